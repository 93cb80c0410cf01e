//! What shows that no name below headings is missing: their counts, those of the letter, or lines that are plainly names.

use super::LEAST;
use super::blocks::{Block, Blocks};
use super::split::Way;
use crate::model::Span;
use crate::segment::lists::{Scope, said};
use crate::text::compact;

/// Whether nothing is counted, and below a line that says that names follow stand lines each of which is plainly one
/// name of the kind of the others: there is nothing to doubt.
pub(super) fn plainly(scope: &Scope<'_>, plan: &Blocks, way: Way, names: &[Vec<Span>]) -> bool {
    let [names] = names else { return false };
    let bare = plan.list.iter().all(|block| block.head.is_none() && !block.inline);
    way == Way::Lines
        && bare
        && (if scope.annex { scope.region().is_some() } else { plan.announced })
        && scope.counts_nothing_else(names.len())
        && names.len() >= LEAST
        && said::plain(scope, names, said::Shape::Lines)
}

/// Whether the counts of headings cover every name and hold: each block's own, or that of a heading
/// above it, which adds up the blocks below it.
pub(super) fn covered(blocks: &[Block], names: &[Vec<Span>]) -> bool {
    let mut open: Option<u64> = None;
    for (block, names) in blocks.iter().zip(names) {
        let rows = names.len() as u64;
        if let Some(above) = block.declared_above() {
            // The one before it must have been filled.
            if open.replace(above).is_some_and(|left| left > 0) {
                return false;
            }
        } else if block.declared().is_some_and(|declared| declared != rows) {
            return false;
        } else if let Some(left) = open.filter(|left| *left > 0) {
            let Some(less) = left.checked_sub(rows) else { return false };
            open = Some(less);
        } else if rows > 0 && block.declared().is_none() {
            return false;
        }
    }
    open.is_some_and(|left| left == 0)
}

/// Whether under each of several headings stand as many names as the letter declares of something.
pub(super) fn told_apart(scope: &Scope<'_>, names: &[Vec<Span>]) -> bool {
    let sizes: Vec<usize> = names.iter().map(Vec::len).filter(|size| *size > 0).collect();
    // Two groups of 7 need two counts of 7.
    let own = |size: usize| {
        let declared = scope.declared.iter().filter(|declared| **declared == size as u64).count();
        sizes.iter().filter(|other| **other == size).count() <= declared
    };
    // 王一同志被授予…: one alone is told by its name.
    let first = scope.lines.first().map_or(0, |line| line.span.start as usize);
    let ones = || names.iter().filter(|names| names.len() == 1).flatten();
    let told = |name: &Span| {
        let letter = scope.document.text.get(first..name.start as usize).unwrap_or_default();
        let text = compact(scope.document.slice(*name));
        text.chars().count() > 1 && letter.contains(&text)
    };
    let many = sizes.iter().filter(|size| **size > 1);
    many.clone().count() > 1
        && many.into_iter().all(|size| own(*size))
        && (scope.annex && sizes.iter().all(|size| *size > 1)
            || !scope.annex && ones().nth(ONES_MOST).is_none() && ones().all(told))
}

/// How many blocks hold the count they declare, and how many declare one.
pub(super) fn held(blocks: &[Block], names: &[Vec<Span>]) -> (usize, usize) {
    let counted = blocks.iter().zip(names).filter_map(|(b, names)| Some((b.declared()?, names)));
    let held = counted.clone().filter(|(n, names)| *n == names.len() as u64).count();
    (held, counted.count())
}

/// So many groups of one name are looked for in the letter.
const ONES_MOST: usize = 4;
