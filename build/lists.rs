//! Zones, institutions, agencies, unit terms and traditional characters.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::names::{FORM, FULL};
use crate::pools::{Strings, words};
use crate::table::Table;
use crate::{AGENCY, INSTITUTION, Postings, ZONE};

/// Words that name a kind of zone, not one zone.
const TOO_GENERAL: [&str; 8] = [
    "经济开发区",
    "经济技术开发区",
    "经开区",
    "高新区",
    "高新技术产业开发区",
    "开发区",
    "保税区",
    "综合保税区",
];

/// Zones: name, container, approved, ended, successor, kind.
pub(crate) fn zones(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    let short = Table::read(data, "short_names");
    for (index, row) in Table::read(data, "zones").rows().enumerate() {
        let name = row.get("name");
        postings.add(name, ZONE, FULL, index);
        for row in short.rows().filter(|row| row.get("full") == name) {
            postings.add(row.get("short"), ZONE, FORM, index);
        }
        for alias in row.list("aliases").filter(|alias| !TOO_GENERAL.contains(alias)) {
            postings.add(alias, ZONE, FORM, index);
        }
        out.extend(words(&[
            strings.add(name),
            row.code("container"),
            row.date("approved"),
            row.date("ended"),
            row.list("successor").next().map_or(0, |s| crate::table::code(&s[..6.min(s.len())])),
            strings.add(row.get("kind")),
        ]));
    }
    out
}

/// Universities and other institutions: name, seat, kind, valid from and to.
pub(crate) fn institutions(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    let mut index = 0;
    for (file, kind) in [("universities", "university"), ("institutions", "")] {
        for row in Table::read(data, file).rows() {
            let name = row.get("name");
            postings.add(name, INSTITUTION, FULL, index);
            if file == "institutions" {
                for alias in row.list("aliases") {
                    postings.add(alias, INSTITUTION, FORM, index);
                }
            }
            index += 1;
            out.extend(words(&[
                strings.add(name),
                row.code("seat"),
                strings.add(if kind.is_empty() { row.get("kind") } else { kind }),
                row.date("valid_from"),
                row.date("valid_to"),
                strings.add(row.list("successor").next().unwrap_or("")),
            ]));
        }
    }
    out
}

/// Bodies of the centre: full name, kind, valid from and to; found by their short names too.
pub(crate) fn agencies(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, row) in Table::read(data, "agencies").rows().enumerate() {
        let name = row.get("full");
        postings.add(name, AGENCY, FULL, index);
        for alias in row.list("short") {
            postings.add(alias, AGENCY, FORM, index);
        }
        out.extend(words(&[
            strings.add(name),
            strings.add(row.get("scope")),
            row.code("seat"),
            row.date("valid_from"),
            row.date("valid_to"),
        ]));
    }
    out
}

/// Short names of bodies: short, full, scope, forced, valid from and to; longest first.
pub(crate) fn terms(data: &Path, strings: &mut Strings) -> Vec<u8> {
    let table = Table::read(data, "unit_terms");
    let mut rows: Vec<_> = table.rows().collect();
    rows.sort_by_key(|row| {
        (std::cmp::Reverse(row.get("short").len()), row.get("short").to_owned())
    });
    rows.iter()
        .flat_map(|row| {
            words(&[
                strings.add(row.get("short")),
                strings.add(row.get("full")),
                strings.add(row.get("scope")),
                row.code("forced"),
                row.date("valid_from"),
                row.date("valid_to"),
            ])
        })
        .collect()
}

/// Traditional characters and their simplified forms; none that stands itself in a name.
pub(crate) fn traditional(data: &Path, ids: &HashMap<char, u16>) -> BTreeMap<char, char> {
    let table = Table::read(data, "traditional");
    let pairs = table.rows().filter_map(|row| {
        let mut from = row.get("traditional").chars();
        let mut to = row.get("simplified").chars();
        match (from.next(), from.next(), to.next(), to.next()) {
            (Some(from), None, Some(to), None) if from != to => Some((from, to)),
            _ => None,
        }
    });
    pairs.filter(|(from, _)| !ids.contains_key(from)).collect()
}
