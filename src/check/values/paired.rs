//! A row of a list, be it ever so short, in which two cells are each what the other column's are: a province beside
//! counties, a sum beside firms, names of people beside works. What one row holds the wrong way round, all others hold
//! the right way; the header of one of the two says what it is.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::exchanged::{Exchanged, Paths, trimmed};
use super::headed::{is_body, is_number};
use crate::check::looks::Grid;
use crate::model::{Document, Role, Roster};
use crate::text::{blank, headers, nothing, persons};

/// Long lists show by more rows what a column holds: others look there, but for schools and who looks after them.
const MOST: usize = 300;
const MANAGED_MOST: usize = 5000;

/// One row in so many may be neither the right way nor the wrong one.
const ODD: usize = 50;

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Number,
    Province,
    Division,
    Zone,
    /// 浙江省教育厅, 交通运输部（民用航空局）.
    Authority,
    /// 第一百条（《修正案（六）》第一条).
    Article,
    /// 甲罪（取消乙罪罪名）.
    Crime,
    Body,
    /// One or several.
    People,
    Words,
    /// 待定: it may stand anywhere.
    Short,
}

use Kind::{Article, Authority, Body, Crime, Division, Number, People, Province, Words, Zone};

/// What a column holds, what the other does, and what the header of the first must be.
type Pair = (&'static [Kind], &'static [Kind], fn(&str) -> bool);

/// Those that are looked for in long lists as well.
static MANAGED: &[Pair] = &[
    (&[Province, Division, Authority], &[Body], |title| title.contains("主管")),
    // 江苏省教育厅 under 所在地, and 苏州市 under 主管部门
    (&[Province, Division], MANAGERS, is_place),
];

static PAIRS: &[Pair] = &[
    (&[Province], &[Division, Zone], is_place),
    (&[Province, Division], &[Zone], is_place),
    (&[Number], &[Authority, Body, People, Words], is_amount),
    (&[People], &[Words], of_people),
    (&[Article], &[Crime], |title| title.contains("条")),
];

/// What stands under 主管部门.
static MANAGERS: &[Kind] = &[Authority, Province, Division];

/// Finds the two columns, and the rows that hold them the wrong way round.
pub(super) fn find<'d>(
    document: &'d Document,
    roster: &Roster,
    grid: &Grid,
    paths: &Paths<'_, 'd>,
    broken: &[bool],
) -> Option<Exchanged> {
    let rows: Vec<usize> = (0..roster.entries.len()).filter(|entry| !broken[*entry]).collect();
    let managed = || roster.columns.iter().any(|column| column.title.contains("主管"));
    let pairs: Vec<&Pair> = match rows.len() {
        0..3 => return None,
        3..=MOST => PAIRS.iter().chain(MANAGED).collect(),
        ..=MANAGED_MOST if managed() => MANAGED.iter().collect(),
        _ => return None,
    };
    let judged = |c: &usize| !matches!(roster.columns[*c].role, Role::Serial | Role::Note);
    let columns: Vec<usize> = (0..roster.columns.len()).filter(judged).collect();
    let cell = |row: usize, column: usize| roster.cell(document, row, column);
    let kinds_of = |column: usize| -> Vec<Kind> {
        let told = grid.told(column, |row| kind(cell(row, column), paths));
        rows.iter().map(|row| told[*row]).collect()
    };
    let kinds: Vec<OnceCell<Vec<Kind>>> = vec![OnceCell::new(); roster.columns.len()];
    let known = |column: usize| kinds[column].get_or_init(|| kinds_of(column));
    for (own, other, heads) in pairs {
        for a in columns.iter().copied().filter(|a| heads(&roster.columns[*a].title)) {
            // 辽宁省林业厅 may be where something is built, beside its city.
            let looks_after = |b: &usize| {
                let title = &roster.columns[*b].title;
                *other != MANAGERS || ["主管", "部门"].iter().any(|word| title.contains(word))
            };
            for b in columns.iter().copied().filter(|b| *b != a && looks_after(b)) {
                // Few cells of a sound list are what the other column's are: only there the other is asked.
                let turns = |(row, a): (&usize, &Kind)| {
                    other.contains(a) && own.contains(&kind(cell(*row, b), paths))
                };
                if !rows.iter().zip(known(a)).any(turns) {
                    continue;
                }
                let Some(found) = turned(known(a), known(b), own, other) else { continue };
                let entries = found.into_iter().map(|at| rows[at] as u32).collect();
                return Some(Exchanged { roster: 0, a, b, entries, whole: false });
            }
        }
    }
    None
}

/// The rows in which two columns are the wrong way round, where all others are the right way and more.
fn turned(a: &[Kind], b: &[Kind], own: &[Kind], other: &[Kind]) -> Option<Vec<usize>> {
    let (mut right, mut odd, mut wrong) = (0, 0, Vec::new());
    for (at, (a, b)) in a.iter().zip(b).enumerate() {
        match (*a, *b) {
            (a, b) if own.contains(&a) && other.contains(&b) => right += 1,
            (a, b) if other.contains(&a) && own.contains(&b) => wrong.push(at),
            // What is missing in one says nothing, as long as the other is its own.
            (Kind::Empty, b) if b == Kind::Empty || other.contains(&b) => {}
            (a, Kind::Empty) if own.contains(&a) => {}
            // 中国科学院 beside its university: an authority may be what it looks after.
            (Body, Body) if other == [Body] => {}
            _ => odd += 1,
        }
    }
    (!wrong.is_empty() && right > wrong.len() && odd * ODD <= right).then_some(wrong)
}

fn kind<'d>(cell: Cow<'d, str>, paths: &Paths<'_, 'd>) -> Kind {
    const ZONES: [&str; 7] = ["开发区", "高新区", "园区", "新区", "保税区", "合作区", "工业区"];
    const PROVINCES: [&str; 5] = ["省", "自治区", "北京市", "天津市", "上海市"];
    const AUTHORITIES: [&str; 6] = ["厅", "局", "委员会", "民委", "政府", "部"];
    const PARTS: [&str; 5] = ["东部", "西部", "南部", "北部", "中部"];
    let whole = trimmed(cell);
    let cell = &*whole;
    let bare = || cell.split(['（', '(']).next().unwrap_or_default().trim_end();
    let mut people = cell.split(['、', '，', ',', '；', '\n', '\u{2028}']).map(blank::compact);
    if nothing::is_nothing(cell) || nothing::is_as_above(cell) {
        Kind::Empty
    } else if is_number(cell) {
        Number
    } else if ZONES.iter().any(|end| cell.ends_with(end)) {
        Zone
    } else if paths.has(whole.clone()) {
        let province = PROVINCES.iter().any(|end| cell.ends_with(end)) || cell == "重庆市";
        if province { Province } else { Division }
    } else if AUTHORITIES.iter().any(|end| bare().ends_with(end))
        && !PARTS.iter().any(|end| bare().ends_with(end))
    {
        Authority
    } else if bare().ends_with('罪') {
        Crime
    } else if cell.starts_with('第') && bare().contains('条') {
        Article
    } else if is_body(cell) {
        Body
    } else if people.all(|name| persons::is_name(&name)) {
        People
    } else if cell.chars().count() > 3 {
        Words
    } else {
        Kind::Short
    }
}

/// 省份, 所在城市.
fn is_place(title: &str) -> bool {
    headers::role_of(title) == Some(Role::Place)
}

/// 经费（万元）.
fn is_amount(title: &str) -> bool {
    headers::role_of(title) == Some(Role::Number)
}

/// 参赛学生, 指导教师, 负责人.
fn of_people(title: &str) -> bool {
    let bare = headers::without_brackets(title);
    ["人", "员", "生", "师", "者", "姓名", "专家"].iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Paths, find};
    use crate::check::looks::Grid;
    use crate::check::testing::Sample;
    use crate::gazetteer::Gazetteer;
    use crate::model::Role;

    fn exchanged(titles: [&str; 2], rows: &[&str]) -> Option<(usize, usize, Vec<u32>)> {
        let columns = titles.map(|title| (title, Role::Text));
        let sample = rows.iter().fold(Sample::new(&columns), |sample, row| sample.row(row));
        let (document, roster) = (&sample.document, &sample.notice.rosters[0]);
        let grid = Grid::of(document, roster);
        let paths = Paths::new(Gazetteer::embedded());
        let found = find(document, roster, &grid, &paths, &vec![false; rows.len()]);
        found.map(|found| (found.a, found.b, found.entries))
    }

    #[test]
    fn each_cell_is_what_the_other_column_holds() {
        let told = |titles, rows: [&str; 3]| {
            assert_eq!(exchanged(titles, &rows), None, "{rows:?}");
            for at in 0..rows.len() {
                let (a, b) = rows[at].split_once(' ').unwrap_or_default();
                let (turned, mut rows) = (format!("{b} {a}"), rows);
                rows[at] = &turned;
                assert_eq!(exchanged(titles, &rows).map(|found| found.2), Some(vec![at as u32]));
            }
        };
        told(["省份", "试点地区"], ["浙江省 安吉县", "福建省 安溪县", "陕西省 洛川县"]);
        told(
            ["园区名称", "所在城市"],
            ["苏州工业园区 苏州市", "泉州经济技术开发区 泉州市", "宜昌高新区 宜昌市"],
        );
        told(
            ["承担单位", "经费"],
            ["天能电池有限公司 620", "京鲁船业有限公司 430.5", "海洋大学 80"],
        );
        told(
            ["项目", "参赛学生"],
            ["海上无人艇 王一、李二", "竹纤维吸管 陈三", "数字化蓝夹缬 周四、张五"],
        );
        told(
            ["学校", "主管部门"],
            ["工业大学 浙江省", "职业技术学院 浙江省教育厅", "丽水学院 丽水市"],
        );
    }

    #[test]
    fn what_several_columns_may_hold_is_not_told() {
        for (titles, rows) in [
            // Who leads here takes part there.
            (
                ["牵头单位", "参与单位"],
                ["市教育局 浙江大学", "市财政局 丽水学院", "浙江大学 市教育局"],
            ),
            (["作者", "作品"], ["王一 花木", "李二 海风", "某剧团 花木兰"]),
            (["项目", "数量"], ["航天 2", "海洋 3", "863 待定"]),
        ] {
            assert_eq!(exchanged(titles, &rows), None, "{rows:?}");
        }
    }
}
