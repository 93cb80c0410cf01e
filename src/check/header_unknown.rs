//! MD114: nothing is known of a column.

use super::{Check, Ctx, Sink};
use crate::model::report::Level;
use crate::model::{OddityKind, Role, Roster};
use crate::text::headers;

pub(super) static CHECK: Check = check!("MD114" header-unknown: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    // Under a schema that names columns, one that it does not name is a change of layout.
    let level = match ctx.schema {
        Some(schema) if !schema.rosters.is_empty() => Level::Error,
        _ => Level::Warning,
    };
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::HeaderMissing {
            sink.find("missing", oddity.span).level(Level::Warning);
        }
        if oddity.kind != OddityKind::HeaderUnknown {
            continue;
        }
        let found: String = ctx.document.slice(oddity.span).split_whitespace().collect();
        sink.find(if found.is_empty() { "none" } else { "" }, oddity.span)
            .level(level)
            .arg("found", found);
    }
    for roster in &ctx.notice().rosters {
        lost(ctx, roster, sink);
    }
}

/// Columns whose values tell their role, but over which no header is printed while it is over others; and
/// a word of the header that slid below it, where it passes for a heading.
fn lost(ctx: &Ctx, roster: &Roster, sink: &mut Sink) {
    let printed = roster.columns.iter().filter(|column| !column.title.is_empty()).count();
    let (Some(first), true) = (roster.entries.first(), printed * 2 > roster.columns.len()) else {
        return;
    };
    // What stands before the first column with a header is the index of a program.
    let lost = (1..roster.columns.len()).find(|c| {
        let what = &roster.columns[*c];
        let filled = || {
            let filled = |row: &usize| !roster.row(*row)[*c].is_empty();
            let count = (0..roster.entries.len()).filter(filled).count();
            // What nothing tells counts where it is no stray cell.
            count > 0 && (what.role != Role::Text || count * 2 > roster.entries.len())
        };
        what.title.is_empty() && filled()
    });
    let Some(column) = lost else { return };
    let word = roster.groups.iter().find(|group| {
        group.span.end <= first.span.start
            && group.path.iter().any(|value| headers::role_of(value).is_some())
    });
    if let Some(group) = word {
        sink.find("below", group.span).level(Level::Error).arg("found", ctx.quote(group.span));
    } else {
        let cell = roster.row(0)[column];
        sink.find("blank", if cell.is_empty() { first.span } else { cell })
            .arg("column", column + 1);
    }
}
