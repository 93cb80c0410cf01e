//! Plain text and Markdown-like extractions: one line of the file is one line of the plane.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{IngestError, Reader, decode, faults, markup, spaced};
use layout::{Layout, Place};

use crate::model::Document;
use crate::model::document::IngestOddity;

mod foot;
mod furniture;
mod layout;
mod rows;
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

/// Whether most lines of a text are quoted as Markdown does it.
fn is_quoted(text: &str) -> bool {
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| line.starts_with('>')).count();
    quoted > 4 && quoted * 5 > filled().count() * 4
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
