//! The ways to read what a claim of things counts, in order: the first that has an answer holds.

use super::{Fit, Index, Target, fold, undated};
use crate::model::{Claim, Relation};

/// A claim, and what its readings look at.
pub(super) struct Asked<'c> {
    claim: &'c Claim,
    /// Its words, folded; empty where it is but a number.
    about: String,
    /// It is no part of another count, and so may count all rows of a list.
    alone: bool,
}

/// One way to read a claim.
type Read = fn(&Index<'_>, &Asked<'_>) -> Option<Target>;

/// Of claims with words and without.
static OF_ALL: [(&str, Read); 10] = [
    ("named-as", |index, asked| index.named_as(asked.claim)),
    ("group", |index, asked| index.named_groups(&asked.about, asked.claim)),
    ("said-group", |index, asked| {
        asked.about.is_empty().then(|| index.group_said(asked.claim)).flatten()
    }),
    ("given", |index, asked| index.of_given(asked.claim)),
    ("annex", |index, asked| index.of_annex(asked.claim)),
    ("joined", |index, asked| index.of_joined(asked.claim).filter(|_| asked.alone)),
    ("clause", |index, asked| index.of_clause(asked.claim)),
    ("verb", |index, asked| {
        // 未通过验收的6家企业 as the title of one of two lists is said of it.
        let home = index.home(asked.claim).filter(|_| index.nouns.len() > 1);
        let told = home.is_some_and(|home| index.notice.rosters[home].groups.is_empty());
        let verb = || index.of_verb(asked.claim).map(|target| asked.loosened(target));
        (!told).then(verb).flatten()
    }),
    ("introduced", |index, asked| {
        let roster = index.home(asked.claim).filter(|_| asked.alone)?;
        Some(index.rosters_target(&[roster], Fit::Fair))
    }),
    ("number", |index, asked| {
        let whole = asked.about.is_empty() && asked.alone;
        // 合格26家，不合格4家: the list is of one of them.
        let whole = whole && index.is_of_opposites(asked.claim) != Some(false);
        whole.then(|| index.whole(asked.claim.declared)).flatten()
    }),
];

/// Of claims with words.
static OF_WORDS: [(&str, Read); 16] = [
    ("level", |index, asked| {
        (asked.alone && index.fuzzy).then(|| index.level(&asked.about)).flatten()
    }),
    ("listing", |index, asked| {
        asked.alone.then(|| index.of_listing(asked.claim, &asked.about)).flatten()
    }),
    ("ending", |index, asked| index.of_ending(asked.claim, &asked.about)),
    ("class", |index, asked| {
        index.of_class(asked.claim, &asked.about).filter(|class| class.fit == Fit::Exact)
    }),
    ("group-like", |index, asked| {
        let groups = index.fuzzy.then(|| index.similar_groups(&asked.about)).flatten()?;
        // 10家综合基地和82家特色基地: beside a count of the other headings it cannot be all.
        let beside = index.counts_others(asked.claim, &groups);
        let target = index.groups_target(groups, Fit::Exact);
        // 设立2个专业委员会 over the members of 防震专业委员会 and 救灾专业委员会: the headings are what is counted.
        let headings = index.headings_that_are(&target.groups, &asked.about);
        if headings > 1 && headings == asked.claim.declared {
            return Some(Target { found: headings, fit: Fit::Loose, ..target });
        }
        // 学校 may be all schools of the list though only some headings end in it.
        let declared = asked.claim.declared;
        let all = index.whole(declared).filter(|all| all.found == declared);
        let instead = asked.alone && !beside && target.found != declared;
        all.filter(|_| instead).or(Some(target))
    }),
    ("classes", |index, asked| {
        index.fuzzy.then(|| index.classes_of_things(asked.claim, &asked.about)).flatten()
    }),
    ("group-part", |index, asked| index.part_of_heading(asked.claim, &asked.about)),
    ("place", |index, asked| index.of_place(asked.claim, &asked.about)),
    // A part may be one of several rosters.
    ("roster", |index, asked| index.one_roster(&asked.about)),
    ("title", |index, asked| asked.titled(index).filter(|target| target.fit > Fit::Loose)),
    // 企业 below 企业名称 says more than a title that shares a word.
    ("name-column", |index, asked| {
        // 3名特派员服务企业
        let people = matches!(asked.claim.measure.as_str(), "名" | "人" | "位");
        let target = asked.alone.then(|| index.of_name_column(&asked.about)).flatten()?;
        let alien = people && index.kinship(asked.claim, &asked.about, 0) == Some(false);
        Some(target).filter(|_| !alien)
    }),
    ("place-column", |index, asked| {
        asked.alone.then(|| index.of_place_column(asked.claim, &asked.about)).flatten()
    }),
    ("title-word", |index, asked| asked.titled(index)),
    ("class-like", |index, asked| index.of_class(asked.claim, &asked.about)),
    ("column", |index, asked| index.column_values(asked.claim, None)),
    ("any-word", |index, asked| {
        index.of_any_word(asked.claim, &asked.about).filter(|_| asked.alone)
    }),
];

impl Asked<'_> {
    /// A part of a list is not surely all of it.
    fn loosened(&self, target: Target) -> Target {
        let fit = if self.alone { target.fit } else { Fit::Loose };
        Target { fit, ..target }
    }

    fn titled(&self, index: &Index<'_>) -> Option<Target> {
        self.alone.then(|| index.rosters_named(&self.about)).flatten()
    }
}

impl Index<'_> {
    /// What a claim of things counts, and the name of the reading that says so.
    pub(in crate::check::claims) fn things(&self, claim: &Claim) -> Option<(Target, &'static str)> {
        let about = fold(&claim.about);
        if Self::counts_seats(claim) {
            return self.seats(claim).map(|target| (target, "seats"));
        }
        let target = self.things_called(claim, &about);
        let sure = target
            .as_ref()
            .is_some_and(|(target, _)| target.fit > Fit::Loose || target.found == claim.declared);
        if sure {
            return target;
        }
        // 2021年示范基地 of a heading 示范基地; 现将5个项目公布如下 over the list.
        let bare = undated(&about);
        let dated = (bare.len() < about.len()).then(|| self.things_called(claim, bare)).flatten();
        let named = |name: &'static str| move |target: Target| (target, name);
        let any = || self.of_any_word(claim, &about).filter(|target| target.fit > Fit::Loose);
        let any = || any().filter(|_| claim.relation == Relation::Alone);
        dated
            .filter(|(target, _)| target.fit > Fit::Loose)
            .or_else(|| self.ends_in_heading(&about).map(named("heading-end")))
            .or_else(|| self.announced(claim).map(named("announced")))
            .or_else(|| self.follow(claim, &about).map(named("follow")))
            .or_else(|| self.becomes_listed(claim).map(named("becomes")))
            .or_else(|| self.called_as_listed(claim, &about).map(named("called")))
            .or_else(|| self.acted_on(claim, &about).map(named("acted-on")))
            .or_else(|| any().map(named("any-word")))
            .or_else(|| self.told_of_list(claim, &about).map(named("listed")))
            .or_else(|| self.of_opposites(claim).map(named("opposites")))
            .or(target)
    }

    fn things_called(&self, claim: &Claim, about: &str) -> Option<(Target, &'static str)> {
        let about = about.to_owned();
        let asked = Asked { claim, about, alone: claim.relation == Relation::Alone };
        let words = if asked.about.is_empty() { &[][..] } else { &OF_WORDS[..] };
        let mut readings = OF_ALL.iter().chain(words);
        readings.find_map(|(name, read)| Some((read(self, &asked)?, *name)))
    }
}
