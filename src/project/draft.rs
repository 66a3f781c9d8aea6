//! A policy that is read again and again while its file is typed: only what has changed is read anew.

use std::sync::Arc;

use super::{MAX_PROJECT_BYTES, Read, followers, meant};
use crate::analysis::review::Replaced;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::model::{self, Policy};
use crate::source::{FileId, Move, Sources};
use crate::syntax::{self, Change};

/// What is kept of the reading of a policy, so that it can be read anew as one of its files is typed.
#[derive(Debug)]
pub struct Draft {
    pub(super) kept: model::Kept,
    /// What was found before anything was given a meaning.
    pub(super) found: Vec<Diagnostic>,
    /// The outline of the first file, once it was asked for.
    pub(super) outline: Option<syntax::Outline>,
}

/// A change of the first file of a policy.
#[derive(Debug)]
pub struct Revision {
    text: Arc<str>,
    outline: syntax::Outline,
    change: syntax::Change,
    silent: Option<Move>,
}

impl Draft {
    /// What another text of the first file changes; nothing, if that takes a reading of the whole.
    #[must_use]
    pub fn revision(&mut self, read: &Read, bytes: &str) -> Option<Revision> {
        let file = FileId::default();
        let before = read.sources.get(file).filter(|_| read.no_text(file).is_none())?;
        let text = syntax::decode(file, bytes.as_bytes().to_vec()).ok()?;
        let others: usize = read.sources.iter().skip(1).map(|(_, source)| source.text.len()).sum();
        if others + text.len() > MAX_PROJECT_BYTES || text.len() as u64 > syntax::MAX_FILE_BYTES {
            return None;
        }
        let known = self.outline.get_or_insert_with(|| syntax::Outline::of(file, &before.text));
        let (outline, change) = known.follow(&before.text, &text);
        let change = change?;
        let silent = change.silent();
        let at = silent.map_or(change.before.end, |moved| moved.end as usize);
        let nowhere = diagnostic::any_between(&self.found, file, at) || self.kept.any_between(file, at);
        let alone = read.sources.iter().nth(1).is_none();
        let takes = silent.is_some() || self.kept.takes(&change, &read.policy, alone);
        (takes && !nowhere).then(|| Revision { text: text.into(), outline, change, silent })
    }

    /// Makes of a policy as read what it is with a revision of it; false, and neither this nor what was read
    /// is good for anything, if that takes a reading of the whole after all.
    #[must_use]
    pub fn revise(&mut self, read: &mut Read, revision: Revision) -> bool {
        let Revision { text, outline, mut change, silent } = revision;
        match silent {
            Some(moved) => {
                diagnostic::follow(&mut self.found, moved);
                self.kept.follow(&mut read.policy, moved);
            }
            None => {
                let Change { old, new, .. } = &change;
                diagnostic::revise(&mut self.found, &old.findings, &new.findings, change.follows());
                if !self.kept.revise(&mut read.policy, &mut change) {
                    return false;
                }
            }
        }
        self.outline = Some(outline);
        read.sources.change(change.file, text);
        read.findings = self.findings(&read.policy, &read.sources);
        true
    }

    pub(super) fn findings(&self, policy: &Policy, sources: &Sources) -> Vec<Diagnostic> {
        let more = self.kept.found(policy);
        // What could not be read may have been what names a declaration, or what a verb is about.
        let unsure = self
            .found
            .iter()
            .chain(&more)
            .any(|finding| finding.severity == Severity::Error && finding.code != "duplicate-name");
        let mut findings = self.found.clone();
        findings
            .extend(more.into_iter().filter(|finding| !unsure || !model::DOUBTFUL.contains(&finding.code)));
        findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
        findings.dedup();
        meant::tell(&mut findings, policy, sources);
        followers::leave_out(&mut findings, sources);
        findings
    }
}

impl Revision {
    /// What is wrong with the syntax of what has changed.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.change.new.findings
    }

    /// How many items it is about, those before and those after.
    #[must_use]
    pub fn items(&self) -> usize {
        self.change.old.value.items.len() + self.change.new.value.items.len()
    }

    /// What it replaces.
    #[must_use]
    pub fn replaced(&self) -> Replaced {
        let (before, after) = self.change.differing();
        let renames = self.change.renames();
        Replaced { file: self.change.file, before, after, edit: self.change.edit(), renames }
    }

    /// Where everything else has moved, if nothing is said now that was not said before.
    #[must_use]
    pub fn silent(&self) -> Option<Move> {
        self.silent
    }
}

#[cfg(test)]
mod tests;
