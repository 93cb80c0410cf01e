//! What a claim's words point at: groups, classes of groups, a roster, values of a column.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::fold::{common_suffix, fold, is_contracted, noun, undated, unnumbered};
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Roster, Row, Span, Stance};
use crate::schema::Schema;
use crate::text::numeral;
use crate::text::words::verbs::LISTS;

mod cells;
mod joined;
mod kin;
mod memo;
mod nouns;
mod opposites;
mod others;
mod pointing;
mod readings;
mod rosters;
mod rows;
mod things;

pub(super) use pointing::is_anything;
pub(super) use readings::{Columns, lines_of};
pub(super) use rosters::GONE;

use memo::Memo;

/// How surely the words say what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Some of the words: good enough to agree, not to accuse.
    Loose,
    /// The noun of the list, or nothing but a number: the rows as a whole.
    Fair,
    /// The very words of a heading, a level or a title.
    Exact,
}

/// What a claim counts, and how many there are.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub found: u64,
    /// (roster, group); empty for whole rosters.
    pub groups: Vec<(u32, u32)>,
    pub fit: Fit,
}

/// A group: its roster, and its number there.
type Group = (u32, u32);

/// Above so many comparisons of words only exact ones are made.
const COMPARISONS: usize = 4_000_000;

/// What claims are looked up in.
pub(super) struct Index<'n> {
    document: &'n Document,
    notice: &'n Notice,
    /// The rows' values, roster by roster.
    rows: &'n [Vec<Row>],
    /// Rows per roster and group.
    pub counts: Vec<Vec<u64>>,
    /// Groups by each folded value of their path and by their folded heading.
    words: HashMap<String, Vec<(u32, u32)>, FixedState>,
    /// Titles of group levels: (roster, level, title).
    levels: Vec<(u32, usize, String)>,
    nouns: Vec<String>,
    /// How all names of a roster without a title end.
    ends: Vec<Option<String>>,
    /// Folded titles of the rosters; empty where one has none.
    titles: Vec<String>,
    /// The notice's own title, folded.
    title: String,
    /// The number of each roster's annex.
    annexes: Vec<Option<u32>>,
    /// Rosters that only count another one.
    aside: BTreeSet<usize>,
    /// Titles and notes of rosters, by place.
    homes: Vec<(Span, usize)>,
    /// Whether the notice is small enough to compare words with words.
    fuzzy: bool,
    /// Whether it is small enough to look through its cells.
    searchable: bool,
    /// What was worked out for a claim and serves the next.
    found: Memo,
}

impl<'n> Index<'n> {
    pub(super) fn new(
        document: &'n Document,
        notice: &'n Notice,
        rows: &'n [Vec<Row>],
        schema: Option<&Schema>,
    ) -> Self {
        let mut words: HashMap<String, Vec<(u32, u32)>, FixedState> =
            HashMap::with_hasher(FixedState::with_seed(0));
        let mut counts = Vec::new();
        let mut levels = Vec::new();
        for (r, roster) in (0..).zip(&notice.rosters) {
            let mut rows = vec![0; roster.groups.len()];
            for group in roster.entries.iter().filter_map(|entry| entry.group) {
                if let Some(count) = rows.get_mut(group as usize) {
                    *count += 1;
                }
            }
            counts.push(rows);
            for (g, group) in (0..).zip(&roster.groups) {
                let heading = Some(&group.heading).filter(|own| group.path.last() != Some(own));
                let printed = group.path.iter().chain(heading);
                // 一、绿色工厂公示名单 lists what is called 绿色工厂.
                let bare = printed.clone().map(|word| noun(unnumbered(word)));
                for word in printed.map(|word| fold(word)).chain(bare) {
                    if word.is_empty() {
                        continue;
                    }
                    let list = words.entry(word).or_default();
                    if list.last() != Some(&(r, g)) {
                        list.push((r, g));
                    }
                }
            }
            levels.extend(roster.levels.iter().enumerate().map(|(l, name)| (r, l, fold(name))));
            let pattern = schema.and_then(|schema| schema.rosters.get(r as usize)?.groups.as_ref());
            let titles = pattern.map_or(&[][..], |pattern| &pattern.titles);
            levels.extend(titles.iter().enumerate().map(|(l, title)| (r, l, fold(title))));
        }
        let nouns = nouns::titled(notice);
        let texts = words.len() + notice.rosters.len();
        let fuzzy = texts.saturating_mul(notice.claims.len()) < COMPARISONS;
        let cells: usize = notice.rosters.iter().map(|roster| roster.cells.len()).sum();
        let searchable = cells.saturating_mul(notice.claims.len()) < 16 * COMPARISONS;
        let homes = homes(notice);
        let folded = |title: Option<&crate::model::Spanned<String>>| {
            title.map_or(String::new(), |title| fold(&title.value))
        };
        Self {
            document,
            notice,
            rows,
            counts,
            words,
            levels,
            nouns,
            ends: nouns::ends(document, notice),
            titles: notice.rosters.iter().map(|roster| folded(roster.title.as_ref())).collect(),
            title: folded(notice.head.title.as_ref()),
            annexes: rosters::annexes(document, notice),
            aside: BTreeSet::new(),
            found: Memo::new(notice),
            homes,
            fuzzy,
            searchable,
        }
    }

    /// Takes rosters for tables of counts: their rows are no things listed.
    pub(super) fn set_aside(&mut self, rosters: Vec<usize>) {
        self.aside = rosters.into_iter().collect();
    }

    fn rows_of(&self, groups: &[(u32, u32)]) -> u64 {
        groups.iter().map(|(r, g)| self.counts[*r as usize][*g as usize]).sum()
    }

    fn groups_target(&self, groups: Vec<(u32, u32)>, fit: Fit) -> Target {
        Target { found: self.rows_of(&groups), groups, fit }
    }

    /// The rows under a heading that prints a count: its own, or all below an outer heading.
    pub(super) fn heading(&self, claim: &Claim, roster: u32, group: u32) -> Option<Target> {
        let groups = &self.notice.rosters.get(roster as usize)?.groups;
        let own = groups.get(group as usize)?;
        let first = own.claim.and_then(|first| self.notice.claims.get(first as usize));
        let inside = own.span.contains(claim.span);
        if claim.relation != Relation::Alone || (inside && first.is_some_and(|f| f != claim)) {
            // A second number in the heading counts something else, or a part.
            let within = Some((roster, group));
            let same = |found: &u64| *found == claim.declared;
            let named = self.divisions_within(&fold(&claim.about), within).filter(same);
            let named = named.map(|found| Target { found, groups: Vec::new(), fit: Fit::Loose });
            return named.or_else(|| self.column_values(claim, within));
        }
        let about = fold(&claim.about);
        let depth = own.path.iter().position(|value| fold(value) == about);
        let outer =
            depth.filter(|depth| depth + 1 < own.path.len() && !own.path[depth + 1].is_empty());
        let listed = match outer {
            Some(depth) if own.claim.is_none() || !inside => (0..)
                .zip(groups)
                .filter(|(_, other)| other.path.get(..=depth) == own.path.get(..=depth))
                .map(|(g, _)| (roster, g))
                .collect(),
            _ => vec![(roster, group)],
        };
        Some(self.groups_target(listed, Fit::Exact))
    }

    /// 2024年度上海市绿色工厂 of a heading 绿色工厂.
    fn ends_in_heading(&self, about: &str) -> Option<Target> {
        if !self.fuzzy {
            return None;
        }
        let ends = |word: &&String| {
            // 领域特色基地 may count fields.
            let Some(lead) = about.strip_suffix(word.as_str()) else { return false };
            // 推荐图书 of a heading 图书
            let deed = word.chars().count() > 1 && LISTS.contains(&lead);
            deed || (word.chars().count() > 2 && !readings::is_class(lead))
        };
        let word = self.words.keys().filter(ends).max_by_key(|word| word.len())?;
        Some(self.groups_target(self.words[word].clone(), Fit::Fair))
    }

    /// Groups of just these words, or of each item of a list of words: `A类、B类`.
    fn named_groups(&self, about: &str, claim: &Claim) -> Option<Target> {
        let annex = claim.annex;
        // 印刷企业7家，其中A类2家: A类 of the list that the whole names.
        let whole = match claim.relation {
            Relation::PartOf(whole) => self.notice.claims.get(whole as usize),
            _ => None,
        };
        let of = whole.and_then(|whole| self.roster_called(&fold(&whole.about)));
        let within = |groups: &[(u32, u32)]| -> Vec<(u32, u32)> {
            let there = of.filter(|of| groups.iter().any(|(r, _)| *r as usize == *of));
            let inside = |r: u32| {
                annex.is_none_or(|a| self.annexes[r as usize].is_none_or(|b| a == b))
                    && there.is_none_or(|of| of == r as usize)
            };
            groups.iter().copied().filter(|(r, _)| inside(*r)).collect()
        };
        if let Some(groups) = self.words.get(about) {
            let groups = within(groups);
            return (!groups.is_empty()).then(|| self.groups_target(groups, Fit::Exact));
        }
        let mut all = Vec::new();
        let mut items = 0;
        for item in about.split(['、', '和', '及']) {
            all.extend(within(self.words.get(item)?));
            items += 1;
        }
        all.sort_unstable();
        all.dedup();
        (items > 1 && !all.is_empty()).then(|| self.groups_target(all, Fit::Exact))
    }

    /// 合格2个 of a heading 合格, where the word before the number is more often a verb than a noun.
    fn group_said(&self, claim: &Claim) -> Option<Target> {
        if !self.fuzzy {
            return None;
        }
        let before = fold(self.before(claim));
        let said = |word: &&String| word.chars().count() > 1 && before.ends_with(word.as_str());
        let word = self.words.keys().filter(said).max_by_key(|word| word.len())?;
        Some(self.groups_target(self.words[word].clone(), Fit::Exact))
    }

    /// Groups whose words start with `about` and a bracket, or end in it: 特色基地 → 特色基地（教育）,
    /// 基地 → 综合基地.
    fn similar_groups(&self, about: &str) -> Option<Vec<(u32, u32)>> {
        let bracketed = |word: &str| word.strip_prefix(about).is_some_and(|r| r.starts_with('('));
        let plain = |word: &str| word.split_once('(').map_or(word.to_owned(), |w| w.0.to_owned());
        let pick = |fits: &dyn Fn(&str) -> bool| {
            let mut groups: Vec<(u32, u32)> =
                self.words.iter().filter(|(w, _)| fits(w)).flat_map(|(_, g)| g.clone()).collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        };
        let groups = pick(&bracketed);
        if !groups.is_empty() {
            return Some(groups);
        }
        let two = about.chars().count() > 1;
        let groups = pick(&|word| two && (word.ends_with(about) || plain(word).ends_with(about)));
        (!groups.is_empty()).then_some(groups)
    }

    /// How many different headings above some groups end in such words.
    fn headings_that_are(&self, groups: &[(u32, u32)], about: &str) -> u64 {
        let path = |(r, g): &(u32, u32)| &self.notice.rosters[*r as usize].groups[*g as usize].path;
        let values = groups.iter().flat_map(path);
        let named: HashSet<String> =
            values.map(|value| fold(value)).filter(|value| value.ends_with(about)).collect();
        named.len() as u64
    }

    /// 境内第三类 of a heading 境内第三类医疗器械, 企业甲级资质 of 甲级: the one heading that begins so, or that the
    /// words hold, where another count beside it tells another.
    fn part_of_heading(&self, claim: &Claim, about: &str) -> Option<Target> {
        if !self.fuzzy {
            return None;
        }
        let own = self.heading_in(about)?;
        self.names_another(claim, own).then(|| self.groups_target(vec![own], Fit::Exact))
    }

    /// The one group whose heading begins with these words, or stands among them.
    fn heading_in(&self, about: &str) -> Option<(u32, u32)> {
        let long = |text: &str| text.chars().count() > 1;
        if about.chars().count() < 3 {
            return None;
        }
        let fits = |word: &&String| {
            long(word) && (word.starts_with(about) || about.contains(word.as_str()))
        };
        let mut groups: Vec<(u32, u32)> =
            self.words.keys().filter(fits).flat_map(|word| self.words[word].clone()).collect();
        groups.sort_unstable();
        groups.dedup();
        if let [only] = groups[..] { Some(only) } else { None }
    }

    /// `8个领域`: the different values of the level called so.
    fn level(&self, about: &str) -> Option<Target> {
        let (r, level, _) = self.levels.iter().find(|(_, _, title)| title == about)?;
        let all = (0..self.notice.rosters[*r as usize].groups.len() as u32).map(|g| (*r, g));
        let groups: Vec<(u32, u32)> = all.collect();
        Some(Target { found: self.distinct(&groups, Some(*level)), groups, fit: Fit::Exact })
    }

    fn distinct(&self, groups: &[(u32, u32)], level: Option<usize>) -> u64 {
        let path = |(r, g): &(u32, u32)| &self.notice.rosters[*r as usize].groups[*g as usize].path;
        let values: HashSet<&[String]> = groups
            .iter()
            .map(|group| match level {
                Some(level) => path(group).get(level..=level).unwrap_or_default(),
                None => path(group).as_slice(),
            })
            .filter(|values| values.iter().any(|value| !value.is_empty()))
            .collect();
        values.len() as u64
    }

    /// The classes of some things: values of the level named so, else the different groups.
    pub(super) fn classes(&self, claim: &Claim, things: &Target) -> Option<Target> {
        let about = fold(&claim.about);
        let all: Vec<(u32, u32)>;
        let groups = if things.groups.is_empty() {
            all = (0..)
                .zip(&self.counts)
                .flat_map(|(r, rows)| (0..rows.len() as u32).map(move |g| (r, g)))
                .collect();
            &all
        } else {
            &things.groups
        };
        if groups.is_empty() || !self.fuzzy {
            let found = self.divisions(&about).filter(|found| *found == claim.declared)?;
            return Some(Target { found, groups: Vec::new(), fit: Fit::Loose });
        }
        let level = self.levels.iter().find(|(_, _, title)| *title == about).map(|l| l.1);
        let found = self.distinct(groups, level);
        // 12个省份的82家: only words for classes say that the headings are meant.
        let fit = match level {
            Some(_) => Fit::Exact,
            None if readings::is_class(&about) => Fit::Fair,
            None => Fit::Loose,
        };
        if fit == Fit::Loose && self.divisions(&about) == Some(claim.declared) {
            return Some(Target { found: claim.declared, groups: Vec::new(), fit });
        }
        Some(Target { found, groups: groups.clone(), fit: things.fit.min(fit) })
    }

    fn rosters_target(&self, rosters: &[usize], fit: Fit) -> Target {
        let rows = |roster: &usize| self.notice.rosters[*roster].entries.len() as u64;
        Target { found: rosters.iter().map(rows).sum(), groups: Vec::new(), fit }
    }

    /// All rows; where there are several rosters, the one that has so many if all have not.
    fn whole(&self, declared: u64) -> Option<Target> {
        let listed = |roster: &usize| !self.aside.contains(roster);
        let all: Vec<usize> = (0..self.notice.rosters.len()).filter(listed).collect();
        let whole = self.rosters_target(&all, Fit::Fair);
        let one = |roster: usize| self.rosters_target(&[roster], Fit::Loose);
        let instead = all.iter().map(|r| one(*r)).find(|target| target.found == declared);
        let instead = instead.filter(|_| whole.found != declared);
        (!all.is_empty()).then(|| instead.unwrap_or(whole))
    }

    /// Whether a word for a sum stands before the claim: 共6家.
    pub(super) fn is_summed(&self, claim: &Claim) -> bool {
        adds_up(self.document, claim)
    }

    /// As many rows as there are in all, or in the roster that has so many.
    pub(super) fn all_rows(&self, declared: u64) -> Option<u64> {
        self.whole(declared).map(|target| target.found)
    }

    /// The roster in whose title or notes a claim stands: it speaks of that one.
    pub(super) fn home(&self, claim: &Claim) -> Option<usize> {
        match claim.place {
            ClaimPlace::Title => {}
            // 注：标*的3家 are some of the rows, 共6家 are all.
            ClaimPlace::Note if adds_up(self.document, claim) || self.opens_bracket(claim) => {}
            _ => return None,
        }
        // 示范基地名单（共5家） over the only list, which has no other title.
        if let (Some(head), [only]) = (&self.notice.head.title, &self.notice.rosters[..])
            && head.span.contains(claim.span)
            && only.title.is_none()
            && self.after(claim).starts_with(['）', ')'])
        {
            return Some(0);
        }
        let at = self.homes.partition_point(|(place, _)| place.start <= claim.span.start);
        let (place, roster) = self.homes.get(at.checked_sub(1)?)?;
        place.contains(claim.span).then_some(*roster)
    }

    /// Whether a count opens a bracket that has a line for itself above the rows: （23家，排名不分先后）.
    fn opens_bracket(&self, claim: &Claim) -> bool {
        let first = |roster: &Roster| roster.entries.first().map_or(0, |entry| entry.span.start);
        let noted = |roster: &&Roster| roster.notes.iter().any(|n| n.span.contains(claim.span));
        let over = |roster: &Roster| claim.numeral.start < first(roster);
        let listed = claim.stance == Stance::List && claim.about.is_empty();
        if !listed || !self.notice.rosters.iter().find(noted).is_some_and(over) {
            return false;
        }
        let above = self.before(claim).rsplit('\n').next().unwrap_or_default();
        above.trim().strip_prefix(['（', '(']).is_some_and(|rest| rest.trim().is_empty())
            && self.after(claim).starts_with(['，', ',', '；', ';', '）', ')'])
    }

    /// Rosters whose title speaks of `about`: 示范基地 of 国家示范基地名单.
    fn rosters_named(&self, about: &str) -> Option<Target> {
        if !self.fuzzy {
            return None;
        }
        let fits = |noun: &String| -> Option<Fit> {
            let shared = common_suffix(noun, about);
            if is_denied(noun, about) {
                None
            } else if !noun.is_empty() && (noun == about || noun.ends_with(about)) {
                (about.chars().count() > 1).then_some(Fit::Fair)
            } else if is_contracted(about, noun)
                || (noun.chars().count() > LONG && is_contracted(noun, about))
            {
                Some(Fit::Fair)
            } else if shared > 1 || (about.chars().count() > 1 && noun.contains(about)) {
                Some(Fit::Loose)
            } else {
                None
            }
        };
        let by_end = |r: usize| self.ends[r].as_ref().and_then(fits);
        let listed = self.nouns.iter().enumerate().filter(|(r, _)| !self.aside.contains(r));
        let named: Vec<(usize, Fit)> =
            listed.filter_map(|(r, noun)| Some((r, fits(noun).max(by_end(r))?))).collect();
        let best = named.iter().map(|n| n.1).max()?;
        let named: Vec<usize> = named.iter().filter(|n| n.1 == best).map(|n| n.0).collect();
        Some(self.rosters_target(&named, best))
    }
}

/// Whether a noun says of these words that it is no such thing: 合格企业 of 不合格企业.
fn is_denied(noun: &str, about: &str) -> bool {
    let before = noun.find(about).map_or("", |at| &noun[..at]);
    before.ends_with(['不', '未'])
}

/// A title that has more characters names its list though the letter adds a word to it: 保护项目 of 项目.
const LONG: usize = 8;

/// Whether a word for a sum stands before the claim: 共6家.
pub(super) fn adds_up(document: &Document, claim: &Claim) -> bool {
    let before = document.text.get(..claim.numeral.start as usize).unwrap_or_default();
    let colon = |c| crate::text::is_blank(c) || matches!(c, '：' | ':');
    let before = before.trim_end_matches(colon);
    // 共计5大类14项
    let classes = before.strip_suffix("大类").unwrap_or(before);
    let before = if classes.len() < before.len() {
        classes.trim_end_matches(|c| {
            numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some()
        })
    } else {
        before
    };
    ["共", "共计", "合计", "总计", "共有"].iter().any(|word| before.ends_with(word))
}

/// Titles and notes of rosters, by place.
fn homes(notice: &Notice) -> Vec<(Span, usize)> {
    let mut homes: Vec<(Span, usize)> = Vec::new();
    for (r, roster) in notice.rosters.iter().enumerate() {
        homes.extend(roster.title.as_ref().map(|title| (title.span, r)));
        homes.extend(roster.notes.iter().map(|note| (note.span, r)));
    }
    homes.sort_unstable();
    homes
}
