//! Files that are much of one thing end in time and within memory, whatever is done with them: no
//! step takes the square of rows, columns, groups, counts or the length of a line.
//!
//! A plain run makes small ones: nothing may break. `LARGE=word cargo test --test large` makes those
//! whose name holds the word as large as they are meant to be, `LARGE=` all of them, for minutes. To
//! measure: `LARGE_TIMES=20 LARGE_COMMAND=target/release/mingdan cargo test --test large -- --nocapture`
//! makes them 20 and 40 times as large and prints what each command takes.
#![cfg(all(unix, feature = "cli", feature = "sheet", feature = "docx", feature = "html"))]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::similar_names,
    clippy::needless_pass_by_value,
    missing_docs
)]

#[macro_use]
mod made;
mod packed;
mod shapes;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use made::{ALL, Made};
use shapes::SHAPES;

/// Address space of the command, in kilobytes.
const MEMORY: u32 = 3_000_000;
/// Longest that a command may take: a hundred times what it takes, and far less than the square.
const PATIENCE: Duration = Duration::from_mins(1);

/// A plain run makes files of one such part of their size.
const SMALL: usize = 25;

/// What is done with a file, the name of it and of a folder for what is written.
type Deed = (&'static str, fn(&Path, &Path) -> Vec<String>);

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

static DEEDS: &[Deed] = &[
    ("parse", |file, out| words(&["parse", &shown(file), "-o", &shown(out)])),
    ("dataset", |_, out| words(&["check", "--format", "concise", &shown(out)])),
    ("check", |file, _| words(&["check", &shown(file)])),
    ("json", |file, _| words(&["check", "--format", "json", &shown(file)])),
    ("against", |file, out| {
        let table = out.join("entries.csv");
        words(&["check", "--format", "concise", &shown(&table), "--against", &shown(file)])
    }),
    ("diff", |file, _| words(&["diff", &shown(file), &shown(&other(file))])),
    ("diff json", |file, _| {
        words(&["diff", "--format", "json", &shown(file), &shown(&other(file))])
    }),
    ("infer", |file, _| words(&["infer", &shown(file)])),
    ("inspect", |file, _| words(&["inspect", "--stage", "resolved", &shown(file)])),
    ("place", |_, _| words(&["place", "-"])),
];

/// A file of the same kind, somewhat larger.
fn other(file: &Path) -> PathBuf {
    file.with_file_name(format!("other-{}", file.file_name().unwrap().to_string_lossy()))
}

struct Ended {
    code: Option<i32>,
    said: String,
    took: Duration,
}

fn run(arguments: &[String], file: &Path) -> Ended {
    let program = std::env::var("LARGE_COMMAND");
    let program = program.as_deref().unwrap_or(env!("CARGO_BIN_EXE_mingdan"));
    let mut command = Command::new("sh");
    let limited = format!("ulimit -v {MEMORY}; exec \"$@\"");
    command.args(["-c", &limited, "sh", program, "-q", "--lang", "en"]).args(arguments);
    let input = std::fs::File::open(file).expect("the file");
    command.stdin(input).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().expect("the command runs");
    let mut stderr = child.stderr.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stderr, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let code = loop {
        if let Some(status) = child.try_wait().expect("a state") {
            break status.code();
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Ended { code, said: reader.join().expect("words"), took: begun.elapsed() }
}

/// Makes a file of that size and does everything with it; what went wrong.
fn all(made: &Made, size: usize, told: &mut Vec<(&'static str, Duration)>) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!(
        "mingdan-large-{}-{}-{size}",
        std::process::id(),
        made.name
    ));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("source.{}", made.ending));
    std::fs::write(&file, (made.make)(size)).unwrap();
    std::fs::write(other(&file), (made.make)(size * 11 / 10)).unwrap();
    let only = std::env::var("LARGE_DEED").unwrap_or_default();
    let mut wrong = Vec::new();
    for (deed, arguments) in DEEDS.iter().filter(|(deed, _)| deed.contains(&only)) {
        let out = folder.join("out");
        if *deed == "against" && !out.join("entries.csv").exists() {
            continue;
        }
        let Ended { code, said, took } = run(&arguments(&file, &out), &file);
        told.push((*deed, took));
        let sound = matches!(code, Some(0..=2)) && !said.contains("panicked");
        if !sound {
            let said: String = said.chars().take(300).collect();
            wrong.push(format!("{} {deed}: {code:?} after {took:?} {said}", made.name));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    wrong
}

#[test]
fn what_is_much_of_one_thing_ends_in_time() {
    let asked = std::env::var("LARGE").ok();
    let part = if asked.is_some() { 1 } else { SMALL };
    let wanted = asked.unwrap_or_default();
    let chosen: Vec<&Made> =
        ALL.iter().chain(SHAPES).filter(|made| made.name.contains(&wanted)).collect();
    assert!(!chosen.is_empty());
    if let Some(times) = std::env::var("LARGE_TIMES").ok().and_then(|times| times.parse().ok()) {
        return measure(&chosen, times);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(made) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(all(made, (made.size / part).max(2), &mut Vec::new()));
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Prints what each command takes for a size and for twice the size.
fn measure(chosen: &[&Made], times: usize) {
    for made in chosen {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        let bytes = (made.make)(made.size * times).len();
        let mut wrong = all(made, made.size * times, &mut once);
        if wrong.is_empty() {
            wrong = all(made, made.size * times * 2, &mut twice);
        }
        println!("{} {bytes} bytes", made.name);
        for (at, (deed, took)) in once.iter().enumerate() {
            let twice = twice.get(at).map_or(0.0, |(_, took)| took.as_secs_f64());
            let mark = if twice > 0.5 && twice > 2.8 * took.as_secs_f64() { " !!" } else { "" };
            println!("    {deed:10} {:8.3} {twice:8.3}{mark}", took.as_secs_f64());
        }
        for wrong in &wrong {
            println!("    WRONG {wrong}");
        }
    }
}
