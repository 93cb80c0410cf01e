//! Codes that run like serials, 2021-001, 2021-002 …: one that stands twice, is of another form, or is left out.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Ctx;
use crate::model::{Role, Roster, Span};
use crate::text::{headers, numeral};

/// Something odd about a code.
pub(super) struct Fault {
    pub roster: u32,
    pub column: usize,
    pub span: Span,
    pub code: String,
    pub kind: Kind,
}

/// What is odd.
pub(super) enum Kind {
    /// Another row has it. Whether it stands for the number behind that, which no row has, and the codes are the list's
    /// only serials.
    Twice { first: Span, misprint: bool },
    /// The same, of a number that counts the rows.
    Serial { first: Span },
    /// It is not of the form of the others, of which one is given.
    Odd { like: String },
    /// Codes are missing before it: the one above, and how many. Whether they are the list's only serials: the first
    /// column, from 1 on, and nowhere else a number left out.
    Gap { before: String, count: u64, above: Span, serial: bool },
    /// It stands above one that it follows: 四、丁 over 三、丙.
    Turned { after: String, below: Span },
}

/// Fewest rows that show how the codes run.
const LEAST: usize = 5;

/// Fewest of a list's only serials: they run from 1, and one number is left out.
const LEAST_SERIALS: usize = 4;

/// Looks at the codes of every roster.
pub(super) fn find(ctx: &Ctx) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (r, roster) in (0..).zip(&ctx.notice().rosters) {
        let coded = |c: &usize| {
            let title = headers::without_brackets(&roster.columns[*c].title);
            ["编号", "编码", "证书号", "批号"].iter().any(|word| title.ends_with(word))
                && roster.columns[*c].role != Role::Serial
        };
        if roster.entries.len() < LEAST_SERIALS || !roster.left_out.is_empty() {
            continue;
        }
        for column in (0..roster.columns.len()).filter(coded) {
            of_column(ctx, r, roster, column, &mut faults);
        }
        if roster.serial_column().is_none() && !roster.columns.is_empty() {
            of_numbers(ctx, r, roster, &mut faults);
            of_ordinals(ctx, r, roster, &mut faults);
        }
    }
    faults
}

/// Numbers under 编号 or 序号 No. that count the rows, or those of each group, one of them twice: that one alone made them
/// no serials.
fn of_numbers(ctx: &Ctx, r: u32, roster: &Roster, faults: &mut Vec<Fault>) {
    let title = &roster.columns[0].title;
    if !(title.contains(['序', '号']) || title.to_ascii_lowercase().contains("no")) {
        return;
    }
    let cell = |entry: usize| roster.cell(ctx.document, entry, 0).trim().to_owned();
    let cells: Vec<String> = (0..roster.entries.len()).map(cell).collect();
    let mut of_group: HashMap<Option<u32>, usize, FixedState> = HashMap::default();
    let (mut overall, mut within, mut twice) = (0, 0, None);
    for (entry, code) in cells.iter().enumerate() {
        let Ok(own) = code.parse::<usize>() else { return };
        let group = roster.entries[entry].group;
        let nth = of_group.entry(group).or_default();
        *nth += 1;
        overall += usize::from(own == entry + 1);
        within += usize::from(own == *nth);
        let above = entry
            .checked_sub(1)
            .filter(|above| cells[*above] == *code && roster.entries[*above].group == group);
        if let Some(above) = above
            && twice.replace((above, entry)).is_some()
        {
            return;
        }
    }
    let Some((above, entry)) = twice else { return };
    if overall.max(within) + 1 != cells.len() {
        return;
    }
    let row = |entry: usize| roster.row(entry)[0];
    let kind = Kind::Serial { first: row(above) };
    faults.push(Fault { roster: r, column: 0, span: row(entry), code: cells[entry].clone(), kind });
}

/// Fewest ordinals that show that they count.
const LEAST_ORDINALS: usize = 4;

/// 一、烟, 二、酒 in the first column, merged over their rows: all its cells begin so, from one on, and a number is left out.
fn of_ordinals(ctx: &Ctx, r: u32, roster: &Roster, faults: &mut Vec<Fault>) {
    let mut found: Vec<(u64, usize, String)> = Vec::new();
    for entry in 0..roster.entries.len() {
        let cell = roster.cell(ctx.document, entry, 0);
        let cell = cell.trim();
        if cell.is_empty() || found.last().is_some_and(|(.., above)| above == cell) {
            continue;
        }
        let Some(own) = ordinal(cell) else { return };
        found.push((own, entry, cell.to_owned()));
    }
    // 一、三小学 and 二、四小学 under 学校名称 are names, unless one is merged over several rows.
    let text = matches!(roster.columns[0].role, Role::Text | Role::Number);
    if !text && found.len() == roster.entries.len() {
        return;
    }
    let turned = turned(&mut found);
    let steps = || found.windows(2).map(|pair| pair[1].0.checked_sub(pair[0].0));
    let up = steps().all(|step| step.is_some_and(|step| step > 0));
    let gaps = steps().filter(|step| *step != Some(1)).count();
    let first = found.first().map(|(first, ..)| *first);
    if found.len() < LEAST_ORDINALS || first != Some(1) || !up || gaps * 2 >= found.len() {
        return;
    }
    for (entry, code, below, after) in turned {
        let (span, below) = (roster.row(entry)[0], roster.row(below)[0]);
        faults.push(Fault {
            roster: r,
            column: 0,
            span,
            code,
            kind: Kind::Turned { after, below },
        });
    }
    for pair in found.windows(2) {
        let [(last, above, before), (own, entry, code)] = pair else { continue };
        if last + 1 < *own {
            let (span, above) = (roster.row(*entry)[0], roster.row(*above)[0]);
            let (count, before) = (own - last - 1, before.clone());
            let kind = Kind::Gap { before, count, above, serial: true };
            faults.push(Fault { roster: r, column: 0, span, code: code.clone(), kind });
        }
    }
}

/// Puts ordinals in order that stand in each other's place, 四 over 三 between 二 and 五; those, each with its row and the
/// one below.
fn turned(found: &mut [(u64, usize, String)]) -> Vec<(usize, String, usize, String)> {
    let mut all = Vec::new();
    let printed = found.to_vec();
    for at in 1..found.len() {
        let (above, own) = (found[at - 1].0, found[at].0);
        let before = at.checked_sub(2).map_or(0, |before| found[before].0);
        let next = found.get(at + 1).is_none_or(|next| next.0 > above);
        if own < above && own > before && next {
            let (entry, below) = (found[at - 1].1, found[at].1);
            all.push((entry, found[at - 1].2.clone(), below, found[at].2.clone()));
            found.swap(at - 1, at);
        }
    }
    if all.len() * TURNED_MOST > found.len() {
        // These are no ordinals that count: they stay as printed.
        found.clone_from_slice(&printed);
        return Vec::new();
    }
    all
}

/// One pair in so many ordinals may be turned; more are no ordinals that count.
const TURNED_MOST: usize = 4;

/// The number of 三、甲 and （三）甲.
fn ordinal(cell: &str) -> Option<u64> {
    let bare = cell.trim_start_matches(['（', '(']);
    let (number, length) = numeral::prefix(bare)?;
    let chinese =
        bare.chars().next().is_some_and(|c| numeral::chinese_digit(c).is_some() || c == '十');
    let behind = if bare.len() < cell.len() { ['）', ')'] } else { ['、', '.'] };
    (chinese && bare[length..].starts_with(behind)).then_some(number)
}

fn of_column(ctx: &Ctx, r: u32, roster: &Roster, column: usize, faults: &mut Vec<Fault>) {
    let cell = |entry: usize| roster.cell(ctx.document, entry, column).trim().to_owned();
    let cells: Vec<String> = (0..roster.entries.len()).map(cell).collect();
    let parts: Vec<Option<(&str, u64)>> = cells.iter().map(|code| parted(code)).collect();
    let mut leads: HashMap<(&str, usize), usize, FixedState> = HashMap::default();
    for (code, (lead, _)) in cells.iter().zip(&parts).filter_map(|(c, p)| Some((c, (*p)?))) {
        *leads.entry((lead, code.len())).or_default() += 1;
    }
    let Some((&(lead, length), &times)) = leads.iter().max_by_key(|(_, times)| **times) else {
        return;
    };
    if lead.is_empty() || times * 4 < cells.len() * 3 {
        return;
    }
    let value = |entry: usize| {
        parts[entry].filter(|own| own.0 == lead && cells[entry].len() == length).map(|own| own.1)
    };
    let pairs = || (1..cells.len()).filter_map(|e| Some((value(e - 1)?, value(e)?)));
    let up = pairs().filter(|(a, b)| a + 1 == *b).count();
    let mut seen: HashMap<u64, usize, FixedState> = HashMap::default();
    let like = (0..cells.len()).find(|e| value(*e).is_some()).map_or("", |e| cells[e].as_str());
    let all: std::collections::BTreeSet<u64> = (0..cells.len()).filter_map(value).collect();
    // Codes from elsewhere leave out more than one, or begin anywhere.
    let whole = column == 0
        && roster.serial_column().is_none()
        && value(0) == Some(1)
        && all.last().is_some_and(|last| *last == all.len() as u64 + 1);
    // One pair of them is parted by the number that is left out.
    let least = if whole { LEAST_SERIALS - 1 } else { LEAST };
    if up + 1 < least || up * 3 < pairs().count() * 2 {
        return;
    }
    let odd = |entry: usize| !cells[entry].is_empty() && value(entry).is_none();
    for entry in 0..cells.len() {
        let span = roster.row(entry)[column];
        let mut tell = |kind| {
            faults.push(Fault { roster: r, column, span, code: cells[entry].clone(), kind });
        };
        let Some(own) = value(entry) else {
            if odd(entry) {
                tell(Kind::Odd { like: like.to_owned() });
            }
            continue;
        };
        if let Some(first) = seen.insert(own, entry) {
            let below = (entry + 1 < cells.len()).then(|| value(entry + 1)).flatten();
            let misprint =
                whole && first + 1 == entry && below == Some(own + 2) && !all.contains(&(own + 1));
            tell(Kind::Twice { first: roster.row(first)[column], misprint });
            continue;
        }
        let Some(above) = entry.checked_sub(1) else { continue };
        let Some(before) = value(above).filter(|before| before + 1 < own) else { continue };
        let repeated = cells[..above].contains(&cells[above]);
        let missing = (before + 1..own).take(LEAST * LEAST).all(|n| !all.contains(&n));
        if missing && !repeated {
            let (count, before) = (own - before - 1, cells[above].clone());
            let above = roster.row(above)[column];
            tell(Kind::Gap { before, count, above, serial: whole });
        }
    }
}

/// What stands before the last figures of a code, and these.
fn parted(code: &str) -> Option<(&str, u64)> {
    let digits = code.bytes().rev().take_while(u8::is_ascii_digit).count();
    // The figures of a year and of a number are told apart by what stands between.
    let (lead, tail) = code.split_at_checked(code.len() - digits)?;
    (!tail.is_empty() && tail.len() <= 9).then(|| Some((lead, tail.parse().ok()?)))?
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::{FindingLevel, Role, SerialRule};

    /// Findings at error level of a list with these codes for serials.
    fn errors(codes: &str) -> Vec<String> {
        let columns = [("编号", Role::Code), ("地区", Role::Place), ("单位", Role::Units)];
        let sample = Sample::new(&[]).roster("名单", &columns, SerialRule::None).rows(codes);
        let told = sample.found(FindingLevel::Error);
        told.iter().filter_map(|fault| Some(fault.split(' ').next()?.to_owned())).collect()
    }

    #[test]
    fn a_code_in_the_place_of_the_next() {
        assert_eq!(errors("Z-001 Z-002 Z-003 Z-004 Z-004 Z-006 Z-007"), ["MD302"]);
        assert_eq!(errors("Z-001 Z-002 Z-003 Z-004 Z-006"), ["MD101"]);
        // Twice, and none is left out; begun elsewhere; two left out.
        for codes in [
            "Z-001 Z-002 Z-003 Z-004 Z-004 Z-005 Z-006",
            "Z-011 Z-012 Z-013 Z-014 Z-014 Z-016 Z-017",
            "Z-001 Z-002 Z-003 Z-003 Z-005 Z-006 Z-008",
        ] {
            assert_eq!(errors(codes), Vec::<String>::new(), "{codes}");
        }
    }
}
