//! Reads back the names that a document or an error bears as constants: those of formats and of
//! encodings. Rooms above know the formats; what they name stands here, and their tests hold it so.

use serde::{Deserialize as _, Deserializer, de::Error as _};

/// A constant's text. An alias, because serde would borrow a plain reference from what it reads.
pub(crate) type Name = &'static str;

/// Readers by their names; what errors call formats that they have in common; the encoding of none.
static NAMES: &[&str] = &[
    "",
    "pdf",
    "PDF",
    "docx",
    "doc",
    "xlsx",
    "ods",
    "fods",
    "xls",
    "spreadsheetml",
    "mhtml",
    "html",
    "csv",
    "text",
    "toml",
    "Office",
];

/// Formats that are told apart and not read.
static FOREIGN: &[&str] = &[
    "a PDF",
    "text in UTF-32",
    "an old Office file (.doc or .xls)",
    "a gzip archive",
    "an RTF document",
    "a picture",
    "a RAR archive",
    "a 7z archive",
    "a ZIP archive",
    "a Word document (.docx)",
    "a binary Excel workbook (.xlsb)",
    "an Excel workbook (.xlsx)",
    "a presentation (.pptx)",
    "an OFD document",
    "an OpenDocument text (.odt)",
    "an OpenDocument spreadsheet (.ods)",
    "a presentation (.odp)",
    "a Word document in XML (.xml)",
    "an Excel workbook in XML (.xml)",
    "an OpenDocument file in XML",
    "an old Word file (.doc)",
    "a web archive (.mht)",
];

/// A name among those this program gives.
pub(crate) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    let known = NAMES.iter().chain(FOREIGN).copied().find(|known| **known == name);
    let encoding =
        || encoding_rs::Encoding::for_label(name.as_bytes()).map(encoding_rs::Encoding::name);
    known.or_else(encoding).ok_or_else(|| D::Error::custom("an unknown name"))
}
