//! Flags that several commands share.
//!
//! Values bear plain comments on purpose: clap prints doc comments of values as a list each, and
//! the help would be mostly lists.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::Exit;
use super::isolate::Limits;
use crate::model::{FindingLevel, Lang};
use crate::report::{RENDERERS, Renderer};

/// Flags of every command.
#[derive(Debug, Default, Args)]
pub(super) struct Globals {
    /// Language of messages; by default that of the locale
    #[arg(long, global = true, value_parser = lang(), value_name = "LANG")]
    pub(super) lang: Option<Lang>,
    /// Whether to colour what goes to a terminal
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) color: When,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: notes, every group
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

/// How a notice is read: with which schema, and within which limits.
#[derive(Debug, Args)]
pub(super) struct SchemaArg {
    /// Notice schema: a built-in one's name, or a TOML file; by default the one that matches
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) schema: Option<String>,
    #[command(flatten)]
    pub(super) limits: Limits,
    /// Read a PDF again with a second reader, and say where the two disagree (MD005)
    #[cfg(feature = "cross-check")]
    #[arg(long)]
    pub(super) cross_check: bool,
}

impl SchemaArg {
    /// Whether a PDF is read twice.
    pub(super) fn cross_check(&self) -> bool {
        #[cfg(feature = "cross-check")]
        return self.cross_check;
        #[cfg(not(feature = "cross-check"))]
        false
    }
}

/// How findings are levelled and shown.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Format of the report
    #[arg(long, value_parser = formats(), value_name = "FORMAT", default_value = "text")]
    pub(super) format: String,
    /// Level of a check: error, warning, note or off (repeatable)
    #[arg(long, value_name = "CODE=LEVEL")]
    pub(super) level: Vec<String>,
    /// Only these checks: codes, names, or what codes begin with (MD4), parted by commas (repeatable)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Not these checks, told in the same way; --level speaks last
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Findings that are accepted, with reasons: a TOML file (`--format accept` writes entries)
    #[arg(long, value_name = "FILE")]
    pub(super) accept: Option<PathBuf>,
    /// Exit with 1 on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
    /// Exit with 0 whatever is found; what could not be read is still 2
    #[arg(long, conflicts_with = "deny")]
    pub(super) exit_zero: bool,
}

impl ReportArgs {
    /// The format asked for: the flag's values are the names of those there are.
    pub(super) fn renderer(&self) -> &'static Renderer {
        crate::report::renderer(&self.format).unwrap_or(RENDERERS[0])
    }

    /// Findings from this level up fail the run.
    pub(super) fn fails(&self) -> FindingLevel {
        match self.deny {
            Some(Deny::Warnings) => FindingLevel::Warning,
            None => FindingLevel::Error,
        }
    }

    /// How the command ends, where findings are not to fail it.
    pub(super) fn end(&self, exit: Exit) -> Exit {
        if self.exit_zero && exit == Exit::Findings { Exit::Clean } else { exit }
    }

    /// Whether the report is for a program: it then stands alone on its stream.
    pub(super) fn machine(&self) -> bool {
        !matches!(self.format.as_str(), "text" | "concise" | "accept")
    }
}

/// Reads a language by its name.
fn lang() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new([Lang::En.name(), Lang::Zh.name()])
        .map(|name| Lang::parse(&name).unwrap_or_default())
}

/// The names of the formats this build has.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(RENDERERS.iter().map(|renderer| renderer.name))
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    // On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// What else makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}
