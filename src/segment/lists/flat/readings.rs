//! Ways to read the lines between 序号 and the first row of a flattened table with serials.

use super::serials::cells;
use super::{chain, head_of, levels};
use crate::model::Role;
use crate::segment::lists::Scope;
use crate::segment::roster::header::Header;
use crate::segment::roster::words;

/// A way to read the lines between 序号 and the first row.
pub(super) struct Reading {
    pub(super) head: Header,
    /// How many of them are the header's.
    pub(super) used: usize,
}

/// The header as one of two rows.
pub(super) fn two_levels(scope: &Scope<'_>, head: &[usize]) -> Option<Reading> {
    let Header { titles, spans } = head_of(scope, head);
    let notes = titles.iter().filter(|title| words::role_of(title) == Some(Role::Note)).count();
    let columns = levels::columns(&titles, notes)?;
    let spans = columns.iter().map(|(at, _)| spans[*at]).collect();
    let titles = columns.into_iter().map(|(_, title)| title).collect();
    Some(Reading { head: Header { titles, spans }, used: head.len() })
}

/// The header as one of two rows, of which one word stands over the last of the lines: those of the whole rows tell.
pub(super) fn one_over(scope: &Scope<'_>, head: &[usize], body: &[usize]) -> Option<Reading> {
    let Header { mut titles, mut spans } = head_of(scope, head);
    let whole = Header { titles: titles.clone(), spans: spans.clone() };
    titles.pop()?;
    spans.pop();
    let (rows, cost) = chain::rows(&cells(scope, &Header { titles, spans }, body, None))?;
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| body[row.start..row.cut].iter().map(|i| scope.text(*i)).collect())
        .collect();
    let columns = levels::below_one(&whole.titles, &rows).filter(|_| cost == 0)?;
    let spans = columns.iter().map(|(at, _)| whole.spans[*at]).collect();
    let titles = columns.into_iter().map(|(_, title)| title).collect();
    Some(Reading { head: Header { titles, spans }, used: head.len() })
}
