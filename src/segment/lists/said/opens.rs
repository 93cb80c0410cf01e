//! Where the names of a sentence begin, and how it opens them.

use super::ends::is_one_or_two;
use crate::segment::lists::{Scope, joined, places};
use crate::segment::roster::words;
use crate::text::words::letters::{COLON_HEADS, NAMES_ANNOUNCED};
use crate::text::words::verbs::{CLAUSE_ADVERBS, CLAUSE_OPENERS, DEEDS};
use crate::text::{compact, is_blank};

/// How a sentence opens its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// 授予, 命名: a verb of notices, and what it makes of them.
    Deed,
    /// 分别为, 入选的有, or a colon behind what is listed.
    Announced,
    /// 浙江有, 浙江省：
    Region,
    /// 甲、乙入选: names with which a clause begins.
    Subject,
    /// 包括, 为, 有 alone.
    Loose,
}

const LOOSE: [&str; 5] = ["包括", "为", "是", "有", "即"];

/// Where names begin, and how they are opened.
pub(super) struct Opening {
    pub(super) at: usize,
    pub(super) how: How,
}

/// Where the names begin before the first mark of a sentence.
pub(super) fn opening(body: &str, mark: usize) -> Option<Opening> {
    let lead = &body[..mark];
    let mut cut = after_last(lead, &['，', ',', '：', ':', '；', ';']);
    // 甲省丙市，乙省丁市、戊县: places that commas part.
    while cut > 0 && lead[..cut].ends_with(['，', ',']) {
        let end = cut - lead[..cut].chars().next_back().map_or(0, char::len_utf8);
        let start = after_last(&lead[..end], &['，', ',', '：', ':', '；', ';']);
        let piece = lead[start..end].trim_matches(is_blank);
        if is_one_or_two(piece) {
            cut = start;
            continue;
        }
        if let Some((at, how)) = opened(&lead[start..end])
            && is_one_or_two(lead[start + at..end].trim_matches(is_blank))
        {
            return Some(Opening { at: start + at, how });
        }
        break;
    }
    if lead[..cut].ends_with(['：', ':']) {
        let head = lead[..cut].trim_end_matches(['：', ':']);
        let head = head.rsplit(['，', ',', '。']).next().unwrap_or_default();
        return headed(head).map(|how| Opening { at: cut, how });
    }
    let (at, how) = opened(&lead[cut..])?;
    Some(Opening { at: cut + at, how })
}

/// How what stands before a colon opens the names behind it.
fn headed(head: &str) -> Option<How> {
    let bare = compact(head);
    if places::is_province(&bare) {
        Some(How::Region)
    } else if COLON_HEADS.iter().any(|word| bare.contains(word)) || words::ends_list_title(&bare) {
        Some(How::Announced)
    } else {
        LOOSE.iter().any(|word| bare.ends_with(word)).then_some(How::Loose)
    }
}

/// A line of names alone below a title of a list, or below a line that announces them.
pub(super) fn alone(
    scope: &Scope<'_>,
    line: usize,
    text: &str,
    from: usize,
    body: &str,
) -> Option<Opening> {
    // Asked of every clause: only the first of a line looks up.
    if !text[..from].trim_matches(is_blank).is_empty() || body.contains(['：', ':']) {
        return None;
    }
    let above = (0..line).rev().find(|index| scope.is_open(*index))?;
    let above = compact(scope.text(above));
    let told = words::ends_list_title(&above) || above.ends_with(['：', ':']);
    told.then_some(Opening { at: 0, how: How::Announced })
}

/// Names with which a clause begins: 其中，甲镇、乙镇入选. Words behind them say what became of them.
pub(super) fn subject(body: &str, mark: usize) -> Option<Opening> {
    let lead = &body[..mark];
    let cut = after_last(lead, &['，', ',', '：', ':', '；', ';']);
    let clause = &lead[cut..];
    let blank = clause.len() - clause.trim_start_matches(is_blank).len();
    let own = ["其中", "以及"].iter().find(|word| clause[blank..].starts_with(**word));
    let at = cut + blank + own.map_or(0, |word| word.len());
    (at < mark).then_some(Opening { at, how: How::Subject })
}

/// Where the names begin in a clause behind the last word that opens them.
fn opened(clause: &str) -> Option<(usize, How)> {
    let last = |words: &mut dyn Iterator<Item = &'static str>| {
        words.filter_map(|word| Some(clause.rfind(word)? + word.len())).max()
    };
    let lead = clause.len() - clause.trim_start_matches(is_blank).len();
    let lead = lead + adverbs(&clause[lead..]);
    let begins = CLAUSE_OPENERS.iter().filter(|word| clause[lead..].starts_with(**word));
    let deed =
        last(&mut DEEDS.iter().copied()).into_iter().chain(begins.map(|w| lead + w.len())).max();
    // 向甲队、乙队授予“先锋队”旗帜: what stands behind the first word of the clause is the name.
    let to = clause[lead..].strip_prefix('向').map(|rest| clause.len() - rest.len());
    if let Some(at) = to {
        return Some((at, How::Deed));
    }
    // 有限公司, 华为公司: no word of the sentence.
    let within = |at: usize, word: &str| {
        let (lead, rest) = (&clause[..at], &clause[at + word.len()..]);
        (word == "有" && rest.starts_with(['限', '色', '机', '关', '名']))
            || (word == "为" && lead.ends_with('华'))
    };
    let loose = LOOSE.iter().filter_map(|word| {
        let mut found = clause.match_indices(*word).map(|(at, _)| at);
        Some((found.find(|at| !within(*at, word))?, *word))
    });
    let loose = loose.min();
    // 浙江有甲、乙
    if let Some((at, "有")) = loose
        && region(&clause[..at])
    {
        return Some((at + "有".len(), How::Region));
    }
    let found = [
        (last(&mut NAMES_ANNOUNCED.iter().copied()), How::Announced),
        (deed, How::Deed),
        (loose.map(|(at, word)| at + word.len()), How::Loose),
    ];
    let best = found.into_iter().filter_map(|(at, how)| Some((at?, how)));
    let (at, how) = best.filter(|(at, _)| *at < clause.len()).rev().max_by_key(|(at, _)| *at)?;
    // 同意新设甲学院
    let rest = &clause[at..];
    let further =
        CLAUSE_OPENERS.iter().filter(|word| rest.starts_with(**word)).map(|w| w.len()).max();
    let further = further.filter(|length| *length < rest.len()).unwrap_or(0);
    // 同意将河间市、澧县确认为, and neither 将乐县 nor 将军村: what stands behind the word is a place.
    let name = rest[further..].split(['、', '，', ',']).next().unwrap_or_default();
    let place = || name.strip_prefix('将').is_some_and(joined::is_place);
    let put = how == How::Deed && place() && !joined::is_place(name);
    Some((at + further + if put { '将'.len_utf8() } else { 0 }, how))
}

/// Bytes of the adverbs before a verb: 拟 | 推荐.
fn adverbs(text: &str) -> usize {
    let mut at = 0;
    while let Some(word) = CLAUSE_ADVERBS.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    at
}

/// Whether a text says no more than a region, 其中浙江省.
fn region(text: &str) -> bool {
    let text = compact(text);
    let mut bare = text.as_str();
    for word in ["其中", "来自", "另外", "此外"] {
        bare = bare.strip_prefix(word).unwrap_or(bare);
    }
    let bare = bare.strip_suffix(['共', '则', '另', '还']).unwrap_or(bare);
    places::is_province(bare) || (joined::is_place(bare) && places::ends_as_place(bare))
}

fn after_last(text: &str, marks: &[char]) -> usize {
    text.rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}
