//! An open element: what it sets for the text inside, from its tag and the elements around it.

use std::collections::BTreeSet;
use std::str::FromStr;

use html5gum::StartTag;

use super::numbers::List;
use super::{elements, sheets};

/// What a tag says of its element.
pub(super) struct Attributes<'t> {
    tag: &'t StartTag<usize>,
    /// Its own style, in small letters and without blanks.
    pub(super) style: String,
}

impl<'t> Attributes<'t> {
    pub(super) fn of(tag: &'t StartTag<usize>) -> Self {
        let mut attributes = Self { tag, style: String::new() };
        attributes.style = attributes.get("style").unwrap_or_default().replace(' ', "");
        attributes
    }

    /// A value in small letters.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let value = self.tag.attributes.get(key.as_bytes())?;
        Some(String::from_utf8_lossy(&value.value).to_ascii_lowercase())
    }

    /// A value as it is written.
    pub(super) fn printed(&self, key: &str) -> Option<&'t [u8]> {
        self.tag.attributes.get(key.as_bytes()).map(|value| value.value.as_slice())
    }

    /// A value that is a whole number.
    pub(super) fn whole<T: FromStr>(&self, key: &str) -> Option<T> {
        self.get(key)?.trim().parse().ok()
    }

    /// Whether its style makes text bold or not bold.
    fn weight(&self) -> Option<bool> {
        let says = |words: &[&str]| words.iter().any(|word| self.style.contains(word));
        if says(&["font-weight:bold", "font-weight:7", "font-weight:8"]) {
            return Some(true);
        }
        says(&["font-weight:normal", "font-weight:4"]).then_some(false)
    }
}

/// An open element; what it sets holds for what is in it.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Open {
    pub(super) name: String,
    /// The innermost block around, itself where it is one.
    pub(super) node: u32,
    pub(super) bold: bool,
    /// Struck out.
    pub(super) struck: bool,
    /// Raised: an exponent, or a mark of a note.
    pub(super) raised: bool,
    /// Lowered: 10₃.
    pub(super) lowered: bool,
    /// How many elements have been opened in it.
    pub(super) children: usize,
    /// 0 outside headings.
    pub(super) heading: u8,
    pub(super) dropped: bool,
    /// Not displayed.
    pub(super) hidden: bool,
    /// Leads elsewhere.
    pub(super) link: bool,
    pub(super) pre: bool,
    /// A numbered list.
    pub(super) list: Option<List>,
    /// It is a part of a table that is read.
    pub(super) frame: bool,
}

impl Open {
    /// The page itself.
    pub(super) fn page() -> Self {
        Self::default()
    }

    /// An element that opens in this one; `all` shows what waits for a script to become visible.
    pub(super) fn opens(
        &self,
        name: String,
        attributes: &Attributes<'_>,
        all: bool,
        unseen: &BTreeSet<String>,
    ) -> Self {
        let style = &attributes.style;
        // What scripts show by parts are blocks; words and rows that a rule hides stay so.
        let small =
            !elements::is_block(&name) || matches!(name.as_str(), "tr" | "td" | "th" | "li" | "p");
        let ruled = || {
            let classes = attributes.get("class").unwrap_or_default();
            let found = classes.split_whitespace().any(|class| {
                let own = |tag: &str| unseen.contains(&format!("{tag}.{class}"));
                own("") || own(&name)
            });
            found && !style.contains("display:") && !style.contains("visibility:")
        };
        let hidden = sheets::hides(style, all)
            || attributes.get("hidden").is_some()
            || !all && small && !unseen.is_empty() && ruled();
        // Of the two parts of a power and of an index, the second.
        let second = |whole: &str| self.name == whole && self.children == 2;
        let own = matches!(name.as_str(), "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let digit = name.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok());
        let unmarked =
            ["list-style:none", "list-style-type:none"].iter().any(|word| style.contains(word));
        let list = (name == "ol")
            .then(|| List::of(attributes.printed("type"), unmarked, attributes.whole("start")))
            .map(|list| match attributes.get("reversed") {
                Some(_) => list.reversed(attributes.get("start").is_some()),
                None => list,
            });
        Self {
            node: self.node,
            struck: self.struck
                || matches!(name.as_str(), "del" | "s" | "strike")
                || style.contains("line-through"),
            raised: name == "sup"
                || second("msup")
                || (self.raised && !elements::is_block(&name))
                || (style.contains("vertical-align:super") && !elements::is_block(&name)),
            lowered: name == "sub"
                || second("msub")
                || (self.lowered && !elements::is_block(&name))
                || (style.contains("vertical-align:sub")
                    && !style.contains("vertical-align:super")),
            children: 0,
            bold: attributes.weight().unwrap_or(own || self.bold),
            heading: digit.filter(|digit| (1..=6).contains(digit)).unwrap_or(self.heading),
            dropped: self.dropped || elements::is_dropped(&name),
            hidden: self.hidden || hidden,
            link: self.link || leads(&name, attributes),
            pre: self.pre || name == "pre",
            list,
            frame: false,
            name,
        }
    }
}

/// Whether an element leads elsewhere: a link whose address a script sets has none, a mark has a name.
fn leads(name: &str, attributes: &Attributes<'_>) -> bool {
    let mark = ["name", "id"].iter().any(|key| attributes.get(key).is_some());
    name == "a" && (attributes.get("href").is_some() || !mark)
}
