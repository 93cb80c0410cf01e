//! Rows that lack a cell: kept apart by single blanks, an empty cell leaves no trace. In which columns the others
//! stand is told by what whole rows hold in each, where one way to place them is clearly the best.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::LEAST_ROWS;
use crate::model::{Document, Role, Span};
use crate::text::{compact, headers, numeral};

/// By how much the best way must be better than any other.
const MARGIN: i32 = 2;

/// What it costs a way to leave the name of a row out.
const NAME: i32 = 4;

/// Most cells of a row that is placed: the ways to place it are all looked at.
const WIDTH_MOST: usize = 12;

/// The rows that lack cells, with empty ones in their places, where these are sure.
pub(super) fn placed(
    document: &Document,
    rows: &[Option<Vec<Span>>],
    heads: &[Option<Vec<Span>>],
    width: usize,
) -> HashMap<usize, Vec<Span>, FixedState> {
    let numbered = |row: &&Vec<Span>| numeral::whole(document.slice(row[0])).is_some();
    let mut found = HashMap::default();
    let Some(head) = heads.iter().flatten().find(|head| head.len() == width) else { return found };
    let own: Vec<&Vec<Span>> = rows.iter().flatten().filter(numbered).collect();
    let whole: Vec<&Vec<Span>> = own.iter().copied().filter(|row| row.len() == width).collect();
    if whole.len() < LEAST_ROWS || whole.len() == own.len() {
        return found;
    }
    let columns = Columns::new(document, head, &whole);
    let ways: Vec<Option<Vec<usize>>> = rows
        .iter()
        .map(|row| {
            let row = row.as_ref().filter(numbered)?;
            let texts: Vec<&str> = row.iter().map(|span| document.slice(*span)).collect();
            columns.place(&texts)
        })
        .collect();
    // What is empty in one row alone has more likely been lost.
    let mut lacking = vec![0; width];
    for way in ways.iter().flatten() {
        (0..width).filter(|at| !way.contains(at)).for_each(|at| lacking[at] += 1);
    }
    for (index, (row, way)) in rows.iter().zip(ways).enumerate() {
        let (Some(row), Some(way)) = (row, way) else { continue };
        if (0..width).any(|at| lacking[at] == 1 && !way.contains(&at)) {
            continue;
        }
        let mut cells = Vec::with_capacity(width);
        let mut own = way.iter().zip(row).peekable();
        let mut end = row[0].start as usize;
        for column in 0..width {
            match own.next_if(|(at, _)| **at == column) {
                Some((_, span)) => {
                    cells.push(*span);
                    end = span.end as usize;
                }
                None => cells.push(Span::at(end as u32)),
            }
        }
        found.insert(index, cells);
    }
    found
}

/// What whole rows hold in each column.
struct Columns<'d> {
    columns: Vec<Column<'d>>,
}

#[derive(Default)]
struct Column<'d> {
    values: HashSet<&'d str, FixedState>,
    ends: HashSet<char, FixedState>,
    numbers: usize,
    rows: usize,
    least: usize,
    most: usize,
    /// It names the row: it is not empty.
    names: bool,
}

impl<'d> Columns<'d> {
    /// Learns from a header and the rows that have as many cells.
    fn new(document: &'d Document, head: &[Span], rows: &[&Vec<Span>]) -> Self {
        let column = |at: usize| {
            let role = headers::role_of(&compact(document.slice(head[at])));
            let names = matches!(role, Some(Role::Name | Role::Project | Role::PlaceOrUnit));
            let mut column = Column { names, least: usize::MAX, ..Column::default() };
            for row in rows {
                let text = document.slice(row[at]);
                let length = text.chars().count();
                column.rows += 1;
                column.numbers += usize::from(is_number(text));
                column.values.insert(text);
                column.ends.extend(end(text));
                column.least = column.least.min(length);
                column.most = column.most.max(length);
            }
            column
        };
        Self { columns: (0..head.len()).map(column).collect() }
    }

    /// The column of each cell of a short row, where that is sure. Its first is a serial.
    fn place(&self, cells: &[&str]) -> Option<Vec<usize>> {
        let width = self.columns.len();
        if cells.len() >= width || width > WIDTH_MOST || cells.is_empty() {
            return None;
        }
        let mut ways: Vec<(i32, Vec<usize>)> = Vec::new();
        for mask in 0_u32..1 << width {
            if mask & 1 == 0 || mask.count_ones() as usize != cells.len() {
                continue;
            }
            let way: Vec<usize> = (0..width).filter(|at| mask >> at & 1 == 1).collect();
            let fits: i32 =
                way.iter().zip(cells).skip(1).map(|(at, cell)| self.columns[*at].fits(cell)).sum();
            let skipped = (0..width).filter(|at| !way.contains(at) && self.columns[*at].names);
            ways.push((fits - skipped.map(|_| NAME).sum::<i32>(), way));
        }
        ways.sort_by_key(|(score, _)| -score);
        let sure = ways.get(1).is_none_or(|(second, _)| ways[0].0 - second >= MARGIN);
        ways.into_iter().next().filter(|_| sure).map(|(_, way)| way)
    }
}

impl Column<'_> {
    fn fits(&self, cell: &str) -> i32 {
        let length = cell.chars().count();
        let mut score = i32::from((self.least..=self.most).contains(&length));
        score += if self.values.contains(cell) {
            3
        } else if end(cell).is_some_and(|end| self.ends.contains(&end)) {
            1
        } else {
            -2
        };
        let kind = if is_number(cell) { self.numbers == self.rows } else { self.numbers == 0 };
        score - if kind { 0 } else { 4 }
    }
}

/// How a cell ends; all digits are one.
fn end(text: &str) -> Option<char> {
    text.chars().last().map(|end| if end.is_ascii_digit() { '0' } else { end })
}

fn is_number(text: &str) -> bool {
    numeral::whole(text).is_some()
}

#[cfg(test)]
mod tests {
    use crate::ingest::ingest;
    use crate::model::Source;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let document = ingest(&Source::new("t", text)).unwrap();
        let rows = document.tables.iter().map(|table| {
            let cells = table.cells.iter();
            cells.map(|cell| format!("{}{}", cell.column, document.slice(cell.span))).collect()
        });
        rows.collect()
    }

    #[test]
    fn what_a_row_lacks_is_told_by_the_others() {
        let text = "名单\n序号 名称 时代 所在县\n1 鹿山遗址 汉代 清河县\n2 双堆墓 唐、宋 南塘县\n3 马龙遗址 清河县\n\
                    4 古驿道 明代 西坪县\n5 大龙洞 南塘县\n6 月潭书院 明代 清河县\n";
        let rows = cells(text);
        assert_eq!(rows[3], ["03", "1马龙遗址", "2", "3清河县"]);
        assert_eq!(rows[5], ["05", "1大龙洞", "2", "3南塘县"]);
        // Nothing tells which of two alike columns is empty.
        let text = "名单\n序号 甲方 乙方 丙方\n1 一厂 二厂 三厂\n2 四厂 五厂 六厂\n3 七厂 八厂 九厂\n4 十厂 百厂\n5 千厂 万厂\n";
        assert_eq!(cells(text)[4], ["04", "1十厂", "2百厂"]);
    }
}
