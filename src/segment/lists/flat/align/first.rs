//! Whether the first cell behind a flattened row's serial is of the first column, where another is empty.

use std::ops::Range;

use super::column::Column;
use super::lines::Pieces;
use crate::model::Role;

/// The column of the first cell of a row that was read as one without its first columns, where it could as well be of the
/// first and those behind it be empty: nothing that stands in whole rows, where there are any, says that it is of its own.
pub(super) fn rival(row: &Pieces, columns: &[Column], cells: &[Range<usize>]) -> Option<usize> {
    // 领域, 街镇 and 推荐单位 are merged over their rows; so may a school be over its majors. A name is not over what only belongs to it.
    if columns[1].role != Some(Role::Name) || columns[1].count == 0 || !cells[1].is_empty() {
        return None;
    }
    let second = (2..cells.len()).find(|at| !cells[*at].is_empty())?;
    if matches!(columns[second].role, Some(Role::Name | Role::Project)) {
        return None;
    }
    let cell = row.cell(&cells[second])?;
    let (first, own) = (&columns[1], &columns[second]);
    let words = |shape: &str| shape.contains('文') && !shape.contains(['0', 'A']);
    let seen = first.shapes.contains_key(&cell.shape)
        || (words(&cell.shape) && first.shapes.keys().any(|shape| words(shape)));
    let like = own.values.contains_key(&cell.text)
        || (own.is_like(&cell.text) && !first.is_like(&cell.text))
        || (first.ends_alike() && !first.is_like(&cell.text));
    (seen && first.by_role(&cell.text) >= 0 && !like).then_some(second)
}
