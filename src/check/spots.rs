//! Where text that becomes data stands: the cells of rows and the headings above them.

use super::Ctx;
use crate::model::{Document, Notice, Role, Span};
use crate::text::blank::is_all_han;

/// A stretch of text that becomes data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub roster: u32,
    /// Its column; none for a heading.
    pub column: Option<u32>,
    pub role: Role,
    pub span: Span,
}

/// Goes through the headings of each roster, then its columns one after the other; a cell of
/// several pieces is several spots.
fn each<'d>(document: &'d Document, notice: &Notice, mut look: impl FnMut(Spot, &'d str)) {
    for (r, roster) in (0..).zip(&notice.rosters) {
        for group in &roster.groups {
            let spot = Spot { roster: r, column: None, role: Role::Text, span: group.span };
            look(spot, document.slice(group.span));
        }
        let width = roster.columns.len();
        let rejoined = !roster.joined.is_empty();
        for (column, what) in roster.columns.iter().enumerate() {
            let mut see = |span: Span| {
                let column = Some(column as u32);
                let spot = Spot { roster: r, column, role: what.role, span };
                look(spot, document.slice(span));
            };
            for entry in 0..roster.entries.len() {
                let index = entry * width + column;
                let pieces = if rejoined { roster.joined.get(&(index as u32)) } else { None };
                match pieces {
                    Some(pieces) => pieces.iter().copied().for_each(&mut see),
                    None => see(roster.cells[index]),
                }
            }
        }
    }
}

/// Parts of characters that have code points of their own among the ideographs, and 巿 (fú), which
/// looks as 市 does: no name has them.
pub(super) const fn is_part(c: char) -> bool {
    matches!(
        c,
        '巿' | '囗'
            | '亻'
            | '氵'
            | '扌'
            | '讠'
            | '钅'
            | '阝'
            | '刂'
            | '犭'
            | '纟'
            | '艹'
            | '辶'
            | '宀'
            | '疒'
            | '彳'
            | '彡'
            | '攵'
            | '忄'
            | '灬'
            | '爫'
            | '礻'
            | '衤'
            | '罒'
            | '耂'
            | '饣'
            | '卩'
            | '夂'
            | '夊'
            | '匚'
            | '匸'
            | '凵'
            | '勹'
            | '廴'
            | '彐'
            | '冫'
            | '冖'
            | '冂'
            | '亠'
            | '丶'
            | '丨'
            | '丿'
    )
}

/// The spots in which something else stands than ideographs of the usual block. Most cells have
/// nothing else, and then no letter, mark or blank of theirs can be odd.
pub(super) fn mixed(document: &Document, notice: &Notice) -> Vec<Spot> {
    let mut spots = Vec::new();
    each(document, notice, |spot, text| {
        if !is_all_han(text) || text.chars().any(is_part) {
            spots.push(spot);
        }
    });
    spots
}

impl Ctx<'_> {
    /// Goes through all spots.
    pub(super) fn each_spot(&self, look: impl FnMut(Spot, &str)) {
        each(self.document, self.notice(), look);
    }

    /// Goes through the spots in which something else stands than ideographs.
    pub(super) fn each_mixed_spot(&self, mut look: impl FnMut(Spot, &str)) {
        for spot in &self.mixed {
            look(*spot, self.document.slice(spot.span));
        }
    }
}
