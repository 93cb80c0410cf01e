//! DOCX: paragraphs and tables of the main part, then footnotes, text of heads and feet
//! (ECMA-376 part 1, chapter 17).

mod body;
mod numbering;
mod styles;
mod symbols;

use super::items::{self, Item};
use super::layout::Layout;
use super::zipped::{self, Zipped};
use super::{Excess, IngestError, Reader, text};
use crate::model::{BlockKind, Document};
use crate::text::is_blank;

pub(super) static READER: Reader =
    Reader { name: "docx", sniff: |bytes| zipped::has(bytes, "word/document"), read };

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let mut zip = Zipped::open(bytes, "docx")?;
    let mut faults = Vec::new();
    if zip.damaged {
        faults.push("the archive's directory is lost".to_owned());
    }
    let main = zipped::main_part(&mut zip, "word/document.xml")?;
    let Some(part) = zip.part(&main)? else {
        return Err(zipped::broken("docx", "the document's main part is missing"));
    };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |zip: &mut Zipped<'_>, name: &str| zip.part(&format!("{folder}/{name}"));
    let styles = styles::read(&beside(&mut zip, "styles.xml")?.unwrap_or_default());
    let numbering = beside(&mut zip, "numbering.xml")?.unwrap_or_default();
    let mut numbering = numbering::read(&numbering);

    let mut layout = Layout::new(document);
    let mut hidden = Vec::new();
    let body = body::read(&part, 1, &styles, &mut numbering, &mut faults);
    let deep = body.deep;
    hidden.extend(body.hidden);
    lay_out(body.items, &mut layout, None);
    // Notes are printed on the page that refers to them; they are read after all of the text.
    for (index, name) in ["footnotes.xml", "endnotes.xml"].into_iter().enumerate() {
        if let Some(part) = beside(&mut zip, name)? {
            let number = index as u32 + 2;
            let body = body::read(&part, number, &styles, &mut numbering, &mut faults);
            hidden.extend(body.hidden);
            lay_out(body.items, &mut layout, None);
        }
    }
    let mut number = 4;
    for kind in ["header", "footer"] {
        for index in 1..=12 {
            let Some(part) = beside(&mut zip, &format!("{kind}{index}.xml"))? else { continue };
            let body = body::read(&part, number, &styles, &mut numbering, &mut faults);
            lay_out(body.items, &mut layout, Some(BlockKind::Furniture));
            number += 1;
        }
    }
    layout.hidden(&hidden);
    if deep && layout.document.text.chars().all(is_blank) {
        return Err(IngestError::Excessive { format: "docx", of: Excess::Nesting });
    }
    if zip.damaged && faults.is_empty() {
        faults.push(zipped::DAMAGED.to_owned());
    }
    for fault in faults {
        layout.damaged(fault);
    }
    text::columns::find(document);
    Ok(())
}

/// Lays the items out, all as that kind where one is given.
fn lay_out(items: Vec<Item>, layout: &mut Layout<'_>, as_kind: Option<BlockKind>) {
    for item in items::flatten(items) {
        match (item, as_kind) {
            (Item::Paragraph { flow, kind, .. }, _) => {
                layout.paragraph(&flow, as_kind.unwrap_or(kind));
            }
            (Item::Table(grid), None) => items::lay_out(&grid, layout),
            (Item::Table(grid), Some(kind)) => {
                let cells = grid.rows.into_iter().flat_map(|row| row.cells);
                for item in cells.flat_map(|cell| cell.items) {
                    if let Item::Paragraph { flow, .. } = item {
                        layout.paragraph(&flow, kind);
                    }
                }
            }
        }
    }
}
