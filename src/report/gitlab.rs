//! GitLab's Code Quality report: an array with an object a finding.
//!
//! The form has no place for what was accepted: those findings are left out.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Frame, Input, Piece, Renderer, Target, place};
use crate::model::report::Level;
use crate::text::digest::hex;

pub(super) static RENDERER: Renderer = Renderer { name: "gitlab", piece, frame: Some(&FRAME) };

static FRAME: Frame =
    Frame { open: |_| "[".to_owned(), between: ",", close: |_, _| "\n]\n".to_owned() };

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn piece(target: &Target) -> Piece {
    let issues = match target {
        Target::Checked(input) => issues(input),
        Target::Refused(refusal) => vec![Issue {
            description: refusal.why.to_owned(),
            check_name: refusal.code.unwrap_or(refusal.name()),
            fingerprint: fingerprint(refusal.file, refusal.name()),
            severity: "blocker",
            location: Location {
                path: place::path(refusal.file),
                lines: Lines { begin: 1, end: 1 },
            },
        }],
    };
    // Strings and numbers only: writing them cannot fail.
    let line = |issue: &Issue| serde_json::to_string(issue).unwrap_or_default();
    let lines: Vec<String> = issues.iter().map(|issue| format!("\n  {}", line(issue))).collect();
    lines.join(",").into()
}

fn issues<'a>(input: &Input<'a>) -> Vec<Issue<'a>> {
    let issue = |found: super::Found<'a>| {
        let finding = found.finding;
        let region = place::region(found.document, finding.primary);
        let message = place::message(&found, input.lang);
        Issue {
            description: format!("{message} ({})", finding.name),
            check_name: finding.code,
            fingerprint: fingerprint(&found.document.name, &finding.fingerprint),
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note | Level::Off => "info",
            },
            location: Location {
                path: place::path(&found.document.name),
                lines: Lines { begin: region.start.line, end: region.end.line },
            },
        }
    };
    input.open().map(issue).collect()
}

/// Must be the only one of its kind in the report: the file is part of it.
fn fingerprint(file: &str, finding: &str) -> String {
    let digest = Sha256::new().chain_update(place::path(file)).chain_update([0]);
    hex(&digest.chain_update(finding).finalize()[..16])
}
