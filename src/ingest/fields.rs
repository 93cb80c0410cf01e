//! Fields of a word processor that print something which stands nowhere as their result.

use super::raised;
use super::symbols;

/// What a field without a result prints.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Printed {
    Nothing,
    Text(String),
    /// Signs put over each other and the like.
    Composed,
}

/// What a field prints by its instruction alone.
pub(super) fn printed(instruction: &str) -> Printed {
    let instruction = instruction.trim();
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    let text = match name.to_ascii_uppercase().as_str() {
        "EQ" => equation(rest),
        "SYMBOL" => symbol(rest),
        // Numbers that are worked out as the page is set.
        "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" => None,
        _ => return Printed::Nothing,
    };
    text.map_or(Printed::Composed, Printed::Text)
}

/// `SYMBOL 252 \f "Wingdings"`
fn symbol(rest: &str) -> Option<String> {
    let code = rest.split_whitespace().next()?;
    let hex = code.strip_prefix("0x").or(code.strip_prefix("0X"));
    let code = hex.map_or_else(|| code.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
    let font = rest.split_once("\\f").map_or("", |(_, font)| font.trim_start());
    let font = match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => font.split_whitespace().next(),
    };
    Some(symbols::sign(font.unwrap_or_default(), code).to_string())
}

/// `\o\ac(○,3)` is ③, `\f(1,2)` is 1/2; of a reading above a character, the character is the text.
fn equation(rest: &str) -> Option<String> {
    // Switches of the form: \* jc2 \* "Font:宋体" \* hps10
    let mut rest = rest.trim();
    while let Some(form) = rest.strip_prefix("\\*") {
        rest = form.find('\\').map_or("", |at| &form[at..]);
    }
    let (switches, inside) = rest.split_once('(')?;
    let inside = inside.trim_end().strip_suffix(')')?;
    let parts = parts(inside);
    let switches = switches.to_ascii_lowercase();
    match (switches.split_whitespace().next()?, parts.as_slice()) {
        (over, [above, text]) if over.starts_with("\\o") => {
            if above.trim_start().starts_with("\\s\\up") {
                return plain(text);
            }
            let number: u32 = text.trim().parse().ok()?;
            let ring = matches!(above.trim(), "○" | "〇" | "◯");
            circled(number).filter(|_| ring).map(String::from)
        }
        ("\\f", [above, below]) => Some(format!("{}/{}", plain(above)?, plain(below)?)),
        (up, [text]) if up.starts_with("\\s\\up") => Some(raised::set(&plain(text)?).into_owned()),
        _ => None,
    }
}

/// The parts between commas that stand in no brackets of their own.
fn parts(inside: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0u32, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                out.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&inside[from..]);
    out
}

fn plain(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.contains(['\\', '(', ')']))
}

fn circled(number: u32) -> Option<char> {
    let code = match number {
        0 => 0x24EA,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::{Printed, printed};

    #[test]
    fn what_fields_print_that_have_no_result() {
        let text = |of: &str| Printed::Text(of.to_owned());
        for (instruction, told) in [
            (" EQ \\o\\ac(○,3) ", text("③")),
            ("eq \\o\\ac(○,25)", text("㉕")),
            ("EQ \\o\\ac(○,甲)", Printed::Composed),
            ("EQ \\o(金,日)", Printed::Composed),
            ("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(zhé),喆)", text("喆")),
            ("EQ \\f(1,2)", text("1/2")),
            ("EQ \\s\\up8(2)", text("²")),
            ("SYMBOL 252 \\f \"Wingdings\" \\s 12", text("√")),
            ("AUTONUM", Printed::Composed),
            ("PAGE", Printed::Nothing),
            ("HYPERLINK \"http://a\"", Printed::Nothing),
            ("", Printed::Nothing),
        ] {
            assert_eq!(printed(instruction), told, "{instruction}");
        }
    }
}
