//! DOCX: paragraphs and tables of the main part, then footnotes, text of heads and feet
//! (ECMA-376 part 1, chapter 17).

use std::collections::HashSet;

mod body;
mod fields;
mod math;
mod numbering;
mod styles;

use super::items;
use super::layout::Layout;
use super::zipped::{self, Zipped, relations};
use super::{Excess, IngestError, Reader, spaced};
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
    let parts = Parts::of(&mut zip, &main)?;
    let styles = styles::read(&parts.bytes(&mut zip, "styles")?);
    let mut numbering = numbering::read(&parts.bytes(&mut zip, "numbering")?);

    let mut layout = Layout::new(document);
    let mut hidden = Vec::new();
    let body = body::read(&part, 1, &styles, &mut numbering, &mut faults);
    let deep = body.deep;
    hidden.extend(body.hidden);
    items::lay_out_all(body.items, &mut layout, None);
    // Notes are printed on the page that refers to them; they are read after all of the text.
    let mut number = 1;
    for (kind, as_kind) in BESIDE {
        for path in parts.paths(kind) {
            let Some(part) = zip.part(path)? else { continue };
            number += 1;
            let body = body::read(&part, number, &styles, &mut numbering, &mut faults);
            if as_kind.is_none() {
                hidden.extend(body.hidden);
            }
            items::lay_out_all(body.items, &mut layout, as_kind);
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
    spaced::find(document);
    Ok(())
}

/// Parts beside the main one that hold text, and what that text is where it is not the notice's.
const BESIDE: [(&str, Option<BlockKind>); 4] = [
    ("footnotes", None),
    ("endnotes", None),
    ("header", Some(BlockKind::Furniture)),
    ("footer", Some(BlockKind::Furniture)),
];

/// The paths of the parts that the main one refers to, by kind.
struct Parts {
    relations: Vec<(&'static str, String)>,
}

impl Parts {
    fn of(zip: &mut Zipped<'_>, main: &str) -> Result<Self, IngestError> {
        let listed = relations::of(zip, main)?;
        let kinds = || ["styles", "numbering"].into_iter().chain(BESIDE.map(|(kind, _)| kind));
        let mut seen = HashSet::new();
        let mut relations = Vec::new();
        for relation in &listed {
            let kind = kinds().find(|kind| relation.is(kind));
            // Several sections may refer to one head.
            if let Some(kind) = kind.filter(|_| seen.insert(&relation.path)) {
                relations.push((kind, relation.path.clone()));
            }
        }
        // Where the list is lost, parts are found by the names that offices give them.
        if listed.is_empty() {
            let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
            for kind in kinds() {
                relations.push((kind, format!("{folder}/{kind}.xml")));
                relations.extend((1..=12).map(|n| (kind, format!("{folder}/{kind}{n}.xml"))));
            }
        }
        Ok(Self { relations })
    }

    fn paths<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.relations.iter().filter(move |(own, _)| *own == kind);
        own.map(|(_, path)| path.as_str())
    }

    /// The bytes of the one part of that kind; empty without one.
    fn bytes(&self, zip: &mut Zipped<'_>, kind: &str) -> Result<Vec<u8>, IngestError> {
        let path = self.paths(kind).next();
        Ok(path.map(|path| zip.part(path)).transpose()?.flatten().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
