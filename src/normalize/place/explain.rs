//! How an answer came about, for people.

use super::Resolver;
use super::choose::Verdict;
use super::compose::Compose;
use super::lattice::Agreement;
use super::reading::Reading;
use crate::gazetteer::{Form, Gazetteer, Packed};
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
    /// What was decided: `one`, `several`, `none`.
    pub verdict: &'static str,
}

/// Resolves a text and tells how.
pub fn explain(text: &str, on: Option<Date>, gazetteer: &Gazetteer) -> (Place, Explanation) {
    let mut resolver = Resolver::new(gazetteer);
    let place = resolver.resolve(text, on);
    (place, resolver.trace(text, on))
}

impl Resolver<'_> {
    /// The trace of a text.
    pub fn trace(&mut self, text: &str, on: Option<Date>) -> Explanation {
        let on = on.map(Packed::from);
        self.text.read(text, self.gazetteer);
        if self.text.len() > super::LONGEST {
            return Explanation { verdict: "none", ..Explanation::default() };
        }
        let names = self.text.hits.iter().map(|h| self.text.string(h.start, h.end)).collect();
        self.read(0, on, Agreement::Record);
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        let verdict = match compose.choose(&self.readings) {
            Some(Verdict::One(_)) => "one",
            Some(Verdict::Several(_)) => "several",
            None => "none",
        };
        let mut readings: Vec<(String, i32)> =
            self.readings.iter().map(|r| (self.describe(r), r.score)).collect();
        readings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Explanation { read_as: self.text.chars.iter().collect(), names, readings, verdict }
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
