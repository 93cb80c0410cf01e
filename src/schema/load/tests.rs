//! Schemas that load, and the place and words of each error.

use super::load;

const MINIMAL: &str = "name = \"x\"\ntitle = \"X\"\n";

fn fails(text: &str) -> (usize, usize, String) {
    let error = load(text, "x.toml").unwrap_err();
    assert!(error.to_string().starts_with(&format!("x.toml:{}:{}: ", error.line, error.column)));
    assert!(error.to_string().ends_with(&error.quoted));
    (error.line, error.column, error.message)
}

#[test]
fn a_minimal_schema_matches_nothing_by_itself() {
    let schema = load(MINIMAL, "x.toml").unwrap();
    assert!(!schema.matches(&crate::model::Head::default()));
    assert!(schema.rosters.is_empty() && schema.expect.is_empty());
}

#[test]
fn unknown_keys_name_the_nearest() {
    let text = format!("{MINIMAL}[match]\ntitel = \"a\"\n");
    assert_eq!(fails(&text), (4, 1, "unknown key `titel`; did you mean `title`?".into()));
    let text = format!("{MINIMAL}colour = 1\n");
    let (line, column, message) = fails(&text);
    assert_eq!((line, column), (3, 1));
    assert!(message.starts_with("unknown key `colour`; known here are name, title"), "{message}");
}

#[test]
fn unknown_words_and_bad_patterns_are_errors_at_their_line() {
    let column = |role: &str, key: &str| {
        format!(
            "{MINIMAL}[[roster]]\ncolumns = [{{ header = \"甲\", key = \"{key}\", role = \"{role}\" }}]\n"
        )
    };
    let (line, _, message) = fails(&column("sereal", "a"));
    assert_eq!((line, message.as_str()), (4, "unknown role `sereal`; did you mean `serial`?"));
    assert!(fails(&column("name", "Name")).2.contains("lower-case"));
    let text = format!("{MINIMAL}[[roster]]\nserial = \"per_group\"\n");
    assert_eq!(fails(&text).2, "unknown serial rule `per_group`; did you mean `per-group`?");
    let text = format!("{MINIMAL}[match]\ntitle = '(基地'\n");
    let (line, column, message) = fails(&text);
    assert_eq!((line, column), (4, 9));
    assert!(message.contains("unclosed group"), "{message}");
    let text = format!("{MINIMAL}[[roster]]\n[roster.groups]\npattern = '.+'\n");
    assert!(fails(&text).2.contains("names no level"));
    let text = format!("{MINIMAL}[[roster]]\n[roster.groups]\npattern = '(?<a>.+)'\ntitles = []\n");
    assert_eq!(fails(&text).2, "0 titles for 1 levels (a)");
    let text = format!("{MINIMAL}[[expect]]\nnumber = \"1\"\nlevels = {{ domain = 7 }}\n");
    assert!(fails(&text).2.contains("level `domain`"));
}

#[test]
fn wrong_types_missing_keys_and_broken_toml_have_a_place() {
    assert_eq!(fails("name = 1\ntitle = \"X\"\n").0, 1);
    assert!(fails("title = \"X\"\n").2.contains("name"));
    assert_eq!(fails("name = \"甲\" 乙\n").0, 1);
    assert_eq!(fails("").0, 1);
}

#[test]
fn what_is_pinned_must_say_for_which_notice_where_the_schema_matches_by_itself() {
    let expect = "[[expect]]\nentries = 2\nlevels = { group_1 = 2 }\nrosters = [{ entries = 2 }]\n";
    let schema = load(&format!("{MINIMAL}{expect}"), "x.toml").unwrap();
    assert_eq!(schema.expect[0].rosters[0].entries, 2);
    assert!(schema.expect_for(&crate::model::Notice::default()).is_some(), "any notice");
    let matching = format!("{MINIMAL}[match]\ntitle = 'a'\n{expect}");
    let (line, _, message) = fails(&matching);
    assert_eq!(line, 5);
    assert!(message.starts_with("`number` or `title` is missing"), "{message}");
    let schema = load(&matching.replace("entries = 2\nl", "title = \"a\"\nl"), "x.toml").unwrap();
    assert!(schema.expect_for(&crate::model::Notice::default()).is_none());
}
