//! Who sits on a body: `主　任：王　某　某部部长`, further persons of an office below it without the office;
//! `组长：王某`, `成员：甲局、乙局`. A letter may tell so of several bodies.

mod doubt;
mod person;

use super::headings::Headings;
use super::{Found, Scope, column, items};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::segment::line::Line;
use crate::segment::roster::{groups, values, words};
use crate::text::words::annex::FRAME;
use crate::text::words::offices::{AS_MEMBERS, CONTACTS, OFFICES};
use crate::text::{blank, compact, persons, trim};
use person::person;

/// Fewest persons that make such a list.
const LEAST: usize = 3;

/// Longest office, and name of a body, in characters.
const OFFICE_MOST: usize = 10;
const BODY_MOST: usize = 30;

/// Whether the name of an office and another word make up a text: 副组长李二.
pub(super) fn opens(text: &str) -> bool {
    OFFICES.iter().filter_map(|office| text.strip_prefix(office)).any(|rest| !rest.is_empty())
}

/// A line: the office that it opens, and who holds it, each with a post or none.
struct Seats {
    line: usize,
    office: Option<Span>,
    /// The line above that has the office alone.
    above: Option<usize>,
    /// What stands behind the office.
    rest: Span,
    /// Names without an office below others: the word before them may be lost.
    loose: bool,
    held: Vec<(Span, Span)>,
}

impl Seats {
    /// Whether posts stand behind the names.
    fn posted(&self) -> bool {
        self.held.iter().all(|(_, post)| !post.is_empty())
    }
}

/// Recognises lines of offices and who holds them; between those of two bodies the letter may say more.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let mut seats: Vec<Seats> = Vec::new();
    let mut proven = true;
    // The first seat of each body, and the heading above it.
    let mut bodies: Vec<(usize, Option<usize>)> = Vec::new();
    let mut at = 0;
    while at < open.len() {
        let (before, from) = (seats.len(), at);
        at = body(scope, &open, at, &mut seats)?;
        if seats.len() > before {
            bodies.push((before, heading_above(scope, &open[..from])));
        }
        proven &= !open.get(at).is_some_and(|index| is_unread(scope, *index));
        let below =
            seats.len() > before && open.get(at).is_some_and(|at| may_be_office(scope, *at));
        proven &= !below;
        at += usize::from(seats.len() == before);
    }
    if seats.iter().map(|seat| seat.held.len()).sum::<usize>() < LEAST {
        return None;
    }
    // 办公室主任：李某 below a paragraph is of the office of the body: another body has a heading of its own, or a line that
    // ends in a colon.
    let introduced = |first: usize| {
        let line = seats[first].above.unwrap_or(seats[first].line);
        let above = open[..open.partition_point(|index| *index < line)].last();
        above.is_some_and(|index| scope.text(*index).trim_end().ends_with(['：', ':']))
    };
    let own = |(first, heading): &(usize, Option<usize>)| heading.is_some() || introduced(*first);
    if proven && !bodies.iter().skip(1).all(own) {
        return None;
    }
    // People without posts who look after what the letter names are not what it lists.
    if !seats.iter().all(Seats::posted) && lists_else(scope, &seats) {
        return None;
    }
    proven &= !seats.iter().any(|seat| seat.loose || doubt::joined(scope, &seat.held));
    // Names directly above the first office have lost theirs; a single one may be no person's, 安徽省 or 项目组.
    let first = seats[0].above.unwrap_or(seats[0].line);
    let over = open[..open.partition_point(|index| *index < first)].last();
    let is_body = |name: &Span| scope.document.slice(*name).ends_with(BODY_ENDS);
    let named = |index: &usize| {
        people(scope, scope.lines[*index].span)
            .is_some_and(|held| held.len() > 1 && !held.iter().any(is_body))
    };
    proven &= !over.is_some_and(named);
    // The words for offices are as telling as a header.
    let mut found = Found { proven, ..Found::default() };
    found.roster.columns.push(column("name", Role::Name, "values"));
    let posted = seats.iter().flat_map(|seat| &seat.held).any(|(_, post)| !post.is_empty());
    if posted {
        found.roster.columns.push(column("column_2", Role::Text, "values"));
    }
    let mut headings = Headings::default();
    // 一、甲委员会 and 二、乙委员会: the same may sit on both.
    let several = bodies.len() > 1 && bodies.iter().all(|(_, heading)| heading.is_some());
    for (nth, seat) in seats.iter().enumerate() {
        let line = scope.lines[seat.line];
        let own = bodies.iter().find(|(first, _)| several && *first == nth);
        if let Some(top) = own.and_then(|(_, heading)| *heading) {
            let heading = groups::heading(scope.document, &scope.lines[top]);
            headings.enter(&heading, scope.text(top), &mut found);
            found.taken.push(top);
        }
        if let Some(office) = seat.office {
            let line = seat.above.map_or(line, |above| scope.lines[above]);
            let heading = groups::heading(scope.document, &Line { span: office, ..line });
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
        found.taken.push(seat.line);
        for (person, post) in &seat.held {
            let cells = [*person, *post];
            found.entry(&cells[..=usize::from(posted)], headings.entry(), Serial::None);
        }
    }
    headings.finish(&mut found);
    Some(found)
}

/// What bodies and places end in, which may be as short as a person's name.
const BODY_ENDS: [char; 16] = [
    '组', '会', '部', '处', '室', '办', '省', '市', '县', '区', '州', '院', '类', '队', '科', '委',
];

/// Whether the lines beside these have a list, or a sentence with names.
fn lists_else(scope: &Scope<'_>, seats: &[Seats]) -> bool {
    let mut closed = scope.closed.clone();
    for line in seats.iter().flat_map(|seat| seat.above.into_iter().chain([seat.line])) {
        closed[line] = true;
    }
    let beside = scope.with(scope.lines, closed);
    super::LOOSE.iter().any(|form| form(&beside).is_some())
}

/// The topmost of the headings directly above a body: 二、乙委员会 over （一）组成人员.
fn heading_above(scope: &Scope<'_>, above: &[usize]) -> Option<usize> {
    const LINES_MOST: usize = 3;
    const LENGTH_MOST: usize = 40;
    let heads = |index: &&usize| {
        let text = compact(scope.text(**index));
        groups::is_numbered(&text)
            && text.chars().count() <= LENGTH_MOST
            && !text.contains(['。', '；', '，', '：', ':'])
    };
    above.iter().rev().take(LINES_MOST).take_while(heads).last().copied()
}

/// The lines of one body from the first of `open` that is read, and where they end. Nothing where an office has nobody.
fn body(scope: &Scope<'_>, open: &[usize], from: usize, seats: &mut Vec<Seats>) -> Option<usize> {
    let mut above: Option<(usize, Span)> = None;
    let first = seats.len();
    for (at, index) in open.iter().copied().enumerate().skip(from) {
        // 组长： over 王某　某局局长
        if let Some(office) = office_alone(scope, index).filter(|_| above.is_none()) {
            above = Some((index, office));
            continue;
        }
        let Some(mut seat) = seat(scope, index, &seats[first..], above.is_some()) else {
            return above.is_none().then_some(at);
        };
        if let Some((line, office)) = above.take() {
            if seat.office.is_some() {
                return None;
            }
            (seat.office, seat.above) = (Some(office), Some(line));
        }
        seats.push(seat);
    }
    above.is_none().then_some(open.len())
}

/// Whether a line of an office says who holds it, and was not read: 组长：负责协调，… tells what it does.
fn is_unread(scope: &Scope<'_>, index: usize) -> bool {
    scope.text(index).split_once(['：', ':']).is_some_and(|(office, held)| {
        is_office(office) && !held.trim_end_matches(['。', '；']).contains(['，', '。', '；'])
    })
}

/// Whether a label that is none of the known offices stands before people, 学术秘书：王某、李某, directly below such. Who can be asked
/// and who wrote it is no office.
fn may_be_office(scope: &Scope<'_>, index: usize) -> bool {
    let (text, line) = (scope.text(index), scope.lines[index].span);
    let Some(at) = text.find(['：', ':']) else { return false };
    let label = compact(&text[..at]);
    let width = text[at..].chars().next().map_or(1, char::len_utf8);
    let held = trim(Span::new(line.start + (at + width) as u32, line.end), &scope.document.text);
    let around = FRAME.iter().chain(CONTACTS).any(|word| label.ends_with(word));
    (2..=OFFICE_MOST).contains(&label.chars().count())
        && label.chars().all(blank::is_han)
        && !around
        && (people(scope, held).is_some_and(|held| !held.is_empty())
            || person(scope.document.slice(held)).is_some())
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

/// Reads a line: an office before a colon or none, and who holds it. `above`: those of the same body; `told`: the line
/// above is an office.
fn seat(scope: &Scope<'_>, index: usize, above: &[Seats], told: bool) -> Option<Seats> {
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
    let seats = |held| Seats { line: index, office, above: None, rest, loose: false, held };
    if office.is_none() && above.is_empty() && !told {
        return None;
    }
    if let Some((person, post)) = person(scope.document.slice(rest)) {
        let from = rest.start as usize;
        let name = Span::of(from, from + person);
        return Some(seats(vec![(name, Span::of(from + post, rest.end as usize))]));
    }
    // 负责人：王某 says who can be asked.
    let word = office.map(|office| compact(scope.document.slice(office)));
    let contact = word.is_some_and(|word| CONTACTS.iter().any(|end| word.ends_with(end)));
    if contact && above.is_empty() {
        return None;
    }
    // Further names of an office stand below names without a post, or where a mark leaves the line above open.
    let open = above.last().is_some_and(|last| scope.document.slice(last.rest).ends_with('、'));
    let goes_on = || {
        let unposted = |last: &Seats| !last.posted() && people(scope, last.rest).is_some();
        open || above.last().is_some_and(unposted)
    };
    let continued = office.is_none() && !told;
    if continued && !goes_on() {
        return None;
    }
    let names = people(scope, rest).or_else(|| bodies(scope, rest))?;
    // 王某　李某　张某 over 赵某　钱某: names in columns, whose line above is full.
    let full = || {
        let marks = scope.document.slice(rest).contains(['、', '，', ',']);
        !marks && above.last().is_some_and(|last| last.held.len() >= names.len())
    };
    let loose = continued && !open && !full();
    let held = names.into_iter().map(|name| (name, Span::at(name.end))).collect();
    Some(Seats { loose, ..seats(held) })
}

/// People by name alone: 王某、李某（兼）, 王　某　李某某.
fn people(scope: &Scope<'_>, rest: Span) -> Option<Vec<Span>> {
    let plane = &scope.document.text;
    let rest = stopless(scope, rest);
    let name = |item: &Span| {
        let name = compact(item.text(plane));
        let name = words::without_closing_bracket(&name);
        let count = name.chars().count();
        persons::is_name(name) || (name.contains(['·', '•']) && count > 3 && count < BODY_MOST)
    };
    let named = |items: Vec<Span>| items.iter().all(name).then_some(items);
    let text = rest.text(plane);
    if text.contains(['、', '，', ',']) {
        return named(items::split_at(rest, plane, &['、', '，', ',']));
    }
    // 薛　娟　　李　磊: the wide gaps part names, the narrow ones stand in them.
    let fields = |gap| {
        let mut fields = super::fields::parted(scope, rest, gap);
        fields.retain(|field| !field.is_empty());
        fields
    };
    let wide = fields(3);
    if wide.len() > 1 { named(wide).or_else(|| named(fields(1))) } else { named(fields(1)) }
}

/// Bodies: 甲公司; 甲局、乙局等单位负责人.
fn bodies(scope: &Scope<'_>, rest: Span) -> Option<Vec<Span>> {
    let plane = &scope.document.text;
    let rest = stopless(scope, rest);
    let text = rest.text(plane);
    // 中国安能集团等单位负责人为专委会成员
    let last = text.rfind('、').unwrap_or(0);
    let said = AS_MEMBERS.iter().filter_map(|word| Some(last + text[last..].find(word)?)).min();
    let listed = said.map_or(rest, |end| Span::new(rest.start, rest.start + end as u32));
    let tail = said.map_or("", |end| &text[end..]);
    let items = items::split_at(listed, plane, &['、']);
    let body = |item: &Span| {
        let text = item.text(plane);
        (2..=BODY_MOST).contains(&text.chars().count())
            && text
                .chars()
                .all(|c| blank::is_han(c) || c.is_alphanumeric() || "（）()“”".contains(c))
            && !text.starts_with(['负', '各'])
    };
    let several = items.len() > 1 || values::is_body(&compact(text));
    (several && !tail.contains(['，', '。', '；']) && items.iter().all(body)).then_some(items)
}

/// Without the mark at its end.
fn stopless(scope: &Scope<'_>, span: Span) -> Span {
    let text = scope.document.slice(span);
    let bare = text.trim_end_matches(['。', '；', ';', '、', '，', '.']);
    Span::new(span.start, span.end - (text.len() - bare.len()) as u32)
}
