//! Office files around a body: a ZIP whose members are packed.

use std::io::Write as _;

/// A Word document.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zip(&[("word/document.xml".to_owned(), document)])
}

/// A workbook of sheets, each the rows of one.
pub(crate) fn xlsx(sheets: &[String]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut members = Vec::new();
    let (mut list, mut relations) = (String::new(), String::new());
    for (n, rows) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"表{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{n}\" Type=\"{of}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{space}\"><sheetData>{rows}</sheetData></worksheet>");
        members.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    members.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns=\"{space}\" xmlns:r=\"{of}\"><sheets>{list}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"),
    ));
    zip(&members)
}

fn zip(members: &[(String, String)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in members {
        let mut packer =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        let mut about = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        for number in [sum.sum(), packed.len() as u32, text.len() as u32] {
            about.extend(number.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        let at = (file.len() as u32).to_le_bytes();
        directory.extend([b'P', b'K', 1, 2, 20, 0]);
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(at);
        directory.extend(name.as_bytes());
        file.extend([b'P', b'K', 3, 4]);
        file.extend(about);
        file.extend(name.as_bytes());
        file.extend(packed);
    }
    let (count, at) = (members.len() as u16, file.len() as u32);
    file.extend(&directory);
    file.extend([b'P', b'K', 5, 6, 0, 0, 0, 0]);
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}
