//! Headers that rows are lost to: one that stands again where no row was read (序号 over 单位 over 备注, a cell a line, below
//! a heading whose first row is lost), and one that has a row in it (序号 单位 备注 2 甲 新增, where serials are exchanged).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::line::Line;
use crate::model::{Document, Notice, Oddity, OddityKind, RegionRole, Span};
use crate::text::compact;

/// Notes each header among the lines that are prose or nothing.
pub(super) fn headers(document: &Document, lines: &[Line], notice: &mut Notice) {
    // A header is told by its first two cells; of those that share them the shortest stands for all.
    let mut headers: HashMap<[String; 2], (u32, Vec<String>), FixedState> = HashMap::default();
    for (roster, read) in (0..).zip(&notice.rosters) {
        let titles: Vec<String> =
            read.columns.iter().map(|c| compact(&c.title)).filter(|t| !t.is_empty()).collect();
        let [first, second, ..] = &titles[..] else { continue };
        let shortest = headers.entry([first.clone(), second.clone()]);
        let shortest = shortest.or_insert_with(|| (roster, titles.clone()));
        if titles.len() < shortest.1.len() {
            *shortest = (roster, titles);
        }
    }
    if headers.is_empty() {
        return;
    }
    // Both are in the order of the plane.
    let mut regions = notice.regions.iter().peekable();
    let is_prose = |line: &&Line| {
        while regions.next_if(|region| region.span.end <= line.span.start).is_some() {}
        let region = regions.peek().filter(|region| region.span.start < line.span.end);
        !line.is_furniture() && region.is_none_or(|region| region.role == RegionRole::Prose)
    };
    let left: Vec<(Span, String)> = lines
        .iter()
        .filter(is_prose)
        .map(|line| (line.span, compact(document.slice(line.span))))
        .collect();
    let mut at = 0;
    while at + 1 < left.len() {
        let key = [left[at].1.clone(), left[at + 1].1.clone()];
        let found = headers.get(&key).filter(|(_, titles)| {
            let there = left[at..].iter().map(|(_, text)| text);
            there.take(titles.len()).eq(titles)
        });
        let Some((roster, titles)) = found else {
            at += 1;
            continue;
        };
        let last = left[at + titles.len() - 1].0;
        notice.oddities.push(Oddity {
            kind: OddityKind::RosterUncertain { why: "header-again" },
            span: Span::new(left[at].0.start, last.end),
            roster: Some(*roster),
        });
        at += titles.len();
    }
}

/// Notes headers that go on with what is as long and begins with a serial.
pub(super) fn rows_in_headers(notice: &mut Notice) {
    let digits = |title: &str| title.len() <= 3 && title.bytes().all(|b| b.is_ascii_digit());
    for (roster, read) in (0..).zip(&notice.rosters) {
        let titles: Vec<&str> = read.columns.iter().map(|column| column.title.as_str()).collect();
        let Some(width) = titles.iter().position(|t| !t.is_empty() && digits(t)) else { continue };
        // 指标 单位 1 2: numbers alone stand for quarters and the like.
        let row = width > 1
            && titles.len() > width
            && titles.len().is_multiple_of(width)
            && titles.chunks(width).skip(1).all(|row| {
                digits(row[0]) && row[1..].iter().any(|cell| !cell.is_empty() && !digits(cell))
            });
        if let Some(span) = read.columns[width].header.filter(|_| row) {
            notice.oddities.push(Oddity {
                kind: OddityKind::RosterUncertain { why: "header" },
                span,
                roster: Some(roster),
            });
        }
    }
}
