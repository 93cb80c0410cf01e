//! Places one below the other in a cell: 延庆区, and on a line of its own 怀柔区.

use std::borrow::Cow;

use super::Reader;
use super::values::{self, Clean};

impl Reader<'_> {
    /// Cleans the cell of a place. Line breaks go, for most of them break a name or a path; lines that contradict each
    /// other so, and are places each, are a list.
    pub(super) fn clean_place<'t>(&mut self, cell: &'t str) -> Clean<'t> {
        let clean = values::clean(cell);
        if !cell.trim().contains('\n') {
            return clean;
        }
        let joined = self.places.resolve(&clean.text, self.on);
        if !joined.contradicts() {
            return clean;
        }
        let lines = cell.lines().filter(|line| !line.trim().is_empty());
        let lines: Vec<Cow<'_, str>> = lines.map(|line| values::clean(line).text).collect();
        let listed = lines.join("、");
        let list = self.places.resolve(&listed, self.on);
        if list.candidates.len() < 2 || !list.oddities.is_empty() {
            return clean;
        }
        let steps = vec![("list-lines", cell.to_owned(), listed.clone())];
        Clean { text: Cow::Owned(listed), steps }
    }
}
