//! Which column of a table serves the comparison as what, by its header.

use crate::model::Role;
use crate::model::columns::FIXED;
use crate::text::compact;
use crate::text::headers::role_of;
use crate::text::words::tables;

/// What a column is for the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The thing listed.
    Name,
    /// A stable code of the thing listed.
    Code,
    /// Serial or rank.
    Rank,
    /// A group heading.
    Group,
    /// Organisations.
    Units,
    /// Another name of the thing listed.
    Alias,
    /// A place: the thing listed, where nothing else is.
    Place,
    /// The dataset's own bookkeeping, or what can be worked out from another column.
    Skip,
    /// Remarks: compared as they are, and read for other names.
    Note,
    /// Compared as it is.
    Value,
}

/// What tables of others are headed by; the more particular first. What is not here goes by the
/// role that a notice's header has.
static WORDS: &[(Use, &[&str])] = &[
    (Use::Rank, tables::RANK),
    (Use::Group, tables::GROUP),
    (Use::Alias, tables::ALIAS),
    (Use::Code, tables::CODE),
    (Use::Value, tables::VALUE),
    (Use::Name, tables::NAME),
    (Use::Units, tables::UNITS),
    (Use::Place, tables::PLACE),
    (Use::Note, tables::NOTE),
];

/// What the header calls for.
pub(super) fn use_of(header: &str) -> Use {
    let plain = compact(header);
    let lower = header.trim().to_lowercase();
    if lower != "rank" && FIXED.contains(&lower.as_str()) {
        return Use::Skip;
    }
    let found = |word: &&str| match word.strip_prefix('=') {
        Some(whole) => lower == whole,
        None => lower.contains(*word),
    };
    if let Some((found, _)) = WORDS.iter().find(|(_, words)| words.iter().any(&found)) {
        return *found;
    }
    let named = |rest: &str| matches!(role_of(rest), Some(Role::Name | Role::Project));
    if tables::ALIAS_LEADS.iter().any(|lead| plain.strip_prefix(lead).is_some_and(named)) {
        return Use::Alias;
    }
    match role_of(&plain) {
        Some(Role::Serial) => Use::Rank,
        // The thing listed, a place or an organisation in its stead.
        Some(Role::Place | Role::PlaceOrUnit) => Use::Place,
        Some(Role::Units) => Use::Units,
        Some(Role::Name | Role::Project) => Use::Name,
        Some(Role::Code) => Use::Code,
        Some(Role::Note) => Use::Note,
        Some(Role::Number | Role::Date | Role::Text) | None => Use::Value,
    }
}
