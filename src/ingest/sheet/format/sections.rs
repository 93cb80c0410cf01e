//! Which section of a format shows a value: `正;负;零;文`, or `[>=10000]大;小`.

use std::cmp::Ordering;

use super::{Number, Shape, general_onto};

/// A number format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ingest::sheet) struct Format {
    /// The sections for numbers, in order.
    cases: Vec<Case>,
    /// What stands around a text, in parts between which the text is put; one part stands for the text.
    around: Option<Vec<String>>,
}

/// A section for numbers.
#[derive(Clone, Debug, PartialEq)]
struct Case {
    /// None takes all that are left.
    condition: Option<Condition>,
    shape: Shape,
    /// Its own words say that a number is negative.
    unsigned: bool,
}

/// `[>=10000]`
#[derive(Clone, Debug, PartialEq)]
struct Condition {
    less: bool,
    more: bool,
    equal: bool,
    bound: f64,
}

impl Condition {
    fn read(inside: &str) -> Option<Self> {
        let bound = inside.trim_start_matches(['<', '>', '=']);
        let sign = &inside[..inside.len() - bound.len()];
        let bound = bound.trim().parse().ok()?;
        let (less, more) = (sign.contains('<'), sign.contains('>'));
        let equal = sign.contains('=');
        (!sign.is_empty()).then_some(Self { less, more, equal, bound })
    }

    fn is_met(&self, value: f64) -> bool {
        match value.total_cmp(&self.bound) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.more,
        }
    }
}

const POSITIVE: Condition = Condition { less: false, more: true, equal: false, bound: 0.0 };
const NOT_NEGATIVE: Condition = Condition { equal: true, ..POSITIVE };
const NEGATIVE: Condition = Condition { less: true, more: false, ..POSITIVE };

impl Format {
    /// Reads a format code.
    pub(in crate::ingest::sheet) fn parse(code: &str) -> Self {
        // The word that Excel shows for General in Chinese; some programs write it.
        let code = &code.replace("G/通用格式", super::GENERAL);
        let mut sections = sections(code);
        let last = sections.last().copied().unwrap_or_default();
        // The last section is for text if it shows text, or is the fourth.
        let parts = around(last);
        let own = parts.len() > 1 || sections.len() > 3;
        if own && sections.len() > 1 {
            sections.pop();
        }
        let bare = parts.len() > 1 && parts.iter().all(String::is_empty);
        let around = Some(parts).filter(|_| own && !bare);
        if code.is_empty() {
            return Self::default();
        }
        sections.truncate(3);
        let conditions: Vec<_> = sections.iter().map(|section| condition(section)).collect();
        let told = conditions.iter().any(Option::is_some);
        let count = sections.len();
        let mut cases: Vec<Case> = Vec::new();
        for (at, (section, condition)) in sections.into_iter().zip(conditions).enumerate() {
            let condition = condition.or(match (at, count) {
                (0, 2) if !told => Some(NOT_NEGATIVE),
                (0, 3) => Some(POSITIVE),
                (1, 3) => Some(NEGATIVE),
                _ => None,
            });
            let negative = match (&condition, cases.last()) {
                (Some(own), _) => own.less && own.bound <= 0.0,
                (None, Some(Case { condition: Some(first), .. })) => {
                    at == 1 && first.more && first.bound <= 0.0
                }
                (None, _) => false,
            };
            let mut shape = Shape::section(section);
            let mut unsigned = false;
            if let (true, Shape::Number(number)) = (negative, &mut shape) {
                let first = cases.first().map(|case| &case.shape);
                unsigned = !(number.is_bracketed()
                    || is_coloured(section)
                        && first.is_some_and(|first| number.is_worded_as(first)));
            }
            // A stroke for nothing is zero.
            if at == 2 && is_stroke(&shape) {
                shape = cases[0].shape.clone();
            }
            cases.push(Case { condition, shape, unsigned });
        }
        Self { cases, around }
    }

    /// Writes the number onto `out`; `early` says that days count from 1904. Tells whether the format shows
    /// anything: where not, what is written is hidden.
    pub(in crate::ingest::sheet) fn show_onto(
        &self,
        value: f64,
        early: bool,
        out: &mut String,
    ) -> bool {
        let met = |own: &Option<Condition>| own.as_ref().is_none_or(|own| own.is_met(value));
        let Some(case) = self.cases.iter().find(|case| met(&case.condition)) else {
            general_onto(value, out);
            return true;
        };
        let start = out.len();
        let value = if case.unsigned { value.abs() } else { value };
        case.shape.show_onto(value, early, out);
        let shown = out.len() > start || !matches!(case.shape, Shape::Words(_));
        if !shown {
            general_onto(value, out);
        }
        shown
    }

    /// Whether texts are shown otherwise than they stand there, as hardly any format does.
    pub(in crate::ingest::sheet) const fn rewords(&self) -> bool {
        self.around.is_some()
    }

    /// The text as it is shown; `None` where it stands as it is.
    pub(in crate::ingest::sheet) fn text(&self, text: &str) -> Option<String> {
        self.around.as_ref().map(|around| around.join(text))
    }
}

impl Number {
    /// Makes a number in brackets one with its sign, if it is one.
    fn is_bracketed(&mut self) -> bool {
        let bare = self.prefix.strip_prefix(['(', '（']).map(str::to_owned);
        let Some((prefix, suffix)) = bare.zip(self.suffix.strip_suffix([')', '）'])) else {
            return false;
        };
        (self.prefix, self.suffix) = (prefix, suffix.to_owned());
        true
    }

    fn is_worded_as(&self, other: &Shape) -> bool {
        matches!(other, Shape::Number(other) if self.prefix == other.prefix && self.suffix == other.suffix)
    }
}

/// Whether a section shows a stroke and no digit of zero: `"-"??`.
fn is_stroke(shape: &Shape) -> bool {
    let words = match shape {
        Shape::Number(number) if number.zeros + number.decimals == 0 => number.prefix.as_str(),
        Shape::Words(words) => words,
        _ => return false,
    };
    words.ends_with(['-', '—', '－']) && !words.contains(|c: char| c.is_alphabetic())
}

/// The condition that a section names.
fn condition(section: &str) -> Option<Condition> {
    groups(section).find_map(Condition::read)
}

/// What stands in square brackets.
fn groups(section: &str) -> impl Iterator<Item = &str> {
    let groups = section.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    groups.map(|(inside, _)| inside)
}

fn is_coloured(section: &str) -> bool {
    groups(section)
        .any(|inside| !inside.starts_with(['$', '<', '>', '=']) && !inside.starts_with("DBNum"))
}

/// What a section shows around a text, in the parts between which the text stands; one where it shows none.
fn around(section: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        let last = parts.len() - 1;
        match c {
            '@' => parts.push(String::new()),
            '"' => parts[last].extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => parts[last].extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            c => parts[last].push(c),
        }
    }
    if let [first, .., last] = parts.as_mut_slice() {
        *first = first.trim_start().to_owned();
        *last = last.trim_end().to_owned();
    }
    parts
}

/// The sections of a code: a semicolon in words parts none.
fn sections(code: &str) -> Vec<&str> {
    let (mut quoted, mut literal, mut from) = (false, false, 0);
    let mut out = Vec::new();
    for (at, c) in code.char_indices() {
        match c {
            _ if literal => literal = false,
            '"' => quoted = !quoted,
            '\\' | '!' if !quoted => literal = true,
            ';' if !quoted => {
                out.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&code[from..]);
    out
}
