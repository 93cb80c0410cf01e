//! ODS: the sheets of `content.xml` (`OpenDocument` 1.3 part 3, chapter 9).
//!
//! The file holds the text that is shown beside each value. The text is taken where it says the
//! same as the value, for it keeps leading zeros and units; where it is rounded, the value is.

use super::format;
use super::{Book, Budget, Cell, Merge, Sheet, TextBox, keep};
use crate::ingest::IngestError;
use crate::ingest::raised;
use crate::ingest::xml::{self, Node, Tag, Xml};
use crate::ingest::zipped;

/// What the file's type begins with; templates have a longer one.
pub(super) const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

pub(super) fn read(bytes: &[u8]) -> Result<Book, IngestError> {
    let mut book = Book::default();
    let mut zip = super::open(bytes, "ods", &mut book)?;
    let manifest = zip.part("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(IngestError::Encrypted("ods"));
    }
    let Some(content) = zip.part("content.xml")? else {
        return Err(zipped::broken("ods", "content.xml is missing"));
    };
    content_of(&content, &mut book)?;
    if zip.damaged && book.faults.is_empty() {
        book.faults.push(zipped::DAMAGED.to_owned());
    }
    Ok(book)
}

/// Whether the bytes are a spreadsheet in one XML file, without a container.
pub(super) fn is_flat(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |words: &[u8]| memchr::memmem::find(head, words).is_some();
    head.trim_ascii_start().starts_with(b"<?xml") && has(b"office:document") && has(KIND)
}

pub(super) fn read_flat(bytes: &[u8]) -> Result<Book, IngestError> {
    let mut book = Book::default();
    content_of(bytes, &mut book)?;
    Ok(book)
}

fn content_of(content: &[u8], book: &mut Book) -> Result<(), IngestError> {
    let text = xml::decode(content);
    let (xml, budget) = (Xml::new(&text), Budget::default());
    let mut reader = Reader { xml, styles: Vec::new(), book, budget, row: 0 };
    reader.walk()?;
    let Reader { xml, book, .. } = reader;
    book.faults.extend(xml.fault);
    Ok(())
}

/// An automatic style, as far as it matters.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct Style {
    name: String,
    bold: bool,
    hidden: bool,
    raised: bool,
    struck: bool,
}

struct Reader<'a, 'b> {
    xml: Xml<'a>,
    styles: Vec<Style>,
    book: &'b mut Book,
    budget: Budget,
    /// The next row's number.
    row: u32,
}

impl Reader<'_, '_> {
    fn walk(&mut self) -> Result<(), IngestError> {
        let mut column = 0u32;
        loop {
            let tag = match self.xml.next() {
                Node::Open(tag) => tag,
                Node::End => return Ok(()),
                Node::Close(_) | Node::Text(_) => continue,
            };
            match tag.name() {
                "style" => self
                    .styles
                    .push(Style { name: tag.get("name").unwrap_or_default(), ..Style::default() }),
                "text-properties" => {
                    if let Some(style) = self.styles.last_mut() {
                        let says = |key, of: fn(&str) -> bool| tag.get(key).is_some_and(|v| of(&v));
                        style.bold = says("font-weight", |weight| weight == "bold");
                        style.raised = says("text-position", |place| place.starts_with("super"));
                        style.struck = says("text-line-through-style", |line| line != "none");
                    }
                }
                "table-properties" => {
                    let hidden = tag.get("display").is_some_and(|display| display == "false");
                    self.styles.iter_mut().last().into_iter().for_each(|s| s.hidden = hidden);
                }
                "table" => {
                    let style = tag.get("style-name").unwrap_or_default();
                    self.book.sheets.push(Sheet {
                        name: tag.get("name").unwrap_or_default(),
                        hidden: self.styles.iter().any(|s| s.name == style && s.hidden),
                        ..Sheet::default()
                    });
                    (self.row, column) = (0, 0);
                }
                "table-column" => {
                    let count = tag.number("number-columns-repeated").unwrap_or(1).max(1);
                    if is_hidden(&tag)
                        && let Some(sheet) = self.book.sheets.last_mut()
                    {
                        let last = column.saturating_add(count - 1);
                        sheet.hidden_columns.push((column, last));
                    }
                    column = column.saturating_add(count);
                }
                "table-row" => self.row(&tag)?,
                "frame" | "custom-shape" | "rect" | "caption" => self.told(),
                // Remembered rows of other documents, and what is no sheet.
                "tracked-changes" | "dde-links" | "database-ranges" | "named-expressions" => {
                    self.xml.skip();
                }
                _ => {}
            }
        }
    }

    /// Keeps the text of a shape apart.
    fn told(&mut self) {
        let text = self.xml.text().trim().to_owned();
        if let Some(sheet) = self.book.sheets.last_mut().filter(|_| !text.is_empty()) {
            sheet.boxes.push(TextBox { row: self.row, text });
        }
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), IngestError> {
        let repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
        let hidden = is_hidden(tag);
        let mut cells: Vec<Cell> = Vec::new();
        let mut merges: Vec<Merge> = Vec::new();
        let mut column = 0u32;
        loop {
            match self.xml.next() {
                Node::Open(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => {
                    let count = tag.number("number-columns-repeated").unwrap_or(1).max(1);
                    let across = tag.number("number-columns-spanned").unwrap_or(1).max(1);
                    let down = tag.number("number-rows-spanned").unwrap_or(1).max(1);
                    if across > 1 || down > 1 {
                        merges.push(Merge {
                            top: self.row,
                            left: column,
                            bottom: self.row.saturating_add(down - 1),
                            right: column.saturating_add(across - 1),
                        });
                    }
                    let style = tag.get("style-name").unwrap_or_default();
                    let strong = self.styles.iter().any(|s| s.bold && s.name == style);
                    let struck = self.styles.iter().any(|s| s.struck && s.name == style);
                    let text = self.text(&tag);
                    if !text.trim().is_empty() {
                        let text = keep(&mut self.book.words, &text);
                        for column in column..column.saturating_add(count) {
                            self.budget.take(text)?;
                            if struck && let Some(sheet) = self.book.sheets.last_mut() {
                                sheet.struck.push((self.row, column));
                            }
                            cells.push(Cell { row: self.row, column, text, strong, closed: false });
                        }
                    }
                    column = column.saturating_add(count);
                }
                Node::Close(name) if name.get() == "table-row" => break,
                Node::End => break,
                _ => {}
            }
        }
        let first = self.row;
        self.row = self.row.saturating_add(repeated).min(u32::MAX - 1);
        let Some(sheet) = self.book.sheets.last_mut() else { return Ok(()) };
        sheet.merges.extend(merges);
        if cells.is_empty() {
            return Ok(());
        }
        for row in first + 1..self.row {
            for cell in &cells {
                self.budget.take(cell.text)?;
                sheet.cells.push(Cell { row, ..*cell });
            }
        }
        sheet.filtered |= tag.get("visibility").is_some_and(|seen| seen == "filter");
        if hidden {
            sheet.hidden_rows.extend(first..self.row);
        }
        sheet.cells.extend(cells);
        Ok(())
    }

    /// What the cell just opened shows, read to its end.
    fn text(&mut self, tag: &Tag<'_>) -> String {
        let end = tag.name();
        let mut shown = String::new();
        let mut paragraphs = 0;
        let mut inside = 0u32;
        // Whether each span that is open is raised, and how many are.
        let (mut spans, mut lifted) = (Vec::new(), 0usize);
        loop {
            match self.xml.next() {
                Node::Open(tag) => match tag.name() {
                    "span" => {
                        let style = tag.get("style-name").unwrap_or_default();
                        let raised = self.styles.iter().any(|s| s.raised && s.name == style);
                        spans.push(raised);
                        lifted += usize::from(raised);
                    }
                    "p" | "h" => {
                        if paragraphs > 0 && inside == 0 {
                            shown.push('\n');
                        }
                        paragraphs += 1;
                        inside += 1;
                    }
                    "s" => {
                        let count = tag.number("c").unwrap_or(1).min(1000);
                        shown.extend(std::iter::repeat_n(' ', count as usize));
                    }
                    "tab" => shown.push(' '),
                    "line-break" => shown.push('\n'),
                    // What lies over the sheet, and notes, are no part of the cell's text.
                    "frame" | "custom-shape" | "rect" | "caption" | "note" => self.told(),
                    "annotation" | "shape" | "object" => self.xml.skip(),
                    _ => {}
                },
                Node::Text(text) if inside > 0 => {
                    if lifted > 0 && raised::stands_behind(&shown) {
                        shown.push_str(&raised::set(&text));
                    } else {
                        shown.push_str(&text);
                    }
                }
                Node::Text(_) => {}
                Node::Close(name) => match name.get() {
                    "span" => lifted -= usize::from(spans.pop() == Some(true)),
                    "p" | "h" => inside = inside.saturating_sub(1),
                    name if name == end => break,
                    _ => {}
                },
                Node::End => break,
            }
        }
        value(tag, &shown).unwrap_or(shown)
    }
}

/// The cell's value, where it says more than what is shown.
fn value(tag: &Tag<'_>, shown: &str) -> Option<String> {
    let formula = || tag.get("formula").filter(|_| shown.trim().is_empty());
    let Some(kind) = tag.get("value-type") else {
        // A program that works nothing out writes formulas without results.
        let formula = formula()?;
        let (_, bare) = formula.split_once(":=").unwrap_or(("", formula.trim_start_matches('=')));
        return Some(format!("={bare}"));
    };
    match kind.as_str() {
        "float" | "currency" => {
            let value: f64 = tag.get("value")?.parse().ok()?;
            let plain = shown.replace(',', "");
            match plain.trim().parse::<f64>() {
                // The shown number says the same, perhaps with more zeros.
                Ok(number)
                    if number.to_bits() == value.to_bits() && !plain.contains(['E', 'e']) =>
                {
                    Some(plain)
                }
                Ok(_) => Some(format::general(value)),
                Err(_) if shown.trim().is_empty() => Some(format::general(value)),
                Err(_) => None,
            }
        }
        "percentage" => {
            let value: f64 = tag.get("value")?.parse().ok()?;
            Some(format!("{}%", format::general(value * 100.0)))
                .filter(|_| !shows(shown.trim(), value * 100.0))
        }
        "date" => {
            let date = tag.get("date-value")?;
            Some(date.strip_suffix("T00:00:00").unwrap_or(&date).to_owned())
        }
        "string" if shown.trim().is_empty() => tag.get("string-value"),
        "boolean" => Some(tag.get("boolean-value")?.to_ascii_uppercase()),
        _ => None,
    }
}

/// Whether a shown percentage is that number, rounded to as many places as are shown.
fn shows(shown: &str, exact: f64) -> bool {
    let shown = shown.trim_end_matches('%').trim();
    let places = shown.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let half = 0.5 * 0.1_f64.powi(i32::try_from(places).unwrap_or(0));
    shown.parse::<f64>().is_ok_and(|number| (number - exact).abs() <= half + 1e-9)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(tag.get("visibility").as_deref(), Some("collapse" | "filter"))
}
