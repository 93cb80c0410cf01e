//! What stands in a sentence before it comes to its names and enumerates other things: by which procedure
//! they were chosen, and who chose them.
//!
//! ```text
//! 经自主申报、核查推荐、专家评审等环节，拟推荐甲、乙等6家
//! 某市教育局、财政局会同有关部门，授予甲、乙、丙等3所
//! ```

use crate::segment::head;
use crate::text::{compact, numeral};

/// Words with which such a clause begins.
static BEGINS: &[&str] = &[
    "经",
    "根据",
    "按照",
    "依据",
    "依照",
    "参照",
    "对照",
    "结合",
    "为进一步",
    "为贯彻",
    "为深入",
    "为加强",
    "为推动",
    "为充分",
    "为全面",
    "为切实",
];

/// Longer words, with which names begin.
static NAMES: &[&str] = &["经济", "经开", "经贸", "经纬", "经典", "经营", "结合部", "结合点"];

/// What an enumeration of steps, rules or reasons is called behind 等.
static CALLED: &[&str] = &[
    "程序", "环节", "方式", "步骤", "流程", "阶段", "过程", "工作", "形式", "方法", "原则", "要求",
    "条件", "标准", "情况", "文件", "规定", "渠道",
];

/// How the names of steps end.
static STEPS: &[&str] = &[
    "申报", "推荐", "评审", "公示", "审核", "核查", "评议", "考核", "考察", "答辩", "初审", "复审",
    "审定", "审议", "遴选", "评选", "评估", "论证", "验收", "审查", "自评", "自查", "复核", "申请",
    "测评", "抽查", "暗访", "投票", "比选", "筛选", "研究", "核实", "审批", "初评", "复评", "终评",
    "会商",
];

/// Who else took part.
static OTHERS: &[&str] = &["部门", "单位", "专家", "机构", "院校", "委员会"];

/// Bytes of a sentence up to the end of its last clause of this kind.
pub(super) fn length(sentence: &str) -> usize {
    let (mut depth, mut start, mut end) = (0u32, 0, 0);
    for (at, c) in sentence.char_indices() {
        match c {
            '（' | '(' | '《' | '“' | '〔' => depth += 1,
            '）' | ')' | '》' | '”' | '〕' => depth = depth.saturating_sub(1),
            '，' | ',' if depth == 0 => {
                if introduces(&sentence[start..at]) {
                    end = at + c.len_utf8();
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    end
}

/// Whether the last clause of a text is of this kind.
pub(super) fn is(text: &str) -> bool {
    introduces(text.rsplit(['，', ',']).next().unwrap_or_default())
}

/// Whether a clause enumerates steps, rules or bodies.
fn introduces(clause: &str) -> bool {
    let text = compact(clause);
    if !text.contains('、') {
        return false;
    }
    begins(&text) || called(&text) || together(&text) || steps(&text)
}

/// Words that begin a sentence, and are no name before its first comma.
static ADVERBS: &[&str] = &[
    "同时",
    "此外",
    "另外",
    "其中",
    "近日",
    "日前",
    "现",
    "目前",
    "最终",
    "今年",
    "去年",
    "本次",
    "此次",
    "经",
    "另",
    "以及",
    "并",
    "会上",
    "为此",
    "据悉",
    "截至目前",
    "即日起",
    "今天",
    "昨日",
    "今日",
];

/// Whether the first piece of a sentence, before its comma, says how or when: 经考核, 同时, 会议研究决定.
pub(super) fn is_phrase(piece: &str) -> bool {
    const ENDS: [&str; 12] = [
        "决定", "同意", "批准", "通过", "结果", "如下", "以来", "期间", "之后", "消息", "时间",
        "要求",
    ];
    let text = compact(piece);
    begins(&text)
        || steps(&text)
        || ADVERBS.contains(&text.as_str())
        || ENDS.iter().any(|word| text.ends_with(word))
        || (text.ends_with(['日', '月', '年', '后', '来'])
            && text.contains(|c: char| numeral::digit(c).is_some()))
}

/// 经考核; 根据…
pub(super) fn begins(text: &str) -> bool {
    BEGINS.iter().any(|word| text.starts_with(word))
        && !NAMES.iter().any(|word| text.starts_with(word))
}

/// …、专家评审等环节; 甲局、乙局等3部门
fn called(text: &str) -> bool {
    let Some((_, behind)) = text.rsplit_once('等') else { return false };
    let number = numeral::prefix(behind).map_or(0, |(_, length)| length);
    let behind = behind[number..].trim_start_matches(['个', '项', '家', '有', '相', '关', '多']);
    CALLED.iter().chain(OTHERS).any(|word| behind == *word)
        || ["要求", "精神", "规定"].iter().any(|word| behind.ends_with(word))
}

/// 甲局、乙局会同有关部门; 甲局、乙局联合
fn together(text: &str) -> bool {
    let joint = ["会同", "联合", "组织", "邀请"].iter().find_map(|word| text.rsplit_once(word));
    let (lead, others) = joint.unwrap_or((text, ""));
    let body = |piece: &str| {
        head::is_signature(piece) && piece.ends_with(['局', '部', '委', '厅', '办', '会', '署'])
    };
    let bodies = lead.split(['、', '和']).all(body);
    bodies
        && (others.is_empty() || OTHERS.iter().any(|word| others.ends_with(word)) || body(others))
}

/// 自主申报、核查推荐、专家评审
fn steps(text: &str) -> bool {
    let text = text.strip_suffix('等').unwrap_or(text);
    text.split(['、', '和']).all(|piece| {
        STEPS.iter().any(|step| piece.ends_with(step)) && piece.chars().count() <= STEP_MOST
    })
}

/// Longest name of a step, in characters.
const STEP_MOST: usize = 12;

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn introductions() {
        let rest = |text: &'static str| &text[length(text)..];
        assert_eq!(rest("经申报、专家评审等环节，推荐甲、乙"), "推荐甲、乙");
        assert_eq!(rest("近日，甲市教育局、财政局会同有关部门，授予甲、乙"), "授予甲、乙");
        assert_eq!(rest("经单位申报、审核推荐，市级评审、社会公示，认定甲、乙"), "认定甲、乙");
        assert_eq!(rest("根据《甲办法》、《乙办法》，经研究，认定甲、乙"), "经研究，认定甲、乙");
        assert_eq!(rest("认定甲公司、乙公司，授予丙"), "认定甲公司、乙公司，授予丙");
        assert_eq!(rest("经开区甲厂、乙厂，丙厂"), "经开区甲厂、乙厂，丙厂");
    }
}
