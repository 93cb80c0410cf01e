//! Numbers before items: how they are printed, and where the items of a line begin.

use super::rare;
pub(in crate::segment::lists) use super::style::{Mark, Style};
use crate::model::Span;
use crate::text::{blank, is_blank, numeral, trim};

/// More digits than any item's number has.
const DIGITS_MOST: usize = 8;

/// How far behind an item the next is looked for, in bytes.
const NEXT_MOST: usize = 4096;

/// An item as found.
pub(super) struct Item {
    pub(super) number: Option<(Span, u32)>,
    /// What follows the number.
    pub(super) body: Span,
    /// Lines that carry it on, past a page break.
    pub(super) more: Vec<Span>,
    /// A line in brackets directly below it.
    pub(super) below: Option<Span>,
    pub(super) line: usize,
}

/// The mark at the start of a text, if an item's text follows it.
pub(in crate::segment::lists) fn mark(text: &str) -> Option<Mark> {
    any_mark(text).filter(|mark| !mark.decimal)
}

/// Whether a line is an item like the first of another list below it, but not the first: the last of
/// its own list.
pub(in crate::segment::lists) fn ends_list_above(above: &str, first: &str) -> bool {
    let (Some(above), Some(first)) = (mark(above), mark(first)) else { return false };
    above.style == first.style && above.n > 1
}

/// The mark of that style at the start of a text.
pub(in crate::segment::lists) fn mark_in(text: &str, style: Style) -> Option<Mark> {
    match style {
        Style::Glued => glued(text),
        _ if rare::is(style) => rare(text).filter(|mark| mark.style == style),
        _ => mark(text).filter(|mark| mark.style == style),
    }
}

/// The mark at the start of a text that is none of the common ones.
pub(in crate::segment::lists) fn rare(text: &str) -> Option<Mark> {
    if mark(text).is_some() { None } else { rare::mark(text) }
}

/// The number that a line begins with, though a digit follows its point: the 1 of `1.58同城公司`. Only the
/// lines around it tell whether it is one.
pub(super) fn leading(text: &str, style: Style) -> Option<(u32, bool)> {
    let mark = any_mark(text).filter(|mark| mark.style == style)?;
    Some((mark.n, mark.decimal))
}

/// A number directly before a name, `12甲镇`, or before a blank and what a term means: `12 甲，是指…`.
fn glued(text: &str) -> Option<Mark> {
    let to: usize =
        text.chars().take_while(|c| numeral::digit(*c).is_some()).map(char::len_utf8).sum();
    let body =
        if text.contains("是指") { text[to..].trim_start_matches(is_blank) } else { &text[to..] };
    let next = body.chars().next()?;
    let end = text.len() - body.len();
    let unit = matches!(next, '年' | '月' | '日' | '号' | '个' | '家' | '项' | '名' | '万' | '亿');
    let n = numeral::whole(&text[..to]).and_then(|n| u32::try_from(n).ok())?;
    let is = blank::is_han(next) && !unit && (1..1000).contains(&n);
    is.then_some(Mark { style: Style::Glued, n, from: 0, to, end, decimal: false })
}

fn any_mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let mark = if let Some(n) = circled(first) {
        let end = first.len_utf8();
        Mark { style: Style::Circled, n, from: 0, to: end, end, decimal: false }
    } else {
        numbered(text, first)?
    };
    text[mark.end..].contains(|c| !is_blank(c)).then_some(mark)
}

/// The number in a circle.
pub(in crate::segment) fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(u32::from(c) - u32::from('①') + 1),
        '⒈'..='⒛' => Some(u32::from(c) - u32::from('⒈') + 1),
        '⑴'..='⒇' => Some(u32::from(c) - u32::from('⑴') + 1),
        '㈠'..='㈩' => Some(u32::from(c) - u32::from('㈠') + 1),
        '㊀'..='㊉' => Some(u32::from(c) - u32::from('㊀') + 1),
        '❶'..='❿' => Some(u32::from(c) - u32::from('❶') + 1),
        '➀'..='➉' => Some(u32::from(c) - u32::from('➀') + 1),
        '➊'..='➓' => Some(u32::from(c) - u32::from('➊') + 1),
        _ => None,
    }
}

fn numbered(text: &str, first: char) -> Option<Mark> {
    if matches!(first, '[' | '［' | '【' | '第') {
        return enclosed(text, first);
    }
    let open = matches!(first, '(' | '（').then(|| first.len_utf8());
    let from = open.unwrap_or(0);
    let body = &text[from..];
    let lead = body.chars().next()?;
    let arabic = numeral::digit(lead).is_some();
    let (n, length) = numeral::prefix(body).or_else(|| {
        // 1.1,3-甲 reads as a decimal; behind a number's point an item may start with a digit.
        let digits = body.chars().take_while(|c| numeral::digit(*c).is_some());
        let length: usize = digits.take(DIGITS_MOST).map(char::len_utf8).sum();
        Some((numeral::whole(&body[..length])?, length))
    })?;
    let to = from + length;
    // 1 . 甲
    let gap = text[to..].len() - text[to..].trim_start_matches(is_blank).len();
    let parted = gap > 0 && open.is_none() && text[to + gap..].starts_with(['.', '．', '、']);
    let gap = if parted { gap } else { 0 };
    // 1 on a line of its own over 甲
    if open.is_none() && arabic && text[to..].starts_with('\n') {
        let n = u32::try_from(n).ok().filter(|n| (1..1000).contains(n))?;
        return Some(Mark { style: Style::Point, n, from, to, end: to + 1, decimal: false });
    }
    let point = text[to + gap..].chars().next()?;
    let mut end = to + gap + point.len_utf8();
    // （1）、甲
    if open.is_some() && text[end..].starts_with(['、', '．']) {
        end += text[end..].chars().next().map_or(0, char::len_utf8);
    }
    let style = match (open.is_some(), arabic, point) {
        (_, true, ')' | '）') => Style::Bracket,
        (false, true, '.' | '．' | '、' | '。') => Style::Point,
        (true, false, ')' | '）') => Style::ChineseBracket,
        (false, false, '、' | '.' | '．') => Style::Chinese,
        _ => return None,
    };
    let decimal = point == '.' && text[end..].starts_with(|c: char| c.is_ascii_digit());
    let n = u32::try_from(n).ok().filter(|n| (1..100_000).contains(n))?;
    Some(Mark { style, n, from, to, end, decimal })
}

/// `[1]` and `第1名`: a number with something on both sides.
fn enclosed(text: &str, first: char) -> Option<Mark> {
    let from = first.len_utf8();
    let (n, length) = numeral::prefix(&text[from..])?;
    let to = from + length;
    let close = text[to..].chars().next()?;
    let style = match (first, close) {
        ('[' | '［' | '【', ']' | '］' | '】') => Style::Square,
        ('第', '名') => Style::Place,
        _ => return None,
    };
    let n = u32::try_from(n).ok().filter(|n| (1..100_000).contains(n))?;
    Some(Mark { style, n, from, to, end: to + close.len_utf8(), decimal: false })
}

/// The items of a line that are numbered in a style. Inside the line an item begins behind a gap
/// or a mark of punctuation with the number that is due, or one more; directly behind another
/// item's text only with the very number, or one more where the next follows. Text before the first is an item that lost its number,
/// unless it ends in a colon: then it announces the list.
///
/// `lead`: the number that the line begins with, where the lines around it show that it is one.
pub(super) fn items(
    text: &str,
    span: Span,
    line: usize,
    style: Style,
    (above, lead): (Option<u32>, Option<u32>),
    plane: &str,
) -> Vec<Item> {
    let offset = span.start as usize;
    let mut starts: Vec<(usize, Mark)> = Vec::new();
    let mut due = above.map(|n| n + 1);
    let mut before: Option<char> = None;
    // Brackets that are open.
    let mut depth = 0i64;
    for (at, c) in text.char_indices() {
        // 2.2,4-二甲: at the start of a line, with the very number that is due.
        let own = |mark: &Mark| {
            let known = due == Some(mark.n) || lead == Some(mark.n);
            // 共21。 ends a sentence.
            let point = at == 0 || !text[at + mark.to..].starts_with('。');
            mark.style == style && point && (!mark.decimal || (at == 0 && known))
        };
        let read = || match style {
            Style::Glued => glued(text).filter(|_| at == 0),
            _ if rare::is(style) => mark_in(text, style).filter(|_| at == 0),
            _ => any_mark(&text[at..]),
        };
        if !is_blank(c)
            && let Some(mark) = read().filter(own)
            && (begins(before, depth > 0, mark.n, due)
                || (due == Some(mark.n.saturating_sub(1))
                    && goes_on(&text[at..], &mark)
                    && begins(before, depth > 0, mark.n, Some(mark.n))))
        {
            starts.push((at, mark));
            due = Some(mark.n + 1);
        }
        before = Some(c);
        depth += i64::from(matches!(c, '（' | '(')) - i64::from(matches!(c, '）' | ')'));
    }
    let mut items = Vec::new();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    if let Some((at, _)) = starts.first().filter(|(at, _)| *at > 0)
        && !text[..*at].trim_end_matches(is_blank).ends_with(['：', ':'])
    {
        let body = separated(Span::of(offset, offset + at), plane);
        items.push(Item { number: None, body, more: Vec::new(), below: None, line });
    }
    for ((at, mark), end) in starts.iter().zip(ends) {
        let number = Span::of(offset + at + mark.from, offset + at + mark.to);
        let body = separated(Span::of(offset + at + mark.end, offset + end), plane);
        items.push(Item {
            number: Some((number, mark.n)),
            body,
            more: Vec::new(),
            below: None,
            line,
        });
    }
    items
}

/// Whether an item of number `n` can begin behind the character `before`; `open`: inside brackets.
fn begins(before: Option<char>, open: bool, n: u32, due: Option<u32>) -> bool {
    let Some(before) = before else { return true };
    if is_blank(before) {
        return due.is_none_or(|due| n == due || n == due + 1 || (!open && n + 1 == due));
    }
    // …；4.丁；4.丁；5.戊: printed twice.
    if matches!(before, '；' | ';') && !open && due == n.checked_add(1) {
        return true;
    }
    let announced = matches!(before, '：' | ':') && n == 1;
    let parted = matches!(before, '；' | ';' | '。' | '，');
    // 甲2.乙: the number that is due, behind a word; 2.0版 and V2. are none.
    let run_on = !before.is_ascii_alphanumeric() && !matches!(before, '.' | '．' | '第' | '、');
    announced || (!open && due == Some(n) && (parted || run_on))
}

/// Whether the next number follows later on, printed alike: `4.丙5.丁` where 3 was lost.
fn goes_on(text: &str, mark: &Mark) -> bool {
    let reach = text.floor_char_boundary(mark.end + NEXT_MOST);
    let rest = &text[mark.end..reach];
    if let Some(next) = text[mark.from..].chars().next().filter(|c| circled(*c).is_some()) {
        let next = char::from_u32(u32::from(next) + 1).filter(|c| circled(*c).is_some());
        return next.is_some_and(|next| rest.contains(next));
    }
    let Some(point) = text[mark.to..].chars().next() else { return false };
    rest.contains(&format!("{}{point}", mark.n + 1))
}

/// A span with the separators directly behind it, which part it from what its next line says.
pub(super) fn with_marks(span: Span, plane: &str) -> Span {
    let rest = &plane[span.end as usize..];
    let marks = rest.len() - rest.trim_start_matches(SEPARATORS).len();
    Span::new(span.start, span.end + marks as u32)
}

/// What parts items, and clauses of one.
const SEPARATORS: [char; 5] = ['；', ';', '，', ',', '、'];

/// A span without blanks and separators at its ends.
pub(in crate::segment::lists) fn separated(span: Span, plane: &str) -> Span {
    let span = trim(span, plane);
    let text = span.text(plane);
    // `甲> 2. 乙`: the sign of a quotation of the line below, which was joined.
    let text = text.strip_suffix('>').filter(|_| !text.contains('<')).unwrap_or(text);
    let cut = text.trim_end_matches(SEPARATORS).len();
    trim(Span::of(span.start as usize, span.start as usize + cut), plane)
}

#[cfg(test)]
mod tests {
    use super::{Style, items, mark};
    use crate::model::Span;

    fn split(text: &str, above: Option<u32>) -> Vec<&str> {
        items(text, Span::of(0, text.len()), 0, Style::Point, (above, None), text)
            .into_iter()
            .map(|item| item.body.text(text))
            .collect()
    }

    #[test]
    fn items_begin_where_their_number_is_due() {
        assert_eq!(split("1.甲2.乙3.丙", None), ["甲", "乙", "丙"]);
        assert_eq!(split("1．甲（第1条） 2．乙", None), ["甲（第1条）", "乙"]);
        assert_eq!(split("1.甲；2.乙；3.丙。", None), ["甲", "乙", "丙。"]);
        assert_eq!(split("确定下列单位：1.甲；2.乙", None), ["甲", "乙"]);
        assert_eq!(split("1.云2.0平台", None), ["云2.0平台"]);
        assert_eq!(split("1.V2.甲", None), ["V2.甲"]);
        assert_eq!(split("1．2，4—二甲", None), ["2，4—二甲"]);
        assert_eq!(split("丁 5.戊", Some(3)), ["丁", "戊"]);
        assert_eq!(split("2.2,4-二甲", Some(1)), ["2,4-二甲"]);
        assert_eq!(split("1.甲2.乙4.丁5.戊", None), ["甲", "乙", "丁", "戊"]);
        assert_eq!(split("1.甲2.乙4.0版", None), ["甲", "乙4.0版"]);
        assert_eq!(split("1。甲，共2。乙", None), ["甲，共2。乙"]);
    }

    #[test]
    fn marks() {
        let style = |text| mark(text).map(|mark| (mark.style, mark.n));
        assert_eq!(style("（3）甲"), Some((Style::Bracket, 3)));
        assert_eq!(style("3）甲"), Some((Style::Bracket, 3)));
        assert_eq!(style("（三）甲"), Some((Style::ChineseBracket, 3)));
        assert_eq!(style("三、甲"), Some((Style::Chinese, 3)));
        assert_eq!(style("③甲"), Some((Style::Circled, 3)));
        assert_eq!(style("[3] 甲"), Some((Style::Square, 3)));
        assert_eq!(style("第3名 甲"), Some((Style::Place, 3)));
        assert_eq!(style("3。 甲"), Some((Style::Point, 3)));
        assert_eq!(style("第3名"), None);
        assert_eq!(style("2.3万"), None);
        assert_eq!(style("2021年"), None);
        assert_eq!(style("3."), None);
    }
}
