//! The files of a dataset folder beside its tables: each is described and lies in the folder, JSON is
//! JSON, and the report says what the tables say.

use serde_json::Value;

use crate::check::Book;
use crate::model::report::{ClaimState, State};
use crate::model::{Document, Source, Span};

/// The last part of a path.
pub fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Whether a resource's path is that of a file in the folder itself.
pub fn is_inside(path: &str) -> bool {
    !path.is_empty() && !path.contains(['/', '\\', ':']) && path != ".." && path != "."
}

/// The paths that `datapackage.json` gives, each of a file that is there. `document` is that file.
pub fn described(document: &Document, package: &Value, files: &[Source], book: &mut Book) {
    let resources = package["resources"].as_array().into_iter().flatten();
    book.run("MD307", |sink| {
        for resource in resources {
            let path = match &resource["path"] {
                Value::String(path) => path.clone(),
                other => other.to_string(),
            };
            let key = if !is_inside(&path) {
                "outside"
            } else if files.iter().all(|file| base(&file.name) != path) {
                "absent"
            } else {
                continue;
            };
            let quoted = document.text.find(&format!("\"{path}\""));
            let at = quoted.map_or(Span::at(0), |at| Span::of(at + 1, at + 1 + path.len()));
            sink.find(key, at).arg("file", path);
        }
    });
}

/// Whether a file is JSON by its name.
pub fn is_json(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "json")
}

/// Whether a file is described: as a resource, or as the report.
pub fn is_described(name: &str, package: &Value) -> bool {
    let resources = package["resources"].as_array().map_or(&[][..], Vec::as_slice);
    resources.iter().any(|resource| resource["path"] == *name)
        || package["mingdan"]["report"]["path"] == *name
}

/// A file that nothing describes.
pub fn undescribed(document: &Document, book: &mut Book) {
    let head = document.text.find('\n').unwrap_or(document.text.len());
    book.run("MD307", |sink| {
        sink.find("undescribed", Span::of(0, head)).arg("file", base(&document.name));
    });
}

/// What a JSON file holds; an error where it is none.
pub fn json(document: &Document, book: &mut Book) -> Option<Value> {
    match serde_json::from_str(&document.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let lines = document.text.split_inclusive('\n');
            let before: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = (before + error.column().saturating_sub(1)).min(document.text.len());
            book.run("MD307", |sink| {
                sink.find("json", Span::at(at as u32)).arg("file", base(&document.name));
            });
            None
        }
    }
}

/// `report.json` against the tables: how many entries there are, and what became of each count that
/// the notice declares. `claims` are those that could be held against the tables.
pub fn reported(report: &Value, entries: usize, claims: &[&ClaimState], book: &mut Book) {
    let whole = Span::at(0);
    book.run("MD308", |sink| {
        if let Some(told) = report["summary"]["entries"].as_u64().filter(|n| *n != entries as u64) {
            sink.find("report", whole).arg("found", told).arg("expected", entries);
        }
        for told in report["claims"].as_array().into_iter().flatten() {
            let (Some(about), Some(declared)) = (told["about"].as_str(), told["declared"].as_u64())
            else {
                continue;
            };
            let same = |claim: &&&ClaimState| {
                claim.about == about && claim.declared == Some(declared) && claim.found.is_some()
            };
            let Some(claim) = claims.iter().find(same) else { continue };
            let state = match claim.state {
                State::Held => "held",
                State::Broken => "broken",
                _ => continue,
            };
            // With the letter at hand it could not be held; the tables say nothing against that.
            if told["state"] == "unverifiable" {
                continue;
            }
            if told["state"] != *state || told["found"].as_u64() != claim.found {
                sink.find("claim", whole)
                    .arg("about", about)
                    .arg("declared", declared)
                    .arg("found", told["found"].as_u64().unwrap_or_default())
                    .arg("expected", claim.found.unwrap_or_default());
            }
        }
    });
}
