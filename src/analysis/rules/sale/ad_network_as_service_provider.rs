//! A service provider that advertises across contexts.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity};
use crate::analysis::rules::contradictions::inside::{DISCLOSING, done};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
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
    let gives = context.doing_if(DISCLOSING, Polarity::Positive);
    for practice in gives.filter(|practice| done(practice) && practice.statement.by_us()) {
        let across = practice.purposes().find(|term| {
            ["ads.targeted", "ads.audience"].iter().any(|id| context.is_a(term, Kind::Purpose, id))
        });
        let provider = practice.recipients().find(|term| context.policy.classes_of(term).any(works_for_us));
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
}
