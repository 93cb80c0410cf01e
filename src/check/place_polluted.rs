//! MD407: what does not belong to the name of a place.

use super::values::unknown_part;
use super::{Check, Ctx, Sink};
use crate::gazetteer::Gazetteer;
use crate::model::Place;
use crate::model::place::PlaceOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD407" place-polluted: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for column in &ctx.values.places {
        let polluted = column.select(|place| extra(place).is_some());
        if polluted.whole {
            sink.find("column", polluted.names[0].first())
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", polluted.cells)
                .arg("cells", column.cells)
                .list("extra", polluted.names.iter().filter_map(|name| extra(name.place)));
            continue;
        }
        for name in polluted.names {
            let level =
                if is_misread(&name.text, name.place) { Level::Warning } else { CHECK.level };
            sink.find("", name.first())
                .level(level)
                .arg("name", &name.text)
                .arg("place", &name.place.name)
                .arg("extra", extra(name.place).unwrap_or_default())
                .arg_some("cells", name.many())
                .related_all("again", name.again());
        }
    }
}

/// Whether one character stands where the name's own last one is due, as 翟 in 南京市高淳翟: a short name
/// and a misread ending.
fn is_misread(text: &str, place: &Place) -> bool {
    let Some(extra) = extra(place) else { return false };
    let Some((at, stray)) = extra.char_indices().next_back() else { return false };
    let before = extra[..at].trim();
    let alone =
        before.is_empty() && text.strip_suffix(extra).is_some_and(|name| !name.ends_with(LEVELS));
    ('\u{4E00}'..='\u{9FFF}').contains(&stray)
        && (alone || Gazetteer::embedded().is_province(before))
}

/// What the full names of divisions end with.
const LEVELS: [char; 8] = ['省', '市', '区', '县', '旗', '州', '盟', '团'];

fn extra(place: &Place) -> Option<&str> {
    // A part that reads like a division is unknown (MD401).
    if unknown_part(place).is_some() {
        return None;
    }
    place.oddities.iter().find_map(|oddity| match oddity {
        PlaceOddity::Polluted { extra } => Some(extra.as_str()),
        _ => None,
    })
}
