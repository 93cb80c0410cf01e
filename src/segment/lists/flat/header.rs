//! Where the header of a flattened table stands, and how many cells it has.

use super::{blocks, kinds, period, pieces};
use crate::model::Role;
use crate::segment::lists::{Scope, places};
use crate::segment::mark;
use crate::segment::roster::{groups, serial, words};
use crate::text::{compact, headers, numeral};

/// Most cells of a header that is told by its rows, and most lines of titles above it.
pub(super) const MOST_CELLS: usize = 12;
const TITLES_MOST: usize = 4;

/// Longest header cell, in characters.
const MOST: usize = 24;

/// Where the header starts, by index into `open`, and how many cells it has: from the word that
/// heads serials up to the first serial, headings left out; else the end of the block above the
/// rows, as long as the longest row; else a run of lines that all head columns.
pub(super) fn find(scope: &Scope<'_>, open: &[usize]) -> Option<(usize, usize)> {
    let texts: Vec<String> = open.iter().map(|index| compact(scope.text(*index))).collect();
    if let Some(mut from) = texts.iter().position(|text| is_serial(text)) {
        let parted = |at: &usize| is_parted_serial(&texts[*at], &texts[from]);
        from = from.checked_sub(1).filter(parted).unwrap_or(from);
        let apart = |at: &usize| is_parted_heading(&texts, *at);
        let value = |at: usize| serial::parse(&texts[at]).value();
        let one = |at: &usize| apart(at) || value(*at) == Some(1);
        // ID and 编号 in the middle of a header head numbers of another kind.
        let opens =
            from == 0 || !is_head(&texts[from - 1]) || words::ends_list_title(&texts[from - 1]);
        let first = || first_serial(texts.len(), from + 1, value).filter(|_| opens);
        let later = || first().map(|(at, _)| at);
        let Some(mut end) = (from + 1..texts.len()).find(one).or_else(later) else {
            return by_blocks(scope, open, &texts).or_else(|| by_period(scope, open, &texts));
        };
        while end > from + 2 && heads_group(scope, open[end - 1], &texts[end - 1]) {
            end -= 1;
        }
        end = above_sum(&texts[..end], from + 2);
        let short = texts[from..end].iter().all(|text| text.chars().count() <= MOST);
        return (end - from >= 2 && short).then_some((from, end - from));
    }
    let found = by_blocks(scope, open, &texts).or_else(|| kinds::header(scope, open, &texts));
    let found = found.or_else(|| by_period(scope, open, &texts));
    found.or_else(|| by_words(scope, open, &texts))
}

/// Where a header ends above whose rows a sum stands with its numbers, 合计 over 23.45.
fn above_sum(texts: &[String], least: usize) -> usize {
    let numbers = texts.iter().rev().take_while(|text| super::is_number(text)).count();
    let at = texts.len() - numbers;
    let sum = numbers > 0 && at > least && words::is_sum(&texts[at - 1]);
    if sum { at - 1 } else { texts.len() }
}

/// So many numbers show whether they count on.
const NUMBERS: usize = 64;

/// Where the serials of a table begin, and with which number: with 1, or with the first number of several that mostly
/// count on: 93 of a list that goes on with an older one.
pub(super) fn first_serial(
    lines: usize,
    from: usize,
    value: impl Fn(usize) -> Option<u32>,
) -> Option<(usize, u32)> {
    if let Some(one) = (from..lines).find(|at| value(*at) == Some(1)) {
        return Some((one, 1));
    }
    let mut numbers = (from..lines).filter_map(|at| Some((at, value(at)?))).take(NUMBERS);
    let first = numbers.next()?;
    let (mut on, mut all, mut last) = (0, 0, first);
    for number in numbers {
        all += 1;
        on += usize::from(number.0 > last.0 + 1 && Some(number.1) == last.1.checked_add(1));
        last = number;
    }
    (on > 1 && on * 2 > all).then_some(first)
}

/// The words below the annex's titles above lines of which every so many is a number.
fn by_period(scope: &Scope<'_>, open: &[usize], texts: &[String]) -> Option<(usize, usize)> {
    const LINES_MOST: usize = 20_000;
    let counted = || open.iter().any(|index| period::counts_rows(scope, *index));
    if !scope.annex || texts.len() > LINES_MOST || counted() {
        return None;
    }
    let marks = open.iter().take_while(|index| mark::mark(scope.text(**index)).is_some()).count();
    let sum = |index: &usize| words::is_sum(&compact(scope.text(*index)));
    let end = open.iter().position(sum).unwrap_or(open.len());
    let numbers: Vec<bool> =
        open[..end].iter().map(|index| super::is_number(scope.text(*index))).collect();
    let heads: Vec<bool> =
        texts.iter().take(TITLES_MOST + 2 * MOST_CELLS).map(|text| is_head(text)).collect();
    let found = |from: usize| {
        let width = period::header(numbers.get(from..)?, heads.get(from..)?)?;
        let short = |text: &String| text.chars().count() <= MOST;
        let title = |text: &String| words::ends_list_title(text);
        let head = &texts[from..from + width];
        (head.iter().all(short) && !head.iter().any(title)).then_some((from, width))
    };
    let mut ways = (marks..=marks + TITLES_MOST).filter_map(found);
    ways.next().filter(|_| ways.next().is_none())
}

/// Whether a line between the header and the first row is a heading, not a cell of the header.
fn heads_group(scope: &Scope<'_>, index: usize, text: &str) -> bool {
    let heading = groups::heading(scope.document, &scope.lines[index]);
    let counted = heading.claim.is_some() && words::role_of(text).is_none();
    groups::is_numbered(text)
        || counted
        || is_sentence_long(text)
        || scope.lines[index].is_marked()
        || places::is_province(text)
}

/// Whether a line is longer than a header's cell and of several clauses: 2019年并网，执行2019年标准的项目.
pub(super) fn is_sentence_long(text: &str) -> bool {
    text.chars().count() > MOST && text.contains('，') && !text.ends_with('。')
}

/// The numbered lines directly above the header: the groups that its first rows stand in.
pub(super) fn headings_above<'o>(scope: &Scope<'_>, above: &'o [usize]) -> &'o [usize] {
    let numbered = |index: &&usize| {
        let text = compact(scope.text(**index));
        (groups::is_numbered(&text) || is_lettered(&text))
            && !text.ends_with(['。', '：', ':', '；'])
    };
    let count = above.iter().rev().take_while(numbered).count();
    &above[above.len() - count..]
}

/// （a）企业项目
pub(super) fn is_lettered(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('（' | '('))
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && matches!(chars.next(), Some('）' | ')'))
        && chars.next().is_some()
}

fn by_blocks(scope: &Scope<'_>, open: &[usize], texts: &[String]) -> Option<(usize, usize)> {
    // A blank line between cells and two between rows, below titles without any.
    let gaps: Vec<usize> = open.windows(2).map(|pair| blocks::gap(scope, pair)).collect();
    let spaced = gaps.iter().rposition(|gap| *gap == 0).map_or(0, |at| at + 1);
    let spaced = Some(spaced).filter(|at| gaps[*at..].iter().any(|gap| *gap > 1)).unwrap_or(0);
    let blocks = blocks::blocks(scope, &open[spaced..]);
    let mut before = spaced;
    for (number, block) in blocks.iter().enumerate() {
        let width = blocks[number + 1..].iter().map(Vec::len).max()?;
        let end = before + block.len();
        let from = end.saturating_sub(width);
        let heads = texts[from..end].iter().filter(|text| is_head(text)).count();
        let built = texts[from..end].iter().any(|text| headers::is_built(text));
        if width >= 2 && block.len() >= width && heads * 2 >= width && built {
            return Some((from, width));
        }
        before = end;
    }
    None
}

fn by_words(scope: &Scope<'_>, open: &[usize], texts: &[String]) -> Option<(usize, usize)> {
    // A title or a heading may hold such words too.
    let heads = |at: &usize| {
        is_head(&texts[*at])
            && mark::mark(scope.text(open[*at])).is_none()
            && !groups::heading(scope.document, &scope.lines[open[*at]]).is_formal()
    };
    let mut at = 0;
    while at < texts.len() {
        let end = at + (at..texts.len()).take_while(heads).count();
        // A title ends in 名单 like a header may: it stands before the header, not in it.
        let first = texts[..at].iter().zip(open).all(|(_, i)| mark::mark(scope.text(*i)).is_some());
        // 各区受理电话 over 区 and 受理电话.
        let of_cell = |text: &String| {
            texts[at..end]
                .iter()
                .any(|cell| cell.len() < text.len() && text.ends_with(cell.as_str()))
        };
        let title = |text: &&String| {
            is_title(text) || (first && (words::ends_list_title(text) || of_cell(text)))
        };
        let from = at + texts[at..end].iter().take_while(title).count();
        // 甲公司, 乙公司 end as headers may, and are values.
        let built = texts[from..end].iter().any(|text| headers::is_built(text));
        if built && end - from >= 2 {
            // 甲公司 in the first row may read like a header: so many rows of so many cells as are declared.
            let left = |width: &usize| (texts.len() - from).checked_sub(*width);
            let plain = |width: &usize| {
                !texts[from + width..end].iter().any(|text| headers::is_built(text))
            };
            let told = (2..=end - from).filter(plain).find(|width| {
                left(width).is_some_and(|left| {
                    left.is_multiple_of(*width) && scope.is_declared(left / width)
                })
            });
            return Some((from, told.unwrap_or(end - from)));
        }
        at = end + 1;
    }
    None
}

pub(super) fn is_head(text: &str) -> bool {
    text.chars().count() <= MOST
        && numeral::whole(text).is_none()
        && !text.ends_with(['。', '；', '：', ':', '，'])
        && !text.contains(['：', ':'])
        && !words::is_bracketed(text)
        && !words::is_unit_line(text)
        && words::role_of(text).is_some()
}

fn is_serial(text: &str) -> bool {
    words::role_of(text) == Some(Role::Serial)
}

/// Whether 一 stands here, its heading's name on the line below, and a row that begins with a number below that.
fn is_parted_heading(texts: &[String], at: usize) -> bool {
    let arabic = |at: usize| {
        texts
            .get(at)
            .is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
    };
    is_han_number(&texts[at])
        && texts.get(at + 1).is_some_and(|name| numeral::whole(name).is_none())
        && arabic(at + 2)
        && texts.get(at + 3).is_some_and(|cell| !is_han_number(cell) && !is_serial(cell))
}

/// Whether two lines are the name of one place: 浦东 over 新区.
pub(super) fn are_parted_place(scope: &Scope<'_>, above: usize, below: usize) -> bool {
    pieces::is_of_place(&compact(scope.text(above)), &compact(scope.text(below)))
}

/// Where such headings stand; none where the first row of all does not stand below one.
pub(super) fn parted_headings(scope: &Scope<'_>, body: &[usize]) -> Vec<usize> {
    let first = body.first().map(|index| compact(scope.text(*index)));
    if !first.is_some_and(|first| is_han_number(&first)) {
        return Vec::new();
    }
    let texts: Vec<String> = body.iter().map(|index| compact(scope.text(*index))).collect();
    (0..texts.len()).filter(|at| is_parted_heading(&texts, *at)).collect()
}

/// 一, （二）
pub(super) fn is_han_number(text: &str) -> bool {
    const MOST: usize = 3;
    let bare = text.trim_matches(['（', '）', '(', ')', '、']);
    (1..=MOST).contains(&bare.chars().count())
        && bare.chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// 序 over 号.
pub(super) fn is_parted_serial(above: &str, below: &str) -> bool {
    above.chars().count() == 1
        && below.chars().count() == 1
        && is_serial(&format!("{above}{below}"))
}

fn is_title(text: &str) -> bool {
    words::ends_list_title(text) && text.chars().count() > 8
}
