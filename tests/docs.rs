//! The documents say what the program is. `BLESS=1 cargo test --test docs` rewrites what is made
//! from the code.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use mingdan::check::ALL;
use mingdan::model::Lang;
use mingdan::report::RENDERERS;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("readable")
}

/// Blessing rewrites documents: tests that may do so take turns, and readers see a whole file.
static TURN: Mutex<()> = Mutex::new(());

fn bless(name: &str, text: &str) {
    assert!(std::env::var_os("CI").is_none(), "never bless in CI");
    let waiting = path(&format!("{name}.new"));
    fs::write(&waiting, text).expect("writable");
    fs::rename(&waiting, path(name)).expect("writable");
}

const FINDINGS: &str = "docs/findings.md";

/// The index of all checks, from their pages.
fn index() -> String {
    let mut text = String::from(
        "# Findings\n\n\
         Every check, by code. `mingdan explain CODE` prints its page: what it finds, why it matters,\n\
         an example and what to do about it. A code is never reused. `--level CODE=LEVEL` changes a\n\
         level; `off` switches the check off.\n\n\
         <!-- Made from the pages in src/check by `BLESS=1 cargo test --test docs`. -->\n\n\
         | code | name | level | what it finds | 中文 |\n|---|---|---|---|---|\n",
    );
    for check in ALL {
        let summary = |lang| check.page_in(lang).get("summary").unwrap_or_default();
        let file = check.name.replace('-', "_");
        let _ = writeln!(
            text,
            "| [{}](../src/check/{file}.md) | {} | {} | {} | [{}](../src/check/{file}.zh.md) |",
            check.code,
            check.name,
            check.level.name(),
            summary(Lang::En),
            summary(Lang::Zh),
        );
    }
    text
}

#[test]
fn the_index_of_findings_is_that_of_the_checks() {
    let made = index();
    if std::env::var_os("BLESS").is_some() {
        bless(FINDINGS, &made);
    }
    assert!(read(FINDINGS) == made, "{FINDINGS} is out of date; BLESS=1 rewrites it");
}

#[test]
fn the_index_leads_to_pages() {
    for target in read(FINDINGS).split("](../").skip(1) {
        let target = target.split(')').next().expect("a target");
        assert!(path(target).exists(), "{target}");
    }
}

#[test]
fn checks_named_in_the_documents_exist() {
    let documents = [
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/rosters.md",
        "docs/counts.md",
        "docs/schemas.md",
        "docs/check.md",
    ];
    for document in documents {
        let text = read(document);
        for (at, _) in text.match_indices("MD") {
            let code: String = text[at..].chars().take(5).collect();
            if !code[2..].bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            assert!(ALL.iter().any(|check| check.code == code), "{document} names {code}");
        }
    }
}

#[test]
fn the_readme_names_every_report_format() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = read(readme);
        for renderer in RENDERERS {
            let name = format!("`{}`", renderer.name);
            assert!(text.contains(&name), "{readme} does not name {name}");
        }
    }
}

#[test]
fn what_the_readme_runs_is_what_ci_runs() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = read(readme);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("cargo ")).collect();
        assert_eq!(
            lines[..2],
            [
                "cargo run --release -- parse fixtures/notices/seed/source.txt -o out",
                "cargo test --locked"
            ],
            "{readme}"
        );
    }
    assert!(read(".ci/run").contains("grep -E '^cargo ' README.md | sed -n 2p"));
}

/// Blocks of ARCHITECTURE.md that name a test: `tests/…` must be there, and the function in it.
#[test]
fn tests_named_in_the_architecture_exist() {
    let text = read("ARCHITECTURE.md");
    let mut named = 0;
    for piece in text.split('`').skip(1).step_by(2) {
        let Some((file, function)) = piece.split_once("::") else { continue };
        if !(file.starts_with("tests/") || file.starts_with("src/")) {
            continue;
        }
        named += 1;
        let code = read(file);
        assert!(code.contains(&format!("fn {function}(")), "{file} has no {function}");
    }
    assert!(named >= 8, "the invariants name the tests that hold them");
}

/// Runs `mingdan …` as a reader would in the repository, and gives what it prints. `-o out` writes
/// elsewhere.
fn shown(command: &str, lang: Lang) -> String {
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/docs-out");
    let arguments = command.split(' ').map(|word| if word == "out" { out } else { word });
    let locale = if lang == Lang::Zh { "zh_CN.UTF-8" } else { "en_GB.UTF-8" };
    let output = Command::new(env!("CARGO_BIN_EXE_mingdan"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", locale)
        .env_remove("COLUMNS")
        .output()
        .expect("the command runs");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    text.replace(out, "out")
}

/// What a fenced block of a document should hold: `console` blocks have lines `$ mingdan …`, each
/// with its output below; a `text` block directly below a `sh` block has the output of that
/// block's first line.
fn fenced(document: &str, lang: Lang) -> String {
    let mut made = String::new();
    let mut above = None;
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        made.extend([line, "\n"]);
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match (kind, above.take()) {
            ("console", _) => {
                let mut first = true;
                for command in block.iter().filter_map(|line| line.strip_prefix("$ mingdan ")) {
                    let gap = if first { "" } else { "\n" };
                    let _ = writeln!(made, "{gap}$ mingdan {command}");
                    made += shown(command, lang).trim_end();
                    made.push('\n');
                    first = false;
                }
            }
            ("text", Some(command)) => {
                made += shown(command, lang).trim_end();
                made.push('\n');
            }
            (_, _) => {
                made.extend(block.iter().flat_map(|line| [line, "\n"]));
                let first = block.first().and_then(|line| line.split_once(" -- "));
                above = first.filter(|_| kind == "sh").map(|(_, command)| command);
            }
        }
        made += "```\n";
    }
    made
}

#[test]
fn commands_print_what_the_documents_show() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, lang) in [
        ("README.md", Lang::En),
        ("README.zh-CN.md", Lang::Zh),
        ("CONTRIBUTING.md", Lang::En),
        ("docs/rosters.md", Lang::En),
        ("docs/counts.md", Lang::En),
        ("docs/check.md", Lang::En),
    ] {
        let text = read(name);
        let made = fenced(&text, lang);
        if made != text && std::env::var_os("BLESS").is_some() {
            bless(name, &made);
        } else if let Some((old, new)) = text.lines().zip(made.lines()).find(|(a, b)| a != b) {
            panic!("{name} shows\n  {old}\nthe command prints\n  {new}\nBLESS=1 rewrites it");
        } else {
            assert!(text == made, "{name} is out of date; BLESS=1 rewrites it");
        }
    }
}

/// Below `<!-- columns of entries.csv -->` stands a table of some rows and columns of the seed's
/// entries; the column `entry` says which.
#[test]
fn rows_in_the_readme_are_real() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let csv = shown("-q parse fixtures/notices/seed/source.txt", Lang::En);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = read(readme);
        let (before, rest) =
            text.split_once("<!-- columns of entries.csv -->\n\n").expect("a table");
        let (table, after) = rest.split_once("\n\n").expect("an end");
        let cells = |line: &str| -> Vec<String> {
            line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
        };
        let names = cells(table.lines().next().expect("a header"));
        let mut made: Vec<String> = table.lines().take(2).map(str::to_owned).collect();
        for line in table.lines().skip(2) {
            let entry: usize = cells(line)[0].parse().expect("an entry's number");
            let value = |name: &String| {
                let column = columns.iter().position(|column| column == name).expect("a column");
                rows[entry - 1][column].to_owned()
            };
            let values: Vec<String> = names.iter().map(value).collect();
            made.push(format!("| {} |", values.join(" | ")));
        }
        let made = made.join("\n");
        if made != table && std::env::var_os("BLESS").is_some() {
            let marker = "<!-- columns of entries.csv -->\n\n";
            bless(readme, &[before, marker, &made, "\n\n", after].concat());
        } else {
            assert_eq!(made, table, "{readme}");
        }
    }
}
