//! Workflow commands, which GitHub turns into annotations; nothing else is written.
//!
//! For each step GitHub shows ten errors, ten warnings and ten notices, the first ones. Therefore
//! the report of a run is sorted by level, and where not all are shown, or some were accepted, a
//! notice before the others says so.

use serde_json::{Value, json};

use super::{Frame, Input, Piece, Renderer, Scope, Target, fold, place};
use crate::check::words;
use crate::model::report::Level;

pub(super) static RENDERER: Renderer = Renderer { name: "github", piece, frame: Some(&FRAME) };

static FRAME: Frame = Frame { open: |_| String::new(), between: "", close };

/// Annotations of a kind that are shown for a step.
const SHOWN: usize = 10;

/// Kinds of annotations, the worst first.
const KINDS: [&str; 3] = ["error", "warning", "notice"];

/// What a target lays aside: its commands and its findings by kind, and how many were accepted.
fn piece(target: &Target) -> Piece {
    let mut commands: [Vec<String>; 3] = Default::default();
    let mut counts = [0_u64; 3];
    let mut accepted = 0;
    match target {
        Target::Refused(refusal) => {
            let properties = [("file", place::path(refusal.file)), ("title", title(refusal))];
            commands[0].push(command(KINDS[0], &properties, refusal.why));
            counts[0] = 1;
        }
        Target::Checked(input) => {
            accepted = input.accepted().count();
            for found in input.open() {
                counts[kind(found.finding.level)] += 1;
            }
            fold::open(input, |found| {
                let kind = kind(found.finding.level);
                commands[kind].push(annotation(input, found, KINDS[kind]));
            });
        }
    }
    let aside = json!({ "commands": commands, "counts": counts, "accepted": accepted });
    Piece { aside: Some(aside), ..Piece::default() }
}

/// Which of the [`KINDS`] a level is.
fn kind(level: Level) -> usize {
    match level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Note | Level::Off => 2,
    }
}

fn title(refusal: &super::Refusal) -> String {
    let code = refusal.code.map(|code| format!("{code} ")).unwrap_or_default();
    format!("{code}{}", refusal.name())
}

fn annotation(input: &Input, found: super::Found, kind: &str) -> String {
    let finding = found.finding;
    let region = place::region(found.document, finding.primary);
    let name = &found.document.name;
    let mut properties = Vec::new();
    // What was not read from a file has no file to be shown in.
    if !name.starts_with('<') {
        properties.push(("file", place::path(name)));
    }
    let message = place::message(&found, input.lang);
    properties.extend([
        ("line", region.start.line.to_string()),
        ("endLine", region.end.line.to_string()),
    ]);
    // GitHub takes columns only where the annotation is of one line.
    if region.start.line == region.end.line {
        properties.extend([
            ("col", region.start.column.to_string()),
            ("endColumn", region.end.column.to_string()),
        ]);
    }
    properties.push(("title", format!("{} {}", finding.code, finding.name)));
    let help = words::help(finding, input.lang).map(|help| format!("\n{help}"));
    command(kind, &properties, &format!("{message}{}", help.unwrap_or_default()))
}

/// `::error file=a.txt,line=1::message`.
fn command(kind: &str, properties: &[(&str, String)], message: &str) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |(name, value): &(&str, String)| {
        let value = escape(value).replace(':', "%3A").replace(',', "%2C");
        format!("{name}={value}")
    };
    let properties: Vec<String> = properties.iter().map(property).collect();
    format!("::{kind} {}::{}", properties.join(","), escape(message))
}

fn close(scope: Scope, asides: Vec<Value>) -> String {
    let mut commands: [Vec<String>; 3] = Default::default();
    let mut counts = [0_u64; 3];
    let mut accepted = 0;
    for aside in asides {
        for (kind, list) in commands.iter_mut().enumerate() {
            let own = aside["commands"][kind].as_array().into_iter().flatten();
            list.extend(own.filter_map(|command| command.as_str().map(str::to_owned)));
            counts[kind] += aside["counts"][kind].as_u64().unwrap_or(0);
        }
        accepted += aside["accepted"].as_u64().unwrap_or(0);
    }
    if let Some(summary) = summary(&commands, counts, accepted, scope) {
        commands[2].insert(0, summary);
    }
    let lines = commands.into_iter().flatten().map(|command| command + "\n");
    lines.collect()
}

/// What is not shown, and what was accepted.
fn summary(
    commands: &[Vec<String>; 3],
    found: [u64; 3],
    accepted: u64,
    scope: Scope,
) -> Option<String> {
    let shared = words::shared(scope.lang);
    let say = |key: &str, args: &[(&'static str, String)]| {
        words::fill(shared.get(key).unwrap_or_default(), args, scope.lang)
    };
    let counts = commands.each_ref().map(Vec::len);
    let beyond = |room: [usize; 3]| -> usize {
        counts.iter().zip(room).map(|(count, room)| count.saturating_sub(room)).sum()
    };
    if beyond([SHOWN; 3]) == 0 && accepted == 0 {
        return None;
    }
    let found: Vec<String> = found
        .iter()
        .zip([Level::Error, Level::Warning, Level::Note])
        .filter(|(count, _)| **count > 0)
        .map(|(n, level)| {
            let plural = if *n == 1 { "" } else { "s" };
            say(&format!("count.{}{plural}", level.name()), &[("n", n.to_string())])
        })
        .collect();
    let mut lines = Vec::new();
    if !found.is_empty() {
        let counts = found.join(&words::LIST.to_string());
        lines.push(say("github.summary", &[("counts", counts)]));
    }
    // The summary takes the place of a notice.
    let left = beyond([SHOWN, SHOWN, SHOWN - 1]);
    if left > 0 {
        lines.push(say("github.left", &[("n", left.to_string())]));
    }
    if accepted > 0 {
        lines.push(say("github.accepted", &[("n", accepted.to_string())]));
    }
    Some(command("notice", &[("title", "mingdan".to_owned())], &lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn what_ends_a_command_is_escaped() {
        let properties = [("file", "a:b,c%\r\n".to_owned())];
        let line = command("error", &properties, "50%: a,b\r\nc");
        assert_eq!(line, "::error file=a%3Ab%2Cc%25%0D%0A::50%25: a,b%0D%0Ac");
    }
}
