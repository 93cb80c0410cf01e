//! What stands above the first row: annex mark, title, notes, headings.

use super::builder::Builder;
use super::cover;
use super::groups::{self, Heading};
use super::words;
use crate::model::roster::NoteKind;
use crate::model::{ClaimPlace, RegionRole, Span, Spanned};
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::segment::{annex, claims, mark, series};
use crate::text::{View, blank, compact, numeral};

/// Reads the lines before `first`; returns the group headings among them, for when the columns
/// are known.
pub(super) fn read(builder: &mut Builder<'_>, first: usize) -> Vec<Heading> {
    let mut headings = Vec::new();
    let covers = cover::lines(builder, first);
    let over = cover::read(builder, covers);
    for index in covers..first {
        let line = builder.lines[index];
        if line.kind == LineKind::Furniture {
            continue;
        }
        if line.is_row() {
            builder.note(NoteKind::Remark, line.span);
            continue;
        }
        // 填报单位：某局 belongs to the form, whatever stands below it.
        let form = compact(builder.slice(line.span));
        if words::is_form_cell(&form) && !words::is_unit_line(&form) {
            builder.note(NoteKind::Remark, line.span);
            continue;
        }
        // 共6名 over the header counts the table, and heads none of its rows.
        if counts_table(builder, index, &form) {
            builder.note(NoteKind::Remark, line.span);
            continue;
        }
        if let Some(levels) = builder.stands_over_headings(index) {
            let mut heading = groups::heading(builder.document, &line);
            heading.over_its_like(levels);
            headings.push(heading);
            continue;
        }
        if builder.stands_alone(index) {
            headings.push(groups::heading(builder.document, &line));
            continue;
        }
        if builder.names_part(index, &form) {
            headings.push(groups::heading(builder.document, &line).in_brackets());
            continue;
        }
        let text = compact(builder.slice(line.span));
        if let Some(mark) = mark::mark(builder.slice(line.span)).filter(|_| index == 0) {
            builder.regions.add(line.span, RegionRole::Heading);
            if !mark.title.is_empty() {
                let at = builder.slice(line.span).rfind(mark.title).unwrap_or(0);
                let start = line.span.start as usize + at;
                title(builder, Span::of(start, start + mark.title.len()));
            }
        } else if words::is_unit_line(&text) {
            builder.note(NoteKind::UnitLine, line.span);
        } else if words::is_bracketed(&text)
            || words::is_remark(&text)
            || words::is_caption(&text)
            || words::is_aside(&text)
            || words::is_imprint(&text)
            || (builder.roster.title.is_some() && words::is_foreign(&text))
            || (builder.roster.title.is_some() && is_of_issuer(builder, &text))
            || (words::dates_or_numbers(&text)
                && (builder.roster.title.is_some() || !text.ends_with(['年', '度']))
                && !is_repeated(builder, first))
        {
            remark(builder, line.span, &text);
        } else if matches_pattern(builder, &text)
            || heads_with_colon(builder, index, first, &text)
            || series::is_first(builder.document, &builder.lines[first..], &text)
        {
            headings.push(groups::heading(builder.document, &line));
        } else if text.ends_with(['。', '；', '：', ':']) {
            builder.note(NoteKind::Remark, line.span);
        } else if groups::is_numbered(&text) {
            // 一、内科用药 over the table is its first group, not its title.
            headings.push(groups::heading(builder.document, &line));
        } else if is_one_of_several(builder, index, first) {
            headings.push(groups::heading(builder.document, &line));
        } else if builder.roster.title.is_none()
            && (headings.is_empty() || words::ends_list_title(&text))
        {
            builder.regions.add(line.span, RegionRole::Heading);
            title(builder, line.span);
        } else if continues_title(builder, &text)
            || (is_mid_title(builder, index, first)
                && !groups::heading(builder.document, &line).is_formal())
        {
            builder.regions.add(line.span, RegionRole::Heading);
            let more = blank::close_up(builder.slice(line.span));
            if let Some(title) = &mut builder.roster.title {
                title.value.push_str(&more);
                title.span = title.span.hull(line.span);
            }
        } else if is_same_title(builder, &text) {
            builder.regions.add(line.span, RegionRole::Furniture);
        } else if is_said_once(builder, first, &text) {
            builder.note(NoteKind::Remark, line.span);
        } else {
            headings.push(groups::heading(builder.document, &line));
        }
    }
    if let Some(span) = over {
        // A sheet's name says less than the cover.
        let sheet = &builder.lines[covers..first];
        let is_name = |line: &Line| matches!(line.kind, LineKind::Heading(_));
        let named = |span: Span| sheet.iter().any(|line| is_name(line) && line.span == span);
        if builder.roster.title.as_ref().is_none_or(|title| named(title.span)) {
            title(builder, span);
        } else {
            claim_title(builder, span);
        }
    }
    if let [only] = headings.as_slice()
        && is_subtitle(builder, only, first)
    {
        let span = only.span;
        builder.regions.add(span, RegionRole::Heading);
        claim_title(builder, span);
        headings.clear();
    }
    headings
}

/// Whether a line does nothing but count what stands below it, and no line further below begins so too: 共2个项目、5个标段.
fn counts_table(builder: &Builder<'_>, index: usize, text: &str) -> bool {
    const MOST: usize = 16;
    let total = |line: &Line, text: &str| {
        let view = || View::join(&[line.span], &builder.document.text);
        text.starts_with(['共', '合', '总'])
            && text.chars().count() <= MOST
            && claims::of_total(&view(), ClaimPlace::Title).is_some()
    };
    let counts = |text: &str| {
        let rest = text.trim_start_matches(['共', '合', '总', '计', '有', '：', '为']);
        rest.len() < text.len() && numeral::prefix(rest).is_some()
    };
    let another = |line: &Line| {
        let single = !line.is_row() && !line.is_furniture() && line.span.len() < 60;
        let text = || compact(builder.slice(line.span));
        single && (counts(&text()) || total(line, &text()))
    };
    total(&builder.lines[index], text) && !builder.lines[index + 1..].iter().any(another)
}

/// Whether a line below the title names the body that issues the notice, or an office of it.
pub(super) fn is_of_issuer(builder: &Builder<'_>, text: &str) -> bool {
    const OFFICES: [char; 8] = ['司', '局', '办', '厅', '室', '处', '部', '委'];
    let head = |name: &str| -> String {
        let bare = ["办公厅", "办公室"].iter().find_map(|office| name.strip_suffix(office));
        bare.unwrap_or(name).to_owned()
    };
    text.ends_with(OFFICES)
        && builder.notice.head.issuers.iter().any(|issuer| {
            let issuer = head(&compact(&issuer.value));
            issuer.chars().count() > 2 && text.starts_with(&issuer)
        })
}

/// Whether the line directly over the first table is one of several, each over its table: the
/// sheets of a workbook, the sections of a page.
fn is_one_of_several(builder: &Builder<'_>, index: usize, first: usize) -> bool {
    let line = &builder.lines[index];
    let text = |line: &Line| compact(builder.slice(line.span));
    let others = || builder.lines[first..].iter().filter(|line| !line.is_row());
    // The same title over each table is the title of all; it may stand between.
    let again = |own: &str| others().any(|line| words::of_running_head(&text(line)) == own);
    let last = builder.lines[index + 1..first]
        .iter()
        .all(|line| line.is_furniture() || (!line.is_row() && again(&text(line))));
    // 数字化典型案例名单 over the header, 医疗健康领域典型案例名单 below it and between rows.
    let below = builder.has_headings_alone() && !builder.stands_alone(index);
    let alike = |line: &Line, below: &[Line]| annex::heads_alike(builder.document, line, below);
    let rest = below_first_row(builder, first);
    // 立项学校名单 over the header, 新增名单 between it and its first row, 变更名单 below: it titles both.
    let inner = || {
        let upper = builder.lines[first + 1..builder.lines.len() - rest.len()].iter();
        let mut upper = upper.filter(|line| !line.is_furniture());
        upper.next().is_some_and(|inner| alike(inner, rest))
    };
    last && !below
        && !again(&text(line))
        && (alike(line, rest) && !inner()
            || heads_its_table(builder, line, first)
            || (index == 0
                && annex::heads_its_like(builder.document, line, &builder.lines[first..])))
}

/// Whether a plain line stands over the first of several tables of one header below the title of a list: 一等奖 over its
/// table, 二等奖 over the next.
fn heads_its_table(builder: &Builder<'_>, line: &Line, first: usize) -> bool {
    const MOST: usize = 20;
    let text = |line: &Line| compact(builder.slice(line.span));
    let plain = |line: &Line| {
        let text = text(line);
        let marks = ['。', '；', '，', '：', ':', '、'];
        !line.is_row()
            && !line.is_furniture()
            && text.chars().count() <= MOST
            && !text.contains(marks)
            && !words::ends_list_title(&text)
    };
    let listed = builder.notice.head.title.as_ref();
    let listed = listed.is_some_and(|title| words::ends_list_title(&title.value));
    let header = text(&builder.lines[first]);
    let again = |pair: &[Line]| plain(&pair[0]) && pair[1].is_row() && text(&pair[1]) == header;
    listed && plain(line) && builder.lines[first..].windows(2).any(again)
}

/// Whether a line below the title says something of the whole table, 申报年度：2024年: a label of a known form with its
/// value, where no line between the rows is one. 类别：绿色工厂 says of which class the rows are.
fn is_said_once(builder: &Builder<'_>, first: usize, text: &str) -> bool {
    const LABEL_MOST: usize = 8;
    let label = |text: &str| {
        let (label, value) = text.split_once(['：', ':'])?;
        let short = (2..=LABEL_MOST).contains(&label.chars().count());
        let plain = short && !value.is_empty() && !value.contains(['：', ':']);
        (plain && !groups::is_numbered(label)).then(|| label.to_owned())
    };
    let names_class =
        |own: &str| CLASSES.iter().any(|word| own.ends_with(word)) || places::ends_as_place(own);
    if label(text).is_none_or(|own| names_class(&own)) {
        return false;
    }
    !builder.lines[first..].iter().any(|line| {
        let single = !line.is_row() && !line.is_furniture() && line.span.len() < 200;
        single && label(&compact(builder.slice(line.span))).is_some()
    })
}

/// How labels end whose values name a part of a list.
static CLASSES: [&str; 18] = [
    "类别", "类型", "类", "级别", "等级", "级", "批次", "组别", "组", "奖项", "奖", "地区", "领域",
    "行业", "专业", "学科", "品种", "方向",
];

/// What stands below the header and the first row: a line between these two is part of what heads the table.
fn below_first_row<'b>(builder: &'b Builder<'_>, first: usize) -> &'b [Line] {
    let second = builder.lines[first + 1..].iter().position(Line::is_row);
    second.map_or(&[], |at| &builder.lines[first + 1 + at..])
}

/// Whether lines that date or number a table stand further below too, 2021年 here and 2022年 there: they
/// head groups.
fn is_repeated(builder: &Builder<'_>, first: usize) -> bool {
    builder.lines[first..].iter().any(|line| {
        let single = !line.is_row() && !line.is_furniture() && line.span.len() < 200;
        single && words::dates_or_numbers(&compact(builder.slice(line.span)))
    })
}

/// Whether a line before a colon, directly over the table, heads it: 河北省：, or one that others like it,
/// each over rows, show to be a heading.
fn heads_with_colon(builder: &Builder<'_>, index: usize, first: usize, text: &str) -> bool {
    let name = |text: &str| {
        let name = text.strip_suffix(['：', ':'])?;
        let short = (2..=20).contains(&name.chars().count());
        (short && !name.contains(['，', '。', '；', '：', ':'])).then(|| name.to_owned())
    };
    let Some(own) = name(text) else { return false };
    let open = |line: &&Line| !line.is_furniture();
    let over = builder.lines[index + 1..first].iter().find(open).is_none();
    let another = |pair: &[Line]| {
        !pair[0].is_row()
            && pair[1].is_row()
            && name(&compact(builder.slice(pair[0].span))).is_some()
    };
    over && (places::is_province(&own) || builder.lines[first..].windows(2).any(another))
}

/// Whether the one heading above the table is its own title below that of the annex: a table's
/// caption, which no line below matches.
fn is_subtitle(builder: &Builder<'_>, heading: &Heading, first: usize) -> bool {
    let names_list = |text: &str| TITLES.iter().any(|word| text.ends_with(word));
    let name = compact(&heading.name);
    let among = |line: &Line| {
        let text = builder.slice(line.span);
        !line.is_row() && !line.is_furniture() && words::ends_list_title(&compact(text))
    };
    names_list(&name)
        && !groups::is_numbered(&name)
        && builder.schema.is_none()
        && builder.roster.title.as_ref().is_some_and(|title| words::ends_list_title(&title.value))
        && !builder.lines[first..].iter().any(among)
}

/// How the title of a table ends.
static TITLES: &[&str] = &["名单", "目录", "清单", "一览表", "汇总表", "名录", "名册", "统计表"];

/// A remark above the table; the first that speaks of the order says what the order means.
fn remark(builder: &mut Builder<'_>, span: Span, text: &str) {
    if builder.roster.ordering.is_none() && words::is_ordering(text) {
        let inner = text.trim_matches(['(', '（', ')', '）']).to_owned();
        builder.roster.ordering = Some(Spanned::new(inner, span));
    }
    builder.note(NoteKind::Remark, span);
}

fn title(builder: &mut Builder<'_>, span: Span) {
    let value = blank::close_up(builder.slice(span));
    claim_title(builder, span);
    builder.roster.title = Some(Spanned::new(value, span));
}

/// Reads the counts of a title.
fn claim_title(builder: &mut Builder<'_>, span: Span) {
    let view = View::join(&[span], &builder.document.text);
    claims::read(&view, ClaimPlace::Title, &mut builder.notice.claims);
    if let Some((claim, _)) = claims::of_heading(&view, ClaimPlace::Title) {
        let known = builder.notice.claims.iter().any(|c| c.numeral == claim.numeral);
        if !known {
            builder.notice.claims.push(claim);
        }
    }
}

fn matches_pattern(builder: &Builder<'_>, text: &str) -> bool {
    let pattern = builder.schema.and_then(|schema| schema.groups.as_ref());
    pattern.is_some_and(|pattern| groups::by_pattern(pattern, text).is_some())
}

/// A title broken over two lines: the first does not end as titles do, the second does.
fn continues_title(builder: &Builder<'_>, text: &str) -> bool {
    builder
        .roster
        .title
        .as_ref()
        .is_some_and(|title| !words::ends_list_title(&title.value) && words::ends_list_title(text))
}

/// A line between the first of a title, which does not end as titles do, and one below that does.
fn is_mid_title(builder: &Builder<'_>, index: usize, first: usize) -> bool {
    let open = builder.roster.title.as_ref().is_some_and(|title| {
        !words::ends_list_title(&title.value) && title.value.chars().count() <= PART_MOST
    });
    let below = builder.lines[index + 1..first].iter().filter(|line| !line.is_furniture());
    let ends = |line: &Line| {
        let text = compact(builder.slice(line.span));
        words::ends_list_title(&text) && !words::is_bracketed(&text)
    };
    open && below.take(2).any(ends)
}

/// Longest first line of a title broken over several, in characters.
const PART_MOST: usize = 24;

fn is_same_title(builder: &Builder<'_>, text: &str) -> bool {
    builder.roster.title.as_ref().is_some_and(|title| compact(&title.value) == text)
}
