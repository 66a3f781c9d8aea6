//! What other parties are, say and do is no answer of the publisher's.

use super::answers::status;
use crate::analysis::coverage::Status;

#[test]
fn only_who_is_responsible_answers_for_the_controller() {
    let labs = |role: &str, said: &str| {
        format!(
            "organization acme \"Acme\"\norganization labs \"Labs\"{role} {{ email \"l@x.example\" dpo \"d@x.example\" }}\n\
             recipient host \"Host\" : hosting {{ email \"h@x.example\" }}\nwe collect contact from you\n{said}\n"
        )
    };
    for (role, said, expected) in [
        (" : affiliate", "", Status::Missing),
        ("", "", Status::Missing),
        ("", "you can contact labs", Status::Missing),
        ("", "labs is controller of contact", Status::Met),
        ("", "labs is not controller of contact", Status::Missing),
        ("", "acme, labs are joint-controllers of contact", Status::Met),
        (" : controller", "", Status::Met),
        (" : affiliate | joint-controller", "", Status::Met),
    ] {
        let text = labs(role, said);
        assert_eq!(status(&text, "gdpr.13.1.a"), expected, "{role} {said}");
        // Whose officer it is shows whether there has to be one.
        let officer = if expected == Status::Met { Status::Met } else { Status::Unknown };
        assert_eq!(status(&text, "gdpr.13.1.b"), officer, "{role} {said}");
    }
    assert_eq!(status(&labs("", "you can contact acme"), "gdpr.13.1.a"), Status::Met);
}

const SOLD: &str = "recipient buyer \"Buyer\" : broker\nrecipient carrier \"Carrier\" : processor\n\
    service site \"our website\" : website\nwe collect contact from you\nwe sell contact to buyer\n";

#[track_caller]
fn all(sentence: &str, ids: &[&str], expected: Status) {
    for id in ids {
        assert_eq!(status(&format!("{SOLD}{sentence}"), id), expected, "{sentence} {id}");
    }
}

#[test]
fn what_others_do_with_a_signal_is_not_what_the_publisher_does() {
    for (sentence, expected) in [
        ("buyer honors gpc", Status::Missing),
        ("third-party honors gpc", Status::Missing),
        ("others honor gpc", Status::Missing),
        ("we ignore gpc\nbuyer honors gpc", Status::Missing),
        ("we honor gpc", Status::Met),
        ("we, buyer honor gpc", Status::Met),
        ("site honors gpc", Status::Met),
        ("\"our website\" honors gpc", Status::Met),
        ("you can opt-out of sale by gpc", Status::Met),
    ] {
        all(sentence, &["ccpa.7025.b"], expected);
    }
    all("we ignore gpc\nbuyer honors gpc", &["ccpa.7011.e.3.F"], Status::Met);
    all("buyer honors gpc", &["ccpa.7011.e.3.F"], Status::Missing);
}

#[test]
fn whose_data_is_sold_of_what_age_is_said_of_data_and_by_the_publisher() {
    for (sentence, expected) in [
        ("we do not sell \"toys\" to children under 16", Status::Missing),
        ("carrier does not sell personal-data about children under 16", Status::Missing),
        ("we do not sell personal-data about children under 16", Status::Met),
        ("we do not sell contact about children under 16", Status::Met),
        ("we do not sell \"the information we have\" about children under 16", Status::Met),
        ("section young for children under 16 { we do not sell personal-data }", Status::Met),
    ] {
        all(sentence, &["ccpa.7011.e.1.G", "children.ccpa.statement"], expected);
    }
}

#[test]
fn a_way_for_some_people_is_none_for_the_others() {
    let ways =
        "channel post \"post\" : mail\nchannel phone \"phone\" : phone\nchannel form \"a form\" : web-form\n";
    let drivers = "audience drivers \"drivers\" : user\naudience riders \"riders\" : user\n";
    for (sentence, expected) in [
        ("children can exercise rights by post, phone", Status::Missing),
        ("you can exercise rights by post\nchildren can exercise rights by phone", Status::Missing),
        ("you can exercise rights by post, phone", Status::Met),
        ("section ca for people in california { you can exercise rights by post, phone }", Status::Met),
        ("section young for children { you can exercise rights by post, phone }", Status::Missing),
        ("drivers can exercise rights by post, phone", Status::Met),
        ("staff can exercise rights by post, phone", Status::Missing),
        ("drivers can exercise rights by post\nchildren can exercise rights by phone", Status::Missing),
        ("drivers can exercise rights by post, phone\nriders can exercise rights by form", Status::Met),
    ] {
        let all = |id| status(&format!("{SOLD}{ways}{drivers}{sentence}"), id);
        assert_eq!(all("ccpa.130.a5.A.methods"), expected, "{sentence}");
    }
}
