//! Names side by side, many a line, without rules: a list that runs on from line to line, not a table.

use super::items::{Item, Sheet};
use super::lines::{Line, Segment};
use crate::text::blank::is_han;
use crate::text::headers;

/// Fewest names of a line that begins such a list, and fewest such lines.
const SIDE_BY_SIDE: usize = 3;
const LINES: usize = 2;
/// Longest name, in characters.
const LONGEST: usize = 6;
/// At most one name in so many is met twice: what is met often is a value of a table's column.
const TWICE: usize = 8;
/// The two characters of a name set as wide as one of three are less than so many ems apart.
const APART: f32 = 1.6;

/// Names of two lines that begin at one edge do so within so many points.
const SAME_EDGE: f32 = 1.5;

/// Lines of names, one after another.
struct Block {
    from: usize,
    lines: Vec<Vec<Segment>>,
}

impl Block {
    fn end(&self) -> usize {
        self.from + self.lines.len()
    }

    /// Whether many a line has many names.
    fn is_sure(&self) -> bool {
        self.lines.iter().filter(|names| names.len() >= SIDE_BY_SIDE).count() >= LINES
    }

    fn edges(&self) -> impl Iterator<Item = f32> {
        self.lines.iter().flatten().map(|name| name.bounds.x0)
    }
}

/// Joins the names of each line of such a list, a wide gap between them. Below a heading it may have one line or
/// two, whose names stand under those of the others.
pub(super) fn find(sheets: &mut [Sheet]) {
    for sheet in sheets {
        let mut blocks: Vec<Block> = Vec::new();
        let mut from = 0;
        while from < sheet.items.len() {
            let lines = sheet.items[from..].iter().map_while(|item| names(item, 2)).collect();
            let block = Block { from, lines };
            from = block.end() + 1;
            // A header may have two lines, and the upper one words that no other header has.
            let around = block.from.saturating_sub(1)..block.end();
            let headed = || sheet.items[around].iter().any(is_header);
            if !block.lines.is_empty() && !headed() && are_names(&block.lines) {
                blocks.push(block);
            }
        }
        let sure = blocks.iter().filter(|block| block.is_sure());
        let edges: Vec<f32> = sure.flat_map(Block::edges).collect();
        let known = |x: f32| edges.iter().any(|edge| (edge - x).abs() < SAME_EDGE);
        blocks.retain(|block| block.is_sure() || block.edges().all(known));
        for (at, names) in blocks.into_iter().flat_map(|block| (block.from..).zip(block.lines)) {
            if let Item::Line(line) = &mut sheet.items[at] {
                join(line, names);
            }
        }
    }
}

/// Whether a line names the columns of a table.
fn is_header(item: &Item) -> bool {
    let Item::Line(line) = item else { return false };
    line.segments.len() > 1 && line.segments.iter().any(|s| headers::role_of(&s.text).is_some())
}

/// The names of a line that has nothing else, at least so many.
fn names(item: &Item, least: usize) -> Option<Vec<Segment>> {
    let Item::Line(line) = item else { return None };
    if line.segments.len() < least {
        return None;
    }
    // Most lines of tables have a number or a long text, and need no copy.
    let may = |segment: &Segment| {
        let own = || segment.text.chars().filter(|c| !is_inside(*c));
        own().all(is_han) && own().nth(LONGEST).is_none()
    };
    if !line.segments.iter().all(may) {
        return None;
    }
    let mut names: Vec<Segment> = Vec::with_capacity(line.segments.len());
    let mut halves = line.segments.iter().peekable();
    while let Some(segment) = halves.next() {
        let mut name = segment.clone();
        let single = |segment: &Segment| segment.text.chars().nth(1).is_none();
        if single(segment)
            && let Some(rest) = halves.next_if(|rest| {
                single(rest) && rest.bounds.x0 - segment.bounds.x1 < APART * line.size
            })
        {
            name.append(rest.clone());
        }
        if !is_name(&name.text) {
            return None;
        }
        names.push(name);
    }
    (names.len() >= least).then_some(names)
}

/// Whether the character stands between the parts of a name.
fn is_inside(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '·')
}

fn is_name(text: &str) -> bool {
    let own = text.chars().filter(|c| !is_inside(*c));
    let count = own.clone().count();
    (2..=LONGEST).contains(&count) && own.clone().all(is_han) && headers::role_of(text).is_none()
}

/// Whether the texts are each their own, as names are and the values of a column are not.
fn are_names(lines: &[Vec<Segment>]) -> bool {
    let mut texts: Vec<&str> = lines.iter().flatten().map(|name| name.text.as_str()).collect();
    texts.sort_unstable();
    let twice = texts.windows(2).filter(|pair| pair[0] == pair[1]).count();
    twice * TWICE <= texts.len()
}

/// Whether a line is one of names: the next line's are others.
pub(super) fn are_joined(line: &Line) -> bool {
    line.segments.len() == 1 && line.segments[0].text.contains("  ")
}

fn join(line: &mut Line, names: Vec<Segment>) {
    let joined = names.into_iter().reduce(|mut all, name| {
        // Two blanks: a wide gap, where one may stand within a name.
        all.text.push(' ');
        all.places.push((all.bounds.x1, all.bounds.x1));
        all.append(name);
        all
    });
    line.segments = joined.into_iter().collect();
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::ingest::pdf::typed;

    fn read(texts: &[&str]) -> Vec<String> {
        let mut sheets = [typed::sheet(texts, false)];
        find(&mut sheets);
        let items = 0..sheets[0].items.len();
        let text = |segments: &[super::Segment]| {
            segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join("/")
        };
        items.filter_map(|at| Some(text(&sheets[0].line(at)?.segments))).collect()
    }

    #[test]
    fn names_side_by_side_are_one_text() {
        let found = read(&["云州市", "王大明  李 丽  张小红", "赵 强  周文  吴新华", "郑国  孙兴"]);
        assert_eq!(found[1..], ["王大明  李 丽  张小红", "赵 强  周文  吴新华", "郑国  孙兴"]);
    }

    #[test]
    fn a_heading_may_have_few_names_under_those_of_others() {
        let texts = |last: &'static str| {
            ["王大明  李丽  张小红", "赵强    周文  吴新华", "河北省", last, "郑国    孙兴"]
        };
        assert_eq!(
            read(&texts("冯春花  陈军  褚秋月"))[3..],
            ["冯春花  陈军  褚秋月", "郑国  孙兴"]
        );
        // Words at other places are no names of the list.
        assert_eq!(read(&texts("  冯春花    陈军"))[3], "冯春花/陈军");
    }

    #[test]
    fn rows_of_a_table_are_none() {
        let table =
            ["姓名   民族  职务", "王大明  汉族  教授", "李丽   汉族  教授", "张小红  满族  教授"];
        assert_eq!(read(&table)[1], "王大明/汉族/教授");
    }
}
