//! What on a page is the notice, and what is the page.
//!
//! No site is known by name. The page's frame shows by the roles that tags, classes and ids name in
//! words that all sites share; by stock phrases; by being links; and by where it stands: the notice
//! is the smallest element that holds nearly all of what is left. What could be a roster is never
//! left outside of it.

use super::tree::Node;
use super::{elsewhere, frame};
use crate::ingest::items::{Grid, Item};
use crate::text::words::claims::MEASURES;
use crate::text::words::site::DOCUMENT_ENDS;
use crate::text::{compact, is_blank, numeral, site};

/// What an item of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The notice's title: what the page calls itself.
    Title,
    Content,
    Furniture,
}

/// Most that one item counts for, so that a long table does not outweigh its title.
const MOST: usize = 60;
/// Of the page's weight, what the notice's element must hold, in hundredths.
const SHARE: usize = 92;
/// The same for an element that calls itself an article's.
const NAMED_SHARE: usize = 60;
/// The same where nothing outside of it reads as a notice does.
const SILENT_SHARE: usize = 50;
/// Most items side by side outside of such an element: more could be a list.
const STRAY: usize = 6;
/// Fewest labelled lines in an element that make it a box about the document.
const LABELS: usize = 3;
/// Fewest links side by side that are a list of other pages.
const LINKS: usize = 3;
/// Shortest title, in characters.
const TITLE: usize = 6;

/// What titles of lists end with.
const LISTS: [&str; 4] = ["名单", "目录", "清单", "名录"];

/// An item as this file sees it.
struct Seen {
    node: u32,
    /// Its text without blanks; empty for a table.
    line: String,
    weight: usize,
    /// Most of its text leads elsewhere.
    links: bool,
    /// How many links it is, where it is nothing else; at least one.
    count: usize,
    /// A table with rows and columns.
    roster: bool,
}

/// The role of each item.
pub(super) fn roles(items: &[Item], nodes: &[Node], title: &str) -> Vec<Role> {
    let mut seen: Vec<Seen> = items.iter().map(look).collect();
    let of_site = site::own(&seen.iter().map(|seen| seen.line.as_str()).collect::<Vec<_>>());
    let mut roles: Vec<Role> = items
        .iter()
        .zip(&seen)
        .zip(of_site)
        .map(|((item, seen), of_site)| match item {
            Item::Table(grid) if is_label_box(grid) || elsewhere::counts_pages(grid) => {
                Role::Furniture
            }
            Item::Paragraph { .. }
                if of_site || frame::is_byline(&seen.line) || frame::names_sheet(&seen.line) =>
            {
                Role::Furniture
            }
            _ => Role::Content,
        })
        .collect();
    drop_labels(&seen, nodes, &mut roles);
    let titles = titles(&seen, &roles, &compact(title));
    drop_above(items, &seen, &mut roles, &titles);
    drop_chrome(&mut seen, nodes, &mut roles, &titles);
    drop_links(&seen, nodes, &mut roles, &titles);
    for at in &titles {
        // A title may stand outside of the article, and must not hold the article's element open.
        seen[*at].weight = 0;
    }
    let main = main(&seen, nodes, &roles);
    let inside: Vec<bool> = seen.iter().map(|seen| within(nodes, seen.node, main)).collect();
    let first = inside.iter().zip(&roles).position(|(i, role)| *i && *role == Role::Content);
    let first = first.unwrap_or(0);
    // The notice's own title comes before what the site set above it.
    let own = titles
        .iter()
        .copied()
        .filter(|at| inside[*at] && !is_part(&seen, &titles, *at))
        .max_by_key(|at| (seen[*at].line.chars().count(), std::cmp::Reverse(*at)));
    let above = || {
        let longest = titles.iter().max_by_key(|at| seen[**at].line.chars().count()).copied();
        longest.or_else(|| {
            let names_itself = |at: &usize| roles[*at] == Role::Content && is_title(&seen[*at]);
            let inner = (first..items.len()).take(6).find(|at| inside[*at] && names_itself(at));
            if inner.is_some() { None } else { (0..first).rev().find(names_itself) }
        })
    };
    let chosen = own.or_else(above);
    let mut of_table = 0;
    for (at, role) in roles.iter_mut().enumerate() {
        if at < of_table && *role == Role::Content {
            continue;
        }
        if Some(at) == chosen {
            *role = Role::Title;
        } else if *role == Role::Content && !inside[at] && !is_number(&seen[at].line) {
            let below_title = chosen.is_some_and(|title| title < at) && at < first;
            if below_title && is_bracket(&seen[at].line) {
                continue;
            }
            let below = at.checked_sub(1).is_some_and(|above| seen[above].roster);
            let above = table_below(&seen, at + 1);
            // 森林乡村一览表 over （9个）
            let over_count = seen.get(at + 1).is_some_and(|next| counts(&next.line))
                && (seen[at].line.ends_with('表')
                    || LISTS.iter().any(|word| seen[at].line.ends_with(word)));
            let counted = counts(&seen[at].line) || above.is_some() && over_count;
            if (below || above.is_some()) && !seen[at].links && counted {
                of_table = above.unwrap_or(0);
                continue;
            }
            *role = Role::Furniture;
        }
    }
    // A page that is all frame is no page: better all of it than nothing.
    if !roles.iter().any(|role| *role != Role::Furniture) {
        roles.fill(Role::Content);
    }
    roles
}

/// The table directly below a line, or below short lines of its own there: 单位：万元.
fn table_below(seen: &[Seen], from: usize) -> Option<usize> {
    const LINES_MOST: usize = 2;
    const LINE_MOST: usize = 30;
    let table = (from..seen.len()).take(LINES_MOST + 1).find(|at| seen[*at].roster)?;
    let short = |other: &Seen| !other.links && other.line.chars().count() <= LINE_MOST;
    seen[from..table].iter().all(short).then_some(table)
}

/// （共4个） between the title and its table: it is of both.
fn is_bracket(line: &str) -> bool {
    line.starts_with(['（', '(']) && line.ends_with(['）', ')'])
}

/// Whether a line says how many a list beside it has: 企业名单（4家）, （共4家）, 共4家. What counts visits and pages
/// does not.
fn counts(line: &str) -> bool {
    let line = line.trim_end_matches(['。', '：', ':']);
    let inside = line.strip_suffix(['）', ')']).and_then(|line| line.rsplit_once(['（', '(']));
    let (titled, count) = inside.unwrap_or(("", line));
    let bare = count.trim_start_matches("合计").trim_start_matches("共计").trim_start_matches('共');
    let told = inside.is_some() || bare.len() < count.len();
    let listed = titled.is_empty() || LISTS.iter().any(|word| titled.ends_with(word));
    let measured = numeral::prefix(bare).is_some_and(|(_, length)| {
        const NOUN_MOST: usize = 6;
        let measure = &bare[length..];
        // 9个项目
        let noun = MEASURES.iter().any(|word| measure.starts_with(word))
            && measure.chars().count() <= NOUN_MOST;
        noun && !measure.starts_with(['次', '页', '条', '字', '年'])
    });
    told && listed && measured
}

fn look(item: &Item) -> Seen {
    let visible = |text: &str| text.chars().filter(|c| !is_blank(*c)).count();
    match item {
        Item::Paragraph { flow, node, .. } => {
            let all = visible(flow.text());
            Seen {
                node: *node,
                line: compact(flow.text()),
                weight: all.min(MOST),
                links: flow.linked() * 2 > all,
                count: 1,
                roster: false,
            }
        }
        Item::Table(grid) => {
            let (mut all, mut linked) = (0, 0);
            for item in grid.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.items) {
                if let Item::Paragraph { flow, .. } = item {
                    all += visible(flow.text());
                    linked += flow.linked();
                }
            }
            let wide = |row: &&crate::ingest::items::Row| row.cells.len() > 1;
            // A single row, and a table of links row by row, are a menu.
            let rows = grid.rows.iter().filter(wide).count();
            let links = elsewhere::only_links(grid);
            Seen {
                node: grid.node,
                line: String::new(),
                weight: if rows > 1 { MOST } else { all.min(MOST) },
                links: linked * 10 > all * 8,
                count: links.max(1),
                roster: rows > 2 && links == 0 && !is_label_box(grid),
            }
        }
    }
}

/// The box that a site sets above a document: 索引号：, 发文机关：, 成文日期：.
fn is_label_box(grid: &Grid) -> bool {
    let mut labels = 0;
    let mut filled = 0;
    for cell in grid.rows.iter().flat_map(|row| &row.cells) {
        let mut text = String::new();
        for item in &cell.items {
            if let Item::Paragraph { flow, .. } = item {
                text.push_str(flow.text());
            }
        }
        let text = compact(&text);
        filled += usize::from(!text.is_empty());
        labels += usize::from(frame::is_label(&text));
    }
    labels >= 2 && labels * 3 >= filled
}

/// Whether a line reads as the title of an official document.
fn is_title(seen: &Seen) -> bool {
    let line = seen.line.trim_end_matches(['）', ')']);
    !seen.links
        && seen.line.chars().count() >= TITLE
        && seen.line.chars().count() <= MOST * 2
        && DOCUMENT_ENDS.iter().any(|kind| line.ends_with(kind))
}

/// A document number above the text: 〔2023〕12号, 2023年第12号.
fn is_number(line: &str) -> bool {
    line.chars().count() <= 40
        && line.ends_with('号')
        && line.chars().any(|c| c.is_ascii_digit())
        && (line.contains(['〔', '［', '[', '﹝', '（', '(']) || line.contains("年第"))
}

/// The lines that the page calls itself by: its title is the notice's with the site's name behind
/// or before it. A line that is a mere part of it does not count, so that the title of an annex is
/// not taken for the notice's.
fn titles(seen: &[Seen], roles: &[Role], title: &str) -> Vec<usize> {
    let parts = title.split(['_', '-', '|', '—', '－', '–', '｜', '>', '，', ',']);
    let longest = parts.map(|part| part.chars().count()).max().unwrap_or(0);
    let whole = |at: &usize| {
        let line = &seen[*at].line;
        let length = line.chars().count();
        roles[*at] == Role::Content
            && length >= TITLE
            && title.contains(line)
            && (length * 10 >= longest * 8 || is_title(&seen[*at]) && line.starts_with("关于"))
    };
    (0..seen.len()).filter(whole).collect()
}

/// Whether a line is a mere part of another title: that of the annex, 某名单（某市）, of the notice's
/// 关于某名单（某市）的公示.
fn is_part(seen: &[Seen], titles: &[usize], at: usize) -> bool {
    let line = seen[at].line.as_str();
    titles.iter().map(|other| &seen[*other]).any(|other| {
        other.line.len() > line.len()
            && other.line.contains("关于")
            && !line.contains("关于")
            && other.line.contains(line)
            && is_title(other)
    })
}

/// Makes furniture of tables whose rows lead elsewhere, above all lines that the page calls itself by, where another
/// table stands below these.
fn drop_above(items: &[Item], seen: &[Seen], roles: &mut [Role], titles: &[usize]) {
    let Some(title) = titles.iter().copied().min() else { return };
    if !seen[title..].iter().any(|seen| seen.roster && !seen.links) {
        return;
    }
    for (item, role) in items[..title].iter().zip(roles) {
        if let Item::Table(grid) = item
            && elsewhere::leads(grid)
        {
            *role = Role::Furniture;
        }
    }
}

/// Makes furniture of what stands in an element of the frame, unless that element holds half of
/// the page: then its name misleads.
fn drop_chrome(seen: &mut [Seen], nodes: &[Node], roles: &mut [Role], titles: &[usize]) {
    if !nodes.iter().any(|node| node.chrome) {
        return;
    }
    let held = held(seen, nodes, roles);
    let all = held[0];
    // Parents come before their children.
    let mut chrome = vec![false; nodes.len()];
    for index in 1..nodes.len() {
        let own = nodes[index].chrome && held[index] * 2 < all;
        chrome[index] = own || chrome[nodes[index].parent as usize];
    }
    for (at, (seen, role)) in seen.iter().zip(roles).enumerate() {
        // A roster in an odd place is still one; so is the page's title.
        let kept = !seen.links && (seen.roster || titles.contains(&at));
        if chrome[seen.node as usize] && *role == Role::Content && !kept {
            *role = Role::Furniture;
        }
    }
}

/// Makes furniture of the labelled lines that a site sets around a document, where several stand in
/// one element. Alone such a line may be the notice's.
fn drop_labels(seen: &[Seen], nodes: &[Node], roles: &mut [Role]) {
    // Counted at the element around a line, and at the one around that: cells of a grid.
    let around = |seen: &Seen| {
        let parent = nodes[seen.node as usize].parent;
        [parent, nodes[parent as usize].parent]
    };
    let labelled: Vec<bool> = seen.iter().map(|seen| frame::is_labelled(&seen.line)).collect();
    let mut counts: Vec<(usize, usize)> = vec![(0, 0); nodes.len()];
    for (seen, labelled) in seen.iter().zip(&labelled) {
        for node in around(seen) {
            let (labels, all) = &mut counts[node as usize];
            (*labels, *all) = (*labels + usize::from(*labelled), *all + 1);
        }
    }
    for ((seen, role), labelled) in seen.iter().zip(roles).zip(labelled) {
        let boxed = around(seen).iter().any(|node| {
            let (labels, all) = counts[*node as usize];
            labels >= LABELS && labels * 2 > all
        });
        if labelled && boxed && *role == Role::Content {
            *role = Role::Furniture;
        }
    }
}

/// Makes furniture of what stands in a list of links to other pages, its heading and dates
/// included, unless the page is little else.
fn drop_links(seen: &[Seen], nodes: &[Node], roles: &mut [Role], titles: &[usize]) {
    // Per element: links, their weight, the weight of all else, rosters. Numbered links may be one.
    let mut sums = vec![(0usize, 0usize, 0usize, 0usize); nodes.len()];
    let numbered = |seen: &Seen| {
        let rest = seen.line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < seen.line.len() && rest.starts_with(['.', '．', '、', ')', '）'])
    };
    for (seen, role) in seen.iter().zip(roles.iter()) {
        let sum = &mut sums[seen.node as usize];
        if *role == Role::Furniture {
            continue;
        }
        if seen.links && (!numbered(seen) || elsewhere::is_page(&seen.line)) {
            (sum.0, sum.1) = (sum.0 + seen.count, sum.1 + seen.weight);
        } else {
            (sum.2, sum.3) = (sum.2 + seen.weight, sum.3 + usize::from(seen.roster));
        }
    }
    for index in (1..nodes.len()).rev() {
        let own = sums[index];
        let sum = &mut sums[nodes[index].parent as usize];
        *sum = (sum.0 + own.0, sum.1 + own.1, sum.2 + own.2, sum.3 + own.3);
    }
    let (_, _, plain, _) = sums[0];
    let below = below_titles(seen, nodes, roles);
    let mut boxed = vec![false; nodes.len()];
    let mut article = vec![false; nodes.len()];
    for index in 1..nodes.len() {
        article[index] = nodes[index].body || article[nodes[index].parent as usize];
        let (links, linked, other, rosters) = sums[index];
        let own = links >= LINKS
            && linked >= other * 3
            && rosters == 0
            && other * 2 < plain
            && !article[index]
            && !below[index];
        boxed[index] = own || boxed[nodes[index].parent as usize];
    }
    for (at, (seen, role)) in seen.iter().zip(roles).enumerate() {
        if boxed[seen.node as usize] && *role == Role::Content && !titles.contains(&at) {
            *role = Role::Furniture;
        }
    }
}

/// Which elements begin directly below a line that ends as titles of lists do: their links are
/// what is listed.
fn below_titles(seen: &[Seen], nodes: &[Node], roles: &[Role]) -> Vec<bool> {
    let mut below = vec![false; nodes.len()];
    let mut begun = vec![false; nodes.len()];
    let mut titled = false;
    for (seen, role) in seen.iter().zip(roles) {
        if *role == Role::Furniture {
            continue;
        }
        let mut node = seen.node as usize;
        // What has begun, all around it has.
        while node > 0 && !begun[node] {
            (begun[node], below[node]) = (true, titled);
            node = nodes[node].parent as usize;
        }
        titled = !seen.links && LISTS.iter().any(|word| seen.line.ends_with(word));
    }
    below
}

/// What each element holds of the weight that is content.
fn held(seen: &[Seen], nodes: &[Node], roles: &[Role]) -> Vec<usize> {
    let mut held = vec![0; nodes.len()];
    for (seen, role) in seen.iter().zip(roles) {
        if *role != Role::Furniture && !seen.links {
            held[seen.node as usize] += seen.weight;
        }
    }
    for index in (1..nodes.len()).rev() {
        held[nodes[index].parent as usize] += held[index];
    }
    held
}

/// The smallest element that holds nearly all content: every table that could be a roster, and of
/// all else so much.
fn main(seen: &[Seen], nodes: &[Node], roles: &[Role]) -> u32 {
    let held = held(seen, nodes, roles);
    let mut rosters = vec![0usize; nodes.len()];
    for (seen, role) in seen.iter().zip(roles) {
        if *role == Role::Content && seen.roster && !seen.links {
            rosters[seen.node as usize] += 1;
        }
    }
    // Items that read as a notice's text.
    let mut spoken = vec![0usize; nodes.len()];
    // Items that stand side by side, counted at the element around them.
    let mut beside = vec![0usize; nodes.len()];
    for (seen, role) in seen.iter().zip(roles) {
        if *role == Role::Content && !seen.links {
            spoken[seen.node as usize] += usize::from(speaks(seen));
            beside[nodes[seen.node as usize].parent as usize] += 1;
        }
    }
    for index in (1..nodes.len()).rev() {
        rosters[nodes[index].parent as usize] += rosters[index];
        spoken[nodes[index].parent as usize] += spoken[index];
    }
    let lists: Vec<u32> =
        (0..nodes.len() as u32).filter(|node| beside[*node as usize] > STRAY).collect();
    let mut main = 0u32;
    // Children come after their parents, so one pass finds the way down.
    for (index, own) in nodes.iter().enumerate().skip(1) {
        let share = |share: usize| held[index] * 100 >= held[0] * share && held[index] > 0;
        let silent = || {
            spoken[index] == spoken[0]
                && share(SILENT_SHARE)
                && lists.iter().all(|list| within(nodes, *list, index as u32))
        };
        let holds = share(SHARE) || own.body && share(NAMED_SHARE) || silent();
        if rosters[index] == rosters[0] && holds && within(nodes, index as u32, main) {
            main = index as u32;
        }
    }
    main
}

/// Whether an item reads as the text of a notice: a sentence, an addressee, a mark of an annex.
fn speaks(seen: &Seen) -> bool {
    let line = seen.line.as_str();
    line.contains('。')
        || line.ends_with(['：', '；', ':'])
        || line.starts_with("附件")
        || line.starts_with("附表")
}

/// Whether an element is another or lies in it.
fn within(nodes: &[Node], mut node: u32, outer: u32) -> bool {
    while node > outer {
        node = nodes[node as usize].parent;
    }
    node == outer
}
