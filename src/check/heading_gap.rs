//! MD106: the numbers of headings do not go up by one.

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Check, Ctx, Sink};
use crate::model::{Claim, ClaimPlace, Document, Group, Notice, Roster, Span};
use crate::text::blank::is_han;
use crate::text::{compact, date, is_blank, numeral};

pub(super) static CHECK: Check = check!("MD106" heading-gap: Error, run);

/// How a heading is numbered: `一、`, `（一）`, `1.`, `（1）`, `第一章`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Style {
    bracket: bool,
    chinese: bool,
    /// What follows 第 and the number.
    part: Option<&'static str>,
}

/// What headings number so; 第二批 is no part of a list, and 第二类医疗器械 is a kind that the law knows by its number.
const OF_PARTS: [&str; 6] = ["部分", "编", "篇", "章", "节", "部"];

/// So many lines above a first heading are looked through for the point of a letter that it counts on from.
const LETTER_MOST: usize = 64;

/// Longest label of such a point, its number among them, in characters.
const LABEL_MOST: usize = 14;

/// More numbers than these are not spelled out.
const SHOWN: u64 = 8;

fn run(ctx: &Ctx, sink: &mut Sink) {
    let document = ctx.document;
    // A schema's pattern tells the headings of its family; a table may hold a part of the rows.
    let told = ctx.schema.is_some_and(|schema| schema.rosters.iter().any(|r| r.groups.is_some()));
    if told || !ctx.whole {
        return;
    }
    let printed = OnceCell::new();
    for roster in &ctx.notice().rosters {
        let numbered = Numbered { document, notice: ctx.notice(), roster, printed: &printed };
        let mut above: Option<&Group> = None;
        let mut last: HashMap<Style, u64, FixedState> = HashMap::default();
        for group in &roster.groups {
            let fault = numbered.fault(above, group);
            if let Some(fault) = fault.or_else(|| numbered.fault_below(above, group, &last)) {
                sink.find(fault.key, group.span)
                    .arg("heading", group.heading.trim())
                    .arg("missing", fault.missing)
                    .related("previous", above.map_or(Span::at(group.span.start), |g| g.span));
            }
            above = Some(group);
            last.extend(group.path.iter().filter_map(|name| self::numbered(name)));
        }
        let all = are_spaced(&roster.groups);
        for pair in roster.groups.windows(2).filter(|_| all) {
            let (Some(own), Some(next)) = (spaced(&pair[0]), spaced(&pair[1])) else { continue };
            if next > own + 1 {
                let missing: Vec<String> =
                    (own + 1..next).take(SHOWN as usize).map(|n| n.to_string()).collect();
                sink.find("", pair[1].span)
                    .arg("heading", pair[1].heading.trim())
                    .arg("missing", missing.join(" "))
                    .related("previous", pair[0].span);
            }
        }
        if let Some(only) = numbered.alone().filter(|only| !numbered.is_counted_whole(only)) {
            let key = if roster.groups.len() > 1 { "outer" } else { "alone" };
            sink.find(key, only.span).arg("heading", only.heading.trim());
        }
    }
}

/// Whether all headings are of one level, and begin with a figure and a blank: 1 高性能计算, from 1 up to one more than they
/// are. Figures that leave out several are codes or lots.
fn are_spaced(groups: &[Group]) -> bool {
    let numbers: Option<Vec<u64>> = groups.iter().map(spaced).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 2
            && numbers.first() == Some(&1)
            && numbers.last() == Some(&(numbers.len() as u64 + 1))
            && numbers.windows(2).all(|pair| pair[0] < pair[1])
    })
}

/// The figure that a heading begins with, parted from its name by a blank; 3 月, 5 家 and 3 标段 count something, 01 is a
/// code.
fn spaced(group: &Group) -> Option<u64> {
    let heading = group.heading.trim();
    let name = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: u64 = heading[..heading.len() - name.len()].parse().ok()?;
    let bare = name.trim_start_matches(is_blank);
    let counts = [
        "月", "年", "日", "家", "个", "项", "万", "亿", "组", "包", "标段", "号", "区", "级", "类",
        "班", "部", "批", "期", "分", "等", "片", "标", "段", "楼", "栋",
    ];
    (group.path.len() == 1
        && !heading.starts_with('0')
        && number < 100
        && bare.len() < name.len()
        && bare.starts_with(is_han)
        && !counts.iter().any(|word| bare.starts_with(word)))
    .then_some(number)
}

struct Fault {
    /// The key of its sentence.
    key: &'static str,
    /// The numbers that should stand before it, as they are printed elsewhere.
    missing: String,
}

struct Numbered<'c> {
    document: &'c Document,
    notice: &'c Notice,
    roster: &'c Roster,
    /// The numbers with which lines and cells begin, once they were looked for.
    printed: &'c OnceCell<Printed>,
}

/// Where the pieces stand, in order, that begin with a number.
type Printed = HashMap<(Style, u64), Vec<Span>, FixedState>;

/// What parts lines and cells.
const PARTS: [char; 3] = ['\n', '\t', '|'];

/// All numbers with which lines and cells begin.
fn printed(text: &str) -> Printed {
    let mut found = Printed::default();
    let mut at = 0;
    for piece in text.split(PARTS) {
        if let Some(number) = numbered(piece.trim_start_matches(is_blank)) {
            found.entry(number).or_default().push(Span::of(at, at + piece.len()));
        }
        at += piece.len() + 1;
    }
    found
}

impl Numbered<'_> {
    /// What is wrong with the number of a heading below the one above it.
    fn fault(&self, above: Option<&Group>, group: &Group) -> Option<Fault> {
        let empty: &[String] = &[];
        let before = above.map_or(empty, |above| &above.path);
        let level = (0..group.path.len()).find(|at| before.get(*at) != group.path.get(*at))?;
        // Levels below start anew with it.
        let (style, number) = numbered(&group.path[level])?;
        let previous = before.get(level).and_then(|name| numbered(name));
        let from = match previous {
            Some((other, n)) if other == style => n,
            // （一） above 二、: the first of the outer ones is lost.
            Some((other, _)) if other.bracket && !style.bracket && style.chinese && level == 0 => 0,
            // Headings of another kind stand above: nothing is known of the numbers before.
            _ if before.get(level).is_some_and(|name| !name.is_empty()) => return None,
            _ => 0,
        };
        // （一） again under the same 一、: 二、 is lost. So is what follows （计算机网络） over 一、.
        let outer = level.checked_sub(1).map(|outer| group.path[outer].as_str());
        let one = |outer: &str| numbered(outer).is_some() || outer.starts_with(['（', '(']);
        if number == 1 && from > 1 && outer.is_some_and(one) {
            return Some(Fault { key: "again", missing: String::new() });
        }
        if number == from + 1 || number == 1 || number == from {
            return None;
        }
        if number < from {
            return Some(Fault { key: "order", missing: String::new() });
        }
        // 第二部分　中成药 over all that is listed is this volume's own title.
        let all = |other: &Group| other.path.len() > 1 && other.path.first() == group.path.first();
        let headed = |entry: &crate::model::Entry| entry.group.is_some();
        let whole = from == 0 && level == 0 && style.part.is_some();
        if whole && self.roster.groups.iter().all(all) && self.roster.entries.iter().all(headed) {
            return None;
        }
        if from == 0 && level == 0 && self.goes_on_from_letter(style, number, group) {
            return None;
        }
        // What stands there in another part is no heading of this roster, but not lost.
        let start = above.map_or(self.begin(group), |above| above.span.end);
        let lost: Vec<u64> = (from + 1..number)
            .filter(|n| !self.stands(style, *n, Span::new(start, group.span.start)))
            .collect();
        let shown: Vec<String> =
            lost.iter().take(SHOWN as usize).map(|n| print(style, *n)).collect();
        let key = if from == 0 { "first" } else { "" };
        (!lost.is_empty()).then(|| Fault { key, missing: shown.join(" ") })
    }

    /// What is wrong with the numbers of the lower levels that begin with a heading of an upper one: they count from 1, or
    /// on from the last above (第一部分 一、 over 第二部分 二、).
    fn fault_below(
        &self,
        above: Option<&Group>,
        group: &Group,
        last: &HashMap<Style, u64, FixedState>,
    ) -> Option<Fault> {
        let empty: &[String] = &[];
        let before = above.map_or(empty, |above| &above.path);
        let level = (0..group.path.len()).find(|at| before.get(*at) != group.path.get(*at))?;
        numbered(&group.path[level])?;
        group.path[level + 1..].iter().find_map(|name| {
            let (style, number) = numbered(name)?;
            let due = last.get(&style).map_or(1, |last| last + 1);
            let within = Span::new(self.begin(group), group.span.start);
            let told = number == 1 || number == due || self.stands(style, number - 1, within);
            let missing = print(style, number.saturating_sub(1));
            (!told).then_some(Fault { key: "", missing })
        })
    }

    /// A roster with a single heading, numbered 一、, and nothing anywhere is numbered 二、.
    fn alone(&self) -> Option<&Group> {
        // 一、 over rows, and then over （一） and （二）: 二、 is lost between them.
        let (only, further) = self.roster.groups.split_first()?;
        let below = |group: &Group| group.path.len() > 1 && group.path.first() == only.path.first();
        if !further.iter().all(below) {
            return None;
        }
        let (style, number) = numbered(only.path.first()?)?;
        let wanted = Style { bracket: false, chinese: true, part: None };
        let below = Span::new(only.span.end, self.document.text.len() as u32);
        (only.path.len() == 1 && style == wanted && number == 1 && !self.stands(style, 2, below))
            .then_some(only)
            .filter(|_| !further.is_empty() || !self.is_whole(only))
    }

    /// Whether the count of the only heading is that of its rows, and the notice declares as many for
    /// the whole: nothing can be lost below it.
    fn is_whole(&self, only: &Group) -> bool {
        let rows = self.roster.entries.len() as u64;
        let claims = &self.notice.claims;
        let heading = only.claim.and_then(|claim| claims.get(claim as usize));
        let whole = |claim: &Claim| {
            !matches!(claim.place, ClaimPlace::Heading { .. })
                && claim.declared == rows
                && !only.span.contains(claim.span)
        };
        self.notice.rosters.len() == 1
            && heading.is_some_and(|claim| claim.declared == rows)
            && claims.iter().any(whole)
    }

    /// Whether the only heading counts all rows, and the title or the letter counts as many: nothing is lost
    /// with a heading behind it.
    fn is_counted_whole(&self, only: &Group) -> bool {
        let rows = self.roster.entries.len() as u64;
        let claims = &self.notice.claims;
        let own = only.claim.and_then(|own| claims.get(own as usize));
        let whole = |claim: &Claim| {
            !matches!(claim.place, ClaimPlace::Heading { .. }) && claim.declared == rows
        };
        own.is_some_and(|own| own.declared == rows) && claims.iter().any(whole)
    }

    /// Where the part begins that a first heading stands in: the annex, else the document.
    fn begin(&self, group: &Group) -> u32 {
        if self.notice.annex_start < group.span.start { self.notice.annex_start } else { 0 }
    }

    /// Whether a first heading counts on from the labels of a letter without annexes, 三、中标信息 below 二、项目名称：…: nothing of
    /// an annex and no date stands between them, and what is numbered so above has its value behind a colon.
    fn goes_on_from_letter(&self, style: Style, number: u64, group: &Group) -> bool {
        let above = self.document.text.get(..group.span.start as usize).unwrap_or_default();
        let mut due = number;
        for line in above.rsplit('\n').take(LETTER_MOST) {
            let line = compact(line);
            match numbered(&line) {
                // The heading over this one.
                Some((own, n)) if own == style && n == number && due == number => {}
                Some((own, n)) if own == style && n + 1 == due => {
                    let value = line.split_once(['：', ':']).is_some_and(|(label, value)| {
                        !value.is_empty() && label.chars().count() <= LABEL_MOST
                    });
                    if !value {
                        return false;
                    }
                    due = n;
                }
                _ if line.trim_start_matches(['【', '（', '(', '[']).starts_with('附')
                    || line.ends_with("名单")
                    || line.ends_with('月')
                    || date::is_line(&line) =>
                {
                    return false;
                }
                _ => {}
            }
            if due == 1 {
                return true;
            }
        }
        false
    }

    /// Whether a line or a cell of a stretch begins with that number.
    fn stands(&self, style: Style, number: u64, within: Span) -> bool {
        let own =
            |piece: &str| numbered(piece.trim_start_matches(is_blank)) == Some((style, number));
        // The first and the last may be parts of a piece.
        let text = within.text(&self.document.text);
        if text.split(PARTS).next().is_some_and(own) || text.rsplit(PARTS).next().is_some_and(own) {
            return true;
        }
        let printed = self.printed.get_or_init(|| printed(&self.document.text));
        printed.get(&(style, number)).is_some_and(|pieces| {
            let at = pieces.partition_point(|piece| piece.start < within.start);
            pieces.get(at).is_some_and(|piece| within.contains(*piece))
        })
    }
}

/// The number that a heading begins with.
fn numbered(text: &str) -> Option<(Style, u64)> {
    if let Some(body) = text.strip_prefix('第') {
        let (number, length) = numeral::prefix(body).filter(|(number, _)| *number < 100)?;
        let chinese = body.chars().next().is_some_and(|c| numeral::digit(c).is_none());
        let part = OF_PARTS.iter().find(|part| body[length..].starts_with(**part))?;
        return Some((Style { bracket: false, chinese, part: Some(*part) }, number));
    }
    let open = text.strip_prefix(['(', '（']);
    let body = open.unwrap_or(text).trim_start_matches(is_blank);
    // 2020、2021年 is no number of a heading.
    let (number, length) = numeral::prefix(body).filter(|(number, _)| *number < 100)?;
    let chinese = body.chars().next().is_some_and(|c| numeral::digit(c).is_none());
    let rest = body[length..].trim_start_matches(is_blank);
    // 1） has lost nothing.
    let bracket = open.is_some() || rest.starts_with([')', '）']);
    let ended = if bracket {
        rest.starts_with([')', '）'])
    } else {
        rest.starts_with(['、', '.', '．'])
            && rest.chars().nth(1).is_none_or(|c| numeral::digit(c).is_none())
    };
    ended.then_some((Style { bracket, chinese, part: None }, number))
}

/// A number as headings of that style print it.
fn print(style: Style, number: u64) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let chinese = |n: u64| -> String {
        let digit = |n: u64| digits[(n % 10) as usize].to_string();
        match (n / 10, n % 10) {
            (0, n) => digit(n),
            (1, 0) => "十".to_owned(),
            (1, n) => format!("十{}", digit(n)),
            (tens @ 2..=9, 0) => format!("{}十", digit(tens)),
            (tens @ 2..=9, n) => format!("{}十{}", digit(tens), digit(n)),
            _ => n.to_string(),
        }
    };
    let number = if style.chinese { chinese(number) } else { number.to_string() };
    if let Some(part) = style.part {
        return format!("第{number}{part}");
    }
    match (style.bracket, style.chinese) {
        (true, _) => format!("（{number}）"),
        (false, true) => format!("{number}、"),
        (false, false) => format!("{number}."),
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, numbered, print};

    #[test]
    fn numbers_of_headings() {
        let style = |bracket, chinese| Style { bracket, chinese, part: None };
        let part = |part| Style { part: Some(part), ..style(false, true) };
        for (text, found) in [
            ("一、线上课程", Some((style(false, true), 1))),
            ("（十二）泻下剂", Some((style(true, true), 12))),
            ("3.国家级", Some((style(false, false), 3))),
            ("（2）省级", Some((style(true, false), 2))),
            ("第三章 甲类", Some((part("章"), 3))),
            ("第十二节：乙", Some((part("节"), 12))),
            ("第二类医疗器械", None),
            ("2）网络安全", Some((style(true, false), 2))),
            ("2.5万千瓦", None),
            ("2020、2021年", None),
            ("2021年新增", None),
            ("第二批名单", None),
        ] {
            assert_eq!(numbered(text), found, "{text}");
            if let Some((style, number)) = found {
                assert_eq!(numbered(&print(style, number)), found);
            }
        }
        assert_eq!(print(style(false, true), 21), "二十一、");
    }
}
