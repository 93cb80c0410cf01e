//! Text: how it is set, and where its glyphs stand.

use hayro_interpret::kurbo::Affine;

use super::content::{Content, Drawing, affine};
use super::words::Item;
use crate::ingest::pdf::device::Style;
use crate::ingest::pdf::direction::{Placed, Setting};

/// Most names of fonts, or of forms and pictures, in one place.
pub(super) const MOST_NAMES: usize = 512;

impl<'a> Drawing<'_, 'a, '_, '_> {
    /// The operators of text.
    pub(super) fn set_type<'d>(
        &mut self,
        content: &mut Content<'d, '_, 'a>,
        operator: &[u8],
        shape: u32,
        numbers: &[f64],
        name: &'d [u8],
    ) -> Option<()> {
        let text = &mut self.state.text;
        let number = numbers.first().copied().unwrap_or_default() as f32;
        match (operator, shape) {
            (b"BT", 0) => (text.at, text.line) = (Affine::IDENTITY, Affine::IDENTITY),
            (b"ET", 0) => {}
            (b"Tc", 0x1) => text.spacing = number,
            (b"Tw", 0x1) => text.word_spacing = number,
            (b"Tz", 0x1) => text.scaling = number,
            (b"TL", 0x1) => text.leading = number,
            (b"Ts", 0x1) => text.rise = number,
            (b"Tr", 0x1) => {
                // The others clip.
                text.mode = u8::try_from(number as i64).ok().filter(|mode| *mode < 4)?;
            }
            (b"Tf", 0x21) => {
                text.size = number;
                self.state.text.font = Some(self.font(name, content)?);
            }
            (b"Tm", 0x11_1111) => {
                text.line = affine(numbers)?;
                text.at = text.line;
            }
            (b"Td", 0x11) => text.next_line(numbers[0], numbers[1]),
            (b"TD", 0x11) => {
                text.leading = -numbers[1] as f32;
                text.next_line(numbers[0], numbers[1]);
            }
            (b"T*", 0) => text.next_line(0.0, -f64::from(text.leading)),
            (b"Tj", 0x3) | (b"TJ", 0x4) => self.show(content)?,
            (b"'", 0x3) => {
                text.next_line(0.0, -f64::from(text.leading));
                self.show(content)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn font<'d>(&mut self, name: &'d [u8], content: &mut Content<'d, '_, 'a>) -> Option<usize> {
        if let Some((_, at)) = content.fonts.iter().find(|(known, _)| *known == name) {
            return Some(*at);
        }
        if content.fonts.len() >= MOST_NAMES {
            return None;
        }
        let at =
            self.fonts.of(name, content.resources, self.interpreter, self.gatherer.unicode())?;
        content.fonts.push((name, at));
        Some(at)
    }

    fn show(&mut self, content: &Content<'_, '_, '_>) -> Option<()> {
        let face = self.fonts.face(self.state.text.font?)?;
        let white = self.state.is_white();
        let mut text = self.state.text.clone();
        self.run.clear();
        // Along a run only the place changes.
        let whole = text.whole();
        for item in &content.words.items {
            let bytes = match *item {
                Item::Shift(by) => {
                    text.shift(by, face.vertical);
                    continue;
                }
                Item::Text(from, to) => &content.words.bytes[from..to],
            };
            let mut at = 0;
            while at < bytes.len() {
                let (code, length, known) = face.code(bytes, at, self.gatherer.unicode())?;
                at += length;
                self.run.push((text.origin(), known));
                let by = face.get(known).advance;
                text.advance(by, code == 32 && length == 1, face.vertical);
            }
        }
        let style = |white| Style {
            bold: face.bold,
            vertical: face.vertical,
            hidden: text.mode == 3,
            white,
        };
        let white = matches!(text.mode, 0 | 2) && white;
        // Outlined and filled is filled, then outlined.
        let passes: &[Style] = match text.mode {
            2 => &[style(white), style(false)],
            _ => &[style(white)],
        };
        let place = self.state.place;
        let unit = Affine::scale(1.0 / f64::from(1000.0_f32));
        let linear = (place * (whole * unit)).as_coeffs().map(|n| n as f32);
        let setting = Setting::of([linear[0], linear[1], linear[2], linear[3]], face.vertical);
        for style in passes {
            self.gatherer.spend(self.run.len());
            let (mut shown, from) = (0, self.gatherer.lost());
            let seen = !style.hidden && !style.white;
            for (origin, known) in &self.run {
                let known = face.get(*known);
                let placed = if known.is_plain {
                    let at = place * *origin;
                    setting.and_then(|set| set.place(at.x as f32, at.y as f32, known.width))
                } else {
                    let drawn = whole.with_translation(origin.to_vec2())
                        * unit
                        * Affine::translate(known.displacement)
                        * Affine::scale_non_uniform(known.stretch, 1.0);
                    Placed::of(place * drawn, known.width, face.vertical)
                };
                let Some(mut placed) = placed else { continue };
                if self.gatherer.shows(&mut placed) {
                    shown += 1;
                    match known.plain.filter(|_| seen) {
                        Some(c) => self.gatherer.put_plain(&placed, c, style.bold),
                        None => self.gatherer.put(&placed, &known.told, *style),
                    }
                } else {
                    self.gatherer.lose(&placed, &known.told, *style);
                }
            }
            self.gatherer.ran(shown, from);
        }
        self.state.text = text;
        Some(())
    }
}
