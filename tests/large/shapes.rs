//! Files of many small parts that each look like something else: headings over tables of one row, counts of one
//! kind, rows that lack a cell. What was once searched for in all that stands above shows in these.

use crate::made::Made;

/// All of them.
pub(crate) static SHAPES: &[Made] = made! {
    brackets_over_tables "txt" 300
    headings_that_leave_out "txt" 1000
    changes "txt" 800
    counts_of_one_kind "txt" 800
    counts_of_places "txt" 300
    words_that_cells_list "txt" 300
    parts_of_one_class "txt" 1000
    nested_headings_counted "txt" 500
    citations "txt" 2000
    titles_in_runs "txt" 300
    lines_of_two_fields "txt" 2000
    districts_over_towns "txt" 1000
    one_cell_a_line_short "txt" 1000
    one_cell_a_line_rejoined "txt" 1000
    rows_torn "txt" 1500
    sentences_and_unread_names "txt" 300
    columns_in_words "txt" 500
    columns_left_open "txt" 500
    page_cells_over_all_rows "html" 300
    page_cells_in_one_row "html" 5000
};

const END: &str = "\n\n某某局\n2023年5月6日\n\n附件\n示范名单\n\n";

/// The title of a letter, what it says and its list.
fn notice(letter: &str, list: &str) -> Vec<u8> {
    format!("关于公布名单的通知\n\n各市人民政府：\n{letter}{END}{list}").into_bytes()
}

/// What is made of each of so many numbers.
fn each(size: usize, part: impl Fn(usize) -> String) -> String {
    (0..size).map(part).collect()
}

/// A word for a number, none of which is a figure.
fn word(number: usize) -> String {
    number
        .to_string()
        .bytes()
        .filter_map(|b| "甲乙丙丁戊己庚辛壬癸".chars().nth((b - b'0').into()))
        .collect()
}

const WORDS: [&str; 6] = ["名称", "单位", "地区", "项目", "类别", "备注"];

fn brackets_over_tables(size: usize) -> Vec<u8> {
    notice("", &each(size, |i| format!("（{}类）\n一、A类\n序号\t名称\n1\t{}\n", word(i), word(i))))
}

fn headings_that_leave_out(size: usize) -> Vec<u8> {
    notice("", &each(size, |i| format!("{}、{}类\n序号\t名称\n1\t甲\n", i * 7 % 99 + 1, word(i))))
}

fn changes(size: usize) -> Vec<u8> {
    notice(&"新增3家企业，撤销2家企业，变更1家。\n".repeat(size), "撤销名单\n1.甲\n2.乙\n3.丙\n")
}

fn counts_of_one_kind(size: usize) -> Vec<u8> {
    let list = each(size / 8, |i| format!("{}县\n1.甲\n2.乙\n3.丙\n", word(i)));
    notice(&each(size, |i| format!("确定{}家{}企业。\n", i % 50 + 2, word(i))), &list)
}

fn counts_of_places(size: usize) -> Vec<u8> {
    let rows = each(size * 2, |i| format!("{i}\t{}县\t{}项目\n", word(i), word(i)));
    notice(
        &"涉及3个县，5个市，7名教师，6个项目，9个街道。\n".repeat(size),
        &format!("序号\t县\t项目\n{rows}"),
    )
}

fn words_that_cells_list(size: usize) -> Vec<u8> {
    let rows = each(size, |i| format!("{i}\t{}村、乙村\t项目\n", word(i)));
    notice(&each(size, |i| format!("涉及3个{}村。", word(i))), &format!("序号\t村\t项目\n{rows}"))
}

fn parts_of_one_class(size: usize) -> Vec<u8> {
    let rows = each(size, |i| format!("{i}\t{}等奖\t项目\n", ["一", "二", "三"][i % 3]));
    let parts = each(size, |i| format!("、四等奖{i}项"));
    notice(&format!("共9999项，其中五等奖1项{parts}。"), &format!("序号\t奖项等级\t项目\n{rows}"))
}

fn nested_headings_counted(size: usize) -> Vec<u8> {
    let part = |i| format!("一、{}类（1家）\n（一）{}级（1家）\n1.甲\n", word(i), word(i));
    notice("", &each(size, part))
}

fn citations(size: usize) -> Vec<u8> {
    notice(&each(size, |i| format!("依据《{}法》，", word(i))), "1.甲\n2.乙\n3.丙\n")
}

fn titles_in_runs(size: usize) -> Vec<u8> {
    let run = "1、题目\n这里讲的是3个任务和4个案例的事情。\n2、题目\n说明文字很长。\n3、题目\n说明文字。\n";
    let counts = "3个任务。5个案例。\n".repeat(size / 4);
    format!("关于三个任务的通知\n\n各单位：\n\n{counts}{}", run.repeat(size)).into_bytes()
}

fn lines_of_two_fields(size: usize) -> Vec<u8> {
    notice("", &each(size, |i| format!("{}　{}大学\n", word(i), word(i))))
}

fn districts_over_towns(size: usize) -> Vec<u8> {
    let part = "黄浦区  甲街道  东山路\n乙街道  西山路\n徐汇区  丙镇  南山路\n";
    notice("", &part.repeat(size / 3))
}

fn one_cell_a_line_short(size: usize) -> Vec<u8> {
    let unit =
        |i: usize| if i.is_multiple_of(3) { String::new() } else { format!("{}局\n", word(i)) };
    let rows = each(size, |i| format!("{}\n{}公司\n{}江苏省\n", i + 1, word(i), unit(i)));
    notice("", &format!("序号\n名称\n单位\n地区\n{rows}"))
}

fn one_cell_a_line_rejoined(size: usize) -> Vec<u8> {
    let rows = each(size, |i| format!("{}.{}公司\n（{}局）\n又一行\n", i + 1, word(i), word(i)));
    notice("", &rows)
}

fn rows_torn(size: usize) -> Vec<u8> {
    let rows = each(size, |i| format!("{}\t{}\n公司\t江苏省\n", i + 1, word(i)));
    notice("", &format!("序号\t名称\t地区\n{rows}"))
}

fn sentences_and_unread_names(size: usize) -> Vec<u8> {
    let lists =
        each(size, |i| format!("确定{}公司、{}公司等2家企业为示范企业。", word(i), word(i + 1)));
    let others = each(size, |i| format!("将{}公司、{}公司升级。", word(i + 90_000), word(i)));
    notice(&format!("{lists}{others}"), "")
}

fn columns_in_words(size: usize) -> Vec<u8> {
    let row = |of: fn(usize) -> String| (0..size).map(of).collect::<Vec<_>>().join("\t");
    let head = row(|i| format!("{}{}", WORDS[i % 6], word(i)));
    let below = row(|i| format!("甲{}", WORDS[i % 6]));
    notice("", &format!("{head}\n{below}\n{}\n", row(|_| "乙".to_owned())))
}

fn columns_left_open(size: usize) -> Vec<u8> {
    let row = |of: fn(usize) -> &'static str| (0..size).map(of).collect::<Vec<_>>().join("\t");
    let head = row(|i| if i % 2 == 0 { WORDS[i % 6] } else { "" });
    let below = row(|i| if i < 1 { "" } else { WORDS[i % 6] });
    notice("", &format!("{head}\n{below}\n{}\n", row(|_| "乙")))
}

fn page_cells_over_all_rows(size: usize) -> Vec<u8> {
    let rows = each(size, |i| format!("<tr><td rowspan=60000>甲<td>乙{i}"));
    format!("<html><body><p>名单</p><table>{rows}</table>").into_bytes()
}

fn page_cells_in_one_row(size: usize) -> Vec<u8> {
    format!("<html><body><p>名单</p><table><tr>{}</table>", "<td>甲".repeat(size)).into_bytes()
}
