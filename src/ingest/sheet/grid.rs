//! Sheets onto the plane: title lines, tables with merged cells, and what is hidden.
//!
//! A sheet is a surface, not a table. Lines with one filled cell above the first full row are its
//! title and notes, and become paragraphs; so does a block of such lines below a blank row at the
//! end. Between them lies the table; lines with one cell inside it stay rows, for they may be group
//! headings or tails of rows.

use super::{Cell, Merge, Sheet, TextBox, beside};
use crate::ingest::flow::Flow;
use crate::ingest::layout::{Layout, Place, Seat};
use crate::ingest::odd::Odd;
use crate::model::document::{IngestOddity, Origin};
use crate::model::{BlockKind, Span};
use crate::text::blank::{compact, is_blank, is_closed};

/// Above so many columns per filled cell the empty cells of a table are not laid out.
const SPARSE: usize = 20;

/// Most merged cells side by side: a bound for files made to be slow.
const ABREAST: usize = 1024;

/// Lays the sheets out in order, those that are hidden last and as furniture.
pub(super) fn lay_out(
    mut sheets: Vec<Sheet>,
    words: &str,
    struck: &[Span],
    layout: &mut Layout<'_>,
) {
    for sheet in &mut sheets {
        sheet.cells.retain_mut(|cell| {
            let text = cell.text.text(words);
            cell.closed = is_closed(text);
            cell.closed || !text.chars().all(is_blank)
        });
        let place = |cell: &Cell| (cell.row, cell.column);
        if !sheet.cells.is_sorted_by(|a, b| place(a) < place(b)) {
            sheet.cells.sort_by_key(place);
            sheet.cells.dedup_by(|later, first| {
                let same = place(later) == place(first);
                if same {
                    if later.text.text(words) != first.text.text(words) {
                        let (row, column) = (first.row + 1, first.column + 1);
                        let told = format!("row {row}, column {column} of a sheet has two values");
                        layout.damaged(told);
                    }
                    std::mem::swap(later, first);
                }
                same
            });
        }
    }
    // All words are looked at once, those that many cells share among them.
    let odd = Odd::of(words);
    let shown = sheets.iter().filter(|sheet| !sheet.hidden && !sheet.cells.is_empty()).count();
    if sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count() > 1 {
        layout.document.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    }
    for (index, sheet) in sheets.iter_mut().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        let part = index as u32 + 1;
        if shown > 1 && !sheet.cells.is_empty() && speaks(sheet, words) {
            let origin = Origin::Part { part, row: 1, column: 0 };
            layout.line(&sheet.name, BlockKind::Heading(1), origin);
        }
        let mut surface = Surface::new(sheet, words, &odd, part);
        surface.struck_words = struck;
        surface.lay_out(layout);
        for text in &sheet.margins {
            let origin = Origin::Part { part, row: 1, column: 0 };
            layout.line(text, BlockKind::Furniture, origin);
        }
    }
    for (index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.hidden) {
        furniture(layout, &sheet.cells, words, index as u32 + 1, false);
    }
}

/// Whether the sheet's name says something: it is no default name, and the sheet does not begin
/// with the same words.
fn speaks(sheet: &Sheet, words: &str) -> bool {
    let name = compact(&sheet.name);
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let default = ["", "sheet", "工作表", "表"].contains(&stem.to_ascii_lowercase().as_str());
    let top = sheet.cells.iter().take(4);
    let top = top.map(|cell| compact(cell.text.text(words))).any(|text| text.contains(&name));
    !default && !top
}

/// A sheet on its way onto the plane.
struct Surface<'s> {
    part: u32,
    /// What the cells' texts lie in.
    words: &'s str,
    /// What in these words may be to be mended.
    odd: &'s Odd,
    /// Cells of rows that are not hidden, in order.
    cells: Vec<Cell>,
    hidden: Vec<Cell>,
    merges: Vec<Merge>,
    /// The cells that are struck out, or in which words are, and all such words.
    struck: Vec<(u32, u32)>,
    struck_words: &'s [Span],
    boxes: Vec<TextBox>,
    /// Rows that a filter hides, in order.
    filtered: Vec<u32>,
}

impl<'s> Surface<'s> {
    fn new(sheet: &mut Sheet, words: &'s str, odd: &'s Odd, part: u32) -> Self {
        let mut gone = sheet.hidden_rows.clone();
        gone.sort_unstable();
        uncover(sheet, &gone);
        let mut merges = sheet.merges.clone();
        merges.sort_unstable_by_key(|merge| (merge.top, merge.left));
        let (mut cells, mut hidden) =
            (std::mem::take(&mut sheet.cells), std::mem::take(&mut sheet.unseen));
        if !gone.is_empty() {
            hidden.extend(cells.extract_if(.., |cell| gone.binary_search(&cell.row).is_ok()));
        }
        if !sheet.hidden_columns.is_empty() {
            let lost = |cell: &&Cell| {
                sheet.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&cell.column))
            };
            hidden.extend(cells.iter().filter(lost));
        }
        let mut struck = std::mem::take(&mut sheet.struck);
        struck.sort_unstable();
        let mut boxes = std::mem::take(&mut sheet.boxes);
        boxes.sort_by_key(|told| told.row);
        let filtered = if sheet.filtered { gone } else { Vec::new() };
        Self { part, words, odd, cells, hidden, merges, struck, struck_words: &[], boxes, filtered }
    }

    fn lay_out(mut self, layout: &mut Layout<'_>) {
        let visible = self.visible();
        let visible: Vec<&[Cell]> = visible.chunk_by(|a, b| a.row == b.row).collect();
        let first = visible.iter().position(|row| row.len() > 1).unwrap_or(visible.len());
        // The lines at the end, below the last blank row, that have one cell each.
        let mut last = visible.len();
        let mut tail = visible.len();
        while tail > first && visible[tail - 1].len() == 1 {
            tail -= 1;
            if tail > 0 && visible[tail][0].row > visible[tail - 1][0].row + 1 {
                last = tail;
            }
        }
        let below = visible.get(first).map_or(u32::MAX, |row| row[0].row);
        let mut boxes = std::mem::take(&mut self.boxes).into_iter().peekable();
        for row in &visible[..first] {
            while let Some(told) = boxes.next_if(|told| told.row <= row[0].row) {
                self.told(layout, &told);
            }
            self.paragraph(layout, &row[0]);
        }
        while let Some(told) = boxes.next_if(|told| told.row <= below) {
            self.told(layout, &told);
        }
        self.tables(layout, &visible[first..last]);
        for row in &visible[last..] {
            self.paragraph(layout, &row[0]);
        }
        boxes.for_each(|told| self.told(layout, &told));
        self.hidden.sort_unstable_by_key(|cell| (cell.row, cell.column));
        let (filtered, hidden): (Vec<Cell>, Vec<Cell>) =
            self.hidden.iter().partition(|cell| self.filtered.binary_search(&cell.row).is_ok());
        furniture(layout, &filtered, self.words, self.part, true);
        furniture(layout, &hidden, self.words, self.part, false);
    }

    /// The cells that show: not in hidden columns, nor under a merged cell.
    fn visible(&mut self) -> Vec<Cell> {
        let mut cells = std::mem::take(&mut self.cells);
        if self.hidden.is_empty() && self.merges.is_empty() {
            return cells;
        }
        let mut lost: Vec<(u32, u32)> = self.hidden.iter().map(|c| (c.row, c.column)).collect();
        lost.sort_unstable();
        let mut open = Open::new(&self.merges);
        // Most rows are reached by no merged cell, and those below the last one need not be asked.
        let (mut row, mut reached) = (None, false);
        let bottom = self.merges.iter().map(|merge| merge.bottom).max();
        let end = match bottom {
            Some(bottom) if lost.is_empty() => cells.partition_point(|cell| cell.row <= bottom),
            _ => cells.len(),
        };
        // Nearly always what lies under a merged cell is empty, and there is nothing to take out.
        let hides = |row: &[Cell]| {
            let merges = open.at(row[0].row);
            let covers = |cell: &Cell| merges.iter().any(|m| covers(m, cell.row, cell.column));
            !merges.is_empty() && row.iter().any(covers)
        };
        if lost.is_empty() && !cells[..end].chunk_by(|a, b| a.row == b.row).any(hides) {
            return cells;
        }
        let mut open = Open::new(&self.merges);
        let mut covered = Vec::new();
        let unseen = cells.extract_if(..end, |cell| {
            if !lost.is_empty() && lost.binary_search(&(cell.row, cell.column)).is_ok() {
                return true;
            }
            if row.replace(cell.row) != Some(cell.row) {
                reached = !open.at(cell.row).is_empty();
            }
            if !reached {
                return false;
            }
            let merges = open.at(cell.row);
            let covers = merges.iter().any(|merge| covers(merge, cell.row, cell.column));
            if covers {
                covered.push(*cell);
            }
            covers
        });
        unseen.for_each(drop);
        self.hidden.append(&mut covered);
        cells
    }

    fn seat(&self, row: u32, column: u32) -> Seat {
        Seat { part: self.part, row: row + 1, column: column + 1 }
    }

    fn paragraph(&self, layout: &mut Layout<'_>, cell: &Cell) {
        layout.paragraph(&self.flow(cell), BlockKind::Paragraph { strong: cell.strong });
    }

    /// What stands in a box over the sheet.
    fn told(&self, layout: &mut Layout<'_>, told: &TextBox) {
        let origin = self.seat(told.row, 0).into();
        let kind = BlockKind::Paragraph { strong: false };
        layout.paragraph(&Flow::of(&told.text, false, origin), kind);
    }

    /// The cell's text, with what of it is struck out.
    fn flow(&self, cell: &Cell) -> Flow {
        let origin = self.seat(cell.row, cell.column).into();
        let text = cell.text.text(self.words);
        let mut flow = Flow::of(text, cell.strong, origin);
        if self.is_struck(cell) {
            let words = self.struck_words;
            let first = words.partition_point(|span| span.start < cell.text.start);
            let own = words[first..].iter().take_while(|span| span.end <= cell.text.end);
            let place = |at: u32| (at - cell.text.start) as usize;
            flow.struck = own.map(|span| (place(span.start), place(span.end))).collect();
            if flow.struck.is_empty() || flow.text.len() != text.len() {
                flow.struck = vec![(0, flow.text.len())];
            }
        }
        flow
    }

    fn is_struck(&self, cell: &Cell) -> bool {
        !self.struck.is_empty() && self.struck.binary_search(&(cell.row, cell.column)).is_ok()
    }

    /// The rows as one table, or as two that stand side by side.
    fn tables(&self, layout: &mut Layout<'_>, rows: &[&[Cell]]) {
        let Some(start) = beside::begins(rows, &self.merges, self.words) else {
            self.table(layout, rows);
            return;
        };
        let cut = |row: &&[Cell]| row.partition_point(|cell| cell.column < start);
        let parts = rows.iter().map(|row| row.split_at(cut(row)));
        let (left, right): (Vec<&[Cell]>, Vec<&[Cell]>) = parts.unzip();
        for part in [left, right] {
            let rows: Vec<&[Cell]> = part.into_iter().filter(|row| !row.is_empty()).collect();
            self.table(layout, &rows);
        }
    }

    fn table(&self, layout: &mut Layout<'_>, rows: &[&[Cell]]) {
        let Some((left, right)) = beside::bounds(rows) else { return };
        let filled: usize = rows.iter().map(|row| row.len()).sum();
        let bytes: usize =
            rows.iter().copied().flatten().map(|cell| cell.text.len() as usize).sum();
        let end = right + 1;
        let width = (end - left) as usize;
        let full = width * rows.len() <= 10_000 + SPARSE * filled;
        // Rows of the sheet that are laid out, so that a merged cell spans what is there.
        let numbers: Vec<u32> = rows.iter().map(|row| row[0].row).collect();
        let mut open = Open::new(&self.merges);
        layout.open_table(true);
        layout.reserve(rows.len(), if full { width * rows.len() } else { filled }, bytes);
        for (index, row) in rows.iter().enumerate() {
            let number = row[0].row;
            let merges = open.at(number);
            let mut filled = row.iter().peekable();
            let plain = |cell: &Cell| !self.odd.may_be_in(cell.text) && !self.is_struck(cell);
            if full && merges.is_empty() && row.iter().all(plain) {
                let cells = (left..end).map(|column| {
                    let cell = filled.next_if(|cell| cell.column <= column)?;
                    Some((cell.text.text(self.words), cell.closed, cell.strong))
                });
                layout.plain_cells(self.seat(number, left), cells);
                layout.end_row();
                continue;
            }
            let mut column = left;
            while column <= right {
                let cell = filled.next_if(|cell| cell.column <= column);
                let merge = merges.iter().find(|m| (m.left..=m.right).contains(&column));
                let anchor = merge.filter(|m| (m.top, m.left) == (number, column));
                if let (Some(merge), None) = (merge, anchor) {
                    column = merge.right.saturating_add(1);
                    continue;
                }
                if cell.is_none() && !full && anchor.is_none() {
                    column = filled.peek().map_or(right + 1, |cell| cell.column);
                    continue;
                }
                let below = |m: &Merge| numbers[index..].partition_point(|row| *row <= m.bottom);
                let colspan = anchor.map_or(1, |m| (m.right.min(right) - column) as usize + 1);
                let place = Place {
                    column: (column - left) as usize,
                    colspan,
                    rowspan: anchor.map_or(1, below),
                    strong: cell.is_some_and(|cell| cell.strong),
                };
                match cell {
                    Some(cell) if self.is_struck(cell) => layout.cell(&self.flow(cell), place),
                    Some(cell) => {
                        let seat = self.seat(number, cell.column);
                        layout.text_cell(cell.text.text(self.words), plain(cell), seat, place);
                    }
                    // What is not there is missed at its place.
                    None => layout.empty_cell(self.seat(number, column), place),
                }
                column += colspan as u32;
            }
            layout.end_row();
        }
        layout.close_table();
    }
}

/// What merged cells show they show where they can be seen: the first row and column that are not hidden.
fn uncover(sheet: &mut Sheet, gone: &[u32]) {
    let columns = &sheet.hidden_columns;
    if gone.is_empty() && columns.is_empty() {
        return;
    }
    let folded = |column: u32| columns.iter().any(|(a, b)| (*a..=*b).contains(&column));
    for merge in &mut sheet.merges {
        let row = (merge.top..=merge.bottom).find(|row| gone.binary_search(row).is_err());
        let column = (merge.left..=merge.right).find(|column| !folded(*column));
        let Some((row, column)) = row.zip(column) else { continue };
        if (row, column) == (merge.top, merge.left) {
            continue;
        }
        let own = |cell: &Cell| (cell.row, cell.column) == (merge.top, merge.left);
        let Some(at) = sheet.cells.iter().position(own) else { continue };
        let cell = Cell { row, column, ..sheet.cells.remove(at) };
        sheet.cells.retain(|cell| (cell.row, cell.column) != (row, column));
        let place = sheet.cells.partition_point(|cell| (cell.row, cell.column) < (row, column));
        sheet.cells.insert(place, cell);
        (merge.top, merge.left) = (row, column);
    }
}

/// Whether the cell lies under the merged cell, and is not its own upper left one.
fn covers(merge: &Merge, row: u32, column: u32) -> bool {
    (merge.top..=merge.bottom).contains(&row)
        && (merge.left..=merge.right).contains(&column)
        && (row, column) != (merge.top, merge.left)
}

/// The merged cells that reach the row that is looked at, going down.
struct Open<'m> {
    all: &'m [Merge],
    next: usize,
    reached: Vec<Merge>,
    row: Option<u32>,
}

impl<'m> Open<'m> {
    fn new(all: &'m [Merge]) -> Self {
        Self { all, next: 0, reached: Vec::new(), row: None }
    }

    fn at(&mut self, row: u32) -> &[Merge] {
        if self.row.replace(row) == Some(row) {
            return &self.reached;
        }
        self.reached.retain(|merge| merge.bottom >= row);
        while let Some(merge) = self.all.get(self.next).filter(|merge| merge.top <= row) {
            self.next += 1;
            if merge.bottom >= row && self.reached.len() < ABREAST {
                self.reached.push(*merge);
            }
        }
        &self.reached
    }
}

/// Lays hidden cells out, a line for each row, and notes that they are there.
fn furniture(layout: &mut Layout<'_>, cells: &[Cell], words: &str, part: u32, filtered: bool) {
    if cells.is_empty() {
        return;
    }
    let start = layout.document.text.len();
    for row in cells.chunk_by(|a, b| a.row == b.row) {
        let mut flow = Flow::default();
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                flow.push("\t", false);
            }
            flow.at(Origin::Part { part, row: cell.row + 1, column: cell.column + 1 });
            flow.push(cell.text.text(words), cell.strong);
        }
        layout.paragraph(&flow, BlockKind::Furniture);
    }
    let span = Span::of(start, layout.document.text.len()).trim(&layout.document.text);
    layout.document.oddities.push(if filtered {
        IngestOddity::Filtered { span }
    } else {
        IngestOddity::Hidden { span }
    });
}
