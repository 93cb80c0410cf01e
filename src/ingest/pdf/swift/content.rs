//! The instructions of a page or of a form, done one after the other.

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Point, Rect as Area};

use super::areas::Path;
use super::fonts::Fonts;
use super::objects::{self, Objects};
use super::state::{Fill, Space, State};
use super::words::{Word, Words};
use crate::ingest::pdf::device::Gatherer;
use crate::ingest::pdf::sound::Used;

/// Most things that are given to one operator.
const MOST_GIVEN: usize = 6;
/// Deepest nesting of saved states.
const DEEPEST: usize = 256;

/// The ways in which colours are mixed.
const MODES: [&[u8]; 16] = [
    b"Normal",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// The kinds of what is given, one behind the other, four bits each.
const NUMBER: u32 = 1;
const NAME: u32 = 2;
const TEXT: u32 = 3;
const LIST: u32 = 4;
const MAP: u32 = 5;

/// A page under way.
pub(super) struct Drawing<'s, 'a, 'g, 'u> {
    pub(super) fonts: &'s mut Fonts<'a>,
    pub(super) objects: &'s mut Objects<'a>,
    pub(super) interpreter: &'s InterpreterSettings,
    pub(super) gatherer: &'g mut Gatherer<'u>,
    /// The page as it is shown: what no clip leaves out.
    pub(super) bounds: Vec<Area>,
    /// Per clip, whether it leaves anything out.
    pub(super) clips: Vec<bool>,
    pub(super) state: State,
    pub(super) saved: Vec<State>,
    pub(super) path: Path,
    /// Whether the path becomes a clip when it ends.
    pub(super) clip: bool,
    /// Glyphs of the run at hand: where, and what.
    pub(super) run: Vec<(Point, usize)>,
}

/// The instructions at hand, and what names mean in them.
pub(super) struct Content<'d, 'r, 'a> {
    pub(super) words: Words<'d>,
    pub(super) resources: &'r Resources<'a>,
    pub(super) fonts: Vec<(&'d [u8], usize)>,
    pub(super) objects: Vec<objects::Named<'d, 'a>>,
}

impl Content<'_, '_, '_> {
    /// What was used.
    fn used(&self) -> Used {
        let fonts = self.fonts.iter().map(|(name, _)| name.to_vec()).collect();
        let objects = self.objects.iter().map(objects::Named::used).collect();
        // Whatever is no instruction is not understood here.
        Used { fonts, objects, sound: true }
    }
}

impl<'s, 'a, 'g, 'u> Drawing<'s, 'a, 'g, 'u> {
    pub(super) fn new(
        fonts: &'s mut Fonts<'a>,
        objects: &'s mut Objects<'a>,
        interpreter: &'s InterpreterSettings,
        gatherer: &'g mut Gatherer<'u>,
        (place, area): (Affine, Area),
    ) -> Self {
        Self {
            fonts,
            objects,
            interpreter,
            gatherer,
            bounds: vec![area],
            clips: Vec::new(),
            state: State::new(place),
            saved: Vec::new(),
            path: Path::default(),
            clip: false,
            run: Vec::new(),
        }
    }

    /// Draws instructions; what they use.
    pub(super) fn content(&mut self, data: &[u8], resources: &Resources<'a>) -> Option<Used> {
        let words = Words::new(data);
        let mut content = Content { words, resources, fonts: Vec::new(), objects: Vec::new() };
        let depth = self.saved.len();
        // As the engine does before the first instruction and after the last.
        self.save()?;
        self.all(&mut content)?;
        self.path.drawn.truncate(0);
        self.clip = false;
        while self.saved.len() > depth {
            self.restore();
        }
        Some(content.used())
    }

    fn all(&mut self, content: &mut Content<'_, '_, 'a>) -> Option<()> {
        let (mut shape, mut numbers, mut name): (u32, [f64; MOST_GIVEN], &[u8]) =
            (0, [0.0; MOST_GIVEN], &[]);
        let (mut given, mut count) = (0, 0);
        loop {
            let kind = match content.words.next()? {
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
                    self.operate(content, operator, shape, &numbers[..count], name)?;
                    content.words.forget();
                    (shape, given, count) = (0, 0, 0);
                    continue;
                }
                Word::End => return (given == 0).then_some(()),
            };
            given += 1;
            if given > MOST_GIVEN {
                return None;
            }
            shape = shape << 4 | kind;
        }
    }

    /// Does what one operator says. `None` where it, or what it is given, is not understood here.
    fn operate<'d>(
        &mut self,
        content: &mut Content<'d, '_, 'a>,
        operator: &[u8],
        shape: u32,
        numbers: &[f64],
        name: &'d [u8],
    ) -> Option<()> {
        // Most are of text.
        if matches!(operator, [b'T', ..] | b"BT" | b"ET") {
            return self.set_type(content, operator, shape, numbers, name);
        }
        match (operator, shape) {
            (b"q", 0) => self.save()?,
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
                if content.resources.properties.contains_key(name) {
                    return None;
                }
            }
            (b"gs", 0x2) => self.settings(name, content.resources)?,
            (b"g", 0x1) => self.state.fill = Fill::of(Space::Gray, numbers)?,
            (b"rg", 0x111) => self.state.fill = Fill::of(Space::Rgb, numbers)?,
            (b"k", 0x1111) => self.state.fill = Fill::of(Space::Cmyk, numbers)?,
            (b"cs", 0x2) => {
                let space = match name {
                    b"DeviceGray" => Space::Gray,
                    b"DeviceRGB" => Space::Rgb,
                    _ => profile(name, content.resources)?,
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
            (b"Do", 0x2) => self.show_object(name, content)?,
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
            _ => self.set_type(content, operator, shape, numbers, name)?,
        }
        Some(())
    }

    pub(super) fn save(&mut self) -> Option<()> {
        if self.saved.len() > DEEPEST {
            return None;
        }
        self.state.clips = self.clips.len();
        self.saved.push(self.state.clone());
        Some(())
    }

    pub(super) fn restore(&mut self) {
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
    fn settings(&mut self, name: &[u8], resources: &Resources<'_>) -> Option<()> {
        let Some(settings) = resources.get_ext_g_state(&Name::new_unescaped(name)) else {
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
        if settings.contains_key("BM") {
            // The first one that is known counts.
            let known =
                |mode: Name<'_>| MODES.contains(&mode.as_ref()).then(|| mode.as_ref() != b"Normal");
            let blends = match settings.get::<Object<'_>>("BM") {
                Some(Object::Name(mode)) => known(mode),
                Some(Object::Array(modes)) => modes.iter::<Name<'_>>().find_map(known),
                _ => None,
            };
            self.state.blends = blends.unwrap_or(false);
        }
        if settings.contains_key("SMask") {
            self.state.masked = !matches!(settings.get("SMask"), Some(Object::Name(_)));
        }
        Some(())
    }
}

/// The colours of that name, where a profile says what they mean.
fn profile(name: &[u8], resources: &Resources<'_>) -> Option<Space> {
    let space = resources.get_color_space(&Name::new_unescaped(name))?.into_array()?;
    let mut parts = space.flex_iter();
    if parts.next::<Name<'_>>()?.as_ref() != b"ICCBased" {
        return None;
    }
    let count = parts.next::<Stream<'_>>()?.dict().get("N")?;
    matches!(count, 1 | 3).then_some(Space::Profile(count))
}

fn point(numbers: &[f64]) -> Point {
    Point::new(numbers[0], numbers[1])
}

pub(super) fn affine(numbers: &[f64]) -> Option<Affine> {
    Some(Affine::new(numbers.try_into().ok()?))
}
