//! What a denial rules out, and what it leaves open.

use super::{HEAD, holds};

#[test]
fn a_hedged_denial_rules_nothing_out() {
    for text in [
        "we do not sell personal-data unless notice",
        "we do not sell personal-data except contact.email",
        "we do not sell certain personal-data",
        "we do not sell contact.email",
        r#"we do not sell personal-data to "advertisers" : advertising-network"#,
        "section young for children { we do not sell personal-data }",
        "section texas for people in texas { we do not sell personal-data }",
        "we do not sell sensitive-data",
        "we do not sell pseudonymous-data",
        "we do not sell all personal-data",
        "we do not sell personal-data about customers",
        "we do not sell personal-data before notice",
        "we do not sell personal-data after \"you close your account\"",
        "we do not sell personal-data depending on \"where you live\"",
        "we should not sell personal-data",
        "we do not knowingly sell personal-data",
        "we generally do not sell personal-data",
        "service site \"our site\" : website\nservice app \"our app\" : mobile-app\nsite does not sell personal-data",
        "section app on \"our app\" { we do not sell personal-data }",
        "we do not always sell personal-data",
        "website does not sell personal-data",
        "we have not sold personal-data",
        "we have not sold personal-data in the last 12 months",
    ] {
        assert_eq!(
            holds(&format!("{HEAD}{text}\n"), "sells-personal-information", &["california"]),
            None,
            "{text}"
        );
    }
}

#[test]
fn a_denial_of_a_part_rules_nothing_out() {
    for (text, fact) in [
        ("we do not share personal-data with \"Ad\" : advertising-network", "discloses-to-recipients"),
        (
            "we do not share contact.email for \"ads\" : ads.targeted",
            "shares-for-cross-context-behavioral-advertising",
        ),
        ("we do not use contact.email for \"news\" : marketing.direct", "uses-data-for-direct-marketing"),
        ("we do not sell personal-data for \"news\" : marketing.direct", "uses-data-for-direct-marketing"),
        ("we do not use personal-data for \"news\" : marketing.email", "uses-data-for-direct-marketing"),
        ("we do not use health for \"train\" : train-ai", "trains-ai-on-personal-data"),
        ("we do not infer \"your age\"", "profiles-individuals"),
        ("we do not collect contact.email from children under 13", "actual-knowledge-of-under-13"),
        ("we do not collect sensitive-data from children", "actual-knowledge-of-under-13"),
        ("recipient ads \"Ads\" { does not track users }", "lets-other-parties-track-across-sites"),
        ("we are not processor of contact.email", "acts-as-processor"),
        (
            "we do not use \"cookies\" : cookie for \"ads\" : ads.targeted",
            "processes-for-targeted-advertising",
        ),
        (
            "recipient shops \"shops\" : third-party\nwe do not sell personal-data to shops",
            "sells-personal-information",
        ),
        ("we do not receive personal-data from \"brokers\" : broker", "obtains-data-from-other-sources"),
        (
            "we do not automatically decide \"whether you get a job\"",
            "makes-solely-automated-significant-decisions",
        ),
        (
            "section young for consumers under 16 { we do not sell personal-data }",
            "sells-or-shares-data-of-under-16",
        ),
    ] {
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), None, "{text}");
    }
    for (text, fact) in [
        ("we do not sell all-data", "sells-personal-information"),
        ("we currently do not sell any personal-data to third-party", "sells-personal-information"),
        ("we do not collect personal-data", "processes-special-categories"),
        ("we do not use personal-data for \"advertise\" : ads", "processes-for-targeted-advertising"),
        ("we do not use direct-marketing", "uses-data-for-direct-marketing"),
        ("we do not track users", "tracks-individuals-over-time-across-sites"),
        ("we do not track \"what you do across other sites\"", "tracks-individuals-over-time-across-sites"),
        ("we do not automatically decide \"anything\"", "makes-solely-automated-significant-decisions"),
    ] {
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), Some(false), "{text}");
    }
}

#[test]
fn who_denies_one_way_of_it_does_not_deny_the_others() {
    for verb in ["infer", "request", "solicit", "capture"] {
        for what in ["personal-data", "sensitive-data"] {
            let text = format!("{HEAD}we do not {verb} {what}\n");
            for fact in ["collects-data-directly-from-individuals", "processes-special-categories"] {
                assert_eq!(holds(&text, fact, &[]), None, "{fact}: {text}");
            }
        }
        let text = format!("{HEAD}we do not {verb} personal-data from children under 13\n");
        assert_eq!(holds(&text, "actual-knowledge-of-under-13", &[]), None, "{text}");
    }
    for (text, fact) in [
        ("we do not rent personal-data", "sells-biometric-data"),
        (
            "we do not publish personal-data for \"ads\" : ads.targeted",
            "shares-for-cross-context-behavioral-advertising",
        ),
        ("we do not analyze personal-data", "uses-data-for-direct-marketing"),
    ] {
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), None, "{text}");
    }
    let text = format!("{HEAD}we do not infer or collect personal-data\n");
    assert_eq!(holds(&text, "processes-special-categories", &[]), Some(false));
}

#[test]
fn who_shares_with_no_third_party_may_share_with_those_who_work_for_it() {
    for (text, expected) in [
        ("we do not share personal-data with third-party", None),
        ("we do not share personal-data with \"other companies\" : third-party", None),
        ("we do not share personal-data with others", Some(false)),
        ("we do not share personal-data with all recipients", Some(false)),
    ] {
        let text = format!("{HEAD}{text}\n");
        assert_eq!(holds(&text, "discloses-to-recipients", &[]), expected, "{text}");
        assert_eq!(holds(&text, "discloses-to-third-parties", &[]), Some(false), "{text}");
    }
    let text = format!("{HEAD}we do not transfer personal-data to third-party\n");
    assert_eq!(holds(&text, "transfers-outside-eea", &["eea"]), None);
}

#[test]
fn what_was_not_done_for_a_year_is_no_denial_of_today() {
    for (text, expected) in [
        ("we have not sold personal-data in the last 12 months", true),
        ("we have not sold personal-data in the last 1 year", true),
        ("we have not sold personal-data in the last 1 months", false),
        ("we do not sell personal-data", true),
    ] {
        let text = format!("{HEAD}{text}\n");
        assert_eq!(holds(&text, "denies(sale, what=data, past=12)", &[]), Some(expected), "{text}");
    }
    let text = format!("{HEAD}we have not disclosed personal-data in the last 12 months\n");
    assert_eq!(holds(&text, "discloses-to-recipients", &[]), None);
}

#[test]
fn what_is_denied_of_some_data_leaves_the_bases_of_its_purpose() {
    let news = "purpose news \"news\" : marketing.email { basis consent }\ndata answers \"answers\" : health\ndata contact \"contact\" : contact\n";
    for (text, expected) in
        [("we do not use answers for news", Some(true)), ("we do not use personal-data for news", None)]
    {
        assert_eq!(holds(&format!("{HEAD}{news}{text}\n"), "relies-on-consent", &[]), expected, "{text}");
    }
}

#[test]
fn what_is_worked_out_comes_from_nobody() {
    let fact = "collects-data-directly-from-individuals";
    assert_eq!(holds(&format!("{HEAD}we infer contact\n"), fact, &[]), None);
    assert_eq!(holds(&format!("{HEAD}we collect and infer contact\n"), fact, &[]), Some(true));
}

#[test]
fn a_service_intended_for_nobody_so_young_is_not_directed_to_them() {
    for text in [
        "\"our games\" are not intended for children under 13",
        "\"our games\" are not directed to children under 13",
    ] {
        let fact = "directed-to-children-under-13";
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), Some(false), "{text}");
    }
}

#[test]
fn a_sale_or_advertising_is_of_data_about_people() {
    const SALE: &str = "sells-personal-information";
    const ADS: &str = "shares-for-cross-context-behavioral-advertising";
    let of = |role: &str| format!("recipient buyer \"Other\" : {role} {{ consideration \"money\" }}\n");
    for (text, fact, expected) in [
        (format!("{}we share contact.email with buyer", of("partner")), SALE, Some(true)),
        (format!("{}we do not share contact.email with buyer", of("partner")), SALE, None),
        (format!("{}we share contact.email with buyer", of("processor")), SALE, None),
        (format!("{}we share contact.email with buyer if business-transfer", of("acquirer")), SALE, None),
        ("we sell aggregate-data to broker".to_owned(), SALE, None),
        (
            "we share deidentified-data with advertising-network for \"ads\" : ads.targeted".to_owned(),
            ADS,
            None,
        ),
        ("we share contact.email with partner for \"ads\" : ads.targeted".to_owned(), ADS, Some(true)),
    ] {
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), expected, "{text}");
    }
}

#[test]
fn who_asks_for_consent_may_rely_on_it() {
    let purpose = "purpose rate \"set prices\" : analytics { basis contract }\n";
    for (text, expected) in [
        ("we use contact for rate", Some(false)),
        ("we use contact for rate unless opt-out", Some(false)),
        ("we use contact for rate only if opt-in", None),
        ("we use contact for rate only if explicit-consent of customers", None),
        ("you consent to \"our use of contact details\"", None),
        (
            "data reports \"reports\" : health { from doctors only if consent }\nsource doctors \"your doctor\"",
            None,
        ),
    ] {
        for fact in ["relies-on-consent", "relies-on-explicit-consent"] {
            assert_eq!(holds(&format!("{HEAD}{purpose}{text}\n"), fact, &[]), expected, "{text}");
        }
    }
}
