//! The seed notice's places.

use mingdan::gazetteer::Gazetteer;
use mingdan::normalize::place::resolve;

#[test]
fn seed() {
    let text = include_str!("data/seed-places.csv");
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

/// One line of `data/places.tsv`: text, date, expected name (empty: not checked), code and kind.
/// `ambiguous`, `unknown` and `contradiction` expect no code.
fn judge(line: &str) -> Result<(), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [text, date, name, adcode, kind] = cells[..] else { panic!("columns: {line}") };
    let place = resolve(text, date.parse().ok(), Gazetteer::embedded());
    let code = place.adcode.map_or(String::new(), |code| code.to_string());
    let said = format!("{text} ({date}): {} {} {code}", place.name, place.kind.name());
    let right = match kind {
        "ambiguous" => code.is_empty() && place.candidates.len() > 1,
        "unknown" | "contradiction" => code.is_empty() && place.candidates.is_empty(),
        _ => place.kind.name() == kind && code == adcode && (name.is_empty() || place.name == name),
    };
    if right { Ok(()) } else { Err(format!("{said}, not {name} {adcode} {kind}")) }
}

#[test]
fn hard() {
    let text = include_str!("data/places.tsv");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    let wrong: Vec<String> = lines.iter().filter_map(|line| judge(line).err()).collect();
    let guessed = lines.iter().filter(|line| line.ends_with("\tambiguous") && judge(line).is_err());
    assert_eq!(guessed.count(), 0, "guesses\n{}", wrong.join("\n"));
    assert!(wrong.len() * 100 <= lines.len() * 3, "{}", wrong.join("\n"));
}

/// Random strings of the characters that matter, and whole names glued together: no panic, and
/// the same answer twice.
#[test]
fn never_panics() {
    let words = [
        "江苏省",
        "苏州",
        "市",
        "区",
        "县",
        "新区",
        "高新区",
        "镇",
        "街道",
        "人民政府",
        "第八师",
        "兵团",
        "、",
        "（",
        "）",
        "含",
        "原",
        "市辖区",
        "路",
        "大学",
        "村",
        "中国",
        "A",
        "１",
        " ",
        "\u{200B}",
        "重庆",
        "渝北区",
        "仙桃街道",
        "雄安",
        "伊犁哈萨克自治州",
        "塔城地区",
        "委",
        "办",
        "局",
        "和",
        "臺",
        "𠀀",
        "\u{0}",
        "管委会",
    ];
    let gazetteer = Gazetteer::embedded();
    let mut resolver = mingdan::normalize::place::Resolver::new(gazetteer);
    let mut units = mingdan::normalize::unit::Units::new(gazetteer, "2021-09-29".parse().ok());
    let place = std::sync::Arc::new(resolve("江苏省苏州市", None, gazetteer));
    let mut seed: u64 = 42;
    for round in 0..20_000 {
        let mut text = String::new();
        let mut next = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize
        };
        for _ in 0..next() % 8 {
            text.push_str(words[next() % words.len()]);
        }
        let date = if round % 2 == 0 { None } else { "2021-09-29".parse().ok() };
        let first = resolver.resolve(&text, date);
        assert_eq!(first, resolver.resolve(&text, date), "{text}");
        resolver.explain(&text, date);
        units.cell(&text, mingdan::model::Span::default(), Some(&place));
    }
}
