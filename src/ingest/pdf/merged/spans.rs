//! The rows of each text beside them, as ranges.

use crate::ingest::pdf::page::Rect;

/// How far from its rows' middle a text may stand, in ems: what is set there stands there to a point, and half
/// a row further on is the middle of other rows.
const EXACT: f32 = 0.15;
/// How far from the top of its rows a text may stand, in parts of its line's height.
const OFF: f32 = 0.3;

/// A text of one or several lines.
#[derive(Debug)]
pub(in crate::ingest::pdf) struct Text {
    pub(in crate::ingest::pdf) said: String,
    pub(in crate::ingest::pdf) bounds: Rect,
    pub(in crate::ingest::pdf) size: f32,
    pub(in crate::ingest::pdf) strong: bool,
}

/// Whether a table goes on from the page before, and over the page.
#[derive(Clone, Copy)]
pub(in crate::ingest::pdf) struct Around {
    pub(in crate::ingest::pdf) begun: bool,
    pub(in crate::ingest::pdf) more: bool,
}

/// The rows of each text as ranges; `None` where nothing tells them surely.
pub(super) fn spans(
    texts: &[Text],
    rows: &[(f32, f32)],
    anew: &[usize],
    around: Around,
) -> Option<Vec<(usize, usize)>> {
    by_serials(texts, rows, anew, around).or_else(|| {
        let open = 0..if around.begun { rows.len() } else { 1 };
        let mut ways = open.filter_map(|open| by_middles(texts, rows, open, around));
        let found = ways.next().or_else(|| by_tops(texts, rows))?;
        ways.next().is_none().then_some(found)
    })
}

/// Each text stands beside rows that are counted from 1.
fn by_serials(
    texts: &[Text],
    rows: &[(f32, f32)],
    anew: &[usize],
    around: Around,
) -> Option<Vec<(usize, usize)>> {
    let mut starts = anew.to_vec();
    // What stands above the first that is counted from 1 goes on from the page before.
    if around.begun && *starts.first()? > 0 && texts[0].bounds.y1 < rows[starts[0]].0 {
        starts.insert(0, 0);
    }
    let spans = |starts: &[usize]| -> Vec<(usize, usize)> {
        let ends = starts.iter().skip(1).copied().chain([rows.len()]);
        starts.iter().copied().zip(ends).collect()
    };
    let mut spans = spans(&starts);
    // The text of the last may stand on the next page.
    if around.more && spans.len() == texts.len() + 1 {
        spans.pop();
    }
    let first = anew.first() == Some(&0) || around.begun;
    if !first || spans.len() != texts.len() || starts.len() < 2 && !around.begun {
        return None;
    }
    let beside = |(text, (from, to)): (&Text, &(usize, usize))| {
        text.bounds.y1 > rows[*from].0 && text.bounds.y0 < rows[*to - 1].1
    };
    texts.iter().zip(&spans).all(beside).then_some(spans)
}

/// Each text stands at the middle of its rows; the first `open` rows are of the page before. The last text
/// may have rows on the next page, and stands beside its first one then.
pub(in crate::ingest::pdf) fn by_middles(
    texts: &[Text],
    rows: &[(f32, f32)],
    open: usize,
    around: Around,
) -> Option<Vec<(usize, usize)>> {
    let middle = |text: &Text| f32::midpoint(text.bounds.y0, text.bounds.y1);
    let off = |from: usize, to: usize, text: &Text| {
        f32::midpoint(rows[from].0, rows[to].1) - middle(text)
    };
    let mut spans = Vec::with_capacity(texts.len());
    let mut from = open;
    for (index, text) in texts.iter().enumerate() {
        let row = rows.get(from)?;
        let most = EXACT * text.size;
        let to = (from..rows.len()).find(|to| off(from, *to, text) > -most);
        let fits = to.filter(|to| off(from, *to, text) <= most);
        let cut = around.more && index + 1 == texts.len();
        if cut && (text.bounds.y0 - row.0).abs() < OFF * text.bounds.height() {
            spans.push((from, rows.len()));
            return Some(spans);
        }
        let to = fits?;
        spans.push((from, to + 1));
        from = to + 1;
    }
    (from == rows.len()).then_some(spans)
}

/// Each text stands beside the first of its rows.
fn by_tops(texts: &[Text], rows: &[(f32, f32)]) -> Option<Vec<(usize, usize)>> {
    let level = |text: &Text| {
        let middle = f32::midpoint(text.bounds.y0, text.bounds.y1);
        rows.iter().position(|row| row.0 <= middle && middle <= row.1)
    };
    let starts: Vec<usize> = texts.iter().map(level).collect::<Option<_>>()?;
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    let spans: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    let top = |(text, (from, _)): (&Text, &(usize, usize))| {
        (text.bounds.y0 - rows[*from].0).abs() < OFF * (rows[*from].1 - rows[*from].0)
    };
    let rising = starts.is_sorted_by(|a, b| a < b) && starts.first() == Some(&0);
    // Rows of one line each stand beside texts at their middle as well.
    let several = spans.iter().any(|(from, to)| to - from > 1);
    (rising && several && texts.iter().zip(&spans).all(top)).then_some(spans)
}

/// Rows up to halfway to the next text.
pub(super) fn nearest(texts: &[Text], rows: &[(f32, f32)]) -> Vec<(usize, usize)> {
    let middle = |text: &Text| f32::midpoint(text.bounds.y0, text.bounds.y1);
    let mut spans = Vec::with_capacity(texts.len());
    let mut from = 0;
    for (index, text) in texts.iter().enumerate() {
        let left = texts.len() - index - 1;
        let bound =
            texts.get(index + 1).map_or(f32::MAX, |next| f32::midpoint(middle(text), middle(next)));
        let most = rows.len().saturating_sub(left);
        let mut to = from + 1;
        while to < most && f32::midpoint(rows[to].0, rows[to].1) < bound {
            to += 1;
        }
        if to > rows.len() {
            break;
        }
        spans.push((from, to));
        from = to;
    }
    spans
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Around, Text, by_middles};
    use crate::ingest::pdf::page::Rect;

    pub(in crate::ingest::pdf::merged) const ALONE: Around = Around { begun: false, more: false };

    pub(in crate::ingest::pdf::merged) fn text(said: &str, middle: f32) -> Text {
        let bounds = Rect::new(10.0, middle - 6.0, 60.0, middle + 6.0);
        Text { said: said.to_owned(), bounds, size: 12.0, strong: false }
    }

    #[test]
    fn a_text_at_the_middle_has_the_rows_around_it() {
        let rows: Vec<(f32, f32)> =
            (0..5u8).map(|at| 100.0 + 20.0 * f32::from(at)).map(|y| (y, y + 12.0)).collect();
        let two = [text("甲省", 126.0), text("乙省", 176.0)];
        assert_eq!(by_middles(&two, &rows, 0, ALONE), Some(vec![(0, 3), (3, 5)]));
        // Where the rows do not come out nothing is said of them.
        let off = [text("甲省", 130.0), text("乙省", 176.0)];
        assert_eq!(by_middles(&off, &rows, 0, ALONE), None);
    }
}
