//! What frames a page, by words that all sites share.

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
    "关闭此页",
    "分享到",
    "【字体",
    "[字体",
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
    "[打印]",
    "[关闭]",
    "相关链接",
    "相关附件下载",
    "无障碍",
    "技术支持：",
    "责任编辑",
    "我要纠错",
    "发布时间：",
    "发布日期：",
];

/// Short lines of a page's frame, whole.
static LINES: &[&str] = &[
    "打印",
    "关闭",
    "收藏",
    "分享",
    "分享：",
    "字体：",
    "大中小",
    "首页",
    "纠错",
    "相关稿件",
    "相关阅读",
    "相关报道",
    "相关文章",
    "相关解读",
    "相关信息",
    "相关文件",
    "推荐阅读",
    "图解",
];

/// Words before a colon in the box that a site sets above a document.
static LABELS: &[&str] = &[
    "标题",
    "名称",
    "文件名称",
    "信息名称",
    "索引号",
    "信息索引",
    "发文机关",
    "发文机构",
    "发文单位",
    "发布机构",
    "制发机关",
    "发文字号",
    "文号",
    "成文日期",
    "发文日期",
    "生成日期",
    "生成时间",
    "发布日期",
    "发布时间",
    "公开日期",
    "主题分类",
    "主题词",
    "关键词",
    "公文种类",
    "体裁分类",
    "信息类别",
    "分类",
    "所属分类",
    "内容概述",
    "来源",
    "有效性",
    "时效性",
    "有效期",
    "公开方式",
    "公开范围",
    "公开责任部门",
    "废止日期",
    "失效日期",
    "责任部门",
    "组配分类",
    "语种",
];

/// Longest line that a stock phrase makes furniture of, in characters.
const PHRASE_LINE: usize = 90;
/// Longest line of when and from where an article came.
const BYLINE: usize = 60;

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

/// Whether a line, without its blanks, is the page's and not the notice's.
pub(super) fn is_phrase(line: &str) -> bool {
    let length = line.chars().count();
    let byline = || {
        let dated = line.contains("来源：") || line.contains("来源:");
        dated && line.chars().filter(char::is_ascii_digit).count() >= 6
    };
    LINES.contains(&line)
        || length <= PHRASE_LINE && PHRASES.iter().any(|phrase| line.contains(phrase))
        || length <= BYLINE
            && (byline() || line.starts_with("来源：") || line.starts_with("编辑："))
}

/// Whether a cell, without its blanks, labels what a site says about a document.
pub(super) fn is_label(cell: &str) -> bool {
    cell.strip_suffix(['：', ':']).is_some_and(|label| {
        let label = label.trim_matches(['【', '】', '[', ']']);
        LABELS.contains(&label)
    })
}
