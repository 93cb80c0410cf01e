//! One line a finding: `notice.txt:12:1: error MD101 rank-gap: serials go from 2 to 4; missing: 3`.

use std::fmt::Write as _;

use super::{Input, Renderer, place};
use crate::check::words;

pub(super) static RENDERER: Renderer = Renderer { name: "concise", render };

fn render(input: &Input) -> String {
    let mut out = String::new();
    let shared = words::shared(input.lang);
    for finding in input.findings() {
        let position = input.document.position(finding.primary.start);
        let level = finding.level.name();
        let level = shared.get(&format!("level.{level}")).unwrap_or(level);
        let _ = writeln!(
            out,
            "{}:{}:{}: {level} {} {}: {}",
            place::file(input.document, position),
            position.line,
            position.column,
            finding.code,
            finding.name,
            words::message(finding, input.lang),
        );
    }
    out
}
