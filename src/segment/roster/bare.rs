//! Rows without a serial that fill nothing but the cell which names them: 某公司 with an empty 备注. They stand as
//! headings do; what tells them apart is that they read like the names of the other rows.

use super::builder::Builder;
use super::groups::Heading;
use crate::gazetteer::{Gazetteer, Thing};
use crate::model::{Role, TableCell};
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::segment::roster::columns::SAMPLE;
use crate::text::words::bodies::LINE_ENDS;
use crate::text::{blank, compact, persons};

/// How classes of people end, and hardly a name.
const CLASS_ENDS: [&str; 10] =
    ["单位", "系统", "人员", "片", "组", "类", "级", "批", "部门", "集体"];

/// Names of persons have so many characters.
const PERSON: std::ops::RangeInclusive<usize> = 2..=4;

impl Builder<'_> {
    /// Whether a lone cell is such a row.
    pub(super) fn is_bare_row(&self, line: &Line, heading: &Heading) -> bool {
        let LineKind::Single(_, _, own) = line.kind else { return false };
        let cells = self.cells(line);
        // What heads rows spans them, or has the line for itself.
        let spans = cells.iter().any(|cell| !cell.span.is_empty() && cell.colspan > 1);
        if self.serial.is_some()
            || self.header.is_none()
            || spans
            || heading.is_formal()
            || heading.claim.is_some()
            || (cells.len() < 2 && own == 0)
        {
            return false;
        }
        let column = self.roster.columns.get(own as usize);
        if column.is_none_or(|column| column.role == Role::Note) {
            return false;
        }
        let text = compact(&heading.name);
        let rows = self.lines[self.start..].iter().filter(|line| line.is_row());
        let names: Vec<String> =
            rows.filter_map(|row| self.name(self.cells(row), own)).take(SAMPLE).collect();
        let most = |like: &dyn Fn(&str) -> bool| {
            !names.is_empty() && names.iter().filter(|name| like(name)).count() * 2 > names.len()
        };
        if places::is_province(&text) {
            return most(&places::is_province);
        }
        let person = |name: &str| {
            PERSON.contains(&name.chars().count())
                && name.chars().all(|c| blank::is_han(c) || c == '·')
        };
        let titled = column.is_some_and(|column| {
            let title = compact(&column.title);
            ["姓名", "人", "者"].iter().any(|end| title.ends_with(end))
        });
        let person_like = person(&text) && !is_class(&text);
        let body = |name: &str| LINE_ENDS.iter().any(|end| name.ends_with(end));
        (titled && person_like && most(&person)) || (body(&text) && most(&body))
    }

    /// The text of a row's cell in a column, where it has one.
    fn name(&self, cells: &[TableCell], column: u16) -> Option<String> {
        let cell = cells.iter().find(|cell| cell.column == column)?;
        let text = compact(self.slice(cell.span));
        (!text.is_empty()).then_some(text)
    }
}

/// 杭州市, 第一批 and 省直单位 are as long as names, and no person's; 王红旗 and 赵海州 are, unless a division is called so.
fn is_class(text: &str) -> bool {
    let known = || {
        let mut things = Gazetteer::embedded().lookup(text);
        things.any(|(thing, _)| matches!(thing, Thing::Division(_)))
    };
    let class = CLASS_ENDS.iter().any(|end| text.ends_with(end));
    let place = text.ends_with(['省', '市', '县']);
    text.chars().count() > 2
        && (((class || place) && !persons::is_name(text))
            || (places::ends_as_place(text) && known()))
}
