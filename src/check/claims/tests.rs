//! What each kind of count is held against.

use crate::check::testing::Sample;
use crate::model::report::State;
use crate::model::{FindingLevel, Relation, Role};
use crate::schema::{GroupPin, Pin, built_in};

/// Three groups on two levels, 2 + 3 + 1 rows, below the given claims.
fn sample(claims: &[(&str, u64, Relation)]) -> Sample {
    let start = Sample::seed_like().number("中网办秘字〔2021〕1488号");
    claims
        .iter()
        .fold(start, |sample, (about, count, relation)| sample.claim(about, *count, *relation))
        .group("综合基地", "综合基地/")
        .rows("1 2")
        .group("特色基地（教育）", "特色基地/教育")
        .rows("1 2 3")
        .group("特色基地（养老）", "特色基地/养老")
        .rows("1")
}

fn states(claims: &[(&str, u64, Relation)]) -> Vec<(State, Option<u64>)> {
    let checked = sample(claims).check();
    let states = checked.report().claims.iter().take(claims.len());
    states.map(|state| (state.state, state.found)).collect()
}

use Relation::{Alone, ClassesOf, Delta, PartOf};
use State::{Broken, Held, Unverifiable};

#[test]
fn counts_of_groups_classes_and_rows() {
    let seed = [("综合基地", 2, Alone), ("领域", 2, ClassesOf(2)), ("特色基地", 4, Alone)];
    assert_eq!(states(&seed), [(Held, Some(2)), (Held, Some(2)), (Held, Some(4))]);
    let wrong = [("综合基地", 3, Alone), ("领域", 7, ClassesOf(2)), ("特色基地", 5, Alone)];
    assert_eq!(states(&wrong), [(Broken, Some(2)), (Broken, Some(2)), (Broken, Some(4))]);
    assert_eq!(states(&[("基地", 6, Alone)]), [(Held, Some(6))]);
    assert_eq!(states(&[("特色基地(教育)", 4, Alone)]), [(Broken, Some(3))]);
    assert_eq!(states(&[("", 6, Alone)]), [(Held, Some(6))]);
    assert_eq!(states(&[("", 7, Alone)]), [(Broken, Some(6))]);
}

#[test]
fn doubtful_words_never_accuse() {
    assert_eq!(states(&[("先进个人", 3, Alone)]), [(Unverifiable, None)]);
    assert_eq!(states(&[("", 6, Alone), ("", 4, Alone)]), [(Held, Some(6)), (Unverifiable, None)]);
    assert_eq!(states(&[("综合基地", 9, Delta)]), [(Unverifiable, None)]);
    // Only one heading of three ends in 基地 here, but the list has six in all.
    assert_eq!(states(&[("合基地", 6, Alone)]), [(Held, Some(6))]);
    assert_eq!(states(&[("", 4, PartOf(9)), ("x", 3, ClassesOf(8))]), [(Unverifiable, None); 2]);
}

#[test]
fn other_readings_may_hold() {
    // Seven classes of these things, or seven of these things.
    assert_eq!(states(&[("领域特色基地", 2, Alone)]), [(Held, Some(2))]);
    assert_eq!(states(&[("领域特色基地", 4, Alone)]), [(Held, Some(4))]);
    assert_eq!(states(&[("领域特色基地", 5, Alone)]), [(Unverifiable, None)]);
    // What came in may be what is listed.
    assert_eq!(states(&[("基地", 6, Delta), ("基地", 5, Delta)])[0], (Held, Some(6)));
    assert_eq!(states(&[("综合基地", 2, Delta)]), [(Held, Some(2))]);
}

#[test]
fn a_roster_is_named_by_a_part_of_its_title() {
    let columns = [("名称", Role::Name), ("规模", Role::Number)];
    let states = |claims: &[(&str, u64, Relation)]| {
        let start = Sample::new(&columns);
        let sample = claims.iter().fold(start, |s, (about, n, r)| s.claim(about, *n, *r));
        let mut sample = sample.row("甲 10.5").row("乙 4.5").row("丙 15");
        sample.notice.rosters[0].title.as_mut().unwrap().value = "东部示范联系点名单".into();
        let rule = sample.notice.rosters[0].serial;
        let sample = sample.roster("西部示范联系点名单", &columns, rule).row("丁 1").row("丁 2");
        let checked = sample.check();
        checked.report().claims.iter().map(|c| (c.state, c.found)).collect::<Vec<_>>()
    };
    let whole = ("", 5, Alone);
    let split = [whole, ("东部", 3, PartOf(0)), ("西部", 2, PartOf(0))];
    assert_eq!(states(&split), [(Held, Some(5)), (Held, Some(3)), (Held, Some(2))]);
    assert_eq!(states(&[("西部", 4, Alone)]), [(Broken, Some(2))]);
    // A sum of numbers; the different names of a column.
    assert_eq!(states(&[("规模", 30, Alone)]), [(Held, Some(30))]);
    assert_eq!(states(&[("项目名称", 3, Alone)]), [(Held, Some(3))]);
    assert_eq!(states(&[("项目名称", 9, Alone)]), [(Unverifiable, None)]);
}

#[test]
fn findings_say_what_was_counted() {
    let claims = [("特色基地", 5, Alone)];
    let checked = sample(&claims).check();
    let finding = checked.report().findings.iter().find(|f| f.code == "MD201").unwrap();
    assert_eq!(
        crate::check::words::message(finding, crate::model::Lang::En),
        "the notice declares 5家特色基地; its rows give 4 (特色基地（教育）: 3, 特色基地（养老）: 1)"
    );
}

#[test]
fn groups_without_a_count_are_said() {
    let notes = |sample: Sample| {
        let mut notes = sample.found(FindingLevel::Note);
        notes.retain(|note| note.starts_with("MD20"));
        notes
    };
    let claims = [("综合基地", 2, Alone), ("特色基地", 4, Alone)];
    assert_eq!(notes(sample(&claims)), ["MD202 groups: 特色基地（教育）"]);
    let checked = sample(&claims).check();
    let absent: Vec<_> = checked.report().claims.iter().skip(2).collect();
    assert_eq!(absent.len(), 2);
    assert!(absent.iter().all(|state| state.state == State::Absent && state.declared.is_none()));
    assert_eq!(notes(sample(&[])), ["MD203: 名单"]);
}

#[test]
fn parts_add_up() {
    let faults = |claims: &[(&str, u64, Relation)]| {
        let mut faults = sample(claims).faults();
        faults.retain(|fault| fault.starts_with("MD204"));
        faults
    };
    let whole = ("", 6, Alone);
    assert!(faults(&[whole, ("甲", 2, PartOf(0)), ("乙", 4, PartOf(0))]).is_empty());
    assert!(faults(&[whole, ("甲", 2, PartOf(0))]).is_empty());
    assert_eq!(faults(&[whole, ("甲", 2, PartOf(0)), ("乙", 3, PartOf(0))]), ["MD204: 6家"]);
    assert_eq!(faults(&[whole, ("甲", 7, PartOf(0))]), ["MD204 one: 6家"]);
    assert_eq!(faults(&[whole, ("甲", u64::MAX, PartOf(0)), ("乙", 3, PartOf(0))]).len(), 1);
}

#[test]
fn counts_in_headings() {
    let two = |n: u64| {
        Sample::new(&[("校名", Role::Name)])
            .group("北京市（2所）", "北京市")
            .heading_claim(2)
            .row("北京大学")
            .row("清华大学")
            .group("天津市", "天津市")
            .heading_claim(n)
            .row("南开大学")
            .faults()
    };
    assert_eq!(two(1), Vec::<String>::new());
    assert_eq!(two(2), ["MD205: 天津市"]);
}

#[test]
fn pinned_counts() {
    let schema = &built_in()[0];
    let mut sample = sample(&[]);
    for roster in &mut sample.notice.rosters {
        roster.levels = vec!["category".into(), "domain".into()];
    }
    let checked = sample.check_with(Some(schema));
    let keys: Vec<&str> = checked
        .report()
        .findings
        .iter()
        .filter(|finding| finding.code == "MD207")
        .map(|finding| finding.key)
        .collect();
    // Three groups with other counts; five pinned groups gone, which explains level 2 of 7.
    assert_eq!(keys.iter().filter(|key| **key == "missing-many").count(), 1, "{keys:?}");
    assert_eq!(keys.iter().filter(|key| **key == "group").count(), 3, "{keys:?}");
    assert_eq!(keys.len(), 4);
    assert!(!checked.report().findings.iter().any(|f| matches!(f.code, "MD202" | "MD203")));
    // Another number is not measured by it.
    sample.notice.head.number.as_mut().unwrap().value = "中网办秘字〔2022〕1号".into();
    let checked = sample.check_with(Some(schema));
    let told = checked.report().findings.iter().filter(|finding| finding.code == "MD207");
    let told: Vec<_> = told.map(|finding| (finding.key, finding.level)).collect();
    assert_eq!(told, [("unbound", FindingLevel::Note)]);
}

fn pin(heading: &str, entries: u64) -> GroupPin {
    let pin = Pin { entries, rows: None };
    GroupPin { heading: heading.into(), under: Vec::new(), pin }
}

#[test]
fn groups_are_pinned_in_their_order() {
    let mut schema = built_in()[0].clone();
    schema.expect[0].entries = Some(6);
    schema.expect[0].levels.clear();
    let [a, b, c] = [pin("综合基地", 2), pin("特色基地（教育）", 3), pin("特色基地（养老）", 1)];
    for (pins, keys) in [([a.clone(), b.clone(), c.clone()], &[][..]), ([a, c, b], &["order"])] {
        schema.expect[0].groups = pins.to_vec();
        let checked = sample(&[]).check_with(Some(&schema));
        let found = checked.report().findings.iter().filter(|f| f.code == "MD207");
        assert_eq!(found.map(|f| f.key).collect::<Vec<_>>(), keys);
    }
}

#[test]
fn a_renamed_group_is_one_finding() {
    let mut schema = built_in()[0].clone();
    schema.expect[0].entries = Some(6);
    schema.expect[0].levels.clear();
    schema.expect[0].groups =
        vec![pin("综合基地", 2), pin("特色基地（城市）", 3), pin("特色基地（养老）", 1)];
    let checked = sample(&[]).check_with(Some(&schema));
    let found: Vec<_> = checked.report().findings.iter().filter(|f| f.code == "MD207").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].key, "renamed");
}

#[test]
fn it_is_told_which_reading_held_a_count() {
    let seed = include_bytes!("../../../fixtures/notices/seed/source.txt");
    let run = crate::parse("seed", &seed[..]).unwrap();
    let claims = &run.report().claims;
    let by = |about: &str| claims.iter().find(|claim| claim.about == about).unwrap().by;
    assert_eq!(by("综合基地"), Some("group"));
    assert_eq!(by("领域"), Some("classes"));
    assert_eq!(by("特色基地"), Some("group"));
}
