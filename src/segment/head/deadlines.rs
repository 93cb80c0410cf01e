//! Dates by which something is due.

use crate::model::notice::Deadline;
use crate::model::{Date, Document, Notice};
use crate::text::{self, View, date};

/// Reads the dates by which something is due, `11月15日前`, from the letter. A year that is not
/// printed is that of the notice, or the next where the day would lie before it.
pub(in crate::segment) fn deadlines(document: &Document, notice: &mut Notice) {
    let issued = notice.head.date.as_ref().map(|date| date.value);
    for paragraph in &notice.body {
        let view = View::join(&paragraph.pieces, &document.text);
        let text = &view.text;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let digit_before =
                text[..at].chars().last().is_some_and(|p| text::numeral::digit(p).is_some());
            let date = if digit_before { None } else { date::prefix(&text[at..]) };
            let Some(date) = date else {
                at += c.len_utf8();
                continue;
            };
            let end = at + date.len;
            let due = ["前", "之前", "以前", "止"].iter().any(|word| text[end..].starts_with(word));
            if due
                && date.day != 0
                && let Some((value, year_inferred)) = due_date(date, issued)
            {
                notice.head.deadlines.push(Deadline {
                    raw: text[at..end].to_owned(),
                    date: value,
                    year_inferred,
                    span: view.span(at, end),
                });
            }
            at = end;
        }
    }
}

fn due_date(found: date::Found, issued: Option<Date>) -> Option<(Date, bool)> {
    if let Some(date) = found.date() {
        return Some((date, false));
    }
    let issued = issued?;
    let date = Date::new(issued.year, found.month, found.day)?;
    if date >= issued {
        Some((date, true))
    } else {
        Date::new(issued.year + 1, found.month, found.day).map(|d| (d, true))
    }
}
