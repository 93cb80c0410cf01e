//! The rows of a dataset's table, each cell made when it is asked for.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::dataset::Cell;

/// The rows of a table in reading order. A table is as long as its roster and says the same things
/// over in many columns, and most readers go through it once: its cells are worked out on the way
/// and not kept.
#[derive(Clone)]
pub struct Rows<'a> {
    count: usize,
    width: usize,
    cell: Arc<dyn Fn(usize, usize) -> Cell<'a> + Send + Sync + 'a>,
    alike: Vec<Alike<'a>>,
}

/// Neighbouring columns that say the same in many rows.
#[derive(Clone)]
struct Alike<'a> {
    columns: Range<usize>,
    /// Rows for which it gives the same have the same cells in these columns.
    by: Arc<By<'a>>,
}

/// Neighbouring columns of a table.
pub struct Stretch<'r, 'a> {
    /// The columns, from 0.
    pub columns: Range<usize>,
    by: Option<&'r By<'a>>,
}

/// What tells rows that are alike.
type By<'a> = dyn Fn(usize) -> Option<usize> + Send + Sync + 'a;

impl Stretch<'_, '_> {
    /// What tells the cells that stand in these columns: every row for which it is the same has the same.
    /// None where nothing is known.
    pub fn same(&self, row: usize) -> Option<usize> {
        self.by.and_then(|by| by(row))
    }
}

impl<'a> Rows<'a> {
    /// So many rows of so many cells; `cell` gives the one in a row and column, from 0.
    pub fn new(
        count: usize,
        width: usize,
        cell: impl Fn(usize, usize) -> Cell<'a> + Send + Sync + 'a,
    ) -> Self {
        Self { count, width, cell: Arc::new(cell), alike: Vec::new() }
    }

    /// The same rows, of which is known that in these columns, right of those told before, they have
    /// the same cells where `by` gives the same for them; where it gives nothing, nothing is known.
    pub fn alike(
        mut self,
        columns: Range<usize>,
        by: impl Fn(usize) -> Option<usize> + Send + Sync + 'a,
    ) -> Self {
        if !columns.is_empty() {
            self.alike.push(Alike { columns, by: Arc::new(by) });
        }
        self
    }

    /// All columns from left to right in stretches.
    pub fn stretches(&self) -> Vec<Stretch<'_, 'a>> {
        let mut stretches = Vec::with_capacity(self.alike.len() * 2 + 1);
        let mut start = 0;
        for alike in &self.alike {
            stretches.push(Stretch { columns: start..alike.columns.start, by: None });
            stretches.push(Stretch { columns: alike.columns.clone(), by: Some(&*alike.by) });
            start = alike.columns.end;
        }
        stretches.push(Stretch { columns: start..self.width, by: None });
        stretches
    }

    /// How many rows.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What gives the cell in a row and column, from 0: for those who ask for many.
    pub fn cells(&self) -> &(dyn Fn(usize, usize) -> Cell<'a> + Send + Sync + 'a) {
        &*self.cell
    }

    /// The cell in a row and column, from 0.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'a> {
        (self.cell)(row, column)
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'a>> {
        (0..self.width).map(move |column| self.cell(row, column))
    }

    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = Cell<'a>> {
        (0..self.count).map(move |row| self.cell(row, column))
    }

    /// The rows from top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = Vec<Cell<'a>>> {
        (0..self.count).map(|row| self.row(row).collect())
    }

    /// The same rows with texts of their own, to outlive the notice.
    pub fn into_owned(self) -> Rows<'static> {
        let rows: Vec<Vec<Cell<'static>>> =
            self.iter().map(|row| row.into_iter().map(Cell::into_owned).collect()).collect();
        Rows::from(rows)
    }
}

impl<'a> From<Vec<Vec<Cell<'a>>>> for Rows<'a> {
    fn from(rows: Vec<Vec<Cell<'a>>>) -> Self {
        let width = rows.first().map_or(0, Vec::len);
        Self::new(rows.len(), width, move |row, column| rows[row][column].clone())
    }
}

impl Default for Rows<'_> {
    fn default() -> Self {
        Self::new(0, 0, |_, _| Cell::Empty)
    }
}

impl PartialEq for Rows<'_> {
    fn eq(&self, other: &Self) -> bool {
        let size = |rows: &Self| (rows.count, rows.width);
        size(self) == size(other) && self.iter().eq(other.iter())
    }
}

impl Eq for Rows<'_> {}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
