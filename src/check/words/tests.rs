//! Pages: complete, alike in both languages, and filled without gaps.

use std::collections::BTreeSet;

use super::{Page, explain, fill, shared};
use crate::check::{ALL, Check};
use crate::model::Lang;

const BOTH: [Lang; 2] = [Lang::En, Lang::Zh];

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

fn pair(check: &Check) -> [Page; 2] {
    BOTH.map(|lang| check.page_in(lang))
}

#[test]
fn codes_are_unique_sorted_and_well_formed() {
    for two in ALL.windows(2) {
        assert!(two[0].code < two[1].code, "{} before {}", two[0].code, two[1].code);
    }
    let names: BTreeSet<_> = ALL.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), ALL.len());
    for check in ALL {
        assert!(check.code.len() == 5 && check.code.starts_with("MD"));
        assert!(check.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    }
}

#[test]
fn every_page_says_who_it_is() {
    for check in ALL {
        for page in pair(check) {
            let Check { code, name, level, .. } = check;
            assert_eq!(page.get("code"), Some(*code), "{name}");
            assert_eq!(page.get("name"), Some(*name), "{code}");
            assert_eq!(page.get("level"), Some(level.name()), "{code}");
            assert!(page.body.starts_with(&format!("# {name} ({code})\n")), "{code}: the heading");
            for key in ["summary", "message", "help"] {
                assert!(page.get(key).is_some_and(|v| !v.trim().is_empty()), "{code} {key}");
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let shared = BOTH.map(|lang| shared(lang).clone());
    for [en, zh] in ALL.iter().map(|check| pair(check)).chain([shared]) {
        let keys = |page: &Page| page.fields.iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(keys(&en), keys(&zh), "{:?}", en.get("code"));
        let unique: BTreeSet<&str> = keys(&en).into_iter().collect();
        assert_eq!(unique.len(), en.fields.len(), "{:?}: a key twice", en.get("code"));
        for ((key, a), (_, b)) in en.fields.iter().zip(&zh.fields) {
            assert_eq!(placeholders(a), placeholders(b), "{:?} {key}", en.get("code"));
        }
    }
}

#[test]
fn front_matter_is_key_and_value_only() {
    let texts = ALL.iter().flat_map(|check| [check.page, check.page_zh]).chain(super::SHARED);
    for text in texts {
        let front = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).unwrap().0;
        for line in front.lines() {
            let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            assert!(!key.contains(' ') && !value.trim().is_empty(), "{line}");
        }
        assert!(!text.contains('\r'));
    }
}

#[test]
fn fill_shows_what_is_missing_and_never_breaks_a_line() {
    let args = [("a", "1\u{1f}2\n3".to_owned())];
    assert_eq!(fill("{a} {b} {", &args, Lang::En), "1, 2 3 {b} {");
    assert_eq!(fill("{a}", &args, Lang::Zh), "1、2 3");
}

#[test]
fn explain_knows_codes_and_names() {
    let page = explain("md101", Lang::En).unwrap();
    assert!(page.starts_with("MD101 rank-gap: error by default"), "{page}");
    assert_eq!(explain("rank-gap", Lang::En).unwrap(), page);
    assert!(explain("MD101", Lang::Zh).unwrap().contains("默认级别为错误"));
    assert!(explain("MD999", Lang::En).is_none());
}
