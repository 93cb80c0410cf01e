//! Tags of very many attributes, cut into stretches.
//!
//! html5gum 0.9 reads `a="1" b="2" …` by states that call one another, one call deeper for each attribute in double quotes
//! that a blank parts from the one before: some ten thousand of them overflow the stack, or some hundred where it is not
//! optimised. A slash parts attributes as a blank does and ends that row of calls.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

/// So many attributes are read in a row: no page has as many in a tag, and no text that shows some. Where nothing is
/// optimised each takes some kilobytes of the stack.
const ROW_MOST: usize = if cfg!(debug_assertions) { 64 } else { 1000 };

/// The source with a slash for the blank behind every so many attributes in a row; as long as it was, so that places in it
/// are those in the source.
pub(super) fn parted(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    if memchr::memmem::find_iter(bytes, b"=").nth(ROW_MOST).is_none() {
        return Cow::Borrowed(source);
    }
    // How many attributes in a row lead to a sign of equality. Those within values lead on as well: which quotation mark
    // opens a value is not known.
    let mut rows: HashMap<usize, usize, FixedState> = HashMap::default();
    let mut cuts = Vec::new();
    for at in memchr::memchr_iter(b'=', bytes) {
        let before = rows.remove(&at).unwrap_or(0);
        let Some((blank, next)) = following(bytes, at) else { continue };
        let row = before + 1;
        if row.is_multiple_of(ROW_MOST) {
            cuts.push(blank);
        }
        let known = rows.entry(next).or_default();
        *known = row.max(*known);
    }
    if cuts.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut parted = bytes.to_vec();
    for blank in cuts {
        parted[blank] = b'/';
    }
    // One character of ASCII for another: it is text as before.
    String::from_utf8(parted).map_or(Cow::Borrowed(source), Cow::Owned)
}

/// The blank behind the attribute whose sign of equality stands at a place, and the sign of the one that follows.
fn following(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let open = past_blanks(bytes, at + 1);
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let blank = open + 2 + memchr::memchr(b'"', &bytes[open + 1..])?;
    let name = past_blanks(bytes, blank);
    let ends = |byte: &u8| is_blank(*byte) || b"/>=".contains(byte);
    let end = name + bytes.get(name..)?.iter().position(ends)?;
    (name > blank && end > name && bytes[end] == b'=').then_some((blank, end))
}

fn past_blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| is_blank(**byte)).count()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

#[cfg(test)]
mod tests {
    use super::{ROW_MOST, parted};
    use crate::ingest::html::tree;

    const MANY: usize = 20_000;

    /// The text of a page in which a tag has many attributes, and `hidden` behind them.
    fn text(attributes: &str) -> usize {
        let many = attributes.repeat(MANY);
        let read = |last: &str| tree::read(&format!("<p>\" =\"</p><p {many}{last}>甲</p>"), false);
        assert!(!read("").items.is_empty());
        read("hidden").hidden.len()
    }

    #[test]
    fn tags_of_many_attributes_are_read() {
        for attributes in
            ["a=\"1\" ", "a= \"x=\"\n", "a=\"x=\" ", "a=\"<>=\" <b=\"=\"\t ", "a=\"\"\r"]
        {
            assert_eq!(text(attributes), 1, "{attributes:?}");
        }
    }

    #[test]
    fn only_long_rows_are_cut() {
        let few = "<p a=\"1\">甲=\"乙\" 丙</p>".repeat(MANY);
        assert_eq!(parted(&few), few);
        let row = "a=\"1\" ".repeat(ROW_MOST + 1);
        let cut = parted(&row).into_owned();
        assert_eq!((cut.len(), cut.matches('/').count()), (row.len(), 1));
    }
}
