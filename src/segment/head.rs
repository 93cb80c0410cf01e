//! The formal parts of a notice: issuers, number, title, addressees, date, annexes, citations.

mod cites;
mod names;
mod numbers;
mod particulars;

use super::line::{Line, LineKind};
use super::mark;
use super::roster::groups;
use super::{FAR, blank_lines_between, indent};
use crate::model::notice::Deadline;
use crate::model::{Date, Document, Head, Notice, RegionRole, Span, Spanned};
use crate::text::words::deeds::ADMITS;
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS};
use crate::text::{self, View, compact, date, numeral, traditional};
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

/// Reads the head from the letter's lines.
pub(super) fn read(document: &Document, lines: &[Line]) -> Parsed {
    let mut reader = Reader {
        document,
        lines,
        texts: lines.iter().map(|line| compact(document.slice(line.span))).collect(),
        head: Head::default(),
        roles: vec![None; lines.len()],
        impossible: Vec::new(),
    };
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

    /// A line by itself above or below the title that would be a document number if its year and figure
    /// were whole.
    fn broken_number(&self, title: Option<usize>) -> Option<Span> {
        if self.head.number.is_some() {
            return None;
        }
        let title = title?;
        let near = title.saturating_sub(6)..self.lines.len().min(title + 6);
        near.filter(|i| *i != title && self.readable(*i))
            .find(|i| numbers::is_broken(&self.texts[*i]))
            .map(|i| self.span(i))
    }

    /// The title: the first heading, else the first line or lines that read as one.
    fn title(&mut self, number: Option<usize>) -> Option<usize> {
        let top = self.lines.len().min(TOP);
        let open = |i: &usize| {
            self.readable(*i)
                && Some(*i) != number
                && mark::mark(&self.texts[*i]).is_none()
                && !self.texts[*i].ends_with(['：', ':', '。'])
        };
        let marked = |i: &usize| matches!(self.lines[*i].kind, LineKind::Heading(_));
        let chapter = |i: &usize| names::is_chapter(&self.texts[*i]);
        let heading = (0..top).filter(open).find(|i| marked(i) && !chapter(i));
        let printed = (0..top).filter(open).find(|i| self.starts_title(*i, top));
        // A line above the first heading may be the title, and the heading one of its parts.
        let heading = heading.filter(|at| printed.is_none_or(|printed| *at <= printed));
        let start = heading.or(printed)?;
        let (mut start, mut end) = (start, start);
        if heading.is_none() && start > 0 && open(&(start - 1)) && self.begins_above(start) {
            start -= 1;
        }
        // A long title is broken over lines; it ends with the word for its kind of document.
        while heading.is_none()
            && !names::ends_title(&self.texts[end])
            && end + 1 < top
            && end - start < 4
            && open(&(end + 1))
        {
            end += 1;
        }
        let value: String = (start..=end)
            .map(|i| text::blank::close_up(self.document.slice(self.lines[i].span)))
            .collect();
        let span = self.span(start).hull(self.span(end));
        self.head.title = Some(Spanned::new(value, span));
        for index in start..=end {
            self.take(index);
        }
        // Extractions often print the title twice.
        for index in end + 1..top {
            if self.readable(index) && self.texts[index] == self.texts[start] && start == end {
                self.take(index);
            }
        }
        Some(start)
    }

    fn starts_title(&self, index: usize, top: usize) -> bool {
        let text = &self.texts[index];
        let length = text.chars().count();
        if !(2..=90).contains(&length) {
            return false;
        }
        // 一、直接认定名单 heads a part.
        let numbered = groups::is_numbered(text);
        let named = names::ends_title(text) && (length >= 6 || index == 0) && !numbered;
        // 某办公厅关于发布某处等28处 | 新建某区名单的通知
        let body = text
            .split_once("关于")
            .is_some_and(|(body, rest)| names::is_body(body) && !rest.contains(['，', '。', '；']));
        let about = text.starts_with("关于")
            || body
            || text.contains("关于印发")
            || text.contains("关于公布");
        let closes = || (index..top.min(index + 5)).any(|i| names::ends_title(&self.texts[i]));
        named || (about && closes())
    }

    /// Whether the title whose last line was found begins on the line directly above it, the first of the
    /// document: 某市推荐第五批重点村镇 / 备选单位评审结果公示.
    fn begins_above(&self, start: usize) -> bool {
        let (text, last) = (&self.texts[start - 1], &self.texts[start]);
        let length = text.chars().count();
        let first = self.lines[..start - 1].iter().all(Line::is_furniture);
        let gap = blank_lines_between(self.document, &self.lines[start - 1], &self.lines[start]);
        // A title that is whole begins with a body, or says what it is about.
        let whole = last.contains("关于") || last.starts_with('第');
        let other = names::is_body(text)
            || names::ends_title(text)
            || names::is_remark(text)
            || text.starts_with(['（', '(', '【', '附'])
            || groups::is_numbered(text)
            || date::is_line(text);
        first
            && gap == 0
            && !whole
            && !other
            && (6..=40).contains(&length)
            && text
                .chars()
                .all(|c| text::blank::is_han(c) || c.is_ascii_digit() || "“”《》、（）".contains(c))
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
        let sentence =
            |i: &usize| self.texts[*i].ends_with('。') && !names::is_remark(&self.texts[*i]);
        let found = (after..self.lines.len().min(after + 6))
            .take_while(|i| !sentence(i))
            .filter(|i| self.roles[*i].is_none())
            .find(|i| {
                let text = &self.texts[*i];
                text.ends_with(['：', ':'])
                    && text.chars().count() <= 400
                    && mark::mark(text).is_none()
                    && !names::is_sentence(text)
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

    /// Walks up from the letter's end over dates and signatures; returns the line above which the
    /// annex list ends.
    fn tail(&mut self, body: usize) -> usize {
        let mut end = self.lines.len();
        let mut signatures = Vec::new();
        // 国管局 财政部关于…: who signs is named there; a name above the signatures is a row.
        let title = self.head.title.as_ref().map(|title| compact(&title.value));
        let named = title.as_deref().and_then(|title| title.split_once("关于")).map(|t| t.0);
        let named = named.unwrap_or_default().to_owned();
        // 教育部办公厅 and 教育部高等教育司 sign for 教育部.
        let printed = self.head.title.as_ref().map_or("", |title| title.value.as_str());
        let before = printed.split_once("关于").map_or("", |(before, _)| before);
        let bodies = names::split_bodies(before);
        let within = |text: &str| {
            bodies.iter().any(|(body, _)| body.chars().count() > 2 && text.starts_with(body))
        };
        let mut known = false;
        while end > body {
            let index = end - 1;
            let text = &self.texts[index];
            let dated = self.roles[index] == Some(RegionRole::Head);
            let of_title = named.contains(text.as_str()) || within(text);
            // Set far to the right over the date, whatever the title calls it.
            let far = end < self.lines.len() && signatures.is_empty() && self.is_far(index);
            let listed = |lower: &usize| self.is_far_of(*lower, index);
            let signed = self.readable(index)
                && text.chars().count() <= SIGNATURE_MOST
                && (names::is_body(text) || ((of_title || far) && names::is_office(text)))
                && (of_title || !(known || signatures.last().is_some_and(listed)))
                && (signatures.is_empty() || !self.goes_on(index))
                && numeral::without_number(text).len() == text.len()
                && mark::mark(text).is_none();
            known |= signed && of_title;
            if signed {
                signatures.push(index);
            } else if !(dated || self.lines[index].is_furniture() || names::is_remark(text)) {
                break;
            } else if !dated && !self.lines[index].is_furniture() {
                self.take(index);
            }
            end = index;
        }
        signatures.reverse();
        let letterhead = !self.head.issuers.is_empty();
        for index in signatures {
            if letterhead { self.take(index) } else { self.add_issuers(index) }
        }
        end
    }

    /// Whether a line is set far to the right of the one above it.
    fn is_far(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|above| self.is_far_of(index, above))
    }

    /// Whether a line is set far to the right of another, which is set in as paragraphs are.
    fn is_far_of(&self, index: usize, other: usize) -> bool {
        const PARAGRAPH: usize = 4;
        let (own, other) = (&self.lines[index], &self.lines[other]);
        let other = indent(self.document, other);
        other <= PARAGRAPH && other + FAR <= indent(self.document, own)
    }

    /// Whether a line belongs to the paragraph above it: a blank line stands below it, none above.
    fn goes_on(&self, index: usize) -> bool {
        let gap = |above: usize, below: usize| {
            blank_lines_between(self.document, &self.lines[above], &self.lines[below]) > 0
        };
        let above = index.checked_sub(1).filter(|above| self.roles[*above].is_none());
        let body = above.is_some_and(|above| !names::is_body(&self.texts[above]));
        body && index + 1 < self.lines.len() && gap(index, index + 1) && !gap(index - 1, index)
    }

    /// The annexes that the letter announces: `附件：1.某名单`, `2.某表`.
    fn annexes(&mut self, body: usize, tail: usize) {
        let first = (body..tail).rev().find(|i| {
            self.readable(*i) && mark::mark(self.document.slice(self.lines[*i].span)).is_some()
        });
        let Some(first) = first else { return };
        let mut first = first;
        // Several lines may each start with 附件1, 附件2 …
        while first > body && mark::mark(self.document.slice(self.lines[first - 1].span)).is_some()
        {
            first -= 1;
        }
        if tail - first > 30 {
            return;
        }
        for index in first..tail {
            if self.roles[index].is_some() || self.lines[index].is_furniture() {
                continue;
            }
            let line = self.document.slice(self.lines[index].span);
            let title = mark::mark(line).map_or(line, |mark| mark.title);
            let title = numeral::without_number(title);
            if !title.is_empty() {
                let at = self.lines[index].span.start as usize + line.find(title).unwrap_or(0);
                let span = Span::of(at, at + title.len());
                let name = text::blank::close_up(title);
                self.head
                    .annexes
                    .push(Spanned::new(name.trim_end_matches(['。', '；']).to_owned(), span));
            }
            self.take(index);
        }
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

/// Reads the dates by which something is due, `11月15日前`, from the letter. A year that is not
/// printed is that of the notice, or the next where the day would lie before it.
pub(super) fn deadlines(document: &Document, notice: &mut Notice) {
    let issued = notice.head.date.as_ref().map(|date| date.value);
    for paragraph in &notice.body {
        let view = View::join(&paragraph.pieces, &document.text);
        let text = &view.text;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let digit_before =
                text[..at].chars().last().is_some_and(|p| text::numeral::digit(p).is_some());
            let date = if digit_before { None } else { date::prefix(&text[at..]) };
            let Some(date) = date else {
                at += c.len_utf8();
                continue;
            };
            let end = at + date.len;
            let due = ["前", "之前", "以前", "止"].iter().any(|word| text[end..].starts_with(word));
            if due
                && date.day != 0
                && let Some((value, year_inferred)) = due_date(date, issued)
            {
                notice.head.deadlines.push(Deadline {
                    raw: text[at..end].to_owned(),
                    date: value,
                    year_inferred,
                    span: view.span(at, end),
                });
            }
            at = end;
        }
    }
}

fn due_date(found: date::Found, issued: Option<Date>) -> Option<(Date, bool)> {
    if let Some(date) = found.date() {
        return Some((date, false));
    }
    let issued = issued?;
    let date = Date::new(issued.year, found.month, found.day)?;
    if date >= issued {
        Some((date, true))
    } else {
        Date::new(issued.year + 1, found.month, found.day).map(|d| (d, true))
    }
}
