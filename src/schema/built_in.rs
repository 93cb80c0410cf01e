//! The schemas that ship with the program.

use std::sync::LazyLock;

use super::{Schema, load};

/// Name of the file and its text; a new family is one file in `schemas/` and one line here.
const FILES: &[(&str, &str)] =
    &[("smart-governance-2021.toml", include_str!("../../schemas/smart-governance-2021.toml"))];

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    // A file that does not load is skipped here and caught by the test below.
    FILES.iter().filter_map(|(name, text)| load(text, name).ok()).collect()
});

/// The built-in schemas, read once.
pub fn built_in() -> &'static [Schema] {
    &SCHEMAS
}

#[cfg(test)]
mod tests {
    use super::{FILES, built_in};
    use crate::model::{Notice, Span, Spanned};
    use crate::schema::load;

    #[test]
    fn every_file_loads_and_is_named_after_its_schema() {
        for (file, text) in FILES {
            let schema = load(text, file).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(*file, format!("{}.toml", schema.name));
        }
        assert_eq!(built_in().len(), FILES.len());
    }

    #[test]
    fn group_headings_are_read_into_their_levels() {
        let groups = built_in()[0].rosters[0].groups.as_ref().unwrap();
        assert_eq!(
            (groups.levels.join(" "), groups.titles.join(" ")),
            ("category domain".into(), "类别 领域".into())
        );
        let read = |heading: &str| {
            let found = groups.pattern.captures(heading)?;
            let level = |name: &str| found.name(name).map_or("", |m| m.as_str()).to_owned();
            Some((level("category"), level("domain")))
        };
        assert_eq!(read("综合基地"), Some(("综合基地".into(), String::new())));
        assert_eq!(read("特色基地（养老）"), Some(("特色基地".into(), "养老".into())));
        assert_eq!(read("特色基地（养老"), None);
    }

    #[test]
    fn the_pinned_groups_sum_to_the_pinned_entries() {
        for expect in built_in().iter().flat_map(|schema| &schema.expect) {
            let sum: u64 = expect.groups.iter().map(|(_, pin)| pin.entries).sum();
            assert_eq!(Some(sum), expect.entries, "{:?}", expect.number);
        }
        let numbered = |number: &str| {
            let mut notice = Notice::default();
            notice.head.number = Some(Spanned::new(number.to_owned(), Span::at(0)));
            notice
        };
        // Pins are of one number, however it is set, and of no other.
        for schema in built_in() {
            for number in schema.expect.iter().filter_map(|expect| expect.number.as_ref()) {
                let otherwise = number.replace('〔', "[").replace('〕', "] ");
                assert_ne!(*number, otherwise);
                let found = schema.expect_for(&numbered(&otherwise)).unwrap();
                assert_eq!(found.number.as_ref(), Some(number));
                assert!(schema.expect_for(&numbered(&number.replace('号', "9号"))).is_none());
            }
        }
    }
}
