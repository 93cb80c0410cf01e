//! The text plane, its blocks and tables.

use std::io::{self, Write};

use super::super::pieces::Pieces;
use crate::model::{Block, BlockKind, Document, Table};

/// The document as ingest left it.
pub(in super::super) fn document(document: &Document, out: impl Write) -> io::Result<()> {
    let mut out = Pieces::new(out);
    out.object(|out| {
        out.member("name", &document.name);
        out.member("sha256", &document.sha256);
        out.member("bytes", &document.bytes);
        out.member("format", &document.format);
        out.member("encoding", &document.encoding);
        out.member("text", &document.text);
        out.list("blocks", &document.blocks, |out, item| block(out, document, item));
        out.list("tables", &document.tables, |out, item| table(out, document, item));
        out.list("oddities", &document.oddities, |out, oddity| out.value(&format!("{oddity:?}")));
    });
    out.finish()
}

fn block(out: &mut Pieces<impl Write>, document: &Document, block: &Block) {
    out.object(|out| {
        match block.kind {
            BlockKind::Heading(level) => {
                out.member("kind", "heading");
                out.member("level", &level);
            }
            BlockKind::Paragraph { strong } => {
                out.member("kind", "paragraph");
                out.member("strong", &strong);
            }
            BlockKind::Table(index) => {
                out.member("kind", "table");
                out.member("table", &index);
            }
            BlockKind::Furniture => out.member("kind", "furniture"),
        }
        out.quoted(document, block.span);
    });
}

fn table(out: &mut Pieces<impl Write>, document: &Document, table: &Table) {
    out.object(|out| {
        out.member("exact", &table.exact);
        out.list("rows", &table.rows, |out, row| {
            out.object(|out| {
                out.span(row.span);
                out.list("cells", table.cells_of(row), |out, cell| {
                    out.object(|out| {
                        out.quoted(document, cell.span);
                        out.member("column", &cell.column);
                        out.member("colspan", &cell.colspan);
                        out.member("rowspan", &cell.rowspan);
                        out.member("strong", &cell.strong);
                    });
                });
            });
        });
    });
}
