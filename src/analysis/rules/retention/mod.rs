//! Retention: how long data is kept, and whether that is said once and plainly.

mod contradictory_retention;
mod data_without_retention;
mod deletion_promised_yet_kept;
mod indefinite_retention;
mod retention_without_period;
mod vague_retention;

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::on_other_services;
use crate::model::words::{ConditionWord, ListWord};
use crate::model::{ClauseKind, Expression, Ref, Term, Value};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &contradictory_retention::RULE,
    &data_without_retention::RULE,
    &deletion_promised_yet_kept::RULE,
    &indefinite_retention::RULE,
    &retention_without_period::RULE,
    &vague_retention::RULE,
];

/// Whether something else than the retention itself limits a statement: a condition, an exception, some people.
pub(super) fn conditional(practice: &Practice<'_>) -> bool {
    practice.clauses().any(|clause| match &clause.kind {
        ClauseKind::Condition(word, _) => {
            matches!(word, ConditionWord::If | ConditionWord::OnlyIf | ConditionWord::Unless)
        }
        ClauseKind::List(ListWord::Except, _) => true,
        _ => false,
    })
}

/// Whether two statements speak of the same people, places and purposes, and of no different services. What comes from
/// whoever reads the policy is what it is about anyway.
pub(super) fn same_scope(context: &Context<'_>, a: &Practice<'_>, b: &Practice<'_>) -> bool {
    fn scope<'s>(context: &'s Context<'_>, practice: &'s Practice<'_>) -> impl Iterator<Item = &'s Value> {
        let words =
            [ListWord::About, ListWord::From, ListWord::In, ListWord::Of, ListWord::For, ListWord::Under];
        let limits = |word: ListWord, term: &Term| {
            // Those whom a policy declares are some of its readers.
            let some = matches!(term.value, Value::Ref(Ref::Noun(_))) || !context.reach().is_everybody(term);
            !term.is_length() && (word != ListWord::From || some)
        };
        words.into_iter().flat_map(move |word| {
            let terms = practice.scope(word).chain(practice.terms(word));
            terms.filter(move |term| limits(word, term)).map(|term| &term.value)
        })
    }
    !on_other_services(context, a, b) && scope(context, a).eq(scope(context, b))
}

/// The events from which a statement counts a length of time, or at which it has something done.
pub(super) fn clock(practice: &Practice<'_>) -> Vec<String> {
    let clauses = &practice.statement.clauses;
    let counted = clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::Kept(_, Some(event)) | ClauseKind::Within(_, Some(event), _) => Some(&**event),
        _ => None,
    });
    let events = [ListWord::After, ListWord::When].into_iter().flat_map(|word| practice.terms(word));
    let events = events.filter(|term| !term.is_length()).map(|term| match &term.value {
        Value::Ref(Ref::Text(text)) => text.to_string(),
        Value::Ref(found) => format!("{found:?}"),
        other => format!("{other:?}"),
    });
    counted.map(event_of).chain(events).collect()
}

fn event_of(event: &Expression) -> String {
    match event {
        Expression::Text(text, _) => text.to_string(),
        Expression::Named { condition, .. } => format!("{condition:?}"),
        Expression::Or(_) | Expression::And(_) | Expression::Not(_) | Expression::Group(_) => String::new(),
    }
}

/// Whether what is declared as data holds an item.
pub(super) fn holds(context: &Context<'_>, group: &Term, item: &Term) -> bool {
    let declared = |term: &Term| context.noun_of(term).is_some();
    declared(group) && declared(item) && context.covers(group, item)
}

/// Whether one of the first terms holds one of the second, or the other way round.
pub(super) fn overlap<'t>(context: &Context<'_>, a: &'t [Term], b: &'t [Term]) -> bool {
    a.iter().any(|a| b.iter().any(|b| context.covers(a, b) || context.covers(b, a)))
}

/// Whether nobody can be identified by any of these.
pub(super) fn anonymous(context: &Context<'_>, data: &[Term]) -> bool {
    !data.is_empty() && data.iter().all(|term| context.claimed_anonymous(term))
}
