//! Rows that head others and were read as entries: they fill the first cells alone, which no other row fills (XA | 消化道药物
//! over | | 1 | 甲药), or name a rank above the rest in Chinese and Latin (灵长目 | PRIMATES over 蜂猴 | Nycticebus | 一级).

use crate::model::{Document, Role, Roster, Span};
use crate::text::{blank, compact};

/// Fewest rows of each kind, and most rows that are looked at.
const LEAST: usize = 2;
const MOST: usize = 20_000;

/// How names of ranks end.
const RANKS: [char; 8] = ['门', '纲', '目', '科', '属', '类', '亚', '物'];

/// The first of these rows.
pub(in crate::segment) fn find(document: &Document, roster: &Roster) -> Option<Span> {
    let width = roster.columns.len();
    let rows = roster.entries.len();
    if width < LEAST + 1 || !(2 * LEAST..=MOST).contains(&rows) {
        return None;
    }
    let serial = roster.columns.first().is_some_and(|column| column.role == Role::Serial);
    let from = usize::from(serial);
    let row = |at: usize| &roster.cells[at * width..(at + 1) * width];
    let first = row(0);
    let reach = first.iter().rposition(|cell| !cell.is_empty())? + 1;
    if serial && !first[0].is_empty() || reach < from + LEAST || reach >= width {
        return None;
    }
    // Which rows fill nothing behind the first row's last cell.
    let heads = |at: &usize| {
        row(*at)[from..reach].iter().all(|cell| !cell.is_empty())
            && row(*at)[reach..].iter().all(|cell| cell.is_empty())
    };
    let (over, under): (Vec<usize>, Vec<usize>) = (0..rows).partition(heads);
    if over.len() < LEAST || under.len() < LEAST || over.last() == Some(&(rows - 1)) {
        return None;
    }
    let apart = under.iter().all(|at| row(*at)[from..reach].iter().all(|cell| cell.is_empty()));
    let end = |at: &usize| compact(document.slice(row(*at)[from])).chars().last();
    // 石松科 over 石杉属: the kind itself may be of a rank below.
    let ranks: Vec<char> = over.iter().filter_map(end).collect();
    let named =
        |at: &usize| end(at).is_some_and(|end| RANKS.contains(&end) && ranks.contains(&end));
    // 光伏项目 and 心内科 end so as well.
    let latin = |at: &usize| {
        let cells = row(*at)[from + 1..reach].iter();
        cells.map(|cell| document.slice(*cell)).any(|cell| {
            let letter = |c: char| c.is_alphabetic() && !blank::is_han(c);
            cell.contains(letter) && cell.chars().all(|c| letter(c) || c.is_whitespace())
        })
    };
    let ranked = |at: &usize| named(at) && latin(at);
    // One column behind them is filled by all others.
    let full = (reach..width).any(|column| under.iter().all(|at| !row(*at)[column].is_empty()));
    let families = full && over.iter().all(ranked) && !under.iter().any(named);
    // In a numbered table these alone have no serial. One empty cell behind names like all others may be a remark's.
    let same = |at: &usize| end(at) == ranks.first().copied();
    let alike = || over.iter().all(same) && !under.iter().any(same);
    let alone = serial && under.iter().all(|at| !row(*at)[0].is_empty());
    let numbered = alone && full && (width - reach >= LEAST || alike());
    (apart || families || numbered).then_some(roster.entries[0].span)
}
