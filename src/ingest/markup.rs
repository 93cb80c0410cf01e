//! One line of text: its light markup removed, with the places where something was.
//!
//! Text extractions of notices carry remains of Markdown and HTML: `## `, `**…**`, `<b>…</b>`,
//! `&nbsp;`. They are the extraction's, not the notice's, so they do not enter the text plane.

use super::raised;

/// Tags that are dropped; any other `<…>` is the notice's own text.
static TAGS: &[&str] = &[
    "b", "strong", "i", "em", "u", "s", "sup", "sub", "span", "font", "center", "p", "div",
    "small", "big", "mark", "del", "strike",
];

/// Tags around what is struck out.
static STRIKES: &[&str] = &["s", "del", "strike"];

/// Named character references, and what they stand for.
static REFERENCES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&ensp;", " "),
    ("&emsp;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&middot;", "·"),
    ("&mdash;", "—"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
];

/// Characters that Markdown escapes with a backslash.
const ESCAPABLE: &str = "\\`*_{}[]()#+-.!|<>~";

/// What a line became.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stripped {
    /// All of its text stood inside bold markup.
    pub(super) strong: bool,
    /// Offset in the output and in the input from which both agree again.
    pub(super) shifts: Vec<(usize, usize)>,
    /// What of the output is struck out.
    pub(super) struck: Vec<(usize, usize)>,
}

/// Whether a line can hold any markup at all: a quick look before [`strip`].
pub(super) fn suspicious(line: &str) -> bool {
    memchr::memchr3(b'*', b'<', b'&', line.as_bytes()).is_some()
        || memchr::memchr3(b'\\', b'_', b'[', line.as_bytes()).is_some()
        || memchr::memchr(b'~', line.as_bytes()).is_some()
}

/// Appends the line without its inline markup to `out`. Offsets in `shifts` count from the start
/// of the appended text and of `line`. `gap` is what a `<br>` leaves: a cell's lines stay apart.
pub(super) fn strip(line: &str, gap: &'static str, out: &mut String) -> Stripped {
    let start = out.len();
    let mut result = Stripped::default();
    let asterisks = paired(line, "**") && are_bold(line);
    let underscores = paired(line, "__");
    let italics = begins_in_italics(line);
    // 2020~~2021 is a span of years, 周一~~周五 one of days.
    let inside = |at: usize| line[..at].ends_with(char::is_alphanumeric);
    let opens = line.find("~~").is_some_and(|at| !inside(at));
    let tildes = opens && paired(line, "~~") && !line.contains("~~~");
    // Where what is struck out begins.
    let mut struck: Option<usize> = None;
    let (mut depth, mut plain) = (0u32, false);
    let mut at = 0;
    // Where the text of a anchor ends, and its address.
    let mut anchor: Option<(usize, usize)> = None;
    // Where the raised digits end that a tag has begun.
    let mut raised: Option<usize> = None;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let skip = match c {
            '*' if asterisks && rest.starts_with("**") => Some((2, "", Toggle::Flip)),
            '~' if tildes && rest.starts_with("~~") => Some((2, "", Toggle::None)),
            '*' if italics => Some((1, "", Toggle::None)),
            '_' if underscores && rest.starts_with("__") => Some((2, "", Toggle::Flip)),
            '<' => {
                raised = raised_end(rest).map(|end| at + end);
                tag(rest, gap)
            }
            ']' if anchor.is_some_and(|(end, _)| end == at) => {
                anchor.take().map(|(end, behind)| (behind - end, "", Toggle::None))
            }
            '[' | '!' => linked(rest).map(|(lead, end, behind)| {
                anchor = Some((at + end, at + behind));
                (lead, "", Toggle::None)
            }),
            '&' => REFERENCES
                .iter()
                .find(|(name, _)| rest.starts_with(name))
                .map(|(name, text)| (name.len(), *text, Toggle::None)),
            '\\' => rest[1..]
                .chars()
                .next()
                .filter(|c| ESCAPABLE.contains(*c))
                .map(|_| (1, "", Toggle::None)),
            _ => None,
        };
        if let Some((length, text, toggle)) = skip {
            match toggle {
                Toggle::On => depth += 1,
                Toggle::Off => depth = depth.saturating_sub(1),
                Toggle::Flip => depth = u32::from(depth == 0),
                Toggle::None => {}
            }
            out.push_str(text);
            at += length;
            match (strikes(rest), struck) {
                (Toggle::On | Toggle::Flip, None) => struck = Some(out.len() - start),
                (Toggle::Off | Toggle::Flip, Some(from)) => {
                    result.struck.push((from, out.len() - start));
                    struck = None;
                }
                _ => {}
            }
            if let Some(end) = raised.take().filter(|_| raised::stands_behind(&out[start..])) {
                result.shifts.push((out.len() - start, at));
                out.push_str(&raised::set(&line[at..end]));
                plain |= depth == 0;
                at = end;
            }
            result.shifts.push((out.len() - start, at));
            // An escaped character is text, whatever it is.
            if c == '\\'
                && let Some(c) = line[at..].chars().next()
            {
                out.push(c);
                at += c.len_utf8();
            }
        } else {
            plain |= depth == 0 && !crate::text::is_blank(c) && c != '|';
            out.push(c);
            at += c.len_utf8();
        }
    }
    result.strong = !plain && !result.shifts.is_empty() && !out[start..].trim().is_empty();
    result
}

/// Signs that printers set before the points of a list, whatever follows; none that marks an entry among others.
const PRINTED: [char; 24] = [
    '●', '◆', '■', '◎', '→', '✓', '√', '○', '►', '□', '◇', '▪', '―', '✅', '🔹', '▶', '➢', '◦',
    '⚫', '▢', '☑', '➤', '–', '⚪',
];

/// Fewest lines in a row that begin with such a sign.
const PRINTED_LEAST: usize = 3;

/// The sign that a point of a Markdown list begins with, a gap behind it: `- 甲`.
pub(super) fn bullet(body: &str) -> Option<char> {
    if let Some(sign) = body.chars().next().filter(|c| PRINTED.contains(c)) {
        let rest = body[sign.len_utf8()..].trim_start_matches(crate::text::is_blank);
        return rest
            .starts_with(|c: char| c.is_alphanumeric() || "“《（(".contains(c))
            .then_some(sign);
    }
    let sign = body.chars().next().filter(|c| matches!(c, '-' | '*' | '+'))?;
    let rest = body[1..].strip_prefix([' ', '\t', '\u{3000}'])?;
    // - 3 - is a page number; a ruler is none either.
    let text = rest.trim_end().chars().any(|c| !matches!(c, '-' | '*' | '+' | ' '));
    (text && !rest.trim_end().ends_with(sign)).then_some(sign)
}

/// The signs that begin at least two lines of a text: one alone may be a footnote's.
pub(super) fn bullets(text: &str) -> Vec<char> {
    let begins = |at: &usize| {
        let before = text[..*at].chars().rev().find(|c| *c == '\n' || !crate::text::is_blank(*c));
        before.is_none_or(|c| c == '\n')
    };
    let line = |at: usize| text[at..].split('\n').next().and_then(bullet);
    // Few lines have such a sign, wherever it stands.
    let found = memchr::memchr3_iter(b'-', b'*', b'+', text.as_bytes()).filter(begins);
    let signs: Vec<char> = found.filter_map(line).collect();
    let often = |sign: &char| signs.iter().filter(|other| *other == sign).count() > 1;
    let mut found: Vec<char> = ['-', '*', '+'].into_iter().filter(often).collect();
    // A printed sign stands before each line of a run; all begin with one of two bytes.
    let (mut run, mut last, mut end) = (0, None, 0);
    for at in memchr::memchr2_iter(0xE2, 0xF0, text.as_bytes()).filter(begins) {
        // A wide blank at a line's beginning has the same first byte as the sign behind it.
        if at < end {
            continue;
        }
        let line = text[at..].split('\n').next().unwrap_or_default();
        let sign = bullet(line);
        let joined = sign == last && text[end..at].chars().all(crate::text::is_blank);
        run = if joined { run + 1 } else { 1 };
        (last, end) = (sign, at + line.len());
        if let Some(sign) = sign
            && run >= PRINTED_LEAST
            && PRINTED.contains(&sign)
            && !found.contains(&sign)
        {
            found.push(sign);
        }
    }
    found
}

/// Whether markup that begins so strikes out what follows, or ends that.
fn strikes(rest: &str) -> Toggle {
    if rest.starts_with("~~") {
        return Toggle::Flip;
    }
    let Some(inside) = rest.strip_prefix('<') else { return Toggle::None };
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if !STRIKES.iter().any(|tag| tag.eq_ignore_ascii_case(name)) {
        Toggle::None
    } else if inside.starts_with('/') {
        Toggle::Off
    } else {
        Toggle::On
    }
}

enum Toggle {
    On,
    Off,
    Flip,
    None,
}

/// Whether a mark occurs an even number of times, at least twice: a lone `**` is a footnote sign.
fn paired(line: &str, mark: &str) -> bool {
    let count = line.matches(mark).count();
    count >= 2 && count.is_multiple_of(2)
}

/// Whether the `**` of a line can be Markdown's: each opens before a word and closes behind one. 张**、李**
/// and 4127********5678 hide what stood there.
fn are_bold(line: &str) -> bool {
    if line.contains("****") {
        return false;
    }
    let blank = |c: char| crate::text::is_blank(c) || c == '\t' || c == '|';
    line.match_indices("**").enumerate().all(|(nth, (at, mark))| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        if nth % 2 == 0 {
            after.is_some_and(|c| !blank(c) && !"，。、；：,.)）".contains(c))
        } else {
            before.is_some_and(|c| !blank(c))
        }
    })
}

/// Whether a text begins with a word between single stars, `*锂*离子`, and has no others.
fn begins_in_italics(line: &str) -> bool {
    const WORD_MOST: usize = 20;
    let rest = line.trim_start_matches(crate::text::is_blank).strip_prefix('*');
    let Some((word, behind)) = rest.and_then(|rest| rest.split_once('*')) else { return false };
    let han = |c: char| crate::text::blank::is_han(c);
    !behind.contains('*')
        && behind.starts_with(han)
        && !word.is_empty()
        && word.chars().count() <= WORD_MOST
        && word.chars().all(han)
}

/// Longest text and address of a link, in bytes.
const LINK_MOST: usize = 600;

/// `[text](address)`, or `![…](…)` of a picture: the bytes before its text, where that ends, and what
/// stands behind the whole.
fn linked(rest: &str) -> Option<(usize, usize, usize)> {
    let picture = rest.starts_with("![");
    let lead = 1 + usize::from(picture);
    let reach = rest.floor_char_boundary(LINK_MOST);
    let inner = rest[..reach].strip_prefix(if picture { "![" } else { "[" })?;
    let end = inner.find(['[', ']'])?;
    let address = inner[end..].strip_prefix("](")?;
    let close = address.find([')', ' ', '\t', '|'])?;
    let of = &address[..close];
    let known =
        ["http", "/", "#", "./", "../", "mailto:"].iter().any(|start| of.starts_with(start));
    let whole = address[close..].starts_with(')') && (known || picture);
    (whole && (end > 0 || picture)).then_some((lead, lead + end, lead + end + 2 + close + 1))
}

/// Where raised digits end: before the `</sup>` of `<sup>1</sup>`.
fn raised_end(rest: &str) -> Option<usize> {
    const MOST: usize = 24;
    let open = rest.get(..5).filter(|tag| tag.eq_ignore_ascii_case("<sup>"))?.len();
    let inside = &rest[open..rest.floor_char_boundary(open + MOST)];
    let end = inside.find('<')?;
    let close = inside[end..].get(..2) == Some("</");
    (close && inside[..end].chars().all(raised::rises)).then_some(open + end)
}

fn tag(rest: &str, gap: &'static str) -> Option<(usize, &'static str, Toggle)> {
    let end = rest.find('>').filter(|end| *end <= 200)?;
    let inside = &rest[1..end];
    let closing = inside.starts_with('/');
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if name == "br" {
        return Some((end + 1, gap, Toggle::None));
    }
    if !TAGS.contains(&name.as_str()) {
        return None;
    }
    let toggle = match (name.as_str(), closing) {
        ("b" | "strong", false) => Toggle::On,
        ("b" | "strong", true) => Toggle::Off,
        _ => Toggle::None,
    };
    Some((end + 1, "", toggle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(line: &str) -> (String, bool) {
        let mut out = String::new();
        let result = strip(line, " ", &mut out);
        for (o, i) in &result.shifts {
            assert!(out.is_char_boundary(*o) && line.is_char_boundary(*i));
        }
        (out, result.strong)
    }

    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(stripped("<b>综合基地</b>"), ("综合基地".into(), true));
        assert_eq!(
            stripped("**二、强化组织领导。**申报单位"),
            ("二、强化组织领导。申报单位".into(), false)
        );
        assert_eq!(stripped("注：**为重点"), ("注：**为重点".into(), false));
        assert_eq!(stripped("B* 级<无>"), ("B* 级<无>".into(), false));
        assert_eq!(stripped("1\\. 北京&nbsp;市"), ("1. 北京 市".into(), false));
        assert_eq!(stripped("a<br/>b"), ("a b".into(), false));
        assert_eq!(stripped("张**、李**"), ("张**、李**".into(), false));
        assert_eq!(stripped("欧** 4127**********567"), ("欧** 4127**********567".into(), false));
        assert_eq!(stripped("[甲标准](https://a.b/c)乙"), ("甲标准乙".into(), false));
        assert_eq!(stripped("![](a.png)丙"), ("丙".into(), false));
        assert_eq!(stripped("![图](/a.png)丙"), ("图丙".into(), false));
        assert_eq!(stripped("*锂*离子"), ("锂离子".into(), false));
        assert_eq!(stripped("*甲*"), ("*甲*".into(), false));
        assert_eq!(stripped("10*20*30"), ("10*20*30".into(), false));
        assert_eq!(stripped("100<sup>1</sup>"), ("100¹".into(), false));
        assert_eq!(stripped("10<sup>-3</sup>m<sup>2</sup>元"), ("10⁻³m²元".into(), false));
        assert_eq!(stripped("1<sup>st</sup>"), ("1st".into(), false));
        assert_eq!(stripped("CO<sub>2</sub>"), ("CO2".into(), false));
        assert_eq!(stripped("<sup>1</sup>含税"), ("1含税".into(), false));
        assert_eq!(stripped("甲<sup>1"), ("甲1".into(), false));
        assert_eq!(stripped("[1] 甲（乙）"), ("[1] 甲（乙）".into(), false));
    }

    #[test]
    fn points_of_lists() {
        assert_eq!(bullet("- 甲"), Some('-'));
        assert_eq!(bullet("- 3 -"), None);
        assert_eq!(bullet("-甲"), None);
        assert_eq!(bullet("* * *"), None);
        assert_eq!(bullets("* 甲\n  * 乙\n- 丙"), ['*']);
        assert_eq!(bullets("\u{2003}\u{2003}“甲”\n\u{2003}乙"), []);
    }

    #[test]
    fn shifts_lead_back() {
        let line = "<b>甲</b>乙";
        let mut out = String::new();
        let result = strip(line, " ", &mut out);
        assert_eq!(out, "甲乙");
        assert_eq!(result.shifts, [(0, 3), (3, 10)]);
    }
}
