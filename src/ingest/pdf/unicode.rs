//! The character a glyph stands for. The engine tells it from `/ToUnicode` and glyph names; where it
//! cannot, the font's encoding or the font file itself may.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, OutlineFontData};
use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName};
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, RESOURCES,
};
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, ObjectIdentifier, Stream, String as Bytes,
};
use hayro_interpret::hayro_syntax::page::Resources;

use super::faces::{self, Faces};

/// Most fonts, most forms of a page and deepest form that are looked at for encodings.
const MOST_FONTS: usize = 4096;
const MOST_FORMS: usize = 1000;
const DEEPEST_FORM: u32 = 6;

/// How the codes of a composite font are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codes {
    /// UTF-16.
    Utf16,
    /// GBK or GB 18030.
    Gb,
    /// Numbers of a character collection.
    Cid(Collection),
}

/// Adobe's character collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Collection {
    Gb1,
    Cns1,
    Japan1,
    Korea1,
}

/// Reads glyphs of one file.
#[derive(Default)]
pub(super) struct Unicode {
    /// By the font's name, for the page at hand.
    codes: HashMap<String, Codes>,
    /// The name and codes of fonts that were looked at.
    fonts: HashMap<ObjectIdentifier, Option<(String, Codes)>>,
    /// What the font files say themselves.
    pub(super) faces: Faces,
    /// How many pages were entered.
    pub(super) page: u32,
    collections: HashMap<Collection, Option<CMap>>,
    /// Whether a font is bold, by its name.
    bold: HashMap<String, bool>,
    last_bold: (String, bool),
}

impl Unicode {
    /// Looks at the fonts that a page and its forms name.
    pub(super) fn enter(&mut self, resources: &Resources<'_>) {
        self.codes.clear();
        self.page += 1;
        self.fonts(&resources.fonts, &resources.x_objects, 0, &mut HashMap::new());
    }

    /// `seen` are the forms that were looked at, and how deep they were: the same are named in many.
    fn fonts(
        &mut self,
        fonts: &Dict<'_>,
        forms: &Dict<'_>,
        depth: u32,
        seen: &mut HashMap<ObjectIdentifier, u32>,
    ) {
        for name in fonts.keys() {
            if self.codes.len() >= MOST_FONTS {
                return;
            }
            let id = fonts.get_ref(&name).map(ObjectIdentifier::from);
            let known = id.and_then(|id| self.fonts.get(&id).cloned());
            let known = known.unwrap_or_else(|| {
                let font = fonts.get::<Dict<'_>>(&name)?;
                let base = font.get::<Name<'_>>(BASE_FONT)?;
                Some((bare(base.as_str()).to_owned(), codes_of(&font)?))
            });
            if let Some(id) = id {
                self.fonts.insert(id, known.clone());
            }
            self.codes.extend(known);
        }
        if depth >= DEEPEST_FORM {
            return;
        }
        for name in forms.keys().take(64) {
            let id = forms.get_ref(&name).map(ObjectIdentifier::from);
            if id.and_then(|id| seen.get(&id)).is_some_and(|above| *above <= depth) {
                continue;
            }
            let Some(form) = forms.get::<Stream<'_>>(&name) else { continue };
            let Some(inner) = form.dict().get::<Dict<'_>>(RESOURCES) else { continue };
            if seen.len() >= MOST_FORMS {
                return;
            }
            seen.extend(id.map(|id| (id, depth)));
            let inner = Resources::new(inner);
            self.fonts(&inner.fonts, &inner.x_objects, depth + 1, seen);
        }
    }

    /// The text of a glyph.
    pub(super) fn read(&mut self, glyph: &Glyph<'_>) -> Option<BfString> {
        let told = glyph.as_unicode().filter(|text| match text {
            BfString::Char(c) => !matches!(c, '\0' | '\u{FFFD}') && !is_private(*c),
            BfString::String(text) => !text.contains('\u{FFFD}'),
        });
        if told.is_some() {
            return told;
        }
        // A character of private use is one where nothing better is known.
        let private =
            || glyph.as_unicode().filter(|c| matches!(c, BfString::Char(c) if is_private(*c)));
        self.by_font(glyph).map(BfString::Char).or_else(private)
    }

    /// Whether the font file draws what a glyph is told to be.
    pub(super) fn is_drawn(
        &mut self,
        told: &BfString,
        glyph: &Glyph<'_>,
        data: Option<&OutlineFontData>,
    ) -> bool {
        let (BfString::Char(told), Glyph::Outline(outline), Some(data)) = (told, glyph, data)
        else {
            return false;
        };
        self.faces.char(data, outline.glyph_id().to_u32()) == Some(*told)
    }

    /// The character of a glyph by its font's encoding, else by the font file.
    fn by_font(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let data = outline.font_data()?;
        let told = self.codes(&data).and_then(|codes| self.decode(codes, outline.char_code()));
        told.or_else(|| self.faces.char(&data, outline.glyph_id().to_u32()))
    }

    /// How the codes of a font are to be read on the page at hand, where its encoding tells.
    pub(super) fn codes(&self, data: &OutlineFontData) -> Option<Codes> {
        let name = data.postscript_name.as_deref().unwrap_or_default();
        self.codes.get(bare(name)).copied()
    }

    /// How the codes of a font stand for characters by themselves, if they do.
    pub(super) fn plain_codes(&self, data: &OutlineFontData) -> Option<Codes> {
        self.codes(data).filter(|codes| matches!(codes, Codes::Utf16 | Codes::Gb))
    }

    /// The character that a glyph's code stands for where the file says another one.
    pub(super) fn contradict(
        &mut self,
        codes: Codes,
        glyph: &Glyph<'_>,
        told: char,
    ) -> Option<char> {
        self.decode(codes, glyph.char_code()).filter(|coded| faces::differ(told, *coded))
    }

    fn decode(&mut self, codes: Codes, code: u32) -> Option<char> {
        match codes {
            Codes::Utf16 if code > 0xFFFF => {
                let units = [(code >> 16) as u16, code as u16];
                char::decode_utf16(units).next()?.ok()
            }
            Codes::Utf16 => char::from_u32(code),
            Codes::Gb => {
                let bytes = code.to_be_bytes();
                let lead = (code.leading_zeros() / 8).min(3) as usize;
                let text = encoding_rs::GB18030
                    .decode_without_bom_handling_and_without_replacement(&bytes[lead..])?;
                let mut chars = text.chars();
                chars.next().filter(|_| chars.next().is_none())
            }
            Codes::Cid(collection) => {
                let cmap = self.collections.entry(collection).or_insert_with(|| load(collection));
                match cmap.as_ref()?.lookup_bf_string(code)? {
                    BfString::Char(c) => Some(c),
                    BfString::String(text) => text.chars().next(),
                }
            }
        }
    }

    /// Whether a font is bold by weight or name.
    pub(super) fn is_bold(&mut self, data: Option<&OutlineFontData>) -> bool {
        let Some(data) = data else { return false };
        let name = data.postscript_name.as_deref().unwrap_or_default();
        // Run after run is set in one font.
        if self.last_bold.0 != name || name.is_empty() {
            let known = self.bold.get(name).copied();
            let bold = known.unwrap_or_else(|| {
                let heavy = data.weight.is_some_and(|weight| weight >= 600);
                heavy || ["Bold", "Black", "Heavy", "bold"].iter().any(|word| name.contains(word))
            });
            if known.is_none() {
                self.bold.insert(name.to_owned(), bold);
            }
            self.last_bold = (name.to_owned(), bold);
        }
        self.last_bold.1
    }
}

/// Whether Unicode gives the character no meaning.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Whether a character says nothing of what is drawn: one of private use that is no symbol of a font
/// of symbols.
pub(super) fn is_unsaid(c: char) -> bool {
    is_private(c) && !matches!(c, '\u{F000}'..='\u{F0FF}')
}

/// A font's name without the tag of its subset.
fn bare(name: &str) -> &str {
    name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, name)| name)
}

fn codes_of(font: &Dict<'_>) -> Option<Codes> {
    let encoding = font.get::<Name<'_>>(ENCODING)?;
    let encoding = encoding.as_str();
    if encoding.starts_with("Uni") && (encoding.contains("UTF16") || encoding.contains("UCS2")) {
        return Some(Codes::Utf16);
    }
    if ["GBK", "GB-EUC", "GBpc"].iter().any(|start| encoding.starts_with(start)) {
        return Some(Codes::Gb);
    }
    if !encoding.starts_with("Identity") {
        return None;
    }
    let descendant = font.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
    let ordering = descendant.get::<Dict<'_>>(CIDSYSTEMINFO)?.get::<Bytes<'_>>(ORDERING)?;
    let collection = match ordering.as_bytes() {
        b"GB1" => Collection::Gb1,
        b"CNS1" => Collection::Cns1,
        b"Japan1" => Collection::Japan1,
        b"Korea1" => Collection::Korea1,
        _ => return None,
    };
    Some(Codes::Cid(collection))
}

fn load(collection: Collection) -> Option<CMap> {
    let name = match collection {
        Collection::Gb1 => CMapName::AdobeGb1Ucs2,
        Collection::Cns1 => CMapName::AdobeCns1Ucs2,
        Collection::Japan1 => CMapName::AdobeJapan1Ucs2,
        Collection::Korea1 => CMapName::AdobeKorea1Ucs2,
    };
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

/// Whether a glyph is as wide as an ideograph, and told to be a letter or digit that no font draws so: what is left of
/// a character whose upper byte a program lost. `advance` is in thousandths of the type's size.
pub(super) fn is_cut(told: &BfString, advance: Option<f32>) -> bool {
    const SQUARE: std::ops::Range<f32> = 970.0..1030.0;
    // Fonts for Chinese may have the letters of Pinyin so.
    const PINYIN: [char; 12] = ['à', 'á', 'è', 'é', 'ê', 'ì', 'í', 'ò', 'ó', 'ù', 'ú', 'ü'];
    let BfString::Char(c) = told else { return false };
    let narrow = match c {
        '0'..='9' | 'a'..='l' | 'n'..='v' | 'x'..='z' => true,
        '\u{C0}'..='\u{FF}' => !matches!(c, '×' | '÷' | 'Æ') && !PINYIN.contains(c),
        _ => false,
    };
    narrow && advance.is_some_and(|advance| SQUARE.contains(&advance))
}

#[cfg(test)]
mod tests {
    use super::{BfString, Codes, Collection, Unicode, bare, is_cut};

    #[test]
    fn a_letter_as_wide_as_an_ideograph_is_what_is_left_of_one() {
        for (c, advance, cut) in [
            ('t', 1000.0, true),
            ('0', 1000.0, true),
            ('Þ', 1000.0, true),
            ('t', 500.0, false),
            ('à', 1000.0, false),
            ('W', 1000.0, false),
            ('兴', 1000.0, false),
        ] {
            assert_eq!(is_cut(&BfString::Char(c), Some(advance)), cut, "{c} {advance}");
        }
    }

    #[test]
    fn codes_are_decoded_by_the_encoding() {
        let mut unicode = Unicode::default();
        assert_eq!(unicode.decode(Codes::Utf16, 0x7F51), Some('网'));
        assert_eq!(unicode.decode(Codes::Utf16, 0xD842_DFB7), Some('𠮷'));
        assert_eq!(unicode.decode(Codes::Gb, 0xCDF8), Some('网'));
        assert_eq!(unicode.decode(Codes::Gb, 0x41), Some('A'));
        assert_eq!(unicode.decode(Codes::Cid(Collection::Gb1), 4559), Some('中'));
        assert_eq!(bare("ABCDEF+SimSun"), "SimSun");
    }
}
