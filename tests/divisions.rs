//! Every division of the gazetteer, by its full and its short path, on several dates.

use std::fmt::Write as _;

use mingdan::gazetteer::{Division, Gazetteer, Packed};
use mingdan::model::{Adcode, Date, Level};
use mingdan::normalize::place::Resolver;

fn path(gazetteer: &Gazetteer, division: &Division, on: Packed, short: bool) -> String {
    let mut text = String::new();
    for code in [division.grandparent, division.parent, division.code] {
        if let Some(d) = gazetteer.on(code, on).filter(|_| code != 0) {
            let name = gazetteer.division_name(&d);
            text.push_str(if short { stem(name, d.level) } else { name });
        }
    }
    text
}

/// A short name as people make it, apart from the gazetteer's own.
fn stem(name: &str, level: Level) -> &str {
    let endings: &[&str] = match level {
        Level::Province => {
            &["省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"]
        }
        Level::Prefecture => &["市", "地区", "盟"],
        Level::County => return name,
    };
    endings
        .iter()
        .find_map(|e| name.strip_suffix(e))
        .filter(|s| s.chars().count() > 1)
        .unwrap_or(name)
}

fn measure(year: i16, short: bool) -> (usize, usize, String) {
    let gazetteer = Gazetteer::embedded();
    let date = Date::new(year, 12, 31).unwrap();
    let on = Packed::from(date);
    let mut resolver = Resolver::new(gazetteer);
    let (mut all, mut right, mut wrong) = (0, 0, String::new());
    let mut last = 0;
    for division in gazetteer.divisions().filter(|d| d.validity.holds(on)) {
        // In a year of change both names may count; the later one is the year's.
        if division.code == last || gazetteer.on(division.code, on) != Some(division) {
            continue;
        }
        last = division.code;
        let text = path(gazetteer, &division, on, short);
        let place = resolver.resolve(&text, Some(date));
        all += 1;
        if place.adcode == Some(Adcode(division.code)) {
            right += 1;
        } else {
            let _ =
                writeln!(wrong, "{text} {} got {:?} {}", division.code, place.adcode, place.name);
        }
    }
    (all, right, wrong)
}

#[test]
fn full_paths() {
    for year in [1985, 1995, 2005, 2015, 2021, 2024] {
        let (all, right, wrong) = measure(year, false);
        assert!(all > 2_500, "{year}: {all}");
        let allowed = if year >= 2015 { 0 } else { all / 200 };
        assert!(all - right <= allowed, "{year}: {right} of {all}\n{wrong}");
    }
}

#[test]
fn short_paths() {
    for year in [2005, 2015, 2021, 2024] {
        let (all, right, wrong) = measure(year, true);
        assert!((all - right) * 200 <= all, "{year}: {right} of {all}\n{wrong}");
    }
}
