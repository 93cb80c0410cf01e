//! The title of a notice, and a line near it that is a document number but for a part of it.

use super::{Reader, TOP, names, numbers};
use crate::model::{Span, Spanned};
use crate::segment::line::{Line, LineKind};
use crate::segment::roster::groups;
use crate::segment::{blank_lines_between, mark};
use crate::text::{self, date};

impl Reader<'_> {
    /// A line by itself above or below the title that would be a document number if its year and figure
    /// were whole.
    pub(super) fn broken_number(&self, title: Option<usize>) -> Option<Span> {
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
    pub(super) fn title(&mut self, number: Option<usize>) -> Option<usize> {
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
        let headline = || (0..top).find(open).filter(|i| self.is_headline(*i));
        let start = heading.or(printed).or_else(headline)?;
        let alone = heading.is_some() || printed.is_none();
        let (mut start, mut end) = (start, start);
        if !alone && start > 0 && open(&(start - 1)) && self.begins_above(start) {
            start -= 1;
        }
        // A long title is broken over lines; it ends with the word for its kind of document.
        while !alone
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

    /// Whether the first line of a page is its headline: short, no sentence, over the line that says when and by whom it
    /// was published.
    fn is_headline(&self, index: usize) -> bool {
        const LENGTHS: std::ops::RangeInclusive<usize> = 6..=60;
        const DIGITS: usize = 6;
        let text = &self.texts[index];
        let below = self.texts.get(index + 1).filter(|_| self.lines[index + 1].is_furniture());
        let dated = |text: &String| text.chars().filter(char::is_ascii_digit).count() >= DIGITS;
        LENGTHS.contains(&text.chars().count())
            && !text.contains(['。', '；', '>', '|', '：', ':'])
            && below.is_some_and(dated)
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
}
