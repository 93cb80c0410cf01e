//! Lines put together as blocks: a heading and the lines of names below or beside it.

use super::NAME_MOST;
use super::headed::{self, Head};
use crate::model::Span;
use crate::model::roster::NoteKind;
use crate::segment::lists::Scope;
use crate::segment::roster::{groups, words};
use crate::segment::{annex, claims};
use crate::text::{View, compact, date, numeral};

/// Longest header cell, in characters.
const HEADER_MOST: usize = 16;

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
}

impl Block {
    /// The count that is declared for the names of this very block.
    pub(super) fn declared(&self) -> Option<u64> {
        let claim = self.head.as_ref()?.claim.as_ref()?;
        (!self.body.is_empty()).then_some(claim.declared)
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
    /// A line above says that the names follow.
    pub(super) announced: bool,
}

/// Reads blocks from the title, or the announcement, to the first line that is none.
pub(super) fn read(scope: &Scope<'_>) -> Option<Blocks> {
    let open = scope.open();
    let announced = scope.announced().and_then(|line| open.iter().position(|i| *i == line));
    let start = match (announced, scope.annex) {
        (Some(at), _) => at + 1,
        (None, true) => open.iter().position(|i| !is_title(scope, *i))?,
        (None, false) => (0..open.len()).find(|at| {
            let head = headed::read(scope, &open[*at..]);
            // ## 一、民间文学, and a name below it.
            let set_off = scope.lines[open[*at]].is_marked()
                && open.get(*at + 1).is_some_and(|next| is_name(scope.text(*next)));
            head.is_some_and(|h| h.claim() || set_off) && !is_counted_title(scope, &open[*at..])
        })?,
    };
    let body = &open[start..];
    let body = &body[header_lines(scope, body)..];
    let mut plan = run(scope, body, &|_| true);
    // Names that happen to look like headings: then most lines would be headings, or the list
    // would begin without one.
    let below = || plan.list.iter().filter(|block| !block.inline);
    let names: usize = below().map(|block| block.body.len()).sum();
    let uncounted = |b: &&Block| b.head.as_ref().is_some_and(|head| head.claim.is_none());
    let heads = below().filter(uncounted).count();
    let led = plan.list.first().is_some_and(|block| block.head.is_some());
    if heads > 0 && (heads > names || !led) {
        plan = run(scope, body, &Head::claim);
    }
    plan.announced = announced.is_some();
    (!plan.list.is_empty()).then_some(plan)
}

/// Blocks as far as they go; `heads` says which headings count as such.
fn run(scope: &Scope<'_>, open: &[usize], heads: &dyn Fn(&Head) -> bool) -> Blocks {
    let mut plan = Blocks::default();
    let mut at = 0;
    while let Some(index) = open.get(at).copied() {
        if let Some(head) = headed::read(scope, &open[at..]).filter(|head| heads(head)) {
            plan.taken.extend_from_slice(&open[at..at + head.lines]);
            at += head.lines;
            plan.list.push(Block {
                head: Some(head.heading),
                beside: head.beside,
                inline: head.rest.is_some(),
                body: head.rest.into_iter().collect(),
            });
            continue;
        }
        let text = compact(scope.text(index));
        if let Some(kind) = note_kind(&text) {
            plan.notes.push((scope.lines[index].span, kind));
        } else if is_name(scope.text(index)) {
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

fn is_title(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    let view = View::join(&[scope.lines[index].span], &scope.document.text);
    let counted = claims::of_heading(&view, crate::model::ClaimPlace::Note).is_some();
    annex::mark(scope.text(index)).is_some()
        || (words::ends_list_title(&text) && !(counted && groups::is_numbered(&text)))
        || words::is_bracketed(&text)
        || words::is_unit_line(&text)
}

/// A list's title with a count in the letter, directly over the first heading: 名单（共15个）.
fn is_counted_title(scope: &Scope<'_>, lines: &[usize]) -> bool {
    let title = |index: &usize| words::ends_list_title(&compact(scope.text(*index)));
    lines.first().is_some_and(title)
        && lines.get(1..).is_some_and(|below| headed::read(scope, below).is_some_and(|h| h.claim()))
}

/// Two header cells above the first block, one a line: 行政区, 行政村名单.
fn header_lines(scope: &Scope<'_>, open: &[usize]) -> usize {
    let known = |at: usize| open.get(at).is_some_and(|i| is_header(&compact(scope.text(*i))));
    let below = open.get(2..).is_some_and(|rest| headed::read(scope, rest).is_some());
    if known(0) && known(1) && below { 2 } else { 0 }
}

/// The name of a column; a line that lists names or heads them is none, whatever it ends with.
pub(super) fn is_header(text: &str) -> bool {
    text.chars().count() <= HEADER_MOST
        && !text.contains(['、', '：', ':', '，', '。'])
        && words::role_of(text).is_some()
}

fn is_name(text: &str) -> bool {
    // 甲社区，: a list broken into lines keeps its commas.
    let text = text.trim_end().trim_end_matches(['，', '；', '、']);
    let several = text.contains('、') || text.trim().contains(crate::text::is_blank);
    let most = if several { usize::MAX } else { NAME_MOST };
    let count = text.chars().count();
    let end = text.trim_end();
    (2..=most).contains(&count)
        && !end.contains(['；', '：', ':', '！', '？'])
        && (!end.ends_with('。') || is_last_name(end, several))
        && !words::is_bracketed(&compact(text))
        && annex::mark(text).is_none()
        && date::whole(text).is_none()
        && numeral::whole(text).is_none()
}

/// Whether a line that ends in a full stop is the last name of a list, or several.
fn is_last_name(text: &str, several: bool) -> bool {
    let short = text.chars().count() <= LAST_MOST && !text.contains(['，', '的', '要', '请', '此']);
    (several || short) && !groups::is_numbered(&compact(text))
}

/// Longest name before a full stop, in characters.
const LAST_MOST: usize = 24;

/// Kinds of lines between names that are notes.
fn note_kind(text: &str) -> Option<NoteKind> {
    if words::is_sum(text) {
        Some(NoteKind::Sum)
    } else if words::is_unit_line(text) {
        Some(NoteKind::UnitLine)
    } else if words::is_remark(text) {
        Some(NoteKind::Remark)
    } else {
        None
    }
}
