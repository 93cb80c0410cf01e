//! A list of words, looked up by their first characters: a text is gone through once, not once a word.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Words by their first character.
#[derive(Debug)]
pub struct ByFirst(HashMap<char, Vec<&'static str>, FixedState>);

impl ByFirst {
    /// Sorts a list of words, none of them empty.
    pub fn of(words: &[&'static str]) -> Self {
        let mut sorted = HashMap::<_, Vec<_>, _>::default();
        for word in words {
            if let Some(first) = word.chars().next() {
                sorted.entry(first).or_default().push(*word);
            }
        }
        Self(sorted)
    }

    /// Whether a text begins with one of the words.
    pub fn opens(&self, text: &str) -> bool {
        let own = text.chars().next().and_then(|first| self.0.get(&first));
        own.is_some_and(|words| words.iter().any(|word| text.starts_with(word)))
    }

    /// Whether one of the words stands anywhere in a text.
    pub fn within(&self, text: &str) -> bool {
        text.char_indices().any(|(at, first)| {
            let own = self.0.get(&first);
            own.is_some_and(|words| words.iter().any(|word| text[at..].starts_with(word)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ByFirst;

    #[test]
    fn finds_what_a_search_for_each_word_finds() {
        let words = ["首页>", "首页", "ICP备", "页"];
        let index = ByFirst::of(&words);
        for text in
            ["", "首", "首页", "首页>公告", "某首页", "测ICP备05号", "ICP", "公告", "首首页"]
        {
            assert_eq!(
                index.opens(text),
                words.iter().any(|word| text.starts_with(word)),
                "{text}"
            );
            assert_eq!(index.within(text), words.iter().any(|word| text.contains(word)), "{text}");
        }
    }
}
