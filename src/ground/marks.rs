//! Characters of the table that are not the notice's although the cell holds: what shows nothing, and
//! what only looks like another. A search for the name does not find them.

use super::Cells;
use super::sheet::Sheet;
use crate::check::Book;
use crate::check::odd_character;
use crate::model::{FindingLevel, Span};
use crate::text::is_blank;

/// A character, and where it stands.
struct Odd {
    c: char,
    /// Key of its message; none where it shows nothing.
    key: Option<&'static str>,
    first: Span,
    again: Vec<Span>,
    count: usize,
}

/// Tells them, each once with its places. What the notice has itself is none of the table's.
pub(super) fn tell(cells: &Cells, sheet: &Sheet, book: &mut Book) {
    let mut odd: Vec<Odd> = Vec::new();
    let plane = &cells.table.document.text;
    for row in 0..cells.rows() {
        for at in 0..cells.table.width() {
            let span = cells.own(row, at);
            let text = span.text(plane);
            if text.is_ascii() {
                continue;
            }
            for (offset, c) in text.char_indices() {
                // Nearly all characters are of these.
                if matches!(c, '\0'..='~' | '\u{3000}'..='\u{9FFF}') {
                    continue;
                }
                let key = odd_character(c);
                if key.is_none() && !is_blank(c) {
                    continue;
                }
                let start = span.start + offset as u32;
                let spot = Span::new(start, start + c.len_utf8() as u32);
                match odd.iter_mut().find(|known| known.c == c) {
                    Some(known) => {
                        known.count += 1;
                        if known.again.len() < 3 {
                            known.again.push(spot);
                        }
                    }
                    None => odd.push(Odd { c, key, first: spot, again: Vec::new(), count: 1 }),
                }
            }
        }
    }
    odd.retain(|odd| !sheet.document.text.contains(odd.c));
    for (code, shows) in [("MD408", true), ("MD409", false)] {
        book.run(code, |sink| {
            for odd in odd.iter().filter(|odd| odd.key.is_some() == shows) {
                sink.find(odd.key.unwrap_or("table"), odd.first)
                    .level(FindingLevel::Warning)
                    .arg("char", odd.c)
                    .arg("code", format!("U+{:04X}", odd.c as u32))
                    .arg("count", odd.count)
                    .arg("notice", &sheet.document.name)
                    .related_all("again", odd.again.iter().copied());
            }
        });
    }
}
