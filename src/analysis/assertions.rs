//! `assert`: an organization's own guard rails over its practices.

mod never;

use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ConditionWord, ListWord, NounKind, Qualifier};
use crate::model::{Assertion, AssertionKind, Clause, ClauseKind, Noun, Ref, Retention, Term, Value};
use crate::source::{SharedStr, Span};

/// Checks every assertion of a policy.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for assertion in &context.policy.assertions {
        let unchecked = unchecked(assertion);
        if !unchecked.is_empty() {
            findings.extend(unchecked.into_iter().map(|at| unchecked_limit(at, &assertion.kind)));
            continue;
        }
        match &assertion.kind {
            AssertionKind::Never { verbs, objects } => {
                never::check(context, assertion, verbs, objects.as_ref(), findings);
            }
            AssertionKind::Every { noun, has, any } => every(context, assertion, *noun, has, *any, findings),
        }
    }
}

/// Where an assertion is limited in a way that nothing is compared with.
fn unchecked(assertion: &Assertion) -> Vec<Span> {
    let of_every = matches!(assertion.kind, AssertionKind::Every { .. });
    let is_checked = |clause: &&Clause| match &clause.kind {
        ClauseKind::List(ListWord::In, _)
        | ClauseKind::Saying(..)
        | ClauseKind::Dated(..)
        | ClauseKind::Allow(..) => true,
        ClauseKind::List(word, list) => {
            let timed = list.terms.iter().any(Term::is_length);
            !of_every && !timed && never::COMPARED.iter().any(|words| words.contains(word))
        }
        ClauseKind::Kept(Retention::Forever, None) | ClauseKind::Condition(ConditionWord::Unless, _) => {
            !of_every
        }
        _ => false,
    };
    let clauses = assertion.clauses.iter().filter(|clause| !is_checked(clause)).map(|clause| clause.span);
    let objects = match &assertion.kind {
        AssertionKind::Never { objects, .. } => objects.as_ref().map_or(&[][..], |list| &list.terms),
        AssertionKind::Every { .. } => &[],
    };
    let form = |how: &Qualifier| matches!(how, Qualifier::Singular | Qualifier::Plural);
    let narrowed = |term: &&Term| term.is_partial() || !term.qualifiers.iter().all(form);
    clauses.chain(objects.iter().filter(narrowed).map(|term| term.span)).collect()
}

fn unchecked_limit(at: Span, kind: &AssertionKind) -> Diagnostic {
    let help = match kind {
        AssertionKind::Never { .. } => {
            "leave it out, so that the assertion covers every case, or name what it leaves alone: \
             `except contact.email`, `unless consent`"
        }
        AssertionKind::Every { .. } => "leave it out, or name a place: `in us`",
    };
    Diagnostic::error("unchecked-limit", at, "an assertion cannot be limited by this").with_help(help)
}

/// Every declaration of a kind must have a property or a clause.
fn every(
    context: &Context<'_>,
    assertion: &Assertion,
    kind: NounKind,
    has: &[(SharedStr, Span)],
    any: bool,
    findings: &mut Vec<Diagnostic>,
) {
    for (_, noun) in
        context.nouns_of(kind).filter(|(_, noun)| noun.parent.is_none() && in_scope(context, assertion, noun))
    {
        // One of those that `or` joins will do.
        let groups: Vec<&[(SharedStr, Span)]> = if any { vec![has] } else { has.chunks(1).collect() };
        for group in groups {
            if group.iter().any(|(word, _)| has_word(noun, word)) {
                continue;
            }
            let words: Vec<String> = group.iter().map(|(word, _)| format!("`{word}`")).collect();
            let wanted: Vec<String> = group.iter().map(|(word, _)| format!("`{word} …`")).collect();
            findings.push(
                Diagnostic::error(
                    "assertion-broken",
                    noun.id_span,
                    format!("the {} `{}` has no {}", kind.as_str(), noun.id, words.join(" or ")),
                )
                .with_label(assertion.span, "asserted here")
                .with_help(format!("add {} to it, or change the assertion", wanted.join(" or "))),
            );
        }
    }
}

fn in_scope(context: &Context<'_>, assertion: &Assertion, noun: &Noun) -> bool {
    let mut places = assertion.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::In, list) => Some(&list.terms),
        _ => None,
    });
    places.all(|wanted| {
        let own = noun.property("country").flat_map(|property| &property.list.terms).chain(noun.clauses.iter().flat_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::In, list) => list.terms.as_slice(),
            _ => [].as_slice(),
        }));
        own.into_iter().any(|place| {
            wanted.iter().any(|wanted| {
                context.covers(wanted, place)
                    || matches!((&wanted.value, &place.value), (Value::Ref(Ref::Builtin(a)), Value::Ref(Ref::Builtin(b)))
                        if context.vocabulary.is_a(Kind::Region, b.id, a.id))
            })
        })
    })
}

fn has_word(noun: &Noun, word: &str) -> bool {
    // Who says that there is none, or nothing of it, has none.
    let given = |term: &Term| !matches!(term.value, Value::Absent(_));
    let property = noun.property(word).any(|property| property.list.terms.iter().any(given));
    property
        || noun.clauses.iter().any(|clause| match &clause.kind {
            ClauseKind::List(found, _) => found.as_str() == word,
            ClauseKind::Basis(_) => word == "basis",
            ClauseKind::Kept(..) => word == "kept" || word == "retention",
            ClauseKind::Condition(found, _) => found.as_str() == word,
            ClauseKind::Saying(found, _) => found.as_str() == word,
            ClauseKind::Dated(found, _) => found.as_str() == word,
            ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Allow(..) => false,
        })
}

#[cfg(test)]
mod tests;
