//! PDF: pages of glyphs and rules → lines and tables.
//!
//! A page source (here `hayro-interpret`) yields [`page::Page`]s; everything behind it knows
//! glyphs and rules only. A page is brought down to lines and ruled tables before the next one is
//! drawn, so that memory does not grow with what is drawn.

mod columns;
mod device;
mod direction;
mod engine;
mod fold;
mod furniture;
mod items;
mod join;
mod lattice;
mod lines;
mod page;
mod paragraphs;
mod plane;
mod rules;
mod stream;
mod unicode;

use super::{IngestError, Reader};
use crate::model::Document;
use crate::model::document::IngestOddity;
use engine::OpenError;
use items::{Draft, Item, Part, Sheet};
use lines::Line;
use plane::{Piece, Plane};

/// Told by its mark, which may stand after some rubbish.
pub(super) static READER: Reader = Reader { name: "pdf", sniff, read };

/// How far from the start the mark may stand.
const MARK_WITHIN: usize = 1024;

fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(MARK_WITHIN)];
    memchr::memmem::find(head, b"%PDF-").is_some()
}

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let mut sheets = sheets(bytes, document)?;
    let mut furniture = furniture::find(&sheets);
    stream::find(&mut sheets, &mut furniture);
    let pieces = pieces(&sheets, &furniture);
    Plane { document, sheets: &sheets }.lay(pieces);
    Ok(())
}

/// The pages in short; what was odd about them goes to the document.
fn sheets(bytes: &[u8], document: &mut Document) -> Result<Vec<Sheet>, IngestError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut folded, mut unknown, mut damaged) = (0, 0, 0);
    let open = engine::pages(bytes, |number, page| {
        let page = page.unwrap_or_else(|| {
            damaged += 1;
            document.oddities.push(IngestOddity::PageDamaged { page: number });
            page::Page { number, width: 595.0, height: 842.0, ..page::Page::default() }
        });
        folded += page.folded;
        unknown += page.unknown;
        sheets.push(items::sheet(page));
    });
    match open {
        Ok(_) => {}
        Err(OpenError::Locked) => return Err(IngestError::Encrypted("PDF")),
        Err(OpenError::Damaged) => return Err(broken("no page can be found in it")),
    }
    let empty = sheets.iter().all(|sheet| sheet.items.is_empty());
    if empty && damaged > 0 {
        return Err(broken("none of its pages can be drawn"));
    }
    if empty {
        return Err(IngestError::NoTextLayer { pages: sheets.len() as u32 });
    }
    if folded > 0 {
        document.oddities.push(IngestOddity::GlyphsFolded { count: folded });
    }
    if unknown > 0 {
        document.oddities.push(IngestOddity::GlyphsUnknown { count: unknown });
    }
    Ok(sheets)
}

/// The blocks of the document in reading order.
fn pieces(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // A table that may go on over the page, and the furniture met meanwhile.
    let mut table: Option<Draft> = None;
    let mut aside: Vec<Piece> = Vec::new();
    for (sheet, furniture) in sheets.iter().zip(furniture) {
        let page = sheet.page.number;
        let body: Vec<&Item> = sheet
            .items
            .iter()
            .enumerate()
            .filter(|(index, _)| !furniture.contains(index))
            .map(|(_, item)| item)
            .collect();
        for index in furniture {
            if let Item::Line(line) = &sheet.items[*index] {
                aside.extend(part(line, page).map(Piece::Furniture));
            }
        }
        for line in &sheet.slanted {
            aside.extend(part(line, page).map(Piece::Furniture));
        }
        let measure = paragraphs::Measure::of(body.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Table(_) => None,
        }));
        let mut above: Option<&Line> = None;
        for (index, item) in body.iter().enumerate() {
            match item {
                Item::Table(draft) => {
                    match &mut table {
                        Some(open) if index == 0 && join::goes_on(open, draft) => {
                            let headers = join::append(open, draft.clone());
                            aside.extend(headers.into_iter().map(Piece::Furniture));
                        }
                        _ => {
                            pieces.extend(table.take().map(Piece::Table));
                            pieces.append(&mut aside);
                            table = Some(draft.clone());
                        }
                    }
                    above = None;
                }
                Item::Line(line) => {
                    pieces.extend(table.take().map(Piece::Table));
                    pieces.append(&mut aside);
                    let goes_on = above
                        .zip(measure)
                        .is_some_and(|(above, measure)| measure.goes_on(above, line));
                    match pieces.last_mut() {
                        Some(Piece::Text(parts, _)) if goes_on => {
                            if let (Some(last), Some(more)) = (parts.last_mut(), part(line, page)) {
                                lines::join(&mut last.text, &more.text);
                                last.bounds = last.bounds.hull(&more.bounds);
                            }
                        }
                        _ => pieces.extend(
                            part(line, page).map(|part| Piece::Text(vec![part], line.strong())),
                        ),
                    }
                    above = Some(line);
                }
            }
        }
    }
    pieces.extend(table.map(Piece::Table));
    pieces.append(&mut aside);
    pieces
}

fn part(line: &Line, page: u32) -> Option<Part> {
    items::joined(std::slice::from_ref(line), page)
}

fn broken(detail: &str) -> IngestError {
    IngestError::Broken { format: "PDF", detail: detail.to_owned() }
}
