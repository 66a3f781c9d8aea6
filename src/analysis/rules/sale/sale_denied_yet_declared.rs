//! A sale that one statement denies and another declares.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::declared;
use crate::analysis::inside::{Fit, fit, in_time, leaves_out_data_only, plain, verbs};
use crate::diagnostic::Diagnostic;
use crate::model::verb::SELLING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sale-denied-yet-declared", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let firm = |practice: &&Practice<'_>| leaves_out_data_only(context, practice) && plain(practice);
    for denied in context.we_deny(SELLING).filter(firm) {
        for sale in declared(context) {
            // Who does not rent may still sell, but who does not sell does not rent either.
            let verb = verbs(sale).find(|verb| denied.does_any(&["sell", verb]));
            if let Some(verb) = verb
                && in_time(sale, denied)
                && matches!(fit(context, sale, denied), Some((_, Fit::Inside)))
            {
                findings.push(sold_all_the_same(sale, denied, verb));
            }
        }
    }
}

fn sold_all_the_same(declared: &Practice<'_>, denied: &Practice<'_>, verb: &str) -> Diagnostic {
    let (message, label) = if denied.does_any(&["sell"]) {
        ("this sells what the policy says is never sold".to_owned(), "this says it is not sold".to_owned())
    } else {
        (
            format!("this says to {verb} what the policy denies elsewhere"),
            format!("this says not to {verb} it"),
        )
    };
    Context::finding(&RULE, declared.span(), message)
        .with_label(denied.span(), label)
        .with_help("limit the denial with `unless` or `except`, or take the sale out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_sale_of_the_data_of_children() {
        check(
            &RULE,
            r#"
we do not sell contact of minors under 16
section kids for children under 13 {
  we sell contact.email to data-broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this sells what…
}
section grown for people under 18 { we sell contact.phone to data-broker }
"#,
        );
    }

    #[test]
    fn a_sale_of_what_is_never_sold() {
        check(
            &RULE,
            r#"
we do not sell personal-data
we sell "email addresses" : contact.email to "brokers"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this sells what the policy says is never sold
"#,
        );
    }

    #[test]
    fn a_limited_denial_leaves_room() {
        check(&RULE, "we do not sell personal-data unless \"we tell you\"\nwe sell personal-data\n");
    }

    #[test]
    fn who_does_not_rent_may_sell() {
        check(
            &RULE,
            r#"
we never rent or trade personal-data
we sell contact.email to "brokers"
we rent contact.postal to "brokers"
//^^^ this says to rent what the policy denies elsewhere
"#,
        );
    }

    #[test]
    fn a_sale_of_the_business_of_other_things_or_to_others_is_none() {
        check(
            &RULE,
            r#"
we do not sell personal-data
we may sell personal-data if business-transfer
we sell "bicycles"
we sell "figures" : aggregate-data
we never sell health to data-broker
"#,
        );
    }

    #[test]
    fn what_is_no_longer_sold() {
        check(
            &RULE,
            r#"
we have sold contact to broker in the preceding calendar-year
we do not currently sell contact
we will not sell personal-data
we will never sell contact
"#,
        );
        check(
            &RULE,
            r#"
we have sold contact to broker in the last 12 months
//^^^ this sells what…
we never sell personal-data
"#,
        );
    }

    #[test]
    fn what_was_not_sold_so_far() {
        check(
            &RULE,
            r#"
we have not sold personal-data in the preceding calendar-year
we may sell contact.email to broker
we sell contact.phone to broker unless opt-out
"#,
        );
        check(
            &RULE,
            r#"
we have not sold personal-data in the last 12 months
we have sold contact.phone to broker in the last 24 months
we have sold contact.email to broker in the last 12 months
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this sells what…
"#,
        );
    }
}
