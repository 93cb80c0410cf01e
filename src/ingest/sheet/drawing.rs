//! What is printed with a sheet of XLSX and stands in none of its cells: shapes with text, the lines above and
//! below its pages.

use super::{Sheet, TextBox};
use crate::ingest::IngestError;
use crate::ingest::xml::{self, Node, Xml};
use crate::ingest::zipped::{Zipped, relations};

/// Reads the shapes of the sheet in that part.
pub(super) fn read(
    zip: &mut Zipped<'_>,
    sheet: &mut Sheet,
    path: &str,
    faults: &mut Vec<String>,
) -> Result<(), IngestError> {
    for relation in relations::of(zip, path)?.iter().filter(|relation| relation.is("drawing")) {
        if let Some(bytes) = zip.part(&relation.path)? {
            let text = xml::decode(&bytes);
            let mut xml = Xml::new(&text);
            shapes(&mut xml, sheet);
            faults.extend(xml.fault);
        }
    }
    Ok(())
}

fn shapes(xml: &mut Xml<'_>, sheet: &mut Sheet) {
    let (mut row, mut text) = (0, String::new());
    let (mut from, mut inside) = (false, "");
    loop {
        match xml.next() {
            Node::Open(tag) => match tag.name() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    (row, text) = (0, String::new());
                }
                "from" => from = true,
                "row" if from => inside = "row",
                "t" => inside = "t",
                "br" => text.push('\n'),
                // The second form of a shape.
                "Fallback" => xml.skip(),
                _ => inside = "",
            },
            Node::Text(words) if inside == "t" => text.push_str(&words),
            Node::Text(number) if inside == "row" => row = number.trim().parse().unwrap_or(0),
            Node::Text(_) => {}
            Node::Close(name) => {
                inside = "";
                match name.get() {
                    "from" => from = false,
                    "p" => text.push('\n'),
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                        let text = std::mem::take(&mut text);
                        if !text.trim().is_empty() {
                            sheet.boxes.push(TextBox { row, text: text.trim().to_owned() });
                        }
                    }
                    _ => {}
                }
            }
            Node::End => return,
        }
    }
}

/// The words of a line above or below a page, without what is set anew on each: `&C名单&P`.
pub(super) fn margin(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => out.push('&'),
            Some('L' | 'C' | 'R') => out.push(' '),
            Some('"') => drop(chars.by_ref().find(|c| *c == '"')),
            Some('K') => {
                (0..6).for_each(|_| {
                    let _ = chars.next_if(char::is_ascii_hexdigit);
                });
            }
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    // A page's number leaves nothing but 第页.
    let bare = out.replace(['第', '页', '共', '-', '/', ','], "");
    if bare.trim().is_empty() { String::new() } else { out.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_above_and_below_pages() {
        assert_eq!(super::margin("&C&\"宋体,加粗\"&14某省名单（共5家）"), "某省名单（共5家）");
        assert_eq!(super::margin("&L甲&&乙&R&K00FF00丙"), "甲&乙 丙");
        assert_eq!(super::margin("&C第 &P 页，共 &N 页".replace('，', ",").as_str()), "");
    }
}
