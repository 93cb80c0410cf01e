//! Column names: unique, and the same every time.

use std::collections::BTreeSet;

use crate::model::columns::FIXED;

/// Hands out names that are not yet taken.
#[derive(Debug)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// All but the fixed columns' names and `reserved` are free.
    pub(super) fn new(reserved: &[&str]) -> Self {
        Self(FIXED.iter().chain(reserved).map(|name| (*name).to_owned()).collect())
    }

    /// The name `wanted`, or `wanted_2` and so on, such that it is free together with every
    /// `suffix` put behind it. All of these are taken from then on.
    pub(super) fn take(&mut self, wanted: &str, suffixes: &[&str]) -> String {
        let mut name = wanted.to_owned();
        let mut number = 1;
        loop {
            let family = || {
                std::iter::once(name.clone())
                    .chain(suffixes.iter().map(|suffix| format!("{name}{suffix}")))
            };
            if family().all(|member| !self.0.contains(&member)) {
                self.0.extend(family());
                return name;
            }
            number += 1;
            name = format!("{wanted}_{number}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn numbers_what_is_taken() {
        let mut names = Names::new(&["province"]);
        assert_eq!(names.take("rank", &[]), "rank_2");
        assert_eq!(names.take("province", &["_raw"]), "province_2");
        assert_eq!(names.take("name", &["_raw"]), "name");
        assert_eq!(names.take("name_raw", &["_raw"]), "name_raw_2");
        assert_eq!(names.take("name", &["_raw"]), "name_2");
        assert_eq!(names.take("name", &["_raw"]), "name_3");
    }
}
