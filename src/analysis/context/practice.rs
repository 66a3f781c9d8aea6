//! One statement with the scope it stands in.

use std::sync::Arc;

use crate::analysis::select;
use crate::analysis::texts::{self, Text};
use crate::law::Kind;
use crate::model;
use crate::model::words::{ConditionWord, ListWord, NounKind};
use crate::model::{Clause, ClauseKind, NounId, Policy, Ref, Section, Special, Statement, Term, Value, Verb};
use crate::source::Span;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The publisher, or a company of its own group.
    Us,
    /// The reader, or people of some audience.
    People,
    /// A recipient.
    Recipient,
    /// Someone or something else.
    Other,
}

/// Whether a practice is said to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It happens, or may.
    Positive,
    /// It does not, or must not.
    Negative,
}

/// One statement, with the scope it stands in.
#[derive(Clone, Debug)]
pub struct Practice<'a> {
    /// Its number among all of them.
    pub at: usize,
    /// The statement.
    pub statement: &'a Statement,
    /// The sections around it, outermost first.
    pub within: Arc<[&'a Section]>,
    /// Who.
    pub actor: Actor,
    /// Whether it is said to happen.
    pub polarity: Polarity,
}

impl<'a> Practice<'a> {
    /// The statement with this number, in some sections.
    pub(crate) fn new(
        policy: &Policy,
        statement: &'a Statement,
        within: Arc<[&'a Section]>,
        at: usize,
    ) -> Self {
        let actor = match statement.subjects.first().map(|term| &term.value) {
            Some(Value::Ref(Ref::Special(Special::We))) => Actor::Us,
            Some(Value::Ref(Ref::Special(Special::You))) => Actor::People,
            Some(Value::Ref(Ref::Special(Special::Recipients))) => Actor::Recipient,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Audience => Actor::People,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Role => Actor::Recipient,
            Some(Value::Ref(Ref::Noun(id))) => match policy.noun(*id).map(|noun| noun.kind) {
                Some(NounKind::Organization) => Actor::Us,
                Some(NounKind::Audience) => Actor::People,
                Some(NounKind::Recipient) => Actor::Recipient,
                _ => Actor::Other,
            },
            _ => Actor::Other,
        };
        let polarity = if statement.modal.negative() { Polarity::Negative } else { Polarity::Positive };
        Self { at, statement, within, actor, polarity }
    }

    /// Its texts.
    #[must_use]
    pub fn texts(&self) -> Vec<Text<'a>> {
        texts::of_statement(self.statement)
    }

    /// Where the statement stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.statement.span
    }

    /// Whether one of its verbs is among these.
    #[must_use]
    pub fn does_any(&self, verbs: &[&str]) -> bool {
        self.statement
            .verbs
            .iter()
            .any(|verb| matches!(verb, Verb::Known(known) if verbs.contains(&known.id)))
    }

    /// Whether people are given something to do: they have a right, or they may or can.
    pub(crate) fn lets_people(&self) -> bool {
        self.polarity == Polarity::Positive && (self.actor == Actor::People || self.statement.modal.right())
    }

    /// The objects.
    pub fn objects(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.object_terms()
    }

    /// Those it goes to: after `to` and `with`. Where `to` says who gets it, words after `with` go along with it.
    pub fn recipients(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.recipients()
    }

    /// The purposes; a duration after `for` is none.
    pub fn purposes(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        select::purposes(self.statement)
    }

    /// The declarations that it names: as its subject, as an object, or after a clause word.
    pub(super) fn named(&self) -> impl Iterator<Item = NounId> + use<'a> {
        let statement = self.statement;
        let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(_, list) => Some(list),
            _ => None,
        });
        let terms = lists.flat_map(|list| &list.terms).chain(self.objects()).chain(&statement.subjects);
        terms.filter_map(|term| match term.value {
            Value::Ref(Ref::Noun(id)) => Some(id),
            _ => None,
        })
    }

    /// The terms after one clause word.
    pub fn terms(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.terms(word)
    }

    /// What it leaves out, and the sections around it do.
    pub fn excepted(&self) -> impl Iterator<Item = &'a Term> + '_ {
        self.terms(ListWord::Except).chain(self.scope(ListWord::Except))
    }

    /// Its own clauses and those of the sections around it.
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> + '_ {
        self.within.iter().flat_map(|section| &section.clauses).chain(&self.statement.clauses)
    }

    /// Whether anything limits it: a condition, an exception, a guard.
    #[must_use]
    pub fn limited(&self) -> bool {
        self.clauses().any(Clause::leaves_room)
    }

    /// Whether it happens where a condition with this word holds: what is not done unless people agree is done if they do.
    #[must_use]
    pub fn happens_where(&self, word: ConditionWord) -> bool {
        (word == ConditionWord::Unless) == (self.polarity == Polarity::Negative)
    }

    /// The terms after `about`, `from`, `in`, `for` and `of` of the sections around it: to whom and where it applies.
    pub fn scope(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + '_ {
        self.within
            .iter()
            .flat_map(move |section| model::listed(&section.clauses, move |found| found == word))
    }
}
