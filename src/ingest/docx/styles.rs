//! Named styles: which are headings, and which are bold.

use std::collections::HashMap;

use crate::ingest::xml::{self, Node, Xml};

/// A style with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    id: String,
    base: String,
    /// Level of a heading, from 0; 9 says that it is none.
    pub(super) outline: Option<u32>,
    pub(super) bold: Option<bool>,
    /// Its text is not shown.
    pub(super) vanish: Option<bool>,
    /// Its text is raised.
    pub(super) raised: Option<bool>,
    /// List and level.
    pub(super) list: Option<u32>,
    pub(super) level: Option<u32>,
}

/// All styles of the document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.0.get(id)
    }
}

/// Longest chain of styles that is followed; files may chain in a circle.
const CHAIN: usize = 12;

pub(super) fn read(bytes: &[u8]) -> Styles {
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let mut styles: Vec<Style> = Vec::new();
    loop {
        let tag = match xml.next() {
            Node::Open(tag) => tag,
            Node::End => break,
            Node::Close(_) | Node::Text(_) => continue,
        };
        if tag.name() == "style" {
            let id = tag.get("styleId").unwrap_or_default();
            styles.push(Style { id, ..Style::default() });
            continue;
        }
        let Some(style) = styles.last_mut() else { continue };
        match tag.name() {
            "name" => {
                let name = tag.get("val").unwrap_or_default().to_lowercase();
                let level = ["heading ", "标题 ", "heading", "标题"]
                    .iter()
                    .find_map(|stem| name.strip_prefix(stem))
                    .and_then(|digit| digit.parse::<u32>().ok());
                if let Some(level) = level {
                    style.outline = Some(level.saturating_sub(1));
                } else if matches!(name.as_str(), "title" | "标题") {
                    style.outline = Some(0);
                }
            }
            "basedOn" => style.base = tag.get("val").unwrap_or_default(),
            "outlineLvl" => style.outline = tag.number("val"),
            "numId" => style.list = tag.number("val"),
            "ilvl" => style.level = tag.number("val"),
            "b" => style.bold = Some(tag.is_on()),
            "vanish" => style.vanish = Some(tag.is_on()),
            "vertAlign" => {
                style.raised = Some(tag.get("val").is_some_and(|val| val == "superscript"));
            }
            // What follows belongs to parts of tables.
            "tblStylePr" => xml.skip(),
            _ => {}
        }
    }
    // Of two styles of one name the first counts.
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, style) in styles.iter().enumerate() {
        places.entry(style.id.clone()).or_insert(index);
    }
    for index in 0..styles.len() {
        let mut style = styles[index].clone();
        let mut base = style.base.clone();
        for _ in 0..CHAIN {
            let Some(parent) = places.get(&base).map(|at| &styles[*at]) else { break };
            style.outline = style.outline.or(parent.outline);
            style.bold = style.bold.or(parent.bold);
            style.vanish = style.vanish.or(parent.vanish);
            style.raised = style.raised.or(parent.raised);
            style.list = style.list.or(parent.list);
            style.level = style.level.or(parent.level);
            base.clone_from(&parent.base);
        }
        styles[index] = style;
    }
    let first = |(id, index): (String, usize)| (id, styles[index].clone());
    Styles(places.into_iter().map(first).collect())
}
