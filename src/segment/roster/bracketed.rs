//! Lines that name parts of a list, each over what stands over its like: those in brackets, （计算机网络） over 一、A类 and further on
//! （软件工程） over 一、A类, and the upper heading printed again over them.

use super::builder::Builder;
use super::groups;
use super::words;
use crate::model::{BlockKind, Span};
use crate::segment::line::Line;
use crate::text::{compact, numeral};

/// So many blocks, or lines, above and below are looked at.
const REACH: usize = 400;

impl Builder<'_> {
    /// Whether a plain line over another heading is the upper level of the rows above, printed again over its next part.
    pub(super) fn is_upper_again(&self, index: usize, heading: &groups::Heading) -> bool {
        let path = self.roster.groups.last().map_or(&[][..], |group| &group.path);
        let mut below = self.lines[index + 1..].iter().filter(|line| !line.is_furniture());
        !self.fresh
            && !heading.is_formal()
            && path.len() > 1
            && path[0] == heading.name
            && below.next().is_some_and(|line| !line.is_row())
    }

    /// Whether the line at `index`, which says `own`, is one of these.
    pub(super) fn names_part(&self, index: usize, own: &str) -> bool {
        if self.schema.is_some() || !names(own) {
            return false;
        }
        let mut below = self.lines[index + 1..].iter().filter(|line| !line.is_furniture());
        let Some(next) = below.next().filter(|line| self.opens(line)) else { return false };
        // What stands in brackets under a line of its own says something of that line.
        let bracketed = |line: &Line| words::is_bracketed(&compact(self.slice(line.span)));
        let mut above = self.lines[..index].iter().rev().filter(|line| !line.is_furniture());
        let above = above.find(|line| line.is_row() || !bracketed(line));
        let over = above.is_some_and(|above| {
            let text = compact(self.slice(above.span));
            let repeated = || {
                let again = |line: &Line| compact(self.slice(line.span)) == text;
                let near = index.saturating_sub(REACH)..(index + REACH).min(self.lines.len());
                let lines = self.lines[near].iter().filter(|line| !line.is_row());
                lines.filter(|line| again(line)).count() > 1
            };
            !above.is_row() && !self.is_running_head(&text) && !repeated()
        });
        !over && self.stands_elsewhere(index, own, next.span)
    }

    /// Whether a line is what each part begins with: a numbered heading, or the header of a table.
    fn opens(&self, line: &Line) -> bool {
        line.is_row() || groups::is_numbered(&compact(self.slice(line.span)))
    }

    /// Whether another line in brackets stands over what this one stands over.
    fn stands_elsewhere(&self, index: usize, own: &str, next: Span) -> bool {
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|block| block.span.start < self.lines[index].span.start);
        let near = &blocks[at.saturating_sub(REACH)..(at + REACH).min(blocks.len())];
        let next = self.slice(next);
        near.windows(2).any(|pair| {
            let first = self.slice(pair[0].span);
            let below = self.slice(pair[1].span);
            let same = match pair[1].kind {
                BlockKind::Table(_) => below.starts_with(next),
                _ => compact(below) == compact(next),
            };
            same && names(&compact(first)) && compact(first) != own
        })
    }
}

/// Whether a text is in brackets and names something: neither an order, a unit, a count nor a date.
fn names(text: &str) -> bool {
    let said = ["共", "单位", "按", "以", "截", "排", "注", "续", "附", "见", "不分"];
    let inner = text.trim_start_matches(['（', '(']);
    text.starts_with(['（', '('])
        && words::is_bracketed(text)
        && !words::is_ordering(text)
        && !said.iter().any(|word| inner.starts_with(word))
        && !text.contains(|c: char| numeral::digit(c).is_some())
}
