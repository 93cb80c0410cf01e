//! Lines right above a header that are none of its titles: a group's heading, a table's title, a note on
//! all of it. They may stand as near to it as the lines of a title stand to each other.

use std::collections::HashMap;

use super::columns::Columns;
use super::header;
use super::items::Sheet;
use super::lines::Line;
use super::serials::{is_section, is_serial, serial};
use crate::model::Role;
use crate::text::{compact, date, headers, numeral};

/// So far from one middle to the other, in ems.
const LEVEL: f32 = 0.1;

/// So many of them tell enough.
const MOST_MIDDLES: usize = 32;

/// What stands so many ems above a header is near it.
const FAR: f32 = 2.5;

/// What titles of tables end with.
const TITLES: [&str; 6] = ["名单", "目录", "清单", "一览表", "汇总表", "统计表"];

/// What stands right above the headers of a document, by what these say: over one header it is not twice of its
/// titles.
#[derive(Debug, Default)]
pub(super) struct Captions {
    above: HashMap<String, Vec<String>>,
    /// The middles of texts alone on their line right above a first row.
    middles: Vec<f32>,
}

impl Captions {
    pub(super) fn of(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Self {
        let mut all = Self::default();
        for (sheet, skip) in sheets.iter().zip(furniture) {
            let first = |at: usize| sheet.line(at).is_some_and(|line| serial(line) == Some(1));
            let mut below_header = false;
            for at in 0..sheet.items.len() {
                // （人） below the header's line is of a title.
                let over = sheet.line(at).filter(|line| line.segments.len() == 1 && !below_header);
                let told = |_: &&Line| all.middles.len() < MOST_MIDDLES && first(at + 1);
                if let Some(line) = over.filter(told) {
                    all.middles.push(middle(line));
                }
                let header = sheet.line(at).filter(|line| is_header(line));
                below_header = header.is_some();
                let Some(header) = header.filter(|_| !skip.contains(&at)) else { continue };
                let before = at.checked_sub(1).filter(|above| !skip.contains(above));
                let above = before.and_then(|above| sheet.line(above)).filter(|above| {
                    above.segments.len() == 1
                        && header.bounds.y1 - above.bounds.y1 < FAR * header.size
                });
                let above = above.map_or_else(String::new, |line| compact(&line.text()));
                let known = all.above.entry(compact(&header.text())).or_default();
                if known.len() < 3 && !known.contains(&above) {
                    known.push(above);
                }
            }
        }
        all
    }

    /// Whether a line is a caption over a header.
    pub(super) fn has(&self, line: &Line, header: &Line, columns: &Columns) -> bool {
        let [text] = line.segments.as_slice() else { return false };
        let said = compact(&header.text());
        let above = self.above.get(&said).map_or(&[][..], Vec::as_slice);
        let text = compact(&text.text);
        let others = above.iter().filter(|text| !text.is_empty()).count();
        // A title over several others stands over them wherever they stand.
        let left_out = above.len() > others;
        let is_upper = || header::is_upper(line, std::iter::once(header), columns);
        let own = middle(line);
        // A column that the header's line has no title of has it above.
        let column = columns.column(&line.segments[0]);
        let titled = header.segments.iter().any(|title| columns.column(title) == column);
        let level = |other: &f32| (other - own).abs() < LEVEL * line.size;
        let told = || {
            self.middles.iter().any(level)
                || above.len() > 1 && (others > 1 && left_out || !is_upper())
                || is_year(&text) && !is_upper()
        };
        says(&text) || titled && told()
    }
}

fn middle(line: &Line) -> f32 {
    f32::midpoint(line.bounds.x0, line.bounds.x1)
}

/// Whether a line begins with the word over the serials.
pub(super) fn is_header(line: &Line) -> bool {
    let word = || line.segments[0].text.as_str();
    // Most lines begin with a serial itself.
    line.segments.len() > 1 && !is_serial(word()) && headers::role_of(word()) == Some(Role::Serial)
}

/// Whether a text says that it is a heading, a table's title or a note.
pub(super) fn says(text: &str) -> bool {
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    // （万元） is the rest of a title, （共5家） and （排名不分先后） are none.
    let note = bracketed && text.chars().count() >= 6 && !is_unit(text);
    let counts = |text: &str| {
        let count = text.trim_start_matches(['（', '(']).strip_prefix('共');
        count.is_some_and(|count| numeral::prefix(count).is_some())
    };
    is_section(text)
        || note
        || text.contains(['：', ':'])
        || text.contains("不分先后")
        || TITLES.iter().any(|title| text.ends_with(title))
        || counts(text)
        || is_month(text)
        || date::is_line(text)
}

/// How many brackets a text opens and does not close; less than none where it closes more.
pub(super) fn opens(text: &str) -> i32 {
    text.chars()
        .map(|c| i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')')))
        .sum()
}

/// Whether brackets hold what a title is measured in, or an alternative to it: they name no more than that.
fn is_unit(text: &str) -> bool {
    text.contains(['/', '／', '万', '元', '%', '％'])
}

/// 2022年9月.
fn is_month(text: &str) -> bool {
    let month = text.split_once('年').and_then(|(_, rest)| rest.strip_suffix('月'));
    month.is_some_and(|month| numeral::whole(month).is_some()) && is_year(text)
}

/// 2022年, with what stands behind it.
fn is_year(text: &str) -> bool {
    let year = text.split_once('年').filter(|(year, rest)| {
        year.chars().count() == 4 && rest.chars().all(|c| numeral::digit(c).is_some() || c == '月')
    });
    year.is_some_and(|(year, _)| numeral::whole(year).is_some())
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn captions_say_what_they_are() {
        for text in [
            "一、综合基地",
            "（一）农业类",
            "甲省（6家）",
            "数字乡村建设试验基地名单",
            "（排名不分先后）",
            "（根据专家评审得分排序）",
            "单位：万元",
            "共5家",
            "（共5家）",
            "2022年9月",
            "2022年9月29日",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "统一社会",
            "（万元）",
            "（社会组织/个人）",
            "所在县（市、",
            "法人代表",
            "2022年产值",
            "公司名称",
        ] {
            assert!(!says(text), "{text}");
        }
    }
}
