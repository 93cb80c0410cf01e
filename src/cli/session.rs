//! What every command starts with: a voice to speak in, and a reader for notices.

use std::io::{IsTerminal as _, Write as _};

use super::args::{Globals, ReportArgs, SchemaArg, When};
use super::display::{Paint, Style, tame};
use super::isolate::{self, Limits};
use super::messages::{self as say, Message};
use super::nearest::nearest;
use super::{accepted, foreign, io};
use crate::accept::Acceptances;
use crate::check::{ALL, Settings, words};
use crate::gazetteer::Gazetteer;
use crate::ingest::{Excess, IngestError};
use crate::model::{Document, FindingLevel, Lang, Source};
use crate::pipeline::{self, Choose, Run};
use crate::schema::{self, Schema};

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

/// The schema notices are read with.
enum Choice {
    /// A built-in one, if one matches.
    Matching,
    /// This built-in one.
    BuiltIn(&'static Schema),
    /// One from a file.
    Own(Box<Schema>),
}

/// Reads notices as the flags say.
pub(super) struct Reader {
    choice: Choice,
    settings: Settings,
    limits: Limits,
    acceptances: Acceptances,
    cross_check: bool,
}

/// Why a target could not be read.
pub(super) struct Refused {
    /// The file.
    pub(super) file: String,
    /// The check whose page tells more.
    pub(super) code: Option<&'static str>,
    /// Why, in the voice's language.
    pub(super) why: String,
    /// What would help.
    pub(super) help: Option<String>,
}

impl Refused {
    /// A file that the system does not give.
    pub(super) fn unread(file: &std::path::Path, error: &std::io::Error, voice: Voice) -> Self {
        let file = file.to_string_lossy().into_owned();
        Self { file, code: None, why: io::reason(error, voice), help: None }
    }

    /// A source that is no document.
    pub(super) fn no_document(source: &Source, error: &IngestError, voice: Voice) -> Self {
        let code = match error {
            IngestError::NoTextLayer { .. } => Some("MD003"),
            IngestError::Broken { .. } => Some("MD004"),
            _ => None,
        };
        Self { file: source.name.clone(), code, why: why(error, voice), help: help(error, voice) }
    }

    /// The words of it.
    pub(super) fn words(&self, voice: Voice) -> String {
        voice.failure(Some(&self.file), &self.why, self.help.as_deref())
    }
}

impl Reader {
    /// A reader, or nothing where the flags ask for what is not there; that has then been said.
    pub(super) fn new(
        schema: &SchemaArg,
        flags: Option<&ReportArgs>,
        voice: Voice,
    ) -> Option<Self> {
        let choice = match &schema.schema {
            None => Choice::Matching,
            Some(name) => choose(name, voice)?,
        };
        let given = flags.map_or(&[][..], |flags| &flags.level);
        let levels = given.iter().map(|given| level(given, voice)).collect::<Option<Vec<_>>>()?;
        let acceptances = match flags.and_then(|flags| flags.accept.as_deref()) {
            None => Acceptances::default(),
            Some(file) => accepted::read(file, voice)?,
        };
        let settings = Settings { levels, accepted: acceptances.entries.clone() };
        let (limits, cross_check) = (schema.limits, schema.cross_check());
        Some(Self { choice, settings, limits, acceptances, cross_check })
    }

    /// The same reader with another schema and other accepted findings, or nothing where these
    /// cannot be used; that has then been said.
    pub(super) fn with(
        &self,
        schema: Option<&str>,
        accept: Option<&std::path::Path>,
        voice: Voice,
    ) -> Option<Self> {
        let choice = schema.map_or(Some(Choice::Matching), |name| choose(name, voice))?;
        let acceptances = match accept {
            None => Acceptances::default(),
            Some(file) => accepted::read(file, voice)?,
        };
        let (levels, accepted) = (self.settings.levels.clone(), acceptances.entries.clone());
        let settings = Settings { levels, accepted };
        let (limits, cross_check) = (self.limits, self.cross_check);
        Some(Self { choice, settings, limits, acceptances, cross_check })
    }

    /// What is accepted.
    pub(super) fn acceptances(&self) -> &Acceptances {
        &self.acceptances
    }

    /// The schema to choose from.
    pub(super) fn choose(&self) -> Choose<'_> {
        match &self.choice {
            Choice::Matching => Choose::Among(schema::built_in()),
            Choice::BuiltIn(schema) => Choose::Given(schema),
            Choice::Own(schema) => Choose::Given(schema),
        }
    }

    /// The schema that was asked for by name.
    pub(super) fn given(&self) -> Option<&Schema> {
        match &self.choice {
            Choice::Matching => None,
            Choice::BuiltIn(schema) => Some(schema),
            Choice::Own(schema) => Some(schema),
        }
    }

    /// How findings are levelled.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Lays a source out as text, within the limits.
    pub(super) fn ingest(&self, source: &Source) -> Result<Document, IngestError> {
        let document = isolate::ingest(source, self.limits)?;
        #[cfg(feature = "cross-check")]
        if self.cross_check && document.format == "pdf" {
            let mut document = document;
            isolate::cross_check(source, &mut document, self.limits);
            return Ok(document);
        }
        Ok(document)
    }

    /// Whether a PDF is read twice.
    pub(super) fn cross_check(&self) -> bool {
        self.cross_check
    }

    /// The limits that reading is held to.
    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Takes a source through every stage, within the limits.
    pub(super) fn take(&self, source: &Source) -> Result<Run<'_>, IngestError> {
        let document = self.ingest(source)?;
        let gazetteer = Gazetteer::embedded();
        Ok(pipeline::run_document(document, self.choose(), gazetteer, &self.settings))
    }

    /// Takes a file through every stage.
    pub(super) fn read(&self, file: &std::path::Path, voice: Voice) -> Result<Run<'_>, Refused> {
        let source = io::read(file).map_err(|error| Refused::unread(file, &error, voice))?;
        self.take(&source).map_err(|error| Refused::no_document(&source, &error, voice))
    }

    /// Takes a file through every stage, or says why it could not be read.
    pub(super) fn run(&self, file: &std::path::Path, voice: Voice) -> Option<Run<'_>> {
        self.told(&read(file, voice)?, voice)
    }

    /// Takes a source through every stage, or says why it is no document.
    pub(super) fn told(&self, source: &Source, voice: Voice) -> Option<Run<'_>> {
        match self.take(source) {
            Ok(run) => Some(run),
            Err(error) => {
                refuse(source, &error, voice);
                None
            }
        }
    }
}

/// Reads a file, or says why it could not be read.
pub(super) fn read(file: &std::path::Path, voice: Voice) -> Option<Source> {
    match io::read(file) {
        Ok(source) => Some(source),
        Err(error) => {
            let what = io::reason(&error, voice);
            voice.fail(Some(&file.to_string_lossy()), &what, None);
            None
        }
    }
}

/// Says that a source is no document, and why.
pub(super) fn refuse(source: &Source, error: &IngestError, voice: Voice) {
    tell(&Refused::no_document(source, error, voice).words(voice));
}

/// What would help where a source is no document.
fn help(error: &IngestError, voice: Voice) -> Option<String> {
    match error {
        IngestError::Unsupported(format) => foreign::help(format, voice),
        IngestError::Excessive { of: Excess::Memory(_) | Excess::Time(_), .. } => {
            Some(voice.say(&say::INGEST_LIMITS, &[]))
        }
        _ => None,
    }
}

/// Why a source is no document.
pub(super) fn why(error: &IngestError, voice: Voice) -> String {
    match error {
        IngestError::Empty => voice.say(&say::INGEST_EMPTY, &[]),
        IngestError::Unsupported(format) => {
            voice.say(&say::INGEST_UNSUPPORTED, &[("format", foreign::name(format, voice))])
        }
        IngestError::NotText => voice.say(&say::INGEST_NOT_TEXT, &[]),
        IngestError::TooLarge => voice.say(&say::INGEST_TOO_LARGE, &[]),
        IngestError::NoTextLayer { pages } => {
            voice.say(&say::INGEST_NO_TEXT_LAYER, &[("count", &pages.to_string())])
        }
        IngestError::Encrypted(format) => voice.say(&say::INGEST_ENCRYPTED, &[("format", format)]),
        IngestError::Broken { format, detail } => {
            voice.say(&say::INGEST_BROKEN, &[("format", format), ("detail", detail)])
        }
        IngestError::Excessive { format, of } => match of {
            Excess::Memory(megabytes) => {
                let values = [("format", *format), ("most", &megabytes.to_string())];
                voice.say(&say::INGEST_TOO_MUCH_MEMORY, &values)
            }
            Excess::Time(seconds) => {
                let values = [("format", *format), ("most", &seconds.to_string())];
                voice.say(&say::INGEST_TOO_LONG, &values)
            }
            Excess::Nesting => voice.say(&say::INGEST_TOO_DEEP, &[("format", format)]),
        },
    }
}

/// A built-in schema of that name, or the one in that file.
fn choose(name: &str, voice: Voice) -> Option<Choice> {
    let built_in = schema::built_in();
    if let Some(schema) = built_in.iter().find(|schema| schema.name == name) {
        return Some(Choice::BuiltIn(schema));
    }
    let text = match std::fs::read_to_string(name) {
        Ok(text) => text,
        Err(error) => {
            no_schema(name, &error, voice);
            return None;
        }
    };
    match schema::load(&text, name) {
        Ok(schema) => Some(Choice::Own(Box::new(schema))),
        Err(error) => {
            voice.fail(None, &error.to_string(), None);
            None
        }
    }
}

/// Says why a schema is not there: no such name, or a file that cannot be read.
fn no_schema(name: &str, error: &std::io::Error, voice: Voice) {
    let is_path = name.contains(['/', '\\', '.']);
    if error.kind() != std::io::ErrorKind::NotFound || is_path {
        voice.fail(Some(name), &io::reason(error, voice), None);
        return;
    }
    let names: Vec<&str> = schema::built_in().iter().map(|schema| schema.name.as_str()).collect();
    let help = nearest(name, names.iter().copied()).map_or_else(
        || voice.say(&say::BUILT_IN, &[("names", &names.join(", "))]),
        |near| voice.say(&say::DID_YOU_MEAN, &[("name", near)]),
    );
    voice.fail(None, &voice.say(&say::NO_SCHEMA, &[("name", &tame(name))]), Some(&help));
}

/// `CODE=LEVEL` taken apart; names stand for codes.
fn level(given: &str, voice: Voice) -> Option<(String, FindingLevel)> {
    let Some((code, level)) = given.split_once('=') else {
        voice.fail(None, &voice.say(&say::LEVEL_FORM, &[("given", &tame(given))]), None);
        return None;
    };
    let (code, level) = (code.trim(), level.trim());
    let Some(check) = words::check_of(code) else {
        unknown_check(code, voice);
        return None;
    };
    let Some(level) = FindingLevel::parse(level) else {
        let what = voice.say(&say::NO_SUCH_LEVEL, &[("given", &tame(level))]);
        let near = nearest(level, ["error", "warning", "note", "off"]);
        let help = near.map(|near| voice.say(&say::DID_YOU_MEAN, &[("name", near)]));
        voice.fail(None, &what, help.as_deref());
        return None;
    };
    Some((check.code.to_owned(), level))
}

/// Says that there is no such check, and which one was perhaps meant.
pub(super) fn unknown_check(given: &str, voice: Voice) {
    let what = voice.say(&say::NO_SUCH_CHECK, &[("given", &tame(given))]);
    let known = ALL.iter().flat_map(|check| [check.code, check.name]);
    let help = match nearest(given, known) {
        Some(near) => voice.say(&say::DID_YOU_MEAN, &[("name", near)]),
        None => voice.say(&say::EXPLAIN_HELP, &[]),
    };
    voice.fail(None, &what, Some(&help));
}
