//! Sums across a row: 合计 as a column, held against the numbers beside it.

use super::Decimal;
use super::sheet::number;
use crate::check::Ctx;
use crate::model::{Role, Roster, Row, Span};
use crate::text::headers;

/// A sum that is not that of its row.
pub(in crate::check) struct Across {
    pub roster: u32,
    /// The column of sums.
    pub column: usize,
    pub span: Span,
    pub found: String,
    /// The first and the last of the columns that it sums up.
    pub from: usize,
    pub to: usize,
}

/// So many rows must hold before another is accused.
const LEAST: usize = 4;

/// So many times as many as do not.
const MOSTLY: usize = 3;

/// How a row and its sum go together.
enum Verdict {
    /// It holds; `plain`: more than one number makes the sum.
    Holds { plain: bool },
    /// It does not; the sum of the numbers.
    Broken(Decimal),
    /// Nothing can be said.
    Silent,
}

/// Looks at every column that sums up those beside it.
pub(in crate::check) fn find(ctx: &Ctx) -> Vec<Across> {
    let mut faults = Vec::new();
    for (r, (roster, rows)) in (0..).zip(ctx.notice().rosters.iter().zip(&ctx.resolved.rosters)) {
        for column in (0..roster.columns.len()).filter(|c| is_sum(roster, *c)) {
            let found = of_column(roster, rows, column);
            faults.extend(found.into_iter().map(|fault| Across { roster: r, ..fault }));
        }
    }
    faults
}

fn is_sum(roster: &Roster, column: usize) -> bool {
    let title = headers::without_brackets(&roster.columns[column].title);
    let named = ["合计", "总计", "共计", "小计"].iter().any(|word| title.ends_with(word));
    (named || title.eq_ignore_ascii_case("total")) && roster.columns[column].role == Role::Number
}

/// The rows whose sum is not that of the numbers in the columns that it sums up in most others.
fn of_column(roster: &Roster, rows: &[Row], column: usize) -> Vec<Across> {
    let number = |c: &usize| roster.columns[*c].role == Role::Number;
    let before = (0..column).rev().take_while(number).map(|from| (from, column - 1));
    let behind = (column + 1..roster.columns.len()).take_while(number).map(|to| (column + 1, to));
    let mut best: Option<(usize, (usize, usize))> = None;
    for range in before.chain(behind).filter(|(from, to)| from < to) {
        let (mut holds, mut summed, mut broken) = (0, 0, 0);
        let mut faults = Vec::new();
        for row in rows {
            match judge(row, column, range) {
                Verdict::Holds { plain } => {
                    holds += 1;
                    summed += usize::from(plain);
                }
                Verdict::Broken(found) => {
                    broken += 1;
                    if broken < 3
                        && let Ok(Some(printed)) = super::sheet::number(row, column)
                    {
                        faults.push((printed, found));
                    }
                }
                Verdict::Silent => {}
            }
        }
        // Two that hold if they change places: each has the other's.
        let exchanged = broken == 2
            && matches!(&faults[..], [one, other] if one.0 == other.1 && one.1 == other.0);
        let few = broken * MOSTLY <= holds || exchanged;
        if summed >= LEAST && few && best.is_none_or(|(most, _)| holds > most) {
            best = Some((holds, range));
        }
    }
    let Some((_, (from, to))) = best else { return Vec::new() };
    let broken = |(entry, row): (usize, &Row)| {
        let Verdict::Broken(found) = judge(row, column, (from, to)) else { return None };
        let (span, found) = (roster.row(entry)[column], found.to_string());
        Some(Across { roster: 0, column, span, found, from, to })
    };
    rows.iter().enumerate().filter_map(broken).collect()
}

fn judge(row: &Row, column: usize, (from, to): (usize, usize)) -> Verdict {
    let Ok(Some(printed)) = number(row, column) else { return Verdict::Silent };
    let mut sum: Option<Decimal> = None;
    let mut count = 0;
    for at in from..=to {
        let own = match number(row, at) {
            Ok(None) => continue,
            Ok(Some(own)) => own,
            Err(()) => return Verdict::Silent,
        };
        count += usize::from(own.units != 0);
        let Some(more) = sum.map_or(Some(own), |sum| sum.plus(own)) else {
            return Verdict::Silent;
        };
        sum = Some(more);
    }
    let Some(sum) = sum else { return Verdict::Silent };
    if sum == printed {
        return Verdict::Holds { plain: count > 1 };
    }
    // Each part may have been rounded by itself.
    let places = sum.places.max(printed.places);
    let rounded = match (sum.with(places), printed.with(places)) {
        (Some(a), Some(b)) => places > 0 && a.units.abs_diff(b.units) <= (to - from + 1) as u128,
        _ => true,
    };
    if rounded { Verdict::Silent } else { Verdict::Broken(sum) }
}
