//! Numbers on lines of their own, each over its name, as articles of a messenger print them:
//!
//! ```text
//! 1
//! 某某公司
//! 2
//! 某某厂
//! ```

use std::cell::OnceCell;

use super::head;
use super::line::{Line, LineKind};
use super::lists::circled;
use super::mark::mark;
use super::roster::words;
use crate::model::{Document, Role, Span};
use crate::text::{blank, compact, date, numeral};

/// Fewest numbers in a row that show it.
const LEAST: usize = 3;

/// Longest name, in characters, and longest number, in bytes.
const NAME_MOST: usize = 60;
const NUMBER_MOST: u32 = 9;

/// Joins each number to the name below it.
pub(super) fn join(document: &Document, lines: &mut Vec<Line>) {
    let open: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let number = |at: usize| -> Option<u64> {
        let line = open.get(at).map(|index| &lines[*index])?;
        let short = is_text(line) && line.span.len() <= NUMBER_MOST;
        short.then(|| alone(document.slice(line.span))).flatten()
    };
    let text = |at: usize| compact(document.slice(lines[open[at]].span));
    let mut joined: Vec<(usize, usize)> = Vec::new();
    let serials = OnceCell::new();
    let mut at = 0;
    while at < open.len() {
        if number(at) != Some(1) {
            at += 1;
            continue;
        }
        let due = |n: &u64| number(at + 2 * (*n as usize - 1)) == Some(*n);
        let named = |n: &u64| is_name(document, lines, open.get(at + 2 * (*n as usize - 1) + 1));
        let run = (1..=open.len() as u64).take_while(due).take_while(named).count();
        let end = at + 2 * run;
        // A number that goes on below, with no name, shows that the names stand above theirs, or that one is lost; and
        // a header of serials that a flattened table stands below it.
        let goes_on = number(end).is_some_and(|n| n != 1);
        let heads = |index: &usize| heads_serials(document, &lines[*index]);
        let headed = || serials.get_or_init(|| open.iter().position(heads)).is_some_and(|h| h < at);
        // A name over the first number may be that number's.
        let led = || at > 0 && leads(&text(at - 1));
        let signed = || head::is_signature(&text(end - 1)) && !head::is_signature(&text(at + 1));
        if run >= LEAST && !goes_on && led() && !signed() && !headed() {
            joined.extend((at..end).step_by(2).map(|at| (open[at], open[at + 1])));
        }
        at = end.max(at + 1);
    }
    if joined.is_empty() {
        return;
    }
    for (number, name) in &joined {
        lines[*number].span = Span::hull(lines[*number].span, lines[*name].span);
        lines[*number].strong = false;
        // What stands between the two is of the page.
        lines[*name].span = Span::at(u32::MAX);
    }
    lines.retain(|line| line.span != Span::at(u32::MAX));
}

fn is_text(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Heading(_))
}

/// The number that is all there is of a line: 1, 01, 1., NO.1, ①.
fn alone(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if let Some(n) = circled(first) {
        return chars.next().is_none().then_some(u64::from(n));
    }
    let bare = text.strip_prefix("NO.").unwrap_or(text);
    let bare = bare.strip_suffix(['.', '．', '、']).unwrap_or(bare);
    numeral::whole(bare).filter(|_| bare.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line may be the name below a number.
fn is_name(document: &Document, lines: &[Line], index: Option<&usize>) -> bool {
    let Some(line) = index.map(|index| &lines[*index]).filter(|line| is_text(line)) else {
        return false;
    };
    let text = compact(document.slice(line.span));
    text.contains(blank::is_han)
        && text.chars().count() <= NAME_MOST
        && !text.contains(['。', '：', ':'])
        && !words::is_below(&text)
        && !date::is_line(&text)
        && !head::is_title(&text)
        && !words::is_order_alone(&text)
        && mark(&text).is_none()
        && words::role_of(&text).is_none()
}

/// Whether a line without blanks stands over a list, and is none of its names: a title, a sentence, 一等奖.
fn leads(text: &str) -> bool {
    text.ends_with(['。', '：', ':']) || head::is_title(text) || text.contains("等奖")
}

/// Whether a line heads serials.
fn heads_serials(document: &Document, line: &Line) -> bool {
    line.span.len() < 20
        && words::role_of(&compact(document.slice(line.span))) == Some(Role::Serial)
}
