//! MD008: cells without what should stand in them: a formula without result, characters that an
//! earlier program lost.

use memchr::memmem;

use super::looks::Made;
use super::{Check, Ctx, Sink};
use crate::model::document::IngestOddity;
use crate::model::report::Level;
use crate::model::roster::NoteKind;
use crate::model::{RegionRole, Span};
use crate::text::compact;

pub(super) static CHECK: Check = check!("MD008" cell-without-value: Error, run);

/// What spreadsheet programs show where a formula fails.
static ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "######",
];

/// Formats whose cells hold formulas.
static SHEETS: &[&str] = &["xlsx", "xls", "ods", "csv"];

fn run(ctx: &Ctx, sink: &mut Sink) {
    let sheet = SHEETS.contains(&ctx.document.format);
    // U+FFFD that stands for undecodable bytes is told already.
    let marks = ctx.document.oddities.iter().any(|oddity| {
        matches!(oddity, IngestOddity::UndecodableBytes { .. } | IngestOddity::GlyphsUnknown { .. })
    });
    // Looked for in the whole text once, for they are rare.
    let stands = |sign: &str| memmem::find(ctx.document.text.as_bytes(), sign.as_bytes()).is_some();
    let unknown = !marks && stands("\u{FFFD}");
    let garbled = stands(GARBLED);
    // Every other cell that is without a value has one of these in it.
    let text = ctx.document.text.as_bytes();
    let signs = memchr::memchr3(b'#', b'=', b'?', text).is_some() || stands("Err:");
    if !unknown && !garbled && !signs {
        return;
    }
    // That sign is of ideographs alone.
    let kinds = Made::SIGN | Made::HALF | Made::OTHER;
    ctx.each_spot_of(if garbled { kinds | Made::HAN } else { kinds }, |spot, text| {
        let key = match text.as_bytes() {
            [b'#', ..] if is_error(text) => "",
            [b'=', ..] if sheet => "formula",
            [b'E', b'r', b'r', b':', ..] if sheet => "",
            _ if within_word(text) => "word",
            _ if is_lost(text, garbled) || unknown && text.contains('\u{FFFD}') => "lost",
            _ => return,
        };
        let column = spot.column.map(|column| ctx.column_title(spot.roster, column as usize));
        let level = if key == "word" { Level::Warning } else { CHECK.level };
        sink.find(key, spot.span)
            .level(level)
            .arg("text", text)
            .arg("column", column.unwrap_or_default());
    });
    if sheet {
        sums(ctx, sink);
    }
    if unknown {
        elsewhere(ctx, sink);
    }
}

/// Formulas without results in rows of sums.
fn sums(ctx: &Ctx, sink: &mut Sink) {
    let notes = ctx.notice().rosters.iter().flat_map(|roster| &roster.notes);
    for note in notes.filter(|note| note.kind == NoteKind::Sum) {
        let mut at = note.span.start as usize;
        for cell in ctx.document.slice(note.span).split('\t') {
            if cell.len() > 1 && cell.starts_with('=') {
                sink.find("formula", Span::of(at, at + cell.len())).arg("text", cell);
            }
            at += cell.len() + 1;
        }
    }
}

/// Characters lost outside the rows: a name of a list in a sentence may have been among them.
fn elsewhere(ctx: &Ctx, sink: &mut Sink) {
    let regions = &ctx.notice().regions;
    let part = |role| !matches!(role, RegionRole::Cell | RegionRole::Furniture);
    let groups = || ctx.notice().rosters.iter().flat_map(|roster| &roster.groups);
    let looked = |span: Span| groups().any(|group| group.span.contains(span));
    for region in regions.iter().filter(|region| part(region.role)) {
        let text = ctx.document.slice(region.span);
        let Some(at) = text.find('\u{FFFD}').filter(|_| !looked(region.span)) else { continue };
        let rest = &text[at..];
        let length = rest.find(|c| c != '\u{FFFD}').unwrap_or(rest.len());
        let start = region.span.start as usize + at;
        sink.find("text", Span::of(start, start + length)).arg("text", &rest[..length]);
    }
}

fn is_error(text: &str) -> bool {
    let text = compact(text);
    ERRORS.contains(&text.as_str()) || text.len() > 2 && text.bytes().all(|byte| byte == b'#')
}

/// What a lost character becomes where it is read as GBK.
const GARBLED: &str = "锟斤拷";

/// Whether nothing is left but the signs that programs put for characters they cannot write.
fn is_lost(text: &str, garbled: bool) -> bool {
    garbled && text.contains(GARBLED)
        || text.len() > 1 && text.bytes().all(|b| b == b'?' || b == b' ') && text.contains("??")
}

/// Whether a question mark stands inside a word, as what a program puts for one character that it
/// cannot write: 北京?农业农村局. A question mark that is meant is a wide one, or ends its cell.
fn within_word(text: &str) -> bool {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    text.match_indices('?')
        .any(|(at, _)| han(text[..at].chars().next_back()) && han(text[at + 1..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::{is_error, is_lost, within_word};

    #[test]
    fn a_question_mark_inside_a_word() {
        assert!(
            within_word("北京?农业农村局") && !within_word("何谓名单?") && !within_word("名?a")
        );
    }

    #[test]
    fn errors_are_told_from_words() {
        assert!(is_error("#N/A") && is_error("#####") && is_error("# REF!"));
        assert!(!is_error("#1楼") && !is_error("#") && !is_error("C#"));
        assert!(is_lost("????", false) && is_lost("?? ??", false) && is_lost("锟斤拷锟斤拷", true));
        assert!(!is_lost("?", true) && !is_lost("甲??", true) && !is_lost(" ", true));
    }
}
