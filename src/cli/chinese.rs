//! What readers of TOML and of arguments say in English, in Chinese. A `{}` stands for a part that differs
//! from case to case.

use std::borrow::Cow;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::messages as say;
use super::voice::Voice;
use crate::model::Lang;

/// What is wrong with a TOML file, and with a schema.
static TOML: &[(&str, &str)] = &[
    ("unknown key `{}`; did you mean `{}`?", "没有 `{}` 这一键；是不是 `{}`？"),
    ("unknown key `{}`; known here are {}", "没有 `{}` 这一键；此处可用的有 {}"),
    ("unknown role `{}`; did you mean `{}`?", "没有 `{}` 这一角色；是不是 `{}`？"),
    ("unknown role `{}`; known are {}", "没有 `{}` 这一角色；可用的有 {}"),
    ("unknown serial rule `{}`; did you mean `{}`?", "没有 `{}` 这一序号规则；是不是 `{}`？"),
    ("unknown serial rule `{}`; known are {}", "没有 `{}` 这一序号规则；可用的有 {}"),
    ("missing field `{}`", "缺少 `{}`"),
    ("duplicate key", "键重复"),
    ("the name is empty", "名称为空"),
    ("key `{}`: use lower-case letters, digits and `_`", "键 `{}`：请用小写字母、数字和 `_`"),
    ("key `{}` is used twice in this roster", "键 `{}` 在此名单中用了两次"),
    (
        "the pattern names no level; write (?<category>…)",
        "正则表达式没有为层级命名；请写作 (?<category>…)",
    ),
    ("{} titles for {} levels ({})", "层级有 {1} 个（{2}），标题却有 {0} 个"),
    (
        "no group pattern captures level `{}`; near: `{}`",
        "没有分组的正则表达式给出层级 `{}`；相近的有 `{}`",
    ),
    ("no group pattern captures level `{}`", "没有分组的正则表达式给出层级 `{}`"),
    ("the count of level `{}` must be a whole number", "层级 `{}` 的数目应为整数"),
    ("not a pattern: {}", "不是正则表达式：{}"),
    ("invalid type: {}, expected {}", "类型不对：此处为 {}，应为 {}"),
];

/// A message about a TOML file in the voice's language; what is not known stays as it is.
pub(super) fn of_toml(said: &str, lang: Lang) -> Cow<'_, str> {
    let found = TOML.iter().filter(|_| lang == Lang::Zh);
    let found = found.filter_map(|(english, chinese)| Some(fill(chinese, &parts(said, english)?)));
    found.map(Cow::Owned).next().unwrap_or(Cow::Borrowed(said))
}

/// What stands in the places of a pattern; none where it is another sentence.
fn parts<'s>(said: &'s str, pattern: &str) -> Option<Vec<&'s str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = said.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let pieces: Vec<&str> = pieces.collect();
    for (nth, piece) in pieces.iter().enumerate() {
        let last = nth + 1 == pieces.len();
        let at = match (last, piece.is_empty()) {
            (true, true) => rest.len(),
            (true, false) => rest
                .len()
                .checked_sub(piece.len())
                .filter(|at| rest.ends_with(piece) && rest.is_char_boundary(*at))?,
            (false, _) => rest.find(piece)?,
        };
        found.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(found)
}

/// The sentence with its parts: `{}` in their order, `{1}` by number.
fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut next = parts.iter();
    let mut rest = sentence;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        let part = match name.parse::<usize>() {
            Ok(nth) => parts.get(nth),
            Err(_) => next.next(),
        };
        text.push_str(part.copied().unwrap_or_default());
        rest = after;
    }
    text + rest
}

/// What is wrong with the arguments, where it can be said in Chinese: the sentence.
pub(super) fn of_usage(error: &clap::Error, voice: Voice) -> Option<String> {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join("、")),
        _ => None,
    };
    let argument = || get(ContextKind::InvalidArg);
    let (message, values) = match error.kind() {
        ErrorKind::UnknownArgument => (&say::USAGE_UNKNOWN, vec![("given", argument()?)]),
        ErrorKind::InvalidSubcommand => {
            (&say::USAGE_COMMAND, vec![("given", get(ContextKind::InvalidSubcommand)?)])
        }
        ErrorKind::MissingRequiredArgument => (&say::USAGE_MISSING, vec![("given", argument()?)]),
        ErrorKind::ArgumentConflict => (
            &say::USAGE_CONFLICT,
            vec![("given", argument()?), ("other", get(ContextKind::PriorArg)?)],
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let values = vec![("given", argument()?), ("value", get(ContextKind::InvalidValue)?)];
            match get(ContextKind::ValidValue) {
                Some(valid) => {
                    (&say::USAGE_VALUE_OF, values.into_iter().chain([("valid", valid)]).collect())
                }
                None => (&say::USAGE_VALUE, values),
            }
        }
        _ => return None,
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, &**value)).collect();
    Some(voice.say(message, &values))
}

#[cfg(test)]
mod tests {
    use super::of_toml;
    use crate::model::Lang;

    #[test]
    fn what_is_wrong_with_a_file() {
        for (said, chinese) in [
            ("unknown key `titel`; did you mean `title`?", "没有 `titel` 这一键；是不是 `title`？"),
            ("missing field `name`", "缺少 `name`"),
            ("2 titles for 1 levels (类)", "层级有 1 个（类），标题却有 2 个"),
            ("not a pattern: unclosed group", "不是正则表达式：unclosed group"),
            ("something else", "something else"),
        ] {
            assert_eq!(of_toml(said, Lang::Zh), chinese);
            assert_eq!(of_toml(said, Lang::En), said);
        }
    }
}
