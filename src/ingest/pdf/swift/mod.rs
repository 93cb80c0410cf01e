//! Pages that say no more than most pages do (text in outline fonts, lines, areas, clips) are drawn
//! here in one pass, each code of a font looked up once. Whatever else a page says, the engine's own
//! interpreter draws the whole of it. The two give the same page; a test holds them together.

mod fonts;
mod state;
mod words;

use std::collections::BTreeSet;

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Point, Rect as Area, Shape as _};

use super::device::{Gatherer, Style};
use super::direction::{Placed, Setting};
use fonts::Fonts;
use state::{Fill, Path, Space, State};
use words::{Item, Word, Words};

/// Most things that are given to one operator.
const MOST_GIVEN: usize = 6;
/// Deepest nesting of saved states.
const DEEPEST: usize = 256;
/// So many bytes of instructions draw one glyph, more or less; room is made for so many at most.
const BYTES: usize = 8;
const MOST_EXPECTED: usize = 20_000;
/// After so many pages in a row that say more, no other page is tried.
const MOST_MISSES: u32 = 12;

/// Draws the pages of one file.
#[derive(Default)]
pub(super) struct Swift<'a> {
    fonts: Fonts<'a>,
    misses: u32,
}

/// The kinds of what is given, one behind the other, four bits each.
const NUMBER: u32 = 1;
const NAME: u32 = 2;
const TEXT: u32 = 3;
const LIST: u32 = 4;
const MAP: u32 = 5;

/// A page under way.
struct Drawing<'d, 's, 'a, 'g, 'u> {
    fonts: &'s mut Fonts<'a>,
    resources: &'s Resources<'a>,
    settings: &'s InterpreterSettings,
    gatherer: &'g mut Gatherer<'u>,
    words: Words<'d>,
    /// The page as it is shown: what no clip leaves out.
    bounds: Vec<Area>,
    /// Per clip, whether it leaves anything out.
    clips: Vec<bool>,
    state: State,
    saved: Vec<State>,
    path: Path,
    /// Whether the path becomes a clip when it ends.
    clip: bool,
    /// Fonts by their names on this page.
    named: Vec<(&'d [u8], usize)>,
    /// Glyphs of the run at hand: where, and what.
    run: Vec<(Point, usize)>,
}

impl<'a> Swift<'a> {
    /// Draws instructions; the names of the fonts that they use. `None` where they say more than is
    /// understood here: what was gathered is then worth nothing.
    pub(super) fn draw(
        &mut self,
        instructions: &[u8],
        resources: &Resources<'a>,
        (place, area): (Affine, Area),
        settings: &InterpreterSettings,
        gatherer: &mut Gatherer<'_>,
    ) -> Option<BTreeSet<Vec<u8>>> {
        if self.misses >= MOST_MISSES {
            return None;
        }
        gatherer.expect((instructions.len() / BYTES).min(MOST_EXPECTED));
        let state = State::new(place);
        let drawing = Drawing {
            fonts: &mut self.fonts,
            resources,
            settings,
            gatherer,
            words: Words::new(instructions),
            bounds: vec![area],
            clips: Vec::new(),
            // The engine saves the state before the first instruction.
            saved: vec![state.clone()],
            state,
            path: Path::default(),
            clip: false,
            named: Vec::new(),
            run: Vec::new(),
        };
        let fonts = drawing.all();
        self.misses = if fonts.is_some() { 0 } else { self.misses + 1 };
        fonts
    }
}

impl<'d> Drawing<'d, '_, '_, '_, '_> {
    fn all(mut self) -> Option<BTreeSet<Vec<u8>>> {
        let (mut shape, mut numbers, mut name): (u32, [f64; MOST_GIVEN], &[u8]) =
            (0, [0.0; MOST_GIVEN], &[]);
        let (mut given, mut count) = (0, 0);
        loop {
            let kind = match self.words.next()? {
                Word::Number(number) => {
                    *numbers.get_mut(count)? = number;
                    count += 1;
                    NUMBER
                }
                Word::Name(text) => {
                    name = text;
                    NAME
                }
                Word::Text => TEXT,
                Word::List => LIST,
                Word::Map => MAP,
                Word::Operator(operator) => {
                    self.operate(operator, shape, &numbers[..count], name)?;
                    self.words.forget();
                    (shape, given, count) = (0, 0, 0);
                    continue;
                }
                Word::End if given == 0 => break,
                Word::End => return None,
            };
            given += 1;
            if given > MOST_GIVEN {
                return None;
            }
            shape = shape << 4 | kind;
        }
        Some(self.named.iter().map(|(name, _)| name.to_vec()).collect())
    }

    /// Does what one operator says. `None` where it, or what it is given, is not understood here.
    fn operate(
        &mut self,
        operator: &[u8],
        shape: u32,
        numbers: &[f64],
        name: &'d [u8],
    ) -> Option<()> {
        // Most are of text.
        if matches!(operator, [b'T', ..] | b"BT" | b"ET") {
            return self.set_type(operator, shape, numbers, name);
        }
        match (operator, shape) {
            (b"q", 0) => {
                if self.saved.len() > DEEPEST {
                    return None;
                }
                self.state.clips = self.clips.len();
                self.saved.push(self.state.clone());
            }
            (b"Q", 0) => self.restore(),
            (b"cm", 0x11_1111) => self.state.place *= affine(numbers)?,
            (b"w" | b"J" | b"j" | b"M" | b"i" | b"G", 0x1)
            | (b"ri" | b"CS" | b"BMC" | b"MP", 0x2)
            | (b"d", 0x41)
            | (b"RG", 0x111)
            | (b"K", 0x1111)
            | (b"BDC" | b"DP", 0x25)
            | (b"EMC" | b"BX" | b"EX", 0)
            // Where the colour of lines is a pattern they are lines all the same.
            | (b"SC" | b"SCN", 0x1 | 0x111 | 0x1111) => {}
            (b"BDC" | b"DP", 0x22) => {
                // A name that stands for a layer is one of the page's.
                if self.resources.properties.contains_key(name) {
                    return None;
                }
            }
            (b"gs", 0x2) => self.settings(name)?,
            (b"g", 0x1) => self.state.fill = Fill::of(Space::Gray, numbers)?,
            (b"rg", 0x111) => self.state.fill = Fill::of(Space::Rgb, numbers)?,
            (b"k", 0x1111) => self.state.fill = Fill::of(Space::Cmyk, numbers)?,
            (b"cs", 0x2) => {
                let space = match name {
                    b"DeviceGray" => Space::Gray,
                    b"DeviceRGB" => Space::Rgb,
                    _ => self.profile(name)?,
                };
                self.state.fill = Fill::black(space);
            }
            (b"sc" | b"scn", 0x1 | 0x111 | 0x1111) => {
                self.state.fill = Fill::of(self.state.fill.space, numbers)?;
            }
            (b"m", 0x11) => self.path.move_to(point(numbers)),
            (b"l", 0x11) => self.path.line_to(point(numbers)),
            (b"c", 0x11_1111) => {
                let (first, second) = (point(numbers), point(&numbers[2..]));
                self.path.curve_to(Some(first), second, point(&numbers[4..]));
            }
            (b"v", 0x1111) => self.path.curve_to(None, point(numbers), point(&numbers[2..])),
            (b"y", 0x1111) => {
                let to = point(&numbers[2..]);
                self.path.curve_to(Some(point(numbers)), to, to);
            }
            (b"re", 0x1111) => self.path.rectangle(numbers.try_into().ok()?),
            (b"h", 0) => self.path.close(),
            (b"W" | b"W*", 0) => self.clip = true,
            (b"n", 0) => self.end_path(),
            (b"f" | b"F" | b"f*", 0) => self.paint(true, false),
            (b"S", 0) => self.paint(false, true),
            (b"s", 0) => {
                self.path.close();
                self.paint(false, true);
            }
            (b"B" | b"B*", 0) => self.paint(true, true),
            (b"b" | b"b*", 0) => {
                self.path.close();
                self.paint(true, true);
            }
            _ => self.set_type(operator, shape, numbers, name)?,
        }
        Some(())
    }

    /// The operators of text.
    fn set_type(
        &mut self,
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
                self.state.text.font = Some(self.font(name)?);
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
            (b"Tj", 0x3) | (b"TJ", 0x4) => self.show()?,
            (b"'", 0x3) => {
                text.next_line(0.0, -f64::from(text.leading));
                self.show()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn restore(&mut self) {
        let Some(state) = self.saved.pop() else { return };
        while self.clips.len() > state.clips {
            if self.clips.pop() == Some(true) {
                self.bounds.pop();
                self.gatherer.unclip();
            }
        }
        self.state = state;
    }

    /// Settings by name. Masks, blending and the like change no place and no character.
    fn settings(&mut self, name: &[u8]) -> Option<()> {
        let Some(settings) = self.resources.get_ext_g_state(&Name::new_unescaped(name)) else {
            return Some(());
        };
        let transfers = |key: &str| {
            settings.contains_key(key) && !matches!(settings.get(key), Some(Object::Name(_)))
        };
        if settings.contains_key("Font") || transfers("TR") || transfers("TR2") {
            return None;
        }
        if let Some(opacity) = settings.get::<f32>("ca") {
            self.state.opacity = opacity;
        }
        // A list of modes counts as one that is not the usual.
        if settings.contains_key("BM") {
            let mode = settings.get::<Name<'_>>("BM");
            self.state.blends =
                !mode.is_some_and(|n| matches!(n.as_ref(), b"Normal" | b"Compatible"));
        }
        if settings.contains_key("SMask") {
            self.state.masked = !matches!(settings.get("SMask"), Some(Object::Name(_)));
        }
        Some(())
    }

    /// The colours of that name, where a profile says what they mean.
    fn profile(&self, name: &[u8]) -> Option<Space> {
        let space = self.resources.get_color_space(&Name::new_unescaped(name))?.into_array()?;
        let mut parts = space.flex_iter();
        if parts.next::<Name<'_>>()?.as_ref() != b"ICCBased" {
            return None;
        }
        let count = parts.next::<Stream<'_>>()?.dict().get("N")?;
        matches!(count, 1 | 3).then_some(Space::Profile(count))
    }

    fn font(&mut self, name: &'d [u8]) -> Option<usize> {
        if let Some((_, at)) = self.named.iter().find(|(known, _)| *known == name) {
            return Some(*at);
        }
        let at = self.fonts.of(name, self.resources, self.settings, self.gatherer.unicode())?;
        self.named.push((name, at));
        Some(at)
    }

    fn show(&mut self) -> Option<()> {
        let face = self.fonts.face(self.state.text.font?)?;
        let white = self.state.is_white();
        let mut text = self.state.text.clone();
        self.run.clear();
        // Along a run only the place changes.
        let whole = text.whole();
        for item in &self.words.items {
            let bytes = match *item {
                Item::Shift(by) => {
                    text.shift(by, face.vertical);
                    continue;
                }
                Item::Text(from, to) => &self.words.bytes[from..to],
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

    fn paint(&mut self, fill: bool, stroke: bool) {
        if !self.path.drawn.is_empty() {
            let (drawn, place) = (&self.path.drawn, self.state.place);
            if fill {
                if let Some(line) = state::flat(drawn, place) {
                    self.gatherer.stroked(&line, place);
                } else {
                    let (white, solid) = (self.state.is_white(), self.state.is_solid());
                    self.gatherer.filled(drawn, place, white, solid);
                }
            }
            if stroke {
                self.gatherer.stroked(drawn, place);
            }
        }
        self.end_path();
    }

    fn end_path(&mut self) {
        if std::mem::take(&mut self.clip) && !self.path.drawn.is_empty() {
            let clip = self.state.place * &self.path.drawn;
            let before = self.bounds.last().copied().unwrap_or_default();
            let rectangle = state::rectangle(&clip);
            let real = !rectangle.is_some_and(|clip| covers(clip, before));
            if real {
                let area = rectangle.unwrap_or_else(|| clip.bounding_box());
                self.gatherer.clipped(&area, clip.elements().len());
                self.bounds.push(before.intersect(area));
            }
            self.clips.push(real);
        }
        self.path.drawn.truncate(0);
    }
}

/// Whether one area leaves nothing out of the other.
fn covers(one: Area, other: Area) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1.0 / 256.0 || a > b;
    near(other.min_x(), one.min_x())
        && near(other.min_y(), one.min_y())
        && near(one.max_x(), other.max_x())
        && near(one.max_y(), other.max_y())
}

fn point(numbers: &[f64]) -> Point {
    Point::new(numbers[0], numbers[1])
}

fn affine(numbers: &[f64]) -> Option<Affine> {
    Some(Affine::new(numbers.try_into().ok()?))
}
