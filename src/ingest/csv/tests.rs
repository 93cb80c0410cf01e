//! What a file of CSV is read as: cells, titles, tables of other widths.

use crate::ingest::ingest;
use crate::model::{BlockKind, Document, Source};

fn read(text: &str) -> Document {
    ingest(&Source::new("test", text)).unwrap()
}

fn cells(document: &Document) -> Vec<Vec<&str>> {
    let table = &document.tables[0];
    let row = |row| table.cells_of(row).iter().map(|c| document.slice(c.span)).collect();
    table.rows.iter().map(row).collect()
}

#[test]
fn quotes_and_line_ends_inside_cells() {
    let document = read(
        "\u{FEFF}序号,名称,备注\r\n1,\"甲,乙\",\"上\n下\"\r\n2,\"丙\"\"丁\"\"\",\r\n3,戊,己\n",
    );
    assert_eq!(document.format, "csv");
    let expected = [
        ["序号", "名称", "备注"],
        ["1", "甲,乙", "上\n下"],
        ["2", "丙\"丁\"", ""],
        ["3", "戊", "己"],
    ];
    assert_eq!(cells(&document), expected);
    let position = |text: &str| {
        let position = document.position(document.text.find(text).unwrap() as u32);
        (position.line, position.column)
    };
    assert_eq!(position("甲"), (2, 4));
    assert_eq!(position("上"), (2, 10));
    assert_eq!(position("丙"), (4, 4));
    assert_eq!(position("戊"), (5, 3));
}

#[test]
fn ragged_rows_stay_ragged() {
    let mut text = String::from("序号,名称,地区\n");
    for n in 1..30 {
        text.extend([&n.to_string(), ",甲,乙\n"]);
    }
    text.push_str("30,丙\n");
    let document = read(&text);
    assert_eq!(document.format, "csv");
    let table = &document.tables[0];
    assert!(table.exact);
    assert_eq!(table.rows.last().unwrap().count, 2);
}

#[test]
fn other_encodings_lead_back_to_their_bytes() {
    let text = "序号,名称\n1,某某市\n2,某某县\n3,某某区\n";
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    let document = ingest(&Source::new("test", bytes.into_owned())).unwrap();
    assert_eq!((document.format, document.encoding), ("csv", "GB18030"));
    let at = document.text.find("某某县").unwrap() as u32;
    let position = document.position(at);
    assert_eq!((position.line, position.column), (3, 3));
}

#[test]
fn notices_stay_text() {
    let notices = [
        "各省,自治区:\n现将名单印发给你们,请认真执行。\n附件:名单\n",
        "关于公布名单的通知\n附件\n名单\n序号\t名称\t地区\n1\t甲\t乙\n2\t丙\t丁\n",
        "甲,乙,丙,丁。\n戊,己,庚,辛。\n",
        "名单\n甲\n乙\n",
    ];
    for notice in notices {
        assert_eq!(read(notice).format, "text", "{notice}");
    }
    assert_eq!(read("序号\t名称\n1\t甲\n2\t乙\n").format, "csv");
}

#[test]
fn titles_groups_notes_and_other_delimiters() {
    let document =
        read("sep=;\n某地名单\n\n序号;名称;地区\n甲类\n1;甲;乙\n2;\"丙;丁\n戊\";己\n合计;2\n");
    assert_eq!(document.format, "csv");
    let kinds: Vec<(BlockKind, &str)> =
        document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).take(2).collect();
    let title = BlockKind::Paragraph { strong: false };
    assert_eq!(kinds, [(BlockKind::Furniture, "sep="), (title, "某地名单")]);
    let expected: [&[&str]; 5] = [
        &["序号", "名称", "地区"],
        &["甲类"],
        &["1", "甲", "乙"],
        &["2", "丙;丁\n戊", "己"],
        &["合计", "2"],
    ];
    assert_eq!(cells(&document), expected);
    let document = read("名称|地区\n甲|乙\n丙|丁\n");
    assert_eq!((document.format, cells(&document).len()), ("csv", 3));
    let tabs = read("名单\n序号\t名称\n1\t\"甲\n乙\"\n2\t丙\n");
    assert_eq!((tabs.format, cells(&tabs)[1][1]), ("csv", "甲\n乙"));
}

#[test]
fn lists_of_other_widths_have_tables_of_their_own() {
    let one = "附件1,,\n甲名单,,\n序号,名称,地区\n1,甲,乙\n2,丙,丁\n";
    let two = "附件2,,,\n乙名单,,,\n序号,名称,地区,备注\n1,戊,己,\n2,庚,辛,\n";
    let document = read(&format!("{one}{two}"));
    assert_eq!((document.format, document.tables.len()), ("csv", 2));
    // A row below a heading that lost a cell is one of the table.
    let ragged = read("序号,名称,地区\n甲类,,\n1,甲\n2,乙,丙\n3,丁,戊\n4,己,庚\n");
    assert_eq!((ragged.format, ragged.tables.len()), ("csv", 1));
}

#[test]
fn text_said_to_be_text_is_taken_out_of_its_formula() {
    let document = read("序号,代码\n1,\"=\"\"0012\"\"\"\n2,=\"0013\"\n");
    assert_eq!(cells(&document)[1..], [["1", "0012"], ["2", "0013"]]);
}

#[test]
fn quotes_that_are_never_closed_are_told() {
    let fault = |text: &str| {
        read(text).oddities.iter().any(|oddity| {
            matches!(oddity, crate::model::document::IngestOddity::SourceDamaged { .. })
        })
    };
    assert!(fault("序号,名称\n1,甲\n2,\"乙\n3,丙\n4,丁\n"));
    assert!(!fault("序号,名称\n1,\"甲\"\n2,\"乙\"\"丙\"\n3,丁\"戊\n"));
}
