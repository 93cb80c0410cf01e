//! MD407: what does not belong to the name of a place.

use super::values::unknown_part;
use super::{Check, Ctx, Of, Sink};
use crate::model::Place;
use crate::model::place::PlaceOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD407",
    name: "place-polluted",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("place_polluted.md"),
    page_zh: include_str!("place_polluted.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for column in &ctx.values.places {
        let polluted = column.select(|place| extra(place).is_some());
        if polluted.whole {
            sink.find("column", polluted.names[0].spans[0])
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", polluted.cells)
                .arg("cells", column.cells)
                .list("extra", polluted.names.iter().filter_map(|name| extra(name.place)));
            continue;
        }
        for name in polluted.names {
            sink.find("", name.spans[0])
                .arg("name", &name.text)
                .arg("place", &name.place.name)
                .arg("extra", extra(name.place).unwrap_or_default())
                .related_all("again", name.spans.iter().skip(1).take(3).copied());
        }
    }
}

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
