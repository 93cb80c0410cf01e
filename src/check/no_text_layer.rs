//! MD003: a scan, pictures without text.

use super::{Check, Ctx, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD003",
    name: "no-text-layer",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("no_text_layer.md"),
    page_zh: include_str!("no_text_layer.zh.md"),
};

/// Ingest refuses such a source, so that a notice that gets here has its text: nothing to find.
/// The report on the refused file bears the code.
fn run(_: &Ctx, _: &mut Sink) {}
