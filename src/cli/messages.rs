//! Everything the command says, in each language it speaks. The words of checks are in their
//! pages; of clap's own the help stays English.

use crate::model::Lang;

/// A message. `{name}` stands for a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    en: &'static str,
    zh: &'static str,
}

const fn message(en: &'static str, zh: &'static str) -> Message {
    Message { en, zh }
}

impl Message {
    /// The message in that language, its placeholders filled.
    pub(super) fn say(&self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut rest = match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        };
        // One pass, so that a value with braces of its own is never filled again.
        let mut text = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            let value = values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
            text.push_str(value.unwrap_or_default());
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

macro_rules! messages {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        $(pub(super) const $name: Message = message($en, $zh);)*
        #[cfg(test)]
        const ALL: &[(&str, Message)] = &[$((stringify!($name), $name)),*];
    };
}

messages! {
    ERROR: "error", "错误";
    HINT: "help", "建议";

    NOT_FOUND: "no such file or folder", "找不到该文件或文件夹";
    DENIED: "permission denied", "没有权限";
    IS_FOLDER: "this is a folder; name the files in it", "这是文件夹，请指定其中的文件";
    TOO_BIG: "the file is larger than {most} MB, more than is read at once; split it",
        "文件超过 {most} MB，无法一次读入，请拆分";
    CANNOT_READ: "cannot be read: {why}", "无法读取：{why}";
    CANNOT_WRITE: "cannot be written: {why}", "无法写入：{why}";
    OUTPUT_IS_INPUT: "is one of the files that are read: the report would overwrite it", "是要读取的文件，报告会将其覆盖";
    STDOUT_LOST: "the output could not be written: {why}", "输出无法写入：{why}";
    STDIN_TWICE: "standard input (`-`) can be read only once", "标准输入（`-`）只能读取一次";

    INGEST_EMPTY: "the file is empty", "文件是空的";
    INGEST_UNSUPPORTED: "this is {format}, which this build cannot read",
        "这是{format}，本程序无法读取";
    INGEST_NOT_TEXT: "neither text in a known encoding nor a known format",
        "既不是已知编码的文本，也不是已知格式的文件";
    INGEST_TOO_LARGE: "its text is larger than {most} MB, the most that is read",
        "文本超过可读取的上限 {most} MB";
    INGEST_NO_TEXT_LAYER: "MD003 no text layer: a scan, {count} page(s) of pictures",
        "MD003 没有文本层：扫描件，共 {count} 页图像";
    SAVE_AS_DOCX: "open it and save it as .docx", "请打开后另存为 .docx 格式";
    SAVE_AS_UTF8: "convert it to UTF-8", "请转换为 UTF-8";
    SAVE_AS_XLSX: "open it and save it as .xlsx", "请打开后另存为 .xlsx 格式";
    SAVE_AS_OFFICE: "open it and save it as .docx or .xlsx", "请打开后另存为 .docx 或 .xlsx 格式";
    SAVE_AS_PDF: "open it and save it as PDF", "请打开后另存为 PDF";
    SAVE_AS_HTML: "open it in a browser and save it as HTML", "请用浏览器打开后另存为 HTML";
    UNPACK: "unpack it and name the notice inside", "请解压后指定其中的通知文件";
    RECOGNISE: "characters in pictures are not recognised; get the notice as a file with text",
        "不识别图片中的文字，请取得带文字的文件";
    WITHOUT_READER: "this program was built without the reader for it",
        "本程序编译时未包含相应的读取功能";
    INGEST_ENCRYPTED: "this {format} file is locked with a password",
        "这个 {format} 文件设有密码";
    INGEST_BROKEN: "this {format} file is damaged: {detail}",
        "这个 {format} 文件已损坏：{detail}";
    INGEST_TOO_MUCH_MEMORY: "reading this {format} file takes more than {most} MB of memory",
        "读取这个 {format} 文件需要超过 {most} MB 的内存";
    INGEST_TOO_LONG: "reading this {format} file takes longer than {most} s",
        "读取这个 {format} 文件需要超过 {most} 秒";
    INGEST_TOO_MANY_CELLS: "this {format} file holds more than {most} cells, the most that are read",
        "这个 {format} 文件的单元格超过可读取的上限 {most} 个";
    INGEST_TOO_DEEP: "this {format} file is nested deeper than can be read",
        "这个 {format} 文件嵌套过深，无法读取";
    DRAW_PDF_ONLY: "only the pages of a PDF are drawn, and this is none",
        "只能绘制 PDF 的页面，而这个文件不是 PDF";
    INGEST_LIMITS: "a sound file that is so large is read with `--max-memory` and `--max-seconds`",
        "如果文件本身无误、只是很大，可用 `--max-memory`、`--max-seconds` 放宽限制";
    BROKE_DOWN: "mingdan broke down over this document; please report it: {why}",
        "处理此文件时程序出错，请反馈此问题：{why}";
    EMPTY_FOLDER: "no documents in this folder", "文件夹中没有可处理的文件";

    BATCH: "{all} documents, {entries} entries: {ok} ok", "共 {all} 个文件、{entries} 条：{ok} 个无误";
    BATCH_FINDINGS: "{count} with findings", "{count} 个有问题";
    BATCH_UNREADABLE: "{count} unreadable", "{count} 个无法读取";
    BATCH_FAILED: "{count} failed", "{count} 个处理失败";
    BATCH_KEPT: "{count} unchanged and kept", "{count} 个未变、予以保留";

    SEVERAL_FILES: "several files need a folder to go to", "处理多个文件时须指定输出文件夹";
    SEVERAL_FILES_HELP: "add `-o DIR`", "请加上 `-o 文件夹`";
    SEVERAL_ROSTERS: "the notice has {count} rosters; standard output takes one",
        "通知中有 {count} 个名单，标准输出只能写一个";
    SEVERAL_ROSTERS_HELP: "choose one with `--roster N`, or write all with `-o DIR`",
        "用 `--roster N` 选择一个，或用 `-o 文件夹` 全部写出";
    NO_SUCH_ROSTER: "there is no roster {number}; the notice has {count}",
        "没有第 {number} 个名单，通知中共有 {count} 个";
    NO_ROSTER: "no roster was found, so there are no entries to write",
        "没有找到名单，因此没有条目可写";
    NONE_FOUND: "no roster found", "未找到名单";
    ROSTER_CHOICE: "{number}  {title} ({count} entries)", "{number}  {title}（{count} 条）";
    UNTITLED: "(untitled)", "（无标题）";
    NOT_OURS: "stands there and is none of mingdan's; it was not written over: name another folder, or take it away",
        "此处已有并非 mingdan 写出的文件，未予覆盖；请另指定文件夹，或先移走该文件";
    NOT_A_FOLDER: "a file stands where a folder should be", "应是文件夹，但此处已有同名文件";

    SIDE_HAS_ERRORS: "{name}: findings at error level: {count}; `mingdan check` shows them, and what they spoil may show as a change",
        "{name}：有 {count} 个错误级问题（用 `mingdan check` 查看），受其影响之处可能显示为差异";
    NO_ROWS: "has no entries to compare", "没有可比较的条目";
    NO_COLUMN: "has no column `{name}`", "没有列 `{name}`";
    COLUMNS_ARE: "its columns: {names}", "其列有：{names}";
    NO_DATASET: "is a folder without `notice.json`: not one that `mingdan parse -o` wrote",
        "是没有 `notice.json` 的文件夹，不是 `mingdan parse -o` 写出的数据集";
    NO_JSON: "is not JSON", "不是 JSON";
    NOTHING_TO_PIN: "no roster was found, so there is nothing to pin",
        "没有找到名单，因此没有可固定的内容";
    NOT_REPRODUCED: "no schema reproduces this parse; please report it",
        "没有模式能重现这次解析，请反馈此问题";
    NO_SUCH_HEADINGS: "the headings are not of the form X（Y）, so `--levels {levels}` cannot part them",
        "标题不是“甲（乙）”的形式，`--levels {levels}` 无法拆分";
    NOTICES_HAVE_ERRORS: "the notices of {count} of these {all} datasets have errors of their own ({errors} in all): see their report.json; they are not repeated here", "这 {all} 个数据集中，有 {count} 个的通知本身有错误（共 {errors} 处）：见各自的 report.json，此处不再重复";
    NOTICE_HAS_ERRORS: "the notice of this dataset has errors of its own ({errors}): see its report.json; they are not repeated here", "该数据集的通知本身有错误（{errors} 处）：见其 report.json，此处不再重复";
    PINS_ERRORS: "the schema pins a notice that has errors ({count})", "模式所固定的通知有错误（{count} 处）";
    PINS_ERRORS_HELP: "see them with `mingdan check`, and compare with the original before you rely on it",
        "请用 `mingdan check` 查看，与原文核对之后再使用";

    USAGE_UNKNOWN: "there is no argument {given}", "没有 {given} 这一选项";
    USAGE_COMMAND: "there is no command `{given}`", "没有 `{given}` 这一命令";
    USAGE_MISSING: "{given} is missing", "缺少 {given}";
    USAGE_CONFLICT: "{given} and {other} exclude each other", "{given} 不能与 {other} 同时使用";
    USAGE_VALUE: "{given} cannot be {value}", "{given} 的取值不能是“{value}”";
    USAGE_VALUE_OF: "{given} cannot be {value}; it is one of {valid}",
        "{given} 的取值不能是“{value}”，可以是 {valid}";
    USAGE_HELP: "see `mingdan --help`, or that of the command", "用法见 `mingdan --help`，或各命令的 --help";

    NO_SCHEMA: "there is no schema named `{name}`, built in or on disk",
        "没有名为 `{name}` 的模式（内置的或文件）";
    BUILT_IN: "built in: {names}", "内置的有：{names}";
    DID_YOU_MEAN: "did you mean `{name}`?", "是不是 `{name}`？";
    LEVEL_FORM: "`--level {given}`: write CODE=LEVEL, for example MD302=off",
        "`--level {given}`：应写作 代码=级别，例如 MD302=off";
    NO_SUCH_LEVEL: "`{given}` is no level; levels are error, warning, note, off",
        "`{given}` 不是级别；级别有 error、warning、note、off";
    ACCEPT_FORM: "{what}", "{what}";
    ACCEPT_NO_REASON: "an acceptance needs a reason", "接受一个问题须写明理由";
    ACCEPT_NO_REASON_HELP: "write in `reason` why the finding is right as it stands",
        "请在 `reason` 中写明为何认可此处";
    ACCEPT_NO_FINGERPRINT: "`{given}` is no fingerprint: sixteen hexadecimal digits are expected",
        "`{given}` 不是指纹：应为 16 位十六进制数字";
    ACCEPT_NO_FINGERPRINT_HELP: "`mingdan check NOTICE --format accept` writes entries",
        "`mingdan check 文件 --format accept` 会写出条目";
    BESIDE_UNUSABLE: "was not checked: a file beside it cannot be used",
        "未检查：与之同名的模式或接受文件无法使用";
    ACCEPT_TWICE: "this finding is accepted twice", "同一问题接受了两次";

    BARE_FILE: "this is a file, not a command", "这是文件，不是命令";
    BARE_FILE_HELP: "to read it: mingdan parse {file}", "要读取它，请用：mingdan parse {file}";
    EXPLAIN_AS_CSV: "--explain has no place in a table: use --format jsonl",
        "表格中放不下 --explain 的内容，请用 --format jsonl";

    NO_SUCH_CHECK: "there is no check `{given}`", "没有检查项 `{given}`";
    EXPLAIN_HELP: "`mingdan explain` lists them all", "`mingdan explain` 会列出全部检查项";

    NO_TITLE: "(no title found)", "（未找到标题）";
    NO_NUMBER: "no document number", "无文号";
    NO_DATE: "no date", "无日期";
    SCHEMA_GIVEN: "schema {name}", "模式 {name}";
    SCHEMA_NONE: "no schema", "未用模式";
    ROSTER_N: "roster {number}: {title}", "名单 {number}：{title}";
    ENTRIES: "entries", "条目";
    NO_GROUP: "(no group)", "（未分组）";
    MORE_GROUPS: "… and {count} more groups (-v shows all)", "……另有 {count} 组（-v 全部列出）";
    ENTRIES_IN_GROUPS: "entries in {count} groups", "合计（{count} 组）";

    CLAIMS: "counts declared", "声明的数目";
    HELD: "{count} held", "{count} 项相符";
    BROKEN: "{count} broken", "{count} 项不符";
    UNVERIFIABLE: "{count} unverifiable", "{count} 项无从核对";
    WHICH: "({which})", "（{which}）";
    NONE_DECLARED: "none", "无";
    CHECKS: "checks", "检查";
    RAN: "{count} run", "{count} 项";
    ERRORS: "{count} errors", "{count} 处错误";
    WARNINGS: "{count} warnings", "{count} 处警告";
    NOTES: "{count} notes", "{count} 处提示";
    ONE_ERROR: "1 error", "1 处错误";
    ONE_WARNING: "1 warning", "1 处警告";
    ONE_NOTE: "1 note", "1 处提示";
    ACCEPTED: "{count} accepted", "已接受 {count} 处";
    NOTHING_FOUND: "nothing found", "未发现问题";
    TEXT: "text", "文本";
    CONSERVED: "{count} characters, all accounted for", "{count} 个字符，全部有着落";
    LOST: "{count} characters, {lost} unclaimed in {places} places",
        "{count} 个字符，其中 {lost} 个（{places} 处）无着落";
    WROTE: "wrote {folder}", "已写入 {folder}";
    SHAPE: "{rows} rows × {columns} columns", "{rows} 行 × {columns} 列";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, message};
    use crate::model::Lang;

    #[test]
    fn both_languages_fill_the_same_places() {
        let places = |text: &'static str| -> BTreeSet<&str> {
            text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
        };
        for (name, message) in ALL {
            assert_eq!(places(message.en), places(message.zh), "{name}");
        }
    }

    #[test]
    fn fills_once() {
        let text = message("{a} and {b}", "").say(Lang::En, &[("a", "{b}"), ("b", "2")]);
        assert_eq!(text, "{b} and 2");
    }
}
