//! A table of strings made into a [`Side`].

use std::collections::{HashMap, HashSet};

use super::aliases::said;
use super::cells::{cell, column_key, day, group_value, number, split, split_into};
use super::plan::Plan;
use super::sheet::{Hints, Sheet};
use super::side::{Column, Fact, Row, Side, Text};
use crate::text::fold;

impl Sheet {
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
            let mut key = column_key(self.key(*at));
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
