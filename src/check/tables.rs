//! MD009, MD118, MD304–MD310: a dataset or a table by itself (`check TABLE`, `check DIR`). The room
//! `table` finds; here are the codes, the levels and the pages.

use super::Check;

pub(super) static LINE_ENDS: Check = check!("MD009" line-ends: Note, of Table);
pub(super) static COLUMN_REPEATED: Check = check!("MD118" column-repeated: Error, of Table);
pub(super) static CELL_NOT_OF_TYPE: Check = check!("MD304" cell-not-of-type: Error, of Table);
pub(super) static KEY_DISORDER: Check = check!("MD305" key-disorder: Error, of Table);
pub(super) static REFERENCE_BROKEN: Check = check!("MD306" reference-broken: Error, of Table);
pub(super) static FILE_CHANGED: Check = check!("MD307" file-changed: Error, of Table);
pub(super) static FACTS_DIFFER: Check = check!("MD308" facts-differ: Error, of Table);
pub(super) static VALUE_NOT_DERIVED: Check = check!("MD309" value-not-derived: Error, of Table);
pub(super) static SPAN_ASTRAY: Check = check!("MD310" span-astray: Error, of Table);
