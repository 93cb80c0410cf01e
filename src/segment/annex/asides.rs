//! What stands below a roster in its annex and is none: how to fill in its form, a list of remarks.

use std::borrow::Cow;

use super::{is_date, mark};
use crate::model::{Document, Table, TableCell};
use crate::segment::line::Line;
use crate::segment::roster::{header, parts, words};
use crate::text::compact;
use crate::text::words::annex::ASIDE_TITLES;

/// Where, below rows of a roster, what stands beside them begins; nothing below it reads as a table's header.
pub(in crate::segment) fn aside(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
) -> Option<usize> {
    let title = |line: &Line| {
        let may = !line.is_row() && !line.is_furniture();
        may && ASIDE_TITLES.contains(&compact(document.slice(line.span)).as_str())
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
pub(in crate::segment) fn notes(document: &Document, section: &[Line]) -> Option<usize> {
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

/// The table in the letter that says who can be asked, or how many each may propose: the first, with the date of issue and
/// the bare mark of an annex that has rows below it.
pub(super) fn own_table(document: &Document, lines: &[Line]) -> Option<u32> {
    const LEADS: [&str; 14] = [
        "受理单位",
        "监督单位",
        "联系人",
        "处室",
        "科室",
        "部门",
        "地市",
        "设区市",
        "地区",
        "市",
        "县",
        "区",
        "渠道",
        "方式",
    ];
    const WORDS: [&str; 7] = ["电话", "邮箱", "传真", "手机", "名额", "指标数", "联系方式"];
    let text = |at: usize| compact(document.slice(lines[at].span));
    let first = lines.iter().position(Line::is_row)?;
    let table = lines[first].table()?;
    // Few documents have a second table.
    let behind = first + lines[first..].iter().position(|line| line.table() != Some(table))?;
    let header = text(first);
    if behind - first > ASIDE_ROWS
        || header.contains("序号")
        || !WORDS.iter().any(|word| header.contains(word))
    {
        return None;
    }
    // 机构名称 heads what is listed, 处室 and 地市 who is told.
    let cells = &document.tables[table as usize];
    let lead = cells.rows.first().and_then(|row| cells.cells_of(row).first())?;
    let lead = compact(document.slice(lead.span));
    if !LEADS.contains(&lead.as_str()) && !WORDS.iter().any(|word| lead.ends_with(word)) {
        return None;
    }
    // 关于公布受理部门的公告, 确定3个县： the letter lists what stands in the first column.
    let named = if lead.chars().nth(1).is_some() { lead } else { format!("个{lead}") };
    let listed = |text: String| {
        let lists = ["公布", "确定", "认定", "名单", "名录", "目录"];
        text.contains(&named) && lists.iter().any(|word| text.contains(word))
    };
    if (0..first).filter(|at| !lines[*at].is_furniture()).map(text).any(listed) {
        return None;
    }
    // 认定以下3家机构： over their names and telephones: what the letter lists. 现予公布。各市名额如下： says so of the list below.
    let over = (0..first).rev().find(|at| !lines[*at].is_furniture()).map(text)?;
    let last = over.trim_end_matches('。').rsplit('。').next().unwrap_or_default();
    let quota = ["名额", "指标数"].iter().any(|word| last.contains(word));
    let over = if quota { last } else { over.as_str() };
    // 联系人 | 电话: nothing else is told that could be listed.
    let asked = cells.rows.first().is_some_and(|row| {
        let says = |cell: &TableCell| {
            let text = compact(document.slice(cell.span));
            text == "联系人" || WORDS.iter().any(|word| text.ends_with(word))
        };
        cells.cells_of(row).iter().all(says)
    });
    let lists = ["名单", "名录", "目录", "公布", "以下", "下列"];
    let lists = lists.iter().any(|word| over.contains(word)) && !over.contains("联系");
    let told =
        over.contains("如下") && !WORDS.iter().chain(&["联系"]).any(|word| over.contains(word));
    if (lists || told) && !asked {
        return None;
    }
    let marked = |at: &usize| lines[*at].table().is_none() && mark(&text(*at)).is_some();
    let dated = |at: &usize| is_date(document, &lines[*at]);
    let bare = |at: &usize| mark(&text(*at)).is_some_and(|mark| mark.title.is_empty());
    let day = (behind..lines.len()).find(dated)?;
    let annex = (day + 1..lines.len()).find(|at| marked(at))?;
    let letter = !(0..first).any(|at| marked(&at) || dated(&at))
        && !lines[behind..annex].iter().any(Line::is_row);
    (letter && bare(&annex) && lines[annex..].iter().any(Line::is_row)).then_some(table)
}

/// A point of remarks is longer than this, in characters; a list above it has at least so many lines.
const POINT_LEAST: usize = 6;
const LIST_LEAST: usize = 3;

/// So many rows are no such part.
const ASIDE_ROWS: usize = 40;
