//! Consent to the use of a special category that is not said to be explicit.

use super::special_uses;
use crate::analysis::Rule;
use crate::analysis::bases::{Basis, bases};
use crate::analysis::context::{Context, DataPart};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "special-category-consent-not-explicit", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, data, claimed) in special_uses(context, &bases(context)) {
        let consent = claimed.iter().find(|basis| basis.is(context, "consent"));
        let other = claimed.iter().any(|basis| is_condition(context, basis));
        if let Some(consent) = consent.filter(|_| !other) {
            findings.push(make_it_explicit(context, consent, &data));
        }
    }
}

/// Whether a basis is one of the conditions that special categories need.
pub(super) fn is_condition(context: &Context<'_>, basis: &Basis<'_, '_>) -> bool {
    ["explicit-consent", "legal-claims", "vital-interests"].iter().any(|id| basis.is(context, id))
}

fn make_it_explicit(context: &Context<'_>, consent: &Basis<'_, '_>, data: &DataPart<'_>) -> Diagnostic {
    let message = format!("consent to the use of `{}` must be explicit", context.name_of_part(data));
    Context::finding(&RULE, consent.ground.span, message)
        .with_label(data.object.span, "a special category of data")
        .with_help("write `basis explicit-consent` if people say so expressly")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn plain_consent_to_health_data() {
        check(
            &RULE,
            r#"
data health "health answers" : health
we use health for "plan your training" basis consent
                                           //^^^ consent to the use of `health` must be explicit
"#,
        );
    }

    #[test]
    fn explicit_consent_and_other_data() {
        check(
            &RULE,
            r#"
data health "health answers" : health
data orders "orders" : commercial.purchases
we use health for "plan your training" basis explicit-consent
we use orders for "plan your training" basis consent (orders)
"#,
        );
    }

    #[test]
    fn where_it_is_asked_for() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
data health "health answers" : health
we use health for "plan your training" basis consent
"#,
        );
        check(
            &RULE,
            r#"
data health "health answers" : health
data photos "photos of you" : health
we use health for "care" : service basis consent
                                       //^^^^^ consent to the use of `health`…
we use photos for "care" : service
"#,
        );
    }
}
