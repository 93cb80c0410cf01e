//! What is laid over a page: text boxes and filled-in fields show and print like the page's own text.
//! Seals, comments and marks are others' words about it, and are left.

use hayro_interpret::hayro_syntax::object::dict::keys::{ANNOTS, AP, F, FT, N, PARENT, SUBTYPE};
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::sound::has_zeros;
use super::weight::Scales;

/// Flags of what is not shown: hidden, not to be viewed.
const UNSHOWN: u32 = 1 << 1 | 1 << 5;
/// Most of them that are looked at on one page.
const MOST: usize = 2000;

/// The text that is laid over a page.
#[derive(Default)]
pub(super) struct Over<'a> {
    /// What draws it; nothing where other things are laid over the page as well.
    pub(super) forms: Vec<Stream<'a>>,
    /// Some of it is not in the file, or more than a page may draw.
    pub(super) lost: bool,
}

/// Text boxes and fields of text that lie over the page, where nothing else that draws does.
pub(super) fn over<'a>(page: &Page<'a>, scales: &mut Scales) -> Over<'a> {
    let mut over = Over::default();
    let Some(all) = page.raw().get::<Array<'a>>(ANNOTS) else { return over };
    for item in all.raw_iter().take(MOST) {
        let annotation = match item {
            MaybeRef::Ref(to) => page.xref().get::<Dict<'a>>(to.into()),
            MaybeRef::NotRef(object) => object.into_dict(),
        };
        let Some(annotation) = annotation else {
            over.lost = true;
            continue;
        };
        if annotation.get::<u32>(F).unwrap_or(0) & UNSHOWN != 0 {
            continue;
        }
        let kind = annotation.get::<Name<'_>>(SUBTYPE);
        let look = annotation.get::<Dict<'a>>(AP);
        match (kind.as_ref().map(AsRef::as_ref), look) {
            // They draw nothing of their own on the page.
            (Some(b"Link" | b"Popup" | b"Text"), _) | (_, None) => {}
            (Some(kind), Some(look))
                if kind == b"FreeText" || (kind == b"Widget" && is_text(&annotation)) =>
            {
                let form = look.get::<Stream<'a>>(N);
                over.lost |= has_zeros(annotation.data());
                match form.filter(|form| scales.bears_form(form, page.resources())) {
                    Some(form) => over.forms.push(form),
                    None => over.lost = true,
                }
            }
            _ => return Over::default(),
        }
    }
    over
}

/// Whether a field holds text or one of several words.
fn is_text(field: &Dict<'_>) -> bool {
    let own = field.get::<Name<'_>>(FT);
    let kind = own.or_else(|| field.get::<Dict<'_>>(PARENT)?.get::<Name<'_>>(FT));
    kind.is_some_and(|kind| matches!(kind.as_ref(), b"Tx" | b"Ch"))
}
