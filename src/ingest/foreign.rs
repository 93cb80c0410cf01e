//! Formats that no reader takes, told apart so that the message can name them.

use super::IngestError;

/// First bytes, and what they are the first bytes of.
static MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (COMPOUND, "an old Office file (.doc or .xls)"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (ZIP, "a ZIP container (Word, Excel or an archive)"),
];

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of the old Office formats, and of locked new ones.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What part of a ZIP container tells what it is.
static PARTS: &[(&str, &str)] = &[
    ("word/document", "a Word document (.docx)"),
    ("xl/workbook", "an Excel workbook (.xlsx)"),
    ("ppt/presentation", "a presentation (.pptx)"),
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    ("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    ("OFD.xml", "an OFD document"),
];

/// Old Word files; whoever words the message adds what to do about it.
pub const OLD_WORD: &str = "an old Word file (.doc)";

/// Whether the bytes begin as those of a format that is no text.
pub(super) fn is_known(bytes: &[u8]) -> bool {
    MAGIC.iter().any(|(magic, _)| bytes.starts_with(magic))
}

/// Why the bytes cannot be read.
pub(super) fn error(bytes: &[u8]) -> IngestError {
    if has_stream(bytes, "EncryptedPackage") {
        return IngestError::Encrypted("Office");
    }
    if has_stream(bytes, "WordDocument") {
        return IngestError::Unsupported(OLD_WORD);
    }
    let part = |(name, _): &&(&str, &str)| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    if let Some((_, name)) = PARTS.iter().filter(|_| bytes.starts_with(ZIP)).find(part) {
        return IngestError::Unsupported(name);
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map_or(IngestError::NotText, |(_, name)| IngestError::Unsupported(name))
}

/// Whether the bytes are a compound file whose directory names that stream. Names stand in it as
/// UTF-16, so a look at the bytes suffices, also where the file is damaged.
pub(super) fn has_stream(bytes: &[u8], name: &str) -> bool {
    // A name ends with a NUL and starts an entry, at a multiple of 128 bytes.
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(COMPOUND)
        && memchr::memmem::find_iter(bytes, &name).any(|at| at.is_multiple_of(128))
}
