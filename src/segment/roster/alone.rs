//! Lines that stand alone between whole rows, several of a kind: headings, whatever they say.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::header;
use super::serial;
use super::words;
use crate::model::{Document, TableCell};
use crate::segment::line::{Line, LineKind};
use crate::segment::mark;
use crate::text::division::DIVISION;
use crate::text::{compact, numeral};

/// Longest such line, in characters.
const MOST: usize = 30;

/// Longest such line that nothing but its place marks, in characters.
const PLAIN_MOST: usize = 20;

/// So many plain lines are of a kind; of lines that a sign or the table itself sets off, two are.
const PLAIN_LEAST: usize = 3;
const SET_OFF_LEAST: usize = 2;

/// What sets a line off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Nothing.
    Plain,
    /// One cell over all columns.
    Wide,
    /// 医疗健康：
    Colon,
    /// ●医疗健康, ★医疗健康★
    Mark(char),
    /// 甲、医疗健康; the number in its order.
    Stem(usize),
    /// A、医疗健康, A. 医疗健康
    Letter(usize),
    /// Ⅰ. 医疗健康
    Roman(usize),
    /// 专题一：医疗健康; the first character of its word.
    Labelled(char, usize),
}

impl Sign {
    /// Whether both are of a kind; those that count must go up by one.
    fn goes_on(self, above: Self) -> bool {
        match (above, self) {
            (Self::Stem(a), Self::Stem(b))
            | (Self::Letter(a), Self::Letter(b))
            | (Self::Roman(a), Self::Roman(b)) => b == a + 1,
            (Self::Labelled(word, a), Self::Labelled(own, b)) => word == own && b == a + 1,
            (above, own) => above == own,
        }
    }
}

/// Whether a line is a division's name and nothing else: 利民县, 内蒙古自治区.
fn is_division(text: &str) -> bool {
    text.ends_with(DIVISION)
        && (2..=DIVISION_MOST).contains(&text.chars().count())
        && text.chars().all(crate::text::blank::is_han)
}

/// Longest such name, in characters.
const DIVISION_MOST: usize = 12;

/// The lines of a roster that are such headings, by index, in order. `cells` gives a line's cells.
pub(super) fn headings<'a>(
    document: &Document,
    lines: &[Line],
    cells: impl Fn(&Line) -> &'a [TableCell],
) -> Vec<usize> {
    let reach = |line: &Line| {
        cells(line).last().map_or(0, |cell| cell.column as usize + cell.colspan.max(1) as usize)
    };
    // Nearly all tables are nothing but rows.
    let Some(row) = lines.iter().position(Line::is_row) else { return Vec::new() };
    if lines[row..].iter().all(|line| line.is_row() || line.is_furniture()) {
        return Vec::new();
    }
    let open: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_furniture()).collect();
    let rows = open.iter().filter(|at| lines[**at].is_row());
    let width = rows.clone().map(|at| reach(&lines[*at])).max().unwrap_or(0);
    let Some(first) = open.iter().position(|at| lines[*at].is_row()).filter(|_| width > 1) else {
        return Vec::new();
    };
    let whole = |nth: usize| {
        let line = &lines[open[nth]];
        let filled = cells(line).last().is_some_and(|cell| !cell.span.is_empty());
        line.is_row() && reach(line) == width && filled
    };
    let mut found: Vec<(usize, Sign, String)> = Vec::new();
    let last = *rows.clone().next_back().unwrap_or(&0);
    // A line that may be a heading and does not stand between rows.
    let mut astray = None;
    for nth in first.saturating_sub(1)..open.len().saturating_sub(1) {
        let line = &lines[open[nth]];
        let text = if line.is_row() { String::new() } else { compact(document.slice(line.span)) };
        let column = matches!(line.kind, LineKind::Single(_, _, column) if column > 0);
        if line.is_row() || column || text.chars().count() > MOST || !may_head(&text) {
            continue;
        }
        // What begins the annex may be its title; 利民县 is none.
        let titles = |nth: usize| match nth.checked_sub(1) {
            Some(above) => is_title(document, &lines[open[above]], &text),
            None => !is_division(&text),
        };
        if nth < first && titles(nth) {
            continue;
        }
        let wide = cells(line).first().is_some_and(|cell| cell.colspan as usize >= width);
        let sign = if wide && sign(&text) == Sign::Plain { Sign::Wide } else { sign(&text) };
        // The tail of a broken row stands below a short one, or over one.
        let between = whole(nth + 1) && (nth < first || whole(nth - 1));
        if matches!(sign, Sign::Plain | Sign::Colon) && !between {
            if last > open[nth] {
                astray = Some(open[nth]);
            }
            continue;
        }
        if lines[open[nth + 1]].is_row() {
            found.push((open[nth], sign, text));
        }
    }
    // Nothing but a header stands above the first of them, and the sum of all.
    let sum = |i: &usize| {
        let mut filled = cells(&lines[*i]).iter().filter(|cell| !cell.span.is_empty());
        filled.next().is_some_and(|cell| words::is_sum(&compact(document.slice(cell.span))))
    };
    let heads = (0..lines.len()).filter(|i| lines[*i].is_row() && !sum(i));
    let heads: Vec<usize> = heads.take(header::LEVELS_MOST + 1).collect();
    // The first of them heads the first row; above the header stands a title.
    let headed = |at: usize| {
        let above: Vec<usize> = heads.iter().copied().filter(|i| *i < at).collect();
        // 序号 over both rows of a header, merged or with nothing below it.
        let upper =
            above.first().is_some_and(|i| header::words_serial(document, cells(&lines[*i])));
        let level = |i: &usize| {
            let cells = cells(&lines[*i]);
            let empty = cells.iter().find(|c| c.column == 0).is_none_or(|c| c.span.is_empty());
            upper && (empty || header::words_serial(document, cells))
        };
        let levels = above.len() <= header::LEVELS_MOST && above.iter().skip(1).all(level);
        let bare = |i: &usize| {
            let serial = cells(&lines[*i]).first().map(|cell| document.slice(cell.span));
            serial.is_none_or(|text| serial::parse(text).value().is_none())
        };
        levels && above.iter().all(bare)
    };
    let Some(at) = found.iter().take_while(|(at, ..)| headed(*at)).count().checked_sub(1) else {
        return Vec::new();
    };
    let found = &found[at..];
    let kind = found[0].1;
    let mut last = kind;
    let mut own: Vec<usize> = vec![found[0].0];
    let mut texts: HashSet<&str> = HashSet::from([found[0].2.as_str()]);
    for (at, sign, text) in &found[1..] {
        if sign.goes_on(last) {
            own.push(*at);
            texts.insert(text);
            last = *sign;
        }
    }
    let apart = texts.len() == own.len();
    let plain = matches!(kind, Sign::Plain);
    let enough = own.len() >= if plain { PLAIN_LEAST } else { SET_OFF_LEAST };
    // Where nothing else sets them off, all lines that stand so are headings.
    let short = texts.iter().all(|text| text.chars().count() <= PLAIN_MOST);
    let all = own.len() == found.len() && astray.is_none_or(|at| at < own[0]);
    // 公司 below a row of which the last cell ends in 交通, while others end in 公司: its tail.
    let tails = || {
        let last = rows.clone().filter_map(|at| cells(&lines[*at]).last());
        let ends = last.filter_map(|cell| document.slice(cell.span).chars().last());
        let ends: HashSet<char, FixedState> = ends.collect();
        texts.iter().any(|text| text.chars().last().is_some_and(|end| ends.contains(&end)))
    };
    let told = !plain || (all && short && !tails());
    if apart && enough && told { own } else { Vec::new() }
}

/// Whether a line above the table is its title: it says so, or it stands below the mark of the annex.
fn is_title(document: &Document, above: &Line, text: &str) -> bool {
    let above = document.slice(above.span);
    mark::mark(above).is_some()
        || (words::ends_list_title(text) && !words::ends_list_title(&compact(above)))
}

/// Whether a line can be a heading at all.
fn may_head(text: &str) -> bool {
    !text.ends_with(['。', '；', '，', '、', ';', ','])
        && !words::is_sum(text)
        && !words::is_unit_line(text)
        && !words::is_bracketed(text)
        && !words::is_aside(text)
        && !words::is_below(text)
        && !words::dates_or_numbers(text)
        && numeral::whole(text).is_none()
        && words::of_running_head(text) == text
}

/// What sets a text off.
fn sign(text: &str) -> Sign {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    const ROMANS: &str = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ";
    let mut chars = text.chars();
    let (lead, next) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    let stopped = matches!(next, '、' | '.' | '．');
    let place = |all: &str| all.chars().position(|c| c == lead).filter(|_| stopped);
    if let Some(n) = place(STEMS) {
        return Sign::Stem(n);
    }
    if let Some(n) = place(ROMANS) {
        return Sign::Roman(n);
    }
    if stopped && lead.is_ascii_uppercase() {
        return Sign::Letter(lead as usize);
    }
    if let Some((label, _)) = text.split_once(['：', ':'])
        && let Some((n, word)) = counted(label)
    {
        return Sign::Labelled(word, n);
    }
    if is_mark(lead) {
        return Sign::Mark(lead);
    }
    if text.ends_with(['：', ':']) { Sign::Colon } else { Sign::Plain }
}

/// 专题一, 板块2: a word of two or three characters with its number.
fn counted(label: &str) -> Option<(usize, char)> {
    let word: String =
        label.chars().take_while(|c| numeral::prefix(&c.to_string()).is_none()).collect();
    let n = numeral::whole(&label[word.len()..])?;
    let lead = word.chars().next()?;
    (2..=3).contains(&word.chars().count()).then_some((usize::try_from(n).ok()?, lead))
}

/// ●, ◆, ■, ★: signs that are set before headings and bullets.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{25A0}'..='\u{26FF}' | '\u{2700}'..='\u{27BF}' | '※')
}

#[cfg(test)]
mod tests {
    use super::{Sign, sign};

    #[test]
    fn signs_of_headings() {
        for (text, expected) in [
            ("医疗健康", Sign::Plain),
            ("医疗健康：", Sign::Colon),
            ("●医疗健康", Sign::Mark('●')),
            ("★医疗健康★", Sign::Mark('★')),
            ("乙、智慧城市", Sign::Stem(1)),
            ("A.智慧城市", Sign::Letter(65)),
            ("Ⅱ.智慧城市", Sign::Roman(1)),
            ("专题二：智慧城市", Sign::Labelled('专', 2)),
        ] {
            assert_eq!(sign(text), expected, "{text}");
        }
    }
}
