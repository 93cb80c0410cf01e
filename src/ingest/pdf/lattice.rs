//! Ruled tables: rules that meet → grids of cells, spans where an edge is missing.

use super::page::{Glyph, Rect};
use super::rules::{Rule, Track, tracks};
use crate::text::is_blank;

/// How far a rule may stop short of the one it meets.
const REACH: f32 = 4.0;
/// Rules that run so far past the last crossing bound a cell that has no edge of its own there.
const OPEN_EDGE: f32 = 5.0;
/// Rules that end at one height do so to a point.
const SAME_END: f32 = 1.0;
/// Most slots of one grid.
const MOST_SLOTS: usize = 200_000;

/// A ruled table on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// Edges from left to right, and from top to bottom.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<GridCell>,
    /// Which cell each slot belongs to, row by row.
    pub(super) slots: Vec<u32>,
    /// Rows in which a text runs on over a rule between two cells.
    pub(super) crossed: Vec<usize>,
}

/// A cell: slots that no rule parts.
#[derive(Clone, Debug)]
pub(super) struct GridCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) bounds: Rect,
    pub(super) glyphs: Vec<Glyph>,
}

impl Grid {
    pub(super) fn bounds(&self) -> Rect {
        let (x, y) = (&self.xs, &self.ys);
        Rect::new(x[0], y[0], x[x.len() - 1], y[y.len() - 1])
    }

    /// The cell at a point.
    fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        (column < columns && row < self.ys.len() - 1)
            .then(|| self.slots[row * columns + column] as usize)
    }
}

/// The grids of a page, from top to bottom, and the horizontal rules that are part of none.
pub(super) fn grids(across: &[Rule], down: &[Rule]) -> (Vec<Grid>, Vec<Rule>) {
    let groups = components(across, down);
    let mut grids = Vec::new();
    let mut loose = Vec::new();
    for (mine_across, mine_down) in groups {
        let rows = tracks(mine_across.iter().map(|i| across[*i]));
        let columns = tracks(mine_down.iter().map(|i| down[*i]));
        match grid(&rows, &columns) {
            Some(grid) => grids.push(grid),
            None => loose.extend(mine_across.iter().map(|i| across[*i])),
        }
    }
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.xs[0].total_cmp(&b.xs[0])));
    loose.sort_by(|a, b| a.at.total_cmp(&b.at));
    (grids, loose)
}

/// Horizontal and vertical rules, as indices.
type Group = (Vec<usize>, Vec<usize>);

/// The representative of the set that `at` is in.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Sets of rules that meet.
fn components(across: &[Rule], down: &[Rule]) -> Vec<Group> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    // Rules are sorted by coordinate, so each vertical one looks at a range of horizontal ones.
    for (index, v) in down.iter().enumerate() {
        let first = across.partition_point(|h| h.at < v.from - REACH);
        for (offset, h) in across[first..].iter().enumerate() {
            if h.at > v.to + REACH {
                break;
            }
            if h.from - REACH <= v.at && v.at <= h.to + REACH {
                let (a, b) =
                    (root(&mut parent, first + offset), root(&mut parent, across.len() + index));
                parent[a] = b;
            }
        }
    }
    within(across, down, &mut parent);
    let mut groups: Vec<Group> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for index in 0..parent.len() {
        let root = root(&mut parent, index);
        let group = *place.entry(root).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        let (rows, columns) = &mut groups[group];
        if index < across.len() { rows.push(index) } else { columns.push(index - across.len()) }
    }
    groups
}

/// Joins vertical rules that meet no other with the set whose bounds they lie in: pieces between
/// headings that run across a table without horizontal rules. Or with the set beside them that is exactly as high:
/// a merged cell fills the whole page, and its table goes on over both of its ends.
fn within(across: &[Rule], down: &[Rule], parent: &mut [usize]) {
    let mut hulls: std::collections::HashMap<usize, Rect> = std::collections::HashMap::new();
    for (index, h) in across.iter().enumerate() {
        let hull = Rect::new(h.from, h.at, h.to, h.at);
        let set = hulls.entry(root(parent, index)).or_insert(hull);
        *set = set.hull(&hull);
    }
    let mut lone: Vec<usize> = Vec::new();
    for (index, v) in down.iter().enumerate() {
        match hulls.get_mut(&root(parent, across.len() + index)) {
            Some(set) => *set = set.hull(&Rect::new(v.at, v.from, v.at, v.to)),
            None => lone.push(index),
        }
    }
    if lone.len() * hulls.len() > MOST_SLOTS {
        return;
    }
    for index in lone {
        let v = down[index];
        let around = hulls.iter().filter(|(_, set)| {
            let inside = set.x0 + REACH < v.at && v.at + REACH < set.x1;
            let ends = [v.from - set.y0, v.to - set.y1];
            inside && ends[0] >= -REACH && ends[1] <= REACH
                || ends.iter().all(|off| off.abs() < SAME_END)
        });
        // The lowest number, so that the same file gives the same sets.
        if let Some(set) = around.map(|(set, _)| *set).min() {
            let own = root(parent, across.len() + index);
            parent[own] = set;
        }
    }
}

/// A grid of rules that meet; `None` where they bound no cell.
fn grid(rows: &[Track], columns: &[Track]) -> Option<Grid> {
    if rows.len() + columns.len() < 3 || rows.is_empty() || columns.is_empty() {
        return None;
    }
    let mut ys: Vec<f32> = rows.iter().map(|track| track.at).collect();
    let mut xs: Vec<f32> = columns.iter().map(|track| track.at).collect();
    // Tables without outer edges: the crossing rules run on to where the edge would be.
    open_edges(&mut xs, rows);
    open_edges(&mut ys, columns);
    breaks(&mut ys, columns);
    if xs.len() < 2 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > MOST_SLOTS {
        return None;
    }
    let (width, height) = (xs.len() - 1, ys.len() - 1);
    let track = |tracks: &[Track], at: f32| tracks.iter().position(|t| (t.at - at).abs() < 0.01);
    let row_tracks: Vec<Option<usize>> = ys.iter().map(|y| track(rows, *y)).collect();
    let column_tracks: Vec<Option<usize>> = xs.iter().map(|x| track(columns, *x)).collect();
    let edge_below = |row: usize, column: usize| {
        let middle = f32::midpoint(xs[column], xs[column + 1]);
        row_tracks[row + 1].is_none_or(|i| rows[i].covers(middle))
    };
    let edge_right = |row: usize, column: usize| {
        let middle = f32::midpoint(ys[row], ys[row + 1]);
        column_tracks[column + 1].is_none_or(|i| columns[i].covers(middle))
    };
    let mut slots = vec![u32::MAX; width * height];
    let mut cells = Vec::new();
    for row in 0..height {
        for column in 0..width {
            if slots[row * width + column] != u32::MAX {
                continue;
            }
            // Grow to the right, then down as long as the whole width is open.
            let mut right = column;
            while right + 1 < width
                && slots[row * width + right + 1] == u32::MAX
                && !edge_right(row, right)
            {
                right += 1;
            }
            let mut below = row;
            while below + 1 < height
                && (column..=right)
                    .all(|c| !edge_below(below, c) && slots[(below + 1) * width + c] == u32::MAX)
                && (column..right).all(|c| !edge_right(below + 1, c))
            {
                below += 1;
            }
            for r in row..=below {
                slots[r * width + column..=r * width + right].fill(cells.len() as u32);
            }
            cells.push(GridCell {
                row,
                column,
                rows: below - row + 1,
                columns: right - column + 1,
                bounds: Rect::new(xs[column], ys[row], xs[right + 1], ys[below + 1]),
                glyphs: Vec::new(),
            });
        }
    }
    Some(Grid { xs, ys, cells, slots, crossed: Vec::new() })
}

/// Adds an edge at each end where most crossing rules, or the outer two, run well past the last one.
fn open_edges(edges: &mut Vec<f32>, crossing: &[Track]) {
    let (Some(first), Some(last)) = (edges.first().copied(), edges.last().copied()) else { return };
    let mut starts: Vec<f32> = crossing.iter().filter_map(|t| Some(t.pieces.first()?.0)).collect();
    let mut ends: Vec<f32> = crossing.iter().filter_map(|t| Some(t.pieces.last()?.1)).collect();
    starts.sort_by(f32::total_cmp);
    ends.sort_by(f32::total_cmp);
    let outer = |end: fn(&Track) -> Option<f32>| {
        Some((end(crossing.first()?)?, end(crossing.last().filter(|_| crossing.len() > 2)?)?))
    };
    let (start, end) = (starts[starts.len() / 2], ends[ends.len() / 2]);
    let start = outer(|t| Some(t.pieces.first()?.0)).map_or(start, |(a, b)| start.min(a.max(b)));
    let end = outer(|t| Some(t.pieces.last()?.1)).map_or(end, |(a, b)| end.max(a.min(b)));
    if first - start > OPEN_EDGE {
        edges.insert(0, start);
    }
    if end - last > OPEN_EDGE {
        edges.push(end);
    }
}

/// Adds an edge wherever all inner columns break off or begin again: above and below a heading
/// across a table that has no horizontal rules.
fn breaks(ys: &mut Vec<f32>, columns: &[Track]) {
    let Some(inner) = columns.get(1..columns.len().saturating_sub(1)) else { return };
    let Some(first) = inner.first() else { return };
    let (Some(top), Some(foot)) = (ys.first().copied(), ys.last().copied()) else { return };
    let ends = |track: &Track| -> Vec<f32> {
        let all = track.pieces.iter().flat_map(|piece| [piece.0, piece.1]);
        // A page may begin or end with such a heading: the outer columns go on beside it.
        all.filter(|y| top + REACH < *y && *y < foot - REACH).collect()
    };
    let near = |all: &[f32], y: f32| all.iter().any(|at| (at - y).abs() <= REACH);
    let all: Vec<Vec<f32>> = inner[1..].iter().map(ends).collect();
    for y in ends(first) {
        if !near(ys, y) && all.iter().all(|ends| near(ends, y)) {
            ys.push(y);
        }
    }
    ys.sort_by(f32::total_cmp);
}

/// Moves glyphs into the cells they stand in; gives back those outside of every grid.
pub(super) fn fill(grids: &mut [Grid], mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if grids.is_empty() {
        return glyphs;
    }
    // Innermost first: a frame around the page holds the tables inside it too.
    let mut order: Vec<(usize, Rect)> = grids.iter().map(Grid::bounds).enumerate().collect();
    order.sort_by(|(_, a), (_, b)| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
    let mut last: Option<(usize, usize)> = None;
    let mut spot = |glyph: &Glyph| {
        let (x, y) = glyph.center();
        // A glyph mostly stands in the cell of the one before it; no other grid may lie inside.
        if let Some((_, cell)) = last.filter(|_| grids.len() == 1) {
            let bounds = &grids[0].cells[cell].bounds;
            if bounds.x0 <= x && x < bounds.x1 && bounds.y0 <= y && y < bounds.y1 {
                return last;
            }
        }
        let mut here = order.iter().filter(|(_, bounds)| bounds.holds(x, y));
        last = here.find_map(|(index, _)| Some((*index, grids[*index].cell_at(x, y)?)));
        last
    };
    let spots: Vec<Option<(usize, usize)>> = glyphs.iter().map(&mut spot).collect();
    let mut counts: Vec<Vec<usize>> = grids.iter().map(|grid| vec![0; grid.cells.len()]).collect();
    for (grid, cell) in spots.iter().flatten() {
        counts[*grid][*cell] += 1;
    }
    for (pair, spots) in glyphs.windows(2).zip(spots.windows(2)) {
        if let [Some((grid, a)), Some((other, b))] = spots
            && a != b
            && grid == other
            && runs_on(&pair[0], &pair[1])
        {
            let grid = &mut grids[*grid];
            let (a, b) = (&grid.cells[*a], &grid.cells[*b]);
            if a.row < b.row + b.rows && b.row < a.row + a.rows {
                grid.crossed.push(a.row.max(b.row));
            }
        }
    }
    for (grid, counts) in grids.iter_mut().zip(counts) {
        for (cell, count) in grid.cells.iter_mut().zip(counts) {
            cell.glyphs.reserve_exact(count);
        }
    }
    let mut spots = spots.into_iter();
    glyphs.retain(|glyph| {
        let spot = spots.next().flatten();
        if let Some((grid, cell)) = spot {
            grids[grid].cells[cell].glyphs.push(*glyph);
        }
        spot.is_none()
    });
    glyphs
}

/// Whether one character was drawn right behind another, as those of one text are.
fn runs_on(a: &Glyph, b: &Glyph) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() < 0.02 * a.size;
    !is_blank(a.c) && !is_blank(b.c) && near(a.base, b.base) && near(a.x1, b.x0)
}

#[cfg(test)]
mod tests {
    use super::{Grid, grids};
    use crate::ingest::pdf::rules::Rule;

    fn lines(places: &[(f32, f32, f32)]) -> Vec<Rule> {
        places.iter().map(|&(at, from, to)| Rule { at, from, to }).collect()
    }

    fn shape(grid: &Grid) -> Vec<(usize, usize, usize, usize)> {
        grid.cells.iter().map(|c| (c.row, c.column, c.rows, c.columns)).collect()
    }

    #[test]
    fn missing_edges_make_spans() {
        let across =
            lines(&[(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 30.0, 90.0), (60.0, 0.0, 90.0)]);
        let down =
            lines(&[(0.0, 0.0, 60.0), (30.0, 20.0, 60.0), (60.0, 20.0, 60.0), (90.0, 0.0, 60.0)]);
        let (grids, loose) = grids(&across, &down);
        assert!(loose.is_empty());
        assert_eq!(
            shape(&grids[0]),
            [(0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
        );
    }

    #[test]
    fn tables_without_outer_edges() {
        let across = lines(&[(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 0.0, 90.0)]);
        let down = lines(&[(30.0, 0.0, 40.0), (60.0, 0.0, 40.0)]);
        let (grids, _) = grids(&across, &down);
        assert_eq!(grids[0].xs, [0.0, 30.0, 60.0, 90.0]);
        assert_eq!(grids[0].cells.len(), 6);
    }

    #[test]
    fn headings_interrupt_vertical_rules() {
        let across = lines(&[(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (100.0, 0.0, 90.0)]);
        let down = lines(&[
            (0.0, 0.0, 100.0),
            (30.0, 0.0, 20.0),
            (30.0, 40.0, 70.0),
            (30.0, 85.0, 100.0),
            (90.0, 0.0, 100.0),
        ]);
        let (grids, _) = grids(&across, &down);
        assert_eq!(grids[0].ys, [0.0, 20.0, 40.0, 70.0, 85.0, 100.0]);
        let wide: Vec<usize> =
            grids[0].cells.iter().filter(|c| c.columns == 2).map(|c| c.row).collect();
        assert_eq!(wide, [1, 3]);
    }

    #[test]
    fn a_merged_cell_may_fill_the_page() {
        // The columns of the merged cell meet no rule across.
        let across = lines(&[(20.0, 60.0, 120.0), (40.0, 60.0, 120.0)]);
        let down: Vec<(f32, f32, f32)> =
            [0.0, 30.0, 60.0, 90.0, 120.0].map(|x| (x, 0.0, 60.0)).to_vec();
        let (found, _) = grids(&across, &lines(&down));
        assert_eq!(found[0].xs, [0.0, 30.0, 60.0, 90.0, 120.0]);
        assert_eq!(shape(&found[0])[..2], [(0, 0, 3, 1), (0, 1, 3, 1)]);
        // A mark in the margin is not as high as the table.
        let mut other = down.clone();
        other[0] = (0.0, 0.0, 50.0);
        let (found, _) = grids(&across, &lines(&other));
        assert_eq!(found[0].xs, [30.0, 60.0, 90.0, 120.0]);
    }

    #[test]
    fn an_ornament_is_no_table() {
        let (grids, loose) = grids(&lines(&[(100.0, 50.0, 500.0)]), &[]);
        assert!(grids.is_empty());
        assert_eq!(loose.len(), 1);
    }
}
