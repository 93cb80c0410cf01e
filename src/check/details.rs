//! What readers say of damaged files, in Chinese. They say it in English, as an error of a library
//! does; `{}` stands for a part that differs from file to file.

use std::borrow::Cow;

use crate::model::Lang;

static DETAILS: &[(&str, &str)] = &[
    ("content.xml is missing", "缺少 content.xml"),
    ("its tables lead to no workbook", "其中的表没有指向任何工作簿"),
    ("the workbook ends early", "工作簿未完即止"),
    ("the sheet {} ends early", "工作表“{}”未完即止"),
    ("its text ends early", "正文未完即止"),
    (
        "the form of some paragraphs is lost: tables may be incomplete",
        "部分段落的格式已丢失，表格可能不完整",
    ),
    ("its main stream is lost", "主数据流已丢失"),
    ("its table stream is lost", "表数据流已丢失"),
    ("its header is cut short", "文件头不完整"),
    ("nothing says where its text stands", "没有任何记录说明正文所在"),
    ("it does not begin as a workbook does", "开头不是工作簿"),
    ("the workbook's main part is missing", "缺少工作簿的主体部分"),
    ("the archive has no directory", "压缩包没有目录"),
    ("the archive's directory is lost", "压缩包的目录已丢失"),
    ("the archive has too many entries", "压缩包内的条目过多"),
    ("the archive unpacks to too much", "压缩包解压后过大"),
    ("the archive is packed by an unknown method", "压缩包的压缩方式不明"),
    (
        "a part of the archive ends early or differs from its checksum",
        "压缩包的某一部分未完即止，或与其校验和不符",
    ),
    ("{} documents inside it are not read", "其中嵌入的 {} 个文档没有读取"),
    ("texts of the sheet {} are not in it", "工作表 {} 所引用的文字不在文件中"),
    ("texts that its cells refer to are not in it", "单元格所引用的文字不在文件中"),
    ("row {}, column {} of a sheet has two values", "某工作表第 {} 行第 {} 列有两个值"),
    ("things are nested too deep in it to be read", "内容嵌套过深，无法读取"),
    ("the document's main part is missing", "缺少文档的主体部分"),
    (
        "there is no text in it, only tags, scripts and comments",
        "其中没有文字，只有标签、脚本和注释",
    ),
    ("the page ends before its last tag", "网页在最后一个标签之前中断"),
    ("the quotes opened in line {} are never closed", "第 {} 行的引号没有闭合"),
    ("no page can be found in it", "其中找不到任何一页"),
    ("none of its pages can be drawn", "没有一页能够绘出"),
    ("there is no page in it", "其中没有网页"),
    ("the archive ends before the page in it does", "归档在其中的网页结束之前中断"),
    ("it ends before its directory", "在目录之前中断"),
    ("the XML ends before its last tag", "XML 在最后一个标签之前中断"),
    ("{} references to what is not defined", "有 {} 处引用没有定义"),
    ("its reader gave no sensible answer", "读取程序没有给出可用的结果"),
    ("its reader ended: {}", "读取程序中止：{}"),
    // The most general comes last.
    ("{} is missing", "缺少 {}"),
];

/// The detail in a language; what is not known stays as it is.
pub fn detail(said: &str, lang: Lang) -> Cow<'_, str> {
    if lang == Lang::En {
        return Cow::Borrowed(said);
    }
    let found = DETAILS.iter().find_map(|(english, chinese)| {
        let Some((before, after)) = english.split_once("{}") else {
            return (*english == said).then(|| (*chinese).to_owned());
        };
        let part = said.strip_prefix(before)?.strip_suffix(after)?;
        Some(chinese.replace("{}", part))
    });
    found.map_or(Cow::Borrowed(said), Cow::Owned)
}
