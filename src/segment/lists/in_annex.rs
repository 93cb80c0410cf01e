//! Rosters in an annex without table rows: its parts, its titles above the first line that a form took, and what
//! stands below the last.

use std::collections::HashSet;

use super::aside::{TITLE_LINES, is_aside, signed};
use super::found::{Found, add};
use super::scope::{Scope, counted, declared, issuers};
use super::{flat, numbered, places, sections, signs};
use crate::model::notice::OddityKind;
use crate::model::roster::{Entry, Note, NoteKind};
use crate::model::{
    Claim, ClaimPlace, Document, Notice, Oddity, RegionRole, Roster, Span, Spanned,
};
use crate::segment::line::{Line, LineKind};
use crate::segment::regions::Regions;
use crate::segment::roster::{groups, words};
use crate::segment::{claims, head, mark};
use crate::text::{View, blank, compact, date, numeral};

/// Looks for rosters in an annex without table rows.
pub(in crate::segment) fn annex(
    document: &Document,
    section: &[Line],
    notice: &mut Notice,
    regions: &mut Regions,
) {
    let first = notice.rosters.len();
    for part in flat::parts(document, section) {
        part_of_annex(document, &section[part], notice, regions);
    }
    // 一、 heads the first table of the annex, nothing the second: its heading is lost.
    let headed = |roster: &Roster| !roster.groups.is_empty();
    if notice.rosters[first..].first().is_some_and(headed) {
        for (index, roster) in notice.rosters.iter().enumerate().skip(first + 1) {
            if !headed(roster)
                && let Some(entry) = roster.entries.first()
            {
                let kind = OddityKind::RosterUncertain { why: "no-heading" };
                let roster = Some(index as u32);
                notice.oddities.push(Oddity { kind, span: entry.span, roster });
            }
        }
    }
}

fn part_of_annex(
    document: &Document,
    section: &[Line],
    notice: &mut Notice,
    regions: &mut Regions,
) {
    let declared = declared(document, notice);
    let furniture: Vec<bool> = section.iter().map(Line::is_furniture).collect();
    let bare = signs::without_bullets(document, section, &furniture, true);
    let bullets = bare.iter().flat_map(|bare| &bare.bullets);
    bullets.for_each(|(_, bullet)| regions.add(*bullet, RegionRole::Furniture));
    let section = bare.as_ref().map_or(section, |bare| &bare.lines);
    let tail = tail(document, section);
    let headers = repeated_headers(document, section);
    let closed = section.iter().enumerate();
    let orders = |line: &Line| words::is_order_alone(&compact(document.slice(line.span)));
    let closed = closed.map(|(index, line)| {
        index >= tail || line.is_furniture() || headers.contains(&index) || orders(line)
    });
    let closed: Vec<bool> = closed.collect();
    let declared = with_title_counts(document, section, &declared);
    let issuers = issuers(notice);
    let counted = counted(notice);
    let title = notice.head.title.as_ref().map(|title| title.value.clone());
    let heads = signs::heads(document, section, &closed, true, &declared);
    let lines = section;
    let (context, listed) = (HashSet::default(), HashSet::default());
    let scope = Scope {
        document,
        lines,
        closed,
        declared,
        counted,
        context,
        listed,
        annex: true,
        issuers,
        title,
        heads,
        announces: std::cell::OnceCell::new(),
    };
    let taken = super::forms().find_map(|form| form(&scope)).map(|mut found| {
        // ## 一、甲表 over ## 二、乙表: headings of what is lost below them.
        let headed = |entry: &&Entry| {
            let at = section.partition_point(|line| line.span.end <= entry.span.start);
            section.get(at).is_some_and(|line| matches!(line.kind, LineKind::Heading(_)))
        };
        let entries = &found.roster.entries;
        let counted = scope.is_declared(entries.len());
        found.proven &= counted || entries.iter().filter(headed).count() * 2 <= entries.len();
        preamble(&scope, &mut found, notice);
        add(document, found, notice, regions)
    });
    let taken: HashSet<usize> = taken.unwrap_or_default().into_iter().collect();
    // An annex that calls itself a list and in which none was found is no prose: the audit names it.
    let list_title = |line: &Line| {
        let text = document.slice(line.span);
        !line.is_furniture()
            && words::ends_list_title(&compact(mark::mark(text).map_or(text, |mark| mark.title)))
    };
    let unread = taken.is_empty()
        && (section.iter().take(6).any(list_title) || stand_in_rows(document, section));
    let prose = sections::of_prose(document, section, &taken);
    for (index, line) in section.iter().enumerate() {
        if line.is_furniture() || taken.contains(&index) {
            continue;
        }
        if headers.contains(&index) && !taken.is_empty() {
            regions.add(line.span, RegionRole::ColumnHeader);
            continue;
        }
        let marked = mark::mark(document.slice(line.span)).is_some();
        let role = match (marked, taken.is_empty()) {
            (true, _) => Some(RegionRole::Heading),
            (false, true) if list_title(line) => Some(RegionRole::Heading),
            (false, true) => (!unread).then_some(RegionRole::Prose),
            (false, false) if prose.contains(&index) => Some(RegionRole::Prose),
            // Beside a roster a line that plays no part stays out: the audit names it.
            (false, false) => {
                let ends = closing(document, line) && !is_pointed(document.slice(line.span));
                (index >= tail || ends || orders(line) || signed(document, &section[index..]))
                    .then_some(RegionRole::Note)
            }
        };
        if let Some(role) = role {
            regions.add(line.span, role);
        }
        if role == Some(RegionRole::Note)
            && let Some(kind) = sum_or_count(document, line)
            && let Some(roster) = notice.rosters.last_mut()
        {
            roster.notes.push(Note { kind, span: line.span });
        }
    }
}

/// Whether divisions stand among short lines at one distance from each other, as in the rows of a table of one cell a
/// line.
fn stand_in_rows(document: &Document, section: &[Line]) -> bool {
    const LEAST: usize = 4;
    const SHORT: u32 = 240;
    let lines: Vec<&Line> = section.iter().filter(|line| !line.is_furniture()).collect();
    let place = |at: &usize| {
        let text = document.slice(lines[*at].span);
        let text = text.trim_matches(blank::is_blank);
        places::ends_as_place(text) && places::is_known(text)
    };
    if lines.iter().any(|line| line.span.len() > SHORT) {
        return false;
    }
    let found: Vec<usize> = (0..lines.len()).filter(place).collect();
    let steps = found.windows(2).map(|pair| pair[1] - pair[0]);
    let first = found.get(1).map(|second| second - found[0]);
    found.len() >= LEAST && steps.into_iter().all(|step| Some(step) == first)
}

/// Whether a line begins as an item does whose number was misread: 五.田间工程。包括…. Points have 五、.
fn is_pointed(text: &str) -> bool {
    let text = text.trim_start_matches(blank::is_blank);
    let chinese = text.chars().next().is_some_and(|c| numeral::chinese_digit(c).is_some());
    let rest = numeral::prefix(text).filter(|_| chinese).map(|(_, length)| &text[length..]);
    rest.is_some_and(|rest| rest.starts_with(['.', '．']))
}

/// Whether a line below the rows adds them up, or says how many they are: 以上共5家企业。
fn sum_or_count(document: &Document, line: &Line) -> Option<NoteKind> {
    let view = View::join(&[line.span], &document.text);
    if words::is_sum(&compact(&view.text)) {
        return Some(NoteKind::Sum);
    }
    claims::of_total(&view, ClaimPlace::Title).map(|_| NoteKind::Remark)
}

/// The headers of tables of one column that stand each below a heading: the first rows of two tables or
/// more, all the same header word.
fn repeated_headers(document: &Document, section: &[Line]) -> Vec<usize> {
    let text = |index: &usize| compact(document.slice(section[*index].span));
    let first = |index: &usize| matches!(section[*index].kind, LineKind::Single(_, 0, _));
    let firsts: Vec<usize> = (0..section.len()).filter(first).collect();
    let Some(word) = firsts.first().map(text) else { return Vec::new() };
    let all = firsts.len() > 1
        && words::role_of(&word).is_some()
        && firsts.iter().all(|index| text(index) == word);
    if all { firsts } else { Vec::new() }
}

/// Counts that the titles of an annex declare, or its last lines: （共计28处）, 合计：3个.
fn with_title_counts(document: &Document, lines: &[Line], declared: &[u64]) -> Vec<u64> {
    let mut all = declared.to_vec();
    for line in lines.iter().take(6) {
        let text = document.slice(line.span);
        let title = mark::mark(text).is_some()
            || words::ends_list_title(&compact(text))
            || words::is_bracketed(&compact(text));
        if title {
            let view = View::join(&[line.span], &document.text);
            let counted = claims::of_heading(&view, ClaimPlace::Title);
            all.extend(counted.map(|(claim, _)| claim.declared));
        }
    }
    // 合计：3个 below them.
    for line in lines.iter().rev().take(3) {
        let view = View::join(&[line.span], &document.text);
        all.extend(claims::of_total(&view, ClaimPlace::Title).map(|claim| claim.declared));
    }
    all
}

/// Title and notes above the first line that the form took.
fn preamble(scope: &Scope<'_>, found: &mut Found, notice: &mut Notice) {
    let first = found.taken.iter().min().copied().unwrap_or(0);
    let plane = &scope.document.text;
    let mut plain = 0;
    for index in 0..first {
        let line = &scope.lines[index];
        if scope.closed[index] {
            continue;
        }
        let text = compact(scope.text(index));
        if let Some(mark) = mark::mark(scope.text(index)) {
            if !mark.title.is_empty() && found.roster.title.is_none() {
                let at = scope.text(index).rfind(mark.title).unwrap_or(0);
                let start = line.span.start as usize + at;
                let span = Span::of(start, start + mark.title.len());
                title(scope, found, &[span], notice);
            }
            found.regions.push((line.span, RegionRole::Heading));
        } else if words::is_unit_line(&text) {
            found.note(NoteKind::UnitLine, line.span);
        } else if words::is_imprint(&text)
            || (found.roster.title.is_some()
                && (is_aside(scope, index) || words::is_foreign(&text)))
        {
            found.note(NoteKind::Remark, line.span);
        } else if text.ends_with(['。', '；'])
            || (text.ends_with(['：', ':']) && text.contains('，'))
            || words::is_bracketed(&text)
        {
            let view = View::join(&[line.span], &scope.document.text);
            claims::read(&view, ClaimPlace::Note, &mut notice.claims);
            found.note(NoteKind::Remark, line.span);
        } else if let Some(claim) =
            claims::of_total(&View::join(&[line.span], plane), ClaimPlace::Note)
        {
            notice.claims.push(claim);
            found.note(NoteKind::Remark, line.span);
        } else {
            // The date and the body below a title are no titles.
            let formal = date::is_line(&text) || head::is_signature(&text);
            plain += usize::from(!formal);
            if plain > TITLE_LINES && !formal {
                // Titles are not so many: it may be a row that was not read, and the audit names it.
                continue;
            }
            // 某种子 over 基地名单: a title on two lines.
            let begun = found.roster.title.as_ref().filter(|title| {
                !words::ends_list_title(&compact(&title.value)) && words::ends_list_title(&text)
            });
            match begun.map(|title| title.span) {
                Some(above) => {
                    // Its counts are read again in the whole.
                    let own = |claim: &Claim| {
                        claim.place == ClaimPlace::Title && above.contains(claim.span)
                    };
                    while notice.claims.last().is_some_and(own) {
                        notice.claims.pop();
                    }
                    title(scope, found, &[above, line.span], notice);
                }
                None if found.roster.title.is_none() => {
                    title(scope, found, &[line.span], notice);
                }
                None => {}
            }
            found.regions.push((line.span, RegionRole::Heading));
        }
        found.taken.push(index);
    }
}

fn title(scope: &Scope<'_>, found: &mut Found, lines: &[Span], notice: &mut Notice) {
    let view = View::join(lines, &scope.document.text);
    let Some(span) = lines.iter().copied().reduce(Span::hull) else { return };
    claims::read(&view, ClaimPlace::Title, &mut notice.claims);
    found.roster.title = Some(Spanned::new(blank::close_up(&view.text), span));
}

/// The first of the lines at the end that tell of the document, `公开方式：…`, or are a sentence
/// below lines that are none.
fn tail(document: &Document, section: &[Line]) -> usize {
    let text = |line: &Line| compact(document.slice(line.span));
    let open = |text: &str| text.ends_with(['。', '；', ';', '，', '、', '：', ':']);
    let mut first = section.len();
    for index in (1..section.len()).rev() {
        let own = text(&section[index]);
        let above = || section[..index].iter().rfind(|line| !line.is_furniture()).map(text);
        let sentence = || {
            // 甲县、乙县。 below 河南省（2个） are names.
            let names = own.contains('、') && !own.contains('，');
            let counted = || above().is_some_and(|above| above.ends_with(['）', ')']));
            let item = || {
                own.starts_with(|c: char| numeral::digit(c).is_some() || matches!(c, '（' | '('))
                    || numbered::is_run(document, section[index].span)
            };
            // （三）马 between two paragraphs: what tells of the last title.
            let titled = || {
                let mut lines = section[..index].iter().rev().filter(|line| !line.is_furniture());
                let above = lines.next().is_some_and(|line| groups::is_numbered(&text(line)));
                above && lines.next().is_some_and(|line| text(line).ends_with('。'))
            };
            let listed = (names && counted()) || item() || titled();
            own.ends_with('。') && !listed && above().is_some_and(|above| !open(&above))
        };
        if section[index].is_furniture() || own.is_empty() {
            continue;
        }
        // 地址：… of the last block, as of those above it.
        let again = || is_label_of_rows(document, &section[..index], &own);
        if (!words::is_below(&own) || again()) && !sentence() {
            break;
        }
        first = index;
    }
    first
}

/// Whether the label of a line stands above too, and between them a line that is of rows: what each of several blocks
/// says is no imprint.
fn is_label_of_rows(document: &Document, above: &[Line], own: &str) -> bool {
    let label = |text: &str| text.find(['：', ':']).map(|at| text[..at].to_owned());
    let Some(wanted) = label(own) else { return false };
    let mut rows = false;
    for line in above.iter().rev().filter(|line| !line.is_furniture()).take(BLOCK_MOST) {
        let text = compact(document.slice(line.span));
        if label(&text).as_ref() == Some(&wanted) {
            return rows;
        }
        rows |= !words::is_below(&text);
    }
    false
}

/// Most lines of a block of labelled lines.
const BLOCK_MOST: usize = 16;

/// A line below a roster that closes the annex: a sentence, a date, a remark.
fn closing(document: &Document, line: &Line) -> bool {
    let text = document.slice(line.span);
    let foreign = || !text.contains(blank::is_han) && text.contains(|c: char| c.is_alphabetic());
    text.contains('。')
        || text.ends_with(['：', ':'])
        || foreign()
        || words::is_remark(&compact(text))
        || words::is_sum(&compact(text))
        || words::is_imprint(&compact(text))
        || date::is_line(text)
}
