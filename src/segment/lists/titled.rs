//! Titles with a number, each over a paragraph that tells of it, where the notice calls them a list.
//!
//! ```text
//! 一、优化惠企政策                     （一）猪
//! 持续提升政策的整体性。               地方品种，引入品种。
//! ```
//!
//! A letter's own points are printed so as well: they are a list only where it counts them as things (十大任务, 5个典型案例), an
//! annex's where its title says so.

use super::headings::{self, Headings};
use super::numbered::marks::{self, Mark, Style};
use super::places::name_column;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{ClaimPlace, RegionRole, Role, Span};
use crate::segment::roster::{groups, words};
use crate::segment::{claims, mark};
use crate::text::words::annex::POINTS;
use crate::text::words::deeds::TITLED;
use crate::text::{View, blank, compact, is_blank, numeral};

/// Fewest titles.
const LEAST: usize = 3;

/// Longest title, in characters.
const TITLE_MOST: usize = 45;

/// Fewest things of which a word tells that they are great: 三大问题 are a letter's points.
const GREAT_LEAST: usize = 5;

/// The styles, in the order in which they are tried.
static STYLES: [Style; 5] =
    [Style::Point, Style::Bracket, Style::ChineseBracket, Style::Chinese, Style::Glued];

/// A title with the lines of its paragraph.
struct Titled {
    line: usize,
    mark: Mark,
    /// By index.
    told: Vec<usize>,
}

/// Recognises such titles.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    // Most stretches have no paragraph below a line of its own.
    if open.iter().filter(|index| is_prose(scope.text(**index))).count() < LEAST {
        return None;
    }
    STYLES.iter().find_map(|style| in_style(scope, &open, *style))
}

fn in_style(scope: &Scope<'_>, open: &[usize], style: Style) -> Option<Found> {
    let own = |at: usize| marks::mark_in(scope.text(open[at]), style);
    let starts: Vec<usize> = (0..open.len()).filter(|at| own(*at).is_some()).collect();
    if starts.len() < LEAST {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([open.len()]);
    let mut titles: Vec<Option<Titled>> = Vec::new();
    for (at, end) in starts.iter().zip(ends) {
        let told = (at + 1..end).take_while(|below| is_paragraph(scope, open[*below]));
        let told: Vec<usize> = told.map(|below| open[below]).collect();
        let mark = own(*at).filter(|mark| is_title(&scope.text(open[*at])[mark.end..]));
        let title = mark.map(|mark| Titled { line: open[*at], mark, told });
        titles.push(title.filter(|title| !title.told.is_empty()));
    }
    let titles =
        if scope.annex { of_annex(scope, open, titles)? } else { of_letter(scope, titles)? };
    let points = titles.iter().filter(|title| is_point(scope, title)).count();
    (points < POINTS_LEAST).then(|| build(scope, &titles))
}

/// So many titles that say how things are done make all of them a letter's points: 总体要求, 保障措施.
const POINTS_LEAST: usize = 2;

fn is_point(scope: &Scope<'_>, title: &Titled) -> bool {
    let text = compact(&scope.text(title.line)[title.mark.end..]);
    POINTS.iter().any(|end| text.ends_with(end))
}

/// All of an annex that a list's title heads: nothing but headings stands between them.
fn of_annex(scope: &Scope<'_>, open: &[usize], titles: Vec<Option<Titled>>) -> Option<Vec<Titled>> {
    let mut titles: Vec<Titled> = titles.into_iter().collect::<Option<_>>()?;
    if !(scope.annex_is_list() || called_in_title(scope)) || !goes_up(&titles) {
        return None;
    }
    if shorten_last(&mut titles) {
        // The title over the rest is lost.
        return None;
    }
    for pair in titles.windows(2) {
        let from = pair[0].told.last().copied().unwrap_or(pair[0].line);
        let heads = |index: usize| {
            !is_prose(scope.text(index))
                && groups::heading(scope.document, &scope.lines[index]).is_formal()
        };
        let below = open.partition_point(|index| *index <= from);
        let mut between = open[below..].iter().copied().take_while(|index| *index < pair[1].line);
        if !between.all(heads) {
            return None;
        }
    }
    Some(titles)
}

/// The run of a letter that is as long as it says of such things.
fn of_letter(scope: &Scope<'_>, titles: Vec<Option<Titled>>) -> Option<Vec<Titled>> {
    let mut runs: Vec<Vec<Option<Titled>>> = Vec::new();
    for title in titles {
        let anew = title.as_ref().is_none_or(|title| title.mark.n == 1);
        match runs.last_mut() {
            Some(run) if !anew => run.push(title),
            _ => runs.push(vec![title]),
        }
    }
    let whole = |run: Vec<Option<Titled>>| -> Option<Vec<Titled>> { run.into_iter().collect() };
    let called = |run: &Vec<Titled>| {
        let last = run.last().map_or(0, |title| title.mark.n as usize);
        run.len() >= LEAST
            && goes_up(run)
            && last <= run.len() + 1
            && (is_called(scope, last, run[0].line) || is_called(scope, run.len(), run[0].line))
    };
    let mut found = runs.into_iter().filter_map(whole).filter(called);
    let mut run = found.next().filter(|_| found.next().is_none())?;
    shorten_last(&mut run);
    Some(run)
}

/// Below the last title the letter goes on: its paragraph is as long as those of the others are at most.
///
/// `true` where that leaves lines out.
fn shorten_last(titles: &mut [Titled]) -> bool {
    let Some((last, others)) = titles.split_last_mut() else { return false };
    let most = others.iter().map(|title| title.told.len()).max().unwrap_or(1);
    let longer = last.told.len() > most;
    last.told.truncate(most);
    longer
}

/// Whether the numbers go up by one, or begin anew, save for one that is lost.
fn goes_up(titles: &[Titled]) -> bool {
    let odd = titles.windows(2).filter(|pair| {
        let (above, own) = (pair[0].mark.n, pair[1].mark.n);
        own != above + 1 && own != 1
    });
    titles.len() >= LEAST && titles[0].mark.n <= 2 && odd.count() <= 1
}

/// Whether the letter counts so many things that titles name: 5个典型案例, 十大任务. What stands directly above the first of them may
/// count others: 40个名词作出解释：.
fn is_called(scope: &Scope<'_>, count: usize, first: usize) -> bool {
    let names = |about: &str| TITLED.iter().any(|word| about.ends_with(word));
    let counted =
        scope.counted.iter().any(|(about, told)| *told == count as u64 && names(about.as_str()));
    let title = scope.title.as_deref().unwrap_or_default();
    let above = (0..first).rev().filter(|index| scope.is_open(*index)).take(2);
    let above: Vec<usize> = above.collect();
    let great = |text: &str| count >= GREAT_LEAST && is_great(text, count as u64);
    counted
        || great(title)
        || above.iter().any(|index| great(scope.text(*index)))
        || above.first().is_some_and(|index| announces(scope, *index))
}

/// Whether a line counts such things and ends in a colon.
fn announces(scope: &Scope<'_>, line: usize) -> bool {
    if !scope.text(line).trim_end().ends_with(['：', ':']) {
        return false;
    }
    let view = View::join(&[scope.lines[line].span], &scope.document.text);
    let mut found = Vec::new();
    claims::read(&view, ClaimPlace::Body, &mut found);
    let thing = |about: &str| TITLED.iter().any(|word| compact(about).contains(word));
    found.iter().any(|claim| claim.declared >= LEAST as u64 && thing(&claim.about))
}

/// Whether the title of the annex names such things: 典型案例, 数据领域名词.
fn called_in_title(scope: &Scope<'_>) -> bool {
    const LINES: usize = 2;
    scope.open().iter().take(LINES).any(|index| {
        let text = scope.text(*index);
        let title = compact(mark::mark(text).map_or(text, |mark| mark.title));
        let bare = words::without_closing_bracket(&title);
        TITLED.iter().any(|word| bare.ends_with(word)) && !is_prose(text)
    })
}

/// 十大任务: so many great things.
fn is_great(text: &str, count: u64) -> bool {
    text.match_indices('大').any(|(at, great)| {
        let number = |c: char| numeral::digit(c).is_some() || "一二三四五六七八九十".contains(c);
        let before = text[..at].trim_end_matches(number);
        let behind = text[at + great.len()..].chars().next();
        numeral::whole(&text[before.len()..at]) == Some(count) && behind.is_some_and(blank::is_han)
    })
}

/// Whether what stands behind a number is a title: short, and no sentence.
fn is_title(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    (1..=TITLE_MOST).contains(&text.chars().count())
        && !text.contains(['。', '；', '：', ':'])
        && !text.ends_with(['，', ',', '！', '？', '、'])
}

/// Whether a text is a paragraph: a full stop ends it, or stands before its last bracket.
fn is_prose(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('。') || (text.ends_with(['）', ')', '”']) && text.contains('。'))
}

/// 汽车：由某部门备案。: a name of its own stands before what is told.
fn is_labelled(text: &str) -> bool {
    const LABEL_MOST: usize = 25;
    let label = text.split_once(['：', ':']).map(|(label, _)| label);
    label.is_some_and(|label| {
        label.chars().count() <= LABEL_MOST && !label.contains(['，', ',', '。', '；'])
    })
}

/// Whether a line is a paragraph that no number begins, and no remark.
fn is_paragraph(scope: &Scope<'_>, index: usize) -> bool {
    let text = scope.text(index);
    is_prose(text)
        && marks::mark(text).is_none()
        && !is_labelled(text)
        && !scope.lines[index].is_marked()
        && !scope.heads.contains(&index)
        && !words::is_remark(&compact(text))
        && !words::is_closing(&compact(text))
}

fn build(scope: &Scope<'_>, titles: &[Titled]) -> Found {
    let plane = &scope.document.text;
    let name = |title: &Titled| {
        let line = scope.lines[title.line].span;
        marks::separated(Span::of(line.start as usize + title.mark.end, line.end as usize), plane)
    };
    let mut found = Found { proven: true, ..Found::default() };
    let names: Vec<Span> = titles.iter().map(name).collect();
    found.roster.columns.push(column("rank", Role::Serial, "values"));
    found.roster.columns.push(name_column(scope, &names, "values"));
    found.roster.columns.push(column("column_3", Role::Text, "values"));
    let mut headings = Headings::default();
    let first = titles[0].line;
    let mut next = if scope.annex { headings::above(scope, first) } else { first };
    for (title, name) in titles.iter().zip(names) {
        for index in (next..title.line).filter(|index| scope.is_open(*index)) {
            let heading = groups::heading(scope.document, &scope.lines[index]);
            headings.enter(&heading, scope.text(index), &mut found);
            found.taken.push(index);
        }
        let start = scope.lines[title.line].span.start as usize;
        let number = Span::of(start + title.mark.from(), start + title.mark.to());
        let told: Vec<Span> = title.told.iter().map(|index| scope.lines[*index].span).collect();
        if told.len() > 1 {
            found.roster.stacked.insert(found.roster.cells.len() as u32 + 2, told.clone());
        }
        found.entry(&[number, name, told[0]], headings.entry(), Serial::Value(title.mark.n));
        if let (Some(entry), Some(last)) = (found.roster.entries.last_mut(), told.last()) {
            entry.span = entry.span.hull(*last);
        }
        for index in title.told.iter().chain([&title.line]) {
            found.regions.push((scope.lines[*index].span, RegionRole::Cell));
            found.taken.push(*index);
        }
        next = title.told.last().map_or(title.line, |last| last + 1);
    }
    headings.finish(&mut found);
    found.taken.sort_unstable();
    found
}
