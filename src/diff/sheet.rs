//! A table of strings made into a [`Side`]: which column is the name, the code, the rank, a group.

use std::collections::HashMap;

use super::side::{Column, Fact, Row, Side, Text};
use super::words::{PARTS, Use, use_of};
use crate::text::{fold, numeral};

/// A table as read, before its columns are understood.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Headers: keys of a dataset, or what is printed.
    pub headers: Vec<String>,
    /// Printed headers where `headers` are keys; else empty.
    pub titles: Vec<String>,
    /// Rows; short ones are filled with empty cells.
    pub rows: Vec<Vec<String>>,
}

/// What the one who compares says about the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The column that tells rows apart: rows with the same value are the same.
    pub key: Option<String>,
    /// The columns that hold group headings, outermost first; by default found by header.
    pub groups: Vec<String>,
}

/// Which column is what.
#[derive(Debug, Default)]
struct Plan {
    name: Option<usize>,
    code: Option<usize>,
    rank: Option<usize>,
    groups: Vec<usize>,
    aliases: Vec<usize>,
    /// Column and whether it lists organisations.
    cells: Vec<(usize, bool)>,
    /// Per column, the one with its printed form.
    raw: HashMap<usize, usize>,
}

impl Sheet {
    /// Reads CSV or, where tabs are more frequent in the first line, TSV. `None` where there is no
    /// header line.
    pub fn from_csv(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let first = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
        let count = |byte: u8| memchr::memchr_iter(byte, first).count();
        let delimiter = if count(b'\t') > count(b',') { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(bytes);
        let mut records = reader.byte_records().filter_map(Result::ok).map(|record| {
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
        });
        let headers: Vec<String> = records.next()?;
        let rows = records.filter(|row: &Vec<String>| row.iter().any(|c| !c.trim().is_empty()));
        Some(Self { rows: rows.collect(), titles: Vec::new(), headers })
    }

    /// Whether the column asked for by the hints is here.
    pub fn has(&self, column: &str) -> bool {
        self.find(column).is_some()
    }

    fn find(&self, column: &str) -> Option<usize> {
        let same = |text: &String| fold::loose(text) == fold::loose(column);
        let by_header = self.headers.iter().position(same);
        by_header.or_else(|| self.titles.iter().position(same))
    }

    fn title(&self, at: usize) -> &str {
        self.titles.get(at).filter(|title| !title.is_empty()).unwrap_or(&self.headers[at])
    }

    /// The table as a side. Without facts of its own it takes those its columns repeat.
    pub fn side(&self, name: &str, hints: &Hints) -> Side {
        let plan = self.plan(hints);
        let mut side = Side { name: name.to_owned(), ..Side::default() };
        for (item, header) in [("number", "notice_number"), ("date", "notice_date")] {
            let value = self.headers.iter().position(|h| h == header);
            let value = value.and_then(|at| Some(cell(self.rows.first()?, at)));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let values = vec![value.to_owned()];
                side.facts.push(Fact { item: item.to_owned(), about: String::new(), values });
            }
        }
        side.ordered = plan.rank.is_some();
        side.columns = plan
            .cells
            .iter()
            .map(|(at, list)| Column {
                key: column_key(&self.headers[*at]),
                title: self.title(*at).to_owned(),
                list: *list,
            })
            .collect();
        let mut groups: HashMap<Vec<String>, u32> = HashMap::new();
        for row in &self.rows {
            let path: Vec<String> =
                plan.groups.iter().map(|at| group_value(cell(row, *at)).to_owned()).collect();
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

    fn row(row: &[String], group: Option<u32>, plan: &Plan) -> Row {
        let text = |at: usize| {
            let raw = plan.raw.get(&at).map_or("", |raw| cell(row, *raw));
            let value = cell(row, at);
            Text::new(value, if raw.is_empty() { value } else { raw })
        };
        let list = |at: usize| {
            let values = split(cell(row, at));
            let raws = plan.raw.get(&at).map_or(Vec::new(), |raw| split(cell(row, *raw)));
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
            aliases: plan
                .aliases
                .iter()
                .flat_map(|at| split(cell(row, *at)))
                .map(ToOwned::to_owned)
                .collect(),
            cells,
        }
    }

    fn plan(&self, hints: &Hints) -> Plan {
        let width = self.headers.len();
        let mut uses: Vec<Use> = (0..width)
            .map(|at| match use_of(&self.headers[at]) {
                Use::Value if self.title(at) != self.headers[at] => use_of(self.title(at)),
                found => found,
            })
            .collect();
        let mut plan = Plan::default();
        self.own_dataset(&mut uses, &mut plan);
        if !hints.groups.is_empty() {
            uses.iter_mut().filter(|u| **u == Use::Group).for_each(|u| *u = Use::Value);
            for at in hints.groups.iter().filter_map(|group| self.find(group)) {
                uses[at] = Use::Group;
                plan.groups.push(at);
            }
        }
        plan.rank = self.first(&uses, Use::Rank).filter(|at| self.counts(*at));
        plan.code = self.first(&uses, Use::Code);
        plan.name = self.name(&uses);
        if let Some(at) = hints.key.as_ref().and_then(|key| self.find(key)) {
            // A key that is a name tells rows by name, and no code is to overrule it.
            if plan.name == Some(at) || matches!(uses[at], Use::Name | Use::Place) {
                (plan.name, plan.code) = (Some(at), None);
            } else {
                plan.code = Some(at);
            }
        }
        for (at, used) in uses.iter().enumerate() {
            let taken = [plan.name, plan.code, plan.rank].contains(&Some(at));
            match used {
                Use::Group if hints.groups.is_empty() && !taken => plan.groups.push(at),
                _ if taken => {}
                Use::Skip | Use::Group => {}
                Use::Alias => plan.aliases.push(at),
                Use::Units => plan.cells.push((at, true)),
                _ => plan.cells.push((at, false)),
            }
        }
        plan
    }

    /// What only our own tables have: derived columns, printed forms, groups before the rank.
    fn own_dataset(&self, uses: &mut [Use], plan: &mut Plan) {
        let at = |name: &str| self.headers.iter().position(|h| h == name);
        for (index, header) in self.headers.iter().enumerate() {
            if let Some(stem) = header.strip_suffix("_raw").and_then(at) {
                uses[index] = Use::Skip;
                plan.raw.insert(stem, index);
            }
        }
        let derived = |index: usize| {
            let header = self.headers[index].as_str();
            let of_place = |key: &str| at(&format!("{key}_raw")).is_some();
            PARTS.iter().any(|part| match header.strip_suffix(part) {
                Some("") => at("adcode_basis").is_some(),
                Some(key) => key.strip_suffix('_').is_some_and(of_place),
                None => false,
            })
        };
        for (index, used) in uses.iter_mut().enumerate() {
            if derived(index) {
                *used = Use::Skip;
            }
        }
        if let (Some(entry), Some(rank)) = (at("entry"), at("rank")) {
            for used in uses.iter_mut().take(rank).skip(entry + 1) {
                *used = Use::Group;
            }
        }
    }

    fn first(&self, uses: &[Use], wanted: Use) -> Option<usize> {
        let filled = |at: &usize| self.rows.iter().any(|row| !cell(row, *at).is_empty());
        (0..uses.len()).filter(|at| uses[*at] == wanted).find(filled)
    }

    /// The column of names: of those whose header says so the one with the most different values,
    /// else a place, else organisations, else the first column of text.
    fn name(&self, uses: &[Use]) -> Option<usize> {
        let distinct = |at: usize| {
            let mut values: Vec<&str> = self.rows.iter().map(|row| cell(row, at)).collect();
            values.sort_unstable();
            values.dedup();
            values.iter().filter(|value| !value.is_empty()).count()
        };
        [Use::Name, Use::Place, Use::Units, Use::Value].into_iter().find_map(|wanted| {
            let candidates = (0..uses.len()).filter(|at| uses[*at] == wanted);
            match wanted {
                Use::Name => candidates.max_by_key(|at| (distinct(*at), uses.len() - at)),
                _ => candidates.min(),
            }
        })
    }

    /// Whether a column holds numbers, so that it can be a rank.
    fn counts(&self, at: usize) -> bool {
        let filled = self.rows.iter().map(|row| cell(row, at)).filter(|cell| !cell.is_empty());
        let (mut all, mut numbers) = (0, 0);
        for cell in filled {
            all += 1;
            numbers += usize::from(number(cell).is_some());
        }
        numbers * 10 >= all * 9
    }
}

/// A cell without the blanks around it; empty where the row is short.
fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", |text| text.trim())
}

fn number(text: &str) -> Option<i64> {
    numeral::whole(text).and_then(|number| i64::try_from(number).ok())
}

/// The parts of a cell that lists organisations.
fn split(cell: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    for (at, c) in cell.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '；' | ';' | '\n' if depth == 0 => {
                parts.push(cell[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(cell[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A group's value without the count that headings carry: `北京市（92所）`.
pub(super) fn group_value(text: &str) -> &str {
    let text = text.trim();
    let Some(at) = text.rfind(['（', '(']).filter(|at| *at > 0) else { return text };
    let inner = text[at..].trim_matches(['（', '(', '）', ')']);
    let counted = text.ends_with(['）', ')'])
        && numeral::prefix(inner.trim_start_matches('共'))
            .is_some_and(|(_, len)| inner.trim_start_matches('共')[len..].chars().count() <= 1);
    if counted { text[..at].trim_end() } else { text }
}

/// The key under which a column of one table meets that of another: editions print the year into
/// their headers (`预警等级（2020）`).
fn column_key(header: &str) -> String {
    let key = fold::key(header).to_lowercase();
    let Some((stem, inner)) = key.split_once('(') else { return key };
    let year = inner.trim_end_matches(')').trim_end_matches('年');
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    if is_year { stem.trim_end().to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::{Hints, Sheet, column_key, group_value, split};

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
    fn reads_headings_and_headers() {
        assert_eq!(group_value("北京市（92所）"), "北京市");
        assert_eq!(group_value("特色基地（教育）"), "特色基地（教育）");
        assert_eq!(column_key("预警等级（2020）"), column_key("预警等级（2021）"));
        assert_eq!(split("甲（乙、丙）、丁"), ["甲（乙、丙）", "丁"]);
    }
}
