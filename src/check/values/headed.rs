//! Columns, and rows, under each other's header: the one that names places holds none, and places stand from
//! end to end under one that names something else; likewise numbers and dates.

use std::borrow::Cow;

use super::exchanged::{Exchanged, is_path};
use super::{titled, years};
use crate::check::amounts;
use crate::check::looks::{self, Grid, Shape};
use crate::check::sums::Decimal;
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Role, Roster};
use crate::text::blank::BREAKS;
use crate::text::division::{DIVISION, TO_TOWNSHIP};
use crate::text::headers::{self, Rung};
use crate::text::words::bodies::NO_PLACES;
use crate::text::{date, nothing, radicals};

/// So many rows show what a column holds.
const ROWS: usize = 64;

/// What a header calls for, or a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nature {
    Place,
    Number,
    Date,
    /// Figures and letters: 2021-001.
    Code,
    /// Names of things and bodies.
    Thing,
}

/// Finds the first two columns that are under each other's header.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    grid: &Grid,
    gazetteer: &Gazetteer,
) -> Option<Exchanged> {
    let called: Vec<Option<Nature>> =
        roster.columns.iter().map(|column| calls_for(&column.title)).collect();
    let special = |nature: Option<Nature>| nature.is_some_and(|nature| nature != Nature::Thing);
    // Most rosters have no column that is told from the others by its cells.
    if roster.entries.len() < 2 {
        return None;
    }
    if let Some(found) = titled::find(roster, |column| texts(document, roster, column)) {
        return Some(found);
    }
    if !called.iter().any(|nature| special(*nature)) {
        return bodies(roster, |column| texts(document, roster, column));
    }
    if let Some(found) = rows(document, roster, grid, gazetteer) {
        return Some(found);
    }
    let cells = |column: usize| texts(document, roster, column);
    if let Some(found) = bodies(roster, cells) {
        return Some(found);
    }
    if let Some(found) = of_years(roster, cells) {
        return Some(found);
    }
    for a in (0..called.len()).filter(|a| special(called[*a])) {
        let wanted = called[a]?;
        let strays = cells(a);
        let own = strays.iter().any(|cell| may_be(cell, wanted, gazetteer));
        if strays.len() < 2 || own {
            continue;
        }
        for b in (0..called.len()).filter(|b| *b != a) {
            let other = called[b];
            if other == Some(wanted) {
                continue;
            }
            let held = cells(b);
            let fit = |cells: &[String], nature: Nature| {
                cells.iter().filter(|cell| is(cell, nature, gazetteer)).count()
            };
            let title = &roster.columns[a].title;
            // 省份 over anything but provinces, all of which stand elsewhere, needs no more proof;
            // 所在地 may head addresses, but not bodies.
            let rung = headers::rung_of(title);
            let province = rung == Some(Rung::Province);
            // 所在县 over names none of which ends as a division does.
            let divided = |cell: &String| cell.ends_with(TO_TOWNSHIP);
            let undivided = rung.is_some() && !strays.iter().any(divided);
            let proven = if other.is_none() {
                // No amount is a body, whatever the other header says.
                wanted == Nature::Number
                    && fit(&held, wanted) == held.len()
                    && strays.iter().all(|cell| is_body(cell))
            } else if addresses(title) {
                strays.iter().all(|cell| is_body(cell))
                    || paths_of_names(&roster.columns[b].title, &held, &strays, gazetteer)
            } else if province || undivided && fit(&held, wanted) == held.len() {
                !strays.iter().any(|cell| is_number(cell))
            } else {
                // No figure under 面积 while all under another header are figures is proof enough.
                wanted == Nature::Number && fit(&held, wanted) == held.len()
                    || other.is_some_and(|other| fit(&strays, other) == strays.len())
            };
            // 高新区 and 东区 are places of some city, beside bodies and nothing else under 所在地区.
            let known = fit(&held, wanted);
            let places = if wanted == Nature::Place && strays.iter().all(|cell| is_body(cell)) {
                held.iter()
                    .filter(|cell| divided(cell) || cell.ends_with("街道"))
                    .count()
                    .max(known)
            } else {
                known
            };
            // 新疆生产建设兵团 among provinces is none.
            if proven && held.len() > 1 && places * 5 >= held.len() * 4 {
                let entries = (0..roster.entries.len() as u32).collect();
                return Some(Exchanged { roster: 0, a, b, entries, whole: true });
            }
        }
    }
    None
}

/// The filled cells of a column, in its first rows; values that stand in one each by itself.
fn texts(document: &Document, roster: &Roster, column: usize) -> Vec<String> {
    let all = (0..roster.entries.len().min(ROWS)).flat_map(|entry| {
        let cell = roster.cell(document, entry, column);
        if roster.is_stacked(entry, column) {
            cell.split(BREAKS).map(|line| Cow::Owned(line.to_owned())).collect()
        } else {
            vec![cell]
        }
    });
    all.filter(|cell| !nothing::is_nothing(cell) && !nothing::is_as_above(cell))
        // Radicals stand in the place of characters in what comes from a PDF.
        .map(|cell| cell.trim().chars().map(|c| radicals::unified(c).unwrap_or(c)).collect())
        .collect()
}

/// A row or two in which a body stands under a header of places, and a place under one of names.
fn rows(
    document: &Document,
    roster: &Roster,
    grid: &Grid,
    gazetteer: &Gazetteer,
) -> Option<Exchanged> {
    let of = |wanted: fn(Role) -> bool| {
        let role = move |c: &usize| headers::role_of(&roster.columns[*c].title).is_some_and(wanted);
        (0..roster.columns.len()).filter(role)
    };
    let cell = |entry: usize, column: usize| -> String {
        let cell = roster.cell(document, entry, column);
        cell.trim().chars().map(|c| radicals::unified(c).unwrap_or(c)).collect()
    };
    for a in of(|role| role == Role::Place) {
        // Most cells end with another character than bodies do.
        let may_be = |entry: &usize| grid.at(*entry, a).last().is_none_or(ends_body);
        let body =
            |entry: &usize| may_be(entry) && is_body(roster.cell(document, *entry, a).trim());
        let bodies: Vec<usize> = (0..roster.entries.len()).filter(body).collect();
        if bodies.is_empty() || bodies.len() * 2 >= roster.entries.len() {
            continue;
        }
        for b in of(|role| matches!(role, Role::Name | Role::Project | Role::Units)) {
            let turned = bodies.iter().filter(|entry| is_path(&cell(**entry, b), gazetteer));
            let entries: Vec<u32> = turned.map(|entry| *entry as u32).collect();
            if !entries.is_empty() {
                return Some(Exchanged { roster: 0, a, b, entries, whole: false });
            }
        }
    }
    None
}

/// Things that bodies make, and are not; so many cells show that none is one.
static WORKS: [&str; 11] =
    ["场景", "项目", "产品", "案例", "成果", "作品", "课题", "技术", "方案", "课程", "教材"];
const WORKS_LEAST: usize = 5;

/// 运营单位 over cells that end as the other header does (平台), none of which is a body, and 平台名称 over bodies.
fn bodies(roster: &Roster, cells: impl Fn(usize) -> Vec<String>) -> Option<Exchanged> {
    let title = |column: usize| headers::without_brackets(&roster.columns[column].title);
    let all = 0..roster.columns.len();
    let of_bodies = |column: &usize| {
        ["单位", "机构", "企业", "公司", "主体"].iter().any(|end| title(*column).ends_with(end))
    };
    for a in all.clone().filter(of_bodies) {
        let strays = cells(a);
        if strays.len() < 3 || strays.iter().any(|cell| is_body(cell)) {
            continue;
        }
        let held = |column: &usize| {
            let title = title(*column);
            let stem = title.strip_suffix("名称").filter(|stem| stem.chars().count() > 1);
            let stem =
                stem.and_then(|stem| stem.char_indices().rev().nth(1).map(|(at, _)| &stem[at..]));
            let named = |stem: &str| {
                strays.iter().filter(|cell| cell.ends_with(stem)).count() * 5 >= strays.len() * 4
            };
            let cells = cells(*column);
            // 场景名称 over bodies alone, and neither bodies nor places under 单位.
            let work = |stem: &str| {
                WORKS.contains(&stem)
                    && strays.len() >= WORKS_LEAST
                    && !strays.iter().any(|cell| cell.ends_with(DIVISION))
            };
            stem.is_some_and(|stem| named(stem) || work(stem))
                && cells.len() > 2
                && cells.iter().all(|cell| is_body(cell))
        };
        let other = all.clone().filter(|column| *column != a && !of_bodies(column)).find(held);
        if let Some(b) = other {
            let entries = (0..roster.entries.len() as u32).collect();
            return Some(Exchanged { roster: 0, a, b, entries, whole: true });
        }
    }
    None
}

/// 年份 over figures none of which is a year, while all under another header are.
fn of_years(roster: &Roster, cells: impl Fn(usize) -> Vec<String>) -> Option<Exchanged> {
    let all = 0..roster.columns.len();
    let a = all.clone().find(|column| years::heads(&roster.columns[*column].title))?;
    let strays = cells(a);
    let figure = |cell: &String| is_number(cell) && years::year(cell).is_none();
    if strays.len() < 2 || !strays.iter().all(figure) {
        return None;
    }
    let held = |column: &usize| {
        let cells = cells(*column);
        cells.len() > 1 && cells.iter().all(|cell| years::year(cell).is_some())
    };
    let b = all.filter(|column| *column != a).find(held)?;
    let entries = (0..roster.entries.len() as u32).collect();
    Some(Exchanged { roster: 0, a, b, entries, whole: true })
}

/// Whether all cells under a header of names are divisions from end to end, though the header names none,
/// and no cell under the other begins as an address does.
fn paths_of_names(title: &str, held: &[String], strays: &[String], gazetteer: &Gazetteer) -> bool {
    let divisions = title.contains(['省', '市', '县', '区', '镇', '乡', '村', '地']);
    let addressed = |cell: &String| {
        cell.contains(|c: char| c.is_numeric()) || cell.ends_with(['号', '路', '街', '楼', '室'])
    };
    !divisions && held.iter().all(|cell| is_path(cell, gazetteer)) && !strays.iter().any(addressed)
}

/// Whether a header may head addresses.
fn addresses(title: &str) -> bool {
    let bare = headers::without_brackets(title);
    ["所在地", "产地", "属地"].iter().any(|word| bare.ends_with(word))
}

pub(super) fn is_body(cell: &str) -> bool {
    cell.ends_with(ends_body) && NO_PLACES.iter().any(|end| cell.ends_with(end))
}

/// Whether one of [`NO_PLACES`] may end with a character.
pub(super) fn ends_body(c: char) -> bool {
    matches!(
        c,
        '心' | '司' | '学' | '院' | '会' | '府' | '局' | '厅' | '所' | '行' | '团' | '社' | '区'
    )
}

/// What the cells under a header must be. 地点 may head venues.
fn calls_for(title: &str) -> Option<Nature> {
    let bare = headers::without_brackets(title);
    if bare.ends_with("编号") {
        return Some(Nature::Code);
    }
    // 冠幅（米）.
    let unit = title.strip_prefix(&*bare).map(|end| end.trim_matches(['（', '(', '）', ')']));
    let role = headers::role_of(title);
    if matches!(role, None | Some(Role::Text)) && unit.is_some_and(amounts::is_unit) {
        return Some(Nature::Number);
    }
    match role? {
        Role::Place if bare.ends_with("地点") => None,
        Role::Place => Some(Nature::Place),
        Role::Number => Some(Nature::Number),
        Role::Date => Some(Nature::Date),
        Role::Code => Some(Nature::Code),
        Role::Name | Role::Project | Role::Units => Some(Nature::Thing),
        _ => None,
    }
}

/// Whether a cell is surely of that nature.
fn is(cell: &str, nature: Nature, gazetteer: &Gazetteer) -> bool {
    match nature {
        Nature::Place => is_path(cell, gazetteer),
        Nature::Number => is_number(cell) || is_measure(cell),
        Nature::Date => is_date(cell) && !is_number(cell),
        // 2021-001 has the shape of a date.
        Nature::Code => matches!(looks::shape(cell), Shape::Code | Shape::Date),
        Nature::Thing => is_thing(cell),
    }
}

/// Whether a cell could pass for that nature.
fn may_be(cell: &str, nature: Nature, gazetteer: &Gazetteer) -> bool {
    match nature {
        Nature::Place => is_path(cell, gazetteer),
        // 2021年7月27日 is no amount.
        Nature::Number if cell.contains('年') && is_date(cell) => false,
        Nature::Number | Nature::Date | Nature::Code => cell.contains(|c: char| c.is_numeric()),
        Nature::Thing => is_thing(cell),
    }
}

/// `1,234.50`, `85%`.
pub(super) fn is_number(cell: &str) -> bool {
    Decimal::read(cell.trim_end_matches(['%', '％'])).is_some()
}

/// `12.5公里`.
fn is_measure(cell: &str) -> bool {
    let figures = cell.trim_end_matches(|c: char| !c.is_numeric());
    Decimal::read(figures).is_some() && amounts::is_unit(cell[figures.len()..].trim())
}

pub(super) fn is_date(cell: &str) -> bool {
    let whole = date::prefix(cell).is_some_and(|found| found.len == cell.len());
    whole || date::whole(cell).is_some()
}

/// A name that is no place, not even one that no gazetteer knows: 甲科技有限公司, 市人民政府.
fn is_thing(cell: &str) -> bool {
    const PLACES: [char; 30] = [
        '省', '市', '区', '县', '旗', '州', '盟', '镇', '乡', '村', '道', '街', '路', '号', '园',
        '场', '港', '湾', '岛', '山', '城', '部', '国', '地', '东', '西', '南', '北', '社', '圈',
    ];
    let ideographs = cell.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
    ideographs > 3 && !cell.ends_with(PLACES)
}

#[cfg(test)]
mod tests {
    use super::{NO_PLACES, ends_body};

    #[test]
    fn bodies_are_told_by_their_last_character() {
        assert!(NO_PLACES.iter().all(|end| end.chars().last().is_some_and(ends_body)));
    }
}
