//! What a font file says of its own glyphs, held against what the PDF says they are. Where both speak
//! and say different things, the page shows another character than its text has.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, OutlineFontData};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use super::said::{Exchanged, Said};
use super::{fold, sound};
use crate::text::blank::is_han;

/// Most glyphs of a font that are remembered.
const MOST_GLYPHS: usize = 0x1_0000;

/// The fonts of one file.
#[derive(Default)]
pub(super) struct Faces {
    known: HashMap<u128, usize>,
    all: Vec<Face>,
    /// The sum of each file.
    sums: Vec<u32>,
    /// What is said of the glyphs of each.
    said: HashMap<u128, Said>,
}

/// One font file.
struct Face {
    /// Glyph to character, and back. Empty where the font says nothing.
    chars: HashMap<u32, char>,
    glyphs: HashMap<char, u32>,
    /// Per glyph, what it was last told to be and was found to agree with.
    agreed: Vec<char>,
}

/// Which font a run of glyphs is set in.
#[derive(Clone, Copy)]
pub(super) struct FaceId(usize);

impl Faces {
    /// A font, where it says anything of its glyphs.
    pub(super) fn of(&mut self, data: &OutlineFontData) -> Option<FaceId> {
        let at = *self.known.entry(data.cache_key).or_insert_with(|| {
            let bytes = (*data.data).as_ref();
            self.all.push(Face::of(bytes));
            self.sums.push(sound::sum(bytes));
            self.all.len() - 1
        });
        (!self.all[at].chars.is_empty()).then_some(FaceId(at))
    }

    /// The sums of the font files met so far.
    pub(super) fn sums(&self) -> &[u32] {
        &self.sums
    }

    /// Whether a glyph is said to be what another of its font is said to be that looks unlike it.
    pub(super) fn again(
        &mut self,
        data: &OutlineFontData,
        glyph: &Glyph<'_>,
        said: char,
        page: u32,
    ) -> bool {
        let Glyph::Outline(glyph) = glyph else { return false };
        self.said.entry(data.cache_key).or_default().again(glyph, said, page)
    }

    /// Characters that the file says in place of each other, font by font.
    pub(super) fn exchanged(&self) -> Vec<Exchanged> {
        let mut found: Vec<Exchanged> = self.said.values().filter_map(Said::exchanged).collect();
        found.sort_by(|a, b| (a.page, &a.told).cmp(&(b.page, &b.told)));
        found
    }

    /// The character that the font draws where the file says another one.
    pub(super) fn contradict(
        &mut self,
        face: FaceId,
        glyph: &Glyph<'_>,
        told: char,
    ) -> Option<char> {
        let Glyph::Outline(glyph) = glyph else { return None };
        let id = glyph.glyph_id().to_u32();
        let face = &mut self.all[face.0];
        if face.agreed.get(id as usize) == Some(&told) {
            return None;
        }
        let drawn = face.drawn(id, told);
        if drawn.is_none() && (id as usize) < MOST_GLYPHS {
            if face.agreed.len() <= id as usize {
                face.agreed.resize(id as usize + 1, '\0');
            }
            face.agreed[id as usize] = told;
        }
        drawn
    }

    /// The character of a glyph by the font file's own map, the plainest of several.
    pub(super) fn char(&mut self, data: &OutlineFontData, glyph: u32) -> Option<char> {
        let face = self.of(data)?;
        self.all[face.0].chars.get(&glyph).copied()
    }
}

impl Face {
    fn of(bytes: &[u8]) -> Self {
        let (mut chars, mut glyphs) = (HashMap::new(), HashMap::new());
        if let Ok(font) = FontRef::from_index(bytes, 0) {
            for (code, glyph) in font.charmap().mappings().take(0x2_0000) {
                let Some(c) = char::from_u32(code) else { continue };
                glyphs.insert(c, glyph.to_u32());
                let kept = chars.entry(glyph.to_u32()).or_insert(c);
                if odd(c) < odd(*kept) {
                    *kept = c;
                }
            }
        }
        Self { chars, glyphs, agreed: Vec::new() }
    }

    /// What the glyph is where it is not what the file says.
    fn drawn(&self, glyph: u32, told: char) -> Option<char> {
        let drawn = *self.chars.get(&glyph)?;
        (self.glyphs.get(&told) != Some(&glyph) && differ(told, drawn)).then_some(drawn)
    }
}

/// Of several characters that share a glyph the lesser one is the plainer.
fn odd(c: char) -> (bool, bool, char) {
    let aside = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F900}'..='\u{FAFF}');
    (fold::fold(c).is_some(), aside, c)
}

/// Whether two characters are different ones, and not forms of one.
pub(super) fn differ(a: char, b: char) -> bool {
    a != b && is_plain(a) && is_plain(b) && !plain(a).eq(plain(b))
}

/// Characters that are read, not marks of which many look alike.
fn is_plain(c: char) -> bool {
    is_han(c) || c.is_alphanumeric()
}

/// The character without what is only its form.
fn plain(c: char) -> impl Iterator<Item = char> {
    fold::fold(c).unwrap_or(c).nfkc()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Face;

    #[test]
    fn what_looks_alike_agrees() {
        let chars = HashMap::from([(1, '乙'), (2, '网'), (3, '7'), (4, '〇')]);
        let glyphs = HashMap::from([('乙', 1), ('网', 2), ('7', 3), ('〇', 4), ('○', 4)]);
        let face = Face { chars, glyphs, agreed: Vec::new() };
        assert_eq!(face.drawn(1, '甲'), Some('乙'));
        assert_eq!(face.drawn(3, '1'), Some('7'));
        for (glyph, told) in [(1, '乙'), (2, '⽹'), (3, '７'), (4, '○'), (9, '甲')] {
            assert_eq!(face.drawn(glyph, told), None, "{told}");
        }
    }
}
