//! Two columns under each other's header, told by a header that names people or long codes: no cell below it is one,
//! and every cell below the other is.

use super::exchanged::Exchanged;
use super::headed::{is_body, is_date, is_number};
use crate::check::looks::{self, Shape};
use crate::model::Roster;
use crate::text::{headers, persons};

/// Fewest cells that show what a column holds.
const LEAST: usize = 3;

/// Headers of people, whatever stands before them: 企业法定代表人. 责任人 may be a body.
const OF_PEOPLE: [&str; 5] = ["法定代表人", "法人代表", "负责人", "联系人", "姓名"];

/// Headers of codes of bodies, and how many characters these have.
const OF_CODES: [&str; 2] = ["信用代码", "组织机构代码"];
const LENGTHS: [usize; 3] = [18, 9, 10];

/// Finds the first two columns. `cells` gives the filled cells of a column.
pub(super) fn find(roster: &Roster, cells: impl Fn(usize) -> Vec<String>) -> Option<Exchanged> {
    let bare = |column: usize| headers::without_brackets(&roster.columns[column].title);
    let heads = |words: &[&str], column: usize| words.iter().any(|end| bare(column).ends_with(end));
    let pair = |words: &[&str], own: fn(&str) -> bool, stray: fn(&str) -> bool| {
        let all = 0..roster.columns.len();
        let a = all.clone().find(|column| heads(words, *column))?;
        let strays = cells(a);
        let none = strays.iter().all(|cell| !own(cell) && stray(cell));
        if strays.len() < LEAST || !none {
            return None;
        }
        // What may hold such things by its own right: 项目联系人, 证书编号.
        let may = |column: &usize| bare(*column).ends_with(['人', '员', '名', '码', '号']);
        let held = |column: &usize| {
            let cells = cells(*column);
            cells.len() >= LEAST && cells.iter().all(|cell| own(cell))
        };
        let b = all.filter(|column| *column != a && !may(column)).find(held)?;
        let entries = (0..roster.entries.len() as u32).collect();
        Some(Exchanged { roster: 0, a, b, entries, whole: true })
    };
    pair(&OF_PEOPLE, persons::is_name, is_no_person).or_else(|| pair(&OF_CODES, is_code, is_words))
}

/// A figure, a date, a code or a body.
fn is_no_person(cell: &str) -> bool {
    is_number(cell) || is_date(cell) || is_body(cell) || looks::shape(cell) == Shape::Code
}

/// 91130158741518215X.
fn is_code(cell: &str) -> bool {
    LENGTHS.contains(&cell.len())
        && cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && cell.contains(|c: char| c.is_ascii_digit())
}

/// Words without figures or letters.
fn is_words(cell: &str) -> bool {
    !cell.chars().any(|c| c.is_numeric() || c.is_ascii_alphanumeric())
}
