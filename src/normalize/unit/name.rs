//! A name between print and canonical form, and what its words tell of it.

use std::sync::Arc;

use crate::model::{Adcode, Basis, Kind};
use crate::text::words::places::UNIT_ROLES;

/// A name on its way.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) adcode: Option<Adcode>,
    pub(super) basis: Option<Basis>,
    pub(super) kind: Option<Kind>,
    pub(super) unbound: bool,
    pub(super) mismatch: bool,
    /// Begins with a body or place that the gazetteer has.
    pub(super) known: bool,
    /// The place of its row has a part in it: elsewhere it may mean something else.
    pub(super) bound: bool,
    pub(super) steps: Vec<(&'static str, Arc<str>, Arc<str>)>,
}

impl Name {
    /// Takes a step, if it is one.
    pub(super) fn set(&mut self, rule: &'static str, to: String) {
        // Folded and set back is as printed.
        if self.steps.len() == 1 && *self.steps[0].1 == *to {
            self.steps.clear();
            self.text = to;
        } else if to != self.text {
            self.steps.push((rule, Arc::from(&*self.text), Arc::from(&*to)));
            self.text = to;
        }
    }
}

/// Whether a printed short name can only be a central body's.
pub(super) fn central(printed: &str) -> bool {
    ["国家", "中央", "国务院", "全国", "最高", "中国", "中共"]
        .iter()
        .any(|p| printed.starts_with(p))
        || ["部", "总局", "总署", "总行"].iter().any(|e| printed.ends_with(e))
}

/// Whether the rest of a name is that of a public body serving its place.
pub(super) fn service(rest: &str) -> bool {
    [
        "管理中心",
        "信息中心",
        "服务中心",
        "统计中心",
        "监测中心",
        "指导中心",
        "事务中心",
        "保障中心",
        "发展中心",
        "研究中心",
    ]
    .iter()
    .any(|ending| rest.ends_with(ending))
}

/// A folded name without the bracket that it ends with.
pub(super) fn without_remark(name: &str) -> Option<&str> {
    let open = name.strip_suffix(')')?.rfind('(')?;
    (open > 0).then(|| &name[..open])
}

/// A folded name without the bracket that says what the body's part is: 市水利局(牵头).
pub(super) fn without_role(name: &str) -> Option<&str> {
    let stem = without_remark(name)?;
    let remark = &name[stem.len() + 1..name.len() - 1];
    UNIT_ROLES.contains(&remark).then_some(stem)
}
