//! Text for a terminal: by group, aligned by display width, with the changed characters marked.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Shown, about, counts, limits, marks, organisations, rank, remarks, rows, word};
use crate::diff::change::{Change, Kind, RowChange};
use crate::diff::headings;
use crate::diff::side::Side;
use crate::model::Lang;
use crate::text::tame;
use crate::text::width::{cut, pad, width};

/// Rows of one rule that are listed; `all` lifts the limit.
const LISTED: usize = 8;
/// Cells that the first of two columns takes at most.
const WIDEST: usize = 44;
/// Cells beyond which a line would wrap, so that marks below it would stand under nothing.
const LINE: usize = 110;

/// How text is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Use colours; without them `^` below a line marks the changed characters.
    pub colour: bool,
    /// List every row of a rule.
    pub all: bool,
}

/// What lines are written with.
struct Page<'a> {
    shown: &'a Shown<'a>,
    options: Options,
    /// Width of the column of kinds.
    label: usize,
    /// Entries under each heading, on the old and the new side.
    sizes: [HashMap<&'a [String], usize>; 2],
    out: String,
}

/// The whole comparison.
pub fn write(shown: &Shown, options: Options) -> String {
    let kinds = shown.diff.changes.iter().map(|change| word(change.kind.name(), shown.lang));
    let label = kinds.map(width).max().unwrap_or(0);
    let sizes = [sizes(shown.old), sizes(shown.new)];
    let mut page = Page { shown, options, label, sizes, out: String::new() };
    for (sign, side) in [('-', shown.old), ('+', shown.new)] {
        let name = tame(&side.name);
        let _ = writeln!(page.out, "{} {name}  {}", paint(sign, options), about(side, shown.lang));
    }
    let mut heading: Option<String> = None;
    for change in &shown.diff.changes {
        let this = match change.kind {
            Kind::Metadata
            | Kind::GroupOrder
            | Kind::GroupAdded
            | Kind::GroupRemoved
            | Kind::GroupRenamed => word("whole", shown.lang).to_owned(),
            _ if change.rows.len() > 1 && change.kind != Kind::GroupReordered => {
                word("whole", shown.lang).to_owned()
            }
            _ if change.group.is_empty() => word("no-group", shown.lang).to_owned(),
            _ => tame(&headings::shown(&change.group)),
        };
        if heading.as_ref() != Some(&this) {
            let _ = writeln!(page.out, "\n{}", bold(&this, options));
            heading = Some(this);
        }
        page.change(change);
    }
    let _ = writeln!(page.out, "\n{}", counts(&shown.diff.summary(), shown.lang));
    for limit in limits(shown) {
        let _ = writeln!(page.out, "{limit}");
    }
    page.out
}

impl Page<'_> {
    /// One change: sign, kind, what.
    fn change(&mut self, change: &Change) {
        let lang = self.shown.lang;
        let label = pad(word(change.kind.name(), lang), self.label);
        let _ = write!(self.out, "  {} {label}  ", paint(sign(change.kind), self.options));
        let indent = 6 + self.label;
        let mut behind = remarks(change, self.shown);
        let mut below = None;
        match change.kind {
            Kind::Added | Kind::Removed => self.entry(change),
            Kind::GroupAdded | Kind::GroupRemoved => {
                let name = change.new.as_ref().or(change.old.as_ref());
                self.out.push_str(&tame(name.map_or("", String::as_str)));
                let sizes = &self.sizes[usize::from(change.kind == Kind::GroupAdded)];
                let entries = sizes.get(change.group.as_slice()).copied().unwrap_or_default();
                behind.push(format!("{entries} {}", word("entries", lang)));
            }
            Kind::GroupOrder => {
                let list = |list: &Option<String>| tame(list.as_deref().unwrap_or_default());
                let _ = write!(self.out, "{} → {}", list(&change.old), list(&change.new));
            }
            Kind::GroupReordered => {
                let (off, all) = change.name.split_once('/').unwrap_or(("", ""));
                let _ = write!(self.out, "{}", word("off", lang).replace("{}", off));
                let _ = write!(self.out, " {all} {}", word("entries", lang));
            }
            _ => below = self.values(change, indent),
        }
        if change.rows.len() > 1 && change.kind != Kind::GroupReordered {
            behind.push(rows(change, lang));
        }
        if !behind.is_empty() {
            let _ = write!(self.out, "  ({})", tame(&behind.join("; ")));
        }
        self.out.push('\n');
        if let Some(below) = below {
            let _ = writeln!(self.out, "{below}");
        }
        // A column that says another thing throughout says it by itself.
        let column = change.kind == Kind::FieldChanged && !self.options.all;
        if change.rows.len() > 1 && !column {
            self.rows(&change.rows);
        }
    }

    /// An entry that came or went: rank, name, organisations.
    fn entry(&mut self, change: &Change) {
        let name = change.new.as_ref().or(change.old.as_ref());
        let name = tame(name.map_or("", String::as_str));
        let rank = rank(change, self.shown).map_or(String::new(), |rank| format!("{rank} "));
        let units = tame(&organisations(change, self.shown));
        let units = if units == name { String::new() } else { units };
        let name = if units.is_empty() { name } else { pad(&name, WIDEST.min(32)) };
        let _ = write!(self.out, "{rank}{name}");
        if !units.is_empty() {
            let _ = write!(self.out, "  {}", cut(&units, 60));
        }
    }

    /// Entry, column, old and new, or the rule that leads from one to the other. Gives back the
    /// line of marks that belongs below.
    fn values(&mut self, change: &Change, indent: usize) -> Option<String> {
        let lang = self.shown.lang;
        let name = cut(&tame(&change.name), WIDEST);
        let field = tame(word(&change.field, lang));
        let subject = match (name.as_str(), field.as_str()) {
            (one, "") | ("", one) => one.to_owned(),
            (about, item) if change.kind == Kind::Metadata => format!("{item} ({about})"),
            (entry, column) => format!("{entry} · {column}"),
        };
        let said = change.old.is_some() || change.new.is_some() || !change.rule.is_empty();
        let subject = if subject.is_empty() || !said { subject } else { format!("{subject}: ") };
        self.out.push_str(&subject);
        let none = word("none", lang);
        match (&change.old, &change.new) {
            (Some(old), Some(new)) if old.is_empty() || new.is_empty() => {
                let (text, what) = if old.is_empty() { (new, "put-in") } else { (old, "left-out") };
                let _ = write!(self.out, "{}", word(what, lang).replace("{}", &tame(text)));
                None
            }
            (Some(old), Some(new)) => {
                let (old, new) = (tame(old), tame(new));
                if self.options.colour {
                    let [old, new] = marks::painted(&old, &new);
                    let _ = write!(self.out, "{old} → {new}");
                    return None;
                }
                let _ = write!(self.out, "{old} → {new}");
                let at = indent + width(&subject);
                let fits = change.rows.len() < 2
                    && change.kind != Kind::Moved
                    && at + width(&old) + width(&new) + 3 <= LINE;
                let line = fits.then(|| marks::carets(&old, &new, 3)).flatten()?;
                Some(format!("{}{line}", " ".repeat(at)))
            }
            (Some(old), None) => {
                let _ = write!(self.out, "{} → {none}", tame(old));
                None
            }
            (None, Some(new)) => {
                let _ = write!(self.out, "{none} → {}", tame(new));
                None
            }
            // A form of writing, or counts in headings, which are listed.
            (None, None) => {
                self.out.push_str(word(&change.rule, lang));
                None
            }
        }
    }

    fn rows(&mut self, rows: &[RowChange]) {
        let listed = if self.options.all { rows.len() } else { rows.len().min(LISTED) };
        let old = |row: &RowChange| match tame(&row.name) {
            name if name.is_empty() => (String::new(), tame(&row.old)),
            name => (format!("{}: ", cut(&name, WIDEST)), tame(&row.old)),
        };
        let cells = |row: &RowChange| {
            let (name, old) = old(row);
            width(&name) + width(&old)
        };
        let widest = rows[..listed].iter().map(|row| cells(row).min(WIDEST)).max().unwrap_or(0);
        for row in &rows[..listed] {
            let gap = " ".repeat(widest.saturating_sub(cells(row)));
            let (name, old) = old(row);
            let new = tame(&row.new);
            let [old, new] =
                if self.options.colour { marks::painted(&old, &new) } else { [old, new] };
            let _ = writeln!(self.out, "      {name}{old}{gap}  →  {new}");
        }
        if listed < rows.len() {
            let more = word("more", self.shown.lang);
            let more = more.replace("{}", &(rows.len() - listed).to_string());
            let _ = writeln!(self.out, "      … {more}");
        }
    }
}

/// How many entries stand under each heading.
fn sizes(side: &Side) -> HashMap<&[String], usize> {
    let mut sizes = HashMap::new();
    for row in &side.rows {
        *sizes.entry(side.path(row)).or_default() += 1;
    }
    sizes
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

/// The counts and, where one was met, the limits.
pub fn summary(shown: &Shown, lang: Lang) -> String {
    let mut lines = vec![counts(&shown.diff.summary(), lang)];
    lines.extend(limits(shown));
    lines.push(String::new());
    lines.join("\n")
}
