//! Claims whose words say little, in sentences that point at the list: 以下6家单位, 授予…称号.

use super::kin::further_nouns;
use super::readings::{is_class, pieces};
use super::{Fit, Index, Target};
use crate::check::claims::fold::{fold, goes_on, noun, undated};
use crate::model::{Claim, ClaimPlace, Relation, Role, Roster, Stance};
use crate::text::blank::BREAKS;
use crate::text::words::claims::POINTING;
use crate::text::words::deeds::BECOMES;
use crate::text::words::verbs::DEEDS;
use crate::text::{headers, listed, nothing};

/// Things of which any list may be one.
const ANYTHING: [&str; 6] = ["单位", "项目", "机构", "对象", "集体", "个人"];

/// Whether a word may be said of the rows of any list.
pub(in crate::check::claims) fn is_anything(about: &str) -> bool {
    ANYTHING.contains(&about)
}

/// Longest stretch between a count and the list that it announces, in bytes.
const ANNOUNCES: usize = 240;

impl Index<'_> {
    /// 项目 and 单位 may be said of the rows of any list; 以下6家单位 and 确定…等6家单位为 point at the
    /// only one.
    pub(super) fn of_any_word(&self, claim: &Claim, about: &str) -> Option<Target> {
        let one = self.notice.rosters.len() == 1 && self.aside.is_empty();
        let anything = ANYTHING.contains(&about);
        let before = self.before(claim);
        // 确定5个城市和园区为试点
        let (_, after) = further_nouns(self.after(claim));
        // 确定6个县为示范县: whatever they are called, they are what is listed.
        let sentence = before.rsplit(['。', '；', '\n']).next().unwrap_or_default();
        // 授予12家企业示范企业称号
        let clause = after.split(['。', '；', '，', '\n']).next().unwrap_or_default();
        let honour = ["称号", "荣誉"].iter().any(|word| clause.contains(word));
        let named = (after.starts_with('为') && DEEDS.iter().any(|verb| sentence.contains(verb)))
            || (honour && sentence.contains("授予"));
        let follow = ["以下", "下列"].iter().any(|word| before.ends_with(word));
        // 决定在7个城市建设基地, and the list is one of places.
        let places = is_division(about)
            && self.notice.rosters.first().is_some_and(names_places)
            && DEEDS.iter().any(|verb| sentence.contains(verb));
        // 6个县为示范县，2个市为示范市 divide the list.
        let only = self.is_only(claim);
        // What is plainly something else, 12个产品 beside a list of firms, is not what is listed.
        let kin = self.kinship(claim, about, 0) != Some(false);
        let (named, places) = (named && only && kin, places && only && kin);
        let points = named || places || (anything && follow);
        let fit = if points { Fit::Fair } else { Fit::Loose };
        let target =
            (one && (anything || named || places)).then(|| self.rosters_target(&[0], fit))?;
        (points || target.found == claim.declared).then_some(target)
    }

    /// What the counted things are made: 示范企业 of 认定8家企业为示范企业（名单见附件）, folded.
    pub(in crate::check::claims) fn made(&self, claim: &Claim) -> Option<String> {
        let after = self.after(claim).trim_start();
        let after = after.strip_prefix(['被', '拟']).unwrap_or(after);
        let verb = BECOMES.iter().find_map(|verb| after.strip_prefix(verb)).unwrap_or(after);
        let what = verb.strip_prefix('为').or_else(|| verb.strip_prefix("作为"))?;
        let what = what.split(['，', '。', '；', '、', '（', '(', '\n']).next()?;
        Some(fold(what.trim_matches(['“', '”', ' '])))
    }

    /// What title the counted people are given: 特级教师 of 授予3名教师“特级教师”称号, folded.
    fn honoured(&self, claim: &Claim) -> Option<String> {
        let clause = self.after(claim).split(['，', '。', '；', '\n']).next()?;
        let (_, quoted) = clause.split_once('“')?;
        let (what, behind) = quoted.split_once('”')?;
        let honour = ["称号", "荣誉"].iter().any(|word| behind.starts_with(word));
        honour.then(|| fold(what))
    }

    /// `甲园等3个单位为示范基地`: the rows below the heading, or of the list, that is called what they
    /// are named.
    pub(super) fn named_as(&self, claim: &Claim) -> Option<Target> {
        let called = self.made(claim).or_else(|| self.honoured(claim))?;
        let called = undated(&called);
        if let Some(groups) = self.words.get(called) {
            return Some(self.groups_target(groups.clone(), Fit::Exact));
        }
        let mut named = (0..self.nouns.len()).filter(|r| undated(&self.nouns[*r]) == called);
        let (one, more) = (named.next()?, named.next());
        (self.nouns.len() > 1 && more.is_none() && !self.aside.contains(&one))
            .then(|| self.rosters_target(&[one], Fit::Exact))
    }

    /// `现公布8种：` directly over the list: the sentence runs into its first row.
    pub(super) fn announced(&self, claim: &Claim) -> Option<Target> {
        let [roster] = &self.notice.rosters[..] else { return None };
        let first = roster
            .entries
            .first()?
            .span
            .start
            .min(roster.groups.first().map_or(u32::MAX, |group| group.span.start));
        let between = self.document.text.get(claim.span.end as usize..first as usize)?;
        let before = self.before(claim);
        let from = claim.numeral.start - before.len() as u32;
        let start = from + before.rfind(['。', '\n']).unwrap_or(0) as u32;
        let alone = || {
            self.notice.claims.iter().all(|other| {
                other.numeral == claim.numeral
                    || other.numeral.start < start
                    || other.numeral.start > first
            })
        };
        let runs_in = between.len() <= ANNOUNCES
            && between.contains(['：', ':'])
            && !between.contains(['。', '；'])
            && claim.place == ClaimPlace::Body
            && claim.relation != Relation::PartOf(0)
            && alone();
        (runs_in && self.is_plain(claim)).then(|| self.rosters_target(&[0], Fit::Fair))
    }

    /// 以下21家景区达到要求。 or 确定21家景区…，名单如下： directly above the only list: whatever they are called, they are what follows.
    pub(super) fn follow(&self, claim: &Claim, about: &str) -> Option<Target> {
        const LINES_MOST: usize = 2;
        const BETWEEN_MOST: usize = 400;
        let [roster] = &self.notice.rosters[..] else { return None };
        let first = roster.entries.first()?.span.start;
        let between = self.document.text.get(claim.span.end as usize..first as usize)?;
        if between.len() > BETWEEN_MOST {
            return None;
        }
        let lines = between.split('\n').filter(|line| !line.trim().is_empty()).count();
        let before = self.before(claim);
        let told = claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && claim.stance == Stance::List
            && self.aside.is_empty()
            && lines <= LINES_MOST + 1
            && (["以下", "下列"].iter().any(|word| before.trim_end().ends_with(word))
                || between.trim_end().ends_with(['：', ':']) && between.contains("如下"));
        // A count between them is of what follows as well as this one.
        let nearer = |other: &Claim| {
            (claim.span.end..first).contains(&other.numeral.start)
                && other.declared != claim.declared
        };
        (told
            && !self.notice.claims.iter().any(nearer)
            && (self.kinship(claim, about, 0) != Some(false) || self.rows_end_as(roster, about)))
        .then(|| self.rosters_target(&[0], Fit::Fair))
    }

    /// Whether nearly all rows end in the last character of a word: 甲景区 and 乙旅游区 of 旅游景区.
    fn rows_end_as(&self, roster: &Roster, about: &str) -> bool {
        const LOOKED: usize = 64;
        let Some(end) = about.chars().next_back() else { return false };
        let rows = roster.entries.len().min(LOOKED);
        let ends = |entry: &usize| {
            (0..roster.columns.len()).any(|column| {
                let cell = fold(&roster.cell(self.document, *entry, column));
                cell.split('(').next().is_some_and(|name| name.ends_with(end))
            })
        };
        (0..rows).filter(ends).count() * 5 >= rows * 4
    }

    /// Whether the sentence of a count runs over a colon into the first row of the only list, and counts nothing on the
    /// way: 发现问题企业15家，其中5家整改不到位，现予通报：.
    pub(in crate::check::claims) fn runs_in(&self, claim: &Claim) -> bool {
        let [roster] = &self.notice.rosters[..] else { return false };
        let Some(first) = roster.entries.first().map(|entry| entry.span.start) else {
            return false;
        };
        let between = self.document.text.get(claim.span.end as usize..first as usize);
        let further = |other: &Claim| (claim.span.end..first).contains(&other.numeral.start);
        claim.place == ClaimPlace::Body
            && between.is_some_and(|between| {
                between.len() <= ANNOUNCES
                    && between.contains(['：', ':'])
                    && !between.contains(['。', '；'])
            })
            && !self.notice.claims.iter().any(further)
    }

    /// `现公布7个建设项目`: the number stands right behind what the notice does, and nothing else of
    /// the letter is counted so.
    pub(super) fn acted_on(&self, claim: &Claim, about: &str) -> Option<Target> {
        let one = self.notice.rosters.len() == 1 && self.aside.is_empty();
        let before = self.before(claim);
        let clause = before.rsplit(['，', '。', '；', '：', '\n']).next().unwrap_or_default();
        let clause = clause.trim_end_matches(['了', '共', '计', '以', '下']);
        let acted = DEEDS.iter().any(|verb| clause.ends_with(verb))
            || (super::adds_up(self.document, claim)
                && DEEDS.iter().any(|verb| clause.contains(verb)));
        let body = claim.place == ClaimPlace::Body && claim.relation == Relation::Alone;
        let alone = self.is_only(claim);
        // 确定5个城市和园区，现予公布: rows that are such places are what it counts.
        let mixed = || {
            let joined = !further_nouns(self.after(claim)).0.is_empty();
            joined && self.kinship(claim, about, 0) == Some(true)
        };
        let plain = self.is_plain(claim) && (!is_division(about) || mixed());
        (one && acted && body && alone && plain && self.kinship(claim, about, 0) != Some(false))
            .then(|| self.rosters_target(&[0], Fit::Fair))
    }

    /// `5项成果获奖`, `遴选出5家`: the sentence says that what it counts comes to stand on the list, and
    /// nothing else of the letter is counted so. What it counts must be of the kind of the rows.
    pub(super) fn told_of_list(&self, claim: &Claim, about: &str) -> Option<Target> {
        let mut listed = (0..self.notice.rosters.len()).filter(|r| !self.aside.contains(r));
        let (roster, more) = (listed.next()?, listed.next());
        let told = more.is_none()
            && claim.listed
            && claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && claim.stance == Stance::List
            && !is_class(about)
            && !self.measures_across(claim)
            && self.is_only(claim)
            && self.is_kin(claim, about, roster);
        told.then(|| self.rosters_target(&[roster], Fit::Fair))
    }

    /// Whether the number stands right behind what the notice does to things: 撤销5家企业.
    pub(in crate::check::claims) fn is_acted(&self, claim: &Claim) -> bool {
        let before = self.before(claim);
        let clause = before.rsplit(['，', '。', '；', '：', '\n']).next().unwrap_or_default();
        let clause = ["以下", "下列", "了", "共", "上述"]
            .iter()
            .fold(clause.trim_end(), |clause, word| clause.strip_suffix(word).unwrap_or(clause));
        DEEDS.iter().any(|verb| clause.ends_with(verb))
    }

    /// Whether a count says that it is of the list, or leaves it to its sentence, which points there: 吊销20家企业的
    /// 许可证，现予公布.
    pub(in crate::check::claims) fn is_of_list(&self, claim: &Claim) -> bool {
        let begun = self.before(claim).rsplit(['。', '\n']).next().unwrap_or_default();
        let rest = self.after(claim).split(['。', '\n']).next().unwrap_or_default();
        let points = |text: &str| POINTING.iter().any(|word| text.contains(word));
        match claim.stance {
            Stance::List => true,
            Stance::Untold => points(begun) || points(rest),
            Stance::Context => false,
        }
    }

    /// 将6项典型经验确定为全国质量标杆 over 全国质量标杆名单: what the things become is what the list is of.
    pub(super) fn becomes_listed(&self, claim: &Claim) -> Option<Target> {
        let what = self.made(claim)?;
        let what = undated(&what);
        // 确定5个城市为首批试点 over 试点名单: a short word is enough where nothing else is counted.
        let least = if self.is_only(claim) { 2 } else { 3 };
        let is_it = |noun: &String| {
            let noun = undated(noun);
            noun.chars().count() >= least && (what.ends_with(noun) || noun.ends_with(what))
        };
        let whole = claim.relation == Relation::Alone && what.chars().count() > 2;
        let listed = (0..self.nouns.len()).filter(|r| !self.aside.contains(r));
        let named: Vec<usize> = listed.filter(|r| is_it(&self.nouns[*r])).collect();
        (whole && named.len() == 1).then(|| self.rosters_target(&named, Fit::Fair))
    }

    /// 整治试点街镇3个（见附件） over 整治试点名单: what is counted is called as the list is, and the sentence points there.
    pub(super) fn called_as_listed(&self, claim: &Claim, about: &str) -> Option<Target> {
        const LEAST: usize = 4;
        const POINTED: [&str; 2] = ["见附件", "附后"];
        let mut listed = (0..self.nouns.len()).filter(|r| !self.aside.contains(r));
        let (roster, more) = (listed.next()?, listed.next());
        let (noun, about) = (&self.nouns[roster], undated(about));
        // The list may say whose it is, and of which year: 甲市2022年度整治试点名单.
        let called = goes_on(noun, about, LEAST);
        let clause = self.after(claim).split(['。', '；', '\n']).next().unwrap_or_default();
        let told = more.is_none()
            && claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && called
            && POINTED.iter().any(|word| clause.contains(word))
            && !self.measures_across(claim)
            && self.is_only(claim);
        told.then(|| self.rosters_target(&[roster], Fit::Fair))
    }

    /// What the list that a count in a title speaks of is a list of: the roster's noun, or the count's own words.
    pub(in crate::check::claims) fn noun_of(&self, title: &Claim) -> String {
        let own = self.home(title).map(|roster| self.nouns[roster].clone());
        own.filter(|noun| !noun.is_empty()).unwrap_or_else(|| noun(&title.about))
    }

    /// The number of rows, where there is but one list.
    pub(in crate::check::claims) fn only_rows(&self) -> Option<u64> {
        let mut listed = (0..self.notice.rosters.len()).filter(|r| !self.aside.contains(r));
        let one = listed.next()?;
        listed.next().is_none().then(|| self.notice.rosters[one].entries.len() as u64)
    }

    /// Whether a claim could be of the rows of the only list: things of their kind, no classes of them.
    pub(in crate::check::claims) fn may_be_rows(&self, claim: &Claim) -> bool {
        let about = fold(&claim.about);
        // 13个本科专业 over 专业名称 are the rows, though 专业 is a word for classes.
        (!is_class(&about) || self.of_name_column(&about).is_some())
            && !Self::counts_seats(claim)
            && !self.measures_across(claim)
            && self.kinship(claim, &about, 0) != Some(false)
    }

    /// Whether a claim tells what comes to stand on the only list, and no other of the letter does.
    pub(in crate::check::claims) fn names_all(&self, claim: &Claim) -> bool {
        let listed = (0..self.notice.rosters.len()).filter(|r| !self.aside.contains(r)).count();
        listed == 1
            && claim.listed
            && claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && !self.measures_across(claim)
            && !self.lists_others(claim)
    }

    /// Whether a claim counts single things of the list, not classes or places of them.
    fn is_plain(&self, claim: &Claim) -> bool {
        let about = fold(&claim.about);
        let across = ["涉及", "覆盖", "涵盖", "分布", "来自", "隶属"];
        let before = self.before(claim);
        let clause = before.rsplit(['，', '。', '；', '\n']).next().unwrap_or_default();
        claim.stance == Stance::List
            && !matches!(claim.relation, Relation::ClassesOf(_) | Relation::PartOf(_))
            && !is_class(&about)
            && !across.iter().any(|word| clause.contains(word))
            && (!is_division(&about) || self.notice.rosters.iter().all(names_places))
    }

    /// `9个村` where the cells of a column list them, several in one: 甲村、乙村.
    pub(super) fn of_listing(&self, claim: &Claim, about: &str) -> Option<Target> {
        let [roster] = &self.notice.rosters[..] else { return None };
        let rows = roster.entries.len() as u64;
        if about.is_empty() || !self.searchable || rows == claim.declared {
            return None;
        }
        let known = self.found.listings.borrow().contains_key(about);
        if !known {
            let all = (0..roster.columns.len()).filter_map(|c| self.listing(roster, c, about));
            let all: Vec<Listing> = all.collect();
            self.found.listings.borrow_mut().insert(about.to_owned(), all);
        }
        let listings = self.found.listings.borrow();
        let found = listings.get(about)?.iter().find_map(|listing| {
            let names = (listing.names == claim.declared && !listing.few) || listing.sure;
            let lines = || listing.lines.filter(|lines| *lines == claim.declared);
            if names { Some(listing.names) } else { lines() }
        })?;
        Some(Target { found, groups: Vec::new(), fit: Fit::Fair })
    }

    /// How many such things a column lists, where it may list them.
    fn listing(&self, roster: &Roster, column: usize, about: &str) -> Option<Listing> {
        let rows = roster.entries.len() as u64;
        let what = &roster.columns[column];
        if matches!(what.role, Role::Serial | Role::Number | Role::Note | Role::Date) {
            return None;
        }
        let title = fold(&headers::without_brackets(&what.title));
        let noun = ["名称", "名单", "名"]
            .iter()
            .find_map(|tail| title.strip_suffix(tail))
            .unwrap_or(&title)
            .to_owned();
        // 森林乡村 below 行政村名单
        let kin = noun.chars().last().is_some_and(|end| {
            about.ends_with(end) && ['村', '镇', '县', '市', '区'].contains(&end)
        });
        let called = !noun.is_empty() && (kin || about.ends_with(&noun) || noun.ends_with(about));
        // Without a header the names tell: 甲县、乙县 of 6个县.
        let untitled = title.is_empty() && about.ends_with(['村', '镇', '县', '市', '区']);
        let left = self.found.cells_left.get().checked_sub(roster.entries.len());
        if !called && !untitled {
            return None;
        }
        self.found.cells_left.set(left?);
        let cells: Vec<String> = (0..roster.entries.len())
            .map(|e| outside_brackets(&roster.cell(self.document, e, column)))
            .collect();
        // Under 试点地市 neither —— nor 整省试点 is one.
        let divisions = kin && cells.iter().filter(|cell| are_divisions(cell)).count() > 1;
        let counts: Vec<u64> = cells
            .iter()
            .map(|cell| match names(cell, about) {
                1 if nothing::is_nothing(cell) || (divisions && !are_divisions(cell)) => 0,
                names => names,
            })
            .collect();
        let lists = counts.iter().filter(|count| **count > 1).count() as u64;
        if untitled && (lists == 0 || !cells.iter().all(|cell| are_divisions(cell))) {
            return None;
        }
        // A few names with 、 in them are names, unless each part ends as what is counted does; where most
        // cells hold several, they are lists.
        let few = lists * 3 < rows && !cells.iter().all(|cell| parts_end_alike(cell, about));
        // Cells of a column that is called so name such divisions, one or several, and nothing else.
        let named = divisions
            && lists > 0
            && noun.ends_with(about)
            && cells.iter().zip(&counts).all(|(cell, n)| *n == 0 || are_divisions(cell));
        // A name a line.
        let lines =
            |cell: &String| cell.split(BREAKS).filter(|line| !line.trim().is_empty()).count();
        let several = cells.iter().filter(|cell| lines(cell) > 1).count() as u64;
        let lines: u64 = cells.iter().map(|cell| lines(cell) as u64).sum();
        Some(Listing {
            names: counts.iter().sum(),
            few,
            sure: lists * 2 > rows || named,
            lines: Some(lines).filter(|_| several * 2 > rows),
        })
    }
}

/// What a column lists of some things.
pub(super) struct Listing {
    names: u64,
    /// So few cells hold several that they may be names with a mark in them.
    few: bool,
    /// Most cells hold several, or it names nothing else.
    sure: bool,
    /// The lines of its cells, where most have several.
    lines: Option<u64>,
}

/// How many names a cell lists. A line may end inside a name: it parts two of them where each ends
/// as what is counted does, 甲村 and 乙村.
fn names(cell: &str, about: &str) -> u64 {
    let lines: Vec<&str> =
        cell.split(BREAKS).map(str::trim).filter(|line| !line.is_empty()).collect();
    let end = about.chars().last();
    let whole = end.is_some_and(|end| lines.iter().all(|line| line.ends_with(end)))
        || listed::are_names(&lines);
    let cell = if whole { cell.to_owned() } else { lines.concat() };
    pieces(&cell).count() as u64
}

/// Whether all that a cell lists ends as the names of divisions do.
fn are_divisions(cell: &str) -> bool {
    const ENDS: [char; 12] =
        ['省', '市', '区', '州', '盟', '县', '旗', '镇', '乡', '村', '团', '场'];
    pieces(cell).all(|piece| piece.ends_with(ENDS)) && !nothing::is_nothing(cell)
}

/// Whether the parts of a cell that holds several end as what is counted does: 甲村、乙村.
fn parts_end_alike(cell: &str, about: &str) -> bool {
    let parts: Vec<&str> = pieces(cell).collect();
    parts.len() < 2 || parts.iter().all(|part| part.chars().last() == about.chars().last())
}

/// A cell without what stands in its brackets.
fn outside_brackets(cell: &str) -> String {
    let mut depth = 0u32;
    let mut kept = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Whether a word is one for divisions.
fn is_division(about: &str) -> bool {
    const WORDS: [&str; 12] =
        ["城市", "地区", "省份", "省区市", "省", "市", "县", "区", "旗", "州", "乡镇", "街道"];
    let bare = about.split('(').next().unwrap_or(about);
    WORDS.contains(&bare) || bare.split(['、', '和', '/']).all(|part| WORDS.contains(&part))
}

/// Whether the names of a roster are places.
fn names_places(roster: &Roster) -> bool {
    let name = roster.columns.iter().find(|column| column.role != Role::Serial);
    name.is_some_and(|column| column.role == Role::Place)
}
