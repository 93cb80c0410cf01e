//! Formats that are not read: their names in Chinese, and what to do with such a file.

use super::messages::{self as say, Message};
use super::voice::Voice;

/// English name as ingest has it, Chinese name, what would help.
static FORMATS: &[(&str, &str, Option<&Message>)] = &[
    ("a PDF", "PDF", None),
    ("text in UTF-32", "UTF-32 文本", Some(&say::SAVE_AS_UTF8)),
    (
        "an old Office file (.doc or .xls)",
        "旧版 Office 文件（.doc 或 .xls）",
        Some(&say::SAVE_AS_OFFICE),
    ),
    ("an old Word file (.doc)", "旧版 Word 文件（.doc）", Some(&say::SAVE_AS_DOCX)),
    ("an RTF document", "RTF 文档", Some(&say::SAVE_AS_DOCX)),
    ("a Word document in XML (.xml)", "XML 格式的 Word 文档（.xml）", Some(&say::SAVE_AS_DOCX)),
    ("an OpenDocument text (.odt)", "OpenDocument 文本（.odt）", Some(&say::SAVE_AS_DOCX)),
    ("an OpenDocument file in XML", "XML 格式的 OpenDocument 文件", Some(&say::SAVE_AS_OFFICE)),
    ("a Word document (.docx)", "Word 文档（.docx）", Some(&say::WITHOUT_READER)),
    ("a binary Excel workbook (.xlsb)", "二进制 Excel 工作簿（.xlsb）", Some(&say::SAVE_AS_XLSX)),
    (
        "an Excel workbook in XML (.xml)",
        "XML 格式的 Excel 工作簿（.xml）",
        Some(&say::SAVE_AS_XLSX),
    ),
    ("an Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）", Some(&say::WITHOUT_READER)),
    (
        "an OpenDocument spreadsheet (.ods)",
        "OpenDocument 电子表格（.ods）",
        Some(&say::WITHOUT_READER),
    ),
    ("a presentation (.pptx)", "演示文稿（.pptx）", None),
    ("a presentation (.odp)", "演示文稿（.odp）", None),
    ("an OFD document", "OFD 文件", Some(&say::SAVE_AS_PDF)),
    ("a web archive (.mht)", "网页归档（.mht）", Some(&say::SAVE_AS_HTML)),
    ("a gzip archive", "gzip 压缩包", Some(&say::UNPACK)),
    ("a RAR archive", "RAR 压缩包", Some(&say::UNPACK)),
    ("a 7z archive", "7z 压缩包", Some(&say::UNPACK)),
    ("a ZIP archive", "ZIP 压缩包", Some(&say::UNPACK)),
    ("a picture", "图片", Some(&say::RECOGNISE)),
];

/// The format's name in the voice's language.
pub(super) fn name(format: &'static str, voice: Voice) -> &'static str {
    match voice.lang {
        crate::model::Lang::En => format,
        crate::model::Lang::Zh => find(format).map_or(format, |(_, zh, _)| zh),
    }
}

/// What to do with a file of that format.
pub(super) fn help(format: &str, voice: Voice) -> Option<String> {
    find(format).and_then(|(.., help)| *help).map(|help| voice.say(help, &[]))
}

fn find(format: &str) -> Option<&'static (&'static str, &'static str, Option<&'static Message>)> {
    FORMATS.iter().find(|(name, ..)| *name == format)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_format_has_a_chinese_name() {
        for name in crate::ingest::unread() {
            assert!(super::find(name).is_some(), "{name}");
        }
    }
}
