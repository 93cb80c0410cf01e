//! MD501–MD506: a table held against a notice (`check TABLE --against NOTICE`). The room `ground`
//! finds; here are the codes, the levels and the pages.

use super::Check;

pub(super) static ROW_INVENTED: Check = check!("MD501" row-invented: Error, of Against);
pub(super) static ROW_MISSING: Check = check!("MD502" row-missing: Error, of Against);
pub(super) static CELL_NOT_IN_ROW: Check = check!("MD503" cell-not-in-row: Error, of Against);
pub(super) static ROW_IN_WRONG_GROUP: Check = check!("MD504" row-in-wrong-group: Error, of Against);
pub(super) static ROW_TWICE: Check = check!("MD505" row-twice: Error, of Against);
pub(super) static ORDER_DIFFERS: Check = check!("MD506" order-differs: Warning, of Against);
