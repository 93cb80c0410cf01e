//! One quick walk over the rows that proves, where it can, that there is nothing to find: then the
//! slower checks, which find the same and can say what, are not run at all.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::Table;
use super::ours::{Kind, Layout};
use crate::model::columns::PLACE_PARTS;
use crate::text::is_blank;

/// Fewer rows than this are not worth a walk.
pub(super) const MANY: usize = 5_000;

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The first row of each different set of cells that follow from each other: what holds for
    /// these rows holds for all.
    pub distinct: Vec<u32>,
    /// Ranks go up by one, no name comes twice in its group.
    pub is_ordered: bool,
}

/// Walks over the rows once.
pub(super) fn scan(table: &Table, layout: &Layout) -> Scan {
    let plane = table.document.text.as_bytes();
    let state = FixedState::with_seed(0);
    let bytes = |row: usize, at: usize| &plane[table.at(row, at).span.range()];
    let mut following: Vec<usize> = layout.date.into_iter().collect();
    for family in layout.families.iter().filter(|family| family.raw.is_some()) {
        following.extend(&family.derived);
        following.extend(family.raw);
    }
    let coded = Layout::codes(table).into_iter().flat_map(|(stem, _)| {
        PLACE_PARTS.iter().filter_map(move |part| table.column(&format!("{stem}{part}")))
    });
    following.extend(coded);
    following.sort_unstable();
    following.dedup();
    let subject = layout.families.iter().find(|f| ["name", "project"].contains(&f.key.as_str()));
    let subject = subject.or_else(|| layout.families.iter().find(|f| f.kind == Kind::Place));
    let subject = subject.map(|family| family.raw.unwrap_or(family.value));
    let rows = table.rows.len();
    let mut sets: HashSet<u64, FixedState> = HashSet::with_hasher(state.clone());
    let mut names: HashSet<u64, FixedState> =
        HashSet::with_capacity_and_hasher(rows, state.clone());
    let mut scan = Scan { distinct: Vec::new(), is_ordered: subject.is_some() };
    let mut rank_before = None;
    for row in 0..rows {
        let mut hasher = state.build_hasher();
        for at in &following {
            hasher.write(bytes(row, *at));
            hasher.write_u8(0xFF);
        }
        if sets.insert(hasher.finish()) {
            scan.distinct.push(row as u32);
        }
        if !scan.is_ordered {
            continue;
        }
        let mut hasher = state.build_hasher();
        for at in layout.groups.iter().copied().chain(subject) {
            hasher.write(bytes(row, at));
            hasher.write_u8(0xFF);
        }
        scan.is_ordered &= names.insert(hasher.finish());
        if let Some(rank) = layout.rank {
            let same = |at: &usize| row > 0 && bytes(row, *at) == bytes(row - 1, *at);
            let number = number(bytes(row, rank));
            let next = number.is_some() && number == rank_before;
            let anew = number == Some(1) && !layout.groups.iter().all(same);
            scan.is_ordered &= next || anew || row == 0 && number == Some(1);
            rank_before = number.map(|number| number + 1);
        }
    }
    scan
}

fn number(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter()
        .try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u32::from(b - b'0')))
}

/// Whether no character of the text can be a look-alike, a stray blank or of a mixed width.
pub(super) fn is_plain(text: &str) -> bool {
    let (mut before, mut widths) = ('\n', [false; 4]);
    for c in text.chars() {
        let odd = match c {
            '\n' | '\r' | '\u{4E00}'..='\u{9FFF}' => numeral_beside_zero(before, c),
            '0'..='9' | 'A'..='Z' | 'a'..='z' => {
                numeral_beside_zero(before, c)
                    || misreadable(before) && c.is_ascii_digit()
                    || misreadable(c) && before.is_ascii_digit()
            }
            '(' | ')' => {
                widths[0] = true;
                widths[1]
            }
            '（' | '）' => {
                widths[1] = true;
                widths[0]
            }
            ':' | ';' => {
                widths[2] = true;
                widths[3]
            }
            '：' | '；' => {
                widths[3] = true;
                widths[2]
            }
            ',' | '-' | '.' | '_' | '/' | '+' | '%' | '〔' | '〕' | '、' | '。' | '《' | '》'
            | '·' | '“' | '”' | '—' => false,
            // Whatever else stands there, blanks and quotes included, is for the checks to judge.
            c => !c.is_ascii_graphic() || c == '"' || is_blank(c),
        };
        if odd {
            return false;
        }
        before = c;
    }
    true
}

fn misreadable(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'I' | 'l')
}

fn numeral_beside_zero(a: char, b: char) -> bool {
    let numeral = |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九');
    let zero = |c| matches!(c, '0' | 'O' | 'o');
    numeral(a) && zero(b) || zero(a) && numeral(b)
}
