//! Web archives (.mht): a page and its pictures in one file, as browsers save them (RFC 2557).
//!
//! The page is read as if it stood alone; places are those of the page, not of the archive.

use encoding_rs::Encoding;

use crate::ingest::{IngestError, Reader};
use crate::model::Document;
use crate::model::document::IngestOddity;

pub(in crate::ingest) static READER: Reader = Reader { name: "mhtml", sniff, read };

/// Bytes in which an archive says what it is.
const HEAD: usize = 8192;
/// Deepest nesting of parts.
const DEPTH: u32 = 6;

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let has = |words: &[u8]| memchr::memmem::find(&head, words).is_some();
    let head = head.trim_ascii_start();
    let field = [&b"from:"[..], b"mime-version:", b"content-type:", b"subject:", b"date:"];
    field.iter().any(|field| head.starts_with(field)) && has(b"mime-version:") && has(b"multipart/")
}

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let Some(page) = page(bytes.trim_ascii_start(), DEPTH) else {
        let detail = "there is no page in it".to_owned();
        return Err(IngestError::Broken { format: "mhtml", detail });
    };
    if page.cut {
        let detail = "the archive ends before the page in it does".to_owned();
        document.oddities.push(IngestOddity::SourceDamaged { detail });
    }
    super::read(&page.bytes, document)
}

/// A part that is a page.
struct Page {
    bytes: Vec<u8>,
    /// No mark stands behind it: the archive is cut short in it.
    cut: bool,
}

/// The first page among the parts.
fn page(part: &[u8], depth: u32) -> Option<Page> {
    let (head, body) = split(part);
    let kind = field(head, "content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/") && depth > 0 {
        let boundary = parameter(&kind, "boundary")?;
        let mark = format!("--{boundary}");
        let starts: Vec<usize> = memchr::memmem::find_iter(body, mark.as_bytes()).collect();
        let ends = starts.iter().skip(1).copied().chain([body.len()]);
        return starts.iter().zip(ends).find_map(|(start, end)| {
            let inner = &body[start + mark.len()..end];
            let page = page(inner.trim_ascii_start(), depth - 1)?;
            Some(Page { cut: page.cut || end == body.len(), ..page })
        });
    }
    if !lower.starts_with("text/html") && !lower.starts_with("application/xhtml") {
        return None;
    }
    let coded = field(head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let mut bytes = match coded.trim() {
        "quoted-printable" => quoted(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    // What the part says of its encoding goes before what the page says: it was saved anew.
    if let Some(encoding) =
        parameter(&kind, "charset").and_then(|c| Encoding::for_label(c.as_bytes()))
        && encoding != encoding_rs::UTF_8
        && std::str::from_utf8(&bytes).is_err()
    {
        bytes = encoding.decode_without_bom_handling(&bytes).0.into_owned().into_bytes();
    }
    Some(Page { bytes, cut: false })
}

/// The fields of a part, and its body behind the first empty line.
fn split(part: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in part.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return (&part[..at], &part[at..]);
        }
    }
    (part, &[])
}

/// A field's value, its lines joined.
fn field(head: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut value: Option<String> = None;
    for line in text.lines() {
        if let (Some(value), true) = (&mut value, line.starts_with([' ', '\t'])) {
            value.push_str(line.trim());
        } else if value.is_some() {
            break;
        } else if let Some((own, rest)) = line.split_once(':')
            && own.eq_ignore_ascii_case(name)
        {
            value = Some(rest.trim().to_owned());
        }
    }
    value
}

/// `name="value"` in a field.
fn parameter(field: &str, name: &str) -> Option<String> {
    let found = field.split(';').skip(1).find_map(|part| {
        let (own, value) = part.split_once('=')?;
        own.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })?;
    Some(found.trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// Undoes quoted-printable (RFC 2045, 6.7).
fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let digit = |at: usize| body.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (byte, body.get(at + 1)) {
            (b'=', Some(b'\n')) => at += 2,
            (b'=', Some(b'\r')) => at += 3,
            (b'=', Some(_)) if digit(at + 1).is_some() && digit(at + 2).is_some() => {
                let (high, low) = (digit(at + 1).unwrap_or(0), digit(at + 2).unwrap_or(0));
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// Undoes base64; what is no digit of it is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, quoted};
    use crate::ingest::ingest;
    use crate::model::Source;

    #[test]
    fn codings_are_undone() {
        assert_eq!(quoted(b"=E7=94=B2=\r\n=3D1=ZZ"), "甲=1=ZZ".as_bytes());
        assert_eq!(base64(b"55Sy\r\n5LmZ"), "甲乙".as_bytes());
    }

    #[test]
    fn the_page_is_found_among_the_parts() {
        let archive = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
            \ttype=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\n\
            Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>1<td>=E7=94=B2\r\n\
            <tr><td>2<td>=E4=B9=99</table>\r\n--c--\r\n--b--\r\n";
        let document = ingest(&Source::new("test", archive)).unwrap();
        assert_eq!((document.format, document.text.trim()), ("mhtml", "1\t甲\n2\t乙"));
        assert!(document.oddities.is_empty());
        let cut = &archive[..archive.find("\r\n--c--").unwrap()];
        assert_eq!(ingest(&Source::new("test", cut)).unwrap().oddities.len(), 1);
        let without = archive.replace("text/html", "text/css");
        assert_eq!(ingest(&Source::new("test", without)).unwrap_err().key(), "broken");
    }
}
