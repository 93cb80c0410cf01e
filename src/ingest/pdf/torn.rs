//! Codes and numbers that their cell was too narrow for: `91330106MA` above `3QDED8YC`. Latin words are set
//! with a blank where they wrap; of a value without one the lines are a single word.
//!
//! What wraps is told from a list of values, one a line, by its column: a value is torn where the next character
//! had no room, so its lines reach as far as the column's text does, and what is left for the last one is shorter;
//! or where all of a column are as long when put together, though not in the same place torn.

use std::collections::{HashMap, HashSet};

use super::items::{Break, Cell, Part, Row, Torn};
use crate::text::whole::{is_code, is_complete};
use crate::text::{compact, credit_code, is_blank};

impl Torn {
    /// Whether nothing else parts a text of codes and numbers.
    fn only(&self, text: &str) -> bool {
        let others = text.chars().filter(|c| !is_code(*c));
        others.clone().count() == self.blanks.len() && others.clone().all(is_blank)
    }
}

/// Room in which one more character does not fit, in digits: capitals are wider than these.
const ROOM: f32 = 1.5;
/// A word of fewer characters is no value, and no line of one but its last.
const LEAST: usize = 4;
/// Fewest values that are not of one length by chance: two lists of two values each may be.
const EVEN: usize = 3;
/// Numbers of accounts and persons are not torn into lines that are all as long as this.
const TWO: usize = 10;
/// What a person has one of.
const ONE_EACH: [&str; 8] =
    ["准考证号", "身份证号", "考号", "学号", "学籍号", "账号", "帐号", "卡号"];
/// How many rows at the top may have a column's title.
const TITLES: usize = 3;
/// Pages cut fewer than one in so many rows.
const CUT: usize = 5;
/// So long a line is of a value that one or two characters more belong to, whatever others are as long.
const LONG: usize = 6;
/// What is left of a value may be letters alone, if they are so few.
const REST: usize = 3;

/// What the cells of a column are like.
#[derive(Default)]
struct Column {
    /// The widest text.
    width: f32,
    /// How long the values are that stand in one line.
    whole: Vec<usize>,
    /// The cells that nothing but ends of lines parts.
    torn: Vec<Lines>,
}

/// A cell of codes and numbers on several lines.
#[derive(Clone, Debug, PartialEq)]
struct Lines {
    /// How long they are, one by one.
    lengths: Vec<usize>,
    /// They look like values of one kind.
    list: bool,
    /// The line that leaves most room: how wide it is, and a digit of it.
    narrowest: (f32, f32),
}

impl Column {
    /// Whether its values are of one length, torn in more than one place.
    fn is_even(&self) -> bool {
        let Some(first) = self.torn.first() else { return false };
        self.is_of_one_length() && self.torn.iter().any(|own| own.lengths[0] != first.lengths[0])
    }

    /// Whether values of this length stand in one line. Of torn ones that are all as long a page may have cut a few.
    fn has_whole(&self, length: usize) -> bool {
        let count = self.whole.iter().filter(|own| **own == length).count();
        count * CUT > if self.is_even() { self.torn.len() } else { 0 }
    }

    /// Whether no cell has words of several lengths.
    fn is_of_lists(&self) -> bool {
        let same = |lengths: &[usize]| lengths.windows(2).all(|pair| pair[0] == pair[1]);
        self.torn.iter().all(|lines| same(&lines.lengths))
    }

    fn is_of_one_length(&self) -> bool {
        let mut all = self.torn.iter().map(|lines| lines.lengths.iter().sum::<usize>());
        let first = all.next();
        self.torn.len() >= EVEN && all.all(|own| Some(own) == first)
    }

    /// Whether each of its cells is one value beyond doubt: none stands in one line, all are of one length, no line
    /// but the last has room for more, and the lines of none look like values of one kind.
    fn is_torn(&self) -> bool {
        self.whole.is_empty()
            && self.is_of_one_length()
            && self.torn.iter().all(|lines| {
                self.width - lines.narrowest.0 < ROOM * lines.narrowest.1 && !lines.list
            })
    }
}

impl Lines {
    fn of(text: &str, torn: &Torn) -> Self {
        let narrowest = torn.blanks.iter().min_by(|a, b| a.width.total_cmp(&b.width));
        Self {
            lengths: text.split(is_blank).map(str::len).collect(),
            list: is_list(text) && are_alike(text),
            narrowest: narrowest.map_or((0.0, 0.0), |joint| (joint.width, joint.unit)),
        }
    }
}

/// A line ends by itself where its cell has room for so many more half squares: for one character more, with what
/// stands free at both sides of a cell.
const OWN_END: f32 = 5.5;

/// Puts a line break where a line of Chinese text ended by itself: bodies one below the other in a cell. `edges` part
/// the columns, and are those of the rules.
pub(super) fn end_lines(rows: &mut [Row], edges: &[f32]) {
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        let to = edges.get(cell.column + cell.columns);
        let (Some(from), Some(to)) = (edges.get(cell.column), to) else { continue };
        for part in &mut cell.parts {
            let Some(torn) = part.torn.as_ref().filter(|torn| torn.blanks.is_empty()) else {
                continue;
            };
            if is_balanced(&part.text, torn) {
                continue;
            }
            let text = &part.text;
            let own = |joint: &&Break| {
                to - from - joint.width > (OWN_END + bound(&text[joint.at..])) * joint.unit
            };
            for at in torn.ends.iter().filter(own).map(|joint| joint.at).rev().collect::<Vec<_>>() {
                part.text.insert(at, '\n');
            }
        }
    }
}

/// How many half squares more its first character needs, with the marks that no line may begin with behind it, or after
/// a bracket that none may end with.
fn bound(text: &str) -> f32 {
    let stays = |c: &char| matches!(c, '、' | '，' | '。' | '；' | '：' | '）' | ')' | '》' | '”');
    let mut chars = text.chars();
    let opens = chars.next().is_some_and(|c| matches!(c, '（' | '(' | '《' | '“'));
    let behind = chars.skip(usize::from(opens)).take_while(stays).take(2).map(|_| 2.0);
    behind.sum::<f32>() + if opens { 2.0 } else { 0.0 }
}

/// Names of persons are no longer than this.
const NAME: usize = 5;

/// Whether what a text names stands between marks, and its lines are as long as each other: some programs break a
/// cell so, whatever room is left.
fn is_balanced(text: &str, torn: &Torn) -> bool {
    let ends = torn.ends.iter().map(|joint| joint.at).chain([text.len()]);
    let lengths = ends.scan(0, |from, to| {
        let line = text.get(std::mem::replace(from, to)..to)?;
        Some(line.chars().count())
    });
    let (least, most) =
        lengths.fold((usize::MAX, 0), |(least, most), own| (least.min(own), most.max(own)));
    // A line that a name ends is one of its own: it is as long as those between the marks.
    let names = || text.split('、').map(|name| name.chars().count());
    text.contains('、') && most - least.min(most) <= 1 && names().any(|name| name > NAME)
}

/// Takes out the blanks inside the values of a table.
pub(super) fn mend(rows: &mut [Row]) {
    let blanks = |part: &Part| part.torn.as_ref().is_some_and(|torn| !torn.blanks.is_empty());
    if !rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.parts).any(blanks) {
        return;
    }
    let mut columns: HashMap<usize, Column> = HashMap::new();
    for cell in rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.columns == 1) {
        let column = columns.entry(cell.column).or_default();
        // An empty one has the bounds of its cell.
        for part in cell.parts.iter().filter(|part| !part.text.is_empty()) {
            column.width = column.width.max(part.bounds.x1 - part.bounds.x0);
            match part.torn.as_ref().filter(|torn| !torn.blanks.is_empty()) {
                None if part.text.chars().all(is_code)
                    && part.text.contains(|c: char| c.is_ascii_alphanumeric()) =>
                {
                    column.whole.push(part.text.len());
                }
                Some(torn) if torn.only(&part.text) => {
                    column.torn.push(Lines::of(&part.text, torn));
                }
                _ => {}
            }
        }
    }
    let whole: HashMap<usize, bool> = columns
        .iter()
        .map(|(at, column)| (*at, column.is_torn() || is_one(rows, *at, column)))
        .collect();
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| cell.columns == 1) {
        for part in &mut cell.parts {
            if let Some(torn) = part.torn.take().filter(|torn| !torn.blanks.is_empty()) {
                if whole[&cell.column] && torn.only(&part.text) {
                    part.text.retain(|c| !is_blank(c));
                } else {
                    mended(part, &torn, &columns[&cell.column]);
                }
            }
        }
    }
}

/// Whether a column's title says that each row has one number, and all are of one length.
fn is_one(rows: &[Row], at: usize, column: &Column) -> bool {
    let titles = rows.iter().take(TITLES).filter_map(|row| row.at(at));
    let one =
        |title: String| ONE_EACH.iter().any(|word| title.trim_end_matches('码').ends_with(word));
    // Two numbers that are each as long as accounts are.
    let two =
        |lines: &Lines| lines.lengths.iter().all(|own| *own >= TWO && *own == lines.lengths[0]);
    let one_each = !column.torn.iter().any(two);
    one_each && column.is_of_one_length() && titles.map(|cell| compact(&cell.text())).any(one)
}

/// Puts codes and numbers together that a page cut in two: with what follows them they are as long as most of
/// their column are.
pub(super) fn over_pages(rows: &mut [Row]) {
    let cut = |cell: &&Cell| cell.parts.len() == 2;
    let columns: HashSet<usize> =
        rows.iter().flat_map(|row| &row.cells).filter(cut).map(|cell| cell.column).collect();
    for column in columns {
        let value = |part: &Part| part.text.chars().all(is_code).then_some(part.text.len());
        let values = rows.iter().filter_map(|row| match row.at(column)?.parts.as_slice() {
            [part] => value(part).filter(|length| *length > 0),
            _ => None,
        });
        let lengths: Vec<usize> = values.collect();
        let count = |length: usize| lengths.iter().filter(|own| **own == length).count();
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let (true, [above, below]) = (cell.column == column, cell.parts.as_mut_slice())
                && let (Some(head), Some(tail)) = (value(above), value(below))
            {
                let whole = count(head + tail);
                below.inside = whole >= EVEN && whole * 2 > lengths.len() && count(head) == 0;
            }
        }
    }
}

fn mended(part: &mut Part, torn: &Torn, column: &Column) {
    let only = torn.only(&part.text);
    if only && is_list(&part.text) && (are_alike(&part.text) || column.is_of_lists()) {
        return;
    }
    let text = std::mem::take(&mut part.text);
    let mut from = 0;
    for joint in &torn.blanks {
        part.text.push_str(&text[from..joint.at]);
        from = joint.at + 1;
        let above = Above { value: word_at_end(&part.text), line: word_at_end(&text[..joint.at]) };
        let below = word_at_start(&text[from..]);
        // A column's header may be too wide for it, and then there seems to be room.
        let full = column.width - joint.width < ROOM * joint.unit
            || only && (column.is_even() || is_fraction(above.line, below));
        // What is left of a long value is no extension of a telephone's number.
        let last = below.len() < REST && above.line.len() >= LONG;
        let alone = only && column.has_whole(above.line.len()) && !last;
        if !full || alone || !above.goes_on(below, only) {
            part.text.push(' ');
        }
    }
    part.text.push_str(&text[from..]);
}

/// Whether words are of one length, as values of one kind are, and not the parts of one code or amount.
fn is_list(text: &str) -> bool {
    let words: Vec<&str> = text.split(is_blank).collect();
    words.iter().all(|word| word.len() == words[0].len())
        && !matches!(words[..], [above, below] if is_fraction(above, below))
        && !credit_code::holds(&compact(text))
}

/// Whether words have letters and digits in the same places.
fn are_alike(text: &str) -> bool {
    let form = |word: &str| -> Vec<u8> {
        let kind = |byte: u8| match byte {
            b'0'..=b'9' => b'0',
            b'A'..=b'Z' | b'a'..=b'z' => b'A',
            other => other,
        };
        word.bytes().map(kind).collect()
    };
    let mut words = text.split(is_blank).map(form);
    let first = words.next();
    words.all(|word| Some(word) == first)
}

/// What stands before a blank.
struct Above<'t> {
    /// The value as far as it is put together.
    value: &'t str,
    /// Its last line.
    line: &'t str,
}

impl Above<'_> {
    /// Whether the word below is the rest of it.
    fn goes_on(&self, below: &str, only: bool) -> bool {
        let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        let small = |text: &str| text.bytes().any(|b| b.is_ascii_lowercase());
        let met = self.value.ends_with(|c: char| c.is_ascii_digit())
            && below.starts_with(|c: char| c.is_ascii_digit());
        self.value.len() >= LEAST
            && self.line.len() >= below.len()
            && has_digit(self.value)
            && (has_digit(below) || below.len() <= REST)
            && !small(self.value)
            && !small(below)
            // Between other words only a number goes on for certain.
            && (only || met)
            // What is too short for a value of its own belongs to the one above, though that lacks nothing.
            && (below.len() < LEAST || !is_complete(self.value))
    }
}

/// `7.10` below `7076950`: what is left of a number has its point.
fn is_fraction(above: &str, below: &str) -> bool {
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b',');
    figures(above) && below.split_once('.').is_some_and(|(a, b)| figures(a) && figures(b))
}

fn word_at_end(text: &str) -> &str {
    &text[text.trim_end_matches(is_code).len()..]
}

fn word_at_start(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(is_code).len()]
}

#[cfg(test)]
mod tests {
    use super::super::items::{Cell, Part, Row};
    use super::super::page::Rect;
    use super::{bound, mend, over_pages};

    /// A column of cells, each of lines set five wide a character.
    fn column(cells: &[&[&str]]) -> Vec<String> {
        let set = |line: &str| Rect::new(0.0, 0.0, line.chars().map(|_| 5.0).sum(), 10.0);
        let row = |lines: &&[&str]| {
            let mut part = Part::new(1, lines[0].to_owned(), set(lines[0]));
            for pair in lines.windows(2) {
                part.push(pair[1], set(pair[1]), set(pair[0]).x1);
            }
            let cell = Cell { column: 0, columns: 1, rows: 1, parts: vec![part], strong: false };
            Row { cells: vec![cell], ..Row::default() }
        };
        let mut rows: Vec<Row> = cells.iter().map(row).collect();
        mend(&mut rows);
        rows.iter().map(|row| row.cells[0].text().into_owned()).collect()
    }

    #[test]
    fn a_mark_that_begins_no_line_takes_the_character_before_it_along() {
        for (text, halves) in
            [("司、乙厂", 2.0), ("（中国）", 2.0), ("甲）、乙", 4.0), ("乙厂", 0.0)]
        {
            assert!((bound(text) - halves).abs() < f32::EPSILON, "{text}");
        }
    }

    #[test]
    fn a_title_tells_that_a_row_has_one_number() {
        let numbers: [&[&str]; 3] = [&["1013", "1996"], &["1013", "8140"], &["1013", "8854"]];
        let under = |title: &str| column(&[&[&[title][..]], &numbers[..]].concat()).swap_remove(1);
        assert_eq!(under("准考证号"), "10131996");
        assert_eq!(under("身份证号码"), "10131996");
        assert_eq!(under("认定年份"), "1013 1996");
    }

    #[test]
    fn a_page_cuts_a_value_that_is_as_long_as_others() {
        let row = |texts: &[&str]| {
            let part = |text: &&str| Part::new(1, (*text).to_owned(), Rect::default());
            let parts = texts.iter().map(part).collect();
            Row {
                cells: vec![Cell { column: 0, columns: 1, rows: 1, parts, strong: false }],
                ..Row::default()
            }
        };
        let cut = |texts: &[&str]| {
            let mut rows: Vec<Row> =
                ["A12345", "B12345", "C12345"].iter().map(|text| row(&[text])).collect();
            rows.push(row(texts));
            over_pages(&mut rows);
            rows[3].cells[0].text().into_owned()
        };
        assert_eq!(cut(&["D123", "45"]), "D12345");
        assert_eq!(cut(&["D123", "E1234"]), "D123 E1234");
        assert_eq!(cut(&["D12345", "E12345"]), "D12345 E12345");
    }

    #[test]
    fn what_had_no_room_is_one_value() {
        assert_eq!(
            column(&[&["91330106MA", "3QDED8YC"], &["91510104MA", "8XW6L1MF"]]),
            ["91330106MA3QDED8YC", "91510104MA8XW6L1MF"]
        );
        assert_eq!(column(&[&["7076950", "7.10"], &["820.5"]]), ["70769507.10", "820.5"]);
        assert_eq!(column(&[&["9133010", "6MA3QDE", "D8YC"]]), ["91330106MA3QDED8YC"]);
        assert_eq!(column(&[&["浙GR20236", "11483号"]]), ["浙GR2023611483号"]);
        let header = ["统一社会信用代码也可"];
        assert_eq!(
            column(&[
                &header,
                &["91330106MA3", "QDED8YC"],
                &["91510104MA8XW", "6L1MF"],
                &["91410105MAP", "WJ0CLGF"],
            ])[1..],
            ["91330106MA3QDED8YC", "91510104MA8XW6L1MF", "91410105MAPWJ0CLGF"]
        );
        let lists = column(&[&header, &["A1234", "B56"], &["A123", "B456"]]);
        assert_eq!(lists[1..], ["A1234 B56", "A123 B456"]);
        assert_eq!(column(&[&["amount in yuan"], &["7076950", "7.10"]])[1], "70769507.10");
        assert_eq!(column(&[&["0538-8477210", "4"], &["0568-84395881"]])[0], "0538-84772104");
        assert_eq!(column(&[&["082708", "K"], &["080370"]]), ["082708K", "080370"]);
        assert_eq!(column(&[&["2024", "5"], &["2023"]]), ["2024 5", "2023"]);
        // Halves of one length are a code if its last character follows from the others.
        assert_eq!(column(&[&["91350100M", "000100Y43"]]), ["91350100M000100Y43"]);
        assert_eq!(column(&[&["91350100M", "000100Y44"]]), ["91350100M 000100Y44"]);
    }

    #[test]
    fn a_column_of_torn_values_tells_itself() {
        let three = |cells: [&[&str]; 3]| column(&cells);
        assert_eq!(
            three([&["134", "972", "363", "29"], &["133", "784", "792", "49"], &["136", "1", "1"]])
                [0],
            "134 972 363 29"
        );
        assert_eq!(
            three([&["2024", "C584", "90"], &["2024", "C439", "94"], &["2024", "C724", "36"]])[0],
            "2024C58490"
        );
        // Two telephones of a row each, though all rows have two; and two years.
        let lists = three([
            &["88205250", "88205251"],
            &["88205252", "88205253"],
            &["88205254", "88205255"],
        ]);
        assert_eq!(lists[0], "88205250 88205251");
        let years: &[&str] = &["2020", "2023"];
        assert_eq!(three([years; 3])[0], "2020 2023");
        let licence: &[&str] = &["JY133010", "67206817"];
        assert_eq!(three([licence; 3])[0], "JY13301067206817");
    }

    #[test]
    fn values_one_a_line_stay_apart() {
        for cell in [
            ["13912345678", "88205250"],
            ["0571-88205250", "88205251"],
            ["88205250", "88205251"],
            ["913301", "06MA3Q"],
            ["2023-01-01", "2024-1-1"],
            ["ISO 9001", "ISO 14001"],
            ["GB 12345", "WINDOWS"],
            ["Smart", "City"],
        ] {
            assert_eq!(column(&[&cell]), [cell.join(" ")], "{cell:?}");
        }
        // There was room for more, and another cell holds such a value whole.
        assert_eq!(column(&[&["8820525", "61"], &["a wider cell"]])[0], "8820525 61");
        assert_eq!(column(&[&["8820525", "612"], &["8820526"]])[0], "8820525 612");
    }
}
