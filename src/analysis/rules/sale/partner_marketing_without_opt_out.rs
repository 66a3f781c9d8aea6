//! Data for others' own marketing that nobody can opt out of.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Stem};
use crate::analysis::disclosures::{Flow, advertising, marketing, opt_outs};
use crate::analysis::inside::{names_us_law, under_us_law};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "partner-marketing-without-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !names_us_law(context) || opt_outs(context).next().is_some() {
        return;
    }
    let ads = advertising(context);
    let chosen = Stem::OptingOut;
    let alone = |flow: &&Flow<'_>| {
        ads.iter().all(|ad| ad.span() != flow.span()) && !context.says(&flow.practice, chosen)
    };
    for flow in marketing(context).iter().filter(alone).filter(|flow| under_us_law(context, &flow.practice)) {
        findings.push(no_choice(context, flow));
    }
}

fn no_choice(context: &Context<'_>, flow: &Flow<'_>) -> Diagnostic {
    let who = context.name(flow.recipient);
    let message = format!("`{who}` gets data for marketing, and people are given no choice about it");
    Context::finding(&RULE, flow.span(), message).with_help(
        "add `you can opt-out of \"the sale or sharing of your information\" : sale | sharing by …`, or share `only if consent`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_partners_catalogue() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
we share contact.postal with partner for "send you their catalogues" : marketing.direct
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `partner` gets data for marketing, and people…
"#,
        );
    }

    #[test]
    fn a_choice_our_own_mailings_or_another_law() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
we share contact.postal with partner for marketing only if consent
we share contact.phone with partner for marketing unless opt-out
we share contact.email with service-provider for marketing
"#,
        );
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
we share contact.postal with partner for marketing
you can opt-out of sharing
"#,
        );
        check(&RULE, "we share contact with partner for marketing\n");
    }
}
