//! Of what kind names are, and whether each of them is plainly one.

use crate::model::Span;
use crate::segment::lists::enumeration::is_known_place;
use crate::segment::lists::{Scope, joined, places};
use crate::segment::roster::values;
use crate::text::division::DIVISION;
use crate::text::words::annex::NO_NAMES;
use crate::text::{compact, ending, persons};

/// What all names of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment::lists) enum Kind {
    Places,
    Persons,
    Bodies,
    /// They end in the same word.
    Alike,
    /// None of these, but short.
    Others,
}

/// Shortest word in which names end alike, and shortest name of them, in characters.
const END_LEAST: usize = 2;
const ALIKE_LEAST: usize = 4;

/// The kind of names, if all are of one.
pub(super) fn of(scope: &Scope<'_>, items: &[Span]) -> Option<Kind> {
    let names: Vec<String> = items.iter().map(|item| bare(scope, *item)).collect();
    if names.iter().all(|name| place(name)) {
        Some(Kind::Places)
    } else if names.iter().all(|name| persons::is_name(name) && !nothing(name)) {
        Some(Kind::Persons)
    } else if names.iter().all(|name| values::is_body(name) && !nothing(name)) {
        Some(Kind::Bodies)
    } else if ending::shared(&names).chars().count() >= END_LEAST
        && !nothing(&names[0])
        && names.iter().all(|name| name.chars().count() >= ALIKE_LEAST)
    {
        Some(Kind::Alike)
    } else {
        None
    }
}

/// How names are printed: one a line may be broken in two, those of a sentence not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment::lists) enum Shape {
    Lines,
    Sentence,
}

/// Whether names are short, and none is anything but a name: 资中枇杷、老鹰茶.
pub(super) fn are_short(scope: &Scope<'_>, items: &[Span]) -> bool {
    const MOST: usize = 14;
    const LEAST: usize = 3;
    items.len() >= LEAST
        && items.iter().all(|item| {
            let name = bare(scope, *item);
            (2..=MOST).contains(&name.chars().count()) && !nothing(&name)
        })
}

/// Whether each of these names is plainly one, of the kind of the others: known places, people, or things that end in
/// the same word, which stands in none of them twice. A mark lost between two of them shows.
pub(in crate::segment::lists) fn plain(scope: &Scope<'_>, items: &[Span], shape: Shape) -> bool {
    if !(2..=NAMES_MOST).contains(&items.len()) {
        return false;
    }
    let names: Vec<String> = items.iter().map(|item| bare(scope, *item)).collect();
    let blank = |item: &Span| scope.document.slice(*item).trim().contains(crate::text::is_blank);
    let end = ending::shared(&names);
    let alike = || {
        end.chars().count() >= END_LEAST
            && !nothing(&end)
            && names.iter().all(|name| {
                let lead = &name[..name.len() - end.len()];
                !lead.is_empty() && !lead.contains(end.as_str())
            })
    };
    let settled = names.iter().all(|name| lies_in_place(name)) && of_few_divisions(&names);
    !items.iter().any(blank)
        && match of(scope, items) {
            Some(Kind::Places) => {
                (names.iter().all(|name| joined::is_place(name))
                    && (shape == Shape::Sentence || of_one_form(&names)))
                    || settled
                    || alike()
            }
            // A line may hold half of a name, or a word of one.
            Some(Kind::Persons) => shape == Shape::Sentence,
            Some(Kind::Bodies) => alike() || names.iter().all(|name| is_one_body(name)),
            Some(Kind::Alike | Kind::Others) | None => alike(),
        }
}

/// Whether a body is led by a place, and is not two of them, 甲县人民政府乙市水利局.
fn is_one_body(name: &str) -> bool {
    let led = |text: &str| {
        places::leads_with_province(text)
            || text.char_indices().skip(2).take(6).any(|(at, _)| {
                text[..at].ends_with(['市', '县', '区', '旗', '州']) && is_known_place(&text[..at])
            })
    };
    let two = |at: usize| values::is_body(&name[..at]) && led(&name[at..]);
    led(name) && !name.char_indices().skip(4).any(|(at, _)| two(at))
}

/// Most names that are looked at one by one.
const NAMES_MOST: usize = 2000;

/// Whether all places lead through as many divisions: 甲市 over 乙区, where others have 甲市乙区, is a line that was broken.
fn of_one_form(names: &[String]) -> bool {
    let form = |name: &String| (places::leads_with_province(name), divisions(name));
    names.iter().all(|name| form(name) == form(&names[0]))
}

/// Whether no settlement leads through more divisions than most: two that were run together do.
fn of_few_divisions(names: &[String]) -> bool {
    let mut counts: Vec<usize> = names.iter().map(|name| divisions(name)).collect();
    counts.sort_unstable();
    let (Some(most), Some(usual)) = (counts.last(), counts.get(counts.len() / 2)) else {
        return false;
    };
    *most == *usual || *most < 2 * *usual
}

/// How many known divisions stand in a name, one behind the other or not: two in 甲市乙县丙镇.
fn divisions(name: &str) -> usize {
    const LONGEST: usize = 12;
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let (mut at, mut count) = (0, 0);
    while at + 1 < starts.len() {
        let known = (at + 2..starts.len().min(at + LONGEST)).find(|end| {
            let text = &name[starts[at]..starts[*end]];
            text.ends_with(DIVISION) && is_known_place(text)
        });
        count += usize::from(known.is_some());
        at = known.unwrap_or(at + 1);
    }
    count
}

/// A name without its bracket and its marks.
fn bare(scope: &Scope<'_>, item: Span) -> String {
    let text = compact(scope.document.slice(item));
    let text = text.trim_end_matches(['；', ';', '。']);
    let cut = text.rfind(['（', '(']).filter(|at| *at > 0 && text.ends_with(['）', ')']));
    text[..cut.unwrap_or(text.len())].to_owned()
}

fn place(name: &str) -> bool {
    joined::is_place(name) || places::ends_as_place(name) || lies_in_place(name)
}

/// 甲县乙镇丙村: a settlement, led by the place that it lies in.
fn lies_in_place(name: &str) -> bool {
    const ENDS: [&str; 10] = ["村", "镇", "乡", "街道", "社区", "屯", "寨", "庄", "街", "坊"];
    const LEAD_MOST: usize = 8;
    ENDS.iter().any(|end| name.ends_with(end))
        && (places::leads_with_province(name)
            || name.char_indices().skip(2).take(LEAD_MOST).any(|(at, _)| {
                name[..at].ends_with(['市', '县', '区', '旗', '州'])
                    && joined::is_place(&name[..at])
            }))
}

fn nothing(name: &str) -> bool {
    NO_NAMES.iter().any(|end| name.ends_with(end))
}

/// The characters in which all of these names end.
pub(super) fn common_end(scope: &Scope<'_>, items: &[Span]) -> String {
    let names: Vec<String> = items.iter().map(|item| bare(scope, *item)).collect();
    ending::shared(&names)
}
