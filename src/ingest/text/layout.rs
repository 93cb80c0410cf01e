//! The plane of a text, line by line.

use encoding_rs::Encoding;

use super::{furniture, rows};
use crate::ingest::{decode, markup};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span, Table};
use crate::text::{self, is_blank};

/// Where a line starts in the file.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) byte: u64,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// The plane as it grows.
pub(super) struct Layout<'d> {
    pub(super) document: &'d mut Document,
    pub(super) encoding: &'static Encoding,
    pub(super) table: Option<Table>,
    /// The line directly above was a table row.
    pub(super) row_above: bool,
    /// How many pipes each row has, in tables whose rows do not begin with one.
    pub(super) pipes: Vec<usize>,
    /// Lines whose bars tear rows: paragraphs here.
    pub(super) torn: Vec<u32>,
    /// Whether the first row of the table begins with a pipe, and whether it ends with one.
    pub(super) ends: [bool; 2],
    /// Signs that begin the points of lists: `- `, `* `.
    pub(super) bullets: Vec<char>,
    /// Most lines are quoted: `> `.
    pub(super) quoted: bool,
}

impl Layout<'_> {
    pub(super) fn line(&mut self, line: &str, place: Place, front: bool) {
        // A notice that is quoted as a whole.
        let (line, place) = match line.strip_prefix('>').filter(|_| self.quoted && !front) {
            Some(rest) => (rest, self.after(place, ">")),
            None => (line, place),
        };
        let start = self.document.text.len();
        self.run(start, place);
        let blank = line.chars().all(is_blank);
        let mut row = false;
        if rows::is_grid_rule(line) {
            // +----+----+ between the rows of a grid.
            if line.contains('=') {
                self.ruler();
            }
            self.document.text.push('\n');
            return;
        }
        if blank {
            self.document.text.push_str(line.trim_end_matches(['\r', '\n']));
            self.close_table();
        } else if front {
            self.document.text.push_str(line);
            self.block(BlockKind::Furniture, start);
        } else if self.torn.binary_search(&place.line).is_ok() {
            self.close_table();
            self.paragraph(line, place);
        } else if self.pipe_row(line, place) || (line.contains('\t') && self.tab_row(line, place)) {
            row = true;
        } else {
            self.close_table();
            self.paragraph(line, place);
        }
        self.row_above = row;
        self.document.text.push('\n');
    }

    /// A line that is no table row.
    fn paragraph(&mut self, line: &str, place: Place) {
        let start = self.document.text.len();
        let lead = line.len() - line.trim_start_matches(is_blank).len();
        let body = &line[lead..];
        let hashes = body.bytes().take_while(|b| *b == b'#').count();
        let heading =
            (1..=6).contains(&hashes) && body[hashes..].starts_with([' ', '\t', '\u{3000}']);
        if heading {
            let rest = body[hashes..].trim_end_matches(is_blank).trim_end_matches('#');
            let skipped = &line[..lead + hashes];
            self.append(rest, self.after(place, skipped));
            self.block(BlockKind::Heading(hashes as u8), start);
            return;
        }
        let quoted = body.starts_with('>');
        let bullet = markup::bullet(body).filter(|sign| self.bullets.contains(sign));
        let sign = bullet.map_or(usize::from(quoted), char::len_utf8);
        let bullet = bullet.is_some();
        let strong = if quoted || bullet {
            self.append(&body[sign..], self.after(place, &line[..lead + sign]))
        } else {
            self.append(line, place)
        };
        let text = &self.document.text[start..];
        let kind = if quoted || furniture::is_furniture(text) {
            BlockKind::Furniture
        } else {
            BlockKind::Paragraph { strong }
        };
        self.block(kind, start);
    }

    pub(super) fn close_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) else { return };
        let span = first.span.hull(last.span);
        let kind = BlockKind::Table(self.document.tables.len() as u32);
        self.document.tables.push(table);
        self.document.blocks.push(Block { kind, span });
    }

    fn block(&mut self, kind: BlockKind, start: usize) {
        let span = Span::of(start, self.document.text.len());
        let span = text::trim(span, &self.document.text);
        if !span.is_empty() {
            self.document.blocks.push(Block { kind, span });
        }
    }

    /// Appends text without its inline markup; tells whether all of it was bold.
    pub(super) fn append(&mut self, line: &str, place: Place) -> bool {
        self.append_apart(line, " ", place)
    }

    /// The same; a `<br>` leaves `gap`.
    pub(super) fn append_apart(&mut self, line: &str, gap: &'static str, place: Place) -> bool {
        let start = self.document.text.len();
        self.run(start, place);
        if !markup::suspicious(line) {
            self.document.text.push_str(line);
            return false;
        }
        let stripped = markup::strip(line, gap, &mut self.document.text);
        for (out, input) in stripped.shifts {
            self.run(start + out, self.after(place, &line[..input]));
        }
        for (from, to) in stripped.struck {
            let span = text::trim(Span::of(start + from, start + to), &self.document.text);
            if !span.is_empty() {
                self.document.oddities.push(IngestOddity::Struck { span });
            }
        }
        stripped.strong
    }

    /// The place that follows `skipped` on the same line.
    pub(super) fn after(&self, place: Place, skipped: &str) -> Place {
        let bytes = decode::encoded_length(self.encoding, skipped);
        Place {
            byte: place.byte + bytes as u64,
            line: place.line,
            column: place.column + skipped.chars().count() as u32,
        }
    }

    pub(super) fn run(&mut self, start: usize, place: Place) {
        let origin = Origin::Bytes { byte: place.byte, line: place.line, column: place.column };
        let run = OriginRun { start: start as u32, origin };
        match self.document.origins.runs.last_mut() {
            Some(last) if last.start == run.start => *last = run,
            _ => self.document.origins.runs.push(run),
        }
    }

    /// Notes undecodable bytes, neighbours as one; their place in the plane is set by
    /// [`crate::ingest::faults::place`].
    pub(super) fn report(&mut self, faults: &[decode::Fault], line: usize) {
        let at = self.document.text.len() as u32;
        let mut next = None;
        for fault in faults {
            let (start, size) = ((line + fault.byte) as u64, fault.length as u64);
            match self.document.oddities.last_mut() {
                Some(IngestOddity::UndecodableBytes { length, marks, .. })
                    if next == Some(start) =>
                {
                    *length += size;
                    *marks += 1;
                }
                _ => self.document.oddities.push(IngestOddity::UndecodableBytes {
                    byte: start,
                    length: size,
                    marks: 1,
                    span: Span::at(at),
                }),
            }
            next = Some(start + size);
        }
    }
}
