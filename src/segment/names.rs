//! Tables that are no tables: names set in a grid, several a row, read row by row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::line::{Line, LineKind};
use super::lists::places;
use super::roster::header::{self, Evidence};
use super::roster::{parts, words};
use crate::model::{Document, Span, Table};
use crate::text::division::TO_TOWNSHIP;
use crate::text::{blank, compact, is_blank, numeral, sign};

/// Longest name of a person, in characters; with a middle dot more.
const PERSON_MOST: usize = 4;

/// Most cells of a grid that are looked at one by one.
const CELLS_MOST: usize = 20_000;

/// The lines of an annex, a name each, where its tables hold nothing but names in a grid: no header, no
/// serials, no empty cell but at the end, no name twice, and what a cell holds is not told by its column.
/// `declared` are the notice's counts: one that is the number of rows says that they are rows.
pub(super) fn lines(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
    declared: &[u64],
) -> Option<Vec<Line>> {
    let mut rows: Vec<usize> = (0..section.len()).filter(|at| section[*at].is_row()).collect();
    // 姓名 姓名 姓名 heads them all.
    let heading = rows.first().copied().filter(|at| heads_all(document, tables, &section[*at]));
    if heading.is_some() {
        rows.remove(0);
    }
    let first = *rows.first()?;
    // 副组长： over three names, 成员： over rows of six.
    let cells = |at: &usize| parts::cells(tables, &section[*at]).len();
    let width = rows.iter().map(cells).max().unwrap_or_default();
    if rows.len() < 2 || rows.len() * width > CELLS_MOST {
        return None;
    }
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); width];
    for at in &rows {
        let cells = parts::cells(tables, &section[*at]);
        let filled = cells.iter().take_while(|cell| !cell.span.is_empty()).count();
        let closed = cells[filled..].iter().all(|cell| cell.span.is_empty());
        let merged = cells[..filled].iter().any(|cell| cell.rowspan != 1 || cell.colspan != 1);
        // A row is short at the end of a group only.
        let ends = section.get(at + 1).is_none_or(|below| !below.is_row());
        if cells.len() > width || !closed || merged || (filled < width && !ends) {
            return None;
        }
        for (column, cell) in columns.iter_mut().zip(&cells[..filled]) {
            column.push(compact(document.slice(cell.span)));
        }
    }
    let count: usize = columns.iter().map(Vec::len).sum();
    let counted = declared.contains(&(count as u64));
    if declared.contains(&(rows.len() as u64)) || (width < 3 && !counted) || !are_alike(&columns) {
        return None;
    }
    let beside = parts::beside(tables, section, first);
    let head = header::evidence(document, parts::cells(tables, &section[first]), &beside, true);
    (head == Evidence::None).then(|| {
        let names = |line: &Line| -> Vec<Line> {
            if line.is_furniture() || !line.is_row() {
                return vec![*line];
            }
            if heading.is_some_and(|at| section[at].span == line.span) {
                // The word is the header once.
                let cells = parts::cells(tables, line).iter().zip(0..);
                let kind = |at| if at == 0 { LineKind::Text } else { LineKind::Furniture };
                let own =
                    cells.map(|(cell, at)| Line { span: cell.span, kind: kind(at), strong: false });
                return own.collect();
            }
            let cells = parts::cells(tables, line).iter().filter(|cell| !cell.span.is_empty());
            cells
                .map(|cell| Line { span: cell.span, kind: LineKind::Text, strong: false })
                .collect()
        };
        section.iter().flat_map(names).collect()
    })
}

/// The lines of an annex, a name each below a heading, where every line leads with a province, or a number of
/// strokes, and names follow between wide gaps: 北京市　　　甲馆　　乙馆. The notice counts the names.
pub(super) fn led(document: &Document, section: &[Line], declared: &[u64]) -> Option<Vec<Line>> {
    let mixed = are_mixed(document, section);
    let fields = |line: &Line| -> Option<Vec<Span>> {
        if line.kind != LineKind::Text || line.span.len() > LED_MOST {
            return None;
        }
        let mut fields = wide_fields(document, line.span);
        let first = document.slice(*fields.first()?);
        // 三画　于　洋: the number of strokes ends with its word.
        if let Some((strokes, name)) = first.split_once(is_blank)
            && strokes.trim_end_matches("以上").ends_with('画')
        {
            let start = fields[0].start as usize;
            let at = start + first.len() - name.trim_start_matches(is_blank).len();
            let end = fields[0].end as usize;
            fields[0] = Span::of(start, start + strokes.len());
            fields.insert(1, Span::of(at, end));
        }
        // 福建省 甲市,乙县、丙区: one blank, and both marks part names.
        if mixed && fields.len() == 1 {
            fields = behind_province(document, line.span).unwrap_or(fields);
        }
        let lead = compact(document.slice(*fields.first()?));
        let strokes = lead.trim_end_matches("以上").strip_suffix('画').and_then(numeral::whole);
        let leads = fields.len() > 1 && (places::is_province(&lead) || strokes.is_some());
        leads.then_some(fields)
    };
    let from = section.iter().position(|line| fields(line).is_some())?;
    let led: Vec<Option<Vec<Span>>> = section[from..]
        .iter()
        .map_while(|line| if line.is_furniture() { Some(None) } else { fields(line).map(Some) })
        .collect();
    let names: usize = led.iter().flatten().map(|fields| fields.len() - 1).sum();
    let leads: HashSet<String> =
        led.iter().flatten().map(|fields| compact(document.slice(fields[0]))).collect();
    let lines = led.iter().flatten().count();
    let counted = declared.contains(&(names as u64)) && !declared.contains(&(lines as u64));
    if lines < LED_LEAST || leads.len() < lines || names == lines || !counted {
        return None;
    }
    let mut parted = section[..from].to_vec();
    for (line, fields) in section[from..].iter().zip(&led) {
        let Some(fields) = fields else {
            parted.push(*line);
            continue;
        };
        for (at, span) in fields.iter().enumerate() {
            let kind = if at == 0 { LineKind::Heading(HEADING) } else { LineKind::Text };
            parted.push(Line { span: *span, kind, strong: false });
        }
    }
    parted.extend_from_slice(&section[from + led.len()..]);
    Some(parted)
}

/// A province and the names behind one blank, which 、 and commas part alike.
fn behind_province(document: &Document, line: Span) -> Option<Vec<Span>> {
    let text = document.slice(line);
    let gap = text.find(is_blank).filter(|at| places::is_province(&text[..*at]))?;
    let names = text[gap..].trim_start_matches(is_blank);
    if names.contains(is_blank) || names.contains(['。', '：', ':', '；']) {
        return None;
    }
    let mut at = line.start as usize + text.len() - names.len();
    let mut fields = vec![Span::of(line.start as usize, line.start as usize + gap)];
    for name in names.split_inclusive(MARKS) {
        // The mark is taken off with those at lines' ends.
        fields.push(Span::of(at, at + name.len()));
        at += name.len();
    }
    fields.retain(|field| !field.is_empty());
    Some(fields)
}

const MARKS: [char; 3] = ['、', '，', ','];

/// Whether both marks stand in one of some lines behind a province.
fn are_mixed(document: &Document, section: &[Line]) -> bool {
    let Some((first, last)) = section.first().zip(section.last()) else { return false };
    // The lines follow each other; in most annexes one of the marks stands nowhere.
    if !sign::stands(document.slice(first.span.hull(last.span)), "、") {
        return false;
    }
    section.iter().filter(|line| line.span.len() <= LED_MOST).any(|line| {
        let text = document.slice(line.span);
        let both = text.contains('、') && text.contains(['，', ',']);
        both && text.find(is_blank).is_some_and(|at| places::is_province(&text[..at]))
    })
}

/// Longest such line, in bytes, and fewest of them.
const LED_MOST: u32 = 2000;
const LED_LEAST: usize = 2;

/// The level of a heading that leads its names.
const HEADING: u8 = 6;

/// The parts of a line between gaps of two blanks; an ideographic one is as wide.
fn wide_fields(document: &Document, span: Span) -> Vec<Span> {
    let text = document.slice(span);
    let offset = span.start as usize;
    let mut fields: Vec<Span> = Vec::new();
    let (mut width, mut apart) = (0, true);
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            width += if c.is_ascii() { 1 } else { 2 };
            apart |= width > 2 || (width == 2 && c.is_ascii());
            continue;
        }
        let end = offset + at + c.len_utf8();
        match fields.last_mut() {
            Some(last) if !apart => *last = Span::of(last.start as usize, end),
            _ => fields.push(Span::of(offset + at, end)),
        }
        (width, apart) = (0, false);
    }
    fields
}

/// Whether all cells of a row are the same header word.
fn heads_all(document: &Document, tables: &[Cow<'_, Table>], line: &Line) -> bool {
    let texts = parts::cells(tables, line).iter().map(|cell| compact(document.slice(cell.span)));
    let texts: HashSet<String> = texts.collect();
    let one = texts.len() == 1 && line.is_row();
    one && texts.iter().all(|text| words::role_of(text).is_some())
}

/// Whether the cells are names of one kind, whatever their column: all of persons, or all ending alike.
fn are_alike(columns: &[Vec<String>]) -> bool {
    let all = || columns.iter().flatten();
    let distinct: HashSet<&String> = all().collect();
    let numbers = all().any(|text| numeral::whole(text).is_some());
    if numbers || distinct.len() < all().count() {
        return false;
    }
    let ends = |texts: &[String]| {
        let mut ends: HashMap<char, usize> = HashMap::new();
        for end in texts.iter().filter_map(|text| text.chars().last()) {
            *ends.entry(end).or_default() += 1;
        }
        ends
    };
    let texts: Vec<String> = all().cloned().collect();
    let common = ends(&texts).into_iter().max_by_key(|(_, count)| *count);
    let Some((end, many)) = common else { return false };
    if many == texts.len() {
        return true;
    }
    // Universities and hospitals: most end in one way in every column.
    let each =
        |column: &Vec<String>| ends(column).get(&end).copied().unwrap_or(0) * 2 > column.len();
    let persons = texts.iter().all(|text| is_person(text));
    (persons && many * 2 <= texts.len())
        || (many * 10 >= texts.len() * 7 && columns.iter().all(each))
}

fn is_person(text: &str) -> bool {
    let dotted = text.contains(['·', '•', '．']);
    let count = text.chars().count();
    let han = text.chars().all(|c| blank::is_han(c) || matches!(c, '·' | '•' | '．'));
    han && count >= 2 && (dotted || count <= PERSON_MOST) && !text.ends_with(TO_TOWNSHIP)
}
