//! A row of a short list in which two cells have each other's mark: what all other cells of one column have and
//! none of another, as 〔 in numbers of documents, a decimal point, letters and figures alone. Under 性别 and
//! 民族 the header itself says what its cells are.

use std::borrow::Cow;

use super::exchanged::Exchanged;
use super::headed::{is_body, is_date};
use crate::check::sums::Decimal;
use crate::model::{Document, Role, Roster};
use crate::text::words::bodies::REGISTERED;
use crate::text::{blank, headers, nothing};

/// Long lists show by more rows what a column holds: others look there.
const MOST: usize = 1000;

/// Fewest other rows that show what a column's cells have.
const LEAST: usize = 3;

/// The same, where the header says it.
const TOLD: usize = 1;

/// One cell in so many may lack the mark by its own right: 党中央、国务院通知 among numbers of documents.
const OWN: usize = 8;

/// The same, where the header says what the cells are, and what stands in each other's place is held against more.
const TOLD_OWN: usize = 4;

/// What a cell may have.
type Mark = fn(&str) -> bool;

/// Marks that the cells of a column show.
static MARKS: &[Mark] = &[
    |cell| cell.contains('〔'),
    |cell| cell.contains('.') && Decimal::read(cell).is_some(),
    is_figures,
    is_code,
    is_date,
    is_body,
    // http://a.org/tos
    |cell| cell.contains("://") || cell.starts_with("www."),
];

/// Marks that a header calls for, by its last words.
static CALLED: &[(&str, Mark)] = &[
    ("性别", |cell| matches!(cell, "男" | "女")),
    ("民族", is_nation),
    ("时间", is_time),
    ("日期", is_time),
    ("时代", is_era),
    ("年代", is_era),
];

/// The same, where a row or two say nothing: in names, too, a street may stand.
static ADDRESSED: [&str; 5] = ["地址", "位置", "坐落", "地点", "所在地"];

/// Finds two columns whose cells are in each other's place, in one row or, where headers say so, in all.
pub(super) fn find(document: &Document, roster: &Roster, broken: &[bool]) -> Option<Exchanged> {
    let rows: Vec<usize> = (0..roster.entries.len()).filter(|entry| !broken[*entry]).collect();
    if rows.len() <= TOLD || rows.len() > MOST {
        return None;
    }
    let judged = |c: &usize| !matches!(roster.columns[*c].role, Role::Serial | Role::Note);
    let columns: Vec<usize> = (0..roster.columns.len()).filter(judged).collect();
    let cells: Vec<Vec<Cow<str>>> = columns
        .iter()
        .map(|column| {
            let cell = |entry: &usize| match roster.cell(document, *entry, *column) {
                Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
                Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
            };
            rows.iter().map(cell).collect()
        })
        .collect();
    let sheet = Sheet { cells };
    let called = |title: &str| {
        let own = |at: &usize| {
            headers::without_brackets(&roster.columns[columns[*at]].title).ends_with(title)
        };
        (0..columns.len()).find(own)
    };
    let told = |(title, mark): &(&str, Mark)| {
        let a = called(title)?;
        let found = sheet.turned(a, *mark, TOLD).or_else(|| sheet.whole(a, *mark))?;
        (!title.ends_with('代') || sheet.is_dated(found)).then_some(found)
    };
    let addressed = |title: &&str| {
        let a = called(title)?;
        let whole = || sheet.turned_as(a, (is_address, is_whole_address), LEAST, TOLD_OWN);
        let found = sheet.turned(a, is_address, LEAST).or_else(whole);
        found.filter(|(a, _, row)| row.is_none_or(|row| is_placeless(&sheet.cells[*a][row])))
    };
    // 某纪念园 under 管护单位, and 某保护中心 among names of which others end in 园; 某重点实验室 under 依托单位, and the only
    // 大学 or 公司 under 平台名称.
    let bodies = || {
        let a = columns.iter().position(|column| roster.columns[*column].role == Role::Units)?;
        let found = sheet.turned_as(a, (is_body, is_body), LEAST, TOLD_OWN);
        let alike = found.filter(|(a, b, row)| {
            let end = |cell: &Cow<str>| cell.chars().last();
            row.is_none_or(|row| {
                let others = sheet.cells[*b].iter().enumerate().filter(|(at, _)| *at != row);
                others.map(|(_, cell)| end(cell)).any(|of| of == end(&sheet.cells[*a][row]))
            })
        });
        let set_up = || sheet.turned_as(a, (|cell| !is_set_up(cell), is_legal), LEAST, TOLD_OWN);
        // 某国有林场 among museums runs no park.
        alike.or_else(|| {
            set_up().filter(|(_, b, _)| {
                let cells = &sheet.cells[*b];
                cells.iter().filter(|cell| is_set_up(cell)).count() * 2 >= cells.len()
            })
        })
    };
    // 同上 beside a title that ends in a stop says nothing.
    let said = || {
        let found =
            (0..columns.len()).find_map(|a| sheet.turned(a, |cell| cell.ends_with('。'), LEAST))?;
        let (a, _, row) = found;
        row.is_none_or(|row| sheet.cells[a][row].chars().nth(2).is_some()).then_some(found)
    };
    let shown = |mark: &Mark| (0..columns.len()).find_map(|a| sheet.turned(a, *mark, LEAST));
    let (a, b, entry) = CALLED
        .iter()
        .find_map(told)
        .or_else(|| ADDRESSED.iter().find_map(addressed))
        .or_else(bodies)
        .or_else(|| MARKS.iter().find_map(shown))
        .or_else(said)?;
    let whole = entry.is_none();
    let entries = entry.map_or_else(|| rows.clone(), |at| vec![rows[at]]);
    let entries = entries.into_iter().map(|entry| entry as u32).collect();
    Some(Exchanged { roster: 0, a: columns[a], b: columns[b], entries, whole })
}

/// The cells of the columns that are judged, column by column.
struct Sheet<'d> {
    cells: Vec<Vec<Cow<'d, str>>>,
}

impl Sheet<'_> {
    /// Whether the cells of a column have a mark; none where there is nothing.
    fn has(&self, column: usize, mark: Mark) -> Vec<Option<bool>> {
        let cell = |cell: &Cow<str>| (!nothing::is_nothing(cell)).then(|| mark(cell));
        self.cells[column].iter().map(cell).collect()
    }

    /// The only row in which a cell of `a` lacks the mark that one of `b` has, where it is the other way round in
    /// all others.
    fn turned(&self, a: usize, mark: Mark, least: usize) -> Option<(usize, usize, Option<usize>)> {
        self.turned_as(a, (mark, mark), least, OWN)
    }

    /// The same with a mark for the cells of `a`, and one for what stands in `b`; one cell in `few` may lack the first.
    fn turned_as(
        &self,
        a: usize,
        (mark, strange): (Mark, Mark),
        least: usize,
        few: usize,
    ) -> Option<(usize, usize, Option<usize>)> {
        let own = self.has(a, mark);
        let having = own.iter().filter(|has| **has == Some(true)).count();
        let lacking: Vec<usize> = (0..own.len()).filter(|at| own[*at] == Some(false)).collect();
        if having < least || lacking.is_empty() || (lacking.len() - 1) * few > having {
            return None;
        }
        let turned = |b: usize| {
            let other = self.has(b, strange);
            let mut rows = (0..other.len()).filter(|at| other[*at] == Some(true));
            let (row, more) = (rows.next()?, rows.next());
            let shown = other.iter().filter(|has| **has == Some(false)).count() >= least;
            (more.is_none() && shown && lacking.contains(&row)).then_some(row)
        };
        let mut found =
            (0..self.cells.len()).filter(|b| *b != a).filter_map(|b| Some((b, turned(b)?)));
        let (b, row) = found.next()?;
        found.next().is_none().then_some((a, b, Some(row)))
    }

    /// Whether what stands under another header names an era, and under that of eras something that is surely none:
    /// 抗战时期 is one, 待定 says nothing, and 一 is a number.
    fn is_dated(&self, (a, b, row): (usize, usize, Option<usize>)) -> bool {
        const NUMBERS: &str = "0123456789一二三四五六七八九十、—-－至到约（）()";
        const ERAS: [&str; 10] =
            ["时期", "战争", "年", "代", "纪", "朝", "革命", "运动", "天国", "抗战"];
        let mut rows = row.map_or(0..self.cells[a].len(), |row| row..row + 1);
        rows.all(|row| {
            let own = &self.cells[a][row];
            self.cells[b][row].contains(|c| !NUMBERS.contains(c))
                && own.chars().nth(2).is_some()
                && !own.contains(|c: char| c.is_ascii_digit())
                && !ERAS.iter().any(|era| own.contains(era))
        })
    }

    /// A column none of whose cells has what its header calls for, and the only one in which all have it.
    fn whole(&self, a: usize, mark: Mark) -> Option<(usize, usize, Option<usize>)> {
        let own = self.has(a, mark);
        let filled = own.iter().flatten().count();
        if filled <= TOLD || filled < own.len() || own.contains(&Some(true)) {
            return None;
        }
        // A time may be said in words.
        if self.cells[a].iter().any(|cell| cell.contains(|c: char| c.is_numeric())) {
            return None;
        }
        let all = |b: &usize| *b != a && self.has(*b, mark).iter().all(|has| *has == Some(true));
        let mut found = (0..self.cells.len()).filter(all);
        let b = found.next()?;
        found.next().is_none().then_some((a, b, None))
    }
}

/// So many figures and no more than these: 2023002.
fn is_figures(cell: &str) -> bool {
    cell.len() > 4 && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Letters and figures without a word of Chinese: 20220514-2, 0L75F2.
fn is_code(cell: &str) -> bool {
    cell.chars().count() > 3
        && cell.contains(|c: char| c.is_ascii_digit())
        && !cell.chars().any(blank::is_han)
}

/// 西递镇前边溪村, 市南区广西路33号: two steps of an address or more, and no body.
fn is_address(cell: &str) -> bool {
    const STEPS: [char; 12] =
        ['省', '市', '县', '区', '旗', '镇', '乡', '村', '路', '街', '巷', '号'];
    let steps = cell.chars().enumerate().filter(|(at, c)| *at > 1 && STEPS.contains(c));
    steps.take(2).count() > 1 && !is_body(cell)
}

/// How an address ends.
const ENDS: [char; 13] =
    ['省', '市', '县', '区', '旗', '镇', '乡', '村', '路', '街', '巷', '号', '道'];

/// An address and nothing behind it: a name may begin with one, 桃花镇李家村道路工程.
fn is_whole_address(cell: &str) -> bool {
    is_address(cell) && cell.ends_with(ENDS)
}

/// Whether a cell is no place at all: 碧阳镇 is one, and 同名称 says where to look.
fn is_placeless(cell: &str) -> bool {
    !cell.ends_with(ENDS) && !cell.starts_with('同')
}

/// What bodies set up or look after, told by how it ends.
fn is_set_up(cell: &str) -> bool {
    const ENDS: [&str; 14] = [
        "实验室",
        "研究中心",
        "技术中心",
        "创新中心",
        "基地",
        "平台",
        "工作站",
        "众创空间",
        "孵化器",
        "保护区",
        "公园",
        "风景区",
        "景区",
        "遗址",
    ];
    ENDS.iter().any(|end| cell.ends_with(end))
}

/// A body that was founded or registered, and nothing that such a body sets up.
fn is_legal(cell: &str) -> bool {
    const ENDS: [&str; 9] = ["大学", "学院", "医院", "学校", "科学院", "局", "厅", "农场", "林场"];
    ENDS.iter().chain(REGISTERED).any(|end| cell.ends_with(end))
}

/// A date, or a month of the last centuries: 1988.05; 1148.11 is an area.
fn is_time(cell: &str) -> bool {
    let month = || {
        let (year, month) = cell.split_once(['.', '-', '/'])?;
        let known = year.len() == 4 && ["18", "19", "20"].iter().any(|c| year.starts_with(c));
        Some(known && month.len() == 2 && month.parse().is_ok_and(|n: u8| (1..=12).contains(&n)))
    };
    is_date(cell) || month() == Some(true)
}

/// 明, 隋至唐, 新石器时代: names of times and what joins them.
fn is_era(cell: &str) -> bool {
    const TIMES: &str = "夏商周秦汉魏晋隋唐宋辽金元明清新旧石器春秋战国三国两南北朝五代十国西东民国近现代至、—-－—到早中晚初末期公元前世纪年时0123456789一二四六七八九约（）()";
    !cell.is_empty() && cell.chars().all(|c| TIMES.contains(c))
}

/// 汉族, 仡佬族, 汉.
fn is_nation(cell: &str) -> bool {
    cell.ends_with('族')
        || ["汉", "回", "满", "藏", "苗", "彝", "壮", "侗", "瑶", "白"].contains(&cell)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::check::testing::Sample;
    use crate::model::Role;

    fn exchanged(titles: [&str; 2], rows: &[&str]) -> Option<(usize, usize, Vec<u32>)> {
        let columns = titles.map(|title| (title, Role::Text));
        let sample = rows.iter().fold(Sample::new(&columns), |sample, row| sample.row(row));
        let found = find(&sample.document, &sample.notice.rosters[0], &vec![false; rows.len()]);
        found.map(|found| (found.a, found.b, found.entries))
    }

    #[test]
    fn cells_with_each_others_mark_are_exchanged() {
        let sound = [
            "甲药业公司 210801",
            "乙饮片厂 20210302",
            "丙制药公司 20220514-2",
            "丁制药公司 0L75F2",
        ];
        assert_eq!(exchanged(["企业", "批号"], &sound), None);
        let turned = [sound[0], sound[1], "20220514-2 丙制药公司", sound[3]];
        assert_eq!(exchanged(["企业", "批号"], &turned), Some((1, 0, vec![2])));
        // What is not known yet stands alone.
        let open = [sound[0], sound[1], "丙制药公司 待定", sound[3]];
        assert_eq!(exchanged(["企业", "批号"], &open), None);
    }

    #[test]
    fn some_headers_say_what_their_cells_are() {
        assert_eq!(exchanged(["性别", "民族"], &["男 汉族", "女 仡佬族"]), None);
        assert_eq!(exchanged(["性别", "民族"], &["男 汉族", "仡佬族 女"]), Some((0, 1, vec![1])));
        let dates = ["浦东新区 1992年10月11日", "滨海新区 2006年5月26日", "两江新区 2010年5月5日"];
        assert_eq!(exchanged(["获批时间", "名称"], &dates), Some((0, 1, vec![0, 1, 2])));
        assert_eq!(exchanged(["名称", "获批时间"], &dates), None);
    }

    #[test]
    fn what_bodies_set_up_is_no_unit() {
        let sound = [
            "新能源重点实验室 甲大学",
            "水稻创新中心 乙农业科学院",
            "化工中试基地 丙有限公司",
            "古籍研究院 丁图书馆",
        ];
        let told = |rows: &[&str]| {
            let columns = [("平台名称", Role::Name), ("依托单位", Role::Units)];
            let sample = rows.iter().fold(Sample::new(&columns), |sample, row| sample.row(row));
            let found = find(&sample.document, &sample.notice.rosters[0], &vec![false; rows.len()]);
            found.map(|found| (found.a, found.b, found.entries))
        };
        assert_eq!(told(&sound), None);
        for row in 0..3 {
            let (name, body) = sound[row].split_once(' ').unwrap_or_default();
            let (turned, mut rows) = (format!("{body} {name}"), sound);
            rows[row] = &turned;
            assert_eq!(told(&rows), Some((1, 0, vec![row as u32])));
        }
        // A firm that runs a base of its own name, and a platform that another body runs.
        assert_eq!(told(&[sound[0], sound[1], "丙有限公司 丙有限公司", sound[3]]), None);
        assert_eq!(told(&[sound[0], sound[1], "中试平台 丙产业基地", sound[3]]), None);
    }

    #[test]
    fn an_address_under_names() {
        let sound = [
            "汪氏宗祠 宏村镇际村村",
            "敬爱堂 西递镇西递村前边溪",
            "南湖书院 宏村镇宏村村湖滨北路4号",
            "李村教堂 碧阳镇南屏村",
        ];
        assert_eq!(exchanged(["名称", "位置"], &sound), None);
        let turned = [sound[0], "西递镇西递村前边溪 敬爱堂", sound[2], sound[3]];
        assert_eq!(exchanged(["名称", "位置"], &turned), Some((1, 0, vec![1])));
        let whole = "西递镇西递村 敬爱堂";
        assert_eq!(
            exchanged(["名称", "位置"], &[sound[0], whole, sound[2], sound[3]]),
            Some((1, 0, vec![1]))
        );
        // A project begins with its place, which may be a step alone, or said by the name.
        for own in ["桃花镇李家村道路工程 桃花镇", "市南区广西路33号 同名称"]
        {
            assert_eq!(exchanged(["名称", "位置"], &[sound[0], own, sound[2], sound[3]]), None);
        }
        // A name that is said by streets beside an address that is said in words, and a name of streets alone.
        let words = [sound[0], "敬爱堂 前边溪畔", sound[2], sound[3]];
        assert_eq!(exchanged(["名称", "位置"], &words), None);
        let street = [sound[0], "中山路街区解放路段 前边溪镇西递村", sound[2], sound[3]];
        assert_eq!(exchanged(["名称", "位置"], &street), None);
        assert_eq!(exchanged(["名称", "保护范围"], &turned), None);
    }
}
