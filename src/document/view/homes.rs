//! Data that only a section for some speaks of: what it includes stands there, and not in what holds for everyone.

use std::collections::BTreeMap;

use crate::model::words::NounKind;
use crate::model::{Clause, Noun, NounId, Part, Policy, Section};
use crate::source::Span;

/// The sections that alone speak of data, and of which.
#[derive(Default)]
pub(super) struct Homes {
    of: BTreeMap<NounId, Span>,
    data: BTreeMap<Span, Vec<NounId>>,
}

impl Homes {
    pub(super) fn new(policy: &Policy) -> Self {
        let mut walk = Walk { policy, within: Vec::new(), paths: BTreeMap::new() };
        walk.section(&policy.root);
        for noun in &policy.nouns {
            walk.noun(noun);
        }
        let mut homes = Self::default();
        for (id, path) in walk.paths {
            let for_some = path.iter().any(|section| section.clauses.iter().any(Clause::limits));
            if let Some(home) = path.last().filter(|_| for_some) {
                homes.of.insert(id, home.span);
                homes.data.entry(home.span).or_default().push(id);
            }
        }
        homes
    }

    /// Whether a group of data has a section of its own.
    pub(super) fn has(&self, id: NounId) -> bool {
        self.of.contains_key(&id)
    }

    /// The groups of data that a section alone speaks of.
    pub(super) fn data(&self, section: Span) -> &[NounId] {
        self.data.get(&section).map_or(&[], Vec::as_slice)
    }
}

struct Walk<'a> {
    policy: &'a Policy,
    /// The sections around what is looked at, the outermost first.
    within: Vec<&'a Section>,
    /// What all sections that speak of a group of data stand in.
    paths: BTreeMap<NounId, Vec<&'a Section>>,
}

impl<'a> Walk<'a> {
    fn section(&mut self, section: &'a Section) {
        section.each_named(&mut |id| self.named(id));
        for part in &section.parts {
            match part {
                Part::Statement(statement) => statement.each_named(&mut |id| self.named(id)),
                Part::Section(inner) => {
                    self.within.push(inner);
                    self.section(inner);
                    self.within.pop();
                }
                Part::Prose(_) => {}
            }
        }
    }

    /// What other declarations speak of is for everyone.
    fn noun(&mut self, noun: &Noun) {
        let own = |id: NounId| noun.parent == Some(id) || noun.items.contains(&id);
        noun.each_named(&mut |id| {
            if !own(id) {
                self.named(id);
            }
        });
    }

    fn named(&mut self, id: NounId) {
        let Some((id, noun)) = self.outermost(id) else { return };
        if noun.kind != NounKind::Data {
            return;
        }
        let within = &self.within;
        self.paths
            .entry(id)
            .and_modify(|path| {
                let shared = path.iter().zip(within).take_while(|(a, b)| std::ptr::eq(**a, **b)).count();
                path.truncate(shared);
            })
            .or_insert_with(|| within.clone());
    }

    fn outermost(&self, id: NounId) -> Option<(NounId, &'a Noun)> {
        let noun = self.policy.noun(id)?;
        match noun.parent {
            Some(parent) => self.outermost(parent),
            None => Some((id, noun)),
        }
    }
}
