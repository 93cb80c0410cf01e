//! Each folder of `fixtures/formats` is a file and what must be read from it, both made by
//! `tools/make_format_fixtures.py`. Damaged variants of the same files must do no harm.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mingdan::ingest::ingest;
use mingdan::model::document::IngestOddity;
use mingdan::model::{BlockKind, Document, Source, Table};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn source(folder: &Path) -> Vec<u8> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let source = files.filter(|path| path.file_stem().is_some_and(|stem| stem == "source"));
    fs::read(source.last().unwrap()).unwrap()
}

fn line(text: &str) -> String {
    text.replace('\n', "⏎").replace('\t', "⇥")
}

fn table(document: &Document, table: &Table, out: &mut String) {
    writeln!(out, "table{}", if table.exact { " exact" } else { "" }).unwrap();
    for row in &table.rows {
        let mut next = 0;
        let cells: Vec<String> = table
            .cells_of(row)
            .iter()
            .map(|cell| {
                let mark = if cell.strong { "*" } else { "" };
                let text = line(document.slice(cell.span));
                let place = (cell.column, cell.colspan, cell.rowspan);
                let usual = place == (next, 1, 1);
                next = cell.column + cell.colspan;
                let (column, across, down) = place;
                let place =
                    if usual { String::new() } else { format!("[{column}+{across}/{down}]") };
                format!("{mark}{text}{place}")
            })
            .collect();
        writeln!(out, "{}", cells.join(" | ")).unwrap();
    }
}

fn dump(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        let mark = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph { strong: true } => "P".to_owned(),
            BlockKind::Paragraph { strong: false } => "p".to_owned(),
            BlockKind::Furniture => "f".to_owned(),
            BlockKind::Table(index) => {
                table(document, &document.tables[index as usize], &mut out);
                continue;
            }
        };
        writeln!(out, "{mark} {}", line(document.slice(block.span))).unwrap();
    }
    for oddity in &document.oddities {
        let name = match oddity {
            IngestOddity::UndecodableBytes { .. } => "undecodable-bytes",
            IngestOddity::EncodingGuessed { .. } => "encoding-guessed",
            IngestOddity::SourceDamaged { .. } => "source-damaged",
            IngestOddity::Hidden { .. } => "hidden",
            IngestOddity::PageDamaged { .. } => "page-damaged",
            IngestOddity::GlyphsFolded { .. } => "glyphs-folded",
            IngestOddity::GlyphsUnknown { .. } => "glyphs-unknown",
            IngestOddity::ReadersDisagree { .. } => "readers-disagree",
            IngestOddity::SecondReaderFailed { .. } => "second-reader-failed",
            IngestOddity::PartDamaged { damage, .. } => damage.key(),
            IngestOddity::RowRejoined { .. } => "row-rejoined",
            IngestOddity::PagesUnread { .. } => "pages-unread",
            IngestOddity::GlyphsContradict { .. } => "glyphs-contradict",
            IngestOddity::GlyphsShared { .. } => "glyphs-shared",
            IngestOddity::RowGuessed { .. } => "row-guessed",
            IngestOddity::Struck { .. } => "struck",
            IngestOddity::Filtered { .. } => "filtered",
            IngestOddity::Drawn { .. } => "drawn",
        };
        writeln!(out, "oddity {name}").unwrap();
    }
    out
}

/// What the model promises of every document.
fn sound(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let between = &document.text[end as usize..block.span.start as usize];
        assert!(between.chars().all(mingdan::text::is_blank), "in no block: {between:?}");
        assert!(!document.slice(block.span).is_empty());
        end = block.span.end;
    }
    assert!(document.text[end as usize..].chars().all(mingdan::text::is_blank));
    for table in &document.tables {
        for row in &table.rows {
            let cells = table.cells_of(row);
            assert!(cells.iter().all(|c| c.span.is_empty() || row.span.contains(c.span)));
            assert!(cells.windows(2).all(|pair| pair[0].column < pair[1].column));
            assert!(cells.iter().all(|c| c.colspan >= 1 && c.rowspan >= 1));
        }
    }
    assert!(document.origins.runs.is_sorted_by_key(|run| run.start));
    for at in (0..document.text.len() as u32).step_by(7) {
        document.position(at);
    }
}

#[test]
fn every_format_is_read_as_it_was_made() {
    let mut faults = String::new();
    for folder in folders() {
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        let found = match ingest(&Source::new("source", source(&folder))) {
            Ok(document) => {
                sound(&document);
                dump(&document)
            }
            Err(error) => format!("error {}\n", error.key()),
        };
        if found != expected {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            write!(faults, "\n{name}: expected\n{expected}\nfound\n{found}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A fixed sequence of pseudo-random numbers (a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

#[test]
fn damage_does_no_harm() {
    let mut random = Random(7);
    for folder in folders() {
        let whole = source(&folder);
        for round in 0..96 {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(random.below(whole.len()));
            }
            for _ in 0..1 << (round % 7) {
                if !bytes.is_empty() {
                    let at = random.below(bytes.len());
                    bytes[at] = random.below(256) as u8;
                }
            }
            if let Ok(document) = ingest(&Source::new("source", bytes)) {
                sound(&document);
            }
        }
    }
}

#[test]
fn a_file_cut_short_says_so() {
    for slug in ["docx-merged", "xlsx-merged", "xls-merged", "ods-merged"] {
        let folder = folders().into_iter().find(|folder| folder.ends_with(slug)).unwrap();
        let whole = source(&folder);
        for tenth in 1..10 {
            let cut = whole[..whole.len() * tenth / 10].to_vec();
            if let Ok(document) = ingest(&Source::new("source", cut)) {
                let damaged = |o: &IngestOddity| matches!(o, IngestOddity::SourceDamaged { .. });
                assert!(document.oddities.iter().any(damaged), "{slug} at {tenth}/10");
            }
        }
    }
}
