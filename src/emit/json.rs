//! JSON for people and for `git diff`: a line a value, but lists of numbers on one line, for
//! spans are read as a pair.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

/// The value as text, a line end at its end. Our types have string keys and finite numbers, so
/// serde has nothing to refuse; were it to, `null` stands there rather than the run be lost.
pub fn text(value: &impl Serialize) -> String {
    let mut text = String::new();
    put(&mut text, &serde_json::to_value(value).unwrap_or_default(), 0);
    text.push('\n');
    text
}

fn put(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(items) if items.iter().all(Value::is_number) => {
            let numbers: Vec<String> = items.iter().map(Value::to_string).collect();
            // Writing to a String cannot fail.
            let _ = write!(text, "[{}]", numbers.join(", "));
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                new_line(text, at > 0, depth + 1);
                put(text, item, depth + 1);
            }
            new_line(text, false, depth);
            text.push(']');
        }
        Value::Object(members) if members.is_empty() => text.push_str("{}"),
        Value::Object(members) => {
            text.push('{');
            for (at, (key, item)) in members.iter().enumerate() {
                new_line(text, at > 0, depth + 1);
                let _ = write!(text, "{}: ", Value::from(key.as_str()));
                put(text, item, depth + 1);
            }
            new_line(text, false, depth);
            text.push('}');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}

fn new_line(text: &mut String, comma: bool, depth: usize) {
    if comma {
        text.push(',');
    }
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;

    #[test]
    fn keeps_numbers_together_and_the_rest_apart() {
        let value = json!({ "span": [1, 2], "none": [], "empty": {}, "list": ["a\"", null] });
        let written = text(&value);
        assert_eq!(
            written,
            "{\n  \"span\": [1, 2],\n  \"none\": [],\n  \"empty\": {},\n  \"list\": [\n    \
             \"a\\\"\",\n    null\n  ]\n}\n"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).ok(), Some(value));
    }
}
