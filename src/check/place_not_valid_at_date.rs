//! MD403: places that did not exist on the notice's date.

use super::{Check, Ctx, Sink};
use crate::gazetteer::{Gazetteer, Packed};
use crate::model::place::PlaceOddity;
use crate::model::report::Level;
use crate::model::{Adcode, Date, Kind, Place};

pub(super) static CHECK: Check = check!("MD403" place-not-valid-at-date: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for place in &ctx.values.untimely {
        let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
        sink.find("row", place.spans[0])
            .level(Level::Warning)
            .arg("name", &place.name)
            .arg("date", place.year)
            .arg("from", day(place.from))
            .arg("to", day(place.to))
            .related("year", place.year_at)
            .related_all("again", place.spans.iter().skip(1).take(3).copied());
    }
    let Some(date) = ctx.notice().head.date.as_ref() else { return };
    for name in ctx.values.places.iter().flat_map(|column| &column.names) {
        let Some((called, from, to)) = worst(name.place, date.value) else { continue };
        let Some(level) = weigh(date.value, from, to, name.place) else { continue };
        let then = name.place.adcode.and_then(|code| path(ctx.gazetteer, code, date.value));
        let key = match (&then, from.filter(|from| *from > date.value)) {
            (Some(_), Some(_)) => "early",
            (Some(_), None) => "",
            (None, Some(_)) => "early_alone",
            (None, None) => "alone",
        };
        sink.find(key, name.first())
            .level(level)
            .arg("name", &name.text)
            .arg("called", called)
            .arg("date", date.value)
            .arg("from", from.map_or_else(String::new, |from| from.to_string()))
            .arg("to", to.map_or_else(String::new, |to| to.to_string()))
            .arg("then", then.unwrap_or_default())
            .related("date", date.span)
            .arg_some("cells", name.many())
            .related_all("again", name.again());
    }
}

type Period = (Option<Date>, Option<Date>);

/// The part of a path that is furthest from its time: its name, its first and its last day.
fn worst(place: &Place, on: Date) -> Option<(&str, Option<Date>, Option<Date>)> {
    let parts = place.oddities.iter().filter_map(|oddity| match oddity {
        PlaceOddity::NotValid { name, from, to } => Some((name.as_str(), *from, *to)),
        _ => None,
    });
    parts.max_by_key(|(_, from, to)| distance(on, (*from, *to)))
}

/// How many months lie at least between a date and a time.
fn distance(on: Date, (from, to): Period) -> i32 {
    let earliest = |date: Date| months(date, 1);
    let latest = |date: Date| months(date, 12);
    let before = from.map_or(0, |from| earliest(from) - latest(on));
    let after = to.map_or(0, |to| earliest(on) - latest(to));
    before.max(after)
}

/// Months since year 0; an unknown month is taken as `unknown`.
fn months(date: Date, unknown: u8) -> i32 {
    let month = if date.month == 0 { unknown } else { date.month };
    i32::from(date.year) * 12 + i32::from(month)
}

/// A new name is approved, and used, weeks before it takes effect; an old one lives on in lists
/// that were drawn up before the change.
const EARLY: i32 = 6;
const LATE: i32 = 12;

/// The level, if it is worth a finding: near a change it is none, a while after it a note; names
/// of organisations are changed on dates less sure than those of divisions.
fn weigh(on: Date, from: Option<Date>, to: Option<Date>, place: &Place) -> Option<Level> {
    let far = distance(on, (from, to));
    let before = from.is_some_and(|from| from > on);
    match (before, far) {
        (true, 0..=EARLY) | (_, ..=1) => None,
        (false, ..=LATE) => Some(Level::Note),
        _ if matches!(place.kind, Kind::Division | Kind::Zone) => Some(Level::Error),
        _ => Some(Level::Warning),
    }
}

/// The full path of a code on a date, and the code.
fn path(gazetteer: &Gazetteer, code: Adcode, on: Date) -> Option<String> {
    let on = Packed::from(on);
    let own = gazetteer.on(code.0, on)?;
    let above = [own.grandparent, own.parent].into_iter().filter(|code| *code != 0);
    let mut text: String = above
        .filter_map(|code| gazetteer.on(code, on))
        .map(|division| gazetteer.division_name(&division))
        .collect();
    text.push_str(gazetteer.division_name(&own));
    Some(format!("{text} {code}"))
}

#[cfg(test)]
mod tests {
    use super::weigh;
    use crate::model::report::Level;
    use crate::model::{Date, Kind, Place};

    #[test]
    fn a_change_needs_time() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let level = |on: &str, from: Option<&str>, to: Option<&str>, kind| {
            weigh(date(on), from.map(date), to.map(date), &Place { kind, ..Place::default() })
        };
        let old = |on| level(on, None, Some("2010-11-26"), Kind::Division);
        assert_eq!(old("2010-12-20"), None);
        assert_eq!(old("2011-06-01"), Some(Level::Note));
        assert_eq!(old("2021-09-29"), Some(Level::Error));
        let new = |on| level(on, Some("2010-11-26"), None, Kind::Division);
        assert_eq!(new("2010-06-01"), None);
        assert_eq!(new("2009-06-01"), Some(Level::Error));
        // Known to the year only: any day of it.
        assert_eq!(level("2012-06-01", None, Some("2011"), Kind::Division), Some(Level::Note));
        assert_eq!(level("2010-07-01", Some("2011"), None, Kind::Division), None);
        assert_eq!(level("2021", None, Some("2015"), Kind::University), Some(Level::Warning));
    }
}
