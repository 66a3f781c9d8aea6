//! The two versions of one policy, against each other.

use std::collections::BTreeSet;
use std::path::PathBuf;

use candor::approval;
use candor::compile::{self, Built};
use candor::diagnostic::{Diagnostic, Severity};
use candor::diff::duties::{Consequences, consequences};
use candor::diff::{self, Approved, Changes, Direction, readers};
use candor::document::{Document, DocumentKind};
use candor::project::Read;
use candor::report::diff as report;
use jiff::civil::Date;

use super::{Compared, Loaded, Place, Version};
use crate::cli::depfile;
use crate::cli::findings::{self, Finding, Manner};
use crate::cli::terminal::count;
use crate::workspace::settings::Wording;

/// Compares the versions of one policy.
pub(super) fn compare(loaded: &Loaded<'_>, as_of: Option<Date>, manner: Manner) -> Compared {
    let pair = &loaded.pair;
    let missing = || "(none)".to_owned();
    let before = pair.old.as_ref().map_or_else(missing, Version::name);
    let after = pair.new.as_ref().map_or_else(missing, Version::name);
    let file = if pair.new.is_some() { after.clone() } else { before.clone() };
    let last = loaded.new.as_ref().or(loaded.old.as_ref());
    let name = last.map(|read| read.policy.name.clone()).unwrap_or_default();
    let title = last.and_then(|read| read.policy.title.as_deref()).unwrap_or(&name).to_owned();
    let mut out = Compared {
        file,
        before,
        after,
        name,
        title,
        failed: None,
        changes: Changes::default(),
        consequences: Consequences::default(),
        readers: Vec::new(),
        findings: Vec::new(),
    };
    let sides = [("old", &pair.old, &loaded.old), ("new", &pair.new, &loaded.new)];
    let mut wrong: Vec<String> = Vec::new();
    for (which, version, read) in sides {
        let (Some(version), Some(read)) = (version, read) else { continue };
        wrong.extend(broken(which, version, read, manner, &mut out.findings));
    }
    if !wrong.is_empty() {
        out.failed = Some(wrong.join(", and "));
        return out;
    }
    match (&loaded.old, &loaded.new) {
        (Some(old), Some(new)) => both(&mut out, loaded, old, new, as_of, manner),
        (None, Some(new)) => out.changes = diff::whole(&new.policy, Direction::Added),
        (Some(old), None) => out.changes = diff::whole(&old.policy, Direction::Removed),
        (None, None) => {}
    }
    out
}

/// What is wrong with a version so that it cannot be compared; its errors are shown.
fn broken(
    which: &str,
    version: &Version<'_>,
    read: &Read,
    manner: Manner,
    shown: &mut Vec<Finding>,
) -> Option<String> {
    let errors: Vec<Diagnostic> =
        read.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        let number = count(errors.len(), "error", "errors");
        shown.extend(findings::findings(read, errors, &|path| version.shown(path), manner));
        return Some(format!("the {which} version, `{}`, has {number}", version.name()));
    }
    read.policy
        .span
        .is_none()
        .then(|| format!("the {which} version, `{}`, declares no policy", version.name()))
}

/// Compares two versions without errors.
fn both(
    out: &mut Compared,
    loaded: &Loaded<'_>,
    old: &Read,
    new: &Read,
    as_of: Option<Date>,
    manner: Manner,
) {
    let (before, after) = &loaded.pair.manners.settings;
    let text = |read: &Read| -> Vec<(String, std::sync::Arc<str>)> {
        read.sources.iter().map(|(_, source)| (source.name.clone(), source.text.clone())).collect()
    };
    let same_words = old.policy.vocabulary == new.policy.vocabulary;
    if text(old) == text(new) && before.templates == after.templates && same_words {
        return;
    }
    out.changes = diff::diff(&old.policy, &new.policy);
    let mut built = (Built::default(), Built::default());
    let documents =
        (compile::documents(old, before, &mut built.0), compile::documents(new, after, &mut built.1));
    let errors: Vec<&String> = built.0.template_errors.iter().chain(&built.1.template_errors).collect();
    if !errors.is_empty() {
        let shown =
            |error: &&String| findings::without_place("broken-template", Severity::Error, error, manner);
        out.findings.extend(errors.iter().map(shown));
        out.failed = Some("its documents cannot be written, so what readers see is not known".to_owned());
        out.changes = Changes::default();
        return;
    }
    let nothing = Document::default();
    for document in &documents.1 {
        let twin = documents.0.iter().find(|one| law_of(old, one) == law_of(new, document));
        out.readers.extend(reading(document, readers::compare(twin.unwrap_or(&nothing), document)));
    }
    for document in &documents.0 {
        if documents.1.iter().all(|one| law_of(new, one) != law_of(old, document)) {
            out.readers.extend(reading(document, readers::compare(document, &nothing)));
        }
    }
    let passages = out.readers.iter().map(|reading| reading.passages.len()).sum();
    out.changes = std::mem::take(&mut out.changes).with_readers(&new.policy, passages);
    if !(old.policy.approvals.is_empty() && new.policy.approvals.is_empty()) {
        let sections = |read: &Read, documents: &[Document]| {
            let own = documents.first();
            own.map(|own| approval::sections(&read.policy, own)).unwrap_or_default()
        };
        let sections = (sections(old, &documents.0), sections(new, &documents.1));
        out.changes = std::mem::take(&mut out.changes).with_approvals(
            Approved { policy: &old.policy, sections: &sections.0 },
            Approved { policy: &new.policy, sections: &sections.1 },
        );
    }
    out.consequences = consequences(&out.changes, &old.policy, &new.policy, as_of);
    loaded.pair.manners.levels.apply(&mut out.consequences.findings);
    if let Some(version) = &loaded.pair.new {
        let diagnostics = out.consequences.findings.clone();
        out.findings.extend(findings::findings(new, diagnostics, &|path| version.shown(path), manner));
    }
}

/// What readers of a document see change, where they do.
fn reading(document: &Document, passages: Vec<readers::Passage>) -> Option<report::Reading> {
    let of_law = document.kind == DocumentKind::Law;
    let (name, title) = (document.name.clone(), document.title.clone());
    (!passages.is_empty()).then_some(report::Reading { name, of_law, title, passages })
}

/// The law that a document is the section of, whatever the policy's file is called.
fn law_of<'d>(read: &Read, document: &'d Document) -> &'d str {
    // There may be dots in the file's own name.
    document.name.strip_prefix(read.policy.name.as_str()).unwrap_or(&document.name)
}

/// Every file that a comparison is made from, where it is or was.
pub(super) fn inputs(loaded: &[Loaded<'_>], wording: &Wording) -> BTreeSet<PathBuf> {
    let mut inputs = BTreeSet::new();
    for one in loaded {
        let versions = [(&one.pair.old, &one.old), (&one.pair.new, &one.new)];
        for (version, read) in versions.into_iter().filter_map(|(v, r)| v.as_ref().zip(r.as_ref())) {
            let root = match &version.place {
                Place::Now { found, project, .. } => {
                    inputs.extend(depfile::shared(found, project, wording));
                    project.root.as_path()
                }
                Place::Then { root, .. } => root,
            };
            inputs.extend(read.sources.iter().map(|(_, source)| root.join(&source.name)));
        }
    }
    inputs
}
