//! The end of a letter: who signs it, and the annexes it announces.

use super::{Reader, SIGNATURE_MOST, names};
use crate::model::{RegionRole, Span, Spanned};
use crate::segment::{FAR, blank_lines_between, indent, mark};
use crate::text::blank::is_blank;
use crate::text::{self, compact, numeral, persons};

impl Reader<'_> {
    /// Walks up from the letter's end over dates and signatures; returns the line above which the
    /// annex list ends.
    pub(super) fn tail(&mut self, body: usize) -> usize {
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
        // 附件：1.甲名单 over 2.乙名单: what stands below without a number, over the date, is who signs.
        let titles = mark::titles(self.document, self.lines);
        let mut known = false;
        while end > body {
            let index = end - 1;
            let text = &self.texts[index];
            let dated = self.roles[index] == Some(RegionRole::Head);
            let of_title = named.contains(text.as_str()) || within(text);
            // Set far to the right over the date, whatever the title calls it.
            let far = end < self.lines.len() && signatures.is_empty() && self.is_far(index);
            let listed_above = end < self.lines.len()
                && signatures.is_empty()
                && self.roles[end..].iter().flatten().next().is_some()
                && index.checked_sub(1).is_some_and(|above| titles.contains(&above))
                && !titles.contains(&index);
            let listed = |lower: &usize| self.is_far_of(*lower, index);
            let signed = self.readable(index)
                && text.chars().count() <= SIGNATURE_MOST
                && (names::is_body(text)
                    || ((of_title || far) && names::is_office(text))
                    || (listed_above && !names::ends_title(text)))
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
        let rows = self.rows_among(&signatures, |text| named.contains(text) || within(text));
        if rows > 0 {
            end = signatures.get(rows).copied().unwrap_or(self.lines.len());
            signatures.drain(..rows);
        }
        let letterhead = !self.head.issuers.is_empty();
        for index in signatures {
            if letterhead { self.take(index) } else { self.add_issuers(index) }
        }
        end
    }

    /// How many of the lines that could be signatures are rows of a list that ends above them: those below 名单如下：
    /// or a numbered heading, and those that a blank line parts from the last ones while none parts them from each other.
    fn rows_among(&self, signatures: &[usize], of_title: impl Fn(&str) -> bool) -> usize {
        let (Some(first), Some(last)) = (signatures.first(), signatures.last()) else { return 0 };
        let above = (0..*first).rev().find(|index| !self.lines[*index].is_furniture());
        let Some(above) = above.filter(|_| signatures.len() > 1) else { return 0 };
        if self.are_rows(signatures) {
            return signatures.len();
        }
        // 谭庆　某职业学院 below others like it: nobody signs so.
        if self.is_person_of(above)
            && let Some(last) = signatures.iter().rposition(|index| self.is_person_of(*index))
        {
            return last + 1;
        }
        let gap = |above: usize, below: usize| {
            blank_lines_between(self.document, &self.lines[above], &self.lines[below]) > 0
        };
        let own = signatures.iter().position(|index| of_title(&self.texts[*index]));
        let gaps: Vec<usize> =
            (1..signatures.len()).filter(|at| gap(signatures[at - 1], signatures[*at])).collect();
        let mixed = !gaps.is_empty() && gaps.len() + 1 < signatures.len();
        let text = &self.texts[above];
        let alike = self.ends_alike(*last, signatures[signatures.len() - 2]);
        // 降级名单（2家） over 甲公司 and 乙公司 counts them, and announces no annex.
        let annex = mark::mark(text).is_some()
            || names::ends_title(numeral::without_number(text)) && !(is_counted(text) && alike);
        let rows = if !annex && heads_rows(text) {
            match gaps.last() {
                Some(at) if mixed => *at,
                _ if alike => signatures.len(),
                _ => signatures.len() - 1,
            }
        } else {
            let listed = |at: &&usize| **at > 1 && gaps.len() == 1 && !gap(above, *first);
            gaps.last().filter(|_| mixed).filter(listed).copied().unwrap_or(0)
        };
        // 三、丙公司 is the last item itself, and offices below it sign.
        let item = numeral::without_number(text).len() < text.len() && !is_counted(text);
        let signs = |index: &usize| item && self.texts[*index].ends_with(SIGNS);
        let signed = signatures.iter().position(signs).unwrap_or(rows);
        own.map_or(rows, |own| rows.min(own)).min(signed)
    }

    /// Whether bodies at the very end of the file, under no date, are the last rows of a list with others like them above:
    /// 某党丙市委员会, 某党丁县委员会.
    fn are_rows(&self, signatures: &[usize]) -> bool {
        const ALIKE: usize = 3;
        const LOOKED: usize = 64;
        let (Some(first), Some(last)) = (signatures.first(), signatures.last()) else {
            return false;
        };
        let end = |index: usize| self.texts[index].chars().rev().take(ALIKE).collect::<String>();
        let lead = |index: usize| self.texts[index].chars().take(ALIKE).collect::<String>();
        let own = (lead(*last), end(*last));
        let like = |index: usize| own == (lead(index), end(index));
        let above = (0..*first).rev().take(LOOKED).filter(|index| like(*index)).count();
        !self.roles[*last..].contains(&Some(RegionRole::Head))
            && signatures.iter().all(|index| like(*index))
            && above >= signatures.len().min(2)
    }

    /// Whether two lines end in the same word: 甲公司 and 乙公司 are rows, neither signs below the other.
    fn ends_alike(&self, one: usize, other: usize) -> bool {
        let end = |index: usize| self.texts[index].chars().rev().take(2).collect::<String>();
        end(one) == end(other) && !self.texts[one].ends_with(SIGNS)
    }

    /// Whether a line is a person and, behind a wide gap, what the person belongs to: 谭　庆　　某职业学院.
    fn is_person_of(&self, index: usize) -> bool {
        let line = self.document.slice(self.lines[index].span).trim_matches(is_blank);
        let wide = |c: char| c == '\u{3000}' || c == '\t';
        let mut ends = line.char_indices().filter(|(at, c)| {
            wide(*c) || (is_blank(*c) && line[at + c.len_utf8()..].starts_with(is_blank))
        });
        // The last such gap is the one between them: a name of two characters may have its own.
        let Some((at, _)) = ends.next_back() else { return false };
        let (name, body) = (compact(&line[..at]), compact(&line[at..]));
        persons::is_name(&name) && body.chars().count() > 2
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
    pub(super) fn annexes(&mut self, body: usize, tail: usize) {
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
}

/// How the names of offices end that sign.
const SIGNS: [char; 10] = ['局', '厅', '部', '委', '会', '办', '署', '室', '处', '府'];

/// Whether a line ends in a count in brackets: 企业班组（4个）.
fn is_counted(text: &str) -> bool {
    let inner = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    inner.is_some_and(|(_, inner)| numeral::prefix(inner.trim_start_matches('共')).is_some())
}

/// Whether a line has rows below it: 名单如下：, 二、企业班组（4个）.
fn heads_rows(text: &str) -> bool {
    /// Longest heading, in characters.
    const HEADING_MOST: usize = 30;
    let announces = text.ends_with(['：', ':'])
        && ["如下", "以下", "下列", "名单", "分别"].iter().any(|word| text.contains(word));
    let numbered = numeral::without_number(text).len() < text.len()
        && !text.contains(['。', '，', '；', '：', ':']);
    announces || ((is_counted(text) || numbered) && text.chars().count() <= HEADING_MOST)
}
