//! Headings that stand over headings, told by their counts: 新入选项目（8项） over 民间文学（2项） and its rows.
//!
//! Both may be set alike. A heading directly over another heads nothing else, or has lost its rows:
//! only where as many rows as it declares stand below it, up to the next such heading, is it an
//! upper one, and only where that holds for every such heading of the table. Headings that are set
//! otherwise than those below them are told by that.
//!
//! So are lines in brackets, （计算机网络） and （软件工程）, each of which stands over a heading that begins the numbering
//! anew.

use std::collections::HashSet;

use super::groups;
use super::words;
use crate::model::{ClaimPlace, Document};
use crate::segment::claims;
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::text::{View, blank, compact, numeral};

/// Longest such heading, in bytes.
const MOST: u32 = 200;

/// The upper headings among the lines of a roster, by index, in order, each with over how many levels it stands; and those
/// below them, where these are plain.
pub(super) fn headings(document: &Document, lines: &[Line]) -> (Vec<(usize, u8)>, Vec<usize>) {
    let uppers = by_counts(document, lines);
    if uppers.is_empty() {
        return ranked(document, lines);
    }
    (uppers.into_iter().map(|at| (at, 1)).collect(), Vec::new())
}

fn by_counts(document: &Document, lines: &[Line]) -> Vec<usize> {
    let first = lines.iter().position(Line::is_row);
    let last = lines.iter().rposition(Line::is_row);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let bracketed = bracketed(document, &lines[..=last]);
    if !bracketed.is_empty() {
        return bracketed;
    }
    let alone = |line: &Line| {
        let first = matches!(line.kind, LineKind::Single(_, _, 0));
        (first || matches!(line.kind, LineKind::Text | LineKind::Heading(_)))
            && line.span.len() <= MOST
    };
    let declared = |line: &Line| {
        let view = View::join(&[line.span], &document.text);
        let claim = claims::of_heading(&view, ClaimPlace::Note)
            .or_else(|| claims::at_end(&view, ClaimPlace::Note));
        claim.map(|(claim, _)| claim.declared)
    };
    let alike = |a: usize, b: usize| {
        let style = |at: usize| groups::heading(document, &lines[at]).style;
        style(a) == style(b)
    };
    // Each heading over a heading: its index, its count, and the rows below it.
    let mut found: Vec<(usize, u64, u64)> = Vec::new();
    let mut above: Option<usize> = None;
    for (index, line) in lines[..=last].iter().enumerate() {
        if line.is_furniture() {
            continue;
        }
        if line.is_row() {
            if let Some((_, _, rows)) = found.last_mut() {
                *rows += 1;
            }
        } else if let Some(upper) = above.filter(|_| alone(line) && declared(line).is_some())
            && let Some(count) = declared(&lines[upper]).filter(|_| alike(upper, index))
        {
            found.push((upper, count, 0));
        }
        above = (!line.is_row() && alone(line)).then_some(index);
    }
    // One above the table is its title.
    let several = found.len() > 1 || found.iter().any(|(index, ..)| *index > first);
    let held = several && found.iter().all(|(_, count, rows)| count == rows);
    // Three lines in a row would be of three levels: those are told by their numbering.
    let apart = found.windows(2).all(|pair| pair[0].0 + 1 < pair[1].0);
    let uppers = found.iter().map(|(index, ..)| *index);
    if held && apart { uppers.collect() } else { Vec::new() }
}

/// Lines over lines that all end alike and as none of them does, 蕨类植物 over 铁角蕨科 and its rows: more of these stand
/// between the rows than of those. So are lines over these that all end in a third way, 哺乳纲 over 灵长目 over 猴科.
fn ranked(document: &Document, lines: &[Line]) -> (Vec<(usize, u8)>, Vec<usize>) {
    const LENGTH_MOST: usize = 40;
    let none = || (Vec::new(), Vec::new());
    let Some(first) = lines.iter().position(Line::is_row) else { return none() };
    // Nearly all tables are nothing but rows.
    if lines[first..].iter().filter(|line| !line.is_row() && !line.is_furniture()).count() < 4 {
        return none();
    }
    let name = |at: usize| -> String {
        let text = compact(document.slice(lines[at].span));
        text.chars().take_while(|c| blank::is_han(*c)).collect()
    };
    let plain = |at: usize| {
        if lines[at].is_row() || lines[at].span.len() > MOST {
            return false;
        }
        let text = compact(document.slice(lines[at].span));
        (2..=LENGTH_MOST).contains(&text.chars().count())
            && text.starts_with(blank::is_han)
            && !text.contains(['。', '，', '；', '：', ':'])
            && !words::ends_list_title(&text)
    };
    let open: Vec<usize> = (first..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let (mut uppers, mut lowers, mut outermost) = (Vec::new(), Vec::new(), Vec::new());
    for (at, trio) in open.windows(3).enumerate() {
        if !(lines[trio[2]].is_row() && plain(trio[1])) {
            continue;
        }
        lowers.push(trio[1]);
        if !plain(trio[0]) {
            if !lines[trio[0]].is_row() {
                return none();
            }
            continue;
        }
        uppers.push(trio[0]);
        outermost.extend(at.checked_sub(1).map(|above| open[above]).filter(|above| plain(*above)));
    }
    let end = |name: &String| name.chars().last();
    let own = lowers.first().and_then(|at| end(&name(*at)));
    let names: HashSet<String> = uppers.iter().map(|at| name(*at)).collect();
    let apart = names.len() == uppers.len() && !names.iter().any(|name| end(name) == own);
    // 江西省 over 赣州市 is told by itself, and so is what stands over the first row.
    let above = (0..first).rev().find(|at| !lines[*at].is_furniture());
    let apart = apart
        && !names.iter().any(|name| places::is_province(name))
        && above.is_none_or(|at| end(&name(at)) != own);
    let ranked = uppers.len() > 1
        && lowers.len() > uppers.len()
        && apart
        && own.is_some()
        && lowers.iter().all(|at| end(&name(*at)) == own);
    if !ranked {
        return none();
    }
    // 纲 over 目: each of the two ends in a way of its own.
    let ends = |lines: &[usize]| -> HashSet<Option<char>> {
        lines.iter().map(|at| end(&name(*at))).collect()
    };
    let (over, outer) = (ends(&uppers), ends(&outermost));
    let three = outermost.len() > 1
        && uppers.len() > outermost.len()
        && over.len() == 1
        && outer.len() == 1
        && over.is_disjoint(&outer)
        && !outer.contains(&own);
    let mut all: Vec<(usize, u8)> = uppers.into_iter().map(|at| (at, 1)).collect();
    if three {
        all.extend(outermost.into_iter().map(|at| (at, 2)));
        all.sort_unstable();
    }
    (all, lowers)
}

/// Lines in brackets, no two alike, each directly over a heading that is the first of its numbering. They count nothing
/// and date nothing.
fn bracketed(document: &Document, lines: &[Line]) -> Vec<usize> {
    let text = |at: usize| compact(document.slice(lines[at].span));
    let plain = |at: &usize| !lines[*at].is_row() && lines[*at].span.len() <= MOST;
    let open: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let mut found = Vec::new();
    let mut names = HashSet::new();
    for trio in open.windows(3).filter(|trio| plain(&trio[0]) && plain(&trio[1])) {
        let (name, own) = (text(trio[0]), text(trio[1]));
        let one = groups::is_numbered(&own)
            && numeral::prefix(own.trim_start_matches(['（', '('])).is_some_and(|(n, _)| n == 1);
        if !one || !lines[trio[2]].is_row() || !words::is_bracketed(&name) {
            continue;
        }
        let counts = name.contains(|c: char| numeral::digit(c).is_some());
        if counts || groups::is_numbered(&name) || words::is_unit_line(&name) || !names.insert(name)
        {
            return Vec::new();
        }
        found.push(trio[0]);
    }
    if found.len() > 1 { found } else { Vec::new() }
}
