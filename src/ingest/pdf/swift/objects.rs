//! What is drawn by its name: forms, which are instructions of their own, and pictures.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use hayro_interpret::hayro_syntax::object::dict::keys::{
    BBOX, FORM, GROUP, H, HEIGHT, IMAGE, MATRIX, OC, RESOURCES, SUBTYPE, W, WIDTH,
};
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Rect, Shape as _};

use super::content::{Content, Drawing};
use super::letters::MOST_NAMES;
use crate::ingest::pdf::contents::Unpacker;
use crate::ingest::pdf::sound::Used;

/// Most forms that one page may draw, each counted as often as it is drawn, and most bytes that are read for it.
/// Forms that draw one another ten by ten would never end.
const MOST_FORMS: u32 = 2000;
const MOST_READ: usize = 16 << 20;
/// Deepest nesting of forms; what draws itself ends here.
const DEEPEST: u32 = 8;
/// Most bytes of forms that are kept unpacked for other pages.
const MOST_KEPT: usize = 4 << 20;

/// What a name stands for.
#[derive(Clone)]
enum Object<'a> {
    Form(Rc<Form<'a>>),
    /// So many dots, across and down.
    Picture(u32, u32),
}

/// What a name stands for, and how often it was drawn by it.
pub(super) struct Named<'d, 'a> {
    name: &'d [u8],
    object: Object<'a>,
    times: u64,
}

impl Named<'_, '_> {
    pub(super) fn used(&self) -> (Vec<u8>, u64) {
        (self.name.to_vec(), self.times)
    }
}

/// A form.
struct Form<'a> {
    id: ObjectIdentifier,
    data: Vec<u8>,
    place: Affine,
    area: Rect,
    /// It is mixed with what is below it as a whole.
    group: bool,
    resources: Option<Resources<'a>>,
}

impl<'a> Form<'a> {
    /// `None` for one that is left to the engine, which leaves out what has no area.
    fn of(stream: &Stream<'a>, unpacker: &mut Unpacker) -> Option<Self> {
        let dict = stream.dict();
        let [x0, y0, x1, y1] = dict.get::<[f32; 4]>(BBOX)?.map(f64::from);
        let place = dict.get::<[f64; 6]>(MATRIX).map_or(Affine::IDENTITY, Affine::new);
        Some(Self {
            id: dict.obj_id()?,
            data: unpacker.whole(stream)?,
            place,
            area: Rect::new(x0, y0, x1, y1),
            group: dict.get::<Dict<'_>>(GROUP).is_some(),
            resources: dict.get::<Dict<'_>>(RESOURCES).map(Resources::new),
        })
    }
}

/// The forms of one file, and what those of the page at hand ask for.
#[derive(Default)]
pub(super) struct Objects<'a> {
    unpacker: Unpacker,
    kept: HashMap<ObjectIdentifier, Rc<Form<'a>>>,
    kept_size: usize,
    /// Those that were read to their ends.
    read: HashSet<ObjectIdentifier>,
    fresh: Vec<(ObjectIdentifier, Used)>,
    drawn: u32,
    bytes: usize,
    depth: u32,
}

impl<'a> Objects<'a> {
    /// A page begins.
    pub(super) fn enter(&mut self) {
        (self.drawn, self.bytes, self.depth) = (0, 0, 0);
    }

    /// The forms that were read to their ends since this was asked, and what they use.
    pub(super) fn read(&mut self) -> impl Iterator<Item = (ObjectIdentifier, Used)> {
        self.fresh.drain(..)
    }

    /// What a name stands for. `None` where it is left to the engine.
    fn of(&mut self, name: &[u8], resources: &Resources<'a>) -> Option<Object<'a>> {
        let name = Name::new_unescaped(name);
        let id = resources.x_objects.get_ref(name.as_ref())?.into();
        if let Some(form) = self.kept.get(&id) {
            return Some(Object::Form(Rc::clone(form)));
        }
        let stream = resources.get_x_object(&name)?;
        let dict = stream.dict();
        // A layer may not be shown.
        if dict.contains_key(OC) {
            return None;
        }
        match dict.get::<Name<'_>>(SUBTYPE)?.as_ref() {
            IMAGE => {
                let side = |short, long| {
                    let told = dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
                    told.filter(|side| *side > 0)
                };
                Some(Object::Picture(side(W, WIDTH)?, side(H, HEIGHT)?))
            }
            FORM => {
                let form = Rc::new(Form::of(&stream, &mut self.unpacker)?);
                self.keep(id, &form);
                Some(Object::Form(form))
            }
            _ => None,
        }
    }

    fn keep(&mut self, id: ObjectIdentifier, form: &Rc<Form<'a>>) {
        let size = form.data.len();
        if size > MOST_KEPT {
            return;
        }
        if self.kept_size + size > MOST_KEPT {
            self.kept.clear();
            self.kept_size = 0;
        }
        self.kept_size += size;
        self.kept.insert(id, Rc::clone(form));
    }

    /// A form begins; `None` where that is too much.
    fn begin(&mut self, form: &Form<'a>) -> Option<()> {
        self.drawn += 1;
        self.bytes += form.data.len();
        self.depth += 1;
        let bears = self.drawn <= MOST_FORMS && self.bytes <= MOST_READ && self.depth <= DEEPEST;
        bears.then_some(())
    }

    fn end(&mut self, form: &Form<'a>, used: Used) {
        self.depth -= 1;
        if self.read.insert(form.id) {
            self.fresh.push((form.id, used));
        }
    }
}

impl<'a> Drawing<'_, 'a, '_, '_> {
    /// Draws what a name stands for.
    pub(super) fn show_object<'d>(
        &mut self,
        name: &'d [u8],
        content: &mut Content<'d, '_, 'a>,
    ) -> Option<()> {
        let known = content.objects.iter().position(|known| known.name == name);
        let at = if let Some(at) = known {
            at
        } else {
            if content.objects.len() >= MOST_NAMES {
                return None;
            }
            let object = self.objects.of(name, content.resources)?;
            content.objects.push(Named { name, object, times: 0 });
            content.objects.len() - 1
        };
        content.objects[at].times += 1;
        match content.objects[at].object.clone() {
            Object::Form(form) => self.form(&form, content.resources)?,
            Object::Picture(width, height) => self.picture(width, height),
        }
        Some(())
    }

    /// A form: what is set when it is drawn holds in it, what it sets ends with it.
    fn form(&mut self, form: &Form<'a>, outer: &Resources<'a>) -> Option<()> {
        self.objects.begin(form)?;
        self.path.drawn.truncate(0);
        self.save()?;
        self.state.place *= form.place;
        if form.group {
            self.gatherer.group(!self.state.is_solid());
            self.state.in_group();
        }
        let area = self.state.place * form.area.to_path(0.1);
        self.gatherer.clipped(&area.bounding_box(), area.elements().len());
        let used = self.content(&form.data, form.resources.as_ref().unwrap_or(outer))?;
        // As the engine has it: the last clip ends here, whatever the form did to those that were there before.
        self.gatherer.unclip();
        if form.group {
            self.gatherer.ungroup();
        }
        self.restore();
        self.objects.end(form, used);
        Some(())
    }

    /// A picture fills the square that one by one is.
    fn picture(&mut self, width: u32, height: u32) {
        let (across, down) = (1.0 / f64::from(width), -1.0 / f64::from(height));
        let place = self.state.place * Affine::new([across, 0.0, 0.0, down, 0.0, 1.0]);
        // The engine makes a group of each.
        self.gatherer.group(!self.state.is_solid());
        self.gatherer.picture((width, height), place);
        self.gatherer.ungroup();
    }
}
