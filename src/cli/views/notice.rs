//! The notice taken apart: head, letter, claims, rosters, and the part each stretch of text plays.

use std::io::{self, Write};

use super::super::pieces::Pieces;
use crate::model::{Document, Head, Notice, Roster, Tally};

/// The notice as segment left it; `schema` is the name of the notice schema it was read by.
pub(in super::super) fn notice(
    document: &Document,
    notice: &Notice,
    schema: Option<&str>,
    out: impl Write,
) -> io::Result<()> {
    let mut out = Pieces::new(out);
    out.object(|out| {
        out.member("schema", &schema);
        out.nested("head", |out| head(out, &notice.head));
        out.list("body", &notice.body, |out, paragraph| {
            out.object(|out| {
                out.member("number", &paragraph.number);
                out.member("text", &paragraph.text);
                out.list("pieces", &paragraph.pieces, |out, span| {
                    out.row(&[span.start, span.end]);
                });
            });
        });
        out.list("claims", &notice.claims, |out, claim| {
            out.object(|out| {
                out.member("about", &claim.about);
                out.member("measure", &claim.measure);
                out.member("declared", &claim.declared);
                out.member("place", &format!("{:?}", claim.place));
                out.member("relation", &format!("{:?}", claim.relation));
                out.quoted(document, claim.span);
            });
        });
        out.list("tallies", &notice.tallies, |out, item| tally(out, document, item));
        out.list("rosters", &notice.rosters, |out, item| roster(out, document, item));
        out.list("regions", &notice.regions, |out, region| {
            out.object(|out| {
                out.member("role", region.role.name());
                out.quoted(document, region.span);
            });
        });
        out.member("annex_start", &notice.annex_start);
        out.list("oddities", &notice.oddities, |out, oddity| {
            out.object(|out| {
                out.member("kind", &format!("{:?}", oddity.kind));
                out.member("roster", &oddity.roster);
                out.quoted(document, oddity.span);
            });
        });
    });
    out.finish()
}

fn head(out: &mut Pieces<impl Write>, head: &Head) {
    out.list("issuers", &head.issuers, Pieces::spanned);
    out.found("number", head.number.as_ref());
    out.found("title", head.title.as_ref());
    match &head.date {
        Some(date) => out.nested("date", |out| {
            out.member("value", &date.value.to_string());
            out.span(date.span);
        }),
        None => out.member("date", &()),
    }
    out.list("addressees", &head.addressees, Pieces::spanned);
    out.list("cites", &head.cites, |out, cite| {
        out.object(|out| {
            out.member("title", &cite.title);
            out.member("number", &cite.number);
            out.span(cite.span);
        });
    });
    out.list("deadlines", &head.deadlines, |out, deadline| {
        out.object(|out| {
            out.member("raw", &deadline.raw);
            out.member("date", &deadline.date.to_string());
            out.member("year_inferred", &deadline.year_inferred);
            out.span(deadline.span);
        });
    });
    out.list("annexes", &head.annexes, Pieces::spanned);
}

fn roster(out: &mut Pieces<impl Write>, document: &Document, roster: &Roster) {
    out.object(|out| {
        out.found("title", roster.title.as_ref());
        out.found("ordering", roster.ordering.as_ref());
        out.member("serial", &format!("{:?}", roster.serial));
        out.list("columns", &roster.columns, |out, column| {
            out.object(|out| {
                out.member("key", &column.key);
                out.member("title", &column.title);
                out.member("role", column.role.name());
                out.member("evidence", column.evidence);
            });
        });
        out.list("levels", &roster.levels, Pieces::value);
        out.list("groups", &roster.groups, |out, group| {
            out.object(|out| {
                out.list("path", &group.path, Pieces::value);
                out.member("heading", &group.heading);
                out.member("claim", &group.claim);
                out.span(group.span);
            });
        });
        out.list("entries", roster.entries.iter().enumerate(), |out, (index, entry)| {
            out.object(|out| {
                out.member("group", &entry.group);
                out.member("serial", &entry.serial.value());
                out.member("ragged", &entry.ragged);
                out.span(entry.span);
                out.list("cells", 0..roster.columns.len(), |out, column| {
                    out.value(&roster.cell(document, index, column));
                });
            });
        });
        out.list("notes", &roster.notes, |out, note| {
            out.object(|out| {
                out.member("kind", &format!("{:?}", note.kind));
                out.quoted(document, note.span);
            });
        });
        out.span(roster.span);
    });
}

fn tally(out: &mut Pieces<impl Write>, document: &Document, tally: &Tally) {
    out.object(|out| {
        out.found("title", tally.title.as_ref());
        out.list("rows", &tally.rows, |out, row| {
            out.object(|out| {
                out.member("about", &row.about);
                out.member("declared", &row.declared);
                out.quoted(document, row.span);
            });
        });
        out.span(tally.span);
    });
}
