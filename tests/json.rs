//! The JSON of every sample policy, and the schema it is published with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use candor::compile::{Settings, compile};
use candor::diagnostic::Severity;
use candor::emit::{Format, json};
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};
use serde_json::Value;

fn read(path: &str, load: &dyn Fn(&str) -> Result<Vec<u8>, LoadError>) -> Read {
    project::read(path, load, Vocabulary::builtin())
}

fn emitted(read: &Read) -> String {
    let built = compile(read, &Settings { formats: vec![Format::Json], ..Settings::default() });
    assert_eq!(built.template_errors, Vec::<String>::new());
    let [output] = built.outputs.as_slice() else { panic!("one output, not {}", built.outputs.len()) };
    output.text.clone()
}

/// Every sample: its name, the policy as read, and its JSON.
fn samples() -> Vec<(String, Read, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = fs::read_dir(root.join("policies"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".candor"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let load = |path: &str| fs::read(root.join(path)).map_err(|_| LoadError::Missing);
    let sample = |name: String| {
        let read = read(&format!("policies/{name}"), &load);
        let json = emitted(&read);
        (name, read, json)
    };
    names.into_iter().map(sample).collect()
}

fn small(text: &str) -> String {
    let load = |path: &str| {
        if path == "small.candor" { Ok(text.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
    };
    let read = read("small.candor", &load);
    assert!(read.findings.iter().all(|finding| finding.severity != Severity::Error), "{:#?}", read.findings);
    emitted(&read)
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// Calls `each` with every object, outermost first.
fn each_object<'a>(value: &'a Value, each: &mut dyn FnMut(&'a serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            each(object);
            object.values().for_each(|value| each_object(value, each));
        }
        Value::Array(values) => values.iter().for_each(|value| each_object(value, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_committed_schema_is_the_one_that_the_types_give() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/policy-1.json");
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == json::schema(),
        "schema/policy-1.json is out of date; if the change is meant, run `candor schema > schema/policy-1.json`"
    );
}

#[test]
fn the_schema_is_one_that_validators_accept() {
    let schema = parsed(&json::schema());
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$id"], json::SCHEMA_ID);
    let major = json::VERSION.split('.').next().unwrap();
    assert!(json::SCHEMA_ID.ends_with(&format!("-{major}.json")));
}

#[test]
fn every_type_and_member_of_the_schema_is_described() {
    let schema = parsed(&json::schema());
    let mut bare = Vec::new();
    each_object(&schema, &mut |object| {
        let Some(Value::Object(members)) = object.get("properties") else { return };
        // The schema of a member that is itself called `properties`.
        if !members.values().all(Value::is_object) {
            return;
        }
        for (name, member) in members {
            // A `const` is the tag of a variant, which is described as a whole.
            if member.get("description").is_none()
                && member.get("const").is_none()
                && object.get("description").is_none()
            {
                bare.push(name.clone());
            }
        }
    });
    assert_eq!(bare, Vec::<String>::new());
}

#[test]
fn every_sample_is_valid_against_the_schema() {
    let validator = jsonschema::validator_for(&parsed(&json::schema())).unwrap();
    for (name, _, json) in samples() {
        let json = parsed(&json);
        let errors: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{name}: {}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_the_format_does_not_have() {
    let validator = jsonschema::validator_for(&parsed(&json::schema())).unwrap();
    let whole = parsed(&small("we may collect contact.email\n"));
    assert!(validator.is_valid(&whole));
    let spoilt = |pointer: &str, value: Value| {
        let mut spoilt = whole.clone();
        *spoilt.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&spoilt), "{pointer} may not be {spoilt:#}");
    };
    spoilt("/statements/0/modality/modal", "perhaps".into());
    spoilt("/statements/0/modality/negative", Value::Null);
    spoilt("/statements/0/subjects/0", serde_json::json!({ "ref": "someone" }));
    spoilt("/statements/0/clauses", serde_json::json!([{ "clause": "condition" }]));
    spoilt("/statements/0/source/start/line", "one".into());
    spoilt("/document/sections/0/blocks", serde_json::json!([{ "block": "video" }]));
    spoilt("/nouns", serde_json::json!({ "vendor": [] }));
}

#[test]
fn the_same_policy_gives_the_same_bytes() {
    let (first, second) = (samples(), samples());
    for ((name, _, first), (_, _, second)) in first.iter().zip(&second) {
        assert!(first == second, "{name}");
    }
}

#[test]
fn every_statement_is_there_once() {
    for (name, read, json) in samples() {
        let json = parsed(&json);
        let statements = json["statements"].as_array().unwrap();
        let place = |start: &Value| (start["line"].as_u64().unwrap(), start["column"].as_u64().unwrap());
        let found: Vec<(&str, (u64, u64))> = statements
            .iter()
            .map(|statement| (statement["id"].as_str().unwrap(), place(&statement["source"]["start"])))
            .collect();
        let mut expected = Vec::new();
        read.policy.each_statement(&mut |statement| {
            let at = read.sources.get(statement.span.file).unwrap().line_column(statement.span.start);
            expected.push((statement.span, (&*statement.id, (u64::from(at.line), u64::from(at.column)))));
        });
        expected.sort_by_key(|(span, _)| *span);
        let expected: Vec<(&str, (u64, u64))> =
            expected.into_iter().map(|(_, statement)| statement).collect();
        assert_eq!(found, expected, "{name}");
        let ids: BTreeSet<&str> = found.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids.len(), found.len(), "{name}: two statements have one id");
        assert_eq!(json["metrics"]["statements"], found.len(), "{name}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for (name, read, json) in samples() {
        let broken = read.findings.iter().any(|finding| finding.severity == Severity::Error);
        let json = parsed(&json);
        let mut nouns: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (kind, found) in json["nouns"].as_object().unwrap() {
            each_object(found, &mut |object| {
                if let (Some(id), Some(_)) = (object.get("id"), object.get("codes")) {
                    nouns.insert((kind, id.as_str().unwrap()));
                }
            });
        }
        let entries = json["vocabulary"].as_array().unwrap();
        let vocabulary: BTreeSet<(&str, &str)> = entries
            .iter()
            .map(|entry| (entry["kind"].as_str().unwrap(), entry["id"].as_str().unwrap()))
            .collect();
        let statements: BTreeMap<&str, &Value> = json["statements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|statement| (statement["id"].as_str().unwrap(), statement))
            .collect();
        let text = |object: &'_ serde_json::Map<String, Value>, key: &str| {
            object.get(key).and_then(Value::as_str).map(str::to_owned)
        };
        each_object(&json, &mut |object| {
            let (kind, id) =
                (text(object, "kind").unwrap_or_default(), text(object, "id").unwrap_or_default());
            match text(object, "ref").as_deref() {
                Some("noun") => assert!(nouns.contains(&(kind.as_str(), id.as_str())), "{name}: {kind} {id}"),
                Some("vocabulary") => {
                    assert!(vocabulary.contains(&(kind.as_str(), id.as_str())), "{name}: {kind} {id}")
                }
                Some("unknown") => assert!(broken, "{name}: {object:?}"),
                _ => {}
            }
            for class in object.get("classes").and_then(Value::as_array).into_iter().flatten() {
                let class = (class["kind"].as_str().unwrap(), class["id"].as_str().unwrap());
                assert!(vocabulary.contains(&class), "{name}: {class:?}");
            }
            if let Some(id) = text(object, "statement") {
                assert!(statements.contains_key(id.as_str()), "{name}: {id}");
            }
        });
    }
}

#[test]
fn the_document_names_what_it_words() {
    let json = parsed(&small("we may collect contact.email\n"));
    let mut found = false;
    each_object(&json["document"], &mut |object| {
        found |= object.contains_key("block")
            && object["origin"]
                == serde_json::json!({ "template": "en/collection.md", "from": [{ "statement": json["statements"][0]["id"] }] });
    });
    assert!(found, "{:#}", json["document"]);
}

#[test]
fn every_block_of_a_sample_knows_its_template() {
    for (name, _, json) in samples() {
        let json = parsed(&json);
        each_object(&json["document"], &mut |object| {
            if object.contains_key("block") {
                assert!(
                    object["origin"]["template"].is_string() || object["origin"]["from"].is_array(),
                    "{name}: {object:?}"
                );
            }
        });
    }
}

#[test]
fn nothing_of_a_sample_is_null() {
    for (name, _, json) in samples() {
        each_object(&parsed(&json), &mut |object| {
            let null = object.iter().find(|(_, value)| value.is_null());
            assert_eq!(null, None, "{name}");
        });
    }
}

#[test]
fn what_cannot_be_seen_is_escaped() {
    let json = small("we \"a\u{2028}b\\u{200f}c\\u{202e}d\\u{202c}\"\n");
    assert!(!json.chars().any(|c| matches!(c, '\u{200f}' | '\u{2028}' | '\u{202c}' | '\u{202e}')));
    assert_eq!(parsed(&json)["statements"][0]["verbs"][0]["text"], "a\u{2028}b\u{200f}c\u{202e}d\u{202c}");
}

#[test]
fn a_small_policy() {
    let json = small(
        r#"policy "Acme Privacy Policy" {
    updated   2026-02-10
    language  en-US
    laws      gdpr
    effective unstated
}
organization acme "Acme Inc." {
    email "privacy@acme.example"
}
data contact "contact information" : contact {
    name  "name"           : identity.name
    email "e-mail address" : contact.email optional
    maps  ccpa "B"
}
purpose newsletter "send you news" : marketing.direct
recipient mailer "Mailer GmbH" : processor {
    country DE
    will not disclose contact
}
we may collect contact {
    from  people directly
    for   newsletter, "keep in touch"
    basis consent (newsletter)
    kept  24 months after "you leave" or request
}
section minors "Minors" for children under 13 {
    we do not knowingly collect personal-data unless (consent of parents "in writing" unless "the law forbids it")
    prose "We **mean** it."
}
"#,
    );
    // The words of the document are the business of the samples.
    let (practices, _) = json.split_once("  \"document\": ").unwrap();
    insta::assert_snapshot!(practices);
}
