//! What each cell looks like: of what characters it is made, its shape, the ideograph it ends with. One
//! pass over the cells tells it for all checks that judge them by their look.

use std::ops::BitOr;

use crate::model::{Document, Notice, Role, Roster};
use crate::text::blank::is_blank;
use crate::text::division::TO_VILLAGE;
use crate::text::hanset::HanSet;
use crate::text::nothing;

/// Parts of characters that have code points of their own among the ideographs, and 巿 (fú), which
/// looks as 市 does: no name has them.
const PARTS: &str =
    "巿囗亻氵扌讠钅阝刂犭纟艹辶宀疒彳彡攵忄灬爫礻衤罒耂饣卩夂夊匚匸凵勹廴彐冫冖冂亠丶丨丿";

/// All other ideographs of the usual block.
static USUAL: HanSet = HanSet::ideographs_without(PARTS);

/// Whether a character is one of [`PARTS`].
pub(crate) fn is_part(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) && !USUAL.has(c)
}

/// The kinds of characters that a text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Made(u16);

impl Made {
    /// Ideographs of the usual block that are no part of one.
    pub(super) const HAN: Self = Self(1);
    pub(super) const ZERO: Self = Self(1 << 1);
    /// Digits other than 0.
    pub(super) const DIGIT: Self = Self(1 << 2);
    /// Letters that look like digits: O o I l.
    pub(super) const ALIKE: Self = Self(1 << 3);
    /// Other letters of ASCII.
    pub(super) const LETTER: Self = Self(1 << 4);
    /// Marks of ASCII that have a wide form of their own in Chinese text: ( ) , : ;
    pub(super) const HALF: Self = Self(1 << 5);
    /// All else of ASCII that is no white space.
    pub(super) const SIGN: Self = Self(1 << 6);
    /// White space of ASCII.
    pub(super) const SPACE: Self = Self(1 << 7);
    /// （ ）
    pub(super) const WIDE_BRACKET: Self = Self(1 << 8);
    /// ，
    pub(super) const WIDE_COMMA: Self = Self(1 << 9);
    /// ： ；
    pub(super) const WIDE_COLON: Self = Self(1 << 10);
    /// The other marks of Chinese text, 〇 among them: U+3001 to U+303F.
    pub(super) const MARK: Self = Self(1 << 11);
    /// What shows nothing, beyond ASCII.
    pub(super) const BLANK: Self = Self(1 << 12);
    /// 〔 of numbers of documents.
    pub(super) const NUMBERING: Self = Self(1 << 13);
    pub(super) const OTHER: Self = Self(1 << 14);

    pub(super) const DIGITS: Self = Self(Self::ZERO.0 | Self::DIGIT.0);
    pub(super) const ALNUM: Self = Self(Self::DIGITS.0 | Self::ALIKE.0 | Self::LETTER.0);
    const ASCII: Self = Self(Self::ALNUM.0 | Self::HALF.0 | Self::SIGN.0 | Self::SPACE.0);

    /// Whether it has any of these kinds.
    #[inline]
    pub(super) fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Whether it has nothing but these kinds.
    #[inline]
    pub(super) fn only(self, kinds: Self) -> bool {
        self.0 & !kinds.0 == 0
    }

    #[inline]
    pub(super) fn is_ascii(self) -> bool {
        self.only(Self::ASCII)
    }

    /// The kind of a character.
    pub(super) fn kind(c: char) -> Self {
        match c {
            '\0'..='\x7F' => KINDS[c as usize],
            c if USUAL.has(c) => Self::HAN,
            '（' | '）' => Self::WIDE_BRACKET,
            '，' => Self::WIDE_COMMA,
            '：' | '；' => Self::WIDE_COLON,
            '〔' => Self::NUMBERING,
            '\u{3001}'..='\u{303F}' => Self::MARK,
            c if is_blank(c) => Self::BLANK,
            _ => Self::OTHER,
        }
    }

    /// What a text is made of.
    pub(super) fn of(text: &str) -> Self {
        Tally::of(text).made
    }
}

impl BitOr for Made {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The kinds of ASCII.
static KINDS: [Made; 128] = {
    let mut kinds = [Made::SIGN; 128];
    let mut at = 0;
    while at < 128 {
        kinds[at as usize] = match at {
            b'0' => Made::ZERO,
            b'1'..=b'9' => Made::DIGIT,
            b'O' | b'o' | b'I' | b'l' => Made::ALIKE,
            b'A'..=b'Z' | b'a'..=b'z' => Made::LETTER,
            b'(' | b')' | b',' | b':' | b';' => Made::HALF,
            b' ' | b'\t'..=b'\r' => Made::SPACE,
            _ => Made::SIGN,
        };
        at += 1;
    }
    kinds
};

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

impl Shape {
    /// So many shapes are told apart.
    pub(super) const KINDS: usize = Self::Other as usize + 1;
}

/// What is told of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Of what its text is made, that of all its pieces together.
    pub made: Made,
    /// The ideograph that it ends with, which tells bodies and things apart; 0 for a lone one, or none.
    last: u16,
    /// Its shape; that of serials is not told.
    pub shape: Shape,
    /// The cell above it says the same.
    pub again: bool,
}

impl Look {
    /// The ideograph that it ends with, if that is not all it is.
    #[inline]
    pub(super) fn last(self) -> Option<char> {
        char::from_u32(self.last.into()).filter(|c| *c != '\0')
    }

    fn of(cell: &str) -> Self {
        let all = Tally::of(cell);
        let (text, tally) = if all.made.any(Made::SPACE | Made::BLANK) {
            (cell.trim(), Tally::of(cell.trim()))
        } else {
            (cell, all)
        };
        let last = text.chars().next_back().unwrap_or_default();
        let told = tally.characters > 1 && ('\u{4E00}'..='\u{9FFF}').contains(&last);
        let shape = tally.shape(text, last);
        let last = if told { last as u16 } else { 0 };
        Self { made: all.made, last, shape, again: false }
    }
}

/// The shape of a cell.
pub(super) fn shape(cell: &str) -> Shape {
    Look::of(cell).shape
}

/// The looks of a roster's cells and headings.
#[derive(Debug)]
pub(super) struct Grid {
    /// Column by column, as they are looked at.
    looks: Vec<Look>,
    rows: usize,
    /// Of what all cells of each column are made.
    pub made: Vec<Made>,
    /// How many cells of each column have each shape.
    pub shapes: Vec<[u32; Shape::KINDS]>,
    /// Of what the headings of its groups are made.
    pub headings: Vec<Made>,
}

impl Grid {
    /// Looks at every cell once.
    pub(super) fn of(document: &Document, roster: &Roster) -> Self {
        let (rows, width) = (roster.entries.len(), roster.columns.len());
        let mut looks: Vec<Look> = Vec::with_capacity(rows * width);
        // The serials, which are numbers; a second such column, 名次 beside 序号, is as any other.
        let serials = roster.columns.iter().position(|column| column.role == Role::Serial);
        for column in 0..width {
            // What was seen last: much of a roster says the same as the row above.
            let mut above = ("", Look::of(""));
            let cells = roster.cells.get(column..).unwrap_or_default().iter().step_by(width);
            for (row, cell) in cells.take(rows).enumerate() {
                let own = document.slice(*cell);
                if own == above.0 {
                    looks.push(Look { again: row > 0, ..above.1 });
                    continue;
                }
                let look = if serials == Some(column) {
                    Look { made: Made::of(own), last: 0, shape: Shape::Empty, again: false }
                } else {
                    Look::of(own)
                };
                looks.push(look);
                above = (own, look);
            }
        }
        // The few cells of several pieces look as all of them do together.
        let pieces = |(index, pieces): (&u32, &Vec<_>)| {
            let all = pieces.iter().map(|piece| Made::of(document.slice(*piece)));
            (*index as usize, all.fold(Made::default(), BitOr::bitor))
        };
        for (index, made) in roster.joined.iter().map(pieces) {
            looks[index % width * rows + index / width].made = made;
        }
        for index in roster.joined.keys().chain(roster.stacked.keys()) {
            let (row, column) = (*index as usize / width, *index as usize % width);
            // What was compared is not all that it says.
            for row in row..rows.min(row + 2) {
                looks[column * rows + row].again = false;
            }
            if serials != Some(column) {
                let look = &mut looks[column * rows + row];
                *look = Look { made: look.made, ..Look::of(&roster.cell(document, row, column)) };
            }
        }
        let mut made = vec![Made::default(); width];
        let mut shapes = vec![[0; Shape::KINDS]; width];
        let columns = looks.chunks_exact(rows.max(1)).zip(made.iter_mut().zip(&mut shapes));
        for (looks, (made, shapes)) in columns {
            for look in looks {
                *made = *made | look.made;
                shapes[look.shape as usize] += 1;
            }
        }
        let headings = roster.groups.iter().map(|group| Made::of(document.slice(group.span)));
        Self { looks, rows, made, shapes, headings: headings.collect() }
    }

    /// The look of a cell.
    #[inline]
    pub(super) fn at(&self, row: usize, column: usize) -> Look {
        self.looks[column * self.rows + row]
    }

    /// The looks of the cells of a column.
    #[inline]
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = Look> {
        self.looks[column * self.rows..][..self.rows].iter().copied()
    }
}

/// The looks of the cells of every roster.
pub(super) fn of(document: &Document, notice: &Notice) -> Vec<Grid> {
    notice.rosters.iter().map(|roster| Grid::of(document, roster)).collect()
}

/// The characters of a text, counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    made: Made,
    characters: usize,
    digits: usize,
    letters: usize,
}

/// Longer cells are texts, in characters.
const LONG: usize = 12;

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = Self::default();
        let mut rest = text.as_bytes();
        loop {
            // Most are ideographs or ASCII, which the bytes tell.
            let before = rest.len();
            while let [a @ 0xE4..=0xE9, b, c, after @ ..] = rest
                && USUAL.has_bytes([*a, *b, *c])
            {
                rest = after;
            }
            if rest.len() < before {
                tally.made = tally.made | Made::HAN;
                tally.characters += (before - rest.len()) / 3;
            }
            while let [byte @ ..0x80, after @ ..] = rest {
                let kind = KINDS[usize::from(*byte)];
                tally.digits += usize::from(kind.any(Made::DIGITS));
                tally.letters += usize::from(kind.any(Made::ALIKE | Made::LETTER));
                tally.made = tally.made | kind;
                tally.characters += 1;
                rest = after;
            }
            if rest.len() == before {
                let Some(c) = text[text.len() - rest.len()..].chars().next() else { return tally };
                tally.made = tally.made | Made::kind(c);
                tally.characters += 1;
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// The shape of the counted text, which has no white space at its ends and ends with `last`.
    fn shape(self, cell: &str, last: char) -> Shape {
        let Self { made, characters, digits, letters } = self;
        if nothing::is_nothing(cell) || nothing::is_as_above(cell) {
            return Shape::Empty;
        }
        if made.is_ascii() {
            return self.ascii(cell.as_bytes());
        }
        if digits > 0 && made.any(Made::NUMBERING) {
            return Shape::Document;
        }
        if digits >= 4
            && characters <= 12
            && matches!(last, '年' | '月' | '日' | '底' | '初' | '末' | '旬' | '度')
        {
            return Shape::Date;
        }
        if digits > 2 && digits * 2 >= characters {
            return Shape::Code;
        }
        if letters * 2 > characters {
            return Shape::Latin;
        }
        if digits > 0 || letters > 0 {
            return if characters > LONG { Shape::Long } else { Shape::Other };
        }
        // Blanks tell nothing where much is said.
        let blank = characters <= LONG && made.any(Made::SPACE | Made::BLANK);
        let blanks = if blank { cell.chars().filter(|c| is_blank(*c)).count() } else { 0 };
        let bare = characters - blanks;
        let dotted = || characters <= 16 && made.any(Made::OTHER) && cell.contains(['·', '•']);
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
            end if bare > 1 && TO_VILLAGE.contains(&end) => Shape::Place,
            _ if bare <= 3 || dotted() => Shape::Person,
            _ if bare > LONG => Shape::Long,
            _ => Shape::Other,
        }
    }

    fn ascii(self, cell: &[u8]) -> Shape {
        let Self { made, digits, letters, .. } = self;
        if digits > 0 && made.only(Made::DIGITS) {
            return if digits <= 9 { Shape::Number } else { Shape::Code };
        }
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
            && cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'));
        if date {
            Shape::Date
        } else if number && marks <= 1 {
            Shape::Number
        } else if digits > 0 {
            Shape::Code
        } else {
            Shape::Latin
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Made, Shape, is_part, shape};
    use crate::text::blank::is_blank;

    #[test]
    fn shapes_of_cells() {
        for (cell, expected) in [
            ("3000", Shape::Number),
            ("1,200.5", Shape::Number),
            ("2018-01-15", Shape::Date),
            ("2012年8月6日", Shape::Date),
            ("1935年", Shape::Date),
            ("2024年底", Shape::Date),
            ("91320583MA1M2N3P4Q", Shape::Code),
            ("4111010001", Shape::Code),
            ("010-62327080", Shape::Code),
            ("工信部原〔2012〕404号", Shape::Document),
            ("男", Shape::Single),
            ("回族", Shape::Rated),
            ("周杰", Shape::Person),
            ("陈　实", Shape::Person),
            ("阿卜杜拉·买买提", Shape::Person),
            ("江苏省昆山市", Shape::Place),
            ("昆山同方电子有限公司", Shape::Body),
            ("Kerry Logistics Ltd.", Shape::Latin),
            ("—", Shape::Empty),
            (" 同上 ", Shape::Empty),
        ] {
            assert_eq!(shape(cell), expected, "{cell}");
        }
    }

    #[test]
    fn what_texts_are_made_of() {
        assert!(Made::of("").only(Made::default()) && Made::of("5G").only(Made::ALNUM));
        for c in '\0'..=char::MAX {
            let made = Made::of(&format!("甲{c}乙"));
            assert_eq!(made, Made::HAN | Made::kind(c), "{c:?}");
            assert_eq!(Made::of(&c.to_string()).is_ascii(), c.is_ascii(), "{c:?}");
            let blank = made.any(Made::SPACE | Made::BLANK);
            assert_eq!(blank, is_blank(c), "{c:?}");
            assert_eq!(made.any(Made::ALNUM), c.is_ascii_alphanumeric(), "{c:?}");
            let usual = matches!(c, '\u{4E00}'..='\u{9FFF}') && !is_part(c);
            assert_eq!(made.only(Made::HAN), usual, "{c:?}");
        }
        assert!(KINDS.iter().all(|kind| kind.is_ascii()));
    }
}
