//! Headings of names: with a count, of a province, numbered or set off, or before a colon.

use super::lines::is_name;
use crate::model::{Claim, ClaimPlace, Span};
use crate::segment::claims;
use crate::segment::lists::places::{ends_as_place, is_province};
use crate::segment::lists::{Scope, sentence};
use crate::segment::roster::{groups, words};
use crate::text::blank::is_han;
use crate::text::{View, compact, is_blank, numeral, traditional, trim};

/// What stands beside the cities of a province: 省直管：定州市.
const OF_PROVINCE: [&str; 6] = ["省直管", "省直管县", "省直辖", "省直属", "省直", "自治区直辖"];

/// Longest heading, in characters.
const MOST: usize = 40;

/// A heading as found.
pub(super) struct Head {
    pub(super) heading: groups::Heading,
    /// What it takes beside its own span: a count on the next line, a colon.
    pub(super) beside: Vec<Span>,
    /// What stands behind its colon.
    pub(super) rest: Option<Span>,
    /// Lines it takes.
    pub(super) lines: usize,
    /// Names follow behind 的有：.
    pub(super) listed: bool,
}

impl Head {
    /// Whether it declares a count.
    pub(super) fn claim(&self) -> bool {
        self.heading.claim.is_some()
    }
}

/// The heading that the first of these lines is or starts with.
///
/// `colons`: whatever stands before a colon with names behind it is one.
pub(super) fn read(scope: &Scope<'_>, lines: &[usize], colons: bool) -> Option<Head> {
    let first = *lines.first()?;
    let line = scope.lines[first].span;
    let text = scope.text(first);
    if words::is_bracketed(&compact(text)) {
        return None;
    }
    if scope.heads.contains(&first) {
        return Some(by_form(scope, first));
    }
    let counts = counted_before_list(text);
    let colon = counts.as_ref().map(|counts| counts.end).or_else(|| text.find(['：', ':']));
    let own = trim(
        Span::of(line.start as usize, line.start as usize + colon.unwrap_or(text.len())),
        &scope.document.text,
    );
    let name = scope.document.slice(own);
    if name.chars().count() > MOST || name.is_empty() || name.contains(['。', '；']) {
        return None;
    }
    let mut heading = groups::heading(
        scope.document,
        &crate::segment::line::Line { span: own, ..scope.lines[first] },
    );
    let mut beside = Vec::new();
    let mut rest = None;
    if let Some(counts) = &counts {
        let view = View::join(&[own], &scope.document.text);
        let counted = claims::at_end(&view, ClaimPlace::Note)
            .or_else(|| claims::of_heading(&view, ClaimPlace::Note));
        heading.claim = counted.map(|(claim, at)| {
            view.text[..at].clone_into(&mut heading.name);
            claim
        });
        heading.claim.as_ref()?;
        let (at, end) = (line.start as usize + counts.end, line.start as usize + counts.list);
        beside.push(Span::of(at, end));
        let behind = trim(Span::of(end, line.end as usize), &scope.document.text);
        rest = (!behind.is_empty()).then_some(behind);
    } else if let Some(at) = colon {
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        let at = line.start as usize + at;
        beside.push(Span::of(at, at + width));
        let behind = trim(Span::of(at + width, line.end as usize), &scope.document.text);
        rest = (!behind.is_empty()).then_some(behind);
    }
    // 某某名单17个：
    if colon.is_some() && rest.is_none() && heading.claim.is_none() {
        let view = View::join(&[own], &scope.document.text);
        let counted = claims::at_end(&view, ClaimPlace::Note);
        if let Some((claim, at)) =
            counted.filter(|(_, at)| words::ends_list_title(&compact(&view.text[..*at])))
        {
            view.text[..at].clone_into(&mut heading.name);
            heading.claim = Some(claim);
        }
    }
    // 浙江省：甲公司、乙公司共2家。
    if heading.claim.is_none()
        && let Some((claim, names, count)) = rest.and_then(|rest| counted_behind(scope, own, rest))
    {
        heading.claim = Some(claim);
        rest = Some(names);
        beside.push(count);
    }
    let mut taken = 1;
    if heading.claim.is_none()
        && colon.is_none()
        && let Some((claim, span)) = count_below(scope, line, lines.get(1))
    {
        heading.claim = Some(claim);
        beside.push(span);
        taken = 2;
    }
    let compacted = compact(&heading.name);
    let counted = heading.claim.is_some() && !heading.name.is_empty();
    let open = colon.is_some();
    let set_off =
        heading.is_formal() && !(open && rest.is_some() && !groups::is_numbered(&compacted));
    let place = is_province(&compacted)
        || (open && ends_as_place(&compacted) && !compacted.contains(['、', '，']))
        || (open && rest.is_some() && OF_PROVINCE.contains(&compacted.as_str()));
    let short = compacted.chars().count() <= 20 || compacted.ends_with("的有");
    let alone = open && rest.is_none() && !compacted.contains('，') && short;
    let named = colons && open && rest.is_some() && !compacted.contains(['，', '、']);
    // 入选甲名单的有：甲、乙。
    let listed = open && compacted.ends_with("的有") && !compacted.contains('，');
    (counted || set_off || place || alone || named || listed).then_some(Head {
        heading,
        beside,
        rest,
        lines: taken,
        listed,
    })
}

/// The count of a heading that stands behind the names on its line, 甲公司、乙公司共2家企业入选: its claim, the names, and what
/// stands behind them.
fn counted_behind(scope: &Scope<'_>, label: Span, rest: Span) -> Option<(Claim, Span, Span)> {
    const TAIL_MOST: usize = 10;
    // 乙电厂（2台机组） and 平等三村 are names; 南京市、无锡市等三市 are hardly counted so.
    const UNITS: [char; 4] = ['家', '个', '所', '名'];
    let simple = traditional::simplify(scope.document.slice(rest));
    let text = simple.trim_end_matches(['。', '；', ';']);
    let last = text.rfind('、').unwrap_or(0);
    let number = |c: char| numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some();
    let opened = ["共计", "共有", "合计", "共", "等", "（", "("].into_iter().filter_map(|word| {
        let at = last + text[last..].rfind(word)?;
        text[at + word.len()..].starts_with(number).then_some((at, at + word.len()))
    });
    let (end, at) = opened.min_by_key(|(end, _)| *end)?;
    let (declared, length) = numeral::prefix(&text[at..])?;
    let (before, behind) = (&text[..at], &text[at + length..]);
    let closed = text[end..].starts_with(['（', '(']);
    let said = if closed { behind.strip_suffix(['）', ')'])? } else { behind };
    let unit = said.starts_with(UNITS) && !(closed && said.chars().nth(1).is_some());
    if !unit {
        return None;
    }
    let plain = said.chars().count() <= TAIL_MOST && said.chars().all(is_han);
    let place = |at: usize| rest.start as usize + at;
    let names = trim(Span::of(place(0), place(end)), &scope.document.text);
    let count = Span::of(place(at), place(at + length));
    let told = plain && claims::counts(before, declared, behind) && !names.is_empty();
    let claim = || sentence::of_group(scope, label, declared, count);
    told.then(|| (claim(), names, Span::new(names.end, rest.end)))
}

/// A line that is a heading by its form, whole but for a colon at its end.
fn by_form(scope: &Scope<'_>, index: usize) -> Head {
    let line = scope.lines[index];
    let text = scope.text(index);
    let cut = text.trim_end_matches(['：', ':']).len();
    let own = trim(
        Span::of(line.span.start as usize, line.span.start as usize + cut),
        &scope.document.text,
    );
    let heading =
        groups::heading(scope.document, &crate::segment::line::Line { span: own, ..line });
    let behind = Span::new(own.end, line.span.end);
    let beside = if behind.is_empty() { Vec::new() } else { vec![behind] };
    Head { heading, beside, rest: None, lines: 1, listed: false }
}

/// `第一组10家，包括甲银行、乙银行；`
struct Counted {
    /// Where the count ends.
    end: usize,
    /// Where its names begin.
    list: usize,
}

/// Words between a count and the names that it counts.
const LISTED: [&str; 7] = ["包括", "分别为", "分别是", "具体为", "包含", "为", "是"];

/// A name and a count, with the names behind it: no other word or mark stands between.
fn counted_before_list(text: &str) -> Option<Counted> {
    // 1.城市社区类（4个）。甲社区、乙社区。
    if let Some(end) = text.find('。')
        && text[..end].ends_with(['）', ')'])
        && text[..end].chars().count() <= MOST
        && !text[..end].contains(['，', '、', '；', '：', ':'])
    {
        let list = end + '。'.len_utf8();
        let names = text[list..].trim_end_matches(['；', ';', '。']);
        let plain = names.contains('、') && !names.contains(['，', '。', '；', '：']);
        return plain.then_some(Counted { end, list });
    }
    // 第三批名城有6个：甲、乙、丙。
    if let Some(counts) = counted_before_colon(text) {
        return Some(counts);
    }
    let end = text.find(['，', ','])?;
    if text[..end].chars().count() > MOST || text[..end].contains(['、', '。', '；', '：', ':'])
    {
        return None;
    }
    let comma = text[end..].chars().next().map_or(1, char::len_utf8);
    let behind = text[end + comma..].trim_start_matches(is_blank);
    let word = LISTED.iter().find(|word| behind.starts_with(**word))?;
    let list = text.len() - behind.len() + word.len();
    let rest = text[list..].trim_start_matches(['：', ':']);
    let names = rest.trim_end_matches(['；', ';', '。', '，']);
    // A sentence goes on with other words.
    let plain = !names.is_empty() && !names.contains(['，', '。', '；', '：']);
    plain.then(|| Counted { end, list: text.len() - rest.len() })
}

/// `第三批名城有6个：甲、乙、丙。`, `一等奖2个：甲、乙`: a line that counts what stands behind its colon.
fn counted_before_colon(text: &str) -> Option<Counted> {
    let colon = text.find(['：', ':'])?;
    let (head, behind) = (&text[..colon], &text[colon..]);
    let list =
        text.len() - behind.trim_start_matches(|c| matches!(c, '：' | ':') || is_blank(c)).len();
    let names = text[list..].trim_end_matches(['；', ';', '。']);
    let has = head.rfind('有').map(|at| &head[at + '有'.len_utf8()..]);
    has.map_or_else(|| counted_at_end(head), counts)?;
    // Where names were lost, one is left.
    let several = names.contains('、') || (has.is_none() && is_name(names));
    let plain = several && !names.contains(['，', '。', '；', '：', ':']);
    let short = head.chars().count() <= MOST && !head.contains(['，', '、', '。', '；']);
    (plain && short).then_some(Counted { end: colon, list })
}

/// The number of a text that is a number and its measure word.
fn counts(text: &str) -> Option<u64> {
    let (number, length) = numeral::prefix(text)?;
    let measure = &text[length..];
    let counts =
        measure.chars().count() <= MEASURE_MOST && !measure.starts_with(['年', '月', '日']);
    counts.then_some(number)
}

/// The count behind what a line names, 一等奖2个, where it does not say what is done: 确定企业2家.
fn counted_at_end(head: &str) -> Option<u64> {
    let tail = head.char_indices().rev().map(|(at, _)| at).take(COUNT_MOST);
    let (at, count) = tail.filter_map(|at| Some((at, counts(&head[at..])?))).last()?;
    let name = head[..at].trim_matches(is_blank);
    let measured = !head.ends_with(|c| numeral::digit(c).is_some());
    let acts = claims::acts_on(name) || name.ends_with(['共', '等', '第', '前', '的']);
    (measured && !name.is_empty() && !acts).then_some(count)
}

/// Longest count with its measure word, in characters.
const COUNT_MOST: usize = 6;

/// Longest measure word, in characters.
const MEASURE_MOST: usize = 2;

/// A count in brackets on the line below a name: `（5个）`.
fn count_below(
    scope: &Scope<'_>,
    line: Span,
    below: Option<&usize>,
) -> Option<(crate::model::Claim, Span)> {
    let span = scope.lines[*below?].span;
    words::is_bracketed(&compact(scope.document.slice(span))).then_some(())?;
    let view = View::join(&[line, span], &scope.document.text);
    claims::of_heading(&view, ClaimPlace::Note).map(|(claim, _)| (claim, span))
}
