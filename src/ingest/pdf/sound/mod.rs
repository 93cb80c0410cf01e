//! Whether a file is whole as far as its pages need it. The engine is lenient: a stream that does
//! not unpack gives what came before, an object that is not there is nothing, an instruction that
//! makes no sense is passed over, and in each case text is lost without a word.

mod file;
mod instructions;
mod packed;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use hayro_interpret::hayro_syntax::object::dict::keys::{
    CONTENTS, DESCENDANT_FONTS, FONT, FORM, RESOURCES, SUBTYPE,
};
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream,
};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::hayro_syntax::xref::XRef;

use crate::model::document::Damage;

pub(super) use instructions::{Used, used};
pub(super) use packed::{ascii85, sum};

pub(super) use file::look as look_at_file;

/// Deepest nesting of forms and of a font's objects that is followed.
const DEEPEST: u32 = 12;

/// What is known of a stream that was unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// It came to its end, and holds what was packed.
    Whole,
    /// The sum of what the engine could get.
    Of(u32),
}

/// Looks at pages; remembers what was looked at.
pub(super) struct Inspector<'a> {
    xref: &'a XRef,
    /// Whether a stream unpacks.
    streams: HashMap<ObjectIdentifier, bool>,
    /// Whether all that a font needs is there.
    fonts: HashMap<ObjectIdentifier, Option<Damage>>,
    /// The sums of font files that were unpacked to draw by.
    files: HashSet<u32>,
    files_seen: usize,
    /// What is wrong with the page at hand.
    found: Vec<Damage>,
    /// What forms use that were read.
    forms: HashMap<ObjectIdentifier, Rc<Used>>,
    /// Forms of the page at hand.
    seen: HashSet<ObjectIdentifier>,
}

/// Whether zero bytes stand in a dictionary outside its strings. They count as blanks, and no producer
/// writes them: where a file was written over with nothing, keys and values are lost.
pub(super) fn has_zeros(data: &[u8]) -> bool {
    let mut depth = 0u32;
    let mut bytes = data.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            0 if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

impl<'a> Inspector<'a> {
    pub(super) fn new(xref: &'a XRef) -> Self {
        let (streams, fonts) = (HashMap::new(), HashMap::new());
        let (files, files_seen) = (HashSet::new(), 0);
        let (found, forms, seen) = (Vec::new(), HashMap::new(), HashSet::new());
        Self { xref, streams, fonts, files, files_seen, found, forms, seen }
    }

    /// Takes note of forms that were unpacked whole and read to their ends.
    pub(super) fn know(&mut self, forms: impl Iterator<Item = (ObjectIdentifier, Used)>) {
        for (id, used) in forms {
            self.streams.insert(id, true);
            self.forms.insert(id, Rc::new(used));
        }
    }

    /// What is wrong with a page, each kind of damage once. `used` is what its instructions use, `held`
    /// what its streams hold, `files` are the sums of the font files met so far, `forms` what is
    /// laid over it, and whether some of that is lost.
    pub(super) fn page(
        &mut self,
        page: &Page<'a>,
        used: &Used,
        held: &[(ObjectIdentifier, Held)],
        files: &[u32],
        (forms, lost): (&[Stream<'a>], bool),
    ) -> Vec<Damage> {
        self.seen.clear();
        self.files.extend(files.iter().skip(self.files_seen));
        self.files_seen = files.len();
        self.contents(page, held);
        self.content(used, page.resources(), 0);
        for form in forms {
            self.form(form, page.resources(), 0);
        }
        if lost && !forms.is_empty() {
            self.found.push(Damage::Missing);
        }
        let mut found = std::mem::take(&mut self.found);
        found.sort();
        found.dedup();
        found
    }

    /// The streams that a page consists of.
    fn contents(&mut self, page: &Page<'a>, held: &[(ObjectIdentifier, Held)]) {
        if has_zeros(page.raw().data()) {
            self.found.push(Damage::Missing);
        }
        // There may be none, but what is named must be there, and fonts are for something.
        let has_fonts = || {
            let resources = page.raw().get::<Dict<'a>>(RESOURCES);
            resources.is_some_and(|of| of.get::<Dict<'a>>(FONT).is_some())
        };
        match page.raw().get_raw::<Object<'a>>(CONTENTS) {
            None => {
                if page.raw().contains_key(CONTENTS) || has_fonts() {
                    self.found.push(Damage::Missing);
                }
            }
            Some(item) => match self.resolve(item) {
                Some(Object::Stream(stream)) => self.stream(&stream, held),
                Some(Object::Array(parts)) => self.parts(&parts, held),
                Some(Object::Null(_)) if !has_fonts() => {}
                _ => self.found.push(Damage::Missing),
            },
        }
    }

    fn parts(&mut self, parts: &Array<'a>, held: &[(ObjectIdentifier, Held)]) {
        for part in parts.raw_iter() {
            match self.resolve(part) {
                Some(Object::Stream(stream)) => self.stream(&stream, held),
                _ => self.found.push(Damage::Missing),
            }
        }
    }

    fn resolve(&self, item: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match item {
            MaybeRef::Ref(to) => self.xref.get::<Object<'a>>(to.into()),
            MaybeRef::NotRef(object) => Some(object),
        }
    }

    /// Looks at a stream; `held` is what those hold that were unpacked already.
    fn stream(&mut self, stream: &Stream<'a>, held: &[(ObjectIdentifier, Held)]) {
        let holds = held.iter().find(|(id, _)| *id == stream.obj_id()).map(|(_, holds)| *holds);
        if !self.unpacks(stream, holds) {
            self.found.push(Damage::Packing);
        }
    }

    fn unpacks(&mut self, stream: &Stream<'a>, holds: Option<Held>) -> bool {
        let files = &self.files;
        // What was unpacked already need not be unpacked again to be held against its sum.
        let known = |told: u32| holds == Some(Held::Of(told)) || files.contains(&told);
        let whole = || {
            holds == Some(Held::Whole) || packed::holds(stream, known) || packed::is_whole(stream)
        };
        *self.streams.entry(stream.obj_id()).or_insert_with(whole)
    }

    /// What the instructions of a page or a form use.
    fn content(&mut self, used: &Used, resources: &Resources<'a>, depth: u32) {
        if !used.sound {
            self.found.push(Damage::Instructions);
        }
        for name in &used.fonts {
            let name = Name::new_unescaped(name);
            let id = resources.fonts.get_ref(name.as_ref()).map(ObjectIdentifier::from);
            // A font that was looked at on another page need not be read again.
            let fault = match id.and_then(|id| self.fonts.get(&id)) {
                Some(known) => *known,
                None => match resources.get_font(&name) {
                    Some(font) => self.font(&font),
                    None => Some(Damage::Font),
                },
            };
            self.found.extend(fault);
        }
        for name in used.objects.keys() {
            let name = Name::new_unescaped(name);
            let Some(object) = resources.get_x_object(&name) else {
                self.found.push(Damage::Missing);
                continue;
            };
            let subtype = object.dict().get::<Name<'_>>(SUBTYPE);
            let is_form = subtype.as_ref().is_some_and(|subtype| subtype.as_ref() == FORM);
            // What does not say what it is is drawn by no reader.
            if subtype.is_none() {
                self.found.push(Damage::Missing);
                continue;
            }
            if !is_form || depth >= DEEPEST || !self.seen.insert(object.obj_id()) {
                continue;
            }
            self.form(&object, resources, depth);
        }
    }

    /// What a form holds and uses.
    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: u32) {
        self.stream(form, &[]);
        let own = form.dict().get::<Dict<'a>>(RESOURCES).map(Resources::new);
        if let Some(used) = self.used(form) {
            self.content(&used, own.as_ref().unwrap_or(resources), depth + 1);
        }
    }

    /// What a form's instructions use; `None` where there are none.
    fn used(&mut self, form: &Stream<'a>) -> Option<Rc<Used>> {
        // One that is drawn on many pages is read once.
        let id = form.dict().obj_id();
        if let Some(known) = id.and_then(|id| self.forms.get(&id)) {
            return Some(Rc::clone(known));
        }
        let used = Rc::new(instructions::used(&mut form.decoded_data().ok()?.into_owned()));
        if let Some(id) = id {
            self.forms.insert(id, Rc::clone(&used));
        }
        Some(used)
    }

    /// What is wrong with a font: all that it names must be there and unpack.
    fn font(&mut self, font: &Dict<'a>) -> Option<Damage> {
        let Some(id) = font.obj_id() else { return self.parts_of_font(font, 0) };
        if let Some(known) = self.fonts.get(&id) {
            return *known;
        }
        let found = self.parts_of_font(font, 0);
        self.fonts.insert(id, found);
        found
    }

    fn parts_of_font(&mut self, font: &Dict<'a>, depth: u32) -> Option<Damage> {
        if has_zeros(font.data()) {
            return Some(Damage::Font);
        }
        for (name, item) in font.entries() {
            // A tree's parent leads out of the font, the shapes of a Type 3 font are no text.
            if depth > 3 || [&b"Parent"[..], b"CharProcs", b"Resources"].contains(&name.as_ref()) {
                continue;
            }
            let referred = matches!(item, MaybeRef::Ref(_));
            let found = match self.resolve(item) {
                None if referred => Some(Damage::Font),
                Some(Object::Stream(stream)) => {
                    let whole = self.unpacks(&stream, None);
                    (!whole).then_some(Damage::Font)
                }
                Some(Object::Dict(dict)) => self.parts_of_font(&dict, depth + 1),
                Some(Object::Array(list)) if name.as_ref() == DESCENDANT_FONTS => {
                    self.descendants(&list, depth)
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn descendants(&mut self, list: &Array<'a>, depth: u32) -> Option<Damage> {
        list.raw_iter().find_map(|item| match self.resolve(item) {
            Some(Object::Dict(font)) => self.parts_of_font(&font, depth + 1),
            _ => Some(Damage::Font),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::has_zeros;

    #[test]
    fn zeros_count_outside_of_strings_alone() {
        assert!(has_zeros(b"<< /Type /Page /Rot\0\0\0 >>"));
        assert!(!has_zeros(b"<< /Type /Page /Title (\xFE\xFF\0A\\)\0(\0)) /A <00> >>"));
        assert!(has_zeros(b"<< /A (\\\\) \0 >>"));
    }
}
