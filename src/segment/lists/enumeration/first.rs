//! The first name of an enumeration without the words of the sentence that stand before it: `追记甲某、乙某`,
//! `今年甲县、乙县`. The other names say of what kind it is.

use crate::gazetteer::Gazetteer;
use crate::model::Span;
use crate::segment::lists::{Scope, places};
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS, LEADS, LEADS_OF_NAMES};
use crate::text::{blank, compact, numeral, persons};

/// Longest lead, in characters, and fewest characters of what stands before 的.
const LEAD_MOST: usize = 14;
const CLAUSE_LEAST: usize = 3;

/// What is done with names before they are chosen: 申报的甲基地.
const HANDED_IN: [&str; 4] = ["申报", "推荐", "报送", "选送"];

/// Fewest characters of a name that is neither a person's nor a place's.
const NAME_LEAST: usize = 4;

/// Of what kind the names behind the first are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Persons,
    Places,
    Others,
}

/// The names with the first one's own beginning.
pub(super) fn trimmed(scope: &Scope<'_>, mut items: Vec<Span>) -> Vec<Span> {
    let texts = texts(scope, &items);
    // “一次性输液器”: the marks say where the name begins.
    let marked = |item: &Span| {
        let before = scope.document.text.get(..item.start as usize).unwrap_or_default();
        before.ends_with(['“', '《']) || scope.document.slice(*item).starts_with(['“', '《'])
    };
    if items.first().is_some_and(marked) {
        return items;
    }
    if let Some((first, others)) = texts.split_first()
        && let Some(at) = lead(first, others)
        && let Some(item) = items.first_mut()
    {
        *item = Span::new(item.start + at as u32, item.end);
    }
    items
}

/// The first name, where words seem to stand before it that nothing tells from it.
pub(in crate::segment::lists) fn doubtful(scope: &Scope<'_>, items: &[Span]) -> Option<Span> {
    let texts = texts(scope, items);
    let (first, others) = texts.split_first()?;
    if others.is_empty() {
        return None;
    }
    let count = first.chars().count();
    let doubt = match kind(others) {
        Kind::Persons => {
            let longest = others.iter().map(|text| text.chars().count()).max().unwrap_or(0);
            blank_free(first) && count > 3 && count > longest && !is_person(first)
        }
        Kind::Places => {
            !is_known_place(first)
                && tails(first).any(|at| is_known_place(&first[at..]))
                && !leads_with_place(first)
        }
        Kind::Others => {
            let word = LEADS.iter().chain(LEADS_OF_NAMES).find(|word| first.starts_with(**word));
            word.is_some_and(|word| {
                word.chars().count() > 1 && !others.iter().any(|other| other.starts_with(*word))
            })
        }
    };
    doubt.then(|| items[0])
}

fn texts(scope: &Scope<'_>, items: &[Span]) -> Vec<String> {
    items.iter().map(|item| scope.document.slice(*item).to_owned()).collect()
}

fn blank_free(text: &str) -> bool {
    text.chars().all(blank::is_han)
}

/// Bytes of the words before the first name.
fn lead(first: &str, others: &[String]) -> Option<usize> {
    let kind = kind(others);
    let fits = |rest: &str, sure: bool| match kind {
        Kind::Persons => is_person(rest),
        Kind::Places => {
            is_known_place(rest)
                || (sure && places::ends_as_place(rest) && rest.chars().count() > 2)
        }
        Kind::Others => {
            rest.chars().count() >= NAME_LEAST && (sure || leads_with_place(rest))
                || (others.is_empty() && sure && is_person(rest))
        }
    };
    if (kind == Kind::Persons && is_person(first))
        || (kind == Kind::Places && is_known_place(first))
    {
        return None;
    }
    // 入选名录的有甲: no name has it, whatever the others are.
    let said =
        ["的有", "的是", "的为"].iter().filter_map(|word| Some(first.rfind(word)? + word.len()));
    if let Some(at) = said.max()
        && first[at..].chars().count() > 1
    {
        return Some(at);
    }
    // 表现突出的甲某: no other name has it.
    if let Some((at, word)) = first.rmatch_indices('的').next()
        && (first[..at].chars().count() >= CLAUSE_LEAST || HANDED_IN.contains(&&first[..at]))
        && first[..at].chars().count() <= LEAD_MOST
        && first.chars().all(|c| blank::is_han(c) || !"（(“《".contains(c))
        && !others.iter().any(|other| other.contains('的'))
    {
        let rest = &first[at + word.len()..];
        let rest = ["是", "有"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        if rest.chars().count() >= 2 && fits(rest, true) {
            return Some(first.len() - rest.len());
        }
    }
    let (mut at, mut sure, mut found) = (0, true, None);
    while at < first.len() {
        let rest = &first[at..];
        if at > 0 && fits(rest, sure) {
            found = Some(at);
            if kind != Kind::Others {
                break;
            }
        }
        let Some((length, plain)) = word(rest).or_else(|| verb(rest, kind, at > 0 && sure)) else {
            break;
        };
        // A place's or a firm's own name begins there.
        if at > 0 && kind == Kind::Others && leads_with_place(rest) && !plain {
            break;
        }
        sure &= plain;
        at += length;
    }
    found
}

/// Bytes of the verb of a notice that a text begins with: no person and no place is called so, 选派张某. Other names
/// may be, but not behind words of the sentence: 自即日起终止甲中心.
fn verb(text: &str, kind: Kind, led: bool) -> Option<(usize, bool)> {
    let verbs = DEEDS.iter().chain(CLAUSE_OPENERS).filter(|verb| text.starts_with(**verb));
    let length = verbs.map(|verb| verb.len()).max().filter(|length| *length > '将'.len_utf8());
    length.filter(|_| kind != Kind::Others || led).map(|length| (length, true))
}

/// Bytes of the word that a text begins with, and whether no name begins so.
fn word(text: &str) -> Option<(usize, bool)> {
    let longest = |words: &[&str]| {
        words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    };
    // 第三批, 2024年; 一次性 is the beginning of names.
    let behind = |text: &'_ str, units: &[&str]| {
        let (_, length) = numeral::prefix(text)?;
        units.iter().find(|unit| text[length..].starts_with(**unit)).map(|unit| length + unit.len())
    };
    let ordinal = text.strip_prefix('第').and_then(|rest| behind(rest, &["批", "次", "届"]));
    let year = numeral::prefix(text).filter(|(year, _)| (1949..2100).contains(year));
    let year = year.and_then(|_| behind(text, &["年度", "年"]));
    if let Some(length) = ordinal.map(|length| '第'.len_utf8() + length).or(year) {
        return Some((length, true));
    }
    let (plain, loose) = (longest(LEADS), longest(LEADS_OF_NAMES));
    match (plain, loose) {
        (Some(plain), Some(loose)) if loose > plain => Some((loose, false)),
        (Some(plain), _) => Some((plain, true)),
        (None, Some(loose)) => Some((loose, false)),
        (None, None) => None,
    }
}

fn kind(others: &[String]) -> Kind {
    let most = |like: &dyn Fn(&String) -> bool| {
        !others.is_empty()
            && others.iter().filter(|other| like(other)).count() * 3 >= others.len() * 2
    };
    if most(&|other| is_person(other)) {
        Kind::Persons
    } else if most(&|other| is_known_place(other)) {
        Kind::Places
    } else {
        Kind::Others
    }
}

/// Whether a text is a person's name: a surname and one or two characters more.
fn is_person(text: &str) -> bool {
    let text = compact(text);
    persons::is_name(&text) && !places::ends_as_place(&text)
}

/// Whether the gazetteer knows a text as a division.
pub(in crate::segment::lists) fn is_known_place(text: &str) -> bool {
    text.chars().count() > 1 && Gazetteer::embedded().lookup(text).next().is_some()
}

/// Where a text may go on behind a lead of up to four characters.
fn tails(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().skip(1).take(4).map(|(at, _)| at)
}

/// Whether a text begins with a division's name.
pub(in crate::segment::lists) fn leads_with_place(text: &str) -> bool {
    places::leads_with_province(text)
        || text.char_indices().skip(2).take(5).any(|(at, _)| is_known_place(&text[..at]))
}
