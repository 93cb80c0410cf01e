//! A name of a list that its layout broke in two, read as two entries: they make up for one that is lost, and every count
//! holds. How the other names end tells.

use super::Found;
use crate::model::roster::{Entry, Serial};
use crate::model::{Document, Span};
use crate::text::compact;
use crate::text::words::annex::NAME_TAILS;

/// Fewest other names that show how they end.
const OTHERS_LEAST: usize = 2;

/// How a name that is whole ends: what stands below it is another.
const WHOLE: [char; 33] = [
    '村', '镇', '乡', '区', '县', '市', '司', '院', '校', '局', '会', '所', '厂', '店', '社', '馆',
    '园', '站', '场', '寨', '学', '心', '行', '部', '团', '地', '队', '处', '州', '旗', '盟', '省',
    '委',
];

/// The two halves as one stretch, the first such two.
pub(super) fn find(document: &Document, found: &Found) -> Option<Span> {
    let entries = &found.roster.entries;
    let numbered = |entry: &Entry| entry.serial != Serial::None;
    if entries.len() < OTHERS_LEAST + 2 || entries.iter().any(numbered) {
        return None;
    }
    let width = found.roster.columns.len().max(1);
    let name = |at: usize| found.roster.cells.get(at * width).map(|cell| document.slice(*cell));
    let names: Option<Vec<String>> = (0..entries.len()).map(|at| name(at).map(compact)).collect();
    let names = names?;
    let last = |name: &str| name.chars().next_back();
    let mut ends: std::collections::BTreeMap<char, usize> = std::collections::BTreeMap::new();
    names.iter().filter_map(|name| last(name)).for_each(|end| *ends.entry(end).or_default() += 1);
    let (end, alike) = ends.into_iter().max_by_key(|(_, count)| *count)?;
    // The second half ends as the others do.
    let shows = alike > OTHERS_LEAST && (alike - 1) * 3 >= (names.len() - 2) * 2;
    let mut lengths: Vec<(usize, usize)> =
        names.iter().enumerate().map(|(at, name)| (name.chars().count(), at)).collect();
    lengths.sort_unstable();
    let shortest_but = |own: usize| {
        let others = lengths.iter().find(|(_, at)| *at != own && *at != own + 1);
        others.map_or(0, |(length, _)| *length)
    };
    let halves = |at: &usize| {
        let (one, other) = (&names[*at], &names[*at + 1]);
        let of_one = unclosed(one) > 0 && unclosed(other) < 0;
        let between = entries[*at].span.end as usize..entries[*at + 1].span.start as usize;
        // No layout breaks a name of a sentence.
        let broken = document.text.get(between).is_some_and(|text| text.contains('\n'));
        if of_one && entries[*at].group == entries[*at + 1].group {
            return true;
        }
        if !broken || entries[*at].group != entries[*at + 1].group {
            return false;
        }
        let length = other.chars().count();
        let short = NAME_TAILS.contains(&other.as_str())
            || (length * 2 <= shortest_but(*at) && !one.ends_with(WHOLE));
        shows && short && last(other) == Some(end) && last(one) != Some(end)
    };
    let at = (0..names.len() - 1).find(halves)?;
    Some(entries[at].span.hull(entries[at + 1].span))
}

/// How many brackets a text opens that it does not close.
fn unclosed(text: &str) -> i64 {
    let depth = |c| i64::from(matches!(c, '（' | '(')) - i64::from(matches!(c, '）' | ')'));
    text.chars().map(depth).sum()
}
