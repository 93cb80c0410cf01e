//! Headers of several lines in tables without vertical rules: which lines are theirs, and which of them make one
//! row of titles. Titles of fewer lines stand at the middle of the highest one, or at its top.

use super::captions;
use super::columns::Columns;
use super::header;
use super::kinds;
use super::lines::{Line, Segment};
use super::spacing::Lines;
use crate::text::compact;

/// How far the word over the serials may reach over two lines, in ems.
const WORD: f32 = 2.0;
/// Lines of a title are no farther apart, in ems.
const NEAR: f32 = 2.0;
/// Nor is a line of several titles below upper ones.
const BELOW: f32 = 2.5;
/// So much farther off than a title's lines are from each other is what is below the title.
const FREE: f32 = 1.05;
/// Full lines of a title are as wide as each other, but for so many ems.
const SAME: f32 = 1.6;
/// What is free beside a full line, with one more character, in ems.
const ROOM: f32 = 2.5;
/// Lines of a row are nearer to each other, by this, than to those of the header.
const CLOSER: f32 = 0.9;
/// Most lines of a header above its middle.
const HEIGHT: usize = 4;
/// How far lines at the same height may be apart, in ems.
const LEVEL: f32 = 0.25;

/// A header, and what is around it.
pub(super) struct Block<'b, 'l> {
    /// Lines from above the header down to the first row.
    lines: &'b [&'l Line],
    /// The one with the word over the serials.
    head: usize,
    /// The middle of that word.
    center: f32,
    columns: &'b Columns,
    /// Heights of rules.
    rules: &'b [f32],
}

impl<'b, 'l> Block<'b, 'l> {
    pub(super) fn of(
        lines: &'b [&'l Line],
        head: usize,
        columns: &'b Columns,
        rules: &'b [f32],
    ) -> Self {
        let own = lines.get(head).map_or(0.0, |line| line.bounds.center_y());
        // 序 above 号, with lines of other titles between them.
        let word = |line: &&Line| {
            let first = &line.segments[0];
            let own = columns.column(first) == 0 && first.text.chars().nth(1).is_none();
            own.then(|| first.bounds.center_y())
        };
        let lower = lines.get(head).and_then(word);
        let upper = lower.and_then(|lower| {
            let near = |line: &&&Line| lower - line.bounds.center_y() < WORD * columns.size;
            lines[..head].iter().rev().take_while(near).find_map(word)
        });
        let center = upper.map_or(own, |upper| f32::midpoint(upper, own));
        Self { lines, head, center, columns, rules }
    }

    /// The texts as far below the middle as a line is above it, in its columns or beside them.
    fn partners(&self, line: &Line) -> Vec<&'l Segment> {
        let size = self.columns.size;
        let up = self.center - line.bounds.center_y();
        if up <= LEVEL * size {
            return Vec::new();
        }
        let level = |at: &usize| {
            let own = self.lines[*at].bounds.center_y();
            // What is nearer to the line below it is of a row.
            let gap = |a: usize, b: usize| self.lines[b].bounds.y1 - self.lines[a].bounds.y1;
            let last = *at + 1 == self.lines.len();
            (own - self.center - up).abs() < LEVEL * size
                && !self.is_parted(line.bounds.center_y(), own)
                && (last || gap(*at, at + 1) > CLOSER * gap(at - 1, *at))
        };
        let own = |other: &&Segment| {
            let column = self.columns.column(other);
            line.segments.iter().any(|own| self.columns.column(own).abs_diff(column) <= 1)
        };
        let below = (self.head + 1..self.lines.len()).filter(level);
        below.flat_map(|at| &self.lines[at].segments).filter(own).collect()
    }

    /// Whether a rule parts two heights.
    fn is_parted(&self, from: f32, to: f32) -> bool {
        self.rules.iter().any(|rule| from < *rule && *rule < to)
    }

    /// The title at the middle of the header's height.
    fn title(&self, column: usize) -> Option<&'l Segment> {
        let lines = self.lines.iter().take(self.head + 1);
        let near = lines.filter(|line| {
            (line.bounds.center_y() - self.center).abs() < LEVEL * self.columns.size
        });
        near.flat_map(|line| &line.segments).find(|title| self.columns.column(title) == column)
    }

    /// Whether a line above is as far from the middle as another, with texts of the same titles, is below it. A
    /// caption and a heading may stand so by chance above and below titles: these are titles' lines only where brackets
    /// say so, or other titles have an even number of lines.
    pub(super) fn is_mirrored(&self, line: &Line) -> bool {
        self.is_even(line) || self.is_odd(line)
    }

    /// Whether its titles have lines above and below the middle, and none at it.
    fn is_even(&self, line: &Line) -> bool {
        let below = self.partners(line);
        line.segments.iter().all(|own| {
            let column = self.columns.column(own);
            let untitled = |other: &&Segment| {
                let beside = self.columns.column(other);
                beside.abs_diff(column) <= 1
                    && self.title(beside).is_none()
                    && !captions::says(&compact(&other.text))
            };
            column > 0 && !captions::says(&compact(&own.text)) && below.iter().any(untitled)
        })
    }

    /// Whether its titles have a line at the middle as well.
    fn is_odd(&self, line: &Line) -> bool {
        let size = self.columns.size;
        let up = self.center - line.bounds.center_y();
        let below = self.partners(line);
        let others = || {
            let above = self.lines[..self.head].iter();
            above.rev().take(HEIGHT).any(|line| self.is_even(line))
        };
        up < NEAR * size
            && line.segments.iter().all(|own| {
                let column = self.columns.column(own);
                let title = self.title(column);
                let even = title.is_some_and(|title| {
                    (title.bounds.width() - own.bounds.width()).abs() < SAME * size
                });
                let last = below.iter().find(|other| self.columns.column(other) == column);
                let says = |text: &str| captions::says(&compact(text));
                let told = |last: &&Segment| {
                    !says(&last.text) && (last.text.starts_with(['（', '(']) || others())
                };
                column > 0 && even && !says(&own.text) && last.is_some_and(told)
            })
    }

    /// Whether a line above the one with the word over the serials is the header's.
    fn has(&self, line: &Line) -> bool {
        let up = self.center - line.bounds.center_y();
        let size = self.columns.size;
        self.is_mirrored(line) || up <= LEVEL * size || self.columns.heads(line) && up < WORD * size
    }

    /// Whether a line has upper cells: what is as far below the middle is of more columns.
    fn is_upper(&self, line: &Line, below: impl Iterator<Item = &'l Line>) -> bool {
        header::is_upper(line, below, self.columns)
            && (!self.is_mirrored(line) || self.partners(line).len() > line.segments.len())
    }

    /// Whether some of a line's texts have one below them at their middle, and others have not.
    fn is_mixed(&self, line: &Line) -> bool {
        let below = self.partners(line);
        let centre = |segment: &Segment| f32::midpoint(segment.bounds.x0, segment.bounds.x1);
        let stands = |own: &&Segment| {
            let level =
                |other: &&&Segment| (centre(other) - centre(own)).abs() < 0.5 * self.columns.size;
            below.iter().any(|other| level(&other))
        };
        let count = line.segments.iter().filter(stands).count();
        !below.is_empty() && (1..line.segments.len()).contains(&count)
    }

    /// Where the header ends: below the lines that mirror others, or that go on with titles above them.
    fn end(&self) -> usize {
        let size = self.columns.size;
        let above = self.lines[..self.head].iter().rev().take_while(|line| self.has(line));
        let above: Vec<&&Line> = above.filter(|line| self.is_mirrored(line)).collect();
        let mut end = self.head + 1;
        // The last line is the first row's, or beyond what is looked at.
        while let Some(line) = self.lines.get(end).filter(|_| end + 1 < self.lines.len()) {
            let down = line.bounds.center_y() - self.center;
            let mirrors = |above: &&&Line| {
                (self.center - above.bounds.center_y() - down).abs() < LEVEL * size
            };
            let before = self.lines[end - 1].bounds.center_y();
            let parted = self.is_parted(before, line.bounds.center_y());
            if parted || !(above.iter().any(mirrors) || above.is_empty() && self.goes_on(end)) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a line below goes on with titles, or has some below an upper one: it is nearer to them than to what is
    /// below.
    fn goes_on(&self, at: usize) -> bool {
        let (line, columns) = (self.lines[at], self.columns);
        let gap = line.bounds.y1 - self.lines[at - 1].bounds.y1;
        // The first distance below that is another.
        let mut below = self.lines[at..].windows(2).map(|two| two[1].bounds.y1 - two[0].bounds.y1);
        let next = below.find(|next| (next - gap).abs() > (FREE - 1.0) * gap);
        let titles = || self.lines[self.head..at].iter().flat_map(|line| &line.segments);
        let above = |segment: &Segment| -> String {
            let own = columns.column(segment);
            let own = titles().filter(|title| columns.column(title) == own);
            own.map(|title| title.text.as_str()).collect()
        };
        // Titles need not be set like what is below them.
        let under = |segment: &Segment| {
            let own = columns.column(segment);
            let own =
                titles().filter(|title| columns.column(title) == own).map(|title| title.bounds);
            own.reduce(|a, b| a.hull(&b)).is_some_and(|title| {
                let slack = 0.5 * columns.size;
                title.x0 - slack < segment.bounds.x0 && segment.bounds.x1 < title.x1 + slack
            })
        };
        let fits = |segment: &Segment| match columns.column(segment) {
            0 => segment.text.chars().nth(1).is_none(),
            _ => columns.fits(segment).is_some() || under(segment),
        };
        let free = next.is_some_and(|next| next > gap);
        let told = |text: &Segment| {
            let above = above(text);
            let closes = captions::opens(&above) > 0 && captions::opens(&text.text) < 0;
            !above.is_empty()
                && (closes
                    || free && self.is_full(text, at) && !captions::says(&compact(&text.text)))
        };
        // Where one of several stands below no title they have an upper one; the rest of a row that the page cut has
        // none.
        let lower = line.segments.len() > 1 && line.segments.iter().any(|s| above(s).is_empty());
        let told = lower || line.segments.iter().all(told);
        let near = if line.segments.len() == 1 { NEAR } else { BELOW };
        gap < near * columns.size && columns.holds(line) && line.segments.iter().all(fits) && told
    }

    /// Whether the title above a text had no room for another character in its last line.
    fn is_full(&self, text: &Segment, at: usize) -> bool {
        let column = self.columns.column(text);
        let mut above = self.lines[self.head..at].iter().rev().flat_map(|line| &line.segments);
        let above = above.find(|title| self.columns.column(title) == column);
        let room = self.columns.edges.get(column..=column + 1).map(|edges| edges[1] - edges[0]);
        above.zip(room).is_some_and(|(above, room)| {
            room.is_finite() && above.bounds.width() + ROOM * self.columns.size > room
        })
    }

    /// The rows of titles: what stands over several of them, those at their height, and what is below an upper one.
    fn rows(&self, from: usize, end: usize) -> Vec<Lines<'l>> {
        let mut rows: Vec<Lines<'l>> = Vec::new();
        let mut own: Vec<&'l Line> = Vec::new();
        for at in from..end {
            let line = self.lines[at];
            let below = self.lines[at + 1..end].iter().copied();
            if at < self.head && self.is_upper(line, below) {
                rows.push(vec![line].into());
                continue;
            }
            let is_titled = |segment: &Segment| {
                let column = self.columns.column(segment);
                own.iter().flat_map(|line| &line.segments).any(|s| self.columns.column(s) == column)
            };
            // Where the titles beside them stand at their middle, those below upper ones are in one row with these.
            let beside = !rows.is_empty() && !line.segments.iter().any(is_titled);
            let lower = at > self.head && !line.segments.iter().all(is_titled) && !beside;
            if lower {
                rows.push(std::mem::take(&mut own).into());
            }
            own.push(line);
        }
        rows.push(own.into());
        rows.retain(|row| !row.lines.is_empty());
        rows
    }
}

/// The header of several lines among those of a table on one page, from its first line to the one behind its last, and
/// its rows. `one_line`: on the pages before it had one. `None` where it has one line, or none below the word over the serials.
pub(super) fn find<'l>(
    lines: &[&'l Line],
    (header, one_line): (Option<&str>, bool),
    columns: &Columns,
    rules: &[f32],
) -> Option<(std::ops::Range<usize>, Vec<Lines<'l>>)> {
    if one_line || !columns.is_numbered() {
        return None;
    }
    let first = lines.iter().position(|line| columns.anchors(line))?;
    let lines = &lines[..=first.min(kinds::HEADER_WITHIN)];
    let heads = |l: &&Line| columns.heads(l) || captions::is_header(l) || kinds::repeats(l, header);
    let head = lines.iter().rposition(heads)?;
    let block = Block::of(lines, head, columns, rules);
    let end = block.end();
    if end == head + 1 {
        return None;
    }
    let above = lines[..head].iter().rev().take_while(|line| block.has(line));
    let from = head - above.count();
    // A title of several lines beside one that stands over others.
    let above = &lines[from..head];
    // Nor is it told what titles over others are that mirror none.
    let rest = from.checked_sub(1).is_some_and(|at| lines[at].segments.len() > 1);
    if rest || above.iter().any(|line| block.is_mixed(line)) {
        return None;
    }
    Some((from..end, block.rows(from, end)))
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::ingest::pdf::columns::Columns;
    use crate::ingest::pdf::lines::{Line, lines};
    use crate::ingest::pdf::page::Glyph;

    /// Texts around their middles, a character ten points wide.
    fn line(base: f32, texts: &[(f32, &str)]) -> Line {
        let glyph = |(c, x0)| Glyph { c, x0, x1: x0 + 10.0, base, size: 10.0, strong: false };
        let set = texts.iter().flat_map(|(middle, text)| {
            let from = middle - text.chars().map(|_| 5.0).sum::<f32>();
            text.chars().zip((0u8..).map(move |at| from + 10.0 * f32::from(at)))
        });
        lines(&mut set.map(glyph).collect::<Vec<_>>()).remove(0)
    }

    /// The rows of the header above six rows of five columns.
    fn rows(header: &[(f32, &[(f32, &str)])]) -> Option<Vec<Vec<String>>> {
        let mut all: Vec<Line> = header.iter().map(|(base, texts)| line(*base, texts)).collect();
        let body = (1u8..7).map(|n| {
            let (serial, base) = (n.to_string(), 120.0 + 20.0 * f32::from(n));
            line(
                base,
                &[
                    (20.0, &serial),
                    (90.0, "某市某某厂"),
                    (170.0, "31"),
                    (220.0, "4"),
                    (280.0, "50"),
                ],
            )
        });
        all.extend(body);
        let lines: Vec<&Line> = all.iter().collect();
        let columns = Columns::of(&lines[header.len()..], true)?;
        let (_, rows) = find(&lines, (None, false), &columns, &[])?;
        let text = |line: &&Line| line.text().into_owned();
        Some(rows.iter().map(|row| row.lines.iter().map(text).collect()).collect())
    }

    #[test]
    fn titles_of_fewer_lines_stand_at_the_middle_of_the_highest() {
        let told = rows(&[
            (100.0, &[(280.0, "当年完")]),
            (106.0, &[(220.0, "投资")]),
            (112.0, &[(20.0, "序号"), (90.0, "名称"), (170.0, "年限"), (280.0, "成投资")]),
            (118.0, &[(220.0, "（元）")]),
            (124.0, &[(280.0, "（元）")]),
        ]);
        assert_eq!(told.map(|rows| rows.iter().map(Vec::len).collect()), Some(vec![5]));
    }

    #[test]
    fn titles_below_upper_ones_are_a_row_of_their_own() {
        let told = rows(&[
            (100.0, &[(195.0, "人数")]),
            (107.0, &[(20.0, "序号"), (90.0, "名称"), (280.0, "合计")]),
            (114.0, &[(170.0, "男"), (220.0, "女")]),
        ]);
        assert_eq!(told.map(|rows| rows.iter().map(Vec::len).collect()), Some(vec![1, 2]));
        let told = rows(&[
            (100.0, &[(20.0, "序号"), (90.0, "名称"), (195.0, "人数"), (280.0, "合计")]),
            (116.0, &[(170.0, "男"), (220.0, "女")]),
        ]);
        assert_eq!(told.map(|rows| rows.iter().map(Vec::len).collect()), Some(vec![1, 1]));
    }

    #[test]
    fn a_caption_and_a_heading_as_far_off_are_no_titles() {
        let told = rows(&[
            (95.0, &[(90.0, "某某名单附后")]),
            (
                112.0,
                &[(20.0, "序号"), (90.0, "名称"), (170.0, "年"), (220.0, "月"), (280.0, "合计")],
            ),
            (129.0, &[(90.0, "甲类")]),
        ]);
        assert_eq!(told, None);
    }
}
