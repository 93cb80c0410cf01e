//! Counts of lists that are joined: 示范企业和培育企业共5家 over 示范企业名单 and 培育企业名单; and of those to whom
//! the same sentence gives what a heading says: 李秀英等2人获二等奖.

use super::kin::further_nouns;
use super::{Fit, Index, Target, fold};
use crate::model::{Claim, ClaimPlace};
use crate::text::{is_blank, numeral};

/// Words that join the names of lists.
const JOINS: [&str; 7] = ["以及", "和", "与", "及", "、", "暨", "同"];

/// Words between the names and their number.
const SUMS: [&str; 7] = ["共计", "合计", "总计", "共有", "一共", "共", "总共"];

/// Most lists that are joined.
const LISTS_MOST: usize = 8;

/// Verbs of what is given.
const GIVEN: [&str; 4] = ["荣获", "获得", "获评", "获"];

impl Index<'_> {
    /// All rows of the lists that are named one behind the other, before the number or behind it.
    pub(super) fn of_joined(&self, claim: &Claim) -> Option<Target> {
        if !self.fuzzy || self.nouns.len() < 2 || claim.place != ClaimPlace::Body {
            return None;
        }
        // 3家示范企业和培育企业2家 are two counts.
        let (behind, rest) = further_nouns(self.after(claim));
        if rest.starts_with(|c: char| numeral::digit(c).is_some()) {
            return None;
        }
        let mut found = Vec::new();
        if behind.is_empty() {
            let mut text = self.before(claim).trim_end_matches(is_blank);
            text = SUMS.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
            while let Some((roster, lead)) = self.named_at_end(text) {
                found.push(roster);
                if found.len() == LISTS_MOST {
                    break;
                }
                let Some(lead) = JOINS.iter().find_map(|join| lead.strip_suffix(join)) else {
                    break;
                };
                text = lead;
            }
        } else {
            found.push(self.roster_called(&fold(&claim.about))?);
            for noun in behind {
                found.push(self.roster_called(&fold(noun))?);
            }
        }
        let named = found.len();
        found.sort_unstable();
        found.dedup();
        (named > 1 && found.len() == named).then(|| self.rosters_target(&found, Fit::Exact))
    }

    /// The one roster by whose noun a text ends, and what stands before it.
    fn named_at_end<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let ends = |(r, noun): (usize, &String)| {
            let lead = text.strip_suffix(noun.as_str()).filter(|_| noun.chars().count() > 1)?;
            (!self.aside.contains(&r)).then_some((r, lead))
        };
        let mut all = self.nouns.iter().enumerate().filter_map(ends);
        let one = all.next()?;
        all.next().is_none().then_some(one)
    }

    /// The rows below the heading that says what they were given.
    pub(super) fn of_given(&self, claim: &Claim) -> Option<Target> {
        let clause = self.after(claim).split(['，', '。', '；', '、', '\n', '（']).next()?;
        let what = GIVEN.iter().find_map(|verb| clause.trim_start().strip_prefix(verb))?;
        let groups = self.words.get(&fold(what))?;
        Some(self.groups_target(groups.clone(), Fit::Exact))
    }
}
