//! Where text that becomes data stands: the cells of rows and the headings above them.

use super::Ctx;
use crate::model::{Role, Span};

/// A stretch of text that becomes data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub roster: u32,
    /// Its column; none for a heading.
    pub column: Option<usize>,
    pub role: Role,
    pub span: Span,
}

impl Ctx<'_> {
    /// Goes through the headings of each roster, then its columns one after the other; a cell of
    /// several pieces is several spots.
    pub(super) fn each_spot(&self, mut look: impl FnMut(Spot, &str)) {
        for (r, roster) in (0..).zip(&self.notice().rosters) {
            for group in &roster.groups {
                let spot = Spot { roster: r, column: None, role: Role::Text, span: group.span };
                look(spot, self.document.slice(group.span));
            }
            let width = roster.columns.len();
            for (column, what) in roster.columns.iter().enumerate() {
                let mut see = |span: Span| {
                    let spot = Spot { roster: r, column: Some(column), role: what.role, span };
                    look(spot, self.document.slice(span));
                };
                for entry in 0..roster.entries.len() {
                    let index = entry * width + column;
                    match roster.joined.get(&(index as u32)) {
                        Some(pieces) => pieces.iter().copied().for_each(&mut see),
                        None => see(roster.cells[index]),
                    }
                }
            }
        }
    }
}
