//! DOC: the documents of Word 97 to 2003 (MS-DOC). Text and tables, as the reader of DOCX gives
//! them; older files are refused by name.

mod body;
mod boxes;
mod fib;
mod lists;
mod pieces;
mod props;
mod styles;
mod tables;

use super::items;
use super::layout::Layout;
use super::zipped::broken;
use super::{IngestError, Reader, cfb, foreign, spaced};
use crate::model::{BlockKind, Document};
use body::Body;
use fib::{Fib, Part};
use pieces::Text;
use props::Bins;

pub(super) static READER: Reader = Reader { name: "doc", sniff, read };

/// Documents of Word 6 and 95 are of another form and stay unread.
fn sniff(bytes: &[u8]) -> bool {
    foreign::has_stream(bytes, "WordDocument")
        && cfb::stream(bytes, "WordDocument").is_some_and(|main| Fib::is_one(&main.bytes))
}

/// Most bytes of long lists of changes that are read, each as often as a paragraph names it.
const LONG: usize = 256 * 1024 * 1024;

/// The parts that hold text, in the order in which they are read, and what that text is where it
/// is not the notice's. Text boxes are read where they are anchored; comments are left out.
const PARTS: [(Part, Option<BlockKind>); 4] = [
    (Part::Main, None),
    (Part::Footnotes, None),
    (Part::Endnotes, None),
    (Part::Heads, Some(BlockKind::Furniture)),
];

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let stream = |name: &str| cfb::stream(bytes, name);
    let main = stream("WordDocument").ok_or_else(|| broken("doc", "its main stream is lost"))?;
    let fib = Fib::read(&main.bytes).ok_or_else(|| broken("doc", "its header is cut short"))?;
    if fib.encrypted {
        return Err(IngestError::Encrypted("doc"));
    }
    let Some(tables) = stream(fib.tables) else {
        return Err(broken("doc", "its table stream is lost"));
    };
    let data = stream("Data");
    let Some(text) = Text::read(&main.bytes, &tables.bytes, &fib) else {
        return Err(broken("doc", "nothing says where its text stands"));
    };
    let mut faults = Vec::new();
    if !main.whole || !tables.whole || text.cut {
        faults.push("its text ends early".to_owned());
    }
    let mut lists = lists::read(&tables.bytes, &fib);
    let mut body = Body {
        bins: Bins::read(&main.bytes, &tables.bytes, &fib),
        styles: &styles::read(&tables.bytes, &fib),
        fonts: &styles::fonts(&tables.bytes, &fib),
        data: data.as_ref().map_or(&[][..], |data| &data.bytes[..]),
        text: &text,
        lists: &mut lists,
        boxes: boxes::read(&tables.bytes, &fib).into(),
        long_left: LONG,
        lost: false,
        deep: false,
    };
    let mut layout = Layout::new(document);
    let mut hidden = Vec::new();
    for (number, (part, as_kind)) in (1..).zip(PARTS) {
        let content = body.read(fib.range(part), number);
        hidden.extend(content.hidden);
        items::lay_out_all(content.items, &mut layout, as_kind);
    }
    layout.hidden(&hidden);
    if body.lost {
        faults.push("the form of some paragraphs is lost: tables may be incomplete".to_owned());
    }
    if body.deep {
        faults.push("things are nested too deep in it to be read".to_owned());
    }
    for fault in faults {
        layout.damaged(fault);
    }
    spaced::find(document);
    Ok(())
}
