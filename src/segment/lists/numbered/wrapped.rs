//! Items that the layout broke over lines, told by the stop that each of them ends in.
//!
//! ```text
//! （一）进入生产、储存场所（《条例》
//! 第3条）；
//! （二）使用明火（《条例》第4条）；
//! ```
//!
//! Their text is one stretch of the plane, with the ends of lines in it; its cells are put together from the lines.

use super::LEAST;
use super::marks::{self, Item, Style};
use crate::model::{Roster, Span};
use crate::segment::lists::Scope;
use crate::segment::roster::groups;
use crate::text::{compact, trim};

/// An item is broken over so many lines more.
const LINES_MOST: usize = 4;

/// The marks in which items end.
const STOPS: [char; 3] = ['。', '；', ';'];

fn stops(scope: &Scope<'_>, index: usize) -> bool {
    scope.text(index).trim_end().ends_with(STOPS)
}

/// How many brackets a line opens that it does not close.
fn unclosed(text: &str) -> i64 {
    let depth = |c| i64::from(matches!(c, '（' | '(')) - i64::from(matches!(c, '）' | ')'));
    text.chars().map(depth).sum()
}

/// Whether half of the lines or more that are numbered in a style end in a full stop, or a semicolon.
pub(super) fn most_stop(scope: &Scope<'_>, open: &[usize], style: Style) -> bool {
    let own = open.iter().filter(|index| marks::mark_in(scope.text(**index), style).is_some());
    let (mut all, mut stopped) = (0, 0);
    for index in own {
        all += 1;
        stopped += usize::from(stops(scope, *index));
    }
    all >= LEAST && stopped * 2 >= all
}

/// How many lines below an item are its rest: it lacks the stop in which the others end, and so does each of them but
/// the last, over which nothing else begins.
pub(super) fn length(scope: &Scope<'_>, item: usize) -> usize {
    if stops(scope, item) {
        return 0;
    }
    let mut open = unclosed(scope.text(item));
    for below in 1..=LINES_MOST {
        let index = item + below;
        let plain = index < scope.lines.len()
            && scope.is_open(index)
            && !scope.lines[index].is_marked()
            && !scope.heads.contains(&index)
            // （《条例》 over 第3条）；
            && (open > 0
                || (marks::mark(scope.text(index)).is_none()
                    && !groups::is_numbered(&compact(scope.text(index)))))
            && crate::segment::blank_lines_between(
                scope.document,
                &scope.lines[index - 1],
                &scope.lines[index],
            ) == 0;
        if !plain {
            return 0;
        }
        let text = scope.text(index).trim_end();
        if text.trim_end_matches(STOPS).contains(STOPS) {
            return 0;
        }
        if stops(scope, index) {
            return below;
        }
        open += unclosed(text);
    }
    0
}

/// The item of which a line is a further one.
pub(super) fn of(items: &[Item], index: usize, line: Span) -> Option<&Item> {
    let at = items.partition_point(|item| item.line < index);
    items[..at].last().filter(|item| item.body.end > line.start)
}

/// Parts the cells of the next entry at the ends of its lines; whether one of them has any.
pub(super) fn part(scope: &Scope<'_>, cells: &mut [Span], roster: &mut Roster) -> bool {
    let plane = &scope.document.text;
    let mut broken = false;
    for (at, cell) in (roster.cells.len()..).zip(cells) {
        let text = cell.text(plane);
        if !text.contains('\n') {
            continue;
        }
        let mut from = cell.start as usize;
        let mut pieces = Vec::new();
        for line in text.split('\n') {
            pieces.push(trim(Span::of(from, from + line.len()), plane));
            from += line.len() + 1;
        }
        pieces.retain(|piece| !piece.is_empty());
        let Some(first) = pieces.first() else { continue };
        *cell = *first;
        roster.joined.insert(at as u32, pieces);
        broken = true;
    }
    broken
}
