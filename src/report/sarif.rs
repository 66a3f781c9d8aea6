//! SARIF 2.1.0: what code scanning services and editors read.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Finding, Fix, Place, Report, fingerprints, help_uri, word};
use crate::analysis::registry;
use crate::diagnostic::Severity;
use crate::emit::json::written;

/// Where the schema of the format is.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the report as a log of one run.
#[must_use]
pub fn emit(report: &Report) -> String {
    let mut names: Vec<&str> = report.findings.iter().map(|finding| finding.name).collect();
    names.sort_unstable();
    names.dedup();
    let numbers: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .zip(fingerprints(&report.findings))
        .map(|(finding, fingerprint)| result(finding, numbers.get(finding.name).copied(), fingerprint))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Candor",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://candor.dev/",
                "rules": names.iter().map(|name| rule(name)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    written(&log)
}

/// What the registry knows of a finding's name.
fn rule(name: &str) -> Value {
    let mut rule = Map::new();
    rule.insert("id".to_owned(), name.into());
    rule.insert("helpUri".to_owned(), help_uri(name).into());
    if let Some(known) = registry::rule(name) {
        let mut help = known.why.clone();
        for law in known.citations() {
            help.push_str("\n\n");
            help.push_str(&law);
        }
        rule.insert("shortDescription".to_owned(), json!({ "text": known.summary }));
        rule.insert("fullDescription".to_owned(), json!({ "text": known.why }));
        rule.insert("help".to_owned(), json!({ "text": help }));
        rule.insert("defaultConfiguration".to_owned(), json!({ "level": word(known.severity()) }));
        rule.insert("properties".to_owned(), json!({ "tags": [known.group_name()] }));
    }
    Value::Object(rule)
}

fn result(finding: &Finding, number: Option<usize>, fingerprint: String) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), finding.name.into());
    if let Some(number) = number {
        result.insert("ruleIndex".to_owned(), number.into());
    }
    result.insert("level".to_owned(), level(finding.severity).into());
    result.insert("message".to_owned(), message(&finding.message_and_help()));
    if let Some(place) = &finding.place {
        let mut location = Map::new();
        location.insert("physicalLocation".to_owned(), physical(place));
        if !finding.symbol.is_empty() {
            let symbol = json!([{ "fullyQualifiedName": finding.symbol }]);
            location.insert("logicalLocations".to_owned(), symbol);
        }
        result.insert("locations".to_owned(), json!([location]));
    }
    if !finding.labels.is_empty() {
        let labels = finding.labels.iter().zip(1..).map(|(label, id)| {
            json!({ "id": id, "physicalLocation": physical(&label.place), "message": message(&label.text) })
        });
        result.insert("relatedLocations".to_owned(), labels.collect());
    }
    result.insert("partialFingerprints".to_owned(), json!({ "candorNameAndSymbol/v1": fingerprint }));
    if let Some(fix) = &finding.fix {
        result.insert("fixes".to_owned(), json!([change(fix)]));
    }
    if !finding.citations.is_empty() {
        result.insert("properties".to_owned(), json!({ "citations": finding.citations }));
    }
    Value::Object(result)
}

fn level(severity: Severity) -> &'static str {
    // The format's words are ours.
    word(severity)
}

fn change(fix: &Fix) -> Value {
    json!({
        "description": message(&fix.label),
        "artifactChanges": [{
            "artifactLocation": artifact(&fix.place.file),
            "replacements": [{
                "deletedRegion": region(&fix.place),
                "insertedContent": { "text": fix.text },
            }],
        }],
        "properties": { "certain": fix.certain },
    })
}

fn physical(place: &Place) -> Value {
    json!({ "artifactLocation": artifact(&place.file), "region": region(place) })
}

fn artifact(file: &str) -> Value {
    let mut artifact = Map::new();
    artifact.insert("uri".to_owned(), uri(file).into());
    if !file.starts_with('/') {
        artifact.insert("uriBaseId".to_owned(), "%SRCROOT%".into());
    }
    Value::Object(artifact)
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// A text that reads as it stands: `[…](…)` would be a link and `{0}` a place to fill,
/// so where the text has these, they are escaped.
fn message(text: &str) -> Value {
    let link = text.contains("](");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' | ']' | '\\' if link => out.push('\\'),
            '{' if chars.peek().is_some_and(char::is_ascii_digit) => out.push('{'),
            _ => {}
        }
        out.push(c);
    }
    json!({ "text": out })
}

/// A path as a relative reference (RFC 3986), or as a `file` address if it is absolute.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    } else if path.split('/').next().is_some_and(|first| first.contains(':')) {
        // Else what stands before the colon would be a scheme.
        out.push_str("./");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::{awkward, report};
    use super::*;

    /// The schema that OASIS publishes: see `tests/data/README.md`.
    const OFFICIAL: &str = include_str!("../../tests/data/sarif-schema-2.1.0.json");

    fn parsed(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn logs_are_valid_against_the_official_schema() {
        // One pattern, of a language we never name, is no regular expression to a strict reader.
        let schema = OFFICIAL.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
        let validator = jsonschema::validator_for(&parsed(&schema)).unwrap();
        for report in [awkward(), Report::default(), report("we colect names\npurpose a \"to a\"\n")] {
            let log = parsed(&emit(&report));
            let errors: Vec<String> = validator
                .iter_errors(&log)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
        let mut spoilt = parsed(&emit(&awkward()));
        spoilt["runs"][0]["results"][0]["level"] = "fatal".into();
        assert!(!validator.is_valid(&spoilt));
    }

    #[test]
    fn a_log_says_what_is_known_of_each_rule() {
        let log = parsed(&emit(&awkward()));
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["shortDescription"]["text"].is_string() && rule["helpUri"].is_string());
        }
        let whole = &run["results"][1];
        assert_eq!(
            whole["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a%20b%25/%C3%BC%2C%3A%22%3C%26%3E.candor"
        );
        assert_eq!(whole["relatedLocations"][0]["message"]["text"], "this says never");
        assert_eq!(
            whole["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "keep 30 days"
        );
        assert!(whole["message"]["text"].as_str().unwrap().contains("]]>"));
        assert_eq!(message("[a](1) { {0}")["text"], "\\[a\\](1) { {{0}");
    }

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(uri("web/acme.candor"), "web/acme.candor");
        assert_eq!(uri("../a b.candor"), "../a%20b.candor");
        assert_eq!(uri("/srv/a.candor"), "file:///srv/a.candor");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri("a:b"), "./a%3Ab");
    }
}
