//! The notice's side: one roster (or all) as columns of forms, with the places they were read from.
//!
//! What a cell may be written as are columns of one *base*: the canonical name and the print of one
//! printed column; a group's heading and its parts; number, date and title of the notice.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::form::{Forms, share};
use crate::check::Checked;
use crate::emit;
use crate::model::columns::{KIND, PLACE_PARTS, is_bookkeeping};
use crate::model::dataset::{Content, Table};
use crate::model::{Dataset, Document, Notice, Role, Roster, Span};
use crate::text::{fold, numeral};

/// Other words under which tables repeat what the notice says once.
const FACTS: [(&str, &str); 5] = [
    ("notice_number", "文号"),
    ("notice_number", "发文字号"),
    ("notice_number", "发文文号"),
    ("notice_date", "发文日期"),
    ("notice_date", "成文日期"),
];

/// Names of divisions among the columns that follow from a place.
const LEVELS: [&str; 3] = ["province", "prefecture", "county"];

/// What a column is for the matching of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The printed serial.
    Rank,
    /// A heading above the row.
    Group,
    /// A printed cell.
    Text,
    /// A printed cell that lists organisations.
    List,
    /// Worked out from a printed cell: province, code …
    Derived,
    /// The dataset's own bookkeeping: ordinal, page, line, span.
    Count,
    /// Said of the notice as a whole.
    Fact,
}

/// One way in which the cells of a base are written.
#[derive(Debug)]
pub(super) struct Column {
    /// Names under which tables may head it.
    pub names: Vec<String>,
    pub base: usize,
    /// Forms, row by row.
    pub forms: Vec<u32>,
    /// Rows by form.
    pub rows_of: HashMap<u32, Vec<u32>, FixedState>,
}

/// What a cell of the table may stand for.
#[derive(Debug)]
pub(super) struct Base {
    pub what: What,
    /// Its name: the printed header, or the dataset's.
    pub name: String,
    /// What it is called in messages.
    pub shown: String,
    /// Its columns, the canonical one first.
    pub columns: Vec<usize>,
    /// The printed column.
    pub printed: Option<usize>,
    /// How many different cells it has, against its rows.
    pub telling: f32,
}

/// Where a row stands in the notice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub roster: usize,
    pub entry: usize,
}

/// One side to hold a table against.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub document: &'a Document,
    pub notice: &'a Notice,
    pub bases: Vec<Base>,
    pub columns: Vec<Column>,
    pub rows: Vec<Place>,
    /// By folded name, the bases that a column of that name stands for, the first ones.
    by_name: HashMap<String, Vec<usize>, FixedState>,
}

/// So many columns of one name are told apart.
const SAME: usize = 4;

impl<'a> Sheet<'a> {
    /// Every side there is: each table of the notice, and all rosters as one where there are several.
    pub(super) fn all(
        document: &'a Document,
        checked: &'a Checked,
        forms: &mut Forms,
    ) -> Vec<Self> {
        let notice = &checked.resolved().notice;
        let dataset = emit::emit(document, checked, None);
        let new = || Self {
            document,
            notice,
            bases: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            by_name: HashMap::with_hasher(FixedState::with_seed(0)),
        };
        let mut sheets: Vec<Self> = Vec::new();
        for table in dataset.tables.iter().filter(|table| !table.rows.is_empty()) {
            let mut sheet = new();
            sheet.add(table, &dataset, forms);
            sheets.push(sheet);
        }
        let entries = || {
            dataset.tables.iter().filter(|t| t.content == Content::Entries && !t.rows.is_empty())
        };
        if entries().count() > 1 {
            let mut sheet = new();
            for table in entries() {
                sheet.add(table, &dataset, forms);
            }
            sheets.push(sheet);
        }
        for sheet in &mut sheets {
            sheet.index();
        }
        sheets
    }

    fn roster(&self, row: usize) -> &'a Roster {
        &self.notice.rosters[self.rows[row].roster]
    }

    /// Where a row stands, or a printed cell of it.
    pub(super) fn span(&self, row: usize, printed: Option<usize>) -> Span {
        let roster = self.roster(row);
        let entry = self.rows[row].entry;
        let cell = printed.filter(|c| *c < roster.columns.len()).map(|c| roster.row(entry)[c]);
        cell.filter(|span| !span.is_empty()).unwrap_or(roster.entries[entry].span)
    }

    /// The heading above a row.
    pub(super) fn heading(&self, row: usize) -> Option<(&'a str, Span)> {
        let roster = self.roster(row);
        let group = roster.entries[self.rows[row].entry].group?;
        let group = roster.groups.get(group as usize)?;
        Some((group.heading.as_str(), group.span))
    }

    /// The levels of the groups above a row.
    fn path(&self, row: usize) -> &'a [String] {
        let roster = self.roster(row);
        let group = roster.entries[self.rows[row].entry].group;
        let group = group.and_then(|group| roster.groups.get(group as usize));
        group.map_or(&[][..], |group| group.path.as_slice())
    }

    /// Whether a row goes on in the group of the row before it.
    pub(super) fn goes_on(&self, row: usize) -> bool {
        let group = |row: usize| {
            let place = &self.rows[row];
            (place.roster, self.notice.rosters[place.roster].entries[place.entry].group)
        };
        row > 0 && group(row) == group(row - 1)
    }

    /// The line of the notice that a row begins in.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.document.position(self.span(row, None).start).line
    }

    /// Adds a table's rows; columns of the same name go on.
    fn add(&mut self, table: &Table, dataset: &Dataset, forms: &mut Forms) {
        let roster = &self.notice.rosters[table.roster];
        let first = self.rows.len();
        let at = |name: &str| table.fields.iter().position(|field| field.name == name);
        let entry = at("entry");
        for row in 0..table.rows.len() {
            let entry = match table.content {
                Content::Entries => row,
                Content::Units => entry
                    .and_then(|at| table.rows.cell(row, at).to_string().parse::<usize>().ok())
                    .map_or(row, |entry| entry - 1),
            };
            self.rows.push(Place { roster: table.roster, entry });
        }
        let levels = dataset.notice.rosters.get(table.roster).map_or(&[][..], |r| &r.levels);
        let mut printed = roster.columns.iter().enumerate().filter(|(_, c)| c.role != Role::Serial);
        // The printed column last met, its base, and whether it spreads over the parts of a place.
        let mut stem: Option<(String, usize, bool)> = None;
        for (at, field) in table.fields.iter().enumerate() {
            let name = field.name.as_str();
            let title = field.title.as_str();
            let unit = table.content == Content::Units;
            let what = match name {
                "notice_number" | "notice_date" => What::Fact,
                "rank" | "rank_raw" => What::Rank,
                _ if is_bookkeeping(name) => What::Count,
                _ if levels.iter().any(|level| level == name) => What::Group,
                "unit" | "unit_raw" if unit => What::Text,
                _ if unit => What::Derived,
                _ => What::Text,
            };
            let base = match what {
                What::Fact => self.base(What::Fact, "notice", None),
                What::Rank => self.base(What::Rank, "rank", None),
                What::Group => self.base(What::Group, "group", None),
                What::Count | What::Derived => self.base(what, name, None),
                What::List | What::Text if unit => self.base(What::Text, "unit", None),
                What::List | What::Text => match &stem {
                    Some((stem, base, _)) if name.strip_suffix("_raw") == Some(stem) => *base,
                    Some((stem, _, true)) if derives(name, stem) => {
                        self.base(What::Derived, name, None)
                    }
                    _ => {
                        let Some((column, printed)) = printed.next() else { continue };
                        let what =
                            if printed.role == Role::Units { What::List } else { What::Text };
                        let shown = if title.is_empty() { name } else { title };
                        let base = self.base(what, shown, Some(column));
                        let place = table
                            .fields
                            .get(at + 1)
                            .is_some_and(|f| f.name == format!("{name}_kind"));
                        stem = Some((name.to_owned(), base, place));
                        base
                    }
                },
            };
            let cells = table.rows.column(at).map(|cell| cell.to_string());
            let mut names = vec![name.to_owned()];
            names.extend(Some(title.to_owned()).filter(|title| !title.is_empty()));
            names.extend(FACTS.iter().filter(|fact| fact.0 == name).map(|fact| fact.1.to_owned()));
            // A province printed beside the place is one as well.
            if (self.bases[base].what == What::Derived || name.starts_with("stated_"))
                && LEVELS.iter().any(|level| name.ends_with(level))
            {
                let cells: Vec<String> = cells.collect();
                self.column(base, &names, first, cells.iter().cloned(), forms);
                self.short(base, name, first, &cells, forms);
                continue;
            }
            if stem.as_ref().is_some_and(|(_, own, place)| *place && *own == base) {
                // Divisions may go by their short names.
                let cells: Vec<String> = cells.collect();
                self.column(base, &names, first, cells.iter().cloned(), forms);
                let mut known: HashMap<&str, String> = HashMap::new();
                let short: Vec<String> = cells
                    .iter()
                    .map(|cell| known.entry(cell).or_insert_with(|| forms.shortened(cell)).clone())
                    .collect();
                let names = [format!("{name}_shortened")];
                self.column(base, &names, first, short.into_iter(), forms);
                continue;
            }
            self.column(base, &names, first, cells, forms);
        }
        self.headings(first, forms);
        self.facts(first, dataset, forms);
    }

    /// Divisions by their short names: 江苏.
    fn short(
        &mut self,
        base: usize,
        name: &str,
        first: usize,
        cells: &[String],
        forms: &mut Forms,
    ) {
        let mut known: HashMap<&str, &'static str> = HashMap::new();
        let short: Vec<&str> = cells
            .iter()
            .map(|cell| *known.entry(cell).or_insert_with(|| forms.short(cell)))
            .collect();
        let short = short.into_iter().map(str::to_owned);
        self.column(base, &[format!("{name}_short")], first, short, forms);
    }

    /// Where the notice says a fact, by the column that repeats it.
    pub(super) fn fact(&self, column: usize) -> Option<Span> {
        let head = &self.notice.head;
        match self.columns[column].names.first()?.as_str() {
            "notice_number" => head.number.as_ref().map(|number| number.span),
            "notice_date" => head.date.as_ref().map(|date| date.span),
            "title" => head.title.as_ref().map(|title| title.span),
            "issuers" => head.issuers.first().map(|issuer| issuer.span),
            _ => None,
        }
    }

    /// Serials as printed; headings as printed, without their count, and with all levels in one.
    fn headings(&mut self, first: usize, forms: &mut Forms) {
        let depth = |row: usize| self.path(row).len();
        let levels = (first..self.rows.len()).map(depth).max().unwrap_or(0);
        let mut columns: Vec<Vec<String>> = vec![Vec::new(); 5 + levels];
        for row in first..self.rows.len() {
            let heading = self.heading(row).map_or("", |heading| heading.0);
            let path = self.path(row);
            columns[0].push(heading.to_owned());
            columns[1].push(bare(heading).to_owned());
            columns[2].push(path.concat());
            columns[3].push(unnumbered(bare(heading)).to_owned());
            columns[4].push(path.iter().map(|level| unnumbered(level)).collect());
            for level in 0..levels {
                let text = path.get(level).map_or("", |level| unnumbered(level));
                columns[5 + level].push(text.to_owned());
            }
        }
        let serials: Vec<String> = (first..self.rows.len())
            .map(|row| {
                let roster = self.roster(row);
                let column = roster.serial_column();
                let cell = column.map(|c| roster.cell(self.document, self.rows[row].entry, c));
                cell.unwrap_or_default().into_owned()
            })
            .collect();
        if serials.iter().any(|serial| !serial.is_empty()) {
            let base = self.base(What::Rank, "rank", None);
            let roster = self.roster(first);
            let title = roster.serial_column().map(|c| roster.columns[c].title.clone());
            self.bases[base].shown =
                title.filter(|t| !t.is_empty()).unwrap_or_else(|| "rank".into());
            self.column(base, &["rank_printed".to_owned()], first, serials.into_iter(), forms);
        }
        if columns.iter().flatten().all(String::is_empty) {
            return;
        }
        let base = self.base(What::Group, "group", None);
        for (at, cells) in columns.into_iter().enumerate() {
            let name = match at {
                0 => "group".to_owned(),
                1 => "heading".to_owned(),
                2 => "group_path".to_owned(),
                // Of these writings no table has a name.
                _ => format!("group {at}"),
            };
            self.column(base, &[name], first, cells.into_iter(), forms);
        }
    }

    /// The notice's title and issuers: a table may repeat them in each row.
    fn facts(&mut self, first: usize, dataset: &Dataset, forms: &mut Forms) {
        let head = &dataset.notice.head;
        let base = self.base(What::Fact, "notice", None);
        let rows = self.rows.len() - first;
        let mut add = |name: &str, value: String| {
            self.column(base, &[name.to_owned()], first, std::iter::repeat_n(value, rows), forms);
        };
        add("title", head.title.as_ref().map_or(String::new(), |title| title.value.clone()));
        let issuers: Vec<&str> = head.issuers.iter().map(|i| i.value.as_str()).collect();
        add("issuers", issuers.join("；"));
        add("source", dataset.source.name.clone());
    }

    fn base(&mut self, what: What, name: &str, printed: Option<usize>) -> usize {
        let same = |base: &Base| base.name == name && base.printed == printed;
        if let Some(at) = self.bases.iter().position(same) {
            return at;
        }
        let name = name.to_owned();
        let shown = name.clone();
        self.bases.push(Base { what, name, shown, columns: Vec::new(), printed, telling: 0.0 });
        self.bases.len() - 1
    }

    fn column(
        &mut self,
        base: usize,
        names: &[String],
        first: usize,
        cells: impl Iterator<Item = String>,
        forms: &mut Forms,
    ) {
        let what = self.bases[base].what;
        let known = self.bases[base].columns.iter().copied();
        let at = known.clone().find(|at| self.columns[*at].names == names).unwrap_or_else(|| {
            let rows_of = HashMap::with_hasher(FixedState::with_seed(0));
            let names = names.to_vec();
            self.columns.push(Column { names, base, forms: Vec::new(), rows_of });
            self.bases[base].columns.push(self.columns.len() - 1);
            self.columns.len() - 1
        });
        let column = &mut self.columns[at];
        column.forms.resize(first, 0);
        column.forms.extend(cells.map(|cell| what.of(forms.of(&cell))));
    }

    /// The rows of each form, once all rows are there.
    fn index(&mut self) {
        let rows = self.rows.len();
        for column in &mut self.columns {
            column.forms.resize(rows, 0);
            for (row, form) in (0..).zip(&column.forms) {
                if *form != 0 {
                    column.rows_of.entry(*form).or_default().push(row);
                }
            }
        }
        for column in &self.columns {
            for name in &column.names {
                let bases = self.by_name.entry(fold::loose(name)).or_default();
                if bases.len() < SAME && !bases.contains(&column.base) {
                    bases.push(column.base);
                }
            }
        }
        for base in &mut self.bases {
            let most = base.columns.iter().map(|at| self.columns[*at].rows_of.len()).max();
            base.telling = share(most.unwrap_or(0), rows);
        }
    }

    /// The bases of that name, as [`fold::loose`] has it: a printed header may be one of our names.
    pub(super) fn named(&self, key: &str) -> &[usize] {
        self.by_name.get(key).map_or(&[][..], Vec::as_slice)
    }

    /// Whether a form is one of a base's in a row. An empty cell is, where the base is empty there
    /// in one of its columns.
    pub(super) fn has(&self, row: usize, base: usize, form: u32) -> bool {
        self.bases[base].columns.iter().any(|at| self.columns[*at].forms[row] == form)
    }
}

impl What {
    /// The form by which such cells are compared.
    pub(super) const fn of(self, form: super::form::Form) -> u32 {
        match self {
            Self::Group => form.loose,
            Self::List => form.list,
            Self::Rank | Self::Count => form.number,
            _ => form.plain,
        }
    }
}

/// A heading without the count that stands behind it: `北京市（92所）`.
fn bare(heading: &str) -> &str {
    let heading = heading.trim();
    match heading.rfind(['（', '(']) {
        Some(at) if at > 0 && heading[at..].contains(|c: char| c.is_numeric()) => {
            heading[..at].trim_end()
        }
        _ => heading,
    }
}

/// A heading without the number before it: `一、甲类`, `（二）乙类`, `3.丙类`.
fn unnumbered(heading: &str) -> &str {
    let is_digit = |c| numeral::digit(c).or_else(|| numeral::chinese_digit(c)).is_some();
    let is_numeral = |c: char| is_digit(c) || matches!(c, '十' | '百' | '廿');
    let inner = heading.strip_prefix(['（', '(']);
    let body = inner.unwrap_or(heading);
    let after = body.trim_start_matches(is_numeral);
    if after.len() == body.len() {
        return heading;
    }
    let mut rest = after.chars();
    match (inner.is_some(), rest.next()) {
        (true, Some('）' | ')')) | (false, Some('、' | '.' | '．' | '，')) => {
            rest.as_str().trim_start_matches(['、', ' ', '\u{3000}'])
        }
        _ => heading,
    }
}

/// Whether a column of ours is one that a place column spreads over.
fn derives(name: &str, stem: &str) -> bool {
    let own = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('_'));
    PLACE_PARTS.contains(&name)
        || own.is_some_and(|rest| rest == KIND || PLACE_PARTS.contains(&rest))
}
