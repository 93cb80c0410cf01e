//! A roster in the letter itself.

use std::collections::HashSet;

use super::aside::signed;
use super::found::add;
use super::grouped::labels;
use super::scope::{Scope, context, counted, declared, issuers, listed};
use super::{apart, left, sentence, signs};
use crate::model::notice::OddityKind;
use crate::model::{Claim, ClaimPlace, Document, Notice, RegionRole, Span, Spanned, Stance};
use crate::segment::line::Line;
use crate::segment::regions::Regions;
use crate::segment::roster::{groups, values, words};
use crate::segment::{head, mark};
use crate::text::words::deeds::PUBLISHED;
use crate::text::{compact, date};

/// Looks for a roster in the letter itself; returns the lines that it took, by index.
pub(in crate::segment) fn letter(
    document: &Document,
    lines: &[Line],
    roles: &[Option<RegionRole>],
    notice: &mut Notice,
    regions: &mut Regions,
) -> Vec<usize> {
    let declared = declared(document, notice);
    let closed = roles.iter().zip(lines).map(|(r, l)| r.is_some() || l.is_furniture());
    let mut closed: Vec<bool> = closed.collect();
    for index in mark::titles(document, lines) {
        closed[index] = true;
    }
    for (line, closed) in lines.iter().zip(&mut closed) {
        *closed |= words::is_order_alone(&compact(document.slice(line.span)));
    }
    // 来源:某网 编辑:某某 at the foot of a page is no rest of the last row.
    let foot = (0..lines.len()).rev().filter(|index| !lines[*index].is_furniture());
    let below = |index: &usize| {
        closed[*index] || words::is_below(&compact(document.slice(lines[*index].span)))
    };
    let foot: Vec<usize> = foot.take(FOOT_MOST).take_while(below).collect();
    let printed = signed_over_imprint(document, lines, &foot, &closed);
    for index in foot {
        closed[index] = true;
    }
    let signed = printed.or_else(|| signed_in_the_middle(document, lines, &closed));
    if let Some(index) = signed {
        closed[index] = true;
        let span = lines[index].span;
        regions.add(span, RegionRole::Head);
        if notice.head.issuers.is_empty() {
            notice.head.issuers.push(Spanned::new(compact(document.slice(span)), span));
        }
    }
    let issuers = issuers(notice);
    let counted = counted(notice);
    let (letter, own) = (lines, closed.clone());
    let apart = apart::sentences(document, lines, &closed);
    if let Some(apart) = &apart {
        closed = apart.of.iter().map(|index| own[*index]).collect();
    }
    let lines = apart.as_ref().map_or(lines, |apart| &apart.lines);
    let bare = signs::without_bullets(document, lines, &closed, false);
    let lines = bare.as_ref().map_or(lines, |bare| &bare.lines);
    if let Some(bare) = &bare {
        let whole = declared.contains(&(bare.bullets.len() as u64));
        close_below(document, lines, (bare.end, whole), &mut closed);
    }
    let title = notice.head.title.as_ref().map(|title| title.value.clone());
    let heads = signs::heads(document, lines, &closed, false, &declared);
    let (context, listed) = (context(document, notice), listed(notice));
    let scope = Scope {
        document,
        lines,
        closed,
        declared,
        counted,
        context,
        listed,
        annex: false,
        issuers,
        title,
        heads,
        announces: std::cell::OnceCell::new(),
    };
    let Some(mut found) = super::forms().find_map(|form| form(&scope)) else {
        return signed.into_iter().collect();
    };
    // 包括甲、乙等四大类: the list stands elsewhere.
    if left::undone(&scope, &found, !notice.head.annexes.is_empty()) {
        if found.lists.len() == 1 {
            return signed.into_iter().collect();
        }
        // Several sentences may share the list out: 纳入专项的5个节点包括甲、乙…
        found.proven = false;
    }
    found.proven |= sentence::told_twice(&document.text, &found.lists);
    let bullets = bare.iter().flat_map(|bare| &bare.bullets);
    let own = bullets.filter(|(line, _)| found.taken.contains(line));
    found.regions.extend(own.map(|(_, bullet)| (*bullet, RegionRole::Furniture)));
    if let Some(span) = loose_end(&scope, &found.taken) {
        found.oddities.push((OddityKind::RosterUncertain { why: "tail" }, span));
    }
    if let Some(sum) = found.sum {
        sentence::set_parts_aside(&document.text, sum, &mut notice.claims);
    }
    if let Some(led) = found.led {
        let own = |claim: &&mut Claim| claim.place == ClaimPlace::Title && claim.declared == led;
        notice.claims.iter_mut().filter(own).for_each(|claim| claim.stance = Stance::Context);
    }
    sentence::set_wider_aside(&document.text, &found.lists, &mut notice.claims);
    if !found.lists.is_empty()
        && let Some(span) = sentence::unread(&scope, &found.lists, &notice.claims)
            .filter(|span| !found.oddities.iter().any(|(_, own)| span.contains(*own)))
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "second" }, span));
    }
    if !found.lists.is_empty()
        && let Some(span) = names_beside(&scope, &found.taken)
            .filter(|span| !found.oddities.iter().any(|(_, own)| span.contains(*own)))
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "uncounted" }, span));
    }
    let beside = left::awarded(&scope, &found).or_else(|| left::swallowed(&scope, &found));
    let beside = beside.or_else(|| {
        let told = !found.lists.is_empty();
        let others = || left::announced(&scope, &found).or_else(|| left::further(&scope, &found));
        told.then(others).flatten()
    });
    if let Some(span) = beside
        && !found.oddities.iter().any(|(_, own)| span.contains(*own))
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "uncounted" }, span));
    }
    if let Some(span) = left::introduced(&scope, &found)
        && !found.oddities.iter().any(|(_, own)| span.contains(*own))
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "uncounted" }, span));
    }
    if let Some(span) = left::opposed(&scope, &mut found) {
        found.oddities.push((OddityKind::RosterUncertain { why: "second" }, span));
    }
    if let Some(span) = sentence::unheld(&scope, &found, &notice.claims)
        .filter(|span| !found.oddities.iter().any(|(_, own)| span.contains(*own)))
    {
        found.oddities.push((OddityKind::RosterUncertain { why: "second" }, span));
    }
    if !found.refused.is_empty() {
        sentence::set_aside(&document.text, &found.refused, false, &mut notice.claims);
    }
    if found.lists.len() > 1 {
        sentence::set_aside(&document.text, &found.lists, found.far, &mut notice.claims);
    }
    let mut taken = add(document, found, notice, regions);
    if let Some(apart) = &apart {
        taken = whole_lines(apart, &taken, letter, regions);
    }
    taken.extend(signed);
    taken
}

/// So many lines at the foot are looked at.
const FOOT_MOST: usize = 12;

/// The body over the line at the foot that says when it was printed: 某部办公厅 / 2024年6月3日印发.
fn signed_over_imprint(
    document: &Document,
    lines: &[Line],
    foot: &[usize],
    closed: &[bool],
) -> Option<usize> {
    let text = |index: usize| compact(document.slice(lines[index].span));
    let imprint = foot.iter().rev().copied().find(|index| !closed[*index])?;
    let above = (0..imprint).rev().find(|index| !lines[*index].is_furniture())?;
    let dated = text(imprint).ends_with("印发") && date::prefix(&text(imprint)).is_some();
    // A body over the imprint that stands below others is one of them.
    let over = (0..above).rev().find(|index| !lines[*index].is_furniture()).map(text);
    let listed = over.is_some_and(|over| values::is_body(&over) && !groups::is_numbered(&over));
    let signs = dated && !closed[above] && head::is_signature(&text(above));
    (signs && !listed).then_some(above)
}

/// The lines of the letter that were taken, by index; what other sentences of them say is prose.
fn whole_lines(
    apart: &apart::Apart,
    taken: &[usize],
    letter: &[Line],
    regions: &mut Regions,
) -> Vec<usize> {
    let lines: HashSet<usize> = taken.iter().map(|index| apart.of[*index]).collect();
    let taken: HashSet<&usize> = taken.iter().collect();
    for (index, line) in apart.lines.iter().enumerate() {
        let own = apart.of[index];
        if lines.contains(&own) && !taken.contains(&index) && line.span != letter[own].span {
            regions.add(line.span, RegionRole::Prose);
        }
    }
    let mut lines: Vec<usize> = lines.into_iter().collect();
    lines.sort_unstable();
    lines
}

/// What has no bullet below a list with bullets is no name where as many are declared as have one, or where blank lines
/// part it from the list, whose lines none part.
fn close_below(
    document: &Document,
    lines: &[Line],
    (end, whole): (usize, bool),
    closed: &mut [bool],
) {
    let open: Vec<usize> = (0..lines.len()).filter(|index| !closed[*index]).collect();
    let Some(at) = open.iter().position(|index| *index == end).filter(|at| *at > 0) else { return };
    let gap = |above: usize, below: usize| {
        crate::segment::blank_lines_between(document, &lines[above], &lines[below])
    };
    let parted = |below: &usize| whole || (gap(end, *below) > 0 && gap(open[at - 1], end) == 0);
    if open.get(at + 1).is_some_and(parted) {
        for index in &open[at + 1..] {
            closed[*index] = true;
        }
    }
}

/// A line directly below a list in the letter that ends as no paragraph does: the rest of the last
/// name, or a row that was not read.
fn loose_end(scope: &Scope<'_>, taken: &[usize]) -> Option<Span> {
    let last = taken.iter().max().copied()?;
    let below = (last + 1..scope.lines.len()).find(|index| scope.is_open(*index))?;
    let (above, line) = (&scope.lines[last], &scope.lines[below]);
    let marks = ['。', '；', '：', '，', '、', ':', ';', '！', '”', '）', ')'];
    let text = compact(scope.text(below));
    let parted = scope.text(last).trim_end().ends_with(marks)
        || crate::segment::blank_lines_between(scope.document, above, line) > 0
        || line.is_marked();
    let other = text.contains(['：', ':', '。'])
        || text.ends_with(marks)
        || words::is_closing(&text)
        || groups::is_numbered(&text)
        || words::is_remark(&text)
        || words::is_sum(&text)
        || date::is_line(&text)
        || (head::is_signature(&text) && !signed_below(scope, below))
        || mark::mark(&text).is_some();
    // All items end in a semicolon but the last: the line below is its rest.
    let ended = |index: &usize| scope.text(*index).trim_end().ends_with(['；', ';']);
    let broken = !parted
        && taken.len() > 3
        && taken.iter().filter(|index| **index != last).all(ended)
        && text.chars().count() <= TAIL_MOST;
    (broken || (!parted && !other)).then_some(line.span)
}

/// A line of nothing but names directly above or below sentences with names: what said whose they are is lost.
fn names_beside(scope: &Scope<'_>, taken: &[usize]) -> Option<Span> {
    let (first, last) = (taken.iter().min()?, taken.iter().max()?);
    let above = (0..*first).rev().find(|index| scope.is_open(*index));
    let below = (last + 1..scope.lines.len()).find(|index| scope.is_open(*index));
    let lists =
        |index: &usize| labels::is_names(scope.text(*index).trim_end_matches(['。', '；', ';']));
    // 甲厅、乙局联合公布示范企业名单。 says who made the list.
    let made = |index: &usize| {
        let text = compact(scope.text(*index));
        PUBLISHED.iter().any(|verb| {
            let behind = text.split_once(verb).map_or("", |(_, behind)| behind);
            behind.contains("名单") || behind.contains("名录")
        })
    };
    above
        .into_iter()
        .chain(below)
        .find(|index| lists(index) && !made(index))
        .map(|index| scope.lines[index].span)
}

/// Whether a body signs further down: what stands above it, and was not taken for a signature, is none.
fn signed_below(scope: &Scope<'_>, line: usize) -> bool {
    let below = (line + 1..scope.lines.len()).filter(|index| !scope.lines[*index].is_furniture());
    below.take(SIGNATURES_MOST).any(|index| {
        let text = compact(scope.text(index));
        !scope.is_open(index) && !date::is_line(&text) && head::is_signature(&text)
    })
}

/// So many lines below a list are looked at for its signature.
const SIGNATURES_MOST: usize = 12;

/// The rest of a name is no longer, in characters.
const TAIL_MOST: usize = 20;

/// The signature between a sentence and a list that has no title: …名单如下： / 某总工会 / 2024年4月29日 / names.
fn signed_in_the_middle(document: &Document, lines: &[Line], closed: &[bool]) -> Option<usize> {
    let text = |index: usize| document.slice(lines[index].span).trim_end();
    let plain: Vec<usize> =
        (0..lines.len()).filter(|index| !lines[*index].is_furniture()).collect();
    let below = |at: usize| plain[at..].iter().filter(|index| !closed[**index]).count();
    (1..plain.len())
        .find(|at| {
            let (above, index) = (plain[at - 1], plain[*at]);
            !closed[index]
                && text(above).ends_with(['。', '：', ':'])
                && signed(document, &lines[index..])
                && plain.get(at + 1).is_some_and(|next| date::is_line(text(*next)))
                && below(*at) > 2
        })
        .map(|at| plain[at])
}
