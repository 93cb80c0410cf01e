//! `mingdan inspect`: what the program saw after a stage.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::SchemaArg;
#[cfg(feature = "pdf")]
use super::messages as say;
use super::refused::refuse;
use super::session::{Reader, read};
use super::voice::Voice;
use super::{Exit, io, views};
#[cfg(feature = "pdf")]
use crate::ingest;
use crate::pipeline;

/// Print a stage of the pipeline as JSON
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The notice; `-` is standard input
    #[arg(value_name = "NOTICE")]
    file: PathBuf,
    /// The stage to look at
    #[arg(long, value_enum, value_name = "STAGE", default_value_t = Stage::Notice)]
    stage: Stage,
    /// Draw what was seen on each page of a PDF into a folder, one SVG a page
    #[cfg(feature = "pdf")]
    #[arg(long, value_name = "DIR")]
    draw: Option<PathBuf>,
    #[command(flatten)]
    schema: SchemaArg,
}

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stage {
    /// The text plane, its blocks and tables
    Document,
    /// Head, letter, claims, rosters, and the part each stretch of text plays
    Notice,
    /// The value of every cell and the steps that led to it
    Resolved,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    let Some(reader) = Reader::new(&args.schema, None, voice) else { return Exit::Failed };
    #[cfg(feature = "pdf")]
    if let Some(folder) = &args.draw
        && draw(args, folder, &reader, voice).is_none()
    {
        return Exit::Failed;
    }
    if let Stage::Resolved = args.stage {
        let Some(run) = reader.run(&args.file, voice) else { return Exit::Failed };
        let resolved = run.checked.resolved();
        return io::write_by(|out| views::resolved(&run.document, resolved, out), voice);
    }
    earlier(args, &reader, voice).unwrap_or(Exit::Failed)
}

/// Writes the overlays; nothing where the source is no PDF or the folder cannot be written.
#[cfg(feature = "pdf")]
fn draw(args: &Args, folder: &Path, reader: &Reader, voice: Voice) -> Option<()> {
    let source = read(&args.file, voice)?;
    if ingest::format(&source.bytes) != Some("pdf") {
        voice.fail(Some(&source.name), &voice.say(&say::DRAW_PDF_ONLY, &[]), None);
        return None;
    }
    let pages = match reader.draw(&source) {
        Ok(pages) => pages,
        Err(error) => {
            refuse(&source, &error, voice);
            return None;
        }
    };
    let written = super::folder::write(folder, |folder| {
        let mut pages = (1..).zip(&pages);
        pages.try_for_each(|(n, svg)| folder.file(&format!("page-{n:03}.svg"), svg.as_bytes()))
    });
    if let Err(refusal) = written {
        refusal.tell(voice);
        return None;
    }
    Some(())
}

/// A stage before values are given, without the work of those after it.
fn earlier(args: &Args, reader: &Reader, voice: Voice) -> Option<Exit> {
    let source = read(&args.file, voice)?;
    let document = match reader.ingest(&source) {
        Ok(document) => document,
        Err(error) => {
            refuse(&source, &error, voice);
            return None;
        }
    };
    if let Stage::Document = args.stage {
        return Some(io::write_by(|out| views::document(&document, out), voice));
    }
    let (notice, schema) = pipeline::segment_with(&document, reader.choose());
    let schema = schema.map(|schema| schema.name.as_str());
    Some(io::write_by(|out| views::notice(&document, &notice, schema, out), voice))
}
