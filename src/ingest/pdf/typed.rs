//! Pages for tests, typed: each character ten points wide, a line every fifteen.

use super::items::{Item, Sheet};
use super::lines::lines;
use super::page::Glyph;

/// What a page's lines say; nothing of its tables.
pub(super) fn said(sheet: &Sheet) -> Vec<String> {
    let line = |item: &Item| match item {
        Item::Line(line) => line.text().into_owned(),
        Item::Table(_) => String::new(),
    };
    sheet.items.iter().map(line).collect()
}

/// A page of these lines. `blanks`: whether blanks are glyphs, or only leave room.
pub(super) fn sheet(texts: &[&str], blanks: bool) -> Sheet {
    let mut glyphs = Vec::new();
    for (row, text) in (0u16..).zip(texts) {
        let base = 20.0 + 15.0 * f32::from(row);
        for (at, c) in (0u16..).zip(text.chars()).filter(|(_, c)| blanks || *c != ' ') {
            let x0 = 10.0 * f32::from(at);
            glyphs.push(Glyph { c, x0, x1: x0 + 10.0, base, size: 10.0, strong: false });
        }
    }
    let items = lines(&mut glyphs).into_iter().map(Item::Line).collect();
    Sheet { items, ..Sheet::default() }
}
