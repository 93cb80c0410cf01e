//! Formats that no reader takes, told apart so that the message can name them.

use super::IngestError;

/// First bytes, and what they are the first bytes of.
static MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\xFF\xFE\0\0", UTF_32),
    (b"\0\0\xFE\xFF", UTF_32),
    (COMPOUND, "an old Office file (.doc or .xls)"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (ZIP, "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
];

/// An encoding that hardly any file has.
const UTF_32: &str = "text in UTF-32";

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of the old Office formats, and of locked new ones.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What part of a ZIP container tells what it is.
static PARTS: &[(&str, &str)] = &[
    ("word/document", "a Word document (.docx)"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("xl/workbook", "an Excel workbook (.xlsx)"),
    ("ppt/presentation", "a presentation (.pptx)"),
    ("OFD.xml", "an OFD document"),
];

/// What the type of an `OpenDocument` file ends with.
static OPEN_DOCUMENT: &[(&str, &str)] = &[
    ("opendocument.text", "an OpenDocument text (.odt)"),
    ("opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    ("opendocument.presentation", "a presentation (.odp)"),
];

/// Words in the first tags of an XML file, and what they are a file of.
static XML: &[(&str, &str)] = &[
    ("schemas.microsoft.com/office/word/2003/wordml", "a Word document in XML (.xml)"),
    ("schemas.microsoft.com/office/2006/xmlPackage", "a Word document in XML (.xml)"),
    ("urn:schemas-microsoft-com:office:spreadsheet", "an Excel workbook in XML (.xml)"),
    ("opendocument:xmlns:office:1.0", "an OpenDocument file in XML"),
];

/// Lines that head a web page saved with its pictures.
static ARCHIVE: &[&[u8]] = &[b"multipart/related", b"message/rfc822"];

/// Old Word files: of Word 95 and before, or of any where the reader is left out.
const OLD_WORD: &str = "an old Word file (.doc)";

/// A page with its pictures in one file.
const WEB_ARCHIVE: &str = "a web archive (.mht)";

/// Names of all formats that are told apart and may be refused; whoever words the message
/// translates them and adds what to do.
pub fn unread() -> impl Iterator<Item = &'static str> {
    let names = |list: &'static [(&'static str, &'static str)]| list.iter().map(|(_, name)| *name);
    let lists = names(PARTS).chain(names(OPEN_DOCUMENT)).chain(names(XML));
    MAGIC.iter().map(|(_, name)| *name).chain(lists).chain([OLD_WORD, WEB_ARCHIVE])
}

/// Whether the bytes begin as those of a format that is no text.
pub(super) fn is_known(bytes: &[u8]) -> bool {
    MAGIC.iter().any(|(magic, _)| is_magic(bytes, magic))
        || marked(bytes).is_some()
        || is_utf32(bytes)
}

/// UTF-32 without a mark: of each four bytes the same two say next to nothing.
fn is_utf32(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let whole = |high: [usize; 2]| {
        sample.chunks_exact(4).all(|c| c[high[0]] == 0 && c[high[1]] == 0)
            && sample.chunks_exact(4).any(|c| c.iter().any(|byte| *byte != 0))
    };
    sample.len() >= 16 && bytes.len().is_multiple_of(4) && (whole([2, 3]) || whole([0, 1]))
}

/// Text may begin with the two letters of a bitmap; a bitmap goes on with its length.
fn is_magic(bytes: &[u8], magic: &[u8]) -> bool {
    bytes.starts_with(magic)
        && (magic != b"BM" || bytes.get(6..10).is_some_and(|reserved| reserved == [0; 4]))
}

/// Formats that are text, but no text of a notice.
fn marked(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |words: &[u8]| memchr::memmem::find(head, words).is_some();
    let start = head.iter().position(|b| !b.is_ascii_whitespace())?;
    let start = head[start..].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head[start..]);
    if start.starts_with(b"<?xml") || start.starts_with(b"<Workbook") {
        return XML.iter().find(|(words, _)| has(words.as_bytes())).map(|(_, name)| *name);
    }
    let lower = head.to_ascii_lowercase();
    let mail = [&b"from:"[..], b"mime-version:", b"content-type:", b"subject:", b"date:"];
    let mail = mail.iter().any(|field| lower.trim_ascii_start().starts_with(field))
        && memchr::memmem::find(&lower, b"mime-version:").is_some();
    let archive = || ARCHIVE.iter().any(|kind| memchr::memmem::find(&lower, kind).is_some());
    (mail && archive()).then_some(WEB_ARCHIVE)
}

/// Why the bytes cannot be read.
pub(super) fn error(bytes: &[u8]) -> IngestError {
    if has_stream(bytes, "EncryptedPackage") {
        return IngestError::Encrypted("Office");
    }
    if has_stream(bytes, "WordDocument") {
        return IngestError::Unsupported(OLD_WORD);
    }
    if let Some(name) = marked(bytes).or_else(|| contained(bytes)) {
        return IngestError::Unsupported(name);
    }
    if bytes.starts_with(COMPOUND) && !has_stream(bytes, "Root Entry") || is_cut(bytes) {
        let detail = "it ends before its directory".to_owned();
        return IngestError::Broken { format: "Office", detail };
    }
    if is_utf32(bytes) {
        return IngestError::Unsupported(UTF_32);
    }
    let known = MAGIC.iter().find(|(magic, _)| is_magic(bytes, magic));
    known.map_or(IngestError::NotText, |(_, name)| IngestError::Unsupported(name))
}

/// Whether a new Office file ends before its directory and before the part that says what it is.
#[cfg(any(feature = "docx", feature = "sheet"))]
fn is_cut(bytes: &[u8]) -> bool {
    super::zipped::is_cut_office(bytes)
}

/// The same without anything that opens the container.
#[cfg(not(any(feature = "docx", feature = "sheet")))]
fn is_cut(_: &[u8]) -> bool {
    false
}

/// What a ZIP container is by its parts.
#[cfg(any(feature = "docx", feature = "sheet"))]
fn contained(bytes: &[u8]) -> Option<&'static str> {
    let parts: Vec<String> = super::zipped::names(bytes).collect();
    let part = |(name, _): &&(&str, &str)| parts.iter().any(|part| part.starts_with(name));
    if let Some((_, name)) = PARTS.iter().find(part) {
        return Some(name);
    }
    let kind = super::zipped::kind(bytes)?;
    let names = |(name, _): &&(&str, &str)| memchr::memmem::find(&kind, name.as_bytes()).is_some();
    OPEN_DOCUMENT.iter().find(names).map(|(_, name)| *name)
}

/// The same without anything that opens the container.
#[cfg(not(any(feature = "docx", feature = "sheet")))]
fn contained(bytes: &[u8]) -> Option<&'static str> {
    let part = |(name, _): &&(&str, &str)| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    let mut all = PARTS.iter().chain(OPEN_DOCUMENT).filter(|_| bytes.starts_with(ZIP));
    all.find(part).map(|(_, name)| *name)
}

/// Whether the bytes are a compound file whose directory names that stream. Names stand in it as
/// UTF-16, so a look at the bytes suffices, also where the file is damaged.
pub(super) fn has_stream(bytes: &[u8], name: &str) -> bool {
    // A name ends with a NUL and starts an entry, at a multiple of 128 bytes.
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(COMPOUND) && bytes.chunks(128).any(|entry| entry.starts_with(&name))
}
