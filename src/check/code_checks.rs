//! 统一社会信用代码 whose last character does not follow from the others (GB 32100-2015).

use super::{Ctx, Sink};
use crate::model::Span;
use crate::text::{compact, credit_code, headers};

/// So many codes of a column must hold before one that does not is doubted.
const LEAST: usize = 3;

/// So many times as many as do not.
const MOSTLY: usize = 4;

/// Shorter ones are numbers of other registers, longer ones something else.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=20;

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
                match asked.then(|| credit_code::holds(&code)) {
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
