//! Plain lines that head the names below them, though nothing sets them off.

use std::collections::HashSet;

use super::lines::{header_lines, is_name, is_title};
use crate::segment::lists::enumeration::is_known_place;
use crate::segment::lists::{Scope, places};
use crate::segment::roster::words;
use crate::segment::{head, mark};
use crate::text::division::{COUNTY, DIVISION};
use crate::text::words::headers::CLASS_ENDS;
use crate::text::{compact, headers, numeral};

/// Longest such heading, in characters.
const CLASS_MOST: usize = 8;

/// Plain lines that head the names below them, though nothing sets them off: the first line and others
/// of the same ending, each over names that end otherwise.
pub(super) fn classes(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
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
        let end = CLASS_ENDS.iter().find(|end| text.ends_with(**end))?;
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
    let provinces = with_provinces(scope, lines);
    if !provinces.is_empty() {
        return provinces;
    }
    let by_kind = by_kind(scope, lines);
    if !by_kind.is_empty() {
        return by_kind;
    }
    let cities = cities(scope, lines);
    if !cities.is_empty() {
        return cities;
    }
    let by_counts = by_counts(scope, lines);
    if !by_counts.is_empty() {
        return by_counts;
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
        (2..=COUNTY_MOST).contains(&text.chars().count()) && text.ends_with(COUNTY)
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

/// Provinces that each stand over names, and the first line, a body that stands beside them, 黄河水利委员会: where as
/// many names are declared.
fn with_provinces(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let province = |at: &usize| places::is_province(&compact(scope.text(lines[*at])));
    let heads: Vec<usize> = (0..lines.len()).filter(|at| *at == 0 || province(at)).collect();
    let apart = heads.windows(2).all(|pair| pair[1] > pair[0] + 1);
    let over = heads.last().is_some_and(|last| last + 1 < lines.len());
    let told = heads.len() > 2
        && apart
        && over
        && !scope.is_declared(lines.len())
        && scope.is_declared(lines.len() - heads.len());
    if told { heads.into_iter().map(|at| lines[at]).collect() } else { HashSet::default() }
}

/// 宜春市 or 水利部 over names of another kind: lines that are all places, or all bodies that govern, the first line
/// among them, and as many more than the names declared.
fn by_kind(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let none = HashSet::default;
    if scope.is_declared(lines.len()) {
        return none();
    }
    let texts: Vec<String> = lines.iter().map(|index| compact(scope.text(*index))).collect();
    for kind in KINDS {
        let found: Vec<usize> = (0..texts.len()).filter(|at| kind(&texts[*at])).collect();
        let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
        let heads = found.len() > 1
            && found[0] == 0
            && apart
            && found.last().is_some_and(|last| last + 1 < texts.len())
            && scope.is_declared(texts.len() - found.len());
        if heads {
            return found.into_iter().map(|at| lines[at]).collect();
        }
    }
    none()
}

/// 石家庄市 over 井陉县甲村: bare names of prefectures, the first line among them, over lines that are no division's name
/// alone.
fn cities(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let none = HashSet::default;
    let text = |at: usize| compact(scope.text(lines[at]));
    let city = |at: &usize| {
        let text = text(*at);
        text.chars().count() <= CITY_MOST
            && ["市", "州", "盟", "地区"].iter().any(|end| text.ends_with(end))
            && is_known_place(&text)
    };
    if lines.is_empty() || !city(&0) || scope.is_declared(lines.len()) {
        return none();
    }
    let found: Vec<usize> = (0..lines.len()).filter(city).collect();
    let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
    let over = found.last().is_some_and(|last| last + 1 < lines.len());
    let below = (0..lines.len()).filter(|at| !found.contains(at)).all(|at| !is_place(&text(at)));
    let heads = found.len() > 1 && found.len() <= CITIES_MOST && apart && over && below;
    if heads { found.into_iter().map(|at| lines[at]).collect() } else { none() }
}

/// Longest name of a prefecture, in characters; a province has no more of them.
const CITY_MOST: usize = 12;
const CITIES_MOST: usize = 40;

/// What names of places and of bodies that govern look like.
const KINDS: [fn(&str) -> bool; 2] = [is_place, is_governing];

fn is_place(text: &str) -> bool {
    (2..=KIND_MOST).contains(&text.chars().count())
        && (places::is_province(text)
            || text.ends_with(DIVISION)
            || text.ends_with("地区")
            || text.ends_with("兵团"))
}

fn is_governing(text: &str) -> bool {
    (2..=KIND_MOST).contains(&text.chars().count())
        && (text.ends_with(['部', '委', '局', '厅', '署', '办']) || text.ends_with("委员会"))
        && head::is_signature(text)
}

/// Longest name of a place or a body that heads others, in characters.
const KIND_MOST: usize = 12;

/// Longest line that heads others though only counts say so, in characters, and most of them.
const HEAD_MOST: usize = 12;
const HEADS_MOST: usize = 12;

/// Bare lines at the distances that the counts of the letter, in their order, give: 新增企业 over 3 lines,
/// 撤销企业 over 2; or lines alike, 千年古镇 and 千年古村落, that are as many more than the names declared.
fn by_counts(scope: &Scope<'_>, lines: &[usize]) -> HashSet<usize> {
    let none = HashSet::default;
    if scope.is_declared(lines.len()) {
        return none();
    }
    let text = |at: usize| compact(scope.text(lines[at]));
    let short = |at: &usize| {
        let text = text(*at);
        (2..=HEAD_MOST).contains(&text.chars().count()) && !text.contains(['、', '，', '。'])
    };
    for count in 2..=HEADS_MOST.min(scope.declared.len()) {
        for parts in scope.declared.windows(count) {
            let sum = parts.iter().fold(0u64, |sum, part| sum.saturating_add(*part));
            if parts.contains(&0) || sum.checked_add(count as u64) != Some(lines.len() as u64) {
                continue;
            }
            let mut at = 0;
            let mut found = Vec::new();
            for part in parts {
                found.push(at);
                at += 1 + usize::try_from(*part).unwrap_or(usize::MAX - at - 1);
            }
            // A name that stands where counts want a heading is as long as the others, and like no heading.
            let length = |at: usize| text(at).chars().count();
            let names = || (0..lines.len()).filter(|at| !found.contains(at));
            let shorter = || {
                let least = names().map(length).min().unwrap_or(0);
                found.iter().all(|at| length(*at) < least)
            };
            if found.iter().all(short) && (are_alike(&found, &text) || shorter()) {
                return found.into_iter().map(|at| lines[at]).collect();
            }
        }
    }
    let first = lines.first().map(|_| text(0)).unwrap_or_default();
    let lead: String = first.chars().take(ALIKE).collect();
    let end: Vec<char> = first.chars().rev().take(ALIKE).collect();
    let end: String = end.into_iter().rev().collect();
    let alike = |same: &dyn Fn(&str) -> bool| {
        let found: Vec<usize> = (0..lines.len()).filter(|at| same(&text(*at))).collect();
        let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
        // 常州甲公司 is no heading over 无锡乙公司.
        let end = |at: usize| text(at).chars().rev().take(ALIKE).collect::<String>();
        let own: HashSet<String> = found.iter().map(|at| end(*at)).collect();
        let heads: HashSet<usize> = found.iter().copied().collect();
        let names = || (0..lines.len()).filter(|at| !heads.contains(at));
        let ends_as_names =
            names().filter(|at| own.contains(&end(*at))).count() * 2 > names().count();
        // 无锡市 below 常州市 and 徐州市 heads names as well.
        let of_kind = KINDS.iter().any(|kind| {
            found.iter().all(|at| kind(&text(*at))) && names().any(|at| kind(&text(at)))
        });
        let heads = found.len() > 1
            && apart
            && !ends_as_names
            && !of_kind
            && found.iter().all(short)
            && found.last().is_some_and(|last| last + 1 < lines.len())
            && scope.is_declared(lines.len() - found.len());
        heads.then_some(found)
    };
    let found =
        alike(&|text| text.starts_with(&lead)).or_else(|| alike(&|text| text.ends_with(&end)));
    found.map_or_else(none, |found| found.into_iter().map(|at| lines[at]).collect())
}

/// Headings alike share so many characters.
const ALIKE: usize = 2;

/// Whether lines all begin or all end alike: 新增企业 and 撤销企业.
fn are_alike(found: &[usize], text: &dyn Fn(usize) -> String) -> bool {
    let part = |at: usize, begin: bool| -> String {
        let text = text(at);
        if begin {
            text.chars().take(ALIKE).collect()
        } else {
            text.chars().rev().take(ALIKE).collect()
        }
    };
    [true, false]
        .iter()
        .any(|begin| found.windows(2).all(|two| part(two[0], *begin) == part(two[1], *begin)))
}

/// The titles of several lists of an annex, each over its names: 新增企业名单, 撤销企业名单. The title of all may
/// stand above the first.
pub(super) fn titles(scope: &Scope<'_>, open: &[usize]) -> HashSet<usize> {
    let none = HashSet::default;
    let batches = batches(scope, open);
    if !batches.is_empty() {
        return batches;
    }
    if !scope.annex {
        return told_titles(scope, open);
    }
    let title = |at: &usize| {
        let text = scope.text(open[*at]);
        let bare = compact(text.trim_end().trim_end_matches(['：', ':']));
        mark::mark(text).is_none()
            && words::ends_list_title(&bare)
            && bare.chars().count() <= TITLE_MOST
            && !bare.contains(['，', '。'])
    };
    let Some(first) = (0..open.len()).find(|at| !is_title(scope, open[*at]) && !title(at)) else {
        return none();
    };
    let Some(above) = first.checked_sub(1).filter(title) else { return none() };
    // 行政区, 行政村名单: the header of two columns.
    if header_lines(scope, &open[first..]) > 0 {
        return none();
    }
    // 示范企业名单（续）
    let bare = |at: usize| {
        compact(words::without_closing_bracket(scope.text(open[at]).trim_end()))
            .replace("（续）", "")
    };
    let own = bare(above);
    // 浙江省：甲市、乙县
    let lists = |index: usize| {
        let text = scope.text(index);
        let province = || text.split_once(['：', ':']).filter(|(_, rest)| !rest.trim().is_empty());
        is_name(text) || province().is_some_and(|(lead, _)| places::is_province(&compact(lead)))
    };
    let over_names =
        |at: usize| open.get(at + 1).is_some_and(|below| lists(*below)) && !title(&(at + 1));
    let below: Vec<usize> = (first..open.len()).filter(title).collect();
    let heads = !below.is_empty()
        && lists(open[first])
        && below.iter().all(|at| over_names(*at) && bare(*at) != own);
    if !heads {
        return none();
    }
    std::iter::once(above).chain(below).map(|at| open[at]).collect()
}

/// 第一批省级街区（2022年1月）, 第二批省级街区（2023年3月）: lines that differ in their batch alone, each over names.
fn batches(scope: &Scope<'_>, open: &[usize]) -> HashSet<usize> {
    const BATCHES_LEAST: usize = 2;
    let batch = |at: usize| {
        let text = compact(scope.text(open[at]));
        let rest = text.strip_prefix('第')?;
        let (_, length) = numeral::prefix(rest)?;
        let rest = rest[length..].strip_prefix('批')?;
        let cut = rest.find(['：', ':', '（', '(']).unwrap_or(rest.len());
        let closed = rest[cut..].is_empty() || rest.ends_with(['）', ')', '：', ':']);
        let over = open.get(at + 1).is_some_and(|below| is_name(scope.text(*below)));
        let plain = !rest[..cut].contains(['，', '。', '、', '；']) && cut > 0;
        (closed && over && plain).then(|| rest[..cut].to_owned())
    };
    let found: Vec<(usize, String)> =
        (0..open.len()).filter_map(|at| Some((at, batch(at)?))).collect();
    let alike = found.windows(2).all(|pair| pair[0].1 == pair[1].1 && pair[1].0 > pair[0].0 + 1);
    if found.len() < BATCHES_LEAST || !alike {
        return HashSet::default();
    }
    found.into_iter().map(|(at, _)| open[at]).collect()
}

/// 某勋章建议人选 over names and 某荣誉称号建议人选 over others, where the letter counts both: 3名某勋章建议人选.
fn told_titles(scope: &Scope<'_>, open: &[usize]) -> HashSet<usize> {
    const COUNTS_MOST: usize = 200;
    if scope.counted.len() > COUNTS_MOST {
        return HashSet::default();
    }
    let told = |at: &usize| {
        let text = compact(words::without_closing_bracket(scope.text(open[*at])));
        let over = open.get(*at + 1).is_some_and(|below| is_name(scope.text(*below)));
        let counted = |(about, declared): &(String, u64)| *declared > 1 && *about == text;
        over && text.chars().count() > CLASS_LEAST && scope.counted.iter().any(counted)
    };
    let found: Vec<usize> = (0..open.len()).filter(told).collect();
    let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
    if found.len() < 2 || !apart {
        return HashSet::default();
    }
    found.into_iter().map(|at| open[at]).collect()
}

/// What is counted and heads names says more than 企业.
const CLASS_LEAST: usize = 3;

/// Longest such title, in characters.
const TITLE_MOST: usize = 32;

/// How many the letter counts of what a line names.
pub(super) fn counted(scope: &Scope<'_>, text: &str) -> Option<u64> {
    let text = compact(words::without_closing_bracket(text));
    scope.counted.iter().find(|(about, _)| *about == text).map(|(_, declared)| *declared)
}
