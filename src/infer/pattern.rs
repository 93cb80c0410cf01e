//! Patterns for group headings.

use regex::Regex;

use crate::schema::GroupPattern;
use crate::text::compact;

/// A pattern that takes each of these headings whole, and nothing else: in a table every line it
/// takes becomes a heading, so it must not take more.
pub(super) fn by_name(names: &[&str], level: &str) -> Option<GroupPattern> {
    let names = alternatives(names.iter().map(|name| compact(name)));
    pattern(&format!("(?<{level}>{names})"), &[level])
}

/// A pattern that parts headings of the form X（Y）; Y may be absent. `None` where a heading has
/// another form.
pub(super) fn in_two(names: &[&str], outer: &str, inner: &str) -> Option<GroupPattern> {
    let mut outers = Vec::new();
    let mut any = false;
    for name in names.iter().map(|name| compact(name)) {
        let (before, bracketed) = part(&name)?;
        any |= bracketed;
        outers.push(before.to_owned());
    }
    let outers = alternatives(outers.into_iter());
    let source = format!("(?<{outer}>{outers})(?:[（(](?<{inner}>[^（()）]+)[）)])?");
    any.then(|| pattern(&source, &[outer, inner])).flatten()
}

/// What stands before the bracket at the end of a heading, and whether there is one.
fn part(name: &str) -> Option<(&str, bool)> {
    let Some(inside) = name.strip_suffix(['）', ')']) else {
        return (!name.contains(['（', '('])).then_some((name, false));
    };
    let at = inside.find(['（', '('])?;
    let open = inside[at..].chars().next()?;
    let inner = &inside[at + open.len_utf8()..];
    let plain = at > 0 && !inner.is_empty() && !inner.contains(['（', '(', '）', ')']);
    plain.then_some((&name[..at], true))
}

/// The texts as alternatives, each once. The pattern is anchored, so none hides another.
fn alternatives(texts: impl Iterator<Item = String>) -> String {
    let mut texts: Vec<String> = texts.collect();
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts.iter().map(|text| regex::escape(text)).collect::<Vec<_>>().join("|")
}

fn pattern(source: &str, levels: &[&str]) -> Option<GroupPattern> {
    let pattern = Regex::new(&format!("^(?:{source})$")).ok()?;
    let levels: Vec<String> = levels.iter().map(|&level| level.to_owned()).collect();
    Some(GroupPattern { pattern, titles: levels.clone(), levels })
}

#[cfg(test)]
mod tests {
    use super::{by_name, in_two};

    #[test]
    fn takes_the_headings_and_no_more() {
        let groups = by_name(&["理 科", "工科（A.1）", "理科"], "group_1").unwrap();
        assert_eq!(groups.pattern.as_str(), r"^(?:(?<group_1>理科|工科（A\.1）))$");
        assert!(groups.pattern.is_match("工科（A.1）"));
        assert!(!groups.pattern.is_match("文科") && !groups.pattern.is_match("工科（A11）"));
    }

    #[test]
    fn parts_regular_headings() {
        let groups = in_two(&["综合", "特色（教育）", "特色(养老)"], "kind", "field").unwrap();
        let read = |heading: &str| {
            let found = groups.pattern.captures(heading).unwrap();
            let level = |name: &str| found.name(name).map_or("", |m| m.as_str()).to_owned();
            (level("kind"), level("field"))
        };
        assert_eq!(read("特色（教育）"), ("特色".into(), "教育".into()));
        assert_eq!(read("综合"), ("综合".into(), String::new()));
        assert!(in_two(&["综合", "特色"], "a", "b").is_none(), "nothing to part");
        assert!(in_two(&["（一）特色"], "a", "b").is_none());
    }
}
