//! Column headers: which row is one, and whether a later one repeats it.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::{values, words};
use crate::model::{Document, Role, Span, TableCell};
use crate::schema::RosterSchema;
use crate::text::{compact, headers, numeral, persons, tight};

/// A header row.
#[derive(Clone, Debug, Default)]
pub(in crate::segment) struct Header {
    /// Per column, without blanks.
    pub(in crate::segment) titles: Vec<String>,
    /// Per column; empty where the cell is.
    pub(in crate::segment) spans: Vec<Span>,
}

/// How a row relates to the roster's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment) enum Likeness {
    /// Says the same.
    Same,
    /// Says mostly the same: a header, but a changed one.
    Changed,
    /// No header.
    Other,
}

/// So many columns are looked up, not gone through.
const MANY: usize = 32;

/// Longest header below another, in characters.
pub(super) const HEADER_MOST: usize = 16;

/// Longest header cell, in characters.
const CELL_MOST: usize = 40;

impl Header {
    /// Reads a row as a header.
    pub(in crate::segment) fn of(document: &Document, cells: &[TableCell]) -> Self {
        let mut header = Self::default();
        for cell in cells {
            let end = cell.column as usize + cell.colspan.max(1) as usize;
            if header.titles.len() < end {
                header.titles.resize(end, String::new());
                header.spans.resize(end, Span::at(cell.span.end));
            }
            for column in cell.column as usize..end {
                header.titles[column] = compact(document.slice(cell.span));
                header.spans[column] = cell.span;
            }
        }
        header
    }

    /// Adds the second row of a header of two levels: `规模` over `装机` becomes `规模/装机`. A
    /// place that the first row leaves open belongs to the title at its left.
    pub(in crate::segment) fn deepen(&mut self, document: &Document, cells: &[TableCell]) {
        // Cells that the first row leaves open at its end may not be there at all.
        let end = cells.iter().map(|cell| cell.column as usize + cell.colspan.max(1) as usize);
        let width = end.max().unwrap_or(0).max(self.titles.len());
        let last = self.spans.last().map_or(Span::at(0), |span| Span::at(span.end));
        self.titles.resize(width, String::new());
        self.spans.resize(width, last);
        let mut upper = String::new();
        for column in 0..self.titles.len() {
            if !self.titles[column].is_empty() {
                upper.clone_from(&self.titles[column]);
            }
            let own = |cell: &&TableCell| {
                let from = cell.column as usize;
                let covers = (from..from + cell.colspan.max(1) as usize).contains(&column);
                covers && cell.rowspan > 0 && !cell.span.is_empty()
            };
            let Some(cell) = cells.iter().find(own) else { continue };
            let below = compact(document.slice(cell.span));
            self.titles[column] = if upper.is_empty() { below } else { format!("{upper}/{below}") };
            self.spans[column] = cell.span;
        }
    }

    /// Adds what a row below it says of the columns' units: 认定年份 over （年） becomes 认定年份（年）.
    pub(in crate::segment) fn measure(&mut self, document: &Document, cells: &[TableCell]) {
        for cell in cells.iter().filter(|cell| !cell.span.is_empty()) {
            if let Some(title) = self.titles.get_mut(cell.column as usize) {
                title.push_str(&compact(document.slice(cell.span)));
            }
        }
    }

    /// The header that a schema asks for; it has no place in the source.
    pub(in crate::segment) fn of_schema(schema: &RosterSchema) -> Self {
        let titles: Vec<String> = schema.columns.iter().map(|c| c.header.clone()).collect();
        Self { spans: vec![Span::at(0); titles.len()], titles }
    }

    /// Whether it is another header some cells of which were lost: the others are the same.
    pub(in crate::segment) fn is_rest_of(&self, other: &Self) -> bool {
        let filled = self.titles.iter().filter(|title| !title.is_empty()).count();
        filled > 1
            && self.titles.len() == other.titles.len()
            && self.titles.iter().zip(&other.titles).all(|(own, of)| own.is_empty() || own == of)
    }

    /// Whether another header has as many columns, each of the same kind.
    pub(in crate::segment) fn alike_in_kind(&self, other: &Self) -> bool {
        self.titles.len() == other.titles.len()
            && self.titles.iter().zip(&other.titles).all(|(a, b)| {
                a == b || words::role_of(a).is_some_and(|role| words::role_of(b) == Some(role))
            })
    }

    /// Its words, for a message.
    pub(in crate::segment) fn words(&self) -> String {
        self.titles.join(" ")
    }

    /// How a row relates to this header: half of its cells alike make it one.
    pub(in crate::segment) fn likeness(
        &self,
        document: &Document,
        cells: &[TableCell],
    ) -> Likeness {
        // Nearly no row has a cell of a header.
        if self.titles.len() <= MANY && self.has_none_of(document, cells) {
            return Likeness::Other;
        }
        self.likeness_of(&Self::of(document, cells))
    }

    /// Whether it says something, and nothing that a row says.
    fn has_none_of(&self, document: &Document, cells: &[TableCell]) -> bool {
        let stands = |text: &str| !text.is_empty() && self.titles.iter().any(|own| own == text);
        self.titles.iter().any(|title| !title.is_empty())
            && !cells.iter().any(|cell| stands(&tight(document.slice(cell.span))))
    }

    /// Whether a row is the upper one of this header of several levels: 规模 of `规模/装机`.
    pub(in crate::segment) fn has_above(&self, document: &Document, cells: &[TableCell]) -> bool {
        let upper = Self::of(document, cells).titles;
        let below = |title: &String, upper: &String| {
            title.strip_prefix(upper.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        // A place that the upper row leaves open belongs to the title at its left.
        let mut last = &String::new();
        let mut pairs = self.titles.iter().zip(&upper).map(|(title, upper)| {
            last = if upper.is_empty() { last } else { upper };
            (title, last)
        });
        let mut deeper = false;
        self.titles.len() == upper.len()
            && pairs.all(|(title, upper)| {
                let under = below(title, upper);
                deeper |= under;
                under || title == upper
            })
            && deeper
    }

    /// Whether a row is the last of this header of several levels: 装机 of `规模/装机`.
    pub(in crate::segment) fn has_below(&self, document: &Document, cells: &[TableCell]) -> bool {
        let lower = Self::of(document, cells).titles;
        let under = |title: &String, lower: &String| {
            title.strip_suffix(lower.as_str()).is_some_and(|rest| rest.ends_with('/'))
        };
        let mut pairs = self.titles.iter().zip(&lower);
        self.titles.len() == lower.len()
            && pairs.clone().any(|(title, lower)| !lower.is_empty() && under(title, lower))
            && pairs.all(|(title, lower)| lower.is_empty() || title == lower || under(title, lower))
    }

    /// How another header relates to this one.
    pub(in crate::segment) fn likeness_of(&self, other: &Self) -> Likeness {
        if other.titles == self.titles {
            return Likeness::Same;
        }
        let filled = |titles: &[String]| titles.iter().filter(|t| !t.is_empty()).count();
        let many: HashSet<&String, FixedState> = if other.titles.len() > MANY {
            other.titles.iter().collect()
        } else {
            HashSet::default()
        };
        let stands = |title: &String| {
            if many.is_empty() { other.titles.contains(title) } else { many.contains(title) }
        };
        let alike = self.titles.iter().filter(|title| !title.is_empty() && stands(title)).count();
        let least = filled(&self.titles).min(filled(&other.titles));
        // A header that lost or gained a cell, or has one changed, or in another order.
        if alike * 2 >= least && alike > 0 && least > 1 {
            Likeness::Changed
        } else {
            Likeness::Other
        }
    }
}

/// The cell of a row that begins in a column; rows have their cells in order.
pub(super) fn cell_at(row: &[TableCell], column: u16) -> Option<&TableCell> {
    row.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &row[at])
}

/// Fewest rows that show that a column holds figures.
const FIGURES_LEAST: usize = 3;

/// Fewest people below one that show that a column lists them.
const PEOPLE_LEAST: usize = 2;

/// How sure it is that a row is a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment) enum Evidence {
    /// It is a row like those beside it, or says nothing that headers say.
    None,
    /// Some cells end like headers, as values may too.
    Doubtful,
    /// It is set off, heads serials, or has a cell that only a header has.
    Sure,
}

/// Whether a cell is a header that a spreadsheet's pivot table writes by itself.
fn is_of_pivot(text: &str) -> bool {
    text == "行标签"
        || ["计数项:", "计数项：", "求和项:", "求和项："].iter().any(|w| text.starts_with(w))
}

/// Whether a row is a header: no numbers, short cells, and words that head columns. `beside` are rows
/// below it, or above, that are none: 运城市, which ends like 所在城市, over 长治市 heads nothing. `first`:
/// no header stands above it; else it must be told from a row of a table that goes on.
pub(in crate::segment) fn evidence(
    document: &Document,
    cells: &[TableCell],
    beside: &[&[TableCell]],
    first: bool,
) -> Evidence {
    let filled = || cells.iter().filter(|cell| !cell.span.is_empty());
    let count = filled().count();
    let bold = |cells: &[TableCell]| cells.iter().filter(|c| !c.span.is_empty()).all(|c| c.strong);
    let mut known: Vec<(&TableCell, String)> = Vec::new();
    for cell in filled() {
        let text = compact(document.slice(cell.span));
        if text.chars().count() > CELL_MOST || numeral::whole(&text).is_some() {
            return Evidence::None;
        }
        let headed = (words::role_of(&text).is_some() || headers::is_built(&text))
            && !text.ends_with(['司', '局', '府', '厅', '会', '校', '院'])
            && text.chars().count() <= 16;
        if headed {
            known.push((cell, text));
        }
    }
    if count > 1 && bold(cells) && !beside.first().is_some_and(|row| bold(row)) {
        return Evidence::Sure;
    }
    let pivots = filled().any(|cell| is_of_pivot(&compact(document.slice(cell.span))));
    if count > 1 && pivots {
        return Evidence::Sure;
    }
    if known.is_empty() {
        return Evidence::None;
    }
    // 地区 | 制造业 | 服务业 | 合计
    let ends = |cell: Option<&TableCell>, fits: &dyn Fn(&str) -> bool| {
        cell.is_some_and(|cell| fits(&compact(document.slice(cell.span))))
    };
    let classes = count > 2
        && ends(cells.first(), &|text| words::role_of(text).is_some())
        && ends(cells.last(), &|text| ["合计", "总计", "小计", "总数"].contains(&text));
    if classes || words_serial(document, cells) {
        return Evidence::Sure;
    }
    let column = |cell: &TableCell| -> Vec<String> {
        let own = beside.iter().filter_map(|row| cell_at(row, cell.column));
        own.map(|c| compact(document.slice(c.span))).filter(|text| !text.is_empty()).collect()
    };
    // Journal | 年份 | ISSN | Review: words over nothing but figures head them, whatever stands beside them.
    let figures = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let over_figures = |cell: &TableCell| {
        let values = column(cell);
        values.len() >= FIGURES_LEAST
            && !figures(document.slice(cell.span))
            && values.iter().all(|value| figures(value))
    };
    if first
        && known.iter().any(|(cell, _)| over_figures(cell))
        && filled().filter(|cell| over_figures(cell)).count() > 2
    {
        return Evidence::Sure;
    }
    // 企业名称 | 产品1 | 产品2: the same word over columns that its number tells apart, and in none of them.
    let stem = |text: &str| -> String {
        let text = compact(text);
        let word = text.chars().filter(|c| numeral::digit(*c).is_none()).collect::<String>();
        if word.len() < text.len() && word.chars().count() > 1 { word } else { String::new() }
    };
    let stems: Vec<(&TableCell, String)> =
        filled().map(|cell| (cell, stem(document.slice(cell.span)))).collect();
    let numbered = stems.iter().enumerate().any(|(at, (cell, own))| {
        let same = |other: &(&TableCell, String)| {
            other.1 == *own
                && compact(document.slice(other.0.span)) != compact(document.slice(cell.span))
        };
        !own.is_empty()
            && stems[at + 1..].iter().any(same)
            && !column(cell).iter().any(|value| stem(value) == *own)
    });
    if first && numbered && known.iter().any(|(cell, text)| !column(cell).contains(text)) {
        return Evidence::Sure;
    }
    if known.len() * 2 < count {
        return Evidence::None;
    }
    // 建设单位 over 设计单位 and 建设单位 is a value among values.
    let only = |(cell, text): &(&TableCell, String)| {
        if !headers::is_built(text) {
            return false;
        }
        let values = column(cell);
        let like = values.iter().filter(|v| *v == text || headers::is_built(v)).count();
        like * 2 <= values.len()
    };
    if known.iter().any(only) {
        return Evidence::Sure;
    }
    let alike = |(cell, text): &(&TableCell, String)| {
        let values = column(cell);
        let end = text.chars().last();
        let like = values.iter().filter(|value| value.chars().last() == end).count();
        like > 0 && like * 2 >= values.len()
    };
    // 甲学院 over 乙大学 and 丙小学 is a value; 影院 over 甲影院 says what they are.
    let value = |cell: &TableCell| {
        let text = compact(document.slice(cell.span));
        let values = column(cell);
        !known.iter().any(|(own, _)| own.column == cell.column)
            && values::are_like(&text, &values)
            && !values.iter().any(|value| value.ends_with(&text))
    };
    // 余兰 | 某公司工程师 over 王一 | 某学校校长: a person stands over persons, whatever the post ends in.
    let person = |cell: &TableCell| {
        let is_one = |text: &str| persons::is_name(text) && words::role_of(text).is_none();
        let (text, values) = (compact(document.slice(cell.span)), column(cell));
        let people = values.iter().filter(|value| is_one(value)).count();
        !known.iter().any(|(own, _)| own.column == cell.column)
            && is_one(&text)
            && people >= PEOPLE_LEAST
            && people * 5 >= values.len() * 4
    };
    let row = if first {
        known.iter().all(alike) || filled().any(value) || filled().any(person)
    } else {
        known.len() < count || known.iter().any(alike)
    };
    if row { Evidence::None } else { Evidence::Doubtful }
}

/// Whether a row is the second of a header: cells of the first reach into it, or it fills only
/// what the first leaves open and stands under; and its own are no numbers.
pub(in crate::segment) fn is_second_row(
    document: &Document,
    first: &[TableCell],
    second: &[TableCell],
) -> bool {
    let own = || second.iter().filter(|cell| cell.rowspan > 0 && !cell.span.is_empty());
    let words = own().all(|cell| {
        let text = compact(document.slice(cell.span));
        text.chars().count() <= CELL_MOST && numeral::whole(&text).is_none()
    });
    words && (reaches(first, second) || fills_gaps(document, first, second))
}

/// Whether the second row of a header fills only some of the places that the first leaves open, and a third, over a row
/// that begins with a cell, all of them: 任务 over 改造 and 新建, each over 户数 and 面积, in a table that has no merged
/// cells.
pub(in crate::segment) fn fills_in_steps(
    document: &Document,
    first: &[TableCell],
    [second, third, row]: [&[TableCell]; 3],
) -> bool {
    let filled = |cells: &[TableCell], column: u16| {
        cells.iter().any(|cell| cell.column == column && !cell.span.is_empty())
    };
    let width = [first, second, third].iter().map(|cells| cells.len()).max().unwrap_or(0) as u16;
    let open: Vec<bool> = (0..width).map(|column| !filled(first, column)).collect();
    // The open places, and those that they belong to.
    let is_open = |column: u16| open.get(usize::from(column)).is_some_and(|open| *open);
    let under = |column: u16| column > 0 && (is_open(column) || is_open(column.saturating_add(1)));
    let word = |cell: &TableCell| {
        let text = compact(document.slice(cell.span));
        text.chars().count() <= HEADER_MOST && !text.contains(char::is_numeric)
    };
    let words = |cells: &[TableCell]| {
        let mut own = cells.iter().filter(|cell| !cell.span.is_empty());
        own.all(|cell| word(cell) && cell.colspan <= 1 && under(cell.column))
    };
    let all = |cells: &[TableCell]| (1..width).filter(|at| under(*at)).all(|at| filled(cells, at));
    let any = second.iter().any(|cell| !cell.span.is_empty());
    open.contains(&true)
        && any
        && words(second)
        && !all(second)
        && words(third)
        && all(third)
        && filled(row, 0)
}

/// Whether a row below a header only says in what its columns are measured: （年） under 认定年份, and nothing under
/// the first.
pub(in crate::segment) fn is_row_of_units(document: &Document, cells: &[TableCell]) -> bool {
    const UNIT_MOST: usize = 8;
    let unit = |text: &str| {
        let open = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
        open.is_some_and(|unit| {
            (1..=UNIT_MOST).contains(&unit.chars().count()) && numeral::whole(unit).is_none()
        })
    };
    let filled = || cells.iter().filter(|cell| !cell.span.is_empty());
    filled().next().is_some_and(|cell| cell.column > 0)
        && filled().all(|cell| cell.rowspan > 0 && unit(&compact(document.slice(cell.span))))
}

/// Further rows that a header may have.
pub(in crate::segment) const LEVELS_MOST: usize = 3;

/// Whether one row has a cell over several columns, and other cells above reach into the row below.
pub(in crate::segment) fn reaches(upper: &[TableCell], below: &[TableCell]) -> bool {
    upper.iter().any(|cell| cell.colspan > 1) && below.iter().any(|cell| cell.rowspan == 0)
}

/// Merged cells that an extraction left empty: the second row has cells only under the open places
/// of the first and the cell before each, and none at the left.
fn fills_gaps(document: &Document, first: &[TableCell], second: &[TableCell]) -> bool {
    let filled = |cells: &[TableCell], column: u16| {
        cells.iter().any(|cell| cell.column == column && !cell.span.is_empty())
    };
    // What a workbook's program puts behind the last column is of a wider table.
    let ends = |cells: &[TableCell]| {
        cells.iter().rev().find(|cell| !cell.span.is_empty()).map_or(0, |cell| cell.column + 1)
    };
    let width = ends(first).max(ends(second));
    let open: Vec<u16> = (1..width).filter(|column| !filled(first, *column)).collect();
    let text = |column: u16| {
        let cell = second.iter().find(|cell| cell.column == column);
        cell.map_or(String::new(), |cell| compact(document.slice(cell.span)))
    };
    // 资金 over 投资额（万元）: where nothing but header words stand there, one may stand below another.
    let worded = (0..width).filter(|column| filled(second, *column)).all(|column| {
        let text = text(column);
        words::role_of(&text).is_some() && text.chars().count() <= HEADER_MOST
    });
    let under = |column: u16| worded || open.contains(&column) || open.contains(&(column + 1));
    !open.is_empty()
        && open.iter().all(|column| filled(second, *column))
        && (0..width).filter(|column| filled(second, *column)).all(under)
        && !filled(second, 0)
        && second.iter().filter(|cell| !cell.span.is_empty()).count() >= 2
}

/// Whether a cell heads serials: a row of a roster never says 序号.
pub(super) fn words_serial(document: &Document, cells: &[TableCell]) -> bool {
    // No such word is of digits, as serials and codes are.
    let words = |text: &&str| !text.bytes().all(|byte| byte.is_ascii_digit());
    cells
        .iter()
        .map(|cell| document.slice(cell.span))
        .filter(words)
        .any(|text| words::role_of(&compact(text)) == Some(Role::Serial))
}
