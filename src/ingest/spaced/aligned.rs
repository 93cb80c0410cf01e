//! Columns that stand under one another: an empty cell is seen by where the others begin.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{HEADER_REACH, LEAST_ROWS, closed_up, fields, fields_of_all, is_serial};
use crate::model::{Block, BlockKind, Document, Role, Span, Table, TableCell, TableRow};
use crate::text::{compact, headers, numeral};

/// How far a cell may begin from where its header does, in half-width columns.
const SLACK: usize = 2;

/// How wide a character beyond ASCII is set: as wide as two, or, where a program laid the page out by
/// counting characters, as one.
pub(super) const WIDTHS: [usize; 2] = [2, 1];

/// Blocks that become rows, each with a span per column; empty where the cell is.
pub(super) type Plan = Vec<Option<Vec<Span>>>;

/// The rows under a header whose words begin where the rows' cells do. Only where some row is
/// shorter than the header: rows of one length need no looking at places.
pub(super) fn plan(document: &Document) -> Option<Plan> {
    WIDTHS.into_iter().find_map(|wide| plan_of(document, wide))
}

fn plan_of(document: &Document, wide: usize) -> Option<Plan> {
    let rows = fields_of_all(document, 2);
    let is_row = |row: &Vec<Span>| numeral::whole(document.slice(row[0])).is_some();
    let first = rows.iter().position(|row| row.as_ref().is_some_and(is_row))?;
    let head = rows[first.saturating_sub(HEADER_REACH)..first]
        .iter()
        .rev()
        .flatten()
        .map(|row| closed_up(document, row))
        .find(|row| is_serial(document.slice(row[0])))?;
    let mut starts: Vec<usize> = head.iter().map(|span| place(document, *span, wide)).collect();
    let numbered = rows.iter().flatten().filter(|row| is_row(row));
    let short = numbered.clone().any(|row| row.len() < starts.len());
    let count = numbered.clone().count();
    let fitting = |starts: &[usize]| {
        numbered.clone().filter(|row| assign(document, row, starts, wide).is_some()).count()
    };
    let mut fit = fitting(&starts);
    // Words of a header may stand centred over their column: then the whole rows tell.
    if fit * 10 < count * 9
        && let Some(own) = starts_of(document, numbered.clone(), head.len(), wide)
    {
        starts = own;
        fit = fitting(&starts);
    }
    if count < LEAST_ROWS || fit * 10 < count * 9 {
        return None;
    }
    let mut plan: Plan = Vec::with_capacity(rows.len());
    let mut wrapped = false;
    for (index, row) in rows.iter().enumerate() {
        let again = |row: &Vec<Span>| {
            let again = closed_up(document, row);
            (again.len() == head.len() && is_serial(document.slice(again[0]))).then_some(again)
        };
        let own = row.as_ref().and_then(|row| {
            if is_row(row) {
                assign(document, row, &starts, wide).or_else(|| Some(row.clone()))
            } else {
                again(row)
            }
        });
        // 小计 under a column adds up rows, and is the rest of none.
        let sum = row.as_ref().is_some_and(|row| {
            let adds = |span: &Span| ["小计", "合计", "总计"].contains(&document.slice(*span));
            row.iter().any(adds)
        });
        let own = own.or_else(|| {
            if sum {
                return None;
            }
            let rest = carries_on(document, index, plan.last()?.as_ref()?, wide)?;
            wrapped = true;
            Some(rest)
        });
        plan.push(own);
    }
    (short || wrapped).then_some(plan)
}

/// The rows under a header of words, without serials: each field begins under a word of the header,
/// and nearly every line of several fields fits.
pub(super) fn headed(document: &Document) -> Option<Plan> {
    WIDTHS.into_iter().find_map(|wide| headed_by(document, wide))
}

fn headed_by(document: &Document, wide: usize) -> Option<Plan> {
    let rows = fields_of_all(document, 2);
    let words = |row: &Vec<Span>| {
        let texts: Vec<String> = row.iter().map(|span| compact(document.slice(*span))).collect();
        let known = texts.iter().filter(|text| headers::role_of(text).is_some()).count();
        let built = texts.iter().filter(|text| headers::is_built(text)).count();
        built > 0
            && known * 2 >= texts.len()
            && texts.iter().all(|t| t.chars().count() <= HEAD_MOST)
    };
    let closed: Vec<Option<Vec<Span>>> =
        rows.iter().map(|row| row.as_ref().map(|row| closed_up(document, row))).collect();
    let at = closed.iter().position(|row| row.as_ref().is_some_and(words))?;
    let head = closed[at].clone()?;
    let mut starts: Vec<usize> = head.iter().map(|span| place(document, *span, wide)).collect();
    let below = || rows[at + 1..].iter().flatten();
    // Remarks at the end may be missing.
    let remark = head
        .last()
        .is_some_and(|word| headers::role_of(&compact(document.slice(*word))) == Some(Role::Note));
    let least = head.len() - usize::from(remark && head.len() > 2);
    let whole = below().filter(|row| (least..=head.len()).contains(&row.len()));
    // A long cell pushes those behind it to the right, and a whole row needs no places.
    let fit = |row: &Vec<Span>, starts: &[usize]| {
        let first = place(document, row[0], wide).abs_diff(starts[0]) <= SLACK;
        (row.len() == head.len() && first) || assign(document, row, starts, wide).is_some()
    };
    let fits = |starts: &[usize]| below().filter(|row| fit(row, starts)).count();
    let count = below().count();
    // Where every line stands under the header's words, what a line lacks is merged, and few are whole.
    let under = |row: &Vec<Span>| assign(document, row, &starts, wide).is_some();
    let all_under = count >= LEAST_ROWS && whole.clone().count() > 0 && below().all(under);
    if fits(&starts) * 10 < count * 9 {
        starts = starts_of(document, whole.clone(), head.len(), wide)?;
    }
    let enough = all_under || whole.count() >= LEAST_ROWS;
    if !enough || fits(&starts) * 10 < count * 9 {
        return None;
    }
    let mut plan: Plan = vec![None; at];
    plan.push(Some(head.clone()));
    for (index, row) in rows.iter().enumerate().skip(at + 1) {
        // A word alone under a column that is not the first: what stands left of it is as above.
        let alone = || {
            let block = document.blocks[index];
            let text = matches!(block.kind, BlockKind::Paragraph { .. });
            let near = plan.last().is_some_and(Option::is_some);
            let cells = assign(document, &[block.span], &starts, wide).filter(|_| text && near)?;
            cells[0].is_empty().then_some(cells)
        };
        let own = match row {
            Some(row) => assign(document, row, &starts, wide).or_else(|| Some(row.clone())),
            None => alone(),
        };
        plan.push(own);
    }
    Some(plan)
}

/// Longest word of such a header, in characters.
const HEAD_MOST: usize = 16;

/// Where most of the whole rows' cells begin, column by column.
fn starts_of<'r>(
    document: &Document,
    rows: impl Iterator<Item = &'r Vec<Span>>,
    width: usize,
    wide: usize,
) -> Option<Vec<usize>> {
    let whole: Vec<&Vec<Span>> = rows.filter(|row| row.len() == width).collect();
    let usual = |column: usize| {
        let places: Vec<usize> =
            whole.iter().map(|row| place(document, row[column], wide)).collect();
        let mut counts: HashMap<usize, usize, FixedState> = HashMap::default();
        for at in &places {
            *counts.entry(*at).or_default() += 1;
        }
        places.into_iter().max_by_key(|at| counts[at])
    };
    (whole.len() >= LEAST_ROWS).then(|| (0..width).map_while(usual).collect())
}

/// How far the rest of a cell may begin from where the cell does, in half-width columns.
const WRAP_SLACK: usize = 1;

/// The cells of a line that carries the row directly above it on, each under the beginning of the
/// cell that was too long for its column.
fn carries_on(document: &Document, index: usize, above: &[Span], wide: usize) -> Option<Vec<Span>> {
    let block = document.blocks[index];
    let plain = matches!(block.kind, BlockKind::Paragraph { strong: false });
    let gap =
        &document.text[document.blocks[index - 1].span.end as usize..block.span.start as usize];
    if !plain || gap.matches('\n').count() != 1 {
        return None;
    }
    let pieces = fields(document, block.span, 2).unwrap_or_else(|| vec![block.span]);
    let mut cells = vec![Span::at(block.span.end); above.len()];
    let mut next = 1;
    for piece in pieces {
        let at = place(document, piece, wide);
        let under = |column: &usize| {
            let cell = above[*column];
            !cell.is_empty() && place(document, cell, wide).abs_diff(at) <= WRAP_SLACK
        };
        let column = (next..above.len()).find(under)?;
        cells[column] = piece;
        next = column + 1;
    }
    Some(cells)
}

/// Makes the planned rows tables.
pub(super) fn convert(document: &mut Document, plan: &Plan) {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for (block, row) in document.blocks.iter().zip(plan) {
        let Some(row) = row else {
            blocks.push(*block);
            continue;
        };
        let cell = |(column, span): (usize, &Span)| TableCell {
            span: *span,
            column: column as u16,
            colspan: 1,
            rowspan: 1,
            strong: false,
        };
        let cells: Vec<TableCell> = row.iter().enumerate().map(cell).collect();
        let row = TableRow { span: block.span, first: 0, count: cells.len() as u32 };
        let kind = BlockKind::Table(document.tables.len() as u32);
        document.tables.push(Table { rows: vec![row], cells, exact: false });
        blocks.push(Block { kind, span: block.span });
    }
    document.blocks = blocks;
}

/// Where on its line a span begins, in half-width columns.
fn place(document: &Document, span: Span, wide: usize) -> usize {
    let before = &document.text[..span.start as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    before[line..].chars().map(|c| if c.is_ascii() { 1 } else { wide }).sum()
}

/// A span per column, if each field begins under the word of one header.
fn assign(document: &Document, row: &[Span], starts: &[usize], wide: usize) -> Option<Vec<Span>> {
    let end = row.last()?.end;
    let mut cells = vec![Span::at(end); starts.len()];
    let mut next = 0;
    for span in row {
        let at = place(document, *span, wide);
        let column = (next..starts.len()).find(|c| starts[*c].abs_diff(at) <= SLACK)?;
        cells[column] = *span;
        next = column + 1;
    }
    Some(cells)
}
