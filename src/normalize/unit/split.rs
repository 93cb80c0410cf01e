//! Joint applicants: 江南大学、市民政局 are two; 市文化、广电和旅游局 is one.

/// Pieces that are longer when put together, in bytes, are no name.
const JOINED_MOST: usize = 480;

/// What a piece of a cell is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    Organisation,
    Place,
    Neither,
}

/// Cuts a cell at 、 ， ； and line breaks outside brackets, as far as every piece is whole by
/// itself; pieces that are not are put together again. A blank parts organisations, or places: between
/// 湖南 and 省农业农村厅 it is a stray one. Byte ranges of the cell.
pub(super) fn split(cell: &str, mut whole: impl FnMut(&str) -> Whole) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    for (at, c) in cell.char_indices() {
        match c {
            '（' | '(' | '〔' | '[' | '【' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '\n' | '\r' | '\u{2028}' | '|' if depth == 0 => {
                pieces.push((start, at));
                start = at + c.len_utf8();
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
        let next = pieces.get(index + 1).filter(|_| blank && own == Whole::Place);
        let stray =
            next.is_some_and(|next| whole(cell[next.0..next.1].trim()) == Whole::Organisation);
        if own == Whole::Neither || stray {
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

fn between_han(cell: &str, at: usize, c: char) -> bool {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    han(cell[..at].chars().next_back()) && han(cell[at + c.len_utf8()..].chars().next())
}

fn trim(cell: &str, start: usize, end: usize) -> (usize, usize) {
    let text = &cell[start..end];
    let left = text.len() - text.trim_start().len();
    (start + left, start + left + text.trim().len())
}
