//! The text of one part: paragraphs, runs and tables, without recursion.

use super::styles::{Style, Styles};

use crate::ingest::flow::Flow;
use crate::ingest::items::{self, DEPTH, Grid, GridCell, Item, Row};
use crate::ingest::numbering::Numbering;
use crate::ingest::symbols;
use crate::ingest::xml::{self, Node, Tag, Xml};
use crate::model::BlockKind;
use crate::model::document::Origin;

/// Deepest nesting of paragraphs, cells and tables.
const FRAMES: usize = DEPTH * 4;

/// What is open.
enum Frame<'s> {
    Paragraph(Box<Paragraph<'s>>),
    Table(Grid),
    Row { row: Row, header: bool, deleted: bool, hidden: bool },
    Cell(GridCell),
}

#[derive(Default)]
struct Paragraph<'s> {
    flow: Flow,
    style: Option<&'s Style>,
    outline: Option<u32>,
    list: Option<u32>,
    level: Option<u32>,
    /// Boldness of the run that is open.
    bold: Option<bool>,
    /// What is pushed is not shown.
    vanished: Option<bool>,
    /// The open run is struck out.
    struck: bool,
    /// The open run is raised.
    raised: Option<bool>,
    /// Text that is not shown.
    concealed: Flow,
    /// Whether its number, if it has one, has been set.
    begun: bool,
    row: u32,
    /// Text boxes anchored in it.
    after: Vec<Item>,
}

/// What a part holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) items: Vec<Item>,
    /// Text that is not shown.
    pub(super) hidden: Vec<Flow>,
    /// Things were nested too deep to be read.
    pub(super) deep: bool,
}

/// Reads a part. What is damaged is noted, and what stands before the damage kept.
pub(super) fn read(
    bytes: &[u8],
    part: u32,
    styles: &Styles,
    numbering: &mut Numbering,
    faults: &mut Vec<String>,
) -> Content {
    let text = xml::decode(bytes);
    let mut body = Body {
        xml: Xml::new(&text),
        part,
        styles,
        numbering,
        frames: Vec::new(),
        content: Content::default(),
        paragraphs: 0,
        embedded: 0,
        deep: false,
    };
    body.walk();
    while !body.frames.is_empty() {
        body.close();
    }
    faults.extend(body.xml.fault);
    if body.embedded > 0 {
        faults.push(format!("{} documents inside it are not read (altChunk)", body.embedded));
    }
    if body.deep {
        faults.push("things are nested too deep in it to be read".to_owned());
    }
    body.content.deep = body.deep;
    body.content
}

struct Body<'a, 's> {
    xml: Xml<'a>,
    part: u32,
    styles: &'s Styles,
    numbering: &'s mut Numbering,
    frames: Vec<Frame<'s>>,
    content: Content,
    paragraphs: u32,
    /// Documents of other formats that are to be shown in place.
    embedded: usize,
    /// Things are nested deeper than is followed.
    deep: bool,
}

impl<'s> Body<'_, 's> {
    fn walk(&mut self) {
        // Whether what is open is a run's text.
        let mut text = false;
        loop {
            match self.xml.next() {
                Node::Open(tag) => {
                    text = matches!(tag.name(), "t");
                    self.open(&tag);
                }
                Node::Text(content) if text => self.push(&content),
                Node::Text(_) => {}
                Node::Close(name) => {
                    text = false;
                    self.end(name.get());
                }
                Node::End => return,
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            // Deleted or moved away; the second form of a shape; a gloss; notes between pages.
            "del" | "moveFrom" => {
                if let Some(Frame::Row { deleted, .. }) = self.frames.last_mut() {
                    *deleted = true;
                }
                self.xml.skip();
            }
            "Fallback" | "rt" | "sdtPr" | "delText" | "instrText" | "pPrChange" | "rPrChange"
            | "trPrChange" | "tcPrChange" | "tblPrChange" => self.xml.skip(),
            "footnote" | "endnote" if tag.get("type").is_some_and(|kind| kind != "normal") => {
                self.xml.skip();
            }
            "altChunk" => self.embedded += 1,
            "p" | "tbl" | "tr" | "tc" if self.frames.len() >= FRAMES => self.deep = true,
            "p" => {
                self.paragraphs += 1;
                let row = self.paragraphs;
                let paragraph = Paragraph { row, ..Paragraph::default() };
                self.frames.push(Frame::Paragraph(Box::new(paragraph)));
            }
            "tbl" => self.frames.push(Frame::Table(Grid::default())),
            "tr" => {
                let row = Frame::Row {
                    row: Row::default(),
                    header: false,
                    deleted: false,
                    hidden: false,
                };
                self.frames.push(row);
            }
            "tc" => {
                let cell = GridCell { colspan: 1, rowspan: 1, ..GridCell::default() };
                self.frames.push(Frame::Cell(cell));
            }
            _ => match self.frames.last_mut() {
                Some(Frame::Paragraph(paragraph)) => {
                    paragraph.property(tag, self.styles);
                    match tag.name() {
                        "tab" if tag.get("val").is_none() => self.push("\t"),
                        "ptab" => self.push("\t"),
                        "sym" => {
                            let code = tag.get("char").unwrap_or_default();
                            let code = u32::from_str_radix(&code, 16).unwrap_or(0xFFFD);
                            let font = tag.get("font").unwrap_or_default();
                            self.push(symbols::sign(&font, code).encode_utf8(&mut [0; 4]));
                        }
                        "br" if tag.get("type").is_some_and(|kind| kind != "textWrapping") => {}
                        "br" | "cr" => self.push("\n"),
                        "noBreakHyphen" => self.push("-"),
                        _ => {}
                    }
                }
                Some(Frame::Row { row, header, hidden, .. }) => match tag.name() {
                    "hidden" => *hidden = tag.is_on(),
                    "gridBefore" => row.skip = tag.number("val").unwrap_or(0) as usize,
                    "tblHeader" => *header = tag.is_on(),
                    _ => {}
                },
                Some(Frame::Cell(cell)) => match tag.name() {
                    "gridSpan" => cell.colspan = tag.number("val").unwrap_or(1) as usize,
                    "vMerge" => {
                        cell.continues = tag.get("val").is_none_or(|value| value != "restart");
                    }
                    _ => {}
                },
                Some(Frame::Table(_)) | None => {}
            },
        }
    }

    fn end(&mut self, name: &str) {
        let fits = matches!(
            (name, self.frames.last()),
            ("p", Some(Frame::Paragraph(_)))
                | ("tbl", Some(Frame::Table(_)))
                | ("tr", Some(Frame::Row { .. }))
                | ("tc", Some(Frame::Cell(_)))
        );
        if fits {
            self.close();
        } else if name == "r"
            && let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
        {
            paragraph.begins_run();
        }
    }

    /// Closes the innermost frame and hands it to the one around it.
    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Paragraph(mut paragraph)) => {
                let concealed = std::mem::take(&mut paragraph.concealed);
                self.content.hidden.extend(Some(concealed).filter(|flow| !flow.is_blank()));
                let (items, after) = self.finish(*paragraph);
                items.into_iter().chain(after).for_each(|item| self.hand_on(item));
            }
            Some(Frame::Table(grid)) => self.hand_on(Item::Table(grid)),
            Some(Frame::Row { mut row, header, deleted, hidden }) => {
                row.cells.iter_mut().for_each(|cell| cell.header |= header);
                if hidden && !deleted {
                    let mut line = Flow::default();
                    items::text_of(&row, &mut line);
                    self.content.hidden.extend(Some(line).filter(|flow| !flow.is_blank()));
                } else if let Some(Frame::Table(grid)) = self.frames.last_mut()
                    && !deleted
                {
                    grid.rows.push(row);
                }
            }
            Some(Frame::Cell(cell)) => {
                if let Some(Frame::Row { row, .. }) = self.frames.last_mut() {
                    row.cells.push(cell);
                }
            }
            None => {}
        }
    }

    fn hand_on(&mut self, item: Item) {
        let place = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(&mut cell.items),
            Frame::Paragraph(paragraph) => Some(&mut paragraph.after),
            _ => None,
        });
        place.unwrap_or(&mut self.content.items).push(item);
    }

    fn finish(&mut self, mut paragraph: Paragraph<'s>) -> (Option<Item>, Vec<Item>) {
        // A paragraph that holds nothing but its automatic number is printed with it.
        if !paragraph.begun {
            Self::begin(&mut paragraph, self.numbering, self.part);
        }
        let outline = paragraph.outline.or(paragraph.style.and_then(|style| style.outline));
        let kind = match outline.filter(|level| *level < 9) {
            Some(level) => BlockKind::Heading(level.min(5) as u8 + 1),
            None => BlockKind::Paragraph { strong: paragraph.flow.is_strong() },
        };
        let flow = paragraph.flow;
        let item = (!flow.is_blank()).then_some(Item::Paragraph { flow, kind, node: 0 });
        (item, paragraph.after)
    }

    /// Sets the paragraph's number in front of its text.
    fn begin(paragraph: &mut Paragraph<'_>, numbering: &mut Numbering, part: u32) {
        paragraph.begun = true;
        let style = paragraph.style;
        let list = paragraph.list.or(style.and_then(|style| style.list)).filter(|list| *list > 0);
        let level = paragraph.level.or(style.and_then(|style| style.level)).unwrap_or(0);
        let origin = Origin::Part { part, row: paragraph.row, column: 0 };
        paragraph.flow.at(origin);
        if let Some((number, gap)) = list.and_then(|list| numbering.next(list, level)) {
            let strong = style.is_some_and(|style| style.bold == Some(true));
            paragraph.flow.push(&number, strong);
            paragraph.flow.push(gap, false);
            paragraph.flow.at(origin);
        }
    }

    fn push(&mut self, text: &str) {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return };
        if text.is_empty() {
            return;
        }
        let hidden = paragraph.style.and_then(|style| style.vanish);
        if paragraph.vanished.or(hidden).unwrap_or(false) {
            let origin = Origin::Part { part: self.part, row: paragraph.row, column: 0 };
            paragraph.concealed.at(origin);
            paragraph.concealed.push(text, false);
            return;
        }
        if !paragraph.begun {
            Self::begin(paragraph, self.numbering, self.part);
        }
        let style = paragraph.style.and_then(|style| style.bold);
        let from = paragraph.flow.text().len();
        let strong = paragraph.bold.or(style).unwrap_or(false);
        if paragraph.raised == Some(true) {
            paragraph.flow.raise(text, strong);
        } else {
            paragraph.flow.push(text, strong);
        }
        if paragraph.struck {
            paragraph.flow.strike(from);
        }
    }
}

impl<'s> Paragraph<'s> {
    /// Nothing is said yet of how a run is set.
    fn begins_run(&mut self) {
        (self.bold, self.vanished, self.struck, self.raised) = (None, None, false, None);
    }

    /// Takes a property of the paragraph or of its open run in.
    fn property(&mut self, tag: &Tag<'_>, styles: &'s Styles) {
        match tag.name() {
            "pStyle" => self.style = tag.get("val").and_then(|id| styles.get(&id)),
            "outlineLvl" => self.outline = tag.number("val"),
            "numId" => self.list = tag.number("val"),
            "ilvl" => self.level = tag.number("val"),
            "r" => self.begins_run(),
            "rStyle" => {
                let style = tag.get("val").and_then(|id| styles.get(&id));
                self.bold = self.bold.or(style.and_then(|style| style.bold));
                self.vanished = self.vanished.or(style.and_then(|style| style.vanish));
                self.raised = self.raised.or(style.and_then(|style| style.raised));
            }
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.vanished = Some(tag.is_on()),
            "strike" | "dstrike" => self.struck |= tag.is_on(),
            "vertAlign" => {
                self.raised = Some(tag.get("val").is_some_and(|val| val == "superscript"));
            }
            _ => {}
        }
    }
}
