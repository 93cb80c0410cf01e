//! `edits` applied to the old side give the new one, whatever was done to it; and a comparison is
//! the same every time and empty only between sides that say the same.
#![allow(missing_docs)]

use mingdan::diff::{self, Column, Edit, Fact, Hints, Row, Side, Text};
use mingdan::gazetteer::Gazetteer;

/// How many random pairs.
const PAIRS: u64 = 6_000;

/// Numbers by chance, the same every run (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const NAMES: [&str; 16] = [
    "江苏省苏州市",
    "江苏省 苏州市",
    "湖北省襄樊市",
    "湖北省襄阳市",
    "河北雄安新区",
    "河北省雄安新区",
    "黄河水利职业技术学院",
    "黄河水利职业技术大学",
    "广东省深圳市龙华区",
    "广东省深圳市龙岗区",
    "甲",
    "乙",
    "Computers & Education",
    "COMPUTERS AND EDUCATION",
    "浙江大学",
    "",
];
const UNITS: [&str; 7] =
    ["市人民政府", "市卫健委", "市卫生健康委", "浙江大学", "区管委会", "（甲）公司", "(甲)公司"];
const GROUPS: [&str; 5] = ["综合", "教育", "养老", "养 老二", "体育"];

fn text(chance: &mut Chance, of: &[&str]) -> Text {
    let value = chance.one(of);
    if chance.below(4) == 0 { Text::new(value, chance.one(of)) } else { Text::plain(value) }
}

fn row(chance: &mut Chance, groups: usize, columns: &[Column]) -> Row {
    let cell = |column: &Column, chance: &mut Chance| {
        let most = if column.list { 3 } else { 1 };
        (0..chance.below(most + 1)).map(|_| text(chance, &UNITS)).collect()
    };
    Row {
        group: (groups > 0 && chance.below(8) > 0).then(|| chance.below(groups) as u32),
        rank: (chance.below(5) > 0).then(|| chance.below(9).try_into().unwrap_or(0)),
        name: text(chance, &NAMES),
        code: match chance.below(8) {
            0..=3 => String::new(),
            4 => format!("00{}", chance.below(12)),
            5 => format!("{}.0", chance.below(12)),
            _ => chance.below(12).to_string(),
        },
        aliases: (0..chance.below(8) / 6).map(|_| chance.one(&NAMES).to_owned()).collect(),
        cells: columns.iter().map(|column| cell(column, chance)).collect(),
    }
}

fn side(chance: &mut Chance) -> Side {
    let mut columns: Vec<Column> = ["units", "remarks", "amount"]
        .iter()
        .map(|key| Column { key: (*key).to_owned(), title: String::new(), list: *key == "units" })
        .collect();
    columns.truncate(chance.below(4));
    if chance.below(2) == 0 {
        columns.reverse();
    }
    let mut groups: Vec<Vec<String>> = GROUPS.iter().map(|g| vec![(*g).to_owned()]).collect();
    for at in (1..groups.len()).rev() {
        groups.swap(at, chance.below(at + 1));
    }
    groups.truncate(chance.below(6));
    // Several rosters: every heading stands under the title of one.
    let titled = chance.below(4) == 0;
    if titled {
        for path in &mut groups {
            path.insert(0, chance.one(&["第一批名单", "第二批名单", "退出名单"]).to_owned());
        }
    }
    let serials = chance.below(4) > 0;
    let rows: Vec<Row> = (0..chance.below(12))
        .map(|_| row(chance, groups.len(), &columns))
        .map(|row| Row { rank: row.rank.filter(|_| serials), ..row })
        .collect();
    let fact = |item: &str, chance: &mut Chance| Fact {
        item: item.to_owned(),
        about: String::new(),
        values: (0..=chance.below(2))
            .map(|_| chance.one(&["2009-01-01", "2021-09-29", "a"]).to_owned())
            .collect(),
    };
    let items = ["number", "date", "issuers"];
    let facts = items.iter().map(|item| fact(item, chance)).collect::<Vec<_>>();
    let facts = facts.into_iter().skip(chance.below(3)).collect();
    let knows_facts = chance.below(2) == 0;
    Side {
        name: "x".into(),
        facts,
        knows_facts,
        columns,
        groups,
        rows,
        ordered: chance.below(2) == 0,
        titled,
        ..Side::default()
    }
}

/// A side that was worked on, rather than another one altogether.
fn revised(old: &Side, chance: &mut Chance) -> Side {
    let mut new = old.clone();
    for _ in 0..chance.below(6) {
        let at = chance.below(new.rows.len());
        match chance.below(9) {
            0 if !new.rows.is_empty() => drop(new.rows.remove(at)),
            1 => {
                let row = row(chance, new.groups.len(), &new.columns);
                new.rows.insert(at, row);
            }
            2 if !new.rows.is_empty() => {
                let to = chance.below(new.rows.len());
                new.rows.swap(at, to);
            }
            3 if !new.rows.is_empty() => new.rows[at].name = text(chance, &NAMES),
            4 if !new.rows.is_empty() && !new.groups.is_empty() => {
                new.rows[at].group = Some(chance.below(new.groups.len()) as u32);
            }
            5 if !new.groups.is_empty() => {
                let at = chance.below(new.groups.len());
                let name = format!("改名{}", chance.below(100));
                if let Some(last) = new.groups[at].last_mut() {
                    *last = name;
                }
            }
            7 if new.titled => {
                for path in &mut new.groups {
                    if path[0] == "第一批名单" {
                        "新名单".clone_into(&mut path[0]);
                    }
                }
            }
            8 if !new.rows.is_empty() => new.rows[at].code = chance.below(12).to_string(),
            6 => new.rows.reverse(),
            _ => {}
        }
    }
    // No path comes twice.
    let mut seen = std::collections::HashSet::new();
    if !new.groups.iter().all(|path| seen.insert(path.clone())) {
        return old.clone();
    }
    let last = new.groups.len() as u32;
    for row in &mut new.rows {
        row.group = row.group.filter(|group| *group < last);
    }
    new
}

#[test]
fn edits_lead_from_old_to_new() {
    let gazetteer = Gazetteer::embedded();
    for seed in 0..PAIRS {
        let mut chance = Chance(seed);
        let old = side(&mut chance);
        let new = if seed % 2 == 0 { revised(&old, &mut chance) } else { side(&mut chance) };
        let hints = Hints { key: (seed % 5 == 0).then(|| "code".to_owned()), ..Hints::default() };
        let found = diff::diff(&old, &new, gazetteer, &hints);
        assert_eq!(
            found,
            diff::diff(&old, &new, gazetteer, &hints),
            "seed {seed}: not the same twice"
        );

        // Through JSON, as others would apply them.
        let json = serde_json::to_string(&found.edits).unwrap();
        let edits: Vec<Edit> = serde_json::from_str(&json).unwrap();
        assert_eq!(edits, found.edits, "seed {seed}");
        let applied = diff::apply(&old, &edits).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        assert_eq!(applied.canonical(), new.canonical(), "seed {seed}");

        let alike = old.canonical() == new.canonical();
        assert!(!alike || found.is_empty(), "seed {seed}: {:?}", found.changes);
        assert!(!alike || found.edits.is_empty(), "seed {seed}: {:?}", found.edits);
    }
}

#[test]
fn edits_for_another_side_are_refused() {
    let misfit = diff::apply(&Side::default(), &[Edit::Remove { entry: 1 }]);
    assert_eq!(misfit, Err(diff::Misfit::Entry(1)));
    let misfit = diff::apply(&Side::default(), &[Edit::Move { entry: 0, to: 1 }]);
    assert_eq!(misfit, Err(diff::Misfit::Entry(0)));
}
