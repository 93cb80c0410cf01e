//! The JSON Schemas of what leaves the program, as files of `schemas/`.
//!
//! Those of the dataset and the report are made from the types that are written; a test compares
//! them, and `BLESS=1 cargo test --lib edge` makes them anew. Objects may gain members without a
//! new version: readers pass over those that they do not know.

/// Each schema by the name that `mingdan schema` takes.
pub static SCHEMAS: &[(&str, &str)] = &[
    ("dataset", include_str!("../schemas/dataset.schema.json")),
    ("report", include_str!("../schemas/report.schema.json")),
    ("notice", include_str!("../schemas/notice.schema.json")),
    ("diff", include_str!("../schemas/diff.schema.json")),
];

/// The schema of that name.
pub fn schema(name: &str) -> Option<&'static str> {
    SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, schema)| *schema)
}

#[cfg(test)]
mod tests;
