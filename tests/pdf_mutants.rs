//! A damaged PDF never gives another table in silence: its rows are those of the sound file, or the
//! command says that something is wrong.
//!
//! The files are damaged by a generator that gives the same damage every time. `MUTANTS=20000 cargo
//! test --release --test pdf_mutants` makes so many of the fixtures, and of the files to measure by
//! where they are present.
//!
//! What is not packed has neither sum nor end of its own: a digit of a coordinate that became another
//! digit is a misprint that no reader can tell. So the fixtures are packed first, and bits are
//! flipped in what is packed and in the file's index; all other damage falls anywhere.
#![cfg(feature = "pdf")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    missing_docs,
    reason = "tests read files and say"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use memchr::memmem;
use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::{emit, schema};

/// How many in an ordinary run.
const FEW: usize = 600;
/// Longest that reading one may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Random numbers that are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// What a file gives: its rows without their places in the text, and whether anything is wrong.
#[derive(PartialEq, Eq)]
enum Outcome {
    Refused,
    Read { rows: Vec<Vec<String>>, clean: bool },
}

fn outcome(bytes: Vec<u8>) -> Outcome {
    let source = Source::new("mutant.pdf", bytes);
    let choose = Choose::Among(schema::built_in());
    let gazetteer = Gazetteer::embedded();
    let Ok(run) = pipeline::run(&source, choose, gazetteer, &Settings::default()) else {
        return Outcome::Refused;
    };
    let findings = &run.checked.report().findings;
    let clean = findings.iter().all(|finding| finding.level != FindingLevel::Error);
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let mut rows = Vec::new();
    for table in &dataset.tables {
        let written = emit::csv::write(table, false);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&written[..]);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let place = |name: &str| ["page", "line", "span_start", "span_end"].contains(&name);
        let head = records.first().cloned().unwrap_or_default();
        for record in records {
            let cells = record.iter().zip(&head).filter(|(_, name)| !place(name));
            // Another width of a glyph puts a blank into a word, which is noted (MD409) as it is in
            // sound files: no damage can be told by it.
            rows.push(cells.map(|(cell, _)| cell.replace(' ', "")).collect());
        }
    }
    Outcome::Read { rows, clean }
}

/// Where the objects of a file lie, and where the data of their streams.
fn objects(bytes: &[u8]) -> Vec<(Range<usize>, Option<Range<usize>>)> {
    let find =
        |needle: &[u8], from: usize| memmem::find(&bytes[from..], needle).map(|at| from + at);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = find(b" 0 obj", from) {
        let digits = bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let Some(end) = find(b"endobj", at) else { break };
        let stream = find(b"stream\n", at).filter(|start| *start < end).and_then(|start| {
            let data = start + b"stream\n".len();
            Some(data..find(b"endstream", data)?)
        });
        // Packed data may hold the word.
        let end = match &stream {
            Some(data) => find(b"endobj", data.end).unwrap_or(bytes.len()),
            None => end,
        };
        from = (end + 6).min(bytes.len());
        found.push((at - digits..from, stream));
    }
    found
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Whether packed data unpack to the end, and to their sum.
fn unpacks(data: &[u8]) -> bool {
    std::io::copy(&mut ZlibDecoder::new(data), &mut std::io::sink()).is_ok()
}

/// The file with all its streams packed, and its index made anew.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let trailer = memmem::rfind(bytes, b"trailer")?;
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, stream) in objects(bytes) {
        places.push(out.len());
        let text = &bytes[object.clone()];
        match stream {
            Some(data) if memmem::find(text, b"/FlateDecode").is_none() => {
                let packed = deflated(bytes[data.clone()].trim_ascii_end());
                let head = String::from_utf8_lossy(&bytes[object.start..data.start]).into_owned();
                let at = head.find("/Length ")?;
                let rest = head[at + 8..].trim_start_matches(|c: char| c.is_ascii_digit());
                let length = packed.len();
                let head = format!("{}/Length {length} /Filter /FlateDecode{rest}", &head[..at]);
                out.extend(head.as_bytes());
                out.extend(&packed);
                out.extend(b"\nendstream\nendobj");
            }
            _ => out.extend(text),
        }
        out.push(b'\n');
    }
    let start = out.len();
    let mut index = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in places {
        let _ = writeln!(index, "{place:010} 00000 n ");
    }
    let rest = &bytes[trailer..];
    let end = memmem::find(rest, b"startxref")?;
    out.extend(index.as_bytes());
    out.extend(&rest[..end]);
    out.extend(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Some(out)
}

/// What a mutation did, and the file it gave.
fn mutate(bytes: &[u8], other: &[u8], kind: usize, chance: &mut Chance) -> (String, Vec<u8>) {
    let mut out = bytes.to_vec();
    let objects = objects(bytes);
    match kind {
        0 => {
            let at = chance.below(out.len());
            out.truncate(at);
            (format!("cut at {at}"), out)
        }
        1 | 2 => {
            // Anything that has a sum, and the index with the trailer.
            let mut places: Vec<Range<usize>> =
                objects.iter().filter_map(|(_, stream)| stream.clone()).collect();
            places.extend(objects.last().map(|(object, _)| object.end..out.len()));
            loop {
                let range = places[chance.below(places.len())].clone();
                let at = (range.start + chance.below(range.len())).min(bytes.len() - 1);
                out[at] ^= 1 << chance.below(8);
                let packed = objects.iter().any(|(_, stream)| stream.as_ref() == Some(&range));
                // Once in some thousand times other data have the same sum: no reader can tell.
                if !packed || !unpacks(&out[range]) {
                    return (format!("bit of {at} turned"), out);
                }
                out[at] = bytes[at];
            }
        }
        3 => {
            let object = objects[chance.below(objects.len())].0.clone();
            out[object.clone()].fill(b' ');
            (format!("object {object:?} gone"), out)
        }
        4 => {
            let at = chance.below(out.len());
            let end = (at + 1 + chance.below(64)).min(out.len());
            out[at..end].fill(0);
            (format!("zeros in {at}..{end}"), out)
        }
        _ => {
            let (from, at) = (chance.below(other.len()), chance.below(out.len()));
            let piece = &other[from..(from + 1 + chance.below(400)).min(other.len())];
            out.splice(at..at, piece.iter().copied());
            (format!("{} bytes put in at {at}", piece.len()), out)
        }
    }
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    paths.sort();
    paths
}

#[test]
fn damage_never_changes_a_table_in_silence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked = std::env::var("MUTANTS").ok().and_then(|count| count.parse().ok());
    let count: usize = asked.unwrap_or(FEW);
    let mut paths = pdfs(&root.join("fixtures/pdf"));
    if asked.is_some() {
        let more = pdfs(&root.join("../shared/pdf"));
        if more.is_empty() {
            eprintln!("without ../shared/pdf: it is not there");
        }
        paths.extend(more);
    }
    let mut files: Vec<(PathBuf, Vec<u8>, Vec<Vec<String>>)> = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let bytes = packed(&bytes).unwrap_or(bytes);
        // What is not sound to begin with shows nothing.
        match outcome(bytes.clone()) {
            Outcome::Read { rows, clean: true } if rows.len() > 1 => {
                files.push((path, bytes, rows));
            }
            _ => eprintln!("{} left out: not clean", path.display()),
        }
    }
    assert!(files.len() >= 12, "{} files", files.len());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut silent = Vec::new();
    let (mut same, mut refused, mut said) = (0, 0, 0);
    for round in 0..count {
        let (path, bytes, rows) = &files[round % files.len()];
        let other = &files[chance.below(files.len())].1;
        let (what, mutant) = mutate(bytes, other, round / files.len() % 6, &mut chance);
        let what = format!("{} round {round}: {what}", path.file_name().unwrap().display());
        let begun = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| outcome(mutant.clone())));
        let ended = ended.unwrap_or_else(|_| panic!("{what}: a panic"));
        assert!(begun.elapsed() < PATIENCE, "{what}: {:?}", begun.elapsed());
        match ended {
            Outcome::Refused => refused += 1,
            Outcome::Read { rows: found, .. } if found == *rows => same += 1,
            Outcome::Read { clean: false, .. } => said += 1,
            Outcome::Read { .. } => {
                if let Ok(folder) = std::env::var("MUTANTS_KEEP") {
                    let name = format!("{round}-{}", path.file_name().unwrap().display());
                    std::fs::write(Path::new(&folder).join(name), mutant).unwrap();
                }
                silent.push(what);
            }
        }
    }
    eprintln!(
        "{count} mutants of {} files: {same} with the same rows, {said} with findings, {refused} refused",
        files.len()
    );
    assert!(silent.is_empty(), "{} silent:\n{}", silent.len(), silent.join("\n"));
}
