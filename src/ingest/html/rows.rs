//! Tables that a page makes of other elements: `<li><span>1</span><span>甲公司</span></li>`, `<div class="tr">`.
//!
//! Only where the page has no rows of tables, and where the first of such elements is a header: words that head
//! columns, each in an element of its own.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::{attributes, elements};
use crate::model::Role;
use crate::text::{compact, headers, is_blank};

/// What an element is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Table,
    Row,
    Cell,
}

/// Elements by the place of their start tag.
pub(super) type Parts = HashMap<usize, Part, FixedState>;

/// Fewest rows, the header included.
const LEAST: usize = 3;

/// An element of the page.
struct Element {
    name: String,
    start: usize,
    children: Vec<usize>,
    /// Its text, that of its children included.
    text: String,
    /// Text stands in it outside of its children.
    own: bool,
    link: bool,
}

/// The tables of a page without rows of tables.
pub(super) fn find(source: &str) -> Parts {
    let mut parts = Parts::default();
    let rows = memchr::memmem::find(source.as_bytes(), b"<tr");
    if rows.or_else(|| memchr::memmem::find(source.as_bytes(), b"<TR")).is_some() {
        return parts;
    }
    let elements = elements_of(source);
    for table in &elements {
        let rows: Vec<&Element> = table.children.iter().map(|at| &elements[*at]).collect();
        let Some(width) = rows.first().map(|row| row.children.len()) else { continue };
        let head = || rows[0].children.iter().map(|at| compact(&elements[*at].text));
        if rows.len() < LEAST || width < 2 || table.own {
            continue;
        }
        // 路名 | 长度 over 听涛路 | 800
        let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let numbers = |column: usize| {
            rows[1..].iter().all(|row| {
                let cell = row.children.get(column);
                cell.is_some_and(|at| digits(&elements[*at].text))
            })
        };
        let over_numbers = || !head().any(|text| digits(&text)) && (0..width).any(numbers);
        if !is_header(head()) && !over_numbers() {
            continue;
        }
        let like = |row: &&Element| {
            row.name == rows[0].name
                && !row.own
                && !row.link
                && (1..=width + 1).contains(&row.children.len())
        };
        let whole = rows.iter().filter(|row| row.children.len() == width).count();
        if !rows.iter().all(like) || whole * 2 < rows.len() {
            continue;
        }
        parts.insert(table.start, Part::Table);
        for row in rows {
            parts.insert(row.start, Part::Row);
            let cells = row.children.iter();
            parts.extend(cells.map(|at| (elements[*at].start, Part::Cell)));
        }
    }
    parts
}

/// Whether texts are words that head columns: 序号 leads them, or most are known and one is nothing else.
fn is_header(texts: impl Iterator<Item = String>) -> bool {
    let texts: Vec<String> = texts.collect();
    let known = texts.iter().filter(|text| headers::role_of(text).is_some()).count();
    let serial = texts.first().is_some_and(|text| headers::role_of(text) == Some(Role::Serial));
    texts.iter().all(|text| !text.is_empty() && !text.ends_with(['：', ':', '。']))
        && (serial || known * 2 >= texts.len())
        && texts.iter().any(|text| headers::is_built(text))
}

/// All elements, in order; an end tag closes the innermost element of its name.
fn elements_of(source: &str) -> Vec<Element> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // How many of each name are open: a page may be deep, and end what it never began.
    let mut names: HashMap<String, usize, FixedState> = HashMap::default();
    let parted = attributes::parted(source);
    for token in Tokenizer::new_with_emitter(&*parted, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if elements::is_void(&name) || elements::is_dropped(&name) {
                    continue;
                }
                if name == "li" && open.last().is_some_and(|at| elements[*at].name == "li") {
                    close(&mut elements, &mut open, &mut names);
                }
                *names.entry(name.clone()).or_default() += 1;
                let at = elements.len();
                if let Some(parent) = open.last() {
                    elements[*parent].children.push(at);
                }
                let link = name == "a";
                let start = tag.span.start;
                let (children, text) = (Vec::new(), String::new());
                elements.push(Element { name, start, children, text, own: false, link });
                open.push(at);
            }
            Ok(Token::EndTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name);
                if names.get(&*name).is_some_and(|count| *count > 0) {
                    while open.last().is_some_and(|at| elements[*at].name != *name) {
                        close(&mut elements, &mut open, &mut names);
                    }
                    close(&mut elements, &mut open, &mut names);
                }
            }
            Ok(Token::String(text)) => {
                let text = String::from_utf8_lossy(&text.value);
                if let Some(at) = open.last()
                    && !text.chars().all(is_blank)
                {
                    elements[*at].own = true;
                    elements[*at].text.push_str(&text);
                }
            }
            Ok(_) => {}
        }
    }
    while !open.is_empty() {
        close(&mut elements, &mut open, &mut names);
    }
    elements
}

/// Longest text of a cell that is carried up, in bytes.
const TEXT_MOST: usize = 400;

/// Closes the innermost element; what it holds its parent holds too.
fn close(
    elements: &mut [Element],
    open: &mut Vec<usize>,
    names: &mut HashMap<String, usize, FixedState>,
) {
    let Some(at) = open.pop() else { return };
    if let Some(count) = names.get_mut(&elements[at].name) {
        *count -= 1;
    }
    let Some(parent) = open.last() else { return };
    let link = elements[at].link;
    let text = std::mem::take(&mut elements[at].text);
    elements[*parent].link |= link;
    let room = TEXT_MOST.saturating_sub(elements[*parent].text.len());
    elements[*parent].text.push_str(&text[..text.floor_char_boundary(room)]);
    elements[at].text = text;
}
