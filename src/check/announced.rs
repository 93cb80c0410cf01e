//! The lists that a letter announces as its annexes, `附件：1.甲名单 2.乙名单`, and those of them below whose
//! title no row stands.

use crate::model::{Document, Notice, Span};
use crate::text::{compact, fold, numeral};

/// An announced list.
#[derive(Clone, Debug)]
pub(super) struct Announced {
    /// Its title as announced, without blanks.
    pub title: String,
    /// The number of its annex.
    pub number: u32,
    /// The line that announces it.
    pub line: Span,
    /// Where its title stands again, with no row below it; none where it does not.
    pub lost: Option<Span>,
    /// Rows stand below its title, or a roster has it.
    pub found: bool,
}

/// Longest title, in characters.
const TITLE_MOST: usize = 80;

/// How the title of a list ends.
const LISTS: [&str; 4] = ["名单", "名录", "名册", "一览表"];

/// Finds the announced lists, and what became of each.
pub(super) fn find(document: &Document, notice: &Notice) -> Vec<Announced> {
    // The rows are many, and most letters announce nothing.
    let letter = lines(document, notice.annex_start);
    let Some((opens, titles)) = titles(&letter) else { return Vec::new() };
    let lines = lines(document, u32::MAX);
    let behind = opens + 1;
    let names: Vec<String> = titles.iter().map(|(title, ..)| key(title)).collect();
    let stands = |line: &str| names.iter().position(|name| *name == key(line));
    let is_mark = |line: &str| {
        let rest = line.strip_prefix("附件").or_else(|| line.strip_prefix("附表"));
        rest.is_some_and(|rest| rest.chars().count() <= 2)
    };
    titles
        .iter()
        .enumerate()
        .map(|(nth, (title, line, number))| {
            let owned = notice.rosters.iter().any(|roster| {
                let own = roster.title.as_ref().map(|title| key(&title.value));
                own.is_some_and(|own| own == names[nth]) && roster.rows() > 0
            });
            let at = (behind..lines.len()).filter(|at| stands(&lines[*at].0) == Some(nth));
            let mut at = at.peekable();
            let first = at.peek().copied();
            // Below any of the lines that have the title, up to the next title or mark of an annex.
            let filled = owned
                || at.any(|from| {
                    let own = |at: &usize| {
                        let line = &lines[*at].0;
                        is_mark(line) || stands(line).is_some_and(|other| other != nth)
                    };
                    let end = (from + 1..lines.len()).find(own);
                    let end = end.map_or(u32::MAX, |at| lines[at].1.start);
                    let start = lines[from].1.start;
                    notice.rosters.iter().any(|roster| {
                        roster.entries.iter().any(|e| (start..end).contains(&e.span.start))
                    })
                });
            let lost = first.filter(|_| !filled).map(|at| lines[at].1);
            Announced { title: title.clone(), number: *number, line: *line, lost, found: filled }
        })
        .collect()
}

/// The lines of the plane that begin before an offset, without blanks, and where they stand.
fn lines(document: &Document, before: u32) -> Vec<(String, Span)> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in document.text.split('\n') {
        let span = Span::of(at, at + line.len());
        if span.start >= before {
            break;
        }
        at += line.len() + 1;
        // No title is longer, and the rows are many.
        let text = if line.len() <= TITLE_MOST * 4 { compact(line) } else { String::new() };
        if !text.is_empty() {
            lines.push((text, span));
        }
    }
    lines
}

/// The title of an announced list, the line that announces it, and the number of its annex.
type Title = (String, Span, u32);

/// The titles of the lists among the announced annexes, and the last line that announces one.
fn titles(letter: &[(String, Span)]) -> Option<(usize, Vec<Title>)> {
    let opens = |line: &str| {
        let rest = line.trim_start_matches(['#', '*', '>']).strip_prefix("附件")?;
        Some(rest.strip_prefix(['：', ':'])?.to_owned())
    };
    let (first, rest) = (0..letter.len()).rev().find_map(|at| Some((at, opens(&letter[at].0)?)))?;
    let numbered = |line: &str| {
        let (number, length) = numeral::prefix(line)?;
        let rest = line[length..].strip_prefix(['.', '．', '、'])?;
        Some((number, rest.to_owned()))
    };
    let mut all = Vec::new();
    let mut last = first;
    match numbered(&rest) {
        Some((1, title)) => {
            all.push((title, letter[first].1, 1));
            for (at, (line, span)) in letter.iter().enumerate().skip(first + 1) {
                let Some((number, title)) = numbered(line) else { break };
                if number != all.len() as u64 + 1 {
                    break;
                }
                all.push((title, *span, all.len() as u32 + 1));
                last = at;
            }
        }
        _ if !rest.is_empty() => all.push((rest, letter[first].1, 1)),
        _ => return None,
    }
    all.retain(|(title, ..)| LISTS.iter().any(|end| bare(title).ends_with(end)));
    (!all.is_empty()).then_some((last, all))
}

/// A title without the bracket that closes it: （8名）, （第一批）.
fn bare(title: &str) -> &str {
    let title = title.trim_end_matches(['；', ';', '。', '，']);
    title
        .rfind(['（', '('])
        .filter(|_| title.ends_with(['）', ')']))
        .map_or(title, |at| &title[..at])
}

/// A title as titles are compared.
fn key(title: &str) -> String {
    let title = title.trim_start_matches(['#', '*', '>']).trim_end_matches('*');
    fold::key(bare(title)).replace(['《', '》', '“', '”', '"'], "")
}
