//! A long roster that is checked while it is read is told the same as one that is read as a whole,
//! whatever is wrong with it.

use std::io::Cursor;

use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{Document, Report, Source};
use mingdan::pipeline::{self, Choose, Long};

/// Enough that the file is a long one.
const ROWS: usize = 4_000;
/// Where the faults are.
const AT: usize = 2_345;

const PLACES: [&str; 6] = [
    "江苏省苏州市",
    "浙江省杭州市",
    "福建省福州市鼓楼区",
    "上海市杨浦区",
    "河北雄安新区",
    "江苏省南京市",
];

/// A roster, line by line; the first is its header.
fn roster() -> Vec<String> {
    let padding = "以数字技术支撑产业链供应链协同创新的".repeat(6);
    let mut lines = vec!["序号,类别,项目名称,所在地区,金额（万元）,批准日期".to_owned()];
    lines.extend((1..=ROWS).map(|n| {
        let (kind, place, money) = (n % 7 + 1, PLACES[n % PLACES.len()], n % 977 + 1);
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        format!(
            "{n},第{kind}类,{padding}第{n}号示范项目,{place},{money}.5,2021-{month:02}-{day:02}"
        )
    }));
    lines
}

fn text(lines: &[String]) -> Vec<u8> {
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

fn long(bytes: &[u8]) -> Option<Long> {
    let settings = Settings::default();
    let found =
        pipeline::long_roster("表.csv", Cursor::new(bytes), true, Gazetteer::embedded(), &settings);
    found.unwrap()
}

thread_local! {
    /// What went wrong in a test, all of which is told at its end.
    static FAILED: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn none_failed() {
    let failed = FAILED.take();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn start_of(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What is told of a file, finding by finding, each at its place.
fn told(document: &Document, report: &Report) -> Vec<String> {
    let at = |start: u32| {
        let position = document.position(start);
        format!("{}:{}", position.line, position.column)
    };
    let findings = report.findings.iter().map(|finding| {
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|r| format!("{} {} {}", r.key, at(r.span.start), start_of(document.slice(r.span))))
            .collect();
        format!(
            "{} {} {:?} {:?} {} {:?} {related:?} {}",
            finding.code,
            finding.key,
            finding.level,
            finding.args,
            at(finding.primary.start),
            start_of(document.slice(finding.primary)),
            // Of the roster as a whole all of its text counts.
            if finding.code == "MD203" { "" } else { &finding.fingerprint },
        )
    });
    let conservation = &report.conservation;
    findings.chain([format!("{} {:?}", conservation.total, conservation.by_role)]).collect()
}

/// Both ways tell the same.
fn same(what: &str, bytes: &[u8]) -> Vec<String> {
    let Some(long) = long(bytes) else {
        FAILED.with(|failed| failed.borrow_mut().push(format!("{what}: not checked on the way")));
        return Vec::new();
    };
    let source = Source::new("表.csv", bytes.to_vec());
    let (gazetteer, settings) = (Gazetteer::embedded(), Settings::default());
    let whole = pipeline::run(&source, Choose::BuiltIn, gazetteer, &settings).unwrap();
    let expected = told(&whole.document, whole.report());
    let found = told(&long.document, &long.report);
    if found != expected {
        let left: Vec<_> = found.iter().filter(|told| !expected.contains(told)).collect();
        let right: Vec<_> = expected.iter().filter(|told| !found.contains(told)).collect();
        FAILED.with(|failed| {
            failed.borrow_mut().push(format!("{what}: {left:#?}\ninstead of {right:#?}"));
        });
    }
    assert_eq!(
        (long.document.bytes, &long.document.sha256),
        (whole.document.bytes, &whole.document.sha256)
    );
    let entries = whole.checked.resolved().notice.rosters[0].entries.len();
    assert_eq!(long.rows, entries, "{what}");
    found
}

fn cells(lines: &mut [String], row: usize, edit: impl Fn(&mut Vec<String>)) {
    let mut cells: Vec<String> = lines[row].split(',').map(str::to_owned).collect();
    edit(&mut cells);
    lines[row] = cells.join(",");
}

/// A name, what it makes of the lines, and a code that must be told; none for what is harmless.
type Fault = (&'static str, fn(&mut Vec<String>), Option<&'static str>);

static FAULTS: &[Fault] = &[
    ("nothing", |_| {}, None),
    ("lost", |l| drop(l.remove(AT)), Some("MD101")),
    ("three lost", |l| drop(l.drain(AT..AT + 3)), Some("MD101")),
    ("lost near the end", |l| drop(l.remove(ROWS - 1)), Some("MD101")),
    ("doubled", |l| l.insert(AT, l[AT].clone()), Some("MD301")),
    ("doubled far off", |l| l.insert(AT, l[900].clone()), Some("MD301")),
    ("swapped", |l| l.swap(AT, AT + 1), Some("MD103")),
    (
        "moved",
        |l| {
            let row = l.remove(AT);
            l.insert(AT + 700, row);
        },
        Some("MD103"),
    ),
    ("serial of another", |l| cells(l, AT, |c| c[0] = "700".into()), Some("MD102")),
    ("serial 1", |l| cells(l, AT, |c| c[0] = "1".into()), Some("MD102")),
    ("serial far beyond", |l| cells(l, AT, |c| c[0] = "23450".into()), Some("MD103")),
    ("no serial", |l| cells(l, AT, |c| c[0].clear()), Some("MD105")),
    ("serial unread", |l| cells(l, AT, |c| c[0] = "2x45".into()), Some("MD105")),
    ("serial in full width", |l| cells(l, AT, |c| c[0] = "２３４５".into()), None),
    (
        "shifted left",
        |l| {
            cells(l, AT, |c| {
                c.remove(2);
                c.push(String::new());
            });
        },
        Some("MD"),
    ),
    ("a cell too few", |l| cells(l, AT, |c| drop(c.pop())), Some("MD110")),
    ("a cell too many", |l| cells(l, AT, |c| c.push("多".into())), Some("MD110")),
    (
        "name of another",
        |l| {
            let name = l[77].split(',').nth(2).unwrap().to_owned();
            cells(l, AT, |c| c[2].clone_from(&name));
        },
        Some("MD302"),
    ),
    ("no name", |l| cells(l, AT, |c| c[2].clear()), Some("MD119")),
    ("no place", |l| cells(l, AT, |c| c[3].clear()), Some("MD119")),
    ("no amount", |l| cells(l, AT, |c| c[4].clear()), Some("MD119")),
    ("no date", |l| cells(l, AT, |c| c[5].clear()), Some("MD119")),
    ("place unknown", |l| cells(l, AT, |c| c[3] = "江苏省苏洲市".into()), Some("MD40")),
    ("place of two", |l| cells(l, AT, |c| c[3] = "鼓楼区".into()), Some("MD402")),
    (
        "place of another province",
        |l| cells(l, AT, |c| c[3] = "浙江省苏州市".into()),
        Some("MD404"),
    ),
    (
        "place unknown in many rows",
        |l| {
            for n in 0..9 {
                cells(l, AT + n * 30, |c| c[3] = "江苏省苏洲市".into());
            }
        },
        Some("MD40"),
    ),
    ("look-alike", |l| cells(l, AT, |c| c[2].insert(6, '巿')), Some("MD408")),
    ("a name read as GBK", |l| cells(l, AT, |c| c[2] = "绀鸿寖椤圭洰鏁板瓧".into()), None),
    (
        "a row read as GBK",
        |l| l[AT] = format!("{AT},绗竴绫,绀鸿寖椤圭洰鏁板瓧,姹熻嫃鐪佽嫃宸炲競,1.5,2021-01-01"),
        Some("MD001"),
    ),
    ("blank in a name", |l| cells(l, AT, |c| c[2].insert(6, '\u{3000}')), Some("MD409")),
    ("blank at an end", |l| cells(l, AT, |c| c[2].push(' ')), None),
    ("amount of letters", |l| cells(l, AT, |c| c[4] = "l2O.5".into()), None),
    ("date of another form", |l| cells(l, AT, |c| c[5] = "2021年2月3日".into()), None),
    ("date that is none", |l| cells(l, AT, |c| c[5] = "2021-02-30".into()), None),
    ("quotes", |l| cells(l, AT, |c| c[2] = format!("\"{}\"", c[2])), None),
    ("delimiter in quotes", |l| cells(l, AT, |c| c[2] = format!("\"{},乙\"", c[2])), None),
    ("doubled quotes", |l| cells(l, AT, |c| c[2] = format!("\"甲\"\"{}\"\"乙\"", c[2])), None),
    ("blank line", |l| l.insert(AT, String::new()), None),
    ("line of delimiters", |l| l.insert(AT, ",,,,,".into()), None),
    ("NUL", |l| cells(l, AT, |c| c[2].insert(3, '\0')), None),
    (
        "ten kinds at once",
        |l| {
            cells(l, 50, |c| c[0] = "x".into());
            cells(l, 500, |c| c[3] = "江苏省苏洲市".into());
            cells(l, 900, |c| c[2].insert(3, '巿'));
            cells(l, 1200, |c| drop(c.pop()));
            l.swap(1500, 1502);
            cells(l, 1900, |c| c[4].clear());
            l.insert(2400, l[2300].clone());
            drop(l.remove(2800));
            cells(l, 3100, |c| c[0] = "88".into());
            drop(l.remove(3600));
        },
        Some("MD101"),
    ),
    ("a fault in the first rows", |l| drop(l.remove(20)), Some("MD101")),
];

#[test]
fn faults_are_told_as_in_a_whole_read() {
    for (what, edit, code) in FAULTS {
        let mut lines = roster();
        edit(&mut lines);
        let found = same(what, &text(&lines));
        if let Some(code) = code
            && !found.iter().any(|told| told.starts_with(code))
        {
            FAILED.with(|failed| failed.borrow_mut().push(format!("{what}: no {code}")));
        }
    }
    none_failed();
}

/// Bytes that are no text of lines: what is made of the file, and a code that must be told.
#[test]
fn damaged_bytes_are_told_as_in_a_whole_read() {
    let lines = roster();
    let sound = text(&lines);
    let at = text(&lines[..AT]).len();
    let name = at + lines[AT].find("以数字").unwrap();
    let mut bad = sound.clone();
    bad[name + 4] = b'x';
    same("a byte that is no character", &bad);
    let place = at + lines[AT].find(PLACES[AT % PLACES.len()]).unwrap();
    let mut bad = sound.clone();
    bad[place + 1] = 0xFF;
    same("such a byte in a place", &bad);
    // Cut in a character, and in a row.
    let last = sound.len() - lines[ROWS].len();
    same("cut in a character", &sound[..last + 40]);
    same("cut in a row", &sound[..last + 20]);
    same("cut before the line end", &sound[..sound.len() - 1]);
    none_failed();
}

/// Codes of which every row has its own are characters like others.
#[test]
fn codes_are_read_on_the_way_too() {
    let mut lines = roster();
    for (n, line) in lines.iter_mut().enumerate() {
        let code = format!(",9132{:010}MA1K", n * 7_919);
        line.push_str(if n == 0 { ",统一社会信用代码" } else { &code });
    }
    same("codes", &text(&lines));
    lines.remove(AT);
    lines[900].push('é');
    assert!(same("codes, one lost", &text(&lines)).iter().any(|told| told.starts_with("MD101")));
    none_failed();
}

/// Files that say the same in another form.
#[test]
fn other_forms_are_read_on_the_way_too() {
    let lines = roster();
    let sound = String::from_utf8(text(&lines)).unwrap();
    let quoted = |line: &String| {
        let cells: Vec<String> = line.split(',').map(|cell| format!("\"{cell}\"")).collect();
        cells.join(",")
    };
    let all: Vec<String> = lines.iter().map(quoted).collect();
    let mut lost = all.clone();
    lost.remove(AT);
    for (what, text) in [
        ("CR LF", sound.replace('\n', "\r\n")),
        ("a mark", format!("\u{FEFF}{sound}")),
        ("a mark and CR LF", format!("\u{FEFF}{}", sound.replace('\n', "\r\n"))),
        ("all in quotes", all.join("\n")),
        ("all in quotes, one lost", lost.join("\r\n")),
        ("semicolons", sound.replace(',', ";")),
        ("tabs", sound.replace(',', "\t")),
    ] {
        same(what, text.as_bytes());
    }
    none_failed();
}
