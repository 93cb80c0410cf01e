//! MD008: cells without what should stand in them: a formula without result, characters that an
//! earlier program lost.

use super::looks::Made;
use super::{Check, Ctx, Sink};
use crate::model::document::{Drawn, IngestOddity};
use crate::model::report::Level;
use crate::model::roster::NoteKind;
use crate::model::{RegionRole, Role, Span};
use crate::text::{compact, sign};

pub(super) static CHECK: Check = check!("MD008" cell-without-value: Error, run);

/// What spreadsheet programs show where a formula fails.
static ERRORS: &[&str] = &["#N/A", "#DIV/0!", "#NAME?", "#GETTING_DATA", "######"];

/// Formats whose cells hold formulas.
static SHEETS: &[&str] = &["xlsx", "xls", "ods", "fods", "spreadsheetml", "csv"];

fn run(ctx: &Ctx, sink: &mut Sink) {
    drawn(ctx, sink);
    let sheet = SHEETS.contains(&ctx.document.format);
    // U+FFFD that stands for undecodable bytes is told already.
    let marks = ctx.document.oddities.iter().any(|oddity| {
        matches!(oddity, IngestOddity::UndecodableBytes { .. } | IngestOddity::GlyphsUnknown { .. })
    });
    // Looked for in the whole text once, for they are rare.
    let stands = |sign: &str| sign::stands(&ctx.document.text, sign);
    let unknown = !marks && stands("\u{FFFD}");
    let garbled = stands(GARBLED);
    let marks_lost = MARKS.iter().any(|mark| stands(mark));
    // Every other cell that is without a value has one of these in it.
    let text = ctx.document.text.as_bytes();
    let signs = memchr::memchr3(b'#', b'=', b'?', text).is_some() || stands("Err:");
    if !unknown && !garbled && !signs && !marks_lost {
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
            _ if marks_lost && has_mark(text, spot.role) => "mark",
            _ if is_lost(text, garbled) || unknown && text.contains('\u{FFFD}') => "lost",
            _ => return,
        };
        let column = spot.column.map(|column| ctx.column_title(spot.roster, column as usize));
        let level = if key == "word" || key == "mark" && !text.contains(MARKS[0]) {
            Level::Warning
        } else {
            CHECK.level
        };
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

/// Words in the titles of columns that hold pictures by their nature.
static PICTURES: &[&str] = &["照", "图", "像", "码", "标志", "标识", "签名", "签字", "章", "logo"];

/// What is drawn in rows and headings and is no text.
fn drawn(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        let IngestOddity::Drawn { span, what } = oddity else { continue };
        let at = span.start as usize;
        let plane = &ctx.document.text;
        let start = plane[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = plane[at..].find('\n').map_or(plane.len(), |end| at + end);
        let line = Span::of(start, end);
        let meets = |span: Span| span.start < line.end && line.start < span.end;
        let key = match what {
            Drawn::Picture => "picture",
            Drawn::Composed => "composed",
            Drawn::Field => "field",
        };
        for roster in &ctx.notice().rosters {
            let row = roster.entries.iter().position(|entry| meets(entry.span));
            if row.is_none() && !roster.groups.iter().any(|group| meets(group.span)) {
                continue;
            }
            let touches = |cell: &Span| cell.start <= span.start && span.start <= cell.end;
            let column = row.and_then(|row| roster.row(row).iter().position(touches));
            let title = column.map_or("", |column| roster.columns[column].title.as_str());
            let lower = title.to_lowercase();
            let meant = PICTURES.iter().any(|word| lower.contains(word));
            let level = if meant { Level::Note } else { CHECK.level };
            sink.find(key, *span).level(level).arg("column", title);
            break;
        }
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
    // #BLOCKED!, #FIELD!: programs keep on adding words.
    let bare = text.strip_prefix('#').and_then(|text| text.strip_suffix('!'));
    let called = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    ERRORS.contains(&text.as_str())
        || bare.is_some_and(called)
        || text.len() > 2 && text.bytes().all(|byte| byte == b'#')
}

/// What a lost character becomes where it is read as GBK.
const GARBLED: &str = "锟斤拷";

/// Whether nothing is left but the signs that programs put for characters they cannot write.
fn is_lost(text: &str, garbled: bool) -> bool {
    garbled && text.contains(GARBLED)
        || text.len() > 1 && text.bytes().all(|b| b == b'?' || b == b' ') && text.contains("??")
}

/// Signs that printers put for a character they do not have; of these the first stands for nothing else.
static MARKS: [&str; 6] = ["〓", "▯", "□", "■", "？", "?"];

/// Whether such a sign stands in a name as one of its characters: 李〓. A box before a word is one to tick, and a
/// longer text may well be a question.
fn has_mark(text: &str, role: Role) -> bool {
    const ASKED: [&str; 2] = ["？", "?"];
    const NAME: usize = 4;
    if ASKED.iter().any(|mark| text.ends_with(mark)) && text.chars().count() > NAME {
        return false;
    }
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    text.contains(MARKS[0])
        || matches!(role, Role::Name | Role::Units | Role::Place | Role::PlaceOrUnit)
            && MARKS
                .iter()
                .any(|mark| text.strip_suffix(mark).is_some_and(|rest| rest.ends_with(han)))
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
    use super::{has_mark, is_error, is_lost, within_word};
    use crate::model::Role;

    #[test]
    fn a_question_mark_inside_a_word() {
        assert!(
            within_word("北京?农业农村局") && !within_word("何谓名单?") && !within_word("名?a")
        );
    }

    #[test]
    fn errors_are_told_from_words() {
        assert!(has_mark("李〓", Role::Text) && has_mark("李□", Role::Name));
        assert!(has_mark("李？", Role::Name) && !has_mark("何谓示范？", Role::Name));
        assert!(!has_mark("是□", Role::Text) && !has_mark("□是", Role::Name));
        assert!(is_error("#N/A") && is_error("#####") && is_error("# REF!"));
        assert!(is_error("#BLOCKED!") && is_error("#REF!") && is_error("#DIV/0!"));
        assert!(!is_error("#1楼") && !is_error("#") && !is_error("C#"));
        assert!(is_lost("????", false) && is_lost("?? ??", false) && is_lost("锟斤拷锟斤拷", true));
        assert!(!is_lost("?", true) && !is_lost("甲??", true) && !is_lost(" ", true));
    }
}
