//! A name that stands among the bodies of a cell that lists several, while one of these stands in the column of names.

use super::exchanged::Exchanged;
use super::headed::{ends_body, is_body};
use crate::check::looks::Grid;
use crate::model::{Document, Role, Roster};
use crate::text::blank::trimmed;

/// Fewest other rows that show that one column holds bodies, and the other none.
const LEAST: usize = 3;

/// Each column may be held against each other: no list of names and bodies is wider.
const COLUMNS: usize = 32;

/// Finds the first row in which the cell of `a` alone is a body, and one of several lines in `b` alone is none.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    grid: &Grid,
    broken: &[bool],
) -> Option<Exchanged> {
    let rows = roster.entries.len();
    if rows <= LEAST || roster.columns.len() > COLUMNS {
        return None;
    }
    let columns = || {
        (0..roster.columns.len())
            .filter(|c| !matches!(roster.columns[*c].role, Role::Serial | Role::Note))
    };
    // The look of nearly all other cells tells that they are none.
    let is = |column: usize, entry: usize| {
        grid.at(entry, column).last().is_some_and(ends_body)
            && is_body(trimmed(&roster.cell(document, entry, column)))
    };
    for a in columns() {
        // The one row that has a body there.
        let mut found = (0..rows).filter(|entry| is(a, *entry));
        let (Some(entry), None) = (found.next(), found.next()) else { continue };
        let among = |b: &usize| {
            let own = |entry: usize| bodies(&roster.cell(document, entry, *b));
            // Lines of one name are no bodies either.
            let whole = (0..rows).map(own).filter(|(others, own)| *others == 0 && *own > 0).count();
            *b != a && matches!(own(entry), (1, 1..)) && whole >= LEAST && whole * 2 >= rows
        };
        if let Some(b) = columns().find(among).filter(|_| !broken[entry]) {
            return Some(Exchanged { roster: 0, a, b, entries: vec![entry as u32], whole: false });
        }
    }
    None
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', '\u{2028}', '、', '；', ';']).map(str::trim).filter(|part| !part.is_empty())
}

/// How many of a cell's parts are no bodies, and how many are.
fn bodies(cell: &str) -> (usize, usize) {
    let all = parts(cell).count();
    let own = parts(cell).filter(|part| is_body(part)).count();
    (all - own, own)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::check::looks::Grid;
    use crate::check::testing::Sample;
    use crate::model::Role;

    fn exchanged(rows: &[&str]) -> Option<(usize, usize, Vec<u32>)> {
        let columns = [("项目名称", Role::Text), ("承担单位", Role::Text)];
        let sample = rows.iter().fold(Sample::new(&columns), |sample, row| sample.row(row));
        let (document, roster) = (&sample.document, &sample.notice.rosters[0]);
        let grid = Grid::of(document, roster);
        let found = find(document, roster, &grid, &vec![false; rows.len()]);
        found.map(|found| (found.a, found.b, found.entries))
    }

    #[test]
    fn a_name_among_bodies() {
        let rows = ["水稻育种 甲公司、乙公司", "小麦育种 丙公司", "大豆育种 丁大学、戊研究院"];
        let turned = [rows[0], rows[1], rows[2], "己公司 玉米育种、庚公司"];
        assert_eq!(exchanged(&turned), Some((0, 1, vec![3])));
        // A body cut in two, what a body is called beside, and a body that is the project's name by its own right.
        for sound in ["玉米育种 己科、技公司", "玉米育种 己公司、品牌部", "己公司 庚公司"]
        {
            assert_eq!(exchanged(&[rows[0], rows[1], rows[2], sound]), None, "{sound}");
        }
        assert_eq!(exchanged(&[rows[0], "己公司 辛公司", rows[2], turned[3]]), None);
    }
}
