//! Other names that a row gives itself in words: `襄阳市（原襄樊市）`, a remark 由某学院更名.

use std::sync::LazyLock;

use regex::Regex;

/// Ways of saying what a thing was called, or is called from now on.
static SAID: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?:原名称|原名|曾用名|原称|原为|原)[：:]?\s*([^，,。；;（）()、：:]{2,})",
        r"由([^，,。；;（）()]{2,}?)(?:更名|改名|改称|改建|升格|转设|变更)",
        r"(?:更名为|改名为|改称|现为|现名)[：:]?\s*([^，,。；;（）()、]{2,})",
        r"取消([^，,。；;（）()]{2,}?)(?:的?(?:名称|称号|罪名)|和|$)",
    ]
    .iter()
    // The patterns are ours, and a test compiles them all.
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Marks without which no text needs to be searched.
const MARKS: [&str; 6] = ["原", "名", "改", "由", "现为", "取消"];

/// The names said in a text. They count only where the other roster has an entry of that name, so
/// a stretch too many does no harm.
pub(super) fn said(text: &str) -> Vec<String> {
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    let found = SAID.iter().flat_map(|said| said.captures_iter(text));
    let names = found.filter_map(|captures| captures.get(1));
    names.map(|name| name.as_str().trim_matches(['“', '”', '"', ' ']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{SAID, said};

    #[test]
    fn hears_other_names() {
        assert_eq!(SAID.len(), 4);
        for (text, name) in [
            ("襄阳市（原襄樊市）", "襄樊市"),
            ("原名：黄河水利职业技术学院", "黄河水利职业技术学院"),
            ("2024年由北京电子科技职业学院更名", "北京电子科技职业学院"),
            ("更名为民政职业大学", "民政职业大学"),
            ("侮辱国旗、国徽、国歌罪（取消侮辱国旗、国徽罪罪名）", "侮辱国旗、国徽罪"),
        ] {
            assert!(said(text).contains(&name.to_owned()), "{text}: {:?}", said(text));
        }
        assert!(said("民办").is_empty());
    }
}
