//! What every stage reads with: numerals, dates, blanks and widths. Pure functions over `&str`.

pub mod blank;
pub mod card;
pub mod carried;
pub mod credit_code;
pub mod date;
pub(crate) mod decimal;
pub mod digest;
pub mod division;
pub mod ending;
pub mod first;
pub mod fold;
pub mod hanset;
pub mod headers;
pub mod listed;
pub mod mojibake;
pub mod nearest;
pub mod nothing;
pub mod numeral;
pub mod persons;
pub mod picture;
pub mod radicals;
pub mod records;
pub mod sign;
pub mod site;
pub mod tame;
pub mod traditional;
pub mod view;
pub mod whole;
pub mod width;
pub(crate) mod words;

pub use blank::{compact, is_blank, tight, trim};
pub use tame::tame;
pub use view::View;
