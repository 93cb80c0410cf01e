//! Which lines go on with the line above: paragraphs broken to fit the page.

use super::items::{Item, Sheet};
use super::lines::Line;
use super::names;
use crate::text::{compact, numeral};

/// The left and right edge of a page's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    left: f32,
    right: f32,
    /// The same of the first table, whose title may be as wide as it.
    table: Option<(f32, f32)>,
}

impl Measure {
    /// The edges that the lines of a page keep; tables do not count, unless there is nothing else.
    pub(super) fn of(sheet: &Sheet, furniture: &[usize]) -> Option<Self> {
        let bounds = |tables: bool| {
            let kept = sheet.items.iter().enumerate().filter(|(index, item)| {
                !furniture.contains(index) && (tables || matches!(item, Item::Line(_)))
            });
            kept.map(|(_, item)| item.bounds()).reduce(|a, b| a.hull(&b))
        };
        let hull = bounds(false).or_else(|| bounds(true))?;
        let lines = (0..sheet.items.len()).filter(|index| !furniture.contains(index));
        let full = |line: &&Line| hull.x1 - line.bounds.x1 < line.size;
        // One or two lines may be the widest and not full: then the margins are as wide as each other.
        let told = lines.filter_map(|index| sheet.line(index)).filter(full).nth(2).is_some();
        let right = if told { hull.x1 } else { hull.x1.max(sheet.page.width - hull.x0) };
        let mut tables = sheet.items.iter().filter(|item| matches!(item, Item::Table(_)));
        let table = tables.next().map(|item| (item.bounds().x0, item.bounds().x1));
        Some(Self { left: hull.x0, right, table })
    }
}

/// Whether `below` goes on with `above`, each with the measure of its page; `over`: at the top of
/// the next page.
pub(super) fn goes_on(above: (&Line, Measure), below: (&Line, Measure), over: bool) -> bool {
    let ((above, before), (below, after)) = (above, below);
    let size = above.size.max(1.0);
    let alike = (above.size - below.size).abs() < 0.15 * size && above.strong() == below.strong();
    let gap = below.bounds.y0 - above.bounds.y1;
    let near = over || (gap < 1.6 * size && gap > -0.5 * size);
    // A line is full where the next one's first word would not have fitted.
    let mut word = 2.3 * size;
    if leaves_open(above) {
        word = word.max((first_word(below) + 0.3 * size).min(LONGEST_WORD * size));
    }
    let centered = |line: &Line, (left, right): (f32, f32)| {
        let middle = f32::midpoint(left, right);
        (f32::midpoint(line.bounds.x0, line.bounds.x1) - middle).abs() < 1.2 * size
    };
    // In a printed sheet a title is broken at the edges of the table.
    let over_table = !over
        && before.table.is_some_and(|table| {
            table.1 - above.bounds.x1 < word && centered(above, table) && centered(below, table)
        });
    let full = before.right - above.bounds.x1 < word || over_table;
    let wide = above.bounds.width() > 12.0 * size;
    if !alike || !near || !full || !wide || starts_anew(below) || names::are_joined(above) {
        return false;
    }
    if is_title(above) && is_document_number(&compact(&below.text())) {
        return false;
    }
    // What is set at the right has no more lines at the left.
    let flush =
        below.bounds.x0 - after.left < 0.6 * size && above.bounds.x0 - before.left < DEEPEST * size;
    let title = above.bounds.x0 - before.left < 1.5 * size;
    let both = |measure: Measure| (measure.left, measure.right);
    // The first line of a paragraph is set in at the left and full at the right.
    let set_in =
        below.bounds.x0 - after.left > 1.4 * size && after.right - below.bounds.x1 < 0.7 * size;
    flush
        || over_table
        || (!over
            && title
            && !set_in
            && centered(above, both(before))
            && centered(below, both(after)))
}

/// So many ems a paragraph's first line may be set in.
const DEEPEST: f32 = 8.0;

/// So many ems of a word may not have fitted.
const LONGEST_WORD: f32 = 8.0;

/// Brackets in pairs.
const BRACKETS: [(char, char); 5] =
    [('（', '）'), ('(', ')'), ('〔', '〕'), ('《', '》'), ('[', ']')];

/// Whether a bracket is open at the end of a line.
fn leaves_open(line: &Line) -> bool {
    let text = line.text();
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    BRACKETS.iter().any(|(open, close)| count(*open) > count(*close))
}

/// How wide the beginning of a line is up to where it could have been broken first: 〔2005〕 is one word,
/// with brackets that end no line and begin none.
fn first_word(line: &Line) -> f32 {
    let Some(first) = line.segments.first() else { return 0.0 };
    let mut end = first.bounds.x0;
    // What the next character may be without a break before it: anything, more of the word, or its closing.
    let (mut any, mut graphic) = (true, true);
    for (c, place) in first.text.chars().zip(&first.places) {
        let opens = BRACKETS.iter().any(|(open, _)| *open == c);
        let closes = BRACKETS.iter().any(|(_, close)| *close == c);
        let goes_on = any || closes || (graphic && c.is_ascii_graphic() && !opens);
        if !goes_on {
            break;
        }
        end = place.1;
        any &= opens;
        graphic = c.is_ascii_graphic() && !closes;
    }
    end - first.bounds.x0
}

/// Whether a line may be one of a title: it has none of a sentence's marks, and no bracket is open at its end.
fn is_title(line: &Line) -> bool {
    !line.text().contains(['。', '，', '；', '：', ',', ':', ';']) && !leaves_open(line)
}

/// Whether a text without blanks is the number of a document and nothing else: 示办〔2024〕9号.
fn is_document_number(text: &str) -> bool {
    /// Characters of the letters in front, at most.
    const MARK_MOST: usize = 16;
    let Some((mark, rest)) = text.split_once(['〔', '［', '[', '﹝', '（', '(']) else {
        return false;
    };
    let Some((year, rest)) = rest.split_once(['〕', '］', ']', '﹞', '）', ')']) else {
        return false;
    };
    let Some(serial) = rest.strip_suffix('号') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letters = |c: char| c.is_alphabetic() || c.is_ascii_digit();
    (2..=MARK_MOST).contains(&mark.chars().count())
        && mark.chars().all(letters)
        && year.len() == 4
        && digits(year)
        && digits(serial.strip_prefix('第').unwrap_or(serial))
}

/// Whether a line opens with a number or mark that begins a paragraph.
fn starts_anew(line: &Line) -> bool {
    let text = compact(&line.text());
    if text.starts_with("附件") {
        return true;
    }
    let (body, bracket) = match text.strip_prefix(['(', '（', '第']) {
        Some(rest) => (rest, true),
        None => (text.as_str(), false),
    };
    let Some((n, length)) = numeral::prefix(body) else { return false };
    let close = body[length..].chars().next();
    n < 1000
        && if bracket {
            matches!(close, Some(')' | '）' | '条' | '章' | '节' | '编'))
        } else {
            matches!(close, Some('、' | '．'))
                || (close == Some('.')
                    && !body[length + 1..].starts_with(|c: char| c.is_ascii_digit()))
        }
}

#[cfg(test)]
mod tests {
    use super::{Line, Measure, goes_on};
    use crate::ingest::pdf::lines::Segment;
    use crate::ingest::pdf::page::Rect;

    /// A line of ten points that begins at the left edge.
    fn line(text: &str, y: f32) -> Line {
        let mut segment = Segment { text: text.to_owned(), ..Segment::default() };
        let mut at = 50.0;
        for c in text.chars() {
            let width = if c.is_ascii() { 5.0 } else { 10.0 };
            segment.places.push((at, at + width));
            at += width;
        }
        let bounds = Rect { x0: 50.0, x1: at, y0: y, y1: y + 10.0 };
        segment.bounds = bounds;
        Line { segments: vec![segment], bounds, size: 10.0, overprinted: false }
    }

    #[test]
    fn a_document_number_is_no_more_of_the_title_above() {
        let joined = |above: &str, below: &str| {
            let measure =
                Measure { left: 50.0, right: line(above, 0.0).bounds.x1 + 10.0, table: None };
            goes_on((&line(above, 20.0), measure), (&line(below, 34.0), measure), false)
        };
        let title = "关于公布某某专家库第七批入库人员名单的通知";
        for number in ["示办〔2024〕9号", "示公管 [2024] 第19号"] {
            assert!(!joined(title, number), "{number}");
        }
        // Sentences cite numbers, and the rest of a title may have one in it.
        assert!(joined("各区人民政府，按照某某省某某厅的通知要求和", "示办〔2024〕9号"));
        assert!(joined("关于废止某某专家库管理暂行办法的通知（示发", "办〔2024〕9号）"));
        assert!(joined("关于转发某某专家库入库人员名单的通知和转发", "示办〔2024〕9号文件的通知"));
    }

    #[test]
    fn a_line_is_full_where_the_next_word_had_no_room() {
        let above = "七、关于印发某某暂行办法的通知（某府发";
        let measure = |room: f32| Measure {
            left: 50.0,
            right: line(above, 0.0).bounds.x1 + room,
            table: None,
        };
        let joined = |above: &str, below: &str, room: f32| {
            let measure = measure(room);
            goes_on((&line(above, 20.0), measure), (&line(below, 34.0), measure), false)
        };
        assert!(joined(above, "〔2005〕18号）", 38.0));
        assert!(!joined(above, "〔2005〕18号）", 48.0), "the word would have had room");
        assert!(!joined(above, "某市某区", 38.0), "one character would have had room");
        let closed = "七、关于印发某某暂行办法的通知某府发文";
        assert!(!joined(closed, "〔2005〕18号", 38.0), "nothing is open");
        assert!(joined(closed, "某市某区", 18.0));
    }

    #[test]
    fn a_line_set_in_at_the_left_and_full_at_the_right_begins_a_paragraph() {
        let above = line("甲省：某市某厂、某市某公司、某市某学校、某市某某医院", 20.0);
        let measure = Measure { left: 50.0, right: above.bounds.x1 + 4.0, table: None };
        let mut below = line("乙省：某市某厂、某市某公司、某市某学校、某市某院", 34.0);
        assert!(goes_on((&above, measure), (&below, measure), false));
        (below.bounds.x0, below.bounds.x1) = (70.0, below.bounds.x1 + 20.0);
        assert!(!goes_on((&above, measure), (&below, measure), false));
    }

    #[test]
    fn a_title_goes_on_where_it_is_as_wide_as_its_table_and_nothing_does_at_the_right() {
        let at = |text: &str, x: f32, y: f32| {
            let mut line = line(text, y);
            let width = line.bounds.width();
            (line.bounds.x0, line.bounds.x1) = (x, x + width);
            line.segments[0].bounds = line.bounds;
            line
        };
        let measure = |table| Measure { left: 50.0, right: 500.0, table };
        let title = at("某年某省公共租赁住房保障对象名", 120.0, 20.0);
        let rest = at("单（第二批）", 165.0, 34.0);
        let joined = |table| goes_on((&title, measure(table)), (&rest, measure(table)), false);
        assert!(joined(Some((115.0, 275.0))));
        assert!(!joined(None) && !joined(Some((50.0, 500.0))));
        let right = at("填报单位：某某省科学技术厅（盖章）", 325.0, 20.0);
        let heading = at("一等奖：", 50.0, 34.0);
        assert!(!goes_on((&right, measure(None)), (&heading, measure(None)), false));
    }
}
