//! What the targets share: a document or an error, spans that hold, and no panic.

use libfuzzer_sys::Corpus;
use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{Document, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::{emit, ingest, schema};

/// Reads bytes that one of these readers takes; others teach nothing.
pub fn read(bytes: &[u8], formats: &[&str]) -> Corpus {
    if !ingest::format(bytes).is_some_and(|format| formats.contains(&format)) {
        return Corpus::Reject;
    }
    if let Ok(document) = ingest::ingest(&Source::new("fuzz", bytes)) {
        hold(&document);
    }
    Corpus::Keep
}

/// Takes bytes through all stages to tables.
pub fn whole(bytes: &[u8]) -> Corpus {
    let choose = Choose::Among(schema::built_in());
    let source = Source::new("fuzz", bytes);
    let gazetteer = Gazetteer::embedded();
    let Ok(run) = pipeline::run(&source, choose, gazetteer, &Settings::default()) else {
        return Corpus::Keep;
    };
    hold(&run.document);
    for finding in &run.checked.report().findings {
        let _ = run.document.slice(finding.primary);
    }
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    for table in &dataset.tables {
        let _ = emit::csv::write(table, false);
    }
    let _ = emit::notice_json::write(&dataset);
    Corpus::Keep
}

/// Every span lies in the text, blocks are in order, and no character that is seen is outside them.
fn hold(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end, "blocks in order");
        let between = &document.text[end as usize..block.span.start as usize];
        assert!(between.chars().all(mingdan::text::is_blank), "{between:?} in no block");
        let _ = document.slice(block.span);
        end = block.span.end;
    }
    assert!(document.text[end as usize..].chars().all(mingdan::text::is_blank), "text after blocks");
    for cell in document.tables.iter().flat_map(|table| &table.cells) {
        let _ = document.position(cell.span.start);
        let _ = document.slice(cell.span);
    }
}
