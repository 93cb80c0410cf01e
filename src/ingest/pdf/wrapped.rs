//! How the lines of one cell or paragraph become one text.

use super::lines::is_wide;
use crate::text::blank::is_han;
use crate::text::is_blank;

/// Appends the text of a line to that of the line above in the same cell or paragraph: nothing
/// between Chinese characters, a space between Latin words, nothing inside a URL. Whether a space was put.
pub(super) fn join(text: &mut String, below: &str) -> bool {
    let (Some(last), Some(first)) = (text.chars().last(), below.chars().next()) else {
        text.push_str(below);
        return false;
    };
    let word = text.rsplit(|c: char| is_blank(c) || is_wide(c)).next().unwrap_or_default();
    let url = word.contains("://") || word.starts_with("www.");
    let next = below.split(is_blank).next().unwrap_or_default();
    // A mail's address that lacks the end of its domain, or has it below.
    let ended = [".com", ".cn", ".net", ".org"].iter().any(|end| word.ends_with(end));
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mail = word.contains('@')
        && (!ended || first == '.')
        && next.chars().all(part)
        && next.contains(|c: char| c.is_ascii_alphabetic());
    // A word after a finished URL would be a second one; a URL goes on with what URLs are made of.
    let goes_on = url && next.is_ascii();
    let hyphen = last == '-' && text.len() > 1;
    // (浙)船登(权)(2013): numbers of Chinese documents have no blanks.
    let brackets = matches!((last, first), (')', '(')) && text.contains(is_han);
    // A number and its rest: ≤ above 2.8, ≤2. above 8, 20. above 3%, 3.4 above %.
    let bare = word.strip_prefix(['≤', '≥', '<', '>', '±', '-']);
    let number = bare.unwrap_or(word);
    let figures = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let point = number.ends_with('.') && number.len() > 1 && first.is_ascii_digit();
    let rest = number.ends_with(|c: char| c.is_ascii_digit()) && first == '%';
    let digits = bare.is_some()
        && match number.bytes().last() {
            None => first.is_ascii_digit() && !word.ends_with('-'),
            Some(_) => first == '.',
        };
    // The end of a range, whose value is whole with what stands below: 9:00—2 above 1:00.
    let ranged = text[..text.len() - word.len()].ends_with(['—', '～', '~'])
        && (1..=2).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_digit())
        && first.is_ascii_digit()
        && next.contains([':', '%', '.']);
    // The year of a standard: GB/T 11888—20 above 12.
    let year = text[..text.len() - word.len()].ends_with(['—', '-', '–'])
        && is_standard(text)
        && word.len() < 4
        && next.len() == 4 - word.len()
        && next.bytes().all(|b| b.is_ascii_digit());
    let bound = figures && (point || rest || digits || ranged || year);
    let apart =
        !is_wide(last) && !is_wide(first) && !goes_on && !mail && !hyphen && !brackets && !bound;
    if apart {
        text.push(' ');
    }
    text.push_str(below);
    apart
}

/// Whether a text has the letters of a standard's number, which end its first word or stand before its first figure.
fn is_standard(text: &str) -> bool {
    let head = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim_end();
    let letters = head.rsplit(|c: char| !(c.is_ascii_uppercase() || c == '/')).next();
    letters.is_some_and(|letters| letters.len() >= 2)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn lines_of_a_cell_join() {
        for (above, below, joined) in [
            ("国家", "名单", "国家名单"),
            ("IEEE Transactions", "on Cloud", "IEEE Transactions on Cloud"),
            ("每袋装", "6g", "每袋装6g"),
            ("http://a.org/por", "tal/web", "http://a.org/portal/web"),
            ("Peer-to-", "Peer", "Peer-to-Peer"),
            ("≤2.", "8", "≤2.8"),
            ("≤2", ".8", "≤2.8"),
            ("-", "12.5", "- 12.5"),
            ("-20.", "3%", "-20.3%"),
            ("3.4", "%", "3.4%"),
            ("9:00—2", "1:00", "9:00—21:00"),
            ("10—12", "15—18", "10—12 15—18"),
            ("1.", "甲厂", "1.甲厂"),
            ("(浙)船登(权)", "(2013)1号", "(浙)船登(权)(2013)1号"),
            ("lab304@zj", "u.edu.cn", "lab304@zju.edu.cn"),
            ("lab304@zju.edu.cn", "office@zju.edu.cn", "lab304@zju.edu.cn office@zju.edu.cn"),
            ("lab304@zju", "57188205250", "lab304@zju 57188205250"),
            ("lab304@zju.edu.cn", "Zhang", "lab304@zju.edu.cn Zhang"),
            ("GB (2013)", "(2014)", "GB (2013) (2014)"),
            ("≥", "50", "≥50"),
            ("≤30", "40", "≤30 40"),
            ("2019", "2020", "2019 2020"),
            ("GB/T 11888—201", "2", "GB/T 11888—2012"),
            ("GB/T 6748.1—20", "11", "GB/T 6748.1—2011"),
            ("甲、乙—20", "11", "甲、乙—20 11"),
        ] {
            let mut text = above.to_owned();
            join(&mut text, below);
            assert_eq!(text, joined);
        }
    }
}
