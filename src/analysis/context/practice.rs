//! One statement with the scope it stands in.

use crate::model::words::ListWord;
use crate::model::{Clause, ClauseKind, List, Section, Statement, Term, Value, Verb};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It happens, or may.
    Positive,
    /// It does not, or must not.
    Negative,
}

/// One statement, with the scope it stands in.
#[derive(Clone, Debug)]
pub struct Practice<'a> {
    /// Its number in [`super::Context::practices`].
    pub at: usize,
    /// The statement.
    pub statement: &'a Statement,
    /// The sections around it, outermost first.
    pub within: Vec<&'a Section>,
    /// Who.
    pub actor: Actor,
    /// Whether it is said to happen.
    pub polarity: Polarity,
}

impl<'a> Practice<'a> {
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

    /// The objects.
    pub fn objects(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.objects.iter().flat_map(|list| &list.terms)
    }

    /// Those it goes to: after `to` and `with`.
    pub fn recipients(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::To).chain(self.terms(ListWord::With))
    }

    /// The purposes; a duration after `for` is none.
    pub fn purposes(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::For).filter(|term| !matches!(term.value, Value::Duration(_)))
    }

    /// The terms after one clause word.
    pub fn terms(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + use<'a> {
        let statement = self.statement;
        statement.clauses.iter().flat_map(move |clause| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => list.terms.as_slice(),
            _ => [].as_slice(),
        })
    }

    /// Its own clauses and those of the sections around it.
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> + '_ {
        self.within.iter().flat_map(|section| &section.clauses).chain(&self.statement.clauses)
    }

    /// Whether anything limits it: a condition, an exception, a guard.
    #[must_use]
    pub fn limited(&self) -> bool {
        self.clauses().any(|clause| {
            matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _))
        })
    }

    /// The terms after `about`, `from`, `in`, `for` and `of` of the sections around it: to whom and where it applies.
    pub fn scope(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + '_ {
        let lists = self.within.iter().flat_map(|section| &section.clauses).filter_map(move |clause| {
            match &clause.kind {
                ClauseKind::List(found, list) if *found == word => Some(list),
                _ => None,
            }
        });
        lists.flat_map(|list: &'a List| &list.terms)
    }
}
