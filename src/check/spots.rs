//! Where text that becomes data stands: the cells of rows and the headings above them.

use super::Ctx;
use super::looks::{Look, Made};
use crate::model::{Role, Span};

/// A stretch of text that becomes data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub roster: u32,
    /// Its column; none for a heading.
    pub column: Option<u32>,
    pub role: Role,
    pub span: Span,
    /// Of what it is made.
    pub made: Made,
}

impl Ctx<'_> {
    /// Goes through the spots that are made of any of these kinds of characters, among others: the headings
    /// of each roster, then its columns one after the other; a cell of several pieces is several spots.
    pub(super) fn each_spot_of(&self, kinds: Made, look: impl FnMut(Spot, &str)) {
        self.each_spot_beside(Made::ALL, kinds, look);
    }

    /// The same, but of a roster's columns only of those in which something is made of any of other kinds.
    pub(super) fn each_spot_beside(
        &self,
        others: Made,
        kinds: Made,
        mut look: impl FnMut(Spot, &str),
    ) {
        let mut see = |spot: Spot| {
            if spot.made.any(kinds) {
                look(spot, self.document.slice(spot.span));
            }
        };
        for (r, (roster, grid)) in (0..).zip(self.notice().rosters.iter().zip(&self.looks)) {
            for (group, made) in roster.groups.iter().zip(&grid.headings) {
                let (column, role, span) = (None, Role::Text, group.span);
                see(Spot { roster: r, column, role, span, made: *made });
            }
            let width = roster.columns.len();
            for (column, what) in roster.columns.iter().enumerate() {
                let spot = |span: Span, made: Made| Spot {
                    roster: r,
                    column: Some(column as u32),
                    role: what.role,
                    span,
                    made,
                };
                // Most columns have nothing of what most checks look for.
                if !grid.made[column].any(kinds) || !grid.made[column].any(others) {
                    continue;
                }
                for (entry, Look { made, .. }) in grid.column(column).enumerate() {
                    if !made.any(kinds) {
                        continue;
                    }
                    let index = entry * width + column;
                    let rejoined = !roster.joined.is_empty();
                    match roster.joined.get(&(index as u32)).filter(|_| rejoined) {
                        None => see(spot(roster.cells[index], made)),
                        Some(pieces) => pieces.iter().for_each(|piece| {
                            see(spot(*piece, Made::of(self.document.slice(*piece))));
                        }),
                    }
                }
            }
        }
    }
}
