//! Which column of a table serves the comparison as what, by its header.

use crate::model::Role;
use crate::text::compact;
use crate::text::headers::role_of;

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

/// What the comparison asks of a header beyond its role: the dataset's own keys, English headers,
/// headings, other names. The more particular first; `=` asks for the whole header, the rest for
/// a part. Headers are compared in lower case. What is not here goes by its role.
static WORDS: &[(&str, Use)] = &[
    ("=entry", Use::Skip),
    ("=document", Use::Skip),
    ("=notice_number", Use::Skip),
    ("=notice_date", Use::Skip),
    ("=page", Use::Skip),
    ("=line", Use::Skip),
    ("=span_start", Use::Skip),
    ("=span_end", Use::Skip),
    ("=rank_raw", Use::Skip),
    ("=rank", Use::Rank),
    ("=serial", Use::Rank),
    ("=no", Use::Rank),
    ("=no.", Use::Rank),
    ("=#", Use::Rank),
    ("=category", Use::Group),
    ("=domain", Use::Group),
    ("=group", Use::Group),
    ("=section", Use::Group),
    ("group_", Use::Group),
    ("=组别", Use::Group),
    ("=分组", Use::Group),
    ("=组", Use::Group),
    ("=类别", Use::Group),
    ("=领域", Use::Group),
    ("=章", Use::Group),
    ("=节", Use::Group),
    ("更名", Use::Alias),
    ("原名", Use::Alias),
    ("曾用名", Use::Alias),
    ("取消", Use::Alias),
    ("=alias", Use::Alias),
    ("=former_name", Use::Alias),
    ("=code", Use::Code),
    ("=id", Use::Code),
    ("issn", Use::Code),
    ("简称", Use::Value),
    ("=subject", Use::Name),
    ("=name", Use::Name),
    ("=title", Use::Name),
    ("=journal", Use::Name),
    ("_name", Use::Name),
    ("=project", Use::Name),
    ("=item", Use::Name),
    ("=units", Use::Units),
    ("=unit", Use::Units),
    ("=applicants", Use::Units),
    ("=organisations", Use::Units),
    ("=organizations", Use::Units),
    ("=place", Use::Place),
    ("=note", Use::Note),
    ("=notes", Use::Note),
    ("=remarks", Use::Note),
];

/// What the header calls for.
pub(super) fn use_of(header: &str) -> Use {
    let plain = compact(header);
    let lower = header.trim().to_lowercase();
    let found = |word: &str| match word.strip_prefix('=') {
        Some(whole) => lower == whole,
        None => lower.contains(word),
    };
    if let Some((_, found)) = WORDS.iter().find(|(word, _)| found(word)) {
        return *found;
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
