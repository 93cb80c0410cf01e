//! Whether a sentence says of what it counts that it comes to stand on the list, or tells what the
//! things listed have and do.

use super::listed;
use super::noun::Noun;
use super::words;
use crate::text::words::deeds::{
    ADMITS, BECOMES, BEFALLS, BEFALLS_ALONE, FIRST, STARTS, TELLS, TELLS_OF_THINGS, THINGS, TRIALS,
};

/// Words that point back at the things listed.
const POINTING: [&str; 8] = ["上述", "以上", "这些", "该批", "入选", "获批", "获奖", "各"];

/// What people get that are listed for it.
const HELD: [&str; 5] = ["资格", "称号", "证书", "职称", "学位"];

/// Whether a clause has a verb by which a notice puts things on its list.
pub(super) fn has_deed(clause: &str) -> bool {
    listed::last_of(clause, ADMITS).is_some() || listed::is_of_list(clause)
}

/// Whether a number counts what the things listed have or do: `拥有发明专利`215件, and what the sentence
/// goes on with where it is `telling` so. `before` is the sentence up to the number.
pub(super) fn is_fact(before: &str, after: &str, telling: bool) -> bool {
    let clause = words::clause_before(before);
    let told = |verbs: &[&str], weak: bool| {
        verbs.iter().flat_map(|verb| clause.match_indices(verb)).any(|(at, verb)| {
            let object = &clause[at + verb.len()..];
            // 企业分布式光伏项目: a kind, and nothing that is done.
            if object.starts_with('式') {
                return false;
            }
            let subject = without_adverbs_behind(&clause[..at]);
            // 取得教师资格8人: those who have it are counted.
            let holders = after.trim_start_matches(crate::text::is_blank);
            let holders = holders.starts_with(['人', '名', '位'])
                && HELD.iter().any(|what| object.trim_end().ends_with(what));
            if words::is_noun_of_verb(object)
                || object.contains('的')
                || has_deed(subject)
                || holders
            {
                return false;
            }
            let alone = subject.is_empty();
            if alone && follows_its_like(&before[..before.len() - clause.len()], object) {
                return false;
            }
            // 全市新增认定8株: the whole region is no thing of the list.
            let region = ["全", "我"].iter().any(|all| {
                let mut tail = subject.chars().rev();
                let kind =
                    tail.next().is_some_and(|c| matches!(c, '国' | '省' | '市' | '区' | '县'));
                kind && tail.next().is_some_and(|c| all.contains(c))
            });
            let thing = !region && THINGS.iter().any(|thing| subject.ends_with(thing));
            if weak {
                // 8单位联合确认6家企业: they do what a notice does.
                let acts = || {
                    let object = object.trim_end_matches(crate::text::is_blank);
                    ADMITS.iter().any(|verb| object.ends_with(verb))
                };
                !acts() && ((thing && points(subject)) || (alone && telling && !has_deed(object)))
            } else {
                alone || thing || subject.ends_with('中')
            }
        })
    };
    if told(TELLS, false) || told(TELLS_OF_THINGS, true) {
        return true;
    }
    // What goes on behind such a clause, until the notice does something again.
    let rest = words::clause_after(after);
    telling && !has_deed(clause) && !listed::is_of_list(rest) && !befalls(rest)
}

/// 在建项目1个，`建成`项目1个: the verb tells the kind, for the clause before counts such things as well.
fn follows_its_like(before: &str, object: &str) -> bool {
    const KIND_LEAST: usize = 2;
    let before = before.trim_end_matches(['，', ',', '、', '；', ' ']);
    let object = object.trim_end_matches(crate::text::is_blank);
    let bare = before.trim_end_matches(|c| crate::text::numeral::digit(c).is_none());
    let noun = bare.trim_end_matches(|c| crate::text::numeral::digit(c).is_some());
    let measure = before[bare.len()..].chars().count();
    measure == 1 && object.chars().count() >= KIND_LEAST && noun.ends_with(object)
}

/// Whether words name things that the sentence before has counted, or that it points at.
fn points(subject: &str) -> bool {
    POINTING.iter().any(|word| subject.contains(word))
        || subject.chars().any(|c| crate::text::numeral::digit(c).is_some())
        || (words::counts_further(subject))
}

/// A subject without the adverbs at its end: 5家企业`均已`.
fn without_adverbs_behind(subject: &str) -> &str {
    use crate::text::words::deeds::ADVERBS;
    let mut subject = subject.trim_matches(crate::text::is_blank);
    while let Some(rest) = ADVERBS.iter().find_map(|word| subject.strip_suffix(word)) {
        subject = rest.trim_end_matches(crate::text::is_blank);
    }
    subject
}

/// Whether the clause goes on with what the things counted have: 5家企业`拥有发明专利215件`.
pub(super) fn told_of(noun: &Noun<'_>, tail: &str) -> bool {
    !noun.about.is_empty() && words::tells_next(tail) && words::counts_further(tail)
}

/// Whether a clause says that what it counts comes to stand on the list. `clause` stands before the
/// number, `tail` behind what is counted.
pub(super) fn is_listed(clause: &str, tail: &str) -> bool {
    // 确定由5家单位承担
    let by = clause.ends_with(['由', '经', '各']);
    let deed = || listed::last_of(clause, ADMITS).is_some();
    let first = || FIRST.iter().any(|word| clause.contains(word));
    // 将11个项目批准立项, 对5家企业予以认定
    let handled = ["将", "把", "对"].iter().any(|word| clause.trim_end().ends_with(word))
        && ADMITS.iter().any(|verb| words::without_adverbs(tail).starts_with(verb));
    // 由9名委员组成
    let composed = clause.trim_end().ends_with('由') && tail.starts_with("组成");
    handled || composed || !by && (deed() || first() || befalls(tail) || starts(clause, tail))
}

/// 获得表彰, 获准立项, 被认定为…: what befalls the things of a list.
pub(super) fn befalls(tail: &str) -> bool {
    let rest = words::without_adverbs(tail);
    let passive = rest.len() < tail.len() && ADMITS.iter().any(|verb| rest.starts_with(verb));
    let befalls = BEFALLS.iter().chain(BEFALLS_ALONE).any(|verb| rest.starts_with(verb));
    let becomes = BECOMES
        .iter()
        .filter_map(|verb| rest.strip_prefix(verb))
        .any(|after| after.starts_with(['为', '成']));
    (passive || befalls || becomes) && !words::counts_further(rest)
}

/// 在甲市等5个市`开展试点`.
fn starts(clause: &str, tail: &str) -> bool {
    let place = clause.trim_start_matches(crate::text::is_blank).starts_with('在');
    place
        && STARTS.iter().any(|verb| tail.starts_with(verb))
        && TRIALS.iter().any(|trial| tail.contains(trial))
}

#[cfg(test)]
mod tests {
    use super::{is_fact, is_listed};

    #[test]
    fn facts_of_the_things_listed() {
        for (before, after) in [
            ("5家企业拥有发明专利", "件"),
            ("认定5家企业，带动上下游企业", "家"),
            ("5家企业共建成研发平台", "个"),
            ("上述企业孵化企业", "家"),
        ] {
            assert!(is_fact(before, after, false), "{before}");
        }
        assert!(is_fact("5家企业实现收入500亿元，培育上下游企业", "家", true));
        for before in [
            "确定",
            "认定拥有自主品牌的企业",
            "公布省级研发机构",
            "承担单位",
            "共有企业",
            "全国共有",
            "培育企业",
            "现有基地",
        ] {
            assert!(!is_fact(before, "家", false), "{before}");
        }
        // Parts of a kind of things, and what such things did.
        assert!(!is_fact("新开工项目2个，在建项目1个，建成项目", "个", false));
        assert!(is_fact("认定项目2个，建成厂房", "个", false));
        // The notice does something again.
        assert!(!is_fact("5家企业拥有专利3件，现公布", "家企业", true));
    }

    #[test]
    fn what_comes_to_stand_on_the_list() {
        for (clause, tail) in [
            ("遴选出", ""),
            ("同意甲乙公司等", "列入名单"),
            ("", "符合条件"),
            ("共有", "获奖"),
            ("将甲乙公司等", "确定为示范企业"),
            ("入选人员共", ""),
            ("在张家口市等", "开展试点"),
            ("", "均获准立项"),
            ("", "被认定为示范企业"),
        ] {
            assert!(is_listed(clause, tail), "{clause} … {tail}");
        }
        for (clause, tail) in [
            ("", "拥有发明专利215件"),
            ("组织", "进行评审"),
            ("确定由", "承担"),
            ("", "获得专利12件"),
            ("", "召开会议"),
        ] {
            assert!(!is_listed(clause, tail), "{clause} … {tail}");
        }
    }
}
