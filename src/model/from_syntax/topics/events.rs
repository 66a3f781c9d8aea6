//! What happens around what is done: what people are told of, ask for or wait for.

use super::Said;
use super::words::{of_breach, of_changes, of_request};
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, Expression, Ref, Special, Term, Value};

impl Said<'_> {
    /// Telling people of something: of a breach, of what becomes of this policy, of anything else.
    pub(super) fn of_notice(&self) -> Topic {
        let statement = self.statement;
        let about: Vec<&Term> =
            statement.terms(ListWord::About).chain(statement.terms(ListWord::Of)).collect();
        let events = if about.is_empty() { self.events() } else { Vec::new() };
        let is_breach = |term: &&Term| {
            matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.id == "breach")
                || matches!(&term.value, Value::Ref(Ref::Text(text)) if of_breach(text))
        };
        if about.iter().any(is_breach) || events.iter().any(|text| of_breach(text)) {
            return Topic::Breach;
        }
        // An authority or a customer is told of something else.
        let others = |term: &Term| self.is_recipient(&term.value);
        let people = statement.object_terms().next().is_none() || !statement.object_terms().all(others);
        let unsaid = about.is_empty() && events.is_empty() && people;
        if unsaid
            || !about.is_empty() && about.iter().all(|term| self.is_policy(term))
            || events.iter().any(|text| of_changes(text))
        {
            Topic::Changes
        } else {
            Topic::About
        }
    }

    /// Whether something is a policy or another document, or what becomes of one.
    pub(super) fn is_policy(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Special(Special::ThisPolicy)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Document,
            Value::Ref(Ref::Text(text)) => of_changes(text),
            value => self.kind(value) == Some(NounKind::Document),
        }
    }

    /// Whether it is done if people ask for it.
    pub(super) fn is_asked_for(&self) -> bool {
        self.is_about_request() || self.events().into_iter().any(of_request)
    }

    /// Whether it is about what people ask for, or is due some time after they do.
    pub(super) fn is_about_request(&self) -> bool {
        let mut said: Vec<&str> = Vec::new();
        for term in self.statement.object_terms() {
            if let Value::Ref(Ref::Text(text)) = &term.value {
                said.push(text);
            }
        }
        for clause in &self.statement.clauses {
            if let ClauseKind::Within(_, Some(start), _) = &clause.kind {
                self.texts(start, &mut said);
            }
        }
        said.into_iter().any(of_request)
    }

    /// What comes before or after something, and when it is: in the author's own words, or what these are called.
    fn events(&self) -> Vec<&str> {
        let listed = [ListWord::Before, ListWord::After, ListWord::When];
        let listed = listed.into_iter().flat_map(|word| self.statement.terms(word));
        let mut found: Vec<&str> = listed
            .filter_map(|term| match &term.value {
                Value::Ref(reference) => self.event(reference),
                _ => None,
            })
            .collect();
        for clause in &self.statement.clauses {
            match &clause.kind {
                ClauseKind::Condition(_, guarded) => self.texts(&guarded.expression, &mut found),
                ClauseKind::Within(_, Some(start), _) => self.texts(start, &mut found),
                _ => {}
            }
        }
        found
    }

    fn texts<'e>(&'e self, expression: &'e Expression, out: &mut Vec<&'e str>) {
        match expression {
            Expression::Or(parts) | Expression::And(parts) => {
                parts.iter().for_each(|part| self.texts(part, out));
            }
            Expression::Not(inner) => self.texts(inner, out),
            Expression::Group(guarded) => self.texts(&guarded.expression, out),
            Expression::Text(text, _) => out.push(text),
            Expression::Named { condition, .. } => out.extend(self.event(condition)),
        }
    }

    fn event<'e>(&'e self, reference: &'e Ref) -> Option<&'e str> {
        match reference {
            Ref::Text(text) => Some(text),
            Ref::Builtin(class) => Some(class.id),
            Ref::Noun(id) => {
                let noun = self.nouns.get(id.0 as usize)?;
                Some(noun.name.as_deref().unwrap_or(&noun.id))
            }
            Ref::Special(_) | Ref::Unknown(_) => None,
        }
    }
}
