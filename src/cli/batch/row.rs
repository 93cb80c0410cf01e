//! `documents.csv`: what became of each document.

use serde::{Deserialize, Serialize};

use crate::cli::Exit;
use crate::model::report::State;
use crate::model::{Dataset, FindingLevel, Report};

/// The file of all rows; a folder that has it is one of many documents.
pub(in crate::cli) const LIST: &str = "documents.csv";

/// The columns; the time comes last, and nothing else hangs on it.
pub(super) const COLUMNS: [&str; 19] = [
    "document",
    "source",
    "sha256",
    "bytes",
    "format",
    "status",
    "exit",
    "number",
    "date",
    "title",
    "rosters",
    "entries",
    "errors",
    "warnings",
    "notes",
    "claims_held",
    "claims_broken",
    "reason",
    "milliseconds",
];

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    /// Parsed, with nothing at error level.
    Ok,
    /// Parsed, with findings that make the command fail.
    Findings,
    /// No reader takes its content, or it cannot be opened.
    Unreadable,
    /// We broke down over it, or its dataset could not be written.
    Failed,
}

impl Status {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Findings => "findings",
            Self::Unreadable => "unreadable",
            Self::Failed => "failed",
        }
    }

    pub(super) const fn exit(self) -> Exit {
        match self {
            Self::Ok => Exit::Clean,
            Self::Findings => Exit::Findings,
            Self::Unreadable | Self::Failed => Exit::Failed,
        }
    }
}

/// A document that was parsed, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Figures {
    format: String,
    number: String,
    date: String,
    title: String,
    rosters: u64,
    pub(super) entries: u64,
    pub(super) errors: u64,
    pub(super) warnings: u64,
    notes: u64,
    held: u64,
    broken: u64,
}

impl Figures {
    pub(super) fn of(dataset: &Dataset, report: &Report) -> Self {
        let head = &dataset.notice.head;
        let level = |level: FindingLevel| report.open(level) as u64;
        let state =
            |state: State| report.claims.iter().filter(|claim| claim.state == state).count() as u64;
        Self {
            format: dataset.source.format.to_owned(),
            number: head.number.as_ref().map_or(String::new(), |number| number.value.clone()),
            date: head.date.as_ref().map_or(String::new(), |date| date.value.to_string()),
            title: head.title.as_ref().map_or(String::new(), |title| title.value.clone()),
            rosters: dataset.notice.rosters.len() as u64,
            entries: dataset.notice.rosters.iter().map(|roster| roster.entries).sum(),
            errors: level(FindingLevel::Error),
            warnings: level(FindingLevel::Warning),
            notes: level(FindingLevel::Note),
            held: state(State::Held),
            broken: state(State::Broken),
        }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) document: String,
    pub(super) source: String,
    pub(super) sha256: String,
    /// Of the source; `None` where it could not be opened.
    pub(super) bytes: Option<usize>,
    pub(super) status: Status,
    /// `None` where it was not parsed.
    pub(super) figures: Option<Figures>,
    /// Why it is unreadable or failed.
    pub(super) reason: String,
    pub(super) milliseconds: u128,
}

impl Row {
    pub(super) fn record(&self) -> [String; COLUMNS.len()] {
        let figure = |of: fn(&Figures) -> u64| {
            self.figures.as_ref().map_or(String::new(), |figures| of(figures).to_string())
        };
        let word = |of: fn(&Figures) -> &String| {
            self.figures.as_ref().map_or(String::new(), |figures| of(figures).clone())
        };
        [
            self.document.clone(),
            self.source.clone(),
            self.sha256.clone(),
            self.bytes.map_or(String::new(), |bytes| bytes.to_string()),
            word(|f| &f.format),
            self.status.name().to_owned(),
            (self.status.exit() as u8).to_string(),
            word(|f| &f.number),
            word(|f| &f.date),
            word(|f| &f.title),
            figure(|f| f.rosters),
            figure(|f| f.entries),
            figure(|f| f.errors),
            figure(|f| f.warnings),
            figure(|f| f.notes),
            figure(|f| f.held),
            figure(|f| f.broken),
            self.reason.clone(),
            self.milliseconds.to_string(),
        ]
    }
}
