//! The pages of a file, one by one, by `hayro-interpret`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect as Area};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent, interpret,
};

use super::contents::Contents;
use super::device::Gatherer;
use super::page::Page;
use super::sound::{self, Inspector};
use super::unicode::Unicode;
use super::weight::Scales;
use crate::model::document::Damage;

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

/// Opens a file and hands over its pages in order; `None` for one that cannot be drawn. Only one
/// page is held at a time. Gives what is wrong with the file as a whole.
pub(super) fn pages(
    bytes: &[u8],
    mut each: impl FnMut(u32, Option<Page>),
) -> Result<Vec<Damage>, OpenError> {
    let open = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec())));
    let pdf = match open {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ))) => return Err(OpenError::Locked),
        Ok(Err(_)) | Err(_) => return Err(OpenError::Damaged),
    };
    let mut faults = catch_unwind(AssertUnwindSafe(|| sound::look_at_file(&pdf, bytes)))
        .unwrap_or_else(|_| vec![Damage::Objects]);
    let mut inspector = Inspector::new(pdf.xref());
    let unloaded = Arc::new(AtomicU32::new(0));
    let count_unloaded = Arc::clone(&unloaded);
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        warning_sink: Arc::new(move |warning| {
            let font = matches!(warning, InterpreterWarning::UnsupportedFont);
            count_unloaded.fetch_add(u32::from(font), Ordering::Relaxed);
        }),
        ..InterpreterSettings::default()
    };
    let mut cache = InterpreterCache::new();
    let mut unicode = Unicode::default();
    let mut scales = Scales::default();
    if pdf.pages().len() > MOST_PAGES {
        faults.push(Damage::Pages);
    }
    for (index, page) in pdf.pages().iter().enumerate().take(MOST_PAGES) {
        // Fonts stay; a damaged page may leave the cache half filled, so it gets a fresh one.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            let contents = Contents::of(page)?;
            if !scales.bears(page.resources(), &contents.used) {
                return None;
            }
            let blank = Page { number: index as u32 + 1, ..Page::default() };
            let drawn = draw(page, &contents, blank, &pdf, &cache, &settings, &mut unicode);
            Some(Page { faults: inspector.page(page, &contents.used, &contents.sums), ..drawn })
        }));
        if drawn.is_err() {
            cache = InterpreterCache::new();
        }
        let mut drawn = drawn.ok().flatten();
        if unloaded.swap(0, Ordering::Relaxed) > 0
            && let Some(page) = &mut drawn
            && !page.faults.contains(&Damage::Font)
        {
            page.faults.push(Damage::Font);
        }
        each(index as u32 + 1, drawn);
    }
    Ok(faults)
}

fn draw<'a>(
    page: &EnginePage<'a>,
    contents: &Contents,
    blank: Page,
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
    let mut gatherer = Gatherer::new(Page { width, height, ..blank }, unicode);
    let instructions = TypedIter::new(contents.instructions());
    interpret(instructions, page.resources(), &mut context, &mut gatherer);
    gatherer.finish()
}
