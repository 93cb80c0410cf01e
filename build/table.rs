//! Reads a TSV of `data/`: `#` lines are comments, the first other line names the columns.

use std::collections::HashMap;
use std::path::Path;

/// A table with named columns.
pub(crate) struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
    name: String,
}

impl Table {
    /// Reads `data/<name>.tsv`; the build fails where it is missing or has no header.
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let path = folder.join(format!("{name}.tsv"));
        println!("cargo::rerun-if-changed={}", path.display());
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let header = lines.next().unwrap_or_else(|| panic!("{name}: no header"));
        let columns = header.split('\t').enumerate().map(|(i, c)| (c.to_owned(), i)).collect();
        let rows = lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        Self { columns, rows, name: name.to_owned() }
    }

    /// All rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(move |cells| Row { table: self, cells })
    }
}

/// One row.
pub(crate) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell of a column that must be there.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        let Some(&index) = self.table.columns.get(column) else {
            panic!("{}: no column {column}", self.table.name)
        };
        self.cells.get(index).map_or("", |cell| cell.trim())
    }

    /// The parts of a cell, `;` between them.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column).split([';', '；', '|']).map(str::trim).filter(|part| !part.is_empty())
    }

    /// A code; 0 where the cell is empty.
    pub(crate) fn code(&self, column: &str) -> u32 {
        code(self.get(column))
    }

    /// A date packed as `yyyymmdd`, unknown parts 00; 0 where the cell is empty.
    pub(crate) fn date(&self, column: &str) -> u32 {
        date(self.get(column))
    }
}

/// A code; 0 for an empty cell.
pub(crate) fn code(text: &str) -> u32 {
    if text.is_empty() { 0 } else { text.parse().unwrap_or_else(|_| panic!("no code: {text}")) }
}

/// `2018-03` → 20180300.
pub(crate) fn date(text: &str) -> u32 {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 10_000 + next() * 100 + next()
}
