//! Lines of a letter that each have a class and its names, and no count: `岗位能手：甲、乙`, `一、杭州市：甲学校、乙学校`.

use std::collections::HashSet;

use super::blocks::Blocks;
use super::split::Way;
use crate::model::Span;
use crate::segment::claims;
use crate::segment::lists::{Scope, places};
use crate::segment::mark;
use crate::segment::roster::groups;
use crate::text::words::deeds::HONOURS;
use crate::text::{compact, numeral};

/// Fewest such lines where words for honours stand before the colon, and where places do.
const LEAST: usize = 2;
const LEAST_PLACES: usize = 3;

/// Longest label and longest name, in characters.
const LABEL_MOST: usize = 16;
const NAME_MOST: usize = 40;

/// Most headings directly above the first line.
const ABOVE_MOST: usize = 2;

/// Where the first run of such lines begins, with the headings directly above it.
pub(super) fn begin(scope: &Scope<'_>, open: &[usize]) -> Option<usize> {
    let (mut run, mut several) = (0, false);
    for (at, index) in open.iter().enumerate() {
        let text = scope.text(*index);
        let least = match label(text) {
            Some(Label::Honour) => LEAST,
            Some(Label::Place) => LEAST_PLACES,
            None => {
                (run, several) = (0, false);
                continue;
            }
        };
        run += 1;
        several |= text.contains('、');
        if run >= least && several {
            let first = at + 1 - run;
            return Some(first - above(scope, &open[..first]));
        }
    }
    alone(scope, open)
}

/// Lines of names directly above and below a list of a letter whose groups stand behind their labels: their own are lost.
pub(super) fn beside(scope: &Scope<'_>, plan: &Blocks) -> Vec<Span> {
    let inline = plan.list.iter().any(|block| block.inline);
    let ends = (plan.taken.iter().min(), plan.taken.iter().max());
    let (Some(first), Some(last)) = ends else { return Vec::new() };
    if scope.annex || !inline {
        return Vec::new();
    }
    let above = (0..*first).rev().find(|index| scope.is_open(*index));
    let below = (last + 1..scope.lines.len()).find(|index| scope.is_open(*index));
    let lists = |index: &usize| {
        let text = scope.text(*index).trim_end_matches(['。', '；', ';']);
        is_names(text)
    };
    above.into_iter().chain(below).filter(lists).map(|index| scope.lines[index].span).collect()
}

/// The further line of names in one of several groups whose names all stand behind their labels: 杭州市：甲、乙 over
/// 丙、丁. Where a line ends in a mark, the next goes on with it.
pub(super) fn unlabelled(scope: &Scope<'_>, plan: &Blocks, way: Way) -> Option<Span> {
    let headed = plan.list.iter().filter(|block| block.head.is_some());
    let alone = headed.clone().filter(|block| block.inline && block.body.len() == 1).count();
    let all = headed.clone().count();
    if all < LEAST || alone + 1 < all || !matches!(way, Way::Marks | Way::And) {
        return None;
    }
    let uncounted = headed.filter(|block| block.inline && block.declared().is_none());
    let further = uncounted.filter(|block| block.body.len() == LEAST).find(|block| {
        !scope.document.slice(block.body[0]).trim_end().ends_with(['、', '，', ','])
    })?;
    further.body.last().copied()
}

/// Whether a line holds names and nothing else: 甲、乙、丙.
pub(in crate::segment::lists) fn is_names(text: &str) -> bool {
    let name = |name: &str| is_name(name) && !claims::holds_count(name);
    text.contains('、') && !text.contains(MARKS) && text.split('、').all(name)
}

/// Marks that stand in no line of names.
const MARKS: [char; 8] = ['，', ',', '。', '；', '：', ':', '！', '？'];

/// Where the first of several labels begins that each stand alone over names: 一等奖： over 甲县.
fn alone(scope: &Scope<'_>, open: &[usize]) -> Option<usize> {
    let label = |at: usize| {
        let text = scope.text(open[at]).trim_end().strip_suffix(['：', ':']);
        text.is_some_and(|text| {
            let label = compact(text);
            let label = numeral::without_number(&label);
            label.chars().count() <= LABEL_MOST && !label.contains(MARKS) && is_honour(label)
        })
    };
    let over = |at: usize| {
        let below = open.get(at + 1).map(|index| scope.text(*index));
        label(at) && below.is_some_and(|text| is_name(text) && !text.contains(MARKS))
    };
    let mut found = (0..open.len()).filter(|at| over(*at));
    let first = found.next()?;
    found.next().map(|_| first)
}

/// Plain lines that each stand over one line of several names, one pair below the other: 文学院 over 甲、乙, 理学院 over 丙、丁.
pub(super) fn pairs(scope: &Scope<'_>, open: &[usize]) -> HashSet<usize> {
    let names = |at: usize| {
        open.get(at).is_some_and(|index| is_names(scope.text(*index).trim_end_matches('。')))
    };
    let label = |at: usize| {
        let text = compact(scope.text(open[at]));
        (2..=LABEL_MOST).contains(&text.chars().count())
            && !text.contains(MARKS)
            && !text.contains('、')
            && mark::mark(&text).is_none()
            && names(at + 1)
    };
    let mut found: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < open.len() {
        if label(at) {
            found.push(at);
            at += 2;
        } else if found.len() >= LEAST_PLACES {
            break;
        } else {
            found.clear();
            at += 1;
        }
    }
    let several = found.len() >= LEAST_PLACES;
    found.into_iter().filter(|_| several).map(|at| open[at]).collect()
}

/// How many headings stand directly above: 一、新认定基地 over （一）杭州市：甲、乙.
fn above(scope: &Scope<'_>, open: &[usize]) -> usize {
    let heads = |index: &usize| {
        let text = scope.text(*index);
        let heading = groups::heading(scope.document, &scope.lines[*index]);
        heading.is_formal()
            && text.chars().count() <= LABEL_MOST
            && !text.contains(['。', '，', '；', '：', ':'])
    };
    open.iter().rev().take(ABOVE_MOST).take_while(|index| heads(index)).count()
}

/// What stands before the colon of a line with names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Honour,
    Place,
}

fn label(text: &str) -> Option<Label> {
    let (label, names) = text.split_once(['：', ':'])?;
    let label = compact(label);
    let label = numeral::without_number(&label);
    let names = names.trim().trim_end_matches(['。', '；', ';']);
    let long = label.chars().count();
    let plain = (2..=LABEL_MOST).contains(&long)
        && !label.contains(['、', '，', '。', '；'])
        && !names.is_empty()
        && !names.contains(['：', ':', '。', '；', '，', ','])
        && names.split('、').all(is_name);
    if !plain {
        return None;
    }
    if is_honour(label) {
        return Some(Label::Honour);
    }
    places::ends_as_place(label).then_some(Label::Place)
}

/// Whether a label says what people and bodies are honoured as: 岗位能手, 特别贡献奖.
pub(in crate::segment::lists) fn is_honour(label: &str) -> bool {
    // 领导小组：甲、乙 are its members.
    const GROUPS: [&str; 6] = ["小组", "专家组", "工作组", "领导组", "专班组", "评审组"];
    HONOURS.iter().any(|end| label.ends_with(end)) && !GROUPS.iter().any(|end| label.ends_with(end))
}

/// Short, and no telephone number.
fn is_name(name: &str) -> bool {
    /// Digits in a row that no name has.
    const DIGITS: usize = 5;
    let mut row = 0;
    let called = name.chars().any(|c| {
        row = if c.is_ascii_digit() { row + 1 } else { 0 };
        row >= DIGITS
    });
    let long = name.trim().chars().count();
    !called && (2..=NAME_MOST).contains(&long)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn what_stands_before_names() {
        for text in ["岗位能手：王一、李二。", "1.示范标兵：王一", "（一）杭州市：甲学校、乙学校"]
        {
            assert!(label(text).is_some(), "{text}");
        }
        for text in [
            "责任单位：甲局、乙局",
            "联系人：张三、李四",
            "杭州市：张三 0571-12345678",
            "甲大学：数学、物理",
            "一等奖：每项奖励5万元，一次性发放",
            "附件：1.甲名单",
        ] {
            assert!(label(text).is_none(), "{text}");
        }
    }
}
