//! Word lists of `data/words/` as code: each file a module, each list in it a constant.

use std::fmt::Write;
use std::path::Path;

/// The modules' source. A file that breaks its form stops the build and names the line.
pub(crate) fn modules(data: &Path) -> String {
    let folder = data.join("words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let mut code = String::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_stem().unwrap().to_string_lossy();
        let text = std::fs::read_to_string(&path).unwrap();
        // Without a format the words that its reader alone knows are nobody's.
        let unused = "#[cfg_attr(not(feature = \"html\"), allow(dead_code))]";
        writeln!(code, "/// Lists of `data/words/{name}.txt`.\n{unused}\npub(crate) mod {name} {{")
            .unwrap();
        for list in lists(&text, &path) {
            writeln!(code, "    /// {}", list.doc).unwrap();
            writeln!(code, "    pub(crate) const {}: &[&str] = &{:?};", list.name, list.words)
                .unwrap();
        }
        code.push_str("}\n");
    }
    code + &radicals(data)
}

/// `data/radicals.tsv` as a sorted slice of pairs.
fn radicals(data: &Path) -> String {
    let text = std::fs::read_to_string(data.join("radicals.tsv")).unwrap();
    let pair = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        Some((from.chars().next()?, to.chars().next()?))
    };
    let mut pairs: Vec<(char, char)> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect();
    pairs.sort_unstable();
    format!(
        "/// Of `data/radicals.tsv`.\npub(crate) mod radicals {{\n    /// Radicals and the \
         ideographs they stand for, sorted.\n    pub(crate) static RADICALS: &[(char, char)] = \
         &{pairs:?};\n}}\n"
    )
}

/// One list: its name as a constant's, what it is for, its words in order.
struct List<'t> {
    name: String,
    doc: String,
    words: Vec<&'t str>,
}

/// `[name]` opens a list, the `#` lines below it say what it is for, the rest are words between
/// blanks.
fn lists<'t>(text: &'t str, path: &Path) -> Vec<List<'t>> {
    let mut lists: Vec<List<'t>> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let at = || format!("{}:{number}", path.display());
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let name = name.to_uppercase().replace('-', "_");
            assert!(lists.iter().all(|list| list.name != name), "{}: {name} comes twice", at());
            lists.push(List { name, doc: String::new(), words: Vec::new() });
        } else if let Some(remark) = line.strip_prefix("# ") {
            // Remarks above the first list are the file's own.
            if let Some(list) = lists.last_mut() {
                list.doc.push_str(remark);
                list.doc.push(' ');
            }
        } else if !line.is_empty() {
            let list = lists.last_mut().unwrap_or_else(|| panic!("{}: no list is open", at()));
            for word in line.split(' ') {
                assert!(!word.is_empty(), "{}: two blanks", at());
                assert!(!list.words.contains(&word), "{}: {word} comes twice", at());
                list.words.push(word);
            }
        }
    }
    for list in &mut lists {
        list.doc.truncate(list.doc.trim_end().len());
        assert!(
            !list.doc.is_empty(),
            "{}: {} does not say what it is for",
            path.display(),
            list.name
        );
    }
    lists
}
