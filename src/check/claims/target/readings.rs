//! Other things that a count may mean. They are good enough to agree, never to accuse.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::{Fit, Index, Target};
use crate::check::claims::fold::{fold, undated};
use crate::check::claims::near::CLOSE;
use crate::check::sums::Decimal;
use crate::model::{Claim, Document, Notice, Relation, Role, Roster};

/// Words for classes of things, where no level of groups is called so.
const CLASSES: [&str; 8] = ["领域", "方向", "类别", "行业", "专业", "门类", "批次", "类"];

/// Whether a word is one for classes of things.
pub(super) fn is_class(about: &str) -> bool {
    CLASSES.iter().any(|word| about.ends_with(word))
}

impl Index<'_> {
    /// `7个领域特色基地`: as many classes of these things, or as many of them.
    pub(super) fn classes_of_things(&self, claim: &Claim, about: &str) -> Option<Target> {
        let titles = self.levels.iter().map(|(_, _, title)| title.as_str()).chain(CLASSES);
        for title in titles.filter(|title| !title.is_empty()) {
            let Some(rest) = about.strip_prefix(title).filter(|rest| rest.chars().count() > 1)
            else {
                continue;
            };
            let Some(groups) = self.groups_called(rest) else { continue };
            let rows = self.groups_target(groups, Fit::Loose);
            let class = Claim { about: title.to_owned(), ..claim.clone() };
            let classes = self.classes(&class, &rows);
            return match classes {
                Some(classes) if classes.found == claim.declared => {
                    Some(Target { fit: Fit::Loose, ..classes })
                }
                _ => Some(rows),
            };
        }
        None
    }

    /// Groups that are called so, or nearly.
    fn groups_called(&self, about: &str) -> Option<Vec<(u32, u32)>> {
        let similar = || self.similar_groups(about).filter(|_| self.fuzzy);
        self.words.get(about).cloned().or_else(similar)
    }

    /// The one roster among several whose title alone has these words: 东部 of 东部联系点名单.
    pub(super) fn one_roster(&self, about: &str) -> Option<Target> {
        let r = self.roster_called(about)?;
        let found = self.notice.rosters[r].entries.len() as u64;
        let fit = if self.nouns[r] == about { Fit::Exact } else { Fit::Fair };
        Some(Target { found, groups: Vec::new(), fit })
    }

    /// Its index.
    pub(in crate::check::claims) fn roster_called(&self, about: &str) -> Option<usize> {
        if !self.fuzzy || self.nouns.len() < 2 || about.chars().count() < 2 {
            return None;
        }
        let nouns = || self.nouns.iter().enumerate();
        let mut named: Vec<(usize, &String)> = nouns()
            .filter(|(_, noun)| noun.contains(about) && !super::is_denied(noun, about))
            .collect();
        if named.is_empty() {
            // 示范性实训基地培育项目 of 培育项目名单
            let ends = |(_, noun): &(usize, &String)| {
                noun.chars().count() > 2 && about.ends_with(noun.as_str())
            };
            named = nouns().filter(ends).collect();
        }
        let [(r, _)] = named[..] else { return None };
        Some(r)
    }

    /// What came in or went out: where the rows are just that, it is as many.
    pub(in crate::check::claims) fn delta(&self, claim: &Claim) -> Option<Target> {
        if let Some(target) = self.of_annex(claim).or_else(|| self.of_verb(claim)) {
            return Some(target);
        }
        match self.of_only_list(claim) {
            Some(false) => return None,
            Some(true) => return Some(self.rosters_target(&[0], Fit::Fair)),
            None => {}
        }
        let alone = Claim { relation: Relation::Alone, ..claim.clone() };
        if let Some(target) = self.announced(&alone) {
            return Some(target);
        }
        // 关于增补…的通知 with one list: what came in is what is listed.
        let verb = claim.verb.as_deref().map(fold).unwrap_or_default();
        let own = self.notice.rosters.len() == 1
            && !verb.is_empty()
            && (self.titles[0].contains(&verb) || self.title.contains(&verb));
        if own && let Some((target, _)) = self.things(&alone) {
            return Some(target);
        }
        // 注销水库工程15座 over 水库工程汇总表 with 14 rows and another list: what is called just so is that list.
        let about = fold(&claim.about);
        let called = self.roster_called(&about).filter(|r| undated(&self.nouns[*r]) == about);
        let called = called.map(|r| self.rosters_target(&[r], Fit::Exact));
        if let Some(target) = called.filter(|t| t.found.abs_diff(claim.declared) <= CLOSE) {
            return Some(target);
        }
        let things = self.things(&alone).map(|(target, _)| target);
        let things = things.filter(|target| target.found == claim.declared);
        let target = things.or_else(|| self.whole(claim.declared))?;
        Some(Target { fit: Fit::Loose, ..target })
    }
}

/// Columns in which a count may be found again.
pub(in crate::check::claims) struct Columns {
    columns: Vec<Counts>,
    /// Per roster, the lines below its serials.
    lines: Vec<Option<u64>>,
}

struct Counts {
    roster: usize,
    /// Its title ends as counts are called: 个数, 数量, 变更数量.
    adds: bool,
    /// The folded parts of its title: 地区 and 单位 of `申报地区/单位`.
    titles: Vec<String>,
    place: bool,
    /// Different values.
    distinct: u64,
    /// Values; a cell may list several.
    values: u64,
    /// Their sum, of a column of numbers.
    total: Option<u64>,
}

/// Below this a sum may agree by chance.
const SUM: u64 = 10;

impl Columns {
    pub(in crate::check::claims) fn new(document: &Document, notice: &Notice) -> Self {
        let mut columns = Vec::new();
        for (index, roster) in notice.rosters.iter().enumerate() {
            let all = 0..roster.columns.len();
            columns.extend(all.filter_map(|column| Counts::new(document, index, roster, column)));
        }
        // 24个产品 beside 8个品种, which are the serials; alone it may count these, of which one is lost.
        let beside = |roster: &Roster| {
            notice.claims.iter().any(|claim| claim.declared == roster.entries.len() as u64)
        };
        let lines = |roster: &Roster| lines_of(roster).filter(|_| beside(roster));
        Self { columns, lines: notice.rosters.iter().map(lines).collect() }
    }

    /// The sums of the columns of a roster that count something.
    pub(in crate::check::claims) fn sums_of_counts(
        &self,
        roster: usize,
    ) -> impl Iterator<Item = u64> {
        let own = move |column: &&Counts| column.adds && column.roster == roster;
        self.columns.iter().filter(own).filter_map(|column| column.total)
    }

    /// Whether a count is the sum of a column of numbers, or that of the different values of a
    /// column it speaks of, or of all its values: `涉及31个申报地区`; or that of the lines below the serials, whatever it
    /// calls them. What the title of a list counts is of no other list.
    pub(in crate::check::claims) fn agree(&self, claim: &Claim, home: Option<usize>) -> bool {
        let parts = parts(&claim.about);
        let own = |column: &&Counts| home.is_none_or(|home| column.roster == home);
        let mut lines =
            self.lines.iter().enumerate().filter(|(r, _)| home.is_none_or(|home| home == *r));
        lines.any(|(_, lines)| *lines == Some(claim.declared))
            || self.columns.iter().filter(own).any(|column| {
                let speaks = parts.iter().any(|part| column.is_called(part));
                ([column.distinct, column.values].contains(&claim.declared) && speaks)
                    || (claim.declared >= SUM && column.total == Some(claim.declared))
            })
    }
}

impl Counts {
    fn new(document: &Document, of: usize, roster: &Roster, column: usize) -> Option<Self> {
        let what = &roster.columns[column];
        if matches!(what.role, Role::Serial | Role::Note) {
            return None;
        }
        let cells = (0..roster.entries.len()).map(|entry| roster.cell(document, entry, column));
        let total = if what.role == Role::Number && roster.entries.len() > 1 {
            total(cells.clone())
        } else {
            None
        };
        let mut distinct: HashSet<String, FixedState> = HashSet::default();
        let mut values = 0;
        for cell in cells {
            for value in pieces(&cell) {
                values += 1;
                distinct.insert(value.to_owned());
            }
        }
        let place = matches!(what.role, Role::Place | Role::PlaceOrUnit);
        let distinct = distinct.len() as u64;
        let adds = what.title.ends_with("数") || what.title.ends_with("数量");
        Some(Self { roster: of, adds, titles: parts(&what.title), place, distinct, values, total })
    }

    /// Whether words speak of the column: they end as its title does, or begin it (产品 of 产品型号), or both mean places.
    fn is_called(&self, part: &str) -> bool {
        const PLACES: [&str; 8] = ["地区", "城市", "省份", "省区市", "市", "区", "县", "州"];
        let tail =
            |text: &str| text.char_indices().rev().nth(1).map(|(at, _)| text[at..].to_owned());
        let same = tail(part).is_some_and(|end| {
            self.titles.iter().any(|title| title.ends_with(&end) || title.starts_with(part))
        });
        same || (self.place && PLACES.iter().any(|word| part.ends_with(word)))
    }
}

/// How many lines the rows of a list have whose serials are merged over several, each line with a cell in the same
/// columns: 8个品种、24个产品 over 8 serials. A single such column tells nothing.
pub(in crate::check::claims) fn lines_of(roster: &Roster) -> Option<u64> {
    const COLUMNS_LEAST: usize = 2;
    if roster.stacked.is_empty() {
        return None;
    }
    let width = roster.columns.len();
    let mut all = 0;
    for entry in 0..roster.entries.len() {
        let first = (entry * width) as u32;
        let mut own = roster.stacked.range(first..first + width as u32).map(|(_, cell)| cell.len());
        let Some(lines) = own.next() else {
            all += 1;
            continue;
        };
        let rest: Vec<usize> = own.collect();
        if rest.len() + 1 < COLUMNS_LEAST || rest.iter().any(|other| *other != lines) {
            return None;
        }
        all += lines as u64;
    }
    (all > roster.entries.len() as u64).then_some(all)
}

fn total<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Option<u64> {
    let mut sum: Option<Decimal> = None;
    for cell in cells {
        if cell.as_ref().trim().is_empty() {
            continue;
        }
        let next = Decimal::read(cell.as_ref())?;
        sum = Some(match sum {
            None => next,
            Some(sum) => sum.plus(next)?,
        });
    }
    sum?.whole()
}

/// The values that a cell lists.
pub(super) fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', '\u{2028}', '、', '；', ';', '，'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

/// The things that words name together.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(['/', '／', '或', '、', '和', '及', '(', '（']);
    parts.map(fold).filter(|part| !part.is_empty()).collect()
}
