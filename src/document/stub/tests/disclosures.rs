//! What stands of disclosures, of what they are for, and of the dates of a statement.

use super::{never_says, says, section};

#[test]
fn examples_stand_where_a_stub_first_names_what_they_are_of() {
    let policy = "data contact \"contact information\" : contact\n\
                  recipient vendors \"our vendors\" : service-provider { such as \"our CRM provider\" }\n\
                  purpose ops \"improve our systems\" : improve { including \"benchmarking\" }\n\
                  we collect contact for ops\nwe share contact with vendors for ops";
    says("ccpa", "purposes", policy, "to improve our systems (including benchmarking)");
    says("ccpa", "disclosed", policy, "with our vendors (such as our CRM provider) to improve our systems.");
    never_says("ccpa", "categories", policy, "benchmarking");
}

#[test]
fn a_cell_says_what_a_disclosure_is_for() {
    let cells = |purposes: &str| {
        let data = "data contact \"contact information\" : contact\nwe collect contact";
        format!("{data}\nwe may share personal-data with \"other companies\" for {purposes}")
    };
    let one = "We may share this information with other companies to comply with a law, if we need to";
    says("ccpa", "categories", &cells("\"comply with a law, if we need to\""), one);
    let many = cells("\"bill you\", \"answer you\", \"warn you\"");
    says("ccpa", "categories", &many, "with other companies (purposes below)");
    says("ccpa", "disclosed", &many, "bill you");
}

#[test]
fn a_row_names_its_own_data_only() {
    let data = "data contact \"contact information\" : contact\n\
                data media \"pictures\" : content\ndata sound \"recordings\" : content.audio\n\
                we collect contact, media, sound\n";
    let all = format!("{data}we share contact, media, sound with \"our partners\"");
    let text = section("ccpa", "categories", &all);
    assert_eq!(text.matches("We share this information with our partners").count(), 3, "{text}");
    let some = format!("{data}we share contact, media with \"our partners\"");
    let text = section("ccpa", "categories", &some);
    assert_eq!(text.matches("We share this information with our partners").count(), 2, "{text}");
    assert_eq!(text.matches("We share pictures with our partners").count(), 1, "{text}");
    let except = format!("{data}we share contact, media except \"faces\" with \"our partners\"");
    says(
        "ccpa",
        "categories",
        &except,
        "We share contact information and pictures with our partners, except",
    );
}

#[test]
fn advertising_across_contexts_is_no_business_purpose() {
    let policy = |to: &str, purposes: &str| {
        format!(
            "data contact \"contact information\" : contact\nwe collect contact\n\
             recipient adnets \"ad networks\" : advertising-network\n\
             recipient host \"our host\" : service-provider\n\
             purpose ads \"show you ads elsewhere\" : ads.targeted\n\
             purpose ops \"improve our systems\" : improve\n\
             we share contact with {to} for {purposes}"
        )
    };
    never_says("ccpa", "disclosed", &policy("adnets", "ads"), "ad networks");
    says("ccpa", "sold-or-shared", &policy("adnets", "ads"), "ad networks");
    says("ccpa", "disclosed", &policy("adnets", "ads, ops"), "ad networks");
    says("ccpa", "disclosed", &policy("adnets, host", "ads"), "our host");
}

#[test]
fn numbers_of_requests_are_neither_data_nor_terms_of_requests() {
    let policy = "data contact \"contact information\" : contact\nwe collect contact\n\
                  we have received \"12,345 requests to know\" in the preceding calendar-year\n\
                  we have denied \"345 requests\" because \"we could not verify who asked\"";
    never_says("ccpa", "categories", policy, "12,345");
    says("ccpa", "look-back", policy, "Not declared");
    says("ccpa", "verification", policy, "Not declared");
    says("ccpa", "look-back", "you have the right to know personal-data in the last 12 months", "12 months");
    let others = "\"disclosures\" \"will identify\" \"what was collected\" in the last 12 months";
    says("ccpa", "look-back", others, "12 months");
}

#[test]
fn a_statement_of_the_laws_own_has_its_own_dates() {
    let dates = "effective 2024-05-05 updated 2024-06-06";
    let policy =
        |people: &str| format!("section st \"Statement\" for {people} {dates} {{ we collect \"names\" }}");
    let own = policy("consumers in california");
    says("ccpa", "dates", &own, "Effective date: May 5, 2024 - Last updated: June 6, 2024");
    never_says("ccpa", "dates", &own, "Not ");
    says("ccpa", "dates", &policy("consumers in virginia"), "Not declared");
}

#[test]
fn each_source_stands_once_in_a_cell() {
    let policy = "data contact \"contact information\" : contact\ndata media \"pictures\" : content\n\
                  audience users \"users\" : end-user\nwe collect contact from users directly\n\
                  we may collect personal-data, media from users";
    never_says("ccpa", "categories", policy, "users directly");
    never_says("ccpa", "categories", policy, "users; users");
}
