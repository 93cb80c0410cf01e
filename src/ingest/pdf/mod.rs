//! PDF: pages of glyphs and rules → lines and tables.
//!
//! A page source (here `hayro-interpret`) yields `page::Page`s; everything behind it knows
//! glyphs and rules only. A page is brought down to lines and ruled tables before the next one is
//! drawn, so that memory does not grow with what is drawn.

mod annotations;
mod captions;
mod carried;
mod cells;
mod clips;
mod columns;
mod contents;
mod covers;
mod device;
mod direction;
mod draw;
mod drawn;
mod engine;
mod faces;
mod flow;
mod fold;
mod furniture;
mod gutters;
mod header;
mod heads;
mod hidden;
mod items;
mod join;
mod kinds;
mod lattice;
mod lines;
mod merged;
mod names;
mod overlay;
mod page;
mod paragraphs;
mod plane;
mod regions;
mod rows;
mod rules;
mod said;
#[cfg(feature = "cross-check")]
pub mod second;
mod serials;
mod sheets;
mod sound;
mod spacing;
mod spans;
mod stream;
mod swift;
mod told;
mod torn;
#[cfg(test)]
mod typed;
mod unicode;
mod upright;
mod weight;
mod wrapped;
mod zones;

pub use draw::draw;

use std::collections::HashMap;

use super::{IngestError, Reader};
use crate::model::Document;
use crate::model::document::{Damage, IngestOddity};
use engine::OpenError;
use items::{Draft, Item, Part, Sheet};
use lines::Line;
use page::Contradicted;
use paragraphs::Measure;
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
    let mut sheets = pages(bytes, document)?;
    drawn::find(&mut sheets);
    upright::find(&mut sheets);
    names::find(&mut sheets);
    let mut furniture = furniture::find(&sheets);
    carried::find(&sheets, &mut furniture);
    document.oddities.extend(unread(&sheets, &furniture));
    flow::find(&mut sheets, &mut furniture);
    let asides = merged::take(&mut sheets, &mut furniture);
    stream::find(&mut sheets, &mut furniture);
    merged::give_back(&mut sheets, asides);
    regions::find(&mut sheets);
    join::once(&mut sheets, &furniture);
    join::lift(&mut sheets, &mut furniture);
    let pieces = pieces(&mut sheets, &furniture);
    Plane { document, sheets: &sheets }.lay(pieces);
    Ok(())
}

/// The pages in short; what was odd about them goes to the document.
fn pages(bytes: &[u8], document: &mut Document) -> Result<Vec<Sheet>, IngestError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut folded, mut unknown, mut damaged) = (0, 0, 0);
    let mut private: HashMap<char, u32> = HashMap::new();
    let open = engine::pages(bytes, |number, page| {
        let page = page.unwrap_or_else(|| {
            damaged += 1;
            document.oddities.push(IngestOddity::PageDamaged { page: number });
            page::Page { number, width: 595.0, height: 842.0, ..page::Page::default() }
        });
        folded += page.folded;
        let part =
            |damage: &Damage| IngestOddity::PartDamaged { page: Some(number), damage: *damage };
        document.oddities.extend(page.faults.iter().map(part));
        unknown += page.unknown;
        for (c, count) in &page.private {
            *private.entry(*c).or_default() += count;
        }
        let Contradicted { count, told, drawn } = &page.contradicted;
        if *count > 0 {
            document.oddities.push(IngestOddity::GlyphsContradict {
                page: number,
                count: *count,
                told: told.clone(),
                drawn: drawn.clone(),
            });
        }
        if page.shared.count > 0 {
            document.oddities.push(IngestOddity::GlyphsShared {
                page: number,
                count: page.shared.count,
                told: page.shared.told.clone(),
            });
        }
        sheets.push(sheets::sheet(page));
    });
    let part = |damage| IngestOddity::PartDamaged { page: None, damage };
    let (whole, exchanged) = open.map_err(IngestError::from)?;
    let whole: Vec<IngestOddity> = whole.into_iter().map(part).collect();
    for said::Exchanged { page, told, drawn } in exchanged {
        let count = told.chars().count() as u32;
        document.oddities.push(IngestOddity::GlyphsContradict { page, count, told, drawn });
    }
    document.oddities.splice(0..0, whole);
    let empty = sheets.iter().all(|sheet| sheet.items.is_empty());
    if empty && (damaged > 0 || !document.oddities.is_empty()) {
        return Err(broken("none of its pages can be drawn"));
    }
    if empty {
        return Err(IngestError::NoTextLayer { pages: sheets.len() as u32 });
    }
    unknown += private.into_values().filter(|count| *count >= OFTEN).sum::<u32>();
    if folded > 0 {
        document.oddities.push(IngestOddity::GlyphsFolded { count: folded });
    }
    if unknown > 0 {
        document.oddities.push(IngestOddity::GlyphsUnknown { count: unknown });
    }
    Ok(sheets)
}

/// A rare character that no standard knows is not met so often.
const OFTEN: u32 = 10;
/// So much of a page covered by pictures, and no text: a scan.
const MOSTLY: f32 = 0.25;
/// So many shapes of curves, and no text: text turned into outlines.
const MANY_SHAPES: u32 = 100;

/// Pages among others that show something and have no text of their own.
fn unread(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Vec<IngestOddity> {
    let mut found: Vec<IngestOddity> = Vec::new();
    for (sheet, furniture) in sheets.iter().zip(furniture) {
        let page = &sheet.page;
        let bare = (0..sheet.items.len()).all(|index| furniture.contains(&index));
        let shows = page.pictured > MOSTLY * page.width * page.height || page.shapes > MANY_SHAPES;
        if !(bare && shows) {
            continue;
        }
        match found.last_mut() {
            Some(IngestOddity::PagesUnread { last, .. }) if *last + 1 == page.number => *last += 1,
            _ => found.push(IngestOddity::PagesUnread { first: page.number, last: page.number }),
        }
    }
    found
}

/// The blocks of the document in reading order.
fn pieces(sheets: &mut [Sheet], furniture: &[Vec<usize>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // A table that may go on over the page, and the furniture met meanwhile.
    let mut table: Option<Draft> = None;
    // How the table before it begins.
    let mut top: Option<Draft> = None;
    let mut aside: Vec<Piece> = Vec::new();
    let mut above: Option<(Line, Measure)> = None;
    for (sheet, furniture) in sheets.iter_mut().zip(furniture) {
        let page = sheet.page.number;
        let margin = furniture.iter().filter_map(|index| sheet.line(*index));
        let (head, foot): (Vec<&Line>, Vec<&Line>) =
            margin.chain(&sheet.slanted).partition(|line| line.bounds.y1 < 0.5 * sheet.page.height);
        let furnish = |line: &Line| part(line, page).map(Piece::Furniture);
        aside.extend(head.into_iter().filter_map(furnish));
        let foot: Vec<Piece> = foot.into_iter().filter_map(furnish).collect();
        aside.extend(items::joined(&sheet.hidden, page).map(Piece::Hidden));
        let Some(measure) = Measure::of(sheet, furniture) else {
            aside.extend(foot);
            continue;
        };
        // Taken, not copied: a long document is held once.
        let items = std::mem::take(&mut sheet.items).into_iter().enumerate();
        let body = items.filter(|(index, _)| !furniture.contains(index));
        for (index, (_, item)) in body.enumerate() {
            match item {
                Item::Table(draft) => {
                    above = None;
                    if let Some(open) =
                        table.as_mut().filter(|open| index == 0 && join::goes_on(open, &draft))
                    {
                        let headers = join::append(open, *draft, top.as_ref());
                        aside.extend(headers.into_iter().map(Piece::Furniture));
                    } else {
                        close(&mut table, &mut top, &mut pieces);
                        pieces.append(&mut aside);
                        table = Some(*draft);
                    }
                }
                Item::Line(line) => {
                    let Some(more) = part(&line, page) else { continue };
                    let goes_on = above.as_ref().is_some_and(|(above, before)| {
                        paragraphs::goes_on((above, *before), (&line, measure), index == 0)
                    });
                    let strong = line.strong();
                    above = Some((line, measure));
                    if goes_on && let Some(Piece::Text(parts, _)) = pieces.last_mut() {
                        match parts.last_mut() {
                            Some(last) if last.page == page => {
                                wrapped::join(&mut last.text, &more.text);
                                last.bounds = last.bounds.hull(&more.bounds);
                            }
                            _ => parts.push(more),
                        }
                    } else {
                        close(&mut table, &mut top, &mut pieces);
                        pieces.append(&mut aside);
                        pieces.push(Piece::Text(vec![more], strong));
                    }
                }
            }
        }
        aside.extend(foot);
    }
    close(&mut table, &mut top, &mut pieces);
    pieces.append(&mut aside);
    pieces
}

/// Ends a table; one with a header is the one that the next may go by.
fn close(table: &mut Option<Draft>, top: &mut Option<Draft>, pieces: &mut Vec<Piece>) {
    let Some(mut table) = table.take() else { return };
    join::finish(&mut table);
    if join::is_headed(&table) {
        *top = Some(join::top(&table));
    }
    pieces.push(Piece::Table(table));
}

fn part(line: &Line, page: u32) -> Option<Part> {
    items::joined(std::slice::from_ref(line), page)
}

fn broken(detail: &str) -> IngestError {
    IngestError::Broken { format: "PDF", detail: detail.to_owned() }
}

impl From<OpenError> for IngestError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Locked => Self::Encrypted("PDF"),
            OpenError::Damaged => broken("no page can be found in it"),
        }
    }
}
