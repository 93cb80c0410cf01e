//! Rows that stand for several serials, 5、6: they are right where the run is whole with them.

use super::Item;
use crate::model::roster::Serial;
use crate::model::{Document, Roster};
use crate::text::numeral;

/// The entries with several numbers in the place of the serial, in order.
pub(super) fn of(document: &Document, roster: &Roster) -> Vec<(u32, Vec<u32>)> {
    let Some(column) = roster.serial_column() else { return Vec::new() };
    let entries = roster.entries.iter().enumerate();
    entries
        .filter(|(_, entry)| entry.serial == Serial::Unreadable)
        .filter_map(|(at, _)| {
            Some((at as u32, numeral::several(&roster.cell(document, at, column))?))
        })
        .collect()
}

/// Whether each number from `base` + 1 on stands once, the rows in the order of their first numbers, and most rows have
/// but one.
pub(super) fn are_whole(doubled: &[(u32, Vec<u32>)], items: &[Item], base: u32) -> bool {
    if doubled.is_empty() {
        return false;
    }
    let (mut numbers, mut last, mut several) = (Vec::with_capacity(items.len()), base, 0);
    for item in items {
        let first = match item.serial {
            Serial::Value(n) => {
                numbers.push(n);
                n
            }
            Serial::None => return false,
            Serial::Unreadable => {
                let found = doubled.binary_search_by_key(&item.entry, |(entry, _)| *entry);
                let Ok(at) = found else { return false };
                several += 1;
                numbers.extend_from_slice(&doubled[at].1);
                doubled[at].1[0]
            }
        };
        if first <= last {
            return false;
        }
        last = first;
    }
    numbers.sort_unstable();
    let due = u64::from(base) + 1;
    let whole = (due..).zip(&numbers).all(|(due, n)| due == u64::from(*n));
    whole && several > 0 && several * 2 <= items.len()
}

#[cfg(test)]
mod tests {
    use super::{Item, are_whole};
    use crate::model::roster::Serial;
    use crate::text::numeral;

    fn whole(serials: &[&str]) -> bool {
        let mut doubled = Vec::new();
        let mut items = Vec::new();
        for (entry, text) in (0..).zip(serials) {
            let serial = text.parse().map_or(Serial::Unreadable, Serial::Value);
            items.push(Item { entry, serial });
            doubled.extend(numeral::several(text).map(|numbers| (entry, numbers)));
        }
        are_whole(&doubled, &items, 0)
    }

    #[test]
    fn a_row_stands_for_the_numbers_that_no_other_has() {
        assert!(whole(&["1", "2、3", "4"]));
        assert!(whole(&["1", "2、5", "3", "4", "6"]));
        assert!(whole(&["1", "2", "3、4、5"]));
        for serials in [
            &["1", "2、4", "5"][..],
            &["1", "2、3", "3", "4"],
            &["1", "2、3", "5"],
            &["1", "2、4", "3", "4"],
            &["1", "4、5", "2", "3"],
            &["1", "3、2", "4"],
            &["1", "2-3", "4"],
            &["1、2", "3、4"],
        ] {
            assert!(!whole(serials), "{serials:?}");
        }
    }
}
