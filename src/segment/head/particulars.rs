//! Labels and values of front matter (`发布机构: 某局`), and of the card of particulars that a site prints above
//! a document, several on a line: `发布机构：⇥某局⇥发布日期：⇥2024-05-13`.

use crate::text::is_blank;

/// A label and its value, with the value's place in the line, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Particular<'a> {
    pub(super) key: &'a str,
    pub(super) value: &'a str,
    pub(super) at: usize,
}

const COLONS: [char; 2] = [':', '：'];

/// The particulars of a line.
pub(super) fn read(line: &str) -> Vec<Particular<'_>> {
    let mut found = Vec::new();
    let mut cells = line.split('\t').peekable();
    let mut at = 0;
    while let Some(cell) = cells.next() {
        let start = at;
        at += cell.len() + 1;
        // A label alone: its value is the next cell.
        let alone = !cell.trim_matches(is_blank).trim_end_matches(COLONS).contains(COLONS)
            && cells.peek().is_some();
        if alone {
            let value = cells.next().unwrap_or_default();
            found.push(particular(cell.trim_matches(is_blank).trim_end_matches(COLONS), value, at));
            at += value.len() + 1;
        } else if let Some(colon) = cell.find(COLONS) {
            let width = cell[colon..].chars().next().map_or(1, char::len_utf8);
            let (key, value) = (&cell[..colon], &cell[colon + width..]);
            found.push(particular(key, value, start + colon + width));
        }
    }
    found
}

fn particular<'a>(key: &'a str, value: &'a str, at: usize) -> Particular<'a> {
    let around = |c| is_blank(c) || c == '"' || c == '\'';
    let value_start = value.len() - value.trim_start_matches(around).len();
    Particular { key, value: value.trim_matches(around), at: at + value_start }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn labels_and_values() {
        let told = |line: &'static str| -> Vec<(&str, &str)> {
            read(line).iter().map(|p| (p.key, &line[p.at..p.at + p.value.len()])).collect()
        };
        assert_eq!(told("发布单位: \"某局\""), [("发布单位", "某局")]);
        assert_eq!(told("文号\t某发〔2020〕1号"), [("文号", "某发〔2020〕1号")]);
        let card = "发布机构：\t某 局\t发布日期：\t2024-05-13";
        assert_eq!(told(card), [("发布机构", "某 局"), ("发布日期", "2024-05-13")]);
        let card = "索引号：008/2024\t发布机构：某局";
        assert_eq!(told(card), [("索引号", "008/2024"), ("发布机构", "某局")]);
        assert_eq!(told("正文"), []);
    }
}
