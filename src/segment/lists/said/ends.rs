//! Where the names of a sentence end, and what it makes of them.

use crate::segment::lists::joined;
use crate::segment::lists::told::renames;
use crate::text::is_blank;
use crate::text::words::deeds::{BECOMES, CLOSES};
use crate::text::words::letters::SAID_BEHIND;

/// Where 、 stands in a text outside brackets and quotation marks.
pub(super) fn outside(text: &str) -> impl Iterator<Item = usize> {
    let mut depth = 0u32;
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '（' | '(' | '〔' | '“' | '《' => depth += 1,
            '）' | ')' | '〕' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && c == '、').then_some(at)
    })
}

/// Where names end, and what they are made: before “称号”, before 为, or at a comma behind the last of them.
pub(super) fn end(text: &str) -> (usize, Option<(usize, usize)>) {
    let text = &text[..extent(text)];
    let last = outside(text).last().map_or(0, |at| at + '、'.len_utf8());
    let named = |at: usize| text[last..at].trim_matches(is_blank).chars().nth(1).is_some();
    // …、丁队授予“先锋队”旗帜
    let given = ["授予", "颁发", "颁授"].iter().filter_map(|word| {
        let at = last + text[last..].find(word)?;
        named(at).then_some((at, at + word.len()))
    });
    if let Some((at, behind)) = given.min() {
        return (at, Some((behind, text.len())));
    }
    // …、丁局“先进单位”称号
    if let Some(open) = text[last..].find(['“', '《']).map(|at| last + at)
        && named(open)
        && !text[..last].contains(['“', '《'])
    {
        let inner = open + text[open..].chars().next().map_or(0, char::len_utf8);
        let close = text[inner..].find(['”', '》']).map_or(text.len(), |at| inner + at);
        return (open, Some((inner, close)));
    }
    // A bracket of the last name's own stays.
    let bracket = text[last..].find(['（', '(']).map(|at| last + at);
    let stop = bracket.map_or(text.len(), |open| bracket_end(text, open));
    // …、丁县为第三批示范县
    if let Some(at) = text[last..].find('为').map(|at| last + at)
        && named(at)
        && !renames(&text[..at])
        && !text[..at].ends_with('华')
    {
        let lead = without_verb(&text[..at], last);
        // 甲区、乙市等单位确认为: no more than a word for what they are; without the verb there are more.
        let verbal = lead.len() < at;
        let closed = CLOSES.iter().filter(|_| verbal).find_map(|word| lead.strip_suffix(word));
        let lead = closed.unwrap_or(lead);
        let lead = lead.strip_suffix("同志").unwrap_or(lead);
        return (lead.len(), Some((at + '为'.len_utf8(), text.len())));
    }
    let said = SAID_BEHIND.iter().filter_map(|word| Some(last + text[last..stop].find(word)?));
    let said = said.filter(|at| named(*at)).min();
    (said.unwrap_or(stop), None)
}

/// Without the verb behind the last name, which begins at `last`: 澧县|确认 and 西区|定, and not 保|定. A verb of one
/// character stands behind a place, or behind a name that ends as another one does.
fn without_verb(lead: &str, last: usize) -> &str {
    let name = lead[last..].trim_matches(is_blank);
    let Some(verb) = BECOMES.iter().find(|verb| name.ends_with(**verb)) else { return lead };
    if joined::is_place(name) {
        return lead;
    }
    let bare = name.strip_suffix(verb).unwrap_or(name);
    let alike = || {
        let end = bare.chars().next_back();
        lead[..last].split('、').any(|other| end.is_some() && other.chars().next_back() == end)
    };
    let short = verb.chars().nth(1).is_none();
    let whole = short && !joined::is_place(bare) && !alike();
    if whole { lead } else { lead.strip_suffix(verb).unwrap_or(lead) }
}

/// How far names may go: to the first comma, or past those that part places.
fn extent(text: &str) -> usize {
    let mut depth = 0u32;
    let commas = text.char_indices().filter(|(_, c)| {
        match c {
            '（' | '(' | '〔' | '“' | '《' => depth += 1,
            '）' | ')' | '〕' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | ',')
    });
    let mut ends: Vec<usize> = commas.map(|(at, _)| at).collect();
    ends.push(text.len());
    let place = |item: &str| is_one_or_two(item.trim_matches(is_blank));
    let (mut stop, mut from) = (0, 0);
    for end in ends {
        let mut items = text[from..end].split('、');
        let last = items.next_back().unwrap_or_default();
        let others = items.all(place);
        // 甘肃省平凉市“名城”称号 is the last of them.
        let begins = || {
            let cut = last.find(['“', '《', '为', '入', '上', '获', '等']).unwrap_or(0);
            let lead = &last[..cut];
            // 湖南省澧县确认|为
            place(without_verb(lead, 0))
        };
        let goes_on = others && place(last);
        if from == 0 || goes_on || (others && begins()) {
            stop = end;
        }
        if !goes_on {
            break;
        }
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    stop
}

/// Where the bracket of a last name closes: the name ends there.
fn bracket_end(text: &str, open: usize) -> usize {
    let close = text[open..].find(['）', ')']).map_or(text.len(), |at| {
        open + at + text[open + at..].chars().next().map_or(0, char::len_utf8)
    });
    text[close..].find(['，', ',']).map_or(text.len(), |at| close + at)
}

/// Whether a text is a place, or two that a word joins.
pub(super) fn is_one_or_two(text: &str) -> bool {
    const MOST: usize = 90;
    if text.is_empty() || text.len() > MOST {
        return false;
    }
    joined::is_place(text)
        || ["和", "及", "与"].iter().any(|word| {
            text.split_once(word)
                .is_some_and(|(left, right)| joined::is_place(left) && joined::is_place(right))
        })
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn verbs_behind_the_last_name() {
        let names = |text: &'static str| &text[..end(text).0];
        assert_eq!(names("石家庄、唐山、保定为示范城市"), "石家庄、唐山、保定");
        assert_eq!(names("西区、东区定为示范区"), "西区、东区");
        assert_eq!(names("沙村、尤村、李家评为示范村"), "沙村、尤村、李家评");
        assert_eq!(names("河间市、澧县等单位确认为示范区"), "河间市、澧县");
        assert_eq!(names("河间市、澧县等城市为示范城市"), "河间市、澧县等城市");
    }
}
