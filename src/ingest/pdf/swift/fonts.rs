//! The fonts of one file, and what is known of their codes: looked up once, not for every glyph.

use std::collections::HashMap;

use hayro_font::{Font, FontCache, FontGlyph, GlyphId};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_syntax::object::{Name, ObjectIdentifier};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::Vec2;

use super::super::told::Told;
use super::super::unicode::{Codes, Unicode};

/// Codes that are found by their number alone.
const NEAR: usize = 0x1_0000;
/// Two bytes that say so much are a code.
const PAIR: u32 = 1 << 31;

/// What a code stands for.
pub(super) struct Known {
    pub(super) told: Told,
    /// Its character, where nothing else is told of it.
    pub(super) plain: Option<char>,
    /// How wide the glyph is, in thousandths of its size.
    pub(super) width: Option<f32>,
    /// How far it is from its place to the next one's, along the line.
    pub(super) advance: f32,
    /// From its place to where it is drawn.
    pub(super) displacement: Vec2,
    pub(super) stretch: f64,
    /// Neither displaced nor stretched.
    pub(super) is_plain: bool,
}

/// A font.
pub(super) struct Face<'a> {
    font: Font<'a>,
    pub(super) bold: bool,
    pub(super) vertical: bool,
    /// How its codes were read when they were looked up.
    codes: Option<Codes>,
    known: Vec<Known>,
    /// By code, its place in `known`, and one; and whether two bytes that say so are it, as far as they were met.
    near: Vec<u32>,
    far: HashMap<u32, usize>,
}

/// The fonts of one file.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    /// `None` for a font that is left to the engine.
    faces: Vec<Option<Face<'a>>>,
    by_id: HashMap<ObjectIdentifier, usize>,
}

impl<'a> Fonts<'a> {
    /// The font of that name on the page at hand. `None` where the engine must look at it.
    pub(super) fn of(
        &mut self,
        name: &[u8],
        resources: &Resources<'a>,
        settings: &InterpreterSettings,
        unicode: &mut Unicode,
    ) -> Option<usize> {
        let name = Name::new_unescaped(name);
        let id: ObjectIdentifier = resources.fonts.get_ref(name.as_ref())?.into();
        let at = if let Some(at) = self.by_id.get(&id) {
            *at
        } else {
            let dict = resources.get_font(&name)?;
            let (resolve, cmap) = (&settings.font_resolver, &settings.cmap_resolver);
            let font = self.cache.font(&dict, resolve, cmap);
            self.faces.push(font.and_then(|font| Face::of(font, unicode)));
            self.by_id.insert(id, self.faces.len() - 1);
            self.faces.len() - 1
        };
        self.faces[at].as_mut()?.enter(unicode);
        Some(at)
    }

    pub(super) fn face(&mut self, at: usize) -> Option<&mut Face<'a>> {
        self.faces.get_mut(at)?.as_mut()
    }
}

impl<'a> Face<'a> {
    fn of(font: Font<'a>, unicode: &mut Unicode) -> Option<Self> {
        let FontGlyph::Outline(glyph) = font.glyph(GlyphId::NOTDEF, 0) else { return None };
        let data = glyph.font_data();
        let bold = unicode.is_bold(data.as_ref());
        let vertical = !font.is_horizontal();
        let (known, near, far) = (Vec::new(), Vec::new(), HashMap::new());
        Some(Self { font, bold, vertical, codes: None, known, near, far })
    }

    /// Another page may have another font of the same name, and codes are read by name.
    fn enter(&mut self, unicode: &Unicode) {
        let FontGlyph::Outline(glyph) = self.font.glyph(GlyphId::NOTDEF, 0) else { return };
        let codes = glyph.font_data().and_then(|data| unicode.codes(&data));
        if codes != self.codes {
            self.codes = codes;
            self.known.clear();
            self.near.clear();
            self.far.clear();
        }
    }

    /// The code at a place in a string, its length, and where what is known of it stands.
    #[inline]
    pub(super) fn code(
        &mut self,
        bytes: &[u8],
        at: usize,
        unicode: &mut Unicode,
    ) -> Option<(u32, usize, usize)> {
        let pair = match bytes[at..] {
            [high, low, ..] => Some(u32::from(high) << 8 | u32::from(low)),
            _ => None,
        };
        if let Some(pair) = pair
            && let Some(near) = self.near.get(pair as usize)
            && near & PAIR != 0
            && near & !PAIR != 0
        {
            return Some((pair, 2, (near & !PAIR) as usize - 1));
        }
        let (code, length) = self.font.read_code(bytes, at);
        let known = match self.near.get(code as usize).map_or(0, |at| at & !PAIR) {
            0 => self.look_up(code, unicode)?,
            at => at as usize - 1,
        };
        if let Some(pair) = pair.filter(|pair| length == 2 && *pair == code) {
            // That hangs on nothing but the two.
            self.near[pair as usize] |= PAIR;
        }
        Some((code, length, known))
    }

    /// The same of a code that was not met, or is far.
    fn look_up(&mut self, code: u32, unicode: &mut Unicode) -> Option<usize> {
        if let Some(at) = self.far.get(&code) {
            return Some(*at);
        }
        let id = self.font.map_code(code);
        let FontGlyph::Outline(outline) = self.font.glyph(id, code) else { return None };
        let (width, data) = (outline.advance_width(), outline.font_data());
        let glyph = Glyph::Outline(outline);
        let displacement = self.font.origin_displacement(code);
        let stretch = self.font.glyph_stretch(id, code);
        let told = Told::of(&glyph, data.as_ref(), unicode);
        let advance = self.font.code_advance(code);
        self.known.push(Known {
            plain: told.plain(),
            told,
            width,
            advance: if self.vertical { advance.y } else { advance.x } as f32,
            displacement,
            stretch,
            is_plain: displacement == Vec2::ZERO && stretch.to_bits() == 1f64.to_bits(),
        });
        let (at, near) = (self.known.len() - 1, code as usize);
        if near < NEAR {
            self.near.resize(self.near.len().max(near + 1), 0);
            self.near[near] |= at as u32 + 1;
        } else {
            self.far.insert(code, at);
        }
        Some(at)
    }

    pub(super) fn get(&self, at: usize) -> &Known {
        &self.known[at]
    }
}
