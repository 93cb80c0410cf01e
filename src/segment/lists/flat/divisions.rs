//! A flattened table without serials whose first column is of divisions: each begins a row, or a run of rows
//! that share it.

use super::{is_number, spans};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Span};
use crate::segment::lists::{Found, Scope, items, places};
use crate::text::{blank, compact};

/// So many divisions tell the column.
const LEAST: usize = 3;

/// How the name of a county or city ends, and of nothing below it.
const ENDS: [&str; 7] = ["市", "区", "县", "州", "盟", "旗", "兵团"];

/// Reads the lines below the header. Nothing but the divisions tells where a row begins, so something has to
/// hold what was read: numbers of the table itself, or the declared count.
pub(super) fn read(scope: &Scope<'_>, body: &[usize], found: &mut Found) -> Option<()> {
    let width = found.roster.columns.len();
    let texts: Vec<String> = body.iter().map(|index| compact(scope.text(*index))).collect();
    let province = |at: &usize| places::is_province(&texts[*at]);
    let county = |at: &usize| {
        ENDS.iter().any(|end| texts[*at].ends_with(end)) && blank::is_all_han(&texts[*at])
    };
    let of = |begins: &dyn Fn(&usize) -> bool| -> Vec<usize> {
        (0..texts.len()).filter(begins).collect()
    };
    let mut starts = of(&province);
    if starts.first() != Some(&0) && width == 2 {
        starts = of(&county);
    }
    if starts.first() != Some(&0) || starts.len() < LEAST {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let runs: Vec<&[usize]> = starts.iter().zip(ends).map(|(from, to)| &body[*from..to]).collect();
    if width == 2 { shared(scope, &runs, found) } else { wrapped(scope, &runs, width, found) }
}

/// Two columns, divisions and the names of each on one line, of which as many are declared: 甲区 over 甲园；乙园.
pub(super) fn listed(scope: &Scope<'_>, body: &[usize], found: &mut Found) -> Option<()> {
    let (runs, rest) = body.as_chunks::<2>();
    let place = |index: usize| {
        let text = compact(scope.text(index));
        ENDS.iter().any(|end| text.ends_with(end)) && blank::is_all_han(&text)
    };
    let whole = |index: usize| {
        let text = scope.text(index).trim_end();
        let stop = text.trim_end_matches(['。', '；', '、', '，']).len();
        let start = scope.lines[index].span.start;
        Span::new(start, start + stop as u32)
    };
    let names: Vec<Vec<Span>> =
        runs.iter().map(|run| items::split(whole(run[1]), &scope.document.text)).collect();
    let count: usize = names.iter().map(Vec::len).sum();
    let divided = rest.is_empty()
        && found.roster.columns.len() == 2
        && runs.len() >= LEAST
        && runs.iter().all(|run| place(run[0]) && !place(run[1]));
    if !divided || scope.is_declared(runs.len()) || !scope.is_declared(count) {
        return None;
    }
    for (run, names) in runs.iter().zip(names) {
        let [place, line] = run.map(|index| scope.lines[index].span);
        found.regions.extend([(place, RegionRole::Cell), (line, RegionRole::Cell)]);
        for (nth, name) in names.into_iter().enumerate() {
            found.entry(&[place, name], None, Serial::None);
            if let Some(entry) = found.roster.entries.last_mut() {
                entry.span = if nth == 0 { place.hull(name) } else { name };
            }
        }
        found.taken.extend_from_slice(run);
    }
    found.proven = true;
    Some(())
}

/// Two columns: each line below a division is a row of it.
fn shared(scope: &Scope<'_>, runs: &[&[usize]], found: &mut Found) -> Option<()> {
    let rows: usize = runs.iter().map(|run| run.len() - 1).sum();
    if runs.iter().any(|run| run.len() < 2) || !scope.is_declared(rows) {
        return None;
    }
    for run in runs {
        let first = scope.lines[run[0]].span;
        found.regions.push((first, RegionRole::Cell));
        for index in &run[1..] {
            let span = scope.lines[*index].span;
            found.regions.push((span, RegionRole::Cell));
            found.entry(&[first, span], None, Serial::None);
            // The entry's own place is its own line, not that of the cell it shares.
            if let Some(entry) = found.roster.entries.last_mut() {
                entry.span = if *index == run[1] { first.hull(span) } else { span };
            }
        }
        found.taken.extend_from_slice(run);
    }
    found.proven = true;
    Some(())
}

/// More columns: a row each, whose last cell may stand on several lines where it lists names; the numbers of
/// another column say how many.
fn wrapped(scope: &Scope<'_>, runs: &[&[usize]], width: usize, found: &mut Found) -> Option<()> {
    if runs.iter().any(|run| run.len() < width) {
        return None;
    }
    let number = |column: &usize| runs.iter().all(|run| is_number(scope.text(run[*column])));
    let column = (1..width - 1).find(number)?;
    let held = runs.iter().all(|run| {
        let names = run[width - 1..].iter().map(|index| {
            let names = scope.text(*index).split(['、', '，', ',', '；']);
            names.filter(|name| !compact(name).is_empty()).count()
        });
        compact(scope.text(run[column])).parse() == Ok(names.sum::<usize>())
    });
    if !held {
        return None;
    }
    for run in runs {
        let own = spans(scope, run);
        found.regions.extend(own.iter().map(|span| (*span, RegionRole::Cell)));
        found.taken.extend_from_slice(run);
        found.entry(&own[..width], None, Serial::None);
        if own.len() > width {
            let last = found.roster.cells.len() - 1;
            found.roster.joined.insert(last as u32, own[width - 1..].to_vec());
        }
        if let Some(entry) = found.roster.entries.last_mut() {
            entry.span = own.iter().copied().reduce(Span::hull).unwrap_or_default();
        }
    }
    found.proven = true;
    Some(())
}
