//! The page as paragraphs and tables, each with the element it stands in.
//!
//! The tokens are those of the HTML standard; the tree is simpler than a browser's. It closes what
//! the standard closes by implication, keeps table cells apart, and never recurses.

use std::collections::BTreeSet;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::open::{Attributes, Open};
use super::{attributes, elements, frame, rows, sheets};
use crate::ingest::flow::Flow;
use crate::ingest::items::{DEPTH, Grid, GridCell, Item, Row};
use crate::model::BlockKind;

/// Most elements open at once; browsers stop at as many.
const OPEN: usize = 512;

/// An element that holds blocks.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: u32,
    /// By its tag, role, class or id it frames the page.
    pub(super) chrome: bool,
    /// By its class or id it holds an article.
    pub(super) body: bool,
}

/// The page taken apart.
pub(super) struct Tree {
    pub(super) items: Vec<Item>,
    /// All block elements; the first is the page itself.
    pub(super) nodes: Vec<Node>,
    /// What is in the page and not displayed, paragraph by paragraph.
    pub(super) hidden: Vec<Flow>,
    /// It ends inside a table or a division, and not as a page ends.
    pub(super) cut: bool,
    /// The text of `<title>`.
    pub(super) title: String,
}

impl Tree {
    /// Whether most of the text is not displayed.
    pub(super) fn is_covered(&self) -> bool {
        let length = |flow: &Flow| flow.text().chars().count().saturating_sub(flow.linked());
        let hidden: usize = self.hidden.iter().map(length).sum();
        let mut shown = 0;
        let mut open: Vec<&Item> = self.items.iter().collect();
        while let Some(item) = open.pop() {
            match item {
                Item::Paragraph { flow, .. } => shown += length(flow),
                Item::Table(grid) => {
                    let cells = grid.rows.iter().flat_map(|row| &row.cells);
                    open.extend(cells.flat_map(|cell| &cell.items));
                }
            }
        }
        hidden > shown * 2
    }
}

/// An open part of a table.
enum Frame {
    /// A table, and its rows that are drawn at its foot.
    Table(Grid, Vec<Row>),
    Row(Row),
    Cell(GridCell),
}

pub(super) struct Builder<'t> {
    pub(super) source: &'t str,
    /// What has a place on the page and is not visible is read as the rest.
    all: bool,
    /// Elements that are parts of a table, though not by their names.
    parts: rows::Parts,
    /// Classes that rules of the page hide, as `.x` or `tr.x`.
    unseen: BTreeSet<String>,
    nodes: Vec<Node>,
    open: Vec<Open>,
    frames: Vec<Frame>,
    pub(super) flow: Flow,
    /// White space stands between what was pushed and what comes: its place.
    pub(super) gap: Option<usize>,
    /// The number of the list item that begins.
    pub(super) marker: Option<String>,
    pub(super) concealed: Flow,
    hidden: Vec<Flow>,
    items: Vec<Item>,
    pub(super) title: String,
}

/// Takes a page apart; `all` shows what waits for a script to become visible.
pub(super) fn read(source: &str, all: bool) -> Tree {
    read_in(source, all, false)
}

/// Takes rows of a table apart whose beginning is lost.
pub(super) fn read_rows(source: &str) -> Tree {
    read_in(source, false, true)
}

fn read_in(source: &str, all: bool, table: bool) -> Tree {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut builder = Builder {
        source,
        all,
        parts: rows::find(source),
        unseen: sheets::unseen(source),
        nodes: vec![Node::default()],
        open: vec![Open::page()],
        frames: Vec::new(),
        flow: Flow::default(),
        gap: None,
        marker: None,
        concealed: Flow::default(),
        hidden: Vec::new(),
        items: Vec::new(),
        title: String::new(),
    };
    if table {
        builder.push("table".to_owned(), true, &StartTag::default());
    }
    let parted = attributes::parted(source);
    for token in Tokenizer::new_with_emitter(&*parted, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => builder.start(&tag),
            Ok(Token::EndTag(tag)) => builder.end(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(text)) => {
                builder.text(&String::from_utf8_lossy(&text.value), text.span.start, text.span.end);
            }
            Ok(_) => {}
        }
    }
    // A page cut short; authors leave out end tags, but seldom these and that of the page too.
    let inside = |open: &Open| matches!(open.name.as_str(), "table" | "div" | "ul" | "ol");
    let cut = builder.open.iter().any(|open| open.name == "html")
        && builder.open.iter().any(inside)
        && !ends(source);
    builder.close_to(1);
    builder.flush();
    let Builder { items, nodes, hidden, title, .. } = builder;
    Tree { items, nodes, hidden, cut, title }
}

/// Whether the end tag of a page stands in the source.
fn ends(source: &str) -> bool {
    memchr::memmem::find_iter(source.as_bytes(), "</").any(|at| {
        let name = source.as_bytes().get(at + 2..at + 6).unwrap_or_default();
        name.eq_ignore_ascii_case(b"html") || name.eq_ignore_ascii_case(b"body")
    })
}

impl Builder<'_> {
    pub(super) fn top(&self) -> &Open {
        // The page itself is never closed.
        &self.open[self.open.len() - 1]
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let block = elements::is_block(&name) || self.parts.contains_key(&tag.span.start);
        if block {
            self.flush();
            self.imply_ends(&name);
        }
        match name.as_str() {
            "br" => self.line_end(),
            "img" => self.picture(&Attributes::of(tag)),
            "input" => self.field(&Attributes::of(tag)),
            // Also what XHTML closes in place.
            _ if elements::is_void(&name) => {}
            _ => {
                if matches!(name.as_str(), "select" | "textarea") {
                    self.field(&Attributes::of(tag));
                }
                self.push(name, block, tag);
            }
        }
    }

    /// Closes what the element to be opened closes by implication.
    fn imply_ends(&mut self, name: &str) {
        match name {
            "tr" | "tbody" | "thead" | "tfoot" | "caption" => {
                if let Some(table) = self.last("table") {
                    let section = name == "tr"
                        && self.open.get(table + 1).is_some_and(|open| {
                            matches!(open.name.as_str(), "tbody" | "thead" | "tfoot")
                        });
                    self.close_to(table + 1 + usize::from(section));
                }
            }
            "td" | "th" => {
                let Some(table) = self.last("table") else { return };
                if let Some(row) = self.last("tr").filter(|row| *row > table) {
                    self.close_to(row + 1);
                } else {
                    self.imply_ends("tr");
                    self.push("tr".to_owned(), true, &StartTag::default());
                }
            }
            "li" => self.close_within(&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => self.close_within(&["dt", "dd"], &["dl"]),
            _ => self.close_within(&["p"], &[]),
        }
    }

    fn last(&self, name: &str) -> Option<usize> {
        self.open.iter().rposition(|open| open.name == name)
    }

    /// Closes the innermost of these elements that is open in the same cell and list.
    fn close_within(&mut self, names: &[&str], bounds: &[&str]) {
        // At the bound nothing more is opened, and looking back each time would take long.
        if self.open.len() >= OPEN {
            return;
        }
        for index in (1..self.open.len()).rev() {
            let name = self.open[index].name.as_str();
            if names.contains(&name) {
                self.close_to(index);
                return;
            }
            if matches!(name, "td" | "th" | "table" | "caption") || bounds.contains(&name) {
                return;
            }
        }
    }

    fn push(&mut self, name: String, block: bool, tag: &StartTag<usize>) {
        if self.open.len() >= OPEN {
            return;
        }
        if name == "ins" {
            self.replaced();
        }
        let attributes = Attributes::of(tag);
        let parent = self.open.len() - 1;
        self.open[parent].children += 1;
        if name == "mfrac" && self.flow.text().ends_with(|c: char| c.is_ascii_digit()) {
            self.flow.push(" ", false);
        }
        if self.top().name == "mfrac" && self.top().children == 2 {
            self.flow.push("/", false);
        }
        let mut open = self.top().opens(name, &attributes, self.all, &self.unseen);
        let shown = !open.dropped && !open.hidden;
        if block && shown {
            let words = ["class", "id", "role"].map(|key| attributes.get(key).unwrap_or_default());
            let chrome = frame::is_chrome(&open.name, &words);
            let body = frame::is_body(&open.name, &words);
            let parent = open.node;
            open.node = self.nodes.len() as u32;
            self.nodes.push(Node { parent, chrome, body });
        }
        if shown && open.name == "li" {
            let styled = attributes.style.contains("list-style");
            self.marker = self.number(attributes.whole("value"), styled);
        }
        let part = self.parts.get(&tag.span.start).copied().filter(|_| !self.parts.is_empty());
        let frame = if shown { self.frame(&open, &attributes, part) } else { None };
        open.frame = frame.is_some();
        self.frames.extend(frame);
        self.open.push(open);
    }

    /// The part of a table that the element begins.
    fn frame(
        &self,
        open: &Open,
        attributes: &Attributes<'_>,
        part: Option<rows::Part>,
    ) -> Option<Frame> {
        let name = match part {
            Some(rows::Part::Table) => "table",
            Some(rows::Part::Row) => "tr",
            Some(rows::Part::Cell) => "td",
            None => open.name.as_str(),
        };
        match (name, self.frames.last()) {
            ("table", _) if self.frames.len() < DEPTH * 3 => {
                Some(Frame::Table(Grid { node: open.node, ..Grid::default() }, Vec::new()))
            }
            ("tr", Some(Frame::Table(..))) => Some(Frame::Row(Row::default())),
            ("td" | "th", Some(Frame::Row(_))) => Some(Frame::Cell(GridCell {
                colspan: attributes.whole("colspan").unwrap_or(1).max(1),
                rowspan: attributes.whole("rowspan").unwrap_or(1),
                header: open.name == "th",
                ..GridCell::default()
            })),
            _ => None,
        }
    }

    /// The number of the list item that begins.
    fn number(&mut self, value: Option<i32>, styled: bool) -> Option<String> {
        let list = self.open.iter_mut().rev().find_map(|open| match open.name.as_str() {
            "ol" => Some(open.list.as_mut()),
            "ul" | "menu" | "dir" | "dl" | "td" | "th" => Some(None),
            _ => None,
        });
        list?.and_then(|list| list.next(value).filter(|_| !styled))
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "br" | "p") && self.last(name).is_none() {
            self.line_end();
            return;
        }
        if elements::is_block(name) {
            self.flush();
        }
        for index in (1..self.open.len()).rev() {
            let open = self.open[index].name.as_str();
            if open == name {
                self.close_to(index);
                return;
            }
            // An end tag does not reach out of its cell; that of a row not out of its table.
            let bound = match name {
                "table" => false,
                "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => open == "table",
                _ => matches!(open, "td" | "th" | "table" | "caption"),
            };
            if bound {
                return;
            }
        }
    }

    /// Closes elements until that many are open.
    fn close_to(&mut self, count: usize) {
        while self.open.len() > count.max(1) {
            if elements::is_block(&self.top().name) || self.top().frame {
                self.flush();
            }
            let Some(open) = self.open.pop() else { return };
            if !open.frame {
                continue;
            }
            match self.frames.pop() {
                Some(Frame::Table(mut grid, foot)) => {
                    grid.rows.extend(foot);
                    self.hand_on(Item::Table(grid));
                }
                Some(Frame::Row(row)) => {
                    let below = self.top().name == "tfoot";
                    if let Some(Frame::Table(grid, foot)) = self.frames.last_mut() {
                        (if below { foot } else { &mut grid.rows }).push(row);
                    }
                }
                Some(Frame::Cell(cell)) => {
                    self.marker = None;
                    if let Some(Frame::Row(row)) = self.frames.last_mut() {
                        row.cells.push(cell);
                    }
                }
                None => {}
            }
        }
    }

    fn hand_on(&mut self, item: Item) {
        let cell = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(&mut cell.items),
            _ => None,
        });
        cell.unwrap_or(&mut self.items).push(item);
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        self.gap = None;
        let concealed = std::mem::take(&mut self.concealed);
        if !concealed.is_blank() {
            self.hidden.push(concealed);
        }
        let mut flow = std::mem::take(&mut self.flow);
        if flow.is_blank() {
            if let (Some(Frame::Cell(cell)), Some((_, what))) =
                (self.frames.last_mut(), flow.drawn.first())
            {
                cell.drawn = Some(*what);
            }
            return;
        }
        // In front of words it marks an item.
        flow.drawn.retain(|(at, _)| *at > 0);
        let top = self.top();
        let kind = match top.heading {
            0 => BlockKind::Paragraph { strong: flow.is_strong() },
            level => BlockKind::Heading(level),
        };
        let node = top.node;
        self.hand_on(Item::Paragraph { flow, kind, node });
    }

    fn line_end(&mut self) {
        if !self.top().dropped {
            self.gap = None;
            let flow = if self.top().hidden { &mut self.concealed } else { &mut self.flow };
            flow.push("\n", false);
        }
    }
}
