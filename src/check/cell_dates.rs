//! Cells in a column of dates that have the form of a date and are no day of the calendar.

use super::Ctx;
use crate::model::{Role, Span, Value};

/// Such a cell.
pub(super) struct Fault {
    pub roster: u32,
    pub column: usize,
    pub span: Span,
}

/// Looks at the cells of columns of dates that are none.
pub(super) fn find(ctx: &Ctx) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (r, (roster, rows)) in (0..).zip(ctx.notice().rosters.iter().zip(&ctx.resolved.rosters)) {
        for column in (0..roster.columns.len()).filter(|c| roster.columns[*c].role == Role::Date) {
            let is_date =
                |row: &&crate::model::Row| matches!(row.values.get(column), Some(Value::Date(_)));
            let dates = rows.iter().filter(is_date).count();
            if dates < 2 || dates == rows.len() {
                continue;
            }
            let others = (0..rows.len()).filter(|entry| !is_date(&&rows[*entry]));
            let odd: Vec<Span> = others
                .filter(|entry| is_no_day(&roster.cell(ctx.document, *entry, column)))
                .map(|entry| roster.row(entry)[column])
                .collect();
            if odd.len() < dates {
                faults.extend(odd.into_iter().map(|span| Fault { roster: r, column, span }));
            }
        }
    }
    faults
}

/// Whether a text is year, month and day, and there is no such day: 2023-02-30, 2023年13月5日.
fn is_no_day(text: &str) -> bool {
    let text = text.trim();
    let text = text.split_once([' ', 'T']).map_or(text, |(day, _)| day);
    let text = text.strip_suffix(['日', '号']).unwrap_or(text);
    let parts: Vec<&str> = text.split(['年', '月', '-', '.', '/']).collect();
    let number = |part: &str| -> Option<u16> {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok())?
    };
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(y), Some(m), Some(d)) = (number(year), number(month), number(day)) else {
        return false;
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return false;
    }
    let leap = y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    let days = match m {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    d > days || m == 0
}

#[cfg(test)]
mod tests {
    use super::is_no_day;

    #[test]
    fn days_that_are_none() {
        for none in ["2023-02-30", "2023年13月5日", "2023/2/29", "2023.4.31", "2023-00-03"] {
            assert!(is_no_day(none), "{none}");
        }
        for other in ["2024-02-29", "2023-2", "2023-12-31 00:00:00", "023-13-05", "10-13-2023"] {
            assert!(!is_no_day(other), "{other}");
        }
    }
}
