//! A place read within another: 鼓楼区 of a row whose city stands in the column beside it, or in
//! the heading above.

use std::sync::Arc;

use super::{Prefix, Resolver};
use crate::model::place::{Division, PlaceOddity};
use crate::model::{Date, Kind, Place};

/// What surrounds a place: its text and what it means.
#[derive(Clone, Debug)]
pub(in crate::normalize) struct Around {
    /// As it would stand before the place in a path.
    pub(in crate::normalize) text: String,
    pub(in crate::normalize) place: Arc<Place>,
    /// It contradicts what does not lie in it; a heading only helps.
    pub(in crate::normalize) strict: bool,
}

/// A place, and whether what surrounds it was needed.
#[derive(Clone, Debug)]
pub(in crate::normalize) struct Within {
    pub(in crate::normalize) place: Arc<Place>,
    pub(in crate::normalize) needed: bool,
    /// The text and the place's name, where they differ.
    pub(in crate::normalize) renamed: Option<(Arc<str>, Arc<str>)>,
}

impl Within {
    fn new(text: &str, place: Arc<Place>, needed: bool) -> Self {
        let other = !place.name.is_empty() && place.name != text;
        let renamed = other.then(|| (text.into(), place.name.as_str().into()));
        Self { place, needed, renamed }
    }
}

impl Resolver<'_> {
    /// What a text means as the surroundings of a place; none where it is no one division.
    pub(in crate::normalize) fn around(
        &mut self,
        text: &str,
        on: Option<Date>,
        strict: bool,
    ) -> Option<Around> {
        let place = self.resolve(text, on);
        let one = place.kind == Kind::Division && place.adcode.is_some() && place.zone.is_empty();
        (one || (strict && place.contradicts())).then(|| Around {
            text: text.to_owned(),
            place: Arc::new(place),
            strict,
        })
    }

    /// The one place whose bodies issue the notice: 深圳市教育局 and 深圳市财政局 are of 深圳市. None where one
    /// is of the centre or of another place.
    pub(in crate::normalize) fn home<'n>(
        &mut self,
        issuers: impl Iterator<Item = &'n str>,
        on: Option<Date>,
    ) -> Option<Around> {
        let mut home: Option<Box<Place>> = None;
        for issuer in issuers {
            let Prefix::Place { place, .. } = self.prefix(issuer, on) else { return None };
            let same = home.as_ref().is_none_or(|home| home.adcode == place.adcode);
            if !same || place.adcode.is_none() || !place.zone.is_empty() {
                return None;
            }
            home = Some(place);
        }
        let place = home?;
        Some(Around { text: place.name.clone(), place: Arc::new(*place), strict: false })
    }

    /// Reads a text within its surroundings.
    pub(in crate::normalize) fn within(
        &mut self,
        around: &Around,
        text: &str,
        on: Option<Date>,
    ) -> Within {
        // 江苏省 beside 杭州市: the columns above it contradict each other already.
        if around.place.contradicts() {
            return Within::new(text, around.place.clone(), true);
        }
        // 上海 below 上海市 is the city itself, not a county of its name that once lay there.
        if !around.strict && is_short_for(text, &around.place) {
            return Within::new(text, around.place.clone(), true);
        }
        let alone = self.resolve(text, on);
        if alone.adcode.is_some() && is_inside(&alone, &around.place) {
            return Within::new(text, Arc::new(alone), false);
        }
        let joined = self.resolve(&format!("{}{text}", around.text), on);
        let told = joined.adcode.is_some() || !joined.candidates.is_empty();
        if told && is_clean(&joined) && is_inside(&joined, &around.place) {
            return Within::new(text, Arc::new(joined), true);
        }
        let other = alone.adcode.is_some()
            && matches!(alone.kind, Kind::Division | Kind::Zone)
            && !same_level(&alone, &around.place);
        if around.strict && other && !shares(&alone, &around.place) {
            let oddity =
                PlaceOddity::Contradiction { upper: around.text.clone(), lower: text.to_owned() };
            let place = Place { kind: Kind::Division, oddities: vec![oddity], ..Place::default() };
            return Within::new(text, Arc::new(place), true);
        }
        // 鼓楼区 is nowhere in 苏州市, though there are several.
        if around.strict && !alone.candidates.is_empty() && joined.contradicts() {
            return Within::new(text, Arc::new(joined), true);
        }
        Within::new(text, Arc::new(alone), false)
    }
}

/// Whether a text is the name of the place's finest division without its kind.
fn is_short_for(text: &str, place: &Place) -> bool {
    const KINDS: [&str; 6] = ["省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"];
    let finest = [&place.county, &place.prefecture, &place.province].into_iter().flatten().next();
    finest.is_some_and(|division| {
        division.name.strip_prefix(text).is_some_and(|kind| KINDS.contains(&kind))
    })
}

fn is_clean(place: &Place) -> bool {
    !place.oddities.iter().any(|oddity| {
        matches!(
            oddity,
            PlaceOddity::Unknown | PlaceOddity::Contradiction { .. } | PlaceOddity::Polluted { .. }
        )
    })
}

fn path(place: &Place) -> [Option<&Division>; 3] {
    [place.province.as_ref(), place.prefecture.as_ref(), place.county.as_ref()]
}

/// Whether a place lies in another and is not that other itself.
fn is_inside(place: &Place, around: &Place) -> bool {
    let finer = place.name != around.name || !place.zone.is_empty() || !place.township.is_empty();
    finer && shares(place, around)
}

/// Whether every division on the path of `around` is on the path of the place.
fn shares(place: &Place, around: &Place) -> bool {
    let same = |(a, b): (Option<&Division>, Option<&Division>)| match (a, b) {
        (_, None) => true,
        (Some(a), Some(b)) => a.name == b.name || a.adcode == b.adcode,
        (None, Some(_)) => false,
    };
    path(place).into_iter().zip(path(around)).all(same)
}

/// Whether both are of one level: then the cell names another place of that level, or the same.
fn same_level(place: &Place, around: &Place) -> bool {
    place.adcode_level == around.adcode_level && place.adcode == around.adcode
}
