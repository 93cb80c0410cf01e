//! Pages that say no more than most pages do (text in outline fonts, lines, areas, clips, forms and pictures) are drawn
//! here in one pass, each code of a font looked up once. Whatever else a page says, the engine's own
//! interpreter draws the whole of it. The two give the same page; a test holds them together.

mod areas;
mod content;
mod fonts;
mod letters;
mod objects;
mod state;
mod words;

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::ObjectIdentifier;
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Rect as Area};

use super::device::Gatherer;
use super::sound::Used;
use content::Drawing;
use fonts::Fonts;
use objects::Objects;

/// So many bytes of instructions draw one glyph, more or less; room is made for so many at most.
const BYTES: usize = 8;
const MOST_EXPECTED: usize = 20_000;
/// After so many pages in a row that say more, no other page is tried.
const MOST_MISSES: u32 = 12;

/// Draws the pages of one file.
#[derive(Default)]
pub(super) struct Swift<'a> {
    fonts: Fonts<'a>,
    objects: Objects<'a>,
    misses: u32,
}

impl<'a> Swift<'a> {
    /// Draws instructions; what they use. `None` where they say more than is
    /// understood here: what was gathered is then worth nothing.
    pub(super) fn draw(
        &mut self,
        instructions: &[u8],
        resources: &Resources<'a>,
        (place, area): (Affine, Area),
        settings: &InterpreterSettings,
        gatherer: &mut Gatherer<'_>,
    ) -> Option<Used> {
        if self.misses >= MOST_MISSES {
            return None;
        }
        gatherer.expect((instructions.len() / BYTES).min(MOST_EXPECTED));
        let (fonts, objects) = (&mut self.fonts, &mut self.objects);
        objects.enter();
        let mut drawing = Drawing::new(fonts, objects, settings, gatherer, (place, area));
        let used = drawing.content(instructions, resources);
        self.misses = if used.is_some() { 0 } else { self.misses + 1 };
        used
    }

    /// The forms that were read to their ends since this was asked, and what their instructions use: each is packed
    /// as it should be, and nothing but instructions.
    pub(super) fn read(&mut self) -> impl Iterator<Item = (ObjectIdentifier, Used)> {
        self.objects.read()
    }
}
