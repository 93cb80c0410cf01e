//! MD409: spaces inside Chinese words.

use super::looks::Made;
use super::spots::Spot;
use super::{Check, Ctx, Sink};
use crate::model::{Role, Span, Value};
use crate::text::blank::{is_blank, is_han};

pub(super) static CHECK: Check = check!("MD409" stray-space: Note, run);

/// The cells of one column, or the headings of one roster, that have such a space.
struct Stray {
    spot: Spot,
    count: u32,
    texts: Vec<Span>,
}

fn run(ctx: &Ctx, sink: &mut Sink) {
    let mut strays: Vec<Stray> = Vec::new();
    ctx.each_spot_of(Made::SPACE | Made::BLANK, |spot, text| {
        if spot.made.is_ascii() || separates(ctx, spot) {
            return;
        }
        let Some(at) = stray(text) else { return };
        let start = spot.span.start + at as u32;
        let blank = ctx.document.text[start as usize..].chars().next();
        let place = Span::new(start, start + blank.map_or(0, char::len_utf8) as u32);
        match strays.last_mut() {
            Some(last) if last.spot.roster == spot.roster && last.spot.column == spot.column => {
                last.count += 1;
                last.texts.push(spot.span);
            }
            _ => strays.push(Stray {
                spot: Spot { span: place, ..spot },
                count: 1,
                texts: vec![spot.span],
            }),
        }
    });
    beside(ctx, sink);
    for stray in strays {
        let column =
            stray.spot.column.map(|column| ctx.column_title(stray.spot.roster, column as usize));
        let blank = stray.spot.span.text(&ctx.document.text).chars().next().unwrap_or(' ');
        let key = match (blank.is_whitespace(), column.is_some()) {
            (true, true) => "",
            (true, false) => "heading",
            (false, true) => "unseen",
            (false, false) => "heading-unseen",
        };
        sink.find(key, stray.spot.span)
            .arg("code", format!("U+{:04X}", blank as u32))
            .arg("column", column.unwrap_or_default())
            .arg("count", stray.count)
            .list("texts", stray.texts.iter().map(|span| ctx.quote(*span)));
    }
}

/// Characters that show nothing beside cells and lines, each once.
fn beside(ctx: &Ctx, sink: &mut Sink) {
    let unseen = |span: &&Span| ctx.document.slice(**span).chars().all(is_blank);
    let all: Vec<Span> = ctx.conservation.leftovers.iter().filter(unseen).copied().collect();
    let Some(first) = all.first() else { return };
    let c = ctx.document.slice(*first).chars().next().unwrap_or(' ');
    sink.find("beside", *first)
        .arg("code", format!("U+{:04X}", c as u32))
        .arg("count", all.len())
        .related_all("again", all.iter().skip(1).take(3).copied());
}

/// Whether spaces stand between things here: several organisations in a cell.
fn separates(ctx: &Ctx, spot: Spot) -> bool {
    let (Role::Units, Some(column)) = (spot.role, spot.column) else { return false };
    let roster = ctx.roster(spot.roster);
    let entry = roster.entries.partition_point(|entry| entry.span.end < spot.span.end);
    let rows = ctx.resolved.rosters.get(spot.roster as usize);
    let value =
        rows.and_then(|rows| rows.get(entry)).and_then(|row| row.values.get(column as usize));
    matches!(value, Some(Value::Units(units)) if units.len() > 1)
}

/// Where a space stands between two ideographs. Letters spaced out from end to end are set so on
/// purpose, and so are names of two characters (王　伟).
fn stray(text: &str) -> Option<usize> {
    let (mut found, mut last, mut gap, mut closed) = (None, None, None, false);
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            // A line break in a cell is layout.
            let layout = matches!(c, '\n' | '\r' | '\t' | '\u{2028}');
            gap = (!layout).then(|| gap.unwrap_or(at));
            continue;
        }
        let between = last.is_some_and(is_han) && is_han(c);
        match gap.take() {
            Some(at) if between => found = found.or(Some(at)),
            Some(_) => {}
            None => closed |= between,
        }
        last = Some(c);
    }
    found.filter(|_| closed)
}

#[cfg(test)]
mod tests {
    use super::stray;

    #[test]
    fn letter_spacing_is_no_fault() {
        for (text, expected) in [
            ("江苏省 苏州市", Some(9)),
            ("苏州\u{3000}工业园区", Some(6)),
            ("综 合 基 地", None),
            ("王　伟", None),
            ("推荐 IEEE 期刊", None),
            ("大兴安岭\n地区", None),
            ("苏州市", None),
            ("5 个", None),
        ] {
            assert_eq!(stray(text), expected, "{text}");
        }
    }
}
