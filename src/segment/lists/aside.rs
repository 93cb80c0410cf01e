//! Lines of an annex that say something of the document, though they stand among its names.

use super::Scope;
use crate::model::{ClaimPlace, Document};
use crate::segment::line::Line;
use crate::segment::roster::words;
use crate::segment::{claims, head, mark};
use crate::text::{View, compact, date, numeral};

/// Most lines that a title above a list takes, a subtitle included.
pub(super) const TITLE_LINES: usize = 3;

/// Whether a line of an annex heads nothing and is no name: it says something of the document, dates the
/// list, or is its title printed again; or it is the only one like it and names the list's batch or the
/// office that made it, or is the title in another script.
pub(super) fn is_aside(scope: &Scope<'_>, index: usize) -> bool {
    if !scope.annex {
        return false;
    }
    let text = compact(scope.text(index));
    if words::is_aside(&text) {
        return true;
    }
    let only = |same: &dyn Fn(&str) -> bool| {
        let like = |at: &usize| same(&compact(scope.text(*at)));
        let open = || (0..scope.lines.len()).filter(|at| scope.is_open(*at));
        same(&text) && open().filter(like).take(2).count() == 1
    };
    // 关于公布…的通知, where no other line is about something, and so no name of a document.
    if is_notice(&text) && only(&is_about) {
        return true;
    }
    if words::dates_or_numbers(&text) {
        // 2021年 here and 2022年 there head groups.
        return only(&words::dates_or_numbers);
    }
    if scope.heads.contains(&index) {
        return false;
    }
    let above = (0..index).filter(|at| scope.is_open(*at));
    let below_title = above.take(TITLE_LINES + 1).count() <= TITLE_LINES;
    let office = |text: &str| {
        head::is_signature(text)
            && scope.issuers.iter().any(|issuer| text.starts_with(body(issuer)))
    };
    if below_title && (only(&is_batch) || only(&is_foreign_title) || only(&office)) {
        return true;
    }
    let bare = words::of_running_head(&text);
    let title = |at: usize| compact(mark::mark(scope.text(at)).map_or(scope.text(at), |m| m.title));
    words::ends_list_title(bare) && (0..index.min(TITLE_LINES)).any(|at| title(at) == bare)
}

/// 共8人, 共5处：: a line above or below names that says how many they are.
pub(super) fn is_total(scope: &Scope<'_>, index: usize) -> bool {
    let view = View::join(&[scope.lines[index].span], &scope.document.text);
    claims::of_total(&view, ClaimPlace::Note).is_some()
}

/// Whether a line, no sentence, is about something as the names of documents are.
fn is_about(text: &str) -> bool {
    text.contains("关于") && !text.contains(['。', '，', ',', '；'])
}

/// 某部关于公布示范村名单的通知
fn is_notice(text: &str) -> bool {
    is_about(text) && head::is_title(text)
}

/// List of Demonstration Villages
fn is_foreign_title(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    words::is_foreign(text)
        && ["list", "catalog", "directory", "annex"].iter().any(|word| lower.contains(word))
}

/// 第一批, and nothing else.
fn is_batch(text: &str) -> bool {
    let number = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('批'));
    number.is_some_and(|number| numeral::whole(number).is_some())
}

/// The body whose office an issuer is: 工业和信息化部 of its 办公厅.
pub(super) fn body(issuer: &str) -> &str {
    ["办公厅", "办公室", "秘书局", "秘书处", "综合司", "办公会"]
        .iter()
        .find_map(|office| issuer.strip_suffix(office))
        .unwrap_or(issuer)
}

/// Whether the first of these lines is a signature: a body's name, the date of issue below it.
pub(super) fn signed(document: &Document, lines: &[Line]) -> bool {
    let text = |line: &Line| document.slice(line.span);
    let mut below = lines.iter().filter(|line| !line.is_furniture());
    let body =
        |line: &&Line| !date::is_line(text(line)) && head::is_signature(&compact(text(line)));
    lines.first().as_ref().is_some_and(body)
        && below.find(|line| !body(line)).is_some_and(|line| date::is_line(text(line)))
}
