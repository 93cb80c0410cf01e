//! What a clause says about its number: that it counts the list, something wider, or nothing of
//! the kind.

use super::listed::last_of;
use crate::model::Stance;
use crate::text::numeral;
use crate::text::words::claims::NO_LONGER;
use crate::text::words::letters::{ASKED, INPUTS, INPUTS_AFTER, STANDING, TOTALS, WIDER};
use crate::text::words::verbs::LISTS;

/// Where a total of all there are is told: 全省示范企业共有45家, but 全国共有5家入选 tells of the list.
const REGIONS: [&str; 7] = ["全国", "全省", "全市", "全区", "我省", "我市", "我区"];

/// Words that ask, where they follow what is counted.
static ASKED_AFTER: &[&str] =
    &["只能", "仅限", "限报", "可推荐", "可申报", "不超过", "以上", "以内", "以下", "左右", "不等"];

/// How a number in this clause speaks of the list; `None` where it does not count at all.
///
/// `before` and `after` are the clause up to the number and from behind what is counted;
/// `sentence` is the sentence up to the clause.
pub(super) fn stance(sentence: &str, before: &str, after: &str, cued: bool) -> Option<Stance> {
    let before = without_names(before);
    // 确定具有示范作用的5家企业: it tells which.
    let asked = |text: &str| {
        last_of(text, ASKED).is_some_and(|at| {
            let which = ["具有", "具备", "满足"].iter().any(|word| text[..at].ends_with(word));
            !(which && text[at..].contains('的'))
        })
    };
    // 计划三年内认定100家
    let planned = before.trim_start().starts_with("计划") && before.contains("年内");
    if asked(before)
        || planned
        || ASKED_AFTER.iter().any(|word| after.starts_with(word))
        || is_future(sentence)
    {
        return None;
    }
    let (list, input, wider) =
        (last_of(before, LISTS), last_of(before, INPUTS), last_of(before, WIDER));
    let region = before.trim_start_matches(|c| !crate::text::blank::is_han(c));
    let all = REGIONS.iter().any(|word| region.starts_with(word))
        && before.trim_end_matches(crate::text::is_blank).ends_with("共有")
        && !super::facts::befalls(after);
    // 推荐10家企业申报国家级基地 is a list all the same.
    let listed = list.is_some() && after.starts_with("申报");
    // 委员会由9名委员组成, but 5家企业组成 is what others did.
    // 由主任1人、委员5人组成
    let composed = (after.starts_with("组成") && before.contains('由'))
        || (before.contains('由') && composes(after));
    if composed {
        return Some(Stance::List);
    }
    if !listed && INPUTS_AFTER.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    if input > list && input > wider {
        return None;
    }
    let opening = opening_of(sentence, before);
    // …第三批名单，截止目前，共有30家被取消，11家被注销
    let since = |clause: &str| {
        let rest = ["截至", "截止", "迄今"].iter().find_map(|word| clause.strip_prefix(word));
        let timed =
            |rest: &str| ["目前", "今", "此", "现在"].iter().any(|word| rest.starts_with(word));
        rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches('到');
            rest.is_empty() || timed(rest) || numeral::prefix(rest).is_some()
        })
    };
    let standing = STANDING.iter().any(|word| opening.starts_with(word))
        || sentence.split(['，', ',']).any(|clause| since(clause.trim()));
    // 累计认定 is a total; 累计认定20家，本次新增 begins another clause.
    let own = ["新增", "本次", "此次", "本批"].iter().any(|word| before.contains(word));
    let total = TOTALS.iter().any(|word| before.contains(word)) || names_batches(before);
    // 第一批10家企业已于上年公布
    // 2006年以来，…命名了三批共75个
    let earlier = ASIDE.iter().any(|word| after.starts_with(word))
        // 2家企业的申报材料: they are but whose it is.
        || (after.starts_with('的') && list.is_none())
        // 3家企业不再列入名单
        || NO_LONGER.iter().any(|word| after.starts_with(word))
        // 20家企业中有5家达到标准
        || ["中有", "中，", "中择优", "中遴选", "中评选"].iter().any(|word| after.starts_with(word))
        // 保留资格的312家企业名单另行公布
        || after.contains("另行")
        || (opening.starts_with('自') && sentence.contains("以来"))
        || sums_up_batches(before);
    if standing || all || earlier || (wider.is_some() && wider >= list) || (total && !own) {
        return Some(Stance::Context);
    }
    let turned_down = TURNED_DOWN.iter().any(|word| after.starts_with(word));
    Some(if cued && !turned_down { Stance::List } else { Stance::Untold })
}

/// Whether those that took part are all told by their classes: 10家机构参加考核，其中AAA级4家，AA级6家. Where some were chosen
/// of them, or passed, the list is of these. `tail` and `rest` stand behind what is counted.
pub(super) fn parted(tail: &str, rest: &str) -> bool {
    const PARTS_LEAST: usize = 2;
    if !TOOK_PART.iter().any(|word| tail.starts_with(word)) {
        return false;
    }
    let sentence = rest.split(['。', '\n']).next().unwrap_or_default();
    let Some((_, parts)) = sentence.split_once("其中") else { return false };
    let parts = parts.split(['，', ',', '、', '；', ';']);
    let chosen = |part: &str| part.contains(['不', '未']) || super::facts::has_deed(part);
    let mut counted = parts.filter(|part| super::words::counts_further(part));
    counted.clone().count() >= PARTS_LEAST && !counted.any(chosen)
}

/// Verbs of those whose classes a list tells.
const TOOK_PART: [&str; 5] = ["参加", "参评", "参与", "进行考核", "进行了考核"];

/// 认定 of 认定甲公司、达利公司等, and of 认定甲公司、达利公司: what stands before a number, without the names that it
/// counts. They may hold any word.
fn without_names(before: &str) -> &str {
    let names = before.trim_end_matches(crate::text::is_blank);
    let others = names.strip_suffix('等');
    let names = others.unwrap_or(names);
    let head = names.split('、').next().unwrap_or_default();
    let several = head.len() < names.len();
    if others.is_none() && !several {
        return before;
    }
    let verb = |word: &&str| Some(head.find(*word)? + word.len());
    let end = LISTS.iter().filter_map(verb).min();
    // Without 等 only a verb before the first name says that these are names.
    let bare = if several && others.is_some() { head } else { before };
    end.map_or(bare, |end| &head[..end])
}

/// 、委员5人组成: the clause ends so behind further counts, none of which a comma parts off.
fn composes(after: &str) -> bool {
    after.starts_with('、')
        && after.find("组成").is_some_and(|at| {
            !after[..at].contains(['，', '。', '；', ','])
                && after[at + "组成".len()..].chars().next().is_none_or(|c| "，。；,".contains(c))
        })
}

/// What is said behind things that are not, or not now, on the list.
const ASIDE: [&str; 9] = ["已于", "已在", "已另", "曾", "连续", "因故", "仍", "尚", "暂缓"];

/// What is said behind things that are not on a list of what was chosen, but may be all of a list of their own:
/// 20家单位未通过年度检查，现予公布.
const TURNED_DOWN: [&str; 7] =
    ["未", "不予", "退出", "被取消", "被撤销", "限期整改", "予以通报批评"];

/// Whether a number adds up several batches: 命名了三批共75个.
fn sums_up_batches(before: &str) -> bool {
    let before = before.trim_end_matches(crate::text::is_blank);
    let sums = ["批共计", "批共有", "批次共", "批共", "批计", "批合计"];
    let Some(lead) = sums.iter().find_map(|word| before.strip_suffix(word)) else { return false };
    let digits = |c: char| numeral::digit(c).is_some() || "一二三四五六七八九十两".contains(c);
    let head = lead.trim_end_matches(digits);
    numeral::whole(&lead[head.len()..]).is_some_and(|n| n > 1) && !head.ends_with('第')
}

/// Where a sentence begins.
fn opening_of<'t>(sentence: &'t str, clause: &'t str) -> &'t str {
    let opening = sentence.trim_start_matches(|c: char| !crate::text::blank::is_han(c));
    if opening.is_empty() { clause } else { opening }
}

/// 前两批, 第一至三批: earlier lists.
fn names_batches(clause: &str) -> bool {
    let up_to = clause.split_once('至').is_some_and(|(from, to)| {
        let number = numeral::prefix(to).map(|(_, length)| length);
        from.contains('第') && number.is_some_and(|length| to[length..].starts_with('批'))
    });
    up_to
        || clause.match_indices('前').any(|(at, word)| {
            let rest = &clause[at + word.len()..];
            let number = crate::text::numeral::prefix(rest).map(|(_, length)| length);
            let number = number.or_else(|| rest.starts_with('几').then_some('几'.len_utf8()));
            number.is_some_and(|length| rest[length..].starts_with('批'))
        })
}

/// 到2025年: what follows is a plan.
fn is_future(sentence: &str) -> bool {
    sentence.match_indices('到').any(|(at, word)| {
        let rest = &sentence[at + word.len()..];
        let year = crate::text::numeral::prefix(rest);
        year.is_some_and(|(n, len)| (1900..2200).contains(&n) && rest[len..].starts_with('年'))
    })
}
