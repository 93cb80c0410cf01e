//! The notice schemas of `schemas/` as a list in code: each file's name, its text, and with what its
//! pattern of titles begins, by which most notices are told to be of another family without it.

use std::fmt::Write;
use std::path::Path;

/// The list's source, to be included where `File` is known. A family is a file and nothing else.
pub(crate) fn list(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut code = String::from("&[\n");
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().unwrap().to_string_lossy();
        let text = std::fs::read_to_string(&path).unwrap();
        let sign = pattern(&text).map_or(String::new(), sign);
        writeln!(code, "    File {{ name: {name:?}, text: {text:?}, sign: {sign:?} }},").unwrap();
    }
    code.push(']');
    code
}

/// The pattern of titles, where it stands on a line of `[match]` between single quotes, which TOML
/// reads as it is. Written otherwise it has no sign, which is slower and nothing else.
fn pattern(schema: &str) -> Option<&str> {
    let mut lines = schema.lines().map(str::trim).skip_while(|line| *line != "[match]").skip(1);
    let line = lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| {
        let value = line.strip_prefix("title")?.trim_start().strip_prefix('=')?;
        value.trim().strip_prefix('\'')?.strip_suffix('\'')
    });
    line.filter(|pattern| !pattern.contains('\''))
}

/// The characters that a text must hold to match: those before the first sign of the pattern
/// language, the last not if it may be absent or repeated; none where there is another way.
fn sign(pattern: &str) -> String {
    const SIGNS: &str = r"\.+*?()|[]{}^$#";
    let mut depth = 0u32;
    for c in pattern.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => return String::new(),
            _ => {}
        }
    }
    let mut plain: String = pattern.chars().take_while(|c| !SIGNS.contains(*c)).collect();
    if pattern[plain.len()..].starts_with(['?', '*', '+', '{']) {
        plain.pop();
    }
    plain
}
