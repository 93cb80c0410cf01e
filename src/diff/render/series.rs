//! A series as text and as Markdown: a line of marks per entry, one for each edition.

use std::fmt::Write as _;

use super::markdown::cell;
use super::{counts, word};
use crate::diff::headings;
use crate::diff::timeline::{Event, EventKind, Timeline, Track};
use crate::model::Lang;
use crate::text::tame;
use crate::text::width::{cut, pad, width};

/// Cells that the names take at most.
const WIDEST: usize = 40;

/// Entries to which something happened; `all` lists the others too. `●` present, `·` absent.
pub fn text(timeline: &Timeline, lang: Lang, all: bool) -> String {
    let mut out = String::new();
    for (at, edition) in timeline.editions.iter().enumerate() {
        let date = edition.date.as_deref().map_or(String::new(), |date| format!("{date} · "));
        let _ = writeln!(
            out,
            "{}  {}  {date}{} {}{}",
            at + 1,
            tame(&edition.name),
            edition.entries,
            word("entries", lang),
            if at == 0 { String::new() } else { format!(" · {}", counts(&edition.summary, lang)) },
        );
    }
    out.push('\n');
    let listed = || timeline.entries.iter().filter(|track| all || !track.events.is_empty());
    let widest = listed().map(|track| width(&tame(&track.name)).min(WIDEST)).max().unwrap_or(0);
    for track in listed() {
        let name = pad(&cut(&tame(&track.name), WIDEST), widest);
        let _ = writeln!(out, "{name}  {}  {}", marks(track), tame(&events(track, lang)));
    }
    let _ = writeln!(out, "\n{}", counts(&timeline.summary(), lang));
    out
}

/// The same as a Markdown table.
pub fn markdown(timeline: &Timeline, lang: Lang) -> String {
    let mut out = String::new();
    let head: Vec<String> = timeline.editions.iter().map(|edition| cell(&edition.name)).collect();
    let _ = writeln!(out, "**{}**\n", counts(&timeline.summary(), lang));
    let _ = writeln!(
        out,
        "| {} | {} | {} | |\n|---|---|{}---|",
        word("entry", lang),
        word("group", lang),
        head.join(" | "),
        "---|".repeat(head.len())
    );
    for track in timeline.eventful() {
        let present: Vec<&str> =
            track.at.iter().map(|at| if at.is_some() { "●" } else { "" }).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            cell(&track.name),
            cell(&headings::shown(&track.group)),
            present.join(" | "),
            cell(&events(track, lang))
        );
    }
    out
}

fn marks(track: &Track) -> String {
    track.at.iter().map(|at| if at.is_some() { '●' } else { '·' }).collect()
}

fn events(track: &Track, lang: Lang) -> String {
    let told = |event: &Event| {
        let what = word(event.kind.name(), lang);
        match (event.kind, &event.old, &event.new) {
            (EventKind::Renamed | EventKind::Moved, Some(old), Some(new)) => {
                format!("{} {what} {old} → {new}", event.edition)
            }
            _ => format!("{} {what}", event.edition),
        }
    };
    track.events.iter().map(told).collect::<Vec<_>>().join("; ")
}
