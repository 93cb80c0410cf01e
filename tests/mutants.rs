//! One fault anywhere in a notice is an error, or the rows are the same all the same, or nothing in
//! the notice could show it: silent errors are zero. See `mutate` for the operators.
//!
//! `FAULTS=100 cargo test --release --test mutants -- --nocapture` makes each fault at up to a hundred rows,
//! evenly spread, of every roster of the fixtures and of the corpus beside the project (`FAULTS=all` at
//! every row), and prints operator × verdict. `NOTICES=FOLDER` takes the text files of a folder instead.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::format_push_string,
    missing_docs
)]

#[allow(dead_code, reason = "faults are judged while they are made")]
mod abreast;
mod mutate;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use abreast::THREADS;
use mutate::{Faults, Mutant, Places, Sound, Tally, Verdict, mutants};

/// A plain run makes one of so many faults of a real notice.
const FEW_OF: usize = 25;
/// Every so many rows, however many they are.
fn every(rows: usize) -> Places {
    Places { every: rows, most: usize::MAX }
}

/// Makes the faults of a text and tallies the verdicts; names those that are silent.
fn run(name: &str, text: &str, places: Places, tally: &mut Tally) -> Vec<String> {
    let silent = judge(text, places, tally);
    let mut named: Vec<String> = Vec::new();
    for mutant in silent {
        keep(name, &mutant);
        named.push(format!("{name}: {}: {}", mutant.operator, mutant.what));
    }
    named.sort();
    named
}

/// Makes the faults of a text and tallies the verdicts; gives those that are silent.
fn judge(text: &str, places: Places, tally: &mut Tally) -> Vec<Mutant> {
    let Some(sound) = Sound::new(text) else { return Vec::new() };
    let silent = Mutex::new(Vec::new());
    let shared = Mutex::new(std::mem::take(tally));
    let (send, receive) = sync_channel::<Mutant>(2 * THREADS);
    let receive = Arc::new(Mutex::new(receive));
    let judge = |receive: Arc<Mutex<Receiver<Mutant>>>| {
        while let Ok(mutant) = { receive.lock().unwrap().recv() } {
            let verdict = sound.judge(&mutant);
            shared.lock().unwrap().add(mutant.operator, verdict);
            if verdict == Verdict::Silent {
                silent.lock().unwrap().push(mutant);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            let receive = Arc::clone(&receive);
            scope.spawn(|| judge(receive));
        }
        // Each end goes with those who hold it: where one side is gone the other does not wait.
        drop(receive);
        let send = send;
        mutants(&sound, places, &mut Faults(&mut |mutant| send.send(mutant).unwrap()));
    });
    *tally = shared.into_inner().unwrap();
    silent.into_inner().unwrap()
}

/// With `SILENT=FOLDER` a fault that nobody saw is written there, to be looked at.
fn keep(name: &str, mutant: &Mutant) {
    let Ok(folder) = std::env::var("SILENT") else { return };
    let what: String = mutant.what.chars().take(40).collect();
    let file = format!("{name} {} {what}.txt", mutant.operator).replace(['/', '\n', '\t'], "_");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(Path::new(&folder).join(file), &mutant.bytes).unwrap();
}

#[test]
fn one_fault_anywhere_in_the_seed_is_an_error() {
    let seed = include_str!("../fixtures/notices/seed/source.txt");
    // Under another title no schema matches: only the notice's own words are left to hold it.
    let alone = seed.replace("国家智能社会治理实验基地", "全国数字治理试验基地");
    for text in [seed, &alone] {
        assert!(
            Sound::new(text).is_some_and(|sound| sound.is_clean()),
            "the sound notice is sound"
        );
        let mut tally = Tally::default();
        let silent = run("seed", text, every(2), &mut tally);
        eprintln!("{}", tally.show());
        assert!(tally.all() > 450, "{} mutants", tally.all());
        assert!(silent.is_empty(), "{} unseen: {silent:#?}", silent.len());
    }
}

#[test]
fn no_fault_in_the_fixtures_is_silent() {
    let mut tally = Tally::default();
    let mut silent = Vec::new();
    for (name, text) in texts(&fixtures()) {
        // Variants of the seed have its rows.
        if !name.starts_with("seed") && Sound::new(&text).is_some_and(|sound| sound.is_clean()) {
            silent.extend(run(&name, &text, every(3), &mut tally));
        }
    }
    eprintln!("{}", tally.show());
    assert!(tally.all() > 100, "{} mutants", tally.all());
    assert!(silent.is_empty(), "{} unseen: {silent:#?}", silent.len());
}

#[test]
fn faults_of_real_notices_are_seen() {
    let asked = std::env::var("FAULTS").ok();
    let most = asked.as_ref().map(|asked| asked.parse().unwrap_or(usize::MAX));
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("without the corpus beside the project: it is not there");
    }
    let mut found = match std::env::var("NOTICES") {
        Ok(folder) => texts_of(Path::new(&folder)),
        Err(_) if most.is_some() => [texts(&corpus), texts(&fixtures())].concat(),
        Err(_) => texts(&corpus),
    };
    found.sort();
    let (mut clean, mut others) = (Tally::default(), Tally::default());
    let mut silent = Vec::new();
    let count = found.len();
    for (nth, (name, text)) in found.into_iter().enumerate() {
        let Some(sound) = Sound::new(&text) else { continue };
        let places = match most {
            // Variants of the seed have its rows.
            Some(most) if name.starts_with("seed-") => Places { every: 1, most: most.div_ceil(4) },
            Some(most) => Places { every: 1, most },
            None => every(FEW_OF.max(text.len() / 400)),
        };
        let (start, before) = (Instant::now(), clean.all() + others.all());
        if sound.is_clean() {
            silent.extend(run(&name, &text, places, &mut clean));
        } else if most.is_some() {
            // A notice with errors is not to be trusted anyway.
            judge(&text, places, &mut others);
        }
        let made = clean.all() + others.all() - before;
        let seconds = start.elapsed().as_secs_f32();
        eprintln!("{}/{count} {name}: {made} faults, {seconds:.1} s", nth + 1);
    }
    eprintln!("sound notices, {} faults\n{}", clean.all(), clean.show());
    eprintln!("notices that have errors, {} faults\n{}", others.all(), others.show());
    for silent in &silent {
        eprintln!("{silent}");
    }
    assert!(silent.is_empty(), "{} unseen", silent.len());
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices")
}

/// The files of a folder, and those below it, that are UTF-8 text.
fn texts_of(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(root).into_iter().flatten().flatten() {
        let (path, name) = (file.path(), file.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            found.extend(texts_of(&path));
        } else if [".txt", ".md", ".csv"].iter().any(|end| name.ends_with(end))
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            found.push((name, text));
        }
    }
    found
}

/// The sources that are UTF-8 text, folder by folder.
fn texts(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for case in std::fs::read_dir(root).into_iter().flatten().flatten() {
        for file in std::fs::read_dir(case.path()).into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            let source = ["source.", "notice."].iter().any(|start| name.starts_with(start));
            let text = [".txt", ".md", ".csv"].iter().any(|end| name.ends_with(end));
            if let (true, true, Ok(text)) = (source, text, std::fs::read_to_string(file.path())) {
                found.push((case.file_name().to_string_lossy().into_owned(), text));
            }
        }
    }
    found.sort();
    found
}
