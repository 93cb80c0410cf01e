//! 统一社会信用代码 whose last character does not follow from the others (GB 32100-2015).

use super::{Ctx, Sink};
use crate::model::Span;
use crate::text::{compact, headers};

/// What codes are written with, in the order of their values: no I, O, S, V, Z.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// So many codes of a column must hold before one that does not is doubted.
const LEAST: usize = 3;

/// So many times as many as do not.
const MOSTLY: usize = 4;

/// Shorter ones are numbers of other registers, longer ones something else.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=20;

/// Whether the last character of a code is the one that the others call for.
pub(super) fn holds(code: &str) -> bool {
    if code.len() != 18 {
        return false;
    }
    let (mut weight, mut sum) = (1, 0);
    for (at, c) in code.bytes().enumerate() {
        let Some(value) = ALPHABET.iter().position(|known| *known == c.to_ascii_uppercase()) else {
            return false;
        };
        if at == 17 {
            return (31 - sum % 31) % 31 == value;
        }
        // Weights are powers of three, modulo 31.
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    false
}

/// Tells the codes that do not hold in a column where nearly all do.
pub(super) fn tell(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        for column in 0..roster.columns.len() {
            if !headers::without_brackets(&roster.columns[column].title).ends_with("信用代码") {
                continue;
            }
            let (mut sound, mut wrong) = (0, Vec::<(String, Span)>::new());
            for entry in 0..roster.entries.len() {
                let code = compact(&roster.cell(ctx.document, entry, column));
                let asked = LENGTHS.contains(&code.len())
                    && code.bytes().all(|b| b.is_ascii_alphanumeric())
                    && !super::code_digits::is_lost(&code, "信用代码");
                match asked.then(|| holds(&code)) {
                    Some(true) => sound += 1,
                    Some(false) => wrong.extend(roster.row(entry).get(column).map(|s| (code, *s))),
                    None => {}
                }
            }
            wrong.dedup();
            if sound < LEAST.max(wrong.len() * MOSTLY) {
                continue;
            }
            for (code, span) in wrong {
                sink.find("check", span)
                    .arg("cell", code)
                    .arg("column", &roster.columns[column].title);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn the_last_character_follows_from_the_others() {
        assert!(holds("91350100M000100Y43") && holds("91350100m000100y43"));
        for spoilt in
            ["91350100M000100Y44", "91350100M00100Y43", "9135O100M000100Y43", "91350100M000010Y43"]
        {
            assert!(!holds(spoilt), "{spoilt}");
        }
    }
}
