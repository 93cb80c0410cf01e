//! The place that an organisation's name begins with.

use std::borrow::Cow;

use super::Resolver;
use super::choose::Verdict;
use super::compose::Compose;
use super::lattice::{Agreement, Lattice};
use super::part::Part;
use super::reading::Rest;
use crate::gazetteer::{Agency, Form, Institution, Packed, Thing};
use crate::model::{Date, Place};

/// What a name begins with, and what follows.
#[derive(Clone, Debug)]
pub(crate) enum Prefix {
    /// A place; `short` where its last part was a short name.
    Place { place: Box<Place>, short: bool, rest: String },
    /// A listed institution, by its full or a short name.
    Institution { of: Institution, form: Form, part: Part, rest: String },
    /// A body of the centre, by its full or a short name.
    Agency { of: Agency, form: Form, printed: String, part: Part, rest: String },
    /// One of several places of that name, and what follows.
    Several { rest: String },
    /// Nothing known.
    None,
}

impl Resolver<'_> {
    /// Reads the beginning of an organisation's name.
    pub(crate) fn prefix(&mut self, text: &str, on: Option<Date>) -> Prefix {
        let on = on.map(Packed::from);
        self.text.read(text, self.gazetteer);
        if self.text.len() > super::LONGEST {
            return Prefix::None;
        }
        if let Some(listed) = self.listed_prefix(on) {
            return listed;
        }
        self.readings.clear();
        let (gazetteer, text) = (self.gazetteer, &self.text);
        let (agreement, readings) = (Agreement::Record, &mut self.readings);
        Lattice { text, gazetteer, on, agreement, unit: true, readings }.search(0);
        let compose = Compose { text: &self.text, gazetteer, on };
        match compose.choose(&self.readings) {
            // 中国（江苏）自由贸易试验区: what was stepped over is a part of the name.
            Some(Verdict::One(reading)) if !self.is_first(reading.end) => Prefix::None,
            Some(Verdict::One(reading)) => {
                let mut bare = reading;
                // So is the bracket of 宜兴市（教育局）.
                let bracket = self.has_bracket(reading.end, reading.rest_at);
                let mut end = if bracket { reading.end } else { reading.rest_at };
                if let Rest::Township { end: after, listed: true, .. } = reading.rest {
                    end = after;
                } else {
                    bare.rest = Rest::Nothing;
                }
                bare.skipped = (0, 0);
                let short =
                    !reading.zone_last && reading.last().is_some_and(|s| s.form == Form::Short);
                let mut place = compose.place(&bare);
                place.oddities.clear();
                let rest = self.text.string(end, self.text.len());
                Prefix::Place { place: Box::new(place), short, rest }
            }
            Some(Verdict::Several(readings)) => {
                let end = readings.first().map_or(0, |reading| reading.rest_at);
                Prefix::Several { rest: self.text.string(end, self.text.len()) }
            }
            None => Prefix::None,
        }
    }

    /// Whether the text begins with the name of a place, and no bracket stands before `end`.
    fn is_first(&self, end: usize) -> bool {
        let place = |thing| matches!(thing, Thing::Division(_) | Thing::Zone(_));
        let mut hits = self.text.hits_at(0).iter();
        hits.any(|hit| self.gazetteer.things(hit.name).any(|(thing, _)| place(thing)))
            && !self.has_bracket(0, end)
    }

    fn has_bracket(&self, start: usize, end: usize) -> bool {
        let brackets = ['(', ')', '（', '）', '[', ']', '【', '】'];
        self.text.chars[start..end].iter().any(|c| brackets.contains(c))
    }

    /// The longest listed institution or body of the centre at the start, the one valid on the
    /// date first.
    fn listed_prefix(&self, on: Option<Packed>) -> Option<Prefix> {
        let mut best: Option<(usize, bool, Prefix)> = None;
        for hit in self.text.hits.iter().take_while(|hit| hit.start == 0) {
            for (thing, form) in self.gazetteer.things(hit.name) {
                let rest = || self.text.string(hit.end, self.text.len());
                let (validity, found) = match thing {
                    Thing::Institution(id) => {
                        let of = self.gazetteer.institution(id);
                        let (part, rest) = (self.part(hit.end, of.seat), rest());
                        (of.validity, Prefix::Institution { of, form, part, rest })
                    }
                    Thing::Agency(id) => {
                        let of = self.gazetteer.agency(id);
                        let printed = self.text.string(0, hit.end);
                        let (part, rest) = (self.part(hit.end, 0), rest());
                        (of.validity, Prefix::Agency { of, form, printed, part, rest })
                    }
                    _ => continue,
                };
                let valid = on.map_or_else(|| validity.lasts(), |on| validity.holds(on));
                if best.as_ref().is_none_or(|b| (b.0, b.1) < (hit.end, valid)) {
                    best = Some((hit.end, valid, found));
                }
            }
        }
        best.map(|(_, _, found)| found)
    }

    /// The text as it is read: blanks gone, widths and traditional characters folded.
    pub(crate) fn folded<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        // Most names are folded as they are printed.
        let same = |c: char| {
            matches!(c, '!'..='~' | '\u{3001}'..='\u{9FFF}') && !self.gazetteer.char_id(c).1
        };
        if text.chars().all(same) {
            return Cow::Borrowed(text);
        }
        self.text.fold(text, self.gazetteer);
        Cow::Owned(self.text.chars.iter().collect())
    }
}
