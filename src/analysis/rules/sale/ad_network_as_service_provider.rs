//! A service provider that advertises across contexts.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::inside::done;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::{COLLECTING, DISCLOSING, USING};
use crate::model::words::NounKind;
use crate::model::{Class, Noun, Term};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "ad-network-as-service-provider", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, noun) in context.nouns_of(NounKind::Recipient) {
        if noun.classes.iter().any(works_for_us)
            && noun.classes.iter().any(|class| class.id == "advertising-network")
        {
            findings.push(both_roles(noun));
        }
    }
    let gives = |practice: &Practice<'_>| practice.statement.by_us() && practice.does_any(DISCLOSING);
    let handles = context.doing_if(&[DISCLOSING, COLLECTING, USING].concat(), Polarity::Positive);
    for practice in handles.filter(|practice| done(practice)) {
        let across = practice.purposes().find(|term| context.reach().is_across(term));
        let is_provider = |term: &&Term| context.policy.classes_of(term).any(works_for_us);
        // Who gets data for it, or says so itself.
        let provider = match practice.actor {
            Actor::Recipient => practice.statement.subjects.iter().find(is_provider),
            _ => practice.recipients().find(is_provider).filter(|_| gives(practice)),
        };
        if let (Some(purpose), Some(provider)) = (across, provider) {
            findings.push(advertises(context, practice.span(), provider, purpose));
        }
    }
}

fn works_for_us(class: &Class) -> bool {
    class.kind == Kind::Role && matches!(class.id, "service-provider" | "contractor")
}

fn both_roles(noun: &Noun) -> Diagnostic {
    Context::finding(
        &RULE,
        noun.id_span,
        format!("`{}` cannot be both a service provider and an advertising network", noun.id),
    )
    .with_help("keep `advertising-network`, and say how people can opt out of sharing with it")
}

fn advertises(context: &Context<'_>, at: Span, provider: &Term, purpose: &Term) -> Diagnostic {
    let who = context.name(provider);
    let mut found = Context::finding(&RULE, at, format!("for this purpose `{who}` is no service provider"))
        .with_label(purpose.span, "this is advertising across contexts");
    if let Some((_, noun)) = context.noun_of(provider) {
        found = found.with_label(noun.id_span, "this calls it a service provider");
    }
    found.with_help("make it an `advertising-network`, or limit the purpose to advertising on your own data and services: `ads.first-party`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_role_and_a_purpose_that_exclude_each_other() {
        check(
            &RULE,
            r#"
recipient adco "AdCo" : service-provider | advertising-network
        //^^^^ `adco` cannot be both a service provider and an advertising network
recipient helper "Helper" : service-provider
we share device with helper for "show you our ads elsewhere" : ads.targeted
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for this purpose `helper` is no service provider
we share device with adco
"#,
        );
    }

    #[test]
    fn advertising_of_our_own() {
        check(
            &RULE,
            r#"
recipient helper "Helper" : service-provider
recipient adnet "ad networks" : advertising-network
we share device with helper for ads.contextual, ads.first-party
we share device with adnet for ads.targeted
"#,
        );
    }

    #[test]
    fn what_it_does_for_itself() {
        check(
            &RULE,
            r#"
recipient helper "HelperAds" : service-provider
we disclose contact.email to helper for "run ads" : marketing
helper may use contact.email for "show you ads on other sites" : ads.targeted
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for this purpose `helper` is no service provider
helper may use contact.email for "show our ads" : ads.first-party
"#,
        );
    }
}
