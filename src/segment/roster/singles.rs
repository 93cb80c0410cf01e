//! Lines inside the table that hold one text: headings, remarks, tails of rows, furniture.

use super::below::{is_closing, is_copied};
use super::builder::Builder;
use super::groups;
use super::words;
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{Entry, RegionRole, Role, Span};
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::text::division::COUNTY;
use crate::text::words::places::LARGE;
use crate::text::{compact, numeral};

/// Longest heading without any mark of one, in characters.
const PLAIN_HEADING_MOST: usize = 40;

/// A heading is held against so many above it.
const LIKE_MOST: usize = 40;

/// So many rows a merged cell may cover.
const CARRIED_MOST: usize = 400;

impl Builder<'_> {
    /// Takes the single line at `index` in; returns how many lines it took.
    pub(super) fn single(&mut self, index: usize) -> usize {
        let line = self.lines[index];
        if self.wraps(&line) {
            return 1;
        }
        let printed = self.slice(line.span);
        let text = compact(printed);
        let pattern = self.schema.and_then(|schema| schema.groups.as_ref());
        let mut heading = groups::heading(self.document, &line);
        let over = self.stands_over_headings(index);
        if let Some(levels) = over {
            heading.over_its_like(levels);
        }
        let matched = pattern.map(|p| groups::by_pattern(p, &heading.name).is_some());
        if matched != Some(true) && self.is_bare_row(&line, &heading) {
            self.entry(self.cells(&line), line.span, Serial::None, false);
        } else if pattern.is_none() && self.is_upper_again(index, &heading) {
            self.regions.add(line.span, RegionRole::Heading);
        } else if matched == Some(true) || over.is_some() || self.stands_alone(index) {
            self.enter(heading);
        } else if self.names_part(index, &text) {
            self.enter(heading.in_brackets());
        } else if words::is_sum(&text) {
            self.note(NoteKind::Sum, line.span);
        } else if words::is_unit_line(&text) {
            self.note(NoteKind::UnitLine, line.span);
        } else if (words::is_remark(&text) || is_copied(&text)) && !self.is_cell(index, &line)
            || self.is_of_group(index, &text)
        {
            self.note(NoteKind::Remark, line.span);
        } else if self.is_running_head(&text) || self.is_heading_again(&text) {
            self.regions.add(line.span, RegionRole::Furniture);
        } else if ((words::is_aside(&text) || self.captions(index, &text))
            && !self.is_cell(index, &line))
            || (words::is_signed_cell(&text) && !self.is_labelled_above(&line))
        {
            self.note(NoteKind::Remark, line.span);
        } else if self.completes_row(index, &line) {
            // Taken into the row above.
        } else if self.goes_with_row(index, &line) {
            // A further value of the row above.
        } else if self.is_short_row(&line, &heading) {
            self.entry(self.cells(&line), line.span, Serial::None, false);
        } else if let Some(n) = self.starts_row(index, &text) {
            self.loose_serial = Some((line.span, n));
        } else if self.is_page_number(index, &text) {
            self.regions.add(line.span, RegionRole::Furniture);
        } else if self.heads(index, &line, &heading) {
            self.enter(heading);
        } else if self.next_row(index + 1).is_none()
            && (is_closing(&text)
                || self.signs(index, &text)
                || self.notes_on(index, &text)
                || self.is_other_title(&text))
        {
            self.note(NoteKind::Remark, line.span);
        }
        // Anything else stays out of every region: the conservation audit names it.
        1
    }

    /// Whether the row above has a label and its value, 审核：刘工, in the column of a line.
    fn is_labelled_above(&self, line: &Line) -> bool {
        let LineKind::Single(_, _, column) = line.kind else { return false };
        let Some(last) = self.roster.entries.len().checked_sub(1) else { return false };
        let cell = self.roster.row(last).get(column as usize);
        cell.is_some_and(|cell| self.slice(*cell).contains(['：', ':']))
    }

    /// A text under a column of its own between two serials that follow each other: a cell of the
    /// row above, whatever brackets it stands in.
    fn is_cell(&self, index: usize, line: &Line) -> bool {
        let within = matches!(line.kind, LineKind::Single(_, _, own) if own > 0) && !self.fresh;
        let next = || self.next_row(index + 1).map(|next| self.serial_at(next));
        within
            && self.serial.is_some()
            && self.last.is_some_and(|last| next() == Some(Serial::Value(last + 1)))
    }

    /// A cell under a column of its own, with nothing under the serials, between rows whose serials follow each
    /// other: merged cells beside several values, pasted as text. It is a further value of the row above.
    fn goes_with_row(&mut self, index: usize, line: &Line) -> bool {
        let LineKind::Single(table, _, own) = line.kind else { return false };
        let (own, width) = (own as usize, self.width());
        let Some(entry) = self.roster.entries.last().copied() else { return false };
        // What names the row is merged with its serial: a text under it heads the rows below.
        let serial = self.serial == Some(0) && (2..width).contains(&own) && !self.fresh;
        let tabs = self.tables[table as usize].exact && self.cells(line).len() > own;
        let tabs = tabs && !self.slice(line.span).starts_with(['（', '(']);
        let last = self.last.is_some_and(|last| {
            let next = self.next_row(index + 1).map(|next| self.serial_at(next));
            next.is_none_or(|next| matches!(next, Serial::Value(n) if n == last + 1))
        });
        let cell = (self.roster.entries.len() - 1) * width + own;
        if !(serial && tabs && last) || entry.ragged || self.roster.cells[cell].is_empty() {
            return false;
        }
        let above = self.roster.cells[cell];
        if self.is_cut(cell, line.span) {
            self.roster.joined.entry(cell as u32).or_insert_with(|| vec![above]).push(line.span);
            let (found, expected) = (1, width as u32);
            self.oddity(OddityKind::Ragged { found, expected }, line.span);
        } else {
            self.roster.stacked.entry(cell as u32).or_insert_with(|| vec![above]).push(line.span);
        }
        self.regions.add(line.span, RegionRole::Cell);
        self.extend_last_entry(line.span);
        self.oddity(OddityKind::RowRejoined { tail: line.span }, entry.span);
        true
    }

    /// A row whose first cells are those above, merged and left empty by the extraction, and which
    /// has but one other cell that need not be empty.
    fn is_short_row(&self, line: &Line, heading: &groups::Heading) -> bool {
        let LineKind::Single(_, _, own) = line.kind else { return false };
        // 河北省 / 承德市 / 滦平县 pasted from a sheet: the last cell behind as many tabs.
        let before = self.roster.cells.len().saturating_sub(self.width());
        let merged = |at: usize| self.roster.cells.get(before + at).is_some_and(|c| !c.is_empty());
        let last = self.roster.columns[(own as usize + 1).min(self.width())..]
            .iter()
            .all(|column| column.role == Role::Note);
        let other = |(at, column): (usize, &crate::model::Column)| {
            at == 0
                || at == own as usize
                || column.role == Role::Note
                || (last && at < own as usize && self.carried(at, merged(at)))
        };
        self.serial.is_none()
            && self.header.is_some()
            && !self.fresh
            && !self.roster.entries.is_empty()
            && (1..self.width()).contains(&(own as usize))
            && self.roster.columns.iter().enumerate().all(other)
            && !heading.is_formal()
    }

    /// Whether a column may be left empty for the cell above it: it is filled there, or was carried
    /// down there too.
    fn carried(&self, column: usize, filled_above: bool) -> bool {
        let width = self.width();
        filled_above
            || (0..self.roster.entries.len())
                .rev()
                .take(CARRIED_MOST)
                .any(|entry| !self.roster.cells[entry * width + column].is_empty())
    }

    /// Whether the line opens a group. With serials, what follows tells: a heading stands before
    /// a row with serial 1, or, where serials run on, is a heading by form and stands between a
    /// serial and its successor.
    fn heads(&self, index: usize, line: &Line, heading: &groups::Heading) -> bool {
        let Some(next) = self.next_row(index + 1) else { return false };
        let length = heading.name.chars().count();
        if heading.name.ends_with(['。', '；', '，', '、', ';', ',']) && !heading.is_formal() {
            return false;
        }
        let short = length <= PLAIN_HEADING_MOST;
        if self.is_division(index, line, &heading.name) {
            return true;
        }
        if self.is_class_row(index, line, &heading.name) {
            return true;
        }
        if !heading.is_formal() && self.levels.all_formal {
            // Every heading so far is set off; this line is not.
            return false;
        }
        if self.serial.is_none() {
            return heading.is_formal()
                || (short && matches!(line.kind, LineKind::Single(..)))
                || self.names_province(index, line, &heading.name)
                || self.is_like_the_others(index, line, &heading.name)
                || (short && self.stands_over_header(index, line));
        }
        match self.serial_at(next) {
            Serial::Value(1) => heading.is_formal() || short,
            Serial::Value(n) => {
                let on = self.last.is_none_or(|last| n > last) && !line.is_row();
                on && (heading.is_formal() || (short && self.is_sibling(heading)))
            }
            // An unreadable serial: judge by form.
            Serial::None | Serial::Unreadable => heading.is_formal() && short,
        }
    }

    /// Whether a row of the table has nothing but a word in the column of the serials, and stands over a row with 1 or
    /// the serial that is due, as another does: | 教育部 | | |.
    fn is_class_row(&self, index: usize, line: &Line, name: &str) -> bool {
        const MOST: usize = 20;
        let first = |line: &Line| matches!(line.kind, LineKind::Single(_, _, 0));
        let over_row = |at: usize| first(&self.lines[at]) && self.next_row(at + 1) == Some(at + 1);
        let due = self.last.map_or(1, |last| last.saturating_add(1));
        self.serial == Some(0)
            && over_row(index)
            && self.cells(line).len() == self.width()
            && name.chars().count() <= MOST
            && !name.contains(['。', '；', '，', '：', ':'])
            && matches!(self.serial_at(index + 1), Serial::Value(n) if n == 1 || n == due)
            && (0..self.lines.len()).filter(|at| over_row(*at)).nth(1).is_some()
    }

    /// Whether a line below other headings stands over a table of its own, which has the header again: 乙类项目3家.
    fn stands_over_header(&self, index: usize, line: &Line) -> bool {
        let below = self.lines.get(index + 1).is_some_and(Line::is_row);
        line.kind == LineKind::Text
            && below
            && self.next_row(index + 1) == Some(index + 2)
            && !self.roster.groups.is_empty()
            && self.roster.entries.last().is_some_and(|entry| !entry.ragged)
    }

    /// Whether a line is a province after other provinces, or a city below one: 山西省 over 晋城市 over its rows.
    fn is_division(&self, index: usize, line: &Line, name: &str) -> bool {
        let name = compact(name);
        let name = name.trim_end_matches(['：', ':']);
        let whole = self.fresh || self.roster.entries.last().is_none_or(|entry| !entry.ragged);
        let by_itself = matches!(line.kind, LineKind::Text | LineKind::Single(_, _, 0));
        let provinces = || {
            let mut groups = self.roster.groups.iter().rev().take(LIKE_MOST);
            groups.any(|group| group.path.first().is_some_and(|name| places::is_province(name)))
        };
        if !by_itself || !whole || !places::ends_as_place(name) || !provinces() || is_rest(name) {
            return false;
        }
        if self.is_rest_of_place(name) {
            return false;
        }
        let Some(below) = self.lines.get(index + 1) else { return false };
        let serial = self.serial.is_none_or(|_| {
            let next = self.next_row(index + 1).map(|next| self.serial_at(next));
            let due = self.last.map_or(1, |last| last.saturating_add(1));
            next.is_some_and(|next| next == Serial::Value(1) || next == Serial::Value(due))
        });
        let city = || {
            let below = compact(self.slice(below.span));
            !below.is_empty() && places::ends_as_place(words::without_closing_bracket(&below))
        };
        serial && (below.is_row() || (places::is_province(name) && city()))
    }

    /// 栾川县 below `5 洛阳市`, where all headings are provinces: the row above was broken in its place. A city
    /// with a plan of its own may stand among provinces.
    fn is_rest_of_place(&self, name: &str) -> bool {
        if self.fresh || places::is_province(name) || LARGE.contains(&name) {
            return false;
        }
        let mut groups = self.roster.groups.iter().rev().take(LIKE_MOST);
        let provinces =
            groups.all(|group| group.path.last().is_some_and(|n| places::is_province(n)));
        let last = self.roster.cells.iter().rev().take(self.width());
        let above = last.map(|cell| compact(self.slice(*cell))).find(|cell| !cell.is_empty());
        let city = above.is_some_and(|cell| {
            ["市", "州", "盟", "地区"].iter().any(|end| cell.ends_with(end))
                && !cell.contains(['县', '区', '旗'])
        });
        provinces && city && name.ends_with(COUNTY)
    }

    /// Whether a line is the name of a province and stands directly over rows that name none in their
    /// first column.
    fn names_province(&self, index: usize, line: &Line, name: &str) -> bool {
        let name = compact(name);
        let name = name.trim_end_matches(['：', ':']);
        let values = |line: &Line| {
            let cell = self.cells(line).iter().find(|cell| !cell.span.is_empty());
            cell.is_some_and(|cell| places::is_province(&compact(self.slice(cell.span))))
        };
        line.kind == LineKind::Text
            && places::is_province(name)
            && self.next_row(index + 1) == Some(index + 1)
            && !*self.provinces.get_or_init(|| {
                self.lines[self.start..].iter().filter(|line| line.is_row()).any(values)
            })
    }

    /// Whether a line directly over a row is made like every heading so far: 2022年 after 2021年, 中部地区
    /// after 东部地区.
    fn is_like_the_others(&self, index: usize, line: &Line, name: &str) -> bool {
        let alike = |other: &str| {
            other.chars().count() == name.chars().count()
                && other.chars().last() == name.chars().last()
        };
        line.kind == LineKind::Text
            && !self.fresh
            && self.roster.entries.last().is_some_and(|entry| !entry.ragged)
            && self.next_row(index + 1) == Some(index + 1)
            && !self.roster.groups.is_empty()
            && self
                .roster
                .groups
                .iter()
                .rev()
                .take(LIKE_MOST)
                .all(|group| group.path.last().is_some_and(|n| alike(n)))
    }

    /// Whether an unmarked line between two serials that run on reads like the headings so far: the
    /// row above is whole, no group began anew at 1, and an earlier heading ends alike.
    fn is_sibling(&self, heading: &groups::Heading) -> bool {
        let Some(entry) = self.roster.entries.last() else { return true };
        let width = self.width();
        let last = self.roster.cells.last().map_or("", |cell| self.slice(*cell));
        // 常德市 below an empty 备注 is no remark.
        let remark = self.roster.columns.last().is_some_and(|column| column.role == Role::Note);
        let name = heading.name.trim_end_matches(['：', ':']);
        let place = || places::ends_as_place(&compact(name));
        // So is B类 where A类 heads the rows above, 2023年度 below 2024年度.
        let told = remark
            && (place()
                || self.roster.groups.iter().any(|group| {
                    differ_in_number(group.heading.trim_end_matches(['：', ':']), name)
                }));
        let open =
            last.is_empty() && !told || last.ends_with(['、', '，', '（', '(', '；', '和', '及']);
        let end = ending(&heading.name);
        let alike = self.roster.groups.iter().any(|group| {
            let name = group.path.last().map_or("", String::as_str);
            ending(name) == end
                || (places::heads_bodies(name) && places::heads_bodies(&heading.name))
        });
        width > 0 && !entry.ragged && !open && !self.restarted && alike
    }

    /// A row broken before its last cell: the line is the cell that the row above lacks.
    fn completes_row(&mut self, index: usize, line: &Line) -> bool {
        let width = self.width();
        let Some(entry) = self.roster.entries.last().copied() else { return false };
        if !entry.ragged || self.fresh || line.is_marked() || index == 0 {
            return false;
        }
        let base = (self.roster.entries.len() - 1) * width;
        let filled = self.roster.cells[base..].iter().filter(|cell| !cell.is_empty()).count();
        let follows = match self.next_row(index + 1).map(|next| self.serial_at(next)) {
            Some(Serial::Value(n)) => n == 1 || self.last.is_none_or(|last| n == last + 1),
            _ => true,
        };
        // The row above must be the line directly above.
        let above = self.lines[..index].iter().rfind(|line| !line.is_furniture());
        let adjacent = above.is_some_and(|above| above.span.end <= entry.span.end);
        if filled + 1 != width || !follows || !adjacent {
            return false;
        }
        let Some(empty) = (base..base + width).rfind(|i| self.roster.cells[*i].is_empty()) else {
            return false;
        };
        self.regions.add(line.span, RegionRole::Cell);
        self.roster.cells[empty] = line.span;
        self.extend_last_entry(line.span);
        self.oddity(OddityKind::RowRejoined { tail: line.span }, entry.span);
        true
    }

    pub(super) fn extend_last_entry(&mut self, span: Span) {
        if let Some(Entry { span: whole, .. }) = self.roster.entries.last_mut() {
            *whole = whole.hull(span);
        }
    }

    /// A row broken after its serial: a number alone that the next row, without one, needs.
    fn starts_row(&self, index: usize, text: &str) -> Option<u32> {
        let n = u32::try_from(numeral::whole(text)?).ok()?;
        let next = self.next_row(index + 1)?;
        let expected = self.fresh || self.last.is_none_or(|last| n == last + 1);
        let bare = !matches!(self.serial_at(next), Serial::Value(_));
        let short = self.cells(&self.lines[next]).len() + 1 == self.width();
        (expected && bare && short && next == index + 1).then_some(n)
    }

    /// A bare number at a page break: directly above a repeated header or blank lines.
    fn is_page_number(&self, index: usize, text: &str) -> bool {
        if numeral::whole(text).is_none() || text.chars().count() > 4 {
            return false;
        }
        // In a column of its own it is what broke off a cell.
        if matches!(self.lines[index].kind, LineKind::Single(_, _, column) if column > 0) {
            return false;
        }
        // Where the rows around it follow on without it, the number is the page's.
        let due = if self.fresh { 1 } else { self.last.map_or(1, |last| last + 1) };
        let next = self.next_row(index + 1).map(|next| self.serial_at(next));
        let own = numeral::whole(text) == Some(u64::from(due));
        if !own && matches!(next, Some(Serial::Value(n)) if n == due || n == 1) {
            return true;
        }
        let Some(below) = self.lines.get(index + 1) else { return true };
        let header_below = below.is_row() && self.next_row(index + 1) != Some(index + 1);
        let gap =
            &self.document.text[self.lines[index].span.end as usize..below.span.start as usize];
        header_below || gap.matches('\n').count() > 1
    }
}

/// 园区 names no division by itself: it is the rest of a name.
fn is_rest(name: &str) -> bool {
    name.ends_with('区') && name.chars().count() < 3
}

/// How a heading ends; provinces are of several kinds, and end alike.
fn ending(name: &str) -> Option<char> {
    let province = ["市", "自治区", "兵团"].iter().any(|end| name.ends_with(end));
    if province { Some('省') } else { name.chars().last() }
}

/// Whether two headings are one word but for its number or letter, with which they may begin: A类 and B类, 甲类项目 and
/// 乙类项目, 2024年度 and 2023年度.
fn differ_in_number(one: &str, other: &str) -> bool {
    let counts = |c: char| {
        c.is_ascii_alphanumeric()
            || numeral::digit(c).is_some()
            || numeral::chinese_digit(c).is_some()
            || "甲乙丙丁戊己庚辛壬癸特".contains(c)
    };
    let stem = |text: &str| text.trim_start_matches(counts).to_owned();
    let (a, b) = (stem(one), stem(other));
    a == b && !a.is_empty() && a.len() < one.len() && b.len() < other.len()
}
