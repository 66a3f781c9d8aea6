//! Workflow commands of GitHub Actions: each finding becomes an annotation in the pull request.

use std::fmt::Write as _;

use super::{Finding, Report, neutral};
use crate::diagnostic::Severity;

/// Writes one command to a line.
#[must_use]
pub fn emit(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        command(finding, &mut out);
    }
    out
}

fn command(finding: &Finding, out: &mut String) {
    out.push_str(match finding.severity {
        Severity::Error => "::error ",
        Severity::Warning => "::warning ",
        Severity::Note => "::notice ",
    });
    if let Some(place) = &finding.place {
        let (start, end) = (place.start, place.end);
        let _ = write!(out, "file={},line={}", property(&place.file), start.line);
        // Columns count only where the finding stands in one line.
        if start.line == end.line {
            let _ = write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column);
        } else {
            let _ = write!(out, ",endLine={}", end.line);
        }
        out.push(',');
    }
    let _ = writeln!(out, "title={}::{}", property(finding.name), data(&text(finding)));
}

fn text(finding: &Finding) -> String {
    let mut text = finding.message_and_help();
    for law in &finding.citations {
        let _ = write!(text, "\nlaw: {law}");
    }
    text
}

/// The text after `::`. A log is shown on a terminal too.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(neutral).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// A value before `::`, where `,` and `:` have a meaning too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::testing::awkward;
    use super::emit;

    #[test]
    fn each_finding_is_one_line_with_its_marks_escaped() {
        insta::assert_snapshot!(emit(&awkward()), @r#"
        ::error title=broken-template::template en/x.md: no
        ::error file=a b%25/ü%2C%3A"<&>.candor,line=3,col=5,endLine=3,endColumn=12,title=unused-allow::100%25 wrong, `a:b` <&> "it's" ]]> \u{1b}[31m\u{202e}%0Anext%0Ahelp: delete it%0Aor keep it%0Alaw: Art. 5(1)(a)
        ::warning file=a b%25/ü%2C%3A"<&>.candor,line=8,endLine=9,title=unused-allow::runs over two lines
        ::notice file=a b%25/ü%2C%3A"<&>.candor,line=8,endLine=9,title=unused-allow::worth knowing
        "#);
    }
}
