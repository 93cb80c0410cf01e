//! Rules as drawn → grid lines: snapped to one coordinate, dashes and pieces joined.

use super::page::Rect;

/// Rules closer than this are one: double borders, a cell's right beside the next one's left.
const SNAP: f32 = 2.5;
/// Pieces of a rule closer than this are one: dashes, gaps at crossings.
const GAP: f32 = 4.0;
/// Shortest joined rule that can bound a cell.
const LEAST: f32 = 6.0;

/// Rules on one coordinate.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Track {
    /// `y` of horizontal rules, `x` of vertical ones.
    pub(super) at: f32,
    /// Where ink is, from start to end, sorted and apart.
    pub(super) pieces: Vec<(f32, f32)>,
}

impl Track {
    /// Whether the rule runs past `at`.
    pub(super) fn covers(&self, at: f32) -> bool {
        let index = self.pieces.partition_point(|piece| piece.0 <= at);
        index > 0 && self.pieces[index - 1].1 >= at
    }
}

/// A joined rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// `y` of a horizontal rule, `x` of a vertical one.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// Whether a line that goes so far across and down is a rule; the ends of one set by hand are not quite level.
pub(super) fn is_straight(across: f32, down: f32) -> bool {
    let (off, length) = (across.min(down), across.max(down));
    off <= 0.7 || off <= 1.5 && off <= 0.05 * length
}

/// Horizontal and vertical rules of a page, joined.
pub(super) fn rules(drawn: &[Rect]) -> (Vec<Rule>, Vec<Rule>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rect in drawn {
        let (width, height) = (rect.width(), rect.height());
        // A dot can be a piece of either.
        if width >= height {
            let at = f32::midpoint(rect.y0, rect.y1);
            across.push(Rule { at, from: rect.x0, to: rect.x1 });
        }
        if height >= width {
            let at = f32::midpoint(rect.x0, rect.x1);
            down.push(Rule { at, from: rect.y0, to: rect.y1 });
        }
    }
    (joined(across), joined(down))
}

/// Snaps and joins rules of one direction.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut start = 0;
    for end in 1..=rules.len() {
        let goes_on = rules.get(end).is_some_and(|next| next.at - rules[end - 1].at <= SNAP);
        if !goes_on {
            let track = &mut rules[start..end];
            let at = track.iter().map(|rule| rule.at).sum::<f32>()
                / track.iter().map(|_| 1.0).sum::<f32>();
            track.sort_by(|a, b| a.from.total_cmp(&b.from));
            let mut open: Option<Rule> = None;
            for rule in track.iter() {
                match &mut open {
                    Some(last) if rule.from - last.to <= GAP => last.to = last.to.max(rule.to),
                    _ => out.extend(open.replace(Rule { at, ..*rule })),
                }
            }
            out.extend(open);
            start = end;
        }
    }
    out.retain(|rule| rule.to - rule.from >= LEAST);
    out
}

/// Gathers rules by coordinate, sorted.
pub(super) fn tracks(rules: impl Iterator<Item = Rule>) -> Vec<Track> {
    let mut rules: Vec<Rule> = rules.collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut tracks: Vec<Track> = Vec::new();
    for rule in rules {
        match tracks.last_mut() {
            Some(track) if rule.at - track.at <= SNAP => track.pieces.push((rule.from, rule.to)),
            _ => tracks.push(Track { at: rule.at, pieces: vec![(rule.from, rule.to)] }),
        }
    }
    for track in &mut tracks {
        track.pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    tracks
}

#[cfg(test)]
mod tests {
    use super::{Rule, is_straight, rules, tracks};
    use crate::ingest::pdf::page::Rect;

    #[test]
    fn dashes_and_double_borders_are_one_rule() {
        let mut drawn: Vec<Rect> = (0..10u16)
            .map(|i| f32::from(i) * 5.0)
            .map(|x| Rect::new(x, 100.0, x + 3.0, 100.5))
            .collect();
        drawn.push(Rect::new(40.0, 101.5, 90.0, 102.0));
        let (across, down) = rules(&drawn);
        assert!(down.is_empty());
        assert_eq!(across.len(), 1);
        assert_eq!((across[0].from, across[0].to), (0.0, 90.0));
    }

    #[test]
    fn rules_may_lean_a_little() {
        assert!(is_straight(0.6, 4.0) && is_straight(0.9, 21.0) && is_straight(400.0, 1.2));
        // The diagonal of a header's cell, and a line that falls over a page.
        assert!(!is_straight(60.0, 20.0) && !is_straight(500.0, 2.0) && !is_straight(0.9, 10.0));
    }

    #[test]
    fn tracks_know_where_ink_is() {
        let rule = |from, to| Rule { at: 10.0, from, to };
        let tracks = tracks([rule(50.0, 80.0), rule(0.0, 20.0)].into_iter());
        assert_eq!(tracks.len(), 1);
        assert!(tracks[0].covers(10.0) && tracks[0].covers(60.0) && !tracks[0].covers(30.0));
    }
}
