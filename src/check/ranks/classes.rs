//! Serials that begin anew with each outer heading and run on through those below it: 第一类 over A. (1) to (3) and B. (4) to (6),
//! 第二类 over A. (1) to (2) and B. (3).

use crate::model::{Entry, Roster};

/// The outer heading of an entry.
pub(super) fn outer<'r>(roster: &'r Roster, entry: &Entry) -> Option<&'r str> {
    let group = roster.groups.get(entry.group? as usize)?;
    group.path.first().map(String::as_str)
}

/// Whether serials run so: no inner heading but the first below an outer one stands over 1, and below one of these at
/// least they run on without a fault.
pub(super) fn run_on(roster: &Roster) -> bool {
    if !roster.groups.iter().any(|group| group.path.len() > 1) {
        return false;
    }
    let mut whole = false;
    for class in roster.entries.chunk_by(|a, b| outer(roster, a) == outer(roster, b)) {
        let parts: Vec<&[Entry]> = class.chunk_by(|a, b| a.group == b.group).collect();
        let anew = |part: &&[Entry]| part.first().and_then(|entry| entry.serial.value()) == Some(1);
        if outer(roster, &class[0]).is_none() || parts.iter().skip(1).any(anew) {
            return false;
        }
        let counted = (1..).zip(class).all(|(n, entry)| entry.serial.value() == Some(n));
        whole |= parts.len() > 1 && counted;
    }
    whole
}
