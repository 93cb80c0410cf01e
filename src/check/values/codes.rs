//! A column of codes of divisions (行政区划代码) beside a column of places: each code must be that of the
//! place in its row.

use crate::gazetteer::Gazetteer;
use crate::model::{Adcode, Basis, Document, Kind, Place, Role, Roster, Row, Span, Value};

/// A code that is not its place's.
#[derive(Clone, Debug)]
pub(in crate::check) struct Astray {
    /// As printed.
    pub code: String,
    pub span: Span,
    /// The place of the row, and its cell.
    pub place: String,
    pub cell: Span,
    /// The code that the place has.
    pub own: Adcode,
    /// The division whose code it is; empty where there is none.
    pub of: String,
    /// The whole column stands a row too high or too low.
    pub rows: usize,
}

/// So many rows of a shifted column must agree with the row beside.
const SHIFTED: usize = 4;

/// How a code and a place go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It is the place's, at whatever time.
    Own,
    /// It is that of a division above, or within: rows may be coded so.
    Near,
    Other,
}

/// The codes that are not their places', where most are, or where most are those of the row beside.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    rows: &[Row],
    gazetteer: &Gazetteer,
    judged: &dyn Fn(usize) -> bool,
) -> Vec<Astray> {
    let mut found = Vec::new();
    let places: Vec<usize> = (0..roster.columns.len())
        .filter(|c| matches!(roster.columns[*c].role, Role::Place | Role::PlaceOrUnit))
        .collect();
    if places.is_empty() || rows.len() < 2 {
        return found;
    }
    for column in (0..roster.columns.len()).filter(|c| says_code(&roster.columns[*c].title)) {
        let codes: Vec<Option<u32>> = (0..rows.len())
            .map(|entry| read(&roster.cell(document, entry, column)).filter(|_| judged(entry)))
            .collect();
        let read = codes.iter().flatten().count();
        let known = |code: &&u32| gazetteer.of_code(**code).next().is_some();
        if read < 2 || codes.iter().flatten().filter(known).count() * 3 < read * 2 {
            continue;
        }
        let place = |entry: usize, at: usize| match rows.get(entry)?.values.get(at) {
            Some(Value::Place(place)) => Some(&**place).filter(|place| is_division(place)),
            _ => None,
        };
        let fits = |at: usize, shift: isize| -> Vec<(usize, Fit)> {
            let of = |(entry, code): (usize, &Option<u32>)| {
                let place = place(entry.checked_add_signed(shift)?, at)?;
                Some((entry, fit((*code)?, place, gazetteer)))
            };
            codes.iter().enumerate().filter_map(of).collect()
        };
        let count = |fits: &[(usize, Fit)], fit: Fit| fits.iter().filter(|f| f.1 == fit).count();
        // The column at the left is the likelier of two that agree as well.
        let nearness = |at: usize| (at < column, usize::MAX - column.abs_diff(at));
        let best = places.iter().map(|at| (*at, fits(*at, 0)));
        let best = best.max_by_key(|(at, fits)| (count(fits, Fit::Own), nearness(*at)));
        let Some((at, own)) = best else { continue };
        let (agree, astray) = (count(&own, Fit::Own), count(&own, Fit::Other));
        let tell = |entry: usize, rows: usize| {
            let (place, code) = (place(entry, at)?, codes[entry]?);
            Some(Astray {
                code: roster.cell(document, entry, column).trim().to_owned(),
                span: roster.row(entry)[column],
                place: place.name.clone(),
                cell: roster.row(entry)[at],
                own: place.adcode?,
                of: full_name(code, gazetteer),
                rows,
            })
        };
        if agree >= 2 && agree >= astray * 2 {
            let strays = own.iter().filter(|(_, fit)| *fit == Fit::Other);
            found.extend(strays.filter_map(|(entry, _)| tell(*entry, 1)));
        } else if roster.left_out.is_empty() && agree < astray {
            let beside = [-1, 1].into_iter().any(|shift| {
                let fits = fits(at, shift);
                let own = count(&fits, Fit::Own);
                own >= SHIFTED && own * 4 >= fits.len() * 3
            });
            let first = own.iter().find(|(_, fit)| *fit == Fit::Other).filter(|_| beside);
            found.extend(first.and_then(|(entry, _)| tell(*entry, astray)));
        }
    }
    found
}

/// Whether a header may head codes of divisions.
fn says_code(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    let other = ["邮", "信用", "机构代码", "zip", "post"].iter().any(|word| title.contains(word));
    !other && ["代码", "编码", "区划码", "code"].iter().any(|word| title.contains(word))
}

/// A code of six digits, also as a spreadsheet has it (330100.0), or with the zeros of towns and villages.
fn read(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let whole = cell
        .split_once('.')
        .map_or(cell, |(whole, rest)| if rest.bytes().all(|b| b == b'0') { whole } else { cell });
    let six = match whole.len() {
        6 => whole,
        12 => whole.strip_suffix("000000")?,
        _ => return None,
    };
    six.bytes().all(|b| b.is_ascii_digit()).then(|| six.parse().ok())?
}

fn is_division(place: &Place) -> bool {
    place.kind == Kind::Division
        && place.adcode.is_some()
        && place.adcode_basis == Some(Basis::Text)
        && place.candidates.is_empty()
}

fn fit(code: u32, place: &Place, gazetteer: &Gazetteer) -> Fit {
    let own = [place.adcode, place.adcode_current].into_iter().flatten().any(|own| own.0 == code);
    if own {
        return Fit::Own;
    }
    let path = [&place.county, &place.prefecture, &place.province];
    let Some(finest) = path.into_iter().flatten().next() else { return Fit::Near };
    let above = path.into_iter().flatten().skip(1).any(|division| division.adcode.0 == code);
    let mut near = above;
    for division in gazetteer.of_code(code) {
        // The same division, at another time: 莱芜市 371200.
        let today = place.adcode_current.map(|own| own.0);
        if gazetteer.division_name(&division) == finest.name
            || today.is_some_and(|own| gazetteer.current(division.id).any(|code| code == own))
        {
            return Fit::Own;
        }
        near |= place
            .adcode
            .is_some_and(|own| division.parent == own.0 || division.grandparent == own.0);
    }
    if near { Fit::Near } else { Fit::Other }
}

/// The name of the division that has a code, with its province's.
fn full_name(code: u32, gazetteer: &Gazetteer) -> String {
    let name = |code: u32| {
        let division = gazetteer.of_code(code).next_back();
        division.map_or("", |division| gazetteer.division_name(&division))
    };
    let Some(division) = gazetteer.of_code(code).next_back() else { return String::new() };
    let above = [division.grandparent, division.parent].into_iter().filter(|code| *code != 0);
    above.map(name).chain([gazetteer.division_name(&division)]).collect()
}
