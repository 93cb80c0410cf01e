//! TOML → [`Acceptances`], strictly: an entry without a reason is an error at its line.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Acceptance, Acceptances};
use crate::model::{Document, Span};
use crate::text::digest;

/// Why an acceptance file cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// The line itself.
    pub quoted: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with an acceptance file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is not TOML, or not of this form: the parser's words.
    Form(String),
    /// The reason is missing or empty.
    NoReason,
    /// There is no check of that code or name.
    UnknownCode(String),
    /// Fingerprints are sixteen hexadecimal digits; this is not one.
    NoFingerprint(String),
    /// An earlier entry accepts the same finding.
    Twice,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accept: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: Spanned<String>,
    fingerprint: Spanned<String>,
    reason: Option<Spanned<String>>,
    /// The words it is about, for people.
    #[serde(rename = "quote")]
    _quote: Option<String>,
    /// Who accepted it.
    #[serde(rename = "by")]
    _by: Option<String>,
    /// When: a date, or words.
    #[serde(rename = "on")]
    _on: Option<toml::Value>,
}

/// Reads an acceptance file. `name` is the file's, for findings; `known` gives the code of a check
/// by its code or name.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn load(
    text: &str,
    name: &str,
    known: impl Fn(&str) -> Option<&'static str>,
) -> Result<Acceptances, Fault> {
    let fail = |span: Option<Range<usize>>, kind| fault(text, span, kind);
    let file: File = toml::from_str(text)
        .map_err(|e| fail(e.span(), FaultKind::Form(e.message().to_owned())))?;
    let mut entries: Vec<Acceptance> = Vec::new();
    for entry in file.accept {
        let whole = entry.span();
        let Entry { code, fingerprint, reason, .. } = entry.into_inner();
        let known = known(code.get_ref()).ok_or_else(|| {
            fail(Some(code.span()), FaultKind::UnknownCode(code.get_ref().clone()))
        })?;
        let reason = reason.ok_or_else(|| fail(Some(whole), FaultKind::NoReason))?;
        if reason.get_ref().trim().is_empty() {
            return Err(fail(Some(reason.span()), FaultKind::NoReason));
        }
        let at = fingerprint.span();
        let fingerprint = fingerprint.into_inner();
        if fingerprint.len() != 16 || !fingerprint.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(fail(Some(at), FaultKind::NoFingerprint(fingerprint)));
        }
        let entry = Acceptance {
            code: known,
            fingerprint: fingerprint.to_ascii_lowercase(),
            reason: reason.into_inner().trim().to_owned(),
            span: Span::of(at.start, at.end),
        };
        let same = |other: &Acceptance| {
            (other.code, &other.fingerprint) == (entry.code, &entry.fingerprint)
        };
        if entries.iter().any(same) {
            return Err(fail(Some(at), FaultKind::Twice));
        }
        entries.push(entry);
    }
    Ok(Acceptances { document: document(text, name), entries })
}

/// The file as a document without blocks: findings about it have a place.
fn document(text: &str, name: &str) -> Document {
    Document {
        name: name.to_owned(),
        sha256: digest::sha256(text.as_bytes()),
        bytes: text.len() as u64,
        format: "toml",
        encoding: "UTF-8",
        text: text.to_owned(),
        ..Document::default()
    }
}

fn fault(text: &str, span: Option<Range<usize>>, kind: FaultKind) -> Fault {
    let mut at = span.map_or(0, |span| span.start).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    Fault {
        line: 1 + text[..at].matches('\n').count(),
        column: 1 + text[start..at].chars().count(),
        quoted: text[start..].lines().next().unwrap_or_default().to_owned(),
        kind,
    }
}
