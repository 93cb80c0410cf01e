//! Plain text and Markdown-like extractions: one line of the file is one line of the plane.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::{IngestError, Reader, decode, faults, markup, spaced};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text::{self, is_blank};

mod foot;
mod furniture;
#[cfg(feature = "html")]
mod tables;

/// The reader of last resort: anything that is text.
pub(super) static READER: Reader = Reader { name: "text", sniff, read };

/// Text has no control characters but white space, save where it is UTF-16.
fn sniff(bytes: &[u8]) -> bool {
    if super::foreign::is_known(bytes) {
        return false;
    }
    let sample = &bytes[..bytes.len().min(8192)];
    let control = |b: &&u8| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let controls = sample.iter().filter(control).count();
    let encoding = decode::choose(&bytes[..bytes.len().min(65_536)]).encoding;
    encoding == UTF_16LE || encoding == UTF_16BE || controls * 50 <= sample.len()
}

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let choice = decode::choose(bytes);
    document.encoding = decode::name(choice.encoding);
    if choice.guessed {
        let encoding = document.encoding;
        document.oddities.push(IngestOddity::EncodingGuessed { encoding });
    }
    // A byte gives at most three bytes of UTF-8 in any encoding that is read here.
    if bytes.len() as u64 * 3 > u64::from(u32::MAX) && bytes.len() as u64 > u64::from(u32::MAX) / 2
    {
        return Err(IngestError::TooLarge { most: super::PLANE });
    }
    document.text.reserve(bytes.len() + bytes.len() / 8);
    let mut scratch = String::new();
    let (mut at, mut number) = (choice.bom, 0);
    let valid = choice.valid(bytes);
    let encoding = choice.encoding;
    let (pipes, torn, bullets) = {
        let decoded = || encoding.decode_without_bom_handling(bytes).0;
        let whole = valid.map_or_else(decoded, Cow::Borrowed);
        (spaced::bare_pipes(&whole), spaced::torn_lines(&whole), markup::bullets(&whole))
    };
    let quoted = valid.is_some_and(is_quoted);
    let mut layout = Layout {
        document,
        encoding,
        table: None,
        row_above: false,
        pipes,
        torn,
        ends: [false; 2],
        bullets,
        quoted,
    };
    let mut front = match valid {
        Some(text) => furniture::front_matter(text.as_bytes()),
        None => furniture::front_matter(decode::head(choice.encoding, &bytes[at..]).as_bytes()),
    };
    #[cfg(feature = "html")]
    let mut tables = tables::Tables::new(encoding);
    while at < bytes.len() {
        #[cfg(feature = "html")]
        if front == 0
            && let Some((length, whole)) = tables.next(&bytes[at..])
        {
            let (source, _) = encoding.decode_without_bom_handling(&bytes[at..at + length]);
            layout.close_table();
            if !whole {
                let damage = crate::model::document::Damage::Cut;
                let damage = IngestOddity::PartDamaged { page: None, damage };
                layout.document.oddities.push(damage);
            }
            let cursor = decode::Cursor::at_line(&source, encoding, at as u64, number + 1);
            super::html::table_in_text(&source, cursor, layout.document);
            number += source.lines().count() as u32;
            at += length;
            continue;
        }
        let (length, end) = decode::line(choice.encoding, &bytes[at..]);
        number += 1;
        let place = Place { byte: at as u64, line: number, column: 1 };
        let line = if let Some(text) = valid {
            &text[at - choice.bom..at - choice.bom + length]
        } else {
            scratch.clear();
            let mut faults = Vec::new();
            decode::decode_onto(choice.encoding, &bytes[at..at + length], &mut scratch, |f| {
                faults.push(f);
            });
            layout.report(&faults, at);
            &scratch
        };
        layout.line(line, place, front > 0);
        front = front.saturating_sub(1);
        at += length + end;
    }
    layout.close_table();
    faults::place(document);
    foot::find(document);
    spaced::find(document);
    Ok(())
}

/// Where a line starts in the file.
#[derive(Clone, Copy)]
struct Place {
    byte: u64,
    line: u32,
    column: u32,
}

/// The plane as it grows.
struct Layout<'d> {
    document: &'d mut Document,
    encoding: &'static Encoding,
    table: Option<Table>,
    /// The line directly above was a table row.
    row_above: bool,
    /// How many pipes each row has, in tables whose rows do not begin with one.
    pipes: Vec<usize>,
    /// Lines whose bars tear rows: paragraphs here.
    torn: Vec<u32>,
    /// Whether the first row of the table begins with a pipe, and whether it ends with one.
    ends: [bool; 2],
    /// Signs that begin the points of lists: `- `, `* `.
    bullets: Vec<char>,
    /// Most lines are quoted: `> `.
    quoted: bool,
}

/// Whether a line is a rule of a grid table: `+----+----+`, `+====+`.
fn is_grid_rule(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
        && line.contains(['-', '='])
}

/// Whether most lines of a text are quoted as Markdown does it.
fn is_quoted(text: &str) -> bool {
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| line.starts_with('>')).count();
    quoted > 4 && quoted * 5 > filled().count() * 4
}

impl Layout<'_> {
    fn line(&mut self, line: &str, place: Place, front: bool) {
        // A notice that is quoted as a whole.
        let (line, place) = match line.strip_prefix('>').filter(|_| self.quoted && !front) {
            Some(rest) => (rest, self.after(place, ">")),
            None => (line, place),
        };
        let start = self.document.text.len();
        self.run(start, place);
        let blank = line.chars().all(is_blank);
        let mut row = false;
        if is_grid_rule(line) {
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

    /// `| a | b |`: pipes become tabs in the plane. A ruler row `|---|---|` leaves nothing.
    fn pipe_row(&mut self, line: &str, place: Place) -> bool {
        if !line.contains('|') {
            return false;
        }
        let body = line.trim_matches(is_blank);
        let goes_on = self.row_above && self.table_is_piped();
        let bare = !self.pipes.is_empty() && self.pipes.contains(&body.matches('|').count());
        // Where the rows do not begin with a pipe, one that does has an empty first cell.
        let piped = body.starts_with('|') && body.len() > 1;
        let first_empty = piped && bare && self.row_above && !self.ends[0];
        let open = piped && !first_empty;
        if !open && !goes_on && !bare {
            return false;
        }
        if body.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+')) && body.contains('-') {
            self.ruler();
            return true;
        }
        let from = line.find(body.chars().next().unwrap_or('|')).unwrap_or(0) + usize::from(open);
        let from = if first_empty { 0 } else { from };
        let inner = line[from..].trim_end_matches(is_blank);
        let shut = inner.ends_with('|') && (!first_empty || self.ends[1]);
        if !self.row_above {
            self.ends = [open, inner.ends_with('|')];
        }
        let inner = inner.strip_suffix('|').filter(|s| shut && !s.ends_with('\\')).unwrap_or(inner);
        self.row(inner, '|', self.after(place, &line[..from]))
    }

    /// The row above a ruler is the header by the markup's own rule.
    fn ruler(&mut self) {
        if let Some(table) = &mut self.table
            && table.rows.len() == 1
        {
            table.cells.iter_mut().for_each(|cell| cell.strong = true);
        }
    }

    fn table_is_piped(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.rows.len() > 1)
    }

    /// Cells between tabs. A line with one filled cell is a row only inside a table.
    fn tab_row(&mut self, line: &str, place: Place) -> bool {
        let is_filled = |cell: &&str| !cell.chars().all(is_blank);
        if !self.row_above && line.split('\t').filter(is_filled).nth(1).is_none() {
            return false;
        }
        self.row(line, '\t', place)
    }

    fn row(&mut self, line: &str, separator: char, place: Place) -> bool {
        let row_start = self.document.text.len();
        let table = self.table.get_or_insert_with(|| Table { exact: true, ..Table::default() });
        let first = table.cells.len() as u32;
        let mut cells = std::mem::take(&mut table.cells);
        if separator == '\t' && !markup::suspicious(line) {
            self.bare_cells(line, &mut cells);
        } else {
            self.cells(line, separator, place, &mut cells);
        }
        let count = cells.len() as u32 - first;
        let span = text::trim(Span::of(row_start, self.document.text.len()), &self.document.text);
        if let Some(table) = &mut self.table {
            table.cells = cells;
            table.rows.push(TableRow { span, first, count });
        }
        true
    }

    fn cells(&mut self, line: &str, separator: char, place: Place, cells: &mut Vec<TableCell>) {
        let (mut from, mut column) = (0, 0u16);
        loop {
            let end = cell_end(line, from, separator);
            if column > 0 {
                self.document.text.push('\t');
            }
            let start = self.document.text.len();
            let cell = &line[from..end];
            // One run a line suffices while plane and line agree byte by byte.
            let plain = separator == '\t' && !markup::suspicious(cell);
            let strong = if plain {
                self.document.text.push_str(cell);
                false
            } else {
                let at = self.after(place, &line[..from]);
                self.run(start, at);
                self.append(cell, at)
            };
            let span = Span::of(start, self.document.text.len());
            cells.push(TableCell {
                span: text::trim(span, &self.document.text),
                column,
                colspan: 1,
                rowspan: 1,
                strong,
            });
            column = column.saturating_add(1);
            if end == line.len() {
                break;
            }
            from = end + 1;
            if !plain {
                self.run(self.document.text.len(), self.after(place, &line[..end]));
            }
        }
    }

    /// Cells between tabs on a line without markup: the plane has it as it is.
    fn bare_cells(&mut self, line: &str, cells: &mut Vec<TableCell>) {
        let base = self.document.text.len();
        self.document.text.push_str(line);
        let ends = memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]);
        let mut from = 0;
        for (column, end) in ends.enumerate() {
            let span = Span::of(base + from, base + end);
            cells.push(TableCell {
                span: text::trim(span, &self.document.text),
                column: u16::try_from(column).unwrap_or(u16::MAX),
                colspan: 1,
                rowspan: 1,
                strong: false,
            });
            from = end + 1;
        }
    }

    fn close_table(&mut self) {
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
    fn append(&mut self, line: &str, place: Place) -> bool {
        let start = self.document.text.len();
        self.run(start, place);
        if !markup::suspicious(line) {
            self.document.text.push_str(line);
            return false;
        }
        let stripped = markup::strip(line, &mut self.document.text);
        for (out, input) in stripped.shifts {
            self.run(start + out, self.after(place, &line[..input]));
        }
        stripped.strong
    }

    /// The place that follows `skipped` on the same line.
    fn after(&self, place: Place, skipped: &str) -> Place {
        let bytes = decode::encoded_length(self.encoding, skipped);
        Place {
            byte: place.byte + bytes as u64,
            line: place.line,
            column: place.column + skipped.chars().count() as u32,
        }
    }

    fn run(&mut self, start: usize, place: Place) {
        let origin = Origin::Bytes { byte: place.byte, line: place.line, column: place.column };
        let run = OriginRun { start: start as u32, origin };
        match self.document.origins.runs.last_mut() {
            Some(last) if last.start == run.start => *last = run,
            _ => self.document.origins.runs.push(run),
        }
    }

    /// Notes undecodable bytes, neighbours as one; their place in the plane is set by
    /// [`faults::place`].
    fn report(&mut self, faults: &[decode::Fault], line: usize) {
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

/// Where the cell that starts at `from` ends; an escaped pipe does not end it.
fn cell_end(line: &str, from: usize, separator: char) -> usize {
    let bytes = line.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr(separator as u8, &bytes[at..]) {
        at += found;
        if separator != '|' || at == 0 || bytes[at - 1] != b'\\' {
            return at;
        }
        at += 1;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use crate::ingest::ingest;
    use crate::model::{BlockKind, Document, Source};

    fn read(text: &str) -> Document {
        ingest(&Source::new("test", text)).unwrap()
    }

    fn cells(document: &Document) -> Vec<Vec<&str>> {
        let table = &document.tables[0];
        let row = |row| table.cells_of(row).iter().map(|c| document.slice(c.span)).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn tabs_and_pipes_are_tables() {
        let tabs = read("序号\t名称\n1\t甲\n2\t\n\n后文");
        assert_eq!(cells(&tabs), [["序号", "名称"], ["1", "甲"], ["2", ""]]);
        let pipes = read("| 序号 | 名称 |\n|---|:-:|\n| 1 | **甲** |\n");
        assert_eq!(cells(&pipes), [["序号", "名称"], ["1", "甲"]]);
        assert!(!pipes.text.contains('|') && !pipes.text.contains('*'));
    }

    #[test]
    fn positions_lead_back_past_markup() {
        let document = read("# 标题\r\n\r\n**一、**甲<b>乙</b>丙\r\n");
        let at = document.text.find('丙').unwrap() as u32;
        let position = document.position(at);
        assert_eq!((position.line, position.column), (3, 16));
        let title = document.text.find("标题").unwrap() as u32;
        assert_eq!((document.position(title).line, document.position(title).column), (1, 3));
    }

    #[test]
    fn pipe_cells_keep_their_columns() {
        let document = read("| 序号 | 名称 |\n|---|---|\n| 1 | 甲乙 |\n");
        let at = document.text.find('乙').unwrap() as u32;
        let position = document.position(at);
        assert_eq!((position.line, position.column), (3, 8));
    }

    #[test]
    fn blocks_are_told_apart() {
        use BlockKind::{Furniture, Heading, Paragraph};
        let document = read("---\n标题: 甲\n---\n# 甲\n\n> 按语\n<b>乙</b>\n— 3 —\n丙\n");
        let kinds: Vec<_> = document.blocks.iter().map(|b| b.kind).collect();
        let expected = [
            Furniture,
            Furniture,
            Furniture,
            Heading(1),
            Furniture,
            Paragraph { strong: true },
            Furniture,
            Paragraph { strong: false },
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn the_plane_holds_every_character_but_markup() {
        let text = "甲\u{3000}乙\n1\t丙 \t丁\n\n<x>戊</x> & ** 己\n";
        let document = read(text);
        let kept = |t: &str| crate::text::compact(t);
        assert_eq!(kept(&document.text), kept(text));
        let blocks: String = document.blocks.iter().map(|b| kept(document.slice(b.span))).collect();
        assert_eq!(blocks, kept(text));
    }
}
