//! One line a finding: `notice.txt:12:1: error MD101 rank-gap: serials go from 2 to 4; missing: 3`.
//! Accepted ones follow, the level replaced by `accepted` and the reason in brackets.

use std::fmt::Write as _;

use super::{Found, Input, Piece, Renderer, Target, fold, place};
use crate::check::words::{self, Page};
use crate::text::tame;

pub(super) static RENDERER: Renderer = Renderer { name: "concise", piece, frame: None };

fn piece(target: &Target) -> Piece {
    // A file that could not be read is told on the other stream, as in `text`.
    let Target::Checked(input) = target else { return Piece::default() };
    let mut out = String::new();
    let shared = words::shared(input.lang);
    fold::open(input, |found| {
        out.push_str(&line(input, &found, found.finding.level.name(), shared));
        out.push('\n');
    });
    out.push_str(&accepted(input, shared));
    out.into()
}

/// Accepted findings, a line each with the reason.
pub(super) fn accepted(input: &Input, shared: &Page) -> String {
    let mut out = String::new();
    for found in input.accepted() {
        let reason = tame(found.finding.accepted.as_deref().unwrap_or_default());
        let _ = writeln!(out, "{} [{reason}]", line(input, &found, "accepted", shared));
    }
    out
}

fn line(input: &Input, found: &Found, level: &str, shared: &Page) -> String {
    let Found { document, finding } = found;
    let position = document.position(finding.primary.start);
    let level = shared.get(&format!("level.{level}")).unwrap_or(level);
    format!(
        "{}:{}:{}: {level} {} {}: {}",
        place::file(document, position),
        position.line,
        position.column,
        finding.code,
        finding.name,
        place::told(document, finding, input.lang),
    )
}
