//! The cells of a line, as bytes: where they stand, and what is kept of them.

use super::columns::Columns;
use crate::text::records::{Record, Records};

/// Start and end of each cell in its line.
pub(super) type Cells = Vec<(usize, usize)>;

impl Columns {
    /// The cells of a line without quotes. Cells of the block are not taken apart.
    pub(super) fn split(&self, line: &[u8], delimiter: u8, cells: &mut Cells) -> Option<()> {
        let (from, to) = self.block;
        let width = self.width;
        let mut at = 0;
        let left = if from == to { width - 1 } else { from };
        for _ in 0..left {
            let end = at + memchr::memchr(delimiter, &line[at..])?;
            cells.push((at, end));
            at = end + 1;
        }
        if from == to {
            cells.push((at, line.len()));
            return memchr::memchr(delimiter, &line[at..]).is_none().then_some(());
        }
        // Each cell of the block stands for all of it; those behind are taken from the end.
        cells.resize(width, (0, 0));
        let mut end = line.len();
        for cell in (to..width).rev() {
            let start = memchr::memrchr(delimiter, &line[at.min(end)..end])? + at;
            cells[cell] = (start + 1, end);
            end = start;
        }
        cells[from..to].fill((at, end));
        (at <= end).then_some(())
    }

    /// The cells of a line with quotes, which must close in it and hold none themselves.
    pub(super) fn quoted(&self, line: &[u8], delimiter: u8, cells: &mut Cells) -> Option<()> {
        let text = std::str::from_utf8(line).ok()?;
        let mut record = Record::default();
        let mut records = Records::new(text, delimiter);
        let is_one = records.next(&mut record) && record.broken.is_none();
        let plain = record.cells.iter().all(|cell| !cell.escaped);
        cells.extend(record.cells.iter().map(|c| (c.span.start as usize, c.span.end as usize)));
        (is_one && plain && cells.len() == self.width).then_some(())
    }
}

/// Keeps the cells of these columns; whether they are those kept before. None where they are no text.
pub(super) fn keep(
    kept: &mut Vec<u8>,
    line: &[u8],
    cells: &[(usize, usize)],
    columns: &[usize],
) -> Option<bool> {
    let (mut same, mut from) = (true, 0);
    for at in columns {
        let text = &line[cells[*at].0..cells[*at].1];
        let end = from + text.len();
        same = same && kept.get(from..end) == Some(text) && kept.get(end) == Some(&0xFF);
        if !same {
            std::str::from_utf8(text).ok()?;
            kept.truncate(from);
            kept.extend_from_slice(text);
            kept.push(0xFF);
        }
        from = end + 1;
    }
    Some(same)
}

/// A number of digits alone.
pub(super) fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter()
        .try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u64::from(b - b'0')))
}
