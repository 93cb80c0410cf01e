//! What each cell looks like: of what characters it is made, its shape, the ideograph it ends with. One
//! pass over the cells tells it for all checks that judge them by their look.

mod firsts;
mod tally;

use std::collections::BTreeSet;
use std::ops::BitOr;

use self::firsts::Firsts;
use self::tally::Tally;
use crate::model::{Document, Notice, Role, Roster};
use crate::text::blank::is_blank;
use crate::text::hanset::HanSet;

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

    pub(super) const ALL: Self = Self(u16::MAX);
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
    /// The first row of which is known that its cell in this column says the same: what is asked of a
    /// text is asked once.
    pub first: u32,
}

impl Look {
    /// The ideograph that it ends with, if that is not all it is.
    #[inline]
    pub(super) fn last(self) -> Option<char> {
        char::from_u32(self.last.into()).filter(|c| *c != '\0')
    }

    /// Whether that ideograph is one of these.
    #[inline]
    pub(super) fn ends_in(self, endings: &[char]) -> bool {
        endings.iter().any(|end| *end as u32 == u32::from(self.last))
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
        Self { made: all.made, last, shape, first: 0 }
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
    /// Every cell stands in one piece.
    whole: bool,
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
            // Much of a roster says the same as the row above, or as one further up.
            let mut firsts = Firsts::default();
            let (mut above, base) = ("", looks.len());
            for row in 0..rows as u32 {
                let own = document.slice(roster.cells[row as usize * width + column]);
                if serials == Some(column) {
                    let (made, shape) = (Made::of(own), Shape::Empty);
                    looks.push(Look { made, last: 0, shape, first: row });
                    continue;
                }
                let same = looks[base..].last().filter(|_| own == above).copied();
                looks.push(same.unwrap_or_else(|| match firsts.of(own, row) as usize {
                    first if first < row as usize => looks[base + first],
                    _ => Look { first: row, ..Look::of(own) },
                }));
                above = own;
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
        let composed = || roster.joined.keys().chain(roster.stacked.keys());
        // What was compared is not all that they say.
        for column in composed().map(|index| *index as usize % width).collect::<BTreeSet<_>>() {
            let own = &mut looks[column * rows..][..rows];
            own.iter_mut().zip(0..).for_each(|(look, row)| look.first = row);
        }
        for index in composed() {
            let (row, column) = (*index as usize / width, *index as usize % width);
            if serials != Some(column) {
                let look = &mut looks[column * rows + row];
                let told = Look::of(&roster.cell(document, row, column));
                *look = Look { made: look.made, first: look.first, ..told };
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
        let whole = roster.joined.is_empty() && roster.stacked.is_empty();
        Self { looks, rows, made, shapes, whole, headings: headings.collect() }
    }

    /// Whether something stands in every cell of a column, as it does in most; of some it is not told.
    pub(super) fn is_full(&self, column: usize) -> bool {
        self.whole && self.shapes[column][Shape::Empty as usize] == 0
    }

    /// The look of a cell.
    #[inline]
    pub(super) fn at(&self, row: usize, column: usize) -> Look {
        self.looks[column * self.rows + row]
    }

    /// What is told of each cell of a column by its text, which is asked for once.
    pub(super) fn told<A: Copy>(&self, column: usize, mut ask: impl FnMut(usize) -> A) -> Vec<A> {
        let mut answers = Vec::with_capacity(self.rows);
        for (row, look) in self.column(column).enumerate() {
            let first = look.first as usize;
            let answer = if first < row { answers[first] } else { ask(row) };
            answers.push(answer);
        }
        answers
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
