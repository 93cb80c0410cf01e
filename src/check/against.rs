//! MD501–MD506: a table held against a notice (`check TABLE --against NOTICE`). The room `ground`
//! finds; here are the codes, the levels and the pages.

use super::{Check, Of};
use crate::model::report::Level;

pub(super) static ROW_INVENTED: Check = Check {
    code: "MD501",
    name: "row-invented",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("row_invented.md"),
    page_zh: include_str!("row_invented.zh.md"),
};

pub(super) static ROW_MISSING: Check = Check {
    code: "MD502",
    name: "row-missing",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("row_missing.md"),
    page_zh: include_str!("row_missing.zh.md"),
};

pub(super) static CELL_NOT_IN_ROW: Check = Check {
    code: "MD503",
    name: "cell-not-in-row",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("cell_not_in_row.md"),
    page_zh: include_str!("cell_not_in_row.zh.md"),
};

pub(super) static ROW_IN_WRONG_GROUP: Check = Check {
    code: "MD504",
    name: "row-in-wrong-group",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("row_in_wrong_group.md"),
    page_zh: include_str!("row_in_wrong_group.zh.md"),
};

pub(super) static ROW_TWICE: Check = Check {
    code: "MD505",
    name: "row-twice",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("row_twice.md"),
    page_zh: include_str!("row_twice.zh.md"),
};

pub(super) static ORDER_DIFFERS: Check = Check {
    code: "MD506",
    name: "order-differs",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Against,
    run: None,
    page: include_str!("order_differs.md"),
    page_zh: include_str!("order_differs.zh.md"),
};
