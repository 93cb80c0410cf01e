//! The list that no letter's end tells of: a document that is the list itself, a copy without its signature.

use super::MARK_MOST;
use crate::model::{ClaimPlace, Document};
use crate::segment::claims;
use crate::segment::head;
use crate::segment::line::Line;
use crate::segment::lists::places;
use crate::segment::roster::{groups, words};
use crate::text::{View, compact, date, numeral};

/// The title of a list over the names of provinces, each over its rows, below prose: a copy of a notice
/// without its signature.
pub(super) fn over_provinces(document: &Document, lines: &[Line]) -> Option<usize> {
    let open: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let text = |at: &usize| compact(document.slice(lines[*at].span));
    let prose = open.iter().position(|at| text(at).ends_with('。'))?;
    (prose + 1..open.len())
        .find(|nth| {
            let title = text(&open[*nth]);
            let below = || {
                let texts = open[nth + 1..].iter().map(text);
                texts.filter(|text| !words::is_bracketed(text))
            };
            title.chars().count() <= MARK_MOST
                && words::ends_list_title(&title)
                && below().next().is_some_and(|first| places::is_province(&first))
                && below().skip(1).any(|text| places::is_province(&text))
        })
        .map(|nth| open[nth])
}

/// Below the title of a document that is the list itself, `易制毒化学品的分类和品种目录`: no notice, no
/// letter, no table.
pub(super) fn itself(document: &Document, lines: &[Line]) -> Option<usize> {
    let mut open = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).peekable();
    let (mut first, mut split) = (open.next()?, false);
    let mut text = compact(document.slice(lines[first].span));
    // 本市公安机关行使的行政处罚权 over 事项清单: a title of two lines.
    if let Some(next) = open.peek().copied()
        && !words::ends_list_title(&text)
        && !text.ends_with(['。', '：', ':', '；', '，'])
        && text.chars().count() <= MARK_MOST
        && !groups::is_numbered(&text)
    {
        let rest = compact(document.slice(lines[next].span));
        let titled = words::ends_as_list(&rest) && rest.chars().count() <= TITLE_REST_MOST;
        let below: Vec<&Line> =
            open.clone().skip(1).map(|at| &lines[at]).take(LETTER_REACH).collect();
        if titled && introduces(document, &below) > 0 {
            // Its second line titles the list.
            text.push_str(&rest);
            (first, split) = (next, true);
            open.next();
        }
    }
    // 《国际期刊预警名单（试行）》
    if let Some(inner) = text.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')) {
        text = inner.to_owned();
    }
    let bare = words::without_closing_bracket(&text);
    let explains = explains(bare);
    let list = words::ends_list_title(&text) || explains;
    let letter = ["关于", "通知", "公告"].iter().any(|word| text.contains(word));
    let below = open.map(|at| &lines[at]).take(LETTER_REACH).collect::<Vec<_>>();
    let introduced = if words::ends_as_list(&text) { introduces(document, &below) } else { 0 };
    // 现发布《某名词解释》，共7个名词。 over 1.甲，是指…: what introduces the terms counts them, as a letter does.
    let terms = begins_counting(document, &below);
    let terms = terms.filter(|(_, said)| explains || *said && count_on(document, lines));
    let terms = terms.map_or(0, |(lines, _)| lines);
    let prose = below.iter().skip(introduced.max(terms)).take(3).any(|line| {
        let text = document.slice(line.span);
        // 一等奖： heads names; 各有关单位： is whom a letter speaks to.
        let label = text.chars().count() <= LABEL_MOST
            && !head::speaks_to(text)
            && (text.contains('奖') || !head::is_post(&compact(text)));
        // 1 数据，是指…。
        let term = explains && text.starts_with(|c| numeral::digit(c).is_some());
        (text.ends_with(['：', ':']) && !label)
            || (text.ends_with('。') && !term && !groups::is_numbered(&compact(text)))
    });
    let rows = lines.iter().any(Line::is_row);
    // Who issued it, over the date: no rows, but the letter's.
    let dated = || {
        let text = |line: &Line| compact(document.slice(line.span));
        let [body, date, ..] = &below[..] else { return None };
        let signed = head::is_signature(&text(body)) && date::is_line(&text(date));
        signed.then(|| lines.partition_point(|line| line.span.end <= date.span.end))
    };
    let begin = if split { first } else { dated().unwrap_or(first + 1) };
    let begin = match below.get(terms).filter(|_| terms > 0) {
        Some(line) => lines.partition_point(|own| own.span.start < line.span.start),
        None => begin,
    };
    // 重点企业名单（4家） over one line: 甲、乙、丙、丁.
    let view = View::join(&[lines[first].span], &document.text);
    let counted = || claims::of_heading(&view, ClaimPlace::Title).is_some();
    let enough = below.len() >= 3 || !below.is_empty() && counted();
    (list && !letter && !prose && !rows && enough).then_some(begin)
}

/// Whether a title says that terms are explained below it.
pub(super) fn explains(title: &str) -> bool {
    let bare = words::without_closing_bracket(title);
    ["解释", "术语", "释义"].iter().any(|end| bare.ends_with(end))
}

/// Whether all numbered lines count on from 1, in figures: nothing but items is numbered.
fn count_on(document: &Document, lines: &[Line]) -> bool {
    let mut due = 1;
    lines.iter().map(|line| compact(document.slice(line.span))).all(|text| {
        let open = text.trim_start_matches(['（', '(']);
        let figure = open.starts_with(|c: char| numeral::digit(c).is_some());
        let number = numeral::prefix(open).map(|(n, _)| n);
        let own = figure && number == Some(due);
        due += u64::from(own && groups::is_numbered(&text));
        own || !groups::is_numbered(&text)
    })
}

/// How many sentences stand over the first of numbered lines, none of which says to whom it speaks, and whether the last
/// says that these follow: 现将…发布如下：.
fn begins_counting(document: &Document, below: &[&Line]) -> Option<(usize, bool)> {
    const SENTENCES_MOST: usize = 3;
    let text = |line: &&Line| compact(document.slice(line.span));
    let first = |line: &&Line| {
        let text = text(line);
        let number = numeral::prefix(text.trim_start_matches(['（', '(']));
        groups::is_numbered(&text) && number.is_some_and(|(n, _)| n == 1)
    };
    let follows = |line: &&Line| text(line).ends_with("如下：") || text(line).ends_with("如下:");
    let speaks = |line: &&&Line| text(line).ends_with('。') || follows(line);
    let sentences = below.iter().take_while(speaks).count();
    let opened = below.iter().position(first);
    let lines = opened.filter(|at| *at > 0 && *at <= sentences.min(SENTENCES_MOST))?;
    Some((lines, follows(&below[lines - 1])))
}

/// The second line of a title is no longer, in characters.
const TITLE_REST_MOST: usize = 16;

/// 根据…规定，下列处罚权由公安机关行使： directly over 一、 or 1.: how many lines the paragraph has that introduces what the title
/// lists. Whom a letter speaks to is no clause.
fn introduces(document: &Document, below: &[&Line]) -> usize {
    const LINES_MOST: usize = 4;
    let text = |line: &&Line| compact(document.slice(line.span));
    let end = below.iter().take(LINES_MOST).position(|line| text(line).ends_with(['：', ':']));
    let Some(lines) = end.map(|end| end + 1) else { return 0 };
    let paragraph: String = below[..lines].iter().map(text).collect();
    let first = below.get(lines).map(text).unwrap_or_default();
    let number = numeral::prefix(first.trim_start_matches(['（', '(']));
    let introduces = paragraph.contains(['，', ','])
        && !groups::is_numbered(&paragraph)
        && groups::is_numbered(&first)
        && number.is_some_and(|(n, _)| n == 1);
    if introduces { lines } else { 0 }
}

/// A label over names has no more characters.
const LABEL_MOST: usize = 8;

/// So many lines below the title show whether a letter follows.
const LETTER_REACH: usize = 6;
