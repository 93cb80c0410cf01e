//! The pages of a file, one by one, by `hayro-interpret`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::object::dict::keys::{COUNT, PAGES};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect as Area};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};

use super::device::Gatherer;
use super::page::Page;
use super::unicode::Unicode;
use super::weight::Scales;

/// Most pages that are read.
pub(super) const MOST_PAGES: usize = 20_000;

/// Why a file could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenError {
    /// It asks for a password.
    Locked,
    /// It is no PDF that can be made sense of.
    Damaged,
}

/// What tells that a file is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// Objects follow on the last mark of an end: the file was cut off.
    End,
    /// The file counts more pages than are found in it.
    Pages {
        /// How many it counts.
        told: usize,
        /// How many there are.
        found: usize,
    },
}

/// Whether the file was cut off.
fn is_cut_off(bytes: &[u8]) -> bool {
    let rest = memchr::memmem::rfind(bytes, b"%%EOF").map_or(bytes, |at| &bytes[at..]);
    memchr::memmem::find(rest, b" obj").is_some()
}

/// How many pages the root of the page tree counts.
fn told_pages(pdf: &Pdf) -> Option<usize> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let count = root.get::<Dict<'_>>(PAGES)?.get::<i32>(COUNT)?;
    usize::try_from(count).ok()
}

/// Opens a file and hands over its pages in order; `None` for one that cannot be drawn. Only one
/// page is held at a time. Gives back what is lost of it.
pub(super) fn pages(
    bytes: &[u8],
    mut each: impl FnMut(u32, Option<Page>),
) -> Result<Option<Loss>, OpenError> {
    let open = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec())));
    let pdf = match open {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ))) => return Err(OpenError::Locked),
        Ok(Err(_)) | Err(_) => return Err(OpenError::Damaged),
    };
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let mut cache = InterpreterCache::new();
    let mut unicode = Unicode::default();
    let mut scales = Scales::default();
    let count = pdf.pages().len();
    for (index, page) in pdf.pages().iter().enumerate().take(MOST_PAGES) {
        // Fonts stay; a damaged page may leave the cache half filled, so it gets a fresh one.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            scales
                .bears(page)
                .then(|| draw(page, index as u32 + 1, &pdf, &cache, &settings, &mut unicode))
        }));
        if drawn.is_err() {
            cache = InterpreterCache::new();
        }
        each(index as u32 + 1, drawn.ok().flatten());
    }
    let told = catch_unwind(AssertUnwindSafe(|| told_pages(&pdf))).ok().flatten();
    let fewer = told.filter(|told| *told > count).map(|told| Loss::Pages { told, found: count });
    Ok(fewer.or_else(|| is_cut_off(bytes).then_some(Loss::End)))
}

fn draw<'a>(
    page: &EnginePage<'a>,
    number: u32,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    unicode: &mut Unicode,
) -> Page {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let area = Area::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, area, cache, pdf.xref(), settings.clone());
    unicode.enter(page.resources());
    let blank = Page { number, width, height, ..Page::default() };
    let mut gatherer = Gatherer::new(blank, unicode);
    interpret_page(page, &mut context, &mut gatherer);
    gatherer.finish()
}
