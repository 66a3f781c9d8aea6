//! A policy that is judged again and again while it is typed: a rule is asked again only where something
//! has changed that it asked for.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::asked::{Asked, Touched};
use super::context::{Context, Practice};
use super::phrases;
use super::texts::{self, Text};
use super::{Rule, Settings, by_rule, rules, settled};
use crate::diagnostic::{self, Diagnostic};
use crate::model::words::NounKind;
use crate::model::{Noun, NounId, Part, Policy, Section, Statement};
use crate::source::{FileId, Move, Span};
use crate::threads;

/// What every rule has found, and what it asked for.
#[derive(Debug)]
pub struct Review {
    rules: Vec<Ruled>,
    /// The declarations that are taken out.
    taken: Range<usize>,
}

#[derive(Debug)]
struct Ruled {
    rule: &'static Rule,
    asked: Asked,
    found: Vec<Diagnostic>,
    /// Whether it has to be asked again.
    again: bool,
}

/// Whole items of a file that others have come into the place of.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// The file.
    pub file: FileId,
    /// Their bytes before.
    pub before: Range<usize>,
    /// The bytes of the others.
    pub after: Range<usize>,
    /// How what follows has moved.
    pub follows: Move,
}

impl Default for Review {
    fn default() -> Self {
        let ruled = |rule| Ruled { rule, asked: Asked::default(), found: Vec::new(), again: true };
        Self { rules: rules::all().map(ruled).collect(), taken: 0..0 }
    }
}

impl Review {
    /// What [`super::judge`] says, on two threads.
    #[must_use]
    pub fn judge(&mut self, policy: &Policy, settings: &Settings, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let context = Context::with_packs(policy, &policy.vocabulary, settings.as_of, &settings.packs);
        let waiting: Vec<&Rule> =
            self.rules.iter().filter(|ruled| ruled.again).map(|ruled| ruled.rule).collect();
        let base = context.base();
        let looked = threads::shared(&waiting, 1, || (), |rule| by_rule(rule, base));
        for (ruled, (found, asked)) in self.rules.iter_mut().filter(|ruled| ruled.again).zip(looked) {
            (ruled.found, ruled.asked, ruled.again) = (found, asked, false);
        }
        let by_rules = self.rules.iter().flat_map(|ruled| &ruled.found).cloned();
        settled(&context, settings, found.into_iter().chain(by_rules).collect())
    }

    /// Gives every place the one that it has after a change that says nothing.
    pub fn follow(&mut self, moved: Move) {
        self.rules.iter_mut().for_each(|ruled| ruled.follow(moved));
    }

    /// Says what is about to be replaced in a policy; false, if all of it has to be judged anew.
    #[must_use]
    pub fn takes_out(&mut self, policy: &Policy, replaced: &Replaced) -> bool {
        let Some(part) = part(policy, replaced.file, &replaced.before) else { return false };
        self.touches(&part.touched);
        self.taken = part.nouns;
        true
    }

    /// Says what has come into its place; false, if all of it has to be judged anew.
    #[must_use]
    pub fn puts_in(&mut self, policy: &Policy, replaced: &Replaced) -> bool {
        let Some(part) = part(policy, replaced.file, &replaced.after) else { return false };
        let (taken, put) = (self.taken.clone(), part.nouns.len());
        let at = if taken.is_empty() { part.nouns.start } else { taken.start };
        for ruled in &mut self.rules {
            ruled.asked.renumber(at, taken.len(), put);
            ruled.follow(replaced.follows);
        }
        self.touches(&part.touched);
        true
    }

    fn touches(&mut self, touched: &Touched<'_>) {
        for ruled in self.rules.iter_mut().filter(|ruled| !ruled.again) {
            ruled.again = ruled.asked.concerns(touched);
        }
    }
}

impl Ruled {
    fn follow(&mut self, moved: Move) {
        self.again |= diagnostic::any_between(&self.found, moved.file, moved.end as usize);
        diagnostic::follow(&mut self.found, moved);
    }
}

/// Some items of a policy, and what names them.
struct PolicyPart<'a> {
    touched: Touched<'a>,
    /// The numbers of the declarations.
    nouns: Range<usize>,
}

/// The items that begin within some bytes; nothing, if they are something that everything else stands under.
fn part<'a>(policy: &'a Policy, file: FileId, bytes: &Range<usize>) -> Option<PolicyPart<'a>> {
    let is_in = |span: Span| span.file == file && bytes.contains(&(span.start as usize));
    let first = policy.nouns.iter().position(|noun| is_in(noun.span));
    let own = policy.nouns.iter().skip(first.unwrap_or_default()).take_while(|noun| is_in(noun.span));
    let behind = || {
        let behind = |noun: &Noun| noun.span.file == file && noun.span.start as usize >= bytes.end;
        policy.nouns.iter().position(behind).unwrap_or(policy.nouns.len())
    };
    let nouns = first.map_or_else(|| behind()..behind(), |first| first..first + own.count());
    let mut found = Found { policy, touched: Touched::default(), texts: Vec::new() };
    let changed: BTreeSet<NounId> =
        nouns.clone().filter_map(|at| u32::try_from(at).ok()).map(NounId).collect();
    let named = naming(policy, changed);
    for id in &named {
        let noun = policy.noun(*id)?;
        // Everything is said by the publisher, and under the laws that the policy names.
        if matches!(noun.kind, NounKind::Policy | NounKind::Organization) {
            return None;
        }
        found.noun(noun);
    }
    let mut of_law = false;
    policy.laws.iter().for_each(|term| term.each_named(&mut |id| of_law |= named.contains(&id)));
    found.parts(&policy.root, &[], &mut |part| match part {
        Part::Statement(statement) => is_in(statement.span) || names_any(&named, |each| statement.each_named(each)),
        Part::Section(section) => is_in(section.span) || names_any(&named, |each| section.each_named(each)),
        Part::Prose(prose) => is_in(prose.span),
    });
    found.phrases();
    (!of_law).then_some(PolicyPart { touched: found.touched, nouns })
}

fn names_any(named: &BTreeSet<NounId>, each_named: impl FnOnce(&mut dyn FnMut(NounId))) -> bool {
    let mut any = false;
    if !named.is_empty() {
        each_named(&mut |id| any |= named.contains(&id));
    }
    any
}

/// Some declarations, and all others that name one of them, or one that does.
fn naming(policy: &Policy, mut named: BTreeSet<NounId>) -> BTreeSet<NounId> {
    if named.iter().all(|id| policy.noun(*id).is_none_or(|noun| !noun.used)) {
        return named;
    }
    let mut by: Vec<Vec<NounId>> = vec![Vec::new(); policy.nouns.len()];
    for (at, noun) in policy.nouns.iter().enumerate() {
        let Ok(at) = u32::try_from(at) else { continue };
        noun.each_named(&mut |id| by.get_mut(id.0 as usize).into_iter().for_each(|by| by.push(NounId(at))));
    }
    let mut waiting: Vec<NounId> = named.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        let others = by.get(id.0 as usize).into_iter().flatten();
        waiting.extend(others.filter(|other| named.insert(**other)));
    }
    named
}

struct Found<'a> {
    policy: &'a Policy,
    touched: Touched<'a>,
    texts: Vec<Text<'a>>,
}

impl<'a> Found<'a> {
    fn noun(&mut self, noun: &'a Noun) {
        self.touched.kinds.insert(noun.kind);
        self.texts.extend(texts::of_noun(noun));
        noun.promises.iter().for_each(|promise| self.practice(promise, &[]));
    }

    fn practice(&mut self, statement: &'a Statement, within: &[&'a Section]) {
        self.texts.extend(texts::of_statement(statement));
        self.touched.practices.push(Practice::new(self.policy, statement, within, 0));
    }

    /// What is `wanted` of a section's parts, with everything in it.
    fn parts(
        &mut self,
        section: &'a Section,
        within: &[&'a Section],
        wanted: &mut dyn FnMut(&'a Part) -> bool,
    ) {
        for part in &section.parts {
            match part {
                Part::Section(inner) => {
                    let mut deeper = within.to_vec();
                    deeper.push(inner);
                    if wanted(part) {
                        self.texts.extend(texts::of_heading(inner));
                        self.parts(inner, &deeper, &mut |_| true);
                    } else {
                        self.parts(inner, &deeper, wanted);
                    }
                }
                _ if !wanted(part) => {}
                Part::Statement(statement) => self.practice(statement, within),
                Part::Prose(prose) => self.texts.push(texts::of_prose(prose)),
            }
        }
    }

    fn phrases(&mut self) {
        let touched = &mut self.touched;
        touched.any_text = !self.texts.is_empty();
        for text in &self.texts {
            phrases::listed().each_in(text.text, &mut |phrase| {
                touched.phrases.insert(phrase);
            });
        }
    }
}
