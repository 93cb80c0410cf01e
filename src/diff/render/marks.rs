//! Which characters two texts do not share, and how that is shown.

use similar::{ChangeTag, TextDiff};

use crate::text::width::width;

/// Likeness from which on marking single characters says something.
const ALIKE: f32 = 0.55;
/// Bytes of both texts beyond which their characters are not compared: that takes the square.
const LONGEST: usize = 4_000;

/// A stretch of a text: whether the other text has it too.
type Stretch = (bool, String);

/// Both texts in stretches; `None` where they are too different, or too short, for marks to help.
fn stretches(old: &str, new: &str) -> Option<[Vec<Stretch>; 2]> {
    if old.len() + new.len() > LONGEST {
        return None;
    }
    let diff = TextDiff::from_chars(old, new);
    let short = |text: &str| text.chars().count() < 2 || text.bytes().all(|b| b.is_ascii_digit());
    if diff.ratio() < ALIKE || short(old) || short(new) {
        return None;
    }
    let mut both: [Vec<Stretch>; 2] = Default::default();
    for change in diff.iter_all_changes() {
        let sides: &[usize] = match change.tag() {
            ChangeTag::Equal => &[0, 1],
            ChangeTag::Delete => &[0],
            ChangeTag::Insert => &[1],
        };
        let shared = change.tag() == ChangeTag::Equal;
        for side in sides {
            match both[*side].last_mut() {
                Some((same, text)) if *same == shared => text.push_str(change.value()),
                _ => both[*side].push((shared, change.value().to_owned())),
            }
        }
    }
    // Numbers and dates need no finger pointed at their digits.
    let mut changed = both.iter().flatten().filter(|(shared, _)| !shared);
    let digits = changed.all(|(_, text)| text.bytes().all(|b| b.is_ascii_digit()));
    (!digits).then_some(both)
}

/// Both texts, what only one of them has between that side's two marks.
fn between(old: &str, new: &str, marks: [[&str; 2]; 2]) -> [String; 2] {
    let Some(sides) = stretches(old, new) else { return [old.to_owned(), new.to_owned()] };
    let mut out = [String::new(), String::new()];
    for (side, [open, close]) in marks.into_iter().enumerate() {
        for (shared, text) in &sides[side] {
            if *shared {
                out[side].push_str(text);
            } else {
                out[side].extend([open, text, close]);
            }
        }
    }
    out
}

/// Both texts in colours.
pub(super) fn painted(old: &str, new: &str) -> [String; 2] {
    between(old, new, [["\u{1b}[31m", "\u{1b}[0m"], ["\u{1b}[32m", "\u{1b}[0m"]])
}

/// Both texts as Markdown; what is in them is escaped.
pub(super) fn markdown(old: &str, new: &str, escape: impl Fn(&str) -> String) -> [String; 2] {
    let Some(sides) = stretches(old, new) else { return [escape(old), escape(new)] };
    let write = |stretches: &[Stretch], tag: &str| {
        let write = |(shared, text): &Stretch| match shared {
            true => escape(text),
            false => format!("<{tag}>{}</{tag}>", escape(text)),
        };
        stretches.iter().map(write).collect::<String>()
    };
    [write(&sides[0], "del"), write(&sides[1], "ins")]
}

/// A line of `^` to stand below `old`, a gap of some cells, and `new`; `None` where marks would
/// not help.
pub(super) fn carets(old: &str, new: &str, gap: usize) -> Option<String> {
    let [before, after] = stretches(old, new)?;
    let line = |stretches: &[Stretch]| {
        let line = |(shared, text): &Stretch| (if *shared { " " } else { "^" }).repeat(width(text));
        stretches.iter().map(line).collect::<String>()
    };
    let all = format!("{}{}{}", line(&before), " ".repeat(gap), line(&after));
    let all = all.trim_end();
    (!all.is_empty()).then(|| all.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{carets, markdown, painted};

    #[test]
    fn marks_single_characters() {
        let [old, new] = painted("湖北省襄樊市", "湖北省襄阳市");
        assert_eq!(old, "湖北省襄\u{1b}[31m樊\u{1b}[0m市");
        assert_eq!(new, "湖北省襄\u{1b}[32m阳\u{1b}[0m市");
        assert_eq!(
            carets("湖北省襄樊市", "湖北省襄阳市", 3).as_deref(),
            Some("        ^^             ^^")
        );
        assert_eq!(markdown("甲a乙", "甲乙", ToOwned::to_owned)[0], "甲<del>a</del>乙");
        assert_eq!(carets("12", "13", 3), None);
        assert_eq!(carets("甲", "乙", 3), None);
        let long = "甲".repeat(1_000_000);
        assert_eq!(carets(&long, &long.replacen('甲', "乙", 9), 3), None);
    }
}
