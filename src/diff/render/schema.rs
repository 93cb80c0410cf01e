//! The JSON Schema of [`json::write`](super::json::write), made from the lists of kinds.

use serde_json::{Value, json};

use crate::diff::change::Kind;
use crate::diff::reason::ReasonKind;
use crate::diff::timeline::EventKind;

/// The schema as text, for `schemas/diff.schema.json`.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&value()).unwrap_or_default();
    text.push('\n');
    text
}

/// The schema: of two editions, of their summary alone, and of a series.
pub fn value() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mingdan diff --format json",
        "anyOf": [
            { "$ref": "#/$defs/diff" },
            { "$ref": "#/$defs/counts" },
            { "$ref": "#/$defs/series" }
        ],
        "$defs": {
            "diff": diff(),
            "counts": {
                "description": "With --summary.",
                "type": "object",
                "required": ["summary"],
                "additionalProperties": false,
                "properties": {
                    "summary": {
                        "anyOf": [{ "$ref": "#/$defs/summary" }, { "$ref": "#/$defs/events" }]
                    }
                }
            },
            "series": series(),
            "events": {
                "description": "How many events of each kind in a series.",
                "type": "object",
                "propertyNames": { "enum": EventKind::ALL.map(EventKind::name) },
                "additionalProperties": { "type": "integer", "minimum": 1 }
            },
            "summary": {
                "description": "How many changes of each kind; kinds without any are left out. \
                    `shifted` counts entries whose rank changed only because others came, went \
                    or moved.",
                "type": "object",
                "propertyNames": { "anyOf": [{ "$ref": "#/$defs/kind" }, { "const": "shifted" }] },
                "additionalProperties": { "type": "integer", "minimum": 1 }
            },
            "kind": { "enum": Kind::ALL.map(Kind::name) },
            "entry": { "description": "Ordinal, from 1.", "type": "integer", "minimum": 1 },
            "path": {
                "description": "Headings, outermost level first.",
                "type": "array",
                "items": { "type": "string" }
            },
            "text": {
                "description": "Canonical form, and the printed one where it is another.",
                "type": "object",
                "required": ["value"],
                "additionalProperties": false,
                "properties": { "value": { "type": "string" }, "raw": { "type": "string" } }
            },
            "reason": {
                "type": "object",
                "required": ["kind"],
                "additionalProperties": false,
                "properties": {
                    "kind": { "enum": ReasonKind::ALL.map(ReasonKind::name) },
                    "from": { "type": "string" },
                    "to": { "type": "string" },
                    "date": { "type": "string" }
                }
            },
            "change": change(),
            "edit": { "anyOf": edits() }
        }
    })
}

/// Three editions or more: what each is, and every entry through all of them.
fn series() -> Value {
    let words = || json!({ "type": "string" });
    json!({
        "description": "A series of three editions or more.",
        "type": "object",
        "required": ["summary", "editions", "entries"],
        "additionalProperties": false,
        "properties": {
            "summary": { "$ref": "#/$defs/events" },
            "editions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "date", "entries", "summary"],
                    "additionalProperties": false,
                    "properties": {
                        "name": words(),
                        "date": { "type": ["string", "null"] },
                        "entries": { "type": "integer", "minimum": 0 },
                        "summary": { "$ref": "#/$defs/summary" }
                    }
                }
            },
            "entries": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "group", "at", "events"],
                    "additionalProperties": false,
                    "properties": {
                        "name": { "description": "The last one.", "type": "string" },
                        "group": { "$ref": "#/$defs/path" },
                        "at": {
                            "description": "Per edition the ordinal there.",
                            "type": "array",
                            "items": { "anyOf": [{ "$ref": "#/$defs/entry" }, { "type": "null" }] }
                        },
                        "events": { "type": "array", "items": event() }
                    }
                }
            }
        }
    })
}

fn event() -> Value {
    json!({
        "type": "object",
        "required": ["edition", "kind"],
        "additionalProperties": false,
        "properties": {
            "edition": { "$ref": "#/$defs/entry" },
            "kind": { "enum": EventKind::ALL.map(EventKind::name) },
            "old": { "type": "string" },
            "new": { "type": "string" },
            "reason": { "$ref": "#/$defs/reason" }
        }
    })
}

fn diff() -> Value {
    json!({
        "description": "Two editions.",
        "type": "object",
        "required": ["summary", "changes", "edits"],
        "additionalProperties": false,
        "properties": {
            "summary": { "$ref": "#/$defs/summary" },
            "changes": { "type": "array", "items": { "$ref": "#/$defs/change" } },
            "edits": {
                "description": "Complete: applied to the old side they give the new one.",
                "type": "array",
                "items": { "$ref": "#/$defs/edit" }
            },
            "limits": {
                "description": "Where the comparison stopped short; there only if one was met.",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["limit", "removed", "added"],
                    "additionalProperties": false,
                    "properties": {
                        "limit": { "enum": ["links-not-exact", "no-links"] },
                        "removed": { "type": "integer", "minimum": 1 },
                        "added": { "type": "integer", "minimum": 1 }
                    }
                }
            }
        }
    })
}

fn change() -> Value {
    let entry = json!({ "$ref": "#/$defs/entry" });
    json!({
        "type": "object",
        "required": ["kind", "group", "old", "new"],
        "additionalProperties": false,
        "properties": {
            "kind": { "$ref": "#/$defs/kind" },
            "group": { "$ref": "#/$defs/path" },
            "name": {
                "description": "What the entry is about, where old and new do not say it.",
                "type": "string"
            },
            "field": {
                "description": "The column, or the item of the metadata.",
                "type": "string"
            },
            "old": { "type": ["string", "null"] },
            "new": { "type": ["string", "null"] },
            "old_entry": entry,
            "new_entry": entry,
            "reason": { "$ref": "#/$defs/reason" },
            "score": {
                "description": "Likeness of a possible rename.",
                "type": "number",
                "minimum": 0,
                "maximum": 1
            },
            "rule": {
                "description": "What explains all rows: `old → new`, `+put in`, `-left out`, or a \
                    form: letters, form-number, form-date.",
                "type": "string"
            },
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["old", "new"],
                    "additionalProperties": false,
                    "properties": {
                        "name": { "type": "string" },
                        "old": { "type": "string" },
                        "new": { "type": "string" },
                        "old_entry": entry,
                        "new_entry": entry
                    }
                }
            }
        }
    })
}

fn edits() -> Vec<Value> {
    let edit = |name: &str, required: &[&str], properties: Value| {
        let mut properties = properties;
        properties["edit"] = json!({ "const": name });
        let required: Vec<&str> = ["edit"].iter().chain(required).copied().collect();
        json!({
            "type": "object",
            "required": required,
            "additionalProperties": false,
            "properties": properties
        })
    };
    let entry = || json!({ "$ref": "#/$defs/entry" });
    let path = || json!({ "$ref": "#/$defs/path" });
    let words = || json!({ "type": "array", "items": { "type": "string" } });
    let cell = || json!({ "type": "array", "items": { "$ref": "#/$defs/text" } });
    let row = json!({
        "type": "object",
        "required": ["name", "cells"],
        "additionalProperties": false,
        "properties": {
            "rank": { "type": "integer" },
            "name": { "$ref": "#/$defs/text" },
            "code": { "type": "string" },
            "aliases": words(),
            "cells": { "description": "One per column.", "type": "array", "items": cell() }
        }
    });
    let columns = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["key", "title", "list"],
            "additionalProperties": false,
            "properties": {
                "key": { "type": "string" },
                "title": { "type": "string" },
                "list": { "type": "boolean" }
            }
        }
    });
    let renamed = json!({ "type": "array", "items": { "type": "array", "items": path() } });
    let group = json!({ "anyOf": [path(), { "type": "null" }] });
    let part = json!({ "enum": ["name", "code", "rank", "group", "aliases", "cell"] });
    vec![
        edit(
            "fact",
            &["item", "values"],
            json!({
                "item": { "type": "string" },
                "about": { "type": "string" },
                "values": words()
            }),
        ),
        edit("columns", &["columns"], json!({ "columns": columns })),
        edit(
            "groups",
            &["renamed", "groups"],
            json!({ "renamed": renamed, "groups": { "type": "array", "items": path() } }),
        ),
        edit("remove", &["entry"], json!({ "entry": entry() })),
        edit(
            "set",
            &["entry", "part", "value"],
            json!({ "entry": entry(), "part": part, "value": {} }),
        ),
        edit("move", &["entry", "to"], json!({ "entry": entry(), "to": entry() })),
        edit("add", &["to", "group", "row"], json!({ "to": entry(), "group": group, "row": row })),
    ]
}
