//! [`Schema`] → TOML, laid out for people. What is written loads again as the same schema.

use std::fmt::Write as _;

use super::{Expect, GroupPin, Pin, RosterSchema, Schema};
use crate::model::SerialRule;

/// The schema's file.
pub fn write(schema: &Schema) -> String {
    let mut out = format!("name = {}\ntitle = {}\n", text(&schema.name), text(&schema.title));
    if schema.lock {
        out.push_str("lock = true\n");
    }
    if let Some(title) = &schema.match_title {
        let _ = writeln!(out, "\n[match]\ntitle = {}", pattern(title.as_str()));
        if let Some(issuer) = &schema.match_issuer {
            let _ = writeln!(out, "issuer = {}", pattern(issuer.as_str()));
        }
    }
    for table in &schema.rosters {
        roster(&mut out, table);
    }
    for table in &schema.expect {
        expect(&mut out, table);
    }
    out
}

// Writing to a String cannot fail, here and below.
fn roster(out: &mut String, roster: &RosterSchema) {
    out.push_str("\n[[roster]]\n");
    if let Some(rule) = roster.serial {
        let rule = match rule {
            SerialRule::None => "none",
            SerialRule::PerGroup => "per-group",
            SerialRule::RunOn => "run-on",
        };
        let _ = writeln!(out, "serial = \"{rule}\"");
    }
    let columns = roster.columns.iter().map(|column| {
        let (header, key) = (text(&column.header), text(&column.key));
        format!("{{ header = {header}, key = {key}, role = \"{}\" }}", column.role.name())
    });
    list(out, "columns", columns);
    let Some(groups) = &roster.groups else { return };
    let source = groups.pattern.as_str();
    let source = source.strip_prefix("^(?:").and_then(|s| s.strip_suffix(")$")).unwrap_or(source);
    let _ = writeln!(out, "\n[roster.groups]\npattern = {}", pattern(source));
    if groups.titles != groups.levels {
        let titles: Vec<String> = groups.titles.iter().map(|title| text(title)).collect();
        let _ = writeln!(out, "titles = [{}]", titles.join(", "));
    }
}

fn expect(out: &mut String, expect: &Expect) {
    out.push_str("\n[[expect]]\n");
    for (key, value) in [("number", &expect.number), ("title", &expect.title)] {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", text(value));
        }
    }
    if let Some(date) = expect.date {
        let _ = writeln!(out, "date = \"{date}\"");
    }
    if let Some(entries) = expect.entries {
        let _ = writeln!(out, "entries = {entries}");
    }
    if !expect.levels.is_empty() {
        let level = |(name, count): &(String, u64)| format!("{} = {count}", key(name));
        let levels: Vec<String> = expect.levels.iter().map(level).collect();
        let _ = writeln!(out, "levels = {{ {} }}", levels.join(", "));
    }
    list(out, "titles", expect.titles.iter().map(|title| text(title)));
    list(out, "rosters", expect.rosters.iter().map(|roster| format!("{{ {} }}", pin(roster))));
    let group = |group: &GroupPin| {
        let under: Vec<String> = group.under.iter().map(|level| text(level)).collect();
        let under = match under.as_slice() {
            [] => String::new(),
            levels => format!("under = [{}], ", levels.join(", ")),
        };
        format!("{{ heading = {}, {under}{} }}", text(&group.heading), pin(&group.pin))
    };
    list(out, "groups", expect.groups.iter().map(group));
}

fn pin(pin: &Pin) -> String {
    let rows = pin.rows.as_deref().map(|rows| format!(", rows = {}", text(rows)));
    format!("entries = {}{}", pin.entries, rows.unwrap_or_default())
}

/// An array with one item a line; nothing where there are no items.
fn list(out: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "{name} = [");
    for item in items {
        let _ = writeln!(out, "  {item},");
    }
    out.push_str("]\n");
}

/// A key, quoted where it must be.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { text(name) }
}

/// A regular expression: in single quotes, where a backslash is one.
fn pattern(source: &str) -> String {
    if source.chars().any(|c| c == '\'' || c.is_control()) {
        text(source)
    } else {
        format!("'{source}'")
    }
}

/// A basic string.
fn text(value: &str) -> String {
    let mut out = String::from('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::schema::{built_in, load};

    #[test]
    fn what_is_written_loads_as_the_same() {
        for schema in built_in() {
            let again = load(&write(schema), "again.toml").unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(format!("{schema:?}"), format!("{again:?}"));
        }
        let odd = "name = \"a\\\"\\\\\\n\\u0001'\"\ntitle = \"'\"\nlock = true\n\n[match]\ntitle = \"it's\\\\d\"\n\
            \n[[expect]]\ntitle = \"题\"\ndate = \"2021-09-29\"\nlevels = { group_1 = 2 }\ntitles = [\n  \"甲\",\n]\nrosters = [\n  { entries = 1 },\n]\n\
            groups = [\n  { heading = \"甲\", under = [\"一、乙\", \"丙\"], entries = 1, rows = \"0a\" },\n]\n";
        let schema = load(odd, "odd.toml").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(write(&schema), odd);
    }
}
