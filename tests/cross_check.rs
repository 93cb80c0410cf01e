//! `--cross-check`: a second reader of the same PDF, and what is said where the two disagree.
#![cfg(feature = "cross-check")]
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests run the command over files")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// A file of one page whose font names its characters, so that any reader can read it.
fn pdf(content: &str, to_unicode: &str) -> Vec<u8> {
    let stream = |data: &str| format!("<< /Length {} >>\nstream\n{data}\nendstream", data.len());
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def \
         1 begincodespacerange <0000> <FFFF> endcodespacerange {to_unicode} endcmap end end"
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        stream(content),
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H \
         /DescendantFonts [ 6 0 R ] /ToUnicode 7 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) \
         /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>"
            .to_owned(),
        stream(&map),
        "<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [ 0 0 1000 1000 ] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
            .to_owned(),
    ];
    let mut out = String::from("%PDF-1.7\n");
    let mut index = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(index, "{:010} 00000 n ", out.len());
        let _ = writeln!(out, "{number} 0 obj\n{object}\nendobj");
    }
    let start = out.len();
    let size = objects.len() + 1;
    let _ =
        write!(out, "{index}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

/// Codes are UTF-16, so that the map of each to itself is right.
const ITSELF: &str = "1 beginbfrange <0000> <FFFF> <0000> endbfrange";

fn codes(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04X}");
        codes
    })
}

/// Lines of a notice with a list; the last is shown with that instruction.
fn content(last: &str) -> String {
    let lines = [
        "关于公布试点名单的通知",
        "现公布2家试点。",
        "试点名单",
        "1.江苏省苏州市",
        "2.四川省成都市",
    ];
    let mut content = String::from("BT /F1 12 Tf 20 TL 80 700 Td ");
    for (at, line) in lines.iter().enumerate() {
        let show = if at + 1 == lines.len() { last } else { "T* <> Tj" };
        let _ = match show.split_once("<>") {
            Some((before, after)) => write!(content, "{before}<{}>{after} ", codes(line)),
            None => Ok(()),
        };
    }
    content + "ET"
}

fn run(name: &str, bytes: &[u8], args: &[&str]) -> (Option<i32>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cross_check");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingdan"));
    command.current_dir(&folder).args(["check", "--lang", "en", "--format", "concise"]);
    let output = command.args(args).arg(name).output().expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), text + &String::from_utf8_lossy(&output.stderr))
}

#[test]
fn readers_that_agree_say_nothing() {
    let (code, said) = run("agree.pdf", &pdf(&content("T* <> Tj"), ITSELF), &["--cross-check"]);
    // Nor that the second reader cannot read it: that would be a warning.
    assert!(code.is_some_and(|code| code < 2) && !said.contains("MD005"), "{said}");
}

/// The second reader passes over the operator `'`; the page shows the text all the same.
#[test]
fn characters_that_one_reader_lacks_are_named() {
    let bytes = pdf(&content("<> '"), ITSELF);
    let (code, said) = run("quote.pdf", &bytes, &["--cross-check"]);
    assert_eq!(code, Some(1), "{said}");
    let told = "error MD005 readers-disagree: on page 1 this program reads “";
    assert!(said.contains(told) && said.contains('都'), "{said}");
    // Nothing is read twice unasked.
    let (_, alone) = run("quote.pdf", &bytes, &[]);
    assert!(!alone.contains("MD005"), "{alone}");
}

#[test]
fn a_reader_that_breaks_down_is_a_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(root.join("fixtures/pdf/ruled.pdf")).unwrap();
    let (code, said) = run("ruled.pdf", &bytes, &["--cross-check"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("warning MD005 readers-disagree: the second reader cannot read"),
        "{said}"
    );
    let bytes = std::fs::read(root.join("fixtures/notices/seed/source.txt")).unwrap();
    let (code, said) = run("seed.txt", &bytes, &["--cross-check"]);
    assert!(code == Some(0) && !said.contains("MD005"), "{said}");
}
