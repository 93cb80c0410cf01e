//! XLSX: shared strings, styles, and the cells of each sheet (ECMA-376 part 1, chapter 18).

use std::collections::HashMap;

use super::drawing;
use super::format::{self, Format};
use super::{Book, Budget, Cell, LOST, Merge, Sheet, keep};
use crate::ingest::IngestError;
use crate::ingest::raised;
use crate::ingest::xml::{self, Node, Tag, Xml};
use crate::ingest::zipped::{self, Zipped, relations};
use crate::model::Span;

pub(super) fn read(bytes: &[u8]) -> Result<Book, IngestError> {
    let mut book = Book::default();
    let mut zip = super::open(bytes, "xlsx", &mut book)?;
    let main = zipped::main_part(&mut zip, "xl/workbook.xml")?;
    let Some(workbook) = zip.part(&main)? else {
        return Err(zipped::broken("xlsx", "the workbook's main part is missing"));
    };
    let relations = relations::of(&mut zip, &main)?;
    let part = |zip: &mut Zipped<'_>, kind: &str, name: &str| {
        let found = relations.iter().find(|relation| relation.is(kind));
        zip.part(found.map_or(name, |relation| relation.path.as_str()))
    };
    let strings = part(&mut zip, "sharedStrings", "xl/sharedStrings.xml")?.unwrap_or_default();
    let strings = shared_strings(&strings, &mut book);
    let styles = part(&mut zip, "styles", "xl/styles.xml")?.unwrap_or_default();
    let styles = styles_of(&styles);
    let (listed, early) = sheets(&workbook, &mut book.faults);
    let mut budget = Budget::default();
    for (index, Listed { name, hidden, id }) in listed.into_iter().enumerate() {
        let found = relations.iter().find(|relation| relation.id == id);
        if found.is_some_and(|relation| !relation.is("") && !relation.is("worksheet")) {
            continue; // charts
        }
        let guess = format!("xl/worksheets/sheet{}.xml", index + 1);
        let path = found.map_or(guess.as_str(), |relation| relation.path.as_str());
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        match zip.part(path)? {
            Some(bytes) => {
                let context = Context { strings: &strings, styles: &styles, early };
                context.sheet(&bytes, &mut sheet, &mut budget, &mut book)?;
                drawing::read(&mut zip, &mut sheet, path, &mut book.faults)?;
            }
            None => book.faults.push(format!("{path} is missing")),
        }
        book.sheets.push(sheet);
    }
    if book.lost {
        book.faults.push("texts that its cells refer to are not in it".to_owned());
    }
    if zip.damaged && book.faults.is_empty() {
        book.faults.push(zipped::DAMAGED.to_owned());
    }
    Ok(book)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    id: String,
}

/// The sheets in order, and whether days count from 1904.
fn sheets(bytes: &[u8], faults: &mut Vec<String>) -> (Vec<Listed>, bool) {
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let (mut sheets, mut early) = (Vec::new(), false);
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "sheet" => sheets.push(Listed {
                name: tag.get("name").unwrap_or_default(),
                hidden: tag.get("state").is_some_and(|state| state != "visible"),
                id: tag.get("id").unwrap_or_default(),
            }),
            Node::Open(tag) if tag.name() == "workbookPr" => {
                early = matches!(tag.get("date1904").as_deref(), Some("1" | "true"));
            }
            Node::End => break,
            _ => {}
        }
    }
    faults.extend(xml.fault);
    (sheets, early)
}

fn shared_strings(bytes: &[u8], book: &mut Book) -> Vec<Span> {
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let mut strings = Vec::new();
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "si" => {
                strings.push(rich_text(&mut xml, "si").keep(&mut book.words, &mut book.struck));
            }
            Node::End => break,
            _ => {}
        }
    }
    book.faults.extend(xml.fault);
    strings
}

/// A text whose runs are set each in its own way.
#[derive(Default)]
struct Rich {
    text: String,
    /// What of it is struck out.
    struck: Vec<(usize, usize)>,
}

impl Rich {
    fn keep(&self, words: &mut String, struck: &mut Vec<Span>) -> Span {
        let start = words.len();
        if !self.text.contains("_x") {
            struck.extend(self.struck.iter().map(|(from, to)| Span::of(start + from, start + to)));
            return keep(words, &self.text);
        }
        let kept = keep(words, &unescape(&self.text));
        struck.extend(Some(kept).filter(|_| !self.struck.is_empty()));
        kept
    }
}

/// The text up to the end of that element: all runs, without the phonetic ones.
fn rich_text(xml: &mut Xml<'_>, end: &str) -> Rich {
    let mut out = Rich::default();
    let (mut inside, mut lifted, mut struck) = (false, false, false);
    // All that has been read is raised.
    let mut leads = true;
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "rPh" => xml.skip(),
            Node::Open(tag) => {
                inside = tag.name() == "t";
                match tag.name() {
                    "r" => (lifted, struck) = (false, false),
                    "vertAlign" => lifted = tag.get("val").is_some_and(|val| val == "superscript"),
                    "strike" => struck = tag.is_on(),
                    _ => {}
                }
            }
            Node::Text(text) if inside => {
                // A mark that the text begins with is no digit of the number behind it.
                if leads && !lifted && text.starts_with(|c: char| c.is_ascii_digit()) {
                    out.text = raised::set(&out.text).into_owned();
                    out.struck.iter_mut().for_each(|part| *part = (0, out.text.len()));
                }
                leads &= lifted;
                let from = out.text.len();
                if lifted && !leads && raised::stands_behind(&out.text) {
                    out.text.push_str(&raised::set(&text));
                } else {
                    out.text.push_str(&text);
                }
                if struck {
                    out.struck.push((from, out.text.len()));
                }
            }
            Node::Text(_) => {}
            Node::Close(name) if name.get() == end => break,
            Node::Close(_) => inside = false,
            Node::End => break,
        }
    }
    out
}

/// `_x000D_` stands for a character that XML cannot hold.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_'));
        let c = code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok());
        if let Some(c) = c.and_then(char::from_u32) {
            out.push_str(&rest[..at]);
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
        }
    }
    out + rest
}

/// What a cell's style says that matters here.
#[derive(Clone, Debug, Default)]
struct Style {
    format: Format,
    bold: bool,
    struck: bool,
}

fn styles_of(bytes: &[u8]) -> Vec<Style> {
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let mut codes: HashMap<u32, String> = HashMap::new();
    let (mut fonts, mut styles) = (Vec::new(), Vec::new());
    let mut part = String::new();
    loop {
        match xml.next() {
            Node::Open(tag) => match tag.name() {
                name @ ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs") => {
                    name.clone_into(&mut part);
                }
                "numFmt" if part != "dxfs" => {
                    let code = tag.get("formatCode").unwrap_or_default();
                    codes.entry(tag.number("numFmtId").unwrap_or(0)).or_insert(code);
                }
                "font" if part == "fonts" => fonts.push((false, false)),
                "b" if part == "fonts" => {
                    if let Some(font) = fonts.last_mut() {
                        font.0 = tag.is_on();
                    }
                }
                "strike" if part == "fonts" => {
                    if let Some(font) = fonts.last_mut() {
                        font.1 = tag.is_on();
                    }
                }
                "xf" if part == "cellXfs" => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    let own = codes.get(&id);
                    let code = own.map_or(format::built_in(id), String::as_str);
                    let font = tag.number("fontId").unwrap_or(0) as usize;
                    let (bold, struck) = fonts.get(font).copied().unwrap_or_default();
                    styles.push(Style { format: Format::parse(code), bold, struck });
                }
                _ => {}
            },
            Node::Close(name) if name.get() == part => part.clear(),
            Node::End => return styles,
            _ => {}
        }
    }
}

/// What element of a cell is open.
#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    Value,
    Formula,
}

/// What the cells of every sheet refer to.
struct Context<'a> {
    strings: &'a [Span],
    styles: &'a [Style],
    early: bool,
}

impl Context<'_> {
    fn sheet(
        &self,
        bytes: &[u8],
        sheet: &mut Sheet,
        budget: &mut Budget,
        book: &mut Book,
    ) -> Result<(), IngestError> {
        let text = xml::decode(bytes);
        let mut xml = Xml::new(&text);
        // The next cell's place where the file gives none.
        let (mut row, mut column) = (0, 0);
        loop {
            match xml.next() {
                Node::Open(tag) => match tag.name() {
                    "row" => {
                        row = tag.number("r").map_or(row, |r| r.saturating_sub(1));
                        column = 0;
                        if is_hidden(&tag, "ht") {
                            sheet.hidden_rows.push(row);
                        }
                    }
                    "c" => {
                        if let Some(place) = tag.get("r").and_then(|place| reference(&place)) {
                            (row, column) = place;
                        }
                        let style = self.styles.get(tag.number("s").unwrap_or(0) as usize);
                        let kind = tag.get("t");
                        let value = self.value(&mut xml, kind.as_deref(), style, book);
                        if let Some(Shown { text, unseen }) =
                            value.filter(|shown| !shown.text.is_empty())
                        {
                            budget.take(text)?;
                            let strong = style.is_some_and(|style| style.bold);
                            if style.is_some_and(|style| style.struck) || book.is_struck(text) {
                                sheet.struck.push((row, column));
                            }
                            sheet.put(Cell { row, column, text, strong, closed: false }, unseen);
                        }
                        column = column.saturating_add(1);
                    }
                    "col" if is_hidden(&tag, "width") => {
                        let bound = |name| tag.number(name).unwrap_or(1).saturating_sub(1);
                        sheet.hidden_columns.push((bound("min"), bound("max")));
                    }
                    "oddHeader" | "firstHeader" | "oddFooter" | "firstFooter" => {
                        let text = drawing::margin(&xml.text());
                        sheet.margins.extend(Some(text).filter(|text| !text.is_empty()));
                    }
                    "filterColumn" => sheet.filtered = true,
                    "mergeCell" => sheet.merges.extend(merge(&tag)),
                    _ => {}
                },
                Node::Close(name) if name.get() == "row" => row = row.saturating_add(1),
                Node::End => break,
                _ => {}
            }
        }
        book.faults.extend(xml.fault);
        Ok(())
    }

    /// Reads the cell just opened to its end.
    fn value(
        &self,
        xml: &mut Xml<'_>,
        kind: Option<&str>,
        style: Option<&Style>,
        book: &mut Book,
    ) -> Option<Shown> {
        let words = &mut book.words;
        let (mut raw, mut formula) = (String::new(), None::<String>);
        let mut inside = Inside::Nothing;
        let (mut inline, mut stored) = (None, false);
        loop {
            match xml.next() {
                Node::Open(tag) => match tag.name() {
                    "is" => inline = Some(rich_text(xml, "is")),
                    "v" => (inside, stored) = (Inside::Value, true),
                    "f" => {
                        inside = Inside::Formula;
                        formula.get_or_insert_default();
                    }
                    _ => inside = Inside::Nothing,
                },
                Node::Text(text) => match inside {
                    Inside::Value => raw.push_str(&text),
                    Inside::Formula => formula.get_or_insert_default().push_str(&text),
                    Inside::Nothing => {}
                },
                Node::Close(name) if name.get() == "c" => break,
                Node::Close(_) => inside = Inside::Nothing,
                Node::End => break,
            }
        }
        // A program that works nothing out writes formulas without results.
        if let Some(formula) = formula.filter(|_| raw.is_empty())
            && !(stored && kind == Some("str"))
        {
            return Some(keep(words, &format!("={}", formula.trim())).into());
        }
        if let Some(inline) = inline {
            let text = inline.keep(words, &mut book.struck);
            return Some(Shown::of(text, style, words));
        }
        let trimmed = raw.trim();
        match kind {
            Some("s") => {
                let text = trimmed.parse().ok().and_then(|at: usize| self.strings.get(at).copied());
                if text.is_none() && stored {
                    book.lost = true;
                    return Some(keep(words, LOST).into());
                }
                Some(Shown::of(text?, style, words))
            }
            Some("b") => Some(keep(words, if trimmed == "1" { "TRUE" } else { "FALSE" }).into()),
            Some("str" | "inlineStr") => {
                let text = keep(words, &unescape(&raw));
                Some(Shown::of(text, style, words))
            }
            Some("e" | "d") => Some(keep(words, trimmed).into()),
            _ => {
                let Ok(number) = trimmed.parse::<f64>() else {
                    return Some(keep(words, &raw).into());
                };
                let start = words.len();
                let format = style.map(|style| &style.format);
                let shown = format.map(|format| format.show_onto(number, self.early, words));
                if shown.is_none() {
                    format::general_onto(number, words);
                }
                Some(Shown { text: Span::of(start, words.len()), unseen: shown == Some(false) })
            }
        }
    }
}

/// A value, and whether its format shows nothing of it.
struct Shown {
    text: Span,
    unseen: bool,
}

impl From<Span> for Shown {
    fn from(text: Span) -> Self {
        Self { text, unseen: false }
    }
}

impl Shown {
    /// A text as its format shows it.
    fn of(text: Span, style: Option<&Style>, words: &mut String) -> Self {
        match style.and_then(|style| style.format.text(text.text(words))) {
            Some(shown) if shown.is_empty() => Self { text, unseen: true },
            Some(shown) => keep(words, &shown).into(),
            None => text.into(),
        }
    }
}

impl Book {
    /// Whether words in that text are struck out.
    fn is_struck(&self, text: Span) -> bool {
        let first = self.struck.partition_point(|span| span.start < text.start);
        self.struck.get(first).is_some_and(|span| span.end <= text.end)
    }
}

/// Whether a row or column is hidden, or has no extent.
fn is_hidden(tag: &Tag<'_>, extent: &str) -> bool {
    matches!(tag.get("hidden").as_deref(), Some("1" | "true"))
        || tag.get(extent).is_some_and(|extent| extent.parse() == Ok(0.0))
}

/// `BC12` → row 11, column 54.
fn reference(text: &str) -> Option<(u32, u32)> {
    let split = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(split);
    let mut column = 0u32;
    for c in letters.bytes().filter(|c| *c != b'$') {
        if !c.is_ascii_alphabetic() {
            return None;
        }
        column =
            column.checked_mul(26)?.checked_add(u32::from(c.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: u32 = digits.trim_start_matches('$').parse().ok()?;
    // The format's own bounds, which keep sums of rows and columns from overflowing.
    (row <= 1_048_576 && column <= 16_384)
        .then(|| Some((row.checked_sub(1)?, column.checked_sub(1)?)))?
}

fn merge(tag: &Tag<'_>) -> Option<Merge> {
    let range = tag.get("ref")?;
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (reference(from)?, reference(to)?);
    (top <= bottom && left <= right).then_some(Merge { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::{reference, unescape};

    #[test]
    fn references_and_escapes() {
        assert_eq!(reference("A1"), Some((0, 0)));
        assert_eq!(reference("$BC$12"), Some((11, 54)));
        assert_eq!(reference("12"), None);
        assert_eq!(reference("A0"), None);
        assert_eq!(unescape("甲_x000D_乙_xx_x4E2D_"), "甲\r乙_xx中");
        assert_eq!(unescape("_x甲乙丙丁"), "_x甲乙丙丁");
    }
}
