//! What a walk sees of each column, told once by the header and the first rows.

use crate::model::columns::PLACE_PARTS;
use crate::table::Table;
use crate::table::ours::{Family, Kind, Layout};
use crate::text::headers;

/// What is to be seen of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Document, number or date: the same in each row, or in each row of a document.
    Fact,
    Entry,
    Group,
    Rank,
    Start,
    End,
    /// A printed text from which nothing follows.
    Text,
    /// It follows from others, or others from it.
    Following,
    /// Nothing but that it is text.
    Nothing,
}

/// The columns, by what is to be seen of them.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) width: usize,
    /// Document, number and date; then groups.
    pub(super) facts: Vec<usize>,
    pub(super) groups: Vec<usize>,
    pub(super) entry: Option<usize>,
    pub(super) rank: Option<usize>,
    pub(super) spans: Option<(usize, usize)>,
    /// Texts, and whether they are printed.
    pub(super) texts: Vec<(usize, bool)>,
    pub(super) following: Vec<usize>,
    /// Of these, the longest run that stands together, from and to; a row's cells of it are looked
    /// at as one.
    pub(super) block: (usize, usize),
    /// Following columns outside the block.
    pub(super) others: Vec<usize>,
    /// Of the following columns, those that are printed.
    pub(super) prints: Vec<usize>,
    /// Columns whose cells, with the group, name a row.
    pub(super) subjects: Vec<usize>,
    /// Pages and lines.
    pub(super) numbers: Vec<usize>,
    pub(super) has_document: bool,
}

impl Columns {
    /// None where what the checks would look at is not told by the columns alone.
    pub(super) fn new(table: &Table) -> Option<Self> {
        let layout = Layout::of(table);
        let subjects = subjects(&layout)?;
        let spans = layout.start.zip(layout.end);
        let what = columns(table, &layout);
        let of = |wanted: What| -> Vec<usize> {
            (0..what.len()).filter(|at| what[*at] == wanted).collect()
        };
        let following = of(What::Following);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in following.iter().copied().filter(|at| !subjects.contains(at)) {
            match runs.last_mut().filter(|run| run.1 == at) {
                Some(run) => run.1 = at + 1,
                None => runs.push((at, at + 1)),
            }
        }
        let block = runs.into_iter().max_by_key(|run| run.1 - run.0).unwrap_or((0, 0));
        let mut texts: Vec<(usize, bool)> =
            of(What::Text).into_iter().map(|at| (at, true)).collect();
        texts.extend(of(What::Nothing).into_iter().map(|at| (at, false)));
        let kept = |at: &usize| *at < block.0 || *at >= block.1;
        Some(Self {
            width: what.len(),
            facts: of(What::Fact),
            groups: of(What::Group),
            entry: layout.entry,
            rank: layout.rank,
            spans,
            texts,
            others: following.iter().copied().filter(kept).collect(),
            following,
            block,
            prints: layout.families.iter().filter_map(|family| family.raw).collect(),
            subjects,
            numbers: [table.column("page"), layout.line].into_iter().flatten().collect(),
            has_document: layout.document.is_some(),
        })
    }
}

/// What each column is for.
fn columns(table: &Table, layout: &Layout) -> Vec<What> {
    let mut columns = vec![What::Nothing; table.width()];
    for family in &layout.families {
        if family.raw.is_none() {
            // A text under the name of a division says where the row's place lies.
            let around = headers::rung_of(&table.title(family.value)).is_some();
            columns[family.value] = if around { What::Following } else { What::Text };
        }
    }
    for family in layout.families.iter().filter(|family| family.raw.is_some()) {
        for at in family.derived.iter().chain(&family.raw) {
            columns[*at] = What::Following;
        }
    }
    for (stem, _) in Layout::codes(table) {
        for part in PLACE_PARTS {
            if let Some(at) = table.column(&format!("{stem}{part}")) {
                columns[at] = What::Following;
            }
        }
    }
    let spans = layout.start.zip(layout.end);
    let fixed = [
        (layout.document, What::Fact),
        (layout.number, What::Fact),
        (layout.date, What::Fact),
        (layout.entry, What::Entry),
        (layout.rank, What::Rank),
        (spans.map(|s| s.0), What::Start),
        (spans.map(|s| s.1), What::End),
    ];
    for (at, what) in fixed {
        if let Some(at) = at {
            columns[at] = what;
        }
    }
    for at in &layout.groups {
        columns[*at] = What::Group;
    }
    columns
}

/// The columns that name a row as the checks of repeats see it; none where that depends.
fn subjects(layout: &Layout) -> Option<Vec<usize>> {
    let print = |family: &Family| family.raw.unwrap_or(family.value);
    let keyed = |key: &str| layout.families.iter().find(|family| family.key == key);
    let place = || layout.families.iter().find(|family| family.kind == Kind::Place);
    if let Some(family) = keyed("name").or_else(|| keyed("project")).or_else(place) {
        return Some(vec![print(family)]);
    }
    // One list of organisations names the rows, or else the rows differ in it; texts do so together.
    let units = layout.families.iter().filter(|family| family.kind == Kind::Units);
    match *units.map(print).collect::<Vec<usize>>() {
        [] => Some(layout.families.iter().map(print).collect()),
        [one] => Some(vec![one]),
        _ => None,
    }
}
