//! One roster from the lines of one annex.

use std::borrow::Cow;

use super::builder::Builder;
use super::columns;
use super::groups::{self, Heading};
use super::header::{self, Evidence, Header, Likeness};
use super::marks::is_row_of_marks;
use super::merged_header;
use super::parts;
use super::preamble;
use super::serial;
use super::words;
use crate::model::notice::OddityKind;
use crate::model::roster::NoteKind;
use crate::model::{Claim, ClaimPlace, Document, Notice, RegionRole, Role, Span, Table, TableCell};
use crate::schema::RosterSchema;
use crate::segment::claims;
use crate::segment::line::{Line, LineKind};
use crate::segment::regions::Regions;
use crate::text::{View, compact, headers, numeral};

/// Cells of a roster that are in no row of the source are no more than this, and eight for each that is:
/// a file of some kilobytes can ask for thousands of columns in each of its rows.
const HOLES: usize = 4_000_000;
const HOLES_A_CELL: usize = 8;

/// So many rows tell what the rows of a table are like.
const LIKE_LEAST: usize = 3;

/// Reads the lines of one annex as a roster and adds it to the notice.
pub(super) fn roster(
    document: &Document,
    tables: &[Cow<'_, Table>],
    lines: &[Line],
    schema: Option<&RosterSchema>,
    notice: &mut Notice,
    regions: &mut Regions,
) {
    let mut builder = Builder::new(document, tables, lines, schema, notice, regions);
    builder.preamble();
    builder.walk();
    builder.finish();
}

impl<'a> Builder<'a> {
    /// Title, notes and headings above the first row, then the columns.
    fn preamble(&mut self) {
        let row = |from: usize| {
            let below = self.lines[from..].iter().position(Line::is_row);
            below.map_or(self.lines.len(), |at| from + at)
        };
        let mut first = row(0);
        while self.lines.get(first).is_some_and(|line| self.is_form(self.cells(line))) {
            first = row(first + 1);
        }
        let headings = preamble::read(self, first);
        self.start = first;
        self.columns(first);
        for heading in headings {
            self.enter(heading);
        }
    }

    /// Reads the header, if the first row is one, and settles the columns.
    fn columns(&mut self, first: usize) {
        let Some(line) = self.lines.get(first) else { return };
        let cells = self.cells(line);
        let beside = parts::beside(self.tables, self.lines, first);
        let asked = self.schema.map(Header::of_schema);
        let likeness =
            asked.as_ref().map_or(Likeness::Other, |asked| asked.likeness(self.document, cells));
        let is_header = likeness != Likeness::Other
            || asked.as_ref().is_some_and(|asked| asked.has_above(self.document, cells))
            || header::evidence(self.document, cells, &beside, true) != Evidence::None
            || merged_header::spans_tell(cells)
            || merged_header::spans_over_figures(self.document, cells, &beside)
            || self.stands_over_serials(first)
            || self.stands_over_numbers(first)
            || self.stands_over_other_kinds(first)
            || self.stands_over_declared_rows(first);
        if is_header {
            let header = Header::of(self.document, cells);
            self.claim_cells(cells, RegionRole::ColumnHeader);
            self.start = first + 1;
            let mut header = header;
            let mut upper = cells;
            let level = |n: usize| {
                self.lines.get(first + n).filter(|line| line.is_row()).map(|line| self.cells(line))
            };
            let stepped = match (level(1), level(2), level(3)) {
                (Some(second), Some(third), Some(row)) => {
                    header::fills_in_steps(self.document, cells, [second, third, row])
                }
                _ => false,
            };
            for level in 1..=header::LEVELS_MOST {
                let below =
                    self.lines.get(first + level).map_or(&[][..], |below| self.cells(below));
                let deeper = (stepped && level < 3)
                    || header::is_second_row(self.document, upper, below)
                        && (level == 1 || header::reaches(upper, below));
                if !deeper {
                    break;
                }
                header.deepen(self.document, below);
                self.claim_cells(below, RegionRole::ColumnHeader);
                self.start = first + level + 1;
                upper = below;
            }
            if let Some(below) = self.lines.get(self.start)
                && header::is_row_of_units(self.document, self.cells(below))
            {
                let (units, span) = (self.cells(below), below.span);
                header.measure(self.document, units);
                self.claim_cells(units, RegionRole::ColumnHeader);
                self.start += 1;
                // （万元） over names: the header's cells, or the unit's, stand in another column.
                let rows = self.sample();
                let number = |text: &&str| text.contains(|c| numeral::digit(c).is_some());
                let wordy = |cell: &TableCell| {
                    let column = cell.column as usize;
                    let filled = || {
                        let cells = rows.iter().filter_map(|row| row.get(column).copied());
                        cells.filter(|text| !compact(text).is_empty())
                    };
                    filled().count() > 1 && filled().filter(number).count() * 2 < filled().count()
                };
                if units.iter().filter(|cell| !cell.span.is_empty()).any(wordy) {
                    self.oddity(OddityKind::RosterUncertain { why: "header" }, span);
                }
            }
            let row =
                self.next_row(self.start + 1).map_or(&[][..], |at| self.cells(&self.lines[at]));
            if let Some(marks) = self.lines.get(self.start)
                && is_row_of_marks(self.document, self.cells(marks), row)
            {
                let below = self.lines.get(self.start + 1).map_or(&[][..], |row| self.cells(row));
                let goes_on =
                    below.first().is_some_and(|cell| compact(self.slice(cell.span)) == "乙");
                if !goes_on {
                    self.claim_cells(self.cells(marks), RegionRole::ColumnHeader);
                    self.start += 1;
                }
            }
            while self.wraps_header(cells) {
                let Some(rest) = self.lines.get(self.start).copied() else { break };
                header.measure(self.document, self.cells(&rest));
                self.claim_cells(self.cells(&rest), RegionRole::ColumnHeader);
                self.start += 1;
            }
            if let Some(asked) = asked.as_ref().filter(|asked| asked.titles != header.titles) {
                let expected = asked.words();
                self.oddity(OddityKind::HeaderChanged { expected, first: None }, line.span);
            }
            self.header = Some(header);
        } else if self.schema.is_none() {
            if self.counts_as_a_row(first) {
                self.oddity(OddityKind::RosterUncertain { why: "header" }, line.span);
            }
            self.oddity(OddityKind::HeaderMissing, line.span);
        }
        let values = self.sample();
        let modal = values.iter().map(Vec::len).max().unwrap_or(0);
        let asked_width = asked.as_ref().map(|asked| asked.titles.len());
        let width = self.header.as_ref().map(|h| h.titles.len()).or(asked_width).unwrap_or(modal);
        // A schema's header that lost a cell still has the schema's columns, unless the rows have
        // no more than the header names: then the table is printed without them.
        let named = |asked: &Header| {
            self.header.as_ref().is_some_and(|header| {
                modal <= header.titles.len()
                    && header.titles.iter().all(|title| asked.titles.contains(title))
            })
        };
        let narrow = asked.as_ref().is_some_and(named);
        let width = asked_width.filter(|_| !narrow).map_or(width, |asked| asked.max(width));
        let width = width.min(self.widest());
        self.roster.columns = columns::columns(self.header.as_ref(), width, self.schema, &values);
        self.serial = self.roster.serial_column();
        self.number_by_inner();
        self.led = self.leads_with_serials();
        if is_header
            && self.serial.is_none()
            && self.heads_like_a_row(cells, &values)
            && !self.stands_over_other_kinds(first)
            && !self.stands_over_declared_rows(first)
        {
            self.oddity(OddityKind::RosterUncertain { why: "header" }, line.span);
        }
        for column in self.roster.columns.clone() {
            if column.evidence == "none"
                && column.role == Role::Text
                && let Some(span) = column.header
            {
                self.oddity(OddityKind::HeaderUnknown, span);
            }
        }
    }

    /// Whether the line below the header carries its words on, broken over two lines of a page whose columns are kept
    /// apart by blanks: nothing under 序号, and below it the row 1.
    fn wraps_header(&self, header: &[TableCell]) -> bool {
        let Some(LineKind::Row(table, _) | LineKind::Single(table, _, _)) =
            self.lines.get(self.start).map(|line| line.kind)
        else {
            return false;
        };
        let cells = self.cells(&self.lines[self.start]);
        let lead = cells.iter().find(|cell| cell.column == 0);
        let serial = |line: &&Line| match line.kind {
            LineKind::Row(..) => {
                let cell = self.cells(line).first();
                cell.and_then(|cell| serial::parse(self.slice(cell.span)).value())
            }
            _ => None,
        };
        let mut below = self.lines[self.start + 1..].iter().take(header::LEVELS_MOST);
        !self.tables[table as usize].exact
            && header.first().is_some_and(|first| header::words_serial(self.document, &[*first]))
            && lead.is_none_or(|cell| cell.span.is_empty())
            && below.any(|line| serial(&line) == Some(1))
    }

    /// Whether a header is one by its markup alone: no word of it says what a column holds, and each of its
    /// cells is about as long as those below.
    fn heads_like_a_row(&self, cells: &[TableCell], values: &[Vec<&str>]) -> bool {
        let mut columns = cells.iter().enumerate();
        values.len() >= LIKE_LEAST
            && columns.all(|(column, cell)| {
                let text = compact(self.slice(cell.span));
                let lengths = || {
                    let texts = values.iter().filter_map(|row| row.get(column));
                    texts.map(|text| compact(text).chars().count())
                };
                let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
                let range = least * 2 / 3..=most * 3 / 2;
                !headers::is_built(&text) && range.contains(&text.chars().count())
            })
    }

    /// As many columns as the rows can have without being mostly holes: cells beyond make their
    /// rows ragged, which is told.
    fn widest(&self) -> usize {
        let rows = self.lines[self.start..].iter().filter(|line| line.is_row());
        let (mut count, mut printed) = (0, 0);
        for row in rows {
            count += 1;
            printed += self.cells(row).len();
        }
        (HOLES + HOLES_A_CELL * printed) / count.max(1)
    }

    /// The cells of the first rows after the header.
    fn sample(&self) -> Vec<Vec<&'a str>> {
        let rows = self.lines[self.start..].iter().filter(|line| line.is_row());
        let texts = |line: &Line| -> Vec<&'a str> {
            self.cells(line).iter().map(|cell| self.slice(cell.span)).collect()
        };
        rows.take(columns::SAMPLE).map(texts).collect()
    }

    /// Walks over rows and single lines.
    fn walk(&mut self) {
        let rows = self.lines.len() - self.start;
        self.roster.entries.reserve(rows);
        self.roster.cells.reserve(rows * self.width());
        self.regions.reserve(rows * self.width());
        let mut index = self.start;
        while index < self.lines.len() {
            let line = self.lines[index];
            index += match line.kind {
                LineKind::Furniture => 1,
                LineKind::Row(..) => self.row(index),
                _ => self.single(index),
            };
        }
    }

    /// Opens a group.
    pub(super) fn enter(&mut self, heading: Heading) {
        self.regions.add(heading.span, RegionRole::Heading);
        let pattern = self.schema.and_then(|schema| schema.groups.as_ref());
        let path = if let Some(pattern) = pattern {
            if self.fresh
                && let Some(above) = self.roster.groups.last()
            {
                let span = above.span;
                self.oddity(OddityKind::GroupEmpty, span);
            }
            groups::by_pattern(pattern, &heading.name).unwrap_or_else(|| {
                let mut path = vec![String::new(); pattern.levels.len()];
                if let Some(first) = path.first_mut() {
                    first.clone_from(&heading.name);
                }
                path
            })
        } else {
            let depth_before = self.roster.groups.last().map_or(0, |group| group.path.len());
            let path = self.levels.enter(&heading, self.fresh);
            if self.fresh {
                if path.len() <= depth_before && self.levels.plain_above {
                    // A plain line that heads no row is more likely the tail of one.
                    self.retract_heading();
                } else if path.len() > depth_before {
                    // The heading above is the upper level of this one, no group of its own.
                    self.drop_last_group();
                } else if let Some(above) = self.roster.groups.last() {
                    let span = above.span;
                    self.oddity(OddityKind::GroupEmpty, span);
                }
            }
            path
        };
        if pattern.is_some_and(|p| groups::by_pattern(p, &heading.name).is_none()) {
            self.oddity(OddityKind::HeadingUnmatched, heading.span);
        }
        if self.fresh
            && let Some(above) = self.numbered.filter(|above| heading.follows(above))
        {
            // 1．甲基地, 2．乙基地 over a table are rows of another form, not its headings.
            self.oddity(OddityKind::RosterUncertain { why: "items" }, above.1);
        }
        if self.roster.entries.is_empty() && self.reads_as_header(heading.span) {
            self.oddity(OddityKind::RosterUncertain { why: "header" }, heading.span);
        }
        self.numbered = heading.item_number().map(|n| (n, heading.span));
        self.levels.all_formal =
            heading.is_formal() && (self.levels.all_formal || self.roster.groups.is_empty());
        self.levels.plain_above = !heading.is_formal();
        let mut group = groups::group(self.document, &heading, path);
        let number = self.roster.groups.len() as u32;
        if let Some(mut claim) = heading.claim {
            claim.place = ClaimPlace::Heading { roster: self.index, group: number };
            let own = self.notice.claims.len() as u32;
            group.claim = Some(own);
            let view = View::join(&[heading.span], &self.document.text);
            let others = claims::others_of_heading(&view, &claim, own);
            self.notice.claims.push(claim);
            self.notice.claims.extend(others);
        }
        self.group = Some(number);
        self.roster.groups.push(group);
        self.fresh = true;
    }

    /// Whether a line is words that head columns, wide gaps between them: the second line of a header, and no heading.
    fn reads_as_header(&self, span: Span) -> bool {
        let text = self.slice(span);
        let mut words = text.split("  ").map(compact).filter(|word| !word.is_empty());
        let wide = text.trim().contains("  ");
        wide && words.all(|word| words::role_of(&word).is_some())
    }

    /// Takes back a line that was held for a heading; the conservation audit then names it.
    fn retract_heading(&mut self) {
        if let Some(group) = self.roster.groups.pop() {
            self.regions.retract(group.span);
        }
    }

    /// Takes back a group that turned out to be an upper level. Its declared count then speaks of
    /// all groups below it, as a claim of the notes.
    fn drop_last_group(&mut self) {
        // Its claims are the last: none of those before its own needs to be looked at.
        let Some(first) = self.roster.groups.pop().and_then(|group| group.claim) else { return };
        let group = self.roster.groups.len() as u32;
        let own = ClaimPlace::Heading { roster: self.index, group };
        let claims = self.notice.claims[first as usize..].iter_mut();
        for claim in claims.filter(|claim| claim.place == own) {
            claim.place = ClaimPlace::Note;
        }
    }

    /// Rows before the first heading, where all others have one: its heading is lost.
    fn headless(&mut self) {
        let Some(first) = self.roster.entries.first().copied() else { return };
        let grouped = !self.roster.groups.is_empty();
        // 一、甲类 above the first （计算机网络）, which stands over 一、甲类.
        let upper = self.uppers.first().map(|(at, _)| self.lines[*at].span);
        let upper = upper.filter(|span| self.slice(*span).starts_with(['（', '(']));
        let below = upper.is_some_and(|upper| first.span.start < upper.start);
        if grouped && (first.group.is_none() || below) {
            self.oddity(OddityKind::RosterUncertain { why: "no-heading" }, first.span);
        }
    }

    /// Where a column without a header goes on with the serials of the first: rows stand side by
    /// side, and only a header says so.
    fn second_serials(&self) -> Option<Span> {
        let serial = self.serial?;
        let last = self.roster.entries.iter().rev().find_map(|entry| entry.serial.value())?;
        let goes_on = |column: &usize| {
            let cells = (0..self.roster.entries.len()).map(|e| self.roster.row(e)[*column]);
            let numbers: Vec<Option<u32>> = cells
                .filter(|cell| !cell.is_empty())
                .map(|cell| serial::parse(self.slice(cell)).value())
                .collect();
            numbers.len() > 1 && (last + 1..).zip(&numbers).all(|(due, n)| *n == Some(due))
        };
        let column = (serial + 1..self.width()).find(goes_on)?;
        let mut cells = (0..self.roster.entries.len()).map(|e| self.roster.row(e)[column]);
        cells.find(|cell| !cell.is_empty())
    }

    /// One plain line above all rows that names no class of them, an office or 第一批: a note.
    fn one_for_all(&mut self) {
        let [only] = self.roster.groups.as_slice() else { return };
        let name = compact(only.path.last().map_or("", String::as_str));
        let span = only.span;
        let heads = self.schema.is_none()
            && self.levels.plain_above
            && only.claim.is_none()
            && self.roster.entries.iter().all(|entry| entry.group == Some(0));
        if heads && words::names_no_class(&name) {
            self.roster.groups.clear();
            for entry in &mut self.roster.entries {
                entry.group = None;
            }
            self.regions.retract(span);
            self.note(NoteKind::Remark, span);
        }
    }

    /// Whether a count of the letter is that of the rows, or of the names that one column lists: 甲县、乙县.
    fn is_declared(&self) -> bool {
        let may = |claim: &&Claim| claims::may_count_rows(claim, &self.document.text);
        let declared: Vec<u64> =
            self.notice.claims.iter().filter(may).map(|claim| claim.declared).collect();
        let rows = self.roster.entries.len();
        let listed = |column: usize| {
            let cells = (0..rows).map(|row| self.roster.cell(self.document, row, column));
            cells.map(|cell| cell.split(['、', '\n', '；']).count() as u64).sum::<u64>()
        };
        declared.contains(&(rows as u64))
            || (!declared.is_empty()
                && (0..self.roster.columns.len())
                    .map(listed)
                    .any(|names| names > rows as u64 && declared.contains(&names)))
    }

    fn finish(mut self) {
        self.one_for_all();
        if self.fresh
            && let Some(above) = self.roster.groups.last()
        {
            let span = above.span;
            self.oddity(OddityKind::GroupEmpty, span);
        }
        if let Some((span, _)) = self.loose_serial.take() {
            let _ = span; // Left out of every region: the conservation audit names it.
        }
        for note in self.roster.notes.iter().filter(|note| note.kind == NoteKind::Remark) {
            let view = View::join(&[note.span], &self.document.text);
            let known = self.notice.claims.len();
            if let Some((group, claim)) = self.count_of_group(note.span, &view) {
                self.roster.groups[group].claim = Some(known as u32);
                self.notice.claims.push(claim);
                continue;
            }
            claims::read(&view, ClaimPlace::Note, &mut self.notice.claims);
            if self.notice.claims.len() == known {
                self.notice.claims.extend(claims::of_total(&view, ClaimPlace::Title));
            }
        }
        if self.header.is_none()
            && let Some(span) = self.second_serials()
        {
            self.oddity(OddityKind::RosterUncertain { why: "beside" }, span);
        }
        if self.header.is_none() && self.serial.is_none() && !self.is_declared() {
            // Neither a header nor serials nor a count speak for this table being a roster.
            let span = self.roster.entries.first().map_or(Span::at(0), |entry| entry.span);
            self.oddity(OddityKind::RosterUncertain { why: "unproven" }, span);
        }
        let pattern = self.schema.and_then(|schema| schema.groups.as_ref());
        let depth = self.roster.groups.iter().map(|group| group.path.len()).max().unwrap_or(0);
        self.roster.levels = match pattern {
            Some(pattern) => pattern.levels.clone(),
            None => (1..=depth).map(|level| format!("group_{level}")).collect(),
        };
        for group in &mut self.roster.groups {
            group.path.resize(self.roster.levels.len(), String::new());
        }
        let told = self.schema.and_then(|schema| schema.serial);
        self.roster.serial = told.unwrap_or_else(|| serial::rule(&self.roster.entries));
        self.headless();
        let spans = self.lines.iter().map(|line| line.span);
        self.roster.span = spans.reduce(Span::hull).unwrap_or_default();
        self.notice.rosters.push(self.roster);
    }
}
