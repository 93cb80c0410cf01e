//! Names that begin with the row's own place: 市中区人民政府 in 济南市市中区.

use crate::model::place::Division;
use crate::model::{Basis, Place};
use crate::normalize::place::Prefix;

/// A division of the row's place that a name begins with.
#[derive(Debug)]
pub(super) struct Own<'t> {
    /// The row's place as far as that division.
    pub(super) place: Place,
    /// The name has its short form.
    pub(super) short: bool,
    /// What follows it.
    pub(super) rest: &'t str,
}

/// The division of the row's place that a name means where the gazetteer alone cannot tell: it knows
/// several of that name, or takes a short name for a wider place (吉林水利局 in 吉林市 is no bureau of
/// 吉林省). `prefix` is what the name begins with wherever it stands.
pub(super) fn named_by_row<'t>(text: &'t str, prefix: &Prefix, row: &Place) -> Option<Own<'t>> {
    let divisions = [row.county.as_ref(), row.prefecture.as_ref(), row.province.as_ref()];
    let mut divisions = divisions.into_iter().flatten();
    if let Prefix::Place { place: elsewhere, short: true, rest } = prefix {
        let printed = text.strip_suffix(rest.as_str())?;
        let finest = divisions.next()?;
        let wider = elsewhere.adcode != Some(finest.adcode) && finest.name.starts_with(printed);
        // A province has 厅, what lies in it has not.
        return (wider && !provincial(rest)).then(|| Own {
            place: as_far_as(finest, row),
            short: true,
            rest: &text[printed.len()..],
        });
    }
    let Prefix::Several { .. } = prefix else { return None };
    let own = divisions.find(|division| text.starts_with(&division.name))?;
    let rest = &text[own.name.len()..];
    (!rest.is_empty()).then(|| Own { place: as_far_as(own, row), short: false, rest })
}

/// Whether a body's name (without its place) is that of a province's.
pub(super) fn provincial(body: &str) -> bool {
    body.ends_with('厅') && !body.ends_with("办公厅")
}

/// The row's place without what lies in one of its divisions.
fn as_far_as(division: &Division, row: &Place) -> Place {
    let is = |other: &Option<Division>| other.as_ref() == Some(division);
    let whole = row.zone.is_empty() && row.township.is_empty();
    let finest = [&row.county, &row.prefecture, &row.province].into_iter().find(|d| d.is_some());
    // The code of the place itself counts on the date; a division above keeps its own.
    let adcode = match finest {
        Some(finest) if whole && is(finest) => row.adcode,
        _ => Some(division.adcode),
    };
    Place {
        name: String::new(),
        county: row.county.clone().filter(|_| is(&row.county)),
        prefecture: row.prefecture.clone().filter(|_| !is(&row.province)),
        zone: String::new(),
        township: String::new(),
        adcode,
        adcode_basis: Some(Basis::Text),
        candidates: Vec::new(),
        oddities: Vec::new(),
        ..row.clone()
    }
}
