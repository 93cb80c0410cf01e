//! The lists of a document: its part `numbering` (ECMA-376 part 1, 17.9).

use crate::ingest::numbering::{Kind, LEVELS, Level, List, Numbering};
use crate::ingest::xml::{self, Node, Xml};

pub(super) fn read(bytes: &[u8]) -> Numbering {
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let (mut kinds, mut lists): (Vec<Kind>, Vec<List>) = Default::default();
    let (mut level, mut in_list) = (0usize, false);
    loop {
        let tag = match xml.next() {
            Node::Open(tag) => tag,
            Node::End => return Numbering::of(kinds, lists),
            Node::Close(_) | Node::Text(_) => continue,
        };
        let value = || tag.get("val").unwrap_or_default();
        match tag.name() {
            "abstractNum" => {
                let id = tag.number("abstractNumId").unwrap_or(0);
                kinds.push(Kind::of(id, Vec::new()));
                in_list = false;
            }
            "num" => {
                let id = tag.number("numId").unwrap_or(0);
                lists.push(List::of(id, 0));
                in_list = true;
            }
            "abstractNumId" => {
                if let Some(list) = lists.last_mut() {
                    list.kind = tag.number("val").unwrap_or(0);
                }
            }
            name @ ("lvl" | "lvlOverride") => {
                level = (tag.number("ilvl").unwrap_or(0) as usize).min(LEVELS - 1);
                if name == "lvl"
                    && in_list
                    && let Some(list) = lists.last_mut()
                {
                    list.own.push((level, Level::plain()));
                }
            }
            "startOverride" => {
                if let Some(list) = lists.last_mut() {
                    list.starts.push((level, tag.number("val").unwrap_or(1)));
                }
            }
            name => {
                let level = if in_list {
                    lists.last_mut().and_then(|list| list.own.last_mut()).map(|(_, level)| level)
                } else {
                    kinds.last_mut().map(|kind| &mut kind.levels[level])
                };
                let Some(level) = level else { continue };
                match name {
                    "start" => level.start = tag.number("val").unwrap_or(1),
                    "numFmt" => level.format = value(),
                    "lvlText" => level.text = value(),
                    "lvlRestart" => level.goes_on = tag.number("val") == Some(0),
                    "suff" => level.gap = if value() == "nothing" { "" } else { " " },
                    _ => {}
                }
            }
        }
    }
}
