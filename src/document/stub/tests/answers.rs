//! What a section is marked with, which is what coverage finds.

use super::{never_says, says, section, stub_section};

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
    says("ccpa", "methods", &one, "Two or more request methods");
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

#[test]
fn a_section_asks_for_its_own_right_alone() {
    let rights = "source lists \"data suppliers\" : broker\ndata contact \"contact details\" : contact\n\
                  we receive contact from lists\nyou have the right to access, delete personal-data by mail";
    never_says("gdpr", "right-of-access", rights, "Not ");
    for (id, act) in
        [("right-to-restriction", "restrict processing"), ("right-to-object", "object to processing")]
    {
        let text = section("gdpr", id, rights);
        assert!(
            text.contains("Not declared.") && text.contains(act) && !text.contains("access"),
            "{id}: {text}"
        );
    }
    let some = format!(
        "{DATA}source lists \"lists\" : broker\nwe receive contact from lists\n\
                        section staff \"Staff\" for applicants {{ you have the right to access contact }}"
    );
    let text = section("gdpr", "right-of-access", &some);
    assert_eq!(text.matches("Declare").count(), 1, "{text}");
    // Ways to ask are missing where the ways are told.
    let one = format!(
        "{DATA}channel mail \"mail\" : mail {{ value \"1 Main St\" }}\n\
                       you have the right to delete contact by mail"
    );
    never_says("ccpa", "right-to-delete", &one, "Not ");
    never_says("ccpa", "right-to-know", &one, "request methods");
}

#[test]
fn advice_is_given_once() {
    let left = format!("{DATA}data phone \"phone number\" : contact.phone\nwe collect phone from users");
    let text = section("gdpr", "provision", &left);
    assert_eq!(text.matches("Mark each item").count(), 1, "{text}");
}

#[test]
fn what_is_partly_declared_is_not_said_to_be_missing_as_a_whole() {
    let policy = format!(
        "{DATA}recipient cloud \"Cloud Inc.\" : hosting {{\ncountry US\n\
         safeguard \"standard contractual clauses\"\n}}\nwe share contact with cloud"
    );
    let lack = "Not all is said of “Safeguards and how to obtain a copy”. Say how to get a copy";
    says("gdpr", "transfer-safeguards", &policy, lack);
    let copy = format!("{policy}\nyou can \"get a copy of the safeguards\" by email");
    never_says("gdpr", "transfer-safeguards", &copy, "Not ");
}

#[test]
fn a_reference_behind_sentences_is_one_itself() {
    let host = |id: usize| {
        format!("recipient r{id} \"the host number {id}, {}\" : hosting\n", "of long name ".repeat(8))
    };
    let hosts: String = (1..5).map(host).collect();
    let policy = format!(
        "{DATA}{hosts}data usage \"usage data\" : activity.usage\nwe collect usage from users\n\
         we disclose personal-data to r1, r2, r3, r4\n\
         we keep personal-data until \"you close your account with us\"\n\
         we keep usage for 13 months then \"we delete it\""
    );
    says("ccpa", "categories", &policy, "After that, we delete it. See also all categories.");
}

#[test]
fn disclosures_for_their_own_direct_marketing_are_shown() {
    let policy = "people can request \"information about our disclosure of personal information to third parties \
                  for their own direct marketing purposes\"";
    says("ccpa", "direct-marketing-disclosures", policy, "their own direct marketing purposes");
}

#[test]
fn the_time_to_check_who_asks_is_no_response_time() {
    for checked in ["identity", "\"the agent's identity\"", "requests"] {
        let one = format!("we will verify {checked} within 10 days");
        for law in ["gdpr", "ccpa"] {
            says(law, "response-time", &one, "Not declared");
            never_says(law, "response-time", &one, "10 days");
            says(law, "verification", &one, "within 10 days");
            let both = format!("{one}\nwe respond to requests within 1 month");
            never_says(law, "response-time", &both, "10 days");
            never_says(law, "response-time", &both, "Not ");
        }
    }
    for said in [
        "\"check your identity\"",
        "confirm \"receipt of your request\"",
        "\"confirm receipt of your request\"",
    ] {
        let one = format!("section requests {{ we will {said} within 10 days }}");
        says("ccpa", "response-time", &one, "within 10 days. Not complete");
    }
    never_says("ccpa", "response-time", "we verify, honor requests within 10 days of \"receipt\"", "Not ");
}
