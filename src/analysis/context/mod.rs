//! A policy as rules look at it: one practice per statement, and what is a kind of what.

mod classes;
mod group;
mod laws;
mod practice;
mod stems;
mod wording;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::texts::Texts;
use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::words::{Modal, NounKind, Topic};
use crate::model::{ClauseKind, NounId, Part, Policy, Ref, Section, Special, Statement, Value, Verb};
use crate::source::Span;

pub use group::Group;
pub use laws::NamedLaw;
pub use practice::{Actor, Polarity, Practice};
pub use stems::Stems;
pub use wording::leaves;

/// A policy and everything rules ask of it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The day whose law applies.
    pub as_of: Option<Date>,
    /// The packs of the user.
    pub packs: &'a [Pack],
    /// The organization that publishes the policy: the first one declared.
    pub publisher: Option<NounId>,
    /// Every statement, in source order, those inside declarations last.
    pub practices: Vec<Practice<'a>>,
    /// Every text, and what is found in them.
    pub texts: Texts<'a>,
    named_laws: Vec<NamedLaw<'a>>,
    by_topic: BTreeMap<Topic, Vec<usize>>,
    by_verb: HashMap<(&'static str, Polarity), Vec<usize>>,
    // What many rules ask for is found out once, when the first of them does.
    naming: OnceLock<Vec<Vec<usize>>>,
    /// Whether parents, schools or guardians are asked anywhere.
    pub(super) asks_parents: OnceLock<bool>,
    /// The declarations that are children or minors, or data that is only theirs.
    pub(super) children: OnceLock<Vec<bool>>,
    /// The practices that are about children.
    pub(super) about_children: OnceLock<Vec<bool>>,
    /// Whether a law of the United States is named.
    pub(super) names_us_law: OnceLock<bool>,
    /// The practices that are denials without any limit.
    pub(super) denials: OnceLock<Vec<usize>>,
    stems: OnceLock<Vec<u32>>,
    /// What is found of what the laws ask for: what is missing, and the laws that nobody named.
    pub(super) coverage: OnceLock<[Vec<Diagnostic>; 2]>,
}

impl<'a> Context<'a> {
    /// Looks at a policy once, for every rule.
    #[must_use]
    pub fn new(policy: &'a Policy, vocabulary: &'a Vocabulary, as_of: Option<Date>) -> Self {
        let mut context = Self {
            policy,
            vocabulary,
            as_of,
            packs: &[],
            publisher: policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id),
            practices: Vec::new(),
            by_topic: BTreeMap::new(),
            by_verb: HashMap::new(),
            texts: Texts::default(),
            named_laws: Vec::new(),
            naming: OnceLock::new(),
            asks_parents: OnceLock::new(),
            children: OnceLock::new(),
            about_children: OnceLock::new(),
            names_us_law: OnceLock::new(),
            denials: OnceLock::new(),
            stems: OnceLock::new(),
            coverage: OnceLock::new(),
        };
        context.section(&policy.root, &[]);
        for noun in &policy.nouns {
            for promise in &noun.promises {
                context.practice(promise, &[]);
            }
        }
        for practice in &context.practices {
            context.by_topic.entry(practice.statement.topic).or_default().push(practice.at);
            for verb in &practice.statement.verbs {
                if let Verb::Known(known) = verb {
                    let found = context.by_verb.entry((known.id, practice.polarity)).or_default();
                    if found.last() != Some(&practice.at) {
                        found.push(practice.at);
                    }
                }
            }
        }
        context.texts = Texts::of(policy, context.practices.len());
        context.named_laws = context.find_named_laws();
        context
    }

    /// The same with the packs of a user.
    #[must_use]
    pub fn with_packs(self, packs: &'a [Pack]) -> Self {
        let mut with = Self { packs, coverage: OnceLock::new(), ..self };
        with.named_laws = with.find_named_laws();
        with
    }

    fn section(&mut self, section: &'a Section, within: &[&'a Section]) {
        for part in &section.parts {
            match part {
                Part::Statement(statement) => self.practice(statement, within),
                Part::Section(inner) => {
                    let mut deeper = within.to_vec();
                    deeper.push(inner);
                    self.section(inner, &deeper);
                }
                Part::Prose(_) => {}
            }
        }
    }

    fn practice(&mut self, statement: &'a Statement, within: &[&'a Section]) {
        let actor = match statement.subjects.first().map(|term| &term.value) {
            Some(Value::Ref(Ref::Special(Special::We))) => Actor::Us,
            Some(Value::Ref(Ref::Special(Special::You))) => Actor::People,
            Some(Value::Ref(Ref::Special(Special::Recipients))) => Actor::Recipient,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Audience => Actor::People,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Role => Actor::Recipient,
            Some(Value::Ref(Ref::Noun(id))) => match self.policy.noun(*id).map(|noun| noun.kind) {
                Some(NounKind::Organization) => Actor::Us,
                Some(NounKind::Audience) => Actor::People,
                Some(NounKind::Recipient) => Actor::Recipient,
                _ => Actor::Other,
            },
            _ => Actor::Other,
        };
        let polarity = if statement.modal.negative() { Polarity::Negative } else { Polarity::Positive };
        self.practices.push(Practice {
            at: self.practices.len(),
            statement,
            within: within.to_vec(),
            actor,
            polarity,
        });
    }

    /// The practices of one topic.
    pub fn topic(&self, topic: Topic) -> impl Iterator<Item = &Practice<'a>> {
        self.by_topic.get(&topic).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices that have one of these verbs, in their order.
    pub fn doing(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.with_verbs(verbs, &[Polarity::Positive, Polarity::Negative])
    }

    /// Those of them that are said to happen, or not to.
    pub fn doing_if(
        &self,
        verbs: &[&'static str],
        polarity: Polarity,
    ) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.with_verbs(verbs, &[polarity])
    }

    fn with_verbs(
        &self,
        verbs: &[&'static str],
        polarities: &[Polarity],
    ) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        let mut found: Vec<usize> = Vec::new();
        for polarity in polarities {
            for verb in verbs {
                found.extend(self.by_verb.get(&(*verb, *polarity)).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.practices.get(at))
    }

    /// The practices that name a declaration: as their subject, as an object, or after a clause word.
    pub fn naming(&self, id: NounId) -> impl Iterator<Item = &Practice<'a>> {
        let naming = self.naming.get_or_init(|| {
            let mut naming: Vec<Vec<usize>> = vec![Vec::new(); self.policy.nouns.len()];
            for practice in &self.practices {
                let lists = practice.statement.clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::List(_, list) => Some(list),
                    _ => None,
                });
                let terms = lists.flat_map(|list| &list.terms);
                for term in terms.chain(practice.objects()).chain(&practice.statement.subjects) {
                    let Value::Ref(Ref::Noun(id)) = &term.value else { continue };
                    let Some(found) = naming.get_mut(id.0 as usize) else { continue };
                    if found.last() != Some(&practice.at) {
                        found.push(practice.at);
                    }
                }
            }
            naming
        });
        naming.get(id.0 as usize).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices of the publisher that are said to happen and have one of these verbs.
    pub fn we_do(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.doing_if(verbs, Polarity::Positive).filter(|practice| practice.actor == Actor::Us)
    }

    /// The practices of the publisher that are denied and have one of these verbs.
    pub fn we_deny(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.doing_if(verbs, Polarity::Negative).filter(|practice| practice.actor == Actor::Us)
    }

    /// The rights that are granted: statements whose modality is a right, or that people may or can.
    pub fn rights(&self) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(|practice| {
            let grants = practice.statement.modal.right()
                || matches!(practice.statement.modal, Modal::May | Modal::Can);
            practice.actor == Actor::People && grants
        })
    }

    /// A finding of a rule; how much it matters is the rule's own data.
    #[must_use]
    pub fn finding(rule: &super::Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(rule.name, at, message)
    }
}
