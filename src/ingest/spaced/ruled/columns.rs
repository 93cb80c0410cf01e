//! Where the columns of such a table stand: told by where fields begin, or, where numbers are set to the right and words
//! to the middle, by the gaps that no line fills.

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;

use super::Field;

/// Most columns of such a table.
pub(super) const MOST: usize = 64;

/// How far fields of one column may begin from each other: no other column fits between.
const SLACK: usize = 2;

/// How far a word of the header may begin from the fields of its column.
const CENTRED: usize = 8;

/// The columns, from the left.
pub(super) struct Columns {
    /// First and last place where its fields begin; or where it begins and ends.
    bounds: Vec<(usize, usize)>,
    /// Told by gaps: the column of each word of the header, by where the word begins.
    heads: Option<Vec<(usize, usize)>>,
}

impl Columns {
    /// Columns begin wherever a field of a line of several does, at least twice, or a word of the header. Places so near
    /// to each other that no field and its gap fit between them are one column, and so is a word of the header set over
    /// the middle of a column with that column.
    pub(super) fn by_starts(placed: &[Vec<Field>]) -> Option<Self> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for field in placed[1..].iter().filter(|line| line.len() > 1).flatten() {
            *counts.entry(field.from).or_default() += 1;
        }
        let head: HashSet<usize, FixedState> = placed[0].iter().map(|field| field.from).collect();
        counts.retain(|from, count| *count > 1 || head.contains(from));
        let below = |from: &usize| counts.contains_key(from);
        let mut places: Vec<usize> = counts.keys().copied().chain(head.iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        // First and last place, and whether a word of the header and a field below begin there.
        let mut columns: Vec<(usize, usize, bool, bool)> = Vec::new();
        for at in places {
            let (word, field) = (head.contains(&at), below(&at));
            match columns.last_mut() {
                Some(last)
                    if at - last.1 <= SLACK
                        || (at - last.1 <= CENTRED && !(last.2 && word) && !(last.3 && field)) =>
                {
                    *last = (last.0, at, last.2 || word, last.3 || field);
                }
                _ => columns.push((at, at, word, field)),
            }
        }
        let bounds: Vec<(usize, usize)> = columns.into_iter().map(|c| (c.0, c.1)).collect();
        (!bounds.is_empty() && bounds.len() <= MOST).then_some(Self { bounds, heads: None })
    }

    /// Columns are what lies between places where no line of several fields has anything. Lines that `leads` calls so
    /// begin with a word that may stand over several columns, and only their other fields count. A word of the header
    /// belongs to the column that it stands over, or to one of its own.
    pub(super) fn by_gaps(placed: &[Vec<Field>], leads: impl Fn(&[Field]) -> bool) -> Option<Self> {
        let lines = placed[1..].iter().filter(|line| line.len() > 1);
        let own = lines.flat_map(|line| &line[usize::from(leads(line))..]);
        let mut stretches: Vec<(usize, usize)> = own.map(|field| (field.from, field.to)).collect();
        stretches.sort_unstable();
        let below = joined(&stretches);
        let apart = |word: &&Field| !below.iter().any(|of| word.from < of.1 && of.0 < word.to);
        let mut bounds = below.clone();
        bounds.extend(placed[0].iter().filter(apart).map(|word| (word.from, word.to)));
        bounds.sort_unstable();
        if bounds.is_empty() || bounds.len() > MOST {
            return None;
        }
        let mut heads: Vec<(usize, usize)> = Vec::with_capacity(placed[0].len());
        let mut next = 0;
        for word in &placed[0] {
            let over =
                |column: &usize| word.from < bounds[*column].1 && bounds[*column].0 < word.to;
            let column = if placed[0].len() == bounds.len() {
                next
            } else {
                (next..bounds.len()).find(over)?
            };
            heads.push((word.from, column));
            next = column + 1;
        }
        Some(Self { bounds, heads: Some(heads) })
    }

    pub(super) fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The last place where a line that begins in the first column may begin.
    pub(super) fn left(&self) -> usize {
        match self.heads {
            None => self.bounds[0].1,
            Some(_) => self.bounds[0].1.saturating_sub(1),
        }
    }

    /// Where the column behind one begins.
    pub(super) fn next(&self, column: usize) -> usize {
        self.bounds.get(column + 1).map_or(usize::MAX, |(first, _)| *first)
    }

    /// The column of a field, of the header or of a line below.
    pub(super) fn of(&self, field: &Field, head: bool) -> Option<usize> {
        if let Some(heads) = self.heads.as_ref().filter(|_| head) {
            let at = heads.binary_search_by_key(&field.from, |(from, _)| *from).ok()?;
            return Some(heads[at].1);
        }
        let behind = self.bounds.partition_point(|(first, _)| *first <= field.from);
        let own = behind.checked_sub(1)?;
        (field.from <= self.bounds[own].1).then_some(own)
    }
}

/// Stretches that overlap put together; sorted.
fn joined(stretches: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for own in stretches {
        match joined.last_mut() {
            Some(last) if own.0 < last.1 => last.1 = last.1.max(own.1),
            _ => joined.push(*own),
        }
    }
    joined
}
