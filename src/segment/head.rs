//! The formal parts of a notice: issuers, number, title, addressees, date, annexes, citations.

mod cites;
mod deadlines;
mod names;
mod numbers;
mod particulars;
mod tail;
mod title;

use std::ops::Range;

use super::line::{Line, LineKind};
use super::mark;
use super::roster::words;
use crate::model::{Document, Head, RegionRole, Span, Spanned};
use crate::text::words::deeds::ADMITS;
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS};
use crate::text::{self, compact, date, numeral, traditional};
pub(super) use deadlines::deadlines;
pub(super) use names::is_post;
use particulars::Particular;

/// A head and the role it gives each line of the letter; `None` for the letter's own paragraphs.
pub(super) struct Parsed {
    pub(super) head: Head,
    pub(super) roles: Vec<Option<RegionRole>>,
    /// Lines that are dates of days that there are not.
    pub(super) impossible: Vec<Span>,
    /// A line that is a document number but for a part of it.
    pub(super) broken_number: Option<Span>,
}

/// How far down the letter a title or number may stand, in lines.
const TOP: usize = 40;

/// Longest signature line, in characters.
const SIGNATURE_MOST: usize = 40;

/// Whether a line without blanks is a signature: a body's name, or a remark of form beside it.
pub(super) fn is_signature(text: &str) -> bool {
    text.chars().count() <= SIGNATURE_MOST
        && (names::is_body(text) || names::is_office(text) || names::is_remark(text))
}

/// Whether a line without blanks is a remark of form that stands beside a signature.
pub(super) fn is_form(text: &str) -> bool {
    names::is_remark(text)
}

/// Whether a line without blanks ends as a document's title does.
pub(super) fn is_title(text: &str) -> bool {
    names::ends_title(text)
}

/// Whether a line without blanks is a document's number and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    numbers::document_number(text).is_some_and(|number| number.alone)
}

/// Where the date begins in a line that is a body's name and a date: 国务院2018年7月24日.
pub(super) fn date_behind_body(line: &str) -> Option<usize> {
    let at = line.find(|c: char| numeral::digit(c).is_some() || c == '二')?;
    let (body, day) = line.split_at(at);
    (date::is_line(day) && names::is_body(&compact(body))).then_some(at)
}

/// Whether a line before a colon says to whom a letter speaks, and heads nothing: 各有关单位：, 名单如下：.
pub(super) fn speaks_to(text: &str) -> bool {
    ["各", "有关", "如下"].iter().any(|word| text.contains(word))
}

/// Reads the head from the letter's lines.
pub(super) fn read(document: &Document, lines: &[Line]) -> Parsed {
    let mut reader = Reader {
        document,
        lines,
        texts: lines.iter().map(|line| compact(document.slice(line.span))).collect(),
        head: Head::default(),
        roles: vec![None; lines.len()],
        impossible: Vec::new(),
        tables: Vec::new(),
    };
    reader.tables = tables_of_lines(&reader.texts);
    let number = reader.number();
    let title = reader.title(number);
    reader.announcement(title);
    reader.issuers_above(number, title);
    let body = reader.addressees(title, number);
    reader.dates();
    let tail = reader.tail(body);
    reader.annexes(body, tail);
    if reader.head.issuers.is_empty() {
        reader.issuer_of_title();
    }
    reader.front_matter();
    reader.head.cites = cites::read(document, lines, &reader.roles);
    let broken_number = reader.broken_number(title);
    let Reader { head, roles, impossible, .. } = reader;
    Parsed { head, roles, impossible, broken_number }
}

struct Reader<'a> {
    document: &'a Document,
    lines: &'a [Line],
    /// The lines without blanks.
    texts: Vec<String>,
    head: Head,
    roles: Vec<Option<RegionRole>>,
    impossible: Vec<Span>,
    /// The rows of tables that stand in the letter a cell a line.
    tables: Vec<Range<usize>>,
}

/// Rows of tables in the letter, a cell a line: from a line 1 on, further serials a row apart. Serials that begin anew are
/// another group's, of which one row alone counts as wide as those before it. Their dates and numbers are cells, and nobody
/// signs there.
fn tables_of_lines(texts: &[String]) -> Vec<Range<usize>> {
    const ROW: Range<usize> = 3..24;
    let serial = |text: &String, number: usize| {
        text.len() <= 4
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse() == Ok(number)
    };
    let next_of = |number: usize, from: usize, most: usize| {
        texts.iter().enumerate().take(most).skip(from).find(|(_, text)| serial(text, number))
    };
    let mut tables: Vec<Range<usize>> = Vec::new();
    let (mut at, mut width) = (0, usize::MAX);
    while let Some((first, _)) = next_of(1, at, texts.len()) {
        let (mut last, mut number) = (first, 1);
        while let Some((next, _)) = next_of(number + 1, last + 1, last + ROW.end) {
            width = width.min(next - last);
            (last, number) = (next, number + 1);
        }
        at = last + 1;
        let rows = number > 1 || !tables.is_empty();
        if rows && ROW.contains(&width) {
            tables.push(first..last + width);
        }
    }
    tables
}

impl Reader<'_> {
    fn span(&self, index: usize) -> Span {
        text::trim(self.lines[index].span, &self.document.text)
    }

    fn take(&mut self, index: usize) {
        self.roles[index] = Some(RegionRole::Head);
    }

    fn readable(&self, index: usize) -> bool {
        matches!(self.lines[index].kind, LineKind::Text | LineKind::Heading(_))
            && !self.in_table(index)
    }

    fn in_table(&self, index: usize) -> bool {
        let behind = self.tables.partition_point(|table| table.start <= index);
        behind > 0 && self.tables[behind - 1].contains(&index)
    }

    /// The document number on a line of its own.
    fn number(&mut self) -> Option<usize> {
        let index = (0..self.lines.len().min(TOP)).find(|i| {
            self.readable(*i) && numbers::document_number(&self.texts[*i]).is_some_and(|n| n.alone)
        })?;
        let number = numbers::document_number(&self.texts[index])?;
        self.head.number = Some(Spanned::new(numbers::value(number.text), self.span(index)));
        self.take(index);
        Some(index)
    }

    /// The number that announcements and orders bear, beside their title or at its end: 2023年第19号, 公告第807号.
    fn announcement(&mut self, title: Option<usize>) {
        let Some(title) = title.filter(|_| self.head.number.is_none()) else { return };
        let near = (title + 1..title + 3).chain(title.checked_sub(1));
        let alone = |i: &usize| {
            *i < self.lines.len()
                && self.readable(*i)
                && numbers::announcement(&self.texts[*i]).is_some_and(|(start, _)| start == 0)
        };
        let at = near.into_iter().find(alone);
        let index = at.unwrap_or(title);
        let Some((_, number)) = numbers::announcement(&self.texts[index]) else { return };
        self.head.number = Some(Spanned::new(numbers::value(number), self.span(index)));
        self.take(index);
    }

    /// Issuers in the letterhead: lines above the number and the title that name bodies.
    fn issuers_above(&mut self, number: Option<usize>, title: Option<usize>) {
        let top = match (number, title) {
            (Some(a), Some(b)) => a.min(b),
            (Some(a), None) | (None, Some(a)) => a,
            (None, None) => return,
        };
        for index in 0..top {
            if self.readable(index) && names::is_body(&self.texts[index]) {
                self.add_issuers(index);
            }
        }
    }

    /// Adds the issuer or issuers that a line names.
    fn add_issuers(&mut self, index: usize) {
        let span = self.span(index);
        for (name, range) in names::split_bodies(self.document.slice(span)) {
            let span = Span::of(span.start as usize + range.start, span.start as usize + range.end);
            self.head.issuers.push(Spanned::new(name, span));
        }
        self.take(index);
    }

    /// Whom the notice is addressed to; returns the first line of the body.
    fn addressees(&mut self, title: Option<usize>, number: Option<usize>) -> usize {
        let Some(title) = title else { return 0 };
        let after = title.max(number.unwrap_or(0)) + 1;
        // Whom a letter is addressed to stands before its first sentence.
        let sentence = |i: &usize| {
            let text = &self.texts[*i];
            // 名单如下： says that what follows is listed.
            let announces = ["如下：", "如下:"].iter().any(|end| text.ends_with(end));
            (text.ends_with('。') && !names::is_remark(text)) || announces
        };
        // A list that is a file of its own speaks to nobody: 一等奖： below 获奖名单 heads its first names, where no sentence
        // goes on from it.
        let own = &self.texts[title];
        let list = words::ends_as_list(own) && !own.contains("关于");
        let found = (after..self.lines.len().min(after + 6))
            .take_while(|i| !sentence(i))
            .filter(|i| self.roles[*i].is_none())
            .find(|i| {
                let text = &self.texts[*i];
                text.ends_with(['：', ':'])
                    && text.chars().count() <= 400
                    && mark::mark(text).is_none()
                    && !names::is_sentence(text)
                    && !is_post(text)
                    && (!list
                        || speaks_to(text)
                        || self.texts.get(i + 1).is_some_and(|next| {
                            next.ends_with('。') && !names::is_remark(next)
                        }))
                    // 试点城市（5个）：
                    && !(super::claims::holds_count(text)
                        && text.trim_end_matches(['：', ':']).ends_with(['）', ')']))
                    // 授予6位同志“最美教师”称号：
                    && !(super::claims::holds_count(text)
                        && ADMITS
                            .iter()
                            .chain(DEEDS)
                            .chain(CLAUSE_OPENERS)
                            .any(|verb| text.contains(verb)))
            });
        let Some(index) = found else { return after };
        let line = self.document.slice(self.lines[index].span);
        let value = text::blank::close_up(line);
        let value = value.trim_end_matches(['：', ':']).to_owned();
        let span = self.span(index);
        self.head.addressees.push(Spanned::new(value, span));
        self.take(index);
        index + 1
    }

    /// Lines that are a date: the last one in the letter is the date of issue.
    fn dates(&mut self) {
        for index in 0..self.lines.len() {
            if !self.readable(index) || self.lines[index].span.len() > 80 {
                continue;
            }
            let line = self.document.slice(self.lines[index].span);
            if let Some(date) = date::whole(line) {
                self.head.date = Some(Spanned::new(date, self.span(index)));
                self.take(index);
            } else if date::is_impossible(line) {
                self.impossible.push(self.span(index));
                self.take(index);
            } else {
                self.signed_and_dated(index);
            }
        }
    }

    /// 国务院2018年7月24日: who signs and the date on one line.
    fn signed_and_dated(&mut self, index: usize) {
        let span = self.span(index);
        let line = self.document.slice(span);
        let Some(at) = date_behind_body(line) else { return };
        let (body, day) = line.split_at(at);
        let day_span = Span::of(span.start as usize + at, span.end as usize);
        if let Some(date) = date::whole(day) {
            self.head.date = Some(Spanned::new(date, day_span));
        } else {
            self.impossible.push(day_span);
        }
        if self.head.issuers.is_empty() {
            for (name, range) in names::split_bodies(body) {
                let of = |at: usize| span.start as usize + at;
                self.head
                    .issuers
                    .push(Spanned::new(name, Span::of(of(range.start), of(range.end))));
            }
        }
        self.take(index);
    }

    /// `上海市某局关于公布…的通知`: the body before 关于 issues the notice.
    fn issuer_of_title(&mut self) {
        let Some(title) = &self.head.title else { return };
        let printed = self.document.slice(title.span);
        let Some(about) = printed.find("关于") else { return };
        let name = compact(&printed[..about]);
        if names::is_body(&name) {
            let span = Span::of(title.span.start as usize, title.span.start as usize + about);
            self.head.issuers.push(Spanned::new(name, text::trim(span, &self.document.text)));
        }
    }

    /// What an extraction wrote into its front matter, or a site into its card of particulars, fills what
    /// the text itself leaves open.
    fn front_matter(&mut self) {
        for index in 0..self.lines.len().min(60) {
            if !self.lines[index].is_furniture() {
                continue;
            }
            let span = self.span(index);
            for particular in particulars::read(self.document.slice(span)) {
                self.particular(&particular, span.start as usize);
            }
        }
    }

    fn particular(&mut self, particular: &Particular<'_>, line: usize) {
        let value = particular.value;
        let at = line + particular.at;
        let place = Span::of(at, at + value.len());
        match traditional::simplify(&compact(particular.key)).as_str() {
            "文号" | "发文字号" if self.head.number.is_none() => {
                if let Some(number) = numbers::document_number(value) {
                    self.head.number = Some(Spanned::new(numbers::value(number.text), place));
                }
            }
            "发布日期" | "成文日期" | "发文日期" | "印发日期" | "颁发日期"
                if self.head.date.is_none() =>
            {
                if let Some(date) = date::whole(value) {
                    self.head.date = Some(Spanned::new(date, place));
                }
            }
            "发布单位" | "发文机关" | "发布机构"
                if self.head.issuers.is_empty() && !value.is_empty() =>
            {
                for (name, range) in names::split_bodies(value) {
                    let span = Span::of(at + range.start, at + range.end);
                    self.head.issuers.push(Spanned::new(name, span));
                }
            }
            _ => {}
        }
    }
}
