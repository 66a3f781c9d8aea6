//! What a section is marked with, which is what coverage finds.

use super::{never_says, says, stub_section};

const DATA: &str = "data contact \"contact details\" : contact\n\
                    recipient host \"our host\" : hosting\n\
                    we collect contact from users for \"sell goods\"\n";

#[test]
fn a_mark_says_what_is_missing() {
    let disclosed = |rest: &str| format!("{DATA}we disclose contact to host{rest}");
    let lack =
        "our host. Not complete. Nothing says “Specific purpose for disclosing”. Say what you disclosed";
    says("ccpa", "disclosed", &disclosed(""), lack);
    never_says("ccpa", "disclosed", &disclosed(" for \"run our site\""), "Not ");
    let mail = "channel mail \"mail\" : mail { value \"1 Main St\" }";
    let one = format!("{DATA}{mail}\nyou have the right to delete contact by mail");
    says("ccpa", "methods", &one, "Description of rights and two or more request methods");
    let sold = format!("{DATA}we do not sell contact");
    // What two provisions ask for is missing once.
    let lack = "Nothing says “Categories sold or shared (12 months) or the fact of none”. Say what was sold";
    says("ccpa", "sold-or-shared", &sold, lack);
}

#[test]
fn what_some_people_have_is_said_to_be_for_some_only() {
    let some =
        format!("{DATA}section staff \"Staff\" for applicants {{ you have the right to delete contact }}");
    says("ccpa", "right-to-delete", &some, "“Right to delete” is said of some people only.");
}

#[test]
fn what_applies_is_not_said_to_be_needed_only_where_it_applies() {
    let open = "This is needed only where it applies.";
    let ads = format!(
        "{DATA}we share contact with \"ad networks\" : advertising-network for \"ads\" : ads.targeted"
    );
    let denied = format!(
        "{DATA}we do not sell personal-data\nwe do not share personal-data for \"ads elsewhere\" : ads.targeted"
    );
    for id in ["signals", "right-to-opt-out"] {
        says("ccpa", id, DATA, open);
        says("ccpa", id, &ads, "Not declared.");
        never_says("ccpa", id, &ads, open);
    }
    says("ccpa", "right-to-opt-out", &denied, "Not needed. What is declared shows that this does not apply.");
    let news = format!("{DATA}purpose news \"send news\" {{ basis consent }}\nwe use contact for news");
    for id in ["withdraw-consent", "right-to-portability"] {
        says("gdpr", id, DATA, open);
        says("gdpr", id, &news, "Not declared. Declare");
    }
    let abroad = format!(
        "{DATA}recipient cloud \"Cloud Inc.\" : hosting {{ country US }}\nwe share contact with cloud"
    );
    says("gdpr", "transfer-safeguards", &abroad, "Not complete. In the recipient");
    never_says("gdpr", "transfers", &abroad, "Not complete");
}

#[test]
fn a_date_of_a_section_is_not_that_of_the_policy() {
    let policy = "organization acme \"Acme\"\nservice site \"our site\" : website\n\
                  section st \"Our Statement\" for consumers in california effective 2024-05-05 { we collect \"names\" }";
    let dates = stub_section("dates", "laws ccpa, caloppa updated 2026-10-01", policy);
    let expected =
        "Effective date (“Our Statement”): May 5, 2024 Not complete. Nothing says “Effective date”.";
    assert!(dates.contains(expected), "{dates}");
}

#[test]
fn whether_others_track_has_a_section_of_its_own() {
    let dnt = "we respond to dnt because \"we do not track you over time\"";
    says("ccpa", "tracking-by-others", dnt, "Not declared.");
    let others = "recipients may \"follow you over time and across other websites\"";
    says("ccpa", "tracking-by-others", others, "may follow you over time");
    never_says("ccpa", "tracking-by-others", others, "Not ");
}
