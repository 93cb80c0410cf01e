//! Entries for an acceptance file, one a finding that nobody has accepted yet.
//!
//! The reason is left empty, and a file with an empty reason is refused: nobody accepts in silence.
//! Findings that are only counted are left out, for nobody has seen them.

use std::fmt::Write as _;

use super::{Piece, Renderer, Target, place};
use crate::accept::COUNTED;
use crate::check::words;
use crate::text::tame;

pub(super) static RENDERER: Renderer = Renderer { name: "accept", piece, frame: None };

/// Characters of the source that an entry quotes.
const QUOTED: usize = 60;

fn piece(target: &Target) -> Piece {
    // A file that could not be read has nothing to accept.
    let Target::Checked(input) = target else { return Piece::default() };
    let mut out = String::new();
    for found in input.open().filter(|found| found.finding.key != COUNTED) {
        // What an acceptance file has wrong is mended there.
        if !std::ptr::eq(found.document, input.document) {
            continue;
        }
        let finding = found.finding;
        let position = found.document.position(finding.primary.start);
        let quote = place::quote(found.document, finding.primary, QUOTED);
        let _ = write!(
            out,
            "\n[[accept]] # {}:{}:{}: {}\ncode = \"{}\"\nfingerprint = \"{}\"\nquote = {}\nreason = \"\"\n",
            place::file(found.document, position),
            position.line,
            position.column,
            tame(&words::message(finding, input.lang)),
            finding.code,
            finding.fingerprint,
            toml::Value::from(tame(&quote)),
        );
    }
    out.into()
}
