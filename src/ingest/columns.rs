//! Columns that no cell begins in are none: a title merged over a thousand of them, or a stray cell
//! at a sheet's edge, would make every row so wide.

use crate::model::Table;

/// Counts a table's columns anew, leaving out those in which no cell begins.
pub(super) fn close_up(table: &mut Table) {
    let (mut begins, mut end) = (Vec::new(), 0);
    for cell in &table.cells {
        let column = usize::from(cell.column);
        if column >= begins.len() {
            begins.resize(column + 1, false);
        }
        begins[column] = true;
        end = end.max(column + usize::from(cell.colspan));
    }
    let width = begins.len();
    if end <= width && begins.iter().all(|begins| *begins) {
        return;
    }
    // Per old column, how many stay before it.
    let mut before = Vec::with_capacity(width + 1);
    let mut kept = 0u16;
    for begins in begins {
        before.push(kept);
        kept += u16::from(begins);
    }
    before.push(kept);
    for cell in &mut table.cells {
        let end = usize::from(cell.column) + usize::from(cell.colspan.max(1));
        let column = before[usize::from(cell.column)];
        cell.colspan = (before[end.min(width)] - column).max(1);
        cell.column = column;
    }
}

#[cfg(test)]
mod tests {
    use super::close_up;
    use crate::model::{Span, Table, TableCell};

    fn closed(cells: &[(u16, u16)]) -> Vec<(u16, u16)> {
        let cell = |&(column, colspan): &(u16, u16)| TableCell {
            span: Span::at(0),
            column,
            colspan,
            rowspan: 1,
            strong: false,
        };
        let mut table = Table { cells: cells.iter().map(cell).collect(), ..Table::default() };
        close_up(&mut table);
        table.cells.iter().map(|cell| (cell.column, cell.colspan)).collect()
    }

    #[test]
    fn columns_are_where_cells_begin() {
        let even = [(0, 1), (1, 1), (2, 1), (0, 3), (0, 2), (2, 1)];
        assert_eq!(closed(&even), even);
        assert_eq!(closed(&[(0, 1), (16_383, 1)]), [(0, 1), (1, 1)]);
        let merged = [(0, 1000), (1000, 1000), (0, 1), (1, 1), (1000, 1)];
        assert_eq!(closed(&merged), [(0, 2), (2, 1), (0, 1), (1, 1), (2, 1)]);
        assert_eq!(closed(&[(2, u16::MAX), (u16::MAX, 1)]), [(0, 2), (1, 1)]);
        assert_eq!(closed(&[]), []);
    }
}
