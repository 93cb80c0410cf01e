//! What is known of a glyph, wherever it stands: its character, and what speaks against it.

use hayro_interpret::font::{Glyph as Drawn, OutlineFontData};
use hayro_interpret::hayro_cmap::BfString;

use super::direction::Piece;
use super::fold;
use super::unicode::{self, Unicode};

/// What is known of a glyph, wherever it stands.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) piece: Piece,
    /// How many of its characters are others than are drawn.
    pub(super) folded: u32,
    /// No one can tell its character.
    pub(super) unknown: bool,
    /// It is told to be a character of private use.
    pub(super) private: Option<char>,
    /// The character that it is told to be, and that which its font draws.
    pub(super) other: Option<(char, char)>,
    /// The character that it and another glyph of its font are told to be, which looks unlike it.
    pub(super) shared: Option<char>,
}

impl Told {
    pub(super) fn of(
        glyph: &Drawn<'_>,
        data: Option<&OutlineFontData>,
        unicode: &mut Unicode,
    ) -> Self {
        let advance = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        // A named encoding tells what its codes are, however wide.
        let named = data.is_some_and(|data| unicode.codes(data).is_some());
        let told = unicode.read(glyph);
        let told = told.filter(|told| {
            named || !unicode::is_cut(told, advance) || unicode.is_drawn(told, glyph, data)
        });
        let (mut other, mut shared) = (None, None);
        if let (Some(BfString::Char(told)), Some(data)) = (&told, data) {
            let face = unicode.faces.of(data);
            let codes = unicode.plain_codes(data);
            let drawn = face
                .and_then(|face| unicode.faces.contradict(face, glyph, *told))
                .or_else(|| unicode.contradict(codes?, glyph, *told));
            other = drawn.map(|drawn| (*told, drawn));
            let page = unicode.page;
            shared = Some(*told).filter(|c| unicode.faces.again(data, glyph, *c, page));
        }
        let unknown = told.is_none();
        let private = match told {
            Some(BfString::Char(c)) => Some(c).filter(|c| unicode::is_unsaid(*c)),
            _ => None,
        };
        let mut folded = 0;
        let mut fold = |c: char| {
            let meant = fold::fold(c);
            folded += u32::from(meant.is_some());
            meant.unwrap_or(c)
        };
        let piece = match told {
            Some(BfString::Char(c)) => match fold::ligature(c) {
                Some(letters) => Piece::Several(letters.into()),
                None => Piece::One(fold(c)),
            },
            Some(BfString::String(text)) => Piece::Several(text.chars().map(fold).collect()),
            None => Piece::One('\u{FFFD}'),
        };
        Self { piece, folded, unknown, private, other, shared }
    }

    /// Its character, where it is one that shows and nothing else is told of it.
    pub(super) fn plain(&self) -> Option<char> {
        let Piece::One(c) = self.piece else { return None };
        let said = self.unknown
            || self.folded > 0
            || self.private.is_some()
            || self.other.is_some()
            || self.shared.is_some();
        (!said && !c.is_control()).then_some(c)
    }
}
