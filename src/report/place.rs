//! Where a finding is, for people.

use std::borrow::Cow;

use super::Found;
use crate::check::words;
use crate::model::document::Position;
use crate::model::report::Finding;
use crate::model::{Document, Lang, Span};
use crate::text::tame;

/// The file's name; for paged sources with the page, as a URL would have it: `a.pdf#page=3`.
pub(super) fn file(document: &Document, position: Position) -> String {
    let name = tame(&document.name);
    match position.page {
        Some(page) => format!("{name}#page={page}"),
        None => name,
    }
}

/// A span moved onto character boundaries inside the plane.
pub(super) fn clamp(plane: &str, span: Span) -> Span {
    let boundary = |at: u32| {
        let mut at = (at as usize).min(plane.len());
        while !plane.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start);
    Span::of(start, boundary(span.end).max(start))
}

/// The source's words under a span, at most `limit` characters.
pub(super) fn quote(document: &Document, span: Span, limit: usize) -> Cow<'_, str> {
    let text = clamp(&document.text, span).text(&document.text);
    match text.char_indices().nth(limit) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// From where to where a span goes, for people; the end is the column after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub start: Position,
    pub end: Position,
}

/// The region of a span. The end is that of the last character in it, because what follows may lie
/// in quite another part of the file.
pub(super) fn region(document: &Document, span: Span) -> Region {
    let span = clamp(&document.text, span);
    let start = document.position(span.start);
    let text = span.text(&document.text).trim_end_matches('\n');
    let Some((last, _)) = text.char_indices().next_back() else {
        return Region { start, end: start };
    };
    let mut end = document.position(span.start + last as u32);
    end.column += 1;
    let before = (end.page, end.line, end.column) < (start.page, start.line, start.column);
    Region { start, end: if before { start } else { end } }
}

/// A path as a URI: relative ones stay so, others become `file:`.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = match (path.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    let path = path.strip_prefix("./").unwrap_or(&path);
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            b':' if drive => uri.push(':'),
            _ => {
                let digit = |d: u8| char::from_digit(d.into(), 16).unwrap_or('0');
                uri.push('%');
                uri.push(digit(byte >> 4).to_ascii_uppercase());
                uri.push(digit(byte & 15).to_ascii_uppercase());
            }
        }
    }
    uri
}

/// The path as typed, with slashes and without a leading `./`.
pub(super) fn path(name: &str) -> String {
    let path = name.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// The message of a finding; where it is on a page, with the page: the line is then one of the
/// text, which a reader of the file does not see.
pub(super) fn message(found: &Found, lang: Lang) -> String {
    match found.document.position(found.finding.primary.start).page {
        None => told(found.document, found.finding, lang),
        Some(page) => {
            let message = words::message(found.finding, lang);
            led("paged", &[("page", page.to_string())], lang) + &message
        }
    }
}

/// The message of a finding; where it is on one of several sheets, or in a table of a text document, with
/// these: the line is one of the sheet, or one that nobody counts, of paragraphs and cells.
pub(super) fn told(document: &Document, finding: &Finding, lang: Lang) -> String {
    let message = words::message(finding, lang);
    let at = finding.primary.start;
    if let Some(sheet) = document.sheet(at) {
        return led("sheeted", &[("sheet", tame(sheet))], lang) + &message;
    }
    // Only where it is said is it looked for.
    let of_text = matches!(document.format, "docx" | "doc");
    match of_text.then(|| document.table_row(at)).flatten() {
        Some((table, row)) => {
            let args = [("table", table.to_string()), ("row", row.to_string())];
            led("tabled", &args, lang) + &message
        }
        None => message,
    }
}

/// What leads a message.
fn led(key: &str, args: &[(&'static str, String)], lang: Lang) -> String {
    let empty = [("message", String::new())];
    let args: Vec<_> = args.iter().cloned().chain(empty).collect();
    words::fill(words::shared(lang).get(key).unwrap_or("{message}"), &args, lang)
}
