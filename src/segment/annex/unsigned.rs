//! Where the list begins in a copy that has neither annex mark nor signature above it, or no title:
//! at names under provinces, or at the first of several titles of lists.

use super::is_date;
use crate::model::Document;
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::segment::roster::{groups, words};
use crate::text::{compact, numeral};

/// Longest line of a list, in characters.
const LINE_MOST: usize = 45;

/// Fewest provinces, or titles, that tell a list.
const HEADS_LEAST: usize = 2;

/// The first line of such a list, by index, and the line behind it where the page goes on. `reach`: nothing from there
/// on is looked at.
pub(super) fn begin(
    document: &Document,
    lines: &[Line],
    reach: usize,
) -> Option<(usize, Option<usize>)> {
    let open: Vec<usize> = (0..reach).filter(|at| !lines[*at].is_furniture()).collect();
    under_provinces(document, lines, &open)
        .or_else(|| under_titles(document, lines, &open))
        .map(|first| (first, None))
        .or_else(|| under_title(document, lines, &open))
}

/// 辽宁省 / 甲保护区 / 吉林省 / 乙保护区: names below the bare names of provinces, which a title of a list
/// stands over, or the date of issue.
fn under_provinces(document: &Document, lines: &[Line], open: &[usize]) -> Option<usize> {
    let text = |at: usize| compact(document.slice(lines[open[at]].span));
    let first = (1..open.len()).find(|at| is_province(&text(*at)))?;
    let (mut provinces, mut names, mut fresh) = (0, 0, false);
    for at in first..open.len() {
        let text = text(at);
        if is_province(&text) {
            if fresh {
                return None;
            }
            provinces += 1;
            fresh = true;
        } else if is_short(&text) && !groups::is_numbered(&text) {
            names += 1;
            fresh = false;
        } else {
            break;
        }
    }
    // The last province may have lost its names.
    if provinces < HEADS_LEAST || names < provinces - usize::from(fresh) {
        return None;
    }
    let prose = |upto: usize| (0..upto).any(|at| text(at).ends_with(['。', '：', ':']));
    // （共7处） below the title, （此件公开发布） below the date.
    let above = (0..first).rev().find(|at| !words::is_bracketed(&text(*at)))?;
    if words::ends_list_title(&text(above)) && prose(above) {
        return Some(open[above]);
    }
    (is_date(document, &lines[open[above]]) && prose(above)).then_some(open[first])
}

/// The name of a province alone, as a heading prints it.
fn is_province(text: &str) -> bool {
    places::is_province(text.trim_end_matches(['：', ':']))
}

/// 某某镇名单 over 1. and 某某村名单 over 1.: the first of several titles that each stand directly over
/// numbered names.
fn under_titles(document: &Document, lines: &[Line], open: &[usize]) -> Option<usize> {
    let text = |at: usize| compact(document.slice(lines[open[at]].span));
    let heads = |at: &usize| {
        let own = text(*at);
        let plain = matches!(lines[open[*at]].kind, LineKind::Text | LineKind::Heading(_));
        let title = plain
            && is_short(&own)
            && words::ends_list_title(&own)
            && !groups::is_numbered(&own)
            && super::mark(&own).is_none();
        let first =
            |below: String| is_short(&below) && !words::ends_list_title(&below) && is_first(&below);
        title && *at + 1 < open.len() && first(text(*at + 1))
    };
    let heads: Vec<usize> = (1..open.len()).filter(heads).collect();
    let first = *heads.first()?;
    let prose = (0..first).any(|at| text(at).ends_with(['。', '：', ':']));
    (heads.len() >= HEADS_LEAST && prose).then_some(open[first])
}

/// 本市入选村镇名单 over 甲镇, 乙镇, 丙村: a title of a list below the paragraphs of a page, directly over short lines without
/// a number, or over provinces with theirs.
fn under_title(
    document: &Document,
    lines: &[Line],
    open: &[usize],
) -> Option<(usize, Option<usize>)> {
    const LINES_LEAST: usize = 3;
    const HEAD_MOST: usize = 10;
    let text = |at: usize| compact(document.slice(lines[open[at]].span));
    let plain = |at: usize| matches!(lines[open[at]].kind, LineKind::Text | LineKind::Heading(_));
    let title = |at: usize| {
        let own = text(at);
        plain(at)
            && is_short(&own)
            && words::ends_list_title(&own)
            && (!own.contains('“') || words::ends_as_list(&own))
            && !own.contains(['，', '、', '！', '!', '？'])
            && !groups::is_numbered(&own)
            && super::mark(&own).is_none()
    };
    let parted = |at: usize| {
        let between = open[at - 1] + 1..open[at];
        between.into_iter().any(|at| words::is_below(&compact(document.slice(lines[at].span))))
    };
    let item = |at: &usize| {
        let own = text(*at);
        let provinces = own
            .split_once(['：', ':'])
            .is_some_and(|(lead, names)| places::is_province(lead) && names.contains('、'));
        let titled = own.contains("关于") && super::super::head::is_title(&own);
        let bare = is_short(&own) && !titled && !own.contains(['：', ':', '，', '！', '“']);
        // 新增项目： below the title heads the names.
        let lead = own.strip_suffix(['：', ':']).filter(|_| *at > 0 && title(at - 1));
        let heads =
            lead.is_some_and(|lead| lead.chars().count() <= HEAD_MOST && !lead.contains('，'));
        let bare = heads || (bare && !groups::is_numbered(&own));
        plain(*at) && !parted(*at) && (provinces || bare)
    };
    let first = (1..open.len()).find(|at| title(*at))?;
    let below = || (first + 1..open.len()).take_while(item);
    let names = below().filter(|at| !title(*at)).take(LINES_LEAST).count();
    let behind = |own: String| own.contains(['：', ':']) && !own.ends_with(['：', ':']);
    let provinces = below().take(LINES_LEAST).any(|at| behind(text(at)));
    // ↓↓↓ below the paragraphs, 一起来看看名单吧！
    let above = (0..first).rev().map(text).find(|own| own.contains(crate::text::blank::is_han));
    let prose = above.is_some_and(|own| own.ends_with(['。', '：', ':', '！', '!']));
    let last = first + below().count();
    // 编辑：某某, furniture or not: what a page says below its list.
    let next = open.get(last).map_or(lines.len(), |at| at + 1);
    let says = |at: &usize| words::is_below(&compact(document.slice(lines[*at].span)));
    let reach = open.get(last + 1).map_or(lines.len(), |at| at + 1);
    let foot = (next..reach).find(says);
    (prose && (names >= LINES_LEAST || (provinces && names > 0))).then_some((open[first], foot))
}

/// `1、甲镇`: the first item of a list.
fn is_first(text: &str) -> bool {
    numeral::prefix(text).is_some_and(|(n, length)| {
        n == 1
            && text.starts_with(|c: char| numeral::digit(c).is_some())
            && text[length..].starts_with(['.', '．', '、'])
    })
}

/// Whether a line is no sentence, and short as names are.
fn is_short(text: &str) -> bool {
    let ends = ['。', '；', '：', ':', '，', '！', '？'];
    text.chars().count() <= LINE_MOST && !text.ends_with(ends) && !text.contains('。')
}
