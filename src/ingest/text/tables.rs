//! Tables of HTML in a text: converters to Markdown leave tables with merged cells as they are.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::ingest::decode;

/// A longer table is a page of its own.
const MOST: usize = 16 * 1024 * 1024;

/// Finds tables where they begin.
pub(super) struct Tables {
    encoding: &'static Encoding,
    /// Where more bytes than these are left, rows without a beginning have no cell up to the next table; none, where nothing
    /// that is left is a table.
    barren: Option<usize>,
}

impl Tables {
    pub(super) fn new(encoding: &'static Encoding) -> Self {
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        Self { encoding, barren: (!wide).then_some(usize::MAX) }
    }

    /// Bytes up to the end of the line in which a table ends, where one begins, and whether it is whole. One that does not
    /// end was cut off, and goes as far as there are tags of rows and cells; so was one that begins with a row, which does
    /// not take in the next.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<(usize, bool)> {
        let barren = self.barren?;
        let body = bytes.trim_ascii_start();
        let lead = &bytes[..bytes.len() - body.len()];
        let opened = opens(body);
        let row = || body.len() <= barren && (begins(body, b"<tr") || begins(body, b"<td"));
        if lead.contains(&b'\n') || !(opened || row()) {
            return None;
        }
        let reach = &body[..body.len().min(MOST)];
        let (mut last, mut end, mut next) = (None, None, None);
        for at in memchr::memchr_iter(b'<', reach) {
            let is = |tag: &[u8]| {
                reach.get(at..at + tag.len()).is_some_and(|own| own.eq_ignore_ascii_case(tag))
            };
            if is(b"</table>") {
                end = Some(at);
                break;
            }
            if !opened && is(b"<table") {
                next = Some(body.len() - at);
                break;
            }
            if is(b"<td") || is(b"</tr") {
                last = Some(at);
            }
        }
        let Some(close) = end.or(last) else {
            self.barren = next;
            return None;
        };
        let from = lead.len() + close;
        let (rest, line) = decode::line(self.encoding, &bytes[from..]);
        Some((from + rest + line, opened && end.is_some()))
    }
}

/// Whether a text begins with a table, or with elements around one: <html><body><table>.
fn opens(body: &[u8]) -> bool {
    const AROUND: [&[u8]; 5] = [b"<html", b"<body", b"<div", b"<center", b"<figure"];
    let mut rest = body;
    while AROUND.iter().any(|tag| begins(rest, tag)) {
        let Some(end) = memchr::memchr2(b'>', b'\n', rest) else { return false };
        rest = rest[end + 1..].trim_ascii_start();
    }
    begins(rest, b"<table")
}

/// Whether a text begins with a tag.
fn begins(body: &[u8], tag: &[u8]) -> bool {
    body.len() > tag.len()
        && body[..tag.len()].eq_ignore_ascii_case(tag)
        && matches!(body[tag.len()], b'>' | b' ')
}

#[cfg(test)]
mod tests {
    use super::opens;
    use crate::ingest::ingest;
    use crate::model::Source;

    #[test]
    fn tables_in_elements_of_a_page() {
        assert!(opens(b"<html><body> <table><tr>"));
        assert!(opens(b"<table border=1>"));
        assert!(!opens(b"<html>\n<p>"));
        assert!(!opens(b"<div"));
        let table = "<html><body><table><tr><td>1</td><td>甲</td></tr></table></body></html>\n";
        let text = format!("# 名单\n\n{table}\n{table}\n一行字\n");
        let document = ingest(&Source::new("test.md", text.as_str())).unwrap();
        assert_eq!((document.format, document.tables.len()), ("text", 2));
    }
}
