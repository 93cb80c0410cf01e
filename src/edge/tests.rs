//! Makes the schemas from the types and compares them with the files.
#![allow(clippy::disallowed_methods)]

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::schema;
use crate::emit::datapackage::Package;
use crate::emit::notice_json::NoticeJson;
use crate::report::json::ReportJson;

/// What `dataset` describes: both JSON files of a dataset folder that are about the data.
fn dataset() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let package = generator.subschema_for::<Package>();
    let notice = generator.subschema_for::<NoticeJson>();
    let definitions = generator.take_definitions(true);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mingdan dataset",
        "description": "datapackage.json of a dataset folder, which names its resources; or its notice.json.",
        "if": { "required": ["resources"] },
        "then": package,
        "else": notice,
        "$defs": definitions,
    })
}

fn made(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let (title, schema) = match name {
        "dataset" => return dataset(),
        "report" => {
            ("mingdan report.json", generator.into_root_schema_for::<ReportJson>().to_value())
        }
        _ => ("mingdan notice.json", generator.into_root_schema_for::<NoticeJson>().to_value()),
    };
    let mut schema = schema;
    schema["title"] = title.into();
    schema
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for name in ["dataset", "report", "notice"] {
        let text = crate::emit::json::text(&made(name));
        if std::env::var_os("BLESS").is_some() {
            assert!(std::env::var_os("CI").is_none(), "never bless in CI");
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
            std::fs::write(format!("{folder}/{name}.schema.json"), &text).unwrap();
        } else {
            let message = "is out of date: BLESS=1 cargo test --lib edge";
            assert!(schema(name) == Some(&text), "schemas/{name}.schema.json {message}");
        }
    }
}
