//! Text of the page: white space as browsers collapse it, character references, and the way back.

use super::open::Attributes;
use super::tree::Builder;
use crate::model::document::{Drawn, Origin};
use crate::text::blank::is_han;
use crate::text::is_blank;

impl Builder<'_> {
    /// Adds text that stands at those bytes of the source. White space counts as one blank, and as
    /// none between two ideographs that a line end parted.
    pub(super) fn text(&mut self, text: &str, start: usize, end: usize) {
        let top = self.top();
        if top.name == "title" {
            self.title.push_str(text);
            return;
        }
        if top.dropped {
            return;
        }
        let (bold, pre, link, struck) = (top.bold, top.pre, top.link, top.struck);
        let (raised, lowered) = (top.raised, top.lowered);
        if top.hidden {
            self.conceal(text, start);
            return;
        }
        let raw = self.source.get(start..end).unwrap_or_default();
        let mut from = 0;
        for (at, piece) in pieces(text, raw) {
            let here = |offset: usize| Origin::Bytes {
                byte: (start + at + offset) as u64,
                line: 0,
                column: 0,
            };
            if pre {
                self.marker = None;
                self.flow.at(here(0));
                let begun = self.flow.text().len();
                self.flow.push(piece, bold);
                if struck {
                    self.flow.strike(begun);
                }
                continue;
            }
            let mut rest = piece;
            while !rest.is_empty() {
                let blank = rest.len() - rest.trim_start_matches(is_collapsed).len();
                let offset = piece.len() - rest.len();
                if blank > 0 {
                    self.gap.get_or_insert(start + at + offset);
                    // A lone space within a line may stand for itself.
                    if rest[..blank].contains('\n') {
                        from = usize::MAX;
                    }
                    rest = &rest[blank..];
                    continue;
                }
                let length = rest.find(is_collapsed).unwrap_or(rest.len());
                let word = &rest[..length];
                if let Some(place) = self.gap.take() {
                    let before = self.flow.text().chars().last();
                    let parted = from == usize::MAX
                        && before.is_some_and(is_han)
                        && word.chars().next().is_some_and(is_han);
                    if before.is_some_and(|c| c != '\n') && !parted {
                        self.flow.at(Origin::Bytes { byte: place as u64, line: 0, column: 0 });
                        self.flow.push(" ", bold);
                    }
                }
                from = 0;
                self.flow.at(here(offset));
                if let Some(marker) = self.marker.take().filter(|_| !is_numbered(word)) {
                    self.flow.push(&marker, bold);
                    self.flow.at(here(offset));
                }
                let begun = self.flow.text().len();
                if raised {
                    self.flow.raise(word, bold);
                } else if lowered {
                    self.flow.lower(word, bold);
                } else {
                    self.word(word, start + at + offset, bold);
                }
                if struck {
                    self.flow.strike(begun);
                }
                if link {
                    self.flow.link(word.chars().filter(|c| !is_blank(*c)).count());
                }
                rest = &rest[length..];
            }
        }
    }
}

impl Builder<'_> {
    /// Adds a word. Programs that write pages from data leave line ends as a backslash and an n,
    /// which no text has between its words.
    fn word(&mut self, word: &str, start: usize, bold: bool) {
        let mut from = 0;
        for (at, mark) in word.match_indices(LINE_END) {
            let end = at + mark.len();
            let before = word[..at].chars().next_back().is_none_or(|c| !c.is_ascii());
            let behind = word[end..].chars().next().is_none_or(|c| !c.is_ascii_lowercase());
            if before && behind && self.top().name != "pre" {
                self.flow.push(&word[from..at], bold);
                self.flow.push("\n", false);
                self.flow.at(Origin::Bytes { byte: (start + end) as u64, line: 0, column: 0 });
                from = end;
            }
        }
        self.flow.push(&word[from..], bold);
    }

    /// A picture directly behind an ideograph, or alone in a cell, may be a character that fonts do not have. A picture
    /// with other words for it says those, and one of a few points is seen by no one.
    pub(super) fn picture(&mut self, attributes: &Attributes<'_>) {
        let top = self.top();
        let words = attributes.get("alt").unwrap_or_default();
        let small =
            ["width", "height"].iter().any(|key| attributes.whole(key).is_some_and(|n: u32| n < 4));
        if top.dropped || top.hidden || small || words.contains(|c: char| c.is_ascii_alphanumeric())
        {
            return;
        }
        let behind = self.flow.text().chars().next_back().is_some_and(is_han);
        if behind && self.gap.is_none() || self.flow.is_blank() {
            self.flow.draw(Drawn::Picture);
        }
    }

    /// A field of a form, whose value is shown and is no text of the page; one to tick or press has none.
    pub(super) fn field(&mut self, attributes: &Attributes<'_>) {
        let kind = attributes.get("type").unwrap_or_default();
        let valued = attributes.get("value").is_none_or(|value| !value.trim().is_empty());
        let top = self.top();
        if valued
            && !top.dropped
            && !top.hidden
            && matches!(&*kind, "" | "text" | "number" | "date")
        {
            self.flow.draw(Drawn::Field);
        }
    }

    /// What is struck out directly before words that are put in its place is kept apart as what is not displayed is.
    pub(super) fn replaced(&mut self) {
        let Some((text, origin)) = self.flow.take_struck() else { return };
        let Some(Origin::Bytes { byte, .. }) = origin else { return };
        self.conceal(&text, byte as usize);
    }

    /// Keeps text that is not displayed apart.
    fn conceal(&mut self, text: &str, start: usize) {
        let origin = Origin::Bytes { byte: start as u64, line: 0, column: 0 };
        for word in text.split(is_collapsed).filter(|word| !word.is_empty()) {
            if !self.concealed.is_blank() {
                self.concealed.push(" ", false);
            }
            self.concealed.at(origin);
            self.concealed.push(word, false);
        }
    }
}

/// A line end as programming languages write it.
const LINE_END: &str = "\\n";

/// Whether an item's text begins with a number of its own.
fn is_numbered(word: &str) -> bool {
    let bare = word.trim_start_matches(['（', '(', '第']);
    let rest = bare.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十百".contains(c)
    });
    rest.len() < bare.len() && rest.starts_with(['.', '．', '、', ')', '）', ':', '：'])
        || word.starts_with(|c: char| ('①'..='⑳').contains(&c))
}

/// White space that pages do not show as such; the no-break and the full-width blank they do.
fn is_collapsed(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// The text in pieces that stand in the source as they are, each with its offset there: character
/// references stand apart.
fn pieces<'t>(text: &'t str, raw: &str) -> Vec<(usize, &'t str)> {
    if text == raw || !raw.contains('&') {
        return vec![(0, text)];
    }
    let mut out = Vec::new();
    let (mut at, mut from) = (0, 0);
    while from < text.len() && at < raw.len() {
        let same = raw[at..].find('&').unwrap_or(raw.len() - at);
        let same = if text[from..].len() >= same && text.is_char_boundary(from + same) {
            same
        } else {
            text.len() - from
        };
        if same > 0 {
            out.push((at, &text[from..from + same]));
        }
        (at, from) = (at + same, from + same);
        let Some(c) = text[from..].chars().next() else { break };
        // One character for the reference; an ampersand that is none stands for itself.
        let reference = raw.get(at..).and_then(|rest| rest.find(';')).filter(|end| *end <= 32);
        let plain = c == '&' && !raw[at..].starts_with("&amp;");
        out.push((at, &text[from..from + c.len_utf8()]));
        at += if plain { 1 } else { reference.map_or(1, |end| end + 1) };
        from += c.len_utf8();
    }
    if from < text.len() {
        out.push((at.min(raw.len()), &text[from..]));
    }
    out
}
