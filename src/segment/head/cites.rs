//! Documents that a notice cites: titles between 《 》 and document numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::numbers;
use crate::model::notice::Citation;
use crate::model::{Document, RegionRole, Span};
use crate::segment::line::Line;
use crate::text::{blank, compact};

/// Citations in the letter's paragraphs, each document once: at the first place that gives its
/// number, else at its first mention.
pub(super) fn read(
    document: &Document,
    lines: &[Line],
    roles: &[Option<RegionRole>],
) -> Vec<Citation> {
    let mut cites = Cites::default();
    for (line, role) in lines.iter().zip(roles) {
        if role.is_some() || line.is_furniture() {
            continue;
        }
        let text = document.slice(line.span);
        let offset = line.span.start as usize;
        let mut numbers = numbers::document_numbers(text);
        for title in titles(text) {
            // The number follows the title at once, in brackets.
            let rest = &text[title.end..];
            let bracket = rest.starts_with(['（', '(']);
            let number = numbers
                .iter()
                .position(|n| bracket && n.start >= title.end && n.start - title.end <= 8)
                .map(|index| numbers.remove(index));
            let name = text[title.clone()].trim_start_matches('《').trim_end_matches('》');
            let end = number.as_ref().map_or(title.end, |n| n.end);
            cites.add(Citation {
                title: Some(blank::close_up(name)),
                number: number.map(|n| numbers::value(&compact(&text[n]))),
                span: Span::of(offset + title.start, offset + end),
            });
        }
        for number in numbers {
            // A number inside a cited title belongs to that title.
            let inside = titles(text).iter().any(|t| t.start < number.start && number.end < t.end);
            if !inside {
                cites.add(Citation {
                    title: None,
                    number: Some(numbers::value(&compact(&text[number.clone()]))),
                    span: Span::of(offset + number.start, offset + number.end),
                });
            }
        }
    }
    cites.all
}

/// The documents cited so far, and where each stands by its title and by its number.
#[derive(Default)]
struct Cites {
    all: Vec<Citation>,
    titles: HashMap<String, usize, FixedState>,
    numbers: HashMap<String, usize, FixedState>,
}

impl Cites {
    fn add(&mut self, cite: Citation) {
        let titled = cite.title.as_ref().and_then(|title| self.titles.get(title));
        let numbered = cite.number.as_ref().and_then(|number| self.numbers.get(number));
        let at = match titled.into_iter().chain(numbered).min() {
            Some(known) if self.all[*known].number.is_some() || cite.number.is_none() => return,
            Some(known) => *known,
            None => self.all.len(),
        };
        if let Some(title) = &cite.title {
            self.titles.entry(title.clone()).or_insert(at);
        }
        if let Some(number) = &cite.number {
            let first = self.numbers.entry(number.clone()).or_insert(at);
            *first = at.min(*first);
        }
        match self.all.get_mut(at) {
            Some(known) => *known = cite,
            None => self.all.push(cite),
        }
    }
}

/// Byte ranges of 《…》, inner titles left inside the outer one.
fn titles(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0u32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::titles;

    #[test]
    fn titles_nest() {
        let text = "按《转发《甲》的通知》和《乙》办";
        let found: Vec<&str> = titles(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["《转发《甲》的通知》", "《乙》"]);
        assert!(titles("《未完").is_empty());
    }
}
