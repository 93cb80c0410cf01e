//! A progress bar, on a terminal alone.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use crate::cli::voice::{Voice, tell};
use crate::text::width::cut;

/// How often it is drawn at most.
const PAUSE: Duration = Duration::from_millis(80);
/// Cells of the bar itself.
const CELLS: usize = 24;

/// How far the work has come.
pub(in crate::cli) struct Progress {
    shown: bool,
    all: usize,
    drawn: Option<Instant>,
}

impl Progress {
    pub(in crate::cli) fn new(all: usize, voice: Voice) -> Self {
        let shown = !voice.quiet && all > 1 && std::io::stderr().is_terminal();
        Self { shown, all, drawn: None }
    }

    /// So many are done, the last of that name.
    pub(in crate::cli) fn step(&mut self, done: usize, name: &str) {
        let now = Instant::now();
        if !self.shown || self.drawn.is_some_and(|drawn| now.duration_since(drawn) < PAUSE) {
            return;
        }
        self.drawn = Some(now);
        let filled = CELLS * done / self.all.max(1);
        let bar = format!("{}{}", "━".repeat(filled), "─".repeat(CELLS - filled));
        let name = cut(&crate::cli::display::tame(name), 40);
        tell(&format!("\r\u{1b}[K{bar} {done}/{} {name}", self.all));
    }

    /// Says words without the bar in between; the next step draws it anew.
    pub(in crate::cli) fn say(&mut self, words: &str) {
        if !words.is_empty() {
            self.clear();
            tell(words);
        }
    }

    /// Takes the bar away.
    pub(in crate::cli) fn clear(&mut self) {
        if self.shown && self.drawn.take().is_some() {
            tell("\r\u{1b}[K");
        }
    }
}
