//! What frames a page, by words that all sites share.

use crate::text::words::site::BOX_LABELS;

/// Words in classes, ids and roles that name a part of the page's frame.
static CHROME: &[&str] = &[
    "nav",
    "navi",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "breadcrumbnav",
    "crumb",
    "crumbs",
    "footer",
    "foot",
    "copyright",
    "share",
    "bdsharebuttonbox",
    "sidebar",
    "aside",
    "toolbar",
    "search",
    "pagination",
    "pager",
    "related",
    "relate",
    "recommend",
    "login",
    "banner",
    "topbar",
    "qrcode",
    "comment",
    "comments",
    "friendlink",
    "friendlinks",
    "contentinfo",
    "complementary",
    "weizhi",
    "dqwz",
    "fontsize",
    "print",
    "xglj",
    "xgwj",
    "xgxx",
    "editor-info",
    "zrbj",
];

/// Words in classes and ids that editors of content management systems, and authors after them,
/// put around the text of an article.
static BODY: &[&str] = &[
    "trs_editor",
    "trs_ueditor",
    "trs_editor_view",
    "custom_unionstyle",
    "ucap-content",
    "ucapcontent",
    "pages_content",
    "article-content",
    "article_content",
    "articlecontent",
    "article-body",
    "article_con",
    "articlecon",
    "content_body",
    "content-body",
    "news_content",
    "news-content",
    "newscontent",
    "detail-content",
    "detail_content",
    "view_content",
    "xl_content",
    "con_text",
    "zoom",
    "zoomcon",
    "fontzoom",
    "js_content",
    "mainbody",
    "wordsection1",
    "entry-content",
    "post-content",
];

/// Longest line of where an article came from, in characters.
const BYLINE: usize = 60;
/// Longest line that is a label and what it labels, in characters.
const LABELLED: usize = 90;

/// Whether an element frames the page by its name, or by its class, id and role.
pub(super) fn is_chrome(name: &str, words: &[String]) -> bool {
    let parts = |word: &str| {
        word.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| CHROME.contains(&word))
    };
    matches!(name, "nav" | "footer" | "aside")
        || words.iter().any(|word| parts(word) || word.split(' ').any(|w| CHROME.contains(&w)))
}

/// Whether an element holds an article by its name, class or id.
pub(super) fn is_body(name: &str, words: &[String]) -> bool {
    name == "article"
        || words.iter().flat_map(|word| word.split_ascii_whitespace()).any(|w| BODY.contains(&w))
}

/// Whether a line, without its blanks, says where an article came from or who set it. On a page of
/// the web it is the site's, also where it stands alone.
pub(super) fn is_byline(line: &str) -> bool {
    line.chars().count() <= BYLINE
        && !line.contains('。')
        && ["来源：", "编辑：", "（编辑：", "(编辑："].iter().any(|word| line.starts_with(word))
}

/// Whether a line, without its blanks, is what a program sets over a sheet of a workbook whose name says nothing
/// that the sheet does not: `Sheet 3: 附件2`, `Sheet 1: Sheet1`.
pub(super) fn names_sheet(line: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let Some((lead, name)) = line.split_once(':') else { return false };
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    lead.strip_prefix("Sheet").is_some_and(number)
        && ["附件", "附表", "Sheet", "sheet", "工作表"].contains(&bare)
}

/// Whether a line, without its blanks, is a label of that kind and what it labels:
/// `[发文机构]某某局`, `索引号：1234`.
pub(super) fn is_labelled(line: &str) -> bool {
    // The items of a numbered list have their numbers by now.
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = digits.strip_prefix('.').filter(|_| digits.len() < line.len()).unwrap_or(line);
    let Some(at) = line.find(['：', ':', ']', '】']).filter(|at| *at > 0) else { return false };
    let label = line[..at].trim_start_matches(['[', '【']);
    BOX_LABELS.contains(&label) && line.chars().count() <= LABELLED
}

/// Whether a cell, without its blanks, labels what a site says about a document.
pub(super) fn is_label(cell: &str) -> bool {
    cell.strip_suffix(['：', ':']).is_some_and(|label| {
        let label = label.trim_matches(['【', '】', '[', ']']);
        BOX_LABELS.contains(&label)
    })
}
