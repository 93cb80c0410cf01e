//! A column of places: its different texts and what they mean.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Name, Places};
use crate::model::{Document, Roster, Row, Value};

pub(super) fn column<'a>(
    document: &'a Document,
    roster: &'a Roster,
    rows: &'a [Row],
    column: usize,
    judged: &dyn Fn(usize) -> bool,
) -> Places<'a> {
    // The same text means the same, but within another column or heading: then it is another name.
    let mut known: HashMap<(Cow<'a, str>, &'a str, bool), usize, FixedState> =
        HashMap::with_hasher(FixedState::with_seed(0));
    let mut names: Vec<Name<'a>> = Vec::new();
    let mut cells = 0;
    for (entry, row) in rows.iter().enumerate() {
        let Some(Value::Place(place)) = row.values.get(column) else { continue };
        if !judged(entry) {
            continue;
        }
        cells += 1;
        let text = roster.cell(document, entry, column);
        let span = roster.row(entry)[column];
        let key = (text.clone(), place.name.as_str(), place.adcode.is_some());
        if let Some(&at) = known.get(&key) {
            names[at].spans.push(span);
        } else {
            known.insert(key, names.len());
            names.push(Name { text, place, spans: vec![span] });
        }
    }
    Places { roster: 0, column, cells, names }
}
