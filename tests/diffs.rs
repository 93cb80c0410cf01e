//! Each folder of `fixtures/diffs` is a case: `old.*`, `new.*` and `case.toml`, which says how
//! many changes of each kind must come out, and names some of them.
//!
//! Every case must hold in other ways too. Its edits, applied to the old side, give the new one.
//! A notice beside the dataset folder made of it, or beside its table of entries, is the same; and
//! a folder in a notice's stead changes nothing in what is found. Backwards, what was added is
//! removed.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use mingdan::check::Settings;
use mingdan::diff::{self, Change, Diff, Hints, Sheet, Side};
use mingdan::emit::{self, Packing};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{Dataset, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::{ingest, schema};

/// Counts by kind.
type Counts = BTreeMap<String, i64>;

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/diffs");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&root).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "no case in {}", root.display());
    let trial = |folder: PathBuf| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Trial::test(name, move || run(&folder).map_err(Failed::from))
    };
    libtest_mimic::run(&arguments, folders.into_iter().map(trial).collect()).exit();
}

fn run(folder: &Path) -> Result<(), String> {
    let case = fs::read_to_string(folder.join("case.toml")).map_err(|e| e.to_string())?;
    let case: toml::Table = case.parse().map_err(|e| format!("case.toml: {e}"))?;
    let hints = Hints {
        key: case.get("key").and_then(|key| key.as_str()).map(ToOwned::to_owned),
        ..Hints::default()
    };
    let [old, new] = [read(folder, "old", &hints)?, read(folder, "new", &hints)?];
    let found = compare(&old.side, &new.side, &hints);

    let wanted: Counts = case["summary"]
        .as_table()
        .into_iter()
        .flatten()
        .filter_map(|(kind, count)| Some((kind.clone(), count.as_integer()?)))
        .collect();
    expect("", &counts(&found), &wanted, &found)?;
    for wanted in case.get("change").and_then(|list| list.as_array()).into_iter().flatten() {
        if !found.changes.iter().any(|change| is(change, wanted)) {
            return Err(format!("no change is {wanted}{:#?}", found.changes));
        }
    }
    applies(&old.side, &new.side, &found)?;

    let back = compare(&new.side, &old.side, &hints);
    applies(&new.side, &old.side, &back)?;
    let turned = |kind: &str| wanted.get(kind).copied().unwrap_or_default();
    for (kind, other) in [("added", "removed"), ("removed", "added"), ("moved", "moved")] {
        let n = counts(&back).get(kind).copied().unwrap_or_default();
        if n != turned(other) && !case.contains_key("one_way") {
            return Err(format!("backwards {n} {kind}, but {} {other}", turned(other)));
        }
    }
    others(&old, &new, &wanted, &hints)
}

/// The same rosters in other clothes.
fn others(old: &Read, new: &Read, wanted: &Counts, hints: &Hints) -> Result<(), String> {
    for read in [old, new] {
        let Some(dataset) = &read.dataset() else { continue };
        let folder = of_folder(dataset, hints)?;
        if folder.canonical() != read.side.canonical() {
            return Err("the dataset folder gives another side".to_owned());
        }
        let found = compare(&read.side, &folder, hints);
        expect("a notice beside its folder: ", &counts(&found), &Counts::new(), &found)?;
        if let Some(table) = of_table(dataset, hints) {
            let found = compare(&read.side, &table, hints);
            expect("a notice beside its table: ", &counts(&found), &Counts::new(), &found)?;
            let found = compare(&table, &folder, hints);
            expect("a table beside its folder: ", &counts(&found), &Counts::new(), &found)?;
        }
    }
    let (Some(before), Some(after)) = (&old.dataset(), &new.dataset()) else { return Ok(()) };
    let folders = [of_folder(before, hints)?, of_folder(after, hints)?];
    let found = compare(&folders[0], &folders[1], hints);
    expect("two folders: ", &counts(&found), wanted, &found)?;
    let found = compare(&folders[0], &new.side, hints);
    expect("a folder beside a notice: ", &counts(&found), wanted, &found)?;
    if let [Some(before), Some(after)] = [of_table(before, hints), of_table(after, hints)] {
        // What a table knows: its rows, not the notice.
        let rows = |all: Counts| -> Counts {
            let of_rows = |kind: &str| kind != "metadata" && !kind.starts_with("group-");
            all.into_iter().filter(|(kind, _)| of_rows(kind)).collect()
        };
        let found = compare(&before, &after, hints);
        expect("two tables: ", &rows(counts(&found)), &rows(wanted.clone()), &found)?;
        applies(&before, &after, &found)?;
    }
    Ok(())
}

fn compare(old: &Side, new: &Side, hints: &Hints) -> Diff {
    diff::diff(old, new, Gazetteer::embedded(), hints)
}

fn counts(found: &Diff) -> Counts {
    let count = |n: usize| n.try_into().unwrap_or(-1);
    found.summary().into_iter().map(|(kind, n)| (kind.to_owned(), count(n))).collect()
}

fn expect(what: &str, found: &Counts, wanted: &Counts, diff: &Diff) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    Err(format!("{what}found {found:?}, wanted {wanted:?}{:#?}", diff.changes))
}

fn applies(old: &Side, new: &Side, found: &Diff) -> Result<(), String> {
    let applied = diff::apply(old, &found.edits).map_err(|misfit| misfit.to_string())?;
    if applied.canonical() == new.canonical() {
        return Ok(());
    }
    Err("the edits do not lead from one side to the other".to_owned())
}

fn is(change: &Change, wanted: &toml::Value) -> bool {
    let json = serde_json::to_value(change).unwrap_or_default();
    wanted.as_table().into_iter().flatten().all(|(key, value)| {
        let found = match key.as_str() {
            "reason" => &json["reason"]["kind"],
            "date" => &json["reason"]["date"],
            key => &json[key],
        };
        match value {
            toml::Value::Array(list) => {
                let found = found.as_array().into_iter().flatten().map(|v| v.as_str());
                found.eq(list.iter().map(toml::Value::as_str))
            }
            toml::Value::Integer(rows) => {
                found.as_array().is_some_and(|found| usize::try_from(*rows) == Ok(found.len()))
            }
            value => found.as_str() == value.as_str(),
        }
    })
}

/// A side, and the run it came from if it is a notice.
struct Read {
    side: Side,
    run: Option<pipeline::Run<'static>>,
}

impl Read {
    fn dataset(&self) -> Option<Dataset<'_>> {
        self.run.as_ref().map(|run| emit::emit(&run.document, &run.checked, run.schema))
    }
}

fn read(folder: &Path, stem: &str, hints: &Hints) -> Result<Read, String> {
    let files = fs::read_dir(folder).map_err(|e| e.to_string())?.flatten();
    let mut files = files.map(|entry| entry.path());
    let path = files.find(|path| path.file_stem().is_some_and(|found| found == stem));
    let path = path.ok_or(format!("there is no {stem}.*"))?;
    let bytes = fs::read(&path).map_err(|e| e.to_string())?;
    if path.extension().is_some_and(|ending| ending == "csv") {
        let sheet = Sheet::from_csv(ingest::decoded(&bytes).as_bytes()).ok_or("no table")?;
        return Ok(Read { side: sheet.side("case", hints), run: None });
    }
    let source = Source::new("case", bytes);
    let settings = Settings::default();
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &settings)
        .map_err(|error| format!("{error:?}"))?;
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let side = Side::of_dataset("case", &dataset, hints);
    drop(dataset);
    Ok(Read { side, run: Some(run) })
}

/// The side that the folder of a dataset gives.
fn of_folder(dataset: &Dataset, hints: &Hints) -> Result<Side, String> {
    let files = emit::files(dataset, &Packing::default());
    let json = |name: &str| -> Result<serde_json::Value, String> {
        let file = files.iter().find(|file| file.name == name).ok_or("a file is missing")?;
        serde_json::from_slice(&file.bytes).map_err(|e| e.to_string())
    };
    let tables = files.iter().filter(|file| file.name.starts_with("entries"));
    let tables: Vec<(String, Sheet)> = tables
        .filter_map(|file| Some((file.name.clone(), Sheet::from_csv(&file.bytes)?)))
        .collect();
    let (notice, package) = (json("notice.json")?, json("datapackage.json")?);
    Ok(Side::of_folder("case", &tables, &notice, &package, hints))
}

/// The side that the table of entries gives by itself, where there is but one.
fn of_table(dataset: &Dataset, hints: &Hints) -> Option<Side> {
    let files = emit::files(dataset, &Packing::default());
    let mut tables = files.iter().filter(|file| file.name.starts_with("entries"));
    let table = tables.next().filter(|_| tables.next().is_none())?;
    Some(Sheet::from_csv(&table.bytes)?.side("case", hints))
}
