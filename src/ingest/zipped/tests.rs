//! Containers as programs write them, and damaged ones.

use flate2::Crc;

use crate::ingest::{IngestError, ingest};
use crate::model::document::IngestOddity;
use crate::model::{Document, Source};

/// How a container is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Usual,
    /// Figures in the large form (APPNOTE 4.3.14), as streaming programs write them.
    Large,
    /// The checksums are those of other parts.
    Altered,
    /// The entries say that they are locked.
    Locked,
}

/// A container as programs usually write it.
pub(in crate::ingest) fn usual(parts: &[(&str, &str)]) -> Vec<u8> {
    zip(parts, Form::Usual)
}

/// A container of unpacked parts.
fn zip(parts: &[(&str, &str)], form: Form) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let large = form == Form::Large;
    for (name, text) in parts {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let sum = crc.sum() ^ u32::from(form == Form::Altered);
        let flags = u16::from(form == Form::Locked).to_le_bytes();
        let (start, size) = (out.len(), text.len());
        let header = |packed: [u32; 2]| {
            let mut header = vec![20, 0];
            header.extend(flags);
            header.extend([0; 6]);
            header.extend(sum.to_le_bytes());
            for size in packed {
                header.extend(size.to_le_bytes());
            }
            header.extend((name.len() as u16).to_le_bytes());
            header
        };
        out.extend(b"PK\x03\x04");
        out.extend(header([size as u32; 2]));
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        let mut field = Vec::new();
        if large {
            field.extend([1, 0, 24, 0]);
            for n in [size, size, start] {
                field.extend((n as u64).to_le_bytes());
            }
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(header([if large { u32::MAX } else { size as u32 }; 2]));
        directory.extend((field.len() as u16).to_le_bytes());
        directory.extend([0; 10]);
        directory.extend((if large { u32::MAX } else { start as u32 }).to_le_bytes());
        directory.extend(name.as_bytes());
        directory.extend(field);
    }
    let (at, size, count) = (out.len() as u64, directory.len() as u64, parts.len() as u64);
    out.extend(directory);
    if large {
        let end = out.len() as u64;
        out.extend(b"PK\x06\x06");
        out.extend(44u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for n in [count, count, size, at] {
            out.extend(n.to_le_bytes());
        }
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(end.to_le_bytes());
        out.extend(1u32.to_le_bytes());
    }
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = if large { u16::MAX } else { count as u16 };
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((size as u32).to_le_bytes());
    out.extend((if large { u32::MAX } else { at as u32 }).to_le_bytes());
    out.extend([0, 0]);
    out
}

fn word(body: &str, form: Form) -> Result<Document, IngestError> {
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let settings =
        "<w:settings xmlns:w=\"w\"><w:documentProtection w:edit=\"readOnly\"/></w:settings>";
    let parts = [("word/document.xml", body.as_str()), ("word/settings.xml", settings)];
    ingest(&Source::new("test", zip(&parts, form)))
}

const LINE: &str = "<w:p><w:r><w:t>名单</w:t></w:r></w:p>";

#[test]
fn containers_in_the_large_form_are_read() {
    for form in [Form::Usual, Form::Large] {
        let document = word(LINE, form).unwrap();
        assert_eq!((document.text.trim(), document.oddities.len()), ("名单", 0));
    }
}

#[test]
fn other_checksums_are_damage_and_locks_are_told() {
    let damaged = |document: Document| {
        document.oddities.iter().any(|o| matches!(o, IngestOddity::SourceDamaged { .. }))
    };
    assert!(damaged(word(LINE, Form::Altered).unwrap()));
    assert_eq!(word(LINE, Form::Locked).unwrap_err(), IngestError::Encrypted("docx"));
}

#[test]
fn documents_inside_a_document_and_depth_are_told() {
    let inside = word(&format!("{LINE}<w:altChunk r:id=\"rId1\"/>"), Form::Usual).unwrap();
    assert_eq!(inside.oddities.len(), 1);
    let alone = word("<w:altChunk r:id=\"rId1\"/>", Form::Usual).unwrap_err();
    assert!(matches!(alone, IngestError::Broken { .. }));
    let deep = word(&"<w:tbl><w:tr><w:tc>".repeat(200), Form::Usual).unwrap_err();
    assert!(matches!(deep, IngestError::Excessive { .. }));
    assert_eq!(word("<w:p/>", Form::Usual).unwrap_err(), IngestError::Empty);
}

#[test]
fn heads_are_found_by_what_the_document_refers_to() {
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{LINE}</w:body></w:document>");
    let head = "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"https://x/header\" \
                     Target=\"../parts/top.xml\"/><Relationship Id=\"r2\" \
                     Type=\"https://x/header\" Target=\"/parts/top.xml\"/></Relationships>";
    let listed = |path, relations| {
        let parts = [("word/document.xml", body.as_str()), (path, head), relations];
        let document = ingest(&Source::new("test", zip(&parts, Form::Usual))).unwrap();
        document.text.matches("内部资料").count()
    };
    let list = "word/_rels/document.xml.rels";
    assert_eq!(listed("parts/top.xml", (list, relations)), 1);
    // A part that nothing refers to is printed nowhere, unless the list itself is lost.
    assert_eq!(listed("word/header1.xml", (list, relations)), 0);
    assert_eq!(listed("word/header1.xml", ("word/other.xml", "")), 1);
}

#[test]
fn a_workbook_cut_before_its_workbook_is_damaged() {
    let whole = zip(&[("docProps/app.xml", "<a/>"), ("xl/workbook.xml", "<b/>")], Form::Usual);
    let error = ingest(&Source::new("test", whole[..60].to_vec())).unwrap_err();
    assert!(matches!(error, IngestError::Broken { format: "Office", .. }), "{error:?}");
}
