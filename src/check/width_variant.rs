//! MD410: full-width and half-width characters mixed within one column.

use super::looks::Made;
use super::spots::Spot;
use super::{Check, Ctx, Sink};
use crate::model::{Role, Span};
use crate::text::blank::is_han;

pub(super) static CHECK: Check = check!("MD410" width-variant: Note, run);

/// What is counted apart: a column that is all one way is in order.
const CLASSES: [&str; 4] = ["alnum", "bracket", "comma", "colon"];

/// Per class the texts that have it half-width and full-width.
#[derive(Clone, Copy, Default)]
struct Tally {
    half: Side,
    full: Side,
}

/// How many texts, and the first character of it.
#[derive(Clone, Copy, Default)]
struct Side(u32, Span);

impl Side {
    fn add(&mut self, place: impl FnOnce() -> Span) {
        if self.0 == 0 {
            self.1 = place();
        }
        self.0 += 1;
    }
}

impl Tally {
    fn side(&mut self, full: bool) -> &mut Side {
        if full { &mut self.full } else { &mut self.half }
    }
}

fn run(ctx: &Ctx, sink: &mut Sink) {
    let mut open: Option<(Spot, [Tally; 4])> = None;
    let mut done = Vec::new();
    // What the kinds of its characters tell is of one width in each class: without any of these nothing is mixed.
    let mixed = Made::OTHER | Made::HALF;
    let told = TOLD.iter().fold(mixed, |all, (_, _, kind)| all | *kind);
    ctx.each_spot_beside(mixed, told, |spot, text| {
        if spot.role == Role::Serial {
            return;
        }
        let same = |known: &Spot| known.roster == spot.roster && known.column == spot.column;
        if open.as_ref().is_none_or(|(known, _)| !same(known)) {
            done.extend(open.take());
        }
        let (_, tallies) = open.get_or_insert((spot, [Tally::default(); 4]));
        count(text, spot.made, spot.span, tallies);
    });
    done.extend(open);
    for (spot, tallies) in done {
        for (class, tally) in CLASSES.iter().zip(tallies) {
            let (less, more, full) = if tally.full.0 <= tally.half.0 {
                (tally.full, tally.half, true)
            } else {
                (tally.half, tally.full, false)
            };
            if less.0 == 0 {
                continue;
            }
            let key = match (*class, full) {
                ("alnum", true) => "alnum_full",
                ("alnum", false) => "alnum_half",
                (_, true) => "mark_full",
                (_, false) => "mark_half",
            };
            let column = spot.column.map(|column| ctx.column_title(spot.roster, column as usize));
            sink.find(key, less.1)
                .arg("char", ctx.document.slice(less.1))
                .arg("other", ctx.document.slice(more.1))
                .arg("less", less.0)
                .arg("more", more.0)
                .arg("column", column.unwrap_or_default())
                .related("other", more.1);
        }
    }
}

/// The classes, and whether it is full-width, of what is told by its kind alone.
const TOLD: [(usize, bool, Made); 4] = [
    (0, false, Made::ALNUM),
    (1, true, Made::WIDE_BRACKET),
    (2, true, Made::WIDE_COMMA),
    (3, true, Made::WIDE_COLON),
];

/// Counts a text once per class and width.
fn count(text: &str, made: Made, span: Span, tallies: &mut [Tally; 4]) {
    // Half-width punctuation is right in Latin text, and full-width letters are of no kind of their own.
    if made.any(Made::OTHER) || (made.any(Made::HALF) && !made.is_ascii()) {
        scan(text, span, tallies);
        return;
    }
    for (class, full, kind) in TOLD.into_iter().filter(|(_, _, kind)| made.any(*kind)) {
        tallies[class].side(full).add(|| {
            let found = text.char_indices().find(|(_, c)| Made::kind(*c).any(kind));
            found.map_or_else(Span::default, |(at, c)| within(span, at, c))
        });
    }
}

/// Where a character stands in a text.
fn within(text: Span, at: usize, c: char) -> Span {
    let start = text.start + at as u32;
    Span::new(start, start + c.len_utf8() as u32)
}

/// The same, character by character.
fn scan(text: &str, span: Span, tallies: &mut [Tally; 4]) {
    let mut seen = [[false; 2]; 4];
    let mut before = None;
    for (at, c) in text.char_indices() {
        let before = before.replace(c);
        // Most are ideographs, which have one width.
        if matches!(c, '\u{4E00}'..='\u{9FFF}') {
            continue;
        }
        let after = || text[at + c.len_utf8()..].chars().next();
        let chinese = || before.is_some_and(is_han) || after().is_some_and(is_han);
        let (class, full) = match c {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => (0, false),
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => (0, true),
            '(' | ')' if chinese() => (1, false),
            '（' | '）' => (1, true),
            ',' if chinese() => (2, false),
            '，' => (2, true),
            ':' | ';' if chinese() => (3, false),
            '：' | '；' => (3, true),
            _ => continue,
        };
        if std::mem::replace(&mut seen[class][usize::from(full)], true) {
            continue;
        }
        tallies[class].side(full).add(|| within(span, at, c));
    }
}

#[cfg(test)]
mod tests {
    use super::{Made, Tally, count};
    use crate::model::Span;

    #[test]
    fn counts_texts_by_width() {
        let mut tallies = [Tally::default(); 4];
        for text in ["５Ｇ应用", "5G应用", "基地（甲）", "基地(乙)", "IEEE (Access)", "1,234"]
        {
            count(text, Made::of(text), Span::at(0), &mut tallies);
        }
        let found = tallies.map(|tally| (tally.half.0, tally.full.0));
        assert_eq!(found, [(3, 1), (1, 1), (0, 0), (0, 0)]);
    }
}
