//! Plain lines, one name each, below `名单如下：` or the annex's title.

use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role};
use crate::segment::annex;
use crate::segment::roster::{groups, words};
use crate::text::compact;

/// Longest name, in characters.
const NAME_MOST: usize = 45;

/// Fewest names that make a list where no count is declared.
const LEAST: usize = 3;

/// Recognises a run of short lines without punctuation at their ends. In the letter it must follow
/// a line that announces it; in an annex, the title.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let announced = open.iter().position(|index| announces(scope.text(*index)));
    let start = match (announced, scope.annex) {
        (Some(at), _) => at + 1,
        (None, true) => open.iter().position(|i| !is_title(scope, *i))?,
        (None, false) => return None,
    };
    let run: Vec<usize> =
        open[start..].iter().copied().take_while(|index| is_name(scope.text(*index))).collect();
    // A province alone, a numbered line or one with a count heads the names below it.
    let is_heading = |index: usize| {
        let text = compact(scope.text(index));
        let heading = groups::heading(scope.document, &scope.lines[index]);
        is_province(&text) || groups::is_numbered(&text) || heading.claim.is_some()
    };
    let headings = run.iter().filter(|index| is_heading(**index)).count();
    let grouped =
        headings > 0 && headings * 2 <= run.len() && run.first().is_some_and(|i| is_heading(*i));
    let names = run.len() - if grouped { headings } else { 0 };
    if names < LEAST && !(names > 0 && scope.is_declared(names)) {
        return None;
    }
    let mut found = Found { proven: scope.is_declared(names), ..Found::default() };
    // A declared count that the lines do not reach is held against them later: it names the gap.
    found.proven |= announced.is_none() && scope.declared.iter().any(|n| *n > 1);
    found.roster.columns.push(column("name", Role::Name, "none"));
    let mut group = None;
    for index in run {
        let span = scope.lines[index].span;
        found.taken.push(index);
        if grouped && is_heading(index) {
            let heading = groups::heading(scope.document, &scope.lines[index]);
            let number = found.group(vec![heading.name], scope.text(index), span);
            if let Some(claim) = heading.claim {
                found.claims.push((number, claim));
                found.proven = true;
            }
            group = Some(number);
        } else {
            found.entry(&[span], group, Serial::None);
            found.regions.push((span, RegionRole::Cell));
        }
    }
    Some(found)
}

/// `名单如下：`
fn announces(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(['：', ':']) && (text.contains("如下") || text.contains("名单"))
}

fn is_title(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    annex::mark(scope.text(index)).is_some()
        || words::ends_list_title(&text)
        || words::is_bracketed(&text)
        || words::is_unit_line(&text)
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=NAME_MOST).contains(&count)
        && !text.ends_with(['。', '；', '：', ':', '，', '、', '！', '？'])
        && !words::is_bracketed(&compact(text))
        && annex::mark(text).is_none()
        && crate::text::date::whole(text).is_none()
        && crate::text::numeral::whole(text).is_none()
}

/// Whether a line is the name of a province and nothing else: it heads the names below it.
fn is_province(text: &str) -> bool {
    let count = text.chars().count();
    (text.ends_with('省') && count <= 4)
        || (text.ends_with("自治区") && count <= 8)
        || (text.ends_with('市') && count == 3)
        || text == "新疆生产建设兵团"
}
