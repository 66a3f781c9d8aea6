//! A policy of which a few items have changed: they alone are given their meaning anew.

use std::collections::BTreeSet;
use std::ops::Range;

use super::declarations::{Declared, UNNAMED, declared};
use super::{Kept, Reader, misplaced_prose, take_head};
use crate::diagnostic::{self, Diagnostic};
use crate::model::names::{Gap, LOOKED_FOR};
use crate::model::words::NounKind;
use crate::model::{Noun, NounId, Part, Policy, Statement, check, ids};
use crate::source::{FileId, Move, Span};
use crate::syntax::{Change, ast};

/// More findings than this are not gone through one by one.
const FEW: usize = 1000;

/// More ids than this are not compared with all others.
const FEW_IDS: usize = 16;

impl Kept {
    /// Whether a change may be one that [`Kept::revise`] can take up: no name stands for something else than
    /// before, but for those that only what has changed declares and names.
    ///
    /// Where the file is not `alone`, what is imported stands between its items: only a part of it tells where.
    #[must_use]
    pub fn takes(&self, change: &Change, policy: &Policy, alone: bool) -> bool {
        let unknown = self.findings.iter().filter(|finding| finding.code == "unknown-name").count();
        let (old, new) = (declared_by(&change.old.value.items), declared_by(&change.new.value.items));
        self.findings.len() < FEW
            && unknown < LOOKED_FOR / 2
            && (alone || old == new && !parts_in(&policy.root.parts, change).is_empty())
            && (old != new || people_in(&change.old.value.items) == people_in(&change.new.value.items))
            && (old == new || self.may_declare(policy, change, &old, &new))
            && nothing_else(&change.old.value.items)
            && nothing_else(&change.new.value.items)
    }

    /// Whether other declarations may come into the place of some, as far as the rest of the policy tells.
    fn may_declare(&self, policy: &Policy, change: &Change, old: &[Declared], new: &[Declared]) -> bool {
        // What may be meant by a name that nothing declares changes with what is declared.
        let open = |code: &str| matches!(code, "unknown-name" | "duplicate-name");
        let known = |id: &str| old.iter().any(|old| old.id == id);
        let unnamed = |noun: &Noun| noun.id.starts_with(UNNAMED);
        !self.findings.iter().any(|finding| open(finding.code) && !is_in(finding.span, change))
            && !policy.nouns.iter().any(|noun| is_in(noun.span, change) && noun.kind == NounKind::Policy)
            && !new
                .iter()
                .any(|new| new.kind == NounKind::Policy || !known(&new.id) && self.names.knows(&new.id))
            && (new.iter().all(|new| new.id != UNNAMED) || !policy.nouns.iter().any(unnamed))
    }

    /// Makes of a policy what it is after a change that [`Kept::takes`] says yes to; false, and a policy that
    /// is good for nothing, if something else names what has changed.
    #[must_use]
    pub fn revise(&mut self, policy: &mut Policy, change: &mut Change) -> bool {
        let old = std::mem::take(&mut change.old.value.items);
        let new = std::mem::take(&mut change.new.value.items);
        let (gone, come) = (declared_by(&old), declared_by(&new));
        let Some(gap) = gap(policy, change, &gone, &come) else { return false };
        let follows = change.follows();
        let Range { start: first, end: last } = parts_in(&policy.root.parts, change);
        let mut ids = ids_of(
            policy.root.parts.get(first..last).unwrap_or_default(),
            policy.nouns.get(gap.at..gap.at + gap.before).unwrap_or_default(),
        );
        policy.root.parts.drain(first..last);
        let publisher = policy.publisher().map(|noun| noun.id.clone());
        let vocabulary = &policy.vocabulary.clone();
        let names = std::mem::take(&mut self.names);
        let mut nouns = std::mem::take(&mut policy.nouns);
        let end = gap.at + gap.before;
        nouns.drain(gap.at..end);
        let mut reader = Reader { vocabulary, names, nouns, findings: Vec::new(), next: Some(gap.at) };

        reader.names.forget_uses(true);
        drop(reader.said_by(old));
        reader.findings.clear();
        reader.names.forget_uses(false);
        if reader.next != Some(end) {
            return false;
        }
        for (at, Declared { id, item, .. }) in gone.iter().enumerate() {
            let number = NounId(u32::try_from(gap.at + at).unwrap_or(u32::MAX));
            if !reader.names.undeclare(id, number, *item) {
                return false;
            }
        }
        // What keeps its name and its number may be named by others.
        if gone != come {
            if gone.iter().chain(&come).any(|one| !reader.names.is_unasked(&one.id)) {
                return false;
            }
            reader.names.renumber(&gap);
        }
        policy.nouns = std::mem::take(&mut reader.nouns);
        policy.nouns.drain(gap.at..end);
        policy.follow_numbered(follows, gap);
        reader.names.follow(follows);
        reader.nouns = std::mem::take(&mut policy.nouns);

        reader.next = Some(gap.at);
        let parts = reader.said_by(new);
        if reader.next != Some(gap.at + gap.after) {
            return false;
        }
        self.findings.retain(|finding| !is_in(finding.span, change));
        diagnostic::follow(&mut self.findings, follows);
        self.findings.append(&mut reader.findings);
        let declares = gap.before + gap.after > 0;
        let come = reader.nouns.get(gap.at..gap.at + gap.after).unwrap_or_default();
        ids.append(&mut ids_of(&parts, come));
        policy.root.parts.splice(first..first, parts);
        let some = reader.unnumber(policy, ids);
        let Reader { names, nouns, .. } = reader;
        (self.names, policy.nouns) = (names, nouns);
        if declares {
            take_head(policy);
            // Sentences know whether it is the publisher who does something.
            if policy.publisher().map(|noun| &noun.id) != publisher.as_ref() {
                return false;
            }
        }
        self.mark_used(policy);
        match some {
            Some(ids) => ids::make_these_distinct(policy, &|id| ids.contains(id)),
            None => ids::make_distinct(policy),
        }
        true
    }

    /// See [`diagnostic::any_between`].
    #[must_use]
    pub fn any_between(&self, file: FileId, at: usize) -> bool {
        diagnostic::any_between(&self.findings, file, at)
    }

    /// Gives every place the one that it has after a change that says nothing.
    pub fn follow(&mut self, policy: &mut Policy, moved: Move) {
        self.names.follow(moved);
        diagnostic::follow(&mut self.findings, moved);
        policy.follow(moved);
    }

    /// What the whole policy alone can tell of each of its parts.
    pub(super) fn finish(&self, policy: &mut Policy) {
        self.mark_used(policy);
        ids::make_distinct(policy);
    }

    fn mark_used(&self, policy: &mut Policy) {
        for (at, noun) in policy.nouns.iter_mut().enumerate() {
            noun.used = self.names.is_used(NounId(u32::try_from(at).unwrap_or(u32::MAX)));
        }
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
    /// Takes up what items declare; gives what they add to the policy.
    fn said_by(&mut self, items: Vec<ast::Item>) -> Vec<Part> {
        let mut bodies = Vec::new();
        items.iter().for_each(|item| self.declare(item, &mut bodies));
        bodies.into_iter().for_each(|(id, body)| self.noun_body(id, body));
        items.into_iter().filter_map(|item| self.outer(item)).collect()
    }

    /// What an item that stands in no section adds to the policy.
    pub(super) fn outer(&mut self, item: ast::Item) -> Option<Part> {
        if let ast::Item::Prose(prose) = &item {
            self.findings.push(misplaced_prose(prose.text.span));
        }
        self.part(item, None)
    }

    /// Takes the numbers off that tell statements with the same id apart, of those whose numbers may depend
    /// on some ids; gives the ids of all of these, or nothing if they are any.
    fn unnumber(&mut self, policy: &mut Policy, mut ids: BTreeSet<Box<str>>) -> Option<BTreeSet<Box<str>>> {
        loop {
            let few = (ids.len() <= FEW_IDS).then_some(&ids);
            let mut found = BTreeSet::new();
            ids::each_statement(&mut policy.root, &mut |statement| self.rename(statement, few, &mut found));
            for at in 0..self.nouns.len() {
                let Some(noun) = self.nouns.get_mut(at) else { continue };
                let mut promises = std::mem::take(&mut noun.promises);
                promises.iter_mut().for_each(|promise| self.rename(promise, few, &mut found));
                if let Some(noun) = self.nouns.get_mut(at) {
                    noun.promises = promises;
                }
            }
            few?;
            if found.is_empty() {
                return Some(ids);
            }
            ids.append(&mut found);
        }
    }

    /// Gives a statement its id without a number, if its number may depend on some ids.
    fn rename(
        &self,
        statement: &mut Statement,
        ids: Option<&BTreeSet<Box<str>>>,
        found: &mut BTreeSet<Box<str>>,
    ) {
        let may = match ids {
            Some(ids) => ids.iter().any(|id| ids::alike(id, &statement.id)),
            None => ids::is_numbered(&statement.id),
        };
        if may {
            statement.id = self.statement_id(statement);
            if ids.is_some_and(|ids| !ids.contains(&statement.id)) {
                found.insert(statement.id.clone());
            }
        }
    }
}

/// The ids of all statements in some parts and declarations.
fn ids_of(parts: &[Part], nouns: &[Noun]) -> BTreeSet<Box<str>> {
    let mut ids = BTreeSet::new();
    let mut add = |statement: &Statement| {
        ids.insert(statement.id.clone());
    };
    parts.iter().for_each(|part| part.each_statement(&mut add));
    nouns.iter().flat_map(|noun| &noun.promises).for_each(add);
    ids
}

fn declared_by(items: &[ast::Item]) -> Vec<Declared> {
    let mut all = Vec::new();
    items.iter().for_each(|item| declared(item, &mut all));
    all
}

/// What tells the people whom some items declare from others, on which it hangs where sentences about them stand.
fn people_in(items: &[ast::Item]) -> Vec<(Option<&str>, Vec<&str>, bool)> {
    let mut all = Vec::new();
    for item in items {
        match item {
            ast::Item::Noun(noun) if NounKind::parse(&noun.keyword.text) == Some(NounKind::Audience) => {
                let kinds = noun.kinds.iter().map(|kind| &*kind.text).collect();
                let stands_for = noun.body.entries.iter().any(|entry| &*entry.name.text == "acts-for");
                all.push((noun.name.as_ref().map(|name| &*name.value), kinds, stands_for));
            }
            ast::Item::Section(section) => all.extend(people_in(&section.items)),
            _ => {}
        }
    }
    all
}

/// Where the declarations of a change stand among all others.
fn gap(policy: &Policy, change: &Change, gone: &[Declared], come: &[Declared]) -> Option<Gap> {
    let behind = |noun: &Noun| noun.span.file == change.file && noun.span.start as usize >= change.before.end;
    let own = policy.nouns.iter().position(|noun| is_in(noun.span, change));
    let next = || policy.nouns.iter().position(behind).unwrap_or(policy.nouns.len());
    let at = own.unwrap_or_else(next);
    let count = policy.nouns.iter().skip(at).take_while(|noun| is_in(noun.span, change)).count();
    (count == gone.len()).then_some(Gap { at, before: count, after: come.len() })
}

/// Whether items assert nothing and import nothing, nor do those in their sections.
fn nothing_else(items: &[ast::Item]) -> bool {
    items.iter().all(|item| match item {
        ast::Item::Sentence(_) | ast::Item::Prose(_) | ast::Item::Noun(_) => true,
        ast::Item::Section(section) => nothing_else(&section.items),
        ast::Item::Import(_) | ast::Item::Assertion(_) | ast::Item::Approval(_) => false,
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
