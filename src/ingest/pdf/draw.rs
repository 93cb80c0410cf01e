//! What the reader saw, drawn over the page: one SVG a page.

use std::fmt::Write as _;

use super::engine;
use super::items::{self, Item, Sheet};
use super::page::Rect;
use super::{furniture, stream};
use crate::ingest::IngestError;

/// The rules and fills of a page as drawn.
type Drawing = (Vec<Rect>, Vec<Rect>);

/// Draws an overlay for each page: rules black, fills grey, lines green, the cells of tables red,
/// furniture blue. Coordinates are points of the page with its text upright.
///
/// # Errors
/// The file cannot be opened.
pub fn draw(bytes: &[u8]) -> Result<Vec<String>, IngestError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut drawings: Vec<Drawing> = Vec::new();
    engine::pages(bytes, |_, page| {
        let page = page.unwrap_or_default();
        drawings.push((page.rules.clone(), page.fills.clone()));
        sheets.push(items::sheet(page));
    })
    .map_err(IngestError::from)?;
    let mut margins = furniture::find(&sheets);
    stream::find(&mut sheets, &mut margins);
    let pages = sheets.iter().zip(&margins).zip(&drawings);
    Ok(pages.map(|((sheet, margin), drawing)| overlay(sheet, margin, drawing)).collect())
}

fn overlay(sheet: &Sheet, margin: &[usize], (rules, fills): &Drawing) -> String {
    let (width, height) = (sheet.page.width, sheet.page.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\">\n"
    );
    for fill in fills {
        shape(&mut svg, fill, "fill=\"#ddd\"", "");
    }
    for rule in rules {
        let rule =
            Rect::new(rule.x0, rule.y0, rule.x1.max(rule.x0 + 0.4), rule.y1.max(rule.y0 + 0.4));
        shape(&mut svg, &rule, "fill=\"#000\"", "");
    }
    for (index, item) in sheet.items.iter().enumerate() {
        match item {
            Item::Line(line) => {
                let colour = if margin.contains(&index) { "blue" } else { "green" };
                let style = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\".4\"");
                shape(&mut svg, &line.bounds, &style, &line.text());
            }
            Item::Table(draft) => {
                for cell in draft.rows.iter().flat_map(|row| &row.cells) {
                    for part in &cell.parts {
                        let style = "fill=\"none\" stroke=\"red\" stroke-width=\".4\"";
                        shape(&mut svg, &part.bounds, style, &part.text);
                    }
                }
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// A rectangle with its text, small enough to fit its width.
fn shape(svg: &mut String, rect: &Rect, style: &str, text: &str) {
    let (x, y) = (rect.x0, rect.y0);
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{:.2}\" height=\"{:.2}\" {style}/>",
        rect.width(),
        rect.height()
    );
    if !text.is_empty() {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            svg,
            "<text x=\"{x:.2}\" y=\"{:.2}\" font-size=\"{:.2}\" textLength=\"{:.2}\">{text}</text>",
            rect.y0 + 0.85 * rect.height().min(12.0),
            rect.height().min(12.0),
            rect.width().max(1.0)
        );
    }
}
