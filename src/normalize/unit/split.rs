//! Joint applicants: 江南大学、市民政局 are two; 市文化、广电和旅游局 is one.

use crate::text::words::places::RELATIVE_PREFIXES;

/// Pieces that are longer when put together, in bytes, are no name.
const JOINED_MOST: usize = 480;

/// Words between bodies that do something together; in other names nothing whole stands before them.
const TOGETHER: [&str; 5] = ["以及", "及", "暨", "联合", "会同"];

/// What a piece of a cell is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    Organisation,
    /// An organisation whose name does not say where or whose it is: 教育局.
    Bare,
    Place,
    Neither,
}

/// Cuts a cell at 、 ， ； / 和 及 联合 and line breaks outside brackets, and between 市委 and 市政府, as far as every
/// piece is whole by itself; pieces that are not are put together again (市文化和旅游局). A blank parts
/// organisations, or places: between 湖南 and 省农业农村厅 it is a stray one. Byte ranges of the cell.
pub(super) fn split(cell: &str, mut whole: impl FnMut(&str) -> Whole) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    // Where a piece ends that may run on.
    let mut weak: Vec<usize> = Vec::new();
    for (at, c) in cell.char_indices() {
        match c {
            '（' | '(' | '〔' | '[' | '【' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '\n' | '\r' | '\u{2028}' | '|' if depth == 0 => {
                pieces.push((start, at));
                start = at + c.len_utf8();
            }
            '和' | '与' if depth == 0 && begins_name(&cell[start..], at - start, &mut whole) => {}
            '/' | '／' | '和' | '与' if depth == 0 => {
                pieces.push((start, at));
                weak.push(at);
                start = at + c.len_utf8();
            }
            '以' | '及' | '暨' | '联' | '会' if depth == 0 && at > start => {
                let word = TOGETHER.iter().find(|word| cell[at..].starts_with(**word));
                let mut told = |before| matches!(whole(before), Whole::Organisation | Whole::Place);
                if let Some(word) = word
                    && told(cell[start..at].trim())
                {
                    pieces.push((start, at));
                    weak.push(at);
                    start = at + word.len();
                }
            }
            '委' if depth == 0 && with_government(&cell[start..at], &cell[at + c.len_utf8()..]) => {
                let end = at + c.len_utf8();
                pieces.push((start, end));
                start = end;
            }
            ' ' | '\u{3000}' | '\t' if depth == 0 && between_han(cell, at, c) => {
                pieces.push((start, at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push((start, cell.len()));
    // Most cells are of one piece: there is nothing to put together again.
    if let [(start, end)] = pieces[..] {
        let (start, end) = trim(cell, start, end);
        return if start < end { vec![(start, end)] } else { Vec::new() };
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    for (index, &(start, end)) in pieces.iter().enumerate() {
        let from = open.unwrap_or(start);
        if cell[from..end].trim().is_empty() {
            continue;
        }
        let own = if from == start || end - from <= JOINED_MOST {
            whole(cell[from..end].trim())
        } else {
            Whole::Neither
        };
        let blank = cell[end..].starts_with([' ', '\u{3000}']);
        let weak = weak.contains(&end);
        let mut next = || {
            pieces.get(index + 1).map_or(Whole::Neither, |next| whole(cell[next.0..next.1].trim()))
        };
        let open_still = match own {
            // 某某基地、市水利局: what follows is whole and says whose it is.
            Whole::Neither => {
                let parted = cell[end..].starts_with(['、', '；', ';']);
                !parted || !relative_follows(cell, &pieces, index) || next() != Whole::Organisation
            }
            // 河北 above 工业大学 is the beginning of its name.
            Whole::Place => {
                let broken = cell[end..].starts_with(['\n', '\r', '\u{2028}']);
                (weak && (next() != Whole::Organisation || relative_follows(cell, &pieces, index)))
                    || (blank && next() == Whole::Organisation)
                    || ((blank || broken) && next() == Whole::Bare)
            }
            // 市教育局和市民政局 are two, 市教育局和体育局 may be one.
            Whole::Organisation | Whole::Bare => weak && next() != Whole::Organisation,
        };
        if open_still {
            open = Some(from);
        } else {
            joined.push((from, end));
            open = None;
        }
    }
    // What stays open at the end belongs to the last whole piece only if nothing else is there.
    if let Some(from) = open {
        match joined.last_mut() {
            Some(last) if cell[last.1..from].contains(['\n', '\r', ' ', '\u{3000}']) => {
                last.1 = cell.len();
            }
            _ => joined.push((from, cell.len())),
        }
    }
    joined.iter().map(|&(start, end)| trim(cell, start, end)).collect()
}

/// Whether the 和 at `at` is the first character of a name: 和平区政府, 和田地区行署. No body is named by what
/// follows it, or one is by both.
fn begins_name(rest: &str, at: usize, whole: &mut impl FnMut(&str) -> Whole) -> bool {
    if !rest[..at].trim().is_empty() {
        return false;
    }
    let end = rest.find(['、', '，', ',', '；', ';', '\n', '\r', '\u{2028}', '|', '/', '／']);
    let name = rest[at..end.unwrap_or(rest.len())].trim();
    let without = name.trim_start_matches(['和', '与']);
    let told = |whole| matches!(whole, Whole::Organisation | Whole::Place);
    told(whole(name)) || !told(whole(without))
}

/// Whether the piece behind this one begins with a relative prefix.
fn relative_follows(cell: &str, pieces: &[(usize, usize)], index: usize) -> bool {
    let next = pieces.get(index + 1).map_or("", |next| cell[next.0..next.1].trim());
    RELATIVE_PREFIXES.iter().any(|prefix| next.starts_with(prefix))
}

/// Whether `before` ends in the 市 of 市委市政府 and `after` goes on so.
fn with_government(before: &str, after: &str) -> bool {
    let mut levels = RELATIVE_PREFIXES.iter().filter(|level| before.ends_with(**level));
    let after = levels.find_map(|level| after.strip_prefix(*level));
    let rest = after
        .and_then(|after| after.strip_prefix("人民政府").or_else(|| after.strip_prefix("政府")));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['、', '，', '；', '\n']))
}

fn between_han(cell: &str, at: usize, c: char) -> bool {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    han(cell[..at].chars().next_back()) && han(cell[at + c.len_utf8()..].chars().next())
}

fn trim(cell: &str, start: usize, end: usize) -> (usize, usize) {
    let text = &cell[start..end];
    let left = text.len() - text.trim_start().len();
    (start + left, start + left + text.trim().len())
}
