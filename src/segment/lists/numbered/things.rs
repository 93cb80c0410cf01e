//! Items that are whole names, however long and whatever mark ends each, and items that each do something to the text that
//! they name.
//!
//! ```text
//! 现决定对下列规章予以废止：                 现决定：
//! 1.《甲办法》（甲部令第1号，1989年发布）。     一、废止《甲办法》（甲部令第1号）。
//! ```

use super::LEAST;
use super::marks::{self, Item, Mark, Style};
use crate::segment::lists::Scope;
use crate::segment::lists::scope::{acts_on_following, does_to_following};
use crate::segment::roster::groups;
use crate::text::compact;
use crate::text::words::annex::MEASURES;
use crate::text::words::deeds::{DISPOSES, GIVES, STARTS_TO_HOLD};

/// The marks that end an item.
const STOPS: [char; 3] = ['。', '；', ';'];

/// Whether the items, longer than names mostly are, or with a stop behind each, are names: in a letter below a line that does
/// something to them, in an annex below the title of a list.
pub(super) fn are_listed(scope: &Scope<'_>, items: &[Item]) -> bool {
    let text = |item: &Item| scope.document.slice(item.body);
    if are_described(scope, items) {
        return true;
    }
    // One without a number was looked at before.
    let name = |item: &Item| item.number.is_none() || is_name(text(item));
    if items.is_empty() || !items.iter().all(name) {
        return false;
    }
    let acted = || {
        let announced = scope.announced().is_some_and(|at| acts_on_following(scope.text(at)));
        announced && counts_up(items) && directly_below(scope, items)
    };
    // 一、增加下列法律： over 1. and 2., and what is like it over others.
    let introduced = |item: &Item| {
        let above = (0..item.line).rev().find(|index| scope.is_open(*index));
        above.is_some_and(|at| {
            scope.heads.contains(&at) && does_to_following(&compact(scope.text(at)))
        })
    };
    let headed = || {
        let begins = |item: &&Item| item.number.is_none_or(|(_, n)| n == 1);
        items.iter().filter(begins).all(introduced) && begins(&&items[0])
    };
    if scope.annex {
        let stopped = items.iter().any(|item| text(item).ends_with('。'));
        scope.annex_is_list()
            && (!stopped || are_clauses(scope, items) || all_end_whole(scope, items))
    } else {
        acted() || headed()
    }
}

/// Whether the items of a letter that names things, 命名如下：, are each a name and what is said of all in the same words:
/// 1.甲路，位于城区，…； 2.乙路，位于新区，…。
fn are_described(scope: &Scope<'_>, items: &[Item]) -> bool {
    let names = |at: usize| {
        let text = scope.text(at);
        text.contains("如下") && GIVES.iter().any(|verb| text.contains(verb))
    };
    // 一、道路 over them.
    let above = |item: &Item| (0..item.line).rev().find(|index| scope.is_open(*index));
    let begun = |item: &&Item| item.number.is_some_and(|(_, n)| n == 1);
    let under = |item: &Item| {
        above(item).is_some_and(|at| {
            scope.announced() == Some(at) || groups::is_numbered(&compact(scope.text(at)))
        })
    };
    let first = items.first().and_then(|item| said(scope, item));
    items.len() >= LEAST
        && !scope.annex
        && first.is_some()
        && scope.announced().is_some_and(names)
        && are_clauses(scope, items)
        && items.iter().all(|item| said(scope, item) == first)
        && items.iter().filter(begun).all(under)
}

/// The first words of what is said of an item behind its name and a comma.
pub(super) fn said(scope: &Scope<'_>, item: &Item) -> Option<String> {
    const NAME_MOST: usize = 14;
    const WORD: usize = 2;
    let (name, rest) = scope.document.slice(item.body).split_once(['，', ','])?;
    let bare = name.split(['（', '(']).next().unwrap_or_default();
    let short = (2..=NAME_MOST).contains(&bare.chars().count()) && !name.contains('、');
    short.then(|| rest.trim_start().chars().take(WORD).collect())
}

/// The line below the last item, numbered in Chinese, that ends in a stop as items do, though no heading above has the number
/// before its own: 五.《丁办法》。 below 3.《丙办法》。, whose number was misread.
pub(super) fn misread(scope: &Scope<'_>, items: &[Item], style: Style) -> Option<usize> {
    if matches!(style, Style::Chinese | Style::ChineseBracket) {
        return None;
    }
    let own = |item: &Item| {
        let rest = &scope.document.text[item.body.end as usize..];
        rest.starts_with(STOPS) || scope.document.slice(item.body).ends_with(STOPS)
    };
    let last = items.last()?;
    let below = (last.line + 1..scope.lines.len()).find(|index| scope.is_open(*index))?;
    let mark = marks::mark(scope.text(below)).filter(|mark| mark.style == Style::Chinese)?;
    let headed = (0..below).filter(|at| scope.is_open(*at)).any(|at| {
        let above = marks::mark(scope.text(at));
        above.is_some_and(|above| above.style == mark.style && above.n + 1 == mark.n)
    });
    let stopped = items.iter().all(own) && scope.text(below).trim_end().ends_with(STOPS);
    (stopped && !headed && mark.n > 1).then_some(below)
}

/// Whether semicolons part the items, and a full stop ends each run of them.
pub(super) fn are_clauses(scope: &Scope<'_>, items: &[Item]) -> bool {
    let stop = |item: &Item| scope.document.slice(item.body).ends_with('。');
    items.len() > 1
        && items.iter().all(|item| ends_clause(scope, item))
        && items.iter().enumerate().all(|(at, item)| stop(item) == ends_run(items, at))
}

/// Whether the numbers begin anew behind an item, or nothing stands there.
pub(super) fn ends_run(items: &[Item], at: usize) -> bool {
    items.get(at + 1).is_none_or(|next| next.number.is_none_or(|(_, n)| n == 1))
}

/// Whether each item ends as the name of a text does before its stop: in 》 or a bracket.
pub(super) fn all_end_whole(scope: &Scope<'_>, items: &[Item]) -> bool {
    let whole = |item: &Item| {
        let text = scope.document.slice(item.body).trim_end_matches(STOPS);
        text.ends_with(['》', '）', ')', '〉'])
    };
    items.iter().all(whole)
}

/// Whether the points of a letter each do something to one text, 一、废止《甲办法》（…）。, and do nothing else.
pub(super) fn dispose(scope: &Scope<'_>, items: &[Item]) -> bool {
    !scope.annex
        && items.len() > 1
        && counts_up(items)
        && items.iter().all(|item| disposes(scope.document.slice(item.body)))
}

/// Whether a text does something to one other and no more: 经甲局同意，废止《乙办法》（…）。
pub(super) fn disposes(text: &str) -> bool {
    let Some(at) = text.find('《') else { return false };
    let clause = text[..at].rsplit(['，', ',', '。', '；']).next().unwrap_or_default();
    let named = text[at..].trim_end_matches(STOPS);
    let mut depth = 0u32;
    let ends = named.char_indices().find_map(|(at, c)| {
        depth = match c {
            '《' => depth + 1,
            '》' => depth.saturating_sub(1),
            _ => depth,
        };
        (depth == 0).then_some(at + c.len_utf8())
    });
    let behind = ends.map(|end| named[end..].trim());
    DISPOSES.iter().any(|verb| clause.trim().ends_with(verb))
        && behind.is_some_and(|rest| {
            rest.is_empty() || (rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']))
        })
}

/// Leaves out the last point where it says from when on the others hold: 三、本决定自公布之日起施行。
pub(super) fn without_closing(scope: &Scope<'_>, items: &mut Vec<Item>) {
    let text = |item: &Item| scope.document.slice(item.body);
    let closes = |item: &Item| {
        STARTS_TO_HOLD.iter().any(|word| text(item).trim_end_matches(STOPS).ends_with(word))
    };
    if let Some((last, others)) = items.split_last()
        && closes(last)
        && others.len() > 1
        && others.iter().all(|item| disposes(text(item)))
    {
        items.pop();
    }
}

/// Leaves out the points of a letter below a heading that goes on with the others and says how things are done: 三、有关要求 below
/// 一、优秀小学 and 二、优秀中学.
pub(super) fn without_requirements(scope: &Scope<'_>, items: &mut Vec<Item>, style: Style) {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
    let outer = |index: usize| {
        let mark = marks::mark(scope.text(index)).filter(|mark| mark.style != style)?;
        Some((mark, compact(&scope.text(index)[mark.end..])))
    };
    let before = |index: usize, mark: Mark| {
        let above = (0..index)
            .rev()
            .filter(|at| scope.is_open(*at))
            .find_map(|at| outer(at).map(|(own, _)| own).filter(|own| own.style == mark.style));
        above.is_some_and(|own| own.n + 1 == mark.n)
    };
    let says_how = |index: &usize| {
        outer(*index).is_some_and(|(mark, text)| {
            MEASURES.iter().any(|end| text.ends_with(end)) && before(*index, mark)
        })
    };
    // 各企业要做到： over points that begin with 1 again.
    let anew = |index: usize| {
        let next = items.iter().find(|item| item.line > index);
        next.is_some_and(|item| item.number.is_some_and(|(_, n)| n == 1))
    };
    let asks = |index: &usize| {
        // 符合要求： is what was found of those below it.
        const ASKS: [&str; 3] = ["做到", "注意", "遵守"];
        let text = compact(scope.text(*index));
        let text = text.strip_suffix(['：', ':']);
        let told = |text: &str| MEASURES.iter().chain(&ASKS).any(|end| text.ends_with(end));
        !scope.annex && text.is_some_and(told) && anew(*index)
    };
    let below = (first.line + 1..last.line)
        .filter(|index| scope.is_open(*index))
        .find(|index| says_how(index) || asks(index));
    if let Some(heading) = below {
        items.retain(|item| item.line < heading);
    }
}

/// Whether a semicolon or full stop follows an item.
pub(super) fn ends_clause(scope: &Scope<'_>, item: &Item) -> bool {
    let rest = &scope.document.text[item.body.end as usize..];
    rest.starts_with(['；', ';']) || scope.document.slice(item.body).ends_with('。')
}

/// Whether nothing stands between the line that announces a list and its first item.
pub(super) fn directly_below(scope: &Scope<'_>, items: &[Item]) -> bool {
    let above = |at: usize| (at + 1..items[0].line).all(|between| !scope.is_open(between));
    scope.announced().is_some_and(above)
}

fn counts_up(items: &[Item]) -> bool {
    (1..).zip(items).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n))
}

/// Whether an item is one name: outside of brackets and titles it has no mark that parts clauses, save at its end.
pub(super) fn is_name(text: &str) -> bool {
    let mut depth = 0u32;
    text.trim_end_matches(STOPS).chars().all(|c| {
        match c {
            '（' | '(' | '《' | '〈' | '“' => depth += 1,
            '）' | ')' | '》' | '〉' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0 || !matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '？' | '！')
    })
}

#[cfg(test)]
mod tests {
    use super::{disposes, is_name};

    #[test]
    fn whole_names() {
        assert!(is_name("《甲办法》（甲部令第1号，1989年发布）。"));
        assert!(is_name("甲会关于打击偷税、抗税的决定（1984年9月18日通过）"));
        assert!(!is_name("未经批准，擅自改建的；"));
    }

    #[test]
    fn points_that_dispose_of_a_text() {
        assert!(disposes("废止《甲办法》（甲部令第1号）。"));
        assert!(disposes("经甲局、乙局同意，废止《甲〈乙〉办法》。"));
        assert!(!disposes("废止《甲办法》、《乙办法》。"));
        assert!(!disposes("将《甲办法》第三条修改为：“…”"));
    }
}
