//! Claims that count rows by where they lie, how their names end, or what a column says of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fold::fold;
use super::memo::{Classes, Lying, Map, Parts};
use super::{Fit, Index, Target};
use crate::gazetteer::Gazetteer;
use crate::model::place::Division;
use crate::model::{Claim, Place, Relation, Role, Row, Stance, Value};
use crate::text::division::DIVISION;

/// Kinds of places that a list may mix, told by how their names end.
const ENDINGS: [&str; 12] =
    ["镇", "乡", "村", "街道", "社区", "县", "市", "区", "州", "旗", "小区", "苏木"];

/// A number that misses the rows by more is of others, where another count is borne out.
const FAR: u64 = 2;

/// More different values than these are no classes.
const CLASSES: usize = 24;

/// No sentence is longer, in bytes; a line of millions is no sentence.
const SENTENCE: usize = 4096;

impl Index<'_> {
    /// The rows of other rosters below a heading of these words, of that class, or that lie there.
    pub(in crate::check::claims) fn counted_elsewhere(
        &self,
        about: &str,
        but: usize,
    ) -> Option<u64> {
        if let Some(groups) = self.words.get(about) {
            let groups: Vec<(u32, u32)> =
                groups.iter().copied().filter(|(r, _)| *r as usize != but).collect();
            return (!groups.is_empty()).then(|| self.rows_of(&groups));
        }
        let lies = self.lying(about, Some(but)).filter(|lying| lying.0 > 0);
        lies.map(|lying| lying.0)
    }

    /// The rows below a heading of these words, that lie there, or of which a column says so.
    pub(in crate::check::claims) fn counted(&self, about: &str) -> Option<u64> {
        let class = || {
            let all = self.found.classes.get_or_init(|| self.columns_of_classes());
            all.iter().find_map(|classes| classes.counts.get(about).copied())
        };
        self.counted_elsewhere(about, usize::MAX).or_else(|| class().filter(|_| self.searchable))
    }

    /// `江苏省3家`: the rows that lie there.
    pub(super) fn of_place(&self, claim: &Claim, about: &str) -> Option<Target> {
        let (found, whole) = self.lying(about, None)?;
        let fit = if whole { Fit::Exact } else { Fit::Loose };
        // 江苏1家、四川1家: what stands beside two places is a third, though no row lies there.
        let beside = || {
            // This one has no rows.
            let Parts { count, lying, rows } = self.parts_beside(claim);
            let others = count.saturating_sub(1);
            // 其中上海市3个、浙江省4个、山东省2个: every row lies in one that is named, and none in this one.
            let all: usize = self.rows.iter().map(Vec::len).sum();
            let share = lying > 0 && rows == all as u64 && is_place(about);
            whole && (lying > 1 && lying == others || share)
        };
        (found > 0 || beside()).then_some(Target { found, groups: Vec::new(), fit })
    }

    /// The parts of the whole that a count is a part of, itself among them.
    fn parts_beside(&self, claim: &Claim) -> Parts {
        let Relation::PartOf(whole) = claim.relation else { return Parts::default() };
        let all = self.found.lying_parts.get_or_init(|| {
            let mut all: Map<u32, Parts> = Map::default();
            for (part, about) in self.notice.claims.iter().zip(&self.found.abouts) {
                let Relation::PartOf(whole) = part.relation else { continue };
                let of = all.entry(whole).or_default();
                of.count += 1;
                if let Some((rows, _)) = self.lying(about, None) {
                    of.lying += usize::from(rows == part.declared);
                    of.rows += rows;
                }
            }
            all
        });
        all.get(&whole).copied().unwrap_or_default()
    }

    /// How many rows lie in the division of that name, and whether it is known of all where they
    /// lie.
    fn lying(&self, about: &str, but: Option<usize>) -> Option<(u64, bool)> {
        if !self.searchable {
            return None;
        }
        let lying =
            self.found.lying.get_or_init(|| self.rows.iter().map(|rows| Lying::of(rows)).collect());
        let (mut found, mut all, mut known) = (0, 0, 0);
        let rosters = lying.iter().enumerate();
        for (_, of) in rosters.filter(|(r, _)| Some(*r) != but && !self.aside.contains(r)) {
            all += of.all;
            known += of.known;
            found += of.by_name.get(about).copied().unwrap_or_default();
        }
        (all > 0).then_some((found, known == all))
    }

    /// `涉及5个省份`: how many different divisions of that level the rows name.
    pub(in crate::check::claims) fn divisions(&self, about: &str) -> Option<u64> {
        self.divisions_within(about, None)
    }

    /// The same below one heading: (roster, group).
    pub(in crate::check::claims) fn divisions_within(
        &self,
        about: &str,
        within: Option<(u32, u32)>,
    ) -> Option<u64> {
        if !self.searchable {
            return None;
        }
        let ends = |words: &[&str]| words.iter().any(|word| about.ends_with(word));
        let (level, get): (u8, fn(&Place) -> Option<&Division>) =
            if ends(&["省", "省份", "省区市", "省市", "省级行政区", "省（区、市）"])
            {
                (1, |place| place.province.as_ref())
            } else if ends(&["地级市", "设区市", "城市", "地市", "市州", "市", "州"])
            {
                (2, |place| place.prefecture.as_ref())
            } else if ends(&["区县", "县区", "县市区", "县", "区", "旗"]) {
                (3, |place| place.county.as_ref())
            } else {
                return None;
            };
        if let Some(known) = self.found.divisions.borrow().get(&(level, within)) {
            return Some(*known).filter(|known| *known > 0);
        }
        let mut codes: BTreeSet<u32> = BTreeSet::new();
        let mut add = |row: &Row| {
            codes.extend(places(&row.values).filter_map(get).map(|division| division.adcode.0));
        };
        match within {
            None => self.rows.iter().flatten().for_each(add),
            Some((roster, group)) => {
                let rows = self.rows.get(roster as usize).map_or(&[][..], Vec::as_slice);
                let below = self.entries_below(roster as usize, group);
                below.iter().filter_map(|entry| rows.get(*entry)).for_each(&mut add);
            }
        }
        let found = codes.len() as u64;
        self.found.divisions.borrow_mut().insert((level, within), found);
        Some(found).filter(|found| *found > 0)
    }

    /// `10个镇和12个村`: rows whose name ends so. Where the kinds counted are all the rows, that is
    /// what was meant.
    pub(super) fn of_ending(&self, claim: &Claim, about: &str) -> Option<Target> {
        if !ENDINGS.contains(&about) || !self.searchable {
            return None;
        }
        let points = claim.relation == Relation::Alone
            && claim.stance == Stance::List
            && !self.measures_across(claim);
        let key = (about.to_owned(), claim.place, points);
        let known = self.found.endings.borrow().get(&key).cloned();
        let best = known.unwrap_or_else(|| {
            let best = self.ending(claim, about, points);
            self.found.endings.borrow_mut().insert(key, best.clone());
            best
        })?;
        // 全国99个镇 beside 3镇 of 3 rows: those are told already, and a number far from them is of others.
        let told = || {
            let claims = self.notice.claims.iter().zip(&self.found.abouts);
            let same = |(other, of): (&Claim, &String)| {
                of == about && other.numeral != claim.numeral && other.declared == best.found
            };
            claims.into_iter().any(same)
        };
        let far = best.found.abs_diff(claim.declared) > FAR && told();
        Some(if far { Target { fit: Fit::Loose, ..best } } else { best })
    }

    fn ending(&self, claim: &Claim, about: &str, points: bool) -> Option<Target> {
        let others = self.notice.claims.iter().zip(&self.found.abouts);
        let mut kinds: Vec<&String> = others
            .filter(|(other, _)| other.place == claim.place)
            .map(|(_, other)| other)
            .filter(|other| ENDINGS.contains(&other.as_str()))
            .collect();
        let several = kinds.len() > 1;
        kinds.sort_unstable();
        kinds.dedup();
        let mut best: Option<Target> = None;
        for roster in &self.notice.rosters {
            for (column, what) in roster.columns.iter().enumerate() {
                if !matches!(
                    what.role,
                    Role::Name | Role::Place | Role::PlaceOrUnit | Role::Text | Role::Units
                ) {
                    continue;
                }
                let cells = (0..roster.entries.len())
                    .map(|entry| fold(&roster.cell(self.document, entry, column)));
                let (mut found, mut others) = (0, 0);
                for cell in cells {
                    let ending = kinds
                        .iter()
                        .filter(|kind| cell.ends_with(kind.as_str()))
                        .max_by_key(|k| k.len());
                    match ending {
                        Some(kind) if *kind == about => found += 1,
                        Some(_) => {}
                        None => others += 1,
                    }
                }
                let alone = others == 0 && self.notice.rosters.len() == 1;
                // 共5个镇, and all names of the list end so.
                let listed =
                    points && roster.columns[..column].iter().all(|c| c.role == Role::Serial);
                let fit = match (alone, several) {
                    (true, true) => Fit::Exact,
                    (true, false) if listed => Fit::Fair,
                    _ => Fit::Loose,
                };
                if found > 0 && best.as_ref().is_none_or(|b| (b.fit, b.found) < (fit, found)) {
                    best = Some(Target { found, groups: Vec::new(), fit });
                }
            }
        }
        best
    }

    /// What stands before a claim's number, as far as its sentence can reach.
    pub(in crate::check::claims) fn before(&self, claim: &Claim) -> &str {
        let text = &self.document.text;
        let end = claim.numeral.start as usize;
        let start = text.ceil_char_boundary(end.saturating_sub(SENTENCE));
        text.get(start..end).unwrap_or_default()
    }

    /// What stands behind a claim, as far as its sentence can reach.
    pub(in crate::check::claims) fn after(&self, claim: &Claim) -> &str {
        let text = &self.document.text;
        let start = claim.span.end as usize;
        let end = text.floor_char_boundary(start.saturating_add(SENTENCE));
        text.get(start..end).unwrap_or_default()
    }

    /// Whether a claim measures the rows by something else: 涉及3个县.
    pub(in crate::check::claims) fn measures_across(&self, claim: &Claim) -> bool {
        let clause =
            self.before(claim).rsplit(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
        ["涉及", "覆盖", "涵盖", "分布", "来自", "隶属"].iter().any(|word| clause.contains(word))
    }

    /// `一等奖10项，二等奖20项`: rows of that class, where a column gives the class of every row and
    /// another count speaks of it too.
    pub(super) fn of_class(&self, claim: &Claim, about: &str) -> Option<Target> {
        if about.is_empty() || !self.searchable {
            return None;
        }
        let relation = claim.relation;
        let all = self.found.classes.get_or_init(|| self.columns_of_classes());
        // 18家（其中新增16家） of the list that has 18 rows, where several have such a column.
        let whole = match relation {
            Relation::PartOf(whole) => self.notice.claims.get(whole as usize),
            _ => None,
        };
        let of_whole = |classes: &&Classes| {
            let rows = self.notice.rosters[classes.roster].entries.len() as u64;
            whole.is_some_and(|whole| whole.declared == rows)
                && class_of(&classes.counts, about).is_some()
        };
        for classes in all.iter().find(of_whole).into_iter().chain(all) {
            let Some(value) = class_of(&classes.counts, about) else {
                if self.is_class_without_rows(claim, about, classes) {
                    return Some(Target { found: 0, groups: Vec::new(), fit: Fit::Exact });
                }
                continue;
            };
            let found = classes.counts[&value];
            let siblings = self.notice.claims.iter().zip(&classes.told).filter(|(other, _)| {
                other.numeral != claim.numeral
                    && (other.relation == relation || relation == Relation::Alone)
            });
            // 优秀类 of a value 优秀
            let bare = about.strip_suffix(['类', '级', '档']).unwrap_or(about);
            let same = value == about || about.ends_with(&value) || bare == value;
            let exact = !classes.blanks && same;
            let spoken = || {
                siblings.into_iter().any(|(_, class)| class.as_ref().is_some_and(|c| *c != value))
            };
            let another = classes.all.iter().any(|class| *class != value);
            let fit = if exact && another && spoken() { Fit::Exact } else { Fit::Loose };
            return Some(Target { found, groups: Vec::new(), fit });
        }
        None
    }

    /// `一等奖2项、二等奖3项`, where the column gives no 二等奖: the parts beside it name every class that
    /// the column has, and it ends as they do.
    fn is_class_without_rows(&self, claim: &Claim, about: &str, classes: &Classes) -> bool {
        let beside = |value: &String| {
            let told = self.notice.claims.iter().zip(&self.found.abouts);
            told.into_iter().any(|(other, about)| is_beside(claim, other) && about == value)
        };
        let alike = |value: &String| {
            let shared = super::common_suffix(value, about);
            shared > 1 && shared + 1 >= value.chars().count().max(about.chars().count())
        };
        matches!(claim.relation, Relation::PartOf(_))
            && !classes.counts.is_empty()
            && !classes.blanks
            && classes.counts.keys().all(|value| beside(value) && alike(value))
    }

    /// The columns with few different values, none of which is empty: the rows of each value.
    pub(in crate::check::claims) fn columns_without_blanks(
        &self,
    ) -> impl Iterator<Item = &BTreeMap<String, u64>> {
        let all = self.found.classes.get_or_init(|| self.columns_of_classes());
        let whole = |classes: &&Classes| !classes.blanks && !classes.counts.contains_key("");
        all.iter().filter(|_| self.searchable).filter(whole).map(|classes| &classes.counts)
    }

    /// The columns with few different values, and which of them each claim names.
    fn columns_of_classes(&self) -> Vec<Classes> {
        let mut all = Vec::new();
        for (r, roster) in self.notice.rosters.iter().enumerate() {
            for (column, what) in roster.columns.iter().enumerate() {
                if matches!(what.role, Role::Serial | Role::Number | Role::Date | Role::Code) {
                    continue;
                }
                let mut counts: BTreeMap<String, u64> = BTreeMap::new();
                let (mut above, mut blanks) = (String::new(), false);
                for entry in 0..roster.entries.len() {
                    let own = fold(&roster.cell(self.document, entry, column));
                    let goes_on = own.is_empty() && !above.is_empty();
                    blanks |= goes_on;
                    // The cell of a row that was broken is lost, not merged with the one above.
                    if goes_on && roster.entries[entry].ragged {
                        continue;
                    }
                    above = if goes_on { above } else { own };
                    *counts.entry(above.clone()).or_default() += 1;
                    if counts.len() > CLASSES {
                        break;
                    }
                }
                if counts.len() > CLASSES {
                    continue;
                }
                let told: Vec<Option<String>> =
                    self.found.abouts.iter().map(|about| class_of(&counts, about)).collect();
                let spoken = told.iter().flatten().cloned().collect();
                all.push(Classes { roster: r, counts, told, all: spoken, blanks });
            }
        }
        all
    }
}

/// Whether a word is the name of a division, as its end tells.
fn is_place(about: &str) -> bool {
    about.chars().count() > 1 && about.ends_with(DIVISION)
        || Gazetteer::embedded().is_province(about)
}

/// Whether two claims are parts of the same whole.
fn is_beside(claim: &Claim, other: &Claim) -> bool {
    matches!(claim.relation, Relation::PartOf(_))
        && other.relation == claim.relation
        && other.numeral != claim.numeral
}

/// The value that words name: the very words, or the longest that they hold.
fn class_of(counts: &BTreeMap<String, u64>, about: &str) -> Option<String> {
    if counts.contains_key(about) && !about.is_empty() {
        return Some(about.to_owned());
    }
    // A级 of a value A
    if let Some(bare) = about.strip_suffix(['类', '级', '档']).filter(|b| counts.contains_key(*b))
    {
        return Some(bare.to_owned());
    }
    let held = counts.keys().filter(|value| value.chars().count() > 1 && about.contains(*value));
    held.max_by_key(|value| value.len()).cloned()
}

fn places(values: &[Value]) -> impl Iterator<Item = &Place> {
    values.iter().filter_map(|value| match value {
        Value::Place(place) => Some(&**place),
        _ => None,
    })
}

impl Lying {
    fn of(rows: &[Row]) -> Self {
        let mut lying = Self::default();
        // Most rows have one place, and many lie in the same divisions.
        let mut alike: Map<[&str; 3], u64> = Map::default();
        for row in rows {
            let mut paths = places(&row.values).map(path);
            match (paths.next(), paths.next()) {
                (None, _) => {}
                (Some(path), None) => *alike.entry(path).or_default() += 1,
                (Some(one), Some(two)) => {
                    let all: Vec<[&str; 3]> = [one, two].into_iter().chain(paths).collect();
                    lying.add(&all, 1);
                }
            }
        }
        for (path, count) in alike {
            lying.add(&[path], count);
        }
        lying
    }

    /// Adds so many rows whose places are in these divisions.
    fn add(&mut self, paths: &[[&str; 3]], rows: u64) {
        let names: BTreeSet<&str> =
            paths.iter().flatten().flat_map(|division| called(division)).collect();
        self.all += rows;
        self.known +=
            if paths.iter().any(|[province, ..]| !province.is_empty()) { rows } else { 0 };
        for name in names {
            match self.by_name.get_mut(name) {
                Some(count) => *count += rows,
                None => drop(self.by_name.insert(name.to_owned(), rows)),
            }
        }
    }
}

/// The names of the divisions that a place lies in, widest first; empty where there is none.
fn path(place: &Place) -> [&str; 3] {
    [&place.province, &place.prefecture, &place.county]
        .map(|division| division.as_ref().map_or("", |division| division.name.as_str()))
}

/// What a division is called, in full or without its kind.
fn called(division: &str) -> impl Iterator<Item = &str> {
    const KINDS: [&str; 10] = [
        "",
        "省",
        "市",
        "县",
        "区",
        "自治区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "特别行政区",
    ];
    let names = KINDS.iter().filter_map(|kind| division.strip_suffix(kind));
    names.filter(|name| name.chars().count() > 1)
}
