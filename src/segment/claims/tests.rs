//! The grammar on sentences of real kinds of notices.

use super::*;
use crate::model::{Span, Stance};

/// Claims as `declared measure about relation`.
fn claims(text: &str) -> Vec<String> {
    let place = if text.starts_with("关于") || text.ends_with("的通知") {
        ClaimPlace::Title
    } else {
        ClaimPlace::Body
    };
    let view = View::join(&[Span::of(0, text.len())], text);
    let mut claims = Vec::new();
    read(&view, place, &mut claims);
    claims
        .iter()
        .map(|claim| {
            let relation = match claim.relation {
                Relation::Alone => String::new(),
                Relation::ClassesOf(c) => format!(" classes-of {c}"),
                Relation::PartOf(c) => format!(" part-of {c}"),
                Relation::Delta => " delta".into(),
            };
            let context = if claim.stance == Stance::List { "" } else { " context" };
            let annex = claim.annex.map_or(String::new(), |annex| format!(" annex {annex}"));
            assert!(claim.span.contains(claim.numeral), "{text}");
            let (n, measure, about) = (claim.declared, &claim.measure, &claim.about);
            format!("{n}{measure}{about}{relation}{context}{annex}")
        })
        .collect()
}

#[test]
fn sentences_of_notices() {
    let mut wrong = Vec::new();
    let mut read = 0;
    let mut lines = include_str!("sentences.txt").lines().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut expected = Vec::new();
        while let Some(claim) = lines.next_if(|next| next.starts_with('\t')) {
            expected.push(claim.trim_start().to_owned());
        }
        let got = claims(line);
        if got != expected {
            wrong.push(format!("{line}\n  expected {expected:?}\n  got      {got:?}"));
        }
        read += 1;
    }
    assert!(read > 120, "{read}");
    assert!(wrong.is_empty(), "{} of {read}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn headings() {
    let read = |text: &str| {
        let view = View::join(&[Span::of(0, text.len())], text);
        of_heading(&view, ClaimPlace::Note)
            .map(|(c, at)| (c.declared, text[..at].trim().to_owned()))
    };
    assert_eq!(read("北京市（92所）"), Some((92, "北京市".into())));
    assert_eq!(read("崇明区（ 14 个）"), Some((14, "崇明区".into())));
    assert_eq!(read("传统音乐(30项,涉及31个申报地区或单位)"), Some((30, "传统音乐".into())));
    assert_eq!(read("一、国家级（共十家）"), Some((10, "一、国家级".into())));
    assert_eq!(read("東區（共5個）"), Some((5, "東區".into())));
    assert_eq!(read("浦东新区（共５个）"), Some((5, "浦东新区".into())));
    assert_eq!(read("二、新增企业 共12家"), Some((12, "二、新增企业".into())));
    assert_eq!(read("特色基地（教育）"), None);
    assert_eq!(read("特色基地（3期工程）"), None);
    assert_eq!(read("重点项目（2021年）"), None);
    assert_eq!(read("第三批（2021年第3批）"), None);
}

#[test]
fn other_counts_of_a_heading() {
    let text = "传统音乐（30项，其中新增12项、扩展18项，涉及31个申报地区或单位）";
    let view = View::join(&[Span::of(0, text.len())], text);
    let (own, _) = of_heading(&view, ClaimPlace::Note).unwrap();
    let others = others_of_heading(&view, &own, 7);
    let shown: Vec<_> = others.iter().map(|c| (c.declared, c.relation)).collect();
    let part = Relation::PartOf(7);
    assert_eq!(shown, [(12, part), (18, part), (31, Relation::Alone)]);
}
