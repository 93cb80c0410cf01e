//! One side of a comparison: a roster's rows and the notice's facts, however they came.

use serde::{Deserialize, Serialize};

use super::cells::code_key;
use crate::model::Date;
use crate::text::fold;

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Name for people: a path as typed.
    pub name: String,
    /// What is said about the roster as a whole.
    pub facts: Vec<Fact>,
    /// Whether `facts` holds all that could be said. A bare table does not say what it leaves out.
    pub knows_facts: bool,
    /// The printed header of the names.
    pub name_title: String,
    /// The printed header of the codes.
    pub code_title: String,
    /// Whether the outermost level of the groups is the title of a roster, of several.
    pub titled: bool,
    /// Columns besides name, code, rank and groups.
    pub columns: Vec<Column>,
    /// Group paths, outermost level first, in reading order. No path comes twice.
    pub groups: Vec<Vec<String>>,
    /// Rows in reading order.
    pub rows: Vec<Row>,
    /// Whether the order of the rows means something: a notice's does, and a table's with a
    /// column of ranks; that of other tables is nobody's statement.
    pub ordered: bool,
}

/// Something said about the roster as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// `number`, `title`, `date`, `issuers`, `claim` …
    pub item: String,
    /// Which one of several of that item: what a claim counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What is said.
    pub values: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its key in the dataset, or its header.
    pub key: String,
    /// The printed header.
    pub title: String,
    /// Its cells list organisations.
    pub list: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Index into [`Side::groups`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
    /// The printed serial or rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<i64>,
    /// What the row is about.
    pub name: Text,
    /// A stable code (学校标识码 and the like); empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Other names of the same thing that the row itself gives (更名为, 原名).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// One cell per column; several texts only in columns that list organisations.
    pub cells: Vec<Vec<Text>>,
}

/// A text and the form it was printed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Canonical form.
    pub value: String,
    /// As printed; empty where that is the canonical form.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub raw: String,
}

impl Text {
    /// A text whose printed form is its canonical form.
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: value.into(), raw: String::new() }
    }

    /// A text with both forms; where nothing canonical is known the printed one stands for it.
    pub fn new(value: &str, raw: &str) -> Self {
        let value = if value.is_empty() { raw } else { value };
        let raw = if raw == value { "" } else { raw };
        Self { value: value.to_owned(), raw: raw.to_owned() }
    }

    /// The printed form.
    pub fn printed(&self) -> &str {
        if self.raw.is_empty() { &self.value } else { &self.raw }
    }

    fn folded(&self) -> Self {
        Self::new(&fold::key(&self.value), &fold::key(self.printed()))
    }
}

impl Side {
    /// The date of the notice, if it is said.
    pub fn date(&self) -> Option<Date> {
        let fact = self.facts.iter().find(|fact| fact.item == "date")?;
        fact.values.first()?.parse().ok()
    }

    /// The values of a fact.
    pub fn fact(&self, item: &str) -> Option<&str> {
        let fact = self.facts.iter().find(|fact| fact.item == item)?;
        fact.values.first().map(String::as_str)
    }

    /// The group path of a row; empty where it stands under none.
    pub fn path(&self, row: &Row) -> &[String] {
        row.group.and_then(|group| self.groups.get(group as usize)).map_or(&[], Vec::as_slice)
    }

    /// Puts everything under one more, outermost heading.
    pub(super) fn under(&mut self, title: &str) {
        if self.rows.iter().any(|row| row.group.is_none()) {
            let bare = self.groups.len() as u32;
            self.groups.push(Vec::new());
            self.rows.iter_mut().for_each(|row| row.group = Some(row.group.unwrap_or(bare)));
        }
        for path in &mut self.groups {
            path.insert(0, title.to_owned());
        }
    }

    /// The side with every text as it is compared: two sides with the same form differ in bytes
    /// alone. The name of the file and the order of the facts are no part of it.
    pub fn canonical(&self) -> Self {
        let keys = |texts: &[String]| texts.iter().map(|t| fold::key(t)).collect::<Vec<_>>();
        let mut facts: Vec<Fact> = self
            .facts
            .iter()
            .map(|fact| Fact {
                item: fact.item.clone(),
                about: fold::key(&fact.about),
                values: keys(&fact.values),
            })
            .collect();
        facts.sort();
        let rows = self.rows.iter().map(|row| Row {
            group: row.group,
            rank: row.rank,
            name: row.name.folded(),
            code: code_key(&row.code),
            aliases: keys(&row.aliases),
            cells: row.cells.iter().map(|cell| cell.iter().map(Text::folded).collect()).collect(),
        });
        Self {
            name: String::new(),
            facts,
            knows_facts: false,
            name_title: String::new(),
            code_title: String::new(),
            titled: false,
            columns: self
                .columns
                .iter()
                .map(|c| Column { key: c.key.clone(), title: String::new(), list: c.list })
                .collect(),
            groups: self.groups.iter().map(|path| keys(path)).collect(),
            rows: rows.collect(),
            ordered: false,
        }
    }
}
