//! One JSON object a finding, one finding a line; a file that could not be read is a line too.

use super::json::FindingJson;
use super::{Piece, Renderer, Target};

pub(super) static RENDERER: Renderer = Renderer { name: "jsonl", piece, frame: None };

fn piece(target: &Target) -> Piece {
    let mut out = String::new();
    let mut push = |finding: &FindingJson| {
        // Strings and numbers only: writing them cannot fail.
        out.push_str(&serde_json::to_string(finding).unwrap_or_default());
        out.push('\n');
    };
    match target {
        Target::Refused(refusal) => push(&FindingJson::refused(refusal)),
        Target::Checked(input) => {
            input.shown().for_each(|found| push(&FindingJson::of(input, found)));
        }
    }
    out.into()
}
