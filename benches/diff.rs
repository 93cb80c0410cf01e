//! `cargo bench --bench diff`: two tables of 100,000 rows, one a revision of the other.
#![allow(missing_docs)]

use std::fmt::Write as _;

use mingdan::diff::{self, Hints, Sheet, Side};
use mingdan::gazetteer::Gazetteer;

fn main() {
    divan::main();
}

/// A roster in fifty groups; every hundredth row differs in the revision, in one of five ways.
fn table(rows: usize, revised: bool) -> String {
    let mut text = "group,rank,name,applicants,amount\n".to_owned();
    let mut rank = 0;
    for row in 0..rows {
        let kind = if revised && row % 100 == 0 { row / 100 % 5 } else { 9 };
        rank = if row % (rows / 50).max(1) == 0 { 1 } else { rank + 1 };
        let (mut group, mut name) = (row * 50 / rows, format!("第{row}号示范项目"));
        let (mut unit, mut amount) = (format!("第{}建设公司、市人民政府", row % 997), row % 77);
        match kind {
            0 => continue,
            1 => name = format!("新增示范项目之{row}"),
            2 => group = (group + 1) % 50,
            3 => unit = format!("市人民政府、第{}建设公司", row % 997),
            4 => amount += 1,
            _ => {}
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "第{group}组,{rank},{name},{unit},{amount}");
    }
    text
}

fn side(rows: usize, revised: bool) -> Side {
    let sheet = Sheet::from_csv(table(rows, revised).as_bytes()).unwrap_or_default();
    sheet.side("bench", &Hints::default())
}

#[divan::bench(args = [3_000, 100_000], sample_count = 5)]
fn revision(bencher: divan::Bencher, rows: usize) {
    let (old, new) = (side(rows, false), side(rows, true));
    bencher.bench_local(|| diff::diff(&old, &new, Gazetteer::embedded(), &Hints::default()));
}

/// A revision in which one thing is another in every row.
#[divan::bench(
    args = ["amount", "units", "group", "order", "name-of-all", "heading"],
    sample_count = 3
)]
fn everything(bencher: divan::Bencher, what: &str) {
    const ROWS: usize = 100_000;
    let (mut old, mut new) = (side(ROWS, false), side(ROWS, false));
    match what {
        "order" => new.rows.reverse(),
        "heading" => {
            // Two rows a group, and every heading another.
            for (side, sign) in [(&mut old, '旧'), (&mut new, '新')] {
                side.groups = (0..ROWS / 2).map(|n| vec![format!("{n}{sign}")]).collect();
                side.rows.iter_mut().zip(0..).for_each(|(row, n)| row.group = Some(n / 2));
            }
        }
        _ => {}
    }
    for (at, row) in new.rows.iter_mut().enumerate() {
        match what {
            "amount" => row.cells[1] = vec![diff::Text::plain((at % 91 + 100).to_string())],
            "units" => row.cells[0] = vec![diff::Text::plain(format!("第{}集团", at % 991))],
            "group" => row.group = row.group.map(|group| (group + 1) % 50),
            "name-of-all" => row.name = diff::Text::plain("示范项目"),
            _ => {}
        }
    }
    if what == "name-of-all" {
        old.rows.iter_mut().for_each(|row| row.name = diff::Text::plain("示范项目"));
    }
    bencher.bench_local(|| diff::diff(&old, &new, Gazetteer::embedded(), &Hints::default()));
}

/// Nothing in common: the worst case for the search of likenesses.
#[divan::bench(args = [3_000, 20_000, 100_000], sample_count = 3)]
fn strangers(bencher: divan::Bencher, rows: usize) {
    let old = side(rows, false);
    let mut new = side(rows, false);
    for (at, row) in new.rows.iter_mut().enumerate() {
        row.name = diff::Text::plain(format!("另一{}工程", at * 7));
    }
    bencher.bench_local(|| diff::diff(&old, &new, Gazetteer::embedded(), &Hints::default()));
}
