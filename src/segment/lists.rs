//! Rosters without a table: numbered items, one cell a paragraph, `名称：甲、乙`, counted lists,
//! plain lines, and names inside a sentence.
//!
//! Each form is a file with one function that either recognises its form in a stretch of lines or
//! declines. What is recognised by form alone, with neither serials nor a declared count to prove
//! it, is marked as uncertain: it is emitted, and reported.

mod aside;
mod counted;
mod enumeration;
mod fields;
mod flat;
mod grouped;
mod headings;
mod items;
mod named;
mod numbered;
mod offices;
pub(super) mod places;
mod records;
mod sentence;
mod signs;
mod told;

use std::collections::HashSet;

use super::claims;
use super::line::{Line, LineKind};
use super::mark;
use super::regions::Regions;
use super::roster::{groups, words};
use crate::model::notice::OddityKind;
use crate::model::roster::{Entry, Note, NoteKind, Serial};
use crate::model::{
    Claim, ClaimPlace, Column, Document, Group, Notice, Oddity, RegionRole, Role, Roster, Span,
    Spanned,
};
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS};
use crate::text::{View, blank, compact, date, numeral};
use aside::is_aside;

/// What a form makes of a stretch of lines.
#[derive(Debug, Default)]
pub(super) struct Found {
    roster: Roster,
    /// Lines it took, by index into the scope.
    taken: Vec<usize>,
    /// Spans and their parts, for the lines it took.
    regions: Vec<(Span, RegionRole)>,
    /// Counts declared in headings, each with the group it belongs to.
    claims: Vec<(u32, Claim)>,
    /// What was noticed, each with its place.
    oddities: Vec<(OddityKind, Span)>,
    /// Lists of sentences, each with how many names it has.
    lists: Vec<(Span, usize)>,
    /// Serials, counts or a strict form prove that nothing is missing.
    proven: bool,
    /// Entries stand above the headings, or between them, that belong to none.
    apart: bool,
}

/// A stretch of lines to read.
pub(super) struct Scope<'a> {
    document: &'a Document,
    lines: &'a [Line],
    /// Lines that already play a part.
    closed: Vec<bool>,
    /// Counts declared in the letter and the titles.
    declared: Vec<u64>,
    /// What the notice counts, in its words, and how many: 一等功 3.
    counted: Vec<(String, u64)>,
    /// The stretch is an annex of its own.
    annex: bool,
    /// Who issues the notice, without blanks.
    issuers: Vec<String>,
    /// Lines that are headings by a form that several have.
    heads: HashSet<usize>,
}

/// A way to read a roster from lines.
type Form = fn(&Scope<'_>) -> Option<Found>;

/// The forms, the stricter first.
static FORMS: &[Form] = &[
    flat::read,
    records::read,
    numbered::read,
    offices::read,
    grouped::read,
    named::read,
    enumeration::read,
    counted::read,
    told::read,
];

/// Looks for rosters in an annex without table rows.
pub(super) fn annex(
    document: &Document,
    section: &[Line],
    notice: &mut Notice,
    regions: &mut Regions,
) {
    let first = notice.rosters.len();
    for part in flat::parts(document, section) {
        part_of_annex(document, &section[part], notice, regions);
    }
    // 一、 heads the first table of the annex, nothing the second: its heading is lost.
    let headed = |roster: &Roster| !roster.groups.is_empty();
    if notice.rosters[first..].first().is_some_and(headed) {
        for (index, roster) in notice.rosters.iter().enumerate().skip(first + 1) {
            if !headed(roster)
                && let Some(entry) = roster.entries.first()
            {
                let kind = OddityKind::RosterUncertain { why: "no-heading" };
                let roster = Some(index as u32);
                notice.oddities.push(Oddity { kind, span: entry.span, roster });
            }
        }
    }
}

fn part_of_annex(
    document: &Document,
    section: &[Line],
    notice: &mut Notice,
    regions: &mut Regions,
) {
    let declared = declared(document, notice);
    let furniture: Vec<bool> = section.iter().map(Line::is_furniture).collect();
    let bare = signs::without_bullets(document, section, &furniture, true);
    let bullets = bare.iter().flat_map(|bare| &bare.bullets);
    bullets.for_each(|(_, bullet)| regions.add(*bullet, RegionRole::Furniture));
    let section = bare.as_ref().map_or(section, |bare| &bare.lines);
    let tail = tail(document, section);
    let headers = repeated_headers(document, section);
    let closed = section.iter().enumerate();
    let closed = closed
        .map(|(index, line)| index >= tail || line.is_furniture() || headers.contains(&index));
    let closed: Vec<bool> = closed.collect();
    let declared = with_title_counts(document, section, &declared);
    let issuers = issuers(notice);
    let counted = counted(notice);
    let heads = signs::heads(document, section, &closed, true, &declared);
    let lines = section;
    let scope = Scope { document, lines, closed, declared, counted, annex: true, issuers, heads };
    let taken = FORMS.iter().find_map(|form| form(&scope)).map(|mut found| {
        preamble(&scope, &mut found, notice);
        add(document, found, notice, regions)
    });
    let taken = taken.unwrap_or_default();
    // An annex that calls itself a list and in which none was found is no prose: the audit names it.
    let list_title = |line: &Line| {
        let text = document.slice(line.span);
        !line.is_furniture()
            && words::ends_list_title(&compact(mark::mark(text).map_or(text, |mark| mark.title)))
    };
    let unread = taken.is_empty() && section.iter().take(6).any(list_title);
    for (index, line) in section.iter().enumerate() {
        if line.is_furniture() || taken.contains(&index) {
            continue;
        }
        if headers.contains(&index) && !taken.is_empty() {
            regions.add(line.span, RegionRole::ColumnHeader);
            continue;
        }
        let marked = mark::mark(document.slice(line.span)).is_some();
        let role = match (marked, taken.is_empty()) {
            (true, _) => Some(RegionRole::Heading),
            (false, true) if list_title(line) => Some(RegionRole::Heading),
            (false, true) => (!unread).then_some(RegionRole::Prose),
            // Beside a roster a line that plays no part stays out: the audit names it.
            (false, false) => {
                (index >= tail || closing(document, line) || signed(document, &section[index..]))
                    .then_some(RegionRole::Note)
            }
        };
        if let Some(role) = role {
            regions.add(line.span, role);
        }
        if role == Some(RegionRole::Note)
            && let Some(kind) = sum_or_count(document, line)
            && let Some(roster) = notice.rosters.last_mut()
        {
            roster.notes.push(Note { kind, span: line.span });
        }
    }
}

/// Whether a line below the rows adds them up, or says how many they are: 以上共5家企业。
fn sum_or_count(document: &Document, line: &Line) -> Option<NoteKind> {
    let view = View::join(&[line.span], &document.text);
    if words::is_sum(&compact(&view.text)) {
        return Some(NoteKind::Sum);
    }
    claims::of_total(&view, ClaimPlace::Title).map(|_| NoteKind::Remark)
}

/// The headers of tables of one column that stand each below a heading: the first rows of two tables or
/// more, all the same header word.
fn repeated_headers(document: &Document, section: &[Line]) -> Vec<usize> {
    let text = |index: &usize| compact(document.slice(section[*index].span));
    let first = |index: &usize| matches!(section[*index].kind, LineKind::Single(_, 0, _));
    let firsts: Vec<usize> = (0..section.len()).filter(first).collect();
    let Some(word) = firsts.first().map(text) else { return Vec::new() };
    let all = firsts.len() > 1
        && words::role_of(&word).is_some()
        && firsts.iter().all(|index| text(index) == word);
    if all { firsts } else { Vec::new() }
}

/// Looks for a roster in the letter itself; returns the lines that it took, by index.
pub(super) fn letter(
    document: &Document,
    lines: &[Line],
    roles: &[Option<RegionRole>],
    notice: &mut Notice,
    regions: &mut Regions,
) -> Vec<usize> {
    let declared = declared(document, notice);
    let closed = roles.iter().zip(lines).map(|(r, l)| r.is_some() || l.is_furniture());
    let mut closed: Vec<bool> = closed.collect();
    for index in mark::titles(document, lines) {
        closed[index] = true;
    }
    let signed = signed_in_the_middle(document, lines, &closed);
    if let Some(index) = signed {
        closed[index] = true;
        let span = lines[index].span;
        regions.add(span, RegionRole::Head);
        if notice.head.issuers.is_empty() {
            notice.head.issuers.push(Spanned::new(compact(document.slice(span)), span));
        }
    }
    let issuers = issuers(notice);
    let counted = counted(notice);
    let bare = signs::without_bullets(document, lines, &closed, false);
    let lines = bare.as_ref().map_or(lines, |bare| &bare.lines);
    let heads = signs::heads(document, lines, &closed, false, &declared);
    let scope = Scope { document, lines, closed, declared, counted, annex: false, issuers, heads };
    let Some(mut found) = FORMS.iter().find_map(|form| form(&scope)) else {
        return signed.into_iter().collect();
    };
    let bullets = bare.iter().flat_map(|bare| &bare.bullets);
    let own = bullets.filter(|(line, _)| found.taken.contains(line));
    found.regions.extend(own.map(|(_, bullet)| (*bullet, RegionRole::Furniture)));
    if let Some(span) = loose_end(&scope, &found.taken) {
        found.oddities.push((OddityKind::RosterUncertain { why: "tail" }, span));
    }
    if found.lists.len() > 1 {
        sentence::set_aside(&found.lists, &mut notice.claims);
    }
    let mut taken = add(document, found, notice, regions);
    taken.extend(signed);
    taken
}

/// A line directly below a list in the letter that ends as no paragraph does: the rest of the last
/// name, or a row that was not read.
fn loose_end(scope: &Scope<'_>, taken: &[usize]) -> Option<Span> {
    let last = taken.iter().max().copied()?;
    let below = (last + 1..scope.lines.len()).find(|index| scope.is_open(*index))?;
    let (above, line) = (&scope.lines[last], &scope.lines[below]);
    let marks = ['。', '；', '：', '，', '、', ':', ';', '！', '”', '）', ')'];
    let text = compact(scope.text(below));
    let parted = scope.text(last).trim_end().ends_with(marks)
        || super::blank_lines_between(scope.document, above, line) > 0
        || line.is_marked();
    let other = text.contains(['：', ':', '。'])
        || text.ends_with(marks)
        || text.starts_with("特此")
        || groups::is_numbered(&text)
        || words::is_remark(&text)
        || words::is_sum(&text)
        || date::is_line(&text)
        || super::head::is_signature(&text)
        || mark::mark(&text).is_some();
    // All items end in a semicolon but the last: the line below is its rest.
    let ended = |index: &usize| scope.text(*index).trim_end().ends_with(['；', ';']);
    let broken = !parted
        && taken.len() > 3
        && taken.iter().filter(|index| **index != last).all(ended)
        && text.chars().count() <= TAIL_MOST;
    (broken || (!parted && !other)).then_some(line.span)
}

/// The rest of a name is no longer, in characters.
const TAIL_MOST: usize = 20;

/// The counts of the letter that could be of its list.
fn declared(document: &Document, notice: &Notice) -> Vec<u64> {
    let counts = |claim: &&Claim| claims::may_count_rows(claim, &document.text);
    let counts = notice.claims.iter().filter(counts);
    counts.map(|claim| claim.declared).collect()
}

/// What the counts of the letter count, without blanks.
fn counted(notice: &Notice) -> Vec<(String, u64)> {
    let claims = notice.claims.iter().map(|claim| (compact(&claim.about), claim.declared));
    claims.filter(|(about, _)| about.chars().count() > 1).collect()
}

fn issuers(notice: &Notice) -> Vec<String> {
    notice.head.issuers.iter().map(|issuer| compact(&issuer.value)).collect()
}

/// Counts that the titles of an annex declare, or its last lines: （共计28处）, 合计：3个.
fn with_title_counts(document: &Document, lines: &[Line], declared: &[u64]) -> Vec<u64> {
    let mut all = declared.to_vec();
    for line in lines.iter().take(6) {
        let text = document.slice(line.span);
        let title = mark::mark(text).is_some()
            || words::ends_list_title(&compact(text))
            || words::is_bracketed(&compact(text));
        if title {
            let view = View::join(&[line.span], &document.text);
            let counted = claims::of_heading(&view, ClaimPlace::Title);
            all.extend(counted.map(|(claim, _)| claim.declared));
        }
    }
    // 合计：3个 below them.
    for line in lines.iter().rev().take(3) {
        let view = View::join(&[line.span], &document.text);
        all.extend(claims::of_total(&view, ClaimPlace::Title).map(|claim| claim.declared));
    }
    all
}

/// Most lines that a title above a list takes, a subtitle included.
const TITLE_LINES: usize = 3;

/// Title and notes above the first line that the form took.
fn preamble(scope: &Scope<'_>, found: &mut Found, notice: &mut Notice) {
    let first = found.taken.iter().min().copied().unwrap_or(0);
    let mut plain = 0;
    for index in 0..first {
        let line = &scope.lines[index];
        if scope.closed[index] {
            continue;
        }
        let text = compact(scope.text(index));
        if let Some(mark) = mark::mark(scope.text(index)) {
            if !mark.title.is_empty() && found.roster.title.is_none() {
                let at = scope.text(index).rfind(mark.title).unwrap_or(0);
                let start = line.span.start as usize + at;
                let span = Span::of(start, start + mark.title.len());
                title(scope, found, span, notice);
            }
            found.regions.push((line.span, RegionRole::Heading));
        } else if words::is_unit_line(&text) {
            found.note(NoteKind::UnitLine, line.span);
        } else if words::is_imprint(&text)
            || (found.roster.title.is_some()
                && (is_aside(scope, index) || words::is_foreign(&text)))
        {
            found.note(NoteKind::Remark, line.span);
        } else if text.ends_with(['。', '；']) || words::is_bracketed(&text) {
            let view = View::join(&[line.span], &scope.document.text);
            claims::read(&view, ClaimPlace::Note, &mut notice.claims);
            found.note(NoteKind::Remark, line.span);
        } else {
            // The date and the body below a title are no titles.
            let formal = date::is_line(&text) || super::head::is_signature(&text);
            plain += usize::from(!formal);
            if plain > TITLE_LINES && !formal {
                // Titles are not so many: it may be a row that was not read, and the audit names it.
                continue;
            }
            if found.roster.title.is_none() {
                title(scope, found, line.span, notice);
            }
            found.regions.push((line.span, RegionRole::Heading));
        }
        found.taken.push(index);
    }
}

fn title(scope: &Scope<'_>, found: &mut Found, span: Span, notice: &mut Notice) {
    let view = View::join(&[span], &scope.document.text);
    claims::read(&view, ClaimPlace::Title, &mut notice.claims);
    found.roster.title = Some(Spanned::new(blank::close_up(&view.text), span));
}

/// The first of the lines at the end that tell of the document, `公开方式：…`, or are a sentence
/// below lines that are none.
fn tail(document: &Document, section: &[Line]) -> usize {
    let text = |line: &Line| compact(document.slice(line.span));
    let open = |text: &str| text.ends_with(['。', '；', ';', '，', '、', '：', ':']);
    let mut first = section.len();
    for index in (1..section.len()).rev() {
        let own = text(&section[index]);
        let above = || section[..index].iter().rfind(|line| !line.is_furniture()).map(text);
        let sentence = || {
            // 甲县、乙县。 below 河南省（2个） are names.
            let names = own.contains('、') && !own.contains('，');
            let counted = || above().is_some_and(|above| above.ends_with(['）', ')']));
            let item = || {
                own.starts_with(|c: char| numeral::digit(c).is_some() || matches!(c, '（' | '('))
                    || numbered::is_run(document, section[index].span)
            };
            let listed = (names && counted()) || item();
            own.ends_with('。') && !listed && above().is_some_and(|above| !open(&above))
        };
        if section[index].is_furniture() || own.is_empty() {
            continue;
        }
        if !words::is_below(&own) && !sentence() {
            break;
        }
        first = index;
    }
    first
}

/// A line below a roster that closes the annex: a sentence, a date, a remark.
fn closing(document: &Document, line: &Line) -> bool {
    let text = document.slice(line.span);
    let foreign = || !text.contains(blank::is_han) && text.contains(|c: char| c.is_alphabetic());
    text.contains('。')
        || text.ends_with(['：', ':'])
        || foreign()
        || words::is_remark(&compact(text))
        || words::is_sum(&compact(text))
        || words::is_imprint(&compact(text))
        || date::is_line(text)
}

/// Whether the first of these lines is a signature: a body's name, the date of issue below it.
fn signed(document: &Document, lines: &[Line]) -> bool {
    let text = |line: &Line| document.slice(line.span);
    let mut below = lines.iter().filter(|line| !line.is_furniture());
    let body = |line: &&Line| {
        !date::is_line(text(line)) && super::head::is_signature(&compact(text(line)))
    };
    lines.first().as_ref().is_some_and(body)
        && below.find(|line| !body(line)).is_some_and(|line| date::is_line(text(line)))
}

/// The signature between a sentence and a list that has no title: …名单如下： / 某总工会 / 2024年4月29日 / names.
fn signed_in_the_middle(document: &Document, lines: &[Line], closed: &[bool]) -> Option<usize> {
    let text = |index: usize| document.slice(lines[index].span).trim_end();
    let plain: Vec<usize> =
        (0..lines.len()).filter(|index| !lines[*index].is_furniture()).collect();
    let below = |at: usize| plain[at..].iter().filter(|index| !closed[**index]).count();
    (1..plain.len())
        .find(|at| {
            let (above, index) = (plain[at - 1], plain[*at]);
            !closed[index]
                && text(above).ends_with(['。', '：', ':'])
                && signed(document, &lines[index..])
                && plain.get(at + 1).is_some_and(|next| date::is_line(text(*next)))
                && below(*at) > 2
        })
        .map(|at| plain[at])
}

/// Adds a roster to the notice; returns the lines it took.
fn add(
    document: &Document,
    found: Found,
    notice: &mut Notice,
    regions: &mut Regions,
) -> Vec<usize> {
    let Found { mut roster, taken, regions: parts, claims, oddities, proven, apart, .. } = found;
    let index = notice.rosters.len() as u32;
    for (span, role) in parts {
        regions.add(span, role);
    }
    for (group, mut claim) in claims {
        claim.place = ClaimPlace::Heading { roster: index, group };
        let own = notice.claims.len() as u32;
        let mut others = Vec::new();
        if let Some(group) = roster.groups.get_mut(group as usize) {
            group.claim = Some(own);
            if group.span.contains(claim.span) {
                let view = View::join(&[group.span], &document.text);
                others = claims::others_of_heading(&view, &claim, own);
            }
        }
        notice.claims.push(claim);
        notice.claims.extend(others);
    }
    let depth = roster.groups.iter().map(|group| group.path.len()).max().unwrap_or(0);
    roster.levels = (1..=depth).map(|level| format!("group_{level}")).collect();
    for group in &mut roster.groups {
        group.path.resize(depth, String::new());
    }
    roster.serial = super::roster::serial::rule(&roster.entries);
    let spans = roster.entries.iter().map(|entry| entry.span);
    roster.span = spans.reduce(Span::hull).unwrap_or_default();
    if let Some(first) = roster.entries.first()
        && first.group.is_none()
        && !roster.groups.is_empty()
        && !apart
    {
        let kind = OddityKind::RosterUncertain { why: "no-heading" };
        notice.oddities.push(Oddity { kind, span: first.span, roster: Some(index) });
    }
    for (kind, span) in oddities {
        notice.oddities.push(Oddity { kind, span, roster: Some(index) });
    }
    if !proven {
        let kind = OddityKind::RosterUncertain { why: "unproven" };
        let span = roster.entries.first().map_or(Span::at(0), |entry| entry.span);
        notice.oddities.push(Oddity { kind, span, roster: Some(index) });
    }
    notice.rosters.push(roster);
    taken
}

impl Found {
    fn note(&mut self, kind: NoteKind, span: Span) {
        self.regions.push((span, RegionRole::Note));
        self.roster.notes.push(Note { kind, span });
    }

    fn group(&mut self, path: Vec<String>, heading: &str, span: Span) -> u32 {
        self.regions.push((span, RegionRole::Heading));
        self.roster.groups.push(Group { path, heading: heading.to_owned(), span, claim: None });
        self.roster.groups.len() as u32 - 1
    }

    /// Adds an entry of one cell, which may be broken over lines: the pieces are put together.
    fn entry_of_lines(&mut self, name: Span, plane: &str, group: Option<u32>) {
        let text = name.text(plane);
        if !text.contains('\n') {
            return self.entry(&[name], group, Serial::None);
        }
        let mut at = name.start as usize;
        let mut pieces = Vec::new();
        for line in text.split('\n') {
            pieces.push(crate::text::trim(Span::of(at, at + line.len()), plane));
            at += line.len() + 1;
        }
        pieces.retain(|piece| !piece.is_empty());
        let first = pieces.first().copied().unwrap_or(name);
        self.roster.joined.insert(self.roster.cells.len() as u32, pieces);
        self.entry(&[first], group, Serial::None);
        if let Some(entry) = self.roster.entries.last_mut() {
            entry.span = name;
        }
    }

    /// Adds an entry; `cells` has one span per column, empty where there is none.
    fn entry(&mut self, cells: &[Span], group: Option<u32>, serial: Serial) {
        let filled = cells.iter().copied().filter(|cell| !cell.is_empty());
        let span = filled.reduce(Span::hull).unwrap_or_default();
        self.roster.cells.extend_from_slice(cells);
        self.roster.entries.push(Entry { span, group, serial, ragged: false });
    }
}

impl<'a> Scope<'a> {
    fn text(&self, index: usize) -> &'a str {
        self.document.slice(self.lines[index].span)
    }

    fn is_open(&self, index: usize) -> bool {
        !self.closed[index]
            && match self.lines[index].kind {
                LineKind::Text | LineKind::Heading(_) => true,
                // A table of one column is a list.
                LineKind::Single(..) => self.annex,
                LineKind::Row(..) | LineKind::Furniture => false,
            }
    }

    /// Lines of text that play no part yet, by index.
    fn open(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|index| self.is_open(*index)).collect()
    }

    /// Whether this is an annex whose title says that it is a list.
    fn annex_titled(&self) -> bool {
        let titled = |index: &usize| {
            let title = mark::mark(self.text(*index)).map_or(self.text(*index), |mark| mark.title);
            words::ends_list_title(&compact(title))
        };
        self.annex && self.open().iter().take(3).any(titled)
    }

    /// The line that says that names follow, `名单如下：`, by index; else the last line that counts
    /// things before a colon: `决定在以下12个城市开展试点：`.
    fn announced(&self) -> Option<usize> {
        let opens = |index: &usize| self.text(*index).trim_end().ends_with(['：', ':']);
        let text = |index: &usize| self.text(*index);
        let says = |index: &usize| {
            opens(index)
                && (text(index).contains("如下") || text(index).contains("名单"))
                && !text(index).contains("事项")
        };
        // …的7个县分别是：
        let names = |index: &usize| {
            let text = text(index).trim_end().trim_end_matches(['：', ':']);
            LISTING.iter().any(|word| text.ends_with(word))
        };
        let counts = |index: &usize| {
            let deed = || {
                let verbs = DEEDS.iter().chain(CLAUSE_OPENERS).chain(&["以下", "下列"]);
                verbs.into_iter().any(|verb| text(index).contains(verb))
            };
            if !opens(index) || !(names(index) || deed()) {
                return false;
            }
            let line = self.lines[*index].span;
            let view = View::join(&[line], &self.document.text);
            let mut found = Vec::new();
            claims::read(&view, ClaimPlace::Body, &mut found);
            found.iter().any(|claim| claim.declared > 2)
        };
        let open = self.open();
        open.iter()
            .copied()
            .find(says)
            .or_else(|| if self.annex { None } else { open.into_iter().find(counts) })
    }

    fn is_declared(&self, count: usize) -> bool {
        self.declared.contains(&(count as u64))
    }
}

/// Words before the colon behind which a line each of the things counted follows.
static LISTING: [&str; 4] = ["分别是", "分别为", "具体是", "具体为"];

/// A column without a printed header.
fn column(key: &str, role: Role, evidence: &'static str) -> Column {
    Column { key: key.to_owned(), title: String::new(), header: None, role, evidence }
}

#[cfg(test)]
mod tests;
