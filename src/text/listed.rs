//! Names one below the other in a cell, told from a name broken into lines.

use super::words::annex::{GOES_ON, PARTS, WHOLE_NAMES, WHOLE_PLACES};

/// Whether lines, two or more, are each a whole name: all end as the same kind does.
pub fn are_names(lines: &[impl AsRef<str>]) -> bool {
    let whole = |line: &str, end: &str| {
        line.strip_suffix(end).is_some_and(|own| own.chars().nth(1).is_some())
            && !GOES_ON.iter().any(|lead| line.starts_with(lead))
            && !PARTS.iter().any(|part| line.ends_with(part))
    };
    let all = |ends: &[&str]| {
        ends.iter().any(|end| lines.iter().all(|line| whole(line.as_ref().trim(), end)))
    };
    lines.len() > 1
        && (all(WHOLE_NAMES)
            || (all(WHOLE_PLACES) && begin_alike(lines))
            || lines.iter().all(|line| is_closed(line.as_ref().trim())))
}

/// Whether a line is a name and what stands in the bracket behind it, 甲队（张某）.
fn is_closed(line: &str) -> bool {
    let depth = |c: char| i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
    let name = line.chars().take_while(|c| depth(*c) == 0).count();
    name > 1 && line.ends_with(['）', ')']) && line.chars().map(depth).sum::<i32>() == 0
}

/// Whether all lines begin with the same place, or none is longer than a place's bare name: a line may else be the
/// rest of a path, 石匣自然村 under 官庄街道朱家峪村, or of a name, 银行 under 村镇.
fn begin_alike(lines: &[impl AsRef<str>]) -> bool {
    const BARE: usize = 4;
    let lead = |line: &str| line.chars().take(2).collect::<String>();
    let mut lines = lines.iter().map(|line| line.as_ref().trim());
    let Some(first) = lines.clone().next().map(lead) else { return false };
    lines.clone().all(|line| lead(line) == first)
        || lines.all(|line| line.chars().count() <= BARE && !line.ends_with("自然村"))
}
