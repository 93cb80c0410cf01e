//! The plane of a format with structure of its own: paragraphs and tables laid out one by one.
#![cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "sheet")),
    allow(dead_code, reason = "each reader uses a part of it")
)]

use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text::blank::is_closed;
use crate::text::{self, is_blank};

/// Soft hyphen, zero width space, marks of direction, word joiner, byte order mark.
const UNSEEN: [char; 6] = ['\u{AD}', '\u{200B}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}'];

/// Whether a text has neither control characters nor unseen ones, as nearly all have. It looks at
/// bytes: some texts that have none are not told so.
pub(super) fn is_plain(text: &str) -> bool {
    next_odd(text, 0).is_none()
}

/// Where from an offset on the first character stands that may be one to mend.
fn next_odd(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Whole blocks without any byte that may begin what is to be mended are passed at once.
        let (blocks, _) = bytes[at..].as_chunks::<BLOCK>();
        at += BLOCK * blocks.iter().position(may_be_odd).unwrap_or(blocks.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let end = (at + BLOCK).min(bytes.len());
        while at < end {
            at += match bytes[at..] {
                // Ideographs; letters and signs of full width; quotes, dashes and what stands behind them.
                [0xE3..=0xEE, ..]
                | [0xEF, 0xBC..=0xBF, ..]
                | [0xE2, 0x80, 0x90..=0xBF, ..]
                | [0xE2, 0x82..=0xBF, ..] => 3,
                [0xC2, 0xB7, ..] => 2,
                // The unseen ones begin with C2, E2 or EF.
                [..=0x1F | 0x7F | 0xC2 | 0xE2 | 0xEF, ..] => return Some(at),
                _ => 1,
            };
        }
    }
    None
}

/// Where in the words of many cells those characters stand that may be ones to mend: a workbook has a
/// few of them, in its title say, and none in most cells.
#[derive(Debug)]
pub(super) struct Odd {
    at: Vec<u32>,
    /// From there on nothing is known, for there are too many.
    known: u32,
}

/// So many of them are noted.
const ODD_MOST: usize = 1 << 14;

impl Odd {
    pub(super) fn of(words: &str) -> Self {
        let after = |at: &usize| {
            next_odd(words, at + words[*at..].chars().next().map_or(1, char::len_utf8))
        };
        let odd = std::iter::successors(next_odd(words, 0), after);
        let at: Vec<u32> = odd.take(ODD_MOST).map(|at| at as u32).collect();
        let known = if at.len() < ODD_MOST { None } else { at.last().copied() };
        Self { at, known: known.unwrap_or(u32::MAX) }
    }

    /// Whether one of them may stand in a stretch of the words.
    #[inline]
    pub(super) fn may_be_in(&self, span: Span) -> bool {
        let first = self.at.partition_point(|at| *at < span.start);
        span.end > self.known || self.at.get(first).is_some_and(|at| *at < span.end)
    }
}

/// So many bytes are looked at together.
const BLOCK: usize = 32;

/// Whether a block has a control character or a byte that the unseen characters begin with.
fn may_be_odd(block: &[u8; BLOCK]) -> bool {
    // In numbers, and without a way out in between: so the bytes are compared side by side.
    let odd = |byte: u8| {
        let begins = u8::from(byte == 0xC2) | u8::from(byte == 0xE2) | u8::from(byte == 0xEF);
        u8::from(byte < 0x20) | u8::from(byte == 0x7F) | begins
    };
    block.iter().fold(0, |any, byte| any | odd(*byte)) != 0
}

/// Text on its way into the plane: a paragraph's or a cell's.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// Offset in `text`, and where in the source the text from there on stands.
    runs: Vec<(usize, Origin)>,
    bold: bool,
    plain: bool,
    /// How many characters of it are links to elsewhere.
    linked: usize,
    /// A tab may stand in it.
    tabbed: bool,
    /// Stretches of `text` that are struck out.
    struck: Vec<(usize, usize)>,
}

impl Flow {
    /// A text with one origin.
    pub(super) fn of(text: &str, strong: bool, origin: Origin) -> Self {
        let mut flow = Self::default();
        flow.at(origin);
        flow.push(text, strong);
        flow
    }

    /// What is pushed next stands there.
    pub(super) fn at(&mut self, origin: Origin) {
        match self.runs.last_mut() {
            Some(last) if last.0 == self.text.len() => last.1 = origin,
            _ => self.runs.push((self.text.len(), origin)),
        }
    }

    /// Adds text. Line ends become `\n`, other control characters blanks; what has no width and
    /// only guides the setting of lines is left out.
    pub(super) fn push(&mut self, text: &str, strong: bool) {
        let plain = is_plain(text);
        if !plain && text.contains(UNSEEN) {
            let seen: String = text.chars().filter(|c| !UNSEEN.contains(c)).collect();
            return self.push(&seen, strong);
        }
        if plain || !text.bytes().any(|byte| byte < 0x20 || byte == 0x7F) {
            self.text.push_str(text);
            if text.chars().any(|c| !is_blank(c)) {
                self.bold |= strong;
                self.plain |= !strong;
            }
            return;
        }
        self.tabbed = true;
        let mut previous = '\0';
        for c in text.chars() {
            match c {
                '\n' if previous == '\r' => {}
                '\r' | '\u{B}' | '\u{C}' => self.text.push('\n'),
                '\n' | '\t' => self.text.push(c),
                c if c.is_control() => self.text.push(' '),
                c => self.text.push(c),
            }
            previous = c;
            if !is_blank(c) {
                self.bold |= strong;
                self.plain |= !strong;
            }
        }
    }

    /// As many of the characters pushed last are a link.
    pub(super) fn link(&mut self, characters: usize) {
        self.linked += characters;
    }

    /// What was pushed from that offset of the text on is struck out.
    pub(super) fn strike(&mut self, from: usize) {
        let end = self.text.len();
        match self.struck.last_mut() {
            Some(last) if last.1 == from => last.1 = end,
            _ if from < end => self.struck.push((from, end)),
            _ => {}
        }
    }

    /// Takes off what is struck out at its end, with where it stood.
    pub(super) fn take_struck(&mut self) -> Option<(String, Option<Origin>)> {
        let (from, to) = self.struck.last().copied()?;
        if !self.text[to..].chars().all(is_blank) {
            return None;
        }
        self.struck.pop();
        let text = self.text.split_off(from);
        let inside = self.runs.partition_point(|(at, _)| *at <= from);
        let origin = self.runs[..inside].last().map(|(_, origin)| *origin);
        let before = self.runs.partition_point(|(at, _)| *at < from);
        self.runs.truncate(before);
        Some((text, origin))
    }

    pub(super) fn linked(&self) -> usize {
        self.linked
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// All that shows is bold.
    pub(super) fn is_strong(&self) -> bool {
        self.bold && !self.plain
    }

    pub(super) fn is_blank(&self) -> bool {
        !self.bold && !self.plain
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.struck.clear();
        (self.bold, self.plain, self.linked, self.tabbed) = (false, false, 0, false);
    }

    /// Adds what another holds.
    pub(super) fn extend(&mut self, other: &Flow) {
        let base = self.text.len();
        self.runs.extend(other.runs.iter().map(|(at, origin)| (base + at, *origin)));
        self.struck.extend(other.struck.iter().map(|(from, to)| (base + from, base + to)));
        self.text.push_str(&other.text);
        self.bold |= other.bold;
        self.plain |= other.plain;
        self.linked += other.linked;
        self.tabbed |= other.tabbed;
    }
}

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    pub(super) strong: bool,
}

/// Where a cell of a workbook stands, each number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) part: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl From<Seat> for Origin {
    fn from(Seat { part, row, column }: Seat) -> Self {
        Self::Part { part, row, column }
    }
}

/// Most cells of a row that have their origin in common: those before a cell are counted to place it.
const CELLS_MOST: u32 = 64;

/// The plane as it grows.
pub(super) struct Layout<'d> {
    pub(super) document: &'d mut Document,
    table: Option<Table>,
    /// First cell and first byte of the row that is open.
    row: Option<(usize, usize)>,
    /// The seat of the next cell, if it is to have its origin in common with those before it, and how many
    /// more may.
    next: Option<(Seat, u32)>,
}

impl<'d> Layout<'d> {
    pub(super) fn new(document: &'d mut Document) -> Self {
        Self { document, table: None, row: None, next: None }
    }

    /// Lays a paragraph out; each of its lines is a block.
    pub(super) fn paragraph(&mut self, flow: &Flow, kind: BlockKind) {
        if flow.is_blank() {
            return;
        }
        let start = self.append(flow);
        let mut from = start;
        for line in flow.text.split_inclusive('\n') {
            self.block(kind, Span::of(from, from + line.len()));
            from += line.len();
        }
        self.document.text.push('\n');
    }

    /// Lays a paragraph or heading of one origin out.
    pub(super) fn line(&mut self, text: &str, kind: BlockKind, origin: Origin) {
        self.paragraph(&Flow::of(text, false, origin), kind);
    }

    pub(super) fn open_table(&mut self, exact: bool) {
        self.close_table();
        self.table = Some(Table { exact, ..Table::default() });
    }

    /// Makes room in the open table and, for its texts, in the plane.
    pub(super) fn reserve(&mut self, rows: usize, cells: usize, bytes: usize) {
        // A sign stands behind each cell, and lines may follow the table.
        self.document.text.reserve(bytes + cells + rows + 1024);
        self.document.origins.runs.reserve(rows);
        if let Some(table) = &mut self.table {
            table.rows.reserve(rows);
            table.cells.reserve(cells);
        }
    }

    /// Adds a cell of a workbook, as [`Layout::cell`] does. `plain`: its text has been told to be so.
    pub(super) fn text_cell(&mut self, text: &str, plain: bool, seat: Seat, place: Place) {
        if !plain && !is_plain(text) {
            return self.cell(&Flow::of(text, place.strong, seat.into()), place);
        }
        self.begin_cell();
        let start = self.document.text.len();
        self.seat(seat);
        self.document.text.push_str(text);
        let span = Span::of(start, self.document.text.len());
        if is_closed(text) { self.push_cell(span, place) } else { self.end_cell(start, place) }
    }

    /// Adds the cells of a workbook's row that stand side by side from a place on, each with its text,
    /// whether that has no white space at its ends and whether it is strong, or empty. None is merged with another, and no text has anything to mend.
    pub(super) fn plain_cells<'t>(
        &mut self,
        from: Seat,
        cells: impl Iterator<Item = Option<(&'t str, bool, bool)>>,
    ) {
        for (at, cell) in (0..).zip(cells) {
            self.begin_cell();
            if at % CELLS_MOST == 0 {
                let Seat { part, row, column } = from;
                let origin = Origin::Cells { part, row, column: column + at };
                self.run(OriginRun { start: self.document.text.len() as u32, origin });
            }
            let (text, closed, strong) = cell.unwrap_or(("", true, false));
            let start = self.document.text.len();
            self.document.text.push_str(text);
            let span = Span::of(start, self.document.text.len());
            let span = if closed { span } else { text::trim(span, &self.document.text) };
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            if let Some(table) = &mut self.table {
                table.cells.push(TableCell { span, column, colspan: 1, rowspan: 1, strong });
            }
        }
    }

    /// Adds a cell of a workbook without a text.
    pub(super) fn empty_cell(&mut self, seat: Seat, place: Place) {
        self.begin_cell();
        self.seat(seat);
        self.end_cell(self.document.text.len(), place);
    }

    /// The cell that is laid out next stands there.
    fn seat(&mut self, seat: Seat) {
        let left = match self.next {
            Some((next, left)) if next == seat => left,
            _ => {
                let Seat { part, row, column } = seat;
                let origin = Origin::Cells { part, row, column };
                self.run(OriginRun { start: self.document.text.len() as u32, origin });
                CELLS_MOST
            }
        };
        self.next = (left > 1).then_some((Seat { column: seat.column + 1, ..seat }, left - 1));
    }

    /// Adds a cell to the open row; begins a row where none is open.
    pub(super) fn cell(&mut self, flow: &Flow, place: Place) {
        self.begin_cell();
        let start = self.append(flow);
        // Inside a cell a tab would read as the next cell.
        if flow.tabbed && flow.text.contains('\t') {
            self.document.text.truncate(start);
            self.document.text.push_str(&flow.text.replace('\t', " "));
        }
        self.end_cell(start, place);
    }

    fn begin_cell(&mut self) {
        if self.row.is_some() {
            self.document.text.push('\t');
        } else {
            let first = self.table.as_ref().map_or(0, |table| table.cells.len());
            self.row = Some((first, self.document.text.len()));
        }
    }

    fn end_cell(&mut self, start: usize, place: Place) {
        let span = text::trim(Span::of(start, self.document.text.len()), &self.document.text);
        self.push_cell(span, place);
    }

    fn push_cell(&mut self, span: Span, place: Place) {
        let narrow = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let cell = TableCell {
            span,
            column: narrow(place.column),
            colspan: narrow(place.colspan.max(1)),
            rowspan: narrow(place.rowspan.max(1)),
            strong: place.strong,
        };
        if let Some(table) = &mut self.table {
            table.cells.push(cell);
        }
    }

    /// Ends the row. A row without cells leaves nothing.
    pub(super) fn end_row(&mut self) {
        self.next = None;
        let (Some((first, start)), Some(table)) = (self.row.take(), &mut self.table) else {
            return;
        };
        let span = Span::of(start, self.document.text.len());
        let span = text::trim(span, &self.document.text);
        let count = (table.cells.len() - first) as u32;
        table.rows.push(TableRow { span, first: first as u32, count });
        self.document.text.push('\n');
    }

    /// Ends the table; one without any text is dropped.
    pub(super) fn close_table(&mut self) {
        self.end_row();
        let Some(table) = self.table.take() else { return };
        let filled = || table.rows.iter().map(|row| row.span).filter(|span| !span.is_empty());
        let Some(span) = filled().reduce(Span::hull) else { return };
        let kind = BlockKind::Table(self.document.tables.len() as u32);
        self.document.tables.push(table);
        self.document.blocks.push(Block { kind, span });
    }

    /// Lays out what the source hides, as furniture, and notes that it is there.
    pub(super) fn hidden(&mut self, flows: &[Flow]) {
        let start = self.document.text.len();
        for flow in flows {
            self.paragraph(flow, BlockKind::Furniture);
        }
        let span = Span::of(start, self.document.text.len()).trim(&self.document.text);
        if !span.is_empty() {
            self.document.oddities.push(IngestOddity::Hidden { span });
        }
    }

    /// Notes that the source is damaged and what is laid out is not all of it.
    pub(super) fn damaged(&mut self, detail: impl Into<String>) {
        self.document.oddities.push(IngestOddity::SourceDamaged { detail: detail.into() });
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let span = text::trim(span, &self.document.text);
        if !span.is_empty() {
            self.document.blocks.push(Block { kind, span });
        }
    }

    /// Appends the text and its origins; returns where it starts.
    fn append(&mut self, flow: &Flow) -> usize {
        let start = self.document.text.len();
        for (at, origin) in &flow.runs {
            self.run(OriginRun { start: (start + at) as u32, origin: *origin });
        }
        self.document.text.push_str(&flow.text);
        for (from, to) in &flow.struck {
            self.struck(Span::of(start + from, start + to));
        }
        start
    }

    /// Notes that a text is struck out; cells of a row are one.
    fn struck(&mut self, span: Span) {
        let span = text::trim(span, &self.document.text);
        if span.is_empty() {
            return;
        }
        let plane = &self.document.text;
        match self.document.oddities.last_mut() {
            Some(IngestOddity::Struck { span: last })
                if plane[last.end as usize..span.start as usize].bytes().all(|b| b == b'\t') =>
            {
                *last = last.hull(span);
            }
            _ => self.document.oddities.push(IngestOddity::Struck { span }),
        }
    }

    /// What is laid out next has that origin.
    fn run(&mut self, run: OriginRun) {
        self.next = None;
        let runs = &mut self.document.origins.runs;
        match runs.last_mut() {
            Some(last) if last.start == run.start => *last = run,
            _ => runs.push(run),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ODD_MOST, Odd, UNSEEN, is_plain};
    use crate::model::Span;

    #[test]
    fn plain_texts_have_nothing_to_mend() {
        assert!(is_plain("“甲—乙”（丙·丁）①abc 1"));
        for c in '\0'..=char::MAX {
            let mends = c.is_control() || UNSEEN.contains(&c);
            assert!(!mends || !is_plain(&format!("甲{c}a")), "{c:?}");
            let long = format!("{}{c}{}", "甲".repeat(11), "乙a".repeat(11));
            assert_eq!(is_plain(&long), is_plain(&format!("甲{c}a")), "{c:?}");
        }
    }

    #[test]
    fn stretches_with_something_to_mend_are_told_from_those_without() {
        for times in [0, 1, 2, 5] {
            let words = format!("{}{}", "甲乙丙丁".repeat(12), "戊\n己\u{200B}".repeat(times));
            let odd = Odd::of(&words);
            let bounds: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
            for from in &bounds {
                for to in bounds.iter().filter(|to| *to >= from) {
                    let plain = is_plain(&words[*from..*to]);
                    assert_eq!(odd.may_be_in(Span::of(*from, *to)), !plain, "{from} {to}");
                }
            }
        }
    }

    #[test]
    fn behind_too_many_to_be_noted_nothing_is_held_plain() {
        let words = format!("{}甲", "戊\n".repeat(ODD_MOST + 1));
        let (odd, end) = (Odd::of(&words), words.len());
        assert!(!odd.may_be_in(Span::of(0, 3)) && odd.may_be_in(Span::of(0, 4)));
        assert!(is_plain(&words[end - 3..]) && odd.may_be_in(Span::of(end - 3, end)));
    }
}
