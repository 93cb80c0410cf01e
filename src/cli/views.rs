//! Stages as JSON, for people who want to see what the program saw. Quoted text stands beside
//! every span. Unlike `notice.json` and `report.json` these shapes follow the model and are no
//! promise. They are written piece by piece: a long notice has many cells.

mod document;
mod notice;
mod resolved;

use std::io::Write;

pub(super) use document::document;
pub(super) use notice::notice;
pub(super) use resolved::resolved;

use super::pieces::Pieces;
use crate::model::{Document, Span, Spanned};

impl<W: Write> Pieces<W> {
    /// Where something stands, in bytes of the text plane.
    fn span(&mut self, span: Span) {
        self.numbers("span", &[span.start, span.end]);
    }

    /// Where something stands, and what is written there.
    fn quoted(&mut self, document: &Document, span: Span) {
        self.span(span);
        self.member("text", document.slice(span));
    }

    /// A value and where it stands.
    fn spanned(&mut self, spanned: &Spanned<String>) {
        self.object(|out| {
            out.member("value", &spanned.value);
            out.span(spanned.span);
        });
    }

    /// A member that is a value and where it stands, or null.
    fn found(&mut self, key: &str, found: Option<&Spanned<String>>) {
        match found {
            Some(Spanned { value, span }) => self.nested(key, |out| {
                out.member("value", value);
                out.span(*span);
            }),
            None => self.member(key, &()),
        }
    }
}
