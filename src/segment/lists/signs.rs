//! Signs that a list is set with: one before every name is a bullet and none of the names'; a line set
//! off in the same way as others, each over lines that are not, is a heading.
//!
//! ```text
//! ▲甲县产业园        ★医疗健康★
//! ▲乙市示范区        甲医院
//! ▲丙区综合体        ★智慧城市★
//! ```

use std::collections::HashSet;

use super::numbered::marks::{self, Style};
use super::scope::does_to_following;
use crate::model::{Document, Span};
use crate::segment::line::{Line, LineKind};
use crate::segment::mark;
use crate::segment::roster::{groups, words};
use crate::text::words::annex::FRAME;
use crate::text::{blank, compact, is_blank, numeral};

/// Fewest names that show a bullet.
const LEAST: usize = 3;

/// Most lines above the first name of an annex.
const ABOVE_MOST: usize = 5;

/// Longest heading that a sign or a colon sets off, in characters.
const HEAD_MOST: usize = 24;

/// Longest line that says what is done to the things below it.
const CLAUSE_MOST: usize = 60;

/// Signs that are repeated to draw a line.
const DRAWN: [char; 6] = ['—', '–', '-', '－', '>', '＞'];

/// Whether a sign of print stands for itself: a bullet, a star, an arrow, a picture.
fn is_sign(c: char) -> bool {
    let numeral = matches!(c, '\u{2776}'..='\u{2793}');
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
        && !numeral
        || matches!(c, '\u{1f000}'..='\u{1faff}')
        || matches!(
            c,
            '※' | '•'
                | '·'
                | '‣'
                | '⁃'
                | '√'
                | '*'
                | '＊'
                | '#'
                | '＃'
                | '+'
                | '＋'
                | '~'
                | '～'
                | '§'
        )
        || DRAWN.contains(&c)
}

/// The sign that a line begins with, and how many bytes it takes, a blank behind it included.
fn sign(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next().filter(|c| is_sign(*c))?;
    let drawn = DRAWN.contains(&first);
    let rest = text.trim_start_matches(|c| c == '\u{fe0f}' || (drawn && c == first));
    let rest = if rest.len() == text.len() { &text[first.len_utf8()..] } else { rest };
    let rest = rest.trim_start_matches(|c| c == '\u{fe0f}' || is_blank(c));
    // #1, -5: a number's own.
    let own = matches!(first, '#' | '＃' | '+' | '-' | '－' | '~' | '～');
    let number = own && rest.starts_with(|c| numeral::digit(c).is_some());
    (rest.chars().nth(1).is_some() && !number).then(|| (first, text.len() - rest.len()))
}

/// The lines without the bullet that stands before every name, and the bullets; none where there is none.
pub(super) fn without_bullets(
    document: &Document,
    lines: &[Line],
    closed: &[bool],
    annex: bool,
) -> Option<Bare> {
    let text = |index: usize| document.slice(lines[index].span);
    let open: Vec<usize> = open(lines, closed, annex);
    let signs: Vec<Option<char>> =
        open.iter().map(|index| sign(text(*index)).map(|(sign, _)| sign)).collect();
    let first = signs.iter().position(Option::is_some)?;
    let last = signs.iter().rposition(|sign| *sign == signs[first])?;
    let above = first.checked_sub(1).map(|at| text(open[at]).trim_end().to_owned());
    let begins = match above {
        _ if annex => first < ABOVE_MOST,
        Some(above) => above.ends_with(['：', ':']),
        None => false,
    };
    let names: Vec<usize> = (first..=last)
        .filter(|at| {
            let line = &lines[open[*at]];
            !line.is_marked() && !groups::is_numbered(&compact(text(open[*at])))
        })
        .collect();
    let signed = names.iter().filter(|at| signs[**at] == signs[first]).count();
    // Signs that stand each over other lines set off headings.
    let close = signs[first..=last].windows(2).any(|pair| pair[0].is_some() && pair[0] == pair[1]);
    if !begins || !close || signed < LEAST || signed * 5 < names.len() * 4 {
        return None;
    }
    let mut bare = Bare { lines: lines.to_vec(), bullets: Vec::new(), end: open[last] };
    for index in open[first..=last].iter().copied() {
        let line = &mut bare.lines[index];
        if let Some((own, length)) = sign(document.slice(line.span))
            && Some(own) == signs[first]
        {
            let start = line.span.start;
            line.span.start += length as u32;
            bare.bullets.push((index, Span::new(start, line.span.start)));
        }
    }
    Some(bare)
}

/// Lines without their bullets.
pub(super) struct Bare {
    pub(super) lines: Vec<Line>,
    /// Each with its line, by index.
    pub(super) bullets: Vec<(usize, Span)>,
    /// The last line with one.
    pub(super) end: usize,
}

/// In what way a line is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// ★医疗健康★, ●医疗健康, ——医疗健康——
    Sign(char),
    /// 医疗健康：
    Colon,
    /// B over the names that begin so.
    Letter,
    /// 甲、医疗健康
    Numbered(Style),
    /// 专题一：医疗健康: the number behind a word, so many characters long.
    Topic(usize),
    /// 北京市选举的
    Of,
    /// 增加下列企业：
    Following,
}

/// The lines that head others by their form, by index: several of one form, none below another, the first
/// over the first name. `declared`: the counts of the notice; where they count the lines of that form
/// as well, these are names.
pub(super) fn heads(
    document: &Document,
    lines: &[Line],
    closed: &[bool],
    annex: bool,
    declared: &[u64],
) -> HashSet<usize> {
    let open = open(lines, closed, annex);
    let forms: Vec<Option<(Form, u32)>> =
        open.iter().map(|index| form(document.slice(lines[*index].span))).collect();
    let mut tried: Vec<Form> = Vec::new();
    for (form, _) in forms.iter().flatten() {
        if tried.contains(form) {
            continue;
        }
        tried.push(*form);
        let found: Vec<usize> =
            (0..open.len()).filter(|at| forms[*at].is_some_and(|own| own.0 == *form)).collect();
        let counts_up =
            || (1..).zip(&found).all(|(n, at)| forms[*at].is_some_and(|own| own.1 == n));
        let ordered = !matches!(form, Form::Numbered(_) | Form::Topic(_)) || counts_up();
        let following = *form == Form::Following;
        let begins = following || if annex { found[0] < ABOVE_MOST } else { found[0] > 0 };
        let apart = found.windows(2).all(|pair| pair[1] > pair[0] + 1);
        // 专题二：传统音乐 as the last line is a heading whose names were cut off; so is another where the
        // notice does not count it.
        let topic = matches!(form, Form::Topic(_));
        let over = found.last().is_some_and(|last| last + 1 < open.len());
        // Each directly over the first of its items.
        let first_below = |at: &usize| {
            let below = open.get(at + 1).map(|index| document.slice(lines[*index].span));
            below.and_then(marks::mark).is_some_and(|mark| mark.n == 1)
        };
        // 二、撤销下列企业： may have one name below it.
        let one_below = |at: &usize| {
            let next = found.iter().find(|next| *next > at).copied().unwrap_or(open.len());
            let rest = open.get(at + 2..next).unwrap_or_default();
            let own = open.get(at + 1).map_or("", |index| document.slice(lines[*index].span));
            let close = |above: usize, below: usize| {
                let lines = [above, below].map(|at| open.get(at).map(|index| &lines[*index]));
                let [Some(above), Some(below)] = lines else { return false };
                crate::segment::blank_lines_between(document, above, below) == 0
            };
            // A line that nothing parts from the name is the rest of it.
            let broken = !close(*at, at + 1) && close(at + 1, at + 2) && at + 2 < next;
            *at > found[0]
                && !broken
                && !own.contains('、') | own.starts_with('《')
                && rest.iter().all(|index| document.slice(lines[*index].span).ends_with('。'))
        };
        let heads = !following
            || (first_below(&found[0]) && found.iter().all(|at| first_below(at) || one_below(at)));
        if found.len() < 2 || !ordered || !begins || !apart || !heads {
            continue;
        }
        let below = (open.len() - found[0]) as u64;
        let names = below - found.len() as u64;
        let counted = declared.contains(&below) && !declared.contains(&names);
        if !topic && (counted || (!over && !declared.contains(&names))) {
            continue;
        }
        return found.into_iter().map(|at| open[at]).collect();
    }
    HashSet::default()
}

fn open(lines: &[Line], closed: &[bool], annex: bool) -> Vec<usize> {
    let plain = |index: &usize| match lines[*index].kind {
        LineKind::Text | LineKind::Heading(_) => true,
        LineKind::Single(..) => annex,
        LineKind::Row(..) | LineKind::Furniture => false,
    };
    let open = (0..lines.len()).filter(|index| !closed[*index]).filter(plain);
    open.collect()
}

/// The form of a line that may be a heading, and its number.
fn form(text: &str) -> Option<(Form, u32)> {
    let bare = compact(text);
    let count = bare.chars().count();
    if count <= CLAUSE_MOST && mark::mark(text).is_none() && does_to_following(&bare) {
        return Some((Form::Following, 0));
    }
    if count > HEAD_MOST || bare.contains(['。', '；', '，']) || mark::mark(text).is_some() {
        return None;
    }
    let mut chars = bare.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return only.is_ascii_uppercase().then_some((Form::Letter, 0));
    }
    if let Some((own, _)) = sign(text) {
        // A line is drawn on both sides.
        let both = !DRAWN.contains(&own) || bare.ends_with(own);
        return both.then_some((Form::Sign(own), 0));
    }
    if let Some(mark) = marks::rare(text) {
        return Some((Form::Numbered(mark.style), mark.n));
    }
    if let Some(topic) = topic(&bare) {
        return Some(topic);
    }
    if let Some(label) = bare.strip_suffix(['：', ':']) {
        // A count makes it a heading by itself.
        let counted = label.contains(|c| numeral::digit(c).is_some());
        // 这十项分别是： announces names, 编辑： is a page's.
        let announces = ["是", "为", "有", "如下", "包括"].iter().any(|end| label.ends_with(end))
            || ["以下", "下列"].iter().any(|word| label.contains(word));
        let known = counted
            || announces
            || FRAME.contains(&label)
            || words::is_remark(&bare)
            || words::is_aside(&bare)
            || label.contains(['、', '：', ':']);
        // 一、新增企业： over 1.甲; 1.新增企业： may be a point of the letter.
        let item = groups::is_numbered(&bare) && bare.contains(|c| numeral::digit(c).is_some());
        return (!known && !item).then_some((Form::Colon, 0));
    }
    bare.ends_with("的").then_some((Form::Of, 0))
}

/// 专题一：医疗健康: a word, its number, a colon and the heading's text.
fn topic(bare: &str) -> Option<(Form, u32)> {
    const WORD_MOST: usize = 4;
    let (label, rest) = bare.split_once(['：', ':'])?;
    let word = label
        .trim_end_matches(|c| numeral::digit(c).is_some() || "一二三四五六七八九十".contains(c));
    let number = numeral::whole(&label[word.len()..])?;
    let length = word.chars().count();
    let is =
        (2..=WORD_MOST).contains(&length) && word.chars().all(blank::is_han) && !rest.is_empty();
    is.then_some((Form::Topic(length), u32::try_from(number).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Form, form, sign};

    #[test]
    fn signs_before_names() {
        assert_eq!(sign("▲甲县示范带"), Some(('▲', 3)));
        assert_eq!(sign("✅ 甲县示范带"), Some(('✅', 4)));
        assert_eq!(sign("——甲县示范带"), Some(('—', 6)));
        assert_eq!(sign("#1 甲县"), None);
        assert_eq!(sign("-5度"), None);
        assert_eq!(sign("《甲》"), None);
        assert_eq!(sign("①甲县"), None);
    }

    #[test]
    fn forms_of_headings() {
        let of = |text| form(text).map(|(form, _)| form);
        assert_eq!(of("★医疗健康★"), Some(Form::Sign('★')));
        assert_eq!(of("——医疗健康——"), Some(Form::Sign('—')));
        assert_eq!(of("——医疗健康"), None);
        assert_eq!(of("医疗健康："), Some(Form::Colon));
        assert_eq!(of("注："), None);
        assert_eq!(of("这十项分别是："), None);
        assert_eq!(of("编辑："), None);
        assert_eq!(of("专题一：医疗健康"), Some(Form::Topic(2)));
        assert_eq!(of("无人区：穿越"), None);
        assert_eq!(of("北京市选举的"), Some(Form::Of));
        assert_eq!(of("B"), Some(Form::Letter));
    }
}
