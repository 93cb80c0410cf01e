//! What the page's own rules for a class hide: `.x{display:none}`.
//!
//! No style sheet is followed further. A class that another rule shows waits for a script, and is shown.

use std::collections::BTreeSet;

/// Whether a style, in small letters and without blanks, makes text that no one sees; `shown` where what is only
/// invisible counts as seen.
pub(super) fn hides(style: &str, shown: bool) -> bool {
    style.split(';').any(|rule| match rule.split_once(':') {
        Some(("display", "none")) => true,
        Some(("visibility", "hidden")) => !shown,
        Some(("font-size", size)) => {
            let unit = size.trim_start_matches(['0', '.']);
            size.starts_with('0') && matches!(unit, "" | "px" | "pt" | "em" | "%")
        }
        Some(("opacity", much)) => !shown && matches!(much, "0" | "0.0" | "0%"),
        _ => false,
    })
}

/// Rules of the page that hide a class, `.x`, or elements of it, `tr.x`.
pub(super) fn unseen(source: &str) -> BTreeSet<String> {
    let (mut hidden, mut shown) = (BTreeSet::new(), BTreeSet::new());
    let lower = source.to_ascii_lowercase();
    for block in lower.split("<style").skip(1) {
        let block = block.split("</style").next().unwrap_or_default();
        let rules = block.split_once('>').map_or("", |(_, rules)| rules);
        read(&without_comments(rules), &mut hidden, &mut shown);
    }
    hidden.retain(|selector| selector.split('.').nth(1).is_none_or(|name| !shown.contains(name)));
    hidden
}

fn read(rules: &str, hidden: &mut BTreeSet<String>, shown: &mut BTreeSet<String>) {
    let mut rest = rules;
    while let Some((selectors, behind)) = rest.split_once('{') {
        // @media print { … } says nothing of the page on its own.
        if selectors.trim_start().starts_with('@') {
            rest = past(behind);
            continue;
        }
        let Some((style, behind)) = behind.split_once('}') else { return };
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let style = style.replace("!important", "");
        let hides = hides(&style, false);
        for selector in selectors.split(',').map(str::trim) {
            let class = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_');
            if hides {
                let lone = selector.split_once('.').is_some_and(|(tag, name)| {
                    !name.contains(class) && tag.bytes().all(|b| b.is_ascii_alphanumeric())
                });
                hidden.extend(Some(selector.to_owned()).filter(|_| lone));
            } else if ["display:", "visibility:", "opacity:"]
                .iter()
                .any(|word| style.contains(word))
            {
                let names = selector.split('.').skip(1).filter_map(|name| name.split(class).next());
                shown.extend(names.map(str::to_owned));
            }
        }
        rest = behind;
    }
}

/// What stands behind the block just opened.
fn past(block: &str) -> &str {
    let mut depth = 1;
    for (at, c) in block.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &block[at + 1..];
        }
    }
    ""
}

fn without_comments(rules: &str) -> String {
    let mut parts = rules.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once("*/").map_or("", |(_, rest)| rest));
    rest.fold(first, |all, part| all + part)
}

#[cfg(test)]
mod tests {
    use super::{hides, unseen};

    #[test]
    fn rules_of_one_class_hide_it() {
        let page = "<style>.x{display:none} /* .c{display:none} */ .y , td.z { visibility: hidden }
            @media print{.p{display:none}} .t{display:none} .t.on{display:block} .f{font-size:0}</style>
            <STYLE type=a>.w{DISPLAY:NONE!important}</style>";
        let found: Vec<String> = unseen(page).into_iter().collect();
        assert_eq!(found, [".f", ".w", ".x", ".y", "td.z"]);
        assert!(hides("color:red;font-size:0px", false) && !hides("font-size:0.8em", false));
        assert!(
            hides("opacity:0", false) && !hides("opacity:0", true) && !hides("opacity:0.5", false)
        );
        assert!(!hides("font-size:10px", false) && hides("display:none", true));
    }
}
