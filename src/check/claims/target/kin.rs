//! Whether what a claim counts is of the kind of a roster's rows: places of that level, people, bodies,
//! works.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::{Fit, Index, Target};
use crate::check::claims::fold::fold;
use crate::model::{Claim, Role, Roster, Row, Value};
use crate::text::words::claims::{TEAM_OFFICES, TEAMS};
use crate::text::words::deeds::{BODIES, PERSONS, WORKS};
use crate::text::{headers, persons};

/// What words and headers name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Body,
    Work,
}

/// Words for places, and how the names of such places end. The longest that fits counts.
static PLACES: &[(&str, &[&str])] = &[
    ("村", VILLAGE),
    ("村落", VILLAGE),
    ("村庄", VILLAGE),
    ("乡村", VILLAGE),
    ("社区", &["社区", "居", "居委会", "村"]),
    ("镇", TOWN),
    ("乡", TOWN),
    ("街道", TOWN),
    ("乡镇", TOWN),
    ("村镇", &["村", "镇", "乡", "社区"]),
    ("县", COUNTY),
    ("县区", COUNTY),
    ("区县", COUNTY),
    ("市县", &["县", "市", "区", "旗", "州", "盟"]),
    ("区", COUNTY),
    ("旗", COUNTY),
    ("市", CITY),
    ("城市", CITY),
    ("地市", CITY),
    ("地级市", CITY),
    ("设区市", CITY),
    ("州", CITY),
    ("盟", CITY),
    ("地区", ANY),
    ("省", PROVINCE),
    ("省份", PROVINCE),
];

const VILLAGE: &[&str] = &["村", "社区", "寨", "屯", "嘎查", "庄"];
const TOWN: &[&str] = &["镇", "乡", "街道", "苏木", "办事处", "农场"];
const COUNTY: &[&str] = &["县", "市", "区", "旗"];
const CITY: &[&str] = &["市", "州", "盟", "地区"];
const PROVINCE: &[&str] = &["省", "市", "区", "团"];
const ANY: &[&str] = &["省", "市", "县", "区", "旗", "州", "盟", "团"];

/// The word for a place at the end of a text, and the endings of such places.
fn place(about: &str) -> Option<&'static [&'static str]> {
    let words = PLACES.iter().filter(|(word, _)| about.ends_with(word));
    words.max_by_key(|(word, _)| word.len()).map(|(_, ends)| *ends)
}

/// What a noun names, or else its measure word.
fn kind(about: &str, measure: &str) -> Option<Kind> {
    let named = |words: &[&str], text: &str| {
        words.iter().filter(|word| text.ends_with(**word)).map(|word| word.len()).max()
    };
    let all = [(Kind::Person, PERSONS), (Kind::Body, BODIES), (Kind::Work, WORKS)];
    let of = |text: &str| {
        let found = all.iter().filter_map(|(kind, words)| Some((named(words, text)?, *kind)));
        found.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
    };
    of(about).or_else(|| of(measure).filter(|_| !measure.is_empty()))
}

/// The thing that a header names: 村 of 村（社区）名称, folded.
fn named_thing(title: &str) -> String {
    let title = fold(&headers::without_brackets(title));
    let tails = ["名称", "全称", "名单", "名"];
    tails.iter().find_map(|tail| title.strip_suffix(tail)).unwrap_or(&title).to_owned()
}

/// The nouns that 和 or 、 joins to the one that a text stands behind, and the rest of the text: 园区 of 5个城市和园区为试点.
/// Another count (和3个园区) is none of them.
pub(super) fn further_nouns(after: &str) -> (Vec<&str>, &str) {
    const JOINS: [&str; 5] = ["以及", "和", "与", "及", "、"];
    const NOUN_MOST: usize = 8;
    let (mut nouns, mut rest) = (Vec::new(), after);
    while let Some(behind) = JOINS.iter().find_map(|join| rest.strip_prefix(join)) {
        let ends = |at: usize| {
            let left = &behind[at..];
            left.starts_with('为')
                || JOINS.iter().any(|join| left.starts_with(join))
                || !left.starts_with(crate::text::blank::is_han)
        };
        let mut places = behind.char_indices().map(|(at, _)| at).take(NOUN_MOST + 1);
        let Some(end) = places.find(|at| ends(*at)).filter(|end| *end > 0) else { break };
        if behind[..end].contains(|c| crate::text::numeral::chinese_digit(c).is_some()) {
            break;
        }
        nouns.push(&behind[..end]);
        rest = &behind[end..];
    }
    (nouns, rest)
}

impl Index<'_> {
    /// Whether the rows of a roster are such things; `None` where the words do not tell.
    pub(super) fn kinship(&self, claim: &Claim, about: &str, roster: usize) -> Option<bool> {
        let of = self.notice.rosters.get(roster)?;
        let named = self.column_titles(roster).iter().position(|title| title == "姓名");
        let head = named.or_else(|| {
            of.columns.iter().position(|column| {
                matches!(column.role, Role::Name | Role::Project | Role::PlaceOrUnit)
            })
        });
        let measure = if claim.measure == "名" { "人" } else { &claim.measure };
        if let Some(ends) = place(about) {
            let mut ends = ends.to_vec();
            // 县（市、区）
            let inner = self.after(claim).strip_prefix(['（', '(']);
            let inner = inner.and_then(|rest| rest.split(['）', ')']).next()).unwrap_or_default();
            ends.extend(inner.split(['、', '，', '和', '/']).filter_map(place).flatten());
            // 城市和园区; of 城市和企业 nothing is told.
            for noun in further_nouns(self.after(claim)).0 {
                ends.extend(place(noun)?);
            }
            // 市 may be of two levels: 10个县 are not 10 cities, but 10个县（市、区） may be.
            let lower = inner.contains('市')
                || place(about).is_none_or(|ends| ends != COUNTY)
                || self.in_counties(roster);
            // 3名专家指导试点城市
            let counted = kind("", measure).is_none();
            return Some(lower && counted && self.rows_end_so(roster, ends, head));
        }
        // 3名特派员服务企业
        let people = kind("", measure).filter(|kind| *kind == Kind::Person);
        let counted = people.or_else(|| kind(about, measure));
        // 5户家庭 over a column 申请人: a family stands there by one of its own.
        if claim.measure == "户" && about.ends_with("家庭") {
            return None;
        }
        let Some(head) = head else {
            // 论文题目 and 片名 name what the rows are, whatever that is but people and bodies.
            let first = of.columns.iter().find(|column| column.role != Role::Serial);
            let tails = ["名", "名称", "题目", "标题"];
            if first.is_some_and(|column| {
                let title = fold(&headers::without_brackets(&column.title));
                column.role == Role::Text && tails.iter().any(|tail| title.ends_with(tail))
            }) && !matches!(counted, Some(Kind::Person | Kind::Body))
            {
                return None;
            }
            // Places; 单位 may be said of them too.
            if of.columns.iter().any(|column| column.role == Role::Units) {
                return None;
            }
            return counted.map(|_| false).filter(|_| !super::is_anything(about));
        };
        let title = named_thing(&of.columns[head].title);
        let bare = title.as_str();
        let rows = match (bare, of.columns[head].role) {
            ("姓", _) => Some(Kind::Person),
            // 注册人名称 heads bodies as well, but what is counted is something of theirs.
            _ if bare.ends_with('人')
                && of.columns[head].title.ends_with("名称")
                && !matches!(counted, Some(Kind::Person | Kind::Body)) =>
            {
                None
            }
            (_, Role::Project) => Some(Kind::Work),
            _ => kind(bare, ""),
        };
        match (counted, rows) {
            // 保障对象13户 over 姓名: one of a family stands for it, where as many do.
            (_, Some(Kind::Person))
                if claim.measure == "户"
                    && (claim.declared == of.entries.len() as u64
                        || of.columns[head].title.contains("户主")) =>
            {
                None
            }
            // 12个品牌（企业）
            (Some(counted), Some(rows)) => {
                let inner = self.after(claim).strip_prefix(['（', '(']);
                let inner = inner.and_then(|rest| rest.split(['）', ')']).next());
                let also = inner.and_then(|inner| kind(inner, ""));
                // 案例 beside 高校
                let beside = || {
                    of.columns.iter().any(|column| {
                        let named = matches!(column.role, Role::Name | Role::Project | Role::Text);
                        named && kind(&named_thing(&column.title), "") == Some(counted)
                    })
                };
                // 13家机构变更资质认定事项: who they are is told by the measure.
                let measured = kind("", measure) == Some(rows);
                Some(counted == rows || measured || also == Some(rows) || beside())
            }
            // 名称 heads anything but people; 村名 only villages.
            (Some(counted), None) if place(bare).is_none() => {
                (counted == Kind::Person && !bare.is_empty()).then_some(false)
            }
            (Some(_), None) => Some(false).filter(|_| !super::is_anything(about)),
            (None, Some(Kind::Person)) => Some(false),
            (None, _) => (about.is_empty() || self.speaks_of_end(roster, about)).then_some(true),
        }
    }

    /// Whether the rows of a roster are such things, as far as the words tell.
    pub(super) fn is_kin(&self, claim: &Claim, about: &str, roster: usize) -> bool {
        let column = |title: &String| title.ends_with("名称") || title == "名称";
        let any = self.column_titles(roster).iter().any(column);
        self.kinship(claim, about, roster).unwrap_or(any || super::is_anything(about))
    }

    /// Whether a count is of the people of a body: 领导小组（共5人）.
    pub(super) fn counts_seats(claim: &Claim) -> bool {
        matches!(claim.measure.as_str(), "人" | "名" | "位")
            && TEAMS.contains(&fold(&claim.about).as_str())
    }

    /// The rows of the only list whose first column names people.
    pub(super) fn seats(&self, claim: &Claim) -> Option<Target> {
        const LOOKED: usize = 64;
        let people = |roster: &usize| {
            let of = &self.notice.rosters[*roster];
            let named = of.columns.iter().position(|column| column.role == Role::Name);
            let rows = of.entries.len().min(LOOKED);
            let person = |entry: &usize, column: usize| {
                persons::is_name(&fold(&of.cell(self.document, *entry, column)))
            };
            named.is_some_and(|column| {
                (0..rows).filter(|entry| person(entry, column)).count() * 5 >= rows * 4
            })
        };
        let all = || (0..self.notice.rosters.len()).filter(|r| !self.aside.contains(r));
        let own = self.home(claim).filter(people);
        let mut listed = all().filter(people);
        let only = listed.next().filter(|_| listed.next().is_none());
        let roster = own.or(only)?;
        // 办公室主任 may stand below the members: of more rows some are not of the body. Those of another list are none of it.
        let of = &self.notice.rosters[roster];
        let rows = of.entries.len() as u64;
        let about = fold(&claim.about);
        // 领导小组及工作专班人员名单: of two bodies.
        let joined = |title: &str| title.contains(&about) && title.contains(['及', '和', '与']);
        let named = |title: &str| title.contains(&about) && !joined(title);
        let own = &self.titles[roster];
        let of_team = named(own) || (named(&self.title) && !joined(own));
        // 一、领导小组 over as many rows: the others are of another body.
        if rows > claim.declared && (!of_team || self.counts[roster].contains(&claim.declared)) {
            return None;
        }
        let own = self.members(roster);
        let found = if (own..=rows).contains(&claim.declared) { claim.declared } else { own };
        Some(Target { found, ..self.rosters_target(&[roster], Fit::Fair) })
    }

    /// The rows of a list of people that are none of an office's.
    fn members(&self, roster: usize) -> u64 {
        if let Some(known) = self.found.members.borrow().get(&roster) {
            return *known;
        }
        let of = &self.notice.rosters[roster];
        let aside = |entry: &usize| {
            let label = |text: &str| TEAM_OFFICES.iter().any(|word| text.starts_with(word));
            let headed = of.entries[*entry].group.and_then(|group| of.groups.get(group as usize));
            headed.is_some_and(|group| label(&fold(&group.heading)))
                || (0..of.columns.len())
                    .any(|column| label(&fold(&of.cell(self.document, *entry, column))))
        };
        let own = (of.entries.len() - (0..of.entries.len()).filter(aside).count()) as u64;
        self.found.members.borrow_mut().insert(roster, own);
        own
    }

    /// Whether most rows lie in counties, or a header names them.
    fn in_counties(&self, roster: usize) -> bool {
        let in_county = |rows: &Vec<Row>| {
            let known =
                |value: &Value| matches!(value, Value::Place(place) if place.county.is_some());
            let known = rows.iter().filter(|row| row.values.iter().any(known)).count();
            known * 5 >= rows.len() * 4
        };
        let all = self.found.in_counties.get_or_init(|| self.rows.iter().map(in_county).collect());
        all[roster]
            || self.column_titles(roster).iter().any(|title| title.contains(['县', '区', '旗']))
    }

    /// Whether a column of the roster names a place of these endings in each row, another in each.
    /// The column that names the rows must be it, where there is one.
    fn rows_end_so(&self, roster: usize, ends: Vec<&'static str>, head: Option<usize>) -> bool {
        let of = &self.notice.rosters[roster];
        let key = (roster, head, ends);
        if let Some(known) = self.found.ends_so.borrow().get(&key) {
            return *known;
        }
        let fits = self.end_so(of, &key.2, head);
        self.found.ends_so.borrow_mut().insert(key, fits);
        fits
    }

    fn end_so(&self, roster: &Roster, ends: &[&str], head: Option<usize>) -> bool {
        let rows = roster.entries.len();
        // The finest places are those that differ most.
        let mut best: Option<(usize, bool)> = None;
        for (column, what) in roster.columns.iter().enumerate() {
            if head.is_some_and(|head| head != column) {
                continue;
            }
            if !matches!(what.role, Role::Name | Role::Place | Role::PlaceOrUnit | Role::Text) {
                continue;
            }
            // 村（社区）名称: what stands below is so, however it ends.
            let called = head == Some(column)
                && place(&named_thing(&what.title))
                    .is_some_and(|own| own.iter().all(|end| ends.contains(end)));
            let mut distinct: HashSet<String, FixedState> = HashSet::default();
            let (mut right, mut places) = (0, 0);
            for entry in 0..rows {
                let cell = fold(&roster.cell(self.document, entry, column));
                let name = cell.split('(').next().unwrap_or_default();
                let ends_as = |ends: &[&str]| called || ends.iter().any(|end| name.ends_with(end));
                right += usize::from(ends_as(ends));
                places += usize::from(ends_as(ANY) || ends_as(TOWN) || ends_as(VILLAGE));
                distinct.insert(cell);
            }
            if places * 5 < rows * 4 {
                continue;
            }
            // 古城镇 of one county and 古城镇 of another, in the column that names the rows.
            let first = roster.columns[..column].iter().all(|c| c.role == Role::Serial);
            let own = distinct.len() == rows || first && distinct.len() * 5 >= rows * 4;
            let fits = right * 5 >= rows * 4 && own;
            if best.is_none_or(|(most, _)| distinct.len() >= most) {
                best = Some((distinct.len(), fits));
            }
        }
        best.is_some_and(|(_, fits)| fits)
    }

    /// Whether a title has the word that a noun ends in: 技术 of 关键技术.
    fn speaks_of_end(&self, roster: usize, about: &str) -> bool {
        let end = about.char_indices().rev().nth(1).map_or(about, |(at, _)| &about[at..]);
        self.titles[roster].contains(end)
            || self.title.contains(end)
            || self.column_titles(roster).iter().any(|title| title.contains(end))
    }
}

#[cfg(test)]
mod tests {
    use super::{CITY, COUNTY, Kind, VILLAGE, further_nouns, kind, place};

    #[test]
    fn words_for_places() {
        assert_eq!(place("县"), Some(COUNTY));
        assert_eq!(place("行政村"), Some(VILLAGE));
        assert_eq!(place("试点城市"), Some(CITY));
        assert_eq!(place("企业"), None);
    }

    #[test]
    fn nouns_that_are_joined() {
        assert_eq!(further_nouns("和园区为试点"), (vec!["园区"], "为试点"));
        assert_eq!(further_nouns("、园区和企业，现予公布"), (vec!["园区", "企业"], "，现予公布"));
        assert_eq!(further_nouns("和3个园区"), (vec![], "和3个园区"));
        assert_eq!(further_nouns("和三个园区为"), (vec![], "和三个园区为"));
        assert_eq!(further_nouns("为试点"), (vec![], "为试点"));
    }

    #[test]
    fn words_for_people_bodies_and_works() {
        assert_eq!(kind("高新技术企业", "家"), Some(Kind::Body));
        assert_eq!(kind("研究课题", "项"), Some(Kind::Work));
        assert_eq!(kind("院士", "人"), Some(Kind::Person));
        assert_eq!(kind("", "人"), Some(Kind::Person));
        assert_eq!(kind("先进个人", "名"), Some(Kind::Person));
        assert_eq!(kind("物种", "个"), None);
    }
}
