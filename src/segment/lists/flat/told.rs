//! The header of a flattened table without serials, told by how many rows the notice declares: header and rows together
//! are so many lines that each row has as many cells as the header, and one column holds things of one kind.

use std::ops::Range;

use super::header::{self, MOST_CELLS};
use crate::segment::lists::Scope;
use crate::segment::mark;
use crate::segment::roster::shifted::{self, Kind};
use crate::segment::roster::{groups, words};
use crate::text::{compact, headers};

/// Where the header stands, by index into `open`, and where the last row ends: the only way there is.
pub(super) fn header(scope: &Scope<'_>, open: &[usize]) -> Option<(Range<usize>, usize)> {
    let texts: Vec<String> = open.iter().map(|index| compact(scope.text(*index))).collect();
    let ends = |at: &usize| {
        let text = texts[*at].as_str();
        super::is_end(scope, open[*at])
            || words::is_below(text)
            || text.ends_with(['。', '；', '：', ':'])
            || header::is_sentence_long(text)
    };
    // Behind each line the next that ends the rows.
    let mut next = vec![texts.len(); texts.len() + 1];
    for at in (0..texts.len()).rev() {
        next[at] = if ends(&at) { at } else { next[at + 1] };
    }
    // What may stand over a header: a title, a sentence, a label with its value, or lines that play a part.
    let over = |at: usize| {
        let Some(above) = at.checked_sub(1).map(|above| texts[above].as_str()) else { return true };
        words::ends_list_title(above)
            || words::is_bracketed(above)
            || above.contains(['。', '：', ':'])
            || mark::mark(scope.text(open[at - 1])).is_some()
            || (open[at - 1] + 1..open[at]).any(|between| scope.closed[between])
    };
    let known = |at: &usize| header::is_head(&texts[*at]);
    let built = |at: &usize| known(at) && headers::is_built(&texts[*at]);
    let heads = |head: Range<usize>| {
        let own = head.clone().filter(known).count();
        let title = |at: usize| words::ends_list_title(&texts[at]);
        own * 2 >= head.len() && !head.clone().any(title)
    };
    let way = |from: usize| {
        let end = next[from];
        let mut widths = (2..=MOST_CELLS).filter(|width| {
            let below = (end - from).checked_sub(*width).filter(|below| *below > *width);
            let declared =
                |below: usize| below.is_multiple_of(*width) && scope.is_declared(below / *width);
            let body = from + *width..end;
            below.is_some_and(declared)
                && heads(from..from + *width)
                && body.clone().all(|at| texts[at].chars().count() <= 40)
                && !(from..end).any(|at| groups::is_numbered(&texts[at]))
                && !body.clone().any(|at| built(&at))
                && (0..*width).any(|column| are_of_one_kind(&texts[body.clone()], column, *width))
        });
        let width = widths.next()?;
        if widths.next().is_some() {
            return None;
        }
        Some((from..from + width, end))
    };
    let mut ways = (0..texts.len()).filter(|at| over(*at) && next[*at] > *at).filter_map(way);
    ways.next().filter(|_| ways.next().is_none())
}

/// Whether all cells of a column are persons, bodies or divisions, or end alike, as few cells of any other column do.
fn are_of_one_kind(body: &[String], column: usize, width: usize) -> bool {
    let alike = |of: &dyn Fn(&String) -> Option<String>| {
        let cells = |column: usize| body.iter().skip(column).step_by(width).map(of);
        let Some(first) = cells(column).next().flatten() else { return false };
        let few = |other: usize| {
            let same = cells(other).filter(|kind| kind.as_ref() == Some(&first)).count();
            same * 2 * width <= body.len()
        };
        cells(column).all(|kind| kind.as_ref() == Some(&first))
            && (0..width).all(|other| other == column || few(other))
    };
    let kind = |text: &String| {
        let division = |kind| matches!(kind, Kind::Place(0 | 1));
        shifted::kind(text)
            .map(|kind| if division(kind) { "division".to_owned() } else { format!("{kind:?}") })
    };
    let end = |text: &String| text.chars().last().map(String::from);
    alike(&kind) || alike(&end)
}
