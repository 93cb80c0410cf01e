//! Lines of an annex that a page prints at its head or foot: they stand between rows and are none.

use super::head;
use super::line::{Line, LineKind};
use super::roster::words;
use crate::model::{Document, Role};
use crate::text::{compact, numeral};

/// Highest number of a page.
const PAGE_MOST: u64 = 400;

/// So many lines that are nothing but an amount stand in a table.
const AMOUNTS: usize = 3;

/// Most lines of a header, a cell each.
const HEADER_MOST: usize = 16;

/// Longest line that is looked at, in bytes.
const LINE_MOST: u32 = 120;

/// Makes furniture of them.
pub(super) fn set_aside(document: &Document, lines: &mut [Line]) {
    let text = |line: &Line| compact(document.slice(line.span));
    let is_text = |line: &Line| line.kind == LineKind::Text && line.span.len() <= LINE_MOST;
    let heads: Vec<usize> = (0..lines.len())
        .filter(|at| is_text(&lines[*at]) && is_letterhead(&text(&lines[*at])))
        .collect();
    let number = lone_number(document, lines);
    for at in heads.into_iter().chain(number) {
        lines[at].kind = LineKind::Furniture;
    }
}

/// 工业和信息化部办公厅文件: the head of the issuer's paper, below the letter.
fn is_letterhead(text: &str) -> bool {
    let body = text.strip_suffix("文件");
    body.is_some_and(|body| body.chars().count() > 2 && head::is_signature(body))
}

/// The only line that is a bare number, where no table stands and lines around it have no such serial: a page's.
fn lone_number(document: &Document, lines: &[Line]) -> Option<usize> {
    if lines.iter().any(Line::is_row) {
        return None;
    }
    let text = |line: &Line| compact(document.slice(line.span));
    let value = |line: &Line| {
        let text = (line.span.len() <= LINE_MOST).then(|| text(line))?;
        let digits = !text.is_empty() && text.chars().all(|c| numeral::digit(c).is_some());
        digits.then(|| numeral::whole(&text)).flatten()
    };
    let open: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let mut numbers = (0..open.len()).filter(|nth| value(&lines[open[*nth]]).is_some());
    let nth = numbers.next().filter(|_| numbers.next().is_none())?;
    // 5 among 7.41 and 3.69 is an amount.
    let amount = |at: &&usize| {
        let text = text(&lines[**at]);
        lines[**at].span.len() <= LINE_MOST
            && text.split_once('.').is_some_and(|(whole, part)| {
                [whole, part]
                    .iter()
                    .all(|of| !of.is_empty() && of.bytes().all(|b| b.is_ascii_digit()))
            })
    };
    if open.iter().filter(amount).count() >= AMOUNTS {
        return None;
    }
    let own = value(&lines[open[nth]]).filter(|n| (1..=PAGE_MOST).contains(n))?;
    let lead = |nth: usize| {
        let text = compact(document.slice(lines[*open.get(nth)?].span));
        numeral::prefix(text.trim_start_matches(['（', '('])).map(|(n, _)| n)
    };
    // 4 between 3.甲 and 乙 is the serial of what follows.
    let due = nth.checked_sub(1).and_then(lead).is_some_and(|above| above + 1 == own);
    // So is the 1 below the words of a header that begins with 序号: the table has but one row.
    let heads = |at: &usize| words::role_of(&text(&lines[*at])) == Some(Role::Serial);
    let due = due || (own == 1 && open[nth.saturating_sub(HEADER_MOST)..nth].iter().any(heads));
    let between = nth > 1 && nth + 1 < open.len();
    (between && !due).then_some(open[nth])
}
