//! Whether numbered items are a roster, or the letter's points, headings, terms.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::marks::{self, Item, Mark, Style};
use super::things::{directly_below, ends_clause};
use super::{HEADING_MOST, LEAST, shape, things, wrapped};
use crate::model::{ClaimPlace, Group, Span};
use crate::segment::lists::grouped::labels;
use crate::segment::lists::scope::{acts_on_following, announces_list};
use crate::segment::lists::{Found, Scope, headings, items, places};
use crate::segment::roster::{groups, words};
use crate::segment::{claims, mark};
use crate::text::words::deeds::{CHANGES, PUTS, REMOVES, REQUIRES};
use crate::text::{View, compact, is_blank, numeral};

/// Longest item, in characters, on the average; longer ones are the letter's own points.
const MEAN_MOST: usize = 60;

/// The same where the title is that of a list, and the serials run on over headings.
const LONG_MOST: usize = 300;

/// Whether lists stand directly one below the other, each of as many items as the letter counts of
/// something: 10个镇 and 12个村.
pub(super) fn adjoin(scope: &Scope<'_>, runs: &[Vec<Item>]) -> bool {
    let close = |pair: &[Vec<Item>]| {
        let (Some(above), Some(below)) = (pair[0].last(), pair[1].first()) else { return false };
        !(above.line + 1..below.line).any(|index| scope.is_open(index))
    };
    let up =
        |run: &Vec<Item>| (1..).zip(run).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n));
    runs.windows(2).all(close)
        && runs.iter().all(|run| run.len() > 1 && up(run) && scope.is_declared(run.len()))
}

/// Whether points of a letter are its list: they count up from 1 to a number that it declares, each is
/// as short as a name, and nothing stands between them but what is said of each.
pub(super) fn are_counted(scope: &Scope<'_>, items: &[Item]) -> bool {
    let up = || (1..).zip(items).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n));
    let name = |item: &Item| {
        let text = scope.document.slice(item.body);
        item.more.is_empty()
            && text.chars().count() <= HEADING_MOST
            && !text.contains(['，', ',', '。', '；', '：', ':'])
    };
    items.len() >= LEAST
        && scope.is_declared(items.len())
        && up()
        && items.iter().all(name)
        && stands_close(scope, items)
}

/// Whether the items define terms: most go 术语，是指… behind their number, or 术语：…。 in an annex that explains terms.
pub(super) fn definitions(scope: &Scope<'_>, items: &[Item]) -> bool {
    let explains = scope.explains_terms();
    let defines = |item: &&Item| {
        let text = scope.document.slice(item.body);
        if explains
            && (item.below.is_some() || shape::colon(text).is_some() && text.ends_with('。'))
        {
            return true;
        }
        shape::term(scope.document.slice(item.body)).is_some_and(|(_, rest)| {
            ["是指", "指", "是", "包括", "即", "又称"].iter().any(|word| rest.starts_with(word))
        })
    };
    let numbers: Vec<u32> = items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    // Under headings of their own the terms may count from 1 again.
    let ordered = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1 || pair[1] == 1);
    scope.annex
        && numbers.len() >= LEAST
        && ordered
        && items.iter().filter(defines).count() * 10 >= items.len() * 8
}

/// Whether the items are a roster: enough of them, in order, and short. In a letter, items that
/// end as clauses do must be as many as it says.
pub(super) fn judge(scope: &Scope<'_>, style: Style, items: &[Item]) -> Option<()> {
    let numbers: Vec<u32> = items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    let steps = numbers.windows(2).filter(|p| p[1] == p[0] + 1 || p[1] == 1).count();
    // One step may be a lost item; the ranks are checked later.
    let all = numbers.len().saturating_sub(1);
    let ordered = steps * 10 >= all * 8
        || (numbers.len() > LEAST && steps + 1 == all)
        || matches!(style, Style::Glued | Style::Square | Style::Place | Style::Labelled);
    let text = |item: &Item| scope.document.slice(item.body);
    let length: usize = items.iter().map(|item| text(item).chars().count()).sum();
    let sentences = items.iter().filter(|item| text(item).ends_with(['。', '：'])).count();
    let clauses = items.iter().filter(|item| ends_clause(scope, item)).count();
    let declared = scope.is_declared(items.len());
    // Behind the last of items parted by semicolons a full stop is the list's.
    let stopped = sentences > 0 && things::are_clauses(scope, items);
    // 1.某某，女，1951年生，退休职工。 in an annex, as many as are declared.
    // 现将企业名单通告如下。 1.甲公司，所在区：青浦。 in a letter.
    let list = || {
        let plain = |item: &Item| !text(item).contains(['，', ',']) || shape::labelled(text(item));
        let near = |told: &u64| told.abs_diff(items.len() as u64) <= 1 + items.len() as u64 / 10;
        length <= items.len() * MEAN_MOST
            && items.iter().all(plain)
            && scope.declared.iter().any(near)
            && directly_below(scope, items)
            && scope.announced().is_some_and(|at| announces_list(scope.text(at)))
    };
    let told =
        all + 1 == items.len() && steps == all && if scope.annex { declared } else { list() };
    // In the annex of a list's title a full stop behind each says nothing where the serials run on over headings.
    // 应当送审而未送审的；: what a list of cases says of each may be long.
    let case = |item: &Item| text(item).trim_end_matches(['。', '；', ';']).ends_with('的');
    let cases = scope.annex_is_list() && items.iter().all(case);
    let most = if scope.annex_is_list() { LONG_MOST } else { MEAN_MOST };
    let named = length <= items.len() * LONG_MOST
        && steps + 1 >= all
        && (things::are_listed(scope, items) || things::dispose(scope, items));
    // 1.甲工法。 in a document that is the list itself.
    let other = |index: &usize| {
        let text = compact(scope.text(*index));
        groups::is_numbered(&text) && marks::mark_in(scope.text(*index), style).is_none()
    };
    let itself = scope.annex
        && scope.is_list_itself()
        && all > 1
        && numbers.len() == items.len()
        && (1..).zip(&numbers).all(|(due, n)| due == *n)
        && !scope.open().iter().any(other)
        // Each ends on its own line.
        && items.iter().all(|item| scope.text(item.line).ends_with(['。', '；', ';']))
        && items.iter().all(|item| {
            let name = text(item).trim_end_matches(['。', '；', ';']);
            name.chars().count() <= HEADING_MOST && !name.contains(['，', ',', '。', '：', ':'])
        });
    let told = told
        || named
        || itself
        || (cases && all > 1 && steps == all && length <= items.len() * LONG_MOST)
        || (steps + 1 >= all && length <= items.len() * LONG_MOST && are_introduced(scope, items))
        || (length <= items.len() * most
            && steps + 1 >= all
            && items.len() == numbers.len()
            && run_on(scope, items, &numbers));
    let short =
        told || (length <= items.len() * MEAN_MOST && (stopped || sentences * 5 <= items.len()));
    let own = scope.annex || declared || told || clauses * 5 <= items.len();
    let enough = numbers.len() >= LEAST || (declared && numbers.len() > 1) || scope.annex_titled();
    let enough = enough || (numbers.len() > 1 && things::dispose(scope, items));
    // Only a count from 1 through all lines tells a serial from the digits of a name.
    let placed = (1..).zip(&numbers).filter(|(at, n)| at == *n).count();
    if matches!(style, Style::Glued | Style::Loose)
        && (numbers.len() < items.len() || placed * 10 < numbers.len() * 6)
    {
        return None;
    }
    // The first of an annex may be lost; the serials tell.
    // No.9 says itself that it is one.
    let first = numbers.contains(&1)
        || style == Style::Labelled
        || (scope.annex_titled() && numbers.first() <= Some(&3));
    (enough && first && ordered && short && own).then_some(())
}

/// Whether the items of a list's annex stand each time, where they begin with 1, directly below what says of them what they
/// are, 一、下列行为不予处罚：, and end as clauses do.
fn are_introduced(scope: &Scope<'_>, items: &[Item]) -> bool {
    let begun = |item: &&Item| item.number.is_some_and(|(_, n)| n == 1);
    let above = |item: &Item| (0..item.line).rev().find(|index| scope.is_open(*index));
    let said = |item: &Item| {
        above(item).is_some_and(|index| scope.text(index).trim_end().ends_with(['：', ':']))
    };
    scope.annex_is_list()
        && items.first().and_then(above).is_some_and(|at| headings::introduces(scope, at))
        && items.iter().all(|item| ends_clause(scope, item))
        && items.iter().filter(begun).all(said)
}

/// Whether the serials of an annex that a list's title heads run on from 1 over headings, none of which begins them
/// anew, and nothing but headings stands between: rules and plans count anew under each.
fn run_on(scope: &Scope<'_>, items: &[Item], numbers: &[u32]) -> bool {
    let up = numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] > pair[0]);
    if !scope.annex_titled() || !up {
        return false;
    }
    let headed = |pair: &[Item]| {
        let between = pair[0].line + 1..pair[1].line;
        between
            .filter(|index| scope.is_open(*index))
            .any(|index| groups::heading(scope.document, &scope.lines[index]).is_formal())
    };
    items.windows(2).any(headed) && stands_close(scope, items)
}

/// Where items are parted by semicolons, the full stop behind the last is not its own.
pub(super) fn without_stop(scope: &Scope<'_>, items: &mut [Item]) {
    let clauses = items.iter().filter(|item| ends_clause(scope, item)).count();
    let count = items.len();
    // Where each ends in one, it is their own, save behind bare names.
    let text = |item: &Item| scope.document.slice(item.body);
    let stops = items.iter().filter(|item| text(item).ends_with('。')).count();
    let whole = stops == items.len() && things::all_end_whole(scope, items);
    let name = |item: &Item| {
        let inner = text(item).trim_end_matches('。');
        let bare = !inner.contains(['，', ',', '：', ':', '、']);
        let bare = bare || whole;
        item.more.is_empty() && !inner.contains(['。', '；']) && (bare || shape::labelled(inner))
    };
    if stops == items.len() && items.iter().all(name) {
        for item in items {
            let text = scope.document.slice(item.body);
            item.body.end -= (text.len() - text.trim_end_matches('。').len()) as u32;
        }
        return;
    }
    // So is that behind the last of each run.
    let ends: Vec<bool> = (0..count).map(|at| things::ends_run(items, at)).collect();
    let of_runs = items.iter().zip(&ends).all(|(item, end)| *end || !text(item).ends_with('。'));
    if clauses * 5 >= count * 4 && of_runs && stops > 0 {
        for item in items {
            let text = scope.document.slice(item.body);
            item.body.end -= (text.len() - text.trim_end_matches('。').len()) as u32;
        }
    }
}

/// Whether no line without a number stands between the items, save headings by form: else the
/// numbered lines are headings themselves.
pub(super) fn stands_close(scope: &Scope<'_>, items: &[Item]) -> bool {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return false };
    let below: HashSet<Span, FixedState> = items.iter().filter_map(|item| item.below).collect();
    (first.line..=last.line).filter(|index| scope.is_open(*index)).all(|index| {
        let text = compact(scope.text(index));
        items.binary_search_by_key(&index, |item| item.line).is_ok()
            || below.contains(&scope.lines[index].span)
            || wrapped::of(items, index, scope.lines[index].span).is_some()
            || scope.heads.contains(&index)
            || groups::heading(scope.document, &scope.lines[index]).is_formal()
            || words::is_sum(&text)
            || words::is_remark(&text)
            || headings::introduces(scope, index)
    })
}

/// Whether a line that announces a list stands directly above the first item, and as many are
/// declared, or it says what is done to them: 废止下列法律：.
pub(super) fn is_announced(scope: &Scope<'_>, items: &[Item]) -> bool {
    let acts = || {
        let up = (1..).zip(items).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n));
        up && scope.announced().is_some_and(|at| acts_on_following(scope.text(at)))
    };
    (scope.is_declared(items.len()) || acts()) && directly_below(scope, items)
}

/// Whether the items are headings whose names are lost: 一、民间文学（共计12项） directly over 二、传统音乐（共计19项）.
pub(super) fn only_count(scope: &Scope<'_>, items: &[Item]) -> bool {
    let counts = |item: &&Item| {
        let view = View::join(&[item.body], &scope.document.text);
        claims::of_heading(&view, ClaimPlace::Note).is_some_and(|(claim, _)| claim.declared > 1)
    };
    items.iter().filter(counts).count() * 10 >= items.len() * 8
}

/// Whether a short line counts what stands below it: 一等奖（2项）. Whether so many do is checked later.
pub(super) fn heads_run(scope: &Scope<'_>, line: usize) -> bool {
    let text = compact(scope.text(line));
    // 一、甲级（2家）： heads them as well.
    let bare = scope.text(line).trim_end_matches(|c| is_blank(c) || matches!(c, '：' | ':'));
    let start = scope.lines[line].span.start as usize;
    let view = View::join(&[Span::of(start, start + bare.len())], &scope.document.text);
    text.chars().count() <= HEADING_MOST
        && !text.ends_with(['。', '；', '，'])
        && claims::of_heading(&view, ClaimPlace::Note).is_some()
}

/// Whether most items of a letter enumerate names and count them: （二）将甲镇、乙镇等2个…降格. They are its points, the
/// names are the list.
pub(super) fn enumerate(scope: &Scope<'_>, items: &[Item]) -> bool {
    let enumerates = |item: &&Item| {
        let text = scope.document.slice(item.body);
        let counted = text.match_indices('等').any(|(at, word)| {
            let behind = text[at + word.len()..].trim_start_matches(is_blank);
            text[..at].contains('、') && numeral::prefix(behind).is_some_and(|(n, _)| n > 1)
        });
        counted && !text.contains(['：', ':'])
    };
    !scope.annex && items.iter().filter(enumerates).count() * 2 > items.len()
}

/// Whether the items of a letter answer what a line above them asks, 入选需要符合哪些标准？: what things must be, and none of
/// them.
pub(super) fn answer(scope: &Scope<'_>, items: &[Item]) -> bool {
    const ABOVE: usize = 2;
    let Some(first) = items.first().filter(|_| !scope.annex) else { return false };
    let above = (0..first.line).rev().filter(|index| scope.is_open(*index)).take(ABOVE);
    let own: Vec<String> = above.map(|index| compact(scope.text(index))).collect();
    let asks = |text: &String| {
        text.ends_with(['？', '?']) && REQUIRES.iter().any(|word| text.contains(word))
    };
    // A paragraph between the question and the items is another matter.
    own.first().is_some_and(asks)
        || (own.first().is_some_and(|text| text.ends_with(['：', ':'])) && own.iter().any(asks))
}

/// Whether the items head names, `一、河北省：甲市、乙市`: as many names as are declared stand behind
/// their colons; or provinces, words for honours or counts of what follows stand before them, and so many items are
/// declared nowhere.
pub(super) fn heads_names(scope: &Scope<'_>, numbered: &[Item]) -> bool {
    let parts: Vec<(usize, &str)> =
        numbered.iter().filter_map(|item| shape::colon(scope.document.slice(item.body))).collect();
    // One label may be lost.
    let honours = |text: &&str| {
        shape::colon(text).is_some_and(|(at, _)| labels::is_honour(&compact(&text[..at])))
    };
    let all = numbered.iter().map(|item| scope.document.slice(item.body));
    let labelled = parts.len() > 1
        && parts.len() + 1 == numbered.len()
        && all.filter(honours).count() == parts.len()
        && parts.iter().any(|(_, names)| names.contains('、'));
    if labelled && !scope.is_declared(numbered.len()) {
        return true;
    }
    if parts.len() < numbered.len() {
        return false;
    }
    let plane = &scope.document.text;
    let (mut names, mut places, mut honours, mut counted) = (0, 0, 0, 0);
    for (item, (at, rest)) in numbered.iter().zip(&parts) {
        let start = item.body.end - rest.len() as u32;
        names += items::split(Span::new(start, item.body.end), plane).len();
        let head = compact(&scope.document.slice(item.body)[..*at]);
        places += usize::from(places::is_province(&head));
        honours += usize::from(labels::is_honour(&head));
        let own = Span::of(item.body.start as usize, item.body.start as usize + at);
        let view = View::join(&[own], plane);
        counted += usize::from(claims::of_heading(&view, ClaimPlace::Note).is_some());
    }
    let several = names > numbered.len();
    several
        && (scope.is_declared(names)
            || (counted == numbered.len() && !scope.is_declared(numbered.len()))
            || ((places == numbered.len() || honours == numbered.len())
                && !scope.is_declared(numbered.len())))
}

/// 1.优秀党员（2名） over two lines, 2.先进组织（3个） over three: whether the numbered lines each count the lines below them,
/// or the names of these (1.A类3所 over 甲、乙、丙); of three or more, or beside one that counts several names of a line, one
/// may miss one.
fn are_over_their_counts(scope: &Scope<'_>, open: &[usize], own: &[usize]) -> bool {
    let next = own.iter().skip(1).copied().chain([open.len()]);
    let (mut missed, mut all, mut parted) = (0, 0, false);
    for (at, next) in own.iter().zip(next) {
        let Some(claim) = groups::heading(scope.document, &scope.lines[open[*at]]).claim else {
            return false;
        };
        let below = (next - at - 1) as u64;
        let lines = || open[at + 1..next].iter().map(|index| scope.text(*index));
        let others = lines().take_while(|text| !groups::is_numbered(&compact(text)));
        let names = others.map(|text| text.split('、').filter(|name| !name.is_empty()).count());
        let names = names.sum::<usize>() as u64;
        parted |= names == claim.declared && names > below;
        // Below the last the letter may go on.
        let held = [below, names].contains(&claim.declared)
            || (next == open.len() && below > claim.declared);
        missed += usize::from(!held);
        all += 1;
    }
    missed == 0 || (missed == 1 && (all > 2 || parted))
}

/// Whether the numbered lines are headings, each over lines of another form: over items numbered otherwise, `1.甲`
/// over `（1）乙`, that count anew or run on; or over plain lines that are as many as the notice counts.
pub(super) fn only_heads(scope: &Scope<'_>, style: Style) -> bool {
    let open = scope.open();
    let marks: Vec<Option<Mark>> =
        open.iter().map(|index| marks::mark(scope.text(*index))).collect();
    let own: Vec<usize> =
        (0..open.len()).filter(|at| marks[*at].is_some_and(|mark| mark.style == style)).collect();
    let Some(first) = own.first().copied() else { return false };
    if own.windows(2).any(|pair| pair[1] == pair[0] + 1) || own.last() == Some(&(open.len() - 1)) {
        return false;
    }
    let inner = |at: usize| marks[at].filter(|mark| mark.style != style);
    let next = inner(first + 1).filter(|mark| mark.n == 1);
    let (mut due, mut alike) = (1, next.is_some());
    for at in &own {
        let below = inner(at + 1);
        alike &= below.is_some_and(|mark| {
            next.is_some_and(|next| next.style == mark.style) && (mark.n == 1 || mark.n == due)
        });
        let run = (at + 1..open.len()).map_while(inner).last();
        due = run.map_or(0, |mark| mark.n + 1);
    }
    if alike {
        return !scope.is_declared(own.len());
    }
    let plain = open.len() - first - own.len();
    let up = (1..).zip(&own).all(|(n, at)| marks[*at].is_some_and(|mark| mark.n == n));
    if up && own.len() > 1 && are_over_their_counts(scope, &open, &own) {
        return true;
    }
    scope.annex
        && own.len() > 1
        && up
        && plain >= own.len()
        && scope.is_declared(plain)
        && !scope.is_declared(own.len())
}

/// Whether one numbered line stands beside more lines that are plain: it is a name that begins with a number,
/// 一、二期工程.
pub(super) fn is_alone(scope: &Scope<'_>, items: &[Item]) -> bool {
    let [item] = items else { return false };
    let plain = |index: &usize| {
        let text = compact(scope.text(*index));
        *index != item.line
            && !words::is_remark(&text)
            && !words::ends_list_title(&text)
            && mark::mark(scope.text(*index)).is_none()
    };
    scope.open().iter().filter(|index| plain(index)).count() > 2
}

/// Whether lists that stand each under a title of its own, without a count, are as long as the letter
/// says: serials do not tell where the last of them ends.
pub(super) fn titles_hold(scope: &Scope<'_>, found: &Found) -> bool {
    let groups = &found.roster.groups;
    // 新增名单 beside 撤销名单 heads a class, as 新增 would.
    let class = |text: &str| {
        let stem = text.strip_suffix("名单").map(numeral::without_number);
        stem.is_some_and(|stem| [PUTS, REMOVES, CHANGES].iter().any(|words| words.contains(&stem)))
    };
    let title = |group: &Group| {
        let text = compact(&group.heading);
        words::ends_list_title(&text) && !class(&text)
    };
    if groups.len() < 2 || !groups.iter().all(title) || !found.claims.is_empty() {
        return true;
    }
    // 5家 of all.
    if scope.is_declared(found.roster.entries.len()) {
        return true;
    }
    (0..groups.len() as u32).all(|group| {
        let entries = found.roster.entries.iter();
        scope.is_declared(entries.filter(|entry| entry.group == Some(group)).count())
    })
}

/// Whether the items directly below a bare mark of an annex are the titles of annexes: most of them end as titles of
/// lists do: 1.甲清单（土地管理） 2.甲清单（建设管理）
pub(super) fn name_annexes(scope: &Scope<'_>, items: &[Item]) -> bool {
    let Some(first) = items.first().filter(|_| scope.annex) else { return false };
    let above: Vec<usize> = (0..first.line).filter(|index| scope.is_open(*index)).collect();
    let bare = |index: &usize| mark::mark(scope.text(*index)).is_some_and(|m| m.title.is_empty());
    let titled = |item: &&Item| {
        let text = compact(scope.document.slice(item.body));
        words::ends_list_title(text.trim_end_matches(['。', '；', ';']))
    };
    // The titles of annexes differ in their bracket alone; 甲目录 and 乙清单 may be what is listed.
    let stem = |item: &Item| {
        let text = compact(scope.document.slice(item.body));
        words::without_closing_bracket(&text).to_owned()
    };
    let like = items.iter().skip(1).all(|item| stem(item) == stem(first));
    !above.is_empty()
        && above.iter().all(bare)
        && like
        && !scope.is_declared(items.len())
        && items.iter().filter(titled).count() * 2 > items.len()
}

/// Whether a letter ends with a heading like those of the list, and nothing below it.
pub(super) fn heads_nothing(scope: &Scope<'_>, found: &Found, last: usize) -> bool {
    let open = || (last + 1..scope.lines.len()).filter(|index| scope.is_open(*index));
    let numbered = |index: usize| groups::is_numbered(&compact(scope.text(index)));
    let grouped = found.roster.groups.iter().any(|group| groups::is_numbered(&group.heading));
    // （二）示范园区 1.甲园 2.乙园: the next heading has its items in its line.
    let next = || {
        let last = found.roster.groups.last().and_then(|group| marks::mark(&group.heading));
        last.is_some_and(|last| open().any(|index| heads_in_line(scope.text(index), last)))
    };
    !scope.annex && grouped && (open().count() == 1 && open().all(numbered) || next())
}

/// Whether a line begins with the number that follows on a heading's, and has items numbered otherwise behind it.
fn heads_in_line(text: &str, above: Mark) -> bool {
    let Some(own) = marks::mark(text) else { return false };
    let due = own.style == above.style && own.n == above.n + 1;
    let mut inner = text[own.end..].split(is_blank).filter_map(marks::mark);
    let first = inner.next().filter(|mark| due && mark.n == 1 && mark.style != own.style);
    first.is_some_and(|first| {
        inner.next().is_some_and(|next| next.n == first.n + 1 && next.style == first.style)
    })
}
