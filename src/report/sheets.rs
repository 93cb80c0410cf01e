//! Pieces of targets joined into the report of a run, as they come.

use serde_json::Value;

use super::{Lang, Renderer};

/// What one target gives.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What is written above it where there may be several targets, and pieces simply follow each other.
    pub head: String,
    /// What is written at once.
    pub body: String,
    /// What can be written only when all targets are known; the frame's `close` gets it.
    pub aside: Option<Value>,
}

impl From<String> for Piece {
    fn from(body: String) -> Self {
        Self { body, ..Self::default() }
    }
}

/// What a format must know of the run.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Whether there may be several targets.
    pub many: bool,
    /// Language of the sentences.
    pub lang: Lang,
}

/// What makes one document of pieces.
#[derive(Debug)]
pub struct Frame {
    /// What stands before all pieces.
    pub open: fn(Scope) -> String,
    /// What stands between two that are not empty.
    pub between: &'static str,
    /// What stands after them, made from what they laid aside.
    pub close: fn(Scope, Vec<Value>) -> String,
}

/// A report being written.
#[derive(Debug)]
pub struct Sheets {
    frame: Option<&'static Frame>,
    scope: Scope,
    opened: bool,
    written: bool,
    asides: Vec<Value>,
}

impl Sheets {
    /// An empty report in that format.
    pub fn new(renderer: &Renderer, scope: Scope) -> Self {
        Self { frame: renderer.frame, scope, opened: false, written: false, asides: Vec::new() }
    }

    /// Adds a piece, and gives what is to be written now.
    pub fn add(&mut self, piece: Piece) -> String {
        let Some(frame) = self.frame else {
            let head = if self.scope.many { piece.head } else { String::new() };
            return head + &piece.body;
        };
        let mut text = self.opening();
        self.asides.extend(piece.aside);
        if !piece.body.is_empty() {
            if self.written {
                text.push_str(frame.between);
            }
            text.push_str(&piece.body);
            self.written = true;
        }
        text
    }

    /// What remains to be written when all targets are through.
    pub fn close(mut self) -> String {
        let Some(frame) = self.frame else { return String::new() };
        self.opening() + &(frame.close)(self.scope, self.asides)
    }

    fn opening(&mut self) -> String {
        let begin = self.frame.filter(|_| !std::mem::replace(&mut self.opened, true));
        begin.map_or_else(String::new, |frame| (frame.open)(self.scope))
    }
}
