//! `check TABLE --against NOTICE`, what other hands do to a table: what is lost or damaged is told at
//! its place, what is only written otherwise is not.
#![allow(clippy::disallowed_methods, missing_docs)]

use mingdan::check::{Settings, words};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Lang, Source};
use mingdan::pipeline::{self, Choose, Run};
use mingdan::schema;

const NOTICE: &str = "民政部办公厅

民办函〔2021〕12号

关于公布示范社区名单的通知

现公布示范社区名单，共6个。

附件：示范社区名单

2021年9月29日

附件

示范社区名单

序号\t地区\t社区名称\t申报单位
一类
1\t江苏省苏州市\t平江社区\t市民政局
2\t福建省福州市鼓楼区\t东街社区\t区民政局
3\t上海市杨浦区\t五角场社区\t区民政局
二类
1\t湖南省衡阳市\t回雁社区\t市民政局
2\t重庆市南岸区\t南坪社区\t区民政局
3\t浙江省湖州市\t爱山社区\t市民政局
";

const TABLE: &str = "类别,序号,地区,社区名称,申报单位
一类,1,江苏省苏州市,平江社区,市民政局
一类,2,福建省福州市鼓楼区,东街社区,区民政局
一类,3,上海市杨浦区,五角场社区,区民政局
二类,1,湖南省衡阳市,回雁社区,市民政局
二类,2,重庆市南岸区,南坪社区,区民政局
二类,3,浙江省湖州市,爱山社区,市民政局
";

fn run(notice: &str) -> Run<'static> {
    let source = Source::new("notice.txt", notice);
    let choose = Choose::Among(schema::built_in());
    pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap()
}

/// What is found from warning up: place, code and message.
fn found(name: &str, table: impl Into<Vec<u8>>, notice: &Run) -> Vec<String> {
    let source = Source::new(name, table.into());
    let (document, report) =
        pipeline::ground(&source, notice, Gazetteer::embedded(), &Settings::default()).unwrap();
    let told = report.findings.iter().filter(|f| f.level >= FindingLevel::Warning);
    told.map(|f| {
        let at = document.position(f.primary.start);
        let words = words::message(f, Lang::En);
        format!("{}:{} {} {words}", at.line, at.column, f.code)
    })
    .collect()
}

fn codes(found: &[String]) -> Vec<&str> {
    found.iter().map(|f| f.split(' ').nth(1).unwrap()).collect()
}

/// The table, each row changed.
fn each(change: impl Fn(usize, Vec<&str>) -> Vec<String>) -> String {
    let rows = TABLE.lines().enumerate();
    let rows = rows.map(|(n, row)| change(n, row.split(',').collect()).join(","));
    rows.collect::<Vec<_>>().join("\n") + "\n"
}

fn with(row: usize, column: usize, text: &'static str) -> String {
    each(|n, mut cells| {
        if n == row {
            cells[column] = text;
        }
        cells.into_iter().map(str::to_owned).collect()
    })
}

#[test]
fn a_column_or_all_columns_without_a_cell_are_errors() {
    let run = run(NOTICE);
    assert_eq!(found("t.csv", TABLE, &run), Vec::<String>::new());
    let emptied = each(|n, mut cells| {
        if n > 0 {
            cells[4] = "";
        }
        cells.into_iter().map(str::to_owned).collect()
    });
    let told = found("t.csv", emptied, &run);
    assert_eq!(codes(&told), ["MD503"], "{told:?}");
    assert!(told[0].starts_with("1:15 ") && told[0].contains("is empty in 6 rows"), "{told:?}");
    let bare = each(|n, mut cells| {
        if n > 0 {
            cells[2..].fill("");
        }
        cells.into_iter().map(str::to_owned).collect()
    });
    let told = found("t.csv", bare, &run);
    assert_eq!(codes(&told), ["MD501", "MD503", "MD503", "MD503"], "{told:?}");
    // Read in another encoding and saved so: nothing but the serials is left.
    let (foreign, _, _) = encoding_rs::GB18030.decode(TABLE.as_bytes());
    let told = found("t.csv", foreign.into_owned(), &run);
    assert!(told.iter().any(|f| f.contains("MD501")), "{told:?}");
}

#[test]
fn what_is_written_otherwise_is_no_fault() {
    let run = run(NOTICE);
    let serial = |of: fn(&str) -> &str| {
        each(|n, mut cells| {
            if n > 0 {
                cells[1] = of(cells[1]);
            }
            cells.into_iter().map(str::to_owned).collect()
        })
    };
    let blank_above = |at: usize| {
        each(|n, mut cells| {
            if n > 1 && n != 4 {
                cells[at] = "";
            }
            cells.into_iter().map(str::to_owned).collect()
        })
    };
    let numbered = each(|n, cells| {
        let own = if n == 0 { "编号".to_owned() } else { n.to_string() };
        std::iter::once(own).chain(cells.into_iter().map(str::to_owned)).collect()
    });
    let short = each(|n, mut cells| {
        cells.push(["省份", "江苏", "福建", "上海", "湖南", "重庆", "浙江"][n]);
        cells.into_iter().map(str::to_owned).collect()
    });
    let names: Vec<&str> =
        TABLE.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
    let one = |head: &str| format!("{head}\n{}\n", names.join("\n"));
    let indexed = names.iter().enumerate().map(|(n, name)| format!("{n},{name}\n"));
    let indexed = indexed.collect::<Vec<_>>().concat();
    for (what, table) in [
        ("Chinese serials", serial(|n| ["一", "二", "三"][n.parse::<usize>().unwrap() - 1])),
        ("zeros", serial(|n| ["01", "02", "03"][n.parse::<usize>().unwrap() - 1])),
        ("merged groups", blank_above(0)),
        ("a running number", numbered),
        ("short names", short.clone()),
        ("a title above one column", one("名单（整理稿）\n社区名称")),
        ("an index without a name", format!(",社区名称\n{indexed}")),
        ("a remark below", format!("{TABLE}注：来自民政部通知,,,,\n")),
        ("the header again", TABLE.replace("二类,1", "类别,序号,地区,社区名称,申报单位\n二类,1")),
        ("cells behind that are empty", TABLE.replace("市民政局\n", "市民政局,,\n")),
    ] {
        assert_eq!(found("t.csv", table, &run), Vec::<String>::new(), "{what}");
    }
    let told = found("t.csv", short.replace("湖南\n", "云南\n"), &run);
    assert!(told.len() == 1 && told[0].starts_with("5:"), "{told:?}");
    assert!(told[0].contains("省份 is 云南") && told[0].ends_with("湖南"), "{told:?}");
}

#[test]
fn an_outer_group_ends_the_inner_one() {
    let notice = "示范项目名单\n\n一、公共卫生\n（一）常规\n1. 甲甲项目\n2. 乙乙项目\n（二）专项\n1. 丙丙项目\n2. 丁丁项目\n二、公共服务\n1. 戊戊项目\n2. 己己项目\n";
    let run = run(notice);
    let table = "类,目,项目\n一、公共卫生,（一）常规,甲甲项目\n,,乙乙项目\n,（二）专项,丙丙项目\n,,丁丁项目\n二、公共服务,,戊戊项目\n,,己己项目\n";
    let told = found("t.csv", table, &run);
    assert_eq!(told, Vec::<String>::new());
    let wrong = table.replace(",,丁丁", "二、公共服务,,丁丁");
    assert!(codes(&found("t.csv", wrong, &run)).contains(&"MD504"));
}

#[test]
fn damage_of_the_file_is_told() {
    let run = run(NOTICE);
    let told =
        found("t.csv", TABLE.replace("五角场社区,区民政局", "五角场社区,区民政局,张三,5"), &run);
    assert!(told.len() == 1 && told[0].starts_with("4:24 MD110 "), "{told:?}");
    let told = found("t.csv", TABLE.replace("五角场社区,区", "\"五角场社区,区"), &run);
    assert!(told[0].starts_with("4:13 MD004 "), "{told:?}");
    let own = each(|n, cells| {
        let own = if n == 0 { "备注" } else { "已核对" };
        cells.into_iter().chain([own]).map(str::to_owned).collect()
    });
    let at = own.find("已核对").unwrap();
    let cut = [&own.as_bytes()[..at + 4], &own.as_bytes()[at + 5..]].concat();
    assert!(codes(&found("t.csv", cut, &run)).contains(&"MD001"));
}

#[test]
fn characters_that_are_not_the_notices_are_told() {
    let run = run(NOTICE);
    for (row, column, text, expected) in [
        (1, 3, "平江社\u{200b}区", "2:16 MD409"),
        (2, 2, "福建省福州市⿎楼区", "3:12 MD408"),
        (5, 3, "南坪\u{a0}社区", "6:15 MD409"),
    ] {
        let told = found("t.csv", with(row, column, text), &run);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{text}: {told:?}");
    }
}

#[test]
fn an_empty_cell_is_told_where_it_is() {
    let run = run(NOTICE);
    let told = found("t.csv", with(3, 4, ""), &run);
    assert!(told.len() == 1 && told[0].starts_with("4:19 MD503 "), "{told:?}");
    // A name lost beside its group is no heading.
    let row = |(n, row): (usize, &str)| {
        let cells: Vec<&str> = row.split(',').collect();
        format!("{},{}\n", cells[0], if n == 5 { "" } else { cells[3] })
    };
    let two = TABLE.lines().enumerate().map(row).collect::<Vec<_>>().concat();
    let told = found("t.csv", two, &run);
    assert!(told.len() == 1 && told[0].starts_with("6:4 MD503 "), "{told:?}");
    // What programs write for nothing is nothing.
    let told = found("t.csv", with(3, 4, "NaN"), &run);
    assert!(told.len() == 1 && told[0].contains("is empty"), "{told:?}");
}

#[test]
fn facts_of_the_notice_are_told_once() {
    let run = run(NOTICE);
    let dated = each(|n, cells| {
        let fact = if n == 0 { "notice_date" } else { "2020-09-29" };
        std::iter::once(fact).chain(cells).map(str::to_owned).collect()
    });
    let told = found("t.csv", dated, &run);
    assert_eq!(
        told,
        [
            "2:1 MD503 notice_date is 2020-09-29 in 6 rows, from row 2 on, but line 11 of notice.txt has 2021-09-29"
        ]
    );
}

#[test]
fn a_fingerprint_is_that_of_the_row() {
    let print = |notice: &str, table: String| {
        let source = Source::new(notice, NOTICE);
        let choose = Choose::Among(schema::built_in());
        let run =
            pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap();
        let source = Source::new("t.csv", table);
        let (_, report) =
            pipeline::ground(&source, &run, Gazetteer::embedded(), &Settings::default()).unwrap();
        let mut prints: Vec<String> =
            report.findings.iter().map(|f| format!("{} {}", f.code, f.fingerprint)).collect();
        prints.sort();
        prints
    };
    let wrong = with(3, 2, "上海市杨埔区");
    let first = print("n.txt", wrong.clone());
    assert_eq!(first.len(), 1);
    assert_eq!(print("./n.txt", wrong.clone()), first);
    assert_eq!(print("n.txt", format!("社区（整理稿）,,,,\n{wrong}")), first);
    assert_ne!(print("n.txt", with(3, 2, "上海市杨埔县")), first);
    // A row that is missing, whatever stands before its place.
    let without = |table: &str| table.replace("一类,3,上海市杨浦区,五角场社区,区民政局\n", "");
    let missing = print("n.txt", without(TABLE));
    let more = print("n.txt", without(&with(2, 4, "区民政处")));
    assert!(missing.len() == 1 && more.contains(&missing[0]), "{missing:?} {more:?}");
}

#[test]
fn numbers_under_another_unit_are_told() {
    let notice = "关于公布示范项目名单的通知\n\n现公布示范项目名单。\n\n附件：示范项目名单\n\n附件\n\n示范项目名单\n\n\
        序号\t项目名称\t投资（万元）\n1\t甲项目\t120\n2\t乙项目\t300.5\n3\t丙项目\t80\n";
    let table = |unit: &str| format!("项目名称,投资{unit}\n甲项目,120\n乙项目,300.5\n丙项目,80\n");
    let notice = run(notice);
    for sound in ["（万元）", "(万元)", ""] {
        assert!(found("table.csv", table(sound), &notice).is_empty(), "{sound}");
    }
    let told = found("table.csv", table("（亿元）"), &notice);
    assert_eq!(codes(&told), ["MD503"], "{told:?}");
}
