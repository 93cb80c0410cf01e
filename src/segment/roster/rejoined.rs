//! Rows broken in two: the rest stands in the row below.

use super::builder::Builder;
use crate::gazetteer::{Gazetteer, Thing};
use crate::model::notice::OddityKind;
use crate::model::roster::Serial;
use crate::model::{RegionRole, Span, TableCell};
use crate::text::words::bodies::NO_PLACES;

impl Builder<'_> {
    /// Whether the row is the tail of the one above, cut inside a cell: it has no serial, the one
    /// above is short, and together they fill the columns.
    pub(super) fn rejoins(&self, index: usize, cells: &[TableCell]) -> bool {
        let Some(entry) = self.roster.entries.last() else { return false };
        if self.serial.is_none() || !entry.ragged || self.fresh {
            return false;
        }
        let width = self.width();
        let base = (self.roster.entries.len() - 1) * width;
        let filled = self.roster.cells[base..].iter().filter(|cell| !cell.is_empty()).count();
        let next = self.next_row(index + 1).map(|next| self.serial_at(next));
        let follows = !matches!(next, Some(Serial::Value(n)) if n != 1 && n != self.due());
        filled + cells.len() == width + 1 && follows
    }

    /// Whether the row is the rest of the one above, broken between two cells: what stands in the place of the
    /// serial is not the one that is due, and the row below has that.
    pub(super) fn goes_on(&self, index: usize, cells: &[TableCell], serial: Serial) -> bool {
        let Some(entry) = self.roster.entries.last() else { return false };
        if self.serial != Some(0) || !entry.ragged || self.fresh || entry.serial.value().is_none() {
            return false;
        }
        let width = self.width();
        let row = &self.roster.cells[(self.roster.entries.len() - 1) * width..];
        let filled = row.iter().take_while(|cell| !cell.is_empty()).count();
        let rest = row[filled..].iter().all(|cell| cell.is_empty());
        let next = self.next_row(index + 1).map(|next| self.serial_at(next));
        let follows = next.is_none_or(|next| next == Serial::Value(self.due()));
        rest && filled + cells.len() == width && follows && serial != Serial::Value(self.due())
    }

    /// Puts the rest of a row behind the cells that the row above has.
    pub(super) fn go_on(&mut self, cells: &[TableCell]) {
        let width = self.width();
        let base = (self.roster.entries.len() - 1) * width;
        let Some(head) = self.roster.entries.last().map(|entry| entry.span) else { return };
        let from = base + width - cells.len();
        let mut tail: Option<Span> = None;
        for (place, cell) in (from..).zip(cells) {
            self.regions.add(cell.span, RegionRole::Cell);
            self.roster.cells[place] = cell.span;
            self.extend_last_entry(cell.span);
            tail = Some(tail.map_or(cell.span, |tail| tail.hull(cell.span)));
        }
        if let Some(tail) = tail {
            self.oddity(OddityKind::RowRejoined { tail }, head);
        }
    }

    pub(super) fn rejoin(&mut self, cells: &[TableCell]) {
        let width = self.width();
        let base = (self.roster.entries.len() - 1) * width;
        let Some(open) = (base..base + width).rfind(|i| !self.roster.cells[*i].is_empty()) else {
            return;
        };
        let Some(head) = self.roster.entries.last().map(|entry| entry.span) else { return };
        let mut tail = None;
        for (offset, cell) in cells.iter().enumerate() {
            self.regions.add(cell.span, RegionRole::Cell);
            if offset == 0 {
                let pieces = vec![self.roster.cells[open], cell.span];
                self.roster.joined.insert(open as u32, pieces);
            } else if let Some(place) = self.roster.cells.get_mut(open + offset) {
                *place = cell.span;
            }
            tail = Some(tail.map_or(cell.span, |tail: Span| tail.hull(cell.span)));
            self.extend_last_entry(cell.span);
        }
        if let Some(tail) = tail {
            self.oddity(OddityKind::RowRejoined { tail }, head);
        }
    }

    /// Whether a text below a cell is the rest of it, and no further value: 和改革委员会 below 甲市发展, or figures that are
    /// only together as long as those of each of the rows above.
    pub(super) fn is_cut(&self, cell: usize, tail: Span) -> bool {
        const LIKE_LEAST: usize = 3;
        const NAME_MOST: usize = 3;
        let text = |span: Span| self.slice(span).trim();
        let (above, below) = (text(self.roster.cells[cell]), text(tail));
        if self.roster.joined.contains_key(&(cell as u32)) {
            return true;
        }
        if self.roster.stacked.contains_key(&(cell as u32)) {
            return false;
        }
        // 和平区水利局 below 甲市教育局 is another body, and 和四 below 张三 another person.
        let body = || NO_PLACES.iter().any(|end| above.ends_with(end));
        let long = || below.chars().count() > NAME_MOST;
        let joins = below.starts_with(['和', '及', '与']) && long() && !body() && !begins(below);
        if joins || below.starts_with('、') || above.ends_with('、') {
            return true;
        }
        let figures =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if !figures(above) || !figures(below) {
            return false;
        }
        let whole = above.len() + below.len();
        let before = (0..cell).rev().skip(self.width() - 1).step_by(self.width());
        let mut like = before.take(LIKE_LEAST).map(|cell| text(self.roster.cells[cell]));
        cell / self.width() >= LIKE_LEAST && like.all(|cell| figures(cell) && cell.len() == whole)
    }
}

/// Whether a text begins with the name of a division: 和平区.
fn begins(text: &str) -> bool {
    let gazetteer = Gazetteer::embedded();
    let division =
        |name: &str| gazetteer.lookup(name).any(|(thing, _)| matches!(thing, Thing::Division(_)));
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.enumerate().skip(2).take(4).any(|(_, end)| division(&text[..end]))
}
