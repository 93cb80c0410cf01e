//! The letter's paragraphs, joined where a page break cut them.

use super::blank_lines_between;
use super::line::Line;
use crate::model::notice::Paragraph;
use crate::model::{Document, RegionRole};
use crate::text::{self, View, numeral};

/// Shortest line, in characters, that a page break can have cut: a shorter one without a full stop
/// is a heading.
const CUT_LEAST: usize = 20;

/// Puts the lines that are neither head nor furniture together as paragraphs. A paragraph goes on
/// in the next line where it does not end in a mark of punctuation and that line starts no new
/// one.
pub(super) fn paragraphs(
    document: &Document,
    lines: &[Line],
    roles: &[Option<RegionRole>],
) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut above: Option<&Line> = None;
    for (line, role) in lines.iter().zip(roles) {
        if role.is_some() || line.is_furniture() {
            continue;
        }
        let goes_on = above.is_some_and(|above| joins(document, above, line));
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.pieces.push(line.span),
            _ => {
                let number = number(document.slice(line.span));
                paragraphs.push(Paragraph { number, text: String::new(), pieces: vec![line.span] });
            }
        }
        above = Some(line);
    }
    for paragraph in &mut paragraphs {
        paragraph.text = View::join(&paragraph.pieces, &document.text).text;
    }
    paragraphs
}

fn joins(document: &Document, above: &Line, below: &Line) -> bool {
    let (text, next) = (document.slice(above.span), document.slice(below.span));
    let open = text.chars().last().is_some_and(|c| {
        text::blank::is_han(c)
            || c.is_alphanumeric()
            || matches!(c, '，' | '、' | '“' | '（' | '《')
    });
    open && text.chars().count() >= CUT_LEAST
        && !above.is_marked()
        && !below.is_marked()
        && !above.is_row()
        && !below.is_row()
        && number(next).is_none()
        && blank_lines_between(document, above, below) < 8
}

/// The number a paragraph starts with: `一、`, `（二）`, `3.`, `第四条`.
fn number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(text::is_blank);
    let open = text.strip_prefix(['(', '（', '第']).unwrap_or(text);
    let (n, length) = numeral::prefix(open)?;
    let close = open[length..].chars().next()?;
    let bracketed = open.len() < text.len();
    let ends = if bracketed {
        matches!(close, ')' | '）' | '条' | '章' | '节')
    } else {
        matches!(close, '、' | '.' | '．')
    };
    (ends && n < 1000).then_some(n as u32)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn paragraph_numbers() {
        for (text, expected) in [
            ("一、深刻", Some(1)),
            ("（二）组织", Some(2)),
            ("3.申报", Some(3)),
            ("第四条 为", Some(4)),
            ("2021年", None),
            ("第二批", None),
            ("十分重要", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
