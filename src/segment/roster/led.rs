//! Serials that are printed inside the first cell of a table without a column for them: 1.甲, 2.乙.

use super::builder::Builder;
use super::columns;
use crate::model::Span;
use crate::model::roster::Serial;
use crate::segment::line::Line;
use crate::text::{is_blank, numeral};

/// So many rows show that they count.
const ROWS_LEAST: usize = 3;

impl Builder<'_> {
    /// Whether the first cells of the rows lead with serials that go up by one.
    pub(super) fn leads_with_serials(&self) -> bool {
        let first = |line: &Line| {
            let cell = self.cells(line).first()?;
            serial(self.slice(cell.span)).map(|(n, _)| n)
        };
        let rows = self.lines[self.start..].iter().filter(|line| line.is_row());
        let numbers: Vec<Option<u32>> = rows.take(columns::SAMPLE).map(first).collect();
        let steps = numbers.windows(2).filter(|pair| match (pair[0], pair[1]) {
            (Some(above), Some(own)) => own == above + 1 || own == 1,
            _ => false,
        });
        self.serial.is_none()
            && self.schema.is_none()
            && numbers.len() >= ROWS_LEAST
            && numbers.contains(&Some(1))
            && numbers.iter().all(Option::is_some)
            && (steps.count() * 2 >= numbers.len() - 1 || are_all(&numbers))
    }

    /// Takes the serial off the first cell of the row whose cells begin at `base`.
    pub(super) fn take_led_serial(&mut self, base: usize) -> Option<Serial> {
        if !self.led {
            return None;
        }
        let cell = self.roster.cells.get(base).copied()?;
        let (n, length) = serial(self.slice(cell))?;
        let start = cell.start as usize + length;
        self.roster.cells[base] = Span::of(start, cell.end as usize);
        Some(Serial::Value(n))
    }
}

/// Whether the numbers are 1 to their count, in whatever order: rows changed places.
fn are_all(numbers: &[Option<u32>]) -> bool {
    let mut sorted: Vec<u32> = numbers.iter().copied().flatten().collect();
    sorted.sort_unstable();
    (1..).zip(&sorted).all(|(n, own)| n == *own)
}

/// The serial that a cell leads with, and where its text begins: `1.甲`, `２、乙`; no decimal number.
fn serial(text: &str) -> Option<(u32, usize)> {
    let digits: usize =
        text.chars().take_while(|c| numeral::digit(*c).is_some()).map(char::len_utf8).sum();
    let n = u32::try_from(numeral::whole(&text[..digits])?).ok()?;
    let rest = text[digits..].strip_prefix(['.', '．', '、'])?;
    let name = rest.trim_start_matches(is_blank);
    let number = name.starts_with(|c: char| numeral::digit(c).is_some());
    (!name.is_empty() && !number).then_some((n, text.len() - name.len()))
}

#[cfg(test)]
mod tests {
    use super::{are_all, serial};

    #[test]
    fn serials_of_rows_that_changed_places() {
        assert!(are_all(&[Some(1), Some(2), Some(4), Some(3)]));
        assert!(!are_all(&[Some(1), Some(2), Some(2), Some(3)]));
        assert!(!are_all(&[Some(1), Some(2), Some(5), Some(3)]));
    }

    #[test]
    fn serials_before_names() {
        assert_eq!(serial("1.甲"), Some((1, 2)));
        assert_eq!(serial("１２、 乙"), Some((12, 10)));
        for none in ["1.5升以上", "3D打印", "1.", "甲", "2021年"] {
            assert_eq!(serial(none), None, "{none}");
        }
    }
}
