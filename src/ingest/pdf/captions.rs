//! Lines right above a header that are none of its titles: a group's heading, a table's title, a note on
//! all of it. They may stand as near to it as the lines of a title stand to each other.

use std::collections::HashMap;

use super::columns::Columns;
use super::header;
use super::items::Sheet;
use super::lines::{Line, Segment};
use super::page::Rect;
use super::serials::is_section;
use crate::model::Role;
use crate::text::{compact, date, headers, numeral};

/// How near to the middle of a header a caption is centred, in ems.
const CENTRED: f32 = 0.3;
/// How far from the middle of the title below it, in ems.
const OFF: f32 = 0.6;

/// Lines of one title follow each other within so many ems.
const NEAR: f32 = 1.7;

/// What stands so many ems above a header is near it.
const FAR: f32 = 2.5;

/// What titles of tables end with.
const TITLES: [&str; 6] = ["名单", "目录", "清单", "一览表", "汇总表", "统计表"];

/// What stands right above the headers of a document, by what these say: over one header it is not twice of its
/// titles.
#[derive(Debug, Default)]
pub(super) struct Captions {
    above: HashMap<String, Vec<String>>,
}

impl Captions {
    pub(super) fn of(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Self {
        let mut all = Self::default();
        for (sheet, skip) in sheets.iter().zip(furniture) {
            for at in 0..sheet.items.len() {
                let header = sheet.line(at).filter(|line| is_header(line) && !skip.contains(&at));
                let Some(header) = header else { continue };
                let before = at.checked_sub(1).filter(|above| !skip.contains(above));
                let above = before.and_then(|above| sheet.line(above)).filter(|above| {
                    above.segments.len() == 1
                        && header.bounds.y1 - above.bounds.y1 < FAR * header.size
                });
                let above = above.map_or_else(String::new, |line| compact(&line.text()));
                let known = all.above.entry(compact(&header.text())).or_default();
                if known.len() < 3 && !known.contains(&above) {
                    known.push(above);
                }
            }
        }
        all
    }

    /// Whether a line is a caption over a header; `next`: the line below the header.
    pub(super) fn has(
        &self,
        line: &Line,
        header: &Line,
        next: Option<&Line>,
        columns: &Columns,
    ) -> bool {
        let [text] = line.segments.as_slice() else { return false };
        let said = compact(&header.text());
        let above = self.above.get(&said).map_or(&[][..], Vec::as_slice);
        // A title over several others may be left out where the header stands again.
        let is_upper = || header::is_upper(line, std::iter::once(header), columns);
        says(&compact(&text.text))
            || above.iter().filter(|text| !text.is_empty()).count() > 1
            || (above.len() > 1 || stands_apart(line, header, next, columns)) && !is_upper()
    }
}

/// Whether a line begins with the word over the serials.
fn is_header(line: &Line) -> bool {
    line.segments.len() > 1 && headers::role_of(&line.segments[0].text) == Some(Role::Serial)
}

/// Whether a line's place shows that it is a caption over a header: the header has a title for each column,
/// and the line stands at its middle and not over one of them, or would have had room beside the one it stands over.
/// `next`: the line below the header.
fn stands_apart(line: &Line, header: &Line, next: Option<&Line>, columns: &Columns) -> bool {
    let [text] = line.segments.as_slice() else { return false };
    let middle = |bounds: &Rect| f32::midpoint(bounds.x0, bounds.x1);
    let off = |bounds: &Rect| (middle(bounds) - middle(&line.bounds)).abs();
    let apart = || {
        off(&header.bounds) < CENTRED * line.size
            && header.segments.iter().all(|s| off(&s.bounds) > OFF * line.size)
    };
    let column = columns.column(text);
    let own = |segment: &&Segment| columns.column(segment) == column;
    // The titles of a column on three lines stand around those on one.
    let goes_on = || {
        next.is_some_and(|next| {
            next.bounds.y1 - header.bounds.y1 < NEAR * line.size
                && next.segments.iter().any(|s| own(&s))
        })
    };
    let spare = || {
        let title = header.segments.iter().find(own);
        title.is_some_and(|title| {
            title.bounds.width() + text.bounds.width() + line.size < columns.room(column)
        })
    };
    header.segments.len() == columns.len() && (apart() || spare() && !goes_on())
}

/// Whether a text says that it is a heading, a table's title or a note.
fn says(text: &str) -> bool {
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    // （万元） is the rest of a title, （共5家） and （排名不分先后） are none.
    let note = bracketed && text.chars().count() >= 6 && !is_unit(text);
    let counts = |text: &str| {
        let count = text.trim_start_matches(['（', '(']).strip_prefix('共');
        count.is_some_and(|count| numeral::prefix(count).is_some())
    };
    is_section(text)
        || note
        || text.contains(['：', ':'])
        || text.contains("不分先后")
        || TITLES.iter().any(|title| text.ends_with(title))
        || counts(text)
        || is_month(text)
        || date::is_line(text)
}

/// Whether brackets hold what a title is measured in, or an alternative to it: they name no more than that.
fn is_unit(text: &str) -> bool {
    text.contains(['/', '／', '万', '元', '%', '％'])
}

/// 2022年9月, 2022年.
fn is_month(text: &str) -> bool {
    let Some((year, rest)) = text.split_once('年') else { return false };
    let number = |text: &str| numeral::whole(text).is_some();
    let month = rest.is_empty() || rest.strip_suffix('月').is_some_and(number);
    year.chars().count() == 4 && number(year) && month
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn captions_say_what_they_are() {
        for text in [
            "一、综合基地",
            "（一）农业类",
            "甲省（6家）",
            "数字乡村建设试验基地名单",
            "（排名不分先后）",
            "（根据专家评审得分排序）",
            "单位：万元",
            "共5家",
            "（共5家）",
            "2022年9月",
            "2022年9月29日",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "统一社会",
            "（万元）",
            "（社会组织/个人）",
            "所在县（市、",
            "法人代表",
            "2022年产值",
            "公司名称",
        ] {
            assert!(!says(text), "{text}");
        }
    }
}
