//! MD401: places of which nothing is known.

use super::values::unknown_part;
use super::{Check, Ctx, Sink};
use crate::model::Kind;
use crate::model::place::PlaceOddity;

pub(super) static CHECK: Check = check!("MD401" place-unknown: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for column in &ctx.values.places {
        let unknown = column.select(|place| {
            place.oddities.contains(&PlaceOddity::Unknown) || unknown_part(place).is_some()
        });
        if unknown.whole {
            sink.find("column", unknown.names[0].first())
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", unknown.cells)
                .arg("cells", column.cells)
                .list("names", unknown.names.iter().map(|name| &name.text));
            continue;
        }
        for name in unknown.names {
            // A zone is told by the form of its name; where it lies is not known.
            let part = unknown_part(name.place);
            let key = match part {
                Some(_) => "part",
                None if name.place.kind == Kind::Zone => "zone",
                None => "",
            };
            sink.find(key, name.first())
                .arg("name", &name.text)
                .arg("part", part.unwrap_or_default())
                .arg("place", &name.place.name)
                .arg_some("cells", name.many())
                .related_all("again", name.again());
        }
    }
}
