//! The schema of a comparison's JSON: the file is what the code makes, and real output fits it.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::fs;
use std::path::Path;

use mingdan::check::Settings;
use mingdan::diff::{self, Hints, Side, render};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::Source;
use mingdan::pipeline::{self, Choose};
use mingdan::{emit, schema};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_file_is_what_the_code_makes() {
    let path = root().join("schemas/diff.schema.json");
    let made = render::schema::text();
    if std::env::var_os("BLESS").is_some() && std::env::var_os("CI").is_none() {
        fs::write(&path, &made).expect("a file");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == made, "BLESS=1 cargo test --test diff_schema writes it");
}

#[test]
fn real_output_fits() {
    let schema = render::schema::value();
    let mut kinds: Vec<String> = Vec::new();
    let cases = fs::read_dir(root().join("fixtures/diffs")).expect("cases").flatten();
    for folder in cases.map(|entry| entry.path()) {
        let sides = ["old.txt", "new.txt"].map(|file| side(&folder.join(file)));
        let [Some(old), Some(new)] = sides else { continue };
        let found = diff::diff(&old, &new, Gazetteer::embedded(), &Hints::default());
        let json: Value = serde_json::from_str(&render::json::write(&found)).expect("JSON");
        fits(&json, &schema, &schema, "")
            .unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
        let read = |json: &str| -> Value { serde_json::from_str(json).expect("JSON") };
        let line =
            diff::timeline(&[old.clone(), new, old], Gazetteer::embedded(), &Hints::default());
        for more in [
            render::json::summary(&found.summary()),
            render::json::series(&line),
            render::json::summary(&line.summary()),
        ] {
            fits(&read(&more), &schema, &schema, "")
                .unwrap_or_else(|why| panic!("{}: {why}\n{more}", folder.display()));
        }
        kinds.extend(json["summary"].as_object().into_iter().flatten().map(|(k, _)| k.clone()));
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), diff::Kind::ALL.len() + 1, "not every kind is shown: {kinds:?}");
    // What must not fit.
    let wrong: [&str; 6] = [
        r#"{ "summary": { "gone": 1 } }"#,
        r#"{ "summary": {}, "editions": [{}], "entries": [] }"#,
        r#"{ "summary": {}, "changes": [] }"#,
        r#"{ "summary": { "gone": 1 }, "changes": [], "edits": [] }"#,
        r#"{ "summary": {}, "changes": [{ "kind": "added", "group": "x", "old": null, "new": "y" }], "edits": [] }"#,
        r#"{ "summary": {}, "changes": [], "edits": [{ "edit": "remove", "entry": 0 }] }"#,
    ];
    for json in wrong {
        let json: Value = serde_json::from_str(json).expect("JSON");
        assert!(fits(&json, &schema, &schema, "").is_err(), "{json}");
    }
}

fn side(path: &Path) -> Option<Side> {
    let source = Source::new("case", fs::read(path).ok()?);
    let choose = Choose::Among(schema::built_in());
    let settings = Settings::default();
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &settings).ok()?;
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    Some(Side::of_dataset("case", &dataset, &Hints::default()))
}

/// As much of JSON Schema as ours uses; another word in it fails the test.
fn fits(json: &Value, schema: &Value, all: &Value, at: &str) -> Result<(), String> {
    for (word, rule) in schema.as_object().ok_or("a schema is an object")? {
        let holds = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#'));
                let target = path.and_then(|path| all.pointer(path)).ok_or("no such definition")?;
                fits(json, target, all, at)?;
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|t| is(json, t)),
                one => is(json, one),
            },
            "const" => json == rule,
            "enum" => rule.as_array().is_some_and(|values| values.contains(json)),
            "anyOf" => {
                let mut ways = rule.as_array().into_iter().flatten();
                ways.any(|way| fits(json, way, all, at).is_ok())
            }
            "minimum" => json.as_f64() >= rule.as_f64(),
            "maximum" => json.as_f64() <= rule.as_f64(),
            "required" => {
                let mut keys = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                keys.all(|key| json.get(key).is_some())
            }
            "items" => {
                for (n, item) in json.as_array().into_iter().flatten().enumerate() {
                    fits(item, rule, all, &format!("{at}/{n}"))?;
                }
                true
            }
            "propertyNames" => {
                let mut keys = json.as_object().into_iter().flatten();
                keys.all(|(key, _)| fits(&Value::from(key.as_str()), rule, all, at).is_ok())
            }
            "properties" => {
                for (key, rule) in rule.as_object().into_iter().flatten() {
                    if let Some(value) = json.get(key) {
                        fits(value, rule, all, &format!("{at}/{key}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                for (key, value) in json.as_object().into_iter().flatten() {
                    if schema["properties"].get(key).is_none() {
                        match rule {
                            Value::Bool(false) => return Err(format!("{at}/{key}: not known")),
                            rule => fits(value, rule, all, &format!("{at}/{key}"))?,
                        }
                    }
                }
                true
            }
            other => return Err(format!("the test does not know `{other}`")),
        };
        if !holds {
            return Err(format!("{at}: {word} {rule}: {json}"));
        }
    }
    Ok(())
}

fn is(json: &Value, name: &Value) -> bool {
    match name.as_str().unwrap_or_default() {
        "object" => json.is_object(),
        "array" => json.is_array(),
        "string" => json.is_string(),
        "boolean" => json.is_boolean(),
        "null" => json.is_null(),
        "integer" => json.is_i64() || json.is_u64(),
        "number" => json.is_number(),
        _ => false,
    }
}
