//! What the reports that stand in datasets said of their notices: `check` looks for what is wrong with the datasets, and
//! of these nothing may be, while the notice lacks a row.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cli::folder::is_dataset;
use crate::cli::messages as say;
use crate::cli::voice::{Voice, tell};

#[derive(Deserialize)]
struct Written {
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    findings: Counts,
}

#[derive(Deserialize)]
struct Counts {
    error: u64,
}

/// Says of how many datasets the notices have errors, if any have.
pub(super) fn say_errors(documents: &[PathBuf], voice: Voice) {
    if voice.quiet {
        return;
    }
    let datasets: Vec<&PathBuf> = documents.iter().filter(|path| is_dataset(path)).collect();
    let errors: Vec<u64> =
        datasets.iter().map(|folder| errors(folder)).filter(|errors| *errors > 0).collect();
    if errors.is_empty() {
        return;
    }
    let message = match datasets.len() {
        1 => &say::NOTICE_HAS_ERRORS,
        _ => &say::NOTICES_HAVE_ERRORS,
    };
    let sum: u64 = errors.iter().fold(0, |sum, errors| sum.saturating_add(*errors));
    let (count, all, sum) = (errors.len().to_string(), datasets.len().to_string(), sum.to_string());
    let values = [("count", &*count), ("all", &*all), ("errors", &*sum)];
    tell(&format!("{}\n", voice.say(message, &values)));
}

/// The errors that a dataset's report tells; none where it has no report that can be read.
fn errors(folder: &Path) -> u64 {
    let file = File::open(folder.join("report.json")).ok();
    let report = file.and_then(|file| serde_json::from_reader(BufReader::new(file)).ok());
    report.map_or(0, |report: Written| report.summary.findings.error)
}
