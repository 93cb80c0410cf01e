//! Names of the columns that every dataset has, whatever notice it was made from: written by `emit`,
//! read again by `table`, `ground` and `diff`.

/// The columns of an entry table that are no group and no printed column, from left to right;
/// `document` where the tables of several documents are stacked.
pub const FIXED: [&str; 10] = [
    "document",
    "notice_number",
    "notice_date",
    "entry",
    "rank",
    "rank_raw",
    "page",
    "line",
    "span_start",
    "span_end",
];

/// The columns of a units table besides the notice's and the entry's.
pub const UNITS: [&str; 6] = ["seq", "unit", "unit_kind", "unit_adcode", "unit_basis", "unit_raw"];

/// The columns that a place spreads over, in order, between its kind and its print. Those of the
/// first place column bear these names, those of another its key and `_` before them.
pub const PLACE_PARTS: [&str; 12] = [
    "province",
    "province_adcode",
    "prefecture",
    "prefecture_adcode",
    "county",
    "county_adcode",
    "township",
    "zone",
    "adcode",
    "adcode_level",
    "adcode_basis",
    "adcode_current",
];

/// Behind a place's key: what it is.
pub const KIND: &str = "kind";

/// Behind a key: as printed.
pub const RAW: &str = "raw";

/// Whether a column of that name counts the dataset's own rows or points into its text: it says
/// nothing that the notice prints.
pub fn is_bookkeeping(name: &str) -> bool {
    matches!(name, "entry" | "seq" | "page" | "line" | "span_start" | "span_end")
}
