//! Counts that only the whole list tells from words: 甲类6家 over rows in each of its headings, and
//! 附件：示范企业名单（9家） in the letter's list of annexes.

use super::claims;
use crate::model::{
    Claim, ClaimPlace, Document, Notice, OddityKind, Relation, Roster, Span, Stance,
};
use crate::text::{View, compact, fold, numeral};

/// Measure words that say of what class or turn a thing is as often as how many there are.
const OF_RANK: [&str; 12] =
    ["类", "级", "档", "等", "批", "组", "期", "届", "次", "份", "页", "册"];

/// Adds them to the notice's counts.
pub(super) fn read(document: &Document, notice: &mut Notice) {
    for index in 0..notice.rosters.len() {
        let found = of_headings(document, &notice.rosters[index], index as u32);
        for (group, claim) in found {
            notice.rosters[index].groups[group].claim = Some(notice.claims.len() as u32);
            notice.claims.push(claim);
        }
    }
    let announced = of_annexes(document, notice);
    notice.claims.extend(announced);
    untell(document, notice);
    prove(notice);
}

/// A list without serials is whole where a note above its first row counts just its rows, whatever else the note says:
/// （第三批，共6个）.
fn prove(notice: &mut Notice) {
    let whole = |roster: &Roster| {
        let first = roster.entries.first().map_or(0, |entry| entry.span.start);
        let above = roster.groups.first().map_or(first, |group| group.span.start.min(first));
        let notes = || roster.notes.iter().map(|note| note.span).filter(|note| note.end <= above);
        notice.claims.iter().any(|claim| {
            claim.place == ClaimPlace::Note
                && claim.relation == Relation::Alone
                && claim.stance == Stance::List
                && claim.declared == roster.entries.len() as u64
                && notes().any(|note| note.contains(claim.span))
        })
    };
    let proven: Vec<bool> = notice.rosters.iter().map(whole).collect();
    let unproven = OddityKind::RosterUncertain { why: "unproven" };
    notice.oddities.retain(|oddity| {
        let own = oddity.roster.filter(|_| oddity.kind == unproven);
        !own.is_some_and(|roster| proven[roster as usize])
    });
}

/// （2项） that has a line for itself below 一等奖, or below the first row, is no count of the whole list.
fn untell(document: &Document, notice: &mut Notice) {
    let below_rows = |own: &Roster| -> Vec<Span> {
        let group = own.groups.first().map(|group| group.span.start);
        let row = own.entries.first().map(|entry| entry.span.start);
        let head = group.into_iter().chain(row).min();
        let below = |span: &Span| head.is_some_and(|head| head < span.start);
        own.notes.iter().map(|note| note.span).filter(below).collect()
    };
    let mut notes: Vec<Span> = notice.rosters.iter().flat_map(below_rows).collect();
    notes.sort_unstable_by_key(|span| span.start);
    for claim in notice.claims.iter_mut().filter(|claim| claim.place == ClaimPlace::Note) {
        let at = notes.partition_point(|note| note.start <= claim.span.start);
        let Some(note) = at.checked_sub(1).map(|at| notes[at]) else { continue };
        let lead = document.text.get(note.start as usize..claim.span.start as usize);
        if note.contains(claim.span) && matches!(lead.map(str::trim), Some("（" | "(")) {
            claim.stance = Stance::Untold;
        }
    }
}

/// 甲类6家 and 乙类3家, 甲类（6） and 乙类（3）: every heading of the roster, all of one level, ends in a number, and
/// one of them is that of its rows. In brackets alone it may number the headings: (1), (2), (3).
fn of_headings(document: &Document, roster: &Roster, index: u32) -> Vec<(usize, Claim)> {
    let plain = |group: &crate::model::Group| group.claim.is_none() && group.path.len() == 1;
    if roster.groups.len() < 2 || !roster.groups.iter().all(plain) {
        return Vec::new();
    }
    let mut rows = vec![0u64; roster.groups.len()];
    for group in roster.entries.iter().filter_map(|entry| entry.group) {
        if let Some(count) = rows.get_mut(group as usize) {
            *count += 1;
        }
    }
    let read = |of: fn(&View, ClaimPlace) -> Option<Claim>| {
        let claim = |(at, group): (usize, &crate::model::Group)| {
            let place = ClaimPlace::Heading { roster: index, group: at as u32 };
            let view = View::join(&[group.span], &document.text);
            Some((at, of(&view, place)?))
        };
        roster.groups.iter().enumerate().map(claim).collect::<Option<Vec<_>>>()
    };
    let holds = |(at, claim): &&(usize, Claim)| claim.declared == rows[*at];
    let measured = read(measured).filter(|all| all.iter().any(|found| holds(&found)));
    let bare = || {
        let all = read(bracketed)?;
        let numbered = all.iter().all(|(at, claim)| claim.declared == *at as u64 + 1);
        let held = all.iter().filter(holds).count();
        (!numbered && held * 2 >= all.len()).then_some(all)
    };
    measured.or_else(bare).unwrap_or_default()
}

/// 一、甲类企业6家, 甲类：6家.
fn measured(view: &View, place: ClaimPlace) -> Option<Claim> {
    let (claim, at) = claims::at_end(view, place)?;
    let lead = &view.text[..at];
    let digits = view.text[at..].contains(|c: char| numeral::digit(c).is_some());
    let name = numeral::without_number(lead.trim_end_matches(['：', ':'])).trim();
    let ranks = OF_RANK.contains(&claim.measure.as_str()) || lead.ends_with('第');
    (digits
        && !ranks
        && name.chars().count() > 1
        && claims::counts(lead, claim.declared, &claim.measure))
    .then_some(claim)
}

/// 一、甲类企业（6）.
fn bracketed(view: &View, place: ClaimPlace) -> Option<Claim> {
    const DIGITS_MOST: usize = 3;
    let text = view.text.trim_end();
    let open = text.rfind(['（', '('])?;
    let inner = text[open..].trim_start_matches(['（', '(']).strip_suffix(['）', ')'])?;
    let start = text.len() - inner.len() - text.chars().next_back()?.len_utf8();
    let declared = numeral::whole(inner.trim())?;
    let digits = inner.trim().chars().all(|c| numeral::digit(c).is_some());
    let name = numeral::without_number(text[..open].trim()).chars().count() > 1;
    let short = inner.chars().count() <= DIGITS_MOST;
    (digits && short && name).then(|| Claim {
        about: text[..open].trim().to_owned(),
        declared,
        span: view.span(start, start + inner.len()),
        numeral: view.span(start, start + inner.len()),
        place,
        ..Claim::default()
    })
}

/// The counts behind the announced titles of lists, where one of the rosters at least has its title: said of the
/// only roster, or of that of the annex of the number.
fn of_annexes(document: &Document, notice: &Notice) -> Vec<Claim> {
    let titles = &notice.head.annexes;
    let bare = |title: &str| -> String {
        let title = compact(title);
        let open = title.rfind(['（', '(']).filter(|_| title.ends_with(['）', ')']));
        fold::key(open.map_or(title.as_str(), |at| &title[..at]))
    };
    let same = |(title, roster): (&crate::model::Spanned<String>, &Roster)| {
        roster.title.as_ref().is_some_and(|own| bare(&own.value) == bare(&title.value))
    };
    // 附件2 may be a file of its own: its count is held against none of the rosters that are there.
    let told = if titles.len() == notice.rosters.len() {
        titles.iter().zip(&notice.rosters).all(same)
    } else {
        let pair = |title| notice.rosters.iter().any(|roster| same((title, roster)));
        titles.len() > notice.rosters.len() && titles.iter().any(pair)
    };
    if !told {
        return Vec::new();
    }
    let only = titles.len() == 1;
    let claim = |(at, title): (usize, &crate::model::Spanned<String>)| {
        let span: Span = title.span;
        let view = View::join(&[span], &document.text);
        let (claim, _) = claims::of_heading(&view, ClaimPlace::Body)?;
        let known = notice.claims.iter().any(|other| other.numeral == claim.numeral);
        let counts = !claim.measure.is_empty() && !OF_RANK.contains(&claim.measure.as_str());
        let listed = ["名单", "名录", "名册", "目录", "清单", "一览表"];
        let about = listed.iter().find_map(|end| claim.about.strip_suffix(end))?.to_owned();
        let annex = (!only).then_some(at as u32 + 1);
        (counts && !known).then_some(Claim { about, annex, ..claim })
    };
    titles.iter().enumerate().filter_map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::{bracketed, measured};
    use crate::model::{ClaimPlace, Span};
    use crate::text::View;

    #[test]
    fn headings_that_end_in_a_count() {
        let read = |text: &str, of: fn(&View, ClaimPlace) -> Option<super::Claim>| {
            let view = View::join(&[Span::of(0, text.len())], text);
            of(&view, ClaimPlace::Note).map(|claim| claim.declared)
        };
        for (text, count) in [
            ("甲类6家", Some(6)),
            ("甲类：6家", Some(6)),
            ("一、甲类企业6家", Some(6)),
            ("第3组", None),
            ("第三批", None),
            ("2021年第6家", None),
            ("甲组3组", None),
            ("甲类约6家", None),
            ("6家", None),
            ("甲类六家", None),
        ] {
            assert_eq!(read(text, measured), count, "{text}");
        }
        for (text, count) in [
            ("一、甲类企业（6）", Some(6)),
            ("一、甲类企业(6)", Some(6)),
            ("甲类（2021）", None),
            ("甲类（六）", None),
            ("一（6）", None),
        ] {
            assert_eq!(read(text, bracketed), count, "{text}");
        }
    }
}
