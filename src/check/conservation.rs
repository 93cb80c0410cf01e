//! Nothing vanishes: the regions held against the plane, character by character.

use crate::model::report::Conservation;
use crate::model::{Region, RegionRole, Span};

/// The parts in the order reports list them.
const ROLES: [RegionRole; 7] = [
    RegionRole::Head,
    RegionRole::Prose,
    RegionRole::Heading,
    RegionRole::ColumnHeader,
    RegionRole::Cell,
    RegionRole::Note,
    RegionRole::Furniture,
];

/// Counts the plane's characters that are not white space, by the part they belong to; whatever
/// belongs to none is a leftover, whatever belongs to two an overlap. One pass.
pub(super) fn audit(plane: &str, regions: &[Region]) -> Conservation {
    if regions.is_sorted_by_key(|region| region.span.start) {
        return audit_sorted(plane, regions);
    }
    let mut sorted = regions.to_vec();
    sorted.sort_by_key(|region| region.span.start);
    audit_sorted(plane, &sorted)
}

fn audit_sorted(plane: &str, regions: &[Region]) -> Conservation {
    let mut figures = [0; ROLES.len()];
    let mut audit = Conservation::default();
    let mut cursor = 0;
    // Where the stretch begins that goes on to the cursor, and its role: the cells of a table, with
    // the blanks between them, are counted together.
    let mut open: Option<(usize, RegionRole)> = None;
    let mut count = |open: Option<(usize, RegionRole)>, end: usize, audit: &mut Conservation| {
        let Some((start, role)) = open else { return };
        let count = non_blank(&plane[start..end]);
        figures[role as usize] += count;
        audit.total += count;
    };
    for region in regions {
        let start = on_boundary(plane, region.span.start as usize);
        let end = on_boundary(plane, region.span.end as usize);
        let goes_on = open.is_some_and(|(_, role)| role == region.role);
        if goes_on && start >= cursor && start <= end && is_gap(plane, cursor, start) {
            cursor = end;
            continue;
        }
        count(open.take(), cursor, &mut audit);
        leave_over(plane, cursor, start, &mut audit);
        let fresh = start.max(cursor).min(end);
        if start < fresh {
            audit.overlaps.push(Span::of(start, fresh));
        }
        if cursor <= end {
            open = Some((fresh, region.role));
        }
        cursor = cursor.max(end);
    }
    count(open, cursor, &mut audit);
    leave_over(plane, cursor, plane.len(), &mut audit);
    audit.by_role = ROLES.iter().map(|role| (role.name(), figures[*role as usize])).collect();
    audit
}

fn leave_over(plane: &str, from: usize, to: usize, audit: &mut Conservation) {
    if from >= to || is_gap(plane, from, to) {
        return;
    }
    let span = Span::of(from, to).trim(plane);
    if !span.is_empty() {
        audit.total += non_blank(span.text(plane));
        audit.leftovers.push(span);
    }
}

/// Whether nothing but tabs, line ends and spaces stands between two places, as between most regions.
fn is_gap(plane: &str, from: usize, to: usize) -> bool {
    plane.as_bytes()[from..to].iter().all(|byte| matches!(byte, b'\t' | b'\n' | b' '))
}

/// So many bytes are counted together.
const BLOCK: usize = 32;

/// How many characters of a text are no white space.
fn non_blank(text: &str) -> u64 {
    // What begins a character, and what may begin a blank one beyond ASCII.
    let begins = |byte: u8| !matches!(byte, 0x80..=0xBF);
    let foreign = |byte: u8| u8::from(byte == 0xC2) | u8::from(byte.wrapping_sub(0xE1) < 3);
    let blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let (blocks, _) = text.as_bytes().as_chunks::<BLOCK>();
    let mut count = 0;
    for (nth, block) in blocks.iter().enumerate() {
        // In numbers, and without a way out in between, so that the bytes are looked at side by side.
        if block.iter().fold(0, |any, byte| any | foreign(*byte)) != 0 {
            let own = (nth * BLOCK..(nth + 1) * BLOCK).filter(|at| text.is_char_boundary(*at));
            count += own.filter(|at| !begins_blank(&text[*at..])).count() as u64;
        } else {
            let shown = block.iter().map(|byte| u8::from(begins(*byte) & !blank(*byte)));
            count += u64::from(shown.sum::<u8>());
        }
    }
    let own = (blocks.len() * BLOCK..text.len()).filter(|at| text.is_char_boundary(*at));
    count + own.filter(|at| !begins_blank(&text[*at..])).count() as u64
}

fn begins_blank(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_whitespace)
}

/// Regions come from segment and should lie on boundaries; a slip there must not panic here.
fn on_boundary(plane: &str, at: usize) -> usize {
    let mut at = at.min(plane.len());
    while !plane.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{audit, non_blank};
    use crate::model::{Region, RegionRole, Span};

    fn region(start: u32, end: u32, role: RegionRole) -> Region {
        Region { span: Span::new(start, end), role }
    }

    #[test]
    fn counts_by_part_and_finds_what_belongs_to_none() {
        let plane = "标题\n1\t甲\n 乙　丙 \n";
        let regions = [region(0, 6, RegionRole::Head), region(7, 8, RegionRole::Cell)];
        let audit = audit(plane, &regions);
        let quotes: Vec<&str> = audit.leftovers.iter().map(|s| s.text(plane)).collect();
        assert_eq!(quotes, ["甲\n 乙　丙"]);
        assert_eq!(
            (audit.total, audit.by_role[0], audit.by_role[4]),
            (6, ("head", 2), ("cell", 1))
        );
        let sum: u64 = audit.by_role.iter().map(|r| r.1).sum();
        assert_eq!(sum + 3, audit.total);
    }

    #[test]
    fn white_space_of_every_kind_is_none() {
        for c in '\0'..=char::MAX {
            let expected = if c.is_whitespace() { 2 } else { 3 };
            assert_eq!(non_blank(&format!("甲{c}乙")), expected, "{c:?}");
            let long = format!("{}{c}{}", "甲".repeat(10), "乙 a".repeat(11));
            assert_eq!(non_blank(&long), expected + 30, "{c:?}");
        }
    }

    #[test]
    fn overlaps_count_once_and_bad_spans_do_no_harm() {
        let plane = "甲乙丙";
        let regions = [
            region(4, 99, RegionRole::Note),
            region(0, 6, RegionRole::Cell),
            region(3, 6, RegionRole::Note),
        ];
        let audit = audit(plane, &regions);
        assert_eq!(audit.total, 3);
        assert!(audit.leftovers.is_empty());
        assert_eq!(audit.overlaps.len(), 2);
    }
}
