//! What the things of a roster are called: by its title, by the notice's, or by how all its names end.

use super::super::fold::{fold, noun};
use crate::model::{Document, Notice, Role, Roster, Spanned};
use crate::text::ending;

/// Fewest rows that call themselves something.
const LEAST: usize = 2;

/// The noun of each roster by its title or the notice's; empty where neither has one.
pub(super) fn titled(notice: &Notice) -> Vec<String> {
    let title = |title: Option<&Spanned<String>>| title.map(|title| noun(&title.value));
    let one = |roster: &Roster| {
        title(roster.title.as_ref())
            .filter(|noun| !noun.is_empty())
            .or_else(|| title(notice.head.title.as_ref()))
            .unwrap_or_default()
    };
    notice.rosters.iter().map(one).collect()
}

/// How all names of each roster end, where it has no title of its own and one count alone is of such
/// things: what is counted by several numbers is counted in parts. 某局发布的名单 says nothing of what is on it,
/// and 历史文化街区保护名单 speaks of what the rows are, though it does not end in it.
pub(super) fn ends(document: &Document, notice: &Notice) -> Vec<Option<String>> {
    let title = notice.head.title.as_ref().map(|title| fold(&title.value));
    let fits = |end: &String| {
        let of_such = |about: &String| {
            about.chars().count() > 1 && (about.ends_with(end) || end.ends_with(about.as_str()))
        };
        let counted = notice.claims.iter().filter(|claim| of_such(&fold(&claim.about)));
        let mut numbers = counted.map(|claim| claim.declared);
        let one = numbers.next().is_some_and(|number| numbers.all(|other| other == number));
        let untold = |title: &String| title.ends_with("的名单") || title.contains(end);
        title.as_ref().is_none_or(untold) && one
    };
    let one = |roster: &Roster| {
        let own = roster.title.as_ref().is_some_and(|title| !noun(&title.value).is_empty());
        if own { None } else { shared(document, roster).filter(fits) }
    };
    notice.rosters.iter().map(one).collect()
}

/// 街区 of 甲市乙街区, 丙市丁街区: how the first texts of all rows end, in two characters or more.
fn shared(document: &Document, roster: &Roster) -> Option<String> {
    let rows = roster.entries.len();
    if rows < LEAST {
        return None;
    }
    let named = |role| matches!(role, Role::Name | Role::Project | Role::Place | Role::PlaceOrUnit);
    let column = roster.columns.iter().position(|column| named(column.role))?;
    let cell = |entry: usize| fold(&roster.cell(document, entry, column));
    Some(ending::shared((0..rows).map(cell))).filter(|end| end.chars().nth(1).is_some())
}
