//! Headings of a kind, each over a table of its own.

use crate::model::Document;
use crate::segment::line::{Line, LineKind};
use crate::segment::roster::{groups, words};
use crate::text::compact;

/// Whether a heading is one of several: another of its level, numbered as it is, a title of a list as it is, or
/// with a count of the rows between them as it has, stands below.
pub(in crate::segment) fn heads_alike(document: &Document, line: &Line, below: &[Line]) -> bool {
    let style = groups::heading(document, line).style;
    let numbered = |line: &Line| groups::is_numbered(&compact(document.slice(line.span)));
    let heading = |line: &Line| matches!(line.kind, LineKind::Heading(_));
    let titled = |line: &Line| words::ends_list_title(&compact(document.slice(line.span)));
    let own = (heading(line), numbered(line), titled(line));
    let own_style = || own != (false, false, false) || counts_rows(document, line, below);
    own_style()
        && below.iter().filter(|line| !line.is_row() && !line.is_furniture()).any(|other| {
            (heading(other), numbered(other), titled(other)) == own
                && groups::heading(document, other).style == style
                && (own != (false, false, false) || declared(document, other).is_some())
        })
}

/// Whether a short line over the first of several tables of one header heads it, as others that end alike head theirs:
/// 研究类 over its table, 教育类 over the next. `below` begins with the header.
pub(in crate::segment) fn heads_its_like(document: &Document, line: &Line, below: &[Line]) -> bool {
    const MOST: usize = 12;
    let text = |line: &Line| compact(document.slice(line.span));
    let (own, header) = (text(line), below.first().map(text));
    let end = |text: &str| text.chars().last();
    let short = (2..=MOST).contains(&own.chars().count()) && !words::ends_list_title(&own);
    let again = |pair: &&[Line]| {
        let alike = |other: &str| end(other) == end(&own) && other != own;
        let over = !pair[0].is_row() && pair[1].is_row();
        over && alike(&text(&pair[0])) && Some(text(&pair[1])) == header
    };
    let same_length = |pair: &[Line]| text(&pair[0]).chars().count() == own.chars().count();
    let mut others = below.windows(2).filter(again);
    short
        && line.kind == LineKind::Text
        && others.next().is_some_and(|first| same_length(first) || others.next().is_some())
}

fn declared(document: &Document, line: &Line) -> Option<u64> {
    groups::heading(document, line).claim.map(|claim| claim.declared)
}

/// Whether a heading declares as many rows as come next: 甲类城市（共8个） over the first of several tables. A
/// header is one more, and the first row may be left out.
fn counts_rows(document: &Document, line: &Line, below: &[Line]) -> bool {
    declared(document, line).is_some_and(|declared| {
        let rows =
            below.iter().filter(|line| !line.is_furniture()).take_while(|line| line.is_row());
        (rows.count() as u64).abs_diff(declared) <= 1
    })
}
