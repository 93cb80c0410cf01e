//! What a line of a list is: a name, a note, a header, a title or a signature.

use super::NAME_MOST;
use super::headed::{self, Head};
use crate::model::roster::NoteKind;
use crate::segment::lists::{Scope, aside};
use crate::segment::roster::groups;
use crate::segment::roster::words;
use crate::segment::{FAR, blank_lines_between, claims, head, indent, mark};
use crate::text::{View, compact, date, headers, numeral};

/// Longest header cell, in characters.
const HEADER_MOST: usize = 16;

pub(in crate::segment::lists) fn is_name(text: &str) -> bool {
    // 甲社区，: a list broken into lines keeps its commas.
    let text = text.trim_end().trim_end_matches(['，', '；', '、']);
    let several = text.contains('、') || text.trim().contains(crate::text::is_blank);
    let most = if several { usize::MAX } else { NAME_MOST };
    let document = is_document(text);
    let most = if document { usize::MAX } else { most };
    let count = text.chars().count();
    let end = text.trim_end();
    // A sentence ends inside it.
    if end.trim_end_matches('。').contains('。') {
        return false;
    }
    // A paragraph of prose has longer clauses than any name.
    let clause = |piece: &str| piece.chars().count() > CLAUSE_MOST;
    (2..=most).contains(&count)
        && (document || !text.split(['、', '　', ' ']).any(clause))
        && !end.contains(['；', '：', ':', '！', '？'])
        && (!end.ends_with('。') || is_last_name(end, several))
        && !words::is_bracketed(&compact(text))
        && !words::is_closing(&compact(text))
        && mark::mark(text).is_none()
        && date::whole(text).is_none()
        && numeral::whole(text).is_none()
}

/// Whether a text is the title of a document, its number in a bracket behind it: however long, it is a name.
pub(super) fn is_document(text: &str) -> bool {
    const MOST: usize = 200;
    let end = text.trim_end();
    let number = end.ends_with("号）") || end.ends_with("号)");
    number && end.chars().count() <= MOST && !end.contains(['，', '。'])
}

/// Whether a line is the last name below others that all end in ；: it ends in 。, and is made as they are.
pub(in crate::segment::lists) fn is_last_of(above: &[&str], text: &str) -> bool {
    /// No more lines are looked at.
    const LOOKED: usize = 64;
    let Some(text) = text.trim_end().strip_suffix('。') else { return false };
    let above = &above[above.len().saturating_sub(LOOKED)..];
    let open = |line: &&str| line.trim_end().ends_with(['；', ';']);
    let commas = |text: &str| text.matches('，').count();
    !above.is_empty()
        && above.iter().all(open)
        && above.iter().any(|line| commas(line) == commas(text))
        && !is_clause(text)
        && is_name(text)
}

/// Whether a line that ends in a full stop is the last name of a list, or several.
fn is_last_name(text: &str, several: bool) -> bool {
    let short = text.chars().count() <= LAST_MOST && !text.contains(['，', '的', '要', '请', '此']);
    let bare = compact(text);
    let below = words::is_below(&bare) || bare.starts_with("公示期");
    ((several && !is_clause(text)) || short) && !groups::is_numbered(&bare) && !below
}

/// Whether a line with several marks is a sentence that closes a list: 希望各地总结经验、再接再厉，把工作做好。
fn is_clause(text: &str) -> bool {
    const WORDS: [char; 11] = ['的', '要', '请', '此', '各', '将', '应', '对', '把', '并', '可'];
    let mut depth = 0u32;
    let (mut comma, mut word) = (false, false);
    for c in text.chars() {
        match c {
            '（' | '(' | '《' | '“' | '〔' => depth += 1,
            '）' | ')' | '》' | '”' | '〕' => depth = depth.saturating_sub(1),
            '，' | ',' => comma |= depth == 0,
            _ => word |= depth == 0 && WORDS.contains(&c),
        }
    }
    comma && word
}

/// A stretch without a mark between names that is longer, in characters, is no name.
const CLAUSE_MOST: usize = 60;

/// Longest name before a full stop, in characters.
const LAST_MOST: usize = 24;

/// `全省入选265个`, `其中我市3个`: a line that counts what is listed.
pub(super) fn counts_listed(scope: &Scope<'_>, index: usize) -> bool {
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
pub(super) fn note_kind(text: &str) -> Option<NoteKind> {
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
/// Whether the last line of an annex is its signature: an office of the body that issues the notice, and
/// no name above is one.
pub(super) fn signs(scope: &Scope<'_>, last: usize, above: &[usize]) -> bool {
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

pub(super) fn is_title(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    let view = View::join(&[scope.lines[index].span], &scope.document.text);
    let counted = claims::of_heading(&view, crate::model::ClaimPlace::Note).is_some();
    mark::mark(scope.text(index)).is_some()
        || (words::ends_list_title(&text)
            && !(groups::is_numbered(&text) && (counted || numbered_again(scope, index))))
        || words::is_bracketed(&text)
        || words::is_unit_line(&text)
}

/// Whether the first line is a title without a word for a list, over 一、粮油类 and 二、果品类: it heads nothing but them.
pub(super) fn over_headings(scope: &Scope<'_>, open: &[usize]) -> bool {
    let heading = |at: usize| groups::heading(scope.document, &scope.lines[open[at]]);
    let numbered = |at: usize| groups::is_numbered(&compact(scope.text(open[at])));
    open.len() > 3
        && !numbered(0)
        && !heading(0).is_formal()
        && numbered(1)
        && !scope.text(open[1]).contains(['：', ':'])
        && (3..open.len()).any(|at| numbered(at) && heading(at).style == heading(1).style)
}

/// Whether the first line of an annex is a title without a word for a list: a blank line parts it from names that none
/// parts from each other, and that end in another word.
pub(super) fn stands_apart(scope: &Scope<'_>, open: &[usize]) -> bool {
    const LEAST: usize = 4;
    let gap = |pair: &[usize]| {
        blank_lines_between(scope.document, &scope.lines[pair[0]], &scope.lines[pair[1]]) > 0
    };
    let end = |at: usize| compact(scope.text(open[at])).chars().next_back();
    let marked = (0..open[0]).any(|index| mark::mark(scope.text(index)).is_some());
    open.len() >= LEAST
        && marked
        && headed::read(scope, open, false).is_none()
        && gap(&open[..2])
        && !open[1..].windows(2).any(gap)
        && (1..open.len()).all(|at| end(at) != end(0))
}

/// Whether the first two lines are one title, 第三批历史文化名镇 over 和第一批历史文化名村名单: the second ends as titles of
/// lists do, more than another line stands below, and no line below does.
pub(super) fn title_of_two_lines(scope: &Scope<'_>, open: &[usize]) -> bool {
    const LINES_LEAST: usize = 5;
    const LOOKED: usize = 2000;
    let plain = |index: usize| {
        let text = compact(scope.text(index));
        !groups::is_numbered(&text) && !text.contains(['：', ':', '。', '，', '；'])
    };
    let titled = |index: usize| words::ends_list_title(&compact(scope.text(index)));
    open.len() >= LINES_LEAST
        && plain(open[0])
        && plain(open[1])
        && !titled(open[0])
        && titled(open[1])
        && headed::read(scope, open, false).is_none()
        && !open[2..].iter().take(LOOKED).any(|index| titled(*index))
}

/// 一、先进集体名单 here and 二、先进个人名单 below: whether another title of a list is numbered like line `index`.
fn numbered_again(scope: &Scope<'_>, index: usize) -> bool {
    let style = |at: usize| groups::heading(scope.document, &scope.lines[at]).style;
    scope.annex
        && scope.open().into_iter().filter(|at| *at > index).any(|at| {
            let text = compact(scope.text(at));
            groups::is_numbered(&text) && words::ends_list_title(&text) && style(at) == style(index)
        })
}

/// A list's title with a count, directly over several lines of names behind what heads them: 名单（共24家） over
/// 河北：甲景区 and 江苏：乙景区、丙景区. It is the title of all.
pub(super) fn titled_over_lines(scope: &Scope<'_>, open: &[usize]) -> Option<usize> {
    const LINES: usize = 3;
    let titled = |at: &usize| {
        let head = headed::read(scope, &open[*at..=*at], false);
        head.is_some_and(|head| {
            let title = words::ends_list_title(&compact(&head.heading.name));
            title && head.claim() && head.rest.is_none()
        })
    };
    let inline = |line: &usize| {
        headed::read(scope, std::slice::from_ref(line), true)
            .is_some_and(|head| head.rest.is_some() && !head.claim())
    };
    let over = |at: &usize| {
        let below = open.get(at + 1..).unwrap_or_default();
        below.len() >= LINES && below.iter().take(LINES).all(inline)
    };
    (0..open.len()).find(|at| titled(at) && over(at))
}

/// The first of several titles with counts that each stand over names: 古镇名单（8个）, 古村落名单（6个）. They
/// head groups, and none is the title of all.
pub(super) fn titled_apart(scope: &Scope<'_>, open: &[usize]) -> Option<usize> {
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
pub(super) fn is_counted_title(scope: &Scope<'_>, lines: &[usize]) -> bool {
    let title = |index: &usize| words::ends_list_title(&compact(scope.text(*index)));
    lines.first().is_some_and(title)
        && lines
            .get(1..)
            .is_some_and(|below| headed::read(scope, below, false).is_some_and(|h| h.claim()))
}

/// Header cells above the first block, one a line: 企业名称; 行政区, 行政村名单. A single one is put
/// together from header words, as the names below it are not.
pub(super) fn header_lines(scope: &Scope<'_>, open: &[usize]) -> usize {
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

/// Lines that repeat one header, each directly below a heading: 村落名称 over the names of each province.
pub(super) fn repeated_headers(scope: &Scope<'_>, lines: &[usize]) -> Vec<usize> {
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
