//! Counts that a notice declares about its own rows, read by a small grammar.
//!
//! ```text
//! claim  = numeral measure noun            10家综合基地
//!        | noun [共计] numeral measure      光伏电站项目4个
//! list   = claim { (和|、|，) claim }
//! whole  = claim 其中|包括|分别 list         the list are its parts
//! class  = claim [共计|共|合计] claim        7个领域共计82家特色基地: the first counts classes
//! ```
//!
//! A number is a claim only with a measure word or a cue in its clause; document numbers, dates,
//! ordinals, shares, amounts and quotas (每省不超过3家) are none.

mod words;

use crate::model::{Claim, ClaimPlace, Relation, Span};
use crate::text::{View, blank, numeral};

/// A number in a text and what was read around it.
struct Found {
    claim: Claim,
    /// Byte range of the claim in the view.
    start: usize,
    end: usize,
}

/// Reads the claims of a text and appends them to `claims`.
pub(super) fn read(view: &View, place: ClaimPlace, claims: &mut Vec<Claim>) {
    for sentence in sentences(&view.text) {
        let found = numbers(view, sentence.clone(), place);
        let first = claims.len() as u32;
        let text = &view.text[sentence.clone()];
        let parts = ["其中", "包括", "分别"].iter().filter_map(|word| text.find(word)).min();
        let whole = parts.map(|at| sentence.start + at);
        let relations: Vec<Relation> = found
            .iter()
            .enumerate()
            .map(|(index, this)| relation(view, &found, index, this, first, whole))
            .collect();
        claims.extend(
            found
                .into_iter()
                .zip(relations)
                .map(|(found, relation)| Claim { relation, ..found.claim }),
        );
    }
}

/// A count in brackets at the end of a heading, `北京市（92所）`: its claim and where the bracket
/// starts. Without a bracket `共92所` at the end is read too.
pub(super) fn of_heading(view: &View, place: ClaimPlace) -> Option<(Claim, usize)> {
    let text = view.text.trim_end_matches(blank::is_blank);
    let close = text.chars().last().filter(|c| matches!(c, ')' | '）' | '〕' | ']' | '】'));
    let open = if close.is_some() {
        text.rfind(['(', '（', '〔', '[', '【'])?
    } else {
        text.rfind("共").filter(|at| *at > 0)?
    };
    let bracket = text[open..].chars().next()?;
    let inner = open + bracket.len_utf8();
    let body = text[inner..].trim_start_matches(blank::is_blank);
    let body = body.strip_prefix("共计").or_else(|| body.strip_prefix('共')).unwrap_or(body);
    let body = body.strip_prefix('计').unwrap_or(body).trim_start_matches(blank::is_blank);
    let at = text.len() - body.len();
    let (declared, length) = numeral::prefix(body)?;
    let rest = body[length..].trim_start_matches(blank::is_blank);
    let measure = words::measure(rest)?;
    let end = text.len() - rest.len() + measure.len();
    // （92所） or (30项,涉及31个…): nothing but a closing bracket or another clause may follow.
    let next = rest[measure.len()..].trim_start_matches(blank::is_blank).chars().next();
    let closed =
        next.is_none_or(|c| matches!(c, ')' | '）' | '〕' | ']' | '】' | ',' | '，' | '、' | '；'));
    let claim = Claim {
        about: text[..open].trim_end_matches(blank::is_blank).to_owned(),
        measure: measure.to_owned(),
        declared,
        span: view.span(at, end),
        numeral: view.span(at, at + length),
        place,
        relation: Relation::Alone,
    };
    closed.then_some((claim, open))
}

/// Byte ranges of the sentences of a text.
fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '。' | '！' | '？' | '\n') {
            ranges.push(start..at);
            start = at + c.len_utf8();
        }
    }
    if start < text.len() {
        ranges.push(start..text.len());
    }
    ranges
}

/// The claims of one sentence, relations still open.
fn numbers(view: &View, sentence: std::ops::Range<usize>, place: ClaimPlace) -> Vec<Found> {
    let text = &view.text[..sentence.end];
    let mut found: Vec<Found> = Vec::new();
    let mut at = sentence.start;
    let mut depth = 0u32;
    while let Some(c) = text[at..].chars().next() {
        // What stands between 《 》 is another document's title.
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some((declared, length)) = numeral::prefix(&text[at..]).filter(|_| depth == 0) else {
            at += c.len_utf8();
            continue;
        };
        let number = Number { at, end: at + length, declared };
        at = number.end;
        if let Some(next) = claim(view, text, sentence.start, &number, found.last(), place) {
            at = at.max(next.end);
            found.push(next);
        }
    }
    found
}

struct Number {
    at: usize,
    end: usize,
    declared: u64,
}

fn claim(
    view: &View,
    text: &str,
    from: usize,
    number: &Number,
    above: Option<&Found>,
    place: ClaimPlace,
) -> Option<Found> {
    let before = &text[from..number.at];
    let after = &text[number.end..];
    if words::forbids_before(before) || words::forbids_after(after) {
        return None;
    }
    let gap = after.len() - after.trim_start_matches(blank::is_blank).len();
    let rest = &after[gap..];
    let measure = words::measure(rest)?;
    let chinese = text[number.at..number.end].chars().any(|c| numeral::chinese_digit(c).is_some())
        || text[number.at..number.end].starts_with('十');
    let clause = words::clause_before(before);
    let cued =
        words::has_cue(clause) || words::has_cue(words::clause_after(rest)) || above.is_some();
    // 一个, 两个 and the like are words more often than counts.
    if chinese && (!cued || number.declared < 2) {
        return None;
    }
    if !cued && place == ClaimPlace::Body && number.declared < 2 {
        return None;
    }
    let noun_at = number.end + gap + measure.len();
    let noun = words::noun(&text[noun_at..]);
    let (about, end) = if noun.about.is_empty() {
        // 光伏电站项目4个: what is counted stands before the number.
        let from = above.map_or(from, |above| above.end.max(from)).min(number.at);
        (words::noun_before(&text[from..number.at]), noun_at)
    } else {
        (noun.about.to_owned(), noun_at + noun.length)
    };
    Some(Found {
        claim: Claim {
            about,
            measure: measure.to_owned(),
            declared: number.declared,
            span: span_of(view, number.at, end),
            numeral: span_of(view, number.at, number.end),
            place,
            relation: Relation::Alone,
        },
        start: number.at,
        end,
    })
}

fn span_of(view: &View, start: usize, end: usize) -> Span {
    view.span(start, end)
}

fn relation(
    view: &View,
    found: &[Found],
    index: usize,
    this: &Found,
    first: u32,
    whole: Option<usize>,
) -> Relation {
    let text = &view.text;
    let before = words::clause_before(&text[..this.start]);
    if let Some(next) = found.get(index + 1) {
        let between = text[this.end..next.start].trim_matches(blank::is_blank);
        if matches!(between, "共计" | "共" | "合计" | "总计" | "共有" | "的")
            && !this.claim.about.is_empty()
        {
            return Relation::ClassesOf(first + index as u32 + 1);
        }
    }
    if words::is_delta(before) {
        return Relation::Delta;
    }
    match whole {
        Some(at) if this.start > at => {
            let head = found.iter().rposition(|other| other.start < at);
            head.map_or(Relation::Alone, |head| Relation::PartOf(first + head as u32))
        }
        _ => Relation::Alone,
    }
}

#[cfg(test)]
mod tests;
