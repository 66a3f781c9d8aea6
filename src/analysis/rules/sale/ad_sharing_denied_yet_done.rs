//! Sharing for advertising that is denied, and done by a tracker or in other words.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Practice};
use crate::analysis::disclosures::{Flow, advertising, reaches_tracker};
use crate::analysis::inside::{
    absolute, covers, data_inside, fit, in_time, names_us_law, plain, same_action, statutory, unrelated,
    verbs,
};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::DISCLOSING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "ad-sharing-denied-yet-done", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let flows = advertising(context);
    // What is not published may be shared all the same.
    let sharing = |practice: &Practice<'_>| verbs(practice).any(|verb| same_action("share", verb));
    let firm = |practice: &&Practice<'_>| absolute(practice) && plain(practice) && sharing(practice);
    for denied in context.we_deny(DISCLOSING).filter(firm) {
        for flow in flows.iter().filter(|flow| undone(context, denied, flow)) {
            findings.push(shared_all_the_same(context, denied, flow));
        }
    }
}

fn undone(context: &Context<'_>, denied: &Practice<'_>, flow: &Flow<'_>) -> bool {
    if unrelated(context, denied, &flow.practice) || !in_time(&flow.practice, denied) {
        return false;
    }
    let for_ads = denied.purposes().any(|term| context.is_a(term, Kind::Purpose, "ads"));
    if let Some(tracker) = flow.tracker {
        let any = for_ads || denied.purposes().next().is_none();
        return any && reaches_tracker(context, denied, flow, tracker);
    }
    let statement = &flow.practice;
    // Where the two statements use the same words, another rule compares them; in the law of the United States, to let
    // others collect data for that is to share it.
    let mut to = denied.recipients().peekable();
    let lets = statement.actor == Actor::Recipient
        && names_us_law(context)
        && (for_ads || denied.purposes().next().is_none());
    let narrow = statutory(context, denied);
    (for_ads && fit(context, statement, denied).is_none() || narrow || lets)
        && statement.objects().any(|term| denied.objects().any(|all| data_inside(context, all, term)))
        && (to.peek().is_none() || to.any(|all| covers(context, all, flow.recipient)))
        && denied.within.iter().all(|section| section.clauses.is_empty())
}

fn shared_all_the_same(context: &Context<'_>, denied: &Practice<'_>, flow: &Flow<'_>) -> Diagnostic {
    let who = context.name(flow.recipient);
    Context::finding(
        &RULE,
        flow.span(),
        format!("through this `{who}` gets data for advertising, which the policy denies"),
    )
    .with_label(denied.span(), "this says it is not shared")
    .with_help("take one of the two out, or say in the denial what is shared all the same: `except …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_pixel_and_a_custom_audience() {
        check(
            &RULE,
            r#"
recipient adnet "ad networks" : advertising-network
tracker pixel "pixels" : pixel { provider adnet }
we do not share personal-data
we use pixel
//^^^^^^^^^^^^ through this `adnet` gets data for advertising…
"#,
        );
        check(
            &RULE,
            r#"
we do not share personal-data for "cross-context behavioral advertising" : ads.targeted
we share contact.email with social-network for "build audiences" : ads.audience
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ through this…
"#,
        );
    }

    #[test]
    fn the_words_of_a_statute() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
we do not sell or share personal-data
we disclose device to advertising-network
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ through this…
we share contact.postal with partner
"#,
        );
    }

    #[test]
    fn no_advertising_or_no_denial_of_it() {
        check(
            &RULE,
            r#"
recipient stats "Stats" : analytics
tracker counter "counters" : cookie { provider stats for "count visits" : analytics }
we do not share personal-data
we use counter
"#,
        );
        check(&RULE, "we do not share health\nwe share device with advertising-network\n");
        let children = "we do not share personal-data about \"people under 16\" for ads.targeted";
        check(&RULE, &format!("{children}\nwe share device with advertising-network\n"));
    }

    #[test]
    fn what_a_tracker_reads() {
        for denied in
            ["share device.ip", "share device", "disclose device to third-party", "share device for ads"]
        {
            check(
                &RULE,
                &format!(
                    r#"
recipient adnet "ad networks" : advertising-network
tracker pixel "pixels" : pixel {{ provider adnet reads device.ip }}
we do not {denied}
we use pixel
//^^^ through this `adnet` gets data for advertising…
"#
                ),
            );
        }
        check(
            &RULE,
            r#"
data address "your IP address" : device.ip
recipient adnet "ad networks" : advertising-network
tracker pixel "pixels" : pixel { provider adnet reads address }
tracker more "more pixels" : pixel { provider adnet }
we do not share address
we do not share health
we do not share health for ads
we do not share sensitive-data
we do not publish device
we use pixel
//^^^ through this `adnet` gets data for advertising…
we use more
"#,
        );
    }

    #[test]
    fn in_another_place() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa, gdpr }
organization acme "Acme"
recipient adnet "AdNet" : advertising-network
tracker px "pixels" : pixel { provider adnet }
section eu for people in eu {
    we share contact.email with adnet for "show ads on other sites" : ads.targeted
    we use px
}
we do not sell or share personal-data in california
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
we have shared contact.email with social-network for "build audiences" : ads.audience in the last 12 months
we do not share personal-data for ads.targeted
"#,
        );
    }

    #[test]
    fn what_a_recipient_does_with_it() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
recipient helper "HelperAds" : third-party
we disclose contact.email to helper for "run ads" : marketing
helper may use contact.email for "show you ads on other sites" : ads.targeted
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ through this `helper` gets data…
we do not sell or share personal-data
"#,
        );
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
recipient adnet "AdNet" : advertising-network
we do not share personal-data
adnet collects device for "show you ads" : ads.targeted
//^^^ through this `adnet` gets data…
"#,
        );
    }

    #[test]
    fn denied_on_another_service() {
        check(
            &RULE,
            r#"
service site "our website" : website
service app "our app" : mobile-app
we share contact with advertising-network on site for "show ads" : ads.targeted
we do not share contact on app for "ads" : ads.targeted
"#,
        );
    }
}
