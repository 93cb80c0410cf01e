//! The card of particulars that a site prints above a document: `索引号：…`, `发文机关：…`, `成文日期：…`.

use super::traditional;
use super::words::site::{CARD, CARD_BESIDE};

/// Longest label, in characters.
const LABEL_MOST: usize = 6;

/// Fewest labels of a card that no notice prints of itself.
const LEAST: usize = 2;

/// How far down a card may begin.
const WITHIN: usize = 60;

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// No notice prints it of itself.
    Card,
    /// It stands on cards as elsewhere.
    Beside,
}

/// The label that a line without blanks starts with, and what follows its colon.
fn label(line: &str) -> Option<(String, Label, &str)> {
    // A page may set bullets before them.
    let line = line.trim_start_matches(['•', '·', '●', '▪', '◆']);
    let (word, value) = line.split_once([':', '：'])?;
    if word.is_empty() || word.chars().count() > LABEL_MOST {
        return None;
    }
    let word = traditional::simplify(word);
    let of = if CARD.contains(&word.as_str()) {
        Label::Card
    } else if CARD_BESIDE.contains(&word.as_str()) {
        Label::Beside
    } else {
        return None;
    };
    Some((word, of, value))
}

/// Whether a cell without blanks is, or begins with, a label that stands on cards alone.
pub fn is_label(cell: &str) -> bool {
    label(cell).is_some_and(|(_, of, _)| of == Label::Card)
}

/// A run of lines that may be a card.
struct Run {
    lines: std::ops::Range<usize>,
    labels: Vec<String>,
    sure: usize,
    /// All that is printed on it.
    text: String,
}

/// Which of these lines, each without its blanks, are a card: a run of labels, each once. Some pages
/// print the same card twice; labels that come again with something else behind them are records.
pub fn lines(lines: &[&str]) -> Vec<bool> {
    let mut own = vec![false; lines.len()];
    let mut runs = runs(lines);
    runs.retain(|run| run.sure >= LEAST);
    let Some(first) = runs.first() else { return own };
    if runs.iter().all(|run| run.text == first.text) {
        for run in &runs {
            own[run.lines.clone()].fill(true);
        }
    }
    own
}

fn runs(lines: &[&str]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut at, mut open) = (0, false);
    while at < lines.len() && (open || at < WITHIN) {
        let Some((word, of, value)) = label(lines[at]) else {
            (at, open) = (at + 1, false);
            continue;
        };
        if !open || runs.last().is_some_and(|run| run.labels.contains(&word)) {
            runs.push(Run { lines: at..at, labels: Vec::new(), sure: 0, text: String::new() });
        }
        open = true;
        // 索引号： alone, its value in the line below.
        let below = value.is_empty() && at + 1 < lines.len() && label(lines[at + 1]).is_none();
        let end = at + 1 + usize::from(below);
        if let Some(run) = runs.last_mut() {
            run.lines.end = end;
            run.sure += usize::from(of == Label::Card);
            run.labels.push(word);
            run.text.extend(lines[at..end].iter().copied());
        }
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{is_label, lines};

    #[test]
    fn a_card_is_told_by_its_labels() {
        let card = ["某厅", "类别:其他", "文号:某发〔2018〕9号", "时效性:有效", "某厅通知"];
        assert_eq!(lines(&card), [false, true, true, true, false]);
        // Label and value in lines of their own; the same card twice, in traditional characters.
        let twice = ["索引號:甲1", "發文機關:乙", "丙", "索引號:", "甲1", "發文機關:", "乙", "丁"];
        assert_eq!(lines(&twice), [true, true, false, true, true, true, true, false]);
    }

    #[test]
    fn records_are_no_card() {
        let records = ["文号:甲1", "发文机关:乙", "文号:甲2", "发文机关:丙"];
        assert_eq!(lines(&records), [false; 4]);
        assert_eq!(lines(&["名称:甲", "地区:乙", "文号:丙1"]), [false; 3]);
    }

    #[test]
    fn labels_in_cells() {
        assert!(is_label("索引号：") && is_label("文号:某发〔2018〕9号"));
        assert!(!is_label("文号") && !is_label("标题:某"));
    }
}
