//! What a clause says about its number: that it counts the list, something wider, or nothing of
//! the kind.

use super::listed::last_of;
use crate::model::Stance;
use crate::text::numeral;
use crate::text::words::verbs::LISTS;

/// Verbs of what came before the list: what was handed in, and who looked at it.
static INPUTS: &[&str] = &[
    "收到",
    "征集",
    "申报了",
    "共申报",
    "报送",
    "受理",
    "参评",
    "参加",
    "报名",
    "组织了",
    "组织",
    "邀请",
    "抽取",
    "库选取",
    "库中选取",
    "抽调",
    "走访",
    "调研",
    "召开",
    "举办",
    "培训",
    "审查了",
    "评审了",
    "印制",
    "成立",
    "配备",
    "共抽检",
    "抽检了",
];

/// The same, where they follow what is counted.
static INPUTS_AFTER: &[&str] = &[
    "参评",
    "参加",
    "报名",
    "参与",
    "申报",
    "报送",
    "进行评审",
    "进行了评审",
    "进行审核",
    "进行了审核",
    "进行评估",
    "进行了评估",
    "进行核查",
    "进行了核查",
    "进行考核",
    "进行了考核",
    "进行检查",
    "进行了检查",
    "进行复核",
    "进行了复核",
    "进行验收",
    "进行了验收",
    "进行现场",
    "进行了现场",
    "开展评审",
    "开展了评审",
    "组成",
    "联合",
    "会同",
    "的要求",
    "通过初审",
    "通过初评",
    "通过形式审查",
    "通过资格审查",
    "进入答辩",
];

/// Words of a total that is wider or older than the list.
static WIDER: &[&str] = &[
    "现有",
    "已有",
    "原有",
    "已建成",
    "已建",
    "已认定",
    "已公布",
    "已评选",
    "累计",
    "达到",
    "达",
    "总数",
    "全国已有",
    "此前",
    "早前",
    "前期",
    "历年",
    "往年",
];

/// Where a total of all there are is told: 全省示范企业共有45家, but 全国共有5家入选 tells of the list.
const REGIONS: [&str; 7] = ["全国", "全省", "全市", "全区", "我省", "我市", "我区"];

/// Openings of a sentence that tells how things stand.
static STANDING: &[&str] = &[
    "截至",
    "截止",
    "目前",
    "此前",
    "迄今",
    "至此",
    "近年来",
    "多年来",
    "上年",
    "去年",
    "据统计",
    "前期",
    "加上",
    "连同",
];

/// Words of what is asked for, allowed or planned.
static ASKED: &[&str] = &[
    "应当",
    "应于",
    "应在",
    "应将",
    "应报",
    "应有",
    "须",
    "不得",
    "请各",
    "请于",
    "请将",
    "请按",
    "原则上",
    "每省",
    "每市",
    "每县",
    "每个",
    "每家",
    "每所",
    "每年",
    "各推荐",
    "各选",
    "各遴选",
    "各确定",
    "各支持",
    "各建设",
    "可推荐",
    "可申报",
    "可报",
    "限报",
    "限推",
    "限额",
    "限申",
    "只能",
    "仅限",
    "至少",
    "至多",
    "最多",
    "不超过",
    "不少于",
    "不低于",
    "不多于",
    "力争",
    "争取",
    "计划建",
    "计划新",
    "计划培育",
    "计划支持",
    "计划遴选",
    "预计",
    "目标",
    "将建成",
    "将建设",
    "将培育",
    "拟建",
    "平均",
    "同比",
    "环比",
    "较上",
    "较去",
    "比上",
    "比去",
    "名额",
    "要求每",
    "满足",
    "具有",
    "具备",
];

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
    if asked(before)
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
    let since = |clause: &str| ["截至", "截止", "迄今"].iter().any(|word| clause.starts_with(word));
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

/// 认定 of 认定甲公司、达利公司等: what stands before a number, without the names that it counts. They may hold any
/// word.
fn without_names(before: &str) -> &str {
    let Some(names) = before.trim_end_matches(crate::text::is_blank).strip_suffix('等') else {
        return before;
    };
    let head = names.split('、').next().unwrap_or_default();
    let verb = |word: &&str| Some(head.find(*word)? + word.len());
    let end = LISTS.iter().filter_map(verb).min();
    end.map_or(if head.len() < names.len() { head } else { before }, |end| &head[..end])
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

/// Words of a total, an earlier list or of what was turned down; they hold for the whole clause.
const TOTALS: [&str; 16] = [
    "早前",
    "累计",
    "先后",
    "现有",
    "已有",
    "原有",
    "此前",
    "前期",
    "历年",
    "往年",
    "上一批",
    "未通过",
    "未入选",
    "落选",
    "淘汰",
    "不同意",
];

/// 前两批: earlier lists.
fn names_batches(clause: &str) -> bool {
    clause.match_indices('前').any(|(at, word)| {
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
