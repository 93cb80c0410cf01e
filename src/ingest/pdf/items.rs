//! What is kept of a page once its glyphs are gone: lines and tables, in reading order.

use std::borrow::Cow;

use super::lines::{self, Line};
use super::page::{Page, Rect};
use super::wrapped;
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A page in short.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// Number, size and turn; the drawing itself is gone.
    pub(super) page: Page,
    pub(super) items: Vec<Item>,
    /// Stamps and watermarks, line by line.
    pub(super) slanted: Vec<Line>,
    /// What no one sees, line by line.
    pub(super) hidden: Vec<Line>,
    /// Heights at which rows may part: rules that bound no cell, edges of fills.
    pub(super) parting: Vec<Parting>,
}

impl Sheet {
    /// The line at an index; `None` for a table.
    pub(super) fn line(&self, index: usize) -> Option<&Line> {
        match self.items.get(index)? {
            Item::Line(line) => Some(line),
            Item::Table(_) => None,
        }
    }
}

/// A horizontal edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Parting {
    pub(super) y: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Of a rule, not of a fill.
    pub(super) ruled: bool,
}

/// A line or a table.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Line(Line),
    /// Few among many lines.
    Table(Box<Draft>),
}

impl Item {
    pub(super) fn bounds(&self) -> Rect {
        match self {
            Self::Line(line) => line.bounds,
            Self::Table(draft) => draft.bounds,
        }
    }
}

/// A table in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) rows: Vec<Row>,
    /// Edges of its columns; how tables of two pages are told to be one.
    pub(super) edges: Vec<f32>,
    /// Where it lies on its first page.
    pub(super) bounds: Rect,
    /// Cells are bounded by rules.
    pub(super) exact: bool,
    /// The column of its serials, once enough rows have told it.
    pub(super) serials: Option<usize>,
    /// Rows that begin a page.
    pub(super) breaks: Vec<usize>,
}

/// A row in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Parts of it stood on two pages.
    pub(super) rejoined: bool,
    /// Nothing but nearness gave it its lines.
    pub(super) guessed: bool,
}

/// A cell in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Its text, one part a page.
    pub(super) parts: Vec<Part>,
    pub(super) strong: bool,
}

/// Text of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) page: u32,
    pub(super) text: String,
    pub(super) bounds: Rect,
    /// Where its lines were joined: boxed, because few have several.
    pub(super) torn: Option<Box<Torn>>,
    /// It goes on with a value of the page before, without a blank.
    pub(super) inside: bool,
}

/// Where lines of one cell were joined.
#[derive(Clone, Debug, Default)]
pub(super) struct Torn {
    /// With a blank, that may be none.
    pub(super) blanks: Vec<Break>,
    /// Between two Chinese characters, with nothing, where a line may have ended by itself.
    pub(super) ends: Vec<Break>,
}

/// The joint of two lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    /// Its offset in the text.
    pub(super) at: usize,
    /// How wide the line above it is set.
    pub(super) width: f32,
    /// How wide half a square is set, as digits are.
    pub(super) unit: f32,
}

impl Break {
    /// A joint at an offset, below a line set so wide.
    fn new(at: usize, width: f32, below: &str, bounds: Rect) -> Self {
        let units = below.chars().map(|c| if lines::is_wide(c) { 2.0 } else { 1.0 }).sum::<f32>();
        Self { at, width, unit: (bounds.x1 - bounds.x0) / units.max(1.0) }
    }
}

impl Part {
    pub(super) fn new(page: u32, text: String, bounds: Rect) -> Self {
        Self { page, text, bounds, torn: None, inside: false }
    }

    /// Appends a line; `above` is how wide the one above it is set.
    pub(super) fn push(&mut self, line: &str, bounds: Rect, above: f32) {
        let at = self.text.len();
        let ends = self.text.ends_with(is_han) && line.starts_with(is_han);
        let joint = || Break::new(at, above, line, bounds);
        if wrapped::join(&mut self.text, line) {
            self.torn.get_or_insert_default().blanks.push(joint());
        } else if ends {
            self.torn.get_or_insert_default().ends.push(joint());
        }
        self.bounds = self.bounds.hull(&bounds);
    }

    /// Appends its text to that of the page before.
    pub(super) fn onto(&self, text: &mut String) {
        if self.inside {
            text.push_str(&self.text);
        } else {
            wrapped::join(text, &self.text);
        }
    }

    /// Appends what stands below it in the same cell.
    pub(super) fn append(&mut self, below: &Self) {
        self.push(&below.text, below.bounds, self.bounds.width());
        let Some(torn) = &below.torn else { return };
        let from = self.text.len() - below.text.len();
        let moved = |joint: &Break| Break { at: from + joint.at, ..*joint };
        let own = self.torn.get_or_insert_default();
        own.blanks.extend(torn.blanks.iter().map(moved));
        own.ends.extend(torn.ends.iter().map(moved));
    }
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.text.is_empty())
    }

    pub(super) fn text(&self) -> Cow<'_, str> {
        if let [part] = self.parts.as_slice() {
            return Cow::Borrowed(&part.text);
        }
        let mut text = String::new();
        for part in &self.parts {
            part.onto(&mut text);
        }
        Cow::Owned(text)
    }
}

impl Row {
    pub(super) fn at(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// Whether its text, without blanks, is that.
    pub(super) fn says(&self, text: &str) -> bool {
        let parts = self.cells.iter().flat_map(|cell| &cell.parts);
        let mut mine = parts.flat_map(|part| part.text.chars()).filter(|c| !is_blank(*c));
        text.chars().all(|c| mine.next() == Some(c)) && mine.next().is_none()
    }

    /// The cell that holds all of the row's text, if there is only one.
    pub(super) fn only(&self) -> Option<&Cell> {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }
}

/// Lines of one cell or paragraph as one text.
pub(super) fn joined(lines: &[Line], page: u32) -> Option<Part> {
    let (first, others) = lines.split_first()?;
    let mut part = Part::new(page, first.text().into_owned(), first.bounds);
    let mut above = first.bounds;
    for line in others {
        part.push(&line.text(), line.bounds, above.x1 - above.x0);
        above = line.bounds;
    }
    Some(part)
}
