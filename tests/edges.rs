//! What is written is held against the schemas that are given out, by a validator of its own; and
//! SARIF against the official schema.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mingdan::check::Settings;
use mingdan::edge;
use mingdan::emit::{self, Packing, Reported};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{Lang, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::report::{self, Input};
use mingdan::schema::built_in;
use serde_json::Value;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every object closed: a member that the schema does not know is then a fault. Readers are given
/// the open form, for objects may grow.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(members) => {
            if members.get("properties").is_some_and(Value::is_object)
                && !members.contains_key("if")
            {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            for value in members.values_mut() {
                *value = closed(value.take());
            }
        }
        Value::Array(items) => {
            for value in items {
                *value = closed(value.take());
            }
        }
        _ => {}
    }
    schema
}

fn schema(name: &str) -> Value {
    serde_json::from_str(edge::schema(name).expect("a schema of that name")).expect("JSON")
}

fn faults(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors = validator.iter_errors(instance);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The JSON files of a dataset, for every notice among the fixtures, in both languages.
fn written() -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root("fixtures/notices")).expect("fixtures").flatten() {
        let files = fs::read_dir(entry.path()).expect("a folder").flatten();
        let source = files
            .map(|file| file.path())
            .find(|path| path.file_stem().is_some_and(|stem| stem == "source"));
        let Some(path) = source else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        let source = Source::new("a.txt", fs::read(path).expect("readable"));
        let choose = Choose::Among(built_in());
        let settings = Settings::default();
        let Ok(run) = pipeline::run(&source, choose, Gazetteer::embedded(), &settings) else {
            continue;
        };
        for lang in [Lang::En, Lang::Zh] {
            let notice = Some(&run.checked.resolved().notice);
            let whole = Input::new(&run.document, run.checked.report());
            let input = Input { notice, lang, ..whole };
            let report = report::render("json", &input).expect("a format");
            let dataset = emit::emit(&run.document, &run.checked, run.schema);
            let packing =
                Packing { report: Reported::Bytes(report.as_bytes()), ..Packing::default() };
            for file in emit::files(&dataset, &packing) {
                if Path::new(&file.name).extension().is_some_and(|end| end == "json") {
                    let value = serde_json::from_slice(&file.bytes).expect("JSON");
                    all.push((name.clone(), file.name, value));
                }
            }
        }
    }
    all
}

#[test]
fn what_is_written_is_as_the_schemas_say() {
    let schemas = ["dataset", "report", "notice"].map(|name| closed(schema(name)));
    let mut judged = 0;
    for (case, file, value) in written() {
        let by: &[usize] = match file.as_str() {
            "datapackage.json" => &[0],
            "report.json" => &[1],
            _ => &[0, 2],
        };
        for schema in by.iter().map(|at| &schemas[*at]) {
            judged += 1;
            let faults = faults(schema, &value);
            assert!(faults.is_empty(), "{case}/{file}: {}", faults.join("\n"));
        }
    }
    assert!(judged > 100, "only {judged} files");
}

#[test]
fn the_schemas_know_what_is_wrong() {
    let has_claims = |value: &Value| value["claims"].as_array().is_some_and(|c| !c.is_empty());
    let reports = written().into_iter().filter(|(_, file, _)| file == "report.json");
    let (_, _, report) = reports.into_iter().find(|(.., r)| has_claims(r)).expect("a report");
    let schema = schema("report");
    assert_eq!(faults(&schema, &report), Vec::<String>::new());
    let spoilt = |change: &dyn Fn(&mut Value)| {
        let mut report = report.clone();
        change(&mut report);
        faults(&schema, &report).len()
    };
    assert!(spoilt(&|report| report["claims"][0]["state"] = "fine".into()) > 0);
    assert!(spoilt(&|report| report["findings"] = Value::Null) > 0);
    assert!(spoilt(&|report| drop(report.as_object_mut().unwrap().remove("summary"))) > 0);
    assert_eq!(spoilt(&|report| report["more"] = 1.into()), 0, "objects may grow");
    let dataset = self::schema("dataset");
    assert!(!faults(&dataset, &report).is_empty(), "a report is no dataset");
}

#[test]
fn reports_of_the_command_are_as_the_schemas_say() {
    let report = closed(schema("report"));
    for name in ["one.json", "both.zh.json"] {
        let text = fs::read_to_string(root("tests/reports").join(name)).expect("a golden");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let reports = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        for value in reports {
            assert_eq!(faults(&report, &value), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn sarif_is_as_the_official_schema_says() {
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(root("tests/reports").join(name)).expect("readable");
        serde_json::from_str(&text).expect("JSON")
    };
    // Its pattern of languages has a bracket too many, which not every engine takes for itself.
    let official = fs::read_to_string(root("tests/reports/sarif-2.1.0.schema.json"));
    let official = official.expect("readable").replace("{2}-[a-zA-Z]{2}]?$", "{2}-[a-zA-Z]{2}$");
    let official: Value = serde_json::from_str(&official).expect("JSON");
    for name in ["one.sarif", "both.zh.sarif"] {
        let mut log = read(name);
        assert_eq!(faults(&official, &log), Vec::<String>::new(), "{name}");
        log["runs"][0]["columnKind"] = "bytes".into();
        assert!(!faults(&official, &log).is_empty(), "the schema is no judge");
    }
}

#[test]
fn the_command_prints_schemas_and_completions() {
    let print = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_mingdan")).args(args).output().expect("runs");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for (name, text) in edge::SCHEMAS {
        assert_eq!(print(&["schema", name]), *text);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = print(&["completions", shell]);
        assert!(script.contains("mingdan") && script.contains("explain"), "{shell}");
    }
}
