//! Rows that lie elsewhere than the division they stand under: a county of 浙江省 below the heading 山西省,
//! or beside it in a column. A heading was lost, slid by a row, or a row strayed.

use std::borrow::Cow;

use super::exchanged::trimmed;
use super::headed::is_body;
use crate::gazetteer::{Division, DivisionId, Form, Gazetteer, State, Thing};
use crate::model::{Basis, Document, Group, Kind, Level, Place, Role, Roster, Row, Span, Value};
use crate::text::numeral;

/// A row that does not lie where it stands.
#[derive(Clone, Debug)]
pub(in crate::check) struct Elsewhere {
    /// What does not lie there, as printed.
    pub lower: String,
    /// Its cell.
    pub span: Span,
    /// The division it stands under.
    pub upper: String,
    /// Where that one is printed.
    pub heading: Span,
    /// It is one of few rows, or the rows from it to the next or last heading all lie elsewhere: then
    /// something is wrong with the roster. Long lists have a few such rows of their own (a university of
    /// 河北省 lies in 天津市).
    pub sure: bool,
}

/// A roster of so many rows has no row that lies elsewhere by its own right.
const SHORT: usize = 100;

/// What a row stands under.
struct Upper<'u> {
    text: Cow<'u, str>,
    span: Span,
    codes: Cow<'u, [u32]>,
}

/// Where a row lies by its own words.
struct Lower<'l> {
    /// The column that says so.
    column: usize,
    /// Codes from the province down; 0 for none.
    path: [u32; 4],
    /// More of them, where several divisions have the name.
    more: Vec<u32>,
    names: [Option<&'l str>; 3],
}

impl Lower<'_> {
    fn codes(&self) -> impl Iterator<Item = u32> {
        self.path.iter().chain(&self.more).copied().filter(|code| *code != 0)
    }

    fn lies_in(&self, upper: &Upper) -> bool {
        // A name that another division had, or that has another code since: 江苏省 before and after.
        self.codes().any(|code| upper.codes.contains(&code))
            || self.names.contains(&Some(&*upper.text))
    }
}

/// The rows that lie elsewhere, where most rows lie in what they stand under, or where those that do not
/// all lie in what others stand under.
pub(super) fn find<'d>(
    document: &'d Document,
    roster: &'d Roster,
    rows: &'d [Row],
    gazetteer: &Gazetteer,
    judged: &dyn Fn(usize) -> bool,
) -> Vec<Elsewhere> {
    let column = (0..roster.columns.len()).find(|c| is_upper(roster, rows, *c));
    let mut headings: Vec<Option<Upper>> = Vec::new();
    if column.is_none() {
        let upper = |group: &'d Group| {
            group.path.iter().rev().find_map(|value| {
                let text = numeral::without_number(value);
                let codes = codes(text, gazetteer);
                (!text.is_empty() && !codes.is_empty()).then(|| Upper {
                    text: text.into(),
                    span: group.span,
                    codes: codes.into(),
                })
            })
        };
        headings = roster.groups.iter().map(upper).collect();
        if headings.iter().all(Option::is_none) {
            return Vec::new();
        }
    }
    let mut agree = 0;
    let mut located = 0;
    let mut strays: Vec<(Elsewhere, u32, usize)> = Vec::new();
    let mut uppers: Vec<u32> = Vec::new();
    for (entry, row) in rows.iter().enumerate().filter(|(entry, _)| judged(*entry)) {
        let beside = column.and_then(|c| of_cell(document, roster, row, entry, c));
        let Some(upper) = beside.as_ref().or_else(|| {
            column.is_none().then_some(())?;
            headings.get(roster.entries[entry].group? as usize)?.as_ref()
        }) else {
            continue;
        };
        let Some(lower) = lower(document, roster, row, entry, column, gazetteer) else { continue };
        located += 1;
        for code in &*upper.codes {
            if !uppers.contains(code) {
                uppers.push(*code);
            }
        }
        if lower.lies_in(upper) {
            agree += 1;
        } else if lower.codes().any(|code| code / 100 % 100 == 90)
            && !upper.codes.iter().any(|code| is_province(*code))
        {
            // What a province governs itself stands under the prefecture beside it: 定州 under 保定市.
        } else {
            let stray = Elsewhere {
                lower: roster.cell(document, entry, lower.column).trim().to_owned(),
                span: roster.row(entry)[lower.column],
                upper: upper.text.clone().into_owned(),
                heading: upper.span,
                sure: false,
            };
            strays.extend(lower.codes().next().map(|province| (stray, province, entry)));
        }
    }
    let inside = |province: &u32| uppers.iter().any(|code| code / 10_000 == province / 10_000);
    // Two headings in each other's place; columns may well name two ends of something.
    let exchanged =
        column.is_none() && agree > 0 && strays.iter().all(|(_, province, _)| inside(province));
    if agree <= strays.len() && !exchanged {
        return Vec::new();
    }
    let entries: Vec<usize> = strays.iter().map(|(_, _, entry)| *entry).collect();
    // 河北工业大学 of 河北省 lies in 天津市.
    let named = |entry: usize, upper: &str| {
        let stem: String = upper.chars().take(2).collect();
        let mut cells = (0..roster.columns.len()).map(|c| roster.cell(document, entry, c));
        upper.ends_with(['省', '区']) && cells.any(|cell| cell.starts_with(&stem) && is_body(&cell))
    };
    let sure = |entry: usize| located <= SHORT || to_edge(roster, &entries, entry);
    let told = |(stray, _, entry): (Elsewhere, u32, usize)| {
        let sure = sure(entry) && !named(entry, &stray.upper);
        Elsewhere { sure, ..stray }
    };
    strays.into_iter().map(told).collect()
}

/// Headings below another in which they do not lie, 贵港市 below 江西省, where most lie in theirs: the one
/// between them was lost.
pub(super) fn headings(
    document: &Document,
    roster: &Roster,
    gazetteer: &Gazetteer,
) -> Vec<Elsewhere> {
    let mut agree = 0;
    let mut strays = Vec::new();
    let mut known: Option<&[String]> = None;
    for group in roster.groups.iter().filter(|group| group.path.len() > 1) {
        for at in 1..group.path.len() {
            let (outer, inner) = (&group.path[at - 1], &group.path[at]);
            if known.is_some_and(|known| known.get(..=at) == group.path.get(..=at)) {
                continue;
            }
            let (outer, inner) = (numeral::without_number(outer), numeral::without_number(inner));
            let above: Vec<u32> =
                codes(outer, gazetteer).into_iter().filter(|code| is_province(*code)).collect();
            let below = codes(inner, gazetteer);
            if above.is_empty() || below.is_empty() || below.iter().any(|code| is_province(*code)) {
                continue;
            }
            let within = |code: &u32| above.iter().any(|above| above / 10_000 == code / 10_000);
            if below.iter().any(within) {
                agree += 1;
                continue;
            }
            let start = group.span.start as usize;
            let heading = document.text.get(..start).and_then(|text| text.rfind(outer));
            let heading = heading.map_or(group.span, |at| Span::of(at, at + outer.len()));
            let (lower, upper) = (inner.to_owned(), outer.to_owned());
            strays.push(Elsewhere { lower, span: group.span, upper, heading, sure: true });
        }
        known = Some(&group.path);
    }
    // Half of them: two in each other's place, or those below the one that was lost.
    if agree > 0 && agree >= strays.len() { strays } else { Vec::new() }
}

/// Names in cells that list several, `甲市乙县、丙市丁县`, beside the province in which most of them lie.
pub(super) fn listed(
    document: &Document,
    roster: &Roster,
    gazetteer: &Gazetteer,
) -> Vec<Elsewhere> {
    let Some(column) = roster.columns.iter().position(|c| c.key == "stated_province") else {
        return Vec::new();
    };
    let mut agree = 0;
    let mut strays = Vec::new();
    for entry in 0..roster.entries.len() {
        let cell = roster.cell(document, entry, column);
        let upper = cell.split(['（', '(']).next().unwrap_or_default().trim();
        let above = codes(upper, gazetteer);
        if above.is_empty() {
            continue;
        }
        for other in (0..roster.columns.len()).filter(|other| *other != column) {
            let text = roster.cell(document, entry, other);
            if !text.contains('、') {
                continue;
            }
            for item in text.split('、').map(str::trim) {
                let Some(lower) = leading(other, item, gazetteer) else { continue };
                if lower.codes().any(|code| above.iter().any(|a| a / 10_000 == code / 10_000))
                    || lower.names.contains(&Some(upper))
                {
                    agree += 1;
                    continue;
                }
                strays.push(Elsewhere {
                    lower: item.to_owned(),
                    span: roster.row(entry)[other],
                    upper: upper.to_owned(),
                    heading: roster.row(entry)[column],
                    sure: true,
                });
            }
        }
    }
    if agree > strays.len() { strays } else { Vec::new() }
}

/// Whether a row and all others of its group on one side of it lie elsewhere.
fn to_edge(roster: &Roster, strays: &[usize], entry: usize) -> bool {
    let stray = |at: &usize| strays.binary_search(at).is_ok();
    let group = |at: usize| roster.entries.get(at).map(|entry| entry.group);
    let end = (entry..=roster.entries.len()).find(|at| !stray(at)).unwrap_or(entry);
    let start = (0..entry).rev().find(|at| !stray(at));
    group(entry).is_some_and(|own| {
        own.is_some() && (group(end) != Some(own) || start.is_none_or(|at| group(at) != Some(own)))
    })
}

/// Whether a code is that of a province.
fn is_province(code: u32) -> bool {
    code.is_multiple_of(10_000)
}

/// Whether a column says in which province its rows lie.
fn is_upper(roster: &Roster, rows: &[Row], column: usize) -> bool {
    let province = |row: &Row| {
        matches!(row.values.get(column),
            Some(Value::Place(place)) if place.adcode_level == Some(Level::Province))
    };
    roster.columns[column].role == Role::Place
        && rows.iter().filter(|row| province(row)).count() * 2 > rows.len()
}

/// The province that a row's cell names.
fn of_cell<'u>(
    document: &'u Document,
    roster: &Roster,
    row: &'u Row,
    entry: usize,
    column: usize,
) -> Option<Upper<'u>> {
    let Some(Value::Place(place)) = row.values.get(column) else { return None };
    let code = place.adcode.as_ref().filter(|_| place.kind == Kind::Division)?;
    let text = trimmed(roster.cell(document, entry, column));
    // A cell that says what stands above it is printed there.
    let text = if text.is_empty() { Cow::Borrowed(place.name.as_str()) } else { text };
    let codes = std::slice::from_ref(&code.0).into();
    Some(Upper { text, span: roster.row(entry)[column], codes })
}

/// Codes of the divisions that a whole text names.
fn codes(text: &str, gazetteer: &Gazetteer) -> Vec<u32> {
    let division = |(thing, _)| match thing {
        Thing::Division(id) => Some(gazetteer.division(id).code),
        _ => None,
    };
    gazetteer.lookup(text).filter_map(division).collect()
}

/// Where a row lies by its own words.
fn lower<'l>(
    document: &Document,
    roster: &Roster,
    row: &'l Row,
    entry: usize,
    upper: Option<usize>,
    gazetteer: &'l Gazetteer,
) -> Option<Lower<'l>> {
    let place = row.values.iter().enumerate().filter(|(c, _)| Some(*c) != upper);
    let place = place.filter_map(|(c, value)| match value {
        Value::Place(place) => Some((c, place)),
        _ => None,
    });
    let told = |place: &Place| {
        matches!(place.kind, Kind::Division | Kind::Zone)
            && matches!(place.adcode_basis, Some(Basis::Text | Basis::Container))
    };
    for (column, place) in place {
        // A column of provinces beside another may be the other end of something.
        if told(place) && (upper.is_none() || place.adcode_level != Some(Level::Province)) {
            let path = [&place.province, &place.prefecture, &place.county].map(Option::as_ref);
            let [a, b, c] = path.map(|division| division.map_or(0, |division| division.adcode.0));
            let path_codes = [a, b, c, place.adcode.map_or(0, |code| code.0)];
            let names = path.map(|division| division.map(|division| division.name.as_str()));
            let lower = Lower { column, path: path_codes, more: Vec::new(), names };
            return Some(lower).filter(|lower| lower.codes().next().is_some());
        }
    }
    if upper.is_none()
        && let Some(lower) = of_candidates(document, roster, row, entry)
    {
        return Some(lower);
    }
    // 丽水市松阳县四都乡西坑村 in a column of names; 前郭尔罗斯蒙古族自治县 among bodies.
    let names = |role: Role| roster.columns.iter().position(|c| c.role == role);
    let column = names(Role::Name).or_else(|| names(Role::Units))?;
    let text = roster.cell(document, entry, column);
    leading(column, text.trim(), gazetteer)
}

/// A county that bears a name that several bear: it lies where one of them does. 市中区 and 新城区 are said of the middle
/// and the new part of any city.
fn of_candidates<'l>(
    document: &Document,
    roster: &Roster,
    row: &Row,
    entry: usize,
) -> Option<Lower<'l>> {
    const ANY: [&str; 4] = ["市", "城", "新", "老"];
    let open = |(column, value): (usize, &Value)| match value {
        Value::Place(place) if place.adcode.is_none() && place.kind == Kind::Division => {
            let text = roster.cell(document, entry, column);
            let text = text.trim();
            let named = text.ends_with(['县', '区', '市'])
                && text.chars().count() > 2
                && !ANY.iter().any(|word| text.starts_with(word))
                && place.candidates.iter().all(|candidate| candidate.name.ends_with(text));
            let codes = place.candidates.iter().map(|candidate| candidate.adcode.0);
            let all: Vec<u32> =
                codes.flat_map(|code| [code / 10_000 * 10_000, code / 100 * 100, code]).collect();
            Some((column, all)).filter(|(_, all)| named && !all.is_empty())
        }
        _ => None,
    };
    let (column, more) = row.values.iter().enumerate().find_map(open)?;
    Some(Lower { column, path: [0; 4], more, names: [None; 3] })
}

/// The division in full that a village's or town's path begins with, or that is the whole text.
fn leading<'l>(column: usize, text: &str, gazetteer: &'l Gazetteer) -> Option<Lower<'l>> {
    const ENDS: [char; 9] = ['村', '镇', '乡', '县', '区', '市', '旗', '州', '盟'];
    if !text.ends_with(ENDS) {
        return None;
    }
    let mut state = State::ROOT;
    let mut found: Vec<(DivisionId, Division)> = Vec::new();
    for c in text.chars() {
        let Some(next) = gazetteer.step(state, gazetteer.char_id(c).0) else { break };
        state = next;
        let Some(name) = gazetteer.name(state) else { continue };
        let full = gazetteer.things(name).filter_map(|(thing, form)| match thing {
            Thing::Division(id) if form == Form::Full => Some((id, gazetteer.division(id))),
            _ => None,
        });
        let full: Vec<(DivisionId, Division)> = full.collect();
        if !full.is_empty() {
            found = full;
        }
    }
    // Several of one name prove nothing, if they lie in several provinces.
    let (_, first) = found.first()?;
    if found.iter().any(|(_, other)| other.province() != first.province()) {
        return None;
    }
    let mut more: Vec<u32> =
        found.iter().flat_map(|(_, division)| [division.parent, division.code]).collect();
    // 石柱县 and 合川县 were in 四川省; what they are since lies in 重庆市.
    let since = found.iter().flat_map(|(id, _)| gazetteer.current(*id));
    more.extend(since.flat_map(|code| [code / 10_000 * 10_000, code / 100 * 100, code]));
    let names = [Some(gazetteer.division_name(first)), None, None];
    Some(Lower { column, path: [first.province(), 0, 0, 0], more, names })
}
