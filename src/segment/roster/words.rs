//! Words by which the lines and columns of an annex are told.

pub(in crate::segment) use crate::text::headers::role_of;
use crate::text::words::annex;
use crate::text::words::deeds::LIST_TITLES;
use crate::text::words::headers::NOTE_LABELS;
use crate::text::{date, numeral, tight, traditional};

/// Whether a row is one of sums: 合计, 小计 and the like open it.
pub(in crate::segment) fn is_sum(text: &str) -> bool {
    // 合计（大写）：壹万元整, 人民币大写
    let label = text.split(['：', ':']).next().unwrap_or_default();
    if label.trim_end_matches(['）', ')']).ends_with("大写") {
        return ["合计", "总计", "共计", "人民币"].iter().any(|word| label.contains(word))
            && label.chars().count() <= SUM_MOST + 2;
    }
    // Hardly any text begins or ends as these words do.
    let begins = ['合', '总', '小', '共', 't', 'T', 's', 'S', 'g', 'G'];
    if !text.starts_with(begins) && !text.ends_with(['计', '页']) {
        return false;
    }
    // What a page carries to the next, as books print it.
    let carried = ["过次页", "承前页", "过下页", "承上页", "转下页", "接上页", "结转下页"];
    let leads = ["合计", "总计", "小计", "共计", "总和"].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| !rest.chars().next().is_some_and(crate::text::blank::is_han))
    });
    // As programs and English tables have it.
    let english = ["total", "totals", "sum", "grandtotal", "subtotal"];
    // 全省合计, 石家庄市小计: no name of a thing ends so.
    leads
        || carried.contains(&text)
        || english.iter().any(|word| {
            let (lead, rest) = text.split_at_checked(word.len()).unwrap_or(("", text));
            lead.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric)
        })
        || (text.chars().count() <= SUM_MOST
            && ["合计", "总计", "小计"].iter().any(|word| text.ends_with(word)))
}

/// The same of a cell as it is printed. Most rows begin with a serial, which is none.
pub(in crate::segment) fn prints_sum(cell: &str) -> bool {
    !cell.bytes().all(|byte| byte.is_ascii_digit()) && is_sum(&tight(cell))
}

/// Whether the words of a row say beside figures that it adds up others: 全省, 杭州市汇总 as programs write it, 总数.
pub(in crate::segment) fn adds_up(text: &str) -> bool {
    let ends = ["汇总", "累计"].iter().any(|word| text.ends_with(word));
    is_whole(text) || text == "总数" || (ends && text.chars().count() <= SUM_MOST)
}

/// 全省: all of a division.
pub(in crate::segment) fn is_whole(text: &str) -> bool {
    let of = text.strip_prefix('全');
    of.is_some_and(|of| {
        matches!(of, "国" | "省" | "市" | "县" | "区" | "州" | "盟" | "旗" | "自治区" | "兵团")
    })
}

/// Whether the words of a row tell of others, beside figures: 平均, 其中：市级.
pub(in crate::segment) fn tells_of_rows(text: &str) -> bool {
    let mean = ["平均", "平均值", "平均数", "平均分", "均值", "最高", "最低", "最大值", "最小值"];
    // Most texts begin otherwise.
    text.starts_with(['平', '均', '最', '其'])
        && (mean.contains(&text)
            || text.strip_prefix("其中").is_some_and(|rest| {
                let of = rest.trim_start_matches(['：', ':']);
                of.ends_with('级') || ["", "中央", "地方", "本级", "省", "市", "县"].contains(&of)
            }))
}

/// Longest label before a link, in characters.
const LINK_LABEL_MOST: usize = 8;

/// Longest line that counts pages, in characters: 第12页（共120页）.
const PAGE_MOST: usize = 14;

/// Longest words of a sum, in characters.
const SUM_MOST: usize = 10;

/// Whether a line is a remark and no entry.
pub(in crate::segment) fn is_remark(text: &str) -> bool {
    let marked = text.starts_with(['*', '＊', '△', '▲', '※', '★', '☆']);
    // 网页版：http://…
    let linked = text.find("http").is_some_and(|at| text[..at].chars().count() <= LINK_LABEL_MOST);
    marked || is_noted(text) || is_bracketed(text) || linked || is_form_line(text)
}

/// Whether a line under a title counts or labels the whole table: 共3个, 合计：3个, 编号：….
pub(in crate::segment) fn is_caption(text: &str) -> bool {
    let bare = text.trim_matches(['(', '（', ')', '）']);
    is_labelled(text, annex::CAPTION) || is_form_cell(text) || is_total(bare)
}

/// Whether a line dates or numbers a table: 2022年4月, 截至2022年3月31日, 表1.
pub(in crate::segment) fn dates_or_numbers(text: &str) -> bool {
    let bare = text.trim_matches(['(', '（', ')', '）', '—', '－', '-', '～', '~']);
    let bare = ["发布", "印发", "公布", "更新"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    let bare = bare.strip_suffix('度').filter(|rest| rest.ends_with('年')).unwrap_or(bare);
    if bare.strip_suffix('年').and_then(numeral::whole).is_some_and(|year| year > 1900) {
        return true;
    }
    let until = ["数据截至", "数据截止", "截至", "截止", "截止到", "截至到"];
    let day = until.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    let day = day.trim_end_matches(['止', '）', ')']);
    let dated = date::is_line(day)
        || date::prefix(day).is_some_and(|found| found.year.is_some() && found.len == day.len());
    // 2024年第1号
    let issue = || {
        let (year, number) = bare.split_once("年第")?;
        numeral::whole(number.strip_suffix('号')?).and(numeral::whole(year))
    };
    dated || is_table_number(bare) || issue().is_some()
}

/// Whether a line beside rows says something of the document and heads nothing: 制表时间：2022年6月, 2/3, 密级：公开,
/// 工信厅企业〔2022〕33号, 现将名单公布如下.
pub(in crate::segment) fn is_aside(text: &str) -> bool {
    const LABEL_MOST: usize = 10;
    const NUMBER_MOST: usize = 30;
    let labelled = || {
        let (label, value) = text.split_once(['：', ':'])?;
        let short = (2..=LABEL_MOST).contains(&label.chars().count());
        let known = NOTE_LABELS.iter().any(|word| label.ends_with(word));
        (short && known && !value.is_empty()).then_some(())
    };
    let numbered = || {
        text.chars().count() <= NUMBER_MOST
            && text.ends_with('号')
            && text.contains(['〔', '﹝', '['])
            && text.chars().filter(|c| numeral::digit(*c).is_some()).count() > 4
    };
    labelled().is_some()
        || numbered()
        || counts_pages(text)
        || (text.ends_with(['：', ':']) && ["以下", "下列"].iter().any(|word| text.contains(word)))
        || ["公布如下", "公示如下", "名单如下", "公告如下"].iter().any(|end| text.ends_with(end))
        || (is_ordering(text)
            && ["以上", "以下", "按", "排名", "排序"].iter().any(|word| text.starts_with(word)))
}

/// 2/3, Page 2 of 3, ～2～, 第2页
fn counts_pages(text: &str) -> bool {
    const DIGITS_MOST: usize = 3;
    let number = |part: &str| {
        (1..=DIGITS_MOST).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let page = text.strip_prefix("Page").or_else(|| text.strip_prefix("page"));
    let between = text.strip_prefix(['～', '~']).and_then(|rest| rest.strip_suffix(['～', '~']));
    let between =
        between.or_else(|| text.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')));
    text.split_once('/').is_some_and(|(page, of)| number(page) && number(of))
        || page.is_some_and(|rest| rest.split("of").all(number))
        || between.is_some_and(number)
}

/// A title printed again, without 附件1 before it and （续） behind it.
pub(in crate::segment) fn of_running_head(text: &str) -> &str {
    let text = text.strip_prefix("附件").map_or(text, |rest| {
        let bare = rest.trim_start_matches(|c| numeral::digit(c).is_some());
        // 附件 2022年…名单: the year is the title's.
        let bare = if bare.starts_with('年') { rest } else { bare };
        bare.trim_start_matches(['：', ':'])
    });
    ["（续）", "(续)", "（续表）", "续"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
}

/// Whether a line is in another script than the rows: the title in English.
pub(in crate::segment) fn is_foreign(text: &str) -> bool {
    const LEAST: usize = 8;
    text.chars().filter(char::is_ascii_alphabetic).count() >= LEAST
        && !text.contains(crate::text::blank::is_han)
}

/// 表1, 表 1-2, 附表三: the number of a table and nothing else.
fn is_table_number(text: &str) -> bool {
    let text = text.strip_prefix('附').unwrap_or(text);
    text.strip_prefix('表').is_some_and(|number| {
        !number.is_empty()
            && number
                .split(['-', '－', '—', '.', '．'])
                .all(|part| numeral::whole(part).is_some_and(|n| n < 1000))
    })
}

/// 共3个, 合计：3个, 共计28处, 总数：3家: a count of the whole.
fn is_total(text: &str) -> bool {
    let leads = ["合计", "共计", "总计", "总数", "总共", "数量", "共有", "共"];
    let text = text.strip_prefix("以上").unwrap_or(text);
    let Some(rest) = leads.iter().find_map(|word| text.strip_prefix(word)) else { return false };
    let rest = rest.trim_start_matches(['：', ':', '为']);
    numeral::prefix(rest).is_some_and(|(_, length)| rest[length..].chars().count() <= 4)
}

/// Whether one of these labels opens the text: 填报单位（盖章）：
fn is_labelled(text: &str, labels: &[&str]) -> bool {
    labels.iter().filter_map(|label| text.strip_prefix(label)).any(|rest| {
        let bracket = rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
        bracket.map_or(rest, |(_, rest)| rest).starts_with(['：', ':'])
    })
}

/// Whether a text is a label of remarks and nothing else: 注, 备注：.
pub(in crate::segment) fn is_label_of_remarks(text: &str) -> bool {
    annex::REMARK.contains(&text.trim_end_matches(['：', ':']))
}

/// Whether a label of remarks stands before the first of several points: 注：1.带*的为新增。
pub(in crate::segment) fn opens_points_of_remarks(text: &str) -> bool {
    let blank = |c: char| crate::text::is_blank(c) || matches!(c, '：' | ':');
    let text = text.trim_start_matches(crate::text::is_blank);
    annex::REMARK.iter().filter_map(|label| text.strip_prefix(label)).any(|rest| {
        let points = rest.trim_start_matches(blank);
        numeral::prefix(points).is_some_and(|(n, length)| {
            n == 1 && points[length..].starts_with(['.', '．', '、', ')', '）'])
        })
    })
}

/// Whether a label of remarks opens the text, with a number or none: 注：, 备注1：, 说明:
fn is_noted(text: &str) -> bool {
    annex::REMARK.iter().filter_map(|label| text.strip_prefix(label)).any(|rest| {
        let number = |c: char| numeral::digit(c).is_some() || matches!(c, '、' | '.' | '．');
        let behind = rest.trim_start_matches(number);
        behind.starts_with(['：', ':']) || behind.len() < rest.len()
    })
}

/// Whether a line below the rows tells of the document, not of a row: 公开方式：, …印发.
pub(in crate::segment) fn is_below(text: &str) -> bool {
    // 第1页共3页, 共印50份
    let counted = |opens: &str, ends: char| {
        let between = text.strip_prefix(opens).and_then(|rest| rest.strip_suffix(ends));
        between.is_some_and(|rest| rest.chars().any(|c| numeral::digit(c).is_some()))
    };
    let ends = |end: &&str| {
        let tail = text.len().checked_sub(end.len()).map(|at| &text.as_bytes()[at..]);
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
    };
    // （联系人：张三；电话：…）
    let bare = text.trim_start_matches(['（', '(']);
    let begins = |text: &str| annex::BELOW.iter().any(|word| text.starts_with(word));
    begins(text)
        || bare.len() < text.len() && begins(bare)
        || annex::BELOW_ENDS.iter().any(|word| text.ends_with(word))
            && text.chars().any(|c| numeral::digit(c).is_some())
        || annex::FILE_ENDS.iter().any(ends)
        || text.chars().count() <= PAGE_MOST && counted("第", '页')
}

/// Whether a line closes a letter, or says what its list is for: 特此通知, 本公告自发布之日起施行.
pub(in crate::segment) fn is_closing(text: &str) -> bool {
    annex::CLOSING.iter().any(|word| text.starts_with(word))
}

fn is_form_line(text: &str) -> bool {
    is_labelled(text, annex::FORM)
}

/// Whether a line is one of those printed at a notice's foot: 抄送：…, 某局办公室 2020年12月29日印发.
pub(in crate::segment) fn is_imprint(text: &str) -> bool {
    let dated = text.contains('年') && text.contains('日');
    ["抄送", "抄报", "主送", "分送", "联系人", "联系电话", "主办", "印发"]
        .iter()
        .any(|word| text.starts_with(word))
        || (dated && text.ends_with("印发"))
        || is_published(text)
}

/// Whether a line says when who published the list: 2024年2月19日某中心发布. A day alone, or a batch, may head rows.
fn is_published(text: &str) -> bool {
    let who = |text: &str| {
        let day = date::prefix(text).filter(|found| found.year.is_some())?;
        let rest = &text[day.len..];
        let who = ["发布", "公布"].iter().find_map(|verb| rest.strip_suffix(verb))?;
        (who.chars().count() > 2 && !who.contains(['批', '，', '、'])).then_some(())
    };
    text.contains('日') && who(text).is_some()
}

/// Whether a cell without blanks belongs to the form around a table.
pub(in crate::segment) fn is_form_cell(text: &str) -> bool {
    is_labelled(text, annex::FORM) || is_labelled(text, annex::BESIDE)
}

/// Whether a cell says who made a table or looked it over: 制表：监测科, 审核：刘工.
pub(in crate::segment) fn is_signed_cell(text: &str) -> bool {
    is_labelled(text, annex::SIGNED)
}

/// Whether a whole line stands in round brackets.
pub(in crate::segment) fn is_bracketed(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']))
    else {
        return false;
    };
    inner.chars().count() >= 2 && !inner.contains(['(', '（', ')', '）'])
}

/// Whether a line says what the order of the rows means.
pub(in crate::segment) fn is_ordering(text: &str) -> bool {
    ["排序", "排名", "顺序", "先后", "笔画", "笔划", "音序"].iter().any(|word| text.contains(word))
        && text.chars().count() <= 60
}

/// Whether a line says nothing but in what order the rows stand: 排名不分先后. One in brackets is told by these.
pub(in crate::segment) fn is_order_alone(text: &str) -> bool {
    let text = text.trim_matches(['。', '*', '※']);
    is_ordering(text)
        && text.chars().count() <= 20
        && ["先后", "排序", "排列", "为序"].iter().any(|end| text.ends_with(end))
        && (text.starts_with(['按', '以'])
            || ["排名", "排序", "顺序"].iter().any(|o| text.starts_with(o)))
}

/// Whether a line gives the unit of measurement of a whole table.
pub(in crate::segment) fn is_unit_line(text: &str) -> bool {
    const MEASURES: [&str; 6] = ["计量", "金额", "货币", "资金", "数量", "面积"];
    let text = text.trim_matches(['(', '（', ')', '）']);
    let measure = MEASURES.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let unit = ["单位", "币种"].iter().find_map(|word| measure.strip_prefix(word));
    // 计量单位 m
    let told = unit.is_some_and(|rest| rest.starts_with(['：', ':']) || text.starts_with("计量"));
    told && text.chars().count() <= 16
}

/// A text without the bracket that closes it: （第一批）.
pub(in crate::segment) fn without_closing_bracket(text: &str) -> &str {
    text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')'])).map_or(text, |at| &text[..at])
}

/// Whether a line above all rows heads no class of them: an office, 第一批, another title.
pub(in crate::segment) fn names_no_class(text: &str) -> bool {
    const OFFICES: [&str; 4] = ["司", "局", "办公厅", "办公室"];
    let batch = || {
        let number = text.strip_prefix('第')?.strip_suffix('批')?;
        numeral::whole(number)
    };
    ends_list_title(text) || batch().is_some() || OFFICES.iter().any(|end| text.ends_with(end))
}

/// Whether a text ends as the title of a list alone does, which 计划 and 方案 do not.
pub(in crate::segment) fn ends_as_list(text: &str) -> bool {
    let bare = without_closing_bracket(without_closing_bracket(text));
    LIST_TITLES.iter().any(|word| bare.ends_with(word))
}

/// Whether a line can be a roster's title.
pub(in crate::segment) fn ends_list_title(text: &str) -> bool {
    const ENDS: [&str; 11] =
        ["名单", "目录", "清单", "一览表", "汇总表", "名录", "名册", "表", "计划", "结果", "方案"];
    // 名单（共11家）（排名不分先后）
    let bare = without_closing_bracket(without_closing_bracket(text));
    let ends = |text: &str| ENDS.iter().any(|word| text.ends_with(word));
    ends(bare) || (bare.ends_with(['單', '錄', '冊', '劃']) && ends(&traditional::simplify(bare)))
}
