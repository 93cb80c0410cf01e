//! Reads back the names that a document bears as constants, for one that was read elsewhere.

use serde::{Deserialize as _, Deserializer, de::Error as _};

/// A constant's text. An alias, because serde would borrow a plain reference from what it reads.
pub(crate) type Name = &'static str;

/// Formats by the names that readers and errors give them, and the encoding of none.
const NAMES: &[&str] = &["", "pdf", "PDF"];

/// A name among those this program gives. Only a document that another process of the same program
/// read is ever read back, and that is a PDF.
pub(crate) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    let known = NAMES.iter().copied().find(|known| **known == name);
    let encoding =
        || encoding_rs::Encoding::for_label(name.as_bytes()).map(encoding_rs::Encoding::name);
    known.or_else(encoding).ok_or_else(|| D::Error::custom("an unknown name"))
}
