//! "We do not sell" beside data for advertising networks or for marketing by others.

use foldhash::HashSet;

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{Flow, Flows, advertising, marketing, no_sale};
use crate::analysis::inside::{absolute, of_everyone};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "no-sale-beside-advertising", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let denials: Vec<_> =
        no_sale(context).filter(|practice| absolute(practice) && of_everyone(practice)).collect();
    if denials.is_empty() {
        return;
    }
    let ads = advertising(context);
    let spans: HashSet<Span> = ads.iter().map(|ad| ad.span()).collect();
    let mailings = marketing(context).into_iter().filter(|flow| !spans.contains(&flow.span())).collect();
    let (ads, mailings) = (Flows::of(context, ads), Flows::of(context, mailings));
    for denied in denials {
        for flow in ads.reached_by(context, denied) {
            findings.push(may_be_a_sale(context, denied, flow, "advertising", ""));
        }
        for flow in mailings.reached_by(context, denied) {
            findings.push(may_be_a_sale(context, denied, flow, "marketing", FOR_US));
        }
    }
}

/// What a third party is not that markets for the publisher alone.
const FOR_US: &str = "if it only does that for you, it is a `service-provider`; ";

fn may_be_a_sale(
    context: &Context<'_>,
    denied: &Practice<'_>,
    flow: &Flow<'_>,
    what_for: &str,
    first: &str,
) -> Diagnostic {
    let who = context.name(flow.recipient);
    let message = format!("the policy says that nothing is sold, but `{who}` gets data for {what_for}");
    Context::finding(&RULE, denied.span(), message)
        .with_label(flow.span(), format!("here `{who}` gets it"))
        .with_help(format!(
            "{first}say what it gets where you say that you do not sell: `except …`; \
             or, if nothing is given in return, `allow(no-sale-beside-advertising) \"…\"`"
        ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_advertising_network_a_pixel_and_a_partners_mailing() {
        check(
            &RULE,
            r#"
recipient adnet "ad networks" : advertising-network
recipient club  "our partners" : partner
recipient face  "a social network" : social-network
tracker pixel "pixels" : pixel { provider face }
we do not sell personal-data
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the policy says that nothing is sold, but `adnet` gets data for advertising
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the policy says that nothing is sold, but `face` gets data for advertising
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the policy says that nothing is sold, but `club` gets data for marketing
we share contact.email with adnet
we use pixel for "match ads to users" : ads
we share contact.postal with club for "send you their catalogues" : marketing.direct
"#,
        );
    }

    #[test]
    fn marketing_of_ours_figures_and_denials_with_exceptions() {
        check(
            &RULE,
            r#"
recipient adnet  "ad networks" : advertising-network
recipient mailer "our mailer" : service-provider
tracker counter "counters" : cookie { provider mailer }
we do not sell personal-data
we share contact.email with mailer for marketing
we share "figures" : aggregate-data with adnet
we use counter for ads
we use contact.email for ads.first-party
we share contact.email with adnet only if consent
"#,
        );
        check(&RULE, "we never rent or trade personal-data\nwe share device with advertising-network\n");
        check(
            &RULE,
            "we do not sell personal-data except device\nwe share device with advertising-network if consent\n",
        );
    }
}
