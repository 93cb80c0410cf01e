//! Measures the PDF reader against files with known rows, where they are present.

#![cfg(feature = "pdf")]
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read files and say")]

use std::path::{Path, PathBuf};

use mingdan::ingest::{IngestError, ingest};
use mingdan::model::document::{IngestOddity, Origin};
use mingdan::model::{BlockKind, Document, Source, Span, Table};
use serde_json::Value;

/// Where files to measure by lie, beside the checkout.
fn beside(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap();
    ingest(&Source::new(path.to_string_lossy(), bytes)).unwrap()
}

/// A table's rows as a full grid: merged cells repeat downwards.
fn rows(document: &Document, table: &Table) -> Vec<Vec<String>> {
    let width = table.cells.iter().map(|c| c.column + c.colspan).max().unwrap_or(0) as usize;
    let mut above: Vec<(u16, String)> = vec![(0, String::new()); width];
    let mut out = Vec::new();
    for row in &table.rows {
        let mut cells: Vec<String> = vec![String::new(); width];
        for (cell, (left, text)) in cells.iter_mut().zip(&mut above) {
            if *left > 0 {
                *left -= 1;
                cell.clone_from(text);
            }
        }
        for cell in table.cells_of(row) {
            let text = document.slice(cell.span).to_owned();
            cells[cell.column as usize].clone_from(&text);
            above[cell.column as usize] = (cell.rowspan - 1, text);
        }
        out.push(cells);
    }
    out
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every table row of the document after the first one that is filled in all columns.
fn all_rows(document: &Document) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block.kind {
            BlockKind::Table(index) => {
                out.extend(rows(document, &document.tables[index as usize]));
            }
            BlockKind::Furniture => {}
            _ => out.push(vec![document.slice(block.span).to_owned()]),
        }
    }
    out
}

/// Rows of the seed notice: group, rank, place, applicant.
fn entries(document: &Document, groups: &[String], merged: bool) -> Vec<Vec<String>> {
    let mut group = String::new();
    let mut out = Vec::new();
    for row in all_rows(document) {
        let filled: Vec<String> =
            row.iter().map(|c| compact(c)).filter(|c| !c.is_empty()).collect();
        if filled.len() == 1 && groups.contains(&filled[0]) {
            group.clone_from(&filled[0]);
        } else if row.len() > 1 && !filled.iter().any(|c| c == "申报单位") {
            let mut entry = if merged { Vec::new() } else { vec![group.clone()] };
            entry.extend(row.iter().map(|c| compact(c)));
            out.push(entry);
        }
    }
    out
}

/// The rows of a roster of ours: group, serial, place, unit. A heading may stand in a table or
/// between two.
fn grouped(document: &Document, groups: &[&str]) -> Vec<Vec<String>> {
    let mut group = String::new();
    let mut out = Vec::new();
    for row in all_rows(document) {
        let filled: Vec<&String> = row.iter().filter(|c| !c.is_empty()).collect();
        if filled.len() == 1 && groups.contains(&filled[0].as_str()) {
            group.clone_from(filled[0]);
        } else if row.len() == 4 {
            out.push(row);
        } else if row.len() == 3 {
            out.push([&[group.clone()], &row[..]].concat());
        } else if row.len() == 2 {
            out.push([&[group.clone(), String::new()], &row[..]].concat());
        }
    }
    out.retain(|row| !row.iter().any(|cell| cell == "序号" || cell == "地区"));
    out
}

#[test]
fn fixtures_come_out_exact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut failed = Vec::new();
    for (name, roster) in expected["files"].as_object().unwrap() {
        let roster = &expected["rosters"][roster.as_str().unwrap()];
        let rows: Vec<Vec<String>> = serde_json::from_value(roster.clone()).unwrap();
        let document = read(&folder.join(format!("{name}.pdf")));
        let groups: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        let found = grouped(&document, &groups);
        if found != rows {
            compare(name, &rows, &found);
            eprintln!("    {} found", found.len());
            for row in found.iter().filter(|row| !rows.contains(row)).take(4) {
                eprintln!("    found  {row:?}");
            }
            failed.push(name.clone());
        }
    }
    assert!(failed.is_empty(), "not exact: {failed:?}");
}

#[test]
fn rows_are_exact() {
    let Some(folder) = beside("pdf") else { return };
    let truth: Value =
        serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    let groups: Vec<String> = serde_json::from_value(truth["groups"].clone()).unwrap();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    files.sort();
    let mut failed = Vec::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let layout = if name.contains("merged") {
            "merged"
        } else if name.contains("twoline") || name.contains("split") {
            "long"
        } else {
            "rows"
        };
        let expected: Vec<Vec<String>> = serde_json::from_value(truth[layout].clone()).unwrap();
        let document = read(file);
        let found = entries(&document, &groups, layout == "merged");
        let right = expected.iter().filter(|row| found.contains(row)).count();
        let exact = found == expected;
        eprintln!("{name}: {right}/{} rows, {} found", expected.len(), found.len());
        if !exact {
            let wrong = found.iter().filter(|row| !expected.contains(row)).take(4);
            wrong.for_each(|row| eprintln!("    found  {row:?}"));
            let lost = expected.iter().filter(|row| !found.contains(row)).take(4);
            lost.for_each(|row| eprintln!("    wanted {row:?}"));
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "not exact: {failed:?}");
}

/// The rows of a truth file, without its header.
fn truth(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn corpus(folder: &str) -> Option<(Document, PathBuf)> {
    let folder = beside("corpus")?.join(folder);
    Some((read(&folder.join("source.pdf")), folder))
}

/// Counts how many of the expected rows were found, and shows some of the others.
fn compare(name: &str, expected: &[Vec<String>], found: &[Vec<String>]) -> usize {
    let right = expected.iter().filter(|row| found.contains(row)).count();
    eprintln!("{name}: {right}/{} rows", expected.len());
    for row in expected.iter().filter(|row| !found.contains(row)).take(6) {
        eprintln!("    wanted {row:?}");
        let near = found.iter().filter(|f| f.first() == row.first());
        near.for_each(|row| eprintln!("    found  {row:?}"));
    }
    right
}

#[test]
fn corpus_medicines() {
    let Some((document, folder)) = corpus("006-nhc-essential-medicines-2018-tcm-pdf") else {
        return;
    };
    let expected: Vec<Vec<String>> = truth(&folder.join("truth.csv"))
        .iter()
        .map(|r| [1, 2, 4, 5, 6].map(|i| compact(&r[i].replace('⏎', ""))).to_vec())
        .collect();
    let found: Vec<Vec<String>> =
        all_rows(&document).iter().map(|r| r.iter().map(|c| compact(c)).collect()).collect();
    assert_eq!(compare("006", &expected, &found), expected.len());
}

#[test]
fn corpus_journals() {
    let Some((document, folder)) = corpus("008-cas-iie-catalog-2016-pdf") else { return };
    let mut lost = 0;
    for file in ["truth-1-journals.csv", "truth-2-conferences.csv", "truth-3-domestic.csv"] {
        let expected: Vec<Vec<String>> = truth(&folder.join(file))
            .iter()
            .map(|r| r[1..].iter().map(|c| c.trim().to_owned()).collect())
            .collect();
        lost += expected.len() - compare(file, &expected, &all_rows(&document));
    }
    assert_eq!(lost, 0);
}

#[test]
fn corpus_terms() {
    for folder in ["036-nda-data-terms-batch1-pdf", "037-nda-data-terms-batch2-pdf"] {
        let Some((document, folder)) = corpus(folder) else { return };
        let expected: Vec<Vec<String>> = truth(&folder.join("truth.csv"))
            .iter()
            .map(|r| vec![compact(&format!("{}.{}，{}", r[1], r[2], r[3]))])
            .collect();
        let found: Vec<Vec<String>> =
            all_rows(&document).iter().map(|r| vec![compact(&r[0])]).collect();
        assert_eq!(compare(&folder.to_string_lossy(), &expected, &found), expected.len());
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    std::fs::read(folder.join(format!("{name}.pdf"))).unwrap()
}

fn ingest_bytes(bytes: Vec<u8>) -> Result<Document, IngestError> {
    ingest(&Source::new("test", bytes))
}

#[test]
fn a_scan_is_named_and_a_hidden_layer_read() {
    assert_eq!(ingest_bytes(fixture("scan")).unwrap_err(), IngestError::NoTextLayer { pages: 1 });
    let read = ingest_bytes(fixture("scan_read")).unwrap();
    assert_eq!(read.text.trim(), "关于公布名单的通知");
}

/// What is hidden in it.
fn hidden(document: &Document) -> Vec<Span> {
    let spans = document.oddities.iter().filter_map(|oddity| match oddity {
        IngestOddity::Hidden { span } => Some(*span),
        _ => None,
    });
    spans.collect()
}

#[test]
fn text_that_no_one_sees_is_left_out_and_told() {
    for (name, text) in [("white", "看不见的白字"), ("stamp", "看不见的字")] {
        let document = ingest_bytes(fixture(name)).unwrap();
        let hidden = hidden(&document);
        assert!(!hidden.is_empty(), "{name}");
        for span in hidden {
            assert_eq!(document.slice(span), text);
            let block = document.blocks.iter().find(|block| block.span == span).unwrap();
            assert_eq!(block.kind, BlockKind::Furniture);
        }
    }
}

#[test]
fn what_is_painted_over_is_left_out_and_told() {
    let document = ingest_bytes(fixture("corrected")).unwrap();
    let hidden: Vec<&str> =
        hidden(&document).into_iter().map(|span| document.slice(span)).collect();
    let corrected = document.text.matches("区管委会").count();
    assert_eq!(hidden.concat(), "市水利局".repeat(corrected));
}

#[test]
fn a_row_over_which_another_text_lies_is_told() {
    let document = ingest_bytes(fixture("overprinted")).unwrap();
    let guessed = document.oddities.iter().filter_map(|oddity| match oddity {
        IngestOddity::RowGuessed { span } => Some(document.slice(*span)),
        _ => None,
    });
    let guessed: Vec<&str> = guessed.collect();
    assert_eq!(guessed.len(), document.text.matches('厅').count());
    assert!(!guessed.is_empty() && guessed.iter().all(|row| row.contains('厅')), "{guessed:?}");
}

#[test]
fn a_scan_among_pages_of_text_is_told() {
    let document = ingest_bytes(fixture("scan_among")).unwrap();
    assert!(document.oddities.contains(&IngestOddity::PagesUnread { first: 2, last: 2 }));
}

#[test]
fn characters_that_the_fonts_do_not_draw_are_told() {
    let document = ingest_bytes(fixture("other_map")).unwrap();
    let found = document.oddities.iter().find_map(|oddity| match oddity {
        IngestOddity::GlyphsContradict { page, told, drawn, .. } => Some((*page, told, drawn)),
        _ => None,
    });
    assert_eq!(found, Some((1, &"县".to_owned(), &"市".to_owned())));
}

#[test]
fn a_header_outside_of_its_grid_is_the_tables() {
    let document = ingest_bytes(fixture("header_above")).unwrap();
    let table = &document.tables[0];
    let first: Vec<&str> =
        table.cells_of(&table.rows[0]).iter().map(|cell| document.slice(cell.span)).collect();
    assert!(table.exact);
    assert_eq!(first, ["序号", "地区", "单位"]);
}

#[test]
fn a_heading_flush_with_a_column_reaches_over_all() {
    let document = ingest_bytes(fixture("across_headings")).unwrap();
    let cells = document.tables.iter().flat_map(|table| &table.cells);
    let over: Vec<(u16, &str)> = cells
        .filter(|cell| document.slice(cell.span).contains("类"))
        .map(|cell| (cell.colspan, document.slice(cell.span)))
        .collect();
    assert_eq!(over, [(3, "综合类"), (3, "专项类（农业）"), (3, "专项类（水利）")]);
}

#[test]
fn texts_that_run_on_over_rules_are_guessed() {
    let document = ingest_bytes(fixture("over_rules")).unwrap();
    let told = |oddity: &&IngestOddity| matches!(oddity, IngestOddity::RowGuessed { .. });
    assert!(document.oddities.iter().any(|oddity| told(&oddity)), "{:?}", document.oddities);
    let document = ingest_bytes(fixture("ruled")).unwrap();
    assert!(!document.oddities.iter().any(|oddity| told(&oddity)));
}

#[test]
fn a_merged_cell_cut_by_the_page_is_put_together_and_noted() {
    let document = ingest_bytes(fixture("merged_cut")).unwrap();
    let found = rows(&document, &document.tables[0]);
    let first: Vec<&str> = found.iter().map(|row| row[0].as_str()).collect();
    let (whole, below) = ("云州高新技术产业开发区", "东林县");
    let one = ["省份", "白水县", "白水县", "白水县", whole, whole, whole];
    assert_eq!(first, [&one[..], &[below; 4]].concat());
    let guessed = |oddity: &IngestOddity| matches!(oddity, IngestOddity::RowGuessed { .. });
    assert!(document.oddities.iter().any(guessed));
}

#[test]
fn stamps_heads_and_hidden_text_are_no_content() {
    let document = ingest_bytes(fixture("stamp")).unwrap();
    let content: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Furniture)
        .map(|block| document.slice(block.span))
        .collect();
    let outside = ["管理办法", "内部", "看不见"];
    assert!(content.iter().all(|text| !outside.iter().any(|words| text.contains(words))));
    assert_eq!(content.last(), Some(&"本名单由省厅负责解释。"));
}

#[test]
fn titles_that_take_turns_are_content() {
    let document = ingest_bytes(fixture("titles_in_turn")).unwrap();
    let content = |text: &str| {
        let blocks = document.blocks.iter();
        blocks.filter(|b| b.kind != BlockKind::Furniture && document.slice(b.span) == text).count()
    };
    assert_eq!([content("省级推荐期刊名单"), content("省级推荐会议名单")], [3, 3]);
}

#[test]
fn vertical_writing_reads_from_the_right() {
    let document = ingest_bytes(fixture("vertical")).unwrap();
    let lines: Vec<&str> = document.blocks.iter().map(|b| document.slice(b.span)).collect();
    assert_eq!(lines, ["关于公布示范基地的通知", "各市人民政府：现将名单公布如下。"]);
}

#[test]
fn every_character_is_in_a_block_and_leads_to_its_page() {
    for name in ["merged", "split", "bare_wrapped", "stamp", "turned_text"] {
        let document = ingest_bytes(fixture(name)).unwrap();
        let blocks: String =
            document.blocks.iter().map(|b| compact(document.slice(b.span))).collect();
        assert_eq!(blocks, compact(&document.text), "{name}");
        let apart = document.blocks.windows(2).all(|w| w[0].span.end <= w[1].span.start);
        assert!(apart, "{name}");
        for table in &document.tables {
            for cell in table.cells.iter().filter(|cell| !cell.span.is_empty()) {
                let Some(run) = document.origin(cell.span.start) else { panic!("{name}") };
                assert_eq!(run.start, cell.span.start, "{name}");
                let Origin::Page { page, bbox } = run.origin else { panic!("{name}") };
                assert!(page >= 1 && bbox[0] < bbox[2] && bbox[1] < bbox[3], "{name}");
                assert!(bbox[0] >= 0.0 && bbox[3] <= 842.0, "{name} {bbox:?}");
            }
        }
    }
}

#[test]
fn rows_cut_by_a_page_are_noted() {
    let document = ingest_bytes(fixture("split")).unwrap();
    let rejoined = |oddity: &&IngestOddity| matches!(oddity, IngestOddity::RowRejoined { .. });
    assert!(document.oddities.iter().any(|oddity| rejoined(&oddity)));
}

#[test]
fn forms_that_draw_one_another_end() {
    // A thousand million forms: refused, not drawn.
    assert!(matches!(
        ingest_bytes(fixture("nested")),
        Err(IngestError::Broken { format: "PDF", .. })
    ));
}

#[test]
fn overlays_are_drawn() {
    let pages = mingdan::ingest::pdf::draw(&fixture("ruled")).unwrap();
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("云州市") && pages[0].ends_with("</svg>\n"));
}

/// Damaged files give a document or an error, and never a panic.
#[test]
fn damaged_files_are_survived() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    let names = ["ruled", "split", "form", "bare_wrapped", "merged", "vertical", "scan_read"];
    let files: Vec<Vec<u8>> = names.map(fixture).to_vec();
    for round in 0..400 {
        let mut bytes = files[round % files.len()].clone();
        match round % 4 {
            0 => bytes.truncate(random(bytes.len())),
            1 => {
                for _ in 0..=random(20) {
                    let at = random(bytes.len());
                    bytes[at] ^= 1 << random(8);
                }
            }
            2 => {
                let other = &files[random(files.len())];
                let (from, at) = (random(other.len()), random(bytes.len()));
                let piece = &other[from..(from + random(400)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                // A number made another: lengths, offsets, sizes.
                let digits: Vec<usize> =
                    (0..bytes.len()).filter(|i| bytes[*i].is_ascii_digit()).collect();
                for _ in 0..5 {
                    bytes[digits[random(digits.len())]] = b'0' + random(10) as u8;
                }
            }
        }
        if let Ok(document) = ingest_bytes(bytes) {
            let blocks: String =
                document.blocks.iter().map(|b| compact(document.slice(b.span))).collect();
            assert_eq!(blocks, compact(&document.text), "round {round}");
        }
    }
}
