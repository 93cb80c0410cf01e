//! A double array trie over dense character ids.

use std::collections::{BTreeMap, HashMap};

/// What is written: three numbers a cell, and the ids of all characters.
pub(crate) struct Packed {
    /// `base, check, value` per cell; `check` is the parent's index + 1, `value` the name + 1.
    pub(crate) cells: Vec<[u32; 3]>,
    /// Character → id, from 1; the most frequent ones first.
    pub(crate) ids: HashMap<char, u16>,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<u16, usize>,
    value: u32,
}

/// Builds the trie of `names`; a name's value is its index.
pub(crate) fn build(names: &[String]) -> Packed {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for c in names.iter().flat_map(|name| name.chars()) {
        *counts.entry(c).or_default() += 1;
    }
    let mut order: Vec<(char, usize)> = counts.into_iter().collect();
    order.sort_by_key(|&(c, n)| (std::cmp::Reverse(n), c));
    let ids: HashMap<char, u16> =
        order.iter().enumerate().map(|(i, &(c, _))| (c, i as u16 + 1)).collect();

    let mut nodes = vec![Node::default()];
    for (value, name) in names.iter().enumerate() {
        let mut at = 0;
        for c in name.chars() {
            let id = ids[&c];
            let fresh = nodes.len();
            let child = *nodes[at].children.entry(id).or_insert(fresh);
            if child == fresh {
                nodes.push(Node::default());
            }
            at = child;
        }
        nodes[at].value = value as u32 + 1;
    }
    Packed { cells: place(&nodes), ids }
}

/// Finds each node's children a base where all of them fall on free cells.
fn place(nodes: &[Node]) -> Vec<[u32; 3]> {
    let mut cells = vec![[0u32; 3]; 1 << 16];
    let mut used = vec![false; 1 << 16];
    used[0] = true;
    let mut free = 1;
    let mut queue = std::collections::VecDeque::from([(0usize, 0usize)]);
    while let Some((node, cell)) = queue.pop_front() {
        let node = &nodes[node];
        cells[cell][2] = node.value;
        let Some((&first, _)) = node.children.first_key_value() else { continue };
        while used[free] {
            free += 1;
        }
        let mut base = free.saturating_sub(first as usize);
        loop {
            let top = base + usize::from(*node.children.last_key_value().unwrap().0);
            if top >= cells.len() {
                cells.resize(top * 2, [0; 3]);
                used.resize(top * 2, false);
            }
            if node.children.keys().all(|&id| !used[base + usize::from(id)]) {
                break;
            }
            base += 1;
        }
        cells[cell][0] = base as u32;
        for (&id, &child) in &node.children {
            let at = base + usize::from(id);
            used[at] = true;
            cells[at][1] = cell as u32 + 1;
            queue.push_back((child, at));
        }
    }
    let last = used.iter().rposition(|&u| u).unwrap();
    cells.truncate(last + 1);
    cells
}
