//! Documents as Word and others write them, and what is read of each.

use crate::ingest::ingest;
use crate::ingest::zipped::tests::usual;
use crate::model::document::IngestOddity;
use crate::model::{Document, Source};

fn read(body: &str) -> Document {
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='1'>\
        <w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='(%2)'/><w:lvlRestart w:val='0'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
    let relations = "<Relationships><Relationship Id='r1' Type='http://a/numbering' Target='numbering.xml'/>\
        </Relationships>";
    let bytes = usual(&[
        ("word/document.xml", &main),
        ("word/numbering.xml", numbering),
        ("word/_rels/document.xml.rels", relations),
    ]);
    ingest(&Source::new("test", bytes)).unwrap()
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn field(instruction: &str, data: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType='begin'>{data}</w:fldChar></w:r>\
         <w:r><w:instrText> {instruction} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
}

/// The text, and how many things were noticed that are drawn and are no text.
fn told(body: &str) -> (String, usize) {
    let document = read(body);
    let drawn = |oddity: &&IngestOddity| matches!(oddity, IngestOddity::Drawn { .. });
    (document.text.trim_end().to_owned(), document.oddities.iter().filter(drawn).count())
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| format!("<w:tc>{cell}</w:tc>");
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn fields_without_a_result_are_printed_or_told() {
    let line = |inner: String| told(&paragraph(&inner));
    assert_eq!(line(run("李") + &field("EQ \\o(金,日)", "")), ("李".into(), 1));
    assert_eq!(line(field("EQ \\o\\ac(○,3)", "") + &run("组")), ("③组".into(), 0));
    let list = "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='上海市'/>\
        <w:listEntry w:val='江苏省'/></w:ddList></w:ffData>";
    assert_eq!(line(field("FORMDROPDOWN", list) + &run("南京市")).0, "江苏省南京市");
    let tick = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>";
    let open = "<w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData>";
    let boxes =
        field("FORMCHECKBOX", tick) + &run("是") + &field("FORMCHECKBOX", open) + &run("否");
    assert_eq!(line(boxes).0, "☑是□否");
    let result = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='end'/></w:r>";
    assert_eq!(line(result.into()).0, "7");
}

#[test]
fn formulas_stand_on_one_line() {
    let text = |t: &str| format!("<m:r><m:t>{t}</m:t></m:r>");
    let math = |inner: String| told(&paragraph(&(run("3") + "<m:oMath>" + &inner + "</m:oMath>")));
    let half = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", text("1"), text("2"));
    assert_eq!(math(half), ("3 1/2".into(), 0));
    let power = format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", text("10"), text("4"));
    assert_eq!(math(power), ("3 10⁴".into(), 0));
    let sum = format!("<m:nary><m:sub>{}</m:sub><m:e>{}</m:e></m:nary>", text("i"), text("x"));
    assert_eq!(math(sum), ("3ix".into(), 1));
}

#[test]
fn figures_below_a_figure_are_no_digits() {
    let low = |t: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>{t}</w:t></w:r>")
    };
    assert_eq!(told(&paragraph(&(run("10") + &low("3")))).0, "10₃");
    assert_eq!(told(&paragraph(&(run("CO") + &low("2")))).0, "CO2");
}

#[test]
fn pictures_in_words_and_cells_are_told() {
    let picture = "<w:r><w:drawing><wp:inline><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic></wp:inline></w:drawing></w:r>";
    let over = picture.replace("inline", "anchor");
    assert_eq!(told(&paragraph(&(run("乙") + picture + &run("中学")))), ("乙中学".into(), 1));
    assert_eq!(told(&paragraph(&(run("乙") + &over + &run("中学")))), ("乙中学".into(), 0));
    let (name, seal) = (paragraph(&run("甲")), paragraph(picture));
    let rows: &[&[&str]] = &[&[&name, &name], &[&seal, &name], &[&name, &name]];
    assert_eq!(told(&table(rows)), ("甲\t甲\n\t甲\n甲\t甲".into(), 1));
    // Alone on its line it is a seal or a letterhead.
    assert_eq!(told(&(seal + &name)).1, 0);
}

#[test]
fn a_sheet_inside_is_a_fault_and_a_formula_is_told() {
    let object = |program: &str| {
        paragraph(&format!(
            "{}<w:r><w:object><o:OLEObject ProgID='{program}'/></w:object></w:r>",
            run("甲")
        ))
    };
    let fault = |body: &str| {
        let damaged = |oddity: &IngestOddity| matches!(oddity, IngestOddity::SourceDamaged { .. });
        read(body).oddities.iter().any(damaged)
    };
    assert!(fault(&object("Excel.Sheet.12")) && !fault(&object("Equation.3")));
    assert_eq!(told(&object("Equation.3")).1, 1);
    assert!(fault(&(paragraph(&run("甲")) + "<w:subDoc r:id='r9'/>")));
}

#[test]
fn changes_are_read_as_accepted() {
    let mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let deleted = |t: &str| format!("<w:del><w:r><w:delText>{t}</w:delText></w:r></w:del>");
    let joined = paragraph(&(mark.to_owned() + &run("甲市实验"))) + &paragraph(&run("第二中学"));
    assert_eq!(told(&joined).0, "甲市实验第二中学");
    let document = read(&paragraph(&(run("甲") + &deleted("乙"))));
    assert_eq!(document.text.trim_end(), "甲\n乙");
    assert!(matches!(document.oddities.as_slice(), [IngestOddity::Hidden { .. }]));
    // What nothing follows stands for itself.
    assert_eq!(told(&paragraph(&(mark.to_owned() + &run("甲")))).0, "甲");
    let cell = paragraph(&(mark.to_owned() + &run("甲")));
    let rows: &[&[&str]] = &[&[&cell, &cell], &[&cell, &cell]];
    assert_eq!(told(&table(rows)).0, "甲\t甲\n甲\t甲");
}

#[test]
fn numbers_count_what_is_shown() {
    let item = |level: u8, mark: &str, inner: &str| {
        paragraph(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>{mark}</w:pPr>{inner}"
        ))
    };
    let gone = "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>";
    let mark = "<w:rPr><w:del/></w:rPr>";
    let body = item(0, "", &run("甲")) + &item(0, mark, gone) + &item(0, "", &run("丙"));
    assert_eq!(told(&body).0, "1. 甲\n2. 丙\n乙");
    let body = item(0, "", &run("甲"))
        + &item(1, "", &run("a"))
        + &item(0, "", &run("乙"))
        + &item(1, "", &run("b"));
    assert_eq!(told(&body).0, "1. 甲\n(1) a\n2. 乙\n(2) b");
    let row = |change: &str, name: &str| {
        let (number, name) = (item(0, "", ""), paragraph(&run(name)));
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{number}</w:tc><w:tc>{name}</w:tc></w:tr>")
    };
    let rows = row("", "甲") + &row("<w:del/>", "乙") + &row("", "丙");
    assert_eq!(told(&format!("<w:tbl>{rows}</w:tbl>")).0, "1. \t甲\n2. \t丙");
}

#[test]
fn a_page_ends_the_line() {
    let broken = run("6日") + "<w:r><w:br w:type='page'/></w:r>" + &run("附件");
    assert_eq!(told(&paragraph(&broken)).0, "6日\n附件");
}

#[test]
fn cells_merged_sideways_and_covered_ones() {
    let cell = |form: &str, t: &str| format!("<w:tcPr>{form}</w:tcPr>{}", paragraph(&run(t)));
    let (first, on) = (cell("<w:hMerge w:val='restart'/>", "甲"), cell("<w:hMerge/>", ""));
    let (a, b) = (paragraph(&run("乙")), paragraph(&run("丙")));
    let document = read(&table(&[&[&first, &on], &[&a, &b]]));
    assert_eq!(document.text.trim_end(), "甲\n乙\t丙");
    assert_eq!(document.tables[0].cells[0].colspan, 2);
    let (top, below) = (cell("<w:vMerge w:val='restart'/>", "甲"), cell("<w:vMerge/>", "丁"));
    let document = read(&table(&[&[&top, &a], &[&below, &b]]));
    assert_eq!(document.text.trim_end(), "甲\t乙\n丙\n丁");
    assert!(matches!(document.oddities.as_slice(), [IngestOddity::Hidden { .. }]));
}
