//! Names without a number under provinces whose other names are numbered: where a province has but one.
//!
//! ```text
//! 北京市：
//! 1、甲    2、乙
//! 天津市：
//! 丙
//! ```

use std::collections::HashSet;

use super::marks::{self, Style};
use crate::segment::lists::{Scope, places};
use crate::segment::roster::{groups, words};
use crate::text::compact;

/// Longest such name, in characters.
const NAME_MOST: usize = 45;

/// What was found.
pub(super) struct Lone {
    /// By index.
    pub(super) lines: HashSet<usize>,
    /// The first of them; `usize::MAX` where there is none.
    pub(super) first: usize,
}

/// Whether a line is the name of a province, a colon behind it or none.
pub(super) fn is_province(scope: &Scope<'_>, index: usize) -> bool {
    places::is_province(compact(scope.text(index)).trim_end_matches(['：', ':']))
}

/// The one line between two provinces, or below the last, that has no number though others have.
pub(super) fn lines(scope: &Scope<'_>, open: &[usize], style: Style) -> Lone {
    let provinces: Vec<usize> =
        (0..open.len()).filter(|at| is_province(scope, open[*at])).collect();
    let numbered = |at: &usize| {
        let below = open.get(*at + 1).map(|below| scope.text(*below));
        below.and_then(|text| marks::mark_in(text, style)).is_some_and(|mark| mark.n == 1)
    };
    let mut lone = Lone { lines: HashSet::default(), first: usize::MAX };
    // Most provinces stand over numbered names.
    if provinces.len() < 2
        || provinces.iter().filter(|at| numbered(at)).count() * 2 < provinces.len()
    {
        return lone;
    }
    let ends = provinces.iter().skip(1).copied().chain([open.len()]);
    for (at, end) in provinces.iter().zip(ends) {
        if end == at + 2 && is_name(scope, open[at + 1], style) {
            lone.lines.insert(open[at + 1]);
            lone.first = lone.first.min(open[at + 1]);
        }
    }
    lone
}

fn is_name(scope: &Scope<'_>, index: usize, style: Style) -> bool {
    let text = compact(scope.text(index));
    text.chars().count() <= NAME_MOST
        && !text.contains(['。', '；', '：', ':'])
        && marks::mark_in(scope.text(index), style).is_none()
        && !scope.lines[index].is_marked()
        && !groups::is_numbered(&text)
        && !words::is_sum(&text)
        && !words::is_remark(&text)
}
