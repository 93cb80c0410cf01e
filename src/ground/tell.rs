//! What was found, told row by row: each finding names the table's row and the notice's line.

use std::borrow::Cow;

use super::Cells;
use super::columns::{Mapped, Plan};
use super::form::{self, Forms};
use super::order;
use super::rows::{self, Pairs};
use super::sheet::{Sheet, What};
use crate::check::{Book, Sink, unit_of};
use crate::text::{blank, mojibake};

/// A table held against a roster.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub cells: &'a Cells<'a>,
    pub sheet: &'a Sheet<'a>,
    pub plan: &'a Plan,
    pub pairs: &'a Pairs,
    pub forms: &'a Forms<'a>,
}

/// How a cell stands to the notice's row.
enum Verdict {
    Held,
    /// The members of a list, in another order.
    Turned,
    /// Members of a list are missing here (first) or in the notice (second).
    Members(Vec<String>, Vec<String>),
    Empty,
    Wrong,
}

/// The notice has no roster at all: nothing in the table is in it.
pub(super) fn without_roster(cells: &Cells, book: &mut Book) {
    book.run("MD501", |sink| {
        sink.find("none", cells.table.head).arg("count", cells.rows());
    });
}

pub(super) fn tell(held: &Held, book: &mut Book) {
    book.run("MD114", |sink| held.foreign(sink));
    book.run("MD501", |sink| held.invented(sink));
    book.run("MD502", |sink| held.missing(sink));
    book.run("MD503", |sink| held.wrong(sink));
    book.run("MD504", |sink| held.misplaced(sink));
    book.run("MD505", |sink| held.twice(sink));
    book.run("MD506", |sink| held.order(sink));
}

impl Held<'_> {
    /// What a row is called: the cell that names it, else all of it.
    fn name(&self, row: usize) -> String {
        let column = rows::name(self.sheet, &self.plan.mapped);
        let text = column.map(|at| self.cells.text(row, self.plan.mapped[at].at));
        match text {
            Some(text) if !text.is_empty() => text.into_owned(),
            _ => self.cells.row(row).text(&self.cells.table.document.text).to_owned(),
        }
    }

    /// What a row of the notice is called.
    fn named(&self, notice: usize) -> String {
        let column = rows::name(self.sheet, &self.plan.mapped);
        let base = column.map(|at| &self.sheet.bases[self.plan.mapped[at].base]);
        let text = base.and_then(|base| {
            let forms = base.columns.iter().map(|at| self.sheet.columns[*at].forms[notice]);
            forms.map(|form| self.forms.shown(form)).find(|text| !text.is_empty())
        });
        let otherwise = || self.sheet.document.slice(self.sheet.span(notice, None));
        text.unwrap_or_else(otherwise).to_owned()
    }

    fn form(&self, row: usize, mapped: &Mapped) -> u32 {
        mapped.form(self.cells, self.sheet, row)
    }

    fn file(&self) -> &str {
        &self.sheet.document.name
    }

    /// Columns of which the notice has nothing.
    fn foreign(&self, sink: &mut Sink) {
        for at in self.plan.foreign.iter().filter(|at| !self.is_lost(**at)) {
            sink.find("ungrounded", self.cells.head_cell(*at))
                .arg("header", &self.cells.headers[*at])
                .arg("count", self.cells.filled(*at))
                .arg("notice", self.file());
        }
    }

    /// Whether a column's cells are nothing but what programs leave of characters that they cannot write,
    /// or read in another encoding: ????, 鐪佷唤.
    fn is_lost(&self, at: usize) -> bool {
        let (mut all, mut marks) = (0, 0);
        let mut line = String::new();
        for row in 0..self.cells.rows().min(LOOKED_AT) {
            let text = self.cells.text(row, at);
            if text.is_empty() {
                continue;
            }
            all += 1;
            let lost = text.contains("??") && !text.contains(blank::is_han);
            marks += usize::from(lost || text.contains('\u{FFFD}'));
            line.push_str(&text);
        }
        let line = line.replace(['\n', '\r', '?'], "");
        all > 0 && (marks * 4 >= all * 3 || !mojibake::find(&line).is_empty())
    }

    /// MD501.
    fn invented(&self, sink: &mut Sink) {
        let names = |m: &Mapped| {
            matches!(self.sheet.bases[m.base].what, What::Text | What::List | What::Derived)
        };
        // A table of groups and serials alone says no more than that, one without rows nothing.
        let says_more = !self.plan.foreign.is_empty() || !self.plan.emptied.is_empty();
        if says_more && self.cells.rows() > 0 && !self.plan.mapped.iter().any(names) {
            sink.find("unnamed", self.cells.head())
                .arg("count", self.cells.rows())
                .arg("notice", self.file());
        }
        let twice = |row: u32| self.pairs.twice.binary_search_by_key(&row, |t| t.0).is_ok();
        let mut near_by = NEAR_BY;
        for row in unpaired(&self.pairs.notice_of).filter(|row| !twice(*row as u32)) {
            let near = self.nearest(row, &mut near_by);
            sink.find(if near.is_some() { "near" } else { "" }, self.cells.row(row))
                .arg("row", self.cells.line(row))
                .arg("name", self.name(row))
                .arg("notice", self.file())
                .arg("near", near.map_or(String::new(), |notice| self.named(notice)))
                .arg("line", near.map_or(0, |notice| self.sheet.line(notice)))
                .beside("near", near.map(|notice| self.sheet.span(notice, None)));
        }
    }

    /// The row of the notice whose name is most like that of an invented one.
    fn nearest(&self, row: usize, near_by: &mut usize) -> Option<usize> {
        let mapped = &self.plan.mapped[rows::name(self.sheet, &self.plan.mapped)?];
        let form = self.form(row, mapped);
        let column = &self.sheet.columns[mapped.column];
        if form == 0 || column.rows_of.len() > *near_by {
            return None;
        }
        *near_by -= column.rows_of.len();
        let scored = column
            .rows_of
            .iter()
            .map(|(other, rows)| (self.cells.likeness(form, *other), std::cmp::Reverse(rows[0])));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        (best.0 >= 0.6).then_some(best.1.0 as usize)
    }

    /// MD502: pointed at where the row should stand in the table.
    fn missing(&self, sink: &mut Sink) {
        let mut before = None;
        for (notice, row) in self.pairs.table_of.iter().enumerate() {
            if let Some(row) = row {
                before = Some(*row as usize);
                continue;
            }
            let span = before.map_or(self.cells.head(), |row| self.cells.row(row));
            let span = self.cells.behind(span);
            let heading = self.sheet.heading(notice);
            sink.find(if heading.is_some() { "group" } else { "" }, span)
                .arg("name", self.named(notice))
                .arg("line", self.sheet.line(notice))
                .arg("notice", self.file())
                .arg("group", heading.map_or("", |heading| heading.0))
                .arg("after", before.map_or_else(|| self.head_line(), |row| self.cells.line(row)))
                .beside("row", self.sheet.span(notice, None));
        }
    }

    fn head_line(&self) -> u32 {
        self.cells.table.document.position(self.cells.head().start).line
    }

    /// MD503.
    fn wrong(&self, sink: &mut Sink) {
        for mapped in self.plan.mapped.iter().filter(|m| m.headed.is_some()) {
            let (base, headed) =
                (&self.sheet.bases[mapped.base], mapped.headed.unwrap_or_default());
            sink.find("column", self.cells.head_cell(mapped.at))
                .arg("header", &self.cells.headers[mapped.at])
                .arg("other", &base.shown)
                .arg("expected", &self.sheet.bases[headed].shown)
                .arg("count", self.cells.filled(mapped.at))
                .arg("notice", self.file());
        }
        // The numbers of 万元 under 亿元.
        for mapped in &self.plan.mapped {
            let (header, own) =
                (&self.cells.headers[mapped.at], &self.sheet.bases[mapped.base].shown);
            let units = unit_of(header).zip(unit_of(own)).filter(|(told, own)| told != own);
            if mapped.headed.is_none() && units.is_some() {
                sink.find("unit", self.cells.head_cell(mapped.at))
                    .arg("header", header)
                    .arg("expected", own)
                    .arg("notice", self.file());
            }
        }
        for at in self.plan.foreign.iter().filter(|at| self.is_lost(**at)) {
            sink.find("lost", self.cells.head_cell(*at))
                .arg("column", &self.cells.headers[*at])
                .arg("count", self.cells.filled(*at))
                .arg("cell", self.cells.text(0, *at))
                .arg("notice", self.file());
        }
        self.emptied(sink);
        self.facts(sink);
        for (row, notice) in paired(&self.pairs.notice_of) {
            for mapped in &self.plan.mapped {
                if matches!(self.sheet.bases[mapped.base].what, What::Group | What::Fact) {
                    continue;
                }
                let (key, missing, extra) = match self.verdict(row, notice, mapped) {
                    Verdict::Held | Verdict::Turned => continue,
                    Verdict::Empty => ("empty", Vec::new(), Vec::new()),
                    Verdict::Wrong => ("", Vec::new(), Vec::new()),
                    Verdict::Members(missing, extra) if extra.is_empty() => {
                        ("less", missing, extra)
                    }
                    Verdict::Members(missing, extra) => ("members", missing, extra),
                };
                let base = &self.sheet.bases[mapped.base];
                sink.find(key, self.cells.span(row, mapped.at))
                    .arg("row", self.cells.line(row))
                    .arg("name", self.name(row))
                    .arg("cell", self.cells.text(row, mapped.at))
                    .arg("column", self.header(mapped))
                    .arg("line", self.sheet.line(notice))
                    .arg("notice", self.file())
                    .arg("expected", self.expected(notice, mapped))
                    .list("missing", missing)
                    .list("extra", extra)
                    .beside("row", self.sheet.span(notice, base.printed));
            }
        }
    }

    /// What the notice says once for all, in each of its wrong writings.
    fn facts(&self, sink: &mut Sink) {
        let facts = |m: &&Mapped| self.sheet.bases[m.base].what == What::Fact;
        for mapped in self.plan.mapped.iter().filter(facts) {
            let mut wrong: Vec<(u32, usize, usize, usize)> = Vec::new();
            for (row, notice) in paired(&self.pairs.notice_of) {
                if !matches!(self.verdict(row, notice, mapped), Verdict::Wrong) {
                    continue;
                }
                let form = self.form(row, mapped);
                match wrong.iter_mut().find(|known| known.0 == form) {
                    Some(known) => known.3 += 1,
                    None => wrong.push((form, row, notice, 1)),
                }
            }
            for (_, row, notice, count) in wrong {
                let span = self.sheet.fact(mapped.column);
                let span = span.unwrap_or_else(|| self.sheet.span(notice, None));
                sink.find("fact", self.cells.span(row, mapped.at))
                    .arg("row", self.cells.line(row))
                    .arg("count", count)
                    .arg("cell", self.cells.text(row, mapped.at))
                    .arg("column", self.header(mapped))
                    .arg("line", self.sheet.document.position(span.start).line)
                    .arg("notice", self.file())
                    .arg("expected", self.expected(notice, mapped))
                    .beside("fact", span);
            }
        }
    }

    /// Columns of the notice's of which the table has the header alone.
    fn emptied(&self, sink: &mut Sink) {
        for (at, columns) in &self.plan.emptied {
            let full = |notice: usize| {
                columns.iter().all(|column| self.sheet.columns[*column].forms[notice] != 0)
            };
            let rows = paired(&self.pairs.notice_of).filter(|(_, notice)| full(*notice));
            let mut rows = rows.map(|(_, notice)| notice);
            let Some(notice) = rows.next() else { continue };
            let base = &self.sheet.bases[self.sheet.columns[columns[0]].base];
            sink.find("emptied", self.cells.head_cell(*at))
                .arg("column", &self.cells.headers[*at])
                .arg("count", rows.count() + 1)
                .arg("line", self.sheet.line(notice))
                .arg("notice", self.file())
                .arg("expected", self.forms.shown(self.sheet.columns[columns[0]].forms[notice]))
                .beside("row", self.sheet.span(notice, base.printed));
        }
    }

    fn header(&self, mapped: &Mapped) -> &str {
        match self.cells.headers[mapped.at].as_str() {
            "" => &self.sheet.bases[mapped.base].shown,
            header => header,
        }
    }

    /// What the notice has there, in the writing of the table's column.
    fn expected(&self, notice: usize, mapped: &Mapped) -> &str {
        let carried = mapped.carried.get(notice).filter(|form| **form != 0);
        if let Some(form) = carried {
            return self.forms.shown(*form);
        }
        let base = &self.sheet.bases[mapped.base];
        // Short names and the like are our writings, not the notice's.
        let printed = |column: &usize| {
            let names = &self.sheet.columns[*column].names;
            !names.iter().any(|name| name.ends_with("_shortened"))
        };
        let first = std::iter::once(mapped.column).filter(printed);
        let mut forms = first.chain(base.columns.iter().copied());
        let text = forms.find_map(|column| {
            Some(self.forms.shown(self.sheet.columns[column].forms[notice]))
                .filter(|t| !t.is_empty())
        });
        text.unwrap_or_default()
    }

    fn verdict(&self, row: usize, notice: usize, mapped: &Mapped) -> Verdict {
        let form = self.form(row, mapped);
        if mapped.holds(self.sheet, notice, form) {
            return Verdict::Held;
        }
        let base = &self.sheet.bases[mapped.base];
        if form == 0 {
            // What the notice says once for all need not be in each row.
            return if base.what == What::Fact { Verdict::Held } else { Verdict::Empty };
        }
        if base.what == What::List { self.members(row, notice, mapped) } else { Verdict::Wrong }
    }

    /// A list whose members are held one by one, each in one of its forms.
    fn members(&self, row: usize, notice: usize, mapped: &Mapped) -> Verdict {
        let text = self.cells.text(row, mapped.at);
        let here: Vec<String> = form::parts(&text).iter().map(|p| self.forms.plain(p)).collect();
        let columns = self.sheet.bases[mapped.base].columns.iter();
        let there: Vec<Vec<&str>> = columns
            .map(|at| self.forms.text(self.sheet.columns[*at].forms[notice]))
            .map(|text| text.split('；').filter(|part| !part.is_empty()).collect())
            .collect();
        let Some(canonical) = there.first().filter(|parts| !parts.is_empty()) else {
            return Verdict::Wrong;
        };
        // Writings with as many members tell the same ones apart.
        let writings: Vec<&Vec<&str>> =
            there.iter().filter(|parts| parts.len() == canonical.len()).collect();
        let is = |text: &str, nth: usize| writings.iter().any(|parts| parts[nth] == text);
        if here.len() == canonical.len() && here.iter().enumerate().all(|(n, text)| is(text, n)) {
            return Verdict::Held;
        }
        let mut open: Vec<usize> = (0..canonical.len()).collect();
        let mut extra = Vec::new();
        for text in &here {
            match open.iter().position(|nth| is(text, *nth)) {
                Some(at) => _ = open.remove(at),
                None => extra.push(text.clone()),
            }
        }
        if open.is_empty() && extra.is_empty() {
            return Verdict::Turned;
        }
        if open.len() == canonical.len() {
            return Verdict::Wrong;
        }
        Verdict::Members(open.iter().map(|nth| canonical[*nth].to_owned()).collect(), extra)
    }

    /// MD504: one finding a row, however many levels differ.
    fn misplaced(&self, sink: &mut Sink) {
        let of_group = |m: &&Mapped| self.sheet.bases[m.base].what == What::Group;
        for (row, notice) in paired(&self.pairs.notice_of) {
            let wrong = self
                .plan
                .mapped
                .iter()
                .filter(of_group)
                .find(|mapped| !mapped.holds(self.sheet, notice, self.form(row, mapped)));
            let Some(mapped) = wrong else { continue };
            let (heading, span) =
                self.sheet.heading(notice).map_or(("", None), |(h, s)| (h, Some(s)));
            let given = self.group(row, mapped);
            let key = match (given.is_empty(), heading.is_empty()) {
                (true, _) => "empty",
                (_, true) => "none",
                _ => "",
            };
            sink.find(key, self.cells.span(row, mapped.at))
                .arg("row", self.cells.line(row))
                .arg("name", self.name(row))
                .arg("group", given)
                .arg("expected", heading)
                .arg("line", self.sheet.line(notice))
                .arg("notice", self.file())
                .beside("row", self.sheet.span(notice, None))
                .beside("heading", span);
        }
    }

    /// The group that a row is put under, as it is written: in its cell or above.
    fn group(&self, row: usize, mapped: &Mapped) -> Cow<'_, str> {
        let form = self.form(row, mapped);
        let above = if form == 0 { row + 1 } else { 0 };
        let mut rows = (above..=row).rev();
        let same = |row: &usize| self.cells.form(*row, mapped.at, What::Group) == form;
        rows.find(same).map_or(Cow::Borrowed(""), |row| self.cells.text(row, mapped.at))
    }

    /// MD505.
    fn twice(&self, sink: &mut Sink) {
        for (row, notice) in &self.pairs.twice {
            let (row, notice) = (*row as usize, *notice as usize);
            let first = self.pairs.table_of[notice].map(|first| first as usize);
            sink.find("", self.cells.row(row))
                .arg("row", self.cells.line(row))
                .arg("name", self.name(row))
                .arg("first", first.map_or(0, |first| self.cells.line(first)))
                .arg("line", self.sheet.line(notice))
                .arg("notice", self.file())
                .related("first", first.map(|first| self.cells.row(first)))
                .beside("row", self.sheet.span(notice, None));
        }
    }

    /// MD506.
    fn order(&self, sink: &mut Sink) {
        let pairs: Vec<(usize, usize)> = paired(&self.pairs.notice_of).collect();
        let numbers: Vec<u32> = pairs.iter().map(|(_, notice)| *notice as u32).collect();
        let moved = order::displaced(&numbers);
        if moved.len() * 4 > pairs.len() && moved.len() > 8 {
            let (row, _) = pairs[moved[0]];
            sink.find("whole", self.cells.row(row))
                .arg("count", moved.len())
                .arg("all", pairs.len())
                .arg("row", self.cells.line(row))
                .arg("notice", self.file());
        } else {
            for at in moved {
                let (row, notice) = pairs[at];
                let before = at.checked_sub(1).map(|at| pairs[at].1);
                let key = if before.is_some() { "" } else { "first" };
                sink.find(key, self.cells.row(row))
                    .arg("row", self.cells.line(row))
                    .arg("name", self.name(row))
                    .arg("line", self.sheet.line(notice))
                    .arg("before", before.map_or(0, |notice| self.sheet.line(notice)))
                    .arg("notice", self.file())
                    .beside("row", self.sheet.span(notice, None));
            }
        }
        for (row, notice) in pairs {
            for mapped in &self.plan.mapped {
                if matches!(self.verdict(row, notice, mapped), Verdict::Turned) {
                    let base = &self.sheet.bases[mapped.base];
                    sink.find("list", self.cells.span(row, mapped.at))
                        .arg("row", self.cells.line(row))
                        .arg("cell", self.cells.text(row, mapped.at))
                        .arg("column", self.header(mapped))
                        .arg("line", self.sheet.line(notice))
                        .arg("notice", self.file())
                        .beside("row", self.sheet.span(notice, base.printed));
                }
            }
        }
    }
}

/// So many rows show whether a column's characters are lost.
const LOOKED_AT: usize = 200;

/// So many names are compared, for all invented rows together, to say which row of the notice may
/// have been meant.
const NEAR_BY: usize = 2_000_000;

fn unpaired(pairs: &[Option<u32>]) -> impl Iterator<Item = usize> {
    pairs.iter().enumerate().filter(|(_, pair)| pair.is_none()).map(|(row, _)| row)
}

fn paired(pairs: &[Option<u32>]) -> impl Iterator<Item = (usize, usize)> {
    pairs.iter().enumerate().filter_map(|(row, pair)| Some((row, pair.as_ref().copied()? as usize)))
}
