//! A policy that is judged again and again while it is typed: a rule is asked again only where something
//! has changed that it asked for.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::context::Context;
use super::context::asked::{Asked, Touched};
use super::context::kept::{Alone, Kept};
use super::phrases;
use super::reach::Placed;
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
    kept: Kept,
    /// What is taken out.
    taken: Numbers,
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
    /// The bytes that were taken out, and by how much what follows them has moved.
    pub edit: Move,
    /// Whether nothing has changed but the names that readers see of declarations.
    pub renames: bool,
}

impl Default for Review {
    fn default() -> Self {
        let ruled = |rule| Ruled { rule, asked: Asked::default(), found: Vec::new(), again: true };
        let rules = rules::all().map(ruled).collect();
        Self { rules, kept: Kept::to_keep(), taken: Numbers::default() }
    }
}

impl Review {
    /// What [`super::judge`] says, with what is found `beside`: it is looked for while rules are.
    #[must_use]
    pub fn judge(
        &mut self,
        policy: &Policy,
        settings: &Settings,
        beside: impl FnOnce() -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let mut kept = std::mem::take(&mut self.kept);
        if self.rules.iter().any(|ruled| ruled.again && ruled.asked.surveys()) {
            kept.surveyed = OnceLock::new();
        }
        let context = Context::with_kept(policy, settings, kept);
        let base = context.base();
        // Texts are looked at while rules that ask for none are asked.
        let mut waiting: Vec<&mut Ruled> = self.rules.iter_mut().filter(|ruled| ruled.again).collect();
        waiting.sort_by_key(|ruled| (rules::coverage::turn(ruled.rule), ruled.asked.asks_texts()));
        let mut tasks: Vec<Option<&Rule>> = waiting.iter().map(|ruled| Some(ruled.rule)).collect();
        if waiting.iter().any(|ruled| ruled.asked.asks_texts()) {
            tasks.insert(0, None);
        }
        let mut findings = Vec::new();
        let looked = threads::shared(
            &tasks,
            1,
            || findings = beside(),
            |task| match task {
                Some(rule) => Some(by_rule(rule, base)),
                None => {
                    base.texts();
                    None
                }
            },
        );
        for (ruled, (found, asked)) in waiting.into_iter().zip(looked.into_iter().flatten()) {
            (ruled.found, ruled.asked, ruled.again) = (found, asked, false);
        }
        findings.extend(self.rules.iter().flat_map(|ruled| &ruled.found).cloned());
        let findings = settled(&context, settings, findings);
        self.kept = context.into_kept().unwrap_or_else(Kept::to_keep);
        findings
    }

    /// Gives every place the one that it has after a change that says nothing.
    pub fn follow(&mut self, moved: Move) {
        self.rules.iter_mut().for_each(|ruled| ruled.follow(moved));
        self.kept.surveyed.get_mut().into_iter().for_each(|surveyed| surveyed.follow(moved));
    }

    /// Says what is about to be replaced in a policy; false, if all of it has to be judged anew.
    #[must_use]
    pub fn takes_out(&mut self, policy: &Policy, replaced: &Replaced) -> bool {
        let Some(part) = part(policy, replaced.file, &replaced.before, &self.kept.alone) else {
            return false;
        };
        self.taken = part.numbers.clone();
        self.touches(policy, part, replaced.renames);
        true
    }

    /// Says what has come into its place; false, if all of it has to be judged anew.
    #[must_use]
    pub fn puts_in(&mut self, policy: &Policy, replaced: &Replaced) -> bool {
        if replaced.renames {
            self.renames(policy, replaced);
            return true;
        }
        // Nothing is known by the numbers that there are now.
        let Some(part) = part(policy, replaced.file, &replaced.after, &[]) else { return false };
        let (taken, put) = (std::mem::take(&mut self.taken), &part.numbers);
        let gap = |taken: &Range<usize>, put: &Range<usize>| {
            let at = if taken.is_empty() { put.start } else { taken.start };
            (at..at + taken.len(), put.len())
        };
        let (nouns, others_of_nouns) = gap(&taken.nouns, &put.nouns);
        for ruled in &mut self.rules {
            ruled.asked.renumber(&nouns, others_of_nouns);
            ruled.follow(replaced.edit);
        }
        self.kept.surveyed.get_mut().into_iter().for_each(|surveyed| surveyed.follow(replaced.edit));
        // Those inside declarations stand behind all others.
        for (taken, put) in [(&taken.promises, &put.promises), (&taken.statements, &put.statements)] {
            let (statements, others) = gap(taken, put);
            if let Some(surveyed) = self.kept.surveyed.get_mut() {
                surveyed.renumber(&statements, others);
            }
            self.kept.replace(statements, others);
        }
        let known = self.kept.texts_mut();
        known.into_iter().for_each(|known| known.nouns.replace(nouns.clone(), others_of_nouns));
        if nouns.len() != others_of_nouns {
            self.kept.forget_names();
        }
        self.touches(policy, part, replaced.renames);
        true
    }

    /// Where nothing but names has changed, whoever names them is who did before: only what the names say is new.
    fn renames(&mut self, policy: &Policy, replaced: &Replaced) {
        let numbers = std::mem::take(&mut self.taken).nouns;
        let known = self.kept.texts_mut();
        known.into_iter().for_each(|known| known.nouns.replace(numbers.clone(), numbers.len()));
        let nouns = policy.nouns.get(numbers).unwrap_or_default();
        let mut found = Found::new(policy);
        nouns.iter().for_each(|noun| found.texts.extend(texts::of_noun(noun)));
        let touched = found.touched();
        self.follow(replaced.edit);
        for ruled in self.rules.iter_mut().filter(|ruled| !ruled.again) {
            ruled.again = ruled.asked.concerns(&touched);
        }
    }

    fn touches<'a>(&mut self, policy: &'a Policy, part: PolicyPart<'a>, renames: bool) {
        let PolicyPart { mut touched, placed, named, safeguards, .. } = part;
        placed.iter().for_each(|(number, _)| self.kept.forget(*number));
        touched.surveyed = match self.kept.surveyed.get() {
            // Laws do not ask what a thing is called, but for what keeps data safe.
            _ if renames => safeguards,
            Some(surveyed) => {
                surveyed.concerns(policy, placed) || surveyed.concerns_declarations(policy, &named)
            }
            None => false,
        };
        for ruled in self.rules.iter_mut().filter(|ruled| !ruled.again) {
            ruled.again = ruled.asked.concerns(&touched);
        }
    }
}

impl Ruled {
    fn follow(&mut self, moved: Move) {
        self.again |= diagnostic::any_between(&self.found, moved.file, moved.end as usize);
        diagnostic::follow(&mut self.found, moved);
    }
}

/// The numbers of what stands in some items.
#[derive(Clone, Debug, Default)]
struct Numbers {
    nouns: Range<usize>,
    /// Of the practices, those in no declaration.
    statements: Range<usize>,
    /// Of the practices, those in declarations.
    promises: Range<usize>,
}

/// Some items of a policy, and what names them.
struct PolicyPart<'a> {
    touched: Touched<'a>,
    /// The practices with their numbers, as laws look at them.
    placed: Vec<(usize, Placed<'a>)>,
    numbers: Numbers,
    /// Whether something that a recipient keeps data safe by is among them.
    safeguards: bool,
    /// The declarations, and those that name one of them.
    named: Vec<&'a Noun>,
}

/// The items that begin within some bytes; nothing, if they are something that everything else stands under.
fn part<'a>(
    policy: &'a Policy,
    file: FileId,
    bytes: &Range<usize>,
    known: &[Alone],
) -> Option<PolicyPart<'a>> {
    let is_in = |span: Span| span.file == file && bytes.contains(&(span.start as usize));
    let is_behind = |span: Span| span.file == file && span.start as usize >= bytes.end;
    let first = policy.nouns.iter().position(|noun| is_in(noun.span));
    let next = || policy.nouns.iter().position(|noun| is_behind(noun.span)).unwrap_or(policy.nouns.len());
    let first = first.unwrap_or_else(next);
    let count = policy.nouns.iter().skip(first).take_while(|noun| is_in(noun.span)).count();
    let nouns = first..first + count;
    let numbered = nouns.clone().filter_map(|at| u32::try_from(at).ok()).map(NounId);
    let named = naming(policy, numbered.collect());

    let mut found = Found { known, ..Found::new(policy) };
    let nothing: Arc<[&Section]> = Arc::default();
    let (mut statements, mut begun) = (0..0, false);
    for part in &policy.root.parts {
        let span = match part {
            Part::Statement(statement) => statement.span,
            Part::Section(section) => section.span,
            Part::Prose(prose) => prose.span,
        };
        if !begun && (is_in(span) || is_behind(span)) {
            begun = true;
            statements = found.next..found.next;
        }
        found.part(part, &nothing, is_in(span), &named);
        if is_in(span) {
            statements.end = found.next;
        }
    }
    if !begun {
        statements = found.next..found.next;
    }
    let mut promises = 0..0;
    let mut safeguards = false;
    for (at, noun) in policy.nouns.iter().enumerate() {
        if at == nouns.start {
            promises = found.next..found.next;
        }
        if u32::try_from(at).is_ok_and(|at| named.contains(&NounId(at))) {
            // Everything is said by the publisher, and under the laws that the policy names.
            if matches!(noun.kind, NounKind::Policy | NounKind::Organization) {
                return None;
            }
            safeguards |= noun.property("safeguard").next().is_some();
            found.noun(noun);
        } else {
            noun.promises.iter().for_each(|promise| found.statement(promise, &nothing, false, &named));
        }
        if at + 1 == nouns.end && !nouns.is_empty() {
            promises.end = found.next;
        }
    }
    if nouns.start == policy.nouns.len() {
        promises = found.next..found.next;
    }
    let mut of_law = false;
    policy.laws.iter().for_each(|term| term.each_named(&mut |id| of_law |= named.contains(&id)));
    let named = named.iter().filter_map(|id| policy.noun(*id)).collect();
    let (touched, placed) = (found.touched(), found.placed());
    let numbers = Numbers { nouns, statements, promises };
    (!of_law).then_some(PolicyPart { touched, placed, numbers, safeguards, named })
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

struct Found<'a, 'k> {
    policy: &'a Policy,
    /// What is known of practices, by their numbers.
    known: &'k [Alone],
    statements: Vec<(&'a Statement, Arc<[&'a Section]>)>,
    /// Their numbers.
    numbers: Vec<usize>,
    kinds: BTreeSet<NounKind>,
    any_section: bool,
    texts: Vec<Text<'a>>,
    /// The number of the next practice.
    next: usize,
}

impl<'a> Found<'a, '_> {
    fn new(policy: &'a Policy) -> Self {
        Self {
            policy,
            known: &[],
            statements: Vec::new(),
            numbers: Vec::new(),
            kinds: BTreeSet::new(),
            any_section: false,
            texts: Vec::new(),
            next: 0,
        }
    }

    fn noun(&mut self, noun: &'a Noun) {
        self.kinds.insert(noun.kind);
        self.texts.extend(texts::of_noun(noun));
        noun.promises.iter().for_each(|promise| self.practice(promise, &Arc::default()));
    }

    fn practice(&mut self, statement: &'a Statement, within: &Arc<[&'a Section]>) {
        self.texts.extend(texts::of_statement(statement));
        self.statements.push((statement, Arc::clone(within)));
        self.numbers.push(self.next);
        self.next += 1;
    }

    /// A statement, if it is `wanted` or names one of some declarations.
    fn statement(
        &mut self,
        statement: &'a Statement,
        within: &Arc<[&'a Section]>,
        wanted: bool,
        named: &BTreeSet<NounId>,
    ) {
        let known = self.known.get(self.next).and_then(Alone::names);
        let names = || match known {
            Some(known) => !named.is_empty() && known.iter().any(|id| named.contains(id)),
            None => names_any(named, |each| statement.each_named(each)),
        };
        if wanted || names() {
            self.practice(statement, within);
        } else {
            self.next += 1;
        }
    }

    fn part(&mut self, part: &'a Part, within: &Arc<[&'a Section]>, wanted: bool, named: &BTreeSet<NounId>) {
        match part {
            Part::Statement(statement) => self.statement(statement, within, wanted, named),
            Part::Prose(prose) if wanted => self.texts.push(texts::of_prose(prose)),
            Part::Prose(_) => {}
            Part::Section(inner) => {
                let wanted = wanted || names_any(named, |each| inner.each_named(each));
                if wanted {
                    self.any_section = true;
                    self.texts.extend(texts::of_heading(inner));
                }
                let deeper = within.iter().copied().chain([inner]).collect();
                inner.parts.iter().for_each(|part| self.part(part, &deeper, wanted, named));
            }
        }
    }

    /// Everything that can be asked for in what was found.
    fn touched(&self) -> Touched<'a> {
        let mut numbers = BTreeSet::new();
        for text in &self.texts {
            phrases::listed().each_in(text.text, &mut |phrase| {
                numbers.insert(phrase);
            });
        }
        Touched {
            context: Context::of_some(self.policy, &self.statements),
            kinds: self.kinds.clone(),
            texts: self.texts.iter().map(|text| text.text).collect(),
            phrases: numbers,
            any_section: self.any_section,
            surveyed: false,
        }
    }

    /// The practices with their numbers, as laws look at them.
    fn placed(&self) -> Vec<(usize, Placed<'a>)> {
        let placed = self.statements.iter().map(|(statement, within)| {
            let scopes = within
                .iter()
                .copied()
                .filter(|section| section.clauses.iter().any(crate::model::Clause::limits));
            let ids = within.iter().map(|section| &*section.id);
            Placed { statement, scopes: scopes.collect(), within: ids.collect() }
        });
        self.numbers.iter().copied().zip(placed).collect()
    }
}
