//! The seed notice's places.

use mingdan::gazetteer::Gazetteer;
use mingdan::normalize::place::resolve;

#[test]
fn seed() {
    let Ok(text) = std::fs::read_to_string("tests/data/seed-places.csv") else { return };
    let mut wrong = Vec::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        let get = |name: &str| {
            headers.iter().position(|h| h == name).and_then(|i| record.get(i)).unwrap_or("")
        };
        let date = get("date").parse().unwrap();
        let p = resolve(get("text"), Some(date), Gazetteer::embedded());
        let part = |d: &Option<mingdan::model::place::Division>| {
            d.as_ref()
                .map_or((String::new(), String::new()), |d| (d.name.clone(), d.adcode.to_string()))
        };
        let code = |c: Option<mingdan::model::Adcode>| c.map_or(String::new(), |c| c.to_string());
        let (province, prefecture, county) =
            (part(&p.province), part(&p.prefecture), part(&p.county));
        let found = [
            ("subject", p.name.clone()),
            ("subject_kind", p.kind.name().to_owned()),
            ("province", province.0),
            ("province_adcode", province.1),
            ("prefecture", prefecture.0),
            ("prefecture_adcode", prefecture.1),
            ("county", county.0),
            ("county_adcode", county.1),
            ("township", p.township.clone()),
            ("zone", p.zone.clone()),
            ("adcode", code(p.adcode)),
            ("adcode_level", p.adcode_level.map_or(String::new(), |l| l.name().to_owned())),
            ("adcode_basis", p.adcode_basis.map_or(String::new(), |b| b.name().to_owned())),
            ("adcode_current", code(p.adcode_current)),
        ];
        for (column, value) in found {
            if get(column) != value {
                wrong.push(format!("{} {column}: {value} for {}", get("text"), get(column)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
