//! Two columns under each other's header, told by a header that names people, long codes, villages, schools and the like:
//! no cell below it is one, and every cell below the other is.

use super::exchanged::Exchanged;
use super::headed::{is_body, is_date, is_number};
use crate::check::looks::{self, Shape};
use crate::model::Roster;
use crate::text::division::DIVISION;
use crate::text::{blank, headers, persons};

/// Fewest cells that show what a column holds.
const LEAST: usize = 3;

/// Headers of people, whatever stands before them: 企业法定代表人. 责任人 may be a body.
const OF_PEOPLE: [&str; 6] = ["法定代表人", "法人代表", "负责人", "联系人", "姓名", "作者"];

/// Headers of codes of bodies, and how many characters these have.
const OF_CODES: [&str; 2] = ["信用代码", "组织机构代码"];
const LENGTHS: [usize; 3] = [18, 9, 10];

/// Values that are told by how they end or are written.
struct Told {
    /// How their headers end.
    heads: &'static [&'static str],
    own: fn(&str) -> bool,
    /// What the cells under its own header must be to be astray: what it never heads.
    stray: fn(&str) -> bool,
    /// What stands in other headers that may be over such values too: 毕业院校 beside 学校.
    kin: &'static [&'static str],
    /// Fewest cells of each that show it.
    least: usize,
}

/// Each is sure enough where all cells under its own header are of something else, and every cell under another's is one.
static TOLD: [Told; 7] = [
    Told {
        heads: &["村", "村名", "村名称"],
        own: |cell| cell.split(SIGNS).all(|one| one.trim().ends_with('村')),
        stray: |cell| !cell.split(SIGNS).any(is_community),
        kin: &["村"],
        // Villages are told by their names as nothing else is.
        least: 2,
    },
    Told {
        heads: &["社区"],
        own: |cell| cell.ends_with("社区"),
        stray: is_afar,
        kin: PLACES,
        least: LEAST,
    },
    Told {
        heads: &["街道"],
        own: |cell| cell.ends_with("街道"),
        stray: is_afar,
        kin: PLACES,
        least: LEAST,
    },
    Told {
        heads: &["乡镇"],
        own: |cell| cell.ends_with(['镇', '乡']),
        stray: is_afar,
        kin: PLACES,
        least: LEAST,
    },
    Told {
        heads: &["学校", "高校", "院校"],
        own: is_school,
        stray: |cell| is_other(cell) || is_subject(cell),
        kin: &["校", "单位", "机构", "地", "主体", "承担", "申报", "推荐", "案例"],
        least: LEAST,
    },
    Told {
        heads: &["等级", "级别"],
        own: is_grade,
        stray: |cell| !is_number(cell) && (is_date(cell) || is_body(cell)),
        kin: &["级", "质量", "类", "信用", "评"],
        least: LEAST,
    },
    Told {
        heads: &["有效期", "日期"],
        own: is_date,
        // 12M is a term.
        stray: |cell| is_body(cell) || is_code(cell),
        kin: &["日", "时", "期", "年"],
        least: LEAST,
    },
];

/// What stands in headers that may be over names of places.
const PLACES: &[&str] = &["地", "址", "籍", "单位", "村", "社区", "乡", "镇", "属"];

/// What parts several names in a cell.
const SIGNS: [char; 3] = ['、', '，', '；'];

/// How headers end of what no person, and no firm, is: 课程名称, 职务.
static THINGS: [&str; 14] = [
    "课程", "作品", "项目", "成果", "案例", "产品", "药品", "题目", "职务", "专业", "品种", "技术",
    "场景", "教材",
];

/// Headers of firms.
const OF_FIRMS: [&str; 4] = ["企业", "公司", "单位", "厂家"];

/// Whether a column may be meant, by its header.
type Fits<'f> = &'f dyn Fn(usize) -> bool;

/// Whether a cell is one of those that a header calls for, or is astray.
type Is = fn(&str) -> bool;

/// Finds the first two columns. `cells` gives the filled cells of a column.
pub(super) fn find(roster: &Roster, cells: impl Fn(usize) -> Vec<String>) -> Option<Exchanged> {
    let bare = |column: usize| headers::without_brackets(&roster.columns[column].title);
    let named = |column: usize| -> String {
        let title = bare(column);
        title.strip_suffix("名称").unwrap_or(&title).to_owned()
    };
    let pair = |heads: Fits, own: Is, stray: Is, other: Fits, least: usize| {
        let all = 0..roster.columns.len();
        let a = all.clone().find(|column| heads(*column))?;
        let strays = cells(a);
        let none = strays.iter().all(|cell| !own(cell) && stray(cell));
        if strays.len() < least || !none {
            return None;
        }
        let held = |column: &usize| {
            let cells = cells(*column);
            cells.len() >= least && cells.iter().all(|cell| own(cell))
        };
        let b = all.filter(|column| *column != a && other(*column)).find(held)?;
        let entries = (0..roster.entries.len() as u32).collect();
        Some(Exchanged { roster: 0, a, b, entries, whole: true })
    };
    let ends = |words: &[&str], column: usize| words.iter().any(|end| bare(column).ends_with(end));
    // What may hold such things by its own right: 项目联系人, 证书编号.
    let alien = |column: usize| !bare(column).ends_with(['人', '员', '名', '码', '号']);
    let thing = |column: usize| THINGS.iter().any(|end| named(column).ends_with(end));
    let people = |column: usize| ends(&OF_PEOPLE, column);
    let firms = |column: usize| OF_FIRMS.iter().any(|end| named(column).ends_with(end));
    let told = |told: &Told| {
        let heads = |column: usize| told.heads.iter().any(|end| named(column).ends_with(end));
        let other = |column: usize| {
            let title = bare(column);
            !title.is_empty() && !told.kin.iter().any(|word| title.contains(word))
        };
        pair(&heads, told.own, told.stray, &other, told.least)
    };
    pair(&people, persons::is_name, is_other, &alien, LEAST)
        .or_else(|| pair(&|column| ends(&OF_CODES, column), is_code, is_words, &alien, LEAST))
        .or_else(|| pair(&people, persons::is_name, is_work, &thing, LEAST))
        .or_else(|| pair(&firms, |cell| cell.ends_with("公司"), is_product, &thing, LEAST))
        // Figures under 企业名称, where 企业 may head how many there are.
        .or_else(|| {
            let heads = |column: usize| firms(column) && bare(column).ends_with("名称");
            let other = |column: usize| !firms(column);
            pair(&heads, |cell| cell.ends_with("公司"), is_number, &other, LEAST)
        })
        .or_else(|| TOLD.iter().find_map(told))
}

/// 甲村, 乙社区.
fn is_community(name: &str) -> bool {
    let name = name.trim();
    name.ends_with('村') || ["社区", "街道", "委会", "居"].iter().any(|end| name.ends_with(end))
}

/// A figure, a date, a code or a body: no place, person or grade.
fn is_other(cell: &str) -> bool {
    is_number(cell) || is_date(cell) || is_body(cell) || looks::shape(cell) == Shape::Code
}

/// The same, but no body of a village or a community.
fn is_afar(cell: &str) -> bool {
    is_other(cell) && !["委员会", "委会"].iter().any(|end| cell.ends_with(end))
}

/// What a course or a thing may be called, told by how it ends, and no person or firm.
fn is_subject(cell: &str) -> bool {
    const ENDS: [char; 28] = [
        '学', '术', '程', '理', '论', '史', '课', '药', '剂', '片', '丸', '膏', '机', '器', '仪',
        '料', '材', '具', '备', '能', '计', '工', '艺', '作', '曲', '画', '究', '践',
    ];
    is_plain(cell) && cell.chars().count() > 2 && cell.ends_with(ENDS)
}

/// The same, or what is too long for a person's name; several people may be called by as long a one: 课题组.
fn is_work(cell: &str) -> bool {
    const LONG: usize = 7;
    const PEOPLE: [char; 11] = ['组', '队', '者', '员', '人', '团', '会', '室', '社', '班', '等'];
    let titled = cell.starts_with('《') && cell.ends_with('》');
    let long = is_plain(cell) && cell.chars().count() >= LONG && !cell.ends_with(PEOPLE);
    titled || long || is_subject(cell)
}

fn is_plain(cell: &str) -> bool {
    cell.chars().all(|c| blank::is_han(c) || c.is_numeric() || "（）()《》“”—-".contains(c))
}

/// 甲大学, 第三中学.
fn is_school(cell: &str) -> bool {
    ["大学", "学院", "学校", "中学", "小学", "高中"].iter().any(|end| cell.ends_with(end))
}

/// 4A, AAA级.
fn is_grade(cell: &str) -> bool {
    let bare = cell.trim_end_matches('级');
    let letters = bare.trim_start_matches(|c: char| ('1'..='5').contains(&c));
    (1..=LENGTH_MOST).contains(&letters.len())
        && bare.len() - letters.len() < 2
        && letters.chars().all(|c| c == 'A')
}

/// 5A, or as many letters.
const LENGTH_MOST: usize = 5;

/// The same that does not end as bodies and places do.
fn is_product(cell: &str) -> bool {
    const BODIES: [char; 16] = [
        '司', '厂', '院', '校', '学', '局', '所', '心', '社', '会', '团', '室', '站', '店', '场',
        '部',
    ];
    is_subject(cell) && !cell.ends_with(BODIES) && !cell.ends_with(DIVISION)
}

/// 91130158741518215X.
fn is_code(cell: &str) -> bool {
    LENGTHS.contains(&cell.len())
        && cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && cell.contains(|c: char| c.is_ascii_digit())
}

/// Words without figures or letters.
fn is_words(cell: &str) -> bool {
    !cell.chars().any(|c| c.is_numeric() || c.is_ascii_alphanumeric())
}
