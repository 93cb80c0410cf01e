//! The claim grammar's word lists, and how a noun phrase is cut out of a sentence.

use crate::text::{is_blank, numeral};

/// Measure words that count things a roster can list, longest first where one starts another.
static MEASURES: &[&str] = &[
    "批次", "家", "个", "项", "所", "种", "名", "位", "株", "件", "处", "座", "户", "支", "类",
    "门", "本", "部", "条", "款", "幅", "片", "只", "台", "套", "组", "册", "篇", "则", "例", "首",
    "间", "艘", "辆", "栋", "幢", "宗", "枚", "班", "团", "棵", "卷", "集", "场", "队", "对", "起",
    "人", "镇", "乡", "村", "县", "市", "区", "州", "旗", "社区",
];

/// Nouns that are counted without a measure word (`31省份`), and that begin as one.
static BARE: &[&str] = &[
    "项目", "家庭", "村庄", "乡镇", "镇街", "街道", "区县", "市县", "县区", "省份", "城市", "地区",
    "企业", "高校", "学校", "单位", "案例",
];

/// A measure word and what follows it, where the two are something else.
static NO_MEASURE: &[&str] = &[
    "个月",
    "个工作日",
    "个小时",
    "个百分点",
    "个学",
    "个自然日",
    "个交易日",
    "个季度",
    "个星期",
    "个年度",
    "个周期",
    "个亿",
    "个点",
    "个以",
    "家以",
    "项以",
    "名以",
    "人以",
    "所以",
    "个左右",
    "家左右",
    "项左右",
    "名左右",
    "人左右",
    "家次",
    "项次",
    "人次",
    "个次",
    "类别码",
    "位数",
    "位于",
    "位一体",
    "位列",
    "位居",
    "部门",
    "部委",
    "部队",
    "部分",
    "部属",
    "部级",
    "人民",
    "人均",
    "人数",
    "人才",
    "人员",
    "人工",
    "人大",
    "本市",
    "本省",
    "本区",
    "本县",
    "本级",
    "本科",
    "本院",
    "本次",
    "本年",
    "本人",
    "本届",
    "本批",
    "市级",
    "市场",
    "市政",
    "市直",
    "市属",
    "区级",
    "区域",
    "区间",
    "区内",
    "区块",
    "县级",
    "县域",
    "县委",
    "村级",
    "村委",
    "镇级",
    "乡级",
    "州级",
    "所有",
    "所属",
    "所在",
    "户口",
    "户籍",
    "户外",
    "门户",
    "门槛",
    "处理",
    "处置",
    "处长",
    "处以",
    "种植",
    "种业",
    "种子",
    "种质",
    "支持",
    "支付",
    "支部",
    "支撑",
    "座谈",
    "株洲",
    "款项",
    "幅度",
    "幅员",
    "只能",
    "只有",
    "只要",
    "只限",
    "只需",
    "台州",
    "台湾",
    "台账",
    "套餐",
    "条例",
    "条件",
    "组织",
    "组长",
    "组成",
    "名额",
    "名录",
    "名城",
    "名牌",
    "名校",
    "名次",
    "名列",
    "家长",
    "件数",
    "班子",
    "班主任",
    "团队",
    "团体",
    "团委",
    "卷烟",
    "集中",
    "集团",
    "集体",
    "集成",
    "场景",
    "场地",
    "场馆",
    "场所",
    "队伍",
    "对标",
    "对应",
    "对外",
    "对口",
    "对照",
    "对上",
    "起施行",
    "起实施",
    "起执行",
    "起至",
    "起算",
    "起开",
    "例如",
    "例行",
    "例会",
    "间接",
    "则按",
    "则为",
    "则视",
    "份额",
    "首次",
    "首批",
    "首届",
    "篇幅",
    "宗旨",
    "旗下",
    "乡土",
    "乡村振兴",
    "起步",
    "起草",
];

/// Words after a number that make it something other than a count of rows.
static NOT_AFTER: &[&str] = &[
    "年", "月", "日", "号", "时", "点", "分", "秒", "周", "%", "％", "‰", "元", "万", "亿", "公里",
    "千米", "米", "亩", "吨", "岁", "天", "小时", "次", "度", "版", "章", "级", "届", "期", "轮",
    "批集", "倍", "余", "多", "几", "来", "部门", "部委", "千瓦", "公顷", "平方", "立方",
];

/// Words before a number that make it an ordinal, a share or a guess.
static NOT_BEFORE: &[&str] = &[
    "第", "约", "近", "超过", "每", "各", "之", "前", "后", "上限", "限", "满", "逾", "超", "数",
    "几", "到", "占",
];

/// Words that show that a clause counts the roster's rows.
static CUES: &[&str] = &[
    "确定", "公布", "认定", "共计", "共有", "共", "合计", "总计", "新增", "增加", "增补", "减少",
    "删除", "移出", "注销", "取消", "其中", "包括", "入选", "评选", "遴选", "名单", "现将", "涉及",
    "纳入", "批准", "命名", "授予", "确认", "等", "分别", "目录", "予以", "通过", "选出", "列入",
    "同意", "设立", "产生", "评出", "评定", "审定", "核定", "选定", "公示", "公告", "发布", "印发",
    "核准", "撤销", "退出", "调出", "表彰", "表扬", "通报", "奖励", "支持", "立项", "备案", "下达",
    "清单", "授牌", "挂牌", "推荐", "聘任", "聘请", "合格", "含", "包含", "分为", "涵盖", "覆盖",
    "分布", "来自", "变更", "调整", "保留", "复核", "现有", "累计", "达到", "抽检", "征集", "曝光",
    "收录", "准予",
];

/// Verbs that count a change against an earlier list.
static DELTAS: &[&str] = &[
    "新增",
    "增加",
    "增补",
    "增列",
    "减少",
    "删除",
    "删去",
    "移出",
    "注销",
    "取消",
    "调出",
    "撤销",
    "退出",
    "剔除",
    "摘牌",
    "调入",
    "新列入",
    "补充",
];

/// Verbs that name what the rows of a list have in common, beside those of change.
static ACTS: &[&str] = &["确认", "认定", "通过", "变更", "更名", "调整", "保留", "复核", "迁移"];

/// Where what is counted ends.
static NOUN_ENDS: &[&str] = &[
    "共计", "合计", "总计", "共", "和", "及", "与", "以及", "其中", "名单", "予以", "进行", "为",
    "是", "在", "等", "分别", "已", "将", "被", "由", "已经", "给予", "作为", "的", "纳入", "列入",
    "入选", "申请", "参加", "参评", "列为", "通过", "均", "符合", "达到", "清单", "获得", "组成",
    "移出", "申报", "注册", "按", "因", "经", "可", "应", "需", "须", "拟", "分布", "涉及", "覆盖",
    "涵盖", "来自", "位于", "公布", "公示", "公告", "发布", "印发", "授予", "颁发", "如下",
];

/// Words in which the end of a noun is none.
static WHOLE: &[&str] = &[
    "行为",
    "人为",
    "为民",
    "为先",
    "为农",
    "为老",
    "为企",
    "现在",
    "存在",
    "在线",
    "在建",
    "在用",
    "在校",
    "在地",
    "在职",
    "自由",
    "理由",
    "共享",
    "共建",
    "共同",
    "共治",
    "公共",
    "中共",
    "共青团",
    "共和",
    "和平",
    "和谐",
    "和美",
    "和县",
    "等级",
    "高等",
    "中等",
    "初等",
    "一等",
    "二等",
    "三等",
    "特等",
    "目的",
    "及格",
    "参与",
    "给与",
    "经济",
    "经营",
    "经验",
    "经典",
    "经开",
    "财经",
    "神经",
    "按摩",
    "可再生",
    "可持续",
    "许可",
    "可信",
    "可靠",
    "可视",
    "认可",
    "应用",
    "应急",
    "供应",
    "响应",
    "适应",
    "反应",
    "需求",
    "刚需",
    "急需",
    "供需",
    "虚拟",
    "模拟",
    "因素",
    "基因",
    "均衡",
    "平均",
    "是非",
    "将军",
    "将士",
    "与会",
    "申请人",
    "申请单位",
    "申请项目",
    "均等",
    "人均",
    "和田",
    "经贸",
    "可爱",
    "应届",
    "可回收",
    "申报地区",
    "申报单位",
    "申报项目",
    "申报主体",
    "申报企业",
    "注册会计师",
    "注册商标",
    "注册资本",
];

/// Things that are never rows.
static ABSTRACT: &[&str] = &[
    "方面",
    "阶段",
    "步骤",
    "层面",
    "环节",
    "意识",
    "自信",
    "维护",
    "确立",
    "坚持",
    "层次",
    "维度",
    "梯队",
    "年度",
    "季度",
    "学期",
    "部分",
    "要求",
    "条件",
    "汉字",
    "字符",
    "名额",
    "指标",
    "席位",
    "百分点",
    "原则",
    "专班",
    "副本",
    "工作日",
    "小时",
    "文明建设",
    "以上",
    "以内",
    "以下",
    "关键",
    "时段",
    "统一",
    "必须",
    "不得",
    "严禁",
    "工作组",
    "检查组",
    "专家组",
    "评审组",
    "领导小组",
    "小组",
    "部门",
    "部委",
    "联系人",
    "联络员",
    "工作人员",
    "电子邮箱",
    "人一",
];

/// The measure word at the start of a text.
pub(super) fn measure(text: &str) -> Option<&'static str> {
    if BARE.iter().any(|word| text.starts_with(word)) {
        return Some("");
    }
    let no = NO_MEASURE.iter().any(|word| text.starts_with(word));
    // 名单 is no measure, 名单位代表 is one.
    let list = text.starts_with("名单") && !text.starts_with("名单位");
    if no || list {
        return None;
    }
    MEASURES.iter().find(|measure| text.starts_with(**measure)).copied()
}

/// `十大`, `十佳`: the number and the word are one.
pub(super) fn superlative(number: &str, rest: &str) -> Option<&'static str> {
    let ten = matches!(number, "十" | "10" | "１０");
    ["大", "佳"].into_iter().find(|word| ten && rest.starts_with(word))
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
                    | '–'
                    | '－'
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
                    | '+'
                    | '＋'
                    | '“'
            )
    });
    glued || NOT_BEFORE.iter().any(|word| before.ends_with(word) && !is_part(before, word))
}

/// Whether a word at the end of a text is the end of a longer one: 此前, 目前 are no 前.
fn is_part(before: &str, word: &str) -> bool {
    const LONGER: [&str; 14] = [
        "此前",
        "目前",
        "日前",
        "之后",
        "此后",
        "今后",
        "总数",
        "户数",
        "家数",
        "不限",
        "达到",
        "收到",
        "不到",
        "涉及到",
    ];
    LONGER.iter().any(|longer| longer.ends_with(word) && before.ends_with(longer))
}

/// Whether what follows forbids it.
pub(super) fn forbids_after(after: &str) -> bool {
    let after = after.trim_start_matches(is_blank);
    NOT_AFTER.iter().any(|word| after.starts_with(word))
}

const BREAKS: [char; 7] = ['，', '；', '。', ',', ';', '：', '\n'];

/// Byte offset at which the clause that ends where the text ends begins.
pub(super) fn clause_start(text: &str) -> usize {
    text.rfind(BREAKS).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// The clause that ends where the text ends.
pub(super) fn clause_before(text: &str) -> &str {
    &text[clause_start(text)..]
}

/// The clause that starts where the text starts.
pub(super) fn clause_after(text: &str) -> &str {
    text.find(['，', '；', '。', ',', ';', '\n']).map_or(text, |at| &text[..at])
}

/// Whether a clause counts rows.
pub(super) fn has_cue(clause: &str) -> bool {
    CUES.iter().any(|cue| clause.contains(cue))
}

/// The verb of change nearest to the end of a clause: 新增 of `新增2个会议和7个刊物`.
pub(super) fn delta(clause: &str) -> Option<&'static str> {
    last_word(clause, DELTAS)
}

/// The verb that says what the rows counted have in common: 确认, 变更.
pub(super) fn act(clause: &str) -> Option<&'static str> {
    delta(clause).or_else(|| last_word(clause, ACTS))
}

fn last_word(clause: &str, words: &[&'static str]) -> Option<&'static str> {
    words
        .iter()
        .filter_map(|word| clause.rfind(word).map(|at| (at, word.len(), *word)))
        .max()
        .map(|(_, _, word)| word)
}

/// Whether things of this name are never rows.
pub(super) fn is_abstract(about: &str) -> bool {
    ABSTRACT
        .iter()
        .any(|word| about.starts_with(word) || (about.ends_with(word) && about.chars().count() < 8))
}

/// Whether `word` stands in `text` so that it covers the byte `at`.
pub(super) fn holds_at(text: &str, at: usize, word: &str) -> bool {
    word.char_indices().any(|(back, _)| {
        at.checked_sub(back)
            .and_then(|start| text.get(start..))
            .is_some_and(|rest| rest.starts_with(word))
    })
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
            // “专精特新”企业: the quoted word only opens the noun.
            let tail = plain(&rest[length - lead..]);
            let about = if tail > 0 { &rest[..length - lead + tail] } else { &inner[..end] };
            return Noun { about, length: length + tail };
        }
    }
    let end = plain(rest);
    // 10家符合条件的企业: what is counted stands behind 的.
    if let Some(after) = rest[end..].strip_prefix('的')
        && QUALIFIES.iter().any(|word| rest.starts_with(word))
    {
        let more = plain(after);
        if more > 0 {
            let start = end + '的'.len_utf8();
            return Noun { about: &after[..more], length: lead + start + more };
        }
    }
    let about = rest[..end].trim_end_matches(is_blank);
    Noun { about, length: lead + about.len() }
}

/// Openings of what only describes the things counted.
static QUALIFIES: &[&str] =
    &["符合", "通过", "拟", "具有", "具备", "获得", "位于", "来自", "达到", "未", "不"];

/// No noun phrase has more characters.
const LONGEST: usize = 80;

/// Length of the plain noun phrase at the start of a text.
fn plain(rest: &str) -> usize {
    let mut end = 0;
    for (at, c) in rest.char_indices().take(LONGEST) {
        let qualifier = at == 0;
        let mark = matches!(
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
                | '【'
                | '】'
                | '〔'
                | '〕'
                | ','
                | ';'
                | ':'
                | '！'
                | '\n'
        );
        let number =
            at > 0 && numeral::digit(c).is_some() && !is_inside_code(&rest[..at], &rest[at..]);
        let word = NOUN_ENDS.iter().any(|word| {
            rest[at..].starts_with(word)
                && !(qualifier && word.chars().count() == 2 && QUALIFIES.contains(word))
                && !WHOLE.iter().any(|whole| holds_at(rest, at, whole))
        });
        if mark || number || word {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Whether a digit belongs to a noun such as `5G应用`, `4A级景区`: a letter follows it.
fn is_inside_code(before: &str, rest: &str) -> bool {
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.starts_with(|c: char| c.is_ascii_alphabetic())
        || before.ends_with(|c: char| c.is_ascii_alphabetic())
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

/// What a number counts, where it stands before it: `光伏电站项目`4个, `综合基地`（10家）, and all of
/// `A类、B类`共30家.
pub(super) fn noun_before(text: &str) -> &str {
    const LISTS: [&str; 6] = ["名单", "清单", "目录", "名录", "一览表", "汇总表"];
    let clause = clause_before(text).trim_end_matches(is_blank);
    let clause = clause.strip_suffix(['（', '(']).unwrap_or(clause);
    let (clause, summed) = strip_counts(clause);
    // 甲公司等10家: only an example stands there.
    if clause.ends_with('等') {
        return "";
    }
    let list = summed && clause.contains('、') && !clause.contains(['》', '”']);
    let mut clause = if clause.ends_with('”') {
        clause.rfind('“').map_or(clause, |at| &clause[at..]).trim_matches(['“', '”'])
    } else if list {
        clause
    } else {
        last_item(clause).trim_matches(is_blank)
    };
    // Beside a whole bracket, （截至2020年6月30日）（共7所）, nothing is named.
    if clause.starts_with(['（', '(']) {
        return "";
    }
    let openers = OPENERS.iter().filter(|word| !list || !JOINS.contains(word));
    for word in openers.chain(DELTAS).chain(ACTS) {
        if let Some(at) = clause.rfind(word)
            && !WHOLE.iter().any(|whole| holds_at(clause, at, whole))
        {
            clause = &clause[at + word.len()..];
        }
    }
    let clause = clause.trim_matches(is_blank);
    // 示范企业名单（13家） counts what the list is of.
    let thing = LISTS.iter().find_map(|tail| clause.strip_suffix(tail));
    thing.filter(|thing| !thing.is_empty()).unwrap_or(clause)
}

/// Without the cues between a noun and its number, and whether one of them adds up.
fn strip_counts(clause: &str) -> (&str, bool) {
    let mut clause = clause.trim_matches(is_blank);
    let mut summed = false;
    while let Some((rest, word)) =
        COUNTS.iter().find_map(|word| clause.strip_suffix(word).map(|rest| (rest, word)))
    {
        clause = rest.trim_end_matches(is_blank);
        summed |= word.ends_with('计') || word.contains('共');
    }
    (clause.strip_suffix(['（', '(']).unwrap_or(clause), summed)
}

/// Cues between a noun and its number.
static COUNTS: &[&str] = &[
    "共计", "合计", "总计", "共有", "一共", "总共", "共", "有", "为", "计", "分别", "达到", "达",
    "各为", "是",
];

/// Words that join the items of a list.
const JOINS: [&str; 3] = ["和", "及", "以及"];

/// Words behind which a noun before its number begins.
static OPENERS: &[&str] = &[
    "的",
    "其中",
    "包括",
    "纳入",
    "确定",
    "公布",
    "现将",
    "和",
    "及",
    "以及",
    "评选出",
    "评选",
    "遴选",
    "选出",
    "评出",
    "授予",
    "命名",
    "批准",
    "了",
    "含",
    "对",
    "全国",
    "全省",
    "全市",
    "本批",
    "本次",
    "表彰",
    "表扬",
    "现有",
    "已有",
    "原有",
    "收录",
    "累计",
    "发布",
    "印发",
    "列入",
    "入选",
    "奖励",
    "支持",
    "设立",
    "同意",
    "通报",
    "曝光",
    "现",
    "与",
    "抽检",
];
