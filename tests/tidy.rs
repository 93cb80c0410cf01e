//! Small promises about the tree itself.
#![allow(clippy::disallowed_methods, clippy::print_stderr, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this is named, and one longer than `FAIL` fails.
const WARN: usize = 400;
const FAIL: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn files_stay_short() {
    for file in files(&root().join("src"), "rs") {
        let lines = fs::read_to_string(&file).expect("readable").lines().count();
        assert!(lines <= FAIL, "{}: {lines} lines", file.display());
        if lines > WARN {
            eprintln!("{}: {lines} lines; split it before it grows", file.display());
        }
    }
}

/// So many characters of a title tell which notice is meant.
const TOLD: usize = 6;

#[test]
fn no_program_code_knows_a_notice_by_name() {
    // Notice knowledge lives in schemas/ and data/. Tests may quote notices.
    for schema in files(&root().join("schemas"), "toml") {
        let text = fs::read_to_string(&schema).expect("readable");
        let table: toml::Table = text.parse().expect("a schema is TOML");
        let title = table["title"].as_str().expect("a title").to_owned();
        for file in files(&root().join("src"), "rs") {
            let code = fs::read_to_string(&file).expect("readable");
            let program = code.split("#[cfg(test)]").next().unwrap_or_default();
            if file.to_string_lossy().contains("tests") {
                continue;
            }
            // A part of the title would do as well.
            let characters: Vec<char> = title.chars().collect();
            for part in characters.windows(TOLD) {
                let part: String = part.iter().collect();
                assert!(!program.contains(&part), "{} knows {part}", file.display());
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).expect("readable");
        assert!(text.starts_with("//! "), "{} opens without a line on what it is", file.display());
    }
}

#[test]
fn documents_named_in_the_readme_exist() {
    for readme in ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(readme)).expect("readable");
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(
                root().join(target).exists(),
                "{readme} points at {target}, which is not there"
            );
        }
    }
}

#[test]
fn only_known_files_stand_at_the_top() {
    const KNOWN: [&str; 12] = [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "README.zh-CN.md",
        "clippy.toml",
        "deny.toml",
        "rustfmt.toml",
    ];
    let listed = std::process::Command::new("git").arg("ls-files").current_dir(root()).output();
    let Some(listed) = listed.ok().filter(|listed| listed.status.success()) else {
        eprintln!("skipped: no checkout of git");
        return;
    };
    let listed = String::from_utf8(listed.stdout).expect("names are UTF-8");
    for name in listed.lines().filter(|name| !name.contains('/') && !name.starts_with('.')) {
        assert!(KNOWN.contains(&name), "{name} was left at the top of the tree");
    }
}
