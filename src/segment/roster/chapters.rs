//! Rows that head a group: their serial is 一 or （一） and those below count 1, 2, 3; or it is 1, and those
//! below count 1.1, 1.2.

use super::builder::Builder;
use super::groups;
use super::serial;
use crate::model::{RegionRole, TableCell};
use crate::segment::line::Line;
use crate::text::{compact, is_blank, numeral};

/// How a serial is printed, the outer first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// 一, 二、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1, （1）
    Arabic,
    /// 1.1, 1-1
    Section,
}

impl Builder<'_> {
    /// Takes a row in that heads the rows below it. Its further cells, subtotals mostly, are notes.
    pub(super) fn chapter(&mut self, index: usize, cells: &[TableCell]) -> bool {
        let Some(serial) = self.ranked_cell(cells) else { return false };
        let mut filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let (Some(number), Some(name)) = (filled.next(), filled.next()) else { return false };
        // Told before anything else is read: nearly all rows are of an entry.
        let bare = self.width() > 2 && filled.clone().all(|cell| is_figure(self.slice(cell.span)));
        if !bare && self.slice(serial.span).starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let Some((rank, own)) = self.rank(cells) else { return false };
        if rank == Rank::Section || rank == Rank::Arabic && !bare {
            return false;
        }
        let next = self.next_row(index + 1).map(|next| self.cells(&self.lines[next]));
        let below = next.and_then(|next| self.rank(next));
        let due = |n: u32| n == 1 || self.last.is_some_and(|last| n == last + 1);
        let heads = below.is_some_and(|(inner, n)| inner > rank && due(n));
        // 1 over 1.1: of its own section, and its other cells mostly empty.
        let section = below.is_some_and(|(inner, _)| inner == Rank::Section)
            && next.and_then(|next| self.section(next)).is_some_and(|(of, n)| of == own && n == 1);
        if !(if rank == Rank::Arabic { section } else { heads }) {
            return false;
        }
        self.sections = section.then_some(own);
        let line = Line { span: name.span, ..self.lines[index] };
        let mut heading = groups::heading(self.document, &line);
        heading.number_as(&compact(self.slice(number.span)));
        self.regions.add(number.span, RegionRole::Heading);
        for cell in filled {
            self.regions.add(cell.span, RegionRole::Note);
        }
        self.enter(heading);
        true
    }

    /// The cell of a row's own serial.
    fn ranked_cell<'c>(&self, cells: &'c [TableCell]) -> Option<&'c TableCell> {
        let own = self.serial?;
        cells.iter().find(|cell| cell.column as usize == own && cell.rowspan > 0)
    }

    fn rank(&self, cells: &[TableCell]) -> Option<(Rank, u32)> {
        let printed = self.slice(self.ranked_cell(cells)?.span);
        if printed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((Rank::Arabic, serial::parse(printed).value()?));
        }
        let text = compact(printed);
        if let Some((_, n)) = numeral::section(&text) {
            return Some((Rank::Section, n));
        }
        let n = serial::parse(&text).value()?;
        let bare = text.trim_start_matches(['(', '（']);
        let arabic =
            !bare.chars().next().is_some_and(|c| numeral::chinese_digit(c).is_some() || c == '十');
        let rank = match (arabic, bare.len() < text.len()) {
            (true, _) => Rank::Arabic,
            (false, true) => Rank::ChineseBracket,
            (false, false) => Rank::Chinese,
        };
        Some((rank, n))
    }

    /// The section and the number in it of a serial such as 1.2.
    fn section(&self, cells: &[TableCell]) -> Option<(u32, u32)> {
        let own = self.serial?;
        let cell = cells.iter().find(|cell| cell.column as usize == own)?;
        numeral::section(&compact(self.slice(cell.span)))
    }
}

/// Whether a column's values are numbers of chapters over those of their sections: 一, 1-1, 1-2, 二, 2-1.
pub(super) fn are(index: usize, values: &[Vec<&str>]) -> bool {
    let texts: Vec<String> =
        values.iter().filter_map(|row| row.get(index)).map(|text| compact(text)).collect();
    let (mut chapter, mut chapters) = (0, 0);
    let fits = texts.iter().all(|text| match numeral::section(text) {
        Some((of, _)) => of == chapter,
        None => serial::parse(text).value().is_some_and(|n| {
            let due = n == chapter + 1;
            (chapter, chapters) = (n, chapters + 1);
            due
        }),
    });
    fits && chapters > 0 && texts.len() > chapters + 1
}

/// Whether a cell is a number: the sum of what stands below.
fn is_figure(text: &str) -> bool {
    // Codes of digits stand in many rows.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return !text.is_empty();
    }
    let mut digits = false;
    let fits = text.chars().all(|c| {
        digits |= c.is_ascii_digit();
        c.is_ascii_digit() || matches!(c, '.' | ',' | '%') || is_blank(c)
    });
    fits && digits
}

#[cfg(test)]
mod tests {
    use super::are;
    use crate::text::numeral::section;

    #[test]
    fn chapters_over_sections() {
        let rows = |texts: &[&'static str]| -> Vec<Vec<&'static str>> {
            texts.iter().map(|text| vec![*text]).collect()
        };
        assert!(are(0, &rows(&["一", "1-1", "1-2", "二", "2-1"])));
        assert!(!are(0, &rows(&["1-1", "1-2", "2-1"])));
        assert!(!are(0, &rows(&["一", "二", "三"])));
    }

    #[test]
    fn numbers_in_sections() {
        assert_eq!(section("1.2"), Some((1, 2)));
        assert_eq!(section("3-10"), Some((3, 10)));
        assert_eq!(section("1.0"), None);
        assert_eq!(section("2021-000001"), None);
        assert_eq!(section("12"), None);
    }
}
