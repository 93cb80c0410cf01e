//! What a form makes of a stretch of lines, and how it becomes a roster of the notice.

use super::{crossed, halves};
use crate::model::notice::OddityKind;
use crate::model::roster::{Entry, Note, NoteKind, Serial};
use crate::model::{
    Claim, ClaimPlace, Column, Document, Group, Notice, Oddity, RegionRole, Role, Roster,
    SerialRule, Span,
};
use crate::segment::claims;
use crate::segment::lists::places;
use crate::segment::regions::Regions;
use crate::text::{View, compact, numeral};

/// What a form makes of a stretch of lines.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Found {
    pub(super) roster: Roster,
    /// Lines it took, by index into the scope.
    pub(super) taken: Vec<usize>,
    /// Spans and their parts, for the lines it took.
    pub(super) regions: Vec<(Span, RegionRole)>,
    /// Counts declared in headings, each with the group it belongs to.
    pub(super) claims: Vec<(u32, Claim)>,
    /// What was noticed, each with its place.
    pub(super) oddities: Vec<(OddityKind, Span)>,
    /// Lists of sentences, each with how many names it has.
    pub(super) lists: Vec<(Span, usize)>,
    /// Lists of what is put off or turned down beside what is chosen: they are no rows.
    pub(super) refused: Vec<(Span, usize)>,
    /// What two counts side by side add up to: 2镇4村 of six names.
    pub(super) sum: Option<u64>,
    /// What the letter counts of names of which one stands before the others: 甲岛和乙市等15个城市.
    pub(super) led: Option<u64>,
    /// Each list stands behind the colon of a sentence that may count it far before its first name.
    pub(super) far: bool,
    /// Serials, counts or a strict form prove that nothing is missing.
    pub(super) proven: bool,
    /// A group of one has no serial: the serials begin anew in each.
    pub(super) anew: bool,
    /// Entries stand above the headings, or between them, that belong to none.
    pub(super) apart: bool,
}

/// Adds a roster to the notice; returns the lines it took.
pub(super) fn add(
    document: &Document,
    found: Found,
    notice: &mut Notice,
    regions: &mut Regions,
) -> Vec<usize> {
    let crossed = crossed::find(document, &found, &notice.claims);
    let halves = halves::find(document, &found);
    let Found { mut roster, taken, regions: parts, claims, oddities, proven, apart, anew, .. } =
        found;
    let index = notice.rosters.len() as u32;
    for (span, role) in parts {
        regions.add(span, role);
    }
    for (group, mut claim) in claims {
        claim.place = ClaimPlace::Heading { roster: index, group };
        let own = notice.claims.len() as u32;
        let mut others = Vec::new();
        if let Some(group) = roster.groups.get_mut(group as usize) {
            group.claim = Some(own);
            if group.span.contains(claim.span) {
                let view = View::join(&[group.span], &document.text);
                others = claims::others_of_heading(&view, &claim, own);
            }
        }
        notice.claims.push(claim);
        notice.claims.extend(others);
    }
    let depth = roster.groups.iter().map(|group| group.path.len()).max().unwrap_or(0);
    roster.levels = (1..=depth).map(|level| format!("group_{level}")).collect();
    for group in &mut roster.groups {
        group.path.resize(depth, String::new());
    }
    roster.serial = crate::segment::roster::serial::rule(&roster.entries);
    if anew {
        roster.serial = SerialRule::PerGroup;
    }
    let spans = roster.entries.iter().map(|entry| entry.span);
    roster.span = spans.reduce(Span::hull).unwrap_or_default();
    if let Some(first) = roster.entries.first()
        && first.group.is_none()
        && !roster.groups.is_empty()
        && !apart
    {
        let kind = OddityKind::RosterUncertain { why: "no-heading" };
        notice.oddities.push(Oddity { kind, span: first.span, roster: Some(index) });
    }
    for span in named_as_headed(document, &roster) {
        let kind = OddityKind::RosterUncertain { why: "heads" };
        notice.oddities.push(Oddity { kind, span, roster: Some(index) });
    }
    for (why, span) in [("crossed", crossed), ("halves", halves)] {
        if let Some(span) = span {
            let kind = OddityKind::RosterUncertain { why };
            notice.oddities.push(Oddity { kind, span, roster: Some(index) });
        }
    }
    for (kind, span) in oddities {
        notice.oddities.push(Oddity { kind, span, roster: Some(index) });
    }
    if !proven {
        let kind = OddityKind::RosterUncertain { why: "unproven" };
        let span = roster.entries.first().map_or(Span::at(0), |entry| entry.span);
        notice.oddities.push(Oddity { kind, span, roster: Some(index) });
    }
    notice.rosters.push(roster);
    taken
}

/// Names that are their own heading's, 石桥区 below 石桥区: the rest of the name stands elsewhere. 北京市 may be one.
fn named_as_headed(document: &Document, roster: &Roster) -> Vec<Span> {
    let width = roster.columns.len().max(1);
    let headed = |(at, entry): (usize, &Entry)| {
        let group = roster.groups.get(entry.group? as usize)?;
        let heading = group.path.iter().rev().find(|level| !level.is_empty())?;
        let heading = compact(numeral::without_number(heading));
        let ends = heading.ends_with(['县', '区', '市', '旗', '镇', '乡'])
            && !places::is_province(&heading);
        let cells = roster.cells.get(at * width..(at + 1) * width)?;
        cells.iter().copied().find(|cell| ends && compact(document.slice(*cell)) == heading)
    };
    roster.entries.iter().enumerate().filter_map(headed).collect()
}

impl Found {
    pub(super) fn note(&mut self, kind: NoteKind, span: Span) {
        self.regions.push((span, RegionRole::Note));
        self.roster.notes.push(Note { kind, span });
    }

    pub(super) fn group(&mut self, path: Vec<String>, heading: &str, span: Span) -> u32 {
        self.regions.push((span, RegionRole::Heading));
        self.roster.groups.push(Group { path, heading: heading.to_owned(), span, claim: None });
        self.roster.groups.len() as u32 - 1
    }

    /// Adds an entry of one cell, which may be broken over lines: the pieces are put together.
    pub(super) fn entry_of_lines(&mut self, name: Span, plane: &str, group: Option<u32>) {
        let text = name.text(plane);
        if !text.contains('\n') {
            return self.entry(&[name], group, Serial::None);
        }
        let mut at = name.start as usize;
        let mut pieces = Vec::new();
        for line in text.split('\n') {
            pieces.push(crate::text::trim(Span::of(at, at + line.len()), plane));
            at += line.len() + 1;
        }
        pieces.retain(|piece| !piece.is_empty());
        let first = pieces.first().copied().unwrap_or(name);
        self.roster.joined.insert(self.roster.cells.len() as u32, pieces);
        self.entry(&[first], group, Serial::None);
        if let Some(entry) = self.roster.entries.last_mut() {
            entry.span = name;
        }
    }

    /// Adds an entry; `cells` has one span per column, empty where there is none.
    pub(super) fn entry(&mut self, cells: &[Span], group: Option<u32>, serial: Serial) {
        let filled = cells.iter().copied().filter(|cell| !cell.is_empty());
        let span = filled.reduce(Span::hull).unwrap_or_default();
        self.roster.cells.extend_from_slice(cells);
        self.roster.entries.push(Entry { span, group, serial, ragged: false });
    }
}

/// A column without a printed header.
pub(super) fn column(key: &str, role: Role, evidence: &'static str) -> Column {
    Column { key: key.to_owned(), title: String::new(), header: None, role, evidence }
}
