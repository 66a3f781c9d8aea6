//! A policy of which a few sentences have changed: they alone are given their meaning anew.

use std::ops::Range;

use super::{Kept, Reader, misplaced_prose};
use crate::diagnostic::{self, Diagnostic};
use crate::model::names::LOOKED_FOR;
use crate::model::{NounId, Part, Policy, Statement, check, ids};
use crate::source::{FileId, Move, Span};
use crate::syntax::{Change, ast};

/// More findings than this are not gone through one by one.
const FEW: usize = 1000;

impl Kept {
    /// Whether a change is one that [`Kept::revise`] can take up: it is about sentences alone, so that
    /// every name stands for what it stood for before.
    #[must_use]
    pub fn takes(&self, change: &Change, policy: &Policy) -> bool {
        let unknown = self.findings.iter().filter(|finding| finding.code == "unknown-name").count();
        // What is imported stands between the items of a file: only a part of this file tells where.
        let alone = policy.root.parts.iter().all(|part| place(part).file == change.file);
        self.findings.len() < FEW
            && unknown < LOOKED_FOR / 2
            && (alone || !parts_in(&policy.root.parts, change).is_empty())
            && only_sentences(&change.old.value.items)
            && only_sentences(&change.new.value.items)
    }

    /// Makes of a policy what it is after a change that [`Kept::takes`] says yes to.
    pub fn revise(&mut self, policy: &mut Policy, change: &mut Change) {
        let old = std::mem::take(&mut change.old.value.items);
        let new = std::mem::take(&mut change.new.value.items);
        let vocabulary = &policy.vocabulary.clone();
        let names = std::mem::take(&mut self.names);
        let nouns = std::mem::take(&mut policy.nouns);
        let mut reader = Reader { vocabulary, names, nouns, findings: Vec::new() };
        reader.names.forget_uses(true);
        old.into_iter().for_each(|item| drop(reader.outer(item)));
        reader.findings.clear();
        reader.names.forget_uses(false);
        let parts: Vec<Part> = new.into_iter().filter_map(|item| reader.outer(item)).collect();
        let found = std::mem::take(&mut reader.findings);

        let follows = change.follows();
        let of_old = |finding: &Diagnostic| is_in(finding.span, change);
        self.findings.retain(|finding| !of_old(finding));
        diagnostic::follow(&mut self.findings, follows);
        self.findings.extend(found);

        let Range { start: first, end: last } = parts_in(&policy.root.parts, change);
        policy.root.parts.splice(first..last, []);
        policy.nouns = std::mem::take(&mut reader.nouns);
        policy.follow(follows);
        reader.nouns = std::mem::take(&mut policy.nouns);
        policy.root.parts.splice(first..first, parts);
        reader.unnumber(policy);
        let Reader { names, nouns, .. } = reader;
        (self.names, policy.nouns) = (names, nouns);
        self.finish(policy);
    }

    /// See [`diagnostic::any_between`].
    #[must_use]
    pub fn any_between(&self, file: FileId, at: usize) -> bool {
        diagnostic::any_between(&self.findings, file, at)
    }

    /// Gives every place the one that it has after a change that says nothing.
    pub fn follow(&mut self, policy: &mut Policy, moved: Move) {
        diagnostic::follow(&mut self.findings, moved);
        policy.follow(moved);
    }

    /// What the whole policy alone can tell of each of its parts.
    pub(super) fn finish(&self, policy: &mut Policy) {
        for (at, noun) in policy.nouns.iter_mut().enumerate() {
            noun.used = self.names.is_used(NounId(u32::try_from(at).unwrap_or(u32::MAX)));
        }
        ids::make_distinct(policy);
    }

    /// Everything that is wrong with the policy.
    #[must_use]
    pub fn found(&self, policy: &Policy) -> Vec<Diagnostic> {
        let mut findings = self.findings.clone();
        check::policy(policy, &self.names, &mut findings);
        findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
        findings
    }
}

impl Reader<'_> {
    /// What an item that stands in no section adds to the policy.
    pub(super) fn outer(&mut self, item: ast::Item) -> Option<Part> {
        if let ast::Item::Prose(text) = &item {
            self.findings.push(misplaced_prose(text.span));
        }
        self.part(item, None)
    }

    /// Takes the numbers off that tell statements with the same id apart.
    fn unnumber(&mut self, policy: &mut Policy) {
        let numbered = |statement: &Statement| {
            let last = statement.id.rsplit_once('-').map(|(_, last)| last);
            last.is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
        };
        ids::each_statement(&mut policy.root, &mut |statement| {
            if numbered(statement) {
                statement.id = self.statement_id(statement);
            }
        });
        for at in 0..self.nouns.len() {
            let Some(noun) = self.nouns.get_mut(at) else { continue };
            let mut promises = std::mem::take(&mut noun.promises);
            for promise in promises.iter_mut().filter(|promise| numbered(promise)) {
                promise.id = self.statement_id(promise);
            }
            if let Some(noun) = self.nouns.get_mut(at) {
                noun.promises = promises;
            }
        }
    }
}

/// Whether items declare nothing and assert nothing, nor do those in their sections.
fn only_sentences(items: &[ast::Item]) -> bool {
    items.iter().all(|item| match item {
        ast::Item::Sentence(_) | ast::Item::Prose(_) => true,
        ast::Item::Section(section) => only_sentences(&section.items),
        ast::Item::Import(_) | ast::Item::Noun(_) | ast::Item::Assertion(_) | ast::Item::Approval(_) => false,
    })
}

fn is_in(span: Span, change: &Change) -> bool {
    span.file == change.file && change.before.contains(&(span.start as usize))
}

fn place(part: &Part) -> Span {
    match part {
        Part::Statement(statement) => statement.span,
        Part::Section(section) => section.span,
        Part::Prose(prose) => prose.span,
    }
}

/// The numbers of the parts that a change takes out; where they would be, if there are none.
fn parts_in(parts: &[Part], change: &Change) -> Range<usize> {
    let begins = |part: &Part, at: usize| {
        let place = place(part);
        place.file == change.file && place.start as usize >= at
    };
    let first = parts.iter().position(|part| begins(part, change.before.start)).unwrap_or(parts.len());
    let behind = parts.iter().skip(first).position(|part| begins(part, change.before.end));
    first..behind.map_or(parts.len(), |count| first + count)
}
