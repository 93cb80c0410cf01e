//! A name and what belongs to it on one line: `北京交通大学：系统科学、土木工程`.

use super::headings::Headings;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{OddityKind, RegionRole, Role, Span};
use crate::segment::roster::{groups, values};
use crate::text::words::annex::FRAME;
use crate::text::words::site::FORM_LABELS;
use crate::text::{compact, numeral, traditional, trim};

/// Fewest lines that make a list.
const LEAST: usize = 4;

/// So many lines above and below are looked at for others of the kind.
const NEAR: usize = 2;

/// Longest name, in characters.
const NAME_MOST: usize = 30;

/// What a line of such a list is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Row,
    /// 第一类：甲档（4所）: it counts the rows below, whatever stands in it; or 一、甲类 in a list.
    Head,
    Other,
}

/// Recognises a run of lines that each have one name before a colon, and the headings with counts, or of a list's classes,
/// between them.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let parts = parts(scope, &open);
    let in_run: Vec<bool> = parts.iter().map(|part| *part != Part::Other).collect();
    let (start, end) = longest_run(&in_run)?;
    let count = parts[start..end].iter().filter(|part| **part == Part::Row).count();
    // Headings with counts tell a list however few its rows.
    let counts = |at: usize| parts[at] == Part::Head && has_count(scope, open[at]);
    let headed = (start..end).any(counts);
    if count < if headed { 1 } else { LEAST } {
        return None;
    }
    let near = |range: std::ops::Range<usize>| parts[range].contains(&Part::Row);
    // Bodies that fill the annex of a list are its rows however few.
    let body = |at: usize| {
        let text = scope.text(open[at]);
        parted(text).is_some_and(|(end, _)| values::is_body(&compact(&text[..end])))
    };
    let remark = |at: usize| {
        let text = scope.text(open[at]);
        text.starts_with(['（', '(']) && !text.contains(|c| numeral::digit(c).is_some())
    };
    let whole = || {
        scope.annex_is_list()
            && scope.counts_nothing_else(count)
            && (0..start).all(remark)
            && end == parts.len()
            && (start..end).all(body)
    };
    let mut found = Found {
        // The form leaves no room between the lines: a missing line would break the run.
        // 青禾大学：数学 over 云岭: a row of another is broken above it.
        proven: (count >= 2 * LEAST || scope.is_declared(count) || counts(start) || whole())
            && !near(start.saturating_sub(NEAR)..start)
            && !near(end..parts.len().min(end + NEAR)),
        ..Found::default()
    };
    found.roster.columns.push(column("name", Role::Name, "values"));
    found.roster.columns.push(column("column_2", Role::Text, "values"));
    let rows = || (start..end).filter(|at| parts[*at] == Part::Row).map(|at| open[at]);
    let merged: Vec<usize> = rows().filter(|index| second(scope.text(*index))).collect();
    // One that has what hardly any other has is two lines run together.
    if merged.len() * MANY <= count {
        for index in merged {
            found.oddities.push((OddityKind::LinesMerged, scope.lines[index].span));
        }
    }
    let mut headings = Headings::default();
    for (index, part) in open[start..end].iter().copied().zip(&parts[start..end]) {
        let line = scope.lines[index];
        let span = line.span;
        found.taken.push(index);
        if *part == Part::Head {
            headings.enter(&groups::heading(scope.document, &line), scope.text(index), &mut found);
            continue;
        }
        let Some((end, rest)) = parted(scope.text(index)) else { continue };
        let from = span.start as usize;
        let plane = &scope.document.text;
        let name = trim(Span::of(from, from + end), plane);
        let rest = trim(Span::of(from + rest.start, from + rest.end), plane);
        found.entry(&[name, rest], headings.entry(), Serial::None);
        found.regions.push((span, RegionRole::Cell));
    }
    headings.finish(&mut found);
    Some(found)
}

fn parts(scope: &Scope<'_>, open: &[usize]) -> Vec<Part> {
    let row = |index: usize| {
        let text = scope.text(index);
        // 1.甲：乙 is numbered, not named.
        parted(text).is_some() && !groups::is_numbered(&compact(text))
    };
    // 一、工业 over 汽车：…, where the annex is a list.
    let listed = scope.annex_is_list();
    let heads = |index: usize| {
        let text = scope.text(index).trim_end();
        let numbered = || {
            listed
                && groups::is_numbered(&compact(text))
                && !text.contains(['：', ':', '。', '；', '，', ','])
        };
        text.chars().count() <= NAME_MOST
            && ((text.ends_with(['）', ')']) && has_count(scope, index)) || numbered())
    };
    (0..open.len())
        .map(|at| match open.get(at + 1) {
            Some(below) if heads(open[at]) && row(*below) && !heads(*below) => Part::Head,
            _ if row(open[at]) => Part::Row,
            _ => Part::Other,
        })
        .collect()
}

/// Whether a line counts what stands below it.
fn has_count(scope: &Scope<'_>, line: usize) -> bool {
    groups::heading(scope.document, &scope.lines[line]).claim.is_some()
}

/// Where at most one line in so many has a second name and colon, the others have none.
const MANY: usize = 8;

/// Whether another name and colon follow behind the first: `甲大学：物理学乙大学：化学`.
fn second(text: &str) -> bool {
    let Some((at, width)) = colon(text) else { return false };
    let mut depth = 0;
    text[at + width..].chars().any(|c| {
        match c {
            '（' | '(' | '《' | '“' | '【' => depth += 1,
            '）' | ')' | '》' | '”' | '】' => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(c, '：' | ':')
    })
}

/// Where the name ends, and what belongs to it: behind its colon, or in the bracket that closes the line
/// where the colon stands in it, 青禾中心（依托单位：甲大学）.
fn parted(text: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let (at, width) = colon(text)?;
    let Some(open) = text[..at].rfind(['（', '(']) else {
        return Some((at, at + width..text.len()));
    };
    if text[open..at].contains(['）', ')']) {
        return Some((at, at + width..text.len()));
    }
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let from = open + text[open..].chars().next()?.len_utf8();
    let count = |marks: [char; 2]| inner[from..].matches(marks).count();
    let even = count(['（', '(']) == count(['）', ')']);
    (even && !text[..open].trim().is_empty()).then_some((open, from..inner.len()))
}

/// Where the colon behind the name stands, and its width.
fn colon(text: &str) -> Option<(usize, usize)> {
    let at = text.find(['：', ':'])?;
    let width = text[at..].chars().next()?.len_utf8();
    let name = text[..at].chars().count();
    let mut depth = 0;
    let sentence = text[..at].chars().any(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        // 油气（不含加油、加气）：
        matches!(c, '，' | '。' | '；') || (depth == 0 && c == '、')
    });
    let value = !text[at + width..].trim().is_empty() && !text[at + width..].starts_with("//");
    let head = traditional::simplify(&compact(&text[..at]));
    // 一是甲区：全域 is a point of a text.
    let point = numeral::prefix(&head).is_some_and(|(_, length)| head[length..].starts_with('是'));
    let label = point
        || FORM_LABELS
            .iter()
            .chain(FRAME)
            .any(|word| head == *word || (word.len() > 6 && head.starts_with(word)))
        || head.starts_with("附件")
        || ["如下", "名单", "目录"].iter().any(|word| head.ends_with(word));
    ((2..=NAME_MOST).contains(&name) && !sentence && value && !label).then_some((at, width))
}

/// The longest run of `true`, as a range.
fn longest_run(fits: &[bool]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut start = 0;
    for end in 0..=fits.len() {
        if end < fits.len() && fits[end] {
            continue;
        }
        if end > start && best.is_none_or(|(a, b)| end - start > b - a) {
            best = Some((start, end));
        }
        start = end + 1;
    }
    best
}
