//! The table's side: its cells as forms, rows that are no entries set aside.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::columns::headed;
use super::form::{Form, Forms, share};
use super::sheet::{Sheet, What};
use crate::model::Span;
use crate::table::Table;
use crate::text::fold;

/// The table as it is matched.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    pub table: &'a Table<'a>,
    /// Headers, and an empty one where headings between the rows make a column of their own.
    pub headers: Vec<String>,
    /// The row with the header, where a title stands in its place.
    head: Option<usize>,
    /// The table's rows that are entries.
    entries: Vec<usize>,
    /// Row by row.
    forms: Vec<Form>,
    /// Per column, whether nearly all of its cells are numbers.
    numbers: Vec<bool>,
    /// Texts of forms, for likeness.
    texts: Vec<String>,
    /// Headings that stand between the rows, per entry; empty where there are none.
    headings: Vec<Option<usize>>,
    likeness: RefCell<HashMap<(u32, u32), f32, FixedState>>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(table: &'a Table<'a>, sheets: &[Sheet], forms: &mut Forms) -> Self {
        let own = table.width();
        let mut cells = Self {
            table,
            headers: (0..own).map(|at| table.title(at).into_owned()).collect(),
            head: None,
            entries: Vec::with_capacity(table.rows.len()),
            forms: Vec::new(),
            numbers: Vec::new(),
            texts: Vec::new(),
            headings: Vec::new(),
            likeness: RefCell::default(),
        };
        cells.head = header_below(table, sheets);
        if let Some(row) = cells.head {
            cells.headers = (0..own).map(|at| table.cell(row, at).into_owned()).collect();
        }
        let first = cells.head.map_or(0, |row| row + 1);
        let mut words = Words::default();
        let mut kinds: Vec<Kind> = (first..table.rows.len())
            .map(|row| cells.kind(row, sheets, forms, &mut words))
            .collect();
        grouped(table, first, &mut kinds, sheets, forms);
        remarks(table, first, &mut kinds);
        let mut heading = None;
        for (row, kind) in (first..).zip(&kinds) {
            match kind {
                Kind::Entry => {
                    cells.entries.push(row);
                    cells.headings.push(heading);
                }
                Kind::Heading => heading = Some(row),
                Kind::Aside => {}
            }
        }
        if cells.headings.iter().all(Option::is_none) {
            cells.headings.clear();
        } else {
            cells.headers.push(String::new());
        }
        for (nth, row) in cells.entries.iter().enumerate() {
            for at in 0..own {
                let text = table.cell(*row, at);
                let form = forms.of(&text);
                let absent = is_absent(&text) && !known(form, sheets);
                cells.forms.push(if absent { Form::default() } else { form });
            }
            if let Some(heading) = cells.headings.get(nth) {
                let heading = heading.map(|row| only(table, row)).unwrap_or_default();
                cells.forms.push(forms.of(&heading));
            }
        }
        let width = cells.width();
        cells.numbers = (0..width)
            .map(|at| {
                let texts = (0..cells.rows()).map(|row| cells.text(row, at));
                let (mut all, mut numbers) = (0, 0);
                for text in texts.filter(|text| !text.is_empty()) {
                    all += 1;
                    numbers += usize::from(text.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
                }
                all > 0 && numbers * 10 >= all * 9
            })
            .collect();
        cells
    }

    /// Keeps the texts of all forms, once all are known.
    pub(super) fn learn(&mut self, forms: &Forms) {
        self.texts = (0..forms.count()).map(|id| forms.text(id).to_owned()).collect();
    }

    fn kind(&self, row: usize, sheets: &[Sheet], forms: &mut Forms, words: &mut Words) -> Kind {
        let table = self.table;
        let filled: Vec<Cow<str>> = (0..table.width())
            .map(|at| table.cell(row, at))
            .filter(|cell| !cell.is_empty())
            .collect();
        if filled.first().is_some_and(|cell| is_sum(cell)) && filled.len() < table.width().max(3) {
            let counts = |cell: &Cow<str>| cell.parse::<usize>().ok();
            let count = filled.iter().find_map(counts);
            let holds = |count| sheets.iter().any(|sheet| sheet.rows.len() == count);
            return if count.is_none_or(holds) { Kind::Aside } else { Kind::Entry };
        }
        // A cell merged over the whole row is in each of its columns.
        let Some(only) = filled.first().filter(|first| filled.iter().all(|c| c == *first)) else {
            return if self.is_header(row) { Kind::Aside } else { Kind::Entry };
        };
        if table.width() < 2 {
            return Kind::Entry;
        }
        let form = forms.of(only);
        let is_heading = is_group(form.loose, sheets);
        // A row that has lost its other cells keeps the group that its neighbours have there.
        let goes_on = || {
            let at = (0..table.width()).find(|at| !table.cell(row, *at).is_empty()).unwrap_or(0);
            let beside = [row.checked_sub(1), Some(row + 1).filter(|row| *row < table.rows.len())];
            beside.into_iter().flatten().any(|other| {
                let is_lone = (0..table.width()).filter(|at| !table.cell(other, *at).is_empty());
                table.cell(other, at) == *only && is_lone.count() > 1
            })
        };
        if is_heading {
            return if filled.len() == 1 && goes_on() { Kind::Entry } else { Kind::Heading };
        }
        let entry = sheets.iter().any(|sheet| {
            sheet.columns.iter().any(|column| {
                matches!(sheet.bases[column.base].what, What::Text | What::List)
                    && column.rows_of.contains_key(&form.plain)
            })
        });
        let key = fold::loose(only);
        if !entry && key.chars().count() >= 6 && words.has(&key, sheets) {
            return Kind::Aside;
        }
        Kind::Entry
    }

    /// Whether a row is the header again, as on each page of a list.
    fn is_header(&self, row: usize) -> bool {
        (0..self.table.width()).all(|at| *self.table.cell(row, at) == self.headers[at])
    }

    pub(super) fn rows(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn width(&self) -> usize {
        self.headers.len()
    }

    fn all(&self, row: usize, at: usize) -> Form {
        self.forms[row * self.width() + at]
    }

    /// A cell's form for comparing with cells of that kind; 0 where it is empty.
    pub(super) fn form(&self, row: usize, at: usize, what: What) -> u32 {
        what.of(self.all(row, at))
    }

    /// A cell's text.
    pub(super) fn text(&self, row: usize, at: usize) -> Cow<'_, str> {
        if at < self.table.width() {
            return self.table.cell(self.entries[row], at);
        }
        self.headings[row].map_or(Cow::Borrowed(""), |heading| only(self.table, heading))
    }

    /// Where a cell stands; of one that is not there the row.
    pub(super) fn span(&self, row: usize, at: usize) -> Span {
        if at < self.table.width() { self.table.spot(self.entries[row], at) } else { self.row(row) }
    }

    /// A cell of the table as it stands, blanks around it included.
    pub(super) fn own(&self, row: usize, at: usize) -> Span {
        self.table.at(self.entries[row], at).span
    }

    /// Where the header stands.
    pub(super) fn head(&self) -> Span {
        self.head.map_or(self.table.head, |row| self.table.rows[row])
    }

    /// Where a column's header stands.
    pub(super) fn head_cell(&self, at: usize) -> Span {
        match self.head {
            _ if at >= self.table.width() => self.head(),
            Some(row) => self.table.spot(row, at),
            None => self.table.head_cell(at),
        }
    }

    /// Where a row should stand that is not there: behind this one. Of a sheet the row is named by
    /// its first cell.
    pub(super) fn behind(&self, row: Span) -> Span {
        let is_text = self.table.document.tables.is_empty();
        Span::at(if is_text { row.end } else { row.start })
    }

    /// Where a row stands.
    pub(super) fn row(&self, row: usize) -> Span {
        self.table.rows[self.entries[row]]
    }

    /// The line of the file, or row of the sheet, that a row begins in.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.table.line(self.entries[row])
    }

    /// How many cells of a column are not empty.
    pub(super) fn filled(&self, at: usize) -> usize {
        (0..self.rows()).filter(|row| self.all(*row, at).plain != 0).count()
    }

    pub(super) fn numeric(&self, at: usize) -> bool {
        self.numbers[at]
    }

    /// How alike two forms are, from 0 to 1.
    pub(super) fn likeness(&self, a: u32, b: u32) -> f32 {
        let mut known = self.likeness.borrow_mut();
        *known.entry((a, b)).or_insert_with(|| {
            let [a, b] = [a, b].map(|id| self.texts[id as usize].chars().collect::<Vec<char>>());
            likeness(&a, &b)
        })
    }
}

/// The notice's words, for rows that only repeat some of them.
#[derive(Default)]
struct Words {
    folded: Option<String>,
    /// How often something was looked for in vain.
    failed: usize,
}

impl Words {
    /// So many rows that are none of the notice's words show that such rows are the table's own.
    const ENOUGH: usize = 200;

    fn has(&mut self, key: &str, sheets: &[Sheet]) -> bool {
        let Some(sheet) = sheets.first().filter(|_| self.failed < Self::ENOUGH) else {
            return false;
        };
        let text = self.folded.get_or_insert_with(|| fold::loose(&sheet.document.text));
        let found = text.contains(key);
        self.failed += usize::from(!found);
        found
    }
}

/// What a row of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Entry,
    /// A group's heading above its rows.
    Heading,
    /// A sum that holds, or words of the notice outside its rows.
    Aside,
}

/// The one filled cell of a row.
fn only<'a>(table: &'a Table<'a>, row: usize) -> Cow<'a, str> {
    (0..table.width()).map(|at| table.cell(row, at)).find(|c| !c.is_empty()).unwrap_or_default()
}

/// Rows among which a header is looked for below a title.
const TITLES: usize = 5;

/// The row with the header, where what was taken for it is a title above: its cells are the notice's
/// words for columns, and those of the title are not.
fn header_below(table: &Table, sheets: &[Sheet]) -> Option<usize> {
    let heads = |text: &str| sheets.iter().any(|sheet| !headed(text, sheet).is_empty());
    if (0..table.width()).any(|at| heads(&table.title(at))) {
        return None;
    }
    (0..table.rows.len().min(TITLES)).find(|row| {
        let cells = (0..table.width()).map(|at| table.cell(*row, at));
        let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| heads(&cell))
    })
}

/// A group alone in its row is a heading above rows, unless its column has groups beside other
/// cells: then the rest of its row is lost.
fn grouped(table: &Table, first: usize, kinds: &mut [Kind], sheets: &[Sheet], forms: &mut Forms) {
    let filled = |row: usize| {
        (0..table.width()).filter(move |at| !table.cell(row, *at).is_empty()).collect::<Vec<_>>()
    };
    let headings: Vec<(usize, usize)> = (0..kinds.len())
        .filter(|nth| kinds[*nth] == Kind::Heading)
        .filter_map(|nth| {
            Some((nth, *filled(first + nth).first().filter(|_| filled(first + nth).len() == 1)?))
        })
        .collect();
    for at in 0..table.width() {
        let alone: Vec<usize> =
            headings.iter().filter(|(_, column)| *column == at).map(|(nth, _)| *nth).collect();
        if alone.is_empty() {
            continue;
        }
        let beside = (0..kinds.len()).filter(|nth| kinds[*nth] == Kind::Entry).filter(|nth| {
            let cell = table.cell(first + nth, at);
            let form = forms.of(&cell).loose;
            form != 0 && filled(first + nth).len() > 1 && is_group(form, sheets)
        });
        if beside.count() >= alone.len() {
            for nth in alone {
                kinds[nth] = Kind::Entry;
            }
        }
    }
}

fn is_group(loose: u32, sheets: &[Sheet]) -> bool {
    sheets.iter().any(|sheet| {
        sheet.columns.iter().any(|column| {
            sheet.bases[column.base].what == What::Group && column.rows_of.contains_key(&loose)
        })
    })
}

/// Remarks below the table are no rows of it: one cell that begins with such a word.
fn remarks(table: &Table, first: usize, kinds: &mut [Kind]) {
    for nth in (0..kinds.len()).rev() {
        let filled: Vec<Cow<str>> = (0..table.width())
            .map(|at| table.cell(first + nth, at))
            .filter(|cell| !cell.is_empty())
            .collect();
        match (kinds[nth], filled.as_slice()) {
            (Kind::Aside, _) => {}
            (Kind::Entry, [only]) if table.width() > 1 && is_remark(only) => {
                kinds[nth] = Kind::Aside;
            }
            _ => return,
        }
    }
}

fn is_remark(cell: &str) -> bool {
    const WORDS: [&str; 9] =
        ["注", "备注", "说明", "来源", "数据来源", "资料来源", "Note", "Notes", "Source"];
    let Some((word, _)) = cell.split_once(['：', ':']) else { return false };
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What programs write where nothing is.
fn is_absent(cell: &str) -> bool {
    cell.len() <= 5
        && ["NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "NaT", "None", "null", "NULL"]
            .contains(&cell)
}

/// Whether the notice says so.
fn known(form: Form, sheets: &[Sheet]) -> bool {
    sheets.iter().any(|sheet| {
        sheet
            .columns
            .iter()
            .any(|column| column.rows_of.contains_key(&sheet.bases[column.base].what.of(form)))
    })
}

fn is_sum(cell: &str) -> bool {
    matches!(fold::loose(cell).as_str(), "合计" | "总计" | "共计" | "小计" | "total" | "sum")
}

/// One less the edits it takes, as a share of the longer text; 0 for long texts, which are no names.
fn likeness(a: &[char], b: &[char]) -> f32 {
    let longest = a.len().max(b.len());
    if longest == 0 || longest > 60 || a.len().abs_diff(b.len()) * 2 > longest {
        return 0.0;
    }
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let put = last[j] + usize::from(x != y);
            row.push(put.min(last[j + 1] + 1).min(row[j] + 1));
        }
        last = row;
    }
    1.0 - share(last[b.len()], longest)
}
