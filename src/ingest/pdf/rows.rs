//! Lines of a table without vertical rules → rows: parted by rules and fills, and inside them by
//! what `cells` sees.

use super::captions::Captions;
use super::cells;
use super::columns::Columns;
use super::header;
use super::heads;
use super::items::{Cell, Draft, Part, Parting, Row, joined};
use super::kinds::{self, Shape};
use super::lines::{self, Line, Segment};
use super::serials::{is_section, is_serial, serial};
use super::spacing::Lines;

/// The table that lines make; `parting` are the edges that may part its rows; `page`: its number and its width.
pub(super) fn table(
    mut lines: Vec<&Line>,
    parting: &[Parting],
    shape: Shape<'_>,
    (page, width): (u32, f32),
) -> Draft {
    let Shape { columns, header, .. } = shape;
    lines.sort_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1));
    let bounds = lines.iter().map(|l| l.bounds).reduce(|a, b| a.hull(&b)).unwrap_or_default();
    let rules: Vec<Parting> = parting.iter().filter(|edge| edge.ruled).copied().collect();
    let rules = wide(&rules, bounds.x0, bounds.x1);
    let reach = parting.iter().map(|edge| (edge.x0, edge.x1));
    let reach = reach.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let center = reach.map(|(from, to)| f32::midpoint(from, to));
    let edges = Edges { parting: wide(parting, bounds.x0, bounds.x1), rules, center, width };
    let mut rows = match heads::find(&lines, (header, shape.one_line), columns, &edges.rules) {
        Some((titles, own)) => {
            let mut rows = bands(&lines[..titles.start], &edges, shape);
            rows.extend(own);
            rows.extend(bands(&lines[titles.end..], &edges, shape));
            rows
        }
        None => bands(&lines, &edges, shape),
    };
    if !columns.is_numbered() {
        doubt(&mut rows, columns);
    }
    // A caption is no upper title.
    let captioned = match rows.as_slice() {
        [first, second, ..] => match (first.lines.as_slice(), second.lines.as_slice()) {
            ([caption], [head, ..]) => first.alone && is_over_header(caption, head, shape),
            _ => false,
        },
        _ => false,
    };
    let mut rows: Vec<Row> = rows.into_iter().map(|lines| row(&lines, columns, page)).collect();
    let mut titled = rows.split_off(usize::from(captioned));
    header::level(&mut titled);
    // Of three rows the lower two belong together first.
    header::of_two(titled.get_mut(1..).unwrap_or_default());
    header::lift(&mut titled);
    header::of_two(&mut titled);
    rows.append(&mut titled);
    Draft {
        rows,
        edges: columns.edges.clone(),
        bounds,
        exact: false,
        serials: None,
        breaks: Vec::new(),
    }
}

/// What parts the rows of a page.
struct Edges {
    /// Heights of rules and edges of fills.
    parting: Vec<f32>,
    /// Heights of rules.
    rules: Vec<f32>,
    /// Their middle.
    center: Option<f32>,
    /// The page's width.
    width: f32,
}

/// The rows of lines that edges part into bands.
fn bands<'l>(lines: &[&'l Line], edges: &Edges, shape: Shape<'_>) -> Vec<Lines<'l>> {
    let Shape { columns, header, .. } = shape;
    let Edges { parting, rules, center, width } = edges;
    let between = |edges: &[f32], above: &Line, below: &Line| {
        let (from, to) = (above.bounds.center_y(), below.bounds.center_y());
        edges.iter().any(|y| from < *y && *y < to)
    };
    let mut rows: Vec<Lines<'l>> = Vec::new();
    let mut band: Vec<&'l Line> = Vec::new();
    let mut bands = 0;
    for (index, line) in lines.iter().enumerate() {
        band.push(line);
        let next = lines.get(index + 1);
        if next.is_none_or(|next| between(parting, line, next)) {
            let opens = next.is_some_and(|next| serial(next) == Some(1));
            // A heading may be set at the middle of the page, where the table is not.
            let centred = center.is_some_and(|center| is_centred(line, center))
                || is_centred(line, 0.5 * *width) && (opens || is_section(&line.segments[0].text));
            // Over a header with which nothing else shares its band.
            let caption =
                band.len() == 1 && next.is_some_and(|next| is_over_header(line, next, shape));
            let alone = columns.is_numbered() && !kinds::is_anchor(line, columns, header);
            let heading = alone && caption
                || alone && centred && {
                    match (band.as_slice(), index.checked_sub(1)) {
                        // Rules part it from all others, below a row or above a first one; fills may be those of
                        // lines.
                        ([line], Some(at)) => {
                            let told = opens || is_section(&line.segments[0].text);
                            told && between(parting, lines[at], line)
                                || between(rules, lines[at], line)
                                    && next.is_none_or(|next| between(rules, line, next))
                                    && lines[..index].iter().any(|line| columns.anchors(line))
                        }
                        ([_], None) => opens,
                        // A header above it has no fill either, and is farther off than its own lines are.
                        ([.., above, _], _) => next.is_some_and(|next| {
                            let gap = |a: &Line, b: &Line| b.bounds.y1 - a.bounds.y1;
                            let free = gap(above, line);
                            opens && free >= 0.85 * gap(line, next) && free > 1.7 * line.size
                        }),
                        ([], _) => false,
                    }
                };
            if heading {
                band.pop();
            }
            if !band.is_empty() {
                let anchors =
                    band.iter().filter(|line| kinds::is_anchor(line, columns, header)).count();
                let alone = index + 1 == lines.len() && bands == 0;
                // A band of fills may be two rows that are both without a fill.
                let alone_in = band.iter().filter(|l| kinds::is_alone(l, columns, header)).count();
                let heads = |line: &&Line| columns.heads(line) || kinds::repeats(line, header);
                let mixed = (1..band.len()).contains(&alone_in)
                    || (band.len() > 1 && band.iter().any(heads));
                if anchors > 1 || alone || mixed {
                    rows.extend(cells::by_cells(&band, shape));
                } else {
                    rows.push(band.clone().into());
                }
            }
            if heading {
                rows.push(Lines::heading(line));
            }
            band.clear();
            bands += 1;
        }
    }
    rows
}

/// Without serials a row whose last lines are all full may go on with the next one, where other rows do
/// have several lines.
fn doubt(rows: &mut [Lines<'_>], columns: &Columns) {
    if rows.iter().all(|row| row.lines.len() == 1) {
        return;
    }
    let last = |row: &Lines<'_>| {
        let mut last = vec![0.0_f32; columns.len()];
        for segment in row.lines.iter().flat_map(|line| &line.segments) {
            last[columns.column(segment)] = segment.bounds.width();
        }
        last
    };
    let mut widest = vec![0.0_f32; columns.len()];
    for segment in rows.iter().flat_map(|row| &row.lines).flat_map(|line| &line.segments) {
        let widest = &mut widest[columns.column(segment)];
        *widest = widest.max(segment.bounds.width());
    }
    for row in rows {
        let full = |(own, widest): (&f32, &f32)| *own > 0.0 && *own > widest - 0.5 * columns.size;
        row.guessed |= last(row).iter().zip(&widest).all(full);
    }
}

/// Whether a line is a caption over the header that the next one begins.
fn is_over_header(line: &Line, head: &Line, shape: Shape<'_>) -> bool {
    let Shape { columns, header, captions, .. } = shape;
    (columns.heads(head) || kinds::repeats(head, header)) && captions.has(line, head, columns)
}

/// Whether a line is one text that stands at the middle of the table.
fn is_centred(line: &Line, center: f32) -> bool {
    let [text] = line.segments.as_slice() else { return false };
    let middle = f32::midpoint(text.bounds.x0, text.bounds.x1);
    (middle - center).abs() < 0.6 * line.size
}

/// Heights at which edges cover at least half of the table's width.
pub(super) fn wide(parting: &[Parting], x0: f32, x1: f32) -> Vec<f32> {
    let mut out: Vec<f32> = Vec::new();
    let mut from = 0;
    for to in 1..=parting.len() {
        if parting.get(to).is_none_or(|next| next.y - parting[from].y > 1.5) {
            let inked: f32 = parting[from..to]
                .iter()
                .map(|edge| (edge.x1.min(x1) - edge.x0.max(x0)).max(0.0))
                .sum();
            if inked > 0.5 * (x1 - x0) {
                out.push(parting[from].y);
            }
            from = to;
        }
    }
    out
}

/// Rows of a ruled row that holds several: its columns are parted by rules, its rows are not.
pub(super) fn unparted(lines: &[Line], columns: &Columns, page: u32) -> Vec<Row> {
    let lines: Vec<&Line> = lines.iter().collect();
    let leading = cells::leading(&lines, columns);
    let (usual, captions) = (&std::cell::Cell::default(), &Captions::default());
    let shape = Shape { columns, header: None, one_line: false, leading, usual, captions };
    let rows = cells::by_cells(&lines, shape);
    rows.into_iter().map(|lines| row(&lines, columns, page)).collect()
}

/// A row of lines: each column's text from top to bottom.
fn row(lines: &Lines<'_>, columns: &Columns, page: u32) -> Row {
    let guessed = lines.guessed || lines.lines.iter().any(|line| line.overprinted);
    let mut row = Row { guessed, ..Row::default() };
    let alone = lines.alone && columns.is_numbered();
    let lines = lines.lines.as_slice();
    let across = |line: &&Line| line.segments.len() == 1 && !columns.takes(&line.segments[0]);
    if alone || lines.iter().all(across) {
        let lines: Vec<Line> = lines.iter().map(|line| (*line).clone()).collect();
        row.cells.push(Cell {
            column: 0,
            columns: columns.len(),
            rows: 1,
            strong: lines.iter().all(Line::strong),
            parts: joined(&lines, page).into_iter().collect(),
        });
        return row;
    }
    let segments = lines.iter().enumerate().flat_map(|(at, line)| {
        line.segments.iter().map(move |segment| (at, columns.column(segment), segment))
    });
    let placed: Vec<(usize, usize, &Segment)> = segments.collect();
    row.cells.reserve_exact(columns.len());
    for column in 0..columns.len() {
        let mut part: Option<Part> = None;
        let mut above = 0.0;
        let mut strong = true;
        for line in placed.chunk_by(|a, b| a.0 == b.0) {
            let mine = || line.iter().filter(|(_, own, _)| *own == column);
            let mine = || mine().map(|(_, _, segment)| *segment);
            let Some(bounds) = mine().map(|s| s.bounds).reduce(|a, b| a.hull(&b)) else { continue };
            strong &= mine().all(|segment| segment.strong);
            let text = lines::spaced(mine());
            match &mut part {
                Some(part) => part.push(&text, bounds, above),
                None => part = Some(Part::new(page, text.into_owned(), bounds)),
            }
            above = bounds.x1 - bounds.x0;
        }
        // What reaches into the next column may be two columns' text that met.
        if column == 0 && part.as_ref().is_some_and(|part| is_serial(&part.text)) {
            row.guessed |= lines.iter().any(|line| columns.is_crossed(line));
        }
        let strong = strong && part.is_some();
        let parts = part.into_iter().collect();
        row.cells.push(Cell { column, columns: 1, rows: 1, parts, strong });
    }
    row
}
