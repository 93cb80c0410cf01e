//! A table that only counts the list: `省份 | 数量` beside a list of the things themselves. It is no
//! roster; its rows are counts, which are held against the list's rows.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::regions::Regions;
use super::roster::words;
use crate::model::roster::NoteKind;
use crate::model::{
    ClaimPlace, Document, Notice, Role, Roster, Span, Table, Tally, TallyOf, TallyRow,
};
use crate::text::{compact, headers, nothing, numeral};

/// More rows than these are no table of counts.
const MOST: usize = 80;

/// Words that end the header of a count.
static COUNTS: [&str; 12] =
    ["数", "数量", "个数", "家数", "项数", "总数", "合计", "总计", "小计", "计", "数目", "名额"];

/// A table of counts as read.
struct Found {
    rows: Vec<TallyRow>,
    /// The sum of its counts.
    sum: u64,
    /// The words of its rows, each with its count.
    keys: Vec<(String, u64)>,
}

/// Takes the tables of counts out of the rosters, where they count another one: their numbers are
/// as many as its rows, or most of them agree with it.
pub(super) fn set_aside(
    document: &Document,
    tables: &[Cow<'_, Table>],
    notice: &mut Notice,
    regions: &mut Regions,
) {
    if notice.rosters.len() < 2 {
        return;
    }
    let found: Vec<Option<Found>> =
        notice.rosters.iter().map(|roster| read(document, tables, roster)).collect();
    let listed: Vec<&Roster> = notice
        .rosters
        .iter()
        .zip(&found)
        .filter(|(_, found)| found.is_none())
        .map(|(roster, _)| roster)
        .collect();
    let rows: Vec<u64> = listed.iter().map(|roster| roster.entries.len() as u64).collect();
    let all: u64 = rows.iter().sum();
    let known = LazyCell::new(|| Known::new(document, &listed));
    let counts = |found: &Found, roster: &Roster| {
        // 名额分配表 shares places out to whom the list need not name: the same sum says nothing.
        let title = roster.title.as_ref().map_or("", |title| title.value.as_str());
        let shares = ["名额", "指标", "分配"].iter().any(|word| title.contains(word));
        if shares && found.keys.iter().all(|(key, _)| known.count(key).is_none()) {
            return false;
        }
        let sums = found.sum > 0 && (found.sum == all || rows.contains(&found.sum));
        sums || {
            let right = found.keys.iter().filter(|(key, n)| known.count(key) == Some(*n)).count();
            right * 5 >= found.keys.len() * 3
        }
    };
    // Without a list beside it a table of counts is all there is.
    let aside: Vec<bool> = found
        .iter()
        .zip(&notice.rosters)
        .map(|(found, roster)| {
            found.as_ref().is_some_and(|found| !listed.is_empty() && counts(found, roster))
        })
        .collect();
    if !aside.contains(&true) {
        return;
    }
    let rosters = std::mem::take(&mut notice.rosters);
    // Where each roster goes; none for a table of counts.
    let mut places = Vec::new();
    for ((roster, found), aside) in rosters.into_iter().zip(found).zip(aside) {
        if let (true, Some(found)) = (aside, found) {
            regions.note(&roster.entries.iter().map(|entry| entry.span).collect::<Vec<_>>());
            let Roster { title, span, .. } = roster;
            notice.tallies.push(Tally { title, rows: found.rows, span });
            places.push(None);
        } else {
            places.push(Some(notice.rosters.len() as u32));
            notice.rosters.push(roster);
        }
    }
    renumber(notice, &places);
}

/// Rosters behind a table of counts have another number now; what was noticed of the table, and
/// counted in its headings, goes with it.
fn renumber(notice: &mut Notice, places: &[Option<u32>]) {
    let place = |roster: u32| places.get(roster as usize).copied().flatten();
    notice.oddities.retain_mut(|oddity| match oddity.roster {
        Some(roster) => {
            oddity.roster = place(roster);
            oddity.roster.is_some()
        }
        None => true,
    });
    for claim in &mut notice.claims {
        if let ClaimPlace::Heading { roster, group } = claim.place {
            claim.place = place(roster)
                .map_or(ClaimPlace::Note, |roster| ClaimPlace::Heading { roster, group });
        }
    }
}

/// Reads a roster as a table of counts: one column of words, the others numbers.
fn read(document: &Document, tables: &[Cow<'_, Table>], roster: &Roster) -> Option<Found> {
    let entries = roster.entries.len();
    if !(2..=MOST).contains(&entries) || !roster.groups.is_empty() {
        return None;
    }
    let text = |entry: usize, column: usize| compact(&roster.cell(document, entry, column));
    let aside = |column: &usize| {
        matches!(roster.columns[*column].role, Role::Serial | Role::Note)
            || (0..entries).all(|entry| text(entry, *column).is_empty())
    };
    let columns: Vec<usize> = (0..roster.columns.len()).filter(|column| !aside(column)).collect();
    let (key, numbers) = columns.split_first()?;
    let number = |column: &usize| {
        (0..entries).all(|entry| {
            let text = text(entry, *column);
            nothing::is_nothing(&text) || count(&text).is_some()
        })
    };
    if numbers.is_empty() || !numbers.iter().all(number) || number(key) {
        return None;
    }
    let counts = |column: &usize| is_count(&roster.columns[*column].title);
    // 省份 | 总数 | 一类 | 二类: the total, and classes that headers name.
    let total = match numbers {
        [one] => Some(*one).filter(counts)?,
        _ => *numbers.iter().find(|column| is_total(&roster.columns[**column].title))?,
    };
    let mut found = Found { rows: Vec::new(), sum: 0, keys: Vec::new() };
    for entry in 0..entries {
        let about = text(entry, *key);
        let cell = roster.row(entry)[total];
        let Some(declared) = count(document.slice(cell)) else { continue };
        if words::is_sum(&about) {
            found.rows.push(TallyRow { about, declared, span: cell, of: TallyOf::All });
            continue;
        }
        found.sum = found.sum.saturating_add(declared);
        found.keys.push((about.clone(), declared));
        found.rows.push(TallyRow { about, declared, span: cell, of: TallyOf::Key });
    }
    for note in roster.notes.iter().filter(|note| note.kind == NoteKind::Sum) {
        let row = cells(tables, note.span);
        let word = row.iter().find(|(_, span)| !span.is_empty());
        let word = word.map_or(String::new(), |(_, span)| compact(document.slice(*span)));
        for (column, span) in row {
            let Some(declared) = count(document.slice(span)) else { continue };
            let about = roster.columns.get(column).map(|column| column.title.clone());
            let mut about = about.unwrap_or_default();
            let of = if column == total {
                about.clone_from(&word);
                TallyOf::All
            } else if numbers.contains(&column) && !counts(&column) {
                TallyOf::Class
            } else {
                continue;
            };
            found.rows.push(TallyRow { about, declared, span, of });
        }
    }
    (!found.keys.is_empty()).then_some(found)
}

/// Whether a header is one of a count: 数量, 企业数（家）, 计数项:企业名称.
fn is_count(title: &str) -> bool {
    let bare = headers::without_brackets(title);
    let measured = title.ends_with(['）', ')'])
        && ["家", "个", "项", "所", "名", "人", "户", "处", "件"]
            .iter()
            .any(|measure| title.trim_end_matches(['）', ')']).ends_with(measure));
    title.starts_with("计数项")
        || is_total(title)
        || COUNTS.iter().any(|word| bare.ends_with(word))
            && !["指数", "系数", "分数", "参数"].iter().any(|word| bare.ends_with(word))
        || measured
}

fn is_total(title: &str) -> bool {
    let bare = headers::without_brackets(title);
    ["合计", "总计", "小计", "总数", "数量", "共计"].iter().any(|word| bare.ends_with(word))
}

/// Whether a text is a count and nothing else: `12`, `12家`.
pub(super) fn is_count_cell(text: &str) -> bool {
    count(text).is_some()
}

/// `12`, `12家`.
fn count(text: &str) -> Option<u64> {
    let text = compact(text);
    let (number, length) = numeral::prefix(&text)?;
    let rest = &text[length..];
    (rest.is_empty() || rest.chars().count() == 1 && "家个项所名人户处件".contains(rest))
        .then_some(number)
}

/// The cells of the table row that a span is, each with its column.
pub(super) fn cells(tables: &[Cow<'_, Table>], row: Span) -> Vec<(usize, Span)> {
    for table in tables {
        // Rows stand in the order of the text.
        let at = table.rows.partition_point(|own| own.span.start < row.start);
        if let Some(found) = table.rows.get(at).filter(|own| own.span == row) {
            let cells = table.cells_of(found).iter();
            return cells.map(|cell| (cell.column as usize, cell.span)).collect();
        }
    }
    Vec::new()
}

/// What the rows of the lists are called by: their headings, and their cells from the start.
struct Known {
    words: BTreeMap<String, u64>,
    /// Cells, each with its row, sorted, for those that begin with a word.
    cells: Vec<(String, usize)>,
}

impl Known {
    fn new(document: &Document, rosters: &[&Roster]) -> Self {
        let mut known = Self { words: BTreeMap::new(), cells: Vec::new() };
        let mut row = 0;
        for roster in rosters {
            for (at, entry) in roster.entries.iter().enumerate() {
                let group = entry.group.and_then(|group| roster.groups.get(group as usize));
                for name in group.iter().flat_map(|group| &group.path) {
                    *known.words.entry(bare(name).to_owned()).or_default() += 1;
                }
                for column in 0..roster.columns.len() {
                    let cell = compact(&roster.cell(document, at, column));
                    if !cell.is_empty() {
                        known.cells.push((cell, row));
                    }
                }
                row += 1;
            }
        }
        known.cells.sort_unstable();
        known
    }

    /// How many rows stand under a heading of that name, or have a cell that begins so.
    fn count(&self, key: &str) -> Option<u64> {
        if let Some(rows) = self.words.get(bare(key)) {
            return Some(*rows);
        }
        let from = self.cells.partition_point(|(cell, _)| cell.as_str() < key);
        let begin = self.cells[from..].iter().take_while(|(cell, _)| cell.starts_with(key));
        let rows: BTreeSet<usize> = begin.map(|(_, row)| *row).collect();
        (!rows.is_empty()).then_some(rows.len() as u64)
    }
}

/// A heading without its number.
fn bare(name: &str) -> &str {
    let open = name.trim_start_matches(['（', '(']);
    let Some((_, length)) = numeral::prefix(open) else { return name };
    let rest = &open[length..];
    let bare = rest.trim_start_matches(['、', '.', '．', ')', '）']);
    if bare.len() < rest.len() { bare } else { name }
}
