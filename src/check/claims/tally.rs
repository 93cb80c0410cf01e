//! Tables that only count the list: 省份 and 数量 beside a list of the things themselves.

use crate::check::sums::Decimal;
use crate::model::report::State;
use crate::model::{Document, Notice, Role, Span, TallyOf};
use crate::text::headers;

use super::fold::fold;
use super::target::Index;

/// A count that a row of such a table declares.
#[derive(Clone, Debug)]
pub(in crate::check) struct Tally {
    /// What the row counts: 江苏省.
    pub about: String,
    pub declared: u64,
    pub found: Option<u64>,
    pub state: State,
    pub span: Span,
}

/// More rows than these are no table of counts.
const MOST: usize = 80;

/// The tables of counts, and those among the rosters.
#[derive(Debug, Default)]
pub(in crate::check) struct Tallies {
    pub rows: Vec<Tally>,
    /// Rosters that are no lists of their own.
    pub rosters: Vec<usize>,
}

/// All counts of such tables, each with what the rows say.
pub(super) fn find(document: &Document, notice: &Notice, index: &Index) -> Tallies {
    let mut tallies = rosters(document, notice, index);
    for table in &notice.tallies {
        let found = |row: &crate::model::TallyRow| match row.of {
            TallyOf::All => index.all_rows(row.declared),
            TallyOf::Key | TallyOf::Class => index.counted(&fold(&row.about)),
        };
        let counted: Vec<Option<u64>> = table.rows.iter().map(found).collect();
        let keys = || table.rows.iter().zip(&counted).filter(|(row, _)| row.of == TallyOf::Key);
        let sure = are_sure(|| keys().map(|(row, found)| (row.declared, *found)));
        for (row, found) in table.rows.iter().zip(counted) {
            let state = match found {
                Some(found) if found == row.declared => State::Held,
                Some(_) if sure || row.of == TallyOf::All => State::Broken,
                _ => State::Unverifiable,
            };
            let (about, declared, span) = (row.about.clone(), row.declared, row.span);
            let found = found.filter(|_| state != State::Unverifiable);
            tallies.rows.push(Tally { about, declared, found, state, span });
        }
    }
    tallies
}

/// Whether numbers, each with what the rows say, are of these rows, so that those that disagree are wrong: most
/// agree, or all but two, and the sum does: a name stands under another's place.
fn are_sure<I: Iterator<Item = (u64, Option<u64>)>>(pairs: impl Fn() -> I) -> bool {
    let all = pairs().count();
    let right = pairs().filter(|(declared, found)| *found == Some(*declared)).count();
    let declared = pairs().map(|pair| pair.0).fold(0, u64::saturating_add);
    let found = pairs().filter_map(|pair| pair.1).fold(0, u64::saturating_add);
    right * 5 >= all * 3 || (right > 0 && all - right == 2 && declared == found)
}

/// Finds rosters whose rows name groups or places of another roster and give a number each. Most
/// must agree with that roster: then the others are wrong.
fn rosters(document: &Document, notice: &Notice, index: &Index) -> Tallies {
    let mut tallies = Tallies::default();
    if notice.rosters.len() < 2 {
        return tallies;
    }
    for (r, roster) in notice.rosters.iter().enumerate() {
        let entries = roster.entries.len();
        let number = |column: &usize| {
            let what = &roster.columns[*column];
            let title = headers::without_brackets(&what.title);
            what.role == Role::Number
                && ["数", "数量", "个数", "家数", "名额"].iter().any(|tail| title.ends_with(tail))
        };
        let mut numbers = (0..roster.columns.len()).filter(number);
        let (Some(count), None) = (numbers.next(), numbers.next()) else { continue };
        let key = (0..roster.columns.len()).find(|column| {
            !matches!(roster.columns[*column].role, Role::Serial | Role::Number | Role::Note)
        });
        let Some(key) = key.filter(|_| (2..=MOST).contains(&entries)) else { continue };
        let mut rows = Vec::new();
        for entry in 0..entries {
            let about = roster.cell(document, entry, key).into_owned();
            let declared = Decimal::read(&roster.cell(document, entry, count));
            let Some(declared) = declared.and_then(Decimal::whole) else { continue };
            let Some(found) = index.counted_elsewhere(&fold(&about), r) else { continue };
            let span = roster.row(entry)[count];
            let state = if declared == found { State::Held } else { State::Broken };
            rows.push(Tally { about, declared, found: Some(found), state, span });
        }
        let pairs = || rows.iter().map(|row| (row.declared, row.found));
        if rows.len() == entries && are_sure(pairs) {
            tallies.rows.extend(rows);
            tallies.rosters.push(r);
        }
    }
    tallies
}
