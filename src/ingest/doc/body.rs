//! Paragraphs of a part: their text, what of it is shown, and the table that they stand in.

use std::collections::VecDeque;
use std::ops::Range;

use super::boxes::TextBox;
use super::pieces::Text;
use super::props::{Bins, Change, ROW_CELLS, changes};
use super::styles::Style;
use super::tables::{RowForm, Tables};
use crate::ingest::binary::u16_at;
use crate::ingest::fields::{self, Printed};
use crate::ingest::flow::Flow;
use crate::ingest::items::Item;
use crate::ingest::numbering::Numbering;
use crate::ingest::symbols;
use crate::model::BlockKind;
use crate::model::document::{Drawn, Origin};

/// Ends of paragraphs: a usual one, that of a cell or row, that of a page or section.
const ENDS: [u16; 3] = [0x0D, 0x07, 0x0C];

/// Most characters of what a field is made from that are kept.
const INSTRUCTION: usize = 1000;

/// What a part holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) items: Vec<Item>,
    /// Text that is not shown.
    pub(super) hidden: Vec<Flow>,
}

/// What reading a part needs.
pub(super) struct Body<'a> {
    pub(super) bins: Bins<'a>,
    pub(super) styles: &'a [Style],
    pub(super) fonts: &'a [String],
    /// Long lists of changes.
    pub(super) data: &'a [u8],
    pub(super) text: &'a Text,
    pub(super) lists: &'a mut Numbering,
    /// Text boxes that are still to come.
    pub(super) boxes: VecDeque<TextBox>,
    /// How many bytes of these are still read.
    pub(super) long_left: usize,
    /// The form of something is lost.
    pub(super) lost: bool,
    /// Tables were nested deeper than is followed.
    pub(super) deep: bool,
}

/// What a paragraph's form says.
#[derive(Default)]
struct Shape {
    style: Style,
    in_table: bool,
    depth: u32,
    end: End,
    row: RowForm,
}

/// What a paragraph ends by its form. A cell of an outer table ends with a mark of its own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum End {
    #[default]
    Paragraph,
    /// A cell of a table inside a table.
    InnerCell,
    Row,
}

/// Fields that are open: what they are made from is not printed, their result is.
#[derive(Default)]
struct Fields {
    /// Of each, whether its result is reached.
    reached: Vec<bool>,
    /// Of each, what it is made from, and whether it has a result.
    made: Vec<(Vec<u16>, bool)>,
    /// How many have not reached it.
    waiting: usize,
}

impl Fields {
    /// Takes a mark in: a field begins, its result does, or it ends. Tells what one that ends prints besides
    /// its result.
    fn turn(&mut self, mark: u16) -> Printed {
        if mark == 0x13 {
            self.reached.push(false);
            self.made.push((Vec::new(), false));
            self.waiting += 1;
            return Printed::Nothing;
        }
        let Some(reached) = self.reached.pop() else { return Printed::Nothing };
        self.waiting -= usize::from(!reached);
        if mark == 0x14 {
            self.reached.push(true);
            return Printed::Nothing;
        }
        match self.made.pop() {
            Some((made, false)) if self.waiting == 0 => {
                fields::printed(&String::from_utf16_lossy(&made))
            }
            _ => Printed::Nothing,
        }
    }

    /// A character of what the innermost field is made from, or of its result.
    fn take(&mut self, unit: u16) {
        if let (Some(reached), Some((made, filled))) = (self.reached.last(), self.made.last_mut()) {
            if *reached {
                *filled = true;
            } else if made.len() < INSTRUCTION {
                made.push(unit);
            }
        }
    }
}

/// Text on its way.
struct Writing {
    shown: Flow,
    concealed: Flow,
    /// Units that are to be pushed, and how they are set.
    units: Vec<u16>,
    set: Set,
}

/// How characters are set.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct Set {
    strong: bool,
    hidden: bool,
    raised: bool,
    struck: bool,
}

/// A run's own form.
#[derive(Default)]
struct Run {
    style: Style,
    /// Deleted, as the record of changes says.
    deleted: bool,
    /// The sign that stands for the character.
    sign: Option<char>,
}

impl Body<'_> {
    /// Reads the characters of a part, and the text boxes that hang on them.
    pub(super) fn read(&mut self, range: Range<u32>, part: u32) -> Content {
        let mut content = Content::default();
        let boxed = range.start == 0;
        let mut tables = Tables::default();
        let mut fields = Fields::default();
        let (mut start, mut number) = (range.start, 0);
        while start < range.end && self.text.unit(start).is_some() {
            let is_end = |at: &u32| self.text.unit(*at).is_none_or(|unit| ENDS.contains(&unit));
            let end = (start..range.end).find(is_end).unwrap_or(range.end);
            number += 1;
            let shape = self.shape(end.min(range.end - 1));
            let mark = self.text.unit(end);
            let depth = if shape.in_table { shape.depth.max(1) } else { 0 };
            self.deep |= !tables.at(depth as usize);
            let origin = Origin::Part { part, row: number, column: 0 };
            let row_end = shape.end == End::Row;
            if !row_end {
                let writing = self.write(start..end, origin, &shape.style, &mut fields);
                content.hidden.extend(Some(writing.concealed).filter(|flow| !flow.is_blank()));
                let kind = match shape.style.outline.filter(|level| *level < 9) {
                    Some(level) => BlockKind::Heading(level.min(5) as u8 + 1),
                    None => BlockKind::Paragraph { strong: writing.shown.is_strong() },
                };
                if writing.shown.is_blank() {
                    if let Some((_, what)) = writing.shown.drawn.first() {
                        tables.draw(*what);
                    }
                } else {
                    tables.push(Item::Paragraph { flow: writing.shown, kind, node: 0 });
                }
            }
            let cell_end = shape.end == End::InnerCell || depth == 1 && mark == Some(0x07);
            self.lost |= depth == 0 && mark == Some(0x07);
            let last = end + 1 >= range.end;
            while boxed && self.boxes.front().is_some_and(|next| last || next.anchor <= end) {
                let Some(next) = self.boxes.pop_front() else { break };
                let inner = self.read(next.text, part);
                content.hidden.extend(inner.hidden);
                inner.items.into_iter().for_each(|item| tables.push(item));
            }
            if row_end {
                tables.end_row(shape.row);
            } else if cell_end {
                tables.end_cell();
            }
            start = end + 1;
        }
        let (items, cut) = tables.finish();
        self.lost |= cut;
        content.items = items;
        if boxed {
            // A part without a paragraph has nothing to hang them on.
            for rest in std::mem::take(&mut self.boxes) {
                let inner = self.read(rest.text, part);
                content.hidden.extend(inner.hidden);
                content.items.extend(inner.items);
            }
        }
        content
    }

    /// The form of the paragraph that ends there.
    fn shape(&mut self, end: u32) -> Shape {
        let mut shape = Shape::default();
        let Some((style, list)) = self.bins.paragraph(self.text.place(end).0) else {
            self.lost = true;
            return shape;
        };
        shape.style = self.styles.get(usize::from(style)).cloned().unwrap_or_default();
        shape.style.take(list);
        for change in changes(list) {
            shape.take(&change);
            // A list too long for its page stands elsewhere.
            if matches!(change.code, 0x6645 | 0x6646 | 0x646B) {
                let at = change.long() as usize;
                let length = u16_at(self.data, at).map_or(0, usize::from);
                let long = self.data.get(at.saturating_add(2)..).unwrap_or_default();
                let long = &long[..long.len().min(length).min(self.long_left)];
                self.long_left -= long.len();
                self.lost |= long.is_empty();
                shape.style.take(long);
                changes(long).for_each(|change| shape.take(&change));
            }
        }
        shape
    }

    /// The text of a paragraph, its automatic number in front.
    fn write(
        &mut self,
        range: Range<u32>,
        origin: Origin,
        style: &Style,
        fields: &mut Fields,
    ) -> Writing {
        let mut writing = Writing::at(origin);
        let list = style.list.filter(|list| *list > 0);
        let number = list.and_then(|list| self.lists.next(list, style.level.unwrap_or(0)));
        if let Some((number, gap)) = number {
            writing.shown.push(&number, style.bold == Some(true));
            writing.shown.push(gap, false);
            writing.shown.at(origin);
        }
        let mut run = Run::default();
        // The run holds up to this character.
        let mut known = range.start;
        for at in range {
            if at >= known {
                (run, known) = self.run(at);
                let own = &run.style;
                writing.turn(Set {
                    strong: own.bold.or(style.bold).unwrap_or(false),
                    hidden: own.vanish.or(style.vanish).unwrap_or(false),
                    raised: own.raised.unwrap_or(false),
                    struck: own.struck.unwrap_or(false),
                });
            }
            let Some(unit) = self.text.unit(at) else { break };
            match unit {
                0x13..=0x15 => match fields.turn(unit) {
                    Printed::Nothing => {}
                    Printed::Text(text) => writing.units.extend(text.encode_utf16()),
                    Printed::Composed => writing.draw(Drawn::Composed),
                },
                _ if run.deleted => {}
                _ if fields.waiting > 0 => fields.take(unit),
                0x01 => {
                    fields.take(unit);
                    writing.draw(Drawn::Picture);
                }
                0x28 if run.sign.is_some() => {
                    let mut units = [0; 2];
                    let sign = run.sign.unwrap_or_default().encode_utf16(&mut units);
                    writing.units.extend_from_slice(sign);
                }
                0x0B => writing.units.push(0x0A),
                0x1E => writing.units.push(0x2D),
                // Pictures, marks of notes and comments, hyphens that are not shown.
                0x00..=0x08 | 0x0E..=0x1F => {}
                unit => {
                    fields.take(unit);
                    writing.units.push(unit);
                }
            }
        }
        writing.flush();
        writing
    }

    /// The form of the run at a character, and the character that it ends before.
    fn run(&mut self, at: u32) -> (Run, u32) {
        let (place, piece_end) = self.text.place(at);
        let mut run = Run::default();
        let Some((list, end)) = self.bins.run(place) else {
            return (run, piece_end);
        };
        for change in changes(list) {
            match change.code {
                0x4A30 => {
                    let style = self.styles.get(usize::from(change.word()));
                    run.style = style.cloned().unwrap_or_default();
                }
                0x0800 => run.deleted = change.byte() == 1,
                0x6A09 => {
                    let font = self.fonts.get(usize::from(change.word()));
                    let code = (change.long() >> 16) & 0xFFFF;
                    run.sign = font.map(|font| symbols::sign(font, code));
                }
                _ => {}
            }
        }
        run.style.take(list);
        // Bytes to characters, of one byte or of two.
        let (next, _) = self.text.place(at + 1);
        let width = next.saturating_sub(place).clamp(1, 2);
        let characters = end.saturating_sub(place).div_ceil(width).max(1);
        (run, piece_end.min(at.saturating_add(characters)))
    }
}

impl Shape {
    fn take(&mut self, change: &Change<'_>) {
        match change.code {
            0x2416 => self.in_table = change.byte() != 0,
            0x2417 | 0x244C if change.byte() != 0 => self.end = End::Row,
            0x244B if change.byte() != 0 && self.end == End::Paragraph => {
                self.end = End::InnerCell;
            }
            0x6649 => self.depth = change.long(),
            0x3404 => self.row.header = change.byte() != 0,
            ROW_CELLS => self.row.define(change.value),
            0xD62B => self.row.merge(change.value),
            _ => {}
        }
    }
}

impl Writing {
    fn at(origin: Origin) -> Self {
        let mut writing = Self {
            shown: Flow::default(),
            concealed: Flow::default(),
            units: Vec::new(),
            set: Set::default(),
        };
        writing.shown.at(origin);
        writing.concealed.at(origin);
        writing
    }

    /// What follows is of another form.
    fn turn(&mut self, set: Set) {
        if set != self.set {
            self.flush();
            self.set = set;
        }
    }

    /// Something is drawn here that is no text.
    fn draw(&mut self, what: Drawn) {
        self.flush();
        if !self.set.hidden {
            self.shown.draw(what);
        }
    }

    fn flush(&mut self) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&self.units);
        self.units.clear();
        let flow = if self.set.hidden { &mut self.concealed } else { &mut self.shown };
        let from = flow.text().len();
        if self.set.raised {
            flow.raise(&text, self.set.strong);
        } else {
            flow.push(&text, self.set.strong);
        }
        if self.set.struck {
            flow.strike(from);
        }
    }
}
