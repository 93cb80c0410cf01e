//! Codes held against the gazetteer: each exists on the date, has the level and the names that
//! stand beside it, and the divisions lie in each other.

use std::collections::HashSet;

use super::Table;
use super::ours::Layout;
use crate::check::Book;
use crate::gazetteer::{Division, Gazetteer, Packed, Thing};
use crate::model::{Date, Level, Span};

/// What is wrong with a code.
pub(super) struct Fault {
    check: &'static str,
    key: &'static str,
    pub row: usize,
    pub column: usize,
    /// It is what the print beside it gives: the notice's own matter.
    pub printed: bool,
    at: Span,
    args: Vec<(&'static str, String)>,
}

/// A place's columns by what they are.
struct Columns {
    code: usize,
    level: Option<usize>,
    current: Option<usize>,
    zone: Option<usize>,
    township: Option<usize>,
    /// Name and code of province, prefecture and county.
    path: [(Option<usize>, Option<usize>); 3],
    /// What is printed in columns of their own above the place: province, prefecture, county.
    stated: [Option<usize>; 3],
}

impl Columns {
    fn new(table: &Table, stem: &str, code: usize) -> Self {
        let at = |name: &str| {
            let name = format!("{stem}{name}");
            (0..table.width()).find(|at| table.title(*at) == name)
        };
        let path = ["province", "prefecture", "county"]
            .map(|level| (at(level), at(&format!("{level}_adcode"))));
        // Of several places in a row it is not told which one they are above.
        let stated = ["stated_province", "stated_prefecture", "stated_county"]
            .map(|name| table.column(name).filter(|_| stem.is_empty()));
        Self {
            stated,
            code,
            level: at("adcode_level"),
            current: at("adcode_current"),
            zone: at("zone"),
            township: at("township"),
            path,
        }
    }
}

/// What is wrong with the codes of the rows.
pub(super) fn faults(table: &Table, layout: &Layout, gazetteer: &Gazetteer) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (stem, code) in Layout::codes(table) {
        let columns = Columns::new(table, &stem, code);
        let mut seen: HashSet<String> = HashSet::new();
        for row in 0..table.rows.len() {
            let date = layout.date.map_or(String::new(), |at| table.cell(row, at).into_owned());
            // The same cells have the same faults, which are told of each row that has them; only
            // sound ones are passed over.
            let key = columns.key(table, row, &date);
            if seen.contains(&key) {
                continue;
            }
            let before = faults.len();
            judge(table, &columns, row, date.parse().ok(), gazetteer, &mut faults);
            if faults.len() == before {
                seen.insert(key);
            }
        }
    }
    faults
}

/// Tells them.
pub(super) fn tell(table: &Table, faults: &[Fault], book: &mut Book) {
    for code in ["MD304", "MD403", "MD404"] {
        book.run(code, |sink| {
            // 江都市 printed in 2012, a name of the year before: the notice's report has it.
            let own = |fault: &&Fault| fault.printed && code == "MD403";
            for fault in faults.iter().filter(|fault| fault.check == code && !own(fault)) {
                let mut draft = sink.find(fault.key, fault.at).arg("row", table.line(fault.row));
                for (name, value) in &fault.args {
                    draft = draft.arg(name, value);
                }
            }
        });
    }
}

impl Columns {
    fn key(&self, table: &Table, row: usize, date: &str) -> String {
        let path = self.path.iter().flat_map(|(name, code)| [*name, *code]);
        let path = path.chain(self.stated);
        let all = [Some(self.code), self.level, self.current, self.zone, self.township];
        let cells =
            all.into_iter().chain(path).map(|at| at.map_or("".into(), |at| table.cell(row, at)));
        let mut key = date.to_owned();
        for cell in cells {
            key.push('\u{1f}');
            key.push_str(&cell);
        }
        key
    }
}

fn judge(
    table: &Table,
    columns: &Columns,
    row: usize,
    date: Option<Date>,
    gazetteer: &Gazetteer,
    faults: &mut Vec<Fault>,
) {
    let mut fault = |check, key, at: usize, args: Vec<(&'static str, String)>| {
        let mut args = args;
        args.push(("cell", table.cell(row, at).into_owned()));
        args.push(("column", table.title(at).into_owned()));
        let span = table.place(row, at);
        faults.push(Fault { check, key, row, column: at, printed: false, at: span, args });
    };
    let on = date.map(Packed::from);
    let valid = |code: u32| match on {
        Some(on) => gazetteer.on(code, on),
        None => gazetteer.of_code(code).next_back(),
    };
    // Each code by itself.
    let path = columns
        .path
        .map(|(name, code)| (name, code, code.and_then(|at| parse(&table.cell(row, at)))));
    let own = parse(&table.cell(row, columns.code));
    let all = path.iter().map(|(_, at, code)| (*at, *code)).chain([(Some(columns.code), own)]);
    let mut sound = true;
    for (at, code) in all {
        let Some(at) = at.filter(|at| !table.cell(row, *at).is_empty()) else { continue };
        let Some(code) = code else {
            fault("MD304", "code", at, Vec::new());
            sound = false;
            continue;
        };
        if valid(code).is_none() {
            sound = false;
            let known = gazetteer.of_code(code).next_back();
            let name = known.map_or(String::new(), |d| full(gazetteer, &d));
            let key = if known.is_some() { "code" } else { "never" };
            let date = date.map_or(String::new(), |date| date.to_string());
            fault("MD403", key, at, vec![("name", name), ("date", date)]);
        }
    }
    if let Some(at) = columns.current {
        let text = table.cell(row, at);
        let known = parse(&text).and_then(|code| gazetteer.of_code(code).next_back());
        if !text.is_empty() && !known.is_some_and(|d| d.validity.lasts()) {
            let name = known.map_or(String::new(), |d| full(gazetteer, &d));
            let key = if known.is_some() { "today" } else { "never" };
            fault("MD403", key, at, vec![("name", name), ("date", String::new())]);
            sound = false;
        }
    }
    if !sound {
        return;
    }
    // Names beside their codes.
    for (name, _, code) in &path {
        let (Some(name), Some(code)) = (name, code) else { continue };
        let cell = table.cell(row, *name);
        let Some(division) = valid(*code) else { continue };
        let expected = gazetteer.division_name(&division);
        let called = gazetteer.of_code(*code).any(|d| gazetteer.division_name(&d) == cell);
        if !cell.is_empty() && cell != expected && (on.is_some() || !called) {
            fault(
                "MD404",
                "name",
                *name,
                vec![("code", format!("{code:06}")), ("expected", expected.to_owned())],
            );
        }
    }
    // Names without a code beside them lie where the row's own code does.
    let lies = own.and_then(&valid);
    for ((name, _, code), level) in
        path.iter().zip([Level::Province, Level::Prefecture, Level::County])
    {
        let (Some(name), None, Some(lies)) = (name, code, &lies) else { continue };
        let cell = table.cell(row, *name);
        if cell.is_empty() {
            continue;
        }
        let above = [lies.code, lies.parent, lies.grandparent]
            .map(|code| gazetteer.of_code(code).find(|d| d.validity.overlaps(lies.validity)));
        let Some(division) = above.into_iter().flatten().find(|d| d.level == level) else {
            continue;
        };
        let called = gazetteer.of_code(division.code).any(|d| gazetteer.division_name(&d) == cell);
        if !called {
            let expected = full(gazetteer, &division);
            let code = format!("{:06}", lies.code);
            fault("MD404", "beside", *name, vec![("code", code), ("expected", expected)]);
        }
    }
    // What the notice prints in columns of its own above the place.
    for (name, level) in
        columns.stated.iter().zip([Level::Province, Level::Prefecture, Level::County])
    {
        let (Some(at), Some(lies)) = (*name, &lies) else { continue };
        let cell = table.cell(row, at);
        let stated = |code: u32| {
            gazetteer.of_code(code).find(|d| d.level == level && d.validity.overlaps(lies.validity))
        };
        let above = [lies.code, lies.parent, lies.grandparent].map(stated);
        let Some(division) = above.into_iter().flatten().next() else { continue };
        // Only another division is a contradiction: 河北 and 直管 are none.
        let mut other = gazetteer.lookup(&cell).filter_map(|(thing, _)| match thing {
            Thing::Division(id) => Some(gazetteer.division(id)).filter(|d| d.level == level),
            _ => None,
        });
        let own = |d: &Division| d.code == division.code;
        let called = gazetteer.of_code(division.code).any(|d| gazetteer.division_name(&d) == cell);
        let mut all = other.by_ref().peekable();
        if !called && all.peek().is_some() && !all.any(|d| own(&d)) {
            let (expected, code) = (full(gazetteer, &division), format!("{:06}", lies.code));
            fault("MD404", "beside", at, vec![("code", code), ("expected", expected)]);
        }
    }
    // The divisions in each other, the finest first.
    let mut finest: Option<Division> = None;
    for (_, at, code) in path.iter().rev() {
        let (Some(at), Some(code)) = (at, code) else { continue };
        let Some(division) = valid(*code) else { continue };
        if let Some(lower) = finest
            && ![lower.parent, lower.grandparent].contains(code)
        {
            let (upper, name) = (full(gazetteer, &division), full(gazetteer, &lower));
            fault("MD404", "chain", *at, vec![("upper", upper), ("lower", name)]);
        }
        finest = finest.or(Some(division));
    }
    let Some(code) = own else { return };
    let Some(division) = valid(code) else { return };
    let mut led = true;
    if let Some(lower) = finest
        && lower.code != code
        && ![lower.parent, lower.grandparent].contains(&code)
    {
        let (given, path) = (full(gazetteer, &division), full(gazetteer, &lower));
        fault("MD404", "path", columns.code, vec![("given", given), ("path", path)]);
        led = false;
    }
    if let Some(at) = columns.level {
        let cell = table.cell(row, at);
        if cell != division.level.name() {
            let expected = division.level.name().to_owned();
            fault(
                "MD404",
                "level",
                at,
                vec![("expected", expected), ("code", format!("{code:06}"))],
            );
        }
    }
    // A zone or a township has a history of its own.
    let filled = |at: Option<usize>| at.is_some_and(|at| !table.cell(row, at).is_empty());
    // What a wrong code leads to today is beside the point.
    if let Some(at) = columns.current.filter(|_| led)
        && let Some(current) = parse(&table.cell(row, at))
        && !filled(columns.zone)
        && !filled(columns.township)
    {
        let today: Vec<u32> = gazetteer.current(division.id).collect();
        if !today.is_empty() && !today.contains(&current) {
            let expected = today.iter().map(|c| format!("{c:06}")).collect::<Vec<_>>().join(" ");
            fault(
                "MD404",
                "today",
                at,
                vec![("code", format!("{code:06}")), ("expected", expected)],
            );
        }
    }
}

fn parse(text: &str) -> Option<u32> {
    let six = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    six.then(|| text.parse().ok()).flatten()
}

/// The division's name behind those it lies in.
fn full(gazetteer: &Gazetteer, division: &Division) -> String {
    let mut name = String::new();
    for code in [division.grandparent, division.parent] {
        let above = gazetteer.of_code(code).find(|d| d.validity.overlaps(division.validity));
        name.push_str(above.map_or("", |d| gazetteer.division_name(&d)));
    }
    name.push_str(gazetteer.division_name(division));
    name
}
