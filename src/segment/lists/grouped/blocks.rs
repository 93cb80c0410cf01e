//! Lines put together as blocks: a heading and the lines of names below or beside it.

use std::collections::HashSet;

use super::NAME_MOST;
use super::headed::{self, Head};
use crate::model::Span;
use crate::model::roster::NoteKind;
use crate::segment::lists::{Scope, aside};
use crate::segment::roster::{groups, words};
use crate::segment::{FAR, claims, head, indent, mark};
use crate::text::{View, compact, date, headers, numeral};

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
}

/// Reads blocks from the title, or the announcement, to the first line that is none.
pub(super) fn read(scope: &Scope<'_>, colons: bool) -> Option<Blocks> {
    let open = scope.open();
    let announced = scope.announced().and_then(|line| open.iter().position(|i| *i == line));
    let apart = if scope.annex { titled_apart(scope, &open) } else { None };
    let start = match (announced, scope.annex) {
        _ if apart.is_some() => apart?,
        (Some(at), _) => at + 1,
        (None, true) => open.iter().position(|i| !is_title(scope, *i))?,
        (None, false) => (0..open.len()).find(|at| {
            let head = headed::read(scope, &open[*at..], colons);
            // ## 一、民间文学, and a name below it.
            let set_off = scope.lines[open[*at]].is_marked()
                && open.get(*at + 1).is_some_and(|next| is_name(scope.text(*next)));
            head.is_some_and(|h| h.claim() || set_off) && !is_counted_title(scope, &open[*at..])
        })?,
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
    let mut rules = Rules { heads: &|_| true, classes: &none, names: &none, colons };
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
    if heads > 0 && ((heads > names && heads >= inline) || !led) {
        plan = run(scope, body, &Rules { heads: &Head::claim, ..rules });
    }
    if plan.list.iter().all(|block| block.head.is_none()) {
        let classes = classes(scope, body);
        if !classes.is_empty() {
            plan = run(scope, body, &Rules { heads: &|_| false, classes: &classes, ..rules });
        }
    }
    if let Some((last, _)) = signed {
        plan.notes.push((scope.lines[*last].span, NoteKind::Remark));
        plan.taken.push(*last);
    }
    plan.header = header.to_vec();
    plan.repeats = repeats;
    plan.announced = announced.is_some();
    (!plan.list.is_empty()).then_some(plan)
}

/// Whether the last line of an annex is its signature: an office of the body that issues the notice, and
/// no name above is one.
fn signs(scope: &Scope<'_>, last: usize, above: &[usize]) -> bool {
    // An institute (…研究院) may be listed like the others.
    const OFFICES: [char; 6] = ['司', '局', '办', '厅', '室', '处'];
    let text = |index: usize| compact(scope.text(index));
    let own = text(last);
    // In the letter the very body, over the date.
    let dated = (last + 1..scope.lines.len())
        .find(|index| !scope.lines[*index].is_furniture())
        .is_some_and(|below| date::is_line(scope.text(below)));
    let set_in = |index: usize| indent(scope.document, &scope.lines[index]);
    let far = above.iter().all(|index| set_in(*index) + FAR <= set_in(last));
    // An office over the date, below names of which none is one.
    let office = dated && governs(&own) && !above.iter().any(|index| governs(&text(*index)));
    if above.len() >= 2 && (office || (dated && far && head::is_signature(&own))) {
        return true;
    }
    if !scope.annex && dated && above.len() >= 2 && (far || scope.issuers.contains(&own)) {
        return true;
    }
    let of = |body: &str| {
        body.chars().count() >= 2
            && own.starts_with(body)
            && own.ends_with(OFFICES)
            && !above.iter().any(|index| text(*index).starts_with(body))
    };
    above.len() >= 2 && scope.issuers.iter().any(|issuer| of(aside::body(issuer)))
}

/// Whether a text ends as the names of offices do that sign.
fn governs(text: &str) -> bool {
    const ENDS: [char; 10] = ['部', '委', '厅', '局', '办', '室', '处', '署', '司', '科'];
    head::is_signature(text) && text.ends_with(ENDS) && !text.ends_with("公司")
}

/// How a class of the things listed ends: 中央企业, 一等奖, 东部地区.
static CLASSES: &[&str] = &[
    "奖状",
    "奖章",
    "先锋号",
    "企业",
    "类",
    "级",
    "奖",
    "组",
    "高校",
    "院校",
    "单位",
    "部门",
    "机构",
    "地区",
    "集体",
    "个人",
    "人选",
];

/// Longest such heading, in characters.
const CLASS_MOST: usize = 8;

/// Plain lines that head the names below them, though nothing sets them off: the first line and others
/// of the same ending, each over names that end otherwise.
fn classes(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let class = |index: usize| {
        let text = compact(scope.text(index));
        let kind = |end: &'static str| match end {
            "个人" => "集体",
            "奖状" | "奖章" | "先锋号" => "奖",
            _ => end,
        };
        // 推荐项目 and 备选项目 are put together from header words.
        if headers::is_built(&text) {
            return Some("");
        }
        let end = CLASSES.iter().find(|end| text.ends_with(**end))?;
        (text.chars().count() <= CLASS_MOST).then_some(kind(end))
    };
    let none = HashSet::default;
    // 一等功 and 二等功, which the letter counts.
    let told: Vec<usize> =
        (0..lines.len()).filter(|at| counted(scope, scope.text(lines[*at])).is_some()).collect();
    if told.len() > 1 && told[0] == 0 && told.windows(2).all(|pair| pair[1] > pair[0] + 1) {
        return told.into_iter().map(|at| lines[at]).collect();
    }
    let counties = counties(scope, lines);
    if !counties.is_empty() {
        return counties;
    }
    let Some(end) = lines.first().and_then(|first| class(*first)) else { return none() };
    let found: Vec<usize> = (0..lines.len()).filter(|at| class(lines[*at]) == Some(end)).collect();
    let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
    // 二等奖 as the last line: its names were cut off. Of bodies the last may be one like the others.
    let over = found.last().is_some_and(|last| last + 1 < lines.len());
    let heads = found.len() > 1
        && found.len() * 2 < lines.len() + usize::from(!over)
        && apart
        && (over || matches!(end, "奖" | "级" | "类" | "组" | "集体"));
    if heads { found.into_iter().map(|at| lines[at]).collect() } else { none() }
}

/// 盐都区 over 大冈镇佳富村: bare names of counties over names of villages or towns, where as many are declared
/// as stand below them.
fn counties(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let county = |index: &usize| {
        let text = compact(scope.text(*index));
        (2..=COUNTY_MOST).contains(&text.chars().count())
            && text.ends_with(['县', '区', '市', '旗'])
    };
    let below = |index: &usize| {
        let text = compact(scope.text(*index));
        text.ends_with(['村', '镇', '乡']) || text.ends_with("社区") || text.ends_with("街道")
    };
    let found: HashSet<usize> = lines.iter().copied().filter(|i| county(i) && !below(i)).collect();
    let rest = lines.len() - found.len();
    let heads = found.len() > 1
        && lines.first().is_some_and(|first| found.contains(first))
        && lines.iter().all(|index| found.contains(index) || below(index))
        && lines.windows(2).all(|pair| !(found.contains(&pair[0]) && found.contains(&pair[1])))
        // 4个村 counts no county, even if as many lines are left of both.
        && (scope.is_declared(rest) || scope.counted.iter().any(|(about, _)| about.ends_with('村')));
    if heads { found } else { HashSet::default() }
}

/// Longest bare name of a county over its villages, in characters.
const COUNTY_MOST: usize = 6;

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
    let inline: Vec<&Block> = uncounted().filter(|block| block.inline).collect();
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
            let head = Some(groups::heading(scope.document, &scope.lines[index]));
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
        } else if counts_listed(scope, index) {
            plan.notes.push((scope.lines[index].span, NoteKind::Remark));
        } else if odd || is_name(scope.text(index)) {
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

fn is_title(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    let view = View::join(&[scope.lines[index].span], &scope.document.text);
    let counted = claims::of_heading(&view, crate::model::ClaimPlace::Note).is_some();
    mark::mark(scope.text(index)).is_some()
        || (words::ends_list_title(&text) && !(counted && groups::is_numbered(&text)))
        || words::is_bracketed(&text)
        || words::is_unit_line(&text)
}

/// The first of several titles with counts that each stand over names: 古镇名单（8个）, 古村落名单（6个）. They
/// head groups, and none is the title of all.
fn titled_apart(scope: &Scope<'_>, open: &[usize]) -> Option<usize> {
    let counted = |at: &usize| {
        let head = headed::read(scope, &open[*at..], false).filter(Head::claim)?;
        let titled = head.rest.is_none() && words::ends_list_title(&compact(&head.heading.name));
        titled.then_some(*at + head.lines)
    };
    let mut found = (0..open.len()).filter_map(|at| Some((at, counted(&at)?)));
    let (first, below) = found.next()?;
    let over_names = |below: usize| {
        open.get(below).is_some_and(|line| is_name(scope.text(*line))) && counted(&below).is_none()
    };
    let others = found.next().is_some_and(|(_, below)| over_names(below));
    let leads = (0..first).all(|at| is_title(scope, open[at]));
    (others && leads && over_names(below)).then_some(first)
}

/// A list's title with a count in the letter, directly over the first heading: 名单（共15个）.
fn is_counted_title(scope: &Scope<'_>, lines: &[usize]) -> bool {
    let title = |index: &usize| words::ends_list_title(&compact(scope.text(*index)));
    lines.first().is_some_and(title)
        && lines
            .get(1..)
            .is_some_and(|below| headed::read(scope, below, false).is_some_and(|h| h.claim()))
}

/// Header cells above the first block, one a line: 企业名称; 行政区, 行政村名单. A single one is put
/// together from header words, as the names below it are not.
fn header_lines(scope: &Scope<'_>, open: &[usize]) -> usize {
    let built = |index: &usize| headers::is_built(&compact(scope.text(*index)));
    if let Some((first, below)) = open.split_first()
        && built(first)
        && below.len() >= 2
        && !below.iter().any(built)
    {
        return 1;
    }
    let known = |at: usize| open.get(at).is_some_and(|i| is_header(&compact(scope.text(*i))));
    let below = open.get(2..).is_some_and(|rest| headed::read(scope, rest, false).is_some());
    if known(0) && known(1) && below { 2 } else { 0 }
}

/// How many the letter counts of what a line names.
fn counted(scope: &Scope<'_>, text: &str) -> Option<u64> {
    let text = compact(text);
    scope.counted.iter().find(|(about, _)| *about == text).map(|(_, declared)| *declared)
}

/// Lines that repeat one header, each directly below a heading: 村落名称 over the names of each province.
fn repeated_headers(scope: &Scope<'_>, lines: &[usize]) -> Vec<usize> {
    let text = |at: usize| compact(scope.text(lines[at]));
    let below_head = |at: usize| {
        at > 0
            && headed::read(scope, &lines[at - 1..at], false)
                .is_some_and(|head| head.rest.is_none())
    };
    let Some(first) = (1..lines.len().min(3)).find(|at| {
        let text = text(*at);
        (headers::is_built(&text) || is_header(&text)) && below_head(*at)
    }) else {
        return Vec::new();
    };
    let own = text(first);
    let found: Vec<usize> = (first..lines.len()).filter(|at| text(*at) == own).collect();
    let all = found.len() > 1 && found.iter().all(|at| below_head(*at));
    if all { found.into_iter().map(|at| lines[at]).collect() } else { Vec::new() }
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
    // A sentence ends inside it.
    if end.trim_end_matches('。').contains('。') {
        return false;
    }
    // A paragraph of prose has longer clauses than any name.
    let clause = |piece: &str| piece.chars().count() > CLAUSE_MOST;
    (2..=most).contains(&count)
        && !text.split(['、', '　', ' ']).any(clause)
        && !end.contains(['；', '：', ':', '！', '？'])
        && (!end.ends_with('。') || is_last_name(end, several))
        && !words::is_bracketed(&compact(text))
        && mark::mark(text).is_none()
        && date::whole(text).is_none()
        && numeral::whole(text).is_none()
}

/// Whether a line that ends in a full stop is the last name of a list, or several.
fn is_last_name(text: &str, several: bool) -> bool {
    let short = text.chars().count() <= LAST_MOST && !text.contains(['，', '的', '要', '请', '此']);
    (several || short) && !groups::is_numbered(&compact(text))
}

/// A stretch without a mark between names that is longer, in characters, is no name.
const CLAUSE_MOST: usize = 60;

/// Longest name before a full stop, in characters.
const LAST_MOST: usize = 24;

/// `全省入选265个`, `其中我市3个`: a line that counts what is listed.
fn counts_listed(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    let view = View::join(&[scope.lines[index].span], &scope.document.text);
    let says =
        text.starts_with("其中") || ["入选", "上榜", "获评"].iter().any(|w| text.contains(w));
    says && text.chars().count() <= COUNT_MOST
        && claims::at_end(&view, crate::model::ClaimPlace::Note).is_some()
}

/// Longest such line, in characters.
const COUNT_MOST: usize = 16;

/// Kinds of lines between names that are notes.
fn note_kind(text: &str) -> Option<NoteKind> {
    if words::is_sum(text) {
        Some(NoteKind::Sum)
    } else if words::is_unit_line(text) {
        Some(NoteKind::UnitLine)
    } else if words::is_remark(text) || names_none(text) {
        Some(NoteKind::Remark)
    } else {
        None
    }
}

/// 第五组暂无银行进入。: a sentence that says that nothing is listed here.
fn names_none(text: &str) -> bool {
    text.ends_with('。') && ["暂无", "暂缺", "空缺"].iter().any(|word| text.contains(word))
}
