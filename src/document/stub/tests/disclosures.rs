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
        "We share contact information and pictures, except faces, with our partners",
    );
}

#[test]
fn what_an_ad_network_gets_for_something_else_is_not_shared_for_advertising() {
    let data = "data contact \"contact details\" : contact.email\nrecipient adnet \"Adnet\" : advertising-network\n\
                purpose fraud \"prevent fraud\" : security.fraud\nwe collect contact\n";
    let not_shared = "Shared for advertising across contexts: Not declared";
    let share = format!("{data}we share contact with adnet for");
    says("ccpa", "categories", &format!("{share} fraud"), not_shared);
    says(
        "ccpa",
        "categories",
        &format!("{share} fraud"),
        "Disclosed to: We share this information with Adnet",
    );
    never_says("ccpa", "categories", &format!("{share} fraud, \"other things\""), not_shared);
    never_says("ccpa", "categories", &format!("{share} fraud, \"advertise\" : ads"), not_shared);
    let tracker = |aim: &str| {
        format!(
            "{data}tracker px \"pixels\" : pixel {{\nparty third\nprovider adnet\nreads contact\n{aim}\n}}\nwe use px"
        )
    };
    says("ccpa", "categories", &tracker("for fraud"), not_shared);
    never_says("ccpa", "categories", &tracker(""), not_shared);
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
    let dated = "Effective date (“Statement”): May 5, 2024 - Last updated (“Statement”): June 6, 2024";
    says("ccpa", "dates", &own, dated);
    // They are not the policy's.
    says("ccpa", "dates", &own, "Not complete. Nothing says “Date last updated”.");
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

/// A policy that collects one kind of data.
fn with_contact(rest: &str) -> String {
    format!(
        "data contact \"contact details\" : contact\nrecipient agents \"our agents\" : third-party\nwe collect contact\n{rest}"
    )
}

#[test]
fn a_denial_of_a_part_is_none_of_all() {
    let id = "categories";
    for part in ["most personal-data", "certain contact", "contact \"of minors\"", "pseudonymous-data"] {
        let policy = with_contact(&format!("we do not sell {part}"));
        says("ccpa", id, &policy, "We do not sell ");
        never_says("ccpa", id, &policy, "Not sold");
        never_says("ccpa", id, &policy, "this information");
    }
    says(
        "ccpa",
        id,
        &with_contact("we do not sell \"data of minors\" : personal-data"),
        "We do not sell data of minors",
    );
    says("ccpa", id, &with_contact("we do not sell personal-data"), "Not sold");
    says("ccpa", id, &with_contact("we do not sell all contact"), "Not sold");
}

#[test]
fn a_denial_beside_what_is_done_is_a_sentence() {
    let id = "categories";
    for (rest, column) in [
        ("we do not sell contact\nwe have sold contact in the last 12 months", "sell this information"),
        ("we do not sell contact\nwe may sell contact to agents if consent", "sell this information"),
        (
            "we do not share contact for ads.targeted\nwe have shared contact with agents for ads.targeted",
            "share this information to show advertisements",
        ),
    ] {
        let policy = with_contact(rest);
        says("ccpa", id, &policy, &format!("We do not {column}"));
        never_says("ccpa", id, &policy, if rest.contains("sell") { "Not sold" } else { "Not shared" });
    }
    let denied = "we do not sell contact\nwe have not sold contact in the last 12 months";
    says("ccpa", id, &with_contact(denied), "Not sold We have not sold this information");
}

#[test]
fn this_information_is_all_of_the_row() {
    let rows = [
        ("we share \"hashed data\" : personal-data with agents", "We share hashed data with our agents"),
        (
            "we keep personal-data \"in backups\" for 2 years",
            "We keep your personal information (in backups) for 2 years",
        ),
        ("we keep personal-data for 2 years", "We keep this information for 2 years"),
        ("we share contact with agents", "We share this information with our agents"),
    ];
    for (sentence, shown) in rows {
        says("ccpa", "categories", &with_contact(sentence), shown);
    }
}

#[test]
fn an_exception_to_how_long_is_followed_in_that_case() {
    let policy =
        with_contact("we keep contact for 30 days unless \"it is disputed\" then \"we keep it for 5 years\"");
    says("ccpa", "categories", &policy, "In that case, we keep it for 5 years.");
    let policy = with_contact("we keep contact for 30 days then \"we delete it\"");
    says("ccpa", "categories", &policy, "After that, we delete it.");
}

#[test]
fn a_limited_denial_takes_nothing_out_of_the_tables() {
    let group = |denial: &str| {
        format!(
            "data credit \"credit data\" : financial.credit {{\nssn \"SSN\" : identity.government-id.ssn\n\
             score \"score\"\n}}\nwe collect credit\n{denial}"
        )
    };
    let limits = [
        "we do not collect ssn from children",
        "we do not collect ssn if \"you are a guest\"",
        "we do not collect ssn from \"insurers\"",
        "we do not generally collect ssn",
        "we do not knowingly collect ssn",
        "we do not require ssn",
        "we do not collect certain ssn",
        "section app \"App\" on \"the app\" { we do not collect ssn }",
    ];
    for denial in limits {
        says("ccpa", "sensitive-use", &group(denial), "What the policy names: SSN");
    }
    never_says("ccpa", "sensitive-use", &group("we do not collect ssn"), "SSN");
}

#[test]
fn what_only_a_limited_denial_names_is_in_no_row() {
    let views = |rest: &str| with_contact(&format!("data views \"opinions\" : demographic.politics\n{rest}"));
    let denials = ["infer views from contact", "collect views for \"ads\"", "collect views by \"cookies\""];
    for denial in denials.map(|denial| format!("we do not {denial}")) {
        never_says("ccpa", "categories", &views(&denial), "opinions Sources");
        let kept = format!("{denial}\nwe keep views for 2 years");
        says("ccpa", "categories", &views(&kept), "opinions Sources");
    }
    let read = "tracker pixel \"a pixel\" : web-beacon { reads views }\nwe use pixel\n\
                we do not collect views for \"ads\"";
    says("ccpa", "categories", &views(read), "opinions Sources");
    says("ccpa", "categories", &views("we do not collect views unless \"you tell us\""), "opinions Sources");
}

#[test]
fn a_detail_stands_with_the_data_and_parts_with_what_is_of_them_only() {
    let card = "data card \"card numbers\" : financial.card\naudience adults \"adults\"\n";
    let once = format!("{card}we collect card \"last four digits\" from you for \"send orders\"");
    says("ccpa", "categories", &once, "card numbers (last four digits) Sources: you Purposes: send orders");
    let two = format!(
        "{card}we collect card \"last four digits\" from adults\nwe collect some card from \"shops\""
    );
    says("ccpa", "categories", &two, "adults (card numbers (last four digits)); shops (some card numbers)");
}

#[test]
fn a_text_beside_a_length_of_time_is_no_purpose() {
    let policy = with_contact("we keep contact for 13 months or \"until you object\"");
    never_says("gdpr", "purposes-and-bases", &policy, "Until you object");
}

#[test]
fn what_others_have_to_do_is_no_answer_to_a_request() {
    let policy = "we require \"suppliers to delete data\" within 12 months of \"receipt\"";
    says("gdpr", "response-time", policy, "Not declared");
}

#[test]
fn each_purpose_without_a_named_interest_is_named() {
    let policy = with_contact(
        "purpose vol \"check volunteers\" : hr { basis legitimate-interests }\n\
         purpose don \"find donors\" : marketing { basis legitimate-interests }\nwe use contact for vol, don",
    );
    for purpose in ["to check volunteers", "to find donors"] {
        says("gdpr", "legitimate-interests", &policy, &format!("without saying which interest ({purpose})"));
    }
}

#[test]
fn addresses_stand_apart_from_the_sentence() {
    let policy = "channel mail \"email\" : email { value \"a@b.example\" }\n\
                  channel form \"our form\" : web-form { link \"https://acme.example/form\" }\n\
                  you can contact us by mail, form";
    says("ccpa", "contact", policy, "Acme - Email: a@b.example");
    never_says("ccpa", "contact", policy, "- Our form");
}

#[test]
fn what_is_said_of_a_part_says_of_which() {
    let policy = with_contact(
        "we collect some personal-data from \"brokers\"\nwe use other contact for \"train our staff\"",
    );
    says("ccpa", "categories", &policy, "brokers (some");
    says("ccpa", "categories", &policy, "train our staff (other contact details)");
}

#[test]
fn a_limited_denial_of_a_tracker_leaves_it_in_the_tables() {
    let tracker = |denial: &str| {
        format!(
            "data tech \"device data\" : device\nrecipient firm \"Readly\" : social-network\n\
             tracker px \"pixels\" : pixel {{\nparty third\nprovider firm\nreads tech\nfor \"show ads\" : ads.targeted\n}}\n\
             we collect tech\n{denial}"
        )
    };
    says("ccpa", "sold-or-shared", &tracker("we do not use px if \"you are a guest\""), "Readly, by pixels");
    never_says("ccpa", "sold-or-shared", &tracker("we do not use px"), "Readly, by pixels");
}

#[test]
fn who_is_employed_for_data_gets_it() {
    let policy = "data usage \"usage\" : activity.usage\nrecipient ga \"Google Analytics\" : analytics\n";
    let uses = format!("{policy}section sharing {{ we use ga for \"understand our users\" : analytics }}\n");
    says("ccpa", "disclosed", &uses, "We use Google Analytics to understand our users.");
    let collects = format!("{policy}we may collect usage by ga\n");
    says(
        "ccpa",
        "categories",
        &collects,
        "Disclosed to: We may collect this information through Google Analytics",
    );
}

#[test]
fn what_is_said_of_all_data_is_not_repeated_for_the_sensitive() {
    let policy = "data notes \"health notes\" : health\nrecipient x \"X\" : processor\n\
                  we collect notes for \"treat you\"\nwe share personal-data with x\n";
    never_says("ccpa", "sensitive-use", policy, "share");
    says("ccpa", "sensitive-use", policy, "this information is part of it");
}

#[test]
fn what_points_at_the_policy_says_nothing_of_how_long() {
    let policy = "data contact \"contact details\" : contact\nwe collect contact\n\
                  we retain contact as \"set forth in this policy in all other cases\"\n";
    says("ccpa", "retention", policy, "in all other cases. Not complete.");
    says("ccpa", "categories", policy, "Kept: Not declared");
}

#[test]
fn what_data_comes_by_stands_with_its_sources() {
    let policy = "data usage \"usage\" : activity.usage\ntracker cookies \"cookies\" : cookie\n\
                  we collect usage by cookies\n";
    says("ccpa", "sources", policy, "We collect usage through cookies. Not complete.");
    never_says("gdpr", "data-categories", policy, "cookies");
}

#[test]
fn a_sale_hides_no_sharing_for_the_same_purpose() {
    let policy = "data adid \"advertising ID\" : device.advertising-id\n\
                  recipient nets \"ad networks\" : advertising-network\npurpose ads \"show you ads\" : ads\n\
                  we share adid with nets for ads only if consent\n\
                  we sell adid to nets for ads in california unless opt-out";
    let both = "Advertising ID (only if you consent); advertising ID (in California, unless you opt out)";
    says("gdpr", "purposes-and-bases", policy, both);
}

#[test]
fn a_basis_for_special_data_stands_beside_that_of_a_sentence() {
    let policy = "data rec \"health records\" : health\nrecipient dep \"the health department\" : authority\n\
                  purpose ph \"report diseases\" : legal { basis public-health }\n\
                  we share rec with dep for ph basis legal-obligation";
    says(
        "gdpr",
        "purposes-and-bases",
        policy,
        "Public health (Art. 9(2)(i)); legal obligation (Art. 6(1)(c))",
    );
    let other = policy.replace("basis public-health", "basis contract");
    never_says("gdpr", "purposes-and-bases", &other, "contract");
}

#[test]
fn what_is_done_to_data_in_words_uses_it() {
    let policy = "data contact \"contact details\" : contact\n\
                  we \"scan\" contact for \"find spam\" basis legitimate-interests \"safe mail\"";
    says(
        "gdpr",
        "purposes-and-bases",
        policy,
        "Legitimate interests (Art. 6(1)(f)): safe mail Contact details",
    );
    says("ccpa", "categories", policy, "find spam");
}

#[test]
fn a_length_of_time_in_words_is_no_purpose() {
    let policy =
        "data contact \"contact details\" : contact\nwe keep contact for \"the term of the contract\"";
    never_says("gdpr", "purposes-and-bases", policy, "term of the contract");
    says("ccpa", "categories", policy, "We keep this information for the term of the contract");
}

#[test]
fn what_the_publisher_must_do_is_nothing_that_people_give() {
    let policy = "we are required \"by law to maintain the privacy of your health records\"";
    never_says("gdpr", "provision", policy, "We are required");
    says("gdpr", "provision", "contact.email is required", "required");
}

#[test]
fn a_business_that_changes_hands_sells_no_data() {
    let policy = "data email \"email address\" : contact.email\nwe collect email\n\
                  we may sell, transfer personal-data if business-transfer";
    says("ccpa", "sold-or-shared", policy, "Not declared.");
    says("ccpa", "disclosed", policy, "We may sell and transfer your personal information if our business");
    let denied = "we do not sell personal-data unless business-transfer";
    says("ccpa", "sold-or-shared", denied, "We do not sell your personal information unless our business");
}

#[test]
fn what_is_left_out_stands_wherever_the_group_is_named() {
    let data = "data mix \"account data\" : account {\nlogin \"login data\" : account.credentials\n\
                pos \"position\" : location.precise\nmail \"email address\" : contact.email\n}\n\
                data hr \"employment history\" : professional\ndata name \"name\" : identity.name\n\
                recipient adnet \"Adnet\" : advertising-network\n";
    let row = |rest: &str, category: &str| {
        let text = section("ccpa", "categories", &format!("{data}{rest}"));
        let rows = text.split("Category: ").filter(|row| row.starts_with(category));
        rows.collect::<Vec<_>>().join(" ")
    };
    let share = "we collect mix, name, hr from you\nwe share mix except mix.login with adnet";
    let of_row = row(share, "Geolocation");
    assert!(of_row.contains("We share this information with Adnet"), "{of_row}");
    let of_row = row(share, "Identifiers");
    assert!(of_row.contains("We share account data, except login data, with Adnet"), "{of_row}");
    let keep =
        "we collect mix, name from you\nwe keep mix except mix.pos for 12 months\nwe keep mix.pos for 2 days";
    let of_row = row(keep, "Identifiers");
    assert!(of_row.contains("We keep account data, except position, for 12 months"), "{of_row}");
    let both = "we collect mix, name, hr from you\nwe share hr, mix except mix.login with adnet";
    let of_row = row(both, "Professional");
    assert!(of_row.contains("We share this information with Adnet"), "{of_row}");
    let of_row =
        row(&format!("{both}\ndata job \"job title\" : professional\nwe collect job"), "Professional");
    assert!(of_row.contains("We share employment history and account data, except login data,"), "{of_row}");
}
