//! A sale, or sharing for advertising, that nobody can opt out of.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::disclosures::{Flow, advertising, declared, opt_outs, paid_for};
use crate::analysis::inside::{names_us_law, under_us_law};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sale-without-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !names_us_law(context) || opt_outs(context).next().is_some() {
        return;
    }
    let here = |flow: &Flow<'_>, why| (under_us_law(context, &flow.practice)).then(|| (flow.span(), why));
    let sales = declared(context).filter(|practice| under_us_law(context, practice));
    let sales = sales.map(|practice| (practice.span(), "this is a sale"));
    let paid = paid_for(context);
    let paid = paid.iter().filter_map(|flow| here(flow, "this is a sale: something is given in return"));
    let ads = advertising(context);
    let ads = ads.iter().filter_map(|flow| here(flow, "this shares data for advertising"));
    let mut all: Vec<(Span, &str)> = sales.chain(paid).chain(ads).collect();
    all.sort();
    all.dedup_by_key(|(span, _)| *span);
    if let Some(((first, why), others)) = all.split_first() {
        findings.push(no_way_out(*first, why, others));
    }
}

fn no_way_out(first: Span, why: &str, others: &[(Span, &str)]) -> Diagnostic {
    let mut found =
        Context::finding(&RULE, first, format!("{why}, but the policy does not say how to opt out of it"));
    for (span, why) in others {
        found = found.with_label(*span, format!("{why} too"));
    }
    found.with_help(
        "add `you can opt-out of \"the sale or sharing of your information\" : sale | sharing by …`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
"#;

    #[test]
    fn one_finding_for_all_of_them() {
        check(
            &RULE,
            &format!(
                "{HEAD}{}",
                r#"
we share device with advertising-network
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this shares data for advertising, but the policy does not say how to opt out of it
we sell contact.email to data-broker
"#
            ),
        );
    }

    #[test]
    fn an_opt_out_another_law_or_no_sale() {
        for out in ["of \"the sale of your information\" : sale", "\"of the sale\""] {
            let sale = "we sell contact.email to data-broker\n";
            check(&RULE, &format!("{HEAD}{sale}you have the right to opt-out {out}\n"));
        }
        check(
            &RULE,
            &format!(
                "{HEAD}we share device with analytics\nwe may sell personal-data if business-transfer\n"
            ),
        );
        check(
            &RULE,
            "policy \"Privacy\" { laws gdpr }\norganization acme \"Acme\"\nwe sell contact to data-broker\n",
        );
    }

    #[test]
    fn of_people_whom_another_law_protects() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
recipient adnet "AdNet" : advertising-network
tracker px "pixels" : pixel { provider adnet }
section eu for people in eu {
    we share contact.email with adnet for "show ads on other sites" : ads.targeted
    we use px
}
section florida for people in florida {
    we sell contact.email to broker
}
"#,
        );
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa, fdbr }
organization acme "Acme"
section florida for people in florida {
  we sell contact.email to broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a sale, but…
}
"#,
        );
    }

    #[test]
    fn advertising_that_follows_nobody() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
recipient adnet "AdNet" : advertising-network
we share device with adnet for "show ads about the page you read" : ads.contextual
we share device with adnet for "show our own ads" : ads.first-party
"#,
        );
    }
}
