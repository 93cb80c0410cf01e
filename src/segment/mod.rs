//! [`Document`] → [`Notice`]: head, letter, claims and rosters.

mod again;
mod annex;
mod claims;
mod frame;
mod grid;
mod head;
mod late_counts;
mod letter;
mod line;
mod lines;
mod lists;
mod lone_numbers;
mod mark;
mod names;
mod pages;
mod pinned;
mod regions;
mod roster;
mod run_in;
mod series;
mod shares;
mod tally;
mod totals;

use std::borrow::Cow;

use crate::model::notice::OddityKind;
use crate::model::roster::{Note, NoteKind};
use crate::model::{ClaimPlace, Document, Head, Notice, Oddity, RegionRole, Span, Table};
use crate::schema::Schema;
use crate::text::View;
use line::Line;
use regions::Regions;

/// Takes a document apart. Never fails: what cannot be told is an oddity of the notice.
///
/// With a schema, its columns, group pattern and serial rule are what the rosters are read by;
/// without one all three are inferred.
pub fn segment(document: &Document, schema: Option<&Schema>) -> Notice {
    Parted::of(document).segment(schema)
}

/// The notice's head alone, enough to choose a schema by. Titles of the annexes stand in for a
/// notice title that is not there.
pub fn head(document: &Document) -> Head {
    Parted::of(document).head()
}

/// A document in lines, its letter told from its annexes and its head read: as far as it can be taken
/// apart before a schema is chosen.
pub struct Parted<'d> {
    document: &'d Document,
    tables: Vec<Cow<'d, Table>>,
    lines: Vec<Line>,
    /// The lines of the letter, those below a table of its own among them.
    letter: Vec<Line>,
    plan: annex::Plan,
    parsed: head::Parsed,
}

impl<'d> Parted<'d> {
    /// Takes a document so far apart.
    pub fn of(document: &'d Document) -> Self {
        let tables = grid::tables(document);
        let mut lines = lines::lines(document, &tables);
        lone_numbers::join(document, &mut lines);
        let plan = annex::plan(document, &lines);
        for section in &plan.sections {
            pages::set_aside(document, &mut lines[section.clone()]);
        }
        let mut letter = lines[..plan.letter_end].to_vec();
        letter.extend_from_slice(&lines[plan.resumes.max(plan.letter_end)..]);
        let parsed = head::read(document, &letter);
        Self { document, tables, lines, letter, plan, parsed }
    }

    /// What [`head()`] gives.
    pub fn head(&self) -> Head {
        let mut head = self.parsed.head.clone();
        if head.title.is_none() {
            head.title = annex::first_title(self.document, &self.lines[self.plan.letter_end..]);
        }
        head
    }

    /// What [`segment()`] gives.
    pub fn segment(self, schema: Option<&Schema>) -> Notice {
        let Self { document, tables, lines, letter, plan, parsed } = self;
        notice(document, &tables, (&lines, &letter), &plan, parsed, schema)
    }
}

fn notice(
    document: &Document,
    tables: &[Cow<'_, Table>],
    (lines, letter): (&[Line], &[Line]),
    plan: &annex::Plan,
    parsed: head::Parsed,
    schema: Option<&Schema>,
) -> Notice {
    let mut regions = Regions::default();
    for line in lines.iter().filter(|line| line.is_furniture()) {
        regions.add(line.span, RegionRole::Furniture);
    }
    let mut notice = Notice {
        annex_start: lines
            .get(plan.letter_end)
            .map_or(document.text.len() as u32, |l| l.span.start),
        head: parsed.head,
        ..Notice::default()
    };
    let mut roles = parsed.roles;
    notice.body = letter::paragraphs(document, letter, &roles);
    letter_claims(document, &mut notice);
    for range in &plan.sections {
        let section = &lines[range.clone()];
        let aside = annex::aside(document, tables, section);
        let noted = if aside.is_none() { annex::notes(document, section) } else { None };
        let (section, below) = section.split_at(aside.or(noted).unwrap_or(section.len()));
        for line in below.iter().filter(|line| !line.is_furniture()) {
            regions.add(line.span, RegionRole::Prose);
        }
        let above = notice.rosters.len();
        let declared: Vec<u64> = notice.claims.iter().map(|claim| claim.declared).collect();
        let names = names::lines(document, tables, section, &declared)
            .or_else(|| names::led(document, section, &declared));
        // A header word that stands again over each column.
        let mut headed = false;
        for line in names.iter().flatten().filter(|line| line.is_furniture()) {
            let at = section.binary_search_by_key(&line.span.start, |own| own.span.start);
            if !at.is_ok_and(|at| section[at].is_furniture()) {
                regions.add(line.span, RegionRole::ColumnHeader);
                headed = true;
            }
        }
        let section = names.as_deref().unwrap_or(section);
        let articles = plan.sections.len() > 1 && annex::has_articles(document, section);
        let own = range.start > plan.letter_end
            && annex::lists_annexes(document, &lines[..plan.resumes], range.start);
        if articles || own || annex::is_form(document, tables, section) {
            for line in section.iter().filter(|line| !line.is_furniture()) {
                regions.add(line.span, RegionRole::Prose);
            }
        } else if section.iter().any(Line::is_row) {
            roster::read(document, tables, section, schema, &mut notice, &mut regions);
        } else {
            let first = notice.rosters.len() as u32;
            lists::annex(document, section, &mut notice, &mut regions);
            // 姓名 over each column of names says what they are, as any header does.
            if headed {
                let unproven = OddityKind::RosterUncertain { why: "unproven" };
                let own = |oddity: &Oddity| oddity.roster.is_some_and(|roster| roster >= first);
                notice.oddities.retain(|oddity| !(own(oddity) && oddity.kind == unproven));
            }
            pinned::columns(&mut notice, first as usize, schema);
        }
        // 注：1.本表共5家企业。
        if noted.is_some()
            && let Some(roster) = notice.rosters[above..].last_mut()
        {
            let points = below.iter().filter(|line| !line.is_furniture());
            let note = |line: &Line| Note { kind: NoteKind::Remark, span: line.span };
            roster.notes.extend(points.map(note));
        }
    }
    if notice.rosters.is_empty() {
        let own = notice.claims.len();
        for index in lists::letter(document, letter, &roles, &mut notice, &mut regions) {
            roles[index] = Some(RegionRole::Cell);
        }
        pinned::columns(&mut notice, 0, schema);
        disclaim(document, own, &mut notice);
    }
    for index in 0..notice.rosters.len() {
        let own = &notice.rosters[index];
        let found = [
            ("shifted", roster::shifted::find(document, own)),
            ("across", roster::across::find(document, own)),
            ("classed", roster::classed::find(document, own)),
        ];
        for (why, span) in found {
            let kind = OddityKind::RosterUncertain { why };
            let roster = Some(index as u32);
            notice.oddities.extend(span.map(|span| Oddity { kind, span, roster }));
        }
    }
    shares::settle(document, &mut notice);
    shares::of_region(document, &mut notice);
    tally::set_aside(document, tables, &mut notice, &mut regions);
    totals::read(document, tables, &mut notice);
    late_counts::read(document, &mut notice);
    for (line, role) in letter.iter().zip(&roles) {
        if !line.is_furniture() && *role != Some(RegionRole::Cell) {
            regions.add(line.span, role.unwrap_or(RegionRole::Prose));
        }
    }
    for span in parsed.impossible {
        notice.oddities.push(Oddity { kind: OddityKind::DateImpossible, span, roster: None });
    }
    if let Some(span) = parsed.broken_number {
        notice.oddities.push(Oddity { kind: OddityKind::NumberBroken, span, roster: None });
    }
    // A header below which no row stands is no list.
    let rows = |roster: &crate::model::Roster| !roster.entries.is_empty();
    if !notice.rosters.iter().any(rows) {
        let span = notice.head.title.as_ref().map_or(Span::at(0), |title| title.span);
        notice.oddities.push(Oddity { kind: OddityKind::NoRoster, span, roster: None });
    }
    head::deadlines(document, &mut notice);
    notice.regions = regions.finish();
    again::headers(document, lines, &mut notice);
    again::rows_in_headers(&mut notice);
    notice
}

/// Reads the counts of the title and of the letter.
fn letter_claims(document: &Document, notice: &mut Notice) {
    if let Some(title) = &notice.head.title {
        // 关于公布甲山等4处 / 景区名单的通知: a title broken over lines is one text.
        let lines = document.slice(title.span).split('\n').scan(title.span.start, |at, line| {
            let piece = Span::new(*at, *at + line.len() as u32);
            *at = piece.end + 1;
            Some(piece)
        });
        let view = View::join(&lines.collect::<Vec<_>>(), &document.text);
        claims::read(&view, ClaimPlace::Title, &mut notice.claims);
    }
    // 共3个项目，其中： over 企业项目2个；: the parts stand in paragraphs of their own.
    let mut pieces: Vec<Span> = Vec::new();
    for paragraph in &notice.body {
        let of_above = !pieces.is_empty();
        pieces.extend_from_slice(&paragraph.pieces);
        let text = paragraph.pieces.last().map_or("", |piece| document.slice(*piece)).trim_end();
        let opens = ["其中：", "其中:"].iter().any(|end| text.ends_with(end));
        if opens || (of_above && text.ends_with('；')) {
            continue;
        }
        let view = View::join(&pieces, &document.text);
        claims::read(&view, ClaimPlace::Body, &mut notice.claims);
        pieces.clear();
    }
    let view = View::join(&pieces, &document.text);
    claims::read(&view, ClaimPlace::Body, &mut notice.claims);
    let title = notice.head.title.as_ref().map_or("", |title| title.value.as_str());
    claims::parts_below(&document.text, &mut notice.claims);
    claims::set_others_aside(&document.text, title, &mut notice.claims);
}

/// Counts of the letter that turned out to stand in headings of a list in it are the headings'
/// alone. `own`: how many claims there were before the list was read.
fn disclaim(document: &Document, own: usize, notice: &mut Notice) {
    let headings: Vec<Span> =
        notice.rosters.iter().flat_map(|roster| &roster.groups).map(|group| group.span).collect();
    let of_heading = |span: Span| headings.iter().any(|heading| heading.contains(span));
    if !notice.claims[..own].iter().any(|claim| of_heading(claim.span)) {
        return;
    }
    let later = notice.claims.split_off(own);
    notice.claims.clear();
    notice.body.retain(|paragraph| !paragraph.pieces.iter().any(|piece| of_heading(*piece)));
    letter_claims(document, notice);
    // 第一组3家，包括甲、乙、丙 stands in a paragraph of its own names.
    let kept: Vec<bool> = notice.claims.iter().map(|claim| !of_heading(claim.span)).collect();
    claims::retain(&mut notice.claims, &kept);
    let gone = (own - notice.claims.len()) as u32;
    notice.claims.extend(later);
    for group in notice.rosters.iter_mut().flat_map(|roster| &mut roster.groups) {
        group.claim = group.claim.map(|claim| claim - gone);
    }
}

/// Blank lines between two spans of the plane.
fn blank_lines_between(document: &Document, above: &Line, below: &Line) -> usize {
    let between = &document.text[above.span.end as usize..below.span.start as usize];
    memchr::memchr_iter(b'\n', between.as_bytes()).count().saturating_sub(1)
}

/// How far a line is set in, in half-width columns.
fn indent(document: &Document, line: &Line) -> usize {
    let above = document.text.get(..line.span.start as usize).unwrap_or_default();
    let blanks = above.chars().rev().take_while(|c| crate::text::is_blank(*c) && *c != '\n');
    blanks.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum()
}

/// A signature stands so many half-width columns to the right of the lines above it.
const FAR: usize = 8;
