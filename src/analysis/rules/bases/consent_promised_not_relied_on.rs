//! Consent promised as a condition, while the basis is another.

use crate::analysis::Rule;
use crate::analysis::agreement::agrees;
use crate::analysis::bases::{Basis, Claims, bases};
use crate::analysis::context::{Actor, Context, Practice, leaves};
use crate::analysis::inside::conditions;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::ConditionWord;
use crate::model::{Class, Expression, Ref};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-promised-not-relied-on", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let all = bases(context);
    if all.is_empty() {
        return;
    }
    let claims = Claims::of(context, &all);
    for practice in
        context.those(|context, practice| practice.actor == Actor::Us && needs_consent(context, practice))
    {
        for term in practice.purposes() {
            // A basis in the statement itself is reported as a promise that is not kept.
            let claimed = claims.for_purpose(&term.value);
            let elsewhere =
                |basis: &&&Basis<'_, '_>| basis.practice.is_none_or(|found| found.span() != practice.span());
            if let Some(first) = claimed
                .iter()
                .find(elsewhere)
                .filter(|_| claimed.iter().all(|basis| !basis.is(context, "consent")))
            {
                findings.push(another_basis(practice, first));
                break;
            }
        }
    }
}

/// Whether it happens only with people's consent: no other condition would do instead.
fn needs_consent(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let own = |leaf: &Expression| agrees(context, practice, leaf) && !of_parents(context, leaf);
    conditions(practice.clauses()).any(|(word, guarded)| {
        matches!(word, ConditionWord::OnlyIf | ConditionWord::Unless)
            && practice.happens_where(word)
            && guarded.guards.is_empty()
            && matches!(leaves(&guarded.expression).as_slice(), [only] if own(only))
    })
}

/// Whether somebody agrees for a child: to a contract, say, whatever the basis of the processing is.
fn of_parents(context: &Context<'_>, leaf: &Expression) -> bool {
    let parents = |class: &Class| context.vocabulary.is_a(Kind::Audience, class.id, "parent");
    match leaf {
        Expression::Named { party: Some(party), .. } => match &**party {
            Ref::Builtin(class) => class.kind == Kind::Audience && parents(class),
            Ref::Noun(id) => context.policy.noun(*id).is_some_and(|noun| {
                noun.classes.iter().any(|class| class.kind == Kind::Audience && parents(class))
            }),
            Ref::Special(_) | Ref::Text(_) | Ref::Unknown(_) => false,
        },
        _ => false,
    }
}

fn another_basis(practice: &Practice<'_>, basis: &Basis<'_, '_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "this happens only with consent, yet another legal basis is claimed for it",
    )
    .with_label(basis.ground.span, format!("this claims `{}`", basis.name()))
    .with_help("write `basis consent` there, or take `only if consent` out here")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_with_consent_on_an_interest() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis legitimate-interests "keeping in touch" }
we use "your address" : contact.email for news only if consent
//^^^ this happens only with consent, yet another legal basis is claimed for it
we do not use "your address" : contact.email for news unless opt-in
//^^^ this happens only with consent, yet another legal basis is claimed for it
section letters only if consent {
    we use "your address" : contact.email for news
  //^^^ this happens only with consent, yet another legal basis is claimed for it
}
we do not use "your address" : contact.email for news if consent
"#,
        );
    }

    #[test]
    fn consent_on_consent_or_on_nothing() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis consent }
purpose orders "deliver" : service { basis contract }
we use "your address" : contact.email for news only if consent
we use "your address" : contact.email for "send cards" only if consent
we use "your address" : contact.email for orders if consent or law-requires
we use "the name of a child" : identity.name for orders only if consent of parents
"#,
        );
    }
}
