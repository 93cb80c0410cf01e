//! What follows a listed body's name: a part of that body, or the rest of another body's name.
//!
//! 清华大学深圳国际研究生院 is of 清华大学 and not where it is; 中国移动通信集团设计院有限公司 has a name of its own,
//! of which 中国移动 is the beginning and no short form.

use super::Resolver;
use super::text::{ends, starts};
use crate::gazetteer::{Form, Thing};
use crate::model::Level;
use crate::text::words::bodies::{FIRMS, REGISTERED};

/// What the rest of a name is to the listed body that the name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The body itself, or a part of it of which nothing else is said.
    Here,
    /// A part of it that another place's name stands in.
    Elsewhere,
    /// Another body, whose name only begins so.
    Other,
}

impl Resolver<'_> {
    /// What stands from `at` on in the text is to a body that has its seat at the division of a code.
    pub(super) fn part(&self, at: usize, seat: u32) -> Part {
        let rest = self.text.from(at);
        if rest.is_empty() {
            return Part::Here;
        }
        let bare = match rest.iter().position(|c| matches!(c, '(' | '（')) {
            Some(open) if open > 0 && matches!(rest.last(), Some(')' | '）')) => &rest[..open],
            _ => rest,
        };
        let other = FIRMS.iter().any(|word| starts(rest, word))
            || REGISTERED.iter().any(|ending| ends(bare, ending));
        if other {
            Part::Other
        } else if seat != 0 && self.names_elsewhere(at, seat) {
            Part::Elsewhere
        } else {
            Part::Here
        }
    }

    /// Whether a place is named from `at` on that neither holds the division of a code nor lies in it.
    fn names_elsewhere(&self, at: usize, seat: u32) -> bool {
        let school = ["学院", "书院"].iter().any(|ending| ends(self.text.from(at), ending));
        let hits = self.text.hits.iter().filter(|hit| hit.start >= at);
        let mut named = hits.map(|hit| {
            let first =
                hit.start == at || matches!(self.text.chars[hit.start - 1], '(' | '（' | '·' | '-');
            let mut found = None;
            for (thing, form) in self.gazetteer.things(hit.name) {
                let (code, counts) = match thing {
                    // 东方学院 and 新华书院 are named after no county.
                    Thing::Division(id) => {
                        let division = self.gazetteer.division(id);
                        let large = division.level != Level::County;
                        (division.code, large || (first && (form != Form::Short || !school)))
                    }
                    Thing::Zone(id) => (self.gazetteer.zone(id).container, first),
                    _ => continue,
                };
                if counts {
                    found = Some(found.unwrap_or(true) && !self.related(code, seat));
                }
            }
            found
        });
        named.any(|elsewhere| elsewhere == Some(true))
    }

    /// Whether one of two divisions holds the other, or is it.
    fn related(&self, a: u32, b: u32) -> bool {
        let holds = |upper: u32, lower: u32| {
            let mut records = self.gazetteer.of_code(lower);
            upper == lower || records.any(|d| d.parent == upper || d.grandparent == upper)
        };
        holds(a, b) || holds(b, a)
    }
}
