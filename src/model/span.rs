//! One span for everything after ingest: a byte range of the text plane.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open byte range of [`Document::text`](super::Document), always on character boundaries.
///
/// Offsets are `u32`: ingest refuses a text plane of 4 GiB or more, once, so no later stage has to.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of a `usize` range. Offsets past `u32::MAX` cannot occur (see the type).
    pub const fn of(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// An empty span at `at`.
    pub const fn at(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// The range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies in it.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text it covers.
    pub fn text(self, plane: &str) -> &str {
        &plane[self.range()]
    }

    /// The span without the white space at its ends.
    pub fn trim(self, plane: &str) -> Span {
        let text = self.text(plane);
        let start = self.start + (text.len() - text.trim_start().len()) as u32;
        Span { start, end: start + text.trim().len() as u32 }
    }
}

/// A value and where in the text plane it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
