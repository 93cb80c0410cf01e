//! SARIF 2.1.0, for code scanning: one run with all targets.
//!
//! Columns are code points. Accepted findings bear a suppression. Files have their SHA-256; one
//! that could not be read is a notification of an invocation that did not succeed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Found, Frame, Input, Lang, Piece, Refusal, Renderer, Scope, Target, place};
use crate::check::{ALL, Check, words};
use crate::model::report::Level;
use crate::model::{Document, Span};

pub(super) static RENDERER: Renderer = Renderer { name: "sarif", piece, frame: Some(&FRAME) };

static FRAME: Frame = Frame { open, between: ",", close };

/// Where the schema of the form is to be had.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Characters of the source that a region holds.
const QUOTED: usize = 200;

fn open(scope: Scope) -> String {
    let language = match scope.lang {
        Lang::En => "en-US",
        Lang::Zh => "zh-CN",
    };
    format!(
        "{{\n\"$schema\": \"{SCHEMA}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\
         \"columnKind\": \"unicodeCodePoints\",\n\"language\": \"{language}\",\n\"results\": ["
    )
}

fn piece(target: &Target) -> Piece {
    match target {
        Target::Refused(refusal) => {
            let aside = json!({ "rules": refusal.code, "notification": notification(refusal) });
            Piece { aside: Some(aside), ..Piece::default() }
        }
        Target::Checked(input) => {
            let results: Vec<String> =
                input.shown().map(|found| format!("\n{}", result(input, found))).collect();
            let rules: BTreeSet<&str> = input.shown().map(|found| found.finding.code).collect();
            let also = input.also.filter(|(_, report)| !report.findings.is_empty());
            let beside = input.document.beside.as_deref();
            let documents = [Some(input.document), beside, also.map(|(document, _)| document)];
            let artifacts: Vec<Value> = documents.into_iter().flatten().map(artifact).collect();
            let aside = json!({ "rules": rules, "artifacts": artifacts });
            Piece { aside: Some(aside), ..results.join(",").into() }
        }
    }
}

fn close(scope: Scope, asides: Vec<Value>) -> String {
    let mut rules = BTreeSet::new();
    let mut artifacts = Vec::new();
    let mut notifications = Vec::new();
    for mut aside in asides {
        match aside["rules"].take() {
            Value::String(rule) => drop(rules.insert(rule)),
            Value::Array(list) => {
                rules.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
        if let Value::Array(list) = aside["artifacts"].take() {
            artifacts.extend(list);
        }
        match aside["notification"].take() {
            Value::Null => {}
            notification => notifications.push(notification),
        }
    }
    let rules: Vec<Value> = ALL
        .iter()
        .filter(|check| rules.contains(check.code))
        .map(|check| rule(check, scope.lang))
        .collect();
    let tool = json!({ "driver": {
        "name": "mingdan",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    }});
    let invocation = json!([{
        "executionSuccessful": notifications.is_empty(),
        "toolExecutionNotifications": notifications,
    }]);
    let artifacts = Value::from(artifacts);
    format!(
        "\n],\n\"tool\": {tool},\n\"invocations\": {invocation},\n\"artifacts\": {artifacts}\n}}]\n}}\n"
    )
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "none",
    }
}

fn result(input: &Input, found: Found) -> Value {
    let Found { document, finding } = found;
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.level),
        "message": { "text": place::told(document, finding, input.lang) },
        "locations": [{ "physicalLocation": physical(document, finding.primary) }],
        "partialFingerprints": { "mingdan/v1": finding.fingerprint },
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(at, related)| {
            let label = words::related(finding, related, input.lang).unwrap_or_default();
            json!({
                "id": at + 1,
                "message": { "text": label },
                "physicalLocation": physical(related.document(document), related.span),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(reason) = &finding.accepted {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    if let Some(help) = words::help(finding, input.lang) {
        result["properties"] = json!({ "help": help });
    }
    result
}

fn physical(document: &Document, span: Span) -> Value {
    let region = place::region(document, span);
    let mut location = json!({
        "artifactLocation": { "uri": place::uri(&document.name) },
        "region": {
            "startLine": region.start.line,
            "startColumn": region.start.column,
            "endLine": region.end.line,
            "endColumn": region.end.column,
            "snippet": { "text": place::quote(document, span, QUOTED) },
        },
    });
    if let Some(page) = region.start.page {
        location["properties"] = json!({ "page": page });
    }
    location
}

fn artifact(document: &Document) -> Value {
    let mut artifact = json!({
        "location": { "uri": place::uri(&document.name) },
        "length": document.bytes,
        "hashes": { "sha-256": document.sha256 },
        "roles": ["analysisTarget"],
    });
    if !document.encoding.is_empty() {
        artifact["encoding"] = document.encoding.into();
    }
    artifact
}

fn rule(check: &Check, lang: Lang) -> Value {
    let page = check.page_in(lang);
    json!({
        "id": check.code,
        "name": check.name,
        "shortDescription": { "text": page.get("summary").unwrap_or(check.name) },
        "help": { "text": page.body, "markdown": page.body },
        "defaultConfiguration": { "level": level(check.level) },
    })
}

fn notification(refusal: &Refusal) -> Value {
    let mut notification = json!({
        "level": "error",
        "message": { "text": refusal.why },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": place::uri(refusal.file) } },
        }],
    });
    if let Some(code) = refusal.code {
        notification["associatedRule"] = json!({ "id": code });
    }
    notification
}
