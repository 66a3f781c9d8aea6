//! The conditions of a statement, and those that are somebody's consent.

use crate::analysis::context::Context;
use crate::law::Kind;
use crate::model::words::ConditionWord;
use crate::model::{Class, Clause, ClauseKind, Expression, Guarded, Policy, Ref};
use crate::source::Span;

/// The conditions among clauses.
pub(crate) fn conditions<'c>(
    clauses: impl Iterator<Item = &'c Clause>,
) -> impl Iterator<Item = (ConditionWord, &'c Guarded)> {
    clauses.filter_map(|clause| match &clause.kind {
        ClauseKind::Condition(word, guarded) => Some((*word, guarded)),
        _ => None,
    })
}

/// What the vocabulary calls a condition that is somebody's consent.
const CONSENT: &[&str] = &["consent", "explicit-consent", "opt-in"];

/// Whether a condition is the consent of those concerned.
pub(crate) fn is_consent(context: &Context<'_>, named: Named<'_>) -> bool {
    is_condition(context, named, CONSENT)
}

/// Whether a condition is one of these of the vocabulary.
pub(crate) fn is_condition(context: &Context<'_>, named: Named<'_>, ids: &[&str]) -> bool {
    is_one_of(context.policy, named, ids)
}

fn is_one_of(policy: &Policy, named: Named<'_>, ids: &[&str]) -> bool {
    let is = |class: &Class| matches!(class.kind, Kind::Condition | Kind::Basis) && ids.contains(&class.id);
    match named {
        Named::Is(Ref::Builtin(class)) => is(class),
        Named::Is(Ref::Noun(id)) => policy.noun(*id).is_some_and(|noun| noun.classes.iter().any(is)),
        Named::Is(Ref::Special(_) | Ref::Text(_) | Ref::Unknown(_)) | Named::Said(_) => false,
    }
}

/// Whether clauses have consent as a condition.
pub(crate) fn asks_consent<'c>(
    context: &Context<'_>,
    clauses: impl Iterator<Item = &'c Clause>,
    words: &[ConditionWord],
) -> bool {
    conditions(clauses).any(|(word, guarded)| {
        words.contains(&word) && mentions(guarded, &|named| is_consent(context, named))
    })
}

/// Where clauses make something depend on consent that is asked of anybody, in whatever way.
pub(crate) fn asked_consents<'c>(
    policy: &Policy,
    clauses: impl Iterator<Item = &'c Clause>,
) -> impl Iterator<Item = Span> {
    clauses.filter_map(|clause| match &clause.kind {
        ClauseKind::Condition(_, guarded) => {
            mentions(guarded, &|named| is_one_of(policy, named, CONSENT)).then_some(clause.span)
        }
        _ => None,
    })
}

/// One condition of an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named<'e> {
    /// One with a name.
    Is(&'e Ref),
    /// One in the author's words.
    Said(&'e str),
}

/// Whether a condition has a part of some kind, other than under a "not" or in an exception.
pub(crate) fn mentions(guarded: &Guarded, wanted: &dyn Fn(Named<'_>) -> bool) -> bool {
    fn part(expression: &Expression, wanted: &dyn Fn(Named<'_>) -> bool) -> bool {
        match expression {
            Expression::Or(parts) | Expression::And(parts) => parts.iter().any(|inner| part(inner, wanted)),
            Expression::Not(_) => false,
            Expression::Group(guarded) => mentions(guarded, wanted),
            Expression::Text(text, _) => wanted(Named::Said(text)),
            Expression::Named { condition, .. } => wanted(Named::Is(condition)),
        }
    }
    part(&guarded.expression, wanted)
}
