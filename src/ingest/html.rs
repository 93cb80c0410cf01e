//! HTML: the notice out of the page that carries it.
//!
//! Pages are read as text with structure, never as pixels: no style sheet is followed. Numbers that
//! a browser sets before the items of a numbered list are printed, and so they are in the plane.

pub(super) mod archive;
mod attributes;
mod content;
mod elements;
mod elsewhere;
mod frame;
mod numbers;
mod open;
mod rows;
mod sheets;
mod tree;
mod words;

use encoding_rs::{Encoding, GB18030, GBK};

use super::items::{self, Item};
use super::layout::Layout;
use super::{IngestError, Reader, decode, faults, spaced};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span};
use crate::text::is_blank;

pub(super) static READER: Reader = Reader { name: "html", sniff, read };

/// Bytes in which a page says what it is.
const HEAD: usize = 4096;
/// Tags that a fragment of a page begins with.
static FRAGMENT: &[&str] = &[
    "<table", "<div", "<p>", "<p ", "<center", "<section", "<article", "<h1", "<h2", "<ul", "<ol",
    "<meta", "<head", "<style", "<script", "<span", "<main",
];

fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let choice = choose(head);
    let text = choice.encoding.decode_without_bom_handling(&head[choice.bom..]).0;
    let text = text.trim_start_matches(crate::text::is_blank).to_ascii_lowercase();
    if !text.starts_with('<') {
        return false;
    }
    if ["<!doctype html", "<html", "<body"].iter().any(|tag| text.contains(tag)) {
        return true;
    }
    // A line of a text notice may begin with <b>, but not with a block that is closed again.
    FRAGMENT.iter().any(|tag| text.starts_with(tag))
        && memchr::memmem::find(bytes, b"</").is_some()
        && !is_markdown(bytes)
}

/// Whether a text that begins with a tag is Markdown all the same: it has a table's line of dashes below another of
/// its lines, which a page would show as they stand, and no rows of a page's own.
fn is_markdown(bytes: &[u8]) -> bool {
    let dashes = |line: &[u8]| {
        line.starts_with(b"|")
            && memchr::memmem::find(line, b"--").is_some()
            && line.iter().all(|b| b"|-: ".contains(b))
    };
    let tags: [&[u8]; 5] = [b"<li", b"<tr", b"<pre", b"<style", b"<script"];
    let lines = || bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii);
    lines().zip(lines().skip(1)).any(|(head, line)| head.starts_with(b"|") && dashes(line))
        && !tags.iter().any(|tag| memchr::memmem::find(bytes, tag).is_some())
}

/// The encoding: what the bytes prove comes before what the page says.
fn choose(bytes: &[u8]) -> decode::Choice<'_> {
    let choice = decode::choose(bytes);
    if !choice.guessed {
        return choice;
    }
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let named = memchr::memmem::find(&head, b"charset=").and_then(|at| {
        let rest = head[at + 8..].trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_".contains(b));
        Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
    });
    match named {
        // GBK pages hold characters that only GB18030 has.
        Some(encoding) if encoding == GBK => {
            decode::Choice { encoding: GB18030, guessed: false, ..choice }
        }
        // A page that calls itself UTF-8 and is not does not know what it is.
        Some(encoding) if encoding.is_ascii_compatible() && encoding != encoding_rs::UTF_8 => {
            decode::Choice { encoding, guessed: false, ..choice }
        }
        _ => choice,
    }
}

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let choice = choose(bytes);
    document.encoding = decode::name(choice.encoding);
    if choice.guessed {
        let encoding = document.encoding;
        document.oddities.push(IngestOddity::EncodingGuessed { encoding });
    }
    let mut source = String::new();
    decode::decode_onto(choice.encoding, &bytes[choice.bom..], &mut source, |fault| {
        document.oddities.push(IngestOddity::UndecodableBytes {
            byte: (choice.bom + fault.byte) as u64,
            length: fault.length as u64,
            marks: 1,
            span: Span::at(0),
        });
    });
    if source.len() > u32::MAX as usize / 2 {
        return Err(IngestError::TooLarge { most: super::PLANE / 2 });
    }
    let mut tree = tree::read(&source, false);
    if tree.is_covered() {
        // A script shows what the page hides: most of it cannot be meant to stay unseen.
        tree = tree::read(&source, true);
    }
    let items = items::flatten(tree.items);
    let roles = content::roles(&items, &tree.nodes, &tree.title);
    let mut layout = Layout::new(document);
    if tree.cut {
        layout.damaged("the page ends before its last tag");
    }
    for (item, role) in items.iter().zip(roles) {
        match (item, role) {
            (Item::Paragraph { flow, kind, .. }, role) => {
                let kind = match role {
                    content::Role::Furniture => BlockKind::Furniture,
                    content::Role::Title => BlockKind::Heading(1),
                    content::Role::Content => *kind,
                };
                layout.paragraph(flow, kind);
            }
            (Item::Table(grid), content::Role::Furniture) => {
                let start = layout.document.text.len();
                let tables = layout.document.tables.len();
                items::lay_out(grid, &mut layout);
                demote(layout.document, start, tables);
            }
            (Item::Table(grid), _) => items::lay_out(grid, &mut layout),
        }
    }
    layout.hidden(&tree.hidden);
    spaced::find(document);
    if document.text.chars().all(is_blank) && !source.chars().all(is_blank) {
        let detail = "there is no text in it, only tags, scripts and comments".to_owned();
        return Err(IngestError::Broken { format: "html", detail });
    }
    locate(&mut document.origins.runs, decode::Cursor::new(&source, choice));
    faults::place(document);
    Ok(())
}

/// Lays out a table of HTML that stands inside a text. `cursor` is at its first byte.
pub(super) fn table_in_text(source: &str, cursor: decode::Cursor, document: &mut Document) {
    let first = document.origins.runs.len();
    let opened = source.trim_start().get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table"));
    let tree = if opened { tree::read(source, false) } else { tree::read_rows(source) };
    let items = items::flatten(tree.items);
    let mut layout = Layout::new(document);
    for item in &items {
        match item {
            Item::Paragraph { flow, kind, .. } => layout.paragraph(flow, *kind),
            Item::Table(grid) => items::lay_out(grid, &mut layout),
        }
    }
    locate(&mut document.origins.runs[first..], cursor);
}

/// Makes lines of furniture of the table laid out last.
fn demote(document: &mut Document, start: usize, tables: usize) {
    if document.tables.len() == tables {
        return;
    }
    document.tables.truncate(tables);
    document.blocks.pop();
    let mut from = start;
    for line in document.text[start..].split_inclusive('\n') {
        let span = crate::text::trim(Span::of(from, from + line.len()), &document.text);
        if !span.is_empty() {
            document.blocks.push(Block { kind: BlockKind::Furniture, span });
        }
        from += line.len();
    }
}

/// The reader notes places in the decoded text; here they become places in the file. What is
/// hidden is laid out last, wherever it stood.
fn locate(runs: &mut [OriginRun], mut cursor: decode::Cursor) {
    let mut runs: Vec<_> = runs.iter_mut().collect();
    let byte = |origin: &Origin| match origin {
        Origin::Bytes { byte, .. } => *byte,
        _ => 0,
    };
    runs.sort_by_key(|run| byte(&run.origin));
    for run in runs {
        run.origin = cursor.origin(byte(&run.origin) as usize);
    }
}

#[cfg(test)]
mod tests;
