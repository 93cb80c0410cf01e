//! The words by which a table is known for a dataset of ours, or one like it, and what its columns
//! are for.

use super::Table;
use crate::model::columns::{FIXED, KIND, PLACE_PARTS, RAW, UNITS};

/// Whether headers are those of a dataset: at least two of our own words, of which a notice's
/// roster has none.
pub fn is_dataset<S: AsRef<str>>(headers: &[S]) -> bool {
    let ours = |header: &&S| {
        let header = header.as_ref().trim();
        FIXED.contains(&header)
            || (UNITS.contains(&header) && header != "unit")
            || PLACE_PARTS.iter().any(|part| {
                let own = part.contains("adcode") && header.ends_with(part);
                own || header == *part && part.contains('_')
            })
    };
    headers.iter().filter(ours).count() >= 2
}

/// A column that is printed in the notice, with the columns that are worked out from it.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// Its name.
    pub key: String,
    /// Its canonical value.
    pub value: usize,
    /// As printed; none where that is the value.
    pub raw: Option<usize>,
    pub kind: Kind,
    /// Columns worked out from the print, `value` among them.
    pub derived: Vec<usize>,
}

/// What a family's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Place,
    Units,
    Text,
}

/// What the columns of a table are for.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub document: Option<usize>,
    pub number: Option<usize>,
    pub date: Option<usize>,
    pub entry: Option<usize>,
    pub groups: Vec<usize>,
    pub rank: Option<usize>,
    pub rank_raw: Option<usize>,
    pub line: Option<usize>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub families: Vec<Family>,
}

impl Layout {
    /// Reads the headers of a table.
    pub(super) fn of(table: &Table) -> Self {
        let headers: Vec<String> =
            (0..table.width()).map(|at| table.title(at).into_owned()).collect();
        let at = |name: &str| headers.iter().position(|header| header == name);
        let mut layout = Self {
            document: at("document"),
            number: at("notice_number"),
            date: at("notice_date"),
            entry: at("entry"),
            rank: at("rank"),
            rank_raw: at("rank_raw"),
            line: at("line"),
            start: at("span_start"),
            end: at("span_end"),
            ..Self::default()
        };
        // Group columns stand between the ordinal and the rank.
        if let (Some(entry), Some(rank)) = (layout.entry, layout.rank) {
            layout.groups = (entry + 1..rank).collect();
        }
        // The parts of one column of places are named without its key: of the first, which in the
        // table of several notices may stand behind another notice's second.
        let has_own_parts =
            |key: &str| PLACE_PARTS.iter().any(|part| at(&format!("{key}_{part}")).is_some());
        let mut plain: Option<usize> = None;
        for (value, key) in headers.iter().enumerate() {
            let taken = FIXED.contains(&key.as_str())
                || layout.groups.contains(&value)
                || layout
                    .families
                    .iter()
                    .any(|f| f.derived.contains(&value) || f.raw == Some(value));
            if taken || key.is_empty() {
                continue;
            }
            let raw = at(&format!("{key}_{RAW}"));
            let kind_column = at(&format!("{key}_{KIND}"));
            let mut derived = vec![value];
            let kind = match (raw, kind_column) {
                (Some(_), Some(kind)) => {
                    derived.push(kind);
                    let is_plain = plain.is_none() && !has_own_parts(key);
                    derived.extend(PLACE_PARTS.iter().filter_map(|part| {
                        if is_plain { at(part) } else { at(&format!("{key}_{part}")) }
                    }));
                    if is_plain {
                        plain = Some(layout.families.len());
                    }
                    Kind::Place
                }
                (Some(_), None) => Kind::Units,
                (None, _) => Kind::Text,
            };
            layout.families.push(Family { key: key.clone(), value, raw, kind, derived });
        }
        let first = layout.families.iter().position(|family| family.kind == Kind::Place);
        if let (Some(first), Some(plain)) = (first, plain) {
            // Worked out anew, the first column of places gets the names without a key again.
            layout.families[first..=plain].rotate_right(1);
        }
        layout
    }

    /// Columns of codes: what stands before `adcode` in the name, and the column.
    pub(super) fn codes(table: &Table) -> Vec<(String, usize)> {
        let headers = (0..table.width()).map(|at| (table.title(at).into_owned(), at));
        headers
            .filter_map(|(header, at)| {
                let stem = header.strip_suffix("adcode")?;
                let whole = stem.strip_suffix('_').unwrap_or(stem);
                let part = ["province", "prefecture", "county"].iter().any(|p| whole.ends_with(p));
                (!part).then(|| (stem.to_owned(), at))
            })
            .collect()
    }
}
