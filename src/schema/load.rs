//! TOML → [`Schema`], strictly: an unknown key, a wrong type or a bad pattern is an error at its
//! line, never a silent default.

use std::fmt;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::{ColumnSchema, Expect, GroupPattern, GroupPin, Pin, RosterSchema, Schema};
use crate::model::{Date, Role, SerialRule};
use crate::text::nearest::nearest;

/// Why a schema cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// Name of the file, as given to [`load`].
    pub name: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: String,
    /// The line itself.
    pub quoted: String,
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, line, column, message, quoted } = self;
        write!(f, "{name}:{line}:{column}: {message}\n  {line} | {quoted}")
    }
}

impl std::error::Error for SchemaError {}

/// Reads a schema. `name` is the file's name, for errors.
///
/// # Errors
/// The first thing that is wrong, with its place: TOML syntax, an unknown key (with the nearest
/// known one), an unknown role or serial rule, a pattern that does not compile, a level that no
/// pattern captures, a key used twice.
pub fn load(text: &str, name: &str) -> Result<Schema, SchemaError> {
    let fail = |span: Option<Range<usize>>, message: String| error(text, name, span, message);
    let file: File =
        toml::from_str(text).map_err(|e| fail(e.span(), explain_toml_message(e.message())))?;
    build(file).map_err(|(span, message)| fail(Some(span), message))
}

type Fault = (Range<usize>, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    title: String,
    lock: Option<Spanned<bool>>,
    #[serde(rename = "match")]
    matches: Option<MatchTable>,
    #[serde(default)]
    roster: Vec<RosterTable>,
    #[serde(default)]
    expect: Vec<Spanned<ExpectTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MatchTable {
    title: Spanned<String>,
    issuer: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterTable {
    serial: Option<Spanned<String>>,
    #[serde(default)]
    columns: Vec<ColumnTable>,
    groups: Option<GroupTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnTable {
    header: String,
    key: Spanned<String>,
    role: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupTable {
    pattern: Spanned<String>,
    titles: Option<Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectTable {
    number: Option<String>,
    title: Option<String>,
    date: Option<Spanned<String>>,
    entries: Option<u64>,
    #[serde(default)]
    levels: toml::Table,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    rosters: Vec<ExpectRoster>,
    #[serde(default)]
    groups: Vec<ExpectGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectRoster {
    entries: u64,
    rows: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectGroup {
    heading: String,
    #[serde(default)]
    under: Vec<String>,
    entries: u64,
    rows: Option<String>,
}

fn build(file: File) -> Result<Schema, Fault> {
    if file.name.get_ref().trim().is_empty() {
        return Err((file.name.span(), "the name is empty".to_owned()));
    }
    let pattern = |text: Option<Spanned<String>>| text.map(|t| regex(&t)).transpose();
    let (match_title, match_issuer) = match file.matches {
        None => (None, None),
        Some(table) => (pattern(Some(table.title))?, pattern(table.issuer)?),
    };
    let rosters: Vec<RosterSchema> =
        file.roster.into_iter().map(roster).collect::<Result<_, _>>()?;
    let known: Vec<&str> = rosters
        .iter()
        .filter_map(|roster| roster.groups.as_ref())
        .flat_map(|groups| groups.levels.iter().map(String::as_str))
        .collect();
    let expect = file
        .expect
        .into_iter()
        .map(|table| expect(table, &known))
        .collect::<Result<Vec<_>, _>>()?;
    if match_title.is_some()
        && let Some((span, _)) =
            expect.iter().find(|(_, e)| e.number.is_none() && e.title.is_none())
    {
        let message = "`number` or `title` is missing: a schema that matches by itself must say \
            which notice this belongs to";
        return Err((span.clone(), message.to_owned()));
    }
    let lock = file.lock.as_ref().is_some_and(|lock| *lock.get_ref());
    if let Some(key) = file.lock.filter(|_| lock && expect.len() != 1) {
        let message = "a lock is of one notice: it has one `[[expect]]`";
        return Err((key.span(), message.to_owned()));
    }
    let expect = expect.into_iter().map(|(_, expect)| expect).collect();
    let name = file.name.into_inner();
    Ok(Schema { name, title: file.title, lock, match_title, match_issuer, rosters, expect })
}

fn roster(table: RosterTable) -> Result<RosterSchema, Fault> {
    let mut columns: Vec<ColumnSchema> = Vec::new();
    for ColumnTable { header, key, role } in table.columns {
        let span = key.span();
        let key = key.into_inner();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if key.is_empty() || !key.chars().all(plain) {
            let message = format!("key `{key}`: use lower-case letters, digits and `_`");
            return Err((span, message));
        }
        if columns.iter().any(|column| column.key == key) {
            return Err((span, format!("key `{key}` is used twice in this roster")));
        }
        let role = Role::parse(role.get_ref())
            .ok_or_else(|| unknown(&role, "role", &Role::ALL.map(Role::name)))?;
        let header = header.chars().filter(|c| !c.is_whitespace()).collect();
        columns.push(ColumnSchema { header, key, role });
    }
    let serial = match table.serial {
        None => None,
        Some(rule) => Some(match rule.get_ref().as_str() {
            "none" => SerialRule::None,
            "per-group" => SerialRule::PerGroup,
            "run-on" => SerialRule::RunOn,
            _ => return Err(unknown(&rule, "serial rule", &["none", "per-group", "run-on"])),
        }),
    };
    let groups = table.groups.map(group_pattern).transpose()?;
    Ok(RosterSchema { columns, groups, serial })
}

fn group_pattern(table: GroupTable) -> Result<GroupPattern, Fault> {
    // Anchored here, so that a schema cannot forget to: the whole heading must match.
    let source = table.pattern.get_ref();
    regex(&table.pattern)?;
    let pattern = Regex::new(&format!("^(?:{source})$"))
        .map_err(|e| (table.pattern.span(), plain_regex_error(&e)))?;
    let levels: Vec<String> =
        pattern.capture_names().skip(1).flatten().map(str::to_owned).collect();
    if levels.is_empty() {
        let message = "the pattern names no level; write (?<category>…)".to_owned();
        return Err((table.pattern.span(), message));
    }
    let titles = match table.titles {
        None => levels.clone(),
        Some(titles) if titles.get_ref().len() == levels.len() => titles.into_inner(),
        Some(titles) => {
            let (given, wanted) = (titles.get_ref().len(), levels.len());
            let message = format!("{given} titles for {wanted} levels ({})", levels.join(", "));
            return Err((titles.span(), message));
        }
    };
    Ok(GroupPattern { pattern, levels, titles })
}

fn expect(table: Spanned<ExpectTable>, known: &[&str]) -> Result<(Range<usize>, Expect), Fault> {
    let span = table.span();
    let ExpectTable { number, title, date, entries, levels: counts, titles, rosters, groups } =
        table.into_inner();
    let date = match date {
        None => None,
        Some(date) => {
            Some(date.get_ref().parse::<Date>().map_err(|message| (date.span(), message))?)
        }
    };
    let mut levels = Vec::new();
    for (level, count) in counts {
        if !known.contains(&level.as_str()) && !is_unnamed(&level) {
            let near = nearest(&level, known.iter().copied())
                .map_or(String::new(), |n| format!("; near: `{n}`"));
            return Err((span, format!("no group pattern captures level `{level}`{near}")));
        }
        let count = count.as_integer().and_then(|n| u64::try_from(n).ok()).ok_or_else(|| {
            (span.clone(), format!("the count of level `{level}` must be a whole number"))
        })?;
        levels.push((level, count));
    }
    let rosters = rosters.into_iter().map(|ExpectRoster { entries, rows }| Pin { entries, rows });
    let group = |ExpectGroup { heading, under, entries, rows }| GroupPin {
        heading,
        under,
        pin: Pin { entries, rows },
    };
    let groups = groups.into_iter().map(group);
    let (rosters, groups) = (rosters.collect(), groups.collect());
    Ok((span, Expect { number, title, date, entries, levels, titles, rosters, groups }))
}

/// `group_1`, `group_2` …: the levels of headings that are read without a pattern.
fn is_unnamed(level: &str) -> bool {
    level.strip_prefix("group_").is_some_and(|number| number.parse::<u8>().is_ok())
}

fn regex(text: &Spanned<String>) -> Result<Regex, Fault> {
    Regex::new(text.get_ref()).map_err(|e| (text.span(), plain_regex_error(&e)))
}

/// The last line of a regex error says what is wrong; those before draw the pattern.
fn plain_regex_error(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    format!("not a pattern: {}", last.strip_prefix("error: ").unwrap_or(last))
}

fn unknown(value: &Spanned<String>, what: &str, known: &[&str]) -> Fault {
    let text = value.get_ref();
    let message = match nearest(text, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{text}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{text}`; known are {}", known.join(", ")),
    };
    (value.span(), message)
}

/// Turns serde's "unknown field `x`, expected one of `a`, `b`" into a sentence that names the
/// nearest known key. Other messages pass through.
fn explain_toml_message(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field ") else { return message.to_owned() };
    let words: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    match words.split_first() {
        Some((key, known)) => match nearest(key, known.iter().copied()) {
            Some(near) => format!("unknown key `{key}`; did you mean `{near}`?"),
            None => format!("unknown key `{key}`; known here are {}", known.join(", ")),
        },
        None => message.to_owned(),
    }
}

fn error(text: &str, name: &str, span: Option<Range<usize>>, message: String) -> SchemaError {
    let mut at = span.map_or(0, |span| span.start).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    SchemaError {
        name: name.to_owned(),
        line: 1 + text[..at].matches('\n').count(),
        column: 1 + text[start..at].chars().count(),
        message,
        quoted: text[start..].lines().next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
