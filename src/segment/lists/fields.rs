//! Fields of a list's lines, kept apart by wide gaps: `徐某某　某检定研究院`, the same number in each.

use super::{Found, Scope, column, items, places};
use crate::model::Role;
use crate::model::{Column, Span};
use crate::segment::roster::columns;
use crate::text::words::offices::CALLED_SO;
use crate::text::{blank, is_blank, persons};

/// Fewest lines by which fields can be told, and most fields that a line has.
const LEAST: usize = 3;
const MOST: usize = 6;

/// A gap of so many half-width columns parts fields.
const GAP: usize = 2;

/// Longest name of a person, in characters; with a middle dot more.
const PERSON_MOST: usize = 4;

/// The fields of each text, where all have as many, and the first does not go on with persons: a line of
/// names alone is no row.
pub(super) fn of_all(scope: &Scope<'_>, texts: &[Span]) -> Option<Vec<Vec<Span>>> {
    of_rows(scope, texts, LEAST)
}

fn of_rows(scope: &Scope<'_>, texts: &[Span], least: usize) -> Option<Vec<Vec<Span>>> {
    let by_words = || of_posts(scope, texts).or_else(|| of_provinces(scope, texts));
    if let Some(all) = by_words().or_else(|| of_people(scope, texts)) {
        return Some(all);
    }
    // Most lists have no gaps, and the first line shows it.
    let width = of(scope, *texts.first()?).len();
    if texts.len() < least || !(2..=MOST).contains(&width) {
        return None;
    }
    let all: Vec<Vec<Span>> = texts.iter().map(|text| of(scope, *text)).collect();
    let persons = |fields: &Vec<Span>| {
        fields.iter().all(|field| is_person(&blank::close_up(scope.document.slice(*field))))
    };
    let rows = all.iter().all(|fields| fields.len() == width);
    // 县水务局  优秀: nobody is called so.
    let named = |field: &&Span| {
        let text = blank::close_up(scope.document.slice(**field));
        text.contains(['·', '•', '．']) || persons::is_name(&text)
    };
    if rows && all.iter().flatten().filter(named).count() * 4 < all.len() * width {
        return Some(all);
    }
    (rows && all.iter().filter(|fields| persons(fields)).count() * 2 <= all.len()).then_some(all)
}

/// A post and a person, parted by one blank in every line: 甲大学教授 王某.
fn of_posts(scope: &Scope<'_>, texts: &[Span]) -> Option<Vec<Vec<Span>>> {
    let own = |text: &Span| {
        let fields = parted(scope, *text, 1);
        let [post, person] = fields[..] else { return None };
        let said = blank::close_up(scope.document.slice(post));
        let name = blank::close_up(scope.document.slice(person));
        let ends = said
            .ends_with(['师', '授', '长', '员', '任', '记', '事', '理', '人', '士', '工', '生']);
        (ends && said.chars().count() >= POST_LEAST && persons::is_name(&name)).then_some(fields)
    };
    if texts.len() < LEAST {
        return None;
    }
    texts.iter().map(own).collect()
}

/// A person and a post, parted by one comma in every line: 王某，第一中学教师.
fn of_people(scope: &Scope<'_>, texts: &[Span]) -> Option<Vec<Vec<Span>>> {
    let own = |text: &Span| {
        let fields = items::split_at(*text, &scope.document.text, &['，', ',']);
        let [person, post] = fields[..] else { return None };
        let said = blank::close_up(scope.document.slice(post));
        let name = blank::close_up(scope.document.slice(person));
        let other = said.chars().count() > PERSON_MOST && !said.contains(['、', '：', ':']);
        // 钱文华，孙丽娟同志: another person.
        (other && !is_called(&said) && persons::is_name(&name)).then_some(fields)
    };
    if texts.len() < LEAST {
        return None;
    }
    texts.iter().map(own).collect()
}

/// A person, and what one is called behind the name: 孙丽娟同志.
pub(super) fn is_called(text: &str) -> bool {
    CALLED_SO.iter().filter_map(|word| text.strip_suffix(word)).any(persons::is_name)
}

/// A province and what it has, parted by one blank in every line: 北京市 798艺术区. Of 河北省 张家口市 the province is the
/// beginning of one place.
fn of_provinces(scope: &Scope<'_>, texts: &[Span]) -> Option<Vec<Vec<Span>>> {
    let own = |text: &Span| {
        let fields = parted(scope, *text, 1);
        let [place, _] = fields[..] else { return None };
        places::is_province(scope.document.slice(place)).then_some(fields)
    };
    if texts.len() < LEAST {
        return None;
    }
    let all: Option<Vec<Vec<Span>>> = texts.iter().map(own).collect();
    let thing = |fields: &&Vec<Span>| !places::is_known(scope.document.slice(fields[1]));
    all.filter(|all| all.iter().filter(thing).count() * 4 >= all.len() * 3)
}

/// The fields of texts that stand in blocks: one in each text of some blocks, two in each of others, a person and a
/// post. What is not there is empty.
pub(super) fn of_blocks(scope: &Scope<'_>, blocks: &[Vec<Span>]) -> Option<Vec<Vec<Span>>> {
    let mut all = Vec::new();
    let (mut single, mut double) = (false, false);
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        if let Some(fields) = of_rows(scope, block, 2).filter(|fields| fields[0].len() == 2) {
            double = true;
            all.extend(fields);
        } else if block.iter().all(|text| of(scope, *text).len() == 1) {
            single = true;
            all.extend(block.iter().map(|text| vec![*text, Span::at(text.end)]));
        } else {
            return None;
        }
    }
    (single && double).then_some(all)
}

/// Whether most of some texts have gaps: they are no single names.
pub(super) fn most_have(scope: &Scope<'_>, texts: &[Span]) -> bool {
    let gaps = texts.iter().filter(|text| of(scope, **text).len() > 1).count();
    gaps * 2 > texts.len()
}

/// Columns for such fields.
pub(super) fn columns_of(scope: &Scope<'_>, all: &[Vec<Span>]) -> Vec<Column> {
    let sample: Vec<Vec<&str>> = all
        .iter()
        .take(columns::SAMPLE)
        .map(|fields| fields.iter().map(|field| scope.document.slice(*field)).collect())
        .collect();
    let width = all.first().map_or(0, Vec::len);
    let mut told = columns::columns(None, width, None, &sample);
    let free = !told.iter().any(|column| column.role == Role::Name);
    // Behind a province stands the name.
    let at = usize::from(width == 2 && told.first().is_some_and(|c| c.role == Role::Place));
    if let Some(first) = told.get_mut(at)
        && free
        && first.role == Role::Text
    {
        *first = column("name", Role::Name, "values");
    }
    told
}

/// Adds the columns behind those that are there, their keys told apart.
pub(super) fn add_columns(scope: &Scope<'_>, all: &[Vec<Span>], found: &mut Found) {
    for mut column in columns_of(scope, all) {
        let number = found.roster.columns.len() + 1;
        let taken = found.roster.columns.iter().any(|known| known.key == column.key);
        if taken || column.key.starts_with("column_") {
            column.key = format!("column_{number}");
        }
        found.roster.columns.push(column);
    }
}

/// The fields of a text: kept apart by wide gaps, or a person and a post by one blank.
pub(super) fn of(scope: &Scope<'_>, span: Span) -> Vec<Span> {
    let narrow = parted(scope, span, 1);
    let text = |field: &Span| blank::close_up(scope.document.slice(*field));
    let person = |field: &Span| {
        let text = text(field);
        let bare = text.split(['（', '(']).next().unwrap_or_default();
        bare.chars().count() > 1 && is_person(bare)
    };
    let post = |field: &Span| text(field).chars().count() >= POST_LEAST;
    let sex = |field: &Span| matches!(text(field).as_str(), "男" | "女");
    match narrow[..] {
        [first, second] if person(&first) && post(&second) => narrow,
        // 王某 男 1964年 甲大学
        [first, second, _, ..] if person(&first) && sex(&second) => narrow,
        [seat, thing] if is_seat(scope.document.slice(seat), scope.document.slice(thing)) => narrow,
        _ => parted(scope, span, GAP),
    }
}

/// Whether a text says where the thing behind it is: a path of places, 甲市乙镇 of 甲市乙镇 丙工坊. 甲市 alone may begin a name.
fn is_seat(seat: &str, thing: &str) -> bool {
    /// Shortest path, in characters.
    const PATH_LEAST: usize = 5;
    let path = seat.char_indices().skip(1).any(|(at, c)| {
        matches!(c, '省' | '市' | '州' | '盟' | '县' | '区') && at + c.len_utf8() < seat.len()
    });
    path && seat.chars().count() >= PATH_LEAST
        && seat.chars().all(blank::is_han)
        && places::ends_as_place(seat)
        && thing.starts_with(blank::is_han)
        && !places::ends_as_place(thing)
}

/// A post behind one blank is at least so long, in characters.
const POST_LEAST: usize = 6;

/// The parts of a text between gaps of so many columns. A name set as wide as three, `王　某`, is one.
pub(super) fn parted(scope: &Scope<'_>, span: Span, gap: usize) -> Vec<Span> {
    let text = scope.document.slice(span);
    let mut fields: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut end, mut wide) = (0, 0, 0);
    // A gap inside brackets parts nothing: （1986年4月23日　国发〔1986〕48号）.
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if is_blank(c) && depth > 0 {
            continue;
        }
        if is_blank(c) {
            wide += if matches!(c, '\u{3000}' | '\u{2003}' | '\t') { 2 } else { 1 };
            continue;
        }
        if wide >= gap && end > start {
            fields.push((start, end));
            start = at;
        } else if end == 0 {
            start = at;
        }
        wide = 0;
        end = at + c.len_utf8();
    }
    if end > start {
        fields.push((start, end));
    }
    let single = |(from, to): &(usize, usize)| text[*from..*to].chars().count() == 1;
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(fields.len());
    let mut open = false;
    for field in fields {
        match merged.last_mut() {
            Some(last)
                if open
                    && (single(&field)
                        || persons::is_set_wide(
                            &text[last.0..last.1],
                            &text[field.0..field.1],
                        )) =>
            {
                last.1 = field.1;
            }
            _ => merged.push(field),
        }
        open = single(&field);
    }
    let base = span.start as usize;
    merged.into_iter().map(|(from, to)| Span::of(base + from, base + to)).collect()
}

fn is_person(text: &str) -> bool {
    let dotted = text.contains(['·', '•', '．']);
    let han = text.chars().all(|c| blank::is_han(c) || matches!(c, '·' | '•' | '．'));
    han && (dotted || (2..=PERSON_MOST).contains(&text.chars().count()))
}
