//! A sale that is denied, and data that somebody gives something for.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{Flow, Flows, given_by, no_sale, paid_for};
use crate::analysis::inside::{absolute, plain};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sale-denied-yet-paid-for", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let flows = Flows::of(context, paid_for(context));
    for denied in no_sale(context).filter(|practice| absolute(practice) && plain(practice)) {
        for flow in flows.reached_by(context, denied) {
            findings.push(given_for_something(context, denied, flow));
        }
    }
}

fn given_for_something(context: &Context<'_>, denied: &Practice<'_>, flow: &Flow<'_>) -> Diagnostic {
    let who = context.name(flow.recipient);
    let message = format!(
        "this is a sale: `{who}` gives something for the data, but the policy says that nothing is sold"
    );
    let mut found =
        Context::finding(&RULE, flow.span(), message).with_label(denied.span(), "this says it is not sold");
    if let Some(paid) = given_by(context, flow.recipient) {
        found = found.with_label(paid.span, "this is given for it");
    }
    found.with_help(
        "limit the denial with `except` or `unless`; or, if nothing is given, write `consideration none`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn free_analytics_for_data() {
        check(
            &RULE,
            r#"
recipient stats "Stats Inc." : analytics { consideration "free analytics" }
we do not sell personal-data
we share device with stats
//^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a sale: `stats` gives something for the data…
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
recipient stats "Stats Inc." : analytics { consideration "free analytics" }
we do not sell personal-data
we have shared device with stats in the last 12 months
"#,
        );
    }

    #[test]
    fn nothing_given_or_only_to_those_who_work_for_us() {
        check(
            &RULE,
            r#"
recipient stats "Stats Inc." : analytics { consideration none }
recipient host  "Host Inc."  : service-provider { consideration "a discount" }
we do not sell personal-data
we share device with stats, host
"#,
        );
        check(
            &RULE,
            r#"
recipient stats "Stats Inc." : analytics { consideration "free analytics" }
we never rent or trade personal-data
we share device with stats
"#,
        );
    }
}
