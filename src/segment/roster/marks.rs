//! Rows below a header that number its columns.

use crate::model::{Document, TableCell};
use crate::segment::lists::circled;
use crate::text::{blank, compact, numeral};

/// Whether a row below a header only marks its columns, as statistics do: 甲, 乙, 1, 2, 3=2/1; 栏次, 1, 2, 3; 1 to 5 or A to E
/// over words.
pub(super) fn is_row_of_marks(
    document: &Document,
    cells: &[TableCell],
    below: &[TableCell],
) -> bool {
    const LEAST: usize = 2;
    let texts: Vec<String> = cells.iter().map(|cell| compact(document.slice(cell.span))).collect();
    let stems = "甲乙丙丁戊己庚辛壬癸".chars();
    let words = texts.iter().zip(stems).take_while(|(text, stem)| text.chars().eq([*stem])).count();
    let label =
        texts.first().is_some_and(|text| matches!(&text[..], "栏次" | "栏号" | "列次" | "行次"));
    let blank = texts.first().is_some_and(String::is_empty);
    let lead = words.max(usize::from(label || blank));
    let numbers = &texts[lead.min(texts.len())..];
    let counts_from =
        |first: u64| numbers.iter().zip(first..).all(|(text, due)| marks(text) == Some(due));
    let ordered = numbers.len() >= LEAST && (counts_from(1) || (blank && counts_from(2)));
    if words > 0 || label || !ordered {
        return ordered;
    }
    // A row of numbers may stand over rows of numbers: what is below tells, and serials begin there.
    let worded = |cell: &TableCell| {
        let text = document.slice(cell.span);
        cell.column > 0
            && text.contains(blank::is_han)
            && !text.contains(|c: char| c.is_ascii_digit())
    };
    let serial = below.first().map(|cell| numeral::whole(&compact(document.slice(cell.span))));
    let anew = blank || serial.is_some_and(|serial| serial.is_none_or(|serial| serial == 1));
    texts.len() > LEAST && anew && below.iter().any(worded)
}

/// The number of a column in a row of such: 3, 3=2/1, ③, （3）, C.
fn marks(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if chars.next().is_none()
        && let Some(n) = circled(first)
            .map(u64::from)
            .or_else(|| first.is_ascii_uppercase().then(|| u64::from(first) - u64::from('A') + 1))
    {
        return Some(n);
    }
    let bare = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let text = bare.unwrap_or(text);
    let (number, length) = numeral::prefix(text)?;
    let rest = &text[length..];
    (rest.is_empty() || rest.starts_with(['=', '＝'])).then_some(number)
}
