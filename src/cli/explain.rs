//! `mingdan explain`: the page of a check, or the list of them all.

use super::display::Style;
use super::session::unknown_check;
use super::voice::Voice;
use super::{Exit, io};
use crate::check::{ALL, words};
use crate::model::FindingLevel;
use crate::text::width::pad;

/// Explain a check: what it finds, why it matters, what to do
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code or name of a check, such as MD201 or claim-broken; without it, all are listed
    #[arg(value_name = "CODE|NAME")]
    check: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    let text = match &args.check {
        None => Some(list(voice)),
        Some(given) => words::explain(given, voice.lang),
    };
    let Some(text) = text else {
        unknown_check(args.check.as_deref().unwrap_or_default(), voice);
        return Exit::Failed;
    };
    io::write(text.as_bytes(), voice)
}

/// All checks, one a line: code, name, level, what it finds.
fn list(voice: Voice) -> String {
    let longest = ALL.iter().map(|check| check.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for check in ALL {
        let style = match check.level {
            FindingLevel::Error => Style::Red,
            FindingLevel::Warning => Style::Yellow,
            FindingLevel::Note | FindingLevel::Off => Style::Dim,
        };
        let level = voice.data.on(style, &pad(check.level.name(), "warning".len()));
        let page = check.page_in(voice.lang);
        let title = page.get("summary").or_else(|| page.get("title")).unwrap_or_default();
        let code = voice.data.on(Style::Bold, check.code);
        let line = format!("{code}  {}  {level}  {title}", pad(check.name, longest));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
