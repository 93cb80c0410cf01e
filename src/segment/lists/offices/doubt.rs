//! Names of a line of offices between which a mark seems lost.

use super::person::ends_as_post;
use crate::model::Span;
use crate::segment::lists::Scope;
use crate::segment::roster::values;
use crate::text::{compact, is_blank, persons};

/// Whether two names of a line seem to stand in one, 戊公司己公司 or 王大明李小红 beside 张小河.
pub(super) fn joined(scope: &Scope<'_>, held: &[(Span, Span)]) -> bool {
    let names: Vec<String> = held
        .iter()
        .filter(|(_, post)| post.is_empty())
        .map(|(name, _)| compact(scope.document.slice(*name)))
        .collect();
    let posts = held.iter().map(|(_, post)| scope.document.slice(*post));
    names.iter().any(|name| holds_two(name)) || mixed(&names) || posts.clone().any(holds_person)
}

/// A post behind which another person stands with one: 副县长　胡某某　某部部长.
fn holds_person(post: &str) -> bool {
    let words: Vec<&str> = post.split(is_blank).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|of| {
        ends_as_post(of[0])
            && persons::is_name(of[1])
            && !ends_as_post(of[1])
            && ends_as_post(of[2])
    })
}

/// A body, and another one behind it that ends alike.
fn holds_two(name: &str) -> bool {
    let Some((at, _)) = name.char_indices().rev().nth(1) else { return false };
    let (rest, end) = name.split_at(at);
    rest.find(end).is_some_and(|at| {
        let (first, second) = name.split_at(at + end.len());
        // 某集团公司分公司
        let part = second.starts_with(['分', '子', '总']);
        !part && values::is_body(first) && values::is_body(second)
    })
}

/// People beside what is neither a name nor a body.
fn mixed(names: &[String]) -> bool {
    let person = |name: &&String| persons::is_name(name) && !values::is_body(name);
    let people = names.iter().filter(person).count();
    people > 0 && names.iter().any(|name| is_two_people(name))
}

/// The names of two people without a mark between them.
fn is_two_people(name: &str) -> bool {
    let cut = |count: usize| name.char_indices().nth(count).map(|(at, _)| name.split_at(at));
    !persons::is_name(name)
        && !values::is_body(name)
        && [2, 3]
            .into_iter()
            .filter_map(cut)
            .any(|(first, second)| persons::is_name(first) && persons::is_name(second))
}

#[cfg(test)]
mod tests {
    use super::{holds_two, is_two_people};

    #[test]
    fn two_names_in_one() {
        for name in ["戊公司己公司", "第一中学第二中学"] {
            assert!(holds_two(name), "{name}");
        }
        for name in ["戊公司", "某集团公司分公司", "市公安局", "市发展改革委"]
        {
            assert!(!holds_two(name), "{name}");
        }
        assert!(is_two_people("王大明李小红"));
        assert!(!is_two_people("王大明"));
        assert!(!is_two_people("市公安局"));
    }
}
