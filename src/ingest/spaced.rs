//! Tables whose columns are kept apart by spaces alone, as copied from a page.

mod aligned;
mod barred;
mod beside;
mod gaps;
mod headed;
mod merged;
mod ruled;
mod torn;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::model::{Block, BlockKind, Document, Role, Span, Table, TableCell, TableRow};
use crate::text::{compact, date, headers, is_blank, numeral, persons};

/// How many numbered lines it takes before lines of text are taken for a table.
const LEAST_ROWS: usize = 3;

/// How far above the first row its header may stand, in lines.
const HEADER_REACH: usize = 3;

/// Turns runs of lines such as `1  江苏省苏州市  市人民政府` into tables. Only where the document
/// has no table with real separators; columns found this way are marked as not exact.
pub(super) fn find(document: &mut Document) {
    torn::convert(document);
    if !document.tables.is_empty() {
        return;
    }
    if !barred::convert(document) && !ruled::convert(document) && !merged::convert(document) {
        convert_best(document);
    }
    beside::join(document);
}

fn convert_best(document: &mut Document) {
    if let Some(plan) = aligned::plan(document) {
        aligned::convert(document, &plan);
        return;
    }
    for gap in [2, 1] {
        let rows = fields_of_all(document, gap);
        let with_remarks = || headed_width(document, &rows);
        let below_heads = || width_of_heads(document, &rows);
        let with_gaps = || width_with_gaps(document, &rows);
        let told = modal_width(document, &rows);
        let told = told.or_else(with_remarks).or_else(below_heads).or_else(with_gaps);
        let Some(width) = told else { continue };
        convert(document, &rows, width);
        return;
    }
    if let Some(plan) = aligned::headed(document).or_else(|| headed::plan(document)) {
        aligned::convert(document, &plan);
    }
}

/// How many pipes stand in each line of a run of at least three, none at a line's start, `1 | 甲 | 乙`: of every such
/// run.
pub(super) fn bare_pipes(text: &str) -> Vec<usize> {
    let count = |line: &str| {
        let line = line.trim_matches(is_blank);
        (memchr::memchr_iter(b'|', line.as_bytes()).count(), line.starts_with('|'))
    };
    let mut found = Vec::new();
    if memchr::memchr(b'|', text.as_bytes()).is_none() {
        return found;
    }
    let (mut run, mut of) = (0, 0);
    for line in text.lines() {
        let (pipes, open) = count(line);
        // Below a row that begins with a cell, one that does not has an empty first cell.
        let pipes = if open && pipes != of { 0 } else { pipes };
        run = if pipes > 0 && pipes == of { run + 1 } else { 1 };
        of = pipes;
        if of > 0 && run >= LEAST_ROWS && !found.contains(&of) {
            found.push(of);
        }
    }
    found
}

/// The lines of a text, counted from 1, in order, whose bars tear its rows: bars of no row that stands whole on its line.
pub(super) fn torn_lines(text: &str) -> Vec<u32> {
    if memchr::memchr(b'|', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let filled = text.lines().zip(1u32..).filter(|(line, _)| !line.chars().all(is_blank));
    let (lines, numbers): (Vec<&str>, Vec<u32>) = filled.unzip();
    torn::find(&lines).iter().flat_map(|torn| numbers[torn.lines.clone()].to_vec()).collect()
}

/// So many serials may be other than the next, or a fifth of them.
const ASTRAY_MOST: usize = 3;

/// A word that heads serials.
fn is_serial(text: &str) -> bool {
    matches!(compact(text).as_str(), "序号" | "排序" | "编号" | "序" | "名次" | "排名")
}

/// The fields of each block, where it is a paragraph of several; a name set wide below 姓名 is one.
fn fields_of_all(document: &Document, gap: usize) -> Vec<Option<Vec<Span>>> {
    let fields = |block: &Block| match block.kind {
        BlockKind::Paragraph { .. } => fields(document, block.span, gap),
        _ => None,
    };
    let mut all: Vec<Option<Vec<Span>>> = document.blocks.iter().map(fields).collect();
    let person = |row: &Vec<Span>| {
        let head = closed_up(document, row);
        let at = head.iter().position(|word| compact(document.slice(*word)) == "姓名")?;
        Some((at, head.len()))
    };
    if let Some((at, width)) = all.iter().flatten().find_map(person) {
        // One more field than the header has words.
        for row in all.iter_mut().flatten().filter(|row| row.len() == width + 1) {
            let (surname, given) = (row[at], row[at + 1]);
            if persons::is_set_wide(document.slice(surname), document.slice(given)) {
                row[at] = surname.hull(given);
                row.remove(at + 1);
            }
        }
    }
    all
}

/// The fields of a line between gaps of at least `gap` blanks; letter-spaced words
/// (中 央 网 信 办) and dates (2022 年 4 月 1 日) are no fields.
fn fields(document: &Document, span: Span, gap: usize) -> Option<Vec<Span>> {
    let line = document.slice(span);
    if line.contains('\t') {
        return tabbed(document, span);
    }
    let mut fields = Vec::new();
    let (mut start, mut blanks, mut end) = (None, 0, 0);
    for (at, c) in line.char_indices() {
        if is_blank(c) {
            blanks += if matches!(c, '\u{3000}' | '\u{2003}' | '\t') { 2 } else { 1 };
            continue;
        }
        if let Some(from) = start
            && blanks >= gap
        {
            fields.push((from, end));
            start = None;
        }
        start = start.or(Some(at));
        blanks = 0;
        end = at + c.len_utf8();
    }
    fields.extend(start.map(|from| (from, end)));
    let single = |(from, to): &(usize, usize)| line[*from..*to].chars().count() == 1;
    let spaced = fields.len() > 2 && fields.iter().all(single);
    // 1 . 甲
    let point = |(from, to): &(usize, usize)| matches!(&line[*from..*to], "." | "．" | "、");
    let numbered = fields.get(1).is_some_and(point);
    let offset = span.start as usize;
    (fields.len() >= 2 && !spaced && !numbered && !date::is_line(line))
        .then(|| fields.iter().map(|(a, b)| Span::of(offset + a, offset + b)).collect())
}

/// The fields of a paragraph that has tabs: a blank inside a cell, 王　某, parts nothing.
fn tabbed(document: &Document, span: Span) -> Option<Vec<Span>> {
    let mut at = span.start as usize;
    let mut fields = Vec::new();
    for cell in document.slice(span).split('\t') {
        fields.push(crate::text::trim(Span::of(at, at + cell.len()), &document.text));
        at += cell.len() + 1;
    }
    fields.retain(|field| !field.is_empty());
    (fields.len() >= 2).then_some(fields)
}

/// The number of fields most numbered lines agree on, if there are enough of them and nearly all
/// agree.
fn modal_width(document: &Document, rows: &[Option<Vec<Span>>]) -> Option<usize> {
    let numbered = |row: &&Vec<Span>| numeral::whole(document.slice(row[0])).is_some();
    let widths: Vec<usize> = rows.iter().flatten().filter(numbered).map(Vec::len).collect();
    let mut counts: HashMap<usize, usize, FixedState> = HashMap::default();
    for width in &widths {
        *counts.entry(*width).or_default() += 1;
    }
    let width = *widths.iter().max_by_key(|width| counts[*width])?;
    let agree = counts[&width];
    // 1 数据，是指… is an item, its number set apart by a blank.
    let defines = |row: &&Vec<Span>| row.len() == 2 && document.slice(row[1]).contains("是指");
    if rows.iter().flatten().filter(numbered).filter(defines).count() * 2 > agree {
        return None;
    }
    (agree >= LEAST_ROWS && agree * 10 >= widths.len() * 8).then_some(width)
}

/// The number of fields of the header above the first numbered line, where it ends in a remark
/// (备注) and every numbered line has as many, or all but the remark.
fn headed_width(document: &Document, rows: &[Option<Vec<Span>>]) -> Option<usize> {
    let numbered = |row: &Vec<Span>| numeral::whole(document.slice(row[0])).is_some();
    let first = rows.iter().position(|row| row.as_ref().is_some_and(numbered))?;
    let head = closed_up(document, rows[first.checked_sub(1)?].as_ref()?);
    let role = |span: &Span| headers::role_of(&compact(document.slice(*span)));
    let (serial, remark) = (role(head.first()?), role(head.last()?));
    let width = head.len();
    let told = width > 2 && serial == Some(Role::Serial) && remark == Some(Role::Note);
    let fits = |row: &Vec<Span>| row.len() == width || row.len() + 1 == width;
    let mut widths = rows.iter().flatten().filter(|row| numbered(row));
    let count = widths.clone().count();
    (told && count >= LEAST_ROWS && widths.all(fits)).then_some(width)
}

/// The number of fields of the first header that says 序号, where every numbered line has as many as the header above
/// it: tables of other widths below one another.
fn width_of_heads(document: &Document, rows: &[Option<Vec<Span>>]) -> Option<usize> {
    let (mut first, mut own, mut count) = (None, None, 0);
    for row in rows.iter().flatten() {
        if numeral::whole(document.slice(row[0])).is_some() {
            if own != Some(row.len()) {
                return None;
            }
            count += 1;
        } else if is_serial(document.slice(row[0])) {
            own = Some(closed_up(document, row).len());
            first = first.or(own);
        }
    }
    first.filter(|_| count >= LEAST_ROWS)
}

/// The number of fields of a header that says 序号, over lines that count on from 1 and have as many fields or,
/// where a cell is empty, fewer: they are rows, whatever they lack.
fn width_with_gaps(document: &Document, rows: &[Option<Vec<Span>>]) -> Option<usize> {
    let value = |row: &Vec<Span>| numeral::whole(document.slice(row[0]));
    let at = rows
        .iter()
        .position(|row| row.as_ref().is_some_and(|row| is_serial(document.slice(row[0]))))?;
    let width = closed_up(document, rows[at].as_ref()?).len();
    let first = at
        + rows[at..]
            .iter()
            .take(HEADER_REACH + 1)
            .position(|row| row.as_ref().and_then(value).is_some())?;
    let (mut due, mut whole, mut count, mut astray) = (1, 0, 0, 0);
    for row in rows[first..].iter().flatten() {
        let Some(n) = value(row) else { continue };
        if row.len() > width {
            return None;
        }
        // Lost and exchanged rows are for the checks to tell.
        astray += usize::from(n != due);
        due = n + 1;
        count += 1;
        whole += usize::from(row.len() == width);
    }
    (width > 2 && whole >= LEAST_ROWS && astray <= ASTRAY_MOST.max(count / 5)).then_some(width)
}

/// The fields of a header, letter-spaced words put together: 姓  名.
fn closed_up(document: &Document, row: &[Span]) -> Vec<Span> {
    // 省 市 县 are three columns.
    let single = |span: &Span| {
        let text = document.slice(*span);
        text.chars().count() == 1 && headers::rung_of(text).is_none()
    };
    let mut fields: Vec<Span> = Vec::with_capacity(row.len());
    let mut open = false;
    for span in row {
        match fields.last_mut() {
            Some(last) if open && single(span) => *last = last.hull(*span),
            _ => fields.push(*span),
        }
        open = single(span);
    }
    fields
}

/// The rows below each header that all have more fields than it, and as many where words of Latin letters and
/// digits are put together, in each at the same place: ISBN 978-7-498-13307-4.
fn with_latin(
    document: &Document,
    rows: &[Option<Vec<Span>>],
    heads: &[Option<Vec<Span>>],
) -> HashMap<usize, Vec<Span>, FixedState> {
    let numbered = |index: &usize| {
        let row = rows[*index].as_ref();
        row.is_some_and(|row| numeral::whole(document.slice(row[0])).is_some())
    };
    let starts: Vec<usize> = (0..heads.len()).filter(|index| heads[*index].is_some()).collect();
    let mut found = HashMap::default();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(rows.len());
        let columns = heads[*start].as_ref().map_or(0, Vec::len);
        let own: Vec<usize> = (start + 1..end).filter(numbered).collect();
        let joined: Option<Vec<(usize, Vec<Span>)>> = own
            .iter()
            .map(|index| closed_latin(document, rows[*index].as_ref()?, columns))
            .collect();
        let Some(joined) = joined.filter(|joined| joined.len() >= LEAST_ROWS) else { continue };
        if joined.iter().all(|(at, _)| *at == joined[0].0) {
            found.extend(own.into_iter().zip(joined.into_iter().map(|(_, row)| row)));
        }
    }
    found
}

/// The fields of a row with two neighbours of Latin letters and digits put together, so that they are as many as the
/// columns, and which these are.
fn closed_latin(document: &Document, row: &[Span], columns: usize) -> Option<(usize, Vec<Span>)> {
    let text = |at: usize| document.slice(row[at]);
    let letters = |at: usize| text(at).contains(|c: char| c.is_ascii_alphabetic());
    // A wide gap parts columns, whatever stands at its sides.
    let near = |at: usize| row[at + 1].start - row[at].end == 1;
    let pair = |at: &usize| {
        near(*at)
            && text(*at).is_ascii()
            && text(at + 1).is_ascii()
            && (letters(*at) || letters(at + 1))
    };
    let at = (1..row.len() - 1).find(pair).filter(|_| row.len() == columns + 1)?;
    let mut fields = row.to_vec();
    fields[at] = fields[at].hull(fields[at + 1]);
    fields.remove(at + 1);
    Some((at, fields))
}

fn convert(document: &mut Document, rows: &[Option<Vec<Span>>], width: usize) {
    let numbered =
        |document: &Document, row: &[Span]| numeral::whole(document.slice(row[0])).is_some();
    let is_numbered = |row: &Option<Vec<Span>>| row.as_ref().is_some_and(|r| numbered(document, r));
    let first = rows.iter().position(is_numbered);
    // Below the last numbered line only what stands directly under it goes on with the table.
    let last = rows.iter().rposition(is_numbered).unwrap_or(0);
    let end = last + rows[last..].iter().take_while(|row| row.is_some()).count();
    // 序号 stands over serials, however many cells the line has: tables below one another differ.
    let heads: Vec<Option<Vec<Span>>> = (0..rows.len())
        .map(|index| {
            let own = closed_up(document, rows[index].as_ref()?);
            let mut below = rows[index + 1..].iter().take(HEADER_REACH).flatten();
            let over = below.next().is_some_and(|row| numbered(document, row));
            (own.len() > 1 && over && is_serial(document.slice(own[0]))).then_some(own)
        })
        .collect();
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut latin = with_latin(document, rows, &heads);
    let mut placed = gaps::placed(document, rows, &heads, width);
    for (index, block) in document.blocks.iter().enumerate() {
        let head = heads[index].clone();
        let cells = rows[index].as_ref().and_then(|row| {
            if numbered(document, row) {
                return latin.remove(&index).or_else(|| Some(row.clone()));
            }
            if head.is_some() {
                return head;
            }
            // The header stands over the first row, a heading or two between, and has as many
            // fields; repeated headers have too.
            let near = first.is_some_and(|first| index + HEADER_REACH >= first);
            let near = near && index < end;
            near.then(|| closed_up(document, row)).filter(|row| row.len() == width)
        });
        let Some(cells) = cells else {
            blocks.push(*block);
            continue;
        };
        let cells = placed.remove(&index).unwrap_or(cells);
        let cells: Vec<TableCell> = cells
            .iter()
            .enumerate()
            .map(|(i, span)| TableCell {
                span: *span,
                column: i as u16,
                colspan: 1,
                rowspan: 1,
                strong: false,
            })
            .collect();
        let row = TableRow { span: block.span, first: 0, count: cells.len() as u32 };
        let kind = BlockKind::Table(document.tables.len() as u32);
        document.tables.push(Table { rows: vec![row], cells, exact: false });
        blocks.push(Block { kind, span: block.span });
    }
    document.blocks = blocks;
}

#[cfg(test)]
mod tests {
    use crate::ingest::ingest;
    use crate::model::Source;

    #[test]
    fn columns_of_spaces() {
        let text = "名单\n序号 单位 地区\n1 甲厂 苏州市\n2 乙厂 无锡市\n3 丙厂 南京市\n";
        let document = ingest(&Source::new("t", text)).unwrap();
        assert_eq!(document.tables.len(), 4);
        let wide = "序号  单位\n1  中国 甲厂\n2  乙厂\n3  丙厂\n";
        let document = ingest(&Source::new("t", wide)).unwrap();
        assert_eq!(document.slice(document.tables[1].cells[1].span), "中国 甲厂");
        let spaced = "序号  姓  名  单位\n1  甲某  一厂\n2  乙某  二厂\n3  丙某  三厂\n";
        let document = ingest(&Source::new("t", spaced)).unwrap();
        assert_eq!(document.slice(document.tables[0].cells[1].span), "姓  名");
        let holes = "序号  姓名    职务    单位\n1     甲某    科长    一局\n2     乙某            二局\n3     丙某    馆长\n";
        let document = ingest(&Source::new("t", holes)).unwrap();
        let table = &document.tables[0];
        let cells = |row: usize| -> Vec<&str> {
            let cells = table.cells_of(&table.rows[row]).iter();
            cells.map(|cell| document.slice(cell.span)).collect()
        };
        assert_eq!(cells(2), ["2", "乙某", "", "二局"]);
        assert_eq!(cells(3), ["3", "丙某", "馆长", ""]);
        let merged = "类别  序号  单位\n甲类  1     一厂\n      2     二厂\n      小计  2\n乙类  1     三厂\n      2     四厂\n";
        let document = ingest(&Source::new("t", merged)).unwrap();
        assert!(document.tables[0].exact);
        assert_eq!(document.tables[0].rows.len(), 6);
        // What has no serial may carry the row above on.
        let wraps = "序号  单位    地区\n1     甲厂    苏州市\n      分厂    工业园区\n2     乙厂    无锡市\n3     丙厂    南京市\n";
        let document = ingest(&Source::new("t", wraps)).unwrap();
        assert!(document.tables.iter().all(|table| !table.exact));
        // Words that stand under no column.
        let under = "序号  单位    地区\n1     甲厂    苏州市\n2        乙厂  无锡市\n3     丙厂\n4  丁厂      南京市\n";
        let document = ingest(&Source::new("t", under)).unwrap();
        assert!(document.tables.iter().all(|table| !table.exact));
        let prose = "中 央 网 信 办\n一、甲 乙\n二、丙\n";
        assert!(ingest(&Source::new("t", prose)).unwrap().tables.is_empty());
    }
}
