//! Cells of a row in each other's column, told by their shape alone: a date under a header of codes and a
//! code under one of dates, where all other rows have it the other way.

use super::exchanged::Exchanged;
use crate::model::{Document, Role, Roster};
use crate::text::nothing;

/// Fewest rows that show what a column is like.
const ROWS: usize = 4;

/// So many kinds of cells are told apart.
const KINDS: usize = 14;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Empty,
    Number,
    /// 2021-09-15, 2012年8月6日, 1935年.
    Date,
    /// Letters and digits, signs among them.
    Code,
    /// 工信部原〔2012〕404号.
    Document,
    Latin,
    /// One character: 男.
    Single,
    /// 回族, 一级, 甲等: told by its last character.
    Rated,
    Person,
    Place,
    Body,
    Long,
    Other,
}

/// The shapes of a roster's cells, row by row.
pub(super) struct Grid {
    shapes: Vec<Shape>,
    width: usize,
}

impl Grid {
    /// Looks at every cell once. Serials have no shape.
    pub(super) fn of(document: &Document, roster: &Roster) -> Self {
        let (rows, width) = (roster.entries.len(), roster.columns.len());
        let mut shapes = Vec::with_capacity(rows * width);
        for row in 0..rows {
            for (column, what) in roster.columns.iter().enumerate() {
                let serial = what.role == Role::Serial;
                let own = || shape(&roster.cell(document, row, column));
                shapes.push(if serial { Shape::Empty } else { own() });
            }
        }
        Self { shapes, width }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> Shape {
        self.shapes[row * self.width + column]
    }
}

/// Rows whose cells in two columns are exchanged; the two columns are the first that are.
pub(super) fn find(roster: &Roster, grid: &Grid) -> Option<Exchanged> {
    let (rows, width) = (roster.entries.len(), roster.columns.len());
    if rows < ROWS || width < 2 {
        return None;
    }
    let mut counts = vec![[0usize; KINDS]; width];
    for row in grid.shapes.chunks(width) {
        for (column, shape) in row.iter().enumerate() {
            counts[column][*shape as usize] += 1;
        }
    }
    let filled = |column: usize| rows - counts[column][Shape::Empty as usize];
    // The shape of at least two in three cells, where others are rare. What has no shape of its own
    // stands anywhere.
    let usual = |column: usize, shape: Shape| {
        !matches!(shape, Shape::Empty | Shape::Other | Shape::Long)
            && filled(column) >= ROWS
            && counts[column][shape as usize] * 3 >= filled(column) * 2
    };
    let odd = |column: usize, shape: Shape| {
        shape != Shape::Empty
            && roster.columns[column].role != Role::Note
            && counts[column][shape as usize] * 10 <= rows.max(10)
    };
    let mut found: Option<(usize, usize)> = None;
    let mut entries = Vec::new();
    for (entry, row) in grid.shapes.chunks(width).enumerate() {
        if roster.entries[entry].ragged {
            continue;
        }
        let strays: Vec<usize> = (0..width).filter(|c| odd(*c, row[*c])).collect();
        let pair = strays.iter().enumerate().find_map(|(at, a)| {
            let b = strays[at + 1..].iter().find(|b| usual(**b, row[*a]) && usual(*a, row[**b]))?;
            Some((*a, *b))
        });
        let Some(pair) = pair else { continue };
        if *found.get_or_insert(pair) == pair {
            entries.push(entry as u32);
        }
    }
    let (a, b) = found?;
    Some(Exchanged { roster: 0, a, b, entries, whole: false })
}

pub(super) fn shape(cell: &str) -> Shape {
    let cell = cell.trim();
    if nothing::is_nothing(cell) || nothing::is_as_above(cell) {
        return Shape::Empty;
    }
    if cell.is_ascii() {
        return ascii(cell.as_bytes());
    }
    let (mut count, mut digits, mut letters) = (0, 0, 0);
    for byte in cell.bytes() {
        count += usize::from(byte & 0xC0 != 0x80);
        digits += usize::from(byte.is_ascii_digit());
        letters += usize::from(byte.is_ascii_alphabetic());
    }
    let last = cell.chars().next_back().unwrap_or_default();
    if digits > 0 && cell.contains('〔') {
        return Shape::Document;
    }
    if digits >= 4 && count <= 12 && matches!(last, '年' | '月' | '日') {
        return Shape::Date;
    }
    if digits > 2 && digits * 2 >= count {
        return Shape::Code;
    }
    if letters * 2 > count {
        return Shape::Latin;
    }
    if digits > 0 || letters > 0 {
        return if count > LONG { Shape::Long } else { Shape::Other };
    }
    // Blanks tell nothing where much is said.
    let blanks = || cell.chars().filter(|c| crate::text::is_blank(*c)).count();
    let bare = if count > LONG { count } else { count - blanks() };
    let dotted = count <= 16 && cell.contains(['·', '•']);
    match last {
        _ if bare == 1 => Shape::Single,
        '族' | '级' | '等' | '类' if bare <= 5 => Shape::Rated,
        // 中心 may be a body and what it builds.
        '司' | '学' | '院' | '校' | '局' | '厅' | '会' | '委' | '所' | '厂' | '府' | '团'
        | '部' | '行' | '社'
            if bare > 3 =>
        {
            Shape::Body
        }
        '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '镇' | '乡' | '村' if bare > 1 => {
            Shape::Place
        }
        _ if dotted && bare <= 16 => Shape::Person,
        _ if bare <= 3 => Shape::Person,
        _ if bare > LONG => Shape::Long,
        _ => Shape::Other,
    }
}

/// Longer cells are texts, in characters.
const LONG: usize = 12;

fn ascii(cell: &[u8]) -> Shape {
    let digits = cell.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = cell.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let marks = cell.iter().filter(|b| matches!(b, b'-' | b'/' | b'.')).count();
    let date = letters == 0
        && matches!(marks, 1 | 2)
        && (5..=10).contains(&cell.len())
        && digits >= 5
        && digits + marks == cell.len()
        && cell[..4].iter().all(u8::is_ascii_digit)
        && !cell[4].is_ascii_digit();
    let number = letters == 0
        && digits > 0
        && digits <= 9
        && digits + marks <= cell.len()
        && cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%' | b'-'));
    if date {
        Shape::Date
    } else if number && marks <= 1 && !cell.contains(&b'-') {
        Shape::Number
    } else if digits > 0 {
        Shape::Code
    } else {
        Shape::Latin
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, shape};

    #[test]
    fn shapes_of_cells() {
        for (cell, expected) in [
            ("3000", Shape::Number),
            ("1,200.5", Shape::Number),
            ("2018-01-15", Shape::Date),
            ("2012年8月6日", Shape::Date),
            ("1935年", Shape::Date),
            ("91320583MA1M2N3P4Q", Shape::Code),
            ("010-62327080", Shape::Code),
            ("工信部原〔2012〕404号", Shape::Document),
            ("男", Shape::Single),
            ("回族", Shape::Rated),
            ("周杰", Shape::Person),
            ("陈　实", Shape::Person),
            ("江苏省昆山市", Shape::Place),
            ("昆山同方电子有限公司", Shape::Body),
            ("Kerry Logistics Ltd.", Shape::Latin),
            ("—", Shape::Empty),
        ] {
            assert_eq!(shape(cell), expected, "{cell}");
        }
    }
}
