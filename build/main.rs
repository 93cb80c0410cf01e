//! Packs `data/*.tsv` into one blob and its strings, which the program reads in place: see `src/gazetteer/store.rs`
//! for the layout. Everything that can be decided once is decided here: short names, parents'
//! parents, the codes of today, the trie. The word lists of `data/words/` and
//! the list of `schemas/` become code.
// A build script reads and writes files and speaks to cargo by printing.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

mod divisions;
mod lists;
mod names;
mod pools;
mod schemas;
mod table;
mod trie;
mod version;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use divisions::Divisions;
use pools::{Blob, Strings};
use table::Table;

/// What a posting points at; the top three bits.
pub(crate) const DIVISION: u32 = 0;
pub(crate) const ZONE: u32 = 1;
pub(crate) const INSTITUTION: u32 = 2;
pub(crate) const AGENCY: u32 = 3;

/// Names and what they stand for.
#[derive(Default)]
pub(crate) struct Postings(BTreeMap<String, BTreeSet<u32>>);

impl Postings {
    /// Adds a name of record `index` in the table of that kind.
    pub(crate) fn add(&mut self, name: &str, kind: u32, form: u32, index: usize) {
        assert!(!name.is_empty() && index < 1 << 26);
        let set = self.0.entry(name.to_owned()).or_default();
        // A better form of the same name for the same record makes the worse one superfluous.
        let posting = |form| kind << 29 | form << 26 | index as u32;
        if (0..form).any(|better| set.contains(&posting(better))) {
            return;
        }
        set.insert(posting(form));
    }
}

/// The command is linked at a fixed address where that is known to work: else the loader corrects
/// some 60,000 addresses at every start, many of them in tables that are never looked at
/// (`docs/decisions/0018-fixed-address.md`).
fn link_at_a_fixed_address() {
    let target = |key: &str| std::env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    let wholly_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !wholly_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

fn main() {
    println!("cargo::rerun-if-changed=build");
    link_at_a_fixed_address();
    let data = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("data");
    let mut strings = Strings::default();
    let mut postings = Postings::default();

    let divisions = Divisions::read(&Table::read(&data, "divisions"));
    let packed_divisions = divisions.pack(&mut strings, &mut postings);
    divisions.official_aliases(&Table::read(&data, "division_aliases"), &mut postings);
    divisions.aliases(&Table::read(&data, "short_names"), &mut postings);
    let townships =
        divisions::townships(&Table::read(&data, "townships"), &divisions, &mut strings);
    let zones = lists::zones(&data, &mut strings, &mut postings);
    let institutions = lists::institutions(&data, &mut strings, &mut postings);
    let agencies = lists::agencies(&data, &mut strings, &mut postings);
    let terms = lists::terms(&data, &mut strings);

    let names: Vec<String> = postings.0.keys().cloned().collect();
    let mut name_ranges = Vec::new();
    let mut flat = Vec::new();
    for set in postings.0.values() {
        name_ranges.push(flat.len() as u32);
        flat.extend(set.iter().copied());
    }
    name_ranges.push(flat.len() as u32);

    let trie = trie::build(&names);
    let folds = lists::traditional(&data, &trie.ids);
    let (pages, ids) = pools::character_table(&trie.ids, &folds);

    let mut blob = Blob::default();
    blob.section(packed_divisions.records);
    blob.section(packed_divisions.successors);
    blob.section(packed_divisions.current);
    blob.words(trie.cells.iter().flatten().copied());
    blob.section(pages);
    blob.section(ids);
    blob.words(name_ranges);
    blob.words(flat);
    blob.section(townships.index);
    blob.section(townships.records);
    blob.section(zones);
    blob.section(institutions);
    blob.section(agencies);
    blob.section(terms);
    blob.section(pools::fold_table(&folds));
    blob.section(version::of(&data).into_bytes());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap());
    std::fs::write(out.join("gazetteer.txt"), strings.text()).unwrap();
    std::fs::write(out.join("gazetteer.bin"), blob.finish()).unwrap();
    std::fs::write(out.join("words.rs"), words::modules(&data)).unwrap();
    std::fs::write(out.join("schemas.rs"), schemas::list(&data.with_file_name("schemas"))).unwrap();
}
