//! Each folder of `fixtures/diffs` is a case: `old.*`, `new.*` and `case.toml`, which says how
//! many changes of each kind must come out, and names some of them.
//!
//! Every case must also hold backwards through its edits: applied to the old side they give the
//! new one.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use mingdan::check::Settings;
use mingdan::diff::{self, Change, Hints, Side};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::Source;
use mingdan::pipeline::{self, Choose};
use mingdan::{emit, schema};

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
    let (old, new) = (side(&folder.join("old.txt"))?, side(&folder.join("new.txt"))?);
    let found = diff::diff(&old, &new, Gazetteer::embedded(), &Hints::default());
    let told = || format!("{:#?}", found.changes);

    let wanted: BTreeMap<String, i64> = case["summary"]
        .as_table()
        .into_iter()
        .flatten()
        .filter_map(|(kind, count)| Some((kind.clone(), count.as_integer()?)))
        .collect();
    let summary: BTreeMap<String, i64> = found
        .summary()
        .into_iter()
        .map(|(kind, n)| (kind.to_owned(), n.try_into().unwrap_or(-1)))
        .collect();
    if summary != wanted {
        return Err(format!("found {summary:?}, wanted {wanted:?}{}", told()));
    }
    for wanted in case.get("change").and_then(|list| list.as_array()).into_iter().flatten() {
        if !found.changes.iter().any(|change| is(change, wanted)) {
            return Err(format!("no change is {wanted}{}", told()));
        }
    }
    let applied = diff::apply(&old, &found.edits).map_err(|misfit| misfit.to_string())?;
    if applied.canonical() != new.canonical() {
        return Err("the edits do not lead from old to new".to_owned());
    }
    Ok(())
}

fn is(change: &Change, wanted: &toml::Value) -> bool {
    let json = serde_json::to_value(change).unwrap_or_default();
    wanted.as_table().into_iter().flatten().all(|(key, value)| {
        let found = if key == "reason" { &json["reason"]["kind"] } else { &json[key] };
        found.as_str() == value.as_str()
    })
}

fn side(path: &Path) -> Result<Side, String> {
    let bytes = fs::read(path).map_err(|e| e.to_string())?;
    let source = Source::new("case", bytes);
    let settings = Settings::default();
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &settings)
        .map_err(|error| format!("{error:?}"))?;
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    Ok(Side::of_dataset("case", &dataset, &Hints::default()))
}
