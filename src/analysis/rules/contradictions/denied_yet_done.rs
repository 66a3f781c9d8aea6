//! Something that one statement denies and another does.

use foldhash::HashSet;

use super::{clash, denied_verbs, done_inside};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{Bounds, Fit, excused, firm, leaves_out_data_only, plain, same_as};
use crate::diagnostic::Diagnostic;
use crate::model::words::Topic;
use crate::model::{Term, verb};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "denied-yet-done", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let denials =
        context.those(|context, practice| firm(practice) && leaves_out_data_only(context, practice));
    // One denial is enough for each statement.
    let mut told = HashSet::default();
    for denial in denials.into_iter().filter(|denial| plain(denial)) {
        let bounds = Bounds::of(context, denial);
        let done = done_inside(context, denial, &same_as(denied_verbs(context, denial)));
        for done in done.into_iter().filter(|done| !excused(context, done)) {
            let object = match bounds.fit(done) {
                Some((object, Fit::Inside)) => Some(object),
                _ if bounds.is_lifted(done) => None,
                _ => continue,
            };
            if !told.contains(&done.at)
                && let Some((verb, _)) = clash(context, done, denial)
            {
                told.insert(done.at);
                findings.push(done_all_the_same(context, done, denial, verb, object));
            }
        }
    }
}

fn done_all_the_same(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
    verb: &str,
    object: Option<&Term>,
) -> Diagnostic {
    let message = match object {
        Some(object) => {
            format!("this says to {verb} `{}`, which the policy denies elsewhere", context.name(object))
        }
        None => "this says what the policy denies elsewhere".to_owned(),
    };
    let given = verb::find(verb)
        .is_some_and(|verb| matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers));
    let limits =
        if given { "`except …`, `unless …` or `to …`" } else { "`except …` or `unless …`" };
    Context::finding(&RULE, done.span(), message)
        .with_label(denial.span(), "this denies it, without a condition or an exception")
        .with_help(format!("delete one of the two, or limit the denial with {limits}"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn the_same_thing_in_the_same_words() {
        check(
            &RULE,
            r#"
we collect contact.email
//^^^^^^^^^^^^^^^^^^^^^^ this says to collect `contact.email`, which the policy denies elsewhere
we never collect contact.email
"#,
        );
    }

    #[test]
    fn a_part_of_what_is_denied_in_other_words() {
        check(
            &RULE,
            r#"
data technical "technical data" : device { ip "IP address" : device.ip }
recipient broker-firm "Acme Data" : data-broker
we receive technical.ip
//^^^^^^^^^^^^^^^^^^^^^ this says to receive `technical.ip`…
we disclose "purchases" : commercial.purchases to broker-firm
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to disclose `purchases`…
we do not collect device
we will not share personal-data with third-party
"#,
        );
    }

    #[test]
    fn a_recipient_with_several_roles() {
        check(
            &RULE,
            r#"
recipient mailer "Mailer" : third-party | payment
recipient host "Host" : processor | payment
we share contact with mailer
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to share `contact`…
we share contact with host
we do not share contact with third-party
"#,
        );
    }

    #[test]
    fn what_is_shared_and_never_transferred() {
        check(
            &RULE,
            r#"
recipient firm "Acme Data" : third-party
we share contact with firm
//^^^ this says to share `contact`…
we never transfer contact to third-party
we share device.ip with firm
we never transfer device.ip to united-states
"#,
        );
    }

    #[test]
    fn what_is_done_to_nothing() {
        check(
            &RULE,
            r#"
service site "our site" : website
service shop "our shop" : website
this-policy applies to site, shop
//^^^ this says what the policy denies elsewhere
this-policy does not apply to site
we respond to dnt on site
we do not respond to dnt on shop
this-policy does not apply to "job applicants"
this-policy applies to "users"
"#,
        );
    }

    #[test]
    fn other_data_than_what_a_denial_leaves_out() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact {
    name  "names" : identity.name
    email "email addresses" : contact.email
}
we share contact.email with data-broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to share `contact.email`…
we share contact.name with data-broker
we share contact with processor
we do not share contact except contact.name
"#,
        );
    }

    #[test]
    fn what_a_group_includes_by_name() {
        check(
            &RULE,
            r#"
data prompts "prompts" : content.files
data chats   "chats"   : content { including prompts }
we share prompts with data-broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to share `prompts`…
we do not share chats
"#,
        );
    }

    #[test]
    fn a_purpose_inside_a_denied_one() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
we use contact.email for news
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to use `contact.email`…
we never use personal-data for marketing
"#,
        );
    }

    #[test]
    fn another_purpose_recipient_audience_or_part_is_no_contradiction() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact {
    email "email" : contact.email
    phone "phone" : contact.phone
}
purpose news   "send you news" : marketing.email
purpose orders "send you what you ordered" : service.fulfilment
recipient carrier "the carrier" : service-provider
we collect contact
we never collect contact.phone
we use contact for orders
we never use contact for news
we share contact with carrier
we never share contact with third-party
we use device.ip
section children for children under 13 { we do not use device.ip }
we collect health
section mine { we do not collect health when "you only browse" }
"#,
        );
    }

    #[test]
    fn a_condition_an_exception_or_a_softening_word_leaves_room() {
        check(
            &RULE,
            r#"
we share contact with partner
we do not share contact unless consent
we do not generally share contact
we share health with partner if consent
we do not share health
we collect location
we do not knowingly collect location
"#,
        );
        check(
            &RULE,
            r#"
we share "usage figures" : aggregate-data with partner
we do not share personal-data with third-party
"#,
        );
    }

    #[test]
    fn a_statute_means_less_by_sharing() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
we do not sell or share personal-data
we share contact.postal with partner
"#,
        );
    }

    #[test]
    fn all_recipients_but_one_are_all_others() {
        check(
            &RULE,
            r#"
recipient police "the police" : authority
recipient employers "employers" : employer
we share location with all recipients except police
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says to share `location`…
we may not share location with employers or police
we share health with all recipients except police
we may not share health with police
we share contact with all recipients if consent
we may not share contact with employers
we share device with recipients
we may not share device with employers
"#,
        );
    }

    #[test]
    fn how_long_is_another_matter() {
        check(&RULE, "we do not keep personal-data indefinitely\nwe keep contact for 7 years\n");
        check(&RULE, "we do not keep personal-data for 30 days\nwe keep contact\n");
    }

    #[test]
    fn a_password_is_not_what_sensitive_means() {
        check(
            &RULE,
            r#"
we do not collect sensitive-data
we collect account.credentials
we collect health
//^^^^^^^^^^^^^^^^^ this says to collect `health`…
"#,
        );
    }

    #[test]
    fn some_of_a_kind_are_not_the_kind() {
        check(
            &RULE,
            r#"
tracker login "login cookies" : cookie { lasts session }
we use login
we do not use "advertising cookies" : cookie
"#,
        );
        check(&RULE, "we collect location\nwe never collect location \"in the background\"\n");
    }

    #[test]
    fn parties_are_not_mixed_up() {
        check(
            &RULE,
            r#"
recipient one "One" : third-party { may share contact with partner }
recipient two "Two" : third-party { must not share contact }
we may be unable to share contact
we do not share contact
"#,
        );
    }

    #[test]
    fn what_is_denied_of_some_people_is_not_denied_of_all() {
        check(
            &RULE,
            "data ads \"advertising data\" : activity.ads\n\
             we do not share ads of \"subscribers\" with \"a network\"\n\
             we share ads with \"a network\"\n",
        );
    }
}
