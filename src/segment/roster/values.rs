//! What a column holds, told by its values alone.

use crate::gazetteer::{Gazetteer, Thing};
use crate::model::Role;
use crate::text::division::DIVISION;
use crate::text::words::bodies::{ENDS, OFFICES};
use crate::text::words::places::NO_DIVISIONS;
use crate::text::{blank, date, nothing, numeral};

/// So many values say something of their column.
const LEAST: usize = 2;

/// The role that nearly all values of a column call for.
pub(in crate::segment) fn role_of(index: usize, values: &[Vec<&str>]) -> Option<Role> {
    [Role::Date, Role::Number, Role::Code, Role::Place, Role::Units]
        .into_iter()
        .find(|role| filled(index, values).count() >= LEAST && fit(*role, index, values))
}

/// Whether nearly all values of a column can be of that role; a column without values can.
pub(super) fn fit(role: Role, index: usize, values: &[Vec<&str>]) -> bool {
    let all = filled(index, values).count();
    let fit = filled(index, values).filter(|value| is(role, value)).count();
    fit * 5 >= all * 4
}

/// Whether a column has values, all of that role.
pub(super) fn fill(role: Role, index: usize, values: &[Vec<&str>]) -> bool {
    let all = filled(index, values).count();
    all >= LEAST && filled(index, values).all(|value| is(role, value))
}

/// Whether a text is of the kind that nearly all of some values are of.
pub(super) fn are_like(text: &str, values: &[String]) -> bool {
    [Role::Date, Role::Code, Role::Place, Role::Units].into_iter().any(|role| {
        let fit = values.iter().filter(|value| is(role, value)).count();
        is(role, text) && fit > 0 && fit * 5 >= values.len() * 4
    })
}

/// Whether nearly all values of a column are names too long for a short place (乌鲁木齐), and none
/// ends as divisions do.
pub(super) fn name_things(index: usize, values: &[Vec<&str>]) -> bool {
    let all = filled(index, values).count();
    let long = filled(index, values).filter(|value| value.chars().count() > 4).count();
    all >= LEAST && long * 5 >= all * 4 && !filled(index, values).any(is_place)
}

/// Whether nearly all values of a column are names that end in its header.
pub(super) fn are_called(index: usize, values: &[Vec<&str>], header: &str) -> bool {
    let all = filled(index, values).count();
    let own = |value: &&str| value.len() > header.len() && value.ends_with(header);
    header.chars().nth(1).is_some()
        && all >= LEAST
        && filled(index, values).filter(own).count() * 5 >= all * 4
}

fn filled<'v>(index: usize, values: &'v [Vec<&str>]) -> impl Iterator<Item = &'v str> {
    let cells = values.iter().filter_map(move |row| row.get(index)).map(|cell| cell.trim());
    cells.filter(|cell| !nothing::is_nothing(cell) && !nothing::is_as_above(cell))
}

fn is(role: Role, value: &str) -> bool {
    match role {
        Role::Date => is_date(value),
        Role::Number => is_number(value),
        Role::Code => is_code(value),
        Role::Place => is_place(value),
        Role::Units => is_organisation(value),
        _ => false,
    }
}

fn is_date(value: &str) -> bool {
    let whole =
        date::prefix(value).is_some_and(|found| found.year.is_some() && found.len == value.len());
    whole || date::whole(value).is_some()
}

/// `1,234.50`, `85%`; long rows of digits are codes.
fn is_number(value: &str) -> bool {
    let value = value.trim_end_matches(['%', '％']).trim_start_matches(['-', '+', '−']);
    let digits = value.chars().filter(|c| numeral::digit(*c).is_some()).count();
    let other = |c: char| numeral::digit(c).is_some() || matches!(c, '.' | '．' | ',' | '，');
    let long = digits > 9 && !value.contains(['.', '．', ',', '，']);
    let zero = value.starts_with('0') && digits > 1 && !value.contains('.');
    digits > 0 && value.chars().all(other) && !long && !zero
}

/// Digits and capital letters without a blank: 91310000X12345678Y, 0012.
fn is_code(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let sign =
        |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || matches!(b, b'-' | b'.' | b'/');
    digits >= 2 && value.bytes().all(sign)
}

/// A short name that ends as divisions do.
pub(super) fn is_place(value: &str) -> bool {
    value.ends_with(DIVISION)
        && (2..=16).contains(&value.chars().count())
        && value.chars().all(blank::is_han)
        && (!NO_DIVISIONS.iter().any(|end| value.ends_with(end)) || ends_in_division(value))
}

/// Whether a name ends in that of a division that is known: 辛集市, though 集市 are none.
fn ends_in_division(value: &str) -> bool {
    const LEAST: usize = 3;
    let gazetteer = Gazetteer::embedded();
    let is_one = |name: &str| {
        name.chars().count() >= LEAST
            && gazetteer.lookup(name).any(|(thing, _)| matches!(thing, Thing::Division(_)))
    };
    value.char_indices().any(|(at, _)| is_one(&value[at..]))
}

/// A name that ends as organisations do, or as offices of a place do: 某区建管委.
pub(in crate::segment) fn is_body(value: &str) -> bool {
    is_organisation(value)
        || (value.chars().count() >= 3 && OFFICES.iter().any(|end| value.ends_with(end)))
}

/// A name that ends as organisations do.
fn is_organisation(value: &str) -> bool {
    value.chars().count() >= 3 && ENDS.iter().any(|end| value.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::role_of;
    use crate::model::Role;

    #[test]
    fn values_tell_their_column() {
        let told = |values: &[&'static str]| {
            let rows: Vec<Vec<&str>> = values.iter().map(|value| vec![*value]).collect();
            role_of(0, &rows)
        };
        assert_eq!(told(&["12", "1,304.5", "/"]), Some(Role::Number));
        assert_eq!(told(&["85%", "12.5%"]), Some(Role::Number));
        assert_eq!(told(&["2021年9月", "2020年12月"]), Some(Role::Date));
        assert_eq!(told(&["4111010001", "4111010002"]), Some(Role::Code));
        assert_eq!(told(&["0012", "0013"]), Some(Role::Code));
        assert_eq!(told(&["江苏省苏州市", "南京市", "无"]), Some(Role::Place));
        assert_eq!(told(&["甲乙科技有限公司", "丙丁大学"]), Some(Role::Units));
        assert_eq!(told(&["高新园区", "某示范区"]), None);
        assert_eq!(told(&["柳林集市", "大河集市"]), None);
        assert_eq!(told(&["南门口历史文化街区", "书院街历史文化街区"]), None);
        assert_eq!(told(&["辛集市", "河北省辛集市"]), Some(Role::Place));
        assert_eq!(told(&["甲", "乙"]), None);
        assert_eq!(told(&["12", "十家", "约5"]), None);
        assert_eq!(told(&["12"]), None);
    }
}
