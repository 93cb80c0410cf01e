//! Names that stand in the list of another count: 2个县：甲县、乙镇 beside 3个镇：丙县、丁镇、戊镇. Every number holds where two
//! names are exchanged; what each list is of tells.

use std::collections::HashMap;

use super::{Found, enumeration};
use crate::model::{Claim, Document, Span};
use crate::text::words::deeds::{BODIES, PERSONS};
use crate::text::{compact, numeral, persons};

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Body,
    /// Places whose names end so.
    Place(char),
}

/// A list with its kind, and its names.
struct Of {
    kind: Kind,
    names: Vec<(Span, String)>,
}

impl Of {
    /// The last characters of its names, and how many end so.
    fn ends(&self) -> HashMap<char, usize> {
        let mut ends = HashMap::new();
        for end in self.names.iter().filter_map(|name| name.1.chars().next_back()) {
            *ends.entry(end).or_default() += 1;
        }
        ends
    }
}

/// How names of places end, and with which other endings they may be counted together.
const PLACES: [(char, &[char]); 7] = [
    ('县', &['市', '区', '旗']),
    ('市', &['州', '盟', '区']),
    ('区', &['市', '县', '旗']),
    ('旗', &['县', '市', '区']),
    ('镇', &['乡', '道']),
    ('乡', &['镇', '道']),
    ('村', &['区', '寨', '屯', '庄']),
];

/// Longest name of a person, and a longer one is a body's or a place's.
const PERSON_MOST: usize = 4;

/// What a noun, or else its measure word, counts.
fn kind(noun: &str, measure: &str) -> Option<Kind> {
    if matches!(measure, "人" | "名" | "位") {
        return Some(Kind::Person);
    }
    // 单位 is no 位.
    let ends = |words: &[&str]| {
        words.iter().filter(|word| noun.ends_with(**word)).map(|word| word.len()).max()
    };
    let place = || {
        let last = noun.chars().next_back()?;
        PLACES.iter().find(|(end, _)| *end == last).map(|(end, _)| Kind::Place(*end))
    };
    match (ends(PERSONS), ends(BODIES)) {
        (Some(person), body) if Some(person) > body => Some(Kind::Person),
        (_, Some(_)) => Some(Kind::Body),
        _ => place().or_else(|| (measure == "家").then_some(Kind::Body)),
    }
}

impl Kind {
    /// Whether a name may be of the kind, as far as its form tells.
    fn admits(self, name: &str) -> bool {
        let count = name.chars().count();
        let tail = |count: usize| {
            let at = name.char_indices().rev().nth(count - 1).map(|(at, _)| at);
            at.is_some_and(|at| persons::is_name(&name[at..]))
        };
        match self {
            // 甲局张三 as well
            Self::Person => count <= PERSON_MOST || tail(2) || tail(3),
            Self::Body => count > PERSON_MOST || !persons::is_name(name),
            Self::Place(end) => {
                let with = PLACES.iter().find(|(own, _)| *own == end).map_or(&[][..], |of| of.1);
                name.ends_with(end) || name.ends_with(with)
            }
        }
    }
}

/// The first name that its list cannot hold and that is like the names of another. Where a list has no other name,
/// nothing tells.
pub(super) fn find(document: &Document, found: &Found, claims: &[Claim]) -> Option<Span> {
    let lists = if found.lists.len() > 1 {
        of_sentences(document, found, claims)
    } else {
        of_groups(document, found)
    };
    let several = lists.iter().any(|list| list.kind != lists[0].kind);
    if lists.len() < 2 || lists.len() > LISTS_MOST || !several {
        return None;
    }
    let ends: Vec<HashMap<char, usize>> = lists.iter().map(Of::ends).collect();
    let like = |at: usize, name: &str| {
        let end = name.chars().next_back();
        end.and_then(|end| ends[at].get(&end)).copied().unwrap_or(0)
    };
    (0..lists.len()).find_map(|at| {
        let list = &lists[at];
        let strange = |name: &str| {
            !list.kind.admits(name)
                && (list.kind == Kind::Body || like(at, name) == 1)
                && lists.iter().enumerate().any(|(of, other)| {
                    let person = other.kind == Kind::Person && persons::is_name(name);
                    other.kind != list.kind
                        && other.kind.admits(name)
                        && (person || like(of, name) > 0)
                })
        };
        // Every number holds where two are exchanged, not where one is. A firm may be called as a person is, and a
        // 示范社区 may be a village.
        let exchanged = lists.iter().enumerate().any(|(of, other)| {
            of != at
                && other.kind != list.kind
                && other.names.iter().any(|(_, name)| {
                    !other.kind.admits(name)
                        || (other.kind == Kind::Person && !persons::is_name(name))
                })
        });
        if !exchanged {
            return None;
        }
        let mut alien = list.names.iter().filter(|name| strange(&name.1));
        let (first, more) = (alien.next()?, alien.count());
        // Most of the list is what it says.
        ((more + 1) * 2 <= list.names.len()).then_some(first.0)
    })
}

/// More lists are not compared with each other.
const LISTS_MOST: usize = 64;

/// The names in a span, without what stands in their brackets.
fn names<'a>(
    document: &Document,
    entries: impl Iterator<Item = &'a crate::model::roster::Entry>,
) -> Vec<(Span, String)> {
    let bare = |entry: &crate::model::roster::Entry| {
        let text = compact(document.slice(entry.span));
        let bare = text.split(['（', '(']).next().unwrap_or_default();
        (entry.span, bare.trim_matches(['“', '”']).to_owned())
    };
    entries.map(bare).collect()
}

/// The lists of sentences, each with what its own count counts: the nearest that has its number.
fn of_sentences(document: &Document, found: &Found, claims: &[Claim]) -> Vec<Of> {
    const REACH: u32 = 80;
    let mut lists = Vec::new();
    let mut entries = found.roster.entries.as_slice();
    for (hull, count) in found.lists.iter().take(LISTS_MOST + 1) {
        let (own, rest) = entries.split_at((*count).min(entries.len()));
        entries = rest;
        let distance = |claim: &Claim| {
            let behind = claim.numeral.start.checked_sub(hull.end);
            behind.or_else(|| hull.start.checked_sub(claim.numeral.end)).filter(|far| *far <= REACH)
        };
        let near = claims.iter().filter(|claim| claim.declared == *count as u64);
        let near = near.filter_map(|claim| Some((distance(claim)?, claim)));
        let Some((_, claim)) = near.min_by_key(|(far, _)| *far) else { continue };
        // 3个县（市、区）, 3个县和园区: of more than one kind.
        let behind = document.text.get(claim.span.end as usize..).unwrap_or_default();
        if behind.starts_with(['（', '(', '和', '及', '与', '、']) {
            continue;
        }
        let kind = kind(&compact(&claim.about), &claim.measure);
        lists.extend(kind.map(|kind| Of { kind, names: names(document, own.iter()) }));
    }
    lists
}

/// The names below headings, each of what its heading says: 示范镇 over 甲镇.
fn of_groups(document: &Document, found: &Found) -> Vec<Of> {
    let roster = &found.roster;
    // One column, and no heading within another.
    let plain = roster.columns.len() == 1 && roster.groups.len() <= LISTS_MOST;
    if !plain || roster.groups.iter().any(|group| group.path.len() != 1) {
        return Vec::new();
    }
    // 北京市 over its districts, 甲县 over its towns: where things lie is no word for what they are.
    let place = |heading: &str| enumeration::is_known_place(&compact(heading));
    if roster.groups.iter().any(|group| place(numeral::without_number(&group.path[0]))) {
        return Vec::new();
    }
    let groups = (0..).zip(&roster.groups).filter_map(|(at, group)| {
        let heading = compact(numeral::without_number(&group.path[0]));
        let noun = heading.strip_suffix("名单").unwrap_or(&heading);
        let kind = kind(noun, "").filter(|_| noun.chars().count() > 1)?;
        let own = roster.entries.iter().filter(|entry| entry.group == Some(at));
        Some(Of { kind, names: names(document, own) })
    });
    let lists: Vec<Of> = groups.collect();
    // Nor are names of places that nobody knows.
    let told = |list: &Of| {
        let fit = list.names.iter().filter(|name| list.kind.admits(&name.1)).count();
        fit * 2 >= list.names.len()
    };
    if lists.iter().all(told) { lists } else { Vec::new() }
}
