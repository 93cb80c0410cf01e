//! A number before an item, and how it is printed.

/// How the numbers of a list are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment::lists) enum Style {
    /// `1.`, `1．`, `1、`, at the start of a line `1。`, and 1 on a line of its own over the name
    Point,
    /// `（1）`, `1）`
    Bracket,
    /// `[1]`, `【1】`
    Square,
    /// `第1名`
    Place,
    /// `①`
    Circled,
    /// `（一）`
    ChineseBracket,
    /// `一、`
    Chinese,
    /// `1甲`: nothing parts the number from the name.
    Glued,
    /// `No.1 甲`, `序号1：甲`
    Labelled,
    /// `第一、甲`
    Ordinal,
    /// `A．甲`
    Letter,
    /// `Ⅰ．甲`
    Roman,
    /// `甲、乙公司`
    Stem,
    /// `1，甲`, `1—甲`
    Loose,
}

/// A number that an item starts with; lengths in bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::segment::lists) struct Mark {
    pub(in crate::segment::lists) style: Style,
    pub(in crate::segment::lists) n: u32,
    /// Where the number itself starts.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    /// Where the item's text begins.
    pub(in crate::segment::lists) end: usize,
    /// A digit follows the point: `2.4` may be a number, or an item whose text starts with one.
    pub(super) decimal: bool,
}

impl Mark {
    /// Where the number itself starts.
    pub(in crate::segment::lists) const fn from(self) -> usize {
        self.from
    }

    /// Where it ends.
    pub(in crate::segment::lists) const fn to(self) -> usize {
        self.to
    }
}
