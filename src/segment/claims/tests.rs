//! The grammar on sentences of real kinds of notices.

use super::*;

/// Claims as `declared measure about relation`.
fn claims(text: &str) -> Vec<String> {
    let view = View::join(&[Span::of(0, text.len())], text);
    let mut claims = Vec::new();
    read(&view, ClaimPlace::Body, &mut claims);
    claims
        .iter()
        .map(|claim| {
            let relation = match claim.relation {
                Relation::Alone => String::new(),
                Relation::ClassesOf(c) => format!(" classes-of {c}"),
                Relation::PartOf(c) => format!(" part-of {c}"),
                Relation::Delta => " delta".into(),
            };
            assert!(claim.span.contains(claim.numeral), "{text}");
            format!("{}{}{}{relation}", claim.declared, claim.measure, claim.about)
        })
        .collect()
}

#[test]
fn whole_and_classes() {
    let expected = ["10家综合基地", "7个领域 classes-of 2", "82家特色基地"];
    assert_eq!(claims("确定了10家综合基地和7个领域共计82家特色基地。"), expected);
    assert_eq!(claims("确定了１０家综合基地和７个领域共计８２家特色基地。"), expected);
    assert_eq!(claims("确定了十家综合基地和七个领域共计八十二家特色基地。"), expected);
}

#[test]
fn totals() {
    assert_eq!(
        claims("现对第二批43个上海市森林乡村名单予以公布（见附件）。"),
        ["43个上海市森林乡村"]
    );
    assert_eq!(
        claims("确定了7家“超低能耗建筑第三方测评机构”，具体名单如下："),
        ["7家超低能耗建筑第三方测评机构"]
    );
    assert_eq!(
        claims(
            "本市试点名单街道（镇、乡）共计21个（具体名单见附件），其中纳入国家试点名单街道（镇、乡）17个。"
        ),
        ["21个本市试点名单街道（镇、乡）", "17个国家试点名单街道（镇、乡） part-of 0"]
    );
    assert_eq!(claims("确定了10家综合基地、特色基地，共计92家。"), ["10家综合基地", "92家"]);
}

#[test]
fn parts() {
    assert_eq!(
        claims(
            "共有585个项目，其中，光伏电站项目4个、企业分布式光伏项目134个、居民光伏项目447个。"
        ),
        [
            "585个项目",
            "4个光伏电站项目 part-of 0",
            "134个企业分布式光伏项目 part-of 0",
            "447个居民光伏项目 part-of 0"
        ]
    );
}

#[test]
fn deltas() {
    assert_eq!(
        claims("新增2个会议和7个刊物，删除1个期刊。"),
        ["2个会议 delta", "7个刊物 delta", "1个期刊 delta"]
    );
}

#[test]
fn what_is_no_claim() {
    for text in [
        "按照《关于公布10家基地的通知》（中网办秘字〔2021〕820号）的要求",
        "请于11月15日前将实施方案报送",
        "每省推荐不超过3家单位",
        "第二批名单",
        "约100家企业",
        "100余家企业",
        "一个领导小组",
        "规模33.091万千瓦",
        "2021年度",
        "增长15%",
        "十九大和二十大精神",
        "建立健全三个方面的机制",
    ] {
        assert!(claims(text).is_empty(), "{text}: {:?}", claims(text));
    }
}

#[test]
fn headings() {
    let read = |text: &str| {
        let view = View::join(&[Span::of(0, text.len())], text);
        of_heading(&view, ClaimPlace::Note).map(|(c, at)| (c.declared, text[..at].to_owned()))
    };
    assert_eq!(read("北京市（92所）"), Some((92, "北京市".into())));
    assert_eq!(read("崇明区（ 14 个）"), Some((14, "崇明区".into())));
    assert_eq!(read("传统音乐(30项,涉及31个申报地区或单位)"), Some((30, "传统音乐".into())));
    assert_eq!(read("一、国家级（共十家）"), Some((10, "一、国家级".into())));
    assert_eq!(read("特色基地（教育）"), None);
    assert_eq!(read("特色基地（3期工程）"), None);
}
