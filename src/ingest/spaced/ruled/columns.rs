//! Where the columns of such a table stand: told by where fields begin, or, where numbers are set to the right and words
//! to the middle, by the gaps that no line fills.

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;

use super::Field;

/// Most columns of such a table.
pub(super) const MOST: usize = 64;

/// How far fields of one column may begin from each other: no other column fits between.
pub(super) const SLACK: usize = 2;

/// How far a word of the header may begin from the fields of its column.
const CENTRED: usize = 8;

/// The columns, from the left.
pub(super) struct Columns {
    /// First and last place where its fields begin; or where it begins and ends.
    bounds: Vec<(usize, usize)>,
    /// Told by gaps: the column of each word of each line of the header, by where the word begins.
    heads: Option<Vec<Vec<(usize, usize)>>>,
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
        let mut begins: Vec<usize> = counts.keys().copied().chain(head.iter().copied()).collect();
        begins.sort_unstable();
        begins.dedup();
        // First and last place, and whether a word of the header and a field below begin there.
        let mut columns: Vec<(usize, usize, bool, bool)> = Vec::new();
        for at in begins {
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
    /// begin with a word that may stand over several columns, and only their other fields count. A word of the first
    /// `levels` lines, the header, belongs to the column that it stands over, or to the one behind it that has no other,
    /// or to one of its own.
    pub(super) fn by_gaps(
        placed: &[Vec<Field>],
        levels: usize,
        leads: impl Fn(&[Field]) -> bool,
    ) -> Option<Self> {
        let (head, rows) = placed.split_at(levels);
        let lines = rows.iter().filter(|line| line.len() > 1);
        let own = lines.flat_map(|line| &line[usize::from(leads(line))..]);
        let mut stretches: Vec<(usize, usize)> = own.map(|field| (field.from, field.to)).collect();
        stretches.sort_unstable();
        let mut bounds = joined(&stretches);
        let over = |word: &Field, of: &(usize, usize)| word.from < of.1 && of.0 < word.to;
        let worded = |line: &[Field], of: &(usize, usize)| line.iter().any(|word| over(word, of));
        let mut free: Vec<(usize, usize)> = Vec::new();
        let mut ahead: Vec<(Field, (usize, usize))> = Vec::new();
        for (line, word) in head.iter().flat_map(|line| line.iter().map(move |word| (line, word))) {
            if bounds.iter().any(|of| over(word, of)) {
                continue;
            }
            let behind = bounds.iter().find(|of| of.0 >= word.to && of.0 - word.to <= CENTRED);
            match behind.filter(|of| !worded(line, of)) {
                Some(of) => ahead.push((*word, *of)),
                None => free.push((word.from, word.to)),
            }
        }
        free.sort_unstable();
        bounds.extend(joined(&free));
        bounds.sort_unstable();
        if bounds.is_empty() || bounds.len() > MOST {
            return None;
        }
        let mut heads = Vec::with_capacity(levels);
        for line in head {
            let mut own: Vec<(usize, usize)> = Vec::with_capacity(line.len());
            let mut next = 0;
            for word in line {
                let moved = ahead.iter().find(|(other, _)| other.span == word.span);
                let is_its = |column: &usize| match moved {
                    Some((_, of)) => bounds[*column] == *of,
                    None => over(word, &bounds[*column]),
                };
                let column = if line.len() == bounds.len() {
                    next
                } else {
                    (next..bounds.len()).find(is_its)?
                };
                own.push((word.from, column));
                next = column + 1;
            }
            heads.push(own);
        }
        settle(head, &mut heads, &bounds);
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

    /// The column of a field of that line.
    pub(super) fn of(&self, field: &Field, line: usize) -> Option<usize> {
        if let Some(heads) = self.heads.as_ref().and_then(|heads| heads.get(line)) {
            let at = heads.binary_search_by_key(&field.from, |(from, _)| *from).ok()?;
            return Some(heads[at].1);
        }
        let behind = self.bounds.partition_point(|(first, _)| *first <= field.from);
        let own = behind.checked_sub(1)?;
        (field.from <= self.bounds[own].1).then_some(own)
    }
}

/// Gives each word of an upper line of a header the first of the columns that it stands over, where it is set over the
/// middle of them: they are those that have a word in the last line, each nearer to it than to another.
fn settle(head: &[Vec<Field>], heads: &mut [Vec<(usize, usize)>], bounds: &[(usize, usize)]) {
    let Some((last, uppers)) = heads.split_last_mut() else { return };
    let deep: Vec<usize> = last.iter().map(|(_, column)| *column).collect();
    for (words, own) in head.iter().zip(uppers) {
        for run in deep.chunk_by(|a, b| a + 1 == *b) {
            let inside: Vec<usize> = (0..own.len()).filter(|w| run.contains(&own[*w].1)).collect();
            let left = |word: &usize| own[*word].0.abs_diff(bounds[own[*word].1].0) <= SLACK;
            let begins = inside.first().is_some_and(|word| own[*word].1 == run[0]);
            if inside.is_empty() || (begins && inside.iter().all(left)) {
                continue;
            }
            let middle = |(from, to): (usize, usize)| from + to;
            let nearest = |column: &usize| {
                let far = |word: &usize| {
                    let word = (words[*word].from, words[*word].to);
                    middle(word).abs_diff(middle(bounds[*column]))
                };
                inside.iter().copied().min_by_key(far)
            };
            let of: Vec<Option<usize>> = run.iter().map(nearest).collect();
            let firsts: Vec<Option<usize>> = inside
                .iter()
                .map(|word| of.iter().position(|own| *own == Some(*word)).map(|at| run[at]))
                .collect();
            if firsts.iter().all(Option::is_some) && firsts.is_sorted() {
                for (word, column) in inside.iter().zip(firsts.into_iter().flatten()) {
                    own[*word].1 = column;
                }
            }
        }
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
