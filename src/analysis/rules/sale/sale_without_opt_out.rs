//! A sale, or sharing for advertising, that nobody can opt out of.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{Flow, advertising, declared, excused, opt_outs, paid_for};
use crate::analysis::inside::{apart, covers, names_us_law, under_us_law};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{Ref, Special, Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sale-without-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !names_us_law(context) {
        return;
    }
    let outs: Vec<&Practice<'_>> = opt_outs(context).collect();
    let bare = |practice: &Practice<'_>| {
        under_us_law(context, practice) && outs.iter().all(|out| misses(context, out, practice))
    };
    let here = |flow: &Flow<'_>, why| bare(&flow.practice).then(|| (flow.span(), why));
    let sales = declared(context).filter(|practice| !excused(context, practice) && bare(practice));
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

/// Whether an opt-out is for other people than those whose data is sold.
fn misses(context: &Context<'_>, out: &Practice<'_>, sale: &Practice<'_>) -> bool {
    let reach = context.reach();
    let whose = [ListWord::Of, ListWord::About, ListWord::From];
    let sold: Vec<&Term> =
        whose.iter().flat_map(|word| sale.terms(*word)).filter(|term| reach.is_people(term)).collect();
    let may = &out.statement.subjects;
    let meet = |one: &Term, other: &Term| {
        let reader = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::You)));
        reader(one) || reader(other) || covers(context, one, other) || covers(context, other, one)
    };
    let told_apart = !sold.is_empty() && reach.by_people(out.statement);
    apart(context, out, sale)
        || told_apart && !sold.iter().any(|term| may.iter().any(|other| meet(term, other)))
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
    fn an_opt_out_of_others() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa, tdpsa }
organization acme "Acme"
section texas for people in texas {
  we sell contact.email to broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a sale, but…
}
section california for people in california {
  you can opt-out of sale
}
"#,
        );
        check(
            &RULE,
            &format!(
                "{HEAD}{}",
                r#"
we sell contact.email of applicants to broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a sale, but…
customers can opt-out of sale
we sell contact.phone of customers to broker
"#
            ),
        );
    }

    #[test]
    fn what_people_agreed_to() {
        for condition in [
            "if consent",
            "only if opt-in",
            "if consent or opt-in",
            "only if consent and \"you are an adult\"",
            "only if consent of you",
        ] {
            check(&RULE, &format!("{HEAD}we sell contact.email to broker {condition}\n"));
        }
        check(
            &RULE,
            &format!("{HEAD}we sell contact.email of children to broker only if consent of parents\n"),
        );
    }

    #[test]
    fn what_only_some_agreed_to_or_others() {
        for condition in [
            "if consent or notice",
            "if consent or \"you are an adult\"",
            "only if consent of parents",
            "unless consent",
        ] {
            for said in ["we sell contact.email to broker", "we share device with advertising-network"] {
                let said = format!("{said} {condition}");
                let marks = "^".repeat(said.len() - 2);
                let sale = if said.contains("sell") { "this is a sale" } else { "this shares data" };
                check(&RULE, &format!("{HEAD}{said}\n//{marks} {sale}…\n"));
            }
        }
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
we share device with adnet for "prevent fraud" : security.fraud for 6 months
"#,
        );
    }

    #[test]
    fn what_an_ad_network_may_advertise_with() {
        for aim in
            ["\"prevent fraud\" : security.fraud, \"more\"", "\"tell you of offers\" : marketing", "6 months"]
        {
            let said = format!("we share device with advertising-network for {aim}");
            let marks = "^".repeat(said.len() - 2);
            check(&RULE, &format!("{HEAD}{said}\n//{marks} this shares data…\n"));
        }
    }

    #[test]
    fn what_identifies_nobody_is_no_sale() {
        for data in
            ["aggregate-data", "deidentified-data", "anonymous-data", "\"statistics\" : aggregate-data"]
        {
            check(&RULE, &format!("{HEAD}we sell {data} to broker\n"));
        }
        let said = "we sell aggregate-data, contact.email to broker";
        let marks = "^".repeat(said.len() - 2);
        check(&RULE, &format!("{HEAD}{said}\n//{marks} this is a sale…\n"));
    }
}
