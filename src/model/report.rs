//! What check makes: findings, the state of each claim, and the conservation figures.

use super::Span;

/// Everything that was checked and found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every check that ran, in order of code.
    pub checks: Vec<CheckRun>,
    /// What they found, in order of place.
    pub findings: Vec<Finding>,
    /// Each declared or expected count and whether it holds.
    pub claims: Vec<ClaimState>,
    /// The conservation audit.
    pub conservation: Conservation,
}

impl Report {
    /// How many findings of a level nobody has accepted.
    pub fn open(&self, level: Level) -> usize {
        let open = |finding: &&Finding| finding.accepted.is_none() && finding.level == level;
        self.findings.iter().filter(open).count()
    }

    /// Whether a finding at that level or above stands that nobody has accepted.
    pub fn fails(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.accepted.is_none() && finding.level >= level)
    }

    /// Adds what another run found.
    pub fn take(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.claims.extend(other.claims);
        for run in other.checks {
            match self.checks.iter_mut().find(|known| known.code == run.code) {
                Some(known) => known.findings += run.findings,
                None => self.checks.push(run),
            }
        }
    }

    /// How many findings were accepted.
    pub fn accepted(&self) -> usize {
        self.findings.iter().filter(|finding| finding.accepted.is_some()).count()
    }
}

/// One check that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckRun {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How many findings it made.
    pub findings: u32,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Off,
    /// For information.
    Note,
    /// Worth a look.
    Warning,
    /// The data cannot be relied on; exit status 1.
    Error,
}

impl Level {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Off, Self::Note, Self::Warning, Self::Error].into_iter().find(|l| l.name() == name)
    }
}

/// One thing found at one place. Its words are made from `key` and `args` when shown, in the
/// reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Code of the check: `MD101`.
    pub code: &'static str,
    /// Name of the check: `rank-gap`.
    pub name: &'static str,
    /// Its level, after `--level`.
    pub level: Level,
    /// Which of the check's messages.
    pub key: &'static str,
    /// Values for the message's placeholders.
    pub args: Vec<(&'static str, String)>,
    /// The place it is about.
    pub primary: Span,
    /// Other places that bear on it, each with the key of its label.
    pub related: Vec<Related>,
    /// Sixteen hexadecimal digits that stay the same while the finding and its line do, wherever
    /// the line moves to; empty until the report is settled.
    pub fingerprint: String,
    /// The reason for which a person accepted it: it then counts for nothing but is still told.
    pub accepted: Option<String>,
}

/// Another place that bears on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// Key of its label in the check's page.
    pub key: &'static str,
    /// Whether `span` lies in [`Document::beside`](super::Document::beside) instead of the
    /// document that the finding is about.
    pub beside: bool,
}

impl Related {
    /// The document that its span lies in.
    pub fn document<'d>(&self, about: &'d super::Document) -> &'d super::Document {
        let beside = about.beside.as_deref().filter(|_| self.beside);
        beside.unwrap_or(about)
    }
}

/// Where a count was declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimSource {
    /// The notice's own words.
    Notice,
    /// The `[expect]` of a schema.
    Schema,
    /// Nowhere: the count of a group is known from its rows alone.
    Rows,
}

impl ClaimSource {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Schema => "schema",
            Self::Rows => "rows",
        }
    }
}

/// Whether a count holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Declared and found agree.
    Held,
    /// They do not.
    Broken,
    /// Declared, but nothing in the rows can be counted against it.
    Unverifiable,
    /// Found, but declared nowhere.
    Absent,
}

impl State {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Broken => "broken",
            Self::Unverifiable => "unverifiable",
            Self::Absent => "absent",
        }
    }
}

/// A count, declared or not, held against the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimState {
    /// What is counted.
    pub about: String,
    /// The number declared.
    pub declared: Option<u64>,
    /// The number found.
    pub found: Option<u64>,
    /// Whether they agree.
    pub state: State,
    /// How the notice's words were read where that could be held against the rows: `group`,
    /// `title`, `column` …
    pub by: Option<&'static str>,
    /// Where it was declared.
    pub source: ClaimSource,
    /// Its place in the plane, if it has one.
    pub span: Option<Span>,
}

/// Figures of the conservation audit, in characters that are not white space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conservation {
    /// In the plane.
    pub total: u64,
    /// Per part, by the part's name, in a fixed order.
    pub by_role: Vec<(&'static str, u64)>,
    /// Stretches that belong to no part.
    pub leftovers: Vec<Span>,
    /// Stretches that belong to two parts: a fault of ours, never of the notice.
    pub overlaps: Vec<Span>,
}
