//! Files that ask for more than any reader has, or for nothing sensible: each ends in a report or in
//! a reason, within bounds of memory and time that the system holds.
//! `HOSTILE=word cargo test --test hostile` runs the files whose name holds the word.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests run the command over files")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Address space of the command and of its children each, in kilobytes.
const MEMORY: u32 = 2_500_000;
/// Processor seconds that a child may take.
const SECONDS: &str = "10";
/// Longest that a file may take. It is far more than the above: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(100);

struct Ended {
    code: Option<i32>,
    words: String,
}

fn run(file: &Path, more: &[&str]) -> Ended {
    let mut command = Command::new("sh");
    let limited = format!("ulimit -v {MEMORY}; exec \"$@\"");
    command.args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_mingdan")]);
    command.args(["-q", "--lang", "en", "check", "--format", "concise"]);
    command.args(more).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().expect("the command runs");
    let mut words = child.stderr.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = std::io::Read::read_to_end(&mut words, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let status = loop {
        if let Some(status) = child.try_wait().expect("a state") {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{} takes longer than {PATIENCE:?}", file.display());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Ended { code: status.code(), words: reader.join().expect("words") }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile")
}

#[test]
fn every_hostile_file_ends_in_a_report_or_a_reason() {
    let wanted = std::env::var("HOSTILE").unwrap_or_default();
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.to_string_lossy().contains(&wanted)).collect();
    files.sort();
    assert!(!files.is_empty());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Ended { code, words } = run(file, &["--max-seconds", SECONDS]);
            let sound = matches!(code, Some(0..=2)) && !words.contains("panicked");
            // Status 2 has its reason.
            if !sound || (code == Some(2) && !words.starts_with("error: ")) {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push(format!("{name}: {code:?} {words}"));
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// The limits are those that were asked for, and the reason names them.
#[test]
fn limits_are_held_and_named() {
    let bomb = run(&folder().join("flate-bomb-font.pdf"), &["--max-memory", "200"]);
    assert_eq!(bomb.code, Some(2));
    assert!(bomb.words.contains("takes more than 200 MB of memory"), "{}", bomb.words);
    assert!(bomb.words.contains("--max-memory"), "{}", bomb.words);
    let long = run(
        &folder().join("found-packed-twice.pdf"),
        &["--max-seconds", "1", "--max-memory", "4096"],
    );
    assert_eq!(long.code, Some(2));
    assert!(long.words.contains("takes longer than 1 s"), "{}", long.words);
}

/// A child that reads one file after another gives for each what a child for that file alone gives,
/// whatever the file before it did.
#[test]
fn a_file_is_read_the_same_after_any_other() {
    let sound = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let hostile = [
        "deep-arrays.pdf",
        "flate-bomb-font.pdf",
        "flate-bomb-to-unicode.pdf",
        "forms-tree.pdf",
        "half.pdf",
        "noise.pdf",
        "to-unicode-ranges.pdf",
    ];
    let mut files = Vec::new();
    for name in hostile {
        files.extend([sound.join("stamp.pdf"), folder().join(name), sound.join("doubled.pdf")]);
    }
    let said = |files: &[PathBuf]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingdan"));
        command.args(["-q", "--lang", "en", "check", "--format", "concise", "--jobs", "1"]);
        let done = command.args(["--max-memory", "300"]).args(files).output().expect("it runs");
        String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned()
    };
    let alone: String = files.iter().map(|file| said(std::slice::from_ref(file))).collect();
    let mut alone: Vec<&str> = alone.lines().collect();
    let together = said(&files);
    let mut together: Vec<&str> = together.lines().collect();
    alone.sort_unstable();
    together.sort_unstable();
    assert!(alone.iter().any(|line| line.contains("300 MB")), "{alone:#?}");
    assert_eq!(alone, together);
}
