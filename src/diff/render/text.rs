//! Text for a terminal: by group, aligned by display width, with the changed characters marked.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::{Shown, about, counts, organisations, rank, remarks, word};
use crate::diff::change::{Change, Kind, RowChange};
use crate::diff::headings;
use crate::text::width::{cut, pad, width};

/// Rows of one rule that are listed; `all` lifts the limit.
const LISTED: usize = 8;
/// Cells that the first of two columns takes at most.
const WIDEST: usize = 44;

/// How text is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Use colours; without them the changed characters are not marked.
    pub colour: bool,
    /// List every row of a rule.
    pub all: bool,
}

/// The whole comparison.
pub fn write(shown: &Shown, options: Options) -> String {
    let mut out = String::new();
    for (sign, side) in [('-', shown.old), ('+', shown.new)] {
        let name = tame(&side.name);
        let _ = writeln!(out, "{} {name}  {}", paint(sign, options), about(side, shown.lang));
    }
    let label = label_width(shown);
    let mut heading: Option<String> = None;
    for change in &shown.diff.changes {
        let this = match change.kind {
            Kind::Metadata | Kind::GroupOrder => word("whole", shown.lang).to_owned(),
            Kind::GroupAdded | Kind::GroupRemoved | Kind::GroupRenamed => {
                word("whole", shown.lang).to_owned()
            }
            _ if !change.rule.is_empty() => word("whole", shown.lang).to_owned(),
            _ if change.group.is_empty() => word("no-group", shown.lang).to_owned(),
            _ => tame(&headings::shown(&change.group)),
        };
        if heading.as_ref() != Some(&this) {
            let _ = writeln!(out, "\n{}", bold(&this, options));
            heading = Some(this);
        }
        line(change, shown, label, options, &mut out);
    }
    let _ = writeln!(out, "\n{}", counts(&shown.diff.summary(), shown.lang));
    out
}

/// One change: sign, kind, what.
fn line(change: &Change, shown: &Shown, label: usize, options: Options, out: &mut String) {
    let label = pad(word(change.kind.name(), shown.lang), label);
    let _ = write!(out, "  {} {label}  ", paint(sign(change.kind), options));
    let mut behind = remarks(change, shown);
    match change.kind {
        Kind::Added | Kind::Removed => {
            let name = change.new.as_ref().or(change.old.as_ref());
            let name = tame(name.map_or("", String::as_str));
            let rank = rank(change, shown).map_or(String::new(), |rank| format!("{rank} "));
            let units = tame(&organisations(change, shown));
            let units = if units == name { String::new() } else { units };
            let name = if units.is_empty() { name } else { pad(&name, WIDEST.min(32)) };
            let _ = write!(out, "{rank}{name}");
            if !units.is_empty() {
                let _ = write!(out, "  {}", cut(&units, 60));
            }
        }
        Kind::GroupOrder | Kind::GroupReordered => {
            let _ = write!(out, "{}", tame(&change.name));
        }
        _ => {
            let mut subject: Vec<String> = Vec::new();
            if !change.name.is_empty() {
                subject.push(pad(&cut(&tame(&change.name), WIDEST), 0));
            }
            if !change.field.is_empty() {
                subject.push(word(&change.field, shown.lang).to_owned());
            }
            let before = if subject.is_empty() {
                String::new()
            } else {
                format!("{}: ", tame(&subject.join(" · ")))
            };
            let _ = write!(out, "{before}{}", values(change, shown, options));
        }
    }
    if !change.rule.is_empty() && !change.rows.is_empty() {
        behind.push(format!("{} {}", change.rows.len(), word("rows", shown.lang)));
    }
    if !behind.is_empty() {
        let _ = write!(out, "  ({})", tame(&behind.join("; ")));
    }
    out.push('\n');
    rows(&change.rows, shown, options, out);
}

/// Old and new, or the rule that leads from one to the other.
fn values(change: &Change, shown: &Shown, options: Options) -> String {
    if change.rule == "Aa" {
        return word("case", shown.lang).to_owned();
    }
    let none = word("none", shown.lang);
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => arrow(old, new, options),
        (Some(old), None) => format!("{} → {none}", tame(old)),
        (None, Some(new)) => format!("{none} → {}", tame(new)),
        (None, None) => String::new(),
    }
}

fn rows(rows: &[RowChange], shown: &Shown, options: Options, out: &mut String) {
    let listed = if options.all { rows.len() } else { rows.len().min(LISTED) };
    let widest = rows[..listed].iter().map(|row| width(&row.old).min(WIDEST)).max().unwrap_or(0);
    for row in &rows[..listed] {
        let (old, new) = marked(&row.old, &row.new, options);
        let gap = " ".repeat(widest.saturating_sub(width(&row.old)));
        let _ = writeln!(out, "      {old}{gap}  →  {new}");
    }
    if listed < rows.len() {
        let rest = rows.len() - listed;
        let _ = writeln!(out, "      … {rest} {}", word("rows", shown.lang));
    }
}

fn arrow(old: &str, new: &str, options: Options) -> String {
    let (old, new) = marked(old, new, options);
    format!("{old} → {new}")
}

/// Both texts, with the characters that only one of them has in colour.
fn marked(old: &str, new: &str, options: Options) -> (String, String) {
    let (old, new) = (tame(old), tame(new));
    if !options.colour {
        return (old, new);
    }
    let diff = TextDiff::from_chars(&old, &new);
    let (mut before, mut after) = (String::new(), String::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                before.push_str(text);
                after.push_str(text);
            }
            ChangeTag::Delete => {
                let _ = write!(before, "\u{1b}[31m{text}\u{1b}[0m");
            }
            ChangeTag::Insert => {
                let _ = write!(after, "\u{1b}[32m{text}\u{1b}[0m");
            }
        }
    }
    (before, after)
}

const fn sign(kind: Kind) -> char {
    match kind {
        Kind::Added | Kind::GroupAdded => '+',
        Kind::Removed | Kind::GroupRemoved => '-',
        Kind::PossibleRename => '?',
        _ => '~',
    }
}

fn paint(sign: char, options: Options) -> String {
    let code = match sign {
        '+' => "32",
        '-' => "31",
        _ => "33",
    };
    if options.colour { format!("\u{1b}[{code}m{sign}\u{1b}[0m") } else { sign.to_string() }
}

fn bold(text: &str, options: Options) -> String {
    if options.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// The kinds that occur decide how wide their column is.
fn label_width(shown: &Shown) -> usize {
    let kinds = shown.diff.changes.iter().map(|change| word(change.kind.name(), shown.lang));
    kinds.map(width).max().unwrap_or(0)
}

/// Text from outside made safe to show: nothing in it can drive the terminal or break the line.
pub(super) fn tame(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || bidi(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}
