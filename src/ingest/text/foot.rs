//! What a web site leaves below a notice when its page is taken as text: a heading over links to
//! files, and the page's own program.

use crate::model::{Block, BlockKind, Document};
use crate::text::words::annex::FILE_ENDS;

/// Fewest lines of a program.
const LINES_LEAST: usize = 4;

/// Makes furniture of it.
pub(super) fn find(document: &mut Document) {
    let (blocks, text) = (&mut document.blocks, &document.text);
    let end = blocks.len() - program(blocks, text);
    for block in &mut blocks[end..] {
        block.kind = BlockKind::Furniture;
    }
    let shown = blocks[..end].iter().rposition(|block| block.kind != BlockKind::Furniture);
    let end = shown.map_or(0, |last| last + 1);
    let is_file = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph { .. }) && is_file(block.span.text(text))
    };
    let files = blocks[..end].iter().rev().take_while(is_file).count();
    // The links stay: they say that an annex is a file of its own.
    if files > 0
        && let Some(above) = blocks[..end - files].last_mut()
        && matches!(above.kind, BlockKind::Heading(_))
        && heads_links(above.span.text(text))
    {
        above.kind = BlockKind::Furniture;
    }
}

/// 附件（官方直链）; 附件2：公开资料清单 is the title of a list.
fn heads_links(heading: &str) -> bool {
    heading.contains("附件") && !heading.contains(['：', ':', '单', '录', '表'])
}

/// Whether a line is the name of a file and nothing else. Numbered ones are rows.
fn is_file(line: &str) -> bool {
    let lower = line.trim().to_ascii_lowercase();
    let behind = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = behind.len() < lower.len() && behind.starts_with(['.', '、', '．', ' ']);
    !numbered && FILE_ENDS.iter().any(|end| lower.ends_with(end))
}

/// How many lines at the end are of a program.
fn program(blocks: &[Block], text: &str) -> usize {
    let is_code = |block: &&Block| {
        !matches!(block.kind, BlockKind::Table(_)) && is_code(block.span.text(text))
    };
    let lines = blocks.iter().rev().take_while(is_code).count();
    let begins = |block: &Block| block.span.text(text).trim_end().ends_with('{');
    // It begins where a block of it is opened, and blocks of it are shut.
    let lines = &blocks[blocks.len() - lines..];
    let opened = lines.iter().position(begins).map_or(&[][..], |at| &lines[at..]);
    let shuts = |block: &Block| block.span.text(text).trim_start().starts_with('}');
    let whole = opened.len() >= LINES_LEAST && opened.iter().any(shuts);
    if whole { opened.len() } else { 0 }
}

/// Whether a line can be one of JavaScript: a comment, or signs of ASCII that end as a statement or a
/// block does, whatever its strings say.
fn is_code(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with("//") {
        return true;
    }
    let mut quote = None;
    let outside = |c: &char| {
        if let Some(open) = quote {
            if *c == open {
                quote = None;
            }
            return false;
        }
        quote = matches!(c, '"' | '\'').then_some(*c);
        true
    };
    line.chars().filter(outside).all(|c| c.is_ascii())
        && (line.ends_with(['{', '}', ';', ')', ',']) || line == "else")
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::ingest;
    use crate::model::{BlockKind, Document, Source};

    fn furniture(text: &str) -> Vec<String> {
        let source = Source { name: "a.md".into(), bytes: text.as_bytes().to_vec() };
        let document: Document = ingest::unsummed(&source).unwrap();
        let found = document.blocks.iter().filter(|block| block.kind == BlockKind::Furniture);
        found.map(|block| block.span.text(&document.text).to_owned()).collect()
    }

    #[test]
    fn a_heading_over_links_to_files_alone_is_of_the_site() {
        let list = "# 名单\n\n1.甲\n2.乙\n\n## 附件（官方直链）\n\n";
        let links = "- [a1.docx](https://a.cn/a1.docx)\n- [a2.PDF](https://a.cn/a2.pdf)\n";
        assert_eq!(furniture(&format!("{list}{links}")), ["附件（官方直链）"]);
        // Names that are links are names, and a heading over rows is one.
        assert!(furniture(&format!("{list}- [甲公司](https://a.cn/1)\n")).is_empty());
        assert!(furniture(&format!("{list}{links}丙\n")).is_empty());
        // Files may be what is listed.
        assert!(furniture("# 甲\n\n## 附件2：资料清单\n\n甲标准.pdf\n乙标准.pdf\n").is_empty());
        assert!(furniture("# 甲\n\n## 附件\n\n1.甲标准.pdf\n2.乙标准.pdf\n").is_empty());
    }

    #[test]
    fn a_program_at_the_end_is_of_the_page() {
        let code = "$(document).ready(function() {\n\n  //点击\n  var a = $(\"#b\").val();\n  if (a != \"请输入\") {\n  }\n  else{\n  }\n});\n";
        assert_eq!(furniture(&format!("名单\n1.甲\n2.乙\n{code}")).len(), 8);
        assert_eq!(furniture(&format!("名单\n1.甲\n2.乙\n{code}丙\n")).len(), 0);
        // Names of journals end so as well, but open no block, or shut none.
        let names = "Journals\n1.A (B)\n2.C {\n3.D (E)\n4.F (G)\n5.H (I)\n";
        assert!(furniture(names).is_empty());
        // Names of journals end so as well, but open no block.
        assert!(
            furniture("Journals\nActa A (Berlin)\nActa B (Paris)\nActa C (Rome)\nActa D;\n")
                .is_empty()
        );
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let mut document = Document::default();
        find(&mut document);
        assert!(document.blocks.is_empty());
    }
}
