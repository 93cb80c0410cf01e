//! Numbers of a sentence that are counts, and what they count.

use std::ops::Range;

use super::noun::{self, Noun};
use super::{context, facts, listed, words};
use crate::model::{Claim, ClaimPlace, Stance};
use crate::text::words::claims::PARTS;
use crate::text::words::deeds::TELLS_OF_THINGS;
use crate::text::{View, blank, date, numeral};

/// A number in a text and what was read around it; relations still open.
pub(super) struct Found {
    pub(super) claim: Claim,
    /// Byte range of the claim in the view.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its clause speaks of a change against an earlier list.
    pub(super) delta: bool,
    /// Its things have or do what the sentence goes on to count: 5家企业拥有发明专利215件.
    tells: bool,
}

/// The claims of one sentence. `text` is the view's text with traditional characters simplified.
pub(super) fn numbers(
    view: &View,
    text: &str,
    sentence: Range<usize>,
    place: ClaimPlace,
) -> Vec<Found> {
    let text = &text[..sentence.end];
    let last_quote = text[sentence.start..].rfind(['”', '」']).map_or(0, |at| sentence.start + at);
    let mut found: Vec<Found> = Vec::new();
    let mut at = sentence.start;
    let mut titles = 0u32;
    let mut quotes = 0u32;
    let mut telling = false;
    let mut tried = 0;
    while let Some(c) = text[at..].chars().next() {
        // What stands between 《 》 is another document's title; between “ ” a name.
        match c {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            '“' | '「' => quotes += 1,
            '”' | '」' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        // 队伍5支 is no 55.
        let word = c == '伍' && text[..at].ends_with('队');
        let inside = word || titles > 0 || (quotes > 0 && at < last_quote);
        let Some((declared, length)) = numeral::prefix(&text[at..]).filter(|_| !inside) else {
            at += c.len_utf8();
            continue;
        };
        let number = Number { at, end: at + length, declared };
        at = number.end;
        if is_name(&text[number.at..number.end]) {
            continue;
        }
        tried += 1;
        if tried > TRIED_MOST {
            break;
        }
        // What is far off says nothing of a number, and a sentence may be as long as the text.
        let from = floor(text, number.at.saturating_sub(FAR)).max(sentence.start);
        let end = floor(text, (number.end + FAR).min(text.len()));
        let reader = Reader { view, text: &text[..end], from, place };
        let before = &text[from..number.at];
        let after = &text[number.end..end];
        let counts = words::measure(after.trim_start_matches(blank::is_blank)).is_some();
        if counts && place == ClaimPlace::Body && facts::is_fact(before, after, telling) {
            telling = true;
            continue;
        }
        if let Some(next) = reader.claim(&number, found.last()) {
            at = at.max(next.end);
            telling |= next.tells;
            found.push(next);
        }
    }
    found
}

/// Whether a clause in brackets says up to when the list goes, and nothing else.
fn dates_alone(sentence: &str) -> bool {
    let inner = sentence.trim_start_matches(blank::is_blank).strip_prefix(['（', '(']);
    let inner = inner.map_or("", |inner| inner.trim_end_matches(['，', ',', '；', ' ']));
    let until = ["截至", "截止"].iter().find_map(|word| inner.strip_prefix(word));
    until.is_some_and(|day| {
        let day = day.trim_start_matches('到').trim_end_matches(['底', '止', '末']);
        let year = day.strip_suffix('年').and_then(numeral::whole);
        year.is_some_and(|year| (1900..2100).contains(&year))
            || date::prefix(day).is_some_and(|found| found.len == day.len())
    })
}

/// 二七 of 郑州市二七区: a count in words has 十 between them.
fn is_name(number: &str) -> bool {
    let digit = |c: char| "一二三四五六七八九".contains(c);
    number.chars().count() > 1 && number.chars().all(digit)
}

/// Behind a list of counts: `国家级3家、省级5家，共8家`.
const SUMMED: [&str; 5] = ["，共", "，合计", "，总计", "名单", "入选"];

/// What the sentence of a list ends in.
const PUBLISHED: [&str; 6] =
    ["现予公布", "现予以公布", "予以公布", "现予公告", "现予公示", "公布如下"];

/// So many numbers of a sentence are looked at: in one that has more they are parts of names, 甲1村、甲2村.
const TRIED_MOST: usize = 200;

/// So many bytes before and behind a number are looked at.
const FAR: usize = 900;

/// The character boundary at or before an offset.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How far behind what is counted its verb may stand, in bytes.
const VERB_REACH: usize = 12;

struct Number {
    at: usize,
    end: usize,
    declared: u64,
}

struct Reader<'a> {
    view: &'a View,
    text: &'a str,
    /// Where the sentence begins.
    from: usize,
    place: ClaimPlace,
}

impl Reader<'_> {
    fn claim(&self, number: &Number, above: Option<&Found>) -> Option<Found> {
        let text = self.text;
        let before = &text[self.from..number.at];
        let after = &text[number.end..];
        if words::forbids(before, number.declared, after) || words::forbids_after(after) {
            return None;
        }
        let gap = after.len() - after.trim_start_matches(blank::is_blank).len();
        // 6（幅）地块: the form leaves the measure word open.
        let open = bracketed_measure(&after[gap..]);
        let gap = gap + open;
        let rest = &after[gap..];
        let printed = &text[number.at..number.end];
        let great = words::superlative(printed, rest);
        let measure = great.or_else(|| words::measure(rest))?;
        // 按得分从低到高分为五组: into how many parts the list is laid out.
        let parted = ["分为", "分成", "分"].iter().any(|word| before.trim_end().ends_with(word));
        if parted
            && PARTS.iter().any(|part| rest[measure.len()..].starts_with(part) || measure == *part)
        {
            return None;
        }
        let chinese = printed.chars().any(|c| numeral::chinese_digit(c).is_some())
            || printed.starts_with('十');
        // 一类4家、二类3家: a class by its number, and how many are of it; 二类企业名单.
        let class = chinese && printed != "两" && ["类", "级", "档", "等"].contains(&measure);
        let titled =
            self.place == ClaimPlace::Title && before.trim_matches(blank::is_blank).is_empty();
        if class && (titled || words::counts_next(&rest[measure.len()..])) {
            return None;
        }
        let clause_at = words::clause_start(before);
        let clause = &before[clause_at..];
        let noun_at = number.end + gap + measure.len() + open;
        let mut noun = noun::behind(&text[noun_at..], measure);
        // 4镇2村: the next count is no noun.
        if KINDS_OF_PLACES.contains(&measure) && words::counts_next(noun.about) {
            noun = Noun { about: "", length: 0 };
        }
        let behind = &text[noun_at + noun.length..];
        let tail = words::clause_after(words::without_bracket(behind));
        let tells = !facts::has_deed(clause) && facts::told_of(&noun, tail);
        let listed = self.place == ClaimPlace::Body && !tells && facts::is_listed(clause, tail);
        let cued = listed
            || words::has_cue(clause)
            || (self.place == ClaimPlace::Note && opens_bracket(before, measure, &noun, behind))
            || words::has_cue(words::clause_after(rest))
            || above.is_some_and(|above| above.claim.stance == Stance::List)
            || before.contains("其中")
            || above.is_some_and(|above| goes_on(&text[above.end..number.at], above, rest))
            || listed::is_of_list(before)
            || SUMMED.iter().any(|word| rest.contains(word))
            // 培育项目4个，培训点7个，现予公布
            || (noun.about.is_empty() && PUBLISHED.iter().any(|word| rest.contains(word)));
        // 一个, 两个 and the like are words more often than counts.
        if chinese && (!cued || number.declared < 2) {
            return None;
        }
        if !cued && self.place == ClaimPlace::Body && number.declared < 2 {
            return None;
        }
        let (about, end) = if noun.about.is_empty() {
            // 光伏电站项目4个: what is counted stands before the number.
            let from = above.map_or(self.from, |above| above.end.max(self.from)).min(number.at);
            let noun = noun::before(&text[from..number.at]);
            let lead = &text[from..number.at];
            let lead = &lead[..lead.rfind(noun).unwrap_or(0)];
            // 甲县、乙县两县: the last name of a list is none.
            let lead = lead.trim_end_matches(blank::is_blank);
            let word = ['和', '及', '与'].iter().find_map(|word| lead.strip_suffix(*word));
            let above = word.filter(|above| above.contains('、')).or(lead.strip_suffix('、'));
            let item = above.and_then(|above| above.rsplit('、').next());
            // 一、甲（3项） is numbered; 正1人、副2人 and 甲10家（见附件1）、乙2家 are counts.
            let is_name = |item: &str| {
                !item.is_empty()
                    && !item.starts_with(['（', '('])
                    && numeral::whole(item).is_none()
                    && !words::counts_further(item)
            };
            let name = item.is_some_and(is_name);
            (if name { "" } else { noun }, noun_at)
        } else {
            (noun.about, noun_at + noun.length)
        };
        // 新增4镇2村: what they are is their measure.
        let beside = words::counts_next(&rest[measure.len()..])
            || above.is_some_and(|above| above.end == number.at);
        let about = if about.is_empty() && beside && KINDS_OF_PLACES.contains(&measure) {
            &rest[..measure.len()]
        } else {
            about
        };
        // 以上共11家, 确定以下7家为…
        let about =
            if ["以上", "以下", "下列", "上述"].contains(&about) { "" } else { about };
        // 确定以下集聚区共11个
        let rest_of = ["以下", "下列"].iter().find_map(|word| about.strip_prefix(word));
        let about = rest_of.filter(|about| !about.is_empty()).unwrap_or(about);
        // 其中4家为上市公司
        let kind = behind.strip_prefix('为').filter(|_| about.is_empty() && above.is_some());
        let about = kind.map_or(about, |kind| noun::behind(kind, "").about);
        // 领导小组由7人组成: who sits on it is the list.
        let seats = matches!(measure, "人" | "名" | "位") && self.seats(before, rest, measure);
        let about = if seats { words::team(before).unwrap_or(about) } else { about };
        if words::is_abstract(about) && !seats {
            return None;
        }
        let stance = match self.place {
            ClaimPlace::Title | ClaimPlace::Heading { .. } => Stance::List,
            ClaimPlace::Body | ClaimPlace::Note => {
                let sentence = &before[..clause_at];
                // （截至2025年6月30日，共5家） under a title dates the list itself.
                let dated = self.place == ClaimPlace::Note && dates_alone(sentence);
                let sentence = if dated { "" } else { sentence };
                let stance = context::stance(sentence, clause, tail, cued)
                    .or_else(|| context::parted(tail, rest).then_some(Stance::Context))?;
                // 共推荐企业45户，…进行初审，…认定，甲等5家: of those handed in some were chosen.
                let proposed = || {
                    let own = words::clause_after(rest);
                    let handed = ["推荐", "上报", "报送"].iter();
                    let handed =
                        handed.clone().any(|verb| clause.contains(verb) || own.contains(verb));
                    let later = &rest[own.len().min(rest.len())..];
                    let chosen = CHOSEN.iter().any(|verb| later.contains(verb));
                    handed && chosen && words::counts_further(later)
                };
                // 另有3家企业因材料不全，不予认定; 甲公司等2家企业为标杆企业，其余为示范企业
                let sentence = rest.split(['。', '\n']).next().unwrap_or_default();
                let left_out = || {
                    let no = ["不予认定", "未通过", "正在审核", "暂缓"];
                    clause.trim_start().starts_with("另有")
                        && no.iter().any(|word| sentence.contains(word))
                };
                let others = || ["，其余为", "，其他为"].iter().any(|word| sentence.contains(word));
                let wider = tells || proposed() || left_out() || others();
                if wider { Stance::Context } else { stance }
            }
        };
        let delta = words::delta(clause).is_some();
        let claim = Claim {
            about: self.printed(about),
            measure: self.printed(&rest[..measure.len()]),
            declared: number.declared,
            span: self.view.span(number.at, end),
            numeral: self.view.span(number.at, number.end),
            place: self.place,
            stance,
            listed: listed && stance == Stance::List,
            // 3家企业通过复核: the verb may follow.
            verb: words::act(clause)
                .or_else(|| words::act(tail).filter(|verb| tail.find(*verb) < Some(VERB_REACH)))
                .map(str::to_owned),
            annex: annex_beside(&text[end..]),
            ..Claim::default()
        };
        // 4家企业生产的5批次药品: what is made is what is counted next.
        let attributes = || {
            TELLS_OF_THINGS.iter().any(|verb| {
                tail.strip_prefix(verb)
                    .is_some_and(|behind| behind.strip_prefix('的').is_some_and(words::counts_next))
            })
        };
        let tells = tells && !attributes();
        Some(Found { claim, start: number.at, end, delta, tells })
    }

    /// Whether a number of people counts who sits on the body that stands before it: in a title, or where it is composed
    /// of them.
    fn seats(&self, before: &str, rest: &str, measure: &str) -> bool {
        let title = self.place == ClaimPlace::Title;
        let composed = || rest[measure.len()..].trim_start().starts_with("组成");
        words::team(before).is_some() && (title || composed())
    }

    /// A part of the simplified text as it is printed.
    fn printed(&self, part: &str) -> String {
        if part.is_empty() {
            return String::new();
        }
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        self.view.text.get(start..start + part.len()).unwrap_or(part).to_owned()
    }
}

/// Whether a note is a count of things and how they are put in order: （23家，排名不分先后） below a title. （3家弃权） and
/// （11个县区推荐，…） tell something else.
fn opens_bracket(before: &str, measure: &str, noun: &Noun, behind: &str) -> bool {
    let ordered = || {
        let rest = behind.strip_prefix(['，', ',', '；', ';']).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with("排名不分") || rest.starts_with('按'))
    };
    matches!(before.trim(), "（" | "(")
        && ["家", "个", "项", "名", "人"].contains(&measure)
        && noun.about.is_empty()
        && (behind.starts_with(['）', ')']) || ordered())
}

/// The length of the bracket that opens before a measure word and closes right behind it; nothing where none does.
fn bracketed_measure(after: &str) -> usize {
    let inner = ["（", "("].iter().find_map(|open| Some((open.len(), after.strip_prefix(open)?)));
    let Some((length, inner)) = inner else { return 0 };
    let behind = words::measure(inner).and_then(|measure| inner.strip_prefix(measure));
    let closed =
        behind.is_some_and(|behind| behind.starts_with(if length > 1 { '）' } else { ')' }));
    if closed { length } else { 0 }
}

/// Whether a number goes on with the counts before it: D级1家 of A级3家、B级2家、D级1家.
fn goes_on(between: &str, above: &Found, rest: &str) -> bool {
    let word = between.strip_prefix(['、', '，', '；']);
    let measure = above.claim.measure.as_str();
    word.is_some_and(|word| {
        (1..=ENUMERATED).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric)
    }) && !measure.is_empty()
        && rest.strip_prefix(measure).is_some_and(|behind| {
            behind.chars().next().is_none_or(|c| matches!(c, '、' | '，' | '；' | '。' | '）'))
        })
}

/// The longest word of counts in a row, in characters.
const ENUMERATED: usize = 8;

/// Measures that say what is counted.
const KINDS_OF_PLACES: [&str; 5] = ["镇", "乡", "村", "街道", "社区"];

/// What is done with what was handed in, before the list is made of it.
const CHOSEN: [&str; 9] = ["初审", "评审", "审核", "遴选", "筛选", "审定", "评选", "考察", "复审"];

/// What may be said of the things between their count and the annex, in characters.
const SAID_MOST: usize = 8;

/// The annex in the bracket right behind a claim: `（名单见附件2）`.
fn annex_beside(after: &str) -> Option<u32> {
    let after = after.trim_start_matches(blank::is_blank);
    let after = after.strip_prefix("名单").unwrap_or(after);
    // 6个镇为历史文化名镇（名单见附件1）
    let after = after
        .find(['（', '(', '，', '。', '；', '、'])
        .filter(|at| {
            // 3家企业通过复核（见附件1）
            let said = &after[..*at];
            let short = said.chars().count() <= SAID_MOST && after[*at..].starts_with(['（', '(']);
            after.starts_with('为')
                || (short
                    && !said.chars().any(|c| numeral::digit(c).is_some())
                    && !said.contains('的'))
        })
        .map_or(after, |at| &after[at..]);
    let inner = after.strip_prefix(['（', '('])?;
    let inner = &inner[..inner.find(['）', ')'])?];
    let at = inner
        .find("附件")
        .map(|at| at + "附件".len())
        .or_else(|| inner.find("附表").map(|at| at + "附表".len()))
        .or_else(|| inner.find('表').map(|at| at + '表'.len_utf8()))?;
    let number = inner[at..].trim_start_matches(blank::is_blank);
    let (number, _) = numeral::prefix(number)?;
    u32::try_from(number).ok()
}
