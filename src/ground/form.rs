//! The forms in which cells are compared: what differs in bytes alone has one form.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::gazetteer::{Form as State, Gazetteer, Thing};
use crate::text::{blank, date, fold, numeral, picture};

/// Longest name of a province, in characters.
const NAME_MOST: usize = 9;

/// Longer texts are no serials, in bytes.
const SERIAL: usize = 24;

/// A text's forms, each as a number; 0 where nothing stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Width, blanks, traditional characters and the writing of numbers and dates aside.
    pub plain: u32,
    /// The same, with whatever parts a list's members made one.
    pub list: u32,
    /// Letters, digits and ideographs alone.
    pub loose: u32,
    /// Of a serial its number, however it is written: `一`, `01`; else as `plain`.
    pub number: u32,
}

/// Numbers the forms of texts; equal texts have equal numbers.
#[derive(Debug)]
pub(super) struct Forms<'g> {
    gazetteer: &'g Gazetteer,
    known: HashMap<String, Form, FixedState>,
    ids: HashMap<String, u32, FixedState>,
    texts: Vec<String>,
    /// Of forms that are not as the text was written, how it was first: the notice's comes first.
    shown: HashMap<u32, String, FixedState>,
}

impl<'g> Forms<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        let state = FixedState::with_seed(0);
        Self {
            gazetteer,
            known: HashMap::with_hasher(state.clone()),
            ids: HashMap::with_hasher(state.clone()),
            texts: vec![String::new()],
            shown: HashMap::with_hasher(state),
        }
    }

    /// The forms of a text.
    pub(super) fn of(&mut self, text: &str) -> Form {
        if text.is_empty() {
            return Form::default();
        }
        if let Some(form) = self.known.get(text) {
            return *form;
        }
        let plain = self.plain(text);
        let loose = self.simple(&fold::loose(text));
        let list = match parts(text) {
            parts if parts.len() > 1 => {
                let parts: Vec<String> = parts.iter().map(|part| self.plain(part)).collect();
                parts.join("；")
            }
            _ => plain.clone(),
        };
        let before = self.texts.len() as u32;
        let short = plain.len() <= SERIAL;
        let number =
            short.then(|| numeral::whole(&plain)).flatten().map(|n| self.id(n.to_string()));
        let (list, plain, loose) = (self.id(list), self.id(plain), self.id(loose));
        let form = Form { list, plain, loose, number: number.unwrap_or(plain) };
        for id in [list, plain, loose] {
            // What is met for the first time is shown as it is written here.
            if id >= before && self.texts[id as usize] != text && !self.shown.contains_key(&id) {
                self.shown.insert(id, text.to_owned());
            }
        }
        self.known.insert(text.to_owned(), form);
        form
    }

    /// How many forms there are, the empty one included.
    pub(super) fn count(&self) -> u32 {
        self.texts.len() as u32
    }

    /// The text of a form.
    pub(super) fn text(&self, id: u32) -> &str {
        &self.texts[id as usize]
    }

    /// A form as it was written where it was first met.
    pub(super) fn shown(&self, id: u32) -> &str {
        self.shown.get(&id).map_or_else(|| self.text(id), String::as_str)
    }

    /// The usual short name of a division: 江苏, 内蒙古. Nothing where it has none.
    pub(super) fn short(&self, name: &str) -> &'static str {
        let ends = name.char_indices().skip(2).map(|(at, _)| at);
        let called = |short: &&str| {
            self.gazetteer.lookup(short).any(|(thing, form)| match thing {
                Thing::Division(id) if form == State::Short => {
                    self.gazetteer.division_name(&self.gazetteer.division(id)) == name
                }
                _ => false,
            })
        };
        let full = self.gazetteer.lookup(name).find_map(|(thing, _)| match thing {
            Thing::Division(id) => Some(self.gazetteer.division_name(&self.gazetteer.division(id))),
            _ => None,
        });
        let full = full.filter(|full| *full == name).unwrap_or_default();
        ends.filter_map(|at| full.get(..at)).filter(called).last().unwrap_or_default()
    }

    /// A text that begins with the name of a division in full, with its short one instead: 河北迁西县, 江苏.
    pub(super) fn shortened(&self, text: &str) -> String {
        let ends =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(2).take(NAME_MOST);
        let short = |at: usize| {
            let (name, rest) = text.split_at_checked(at)?;
            Some(self.short(name)).filter(|short| !short.is_empty()).map(|short| (short, rest))
        };
        let cut: Vec<usize> = ends.collect();
        let found = cut.into_iter().rev().find_map(short);
        found.map(|(short, rest)| format!("{short}{rest}")).unwrap_or_default()
    }

    fn id(&mut self, text: String) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let next = self.texts.len() as u32;
        *self.ids.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        })
    }

    /// The text as it is compared.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut key = fold::key(text);
        if !key.is_ascii() && key.contains(is_decoration) && !key.chars().all(is_decoration) {
            key.retain(|c| !is_decoration(c));
        }
        if key.is_ascii() || key.contains('年') {
            if let Some(number) = number(&key) {
                return number;
            }
            let dated = key.len() >= 6 && key.starts_with(|c: char| c.is_ascii_digit());
            if let Some(date) =
                dated.then(|| date::whole(text.trim_matches(blank::is_blank))).flatten()
            {
                return date.to_string();
            }
            return key;
        }
        self.simple(&key)
    }

    fn simple(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        text.chars().map(|c| self.gazetteer.simplified(c).unwrap_or(c)).collect()
    }
}

/// Pictures beside a text, and signs that stand for a line's end: no part of any name.
const fn is_decoration(c: char) -> bool {
    picture::is(c) || matches!(c, '⏎' | '↵')
}

/// What share of a whole a part is. Counts of rows and letters are small.
#[expect(clippy::cast_precision_loss, reason = "shares are compared with thresholds")]
pub(super) fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// A number without what its writing adds: `1,234.50` is `1234.5`, `3.0` is `3`. A code keeps its
/// leading zeros.
fn number(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.chars().all(plain) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains(['.', ',']) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if first.len() > 3 && whole.contains(',') || groups.any(|group| group.len() != 3) {
        return None;
    }
    let mut number = if text.starts_with('-') { String::from("-") } else { String::new() };
    number.extend(whole.chars().filter(|c| *c != ','));
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(fraction);
    }
    Some(number)
}

/// The members of a list: parted by `、`, `；` and the like, not inside brackets.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '；' | ';' | '，' | ',' | '\n' | '|' if depth == 0 => {
                parts.push(text[start..at].trim_matches(blank::is_blank));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim_matches(blank::is_blank));
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::Forms;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn bytes_alone_make_no_difference() {
        let mut forms = Forms::new(Gazetteer::embedded());
        for (a, b) in [
            ("江苏省　苏州市", "江苏省苏州市"),
            ("江蘇省蘇州市", "江苏省苏州市"),
            ("１２", "12"),
            ("12.0", "12"),
            ("1,234.50", "1234.5"),
            ("2021年9月29日", "2021-09-29"),
            ("基地(甲)", "基地（甲）"),
            ("吉林市\u{1F9CA}", "吉林市"),
            ("每袋装⏎6g", "每袋装 6g"),
        ] {
            assert_eq!(forms.of(a).plain, forms.of(b).plain, "{a} {b}");
        }
        for (a, b) in
            [("12", "112"), ("1.5", "15"), ("南通市", "南京市"), ("010", "10"), ("2,5", "25")]
        {
            assert_ne!(forms.of(a).plain, forms.of(b).plain, "{a} {b}");
        }
        assert_eq!(forms.of("甲局、乙局（丙、丁）").list, forms.of("甲局；乙局（丙、丁）").list);
        assert_ne!(forms.of("甲局、乙局").list, forms.of("甲局").list);
        assert_eq!(forms.of("特色基地（教育）").loose, forms.of("特色基地/教育").loose);
    }
}
