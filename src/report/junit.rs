//! `JUnit` XML, in the form Jenkins and GitLab read: a suite a target, a case a check that ran
//! without failing, a case a finding that fails the run, a skipped case a finding that was
//! accepted.

use std::fmt::Write as _;

use super::{Found, Frame, Input, Piece, Refusal, Renderer, Target, place};
use crate::check::words;
use crate::text::tame;

pub(super) static RENDERER: Renderer = Renderer { name: "junit", piece, frame: Some(&FRAME) };

static FRAME: Frame = Frame {
    open: |_| {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mingdan\">\n".to_owned()
    },
    between: "",
    close: |_, _| "</testsuites>\n".to_owned(),
};

fn piece(target: &Target) -> Piece {
    match target {
        Target::Checked(input) => suite(input),
        Target::Refused(refusal) => refused(refusal),
    }
    .into()
}

fn refused(refusal: &Refusal) -> String {
    let file = escape(refusal.file);
    let code = refusal.code.map(|code| format!("{code} ")).unwrap_or_default();
    let name = escape(&format!("{code}{}", refusal.name()));
    let why = escape(refusal.why);
    format!(
        "  <testsuite name=\"{file}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
         <testcase classname=\"{file}\" name=\"{name}\">\n      \
         <error message=\"{why}\" type=\"{name}\"/>\n    </testcase>\n  </testsuite>\n"
    )
}

fn suite(input: &Input) -> String {
    let mut cases = String::new();
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    let checks = input.report.checks.iter();
    for run in checks.chain(input.also.iter().flat_map(|(_, report)| &report.checks)) {
        let of = |found: &Found| found.finding.code == run.code;
        let mut fine = Vec::new();
        let mut failed = false;
        for found in input.open().filter(of) {
            if found.finding.level < input.fails {
                fine.push(found);
                continue;
            }
            failed = true;
            failures += 1;
            tests += 1;
            failure(&mut cases, input, &found);
        }
        for found in input.accepted().filter(of) {
            tests += 1;
            skipped += 1;
            let reason = escape(found.finding.accepted.as_deref().unwrap_or_default());
            let body = format!("<skipped message=\"{reason}\"/>");
            case(&mut cases, input, &name(&found), &body);
        }
        if !failed || !fine.is_empty() {
            tests += 1;
            let told = fine.iter().map(|found| escape(&line(input, found)) + "\n");
            let told: String = told.collect();
            let body =
                if told.is_empty() { told } else { format!("<system-out>{told}</system-out>") };
            case(&mut cases, input, &format!("{} {}", run.code, run.name), &body);
        }
    }
    format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
         skipped=\"{skipped}\">\n{cases}  </testsuite>\n",
        escape(&input.document.name),
    )
}

fn failure(cases: &mut String, input: &Input, found: &Found) {
    let Found { document, finding } = found;
    let message = escape(&place::told(document, finding, input.lang));
    let mut told = line(input, found);
    let quote = place::quote(document, finding.primary, 200);
    if !quote.is_empty() {
        let _ = write!(told, "\n  {}", tame(&quote));
    }
    if let Some(help) = words::help(finding, input.lang) {
        let _ = write!(told, "\n{help}");
    }
    let body = format!(
        "<failure message=\"{message}\" type=\"{} {}\">{}</failure>",
        finding.code,
        finding.name,
        escape(&told)
    );
    case(cases, input, &name(found), &body);
}

/// The fingerprint is part of the name, so that the same finding is the same case in every run.
fn name(found: &Found) -> String {
    let finding = found.finding;
    format!("{} {} {}", finding.code, finding.name, finding.fingerprint)
}

/// The finding as `concise` has it, without the level.
fn line(input: &Input, found: &Found) -> String {
    let Found { document, finding } = found;
    let position = document.position(finding.primary.start);
    format!(
        "{}:{}:{}: {}",
        place::file(document, position),
        position.line,
        position.column,
        place::told(document, finding, input.lang)
    )
}

fn case(cases: &mut String, input: &Input, name: &str, body: &str) {
    let class = escape(&input.document.name);
    let name = escape(name);
    let _ = if body.is_empty() {
        writeln!(cases, "    <testcase classname=\"{class}\" name=\"{name}\"/>")
    } else {
        writeln!(
            cases,
            "    <testcase classname=\"{class}\" name=\"{name}\">\n      {body}\n    </testcase>"
        )
    };
}

/// For attributes and text alike. Characters that XML cannot hold become U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
