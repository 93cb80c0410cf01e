//! Whether the first row is a header by what stands below it, whatever its words are.

use super::builder::Builder;
use super::columns;
use super::serial;
use crate::model::TableCell;
use crate::segment::claims;
use crate::text::{blank, compact, nothing, numeral};

/// Longest header cell told so, in characters.
const CELL_MOST: usize = 16;

/// Longest such word where only the declared count tells it from a value.
const WORD_MOST: usize = 6;

/// Fewest letters of such a cell that has a digit.
const LETTERS_LEAST: usize = 2;

/// So many rows show what a column holds.
const ROWS_LEAST: usize = 3;

/// Values of so many characters are texts, when the header above them has a third of that.
const TEXT_LEAST: usize = 6;

impl Builder<'_> {
    /// Whether the first row holds no serial while the next rows start with 1, 2 …
    pub(super) fn stands_over_serials(&self, first: usize) -> bool {
        let lead = |index: usize| {
            let cell = self.cells(&self.lines[index]).first();
            cell.and_then(|cell| serial::parse(self.slice(cell.span)).value())
        };
        let next = self.next_row.get(first + 1).map_or(usize::MAX, |i| *i as usize);
        lead(first).is_none() && next < self.lines.len() && lead(next) == Some(1)
    }

    /// Whether the first row is words alone, as many as the rows below have cells, and every one of
    /// these has a number under the same word.
    pub(super) fn stands_over_numbers(&self, first: usize) -> bool {
        let text = |cell: &TableCell| compact(self.slice(cell.span));
        let own = self.cells(&self.lines[first]);
        let worded = own.len() > 1
            && own.iter().all(|cell| {
                let text = text(cell);
                !text.is_empty() && !text.contains(|c: char| c.is_numeric())
            });
        let rows = self.rows_below(first);
        let number = |cells: &[TableCell], column: u16| {
            let cell = cells.iter().find(|cell| cell.column == column);
            cell.is_some_and(|cell| {
                let text = text(cell);
                let digits = text.trim_matches(|c| matches!(c, '.' | ',' | '%' | '-'));
                !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,%-".contains(c))
            })
        };
        worded
            && rows.len() > 1
            && rows.iter().all(|cells| cells.len() == own.len())
            && own.iter().skip(1).any(|head| rows.iter().all(|cells| number(cells, head.column)))
    }

    /// The cells of the first rows below a line.
    fn rows_below(&self, first: usize) -> Vec<&[TableCell]> {
        let rows = self.lines[first + 1..].iter().filter(|line| line.is_row());
        rows.take(columns::SAMPLE).map(|line| self.cells(line)).collect()
    }

    /// Whether as many rows as the notice declares stand below the first, one less than with it, and it is unlike
    /// them: 更名前 over 甲学院.
    pub(super) fn stands_over_declared_rows(&self, first: usize) -> bool {
        self.is_unlike_below(first).is_some_and(|(rows, _)| {
            rows >= ROWS_LEAST && self.declares(rows) && !self.declares(rows + 1)
        })
    }

    /// Whether the first row is unlike those below as a header is, while as many are declared as there are with it:
    /// it may be one, and a row lost.
    pub(super) fn counts_as_a_row(&self, first: usize) -> bool {
        self.is_unlike_below(first).is_some_and(|(rows, of_one_kind)| {
            rows >= ROWS_LEAST && of_one_kind && self.declares(rows + 1)
        })
    }

    fn declares(&self, count: usize) -> bool {
        let mut claims = self.notice.claims.iter();
        claims.any(|claim| {
            claim.declared == count as u64 && claims::may_count_rows(claim, &self.document.text)
        })
    }

    /// How many rows stand below the first, where it is words, no value ends like the one above it, and this is
    /// shorter than all of them in most columns; and whether all values of a column end alike.
    fn is_unlike_below(&self, first: usize) -> Option<(usize, bool)> {
        let text = |cell: &TableCell| compact(self.slice(cell.span));
        let own = self.cells(&self.lines[first]);
        let word = |text: &str| {
            (1..=WORD_MOST).contains(&text.chars().count())
                && text.chars().all(blank::is_han)
                && !nothing::is_nothing(text)
        };
        if own.len() < 2 || !own.iter().all(|cell| word(&text(cell))) {
            return None;
        }
        let rows: Vec<&[TableCell]> = self.lines[first + 1..]
            .iter()
            .filter(|line| line.is_row())
            .map(|line| self.cells(line))
            .collect();
        let ends = |text: &str| text.chars().last();
        let (mut shorter, mut alike) = (0, false);
        for head in own {
            let word = text(head);
            let values =
                rows.iter().filter_map(|cells| cells.iter().find(|c| c.column == head.column));
            let values: Vec<String> = values.map(text).filter(|text| !text.is_empty()).collect();
            if values.iter().any(|value| ends(value) == ends(&word)) {
                return None;
            }
            let length = word.chars().count();
            shorter += usize::from(values.iter().all(|value| value.chars().count() > length));
            let one = values.first().and_then(|value| ends(value));
            alike |= values.len() == rows.len() && values.iter().all(|value| ends(value) == one);
        }
        (shorter * 2 >= own.len()).then_some((rows.len(), alike))
    }

    /// Whether the first row is short words without a number, and a column below has in every row what its
    /// first cell lacks: numbers, letters, long texts.
    pub(super) fn stands_over_other_kinds(&self, first: usize) -> bool {
        let text = |cell: &TableCell| compact(self.slice(cell.span));
        let own = self.cells(&self.lines[first]);
        let digit = |c: char| numeral::digit(c).is_some();
        // 小类1分区, IF(2024): a word all the same, where what stands below is numbers alone.
        let word = |text: &str| {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let least = if text.contains(digit) { LETTERS_LEAST } else { 1 };
            text.chars().count() <= CELL_MOST
                && letters >= least
                && !text.ends_with(['。', '；', '：', ':'])
        };
        let heads: Vec<(u16, String)> = own
            .iter()
            .map(|cell| (cell.column, text(cell)))
            .filter(|(_, t)| !t.is_empty())
            .collect();
        if heads.len() < 2 || !heads.iter().all(|(_, text)| word(text)) {
            return false;
        }
        let rows = self.rows_below(first);
        let values = |column: u16| -> Vec<String> {
            let cell = |cells: &&[TableCell]| {
                let cell = cells.iter().find(|cell| cell.column == column)?;
                Some(text(cell)).filter(|text| !text.is_empty())
            };
            rows.iter().filter_map(cell).collect()
        };
        let apart = |(column, head): &(u16, String)| !values(*column).contains(head);
        let other = |(column, head): &(u16, String)| {
            let values = values(*column);
            let all = |fits: &dyn Fn(&str) -> bool| values.iter().all(|value| fits(value));
            let letters = |text: &str| text.contains(|c: char| c.is_ascii_alphabetic());
            let length = head.chars().count();
            let number =
                |value: &str| value.contains(digit) && !value.contains(char::is_alphabetic);
            values.len() >= ROWS_LEAST
                && values.len() == rows.len()
                && !nothing::is_nothing(head)
                && (!head.contains(digit) || all(&number))
                && (all(&|value| value.contains(digit))
                    || (!letters(head) && head.contains(blank::is_han) && all(&letters))
                    || all(&|value| {
                        let own = value.chars().count();
                        own >= TEXT_LEAST && own >= length * 3
                    }))
        };
        heads.iter().all(apart) && heads.iter().any(other)
    }
}
