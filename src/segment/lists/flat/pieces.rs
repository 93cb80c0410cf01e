//! Cells that stand on several lines of a flattened table: the line broke inside a name.

use crate::segment::lists::Scope;
use crate::text::words::annex;
use crate::text::{blank, compact};

/// The lines of a row, those of one cell together, where that makes it exactly `width` cells. `None` where no pair of
/// lines shows that it is one cell, or more pairs do than there are lines too many.
pub(super) fn cells(scope: &Scope<'_>, lines: &[usize], width: usize) -> Option<Vec<Vec<usize>>> {
    let mut cells: Vec<Vec<usize>> = Vec::new();
    // What the open cell holds so far.
    let mut text = String::new();
    for index in lines {
        let own = compact(scope.text(*index));
        match cells.last_mut() {
            Some(cell) if goes_on(&text, &own) => {
                cell.push(*index);
                text.push_str(&own);
            }
            _ => {
                cells.push(vec![*index]);
                text = own;
            }
        }
    }
    (cells.len() == width).then_some(cells)
}

/// Whether a line of a row goes on with the one above, its serial left out.
pub(super) fn are_in(scope: &Scope<'_>, lines: &[usize]) -> bool {
    let text = |index: &usize| compact(scope.text(*index));
    lines.windows(2).skip(1).any(|pair| goes_on(&text(&pair[0]), &text(&pair[1])))
}

/// Whether a line goes on with the cell above: a bracket stands open there, a mark parts names that go on, or the
/// line is no name by itself.
pub(super) fn goes_on(above: &str, line: &str) -> bool {
    let count = |signs: [char; 2]| above.matches(signs).count();
    let open = count(['（', '(']) > count(['）', ')']);
    let shut = line.contains(['）', ')']);
    let marked = above.ends_with(['、', '，', '（', '(', '《', '“', '·']);
    let led = line.starts_with(['、', '，', '。', '；', '）', ')', '》', '”', '·']);
    // DB31/ over T1406—2023, DB31/T1406 over —2023, 2024年 over 11月29日
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let dash = ['—', '－', '-', '–', '/'];
    let code = (above.ends_with(dash) && digit(above.chars().next()) && digit(line.chars().next()))
        || (line.starts_with(dash) && digit(line.chars().nth(1)) && digit(above.chars().last()));
    // DB31/T over 1406—2023
    let stem = above.is_ascii()
        && above.contains('/')
        && above.ends_with(|c: char| c.is_ascii_uppercase())
        && digit(line.chars().next())
        && !line.contains(blank::is_han);
    let year = above
        .strip_suffix('年')
        .is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let month = line.split('月').next().is_some_and(|month| {
        (1..=2).contains(&month.len())
            && month.len() < line.len()
            && month.bytes().all(|b| b.is_ascii_digit())
    });
    let tail = blank::is_all_han(line) && annex::TAILS.contains(&line);
    (open && shut) || marked || led || tail || code || stem || (year && month)
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn a_line_that_is_no_name_goes_on() {
        for (above, line) in [
            ("甲高新区", "管理委员会"),
            ("甲科技（某市）", "有限公司"),
            ("甲局、", "乙局"),
            ("甲县（含", "乙镇）"),
            ("DB31/", "T1406—2023"),
            ("DB31/T", "1406—2023"),
            ("DB31/T1406", "—2023"),
            ("2024年", "11月29日"),
        ] {
            assert!(goes_on(above, line), "{above} {line}");
        }
        for (above, line) in [
            ("甲县", "甲县管理委员会"),
            ("甲公司", "/"),
            ("——", "某市"),
            ("/", "2024年"),
            ("DB31/T", "2024年"),
            ("2024年", "2025年"),
            ("甲公司", "-"),
            ("甲厂（某市）", "（新建）"),
        ] {
            assert!(!goes_on(above, line), "{above} {line}");
        }
    }
}
