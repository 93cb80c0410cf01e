//! Names as numbers: rows are compared millions of times, their texts folded once.

use std::collections::HashMap;

use super::cells::code_key;
use super::side::{Row, Side};
use crate::text::fold;

/// A folded text's number; the empty text has none.
pub(super) type Key = Option<u32>;

/// Gives equal texts of both sides the same number.
#[derive(Debug, Default)]
pub(super) struct Interner {
    known: HashMap<String, u32, foldhash::fast::FixedState>,
}

impl Interner {
    /// The number of a text that is folded already.
    pub(super) fn number(&mut self, text: String) -> Key {
        if text.is_empty() {
            return None;
        }
        let next = self.known.len() as u32;
        Some(*self.known.entry(text).or_insert(next))
    }
}

/// The keys of one side's rows.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Canonical name.
    pub(super) name: Vec<u32>,
    /// Printed name.
    pub(super) raw: Vec<u32>,
    /// Name by its letters alone.
    pub(super) loose: Vec<Key>,
    /// Code.
    pub(super) code: Vec<Key>,
    /// All cells together: tells namesakes apart.
    pub(super) cells: Vec<Key>,
}

impl Keys {
    /// Folds a side's rows.
    pub(super) fn of(side: &Side, interner: &mut Interner) -> Self {
        let mut keys = Self::default();
        for row in &side.rows {
            let mut number = |text: &str| {
                // Prefixes keep the spaces of keys apart: a code is never a name.
                interner.number(format!("n{}", fold::key(text))).unwrap_or(0)
            };
            let name = number(&row.name.value);
            keys.name.push(name);
            keys.raw.push(if row.name.raw.is_empty() { name } else { number(&row.name.raw) });
            let loose = fold::loose(&row.name.value);
            keys.loose.push(if loose.is_empty() {
                None
            } else {
                interner.number(format!("l{loose}"))
            });
            let code = code_key(&row.code);
            keys.code.push(if code.is_empty() {
                None
            } else {
                interner.number(format!("c{code}"))
            });
            keys.cells.push(interner.number(format!("v{}", joined(row))));
        }
        keys
    }
}

fn joined(row: &Row) -> String {
    let mut text = String::new();
    for cell in &row.cells {
        text.push('\u{1f}');
        for part in cell {
            text.push_str(&fold::key(&part.value));
            text.push('\u{1e}');
        }
    }
    text
}

/// A path as it is compared.
pub(super) fn of_path(path: &[String]) -> Vec<String> {
    path.iter().map(|level| fold::key(level)).collect()
}

/// How many items two sorted lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, both) = (i + 1, j + 1, both + 1);
            }
        }
    }
    both
}
