//! Where text that becomes data stands: the cells of rows and the headings above them.

use super::Ctx;
use crate::model::{Document, Notice, Role, Span};
use crate::text::hanset::HanSet;

/// A stretch of text that becomes data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub roster: u32,
    /// Its column; none for a heading.
    pub column: Option<u32>,
    pub role: Role,
    pub span: Span,
    /// Nothing else stands in it than ideographs that no name can lack, and letters and digits of
    /// ASCII. Told of mixed spots only.
    pub plain: bool,
}

/// Goes through the headings of each roster, then its columns one after the other; a cell of
/// several pieces is several spots.
fn each<'d>(document: &'d Document, notice: &Notice, mut look: impl FnMut(Spot, &'d str)) {
    for (r, roster) in (0..).zip(&notice.rosters) {
        for group in &roster.groups {
            let (column, role, span) = (None, Role::Text, group.span);
            let spot = Spot { roster: r, column, role, span, plain: false };
            look(spot, document.slice(group.span));
        }
        let width = roster.columns.len();
        let rejoined = !roster.joined.is_empty();
        for (column, what) in roster.columns.iter().enumerate() {
            let mut see = |span: Span| {
                let column = Some(column as u32);
                let spot = Spot { roster: r, column, role: what.role, span, plain: false };
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
static PARTS: HanSet = HanSet::of(
    "巿囗亻氵扌讠钅阝刂犭纟艹辶宀疒彳彡攵忄灬爫礻衤罒耂饣卩夂夊匚匸凵勹廴彐冫冖冂亠丶丨丿",
);

/// Whether a character is one of [`PARTS`].
pub(crate) fn is_part(c: char) -> bool {
    PARTS.has(c)
}

/// What a text is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    /// Ideographs of the usual block alone, none of them a part of one.
    OfIdeographs,
    /// These, and letters and digits of ASCII.
    OfPlain,
    /// Something else.
    Mixed,
}

fn made(text: &str) -> Made {
    let mut rest = text.as_bytes();
    let mut made = Made::OfIdeographs;
    loop {
        rest = match rest {
            [] => return made,
            [a @ 0xE5..=0xE9, b, c, rest @ ..] | [a @ 0xE4, b @ 0xB8..=0xBF, c, rest @ ..]
                if !PARTS.has_bytes([*a, *b, *c]) =>
            {
                rest
            }
            [b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', rest @ ..] => {
                made = Made::OfPlain;
                rest
            }
            _ => return Made::Mixed,
        };
    }
}

/// The spots in which something else stands than ideographs of the usual block. Most cells have
/// nothing else, and then no letter, mark or blank of theirs can be odd.
pub(super) fn mixed(document: &Document, notice: &Notice) -> Vec<Spot> {
    let mut spots = Vec::new();
    each(document, notice, |spot, text| match made(text) {
        Made::OfIdeographs => {}
        made => spots.push(Spot { plain: made == Made::OfPlain, ..spot }),
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
    use super::{Made, is_part, made};

    #[test]
    fn what_texts_are_made_of_is_told_by_their_bytes() {
        assert_eq!((made(""), made("5G")), (Made::OfIdeographs, Made::OfPlain));
        for c in '\0'..=char::MAX {
            let expected = match c {
                '\u{4E00}'..='\u{9FFF}' if !is_part(c) => Made::OfIdeographs,
                c if c.is_ascii_alphanumeric() => Made::OfPlain,
                _ => Made::Mixed,
            };
            assert_eq!(made(&format!("甲{c}乙")), expected, "{c:?}");
        }
    }
}
