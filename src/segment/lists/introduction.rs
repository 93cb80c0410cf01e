//! What stands in a sentence before it comes to its names and enumerates other things: by which procedure
//! they were chosen, and who chose them.
//!
//! ```text
//! 经自主申报、核查推荐、专家评审等环节，拟推荐甲、乙等6家
//! 某市教育局、财政局会同有关部门，授予甲、乙、丙等3所
//! ```

use crate::segment::head;
use crate::text::words::letters::{ADVERBS, CLAUSE_BEGINS, CLAUSE_ENDS, STEPS, STEPS_CALLED};
use crate::text::{compact, numeral};

/// Longer words, with which names begin.
static NAMES: &[&str] = &["经济", "经开", "经贸", "经纬", "经典", "经营", "结合部", "结合点"];

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

/// Whether the first piece of a sentence, before its comma, says how or when: 经考核, 同时, 会议研究决定.
pub(super) fn is_phrase(piece: &str) -> bool {
    let text = compact(piece);
    begins(&text)
        || steps(&text)
        || ADVERBS.contains(&text.as_str())
        || CLAUSE_ENDS.iter().any(|word| text.ends_with(word))
        || (text.ends_with(['日', '月', '年', '后', '来'])
            && text.contains(|c: char| numeral::digit(c).is_some()))
}

/// 经考核; 根据…
pub(super) fn begins(text: &str) -> bool {
    CLAUSE_BEGINS.iter().any(|word| text.starts_with(word))
        && !NAMES.iter().any(|word| text.starts_with(word))
}

/// …、专家评审等环节; 甲局、乙局等3部门
fn called(text: &str) -> bool {
    let Some((_, behind)) = text.rsplit_once('等') else { return false };
    let number = numeral::prefix(behind).map_or(0, |(_, length)| length);
    let behind = behind[number..].trim_start_matches(['个', '项', '家', '有', '相', '关', '多']);
    STEPS_CALLED.iter().chain(OTHERS).any(|word| behind == *word)
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
