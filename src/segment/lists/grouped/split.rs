//! Ways in which the names of a block are parted.

use std::collections::BTreeSet;

use super::blocks::Block;
use crate::model::Span;
use crate::segment::lists::{Scope, fields, items, joined, places};
use crate::text::{compact, is_blank, persons, trim};

/// How names are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// One a line.
    Lines,
    /// By 、 or, where none stands, by another mark of punctuation.
    Marks,
    /// By 、 and commas alike: 甲市，乙县、丙区.
    Commas,
    /// As by marks, and a word joins the last two: 甲、乙及丙.
    And,
    /// As by marks, and a name may go on on the next line.
    Joined,
    /// By gaps of at least so many columns; a name may hold smaller ones.
    Gaps(usize),
    /// People by gaps in the blocks that hold nothing else, and one a line in the others.
    Mixed,
}

/// The ways, in the order in which they are tried.
pub(super) static WAYS: &[Way] = &[
    Way::Lines,
    Way::Marks,
    Way::And,
    Way::Joined,
    Way::Commas,
    Way::Gaps(3),
    Way::Gaps(2),
    Way::Gaps(1),
    Way::Mixed,
];

/// The names of each block.
pub(super) fn all(scope: &Scope<'_>, blocks: &[Block], way: Way) -> Vec<Vec<Span>> {
    blocks.iter().map(|block| one(scope, block, way)).collect()
}

/// Whether the last name is that of two people, 田野及江一帆 behind 于小满: one more is named than marks part.
pub(super) fn last_is_two_people(scope: &Scope<'_>, blocks: &[Block]) -> bool {
    let by_marks = all(scope, blocks, Way::Marks);
    let names = all(scope, blocks, Way::And);
    let count = |names: &[Vec<Span>]| names.iter().map(Vec::len).sum::<usize>();
    let person = |name: &Span| {
        (2..=PERSON_MOST).contains(&compact(scope.document.slice(*name)).chars().count())
    };
    count(&names) > count(&by_marks) && names.iter().flatten().all(person)
}

/// Longest name of a person, in characters.
const PERSON_MOST: usize = 4;

/// Whether each line is a record, 王建国，第一中学教师: parts of several kinds, the same in every line. They are no names
/// side by side, whatever the count.
pub(super) fn are_records(scope: &Scope<'_>, blocks: &[Block]) -> bool {
    #[derive(PartialEq)]
    enum Kind {
        Person,
        Place,
        Other,
    }
    let kinds = |line: &Span| -> Vec<Kind> {
        let text = scope.document.slice(*line).trim_end_matches(['。', '；', ';']);
        let parts = text.split(|c| is_blank(c) || matches!(c, '、' | '，' | ','));
        let kind = |part: &str| {
            if persons::is_name(part) || fields::is_called(part) {
                Kind::Person
            } else if places::ends_as_place(part) {
                Kind::Place
            } else {
                Kind::Other
            }
        };
        parts.filter(|part| !part.is_empty()).map(kind).collect()
    };
    let mut lines = blocks.iter().flat_map(|block| &block.body);
    let Some(first) = lines.next().map(kinds) else { return false };
    let several = first.iter().any(|kind| *kind != first[0]);
    let mut rest = lines.peekable();
    several && rest.peek().is_some() && rest.all(|line| kinds(line) == first)
}

fn one(scope: &Scope<'_>, block: &Block, way: Way) -> Vec<Span> {
    let plane = &scope.document.text;
    let way = match way {
        Way::Mixed if block.body.iter().all(|line| is_people(line.text(plane))) => Way::Gaps(1),
        Way::Mixed => Way::Lines,
        way => way,
    };
    let mut names = Vec::new();
    // …、丙区和丁区。: what ends the line is none of the last name.
    let stopless = |line: Span| {
        let text = line.text(plane);
        let marks = ['，', '；', '、', '。', ';', ','];
        Span::new(line.start, line.end - (text.len() - text.trim_end_matches(marks).len()) as u32)
    };
    for line in &block.body {
        match way {
            Way::Lines => {
                names.push(stopless(*line));
            }
            Way::Marks => names.extend(joined::surely(scope, items::split(stopless(*line), plane))),
            Way::Commas => {
                let marks = ['、', '，', ',', '；', ';'];
                let items = items::split_at(stopless(*line), plane, &marks);
                names.extend(joined::surely(scope, items));
            }
            Way::And => {
                let items = joined::surely(scope, items::split(stopless(*line), plane));
                names.extend(if items.len() > 1 { joined::last(scope, items) } else { items });
            }
            Way::Joined => {
                let mut items = items::split(*line, plane).into_iter();
                // A name goes on where marks part the names of its line.
                let marked = |line: &Span| scope.document.slice(*line).contains('、');
                let listed = block.body.iter().any(marked);
                let open = listed
                    && names.last().is_some_and(|name: &Span| {
                        !plane[name.end as usize..].starts_with(['、', '，', '；', '。'])
                    });
                if open && let (Some(last), Some(first)) = (names.last_mut(), items.next()) {
                    *last = last.hull(first);
                }
                names.extend(items);
            }
            Way::Gaps(least) => gaps(*line, least, plane, &mut names),
            Way::Mixed => {}
        }
    }
    // 甲村、乙村。
    if way != Way::Lines
        && let Some(last) = names.last_mut()
    {
        let text = scope.document.slice(*last);
        last.end -= (text.len() - text.trim_end_matches(['。', '；', '，', '、']).len()) as u32;
    }
    names.retain(|name| !name.is_empty());
    names
}

fn gaps(line: Span, least: usize, plane: &str, names: &mut Vec<Span>) {
    let text = line.text(plane);
    let (mut start, mut end, mut wide) = (0, 0, 0);
    let mut closed = false;
    // No name ends inside a bracket: 某通知（甲发 (2012) 75号）.
    let balanced = text.chars().map(bracket).sum::<i32>() == 0;
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            wide += if c == '\u{3000}' || c == '\t' { 2 } else { 1 };
            continue;
        }
        // 李四（女）　王五: a name ends with its bracket, whatever the gap, before another name; 李四（女）　某公司工程师 is one of a
        // person and a body.
        let ended = closed && wide > 0 && !matches!(c, '（' | '(') && is_short(&text[at..]);
        // 张　三, set as wide as 李小四: no name is one character.
        let single = |text: &str| text.chars().take_while(|c| !is_blank(*c)).count() == 1;
        let padded = wide > 0 && single(&text[start..]) && single(&text[at..]) && end > start;
        let padded = padded && text[start..end].chars().count() == 1;
        let inside = balanced && depth > 0;
        depth += bracket(c);
        if (wide >= least || ended) && end > start && !padded && !inside {
            names.push(Span::of(line.start as usize + start, line.start as usize + end));
            start = at;
        }
        wide = 0;
        closed = matches!(c, '）' | ')');
        end = at + c.len_utf8();
    }
    let rest = Span::of(line.start as usize + start, line.start as usize + text.len());
    names.push(trim(rest, plane));
}

/// Whether the first word of a text is no longer than names of people are, its bracket aside.
fn is_short(text: &str) -> bool {
    const NAME_MOST: usize = 6;
    let bare = |c: &char| !is_blank(*c) && !matches!(c, '（' | '(');
    text.chars().take_while(bare).count() <= NAME_MOST
}

/// Whether a line holds names of people, parted by blanks, and nothing else: 王一　李二　张　三.
fn is_people(text: &str) -> bool {
    let words = || text.split(is_blank).filter(|word| !word.is_empty());
    let person = |word: &str| {
        word.chars().count() == 1
            || persons::is_name(word)
            || (word.contains('·') && word.chars().count() <= 12)
    };
    words().all(person) && words().any(|word| word.chars().count() > 1 || text.chars().count() < 5)
}

/// Whether gaps of so many columns may part names: most lines have one, or those that have hold nothing but people, or
/// places, or names that end as lines without any gap do. 县林业局   优秀 among lines with narrower gaps is no two names,
/// whatever is counted.
pub(super) fn may_part(scope: &Scope<'_>, blocks: &[Block], least: usize) -> bool {
    let lines = || blocks.iter().flat_map(|block| &block.body).copied();
    let cut = |line: &Span| fields::parted(scope, *line, least).len() > 1;
    let parted = lines().filter(cut).count();
    if parted * 2 >= lines().count() {
        return true;
    }
    let end = |name: Span| scope.document.slice(name).trim_end().chars().last();
    let whole = lines().filter(|line| !cut(line));
    let bare = whole.filter(|line| fields::parted(scope, *line, 1).len() == 1);
    let ends: BTreeSet<Option<char>> = bare.map(end).collect();
    lines().filter(cut).all(|line| {
        let parts = || fields::parted(scope, line, least).into_iter();
        is_people(scope.document.slice(line))
            || parts().all(|part| places::ends_as_place(scope.document.slice(part)))
            || parts().all(|part| ends.contains(&end(part)))
    })
}

/// Whether some blocks of several hold people several a line, and others none: 先进集体 over bodies, 先进个人 over people.
pub(super) fn are_mixed(scope: &Scope<'_>, blocks: &[Block]) -> bool {
    let people = |block: &&Block| {
        let lines = || block.body.iter().map(|line| scope.document.slice(*line));
        lines().all(is_people)
            && lines().any(|line| line.split(is_blank).filter(|word| !word.is_empty()).count() > 2)
    };
    let bodies = |block: &&Block| {
        let whole = |line: &Span| {
            let text = scope.document.slice(*line).trim();
            !text.contains(is_blank) && !is_people(text)
        };
        !block.body.is_empty() && block.body.iter().all(whole)
    };
    blocks.iter().any(|block| people(&block)) && blocks.iter().any(|block| bodies(&block))
}

/// Whether marks may part the names of the lines: most lines hold such marks, or names stand behind a
/// heading on its line, or all that marks part are places.
pub(super) fn may_hold_several(scope: &Scope<'_>, blocks: &[Block]) -> bool {
    let lines = || blocks.iter().flat_map(|block| &block.body).copied();
    let several = |line: &Span| {
        items::split_at(*line, &scope.document.text, &['、', '，', '；', ',', ';']).len() > 1
    };
    let parted = lines().filter(several).count();
    let inline = blocks.iter().any(|block| block.inline);
    let texts = || lines().map(|line| scope.document.slice(line)).collect::<Vec<_>>();
    // （2个） over one line with a mark.
    let counted = || {
        blocks.iter().any(|b| b.body.len() == 1 && several(&b.body[0]) && b.declared() > Some(1))
    };
    parted > 0 && (inline || parted * 2 > lines().count() || counted() || are_places(&texts()))
}

/// 甲县 / 乙县、丙市: whether nothing but places stands in the lines, which may hold several.
fn are_places(lines: &[&str]) -> bool {
    let place =
        |text: &str| places::ends_as_place(compact(text).trim_end_matches(['。', '；', '，']));
    lines.iter().all(|line| line.trim_end_matches('、').split('、').all(place))
}

/// The way that the lines look like, where no count tells: marks where headings are followed by
/// names on their own line, gaps where most lines hold several short words, else a name a line.
pub(super) fn by_look(scope: &Scope<'_>, blocks: &[Block]) -> Option<Way> {
    let lines: Vec<&str> =
        blocks.iter().flat_map(|b| &b.body).map(|line| scope.document.slice(*line)).collect();
    if lines.is_empty() {
        return None;
    }
    let inline = blocks.iter().filter(|block| block.inline).count();
    if inline > 0 {
        let filled = blocks.iter().filter(|block| !block.body.is_empty()).count();
        return (inline * 10 >= filled * 8).then_some(Way::Marks);
    }
    let several = |text: &&&str| {
        let words = text.split(is_blank).filter(|word| !word.is_empty());
        let short =
            words.clone().all(|word| (1..=4).contains(&word.chars().count()) || word.contains('·'));
        short && words.count() >= 3
    };
    if lines.iter().filter(several).count() * 2 > lines.len() {
        return Some(Way::Gaps(if lines.iter().any(|line| has_gap(line, 3)) { 3 } else { 1 }));
    }
    if are_mixed(scope, blocks) {
        return Some(Way::Mixed);
    }
    // 甲县 / 乙县、丙市: nothing but places, of which a line may hold several.
    if lines.iter().any(|line| line.contains('、')) && are_places(&lines) {
        return Some(Way::Marks);
    }
    let listed = lines.iter().filter(|text| text.matches('、').count() >= 2).count();
    Some(if listed * 2 > lines.len() { Way::Marks } else { Way::Lines })
}

/// How much deeper in brackets a text is behind a character.
fn bracket(c: char) -> i32 {
    i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'))
}

fn has_gap(text: &str, least: usize) -> bool {
    count_gaps(text, least) > 0
}

/// How many gaps of at least so many columns stand inside a text.
pub(super) fn count_gaps(text: &str, least: usize) -> usize {
    let (mut wide, mut gaps, mut depth) = (0, 0, 0);
    let balanced = text.chars().map(bracket).sum::<i32>() == 0;
    for c in text.trim_matches(is_blank).chars() {
        if is_blank(c) {
            wide += if c == '\u{3000}' { 2 } else { 1 };
        } else {
            gaps += usize::from(wide >= least && !(balanced && depth > 0));
            depth += bracket(c);
            wide = 0;
        }
    }
    gaps
}
