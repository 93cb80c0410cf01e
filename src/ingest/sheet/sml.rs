//! `SpreadsheetML` of 2003: a workbook in one XML file, often named .xls.

use super::format::{self, Format};
use super::{Book, Budget, Cell, Merge, Sheet, keep};
use crate::ingest::IngestError;
use crate::ingest::xml::{self, Node, Tag, Xml};

/// The namespace by which the format is told.
const SPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";
/// Bytes in which a file says what it is.
const HEAD: usize = 4096;

pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = xml::decode(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start();
    let begins = head.starts_with("<?xml") || head.starts_with("<Workbook");
    begins && head.contains("Workbook") && memchr::memmem::find(head.as_bytes(), SPACE).is_some()
}

pub(super) fn read(bytes: &[u8]) -> Result<Book, IngestError> {
    let text = xml::decode(bytes);
    let (book, budget) = (Book::default(), Budget::default());
    let (xml, styles) = (Xml::new(&text), Vec::new());
    let mut reader = Reader { xml, styles, book, budget, row: 0, column: 0, unseen: false };
    reader.walk()?;
    let Reader { xml, mut book, .. } = reader;
    book.faults.extend(xml.fault);
    Ok(book)
}

/// A style of cells.
struct Style {
    id: String,
    format: Option<Format>,
    bold: bool,
}

struct Reader<'a> {
    xml: Xml<'a>,
    styles: Vec<Style>,
    book: Book,
    budget: Budget,
    /// The next row and column, from 0.
    row: u32,
    column: u32,
    /// The format of the cell read last shows nothing.
    unseen: bool,
}

impl Reader<'_> {
    fn walk(&mut self) -> Result<(), IngestError> {
        loop {
            let tag = match self.xml.next() {
                Node::Open(tag) => tag,
                Node::End => return Ok(()),
                Node::Close(_) | Node::Text(_) => continue,
            };
            match tag.name() {
                "Style" => {
                    let id = tag.get("ID").unwrap_or_default();
                    self.styles.push(Style { id, format: None, bold: false });
                }
                "NumberFormat" => {
                    if let (Some(style), Some(code)) = (self.styles.last_mut(), tag.get("Format")) {
                        style.format = Some(Format::parse(named(&code)));
                    }
                }
                "Font" => {
                    let bold = tag.get("Bold").is_some_and(|bold| bold == "1");
                    self.styles.iter_mut().last().into_iter().for_each(|style| style.bold = bold);
                }
                "Worksheet" => {
                    let name = tag.get("Name").unwrap_or_default();
                    self.book.sheets.push(Sheet { name, ..Sheet::default() });
                    (self.row, self.column) = (0, 0);
                }
                "Visible" => {
                    if let (Node::Text(state), Some(sheet)) =
                        (self.xml.next(), self.book.sheets.last_mut())
                    {
                        sheet.hidden = state.trim() != "SheetVisible";
                    }
                }
                "Column" => {
                    let first = index(&tag).unwrap_or(self.column);
                    let last = first.saturating_add(tag.number("Span").unwrap_or(0));
                    if is_hidden(&tag)
                        && let Some(sheet) = self.book.sheets.last_mut()
                    {
                        sheet.hidden_columns.push((first, last));
                    }
                    self.column = last.saturating_add(1);
                }
                "Row" => {
                    self.row = index(&tag).unwrap_or(self.row);
                    let last = self.row.saturating_add(tag.number("Span").unwrap_or(0));
                    if is_hidden(&tag)
                        && let Some(sheet) = self.book.sheets.last_mut()
                    {
                        sheet.hidden_rows.push(self.row);
                    }
                    self.cells()?;
                    self.row = last.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    /// The cells of the row just opened.
    fn cells(&mut self) -> Result<(), IngestError> {
        self.column = 0;
        loop {
            match self.xml.next() {
                Node::Open(tag) if tag.name() == "Cell" => {
                    self.column = index(&tag).unwrap_or(self.column);
                    let across = tag.number("MergeAcross").unwrap_or(0);
                    let down = tag.number("MergeDown").unwrap_or(0);
                    let (row, column) = (self.row, self.column);
                    let right = column.saturating_add(across);
                    if let Some(sheet) = self.book.sheets.last_mut().filter(|_| across + down > 0) {
                        let bottom = row.saturating_add(down);
                        sheet.merges.push(Merge { top: row, left: column, bottom, right });
                    }
                    let style = tag.get("StyleID");
                    let style = style.and_then(|id| self.styles.iter().position(|s| s.id == id));
                    let formula = tag.get("Formula").is_some();
                    let text = self.data(style, formula);
                    if !text.is_empty() {
                        let text = keep(&mut self.book.words, &text);
                        self.budget.take(text)?;
                        let strong = style.is_some_and(|style| self.styles[style].bold);
                        let cell = Cell { row, column, text, strong, closed: false };
                        if let Some(sheet) = self.book.sheets.last_mut() {
                            sheet.put(cell, self.unseen);
                        }
                    }
                    self.column = right.saturating_add(1);
                }
                Node::Open(_) => self.xml.skip(),
                Node::Close(name) if name.get() == "Row" => return Ok(()),
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// What the cell just opened shows, up to its end.
    fn data(&mut self, style: Option<usize>, formula: bool) -> String {
        let (mut kind, mut text, mut inside) = (None, String::new(), false);
        self.unseen = false;
        loop {
            match self.xml.next() {
                Node::Open(tag) if tag.name() == "Data" && kind.is_none() => {
                    kind = Some(tag.get("Type").unwrap_or_default());
                    inside = true;
                }
                // Parts of a text in fonts of their own stand in elements inside it.
                Node::Open(_) if inside => {}
                Node::Open(_) => self.xml.skip(),
                Node::Text(part) if inside => text.push_str(&part),
                Node::Close(name) if name.get() == "Data" => inside = false,
                Node::Close(name) if name.get() == "Cell" => break,
                Node::Text(_) | Node::Close(_) => {}
                Node::End => break,
            }
        }
        match kind.as_deref() {
            Some("Number") => {
                let Ok(value) = text.trim().parse::<f64>() else { return text };
                let format = style.and_then(|style| self.styles[style].format.as_ref());
                let Some(format) = format else { return format::general(value) };
                let mut shown = String::new();
                self.unseen = !format.show_onto(value, false, &mut shown);
                shown
            }
            Some("DateTime") => {
                let date = text.trim().split(".000").next().unwrap_or_default();
                date.strip_suffix("T00:00:00").unwrap_or(date).replace('T', " ")
            }
            Some("Boolean") => (if text.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            None if formula => "=".to_owned(),
            _ => {
                let format = style.and_then(|style| self.styles[style].format.as_ref());
                let shown = format.and_then(|format| format.text(&text));
                self.unseen = shown.as_ref().is_some_and(String::is_empty);
                shown.filter(|_| !self.unseen).unwrap_or(text)
            }
        }
    }
}

/// Rows, columns and cells that follow on the one before carry no number.
fn index(tag: &Tag<'_>) -> Option<u32> {
    tag.number("Index").map(|index| index.saturating_sub(1))
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.get("Hidden").is_some_and(|hidden| hidden == "1")
}

/// The code of a format that has a name of its own.
fn named(code: &str) -> &str {
    match code {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "General Number" => "General",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::ingest;
    use crate::model::Source;

    #[test]
    fn cells_merges_formats_and_what_is_hidden() {
        let book = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0000"/></Style></Styles>
<Worksheet ss:Name="名单"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">书店名单</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">序号</Data></Cell><Cell><Data ss:Type="String">名称</Data></Cell><Cell><Data ss:Type="String">代码</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="String"><B>松</B>风</Data><Comment><Data>注</Data></Comment></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">12</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">2</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">2021-09-29T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">3</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;
        let document = ingest(&Source::new("test", book)).unwrap();
        assert_eq!(document.format, "spreadsheetml");
        let text = "书店名单\n序号\t名称\t代码\n1\t松风\t0012\n2\t\t2021-09-29\n3";
        assert_eq!(document.text.trim_end(), text);
        assert_eq!(document.oddities.len(), 1);
    }
}
