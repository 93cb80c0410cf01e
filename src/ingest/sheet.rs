//! Workbooks: XLSX, ODS and XLS, each read into [`Sheet`]s and laid out alike.

mod beside;
mod drawing;
mod format;
mod grid;
mod ods;
mod records;
mod sml;
mod xls;
mod xlsx;

use super::layout::Layout;
use super::zipped::{self, Zipped};
use super::{Excess, IngestError, Reader, foreign};
use crate::model::{Document, Span};

pub(super) static XLSX: Reader = Reader {
    name: "xlsx",
    sniff: |bytes| zipped::has(bytes, "xl/workbook") && !zipped::has(bytes, "xl/workbook.bin"),
    read: |bytes, document| xlsx::read(bytes).map(|book| lay_out(book, document)),
};

pub(super) static ODS: Reader = Reader {
    name: "ods",
    sniff: |bytes| {
        zipped::has(bytes, "content.xml")
            && zipped::kind(bytes).is_some_and(|kind| kind.starts_with(ods::KIND))
    },
    read: |bytes, document| ods::read(bytes).map(|book| lay_out(book, document)),
};

pub(super) static FODS: Reader = Reader {
    name: "fods",
    sniff: ods::is_flat,
    read: |bytes, document| ods::read_flat(bytes).map(|book| lay_out(book, document)),
};

pub(super) static XLS: Reader = Reader {
    name: "xls",
    sniff: |bytes| foreign::has_stream(bytes, "Workbook") || foreign::has_stream(bytes, "Book"),
    read: |bytes, document| xls::read(bytes).map(|book| lay_out(book, document)),
};

pub(super) static SPREADSHEET_ML: Reader = Reader {
    name: "spreadsheetml",
    sniff: sml::sniff,
    read: |bytes, document| sml::read(bytes).map(|book| lay_out(book, document)),
};

/// Most cells that are read: beyond any roster, and within memory.
const CELLS: usize = 4_000_000;
/// Most bytes of text in all cells: repeated cells of an ODS file multiply.
const TEXT: usize = 128 * 1024 * 1024;

/// What stands for a text that a cell refers to and the file does not have.
const LOST: &str = "\u{FFFD}";

/// A workbook as far as it could be read.
#[derive(Debug, Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// The texts of all cells. Those that say the same words may share them.
    words: String,
    /// The words among them that are struck out, in order.
    struck: Vec<Span>,
    /// Texts that cells refer to are not there.
    lost: bool,
    /// What was found damaged.
    faults: Vec<String>,
}

/// One sheet.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    hidden: bool,
    /// Filled cells, in the file's order.
    cells: Vec<Cell>,
    /// Cells of which their formats show nothing.
    unseen: Vec<Cell>,
    merges: Vec<Merge>,
    /// Row and column of the cells that are struck out, or in which words are.
    struck: Vec<(u32, u32)>,
    hidden_rows: Vec<u32>,
    /// Rows are hidden by a filter, and not by hand.
    filtered: bool,
    /// First and last of each stretch.
    hidden_columns: Vec<(u32, u32)>,
    boxes: Vec<TextBox>,
    /// What is printed above and below the sheet's pages.
    margins: Vec<String>,
}

/// Text in a shape that lies over a sheet, and the row at which it begins.
#[derive(Debug)]
struct TextBox {
    row: u32,
    text: String,
}

impl Sheet {
    fn put(&mut self, cell: Cell, unseen: bool) {
        if unseen { self.unseen.push(cell) } else { self.cells.push(cell) }
    }
}

/// A filled cell; row and column from 0.
#[derive(Clone, Copy, Debug)]
struct Cell {
    row: u32,
    column: u32,
    /// Where its text stands in [`Book::words`].
    text: Span,
    strong: bool,
    /// Its text is known to have no white space at its ends; told when the sheet is laid out.
    closed: bool,
}

/// Merged cells, bounds included.
#[derive(Clone, Copy, Debug)]
struct Merge {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

/// Keeps a workbook within bounds while it is read.
#[derive(Debug, Default)]
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    fn take(&mut self, text: Span) -> Result<(), IngestError> {
        self.cells += 1;
        self.text += text.len() as usize;
        if self.text > TEXT {
            return Err(IngestError::TooLarge { most: (TEXT / 1024 / 1024) as u64 });
        }
        if self.cells > CELLS {
            let of = Excess::Cells(CELLS as u64);
            return Err(IngestError::Excessive { format: "spreadsheet", of });
        }
        Ok(())
    }
}

/// Keeps a text among the words of a workbook; gives its place there.
fn keep(words: &mut String, text: &str) -> Span {
    let start = words.len();
    words.push_str(text);
    Span::of(start, words.len())
}

fn lay_out(book: Book, document: &mut Document) {
    let mut layout = Layout::new(document);
    for fault in &book.faults {
        layout.damaged(fault.clone());
    }
    grid::lay_out(book.sheets, &book.words, &book.struck, &mut layout);
}

/// Opens the container and notes where it is damaged.
fn open<'a>(
    bytes: &'a [u8],
    format: &'static str,
    book: &mut Book,
) -> Result<Zipped<'a>, IngestError> {
    let zip = Zipped::open(bytes, format)?;
    if zip.damaged {
        book.faults.push("the archive's directory is lost".to_owned());
    }
    Ok(zip)
}

#[cfg(test)]
mod tests;
