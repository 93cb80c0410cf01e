//! A person a paragraph: the name, the sex, and what else there is to say: 张三，男，汉族，…，现任…，拟任….

use super::headings::Headings;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::segment::roster::groups;
use crate::text::{self, blank, is_blank};

/// Fewest persons.
const LEAST: usize = 2;
/// So many characters a name has without a dot, as 古丽·买买提 has one, and with it.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
const DOTTED: std::ops::RangeInclusive<usize> = 3..=15;

/// Recognises persons without a line between them that is neither one of them nor a heading.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let persons: Vec<Option<(Span, Span)>> =
        open.iter().map(|index| person(scope, scope.lines[*index].span)).collect();
    let told = |person: &Option<_>| person.is_some();
    let (first, last) = (persons.iter().position(told)?, persons.iter().rposition(told)?);
    let count = persons.iter().flatten().count();
    if count < LEAST {
        return None;
    }
    // A paragraph that is not at its end may have lost more than that, and the next one; a person told in other words is
    // seen by the count alone.
    let ends = |(index, _): (&usize, _)| scope.text(*index).trim_end().ends_with(['。', '；', ';']);
    let whole = open.iter().zip(&persons).filter(|(_, person)| person.is_some()).all(ends);
    let mut found = Found::default();
    let mut headings = Headings::default();
    let heads = |index: &&usize| groups::heading(scope.document, &scope.lines[**index]).is_formal();
    let above = open[..first].iter().rev().take_while(heads).count();
    let heads = open[first - above..first].iter().map(|index| (*index, None));
    let lines = open.iter().copied().zip(persons).take(last + 1).skip(first);
    for (index, person) in heads.chain(lines) {
        if let Some((name, rest)) = person {
            enter(scope, [name, rest], headings.entry(), &mut found);
        } else {
            let heading = groups::heading(scope.document, &scope.lines[index]);
            if !heading.is_formal() {
                return None;
            }
            headings.enter(&heading, scope.text(index), &mut found);
        }
        found.taken.push(index);
    }
    headings.finish(&mut found);
    found.roster.columns =
        vec![column("name", Role::Name, "form"), column("column_2", Role::Text, "none")];
    found.proven = whole && scope.is_declared(count);
    Some(found)
}

/// Adds a person, and the lines of what is said of it.
fn enter(scope: &Scope<'_>, [name, rest]: [Span; 2], group: Option<u32>, found: &mut Found) {
    let plane = &scope.document.text;
    let mut at = rest.start as usize;
    let mut pieces: Vec<Span> = Vec::new();
    for line in rest.text(plane).split('\n') {
        pieces.push(text::trim(Span::of(at, at + line.len()), plane));
        at += line.len() + 1;
    }
    pieces.retain(|piece| !piece.is_empty());
    found.regions.push((name.hull(rest), RegionRole::Cell));
    let first = pieces.first().copied().unwrap_or(rest);
    if pieces.len() > 1 {
        found.roster.joined.insert(found.roster.cells.len() as u32 + 1, pieces);
    }
    found.entry(&[name, first], group, Serial::None);
    if let Some(entry) = found.roster.entries.last_mut() {
        entry.span = name.hull(rest);
    }
}

/// The name with which a text begins, and what is said of the person.
fn person(scope: &Scope<'_>, line: Span) -> Option<(Span, Span)> {
    let text = scope.document.slice(line);
    let at = text.find(['，', ','])?;
    let rest = text[at..].trim_start_matches(['，', ',']).trim_start_matches(is_blank);
    let sex = rest.strip_prefix(['男', '女'])?.trim_start_matches(is_blank);
    let plane = &scope.document.text;
    let start = line.start as usize;
    let name = text::trim(Span::of(start, start + at), plane);
    let rest = Span::of(start + text.len() - rest.len(), line.end as usize);
    let said = text::compact(name.text(plane));
    (sex.starts_with(['，', ','])
        && if said.contains('·') { DOTTED } else { NAME }.contains(&said.chars().count())
        && said.chars().all(|c| blank::is_han(c) || c == '·'))
    .then(|| (name, text::trim(rest, plane)))
}
