//! Every count and its state, so that a reader sees what was verified and what could not be.

use super::Input;
use crate::check::words::{self, Page};
use crate::model::report::{ClaimSource, ClaimState, State};
use crate::text::tame;
use crate::text::width::{cut, pad, width};

/// Groups without a declared count that get a line each; the others are only named.
const ABSENT: usize = 12;
/// Terminal cells a name may take.
const NAME: usize = 48;

/// The table, an empty line below it; nothing where there are no counts.
pub(super) fn write(input: &Input, shared: &Page) -> String {
    let claims = &input.report.claims;
    if claims.is_empty() {
        return String::new();
    }
    let word = |key: &str| shared.get(key).unwrap_or_default().to_owned();
    let absent = claims.iter().filter(|claim| claim.state == State::Absent).count();
    // A few more than are shown is no reason to hide them.
    let shown = if absent > ABSENT + 3 { ABSENT } else { absent };
    let mut rows = vec![[
        word("counts"),
        word("counts.declared"),
        word("counts.found"),
        String::new(),
        String::new(),
    ]];
    let mut seen = 0;
    let mut others = Vec::new();
    for claim in claims {
        seen += usize::from(claim.state == State::Absent);
        if claim.state == State::Absent && seen > shown {
            others.push(claim.about.clone());
            continue;
        }
        rows.push([
            word(&format!("state.{}", claim.state.name())),
            number(claim.declared),
            number(claim.found),
            cut(&tame(&claim.about), NAME),
            source(input, claim, shared),
        ]);
    }
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(widest);
    let right = |text: &str, cells: usize| " ".repeat(cells - width(text)) + text;
    let mut out = String::new();
    for (at, [state, declared, found, about, source]) in rows.iter().enumerate() {
        let indent = if at == 0 { "" } else { "  " };
        let line = format!(
            "{}  {}  {}  {}  {source}",
            pad(&format!("{indent}{state}"), widths[0] + 2),
            right(declared, widths[1]),
            right(found, widths[2]),
            pad(about, widths[3]),
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !others.is_empty() {
        let n = others.len().to_string();
        let names = others.into_iter().take(5).collect::<Vec<_>>().join(&words::LIST.to_string());
        let more = if absent - shown > 5 { format!("{names}{}…", words::LIST) } else { names };
        let args = [("n", n), ("names", more)];
        out.push_str("  … ");
        out.push_str(&words::fill(&word("counts.more"), &args, input.lang));
        out.push('\n');
    }
    out.push('\n');
    out
}

fn number(count: Option<u64>) -> String {
    count.map_or_else(|| "–".to_owned(), |count| count.to_string())
}

/// Where the count was declared.
fn source(input: &Input, claim: &ClaimState, shared: &Page) -> String {
    if claim.source == ClaimSource::Schema {
        return shared.get("source.schema").unwrap_or_default().to_owned();
    }
    let Some(span) = claim.span else { return String::new() };
    let position = input.document.position(span.start);
    let page = position.page.map(|page| page.to_string());
    let key = if page.is_some() { "source.page" } else { "source.line" };
    let args = [("line", position.line.to_string()), ("page", page.unwrap_or_default())];
    words::fill(shared.get(key).unwrap_or_default(), &args, input.lang)
}
