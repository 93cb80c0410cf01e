//! Text on its way into the plane, with where it comes from and how it was set.
#![cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "sheet")),
    allow(dead_code, reason = "each reader uses a part of it")
)]

use super::odd::{UNSEEN, is_plain};
use super::raised;
use crate::model::document::{Drawn, Origin};
use crate::text::is_blank;

/// Text on its way into the plane: a paragraph's or a cell's.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// Offset in `text`, and where in the source the text from there on stands.
    pub(super) runs: Vec<(usize, Origin)>,
    bold: bool,
    plain: bool,
    /// How many characters of it are links to elsewhere.
    linked: usize,
    /// A tab may stand in it.
    pub(super) tabbed: bool,
    /// Stretches of `text` that are struck out.
    pub(super) struck: Vec<(usize, usize)>,
    /// Places in `text` at which something is drawn that is none.
    pub(super) drawn: Vec<(usize, Drawn)>,
    /// Where its last line begins with raised type, and that ends.
    lifted: Option<(usize, usize)>,
}

impl Flow {
    /// A text with one origin.
    pub(super) fn of(text: &str, strong: bool, origin: Origin) -> Self {
        let mut flow = Self::default();
        flow.at(origin);
        flow.push(text, strong);
        flow
    }

    /// What is pushed next stands there.
    pub(super) fn at(&mut self, origin: Origin) {
        match self.runs.last_mut() {
            Some(last) if last.0 == self.text.len() => last.1 = origin,
            _ => self.runs.push((self.text.len(), origin)),
        }
    }

    /// Adds text. Line ends become `\n`, other control characters blanks; what has no width and
    /// only guides the setting of lines is left out.
    pub(super) fn push(&mut self, text: &str, strong: bool) {
        if self.lifted.is_some() && text.starts_with(|c: char| c.is_ascii_digit()) {
            self.keep_apart();
        }
        let plain = is_plain(text);
        if !plain && text.contains(UNSEEN) {
            let seen: String = text.chars().filter(|c| !UNSEEN.contains(c)).collect();
            return self.push(&seen, strong);
        }
        if plain || !text.bytes().any(|byte| byte < 0x20 || byte == 0x7F) {
            self.text.push_str(text);
            if text.chars().any(|c| !is_blank(c)) {
                self.bold |= strong;
                self.plain |= !strong;
            }
            return;
        }
        self.tabbed = true;
        let mut previous = '\0';
        for c in text.chars() {
            match c {
                '\n' if previous == '\r' => {}
                '\r' | '\u{B}' | '\u{C}' => self.text.push('\n'),
                '\n' | '\t' => self.text.push(c),
                c if c.is_control() => self.text.push(' '),
                c => self.text.push(c),
            }
            previous = c;
            if !is_blank(c) {
                self.bold |= strong;
                self.plain |= !strong;
            }
        }
    }

    /// Adds raised type: what can be read as digits of the number before it, or behind it, is set as superscripts.
    pub(super) fn raise(&mut self, text: &str, strong: bool) {
        let lifted =
            self.lifted.take().filter(|(_, end)| !raised::stands_behind(&self.text[*end..]));
        let lifted = lifted.filter(|(_, end)| !self.text[*end..].contains('\n'));
        if lifted.is_none() && raised::stands_behind(&self.text) {
            return self.push(&raised::set(text), strong);
        }
        let from = lifted.map_or(self.text.len(), |(from, _)| from);
        self.push(text, strong);
        self.lifted = Some((from, self.text.len()));
    }

    /// Adds lowered type: figures behind a figure are no digits of its number.
    pub(super) fn lower(&mut self, text: &str, strong: bool) {
        let behind = self.text.ends_with(|c: char| c.is_ascii_digit());
        let lowered = raised::lowered(text).filter(|_| behind);
        self.push(lowered.as_deref().unwrap_or(text), strong);
    }

    /// Something is drawn here that is no text; of two at one place the last is known better.
    pub(super) fn draw(&mut self, what: Drawn) {
        let at = self.text.len();
        self.drawn.retain(|(own, _)| *own != at);
        self.drawn.push((at, what));
    }

    /// Sets the raised type that ends here apart from the number that follows.
    fn keep_apart(&mut self) {
        let Some((from, end)) = self.lifted.take().filter(|(_, end)| *end == self.text.len())
        else {
            return;
        };
        let apart = raised::set(&self.text[from..]).into_owned();
        self.text.truncate(from);
        self.text.push_str(&apart);
        if let Some(last) = self.runs.last_mut().filter(|(at, _)| *at == end) {
            last.0 = self.text.len();
        }
    }

    /// As many of the characters pushed last are a link.
    pub(super) fn link(&mut self, characters: usize) {
        self.linked += characters;
    }

    /// What was pushed from that offset of the text on is struck out.
    pub(super) fn strike(&mut self, from: usize) {
        let end = self.text.len();
        match self.struck.last_mut() {
            Some(last) if last.1 == from => last.1 = end,
            _ if from < end => self.struck.push((from, end)),
            _ => {}
        }
    }

    /// Takes off what is struck out at its end, with where it stood.
    pub(super) fn take_struck(&mut self) -> Option<(String, Option<Origin>)> {
        let (from, to) = self.struck.last().copied()?;
        if !self.text[to..].chars().all(is_blank) {
            return None;
        }
        self.struck.pop();
        let text = self.text.split_off(from);
        let inside = self.runs.partition_point(|(at, _)| *at <= from);
        let origin = self.runs[..inside].last().map(|(_, origin)| *origin);
        let before = self.runs.partition_point(|(at, _)| *at < from);
        self.runs.truncate(before);
        Some((text, origin))
    }

    pub(super) fn linked(&self) -> usize {
        self.linked
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// All that shows is bold.
    pub(super) fn is_strong(&self) -> bool {
        self.bold && !self.plain
    }

    pub(super) fn is_blank(&self) -> bool {
        !self.bold && !self.plain
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.struck.clear();
        self.drawn.clear();
        self.lifted = None;
        (self.bold, self.plain, self.linked, self.tabbed) = (false, false, 0, false);
    }

    /// Adds what another holds.
    pub(super) fn extend(&mut self, other: &Flow) {
        let base = self.text.len();
        self.runs.extend(other.runs.iter().map(|(at, origin)| (base + at, *origin)));
        self.struck.extend(other.struck.iter().map(|(from, to)| (base + from, base + to)));
        self.drawn.extend(other.drawn.iter().map(|(at, what)| (base + at, *what)));
        self.text.push_str(&other.text);
        self.bold |= other.bold;
        self.plain |= other.plain;
        self.linked += other.linked;
        self.tabbed |= other.tabbed;
    }
}
