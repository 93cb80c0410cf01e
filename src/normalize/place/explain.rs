//! How an answer came about, for people.

use super::lattice::Agreement;
use super::reading::Reading;
use super::{Resolver, Way};
use crate::gazetteer::{Form, Gazetteer, Packed};
use crate::model::place::PlaceOddity;
use crate::model::{Date, Place};

/// The trace of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The text as it was read: blanks gone, widths and traditional characters folded.
    pub read_as: String,
    /// Names that stand in it, in order of place.
    pub names: Vec<String>,
    /// Readings from the best to the worst: their divisions, and their score.
    pub readings: Vec<(String, i32)>,
    /// What gave the answer: `listed` (the name of an institution or agency), `readings`, `list`
    /// (several places one after the other), `organisation`, `corps`, `lineage`, `later` (behind a
    /// stray word), `rest` (the best reading, though something is left over), `contradiction`,
    /// `form` (of an unlisted zone) or empty.
    pub by: &'static str,
    /// What the answer is: `one`, `several` (candidates), `none`.
    pub verdict: &'static str,
}

fn verdict(place: &Place) -> &'static str {
    let nothing = |oddity: &PlaceOddity| {
        matches!(oddity, PlaceOddity::Unknown | PlaceOddity::Contradiction { .. })
    };
    if !place.candidates.is_empty() {
        "several"
    } else if place.oddities.iter().any(nothing) {
        "none"
    } else {
        "one"
    }
}

impl Way {
    const fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Readings => "readings",
            Self::List => "list",
            Self::Organisation => "organisation",
            Self::Corps => "corps",
            Self::Lineage => "lineage",
            Self::Later => "later",
            Self::Rest => "rest",
            Self::Contradiction => "contradiction",
            Self::Form => "form",
            Self::Nothing => "",
        }
    }
}

/// Resolves a text and tells how.
pub fn explain(text: &str, on: Option<Date>, gazetteer: &Gazetteer) -> (Place, Explanation) {
    Resolver::new(gazetteer).explain(text, on)
}

impl Resolver<'_> {
    /// Resolves a text and tells how: what is told is the way that gave the answer.
    pub fn explain(&mut self, text: &str, on: Option<Date>) -> (Place, Explanation) {
        let place = self.resolve(text, on);
        let verdict = verdict(&place);
        if self.text.len() > super::LONGEST {
            return (place, Explanation { verdict, ..Explanation::default() });
        }
        let names = self.text.hits.iter().map(|h| self.text.string(h.start, h.end)).collect();
        // The ways between have no readings of their own: those of the first are told.
        if !matches!(self.way, Way::Readings | Way::Lineage | Way::Later) {
            self.read(0, on.map(Packed::from), Agreement::Record);
        }
        let mut readings: Vec<(String, i32)> =
            self.readings.iter().map(|r| (self.describe(r), r.score)).collect();
        readings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let read_as = self.text.chars.iter().collect();
        (place, Explanation { read_as, names, readings, by: self.way.name(), verdict })
    }

    fn describe(&self, reading: &Reading) -> String {
        let mut words: Vec<String> = reading
            .steps()
            .map(|step| {
                let form = match step.form {
                    Form::Full => "",
                    Form::Alias => " (alias)",
                    Form::Short => " (short)",
                };
                let name = self.gazetteer.division_name(&step.division);
                format!("{name} {}{form}", step.division.code)
            })
            .collect();
        if let Some(zone) = reading.zone {
            words.push(format!("{} (zone)", self.gazetteer.zone(zone).name));
        }
        if reading.rest_at < self.text.len() {
            words.push(format!("+ {}", self.text.string(reading.rest_at, self.text.len())));
        }
        words.join(" > ")
    }
}
