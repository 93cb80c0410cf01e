//! A stretch of lines to read, and what the notice says of it elsewhere.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::numbered;
use crate::model::{Claim, ClaimPlace, Document, Notice, Stance};
use crate::segment::claims;
use crate::segment::line::{Line, LineKind};
use crate::segment::roster::words;
use crate::segment::{mark, shares};
use crate::text::words::deeds::{ADVERBS, BEFALLS, CALLED, DISPOSES, NO_THINGS, PUBLISHED, STARTS};
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS, DELTAS};
use crate::text::{View, compact, numeral};

/// A stretch of lines to read.
pub(super) struct Scope<'a> {
    pub(super) document: &'a Document,
    pub(super) lines: &'a [Line],
    /// Lines that already play a part.
    pub(super) closed: Vec<bool>,
    /// Counts declared in the letter and the titles.
    pub(super) declared: Vec<u64>,
    /// What the notice counts, in its words, and how many: 一等功 3.
    pub(super) counted: Vec<(String, u64)>,
    /// Where the numbers begin that count no rows of the list: what there was before, or elsewhere.
    pub(super) context: HashSet<u32>,
    /// Where the numbers begin that count the rows of the list.
    pub(super) listed: HashSet<u32>,
    /// The stretch is an annex of its own.
    pub(super) annex: bool,
    /// Who issues the notice, without blanks.
    pub(super) issuers: Vec<String>,
    /// What the notice is called.
    pub(super) title: Option<String>,
    /// Lines that are headings by a form that several have.
    pub(super) heads: HashSet<usize>,
    /// The line that says that names follow, once it was looked for.
    pub(super) announces: OnceCell<Option<usize>>,
}

impl<'a> Scope<'a> {
    /// The same with other lines in place of its own, as many.
    pub(super) fn with<'b>(&'b self, lines: &'b [Line], closed: Vec<bool>) -> Scope<'b> {
        Scope {
            document: self.document,
            lines,
            closed,
            declared: self.declared.clone(),
            counted: self.counted.clone(),
            context: self.context.clone(),
            listed: self.listed.clone(),
            annex: self.annex,
            issuers: self.issuers.clone(),
            title: self.title.clone(),
            heads: self.heads.clone(),
            announces: OnceCell::new(),
        }
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.document.slice(self.lines[index].span)
    }

    pub(super) fn is_open(&self, index: usize) -> bool {
        !self.closed[index]
            && match self.lines[index].kind {
                LineKind::Text | LineKind::Heading(_) => true,
                // A table of one column is a list.
                LineKind::Single(..) => self.annex,
                LineKind::Row(..) | LineKind::Furniture => false,
            }
    }

    /// Lines of text that play no part yet, by index.
    pub(super) fn open(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|index| self.is_open(*index)).collect()
    }

    /// Whether this is an annex whose title says that it is a list.
    pub(super) fn annex_titled(&self) -> bool {
        self.annex && (self.titled(words::ends_list_title) || self.is_list_itself())
    }

    /// The title of a document that is the list itself stands above its lines.
    pub(super) fn is_list_itself(&self) -> bool {
        self.title.as_ref().is_some_and(|title| words::ends_as_list(&compact(title)))
    }

    /// The same, and it is no plan either.
    pub(super) fn annex_is_list(&self) -> bool {
        self.annex && (self.titled(words::ends_as_list) || self.is_list_itself())
    }

    /// Whether the annex explains terms: 名词解释, 术语.
    pub(super) fn explains_terms(&self) -> bool {
        let ends = |text: &str| {
            let bare = words::without_closing_bracket(text);
            ["名词解释", "术语解释", "术语", "释义"].iter().any(|end| bare.ends_with(end))
        };
        let own = || self.title.as_ref().is_some_and(|title| ends(&compact(title)));
        self.annex && (self.titled(ends) || own())
    }

    /// Whether one of the first lines is a title of that kind.
    fn titled(&self, ends: fn(&str) -> bool) -> bool {
        const LINES: usize = 3;
        self.open().iter().take(LINES).any(|index| {
            let title = mark::mark(self.text(*index)).map_or(self.text(*index), |mark| mark.title);
            ends(&compact(title))
        })
    }

    /// The line that says that names follow, `名单如下：`, by index; else the last line that counts
    /// things before a colon: `决定在以下12个城市开展试点：`.
    pub(super) fn announced(&self) -> Option<usize> {
        *self.announces.get_or_init(|| self.find_announced())
    }

    fn find_announced(&self) -> Option<usize> {
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
        let plainly = || if self.annex { None } else { self.announced_plainly(&open) };
        open.iter()
            .copied()
            .find(says)
            .or_else(|| if self.annex { None } else { open.iter().copied().find(counts) })
            .or_else(|| if self.annex { None } else { self.announced_in_sentence(&open) })
            .or_else(|| if self.annex { None } else { self.announced_over_items(&open) })
            .or_else(plainly)
    }

    /// 现将企业名单通告如下。 or 废止下列决定： directly over an item numbered 1.
    fn announced_over_items(&self, open: &[usize]) -> Option<usize> {
        let first = |index: &usize, acts: bool| {
            let (text, line) = (self.text(*index), self.lines[*index].span);
            let own = if acts { numbered::number_of_line } else { numbered::item_of_line };
            own(text, line).is_some_and(|(_, n, _)| n == 1)
        };
        let over = |pair: &&[usize]| {
            let acts = acts_on_following(self.text(pair[0]));
            (acts || announces_list(self.text(pair[0]))) && first(&pair[1], acts)
        };
        open.windows(2).find(over).map(|pair| pair[0])
    }

    /// 他们分别是：, 第一批国家公园是： over short lines: a clause that says no more than whose names follow.
    fn announced_plainly(&self, open: &[usize]) -> Option<usize> {
        const NAME_MOST: usize = 40;
        const LINES_LEAST: usize = 3;
        const ENDS: [&str; 8] =
            ["分别是", "分别为", "依次是", "依次为", "他们是", "它们是", "名单是", "的是"];
        let marks = ['。', '；', '：', ':', '，', '！', '？', '“'];
        let name = |index: &usize| {
            let text = self.text(*index);
            (2..=NAME_MOST).contains(&text.chars().count()) && !text.contains(marks)
        };
        (0..open.len()).find_map(|at| {
            let text = self.text(open[at]).trim_end().strip_suffix(['：', ':'])?;
            let says = ENDS.iter().any(|word| text.ends_with(word));
            let below = || open[at + 1..].iter().take(LINES_LEAST);
            (says && below().count() == LINES_LEAST && below().all(name)).then_some(open[at])
        })
    }

    /// 拟认定以下6家单位为示范基地，现予公示。: the sentence that so many short lines and no more follow.
    fn announced_in_sentence(&self, open: &[usize]) -> Option<usize> {
        /// Longest such line, in characters.
        const NAME_MOST: usize = 40;
        let marks = ['。', '；', '：', ':', '，', '、'];
        let name = |index: &usize| {
            let text = self.text(*index);
            text.chars().count() <= NAME_MOST && !text.contains(marks)
        };
        (0..open.len()).find_map(|at| {
            let text = self.text(open[at]).trim_end();
            let points = ["以下", "下列", "公示如下", "公布如下"];
            let says = text.ends_with('。') && points.iter().any(|word| text.contains(word));
            if !says {
                return None;
            }
            let view = View::join(&[self.lines[open[at]].span], &self.document.text);
            let mut found = Vec::new();
            claims::read(&view, ClaimPlace::Body, &mut found);
            let below = open[at + 1..].iter().take_while(|index| name(index)).count() as u64;
            let follow = |claim: &Claim| claim.declared > 2 && claim.declared == below;
            found.iter().any(follow).then_some(open[at])
        })
    }

    /// Whether the number that begins at a byte of the plane counts no rows.
    pub(super) fn is_context(&self, at: usize) -> bool {
        u32::try_from(at).is_ok_and(|at| self.context.contains(&at))
    }

    /// Whether the number that begins at a byte of the plane counts rows.
    pub(super) fn is_listed(&self, at: usize) -> bool {
        u32::try_from(at).is_ok_and(|at| self.listed.contains(&at))
    }

    /// Whether no number of the notice may count its rows but one of places, 七地入选, that these are: nothing else that
    /// was lost would show.
    pub(super) fn counts_nothing_else(&self, rows: usize) -> bool {
        // 1336个村落 above 某名录的海南村落名单: what a wider whole has.
        let least = (rows as u64).saturating_mul(WIDER);
        let part = self
            .region()
            .is_some_and(|region| !shares::counts_own(&self.document.text, &region, least));
        let wider = |declared: u64| part && declared >= least;
        self.declared.iter().all(|declared| *declared <= 1 || wider(*declared))
            && told_places(&self.document.text).all(|told| told == rows as u64)
    }

    /// The region whose part of a whole the list is, by its title.
    pub(super) fn region(&self) -> Option<String> {
        const LINES: usize = 3;
        let open = (0..self.lines.len()).filter(|at| self.annex && self.is_open(*at));
        open.take(LINES).find_map(|at| shares::region_of(&compact(self.text(at))))
    }

    /// Whether the notice speaks of so many places.
    pub(super) fn tells_places(&self, count: usize) -> bool {
        told_places(&self.document.text).any(|told| told == count as u64)
    }

    pub(super) fn is_declared(&self, count: usize) -> bool {
        self.declared.contains(&(count as u64))
    }
}

/// Whether a line's last sentence says that a list follows, and names it so: 现将企业名单通告如下。 有关要求通知如下。 does not.
pub(super) fn announces_list(text: &str) -> bool {
    let text = compact(text);
    let text = text.trim_end_matches(['。', '：', ':']);
    let sentence = text.rsplit(['。', '；']).next().unwrap_or_default();
    sentence.strip_suffix("如下").is_some_and(|said| {
        let verb = PUBLISHED.iter().filter_map(|verb| said.strip_suffix(verb));
        verb.chain([said]).any(|said| CALLED.iter().any(|word| said.ends_with(word)))
    })
}

/// Whether a line with a colon at its end does something to the things that stand below it: 废止下列法律：, 对以下企业予以注销：.
/// 对下列情形不予处罚： does it to what is done.
pub(super) fn acts_on_following(text: &str) -> bool {
    let text = compact(text);
    let Some(said) = text.strip_suffix(['：', ':']) else { return false };
    let clause = said.rsplit(['，', '。', '；', ',']).next().unwrap_or_default();
    let Some((before, things)) = clause.split_once("下列").or_else(|| clause.split_once("以下"))
    else {
        return false;
    };
    let behind = DISPOSES.iter().find_map(|verb| things.strip_suffix(verb));
    let things = behind.unwrap_or(things);
    let things = ["予以", "进行", "作", "给予"]
        .iter()
        .find_map(|word| things.strip_suffix(word))
        .unwrap_or(things);
    let acted = behind.is_some() || DISPOSES.iter().any(|verb| before.ends_with(verb));
    acted && !NO_THINGS.iter().any(|word| things.ends_with(word))
}

/// The same of whatever a notice does, 增加下列企业：.
pub(super) fn does_to_following(text: &str) -> bool {
    let Some(said) = text.strip_suffix(['：', ':']) else { return false };
    let clause = said.rsplit(['，', '。', '；', ',']).next().unwrap_or_default();
    let things = ["下列", "以下"].iter().find_map(|word| clause.split_once(word));
    things.is_some_and(|(before, things)| {
        let mut verbs = DEEDS.iter().chain(CLAUSE_OPENERS).chain(DELTAS).chain(DISPOSES);
        !things.is_empty()
            && verbs.any(|verb| before.ends_with(verb) || things.ends_with(verb))
            && !NO_THINGS.iter().any(|word| things.ends_with(word))
    })
}

/// A whole is so many times the part that a region has.
const WIDER: u64 = 3;

/// Words before the colon behind which a line each of the things counted follows.
static LISTING: [&str; 4] = ["分别是", "分别为", "具体是", "具体为"];

/// The numbers of places of which a text says what befell them or what they begin: 七地入选, 七地先行先试, and
/// not 京津冀三地.
fn told_places(text: &str) -> impl Iterator<Item = u64> {
    const LOOKED: usize = 1 << 16;
    let text = &text[..text.floor_char_boundary(LOOKED)];
    text.match_indices('地').filter_map(|(at, _)| {
        let number = |c: char| {
            let digit = numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some();
            digit || matches!(c, '十' | '百')
        };
        let before = text[..at].trim_end_matches(number);
        let told = numeral::whole(&text[before.len()..at]).filter(|told| *told > 1);
        let behind = &text[at + '地'.len_utf8()..];
        let behind = ADVERBS.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        let befalls = BEFALLS.iter().chain(STARTS).any(|verb| behind.starts_with(verb));
        told.filter(|_| befalls && !before.ends_with('第'))
    })
}

/// The counts of the letter that could be of its list.
pub(super) fn declared(document: &Document, notice: &Notice) -> Vec<u64> {
    let counts = |claim: &&Claim| claims::may_count_rows(claim, &document.text);
    let counts = notice.claims.iter().filter(counts);
    counts.map(|claim| claim.declared).chain(first_in_ranking(&document.text)).collect()
}

/// How many stand first in the rankings that a notice speaks of: 排名在前16位的城市.
fn first_in_ranking(text: &str) -> impl Iterator<Item = u64> {
    const LOOKED: usize = 1 << 16;
    const MOST: usize = 16;
    let text = &text[..text.floor_char_boundary(LOOKED)];
    let told = text.match_indices('前').filter_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let (told, length) = numeral::prefix(rest)?;
        ["位的", "名的"].iter().any(|end| rest[length..].starts_with(end)).then_some(told)
    });
    told.take(MOST)
}

/// Where the numbers of the letter begin that say how things stand, 目前已有6家, or are of another batch.
pub(super) fn context(document: &Document, notice: &Notice) -> HashSet<u32> {
    let claims = notice.claims.iter();
    let stands = claims.filter(|claim| {
        claims::tells_how_things_stand(claim, &document.text) || claims::is_aside(claim)
    });
    stands.map(|claim| claim.numeral.start).collect()
}

/// Where the numbers of the letter begin that count its own list.
pub(super) fn listed(notice: &Notice) -> HashSet<u32> {
    let own = notice.claims.iter().filter(|claim| claim.stance == Stance::List);
    own.map(|claim| claim.numeral.start).collect()
}

/// What the counts of the letter count, without blanks, where it is said.
pub(super) fn counted(notice: &Notice) -> Vec<(String, u64)> {
    let claims = notice.claims.iter().map(|claim| (compact(&claim.about), claim.declared));
    claims.filter(|(about, _)| !about.is_empty()).collect()
}

pub(super) fn issuers(notice: &Notice) -> Vec<String> {
    notice.head.issuers.iter().map(|issuer| compact(&issuer.value)).collect()
}
