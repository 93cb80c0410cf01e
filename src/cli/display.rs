//! Words on a terminal: alignment, colours, numbers.

pub(super) use crate::text::tame;
use crate::text::width::width;

/// The text, filled with spaces on the left up to `to` columns.
pub(super) fn right(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}

/// A number with its thousands apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size in bytes as people say it: `812 B`, `21.3 kB`, `4.0 MB`.
pub(super) fn size(bytes: u64) -> String {
    let mut tenths = u128::from(bytes) * 10;
    let mut units = ["B", "kB", "MB", "GB"].into_iter().peekable();
    let mut unit = "B";
    while let Some(next) = units.next() {
        unit = next;
        if tenths < 10_000 || units.peek().is_none() {
            break;
        }
        tenths = (tenths + 500) / 1000;
    }
    match unit {
        "B" => format!("{} B", tenths / 10),
        unit => format!("{}.{} {unit}", tenths / 10, tenths % 10),
    }
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Bold,
    Dim,
    Red,
    Yellow,
    Green,
    Cyan,
}

/// Colours text, or leaves it alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint(pub(super) bool);

impl Paint {
    /// The text in that style. Pad before painting: the marks have no width.
    pub(super) fn on(self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Red => "1;31",
            Style::Yellow => "1;33",
            Style::Green => "32",
            Style::Cyan => "36",
        };
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, right, size};

    #[test]
    fn says_numbers() {
        assert_eq!(right("10", 4), "  10");
        assert_eq!([grouped(7), grouped(1234), grouped(1_234_567)], ["7", "1,234", "1,234,567"]);
        assert_eq!([size(999), size(1000), size(21_349)], ["999 B", "1.0 kB", "21.3 kB"]);
        assert_eq!([size(999_999), size(5_000_000)], ["1.0 MB", "5.0 MB"]);
    }
}
