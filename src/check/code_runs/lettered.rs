//! Serials that are no numbers: A01, A02 …; a, b, c; 甲、乙、丙; 案例一、案例二. Where nearly all of a column under 序号 are such, one
//! that is left out, stands twice or stands elsewhere is told as of numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Fault, Kind};
use crate::check::Ctx;
use crate::model::roster::Serial;
use crate::model::{Roster, Span};
use crate::text::numeral;

/// Fewest rows that show how they run.
const LEAST: usize = 4;

/// So many that are not due, or one beside so many that are, leave serials what they are.
const WRONG_MOST: usize = 2;
const RIGHT_LEAST: usize = 3;

/// 甲 to 癸, which count to ten.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// How a serial counts, and what is printed around that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Form<'c> {
    lead: &'c str,
    tail: &'c str,
    by: By,
}

/// What it counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Digits,
    Chinese,
    Capital,
    Small,
    Stem,
}

/// A row's serial as it is looked at.
struct Item<'c> {
    entry: usize,
    form: Option<Form<'c>>,
    value: u64,
}

/// Looks at the column of serials, if none of it is a number.
pub(super) fn find(ctx: &Ctx, r: u32, roster: &Roster, faults: &mut Vec<Fault>) {
    let Some(column) = roster.serial_column() else { return };
    let title = &roster.columns[column].title;
    let headed = title.contains(['序', '号']) || title.to_ascii_lowercase().contains("no");
    let read = |entry: &crate::model::Entry| entry.serial != Serial::Unreadable;
    if !headed || roster.entries.len() < LEAST || roster.entries.iter().any(read) {
        return;
    }
    let cell = |entry: usize| roster.cell(ctx.document, entry, column).trim().to_owned();
    let cells: Vec<String> = (0..roster.entries.len()).map(cell).collect();
    let group = |entry: usize| roster.entries[entry].group;
    let begins_group = |entry: usize| entry == 0 || group(entry) != group(entry - 1);
    for (entry, kind) in judge(&cells, begins_group) {
        let place = |entry: usize| -> Span { roster.row(entry)[column] };
        let kind = match kind {
            Odd::Gap { above, count } => {
                let before = above.map(|above| cells[above].clone());
                Kind::Gap { before, count, above: above.map(place), serial: true }
            }
            Odd::Twice { first } => Kind::Serial { first: place(first) },
            Odd::Early { below } => {
                Kind::Turned { after: cells[below].clone(), below: place(below) }
            }
            Odd::Other { like } => Kind::Odd { like: cells[like].clone() },
        };
        let (span, code) = (place(entry), cells[entry].clone());
        faults.push(Fault { roster: r, column, span, code, kind });
    }
}

/// What is odd about a serial, by rows.
#[derive(Debug, PartialEq, Eq)]
enum Odd {
    Gap { above: Option<usize>, count: u64 },
    Twice { first: usize },
    Early { below: usize },
    Other { like: usize },
}

/// Holds serials against those that are due; nothing where they do not count so.
fn judge(cells: &[String], begins_group: impl Fn(usize) -> bool) -> Vec<(usize, Odd)> {
    let items: Vec<Item> =
        cells.iter().enumerate().map(|(entry, cell)| item(entry, cell)).collect();
    let mut forms: HashMap<Form, usize, FixedState> = HashMap::default();
    items.iter().filter_map(|item| item.form).for_each(|form| *forms.entry(form).or_default() += 1);
    // One alone among others of another form is a misprint: B05 after A04.
    let main = forms.values().copied().max().unwrap_or(0);
    let stray = |item: &Item| item.form.is_none_or(|form| forms[&form] == 1 && main >= LEAST);
    let usual: Vec<&Item> = items.iter().filter(|item| !stray(item)).collect();
    let (mut due, mut seen) =
        (HashMap::<Form, (u64, usize), FixedState>::default(), HashMap::new());
    let (mut odd, mut right, mut early) = (Vec::new(), 0, Vec::new());
    for (at, item) in usual.iter().enumerate() {
        let Some(form) = item.form else { continue };
        if item.value == 1 && begins_group(item.entry) {
            seen.retain(|(of, _), _| *of != form);
            due.remove(&form);
        }
        let (mut next, above) =
            due.get(&form).map_or((1, None), |(next, above)| (*next, Some(*above)));
        while early.contains(&(form, next)) {
            next += 1;
        }
        // A stray one stands for a number of theirs.
        let from = above.map_or(item.entry, |above| above + 1);
        let passed = items[from..item.entry].iter().filter(|between| stray(between)).count() as u64;
        if let Some(first) = seen.insert((form, item.value), item.entry) {
            odd.push((item.entry, Odd::Twice { first }));
            continue;
        }
        if (next..=next + passed).contains(&item.value) {
            right += 1;
        } else if item.value > next {
            // Where it stands in the place of the one below only these two are turned.
            let below = usual.get(at + 1).filter(|below| {
                below.form == Some(form) && (next..item.value).contains(&below.value)
            });
            if let Some(below) = below {
                odd.push((item.entry, Odd::Early { below: below.entry }));
                early.push((form, item.value));
                continue;
            }
            odd.push((item.entry, Odd::Gap { above, count: item.value - next - passed }));
        }
        due.insert(form, (next.max(item.value + 1), item.entry));
    }
    // Others are no serials that count, or of a list's rows only some are here.
    let wrong = items.len() - right;
    if right < LEAST - 1 || wrong > WRONG_MOST.max(right / RIGHT_LEAST) {
        return Vec::new();
    }
    let like = usual.first().map_or(0, |item| item.entry);
    let others = items.iter().filter(|item| stray(item) && !cells[item.entry].is_empty());
    odd.extend(others.map(|item| (item.entry, Odd::Other { like })));
    odd.sort_by_key(|(entry, _)| *entry);
    odd
}

fn item(entry: usize, cell: &str) -> Item<'_> {
    let read = by_number(cell).or_else(|| by_sign(cell));
    Item { entry, form: read.map(|(form, _)| form), value: read.map_or(0, |(_, value)| value) }
}

/// A01, 案例3, 案例三, （A）12: by the last number in it, if there is one number only.
fn by_number(cell: &str) -> Option<(Form<'_>, u64)> {
    let digit = |c: char| c.is_ascii_digit();
    let chinese = |c: char| numeral::chinese_digit(c).is_some() || c == '十' || c == '百';
    for (by, is) in [(By::Digits, digit as fn(char) -> bool), (By::Chinese, chinese)] {
        let Some(start) = cell.find(is) else { continue };
        let length = cell[start..].find(|c| !is(c)).unwrap_or(cell.len() - start);
        let (lead, tail) = (&cell[..start], &cell[start + length..]);
        if tail.contains(is) || lead.is_empty() && tail.is_empty() {
            return None;
        }
        let value = numeral::whole(&cell[start..start + length])?;
        return Some((Form { lead, tail, by }, value));
    }
    None
}

/// b, （乙）: by a letter or a stem, brackets and points around it.
fn by_sign(cell: &str) -> Option<(Form<'_>, u64)> {
    let around = |c: char| matches!(c, '(' | ')' | '（' | '）' | '.' | '．' | '、');
    let bare = cell.trim_matches(around);
    let mut signs = bare.chars();
    let (sign, None) = (signs.next()?, signs.next()) else { return None };
    let (by, value) = match sign {
        'a'..='z' => (By::Small, u64::from(sign) - u64::from('a')),
        'A'..='Z' => (By::Capital, u64::from(sign) - u64::from('A')),
        _ => (By::Stem, STEMS.chars().position(|stem| stem == sign)? as u64),
    };
    let (lead, tail) = cell.split_once(bare)?;
    Some((Form { lead, tail, by }, value + 1))
}

#[cfg(test)]
mod tests {
    use super::{Odd, judge};

    fn told(cells: &str) -> Vec<(usize, Odd)> {
        let cells: Vec<String> = cells.split(' ').map(str::to_owned).collect();
        // A bar begins a group.
        let begins: Vec<bool> = cells.iter().map(|cell| cell.starts_with('|')).collect();
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.trim_start_matches('|').to_owned()).collect();
        judge(&cells, |entry| entry == 0 || begins[entry])
    }

    #[test]
    fn serials_that_count_are_sound() {
        for cells in [
            "A01 A02 A03 A04 A05",
            "a b c d e",
            "(a) (b) (c) (d)",
            "甲 乙 丙 丁 戊",
            "案例一 案例二 案例三 案例四 案例五 案例六 案例七 案例八 案例九 案例十 案例十一",
            "A1 A2 A3 |B1 B2 B3 |C1 C2 C3",
            "A1 A2 A3 B1 B2 B3",
            "|a b c |a b c d",
            "|a b c |d e f",
        ] {
            assert_eq!(told(cells), [], "{cells}");
        }
    }

    #[test]
    fn what_does_not_count_is_left_alone() {
        for cells in [
            "A07 A12 A31 A02 A44",
            "A A B C C D A",
            "A+ A A- B+ B B-",
            "X Y Q R",
            "1-1 1-2 1-3 2-1",
        ] {
            assert_eq!(told(cells), [], "{cells}");
        }
    }

    #[test]
    fn one_fault_is_told_where_it_is() {
        let gap = |above, count| Odd::Gap { above, count };
        for (cells, entry, odd) in [
            ("A01 A02 A04 A05 A06", 2, gap(Some(1), 1)),
            ("A02 A03 A04 A05", 0, gap(None, 1)),
            ("A9 A10 A11 A12", 0, gap(None, 8)),
            ("a b c e f g", 3, gap(Some(2), 1)),
            ("甲 乙 丁 戊 己 庚", 2, gap(Some(1), 1)),
            ("|A1 A2 A3 |B2 B3 B4", 3, gap(None, 1)),
            ("A01 A02 A03 A03 A04", 3, Odd::Twice { first: 2 }),
            ("A01 A03 A02 A04 A05", 1, Odd::Early { below: 2 }),
            ("A01 A02 B03 A04 A05", 2, Odd::Other { like: 0 }),
            ("A01 A02 A0l A04 A05", 2, Odd::Other { like: 0 }),
        ] {
            assert_eq!(told(cells), [(entry, odd)], "{cells}");
        }
    }
}
