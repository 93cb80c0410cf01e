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
}
