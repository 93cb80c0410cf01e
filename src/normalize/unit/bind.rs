//! Relative names: 市教育局 is the bureau of its row's city.

use crate::model::place::Division;
use crate::model::{Adcode, Basis, Place};
use crate::text::words::places::{GENERIC_ZONES, NOT_RELATIVE, RELATIVE_PREFIXES};

/// What a relative prefix binds to.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// What replaces the prefix: 福州市鼓楼区.
    pub(super) prefix: String,
    /// Code of the division.
    pub(super) adcode: Option<Adcode>,
    /// How it came about.
    pub(super) basis: Option<Basis>,
    /// It is not the finest division of the row's place.
    pub(super) mismatch: bool,
}

/// The relative prefix of a name, if it has one.
pub(super) fn relative(name: &str) -> Option<&'static str> {
    if NOT_RELATIVE.iter().any(|word| name.starts_with(word)) {
        return None;
    }
    let found = RELATIVE_PREFIXES.iter().copied().find(|prefix| name.starts_with(prefix))?;
    (name.len() > found.len()).then_some(found)
}

/// Binds a relative prefix to the place of its row; `None` where the place has no such level.
pub(super) fn bind(prefix: &str, place: &Place) -> Option<Bound> {
    let (province, prefecture, county) =
        (place.province.as_ref(), place.prefecture.as_ref(), place.county.as_ref());
    let ends = |division: Option<&Division>, endings: &[&str]| {
        division.is_some_and(|d| endings.iter().any(|ending| d.name.ends_with(ending)))
    };
    let pick = |division: Option<&Division>, endings: &[&str]| {
        division.filter(|_| ends(division, endings)).cloned()
    };
    if !place.zone.is_empty() && matches!(prefix, "区" | "新区" | "园区") && county.is_none() {
        return Some(zone(place));
    }
    let division = match prefix {
        "省" => pick(province, &["省"]),
        "自治区" => pick(province, &["自治区"]),
        "市" => pick(county, &["市"])
            .or_else(|| pick(prefecture, &["市"]))
            .or_else(|| pick(province, &["市"])),
        "州" | "自治州" => pick(prefecture, &["自治州"]),
        "盟" => pick(prefecture, &["盟"]),
        "地区" => pick(prefecture, &["地区"]),
        "区" | "新区" => pick(county, &["区"]).or_else(|| pick(province, &["特别行政区"])),
        "林区" | "特区" => pick(county, &[prefix]),
        "县" | "自治县" => pick(county, &["县"]),
        "旗" | "自治旗" => pick(county, &["旗"]),
        "街道" | "镇" | "乡" => return township(prefix, place),
        _ => None,
    }?;
    let finest = county.or(prefecture).or(province);
    let mismatch = finest.is_some_and(|d| d.adcode != division.adcode) || !place.zone.is_empty();
    Some(Bound {
        prefix: standing_alone(&division, place),
        // The code of the place itself counts on the date; a division above keeps its own.
        adcode: if mismatch { Some(division.adcode) } else { place.adcode },
        basis: Some(Basis::Text),
        mismatch,
    })
}

/// The province of the row's place for a body that only provinces have: 教育厅.
pub(super) fn of_rank(body: &str, place: &Place) -> Option<Bound> {
    let province = place.province.as_ref().filter(|_| super::own::provincial(body))?;
    if province.name.ends_with('市') {
        return None;
    }
    let mismatch = place.prefecture.is_some() || place.county.is_some() || !place.zone.is_empty();
    Some(Bound {
        prefix: province.name.clone(),
        adcode: Some(province.adcode),
        basis: Some(Basis::Text),
        mismatch,
    })
}

/// The zone of the row's place; one whose name says its kind alone, with the division that it lies in.
pub(super) fn zone(place: &Place) -> Bound {
    let division = place.county.as_ref().or(place.prefecture.as_ref());
    let within = division.filter(|_| GENERIC_ZONES.contains(&&*place.zone));
    let within = within.map(|division| standing_alone(division, place)).unwrap_or_default();
    Bound {
        prefix: format!("{within}{}", place.zone),
        adcode: place.adcode,
        basis: place.adcode_basis,
        mismatch: false,
    }
}

/// The finest division of the row's place, or its zone.
pub(super) fn finest(place: &Place) -> Option<Bound> {
    if !place.zone.is_empty() {
        return Some(zone(place));
    }
    let division =
        place.county.as_ref().or(place.prefecture.as_ref()).or(place.province.as_ref())?;
    let mut prefix = standing_alone(division, place);
    prefix.push_str(&place.township);
    Some(Bound { prefix, adcode: place.adcode, basis: place.adcode_basis, mismatch: false })
}

fn township(prefix: &str, place: &Place) -> Option<Bound> {
    if !place.township.ends_with(prefix) {
        return None;
    }
    let above = place.county.as_ref().or(place.prefecture.as_ref())?;
    let mut name = standing_alone(above, place);
    // A sub-district office is an agency of its district's government.
    if prefix == "街道" {
        name.push_str("人民政府");
    }
    name.push_str(&place.township);
    Some(Bound { prefix: name, adcode: place.adcode, basis: place.adcode_basis, mismatch: false })
}

/// A division as its bodies' names have it: a district with its city, everything else alone.
pub(super) fn standing_alone(division: &Division, place: &Place) -> String {
    let is_county = place.county.as_ref() == Some(division);
    let city = place.prefecture.as_ref().or(place.province.as_ref());
    match city {
        Some(city) if is_county && division.name.ends_with('区') && city.name.ends_with('市') => {
            format!("{}{}", city.name, division.name)
        }
        _ => division.name.clone(),
    }
}
