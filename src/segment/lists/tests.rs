//! Each form on an invented notice.

use crate::ingest::ingest;
use crate::model::notice::OddityKind;
use crate::model::{Document, Notice, Source};
use crate::segment::segment;

fn read(text: &str) -> (Document, Notice) {
    let document = ingest(&Source::new("t", text)).unwrap();
    let notice = segment(&document, None);
    (document, notice)
}

/// Entries as `group|cell|cell`.
fn rows(text: &str) -> Vec<String> {
    let (document, notice) = read(text);
    let mut rows = Vec::new();
    for roster in &notice.rosters {
        for entry in 0..roster.entries.len() {
            let group = roster.entries[entry].group;
            let mut row = group.map_or(String::new(), |g| roster.groups[g as usize].path.join("/"));
            for column in 0..roster.columns.len() {
                row.push('|');
                row.push_str(&roster.cell(&document, entry, column));
            }
            rows.push(row);
        }
    }
    rows
}

fn is_uncertain(text: &str) -> bool {
    let (_, notice) = read(text);
    notice.oddities.iter().any(|o| matches!(o.kind, OddityKind::RosterUncertain { .. }))
}

#[test]
fn numbered_items_share_lines() {
    let text = "目录\n\n## 第一类\n\n1．甲物（第1条） 2．乙物（第2条）\n\n3．丙物（第3条）\n\n## 第二类\n\n4．丁物（第4条）\n";
    let expected = [
        "第一类|1|甲物|第1条",
        "第一类|2|乙物|第2条",
        "第一类|3|丙物|第3条",
        "第二类|4|丁物|第4条",
    ];
    assert_eq!(rows(text), expected);
}

#[test]
fn numbered_points_of_a_letter_are_no_roster() {
    let text = "关于做好工作的通知\n\n1．各单位要高度重视，加强领导。\n2．各单位要明确分工，压实责任。\n3．各单位要及时报送情况。\n";
    assert!(rows(text).is_empty());
}

#[test]
fn one_cell_a_paragraph_with_serials() {
    let text = "附件\n\n某区域名单\n\n序号\n\n所在区\n\n区域名称\n\n1\n\n甲区\n\n甲园\n\n2\n\n乙区\n\n乙园\n\n3\n\n丙区\n\n丙园\n";
    assert_eq!(rows(text), ["|1|甲区|甲园", "|2|乙区|乙园", "|3|丙区|丙园"]);
    assert!(!is_uncertain(text));
}

#[test]
fn one_cell_a_paragraph_with_merged_cells() {
    let text = "现将4个试点名单公布。\n\n附件\n某试点名单\n单位：万千瓦\n区\n街道名称\n申报规模\n备注\n\n甲区\n一街道\n1.5\n国家试点\n\n二街道\n2.0\n\n乙区\n三镇\n0.5\n\n丙区\n四镇\n3.0\n市级试点\n\n合计\n7.0\n";
    let expected = [
        "|甲区|一街道|1.5|国家试点",
        "|甲区|二街道|2.0|国家试点",
        "|乙区|三镇|0.5|国家试点",
        "|丙区|四镇|3.0|市级试点",
    ];
    assert_eq!(rows(text), expected);
    assert!(!is_uncertain(text));
    assert!(is_uncertain(&text.replace("4个", "若干")));
}

#[test]
fn counted_lists() {
    let text = "附件\n\n某村名单\n\n行政区\n\n行政村名单\n\n甲区\n\n（2个）\n\n一村、二村\n\n乙区（1 个）\n\n三村\n";
    assert_eq!(rows(text), ["甲区|一村", "甲区|二村", "乙区|三村"]);
}

#[test]
fn names_before_colons() {
    let text = "建设学科名单\n甲大学：数学、物理学\n乙大学：化学\n丙大学（北京）：（自行公布）\n丁大学：史学\n";
    let expected =
        ["|甲大学|数学、物理学", "|乙大学|化学", "|丙大学（北京）|（自行公布）", "|丁大学|史学"];
    assert_eq!(rows(text), expected);
}

#[test]
fn plain_lines_under_an_announcement() {
    let text = "关于公布机构的通知\n\n各单位：\n\n经评审确定了3家机构，具体名单如下：\n\n甲公司\n\n乙研究所\n\n丙中心\n\n（排名不分先后）\n\n特此通知。\n";
    assert_eq!(rows(text), ["|甲公司", "|乙研究所", "|丙中心"]);
    assert!(!is_uncertain(text));
}

#[test]
fn names_in_a_sentence() {
    let text = "国函〔2020〕1号\n甲省、乙省人民政府：\n一、同意在甲市、乙市、丙市、丁市、戊市等5个城市设立试验区。\n二、要加强领导。\n";
    assert_eq!(rows(text), ["|甲市", "|乙市", "|丙市", "|丁市", "|戊市"]);
    assert!(!is_uncertain(text));
    assert!(is_uncertain(&text.replace("等5个", "等6个")));
}

#[test]
fn a_second_name_in_a_line_is_two_lines() {
    let sound = "建设学科名单\n甲大学：数学、物理学\n乙大学：化学\n丙大学：（自行公布）\n丁大学：史学（方向：古代史）\n\
        戊大学：数学\n己大学：化学\n庚大学：史学\n辛大学：哲学\n壬大学：法学\n";
    let merged = |text: &str| {
        let (document, notice) = read(text);
        let odd = notice.oddities.iter().filter(|o| o.kind == OddityKind::LinesMerged);
        odd.map(|oddity| document.slice(oddity.span).to_owned()).collect::<Vec<_>>()
    };
    assert!(merged(sound).is_empty());
    assert_eq!(merged(&sound.replace("化学\n丙", "化学丙")), ["乙大学：化学丙大学：（自行公布）"]);
}
