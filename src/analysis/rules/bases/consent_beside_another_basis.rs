//! Consent asked for what another basis is claimed for too.

use foldhash::{HashSet, HashSetExt};
use std::cell::LazyCell;

use super::general_consents;
use crate::analysis::Rule;
use crate::analysis::bases::{Basis, Claims, bases};
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{by_or_of_others, unrelated};
use crate::diagnostic::Diagnostic;
use crate::model::Value;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-beside-another-basis", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let all = bases(context);
    let is_other = |basis: &&Basis<'_, '_>| !basis.is(context, "consent") && !basis.is(context, "unmapped");
    if let (Some(consent), Some(other)) = (general_consents(context).next(), all.iter().find(is_other)) {
        findings.push(consent_to_what_needs_none(consent, other));
    }
    let claims = Claims::of(context, &all);
    let mut reported = HashSet::new();
    let special = LazyCell::new(|| special_purposes(context));
    for consent in all.iter().filter(|basis| basis.is(context, "consent") && !lifts_a_ban(context, basis)) {
        // What a purpose declares is for all that it is about.
        let declared = consent.practice.is_none() && consent.is(context, "explicit-consent");
        for purpose in consent.purposes(context) {
            if reported.contains(&purpose.value) || declared && special.contains(&purpose.value) {
                continue;
            }
            let mut others = claims.for_purpose(&purpose.value).iter().copied().filter(is_other);
            let together = |other: &&Basis<'_, '_>| {
                let both = other.practice.zip(consent.practice);
                !both.is_some_and(|(one, other)| {
                    unrelated(context, one, other) || by_or_of_others(context, one, other)
                })
            };
            if let Some(other) = others.find(together) {
                findings.push(two_for_one(other, consent, &purpose.name));
                reported.insert(purpose.value);
            }
        }
    }
}

/// Whether it is the explicit consent that special categories of data need besides a basis.
fn lifts_a_ban<'a>(context: &Context<'a>, basis: &Basis<'_, 'a>) -> bool {
    basis.is(context, "explicit-consent")
        && basis.practice.is_some_and(|practice| has_special(context, practice))
}

/// Whether it is about special categories of data, or a group that holds some.
fn has_special<'a>(context: &Context<'a>, practice: &Practice<'a>) -> bool {
    !context.parts(practice, &|class| context.is_special(class)).is_empty()
}

/// What special categories of data are used for.
fn special_purposes<'a>(context: &Context<'a>) -> HashSet<&'a Value> {
    let used = context.those(has_special);
    used.into_iter().flat_map(Practice::purposes).map(|term| &term.value).collect()
}

fn consent_to_what_needs_none(consent: &Practice<'_>, other: &Basis<'_, '_>) -> Diagnostic {
    Context::finding(
        &RULE,
        consent.span(),
        "people are said to consent to what the policy also does on another legal basis",
    )
    .with_label(other.ground.span, format!("this claims `{}`", other.name()))
    .with_help("ask for consent only where nothing else allows it, and say for which purposes")
}

fn two_for_one(other: &Basis<'_, '_>, consent: &Basis<'_, '_>, purpose: &str) -> Diagnostic {
    Context::finding(
        &RULE,
        other.ground.span,
        format!("`{purpose}` rests on consent and on `{}` at once", other.name()),
    )
    .with_label(consent.ground.span, "this says that consent is the basis")
    .with_help("keep one: with consent, stop when it is withdrawn; without, do not ask for it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_claims_one_purpose() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis consent }
we use "your address" : contact.email for news
    basis legitimate-interests "keeping in touch"
        //^^^ `news` rests on consent and on `legitimate-interests` at once
"#,
        );
    }

    #[test]
    fn consent_to_everything_and_a_contract() {
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
you consent to "our collection and use of your information" by "registering"
//^^^ people are said to consent to what the policy also does on another legal basis
"#,
        );
    }

    #[test]
    fn consent_to_one_thing_and_a_contract_for_another() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis consent }
we process personal-data for "deliver" basis contract
we use "your address" : contact.email for news
you consent to "cookies" by "our banner"
"#,
        );
    }

    #[test]
    fn explicit_consent_that_a_purpose_declares_for_special_categories() {
        check(
            &RULE,
            r#"
data dna "genetic data" : genetic
purpose results "show you your results" : service { basis contract, explicit-consent }
purpose news "send you news" : marketing { basis contract, explicit-consent }
                                               //^^^^^^^^ `news` rests on consent and on `contract` at once
we use dna for results
"#,
        );
    }

    #[test]
    fn explicit_consent_to_health_data_beside_a_contract() {
        check(
            &RULE,
            r#"
purpose fulfil "deliver" : service.fulfilment { basis contract }
//^^^ `fulfil` rests on consent and on `contract` at once
we process health.disability for fulfil basis explicit-consent
we process contact for fulfil basis explicit-consent
"#,
        );
    }

    #[test]
    fn contract_and_duty_go_together() {
        check(&RULE, "we process personal-data for \"deliver\" basis contract, legal-obligation\n");
    }

    #[test]
    fn for_other_people_or_in_other_places() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
section france for people in FR {
    we use contact for news basis consent
}
section germany for people in DE {
    we use contact for news basis legitimate-interests "being known"
}
"#,
        );
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
section buyers for customers {
    we use contact for news basis consent
}
section others for visitors {
    we use contact for news basis legitimate-interests "being known"
}
"#,
        );
    }

    #[test]
    fn for_other_services() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
service site "our website" : website
service app "our app" : mobile-app
we use contact for news on site basis consent
we use contact for news on app basis legitimate-interests "being known"
"#,
        );
    }

    #[test]
    fn different_people() {
        check(
            &RULE,
            r#"
purpose help "answer you" : service.support
audience leads "people who are not yet customers"
we use contact about customers for help basis contract
we use contact about leads for help basis consent
"#,
        );
    }
}
