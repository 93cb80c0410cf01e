//! Faults of place: stretches of a roster that change places, as pages do, and columns.

use std::ops::Range;

use mingdan::model::{Role, Roster, SerialRule};

use super::{Faults, GROUPS, LEVEL, Mutant, Sound, UNRANKED, Whose, is_ranked};

const ALIKE: &str = "groups of as many rows, and which rows are whose stands nowhere else";
const NAMES: &str = "the notice says nothing of what its columns hold but their names";

pub(super) fn add(sound: &Sound, found: &mut Faults) {
    let notice = &sound.run.checked.resolved().notice;
    for (r, roster) in notice.rosters.iter().enumerate() {
        of_pages(sound, r, roster, found);
        of_columns(sound, roster, found);
    }
}

/// A third of the rows stands before the third above it.
fn of_pages(sound: &Sound, r: usize, roster: &Roster, found: &mut Faults) {
    let count = roster.entries.len();
    if count < 6 {
        return;
    }
    let start = |e: usize| sound.lines(roster.entries[e].span).map(|line| line.start);
    let [from, middle, to] = [0, count / 3, count * 2 / 3].map(start);
    let (Some(from), Some(middle), Some(to)) = (from, middle, to) else { return };
    let text = sound.text;
    if !(from < middle && middle < to) {
        return;
    }
    let turned = [&text[..from], &text[middle..to], &text[from..middle], &text[to..]].concat();
    let grouped = roster.entries.iter().any(|entry| entry.group.is_some());
    let counted = grouped && sound.is_counted(r, roster.entries[0].group, Whose::Own);
    let unseen = (!is_ranked(roster) && !counted).then_some(if grouped { LEVEL } else { UNRANKED });
    let unseen = unseen.or_else(|| of_whole_groups(sound, roster, counted));
    let what = format!("from line {} and from {}", sound.line(from), sound.line(middle));
    let bytes = turned.into_bytes();
    found.push(Mutant {
        operator: "pages exchanged",
        what,
        bytes,
        invisible: unseen,
        by_name: false,
    });
}

/// Why nothing shows that the first third and the second change places, where each is whole groups:
/// their headings go with them, or every group is as long as the other.
fn of_whole_groups(sound: &Sound, roster: &Roster, counted: bool) -> Option<&'static str> {
    let count = roster.entries.len();
    let (middle, to) = (count / 3, count * 2 / 3);
    let group = |e: usize| roster.entries[e].group;
    let begins = |e: usize| group(e).is_some() && group(e) != group(e - 1);
    if roster.serial == SerialRule::RunOn || !begins(middle) || !begins(to) {
        return None;
    }
    let line = |span| sound.lines(span).map(|line| line.start);
    let heading = |e: usize| line(roster.groups[group(e)? as usize].span);
    let own = |e: usize| line(roster.entries[e].span);
    if [0, middle, to].iter().all(|e| heading(*e) == own(*e)) {
        return Some(GROUPS);
    }
    let size = |g| roster.entries.iter().filter(|entry| entry.group == g).count();
    let alike = (0..=to).all(|e| size(group(e)) == size(group(0)));
    (!counted || alike).then_some(ALIKE)
}

/// Two columns exchanged, in the header alone or throughout.
fn of_columns(sound: &Sound, roster: &Roster, found: &mut Faults) {
    let serial = roster.serial_column();
    let headers: Vec<(usize, Range<usize>)> = roster
        .columns
        .iter()
        .enumerate()
        .filter(|(c, _)| Some(*c) != serial)
        .filter_map(|(c, column)| Some((c, sound.bytes(column.header?)?)))
        .filter(|(_, range)| !range.is_empty())
        .collect();
    let [(a, first), .., (b, last)] = headers.as_slice() else { return };
    if first.end > last.start || sound.text[first.clone()] == sound.text[last.clone()] {
        return;
    }
    let what = format!("{} and {}", &sound.text[first.clone()], &sound.text[last.clone()]);
    let swapped = |text: &str, pairs: &[(Range<usize>, Range<usize>)]| {
        let (mut out, mut at) = (String::new(), 0);
        for (a, b) in pairs {
            for piece in
                [&text[at..a.start], &text[b.clone()], &text[a.end..b.start], &text[a.clone()]]
            {
                out.push_str(piece);
            }
            at = b.end;
        }
        out + &text[at..]
    };
    let header = (first.clone(), last.clone());
    let bytes = swapped(sound.text, std::slice::from_ref(&header)).into_bytes();
    // What is a place, a number or a date shows it in its cells.
    let roles = [*a, *b].map(|c| roster.columns[c].role);
    let told = |role| matches!(role, Role::Place | Role::Number | Role::Date);
    let shows = roles[0] != roles[1] && roles.into_iter().any(told);
    found.push(Mutant {
        operator: "headers exchanged",
        what: what.clone(),
        bytes,
        invisible: (!shows).then_some(NAMES),
        by_name: true,
    });
    let cells = (0..roster.entries.len()).map(|e| {
        let row = roster.row(e);
        Some((sound.bytes(row[*a])?, sound.bytes(row[*b])?)).filter(|(a, b)| a.end <= b.start)
    });
    let Some(mut pairs) = cells.collect::<Option<Vec<_>>>() else { return };
    pairs.insert(0, header);
    let in_order = pairs.windows(2).all(|pair| pair[0].1.end <= pair[1].0.start);
    let filled = pairs.iter().all(|(a, b)| !a.is_empty() && !b.is_empty());
    // Of a header of two rows the cells above stay.
    let (a, b) = &pairs[0];
    let in_one_row = !sound.text[a.end..b.start].contains('\n');
    if in_order && filled && in_one_row {
        let bytes = swapped(sound.text, &pairs).into_bytes();
        let operator = "columns exchanged";
        found.push(Mutant { operator, what, bytes, invisible: None, by_name: true });
    }
}
