//! A flattened table with serials: rows from one serial to the next.

use std::cell::OnceCell;

use super::chain::{self, Cells, Row};
use super::header::{self, is_sentence_long};
use super::place::{self, Profiles};
use super::readings::{Reading, one_over, two_levels};
use super::{blocks, empty, merged, pieces, wrapped};
use super::{columns, head_of, is_number, spans, take_header};
use crate::model::notice::OddityKind;
use crate::model::roster::{Note, NoteKind, Serial};
use crate::model::{RegionRole, Role, Span};
use crate::segment::lists::headings::Headings;
use crate::segment::lists::{Found, Scope, places};
use crate::segment::roster::header::Header;
use crate::segment::roster::{groups, serial, words};
use crate::text::{compact, headers, nothing, numeral};

/// How much it may cost to read a row, on the average; above that the lines are no table.
const COST_MOST: u32 = 4;

/// The same where blank lines part the rows and no cells.
const COST_MOST_APART: u32 = 12;

/// Reads rows of about as many cells as the header has lines; where some of these are ragged, or none are found, rows
/// whose cells stand on several lines.
pub(super) fn read(
    scope: &Scope<'_>,
    above: &[usize],
    head: &[usize],
    body: &[usize],
    repeats: &[usize],
) -> Option<Found> {
    let found = whole(scope, above, head, body, repeats);
    let ragged = |found: &Found| found.roster.entries.iter().filter(|entry| entry.ragged).count();
    let rows = found.as_ref().map_or(0, |found| found.roster.entries.len());
    let most = found.as_ref().map_or(usize::MAX, ragged);
    if most == 0 {
        return found;
    }
    let other = wrapped::read(scope, above, head, body, repeats);
    other.filter(|other| ragged(other) < most && other.roster.entries.len() >= rows).or(found)
}

fn whole(
    scope: &Scope<'_>,
    above: &[usize],
    head: &[usize],
    body: &[usize],
    repeats: &[usize],
) -> Option<Found> {
    // A plain heading may stand between the header and the first row.
    let (one, _) = first(scope, body)?;
    // 东部地区 ends like a header, and is none.
    let plain = head.last().is_some_and(|i| !headers::is_built(&compact(scope.text(*i))));
    let mut best: Option<(u32, Reading, Vec<Row>)> = None;
    // A heading over a single row is none.
    let rows = body.iter().filter(|index| value(scope, **index).is_some()).count();
    let plain = plain && head.len() > 2 && one == 0 && rows > 1;
    // 浦东 over 新区
    let parted = plain
        && head.len() > 3
        && header::are_parted_place(scope, head[head.len() - 2], head[head.len() - 1]);
    let one_level = (0..=usize::from(plain) + usize::from(parted)).map(|above| {
        let used = head.len() - above;
        Reading { head: head_of(scope, &head[..used]), used }
    });
    let one_over = one_over(scope, head, body);
    for reading in one_over.into_iter().chain(one_level).chain(two_levels(scope, head)) {
        let plain = match &head[reading.used..] {
            [] => body.first().filter(|_| one > 0).map(|index| compact(scope.text(*index))),
            lines => Some(lines.iter().map(|index| compact(scope.text(*index))).collect()),
        };
        let cells = cells(scope, &reading.head, body, plain.as_deref());
        if let Some((rows, cost)) = chain::rows(&cells)
            && best.as_ref().is_none_or(|(known, ..)| cost < *known)
        {
            best = Some((cost, reading, rows));
        }
    }
    let (cost, Reading { head: titles, used }, rows) = best?;
    let most = if stand_apart(scope, body, &rows) { COST_MOST_APART } else { COST_MOST };
    let width = titles.titles.len();
    let dear = cost > most * rows.len() as u32;
    let notes = |title: &&String| words::role_of(title) == Some(Role::Note);
    let spare = titles.titles.iter().rev().take_while(notes).count();
    if dear && !merged::are_in_order(scope, body, &rows, width, spare) {
        return None;
    }
    let lines: Vec<usize> = head[used..].iter().chain(body).copied().collect();
    let shift = head.len() - used;
    let mut found = Found { proven: true, ..Found::default() };
    let of_length = |least: usize| -> Vec<Vec<&str>> {
        rows.iter()
            .filter(|row| (least..=width).contains(&(row.cut - row.start)))
            .map(|row| body[row.start..row.cut].iter().map(|i| scope.text(*i)).collect())
            .collect()
    };
    let mut whole = of_length(width);
    columns(&mut found, &titles, &whole);
    // What stands where, in rows that lack their remark alone.
    let spare = found.roster.columns.iter().rev().take_while(|c| c.role == Role::Note).count();
    let bare = if spare > 0 { of_length(width - spare) } else { Vec::new() };
    // One whole row shows little of them where cells are merged down.
    if whole.is_empty() || (dear && whole.len() < bare.len().min(2)) {
        whole.clone_from(&bare);
    }
    let profiles = Profiles::new(&found.roster.columns, &whole);
    let merged = merged::columns(scope, &profiles, body, &rows, spare);
    let empty = empty::columns(scope, body, &rows, &found.roster.columns);
    // A row of as many lines as columns may lack a cell and have another on two lines; where all seem to have, none has.
    let full = || rows.iter().filter(|row| [width, width - spare].contains(&(row.cut - row.start)));
    let in_pieces = |row: &Row| pieces::are_in(scope, &body[row.start..row.cut]);
    let seeming = full().filter(|row| in_pieces(row)).count() * 2 > full().count();
    // 甲三公司 alone where two companies stand in whole rows: the first is merged, or the second is lost.
    let is_of_either: Vec<OnceCell<bool>> = vec![OnceCell::new(); width];
    let find_either = |lines: usize| {
        let from = width - lines + 1;
        let end = |text: &&str| compact(text).chars().last();
        let alike = |row: &&Vec<&str>| {
            let end = |at: usize| row.get(at).and_then(end);
            end(from - 1) == end(from)
        };
        from < 2 || from >= width || whole.iter().any(|row| alike(&row))
    };
    let mut headings = Headings::default();
    let first = rows.first().map_or(0, |row| row.start + shift);
    aside(scope, &mut found, above, &mut headings);
    aside(scope, &mut found, &lines[..first], &mut headings);
    let mut upper: Option<Vec<Span>> = None;
    // Rows whose place was that of the row above, each with whether it is the first below a heading.
    let mut completed: Vec<(usize, bool)> = Vec::new();
    for row in &rows {
        let before = found.roster.entries.last().map(|entry| entry.group);
        // No merged cell goes on below a heading.
        if before.is_some_and(|before| before != headings.entry()) {
            upper = None;
        }
        let cells = entry(
            scope,
            &mut found,
            &body[row.start..row.cut],
            (
                &profiles,
                &Missing { merged: &merged, empty: empty.get(&row.start).map(Vec::as_slice) },
            ),
            upper.as_deref(),
            &mut headings,
        );
        let at = found.roster.entries.len() - 1;
        let few = row.cut - row.start <= width && !empty.contains_key(&row.start);
        if few && !seeming && in_pieces(row) && !found.roster.entries[at].ragged {
            let lines = (row.cut - row.start) as u32;
            let kind = OddityKind::Ragged { found: lines, expected: width as u32 };
            found.oddities.push((kind, found.roster.entries[at].span));
            found.roster.entries[at].ragged = true;
        }
        let lines = row.cut - row.start;
        let lacks_last = merged.iter().any(|of| of[0] > 1 && of[0] == lines);
        let either = lines < width && few && !lacks_last;
        let either = either && *is_of_either[lines].get_or_init(|| find_either(lines));
        if dear && !found.roster.entries[at].ragged && either {
            let kind = OddityKind::Ragged { found: lines as u32, expected: width as u32 };
            found.oddities.push((kind, found.roster.entries[at].span));
            found.roster.entries[at].ragged = true;
        }
        let entry = found.roster.entries[at];
        // 续建 under 责任单位, where all others are bodies: the cell is a remark, and one is lost.
        let line = &body[row.start..row.cut];
        if spare > 0 && line.len() + spare == width && !entry.ragged {
            let texts: Vec<&str> = line.iter().map(|i| scope.text(*i)).collect();
            if place::is_strange_last(&texts, &bare) {
                let span = entry.span;
                let kind = OddityKind::Ragged { found: line.len() as u32, expected: width as u32 };
                found.roster.entries[at].ragged = true;
                found.oddities.push((kind, span));
            }
        }
        let carried = upper.as_ref().is_some_and(|above| {
            above.get(1).zip(cells.get(1)).is_some_and(|(a, b)| a == b && !a.is_empty())
        });
        if carried && !entry.ragged {
            completed.push((at, before.is_some_and(|group| group != entry.group)));
        }
        upper = Some(cells);
        aside(scope, &mut found, &body[row.cut..row.end], &mut headings);
    }
    headings.finish(&mut found);
    // A line below the header that no other heading is like may be the word over a column in which nothing stands.
    found.proven &=
        shift == 0 || found.roster.groups.len() > 1 || is_of_title(scope, head[0], &head[used..]);
    // One alone, or one at the head of a group, has more likely lost its place than shares it.
    let alone = completed.len() == 1;
    for (at, _) in completed.into_iter().filter(|(_, first)| alone || *first) {
        let entry = &mut found.roster.entries[at];
        entry.ragged = true;
        let kind = OddityKind::Ragged { found: width as u32 - 1, expected: width as u32 };
        found.oddities.push((kind, entry.span));
    }
    place::doubt(scope, &mut found, &titles.titles);
    take_header(scope, &mut found, &head[..used], repeats);
    Some(found)
}

/// Whether the table's title names what a line between the header and the first row says, up to its bracket:
/// 海上风电项目（每千瓦时0.1元） below …项目表（海上风电项目）.
fn is_of_title(scope: &Scope<'_>, header: usize, lines: &[usize]) -> bool {
    const LEAST: usize = 4;
    let title = scope.lines[..header].iter().rev().map(|line| scope.document.slice(line.span));
    let title = title.map(compact).find(|text| !text.is_empty()).unwrap_or_default();
    let [line] = lines else { return false };
    let own = compact(scope.text(*line));
    let own = own.split(['（', '(']).next().unwrap_or_default();
    own.chars().count() >= LEAST && title.contains(own)
}

/// Whether a wider gap stands above each row than between the lines of any.
fn stand_apart(scope: &Scope<'_>, body: &[usize], rows: &[Row]) -> bool {
    let gap = |at: usize| blocks::gap(scope, &body[at - 1..=at]);
    let above = rows.iter().skip(1).map(|row| gap(row.start)).min();
    let inside = rows.iter().flat_map(|row| (row.start + 1..row.cut).map(gap)).max();
    above.zip(inside).is_some_and(|(above, inside)| above > inside)
}

/// The line with the first serial, and the serial.
pub(super) fn first(scope: &Scope<'_>, body: &[usize]) -> Option<(usize, u32)> {
    header::first_serial(body.len(), 0, |at| value(scope, body[at]))
}

pub(super) fn value(scope: &Scope<'_>, index: usize) -> Option<u32> {
    serial::parse(scope.text(index)).value()
}

pub(super) fn cells(
    scope: &Scope<'_>,
    head: &Header,
    body: &[usize],
    plain: Option<&str>,
) -> Cells {
    // 东部地区 between the header and the first row, 中部地区 between others.
    let sibling = |index: &usize| {
        plain.is_some_and(|first| {
            let text = compact(scope.text(*index));
            let end = |text: &str| text.chars().rev().take(2).collect::<String>();
            (text.chars().count() == first.chars().count() && end(&text) == end(first))
                || (is_sentence_long(first) && is_sentence_long(&text))
                || (places::heads_bodies(first) && places::heads_bodies(&text))
                || (places::is_known(first)
                    && places::ends_as_place(&text)
                    && places::is_known(&text)
                    // 正定县 in a cell stands below 石家庄市.
                    && places::is_prefecture(first) == places::is_prefecture(&text))
        })
    };
    // 北京市 directly below the header heads the rows of Beijing; then so do the other provinces.
    let province = |index: &usize| places::is_province(&compact(scope.text(*index)));
    let provinces = body.first().is_some_and(province);
    let heads = |index: &usize| {
        let heading = groups::heading(scope.document, &scope.lines[*index]);
        (heading.is_formal() || (provinces && province(index)) || sibling(index))
            && value(scope, *index).is_none()
    };
    let (one, first) = first(scope, body).unwrap_or((0, 1));
    let notes = |title: &&String| words::role_of(title) == Some(Role::Note);
    let apart = header::parted_headings(scope, body);
    let mut serials: Vec<Option<u32>> = body.iter().map(|index| value(scope, *index)).collect();
    let mut headings: Vec<bool> = body.iter().map(heads).collect();
    // 5、6: a row that stands for both, where the number behind them goes on.
    let mut several: Vec<(usize, u32)> = Vec::new();
    for (at, index) in body.iter().enumerate().filter(|(_, i)| scope.lines[**i].span.len() < 20) {
        let Some(numbers) = numeral::several(scope.text(*index)) else { continue };
        let in_a_row = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        serials[at] = numbers.first().copied();
        several.extend(numbers.last().filter(|_| in_a_row).map(|last| (at, *last)));
    }
    for at in apart {
        serials[at] = None;
        headings[at] = true;
        headings[at + 1] = true;
    }
    // 合计 and its numbers above the first row.
    let mut sum = false;
    for (at, index) in body[..one].iter().enumerate() {
        let text = compact(scope.text(*index));
        sum = words::is_sum(&text) || (sum && is_number(&text));
        headings[at] |= sum;
    }
    Cells {
        serials,
        first,
        several,
        headings,
        sums: body.iter().map(|index| words::is_sum(&compact(scope.text(*index)))).collect(),
        width: head.titles.len(),
        spare: head.titles.iter().rev().take_while(notes).count(),
        loose: false,
    }
}

/// What is known of the cells that short rows lack.
struct Missing<'m> {
    /// Columns that several rows alike leave out, merged with those above.
    merged: &'m [Vec<usize>],
    /// The columns of the row's own cells, where empty lines tell them.
    empty: Option<&'m [usize]>,
}

/// Adds a row; returns its cells. A short row's cells are placed by what whole rows look like. A
/// place that is missing at its left is the one above, merged; a missing remark is empty; any
/// other cell that is missing, or left over, is a finding.
fn entry(
    scope: &Scope<'_>,
    found: &mut Found,
    lines: &[usize],
    (profiles, missing): (&Profiles<'_>, &Missing<'_>),
    above: Option<&[Span]>,
    headings: &mut Headings,
) -> Vec<Span> {
    let width = found.roster.columns.len();
    let own = spans(scope, lines);
    let pieces = (own.len() > width).then(|| pieces::cells(scope, lines, width)).flatten();
    let hull = own.iter().copied().reduce(Span::hull).unwrap_or_default();
    let mut cells = vec![Span::at(hull.end); width];
    let mut whole = own.len() == width;
    let Missing { merged, empty } = *missing;
    if let Some(columns) = empty {
        for (column, span) in columns.iter().zip(&own) {
            cells[*column] = *span;
        }
        whole = true;
    } else if own.len() < width {
        let texts: Vec<&str> = own.iter().map(|span| scope.document.slice(*span)).collect();
        let (columns, sure) = profiles.place(&texts);
        for (column, span) in columns.iter().zip(&own) {
            cells[*column] = *span;
        }
        whole = sure;
        let missing: Vec<usize> = (0..width).filter(|column| !columns.contains(column)).collect();
        let note = |column: &usize| found.roster.columns[*column].role == Role::Note;
        let shared: Vec<usize> = missing.iter().copied().filter(|at| !note(at)).collect();
        let of_above = sure && merged.contains(&shared);
        for column in missing.iter().copied() {
            let role = found.roster.columns[column].role;
            let place = role == Role::Place || profiles.is_of_provinces(column);
            // Codes, numbers and dates are of one row.
            let own = matches!(role, Role::Number | Role::Date)
                || (role == Role::Code && shared.len() == 1);
            let last = shared.first().is_some_and(|first| *first > 1);
            let long = |above: &&[Span]| merged::is_long(scope.document.slice(above[column]));
            let carried = above.filter(|above| {
                (of_above && shared.contains(&column) && !own && (!last || long(above)))
                    || (column == 1 && place)
            });
            match carried {
                Some(above) => {
                    cells[column] = above[column];
                    // So are the further lines of the cell above.
                    let at = (found.roster.cells.len() + column) as u32;
                    let parts = found.roster.joined.get(&(at - width as u32)).cloned();
                    if let Some(parts) = parts {
                        found.roster.joined.insert(at, parts);
                    }
                }
                None => whole &= role == Role::Note,
            }
        }
    } else if let Some(pieces) = &pieces {
        whole = true;
        let last = found.roster.cells.len();
        for (column, lines) in pieces.iter().enumerate() {
            let parts = spans(scope, lines);
            cells[column] = parts[0];
            if parts.len() > 1 {
                found.roster.joined.insert((last + column) as u32, parts);
            }
        }
    } else {
        cells.copy_from_slice(&own[..width]);
    }
    let serial = value(scope, lines[0]).map_or(Serial::Unreadable, Serial::Value);
    if own.len() > width && pieces.is_none() {
        let last = found.roster.cells.len() + width - 1;
        found.roster.joined.insert(last as u32, own[width - 1..].to_vec());
    }
    found.entry(&cells, headings.entry(), serial);
    if let Some(entry) = found.roster.entries.last_mut() {
        entry.span = hull;
        entry.ragged = !whole;
    }
    found.regions.extend(own.iter().map(|span| (*span, RegionRole::Cell)));
    found.taken.extend_from_slice(lines);
    if !whole {
        let kind = OddityKind::Ragged { found: own.len() as u32, expected: width as u32 };
        found.oddities.push((kind, hull));
    }
    cells
}

/// Lines between rows: headings, and sums with the numbers that belong to them.
pub(super) fn aside(
    scope: &Scope<'_>,
    found: &mut Found,
    lines: &[usize],
    headings: &mut Headings,
) {
    let mut sum: Option<Span> = None;
    // 一 on a line of its own, the heading's name below it.
    let mut number: Option<String> = None;
    // 浦东 over 新区
    let mut first: Option<Span> = None;
    for (at, index) in lines.iter().enumerate() {
        let span = scope.lines[*index].span;
        let text = compact(scope.text(*index));
        if at + 1 < lines.len() && header::is_han_number(&text) {
            finish_sum(found, sum.take());
            found.regions.push((span, RegionRole::Heading));
            found.taken.push(*index);
            number = Some(text);
            continue;
        }
        let mut line = scope.lines[*index];
        if lines.get(at + 1).is_some_and(|below| header::are_parted_place(scope, *index, *below)) {
            first = Some(line.span);
            continue;
        }
        if let Some(first) = first.take() {
            found.taken.push(lines[at - 1]);
            line.span = first.hull(line.span);
        }
        let span = line.span;
        let mut heading = groups::heading(scope.document, &line);
        if let Some(number) = number.take() {
            heading.number_as(&number);
        }
        // What a sum is of stands behind it; a plain line of words heads the rows below.
        let amount = is_number(&text)
            || nothing::is_nothing(&text)
            || text.starts_with(char::is_numeric) && !is_sentence_long(&text);
        if words::is_sum(&text) || (sum.is_some() && !heading.is_formal() && amount) {
            // 合计 below 小计 and its numbers is a sum of its own.
            if words::is_sum(&text) {
                finish_sum(found, sum.take());
            }
            found.regions.push((span, RegionRole::Note));
            sum = Some(sum.map_or(span, |sum| sum.hull(span)));
        } else {
            finish_sum(found, sum.take());
            let printed = scope.document.slice(span);
            let whole = if printed.contains('\n') { compact(printed) } else { printed.to_owned() };
            headings.enter(&heading, &whole, found);
        }
        found.taken.push(*index);
    }
    finish_sum(found, sum);
}

fn finish_sum(found: &mut Found, sum: Option<Span>) {
    found.roster.notes.extend(sum.map(|span| Note { kind: NoteKind::Sum, span }));
}
