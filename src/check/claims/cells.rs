//! Cells that bear a count of the rows beside them: 江苏省（3个）, merged over the rows of 江苏省.

use super::Verdict;
use crate::model::report::State;
use crate::model::{Claim, Document, Notice, Relation, Role, Roster, Span};
use crate::text::words::claims::MEASURES;
use crate::text::{headers, is_blank, numeral};

/// A count in a cell, and the rows beside it.
#[derive(Clone, Debug)]
pub(in crate::check) struct Counted {
    /// What stands before the count: 江苏省.
    pub about: String,
    pub declared: u64,
    pub found: u64,
    /// How the names end that a cell lists, where all end alike.
    ends: Option<char>,
    /// The cell.
    pub span: Span,
}

/// The counts in cells of columns where every cell bears one, and most agree with their rows, or one does and
/// together they are as many: then the others are wrong; of regions merged over their rows one is enough. 清华大学（3项） in a row of its own
/// counts something else.
pub(super) fn find(document: &Document, notice: &Notice) -> Vec<Vec<Counted>> {
    let columns = notice.rosters.iter().flat_map(|roster| {
        let of = |column: &usize| !matches!(roster.columns[*column].role, Role::Serial);
        (0..roster.columns.len()).filter(of).map(move |column| (roster, column))
    });
    let counts = columns.map(|(roster, column)| of_column(document, roster, column));
    counts.filter(|counts| !counts.is_empty()).collect()
}

/// Below this a total may agree by chance.
const TOTAL_LEAST: u64 = 10;

/// A count that the rows do not bear out, 18个示范村 over 5 rows, is of all that the cells of the only such column count, each
/// of which is right: 浦东新区（4个） and the others.
pub(super) fn hold_wholes(columns: &[Vec<Counted>], claims: &[Claim], verdicts: &mut [Verdict]) {
    let [counts] = columns else { return };
    if !counts.iter().all(|count| count.declared == count.found) {
        return;
    }
    let all = counts.iter().map(|count| count.found).fold(0, u64::saturating_add);
    for (claim, verdict) in claims.iter().zip(verdicts) {
        // 4个试点市 may count the cities, of which one is lost; 5个小镇 over names that end so does not.
        let named =
            |count: &Counted| count.ends.is_some() && count.ends == claim.about.chars().next_back();
        if claim.declared == all
            && (all >= TOTAL_LEAST || counts.iter().all(named))
            && claim.relation == Relation::Alone
            && verdict.state != State::Held
        {
            verdict.state = State::Held;
            verdict.found = Some(all);
            verdict.by = Some("cells");
            verdict.groups = Vec::new();
        }
    }
}

fn of_column(document: &Document, roster: &Roster, column: usize) -> Vec<Counted> {
    if roster.columns[column].role == Role::Number {
        return of_numbers(document, roster, column);
    }
    let mut runs: Vec<Counted> = Vec::new();
    let mut last: Option<(String, Option<u32>)> = None;
    for (entry, of) in roster.entries.iter().enumerate() {
        let cell = roster.cell(document, entry, column);
        let blank = roster.columns[column].role == Role::Place && cell.trim().is_empty();
        let same = |(text, group): &(String, _)| (blank || *text == cell) && *group == of.group;
        let same = last.as_ref().is_some_and(same);
        if let Some(run) = runs.last_mut().filter(|_| same) {
            run.found += 1;
            continue;
        }
        let Some((about, declared)) = counted(&cell) else { return Vec::new() };
        let about = about.to_owned();
        let span = roster.row(entry)[column];
        runs.push(Counted { about, declared, found: 1, ends: None, span });
        last = Some((cell.into_owned(), of.group));
    }
    // 山西省（2个） | 甲县、乙县: the names are listed in one cell of the row.
    if runs.len() == roster.entries.len()
        && let Some(listed) = of_lists(document, roster, column, &runs)
    {
        return listed;
    }
    if are_of_rows(&runs) || are_of_merged(document, roster, column, &runs) {
        runs
    } else {
        Vec::new()
    }
}

/// Whether counts of regions, each merged over its rows, are of these: one is right, or one name has only moved. No cell
/// beside them lists several names.
fn are_of_merged(document: &Document, roster: &Roster, column: usize, runs: &[Counted]) -> bool {
    let rows = roster.entries.len();
    let place = roster.columns[column].role == Role::Place;
    let merged = || {
        let span = |entry: usize| roster.row(entry)[column];
        let below = |entry: &usize| span(*entry).is_empty() || span(*entry) == span(entry - 1);
        let spans = (1..rows).filter(below).count();
        spans > 0 && spans + runs.len() == rows
    };
    let lists = |entry: usize| {
        let mut cells = (0..roster.columns.len()).filter(|other| *other != column);
        cells.any(|other| roster.cell(document, entry, other).contains(['、', '\n', '；']))
    };
    let sum = |of: fn(&Counted) -> u64| runs.iter().map(of).fold(0, u64::saturating_add);
    place
        && merged()
        && !(0..rows).any(lists)
        && (runs.iter().any(|run| run.declared == run.found)
            || sum(|run| run.declared) == sum(|run| run.found))
}

/// Whether counts are of what is beside them: one of several is right, and half of them are, or one name has only
/// moved from one to another.
fn are_of_rows(runs: &[Counted]) -> bool {
    let held = |run: &&Counted| run.declared == run.found;
    let right = runs.iter().filter(held).count();
    let sum = |of: fn(&Counted) -> u64| runs.iter().map(of).fold(0, u64::saturating_add);
    runs.iter().any(|run| held(&run) && run.found > 1)
        && (right * 2 >= runs.len() || sum(|run| run.declared) == sum(|run| run.found))
}

/// The same counts against the names that one cell of each row lists, where most agree.
fn of_lists(
    document: &Document,
    roster: &Roster,
    column: usize,
    runs: &[Counted],
) -> Option<Vec<Counted>> {
    (0..roster.columns.len()).filter(|other| *other != column).find_map(|other| {
        let listed = listed(document, roster, other, runs);
        are_of_rows(&listed).then_some(listed)
    })
}

/// Each count of a row against the names that the row's cell of a column lists.
fn listed(document: &Document, roster: &Roster, column: usize, counts: &[Counted]) -> Vec<Counted> {
    let own = |(entry, count): (usize, &Counted)| {
        let cell = roster.cell(document, entry, column);
        let names = |marks: &[char]| -> Vec<String> {
            let names = cell.split(marks).map(|name| name.trim().to_owned());
            names.filter(|name| !name.is_empty()).collect()
        };
        // 甲市乙县，丙市丁县、戊县: a comma parts the places of one city from those of the next.
        let further = names(&['、', '\n', '；', '，']);
        let place = |name: &String| name.ends_with(['县', '市', '区', '旗', '镇', '乡', '村']);
        let right = further.len() as u64 == count.declared && further.iter().all(place);
        let names = if right { further } else { names(&['、', '\n', '；']) };
        let end = |name: &String| name.chars().next_back();
        let ends = names.first().and_then(end);
        let ends = ends.filter(|_| names.iter().all(|name| end(name) == ends));
        Counted { found: names.len() as u64, ends, ..count.clone() }
    };
    counts.iter().enumerate().map(own).collect()
}

/// A column that says of each row how many names a cell beside it lists, 数量 | 4 beside the 名称 甲、乙、丙、丁, 县数 beside 县（区）: all
/// rows of more than one name agree but one, and no list is cut short or joined otherwise.
fn of_numbers(document: &Document, roster: &Roster, column: usize) -> Vec<Counted> {
    const RIGHT_LEAST: usize = 2;
    let rows = roster.entries.len();
    let title = |column: usize| headers::without_brackets(&roster.columns[column].title);
    let own = title(column);
    let Some(stem) = own.strip_suffix("数量").or_else(|| own.strip_suffix('数')) else {
        return Vec::new();
    };
    // 人数 and 台数 count what no cell names.
    let listed_as = |list: &str| match stem {
        "" => {
            let places = headers::rung_of(list).is_some() && !list.starts_with('所');
            places || ["名称", "名单", "名录", "名"].iter().any(|end| list.ends_with(end))
        }
        "人" | "台" | "套" | "件" => false,
        _ => list.starts_with(stem) || (stem.chars().count() > 1 && list.contains(stem)),
    };
    let cell = |row: usize, column: usize| roster.cell(document, row, column);
    let count = |entry: usize| {
        let declared = numeral::whole(&cell(entry, column))?;
        let names = (0..column).map(|own| cell(entry, own));
        let about = names
            .into_iter()
            .find(|cell| !cell.trim().is_empty() && numeral::whole(cell).is_none());
        let span = roster.row(entry)[column];
        Some(Counted {
            about: about.unwrap_or_default().into_owned(),
            declared,
            found: 1,
            ends: None,
            span,
        })
    };
    let Some(counts) = (0..rows).map(count).collect::<Option<Vec<Counted>>>() else {
        return Vec::new();
    };
    let plain = |list: usize| {
        !(0..rows).any(|row| {
            cell(row, list).trim().contains(['等', '和', '及', ' ', '\u{3000}', '-', '至'])
        })
    };
    let lists = (0..roster.columns.len())
        .filter(|list| *list != column && listed_as(&title(*list)) && plain(*list));
    let held = lists.filter_map(|list| {
        let listed = listed(document, roster, list, &counts);
        let (right, wrong): (Vec<&Counted>, Vec<&Counted>) = listed
            .iter()
            .filter(|count| count.declared > 1 || count.found > 1)
            .partition(|count| count.declared == count.found);
        (right.len() >= RIGHT_LEAST && wrong.len() <= 1).then_some(listed)
    });
    held.into_iter().next().unwrap_or_default()
}

/// What a cell says and the count in the bracket at its end: `江苏省（共3个）`.
fn counted(cell: &str) -> Option<(&str, u64)> {
    let inside = cell.trim_end_matches(is_blank).strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let about = inside[..open].trim_matches(is_blank);
    let body = inside[open..].trim_start_matches(['（', '(']).trim_matches(is_blank);
    let body =
        ["共计", "合计", "共"].iter().find_map(|word| body.strip_prefix(word)).unwrap_or(body);
    let (declared, length) = numeral::prefix(body.trim_start_matches(is_blank))?;
    let measure = body.trim_start_matches(is_blank)[length..].trim_matches(is_blank);
    (!about.is_empty() && MEASURES.contains(&measure)).then_some((about, declared))
}

#[cfg(test)]
mod tests {
    use super::counted;
    use crate::check::testing::Sample;
    use crate::model::Role;

    #[test]
    fn counts_at_the_end_of_a_cell() {
        assert_eq!(counted("江苏省（3个）"), Some(("江苏省", 3)));
        assert_eq!(counted("江苏省\n(共 3 个)"), Some(("江苏省", 3)));
        assert_eq!(counted("江苏省（3期）"), None);
        assert_eq!(counted("（3个）"), None);
        assert_eq!(counted("江苏省"), None);
    }

    #[test]
    fn cells_of_most_rows_tell_of_the_others() {
        let sample = |rows: &[&str]| {
            let columns = [("省份", Role::Text), ("城区", Role::Name)];
            let start = Sample::new(&columns);
            let mut faults = rows.iter().fold(start, |sample, row| sample.row(row)).faults();
            faults.retain(|fault| fault.starts_with("MD201"));
            faults
        };
        let rows = [
            "江苏省（2个） 甲区",
            "江苏省（2个） 乙区",
            "福建省（2个） 丙区",
            "福建省（2个） 丁区",
        ];
        assert_eq!(sample(&rows), Vec::<String>::new());
        assert_eq!(sample(&rows[..3]).len(), 1);
        // One has moved: of three counts one is right still.
        let moved =
            ["甲省（2个） 子区、丑区", "乙省（3个） 寅区、卯区", "丙省（2个） 辰区、巳区、午区"];
        assert_eq!(sample(&moved).len(), 2);
        // No count is that of the names, though the sums are the same.
        let other = ["甲校（1项） 子、丑", "乙校（2项） 寅"];
        assert_eq!(sample(&other), Vec::<String>::new());
        // Works of a school, in a row of its own.
        assert_eq!(sample(&["清华大学（3项） 甲", "北京大学（2项） 乙"]), Vec::<String>::new());
    }
}
