//! The examples do what they say.
#![allow(clippy::disallowed_methods, missing_docs)]

#[path = "../examples/parse.rs"]
#[allow(dead_code)]
mod parse;

#[test]
fn a_notice_is_told() {
    let notice = std::fs::read("fixtures/notices/seed/source.txt").expect("the fixture");
    let told = parse::tell("source.txt", notice).expect("a notice");
    assert!(told.starts_with("entries: 92 rows\n  notice_number, notice_date, entry,"), "{told}");
    assert!(told.contains("\nunits: 98 rows\n"), "{told}");
    assert!(!told.contains(": error "), "{told}");
    assert!(parse::tell("empty", Vec::new()).is_err());
}
