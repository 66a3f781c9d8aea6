//! JSON: findings as data, in a format with types and a version of its own.
//!
//! The doc comments of these types are the descriptions in the published schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Report, fingerprints, help_uri};
use crate::diagnostic;
use crate::emit::json::{schema_of, written};

/// The name of the schema, which carries the major version of the format.
pub const SCHEMA_ID: &str = "https://candor.dev/schema/findings-1.json";

/// The version of the format.
pub const VERSION: &str = "1.0";

/// The name of the format.
const FORMAT: &str = "candor-findings";

/// Writes the report.
#[must_use]
pub fn emit(report: &Report) -> String {
    written(&file(report))
}

/// The JSON Schema (2020-12) of what [`emit`] writes.
#[must_use]
pub fn schema() -> String {
    schema_of::<File<'_>>(SCHEMA_ID, "Candor findings")
}

/// What `candor check` found.
#[derive(Serialize, JsonSchema)]
struct File<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    #[schemars(extend("const" = SCHEMA_ID))]
    schema: &'static str,
    /// The name of the format.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the format, major and minor.
    #[schemars(extend("pattern" = r"^1\.[0-9]+$"))]
    version: &'static str,
    /// The policies that were checked, as they are shown.
    policies: &'a [String],
    /// How many findings there are.
    counts: Counts,
    /// The findings, in the order of their places.
    findings: Vec<Finding<'a>>,
}

/// How many findings there are.
#[derive(Default, Serialize, JsonSchema)]
struct Counts {
    /// Errors: the exit code is 1 if there is one.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Notes.
    notes: usize,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// Its stable kebab-case name, which `candor explain` takes.
    name: &'a str,
    /// How much it matters, after the levels.
    severity: Severity,
    /// What is wrong.
    message: &'a str,
    /// Where; absent, where no place in a policy is to blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place<'a>>,
    /// The declaration it stands in, such as `recipient mailer`, or the words of its line.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(extend("minLength" = 1))]
    symbol: &'a str,
    /// A mark that stays the same while lines move.
    fingerprint: String,
    /// Other places involved.
    labels: Vec<Label<'a>>,
    /// The law or the paper behind it, as people cite it.
    citations: &'a [String],
    /// What to type instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// A change that would mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    /// The page about it.
    url: String,
}

/// How much a finding matters.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    /// Certainly wrong.
    Error,
    /// Probably wrong.
    Warning,
    /// Worth knowing.
    Note,
}

/// A stretch of a file.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// The file, relative to where the program ran, with `/`; `<stdin>` for standard input.
    file: &'a str,
    /// Where it begins.
    start: Position,
    /// Where it ends: the place after its last character.
    end: Position,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// The line, from 1.
    line: u32,
    /// The column in Unicode scalar values, from 1.
    column: u32,
}

/// Another place that a finding speaks of.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// Where.
    place: Place<'a>,
    /// What is there.
    text: &'a str,
}

/// A change that would mend a finding.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What to replace; empty to insert.
    place: Place<'a>,
    /// With what.
    text: &'a str,
    /// What that does.
    label: &'a str,
    /// Whether `--fix` applies it.
    certain: bool,
}

fn file(report: &Report) -> File<'_> {
    let mut counts = Counts::default();
    for finding in &report.findings {
        match finding.severity {
            diagnostic::Severity::Error => counts.errors += 1,
            diagnostic::Severity::Warning => counts.warnings += 1,
            diagnostic::Severity::Note => counts.notes += 1,
        }
    }
    let findings = report.findings.iter().zip(fingerprints(&report.findings));
    File {
        schema: SCHEMA_ID,
        format: FORMAT,
        version: VERSION,
        policies: &report.files,
        counts,
        findings: findings.map(|(found, fingerprint)| finding(found, fingerprint)).collect(),
    }
}

fn finding(finding: &super::Finding, fingerprint: String) -> Finding<'_> {
    Finding {
        name: finding.name,
        severity: match finding.severity {
            diagnostic::Severity::Error => Severity::Error,
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Note => Severity::Note,
        },
        message: &finding.message,
        place: finding.place.as_ref().map(place),
        symbol: &finding.symbol,
        fingerprint,
        labels: finding
            .labels
            .iter()
            .map(|label| Label { place: place(&label.place), text: &label.text })
            .collect(),
        citations: &finding.citations,
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            place: place(&fix.place),
            text: &fix.text,
            label: &fix.label,
            certain: fix.certain,
        }),
        url: help_uri(finding.name),
    }
}

fn place(place: &super::Place) -> Place<'_> {
    let position = |at: super::Position| Position { line: at.line, column: at.column };
    Place { file: &place.file, start: position(place.start), end: position(place.end) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{awkward, report};
    use super::*;

    fn parsed(json: &str) -> serde_json::Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn reports_are_valid_against_the_schema() {
        let schema = parsed(&schema());
        assert!(jsonschema::meta::is_valid(&schema));
        assert_eq!(schema["$id"], SCHEMA_ID);
        let validator = jsonschema::validator_for(&schema).unwrap();
        for report in [awkward(), Report::default(), report("we colect names\n")] {
            let json = parsed(&emit(&report));
            let errors: Vec<String> = validator
                .iter_errors(&json)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
        let mut spoilt = parsed(&emit(&awkward()));
        spoilt["findings"][1]["severity"] = "fatal".into();
        assert!(!validator.is_valid(&spoilt));
    }

    #[test]
    fn a_report_is_an_object_that_says_what_it_is() {
        insta::assert_snapshot!(emit(&report("we colect names\n")), @r#"
        {
          "$schema": "https://candor.dev/schema/findings-1.json",
          "format": "candor-findings",
          "version": "1.0",
          "policies": ["acme.candor"],
          "counts": { "errors": 2, "warnings": 0, "notes": 0 },
          "findings": [
            {
              "name": "unknown-verb",
              "severity": "error",
              "message": "`colect` is not a verb of the language",
              "place": { "file": "acme.candor", "start": { "line": 1, "column": 4 }, "end": { "line": 1, "column": 10 } },
              "symbol": "statement we-says",
              "fingerprint": "e9c86b1950c501a3360905aaeaf957d7",
              "labels": [],
              "citations": [],
              "help": "did you mean `collect`?",
              "url": "https://candor.dev/docs/lints.html#unknown-verb"
            },
            {
              "name": "unknown-name",
              "severity": "error",
              "message": "nothing is called `names`",
              "place": { "file": "acme.candor", "start": { "line": 1, "column": 11 }, "end": { "line": 1, "column": 16 } },
              "symbol": "statement we-says",
              "fingerprint": "f722c3ccd6681d063f88c6a82b70d759",
              "labels": [],
              "citations": [],
              "help": "write `identity.name`, declare it, `data names \"names\" : identity.name`, or write a text in quotes: \"names\"",
              "url": "https://candor.dev/docs/lints.html#unknown-name"
            }
          ]
        }
        "#);
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let json = emit(&awkward());
        assert!(!json.chars().any(|c| matches!(c, '\u{1b}' | '\u{202e}')));
        let message = parsed(&json)["findings"][1]["message"].as_str().unwrap().to_owned();
        assert_eq!(message, awkward().findings[1].message);
    }
}
