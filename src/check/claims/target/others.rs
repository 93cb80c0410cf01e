//! What the other claims of a notice say, so that each is held beside them without looking at all of them.

use super::memo::Map;
use super::rosters::{family, opposite};
use super::{Group, Index};
use crate::check::claims::target::rosters::FAMILIES;
use crate::model::{Claim, ClaimPlace, Relation, Span, Stance};

/// Of many that are alike the first few: enough to tell whether there is one other than a claim and what it says.
#[derive(Default)]
pub(super) struct Few<T>(Vec<(Span, T)>);

impl<T: PartialEq> Few<T> {
    /// One more than a claim can be the same as, by its number and by what it says.
    const KEPT: usize = 3;

    fn add(&mut self, numeral: Span, what: T) {
        let known = self.0.iter().any(|(at, own)| *at == numeral || *own == what);
        if !known && self.0.len() < Self::KEPT {
            self.0.push((numeral, what));
        }
    }

    /// Whether another claim says something else.
    fn another(&self, numeral: Span, what: &T) -> bool {
        self.0.iter().any(|(at, own)| *at != numeral && own != what)
    }

    /// Whether there is another claim.
    fn any_but(&self, numeral: Span) -> bool {
        self.0.iter().any(|(at, _)| *at != numeral)
    }
}

/// What all claims say.
#[derive(Default)]
pub(super) struct Others {
    /// Counts of the letter that stand by themselves, with their numbers.
    alone: Few<u64>,
    /// Counts of the letter that are of a list.
    listed: Few<Span>,
    /// Per family of verbs.
    families: [Few<Span>; FAMILIES.len()],
    /// Changes, per family of verbs.
    deltas: [usize; FAMILIES.len()],
    /// Per place, claims whose very words head groups, two for each word.
    worded: Map<ClaimPlace, Vec<(Span, String)>>,
    /// Claims by their number and place.
    at: Map<(Span, ClaimPlace), u32>,
    /// Per claim, how many are parts of it, and their sum.
    parts: Vec<(usize, u64)>,
}

impl Index<'_> {
    fn others(&self) -> &Others {
        self.found.others.get_or_init(|| {
            let claims = &self.notice.claims;
            let mut others = Others { parts: vec![(0, 0); claims.len()], ..Others::default() };
            let mut words: Map<(ClaimPlace, &str), u8> = Map::default();
            for ((nth, claim), about) in (0..).zip(claims).zip(&self.found.abouts) {
                self.add(&mut others, nth, claim);
                let seen = words.entry((claim.place, about)).or_default();
                if *seen < 2 && self.words.contains_key(about) {
                    *seen += 1;
                    let list = others.worded.entry(claim.place).or_default();
                    list.push((claim.numeral, about.clone()));
                }
            }
            others
        })
    }

    fn add(&self, others: &mut Others, nth: u32, claim: &Claim) {
        let listed = claim.place == ClaimPlace::Body && claim.stance == Stance::List;
        if listed {
            others.listed.add(claim.numeral, claim.numeral);
        }
        // What tells of more, or measures the list by something else, is said of something else.
        if listed && claim.relation == Relation::Alone && !self.measures_across(claim) {
            others.alone.add(claim.numeral, claim.declared);
        }
        for family in (0..FAMILIES.len()).filter(|of| family(claim, *of)) {
            others.families[family].add(claim.numeral, claim.numeral);
        }
        if let (Relation::Delta, Some(family)) = (claim.relation, opposite(claim)) {
            others.deltas[family] += 1;
        }
        others.at.entry((claim.numeral, claim.place)).or_insert(nth);
        if let Relation::PartOf(whole) = claim.relation
            && let Some((count, sum)) = others.parts.get_mut(whole as usize)
        {
            *count += 1;
            *sum = sum.saturating_add(claim.declared);
        }
    }

    /// Whether a claim is the only one of the letter that stands by itself.
    pub(super) fn is_only(&self, claim: &Claim) -> bool {
        !self.others().alone.another(claim.numeral, &claim.declared)
    }

    /// Whether another count of the letter is of a list.
    pub(super) fn lists_others(&self, claim: &Claim) -> bool {
        self.others().listed.any_but(claim.numeral)
    }

    /// Whether another count has a verb of the family.
    pub(super) fn shares_family(&self, claim: &Claim, family: usize) -> bool {
        self.others().families[family].any_but(claim.numeral)
    }

    /// How many changes tell rows that came in, and how many rows that went out.
    pub(super) fn changes(&self) -> [usize; 2] {
        let deltas = self.others().deltas;
        [deltas[0], deltas[1]]
    }

    /// Whether another count beside a claim names another heading in part.
    pub(super) fn names_another(&self, claim: &Claim, own: Group) -> bool {
        let headings = self.found.parts.get_or_init(|| {
            let mut headings: Map<ClaimPlace, Few<Group>> = Map::default();
            for (claim, about) in self.notice.claims.iter().zip(&self.found.abouts) {
                if let Some(group) = self.heading_in(about) {
                    headings.entry(claim.place).or_default().add(claim.numeral, group);
                }
            }
            headings
        });
        headings.get(&claim.place).is_some_and(|named| named.another(claim.numeral, &own))
    }

    /// Whether another count stands beside a claim whose very words head other groups than these.
    pub(super) fn counts_others(&self, claim: &Claim, groups: &[Group]) -> bool {
        let beside = self.others().worded.get(&claim.place);
        beside.into_iter().flatten().any(|(numeral, about)| {
            *numeral != claim.numeral
                && self.words.get(about).is_some_and(|others| {
                    !others.is_empty() && others.iter().all(|group| !groups.contains(group))
                })
        })
    }

    /// Whether other counts are parts of this one and add up to it.
    pub(super) fn has_parts(&self, claim: &Claim) -> bool {
        let others = self.others();
        let at = others.at.get(&(claim.numeral, claim.place));
        let (count, sum) = at.map_or((0, 0), |at| others.parts[*at as usize]);
        count > 1 && sum == claim.declared
    }
}
