//! Edits: what they are, and how they are applied. `script` makes them.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::keys::of_path as keys;
use super::side::{Column, Fact, Row, Side, Text};
use crate::text::fold;

/// One step. Entries are ordinals of the old side, from 1; `to` is an ordinal of the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// What is said about the roster as a whole; empty `new` takes it away.
    Fact(Fact),
    /// The columns from now on; cells go by key.
    Columns {
        /// All of them.
        columns: Vec<Column>,
    },
    /// The headings from now on.
    Groups {
        /// Old and new path of those that are called otherwise.
        renamed: Vec<(Vec<String>, Vec<String>)>,
        /// All of them, in order.
        groups: Vec<Vec<String>>,
    },
    /// Takes an entry out.
    Remove {
        /// Which.
        entry: usize,
    },
    /// Gives an entry new parts.
    Set {
        /// Which.
        entry: usize,
        /// What.
        #[serde(flatten)]
        part: Part,
    },
    /// Puts an entry somewhere else; entries without this step keep their order.
    Move {
        /// Which.
        entry: usize,
        /// Where it then stands.
        to: usize,
    },
    /// Puts an entry in.
    Add {
        /// Where it then stands.
        to: usize,
        /// Its group.
        group: Option<Vec<String>>,
        /// The entry.
        row: Row,
    },
}

/// A part of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", content = "value", rename_all = "kebab-case")]
pub enum Part {
    /// Its name.
    Name(Text),
    /// Its code.
    Code(String),
    /// Its rank.
    Rank(Option<i64>),
    /// Its group.
    Group(Option<Vec<String>>),
    /// Other names it gives itself.
    Aliases(Vec<String>),
    /// A cell: the column's key and what stands there.
    Cell(String, Vec<Text>),
}

/// Why edits do not fit a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// There is no such entry.
    Entry(usize),
    /// There is no such place, or two entries want it.
    Place(usize),
    /// There is no such group.
    Group(Vec<String>),
    /// There is no such column.
    Column(String),
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(entry) => write!(f, "there is no entry {entry}"),
            Self::Place(to) => write!(f, "place {to} is taken or not there"),
            Self::Group(path) => write!(f, "there is no group {}", path.join(" / ")),
            Self::Column(key) => write!(f, "there is no column {key}"),
        }
    }
}

impl std::error::Error for Misfit {}

/// Applies edits to a side.
///
/// # Errors
/// Where an edit names what the side does not have: these edits were made for another one.
pub fn apply(old: &Side, edits: &[Edit]) -> Result<Side, Misfit> {
    let mut side = old.clone();
    let mut rows: Vec<Option<Row>> = side.rows.drain(..).map(Some).collect();
    let mut moves: Vec<(usize, usize)> = Vec::new();
    let mut adds: Vec<(usize, Row)> = Vec::new();
    let mut groups = index(&side.groups);
    for edit in edits {
        match edit {
            Edit::Fact(fact) => set_fact(&mut side, fact),
            Edit::Columns { columns } => {
                let from = std::mem::replace(&mut side.columns, columns.clone());
                let place = |c: &Column| from.iter().position(|other| other.key == c.key);
                let places: Vec<Option<usize>> = columns.iter().map(place).collect();
                for row in rows.iter_mut().flatten() {
                    let cell =
                        |at: &Option<usize>| at.map_or(Vec::new(), |at| row.cells[at].clone());
                    row.cells = places.iter().map(cell).collect();
                }
            }
            Edit::Groups { renamed, groups: all } => {
                let renames: HashMap<Vec<String>, &Vec<String>> =
                    renamed.iter().map(|(from, to)| (keys(from), to)).collect();
                let after = index(all);
                let heirs: Vec<Option<u32>> = side
                    .groups
                    .iter()
                    .map(|path| {
                        let path = keys(path);
                        let to = renames.get(&path).map_or(path.clone(), |to| keys(to));
                        after.get(&to).copied()
                    })
                    .collect();
                for row in rows.iter_mut().flatten() {
                    row.group = row.group.and_then(|group| heirs[group as usize]);
                }
                side.groups.clone_from(all);
                groups = after;
            }
            Edit::Remove { entry } => *slot(&mut rows, *entry)? = None,
            Edit::Set { entry, part } => {
                let columns = &side.columns;
                let row = slot(&mut rows, *entry)?.as_mut().ok_or(Misfit::Entry(*entry))?;
                set_part(row, part, columns, &groups)?;
            }
            Edit::Move { entry, to } => moves.push((*entry, *to)),
            Edit::Add { to, group, row } => {
                let group = find(&groups, group.as_ref())?;
                adds.push((*to, Row { group, ..row.clone() }));
            }
        }
    }
    for (entry, to) in moves {
        let row = slot(&mut rows, entry)?.take().ok_or(Misfit::Entry(entry))?;
        adds.push((to, row));
    }
    // Those without a place of their own fill what is left, in their order.
    let mut places: Vec<Option<Row>> = vec![None; rows.iter().flatten().count() + adds.len()];
    for (to, row) in adds {
        let place = to.checked_sub(1).and_then(|at| places.get_mut(at));
        match place {
            Some(place @ None) => *place = Some(row),
            _ => return Err(Misfit::Place(to)),
        }
    }
    let mut rest = rows.into_iter().flatten();
    side.rows = places.into_iter().filter_map(|place| place.or_else(|| rest.next())).collect();
    Ok(side)
}

fn slot(rows: &mut [Option<Row>], entry: usize) -> Result<&mut Option<Row>, Misfit> {
    let at = entry.checked_sub(1).and_then(|at| rows.get_mut(at));
    at.ok_or(Misfit::Entry(entry))
}

fn set_fact(side: &mut Side, fact: &Fact) {
    let about = fold::key(&fact.about);
    let same = |other: &Fact| other.item == fact.item && fold::key(&other.about) == about;
    side.facts.retain(|other| !same(other));
    if !fact.values.is_empty() {
        side.facts.push(fact.clone());
    }
}

fn set_part(
    row: &mut Row,
    part: &Part,
    columns: &[Column],
    groups: &HashMap<Vec<String>, u32>,
) -> Result<(), Misfit> {
    match part {
        Part::Name(name) => row.name.clone_from(name),
        Part::Code(code) => row.code.clone_from(code),
        Part::Rank(rank) => row.rank = *rank,
        Part::Group(path) => row.group = find(groups, path.as_ref())?,
        Part::Aliases(aliases) => row.aliases.clone_from(aliases),
        Part::Cell(key, texts) => {
            let at = columns.iter().position(|column| column.key == *key);
            let cell = at.and_then(|at| row.cells.get_mut(at));
            cell.ok_or_else(|| Misfit::Column(key.clone()))?.clone_from(texts);
        }
    }
    Ok(())
}

fn index(groups: &[Vec<String>]) -> HashMap<Vec<String>, u32> {
    groups.iter().zip(0..).map(|(path, at)| (keys(path), at)).collect()
}

fn find(
    groups: &HashMap<Vec<String>, u32>,
    path: Option<&Vec<String>>,
) -> Result<Option<u32>, Misfit> {
    let Some(path) = path else { return Ok(None) };
    groups.get(&keys(path)).copied().map(Some).ok_or_else(|| Misfit::Group(path.clone()))
}
