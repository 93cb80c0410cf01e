//! Lines put together as blocks: a heading and the lines of names below or beside it.

use std::collections::HashSet;

use super::classes::{classes, counted, titles};
use super::headed::{self, Head};
use super::labels;
use super::lines::{
    counts_listed, header_lines, is_counted_title, is_last_of, is_name, is_title, note_kind,
    over_headings, repeated_headers, signs, stands_apart, title_of_two_lines, titled_apart,
    titled_over_lines,
};
use crate::model::Span;
use crate::model::roster::NoteKind;
use crate::segment::lists::{Scope, aside, made, places};
use crate::segment::roster::groups;
use crate::text::{compact, date, numeral};

/// A heading and its names.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The heading; the first block may have none.
    pub(super) head: Option<groups::Heading>,
    /// What the heading takes beside its own span: a count on the next line, a colon.
    pub(super) beside: Vec<Span>,
    /// Lines of names, and what stands behind the heading's colon.
    pub(super) body: Vec<Span>,
    /// The names stand on the heading's line.
    pub(super) inline: bool,
    /// How many the letter says that there are of what the heading names.
    pub(super) told: Option<u64>,
}

impl Block {
    /// The count that is declared for the names of this very block.
    pub(super) fn declared(&self) -> Option<u64> {
        let claim = self.head.as_ref()?.claim.as_ref();
        let declared = claim.map(|claim| claim.declared).or(self.told)?;
        (!self.body.is_empty()).then_some(declared)
    }

    /// The count of a heading that has no names of its own: it counts those below further ones.
    pub(super) fn declared_above(&self) -> Option<u64> {
        let claim = self.head.as_ref()?.claim.as_ref()?;
        self.body.is_empty().then_some(claim.declared)
    }
}

/// What was found in a scope.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    pub(super) notes: Vec<(Span, NoteKind)>,
    /// Lines taken, by index into the scope.
    pub(super) taken: Vec<usize>,
    /// The lines of a header above the names, by index into the scope.
    pub(super) header: Vec<usize>,
    /// Lines that say it again below each heading.
    pub(super) repeats: Vec<usize>,
    /// A line above says that the names follow.
    pub(super) announced: bool,
    /// Each line has a class and its names.
    pub(super) labelled: bool,
}

/// Reads blocks from the title, or the announcement, to the first line that is none.
pub(super) fn read(scope: &Scope<'_>, colons: bool) -> Option<Blocks> {
    let open = scope.open();
    let announced = scope.announced().and_then(|line| open.iter().position(|i| *i == line));
    let apart = if scope.annex { titled_apart(scope, &open) } else { None };
    let titles = titles(scope, &open);
    let pairs = if titles.is_empty() && apart.is_none() {
        labels::pairs(scope, &open)
    } else {
        HashSet::default()
    };
    let paired = !pairs.is_empty();
    let titles = if paired { pairs } else { titles };
    let labelled =
        if scope.annex || announced.is_some() { None } else { labels::begin(scope, &open) };
    let start = match (announced, scope.annex) {
        _ if apart.is_some() => apart?,
        _ if !titles.is_empty() => open.iter().position(|index| titles.contains(index))?,
        (Some(at), _) => at + 1,
        (None, true) => {
            let at = open.iter().position(|i| !is_title(scope, *i))?;
            let below = &open[at..];
            let above = over_headings(scope, below)
                || stands_apart(scope, below)
                || made::is_title(scope, &open, at);
            at + if title_of_two_lines(scope, below) { 2 } else { usize::from(above) }
        }
        (None, false) if titled_over_lines(scope, &open).is_some() => {
            titled_over_lines(scope, &open)? + 1
        }
        (None, false) if labelled.is_some() => labelled?,
        (None, false) => (0..open.len())
            .find(|at| {
                let head = headed::read(scope, &open[*at..], colons);
                // ## 一、民间文学, and a name below it.
                let set_off = scope.lines[open[*at]].is_marked()
                    && open.get(*at + 1).is_some_and(|next| is_name(scope.text(*next)));
                // 入选甲名单的有：甲、乙。 over 入选乙名单的有：丙、丁。
                let next = || headed::read(scope, &open[*at + 1..], colons);
                let listed = |h: &Head| h.listed && next().is_some_and(|next| next.listed);
                // 荣获甲称号的有： over names, and another such line below.
                let has = |at: &usize| {
                    let text = scope.text(open[*at]).trim_end();
                    text.strip_suffix(['：', ':']).is_some_and(|text| text.ends_with("的有"))
                        && open.get(at + 1).is_some_and(|next| is_name(scope.text(*next)))
                };
                let over = || has(at) && (at + 1..open.len()).any(|other| has(&other));
                // 一、甲类：A、B。 over 二、乙类：C。, where the letter counts both.
                let told = |at: usize| {
                    headed::read(scope, &open[at..], colons).is_some_and(|head| {
                        let numbered = groups::is_numbered(&compact(scope.text(open[at])));
                        let name = || counted(scope, numeral::without_number(&head.heading.name));
                        numbered && head.rest.is_some() && name().is_some()
                    })
                };
                let counts = told(*at) && at + 1 < open.len() && told(at + 1);
                let numbered = over_names(scope, &open, *at)
                    && (at + 2..open.len()).any(|other| over_names(scope, &open, other));
                let own = |h: &Head| h.claim() || set_off || numbered;
                head.is_some_and(|h| own(&h) || listed(&h) || over() || counts)
                    && !is_counted_title(scope, &open[*at..])
            })
            .map(|at| with_heading_above(scope, &open, at, colons))?,
    };
    let body = &open[start..];
    let (header, body) = body.split_at(header_lines(scope, body));
    let undated = body.iter().rposition(|index| !date::is_line(scope.text(*index)));
    let body = &body[..undated.map_or(0, |last| last + 1)];
    let signed = body.split_last().filter(|(last, above)| signs(scope, **last, above));
    let body = signed.map_or(body, |(_, above)| above);
    let repeats = repeated_headers(scope, body);
    let kept: Vec<usize> = body.iter().copied().filter(|index| !repeats.contains(index)).collect();
    let body = &kept[..];
    let none = HashSet::default();
    let colons = colons || labelled.is_some();
    let mut rules = Rules { heads: &|_| true, classes: &titles, names: &none, colons };
    let mut plan = run(scope, body, &rules);
    let odd = odd_names(scope, &plan);
    if !odd.is_empty() {
        rules.names = &odd;
        plan = run(scope, body, &rules);
    }
    // Names that happen to look like headings: then most lines would be headings, or the list
    // would begin without one.
    let below = || plan.list.iter().filter(|block| !block.inline);
    let names: usize = below().map(|block| block.body.len()).sum();
    let uncounted = |b: &&Block| b.head.as_ref().is_some_and(|head| head.claim.is_none());
    let heads = below().filter(uncounted).count();
    let led = plan.list.first().is_some_and(|block| block.head.is_some());
    let inline = plan.list.iter().filter(|block| block.inline).count();
    if titles.is_empty() && heads > 0 && ((heads > names && heads >= inline) || !led) {
        plan = run(scope, body, &Rules { heads: &Head::claim, ..rules });
    }
    if plan.list.iter().all(|block| block.head.is_none()) {
        let classes = classes(scope, body);
        if !classes.is_empty() {
            plan = run(scope, body, &Rules { heads: &|_| false, classes: &classes, ..rules });
        }
    }
    if !scope.annex {
        leave_sections(scope, &mut plan, body);
    }
    if let Some((last, _)) = signed {
        plan.notes.push((scope.lines[*last].span, NoteKind::Remark));
        plan.taken.push(*last);
    }
    plan.header = header.to_vec();
    plan.repeats = repeats;
    plan.labelled = labelled.is_some() || paired || (!scope.annex && !titles.is_empty());
    plan.announced = announced.is_some()
        || headed::read(scope, &open[start..], colons).is_some_and(|head| head.listed);
    (!plan.list.is_empty()).then_some(plan)
}

/// Whether a numbered heading stands over a line of several names, or of a place and its names.
fn over_names(scope: &Scope<'_>, open: &[usize], at: usize) -> bool {
    let numbered = |at: usize| groups::is_numbered(&compact(scope.text(open[at])));
    let names = |at: usize| {
        let text = scope.text(open[at]);
        let several = text.contains('、') && is_name(text);
        let place = || headed::read(scope, &open[at..], false).is_some_and(|h| h.rest.is_some());
        !numbered(at) && (several || place())
    };
    numbered(at)
        && !scope.text(open[at]).contains(['，', '。', '：', ':', '；'])
        && at + 1 < open.len()
        && names(at + 1)
}

/// Leaves the headings of the letter's next section, 二、有关要求 over a sentence, out of the list that ends above them.
fn leave_sections(scope: &Scope<'_>, plan: &mut Blocks, body: &[usize]) {
    while let (Some(block), Some(last)) = (plan.list.last(), plan.taken.last().copied()) {
        let bare = block.head.as_ref().is_some_and(|head| head.claim.is_none() && head.is_formal());
        let below = body.iter().position(|index| *index == last).and_then(|at| body.get(at + 1));
        let goes_on = below.is_some_and(|index| scope.text(*index).contains(['，', '。', '；']));
        if plan.list.len() < 2 || !bare || !block.body.is_empty() || !goes_on {
            return;
        }
        plan.list.pop();
        plan.taken.pop();
    }
}

/// Where the list begins: with the first of headings above the first counted line, （一）中学组 over 一等奖2个：甲、乙, where
/// the second heads such lines as well.
fn with_heading_above(scope: &Scope<'_>, open: &[usize], start: usize, colons: bool) -> usize {
    const HEADING_MOST: usize = 30;
    const PAIRS: [(&str, &str); 3] = [("（一）", "（二）"), ("(一)", "(二)"), ("一、", "二、")];
    let Some(above) = start.checked_sub(1) else { return start };
    let text = |at: usize| compact(scope.text(open[at]));
    let first = text(above);
    let heads = !first.ends_with(['。', '；', '：', ':']) && first.chars().count() <= HEADING_MOST;
    let pair = PAIRS.iter().find(|(one, _)| heads && first.starts_with(one));
    let Some((_, two)) = pair else { return start };
    let second = (start..open.len() - 1).find(|at| text(*at).starts_with(two));
    let counted = |at: usize| {
        headed::read(scope, &open[at + 1..], colons)
            .is_some_and(|head| head.claim() && head.rest.is_some())
    };
    if second.is_some_and(counted) { above } else { start }
}

/// The lines of names that look like headings, by index: a few names with a colon among plain ones, `无人区：穿越`,
/// and numbered ones, `一、二期工程`, where the notice counts them with the others.
fn odd_names(scope: &Scope<'_>, plan: &Blocks) -> HashSet<usize> {
    /// Fewest plain names to one with a colon.
    const PLAIN: usize = 3;
    let uncounted = || {
        plan.list.iter().filter(|block| {
            let head = block.head.as_ref();
            head.is_some_and(|head| head.claim.is_none() && !is_marked(scope, head.span))
        })
    };
    // 清河区：甲社区、乙社区 heads several.
    let several = |block: &&Block| {
        block.body.iter().any(|line| scope.document.slice(*line).contains('、'))
            && block.head.as_ref().is_some_and(|head| places::ends_as_place(&compact(&head.name)))
    };
    let headed = uncounted().filter(|block| block.inline).any(|block| several(&block));
    let inline: Vec<&Block> = uncounted().filter(|block| block.inline && !headed).collect();
    let names: usize = plan.list.iter().map(|block| block.body.len()).sum();
    let numbered = |block: &&Block| {
        block.head.as_ref().is_some_and(|head| groups::is_numbered(&compact(&head.name)))
    };
    let formal: Vec<&Block> = uncounted().filter(|b| !b.inline).filter(numbered).collect();
    let counted = scope.is_declared(names + formal.len()) && !scope.is_declared(names);
    let few = !inline.is_empty() && (names - inline.len()) >= PLAIN * inline.len();
    let some = counted && !formal.is_empty() && formal.len() * PLAIN <= names;
    let odd = inline.into_iter().filter(|_| few).chain(formal.into_iter().filter(|_| some));
    let starts: Vec<u32> = odd.filter_map(|block| Some(block.head.as_ref()?.span.start)).collect();
    let line = |index: &usize| starts.contains(&scope.lines[*index].span.start);
    plan.taken.iter().copied().filter(line).collect()
}

/// Whether the line that starts there is a heading by a form that several have.
fn is_marked(scope: &Scope<'_>, span: Span) -> bool {
    scope.heads.iter().any(|index| scope.lines[*index].span.start == span.start)
}

/// What counts as a heading, and what as a name.
#[derive(Clone, Copy)]
struct Rules<'a> {
    heads: &'a dyn Fn(&Head) -> bool,
    /// Plain lines that are headings, by index.
    classes: &'a HashSet<usize>,
    /// Lines that are names though they look like headings, by index.
    names: &'a HashSet<usize>,
    /// Whatever stands before a colon heads the names behind it.
    colons: bool,
}

/// Whether a line is the last name of a block whose others end in ；.
fn closes(scope: &Scope<'_>, block: Option<&Block>, index: usize) -> bool {
    block.filter(|block| !block.inline).is_some_and(|block| {
        let above: Vec<&str> = block.body.iter().map(|line| scope.document.slice(*line)).collect();
        is_last_of(&above, scope.text(index))
    })
}

/// Blocks as far as they go.
fn run(scope: &Scope<'_>, open: &[usize], rules: &Rules<'_>) -> Blocks {
    let Rules { heads, classes, names, colons } = *rules;
    let mut plan = Blocks::default();
    let mut at = 0;
    while let Some(index) = open.get(at).copied() {
        if aside::is_aside(scope, index) {
            plan.notes.push((scope.lines[index].span, NoteKind::Remark));
            plan.taken.push(index);
            at += 1;
            continue;
        }
        if classes.contains(&index) {
            plan.taken.push(index);
            at += 1;
            let mut head = groups::heading(scope.document, &scope.lines[index]);
            // 第二批街区：（2023年3月）
            for (colon, bracket) in [("：（", "（"), (":(", "("), (":（", "（"), ("：(", "(")]
            {
                head.name = head.name.replacen(colon, bracket, 1);
            }
            let head = Some(head);
            let told = counted(scope, scope.text(index));
            plan.list.push(Block { head, told, ..Block::default() });
            continue;
        }
        let odd = names.contains(&index);
        let head = || headed::read(scope, &open[at..], colons).filter(|head| heads(head));
        if let Some(head) = (!odd).then(head).flatten() {
            plan.taken.extend_from_slice(&open[at..at + head.lines]);
            at += head.lines;
            let told = counted(scope, &head.heading.name);
            plan.list.push(Block {
                head: Some(head.heading),
                beside: head.beside,
                inline: head.rest.is_some(),
                body: head.rest.into_iter().collect(),
                told,
            });
            continue;
        }
        let text = compact(scope.text(index));
        if let Some(kind) = note_kind(&text) {
            plan.notes.push((scope.lines[index].span, kind));
        } else if counts_listed(scope, index)
            || (!plan.list.is_empty() && aside::is_total(scope, index))
        {
            plan.notes.push((scope.lines[index].span, NoteKind::Remark));
        } else if odd || is_name(scope.text(index)) || closes(scope, plan.list.last(), index) {
            // 江苏省：甲市、乙市。 is whole, and a line below it that heads nothing is not of it.
            let closed = |block: &Block| {
                let text = block.body.last().map_or("", |line| scope.document.slice(*line));
                block.inline && text.ends_with(['；', ';', '。'])
            };
            if plan.list.last().is_some_and(closed) {
                break;
            }
            if plan.list.is_empty() {
                plan.list.push(Block::default());
            }
            if let Some(last) = plan.list.last_mut() {
                last.body.push(scope.lines[index].span);
            }
        } else {
            break;
        }
        plan.taken.push(index);
        at += 1;
    }
    plan
}
