//! Tables as they are read.

use super::{Beside, Table, check};
use crate::check::Settings;
use crate::emit;
use crate::gazetteer::Gazetteer;
use crate::ingest::plain;
use crate::model::{Report, Source};
use crate::pipeline::{self, Choose};
use crate::schema;

#[test]
fn titles_above_the_header_are_passed_over() {
    let document = plain(&Source::new("a.csv", "名单,,\n序号,名称,地区\n1,甲,\"乙,丙\"\n\n2,丁\n"))
        .unwrap()
        .unwrap();
    let table = &Table::all(&document)[0];
    assert_eq!(table.title(1), "名称");
    assert_eq!((table.rows.len(), table.cell(0, 2).as_ref()), (2, "乙,丙"));
    assert_eq!((table.cell(1, 2).as_ref(), table.line(1)), ("", 5));
}

#[test]
#[cfg(feature = "html")]
fn a_table_goes_on_where_its_header_comes_again() {
    let row = |cells: [&str; 2]| format!("<tr><td>{}</td><td>{}</td></tr>", cells[0], cells[1]);
    let table = |rows: &[[&str; 2]]| {
        let rows: String = rows.iter().map(|cells| row(*cells)).collect();
        format!("<table>{rows}</table>")
    };
    let head = ["序号", "名称"];
    let page = [
        table(&[head, ["1", "甲"]]),
        table(&[["年份", "数量"], ["2020", "3"], ["2021", "4"], ["2022", "5"]]),
        table(&[head, ["2", "乙"], ["3", "丙"], ["4", "丁"], ["5", "戊"]]),
    ];
    let page = format!("<html><body>{}</body></html>", page.join("<p>间</p>"));
    let document = crate::ingest::ingest(&Source::new("a.html", page)).unwrap();
    let whole = Table::whole(&document).unwrap();
    let names: Vec<String> =
        (0..whole.rows.len()).map(|row| whole.cell(row, 1).into_owned()).collect();
    assert_eq!(names, ["甲", "乙", "丙", "丁", "戊"]);
}

/// Tables of the notices of several fixtures as `parse` writes them.
fn written() -> Vec<Vec<Vec<String>>> {
    let notices: [&[u8]; 6] = [
        include_bytes!("../../fixtures/notices/seed/source.txt"),
        include_bytes!("../../fixtures/notices/projects-typed-values/source.txt"),
        include_bytes!("../../fixtures/notices/colleges-counts-in-headings/source.txt"),
        include_bytes!("../../fixtures/notices/villages-two-annexes/source.txt"),
        include_bytes!("../../fixtures/notices/streets-run-on/source.txt"),
        include_bytes!("../../fixtures/notices/units-other-level/source.txt"),
    ];
    let mut found = Vec::new();
    for notice in notices {
        let source = Source::new("notice", notice);
        let choose = Choose::Among(schema::built_in());
        let settings = Settings::default();
        let run = pipeline::run(&source, choose, Gazetteer::embedded(), &settings).unwrap();
        for table in emit::emit(&run.document, &run.checked, run.schema).tables {
            let header = table.fields.iter().map(|field| field.name.clone()).collect();
            let rows = table.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
            found.push(std::iter::once(header).chain(rows).collect());
        }
    }
    found
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What a walk may not change: everything that is told, and which checks ran.
fn told(bytes: Vec<u8>, many: usize) -> String {
    let document = plain(&Source::new("a.csv", bytes)).unwrap().unwrap();
    let (beside, settings) = (Beside::default(), Settings::default());
    let (report, _) =
        check::walked(&document, None, &beside, Gazetteer::embedded(), &settings, many);
    let Report { findings, checks, .. } = report;
    let ran: Vec<&str> = checks.iter().map(|check| check.code).collect();
    format!("{findings:#?} {ran:?}")
}

/// Any text by number, from those that stand in tables and those that checks look for.
fn other(cell: &str, pick: usize) -> String {
    let mut chars: Vec<char> = cell.chars().collect();
    let at = pick / 16 % chars.len().max(1);
    match pick % 16 {
        0 => return String::new(),
        1 => return cell.parse::<u64>().map_or("某".into(), |number| (number + 1).to_string()),
        2 => chars.insert(at, ' '),
        3 => chars.insert(at, 'O'),
        4 => chars.insert(at, '　'),
        5 if chars.len() > 1 => _ = chars.remove(at),
        6 => chars.insert(at, '('),
        7 => chars.insert(at, '（'),
        8 => return "320500".into(),
        9 => return "江苏省苏州市".into(),
        10 => chars.insert(at, '\u{200B}'),
        11 => chars.insert(at, '0'),
        12 => chars.insert(at, '一'),
        13 => chars.insert(at, '"'),
        14 => return "2021-09-29".into(),
        _ => chars.insert(at, ':'),
    }
    chars.into_iter().collect()
}

#[test]
fn a_walk_first_tells_the_same() {
    // A generator of one's own, so that the same tables are tried each time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % below.max(1)
    };
    let (mut tried, mut with_findings, mut proven) = (0, 0, 0);
    for table in written() {
        for turn in 0..24 {
            let mut rows = table.clone();
            // Rows again and again, as in a table of many: their ordinals and ranks go on.
            if turn % 4 == 2 && rows.len() < 100 {
                let ordinal = rows[0].iter().position(|name| name == "entry");
                let copy = rows[1..].to_vec();
                for _ in 0..2 {
                    for mut row in copy.clone() {
                        if let Some(at) = ordinal {
                            row[at] = rows.len().to_string();
                        }
                        rows.push(row);
                    }
                }
            }
            // Texts from which nothing follows may be changed and the table be sound all the same.
            let texts: Vec<usize> = (0..rows[0].len())
                .filter(|at| ["name", "note", "project"].contains(&rows[0][*at].as_str()))
                .collect();
            for _ in 0..if texts.is_empty() { 0 } else { turn % 3 } {
                let (row, at) = (1 + next(rows.len() - 1), texts[next(texts.len())]);
                let pick = next(4096);
                rows[row][at] = other(&rows[row][at], pick);
            }
            for _ in 0..turn % 4 {
                let (row, at) = (next(rows.len()), next(rows[0].len()));
                match next(8) {
                    0 if row > 0 => _ = rows.remove(row),
                    1 if row > 0 => {
                        let copy = rows[row].clone();
                        rows.insert(row, copy);
                    }
                    2 if row > 1 => rows.swap(row, row - 1),
                    3 if row > 1 => {
                        let cell = rows[row - 1][at].clone();
                        rows[row][at] = cell;
                    }
                    _ if at < rows[row].len() => {
                        let pick = next(4096);
                        rows[row][at] = other(&rows[row][at], pick);
                    }
                    _ => {}
                }
            }
            if rows.len() < 3 {
                continue;
            }
            let bytes = csv(&rows);
            let (slow, quick) = (told(bytes.clone(), usize::MAX), told(bytes.clone(), 1));
            assert!(slow == quick, "{slow}\n{quick}\n{}", String::from_utf8_lossy(&bytes));
            tried += 1;
            let found = slow.contains("Finding");
            with_findings += usize::from(found);
            // While it is read, in whatever pieces.
            let (start, rest) = bytes.split_at(bytes.len() * (turn % 4 + 1) / 5);
            let (gazetteer, settings) = (Gazetteer::embedded(), Settings::default());
            let sound = check::sound_of(start, &mut &*rest, gazetteer, &settings, 1).unwrap();
            if let Some((document, report)) = sound {
                proven += 1;
                assert!(!found, "{slow}\n{}", String::from_utf8_lossy(&bytes));
                assert_eq!(document.bytes, bytes.len() as u64);
                let ran: Vec<&str> = report.checks.iter().map(|check| check.code).collect();
                assert!(slow.ends_with(&format!("{ran:?}")), "{slow} {ran:?}");
            }
        }
    }
    assert!(tried > 150 && with_findings > 40, "{with_findings} of {tried} have findings");
    assert!(proven > 10, "{proven} of {tried} proven");
}
