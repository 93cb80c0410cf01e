//! In which language, in which colours and how much a command speaks.

use std::io::{IsTerminal as _, Write as _};

use super::args::{Globals, When};
use super::display::{Paint, Style, tame};
use super::messages::{self as say, Message};
use crate::model::Lang;

/// In which language, in which colours and how much is said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    /// The language of messages.
    pub(super) lang: Lang,
    /// The language that was asked for by name: what is written into files follows no locale.
    pub(super) asked: Option<Lang>,
    /// Colours for stderr.
    pub(super) words: Paint,
    /// Colours for stdout.
    pub(super) data: Paint,
    /// Only what is wrong.
    pub(super) quiet: bool,
    /// More than usual.
    pub(super) verbose: bool,
}

impl Voice {
    /// The voice that flags and environment ask for.
    pub(super) fn new(globals: &Globals) -> Self {
        let colour = |terminal: bool| match globals.color {
            When::Always => Paint(true),
            When::Never => Paint(false),
            When::Auto => Paint(terminal && colours_welcome()),
        };
        Self {
            lang: globals.lang.unwrap_or_else(locale),
            asked: globals.lang,
            words: colour(std::io::stderr().is_terminal()),
            data: colour(std::io::stdout().is_terminal()),
            quiet: globals.quiet,
            verbose: globals.verbose,
        }
    }

    /// A message in the voice's language.
    pub(super) fn say(self, message: &Message, values: &[(&str, &str)]) -> String {
        message.say(self.lang, values)
    }

    /// Says what could not be done, about what, and what would help.
    pub(super) fn fail(self, about: Option<&str>, what: &str, help: Option<&str>) {
        tell(&self.failure(about, what, help));
    }

    /// The words of [`Voice::fail`].
    pub(super) fn failure(self, about: Option<&str>, what: &str, help: Option<&str>) -> String {
        let colon = match self.lang {
            Lang::En => ": ",
            Lang::Zh => "：",
        };
        let mark = self.words.on(Style::Red, &self.say(&say::ERROR, &[]));
        let about = about.map_or(String::new(), |about| format!("{}{colon}", tame(about)));
        let mut words = format!("{mark}{colon}{about}{what}\n");
        if let Some(help) = help {
            let mark = self.words.on(Style::Cyan, &self.say(&say::HINT, &[]));
            words = format!("{words}  {mark}{colon}{help}\n");
        }
        words
    }
}

/// Writes words to stderr. If nobody can hear them, so be it.
pub(super) fn tell(words: &str) {
    let _ = std::io::stderr().lock().write_all(words.as_bytes());
}

/// The language of the locale; the first of these that is set decides, as POSIX has it.
fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.to_string_lossy().to_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// See no-color.org: any value but the empty one says no.
fn colours_welcome() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|value| value != "dumb")
}
