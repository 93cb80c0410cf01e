//! Claims that count rows by where they lie, how their names end, or what a column says of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fold::fold;
use super::{Fit, Index, Target};
use crate::model::place::Division;
use crate::model::{Claim, Place, Relation, Role, Stance, Value};

/// Kinds of places that a list may mix, told by how their names end.
const ENDINGS: [&str; 12] =
    ["镇", "乡", "村", "街道", "社区", "县", "市", "区", "州", "旗", "小区", "苏木"];

/// More different values than these are no classes.
const CLASSES: usize = 24;

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

    /// `江苏省3家`: the rows that lie there.
    pub(super) fn of_place(&self, about: &str) -> Option<Target> {
        let (found, whole) = self.lying(about, None)?;
        let fit = if whole { Fit::Exact } else { Fit::Loose };
        (found > 0).then_some(Target { found, groups: Vec::new(), fit })
    }

    /// How many rows lie in the division of that name, and whether it is known of all where they
    /// lie.
    fn lying(&self, about: &str, but: Option<usize>) -> Option<(u64, bool)> {
        if !self.searchable {
            return None;
        }
        let (mut found, mut all, mut known) = (0, 0, 0);
        let rosters = self.rows.iter().enumerate();
        let listed = rosters.filter(|(r, _)| Some(*r) != but && !self.aside.contains(r));
        for row in listed.flat_map(|(_, rows)| rows) {
            let places: Vec<&Place> = places(&row.values).collect();
            if places.is_empty() {
                continue;
            }
            all += 1;
            known += u64::from(places.iter().any(|place| place.province.is_some()));
            let lies = |place: &&Place| {
                let path = [&place.province, &place.prefecture, &place.county];
                path.into_iter().flatten().any(|division| is_called(division, about))
            };
            found += u64::from(places.iter().any(lies));
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
        let get: fn(&Place) -> Option<&Division> =
            if ends(&["省", "省份", "省区市", "省市", "省级行政区", "省（区、市）"])
            {
                |place| place.province.as_ref()
            } else if ends(&["地级市", "设区市", "城市", "地市", "市州", "市", "州"])
            {
                |place| place.prefecture.as_ref()
            } else if ends(&["区县", "县区", "县市区", "县", "区", "旗"]) {
                |place| place.county.as_ref()
            } else {
                return None;
            };
        let inside = |r: usize, entry: usize| {
            within.is_none_or(|(roster, group)| {
                let entries = &self.notice.rosters[r].entries;
                r == roster as usize && entries.get(entry).is_some_and(|e| e.group == Some(group))
            })
        };
        let rows = self.rows.iter().enumerate().flat_map(|(r, rows)| {
            rows.iter().enumerate().filter(move |(entry, _)| inside(r, *entry))
        });
        let places = rows.flat_map(|(_, row)| places(&row.values));
        let codes: BTreeSet<u32> = places.filter_map(get).map(|d| d.adcode.0).collect();
        (!codes.is_empty()).then_some(codes.len() as u64)
    }

    /// `10个镇和12个村`: rows whose name ends so. Where the kinds counted are all the rows, that is
    /// what was meant.
    pub(super) fn of_ending(&self, claim: &Claim, about: &str) -> Option<Target> {
        if !ENDINGS.contains(&about) || !self.searchable {
            return None;
        }
        let kinds: Vec<String> = self
            .notice
            .claims
            .iter()
            .filter(|other| other.place == claim.place)
            .map(|other| fold(&other.about))
            .filter(|other| ENDINGS.contains(&other.as_str()))
            .collect();
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
                    let ending =
                        kinds.iter().filter(|kind| cell.ends_with(*kind)).max_by_key(|k| k.len());
                    match ending {
                        Some(kind) if kind == about => found += 1,
                        Some(_) => {}
                        None => others += 1,
                    }
                }
                let alone = others == 0 && self.notice.rosters.len() == 1;
                // 共5个镇, and all names of the list end so.
                let listed = claim.relation == Relation::Alone
                    && claim.stance == Stance::List
                    && roster.columns[..column].iter().all(|c| c.role == Role::Serial)
                    && !self.measures_across(claim);
                let fit = match (alone, kinds.len() > 1) {
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

    /// Whether a claim measures the rows by something else: 涉及3个县.
    fn measures_across(&self, claim: &Claim) -> bool {
        let before = self.document.text.get(..claim.numeral.start as usize).unwrap_or_default();
        let clause = before.rsplit(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
        ["涉及", "覆盖", "涵盖", "分布", "来自", "隶属"].iter().any(|word| clause.contains(word))
    }

    /// `一等奖10项，二等奖20项`: rows of that class, where a column gives the class of every row and
    /// another count speaks of it too.
    pub(super) fn of_class(&self, claim: &Claim, about: &str) -> Option<Target> {
        if about.is_empty() || !self.searchable {
            return None;
        }
        for roster in &self.notice.rosters {
            for (column, what) in roster.columns.iter().enumerate() {
                if matches!(what.role, Role::Serial | Role::Number | Role::Date | Role::Code) {
                    continue;
                }
                let mut counts: BTreeMap<String, u64> = BTreeMap::new();
                for entry in 0..roster.entries.len() {
                    *counts.entry(fold(&roster.cell(self.document, entry, column))).or_default() +=
                        1;
                    if counts.len() > CLASSES {
                        break;
                    }
                }
                if counts.len() > CLASSES {
                    continue;
                }
                let Some(value) = class_of(&counts, about) else { continue };
                let found = counts[&value];
                let told = |other: &Claim| {
                    class_of(&counts, &fold(&other.about)).is_some_and(|class| class != value)
                };
                let siblings = self.notice.claims.iter().filter(|other| {
                    other.numeral != claim.numeral
                        && (other.relation == claim.relation || claim.relation == Relation::Alone)
                });
                let exact = value == about || about.ends_with(&value);
                let spoken = siblings.into_iter().any(told);
                let fit = if exact && spoken { Fit::Exact } else { Fit::Loose };
                return Some(Target { found, groups: Vec::new(), fit });
            }
        }
        None
    }
}

/// The value that words name: the very words, or the longest that they hold.
fn class_of(counts: &BTreeMap<String, u64>, about: &str) -> Option<String> {
    if counts.contains_key(about) && !about.is_empty() {
        return Some(about.to_owned());
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

/// Whether a division is called so, in full or without its kind.
fn is_called(division: &Division, name: &str) -> bool {
    let short = division.name.strip_prefix(name);
    let kinds = [
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
    name.chars().count() > 1 && short.is_some_and(|kind| kind.is_empty() || kinds.contains(&kind))
}
