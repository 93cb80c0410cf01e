//! Where the letter ends and the annexes begin.

mod alike;
mod unsigned;

use std::borrow::Cow;

pub(super) use alike::heads_alike;

use super::claims;
use super::head;
use super::line::{Line, LineKind};
use super::lists::places;
use super::mark::{MARK_MOST, mark};
use super::roster::{groups, header, parts, words};
use crate::model::{ClaimPlace, Document, Span, Spanned, Table};
use crate::text::words::annex::SAMPLE;
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
    let first_row = lines.iter().position(Line::is_row);
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
        .or_else(|| itself(document, lines))
        .or_else(|| over_provinces(document, lines).filter(|_| first_row.is_none()))
        .unwrap_or_else(|| {
            first_row.map_or(lines.len(), |first_row| titles_above(document, lines, first_row))
        });
    let resumes = foot.or_else(|| resumes(document, lines, letter_end)).unwrap_or(lines.len());
    let sections = sections(document, &lines[..resumes], letter_end);
    Plan { letter_end, sections, resumes }
}

/// Where the letter goes on below the table of one of its points: 四、监督电话, where 一、 and 二、 stand in it, 三、
/// over the table, and no other point below its first row.
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
    let ordered = above.len() > 1 && (1..).zip(&above).all(|(due, n)| due == *n);
    let in_letter = (0..letter_end.min(first_row)).any(|at| point(&at) == Some(1));
    let between = || (first_row..last_row).any(|at| point(&at).is_some());
    let next = (last_row + 1..lines.len()).find(|at| point(at).is_some())?;
    let due = above.last().map(|n| n + 1);
    (ordered && in_letter && point(&next) == due && !between()).then_some(next)
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
        words::ends_list_title(&compact(text)) || counted() == Some(true)
    };
    let title = below.clone().take(3).position(|line| titled(&line))?;
    (below.count() >= title + 3).then_some(date_at + 1)
}

/// The title of a list over the names of provinces, each over its rows, below prose: a copy of a notice
/// without its signature.
fn over_provinces(document: &Document, lines: &[Line]) -> Option<usize> {
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
fn itself(document: &Document, lines: &[Line]) -> Option<usize> {
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
    let bare = words::without_closing_bracket(&text);
    let list = words::ends_list_title(&text)
        || ["解释", "术语", "释义"].iter().any(|end| bare.ends_with(end));
    let letter = ["关于", "通知", "公告"].iter().any(|word| text.contains(word));
    let below = open.map(|at| &lines[at]).take(LETTER_REACH).collect::<Vec<_>>();
    let introduced = if words::ends_as_list(&text) { introduces(document, &below) } else { 0 };
    let prose = below.iter().skip(introduced).take(3).any(|line| {
        let text = document.slice(line.span);
        text.ends_with(['：', ':'])
            || (text.ends_with('。') && !groups::is_numbered(&compact(text)))
    });
    let rows = lines.iter().any(Line::is_row);
    let begin = if split { first } else { first + 1 };
    (list && !letter && !prose && !rows && below.len() >= 3).then_some(begin)
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

/// So many lines below the title show whether a letter follows.
const LETTER_REACH: usize = 6;

fn has_prose(document: &Document, lines: &[Line]) -> bool {
    lines.iter().any(|line| document.slice(line.span).ends_with(['。', '：', ':']))
}

/// The lines directly over the table that read as titles and notes, up to the first that does not.
fn titles_above(document: &Document, lines: &[Line], first_row: usize) -> usize {
    let mut start = first_row;
    while start > 0 {
        let line = &lines[start - 1];
        let text = document.slice(line.span);
        let titled = text.chars().count() <= 60
            && !text.ends_with(['。', '；', '：', ':', '，'])
            && !line.is_row();
        if !titled && !line.is_furniture() {
            break;
        }
        start -= 1;
    }
    // The document's first title is its own, not the annex's.
    let own = lines[..first_row].iter().position(|line| !line.is_furniture());
    // One of several headings of a kind, each over its table, titles none of them.
    if let Some(own) = own
        && start <= own
        && heads_alike(document, &lines[own], &lines[first_row..])
    {
        return own;
    }
    if start == 0 || own == Some(start) { own.map_or(0, |own| own + 1) } else { start }
}

/// How the title of a form ends that others are to fill in.
static FORMS: [&str; 13] = [
    "申报表",
    "申请表",
    "申报书",
    "申请书",
    "登记表",
    "推荐表",
    "审批表",
    "报名表",
    "反馈表",
    "承诺书",
    "回执",
    "联系人信息表",
    "信息采集表",
];

/// How the title of rules ends: their points are no roster.
static RULES: [&str; 29] = [
    "办法",
    "规则",
    "规程",
    "细则",
    "条例",
    "章程",
    "须知",
    "说明",
    "指南",
    "指引",
    "问答",
    "小知识",
    "知识",
    "解读",
    "常见问题",
    "解答",
    "评定标准",
    "评价标准",
    "工作要求",
    "注意事项",
    "规定",
    "守则",
    "准则",
    "要求",
    "条件",
    "职责",
    "评审标准",
    "认定标准",
    "考核标准",
];

/// Whether an annex is a form, or rules without a table: its mark, then a title that says so.
pub(super) fn is_form(document: &Document, tables: &[Cow<'_, Table>], section: &[Line]) -> bool {
    if is_blank_form(document, tables, section) {
        return true;
    }
    let mut lines = section.iter().filter(|line| !line.is_furniture());
    let text = |line: &Line| document.slice(line.span);
    let Some(first) = lines.next().filter(|line| !line.is_row()) else { return false };
    let Some(found) = mark(text(first)) else { return false };
    let title = if found.title.is_empty() {
        lines.next().filter(|line| !line.is_row()).map_or("", text)
    } else {
        found.title
    };
    let title = compact(title);
    let bare =
        title.rfind(['（', '(']).filter(|at| *at > 0).map_or(title.as_str(), |at| &title[..at]);
    let rows = || section.iter().any(Line::is_row);
    (FORMS.iter().any(|form| bare.ends_with(form)) && !is_filled(document, tables, section))
        || (RULES.iter().any(|rules| bare.ends_with(rules)) && !rows())
}

/// Whether serials from 1 on stand over what they number, in rows or on lines of their own: 事项审批表 is a list as well,
/// and a form to be filled in has at most numbers of empty rows, and rows that show how: （示例）甲公司.
fn is_filled(document: &Document, tables: &[Cow<'_, Table>], section: &[Line]) -> bool {
    const LEAST: u64 = 2;
    let (mut next, mut samples) = (1, 0);
    // A line of a number alone waits for a line of words.
    let mut open = false;
    for line in section.iter().filter(|line| !line.is_furniture()) {
        let cells = parts::cells(tables, line);
        let texts = cells.iter().map(|cell| document.slice(cell.span).trim());
        let mut filled = texts.filter(|text| !text.is_empty());
        let alone =
            if line.is_row() { filled.next() } else { Some(document.slice(line.span).trim()) };
        let number = alone.and_then(|text| text.parse::<u64>().ok());
        if open && number.is_some() {
            // Numbers over numbers are those of empty rows.
            return false;
        }
        if number == Some(next) {
            open = !line.is_row();
            let own = filled.next();
            next += u64::from(open || own.is_some());
            samples += u64::from(own.is_some_and(is_sample) || filled.any(is_sample));
        } else {
            samples += u64::from(open && is_sample(document.slice(line.span)));
            open = false;
        }
    }
    next > LEAST + samples && !open
}

/// （示例）甲公司, 样例：甲公司 and 示例 alone; 示例工程 is a name.
fn is_sample(cell: &str) -> bool {
    let cell = compact(cell);
    let bare = cell.trim_start_matches(['（', '(', '【', '[']);
    SAMPLE.iter().any(|word| {
        let rest = bare.strip_prefix(word).map(|rest| rest.trim_start_matches(numeral_sign));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['）', ')', '】', ']', '：', ':'])
        })
    })
}

/// 示例1：
fn numeral_sign(c: char) -> bool {
    numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some()
}

/// Whether an annex is a header without rows, and a label beside it that is to be filled in: 填表单位（盖章）：.
fn is_blank_form(document: &Document, tables: &[Cow<'_, Table>], section: &[Line]) -> bool {
    let mut rows = (0..section.len()).filter(|index| section[*index].is_row());
    let (Some(only), None) = (rows.next(), rows.next()) else { return false };
    let cells = parts::cells(tables, &section[only]);
    let open = |line: &Line| {
        let text = compact(document.slice(line.span));
        text.ends_with(['：', ':']) && words::is_form_cell(&text)
    };
    let headed = cells.iter().filter(|cell| !cell.span.is_empty());
    let headed =
        headed.filter(|cell| words::role_of(&compact(document.slice(cell.span))).is_some());
    headed.count() * 2 > cells.len()
        && section.iter().any(|line| !line.is_row() && !line.is_furniture() && open(line))
}

/// Whether an annex without a table has articles, 第一条 and 第二条: its items are no roster's.
pub(super) fn has_articles(document: &Document, section: &[Line]) -> bool {
    let article = |line: &&Line| {
        compact(document.slice(line.span)).strip_prefix('第').is_some_and(|rest| {
            numeral::prefix(rest).is_some_and(|(_, length)| rest[length..].starts_with('条'))
        })
    };
    !section.iter().any(Line::is_row) && section.iter().filter(article).take(2).count() > 1
}

/// Titles of what stands beside a roster and is none: how to fill in its form, the words its cells are
/// chosen from.
static ASIDES: [&str; 18] = [
    "填表说明",
    "填报说明",
    "填写说明",
    "填表须知",
    "填写须知",
    "使用说明",
    "编制说明",
    "指标说明",
    "字段说明",
    "说明",
    "字典",
    "数据字典",
    "代码表",
    "选项",
    "下拉选项",
    "下拉菜单",
    "参数",
    "数据源",
];

/// Where, below rows of a roster, such a part begins; nothing below it reads as a table's header.
pub(super) fn aside(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
) -> Option<usize> {
    let title = |line: &Line| {
        let may = !line.is_row() && !line.is_furniture();
        may && ASIDES.contains(&compact(document.slice(line.span)).as_str())
    };
    let first = section.iter().position(Line::is_row)?;
    let at = first + section[first..].iter().position(title)?;
    let filled = |index: usize| {
        let cells = parts::cells(tables, &section[index]);
        cells.iter().filter(|cell| !cell.span.is_empty()).count()
    };
    // A row as wide as the roster's goes on with it; one that heads a table begins another.
    let roster = |index: usize| {
        let cells = parts::cells(tables, &section[index]);
        let beside = parts::beside(tables, section, index);
        filled(index) >= filled(first)
            || header::evidence(document, cells, &beside, true) == header::Evidence::Sure
    };
    let mut rows = (at..section.len()).filter(|index| section[*index].is_row());
    let count = rows.clone().take(ASIDE_ROWS).count();
    (count < ASIDE_ROWS && !rows.any(roster)).then_some(at)
}

/// Where, below a list, a label of remarks stands alone, or over the first of its points, with nothing but points and
/// sentences below it: 注, then 1.本表按行政区划排序。
pub(super) fn notes(document: &Document, section: &[Line]) -> Option<usize> {
    let text = |line: &Line| compact(document.slice(line.span));
    let open: Vec<usize> = (0..section.len()).filter(|at| !section[*at].is_furniture()).collect();
    let label = |line: &Line| {
        let text = (!line.is_row() && line.span.len() < 40).then(|| text(line));
        text.is_some_and(|text| words::is_label_of_remarks(&text))
            || (!line.is_row() && words::opens_points_of_remarks(document.slice(line.span)))
    };
    let nth = open.iter().rposition(|at| label(&section[*at]))?;
    let point = |at: &usize| {
        let text = text(&section[*at]);
        let said = text.ends_with(['。', '；', ';']) && text.chars().count() > POINT_LEAST;
        !section[*at].is_row()
            && (said || words::is_below(&text) || is_date(document, &section[*at]))
    };
    let below = &open[nth + 1..];
    let told = nth >= LIST_LEAST && !below.is_empty() && below.iter().all(point);
    told.then(|| open[nth])
}

/// A point of remarks is longer than this, in characters; a list above it has at least so many lines.
const POINT_LEAST: usize = 6;
const LIST_LEAST: usize = 3;

/// So many rows are no such part.
const ASIDE_ROWS: usize = 40;

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
