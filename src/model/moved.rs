//! A model whose file has changed before it: every place behind the change, moved.

use super::names::Gap;
use super::{
    Approval, Assertion, AssertionKind, Clause, ClauseKind, Expression, Ground, Guarded, List, Noun, NounId,
    Part, Policy, Property, Ref, Retention, Section, Statement, Term, Value,
};
use crate::source::{Move, Span};

impl Policy {
    /// Gives every place the one that it has after a change of a file's text.
    pub(super) fn follow(&mut self, moved: Move) {
        Follow { moved: Some(moved), gap: None }.policy(self);
    }

    /// The same, and every declaration the number.
    pub(super) fn follow_numbered(&mut self, moved: Move, gap: Gap) {
        Follow { moved: Some(moved), gap: Some(gap).filter(|gap| gap.before != gap.after) }.policy(self);
    }
}

impl Statement {
    /// What it says, wherever it stands.
    pub(super) fn without_places(&self) -> Self {
        let mut said = self.clone();
        NOWHERE.statement(&mut said);
        said
    }
}

/// What limits what is said, wherever it stands.
pub(super) fn without_places<'c>(clauses: impl Iterator<Item = &'c Clause>) -> Vec<Clause> {
    let mut said: Vec<Clause> = clauses.cloned().collect();
    NOWHERE.clauses(&mut said);
    said
}

const NOWHERE: Follow = Follow { moved: None, gap: None };

struct Follow {
    /// Where everything has moved, or nothing, where places are taken away.
    moved: Option<Move>,
    gap: Option<Gap>,
}

impl Follow {
    fn span(&self, span: &mut Span) {
        match self.moved {
            Some(moved) => moved.apply(span),
            None => *span = Span::default(),
        }
    }

    fn concerns(&self, span: Span) -> bool {
        self.gap.is_some() || self.moved.is_none_or(|moved| moved.concerns(span))
    }

    fn id(&self, id: &mut NounId) {
        if let Some(gap) = &self.gap {
            gap.apply(id);
        }
    }

    fn reference(&self, reference: &mut Ref) {
        if let Ref::Noun(id) = reference {
            self.id(id);
        }
    }

    fn policy(&self, policy: &mut Policy) {
        policy.span.iter_mut().for_each(|span| self.span(span));
        policy.laws.iter_mut().for_each(|term| self.term(term));
        policy.nouns.iter_mut().filter(|noun| self.concerns(noun.span)).for_each(|noun| self.noun(noun));
        self.parts(&mut policy.root.parts);
        policy.assertions.iter_mut().for_each(|assertion| self.assertion(assertion));
        policy.approvals.iter_mut().for_each(|approval| self.approval(approval));
    }

    fn noun(&self, noun: &mut Noun) {
        self.span(&mut noun.span);
        self.span(&mut noun.id_span);
        noun.parent.iter_mut().for_each(|id| self.id(id));
        noun.items.iter_mut().for_each(|id| self.id(id));
        noun.properties.iter_mut().for_each(|property| self.property(property));
        self.clauses(&mut noun.clauses);
        noun.promises.iter_mut().for_each(|promise| self.statement(promise));
    }

    fn property(&self, property: &mut Property) {
        self.span(&mut property.span);
        self.list(&mut property.list);
        self.clauses(&mut property.clauses);
    }

    fn parts(&self, parts: &mut [Part]) {
        for part in parts {
            match part {
                Part::Statement(statement) if self.concerns(statement.span) => self.statement(statement),
                Part::Section(section) if self.concerns(section.span) => self.section(section),
                Part::Prose(prose) => self.span(&mut prose.span),
                Part::Statement(_) | Part::Section(_) => {}
            }
        }
    }

    fn section(&self, section: &mut Section) {
        self.span(&mut section.span);
        self.clauses(&mut section.clauses);
        self.parts(&mut section.parts);
    }

    fn statement(&self, statement: &mut Statement) {
        self.span(&mut statement.span);
        self.terms(&mut statement.subjects);
        statement.objects.iter_mut().for_each(|list| self.list(list));
        self.clauses(&mut statement.clauses);
    }

    fn assertion(&self, assertion: &mut Assertion) {
        self.span(&mut assertion.span);
        match &mut assertion.kind {
            AssertionKind::Never { objects, .. } => objects.iter_mut().for_each(|list| self.list(list)),
            AssertionKind::Every { has, .. } => has.iter_mut().for_each(|(_, span)| self.span(span)),
        }
        self.clauses(&mut assertion.clauses);
    }

    fn approval(&self, approval: &mut Approval) {
        self.span(&mut approval.span);
        approval.pins.iter_mut().for_each(|pin| self.span(&mut pin.span));
    }

    fn list(&self, list: &mut List) {
        self.span(&mut list.span);
        self.terms(&mut list.terms);
    }

    fn terms(&self, terms: &mut [Term]) {
        terms.iter_mut().for_each(|term| self.term(term));
    }

    fn term(&self, term: &mut Term) {
        self.span(&mut term.span);
        if let Value::Ref(reference) = &mut term.value {
            self.reference(reference);
        }
    }

    fn clauses(&self, clauses: &mut [Clause]) {
        for clause in clauses {
            self.span(&mut clause.span);
            match &mut clause.kind {
                ClauseKind::Condition(_, guarded) => self.guarded(guarded),
                ClauseKind::List(_, list) => self.list(list),
                ClauseKind::Kept(retention, event) => {
                    if let Retention::Condition(_, expression) = retention {
                        self.expression(expression);
                    }
                    event.iter_mut().for_each(|event| self.expression(event));
                }
                ClauseKind::Within(_, event, extension) => {
                    let on = extension.iter_mut().filter_map(|extension| extension.on.as_mut());
                    event.iter_mut().chain(on).for_each(|said| self.expression(said));
                }
                ClauseKind::Basis(grounds) => grounds.iter_mut().for_each(|ground| self.ground(ground)),
                ClauseKind::Every(_)
                | ClauseKind::Lookback(_)
                | ClauseKind::Limit(..)
                | ClauseKind::Saying(..)
                | ClauseKind::Dated(..)
                | ClauseKind::Allow(..) => {}
            }
        }
    }

    fn ground(&self, ground: &mut Ground) {
        self.span(&mut ground.span);
        self.reference(&mut ground.basis);
        self.terms(&mut ground.purposes);
    }

    fn guarded(&self, guarded: &mut Guarded) {
        self.expression(&mut guarded.expression);
        guarded.guards.iter_mut().for_each(|(_, guard)| self.expression(guard));
    }

    fn expression(&self, expression: &mut Expression) {
        match expression {
            Expression::Or(all) | Expression::And(all) => all.iter_mut().for_each(|one| self.expression(one)),
            Expression::Not(inner) => self.expression(inner),
            Expression::Group(inner) => self.guarded(inner),
            Expression::Text(_, span) => self.span(span),
            Expression::Named { condition, party, span, .. } => {
                self.span(span);
                self.reference(condition);
                party.iter_mut().for_each(|party| self.reference(party));
            }
        }
    }
}
