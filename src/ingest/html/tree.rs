//! The page as paragraphs and tables, each with the element it stands in.
//!
//! The tokens are those of the HTML standard; the tree is simpler than a browser's. It closes what
//! the standard closes by implication, keeps table cells apart, and never recurses.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::ingest::items::{DEPTH, Grid, GridCell, Item, Row};
use crate::ingest::layout::Flow;
use crate::model::BlockKind;

/// Elements that begin a line of their own.
static BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements without content.
static VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];
/// Elements whose content is not text of the page.
static DROPPED: &[&str] = &[
    "script", "style", "noscript", "iframe", "select", "option", "button", "textarea", "svg",
    "object", "template", "datalist", "video", "audio", "canvas", "map", "xml", "noframes",
];

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

/// An open element; what it sets holds for what is in it.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Open {
    pub(super) name: String,
    node: u32,
    pub(super) bold: bool,
    /// 0 outside headings.
    heading: u8,
    pub(super) dropped: bool,
    /// Not displayed.
    pub(super) hidden: bool,
    /// Leads elsewhere.
    pub(super) link: bool,
    pub(super) pre: bool,
    /// Of a numbered list, the next item's number and how numbers are written.
    list: Option<(i32, Numbers)>,
    frame: bool,
}

/// How a list writes its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbers {
    Digits,
    Letters {
        upper: bool,
    },
    /// Signs, or none.
    Without,
}

/// An open part of a table.
enum Frame {
    Table(Grid),
    Row(Row),
    Cell(GridCell),
}

pub(super) struct Builder<'t> {
    pub(super) source: &'t str,
    /// What has a place on the page and is not visible is read as the rest.
    all: bool,
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
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let root = Open {
        name: String::new(),
        node: 0,
        bold: false,
        heading: 0,
        dropped: false,
        hidden: false,
        link: false,
        pre: false,
        list: None,
        frame: false,
    };
    let mut builder = Builder {
        source,
        all,
        nodes: vec![Node::default()],
        open: vec![root],
        frames: Vec::new(),
        flow: Flow::default(),
        gap: None,
        marker: None,
        concealed: Flow::default(),
        hidden: Vec::new(),
        items: Vec::new(),
        title: String::new(),
    };
    for token in Tokenizer::new_with_emitter(source, emitter) {
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
        let block = BLOCKS.contains(&name.as_str());
        if block {
            self.flush();
            self.imply_ends(&name);
        }
        match name.as_str() {
            "br" => self.line_end(),
            // Also what XHTML closes in place.
            _ if VOID.contains(&name.as_str()) => {}
            _ => self.push(name, block, tag),
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
        let get = |key: &str| {
            tag.attributes
                .get(key.as_bytes())
                .map(|v| String::from_utf8_lossy(&v.value).to_ascii_lowercase())
        };
        let top = self.top();
        let style = get("style").unwrap_or_default().replace(' ', "");
        let hidden = style.contains("display:none")
            || get("hidden").is_some()
            || !self.all && style.contains("visibility:hidden");
        let dropped = top.dropped || DROPPED.contains(&name.as_str());
        let hidden = top.hidden || hidden;
        let link = top.link || name == "a" && get("href").is_some();
        let bold = match name.as_str() {
            _ if ["font-weight:bold", "font-weight:7", "font-weight:8"]
                .iter()
                .any(|w| style.contains(w)) =>
            {
                true
            }
            _ if style.contains("font-weight:normal") || style.contains("font-weight:4") => false,
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
            _ => top.bold,
        };
        let digit = name.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok());
        let heading = digit.filter(|digit| (1..=6).contains(digit)).unwrap_or(top.heading);
        let pre = top.pre || name == "pre";
        let (mut node, parent) = (top.node, top.node);
        if block && !dropped && !hidden {
            let words = [get("class"), get("id"), get("role")].map(Option::unwrap_or_default);
            let chrome = super::frame::is_chrome(&name, &words);
            let body = super::frame::is_body(&name, &words);
            node = self.nodes.len() as u32;
            self.nodes.push(Node { parent, chrome, body });
        }
        let whole = |key: &str| get(key).and_then(|n| n.trim().parse::<i32>().ok());
        let list = (name == "ol").then(|| {
            let unmarked =
                style.contains("list-style:none") || style.contains("list-style-type:none");
            let numbers = match tag.attributes.get(&b"type"[..]).map(|v| v.value.as_slice()) {
                _ if unmarked => Numbers::Without,
                Some(b"a") => Numbers::Letters { upper: false },
                Some(b"A") => Numbers::Letters { upper: true },
                Some(b"i" | b"I" | b"disc" | b"none" | b"square" | b"circle") => Numbers::Without,
                _ => Numbers::Digits,
            };
            (whole("start").unwrap_or(1), numbers)
        });
        if name == "li" && !dropped && !hidden {
            self.marker = self.number(whole("value"), style.contains("list-style"));
        }
        let span = |key: &str| get(key).and_then(|n| n.trim().parse::<usize>().ok());
        let frame = match name.as_str() {
            _ if dropped || hidden => None,
            "table" if self.frames.len() < DEPTH * 3 => {
                Some(Frame::Table(Grid { node, ..Grid::default() }))
            }
            "tr" if matches!(self.frames.last(), Some(Frame::Table(_))) => {
                Some(Frame::Row(Row::default()))
            }
            "td" | "th" if matches!(self.frames.last(), Some(Frame::Row(_))) => {
                Some(Frame::Cell(GridCell {
                    colspan: span("colspan").unwrap_or(1).max(1),
                    rowspan: span("rowspan").unwrap_or(1),
                    header: name == "th",
                    ..GridCell::default()
                }))
            }
            _ => None,
        };
        let framed = frame.is_some();
        self.frames.extend(frame);
        self.open.push(Open {
            name,
            node,
            bold,
            heading,
            dropped,
            hidden,
            link,
            pre,
            list,
            frame: framed,
        });
    }

    /// The number that a browser sets before the item that begins: it is printed, though it does
    /// not stand in the source.
    fn number(&mut self, value: Option<i32>, styled: bool) -> Option<String> {
        let list = self.open.iter_mut().rev().find_map(|open| match open.name.as_str() {
            "ol" => Some(open.list.as_mut()),
            "ul" | "menu" | "dir" | "dl" | "td" | "th" => Some(None),
            _ => None,
        });
        let (next, numbers) = list??;
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        let letter = u32::try_from(number).ok().filter(|n| (1..=26).contains(n));
        match numbers {
            _ if styled => None,
            Numbers::Without => None,
            Numbers::Digits => Some(format!("{number}. ")),
            Numbers::Letters { upper } => letter.map(|n| {
                let base = if *upper { 'A' } else { 'a' };
                format!("{}. ", char::from_u32(u32::from(base) + n - 1).unwrap_or('?'))
            }),
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "br" | "p") && self.last(name).is_none() {
            self.line_end();
            return;
        }
        if BLOCKS.contains(&name) {
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
            if BLOCKS.contains(&self.top().name.as_str()) {
                self.flush();
            }
            let Some(open) = self.open.pop() else { return };
            if !open.frame {
                continue;
            }
            match self.frames.pop() {
                Some(Frame::Table(grid)) => self.hand_on(Item::Table(grid)),
                Some(Frame::Row(row)) => {
                    if let Some(Frame::Table(grid)) = self.frames.last_mut() {
                        grid.rows.push(row);
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
        let flow = std::mem::take(&mut self.flow);
        if flow.is_blank() {
            return;
        }
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
