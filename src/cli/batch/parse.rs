//! `mingdan parse` for many documents: a folder each, `documents.csv`, and the stacked
//! `entries.csv`.

use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use super::progress::Progress;
use super::record::{self, Record};
use super::row::{COLUMNS, Figures, LIST, Row, Status};
use super::{place, pool, stack, walk};
use crate::accept::Seen;
use crate::cli::display::{grouped, tame};
use crate::cli::folder::{self, Refusal, is_entries};
use crate::cli::messages as say;
use crate::cli::parsing::{Args, filed, packing};
use crate::cli::refused::{self, Refused};
use crate::cli::report::{self, Manner};
use crate::cli::session::Reader;
use crate::cli::voice::{self, Voice};
use crate::cli::{Exit, io};
use crate::emit;
use crate::model::{FindingLevel, Lang, Source};
use crate::pipeline::Run;
use crate::report::{Input, Piece};
use crate::text::digest;

/// What a worker hands back.
struct Done {
    row: Row,
    /// Words for stderr.
    words: String,
    /// The report, for stderr too.
    piece: Piece,
    /// About the accepted findings.
    seen: Seen,
    /// The dataset was there already.
    kept: bool,
    /// Names of its entry tables, in order.
    tables: Vec<String>,
}

/// What all documents share.
struct Batch<'a> {
    args: &'a Args,
    output: &'a Path,
    reader: &'a Reader,
    /// Fingerprint of all that shapes a dataset but its source.
    settings: String,
    voice: Voice,
    /// The voice of files: English, unless a language was asked for by name.
    files: Voice,
}

/// Parses all documents into the folder.
pub(in crate::cli) fn run(args: &Args, output: &Path, reader: &Reader, voice: Voice) -> Exit {
    let documents = super::documents(&args.files, Some(output), voice);
    let mut exit = documents.exit();
    let mut sheets = report::sheets(&args.report, true, voice);
    for refused in &documents.refused {
        if !args.report.machine() {
            voice::tell(&refused.words(voice));
        }
        voice::tell(&sheets.add(report::refused(refused, &args.report, voice)));
    }
    let documents = documents.found;
    if documents.is_empty() {
        voice::tell(&sheets.close());
        return exit.max(Exit::Failed);
    }
    if let Err(error) = std::fs::create_dir_all(output) {
        Refusal { path: output.to_owned(), error: Some(error) }.tell(voice);
        return Exit::Failed;
    }
    if !super::is_stacked(output)
        && let Err(refusal) = folder::foreign(output, std::iter::once("entries.csv"))
    {
        refusal.tell(voice);
        return Exit::Failed;
    }
    place::sweep(output);
    let batch = Batch {
        args,
        output,
        reader,
        settings: settings(args, reader, voice),
        voice,
        files: Voice { lang: voice.asked.unwrap_or(Lang::En), ..voice },
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut tables = Vec::new();
    let mut kept: usize = 0;
    let mut seen = Seen::default();
    let mut progress = Progress::new(documents.len(), voice);
    pool::quiet_panics();
    let work = |index: usize| batch.document(&documents[index]);
    pool::ordered(documents.len(), args.jobs.count(), work, |index, result| {
        let found = &documents[index];
        let done = result.unwrap_or_else(|said| batch.broken(found, said));
        progress.say(&done.words);
        progress.say(&sheets.add(done.piece));
        seen.add(done.seen);
        progress.step(index + 1, &found.name);
        kept += usize::from(done.kept);
        exit = exit.max(done.row.status.exit());
        for (number, name) in (1..).zip(&done.tables) {
            tables.push(stack::Table {
                document: found.name.clone(),
                roster: format!("{number}"),
                path: output.join(&found.name).join(name),
            });
        }
        rows.push(done.row);
    });
    progress.clear();
    if exit != Exit::Failed
        && let Some(stale) = report::stale(&seen, reader)
        && !stale.findings.is_empty()
    {
        let input = Input::new(&reader.acceptances().document, &stale);
        let manner = Manner { least: FindingLevel::Note, colour: voice.words.0, counts: false };
        let piece = report::piece_of(&input, &args.report, manner, voice);
        voice::tell(&sheets.add(piece));
        exit = exit.max(report::verdict(&stale, &args.report));
    }
    voice::tell(&sheets.close());
    let finish = |name: &str, write: &dyn Fn(&Path) -> std::io::Result<()>| {
        let (new, path) = (place::temporary(output, name), output.join(name));
        let written = write(&new).and_then(|()| std::fs::rename(&new, &path));
        written.map_err(|error| {
            let _ = std::fs::remove_file(&new);
            Refusal { path, error: Some(error) }.tell(voice);
        })
    };
    let stacked = finish("entries.csv", &|to| stack::write(&tables, args.bom, to));
    let listed = finish(LIST, &|to| list(&rows, args.bom, to));
    if stacked.is_err() || listed.is_err() {
        return Exit::Failed;
    }
    if !voice.quiet && args.report.format == "text" {
        voice::tell(&summary(&rows, kept, output, voice));
    }
    exit
}

impl Batch<'_> {
    /// Parses a document and puts its dataset in place, unless it is there already.
    fn document(&self, found: &walk::Found) -> Done {
        let begun = Instant::now();
        let source = match io::read(&found.path) {
            Ok(source) => source,
            Err(error) => {
                let why = |voice| io::reason(&error, voice);
                let row = row(found, None, Status::Unreadable, why(self.files));
                return self.without(row, None, &why(self.voice));
            }
        };
        let mut row = row(found, Some(&source), Status::Ok, String::new());
        let folder = self.output.join(&found.name);
        if !self.args.fresh
            && let Some(record) = Record::read(&folder)
            && record.holds(&folder, &self.settings, &row.source, &row.sha256)
        {
            let tables = entry_tables(record.names());
            (row.status, row.figures) = (record.status, Some(record.figures));
            row.milliseconds = begun.elapsed().as_millis();
            let words = self.line(&row);
            let (piece, seen) = (Piece::default(), record.seen);
            return Done { row, words, piece, seen, kept: true, tables };
        }
        let run = match self.reader.take(&source) {
            Ok(run) => run,
            Err(error) => {
                row.status = Status::Unreadable;
                row.reason = refused::why(&error, self.files);
                let refused = Refused::no_document(&source, &error, self.voice);
                return self.without(row, refused.code, &refused.why);
            }
        };
        let report = filed(&run, None, self.voice);
        let dataset = emit::emit(&run.document, &run.checked, run.schema);
        let figures = Figures::of(&dataset, run.checked.report());
        let seen = report::seen(run.checked.report(), self.reader);
        row.status = match report::verdict(run.checked.report(), &self.args.report) {
            Exit::Clean => Status::Ok,
            _ => Status::Findings,
        };
        let put = place::put(self.output, &found.name, |folder| {
            let files = folder.dataset(&dataset, &packing(self.args, &report))?;
            let record = Record::new(
                &self.settings,
                &row.source,
                &row.sha256,
                row.status,
                figures.clone(),
                seen.clone(),
                &files,
            );
            folder.file(record::NAME, record.text().as_bytes())?;
            Ok(entry_tables(record.names()))
        });
        let tables = match put {
            Ok(tables) => tables,
            Err(refusal) => {
                row.status = Status::Failed;
                row.reason = refusal.why(self.files);
                return self.without(row, None, &refusal.why(self.voice));
            }
        };
        row.figures = Some(figures);
        let (words, piece) = self.words(&row, &run);
        row.milliseconds = begun.elapsed().as_millis();
        Done { row, words, piece, seen, kept: false, tables }
    }

    /// A document that we broke down over.
    fn broken(&self, found: &walk::Found, said: String) -> Done {
        let source = io::read(&found.path).ok().filter(|_| found.path.as_os_str() != "-");
        let row = row(found, source.as_ref(), Status::Failed, said);
        let words = self.voice.say(&say::BROKE_DOWN, &[("why", &row.reason)]);
        self.without(row, None, &words)
    }

    /// A document without a dataset; one of an earlier run is taken away.
    fn without(&self, row: Row, code: Option<&'static str>, why: &str) -> Done {
        place::remove(&self.output.join(&row.document));
        let refused = Refused { file: row.source.clone(), code, why: why.to_owned(), help: None };
        let machine = self.args.report.machine();
        let words = if machine { String::new() } else { refused.words(self.voice) };
        let piece = report::refused(&refused, &self.args.report, self.voice);
        let seen = Seen::default();
        Done { row, words, piece, seen, kept: false, tables: Vec::new() }
    }

    /// What is said of a document: its report with `-v` or in the format asked for, else a line.
    fn words(&self, row: &Row, run: &Run) -> (String, Piece) {
        if self.args.report.format == "text" && !self.voice.verbose {
            return (self.line(row), Piece::default());
        }
        let fails = self.args.report.fails();
        let least = if self.voice.quiet { fails } else { FindingLevel::Note };
        let manner = Manner { least, colour: self.voice.words.0, counts: false };
        (
            String::new(),
            report::piece_of(&report::input(run), &self.args.report, manner, self.voice),
        )
    }

    /// `a.txt: 2 errors · 1 warning`, where there are any.
    fn line(&self, row: &Row) -> String {
        let Some(figures) = &row.figures else { return String::new() };
        let text = self.args.report.format == "text";
        let warned = figures.warnings > 0 && !self.voice.quiet;
        if !text || (figures.errors == 0 && row.status == Status::Ok && !warned) {
            return String::new();
        }
        let counts = [
            (figures.errors, &say::ONE_ERROR, &say::ERRORS),
            (figures.warnings, &say::ONE_WARNING, &say::WARNINGS),
        ];
        let said: Vec<String> = counts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| {
                let message = if count == 1 { one } else { many };
                self.voice.say(message, &[("count", &count.to_string())])
            })
            .collect();
        format!("{}: {}\n", tame(&row.source), said.join(" · "))
    }
}

/// A document that has not been parsed yet.
fn row(found: &walk::Found, source: Option<&Source>, status: Status, reason: String) -> Row {
    Row {
        document: found.name.clone(),
        source: found.path.to_string_lossy().replace('\\', "/"),
        sha256: source.map_or(String::new(), |source| digest::sha256(&source.bytes)),
        bytes: source.map(|source| source.bytes.len()),
        status,
        figures: None,
        reason,
        milliseconds: 0,
    }
}

/// All that shapes a dataset but its source.
fn settings(args: &Args, reader: &Reader, voice: Voice) -> String {
    let version = program();
    let (gazetteer, levels) = (report::gazetteer(), reader.settings());
    let (deny, asked) = (args.report.deny, voice.asked);
    let choice = reader.choose();
    let bom = args.bom;
    let twice = reader.cross_check();
    let all =
        format!("{version} {gazetteer} {bom} {deny:?} {asked:?} {levels:?} {choice:?} {twice}");
    digest::sha256(all.as_bytes())
}

/// Which program this is: two builds of one version need not read alike, so its own file counts
/// where the system shows it.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let made = file.and_then(|file| Ok((file.len(), file.modified()?)));
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), made.ok())
}

/// The entry tables among these files, the first roster's first.
fn entry_tables<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    names.filter(|name| is_entries(name)).map(str::to_owned).collect()
}

fn list(rows: &[Row], bom: bool, to: &Path) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = BufWriter::new(std::fs::File::create(to)?);
    if bom {
        file.write_all("\u{feff}".as_bytes())?;
    }
    let builder = &mut csv::WriterBuilder::new();
    let mut out = builder.terminator(csv::Terminator::Any(b'\n')).from_writer(file);
    let failed = |error: csv::Error| std::io::Error::other(error);
    out.write_record(COLUMNS).map_err(failed)?;
    for row in rows {
        out.write_record(row.record()).map_err(failed)?;
    }
    out.flush()
}

fn summary(rows: &[Row], kept: usize, output: &Path, voice: Voice) -> String {
    let count = |status: Status| rows.iter().filter(|row| row.status == status).count();
    let entries = rows.iter().filter_map(|row| row.figures.as_ref()).map(|f| f.entries).sum();
    let number = |count: usize| grouped(count as u64);
    let mut text = voice.say(
        &say::BATCH,
        &[
            ("all", &number(rows.len())),
            ("ok", &number(count(Status::Ok))),
            ("entries", &grouped(entries)),
        ],
    );
    let others = [
        (count(Status::Findings), &say::BATCH_FINDINGS),
        (count(Status::Unreadable), &say::BATCH_UNREADABLE),
        (count(Status::Failed), &say::BATCH_FAILED),
        (kept, &say::BATCH_KEPT),
    ];
    for (count, message) in others.into_iter().filter(|(count, _)| *count > 0) {
        text = format!("{text} · {}", voice.say(message, &[("count", &number(count))]));
    }
    let folder = tame(&output.to_string_lossy());
    format!("{text}\n{}\n", voice.say(&say::WROTE, &[("folder", &folder)]))
}
