//! The schemas that ship with the program.

use std::sync::LazyLock;

use super::{Schema, load};
use crate::model::Head;

/// A schema's file.
struct File {
    name: &'static str,
    text: &'static str,
    /// Words that its pattern of titles asks for: a title without them is none of the family, and
    /// the schema need not be read to know it. Empty where none are certain.
    sign: &'static str,
}

/// The files of `schemas/`, listed by `build/schemas.rs`: a new family is a file there.
const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    // A file that does not load is skipped here and caught by the test below.
    FILES.iter().filter_map(|file| load(file.text, file.name).ok()).collect()
});

/// The first built-in schema that a notice with this head calls for. Reading schemas takes longer
/// than a short notice: it is done for those alone that may call for one.
pub fn of_head(head: &Head) -> Option<&'static Schema> {
    let title = head.title.as_ref().map_or("", |title| title.value.as_str());
    let may = FILES.iter().any(|file| title.contains(file.sign));
    may.then(|| SCHEMAS.iter().find(|schema| schema.matches(head))).flatten()
}

/// The built-in schemas, read once.
pub fn built_in() -> &'static [Schema] {
    &SCHEMAS
}

#[cfg(test)]
mod tests {
    use super::{FILES, File, built_in};
    use crate::model::{Notice, Span, Spanned};
    use crate::schema::load;

    #[test]
    fn every_file_loads_and_is_named_after_its_schema() {
        for File { name, text, sign } in FILES {
            let schema = load(text, name).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(*name, format!("{}.toml", schema.name));
            // Every title that matches has the sign: the pattern begins with it, has no other way,
            // and the sign's last character is neither optional nor repeated.
            let pattern = schema.match_title.as_ref().map_or("", |pattern| pattern.as_str());
            let rest = pattern.strip_prefix(sign).expect("the pattern begins with the sign");
            let mut depth = 0;
            let alternatives = rest.chars().any(|c| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                c == '|' && depth == 0
            });
            assert!(sign.is_empty() || !alternatives && !rest.starts_with(['?', '*', '+', '{']));
            assert!(!sign.contains(|c: char| c.is_ascii()), "no sign of a pattern");
            // Reading schemas for each notice is what the sign saves.
            assert!(!sign.is_empty(), "{name} is read for every notice");
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
            let sum: u64 = expect.groups.iter().map(|group| group.pin.entries).sum();
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
