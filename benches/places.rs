//! Strings a second, beside a bare scan of the same automaton over the same strings.
//!
//! `cargo bench --bench places`; the figures are items (strings) a second.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use mingdan::gazetteer::Gazetteer;
use mingdan::model::Date;
use mingdan::normalize::place::Resolver;

fn main() {
    divan::main();
}

/// One column of a TSV or CSV of the tests.
fn column(text: &'static str, separator: char) -> Vec<&'static str> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split(separator).next()).collect()
}

fn strings(list: &str) -> Vec<&'static str> {
    match list {
        "seed" => column(include_str!("../tests/data/seed-places.csv"), ','),
        _ => column(include_str!("../tests/data/places.tsv"), '\t'),
    }
}

#[divan::bench(args = ["seed", "hard"])]
fn resolve(bencher: Bencher, list: &str) {
    let strings = strings(list);
    let on = Date::new(2021, 9, 29);
    let mut resolver = Resolver::new(Gazetteer::embedded());
    bencher.counter(ItemsCount::new(strings.len())).bench_local(|| {
        for text in &strings {
            black_box(resolver.resolve(text, on));
        }
    });
}

#[divan::bench(args = ["seed", "hard"])]
fn scan(bencher: Bencher, list: &str) {
    let strings = strings(list);
    let mut resolver = Resolver::new(Gazetteer::embedded());
    bencher.counter(ItemsCount::new(strings.len())).bench_local(|| {
        for text in &strings {
            black_box(resolver.scan(text));
        }
    });
}
