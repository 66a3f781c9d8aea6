//! JUnit XML: each file is a suite, and each error in it a test that fails.
//!
//! What does not change the exit code fails no test: warnings and notes are
//! tests that pass and say something.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Finding, Report, word};
use crate::diagnostic::Severity;

/// Writes the report.
#[must_use]
pub fn emit(report: &Report) -> String {
    let mut suites: BTreeMap<&str, Vec<&Finding>> =
        report.files.iter().map(|file| (file.as_str(), Vec::new())).collect();
    for finding in &report.findings {
        let file = finding.place.as_ref().map_or("candor", |place| place.file.as_str());
        suites.entry(file).or_default().push(finding);
    }
    let tests: usize = suites.values().map(|findings| findings.len().max(1)).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"candor\" tests=\"{tests}\" failures=\"{}\" errors=\"0\">",
        failures(report.findings.iter())
    );
    for (file, findings) in suites {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
            escaped(file),
            findings.len().max(1),
            failures(findings.iter().copied())
        );
        if findings.is_empty() {
            let _ = writeln!(out, "    <testcase name=\"check\" classname=\"{}\"/>", escaped(file));
        }
        for finding in findings {
            case(file, finding, &mut out);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn failures<'a>(findings: impl Iterator<Item = &'a Finding>) -> usize {
    findings.filter(|finding| finding.severity == Severity::Error).count()
}

fn case(file: &str, finding: &Finding, out: &mut String) {
    let (name, file) = (finding.name, escaped(file));
    let at = finding.place.as_ref().map(|place| place.start);
    let place = at.map_or(String::new(), |at| format!(" at {}:{}", at.line, at.column));
    let _ = write!(out, "    <testcase name=\"{name}{place}\" classname=\"{file}\"");
    if let Some(at) = at {
        let _ = write!(out, " file=\"{file}\" line=\"{}\"", at.line);
    }
    let text = escaped(&text(finding));
    let _ = match finding.severity {
        Severity::Error => {
            let message = escaped(&finding.message);
            writeln!(
                out,
                ">\n      <failure type=\"{name}\" message=\"{message}\">{text}</failure>\n    </testcase>"
            )
        }
        Severity::Warning | Severity::Note => {
            let word = word(finding.severity);
            writeln!(out, ">\n      <system-out>{word}: {text}</system-out>\n    </testcase>")
        }
    };
}

fn text(finding: &Finding) -> String {
    let mut text = finding.message_and_help();
    for label in &finding.labels {
        let place = &label.place;
        let _ = write!(text, "\n{}:{}:{}: {}", place.file, place.start.line, place.start.column, label.text);
    }
    for law in &finding.citations {
        let _ = write!(text, "\nlaw: {law}");
    }
    text
}

/// Text for XML 1.0, between tags or in an attribute; what XML cannot hold at all
/// becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // In an attribute these would become spaces.
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::awkward;
    use super::*;

    #[test]
    fn every_special_character_is_escaped() {
        insta::assert_snapshot!(emit(&awkward()).replace('\u{202e}', "RLO"), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="candor" tests="5" failures="2" errors="0">
          <testsuite name="a b%/ü,:&quot;&lt;&amp;&gt;.candor" tests="3" failures="1" errors="0">
            <testcase name="unused-allow at 3:5" classname="a b%/ü,:&quot;&lt;&amp;&gt;.candor" file="a b%/ü,:&quot;&lt;&amp;&gt;.candor" line="3">
              <failure type="unused-allow" message="100% wrong, `a:b` &lt;&amp;&gt; &quot;it&apos;s&quot; ]]&gt; �[31mRLO&#13;&#10;next">100% wrong, `a:b` &lt;&amp;&gt; &quot;it&apos;s&quot; ]]&gt; �[31mRLO&#13;&#10;next&#10;help: delete it&#10;or keep it&#10;a b%/ü,:&quot;&lt;&amp;&gt;.candor:1:1: this says never&#10;law: Art. 5(1)(a)</failure>
            </testcase>
            <testcase name="unused-allow at 8:1" classname="a b%/ü,:&quot;&lt;&amp;&gt;.candor" file="a b%/ü,:&quot;&lt;&amp;&gt;.candor" line="8">
              <system-out>warning: runs over two lines</system-out>
            </testcase>
            <testcase name="unused-allow at 8:1" classname="a b%/ü,:&quot;&lt;&amp;&gt;.candor" file="a b%/ü,:&quot;&lt;&amp;&gt;.candor" line="8">
              <system-out>note: worth knowing</system-out>
            </testcase>
          </testsuite>
          <testsuite name="b.candor" tests="1" failures="0" errors="0">
            <testcase name="check" classname="b.candor"/>
          </testsuite>
          <testsuite name="candor" tests="1" failures="1" errors="0">
            <testcase name="broken-template" classname="candor">
              <failure type="broken-template" message="template en/x.md: no">template en/x.md: no</failure>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn a_policy_without_findings_is_a_test_that_passes() {
        let report = Report { findings: Vec::new(), files: vec!["a.candor".to_owned()] };
        insta::assert_snapshot!(emit(&report), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="candor" tests="1" failures="0" errors="0">
          <testsuite name="a.candor" tests="1" failures="0" errors="0">
            <testcase name="check" classname="a.candor"/>
          </testsuite>
        </testsuites>
        "#);
    }
}
