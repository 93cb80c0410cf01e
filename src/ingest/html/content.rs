//! What on a page is the notice, and what is the page.
//!
//! No site is known by name. The page's frame shows by the roles that tags, classes and ids name in
//! words that all sites share; by stock phrases; and by where it stands: the notice is the smallest
//! element that holds nearly all of what is left.

use super::tree::Node;
use crate::ingest::items::{Grid, Item};
use crate::text::{compact, is_blank};

/// What an item of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The notice's title: what the page calls itself.
    Title,
    Content,
    Furniture,
}

/// Words in classes, ids and roles that name a part of the page's frame.
static CHROME: &[&str] = &[
    "nav",
    "navi",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "footer",
    "foot",
    "copyright",
    "share",
    "sidebar",
    "toolbar",
    "search",
    "pagination",
    "pager",
    "related",
    "recommend",
    "login",
    "banner",
    "topbar",
    "qrcode",
    "comment",
    "comments",
    "friendlink",
    "contentinfo",
    "complementary",
    "weizhi",
    "dqwz",
    "fontsize",
    "print",
];

/// Stock phrases of page frames; a short line that has one is none of the notice's.
static PHRASES: &[&str] = &[
    "ICP备",
    "公网安备",
    "版权所有",
    "网站标识码",
    "网站地图",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "所在位置",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "分享到",
    "【字体",
    "字号：",
    "字体：",
    "浏览次数",
    "点击数",
    "阅读次数",
    "访问量",
    "扫一扫",
    "返回顶部",
    "设为首页",
    "加入收藏",
    "上一篇",
    "下一篇",
    "【打印】",
    "【关闭】",
    "相关链接",
    "无障碍",
    "技术支持：",
];

/// Longest line that a stock phrase makes furniture of, in characters.
const PHRASE_LINE: usize = 90;
/// Most that one item counts for, so that a long table does not outweigh its title.
const MOST: usize = 60;
/// Of the page's weight, what the notice's element must hold, in hundredths.
const SHARE: usize = 92;
/// Shortest title, in characters.
const TITLE: usize = 6;

/// Whether an element frames the page by its name, or by its class, id and role.
pub(super) fn is_chrome(name: &str, words: &[String]) -> bool {
    matches!(name, "nav" | "footer" | "aside")
        || words.iter().any(|word| {
            word.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| CHROME.contains(&word))
        })
}

/// The role of each item.
pub(super) fn roles(items: &[Item], nodes: &[Node], title: &str) -> Vec<Role> {
    let title = compact(title);
    let mut found = false;
    let mut roles: Vec<Role> = items
        .iter()
        .map(|item| {
            let Item::Paragraph { flow, .. } = item else { return Role::Content };
            let line = compact(flow.text());
            // The page's title is the notice's with the site's name behind or before it.
            if !found && line.chars().count() >= TITLE && title.contains(&line) {
                found = true;
                return Role::Title;
            }
            if is_phrase(&line) { Role::Furniture } else { Role::Content }
        })
        .collect();
    let weights: Vec<usize> = items.iter().map(weight).collect();
    drop_chrome(items, nodes, &weights, &mut roles);
    let main = main(items, nodes, &weights, &roles);
    for (item, role) in items.iter().zip(&mut roles) {
        if *role == Role::Content && !within(nodes, node(item), main) {
            *role = Role::Furniture;
        }
    }
    // A page that is all frame is no page: better all of it than nothing.
    if !roles.iter().any(|role| *role != Role::Furniture) {
        roles.fill(Role::Content);
    }
    roles
}

fn is_phrase(line: &str) -> bool {
    line.chars().count() <= PHRASE_LINE && PHRASES.iter().any(|phrase| line.contains(phrase))
}

fn node(item: &Item) -> u32 {
    match item {
        Item::Paragraph { node, .. } | Item::Table(Grid { node, .. }) => *node,
    }
}

fn weight(item: &Item) -> usize {
    match item {
        Item::Paragraph { flow, .. } => {
            flow.text().chars().filter(|c| !is_blank(*c)).count().min(MOST)
        }
        Item::Table(_) => MOST,
    }
}

/// Makes furniture of what stands in an element of the frame, unless that element holds half of
/// the page: then its name misleads.
fn drop_chrome(items: &[Item], nodes: &[Node], weights: &[usize], roles: &mut [Role]) {
    if !nodes.iter().any(|node| node.chrome) {
        return;
    }
    let held = held(items, nodes, weights, roles);
    let all = held[0];
    // Parents come before their children.
    let mut chrome = vec![false; nodes.len()];
    for index in 1..nodes.len() {
        let own = nodes[index].chrome && held[index] * 2 < all;
        chrome[index] = own || chrome[nodes[index].parent as usize];
    }
    for (item, role) in items.iter().zip(roles) {
        if chrome[node(item) as usize] && *role == Role::Content {
            *role = Role::Furniture;
        }
    }
}

/// What each element holds of the weight that is content.
fn held(items: &[Item], nodes: &[Node], weights: &[usize], roles: &[Role]) -> Vec<usize> {
    let mut held = vec![0; nodes.len()];
    for ((item, weight), role) in items.iter().zip(weights).zip(roles) {
        if *role != Role::Furniture {
            held[node(item) as usize] += weight;
        }
    }
    for index in (1..nodes.len()).rev() {
        held[nodes[index].parent as usize] += held[index];
    }
    held
}

/// The smallest element that holds nearly all content, and the title where one was found.
fn main(items: &[Item], nodes: &[Node], weights: &[usize], roles: &[Role]) -> u32 {
    let held = held(items, nodes, weights, roles);
    let title = items.iter().zip(roles).find(|(_, role)| **role == Role::Title);
    let title = title.map(|(item, _)| node(item));
    let mut main = 0u32;
    // Children come after their parents, so one pass finds the way down.
    for (index, own) in nodes.iter().enumerate().skip(1) {
        let index = index as u32;
        let holds = held[index as usize] * 100 >= held[0] * SHARE;
        if own.parent == main && holds && title.is_none_or(|title| within(nodes, title, index)) {
            main = index;
        }
    }
    main
}

/// Whether an element is another or lies in it.
fn within(nodes: &[Node], mut node: u32, outer: u32) -> bool {
    while node > outer {
        node = nodes[node as usize].parent;
    }
    node == outer
}
