//! Every span of a run lies in the plane and on character boundaries, and the lists that say they
//! are sorted are.

use mingdan::model::{Document, Notice, Roster, Span, Value};
use mingdan::pipeline::Run;

/// The first span that is none, and what it was to be.
pub(crate) fn fault(run: &Run) -> Option<String> {
    let plane = &run.document.text;
    let mut all = Vec::new();
    document(&run.document, &mut all);
    let resolved = run.checked.resolved();
    notice(&resolved.notice, &mut all);
    for row in resolved.rosters.iter().flatten() {
        all.extend(row.edits.iter().map(|edit| ("edit", edit.span)));
        for value in &row.values {
            if let Value::Units(units) = value {
                all.extend(units.iter().map(|unit| ("unit", unit.span)));
            }
        }
    }
    let report = run.checked.report();
    for finding in &report.findings {
        all.push((finding.code, finding.primary));
        all.extend(finding.related.iter().map(|related| (finding.code, related.span)));
    }
    all.extend(report.claims.iter().filter_map(|claim| Some(("claim's state", claim.span?))));
    all.extend(report.conservation.leftovers.iter().map(|span| ("leftover", *span)));
    let bad = all
        .into_iter()
        .find(|(_, span)| span.start > span.end || plane.get(span.range()).is_none());
    if let Some((what, span)) = bad {
        return Some(format!("{what} at {}..{} is no place of the plane", span.start, span.end));
    }
    blocks(&run.document).or_else(|| origins(&run.document)).or_else(|| shape(&resolved.notice))
}

fn document(document: &Document, all: &mut Vec<(&'static str, Span)>) {
    all.extend(document.blocks.iter().map(|block| ("block", block.span)));
    for table in &document.tables {
        all.extend(table.rows.iter().map(|row| ("row", row.span)));
        all.extend(table.cells.iter().map(|cell| ("table cell", cell.span)));
    }
}

fn notice(notice: &Notice, all: &mut Vec<(&'static str, Span)>) {
    let head = &notice.head;
    let named = head.issuers.iter().chain(&head.number).chain(&head.title);
    all.extend(named.chain(&head.addressees).chain(&head.annexes).map(|s| ("head", s.span)));
    all.extend(head.date.iter().map(|date| ("date", date.span)));
    all.extend(head.cites.iter().map(|cite| ("citation", cite.span)));
    all.extend(head.deadlines.iter().map(|deadline| ("deadline", deadline.span)));
    for paragraph in &notice.body {
        all.extend(paragraph.pieces.iter().map(|piece| ("paragraph", *piece)));
    }
    for claim in &notice.claims {
        all.extend([("claim", claim.span), ("numeral", claim.numeral)]);
    }
    all.extend(notice.regions.iter().map(|region| ("region", region.span)));
    all.extend(notice.oddities.iter().map(|oddity| ("oddity", oddity.span)));
    all.push(("annex", Span::at(notice.annex_start)));
    for list in &notice.rosters {
        roster(list, all);
    }
}

fn roster(roster: &Roster, all: &mut Vec<(&'static str, Span)>) {
    all.extend(roster.title.iter().chain(&roster.ordering).map(|s| ("title", s.span)));
    all.extend(roster.columns.iter().filter_map(|column| Some(("header", column.header?))));
    all.extend(roster.groups.iter().map(|group| ("group", group.span)));
    all.extend(roster.entries.iter().map(|entry| ("entry", entry.span)));
    all.extend(roster.cells.iter().map(|cell| ("cell", *cell)));
    all.extend(roster.joined.values().flatten().map(|piece| ("piece of a cell", *piece)));
    all.extend(roster.stacked.values().flatten().map(|value| ("value of a cell", *value)));
    all.extend(roster.notes.iter().map(|note| ("note", note.span)));
    all.push(("roster", roster.span));
}

/// Blocks follow each other and hold every character that is not blank.
fn blocks(document: &Document) -> Option<String> {
    let mut at = 0;
    for block in &document.blocks {
        if block.span.start < at {
            return Some(format!("the block at {} lies over the one before", block.span.start));
        }
        let between = &document.text[at as usize..block.span.start as usize];
        if let Some(c) = between.chars().find(|c| !mingdan::text::is_blank(*c)) {
            return Some(format!("{c:?} before the block at {} is in no block", block.span.start));
        }
        at = block.span.end;
    }
    let rest = document.text[at as usize..].chars().find(|c| !mingdan::text::is_blank(*c))?;
    Some(format!("{rest:?} at the end is in no block"))
}

/// Origins are sorted and start on characters.
fn origins(document: &Document) -> Option<String> {
    let runs = &document.origins.runs;
    let sorted = runs.windows(2).all(|pair| pair[0].start < pair[1].start);
    let whole = runs.iter().all(|run| document.text.is_char_boundary(run.start as usize));
    (!sorted || !whole).then(|| "origins are out of order or off a character".into())
}

/// Lists that go together are of one length, and indices lead somewhere.
fn shape(notice: &Notice) -> Option<String> {
    for (number, roster) in notice.rosters.iter().enumerate() {
        let width = roster.columns.len();
        if roster.cells.len() != roster.entries.len() * width {
            return Some(format!("roster {number} has {} cells", roster.cells.len()));
        }
        let groups = roster.groups.len() as u32;
        if roster.entries.iter().any(|e| e.group.is_some_and(|group| group >= groups)) {
            return Some(format!("an entry of roster {number} is in no group"));
        }
        if roster.groups.iter().any(|group| group.path.len() != roster.levels.len()) {
            return Some(format!("a group of roster {number} has not every level"));
        }
    }
    let sorted = notice.regions.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    (!sorted).then(|| "regions are out of order, or overlap".into())
}
