//! One fault of a value gives one finding, and what is right gives none.

use crate::check::Settings;
use crate::gazetteer::Gazetteer;
use crate::model::{FindingLevel, Source};
use crate::pipeline::{self, Choose};

/// Findings of a notice with these rows: `MD401 column: text`, those of counts left out.
fn found(header: &str, rows: &[&str]) -> Vec<String> {
    let mut text = "关于公布示范基地名单的通知\n\n现公布示范基地名单。\n\n附件：示范基地名单\n\n2021年9月29日\n\n\
                    附件\n\n示范基地名单\n\n"
        .to_owned();
    let rows: Vec<String> = (1..).zip(rows).map(|(n, row)| format!("{n}\t{row}\n")).collect();
    text.extend(["序号\t", header, "\n", &rows.concat()]);
    let source = Source::new("notice.txt", text.into_bytes());
    let settings = Settings::default();
    let gazetteer = Gazetteer::embedded();
    let run = pipeline::run(&source, Choose::Among(&[]), gazetteer, &settings).unwrap();
    let findings = run.checked.report().findings.iter();
    let shown = findings.filter(|f| f.level > FindingLevel::Note || f.code.starts_with("MD4"));
    shown
        .map(|f| {
            let key = if f.key.is_empty() { String::new() } else { format!(" {}", f.key) };
            let note = if f.level == FindingLevel::Note { " note" } else { "" };
            format!("{}{key}{note}: {}", f.code, run.document.slice(f.primary))
        })
        .collect()
}

fn rows(rows: &[&str]) -> Vec<String> {
    found("地区\t申报单位", rows)
}

const GOOD: [&str; 4] = [
    "江苏省苏州市\t市人民政府",
    "江苏省南通市\t市教育局",
    "江苏省徐州市\t市民政局",
    "江苏省盐城市\t市科技局",
];

/// The good rows and one more.
fn with(row: &str) -> Vec<String> {
    let mut all = GOOD.to_vec();
    all.push(row);
    rows(&all)
}

#[test]
fn what_is_right_gives_nothing() {
    let none: Vec<String> = Vec::new();
    assert_eq!(rows(&GOOD), none);
    for row in [
        "重庆市\t市民政局",
        "重庆市南岸区\t区人民政府",
        "江苏省昆山市\t市人民政府",
        "江苏省无锡市滨湖区\t江苏省教育厅",
        "江苏省无锡市滨湖区\t无锡市民政局",
        "江苏省\t省教育厅",
        "江苏省南京市江北新区\t区管委会",
        "河北雄安新区\t雄安新区公共服务局",
        "内蒙古自治区\t自治区教育厅",
        "吉林省延边朝鲜族自治州\t州教育局",
        "内蒙古自治区锡林郭勒盟\t盟教育局",
        "西藏自治区阿里地区\t地区行署",
        "山西省阳泉市平定县\t县人民政府",
        "海南省儋州市\t市人民政府",
        "湖北省仙桃市\t市人民政府",
        "山东省济南市莱芜区\t区人民政府",
        "安徽省巢湖市\t市人民政府",
    ] {
        assert_eq!(with(row), none, "{row}");
    }
}

#[test]
fn one_fault_is_one_finding() {
    for (row, expected) in [
        ("江苏省无钖市\t市教育局、市民政局", "MD401 part: 江苏省无钖市"),
        ("无名岭\t市教育局", "MD401: 无名岭"),
        ("鼓楼区\t区教育局", "MD402: 鼓楼区"),
        ("湖北省襄樊市\t市教育局", "MD403: 湖北省襄樊市"),
        ("四川省杭州市\t市教育局", "MD404: 四川省杭州市"),
        ("江苏省无锡市滨湖区\t市民政局", "MD405: 市民政局"),
        ("江苏省无锡市\t省教育厅", "MD405: 省教育厅"),
        ("江苏省\t市教育局", "MD405 none: 市教育局"),
        ("浙江省湖州市长兴县\t区教育局", "MD405 none: 区教育局"),
        ("市人民政府\t江苏省无锡市", "MD115: 市人民政府"),
        ("江苏省 无锡市\t市教育局", "MD409 note: \u{20}"),
    ] {
        assert_eq!(with(row), [expected], "{row}");
    }
}

#[test]
fn a_column_of_something_else_is_one_finding() {
    let things: Vec<String> = (0..40).map(|n| format!("某某{n}号装置\t甲乙研究所")).collect();
    let things: Vec<&str> = things.iter().map(String::as_str).collect();
    assert_eq!(rows(&things), ["MD401 column: 某某0号装置"]);
    let above: Vec<String> =
        ["苏州", "南通", "徐州", "盐城", "无锡"].map(|c| format!("江苏省{c}市\t省教育厅")).into();
    let above: Vec<&str> = above.iter().map(String::as_str).collect();
    assert_eq!(rows(&above), ["MD405 column note: 省教育厅"]);
    let names = ["市教育局", "区教育局", "县教育局", "市民政局"].map(|n| format!("某项目{n}\t{n}"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(found("项目名称\t申报单位", &names), ["MD411 column: 市教育局"]);
    let turned = ["市教育局\t江苏省苏州市", "市民政局\t江苏省南通市", "市体育局\t江苏省无锡市"];
    assert_eq!(rows(&turned), ["MD115 whole: 市教育局"]);
}

#[test]
fn a_name_in_many_rows_is_one_finding() {
    let mut all = GOOD.to_vec();
    all.extend(["江苏省无钖市\t市教育局", "江苏省无钖市\t市民政局"]);
    let same_name = "MD302: 江苏省无钖市";
    assert_eq!(rows(&all), ["MD401 part: 江苏省无钖市", same_name]);
}

#[test]
fn a_word_is_seen_though_its_first_name_is_unbound() {
    let mut all = vec!["无名岭\t市卫健委"];
    all.extend(GOOD);
    all.extend(["江苏省镇江市\t市卫健委", "江苏省泰州市\t市卫生健康委"]);
    assert_eq!(rows(&all), ["MD401: 无名岭", "MD406 note: 市卫生健康委"]);
}

#[test]
fn one_exchange_explains_two_odd_cells() {
    let people = ["袁嘉兰", "邱宁", "毛天怡", "郭一", "熊艳", "董婷宁", "许静萍"];
    let row = |nth: usize| (people[nth].to_owned(), (nth + 1).to_string());
    let rows = |turned: Option<usize>| -> Vec<String> {
        let all = (0..people.len()).map(|nth| {
            let (name, place) = row(nth);
            if turned == Some(nth) {
                format!("{place}\t{name}")
            } else {
                format!("{name}\t{place}")
            }
        });
        all.collect()
    };
    let told = |turned| {
        let rows = rows(turned);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        found("姓名\t名次", &rows)
    };
    assert_eq!(told(None), Vec::<String>::new());
    assert_eq!(told(Some(3)), ["MD115: 4"]);
}

#[test]
fn numbers_in_each_others_column_are_told_by_their_size() {
    let right = [
        "147.3\t80.57",
        "142.4\t81.92",
        "141.8\t78.11",
        "148.9\t86.67",
        "135.2\t79.40",
        "128.0\t75.74",
    ];
    assert_eq!(found("笔试成绩\t面试成绩", &right), Vec::<String>::new());
    let mut wrong = right.to_vec();
    wrong[3] = "86.67\t148.9";
    assert_eq!(found("笔试成绩\t面试成绩", &wrong), ["MD115: 86.67"]);
    // Where the columns are not apart, nothing is told.
    wrong[0] = "80.57\t147.3";
    assert_eq!(found("笔试成绩\t面试成绩", &wrong), Vec::<String>::new());
}

#[test]
fn names_under_a_length_are_under_the_wrong_header() {
    let roads = ["12.5公里\t青山至白水公路", "8公里\t红岩至东坡公路", "5.6公里\t石桥至南坝公路"];
    assert_eq!(found("项目名称\t长度", &roads), ["MD115 whole: 青山至白水公路"]);
    assert_eq!(found("项目名称\t建设长度（公里）", &roads), ["MD115 whole: 青山至白水公路"]);
    assert_eq!(found("长度\t项目名称", &roads), Vec::<String>::new());
    // What is run is called so many metres; a road's length may be told by its ends.
    let races = ["100米\t12.5", "200米\t25.3", "400米\t56.7"];
    assert_eq!(found("项目\t成绩", &races), Vec::<String>::new());
    let ends = ["环城公路\t自K12起3公里", "滨河公路\t自K8起2公里", "沿江公路\t全线"];
    assert_eq!(found("项目名称\t长度", &ends), Vec::<String>::new());
}

#[test]
fn numbers_well_within_each_others_column_are_told() {
    let mut all =
        vec!["10\t150", "40\t200", "70\t300", "260\t60", "120\t400", "110\t350", "20\t500"];
    assert_eq!(found("职工\t产值", &all), ["MD115: 260"]);
    all[3] = "140\t118";
    assert_eq!(found("职工\t产值", &all), Vec::<String>::new());
}

#[test]
fn headers_are_exchanged_where_the_cells_are_surely_of_the_other() {
    for (header, rows) in [
        ("村名\t负责部门", ["农业局\t石桥村", "水利局\t木桥村", "林业局\t铁桥村"]),
        ("学校名称\t专业名称", ["护理学\t甲山大学", "会计学\t乙水大学", "机械工程\t丙火大学"]),
        ("作者\t作品", ["春到江南两岸边\t王一山", "夏日荷塘画\t李二水", "《秋》\t张三"]),
    ] {
        let told = found(header, &rows);
        assert!(told.iter().any(|told| told.starts_with("MD115 whole")), "{header}: {told:?}");
    }
    for (header, rows) in [
        ("村名\t实施地点", ["上河村、下河社区\t石桥村", "东山社区\t木桥村", "南岭社区\t铁桥村"]),
        ("姓名\t专业", ["阿卜杜热西提\t金融学", "买买提江\t农学类", "古丽巴哈尔\t金属学"]),
        ("企业名称\t产品", ["字节跳动\t甲山公司", "高德地图软件\t乙水公司", "蚂蚁平台\t丙火公司"]),
        (
            "社区\t承办",
            ["石桥居委会\t石桥社区", "木桥村民委员会\t木桥社区", "铁桥居委会\t铁桥社区"],
        ),
        ("级别\t信誉", ["1\tAAA", "2\tAA", "2\tA"]),
        ("社区\t承办", ["上河村\t石桥社区", "东山村\t木桥社区", "南岭村\t铁桥社区"]),
        ("乡镇\t实施范围", ["城关街道\t石桥镇", "东城街道\t木桥镇", "西城街道\t铁桥乡"]),
        ("学校\t推荐", ["北大\t甲山大学", "清华\t乙水大学", "复旦\t丙火大学"]),
        ("级别\t信用评价", ["国家级\tAAA", "省级\tAA", "省级\tA"]),
        ("有效期\t发证", ["三年\t2021年5月6日", "三年\t2021年5月7日", "长期\t2021年5月8日"]),
        ("负责人\t专业", ["买买提·阿布都\t金融", "John Smith\t师范", "张**\t农学"]),
        ("产品\t计量单位", ["甲山有限公司\t台", "乙水有限公司\t套", "丙火有限公司\t吨"]),
        ("联合企业\t案例", ["阿里巴巴\t甲山有限公司", "腾讯\t乙水有限公司", "百度\t丙火有限公司"]),
    ] {
        let told = found(header, &rows);
        assert!(!told.iter().any(|told| told.starts_with("MD115")), "{header}: {told:?}");
    }
}
