//! Table rows: entries, repeated headers, sums, and rows that were broken or run together.

use std::borrow::Cow;

use super::builder::Builder;
use super::header::{self, Header, Likeness};
use super::serial;
use super::subtotals;
use super::words;
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{Entry, RegionRole, Role, Span, TableCell};
use crate::segment::line::{Line, LineKind};
use crate::text::{is_blank, numeral, site, tight};

impl Builder<'_> {
    /// Takes the row at `index` in; returns how many lines it took.
    pub(super) fn row(&mut self, index: usize) -> usize {
        let line = self.lines[index];
        let cells = self.cells(&line);
        if self.stacks(index, &line, cells) || self.wraps(&line) {
            return 1;
        }
        if self.chapter(index, cells) {
            return 1;
        }
        let serial = self.serial_at(index);
        if self.subtotal(index, cells, serial) {
            return 1;
        }
        let numbered = matches!(serial, Serial::Value(_)) && !self.sums_beside_count(cells);
        if !numbered && self.is_no_entry(cells, line.span) {
            return 1;
        }
        let width = self.width();
        // Empty cells behind the last column are none.
        let open =
            cells.iter().rposition(|cell| !cell.span.is_empty() || (cell.column as usize) < width);
        let cells = &cells[..open.map_or(0, |last| last + 1)];
        let reach = cells.last().map_or(0, |cell| cell.column as usize + cell.colspan as usize);
        if reach == width && (self.serial.is_none() || matches!(serial, Serial::Value(_))) {
            self.entry(cells, line.span, serial, false);
            return 1;
        }
        if let Some((span, n)) = self.loose_serial.take() {
            self.with_loose_serial(cells, line.span, span, n);
        } else if reach > width && self.split_merged(cells, line.span) {
            // Several rows on one line.
        } else if self.rejoins(index, cells) {
            self.rejoin(cells);
        } else if self.goes_on(index, cells, serial) {
            self.go_on(cells);
        } else {
            self.odd_row(cells, line.span, serial, reach);
        }
        1
    }

    /// A line of a table kept apart by spaces that has no serial and carries the row above on:
    /// its cells were too long for their columns.
    pub(super) fn wraps(&mut self, line: &Line) -> bool {
        let (LineKind::Row(table, _) | LineKind::Single(table, ..)) = line.kind else {
            return false;
        };
        let (cells, width) = (self.cells(line), self.width());
        let empty = |cell: &TableCell| cell.span.is_empty();
        if self.tables[table as usize].exact
            || self.fresh
            || self.serial != Some(0)
            || cells.len() != width
            || !cells.first().is_some_and(empty)
        {
            return false;
        }
        let Some(entry) = self.roster.entries.last().copied() else { return false };
        let first = (self.roster.entries.len() - 1) * width;
        for cell in cells.iter().filter(|cell| !empty(cell)) {
            let index = first + cell.column as usize;
            self.regions.add(cell.span, RegionRole::Cell);
            self.extend_last_entry(cell.span);
            let own = self.roster.cells[index];
            if own.is_empty() {
                self.roster.cells[index] = cell.span;
            } else {
                self.roster.joined.entry(index as u32).or_insert_with(|| vec![own]).push(cell.span);
            }
        }
        self.oddity(OddityKind::RowRejoined { tail: line.span }, entry.span);
        true
    }

    /// A row below a merged serial belongs to the entry above: its cells are further values.
    fn stacks(&mut self, index: usize, line: &Line, cells: &[TableCell]) -> bool {
        let Some(own) = self.serial else { return false };
        let merged = cells.iter().any(|cell| cell.column as usize == own && cell.rowspan == 0);
        let width = self.width();
        if self.fresh || self.roster.entries.is_empty() {
            return false;
        }
        let pasted = !merged && self.is_pasted_below(index, line, cells);
        // 序号 merged over both rows of a header that stands again.
        if !merged && !pasted || header::words_serial(self.document, cells) {
            return false;
        }
        let head = self.roster.entries.last().map_or(line.span, |entry| entry.span);
        let base = (self.roster.entries.len() - 1) * width;
        for cell in cells.iter().filter(|cell| cell.rowspan > 0 && !cell.span.is_empty()) {
            self.regions.add(cell.span, RegionRole::Cell);
            self.extend_last_entry(cell.span);
            let index = base + cell.column as usize;
            if cell.column as usize >= width {
                continue;
            }
            let above = self.roster.cells[index];
            if above.is_empty() {
                self.roster.cells[index] = cell.span;
            } else {
                let values = self.roster.stacked.entry(index as u32).or_insert_with(|| vec![above]);
                values.push(cell.span);
            }
        }
        if pasted {
            self.oddity(OddityKind::RowRejoined { tail: line.span }, head);
        }
        true
    }

    /// Whether merged cells left of a row were pasted as empty ones: nothing stands under the serials nor beside
    /// them, the row above has a serial and all that this one has, and the next serial is due below.
    fn is_pasted_below(&self, index: usize, line: &Line, cells: &[TableCell]) -> bool {
        const MERGED_LEAST: usize = 2;
        let width = self.width();
        let LineKind::Row(table, _) = line.kind else { return false };
        let above = &self.roster.cells[(self.roster.entries.len() - 1) * width..];
        let numbered = self.roster.entries.last().is_some_and(|entry| {
            !entry.ragged && entry.serial.value().is_some() && entry.serial.value() == self.last
        });
        if self.serial != Some(0) || !self.tables[table as usize].exact || !numbered {
            return false;
        }
        let empty = cells.iter().take_while(|cell| cell.span.is_empty()).count();
        let filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let beside = |cell: &TableCell| {
            above.get(cell.column as usize).is_some_and(|above| !above.is_empty())
        };
        // Asked last: nearly all rows have something under the serials.
        let due = || {
            self.next_row(index + 1).is_none_or(|next| {
                // Rows of values alone may follow each other, and a row of sums all of them.
                let first = self.cells(&self.lines[next]).first();
                let sum = |cell: &TableCell| words::prints_sum(self.slice(cell.span));
                let serial = self.serial_at(next);
                serial == Serial::Value(self.due())
                    || serial == Serial::None
                    || first.is_some_and(sum)
            })
        };
        empty >= MERGED_LEAST && filled.clone().count() > 1 && filled.clone().all(beside) && due()
    }

    /// Whether a row of sums counts the rows under the serials: 合计 | 8 | | 92.
    fn sums_beside_count(&self, cells: &[TableCell]) -> bool {
        let mut filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let first = filled.next();
        first.is_some_and(|cell| words::prints_sum(self.slice(cell.span)))
            && filled.all(|cell| subtotals::is_figure(self.slice(cell.span)))
    }

    /// Repeated headers, sums and cross-references.
    fn is_no_entry(&mut self, cells: &[TableCell], span: Span) -> bool {
        let Some(first) = cells.iter().find(|cell| !cell.span.is_empty()) else { return true };
        let text = self.slice(first.span);
        if let Some(header) = &self.header {
            let likeness = header.likeness(self.document, cells);
            // 合计 | 700 below 科目名称 | 合计 adds up.
            let sums = likeness == Likeness::Changed && self.sums_beside_count(cells);
            if likeness != Likeness::Other && !sums {
                let (expected, place) = (header.words(), header.spans.first().copied());
                // A header of two rows stands again over each group.
                let level = header.has_above(self.document, cells)
                    || header.has_below(self.document, cells);
                self.claim_cells(cells, RegionRole::ColumnHeader);
                if likeness == Likeness::Changed && !level && !self.renamed(cells) {
                    self.oddity(OddityKind::HeaderChanged { expected, first: place }, span);
                }
                return true;
            }
        }
        // 石嘴山市 | 小计 | 320, the place merged over its rows or printed in each.
        let mut filled = cells.iter().filter(|cell| !cell.span.is_empty()).skip(1);
        let second = filled.next();
        let merged = first.rowspan != 1;
        let mut figures = || filled.all(|cell| subtotals::is_figure(self.slice(cell.span)));
        let second = second.filter(|_| merged || (self.serial.is_some() && figures()));
        let sum = words::prints_sum;
        let says = |says: fn(&str) -> bool| self.says_beside_figures(cells, says);
        let kind = if sum(text)
            || second.is_some_and(|cell| sum(self.slice(cell.span)))
            || (self.serial.is_some() && says(words::adds_up))
            || (self.roster.entries.is_empty() && says(words::is_whole))
        {
            NoteKind::Sum
        } else if self.is_form(cells)
            || self.is_of_site(cells)
            || (self.serial.is_some()
                && !self.roster.entries.is_empty()
                && says(words::tells_of_rows))
        {
            NoteKind::Remark
        } else if self.serial.is_some()
            && (text.starts_with(['*', '＊']) && text.contains(['(', '（']) || is_starred(text))
        {
            NoteKind::CrossReference
        } else {
            return false;
        };
        self.claim_cells(cells, RegionRole::Note);
        self.roster.notes.push(crate::model::roster::Note { kind, span });
        true
    }

    /// Whether a row without a serial says so beside figures and nothing else: 平均 | | 56, 其中：市级 | | 260, 全省 | 495.
    fn says_beside_figures(&self, cells: &[TableCell], says: fn(&str) -> bool) -> bool {
        let mut filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let first = filled.next();
        first.is_some_and(|cell| cell.span.len() < 60 && says(&tight(self.slice(cell.span))))
            && filled.clone().next().is_some()
            && filled.all(|cell| subtotals::is_figure(self.slice(cell.span)))
    }

    /// Whether the row is a web site's own: 扫一扫 | 微信公众号 below the last row.
    fn is_of_site(&self, cells: &[TableCell]) -> bool {
        let filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let texts: Vec<Cow<'_, str>> = filled.map(|cell| tight(self.slice(cell.span))).collect();
        let words: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        self.serial.is_some()
            && words.len() < self.width()
            && site::own(&words).first() == Some(&true)
    }

    /// Whether the row belongs to the form around the table: 填报单位：… 填报日期：…
    pub(super) fn is_form(&self, cells: &[TableCell]) -> bool {
        let filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let texts: Vec<Cow<'_, str>> = filled.map(|cell| tight(self.slice(cell.span))).collect();
        // 填报单位：某局 | 2024年5月, | 单位：万元
        let beside = |text: &str| words::dates_or_numbers(text) || words::is_unit_line(text);
        // 制表：监测科 | 审核：刘工 below rows with serials.
        if self.serial.is_some()
            && texts.len() > 1
            && words::is_signed_cell(&texts[0])
            && texts.iter().all(|text| words::is_signed_cell(text) || words::dates_or_numbers(text))
        {
            return true;
        }
        texts.iter().any(|text| words::is_form_cell(text))
            && texts.iter().all(|text| words::is_form_cell(text) || beside(text))
    }

    /// Whether a changed header, directly below a heading, only names the columns by what that
    /// group lists: 企业名称 above, 园区名称 here.
    fn renamed(&self, cells: &[TableCell]) -> bool {
        let header = Header::of(self.document, cells);
        self.fresh
            && header.titles.len() == self.width()
            && self.roster.columns.iter().zip(&header.titles).all(|(column, title)| {
                column.title == *title
                    || words::role_of(title).is_some_and(|role| role == column.role)
            })
    }

    /// Adds an entry whose cells stand in their columns.
    pub(super) fn entry(&mut self, cells: &[TableCell], span: Span, serial: Serial, ragged: bool) {
        let base = self.roster.cells.len();
        let width = self.width();
        self.roster.cells.resize(base + width, Span::at(span.end));
        for cell in cells.iter().filter(|cell| (cell.column as usize) < width) {
            self.roster.cells[base + cell.column as usize] = cell.span;
            if cell.rowspan > 0 {
                self.regions.add(cell.span, RegionRole::Cell);
            }
        }
        let serial = self.take_led_serial(base).unwrap_or(serial);
        self.push_entry(span, serial, ragged);
    }

    fn push_entry(&mut self, span: Span, serial: Serial, ragged: bool) {
        self.roster.entries.push(Entry { span, group: self.group, serial, ragged });
        self.restarted |= self.fresh && serial == Serial::Value(1) && self.last.is_some();
        self.fresh = false;
        if let Some(n) = serial.value() {
            self.last = Some(n);
        }
    }

    /// The serial that would come next.
    pub(super) fn due(&self) -> u32 {
        if self.fresh { 1 } else { self.last.map_or(1, |last| last.saturating_add(1)) }
    }

    /// A row that does not fit its columns or whose serial is no number.
    fn odd_row(&mut self, cells: &[TableCell], span: Span, serial: Serial, reach: usize) {
        let width = self.width();
        if reach == width {
            let moved = self.exchanged_serial(cells);
            if let Some((column, n)) = moved {
                let a = self.serial.unwrap_or(0) as u32;
                self.entry(cells, span, Serial::Value(n), false);
                self.oddity(OddityKind::ColumnsExchanged { a, b: column as u32 }, span);
            } else {
                self.entry(cells, span, serial, false);
            }
            return;
        }
        // Extractions drop empty cells at a row's end: remarks may be missing.
        let spare = |column: &crate::model::Column| column.role == Role::Note;
        let whole =
            reach + 1 == width && cells.iter().all(|cell| !cell.span.is_empty()) && reach > 1;
        let told =
            serial.value().is_some() || (self.serial.is_none() && self.header.is_some() && whole);
        let ends = (told && self.roster.columns[reach.min(width)..].iter().all(spare))
            || (serial == Serial::None && self.ends_before_repeats(cells, reach));
        if reach < width && ends {
            self.entry(cells, span, serial, false);
            return;
        }
        // The serial may be stuck to the text that follows it.
        let lead = cells.first().and_then(|cell| serial::leading(self.slice(cell.span)));
        let serial = match (serial, lead) {
            (Serial::Unreadable, Some(n)) if n == self.due() || n == 1 => Serial::Value(n),
            (serial, _) => serial,
        };
        for cell in cells.iter().filter(|cell| cell.column as usize >= width && cell.rowspan > 0) {
            self.regions.add(cell.span, RegionRole::Cell);
        }
        self.entry(cells, span, serial, true);
        let (found, expected) = (reach as u32, width as u32);
        self.oddity(OddityKind::Ragged { found, expected }, span);
    }

    /// Whether a row ends where its header begins to say the same words with the next figure, 小类1 小类1分区 小类2 小类2分区:
    /// some things have fewer of these. A row that lost a cell ends between.
    fn ends_before_repeats(&self, cells: &[TableCell], reach: usize) -> bool {
        const PERIOD_LEAST: usize = 2;
        let Some(header) = &self.header else { return false };
        let titles = &header.titles;
        let of =
            |title: &str| -> (String, String) { title.chars().partition(|c| !c.is_ascii_digit()) };
        let rest = titles.len().saturating_sub(reach);
        let repeats = |at: usize, period: usize| {
            let ((own, figure), (above, before)) = (of(&titles[at]), of(&titles[at - period]));
            own == above && !figure.is_empty() && figure != before
        };
        let period = (PERIOD_LEAST..=rest.min(reach)).find(|period| repeats(reach, *period));
        period.is_some_and(|period| {
            rest.is_multiple_of(period)
                && (reach..titles.len()).all(|at| repeats(at, period))
                && cells.len() == reach
                && cells.iter().all(|cell| !cell.span.is_empty())
        })
    }

    /// The serial stands in another column, the only number there and the one that is due.
    fn exchanged_serial(&self, cells: &[TableCell]) -> Option<(usize, u32)> {
        let own = self.serial?;
        let due = self.due();
        let mut others =
            cells.iter().filter(|cell| cell.column as usize != own).filter_map(|cell| {
                let n = numeral::whole(self.slice(cell.span))?;
                Some((cell.column as usize, u32::try_from(n).ok()?))
            });
        let found = others.next().filter(|(_, n)| *n == due)?;
        others.next().is_none().then_some(found)
    }

    /// A row whose serial stood on the line above.
    fn with_loose_serial(&mut self, cells: &[TableCell], span: Span, serial: Span, n: u32) {
        let base = self.roster.cells.len();
        let own = self.serial.unwrap_or(0);
        self.roster.cells.resize(base + self.width(), Span::at(span.end));
        self.roster.cells[base + own] = serial;
        self.regions.add(serial, RegionRole::Cell);
        let free: Vec<usize> = (0..self.width()).filter(|c| *c != own).collect();
        for (cell, column) in cells.iter().zip(free) {
            self.roster.cells[base + column] = cell.span;
            self.regions.add(cell.span, RegionRole::Cell);
        }
        let (found, expected) = (1, self.width() as u32);
        self.push_entry(serial.hull(span), Serial::Value(n), false);
        self.oddity(OddityKind::Ragged { found, expected }, serial);
        self.oddity(OddityKind::RowRejoined { tail: span }, serial);
    }

    /// A line that holds the cells of several rows, their line ends lost: either each serial is a
    /// cell of its own, or it is stuck to the end of the last cell before it.
    fn split_merged(&mut self, cells: &[TableCell], span: Span) -> bool {
        let width = self.width();
        let Some(own) = self.serial else { return false };
        let spans: Vec<Span> = cells.iter().map(|cell| cell.span).collect();
        let value = |span: Span| serial::parse(self.slice(span)).value();
        let apart = spans.len().is_multiple_of(width)
            && spans.chunks(width).all(|row| value(row[own]).is_some());
        let rows: Vec<Vec<Span>> = if apart {
            spans.chunks(width).map(<[Span]>::to_vec).collect()
        } else if own == 0 && width > 1 && (spans.len() - 1).is_multiple_of(width - 1) {
            match self.unstick(&spans) {
                Some(rows) => rows,
                None => return false,
            }
        } else {
            return false;
        };
        let count = rows.len() as u32;
        // One row with a cell over two columns is no more than that row.
        if count < 2 {
            return false;
        }
        // A cell merged over rows is a region of the first of them alone.
        let goes_on = |span: Span| cells.iter().any(|cell| cell.rowspan == 0 && cell.span == span);
        for row in rows {
            let serial = serial::parse(self.slice(row[own]));
            let base = self.roster.cells.len();
            self.roster.cells.resize(base + width, Span::at(span.end));
            for (column, cell) in row.iter().enumerate() {
                self.roster.cells[base + column] = *cell;
                if !goes_on(*cell) {
                    self.regions.add(*cell, RegionRole::Cell);
                }
            }
            let hull = row.iter().copied().reduce(Span::hull).unwrap_or(span);
            self.push_entry(hull, serial, false);
        }
        self.oddity(OddityKind::RowsMerged { rows: count }, span);
        true
    }

    /// Cuts the serials off the ends of the cells they are stuck to; each must be the successor of
    /// the one before.
    fn unstick(&self, spans: &[Span]) -> Option<Vec<Vec<Span>>> {
        let step = self.width() - 1;
        let mut rows = Vec::new();
        let mut lead = spans[0];
        let mut n = serial::parse(self.slice(lead)).value()?;
        let mut rest = &spans[1..];
        while rest.len() >= step {
            let mut row = vec![lead];
            row.extend_from_slice(&rest[..step]);
            rest = &rest[step..];
            if !rest.is_empty() {
                let last = row.last_mut()?;
                let text = self.slice(*last);
                let cut = text.trim_end_matches(|c| numeral::digit(c).is_some());
                let stuck =
                    numeral::whole(&text[cut.len()..]).and_then(|n| u32::try_from(n).ok())?;
                if stuck != n.checked_add(1)? && stuck != 1 {
                    return None;
                }
                n = stuck;
                let at = last.start as usize + cut.len();
                lead = Span::of(at, last.end as usize);
                *last = Span::of(
                    last.start as usize,
                    last.start as usize + cut.trim_end_matches(is_blank).len(),
                );
            }
            rows.push(row);
        }
        rest.is_empty().then_some(rows)
    }
}

/// `★(1)`: the number of another row in a bracket.
fn is_starred(text: &str) -> bool {
    let number = text.strip_prefix(['★', '☆', '△']).and_then(|text| text.strip_prefix(['(', '（']));
    let number = number.and_then(|text| text.strip_suffix([')', '）']));
    number.is_some_and(|number| numeral::whole(number).is_some())
}
