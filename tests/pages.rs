//! The page of a check is its test: the notice in it must give the report in it, in both languages.
//! `BLESS=1 cargo test --test pages` writes the reports into the pages; read the diff.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use mingdan::accept;
use mingdan::check::{ALL, Check, Settings, words};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Lang, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::report::{self, Input};
use mingdan::schema::built_in;

/// A fenced block: what stands after the fence, and the text between the fences.
fn block<'p>(page: &'p str, kind: &str) -> Option<(&'p str, &'p str)> {
    let start = page.find(&format!("```{kind}"))?;
    let (info, rest) = page[start + 3..].split_once('\n')?;
    // An empty block ends at once.
    let end = if rest.starts_with("```") { 0 } else { rest.find("\n```")? + 1 };
    Some((info, &rest[..end]))
}

/// The bytes of an example: `notice`, `notice escaped` with `\xNN`, `notice gb18030`.
fn bytes(info: &str, text: &str) -> Vec<u8> {
    match info.trim_start_matches("notice").trim_start_matches("table").trim() {
        "" => text.as_bytes().to_vec(),
        "escaped" => {
            let mut pieces = text.split("\\x");
            let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
            for piece in pieces {
                bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
                bytes.extend(&piece.as_bytes()[2..]);
            }
            bytes
        }
        label => {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            encoding.encode(text).0.into_owned()
        }
    }
}

/// The concise report of an example: every finding of the check itself, and those of others from
/// warning up, so that a page shows all that its fault gives.
fn reported(
    check: &Check,
    source: Option<Vec<u8>>,
    table: Option<Vec<u8>>,
    page: &str,
    lang: Lang,
) -> String {
    let gazetteer = Gazetteer::embedded();
    let accept = block(page, "accept").map_or("", |(_, accept)| accept);
    let known = |code: &str| words::check_of(code).map(|check| check.code);
    let acceptances = accept::load(accept, "accept.toml", known).unwrap();
    let settings = Settings { accepted: acceptances.entries.clone(), ..Settings::default() };
    let table = table.map(|bytes| Source::new("table.csv", bytes));
    let source = source.map(|bytes| Source::new("notice.txt", bytes));
    let run = source.as_ref().map(|source| {
        pipeline::run(source, Choose::Among(built_in()), gazetteer, &settings).unwrap()
    });
    let (document, mut report) = match (table, run) {
        // `check TABLE --against NOTICE`
        (Some(table), Some(run)) => pipeline::ground(&table, &run, gazetteer, &settings).unwrap(),
        // `check TABLE`
        (Some(table), None) => {
            let document = pipeline::dataset_text(&table).unwrap().expect("a dataset's table");
            let report = pipeline::check_table(&document, None, gazetteer, &settings);
            (document, report)
        }
        (None, Some(run)) => {
            let report = run.checked.report().clone();
            (run.document, report)
        }
        (None, None) => unreachable!("an example has a notice or a table"),
    };
    let seen = accept::Seen::of(&acceptances.entries, &report);
    report.findings.retain(|f| f.code == check.code || f.level > FindingLevel::Note);
    let stale = mingdan::check::stale(&acceptances, &seen, &settings);
    let also = Some((&acceptances.document, &stale));
    let input = Input { also, lang, ..Input::new(&document, &report) };
    report::render("concise", &input).unwrap()
}

fn path(check: &Check, lang: Lang) -> PathBuf {
    let end = if lang == Lang::Zh { ".zh.md" } else { ".md" };
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/check")
        .join(check.name.replace('-', "_") + end)
}

#[test]
fn every_example_gives_its_report() {
    let bless = std::env::var_os("BLESS").is_some();
    assert!(!(bless && std::env::var_os("CI").is_some()), "never bless in CI");
    let mut wrong = Vec::new();
    for check in ALL {
        for lang in [Lang::En, Lang::Zh] {
            let page = std::fs::read_to_string(path(check, lang)).unwrap();
            let [notice, table] = ["notice", "table"].map(|kind| block(&page, kind));
            if notice.is_none() && table.is_none() {
                assert!(block(&page, "report").is_none(), "{}: a report of nothing", check.code);
                continue;
            }
            let (_, expected) = block(&page, "report").expect("an example has a report");
            let [notice, table] =
                [notice, table].map(|block| block.map(|(info, text)| bytes(info, text)));
            let found = reported(check, notice, table, &page, lang);
            if !found.contains(&format!(" {} {}: ", check.code, check.name)) {
                wrong.push(format!("{} ({}) does not find it:\n{found}", check.code, lang.name()));
            } else if found != expected {
                if bless {
                    let old = format!("```report\n{expected}```");
                    let new = format!("```report\n{found}```");
                    std::fs::write(path(check, lang), page.replacen(&old, &new, 1)).unwrap();
                } else {
                    wrong.push(format!("{} expects:\n{expected}found:\n{found}", check.code));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} pages:\n{}", wrong.len(), wrong.join("\n"));
}

/// What readers say of damage stands in their code; this finds the sentences there.
#[test]
fn every_damage_is_told_in_chinese() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ingest"), &mut files);
    let calls = [
        "faults.push(",
        "damaged(\"",
        "damaged(format",
        "broken(",
        "let detail = ",
        "fault = Some(",
    ];
    let mut seen = 0;
    for file in files {
        let code = fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| calls.iter().any(|call| line.contains(call))) {
            let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            for said in quoted.into_iter().filter(|said| said.contains(' ')) {
                // A value in place of each placeholder.
                let said: String = said
                    .split('{')
                    .enumerate()
                    .map(|(at, part)| match at {
                        0 => part.to_owned(),
                        _ => format!("7{}", part.split_once('}').unwrap().1),
                    })
                    .collect();
                let told = mingdan::check::words::detail(&said, Lang::Zh);
                assert!(!told.contains(" is ") && !told.is_ascii(), "{}: {said}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "{seen} sentences");
}
