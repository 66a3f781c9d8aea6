//! Consent that nobody gives: using a site is taken for it.

use super::by_use;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-by-use", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut taken: Vec<&Practice<'_>> = context
        .doing_if(&["consent", "agree", "accept"], Polarity::Positive)
        .filter(|practice| {
            practice.actor == Actor::People
                && by_use(context, practice)
                && !agrees_to_terms(context, practice)
        })
        .collect();
    // A policy says it in several ways; the one that speaks of consent is the worst.
    taken.sort_by_key(|practice| !practice.does_any(&["consent"]));
    if let Some((first, rest)) = taken.split_first() {
        findings.push(use_is_no_consent(first, rest));
    }
}

/// Terms are a contract, and a contract can be made by using something.
fn agrees_to_terms(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let mut objects = practice.objects().peekable();
    let document = |term| context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Document);
    objects.peek().is_some() && objects.all(document)
}

fn use_is_no_consent(practice: &Practice<'_>, others: &[&Practice<'_>]) -> Diagnostic {
    let message = if practice.does_any(&["consent"]) {
        "using something is taken for consent"
    } else {
        "using something is taken for agreement to how data is handled"
    };
    let finding = Context::finding(&RULE, practice.span(), message);
    let finding = others.iter().fold(finding, |finding, other| finding.with_label(other.span(), "here too"));
    finding.with_help(
        "say what people do to agree, such as `by \"ticking a box\"`, or delete it and name a legal basis",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn visiting_is_not_consenting() {
        check(
            &RULE,
            r#"
you accept this-policy by "using this site"
you consent to "the use of your data" by "visiting our site"
//^^^ using something is taken for consent
"#,
        );
    }

    #[test]
    fn accepting_a_policy_by_use() {
        check(
            &RULE,
            "\nyou accept \"the practices described here\" by \"using the platform\"\n//^^^ using something is taken for agreement…\n",
        );
    }

    #[test]
    fn an_act_of_consent_and_terms() {
        check(
            &RULE,
            r#"
document our-terms "our terms" : terms
you consent to "cookies" by "accepting the use of cookies in our banner"
you accept our-terms by "using the platform"
you consent to "analytics cookies" by "using the switch in our cookie banner"
you consent to "our newsletter" for "send you news" by "using the double opt-in link"
"#,
        );
    }
}
