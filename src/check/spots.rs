//! Where text that becomes data stands: the cells of rows and the headings above them.

use super::Ctx;
use crate::model::{Document, Notice, Role, Span};

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
const PARTS: &str =
    "巿囗亻氵扌讠钅阝刂犭纟艹辶宀疒彳彡攵忄灬爫礻衤罒耂饣卩夂夊匚匸凵勹廴彐冫冖冂亠丶丨丿";

/// The first ideograph of the usual block, and how many there are.
const FIRST: u32 = 0x4E00;
const MANY: usize = 0x5200;

/// A bit for each ideograph of the usual block: whether it is one of [`PARTS`].
static IS_PART: [u64; MANY / 64] = {
    let (bytes, mut bits, mut at) = (PARTS.as_bytes(), [0; MANY / 64], 0);
    while at < bytes.len() {
        let index = index([bytes[at], bytes[at + 1], bytes[at + 2]]);
        bits[index / 64] |= 1 << (index % 64);
        at += 3;
    }
    bits
};

/// Where an ideograph of the usual block stands in it, from its bytes in UTF-8.
const fn index([a, b, c]: [u8; 3]) -> usize {
    let point = (a as u32 & 0xF) << 12 | (b as u32 & 0x3F) << 6 | (c as u32 & 0x3F);
    (point - FIRST) as usize
}

/// Whether a character is one of [`PARTS`].
pub(super) fn is_part(c: char) -> bool {
    let index = u32::from(c).wrapping_sub(FIRST) as usize;
    IS_PART.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// Whether a text is of ideographs of the usual block alone, and none of them a part of one.
fn is_usual(text: &str) -> bool {
    let (characters, rest) = text.as_bytes().as_chunks::<3>();
    let usual = |c: &[u8; 3]| {
        matches!(c, [0xE4, 0xB8..=0xBF, _] | [0xE5..=0xE9, ..]) && {
            let index = index(*c);
            IS_PART[index / 64] >> (index % 64) & 1 == 0
        }
    };
    rest.is_empty() && characters.iter().all(usual)
}

/// The spots in which something else stands than ideographs of the usual block. Most cells have
/// nothing else, and then no letter, mark or blank of theirs can be odd.
pub(super) fn mixed(document: &Document, notice: &Notice) -> Vec<Spot> {
    let mut spots = Vec::new();
    each(document, notice, |spot, text| {
        if !is_usual(text) {
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

#[cfg(test)]
mod tests {
    use super::{PARTS, is_part, is_usual};

    #[test]
    fn parts_are_told_from_all_else() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_part(c), PARTS.contains(c), "{c:?}");
            let usual = matches!(c, '\u{4E00}'..='\u{9FFF}') && !is_part(c);
            assert_eq!(is_usual(&format!("甲{c}乙")), usual, "{c:?}");
        }
    }
}
