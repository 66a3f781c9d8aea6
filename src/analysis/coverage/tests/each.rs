//! What is asked of each of several things, or of one thing in particular.

use super::answers::{judged, status};
use crate::analysis::coverage::Status;

const PURPOSES: &str = "purpose orders \"ship what you ordered\" : service.fulfilment { basis contract }\n\
    purpose news \"send you news\" : marketing.email\n";

#[test]
fn a_basis_is_asked_for_each_declared_purpose() {
    for (sentence, expected) in [
        ("we collect contact from you for orders", Status::Met),
        ("we collect contact from you for orders, news", Status::Missing),
        ("we collect contact from you for orders, news basis consent (news)", Status::Met),
        ("we collect contact from you for orders, news basis contract (orders)", Status::Missing),
        ("we collect contact from you for orders\nwe use contact for news basis consent", Status::Met),
        ("we collect contact from you for orders\nwe do not use contact for news", Status::Met),
        ("we collect contact from you basis consent\nwe use contact for news, orders", Status::Met),
        (
            "we collect contact from you for orders\nwe process device basis consent\nwe use contact for news",
            Status::Missing,
        ),
        (
            "we collect contact from you for orders\nwe use contact for news\nyou consent to processing",
            Status::Met,
        ),
        (
            "we collect contact from you for orders\nsection ca for people in california { we use contact for news }",
            Status::Met,
        ),
        ("we collect contact from you for orders\nwe use contact for \"write to you\"", Status::Met),
        ("we collect contact from you for news", Status::Missing),
        (
            "data payroll \"payroll data\" : professional.salary\nwe are processor of payroll\n\
             we collect contact from you for orders\nwe process payroll for news",
            Status::Met,
        ),
        (
            "data payroll \"payroll data\" : professional.salary\nwe are processor of payroll for customers\n\
             we collect contact from you for orders\nwe process payroll for news",
            Status::Met,
        ),
        (
            "data payroll \"payroll data\" : professional.salary\n\
             section france for people in FR { we are processor of payroll }\n\
             we collect contact from you for orders\nwe process payroll for news",
            Status::Missing,
        ),
        (
            "data payroll \"payroll data\" : professional { sick \"sick notes\" : health }\n\
             we are processor of payroll\nwe are controller of payroll.sick\n\
             we collect contact from you for orders\nwe process payroll for news",
            Status::Missing,
        ),
    ] {
        assert_eq!(status(&format!("{PURPOSES}{sentence}"), "gdpr.13.1.c.basis"), expected, "{sentence}");
    }
    let partly = |said: &str| {
        judged(&format!("{PURPOSES}{said}"), "gdpr.13.1.c.basis", |judged| {
            (judged.is_partly_met(), judged.lacks_of_each())
        })
    };
    assert_eq!(partly("we collect contact from you for orders, news"), (true, true));
    assert_eq!(partly("we collect contact from you"), (false, false));
    assert_eq!(
        partly("we do not use contact for orders\nwe collect contact from you for news"),
        (false, false)
    );
}

#[test]
fn a_copy_is_one_of_what_protects_data_abroad() {
    let head = "document terms \"standard contractual clauses\" { link \"https://a.example/clauses\" }\n\
                we collect contact from you\nwe share contact with host\n";
    for (safeguard, sentence, expected) in [
        ("\"standard contractual clauses\"", "", Status::Missing),
        (
            "\"standard contractual clauses\"",
            "you have the right to access \"a copy of your data\"",
            Status::Missing,
        ),
        ("\"standard contractual clauses\"", "you may request \"a copy of these clauses\"", Status::Met),
        ("terms", "", Status::Met),
    ] {
        let host = format!("recipient host \"Host\" : hosting {{ country US safeguard {safeguard} }}\n");
        assert_eq!(
            status(&format!("{host}{head}{sentence}"), "gdpr.13.1.f.safeguard"),
            expected,
            "{sentence}"
        );
    }
}

#[test]
fn what_is_said_of_direct_marketing_is_said_of_that_of_others() {
    let head = "recipient buyer \"Buyer\" : broker\nsection ca for people in california {\n\
                we share contact with buyer for \"send offers\" : marketing.direct\n}\nwe collect contact from you\n";
    for (sentence, expected) in [
        ("we use contact for \"direct marketing\" : marketing.direct", false),
        ("you have the right to request \"a list\" : third-party-list", true),
        ("you can object to \"sharing for their direct marketing\"", true),
    ] {
        let met = status(&format!("{head}{sentence}"), "shine.1798.83") == Status::Met;
        assert_eq!(met, expected, "{sentence}");
    }
}
