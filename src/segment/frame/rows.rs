//! Tables that are no roster's by what their cells say: a letterhead, an index, a signature, an imprint or a
//! site's links; and rows of that kind at a roster's foot.

use crate::model::{Document, Role, Span, Table, TableCell, TableRow};
use crate::segment::head;
use crate::segment::line::{Line, LineKind};
use crate::segment::roster::words;
use crate::text::words::annex;
use crate::text::{compact, date, site};

/// Such a table has no more rows.
const ROWS_MOST: usize = 16;

/// Longest word of a site's links beside one that is surely a site's, in characters.
const LINK_MOST: usize = 6;

/// What a cell says, without blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// A label, whose value is the next cell: 索引号, 联系人：.
    Label {
        colon: bool,
    },
    /// Told of the document, whatever stands beside it: 签发人：…, …印发, a number, a link.
    Surely,
    /// The word behind a letterhead's bodies, 文件.
    Letterhead,
    Body,
    Date,
    /// A body and, below it, a date.
    Signature,
    /// Anything that a roster could hold.
    Other,
}

/// How many cells of each kind some rows hold.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    surely: usize,
    pairs: usize,
    letterheads: usize,
    bodies: usize,
    dates: usize,
}

/// Where in a table the rows begin that are no roster's, up to its end; 0 where it holds no other.
pub(in crate::segment) fn begin(document: &Document, table: &Table) -> usize {
    let rows = table.rows.len();
    let cells = |row: usize| filled(table, &table.rows[row]);
    if rows <= ROWS_MOST {
        let mut count = Count::default();
        if (0..rows).all(|row| count.add(document, &cells(row))) && count.frames() {
            return 0;
        }
        if rows == 1 && links(document, &cells(0)) {
            return 0;
        }
    }
    let mut begin = rows;
    for row in (1..rows).rev().take(ROWS_MOST) {
        let mut count = Count::default();
        let cells = cells(row);
        if !count.add(document, &cells) {
            break;
        }
        if count.surely > 0 && cells.len() > 1 {
            begin = row;
        }
    }
    begin
}

impl Count {
    /// Takes the cells of a row in; false where one of them may be a roster's.
    fn add(&mut self, document: &Document, cells: &[TableCell]) -> bool {
        // One by one: in nearly all tables the first cell may be a roster's.
        let told = |at: usize| cells.get(at).map(|cell| tell(document.slice(cell.span)));
        let mut at = 0;
        while let Some(own) = told(at) {
            match own {
                Told::Label { colon } => {
                    let value = told(at + 1);
                    // Labels side by side are a header, unless the first says that its value is empty.
                    let next = matches!(value, Some(Told::Label { .. }) | None);
                    if next && !colon {
                        return false;
                    }
                    self.surely += usize::from(colon);
                    self.pairs += 1;
                    at += usize::from(!next);
                }
                Told::Surely => self.surely += 1,
                Told::Letterhead => self.letterheads += 1,
                Told::Body => self.bodies += 1,
                Told::Date => self.dates += 1,
                Told::Signature => {
                    self.bodies += 1;
                    self.dates += 1;
                }
                Told::Other => return false,
            }
            at += 1;
        }
        true
    }

    /// Whether a table of such rows is no roster.
    fn frames(&self) -> bool {
        let signed = self.bodies > 0 && self.dates == 1;
        let headed = self.bodies > 0 && self.letterheads > 0;
        self.surely > 0 || self.pairs > 1 || signed || headed
    }
}

/// Whether cells are a site's links: one that surely is, among short words.
fn links(document: &Document, cells: &[TableCell]) -> bool {
    let texts: Vec<String> = cells.iter().map(|cell| compact(document.slice(cell.span))).collect();
    let short = |text: &String| {
        let digits = text.contains(|c: char| c.is_numeric());
        text.chars().count() <= LINK_MOST && !digits && words::role_of(text) != Some(Role::Serial)
    };
    let own = |text: &String| site::own(&[text])[0];
    texts.iter().all(|text| short(text) || own(text)) && texts.iter().any(own)
}

fn filled(table: &Table, row: &TableRow) -> Vec<TableCell> {
    let own = |cell: &&TableCell| !cell.span.is_empty() && cell.rowspan > 0;
    table.cells_of(row).iter().filter(own).copied().collect()
}

fn tell(printed: &str) -> Told {
    let text = compact(printed);
    let bare = text.trim_start_matches('【').trim_end_matches('】');
    let (label, colon) = match bare.strip_suffix(['：', ':']) {
        Some(label) => (label, true),
        None => (bare, false),
    };
    if annex::FRAME.contains(&label) {
        return Told::Label { colon };
    }
    let labelled =
        bare.split_once(['：', ':']).is_some_and(|(label, _)| annex::FRAME.contains(&label));
    if labelled
        || words::is_below(&text)
        || words::is_imprint(&text)
        || head::is_number(&text)
        || site::own(&[&text])[0]
    {
        return Told::Surely;
    }
    if text == "文件" {
        return Told::Letterhead;
    }
    // A signature with its date may be one cell.
    let lines: Vec<String> = printed.lines().map(compact).filter(|line| !line.is_empty()).collect();
    let dated = |line: &String| line.len() < 80 && date::is_line(line);
    let head_line = |line: &String| head::is_signature(line);
    match lines.as_slice() {
        [] => Told::Other,
        lines if lines.iter().all(dated) => Told::Date,
        lines if lines.iter().all(head_line) => Told::Body,
        [bodies @ .., last] if dated(last) && bodies.iter().all(head_line) => Told::Signature,
        _ => Told::Other,
    }
}

/// Adds the lines of such a row: what a head is read from, numbers, bodies and dates, as text, a line
/// each; the rest as furniture.
pub(in crate::segment) fn lines(
    document: &Document,
    table: &Table,
    row: &TableRow,
    lines: &mut Vec<Line>,
) {
    let cells = filled(table, row);
    let told: Vec<Told> = cells.iter().map(|cell| tell(document.slice(cell.span))).collect();
    let furniture = |span: Span| Line { span, kind: LineKind::Furniture, strong: false };
    // 某局办公室 beside 2022年7月7日印发 signs nothing.
    let imprint = |cell: &TableCell| words::is_imprint(&compact(document.slice(cell.span)));
    if cells.iter().any(imprint) || links(document, &cells) {
        let hull = cells.iter().map(|cell| cell.span).reduce(Span::hull);
        lines.extend(hull.map(furniture));
        return;
    }
    let mut at = 0;
    while at < cells.len() {
        let span = cells[at].span;
        let paired =
            |value: &&TableCell| !matches!(tell(document.slice(value.span)), Told::Label { .. });
        match told[at] {
            Told::Label { .. } => {
                let value = cells.get(at + 1).filter(paired);
                lines.push(furniture(value.map_or(span, |value| span.hull(value.span))));
                at += usize::from(value.is_some());
            }
            Told::Body | Told::Date | Told::Signature => {
                let strong = cells[at].strong;
                let mut start = span.start as usize;
                for line in document.slice(span).split('\n') {
                    let own = Span::of(start, start + line.len());
                    start += line.len() + 1;
                    let span = crate::text::trim(own, &document.text);
                    if !span.is_empty() {
                        lines.push(Line { span, kind: LineKind::Text, strong });
                    }
                }
            }
            Told::Surely if head::is_number(&compact(document.slice(span))) => {
                lines.push(Line { span, kind: LineKind::Text, strong: cells[at].strong });
            }
            _ => lines.push(furniture(span)),
        }
        at += 1;
    }
}
