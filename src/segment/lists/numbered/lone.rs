//! Names without a number under headings whose other names are numbered: where a province, a line that does something
//! to what is below it, or a heading that counts one has but one.
//!
//! ```text
//! 北京市：           一、增加下列法律：      （一）甲类2件
//! 1、甲    2、乙     1.甲法 …               1.甲 …
//! 天津市：           二、删去下列法律：      （二）乙类1件
//! 丙                 乙法                   丙
//! ```

use std::collections::HashSet;

use super::marks::{self, Style};
use super::things;
use crate::segment::lists::scope::does_to_following;
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
    /// They stand below other headings than provinces.
    pub(super) headed: bool,
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
    let mut lone = Lone { lines: HashSet::default(), first: usize::MAX, headed: false };
    let by_province = provinces.len() > 1;
    lone.headed = !by_province;
    let heads = if by_province { provinces } else { heads(scope, open, style) };
    // Most of them stand over numbered names.
    if heads.len() < 2 || heads.iter().filter(|at| numbered(at)).count() * 2 < heads.len() {
        return lone;
    }
    let ends = heads.iter().skip(1).copied().chain([open.len()]);
    for (at, end) in heads.iter().zip(ends) {
        let closed = !by_province && end == open.len() && closes(scope, open.get(at + 2..));
        let Some(below) = open.get(at + 1).filter(|_| end == at + 2 || closed).copied() else {
            continue;
        };
        let own = if by_province {
            is_name(scope, below, style)
        } else {
            is_one(scope, open[*at]) && is_text(scope, below, style)
        };
        if own {
            lone.lines.insert(below);
            lone.first = lone.first.min(below);
        }
    }
    lone
}

/// Where the lines stand that do something to what is below them, or count it, numbered otherwise than the items.
fn heads(scope: &Scope<'_>, open: &[usize], style: Style) -> Vec<usize> {
    let all = (0..open.len()).filter(|at| {
        let line = open[*at];
        let own = groups::is_numbered(&compact(scope.text(line)))
            && marks::mark_in(scope.text(line), style).is_none();
        (own && counts(scope, line).is_some()) || scope.heads.contains(&line)
    });
    all.collect()
}

fn counts(scope: &Scope<'_>, line: usize) -> Option<u64> {
    groups::heading(scope.document, &scope.lines[line]).claim.map(|claim| claim.declared)
}

/// Whether one thing may stand alone below a heading.
fn is_one(scope: &Scope<'_>, line: usize) -> bool {
    counts(scope, line)
        .map_or_else(|| does_to_following(&compact(scope.text(line))), |declared| declared == 1)
}

/// Whether nothing but sentences stands below a last name.
fn closes(scope: &Scope<'_>, below: Option<&[usize]>) -> bool {
    below.is_some_and(|below| below.iter().all(|at| scope.text(*at).trim_end().ends_with('。')))
}

/// Whether a line is the name of one thing, however long it is.
fn is_text(scope: &Scope<'_>, index: usize, style: Style) -> bool {
    let text = scope.text(index).trim();
    let inner = text.trim_end_matches(['。', '；', ';']);
    let titled = text.starts_with('《') && !inner.contains(['。', '；', ';']);
    (things::is_name(text) || titled) && is_plain(scope, index, style)
}

fn is_name(scope: &Scope<'_>, index: usize, style: Style) -> bool {
    let text = compact(scope.text(index));
    text.chars().count() <= NAME_MOST
        && !text.contains(['。', '；', '：', ':'])
        && is_plain(scope, index, style)
}

fn is_plain(scope: &Scope<'_>, index: usize, style: Style) -> bool {
    let text = compact(scope.text(index));
    marks::mark_in(scope.text(index), style).is_none()
        && !scope.lines[index].is_marked()
        && !groups::is_numbered(&text)
        && !words::is_sum(&text)
        && !words::is_remark(&text)
}
