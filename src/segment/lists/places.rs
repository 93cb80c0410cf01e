//! Names of provinces, and lists whose names are places.

use super::{Scope, column};
use crate::gazetteer::{Gazetteer, Thing};
use crate::model::Role;
use crate::model::{Column, Span};
use crate::segment::roster::values;
use crate::text::{blank, compact};

/// Stands beside the provinces in lists.
const CORPS: &[&str] = &["新疆生产建设兵团", "新疆兵团", "兵团"];

/// Whether a text is the name of a province, full or short, and nothing else.
pub(in crate::segment) fn is_province(text: &str) -> bool {
    let text = blank::close_up(text);
    CORPS.contains(&text.as_str()) || Gazetteer::embedded().is_province(&text)
}

/// Whether a text is a name that the gazetteer knows, of whatever level.
pub(in crate::segment) fn is_known(text: &str) -> bool {
    text.chars().nth(1).is_some() && Gazetteer::embedded().lookup(text).next().is_some()
}

/// Whether a text is the name of a prefecture.
pub(super) fn is_prefecture(text: &str) -> bool {
    let prefecture = |code: u32| code.is_multiple_of(100) && !code.is_multiple_of(10_000);
    let gazetteer = Gazetteer::embedded();
    gazetteer.lookup(text).any(|(thing, _)| match thing {
        Thing::Division(id) => prefecture(gazetteer.division(id).code),
        _ => false,
    })
}

/// Whether a text begins with the name of a province.
pub(in crate::segment) fn leads_with_province(text: &str) -> bool {
    CORPS.iter().any(|name| text.starts_with(name))
        || Gazetteer::embedded().leads_with_province(text)
}

/// Whether a name before a colon ends as places do.
pub(in crate::segment) fn ends_as_place(text: &str) -> bool {
    // The last character tells most texts to be none.
    let ends = text.ends_with(['省', '市', '区', '县', '州', '盟', '旗', '镇', '乡'])
        || text.ends_with("兵团")
        || text.ends_with("街道");
    ends && text.chars().count() <= 16
}

/// A ministry or a province: 教育部 over the rows of its schools, and 河北省 over those of its own.
pub(in crate::segment) fn heads_bodies(text: &str) -> bool {
    const BODY_MOST: usize = 12;
    let ministry = text.ends_with(['部', '局', '委', '署', '厅']) || text.ends_with("委员会");
    is_province(text) || (ministry && text.chars().count() <= BODY_MOST)
}

/// The column of a list's names: places where nearly all of them end as divisions do.
pub(super) fn name_column(scope: &Scope<'_>, names: &[Span], evidence: &'static str) -> Column {
    let texts: Vec<String> =
        names.iter().map(|name| compact(scope.document.slice(*name))).collect();
    let rows: Vec<Vec<&str>> = texts.iter().map(|text| vec![text.as_str()]).collect();
    let divisions = values::role_of(0, &rows) == Some(Role::Place);
    // 山西省阳城县横河镇: the whole path is printed.
    let town = |text: &&String| {
        leads_with_province(text) && ["镇", "乡", "街道"].iter().any(|end| text.ends_with(end))
    };
    let towns = texts.len() > 1 && texts.iter().filter(town).count() * 5 >= texts.len() * 4;
    if divisions || towns {
        column("place", Role::Place, "values")
    } else {
        column("name", Role::Name, evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::is_province;

    #[test]
    fn provinces() {
        for name in ["江苏省", "北京市", "广西壮族自治区", "新疆", "新疆兵团", "兵团", "吉林"]
        {
            assert!(is_province(name), "{name}");
        }
        for name in ["苏州市", "吉林市", "黄浦区", "江苏省苏州市", "自治区"] {
            assert!(!is_province(name), "{name}");
        }
    }
}
