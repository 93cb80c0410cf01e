//! Tables that are no tables: names set in a grid, several a row, read row by row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::line::{Line, LineKind};
use super::roster::header::{self, Evidence};
use super::roster::{parts, words};
use crate::model::{Document, Table};
use crate::text::{blank, compact, numeral};

/// Longest name of a person, in characters; with a middle dot more.
const PERSON_MOST: usize = 4;

/// Most cells of a grid that are looked at one by one.
const CELLS_MOST: usize = 20_000;

/// The lines of an annex, a name each, where its tables hold nothing but names in a grid: no header, no
/// serials, no empty cell but at the end, no name twice, and what a cell holds is not told by its column.
/// `declared` are the notice's counts: one that is the number of rows says that they are rows.
pub(super) fn lines(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
    declared: &[u64],
) -> Option<Vec<Line>> {
    let mut rows: Vec<usize> = (0..section.len()).filter(|at| section[*at].is_row()).collect();
    // 姓名 姓名 姓名 heads them all.
    let heading = rows.first().copied().filter(|at| heads_all(document, tables, &section[*at]));
    if heading.is_some() {
        rows.remove(0);
    }
    let first = *rows.first()?;
    let width = parts::cells(tables, &section[first]).len();
    if rows.len() < 2 || rows.len() * width > CELLS_MOST {
        return None;
    }
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); width];
    for at in &rows {
        let cells = parts::cells(tables, &section[*at]);
        let filled = cells.iter().take_while(|cell| !cell.span.is_empty()).count();
        let closed = cells[filled..].iter().all(|cell| cell.span.is_empty());
        let merged = cells.iter().any(|cell| cell.rowspan != 1 || cell.colspan != 1);
        // A row is short at the end of a group only.
        let ends = section.get(at + 1).is_none_or(|below| !below.is_row());
        if cells.len() > width || !closed || merged || (filled < width && !ends) {
            return None;
        }
        for (column, cell) in columns.iter_mut().zip(&cells[..filled]) {
            column.push(compact(document.slice(cell.span)));
        }
    }
    let count: usize = columns.iter().map(Vec::len).sum();
    let counted = declared.contains(&(count as u64));
    if declared.contains(&(rows.len() as u64)) || (width < 3 && !counted) || !are_alike(&columns) {
        return None;
    }
    let beside = parts::beside(tables, section, first);
    let head = header::evidence(document, parts::cells(tables, &section[first]), &beside, true);
    (head == Evidence::None).then(|| {
        let names = |line: &Line| -> Vec<Line> {
            if line.is_furniture() || !line.is_row() {
                return vec![*line];
            }
            if heading.is_some_and(|at| section[at].span == line.span) {
                // The word is the header once.
                let cells = parts::cells(tables, line).iter().zip(0..);
                let kind = |at| if at == 0 { LineKind::Text } else { LineKind::Furniture };
                let own =
                    cells.map(|(cell, at)| Line { span: cell.span, kind: kind(at), strong: false });
                return own.collect();
            }
            let cells = parts::cells(tables, line).iter().filter(|cell| !cell.span.is_empty());
            cells
                .map(|cell| Line { span: cell.span, kind: LineKind::Text, strong: false })
                .collect()
        };
        section.iter().flat_map(names).collect()
    })
}

/// Whether all cells of a row are the same header word.
fn heads_all(document: &Document, tables: &[Cow<'_, Table>], line: &Line) -> bool {
    let texts = parts::cells(tables, line).iter().map(|cell| compact(document.slice(cell.span)));
    let texts: HashSet<String> = texts.collect();
    let one = texts.len() == 1 && line.is_row();
    one && texts.iter().all(|text| words::role_of(text).is_some())
}

/// Whether the cells are names of one kind, whatever their column: all of persons, or all ending alike.
fn are_alike(columns: &[Vec<String>]) -> bool {
    let all = || columns.iter().flatten();
    let distinct: HashSet<&String> = all().collect();
    let numbers = all().any(|text| numeral::whole(text).is_some());
    if numbers || distinct.len() < all().count() {
        return false;
    }
    let ends = |texts: &[String]| {
        let mut ends: HashMap<char, usize> = HashMap::new();
        for end in texts.iter().filter_map(|text| text.chars().last()) {
            *ends.entry(end).or_default() += 1;
        }
        ends
    };
    let texts: Vec<String> = all().cloned().collect();
    let common = ends(&texts).into_iter().max_by_key(|(_, count)| *count);
    let Some((end, many)) = common else { return false };
    if many == texts.len() {
        return true;
    }
    // Universities and hospitals: most end in one way in every column.
    let each =
        |column: &Vec<String>| ends(column).get(&end).copied().unwrap_or(0) * 2 > column.len();
    let persons = texts.iter().all(|text| is_person(text));
    (persons && many * 2 <= texts.len())
        || (many * 10 >= texts.len() * 7 && columns.iter().all(each))
}

fn is_person(text: &str) -> bool {
    const PLACES: [char; 9] = ['省', '市', '县', '区', '州', '旗', '盟', '镇', '乡'];
    let dotted = text.contains(['·', '•', '．']);
    let count = text.chars().count();
    let han = text.chars().all(|c| blank::is_han(c) || matches!(c, '·' | '•' | '．'));
    han && count >= 2 && (dotted || count <= PERSON_MOST) && !text.ends_with(PLACES)
}
