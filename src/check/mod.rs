//! [`Resolved`] → [`Checked`]: the report, and the only door to emit.
//!
//! A check is a file and its two pages: `<name>.rs` finds, `<name>.md` and `<name>.zh.md` speak.
//! Every sentence a person reads is in a page's front matter; Rust holds keys and values only. What
//! several checks look at (serials, counts, conservation, repeats) is worked out once, in
//! `ranks`, `claims`, `conservation`, `repeats` and `values`, so that one fault gives one finding: the
//! checks share a verdict instead of each having its own.

#[macro_use]
mod declare;

mod acceptance_stale;
mod against;
mod amounts;
mod announced;
mod beside_nothing;
mod book;
mod cell_dates;
mod cell_empty;
mod cell_without_value;
mod claim_broken;
mod claim_unverifiable;
mod claims;
mod code_checks;
pub(crate) mod code_digits;
mod code_runs;
mod columns_exchanged;
mod conservation;
mod damaged_source;
mod date_impossible;
mod date_missing;
mod details;
mod document_number_broken;
mod encoding_guessed;
mod expect;
mod expectation_broken;
mod forms;
mod glyphs_folded;
mod group_empty;
mod header_changed;
mod header_unknown;
mod heading_count_broken;
mod heading_gap;
mod heading_unmatched;
mod hidden_content;
mod look_alike_character;
mod looks;
mod name_in_several_groups;
mod name_repeated_in_group;
mod no_roster;
mod no_text_layer;
mod nothing_declared;
mod parts_not_whole;
mod place_ambiguous;
mod place_not_valid_at_date;
mod place_path_contradiction;
mod place_polluted;
mod place_unknown;
mod places;
mod rank_disorder;
mod rank_duplicate;
mod rank_gap;
mod rank_restart;
mod rank_unreadable;
mod ranks;
mod readers_disagree;
mod repeats;
mod roster_uncertain;
mod row_ragged;
mod row_rejoined;
mod row_repeated;
mod rows_merged;
mod sink;
mod spelled_two_ways;
mod spots;
mod stray_space;
mod sum_row_broken;
mod sums;
mod tables;
mod text_unclaimed;
mod text_unclaimed_elsewhere;
mod undecodable_bytes;
mod unit_level_mismatch;
mod unit_unbound;
mod values;
mod width_variant;
pub mod words;

#[cfg(test)]
pub(crate) mod testing;

use std::fmt;

use crate::accept::{self, Acceptance};
use crate::gazetteer::Gazetteer;
use crate::model::report::{CheckRun, Conservation, Level};
use crate::model::{Document, Report, Resolved};
use crate::schema::Schema;

pub use acceptance_stale::stale;
pub(crate) use amounts::unit_of;
pub use beside_nothing::beside_nothing;
pub use book::Book;
pub use expectation_broken::pins;
pub use look_alike_character::by_itself as odd_character;
pub(crate) use looks::is_part;
pub use sink::{Draft, Sink};

/// Every check, in order of code.
pub static ALL: &[&Check] = &[
    &undecodable_bytes::CHECK,
    &encoding_guessed::CHECK,
    &no_text_layer::CHECK,
    &damaged_source::CHECK,
    &readers_disagree::CHECK,
    &glyphs_folded::CHECK,
    &hidden_content::CHECK,
    &cell_without_value::CHECK,
    &tables::LINE_ENDS,
    &rank_gap::CHECK,
    &rank_duplicate::CHECK,
    &rank_disorder::CHECK,
    &rank_restart::CHECK,
    &rank_unreadable::CHECK,
    &heading_gap::CHECK,
    &row_ragged::CHECK,
    &rows_merged::CHECK,
    &row_rejoined::CHECK,
    &header_changed::CHECK,
    &header_unknown::CHECK,
    &columns_exchanged::CHECK,
    &group_empty::CHECK,
    &heading_unmatched::CHECK,
    &tables::COLUMN_REPEATED,
    &cell_empty::CHECK,
    &text_unclaimed::CHECK,
    &text_unclaimed_elsewhere::CHECK,
    &no_roster::CHECK,
    &roster_uncertain::CHECK,
    &date_impossible::CHECK,
    &document_number_broken::CHECK,
    &date_missing::CHECK,
    &claim_broken::CHECK,
    &claim_unverifiable::CHECK,
    &nothing_declared::CHECK,
    &parts_not_whole::CHECK,
    &heading_count_broken::CHECK,
    &sum_row_broken::CHECK,
    &expectation_broken::CHECK,
    &row_repeated::CHECK,
    &name_repeated_in_group::CHECK,
    &name_in_several_groups::CHECK,
    &tables::CELL_NOT_OF_TYPE,
    &tables::KEY_DISORDER,
    &tables::REFERENCE_BROKEN,
    &tables::FILE_CHANGED,
    &tables::FACTS_DIFFER,
    &tables::VALUE_NOT_DERIVED,
    &tables::SPAN_ASTRAY,
    &place_unknown::CHECK,
    &place_ambiguous::CHECK,
    &place_not_valid_at_date::CHECK,
    &place_path_contradiction::CHECK,
    &unit_level_mismatch::CHECK,
    &spelled_two_ways::CHECK,
    &place_polluted::CHECK,
    &look_alike_character::CHECK,
    &stray_space::CHECK,
    &width_variant::CHECK,
    &unit_unbound::CHECK,
    &against::ROW_INVENTED,
    &against::ROW_MISSING,
    &against::CELL_NOT_IN_ROW,
    &against::ROW_IN_WRONG_GROUP,
    &against::ROW_TWICE,
    &against::ORDER_DIFFERS,
    &acceptance_stale::CHECK,
    &beside_nothing::CHECK,
];

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its code, never reused: `MD101`.
    pub code: &'static str,
    /// Its name: `rank-gap`.
    pub name: &'static str,
    /// Its level, unless the settings say otherwise.
    pub level: Level,
    /// The version that brought it.
    pub since: &'static str,
    /// What it looks at.
    pub of: Of,
    /// Looks at a notice, and tells the sink. `None` for a check whose findings are made elsewhere:
    /// where the source is read, or in the room that reads what it is of.
    pub run: Option<Run>,
    /// Its page in English.
    pub page: &'static str,
    /// Its page in Chinese.
    pub page_zh: &'static str,
}

/// Looks at a notice, and tells the sink.
pub type Run = fn(&Ctx, &mut Sink);

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A notice; some look at the rows of a table as well.
    Notice,
    /// A dataset or a table by itself.
    Table,
    /// A table held against a notice.
    Against,
    /// A file beside a notice: what is accepted in it, its lock.
    Acceptance,
}

/// What a check may look at.
#[derive(Debug)]
pub struct Ctx<'a> {
    /// The text plane.
    pub document: &'a Document,
    /// The notice and its values.
    pub resolved: &'a Resolved,
    /// The schema in force, if any.
    pub schema: Option<&'a Schema>,
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    ranks: Vec<ranks::Fault>,
    /// Where serials start again: (roster, entry), sorted.
    restarts: Vec<(u32, u32)>,
    ledger: claims::Ledger,
    conservation: Conservation,
    /// The document is a notice as a whole, not rows of a table.
    whole: bool,
    repeats: Vec<repeats::Repeats>,
    values: values::Values<'a>,
    /// What the cells of each roster look like.
    looks: Vec<looks::Grid>,
}

/// How findings are levelled, and which are accepted.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Levels that replace a check's own, by code. The last one for a code counts.
    pub levels: Vec<(String, Level)>,
    /// Findings that a person has accepted.
    pub accepted: Vec<Acceptance>,
}

/// There is no check of that code or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCheck(pub String);

impl fmt::Display for UnknownCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no check `{}`", self.0)
    }
}

impl std::error::Error for UnknownCheck {}

impl Settings {
    /// The same with another level for a check, told by its code or its name.
    ///
    /// # Errors
    /// There is no such check.
    pub fn level(mut self, check: &str, level: Level) -> Result<Self, UnknownCheck> {
        let known = words::check_of(check).ok_or_else(|| UnknownCheck(check.to_owned()))?;
        self.levels.push((known.code.to_owned(), level));
        Ok(self)
    }

    fn level_of(&self, check: &Check) -> Option<Level> {
        let same = |code: &str| code.eq_ignore_ascii_case(check.code) || code == check.name;
        self.levels.iter().rev().find(|(code, _)| same(code)).map(|(_, level)| *level)
    }
}

/// A notice that has been checked. Only [`check`] makes one, so nothing unchecked leaves.
#[derive(Debug)]
pub struct Checked {
    resolved: Resolved,
    report: Report,
}

impl Checked {
    /// The notice and its values.
    pub fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// What was found.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// Runs every check that is not switched off.
pub fn check(
    document: &Document,
    resolved: Resolved,
    schema: Option<&Schema>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Checked {
    let audit = conservation::audit(&document.text, &resolved.notice.regions);
    audited(document, resolved, schema, gazetteer, settings, Some(audit))
}

/// Checks rows that are a part of a document, which is not accounted for as a whole.
pub(crate) fn check_rows(
    document: &Document,
    resolved: Resolved,
    schema: Option<&Schema>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Checked {
    audited(document, resolved, schema, gazetteer, settings, None)
}

fn audited(
    document: &Document,
    resolved: Resolved,
    schema: Option<&Schema>,
    gazetteer: &Gazetteer,
    settings: &Settings,
    conservation: Option<Conservation>,
) -> Checked {
    let repeats = repeats::find(document, &resolved.notice);
    let ranks = ranks::find(document, &resolved.notice, &repeats);
    let looks = looks::of(document, &resolved.notice);
    let ctx = Ctx {
        restarts: ranks::restarts(&ranks),
        ranks,
        ledger: claims::reconcile(document, &resolved, schema, conservation.is_some()),
        whole: conservation.is_some(),
        conservation: conservation.unwrap_or_default(),
        repeats,
        values: values::gather(document, &resolved, gazetteer, &looks),
        looks,
        document,
        resolved: &resolved,
        schema,
        gazetteer,
    };
    let mut report = Report::default();
    for check in ALL {
        // A check without a look of its own has not run.
        let Some(run) = check.run.filter(|_| check.of == Of::Notice) else { continue };
        let chosen = settings.level_of(check);
        if chosen == Some(Level::Off) {
            continue;
        }
        let mut sink = Sink::new(check, chosen, &mut report.findings);
        run(&ctx, &mut sink);
        let findings = sink.finish();
        report.checks.push(CheckRun { code: check.code, name: check.name, findings });
    }
    report.findings.sort_by_key(|finding| (finding.primary.start, finding.code));
    accept::settle(document, &mut report.findings, &settings.accepted);
    report.claims = ctx.ledger.states;
    report.conservation = ctx.conservation;
    Checked { resolved, report }
}
