//! Tables whose records stand side by side: what heads the rows are words of a header, and each row holds things of one
//! kind, as each column of other tables does: 姓名 | 张三 | 李四 over 单位 | 甲局 | 乙局.

use std::collections::HashSet;

use super::shifted::kind;
use super::words;
use crate::model::{Document, Roster, Span};
use crate::text::{compact, headers};

/// Fewest rows, and fewest columns; most rows.
const LEAST: usize = 3;
const MOST: usize = 40;

/// The first row of a roster that stands across its table.
pub(in crate::segment) fn find(document: &Document, roster: &Roster) -> Option<Span> {
    let width = roster.columns.len();
    if width < LEAST || roster.entries.len() < LEAST || roster.entries.len() > MOST {
        return None;
    }
    let rows = || roster.cells.chunks_exact(width);
    let text = |cell: Span| compact(document.slice(cell));
    let heads: Vec<String> = rows().map(|row| text(row[0])).collect();
    let known = heads.iter().filter(|head| words::role_of(head).is_some()).count();
    let built = heads.iter().any(|head| headers::is_built(head));
    let distinct: HashSet<&String> = heads.iter().collect();
    if !built || known * 2 < heads.len() || distinct.len() < heads.len() {
        return None;
    }
    // Of one kind from end to end, or of none.
    let mut kinds = Vec::new();
    for row in rows() {
        let own: Vec<_> = row[1..].iter().map(|cell| kind(&text(*cell))).collect();
        if row[1..].iter().any(|cell| cell.is_empty()) || own.iter().any(|kind| *kind != own[0]) {
            return None;
        }
        kinds.push(own[0]);
    }
    let mixed = kinds.iter().any(|kind| *kind != kinds[0]);
    mixed.then(|| roster.entries[0].span)
}
