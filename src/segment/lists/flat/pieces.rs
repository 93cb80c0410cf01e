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

/// Whether a line goes on with the cell above: a bracket stands open there, a mark parts names that go on, or the
/// line is no name by itself.
fn goes_on(above: &str, line: &str) -> bool {
    let count = |signs: [char; 2]| above.matches(signs).count();
    let open = count(['（', '(']) > count(['）', ')']);
    let shut = line.contains(['）', ')']);
    let marked = above.ends_with(['、', '，', '（', '(', '《', '“', '·']);
    let led = line.starts_with(['、', '，', '。', '；', '）', ')', '》', '”', '·']);
    let tail = blank::is_all_han(line) && annex::TAILS.contains(&line);
    (open && shut) || marked || led || tail
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
        ] {
            assert!(goes_on(above, line), "{above} {line}");
        }
        for (above, line) in [
            ("甲县", "甲县管理委员会"),
            ("甲公司", "/"),
            ("——", "某市"),
            ("甲厂（某市）", "（新建）"),
        ] {
            assert!(!goes_on(above, line), "{above} {line}");
        }
    }
}
