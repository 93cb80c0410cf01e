//! Two columns of serials, of which the outer are merged over the rows of the inner: 部门 一 over 项目 1 and 2. The inner
//! ones number the rows.

use super::builder::Builder;
use crate::model::{Role, TableCell};
use crate::segment::line::LineKind;
use crate::text::{compact, numeral};

/// Fewest rows that show that a column counts on.
const ROWS_LEAST: usize = 3;

/// So many steps may be other than one up: a lost or a doubled row is for the checks to tell.
const ASTRAY: usize = 2;

/// What stands before 序号 over numbers of the rows themselves: 原序号 and 目录序号 are those of other lists.
const OWN: [&str; 8] = ["", "项目", "任务", "课题", "事项", "子项", "条目", "指标"];

impl Builder<'_> {
    /// Takes the column for that of the serials whose numbers run on through rows over which the serials are merged.
    pub(super) fn number_by_inner(&mut self) {
        let Some(outer) = self.serial.filter(|_| self.schema.is_none()) else { return };
        let Some(inner) = self.inner_serial(outer) else { return };
        let (old, new) = (&self.roster.columns[outer].key, &self.roster.columns[inner].key);
        let keys = (format!("column_{}", outer + 1), old.clone(), new.clone());
        self.roster.columns[outer].role = Role::Text;
        self.roster.columns[outer].key = keys.0;
        self.roster.columns[inner].role = Role::Serial;
        self.roster.columns[inner].key = keys.1;
        self.serial = Some(inner);
    }

    fn inner_serial(&self, outer: usize) -> Option<usize> {
        let rows = || {
            self.lines[self.start..].iter().filter(|line| matches!(line.kind, LineKind::Row(..)))
        };
        let at = |cells: &'_ [TableCell], column: usize| {
            cells.iter().find(|cell| cell.column as usize == column).copied()
        };
        // Few tables have merged serials, and the first rows show it.
        let merged = |cells: &[TableCell]| at(cells, outer).is_some_and(|cell| cell.rowspan != 1);
        if !rows().take(super::columns::SAMPLE).any(|line| merged(self.cells(line))) {
            return None;
        }
        let headed = |column: &usize| {
            let title = &self.roster.columns[*column].title;
            title.strip_suffix("序号").is_some_and(|of| OWN.contains(&of))
        };
        let numbers = |column: usize, merged: bool| -> Vec<u64> {
            let cells = rows().filter_map(|line| at(self.cells(line), column));
            let own =
                cells.filter(|cell| if merged { cell.rowspan > 0 } else { cell.rowspan == 1 });
            own.filter_map(|cell| numeral::whole(&compact(self.slice(cell.span)))).collect()
        };
        // What is wrong with the serials themselves is told where they stay the serials.
        if !(1..).zip(numbers(outer, true)).all(|(due, number)| number == due) {
            return None;
        }
        let counts_on = |column: &usize| {
            let numbers = numbers(*column, false);
            let astray = numbers.windows(2).filter(|pair| pair[1] != pair[0] + 1).count();
            numbers.len() >= ROWS_LEAST
                && numbers[0] == 1
                && !numbers[1..].contains(&1)
                && astray <= ASTRAY.min(numbers.len() / ROWS_LEAST)
        };
        (0..self.roster.columns.len())
            .filter(|column| *column != outer)
            .filter(headed)
            .find(counts_on)
    }
}
