//! What holds for every notice, whatever it says: nothing vanishes, every place is a place, and the
//! same bytes give the same bytes.
//!
//! Each promise is held against every fixture and against random variants of the seed notice and of
//! the other fixtures. The variants are the same on every run: a failure names the number that
//! makes it again.
#![allow(clippy::disallowed_methods, missing_docs)]

#[path = "../abreast/mod.rs"]
mod abreast;
mod spans;
mod vary;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use abreast::abreast;
use mingdan::check::Settings;
use mingdan::emit::{self, File, Packing, Reported};
use mingdan::gazetteer::Gazetteer;
use mingdan::ingest::IngestError;
use mingdan::model::{Finding, Source, Span};
use mingdan::pipeline::{self, Choose, Run};
use mingdan::report::{self, Input};
use mingdan::schema;

/// Variants of the seed, and of each other fixture.
const OF_SEED: u64 = 300;
const OF_OTHERS: u64 = 4;

fn run(source: &Source) -> Run<'static> {
    try_run(source).expect("readable")
}

fn try_run(source: &Source) -> Result<Run<'static>, IngestError> {
    let choose = Choose::Among(schema::built_in());
    pipeline::run(source, choose, Gazetteer::embedded(), &Settings::default())
}

/// The files of the dataset folder, as the command writes them.
fn files(run: &Run) -> Vec<File> {
    let notice = Some(&run.checked.resolved().notice);
    let input = Input { notice, ..Input::new(&run.document, run.checked.report()) };
    let report = report::render("json", &input).expect("a format").into_bytes();
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    emit::files(&dataset, &Packing { report: Reported::Bytes(&report), ..Packing::default() })
}

/// Every fixture that is read, by its folder's name.
fn fixtures() -> Vec<(String, Source)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).expect("readable").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let source = fs::read_dir(folder)
            .expect("readable")
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.file_stem().is_some_and(|stem| stem == "source"))
            .expect("a source");
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let file = source.file_name().expect("a name").to_string_lossy().into_owned();
        let source = Source::new(file, fs::read(&source).expect("readable"));
        if mingdan::ingest::ingest(&source).is_ok() {
            found.push((name, source));
        }
    }
    assert!(found.len() > 20, "too few fixtures");
    found
}

#[test]
fn the_same_bytes_give_the_same_bytes() {
    for (name, source) in fixtures() {
        let (first, second) = (files(&run(&source)), files(&run(&source)));
        assert_eq!(first.len(), second.len(), "{name}");
        for (one, two) in first.iter().zip(&second) {
            assert_eq!(one.name, two.name, "{name}");
            assert!(one.bytes == two.bytes, "{name}: {} differs between two runs", one.name);
        }
    }
}

#[test]
fn where_a_file_lies_changes_nothing() {
    let (_, seed) = fixtures().into_iter().find(|(name, _)| name == "seed").expect("the seed");
    let there = Source::new("some/where/source.txt", seed.bytes.clone());
    let dataset = |source: &Source| {
        let mut run = run(source);
        run.document.name = "source.txt".into();
        files(&run)
    };
    assert!(dataset(&seed) == dataset(&there));
}

#[test]
fn fixtures_keep_every_promise() {
    let fault = |(name, source): (String, Source)| Some(format!("{name}: {}", fault(&source)?));
    let faults: Vec<String> = abreast(fixtures(), fault).into_iter().flatten().collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn variants_keep_every_promise() {
    let faults = abreast(fixtures(), |(name, source)| faults_of_variants(&name, &source));
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    let shown: Vec<&str> = faults.iter().take(20).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} faults, such as\n{}", faults.len(), shown.join("\n"));
}

/// The promises that variants of a fixture break.
fn faults_of_variants(name: &str, source: &Source) -> Vec<String> {
    // A variant is made of characters, so the base must be UTF-8.
    let Ok(base) = std::str::from_utf8(&source.bytes) else { return Vec::new() };
    let variants = if name == "seed" { OF_SEED } else { OF_OTHERS };
    let fault = |number| {
        let variant = Source::new("variant.txt", vary::variant(base, number));
        Some(format!("{name}, variant {number}: {}", fault(&variant)?))
    };
    (0..variants).filter_map(fault).collect()
}

/// The first promise that does not hold for a source.
fn fault(source: &Source) -> Option<String> {
    let run = match catch_unwind(AssertUnwindSafe(|| try_run(source))) {
        Err(_) => return Some("panics".into()),
        // A page of which only a comment is left: that it cannot be read is told.
        Ok(Err(_)) => return None,
        Ok(Ok(run)) => run,
    };
    spans::fault(&run).or_else(|| conservation(&run)).or_else(|| {
        // Emitting and rendering must stand any notice too.
        catch_unwind(AssertUnwindSafe(|| files(&run))).err().map(|_| "panics in emit".into())
    })
}

/// Every character that is not white space belongs to exactly one region, or to one leftover that
/// is reported. Counted here anew, without the audit's own code.
fn conservation(run: &Run) -> Option<String> {
    let plane = &run.document.text;
    let report = run.checked.report();
    let notice = &run.checked.resolved().notice;
    let mut held = vec![0u8; plane.len()];
    let mut left = vec![0u8; plane.len()];
    for region in &notice.regions {
        held[region.span.range()].iter_mut().for_each(|n| *n = n.saturating_add(1));
    }
    for span in &report.conservation.leftovers {
        left[span.range()].iter_mut().for_each(|n| *n = n.saturating_add(1));
    }
    let mut total = 0;
    for (at, c) in plane.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        total += 1;
        if held[at] + left[at] != 1 {
            let line = plane[..at].lines().count();
            return Some(format!(
                "{c:?} in line {line} of the plane lies in {} regions and {} leftovers",
                held[at], left[at]
            ));
        }
    }
    let audit = &report.conservation;
    if audit.total != total {
        return Some(format!("the audit counts {} characters of {total}", audit.total));
    }
    let unclaimed = ["MD120", "MD121"];
    let said = report.findings.iter().filter(|f| unclaimed.contains(&f.code)).count();
    // What shows nothing beside a cell is told as such.
    let unseen = |span: &Span| {
        let told = |f: &Finding| {
            f.code == "MD409" && span.start <= f.primary.end && f.primary.start <= span.end
        };
        plane[span.range()]
            .chars()
            .all(|c| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'))
            && report.findings.iter().any(told)
    };
    if said == 0 && !audit.leftovers.iter().all(unseen) {
        return Some("a leftover is in no finding".into());
    }
    (!audit.overlaps.is_empty()).then(|| "two regions overlap".into())
}
