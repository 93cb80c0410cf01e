//! Automatic numbers of Word's lists: they are printed, but the text does not hold them.

use std::collections::HashMap;

/// Levels a list can have.
pub(super) const LEVELS: usize = 9;

/// How one level of a list is numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    /// `%1` stands for the number of the first level.
    pub(super) text: String,
    /// What stands between the number and the text.
    pub(super) gap: &'static str,
    /// It counts on over paragraphs of upper levels.
    pub(super) goes_on: bool,
}

/// A kind of list, and where its counting stands.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) id: u32,
    pub(super) levels: Vec<Level>,
    counts: [Option<u32>; LEVELS],
}

/// A list: its kind, and the numbers that it begins anew with.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) id: u32,
    pub(super) kind: u32,
    pub(super) starts: Vec<(usize, u32)>,
    /// Levels that this list has otherwise than its kind.
    pub(super) own: Vec<(usize, Level)>,
    begun: bool,
}

/// All lists of the document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: Vec<Kind>,
    lists: Vec<List>,
    /// Where the first of each number stands.
    kind_at: HashMap<u32, usize>,
    list_at: HashMap<u32, usize>,
}

impl Level {
    /// A level before its list says how it is numbered.
    pub(super) fn plain() -> Self {
        Self { start: 1, format: "decimal".into(), gap: " ", ..Self::default() }
    }
}

impl Kind {
    /// A kind of list, at the beginning of its counting.
    pub(super) fn of(id: u32, mut levels: Vec<Level>) -> Self {
        levels.resize_with(LEVELS, Level::plain);
        Self { id, levels, counts: [None; LEVELS] }
    }
}

impl List {
    /// A list of that kind, numbered as its kind is.
    pub(super) fn of(id: u32, kind: u32) -> Self {
        Self { id, kind, starts: Vec::new(), own: Vec::new(), begun: false }
    }
}

impl Numbering {
    /// All lists and their kinds; of several of one number the first counts.
    pub(super) fn of(kinds: Vec<Kind>, lists: Vec<List>) -> Self {
        let mut numbering = Self { kinds, lists, ..Self::default() };
        for (at, kind) in numbering.kinds.iter().enumerate() {
            numbering.kind_at.entry(kind.id).or_insert(at);
        }
        for (at, list) in numbering.lists.iter().enumerate() {
            numbering.list_at.entry(list.id).or_insert(at);
        }
        numbering
    }

    /// Counts one on in that list, and gives the number as it is printed, with the gap behind it.
    pub(super) fn next(&mut self, list: u32, level: u32) -> Option<(String, &'static str)> {
        let list = &mut self.lists[*self.list_at.get(&list)?];
        let kind = &mut self.kinds[*self.kind_at.get(&list.kind)?];
        let level = (level as usize).min(LEVELS - 1);
        if !list.begun {
            list.begun = true;
            for (level, start) in &list.starts {
                kind.counts[*level] = start.checked_sub(1);
            }
        }
        let levels = |at: usize| {
            let own = list.own.iter().rev().find(|(own, _)| *own == at);
            own.map_or(&kind.levels[at], |(_, level)| level).clone()
        };
        let goes_on: Vec<bool> = (0..LEVELS).map(|at| levels(at).goes_on).collect();
        let levels: Vec<Level> = (0..=level).map(levels).collect();
        let next = kind.counts[level].map_or(levels[level].start, |n| n.saturating_add(1));
        kind.counts[level] = Some(next);
        for (count, _) in
            kind.counts.iter_mut().zip(&goes_on).skip(level + 1).filter(|(_, on)| !**on)
        {
            *count = None;
        }
        let own = &levels[level];
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut out = String::new();
        let mut chars = own.text.chars();
        while let Some(c) = chars.next() {
            let digit = (c == '%').then(|| chars.clone().next()).flatten();
            match digit.and_then(|d| d.to_digit(10)).filter(|d| (1..=9).contains(d)) {
                Some(digit) => {
                    chars.next();
                    let Some(shown) = levels.get(digit as usize - 1) else { continue };
                    let count = kind.counts[digit as usize - 1].unwrap_or(shown.start);
                    out.push_str(&numeral(count, &shown.format));
                }
                None => out.push(c),
            }
        }
        (!out.is_empty()).then_some((out, own.gap))
    }
}

/// The number in that format (ECMA-376 17.18.59). Formats not known here are shown in digits.
fn numeral(n: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "chineseLegalSimplified"
            if n < 100 =>
        {
            chinese(n)
        }
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸", n),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥", n),
        "decimalZero" => format!("{n:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => n
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", n),
        "decimalEnclosedParen" => pick("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", n),
        "ideographEnclosedCircle" => pick("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", n),
        "upperLetter" => pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ", n),
        "lowerLetter" => pick("abcdefghijklmnopqrstuvwxyz", n),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        _ => n.to_string(),
    }
}

/// The n-th of the signs, or digits where they do not reach.
fn pick(signs: &str, n: u32) -> String {
    let sign = (n as usize).checked_sub(1).and_then(|index| signs.chars().nth(index));
    sign.map_or_else(|| n.to_string(), String::from)
}

/// 一 to 九十九.
fn chinese(n: u32) -> String {
    let digit = |n: u32| "〇一二三四五六七八九".chars().nth(n as usize).unwrap_or('〇');
    let mut out = String::new();
    let (tens, ones) = (n / 10, n % 10);
    if tens > 1 {
        out.push(digit(tens));
    }
    if tens > 0 {
        out.push('十');
    }
    if ones > 0 || tens == 0 {
        out.push(digit(ones));
    }
    out
}

fn roman(n: u32) -> String {
    static SIGNS: &[(u32, &str)] = &[
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n > 399 {
        return n.to_string();
    }
    let (mut left, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while left >= *value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_as_word_prints_them() {
        let cases = [
            (10, "chineseCounting", "十"),
            (21, "chineseCountingThousand", "二十一"),
            (3, "ideographTraditional", "丙"),
            (7, "decimalZero", "07"),
            (12, "decimalEnclosedCircle", "⑫"),
            (14, "upperRoman", "XIV"),
            (30, "decimalFullWidth", "３０"),
            (27, "lowerLetter", "27"),
        ];
        for (n, format, text) in cases {
            assert_eq!(numeral(n, format), text);
        }
    }
}
