//! Sides from datasets: the library's own, or a folder that `mingdan parse -o` wrote.

use std::collections::HashMap;

use serde_json::Value;

use super::cells::group_value;
use super::keys::of_path as keys;
use super::sheet::{Hints, Sheet};
use super::side::{Fact, Side};
use crate::model::dataset::{Content, NoticeFacts};
use crate::model::{ClaimPlace, Dataset};

impl Side {
    /// A side from a dataset. Several rosters become one, their titles the outermost groups.
    pub fn of_dataset(name: &str, dataset: &Dataset, hints: &Hints) -> Self {
        let tables = dataset.tables.iter().filter(|table| table.content == Content::Entries);
        let parts: Vec<(String, Sheet)> = tables
            .map(|table| {
                let sheet = Sheet {
                    headers: table.fields.iter().map(|field| field.name.clone()).collect(),
                    titles: table.fields.iter().map(|field| field.title.clone()).collect(),
                    rows: table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(ToString::to_string).collect())
                        .collect(),
                    headless: false,
                };
                (table.title.clone(), sheet)
            })
            .collect();
        let headings =
            dataset.notice.rosters.iter().map(|roster| {
                roster.groups.iter().map(|group| group.path.clone()).collect::<Vec<_>>()
            });
        Self::joined(name, &parts, &headings.collect::<Vec<_>>(), facts(&dataset.notice), hints)
    }

    /// A side from a dataset folder's files: the entry tables by file name, `notice.json` and,
    /// for the printed headers, `datapackage.json`.
    pub fn of_folder(
        name: &str,
        tables: &[(String, Sheet)],
        notice: &Value,
        package: &Value,
        hints: &Hints,
    ) -> Self {
        let parts: Vec<(String, Sheet)> = tables
            .iter()
            .map(|(file, sheet)| {
                let resource = list(package, "resources").find(|r| r["path"] == file.as_str());
                let resource = resource.unwrap_or(&Value::Null);
                let mut sheet = sheet.clone();
                sheet.titles = list(&resource["schema"], "fields")
                    .map(|field| field["title"].as_str().unwrap_or_default().to_owned())
                    .collect();
                sheet.titles.resize(sheet.headers.len(), String::new());
                (resource["title"].as_str().unwrap_or_default().to_owned(), sheet)
            })
            .collect();
        let headings = list(notice, "rosters").map(|roster| {
            list(roster, "groups")
                .map(|group| list(group, "path").map(text).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        });
        let headings = headings.collect::<Vec<_>>();
        Self::joined(name, &parts, &headings, facts_of_json(notice), hints)
    }

    fn joined(
        name: &str,
        parts: &[(String, Sheet)],
        headings: &[Vec<Vec<String>>],
        facts: Vec<Fact>,
        hints: &Hints,
    ) -> Self {
        let mut side = Self { name: name.to_owned(), knows_facts: true, ..Self::default() };
        for (index, (title, sheet)) in parts.iter().enumerate() {
            let mut part = sheet.side(name, hints);
            part.insert_empty_groups(headings.get(index).map_or(&[], Vec::as_slice));
            if parts.len() > 1 {
                let title = if title.is_empty() { (index + 1).to_string() } else { title.clone() };
                part.under(&title);
            }
            side.append(part);
        }
        side.facts = facts;
        // 合格企业名单 that is now 不合格企业名单; of several lists the title is a level of the groups.
        if let [(title, _)] = parts
            && !title.is_empty()
        {
            side.facts.push(fact("list-title", "", vec![title.clone()]));
        }
        side.ordered = true;
        side.titled = parts.len() > 1;
        side
    }

    /// Brings in headings without rows, and the order in which headings stand.
    fn insert_empty_groups(&mut self, headings: &[Vec<String>]) {
        let mut groups: Vec<Vec<String>> = Vec::new();
        let mut places: HashMap<Vec<String>, u32> = HashMap::new();
        let mut place = |path: Vec<String>| {
            *places.entry(keys(&path)).or_insert_with(|| {
                groups.push(path);
                groups.len() as u32 - 1
            })
        };
        for path in headings {
            place(path.iter().map(|level| group_value(level).to_owned()).collect());
        }
        let places: Vec<u32> = self.groups.iter().map(|path| place(path.clone())).collect();
        for row in &mut self.rows {
            row.group = row.group.and_then(|group| places.get(group as usize).copied());
        }
        self.groups = groups;
    }

    /// Adds another roster's rows, with columns of the same key made one.
    fn append(&mut self, part: Self) {
        let columns: Vec<usize> = part
            .columns
            .iter()
            .map(|column| {
                self.columns.iter().position(|known| known.key == column.key).unwrap_or_else(|| {
                    self.columns.push(column.clone());
                    self.columns.len() - 1
                })
            })
            .collect();
        for (known, other) in
            [(&mut self.code_title, part.code_title), (&mut self.name_title, part.name_title)]
        {
            if known.is_empty() {
                *known = other;
            }
        }
        let base = self.groups.len() as u32;
        self.groups.extend(part.groups);
        self.rows.extend(part.rows.into_iter().map(|mut row| {
            let mut cells = vec![Vec::new(); columns.iter().map(|c| c + 1).max().unwrap_or(0)];
            for (cell, column) in row.cells.into_iter().zip(&columns) {
                cells[*column] = cell;
            }
            row.cells = cells;
            row.group = row.group.map(|group| group + base);
            row
        }));
        for row in &mut self.rows {
            row.cells.resize(self.columns.len(), Vec::new());
        }
    }
}

/// A fact without its values.
fn fact(item: &str, about: &str, values: Vec<String>) -> Fact {
    Fact { item: item.to_owned(), about: about.to_owned(), values }
}

fn facts(notice: &NoticeFacts) -> Vec<Fact> {
    let head = &notice.head;
    let issuers = head.issuers.iter().enumerate().map(|(at, printed)| {
        let full = notice.issuers.get(at).and_then(Option::as_ref);
        full.unwrap_or(&printed.value).clone()
    });
    let mut facts = vec![
        fact("number", "", head.number.iter().map(|n| n.value.clone()).collect()),
        fact("title", "", head.title.iter().map(|t| t.value.clone()).collect()),
        fact("date", "", head.date.iter().map(|d| d.value.to_string()).collect()),
        fact("issuers", "", issuers.collect()),
        fact("addressees", "", head.addressees.iter().map(|a| a.value.clone()).collect()),
        fact("deadlines", "", head.deadlines.iter().map(|d| d.raw.clone()).collect()),
        fact("citations", "", head.cites.iter().filter_map(|c| c.number.clone()).collect()),
    ];
    let ordering = notice.rosters.iter().filter_map(|roster| roster.ordering.as_ref());
    facts.push(fact("ordering", "", ordering.map(|o| o.value.clone()).collect()));
    for claim in &notice.claims {
        let group = match claim.place {
            ClaimPlace::Heading { roster, group } => {
                let roster = notice.rosters.get(roster as usize);
                roster.and_then(|roster| roster.groups.get(group as usize))
            }
            _ => None,
        };
        let heading = group.map(|group| group.path.join(" / "));
        count(&mut facts, heading.as_deref(), &claim.about, claim.declared);
    }
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

fn facts_of_json(notice: &Value) -> Vec<Fact> {
    let value = |key: &str| notice[key]["value"].as_str().map(ToOwned::to_owned);
    let all = |key: &str, inner: &str| -> Vec<String> {
        list(notice, key).filter_map(|v| v[inner].as_str()).map(ToOwned::to_owned).collect()
    };
    let issuers = list(notice, "issuers").map(|issuer| match issuer["canonical"].as_str() {
        Some(name) => name.to_owned(),
        None => text(&issuer["printed"]),
    });
    let mut facts = vec![
        fact("number", "", value("number").into_iter().collect()),
        fact("title", "", value("title").into_iter().collect()),
        fact("date", "", value("date").into_iter().collect()),
        fact("issuers", "", issuers.collect()),
        fact("addressees", "", all("addressees", "value")),
        fact("deadlines", "", all("deadlines", "raw")),
        fact("citations", "", all("citations", "number")),
        fact("ordering", "", all("ordering", "value")),
    ];
    for claim in list(notice, "claims") {
        let index =
            |key: &str| claim[key].as_u64().and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let group = (index("roster"), index("group"));
        let heading = match group {
            (Some(roster), Some(group)) => {
                let path = &notice["rosters"][roster]["groups"][group];
                Some(list(path, "path").map(text).collect::<Vec<_>>().join(" / "))
            }
            _ => None,
        };
        let declared = claim["declared"].as_u64().unwrap_or_default();
        count(
            &mut facts,
            heading.as_deref(),
            claim["about"].as_str().unwrap_or_default(),
            declared,
        );
    }
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// Adds a declared count: under the heading that declares it, or under what it counts. The same
/// count said twice, in the title and in the letter, is one fact.
fn count(facts: &mut Vec<Fact>, heading: Option<&str>, about: &str, declared: u64) {
    let (item, about) = heading.map_or(("claim", about), |heading| ("heading-count", heading));
    let value = declared.to_string();
    match facts.iter_mut().find(|fact| fact.item == item && fact.about == about) {
        Some(known) if known.values.contains(&value) => {}
        Some(known) => known.values.push(value),
        None => facts.push(fact(item, about, vec![value])),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value[key].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
