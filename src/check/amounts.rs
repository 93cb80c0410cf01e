//! Amounts of the letter held against the sums of columns: 资金共计5600万元, and a column 金额（万元）.
//!
//! Only where it is plain what is meant: one amount of a kind that the letter calls a sum, and one column of
//! that kind. Agreement with any column, or with a group's part of it, is enough.

use super::Ctx;
use super::sums::is_rate;
use crate::model::roster::NoteKind;
use crate::model::{Document, Role, Roster, Row, Span, Value};
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

type Unit = (&'static str, u8, i128);

/// Units by kind, each with how many of the smallest it is; the longer before the shorter.
static UNITS: &[Unit] = &[
    ("亿元", 0, 100_000_000),
    ("万元", 0, 10_000),
    ("元", 0, 1),
    ("万千瓦", 1, 10_000),
    ("兆瓦", 1, 1_000),
    ("千瓦", 1, 1),
    ("MW", 1, 1_000),
    ("GW", 1, 1_000_000),
    ("kW", 1, 1),
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

/// The unit that a header names in brackets or behind a stroke: 经费（万元）.
pub(crate) fn unit_of(title: &str) -> Option<&'static str> {
    title.split(['（', '(', '/']).skip(1).find_map(unit).map(|(unit, ..)| *unit)
}

/// The unit of the line above a table, 单位：万元, for a column that counts nothing.
pub(super) fn shared_unit(
    document: &Document,
    roster: &Roster,
    column: usize,
) -> Option<&'static str> {
    let title = &roster.columns[column].title;
    if ["数", "人数", "家数", "年"].iter().any(|end| title.ends_with(end)) {
        return None;
    }
    let line = roster.notes.iter().find(|note| note.kind == NoteKind::UnitLine)?;
    let line = compact(document.slice(line.span));
    unit(line.trim_end_matches(['）', ')'])).map(|(unit, ..)| *unit)
}

/// The power of ten that leads from one unit to another of its kind.
pub(super) fn power(from: &str, to: &str) -> Option<i32> {
    let of = |text: &str| UNITS.iter().find(|(unit, ..)| *unit == text);
    let ((_, kind, from), (_, other, to)) = (of(from)?, of(to)?);
    (kind == other).then(|| from.ilog10().cast_signed() - to.ilog10().cast_signed())
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
        // 1000亿元 over a column of 万元 that gives 1000.
        let same_figures = [3, 4, 8].map(|power| 10i128.pow(power)).iter().any(|times| {
            total.value * times == amount.value || amount.value * times == total.value
        });
        let far = differ * FAR > amount.value && !same_figures;
        if held || is(all) || !alone || total.value <= 0 || far {
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
        for (c, column) in roster.columns.iter().enumerate() {
            if column.role == Role::Serial || is_rate(&column.title) {
                continue;
            }
            let named = unit_of(&column.title);
            let shared = || shared_unit(ctx.document, roster, c);
            let named = named.or_else(shared).and_then(unit);
            totals.extend(
                total(ctx.document, roster, rows, c, named).map(|of| Total { roster: r, ..of }),
            );
        }
    }
    totals
}

/// The unit that a text ends in: 单位：万元, 万元）.
fn unit(text: &str) -> Option<&'static Unit> {
    let text = text.trim_end_matches(['）', ')']);
    let text = text.rsplit(['：', ':', '、', '，']).next().unwrap_or(text);
    UNITS.iter().find(|(unit, ..)| text == *unit)
}

/// The sum of a column and of its groups' parts; cells may bear their own units.
fn total(
    document: &Document,
    roster: &Roster,
    rows: &[Row],
    column: usize,
    mut unit: Option<&'static Unit>,
) -> Option<Total> {
    let mut parts: Vec<(Option<u32>, i128)> = Vec::new();
    let mut sum = 0i128;
    for (at, (entry, row)) in roster.entries.iter().zip(rows).enumerate() {
        let value = match row.values.get(column)? {
            Value::Empty => 0,
            Value::Integer(n) => {
                i128::from(*n).checked_mul(10i128.pow(PLACES))?.checked_mul(unit?.2)?
            }
            Value::Decimal(text) => number(text)?.0.checked_mul(unit?.2)?,
            _ => {
                let cell = roster.cell(document, at, column);
                let (text, plain) = (cell.trim(), |c: char| c.is_ascii_digit() || c == '.');
                let own = text.trim_start_matches(plain);
                let bears = UNITS.iter().find(|(unit, ..)| *unit == own)?;
                (unit.get_or_insert(bears).1 == bears.1).then_some(())?;
                number(&text[..text.len() - own.len()])?.0.checked_mul(bears.2)?
            }
        };
        sum = sum.checked_add(value)?;
        match parts.last_mut() {
            Some((group, part)) if *group == entry.group => *part += value,
            _ => parts.push((entry.group, value)),
        }
    }
    let (_, kind, factor) = *unit?;
    let parts = parts.into_iter().map(|(_, part)| part).collect();
    Some(Total { roster: 0, column, kind, factor, value: sum, parts })
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
    use super::{number, power, print, unit};

    #[test]
    fn numbers_and_units() {
        assert_eq!(number("5,600"), Some((5_600_000_000, 0)));
        assert_eq!(number("13.907"), Some((13_907_000, 3)));
        assert_eq!(number("1.2.3"), None);
        assert_eq!(print(13_907_000), "13.907");
        assert_eq!(print(5_600_000_000), "5600");
        assert_eq!(unit("万元）"), Some(&("万元", 0, 10_000)));
        assert_eq!(unit("单位：亿元"), Some(&("亿元", 0, 100_000_000)));
        assert_eq!((power("亿元", "万元"), power("kW", "MW")), (Some(4), Some(-3)));
        assert_eq!((power("亿元", "亩"), power("家", "家")), (None, None));
        assert_eq!(unit("企业家数"), None);
    }
}
