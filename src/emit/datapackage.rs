//! `datapackage.json`: a Frictionless Data Package, version 2.
//!
//! It names every other file with its size and SHA-256, gives each table its schema (types,
//! titles in the notice's own words, keys), and says what it was made from and with. There is no
//! `created`: the same bytes in give the same bytes out.
//!
//! `report.json` stands under `mingdan`, not among the resources: it is about the data, and
//! frictionless-py takes any resource of that name for a report of its own (the specification's
//! `type` knows only `table`, so nothing can be said against it).

use serde::Serialize;

use super::{Packing, Written};
use crate::model::dataset::{Content, DATASET_VERSION, FieldKind, Reference, Table};
use crate::model::{Dataset, Field};

const PROFILES: &str = "https://datapackage.org/profiles/2.0";
const REPORT: &str = "report.json";

/// The file's bytes; `files` are all the others.
pub fn write(dataset: &Dataset, files: &[Written], packing: &Packing) -> Vec<u8> {
    let head = &dataset.notice.head;
    let number = head.number.as_ref().map(|number| number.value.as_str());
    let title = head.title.as_ref().map(|title| title.value.as_str());
    let package = Package {
        schema: format!("{PROFILES}/datapackage.json"),
        name: package_name(&dataset.source.sha256),
        title,
        description: number,
        sources: [Source {
            title: &dataset.source.name,
            sha256: &dataset.source.sha256,
            bytes: dataset.source.bytes,
            format: dataset.source.format,
            encoding: dataset.source.encoding,
        }],
        mingdan: Tool {
            version: env!("CARGO_PKG_VERSION"),
            dataset: DATASET_VERSION,
            gazetteer: packing.gazetteer,
            schema: dataset.schema.as_deref(),
            report: files.iter().find(|file| file.name == REPORT).map(|file| Sealed {
                path: &file.name,
                bytes: file.bytes,
                hash: hash(file),
            }),
        },
        resources: files
            .iter()
            .filter(|file| file.name != REPORT)
            .map(|file| resource(dataset, file))
            .collect(),
    };
    super::json::text(&package).into_bytes()
}

/// A name fit for an address, the same for the same source.
fn package_name(sha256: &str) -> String {
    format!("notice-{}", sha256.get(..12).unwrap_or(sha256))
}

fn resource<'a>(dataset: &'a Dataset, file: &'a Written) -> Resource<'a> {
    let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
    let table = dataset.tables.iter().find(|table| ending == "csv" && table.name == stem);
    let (kind, mediatype) = match ending {
        "csv" => (Some("table"), "text/csv"),
        "json" => (None, "application/json"),
        _ => (None, "text/plain"),
    };
    Resource {
        name: stem,
        kind,
        title: table.map(|table| table.title.as_str()).filter(|title| !title.is_empty()),
        description: match table {
            Some(table) => describe(table),
            None => match stem {
                "notice" => "What the notice says about itself".to_owned(),
                _ => "The text that all spans point into".to_owned(),
            },
        },
        path: &file.name,
        format: ending,
        mediatype,
        encoding: "utf-8",
        bytes: file.bytes,
        hash: hash(file),
        schema: table.map(schema),
    }
}

fn describe(table: &Table) -> String {
    match table.content {
        Content::Entries => "One row per entry of the roster",
        Content::Units => "One row per organisation named by an entry",
    }
    .to_owned()
}

fn schema<'a>(table: &'a Table) -> TableSchema<'a> {
    TableSchema {
        schema: format!("{PROFILES}/tableschema.json"),
        fields: table.fields.iter().map(field).collect(),
        primary_key: &table.key,
        foreign_keys: table.reference.iter().map(foreign_key).collect(),
    }
}

fn field(field: &Field) -> FieldJson<'_> {
    let constraints = &field.constraints;
    FieldJson {
        name: &field.name,
        kind: match field.kind {
            FieldKind::Text => "string",
            FieldKind::Integer => "integer",
            FieldKind::Decimal => "number",
            FieldKind::Date => "date",
            FieldKind::YearMonth => "yearmonth",
            FieldKind::Year => "year",
        },
        title: &field.title,
        description: &field.description,
        constraints: ConstraintsJson {
            required: constraints.required,
            unique: constraints.unique,
            pattern: constraints.pattern,
            one_of: &constraints.one_of,
            minimum: constraints.minimum,
        },
    }
}

fn foreign_key(reference: &Reference) -> ForeignKey<'_> {
    ForeignKey {
        fields: [&reference.field],
        reference: Target { resource: &reference.table, fields: [&reference.target] },
    }
}

fn hash(file: &Written) -> String {
    format!("sha256:{}", file.sha256)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    sources: [Source<'a>; 1],
    mingdan: Tool<'a>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "PackageSource"))]
struct Source<'a> {
    title: &'a str,
    sha256: &'a str,
    bytes: u64,
    format: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding: &'a str,
}

/// What made it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tool<'a> {
    version: &'a str,
    dataset: u32,
    gazetteer: &'a str,
    schema: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Sealed<'a>>,
}

/// A file that is no resource.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Sealed<'a> {
    path: &'a str,
    bytes: u64,
    hash: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Resource<'a> {
    name: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    description: String,
    path: &'a str,
    format: &'a str,
    mediatype: &'a str,
    encoding: &'a str,
    bytes: u64,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<TableSchema<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct TableSchema<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    fields: Vec<FieldJson<'a>>,
    primary_key: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FieldJson<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "ConstraintsJson::is_empty")]
    constraints: ConstraintsJson<'a>,
}

#[derive(PartialEq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ConstraintsJson<'a> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'a str>,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    one_of: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i64>,
}

impl ConstraintsJson<'_> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ForeignKey<'a> {
    fields: [&'a str; 1],
    reference: Target<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Target<'a> {
    resource: &'a str,
    fields: [&'a str; 1],
}
