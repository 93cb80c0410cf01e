//! Rows of a label and its value around a roster in the same table: 项目名称： | … above its header, 公示期： | … below its
//! last row.

use std::ops::Range;

use crate::model::{Document, Role, Table, TableCell};
use crate::segment::claims;
use crate::segment::roster::{values, words};
use crate::text::blank::{is_blank, is_closed, tight};
use crate::text::persons;

/// So many rows above the header and below the last row are looked at.
const ROWS_MOST: usize = 16;

/// Longest label, in characters.
const LABEL_MOST: usize = 16;

/// Fewest cells of a header with such rows around it.
const CELLS_LEAST: usize = 3;

/// The rows of a table that are the roster's: all but labels and their values above its header and at its foot.
pub(in crate::segment) fn between(document: &Document, table: &Table) -> Range<usize> {
    let rows = table.rows.len();
    let cells = |row: usize| {
        let own = |cell: &&TableCell| !cell.span.is_empty() && cell.rowspan > 0;
        table.cells_of(&table.rows[row]).iter().filter(own)
    };
    let filled = |row: usize| -> Vec<&TableCell> { cells(row).collect() };
    let text = |cell: &TableCell| tight(document.slice(cell.span));
    let label = |cell: &TableCell| {
        // The sign at its end tells most cells to be none.
        let printed = document.slice(cell.span);
        let printed = if is_closed(printed) { printed } else { printed.trim_end_matches(is_blank) };
        printed.ends_with(['：', ':']) && text(cell).chars().count() <= LABEL_MOST
    };
    let head = |row: usize| {
        let cells = filled(row);
        let known = cells.iter().filter(|cell| words::role_of(&text(cell)).is_some()).count();
        let serial = cells.iter().any(|cell| words::role_of(&text(cell)) == Some(Role::Serial));
        let heads = serial || (known * 2 > cells.len() && !cells.iter().any(|cell| label(cell)));
        (cells.len() >= CELLS_LEAST && heads).then_some(serial)
    };
    let found = (0..rows.min(ROWS_MOST)).find_map(|row| Some((row, head(row)?)));
    let Some((header, serials)) = found else { return 0..rows };
    // 项目名称 | 甲市…招标: what stands beside it is longer than a header's word and is none.
    let bare = |cells: &[&TableCell]| {
        let pair = |pair: &[&TableCell]| {
            let [own, value] = pair else { return false };
            own.colspan <= 1
                && words::role_of(&text(own)).is_some()
                && words::role_of(&text(value)).is_none()
        };
        let long = |cell: &&TableCell| text(cell).chars().count() >= LABEL_MOST / 2;
        let told = || cells.len() > 2 || cells.get(1).is_some_and(long);
        serials && !cells.is_empty() && cells.chunks(2).all(pair) && told()
    };
    // 合计： | 3家 is held against the rows.
    let counts = |cell: &&TableCell| {
        let text = text(cell);
        words::is_sum(&text) || claims::holds_count(&text)
    };
    let pairs = |cells: &[&TableCell]| {
        !cells.is_empty() && !cells.iter().any(counts) && cells.iter().step_by(2).all(|c| label(c))
    };
    let above = |row: usize| {
        let cells = filled(row);
        cells.len() < 2 || pairs(&cells) || bare(&cells)
    };
    let told = (0..header).any(|row| filled(row).len() > 1 || pairs(&filled(row)));
    let first = if told && (0..header).all(above) { header } else { 0 };
    // 备注 | … over several columns says something of all.
    let remark = |cells: &[&TableCell]| {
        let [first, value] = cells else { return false };
        serials && value.colspan > 1 && words::is_label_of_remarks(&text(first)) && !counts(value)
    };
    let below = |row: &usize| {
        let cells = filled(*row);
        // Below serials a label is none; below names it may be one of them, as one that lost its serial may.
        let name = || cells.first().is_some_and(|cell| is_name(&text(cell)));
        serials && cells.len() < CELLS_LEAST && (pairs(&cells) && !name() || remark(&cells))
    };
    let count = (header + 2..rows).rev().take(ROWS_MOST).take_while(below).count();
    let end = rows - count;
    let rows_labelled = (header + 1..end).any(|row| cells(row).next().is_some_and(label));
    first..if rows_labelled { rows } else { end }
}

/// Whether a label is the name of a body or a person: 丁机械有限公司（原戊厂）：.
fn is_name(label: &str) -> bool {
    let stem = label.split(['（', '(', '：', ':']).next().unwrap_or_default();
    values::is_body(stem) || persons::is_name(stem)
}
