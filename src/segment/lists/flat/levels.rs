//! A header of two rows, flattened: 序号 区 学校 社区 over 个数 面积 个数 面积, the words of the first row, then
//! those of the second.

use std::ops::Range;

use super::is_number;
use crate::model::Role;
use crate::segment::roster::words;
use crate::text::date;
use crate::text::decimal::Decimal;

/// Which line heads each column from below, and the title put together; `None` where no run of words repeats
/// itself at the end, once for each of several words before it. Trailing remarks (`notes`) stand beside these.
pub(super) fn columns(titles: &[String], notes: usize) -> Option<Vec<(usize, String)>> {
    let (period, times) = repeated(titles)?;
    let below = titles.len() - period * times;
    // 备注 of the first row stands before the words of the second, and heads the last column.
    let simple = below.checked_sub(times)?;
    let before = simple.checked_sub(notes).filter(|before| *before > 0)?;
    let alone = |at: usize| (at, titles[at].clone());
    let mut columns: Vec<(usize, String)> = (0..before).map(alone).collect();
    for group in 0..times {
        let upper = &titles[before + group];
        let own = (0..period).map(|at| below + group * period + at);
        columns.extend(own.map(|at| (at, format!("{upper}/{}", titles[at]))));
    }
    columns.extend((before + times..below).map(alone));
    Some(columns)
}

/// The same where one word of the first row stands over the last words, 建设内容 over 规模 and 年发电量, and rows have one
/// cell less than there are words: the only way in which numbers, dates and sums stand below the words that ask for them.
/// What is left out could also be a column in which nothing stands: then no such way is one.
pub(super) fn below_one(titles: &[String], rows: &[Vec<&str>]) -> Option<Vec<(usize, String)>> {
    const ROWS: usize = 3;
    let width = titles.len().checked_sub(1)?;
    if rows.len() < ROWS || width < 4 || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let number = |column: usize| rows.iter().all(|row| is_number(row[column]));
    // The words over the columns, where one stands over so many of the last.
    let way = |upper: usize, period: usize| -> Vec<usize> {
        let below = titles.len() - period;
        (0..upper).chain(below..titles.len()).chain(upper + 1..below).collect()
    };
    let ways =
        (2..width).flat_map(|period| (1..titles.len() - period).map(move |upper| (upper, period)));
    let mut told = ways.filter(|(upper, period)| {
        (*upper..upper + period).all(number)
            && !words::is_sum(&titles[*upper])
            && fit(titles, rows, &way(*upper, *period), *upper..upper + period)
    });
    let (upper, period) = told.next().filter(|_| told.next().is_none())?;
    let summed = titles.iter().any(|title| words::is_sum(title));
    let without = |left: usize| (0..titles.len()).filter(|at| *at != left).collect::<Vec<_>>();
    if !summed && (1..titles.len()).any(|left| fit(titles, rows, &without(left), 0..0)) {
        return None;
    }
    let below = upper..upper + period;
    let named = way(upper, period).into_iter().enumerate().map(|(column, at)| {
        let own = &titles[at];
        let whole = || format!("{}/{own}", titles[upper]);
        (at, if below.contains(&column) { whole() } else { own.clone() })
    });
    Some(named.collect())
}

/// Whether every column holds what the word over it asks for; a sum is that of the columns `parts`.
fn fit(titles: &[String], rows: &[Vec<&str>], way: &[usize], parts: Range<usize>) -> bool {
    way.iter().enumerate().all(|(column, at)| {
        let title = &titles[*at];
        let all = |is: &dyn Fn(&str) -> bool| rows.iter().all(|row| is(row[column]));
        if words::is_sum(title) {
            // 合计 may be the first of the words of the second row.
            let others = || parts.clone().filter(|part| *part != column);
            return rows.iter().all(|row| {
                let own: Vec<&str> = others().map(|part| row[part]).collect();
                is_sum_of(row[column], &own)
            });
        }
        let year =
            |cell: &str| cell.contains('年') && cell.starts_with(|c: char| c.is_ascii_digit());
        let dated = |cell: &str| year(cell) || date::prefix(cell).is_some();
        match words::role_of(title) {
            Some(Role::Number) => all(&is_number),
            _ if is_measured(title) => all(&is_number),
            Some(Role::Date) => all(&dated),
            Some(Role::Serial) => column == 0,
            Some(Role::Place | Role::Name | Role::Project | Role::Units) => {
                !all(&is_number) && !all(&dated)
            }
            _ => true,
        }
    })
}

/// Whether a unit stands in brackets behind a word: 年发电量（万千瓦时）.
fn is_measured(title: &str) -> bool {
    const UNITS: &str = "万亿千百元吨个套户家人台座处项平公亩立升%";
    let unit = title.strip_suffix(['）', ')']).and_then(|title| title.rsplit_once(['（', '(']));
    unit.is_some_and(|(word, unit)| {
        !word.is_empty() && unit.starts_with(|c: char| UNITS.contains(c) || c.is_ascii_alphabetic())
    })
}

fn is_sum_of(sum: &str, parts: &[&str]) -> bool {
    let mut parts = parts.iter().map(|part| Decimal::read(part));
    let first = parts.next().flatten();
    let all = first.and_then(|first| parts.try_fold(first, |sum, part| sum.plus(part?)));
    all.is_some_and(|all| Decimal::read(sum).is_some_and(|sum| sum == all))
}

/// The shortest run of two words or more that repeats itself up to the end, and how often it stands there.
fn repeated(titles: &[String]) -> Option<(usize, usize)> {
    (2..=titles.len() / 2).find_map(|period| {
        let last = &titles[titles.len() - period..];
        let runs = titles.rchunks_exact(period).take_while(|run| *run == last).count();
        let differ = last.iter().any(|word| *word != last[0]);
        (runs > 1 && differ).then_some((period, runs))
    })
}

#[cfg(test)]
mod tests {
    use super::{below_one, columns};

    fn read(words: &str, notes: usize) -> Option<Vec<String>> {
        let titles: Vec<String> = words.split(' ').map(str::to_owned).collect();
        Some(columns(&titles, notes)?.into_iter().map(|(_, title)| title).collect())
    }

    #[test]
    fn words_that_repeat_stand_below_others() {
        let told = ["序号", "区", "甲/个数", "甲/面积", "乙/个数", "乙/面积"];
        assert_eq!(read("序号 区 甲 乙 个数 面积 个数 面积", 0).unwrap(), told);
        let noted = ["序号", "甲/个数", "甲/面积", "乙/个数", "乙/面积", "备注"];
        assert_eq!(read("序号 甲 乙 备注 个数 面积 个数 面积", 1).unwrap(), noted);
        assert_eq!(read("序号 名称 地区 单位", 0), None);
        // Rows side by side: nothing stands over them.
        assert_eq!(read("序号 名称 序号 名称", 0), None);
    }
    fn below(words: &str, rows: &[&str]) -> Option<Vec<String>> {
        let titles: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(' ').collect()).collect();
        Some(below_one(&titles, &rows)?.into_iter().map(|(_, title)| title).collect())
    }

    #[test]
    fn one_word_stands_over_the_last() {
        let header = "序号 区 任务 合计 新建 改建";
        let rows = ["1 甲区 12 5 17", "2 乙区 8 2 10", "3 丙区 10 4 14"];
        let told = ["序号", "区", "任务/新建", "任务/改建", "合计"];
        assert_eq!(below(header, &rows).unwrap(), told);
        // The sums are those of the columns, and of no others.
        assert_eq!(below(header, &["1 甲区 12 5 17", "2 乙区 8 2 11", "3 丙区 10 4 14"]), None);
        let header = "序号 项目名称 建设内容 建成时间 面积 金额";
        let rows = ["1 甲项目 4.7 898 2024年", "2 乙项目 4.4 516 2025年", "3 丙项目 8 368 2024年"];
        let told = ["序号", "项目名称", "建设内容/面积", "建设内容/金额", "建成时间"];
        assert_eq!(below(header, &rows).unwrap(), told);
        // The last column may be empty as well.
        let rows = ["1 甲项目 4.7 2024年 898", "2 乙项目 4.4 2025年 516", "3 丙项目 8 2024年 368"];
        assert_eq!(below(header, &rows), None);
    }
}
