//! Divisions and townships: records, successors, the codes of today.

use std::collections::{BTreeSet, HashMap};

use crate::pools::{Strings, words};
use crate::table::{Row, Table, code, date};
use crate::{DIVISION, Postings, names};

/// One name of one code.
pub(crate) struct Division {
    code: u32,
    name: String,
    level: u8,
    parent: u32,
    from: u32,
    to: u32,
    successors: Vec<(u32, u32)>,
}

/// All of them, by code and date.
pub(crate) struct Divisions {
    list: Vec<Division>,
    by_code: HashMap<u32, Vec<usize>>,
}

/// Sections of the blob.
pub(crate) struct PackedDivisions {
    pub(crate) records: Vec<u8>,
    pub(crate) successors: Vec<u8>,
    pub(crate) current: Vec<u8>,
}

fn successors(row: &Row<'_>) -> Vec<(u32, u32)> {
    row.list("successors")
        .map(|item| {
            let (to, at) = item.split_once('@').unwrap_or((item, ""));
            (code(to), date(at))
        })
        .collect()
}

impl Divisions {
    pub(crate) fn read(table: &Table) -> Self {
        let mut list: Vec<Division> = table
            .rows()
            .map(|row| Division {
                code: row.code("code"),
                name: row.get("name").to_owned(),
                level: row.get("level").parse().expect("level"),
                parent: row.code("parent"),
                from: row.date("valid_from"),
                to: row.date("valid_to"),
                successors: successors(&row),
            })
            .collect();
        list.sort_by_key(|d| (d.code, d.from));
        let mut by_code: HashMap<u32, Vec<usize>> = HashMap::new();
        for (index, division) in list.iter().enumerate() {
            by_code.entry(division.code).or_default().push(index);
        }
        Self { list, by_code }
    }

    /// The codes that hold today what this record held.
    fn current(&self, index: usize, seen: &mut BTreeSet<usize>, out: &mut BTreeSet<u32>) {
        if !seen.insert(index) {
            return;
        }
        let division = &self.list[index];
        if division.to == 0 {
            out.insert(division.code);
            return;
        }
        for &(code, at) in &division.successors {
            if let Some(next) = self.record_at(code, at.max(division.to), index) {
                self.current(next, seen, out);
            }
        }
        if division.successors.is_empty() {
            // The code lived on under another name.
            let later = self.by_code[&division.code]
                .iter()
                .find(|&&i| i != index && self.list[i].from >= division.to / 10_000 * 10_000);
            if let Some(&later) = later {
                self.current(later, seen, out);
            }
        }
    }

    /// The record of a code that is valid on a date, else the next one, but not `except`.
    fn record_at(&self, code: u32, at: u32, except: usize) -> Option<usize> {
        let records = self.by_code.get(&code)?;
        let high = if at.is_multiple_of(10_000) { at + 9_999 } else { at };
        let valid = |d: &Division| d.from <= high && (d.to == 0 || d.to > at);
        let mut others = records.iter().filter(|&&i| i != except);
        others.clone().rfind(|&&i| valid(&self.list[i])).or_else(|| others.next()).copied()
    }

    fn current_of(&self, index: usize) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        self.current(index, &mut BTreeSet::new(), &mut out);
        out
    }

    /// Today's codes of all records of a code together.
    pub(crate) fn current_of_code(&self, code: u32) -> BTreeSet<u32> {
        let records = self.by_code.get(&code).map_or(&[][..], Vec::as_slice);
        records.last().map(|&i| self.current_of(i)).unwrap_or_default()
    }

    pub(crate) fn pack(&self, strings: &mut Strings, postings: &mut Postings) -> PackedDivisions {
        let mut packed = PackedDivisions { records: vec![], successors: vec![], current: vec![] };
        for (index, d) in self.list.iter().enumerate() {
            let grandparent = match self.by_code.get(&d.parent) {
                Some(records) if d.level == 3 => self.list[records[0]].parent,
                _ => 0,
            };
            let current = self.current_of(index);
            packed.records.extend(words(&[
                d.code,
                strings.add(&d.name),
                u32::from(d.level),
                d.parent,
                grandparent,
                d.from,
                d.to,
                (packed.successors.len() / 8) as u32,
                d.successors.len() as u32,
                (packed.current.len() / 4) as u32,
                current.len() as u32,
            ]));
            for &(code, at) in &d.successors {
                packed.successors.extend(words(&[code, at]));
            }
            packed.current.extend(words(&current.into_iter().collect::<Vec<_>>()));
            postings.add(&d.name, DIVISION, names::FULL, index);
            for (name, form) in names::of(&d.name, d.level) {
                postings.add(&name, DIVISION, form, index);
            }
        }
        packed
    }

    /// Official short forms, by code and name. Single characters (京) say too little alone.
    pub(crate) fn official_aliases(&self, table: &Table, postings: &mut Postings) {
        for row in table.rows().filter(|row| row.get("alias").chars().count() > 1) {
            let (code, name) = (row.code("code"), row.get("name"));
            for (index, _) in
                self.list.iter().enumerate().filter(|(_, d)| d.code == code && d.name == name)
            {
                postings.add(row.get("alias"), DIVISION, names::FORM, index);
            }
        }
    }

    /// Hand-made short forms that no rule gives: 科左中旗, 锡盟. Those of zones are read there.
    pub(crate) fn aliases(&self, table: &Table, postings: &mut Postings) {
        for row in table.rows() {
            let (short, full) = (row.get("short"), row.get("full"));
            for (index, _) in self.list.iter().enumerate().filter(|(_, d)| d.name == full) {
                postings.add(short, DIVISION, names::FORM, index);
            }
        }
    }
}

/// Sections of the townships.
pub(crate) struct PackedTownships {
    pub(crate) index: Vec<u8>,
    pub(crate) records: Vec<u8>,
}

/// Packs townships by county; the county that holds each today is decided here.
pub(crate) fn townships(
    table: &Table,
    divisions: &Divisions,
    strings: &mut Strings,
) -> PackedTownships {
    struct Township {
        county: u32,
        name: String,
        to: u32,
        successors: Vec<u32>,
    }
    let mut list = Vec::new();
    let mut counties: HashMap<u32, u32> = HashMap::new();
    for row in table.rows() {
        let county = row.code("county");
        counties.insert(row.code("code"), county);
        list.push(Township {
            county,
            name: row.get("name").to_owned(),
            to: row.date("valid_to"),
            successors: successors(&row).into_iter().map(|(code, _)| code).collect(),
        });
    }
    // Longer names first within a county: the first that begins the text is the longest.
    list.sort_by(|a, b| {
        (a.county, b.name.len(), &a.name, a.to).cmp(&(b.county, a.name.len(), &b.name, b.to))
    });
    let mut packed = PackedTownships { index: vec![], records: vec![] };
    let mut county = 0;
    for (position, township) in list.iter().enumerate() {
        if township.county != county {
            county = township.county;
            packed.index.extend(words(&[county, position as u32]));
        }
        let heirs: BTreeSet<u32> = if township.to == 0 {
            divisions.current_of_code(township.county)
        } else {
            let county_of = |code: &u32| {
                if *code > 999_999 { counties.get(code).copied().unwrap_or(0) } else { *code }
            };
            township
                .successors
                .iter()
                .map(county_of)
                .flat_map(|c| divisions.current_of_code(c))
                .collect()
        };
        let current = if heirs.len() == 1 { heirs.into_iter().next().unwrap_or(0) } else { 0 };
        packed.records.extend(words(&[strings.add(&township.name), current]));
    }
    packed.index.extend(words(&[u32::MAX, list.len() as u32]));
    packed
}
