//! Names that a word joins, 甲市和乙市: where it stands between two names, and where inside one.
//!
//! Never inside brackets or quotation marks, and never so that a name is cut: 甲市文化和旅游局 is one.

use super::enumeration::leads_with_place;
use super::{Scope, places};
use crate::gazetteer::{Division, Gazetteer, Thing};
use crate::model::Span;
use crate::segment::roster::values;
use crate::text::{compact, persons, trim};

/// The words that join names, the longest first.
const WORDS: [&str; 5] = ["以及", "和", "及", "与", "與"];

/// Longest text that is looked through for them, in bytes.
const TEXT_MOST: usize = 400;

/// Fewest other names that tell of what kind the last is.
const OTHERS_LEAST: usize = 2;

/// Fewest characters of each of two names that end alike.
const ALIKE_LEAST: usize = 3;

/// The names with each parted that is surely two: 北京市和天津市 among places, 张三和李四 among people, or as the last of
/// several, 甲学院和乙学院.
pub(super) fn surely(scope: &Scope<'_>, items: Vec<Span>) -> Vec<Span> {
    let plane = &scope.document.text;
    if items.len() < 2 || !items.iter().any(|item| ways(item.text(plane)).next().is_some()) {
        return items;
    }
    let kind = Kind::of(&items, plane);
    let last = items.len() - 1;
    let mut parted = Vec::with_capacity(items.len() + 1);
    for (at, item) in items.iter().enumerate() {
        let text = item.text(plane);
        let two = ways(text).find(|way| {
            let (left, right) = way.halves(text);
            // 闵行以及松江保税区: names have 以及 in them too, but not between places.
            let also = || text[way.at..way.end].chars().count() > 1;
            kind.both(left, right)
                || (at == last && last >= OTHERS_LEAST && end_alike(left, right))
                || (also() && is_place(&compact(left)) && leads_with_place(right))
        });
        match two {
            Some(way) => parted.extend(way.spans(*item, plane)),
            None => parted.push(*item),
        }
    }
    parted
}

/// Whether a word parts the first two of several places, and marks the others: 甲岛和乙市、丙市、丁市.
pub(super) fn is_led(scope: &Scope<'_>, items: &[Span]) -> bool {
    let plane = &scope.document.text;
    let [first, second, _, ..] = items else { return false };
    let between = plane.get(first.end as usize..second.start as usize).unwrap_or_default();
    WORDS.contains(&between.trim())
        && is_place(&compact(first.text(plane)))
        && Kind::of(items, plane) == Kind::Places
}

/// The names with the last one parted, where a count says that it is two: both are of one kind.
pub(super) fn last(scope: &Scope<'_>, mut items: Vec<Span>) -> Vec<Span> {
    let plane = &scope.document.text;
    let Some((item, others)) = items.split_last() else { return items };
    let (item, text) = (*item, item.text(plane));
    let kind = Kind::of(others, plane);
    let ends: Vec<char> = others.iter().filter_map(|other| end(other.text(plane))).collect();
    let two = ways(text).find(|way| {
        let (left, right) = way.halves(text);
        // 甲纪念馆以及乙旧址: names have 和 in them more often.
        let also = || text[way.at..way.end].chars().count() > 1 && is_body(left);
        kind.both(left, right)
            || of_a_kind(left, right, &ends)
            || (also() && end(right).is_some_and(|right| ends.contains(&right)))
    });
    if let Some(way) = two {
        items.pop();
        items.extend(way.spans(item, plane));
    }
    items
}

/// The names without the word that joins the last to those before it though 、 does: 甲市、和乙市. Names begin so too,
/// 和田地区 and 和平中学, 和泰安防公司: the word goes only from a place among places, and where none begins with it.
pub(super) fn without_words(mut items: Vec<Span>, plane: &str) -> Vec<Span> {
    let Some((last, others)) = items.split_last().filter(|(_, others)| !others.is_empty()) else {
        return items;
    };
    let text = last.text(plane);
    let Some(word) = WORDS.iter().find(|word| text.starts_with(**word)) else { return items };
    let of_kind = || {
        is_place(&compact(&text[word.len()..]))
            && !leads_with_place(text)
            && Kind::of(others, plane) == Kind::Places
    };
    if word.chars().count() > 1 || of_kind() {
        let own = trim(Span::new(last.start + word.len() as u32, last.end), plane);
        items.pop();
        items.push(own);
    }
    items
}

/// A word that may join two names: where it begins and ends in a text.
#[derive(Clone, Copy)]
struct Joint {
    at: usize,
    end: usize,
}

impl Joint {
    fn halves(self, text: &str) -> (&str, &str) {
        (text[..self.at].trim(), text[self.end..].trim())
    }

    fn spans(self, item: Span, plane: &str) -> [Span; 2] {
        let start = item.start as usize;
        [Span::of(start, start + self.at), Span::of(start + self.end, item.end as usize)]
            .map(|span| trim(span, plane))
    }
}

/// The words outside brackets that have two characters or more on either side.
fn ways(text: &str) -> impl Iterator<Item = Joint> {
    let text = if text.len() > TEXT_MOST { "" } else { text };
    let (mut depth, mut past) = (0u32, 0);
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '（' | '(' | '《' | '“' | '〔' | '【' => depth += 1,
            '）' | ')' | '》' | '”' | '〕' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < past {
            return None;
        }
        let word = WORDS.iter().find(|word| text[at..].starts_with(**word))?;
        past = at + word.len();
        let long = |half: &str| half.trim().chars().nth(1).is_some();
        (long(&text[..at]) && long(&text[past..])).then_some(Joint { at, end: past })
    })
}

/// Of what kind most of the names are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Persons,
    Places,
    Others,
}

impl Kind {
    /// Few of many names tell it.
    fn of(items: &[Span], plane: &str) -> Self {
        const LOOKED: usize = 24;
        let names: Vec<String> =
            items.iter().take(LOOKED).map(|item| compact(item.text(plane))).collect();
        let most = |like: &dyn Fn(&str) -> bool| {
            names.iter().filter(|name| like(name)).count() * 2 > names.len()
        };
        if most(&is_person) {
            Self::Persons
        } else if most(&|name| is_place(name) || places::ends_as_place(name)) {
            Self::Places
        } else {
            Self::Others
        }
    }

    fn both(self, left: &str, right: &str) -> bool {
        let (left, right) = (compact(left), compact(right));
        match self {
            Self::Persons => is_person(&left) && is_person(&right),
            Self::Places => is_place(&left) && is_place(&right),
            Self::Others => false,
        }
    }
}

fn is_person(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    persons::is_name(bare) && !places::ends_as_place(bare)
}

/// Whether the gazetteer knows a text, whole or as a place within another: 江苏省南通市, 海南全岛.
pub(super) fn is_place(text: &str) -> bool {
    const WHOLE: [&str; 4] = ["全岛", "全境", "全域", "全省"];
    let text = WHOLE.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let known =
        text.chars().nth(1).is_some() && Gazetteer::embedded().lookup(text).next().is_some();
    known || is_path(text, None)
}

/// Whether a text is a division, or one behind another that it lies in; the first lies in one of some.
fn is_path(text: &str, above: Option<&[Division]>) -> bool {
    const NAME_MOST: usize = 12;
    let within = |text: &str| {
        let found: Vec<Division> = Gazetteer::embedded()
            .lookup(text)
            .filter_map(|(thing, _)| match thing {
                Thing::Division(id) => Some(Gazetteer::embedded().division(id)),
                _ => None,
            })
            .filter(|own| above.is_none_or(|above| above.iter().any(|of| lies_in(own, of))))
            .collect();
        found
    };
    let long = text.chars().nth(1).is_some();
    long && (above.is_some() && !within(text).is_empty()
        || text.char_indices().skip(2).take(NAME_MOST).any(|(at, _)| {
            let outer = within(&text[..at]);
            !outer.is_empty() && is_path(&text[at..], Some(&outer))
        }))
}

/// Whether a division lies in another, at whatever time.
fn lies_in(own: &Division, of: &Division) -> bool {
    let below = own.parent == of.code || own.grandparent == of.code;
    let by_code = of.code.is_multiple_of(100) && own.code != of.code && {
        let digits = if of.code.is_multiple_of(10_000) { 10_000 } else { 100 };
        own.code / digits == of.code / digits
    };
    below || by_code
}

/// Whether two texts end in the same word, and neither is short.
fn end_alike(left: &str, right: &str) -> bool {
    let end = |text: &str| {
        let mut end = text.chars().rev();
        Some((end.next()?, end.next()?, end.nth(ALIKE_LEAST - 3)?))
    };
    let (left, right) = (end(left), end(right));
    left.zip(right).is_some_and(|(left, right)| (left.0, left.1) == (right.0, right.1))
}

/// How a name ends before its bracket.
fn end(name: &str) -> Option<char> {
    let bare = name.split(['（', '(']).next().unwrap_or_default();
    bare.trim_end().chars().next_back()
}

/// Whether two texts may be two names like those that end so: both bodies, or both places, or neither; where all others
/// end alike, the left one does as well.
fn of_a_kind(left: &str, right: &str, ends: &[char]) -> bool {
    let both = |like: &dyn Fn(&str) -> bool| (like(left), like(right));
    if both(&|text| places::ends_as_place(&compact(text))) == (true, true) {
        return true;
    }
    let body = both(&is_body);
    if body.0 != body.1 {
        return false;
    }
    let (Some(own), Some(right)) = (end(left), end(right)) else { return false };
    if body.0 || own == right || ends.contains(&own) {
        return true;
    }
    let common = ends.iter().filter(|end| **end == right).count();
    // A count of two says of one name alone that it is two.
    ends.is_empty() || common * 2 < ends.len()
}

/// Whether a name ends as bodies do.
fn is_body(text: &str) -> bool {
    const ENDS: [char; 10] = ['所', '站', '处', '馆', '科', '室', '校', '园', '庭', '署'];
    let bare = text.split(['（', '(']).next().unwrap_or_default().trim_end();
    values::is_body(&compact(bare)) || bare.ends_with(ENDS)
}
