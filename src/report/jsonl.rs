//! One JSON object a finding, one finding a line.

use super::json::FindingJson;
use super::{Input, Renderer};

pub(super) static RENDERER: Renderer = Renderer { name: "jsonl", render };

fn render(input: &Input) -> String {
    let mut out = String::new();
    for finding in input.findings() {
        // Strings and numbers only: writing them cannot fail.
        out.push_str(&serde_json::to_string(&FindingJson::of(input, finding)).unwrap_or_default());
        out.push('\n');
    }
    out
}
