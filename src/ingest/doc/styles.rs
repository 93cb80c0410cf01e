//! Named styles, and the names of fonts (MS-DOC 2.9.271 and 2.9.286).

use super::fib::{Fib, Structure};
use super::props::changes;
use crate::ingest::binary::u16_at;

/// What a style, or a paragraph or run by itself, says.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    base: u16,
    /// Level of a heading, from 0; 9 says that it is none.
    pub(super) outline: Option<u32>,
    pub(super) bold: Option<bool>,
    /// Its text is not shown.
    pub(super) vanish: Option<bool>,
    /// Its text is raised.
    pub(super) raised: Option<bool>,
    /// Its text is struck out.
    pub(super) struck: Option<bool>,
    /// List and level.
    pub(super) list: Option<u32>,
    pub(super) level: Option<u32>,
}

/// Longest chain of styles that is followed; files may chain in a circle.
const CHAIN: usize = 12;

/// All styles, by number.
pub(super) fn read(tables: &[u8], fib: &Fib) -> Vec<Style> {
    let bytes = fib.bytes(tables, Structure::Styles);
    let Some(own) = own(bytes) else { return Vec::new() };
    let whole = |style: &Style| {
        let mut style = style.clone();
        let mut base = style.base;
        for _ in 0..CHAIN {
            let Some(parent) = own.get(usize::from(base)) else { break };
            style.outline = style.outline.or(parent.outline);
            style.bold = style.bold.or(parent.bold);
            style.vanish = style.vanish.or(parent.vanish);
            style.raised = style.raised.or(parent.raised);
            style.list = style.list.or(parent.list);
            style.level = style.level.or(parent.level);
            base = parent.base;
        }
        style
    };
    own.iter().map(whole).collect()
}

/// The styles without what they inherit.
fn own(bytes: &[u8]) -> Option<Vec<Style>> {
    let count = usize::from(u16_at(bytes, 2)?);
    let fixed = usize::from(u16_at(bytes, 4)?);
    let mut at = 2 + usize::from(u16_at(bytes, 0)?);
    let mut styles = Vec::new();
    while styles.len() < count {
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(body) = bytes.get(at + 2..at + 2 + length) else { break };
        styles.push(style(body, fixed).unwrap_or_default());
        at += 2 + length + length % 2;
    }
    Some(styles)
}

fn style(body: &[u8], fixed: usize) -> Option<Style> {
    let kind = u16_at(body, 0)? & 0x0FFF;
    let family = u16_at(body, 2)?;
    let mut style = Style { base: family >> 4, ..Style::default() };
    // Headings of level 1 to 9, and the title.
    style.outline = match kind {
        1..=9 => Some(u32::from(kind) - 1),
        62 => Some(0),
        _ => None,
    };
    let name = usize::from(u16_at(body, fixed)?);
    let mut at = fixed + 2 + name * 2 + 2;
    // Styles of paragraphs have a list for the paragraph before that for its text.
    let lists: &[usize] = match family & 0xF {
        1 => &[2, 0],
        2 => &[0],
        _ => &[],
    };
    for skip in lists {
        let length = usize::from(u16_at(body, at)?);
        let list = body.get(at + 2 + skip..at + 2 + length).unwrap_or_default();
        style.take(list);
        at += 2 + length + length % 2;
    }
    Some(style)
}

impl Style {
    /// Takes changes in. What a run leaves to its style stays open.
    pub(super) fn take(&mut self, list: &[u8]) {
        for change in changes(list) {
            let switch = || match change.byte() {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            };
            match change.code {
                0x0835 => self.bold = switch(),
                0x083C => self.vanish = switch(),
                0x0837 | 0x2A53 => self.struck = switch(),
                0x2A48 => self.raised = Some(change.byte() == 1),
                0x260A => self.level = Some(u32::from(change.byte())),
                0x460B => self.list = Some(u32::from(change.word())),
                0x2640 => self.outline = Some(u32::from(change.byte())),
                _ => {}
            }
        }
    }
}

/// Names of the fonts, by number.
pub(super) fn fonts(tables: &[u8], fib: &Fib) -> Vec<String> {
    let bytes = fib.bytes(tables, Structure::Fonts);
    let count = u16_at(bytes, 0).unwrap_or(0);
    let mut at = 4;
    let mut fonts = Vec::new();
    for _ in 0..count {
        let Some(length) = bytes.get(at).map(|length| usize::from(*length)) else { break };
        let name = bytes.get(at + 40..at + 1 + length).unwrap_or_default();
        let units = name.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        fonts.push(String::from_utf16_lossy(&units));
        at += 1 + length;
    }
    fonts
}
