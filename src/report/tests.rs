//! The formats, on one small notice.

use super::{Input, Lang, RENDERERS, render};
use crate::check::Checked;
use crate::check::testing::Sample;
use crate::model::{FindingLevel, Relation};

fn sample() -> (Sample, Checked) {
    let long = "为深入开展人工智能社会实验工作按照要求经地方推荐专家评审网上公示等程序".repeat(6);
    let sample = Sample::seed_like()
        .claim("综合基地", 10, Relation::Alone)
        .claim(&long, 9, Relation::Alone)
        .group("综合基地", "综合基地")
        .rows("1 2 3 4 6 7 8 9 10");
    let checked = sample.check();
    (sample, checked)
}

fn show(format: &str, lang: Lang, least: FindingLevel) -> String {
    let (sample, checked) = sample();
    let notice = Some(&sample.notice);
    let input = Input { notice, lang, least, ..Input::new(&sample.document, checked.report()) };
    render(format, &input).unwrap()
}

#[test]
fn concise() {
    let shown = show("concise", Lang::En, FindingLevel::Warning);
    assert_eq!(
        shown,
        "notice.txt:2:1: error MD201 claim-broken: the notice declares 10家综合基地; its rows give 9\n\
         notice.txt:9:1: error MD101 rank-gap: serials go from 4 to 6; missing: 5\n"
    );
    let shown = show("concise", Lang::Zh, FindingLevel::Error);
    assert!(
        shown.contains("notice.txt:9:1: 错误 MD101 rank-gap: 序号由 4 跳到 6，缺少：5"),
        "{shown}"
    );
}

#[test]
#[cfg(feature = "cli")]
fn text() {
    let shown = show("text", Lang::En, FindingLevel::Note);
    for part in [
        "error[MD101 rank-gap]: serials go from 4 to 6; missing: 5",
        "--> notice.txt:9:1",
        "the serial before it",
        "1 missing before this row",
        "2 errors, 1 note in notice.txt",
    ] {
        assert!(shown.contains(part), "no `{part}` in\n{shown}");
    }
    assert!(shown.lines().all(|line| crate::text::width::width(line) < 260));
}

#[test]
fn json() {
    let shown = show("json", Lang::En, FindingLevel::Error);
    let json: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["entries"], 9);
    assert_eq!(json["summary"]["findings"]["error"], 2);
    assert_eq!(json["claims"][0]["state"], "broken");
    assert_eq!(json["claims"][0]["line"], 2);
    let gap = json["findings"].as_array().unwrap().iter().find(|f| f["code"] == "MD101").unwrap();
    assert_eq!((&gap["line"], &gap["column"], &gap["quote"]), (&9.into(), &1.into(), &"6".into()));
    assert_eq!(gap["related"][0]["quote"], "4");
    assert_eq!(json["conservation"]["leftovers"], serde_json::json!([]));
    let lines = show("jsonl", Lang::En, FindingLevel::Warning);
    assert_eq!(lines.lines().count(), 2);
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn nothing_found_and_nothing_there() {
    let document = crate::model::Document::default();
    let report = crate::model::Report::default();
    for renderer in RENDERERS {
        for lang in [Lang::En, Lang::Zh] {
            let input =
                Input { lang, colour: true, counts: true, ..Input::new(&document, &report) };
            let shown = render(renderer.name, &input).unwrap();
            assert!(shown.is_empty() || shown.ends_with('\n'));
        }
    }
}
