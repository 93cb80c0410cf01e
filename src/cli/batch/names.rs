//! Names for documents: one folder each, on any file system.

use std::collections::BTreeSet;
use std::path::Path;

/// Longest name in bytes; file systems allow 255, and temporary names are longer.
const MOST: usize = 160;

/// Names that stand for something else in the output folder.
const TAKEN: [&str; 2] = [super::row::LIST, "entries.csv"];

/// A name per document, from its place. Names differ without regard to case, because some file
/// systems have none; where two would be the same, the later one gets a piece of the hash of its
/// path, so that it depends on nothing else.
pub(in crate::cli) fn names<'p>(
    documents: impl Iterator<Item = (&'p Path, &'p Path)>,
) -> Vec<String> {
    let mut taken: BTreeSet<String> = TAKEN.iter().map(|&name| name.to_owned()).collect();
    let mut names = Vec::new();
    for (path, place) in documents {
        let plain = safe(place);
        let mut name = plain.clone();
        if plain.len() > MOST || taken.contains(&plain.to_lowercase()) {
            name = format!("{}-{}", cut(&plain), hash(path));
        }
        let mut number = 1;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{}-{}-{number}", cut(&plain), hash(path));
        }
        names.push(name);
    }
    names
}

/// A place as one name: folders and their files joined by `_`.
fn safe(place: &Path) -> String {
    if place.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    let text = place.to_string_lossy();
    let name: String = text
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                '_'
            }
            c => c,
        })
        .collect();
    // A leading dot hides a folder, and trailing dots and spaces are lost on some systems.
    let name = name.trim_end_matches(['.', ' ']);
    match name.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if name.is_empty() => "document".to_owned(),
        None => name.to_owned(),
    }
}

fn cut(name: &str) -> &str {
    let mut end = name.len().min(MOST - 16);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

fn hash(path: &Path) -> String {
    let mut sum = crate::text::digest::sha256(path.to_string_lossy().as_bytes());
    sum.truncate(8);
    sum
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::names;

    fn of(paths: &[&str]) -> Vec<String> {
        names(paths.iter().map(|path| (Path::new(path), Path::new(path))))
    }

    #[test]
    fn names_are_safe() {
        assert_eq!(
            of(&["2021/甲 乙.txt", "-", ".hidden", "a:b?.txt."]),
            ["2021_甲 乙.txt", "stdin", "_hidden", "a_b_.txt"]
        );
        let long = "名".repeat(200);
        assert!(of(&[&long])[0].len() <= 160);
    }

    #[test]
    fn names_are_unique_and_do_not_hang_on_others() {
        let all = of(&["a.txt", "A.txt", "b.txt", "entries.csv"]);
        assert_eq!((all[0].as_str(), all[2].as_str()), ("a.txt", "b.txt"));
        assert!(all[1].starts_with("A.txt-") && all[3].starts_with("entries.csv-"), "{all:?}");
        assert_eq!(of(&["a.txt", "0.txt", "A.txt"])[2], all[1]);
    }
}
