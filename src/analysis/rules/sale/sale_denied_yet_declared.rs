//! A sale that one statement denies and another declares.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sale-denied-yet-declared", check };

const SELLING: &[&str] = &["sell", "rent", "lease", "trade"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denied in context.we_deny(SELLING).filter(|practice| !practice.limited()) {
        for declared in context.we_do(SELLING) {
            let same = declared.objects().any(|term| denied.objects().any(|all| context.covers(all, term)));
            if same {
                findings.push(sold_all_the_same(declared, denied));
            }
        }
    }
}

fn sold_all_the_same(declared: &Practice<'_>, denied: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, declared.span(), "this sells what the policy says is never sold")
        .with_label(denied.span(), "this says it is not sold")
        .with_help("limit the denial with `unless` or `except`, or take the sale out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_sale_of_what_is_never_sold() {
        check(
            &RULE,
            r#"
we do not sell personal-data
we sell "email addresses" : contact.email to "brokers"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this sells what the policy says is never sold
"#,
        );
    }

    #[test]
    fn a_limited_denial_leaves_room() {
        check(&RULE, "we do not sell personal-data unless \"we tell you\"\nwe sell personal-data\n");
    }
}
