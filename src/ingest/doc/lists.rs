//! Lists and how they are numbered (MS-DOC 2.4.6.3 and 2.9.131 to 2.9.150).

use super::fib::{Fib, Structure};
use crate::ingest::binary::{u16_at, u32_at};
use crate::ingest::numbering::{Kind, LEVELS, Level, List, Numbering};

/// Bytes of a list's own entry, and of the use of a list.
const ENTRY: usize = 28;
const USE: usize = 16;

/// The lists of a document, as far as they can be read.
pub(super) fn read(tables: &[u8], fib: &Fib) -> Numbering {
    let kinds = kinds(fib.from(tables, Structure::Lists)).unwrap_or_default();
    let lists = lists(fib.bytes(tables, Structure::ListUses)).unwrap_or_default();
    Numbering::of(kinds, lists)
}

/// Entries stand together; their levels follow in the same order.
fn kinds(bytes: &[u8]) -> Option<Vec<Kind>> {
    let count = usize::from(u16_at(bytes, 0)?);
    let mut at = 2 + count * ENTRY;
    let mut kinds = Vec::new();
    for index in 0..count {
        let entry = 2 + index * ENTRY;
        let id = u32_at(bytes, entry)?;
        let simple = bytes.get(entry + 26)? & 1 != 0;
        let mut levels = Vec::new();
        for _ in 0..if simple { 1 } else { LEVELS } {
            let Some((level, length)) = level(bytes.get(at..)?) else { return Some(kinds) };
            levels.push(level);
            at += length;
        }
        kinds.push(Kind::of(id, levels));
    }
    Some(kinds)
}

/// A level, and how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let mut at = 28 + usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let length = usize::from(u16_at(bytes, at)?);
    at += 2;
    let units = bytes.get(at..at + length * 2)?.chunks_exact(2);
    let units = units.map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let mut text = String::new();
    for c in char::decode_utf16(units) {
        match c {
            // The number of a level stands in for itself.
            Ok(c) if (c as usize) < LEVELS => {
                text.push('%');
                text.extend(char::from_digit(c as u32 + 1, 10));
            }
            Ok(c) => text.push(c),
            Err(_) => text.push('\u{FFFD}'),
        }
    }
    let gap = if bytes.get(15) == Some(&2) { "" } else { " " };
    let format = format(*bytes.get(4)?).to_owned();
    let goes_on = bytes.get(5)? & 0x08 != 0;
    Some((Level { start: u32_at(bytes, 0)?, format, text, gap, goes_on }, at + length * 2))
}

/// Uses are numbered from 1; each names its list, and then the levels that begin anew.
fn lists(bytes: &[u8]) -> Option<Vec<List>> {
    let count = u32_at(bytes, 0)? as usize;
    let mut at = 4 + count.checked_mul(USE)?;
    let mut lists = Vec::new();
    for index in 0..count {
        let entry = 4 + index * USE;
        let mut list = List::of(index as u32 + 1, u32_at(bytes, entry)?);
        let changed = *bytes.get(entry + 12)?;
        at += 4;
        for _ in 0..changed {
            let (Some(start), Some(flags)) = (u32_at(bytes, at), u32_at(bytes, at + 4)) else {
                break;
            };
            at += 8;
            let own = (flags & 0xF).min(LEVELS as u32 - 1) as usize;
            if flags & 0x20 != 0 {
                let Some((level, length)) = bytes.get(at..).and_then(level) else { break };
                list.own.push((own, level));
                at += length;
            } else if flags & 0x10 != 0 {
                list.starts.push((own, start));
            }
        }
        lists.push(list);
    }
    Some(lists)
}

/// The name that DOCX gives to a format of numbers (MS-OSHARED 2.2.1.3).
fn format(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 11 => "ideographDigital",
        14 => "decimalFullWidth",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 | 32 => "ideographZodiac",
        33..=40 => "chineseCounting",
        255 => "none",
        _ => "decimal",
    }
}
