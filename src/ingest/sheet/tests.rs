//! Workbooks as programs write them, and what is read of each.

use crate::ingest::ingest;
use crate::ingest::zipped::tests::usual;
use crate::model::document::IngestOddity;
use crate::model::{Document, Source};

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;增&quot;0;&quot;降&quot;0;;@&quot;市&quot;'/>\
    </numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";

fn read(sheet: &str) -> Document {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let strings = "<sst><si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si></sst>";
    let relations = "<Relationships><Relationship Id='r1' Type='http://a/drawing' Target='../drawings/drawing1.xml'/>\
        </Relationships>";
    let drawing = "<wsDr><twoCellAnchor><from><row>0</row></from><sp><txBody><p><r><t>名单（共5家）</t></r></p></txBody></sp>\
        </twoCellAnchor></wsDr>";
    let mut parts = vec![
        ("xl/workbook.xml", "<workbook><sheets><sheet name='Sheet1'/></sheets></workbook>"),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    if sheet.contains("<drawing") {
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels", relations));
        parts.push(("xl/drawings/drawing1.xml", drawing));
    }
    ingest(&Source::new("test", usual(&parts))).unwrap()
}

fn text(place: &str, index: u32) -> String {
    format!("<c r='{place}' t='s'><v>{index}</v></c>")
}

fn has(document: &Document, of: fn(&IngestOddity) -> bool) -> bool {
    document.oddities.iter().any(of)
}

fn is_damaged(oddity: &IngestOddity) -> bool {
    matches!(oddity, IngestOddity::SourceDamaged { .. })
}

fn is_hidden(oddity: &IngestOddity) -> bool {
    matches!(oddity, IngestOddity::Hidden { .. })
}

#[test]
fn cells_show_what_their_formats_show() {
    let row = |n: u32, value: &str| {
        format!(
            "<row r='{n}'>{}<c r='B{n}' s='1'><v>{value}</v></c></row>",
            text(&format!("A{n}"), 0)
        )
    };
    let words = "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4' t='s' s='1'><v>2</v></c></row>";
    let rows = row(1, "5") + &row(2, "-5") + &row(3, "0") + words;
    let document = read(&rows);
    assert_eq!(document.text.trim_end(), "甲\t增5\n甲\t降5\n甲\t\n乙\t丙市\n0");
    assert!(has(&document, is_hidden) && !has(&document, is_damaged));
}

#[test]
fn texts_that_are_not_there_and_cells_that_stand_twice_are_faults() {
    let lost = read(&format!("<row r='1'>{}{}</row>", text("A1", 0), text("B1", 9)));
    assert_eq!(lost.text.trim_end(), "甲\t\u{FFFD}");
    assert!(has(&lost, is_damaged));
    let twice = format!("<row r='1'>{}{}{}</row>", text("A1", 0), text("B1", 1), text("B1", 2));
    assert!(has(&read(&twice), is_damaged));
    let same = format!("<row r='1'>{}{}{}</row>", text("A1", 0), text("B1", 1), text("B1", 1));
    assert!(!has(&read(&same), is_damaged));
}

#[test]
fn a_merged_cell_shows_beside_the_rows_that_show() {
    let row = |n: u32, form: &str, first: &str| {
        format!("<row r='{n}' {form}>{first}{}</row>", text(&format!("B{n}"), 1))
    };
    let rows = row(1, "", &text("A1", 2))
        + &row(2, "hidden='1'", &text("A2", 0))
        + &row(3, "", "")
        + &row(4, "", "");
    let document = read(&(rows + "<mergeCells><mergeCell ref='A2:A4'/></mergeCells>"));
    assert_eq!(document.text.trim_end(), "丙\t乙\n甲\t乙\n乙\n乙");
    assert_eq!(document.tables[0].cells[2].rowspan, 2);
}

#[test]
fn rows_without_height_are_hidden_and_a_filter_is_told() {
    let row = |n: u32, form: &str| {
        format!(
            "<row r='{n}' {form}>{}{}</row>",
            text(&format!("A{n}"), 0),
            text(&format!("B{n}"), 1)
        )
    };
    let flat = read(&(row(1, "") + &row(2, "ht='0'") + &row(3, "ht='14.5'")));
    assert!(has(&flat, is_hidden));
    assert_eq!(flat.tables[0].rows.len(), 2);
    let rows = row(1, "") + &row(2, "hidden='1'") + &row(3, "");
    let filter = "<autoFilter ref='A1:B3'><filterColumn colId='0'/></autoFilter>";
    let filtered = |oddity: &IngestOddity| matches!(oddity, IngestOddity::Filtered { .. });
    assert!(has(&read(&(rows.clone() + filter)), filtered) && !has(&read(&rows), filtered));
}

#[test]
fn shapes_and_the_lines_of_the_page_are_read() {
    let row = format!("<row r='2'>{}{}</row>", text("A2", 0), text("B2", 1));
    let margins =
        "<headerFooter><oddHeader>&amp;C某省名单&amp;P</oddHeader></headerFooter><drawing/>";
    let document = read(&(row + margins));
    assert_eq!(document.text.trim_end(), "名单（共5家）\n甲\t乙\n某省名单");
}

#[test]
fn shapes_and_notes_of_an_ods_stand_apart() {
    let flat = "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>\
        <table:table table:name='Sheet1'><table:shapes><draw:frame><text:p>名单</text:p></draw:frame></table:shapes>\
        <table:table-row><table:table-cell office:value-type='string' office:string-value='甲'/>\
        <table:table-cell><draw:frame><text:p>框</text:p></draw:frame><text:p>乙</text:p></table:table-cell>\
        </table:table-row></table:table></office:document>";
    let document = ingest(&Source::new("test", flat)).unwrap();
    assert_eq!(document.text.trim_end(), "名单\n框\n甲\t乙");
}
