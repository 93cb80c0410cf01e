//! Rows that say their year, as those of a panel do (年份, 城市): a place must have been in that year.

use crate::gazetteer::{Form, Gazetteer, Packed, Thing};
use crate::model::{Basis, Date, Document, Kind, Roster, Row, Span, Value};

/// A place that was not in its row's year.
#[derive(Clone, Debug)]
pub(in crate::check) struct Untimely {
    pub name: String,
    /// Its cells, in order, and the year of the first.
    pub spans: Vec<Span>,
    pub year: i16,
    pub year_at: Span,
    /// Its first and its last day, as far as they are known.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Whether a header heads years.
pub(super) fn heads(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    matches!(title.as_str(), "年份" | "年度" | "年" | "统计年份" | "统计年度" | "year")
}

/// Places whose name no division had in the year beside, one for each name.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    rows: &[Row],
    gazetteer: &Gazetteer,
    judged: &dyn Fn(usize) -> bool,
) -> Vec<Untimely> {
    let mut found: Vec<Untimely> = Vec::new();
    let headed = |column: &usize| heads(&roster.columns[*column].title);
    let Some(years) = (0..roster.columns.len()).find(headed) else { return found };
    for (entry, row) in rows.iter().enumerate().filter(|(entry, _)| judged(*entry)) {
        let Some(year) = year(&roster.cell(document, entry, years)) else { continue };
        for (column, value) in row.values.iter().enumerate() {
            let Value::Place(place) = value else { continue };
            let told = place.kind == Kind::Division && place.adcode_basis == Some(Basis::Text);
            let path = [&place.county, &place.prefecture, &place.province];
            let Some(finest) = path.into_iter().flatten().next().filter(|_| told) else { continue };
            let cell = roster.row(entry)[column];
            if let Some(known) =
                found.iter_mut().find(|known| known.name == finest.name && known.year == year)
            {
                known.spans.push(cell);
                continue;
            }
            let on = Packed(u32::try_from(year).unwrap_or(0) * 10_000);
            let (mut from, mut to) = (None, None);
            let (mut any, mut near, mut nearest) = (false, false, i16::MAX);
            for (thing, form) in gazetteer.lookup(&finest.name) {
                let Thing::Division(id) = thing else { continue };
                let division = gazetteer.division(id);
                let same = form == Form::Full
                    && place.province.as_ref().is_none_or(|p| p.adcode.0 == division.province());
                if !same {
                    continue;
                }
                any = true;
                let ends = [division.validity.from.date(), division.validity.to.date()];
                // A name lives on in the year after, and is used in the year before.
                let beside = |date: &Date| (date.year - year).abs() < 2;
                near |= division.validity.holds(on) || ends.iter().flatten().any(beside);
                // Of several times the nearest one is told.
                let off = |date: Option<Date>| date.map_or(i16::MAX, |d| (d.year - year).abs());
                let away = off(ends[0]).min(off(ends[1]));
                if away < nearest {
                    nearest = away;
                    [from, to] = ends;
                }
            }
            if any && !near {
                let name = finest.name.clone();
                let year_at = roster.row(entry)[years];
                found.push(Untimely { name, spans: vec![cell], year, year_at, from, to });
            }
        }
    }
    found
}

pub(super) fn year(cell: &str) -> Option<i16> {
    let cell = cell.trim();
    let digits = cell.strip_suffix('年').unwrap_or(cell);
    let year: i16 = (digits.len() == 4).then(|| digits.parse().ok())??;
    (1949..2100).contains(&year).then_some(year)
}
