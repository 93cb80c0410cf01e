//! A flattened table without serials and without blank lines between its rows: a column of numbers comes back in
//! every row, so that the lines between two numbers say whether the row lacks the cell that is merged at its left.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::is_number;
use crate::segment::lists::Scope;
use crate::segment::roster::{groups, words};
use crate::text::compact;

/// Fewest rows that are told so.
const ROWS: usize = 4;

/// Most cells of a row.
const WIDTH_MOST: usize = 12;

/// Whether a line says how many rows stand below it, 湖北省（3所）: no cell, whatever numbers come back around it.
pub(super) fn counts_rows(scope: &Scope<'_>, index: usize) -> bool {
    groups::heading(scope.document, &scope.lines[index]).claim.is_some()
}

/// The rows of a table that is so wide, each with its own lines, where all lines make such rows.
pub(super) fn rows(scope: &Scope<'_>, body: &[usize], width: usize) -> Option<Vec<Vec<usize>>> {
    if body.iter().any(|index| counts_rows(scope, *index)) {
        return None;
    }
    let numbers: Vec<bool> = body.iter().map(|index| is_number(scope.text(*index))).collect();
    let sum = |index: &usize| words::is_sum(&compact(scope.text(*index)));
    let end = body.iter().position(sum).unwrap_or(body.len());
    let cuts = cuts(&numbers[..end], width)?;
    let ends = cuts.iter().skip(1).copied().chain([end]);
    let mut rows: Vec<Vec<usize>> =
        cuts.iter().zip(ends).map(|(from, to)| body[*from..to].to_vec()).collect();
    if !ends_alike(scope, &rows) {
        return None;
    }
    if end < body.len() {
        rows.push(body[end..].to_vec());
    }
    Some(rows)
}

/// Whether the last cell of each row ends as that of another row does: where one is lost, the merged cell of the row
/// below stands in its place.
fn ends_alike(scope: &Scope<'_>, rows: &[Vec<usize>]) -> bool {
    let ends = || {
        let last = rows.iter().filter_map(|row| row.last());
        last.map(|index| {
            let text = scope.text(*index);
            if is_number(text) { Some('0') } else { text.chars().last() }
        })
    };
    let mut counts: HashMap<Option<char>, usize, FixedState> = HashMap::default();
    ends().for_each(|end| *counts.entry(end).or_default() += 1);
    counts.values().all(|count| *count > 1)
}

/// Whether the first cell of a whole row ends as the last of a row does: a cell of the next may stand in its place.
pub(super) fn are_edges_alike(scope: &Scope<'_>, rows: &[Vec<usize>], width: usize) -> bool {
    let end = |index: &usize| compact(scope.text(*index)).chars().last();
    let whole = || rows.iter().filter(|row| row.len() == width);
    let firsts: HashSet<Option<char>, FixedState> =
        whole().filter_map(|row| row.first()).map(end).collect();
    rows.iter().filter_map(|row| row.last()).any(|last| firsts.contains(&end(last)))
}

/// Where rows begin, by which of the lines are numbers: the first row is whole, each other is whole or lacks its first
/// cell, and numbers stand in each where they do in the first.
pub(super) fn cuts(numbers: &[bool], width: usize) -> Option<Vec<usize>> {
    if !(3..=WIDTH_MOST).contains(&width) || numbers.len() < width * 2 {
        return None;
    }
    let form: Vec<bool> = numbers[..width].to_vec();
    let first = form.iter().position(|number| *number).filter(|first| *first > 1)?;
    let behind = width - first;
    let mut cuts = vec![0];
    let mut at = width;
    while at < numbers.len() {
        let next = at + numbers[at..].iter().position(|number| *number)?;
        let short = usize::from(next - at == first - 1);
        if next - at + short != first || numbers.get(next..next + behind)? != &form[first..] {
            return None;
        }
        cuts.push(at);
        at = next + behind;
    }
    (cuts.len() >= ROWS).then_some(cuts)
}

/// How many lines from `at` on are the header: so many that the lines behind it make whole rows, and short ones.
pub(super) fn header(numbers: &[bool], heads: &[bool]) -> Option<usize> {
    let told = |width: &usize| {
        let head = heads.get(..*width)?;
        let known = head.iter().filter(|head| **head).count();
        let plain = !numbers[..*width].contains(&true);
        (plain && known * 2 >= *width && cuts(&numbers[*width..], *width).is_some()).then_some(())
    };
    let mut widths = (3..=WIDTH_MOST.min(numbers.len())).filter(|width| told(width).is_some());
    widths.next().filter(|_| widths.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{cuts, header};

    fn numbers(lines: &str) -> Vec<bool> {
        lines.split(' ').map(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect()
    }

    #[test]
    fn numbers_tell_rows() {
        let table = "市属 甲园 12 甲路 乙园 7 乙路 某区 丙园 8 丙路 丁园 9 丁路";
        assert_eq!(cuts(&numbers(table), 4).unwrap(), [0, 4, 7, 11]);
        assert_eq!(cuts(&numbers(table), 3), None);
        // A cell is lost.
        let lost = "市属 甲园 12 甲路 乙园 乙路 某区 丙园 8 丙路 丁园 9 丁路";
        assert_eq!(cuts(&numbers(lost), 4), None);
        // So is the last: 某区 stands in its place, which its end tells, not the numbers.
        let end_lost = "市属 甲园 12 甲路 乙园 7 某区 丙园 8 丙路 丁园 9 丁路";
        assert_eq!(cuts(&numbers(end_lost), 4).unwrap(), [0, 4, 7, 10]);
        let table = format!("所属 名称 面积 地址 {table}");
        let heads = [true, true, true, true, false, false, false, false, false];
        assert_eq!(header(&numbers(&table), &heads), Some(4));
    }
}
