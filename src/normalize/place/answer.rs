//! Answers of `mingdan place`: one per text, as JSON or CSV. What is unknown is null.

use serde::Serialize;

use super::explain::Explanation;
use crate::model::Place;
use crate::model::place::{Division, PlaceOddity};

/// What is known of one text.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The text as given.
    pub text: String,
    /// Canonical name.
    pub name: Option<String>,
    /// What it is; `unknown` where that is not known.
    pub kind: &'static str,
    /// Province.
    pub province: Option<String>,
    /// Its code.
    pub province_adcode: Option<String>,
    /// Prefecture.
    pub prefecture: Option<String>,
    /// Its code.
    pub prefecture_adcode: Option<String>,
    /// County.
    pub county: Option<String>,
    /// Its code.
    pub county_adcode: Option<String>,
    /// Township.
    pub township: Option<String>,
    /// Zone, its approved name.
    pub zone: Option<String>,
    /// Code of the finest division that holds the place on the date.
    pub adcode: Option<String>,
    /// That division's level.
    pub adcode_level: Option<&'static str>,
    /// How the code came about.
    pub adcode_basis: Option<&'static str>,
    /// The code that holds it today.
    pub adcode_current: Option<String>,
    /// What the text fits, where that is more than one place.
    pub candidates: Vec<Candidate>,
    /// What is odd about the text.
    pub oddities: Vec<Oddity>,
    /// How the answer came about, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explained>,
}

/// One of several places that a text fits.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Full path.
    pub name: String,
    /// Its code.
    pub adcode: String,
}

/// Something odd about a text.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "oddity", rename_all = "kebab-case")]
pub enum Oddity {
    /// Nothing known by that name.
    Unknown,
    /// Known, but not on the date.
    NotValid {
        /// The place meant.
        name: String,
        /// First day of the name, if known.
        from: Option<String>,
        /// The day it ceased, if it did.
        to: Option<String>,
    },
    /// Parts that contradict each other.
    Contradiction {
        /// The upper part.
        upper: String,
        /// The part that does not lie in it.
        lower: String,
    },
    /// Something that does not belong to a place's name.
    Polluted {
        /// What.
        extra: String,
    },
}

/// How an answer came about.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// The text as it was read.
    pub read_as: String,
    /// Names that stand in it.
    pub names: Vec<String>,
    /// Readings with their scores, best first.
    pub readings: Vec<Reading>,
    /// What gave the answer: see [`Explanation::by`].
    pub by: &'static str,
    /// `one`, `several` or `none`.
    pub verdict: &'static str,
}

/// One reading.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// Its parts.
    pub reading: String,
    /// Its score.
    pub score: i32,
}

impl Answer {
    /// The answer for a text.
    pub fn new(text: &str, place: Place, explanation: Option<Explanation>) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let (province, province_adcode) = part(place.province);
        let (prefecture, prefecture_adcode) = part(place.prefecture);
        let (county, county_adcode) = part(place.county);
        Self {
            text: text.to_owned(),
            name: some(place.name),
            kind: place.kind.name(),
            province,
            province_adcode,
            prefecture,
            prefecture_adcode,
            county,
            county_adcode,
            township: some(place.township),
            zone: some(place.zone),
            adcode: place.adcode.map(|c| c.to_string()),
            adcode_level: place.adcode_level.map(crate::model::Level::name),
            adcode_basis: place.adcode_basis.map(crate::model::Basis::name),
            adcode_current: place.adcode_current.map(|c| c.to_string()),
            candidates: place
                .candidates
                .into_iter()
                .map(|c| Candidate { name: c.name, adcode: c.adcode.to_string() })
                .collect(),
            oddities: place.oddities.into_iter().map(Oddity::from).collect(),
            explain: explanation.map(Explained::from),
        }
    }

    /// Columns of the CSV form.
    pub const COLUMNS: [&'static str; 17] = [
        "text",
        "name",
        "kind",
        "province",
        "province_adcode",
        "prefecture",
        "prefecture_adcode",
        "county",
        "county_adcode",
        "township",
        "zone",
        "adcode",
        "adcode_level",
        "adcode_basis",
        "adcode_current",
        "candidates",
        "oddities",
    ];

    /// The answer as a CSV record, in the order of [`COLUMNS`](Self::COLUMNS). Candidates are
    /// `name code` joined by `；`, oddities their names.
    pub fn record(&self) -> [String; 17] {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let candidates: Vec<String> =
            self.candidates.iter().map(|c| format!("{} {}", c.name, c.adcode)).collect();
        let oddities: Vec<&str> = self.oddities.iter().map(Oddity::word).collect();
        [
            self.text.clone(),
            text(&self.name),
            self.kind.to_owned(),
            text(&self.province),
            text(&self.province_adcode),
            text(&self.prefecture),
            text(&self.prefecture_adcode),
            text(&self.county),
            text(&self.county_adcode),
            text(&self.township),
            text(&self.zone),
            text(&self.adcode),
            self.adcode_level.unwrap_or_default().to_owned(),
            self.adcode_basis.unwrap_or_default().to_owned(),
            text(&self.adcode_current),
            candidates.join("；"),
            oddities.join("；"),
        ]
    }
}

fn part(division: Option<Division>) -> (Option<String>, Option<String>) {
    division.map_or((None, None), |d| (Some(d.name), Some(d.adcode.to_string())))
}

impl Oddity {
    const fn word(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotValid { .. } => "not-valid",
            Self::Contradiction { .. } => "contradiction",
            Self::Polluted { .. } => "polluted",
        }
    }
}

impl From<PlaceOddity> for Oddity {
    fn from(oddity: PlaceOddity) -> Self {
        match oddity {
            PlaceOddity::Unknown => Self::Unknown,
            PlaceOddity::NotValid { name, from, to } => Self::NotValid {
                name,
                from: from.map(|d| d.to_string()),
                to: to.map(|d| d.to_string()),
            },
            PlaceOddity::Contradiction { upper, lower } => Self::Contradiction { upper, lower },
            PlaceOddity::Polluted { extra } => Self::Polluted { extra },
        }
    }
}

impl From<Explanation> for Explained {
    fn from(explanation: Explanation) -> Self {
        let readings = explanation.readings.into_iter();
        Self {
            read_as: explanation.read_as,
            names: explanation.names,
            readings: readings.map(|(reading, score)| Reading { reading, score }).collect(),
            by: explanation.by,
            verdict: explanation.verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use crate::model::columns::PLACE_PARTS;

    #[test]
    fn the_parts_are_those_of_a_dataset() {
        assert_eq!(Answer::COLUMNS[3..15], PLACE_PARTS);
    }
}
