//! What makes a finding the same finding after the file around it has changed.
//!
//! The check, which of its messages, the values in the message, the quoted words and those beside
//! them on the line (of a table held against a notice the row's name instead). Not the line's number, not white space, not the serial that the row begins
//! with (unless the finding is about it), and nothing farther away. Findings alike in all of this
//! are told apart by their order.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use crate::model::{Document, Finding};
use crate::text::{digest::hex, is_blank};

/// Characters of the line that count, on each side of the quoted words.
const BESIDE: usize = 24;

/// Never look further than this, in bytes, for the ends of the line.
const REACH: usize = 4096;

/// Values that say where in a table something is, or how its notice was called.
const PLACES: [&str; 4] = ["row", "rows", "line", "notice"];

/// The same, of a table held against a notice.
const AGAINST: [&str; 4] = ["first", "before", "after", "near"];

/// Gives each finding its fingerprint.
pub(super) fn stamp(document: &Document, findings: &mut [Finding]) {
    let mut seen: HashMap<Vec<u8>, u32> = HashMap::new();
    for finding in findings {
        let mut digest = Sha256::new();
        for part in parts(document, finding) {
            digest.update(part.as_bytes());
            digest.update([0]);
        }
        let alike = seen.entry(digest.clone().finalize().to_vec()).or_default();
        digest.update(alike.to_le_bytes());
        *alike += 1;
        finding.fingerprint = hex(&digest.finalize()[..8]);
    }
}

fn parts(document: &Document, finding: &Finding) -> Vec<String> {
    let (mut before, mut quote, mut after) = around(document, finding);
    let against = finding.code.starts_with("MD5");
    if against {
        // The message has the name of the row, and what is beside it is another cell's business.
        (before, after) = (String::new(), String::new());
        // Where that is missing stands another row.
        quote = if finding.code == "MD502" { String::new() } else { words(&quote) };
    } else if finding.args.iter().any(|(name, _)| *name == "row") {
        (before, after) = (words(&before), words(&after));
    }
    let mut parts = vec![finding.code.to_owned(), finding.key.to_owned(), before, quote, after];
    let of_table = against || finding.args.iter().any(|(name, _)| *name == "row");
    let tells = |name: &str| {
        name != "byte"
            && !(of_table && PLACES.contains(&name))
            && !(against && AGAINST.contains(&name))
    };
    for (name, value) in finding.args.iter().filter(|(name, _)| tells(name)) {
        parts.extend([(*name).to_owned(), value.clone()]);
    }
    parts
}

/// What stands before the finding's words on their line, the words, and what stands after them;
/// all without white space.
fn around(document: &Document, finding: &Finding) -> (String, String, String) {
    let plane = document.text.as_str();
    let start = boundary(plane, finding.primary.start as usize);
    let end = boundary(plane, finding.primary.end as usize).max(start);
    let low = boundary(plane, start.saturating_sub(REACH));
    let high = boundary(plane, end.saturating_add(REACH));
    let line = plane[low..start].rfind('\n').map_or(low, |at| low + at + 1);
    let rest = plane[end..high].find('\n').map_or(high, |at| end + at);
    let before: Vec<char> = dense(without_serial(&plane[line..start])).collect();
    let before = &before[before.len().saturating_sub(BESIDE)..];
    (
        before.iter().collect(),
        dense(&plane[start..end]).collect(),
        dense(&plane[end..rest]).take(BESIDE).collect(),
    )
}

/// Of a table's row what is no number: its rows are counted in it, and counted anew.
fn words(row: &str) -> String {
    let number = |cell: &&str| !cell.bytes().all(|byte| byte.is_ascii_digit());
    if row.contains(',') {
        row.split(',').filter(number).collect::<Vec<_>>().join(",")
    } else {
        row.to_owned()
    }
}

fn dense(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_blank(*c))
}

/// Rows are numbered anew when one is put in above: the number at a line's start does not count.
fn without_serial(before: &str) -> &str {
    let mark = |c: char| is_blank(c) || matches!(c, '.' | '．' | '、' | '|' | ')' | '）');
    let start = before.trim_start_matches(mark);
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let rest = start.trim_start_matches(digit);
    // A number that runs into words is part of them: `110kV变电站`.
    let apart = rest.is_empty() || rest.starts_with(mark);
    if apart { rest.trim_start_matches(mark) } else { start }
}

fn boundary(plane: &str, at: usize) -> usize {
    let mut at = at.min(plane.len());
    while !plane.is_char_boundary(at) {
        at -= 1;
    }
    at
}
