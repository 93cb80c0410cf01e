//! What ingest makes: one text plane, blocks over it, and the way back into the file.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::Span;
use super::lines::LineIndex;
use super::wire::{self, Name};

/// A source laid out as text. Every later value is a [`Span`] into `text`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// Name of the source, for people.
    pub name: String,
    /// SHA-256 of the source's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Length of the source in bytes.
    pub bytes: u64,
    /// Name of the reader: `text`, `html`, `docx`, `xlsx`, `pdf` …
    #[serde(deserialize_with = "wire::name")]
    pub format: Name,
    /// Character encoding of a text source (`UTF-8`, `GB18030` …); empty for binary formats.
    #[serde(deserialize_with = "wire::name")]
    pub encoding: Name,
    /// The text plane: UTF-8, lines end in `\n`, markup removed.
    pub text: String,
    /// Blocks in reading order; they do not overlap and hold every non-blank character.
    pub blocks: Vec<Block>,
    /// Tables, named by [`BlockKind::Table`].
    pub tables: Vec<Table>,
    /// The way back into the file.
    pub origins: Origins,
    /// What ingest noticed; checks turn these into findings.
    pub oddities: Vec<IngestOddity>,
    /// Names of the sheets of a workbook that has several, in the order of their parts; else empty.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Another document that findings about this one may point to: the notice that a table was
    /// held against.
    pub beside: Option<Box<Document>>,
    /// Where the lines of the plane begin, found when a position is first asked for.
    #[serde(skip)]
    pub lines: LineIndex,
}

/// A piece of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it lies; white space at the ends is not part of it.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading of that level, 1 the highest.
    Heading(u8),
    /// A line or paragraph of text; `strong` where all of it is set bold.
    Paragraph {
        /// Whether the whole paragraph is set bold.
        strong: bool,
    },
    /// A table: an index into [`Document::tables`].
    Table(u32),
    /// Page numbers, running heads, front matter, rulers: layout, not content.
    Furniture,
}

/// Rows of cells. Rows may be ragged: the source's own cells, not a filled grid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Rows from top to bottom.
    pub rows: Vec<TableRow>,
    /// All cells, row by row; each [`TableRow`] has a range of this list.
    pub cells: Vec<TableCell>,
    /// Cells come from separators that must be there (tabs, pipes, markup), so that a missing one
    /// is a fault; false where columns were guessed from white space or positions.
    pub exact: bool,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// From its first to its last character.
    pub span: Span,
    /// First cell in [`Table::cells`].
    pub first: u32,
    /// How many cells.
    pub count: u32,
}

impl Table {
    /// The cells of a row.
    pub fn cells_of(&self, row: &TableRow) -> &[TableCell] {
        &self.cells[row.first as usize..(row.first + row.count) as usize]
    }
}

/// One cell as the source has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCell {
    /// Its text without surrounding white space; empty for an empty cell.
    pub span: Span,
    /// Column of its left edge, from 0.
    pub column: u16,
    /// Columns it covers, at least 1.
    pub colspan: u16,
    /// Rows it covers, at least 1.
    pub rowspan: u16,
    /// Set bold, or a header cell in the source's own markup.
    pub strong: bool,
}

/// Leads from the plane back into the file: sorted runs, each the place of its first character.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Origins {
    /// Runs by `start`. Inside a run, plane and source agree character by character.
    pub runs: Vec<OriginRun>,
}

/// From plane offset `start` up to the next run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginRun {
    /// Offset in the plane.
    pub start: u32,
    /// Where that is in the source.
    pub origin: Origin,
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// Text formats: byte in the file, line and column (from 1, in code points).
    Bytes {
        /// Byte offset in the file.
        byte: u64,
        /// Line, from 1.
        line: u32,
        /// Column in code points, from 1.
        column: u32,
    },
    /// Paged formats: page (from 1) and bounding box in points from the page's lower left.
    Page {
        /// Page, from 1.
        page: u32,
        /// Left, bottom, right, top.
        bbox: [f32; 4],
    },
    /// Office formats: part (sheet or document part, from 1) and node in it (row and column, or
    /// paragraph number), from 1.
    Part {
        /// Sheet or document part, from 1.
        part: u32,
        /// Row, or paragraph.
        row: u32,
        /// Column, or 0 where there is none.
        column: u32,
    },
    /// Workbooks: cells that stand side by side in a row of a sheet, a tab between two of them. Each is a
    /// column further than the one before it.
    Cells {
        /// Sheet, from 1.
        part: u32,
        /// Row, from 1.
        row: u32,
        /// Column of the first, from 1.
        column: u32,
    },
}

/// A position for people: 1-based, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Page, for paged formats.
    pub page: Option<u32>,
    /// Line of the file (text), row of the sheet or paragraph (office), line of the plane (pages).
    pub line: u32,
    /// Column in code points.
    pub column: u32,
}

/// So many bytes are counted faster than the index of lines is asked; most cells are shorter.
const NEAR: usize = 256;

/// So many runs are looked at one after the other before all are searched.
const NEXT_RUNS: usize = 8;

impl Document {
    /// The plane's text under a span.
    pub fn slice(&self, span: Span) -> &str {
        span.text(&self.text)
    }

    /// The run a plane offset lies in.
    pub fn origin(&self, at: u32) -> Option<OriginRun> {
        let index = self.origins.runs.partition_point(|run| run.start <= at);
        index.checked_sub(1).map(|i| self.origins.runs[i])
    }

    /// The run a plane offset lies in. `near` is the index of a run to look at first, and then of the one
    /// that it lies in: entries are asked for in order.
    pub(crate) fn origin_near(&self, at: u32, near: &AtomicUsize) -> Option<OriginRun> {
        let runs = &self.origins.runs;
        let known = near.load(Ordering::Relaxed);
        let next = runs.get(known..).unwrap_or_default().iter();
        let index = match next.take(NEXT_RUNS).position(|run| run.start > at) {
            Some(passed) if passed > 0 => known + passed - 1,
            _ => runs.partition_point(|run| run.start <= at).checked_sub(1)?,
        };
        near.store(index, Ordering::Relaxed);
        Some(runs[index])
    }

    /// The line of a plane offset, as [`Document::position`] has it; `near` as above.
    pub(crate) fn line_near(&self, at: u32, near: &AtomicUsize) -> u32 {
        let at = self.boundary(at);
        match self.origin_near(at, near) {
            Some(OriginRun { origin: Origin::Cells { row, .. }, .. }) => row,
            run => self.position_in(at, run).line,
        }
    }

    /// The name of the sheet that a plane offset lies in, where the file has several.
    pub fn sheet(&self, at: u32) -> Option<&str> {
        let (Origin::Part { part, .. } | Origin::Cells { part, .. }) = self.origin(at)?.origin
        else {
            return None;
        };
        let name = self.sheets.get((part as usize).checked_sub(1)?)?;
        Some(name.as_str()).filter(|name| !name.is_empty())
    }

    /// The table and its row, from 1, that a plane offset lies in.
    pub fn table_row(&self, at: u32) -> Option<(usize, usize)> {
        let after = |table: &Table| table.rows.first().is_some_and(|row| row.span.start > at);
        let table =
            self.tables.iter().rposition(|table| !table.rows.is_empty() && !after(table))?;
        // Rows stand in the plane one after another.
        let rows = &self.tables[table].rows;
        let row = rows.partition_point(|row| row.span.start <= at).checked_sub(1)?;
        rows[row].span.contains(Span::at(at)).then_some((table + 1, row + 1))
    }

    /// Where a plane offset is, for people. Offsets off a character boundary count as the
    /// character they fall into.
    pub fn position(&self, at: u32) -> Position {
        let at = self.boundary(at);
        self.position_in(at, self.origin(at))
    }

    fn boundary(&self, at: u32) -> u32 {
        let mut at = (at as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }

    /// The same of an offset that is on a character boundary, in a run that is known.
    fn position_in(&self, at: u32, run: Option<OriginRun>) -> Position {
        let at = at as usize;
        if let Some(OriginRun { start, origin: Origin::Part { row, column, .. } }) = run
            && at - (start as usize) < NEAR
        {
            let inside = self.text[start as usize..at].chars().count() as u32;
            let column = if column > 0 { column } else { 1 + inside };
            return Position { page: None, line: row.max(1), column };
        }
        if let Some(OriginRun { start, origin: Origin::Cells { row, column, .. } }) = run {
            let passed = &self.text[start as usize..at];
            let tabs = memchr::memchr_iter(b'\t', passed.as_bytes()).count() as u32;
            return Position { page: None, line: row, column: column + tabs };
        }
        let here = self.lines.before(&self.text, at);
        let plane = Position { page: None, line: 1 + here.breaks, column: 1 + here.column() };
        let Some(OriginRun { start, origin }) = run else { return plane };
        match origin {
            Origin::Bytes { line, column, .. } => {
                let first = self.lines.before(&self.text, start as usize);
                match here.breaks - first.breaks {
                    0 => Position { page: None, line, column: column + here.chars - first.chars },
                    breaks => Position { line: line + breaks, ..plane },
                }
            }
            Origin::Part { row, column, .. } | Origin::Cells { row, column, .. } => {
                let inside = here.chars - self.lines.before(&self.text, start as usize).chars;
                let column = if column > 0 { column } else { 1 + inside };
                Position { page: None, line: row.max(1), column }
            }
            Origin::Page { page, .. } => Position { page: Some(page), ..plane },
        }
    }
}

/// What can be wrong with a part of a paged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Damage {
    /// It ends before its end.
    Cut,
    /// It speaks of pages that are not in it, or has more than are read.
    Pages,
    /// Its index does not fit it, and objects stand in it more than once: which count is unknown.
    Index,
    /// What its objects are packed into does not unpack to what was packed.
    Objects,
    /// The text is packed and does not unpack to what was packed.
    Packing,
    /// What is to be drawn is not in the file.
    Missing,
    /// There is something among the instructions for drawing that is none.
    Instructions,
    /// A font, or a part of one, is not in the file or cannot be read.
    Font,
    /// A text is cut off where its cell or the page ends.
    Clipped,
}

impl Damage {
    /// A stable word, the key of its message.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Pages => "pages",
            Self::Index => "index",
            Self::Objects => "objects",
            Self::Packing => "packing",
            Self::Missing => "missing",
            Self::Instructions => "instructions",
            Self::Font => "font",
            Self::Clipped => "clipped",
        }
    }
}

/// Something in a document that is drawn and is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Drawn {
    /// A picture: a rare character often is one.
    Picture,
    /// Characters put over each other or set as a formula.
    Composed,
    /// A field of a form in a page.
    Field,
}

/// What ingest noticed about the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IngestOddity {
    /// Bytes that are no character of the source's encoding; U+FFFD stands for them in the plane.
    UndecodableBytes {
        /// Offset of the first such byte in the file.
        byte: u64,
        /// How many bytes.
        length: u64,
        /// How many U+FFFD stand for them.
        marks: u32,
        /// The replacement characters in the plane.
        span: Span,
    },
    /// No mark and no rule decided the encoding: it was judged by how likely the text is.
    EncodingGuessed {
        /// The encoding taken.
        #[serde(deserialize_with = "wire::name")]
        encoding: Name,
    },
    /// A page that could not be drawn; nothing of it is in the plane.
    PageDamaged {
        /// Page, from 1.
        page: u32,
    },
    /// Radicals and vertical forms that a font drew in place of the characters they stand for; the
    /// plane has the latter.
    GlyphsFolded {
        /// How many.
        count: u32,
    },
    /// Glyphs whose characters nothing in the file tells; U+FFFD stands for them in the plane.
    GlyphsUnknown {
        /// How many.
        count: u32,
    },
    /// Pages of pictures among pages of text; nothing of them is in the plane.
    PagesUnread {
        /// The first of them, from 1.
        first: u32,
        /// The last of them.
        last: u32,
    },
    /// The file says other characters than its fonts draw; the plane has those that it says.
    GlyphsContradict {
        /// Page, from 1.
        page: u32,
        /// How many.
        count: u32,
        /// Up to ten of them as the file says them, and in the same order as they are drawn.
        told: String,
        /// The characters drawn.
        drawn: String,
    },
    /// The file says one character of several glyphs of a font that look unlike.
    GlyphsShared {
        /// Page, from 1.
        page: u32,
        /// How many.
        count: u32,
        /// Up to ten of the characters.
        told: String,
    },
    /// A table row that a page break had cut, whole again.
    RowRejoined {
        /// The row.
        span: Span,
    },
    /// Lines of a table that no rule and no distance gives to a row: the nearest took them.
    RowGuessed {
        /// The row.
        span: Span,
    },
    /// A part of a paged file cannot be read as it was written.
    PartDamaged {
        /// Page, from 1; `None` where it is the file as a whole.
        page: Option<u32>,
        /// What is wrong.
        damage: Damage,
    },
    /// A second reader finds other characters on a page.
    ReadersDisagree {
        /// Page, from 1.
        page: u32,
        /// Characters that only we have, or have more often.
        ours: String,
        /// Characters that only the other has, or has more often.
        theirs: String,
    },
    /// A second reader was asked for, and broke down.
    SecondReaderFailed {
        /// Over how many pages; `None` for the whole file.
        pages: Option<u32>,
    },
    /// The file is damaged: what could be read of it is here, and something may be missing.
    SourceDamaged {
        /// What was found wrong.
        detail: String,
    },
    /// Hidden sheets, rows or columns, or text of a page that no one sees: in the plane as
    /// [`BlockKind::Furniture`], for a reader of the printed notice does not see them.
    Hidden {
        /// From the first to the last of what is hidden in that part of the file.
        span: Span,
    },
    /// Rows of a sheet that a filter hides: they are laid out as what is hidden is, and who takes the filter off
    /// sees them.
    Filtered {
        /// From the first to the last of them.
        span: Span,
    },
    /// Something that is drawn between the characters and is no text: the plane has nothing of it.
    Drawn {
        /// Where it would stand.
        span: Span,
        /// What it is.
        what: Drawn,
    },
    /// Text that is struck out, and read like any other: it may no longer be of the list.
    Struck {
        /// The text; of a row, from its first to its last struck cell.
        span: Span,
    },
}
