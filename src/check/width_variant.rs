//! MD410: full-width and half-width characters mixed within one column.

use super::spots::Spot;
use super::{Check, Ctx, Of, Sink};
use crate::model::report::Level;
use crate::model::{Role, Span};
use crate::text::blank::is_han;

pub(super) static CHECK: Check = Check {
    code: "MD410",
    name: "width-variant",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("width_variant.md"),
    page_zh: include_str!("width_variant.zh.md"),
};

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
    fn add(&mut self, start: u32, length: u32) {
        if self.0 == 0 {
            self.1 = Span::new(start, start + length);
        }
        self.0 += 1;
    }
}

fn run(ctx: &Ctx, sink: &mut Sink) {
    let mut open: Option<(Spot, [Tally; 4])> = None;
    let mut done = Vec::new();
    ctx.each_mixed_spot(|spot, text| {
        if spot.role == Role::Serial {
            return;
        }
        let same = |known: &Spot| known.roster == spot.roster && known.column == spot.column;
        if open.as_ref().is_none_or(|(known, _)| !same(known)) {
            done.extend(open.take());
        }
        let (_, tallies) = open.get_or_insert((spot, [Tally::default(); 4]));
        count(text, spot.plain, spot.span, tallies);
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

/// Counts a text once per class and width.
fn count(text: &str, plain: bool, span: Span, tallies: &mut [Tally; 4]) {
    if plain || text.is_ascii() {
        // Beside nothing Chinese only letters and digits count.
        if let Some(at) = text.bytes().position(|byte| byte.is_ascii_alphanumeric()) {
            tallies[0].half.add(span.start + at as u32, 1);
        }
        return;
    }
    let mut seen = [[false; 2]; 4];
    let mut before = None;
    for (at, c) in text.char_indices() {
        let before = before.replace(c);
        // Most are ideographs, which have one width.
        if matches!(c, '\u{4E00}'..='\u{9FFF}') {
            continue;
        }
        // Half-width punctuation is right in Latin text.
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
        let tally = &mut tallies[class];
        let side = if full { &mut tally.full } else { &mut tally.half };
        side.add(span.start + at as u32, c.len_utf8() as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, count};
    use crate::model::Span;

    #[test]
    fn counts_texts_by_width() {
        let mut tallies = [Tally::default(); 4];
        for text in ["５Ｇ应用", "5G应用", "基地（甲）", "基地(乙)", "IEEE (Access)", "1,234"]
        {
            count(text, false, Span::at(0), &mut tallies);
        }
        let found = tallies.map(|tally| (tally.half.0, tally.full.0));
        assert_eq!(found, [(3, 1), (1, 1), (0, 0), (0, 0)]);
    }
}
