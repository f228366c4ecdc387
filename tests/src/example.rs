//! A body that an operation can read, made from what the OpenAPI document says of it.

use serde_json::{Map, Value, json};

/// How deep bodies go that hold themselves.
const DEEPEST: usize = 12;

/// Media type and bytes of a body that can be read; nothing for an operation that reads none.
pub fn body(document: &Value, operation: &Value) -> Option<(String, Vec<u8>)> {
    let content = operation.pointer("/requestBody/content")?.as_object()?;
    let (media, shape) = content.iter().next()?;
    let bytes = match media.as_str() {
        "application/json" => value(document, &shape["schema"], 0).to_string(),
        _ => "text".to_owned(),
    };
    Some((media.clone(), bytes.into_bytes()))
}

/// A value of a schema: its example, else the least that it asks for.
fn value(document: &Value, schema: &Value, depth: usize) -> Value {
    if let Some(example) = schema
        .get("example")
        .or_else(|| schema.pointer("/examples/0"))
    {
        return example.clone();
    }
    if let Some(place) = schema["$ref"].as_str() {
        let named = document.pointer(place.trim_start_matches('#'));
        return value(document, named.unwrap_or(&Value::Null), depth + 1);
    }
    if let Some(one) = schema.get("const").or_else(|| schema.pointer("/enum/0")) {
        return one.clone();
    }
    if depth > DEEPEST {
        return Value::Null;
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(ways) = schema[choice].as_array() {
            let something = ways.iter().find(|way| way["type"] != "null");
            return something.map_or(Value::Null, |way| value(document, way, depth + 1));
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut all = Map::new();
        for part in parts {
            if let Value::Object(fields) = value(document, part, depth + 1) {
                all.extend(fields);
            }
        }
        return Value::Object(all);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null"),
        kind => Some(kind),
    };
    match kind.and_then(Value::as_str) {
        Some("object") => object(document, schema, depth),
        Some("array") if schema["minItems"].as_u64() > Some(0) => {
            json!([value(document, &schema["items"], depth + 1)])
        }
        Some("array") => json!([]),
        Some("string") => match schema["format"].as_str() {
            Some("uuid") => json!("01900000-0000-7000-8000-00000000feed"),
            Some("date") => json!("2026-11-24"),
            Some("date-time") => json!("2026-11-24T08:00:00Z"),
            Some("time") => json!("08:00:00"),
            _ => json!("tekst"),
        },
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        Some("boolean") => json!(false),
        _ => Value::Null,
    }
}

fn object(document: &Value, schema: &Value, depth: usize) -> Value {
    let fields = schema["required"].as_array().into_iter().flatten();
    let fields = fields.filter_map(Value::as_str).map(|field| {
        let shape = &schema["properties"][field];
        (field.to_owned(), value(document, shape, depth + 1))
    });
    Value::Object(fields.collect())
}
