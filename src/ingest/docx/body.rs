//! The text of one part: paragraphs, runs and tables, without recursion.

use super::fields::Fields;
use super::math;
use super::styles::{Style, Styles};

use crate::ingest::fields::Printed;
use crate::ingest::flow::Flow;
use crate::ingest::items::{self, DEPTH, Grid, GridCell, Item, Row};
use crate::ingest::numbering::Numbering;
use crate::ingest::symbols;
use crate::ingest::xml::{self, Node, Tag, Xml};
use crate::model::BlockKind;
use crate::model::document::{Drawn, Origin};

/// Deepest nesting of paragraphs, cells and tables.
const FRAMES: usize = DEPTH * 4;

/// Programs whose objects inside a document are texts and tables of their own.
static TEXTS: &[&str] = &["Excel.", "Word.", "ET.", "WPS.", "KET.", "KWPS."];

/// What is open.
enum Frame<'s> {
    Paragraph(Box<Paragraph<'s>>),
    Table(Grid),
    Row {
        row: Row,
        header: bool,
        deleted: bool,
        hidden: bool,
    },
    /// `sideways`: it goes on with the one before it.
    Cell {
        cell: GridCell,
        sideways: bool,
    },
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
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
    /// The open run is lowered.
    lowered: bool,
    /// What is set is the form of the paragraph's own mark.
    marking: bool,
    /// Its mark is deleted: it goes on with the next paragraph.
    joined: bool,
    /// A shape that is open stands in the line, and not over the page.
    inline: bool,
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
        fields: Fields::default(),
        joined: Vec::new(),
    };
    body.walk();
    while !body.frames.is_empty() {
        body.close();
    }
    // What was to go on with a paragraph that never came.
    body.close();
    faults.extend(body.xml.fault);
    if body.embedded > 0 {
        faults.push(format!("{} documents inside it are not read", body.embedded));
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
    fields: Fields,
    /// Texts of paragraphs that go on with the next one, each with how many frames are open around it.
    joined: Vec<(usize, Flow)>,
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
                match self.frames.last_mut() {
                    Some(Frame::Row { deleted, .. }) => *deleted = true,
                    Some(Frame::Paragraph(paragraph)) if paragraph.marking => {
                        paragraph.joined = true;
                    }
                    _ => {}
                }
                let text = self.xml.text();
                let origin = Origin::Part { part: self.part, row: self.paragraphs, column: 0 };
                let text = Flow::of(&text, false, origin);
                self.content.hidden.extend(Some(text).filter(|text| !text.is_blank()));
            }
            "instrText" => {
                let text = self.xml.text();
                self.fields.instruct(&text);
            }
            "fldChar" => match self.fields.turn(&tag.get("fldCharType").unwrap_or_default()) {
                Printed::Nothing => {}
                Printed::Text(text) => self.push(&text),
                Printed::Composed => self.draw(Drawn::Composed),
            },
            "listEntry" | "result" | "default" | "checked" => self.fields.form(tag),
            "oMath" => {
                let (text, exact) = math::read(&mut self.xml);
                if self.ends_in_digit() && text.starts_with(|c: char| c.is_ascii_digit()) {
                    self.push(" ");
                }
                self.push(&text);
                if !exact {
                    self.draw(Drawn::Composed);
                }
            }
            "Fallback" | "rt" | "sdtPr" | "delText" | "pPrChange" | "rPrChange" | "trPrChange"
            | "tcPrChange" | "tblPrChange" => self.xml.skip(),
            "footnote" | "endnote" if tag.get("type").is_some_and(|kind| kind != "normal") => {
                self.xml.skip();
            }
            "altChunk" | "subDoc" => self.embedded += 1,
            "p" | "tbl" | "tr" | "tc" if self.frames.len() >= FRAMES => self.deep = true,
            "p" => {
                self.paragraphs += 1;
                let row = self.paragraphs;
                let mut paragraph = Paragraph { row, ..Paragraph::default() };
                if let Some((_, flow)) =
                    self.joined.pop_if(|(depth, _)| *depth == self.frames.len())
                {
                    (paragraph.flow, paragraph.begun) = (flow, true);
                }
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
                self.frames.push(Frame::Cell { cell, sideways: false });
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
                        "inline" | "drawing" => paragraph.inline = true,
                        "anchor" => paragraph.inline = false,
                        "shape" => {
                            let style = tag.get("style").unwrap_or_default();
                            paragraph.inline =
                                !style.replace(' ', "").contains("position:absolute");
                        }
                        "blip" | "imagedata" if paragraph.inline => self.draw(Drawn::Picture),
                        "OLEObject" => {
                            let program = tag.get("ProgID").unwrap_or_default();
                            let icon = tag.get("DrawAspect").is_some_and(|aspect| aspect == "Icon");
                            if program.starts_with("Equation") {
                                self.draw(Drawn::Composed);
                            } else if TEXTS.iter().any(|name| program.starts_with(name)) && !icon {
                                self.embedded += 1;
                            }
                        }
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
                Some(Frame::Cell { cell, sideways }) => match tag.name() {
                    "hMerge" => *sideways = tag.get("val").is_none_or(|value| value != "restart"),
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
                | ("tc", Some(Frame::Cell { .. }))
        );
        if fits {
            self.close();
        } else if name == "r"
            && let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
        {
            paragraph.begins_run();
        } else if name == "pPr"
            && let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
        {
            paragraph.marking = false;
        }
    }

    /// Closes the innermost frame and hands it to the one around it.
    fn close(&mut self) {
        // What was to go on and does not stands for itself.
        let depth = self.frames.len();
        while let Some((_, flow)) = self.joined.pop_if(|(own, _)| *own >= depth) {
            let kind = BlockKind::Paragraph { strong: flow.is_strong() };
            self.hand_on(Item::Paragraph { flow, kind, node: 0 });
        }
        match self.frames.pop() {
            Some(Frame::Paragraph(mut paragraph)) if paragraph.joined => {
                for item in std::mem::take(&mut paragraph.after) {
                    self.hand_on(item);
                }
                if !paragraph.flow.is_blank() {
                    self.joined.push((self.frames.len(), paragraph.flow));
                }
            }
            Some(Frame::Paragraph(mut paragraph)) => {
                let concealed = std::mem::take(&mut paragraph.concealed);
                let concealed_only = !concealed.is_blank() && paragraph.flow.is_blank();
                self.content.hidden.extend(Some(concealed).filter(|flow| !flow.is_blank()));
                // A paragraph of which nothing is shown has no number.
                paragraph.begun |= concealed_only || self.is_gone();
                // In a cell, what is drawn may be all that there is.
                let drawn = paragraph.flow.drawn.first().map(|(_, what)| *what);
                if let Some(Frame::Cell { cell, .. }) = self.frames.last_mut()
                    && paragraph.flow.is_blank()
                {
                    cell.drawn = cell.drawn.or(drawn);
                }
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
            Some(Frame::Cell { cell, sideways }) => {
                let Some(Frame::Row { row, .. }) = self.frames.last_mut() else { return };
                match row.cells.last_mut().filter(|_| sideways) {
                    Some(first) => {
                        first.colspan += cell.colspan;
                        first.items.extend(cell.items);
                    }
                    None => row.cells.push(cell),
                }
            }
            None => {}
        }
    }

    fn hand_on(&mut self, item: Item) {
        let place = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell { cell, .. } => Some(&mut cell.items),
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

    /// Something is drawn here that is no text.
    fn draw(&mut self, what: Drawn) {
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            paragraph.flow.draw(what);
        }
    }

    /// Whether it stands in a row that is deleted or hidden: its paragraphs are not counted.
    fn is_gone(&self) -> bool {
        let gone = |frame: &Frame<'_>| matches!(frame, Frame::Row { deleted, hidden, .. } if *deleted || *hidden);
        self.frames.iter().any(gone)
    }

    fn ends_in_digit(&self) -> bool {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last() else { return false };
        paragraph.flow.text().ends_with(|c: char| c.is_ascii_digit())
    }

    fn push(&mut self, text: &str) {
        self.fields.fill();
        let gone = self.is_gone();
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
        if !paragraph.begun && !gone {
            Self::begin(paragraph, self.numbering, self.part);
        }
        let style = paragraph.style.and_then(|style| style.bold);
        let from = paragraph.flow.text().len();
        let strong = paragraph.bold.or(style).unwrap_or(false);
        if paragraph.raised == Some(true) {
            paragraph.flow.raise(text, strong);
        } else if paragraph.lowered {
            paragraph.flow.lower(text, strong);
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
        self.lowered = false;
    }

    /// Takes a property of the paragraph or of its open run in.
    fn property(&mut self, tag: &Tag<'_>, styles: &'s Styles) {
        match tag.name() {
            "pPr" => self.marking = true,
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
                self.lowered = tag.get("val").is_some_and(|val| val == "subscript");
            }
            _ => {}
        }
    }
}
