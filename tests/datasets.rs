//! `check` of datasets: what `parse` wrote of a sound notice is sound, and one changed cell in it is
//! an error, even where the package's checksums were changed with it.
#![allow(clippy::disallowed_methods, clippy::print_stderr, missing_docs)]

mod abreast;

use std::collections::BTreeMap;
use std::path::PathBuf;

use abreast::abreast;
use mingdan::check::Settings;
use mingdan::emit;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Source};
use mingdan::pipeline::{self, Choose, Run};
use mingdan::schema;
use serde_json::Value;

fn root(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn run(source: &Source) -> Option<Run<'static>> {
    let choose = Choose::Among(schema::built_in());
    pipeline::run(source, choose, Gazetteer::embedded(), &Settings::default()).ok()
}

/// The files of a dataset folder, and its package.
fn files(run: &Run) -> (Vec<Source>, Value) {
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let packing =
        emit::Packing { report: emit::Reported::Bytes(b"{}"), ..emit::Packing::default() };
    let files = emit::files(&dataset, &packing);
    let package = files.iter().find(|file| file.name == "datapackage.json").unwrap();
    let package = serde_json::from_slice(&package.bytes).unwrap();
    (files.into_iter().map(|file| Source::new(file.name, file.bytes)).collect(), package)
}

/// What checking finds from warning up: code, file and message.
fn found(files: &[Source], package: &Value) -> Vec<String> {
    let (gazetteer, settings) = (Gazetteer::embedded(), Settings::default());
    let reports = pipeline::check_dataset(files, package, None, gazetteer, &settings).unwrap();
    let mut found = Vec::new();
    for (document, report) in reports {
        for finding in report.findings.iter().filter(|f| f.level > FindingLevel::Note) {
            assert!(finding.primary.end as usize <= document.text.len());
            for related in &finding.related {
                assert!(related.span.end as usize <= related.document(&document).text.len());
            }
            let line = document.position(finding.primary.start).line;
            let words = mingdan::check::words::message(finding, mingdan::model::Lang::En);
            let open = words.split('{').skip(1).any(|rest| rest.starts_with(char::is_alphabetic));
            assert!(!open, "{words}");
            found.push(format!("{} {} {line}: {words}", finding.code, document.name));
        }
    }
    found
}

/// The notices of the fixtures in which nothing is found from warning up, seed variants left out.
fn sound() -> Vec<(String, Run<'static>)> {
    let mut sound = Vec::new();
    for case in std::fs::read_dir(root("fixtures/notices")).unwrap().flatten() {
        let name = case.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(case.path()).unwrap().flatten() {
            let is_source = file.file_name().to_string_lossy().starts_with("source.");
            if name.starts_with("seed-") || !is_source {
                continue;
            }
            let source = Source::new("notice", std::fs::read(file.path()).unwrap());
            if let Some(run) = run(&source)
                && run.checked.report().findings.iter().all(|f| f.level < FindingLevel::Error)
            {
                sound.push((name.clone(), run));
            }
        }
    }
    sound.sort_by(|a, b| a.0.cmp(&b.0));
    sound
}

/// Places and names that the notice itself has warnings of.
fn is_of_notice(found: &str) -> bool {
    ["MD302", "MD408"].iter().any(|code| found.starts_with(code))
}

#[test]
fn what_parse_writes_is_sound() {
    let mut wrong = Vec::new();
    let sound = sound();
    assert!(sound.len() > 5);
    for (name, run) in &sound {
        let (files, package) = files(run);
        wrong.extend(
            found(&files, &package)
                .into_iter()
                .filter(|f| !is_of_notice(f))
                .map(|f| format!("{name}: {f}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How many are no warnings that the notice has as well.
fn errors(found: &[String]) -> usize {
    found.iter().filter(|found| !is_of_notice(found)).count()
}

/// Values that the table alone does not let work out again: a place whose path stands in several
/// printed columns, a number whose print is its value and stands in the row again, the end of a row
/// that the next one follows on its line.
fn is_beyond(name: &str, column: &str) -> bool {
    match name {
        "villages-path-in-columns" => ["place", "prefecture", "township", "zone"].contains(&column),
        // The last of them prints a province once for its rows.
        "towns-beside-provinces" | "places-city-column" | "blanks-two-levels-sums" => {
            ["place", "prefecture", "county", "township", "zone"].contains(&column)
        }
        // A place by score is shared or not.
        "ranking-ties" => column == "rank",
        "projects-typed-values" | "flat-numbers" => column == "column_4",
        "list-run-on" => column == "span_end",
        // The 2020 that a row begins with is in its 320200, the 1 of 1.1 there twice, 某 in 某县.
        "codes-of-divisions"
        | "table-sections"
        | "budget-codes-in-columns"
        | "sum-below-a-header-of-its-word" => column == "span_start",
        "table-pipes-behind" => column == "note",
        // A class printed once for its rows.
        "class-left-of-serials" | "flat-numbers-tell-rows" => column == "column_1",
        // So are these, and no header says what they are.
        "flat-merged-and-wrapped" => column == "column_3",
        "flat-last-columns-merged" => column == "column_5",
        // Rows are counted anew on each sheet of a workbook, of which a dataset has the text alone.
        "workbook-cover"
        | "workbook-sheets-are-groups"
        | "workbook-sheets-counted"
        | "workbook-sheets-of-headings"
        | "workbook-sheets-over-marks" => column == "line",
        "flat-two-columns-merged" => column == "code",
        // A table of one row: no other says on which line it stands, and the 某 in its 某市.
        "flat-one-row" => ["line", "notice_number", "unit_raw"].contains(&column),
        // A merged cell with its count, printed once for its rows, in a page.
        "cells-that-count"
        | "cells-counted-beside-lists"
        | "dataset-merged-over-lines"
        | "flat-names-beside-divisions" => ["place_raw", "line"].contains(&column),
        _ => false,
    }
}

/// Another text that could stand in the cell.
fn changed(cell: &str) -> String {
    if let Ok(number) = cell.parse::<u64>() {
        return if cell.len() == 6 {
            format!("{:06}", 110_000 + (number + 101) % 500_000)
        } else {
            (number + 1).to_string()
        };
    }
    if cell.is_empty() {
        return "某".to_owned();
    }
    let mut chars: Vec<char> = cell.chars().collect();
    let last = chars.len() - 1;
    chars[last] = if chars[last] == '甲' { '乙' } else { '甲' };
    chars.into_iter().collect()
}

#[test]
fn one_changed_cell_is_an_error() {
    let (mut silent, mut tried) = (BTreeMap::new(), 0);
    for (unseen, made) in abreast(sound(), |(name, run)| change_cells(&name, &run)) {
        silent.extend(unseen);
        tried += made;
    }
    eprintln!("{tried} changed cells");
    assert!(tried > 300, "{tried}");
    assert!(silent.is_empty(), "{silent:#?}");
}

/// Changes cells of what was written of one notice: how many changes of which column nobody saw, and how
/// many were made.
fn change_cells(name: &str, run: &Run) -> (BTreeMap<String, usize>, usize) {
    let (mut silent, mut tried) = (BTreeMap::new(), 0);
    let (files, mut package) = files(run);
    // Whoever changes a cell can change the checksums too.
    for resource in package["resources"].as_array_mut().unwrap() {
        let resource = resource.as_object_mut().unwrap();
        resource.remove("hash");
        resource.remove("bytes");
    }
    let before = errors(&found(&files, &package));
    for index in 0..files.len() {
        let table = files[index].name.clone();
        if !mingdan::table::is_csv(&table) {
            continue;
        }
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(files[index].bytes.as_slice());
        let records: Vec<Vec<String>> =
            reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        for row in (1..records.len()).step_by(records.len() / 3 + 1) {
            for column in 0..records[0].len() {
                let mut copy = records.clone();
                copy[row][column] = changed(&copy[row][column]);
                let mut writer = csv::Writer::from_writer(Vec::new());
                for record in &copy {
                    writer.write_record(record).unwrap();
                }
                let mut faulty = files.clone();
                faulty[index].bytes = writer.into_inner().unwrap();
                tried += 1;
                // Warnings come and go with what a name repeats.
                let seen = errors(&found(&faulty, &package)) > before;
                // Of a page or a Word document the dataset has the text alone, not its lines.
                let lineless = ["html", "docx"].contains(&run.document.format);
                let line = records[0][column] == "line" && lineless;
                // Nor has it the pages of a PDF.
                let page = records[0][column] == "page" && run.document.format == "pdf";
                if !seen && !line && !page && !is_beyond(name, &records[0][column]) {
                    *silent.entry(format!("{name} {table} {}", records[0][column])).or_default() +=
                        1;
                }
            }
        }
    }
    (silent, tried)
}

#[test]
fn files_are_those_the_package_describes() {
    let source = Source::new("notice.txt", include_str!("../fixtures/notices/seed/source.txt"));
    let run = run(&source).unwrap();
    let (files, package) = files(&run);
    assert_eq!(found(&files, &package), Vec::<String>::new());
    for index in 0..files.len() {
        if files[index].name == "datapackage.json" {
            continue;
        }
        let mut faulty = files.clone();
        let at = faulty[index].bytes.len() / 2;
        faulty[index].bytes[at] ^= 1;
        let found = found(&faulty, &package);
        let name = &files[index].name;
        assert!(
            found.iter().any(|f| f.starts_with("MD307") && f.contains(name.as_str())),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn rows_lost_moved_and_doubled_in_the_seed() {
    let source = Source::new("notice.txt", include_str!("../fixtures/notices/seed/source.txt"));
    let run = run(&source).unwrap();
    let (files, package) = files(&run);
    let entries = files.iter().position(|file| file.name == "entries.csv").unwrap();
    let text = String::from_utf8(files[entries].bytes.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let with = |lines: &[&str], end: &str| {
        let mut faulty = files.clone();
        faulty[entries].bytes = (lines.join("\n") + end).into_bytes();
        found(&faulty, &package)
    };
    let has = |found: &[String], codes: &[&str]| {
        for code in codes {
            assert!(found.iter().any(|f| f.starts_with(code)), "{code}: {found:#?}");
        }
    };
    let without: Vec<&str> = [&lines[..30], &lines[31..]].concat();
    has(&with(&without, "\n"), &["MD101", "MD201", "MD305", "MD306", "MD308"]);
    let doubled: Vec<&str> = [&lines[..31], &lines[30..]].concat();
    has(&with(&doubled, "\n"), &["MD301", "MD305"]);
    let mut exchanged = lines.clone();
    exchanged.swap(25, 26);
    has(&with(&exchanged, "\n"), &["MD103", "MD305", "MD310"]);
    // Cut in the middle of a record, and of a character.
    let cut = &lines[92][..60];
    has(&with(&[&lines[..92], &[cut]].concat(), ""), &["MD004"]);
    let quoted = lines[50].replacen(',', ",\"", 1);
    has(&with(&[&lines[..50], &[quoted.as_str()], &lines[51..]].concat(), "\n"), &["MD004"]);
    let more = format!("{},x", lines[40]);
    has(&with(&[&lines[..40], &[more.as_str()], &lines[41..]].concat(), "\n"), &["MD110"]);
    let header = lines[0].replace("subject_kind", "subject");
    has(&with(&[&[header.as_str()], &lines[1..]].concat(), "\n"), &["MD118", "MD113"]);
}
