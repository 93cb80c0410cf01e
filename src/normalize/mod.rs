//! [`Notice`] → [`Resolved`]: values beside the printed text.

mod leading;
mod memo;
mod path;
pub mod place;
mod stacked;
pub mod unit;
mod values;

use std::borrow::Cow;
use std::sync::Arc;

use crate::gazetteer::Gazetteer;
use crate::model::{
    Date, Document, Edit, Level, Notice, Place, Resolved, Role, Roster, Row, Span, Value,
};
use crate::schema::Schema;
use crate::text::nothing;
use crate::text::words::places::GENERIC_ZONES;

use memo::Memo;
use place::{Around, Resolver, Within};
use unit::Units;

/// Gives each row its values. Never fails: what cannot be resolved stays as printed and is marked.
///
/// Names and codes are those of the notice's date. The schema has already had its say: segment
/// puts its roles into the rosters' columns.
pub fn normalize(
    document: &Document,
    notice: Notice,
    _schema: Option<&Schema>,
    gazetteer: &Gazetteer,
) -> Resolved {
    let on = notice.head.date.as_ref().map(|date| date.value);
    let mut reader = Reader {
        places: Resolver::new(gazetteer),
        alone: Memo::default(),
        within: Memo::default(),
        cells: Memo::default(),
        units: Units::new(gazetteer, on),
        nowhere: Arc::new(Place::default()),
        home: None,
        on,
    };
    let names = notice.head.issuers.iter().map(|issuer| &*issuer.value);
    let issuers = reader.units.issued_by(names.clone());
    reader.home = reader.places.home(names, on).map(Arc::new);
    let rosters = notice
        .rosters
        .iter()
        .map(|roster| {
            let mut paths = path::Paths::new(document, roster);
            let entries = 0..roster.entries.len();
            entries.map(|entry| reader.row(document, roster, entry, &mut paths)).collect()
        })
        .collect();
    Resolved { notice, issuers, rosters }
}

/// 同上 or 〃, and what it stands for.
fn as_above(column: usize, printed: &str, cell: &str, span: Span) -> Edit {
    let (from, to) = (printed.into(), cell.into());
    Edit { column: column as u32, rule: "as-above", from, to, span }
}

/// Keeps an edit of a row. Most rows have one or two: no room is made for more.
fn note(edits: &mut Vec<Edit>, edit: Edit) {
    if edits.is_empty() {
        *edits = Vec::with_capacity(1);
    } else if edits.len() < 4 {
        edits.reserve_exact(1);
    }
    edits.push(edit);
}

struct Reader<'g> {
    places: Resolver<'g>,
    /// What places mean by themselves.
    alone: Memo<(), Arc<Place>>,
    /// What places mean within others: cells that need no cleaning, and other texts.
    cells: Memo<Around, Within>,
    within: Memo<Around, Within>,
    units: Units<'g>,
    /// The place of a row that has none where others have one.
    nowhere: Arc<Place>,
    /// The place of those who issue the notice: 南山区 in a list of 深圳市's is its own.
    home: Option<Arc<Around>>,
    on: Option<Date>,
}

impl Reader<'_> {
    fn row<'d>(
        &mut self,
        document: &'d Document,
        roster: &Roster,
        entry: usize,
        paths: &mut path::Paths<'d>,
    ) -> Row {
        let columns = 0..roster.columns.len();
        let mut row = Row { values: Vec::with_capacity(columns.len()), edits: Vec::new() };
        let spans = roster.row(entry);
        paths.enter(document, roster, entry);
        let role = |column: usize| roster.columns[column].role;
        // Units are bound to the row's place, so places come first.
        let place = |role| matches!(role, Role::Place | Role::PlaceOrUnit);
        for column in columns {
            if role(column) == Role::Units {
                row.values.push(Value::Empty);
                continue;
            }
            let (cell, printed) = if paths.is_plain() {
                (Cow::Borrowed(document.slice(spans[column])), None)
            } else {
                let cell = paths.cell(document, roster, entry, column);
                (cell, paths.differently(document, roster, entry, column))
            };
            if let Some(printed) = &printed {
                note(&mut row.edits, as_above(column, printed, &cell, spans[column]));
            } else if let Some(value) = paths.again(column, &cell) {
                row.values.push(value);
                continue;
            }
            if place(role(column)) {
                let around = paths.around(document, roster, entry, column, self);
                let within = (around.as_ref(), spans[column], column);
                let value = self.place(&cell, within, &mut row.edits);
                row.values.push(if paths.is_city(column) {
                    self.city(&cell, value, within, &mut row.edits)
                } else {
                    value
                });
                continue;
            }
            let before = row.edits.len();
            let several = roster.is_stacked(entry, column);
            let value =
                self.value(&cell, (spans[column], column), role(column), several, &mut row.edits);
            if let Cow::Borrowed(cell) = cell
                && row.edits.len() == before
            {
                paths.keep(column, cell, &value);
            }
            row.values.push(match value {
                Value::Printed if printed.is_some() => Value::Text(cell.into_owned()),
                value => value,
            });
        }
        for at in 0..paths.townships.len() {
            let column = paths.townships[at];
            let cell = paths.cell(document, roster, entry, column);
            if let Some(around) = paths.around(document, roster, entry, column, self)
                && let Some(place) = self.elsewhere(&cell, &around)
                && let Some(home) = row.values.iter_mut().find(|v| matches!(v, Value::Place(_)))
            {
                *home = Value::Place(place);
            }
        }
        if paths.units.is_empty() {
            return row;
        }
        let home = paths.places.iter().find_map(|&column| match &row.values[column] {
            Value::Place(place) => Some(place.clone()),
            _ => None,
        });
        let home = home.or_else(|| paths.places.first().map(|_| self.nowhere.clone()));
        for &column in &paths.units {
            let cell = paths.cell(document, roster, entry, column);
            if nothing::is_nothing(&cell) {
                continue;
            }
            if let Some(printed) = paths.differently(document, roster, entry, column) {
                note(&mut row.edits, as_above(column, &printed, &cell, spans[column]));
            }
            let (units, steps) = self.units.cell(&cell, spans[column], home.as_ref());
            for step in steps {
                let unit::Step { rule, from, to, span } = step;
                note(&mut row.edits, Edit { column: column as u32, rule, from, to, span });
            }
            row.values[column] = Value::Units(units);
        }
        row
    }

    /// A place, read within what surrounds it where that is known.
    fn place(
        &mut self,
        cell: &str,
        (around, span, column): (Option<&Arc<Around>>, Span, usize),
        edits: &mut Vec<Edit>,
    ) -> Value {
        let value = match around {
            Some(around) => self.place_within(cell, around, span, column, edits),
            None => self.value(cell, (span, column), Role::Place, false, edits),
        };
        match &value {
            // 高新区 in a list of 杭州市's is that city's as well.
            Value::Place(place)
                if !place.candidates.is_empty()
                    || (place.adcode.is_none()
                        && GENERIC_ZONES.contains(&&*crate::text::compact(cell))) =>
            {
                self.at_home(cell, (span, column), edits).unwrap_or(value)
            }
            _ => value,
        }
    }

    /// A name that several places bear, where one of them lies in the place of those who issue the notice.
    fn at_home(
        &mut self,
        cell: &str,
        (span, column): (Span, usize),
        edits: &mut Vec<Edit>,
    ) -> Option<Value> {
        let home = self.home.clone()?;
        let clean = self.clean_place(cell);
        let within = self.meant(&home, &clean.text);
        within.place.adcode.filter(|_| within.needed)?;
        let (from, to) = (cell.into(), within.place.name.as_str().into());
        note(edits, Edit { column: column as u32, rule: "within-issuer", from, to, span });
        Some(Value::Place(within.place))
    }

    /// What the header calls a city is no province or prefecture of the same short name: 吉林 below 城市
    /// is 吉林市, where there is one.
    fn city(
        &mut self,
        cell: &str,
        value: Value,
        within: (Option<&Arc<Around>>, Span, usize),
        edits: &mut Vec<Edit>,
    ) -> Value {
        let Value::Place(wider) = &value else { return value };
        let prefecture = || wider.name.ends_with("地区") && wider.county.is_none();
        let other = wider.adcode_level == Some(Level::Province) || prefecture();
        let bare = crate::text::compact(cell);
        // 赣州 is a short name, 黔南州 is none.
        let whole = bare.chars().count() > 2 && bare.ends_with(['省', '市', '区', '州', '盟']);
        if !other || whole {
            return value;
        }
        let mut own = Vec::new();
        let city = self.place(&format!("{bare}市"), within, &mut own);
        let Value::Place(found) = &city else { return value };
        if found.adcode.is_none() || found.adcode == wider.adcode || !found.name.ends_with('市') {
            return value;
        }
        edits.retain(|edit| edit.column as usize != within.2);
        note(
            edits,
            Edit {
                column: within.2 as u32,
                rule: "city-by-header",
                from: cell.into(),
                to: found.name.as_str().into(),
                span: within.1,
            },
        );
        city
    }

    fn value(
        &mut self,
        cell: &str,
        (span, column): (Span, usize),
        role: Role,
        several: bool,
        edits: &mut Vec<Edit>,
    ) -> Value {
        if nothing::is_nothing(cell) {
            return Value::Empty;
        }
        // Most cells need no cleaning: what is read as a text is what is printed, and digits are a number.
        let printed = match role {
            Role::Place | Role::PlaceOrUnit | Role::Date => false,
            Role::Serial | Role::Number => {
                let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
                if let Some(value) = digits.then(|| values::number(cell)).flatten() {
                    return value;
                }
                false
            }
            Role::Code => !cell.contains('.'),
            Role::Name | Role::Project | Role::Units | Role::Note | Role::Text => true,
        };
        if printed && values::is_clean(cell) {
            return Value::Printed;
        }
        let clean = match role {
            Role::Place | Role::PlaceOrUnit => self.clean_place(cell),
            Role::Name | Role::Units | Role::Text => stacked::clean_name(cell, several),
            _ if several => stacked::clean_several(cell),
            Role::Number => stacked::clean_numbers(cell),
            _ => values::clean(cell),
        };
        let mut edit = |rule, from: &str, to: &str| {
            let (from, to) = (from.into(), to.into());
            note(edits, Edit { column: column as u32, rule, from, to, span });
        };
        for (rule, from, to) in &clean.steps {
            edit(rule, from, to);
        }
        let text = || {
            if clean.steps.is_empty() {
                Value::Printed
            } else {
                Value::Text(clean.text.clone().into_owned())
            }
        };
        match role {
            Role::Place | Role::PlaceOrUnit => {
                let place = self.alone.known(None, &clean.text).unwrap_or_else(|| {
                    let place = Arc::new(self.places.resolve(&clean.text, self.on));
                    self.alone.keep(None, &clean.text, place)
                });
                if !place.name.is_empty() && place.name != clean.text {
                    edit("canonical-place", &clean.text, &place.name);
                }
                Value::Place(place)
            }
            Role::Serial | Role::Number => {
                if let Some(value) = values::number(&clean.text) {
                    return value;
                }
                let Some(value) = values::percent(&clean.text) else { return text() };
                edit("drop-percent", &clean.text, clean.text.trim_end_matches(['%', '％']));
                value
            }
            Role::Code => match values::code(&clean.text) {
                Some(code) => {
                    edit("drop-decimal", &clean.text, &code);
                    Value::Text(code)
                }
                None => text(),
            },
            Role::Date => values::date(&clean.text).map_or_else(text, Value::Date),
            _ => text(),
        }
    }
}
