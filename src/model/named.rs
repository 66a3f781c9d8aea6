//! The declarations that something names, wherever in it.

use super::{
    Clause, ClauseKind, Expression, Guarded, Noun, NounId, Ref, Retention, Section, Statement, Term, Value,
    tests_of,
};
use crate::source::Span;

impl Statement {
    /// Calls `each` with every declaration that it names.
    pub(crate) fn each_named(&self, each: &mut dyn FnMut(NounId)) {
        terms(&self.subjects, each);
        self.objects.iter().for_each(|list| terms(&list.terms, each));
        clauses(&self.clauses, each);
    }
}

impl Section {
    /// Calls `each` with every declaration that its own clauses name.
    pub(crate) fn each_named(&self, each: &mut dyn FnMut(NounId)) {
        clauses(&self.clauses, each);
    }
}

impl Noun {
    /// Calls `each` with every declaration that it names, the group that it belongs to, and its items.
    pub(crate) fn each_named(&self, each: &mut dyn FnMut(NounId)) {
        self.parent.iter().chain(&self.items).for_each(|id| each(*id));
        for property in &self.properties {
            terms(&property.list.terms, each);
            clauses(&property.clauses, each);
        }
        clauses(&self.clauses, each);
        self.promises.iter().for_each(|promise| promise.each_named(each));
    }

    /// Calls `each` with every declaration that is named in what is said of it beyond its name.
    pub(crate) fn each_named_beyond(&self, each: &mut dyn FnMut(NounId)) {
        clauses(&self.clauses, each);
    }
}

impl Term {
    /// A term that names a declaration.
    #[must_use]
    pub fn of(id: NounId, span: Span) -> Self {
        Self::plain(Value::Ref(Ref::Noun(id)), span)
    }

    /// Calls `each` with the declaration that it names, if it does.
    pub(crate) fn each_named(&self, each: &mut dyn FnMut(NounId)) {
        if let Value::Ref(named) = &self.value {
            reference(named, each);
        }
    }
}

fn terms(all: &[Term], each: &mut dyn FnMut(NounId)) {
    all.iter().for_each(|term| term.each_named(each));
}

fn reference(named: &Ref, each: &mut dyn FnMut(NounId)) {
    if let Ref::Noun(id) = named {
        each(*id);
    }
}

fn clauses(all: &[Clause], each: &mut dyn FnMut(NounId)) {
    for clause in all {
        match &clause.kind {
            ClauseKind::Condition(_, said) => guarded(said, each),
            ClauseKind::List(_, list) => terms(&list.terms, each),
            ClauseKind::Kept(retention, event) => {
                if let Retention::Condition(_, said) = retention {
                    expression(said, each);
                }
                event.iter().for_each(|event| expression(event, each));
            }
            ClauseKind::Within(_, event, extension) => {
                tests_of(event, extension).for_each(|said| expression(said, each));
            }
            ClauseKind::Basis(grounds) => {
                for ground in grounds {
                    reference(&ground.basis, each);
                    terms(&ground.purposes, each);
                }
            }
            ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Saying(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => {}
        }
    }
}

fn guarded(said: &Guarded, each: &mut dyn FnMut(NounId)) {
    expression(&said.expression, each);
    said.guards.iter().for_each(|(_, guard)| expression(guard, each));
}

fn expression(said: &Expression, each: &mut dyn FnMut(NounId)) {
    match said {
        Expression::Or(all) | Expression::And(all) => all.iter().for_each(|one| expression(one, each)),
        Expression::Not(inner) => expression(inner, each),
        Expression::Group(inner) => guarded(inner, each),
        Expression::Text(..) => {}
        Expression::Named { condition, party, .. } => {
            reference(condition, each);
            party.iter().for_each(|party| reference(party, each));
        }
    }
}
