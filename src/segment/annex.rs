//! Where the letter ends and the annexes begin.

mod alike;
mod asides;
mod forms;
mod itself;
mod signed;
mod unsigned;

pub(super) use alike::{heads_alike, heads_its_like};
pub(super) use asides::{aside, notes};
pub(super) use forms::{has_articles, is_form};

use super::claims;
use super::head;
use super::line::{Line, LineKind};
use super::lists::places;
use super::mark::{MARK_MOST, mark};
use super::roster::{groups, words};
use super::series;
use crate::model::{ClaimPlace, Document, Role, Span, Spanned};
use crate::text::words::annex::LETTER_POINTS;
use crate::text::{self, View, compact, date, is_blank, numeral};

/// The parts of the document, as ranges of lines.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Lines before this one are the letter.
    pub(super) letter_end: usize,
    /// The annexes; each starts where the one before ends.
    pub(super) sections: Vec<std::ops::Range<usize>>,
    /// The letter goes on with this line, below its table.
    pub(super) resumes: usize,
}

/// Finds the letter's end and the annexes. The annex begins at the first annex mark that does not
/// only announce it; without a mark, behind the date of issue, or with the titles that stand
/// directly over the first table.
pub(super) fn plan(document: &Document, lines: &[Line]) -> Plan {
    let own = asides::own_table(document, lines);
    let listed = |line: &Line| line.is_row() && own.is_none_or(|own| line.table() != Some(own));
    let first_row = lines.iter().position(listed);
    let reach = first_row.unwrap_or(lines.len());
    let begins = (0..reach).find(|at| {
        let line = &lines[*at];
        matches!(line.kind, LineKind::Text | LineKind::Heading(_))
            && mark(document.slice(line.span)).is_some()
            && !announces(document, lines, *at, reach)
    });
    let mut foot = None;
    let letter_end = begins
        .or_else(|| behind_date(document, lines, first_row))
        .or_else(|| {
            let (begin, end) =
                unsigned::begin(document, lines, reach).filter(|_| first_row.is_none())?;
            foot = end;
            Some(begin)
        })
        .or_else(|| itself::itself(document, lines))
        .or_else(|| itself::over_provinces(document, lines).filter(|_| first_row.is_none()))
        .unwrap_or_else(|| {
            first_row.map_or(lines.len(), |first_row| titles_above(document, lines, first_row))
        });
    let resumes = foot
        .or_else(|| resumes(document, lines, letter_end))
        .or_else(|| signed::signs(document, lines, letter_end).filter(|_| own.is_none()))
        .unwrap_or(lines.len());
    let sections = sections(document, &lines[..resumes], letter_end);
    Plan { letter_end, sections, resumes }
}

/// Where the letter goes on below the table of one of its points: 四、监督电话, where 一、 and 二、 stand in it, 三、
/// over the table, and no other point below its first row. Where none stands in it, as in 一、拍卖标的 over a table directly
/// below the title, or labels alone, each point below says itself that no list follows: 四、联系方式.
fn resumes(document: &Document, lines: &[Line], letter_end: usize) -> Option<usize> {
    let point = |at: &usize| {
        let text = document.slice(lines[*at].span).trim_start_matches(is_blank);
        let chinese =
            text.chars().next().is_some_and(|c| numeral::chinese_digit(c).is_some() || c == '十');
        let (n, length) = numeral::prefix(text).filter(|_| chinese)?;
        let plain = matches!(lines[*at].kind, LineKind::Text | LineKind::Heading(_));
        (plain && text[length..].starts_with('、')).then_some(n)
    };
    let first_row = lines.iter().position(Line::is_row)?;
    let last_row = lines.iter().rposition(Line::is_row)?;
    let above: Vec<u64> = (0..first_row).filter_map(|at| point(&at)).collect();
    let ordered = (1..).zip(&above).all(|(due, n)| due == *n);
    let in_letter =
        above.len() > 1 && (0..letter_end.min(first_row)).any(|at| point(&at) == Some(1));
    let between = || (first_row..last_row).any(|at| point(&at).is_some());
    let next = (last_row + 1..lines.len()).find(|at| point(at).is_some())?;
    let due = above.last().map(|n| n + 1);
    // 二、先进个人 over names is one more list; a letter of labels has but few points that are none.
    let form = lines[..first_row].iter().any(|line| is_labelled_point(document, line));
    let of_letter = || {
        let says = |at: usize| {
            let heading = compact(document.slice(lines[at].span));
            let label = heading.split(['：', ':', '（', '(']).next().unwrap_or_default();
            LETTER_POINTS.iter().any(|word| label.ends_with(word))
        };
        (next..lines.len()).filter(|at| point(at).is_some()).all(says)
    };
    (ordered && point(&next) == due && !between() && ((in_letter && !form) || of_letter()))
        .then_some(next)
}

/// A label and its value, 项目编号：GS2024.
fn is_labelled(document: &Document, line: &Line) -> bool {
    let text = document.slice(line.span).trim_end_matches(is_blank);
    text.split_once(['：', ':']).is_some_and(|(_, value)| !value.is_empty())
}

/// 一、项目编号：GS2024: a numbered one.
fn is_labelled_point(document: &Document, line: &Line) -> bool {
    is_labelled(document, line) && groups::is_numbered(&compact(document.slice(line.span)))
}

/// How far below its first line the list of annexes may end, in lines.
const ANNOUNCE_MOST: usize = 24;

/// Whether the annex mark at `at` belongs to the letter's list of annexes: it carries a title, or
/// a colon, and the date of issue follows, or nothing but further titles and signatures up to the
/// next mark or the end.
fn announces(document: &Document, lines: &[Line], at: usize, reach: usize) -> bool {
    let text = |index: usize| document.slice(lines[index].span);
    let titled = mark(text(at)).is_some_and(|m| !m.title.is_empty());
    let colon = text(at).trim_end_matches(is_blank).ends_with([':', '：']);
    if !titled && !colon {
        return false;
    }
    let mut only_titles = true;
    for index in at + 1..reach.min(at + ANNOUNCE_MOST) {
        let line = &lines[index];
        if line.is_furniture() {
            continue;
        }
        // 序号 alone heads a table flattened to one cell a line: the date below it is a cell.
        if words::role_of(&compact(text(index))) == Some(Role::Serial) {
            return false;
        }
        if is_date(document, line) {
            // Below other content it dates something else.
            return only_titles || !ends_as_sentence(document, &lines[at + 1..index]);
        }
        if let Some(next) = mark(text(index)) {
            if next.title.is_empty() {
                return only_titles;
            }
            continue;
        }
        only_titles &= is_announced(text(index));
    }
    only_titles && reach == lines.len() && reach - at < ANNOUNCE_MOST
}

/// A line of the letter's list of annexes, or of the signatures below it.
fn is_announced(text: &str) -> bool {
    let text = compact(text);
    let signed = head::is_signature(&text);
    signed || (text.chars().count() <= MARK_MOST && words::ends_list_title(&text))
}

fn ends_as_sentence(document: &Document, lines: &[Line]) -> bool {
    lines.iter().any(|line| document.slice(line.span).ends_with(['。', '；']))
}

fn is_date(document: &Document, line: &Line) -> bool {
    let text = document.slice(line.span);
    line.span.len() < 120 && (date::is_line(text) || head::date_behind_body(text).is_some())
}

/// The first line behind the date of issue, where a letter stands above it and an annex below:
/// a table, or a title with at least two lines under it.
fn behind_date(document: &Document, lines: &[Line], first_row: Option<usize>) -> Option<usize> {
    let reach = first_row.unwrap_or(lines.len());
    let date_at = (0..reach)
        .rev()
        .find(|at| is_date(document, &lines[*at]) && has_prose(document, &lines[..*at]))?;
    if first_row.is_some() {
        return Some(date_at + 1);
    }
    let below = lines[date_at + 1..].iter().filter(|line| !line.is_furniture());
    // 江苏省 over its names, 浙江省 over others: the list needs no title.
    let text = |line: &&Line| compact(document.slice(line.span));
    let province = |text: &String| places::is_province(text);
    let mut names = below.clone().map(|line| text(&line)).filter(|text| !words::is_bracketed(text));
    if names.next().as_ref().is_some_and(province)
        && names.clone().any(|text| province(&text))
        && !names.any(|text| text.ends_with('。'))
    {
        return Some(date_at + 1);
    }
    // 荣获甲称号的有： over its names, 荣获乙称号的有： over others.
    let listing = |text: &String| text.ends_with("的有：") || text.ends_with("的有:");
    if below.clone().next().is_some_and(|line| listing(&text(&line)))
        && below.clone().skip(2).any(|line| listing(&text(&line)))
    {
        return Some(date_at + 1);
    }
    let titled = |line: &&Line| {
        let text = document.slice(line.span).trim_end_matches(['：', ':']);
        // 某某名单17个： over its names
        let counted = || {
            let line = line.span.start as usize;
            let view = View::join(&[Span::of(line, line + text.len())], &document.text);
            let (_, at) = claims::at_end(&view, ClaimPlace::Note)?;
            Some(words::ends_list_title(&compact(&view.text[..at])))
        };
        let own = compact(text);
        words::ends_list_title(&own) || itself::explains(&own) || counted() == Some(true)
    };
    let title = below.clone().take(3).position(|line| titled(&line))?;
    (below.count() >= title + 3).then_some(date_at + 1)
}

fn has_prose(document: &Document, lines: &[Line]) -> bool {
    lines.iter().any(|line| document.slice(line.span).ends_with(['。', '：', ':']))
}

/// The lines directly over the table that read as titles and notes, up to the first that does not.
fn titles_above(document: &Document, lines: &[Line], first_row: usize) -> usize {
    // A letter of numbered labels, none of which titles its table.
    let form = lines[..first_row].iter().any(|line| is_labelled_point(document, line));
    let mut start = first_row;
    while start > 0 {
        let line = &lines[start - 1];
        let text = document.slice(line.span);
        let heads = || series::is_first(document, &lines[first_row..], &compact(text));
        if form && is_labelled(document, line) && !heads() {
            return start;
        }
        // 组长： over its holders
        let ends = text.ends_with(['。', '；', '：', ':', '，']) && !head::is_post(&compact(text));
        let titled = text.chars().count() <= 60 && !ends && !line.is_row();
        if !titled && !line.is_furniture() {
            if !is_said_of_part(document, lines, start - 1, first_row) {
                break;
            }
            start -= 1;
        }
        start -= 1;
    }
    // The document's first title is its own, not the annex's.
    let own = lines[..first_row].iter().position(|line| !line.is_furniture());
    // One of several headings of a kind, each over its table, titles none of them; nor does what stands in brackets: the
    // title above it is the page's, printed over each.
    let bracketed = |at: usize| words::is_bracketed(&compact(document.slice(lines[at].span)));
    if let Some(own) = own
        && start <= own
        && (heads_alike(document, &lines[own], &lines[first_row..])
            || heads_its_like(document, &lines[own], &lines[first_row..])
            || bracketed(own))
    {
        return own;
    }
    if start > 0 && own != Some(start) {
        return start;
    }
    // Below it the page may say when it was published, which is no title of the first table either.
    let below = |own: usize| (own + 1..first_row).find(|at| !lines[*at].is_furniture());
    own.map_or(0, |own| below(own).unwrap_or(own + 1))
}

/// Whether a sentence over the first table says something of the part whose numbered heading stands above it, in a document
/// that is nothing but its list: 一、期刊 / 以下期刊由学会推荐。 below 目录, and 二、会议 over a further table.
fn is_said_of_part(document: &Document, lines: &[Line], at: usize, first_row: usize) -> bool {
    let text = |line: &Line| compact(document.slice(line.span));
    let Some((heading, above)) = lines[..at].split_last() else { return false };
    let speaks = |line: &Line| text(line).contains(['。', '：', ':', '，']);
    text(&lines[at]).ends_with('。')
        && groups::is_numbered(&text(heading))
        && heads_alike(document, heading, &lines[first_row..])
        && !above.iter().any(|line| !line.is_furniture() && speaks(line))
}

/// Whether a mark inside an annex, which may be a plan with annexes of its own, begins the list of these: 附件：1.职责分工
/// over 2.分布表, nothing else and the mark of the first of them.
pub(super) fn lists_annexes(document: &Document, lines: &[Line], at: usize) -> bool {
    let text = |index: usize| compact(document.slice(lines[index].span));
    let own = text(at);
    let first = own.split_once(['：', ':']).is_some_and(|(_, title)| groups::is_numbered(title));
    let open = (at + 1..lines.len().min(at + ANNOUNCE_MOST)).filter(|i| !lines[*i].is_furniture());
    let below: Vec<usize> = open.collect();
    let next = below.iter().position(|index| mark(&text(*index)).is_some());
    next.filter(|next| first && *next > 0).is_some_and(|next| {
        let titles = &below[..next];
        mark(&text(below[next])).is_some_and(|mark| mark.title.is_empty())
            && titles.iter().all(|index| groups::is_numbered(&text(*index)))
    })
}

/// Cuts the annex at its marks.
fn sections(document: &Document, lines: &[Line], from: usize) -> Vec<std::ops::Range<usize>> {
    if from >= lines.len() {
        return Vec::new();
    }
    let starts = |index: &usize| {
        let line = &lines[*index];
        matches!(line.kind, LineKind::Text | LineKind::Heading(_) | LineKind::Single(..))
            && mark(document.slice(line.span)).is_some()
    };
    let mut cuts = vec![from];
    cuts.extend((from + 1..lines.len()).filter(starts));
    cuts.push(lines.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The first line of the annex that reads as a title.
pub(super) fn first_title(document: &Document, lines: &[Line]) -> Option<Spanned<String>> {
    let line = lines.iter().take(6).find(|line| {
        matches!(line.kind, LineKind::Text | LineKind::Heading(_))
            && mark(document.slice(line.span)).is_none()
    })?;
    Some(Spanned::new(compact(document.slice(line.span)), text::trim(line.span, &document.text)))
}
