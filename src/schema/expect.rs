//! What one issue of a family must contain: counts, and fingerprints of rows.

use sha2::{Digest as _, Sha256};

use super::Schema;
use crate::model::{Date, Document, Group, Notice, Role, Roster};
use crate::text::{blank, compact, digest::hex, width};

/// What the notice of that number, or of that title, must contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// The document number this belongs to.
    pub number: Option<String>,
    /// The title this belongs to, where the notice or the pin has no number.
    pub title: Option<String>,
    /// The date as printed, `2021-09-29`.
    pub date: Option<Date>,
    /// Entries of all rosters together.
    pub entries: Option<u64>,
    /// Distinct values of a group level, by level name.
    pub levels: Vec<(String, u64)>,
    /// The title of each roster, in order; empty where it has none. A lock holds them.
    pub titles: Vec<String>,
    /// The rosters, in order.
    pub rosters: Vec<Pin>,
    /// The groups of all rosters, in order.
    pub groups: Vec<GroupPin>,
}

/// What is pinned of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupPin {
    /// Its heading as printed.
    pub heading: String,
    /// The headings above its own, outermost first; empty where there are none, or where the heading
    /// itself says them.
    pub under: Vec<String>,
    /// Its entries.
    pub pin: Pin,
}

/// What is pinned of a roster or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// Its entries.
    pub entries: u64,
    /// [`fingerprint`] of its rows.
    pub rows: Option<String>,
}

impl Schema {
    /// What is pinned for the notice: by number, whose brackets and spaces do not matter; by
    /// title, where the notice or the pin has no number; else what is pinned for any notice. A lock
    /// is of one notice, and what it pins is held against whatever it is given for.
    pub fn expect_for(&self, notice: &Notice) -> Option<&Expect> {
        let number = notice.head.number.as_ref().map(|number| fold_number(&number.value));
        let title = title_of(notice).map(compact);
        let by_number = |expect: &&Expect| {
            number.is_some() && expect.number.as_deref().map(fold_number) == number
        };
        let by_title = |expect: &&Expect| {
            (number.is_none() || expect.number.is_none())
                && title.is_some()
                && expect.title.as_deref().map(compact) == title
        };
        let any = |expect: &&Expect| expect.number.is_none() && expect.title.is_none();
        let find = |fits: &dyn Fn(&&Expect) -> bool| self.expect.iter().find(fits);
        let own = || self.expect.first().filter(|_| self.lock);
        find(&by_number).or_else(|| find(&by_title)).or_else(|| find(&any)).or_else(own)
    }

    /// The headings above a group's own that its heading does not say: those that stand on lines of
    /// their own, which no pattern reads.
    pub fn under<'g>(&self, at: usize, roster: &Roster, group: &'g Group) -> Vec<&'g str> {
        let read = self.rosters.get(at).or(self.rosters.last()).and_then(|r| r.groups.as_ref());
        if read.is_some_and(|read| read.levels == roster.levels) {
            return Vec::new();
        }
        let outer = group.path.split_last().map_or(&[][..], |(_, outer)| outer);
        outer.iter().map(String::as_str).filter(|level| !level.is_empty()).collect()
    }
}

/// The title a pin goes by: the notice's, or else its first roster's.
pub fn title_of(notice: &Notice) -> Option<&str> {
    let rosters = notice.rosters.iter().map(|roster| roster.title.as_ref());
    let mut titles = std::iter::once(notice.head.title.as_ref()).chain(rosters).flatten();
    titles.next().map(|title| title.value.as_str())
}

/// How many different values a level has; empty ones are not counted.
pub fn distinct(notice: &Notice, level: &str) -> u64 {
    let mut values: Vec<&str> = notice
        .rosters
        .iter()
        .filter_map(|roster| Some((roster, roster.levels.iter().position(|l| l == level)?)))
        .flat_map(|(roster, at)| roster.groups.iter().filter_map(move |group| group.path.get(at)))
        .map(String::as_str)
        .filter(|value| !value.is_empty())
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len() as u64
}

/// The fingerprint of the rows of a group, or of a whole roster: twelve hexadecimal digits of a
/// SHA-256 over the serial and what is printed in the other cells, in order. Spaces but for those between
/// words of letters, full-width forms, the way a serial is written and the column it stands in do not matter, so that another layout of
/// the same rows, and their table in a dataset, has the same one.
pub fn fingerprint(document: &Document, roster: &Roster, group: Option<u32>) -> String {
    let mut sum = Sha256::new();
    for (index, entry) in roster.entries.iter().enumerate() {
        if group.is_some() && entry.group != group {
            continue;
        }
        let printed = |at: usize| fold_width(&roster.cell(document, index, at));
        let is_serial = |at: &usize| roster.columns[*at].role == Role::Serial;
        let columns = 0..roster.columns.len();
        let serial = entry.serial.value().map(|serial| serial.to_string());
        let unread = || columns.clone().find(is_serial).map(printed).unwrap_or_default();
        sum.update(serial.unwrap_or_else(unread));
        for at in columns.clone().filter(|at| !is_serial(at)) {
            // Separators, so that no cell can pose as two.
            sum.update("\u{1f}");
            sum.update(printed(at));
        }
        sum.update("\u{1e}");
    }
    hex(&sum.finalize()[..6])
}

fn fold_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Between words of letters a gap is a part of the text: Journal of Cancer.
    let mut gap = false;
    let word = |c: char| c.is_alphanumeric() && c < '\u{2E80}';
    for c in text.chars() {
        if blank::is_blank(c) {
            gap |= c.is_whitespace();
            continue;
        }
        if gap && word(c) && out.chars().next_back().is_some_and(word) {
            out.push(' ');
        }
        gap = false;
        out.push(width::narrow(c));
    }
    out
}

/// A document number whose brackets, spaces and width do not matter.
pub fn fold_number(number: &str) -> String {
    crate::text::fold::key(number)
}
