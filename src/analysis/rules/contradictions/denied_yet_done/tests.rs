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
fn what_is_combined_either_way() {
    for done in ["combine b with a", "combine a with b", "combine a and b"] {
        check(
            &RULE,
            &format!(
                "data a \"visits\" : activity.browsing\ndata b \"names\" : identity.name\nwe do not combine a with b\nwe {done}\n//^^^ this says to combine…\n"
            ),
        );
    }
    check(
        &RULE,
        "data a \"visits\" : activity.browsing\ndata b \"names\" : identity.name\nwe do not combine a with b\nwe combine a with contact\n",
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
fn what_was_not_done_at_the_same_time() {
    check(
        &RULE,
        r#"
recipient cloud "Cloud" : hosting
we have not disclosed personal-data in the last 12 months
we have disclosed contact to cloud in the last 12 months
//^^^ this says to disclose `contact`…
we have disclosed device to cloud in the last 24 months
we have disclosed device to cloud
we disclose device to cloud
we have not shared location with partner
we have shared location with partner
//^^^ this says to share `location`…
we have not collected health in the last 24 months
we may have collected health in the last 1 year
//^^^ this says to collect `health`…
"#,
    );
}

#[test]
fn what_has_ended() {
    check(
        &RULE,
        r#"
we have shared contact with advertising-network in the last 12 months
we will not share contact with advertising-network
we have collected location in the preceding calendar-year
we do not currently collect location
we may have disclosed health
we will never disclose health
we have shared device with partner in the last 12 months
//^^^ this says to share `device`…
we never share device
"#,
    );
}

#[test]
fn what_was_not_done_in_the_last_calendar_year() {
    check(
        &RULE,
        r#"
we have not shared contact in the preceding calendar-year
we have shared contact with partner in the last 6 months
we have shared contact with advertising-network in the preceding calendar-year
//^^^ this says to share `contact`…
"#,
    );
}

#[test]
fn what_is_not_done_in_the_same_manner() {
    check(
        &RULE,
        r#"
we do not automatically collect location
we collect location
we automatically collect location
//^^^ this says to collect `location`…
we do not immediately delete contact
we immediately delete contact when "you ask us"
"#,
    );
}

#[test]
fn what_comes_another_way() {
    check(
        &RULE,
        r#"
we collect location from you automatically
we do not collect location from you directly
we collect device from you
we collect device from you directly
//^^^ this says to collect `device`…
we do not collect device from you directly
we collect health from you directly
//^^^ this says to collect `health`…
we do not collect health from you
"#,
    );
}

#[test]
fn decisions_by_a_machine() {
    check(
        &RULE,
        r#"
we do not automatically decide "anything about you"
we automatically decide "whether you get a loan" because "we compute a score"
//^^^ this says what the policy denies elsewhere
we automatically decide "which messages are spam"
we decide "whether you get a discount"
we automatically decide "what you pay" if consent
"#,
    );
    check(
        &RULE,
        r#"
we do not automatically decide "whether we lend to you"
we automatically decide "whether we lend to you"
//^^^ this says to decide `whether we lend to you`…
we automatically decide "whether we hire you"
we decide "whether we lend to you"
"#,
    );
    check(
        &RULE,
        r#"
we do not use automated-decisions
we automatically decide "whether you get a loan"
//^^^ this says what the policy denies elsewhere
"#,
    );
    check(
        &RULE,
        r#"
we do not automatically decide "anything that has legal effects on you"
we do not use automated-decisions for service.fulfilment
we automatically decide "which articles you see"
section young for children { we do not automatically decide "anything" }
"#,
    );
}

#[test]
fn sales_by_others() {
    check(
        &RULE,
        r#"
recipient network "Network" : third-party
recipient agency "Agency" : third-party
network must not sell contact
network may sell contact
//^^^ this says to sell `contact`…
network may sell contact if consent
agency does not sell device
agency rents device
//^^^ this says to rent `device`…
agency does not rent location
agency sells location
network sells health
agency must not sell health
we do not sell commercial
we sell commercial
"#,
    );
}

#[test]
fn the_very_same_words() {
    check(
        &RULE,
        r#"
we do not share "the notes that you write to us" : content with partner
we share "the notes that you write to us" : content with partner
//^^^ this says to share `the notes that you write to us`…
we share content.files with partner
"#,
    );
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

#[test]
fn what_does_not_come_from_people_may_come_from_others() {
    check(
        &RULE,
        r#"
audience workers "workers" : staff
audience buyers "buyers" : customer
we do not collect personal-data from workers
we collect identity.name about workers from buyers
we collect contact.email about workers
//^^^ this says to collect `contact.email`…
section work for workers {
    we collect contact.phone from buyers
    we collect contact.postal from you
  //^^^ this says to collect `contact.postal`…
}
"#,
    );
}

#[test]
fn what_holds_of_a_group_holds_of_whom_it_includes() {
    check(
        &RULE,
        r#"
recipient suppliers "our suppliers" : processor { including hoster }
recipient hoster "Hoster Inc." : hosting
recipient carrier "the carrier" : third-party
service everything "our services" { including site, app }
service site "our website" : website
service app "our app" : mobile-app
we do not share contact with suppliers
we share contact with hoster
//^^^ this says to share `contact`…
we do not collect location on everything
we collect location on app
//^^^ this says to collect `location`…
recipients must not sell contact
carrier sells contact to data-broker
//^^^ this says to sell `contact`…
recipients may use contact
carrier must not use contact
"#,
    );
}

#[test]
fn what_is_sent_to_another_party_is_shared() {
    check(
        &RULE,
        r#"
recipient shop "the shop" : third-party
recipient mailer "Mailer" : processor
we do not share or disclose contact
we send contact to data-broker
//^^^ this says to share `contact`…
we never disclose device to shop
we send device to shop
//^^^ this says to share `device`…
we send contact to mailer
we send contact to you
we send "our newsletter" to shop
you can send contact to us
"#,
    );
}

#[test]
fn how_it_is_done_may_stand_behind_the_data() {
    check(
        &RULE,
        r#"
we do not collect device automatically
we collect device.ip automatically
//^^^ this says to collect `device.ip`…
we collect device.id
we do not automatically collect location
we collect location.coarse automatically
//^^^ this says to collect `location.coarse`…
we collect location.precise
"#,
    );
}
