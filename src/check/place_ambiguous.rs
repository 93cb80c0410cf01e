//! MD402: names that several places bear.

use super::{Check, Ctx, Sink};

pub(super) static CHECK: Check = check!("MD402" place-ambiguous: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for column in &ctx.values.places {
        let several = column.select(|place| !place.candidates.is_empty());
        if several.whole {
            sink.find("column", several.names[0].first())
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", several.cells)
                .arg("cells", column.cells)
                .list("names", several.names.iter().map(|name| &name.text));
            continue;
        }
        for name in several.names {
            let candidates = &name.place.candidates;
            sink.find("", name.first())
                .arg("name", &name.text)
                .arg("count", candidates.len())
                .list("candidates", candidates.iter().map(|c| format!("{} {}", c.name, c.adcode)))
                .arg_some("cells", name.many())
                .related_all("again", name.again());
        }
    }
}
