//! A workbook's cover: a sheet without rows before the one with the list. What it says is no heading of a group.

use super::builder::Builder;
use super::words;
use crate::model::document::Origin;
use crate::model::roster::NoteKind;
use crate::model::{RegionRole, Span};
use crate::segment::line::{Line, LineKind};
use crate::segment::lines::BOOKS;
use crate::text::compact;

/// How many of the lines before `first` stand in sheets before its own.
pub(super) fn lines(builder: &Builder<'_>, first: usize) -> usize {
    let runs = &builder.document.origins.runs;
    let part = |line: &Line| {
        let at = runs.partition_point(|run| run.start <= line.span.start).checked_sub(1)?;
        match runs[at].origin {
            Origin::Part { part, .. } | Origin::Cells { part, .. } => Some(part),
            _ => None,
        }
    };
    if !BOOKS.contains(&builder.document.format) {
        return 0;
    }
    let Some(own) = builder.lines.get(first).and_then(part) else { return 0 };
    let above = &builder.lines[..first];
    // Lines of a sheet with rows of its own are judged as those of this one are.
    if above.iter().any(Line::is_row) {
        return 0;
    }
    above.iter().take_while(|line| part(line).is_some_and(|part| part < own)).count()
}

/// Takes the lines of the cover; gives the one that may be the list's title: the first that is no sheet's name.
pub(super) fn read(builder: &mut Builder<'_>, count: usize) -> Option<Span> {
    let mut title = None;
    for index in 0..count {
        let line = builder.lines[index];
        if line.is_furniture() {
            continue;
        }
        if matches!(line.kind, LineKind::Heading(_)) {
            builder.regions.add(line.span, RegionRole::Furniture);
            continue;
        }
        let text = compact(builder.slice(line.span));
        let speaks = text.ends_with(['。', '；', '：', ':']) || text.contains('。');
        let other = words::dates_or_numbers(&text) || words::is_bracketed(&text);
        if title.is_none() && !speaks && !other {
            builder.regions.add(line.span, RegionRole::Heading);
            title = Some(line.span);
        } else {
            builder.note(NoteKind::Remark, line.span);
        }
    }
    title
}
