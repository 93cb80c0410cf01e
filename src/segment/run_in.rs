//! Lists run together in one paragraph: `1.甲；2.乙；3.丙。`, `江苏省：甲、乙；浙江省：丙。`
//!
//! Each part becomes a line of its own, so that the forms of lists read it as they read lines.

use crate::text::numeral;

/// Longest name of a group before its colon, in characters: 新疆生产建设兵团（3个）.
const NAME_MOST: usize = 24;
/// Longest numbered part, in characters.
const PART_MOST: usize = 40;
/// Fewest numbered parts, and fewest named ones.
const NUMBERED_LEAST: usize = 3;
const NAMED_LEAST: usize = 2;

/// Where the parts of a paragraph begin, the first at 0; alone where it is no list. Words that
/// announce it, `名单如下：`, are a part of their own.
pub(super) fn starts(text: &str) -> Vec<usize> {
    // Most paragraphs hold no list, and a look shows it.
    if text.matches(['；', ';']).count() + 1 < NAMED_LEAST {
        return vec![0];
    }
    let intro = announcement(text);
    let parts = || {
        let list = &text[intro..];
        let mut at = intro;
        list.split_inclusive(['；', ';']).map(move |part| {
            let start = at + (part.len() - part.trim_start().len());
            at += part.len();
            (start, part.trim())
        })
    };
    let parts: Vec<(usize, &str)> = parts().filter(|(_, part)| !part.is_empty()).collect();
    let numbered = parts.len() >= NUMBERED_LEAST
        && (1..).zip(&parts).all(|(number, (_, part))| is_numbered(part, number));
    // （联系人：张三；电话：…） is one remark.
    let even = |part: &str| part.matches(['（', '(']).count() == part.matches(['）', ')']).count();
    // 1.姓名：王一；证号：A01 is one item with two labels.
    let item = || {
        let digits = |part: &str| part.starts_with(|c| numeral::digit(c).is_some());
        parts[0].1.starts_with(|c| numeral::digit(c).is_some())
            && !parts[1..].iter().any(|(_, part)| digits(part))
    };
    let named = parts.len() >= NAMED_LEAST
        && parts.iter().all(|(_, part)| is_named(part) && even(part))
        && !item();
    if !numbered && !named {
        return vec![0];
    }
    let mut starts: Vec<usize> = parts.iter().map(|(start, _)| *start).collect();
    if intro > 0 {
        starts.insert(0, 0);
    } else if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    starts
}

/// How far the words reach that announce a list in the paragraph itself.
fn announcement(text: &str) -> usize {
    let Some(at) = text.find(['：', ':']) else { return 0 };
    let says = ["如下", "以下", "名单", "分别为", "分别是"];
    if !says.iter().any(|word| text[..at].contains(word)) {
        return 0;
    }
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// `2.伊春市嘉荫县；`
fn is_numbered(part: &str, number: u64) -> bool {
    let digits = part.chars().take_while(|c| numeral::digit(*c).is_some());
    let length = digits.map(char::len_utf8).sum();
    let rest = part[length..].strip_prefix(['.', '．', '、']);
    let name = rest.map(|rest| rest.trim_end_matches(['；', ';', '。']));
    numeral::whole(&part[..length]) == Some(number)
        && name.is_some_and(|name| {
            !name.is_empty()
                && name.chars().count() <= PART_MOST
                && !name.contains(['，', '。', '：', ':'])
        })
}

/// `江苏省（2个）：苏州市、无锡市；`
fn is_named(part: &str) -> bool {
    let Some((name, items)) = part.split_once(['：', ':']) else { return false };
    let items = items.trim_end_matches(['；', ';', '。']);
    (1..=NAME_MOST).contains(&name.chars().count())
        && !name.contains(['，', '、', '。'])
        && !items.is_empty()
        && !items.contains(['，', '。', '：', ':'])
}

#[cfg(test)]
mod tests {
    use super::starts;

    fn parts(text: &str) -> Vec<&str> {
        let starts = starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
    }

    #[test]
    fn lists_are_parted_and_prose_is_not() {
        let provinces = "江苏省（2个）：苏州市、无锡市；浙江省（1个）：湖州市。";
        assert_eq!(
            parts(provinces),
            ["江苏省（2个）：苏州市、无锡市；", "浙江省（1个）：湖州市。"]
        );
        let numbered = "名单如下：1.嘉荫县；2.永泰县；3.康巴什区。";
        assert_eq!(parts(numbered), ["名单如下：", "1.嘉荫县；", "2.永泰县；", "3.康巴什区。"]);
        for prose in [
            "要求：加强领导；落实责任，按时报送；总结经验。",
            "1.加强领导，落实责任；2.按时报送；3.总结经验。",
            "1.嘉荫县；3.永泰县；4.康巴什区。",
            "1.姓名：王一；证号：A01",
            "联系人：张某；电话",
        ] {
            assert_eq!(parts(prose), [prose]);
        }
    }
}
