//! What the names of a policy stand for, and every place where each stands.

use foldhash::HashMap;

use super::mentions::{Mention, Role};
use crate::law::{Kind, Vocabulary, vocabulary};
use crate::model::words::NounKind;
use crate::model::{self, NounId, Policy, Special};
use crate::source::{SharedStr, Span};

/// The declared names of a policy.
#[derive(Clone, Debug, Default)]
pub struct Names {
    declared: HashMap<SharedStr, NounId>,
    /// What kind each declaration is of.
    kinds: Vec<NounKind>,
    /// Items of data groups by their own id; none where several groups have one.
    items: HashMap<SharedStr, Option<NounId>>,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug)]
pub enum Meaning<'v> {
    /// A declaration.
    Noun(NounId),
    /// One of the language's own.
    Special(Special),
    /// A row of the vocabulary.
    Term(&'v vocabulary::Term),
}

impl Names {
    /// The names of a policy, as the compiler resolves them.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let mut names = Self::default();
        for (id, noun) in policy.numbered_nouns() {
            names.declared.entry(noun.id.clone()).or_insert(id);
            names.kinds.push(noun.kind);
            if noun.parent.is_some() {
                let own = noun.id.rsplit('.').next().unwrap_or(&noun.id);
                names.items.entry(own.into()).and_modify(|found| *found = None).or_insert(Some(id));
            }
        }
        names
    }

    /// The declaration that a name means.
    #[must_use]
    pub fn noun(&self, word: &str) -> Option<NounId> {
        self.declared.get(word).copied().or_else(|| self.items.get(word).copied().flatten())
    }

    /// The declaration with this whole id.
    #[must_use]
    pub fn declared(&self, id: &str) -> Option<NounId> {
        self.declared.get(id).copied()
    }

    /// Whether an item of some group has this as its own name.
    #[must_use]
    pub fn is_item(&self, word: &str) -> bool {
        self.items.contains_key(word)
    }

    /// What a word stands for where it has a role, if it stands for anything.
    #[must_use]
    pub fn meaning<'v>(&self, word: &str, role: &Role, vocabulary: &'v Vocabulary) -> Option<Meaning<'v>> {
        match role {
            Role::Declares(_) => self.declared.get(word).copied().map(Meaning::Noun),
            Role::Item(id) => self.declared.get(id.as_str()).copied().map(Meaning::Noun),
            Role::Refers(wanted) => self.refers(word, wanted, vocabulary),
            Role::Classifies([]) => find(vocabulary, word, &Kind::ALL).map(Meaning::Term),
            Role::Classifies(wanted) => find(vocabulary, word, wanted).map(Meaning::Term),
            Role::Keyword(_)
            | Role::Property(_)
            | Role::Value(..)
            | Role::Scheme
            | Role::Verb
            | Role::Modal
            | Role::Word
            | Role::Section
            | Role::AfterSection
            | Role::Allows
            | Role::Import
            | Role::Link => None,
        }
    }

    fn refers<'v>(&self, word: &str, wanted: &[Kind], vocabulary: &'v Vocabulary) -> Option<Meaning<'v>> {
        if let Some(noun) = self.noun(word) {
            let kind = self.declared.get(word).and_then(|id| self.kinds.get(id.0 as usize)).copied();
            if let Some((_, term)) = model::at_home(vocabulary, word, wanted, kind) {
                return Some(Meaning::Term(term));
            }
            return Some(Meaning::Noun(noun));
        }
        // "in us" is the country, "belief of us" the publisher.
        let place = word == "us" && wanted.contains(&Kind::Region);
        if let Some(special) = model::Special::parse(word).filter(|_| !place) {
            return Some(Meaning::Special(special));
        }
        find(vocabulary, word, wanted).or_else(|| find(vocabulary, word, &Kind::ALL)).map(Meaning::Term)
    }

    /// The declarations that the parts of a mention name, each with its place: of
    /// `contact.email` the group and the item.
    #[must_use]
    pub fn parts(&self, mention: &Mention<'_>, policy: &Policy) -> Vec<(NounId, Span)> {
        let noun = match &mention.role {
            Role::Declares(NounKind::Policy) => None,
            Role::Declares(_) => self.declared.get(mention.word),
            Role::Item(id) => self.declared.get(id.as_str()),
            Role::Refers(_) => {
                return self.noun(mention.word).map_or_else(Vec::new, |noun| path(mention, noun, policy));
            }
            _ => None,
        };
        noun.map(|noun| (*noun, mention.span)).into_iter().collect()
    }
}

/// The place of each part of a dotted name, and of what it names.
fn path(mention: &Mention<'_>, noun: NounId, policy: &Policy) -> Vec<(NounId, Span)> {
    let mut parts = Vec::new();
    let (mut at, mut end) = (Some(noun), mention.span.end);
    for word in mention.word.rsplit('.') {
        let Some(id) = at else { break };
        let start = end.saturating_sub(u32::try_from(word.len()).unwrap_or(0));
        parts.push((id, Span { start, end, ..mention.span }));
        end = start.saturating_sub(1);
        at = policy.noun(id).and_then(|noun| noun.parent);
    }
    parts
}

fn find<'v>(vocabulary: &'v Vocabulary, word: &str, kinds: &[Kind]) -> Option<&'v vocabulary::Term> {
    kinds.iter().find_map(|kind| vocabulary.find(*kind, word))
}
