//! Faulty notices made from a sound one, by operators that know its rows: what was done, and where
//! nothing in the notice can show it, why.
#![allow(dead_code, unreachable_pub)]

mod bytes;
mod moved;

use std::collections::BTreeMap;
use std::ops::Range;

use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::document::Origin;
use mingdan::model::report::{ClaimSource, State};
use mingdan::model::{Claim, ClaimPlace, FindingLevel, Role, Roster, SerialRule, Source, Span};
use mingdan::pipeline::{self, Choose, Run};
use mingdan::schema;

/// A faulty notice.
pub struct Mutant {
    /// What kind of fault.
    pub operator: &'static str,
    /// Which one, for people.
    pub what: String,
    pub bytes: Vec<u8>,
    /// Why no reader of the notice alone could see it; none where it must be seen.
    pub invisible: Option<&'static str>,
    /// Columns change places: equal rows have the same cells under the same names.
    pub by_name: bool,
}

/// What checking made of a faulty notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// An error that the sound notice has not.
    Flagged,
    /// A warning that the sound notice has not.
    Warned,
    /// The rows are those of the sound notice all the same.
    Equal,
    /// Nothing is said and nothing could be.
    Invisible,
    /// Nothing is said although something could be.
    Silent,
}

pub const VERDICTS: [&str; 5] = ["flagged", "warned", "equal", "invisible", "silent"];

/// A notice that faults are made in.
pub struct Sound<'s> {
    text: &'s str,
    run: Run<'static>,
    rows: Vec<Vec<String>>,
    found: BTreeMap<(FindingLevel, &'static str), usize>,
}

fn run(bytes: impl Into<Vec<u8>>) -> Option<Run<'static>> {
    let source = Source::new("notice", bytes);
    let choose = Choose::Among(schema::built_in());
    pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).ok()
}

/// The rows of a run: roster, group path, serial and cells as printed, without blanks.
fn rows(run: &Run) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (r, roster) in run.checked.resolved().notice.rosters.iter().enumerate() {
        for (e, entry) in roster.entries.iter().enumerate() {
            let mut row = vec![r.to_string()];
            let group = entry.group.and_then(|group| roster.groups.get(group as usize));
            row.push(group.map_or(String::new(), |group| group.path.join("/")));
            let cells = (0..roster.columns.len()).map(|c| roster.cell(&run.document, e, c));
            row.extend(cells.map(|cell| cell.chars().filter(|c| !c.is_whitespace()).collect()));
            rows.push(row);
        }
    }
    rows
}

/// The same with each cell under its column's title, in the order of titles.
fn named(run: &Run) -> Vec<Vec<String>> {
    let rosters = &run.checked.resolved().notice.rosters;
    let mut named = Vec::new();
    for mut row in rows(run) {
        let columns = &rosters[row[0].parse::<usize>().unwrap_or_default()].columns;
        let mut cells: Vec<String> = row.drain(2..).collect();
        for (cell, column) in cells.iter_mut().zip(columns) {
            *cell = format!("{}={cell}", column.title);
        }
        cells.sort();
        row.extend(cells);
        named.push(row);
    }
    named
}

fn findings(run: &Run) -> BTreeMap<(FindingLevel, &'static str), usize> {
    let mut found = BTreeMap::new();
    for finding in run.checked.report().findings.iter().filter(|f| f.level > FindingLevel::Note) {
        *found.entry((finding.level, finding.code)).or_default() += 1;
    }
    found
}

impl<'s> Sound<'s> {
    /// A notice in a text file; none where it is no text, or no roster is found.
    pub fn new(text: &'s str) -> Option<Self> {
        let run = run(text)?;
        let rows = rows(&run);
        let found = findings(&run);
        (!rows.is_empty()).then_some(Self { text, run, rows, found })
    }

    /// Whether checking finds no error in it.
    pub fn is_clean(&self) -> bool {
        self.found.keys().all(|(level, _)| *level < FindingLevel::Error)
    }

    pub fn judge(&self, mutant: &Mutant) -> Verdict {
        // What cannot be read at all is refused, with exit status 2.
        let Some(run) = run(mutant.bytes.clone()) else { return Verdict::Flagged };
        let found = findings(&run);
        let more = |level: FindingLevel| {
            found.iter().any(|(key, count)| {
                key.0 == level && *count > self.found.get(key).copied().unwrap_or(0)
            })
        };
        if more(FindingLevel::Error) {
            return Verdict::Flagged;
        }
        let same =
            if mutant.by_name { named(&run) == named(&self.run) } else { rows(&run) == self.rows };
        if same {
            return Verdict::Equal;
        }
        if more(FindingLevel::Warning) {
            return Verdict::Warned;
        }
        if mutant.invisible.is_some() { Verdict::Invisible } else { Verdict::Silent }
    }

    /// The line of the file that a byte is in.
    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The bytes of the file under a span, where they are the plane's.
    fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let run = self.run.document.origin(span.start)?;
        let Origin::Bytes { byte, .. } = run.origin else { return None };
        let start = byte as usize + (span.start - run.start) as usize;
        let end = start + span.len() as usize;
        (self.text.get(start..end)? == self.run.document.slice(span)).then_some(start..end)
    }

    /// The whole lines of the file under a span.
    fn lines(&self, span: Span) -> Option<Range<usize>> {
        let first = self.bytes(Span::at(span.start))?.start;
        let last = self.bytes(Span::at(span.end))?.end.max(first);
        let start = self.text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[last..].find('\n').map_or(self.text.len(), |at| last + at + 1);
        Some(start..end)
    }

    fn with(&self, range: Range<usize>, by: &str) -> Vec<u8> {
        [&self.text[..range.start], by, &self.text[range.end..]].concat().into_bytes()
    }

    /// Whether a declared count that holds counts a row of that group. `Own` asks for counts of
    /// the group alone, `Elsewhere` for those of them that do not stand in its heading.
    fn is_counted(&self, r: usize, group: Option<u32>, whose: Whose) -> bool {
        let notice = &self.run.checked.resolved().notice;
        let roster = &notice.rosters[r];
        let report = self.run.checked.report();
        let held = |at: usize| report.claims.get(at).is_some_and(|c| c.state == State::Held);
        let pinned = report.claims.iter().any(|c| c.source == ClaimSource::Schema);
        let group = group.and_then(|group| roster.groups.get(group as usize).map(|g| (group, g)));
        pinned
            || notice.claims.iter().enumerate().filter(|(at, _)| held(*at)).any(|(_, claim)| {
                let all = whose == Whose::Any
                    && (claim.declared == roster.entries.len() as u64
                        || claim.declared == self.rows.len() as u64);
                match (claim.place, &group) {
                    (ClaimPlace::Heading { roster, group }, Some((own, _))) => {
                        roster as usize == r && group == *own && whose != Whose::Elsewhere || all
                    }
                    (_, None) => all,
                    (_, Some((_, group))) => all || Self::names(claim, &group.heading, roster),
                }
            })
    }

    /// Whether a claim names the group of a heading and not every group of its roster: a row that
    /// goes from one that is named to one that is not shows.
    fn names(claim: &Claim, heading: &str, roster: &Roster) -> bool {
        let named = |heading: &str| !claim.about.is_empty() && heading.contains(&claim.about);
        named(heading) && !roster.groups.iter().all(|group| named(&group.heading))
    }
}

/// Which counts are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Any,
    Own,
    Elsewhere,
}

/// Whether rows have serials that show a lost or moved row.
fn is_ranked(roster: &Roster) -> bool {
    roster.serial != SerialRule::None
}

/// Numbers of an older list have gaps; one that still lies between its neighbours shows nothing.
fn keeps_order(roster: &Roster, e: usize, number: u64) -> Option<&'static str> {
    let value = |e: usize| roster.entries.get(e)?.serial.value().map(u64::from);
    let gaps = (1..roster.entries.len())
        .filter_map(|e| Some((value(e - 1)?, value(e)?)))
        .any(|(above, own)| own > above + 1);
    let above = e.checked_sub(1).and_then(value).is_none_or(|above| above < number);
    let below = value(e + 1).is_none_or(|below| number < below);
    (gaps && above && below).then_some(OLDER)
}

const OLDER: &str = "the numbers are those of an older list, of which only the order is known";
const UNCOUNTED: &str = "no serials, and no count of these rows is declared";
const LAST: &str = "the last of its serials, and no count of these rows is declared";
const CUT: &str = "what was cut off is counted nowhere, and serials before it have no gap";
const HEADLESS: &str = "a roster may begin without a heading";
const UNRANKED: &str = "without serials the order of rows is nowhere stated";
const ALONE: &str = "a value without a second witness in the notice";
const GROUPS: &str = "the order of groups is nowhere stated";
const LEVEL: &str = "rows without serials and counts can stand under any heading";

/// Where faults are made: an operator of rows at every so many rows of a roster, and at no more than
/// so many of them, evenly spread.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub every: usize,
    pub most: usize,
}

impl Places {
    fn step(self, rows: usize) -> usize {
        self.every.max(rows.div_ceil(self.most)).max(1)
    }
}

/// Takes faulty notices one by one: all those of a long notice at once would fill the memory.
pub struct Faults<'f>(pub &'f mut dyn FnMut(Mutant));

impl Faults<'_> {
    fn push(&mut self, mutant: Mutant) {
        (self.0)(mutant);
    }
}

/// Makes faulty notices.
pub fn mutants(sound: &Sound, places: Places, found: &mut Faults) {
    let notice = &sound.run.checked.resolved().notice;
    for (r, roster) in notice.rosters.iter().enumerate() {
        of_rows(sound, r, roster, places.step(roster.entries.len()), found);
        of_groups(sound, r, roster, found);
        of_header(sound, roster, found);
    }
    of_counts(sound, found);
    bytes::add(sound, places, found);
    moved::add(sound, found);
}

fn of_rows(sound: &Sound, r: usize, roster: &Roster, step: usize, found: &mut Faults) {
    let text = sound.text;
    // Rows with lines of their own: others cannot be cut out.
    let lines: Vec<Option<Range<usize>>> =
        roster.entries.iter().map(|entry| sound.lines(entry.span)).collect();
    let own = |e: usize| -> Option<Range<usize>> {
        let range = lines[e].clone()?;
        let apart = |other: Option<&Option<Range<usize>>>| {
            other.is_none_or(|o| {
                o.as_ref().is_none_or(|o| o.end <= range.start || range.end <= o.start)
            })
        };
        (apart(e.checked_sub(1).and_then(|e| lines.get(e))) && apart(lines.get(e + 1)))
            .then_some(range)
    };
    let serial = roster.serial_column();
    for e in (0..roster.entries.len()).step_by(step) {
        let Some(range) = own(e) else { continue };
        let line = &text[range.clone()];
        let number = text[..range.start].matches('\n').count() + 1;
        let group = roster.entries[e].group;
        let counted = sound.is_counted(r, group, Whose::Any);
        let last = roster
            .entries
            .get(e + 1)
            .is_none_or(|next| next.group != group && roster.serial == SerialRule::PerGroup);
        let unseen = match (is_ranked(roster), last) {
            _ if counted => None,
            (false, _) => Some(UNCOUNTED),
            (true, true) => Some(LAST),
            (true, false) => None,
        };
        let mut add = |operator, bytes, invisible| {
            let what = format!("line {number}: {}", line.trim_end());
            found.push(Mutant { operator, what, bytes, invisible, by_name: false });
        };
        add("row dropped", sound.with(range.clone(), ""), unseen);
        let cut = text.as_bytes()[..range.start].to_vec();
        if e > 0 {
            let rest = roster.entries[e..].iter().any(|l| sound.is_counted(r, l.group, Whose::Any));
            add("file cut off", cut, (!rest).then_some(CUT));
        }
        let ended =
            |line: &str| if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
        add("row doubled", sound.with(range.start..range.start, &ended(line)), None);
        if let Some(at) = serial.and_then(|c| sound.bytes(roster.row(e)[c])) {
            let digits = &text[at.clone()];
            if digits.starts_with(|c: char| c.is_ascii_digit()) {
                let digit = if digits.starts_with('9') { "8" } else { "9" };
                let number = format!("{digit}{}", &digits[1..]).parse().unwrap_or(0);
                let unseen = keeps_order(roster, e, number);
                add("serial changed", sound.with(at.start..at.start + 1, digit), unseen);
            }
        }
        if let Some(tab) = line.find('\t') {
            let at = range.start + tab;
            add("separator lost", sound.with(at..at + 1, ""), None);
        }
        let names: Vec<usize> = (0..roster.columns.len())
            .filter(|c| Some(*c) != serial && !roster.row(e)[*c].is_empty())
            .collect();
        if let Some(at) = names.first().and_then(|c| sound.bytes(roster.row(e)[*c])) {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at.start] = 0xFF;
            add("byte damaged", bytes, None);
            let name = &text[at.clone()];
            let (here, alike) =
                [("山", "⼭"), ("大", "⼤"), ("水", "⽔"), ("金", "⾦"), ("A", "А"), ("e", "е")]
                    .into_iter()
                    .find(|(plain, _)| name.contains(plain))
                    .unwrap_or(("", ""));
            if !here.is_empty() {
                let changed = name.replacen(here, alike, 1);
                add("look-alike character", sound.with(at.clone(), &changed), None);
            }
            let mut chars: Vec<char> = name.chars().collect();
            let middle = chars.len() / 2;
            if chars.len() > 3 {
                let split: String =
                    chars[..middle].iter().chain(['\n'].iter()).chain(&chars[middle..]).collect();
                add(
                    "row split",
                    sound.with(at.clone(), &split),
                    Some(ALONE).filter(|_| !is_ranked(roster)),
                );
                chars[middle] = '某';
                let changed: String = chars.into_iter().collect();
                add("character of a name", sound.with(at, &changed), Some(ALONE));
            }
        }
        for c in names.iter().skip(1).take(1) {
            let role = roster.columns[*c].role;
            if let (Some(at), Role::Units | Role::Place) = (sound.bytes(roster.row(e)[*c]), role) {
                add("unit changed", sound.with(at, "某某局"), Some(ALONE));
            }
        }
        let Some(next) = (e + 1 < lines.len()).then(|| own(e + 1)).flatten() else { continue };
        if next.start != range.end || roster.entries[e + 1].group != group {
            continue;
        }
        let both = range.start..next.end;
        let after = &text[next.clone()];
        let swapped = ended(after) + line;
        let order = (!is_ranked(roster)).then_some(UNRANKED);
        if line.trim() != after.trim() {
            add("rows exchanged", sound.with(both.clone(), &swapped), order);
        }
        let merged = format!("{}{after}", line.trim_end());
        add("rows merged", sound.with(both, &merged), unseen);
        if let (Some(c), true) = (names.first(), names.len() > 1) {
            let [a, b] = [e, e + 1].map(|e| sound.bytes(roster.row(e)[*c]));
            if let (Some(a), Some(b)) = (a, b)
                && a.end <= b.start
                && text[a.clone()] != text[b.clone()]
            {
                let pieces = [
                    &text[..a.start],
                    &text[b.clone()],
                    &text[a.end..b.start],
                    &text[a],
                    &text[b.end..],
                ];
                add("names exchanged", pieces.concat().into_bytes(), Some(ALONE));
            }
        }
    }
}

fn of_groups(sound: &Sound, r: usize, roster: &Roster, found: &mut Faults) {
    let text = sound.text;
    let starts: Vec<Option<usize>> =
        roster.groups.iter().map(|group| sound.lines(group.span).map(|l| l.start)).collect();
    let of_group = |g: usize| {
        let mut entries = roster.entries.iter().filter(move |e| e.group == Some(g as u32));
        let first = entries.next();
        (first, entries.next_back().or(first))
    };
    for (g, group) in roster.groups.iter().enumerate() {
        let Some(range) = sound.lines(group.span) else { continue };
        let (Some(first), Some(last)) = of_group(g) else { continue };
        // A heading in a column of the table is a cell.
        if sound.lines(first.span).is_none_or(|row| row.start < range.end) {
            continue;
        }
        let own = sound.is_counted(r, Some(g as u32), Whose::Own);
        let elsewhere = sound.is_counted(r, Some(g as u32), Whose::Elsewhere);
        let mut add = |operator, bytes, invisible| {
            let what = format!("{}: {}", group.heading, text[range.clone()].trim_end());
            found.push(Mutant { operator, what, bytes, invisible, by_name: false });
        };
        let per_group = roster.serial == SerialRule::PerGroup;
        let unseen = (!per_group && !elsewhere).then_some(LEVEL);
        let unseen = unseen.filter(|_| g > 0).or((g == 0 && !elsewhere).then_some(HEADLESS));
        add("heading lost", sound.with(range.clone(), ""), unseen);
        let Some(end) = sound.lines(last.span) else { continue };
        // The last row goes to the head of the next group.
        if let Some(Some(start)) = starts.get(g + 1)
            && *start >= end.end
            && let (Some(next), _) = of_group(g + 1)
            && let Some(row) = sound.lines(next.span)
        {
            let moved = [
                &text[..end.start],
                &text[end.end..row.start],
                &text[end.clone()],
                &text[row.start..],
            ];
            let next = sound.is_counted(r, Some(g as u32 + 1), Whose::Own);
            let unseen = (!per_group && !own && !next).then_some(LEVEL);
            add("row in another group", moved.concat().into_bytes(), unseen);
            // Two groups change places.
            let (_, Some(last)) = of_group(g + 1) else { continue };
            if let Some(stop) = sound.lines(last.span) {
                let turned = [
                    &text[..range.start],
                    &text[*start..stop.end],
                    &text[range.start..*start],
                    &text[stop.end..],
                ];
                let unseen = (roster.serial != SerialRule::RunOn).then_some(GROUPS);
                add("groups exchanged", turned.concat().into_bytes(), unseen);
            }
        }
    }
}

fn of_header(sound: &Sound, roster: &Roster, found: &mut Faults) {
    let header = roster.columns.iter().find_map(|column| column.header);
    if let Some(range) = header.and_then(|span| sound.lines(span)) {
        let what = sound.text[range.clone()].trim_end().to_owned();
        let bytes = sound.with(range, "");
        // The rows are read by their form then; that all of them are is what is asked.
        found.push(Mutant {
            operator: "header lost",
            what,
            bytes,
            invisible: None,
            by_name: false,
        });
    }
}

fn of_counts(sound: &Sound, found: &mut Faults) {
    let notice = &sound.run.checked.resolved().notice;
    let states = &sound.run.checked.report().claims;
    for (claim, state) in notice.claims.iter().zip(states) {
        if state.state != State::Held {
            continue;
        }
        let Some(range) = sound.bytes(claim.numeral) else { continue };
        let numeral = &sound.text[range.clone()];
        let Ok(number) = numeral.parse::<u64>() else { continue };
        for wrong in [number + 1, number.saturating_sub(1), number * 10 + 1] {
            let bytes = sound.with(range.clone(), &wrong.to_string());
            let what = format!("{} {number} → {wrong}", claim.about);
            found.push(Mutant {
                operator: "count changed",
                what,
                bytes,
                invisible: None,
                by_name: false,
            });
        }
    }
}

/// How often each operator gave each verdict.
#[derive(Default)]
pub struct Tally(BTreeMap<&'static str, [usize; 5]>);

impl Tally {
    pub fn add(&mut self, operator: &'static str, verdict: Verdict) {
        self.0.entry(operator).or_default()[verdict as usize] += 1;
    }

    pub fn count(&self, verdict: Verdict) -> usize {
        self.0.values().map(|counts| counts[verdict as usize]).sum()
    }

    pub fn all(&self) -> usize {
        self.0.values().flatten().sum()
    }

    /// The table operator × verdict.
    pub fn show(&self) -> String {
        let mut text = format!("{:<22}", "");
        for name in VERDICTS {
            text.push_str(&format!("{name:>10}"));
        }
        text.push('\n');
        for (operator, counts) in &self.0 {
            text.push_str(&format!("{operator:<22}"));
            for count in counts {
                text.push_str(&format!("{count:>10}"));
            }
            text.push('\n');
        }
        text
    }
}
