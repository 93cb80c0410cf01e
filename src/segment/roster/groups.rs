//! Groups: headings, their levels, and the path they give each entry.

use crate::model::{Claim, ClaimPlace, Document, Group, Span};
use crate::schema::GroupPattern;
use crate::segment::claims;
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::places;
use crate::text::{View, blank, compact, numeral};

/// How a heading is numbered and set; headings of one style are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::segment) struct Style {
    numbering: Numbering,
    level: u8,
    strong: bool,
    /// The heading is the name of a province and nothing else: it stands over its cities.
    province: bool,
    /// It ends in a colon.
    colon: bool,
    /// Over so many levels of others that are set like it it stands.
    over: u8,
}

impl Style {
    /// Whether headings of this style stand over those of the other by the order of numberings.
    fn contains(self, inner: Self) -> bool {
        let ordered = |n: Numbering| {
            !matches!(n, Numbering::None | Numbering::Lenticular | Numbering::Bracketed)
        };
        ordered(self.numbering) && ordered(inner.numbering) && self.numbering < inner.numbering
    }
}

/// The numbering of a heading, the outer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Numbering {
    None,
    /// 第一编, 第二部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1.
    Arabic,
    /// （1）
    ArabicBracket,
    /// 【一等奖】
    Lenticular,
    /// （计算机网络）, as others that stand over the same headings
    Bracketed,
}

/// A heading as read.
#[derive(Clone, Debug)]
pub(in crate::segment) struct Heading {
    /// Closed up, without the count in brackets.
    pub(in crate::segment) name: String,
    pub(in crate::segment) span: Span,
    pub(in crate::segment) style: Style,
    /// The count it declares: how many, and the claim itself, `about` set.
    pub(in crate::segment) claim: Option<Claim>,
}

/// Measure words of a count that ends a numbered heading without a bracket.
const AT_END: [&str; 6] = ["件", "家", "项", "个", "所", "部"];

/// Longest name of a class before its count, in characters.
const CLASS_MOST: usize = 3;

/// Reads a line as a heading.
pub(in crate::segment) fn heading(document: &Document, line: &Line) -> Heading {
    let view = View::join(&[line.span], &document.text);
    // （二）保定市 3家, 河北省：3家: nothing but a place before the count; 一等奖：3家: nothing but a name and a colon.
    let bare = || {
        claims::at_end(&view, ClaimPlace::Note).filter(|(_, at)| {
            let name = compact(&view.text[..*at]);
            let marks = ['，', '。', '；', '、', '：', ':'];
            let own = numeral::without_number(&name).strip_suffix(['：', ':']);
            if own.is_some_and(|own| !own.contains(marks)) {
                return true;
            }
            let name = name.trim_matches(['：', ':', '—', '－', '-', '【', '】', '，']);
            let place = numeral::without_number(name);
            places::is_province(place) || places::ends_as_place(place)
        })
    };
    // 一、已经失效的14件
    let ended = || {
        claims::at_end(&view, ClaimPlace::Note).filter(|(claim, _)| {
            let numbering = numbering(&compact(&view.text));
            let chinese = matches!(numbering, Numbering::Chinese | Numbering::ChineseBracket);
            // 1.A类36所, A类36所
            let short = claim.about.chars().count() <= CLASS_MOST;
            let bare = numbering == Numbering::Arabic || (numbering == Numbering::None && short);
            let class = bare && claim.about.ends_with(['类', '级']);
            let digits = document.slice(claim.numeral).chars().all(|c| numeral::digit(c).is_some());
            // 前三项, 统一件
            let number = digits
                || (claim.declared > 1 && !claim.about.ends_with(['前', '第', '这', '上', '下']));
            (chinese || class) && number && AT_END.contains(&claim.measure.as_str())
        })
    };
    // Such a count stays part of the name.
    let whole = |(claim, _)| (claim, view.text.len());
    // 一、甲级（2家）： counts as well.
    let text = view.text.trim_end().trim_end_matches(['：', ':']);
    let colon = text.len() < view.text.trim_end().len() && text.ends_with(['）', ')']);
    let counted = || {
        let (printed, start) = (document.slice(line.span), line.span.start as usize);
        let own = printed.trim_end().trim_end_matches(['：', ':']);
        let own = View::join(&[Span::of(start, start + own.len())], &document.text);
        claims::of_heading(&own, ClaimPlace::Note)
    };
    let claim = if colon { counted() } else { claims::of_heading(&view, ClaimPlace::Note) };
    let claim = claim
        .or_else(|| bare().map(whole))
        .or_else(|| {
            ended()
                .map(|(claim, _)| whole((Claim { about: blank::close_up(&view.text), ..claim }, 0)))
        })
        .or_else(|| claims::of_province(&view, ClaimPlace::Note));
    let name = claim.as_ref().map_or(view.text.as_str(), |(_, at)| &view.text[..*at]);
    // 河北省： over its table.
    let name = blank::close_up(name.trim_end().trim_end_matches(['：', ':']));
    let level = if let LineKind::Heading(level) = line.kind { level } else { 0 };
    let text = compact(&name);
    let province = places::is_province(&text);
    let colon = view.text.trim_end().ends_with(['：', ':']);
    let numbering = numbering(&text);
    let style = Style { numbering, level, strong: line.strong, province, colon, over: 0 };
    Heading { name, span: line.span, style, claim: claim.map(|(claim, _)| claim) }
}

impl Heading {
    /// Numbers the heading by a number that stands in a cell of its own: `一`, `（二）`.
    pub(in crate::segment) fn number_as(&mut self, number: &str) {
        let bare = number.trim_end_matches(['、', '.', '．']);
        self.style.numbering = numbering(&format!("{bare}、"));
    }

    /// Sets the heading apart as one that names a part of the list in brackets.
    pub(in crate::segment) fn in_brackets(mut self) -> Self {
        self.style.numbering = Numbering::Bracketed;
        self
    }

    /// Sets the heading apart from others of its style, over which it stands.
    pub(in crate::segment) fn over_its_like(&mut self, levels: u8) {
        self.style.over = levels;
    }

    /// The number of a heading that is numbered as items are: 1. or （1）.
    pub(in crate::segment) fn item_number(&self) -> Option<u32> {
        if !matches!(self.style.numbering, Numbering::Arabic | Numbering::ArabicBracket) {
            return None;
        }
        let open = self.name.trim_start_matches(['（', '(']);
        numeral::prefix(open).and_then(|(n, _)| u32::try_from(n).ok())
    }

    /// Whether its number is the one behind that of the item above.
    pub(in crate::segment) fn follows(&self, above: &(u32, Span)) -> bool {
        self.item_number() == above.0.checked_add(1)
    }

    /// Whether the line is a heading by its form alone: numbered, marked, or with a count.
    pub(in crate::segment) fn is_formal(&self) -> bool {
        self.style.numbering != Numbering::None
            || self.style.level > 0
            || self.style.strong
            || self.claim.is_some()
    }
}

fn numbering(text: &str) -> Numbering {
    if let Some(rest) = text.strip_prefix('第')
        && let Some((_, length)) = numeral::prefix(rest)
    {
        return match rest[length..].chars().next() {
            Some('编' | '部' | '篇') => Numbering::Part,
            Some('章' | '类') => Numbering::Chapter,
            Some('节') => Numbering::Section,
            _ => Numbering::None,
        };
    }
    if text.starts_with('【') && text.ends_with('】') {
        return Numbering::Lenticular;
    }
    let open = text.strip_prefix(['(', '（']);
    let body = open.unwrap_or(text);
    let Some((_, length)) = numeral::prefix(body) else { return Numbering::None };
    let chinese = body.chars().next().is_some_and(|c| numeral::digit(c).is_none());
    // 六六六、滴滴涕: no list is numbered so far without 十 and 百.
    let digits = |c: char| numeral::chinese_digit(c).is_some() && !matches!(c, '〇' | '零');
    if chinese && body[..length].chars().count() > 2 && body[..length].chars().all(digits) {
        return Numbering::None;
    }
    match (open.is_some(), chinese, body[length..].chars().next()) {
        (true, true, Some(')' | '）')) => Numbering::ChineseBracket,
        (true, false, Some(')' | '）')) => Numbering::ArabicBracket,
        (false, true, Some('、' | '.' | '．')) => Numbering::Chinese,
        (false, false, Some('、' | '.' | '．')) => Numbering::Arabic,
        _ => Numbering::None,
    }
}

/// The headings above the current row, level by level.
#[derive(Debug, Default)]
pub(in crate::segment) struct Levels {
    /// Styles in order of depth.
    styles: Vec<Style>,
    /// Current names, outermost first.
    path: Vec<String>,
    /// The deepest level seen.
    pub(in crate::segment) depth: usize,
    /// Every heading so far was numbered, marked or counted.
    pub(in crate::segment) all_formal: bool,
    /// The heading above is a plain line, set off by nothing.
    pub(in crate::segment) plain_above: bool,
}

impl Levels {
    /// Enters a heading. `under_heading`: no row stands between it and the heading above it, so a
    /// new style goes one level deeper. Returns the path it stands for.
    pub(in crate::segment) fn enter(
        &mut self,
        heading: &Heading,
        under_heading: bool,
    ) -> Vec<String> {
        let depth = match self.styles.iter().position(|style| *style == heading.style) {
            Some(depth) => depth,
            None if under_heading || self.styles.is_empty() => {
                let depth = self.path.len().min(self.styles.len());
                self.styles.truncate(depth);
                self.styles.push(heading.style);
                depth
            }
            // 一、 after rows under （一）: the level above, whose first heading is lost.
            None if self.styles.iter().any(|style| heading.style.contains(*style)) => {
                let depth =
                    self.styles.iter().position(|s| heading.style.contains(*s)).unwrap_or(0);
                self.styles.insert(depth, heading.style);
                depth
            }
            // A new style after rows: a sibling set differently.
            None => self.path.len().saturating_sub(1),
        };
        self.path.truncate(depth);
        while self.path.len() < depth {
            self.path.push(String::new());
        }
        self.path.push(heading.name.clone());
        self.depth = self.depth.max(self.path.len());
        self.path.clone()
    }
}

/// Whether a text starts with a number as headings do: 一、, （二）, 第三章.
pub(in crate::segment) fn is_numbered(text: &str) -> bool {
    numbering(text) != Numbering::None
}

/// Reads a heading by a schema's pattern: one value per level.
pub(in crate::segment) fn by_pattern(pattern: &GroupPattern, name: &str) -> Option<Vec<String>> {
    let name = compact(name);
    let captures = pattern.pattern.captures(&name)?;
    let whole = captures.get(0)?;
    (whole.len() == name.len()).then(|| {
        let value = |level: &String| captures.name(level).map_or("", |m| m.as_str()).to_owned();
        pattern.levels.iter().map(value).collect()
    })
}

/// A group of that heading.
pub(in crate::segment) fn group(
    document: &Document,
    heading: &Heading,
    path: Vec<String>,
) -> Group {
    Group {
        path,
        heading: document.slice(heading.span).to_owned(),
        span: heading.span,
        claim: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbering, numbering};

    #[test]
    fn numberings() {
        for (text, expected) in [
            ("一、内科用药", Numbering::Chinese),
            ("（二）泻下剂", Numbering::ChineseBracket),
            ("第三章 罪名", Numbering::Chapter),
            ("第一节", Numbering::Section),
            ("1.国家级", Numbering::Arabic),
            ("（2）省级", Numbering::ArabicBracket),
            ("特色基地（教育）", Numbering::None),
            ("2021年新增", Numbering::None),
            ("第二批名单", Numbering::None),
            ("六六六、滴滴涕", Numbering::None),
            ("二十三、某类", Numbering::Chinese),
        ] {
            assert_eq!(numbering(text), expected, "{text}");
        }
    }
}
