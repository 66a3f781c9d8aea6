//! GitLab's code quality report: the merge request shows what is new and what is mended.
//!
//! The format is GitLab's, which is why this is an array without a version.

use serde::Serialize;

use super::{Report, fingerprints};
use crate::diagnostic::Severity;
use crate::emit::json::written;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the report.
#[must_use]
pub fn emit(report: &Report) -> String {
    let issues: Vec<Issue<'_>> = report
        .findings
        .iter()
        .zip(fingerprints(&report.findings))
        .map(|(finding, fingerprint)| Issue {
            description: finding.message_and_help(),
            check_name: finding.name,
            fingerprint,
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: match &finding.place {
                Some(place) => Location {
                    path: &place.file,
                    lines: Lines { begin: place.start.line, end: place.end.line },
                },
                // The format knows no finding without a file; the project's own is the nearest.
                None => Location { path: "candor.yaml", lines: Lines { begin: 1, end: 1 } },
            },
        })
        .collect();
    written(&issues)
}

#[cfg(test)]
mod tests {
    use super::super::testing::awkward;
    use super::*;

    #[test]
    fn an_issue_has_what_gitlab_asks_for() {
        let json: serde_json::Value = serde_json::from_str(&emit(&awkward())).unwrap();
        let issues = json.as_array().unwrap();
        assert_eq!(issues.len(), 4);
        let levels: Vec<&str> = issues.iter().map(|issue| issue["severity"].as_str().unwrap()).collect();
        assert_eq!(levels, ["major", "major", "minor", "info"]);
        for issue in issues {
            assert!(issue["description"].is_string() && issue["location"]["path"].is_string());
            assert_eq!(issue["fingerprint"].as_str().unwrap().len(), 32);
        }
        assert_eq!(issues[1]["location"]["lines"]["begin"], 3);
        assert_eq!(issues[2]["location"]["lines"], serde_json::json!({ "begin": 8, "end": 9 }));
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        assert_eq!(emit(&Report::default()), "[]\n");
    }
}
