//! Counts of what is and what is not, beside each other: 合格81家，不合格5家. One list can be of but one of them.

use super::{Fit, Index, Target, fold};
use crate::model::{Claim, ClaimPlace, Relation, Stance};

/// Longest word that is denied, in characters, and how far behind the one the other is told, in bytes.
const WORD_MOST: usize = 5;
const REACH: u32 = 60;

/// Among more counts none is looked for.
const CLAIMS_MOST: usize = 512;

/// Words that deny, and words that only stress the opposite.
const NOT: [char; 2] = ['不', '未'];
const DONE: [char; 4] = ['已', '均', '其', '中'];

impl Index<'_> {
    /// Of a count that stands beside its opposite: whether the only list is as near to it as to no other. None of a
    /// count that stands alone.
    pub(super) fn is_of_opposites(&self, claim: &Claim) -> Option<bool> {
        if self.notice.claims.len() > CLAIMS_MOST {
            return None;
        }
        let rows = self.only_rows()?;
        let (denied, word) = self.said(claim)?;
        // 合格403批次 over the list of what is 不合格.
        let titles = self.titles.iter().chain([&self.title]);
        let refuses =
            |title: &String| title.match_indices(word).any(|(at, _)| title[..at].ends_with(NOT));
        if !denied && claim.declared != rows && titles.clone().any(refuses) {
            return Some(false);
        }
        // 不合格样品 of 合格.
        let like = |other: &str| other.starts_with(word) || word.starts_with(other);
        let opposite = |other: &&Claim| {
            let far = claim.numeral.start.abs_diff(other.numeral.start);
            let own = |(is, said): (bool, &str)| is != denied && like(said);
            far > 0 && far <= REACH && self.said(other).is_some_and(own)
        };
        let other = self.notice.claims.iter().find(opposite)?;
        Some(claim.declared.abs_diff(rows) < other.declared.abs_diff(rows))
    }

    /// The rows of the only list, where it is of this count and not of its opposite.
    pub(super) fn of_opposites(&self, claim: &Claim) -> Option<Target> {
        let one = self.notice.rosters.len() == 1 && self.aside.is_empty();
        let told = one && claim.relation == Relation::Alone && claim.stance == Stance::List;
        told.then(|| self.is_of_opposites(claim))
            .flatten()?
            .then(|| self.rosters_target(&[0], Fit::Fair))
    }

    /// The roster whose title says with the count's clause that the things are, or are not, so: 不合格企业名单 of 2家企业不合格, where
    /// that of another says the opposite.
    pub(in crate::check::claims) fn roster_of_denial(&self, claim: &Claim) -> Option<usize> {
        const ENDS: [char; 7] = ['，', '。', '；', '：', '、', '\n', ','];
        if !self.fuzzy || self.titles.len() < 2 {
            return None;
        }
        let before = self.before(claim).rsplit(ENDS).next()?;
        let after = self.after(claim).split(ENDS).next()?;
        let clause = format!("{before} {} {after}", fold(&claim.about));
        // 未 and the two characters behind it, in the clause or in a title.
        let denied = |text: &str| -> Option<String> {
            let (_, behind) = text.split_once(NOT)?;
            let word: String = behind.chars().take(2).collect();
            (word.chars().count() == 2).then_some(word)
        };
        let word = self.titles.iter().find_map(|title| denied(title))?;
        let says = |text: &str| {
            let at = text.find(word.as_str())?;
            Some(text[..at].ends_with(NOT))
        };
        let own = says(&clause)?;
        let mut same = (0..self.titles.len()).filter(|r| says(&self.titles[*r]) == Some(own));
        let one = same.next().filter(|_| same.next().is_none())?;
        self.titles.iter().any(|title| says(title) == Some(!own)).then_some(one)
    }

    /// What is said before a number, and whether it is denied: 合格 of 不合格5家.
    fn said(&self, claim: &Claim) -> Option<(bool, &str)> {
        if claim.place != ClaimPlace::Body {
            return None;
        }
        let before = self.before(claim).trim_end_matches(crate::text::is_blank);
        let clause = before.rsplit(['，', '。', '；', '：', '、', '\n', ',']).next()?;
        let word = clause.trim_start_matches(crate::text::is_blank);
        if let Some((at, not)) = word.char_indices().rfind(|(_, c)| NOT.contains(c)) {
            let word = &word[at + not.len_utf8()..];
            return (2..=WORD_MOST).contains(&word.chars().count()).then_some((true, word));
        }
        let word = word.trim_start_matches(DONE);
        (2..=WORD_MOST).contains(&word.chars().count()).then_some((false, word))
    }
}
