//! A special category on a contract or on legitimate interests alone.

use super::special_uses;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::rules::bases::{Basis, bases};
use crate::diagnostic::Diagnostic;
use crate::model::Term;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "special-category-on-ordinary-basis", check };

/// Bases that are never enough for special categories by themselves.
const ORDINARY: &[&str] = &["contract", "legitimate-interests", "recognised-legitimate-interests"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (practice, data, claimed) in special_uses(context, &bases(context)) {
        let ordinary = |basis: &&Basis<'_, '_>| ORDINARY.iter().any(|id| basis.is(context, id));
        let agreed = context.asks_agreement(practice.clauses());
        if let Some(first) = claimed.first().filter(|_| !agreed && claimed.iter().all(ordinary)) {
            findings.push(not_enough(context, first, data));
        }
    }
}

fn not_enough(context: &Context<'_>, basis: &Basis<'_, '_>, data: &Term) -> Diagnostic {
    let message = format!("`{}` alone does not allow the use of `{}`", basis.name(), context.name(data));
    Context::finding(&RULE, basis.ground.span, message)
        .with_label(data.span, "a special category of data")
        .with_help(
            "add `explicit-consent`, or say in the basis which exception for special categories applies",
        )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn health_on_a_contract() {
        check(
            &RULE,
            r#"
data health "health answers" : health
purpose training "plan your training" : service { basis contract }
                                                      //^^^ `contract` alone does not allow the use of `health`
we use health for training
"#,
        );
    }

    #[test]
    fn with_a_condition_of_its_own() {
        check(
            &RULE,
            r#"
data health "health answers" : health
data orders "orders" : commercial.purchases
we use health for "plan your training" basis contract, explicit-consent
we use health for "report accidents" basis legal-obligation
we use health for "plan your meals" basis contract only if consent
we use orders for "deliver" basis contract
"#,
        );
    }
}
