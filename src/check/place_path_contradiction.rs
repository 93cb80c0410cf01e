//! MD404: parts of a place that do not lie in each other.

use super::{Check, Ctx, Sink};
use crate::model::place::PlaceOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD404" place-path-contradiction: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for stray in &ctx.values.elsewhere {
        let level = if stray.sure { CHECK.level } else { Level::Warning };
        sink.find("heading", stray.span)
            .level(level)
            .arg("lower", &stray.lower)
            .arg("upper", &stray.upper)
            .related("heading", stray.heading);
    }
    for astray in &ctx.values.codes {
        let key = match (astray.rows, astray.of.is_empty()) {
            (1, true) => "code-none",
            (1, false) => "code",
            _ => "codes",
        };
        let level = if key == "code-none" { Level::Warning } else { CHECK.level };
        sink.find(key, astray.span)
            .level(level)
            .arg("code", &astray.code)
            .arg("place", &astray.place)
            .arg("own", astray.own)
            .arg("of", &astray.of)
            .arg("count", astray.rows)
            .related("cell", astray.cell);
    }
    for name in ctx.values.places.iter().flat_map(|column| &column.names) {
        for oddity in &name.place.oddities {
            let PlaceOddity::Contradiction { upper, lower } = oddity else { continue };
            sink.find("", name.first())
                .arg("name", &name.text)
                .arg("upper", upper)
                .arg("lower", lower)
                .arg_some("cells", name.many())
                .related_all("again", name.again());
        }
    }
}
