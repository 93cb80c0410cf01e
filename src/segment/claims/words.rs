//! The claim grammar's word lists.

use crate::text::{is_blank, numeral};

/// Measure words that count things a roster can list, longest first where one starts another.
static MEASURES: &[&str] = &[
    "家", "个", "项", "所", "种", "名", "位", "株", "件", "处", "座", "户", "支", "类", "门", "本",
    "部", "条", "款", "幅", "片", "只", "台", "套", "组", "册", "人", "镇", "村", "县", "市", "区",
];

/// Words after a number that make it something other than a count of rows.
static NOT_AFTER: &[&str] = &[
    "年",
    "月",
    "日",
    "号",
    "时",
    "点",
    "分",
    "秒",
    "周",
    "%",
    "％",
    "‰",
    "元",
    "万",
    "亿",
    "公里",
    "千米",
    "米",
    "亩",
    "吨",
    "岁",
    "天",
    "小时",
    "个月",
    "个工作日",
    "个小时",
    "个百分点",
    "次",
    "度",
    "版",
    "章",
    "级",
    "届",
    "期",
    "轮",
    "批",
    "起",
    "倍",
    "余",
    "多",
    "个以上",
    "家以上",
    "项以上",
    "个左右",
    "个以内",
    "家以内",
    "项以内",
    "类别码",
    "位数",
    "位一体",
    "部门",
    "部委",
    "人民",
    "本市",
    "市级",
    "区级",
    "县级",
    "村级",
    "组织",
];

/// Words before a number that make it an ordinal, a share, a quota or a guess.
static NOT_BEFORE: &[&str] = &[
    "第",
    "约",
    "近",
    "超过",
    "不超过",
    "不少于",
    "不低于",
    "不多于",
    "至少",
    "至多",
    "最多",
    "每",
    "各",
    "每省",
    "原则上",
    "之",
    "前",
    "后",
    "达到",
    "上限",
    "限",
    "满",
    "逾",
    "超",
    "推荐",
];

/// Words that show that a clause counts the roster's rows.
static CUES: &[&str] = &[
    "确定", "公布", "认定", "共计", "共有", "共", "合计", "总计", "新增", "增加", "增补", "减少",
    "删除", "移出", "注销", "取消", "其中", "包括", "入选", "评选", "遴选", "名单", "现将", "涉及",
    "纳入", "批准", "命名", "授予", "确认", "等", "分别", "目录", "予以", "通过", "选出", "列入",
    "同意", "设立", "产生", "评出",
];

/// Verbs that count a change against an earlier list.
static DELTAS: &[&str] =
    &["新增", "增加", "增补", "减少", "删除", "移出", "注销", "取消", "调出", "撤销", "退出"];

/// Where what is counted ends.
static NOUN_ENDS: &[&str] = &[
    "共计", "合计", "总计", "共", "和", "及", "与", "以及", "其中", "名单", "予以", "进行", "为",
    "是", "在", "等", "分别", "已", "将", "被", "由", "已经", "给予", "作为", "的", "纳入", "列入",
    "入选", "申请", "参加",
];

/// The measure word at the start of a text.
pub(super) fn measure(text: &str) -> Option<&'static str> {
    MEASURES.iter().find(|measure| text.starts_with(**measure)).copied()
}

/// Whether what precedes forbids reading a number as a count.
pub(super) fn forbids_before(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    let last = before.chars().last();
    let glued = last.is_some_and(|c| {
        numeral::digit(c).is_some()
            || numeral::chinese_digit(c).is_some()
            || c.is_ascii_alphanumeric()
            || matches!(
                c,
                '.' | '．'
                    | '-'
                    | '—'
                    | '/'
                    | '〔'
                    | '['
                    | '〕'
                    | ']'
                    | '~'
                    | '～'
                    | '至'
                    | '十'
                    | '百'
                    | '千'
                    | '万'
            )
    });
    glued || NOT_BEFORE.iter().any(|word| before.ends_with(word))
}

/// Whether what follows forbids it.
pub(super) fn forbids_after(after: &str) -> bool {
    let after = after.trim_start_matches(is_blank);
    NOT_AFTER.iter().any(|word| after.starts_with(word))
}

/// The clause that ends where the text ends.
pub(super) fn clause_before(text: &str) -> &str {
    text.rfind(['，', '；', '。', ',', ';', '：', '\n']).map_or(text, |at| {
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        &text[at + width..]
    })
}

/// The clause that starts where the text starts.
pub(super) fn clause_after(text: &str) -> &str {
    text.find(['，', '；', '。', ',', ';', '\n']).map_or(text, |at| &text[..at])
}

/// Whether a clause counts rows.
pub(super) fn has_cue(clause: &str) -> bool {
    CUES.iter().any(|cue| clause.contains(cue))
}

/// Whether a number in this clause counts a change.
pub(super) fn is_delta(clause: &str) -> bool {
    DELTAS.iter().any(|word| clause.contains(word))
}

/// What a number counts, where it stands after the measure word.
pub(super) struct Noun<'t> {
    /// Without quotation marks.
    pub(super) about: &'t str,
    /// Bytes it takes, marks included.
    pub(super) length: usize,
}

/// Reads the noun phrase at the start of a text: up to punctuation, a joining word or the next
/// number. Between quotation marks everything belongs to it.
pub(super) fn noun(text: &str) -> Noun<'_> {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let rest = &text[lead..];
    for (open, close) in [('“', '”'), ('「', '」'), ('"', '"')] {
        if let Some(inner) = rest.strip_prefix(open)
            && let Some(end) = inner.find(close)
        {
            let length = lead + open.len_utf8() + end + close.len_utf8();
            return Noun { about: &inner[..end], length };
        }
    }
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        let stop = matches!(
            c,
            '，' | '。'
                | '；'
                | '、'
                | '：'
                | '（'
                | '）'
                | '('
                | ')'
                | '“'
                | '”'
                | '《'
                | '》'
                | ','
                | ';'
                | ':'
                | '！'
        ) || c == '\n'
            || (at > 0 && numeral::digit(c).is_some())
            || NOUN_ENDS.iter().any(|word| rest[at..].starts_with(word));
        if stop {
            break;
        }
        end = at + c.len_utf8();
    }
    let about = rest[..end].trim_end_matches(is_blank);
    Noun { about, length: lead + about.len() }
}

/// The last item of an enumeration; what stands in brackets does not part it.
fn last_item(clause: &str) -> &str {
    let mut depth = 0u32;
    for (at, c) in clause.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            '、' | '（' | '(' | '《' | '》' | '”' if depth == 0 => {
                return &clause[at + c.len_utf8()..];
            }
            _ => {}
        }
    }
    clause
}

/// What a number counts, where it stands before it: `光伏电站项目`4个.
pub(super) fn noun_before(text: &str) -> String {
    let clause = clause_before(text);
    let mut clause = last_item(clause).trim_matches(is_blank);
    // Cues between the noun and its number are no part of it; those before it open it.
    loop {
        let cut = ["共计", "合计", "总计", "共有", "共", "有", "为", "计", "分别"]
            .iter()
            .find_map(|word| clause.strip_suffix(word));
        match cut {
            Some(rest) => clause = rest.trim_end_matches(is_blank),
            None => break,
        }
    }
    for word in ["的", "其中", "包括", "纳入", "确定", "公布", "现将", "和", "及", "以及"]
    {
        if let Some(at) = clause.rfind(word) {
            clause = &clause[at + word.len()..];
        }
    }
    clause.trim_matches(is_blank).to_owned()
}
