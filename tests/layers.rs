//! The order of the rooms: a stage knows the rooms below it and no other stage.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name with `crate::`. `report` takes the sentences of findings from `check`,
/// whose pages hold them; `emit` puts `report`'s JSON beside the tables.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("schema", &["model", "text"]),
    ("gazetteer", &["model", "text"]),
    ("edge", &[]),
    ("accept", &["model", "text"]),
    ("ingest", &["model", "text"]),
    ("segment", &["model", "text", "schema", "gazetteer"]),
    ("normalize", &["model", "text", "schema", "gazetteer"]),
    ("check", &["model", "text", "schema", "gazetteer", "accept"]),
    ("report", &["model", "text", "accept", "check"]),
    ("emit", &["model", "text", "schema", "check", "report"]),
    ("infer", &["model", "text", "schema"]),
    ("diff", &["model", "text", "schema", "gazetteer", "check"]),
    ("table", &["model", "text", "schema", "gazetteer", "normalize", "check", "emit"]),
    ("ground", &["model", "text", "schema", "gazetteer", "check", "emit", "table"]),
];

#[test]
fn no_room_knows_a_room_above_it() {
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut breaches = Vec::new();
    for file in sources(&tree) {
        let inside = file.strip_prefix(&tree).expect("inside src");
        let first = inside.components().next().expect("a name");
        let room = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
            // lib, main, pipeline and cli stand above all rooms.
            assert!(
                ["lib", "main", "pipeline", "cli"].contains(&room.as_str()),
                "src/{room} is in no layer: add it to ALLOWED"
            );
            continue;
        };
        // A room's own tests may build what they need from anywhere.
        if inside.to_string_lossy().ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        for (number, line) in text.lines().enumerate() {
            for target in named(line) {
                if target != room && !allowed.contains(&target.as_str()) {
                    breaches.push(format!(
                        "{}:{}: {room} names {target}",
                        inside.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// The rooms that a line names: `crate::a`, `crate::{a, b}`.
fn named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
    };
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            found.extend(list.split(',').map(|part| word(part.trim())));
        } else {
            found.push(word(rest));
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_reader_of_use_lines_sees_both_forms() {
    assert_eq!(named("use crate::model::Span;"), ["model"]);
    assert_eq!(named("use crate::{check, text::View};"), ["check", "text"]);
    assert!(named("// crate::check").is_empty());
    assert_eq!(
        beside("use super::items::{Cell, Row};\nuse super::{rows,\n rules};"),
        ["items", "rows", "rules"]
    );
}

/// Rooms in which no file imports one that imports it, by whatever way round.
const IN_ORDER: &[&str] = &["ingest/pdf"];

#[test]
fn files_of_a_room_import_in_no_circle() {
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in IN_ORDER {
        let folder = tree.join(room);
        let mut files: Vec<(String, Vec<String>)> = Vec::new();
        for file in sources(&folder) {
            let inside = file.strip_prefix(&folder).expect("inside the room");
            let mut parts = inside.components();
            let first = parts.next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let name = first.trim_end_matches(".rs").to_owned();
            // Inside a folder of the room `super` is that folder.
            let nested = parts.next().is_some() && !inside.ends_with("mod.rs");
            if name == "mod" || nested {
                continue;
            }
            let text = fs::read_to_string(&file).expect("readable");
            files.push((name, beside(text.split("#[cfg(test)]").next().unwrap_or_default())));
        }
        // What imports nothing that is left comes first; what never comes is in a circle.
        while let Some(at) = files.iter().position(|(_, needs)| {
            !needs.iter().any(|need| files.iter().any(|(name, _)| name == need))
        }) {
            files.remove(at);
        }
        let circle: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        assert!(circle.is_empty(), "a circle of imports in src/{room}, or above one: {circle:?}");
    }
}

/// The files beside it that a file imports: `use super::a::B;`, `use super::{a, b};`.
fn beside(text: &str) -> Vec<String> {
    let paths = text.split("use super::").skip(1).filter_map(|rest| rest.split(';').next());
    let lines = paths.map(|path| format!("crate::{}", path.replace('\n', " ")));
    lines.flat_map(|line| named(&line)).collect()
}
