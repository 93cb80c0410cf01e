//! Cells that stand on several lines of a flattened table: the line broke inside a name.

use crate::segment::lists::{Scope, places};
use crate::segment::roster::words;
use crate::text::words::annex;
use crate::text::{blank, compact};

/// The lines of a row, those of one cell together, where that makes it exactly `width` cells. `None` where no pair of
/// lines shows that it is one cell, or more pairs do than there are lines too many.
pub(super) fn cells(scope: &Scope<'_>, lines: &[usize], width: usize) -> Option<Vec<Vec<usize>>> {
    let mut cells: Vec<Vec<usize>> = Vec::new();
    // What the open cell holds so far.
    let mut text = String::new();
    for (at, index) in lines.iter().enumerate() {
        let own = compact(scope.text(*index));
        let inside = at + 1 < lines.len();
        match cells.last_mut() {
            Some(cell) if goes_on(&text, &own) || (inside && is_aside(&text, &own)) => {
                cell.push(*index);
                text.push_str(&own);
            }
            _ => {
                cells.push(vec![*index]);
                text = own;
            }
        }
    }
    (cells.len() == width).then_some(cells)
}

/// Whether a line of a row goes on with the one above, its serial left out.
pub(super) fn are_in(scope: &Scope<'_>, lines: &[usize]) -> bool {
    let text = |index: &usize| compact(scope.text(*index));
    let inside = |pair: &[usize]| pair.last() != lines.last();
    lines.windows(2).skip(1).any(|pair| {
        let (above, own) = (text(&pair[0]), text(&pair[1]));
        goes_on(&above, &own) || (inside(pair) && is_aside(&above, &own))
    })
}

/// （一期） below 甲公园, inside a row: at its end it may be a remark.
pub(super) fn is_aside(above: &str, line: &str) -> bool {
    words::is_bracketed(line)
        && !above.ends_with(['）', ')'])
        && above.contains(blank::is_han)
        && above.chars().count() > 1
}

/// Whether a line goes on with the cell above: a bracket stands open there, a mark parts names that go on, or the
/// line is no name by itself.
pub(super) fn goes_on(above: &str, line: &str) -> bool {
    let count = |signs: [char; 2]| above.matches(signs).count();
    let open = count(['（', '(']) > count(['）', ')']);
    let shut = line.contains(['）', ')']);
    let marked = above.ends_with(['、', '，', '（', '(', '《', '“', '·']);
    let led = line.starts_with(['、', '，', '。', '；', '）', ')', '》', '”', '·']);
    // DB31/ over T1406—2023, DB31/T1406 over —2023, 2024年 over 11月29日
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let dash = ['—', '－', '-', '–', '/'];
    let code = (above.ends_with(dash) && digit(above.chars().next()) && digit(line.chars().next()))
        || (line.starts_with(dash) && digit(line.chars().nth(1)) && digit(above.chars().last()));
    // DB31/T over 1406—2023
    let stem = above.is_ascii()
        && above.contains('/')
        && above.ends_with(|c: char| c.is_ascii_uppercase())
        && digit(line.chars().next())
        && !line.contains(blank::is_han);
    let year = above
        .strip_suffix('年')
        .is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let month = line.split('月').next().is_some_and(|month| {
        (1..=2).contains(&month.len())
            && month.len() < line.len()
            && month.bytes().all(|b| b.is_ascii_digit())
    });
    let tail = blank::is_all_han(line) && annex::TAILS.contains(&line);
    (open && shut)
        || marked
        || led
        || tail
        || code
        || stem
        || (year && month)
        || is_of_body(above, line)
        || is_house(above, line)
        || is_year(above, line)
        || is_item(above, line)
        || is_of_place(above, line)
}

/// 附属仁济医院 below 某大学医学院, （某市）有限公司 below 甲科技.
fn is_of_body(above: &str, line: &str) -> bool {
    let owns = annex::OWNERS.iter().any(|end| above.ends_with(end));
    let branch = owns && annex::BRANCHES.iter().any(|begin| line.starts_with(begin));
    let behind = line.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    branch || behind.is_some_and(|(_, rest)| annex::TAILS.contains(&rest))
}

/// 新区 below 浦东: a place that is known, and no name of one by itself.
pub(super) fn is_of_place(above: &str, line: &str) -> bool {
    annex::GENERIC.contains(&line) && places::is_known(&format!("{above}{line}"))
}

/// 729号 and 长安729号 below 某村, 302室 below 5号.
fn is_house(above: &str, line: &str) -> bool {
    const NAME_MOST: usize = 3;
    let name = line.chars().take_while(|c| blank::is_han(*c)).count();
    let line = if name <= NAME_MOST { line.trim_start_matches(blank::is_han) } else { line };
    let digits = line.chars().take_while(|c| c.is_ascii_digit() || *c == '-').count();
    let of = |ends: &[&str], signs: &[&str]| {
        // 12号线 is no house.
        let sign = |sign: &&str| {
            line[digits..].strip_prefix(*sign).is_some_and(|rest| !rest.starts_with('线'))
        };
        signs.iter().any(sign) && ends.iter().any(|end| above.ends_with(end))
    };
    (1..=9).contains(&digits)
        && (of(annex::STREETS, annex::HOUSES) || of(annex::HOUSES, annex::ROOMS))
}

/// The number before words: 2 of 2.甲.
fn point(text: &str) -> Option<u32> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let behind = text[digits..].strip_prefix(['.', '．', '、'])?;
    text[..digits].parse().ok().filter(|_| behind.starts_with(blank::is_han))
}

/// 2.甲 directly below 1.甲.
pub(super) fn is_point(above: &str, line: &str) -> bool {
    let [above, own] = [above, line].map(|text| point(text.trim_start_matches(blank::is_blank)));
    above.zip(own).is_some_and(|(above, own)| above > 0 && above.checked_add(1) == Some(own))
}

/// 2.甲 below 1.甲: the items of one cell.
fn is_item(above: &str, line: &str) -> bool {
    let Some(before) = point(line).and_then(|own| own.checked_sub(1)).filter(|own| *own > 0) else {
        return false;
    };
    let sign = format!(
        "{before}{}",
        &line[(before + 1).to_string().len()..].chars().next().unwrap_or('.')
    );
    point(above).is_some_and(|first| first == 1) && above.contains(&sign)
}

/// 年12月底 below 2014.
fn is_year(above: &str, line: &str) -> bool {
    let year = above.len() == 4 && above.bytes().all(|b| b.is_ascii_digit());
    year && line.starts_with('年') && line.contains('月')
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn a_line_that_is_no_name_goes_on() {
        for (above, line) in [
            ("甲高新区", "管理委员会"),
            ("甲科技（某市）", "有限公司"),
            ("甲局、", "乙局"),
            ("甲县（含", "乙镇）"),
            ("DB31/", "T1406—2023"),
            ("DB31/T", "1406—2023"),
            ("DB31/T1406", "—2023"),
            ("2024年", "11月29日"),
            ("2014", "年12月底"),
            ("某大学医学院", "附属仁济医院"),
            ("甲生物科技", "（某市）有限公司"),
            ("共和新路", "1555号"),
            ("某镇某村", "长安729号"),
            ("浦东", "新区"),
            ("甲路5号", "302室"),
            ("1.未建台账", "2.未公示"),
            ("1.未建台账2.未公示", "3.未备案"),
        ] {
            assert!(goes_on(above, line), "{above} {line}");
        }
        for (above, line) in [
            ("甲县", "甲县管理委员会"),
            ("甲公司", "/"),
            ("——", "某市"),
            ("/", "2024年"),
            ("DB31/T", "2024年"),
            ("2024年", "2025年"),
            ("甲公司", "-"),
            ("甲厂（某市）", "（新建）"),
            ("甲路5号", "12"),
            ("甲村", "12号线"),
            ("甲县", "乙县"),
            ("甲村", "乙村民小组5号"),
            ("甲公司", "12号"),
            ("12月", "附属仁济医院"),
            ("某大学医学院", "仁济医院"),
            ("2014", "年度"),
            ("1.未建台账", "3.未公示"),
            ("未建台账", "2.未公示"),
            ("1.5", "2.5"),
        ] {
            assert!(!goes_on(above, line), "{above} {line}");
        }
    }
}
