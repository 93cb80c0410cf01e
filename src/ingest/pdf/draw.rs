//! What the reader saw, drawn over the page: one SVG a page.

use std::fmt::Write as _;

use super::engine;
use super::items::{Item, Sheet};
use super::lines::{self, Line, Segment};
use super::page::Rect;
use super::{furniture, sheets, stream};
use crate::ingest::IngestError;

/// A page as drawn.
struct Drawing {
    rules: Vec<Rect>,
    fills: Vec<Rect>,
    text: Vec<Line>,
}

/// Draws an overlay for each page: rules black, fills grey, lines green, the cells of tables red,
/// furniture blue; each character stands where the file puts it. Coordinates are points of the page
/// with its text upright.
///
/// # Errors
/// The file cannot be opened.
pub fn draw(bytes: &[u8]) -> Result<Vec<String>, IngestError> {
    let mut all: Vec<Sheet> = Vec::new();
    let mut drawings: Vec<Drawing> = Vec::new();
    engine::pages(bytes, |_, page| {
        let page = page.unwrap_or_default();
        let mut text = lines::lines(&mut page.glyphs.clone());
        text.append(&mut lines::lines(&mut page.slanted.clone()));
        drawings.push(Drawing { rules: page.rules.clone(), fills: page.fills.clone(), text });
        all.push(sheets::sheet(page));
    })
    .map_err(IngestError::from)?;
    let mut margins = furniture::find(&all);
    stream::find(&mut all, &mut margins);
    let pages = all.iter().zip(&margins).zip(&drawings);
    Ok(pages.map(|((sheet, margin), drawing)| overlay(sheet, margin, drawing)).collect())
}

fn overlay(sheet: &Sheet, margin: &[usize], drawing: &Drawing) -> String {
    let Drawing { rules, fills, text } = drawing;
    let (width, height) = (sheet.page.width, sheet.page.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\">\n"
    );
    for fill in fills {
        shape(&mut svg, fill, "fill=\"#ddd\"");
    }
    for rule in rules {
        let rule =
            Rect::new(rule.x0, rule.y0, rule.x1.max(rule.x0 + 0.4), rule.y1.max(rule.y0 + 0.4));
        shape(&mut svg, &rule, "fill=\"#000\"");
    }
    for (index, item) in sheet.items.iter().enumerate() {
        match item {
            Item::Line(line) => {
                let colour = if margin.contains(&index) { "blue" } else { "green" };
                let style = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\".4\"");
                shape(&mut svg, &line.bounds, &style);
            }
            Item::Table(draft) => {
                for cell in draft.rows.iter().flat_map(|row| &row.cells) {
                    for part in &cell.parts {
                        let style = "fill=\"none\" stroke=\"red\" stroke-width=\".4\"";
                        shape(&mut svg, &part.bounds, style);
                    }
                }
            }
        }
    }
    text.iter().flat_map(|line| &line.segments).for_each(|segment| letters(&mut svg, segment));
    svg.push_str("</svg>\n");
    svg
}

fn shape(svg: &mut String, rect: &Rect, style: &str) {
    let (x, y) = (rect.x0, rect.y0);
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{:.2}\" height=\"{:.2}\" {style}/>",
        rect.width(),
        rect.height()
    );
}

/// The characters of a segment, each at its own place.
fn letters(svg: &mut String, segment: &Segment) {
    svg.push_str("<text x=\"");
    for (at, place) in segment.places.iter().enumerate() {
        let gap = if at > 0 { " " } else { "" };
        let _ = write!(svg, "{gap}{:.2}", place.0);
    }
    let (size, text) = (segment.bounds.height(), segment.text.replace('&', "&amp;"));
    let _ = writeln!(
        svg,
        "\" y=\"{:.2}\" font-size=\"{size:.2}\">{}</text>",
        segment.bounds.y1 - 0.12 * size,
        text.replace('<', "&lt;")
    );
}
