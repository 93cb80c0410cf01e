//! Lines that belong to the page or the web site, not to the notice.

use crate::text::{compact, numeral};

/// Lines of front matter at the start: `---`, `key: value` lines, `---`. 0 where there is none.
pub(super) fn front_matter(bytes: &[u8]) -> usize {
    if !bytes.starts_with(b"---\n") && !bytes.starts_with(b"---\r\n") {
        return 0;
    }
    let lines = bytes.split(|b| *b == b'\n').skip(1).take(60);
    for (index, line) in lines.enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line == b"---" {
            return index + 2;
        }
        let keyed = line.contains(&b':') || line.starts_with(b" ") || line.starts_with(b"-");
        if !keyed && !line.is_empty() {
            return 0;
        }
    }
    0
}

/// Page numbers, rulers and comments.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    let text = compact(line);
    let comment = text.starts_with("<!--") && text.ends_with("-->");
    let ruler = text.chars().count() >= 3
        && text.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '—' | '－' | '─' | '━'));
    comment || ruler || is_page_number(&text)
}

/// `— 3 —`, `-3-`, `·3·`, `第3页`, `第 3 页 共 9 页`, `3/9页`. A bare number may be a serial and
/// is none.
fn is_page_number(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '−' | '–' | '─' | '·' | '•');
    let inner = text.trim_matches(dash);
    if inner.len() < text.len() {
        return text.starts_with(dash) && text.ends_with(dash) && numeral::whole(inner).is_some();
    }
    let Some(rest) = text.strip_prefix('第') else { return false };
    let Some((_, len)) = numeral::prefix(rest) else { return false };
    let Some(rest) = rest[len..].strip_prefix('页') else { return false };
    let rest = rest.trim_start_matches(['，', ',', '/', '、']);
    rest.is_empty()
        || rest
            .strip_prefix('共')
            .and_then(|r| r.strip_suffix('页'))
            .is_some_and(|n| numeral::whole(n).is_some())
}

#[cfg(test)]
mod tests {
    use super::{front_matter, is_furniture};

    #[test]
    fn page_numbers_and_rulers() {
        for line in
            ["— 3 —", "-12-", "第3页", "第 3 页 共 9 页", "——————", "<!-- END -->", "− 61 −"]
        {
            assert!(is_furniture(line), "{line}");
        }
        for line in ["3", "第3页的内容", "—3", "- 甲 -", "第三章", "--"] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn front_matter_is_counted() {
        assert_eq!(front_matter("---\n标题: 甲\n---\n正文".as_bytes()), 3);
        assert_eq!(front_matter("---\n正文\n---\n".as_bytes()), 0);
    }
}
