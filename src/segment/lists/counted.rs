//! A group, its count, and all of its names in one cell: `浦东新区`, `（5个）`, `甲村、乙村…`.

use super::items;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{Claim, ClaimPlace, Group, RegionRole, Role, Span};
use crate::segment::claims;
use crate::segment::roster::words;
use crate::text::{View, blank, compact, trim};

/// Fewest groups that make the form.
const LEAST: usize = 2;

/// A group as found.
struct Block {
    name: Span,
    count: Claim,
    items: Vec<Span>,
    lines: std::ops::Range<usize>,
}

/// Recognises blocks of a name with a count (on one line or two) and an enumeration of as many
/// items. The counts prove the form: at least nine in ten blocks must hold theirs.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < open.len() {
        match block(scope, &open[at..]) {
            Some((block, took)) => {
                blocks.push(block);
                at += took;
            }
            None => at += 1,
        }
    }
    let held = blocks.iter().filter(|b| b.count.declared == b.items.len() as u64).count();
    if blocks.len() < LEAST || held * 10 < blocks.len() * 9 {
        return None;
    }
    let mut found = Found { proven: true, ..Found::default() };
    found.roster.columns.push(column("name", Role::Name, "values"));
    header(scope, &mut found, blocks[0].lines.start);
    for block in blocks {
        let heading = scope.document.slice(block.name);
        let name = blank::close_up(heading);
        let group = found.roster.groups.len() as u32;
        found.roster.groups.push(Group {
            path: vec![name],
            heading: heading.to_owned(),
            span: block.name,
            claim: None,
        });
        found.claims.push((group, block.count));
        // The last line holds the names, the commas between them included; the others head it.
        let last = block.lines.end - 1;
        for line in block.lines.filter(|line| scope.is_open(*line)) {
            let role = if line == last { RegionRole::Cell } else { RegionRole::Heading };
            found.taken.push(line);
            found.regions.push((scope.lines[line].span, role));
        }
        for item in block.items {
            found.entry(&[item], Some(group), Serial::None);
        }
    }
    Some(found)
}

/// A block at the start of these lines, and how many of them it takes.
fn block(scope: &Scope<'_>, lines: &[usize]) -> Option<(Block, usize)> {
    let first = *lines.first()?;
    let line = scope.lines[first].span;
    if scope.text(first).chars().count() > 30 {
        return None;
    }
    let view = |index: usize| View::join(&[scope.lines[index].span], &scope.document.text);
    let own = claims::of_heading(&view(first), ClaimPlace::Note);
    let (name, count, used) = if let Some((claim, at)) = own.filter(|(_, at)| *at > 0) {
        let name =
            trim(Span::of(line.start as usize, line.start as usize + at), &scope.document.text);
        (name, claim, 1)
    } else {
        let second = *lines.get(1)?;
        let joined = View::join(&[line, scope.lines[second].span], &scope.document.text);
        if !words::is_bracketed(&compact(scope.text(second))) {
            return None;
        }
        (line, claims::of_heading(&joined, ClaimPlace::Note)?.0, 2)
    };
    let list = *lines.get(used)?;
    let items = items::split(scope.lines[list].span, &scope.document.text);
    let likely = items.len() > 1 || count.declared == 1;
    likely.then(|| (Block { name, count, items, lines: first..list + 1 }, used + 1))
}

/// Two header cells directly above the first block, one a line.
fn header(scope: &Scope<'_>, found: &mut Found, first: usize) {
    let above: Vec<usize> = (0..first).rev().filter(|i| scope.is_open(*i)).take(2).collect();
    let [second, one] = above[..] else { return };
    let known = |index: usize| words::role_of(&compact(scope.text(index))).is_some();
    if known(one) && known(second) && !words::ends_list_title(&compact(scope.text(one))) {
        for index in [one, second] {
            found.taken.push(index);
            found.regions.push((scope.lines[index].span, RegionRole::ColumnHeader));
        }
        let span = scope.lines[second].span;
        found.roster.columns[0].title = compact(scope.text(second));
        found.roster.columns[0].header = Some(span);
    }
}
