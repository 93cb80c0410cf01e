//! A person and a post behind the name, as they stand in lists of offices.

use crate::text::words::offices::POSTS_END;
use crate::text::{blank, compact, is_blank};

/// Longest name of a person, and longest post, in characters.
const PERSON_MOST: usize = 4;
const POST_MOST: usize = 40;

/// Where the name that a text begins with ends, and where the post behind it begins.
pub(super) fn person(text: &str) -> Option<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(is_blank) {
        let word = piece.trim_end_matches(is_blank);
        if !word.is_empty() {
            words.push((at, at + word.len()));
        }
        at += piece.len();
    }
    let length = |(from, to): &(usize, usize)| text[*from..*to].chars().count();
    // 王　某: a name of two set as wide as three.
    let apart = words.len() > 2 && words[..2].iter().all(|word| length(word) == 1);
    let last = usize::from(apart);
    let name = *words.get(last)?;
    let post = words.get(last + 1)?.0;
    let printed = compact(&text[..name.1]);
    let dotted = printed.contains(['·', '•', '．']);
    let is_name = printed.chars().all(|c| blank::is_han(c) || matches!(c, '·' | '•' | '．'))
        && (dotted || (2..=PERSON_MOST).contains(&printed.chars().count()));
    let said = &text[post..];
    let is_post = (2..=POST_MOST).contains(&said.chars().count())
        && !said.ends_with(['。', '；', '：', ':'])
        // 张某 李某 王某: a line of names alone.
        && words[last + 1..].iter().any(|word| length(word) > PERSON_MOST || ends_as_post(&text[word.0..word.1]));
    (is_name && is_post).then_some((name.1, post))
}

/// 市长, 副主任, 司令员
pub(super) fn ends_as_post(word: &str) -> bool {
    POSTS_END.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::person;

    #[test]
    fn persons_and_posts() {
        let told = |text: &'static str| person(text).map(|(end, at)| (&text[..end], &text[at..]));
        assert_eq!(told("王　某　民政局副局长"), Some(("王　某", "民政局副局长")));
        assert_eq!(told("李某某 教育厅副厅长"), Some(("李某某", "教育厅副厅长")));
        assert_eq!(told("张　某　市长"), Some(("张　某", "市长")));
        assert_eq!(told("张某某　李某某　王某"), None);
        assert_eq!(told("各单位要高度重视"), None);
    }
}
