//! Names under headings, or under a title alone: a line each, several a line, or all in one.
//!
//! ```text
//! 江苏省（3个）：南京市、苏州市、无锡市        浦东新区
//! 河北省（2名）                               （2个）
//! 王秀英　　李　强                             甲村、乙村
//! ```
//!
//! How the names of a line are parted is told by the counts: the way that makes most of them hold.

mod blocks;
mod classes;
mod headed;
pub(super) mod labels;
mod lines;
mod proof;
mod split;

pub(super) use lines::{is_last_of, is_name};
use std::collections::HashSet;

use super::headings::Headings;
use super::numbered;
use super::places::{self, name_column};
use super::{Found, Scope, fields};
use crate::model::notice::OddityKind;
use crate::model::roster::Serial;
use crate::model::{RegionRole, Span};
use crate::segment::roster::{groups, values, words};
use crate::text::compact;
use blocks::{Block, Blocks};
use proof::{covered, held, plainly, told_apart};
use split::Way;

/// Fewest names that make a list where no count is declared.
const LEAST: usize = 3;

/// Fewest names below the only heading of a letter, where it counts them.
const COUNTED_LEAST: usize = 6;

/// Longest name, in characters.
const NAME_MOST: usize = 60;

/// Longest name in a letter, where sentences stand as well.
const NAME_IN_LETTER_MOST: usize = 45;

/// Recognises a run of names. In the letter it must follow a line that announces it, or have
/// headings with counts; in an annex it follows the title.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    in_form(scope, false).or_else(|| {
        // 物理研究所：张某、李某: only the count of the names tells that each is an entry.
        let found = in_form(scope, true)?;
        let names = found.roster.entries.len();
        let lines = found.roster.groups.len();
        // 特级2个、一级3个 in the letter, and 特级：甲、乙 over 一级：丙、丁、戊.
        let counted = found.roster.groups.iter().all(|group| {
            group.path.last().is_some_and(|name| classes::counted(scope, name).is_some())
        });
        let told = lines > 1 && !scope.is_declared(lines);
        let parted = told && (scope.is_declared(names) || found.proven);
        // 一等奖：张某 over 二等奖：李某、王某, below 公布如下：.
        let honours = || labels::begin(scope, &scope.open()).is_some();
        (parted || lines > 1 && (counted || honours())).then_some(found)
    })
}

/// `colons`: whatever stands before a colon heads the names behind it.
fn in_form(scope: &Scope<'_>, colons: bool) -> Option<Found> {
    let mut plan = blocks::read(scope, colons)?;
    let lines = plan.list.iter().flat_map(|block| &block.body);
    let numbered = lines.clone().filter(|line| is_numbered(scope.document.slice(**line)));
    if numbered.count() * 2 >= lines.count().max(1) {
        // Their numbers are not those of a list: something is wrong with them.
        return None;
    }
    let way = way(scope, &plan.list)?;
    let mut names = split::all(scope, &plan.list, way);
    let mut total: usize = names.iter().map(Vec::len).sum();
    let apart = provinces_listed(scope, &mut plan, total);
    if apart {
        names = split::all(scope, &plan.list, way);
        total = names.iter().map(Vec::len).sum();
    }
    let (held, counted) = held(&plan.list, &names);
    let filled = plan.list.iter().filter(|block| !block.body.is_empty()).count();
    let declared = scope.is_declared(total);
    let most = if scope.annex { NAME_MOST } else { NAME_IN_LETTER_MOST };
    let short = |name: &Span| {
        let text = scope.document.slice(*name);
        text.chars().count() <= most || lines::is_document(text)
    };
    // 江苏省 and 浙江省 head names, however few are left.
    let province = |block: &&Block| {
        let bare = |head: &groups::Heading| places::is_province(&compact(&head.name));
        block.head.as_ref().is_some_and(bare)
    };
    let provinces = scope.annex && plan.list.iter().filter(province).count() > 1;
    let enough =
        total >= LEAST || (total > 0 && (declared || provinces || (held > 0 && held == counted)));
    // One heading that counts what marks part on the line below it: 农药（20种） over 甲、乙、….
    let alone =
        || way == Way::Marks && counted == 1 && held == 1 && filled == 1 && total >= COUNTED_LEAST;
    // In a letter only counts tell names from other short lines, unless it says 名单如下.
    let told = scope.annex
        || plan.announced
        || plan.labelled
        || counted >= 2
        || (declared && filled > 1)
        || alone();
    if !enough || !told || held * 2 < counted || !names.iter().flatten().all(short) {
        return None;
    }
    // Lines that hold several names are as many as declared by accident at most.
    let records = split::are_records(scope, &plan.list);
    let several = (way == Way::Lines && !records && split::may_hold_several(scope, &plan.list))
        || (way == Way::Marks && split::last_is_two_people(scope, &plan.list))
        // A count is not met by leaving two people joined: 田野及江一帆.
        || (way == Way::Joined
            && split::all(scope, &plan.list, Way::Marks).iter().map(Vec::len).sum::<usize>() > total);
    // 示范基地3个、示范单位4个 in the letter, and so many names below the headings.
    let told_apart = told_apart(scope, &names);
    let outer: u64 = plan.list.iter().filter_map(Block::declared_above).sum();
    let sums = (outer > 0 && outer == total as u64) || covered(&plan.list, &names);
    let lines = || plainly(scope, &plan, way, &names);
    let proven = (declared && !several)
        || told_apart
        || sums
        || (counted > 0 && counted == filled)
        || lines();
    // 丙县二、山西省：丁县: a line end was lost between them.
    let whole = |name: &Span| {
        let lead =
            scope.document.slice(*name).split_once(['：', ':']).map(|(lead, _)| compact(lead));
        lead.is_none_or(|lead| {
            way == Way::Lines && !lead.contains('、') && !places::is_province(&lead)
        })
    };
    // 福建省 甲市: the province heads names that commas part.
    let led = |name: &Span| {
        let text = scope.document.slice(*name);
        text.find(crate::text::is_blank).is_some_and(|at| places::is_province(&text[..at]))
    };
    let led = way == Way::Commas && names.iter().flatten().any(led);
    let proven = proven && !led && names.iter().flatten().all(whole);
    let mut found = Found { proven, apart, ..Found::default() };
    let lost =
        labels::beside(scope, &plan).into_iter().chain(labels::unlabelled(scope, &plan, way));
    let kind = |span| (OddityKind::RosterUncertain { why: "no-label" }, span);
    found.oddities.extend(lost.map(kind));
    let all: Vec<Span> = names.iter().flatten().copied().collect();
    let fields = Some(&all)
        .filter(|_| way == Way::Lines)
        .and_then(|all| fields::of_all(scope, all).or_else(|| fields::of_blocks(scope, &names)));
    if let Some(fields) = fields {
        fields::add_columns(scope, &fields, &mut found);
        build(scope, plan, names, Some(fields), &mut found);
        return Some(found);
    }
    if way == Way::Lines
        && let Some(span) = holds_cells(scope, &names)
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "cells" }, span));
    }
    // 甲医院- of - 甲医院- 乙医院: signs of items that were run together.
    let signed = |name: &&Span| scope.document.slice(**name).ends_with(['-', '—', '•', '·', '*']);
    if let Some(span) = all.iter().find(signed) {
        found.oddities.push((OddityKind::RosterUncertain { why: "cells" }, *span));
    }
    let evidence = if counted > 0 { "values" } else { "none" };
    found.roster.columns.push(name_column(scope, &all, evidence));
    build(scope, plan, names, None, &mut found);
    Some(found)
}

/// 北京市 beside 江苏省：张家港市: places with nothing below or behind them are entries themselves, where as
/// many are declared with them. Whether there are such.
fn provinces_listed(scope: &Scope<'_>, plan: &mut Blocks, total: usize) -> bool {
    let empty = |block: &Block| {
        let place = |head: &groups::Heading| {
            head.claim.is_none() && places::ends_as_place(&compact(&head.name))
        };
        block.body.is_empty() && block.beside.is_empty() && block.head.as_ref().is_some_and(place)
    };
    let more = plan.list.iter().filter(|block| empty(block)).count();
    // 丙县 as the last line, below 甲县 over the lines of its villages, has lost its own.
    let below =
        plan.list.iter().any(|block| !block.inline && block.head.is_some() && !empty(block));
    if more == 0 || below || scope.is_declared(total) || !scope.is_declared(total + more) {
        return false;
    }
    for block in &mut plan.list {
        if empty(block)
            && let Some(head) = block.head.take()
        {
            block.body.push(head.span);
        }
    }
    true
}

/// The first of names most of which are cells of a row: parted by pipes or tabs, by several wide
/// gaps, or a number apart from the rest. One gap may stand between a name and what is said of it.
fn holds_cells(scope: &Scope<'_>, names: &[Vec<Span>]) -> Option<Span> {
    let cells = |span: &&Span| {
        let text = scope.document.slice(**span);
        let gaps = split::count_gaps(text, 3);
        let serial = text.starts_with(|c| crate::text::numeral::digit(c).is_some());
        // 甲山国家公园 00001, but 健康中国 2030.
        let code = text.rsplit(crate::text::is_blank).next().is_some_and(|word| {
            let long = word.len() > CODE_LEAST || word.starts_with('0');
            long && (CODE_LEAST..text.len()).contains(&word.len())
                && word.chars().all(|c| c.is_ascii_digit())
        });
        text.contains(['|', '｜', '\t']) || gaps > 1 || (gaps > 0 && serial) || code
    };
    let count = names.iter().flatten().count();
    if count >= LEAST
        && let Some(first) = holds_words(scope, names, count)
    {
        return Some(first);
    }
    let mut found = names.iter().flatten().filter(cells);
    let first = found.next()?;
    ((found.count() + 1) * 2 > count).then_some(*first)
}

/// The first of names half of which are several words: three or more parted by blanks, 听涛路 滨湖路 长江大道; two parted
/// by a wide gap, 长沙市   浏阳市; or a body and one more, 甲公司 某市, in every line.
fn holds_words(scope: &Scope<'_>, names: &[Vec<Span>], count: usize) -> Option<Span> {
    let whole = |word: &&str| {
        word.chars().count() > 1
            && word.contains(crate::text::blank::is_han)
            && !word.starts_with(['（', '('])
    };
    let parted = |span: &Span, gap: &str| {
        let text = scope.document.slice(*span).replace('\u{3000}', "  ");
        text.split(gap).map(str::trim).filter(whole).map(str::to_owned).collect::<Vec<String>>()
    };
    let many = |span: &&Span| parted(span, " ").len() > 2 || parted(span, "  ").len() > 1;
    let body = |span: &Span| {
        let words = parted(span, " ");
        words.len() == 2 && values::is_body(&words[0])
    };
    let several = names.iter().flatten().filter(many).count();
    let bodies = names.iter().flatten().all(body);
    (several * 2 >= count || bodies).then(|| names.iter().flatten().next().copied()).flatten()
}

/// A code behind a name has so many digits.
const CODE_LEAST: usize = 4;

/// No serial has more digits.
const DIGITS: usize = 4;

/// `1.甲`, `（2）乙`, `（三）丙`, `4丁`, `①戊`, `6 己`
fn is_numbered(text: &str) -> bool {
    if groups::is_numbered(&compact(text)) || numbered::is_glued(text) {
        return true;
    }
    // ①甲, 6 乙
    if text.starts_with(|c| matches!(c, '①'..='⒛')) {
        return true;
    }
    let gap = text.trim_start_matches(|c| crate::text::numeral::digit(c).is_some());
    if gap.len() < text.len()
        && text.len() - gap.len() <= DIGITS
        && gap.starts_with(crate::text::is_blank)
        && gap.trim_start().starts_with(crate::text::blank::is_han)
    {
        return true;
    }
    let bare = text.trim_start_matches(['（', '(']);
    let digits = bare.trim_start_matches(|c| crate::text::numeral::digit(c).is_some());
    digits.len() < bare.len() && digits.starts_with(['.', '．', '、', ')', '）'])
}

/// The way to part names that makes most counts hold; without counts, what the lines look like.
fn way(scope: &Scope<'_>, blocks: &[Block]) -> Option<Way> {
    let holds = |way: Way| {
        let names = split::all(scope, blocks, way);
        let total = names.iter().map(Vec::len).sum();
        // 4个城市为…、7个城市为…, and so many below the two headings.
        let told = told_apart(scope, &names);
        // 河北省（35个） over 邢台市：… and 保定市：…
        let summed = covered(blocks, &names);
        2 * held(blocks, &names).0
            + usize::from(scope.is_declared(total))
            + 2 * usize::from(told)
            + 2 * usize::from(summed)
    };
    let mut best = (0, None);
    // A count is never met by cutting a name in two: where most lines are one name, each is.
    let several = split::may_hold_several(scope, blocks);
    let marks =
        |way: &&Way| several || !matches!(way, Way::Marks | Way::And | Way::Joined | Way::Commas);
    if split::are_records(scope, blocks) {
        return Some(Way::Lines);
    }
    // People several a line in one block, bodies one a line in another: no other way fits both.
    if split::are_mixed(scope, blocks) {
        return Some(Way::Mixed);
    }
    let gaps = |way: &&Way| match way {
        Way::Gaps(least) => split::may_part(scope, blocks, *least),
        _ => true,
    };
    for way in split::WAYS.iter().filter(marks).filter(gaps) {
        let held = holds(*way);
        if held > best.0 {
            best = (held, Some(*way));
        }
    }
    best.1.or_else(|| split::by_look(scope, blocks))
}

fn build(
    scope: &Scope<'_>,
    plan: Blocks,
    names: Vec<Vec<Span>>,
    fields: Option<Vec<Vec<Span>>>,
    found: &mut Found,
) {
    header(scope, found, &plan);
    let mut fields = fields.map(Vec::into_iter);
    found.taken.extend(plan.taken);
    let taken: HashSet<usize> = found.taken.iter().copied().collect();
    for index in plan.repeats {
        // The first one is the header itself.
        if taken.contains(&index) {
            continue;
        }
        found.taken.push(index);
        found.regions.push((scope.lines[index].span, RegionRole::ColumnHeader));
    }
    for (span, kind) in plan.notes {
        found.note(kind, span);
    }
    let mut headings = Headings::default();
    // 浙江省 as a name, where provinces head the groups: its own names are lost. 北京市 may be one.
    let province = |text: &str| text.ends_with(['省', '区']) && places::is_province(text);
    let heads = plan.list.iter().filter_map(|block| block.head.as_ref());
    let by_province = heads.filter(|head| province(&head.name)).count() > 1;
    for (block, names) in plan.list.iter().zip(names) {
        if let Some(heading) = &block.head {
            headings.enter(heading, scope.document.slice(heading.span), found);
        } else if found.apart {
            headings.leave();
        }
        found.regions.extend(block.beside.iter().map(|span| (*span, RegionRole::Heading)));
        found.regions.extend(block.body.iter().map(|span| (*span, RegionRole::Cell)));
        for name in names {
            if by_province && province(&compact(name.text(&scope.document.text))) {
                let kind = OddityKind::RosterUncertain { why: "heads" };
                found.oddities.push((kind, name));
            }
            let group = headings.entry();
            match fields.as_mut().and_then(Iterator::next) {
                Some(cells) => found.entry(&cells, group, Serial::None),
                None => found.entry_of_lines(name, &scope.document.text, group),
            }
        }
    }
    headings.finish(found);
}

/// The header above the first block: its last line heads the names; of two lines directly above the
/// first block both are one: 行政区, 行政村名单.
fn header(scope: &Scope<'_>, found: &mut Found, plan: &Blocks) {
    let first = plan.taken.iter().min().copied().unwrap_or(0);
    let above: Vec<usize> = (0..first).rev().filter(|i| scope.is_open(*i)).take(2).collect();
    let known = |index: usize| lines::is_header(&compact(scope.text(index)));
    let lines = match above[..] {
        _ if plan.header.len() == 1 => plan.header.clone(),
        _ if !plan.repeats.is_empty() => plan.repeats[..1].to_vec(),
        [second, one]
            if known(one)
                && known(second)
                && !words::ends_list_title(&compact(scope.text(one))) =>
        {
            vec![one, second]
        }
        _ => return,
    };
    for index in &lines {
        found.taken.push(*index);
        found.regions.push((scope.lines[*index].span, RegionRole::ColumnHeader));
    }
    if let Some(last) = lines.last() {
        found.roster.columns[0].title = compact(scope.text(*last));
        found.roster.columns[0].header = Some(scope.lines[*last].span);
    }
}
