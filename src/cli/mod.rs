//! The command line: the only room with hands. One file a command.
//!
//! Data goes to stdout, words to stderr. Exit status: 0 clean (warnings and notes allowed), 1
//! findings at error level, 2 could not do it. Where several files are given the worst counts,
//! and one bad file never stops the rest.
// Files, the environment and the standard streams are touched here and nowhere else.
#![allow(clippy::disallowed_methods)]

mod accepted;
mod args;
mod batch;
mod beside;
mod check;
mod chinese;
mod completions;
mod diff;
mod display;
mod explain;
mod folder;
mod foreign;
mod help;
mod infer;
mod inspect;
mod io;
mod isolate;
mod messages;
mod output;
mod parse;
mod parsing;
mod pieces;
mod place;
mod refused;
mod report;
mod schema;
mod session;
mod sides;
mod summary;
mod views;
mod voice;

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

use args::Globals;
use voice::Voice;

use crate::model::Lang;

/// Turns the rosters (名单) in Chinese government notices into clean, coded, checked datasets.
#[derive(Debug, Parser)]
#[command(name = "mingdan", version, max_term_width = 100, arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    globals: Globals,
}

#[derive(Debug, Subcommand)]
enum Command {
    Parse(parsing::Args),
    Check(check::Args),
    Diff(diff::Args),
    Infer(infer::Args),
    Inspect(inspect::Args),
    Place(place::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// How a command ended; the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// No findings at error level.
    Clean = 0,
    /// Findings at error level; the data was still written.
    Findings = 1,
    /// Wrong usage, or something that could not be read or written.
    Failed = 2,
}

/// A file that stands where the command should: `mingdan a.txt`.
fn bare_file(error: &clap::Error) -> Option<String> {
    let unknown = error.kind() == ErrorKind::InvalidSubcommand;
    let given = unknown.then(|| error.get(ContextKind::InvalidSubcommand)).flatten()?;
    let ContextValue::String(given) = given else { return None };
    std::path::Path::new(given).exists().then(|| given.clone())
}

/// The language that the arguments ask for, where they cannot be read as a whole.
fn asked() -> Option<Lang> {
    let mut given = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned());
    let value = given.find_map(|arg| match arg.strip_prefix("--lang")? {
        "" => Some(None),
        rest => rest.strip_prefix('=').map(|value| Some(value.to_owned())),
    })?;
    match value.or_else(|| given.next())?.as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    if let Some(args) = isolate::child::Args::of_process() {
        return isolate::child::run(&args);
    }
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            if let Some(file) = bare_file(&error) {
                let voice = Voice::new(&Globals::default());
                let help = voice.say(&messages::BARE_FILE_HELP, &[("file", &display::tame(&file))]);
                voice.fail(Some(&file), &voice.say(&messages::BARE_FILE, &[]), Some(&help));
                return ExitCode::from(Exit::Failed as u8);
            }
            let voice = Voice::new(&Globals { lang: asked(), ..Globals::default() });
            if voice.lang == Lang::Zh
                && let Some(what) = chinese::of_usage(&error, voice)
            {
                voice.fail(None, &what, Some(&voice.say(&messages::USAGE_HELP, &[])));
                return ExitCode::from(Exit::Failed as u8);
            }
            // Help is the same page in the other language.
            let asks = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            );
            let told = || help::in_chinese().try_get_matches().err();
            let error =
                if asks && voice.lang == Lang::Zh { told().unwrap_or(error) } else { error };
            // Help for a reader that has gone away is not an error.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let voice = Voice::new(&args.globals);
    let exit = match &args.command {
        Command::Parse(args) => args.report.end(parse::run(args, voice)),
        Command::Check(args) => args.report.end(check::run(args, voice)),
        Command::Diff(args) => diff::run(args, voice),
        Command::Infer(args) => infer::run(args, voice),
        Command::Inspect(args) => inspect::run(args, voice),
        Command::Place(args) => place::run(args, voice),
        Command::Explain(args) => explain::run(args, voice),
        Command::Schema(args) => schema::run(args, voice),
        Command::Completions(args) => completions::run(args, voice),
    };
    ExitCode::from(exit as u8)
}
