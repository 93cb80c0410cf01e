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
use crate::segment::roster::{groups, words};
use crate::text::{compact, trim};

/// An item is broken over so many lines more.
const LINES_MOST: usize = 4;

/// The marks in which items end.
const STOPS: [char; 3] = ['。', '；', ';'];

/// The marks behind which an item goes on.
const GO_ON: [char; 5] = ['，', ',', '、', '：', ':'];

fn stops(scope: &Scope<'_>, index: usize) -> bool {
    scope.text(index).trim_end().ends_with(STOPS)
}

/// How many brackets a line opens that it does not close.
fn unclosed(text: &str) -> i64 {
    let depth =
        |c| i64::from(matches!(c, '（' | '(' | '《')) - i64::from(matches!(c, '）' | ')' | '》'));
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

/// How many lines below an item are its rest: a bracket is open above each of them, or the line above it ends in a mark
/// that ends no item, and the last of them has the stop in which the others end. No number begins them, and they are
/// neither headings nor remarks.
pub(super) fn length(scope: &Scope<'_>, item: usize, style: Style) -> usize {
    if stops(scope, item) {
        return 0;
    }
    let mut open = unclosed(scope.text(item));
    let gap = |above: usize, below: usize| {
        crate::segment::blank_lines_between(
            scope.document,
            &scope.lines[above],
            &scope.lines[below],
        )
    };
    // Blank lines part the items, and none parts these lines.
    let apart = item > 0 && gap(item - 1, item) > 0;
    for below in 1..=LINES_MOST {
        let index = item + below;
        if index >= scope.lines.len() || !is_rest(scope, index, (open > 0, apart), style) {
            return 0;
        }
        let text = scope.text(index).trim_end();
        if text.trim_end_matches(STOPS).contains(STOPS) {
            return 0;
        }
        open += unclosed(text);
        if stops(scope, index) {
            return if open > 0 { 0 } else { below };
        }
    }
    0
}

/// Whether a line may go on with the item above it. `inside`: a bracket of the item is open. `apart`: a blank line stands
/// above the item.
fn is_rest(scope: &Scope<'_>, index: usize, (inside, apart): (bool, bool), style: Style) -> bool {
    let text = compact(scope.text(index));
    let numbered = if inside {
        // （《条例》 over 第3条）；
        marks::mark_in(scope.text(index), style).is_some()
    } else {
        marks::mark(scope.text(index)).is_some() || groups::is_numbered(&text)
    };
    let above = scope.text(index - 1).trim_end();
    let blank = crate::segment::blank_lines_between(
        scope.document,
        &scope.lines[index - 1],
        &scope.lines[index],
    );
    (inside || apart || above.ends_with(GO_ON))
        && !numbered
        && blank == 0
        && scope.is_open(index)
        && !scope.lines[index].is_marked()
        && !scope.heads.contains(&index)
        && !words::is_remark(&text)
        && !groups::heading(scope.document, &scope.lines[index]).is_formal()
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
