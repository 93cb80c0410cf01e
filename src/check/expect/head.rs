//! What a lock says of the notice itself: which one it is.

use super::ExpectFault;
use crate::model::Notice;
use crate::schema::{Expect, Schema, fold_number, title_of};
use crate::text::{compact, fold};

/// A fact of the head that a lock pins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Fact {
    /// The document number.
    Number,
    /// The title.
    Title,
    /// The date.
    Date,
    /// Who issued it.
    Issuers,
}

/// What a pin is told by: its number, or else its title.
pub(super) fn name(expect: &Expect) -> Option<String> {
    expect.number.clone().or_else(|| expect.title.clone())
}

/// Holds the head against what the lock says of it. Neither number nor title are those pinned: it
/// is another notice, and there is nothing more to say. `whole` as in [`super::Held`]: what a table
/// does not say is not held.
pub(super) fn hold(
    notice: &Notice,
    schema: &Schema,
    expect: &Expect,
    whole: bool,
) -> Vec<ExpectFault> {
    let head = &notice.head;
    let number = head.number.as_ref().map(|number| number.value.as_str()).unwrap_or_default();
    let title = title_of(notice).unwrap_or_default();
    let date = head.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
    let pinned_date = expect.date.map(|date| date.to_string());
    let same_number = expect.number.as_deref().map(|n| fold_number(n) == fold_number(number));
    let same_title = expect.title.as_deref().map(|t| fold::key(t) == fold::key(title));
    let known = [(same_number, number), (same_title, title)];
    let other = |(same, found): (Option<bool>, &str)| same != Some(true) || found.is_empty();
    let differs = known.iter().any(|(same, found)| *same == Some(false) && !found.is_empty());
    if differs && known.into_iter().all(other) {
        return vec![ExpectFault::Other { expected: name(expect).unwrap_or_default() }];
    }
    let mut faults = Vec::new();
    let mut fact = |fact, expected: Option<&str>, found: &str, same: bool| {
        let silent = found.is_empty() && !whole;
        if let Some(expected) = expected.filter(|_| !same && !silent) {
            let (expected, found) = (expected.to_owned(), found.to_owned());
            faults.push(ExpectFault::Head { fact, expected, found });
        }
    };
    fact(Fact::Number, expect.number.as_deref(), number, same_number == Some(true));
    fact(Fact::Title, expect.title.as_deref(), title, same_title == Some(true));
    fact(Fact::Date, pinned_date.as_deref(), &date, pinned_date.as_deref() == Some(&date));
    let issuers: Vec<&str> = head.issuers.iter().map(|issuer| issuer.value.as_str()).collect();
    let issuers = issuers.join("、");
    let pattern = schema.match_issuer.as_ref();
    let same = pattern.is_none_or(|pattern| pattern.is_match(&compact(&issuers)));
    let printed = pattern.map(|pattern| plain_pattern(pattern.as_str()));
    fact(Fact::Issuers, printed.as_deref().filter(|_| whole), &issuers, same);
    faults
}

/// A pattern that stands for one text, as that text.
fn plain_pattern(pattern: &str) -> String {
    pattern.trim_start_matches('^').trim_end_matches('$').replace('\\', "")
}
