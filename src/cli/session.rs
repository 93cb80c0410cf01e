//! The reader for notices that commands start with: schema, levels, accepted findings and limits.

use std::sync::Arc;

use super::args::{ReportArgs, SchemaArg};
use super::display::tame;
use super::isolate::Readers;
use super::messages as say;
use super::refused::{Refused, refuse};
use super::voice::Voice;
use super::{accepted, chinese, io};
use crate::accept::Acceptances;
use crate::check::{ALL, Settings, words};
use crate::gazetteer::Gazetteer;
use crate::ingest::IngestError;
use crate::model::{Document, FindingLevel, Report, Source};
use crate::pipeline::{self, Choose, Run};
use crate::schema::{self, Schema};
use crate::text::nearest::nearest;

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
    /// Read within the limits; shared with the readers made of this one.
    readers: Arc<Readers>,
    acceptances: Acceptances,
    cross_check: bool,
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
        let levels = flags.map_or(Some(Vec::new()), |flags| levels(flags, voice))?;
        let acceptances = match flags.and_then(|flags| flags.accept.as_deref()) {
            None => Acceptances::default(),
            Some(file) => accepted::read(file, voice)?,
        };
        let settings = Settings { levels, accepted: acceptances.entries.clone() };
        let (readers, cross_check) = (Readers::new(schema.limits).into(), schema.cross_check());
        Some(Self { choice, settings, readers, acceptances, cross_check })
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
        let (readers, cross_check) = (Arc::clone(&self.readers), self.cross_check);
        Some(Self { choice, settings, readers, acceptances, cross_check })
    }

    /// What is accepted.
    pub(super) fn acceptances(&self) -> &Acceptances {
        &self.acceptances
    }

    /// The schema to choose from.
    pub(super) fn choose(&self) -> Choose<'_> {
        match &self.choice {
            Choice::Matching => Choose::BuiltIn,
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
        self.lay_out(source, true)
    }

    /// The same; `sum` asks for its SHA-256.
    fn lay_out(&self, source: &Source, sum: bool) -> Result<Document, IngestError> {
        let document = self.readers.ingest(source, sum)?;
        #[cfg(feature = "cross-check")]
        if self.cross_check && document.format == "pdf" {
            let mut document = document;
            self.readers.cross_check(source, &mut document);
            return Ok(document);
        }
        Ok(document)
    }

    /// Checks a long table of a dataset while it is read; nothing where it is for [`Self::take`],
    /// or has anything wrong. `sum` asks for its SHA-256.
    pub(super) fn sound(&self, file: &std::path::Path, sum: bool) -> Option<(Document, Report)> {
        let opened = self.given().is_none().then(|| io::open(file)).flatten()?;
        let (name, gazetteer) = (file.to_string_lossy(), Gazetteer::embedded());
        pipeline::sound_table(&name, opened, sum, gazetteer, &self.settings).ok()?
    }

    /// Checks a long roster that is a table and nothing else while it is read.
    pub(super) fn long(&self, file: &std::path::Path, sum: bool) -> Option<pipeline::Long> {
        let opened = self.given().is_none().then(|| io::open(file)).flatten()?;
        let (name, gazetteer) = (file.to_string_lossy(), Gazetteer::embedded());
        pipeline::long_roster(&name, opened, sum, gazetteer, &self.settings).ok()?
    }

    /// Holds a table against a notice. A table in a PDF is read within the limits, as a notice is.
    pub(super) fn ground(
        &self,
        table: &Source,
        notice: &Run<'_>,
    ) -> Result<(Document, Report), IngestError> {
        let document = pipeline::lay_out_by(table, |table| self.ingest(table))?;
        let gazetteer = Gazetteer::embedded();
        Ok(pipeline::ground_document(document, notice, gazetteer, &self.settings))
    }

    /// Whether a PDF is read twice.
    pub(super) fn cross_check(&self) -> bool {
        self.cross_check
    }

    /// Draws an overlay for each page of a PDF, within the limits.
    #[cfg(feature = "pdf")]
    pub(super) fn draw(&self, source: &Source) -> Result<Vec<String>, IngestError> {
        self.readers.draw(source)
    }

    /// Takes a source through every stage, within the limits.
    pub(super) fn take(&self, source: &Source) -> Result<Run<'_>, IngestError> {
        Ok(self.run_document(self.ingest(source)?))
    }

    /// Takes a document through the stages behind ingest.
    pub(super) fn run_document(&self, document: Document) -> Run<'_> {
        let gazetteer = Gazetteer::embedded();
        pipeline::run_document(document, self.choose(), gazetteer, &self.settings)
    }

    /// Takes a file through every stage. `sum` asks for its SHA-256.
    pub(super) fn read(
        &self,
        file: &std::path::Path,
        sum: bool,
        voice: Voice,
    ) -> Result<Run<'_>, Refused> {
        let source = io::read(file).map_err(|error| Refused::unread(file, &error, voice))?;
        let document = self.lay_out(&source, sum);
        let document = document.map_err(|error| Refused::no_document(&source, &error, voice))?;
        // What the file took serves the stages that follow.
        drop(source);
        Ok(self.run_document(document))
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
            let message = chinese::of_toml(&error.message, voice.lang).into_owned();
            let error = schema::SchemaError { message, ..error };
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

/// What `--select`, `--ignore` and `--level` make of the checks' levels; the later counts.
fn levels(flags: &ReportArgs, voice: Voice) -> Option<Vec<(String, FindingLevel)>> {
    let codes = |given: &[String]| -> Option<Vec<&'static str>> {
        let each = given.iter().map(|given| meant(given.trim(), voice));
        Some(each.collect::<Option<Vec<_>>>()?.concat())
    };
    let (selected, ignored) = (codes(&flags.select)?, codes(&flags.ignore)?);
    let others = ALL.iter().map(|check| check.code);
    let others = others.filter(|code| !selected.is_empty() && !selected.contains(code));
    let off = others.chain(ignored.iter().copied());
    let mut levels: Vec<(String, FindingLevel)> =
        off.map(|code| (code.to_owned(), FindingLevel::Off)).collect();
    for given in &flags.level {
        levels.push(level(given, voice)?);
    }
    Some(levels)
}

/// The checks of that code or name, or whose codes begin so: `MD4`.
fn meant(given: &str, voice: Voice) -> Option<Vec<&'static str>> {
    if let Some(check) = words::check_of(given) {
        return Some(vec![check.code]);
    }
    let start = given.to_ascii_uppercase();
    let of = |code: &&str| start.starts_with("MD") && code.starts_with(&start);
    let codes: Vec<&'static str> = ALL.iter().map(|check| check.code).filter(of).collect();
    if codes.is_empty() {
        unknown_check(given, voice);
        return None;
    }
    Some(codes)
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
