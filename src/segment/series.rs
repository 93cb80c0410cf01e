//! Headings that count before a colon, 包件一：办公设备 over 包件二：网络设备: the first of them stands above the header, where
//! a title might.

use super::line::Line;
use crate::model::Document;
use crate::text::{compact, numeral};

/// Longest such label, in characters.
const LABEL_MOST: usize = 8;

/// Whether a text above the header is the first of headings that count so, the second of which stands over rows among the
/// lines below.
pub(super) fn is_first(document: &Document, below: &[Line], text: &str) -> bool {
    let Some(own) = label(text).filter(|own| own.number == 1) else { return false };
    let next = |pair: &[Line]| {
        let other = !pair[0].is_row() && pair[1].is_row();
        other
            && label(&compact(document.slice(pair[0].span)))
                .is_some_and(|next| next.number == 2 && next.around == own.around)
    };
    below.windows(2).any(next)
}

/// What counts before a colon.
#[derive(Debug, PartialEq)]
struct Label {
    /// The words before and behind the number: 第 and 标段.
    around: (String, String),
    number: u64,
}

/// The label of a heading of words: 包件一：办公设备, 第2标段：网络设备, A包：实验仪器. A number alone, 一：, is none.
fn label(text: &str) -> Option<Label> {
    let (label, name) = text.split_once(['：', ':'])?;
    let short = label.chars().count() <= LABEL_MOST && !name.is_empty();
    let alphabetic = |text: &str| text.chars().all(char::is_alphabetic);
    label.char_indices().filter(|_| short).find_map(|(at, c)| {
        let (number, length) = match c {
            'A'..='Z' => (u64::from(c as u8 - b'A') + 1, 1),
            _ => numeral::prefix(&label[at..])?,
        };
        let around = (label[..at].to_owned(), label[at + length..].to_owned());
        let words = alphabetic(&around.0) && alphabetic(&around.1) && label.len() > length;
        words.then_some(Label { around, number })
    })
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_that_count() {
        for (text, number, before, behind) in [
            ("包件一：办公设备", 1, "包件", ""),
            ("第2标段：网络设备", 2, "第", "标段"),
            ("B包:实验仪器", 2, "", "包"),
        ] {
            let found = label(text).map(|label| (label.number, label.around));
            assert_eq!(found, Some((number, (before.to_owned(), behind.to_owned()))), "{text}");
        }
        for text in
            ["一：办公设备", "包件一", "包件：办公设备", "包件一：", "项目编号ZC-1：办公设备"]
        {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
