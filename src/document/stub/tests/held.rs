//! A row needs data that the publisher has where the law holds, and a cell is true to what was said of it.

use super::{never_says, says, section};

const TIMES: &str = "data times \"connection logs\" : activity.usage {\nip \"IP address\" : device.ip\n\
                     at \"connection times\" : activity.usage\n}\n";
const IDS: &str = "data ids \"identity documents\" {\nssn \"SSN\" : identity.government-id\n\
                   photo \"photos\" : identity.photo\n}\n";
const PIXEL: &str = "data ip \"IP address\" : device.ip\nrecipient net \"Net\" : advertising-network\n\
                     tracker px \"pixels\" : pixel {\nparty third\nprovider net\nreads ip\n\
                     for \"show you ads elsewhere\" : ads.targeted\n}\n";

#[test]
fn what_is_stored_until_something_happens_has_a_period() {
    let data = "data a \"postings\" : content.public\ndata b \"listings\" : content.public\n\
        we collect a, b\nwe store a for at most 15 days\n";
    let until = format!("{data}we store b until \"the expiration date\"");
    never_says("ccpa", "categories", &until, "not declared for listings");
    says(
        "ccpa",
        "categories",
        &format!("{data}we store b if \"you ask us to\""),
        "not declared for listings",
    );
}

#[test]
fn what_is_only_denied_or_done_elsewhere_or_by_others_has_no_row() {
    let denied = [
        ("we never keep times", "We never keep connection logs"),
        ("we cannot disclose times", "We cannot disclose connection logs"),
        ("staff cannot access times", "Members of staff cannot access connection logs"),
        ("we do not sell times", "We do not sell connection logs"),
    ];
    for (denial, shown) in denied {
        let text = section("ccpa", "categories", &format!("{TIMES}{denial}"));
        assert!(!text.contains("Examples from this policy"), "{text}");
        assert!(text.contains(shown), "{text}");
    }
    let others = [
        "section tx for people in texas { we collect times from you }",
        "recipient broker \"Broker\" : data-broker\nbroker may use times for \"run checks\"",
        "tracker px \"pixels\" : pixel { reads times }\nwe do not use px",
    ];
    for rest in others {
        never_says("ccpa", "categories", &format!("{TIMES}{rest}"), "Examples from this policy");
    }
    let had = [
        "we collect times.ip",
        "you provide times.ip",
        "recipient host \"Host\" : processor\nhost stores times.ip",
        "we do not collect times.ip unless \"you agree\"",
        "tracker px \"pixels\" : pixel { reads times.ip }",
    ];
    for rest in had {
        let policy = format!("{TIMES}{rest}");
        says("ccpa", "categories", &policy, "Identifiers Examples from this policy: IP address Sources");
        never_says("ccpa", "categories", &policy, "connection times");
    }
}

#[test]
fn what_a_collection_leaves_out_has_no_row() {
    let policy = format!("{IDS}we collect ids except ids.ssn from you");
    says("ccpa", "categories", &policy, "photos Sources: you");
    never_says("ccpa", "categories", &policy, "SSN");
    let both = format!("{policy}\nwe use ids.ssn for \"pay you\"");
    says("ccpa", "categories", &both, "SSN");
}

#[test]
fn a_tracker_keeps_the_limits_under_which_it_is_used() {
    let elsewhere = format!("{PIXEL}section tx for people in texas {{ we use px }}");
    for id in ["categories", "sold-or-shared", "purposes"] {
        never_says("ccpa", id, &elsewhere, "ixels");
    }
    let may = format!("{PIXEL}we may use px if consent");
    let shown = "Shared for advertising across contexts: Net, by pixels, which we may use (if you consent)";
    says("ccpa", "categories", &may, shown);
    says("ccpa", "categories", &may, "Purposes: show you ads elsewhere (if you consent)");
    says("ccpa", "sold-or-shared", &may, "IP address (to show you ads elsewhere, if you consent)");
    says("ccpa", "purposes", &may, "- Pixels, which we may use: to show you ads elsewhere (if you consent)");
    let two = format!(
        "{PIXEL}section kids for children under 13 {{ we use px }}\nwe use px for \"measure\" if consent\nwe use px"
    );
    says("ccpa", "sold-or-shared", &two, "- Net, by pixels: IP address (to show you ads elsewhere)");
    never_says("ccpa", "sold-or-shared", &two, "under 13");
}

#[test]
fn purposes_of_trackers_are_purposes() {
    let policy = format!("{PIXEL}we use px");
    says("ccpa", "purposes", &policy, "- Pixels: to show you ads elsewhere");
    never_says("ccpa", "purposes", &policy, "Not declared");
}

#[test]
fn examples_without_a_kind_are_of_the_groups_and_the_group_is_named() {
    let policy = "data hd \"health data\" : health such as \"steps\" : health.fitness, \"diagnoses\"\n\
                  we collect hd from you";
    says("ccpa", "sensitive-use", policy, "steps; diagnoses; health data");
}

#[test]
fn a_period_of_some_of_a_row_leaves_the_rest_open() {
    let data = "data car \"vehicle data\" {\nvin \"VIN\" : device.id\nname \"names\" : identity.name\n}\n\
                we collect car\n";
    let some = format!("{data}we keep car.name for 2 years");
    says("ccpa", "categories", &some, "We keep names for 2 years; not declared for VIN");
    for rest in ["we keep car for 1 year", "we keep car.vin for 1 year", "we keep personal-data for 1 year"] {
        never_says("ccpa", "categories", &format!("{some}\n{rest}"), "declared for");
    }
    let left = format!("{data}we keep car except car.vin for 2 years");
    says("ccpa", "categories", &left, "not declared for VIN");
}

#[test]
fn a_period_of_one_name_or_kind_leaves_others_of_the_category_open() {
    let data = "data usage \"usage data\" : activity.usage\ndata search \"searches\" : activity.search\n\
                we collect usage, search\nwe keep search for 6 months\n";
    for kept in ["\"flagged searches\" : activity.search", "activity.search"] {
        let policy = format!("{data}we keep {kept} for 2 years");
        says("ccpa", "categories", &policy, "for 2 years; not declared for usage data");
    }
    let called = format!("{data}we keep \"usage data\" : activity for 2 years");
    never_says("ccpa", "categories", &called, "declared for usage");
    let all = format!("{data}we keep \"what you do\" : activity for 2 years");
    never_says("ccpa", "categories", &all, "declared for usage");
}

#[test]
fn what_is_left_out_of_a_group_leaves_the_rows_of_which_the_group_has_no_more() {
    let data = "recipient payco \"Paywell\" : payment\n\
                data acc \"account information\" : account {\ncred \"login details\" : account.credentials\n}\n\
                data pay \"payment information\" : financial {\ncard \"card numbers\" : financial.card\n\
                history \"billing records\" : account.billing\n}\nwe collect acc, pay\n";
    let shared = |what: &str| section("ccpa", "categories", &format!("{data}we share {what} with payco"));
    let disclosed = |text: &str| text.matches("Paywell").count();
    let (some, all) = (shared("pay except card"), shared("pay"));
    assert_eq!((disclosed(&some), disclosed(&all)), (2, 3), "{some}\n{all}");
    for rest in ["pay except cred", "pay, acc except cred"] {
        assert_eq!(disclosed(&shared(rest)), 3, "{rest}");
    }
    let own = section(
        "ccpa",
        "categories",
        &format!("{data}data mine \"your data\" : personal-data\nwe share mine except acc with payco"),
    );
    assert!(!own.contains("Identifiers Disclosed to: We share"), "{own}");
}

#[test]
fn what_is_left_open_stands_on_a_line_of_its_own_behind_sentences() {
    let data = "data names \"names\" : identity.name\ndata ip \"IP addresses\" : device.ip\n\
                data ids \"IDs\" : device.id\naudience couriers \"couriers\" : employee\nwe collect names, ip, ids\n";
    let then = format!("{data}we keep names for 2 years then \"we delete it\"");
    let shown = "We keep names for 2 years. After that, we delete it. Not declared for IP addresses or IDs.";
    says("ccpa", "categories", &then, shown);
    let some = format!("{data}section a \"A\" for couriers {{ we keep ids for 30 days }}");
    let shown = "for 30 days (for couriers); not declared for other people; not declared for IP addresses";
    says("ccpa", "categories", &some, shown);
    let part = format!("{data}we keep ids for 30 days\nwe keep \"some\" of names for 2 years");
    never_says("ccpa", "categories", &part, "declared for names;");
}

#[test]
fn a_purpose_of_a_tracker_and_of_its_use_stands_once() {
    let policy = format!("{PIXEL}we use px for \"show you ads elsewhere\" if consent");
    says("ccpa", "categories", &policy, "Purposes: show you ads elsewhere (if you consent)");
    never_says("ccpa", "categories", &policy, "(if you consent); show you ads");
}

#[test]
fn where_data_is_kept_is_not_how_long() {
    let policy = "data email \"email address\" : contact.email\nwe collect email\n\
                  we store email in us, europe depending on \"where you live\"";
    never_says("ccpa", "categories", policy, "depending on");
    says("ccpa", "categories", &policy.replace(" in us, europe", ""), "depending on");
}

#[test]
fn what_is_kept_but_is_no_data_has_no_period() {
    let site = "service site \"our website\" : website\n";
    let versions = "we keep \"earlier versions of this policy\" on site";
    for policy in [format!("{site}{versions}"), format!("{site}section changes {{ {versions} }}")] {
        says("gdpr", "retention", &policy, "Not declared.");
        says("ccpa", "retention", &policy, "Not declared.");
    }
    says("gdpr", "retention", &format!("{site}we keep \"your records\" on site"), "We keep your records");
}

#[test]
fn how_data_comes_is_a_source() {
    let data = "data email \"email address\" : contact.email\n";
    says("ccpa", "categories", &format!("{data}we collect email directly"), "directly from you");
    says("ccpa", "categories", &format!("{data}we collect email indirectly"), "collected indirectly");
}

#[test]
fn what_was_or_was_not_collected_stands_beside_the_table() {
    let cases = [
        (
            "data email \"email address\" : contact.email\nwe may have collected email in the last 12 months",
            "We may have",
        ),
        (
            "we have not collected \"health data\" : health in the last 12 months",
            "We have not collected health data",
        ),
        ("we do not collect \"genetic data\" : genetic", "We do not collect genetic data."),
    ];
    for (policy, shown) in cases {
        says("ccpa", "categories", policy, shown);
    }
}

#[test]
fn what_comes_in_or_goes_to_a_place_is_disclosed_to_nobody() {
    let policy = "data loc \"location\" : location.precise\nservice car \"the car\" : device\nwe collect loc from you\n\
                  car transmits loc to us for \"help you\"\nwe transfer loc to united-states";
    says("ccpa", "disclosed", policy, "Not declared");
    never_says("ccpa", "sensitive-use", policy, "to us");
    never_says("ccpa", "categories", policy, "transmits");
}

#[test]
fn a_legal_basis_stands_where_the_law_knows_some() {
    let policy = "data email \"email address\" : contact.email\npurpose sos \"bring help\" : security\n\
                  we collect email from you for sos basis vital-interests";
    never_says("ccpa", "sources", policy, "legal basis");
    says("gdpr", "data-categories", &policy.replace("from you", "from \"shops\""), "legal basis");
}

#[test]
fn what_the_publisher_cannot_do_stands_beside_the_right() {
    let policy = "data loc \"location\" : location.precise\nyou have the right to correct, delete personal-data\n\
                  we may be unable to correct loc\nwe cannot delete loc if \"the law says so\"";
    for (law, id) in [("ccpa", "right-to-correct"), ("gdpr", "right-to-rectification")] {
        says(law, id, policy, "We may be unable to correct location.");
        never_says(law, id, policy, "cannot delete");
    }
    says("ccpa", "right-to-delete", policy, "We cannot delete location if the law says so.");
}

#[test]
fn looking_at_other_people_is_no_right() {
    let photos = "data photos \"photos\" : identity.photo\n";
    let others = [
        "members may access photos of \"other members\"",
        "members can access photos from \"people nearby\"",
        "you can download photos of users",
    ];
    for rest in others {
        says("ccpa", "right-to-know", &format!("{photos}{rest}"), "Not declared");
    }
    for own in [
        "you may access photos",
        "parents can access photos of children",
        "you can download photos from \"your account\"",
    ] {
        never_says("ccpa", "right-to-know", &format!("{photos}{own}"), "Not declared");
    }
}

#[test]
fn what_only_the_devices_of_people_have_has_no_row() {
    let vault = "data vault \"vault contents\" : account.credentials {\n\
                 pw \"passwords\" : account.credentials.password\n}\n";
    for said in [
        "\"your device\" collects vault\nwe do not collect vault",
        "\"your device\" encrypts vault\nwe never collect, receive, store, access vault",
        "\"your device\" encrypts vault",
    ] {
        never_says("ccpa", "categories", &format!("{vault}{said}"), "Account log-in");
    }
    let sent = format!("{vault}\"your device\" sends vault to us\n");
    says("ccpa", "categories", &sent, "Account log-in");
}

#[test]
fn what_may_fail_is_neither_done_nor_denied() {
    let policy = "data hr \"heart rate\" : health\nrecipient x \"X\" : processor\n\
                  we may be unable to collect hr if \"the sensor is dirty\"\n";
    never_says("ccpa", "categories", policy, "heart rate");
    let shared = format!("{policy}we collect hr\nwe may be unable to share hr with x\n");
    never_says("ccpa", "categories", &shared, "to share");
    says("ccpa", "disclosed", &shared, "Not declared.");
    says("gdpr", "recipients", &shared, "Not declared.");
}

#[test]
fn what_the_policy_is_not_about_stands_beside_the_table() {
    let policy = "data logs \"log data\" : diagnostics.log\nwe collect logs from you\n";
    for (said, shown) in [
        ("this-policy does not apply to logs", "This policy does not apply to log data."),
        (
            "this-policy does not govern \"our use\" of logs",
            "This policy does not govern our use of log data.",
        ),
    ] {
        says("ccpa", "categories", &format!("{policy}{said}\n"), shown);
    }
}

#[test]
fn a_row_says_what_is_kept_of_some_people_only() {
    let policy = |kept: &str| {
        format!(
            "data contact \"contact details\" : contact.email\ndata adid \"advertising ID\" : device.advertising-id\n\
             we collect contact, adid\n{kept}\n\
             section kids for children under 13 {{ we keep personal-data for 12 months }}"
        )
    };
    let some = policy("we keep contact for 2 years");
    says(
        "ccpa",
        "categories",
        &some,
        "(for children under 13); not declared for advertising ID of other people",
    );
    says("ccpa", "categories", &policy(""), "(for children under 13); not declared for other people");
    never_says("ccpa", "categories", &policy("we keep contact, adid for 2 years"), "other people");
}
