//! Findings for a person's eye: of a check that floods a document the first are told, one more counts
//! the rest. The report itself keeps every finding.

use super::{Found, Input};
use crate::accept::COUNTED;
use crate::model::Finding;

/// So many findings of one check in one document are told one by one.
pub(super) const TOLD: usize = 100;

/// A check's findings in a document.
struct Flood<'a> {
    found: Found<'a>,
    told: usize,
    rest: u64,
}

/// Calls `each` for the open findings, in order; after them for one more of each check and document
/// of which there are too many, at the place of the first that was left out.
pub(super) fn open<'a>(input: &Input<'a>, mut each: impl FnMut(Found<'_>)) {
    let mut floods: Vec<Flood<'a>> = Vec::new();
    for found in input.open() {
        let of = |flood: &Flood| {
            flood.found.finding.code == found.finding.code
                && std::ptr::eq(flood.found.document, found.document)
        };
        let at = floods.iter().position(of).unwrap_or_else(|| {
            floods.push(Flood { found, told: 0, rest: 0 });
            floods.len() - 1
        });
        let flood = &mut floods[at];
        let counted = counted(found.finding);
        if counted.is_none() && flood.told < TOLD {
            flood.told += 1;
            each(found);
            continue;
        }
        if flood.rest == 0 {
            flood.found = found;
        }
        flood.rest += counted.unwrap_or(1);
    }
    for Flood { found: Found { document, finding }, rest, .. } in floods {
        if rest > 0 {
            let args = vec![("more", rest.to_string())];
            let finding = Finding { key: COUNTED, args, related: Vec::new(), ..finding.clone() };
            each(Found { document, finding: &finding });
        }
    }
}

/// How many findings one stands for that only counts others.
fn counted(finding: &Finding) -> Option<u64> {
    let more = || finding.args.iter().find(|(name, _)| *name == "more");
    (finding.key == COUNTED).then(|| more().and_then(|(_, n)| n.parse().ok()).unwrap_or(1))
}
