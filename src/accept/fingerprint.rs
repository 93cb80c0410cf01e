//! What makes a finding the same finding after the file around it has changed.
//!
//! The check, which of its messages, the values in the message, the quoted words and those beside
//! them on the line (of a table held against a notice the row's name instead). Not the line's number, not white space, not the serial that the row begins
//! with (unless the finding is about it), and nothing farther away. Findings alike in all of this
//! are told apart by their order.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use sha2::{Digest as _, Sha256};

use crate::model::{Document, Finding};
use crate::text::{digest::hex, is_blank, tight};

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
    let mut seen: HashMap<[u8; 32], u32, FixedState> = HashMap::default();
    let mut tells = String::new();
    for finding in findings {
        tells.clear();
        tell(document, finding, &mut tells);
        let mut digest = Sha256::new();
        digest.update(tells.as_bytes());
        let alike = seen.entry(digest.clone().finalize().into()).or_default();
        digest.update(alike.to_le_bytes());
        *alike += 1;
        finding.fingerprint = hex(&digest.finalize()[..8]);
    }
}

/// Writes what tells a finding, a zero behind each part.
fn tell(document: &Document, finding: &Finding, out: &mut String) {
    let [before, quote, after] = around(document, finding);
    let (before, after) = (ending(&before), beginning(&after));
    let against = finding.code.starts_with("MD5");
    let of_row = finding.args.iter().any(|(name, _)| *name == "row");
    let quote = if against { words(&quote) } else { Cow::Borrowed(&*quote) };
    let mut part = |part: &str| {
        out.push_str(part);
        out.push('\0');
    };
    part(finding.code);
    part(finding.key);
    if against {
        // The message has the name of the row, and what is beside it is another cell's business.
        part("");
        // Where that is missing stands another row.
        part(if finding.code == "MD502" { "" } else { &quote });
        part("");
    } else if of_row {
        part(&words(before));
        part(&quote);
        part(&words(after));
    } else {
        part(before);
        part(&quote);
        part(after);
    }
    // One finding is of all rows that say the same: a further one was not accepted.
    let again = finding.related.iter().filter(|related| related.key == "again").count();
    if again > 0 {
        part(&again.to_string());
    }
    let of_table = against || of_row;
    let tells = |name: &str| {
        name != "byte"
            && !(of_table && PLACES.contains(&name))
            && !(against && AGAINST.contains(&name))
    };
    for (name, value) in finding.args.iter().filter(|(name, _)| tells(name)) {
        part(name);
        part(value);
    }
}

/// What stands before the finding's words on their line, the words, and what stands after them;
/// all without white space.
fn around<'d>(document: &'d Document, finding: &Finding) -> [Cow<'d, str>; 3] {
    let plane = document.text.as_str();
    let start = boundary(plane, finding.primary.start as usize);
    let end = boundary(plane, finding.primary.end as usize).max(start);
    let low = boundary(plane, start.saturating_sub(REACH));
    let high = boundary(plane, end.saturating_add(REACH));
    let line = plane[low..start].rfind('\n').map_or(low, |at| low + at + 1);
    let rest = plane[end..high].find('\n').map_or(high, |at| end + at);
    [without_serial(&plane[line..start]), &plane[start..end], &plane[end..rest]].map(tight)
}

/// The last characters that count of what stands before.
fn ending(text: &str) -> &str {
    text.char_indices().nth_back(BESIDE - 1).map_or(text, |(at, _)| &text[at..])
}

/// The first characters that count of what stands after.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(BESIDE).map_or(text, |(at, _)| &text[..at])
}

/// Of a table's row what is no number: its rows are counted in it, and counted anew.
fn words(row: &str) -> Cow<'_, str> {
    let number = |cell: &&str| !cell.bytes().all(|byte| byte.is_ascii_digit());
    if row.contains(',') {
        Cow::Owned(row.split(',').filter(number).collect::<Vec<_>>().join(","))
    } else {
        Cow::Borrowed(row)
    }
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
