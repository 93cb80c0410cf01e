//! Sorts the serials of one run into those in order and those at fault.

use super::chain::longest;
use super::{Item, Kind, Run};
use crate::model::roster::Serial;

/// So many missing numbers are listed by name.
const LISTED: u64 = 10;

/// Judges a run that should go up from `base` + 1 and does not start again.
pub(super) fn judge(run: &mut Run, items: &[Item], base: u32) {
    let values: Vec<u32> = items.iter().filter_map(|item| item.serial.value()).collect();
    let chain = longest(&values);
    let mut of_chain = chain.iter();
    let kept: Vec<bool> = items
        .iter()
        .map(|item| item.serial.value().is_some() && of_chain.next() == Some(&true))
        .collect();
    let in_order: Vec<(u32, u32)> = items
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .filter_map(|(item, _)| Some((item.serial.value()?, item.entry)))
        .collect();
    let top = in_order.last().map_or(base, |last| last.0);
    let same = |value: u32| {
        in_order.binary_search_by_key(&value, |kept| kept.0).ok().map(|i| in_order[i].1)
    };
    // Numbers that are missing at their place and stand at another.
    let mut displaced: Vec<u32> = items
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| !**kept)
        .filter_map(|(item, _)| item.serial.value())
        .filter(|value| *value > base && *value < top && same(*value).is_none())
        .collect();
    displaced.sort_unstable();
    displaced.dedup();

    // Stretch by stretch: the rows between two that are in order.
    let mut from = 0;
    let mut before: Option<Item> = None;
    while from <= items.len() {
        let to = (from..items.len()).find(|i| kept[*i]).unwrap_or(items.len());
        let next = items.get(to).copied();
        let stretch = Stretch { odd: &items[from..to], before, next, base, displaced: &displaced };
        stretch.judge(run, &same);
        if next.is_none() {
            break;
        }
        (from, before) = (to + 1, next);
    }
}

/// The odd rows between two rows in order, and the numbers missing there.
struct Stretch<'s> {
    odd: &'s [Item],
    before: Option<Item>,
    next: Option<Item>,
    base: u32,
    displaced: &'s [u32],
}

impl Stretch<'_> {
    fn low(&self) -> u32 {
        self.before.and_then(|item| item.serial.value()).unwrap_or(self.base)
    }

    /// How many numbers are wanting between the two rows; at the end as many as there are rows.
    fn wanting(&self) -> u64 {
        match self.next.and_then(|item| item.serial.value()) {
            Some(high) => u64::from(high.saturating_sub(self.low()).saturating_sub(1)),
            None => self.odd.len() as u64,
        }
    }

    fn judge(&self, run: &mut Run, same: &dyn Fn(u32) -> Option<u32>) {
        let wanting = self.wanting();
        // If the odd rows fill the hole exactly, each one's number is known.
        let known = wanting == self.odd.len() as u64;
        for (i, item) in self.odd.iter().enumerate() {
            let expected = known.then(|| self.low().saturating_add(1 + i as u32));
            match item.serial {
                Serial::None => {
                    // Several at the end may be remarks; one goes on counting.
                    let told = self.next.is_some() || (self.odd.len() == 1 && self.low() > 1);
                    if let Some(expected) = expected.filter(|_| told) {
                        run.fault(item.entry, Kind::Blank { expected });
                    }
                }
                Serial::Unreadable => run.fault(item.entry, Kind::Unreadable { expected }),
                Serial::Value(value) => match same(value) {
                    // The whole row is there twice: that is the finding, not its serial.
                    Some(first)
                        if (wanting == 0 || self.next.is_none())
                            && [first, item.entry].iter().any(|e| run.repeats.is_repeat(*e)) => {}
                    Some(first) => run.fault(item.entry, Kind::Duplicate { first, expected }),
                    None => {
                        let entry = |item: Option<Item>| item.map(|item| item.entry);
                        let (previous, next) = (entry(self.before), entry(self.next));
                        // Its number is wanting elsewhere: the row was moved, not misprinted.
                        let moved = self.displaced.binary_search(&value).is_ok();
                        let expected = expected.filter(|_| !moved);
                        run.fault(item.entry, Kind::Disorder { previous, next, expected });
                    }
                },
            }
        }
        self.gap(run, wanting);
    }

    /// What is wanting less what stands elsewhere and what an odd row here may stand for.
    fn gap(&self, run: &mut Run, wanting: u64) {
        let Some(next) = self.next else { return };
        let (low, high) = (self.low(), next.serial.value().unwrap_or(0));
        let from = self.displaced.partition_point(|value| *value <= low);
        let to = self.displaced.partition_point(|value| *value < high);
        let elsewhere = &self.displaced[from..to.max(from)];
        let lost =
            wanting.saturating_sub(elsewhere.len() as u64).saturating_sub(self.odd.len() as u64);
        if lost == 0 {
            return;
        }
        let missing = if self.odd.is_empty() && lost <= LISTED {
            (low + 1..high).filter(|n| elsewhere.binary_search(n).is_err()).collect()
        } else {
            Vec::new()
        };
        let previous = self.before.map(|item| item.entry);
        run.fault(next.entry, Kind::Gap { previous, missing, count: lost });
    }
}
