//! A table held against the files beside it in its dataset folder: its description
//! (`datapackage.json`) and what the notice says (`notice.json`).

use std::collections::{HashMap, HashSet};

use regex::Regex;
use serde_json::Value;

use super::Table;
use super::beside::Beside;
use super::ours::Layout;
use super::rebuild;
use crate::check::Book;
use crate::model::claim::Stance;
use crate::model::report::Related;
use crate::model::roster::Serial;
use crate::model::{
    Claim, ClaimPlace, Date, Document, Entry, Notice, Relation, Report, Roster, SerialRule, Span,
};
use crate::text::digest;

/// Whether a file is the one its description was made for: size and SHA-256.
pub fn sealed(name: &str, bytes: &[u8], resource: &Value, document: &Document, book: &mut Book) {
    let hash = format!("sha256:{}", digest::sha256(bytes));
    let expected = resource["bytes"].as_u64();
    let sum = resource["hash"].as_str();
    let size_differs = expected.is_some_and(|expected| expected != bytes.len() as u64);
    if size_differs || sum.is_some_and(|sum| sum != hash) {
        let head = document.text.find('\n').unwrap_or(document.text.len());
        book.run("MD307", |sink| {
            sink.find(if size_differs { "bytes" } else { "" }, Span::of(0, head))
                .arg("file", name)
                .arg("found", bytes.len())
                .arg("expected", expected.unwrap_or_default());
        });
    }
    let told = resource["encoding"].as_str().unwrap_or("utf-8");
    let found = match std::str::from_utf8(bytes) {
        Ok(_) => "UTF-8",
        // A table was read as what it is; other files are nothing but UTF-8.
        Err(_) if document.encoding == "UTF-8" => "?",
        Err(_) => document.encoding,
    };
    if !told.eq_ignore_ascii_case(found) {
        let head = document.text.find('\n').unwrap_or(document.text.len());
        book.run("MD307", |sink| {
            sink.find("encoding", Span::of(0, head))
                .arg("file", name)
                .arg("found", found)
                .arg("expected", told);
        });
    }
}

/// The notice's own header of the serials: under 名次 equal ones are a tie.
pub(super) fn rank_title(notice: &mut Notice, resource: Option<&Value>) {
    let Some(fields) = resource.and_then(|r| r["schema"]["fields"].as_array()) else { return };
    let rank = fields.iter().find(|field| field["name"].as_str() == Some("rank"));
    let Some(title) = rank.and_then(|field| field["title"].as_str()) else { return };
    for roster in &mut notice.rosters {
        if let Some(at) = roster.serial_column() {
            title.clone_into(&mut roster.columns[at].title);
        }
    }
}

/// Header and cells against the fields of a Table Schema.
pub(super) fn types(table: &Table, resource: Option<&Value>, book: &mut Book) {
    let Some(fields) = resource.and_then(|r| r["schema"]["fields"].as_array()) else { return };
    let expected: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    let found: Vec<String> = (0..table.width()).map(|at| table.title(at).into_owned()).collect();
    if expected != found {
        let missing: Vec<&&str> =
            expected.iter().filter(|name| !found.iter().any(|f| f == *name)).collect();
        let extra: Vec<&String> =
            found.iter().filter(|name| !expected.contains(&name.as_str())).collect();
        let moved = found.iter().zip(&expected).filter(|(f, e)| f != *e).map(|(found, _)| found);
        let key = match (missing.is_empty(), extra.is_empty()) {
            (true, true) => "package-order",
            (false, true) => "package-missing",
            (true, false) => "package-extra",
            _ => "package",
        };
        book.run("MD113", |sink| {
            sink.find(key, table.head)
                .list("missing", missing)
                .list("extra", extra)
                .list("moved", moved);
        });
    }
    book.run("MD113", |sink| {
        for (at, name) in found.iter().enumerate() {
            let field = fields.iter().find(|field| field["name"] == name.as_str());
            let told = field.and_then(|field| field["type"].as_str());
            let (Some(told), Some(kind)) = (told, own_type(name)) else { continue };
            if told != kind {
                sink.find("package-type", table.head_cell(at))
                    .arg("column", name)
                    .arg("found", told)
                    .arg("expected", kind);
            }
        }
    });
    let mut faults: Vec<(usize, usize, &'static str, String)> = Vec::new();
    for field in fields {
        let name = field["name"].as_str().unwrap_or_default();
        let Some(column) = found.iter().position(|header| header == name) else { continue };
        let rules = Rules::of(field);
        let mut seen: HashSet<String> = HashSet::new();
        for row in 0..table.rows.len() {
            let cell = table.cell(row, column);
            if let Some((key, expected)) = rules.fault(&cell) {
                faults.push((row, column, key, expected));
            } else if rules.unique && !cell.is_empty() && !seen.insert(cell.into_owned()) {
                faults.push((row, column, "unique", String::new()));
            }
        }
    }
    faults.sort_by_key(|(row, column, ..)| (*row, *column));
    book.run("MD304", |sink| {
        for (row, column, key, expected) in faults {
            sink.find(key, table.place(row, column))
                .arg("row", table.line(row))
                .arg("column", table.title(column))
                .arg("cell", table.cell(row, column))
                .arg("expected", expected);
        }
    });
}

/// The type of a column of ours, where its name tells.
fn own_type(name: &str) -> Option<&'static str> {
    match name {
        "entry" | "seq" | "rank" | "page" | "line" | "span_start" | "span_end" => Some("integer"),
        "notice_date" => Some("date"),
        "notice_number" | "unit" | "unit_kind" | "unit_basis" | "unit_raw" | "adcode_level"
        | "adcode_basis" => Some("string"),
        // Codes are text: zeros in front of them count.
        name if name.ends_with("adcode") || name.ends_with("adcode_current") => Some("string"),
        _ => None,
    }
}

/// What a field asks of its cells.
struct Rules<'v> {
    kind: &'v str,
    required: bool,
    unique: bool,
    pattern: Option<(Regex, &'v str)>,
    one_of: Vec<&'v str>,
    minimum: Option<f64>,
}

impl<'v> Rules<'v> {
    fn of(field: &'v Value) -> Self {
        let constraints = &field["constraints"];
        let pattern = constraints["pattern"].as_str();
        let one_of = constraints["enum"].as_array().into_iter().flatten();
        Self {
            kind: field["type"].as_str().unwrap_or("string"),
            required: constraints["required"].as_bool().unwrap_or_default(),
            unique: constraints["unique"].as_bool().unwrap_or_default(),
            // A pattern that is no regular expression holds for nothing and against nothing.
            pattern: pattern
                .and_then(|text| Some((Regex::new(&format!("^(?:{text})$")).ok()?, text))),
            one_of: one_of.filter_map(Value::as_str).collect(),
            minimum: constraints["minimum"].as_f64(),
        }
    }

    /// What is wrong with a cell: the key of the message and what was expected.
    fn fault(&self, cell: &str) -> Option<(&'static str, String)> {
        if cell.is_empty() {
            return self.required.then(|| ("required", String::new()));
        }
        let number = || cell.parse::<f64>().ok();
        let sound = match self.kind {
            "integer" => cell.parse::<i64>().is_ok(),
            "number" => number().is_some(),
            "date" => cell.parse::<Date>().is_ok_and(Date::is_whole),
            "yearmonth" => cell.parse::<Date>().is_ok_and(|date| date.month != 0 && date.day == 0),
            "year" => cell.len() == 4 && cell.parse::<u16>().is_ok(),
            _ => true,
        };
        if !sound {
            return Some(("", self.kind.to_owned()));
        }
        if let Some((regex, text)) = &self.pattern
            && !regex.is_match(cell)
        {
            return Some(("pattern", (*text).to_owned()));
        }
        if !self.one_of.is_empty() && !self.one_of.contains(&cell) {
            return Some(("enum", self.one_of.join(" ")));
        }
        match (self.minimum, number()) {
            (Some(minimum), Some(number)) if number < minimum => {
                Some(("minimum", minimum.to_string()))
            }
            _ => None,
        }
    }
}

/// Number, date and groups against `notice.json`; without it, number and date of each row against
/// the others.
pub(super) fn facts(table: &Table, layout: &Layout, beside: &Beside, book: &mut Book) {
    let value = |name: &str| {
        beside.notice.and_then(|notice| {
            let value = &notice[name];
            value.as_str().or_else(|| value["value"].as_str()).map(str::to_owned)
        })
    };
    let known = [("number", layout.number), ("date", layout.date)];
    book.run("MD308", |sink| {
        for (name, column) in known {
            let known = column.filter(|_| layout.document.is_none() && !table.rows.is_empty());
            let Some(column) = known else { continue };
            let first = table.cell(0, column);
            if value(name).is_none()
                && (1..table.rows.len()).all(|row| table.cell(row, column) == first)
            {
                continue;
            }
            let expected = value(name).unwrap_or_else(|| most(table, column));
            for row in (0..table.rows.len()).filter(|row| table.cell(*row, column) != expected) {
                sink.find("", table.place(row, column))
                    .arg("row", table.line(row))
                    .arg("column", table.title(column))
                    .arg("cell", table.cell(row, column))
                    .arg("expected", &expected);
            }
        }
        let Some(roster) = beside.notice.map(|notice| &notice["rosters"][beside.roster]) else {
            return;
        };
        let entries = roster["entries"].as_u64();
        if let Some(entries) = entries.filter(|entries| *entries != table.rows.len() as u64) {
            sink.find("entries", table.head)
                .arg("expected", entries)
                .arg("found", table.rows.len());
        }
        if table.rows.is_empty() {
            return;
        }
        let mut counts: HashMap<Vec<String>, u64> = HashMap::new();
        let path = |row: usize| -> Vec<String> {
            layout.groups.iter().map(|at| table.cell(row, *at).into_owned()).collect()
        };
        for row in 0..table.rows.len() {
            *counts.entry(path(row)).or_default() += 1;
        }
        let groups = roster["groups"].as_array().into_iter().flatten();
        let mut expected: HashMap<Vec<String>, u64> = HashMap::new();
        for group in groups {
            let levels = group["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let levels: Vec<String> = levels.map(str::to_owned).collect();
            *expected.entry(levels).or_default() += group["entries"].as_u64().unwrap_or_default();
        }
        if expected.is_empty() {
            return;
        }
        for row in 0..table.rows.len() {
            let path = path(row);
            let blank = path.iter().all(String::is_empty);
            if !blank && !expected.contains_key(&path) {
                let at = layout.groups.iter().rev().find(|at| !table.cell(row, **at).is_empty());
                sink.find("group", at.map_or(table.rows[row], |at| table.place(row, *at)))
                    .arg("row", table.line(row))
                    .arg("cell", rebuild::heading(&path));
            }
        }
        let mut wrong: Vec<_> = expected
            .iter()
            .map(|(path, count)| (path, *count, counts.get(path).copied().unwrap_or_default()))
            .filter(|(_, count, found)| count != found)
            .collect();
        wrong.sort();
        for (group, expected, found) in wrong {
            let row = (0..table.rows.len()).find(|row| path(*row) == *group);
            sink.find("count", row.map_or(table.head, |row| table.rows[row]))
                .arg("cell", rebuild::heading(group))
                .arg("expected", expected)
                .arg("found", found);
        }
    });
}

/// The value that most rows have.
fn most(table: &Table, column: usize) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in 0..table.rows.len() {
        *counts.entry(table.cell(row, column).into_owned()).or_default() += 1;
    }
    let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    best.map_or(String::new(), |best| best.0)
}

/// Readings of a claim that look at the words around it in the letter.
const WORDED: [&str; 6] = ["named-as", "verb", "annex", "clause", "introduced", "listed"];

/// Gives the notice the counts that `notice.json` declares. Their spans lie behind the table's
/// plane, from where [`lead_back`] takes them.
pub(super) fn claims(notice: &mut Notice, beside: &Beside) {
    let Some(json) = beside.notice else { return };
    let base = notice.annex_start;
    let span = |value: &Value| {
        let at = |n: usize| value[n].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let (start, end) = (base.saturating_add(at(0)), base.saturating_add(at(1)));
        Span::new(start, end.max(start))
    };
    let all = json["claims"].as_array().map_or(&[][..], Vec::as_slice);
    let rosters = json["rosters"].as_array().map_or(0, Vec::len);
    // A notice of several rosters speaks of them together; its tables cannot be held one by one.
    if rosters > 1 {
        return;
    }
    let roster = &json["rosters"][beside.roster];
    let groups = roster["groups"].as_array().map_or(&[][..], Vec::as_slice);
    let sizes: Vec<u64> = groups.iter().filter_map(|group| group["entries"].as_u64()).collect();
    let total = roster["entries"].as_u64().unwrap_or_default();
    let mut borne_out: Vec<u64> =
        sizes.iter().flat_map(|size| [*size, total - size.min(&total)]).collect();
    borne_out.extend([total, sizes.len() as u64, sizes.len().saturating_sub(1) as u64]);
    for claim in all {
        let group = claim["group"].as_u64().and_then(|group| {
            let path =
                groups.get(usize::try_from(group).ok()?.checked_sub(1)?)?["path"].as_array()?;
            let same = |group: &crate::model::Group| {
                group.path.iter().map(String::as_str).eq(path.iter().filter_map(Value::as_str))
            };
            notice.rosters[0].groups.iter().position(same)
        });
        let of = claim["of"].as_u64().and_then(|of| u32::try_from(of).ok()?.checked_sub(1));
        let of = of.filter(|of| (*of as usize) < all.len());
        let place = match (claim["place"].as_str(), group) {
            (Some("title"), _) => ClaimPlace::Title,
            (Some("heading"), Some(group)) => {
                ClaimPlace::Heading { roster: 0, group: group as u32 }
            }
            (Some("note"), _) => ClaimPlace::Note,
            _ => ClaimPlace::Body,
        };
        let relation = match (claim["relation"].as_str(), of) {
            (Some("classes-of"), Some(of)) => Relation::ClassesOf(of),
            (Some("part-of"), Some(of)) => Relation::PartOf(of),
            (Some("delta"), _) => Relation::Delta,
            _ => Relation::Alone,
        };
        let text = |name: &str| claim[name].as_str().unwrap_or_default().to_owned();
        let (whole, numeral) = (span(&claim["span"]), span(&claim["numeral"]));
        let declared = claim["declared"].as_u64().unwrap_or_default();
        if let ClaimPlace::Heading { group, .. } = place {
            let index = notice.claims.len() as u32;
            notice.rosters[0].groups[group as usize].claim = Some(index);
        }
        notice.claims.push(Claim {
            about: text("about"),
            measure: text("measure"),
            declared,
            span: whole,
            numeral,
            place,
            relation,
            reading: claim["stance"].as_str().map(|_| text("by")),
            stance: match claim["stance"].as_str() {
                // What the letter's own words tell is not in the tables.
                _ if claim["by"].as_str().is_some_and(|by| WORDED.contains(&by)) => Stance::Context,
                Some("list") => Stance::List,
                // Where it is not said which counts speak of more than the list, those that the
                // rows, as they were read, did not bear out are not held against them either.
                None if borne_out.contains(&declared) => Stance::List,
                _ => Stance::Context,
            },
            ..Claim::default()
        });
    }
}

/// Serials that go on from the table before: a roster of one entry stands for it.
pub(super) fn before(notice: &mut Notice, beside: &Beside) {
    let Some(rank) = beside.rank_before else { return };
    let first = notice.rosters[0].entries.first().and_then(|entry| entry.serial.value());
    if first != rank.checked_add(1) {
        return;
    }
    let entry =
        Entry { span: Span::at(0), group: None, serial: Serial::Value(rank), ragged: false };
    notice.rosters[0].serial = SerialRule::RunOn;
    notice
        .rosters
        .insert(0, Roster { entries: vec![entry], serial: SerialRule::None, ..Roster::default() });
}

/// Spans behind the table's plane are places of `text.txt`: they are moved beside, and the finding
/// points at the header instead.
pub(super) fn lead_back(report: &mut Report, table: &Table) {
    let base = table.document.text.len() as u32;
    let back = |span: Span| Span::new(span.start - base, span.end - base);
    for finding in &mut report.findings {
        for related in &mut finding.related {
            if related.span.start >= base && !related.span.is_empty() {
                related.span = back(related.span);
                related.beside = true;
            }
        }
        if finding.primary.start >= base {
            let span = back(finding.primary);
            finding.related.insert(0, Related { span, key: "declared", beside: true });
            finding.primary = table.head;
        }
    }
    for claim in &mut report.claims {
        claim.span = claim.span.filter(|span| span.start < base);
    }
}
