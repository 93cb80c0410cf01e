//! More findings of a kind than anyone reads: the data has them all, people are told how many.

use serde_json::Value;

use crate::support::{NOTICE, Room};

fn flooded(rows: usize) -> String {
    let (head, _) = NOTICE.split_once("1\t江苏省").expect("the rows");
    let sign = |n: usize| char::from_u32(0x7532 + n as u32).expect("a sign");
    let unknown = |n: usize| format!("{n}\t{}{}{n}\t某某机构\n", sign(n), sign(n * 7));
    let known = |n: usize| format!("{n}\t江苏省苏州市\t第{n}某某机构\n");
    let row = |n: usize| if n <= rows { unknown(n) } else { known(n) };
    let all = 3 * rows;
    head.replace("2家", &format!("{all}家")) + &(1..=all).map(row).collect::<String>()
}

#[test]
fn every_finding_is_in_the_data_and_can_be_accepted() {
    let room = Room::new("flood");
    room.write("a.txt", &flooded(199));
    let done = room.run(&["parse", "a.txt", "-o", "out"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let report = std::fs::read_to_string(room.path("out/report.json")).expect("the report");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let unknown = |report: &Value| {
        let findings = report["findings"].as_array().expect("findings");
        findings.iter().filter(|f| f["code"] == "MD401" && f["accepted"].is_null()).count()
    };
    assert_eq!(unknown(&report), 199);
    let findings = report["findings"].as_array().expect("findings");
    let warnings = findings.iter().filter(|f| f["level"] == "warning").count();
    assert_eq!(report["summary"]["findings"]["warning"], warnings);

    // For people a hundred are told and the rest counted.
    // Of the made-up names one has 疒, which is a part of characters (MD408).
    let off = ["--level", "MD411=off", "--level", "MD302=off", "--level", "MD408=off"];
    let lang = [&["--lang", "en"][..], &off].concat();
    let told = |format: &str| {
        let done = room.run(&[&["check", "a.txt", "--format", format], &lang[..]].concat());
        let of = |line: &&str| line.contains("MD401");
        (done.out.lines().filter(of).count(), done.out)
    };
    for format in ["text", "concise", "github"] {
        let (lines, out) = told(format);
        assert_eq!(lines, 101, "{format}: {out}");
        assert!(out.contains("99 more findings of this kind"), "{format}: {out}");
        assert!(format == "concise" || out.contains("199 warnings"), "{format}: {out}");
    }
    assert_eq!(told("jsonl").0, 199);

    let entries = told("accept").1;
    assert_eq!(entries.matches("code = \"MD401\"").count(), 199);
    room.write("a.accept.toml", &entries.replace("reason = \"\"", "reason = \"as printed\""));
    let flags = ["check", "a.txt", "--accept", "a.accept.toml", "--format", "json"];
    let done = room.run(&[&flags, &lang[..]].concat());
    let report: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(unknown(&report), 0, "{}", done.err);
}
