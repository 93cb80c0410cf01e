//! XLS: BIFF5 and BIFF8 workbooks (MS-XLS).

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_16LE, WINDOWS_1252};

use super::format::{self, Format};
use super::records::Records;
use super::{Book, Budget, Cell, LOST, Merge, Sheet, keep};
use crate::ingest::binary::{u16_at, u32_at};
use crate::ingest::zipped::broken;
use crate::ingest::{IngestError, cfb};
use crate::model::Span;

pub(super) fn read(bytes: &[u8]) -> Result<Book, IngestError> {
    let stream = ["Workbook", "Book"].iter().find_map(|name| cfb::stream(bytes, name));
    let Some(stream) = stream.filter(|stream| !stream.bytes.is_empty()) else {
        return Err(broken("xls", "its tables lead to no workbook"));
    };
    let mut globals = Globals::new();
    let mut book = Book::default();
    globals.read(&stream.bytes, &mut book.words)?;
    if !stream.whole {
        book.faults.push("the workbook ends early".to_owned());
    }
    let mut budget = Budget::default();
    for listed in std::mem::take(&mut globals.sheets) {
        let sheet = Sheet { name: listed.name, hidden: listed.hidden, ..Sheet::default() };
        let (words, budget) = (&mut book.words, &mut budget);
        let mut filling =
            Filling { globals: &globals, words, budget, sheet, unseen: false, lost: false };
        let whole = filling.read(&stream.bytes, listed.at as usize)?;
        let (sheet, lost) = (filling.sheet, filling.lost);
        if lost {
            book.faults.push(format!("texts of the sheet {} are not in it", sheet.name));
        }
        if !whole {
            book.faults.push(format!("the sheet {} ends early", sheet.name));
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// The sheets as the workbook lists them.
struct Listed {
    at: u32,
    name: String,
    hidden: bool,
}

/// What all sheets refer to.
struct Globals {
    /// BIFF8, which has strings in UTF-16; BIFF5 has them in the code page.
    eight: bool,
    encoding: &'static Encoding,
    early: bool,
    /// The shared texts, in the workbook's words.
    strings: Vec<Span>,
    sheets: Vec<Listed>,
    /// Boldness by font.
    fonts: Vec<bool>,
    /// Format and boldness by cell style.
    styles: Vec<(Format, bool)>,
}

impl Globals {
    fn new() -> Self {
        Self {
            eight: true,
            encoding: GBK,
            early: false,
            strings: Vec::new(),
            sheets: Vec::new(),
            fonts: Vec::new(),
            styles: Vec::new(),
        }
    }

    fn read(&mut self, bytes: &[u8], words: &mut String) -> Result<(), IngestError> {
        let mut records = Records::new(bytes, 0);
        let mut formats: HashMap<u16, Format> = HashMap::new();
        let mut styles: Vec<(u16, u16)> = Vec::new();
        let mut begun = false;
        while let Some((kind, body)) = records.next() {
            match kind {
                0x0809 => {
                    self.eight = u16_at(body, 0) == Some(0x0600);
                    begun = true;
                }
                _ if !begun => return Err(broken("xls", "it does not begin as a workbook does")),
                0x000A => break,
                0x002F => return Err(IngestError::Encrypted("xls")),
                0x0042 => self.encoding = u16_at(body, 0).map_or(GBK, code_page),
                0x0022 => self.early = u16_at(body, 0) == Some(1),
                0x0031 => self.fonts.push(u16_at(body, 6).is_some_and(|weight| weight >= 600)),
                0x041E => {
                    if let (Some(id), Some(code)) = (u16_at(body, 0), self.format_code(body)) {
                        formats.insert(id, Format::parse(&code));
                    }
                }
                0x00E0 => {
                    styles.extend(u16_at(body, 0).zip(u16_at(body, 2)));
                }
                0x0085 => self.sheets.extend(self.listed(body)),
                0x00FC => {
                    let mut body = records.with_continued(body);
                    let told = body.len();
                    body.skip(4);
                    let count = body.u32().unwrap_or(0);
                    // A text takes three bytes or more, a character in two of them three of ours; numbers
                    // are put behind them as the cells come, a cell in fourteen bytes.
                    self.strings.reserve((count as usize).min(told / 3));
                    words.reserve(told + told / 2 + bytes.len().saturating_sub(told) / 2);
                    for _ in 0..count {
                        let start = words.len();
                        let Some(length) = body.u16() else { break };
                        if !body.string_onto(length.into(), words) {
                            break;
                        }
                        self.strings.push(Span::of(start, words.len()));
                    }
                }
                _ => {}
            }
        }
        self.styles = styles
            .into_iter()
            .map(|(font, id)| {
                let format = formats.get(&id).cloned();
                let format =
                    format.unwrap_or_else(|| Format::parse(format::built_in(u32::from(id))));
                // There is no font 4 (MS-XLS 2.5.129).
                let font = usize::from(if font > 4 { font - 1 } else { font });
                (format, self.fonts.get(font).copied().unwrap_or(false))
            })
            .collect();
        Ok(())
    }

    /// A string with its length in `width` bytes.
    fn short(&self, body: &[u8], width: usize) -> Option<String> {
        let length = if width == 1 { u16::from(*body.first()?) } else { u16_at(body, 0)? };
        let rest = body.get(width..)?;
        if self.eight {
            return Records::new(&[], 0).with_continued(rest).string(length.into());
        }
        let end = usize::from(length).min(rest.len());
        Some(self.encoding.decode_without_bom_handling(&rest[..end]).0.into_owned())
    }

    fn format_code(&self, body: &[u8]) -> Option<String> {
        self.short(body.get(2..)?, if self.eight { 2 } else { 1 })
    }

    /// A worksheet; charts and macro sheets hold no roster.
    fn listed(&self, body: &[u8]) -> Option<Listed> {
        let hidden = body.get(4)? & 3 != 0;
        let name = self.short(body.get(6..)?, 1)?;
        (*body.get(5)? == 0).then_some(Listed { at: u32_at(body, 0)?, name, hidden })
    }
}

/// A sheet on its way.
struct Filling<'g> {
    globals: &'g Globals,
    words: &'g mut String,
    budget: &'g mut Budget,
    sheet: Sheet,
    /// The format of the cell read last shows nothing.
    unseen: bool,
    /// Texts that cells share are not there.
    lost: bool,
}

impl Filling<'_> {
    /// Reads the sheet; tells whether it came to its end.
    fn read(&mut self, bytes: &[u8], at: usize) -> Result<bool, IngestError> {
        let mut records = Records::new(bytes, at);
        // Charts inside the sheet are streams of their own, between a begin and an end.
        let mut depth = 0u32;
        let mut formula: Option<(u16, u16, u16)> = None;
        // Formulas without a result; a program that works nothing out leaves all of them so.
        let (mut empty, mut worked_out) = (Vec::new(), false);
        while let Some((kind, body)) = records.next() {
            // Most cells of a roster are texts that the workbook shares.
            if kind == 0x00FD
                && depth == 1
                && let Some([r0, r1, c0, c1, s0, s1, at @ ..]) = body.first_chunk::<10>().copied()
            {
                let place = [[r0, r1], [c0, c1], [s0, s1]].map(u16::from_le_bytes);
                let at = u32::from_le_bytes(at) as usize;
                let text = self.shared(at, place[2]);
                self.push(place.into(), Some(text))?;
                continue;
            }
            match kind {
                0x0809 => depth += 1,
                0x000A => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        for place in empty.into_iter().filter(|_| !worked_out) {
                            let text = keep(self.words, "=");
                            self.push(place, Some(text))?;
                        }
                        return Ok(true);
                    }
                }
                _ if depth == 0 => return Ok(false),
                _ if depth > 1 => {}
                0x0208 if u16_at(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    self.sheet.hidden_rows.extend(u16_at(body, 0).map(u32::from));
                }
                0x007D if u16_at(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                    let bounds = u16_at(body, 0).zip(u16_at(body, 2));
                    self.sheet.hidden_columns.extend(bounds.map(|(a, b)| (a.into(), b.into())));
                }
                0x009B => self.sheet.filtered = true,
                0x00E5 => merges(body, &mut self.sheet),
                0x0200 => {
                    let most = bytes.len().saturating_sub(at) / CELL_LEAST;
                    self.sheet.cells.reserve(extent(body, self.globals.eight).min(most));
                }
                // The text of the formula above.
                0x0207 => {
                    if let Some((row, column, style)) = formula.take() {
                        let text = if self.globals.eight {
                            let mut body = records.with_continued(body);
                            body.u16().and_then(|length| body.string(length.into()))
                        } else {
                            self.globals.short(body, 2)
                        };
                        let text = text.map(|text| self.text(&text, style));
                        self.push((row, column, style), text)?;
                    }
                }
                _ => {
                    let Some([r0, r1, c0, c1, s0, s1]) = body.first_chunk().copied() else {
                        continue;
                    };
                    let (row, column) =
                        (u16::from_le_bytes([r0, r1]), u16::from_le_bytes([c0, c1]));
                    let style = u16::from_le_bytes([s0, s1]);
                    if kind == 0x00BD {
                        // Several numbers in one row, each with its style.
                        let pairs = body.get(4..body.len() - 2).unwrap_or_default();
                        for (column, pair) in (column..=u16::MAX).zip(pairs.chunks_exact(6)) {
                            let style = u16_at(pair, 0).unwrap_or(0);
                            let value = u32_at(pair, 2).map(compressed);
                            let text = value.map(|value| self.number(value, style));
                            self.push((row, column, style), text)?;
                        }
                        continue;
                    }
                    let text = self.value(kind, body, style);
                    if kind == 0x0006 {
                        formula = text.is_none().then_some((row, column, style));
                        match text {
                            Some(text) if text.is_empty() => empty.push((row, column, style)),
                            _ => worked_out = true,
                        }
                    }
                    self.push((row, column, style), text)?;
                }
            }
        }
        Ok(false)
    }

    fn value(&mut self, kind: u16, body: &[u8], style: u16) -> Option<Span> {
        let text = match kind {
            0x00FD => return Some(self.shared(u32_at(body, 6)? as usize, style)),
            0x0203 => return Some(self.number(f64_at(body, 6)?, style)),
            0x027E => return Some(self.number(compressed(u32_at(body, 6)?), style)),
            0x0204 | 0x00D6 => {
                let text = self.globals.short(body.get(6..)?, 2)?;
                return Some(self.text(&text, style));
            }
            0x0205 => flag(*body.get(6)?, *body.get(7)? != 0),
            0x0006 => match body.get(6..14)? {
                [0, .., 0xFF, 0xFF] => return None, // a text follows
                [1, _, value, .., 0xFF, 0xFF] => flag(*value, false),
                [2, _, value, .., 0xFF, 0xFF] => flag(*value, true),
                [.., 0xFF, 0xFF] => "",
                _ => return Some(self.number(f64_at(body, 6)?, style)),
            },
            _ => return None,
        };
        Some(keep(self.words, text))
    }

    fn number(&mut self, value: f64, style: u16) -> Span {
        let start = self.words.len();
        match self.globals.styles.get(usize::from(style)) {
            Some((format, _)) => {
                self.unseen = !format.show_onto(value, self.globals.early, self.words);
            }
            None => format::general_onto(value, self.words),
        }
        Span::of(start, self.words.len())
    }

    /// A text that the workbook shares; where it has none of that number, it is lost.
    fn shared(&mut self, at: usize, style: u16) -> Span {
        let Some(text) = self.globals.strings.get(at).copied() else {
            self.lost = true;
            return keep(self.words, LOST);
        };
        self.put_on(text, style)
    }

    fn text(&mut self, text: &str, style: u16) -> Span {
        let text = keep(self.words, text);
        self.put_on(text, style)
    }

    /// The text as its format shows it.
    fn put_on(&mut self, text: Span, style: u16) -> Span {
        let style = self.globals.styles.get(usize::from(style));
        let style = style.filter(|(format, _)| format.rewords());
        let Some(shown) = style.and_then(|(format, _)| format.text(text.text(self.words))) else {
            return text;
        };
        self.unseen = shown.is_empty();
        if self.unseen { text } else { keep(self.words, &shown) }
    }

    fn push(
        &mut self,
        (row, column, style): (u16, u16, u16),
        text: Option<Span>,
    ) -> Result<(), IngestError> {
        let unseen = std::mem::take(&mut self.unseen);
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(()) };
        self.budget.take(text)?;
        let strong = self.globals.styles.get(usize::from(style)).is_some_and(|(_, bold)| *bold);
        let (row, column) = (row.into(), column.into());
        self.sheet.put(Cell { row, column, text, strong, closed: false }, unseen);
        Ok(())
    }
}

/// So few bytes a cell takes: one of several numbers in a row.
const CELL_LEAST: usize = 6;

/// How many cells a sheet has by its own word of its rows and columns.
fn extent(body: &[u8], eight: bool) -> usize {
    let (rows, columns) = if eight {
        (u32_at(body, 0).zip(u32_at(body, 4)), u16_at(body, 8).zip(u16_at(body, 10)))
    } else {
        let wide = |(a, b): (u16, u16)| (a.into(), b.into());
        (u16_at(body, 0).zip(u16_at(body, 2)).map(wide), u16_at(body, 4).zip(u16_at(body, 6)))
    };
    let rows = rows.map_or(0, |(first, end)| end.saturating_sub(first) as usize);
    rows.saturating_mul(columns.map_or(0, |(first, end)| end.saturating_sub(first).into()))
}

fn merges(body: &[u8], sheet: &mut Sheet) {
    let count = usize::from(u16_at(body, 0).unwrap_or(0));
    for range in body.get(2..).unwrap_or_default().chunks_exact(8).take(count) {
        let at = |index| u32::from(u16_at(range, index).unwrap_or(0));
        let merge = Merge { top: at(0), bottom: at(2), left: at(4), right: at(6) };
        if merge.top <= merge.bottom && merge.left <= merge.right {
            sheet.merges.push(merge);
        }
    }
}

/// A number in four bytes: a whole one, or the upper half of a double; perhaps in hundredths.
fn compressed(raw: u32) -> f64 {
    let value = if raw & 2 != 0 {
        f64::from(raw.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    if raw & 1 != 0 { value / 100.0 } else { value }
}

/// A truth value, or an error as sheets print it.
fn flag(value: u8, error: bool) -> &'static str {
    match (error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}

fn code_page(number: u16) -> &'static Encoding {
    match number {
        1200 => UTF_16LE,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        950 => BIG5,
        1252 | 0x8001 => WINDOWS_1252,
        _ => GBK,
    }
}
