//! The lines around the marked places, cut to a window where a line is a whole paragraph.

use crate::model::{Document, Span};
use crate::text::tame::tame_in_place;
use crate::text::width::width;

/// A place to underline, in bytes of the plane or of an excerpt.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub span: Span,
    pub label: String,
    pub primary: bool,
}

/// Lines that follow each other, and what is marked in them.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    pub text: String,
    /// Number of the first line in the file.
    pub line: usize,
    pub marks: Vec<Mark>,
}

/// Lines with marks that are this near to each other are shown in one piece, with those between.
const NEAR: usize = 2;
/// Lines wider than this, in terminal cells, are cut to a window.
const WIDE: usize = 100;
/// Never look further than this, in bytes, for the ends of a line.
const REACH: usize = 4096;
/// Shown before a mark in a cut line, in characters.
const BEFORE: usize = 16;

/// One line of the plane with its marks.
struct Line {
    span: Span,
    number: usize,
    marks: Vec<Mark>,
}

/// Excerpts with all marks, the primary one's first, the others in order of place.
pub(super) fn of(document: &Document, marks: &[Mark]) -> Vec<Excerpt> {
    let mut lines: Vec<Line> = Vec::new();
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|mark| (mark.span, !mark.primary));
    for mark in sorted {
        let span = line_at(&document.text, mark.span.start as usize);
        // Only the first line of a longer stretch is underlined.
        let end = mark.span.end.min(span.end).max(mark.span.start);
        let mark = Mark { span: Span::new(mark.span.start, end), ..mark.clone() };
        if let Some(line) = lines.last_mut().filter(|line| line.span == span) {
            line.marks.push(mark);
        } else {
            let number = document.position(span.start).line as usize;
            lines.push(Line { span, number, marks: vec![mark] });
        }
    }
    let mut excerpts: Vec<Excerpt> = Vec::new();
    let mut last: Option<Line> = None;
    for line in lines {
        let joined = match (&last, excerpts.last_mut()) {
            (Some(last), Some(excerpt)) => between(document, last, &line).map(|middle| {
                excerpt.text.push_str(&middle);
                append(document, excerpt, &line);
            }),
            _ => None,
        };
        if joined.is_none() {
            let mut excerpt = Excerpt { text: String::new(), line: line.number, marks: Vec::new() };
            append(document, &mut excerpt, &line);
            excerpts.push(excerpt);
        }
        last = Some(line);
    }
    excerpts.sort_by_key(|excerpt| !excerpt.marks.iter().any(|mark| mark.primary));
    excerpts
}

/// The line a place lies in, without its end, at most [`REACH`] on each side.
fn line_at(plane: &str, at: usize) -> Span {
    let low = boundary(plane, at.saturating_sub(REACH));
    let high = boundary(plane, at.saturating_add(REACH));
    let start = plane[low..at].rfind('\n').map_or(low, |i| low + i + 1);
    let end = plane[at..high].find('\n').map_or(high, |i| at + i);
    Span::of(start, end.max(start))
}

fn boundary(plane: &str, at: usize) -> usize {
    let mut at = at.min(plane.len());
    while !plane.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What stands between two near lines, line breaks included; `None` if they are not near, or if
/// the file has other lines between them than the plane.
fn between(document: &Document, last: &Line, next: &Line) -> Option<String> {
    let middle = document.text.get(last.span.end as usize..next.span.start as usize)?;
    if middle.len() > REACH || !middle.starts_with('\n') || !middle.ends_with('\n') {
        return None;
    }
    let breaks = middle.matches('\n').count();
    if breaks > NEAR + 1 || last.number + breaks != next.number {
        return None;
    }
    let cut: Vec<String> = middle
        .split('\n')
        .map(|line| tame_in_place(&crate::text::width::cut(line, WIDE)))
        .collect();
    Some(cut.join("\n"))
}

/// Adds a line to an excerpt, cut to a window around its marks where it is wide.
fn append(document: &Document, excerpt: &mut Excerpt, line: &Line) {
    let plane = &document.text;
    let text = line.span.text(plane);
    let base = excerpt.text.len() as u32;
    let window = if width(text) > WIDE { window(plane, line) } else { line.span };
    let cut_before = window.start > line.span.start;
    if cut_before {
        excerpt.text.push('…');
    }
    let shift = |at: u32| {
        let inside = at.clamp(window.start, window.end) - window.start;
        base + inside + if cut_before { '…'.len_utf8() as u32 } else { 0 }
    };
    let marks = line.marks.iter().map(|mark| Mark {
        span: Span::new(shift(mark.span.start), shift(mark.span.end)),
        ..mark.clone()
    });
    excerpt.marks.extend(marks);
    // A carriage return or another control would break the drawing, or worse.
    excerpt.text.push_str(&tame_in_place(window.text(plane)));
    if window.end < line.span.end {
        excerpt.text.push('…');
    }
}

/// A stretch of a wide line: from a little before the first mark up to the width of a terminal.
fn window(plane: &str, line: &Line) -> Span {
    let primary = line.marks.iter().find(|mark| mark.primary).or(line.marks.first());
    let focus = primary.map_or(line.span.start, |mark| mark.span.start);
    let before = &plane[line.span.start as usize..focus as usize];
    let start = before.char_indices().rev().take(BEFORE).last().map_or(0, |(i, _)| i);
    let start = line.span.start as usize + start;
    let mut cells = 0;
    let mut end = start;
    let mut buffer = [0; 4];
    for (i, c) in plane[start..line.span.end as usize].char_indices() {
        cells += width(c.encode_utf8(&mut buffer));
        if cells > WIDE - 2 {
            break;
        }
        end = start + i + c.len_utf8();
    }
    Span::of(start, end)
}
