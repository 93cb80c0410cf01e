//! A table of several documents' tables, one below the other: taken apart again, so that each is
//! checked with the columns that are its own.

use super::Table;
use super::ours::Layout;
use crate::model::columns::{FIXED, KIND, PLACE_PARTS, RAW};

/// The tables that were stacked, document by document, roster by roster; none where it is the table
/// of one.
pub(super) fn parts<'d>(table: &Table<'d>, layout: &Layout) -> Vec<Vec<Table<'d>>> {
    let Some(document) = layout.document else { return Vec::new() };
    let roster = table.column("roster").filter(|at| *at == document + 1);
    let mut documents: Vec<Vec<(usize, usize)>> = Vec::new();
    for row in 0..table.rows.len() {
        let same = |at: usize| row > 0 && table.cell(row, at) == table.cell(row - 1, at);
        let begins = || layout.entry.is_some_and(|at| table.cell(row, at) == "1");
        match documents.last_mut().filter(|_| same(document)) {
            None => documents.push(vec![(row, row + 1)]),
            Some(rosters) => match rosters.last_mut() {
                Some(last) if roster.map_or_else(|| !begins(), same) => last.1 = row + 1,
                _ => rosters.push((row, row + 1)),
            },
        }
    }
    let part = |rows: (usize, usize)| {
        let all: Vec<u32> = (rows.0 as u32..rows.1 as u32).collect();
        let columns = own(table, layout, roster, rows);
        table.select(&all).with_columns(&columns)
    };
    documents.into_iter().map(|rosters| rosters.into_iter().map(part).collect()).collect()
}

/// The columns that the table of these rows had: those it fills, and those that belong to one of
/// them whatever is in them.
fn own(table: &Table, layout: &Layout, roster: Option<usize>, rows: (usize, usize)) -> Vec<usize> {
    let fills = |at: usize| (rows.0..rows.1).any(|row| !table.cell(row, at).is_empty());
    let titles: Vec<String> = (0..table.width()).map(|at| table.title(at).into_owned()).collect();
    let filled = |name: &str| titles.iter().position(|title| title == name).is_some_and(fills);
    let print = |key: &str| filled(key) || filled(&format!("{key}_{RAW}"));
    let has_place = layout
        .families
        .iter()
        .any(|family| titles.contains(&format!("{}_{KIND}", family.key)) && print(&family.key));
    let belongs = |title: &str| {
        let part = PLACE_PARTS.iter().find(|part| title.ends_with(**part));
        let stem = part.map(|part| &title[..title.len() - part.len()]);
        let key = |ending: &str| title.strip_suffix(ending).and_then(|t| t.strip_suffix('_'));
        match stem {
            Some("") => has_place,
            Some(stem) => print(stem.trim_end_matches('_')),
            None => [KIND, RAW].into_iter().filter_map(key).any(print) || print(title),
        }
    };
    let wanted = |at: &usize| {
        let title = titles[*at].as_str();
        FIXED.contains(&title)
            || if layout.groups.contains(at) { fills(*at) } else { belongs(title) }
    };
    (0..table.width()).filter(|at| Some(*at) != roster).filter(wanted).collect()
}
