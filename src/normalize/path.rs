//! What surrounds the places of a row: the columns of wider divisions beside it, the headings above.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::{Around, Reader, Within, leading, note, values};
use crate::gazetteer::Gazetteer;
use crate::model::{Column, Document, Edit, Place, Role, Roster, Span, Value};
use crate::text::blank::trimmed;
use crate::text::headers::{self, Rung};
use crate::text::{compact, nothing, numeral};

/// The columns and headings of a roster that say within what its places lie.
pub(super) struct Paths<'d> {
    /// How wide a division each column names by its header, by column.
    rungs: Vec<Option<Rung>>,
    /// Columns whose header says that they hold cities.
    cities: Vec<bool>,
    /// The columns of places and those of units, and those of text that are of townships by their header.
    pub(super) places: Vec<usize>,
    pub(super) units: Vec<usize>,
    pub(super) townships: Vec<usize>,
    /// Every cell says something itself and stands in one piece, as in nearly all rosters.
    plain: bool,
    /// Columns of wider divisions, widest first.
    wider: Vec<(usize, Rung)>,
    /// Per column, the last entry whose cell says something itself: what 同上 and 〃 below it mean.
    /// Empty where every cell says something itself, as in nearly all rosters.
    above: Vec<Option<usize>>,
    /// So many columns from the left leave a cell empty for the one above it.
    open: usize,
    /// What the heading of each group means, once that was asked.
    headings: Vec<OnceCell<Option<Arc<Around>>>>,
    /// What the cells of wider columns mean, by their text: where they must agree, and else.
    strict: HashMap<String, Option<Arc<Around>>, FixedState>,
    loose: HashMap<String, Option<Arc<Around>>, FixedState>,
    /// Per column, the last cell that needed no work, and whether it says anything: the next row often says the same.
    last: Vec<Option<(&'d str, bool)>>,
}

impl<'d> Paths<'d> {
    pub(super) fn new(document: &'d Document, roster: &Roster) -> Self {
        let rung = |(index, column): (usize, &Column)| {
            headers::rung_of(&column.title)
                .or_else(|| provinces(document, roster, index).then_some(Rung::Province))
        };
        let rungs: Vec<Option<Rung>> = roster.columns.iter().enumerate().map(rung).collect();
        let cities = roster.columns.iter().map(|column| headers::is_of_cities(&column.title));
        let cities = cities.collect();
        let mut wider: Vec<(usize, Rung)> = roster
            .columns
            .iter()
            .zip(&rungs)
            .enumerate()
            .filter(|(_, (column, _))| matches!(column.role, Role::Place | Role::Text))
            .filter_map(|(index, (_, rung))| Some((index, (*rung)?)))
            .collect();
        wider.sort_by_key(|(_, rung)| *rung);
        let headings = vec![OnceCell::new(); roster.groups.len()];
        let (strict, loose) = Default::default();
        let open = leading::open(document, roster);
        let width = roster.columns.len();
        let as_above = |entry: usize| {
            let mut cells = (0..width).map(|column| roster.cell(document, entry, column));
            cells.any(|cell| nothing::is_as_above(&cell))
        };
        let any_above =
            || nothing::may_be_as_above(&document.text) && (0..roster.entries.len()).any(as_above);
        let above = if open > 0 || any_above() { vec![None; width] } else { Vec::new() };
        let last = vec![None; roster.columns.len()];
        let of = |told: &dyn Fn(usize, Role) -> bool| -> Vec<usize> {
            (0..width).filter(|&column| told(column, roster.columns[column].role)).collect()
        };
        let places = of(&|_, role| matches!(role, Role::Place | Role::PlaceOrUnit));
        let units = of(&|_, role| role == Role::Units);
        let townships =
            of(&|column, role| role == Role::Text && rungs[column] == Some(Rung::Township));
        let plain = above.is_empty() && roster.joined.is_empty() && roster.stacked.is_empty();
        Self {
            rungs,
            cities,
            places,
            units,
            townships,
            plain,
            wider,
            above,
            open,
            headings,
            strict,
            loose,
            last,
        }
    }

    /// Whether a cell's text is what stands in its span, whatever stands in others.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether a column's header is of cities: 城市.
    pub(super) fn is_city(&self, column: usize) -> bool {
        self.cities[column]
    }

    /// Goes on to an entry; entries come in order.
    #[inline]
    pub(super) fn enter(&mut self, document: &Document, roster: &Roster, entry: usize) {
        for (column, above) in self.above.iter_mut().enumerate() {
            let merged = column < self.open && roster.row(entry)[column].is_empty();
            if !merged && !nothing::is_as_above(&roster.cell(document, entry, column)) {
                *above = Some(entry);
            }
        }
    }

    /// The value of a cell that says what the last one did that needed no work.
    #[inline]
    pub(super) fn again(&self, column: usize, cell: &str) -> Option<Value> {
        let (last, says) = self.last[column]?;
        (last == cell).then_some(if says { Value::Printed } else { Value::Empty })
    }

    /// Keeps the value of a cell that needed no work: what is printed, or nothing.
    #[inline]
    pub(super) fn keep(&mut self, column: usize, cell: &'d str, value: &Value) {
        match value {
            Value::Printed => self.last[column] = Some((cell, true)),
            Value::Empty => self.last[column] = Some((cell, false)),
            _ => {}
        }
    }

    /// What a cell of the entry says: its text, or that of the cell above where it says 同上.
    #[inline]
    pub(super) fn cell(
        &self,
        document: &'d Document,
        roster: &Roster,
        entry: usize,
        column: usize,
    ) -> Cow<'d, str> {
        let source = self.above.get(column).copied().flatten().unwrap_or(entry);
        roster.cell(document, source, column)
    }

    /// What is printed in a cell of the entry that says 同上; none where the cell says its text.
    #[inline]
    pub(super) fn differently(
        &self,
        document: &'d Document,
        roster: &Roster,
        entry: usize,
        column: usize,
    ) -> Option<Cow<'d, str>> {
        let above = self.above.get(column).copied().flatten()? != entry;
        above.then(|| roster.cell(document, entry, column))
    }

    /// What surrounds the place of a cell: the cells of wider columns, else the heading above.
    pub(super) fn around(
        &mut self,
        document: &Document,
        roster: &Roster,
        entry: usize,
        column: usize,
        reader: &mut Reader,
    ) -> Option<Arc<Around>> {
        let own = self.rungs[column];
        let on = reader.on;
        let mut text = String::new();
        for (index, rung) in &self.wider {
            if *index == column || own.is_some_and(|own| *rung >= own) || *rung == Rung::Township {
                continue;
            }
            let cell = self.cell(document, roster, entry, *index);
            let cell = values::clean(&cell).text;
            if !nothing::is_nothing(&cell) && !no_division(&cell) {
                // 江苏省南京市 in the city's column has the province already.
                if cell.starts_with(text.as_str()) {
                    text = cell.into_owned();
                } else {
                    text.push_str(&cell);
                }
            }
        }
        if !text.is_empty() {
            // Columns of one path must agree; beside 建设地点 a province only helps.
            let strict = own.is_some();
            let cells = if strict { &mut self.strict } else { &mut self.loose };
            if let Some(known) = cells.get(&text) {
                return known.clone();
            }
            let around = reader.places.around(&text, on, strict).map(Arc::new);
            cells.insert(text, around.clone());
            return around;
        }
        let group = roster.entries[entry].group?;
        let heading = self.headings.get(group as usize)?.get_or_init(|| {
            let mut values = roster.groups[group as usize].path.iter().rev();
            values
                .find_map(|value| reader.places.around(numeral::without_number(value), on, false))
                .map(Arc::new)
        });
        heading.clone()
    }
}

/// Whether a column of places whose header is of no level (所在地区) holds provinces, beside another column
/// of places. One cell may be another's.
fn provinces(document: &Document, roster: &Roster, column: usize) -> bool {
    const LEAST: usize = 3;
    let places = roster.columns.iter().filter(|column| column.role == Role::Place);
    let of = &roster.columns[column];
    if of.role != Role::Place || !headers::is_of_whereabouts(&of.title) || places.count() < 2 {
        return false;
    }
    let gazetteer = Gazetteer::embedded();
    let (mut provinces, mut others) = (0, 0);
    for entry in 0..roster.entries.len() {
        let cell = roster.cell(document, entry, column);
        if gazetteer.is_province(&compact(&cell)) {
            provinces += 1;
        } else if !nothing::is_nothing(&cell) && !nothing::is_as_above(&cell) {
            others += 1;
        }
        if others > 1 {
            return false;
        }
    }
    provinces >= LEAST
}

/// Words that stand where a division is left out.
fn no_division(text: &str) -> bool {
    let opens = ["市辖区", "省直辖", "自治区直辖", "直辖县", "省直管"];
    opens.iter().any(|word| text.starts_with(word))
        || matches!(text, "县" | "市直" | "省直" | "市本级" | "省本级" | "本级")
}

impl Reader<'_> {
    /// 来凤县百福司镇 in a column of townships beside 重庆市: the contradiction, where the cell begins with
    /// a county that does not lie there.
    pub(super) fn elsewhere(&mut self, cell: &str, around: &Arc<Around>) -> Option<Arc<Place>> {
        if nothing::is_nothing(cell) || !around.strict {
            return None;
        }
        let clean = self.clean_place(cell);
        let on = self.on;
        let alone = self.alone.known(None, &clean.text).unwrap_or_else(|| {
            let place = Arc::new(self.places.resolve(&clean.text, on));
            self.alone.keep(None, &clean.text, place)
        });
        let county = alone.county.as_ref()?;
        clean.text.strip_prefix(county.name.as_str()).filter(|town| !town.is_empty())?;
        let within = self.meant(around, &clean.text);
        within.place.contradicts().then_some(within.place)
    }

    /// What a text means within what surrounds it, known from before or worked out.
    pub(super) fn meant(&mut self, around: &Arc<Around>, text: &str) -> Within {
        self.within.known(Some(around), text).unwrap_or_else(|| {
            let within = self.places.within(around, text, self.on);
            self.within.keep(Some(around), text, within)
        })
    }

    /// A place that is read within what surrounds it.
    pub(super) fn place_within(
        &mut self,
        cell: &str,
        around: &Arc<Around>,
        span: Span,
        column: usize,
        edits: &mut Vec<Edit>,
    ) -> Value {
        let mut edit = |rule, from: Arc<str>, to: Arc<str>| {
            note(edits, Edit { column: column as u32, rule, from, to, span });
        };
        let told = |within: Within, edit: &mut dyn FnMut(&'static str, Arc<str>, Arc<str>)| {
            if let Some((from, to)) = within.renamed {
                let rule = match (within.needed, around.strict) {
                    (false, _) => "canonical-place",
                    (true, true) => "within-columns",
                    (true, false) => "within-heading",
                };
                edit(rule, from, to);
            }
            Value::Place(within.place)
        };
        // Most cells say what one before them did.
        if let Some(within) = self.cells.known(Some(around), cell) {
            return told(within, &mut edit);
        }
        // The county is left out: the row is of the city or the province.
        let bare = trimmed(cell);
        if nothing::is_nothing(cell) || no_division(bare) {
            if !around.strict {
                return Value::Empty;
            }
            edit("within-columns", cell.into(), around.place.name.as_str().into());
            return Value::Place(around.place.clone());
        }
        let clean = self.clean_place(cell);
        for (rule, from, to) in &clean.steps {
            edit(rule, from.as_str().into(), to.as_str().into());
        }
        let within = if clean.steps.is_empty() {
            let within = self.places.within(around, cell, self.on);
            self.cells.keep(Some(around), cell, within)
        } else {
            self.meant(around, &clean.text)
        };
        told(within, &mut edit)
    }
}

#[cfg(test)]
mod tests {
    use super::no_division;

    #[test]
    fn words_that_are_no_divisions() {
        assert!(no_division("市辖区") && no_division("省直辖县级行政区划") && no_division("县"));
        assert!(!no_division("县城") && !no_division("鼓楼区"));
    }
}
