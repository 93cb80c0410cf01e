//! Amounts of the letter held against the sums of columns: 资金共计5600万元, and a column 金额（万元）.
//!
//! Only where it is plain what is meant: one amount of a kind that the letter calls a sum, and one column of
//! that kind. Agreement with any column, or with a group's part of it, is enough.

use super::Ctx;
use super::sums::is_rate;
use crate::model::roster::NoteKind;
use crate::model::{Role, Roster, Row, Span, Value};
use crate::text::words::claims::{AMOUNT_OTHER, AMOUNT_SHARED, AMOUNT_SUMS};
use crate::text::{View, compact};

/// An amount that no column bears out.
pub(super) struct Fault {
    /// Where the amount stands.
    pub span: Span,
    pub roster: u32,
    pub column: usize,
    /// The sum of the column, in its own unit.
    pub found: String,
    pub rows: usize,
    pub first: Span,
}

/// Units by kind, each with how many of the smallest it is; the longer before the shorter.
static UNITS: &[(&str, u8, i128)] = &[
    ("亿元", 0, 100_000_000),
    ("万元", 0, 10_000),
    ("元", 0, 1),
    ("万千瓦", 1, 10_000),
    ("兆瓦", 1, 1_000),
    ("千瓦", 1, 1),
    ("万亩", 2, 10_000),
    ("亩", 2, 1),
    ("万公顷", 3, 10_000),
    ("公顷", 3, 1),
    ("万吨", 4, 10_000),
    ("吨", 4, 1),
    ("公里", 5, 1),
    ("千米", 5, 1),
    ("平方公里", 6, 1_000_000),
    ("万平方米", 6, 10_000),
    ("平方米", 6, 1),
];

/// Whether a text is a unit of measure alone.
pub(super) fn is_unit(text: &str) -> bool {
    text == "米" || UNITS.iter().any(|(unit, ..)| *unit == text)
}

/// Numbers are counted in millionths.
const PLACES: u32 = 6;

/// How far before an amount its words stand, in bytes.
const NEAR: usize = 24;

/// How far a sum may be from the amount to be held against it: a fifth of it.
const FAR: i128 = 5;

struct Amount {
    kind: u8,
    value: i128,
    /// Half of the last place printed.
    half: i128,
    span: Span,
}

struct Total {
    roster: u32,
    column: usize,
    kind: u8,
    factor: i128,
    value: i128,
    parts: Vec<i128>,
}

/// The amounts of the letter that are called sums and are none.
pub(super) fn find(ctx: &Ctx) -> Vec<Fault> {
    if !ctx.whole {
        return Vec::new();
    }
    let amounts = amounts(ctx);
    if amounts.is_empty() {
        return Vec::new();
    }
    let totals = totals(ctx);
    let mut faults = Vec::new();
    for amount in &amounts {
        let alone = amounts.iter().filter(|other| other.kind == amount.kind).count() == 1;
        let own: Vec<&Total> = totals.iter().filter(|total| total.kind == amount.kind).collect();
        let is = |value: i128| (value - amount.value).abs() <= amount.half;
        let all: i128 = own.iter().map(|total| total.value).sum();
        let held = own.iter().any(|total| is(total.value) || total.parts.iter().any(|p| is(*p)));
        let [total] = own[..] else { continue };
        let differ = (total.value - amount.value).abs();
        if held || is(all) || !alone || total.value <= 0 || differ * FAR > amount.value {
            continue;
        }
        let roster = &ctx.notice().rosters[total.roster as usize];
        faults.push(Fault {
            span: amount.span,
            roster: total.roster,
            column: total.column,
            found: print(total.value / total.factor),
            rows: roster.entries.len(),
            first: roster.row(0)[total.column],
        });
    }
    faults
}

/// The amounts that the letter calls sums.
fn amounts(ctx: &Ctx) -> Vec<Amount> {
    let mut found = Vec::new();
    for paragraph in &ctx.notice().body {
        let view = View::join(&paragraph.pieces, &ctx.document.text);
        let text = view.text.as_str();
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|to| at + to) {
            let length = text[start..]
                .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
                .unwrap_or(text.len() - start);
            at = start + length;
            let Some((value, places)) = number(&text[start..at]) else { continue };
            let Some((unit, kind, factor)) =
                UNITS.iter().find(|(unit, ..)| text[at..].starts_with(unit))
            else {
                continue;
            };
            let clause =
                text[..start].rsplit(['。', '；', '，', '\n', '（']).next().unwrap_or_default();
            let from = text.floor_char_boundary(start.saturating_sub(NEAR));
            let before = text[from..start].trim_end_matches(['为', '约', ' ', '：', ':']);
            let sums = AMOUNT_SUMS.iter().any(|word| before.ends_with(word));
            let sentence = text[..start].rsplit(['。', '；', '\n']).next().unwrap_or_default();
            let shared = AMOUNT_SHARED.iter().any(|word| sentence.contains(word));
            let other = AMOUNT_OTHER.iter().any(|word| clause.contains(word));
            let guess =
                ["余", "多", "以上", "左右"].iter().any(|w| text[at + unit.len()..].starts_with(w));
            if sums && shared && !other && !guess {
                let half = 10i128.pow(PLACES.saturating_sub(places)) * factor / 2;
                let span = view.span(start, at + unit.len());
                found.push(Amount { kind: *kind, value: value * factor, half, span });
            }
        }
    }
    found
}

/// The columns of amounts with their sums; a column with a cell that is no number is none.
fn totals(ctx: &Ctx) -> Vec<Total> {
    let mut totals = Vec::new();
    for (r, (roster, rows)) in (0..).zip(ctx.notice().rosters.iter().zip(&ctx.resolved.rosters)) {
        let whole = roster.notes.iter().find(|note| note.kind == NoteKind::UnitLine);
        let whole = whole.map(|note| compact(ctx.document.slice(note.span)));
        for (c, column) in roster.columns.iter().enumerate() {
            if column.role != Role::Number || is_rate(&column.title) {
                continue;
            }
            let own = column.title.split(['（', '(', '/']).skip(1).find_map(unit);
            let counts = ["数", "人数", "家数", "年"].iter().any(|end| column.title.ends_with(end));
            let shared = || {
                whole
                    .as_deref()
                    .and_then(|line| unit(line.trim_end_matches(['）', ')'])))
                    .filter(|_| !counts)
            };
            let Some((kind, factor)) = own.or_else(shared) else { continue };
            let Some((value, parts)) = total(roster, rows, c) else { continue };
            let parts = parts.into_iter().map(|part| part * factor).collect();
            totals.push(Total { roster: r, column: c, kind, factor, value: value * factor, parts });
        }
    }
    totals
}

/// The unit that a text ends in: 单位：万元, 万元）.
fn unit(text: &str) -> Option<(u8, i128)> {
    let text = text.trim_end_matches(['）', ')']);
    let text = text.rsplit(['：', ':', '、', '，']).next().unwrap_or(text);
    UNITS.iter().find(|(unit, ..)| text == *unit).map(|(_, kind, factor)| (*kind, *factor))
}

/// The sum of a column and of its groups' parts.
fn total(roster: &Roster, rows: &[Row], column: usize) -> Option<(i128, Vec<i128>)> {
    let mut parts: Vec<(Option<u32>, i128)> = Vec::new();
    let mut sum = 0i128;
    for (entry, row) in roster.entries.iter().zip(rows) {
        let value = match row.values.get(column)? {
            Value::Empty => 0,
            Value::Integer(n) => i128::from(*n) * 10i128.pow(PLACES),
            Value::Decimal(text) => number(text)?.0,
            _ => return None,
        };
        sum = sum.checked_add(value)?;
        match parts.last_mut() {
            Some((group, part)) if *group == entry.group => *part += value,
            _ => parts.push((entry.group, value)),
        }
    }
    Some((sum, parts.into_iter().map(|(_, part)| part).collect()))
}

/// A decimal number in millionths, and its places.
fn number(text: &str) -> Option<(i128, u32)> {
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let places = u32::try_from(part.len()).ok().filter(|places| *places <= PLACES)?;
    if whole.is_empty() || whole.len() > 15 || !plain(whole) || !plain(part) {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = if part.is_empty() { 0 } else { part.parse().ok()? };
    Some((whole * 10i128.pow(PLACES) + part * 10i128.pow(PLACES - places), places))
}

/// Millionths as a decimal number.
fn print(value: i128) -> String {
    let unit = 10i128.pow(PLACES);
    let text = format!("{}.{:06}", value / unit, value % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{number, print, unit};

    #[test]
    fn numbers_and_units() {
        assert_eq!(number("5,600"), Some((5_600_000_000, 0)));
        assert_eq!(number("13.907"), Some((13_907_000, 3)));
        assert_eq!(number("1.2.3"), None);
        assert_eq!(print(13_907_000), "13.907");
        assert_eq!(print(5_600_000_000), "5600");
        assert_eq!(unit("万元）"), Some((0, 10_000)));
        assert_eq!(unit("单位：亿元"), Some((0, 100_000_000)));
        assert_eq!(unit("企业家数"), None);
    }
}
