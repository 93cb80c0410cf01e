//! A table of strings made into a [`Side`].

use std::collections::{HashMap, HashSet};

use super::aliases::said;
use super::cells::{cell, column_key, day, filled, group_value, number, split, split_into};
use super::plan::Plan;
use super::side::{Column, Fact, Row, Side, Text};
use crate::text::fold;

/// A table as read, before its columns are understood.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Headers: keys of a dataset, or what is printed.
    pub headers: Vec<String>,
    /// Printed headers where `headers` are keys; else empty.
    pub titles: Vec<String>,
    /// Rows; short ones are filled with empty cells.
    pub rows: Vec<Vec<String>>,
    /// The table had no line of headers: `headers` are numbers made up for them.
    pub headless: bool,
}

/// What the one who compares says about the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The column that tells rows apart: rows with the same value are the same.
    pub key: Option<String>,
    /// The columns that hold group headings, outermost first; by default found by header.
    pub groups: Vec<String>,
}

/// Lines above the headers that may hold titles.
const TITLES: usize = 4;

impl Sheet {
    /// Reads CSV or TSV; commas, tabs or semicolons part the cells. Titles above the headers are
    /// passed over. `None` where there is nothing.
    pub fn from_csv(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let head: Vec<&[u8]> = bytes.split(|b| *b == b'\n').take(TITLES + 1).collect();
        // The one that is in most lines; a cell may hold more of another.
        let count = |byte: u8| {
            let counts = head.iter().map(|line| memchr::memchr_iter(byte, line).count());
            let counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
            (counts.len(), counts.iter().sum::<usize>(), byte == b',')
        };
        let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|byte| count(*byte))?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(bytes);
        let records = reader.byte_records().filter_map(Result::ok).map(|record| {
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
        });
        let mut rows: Vec<Vec<String>> =
            records.filter(|row: &Vec<String>| filled(row) > 0).collect();
        // A title fills one cell of a line; the headers of a table with columns fill more.
        let wide = rows.iter().take(TITLES + 1).position(|row| filled(row) > 1);
        rows.drain(..wide.unwrap_or(0));
        let first = rows.first()?;
        let serial = |row: usize, n: &str| rows.get(row).is_some_and(|row| cell(row, 0) == n);
        let headless = first.len() > 1 && serial(0, "1") && serial(1, "2");
        let headers = if headless {
            (1..=first.len()).map(|n| format!("column_{n}")).collect()
        } else {
            rows.remove(0)
        };
        Some(Self { rows, titles: Vec::new(), headers, headless })
    }

    /// Whether a header is the one asked for: the same words, or the same signs where it has none.
    pub fn same(header: &str, asked: &str) -> bool {
        let loose = fold::loose(asked);
        if loose.is_empty() { header.trim() == asked.trim() } else { fold::loose(header) == loose }
    }

    pub(super) fn find(&self, column: &str) -> Option<usize> {
        let same = |text: &String| Self::same(text, column);
        let by_header = self.headers.iter().position(same);
        by_header.or_else(|| self.titles.iter().position(same))
    }

    pub(super) fn title(&self, at: usize) -> &str {
        self.titles.get(at).filter(|title| !title.is_empty()).unwrap_or(&self.headers[at])
    }

    /// The table as a side. Without facts of its own it takes those its columns repeat.
    pub fn side(&self, name: &str, hints: &Hints) -> Side {
        let plan = Plan::of(self, hints);
        let mut side = Side { name: name.to_owned(), ..Side::default() };
        for (item, header) in [("number", "notice_number"), ("date", "notice_date")] {
            let value = self.headers.iter().position(|h| h == header);
            let value = value.and_then(|at| Some(cell(self.rows.first()?, at)));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let values = vec![if item == "date" { day(value) } else { value.to_owned() }];
                side.facts.push(Fact { item: item.to_owned(), about: String::new(), values });
            }
        }
        side.ordered = plan.rank.is_some() || plan.own;
        let title = |at: Option<usize>| at.map_or(String::new(), |at| self.title(at).to_owned());
        (side.name_title, side.code_title) = (title(plan.name), title(plan.code));
        let mut keys: HashMap<String, usize> = HashMap::new();
        for (at, list) in &plan.cells {
            let mut key = column_key(&self.headers[*at]);
            // Columns go by their key, so no two may have the same.
            let times = keys.entry(key.clone()).or_default();
            *times += 1;
            if *times > 1 {
                key = format!("{key}#{times}");
            }
            side.columns.push(Column { key, title: self.title(*at).to_owned(), list: *list });
        }
        let merged = self.merged(&plan);
        let mut groups: HashMap<Vec<String>, u32> = HashMap::new();
        let (mut above, mut heading) = (Vec::new(), None);
        for row in self.in_order(&plan) {
            if let Some(text) = self.heading(row, &plan) {
                heading = Some(group_value(text).to_owned());
                continue;
            }
            let mut path: Vec<String> =
                plan.groups.iter().map(|at| group_value(cell(row, *at)).to_owned()).collect();
            if merged && path.iter().all(String::is_empty) {
                path.clone_from(&above);
            } else {
                above.clone_from(&path);
            }
            path.extend(heading.clone());
            let group = path.iter().any(|level| !level.is_empty()).then(|| {
                let keys = path.iter().map(|level| fold::key(level)).collect();
                *groups.entry(keys).or_insert_with(|| {
                    side.groups.push(path);
                    side.groups.len() as u32 - 1
                })
            });
            side.rows.push(Self::row(row, group, &plan));
        }
        side
    }

    /// The rows as they stood in the notice: entries of a dataset are numbered, and a table may be
    /// sorted by anything.
    fn in_order(&self, plan: &Plan) -> Vec<&Vec<String>> {
        let mut rows: Vec<&Vec<String>> = self.rows.iter().collect();
        let entry = self.headers.iter().position(|header| header == "entry");
        let entry = entry.filter(|_| plan.own);
        let number = |row: &&Vec<String>| entry.and_then(|at| number(cell(row, at)));
        let numbers: HashSet<i64> = rows.iter().filter_map(number).collect();
        // Tables of several notices, stacked, count each from 1.
        if numbers.len() == rows.len() {
            rows.sort_by_key(number);
        }
        rows
    }

    /// Whether cells of headings were merged: then only the first row of each group has one.
    fn merged(&self, plan: &Plan) -> bool {
        let bare = |row: &&Vec<String>| plan.groups.iter().all(|at| cell(row, *at).is_empty());
        let first = self.rows.first().is_some_and(|row| !bare(&row));
        !plan.own && first && self.rows.iter().filter(bare).count() * 2 > self.rows.len()
    }

    /// The heading that a row is, in a table that has its headings between the rows: one cell
    /// alone is filled, and where the serial stands there is none.
    fn heading<'r>(&self, row: &'r [String], plan: &Plan) -> Option<&'r str> {
        let rank = plan.rank.filter(|_| !plan.own && self.headers.len() > 2)?;
        let mut cells = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let text = cells.next().filter(|_| cells.next().is_none())?;
        number(cell(row, rank)).is_none().then_some(text)
    }

    fn row(row: &[String], group: Option<u32>, plan: &Plan) -> Row {
        let text = |at: usize| {
            let raw = plan.raw.get(&at).map_or("", |raw| cell(row, *raw));
            let value = cell(row, at);
            Text::new(value, if raw.is_empty() { value } else { raw })
        };
        let list = |at: usize| {
            let values = split(cell(row, at));
            let raws = plan.raw.get(&at).map_or("", |raw| cell(row, *raw));
            let raws = split_into(raws, values.len());
            if values.is_empty() {
                return raws.iter().map(|raw| Text::plain(*raw)).collect();
            }
            // Printed and canonical names are told together only where they are as many.
            let paired = raws.len() == values.len();
            let raw = |at: usize| if paired { raws[at] } else { "" };
            let text = |(at, value): (usize, &&str)| match raw(at) {
                "" => Text::plain(*value),
                raw => Text::new(value, raw),
            };
            values.iter().enumerate().map(text).collect::<Vec<_>>()
        };
        let one = |at: usize| match text(at) {
            text if text.value.is_empty() => Vec::new(),
            text => vec![text],
        };
        let cells: Vec<Vec<Text>> =
            plan.cells.iter().map(|(at, many)| if *many { list(*at) } else { one(*at) }).collect();
        let mut name = plan.name.map_or_else(Text::default, text);
        if name.value.is_empty() {
            // A row without a name is known by all it says.
            let all = cells.iter().flatten().map(Text::printed);
            name = Text::plain(all.collect::<Vec<_>>().join(" "));
        }
        Row {
            group,
            rank: plan.rank.and_then(|at| number(cell(row, at))),
            name,
            code: plan.code.map_or(String::new(), |at| cell(row, at).to_owned()),
            aliases: {
                let columns = plan.aliases.iter().flat_map(|at| split(cell(row, *at)));
                let mut names: Vec<String> = columns.map(ToOwned::to_owned).collect();
                let texts = plan.name.iter().chain(&plan.notes);
                names.extend(texts.flat_map(|at| said(cell(row, *at))));
                names
            },
            cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hints, Sheet};

    #[test]
    fn tells_columns_by_their_headers() {
        let csv = "group,序号,学校名称,学校标识码,主管部门,备注\n北京市（2所）,1,北京大学,41,教育部,\n\
                   北京市（2所）,2,清华大学,42,教育部、北京市,民办\n";
        let sheet = Sheet::from_csv(csv.as_bytes()).unwrap();
        let side = sheet.side("a.csv", &Hints::default());
        assert_eq!(side.groups, [["北京市"]]);
        let row = &side.rows[1];
        assert_eq!(
            (row.name.value.as_str(), row.code.as_str(), row.rank),
            ("清华大学", "42", Some(2))
        );
        assert_eq!(side.columns.len(), 2);
        assert_eq!(row.cells[0].len(), 2);
        assert!(side.ordered);
    }

    #[test]
    fn finds_the_headers() {
        let rows = |csv: &str| {
            let sheet = Sheet::from_csv(csv.as_bytes()).unwrap();
            let side = sheet.side("a.csv", &Hints::default());
            let names: Vec<String> = side.rows.iter().map(|row| row.name.value.clone()).collect();
            (names, side.groups, side.rows.iter().filter_map(|row| row.rank).count())
        };
        let names = ["甲".to_owned(), "乙".to_owned()].to_vec();
        assert_eq!(rows("附件,,\n名单,,\n序号,名称,备注\n1,甲,\n2,乙,\n").0, names);
        assert_eq!(rows("1,甲,x\n2,乙,y\n"), (names.clone(), vec![], 2));
        assert_eq!(rows("序号;名称;备注\n1;甲;\n2;乙;\n").0, names);
        assert_eq!(rows("序号\t名称\t备注\n1\t甲\ta,b,c,d\n2\t乙\t\n").0, names);
        // Headings between the rows, and merged cells of headings.
        let groups = vec![vec!["东".to_owned()], vec!["西".to_owned()]];
        let between = rows("序号,名称,备注\n东（1个）,,\n1,甲,\n西,,\n1,乙,\n");
        assert_eq!(between, (names.clone(), groups.clone(), 2));
        let merged = rows("组别,序号,名称\n东,1,甲\n,2,乙\n,3,丙\n西,1,丁\n,2,戊\n");
        assert_eq!(merged.1, groups);
        assert_eq!(merged.2, 5);
    }

    #[test]
    fn columns_of_one_name_stay_apart() {
        let sheet = Sheet::from_csv("名称,备注,备注\n甲,a,b\n".as_bytes()).unwrap();
        let side = sheet.side("a.csv", &Hints::default());
        let keys: Vec<&str> = side.columns.iter().map(|c| c.key.as_str()).collect();
        assert_eq!(keys, ["备注", "备注#2"]);
    }
}
