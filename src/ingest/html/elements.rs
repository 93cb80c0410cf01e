//! Elements of a page by what they do to its text (HTML standard, chapters 4 and 15).

/// Whether the element begins a line of its own.
#[rustfmt::skip]
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
            | "details" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure"
            | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup"
            | "hr" | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "p" | "pre"
            | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
            | "ul"
    )
}

/// Whether the element has no content.
#[rustfmt::skip]
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "input" | "link"
            | "meta" | "param" | "source" | "track" | "wbr"
    )
}

/// Whether the element's content is not text of the page.
#[rustfmt::skip]
pub(super) fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "noscript" | "iframe" | "select" | "option" | "button" | "textarea"
            | "svg" | "object" | "template" | "datalist" | "video" | "audio" | "canvas" | "map"
            | "xml" | "noframes"
    )
}
