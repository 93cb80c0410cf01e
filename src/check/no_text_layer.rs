//! MD003: a scan, pictures without text. Ingest refuses such a source, so that nothing is to be found
//! in a notice that gets to the checks; the report on the refused file bears the code.

use super::{Check, Of};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD003",
    name: "no-text-layer",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: None,
    page: include_str!("no_text_layer.md"),
    page_zh: include_str!("no_text_layer.zh.md"),
};
