//! A table of strings: headers and rows, before it is known what its columns are for.

use super::cells::{cell, filled};
use super::plan::Plan;
use crate::text::words::annex::REMARK;
use crate::text::{compact, fold, records};

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
    /// Reads CSV or TSV; its cells are parted by any of
    /// [`records::DELIMITERS`]. Titles above the headers are
    /// passed over. `None` where there is nothing.
    pub fn from_csv(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let delimiter = records::delimiter(&String::from_utf8_lossy(bytes));
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
        rows.retain(|row| !adds_up(row) && !remarks(row));
        Some(Self { rows, titles: Vec::new(), headers, headless })
    }

    /// Whether a header is the one asked for: the same words, or the same signs where it has none.
    pub fn same(header: &str, asked: &str) -> bool {
        let loose = fold::loose(asked);
        if loose.is_empty() { header.trim() == asked.trim() } else { fold::loose(header) == loose }
    }

    /// Whether a column of it holds the headings of groups.
    pub fn is_grouped(&self) -> bool {
        !Plan::of(self, &Hints::default()).groups.is_empty()
    }

    pub(super) fn find(&self, column: &str) -> Option<usize> {
        let same = |text: &String| Self::same(text, column);
        let by_header = self.headers.iter().position(same);
        by_header.or_else(|| self.titles.iter().position(same))
    }

    /// What a column goes by: its header, or what is printed where that is a number made up for it.
    pub(super) fn key(&self, at: usize) -> &str {
        let header = &self.headers[at];
        let number = header.strip_prefix("column_").unwrap_or_default();
        let made = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if made { self.title(at) } else { header }
    }

    pub(super) fn title(&self, at: usize) -> &str {
        self.titles.get(at).filter(|title| !title.is_empty()).unwrap_or(&self.headers[at])
    }
}

/// Whether a row adds up those above it: 合计 | | | 600, 小计：3家.
fn adds_up(row: &[String]) -> bool {
    const SUMS: [&str; 5] = ["合计", "小计", "总计", "共计", "总和"];
    let first = row.iter().map(|cell| compact(cell)).find(|cell| !cell.is_empty());
    let rest = first.as_ref().and_then(|cell| SUMS.iter().find_map(|sum| cell.strip_prefix(sum)));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':']))
}

/// Whether a row is a remark below the table: 注：排名不分先后.
fn remarks(row: &[String]) -> bool {
    let first = row.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
    let rest = first.and_then(|cell| REMARK.iter().find_map(|label| cell.strip_prefix(label)));
    filled(row) == 1 && rest.is_some_and(|rest| rest.starts_with(['：', ':']))
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
        assert_eq!(rows("序号|名称|备注\n1|甲|a,b\n2|乙|\n").0, names);
        // Headings between the rows, and merged cells of headings.
        let groups = vec![vec!["东".to_owned()], vec!["西".to_owned()]];
        let between = rows("序号,名称,备注\n东（1个）,,\n1,甲,\n西,,\n1,乙,\n");
        assert_eq!(between, (names.clone(), groups.clone(), 2));
        let merged = rows("组别,序号,名称\n东,1,甲\n,2,乙\n,3,丙\n西,1,丁\n,2,戊\n");
        assert_eq!(merged.1, groups);
        assert_eq!(merged.2, 5);
    }

    #[test]
    fn sums_and_remarks_are_no_rows() {
        let csv =
            "序号,名称,金额\n1,甲,100\n2,合计宝,200\n合计,,300\n合 计：2家,,\n注：排名不分先后,,\n";
        let sheet = Sheet::from_csv(csv.as_bytes()).unwrap();
        let names = |sheet: &Sheet| -> Vec<String> {
            let side = sheet.side("a.csv", &Hints::default());
            side.rows.iter().map(|row| row.name.value.clone()).collect()
        };
        assert_eq!(names(&sheet), ["甲", "合计宝"]);
        let sheet = Sheet::from_csv("名称,备注\n合计金额最多,x\n注释,y\n".as_bytes()).unwrap();
        assert_eq!(names(&sheet), ["合计金额最多", "注释"]);
    }

    #[test]
    fn columns_of_one_name_stay_apart() {
        let sheet = Sheet::from_csv("名称,备注,备注\n甲,a,b\n".as_bytes()).unwrap();
        let side = sheet.side("a.csv", &Hints::default());
        let keys: Vec<&str> = side.columns.iter().map(|c| c.key.as_str()).collect();
        assert_eq!(keys, ["备注", "备注#2"]);
    }
}
