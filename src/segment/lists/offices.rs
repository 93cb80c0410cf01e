//! Who sits on a body: `主　任：王　某　某部部长`, further persons of an office below it without the office.

use super::headings::Headings;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::segment::roster::{groups, words};
use crate::text::{blank, compact, is_blank, trim};

/// Fewest persons that make such a list.
const LEAST: usize = 3;

/// Longest office, name of a person and post, in characters.
const OFFICE_MOST: usize = 10;
const PERSON_MOST: usize = 4;
const POST_MOST: usize = 40;

/// How the names of offices end.
static OFFICES: &[&str] = &[
    "主任",
    "副主任",
    "委员",
    "组长",
    "副组长",
    "成员",
    "主席",
    "副主席",
    "会长",
    "副会长",
    "理事长",
    "副理事长",
    "理事",
    "监事",
    "秘书长",
    "副秘书长",
    "召集人",
    "总召集人",
    "指挥",
    "总指挥",
    "副总指挥",
    "指挥长",
    "副指挥长",
    "顾问",
    "主编",
    "副主编",
    "编委",
    "院长",
    "副院长",
    "队长",
    "副队长",
    "团长",
    "副团长",
    "负责人",
    "工作人员",
];

/// Whether the name of an office and another word make up a text: 副组长李二.
pub(super) fn opens(text: &str) -> bool {
    OFFICES.iter().filter_map(|office| text.strip_prefix(office)).any(|rest| !rest.is_empty())
}

/// A line: the office that it opens, and the person with a post.
struct Seat {
    line: usize,
    office: Option<Span>,
    /// The line above that has the office alone.
    above: Option<usize>,
    person: Span,
    post: Span,
}

/// Recognises lines of offices, persons and posts, without any other line between them.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let opens = |index: &usize| {
        seat(scope, *index).is_some_and(|seat| seat.office.is_some())
            || office_alone(scope, *index).is_some()
    };
    let first = open.iter().position(opens)?;
    let mut seats: Vec<Seat> = Vec::new();
    let mut end = first;
    let mut above = None;
    while let Some(index) = open.get(end).copied() {
        // 组长： over 王某　某局局长
        if let Some(office) = office_alone(scope, index).filter(|_| above.is_none()) {
            above = Some((index, office));
        } else if let Some(mut seat) = seat(scope, index) {
            if let Some((line, office)) = above.take() {
                if seat.office.is_some() {
                    return None;
                }
                (seat.office, seat.above) = (Some(office), Some(line));
            }
            seats.push(seat);
        } else {
            break;
        }
        end += 1;
    }
    // Another office below other lines, or one over none: a line of the list was not read.
    if above.is_some() || open[end..].iter().any(opens) {
        return None;
    }
    if seats.len() < LEAST {
        return None;
    }
    // The words for offices are as telling as a header.
    // 成员：甲局、乙局: members that are bodies are not read.
    let members = |index: &usize| {
        let text = scope.text(*index);
        let parts = text.split_once(['：', ':']);
        parts.is_some_and(|(office, names)| is_office(office) && names.contains('、'))
    };
    let proven = !open[end..].iter().any(members);
    let mut found = Found { proven, ..Found::default() };
    found.roster.columns.push(column("name", Role::Name, "values"));
    found.roster.columns.push(column("column_2", Role::Text, "values"));
    let mut headings = Headings::default();
    for seat in &seats {
        let line = scope.lines[seat.line];
        if let Some(office) = seat.office {
            let line = seat.above.map_or(line, |above| scope.lines[above]);
            let of = crate::segment::line::Line { span: office, ..line };
            let heading = groups::heading(scope.document, &of);
            headings.enter(&heading, scope.document.slice(office), &mut found);
        }
        if let Some(above) = seat.above {
            let span = scope.lines[above].span;
            let colon = seat.office.map_or(span.start, |office| office.end);
            found.regions.push((Span::new(colon, span.end), RegionRole::Heading));
            found.taken.push(above);
        }
        let own = seat.office.filter(|_| seat.above.is_none());
        let from = own.map_or(line.span.start, |office| office.end);
        found.regions.push((Span::new(from, line.span.end), RegionRole::Cell));
        found.entry(&[seat.person, seat.post], headings.entry(), Serial::None);
        found.taken.push(seat.line);
    }
    headings.finish(&mut found);
    Some(found)
}

/// The office that a line has before its colon, and nothing else.
fn office_alone(scope: &Scope<'_>, index: usize) -> Option<Span> {
    let plane = &scope.document.text;
    let line = trim(scope.lines[index].span, plane);
    let text = line.text(plane).strip_suffix(['：', ':'])?;
    let office = trim(Span::new(line.start, line.start + text.len() as u32), plane);
    is_office(office.text(plane)).then_some(office)
}

fn is_office(text: &str) -> bool {
    // 主任（总指挥）
    let word = compact(text);
    let word = words::without_closing_bracket(&word);
    word.chars().count() <= OFFICE_MOST && OFFICES.iter().any(|office| word.ends_with(office))
}

/// Reads a line: an office before a colon or none, a name, a gap and a post.
fn seat(scope: &Scope<'_>, index: usize) -> Option<Seat> {
    let (text, line) = (scope.text(index), scope.lines[index].span);
    let start = line.start as usize;
    let plane = &scope.document.text;
    let (office, rest) = match text.find(['：', ':']) {
        Some(at) => {
            let width = text[at..].chars().next().map_or(1, char::len_utf8);
            let office = trim(Span::of(start, start + at), plane);
            let known = is_office(scope.document.slice(office));
            (Some(known.then_some(office)?), at + width)
        }
        None => (None, 0),
    };
    let rest = trim(Span::of(start + rest, line.end as usize), plane);
    let (person, post) = person(scope.document.slice(rest))?;
    let from = rest.start as usize;
    let person = Span::of(from, from + person);
    let post = Span::of(from + post, rest.end as usize);
    Some(Seat { line: index, office, above: None, person, post })
}

/// Where the name that a text begins with ends, and where the post behind it begins.
fn person(text: &str) -> Option<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(is_blank) {
        let word = piece.trim_end_matches(is_blank);
        if !word.is_empty() {
            words.push((at, at + word.len()));
        }
        at += piece.len();
    }
    let length = |(from, to): &(usize, usize)| text[*from..*to].chars().count();
    // 王　某: a name of two set as wide as three.
    let apart = words.len() > 2 && words[..2].iter().all(|word| length(word) == 1);
    let last = usize::from(apart);
    let name = *words.get(last)?;
    let post = words.get(last + 1)?.0;
    let printed = compact(&text[..name.1]);
    let dotted = printed.contains(['·', '•', '．']);
    let is_name = printed.chars().all(|c| blank::is_han(c) || matches!(c, '·' | '•' | '．'))
        && (dotted || (2..=PERSON_MOST).contains(&printed.chars().count()));
    let said = &text[post..];
    let is_post = (2..=POST_MOST).contains(&said.chars().count())
        && !said.ends_with(['。', '；', '：', ':'])
        // 张某 李某 王某: a line of names alone.
        && words[last + 1..].iter().any(|word| length(word) > PERSON_MOST || ends_as_post(&text[word.0..word.1]));
    (is_name && is_post).then_some((name.1, post))
}

/// 市长, 副主任, 司令员
fn ends_as_post(word: &str) -> bool {
    const ENDS: [char; 14] =
        ['长', '任', '员', '记', '席', '授', '师', '士', '官', '理', '问', '辑', '人', '事'];
    word.ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::person;

    #[test]
    fn persons_and_posts() {
        let told = |text: &'static str| person(text).map(|(end, at)| (&text[..end], &text[at..]));
        assert_eq!(told("王　某　民政局副局长"), Some(("王　某", "民政局副局长")));
        assert_eq!(told("李某某 教育厅副厅长"), Some(("李某某", "教育厅副厅长")));
        assert_eq!(told("张　某　市长"), Some(("张　某", "市长")));
        assert_eq!(told("张某某　李某某　王某"), None);
        assert_eq!(told("各单位要高度重视"), None);
    }
}
