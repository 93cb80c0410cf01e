//! How much a page asks for, before it is drawn. Forms that draw one another ten by ten would keep
//! the engine busy for ever without ever reaching the device.

use std::collections::HashMap;
use std::io::{Read as _, sink};

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::dict::keys::{FORM, RESOURCES, SUBTYPE};
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Resources;

use super::sound::{Used, used};

/// Most forms that one page may draw, each counted as often as it is drawn.
const MOST_FORMS: u64 = 50_000;
/// Deepest nesting that is followed.
const DEEPEST: u32 = 40;
/// Longest packed stream that may be packed twice over.
const TWICE_PACKED: usize = 4096;
/// Most that such a stream may hold.
const MOST_TWICE: u64 = 4 << 20;

/// Weighs pages; remembers the forms of the file.
#[derive(Default)]
pub(super) struct Scales {
    /// Per form, how many forms it draws, itself included; `None` while it is being weighed.
    forms: HashMap<ObjectIdentifier, Option<u64>>,
}

impl Scales {
    /// Whether the page draws no more than it may.
    pub(super) fn bears(&mut self, resources: &Resources<'_>, used: &Used) -> bool {
        self.draws(used, resources, 0) <= MOST_FORMS
    }

    /// Whether a form that is laid over the page draws no more than a page may.
    pub(super) fn bears_form(&mut self, form: &Stream<'_>, outer: &Resources<'_>) -> bool {
        self.form(form, outer, 1) <= MOST_FORMS
    }

    /// How many forms instructions draw.
    fn draws(&mut self, used: &Used, resources: &Resources<'_>, depth: u32) -> u64 {
        let mut sum = 0u64;
        for (name, times) in &used.objects {
            let name = Name::new_unescaped(name);
            let Some(form) = resources.get_x_object(&name) else { continue };
            let is_form = form.dict().get::<Name<'_>>(SUBTYPE);
            if is_form.is_some_and(|subtype| subtype.as_ref() == FORM) {
                let weight = self.form(&form, resources, depth + 1);
                sum = sum.saturating_add(times.saturating_mul(weight));
            }
        }
        sum
    }

    fn form(&mut self, form: &Stream<'_>, outer: &Resources<'_>, depth: u32) -> u64 {
        let id = form.obj_id();
        match self.forms.get(&id) {
            Some(Some(weight)) => return *weight,
            // A form that draws itself.
            Some(None) => return u64::MAX,
            None => {}
        }
        if depth > DEEPEST || is_bomb(form) {
            return u64::MAX;
        }
        self.forms.insert(id, None);
        let own = form.dict().get::<Dict<'_>>(RESOURCES).map(Resources::new);
        let resources = own.as_ref().unwrap_or(outer);
        let weight = match form.decoded_data() {
            Ok(data) => {
                let used = used(&mut data.into_owned());
                self.draws(&used, resources, depth).saturating_add(1)
            }
            Err(_) => 1,
        };
        self.forms.insert(id, Some(weight));
        weight
    }
}

/// Packed over and over, a few bytes fill any memory; no producer packs a long stream twice.
pub(super) fn is_bomb(stream: &Stream<'_>) -> bool {
    let packed = |filter: &&Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode);
    let filters = stream.filters();
    match filters.iter().filter(packed).count() {
        0 | 1 => false,
        2 => {
            let raw = stream.raw_data();
            raw.len() > TWICE_PACKED || swells(&raw)
        }
        _ => true,
    }
}

/// Whether what was packed twice grows beyond what a page has.
fn swells(raw: &[u8]) -> bool {
    let mut once = Vec::new();
    // What does not unpack whole is no danger.
    let _ = ZlibDecoder::new(raw).take(MOST_TWICE).read_to_end(&mut once);
    let twice = std::io::copy(&mut ZlibDecoder::new(&once[..]).take(MOST_TWICE), &mut sink());
    once.len() as u64 >= MOST_TWICE || twice.is_ok_and(|length| length >= MOST_TWICE)
}
