//! Documents that a notice cites: titles between 《 》 and document numbers.

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
    let mut cites: Vec<Citation> = Vec::new();
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
            add(
                &mut cites,
                Citation {
                    title: Some(blank::close_up(name)),
                    number: number.map(|n| numbers::value(&compact(&text[n]))),
                    span: Span::of(offset + title.start, offset + end),
                },
            );
        }
        for number in numbers {
            // A number inside a cited title belongs to that title.
            let inside = titles(text).iter().any(|t| t.start < number.start && number.end < t.end);
            if !inside {
                add(
                    &mut cites,
                    Citation {
                        title: None,
                        number: Some(numbers::value(&compact(&text[number.clone()]))),
                        span: Span::of(offset + number.start, offset + number.end),
                    },
                );
            }
        }
    }
    cites
}

fn add(cites: &mut Vec<Citation>, cite: Citation) {
    let same = cites.iter_mut().find(|known| {
        (cite.title.is_some() && known.title == cite.title)
            || (cite.number.is_some() && known.number == cite.number)
    });
    match same {
        Some(known) if known.number.is_none() && cite.number.is_some() => *known = cite,
        Some(_) => {}
        None => cites.push(cite),
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
