//! A file that declares no policy: one to be imported, or one that was meant as a policy.

use candor::diagnostic::{Diagnostic, has_errors};
use candor::project::Read;
use candor::source::{FileId, Span};

/// The findings about a file as it was read, whether it declares a policy or is to be imported. One that is `named` as a
/// policy has to be one.
pub(crate) fn findings(read: &Read, named: bool) -> Vec<Diagnostic> {
    if read.policy.span.is_some() {
        return read.findings.clone();
    }
    let mut findings = as_library(read);
    let source = read.sources.get(FileId(0)).filter(|_| read.no_text(FileId(0)).is_none());
    let text = source.map_or("", |source| &source.text);
    // One that could not be read is no missing one.
    let declared = text.lines().any(|line| line.split_whitespace().next() == Some("policy"));
    let meant = findings.iter().any(|finding| finding.meant.as_deref() == Some("policy"));
    if named && (!has_errors(&findings) || !(text.is_empty() || declared || meant)) {
        findings.insert(0, missing_policy());
    }
    findings
}

/// The findings about a file that is meant to be imported.
///
/// Its names are the importing policy's affair. That it cannot be read at all, or
/// not understood, is reported even if nobody imports it: it may have been meant
/// as a policy.
fn as_library(read: &Read) -> Vec<Diagnostic> {
    // Only the word that begins it is misspelt.
    let is_policy = read.findings.iter().any(|finding| finding.meant.as_deref() == Some("policy"));
    match read.sources.get(FileId(0)).filter(|_| !is_policy) {
        Some(source) if !source.text.is_empty() => read.unread(FileId(0)),
        Some(_) | None => read.findings.clone(),
    }
}

/// That a file which is named as a policy is none.
fn missing_policy() -> Diagnostic {
    Diagnostic::error("missing-policy", Span::new(FileId(0), 0, 0), "no policy is declared here")
        .with_help("begin with `policy \"Acme Privacy Policy\" { language en-US }`; a file without it can only be imported")
}
