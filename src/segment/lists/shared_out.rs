//! Counted groups in one sentence, each with as many names as it says: `东部地区3个（甲、乙、丙）、东北地区1个（丁）`,
//! `甲市2家——A、B；乙市1家：C`.

use std::collections::HashSet;

use super::{Found, Scope, counted, places, rest, sentence};
use crate::model::{OddityKind, Span};
use crate::segment::claims;
use crate::text::words::letters::SAID_BEHIND;
use crate::text::words::verbs::DEEDS;
use crate::text::{blank, compact, numeral, traditional};

/// Fewest groups of a sentence, and fewest names of all.
const GROUPS_LEAST: usize = 2;
const NAMES_LEAST: usize = 3;

/// Longest name of a group, in characters.
const LABEL_MOST: usize = 16;

/// What may stand between a group and the next.
const BETWEEN: [char; 9] = ['、', '，', '；', ',', ';', '。', '）', ')', '和'];

/// A group: its name, its count, and what stands in it.
struct Part {
    label: Span,
    number: Span,
    declared: u64,
    items: Vec<Span>,
}

/// Recognises sentences that share a list out among groups; no other names stand at a number of the letter.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let mut all: Vec<(usize, Vec<Part>)> = Vec::new();
    let mut whole = true;
    for line in scope.open() {
        let text = traditional::simplify(scope.text(line));
        if text.contains(['、', '；', '（', '：', '—']) {
            let (runs, sure) = of_line(scope, line, &text);
            whole &= sure || runs.iter().all(|run| run.len() < GROUPS_LEAST);
            all.extend(runs.into_iter().map(|run| (line, run)));
        }
    }
    // 甲省有3个，…。 and 乙省有2个，…。: alone in their sentences, their names tell that they share one list.
    let alone = |run: &Vec<Part>| run.len() < GROUPS_LEAST;
    let singles = all.iter().filter(|(_, run)| alone(run)).map(|(_, run)| run[0].label);
    let texts: Vec<String> = singles.map(|label| compact(scope.document.slice(label))).collect();
    let end = |text: &String| text.chars().next_back();
    let alike = texts.len() >= GROUPS_LEAST
        && (texts.iter().all(|text| places::ends_as_place(text))
            || texts.iter().all(|text| end(text) == end(&texts[0])));
    all.retain(|(_, run)| !alone(run) || alike);
    let parts: Vec<(usize, Part)> = all
        .into_iter()
        .flat_map(|(line, run)| run.into_iter().map(move |part| (line, part)))
        .collect();
    let names: usize = parts.iter().map(|(_, part)| part.items.len()).sum();
    let labels: HashSet<String> =
        parts.iter().map(|(_, part)| compact(scope.document.slice(part.label))).collect();
    let told = parts.len() >= GROUPS_LEAST && labels.len() == parts.len() && names >= NAMES_LEAST;
    if !told || beside(scope, &parts) {
        return None;
    }
    let lists = parts.iter().map(|(line, part)| (*line, part.items.clone())).collect();
    let mut found = rest::build(scope, lists, whole);
    for (_, part) in &parts {
        head(scope, &mut found, part);
    }
    found.proven &= found.roster.entries.iter().all(|entry| entry.group.is_some());
    Some(found)
}

/// Whether another number of these lines has names of its own.
fn beside(scope: &Scope<'_>, parts: &[(usize, Part)]) -> bool {
    let own = |span: &Span| parts.iter().any(|(_, part)| part.items.contains(span));
    let lists = scope.open().into_iter().flat_map(|line| counted::names_of_line(scope, line));
    lists.into_iter().any(|items| !items.iter().all(&own))
}

/// Sets the count of a group over its entries.
fn head(scope: &Scope<'_>, found: &mut Found, part: &Part) {
    let group = sentence::head(scope, found, part.label, &part.items);
    let claim = sentence::of_group(scope, part.label, part.declared, part.number);
    found.claims.push((group, claim));
    // What the heading counts is held against its rows, and told once.
    found.oddities.retain(|(kind, span)| {
        let own = matches!(kind, OddityKind::RosterUncertain { why: "own-count" });
        !(own && part.number.contains(*span))
    });
}

/// The groups of a line that stand one behind the other, and whether no number among them is without its names and
/// none of the whole differs from their sum.
fn of_line(scope: &Scope<'_>, line: usize, text: &str) -> (Vec<Vec<Part>>, bool) {
    let offset = scope.lines[line].span.start as usize;
    let (mut parts, mut run): (Vec<Vec<Part>>, Vec<Part>) = (Vec::new(), Vec::new());
    let (mut sure, mut from, mut end, mut total) = (true, 0, 0, None);
    let mut close = |run: &mut Vec<Part>, total: &mut Option<u64>, sure: &mut bool| {
        let names: usize = run.iter().map(|part| part.items.len()).sum();
        if !run.is_empty() {
            *sure &= total.is_none_or(|total| total == names as u64);
            parts.push(std::mem::take(run));
        }
        *total = None;
    };
    while let Some(at) = counted::next_number(text, from) {
        let Some((declared, length)) = numeral::prefix(&text[at..]) else { break };
        from = at + length;
        if declared == 0 || !claims::counts(&text[..at], declared, &text[from..]) {
            continue;
        }
        let next = !run.is_empty() && !text[end..at].contains(['\n', '：', ':']);
        let label = label(&text[..at], if next { end } else { 0 });
        let own = label.clone().and_then(|label| {
            let (items, stop) = counted::behind_own(scope, line, text, (from, declared))?;
            (!counted::counts_matter(&text[from..])).then_some((label, items, stop))
        });
        let follows = label.is_some_and(|label| {
            next && text[end..label.start].chars().all(|c| BETWEEN.contains(&c))
        });
        let Some((label, items, stop)) = own else {
            // 丙市3家（…）, whose names are not so many, among the others.
            sure &= !follows || !counted::opens(&text[from..]);
            if !follows {
                close(&mut run, &mut total, &mut sure);
                total = Some(declared);
            }
            continue;
        };
        if !follows {
            let whole = if run.is_empty() { total } else { None };
            close(&mut run, &mut total, &mut sure);
            let between =
                text[..label.start].ends_with("其中") || text[..label.start].ends_with("其中，");
            total = whole.filter(|_| between);
        }
        let span = Span::of(offset + label.start, offset + label.end);
        let number = Span::of(offset + at, offset + at + length);
        run.push(Part { label: span, number, declared, items });
        (from, end) = (stop, stop);
    }
    close(&mut run, &mut total, &mut sure);
    (parts, sure)
}

/// Where the name of a group stands that a number follows: behind the last mark, but not before `from`.
fn label(before: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let marks = ['，', ',', '；', ';', '。', '：', ':', '、', '）', ')', '\n'];
    let mark = before[from..].rfind(marks).map_or(from, |at| {
        let at = from + at;
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let own = &before[mark..];
    let lead =
        ["其中", "包括", "和", "分别是", "分别为"].iter().find(|word| own.starts_with(**word));
    let start = mark + lead.map_or(0, |word| word.len());
    let own = before[start..].trim_start();
    // 评出金奖3家
    let awards = ["共评选出", "评选出", "共评出", "评出", "共产生", "产生", "决出", "评定"];
    let own = awards.iter().find_map(|word| own.strip_prefix(word)).unwrap_or(own);
    let start = before.len() - own.len();
    let own = own.trim_end_matches(['有', '共', '仅']);
    // 东市上榜企业3家
    let own = own.strip_suffix("企业").unwrap_or(own);
    let own = SAID_BEHIND.iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own);
    let fits = (2..=LABEL_MOST).contains(&own.chars().count())
        && own.chars().all(|c| blank::is_han(c) || c.is_ascii_alphanumeric())
        && !DEEDS.iter().any(|verb| own.contains(verb));
    fits.then_some(start..start + own.len())
}
