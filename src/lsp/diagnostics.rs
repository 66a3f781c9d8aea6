//! Findings, as an editor shows them.

use candor::analysis::registry;
use candor::diagnostic::{Diagnostic, Severity};
use candor::report;
use candor::source::Span;
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range,
};
use serde_json::json;

/// What an editor says a finding is from.
const SOURCE: &str = "candor";

/// A finding as the protocol has it; nothing, if its file is not known.
pub(super) fn diagnostic(
    finding: &Diagnostic,
    location: &dyn Fn(Span) -> Option<Location>,
) -> Option<lsp_types::Diagnostic> {
    let related: Vec<DiagnosticRelatedInformation> = finding
        .labels
        .iter()
        .filter_map(|label| {
            let location = location(label.span)?;
            Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
        })
        .collect();
    let fix = finding.fix.as_ref().and_then(|fix| {
        let location = location(fix.span)?;
        Some(json!({ "label": fix.label, "text": fix.text, "certain": fix.certain, "uri": location.uri, "range": location.range }))
    });
    Some(lsp_types::Diagnostic {
        range: location(finding.span)?.range,
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: report::help_uri(finding.code).parse().ok().map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: message(finding),
        related_information: Some(related).filter(|related| !related.is_empty()),
        tags: tag(finding.code).map(|tag| vec![tag]),
        data: fix,
    })
}

/// What is wrong with no place in a policy: a template, which is a finding, or the project file,
/// which is none. It stands at the beginning of a file.
pub(super) fn of_file(code: Option<&str>, message: &str) -> lsp_types::Diagnostic {
    lsp_types::Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::ERROR),
        code: code.map(|code| NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message.to_owned(),
        ..lsp_types::Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}

fn message(finding: &Diagnostic) -> String {
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    for citation in &finding.citations {
        message.push_str("\nlaw: ");
        message.push_str(citation);
    }
    message
}

/// What nothing uses is shown faded, what is out of date struck through.
fn tag(code: &str) -> Option<DiagnosticTag> {
    if code.starts_with("unused-") {
        return Some(DiagnosticTag::UNNECESSARY);
    }
    let outdated = [
        "discontinued-technology",
        "outdated-citation",
        "outdated-security-technology",
        "repealed-law",
        "renamed-company",
        "withdrawn-security-standard",
    ];
    (outdated.contains(&code) && registry::rule(code).is_some()).then_some(DiagnosticTag::DEPRECATED)
}
