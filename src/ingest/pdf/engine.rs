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
    interpret_page,
};

use super::annotations;
use super::contents::{Contents, Unpacker};
use super::device::Gatherer;
use super::page::Page;
use super::said::Exchanged;
use super::sound::{self, Inspector, Used};
use super::swift::Swift;
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
/// page is held at a time. Gives what is wrong with the file as a whole, and characters that it says in
/// place of each other.
pub(super) fn pages(
    bytes: &[u8],
    mut each: impl FnMut(u32, Option<Page>),
) -> Result<(Vec<Damage>, Vec<Exchanged>), OpenError> {
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
    let mut swift = Swift::default();
    let mut unicode = Unicode::default();
    let mut scales = Scales::default();
    let mut unpacker = Unpacker::default();
    if pdf.pages().len() > MOST_PAGES {
        faults.push(Damage::Pages);
    }
    for (index, page) in pdf.pages().iter().enumerate().take(MOST_PAGES) {
        // Fonts stay; a damaged page may leave the cache half filled, so it gets a fresh one.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            let mut contents = Contents::of(page, &mut unpacker)?;
            let number = index as u32 + 1;
            unicode.enter(page.resources());
            let over = annotations::over(page, &mut scales);
            let has_over = !over.forms.is_empty();
            let plain = if has_over {
                None
            } else {
                draw_plain(page, &contents, number, &settings, &mut swift, &mut unicode)
            };
            inspector.know(swift.read());
            let (drawn, used) = if let Some(plain) = plain {
                plain
            } else {
                let used = contents.used();
                if !scales.bears(page.resources(), &used) {
                    return None;
                }
                let blank = Page { number, ..Page::default() };
                let mut settings = settings.clone();
                settings.render_content.set(RenderContent::ANNOTATIONS, has_over);
                (draw(page, &contents, blank, &pdf, &cache, &settings, &mut unicode), used)
            };
            let files = unicode.faces.sums();
            let over = (over.forms.as_slice(), over.lost);
            let mut faults = inspector.page(page, &used, &contents.held, files, over);
            faults.extend(drawn.clipped.then_some(Damage::Clipped));
            Some(Page { faults, ..drawn })
        }));
        if drawn.is_err() {
            cache = InterpreterCache::new();
            swift = Swift::default();
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
    Ok((faults, unicode.faces.exchanged()))
}

/// Where the page's own coordinates lie on the page as shown, and its area.
fn shown(page: &EnginePage<'_>) -> (Affine, Area) {
    let (width, height) = page.render_dimensions();
    let place = Affine::new(page.initial_transform(true).as_coeffs());
    (place, Area::new(0.0, 0.0, f64::from(width), f64::from(height)))
}

/// Draws a page that says no more than most, and what it uses.
fn draw_plain<'a>(
    page: &EnginePage<'a>,
    contents: &Contents,
    number: u32,
    settings: &InterpreterSettings,
    swift: &mut Swift<'a>,
    unicode: &mut Unicode,
) -> Option<(Page, Used)> {
    let (width, height) = page.render_dimensions();
    let mut gatherer = Gatherer::new(Page { number, width, height, ..Page::default() }, unicode);
    let (instructions, resources) = (contents.instructions(), page.resources());
    let used = swift.draw(instructions, resources, shown(page), settings, &mut gatherer)?;
    Some((gatherer.finish(), used))
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
    let (transform, area) = shown(page);
    let mut context = Context::new(transform, area, cache, pdf.xref(), settings.clone());
    let mut gatherer = Gatherer::new(Page { width, height, ..blank }, unicode);
    let instructions = TypedIter::new(contents.instructions());
    interpret(instructions, page.resources(), &mut context, &mut gatherer);
    if settings.render_content.contains(RenderContent::ANNOTATIONS) {
        let settings =
            InterpreterSettings { render_content: RenderContent::ANNOTATIONS, ..settings.clone() };
        let mut context = Context::new(transform, area, cache, pdf.xref(), settings);
        gatherer.take_text_only();
        interpret_page(page, &mut context, &mut gatherer);
    }
    gatherer.finish()
}

#[cfg(test)]
mod tests;
