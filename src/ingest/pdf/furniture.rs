//! Running heads, feet and page numbers: what stands in the margins of several pages.

use std::collections::HashMap;

use super::captions::says;
use super::columns::is_numbered;
use super::items::{Item, Sheet};
use crate::text::{compact, numeral};

/// The margins in which furniture stands, as parts of the page's height.
const HEAD: f32 = 0.115;
const FOOT: f32 = 0.88;
/// Room between furniture and text, in ems.
const ROOM: f32 = 0.7;
/// The type of what is printed around a page, in parts of the page's own.
const SMALL: f32 = 0.8;
/// The type of a title, in parts of that of the page's tables.
const LARGE: f32 = 1.2;
/// How many lines from the edge are looked at.
const DEEP: usize = 3;
/// So many pages, or all of fewer, show that a number above their margins is theirs; two at least.
const MOST_PAGES: usize = 3;
/// Most watermarks of one document.
const MOST_MARKS: usize = 50;

/// A line in a margin.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
struct Margin {
    index: usize,
    /// The page it stands on.
    page: u32,
    head: bool,
    /// Where it stands.
    y: f32,
    /// Its text without blanks.
    text: String,
    pattern: String,
    /// It stands above a numbered row as a header does.
    heads: bool,
    /// Some room parts it from the text of the page.
    apart: bool,
    /// Nothing but rules does.
    near: bool,
    /// How large its type is, in parts of that of the page's tables.
    scale: f32,
    /// It is a number that stands as the page's last line, above the margin.
    low: bool,
}

/// Per page, the indices of the items that are furniture.
pub(super) fn find(sheets: &[Sheet]) -> Vec<Vec<usize>> {
    let margins: Vec<Vec<Margin>> = sheets.iter().map(margin).collect();
    // By side and pattern, the heights at which the text stands.
    let mut seen: HashMap<(bool, &str), Vec<&Margin>> = HashMap::new();
    for line in margins.iter().flatten().filter(|line| !line.low) {
        seen.entry((line.head, &line.pattern)).or_default().push(line);
    }
    // A text stands in the margin by habit where three pages have it, or both of two.
    let often = if sheets.len() < 3 { 2 } else { 3 };
    let level = |a: &Margin, b: &Margin| a.head == b.head && (a.y - b.y).abs() < 3.0;
    // Where it stands, and whether nothing else does.
    let mut habits: HashMap<(bool, &str), (f32, bool)> = HashMap::new();
    for (key, lines) in &seen {
        // A title of the same words may stand below it on one page.
        let mut by_place = lines.clone();
        by_place.sort_by(|a, b| a.y.total_cmp(&b.y));
        let Some(line) = by_place.get(lines.len() / 2) else { continue };
        let count = lines.iter().filter(|other| level(line, other)).count();
        if count < often || lines.iter().any(|line| line.heads) || !counts_pages(lines) {
            continue;
        }
        // Where it stands no other text does, or hardly any.
        let rare = |other: &&Margin| seen[&(other.head, other.pattern.as_str())].len() < often;
        let others = margins.iter().flatten().filter(|other| !other.low && level(line, other));
        let others = others.filter(rare).count();
        habits.insert(*key, (line.y, count >= others));
    }
    let bare = bare_numbers(&margins, sheets);
    let marks = marks(sheets);
    let pages = margins.iter().zip(bare).enumerate();
    pages
        .map(|(number, (page, bare))| {
            // The mark of an annex repeats where it runs on; where it changes it is content.
            let before = number.checked_sub(1).map(|before| &margins[before]);
            let runs_on = |text: &str| before.is_some_and(|b| b.iter().any(|m| m.text == text));
            // Headings and counts of tables stand near their rules too.
            let same = |line: &Margin| {
                let others = seen[&(line.head, line.pattern.as_str())].iter();
                let others = others.filter(|other| level(line, other) && other.text == line.text);
                others.count() >= often
                    && (line.head || !line.pattern.contains('#'))
                    && !says(&line.text)
            };
            let place = |line: &Margin| match habits.get(&(line.head, line.pattern.as_str())) {
                Some((y, true)) if line.apart && !line.low && (!line.near || same(line)) => {
                    Some(*y)
                }
                _ => None,
            };
            let is_habit = |line: &Margin| place(line).is_some();
            // Of two lines of the same words the one in the usual place is it.
            let elsewhere = |line: &Margin| {
                let twin = |m: &&Margin| m.pattern == line.pattern && m.head == line.head;
                // A title that stands so on many pages is as much of a habit.
                let here = || {
                    let all = seen.get(&(line.head, line.pattern.as_str()));
                    all.map_or(0, |all| all.iter().filter(|other| level(line, other)).count())
                };
                place(line).is_some_and(|y| {
                    let off = |m: &Margin| (m.y - y).abs();
                    let beside = page.iter().filter(twin).any(|m| off(m) < 3.0);
                    off(line) >= 3.0 && beside && here() < often
                })
            };
            // Where titles take turns, each is of its own page.
            let turns = |line: &Margin| {
                let other = |m: &Margin| {
                    level(m, line) && m.scale > LARGE && m.pattern != line.pattern && is_habit(m)
                };
                let around = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
                line.scale > LARGE && around.filter_map(|at| margins.get(at)).flatten().any(other)
            };
            let is = |line: &&Margin| {
                let habit = is_habit(line) && !turns(line) && !elsewhere(line);
                is_page_number(&line.text)
                    || bare.contains(&line.index)
                    || (habit
                        && numeral::whole(&line.text).is_none()
                        && (!line.head || !is_annex_mark(&line.text) || runs_on(&line.text)))
            };
            let mut found: Vec<usize> = page.iter().filter(is).map(|line| line.index).collect();
            found.extend(marked(&sheets[number], &marks));
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

/// Watermarks that cross the text of some page, as text and size.
fn marks(sheets: &[Sheet]) -> Vec<(String, f32)> {
    let lines = sheets.iter().flat_map(|sheet| &sheet.slanted);
    let mut marks: Vec<(String, f32)> =
        lines.map(|line| (compact(&line.text()), line.size)).collect();
    marks.retain(|(text, _)| text.chars().nth(1).is_some());
    marks.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    marks.dedup();
    marks.truncate(MOST_MARKS);
    marks
}

/// The lines of a page that are such a watermark where no text is below it.
fn marked<'s>(sheet: &'s Sheet, marks: &'s [(String, f32)]) -> impl Iterator<Item = usize> + 's {
    let lines = if marks.is_empty() { 0 } else { sheet.items.len() };
    (0..lines).filter(move |index| {
        sheet.line(*index).is_some_and(|line| {
            marks.iter().any(|(text, size)| (line.size - size).abs() < 0.1 && line.says(text))
        })
    })
}

/// The size of an item's type; of a table, the height of its first text.
fn size(item: &Item) -> f32 {
    match item {
        Item::Line(line) => line.size,
        Item::Table(draft) => {
            let mut parts =
                draft.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.parts);
            parts.find(|part| !part.text.is_empty()).map_or(0.0, |part| part.bounds.height())
        }
    }
}

/// The lines in a page's margins.
fn margin(sheet: &Sheet) -> Vec<Margin> {
    let height = sheet.page.height.max(1.0);
    let tables = sheet.items.iter().filter(|item| matches!(item, Item::Table(_)));
    let small = tables.map(size).fold(f32::MAX, f32::min);
    let line = |index: usize, head: bool| {
        let line = sheet.line(index)?;
        let text = compact(&line.text());
        let below = sheet.line(index + 1);
        let heads = line.segments.len() > 1
            && below.is_some_and(|below| {
                is_numbered(below) && below.bounds.y0 - line.bounds.y1 < 1.5 * line.size
            });
        // Room between it and the next item further in.
        let inner = if head { Some(index + 1) } else { index.checked_sub(1) };
        let inner = inner.and_then(|index| sheet.items.get(index));
        let (apart, near) = inner.map_or((true, false), |item| {
            let inner = item.bounds();
            let room = (inner.y0 - line.bounds.y1).max(line.bounds.y0 - inner.y1);
            // Near to it comes what a program prints around a page, in small type, and what rules part from it: the
            // header of a table may stand over them, in several columns.
            let ruled = matches!(item, Item::Table(draft) if draft.exact);
            let small = line.size < SMALL * size(item);
            let apart = room > ROOM * line.size || (room > 0.0 && small);
            let near = !apart && room > 0.0 && ruled && line.segments.len() == 1;
            (apart || near, near)
        });
        let pattern = pattern(&text);
        let (page, y) = (sheet.page.number, line.bounds.y1);
        let scale = line.size / small;
        let low = !head && line.bounds.y0 <= FOOT * height && bare(&text).is_some();
        let margin = Margin { index, page, head, y, text, pattern, heads, apart, near, scale, low };
        Some((line.bounds, margin))
    };
    let count = sheet.items.len();
    let head = (0..count).take(DEEP).map_while(|index| line(index, true));
    let foot = (0..count).rev().take(DEEP).map_while(|index| line(index, false));
    let head = head.filter(|(bounds, _)| bounds.y1 < HEAD * height);
    // A page scaled down has its page number where others have text.
    let foot = foot.enumerate().filter(|(nth, (bounds, line))| {
        let number = || line.low || is_page_number(&line.text);
        bounds.y0 > FOOT * height || (*nth == 0 && bounds.y0 > 0.3 * height && number())
    });
    let mut head: Vec<Margin> = head.map(|(_, line)| line).collect();
    let mut foot: Vec<Margin> = foot.map(|(_, (_, line))| line).collect();
    // Heads of two lines have room below the second.
    for side in [&mut head, &mut foot] {
        for at in (1..side.len()).rev() {
            if !side[at - 1].apart {
                (side[at - 1].apart, side[at - 1].near) = (side[at].apart, side[at].near);
            }
        }
    }
    head.append(&mut foot);
    head
}

/// The text with each number made one mark, so that page numbers do not tell lines apart.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if numeral::digit(c).is_some() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// The numbers of lines of one pattern stay the same or go up with the pages, mostly. Those of a
/// table's last rows, page by page, go up by as many rows as a page has.
fn counts_pages(lines: &[&Margin]) -> bool {
    let counts = |pair: &&[&Margin]| {
        let pages = u64::from(pair[1].page.abs_diff(pair[0].page));
        let mut both = numbers(&pair[0].text).zip(numbers(&pair[1].text));
        both.all(|(one, other)| one == other || other.checked_sub(one) == Some(pages))
    };
    let pairs = lines.windows(2);
    2 * pairs.clone().filter(counts).count() >= pairs.len()
}

/// The numbers of a text; one that is too large is the largest.
fn numbers(text: &str) -> impl Iterator<Item = u64> {
    let runs = text.split(|c| numeral::digit(c).is_none()).filter(|run| !run.is_empty());
    runs.map(|run| {
        run.chars()
            .filter_map(numeral::digit)
            .fold(0u64, |number, digit| number.saturating_mul(10).saturating_add(digit))
    })
}

/// The number that is all of a text: 3, iii.
fn bare(text: &str) -> Option<u64> {
    numeral::whole(text).or_else(|| roman(text)).filter(|n| *n < 100_000)
}

/// A Roman numeral in small letters, below forty.
fn roman(text: &str) -> Option<u64> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = text.trim_start_matches('x');
    let tens = text.len() - ones.len();
    let ones = ONES.iter().position(|own| *own == ones)?;
    (!text.is_empty() && tens < 4).then_some((10 * tens + ones) as u64)
}

/// `— 3 —`, `-3-`, `第3页`, `第三页`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(text: &str) -> bool {
    let said = text.strip_prefix('第').and_then(|text| text.strip_suffix('页'));
    if said.is_some_and(|number| numeral::whole(number).is_some()) {
        return true;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '−' | '–' | '─' | '·' | '•' | '~');
    let pattern = pattern(text);
    let inner = pattern.trim_matches(dash);
    (inner == "#" && inner.len() < pattern.len())
        || matches!(
            inner,
            "第#页"
                | "第#页共#页"
                | "第#页/共#页"
                | "#/#"
                | "#/#页"
                | "第#页，共#页"
                | "Page#"
                | "Page#of#"
                | "共#页"
        )
}

fn is_annex_mark(text: &str) -> bool {
    ["附件", "附表", "附录"].iter().any(|mark| text.starts_with(mark))
}

/// Bare numbers that go up with the pages; above the margins, only those that stand at one place of most pages.
fn bare_numbers(margins: &[Vec<Margin>], sheets: &[Sheet]) -> Vec<Vec<usize>> {
    let mut votes: HashMap<i64, Vec<&Margin>> = HashMap::new();
    let offset = |text: &str, sheet: &Sheet| {
        Some(i64::try_from(bare(text)?).ok()? - i64::from(sheet.page.number))
    };
    for (page, sheet) in margins.iter().zip(sheets) {
        for line in page {
            if let Some(offset) = offset(&line.text, sheet) {
                votes.entry(offset).or_default().push(line);
            }
        }
    }
    let right = |o: i64, line: &Margin| {
        let votes = votes.get(&o).map_or(&[][..], Vec::as_slice);
        let level = || votes.iter().filter(|other| (other.y - line.y).abs() < 3.0).count();
        if line.low {
            level() >= MOST_PAGES.min(sheets.len().max(2)) && level() * 2 > sheets.len()
        } else {
            o == 0 || votes.len() >= 2
        }
    };
    margins
        .iter()
        .zip(sheets)
        .map(|(page, sheet)| {
            let is = |line: &&Margin| offset(&line.text, sheet).is_some_and(|o| right(o, line));
            page.iter().filter(is).map(|line| line.index).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::items::{Draft, Item, Sheet};
    use super::super::lines::{Line, Segment};
    use super::super::page::{Page, Rect};
    use super::{Margin, bare, counts_pages, find, is_page_number, pattern};

    fn counted(texts: &[&str]) -> bool {
        let line = |(text, page): (&&str, u32)| Margin {
            index: 0,
            page,
            head: false,
            y: 800.0,
            text: (*text).to_owned(),
            pattern: pattern(text),
            heads: false,
            apart: true,
            near: false,
            scale: 1.0,
            low: false,
        };
        let lines: Vec<Margin> = texts.iter().zip(3..).map(line).collect();
        counts_pages(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn feet_go_up_with_the_pages_and_rows_do_not() {
        assert!(counted(&["2018年版第12页", "2018年版第13页", "2018年版第14页"]));
        assert!(counted(&["甲厅制表", "甲厅制表", "甲厅制表"]));
        // Numbered anew in the second part.
        assert!(counted(&["甲表1", "甲表2", "甲表3", "甲表1", "甲表2", "甲表3"]));
        assert!(!counted(&["31云州市第2号", "63云州市第2号", "95云州市第2号"]));
        assert!(!counted(&["云州市甲第19号", "云州市甲第31号", "云州市甲第7号"]));
    }

    #[test]
    fn rules_part_a_running_head_from_a_table() {
        // Pages of a head, four points over a table.
        let found = |ruled: bool, heads: &[&str]| {
            let line = |texts: &[&str], y: f32| {
                let segment = |(at, text): (u8, &&str)| {
                    let x = 50.0 + 100.0 * f32::from(at);
                    let bounds = Rect::new(x, y, x + 40.0, y + 9.0);
                    Segment { text: (*text).to_owned(), bounds, ..Segment::default() }
                };
                let segments: Vec<Segment> = (0..).zip(texts).map(segment).collect();
                let bounds = segments.iter().map(|s| s.bounds).reduce(|a, b| a.hull(&b)).unwrap();
                Item::Line(Line { segments, bounds, size: 9.0, overprinted: false })
            };
            let bounds = Rect::new(40.0, 43.0, 500.0, 500.0);
            let table = Draft { exact: ruled, bounds, ..Draft::default() };
            let page = |number: u32| Sheet {
                page: Page { number, width: 595.0, height: 842.0, ..Page::default() },
                items: vec![line(heads, 30.0), Item::Table(Box::new(table.clone()))],
                ..Sheet::default()
            };
            find(&(1..=3).map(page).collect::<Vec<_>>()).concat()
        };
        assert_eq!(found(true, &["内部资料"]), [0, 0, 0]);
        assert!(found(false, &["内部资料"]).is_empty());
        // A heading of each page's table.
        assert!(found(true, &["甲类企业（5家）"]).is_empty());
        // Titles of its columns.
        assert!(found(true, &["名称", "地址"]).is_empty());
    }

    #[test]
    fn page_numbers() {
        for text in ["—3—", "-12-", "第3页", "第十二页", "第3页共9页", "3/9", "−61−"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["3", "第3页的内容", "-甲-", "2021年"] {
            assert!(!is_page_number(text), "{text}");
        }
        let numbers: Vec<Option<u64>> = ["3", "iv", "xii", "", "iix", "甲"].map(bare).into();
        assert_eq!(numbers, [Some(3), Some(4), Some(12), None, None, None]);
        assert_eq!(pattern("目录2018年版第12页"), "目录#年版第#页");
    }
}
