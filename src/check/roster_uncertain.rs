//! MD131: what was read as a roster may not be one, or not all of it.

use super::{Check, Ctx, Sink};
use crate::model::document::IngestOddity;
use crate::model::roster::Serial;
use crate::model::{Claim, ClaimPlace, OddityKind, Region, RegionRole, Span, Stance};
use crate::text::compact;

pub(super) static CHECK: Check = check!("MD131" roster-uncertain: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::RosterUncertain { why } = oddity.kind else { continue };
        match oddity.roster.filter(|_| why == "unproven") {
            Some(roster) => unproven(ctx, sink, roster, oddity.span),
            None => {
                sink.find(why, oddity.span);
            }
        }
    }
    pages(ctx, sink);
    for oddity in &ctx.document.oddities {
        if let IngestOddity::RowGuessed { span } = oddity {
            sink.find("rows", *span);
        }
    }
}

/// A list of a web page that no count shows to be whole, and right below it what leads to the page's next part:
/// 1 2 3 下一页.
fn pages(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        let rows = roster.entries.len() as u64;
        let whole = |claim: &Claim| claim.stance == Stance::List && claim.declared == rows;
        let behind = |region: &&Region| region.span.start >= roster.span.end;
        let next = ctx.notice().regions.iter().filter(behind).min_by_key(|at| at.span.start);
        let Some(next) = next.filter(|next| next.role == RegionRole::Furniture) else { continue };
        let text = compact(ctx.document.slice(next.span));
        let counts = text.contains(|c: char| c.is_ascii_digit());
        if counts && text.contains("下一页") && !ctx.notice().claims.iter().any(whole) {
            sink.find("pages", next.span);
        }
    }
}

/// A count that is not said of the list is named where it comes so near to its rows.
const NEAR: u64 = 2;

/// Says which proof a list lacks: its entries have no serials, and no count of the notice is theirs, or there is none.
fn unproven(ctx: &Ctx, sink: &mut Sink, roster: u32, span: Span) {
    let entries = &ctx.roster(roster).entries;
    let rows = entries.len() as u64;
    let numbered = entries.iter().any(|entry| entry.serial != Serial::None);
    let outer = |claim: &&Claim| {
        matches!(claim.place, ClaimPlace::Title | ClaimPlace::Body)
            && claim.stance == Stance::List
            && claim.declared > 1
    };
    // 对全市5家机构的区域作如下调整: it is printed, though not as a count of the list.
    let told = ctx.notice().claims.iter().filter(|claim| {
        matches!(claim.place, ClaimPlace::Title | ClaimPlace::Body) && claim.declared > 1
    });
    let told = told.min_by_key(|claim| claim.declared.abs_diff(rows));
    let told = told.filter(|claim| claim.declared.abs_diff(rows) <= NEAR);
    let claims = ctx.notice().claims.iter().filter(outer);
    let nearest = claims.min_by_key(|claim| claim.declared.abs_diff(rows));
    let other = nearest.filter(|claim| claim.declared != rows);
    let key = match (nearest, other) {
        _ if numbered => "unproven",
        (None, _) if told.is_some() => "untold",
        (None, _) => "unnumbered",
        (_, Some(_)) => "miscounted",
        (Some(_), None) => "unproven",
    };
    let draft = sink.find(key, span);
    let said = if key == "untold" { told } else { other.filter(|_| key == "miscounted") };
    if let Some(claim) = said {
        draft
            .arg("rows", rows)
            .arg("declared", claim.declared)
            .arg("measure", &claim.measure)
            .arg("about", &claim.about)
            .related("count", claim.span);
    }
}
