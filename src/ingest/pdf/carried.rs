//! What stands at the top of a page to say that the table goes on: 续表, 表1（续）, the table's title and （续）.

use std::collections::HashSet;

use super::items::Sheet;
use super::lines::Line;
use crate::text::{carried, compact};

/// So many lines may stand above it: a running head, and the annex's mark.
const ABOVE: usize = 2;
/// It has no more characters than this, or it is a sentence.
const LONGEST: usize = 60;

/// Adds such lines to the furniture of their pages.
pub(super) fn find(sheets: &[Sheet], furniture: &mut [Vec<usize>]) {
    // What stood alone on a line of the pages before.
    let mut said: HashSet<String> = HashSet::new();
    for (number, (sheet, furniture)) in sheets.iter().zip(furniture).enumerate() {
        if number > 0 {
            let body = (0..sheet.items.len()).filter(|index| !furniture.contains(index));
            let found: Vec<usize> = body
                .take(ABOVE + 1)
                .map_while(|index| Some((index, sheet.line(index).and_then(alone)?)))
                .filter(|(_, text)| goes_on(text, &said))
                .map(|(index, _)| index)
                .collect();
            furniture.extend(found);
            furniture.sort_unstable();
        }
        said.extend((0..sheet.items.len()).filter_map(|i| sheet.line(i).and_then(alone)));
    }
}

/// What is all that stands on a line, without blanks.
fn alone(line: &Line) -> Option<String> {
    let [segment] = line.segments.as_slice() else { return None };
    Some(compact(&segment.text)).filter(|text| text.chars().count() <= LONGEST)
}

/// Whether a line says that what an earlier one begins goes on. A heading printed again, 河北省（续）, is for those who
/// know the groups.
fn goes_on(text: &str, said: &HashSet<String>) -> bool {
    let titled = |bare: &str| {
        let again = said.iter().any(|line| {
            line.strip_suffix(bare).is_some_and(|before| {
                before.is_empty() || carried::is_number(before.trim_end_matches(['：', ':']))
            })
        });
        again && bare.ends_with(['单', '表', '录'])
    };
    carried::is_mark(text)
        || carried::of(text).is_some_and(|bare| carried::is_number(bare) || titled(bare))
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn marks_and_titles_go_on_and_headings_do_not() {
        let said = ["附件1：示范基地名单", "河北省"].map(str::to_owned).into();
        for text in ["续表", "表1（续）", "附件（续）", "示范基地名单（续）"] {
            assert!(goes_on(text, &said), "{text}");
        }
        for text in ["河北省（续）", "示范基地名单", "其他名单（续）", "续建项目"]
        {
            assert!(!goes_on(text, &said), "{text}");
        }
    }
}
