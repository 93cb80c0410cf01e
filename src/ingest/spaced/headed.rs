//! Rows without serials below a header of as many words, kept apart by single blanks or wide gaps: `企业名称 所在地`
//! over `甲公司 某市`. Only where every line directly below has as many fields.

use super::aligned::Plan;
use super::{LEAST_ROWS, closed_up, fields_of_all};
use crate::model::{BlockKind, Document, Span};
use crate::text::{compact, headers};

/// Longest word of such a header, in characters.
const WORD_MOST: usize = 10;

/// The rows of the first such table, with gaps of two blanks or more, else of one.
pub(super) fn plan(document: &Document) -> Option<Plan> {
    [2, 1].into_iter().find_map(|gap| plan_by(document, gap))
}

fn plan_by(document: &Document, gap: usize) -> Option<Plan> {
    let rows: Vec<Option<Vec<Span>>> = fields_of_all(document, gap)
        .into_iter()
        .map(|row| row.map(|row| closed_up(document, &row)).filter(|row| row.len() > 1))
        .collect();
    let below = below(document, &rows);
    let (at, end) = (0..rows.len()).find_map(|at| {
        let head = rows[at].as_ref()?;
        let (end, alike) = below[at];
        let below: &[Option<Vec<Span>>] = &rows[at + 1..end];
        let as_many = alike && below.len() >= LEAST_ROWS;
        let wide = gap > 1 || head.len() > 2;
        // 园区名称 编号 over names and numbers needs no wider gap.
        let known = |span: &Span| headers::role_of(&compact(document.slice(*span))).is_some();
        let wide = wide || head.iter().all(known);
        let told =
            || are_words(document, head) || (wide && stand_over_digits(document, head, below));
        (as_many && told()).then_some((at, end))
    })?;
    let outside = |row: &(usize, Option<Vec<Span>>)| !(at..end).contains(&row.0);
    let plan = rows.into_iter().enumerate();
    Some(plan.map(|row| if outside(&row) { None } else { row.1 }).collect())
}

/// For each line where the lines directly below it end, with the first that is a paragraph of one field, or none; and
/// whether they all have as many fields as it.
fn below(document: &Document, rows: &[Option<Vec<Span>>]) -> Vec<(usize, bool)> {
    let mut found = vec![(rows.len(), true); rows.len()];
    for at in (0..rows.len().saturating_sub(1)).rev() {
        let text = matches!(document.blocks[at + 1].kind, BlockKind::Paragraph { .. });
        found[at] = match &rows[at + 1] {
            Some(next) if text => {
                let (end, alike) = found[at + 1];
                (end, alike && rows[at].as_ref().is_some_and(|row| row.len() == next.len()))
            }
            _ => (at + 1, true),
        };
    }
    found
}

/// Whether a line is words that head columns: most are known, and one is nothing else.
fn are_words(document: &Document, row: &[Span]) -> bool {
    let texts: Vec<String> = row.iter().map(|span| compact(document.slice(*span))).collect();
    let known = texts.iter().filter(|text| headers::role_of(text).is_some()).count();
    known * 2 >= texts.len()
        && texts.iter().any(|text| headers::is_built(text))
        && texts.iter().all(|text| is_word(text))
}

/// Whether a line of words stands over a column all of whose cells have digits: 批号 over 20210304.
fn stand_over_digits(document: &Document, head: &[Span], below: &[Option<Vec<Span>>]) -> bool {
    let digits = |span: Span| document.slice(span).contains(|c: char| c.is_ascii_digit());
    head.iter().all(|span| is_word(&compact(document.slice(*span))))
        && (0..head.len()).any(|column| below.iter().flatten().all(|row| digits(row[column])))
}

fn is_word(text: &str) -> bool {
    text.chars().count() <= WORD_MOST
        && !text.contains(char::is_numeric)
        && !text.contains(['：', ':', '。', '，', '；', '、'])
}
