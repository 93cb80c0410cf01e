//! Columns: keys and roles, from the schema, from header words, or from the values.

use std::collections::HashSet;

use super::chapters;
use super::header::Header;
use super::serial;
use super::values;
use super::words;
use crate::model::{Column, Role};
use crate::schema::RosterSchema;
use crate::segment::lists::places;
use crate::text::compact;
use crate::text::headers::{self, Rung};
use crate::text::numeral;
use crate::text::words::headers as lists;

/// How many rows are looked at to tell a column by its values.
pub(in crate::segment) const SAMPLE: usize = 24;

/// Makes the columns of a roster. `values` are the cells of the first rows, row by row.
pub(in crate::segment) fn columns(
    header: Option<&Header>,
    width: usize,
    schema: Option<&RosterSchema>,
    values: &[Vec<&str>],
) -> Vec<Column> {
    let mut columns: Vec<Column> =
        (0..width).map(|index| column(index, width, header, schema, values)).collect();
    let rows = without_sums(values);
    if !columns.iter().any(|column| column.role == Role::Serial)
        && !is_index(header, values)
        && (counts_up(0, &rows) || nearly_counts_up(0, &rows))
        && let Some(first) = columns.first_mut().filter(|c| c.evidence == "none")
    {
        first.role = Role::Serial;
        first.evidence = "values";
    }
    if !columns.iter().any(|column| column.role == Role::Serial)
        && let Some(first) = columns.first_mut().filter(|c| c.evidence != "schema")
        && counts_things(&first.title, values)
    {
        first.role = Role::Serial;
        first.evidence = "values";
    }
    regions(&mut columns, values);
    path(&mut columns);
    name_keys(&mut columns);
    columns
}

/// 区域 over 东北 and 华东, beside a column of provinces: a class of these, and no place.
fn regions(columns: &mut [Column], values: &[Vec<&str>]) {
    let of_places = |column: &Column| column.role == Role::Place && column.evidence == "header";
    let levelled =
        columns.iter().filter(|c| of_places(c)).any(|c| headers::rung_of(&c.title).is_some());
    for (index, column) in columns.iter_mut().enumerate().filter(|_| levelled) {
        let known = || {
            let cells = values.iter().filter_map(|row| row.get(index));
            cells
                .map(|cell| compact(cell))
                .any(|cell| places::is_known(&cell) || values::is_place(&cell))
        };
        if of_places(column) && headers::is_of_whereabouts(&column.title) && !known() {
            column.role = Role::Text;
        }
    }
}

/// 省, 市 and 县 in columns of their own are one path: the finest is the row's place, those above
/// it stay as printed and say within what it lies.
fn path(columns: &mut [Column]) {
    let mut rungs: Vec<(usize, Rung)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.role == Role::Place && column.evidence != "schema")
        .filter_map(|(index, column)| Some((index, headers::rung_of(&column.title)?)))
        .collect();
    rungs.sort_by_key(|(_, rung)| *rung);
    rungs.dedup_by_key(|(_, rung)| *rung);
    rungs.pop();
    for (index, rung) in rungs {
        let key = match rung {
            Rung::Province => "stated_province",
            Rung::Prefecture => "stated_prefecture",
            Rung::County | Rung::Township => "stated_county",
        };
        columns[index].role = Role::Text;
        key.clone_into(&mut columns[index].key);
    }
}

fn column(
    index: usize,
    width: usize,
    header: Option<&Header>,
    schema: Option<&RosterSchema>,
    values: &[Vec<&str>],
) -> Column {
    let title = header.and_then(|h| h.titles.get(index)).cloned().unwrap_or_default();
    let span = header.and_then(|h| h.spans.get(index)).copied().filter(|s| !s.is_empty());
    if let Some(schema) = schema {
        let named = schema.columns.iter().find(|c| c.header == title && !title.is_empty());
        // A changed header is reported; in a header as wide as the schema's the column's place
        // still tells what it holds.
        let placed = (schema.columns.len() == width).then(|| schema.columns.get(index)).flatten();
        if let Some(known) = named.or(placed) {
            let (key, role) = (known.key.clone(), known.role);
            let title = if title.is_empty() { known.header.clone() } else { title };
            return Column { key, title, header: span, role, evidence: "schema" };
        }
    }
    let (role, evidence) = match words::role_of(&title) {
        // 编号 and ID head serials and codes alike: the values decide.
        Some(Role::Serial)
            if (title == "编号" || title.eq_ignore_ascii_case("id"))
                && !counts_up(index, &printed_once(index, values))
                && !all_but_one_counts_up(index, &without_sums(values))
                && !chapters::are(index, values) =>
        {
            (Role::Code, "values")
        }
        // A header of numbers over words heads a text: 建设内容及规模.
        Some(Role::Number) if !values::fit(Role::Number, index, values) => (Role::Text, "values"),
        // 更新区域名称 may head names of areas that are no divisions.
        Some(Role::Place) if title.ends_with("名称") && values::name_things(index, values) => {
            (Role::Name, "values")
        }
        // 等级避难场所（处） over numbers: how many there are of each. 金额情况 over 其中：省级资金 says nothing of these.
        Some(Role::Text)
            if (measured(&title) || upper_alone_tells(&title))
                && values::fill(Role::Number, index, values) =>
        {
            (Role::Number, "values")
        }
        // 项目支出 and 单位自筹 begin as headers of projects and units do.
        Some(Role::Project | Role::Units | Role::Text)
            if ends_as_amount(&title) && values::fill(Role::Number, index, values) =>
        {
            (Role::Number, "values")
        }
        Some(role) => (role, "header"),
        // Serials are told by the columns together.
        None if index == 0 && counts_up(index, &without_sums(values)) => (Role::Text, "none"),
        // Where no header is printed nothing else says that serials with a fault among them are some.
        None if index == 0
            && title.is_empty()
            && nearly_counts_up(index, &without_sums(values)) =>
        {
            (Role::Text, "none")
        }
        // 灌区 over 青石堰灌区, 白河灌区: the header says what the column names.
        None if values::are_called(index, values, &title) => (Role::Name, "values"),
        None => {
            values::role_of(index, values).map_or((Role::Text, "none"), |role| (role, "values"))
        }
    };
    Column { key: String::new(), title, header: span, role, evidence }
}

/// Whether a header is of amounts by its own words: 避难面积（万平方米）, 税额.
pub(in crate::segment) fn is_of_amounts(title: &str) -> bool {
    words::role_of(title) == Some(Role::Number) || measured(title)
}

/// Whether a header ends as those of amounts of money do.
fn ends_as_amount(title: &str) -> bool {
    let title = headers::without_brackets(title);
    ["支出", "经费", "自筹", "缴费", "投资", "资金", "金额"].iter().any(|end| title.ends_with(end))
}

/// Whether a title of several rows has no word of a header in its last.
fn upper_alone_tells(title: &str) -> bool {
    title.rsplit_once('/').is_some_and(|(_, lower)| words::role_of(lower).is_none())
}

/// Whether a header ends in a short bracket, as of what is counted or measured.
fn measured(title: &str) -> bool {
    const UNIT_MOST: usize = 4;
    let inner = title.strip_suffix(['）', ')']).and_then(|title| title.rsplit_once(['（', '(']));
    inner.is_some_and(|(_, unit)| (1..=UNIT_MOST).contains(&unit.chars().count()))
}

/// Whether the first column is the index that a program writes beside a table: it begins 0, 1, 2 … under no header,
/// while the other columns have one; where rows were left out, it goes up.
fn is_index(header: Option<&Header>, values: &[Vec<&str>]) -> bool {
    let printed = |title: &String| !title.is_empty();
    let bare = header.is_some_and(|header| {
        header.titles.first().is_some_and(String::is_empty)
            && header.titles.iter().skip(1).any(printed)
    });
    let numbers = numbers(0, values);
    bare && values.len() > 1
        && numbers.len() == values.len()
        && numbers[0].1 == 0
        && numbers.windows(2).all(|pair| pair[0].1 < pair[1].1)
}

/// The rows that are no sums: 小计 stands in the place of a serial.
fn without_sums<'v>(values: &[Vec<&'v str>]) -> Vec<Vec<&'v str>> {
    let sum = |row: &Vec<&str>| row.first().is_some_and(|cell| words::is_sum(&compact(cell)));
    values.iter().filter(|row| !sum(row)).cloned().collect()
}

/// The rows that a merged cell of a column begins: those below show the very same text, and so does the column behind
/// it, which names them. Merged over different names a number is a group's.
fn printed_once<'v>(index: usize, values: &[Vec<&'v str>]) -> Vec<Vec<&'v str>> {
    let merged = |nth: usize, column: usize| {
        let at = |row: &Vec<&str>| row.get(column).map(|cell| (cell.as_ptr(), cell.len()));
        at(&values[nth]).is_some_and(|cell| cell.1 > 0) && at(&values[nth]) == at(&values[nth - 1])
    };
    let shown = |nth: &usize| *nth == 0 || !merged(*nth, index) || !merged(*nth, index + 1);
    (0..values.len()).filter(shown).map(|nth| values[nth].clone()).collect()
}

/// Whether a column's first values are numbers that go up by one.
fn counts_up(index: usize, values: &[Vec<&str>]) -> bool {
    let numbers = numbers(index, values);
    let present = values.len().max(1);
    let steps =
        numbers.windows(2).filter(|pair| pair[1].1 == pair[0].1 + 1 || pair[1].1 == 1).count();
    numbers.len() * 10 >= present * 8
        && (numbers.len() > 1 || present == 1)
        && steps * 10 >= numbers.len().saturating_sub(1) * 8
}

/// Whether they are serials of which a few are wrong: most keep their distance from the row's own
/// number, or all numbers from one are there.
fn nearly_counts_up(index: usize, values: &[Vec<&str>]) -> bool {
    let numbers = numbers(index, values);
    let distance = |(at, n): &(usize, u32)| i64::from(*n) - i64::try_from(*at).unwrap_or(0);
    let alike = |number| numbers.iter().filter(|other| distance(other) == distance(number)).count();
    let usual = numbers.iter().map(alike).max().unwrap_or(0);
    let told = usual * 10 >= numbers.len() * 6 || are_all_there(&numbers, values.len());
    // l 2 3: one is spoilt, and all others keep their place.
    let spoilt = |row: &Vec<&str>| {
        let text = row.get(index).map_or("", |text| text.trim());
        serial::parse(text).value().is_none() && (1..=2).contains(&text.chars().count())
    };
    let one = numbers.len() + 1 == values.len()
        && numbers.len() > 1
        && numbers.iter().all(|number| distance(number) == 1)
        && values.iter().any(spoilt);
    one || numbers.len() > 2 && numbers.len() == values.len() && told
}

/// Whether the first column's header ends in 序号, 品种序号, over the serials of these rows: they count, or are nearly
/// all of the first few numbers. 原序号 may be the row's in another list, and there has no order to keep.
fn counts_things(title: &str, values: &[Vec<&str>]) -> bool {
    let title = headers::without_brackets(title);
    let Some(things) = title.strip_suffix("序号") else { return false };
    let elsewhere = lists::SERIALS_ELSEWHERE.iter().any(|word| things.contains(word));
    counts_up(0, values) || (!elsewhere && (nearly_counts_up(0, values) || are_dense(values)))
}

/// Whether the first column's numbers begin at one, or two, and have few repetitions and few gaps among them.
fn are_dense(values: &[Vec<&str>]) -> bool {
    let numbers: Vec<u32> = numbers(0, values).into_iter().map(|(_, n)| n).collect();
    let rows = values.len();
    let different = numbers.iter().collect::<HashSet<_>>().len();
    let last = numbers.iter().max().map_or(usize::MAX, |n| *n as usize);
    rows > 2
        && numbers.len() == rows
        && different * 5 >= rows * 4
        && numbers.iter().min().is_some_and(|first| (1..=2).contains(first))
        && last * 2 <= rows * 3
}

/// Whether numbers are those from one, or from a year's first, on, in whatever order.
fn are_all_there(numbers: &[(usize, u32)], rows: usize) -> bool {
    let mut sorted: Vec<u32> = numbers.iter().map(|(_, n)| *n).collect();
    sorted.sort_unstable();
    sorted.len() == rows
        && sorted.first().is_some_and(|first| begins(*first))
        && sorted.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

fn begins(first: u32) -> bool {
    first == 1 || numeral::begins_year(first)
}

/// Whether all but one keep their distance from the row's own number, or all numbers from one are there in
/// another order.
fn all_but_one_counts_up(index: usize, values: &[Vec<&str>]) -> bool {
    let numbers = numbers(index, values);
    let distance = |(at, n): &(usize, u32)| i64::from(*n) - i64::try_from(*at).unwrap_or(0);
    let alike = |number| numbers.iter().filter(|other| distance(other) == distance(number)).count();
    // 1 2 4 5: one row is lost.
    let lost = numbers.len() == values.len()
        && numbers.first().zip(numbers.last()).is_some_and(|((_, first), (_, last))| {
            begins(*first) && last.checked_sub(*first) == u32::try_from(values.len()).ok()
        })
        && numbers.windows(2).all(|pair| pair[0].1 < pair[1].1);
    values.len() > 3
        && (lost
            || numbers.iter().map(alike).max().unwrap_or(0) + 1 >= values.len()
            || are_all_there(&numbers, values.len()))
}

/// The numbers among a column's first values, each with its row.
fn numbers(index: usize, values: &[Vec<&str>]) -> Vec<(usize, u32)> {
    let cells = values.iter().enumerate().filter_map(|(at, row)| Some((at, row.get(index)?)));
    cells.filter_map(|(at, text)| Some((at, serial::parse(text).value()?))).collect()
}

/// Gives each column without a key one: by its role, once; else by its number.
fn name_keys(columns: &mut [Column]) {
    let mut taken: Vec<String> = columns.iter().map(|c| c.key.clone()).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        if !column.key.is_empty() {
            continue;
        }
        let by_role = match column.role {
            Role::Serial => "rank",
            Role::Place | Role::PlaceOrUnit => "place",
            Role::Text | Role::Number | Role::Date => "",
            role => role.name(),
        };
        let free = !by_role.is_empty() && !taken.iter().any(|key| key == by_role);
        column.key = if free { by_role.to_owned() } else { format!("column_{}", index + 1) };
        taken.push(column.key.clone());
    }
}
