//! Rows of sums held against the numbers they sum up, exactly: no floating point.

mod across;
mod headings;
mod kinds;
mod measured;
mod sheet;
mod tables;
mod tiers;
mod unplaced;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Ctx;
use crate::model::roster::NoteKind;
use crate::model::{Role, Roster, Span, Value};
use crate::text::is_blank;

pub(in crate::check) use crate::text::decimal::Decimal;
use crate::text::headers;
use crate::text::words::headers::RATES;
pub(super) use across::find as across;
use sheet::Sheet;
use tables::Tables;
use tiers::Tiers;

/// A sum that no reading of its row explains.
pub(super) struct Fault {
    pub roster: u32,
    pub column: usize,
    /// The printed sum.
    pub span: Span,
    pub found: String,
    /// The number of rows that it should sum up.
    pub rows: usize,
    /// The first of them.
    pub first: Span,
    /// It only looks rounded.
    pub rounded: bool,
    /// It is a row over others, not one of sums.
    pub part: bool,
}

/// Most rows before those of the first 小计 that are of none: 省本级, 省直管县.
const LEADING_MOST: usize = 3;

/// What such rows say.
const OF_NONE: [&str; 6] = ["本级", "直属", "省直", "市直", "区直", "直管"];

/// Looks at every row of sums.
pub(super) fn find(ctx: &Ctx) -> Vec<Fault> {
    let mut faults = Vec::new();
    let tables = Tables::new(ctx);
    for (r, roster) in (0..).zip(&ctx.notice().rosters) {
        let sums = || roster.notes.iter().filter(|note| note.kind == NoteKind::Sum);
        if let Some(rows) = ctx.resolved.rosters.get(r as usize) {
            let found = headings::find(ctx, &tables, roster, rows);
            faults.extend(found.into_iter().map(|fault| Fault { roster: r, ..fault }));
        }
        let Some(rows) = ctx.resolved.rosters.get(r as usize).filter(|_| sums().next().is_some())
        else {
            continue;
        };
        let sheet = Sheet::new(ctx.document, roster, rows);
        let mut previous = 0;
        let places: Vec<usize> = sums()
            .map(|note| roster.entries.partition_point(|entry| entry.span.end <= note.span.start))
            .collect();
        // 合计 above the first row: each 小计 stands above its rows, too.
        let first = places.first() == Some(&0);
        let few = places.len() <= kinds::SUMS_MOST;
        let mut lines: Vec<(Sum, Vec<(usize, Span)>)> = Vec::new();
        let mut unplaced = Vec::new();
        let cells_of = |note: &crate::model::roster::Note| match tables.cells_of(note.span) {
            Some(cells) if cells.iter().filter(|cell| !cell.span.is_empty()).count() > 1 => {
                cells.iter().map(|cell| (cell.column as usize, cell.span)).collect()
            }
            _ => words_of(ctx, roster, note.span),
        };
        let all: Vec<kinds::Line> =
            sums().zip(&places).map(|(note, at)| (*at, cells_of(note))).collect();
        // So does each where the first row is of none of them, 省本级: half are right so in every column, all in some, and
        // none is right otherwise.
        let below_sums = |nth: usize| {
            let end = places.get(nth + 1).copied().unwrap_or(roster.entries.len());
            places[nth]..end
        };
        let held = |nth: usize, range: Range<usize>| -> Vec<bool> {
            let sums = all[nth].1.iter().filter_map(|(column, span)| {
                let printed = sheet.printed(*column, *span)?;
                Some(printed.agrees(sheet.sum(*column, &range)?))
            });
            sums.collect()
        };
        let whole = |held: &[bool]| !held.is_empty() && !held.contains(&false);
        let over = |nth: usize| held(nth, below_sums(nth));
        let under = |nth: usize| held(nth, places[nth - 1]..places[nth]);
        let parts = 1..places.len();
        let turned = || {
            parts.clone().filter(|nth| whole(&over(*nth))).count() * 2 >= parts.len()
                && parts.clone().all(|nth| over(nth).contains(&true) && !whole(&under(nth)))
        };
        // 省本级 before the cities, each of which ends in its 小计: no part of the first, where 合计 below holds them all.
        let totaled = places.last() == Some(&roster.entries.len())
            && places.len() > 1
            && whole(&held(places.len() - 1, 0..roster.entries.len()));
        let leading = || {
            let end = places[0];
            let other = !whole(&held(0, 0..end));
            // One sum alone may be misread by just so much, unless the row says that it is of no place below.
            let told = |lead: usize| {
                let cells = (0..lead).flat_map(|entry| roster.row(entry));
                let says = |cell: &Span| {
                    OF_NONE.iter().any(|word| ctx.document.slice(*cell).contains(word))
                };
                cells.filter(|cell| says(cell)).count() >= lead
            };
            (1..end.min(LEADING_MOST + 1)).map(|lead| lead..end).find(|own| {
                let held = held(0, own.clone());
                other && whole(&held) && (held.len() > 1 || told(own.start))
            })
        };
        let stands_over =
            first && !parts.is_empty() && (places.iter().skip(1).any(|at| *at == 0) || turned());
        // Where the rows of the sums before those beside it end.
        let mut since = 0;
        for (nth, at) in places.iter().copied().enumerate() {
            let own = match nth {
                0 if totaled && !first => leading(),
                0 => None,
                _ => stands_over.then(|| below_sums(nth)),
            };
            let cells = all[nth].1.clone();
            let mut words = cells.iter().filter(|(_, span)| !span.is_empty());
            let mut word = || words.next().map(|(_, span)| ctx.document.slice(*span).trim());
            let (first_word, second) = (word().unwrap_or_default(), word());
            let whole = first_word.starts_with('全') && !first_word.ends_with('计');
            // 小计, 河北小计, 杭州市 汇总, 杭州市 | 小计; 全省小计 adds up all.
            let part = ["小计", "汇总"].iter().any(|end| first_word.ends_with(end));
            let partial = first_word.starts_with('小')
                || (part && first_word != "汇总" && !first_word.starts_with('全'))
                || (second == Some("小计") && !first_word.starts_with('全'));
            let sum = Sum { ctx, sheet: &sheet, at, previous, partial, whole, own };
            since = if at == previous { since } else { previous };
            previous = at;
            let within = if partial { since..at } else { 0..roster.entries.len() };
            if let Some(of_kind) =
                few.then(|| kinds::rows(ctx.document, roster, &all, nth, within)).flatten()
            {
                let found = kinds::faults(&sheet, &of_kind, &cells);
                faults.extend(found.map(|fault| Fault { roster: r, ..fault }));
                continue;
            }
            if cells.iter().all(|(column, _)| *column == usize::MAX)
                && let Some(rows) = sum.readings().0
            {
                unplaced.push(unplaced::Line { sums: sum.printed(&cells), rows });
            }
            lines.push((sum, cells));
        }
        let (tiers, all_tiers) = (OnceCell::new(), || Tiers::all(ctx.document, roster, sheet.rows));
        let mut known: BTreeMap<usize, Option<Vec<usize>>> = BTreeMap::new();
        for (sum, cells) in lines {
            let mut cells = sum.placed(&cells);
            if cells.iter().all(|(column, _)| *column == usize::MAX) {
                let sums = sum.printed(&cells);
                let of = || unplaced::columns(&sheet, &unplaced, sums.len());
                let columns = known.entry(sums.len()).or_insert_with(of);
                if let Some(columns) = columns {
                    let spans = sums.iter().map(|(span, _)| *span);
                    cells = columns.iter().copied().zip(spans).collect();
                }
            }
            let mut found: Vec<Fault> = sum.faults(&cells).collect();
            if !found.is_empty() {
                let own = sum.faults_of_tiers(&cells, tiers.get_or_init(all_tiers));
                found = own.unwrap_or(found);
            }
            faults.extend(found.into_iter().map(|fault| Fault { roster: r, ..fault }));
        }
    }
    faults
}

/// The words of a line of sums, kept apart by blanks: 合计　　28950. None stands in a column. A number is
/// read without the unit that a header names: 合计：180万元 over 经费（万元）.
fn words_of(ctx: &Ctx, roster: &Roster, line: Span) -> Vec<(usize, Span)> {
    let text = ctx.document.slice(line);
    let mut at = line.start as usize;
    let mut words = Vec::new();
    // A flattened table has each on a line of its own.
    let parts = |c| is_blank(c) || matches!(c, '：' | ':' | '\n' | '\r');
    for piece in text.split_inclusive(parts) {
        let word = piece.trim_end_matches(parts);
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || ",.，．".contains(c));
        let named = |column: &crate::model::Column| {
            let title = column.title.as_str();
            [format!("（{unit}）"), format!("({unit})")].iter().any(|of| title.ends_with(of))
        };
        let bare = !unit.is_empty() && unit.len() < word.len() && roster.columns.iter().any(named);
        let length = if bare { word.len() - unit.len() } else { word.len() };
        if !word.is_empty() {
            words.push((usize::MAX, Span::of(at, at + length)));
        }
        at += piece.len();
    }
    words
}

struct Sum<'c> {
    ctx: &'c Ctx<'c>,
    sheet: &'c Sheet<'c>,
    /// Entries before it.
    at: usize,
    /// Entries before the row of sums before it.
    previous: usize,
    /// 小计.
    partial: bool,
    /// 全省: it may tell a mean, which lies between the numbers of the rows.
    whole: bool,
    /// The rows below it, where sums stand above their rows.
    own: Option<Range<usize>>,
}

impl Sum<'_> {
    /// The numbers among its cells.
    fn printed(&self, cells: &[(usize, Span)]) -> Vec<(Span, Decimal)> {
        let number = |(_, span): &(usize, Span)| {
            Some((*span, Decimal::read(self.ctx.document.slice(*span))?))
        };
        cells.iter().filter_map(number).collect()
    }

    /// Cells with their columns. Where a sum stands in no column of numbers, as its row left empty
    /// cells out, and there are as many such columns as sums, they are those.
    fn placed(&self, cells: &[(usize, Span)]) -> Vec<(usize, Span)> {
        let roster = self.sheet.roster;
        let number = |column: usize| {
            roster.columns.get(column).is_some_and(|column| column.role == Role::Number)
        };
        let sums: Vec<(usize, Span)> = cells
            .iter()
            .filter(|(_, span)| Decimal::read(self.ctx.document.slice(*span)).is_some())
            .copied()
            .collect();
        let columns: Vec<usize> = (0..roster.columns.len()).filter(|c| number(*c)).collect();
        let astray = sums.iter().any(|(column, _)| !number(*column));
        if astray && sums.len() == columns.len() {
            return columns
                .into_iter()
                .zip(sums)
                .map(|(column, (_, span))| (column, span))
                .collect();
        }
        cells.to_vec()
    }

    fn faults(&self, cells: &[(usize, Span)]) -> impl Iterator<Item = Fault> {
        let (natural, others) = self.readings();
        let roster = self.sheet.roster;
        // A row of sums that is numbered on, or counts the names in the cells, has lost no row where what it sums up
        // is right.
        let summed = natural.clone().is_some_and(|range| {
            cells.iter().any(|(column, span)| {
                let what = roster.columns.get(*column);
                what.is_some_and(|what| what.role == Role::Number && !is_rate(&what.title))
                    && self
                        .sheet
                        .printed(*column, *span)
                        .is_some_and(|p| self.sheet.sum(*column, &range) == Some(p.value))
            })
        });
        let numbered = roster.columns.iter().any(|column| column.role == Role::Serial);
        cells.iter().filter_map(move |(column, span)| {
            let (column, span) = (*column, *span);
            let what = roster.columns.get(column)?;
            if !self.sheet.has_numbers(column) {
                return None;
            }
            let printed = self.sheet.printed(column, span)?;
            // Shares add up to a hundred.
            if is_rate(&what.title)
                && !(is_share(&what.title) && printed.value.whole() == Some(100))
            {
                return None;
            }
            let is = |found: Option<Decimal>| found.is_some_and(|found| printed.agrees(found));
            if others.iter().any(|range| is(self.sheet.sum(column, range))) {
                return None;
            }
            let range = natural.clone()?;
            // 合计 | 3个: it may count the rows.
            if self.sheet.adds_units(column) && printed.value.whole() == Some(range.len() as u64) {
                return None;
            }
            let found = self.sheet.sum(column, &range)?;
            let reaches = |row| {
                let own = self.sheet.sum(column, &(row..row + 1));
                own.is_some_and(|own| own.reaches(printed.value))
            };
            // 全省 over some of its places, or rounded: only the parts of a numbered table that are more than the whole, or
            // that make it up in another column, prove anything.
            if self.whole
                && (!numbered
                    || !(summed || found.reaches(printed.value))
                    || found.rounds_to(printed.value)
                    || range.clone().any(reaches))
            {
                return None;
            }
            // Shares of several wholes, or each rounded by itself.
            if is_rate(&what.title) && !near_hundred(found, range.len()) {
                return None;
            }
            let otherwise = what.role == Role::Serial
                && summed
                && self.counts_otherwise(printed.value, column, &range);
            (!printed.agrees(found) && !otherwise).then(|| Fault {
                roster: 0,
                column,
                span,
                found: printed.beside(found, self.sheet.unit(column)),
                rows: range.len(),
                first: roster.row(range.start)[column],
                rounded: found.rounds_to(printed.value),
                part: false,
            })
        })
    }

    /// What is wrong where it adds up the outermost of rows that lie in each other; none where no reading says that they do.
    fn faults_of_tiers(&self, cells: &[(usize, Span)], readings: &[Tiers]) -> Option<Vec<Fault>> {
        let number = |(column, span): &(usize, Span)| {
            let what = self.sheet.roster.columns.get(*column)?;
            let added = what.role == Role::Number && !is_rate(&what.title);
            Some((*column, *span, self.sheet.printed(*column, *span).filter(|_| added)?.value))
        };
        let sums: Vec<(usize, Span, Decimal)> = cells.iter().filter_map(number).collect();
        let whole = !self.partial && !sums.is_empty();
        let readings = readings.iter().filter(|_| whole);
        readings.filter_map(|tiers| tiers.faults(self.sheet, &sums)).min_by_key(Vec::len)
    }

    /// Whether a number under the serials is the next of them, or says how many names the cells of a column list.
    fn counts_otherwise(&self, printed: Decimal, serials: usize, range: &Range<usize>) -> bool {
        let Some(printed) = printed.whole() else { return false };
        let Some(rows) = self.sheet.rows.get(range.clone()) else { return false };
        let last = rows.last().and_then(|row| match row.values.get(serials) {
            Some(Value::Integer(last)) => u64::try_from(*last).ok(),
            _ => None,
        });
        let roster = self.sheet.roster;
        let names = |column: usize| {
            let cells = range.clone().filter_map(|row| roster.row(row).get(column));
            let listed = |span: &Span| self.ctx.document.slice(*span).matches('、').count() + 1;
            cells.map(listed).sum::<usize>() as u64
        };
        // Where several rows of sums stand, none is numbered on.
        let sums = roster.notes.iter().filter(|note| note.kind == NoteKind::Sum).count();
        (sums == 1 && last.is_some_and(|last| last + 1 == printed))
            || (0..roster.columns.len()).any(|column| {
                roster.columns[column].role != Role::Number && names(column) == printed
            })
    }

    /// The rows that the sum is most likely of, and all that it may be of. Without the former a
    /// sum that fits nothing is not understood, which accuses nobody.
    fn readings(&self) -> (Option<Range<usize>>, Vec<Range<usize>>) {
        let entries = &self.sheet.roster.entries;
        let (at, all) = (self.at, self.sheet.rows.len().min(entries.len()));
        if let Some(own) = self.own.clone().filter(|own| !own.is_empty() && own.end <= all) {
            return (Some(own.clone()), vec![own, 0..all]);
        }
        let group = at.checked_sub(1).and_then(|last| {
            entries[last].group?;
            Some(self.sheet.runs[last].start..at)
        });
        let since = self.previous..at;
        let next = self.sheet.runs.get(at).map(|run| at..run.end.min(all));
        let natural = match (self.partial, at) {
            (false, at) if at == all => Some(0..all),
            (false, 0) => Some(0..all),
            // The second 小计 of a group is of the rows since the first.
            (true, _) if at > self.previous => {
                let first = group.clone().filter(|group| group.start >= self.previous);
                first.or(Some(since.clone()))
            }
            _ => None,
        };
        let mut others = vec![0..at, 0..all, since];
        others.extend(group);
        others.extend(next);
        others.retain(|range| !range.is_empty());
        (natural.filter(|range| !range.is_empty()), others)
    }
}

/// Whether shares are wrong by more than each may have been rounded, and by less than what another whole makes.
fn near_hundred(found: Decimal, rows: usize) -> bool {
    let Some(unit) = 10u128.checked_pow(found.places) else { return false };
    let astray = found.units.abs_diff(100 * unit.cast_signed());
    astray > rows as u128 && astray < 20 * unit
}

/// Whether a column holds shares of one whole: 占比（%）.
fn is_share(title: &str) -> bool {
    ["占比", "比重", "份额"].iter().any(|word| headers::without_brackets(title).ends_with(word))
}

/// Whether a column holds rates or means, which nobody adds up: 同比增长（%）, 平均工资.
pub(super) fn is_rate(title: &str) -> bool {
    // 主机功率（千瓦） adds up, 功率因数 does not.
    RATES.iter().any(|word| {
        title.match_indices(word).any(|(at, _)| {
            !title[..at].ends_with('功') || title[at + word.len()..].starts_with('因')
        })
    })
}
