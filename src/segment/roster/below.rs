//! Lines beside and below the rows that are none: signatures, running heads, captions, what closes a table.

use super::builder::Builder;
use super::groups;
use super::parts;
use super::words;
use crate::model::roster::NoteKind;
use crate::model::{Claim, ClaimPlace, Column, Group, Role, Span};
use crate::segment::blank_lines_between;
use crate::segment::claims;
use crate::segment::head;
use crate::segment::line::{Line, LineKind};
use crate::text::words::annex::BELOW_TABLE;
use crate::text::{View, compact, date, nothing};

/// Longest office that signs, in characters.
const OFFICE_MOST: usize = 16;

/// Shortest name of one that signs, in characters.
const NAME_LEAST: usize = 4;

/// How the names of authorities end.
const AUTHORITIES: [char; 9] = ['局', '厅', '委', '部', '办', '会', '联', '处', '署'];

/// A document's title is longer than this, in characters.
const TITLE_LEAST: usize = 8;

impl Builder<'_> {
    /// A body's name below the table, with the date of issue under it, or as the last line.
    pub(super) fn signs(&self, index: usize, text: &str) -> bool {
        // 江苏省教育考试院  2024年7月19日, （盖章）2024年6月3日
        let printed = self.slice(self.lines[index].span).trim();
        let day = ["（盖章）", "(盖章)"].iter().find_map(|seal| printed.strip_prefix(seal));
        if head::date_behind_body(printed).is_some() || day.is_some_and(date::is_line) {
            return true;
        }
        // 工业和信息化部（盖章）
        let sealed = ["（盖章）", "(盖章)", "（公章）", "（章）"];
        if let Some(body) = sealed.iter().find_map(|seal| text.strip_suffix(seal)) {
            return head::is_signature(body);
        }
        let mut below = self.lines[index + 1..].iter().filter(|line| !line.is_furniture());
        let dated = |line: &Line| {
            let text = self.slice(line.span);
            date::is_line(text) || words::is_imprint(&compact(text))
        };
        let signed =
            |line: &&Line| !dated(line) && head::is_signature(&compact(self.slice(line.span)));
        // 教务处 over a date signs, and heads nothing there; what ends as a cell of the rows does is one more.
        let ends = || text.ends_with(['处', '联', '院', '站']);
        let unlike = || {
            let end = text.chars().next_back();
            let alike = |cell: &Span| self.slice(*cell).trim_end().chars().next_back() == end;
            self.lines[index].kind == LineKind::Text
                && text.chars().count() <= OFFICE_MOST
                && !self.roster.cells.iter().any(alike)
        };
        let body = head::is_signature(text);
        let whole = || self.roster.entries.last().is_some_and(|entry| !entry.ragged);
        match below.find(|line| !signed(line)) {
            Some(next) if self.signs_by_month(next) => {
                whole() && below.next().is_none() && unlike() && self.signs_outside(index, text)
            }
            Some(next) => dated(next) && (body || (ends() && unlike())),
            None => whole() && unlike() && self.signs_last(index, text),
        }
    }

    /// Whether a line is a month alone, 2023年6月, in a list without dates.
    fn signs_by_month(&self, line: &Line) -> bool {
        let dates = |column: &Column| {
            column.role == Role::Date
                || ["时间", "时限", "期限", "日期"].iter().any(|word| column.title.contains(word))
        };
        is_month(&compact(self.slice(line.span)))
            && !self.roster.columns.iter().any(dates)
            && !self.roster.cells.iter().any(|cell| is_month(&compact(self.slice(*cell))))
    }

    /// Whether an authority signs over a month below a table that has its cells marked: what stands outside it, as two
    /// paragraphs at the very end, is no rest of a row.
    fn signs_outside(&self, index: usize, text: &str) -> bool {
        let exact = |line: &Line| match line.kind {
            LineKind::Row(table, _) => self.tables[table as usize].exact,
            _ => false,
        };
        self.document.format != "text"
            && self.lines[index].kind == LineKind::Text
            && self.document.format != "pdf"
            && self.lines[..index].iter().rfind(|line| !line.is_furniture()).is_some_and(exact)
            && text.chars().count() >= NAME_LEAST
            && is_authority(text)
    }

    /// Whether the last line is surely no row, and no rest of one: an authority's name below rows that list none, outside
    /// their table, or parted from it by a blank line in a text. A page of a PDF may part a cell.
    fn signs_last(&self, index: usize, text: &str) -> bool {
        let lists = |cell: &Span| {
            let cell = compact(self.slice(*cell));
            cell.ends_with(AUTHORITIES) || (!cell.ends_with("公司") && head::is_signature(&cell))
        };
        if !is_authority(text)
            || self.document.format == "pdf"
            || self.roster.cells.iter().any(lists)
        {
            return false;
        }
        let above = self.lines[..index].iter().rfind(|line| !line.is_furniture());
        let parted = above
            .is_some_and(|above| blank_lines_between(self.document, above, &self.lines[index]) > 0);
        text.chars().count() >= NAME_LEAST && (parted || self.document.format != "text")
    }

    /// The title of another document, which a site links below the rows; the rows list no documents.
    pub(super) fn is_other_title(&self, text: &str) -> bool {
        let titled = |text: &str| {
            text.chars().count() > TITLE_LEAST && (head::is_title(text) || text.ends_with("解读"))
        };
        let whole = self.roster.entries.last().is_some_and(|entry| !entry.ragged);
        let last = self.roster.entries.len().saturating_sub(1);
        whole
            && titled(text)
            && !self.roster.row(last).iter().any(|cell| titled(&compact(self.slice(*cell))))
    }

    /// The notice's or the roster's title printed again at the top of a page.
    pub(super) fn is_running_head(&self, text: &str) -> bool {
        let same = |title: &Option<crate::model::Spanned<String>>| {
            title.as_ref().is_some_and(|title| compact(&title.value) == text)
        };
        if same(&self.roster.title) || same(&self.notice.head.title) {
            return true;
        }
        // 附件 甲名单, 甲名单（续）
        let bare = words::of_running_head(text);
        let start = self.lines.first().map_or(0, |line| line.span.start);
        if self.roster.title.is_none() && parts::stands_above(self.document, start, bare) {
            return true;
        }
        let title = self.roster.title.as_ref().or(self.notice.head.title.as_ref());
        let title = title.map(|title| compact(&title.value));
        let titled =
            |title: String| title == bare || words::without_closing_bracket(&title) == bare;
        // 表1（续）
        let numbered = words::dates_or_numbers(bare) && bare.starts_with(['表', '附']);
        bare.chars().count() < text.chars().count() && (numbered || title.is_some_and(titled))
    }

    /// Whether a line directly below the header says something of the table: its date, its number, who made it.
    pub(super) fn captions(&self, index: usize, text: &str) -> bool {
        let first = self.roster.entries.is_empty() && self.roster.groups.is_empty();
        let again = |line: &Line| {
            !line.is_row() && words::dates_or_numbers(&compact(self.slice(line.span)))
        };
        // 教育部 over its rows and 上海市 over others: a heading, though the ministry issues the notice.
        let another =
            |pair: &[Line]| !pair[0].is_row() && !pair[0].is_furniture() && pair[1].is_row();
        first
            && (words::is_caption(text)
                || (super::preamble::is_of_issuer(self, text)
                    && !self.lines[index + 1..].windows(2).any(another))
                || (words::dates_or_numbers(text) && !self.lines[index + 1..].iter().any(again)))
    }

    /// Whether a line directly below a heading says something of its group: a sentence over the table, how many rows there
    /// are, or that there are none.
    pub(super) fn is_of_group(&self, index: usize, text: &str) -> bool {
        let mut above = self.lines[..index].iter().rev().filter(|line| !line.is_furniture());
        let heading = self.roster.groups.last().map(|group| group.span);
        let row = self.lines[index + 1..].iter().find(|line| !line.is_furniture());
        let over_row = row.is_some_and(Line::is_row);
        self.fresh
            && above.next().map(|line| line.span) == heading
            && if over_row {
                text.ends_with('。') || words::is_caption(text)
            } else {
                nothing::is_nothing(text.trim_matches(['（', '）', '(', ')']))
                    || text == "本次无新增"
            }
    }

    /// The number of rows that a line directly below one of several headings tells, 共3种, and the heading's group.
    pub(super) fn count_of_group(&self, note: Span, view: &View) -> Option<(usize, Claim)> {
        let groups = &self.roster.groups;
        let below = |group: &Group| {
            let between = self.document.text.get(group.span.end as usize..note.start as usize);
            between.is_some_and(|between| between.trim().is_empty())
        };
        let group = groups.iter().position(|group| group.claim.is_none() && below(group))?;
        let place = ClaimPlace::Heading { roster: self.index, group: group as u32 };
        let claim = claims::of_total(view, place).filter(|_| groups.len() > 1)?;
        let about = groups[group].path.last().cloned().unwrap_or_default();
        Some((group, Claim { about, ..claim }))
    }

    /// Whether a numbered line goes on with the remark directly above it: 注：1.甲。, 2.乙。
    pub(super) fn notes_on(&self, index: usize, text: &str) -> bool {
        let above = self.lines[..index].iter().rfind(|line| !line.is_furniture());
        let note = self.roster.notes.last().filter(|note| note.kind == NoteKind::Remark);
        groups::is_numbered(text)
            && above.zip(note).is_some_and(|(line, note)| line.span == note.span)
    }

    /// 河北省（续）: the heading of the group printed again on the next page.
    pub(super) fn is_heading_again(&self, text: &str) -> bool {
        let Some(bare) = ["（续）", "(续)", "（续前）", "（续上页）"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
        else {
            return false;
        };
        let current = self.roster.groups.last().and_then(|group| group.path.last());
        !self.fresh && current.is_some_and(|name| compact(name) == bare)
    }
}

/// 抄送：省委办公厅: no row of a list reads so.
pub(super) fn is_copied(text: &str) -> bool {
    ["抄送", "抄报", "主送", "分送"]
        .iter()
        .filter_map(|word| text.strip_prefix(word))
        .any(|rest| rest.starts_with(['：', ':']))
}

/// 2024年6月: when a table was made.
fn is_month(text: &str) -> bool {
    let day = format!("{}1日", text.strip_suffix('月').map_or("", |_| text));
    text.starts_with(|c: char| c.is_ascii_digit()) && date::is_line(&day)
}

/// Whether a text is an authority's name by its end.
fn is_authority(text: &str) -> bool {
    (text.ends_with(AUTHORITIES) || text.ends_with("办公室"))
        && !text.contains(['（', '）', '(', ')'])
}

/// Date, signature, whole sentences and the like below the table.
pub(super) fn is_closing(text: &str) -> bool {
    text.ends_with(['。', '：', ':'])
        || date::is_line(text)
        || words::is_below(text)
        || BELOW_TABLE.iter().any(|word| text.starts_with(word))
        || words::is_closing(text)
        || is_month(text)
        || words::is_caption(text)
        || words::is_imprint(text)
        || text.chars().all(|c| matches!(c, '-' | '—' | '_' | '=' | '─' | '*'))
}
