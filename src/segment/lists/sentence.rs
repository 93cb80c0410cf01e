//! Names inside sentences, as a roster: what the forms that find them share.

use super::enumeration::asks;
use super::places::name_column;
use super::{Found, Scope};
use crate::model::roster::Serial;
use crate::model::{Claim, ClaimPlace, RegionRole, Span, Stance};
use crate::text::{is_blank, trim};

/// The roster of names found in lines, each line with its names in their order; what stands around the
/// names is prose.
pub(super) fn build(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)], proven: bool) -> Found {
    let mut found = Found { proven, ..Found::default() };
    let all: Vec<Span> = lists.iter().flat_map(|(_, items)| items).copied().collect();
    found.roster.columns.push(name_column(scope, &all, "none"));
    for lists in lists.chunk_by(|a, b| a.0 == b.0) {
        let line = scope.lines[lists[0].0].span;
        let mut at = line.start;
        for item in lists.iter().flat_map(|(_, items)| items) {
            found.regions.push((Span::new(at, item.start), RegionRole::Prose));
            found.regions.push((*item, RegionRole::Cell));
            found.entry(&[*item], None, Serial::None);
            at = item.end;
        }
        found.regions.push((Span::new(at, line.end), RegionRole::Prose));
        found.taken.push(lists[0].0);
    }
    found.regions.retain(|(span, _)| !trim(*span, &scope.document.text).is_empty());
    let hulls = lists
        .iter()
        .filter_map(|(_, items)| Some((items.iter().copied().reduce(Span::hull)?, items.len())));
    found.lists.extend(hulls);
    found
}

/// Counts that are those of one list of several and hold say nothing of the whole: 增补甲、乙、丙3人，免去丁、戊2人.
/// Where one does not, all stay, and are held against the rows.
pub(super) fn set_aside(lists: &[(Span, usize)], claims: &mut [Claim]) {
    /// So many bytes may stand between a list and its number.
    const REACH: u32 = 80;
    let own = |claim: &Claim| {
        let number = claim.numeral;
        let distance = |list: &Span| {
            let behind = number.start.checked_sub(list.end);
            behind.or_else(|| list.start.checked_sub(number.end)).filter(|far| *far <= REACH)
        };
        // The nearest: 甲、乙二省和丙、丁二市.
        let near = lists.iter().filter_map(|list| Some((distance(&list.0)?, list)));
        let list = near.min_by_key(|(far, _)| *far).map(|(_, list)| list);
        list.is_some_and(|(_, count)| claim.declared == *count as u64)
    };
    for claim in claims.iter_mut().filter(|claim| own(claim)) {
        claim.stance = Stance::Context;
        // No reading over all rows accuses what its own names hold.
        claim.reading = Some(String::new());
    }
}

/// A count of the letter's own list, 等6名同志 or 共5家：甲、乙, that stands at names of which none were read, beside
/// lists that were.
pub(super) fn unread(scope: &Scope<'_>, lists: &[(Span, usize)], claims: &[Claim]) -> Option<Span> {
    let plane = &scope.document.text;
    let sum: usize = lists.iter().map(|(_, count)| count).sum();
    let told = |claim: &&Claim| {
        let declared = usize::try_from(claim.declared).unwrap_or(usize::MAX);
        let numeral = claim.numeral;
        let before = plane.get(..numeral.start as usize).unwrap_or_default();
        let behind = plane.get(claim.span.end as usize..).unwrap_or_default();
        let open = |index: &usize| scope.lines[*index].span.contains(numeral);
        let behind = behind.strip_prefix(['）', ')']).unwrap_or(behind);
        let names = behind.strip_prefix('：').is_some_and(|rest| {
            rest.split(['。', '；', '\n']).next().is_some_and(|names| names.contains('、'))
        });
        // 请甲市、乙市等5个市…: they are asked for something.
        let line = before.rsplit('\n').next().unwrap_or_default();
        let sentence = line.rsplit(['。', '；']).next().unwrap_or_default();
        let listed =
            (before.trim_end_matches(is_blank).ends_with('等') && !asks(sentence)) || names;
        claim.place == ClaimPlace::Body
            && (claim.stance == Stance::List || (names && before.ends_with(['（', '('])))
            && declared > 1
            && declared != sum
            && lists.iter().all(|(_, count)| declared != *count)
            && listed
            && scope.open().iter().any(open)
    };
    claims.iter().find(told).map(|claim| claim.span)
}

/// Names without the marks that stand around every one of them, “甲”, and without pictures before them.
pub(super) fn bare(mut names: Vec<Span>, plane: &str) -> Vec<Span> {
    let quoted = |name: &Span| {
        let text = name.text(plane);
        let inner = text.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['“', '”']))
    };
    if names.len() > 1 && names.iter().all(quoted) {
        let width = '“'.len_utf8() as u32;
        for name in &mut names {
            *name = Span::new(name.start + width, name.end - width);
        }
    }
    for name in &mut names {
        let text = name.text(plane);
        let rest = text.trim_start_matches(is_picture);
        if !rest.is_empty() && rest.len() < text.len() {
            *name = trim(Span::new(name.end - rest.len() as u32, name.end), plane);
        }
    }
    names
}

/// A picture, as pages set one before a name: 📍.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{26ff}' | '\u{fe0f}' | '\u{200d}')
}
