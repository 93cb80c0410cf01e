//! Names one below the other in a cell: 延庆区, and on a line of its own 怀柔区; 甲公司 over 乙公司.

use std::borrow::Cow;

use super::Reader;
use super::values::{self, Clean};
use crate::text::blank::BREAKS;
use crate::text::{compact, listed, persons};

impl Reader<'_> {
    /// Cleans the cell of a place. Line breaks go, for most of them break a name or a path; lines that contradict each
    /// other so, and are places each, are a list.
    pub(super) fn clean_place<'t>(&mut self, cell: &'t str) -> Clean<'t> {
        let clean = values::clean(cell);
        // A line break would have been one of the steps.
        if clean.steps.is_empty() || !cell.trim().contains(BREAKS) {
            return clean;
        }
        let joined = self.places.resolve(&clean.text, self.on);
        if !joined.contradicts() {
            return clean;
        }
        let listed = lines(cell).join("、");
        let list = self.places.resolve(&listed, self.on);
        if list.candidates.len() < 2 || !list.oddities.is_empty() {
            return clean;
        }
        let steps = vec![("list-lines", cell.to_owned(), listed.clone())];
        Clean { text: Cow::Owned(listed), steps }
    }
}

/// Cleans the cell of a name. Line breaks go, as in [`Reader::clean_place`]; lines that all end as the same kind of
/// whole name does are a list, as those of `several` rows are.
pub(super) fn clean_name(cell: &str, several: bool) -> Clean<'_> {
    let clean = values::clean(cell);
    if clean.steps.is_empty() || !cell.trim().contains(BREAKS) {
        return clean;
    }
    let lines = lines(cell);
    if !listed::are_names(&lines) && !are_people(&lines) {
        return if several { clean_several(cell) } else { clean };
    }
    // A line may begin or end with the sign that parts it from the next.
    let names: Vec<&str> = lines.iter().map(|line| line.trim_matches('、')).collect();
    let listed = names.join("、");
    let steps = vec![("list-lines", cell.to_owned(), listed.clone())];
    Clean { text: Cow::Owned(listed), steps }
}

/// Whether lines are people one below the other: 王一, 李小二, 周三. Two such words may be one text.
fn are_people(lines: &[Cow<'_, str>]) -> bool {
    const LEAST: usize = 3;
    lines.len() >= LEAST && lines.iter().all(|line| persons::is_name(&compact(line)))
}

/// Cleans a cell of numbers. Lines that are numbers each are as many, `2；15`, and not one that nobody printed.
pub(super) fn clean_numbers(cell: &str) -> Clean<'_> {
    listed_if(cell, |lines| lines.iter().all(|line| values::number(line).is_some()))
}

/// Cleans cells of several rows beside one that is merged: as many values, where none is a piece of a text.
pub(super) fn clean_several(cell: &str) -> Clean<'_> {
    const GOES_ON: [char; 9] = ['。', '；', '，', '、', ';', ',', '：', ':', '.'];
    listed_if(cell, |lines| !lines.iter().any(|line| line.ends_with(GOES_ON)))
}

/// A cell's lines as a list where they are one.
fn listed_if(cell: &str, are_listed: impl Fn(&[Cow<'_, str>]) -> bool) -> Clean<'_> {
    let lines = lines(cell);
    if lines.len() < 2 || !are_listed(&lines) {
        return values::clean(cell);
    }
    let listed = lines.join("；");
    let steps = vec![("list-lines", cell.to_owned(), listed.clone())];
    Clean { text: Cow::Owned(listed), steps }
}

/// The lines of a cell, each cleaned.
fn lines(cell: &str) -> Vec<Cow<'_, str>> {
    let lines = cell.split(BREAKS).filter(|line| !line.trim().is_empty());
    lines.map(|line| values::clean(line).text).collect()
}

#[cfg(test)]
mod tests {
    use super::{clean_name, clean_numbers, clean_several};

    #[test]
    fn lines_of_whole_names_are_a_list() {
        for (cell, expected) in [
            ("甲食品有限公司\n乙机械有限公司", "甲食品有限公司、乙机械有限公司"),
            ("甲食品有限公司\n、乙机械有限公司", "甲食品有限公司、乙机械有限公司"),
            ("上坪村\n下坪村\n大湾村", "上坪村、下坪村、大湾村"),
            ("甲乙食品\n有限公司", "甲乙食品有限公司"),
            ("甲乙有限公司\n东城分公司", "甲乙有限公司东城分公司"),
            ("某某大学医学院\n附属医学院", "某某大学医学院附属医学院"),
            ("某某大学\n附属医院", "某某大学附属医院"),
            ("甲县乙镇\n丙村", "甲县乙镇丙村"),
            ("甲食品有限\n公司", "甲食品有限公司"),
            ("甲队（张某，王某）\n乙代表队（李某）", "甲队（张某，王某）、乙代表队（李某）"),
            ("甲研究院\n（筹）", "甲研究院（筹）"),
        ] {
            assert_eq!(clean_name(cell, false).text, expected);
        }
    }

    #[test]
    fn lines_of_several_rows_are_several_values() {
        for (cell, expected) in
            [("2\n15", "2；15"), ("1,200\n3.5", "1,200；3.5"), ("2\n台", "2台"), ("12", "12")]
        {
            assert_eq!(clean_numbers(cell).text, expected);
        }
        for (cell, expected) in [
            ("固液分离机\n沼气罐", "固液分离机；沼气罐"),
            ("一是甲；\n二是乙。", "一是甲；二是乙。"),
        ] {
            assert_eq!(clean_several(cell).text, expected);
        }
    }
}
