//! `notice.json` held against the text: what it says was printed stands where it says so.

use std::borrow::Cow;

use serde_json::Value;

use crate::check::Book;
use crate::model::{Date, Document, Span};
use crate::text::{compact, date, fold, numeral};

/// What is said of a place of the text, and the place's own words.
struct Fault<'v> {
    said: Cow<'v, str>,
    printed: String,
}

/// Holds all of `notice.json`, which is `document`, against the text.
pub fn quoted(document: &Document, notice: &Value, text: &str, book: &mut Book) {
    let mut faults = Vec::new();
    walk(notice, text, &mut faults);
    book.run("MD308", |sink| {
        let mut from = 0;
        for Fault { said, printed } in faults {
            let needle = match said.parse::<u64>() {
                Ok(_) => format!("\"declared\": {said}"),
                Err(_) => said.to_string(),
            };
            let quoted = document.text.get(from..).and_then(|rest| rest.find(&needle));
            let at = quoted.map_or(0, |at| from + at);
            from = if quoted.is_some() { at + needle.len() } else { from };
            sink.find("printed", Span::of(at, at + quoted.map_or(0, |_| needle.len())))
                .arg("cell", said)
                .arg("expected", printed);
        }
    });
}

/// Names of what was printed, the first of which counts.
const PRINTED: [&str; 4] = ["printed", "value", "heading", "text"];

fn walk<'v>(value: &'v Value, text: &str, faults: &mut Vec<Fault<'v>>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, text, faults)),
        Value::Object(fields) => {
            faults.extend(fault(value, text));
            fields.values().for_each(|one| walk(one, text, faults));
        }
        _ => {}
    }
}

/// What is wrong with one object that says where it was printed.
fn fault<'v>(value: &'v Value, text: &str) -> Option<Fault<'v>> {
    let span = |span: &Value| {
        let at = |n: usize| usize::try_from(span[n].as_u64()?).ok();
        Some(text.get(at(0)?..at(1)?).unwrap_or_default())
    };
    if let (Some(declared), Some(printed)) = (value["declared"].as_u64(), span(&value["numeral"])) {
        let differs = numeral::whole(&compact(printed)).is_some_and(|number| number != declared);
        let said = declared.to_string().into();
        return differs.then(|| Fault { said, printed: printed.to_owned() });
    }
    let said = PRINTED.iter().find_map(|name| value[*name].as_str())?;
    let printed = match value["spans"].as_array() {
        Some(spans) => spans.iter().map(span).collect::<Option<String>>()?,
        None => span(&value["span"])?.to_owned(),
    };
    let same = match said.parse::<Date>() {
        // A year that the text leaves out was inferred.
        Ok(said) => {
            date::prefix(&compact(&printed)).and_then(date::Found::date).is_none_or(|d| d == said)
        }
        Err(_) => fold::loose(&printed).contains(&fold::loose(said)),
    };
    (!same).then(|| Fault { said: said.into(), printed })
}
