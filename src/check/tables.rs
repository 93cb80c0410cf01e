//! MD009, MD118, MD304–MD310: a dataset or a table by itself (`check TABLE`, `check DIR`). The room
//! `table` finds; here are the codes, the levels and the pages.

use super::{Check, Of};
use crate::model::report::Level;

pub(super) static LINE_ENDS: Check = Check {
    code: "MD009",
    name: "line-ends",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("line_ends.md"),
    page_zh: include_str!("line_ends.zh.md"),
};

pub(super) static COLUMN_REPEATED: Check = Check {
    code: "MD118",
    name: "column-repeated",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("column_repeated.md"),
    page_zh: include_str!("column_repeated.zh.md"),
};

pub(super) static CELL_NOT_OF_TYPE: Check = Check {
    code: "MD304",
    name: "cell-not-of-type",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("cell_not_of_type.md"),
    page_zh: include_str!("cell_not_of_type.zh.md"),
};

pub(super) static KEY_DISORDER: Check = Check {
    code: "MD305",
    name: "key-disorder",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("key_disorder.md"),
    page_zh: include_str!("key_disorder.zh.md"),
};

pub(super) static REFERENCE_BROKEN: Check = Check {
    code: "MD306",
    name: "reference-broken",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("reference_broken.md"),
    page_zh: include_str!("reference_broken.zh.md"),
};

pub(super) static FILE_CHANGED: Check = Check {
    code: "MD307",
    name: "file-changed",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("file_changed.md"),
    page_zh: include_str!("file_changed.zh.md"),
};

pub(super) static FACTS_DIFFER: Check = Check {
    code: "MD308",
    name: "facts-differ",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("facts_differ.md"),
    page_zh: include_str!("facts_differ.zh.md"),
};

pub(super) static VALUE_NOT_DERIVED: Check = Check {
    code: "MD309",
    name: "value-not-derived",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("value_not_derived.md"),
    page_zh: include_str!("value_not_derived.zh.md"),
};

pub(super) static SPAN_ASTRAY: Check = Check {
    code: "MD310",
    name: "span-astray",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Table,
    run: None,
    page: include_str!("span_astray.md"),
    page_zh: include_str!("span_astray.zh.md"),
};
