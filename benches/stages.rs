//! Per stage and whole, on the seed notice and on synthetic notices of 10,000 and 100,000 rows.
//!
//! `cargo bench --bench stages`. The synthetic notice has the seed's form: groups of 20 rows with
//! headings, a header repeated every 40 rows, a letter that declares its counts.
#![allow(missing_docs)]

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use mingdan::check::{self, Settings};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{Document, Notice, Resolved, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::{ingest, normalize, schema, segment};

const ROWS: [usize; 3] = [92, 10_000, 100_000];

fn main() {
    divan::main();
}

/// The seed itself for 92 rows, else a notice of that many rows.
fn source(rows: usize) -> Source {
    if rows == 92 {
        let seed = include_bytes!("../fixtures/notices/seed/source.txt");
        return Source::new("seed", seed.as_slice());
    }
    let mut text = format!(
        "测试部办公厅\n\n测办〔2023〕1号\n\n关于公布示范单位名单的通知\n\n各有关单位：\n\n\
         现确定{rows}家示范单位。\n\n2023年5月6日\n\n附件\n\n示范单位名单\n\n"
    );
    for row in 0..rows {
        if row % 40 == 0 {
            text.push_str("\n排序\t实验地区/单位\t申报单位\n");
        }
        if row % 20 == 0 {
            let _ = writeln!(text, "<b>第{}批次</b>", row / 20 + 1);
        }
        let (rank, city) =
            (row % 20 + 1, ["江苏省苏州市", "福建省福州市", "吉林省长春市"][row % 3]);
        let _ = writeln!(text, "{rank}\t{city}第{row}街区\t{city}人民政府、第{row}中学");
    }
    Source::new("synthetic", text)
}

fn document(rows: usize) -> Document {
    ingest::ingest(&source(rows)).expect("readable")
}

fn notice(document: &Document) -> Notice {
    segment::segment(document, None)
}

/// The notice with its rows' values left empty: checks read text, places are measured elsewhere.
fn resolved(document: &Document) -> Resolved {
    let notice = notice(document);
    let rosters = notice.rosters.iter().map(|_| Vec::new()).collect();
    Resolved { notice, rosters, issuers: Vec::new() }
}

#[divan::bench(args = ROWS)]
fn ingest_text(bencher: Bencher, rows: usize) {
    let source = source(rows);
    bencher
        .counter(BytesCount::new(source.bytes.len()))
        .bench_local(|| ingest::ingest(&source).expect("readable"));
}

#[divan::bench(args = ROWS)]
fn segment_text(bencher: Bencher, rows: usize) {
    let document = document(rows);
    bencher
        .counter(BytesCount::new(document.bytes as usize))
        .bench_local(|| segment::segment(&document, None));
}

#[divan::bench(args = ROWS)]
fn check_rows(bencher: Bencher, rows: usize) {
    let document = document(rows);
    let settings = Settings::default();
    bencher
        .counter(BytesCount::new(document.bytes as usize))
        .with_inputs(|| resolved(&document))
        .bench_local_values(|r| check::check(&document, r, None, Gazetteer::embedded(), &settings));
}

/// The bar: ingest, segment and check together at 50 MB/s or better on one thread.
#[divan::bench(args = ROWS)]
fn ingest_segment_check(bencher: Bencher, rows: usize) {
    let source = source(rows);
    let settings = Settings::default();
    bencher.counter(BytesCount::new(source.bytes.len())).bench_local(|| {
        let document = ingest::ingest(&source).expect("readable");
        let resolved = resolved(&document);
        check::check(&document, resolved, None, Gazetteer::embedded(), &settings)
    });
}

#[divan::bench(args = ROWS)]
fn normalize_rows(bencher: Bencher, rows: usize) {
    let document = document(rows);
    bencher
        .counter(BytesCount::new(document.bytes as usize))
        .with_inputs(|| notice(&document))
        .bench_local_values(|n| normalize::normalize(&document, n, None, Gazetteer::embedded()));
}

#[divan::bench(args = ROWS)]
fn whole(bencher: Bencher, rows: usize) {
    let source = source(rows);
    let (choose, settings) = (Choose::Among(schema::built_in()), Settings::default());
    bencher.counter(BytesCount::new(source.bytes.len())).bench_local(|| {
        pipeline::run(&source, choose, Gazetteer::embedded(), &settings).expect("readable")
    });
}
