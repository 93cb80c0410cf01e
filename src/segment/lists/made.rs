//! The title of an annex that has no word for a list, but says what the things in it are made: 2021年全国示范县 over
//! names of counties, where the letter has 认定甲县等60个县为2021年全国示范县.

use super::Scope;
use crate::segment::claims;
use crate::segment::roster::words;
use crate::text::words::letters::MADE_LEADS;
use crate::text::{compact, numeral, trim};

/// Shortest and longest such title, in characters.
const LEAST: usize = 4;
const MOST: usize = 40;

/// Fewest lines below it.
const LINES_LEAST: usize = 2;

/// How far into the document the letter is searched, in bytes, and how often its words may stand there.
const LETTER_MOST: usize = 1 << 16;
const FOUND_MOST: usize = 16;

/// Whether the line at `at` of these lines is such a title. Nothing but titles stands above it.
pub(super) fn is_title(scope: &Scope<'_>, open: &[usize], at: usize) -> bool {
    let Some(below) = open.get(at + 1..).filter(|below| below.len() >= LINES_LEAST) else {
        return false;
    };
    let span = trim(scope.lines[open[at]].span, &scope.document.text);
    let text = words::without_closing_bracket(scope.document.slice(span)).trim_end();
    let own = compact(text);
    let marks = ['，', '。', '；', '：', '、', ',', ';', ':'];
    if !scope.annex || !(LEAST..=MOST).contains(&own.chars().count()) || own.contains(marks) {
        return false;
    }
    let leads = leads(&own);
    // 2021年甲活动 over 2021年乙活动 is a name like the others.
    let others = || below.iter().map(|index| compact(scope.text(*index)));
    if leads && others().any(|other| self::leads(&other)) {
        return false;
    }
    let start = scope.lines.first().map_or(0, |line| line.span.start as usize);
    let mut end = start.min(LETTER_MOST);
    while !scope.document.text.is_char_boundary(end) {
        end -= 1;
    }
    let letter = &scope.document.text[..end];
    let found = memchr::memmem::find_iter(letter.as_bytes(), text.as_bytes()).take(FOUND_MOST);
    let told = |found: usize| {
        let (before, after) = (&letter[..found], &letter[found + text.len()..]);
        let listed = leads && after.trim_start_matches(['”', '》']).starts_with("名单");
        listed || is_made(before, after, leads)
    };
    found.into_iter().any(told) || (leads && ends_as_counted(scope, &own))
}

/// Whether a text begins as what things are made does: with a year, a batch, or a level.
fn leads(text: &str) -> bool {
    let year = numeral::prefix(text).is_some_and(|(year, length)| {
        (1949..2100).contains(&year) && text[length..].starts_with('年')
    });
    let batch = text.strip_prefix('第').is_some_and(|rest| {
        numeral::prefix(rest)
            .is_some_and(|(_, length)| rest[length..].starts_with(['批', '届', '期']))
    });
    year || batch || MADE_LEADS.iter().any(|word| text.starts_with(word))
}

/// Whether several things are made what stands between two texts: 认定甲县等60个县为 | ，现予公布.
fn is_made(before: &str, after: &str, leads: bool) -> bool {
    const CLAUSE_MOST: usize = 200;
    let before = before.trim_end_matches(['“', '《', ' ']);
    let closed = after.trim_start_matches(['”', '》']).chars().next().is_none_or(|c| {
        matches!(c, '，' | '。' | '；' | ',' | ';' | '！' | '\n' | '（' | '(' | '称' | '荣' | '名')
    });
    let Some(clause) = before.strip_suffix('为').filter(|_| closed) else { return false };
    if leads {
        return true;
    }
    let clause = clause.rsplit(['，', '。', '；', ',', ';', '\n']).next().unwrap_or_default();
    clause.len() <= CLAUSE_MOST
        && clause.char_indices().any(|(at, _)| {
            numeral::prefix(&clause[at..]).is_some_and(|(declared, length)| {
                declared > 1 && claims::counts(&clause[..at], declared, &clause[at + length..])
            })
        })
}

/// Whether a text ends in what the notice counts: 2023年科技小巨人企业 where it counts 5家企业.
fn ends_as_counted(scope: &Scope<'_>, text: &str) -> bool {
    scope.counted.iter().any(|(about, declared)| {
        *declared > 1 && about.chars().count() > 1 && text.ends_with(about.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::{is_made, leads};

    #[test]
    fn what_things_are_made() {
        assert!(leads("2021年全国示范县") && leads("第二批示范村") && leads("省级示范园"));
        assert!(!leads("甲县") && !leads("2021号地块"));
        assert!(is_made("认定甲县等60个县为", "，现予公布", false));
        assert!(is_made("授予3家企业为“", "”称号", false));
        assert!(!is_made("1个示范县为", "，2个试点县为乙县", false));
        assert!(!is_made("牵头单位为", "，成员单位为乙局", false));
        assert!(!is_made("3个试点县为", "、乙县、丙县", false));
    }
}
