//! Claims that point at one of several rosters: by its annex, or by what its rows have in common.

use super::{Fit, Index, Target};
use crate::check::claims::fold::fold;
use crate::model::{Claim, Document, Notice, Role};
use crate::text::words::verbs::{CAME_IN, CHANGED, KEPT, WENT_OUT};
use crate::text::{compact, headers, numeral, traditional};

/// Verbs that mean the same about a list, or the opposite of the other rows.
pub(super) const FAMILIES: [&[&str]; 4] = [CAME_IN, WENT_OUT, CHANGED, KEPT];
/// The family of what is listed no longer, among them.
pub(in crate::check::claims) const GONE: usize = 1;
/// That of what stays.
const STAYED: usize = 3;

/// The number that an annex bears above each roster.
pub(super) fn annexes(document: &Document, notice: &Notice) -> Vec<Option<u32>> {
    let mut from = 0;
    let mut last = None;
    notice
        .rosters
        .iter()
        .map(|roster| {
            let first = roster.entries.first().map_or(roster.span.end, |entry| entry.span.start);
            let above = document.text.get(from as usize..first as usize).unwrap_or_default();
            from = roster.span.end.max(from);
            last = above.lines().rev().find_map(number_of_annex).or(last);
            last
        })
        .collect()
}

/// The 2 of `附件2` at the start of a line that is no sentence.
fn number_of_annex(line: &str) -> Option<u32> {
    let line = traditional::simplify(&compact(line));
    let line = line.trim_start_matches(['#', '*', ' ']);
    let rest = ["附件", "附表", "附", "表"].iter().find_map(|word| line.strip_prefix(word))?;
    let (number, length) = numeral::prefix(rest)?;
    let ends = rest[length..].chars().next();
    let mark = ends.is_none_or(|c| !matches!(c, '的' | '所' | '中' | '和' | '、'));
    u32::try_from(number).ok().filter(|_| mark && !line.ends_with('。'))
}

impl Index<'_> {
    /// The roster or rosters of the annex named beside the claim.
    pub(super) fn of_annex(&self, claim: &Claim) -> Option<Target> {
        let annex = claim.annex?;
        let all = 0..self.notice.rosters.len();
        let rosters: Vec<usize> = all.filter(|r| self.annexes[*r] == Some(annex)).collect();
        (!rosters.is_empty()).then(|| self.rosters_target(&rosters, Fit::Exact))
    }

    /// 6项成果获一等奖 beside a list of 一等奖成果 and others: the only roster whose title has a word of the
    /// clause that no other has.
    pub(super) fn of_clause(&self, claim: &Claim) -> Option<Target> {
        if self.nouns.len() < 2 || !self.fuzzy {
            return None;
        }
        let about = fold(&claim.about);
        let clause = self.after(claim).split(['。', '；', '，', '、', '\n']).next()?;
        let clause = fold(clause);
        if about.is_empty() || clause.is_empty() {
            return None;
        }
        let own = |noun: &String| noun.strip_suffix(about.as_str()).map(str::to_owned);
        let words: Vec<Option<String>> = self.nouns.iter().map(own).collect();
        let told = |word: &Option<String>| {
            word.as_ref()
                .is_some_and(|word| word.chars().count() > 1 && clause.contains(word.as_str()))
        };
        let mut named = (0..words.len()).filter(|r| told(&words[*r]) && !self.aside.contains(r));
        let (one, more) = (named.next()?, named.next());
        more.is_none().then(|| self.rosters_target(&[one], Fit::Exact))
    }

    /// Where several rosters or groups tell rows that came in from rows that went out, those of
    /// the claim's verb.
    pub(super) fn of_verb(&self, claim: &Claim) -> Option<Target> {
        // 认定5家，其中新认定3家、复核通过2家: the whole is of both families.
        if self.has_parts(claim) {
            return None;
        }
        let verb = claim.verb.as_deref().map(traditional::simplify);
        let of = |word: &str| FAMILIES.iter().position(|family| family.contains(&word));
        let own = verb.as_deref().and_then(of);
        // 认定3家企业通过复核, 确定3家为合格: what is said behind them tells it too.
        let behind = || {
            let tail = self.after(claim).split(['。', '；', '，', '、', '\n']).next()?;
            let tail = traditional::simplify(tail);
            let tail = tail.trim_start_matches(['为', '已', '均', '被']);
            let begins = FAMILIES.iter().flat_map(|family| family.iter());
            let word = begins.filter(|word| tail.starts_with(**word)).max_by_key(|w| w.len())?;
            Some((family_of(tail).or_else(|| of(word))?, *word))
        };
        let by = own.zip(verb.as_deref());
        by.and_then(|(family, verb)| self.of_family(claim, family, verb)).or_else(|| {
            let (family, verb) = behind()?;
            self.of_family(claim, family, verb)
        })
    }

    /// 撤销3个，增列2个 over one list, the 撤销名单: the one is of it, the other is not, whatever the rows are.
    /// None where the only list, or the count, is of neither, or several counts are of one.
    pub(super) fn of_only_list(&self, claim: &Claim) -> Option<bool> {
        let [title] = self.titles.as_slice() else { return None };
        let list = family_of(title).filter(|family| *family < 2)?;
        let own = opposite(claim)?;
        let changes = self.changes();
        let (both, sole) = (changes[1 - own] > 0, changes[own] == 1);
        (both && sole).then_some(own == list)
    }

    /// What is done with the things of the only list, by its title or else the notice's: the family of the verb.
    pub(in crate::check::claims) fn deed_of_list(&self) -> Option<usize> {
        let [title] = self.titles.as_slice() else { return None };
        let title = if title.is_empty() { &self.title } else { title };
        // 认定和复审名单 is of both.
        let told = FAMILIES.iter().filter(|all| all.iter().any(|word| title.contains(word)));
        let joined = title.contains(['及', '和', '与', '、', '暨']) && told.count() > 1;
        family_of(title).filter(|_| !joined)
    }

    /// What the clause around a count says is done: the family of 复审通过25家. 32家企业中有20家通过 does it to the part.
    pub(in crate::check::claims) fn deed_of_clause(&self, claim: &Claim) -> Option<usize> {
        const ENDS: [char; 7] = ['，', '。', '；', '：', '、', '\n', ','];
        if self.has_parts(claim) {
            return None;
        }
        let before = self.before(claim).rsplit(ENDS).next()?;
        let own = self.document.text.get(claim.numeral.start as usize..claim.span.end as usize)?;
        let after = self.after(claim).split(ENDS).next()?;
        family_of(&traditional::simplify(&format!("{before}{own}{after}")))
    }

    /// The rosters, or else the groups, whose titles have a verb of the family.
    fn of_family(&self, claim: &Claim, family: usize, verb: &str) -> Option<Target> {
        let about = fold(&claim.about);
        let titles = self
            .found
            .titles
            .get_or_init(|| self.titles.iter().map(|title| Told::of(title.clone())).collect());
        if let Some(told) = pick(titles, family, verb) {
            // 新增2个会议和7个刊物: the list must be one of the things counted.
            let named = |r: &usize| about.is_empty() || self.speaks_of(*r, &about);
            let rosters: Vec<usize> = told.into_iter().filter(named).collect();
            // 认定16家高新技术企业 is of the list called so, though another says 核准企业名单.
            let other = self.roster_called(&about).is_some_and(|own| !rosters.contains(&own));
            if !rosters.is_empty() && !other {
                return Some(self.rosters_target(&rosters, Fit::Exact));
            }
        }
        let groups = || {
            let rosters = (0..).zip(&self.notice.rosters);
            rosters.flat_map(|(r, roster)| (0..).zip(&roster.groups).map(move |(g, of)| (r, g, of)))
        };
        if !self.fuzzy {
            return None;
        }
        let headings = self
            .found
            .headings
            .get_or_init(|| groups().map(|(_, _, group)| Told::of(fold(&group.heading))).collect());
        let told = pick(headings, family, verb)?;
        let places: Vec<(u32, u32)> = groups().map(|(r, g, _)| (r, g)).collect();
        // Where but one count is said to be so, the headings need not say of what they are.
        let only = || self.notice.rosters.len() == 1 && !self.shares_family(claim, family);
        let named = |at: &usize| {
            about.is_empty()
                || headings[*at].text.contains(&about)
                || self.speaks_of(places[*at].0 as usize, &about)
        };
        let all = !told.iter().any(named) && only();
        let told: Vec<(u32, u32)> =
            told.into_iter().filter(|at| all || named(at)).map(|at| places[at]).collect();
        (!told.is_empty()).then(|| self.groups_target(told, Fit::Exact))
    }

    /// `12家企业` of a list without a telling title: the rosters whose things stand below 企业名称.
    pub(super) fn of_name_column(&self, about: &str) -> Option<Target> {
        let heads = |roster: &crate::model::Roster| {
            let name = roster.columns.iter().find(|column| {
                matches!(column.role, Role::Name | Role::Project | Role::PlaceOrUnit)
            });
            name.is_some_and(|column| {
                let title = fold(&headers::without_brackets(&column.title));
                let noun = ["名称", "名单", "全称", "名"]
                    .iter()
                    .find_map(|tail| title.strip_suffix(tail))
                    .unwrap_or(&title);
                noun.chars().count() > 1 && (about.ends_with(noun) || noun.ends_with(about))
            })
        };
        let rosters = &self.notice.rosters;
        let found: Vec<usize> =
            (0..rosters.len()).filter(|r| !self.aside.contains(r) && heads(&rosters[*r])).collect();
        // Some of several lists of such things: which ones is not said.
        let fit =
            if found.len() > 1 && found.len() < rosters.len() { Fit::Loose } else { Fit::Fair };
        (!found.is_empty()).then(|| self.rosters_target(&found, fit))
    }

    /// 下达8个省份补助资金 of the only list, whose rows are each a 省份: its key is what is counted, and no other
    /// count of the letter stands by itself.
    pub(super) fn of_place_column(&self, claim: &Claim, about: &str) -> Option<Target> {
        let [roster] = &self.notice.rosters[..] else { return None };
        let key = roster.columns.iter().position(|column| column.role != Role::Serial)?;
        let title = fold(&headers::without_brackets(&roster.columns[key].title));
        let place = roster.columns[key].role == Role::Place && title.chars().count() > 1;
        let amounts = roster.columns[key + 1..].iter().any(|column| column.role == Role::Number);
        if !place || !amounts || !about.starts_with(title.as_str()) || !self.is_only(claim) {
            return None;
        }
        let cells = (0..roster.entries.len()).map(|entry| roster.cell(self.document, entry, key));
        let distinct: std::collections::HashSet<_> = cells.collect();
        (distinct.len() == roster.entries.len() && claim.stance == crate::model::Stance::List)
            .then(|| self.rosters_target(&[0], Fit::Fair))
    }

    /// Whether a roster's title, or the notice's, has these words.
    fn speaks_of(&self, roster: usize, about: &str) -> bool {
        self.titles[roster].contains(about) || self.title.contains(about)
    }
}

/// Whether a claim has a verb of the family.
pub(super) fn family(claim: &Claim, family: usize) -> bool {
    let verb = claim.verb.as_deref().map(traditional::simplify);
    verb.is_some_and(|verb| FAMILIES[family].contains(&verb.as_str()))
}

/// Whether a claim's verb tells rows that came in, or rows that went out: the first family or the second.
pub(super) fn opposite(claim: &Claim) -> Option<usize> {
    (0..2).find(|of| family(claim, *of))
}

/// Texts with a verb of the family, where others have one of another family: the very verb first.
fn pick(texts: &[Told], family: usize, verb: &str) -> Option<Vec<usize>> {
    let own: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].family == Some(family)).collect();
    if own.is_empty() || own.len() == texts.len() {
        return None;
    }
    let literal: Vec<usize> =
        own.iter().copied().filter(|at| texts[*at].text.contains(verb)).collect();
    Some(if literal.is_empty() { own } else { literal })
}

/// A title or heading, and the family whose verb it has.
pub(super) struct Told {
    text: String,
    family: Option<usize>,
}

impl Told {
    fn of(text: String) -> Self {
        let family = family_of(&text);
        Self { text, family }
    }
}

/// The family whose verb a title or heading has; none where it has several.
fn family_of(text: &str) -> Option<usize> {
    // 不合格 is not 合格.
    let negative = ["不合格", "不通过", "未通过"].iter().any(|word| text.contains(word));
    if negative {
        return Some(GONE);
    }
    // 通过复核的企业 and 复审通过 were there before.
    if ["复核", "复审"].iter().any(|word| text.contains(word)) {
        return Some(STAYED);
    }
    let mut found = (0..FAMILIES.len()).filter(|at| FAMILIES[*at].iter().any(|w| text.contains(w)));
    let first = found.next()?;
    if found.next().is_none() {
        return Some(first);
    }
    // 动态调整撤销名单: the last says what is listed, where they are not joined.
    let bare =
        ["名单", "清单", "目录", "名录", "表"].iter().find_map(|tail| text.strip_suffix(tail));
    let bare = bare.filter(|bare| !bare.contains(['及', '和', '与', '、']))?;
    (0..FAMILIES.len()).find(|at| FAMILIES[*at].iter().any(|word| bare.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use super::{family_of, number_of_annex};

    #[test]
    fn annexes_bear_numbers() {
        for (line, number) in [
            ("附件1", Some(1)),
            ("附 件 2：名单", Some(2)),
            ("附表三", Some(3)),
            ("## 附件４", Some(4)),
            ("附件", None),
            ("附件1的要求。", None),
            ("附件1和附件2", None),
        ] {
            assert_eq!(number_of_annex(line), number, "{line}");
        }
    }

    #[test]
    fn lists_of_what_came_and_went() {
        assert_eq!(family_of("确认古树名木名单"), Some(0));
        assert_eq!(family_of("抽检不合格食品名单"), Some(1));
        assert_eq!(family_of("新增及撤销名单"), None);
        assert_eq!(family_of("授权点动态调整撤销名单"), Some(1));
        assert_eq!(family_of("示范企业名单"), None);
    }
}
