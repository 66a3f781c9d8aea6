//! What answers a requirement, over small policies.

use super::super::{Judged, Status, coverage};
use crate::law::Vocabulary;
use crate::model::Policy;
use crate::model::words::Topic;
use crate::source::FileId;

fn policy(text: &str) -> Policy {
    let text = format!(
        "policy \"P\" {{ laws gdpr, uk-gdpr, ccpa }}\ndata contact \"contact details\" : contact\n{text}\n"
    );
    let read = crate::syntax::read(FileId(0), &text);
    assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
    crate::model::policy("test", read.value.items, Vocabulary::builtin()).value
}

pub(super) fn judged<T>(text: &str, id: &str, look: impl Fn(&Judged<'_>) -> T) -> T {
    let policy = policy(text);
    let coverage = coverage(&policy, Vocabulary::builtin(), &[], None, &[]);
    let mut all = coverage.laws.iter().flat_map(|law| &law.judged);
    let found = all.find(|judged| *judged.asked.requirement.id == *id);
    look(found.unwrap_or_else(|| panic!("{id}")))
}

pub(super) fn status(text: &str, id: &str) -> Status {
    judged(text, id, |judged| judged.status)
}

#[test]
fn only_what_is_granted_to_people_is_their_right() {
    let collected = "we collect contact from you\n";
    let answers = [
        ("you can access contact", Status::Met),
        ("you have the right to access \"the data we hold\"", Status::Met),
        ("you can access \"earlier versions\"", Status::Missing),
        ("audience crew \"our crew\" : staff\ncrew may access contact if request", Status::Missing),
        ("audience matches \"people you match with\" : user\nmatches can access contact", Status::Missing),
        ("users should access contact", Status::Missing),
        ("recipient host \"Host\" : hosting\nhost may access contact", Status::Missing),
        ("you cannot access contact", Status::Missing),
        ("members may access contact of \"other members\"", Status::Missing),
    ];
    for (sentence, expected) in answers {
        let found = status(&format!("{collected}{sentence}"), "gdpr.13.2.b.access");
        assert_eq!(found, expected, "{sentence}");
    }
    let asked = format!("{collected}we delete contact if request");
    assert_eq!(status(&asked, "gdpr.13.2.b.erasure"), Status::Met);
}

#[test]
fn what_is_shared_for_advertising_is_on_the_list_of_what_is_sold_or_shared() {
    let head = "recipient net \"Net\" : advertising-network\nrecipient mailer \"Mailer\" : processor\n";
    for (sentence, expected) in [
        ("we share contact with net for \"show you ads\" : ads.targeted", Status::Met),
        ("we sell contact to net", Status::Met),
        ("we share contact with mailer for \"send news\" : marketing.email", Status::Missing),
    ] {
        for id in ["ccpa.130.a5.C.i", "ccpa.7011.e.1.D"] {
            assert_eq!(status(&format!("{head}{sentence}"), id), expected, "{sentence}");
        }
    }
}

#[test]
fn what_is_about_something_else_answers_nothing() {
    let head = "audience raters \"raters\" : third-person\nchannel chat \"chat\" : chat\nwe collect contact from you\n\
                we use contact for \"send news\" : marketing.email\n\
                section here for people in california { we collect contact from you }\n";
    for (sentence, id, expected) in [
        ("you can complain to \"the Irish Data Protection Commission\"", "gdpr.13.2.d", Status::Met),
        ("you can complain to \"our moderators\"", "gdpr.13.2.d", Status::Missing),
        ("you can complain to us", "gdpr.13.2.d", Status::Missing),
        ("you can object to \"a match\"", "gdpr.21.2.marketing", Status::Missing),
        ("you can opt-out of \"read receipts\"", "gdpr.21.2.marketing", Status::Missing),
        ("you can opt-out of \"our newsletter\"", "gdpr.21.2.marketing", Status::Met),
        ("you cannot opt-out of marketing", "gdpr.21.2.marketing", Status::Missing),
        ("we keep \"you informed\" for 2 years", "gdpr.13.2.a", Status::Missing),
        ("we keep \"server logs\" for 2 years", "gdpr.13.2.a", Status::Met),
        (
            "section de for people in DE { you have the right to access contact }",
            "gdpr.13.2.b.access",
            Status::Missing,
        ),
        ("we may discriminate against you because \"you used a right\"", "ccpa.7011.e.2.F", Status::Missing),
        ("we will not discriminate against you because \"you used a right\"", "ccpa.7011.e.2.F", Status::Met),
        (
            "we will not charge you \"a different price\" because \"you used a right\"",
            "ccpa.7011.e.2.F",
            Status::Met,
        ),
        (
            "we may charge you \"a different price\" because \"you used a right\"",
            "ccpa.7011.e.2.F",
            Status::Missing,
        ),
        ("we do not charge \"a fee\" because \"access is your right\"", "ccpa.7011.e.2.F", Status::Missing),
        (
            "you have the right to access personal-data in \"a machine-readable format\"",
            "gdpr.13.2.b.access",
            Status::Met,
        ),
        ("you have the right to access personal-data in DE", "gdpr.13.2.b.access", Status::Missing),
        ("we verify photos by \"a selfie\"", "ccpa.7011.e.3.E", Status::Missing),
        ("we verify identity by \"a selfie\"", "ccpa.7011.e.3.E", Status::Met),
        ("we do not verify identity", "ccpa.7011.e.3.E", Status::Missing),
        ("we will not discriminate against you", "ccpa.7011.e.2.F", Status::Met),
        ("\"the shop\" will not discriminate against you", "ccpa.7011.e.2.F", Status::Missing),
        (
            "customers must not use contact for \"discriminate unlawfully\"",
            "ccpa.7011.e.2.F",
            Status::Missing,
        ),
        ("children have the right to delete personal-data", "gdpr.13.2.b.erasure", Status::Missing),
        ("you have the right to delete contact.name", "gdpr.13.2.b.erasure", Status::Missing),
        ("you have the right to delete personal-data", "gdpr.13.2.b.erasure", Status::Met),
        (
            "section choices {\nusers may at any time unsubscribe from \"emails\" by \"a link\" : web-form\n}",
            "ccpa.7011.e.3.A",
            Status::Missing,
        ),
        ("users may exercise rights by \"a form\" : web-form", "ccpa.7011.e.3.A", Status::Met),
        ("you may not appoint \"an agent\"", "ccpa.7011.e.3.H", Status::Missing),
        ("you may appoint \"an agent\"", "ccpa.7011.e.3.H", Status::Met),
        ("you can contact raters by chat", "ccpa.7011.e.3.J", Status::Missing),
        ("you can contact us by chat", "ccpa.7011.e.3.J", Status::Met),
        (
            "we will not discriminate against you because \"you use a free account\"",
            "ccpa.7011.e.2.F",
            Status::Missing,
        ),
    ] {
        assert_eq!(
            asked_by(
                "gdpr, ccpa",
                &format!("data contact \"contact details\" : contact\n{head}{sentence}"),
                id
            ),
            expected,
            "{sentence}"
        );
    }
}

#[test]
fn a_representative_is_one_where_the_law_holds() {
    let acme = |representative: &str| {
        format!(
            "organization acme \"Acme\" {{\ncountry US\n{representative}\n}}\n\
             we collect contact from you\nwe collect \"what visitors do\" from visitors in eea\n\
             we offer \"goods\" to \"people\" in uk\n\
             section here for people in eea, uk {{ we collect contact from you }}\n"
        )
    };
    let (eu, uk) = ("gdpr.13.1.a.rep", "uk.27.rep");
    let for_uk = acme("representative \"Acme UK Ltd\" in uk");
    let for_eu = acme("representative \"Acme GmbH\" in DE");
    let for_any = acme("representative \"Acme GmbH\"");
    for (text, of_eu, of_uk) in [(&for_uk, false, true), (&for_eu, true, false), (&for_any, true, true)] {
        assert_eq!(status(text, eu) == Status::Met, of_eu, "{text}");
        assert_eq!(status(text, uk) == Status::Met, of_uk, "{text}");
    }
}

#[test]
fn what_is_missing_of_several_things_is_named() {
    let rights = "source lists \"lists\" : broker\nwe receive contact from lists\n\
                  you have the right to access, correct, delete, port contact\n";
    let declare = |text: &str| {
        judged(text, "gdpr.14.2.c", |judged| judged.declare().map(|advice| advice.into_owned())).unwrap()
    };
    let one = declare(&format!("{rights}you can object to processing"));
    assert!(one.contains("restrict processing") && !one.contains("access"), "{one}");
    let two = declare(rights);
    assert!(two.contains("restrict processing") && two.contains("object to processing"), "{two}");
}

#[test]
fn a_right_to_a_copy_to_take_along_is_due_where_data_rests_on_consent_or_a_contract() {
    let policy = |basis: &str| format!("we collect contact from you for \"help you\" basis {basis}\n");
    for (basis, expected) in [
        ("public-task", Status::NotApplicable),
        ("legal-obligation, legitimate-interests", Status::NotApplicable),
        ("public-task, consent", Status::Missing),
        ("contract", Status::Missing),
    ] {
        assert_eq!(status(&policy(basis), "gdpr.13.2.b.portability"), expected, "{basis}");
    }
}

#[test]
fn what_is_done_otherwise_than_by_sharing_meets_what_is_asked_of_recipients() {
    let to =
        "recipient court \"the courts\" : authority\nwe collect contact from you\nwe send contact to court\n";
    assert_eq!(status(to, "gdpr.13.1.e"), Status::Met);
}

#[test]
fn a_complaint_in_words_is_one_to_whoever_is_named() {
    let right = "you have the right to \"lodge a complaint\" with \"the supervisory authority\"";
    assert_eq!(status(&format!("we collect contact from you\n{right}"), "gdpr.13.2.d"), Status::Met);
}

#[test]
fn a_basis_of_what_people_may_object_to_is_not_relied_on() {
    let right =
        "we collect contact from you\nyou have the right to object to processing basis legitimate-interests";
    assert_ne!(status(right, "gdpr.13.1.d"), Status::Met);
    assert_eq!(status(right, "gdpr.13.1.c.basis"), Status::Missing);
}

#[test]
fn who_requires_data_of_people_collects_it() {
    let purposes = "gdpr.13.1.c.purposes";
    assert_eq!(status("we may require contact from users", purposes), Status::Missing);
    assert_eq!(status("we may require contact from users for \"help\"", purposes), Status::Met);
    assert_eq!(status("we may require \"a form\" for requests", purposes), Status::Unknown);
}

/// The same under the laws that this policy names.
fn asked_by(laws: &str, text: &str, id: &str) -> Status {
    let text = format!("policy \"P\" {{ laws {laws} }}\n{text}\n");
    let read = crate::syntax::read(FileId(0), &text);
    assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
    let policy = crate::model::policy("test", read.value.items, Vocabulary::builtin()).value;
    let coverage = coverage(&policy, Vocabulary::builtin(), &[], None, &[]);
    let mut all = coverage.laws.iter().flat_map(|law| &law.judged);
    all.find(|judged| *judged.asked.requirement.id == *id).unwrap_or_else(|| panic!("{id}")).status
}

#[test]
fn what_holds_for_some_people_answers_for_them_alone() {
    let rights = "you have the right to delete personal-data\nwe do not sell or share personal-data\n";
    let within = |scope: &str| format!("section some \"Some\" {scope} {{\n{rights}}}");
    for (scope, expected) in [
        ("for applicants", Status::Missing),
        ("for children under 16", Status::Missing),
        ("for people in california", Status::Met),
        ("for users", Status::Met),
    ] {
        assert_eq!(asked_by("ccpa", &within(scope), "ccpa.7011.e.2.B"), expected, "{scope}");
        assert_eq!(asked_by("ccpa", &within(scope), "ccpa.7011.e.1.D"), expected, "{scope}");
    }
    let minors = "ccpa.7011.e.1.G";
    assert_eq!(asked_by("ccpa", &within("for children under 16"), minors), Status::Met);
    assert_eq!(asked_by("ccpa", &within("for children under 13"), minors), Status::Missing);
}

#[test]
fn a_right_of_all_whose_data_is_handled_is_one_of_everybody() {
    let declared = "audience sellers \"sellers\" : user\naudience buyers \"buyers\" : customer\n\
                    audience candidates \"candidates\" : applicant\n";
    for (from, whose, expected) in [
        ("patients", "patients", Status::Met),
        ("staff", "staff", Status::Met),
        ("students", "students, parents", Status::Met),
        ("children", "parents", Status::Met),
        ("candidates", "candidates", Status::Met),
        ("candidates", "applicants", Status::Met),
        ("buyers", "buyers", Status::Met),
        ("sellers, buyers", "sellers, buyers", Status::Met),
        ("sellers, buyers", "sellers", Status::Missing),
        ("sellers, buyers", "users", Status::Met),
        ("you", "sellers, buyers", Status::Met),
        ("you", "sellers", Status::Missing),
        ("you", "patients", Status::Missing),
        ("patients, staff", "patients", Status::Missing),
        ("patients", "you", Status::Met),
    ] {
        let text = format!(
            "{declared}we collect contact from {from}\n{whose} have the right to delete personal-data"
        );
        assert_eq!(asked_by("gdpr", &text, "gdpr.13.2.b.erasure"), expected, "{text}");
    }
    let each = format!(
        "{declared}we collect contact from sellers\nsellers have the right to delete personal-data\n\
         section b \"Buyers\" for buyers {{ we collect contact }}\n"
    );
    assert_eq!(asked_by("gdpr", &each, "gdpr.13.2.b.erasure"), Status::Missing);
    let both = format!("{each}buyers have the right to delete personal-data");
    assert_eq!(asked_by("gdpr", &both, "gdpr.13.2.b.erasure"), Status::Met);
}

#[test]
fn neither_to_sell_nor_to_share_is_not_to_disclose_nothing() {
    let purpose = "ccpa.7011.e.1.H";
    assert_eq!(asked_by("ccpa", "we do not sell or share personal-data", purpose), Status::Missing);
    assert_eq!(asked_by("ccpa", "we do not disclose personal-data", purpose), Status::Met);
    assert_eq!(asked_by("ccpa", "we do not sell, share or disclose personal-data", purpose), Status::Met);
}

#[test]
fn a_third_partys_tracker_shares_for_advertising() {
    let tracker = |role: &str, aim: &str, used: &str| {
        format!(
            "recipient net \"Net\" : {role}\ndata email \"email\" : contact.email\n\
             tracker px \"pixels\" : pixel {{\nparty third\nprovider net\nreads email\n{aim}\n}}\n\
             we collect email from you\nwe use px {used}"
        )
    };
    let (aim, none) = ("for \"show you ads\" : ads.targeted", "");
    for (role, own, said, expected) in [
        ("advertising-network", none, none, Status::Met),
        ("partner", aim, none, Status::Met),
        ("partner", none, aim, Status::Met),
        ("partner", none, none, Status::Unknown),
        ("service-provider", aim, none, Status::Unknown),
    ] {
        let text = tracker(role, own, said);
        assert_eq!(asked_by("ccpa", &text, "ccpa.7011.e.1.E"), expected, "{text}");
    }
}

#[test]
fn a_tracker_that_is_used_elsewhere_only_shares_nothing_here() {
    let shares = |said: &str| {
        let text = format!(
            "recipient net \"Net\" : advertising-network\ndata email \"email\" : contact.email\n\
             tracker px \"pixels\" : pixel {{\nparty third\nprovider net\nreads email\n}}\n{said}"
        );
        super::holds(&text, "names(tracker, gives=advertising)", &["california"]) == Some(true)
    };
    let (eu, here) =
        ("section eu \"Europe\" for people in eu { we use px }", "we do not use px in california");
    let children = "section c \"Children\" for child { we do not use px }";
    for said in ["", "we use px", "you can disable px", "we do not use px in eu", children] {
        assert!(shares(said), "{said}");
    }
    for part in ["we use px\nwe do not use px in eu", "we use px\nwe do not use px unless \"you agree\""] {
        assert!(shares(part), "{part}");
    }
    let [denied, away] = [format!("we use px\n{here}"), format!("{eu}\n{here}")];
    for said in [eu, here, &denied, &away, "we do not use px", "we do not use px in \"America\" : us"] {
        assert!(!shares(said), "{said}");
    }
}

#[test]
fn who_collects_nothing_has_said_what_is_collected() {
    let nothing = "we do not collect personal-data";
    for id in ["ccpa.7011.e.1.A", "ccpa.7011.e.1.B", "ccpa.7011.e.1.C", "caloppa.22575.b.1"] {
        let site = format!("service site \"our site\" : website\n{nothing}");
        assert_eq!(asked_by("ccpa, caloppa", &site, id), Status::Met, "{id}");
        for less in
            ["from \"brokers\" : broker", "by \"cookies\"", "if \"you object\"", "except contact.email"]
        {
            assert_eq!(asked_by("ccpa, caloppa", &format!("{site} {less}"), id), Status::Missing, "{less}");
        }
        let both = format!("{site}\nwe receive \"names\"");
        assert_eq!(asked_by("ccpa, caloppa", &both, id), Status::Missing, "{id}");
    }
    let game = format!("service game \"our game\" : mobile-app\ngame is directed to children\n{nothing}");
    for id in ["coppa.312.5.a.1", "coppa.312.10", "coppa.312.4.d.5"] {
        assert_eq!(asked_by("coppa", &game, id), Status::Met, "{id}");
    }
}

#[test]
fn what_parents_can_do_is_a_right_of_theirs() {
    let children = "we collect \"drawings\" from children under 13\n";
    let id = "coppa.312.4.d.5";
    for (sentence, expected) in [
        ("we collect \"drawings\" from parents if consent of parents", Status::Missing),
        ("parents can access, delete personal-data by email", Status::Met),
        ("parents may ask us to delete personal-data", Status::Met),
        ("parents can review personal-data", Status::Met),
    ] {
        assert_eq!(asked_by("coppa", &format!("{children}{sentence}"), id), expected, "{sentence}");
    }
}

#[test]
fn only_what_is_done_with_data_is_objected_to() {
    let collected =
        "we collect contact from you\nwe use contact for \"send you offers\" : marketing.direct\n";
    for (sentence, expected) in [
        ("you may object to marketing", Status::Met),
        ("you may opt-out of marketing", Status::Met),
        ("you may object to processing", Status::Met),
        ("you may object to processing for \"train our models\" : train-ai", Status::Missing),
        ("users may object to \"a new subprocessor\"", Status::Missing),
    ] {
        let found = status(&format!("{collected}{sentence}"), "gdpr.21.2.marketing");
        assert_eq!(found, expected, "{sentence}");
    }
}

#[test]
fn only_what_becomes_of_the_policy_is_a_change_of_it() {
    for (sentence, expected) in [
        ("we will notify you about \"material changes\" by \"e-mail\"", Topic::Changes),
        ("we will notify you of this-policy", Topic::Changes),
        ("we will notify you before \"they take effect\"", Topic::Changes),
        ("we will notify you by \"posting a notice\"", Topic::Changes),
        ("we will notify you at least 30 days before \"your consent ends\"", Topic::About),
        ("we will notify users about \"an outage\" if \"it lasts an hour\"", Topic::About),
        ("we will notify users about \"a new subprocessor\" before \"it gets data\"", Topic::About),
        ("we will notify authority within 72 hours", Topic::About),
        ("we will notify you about \"a data breach\"", Topic::Breach),
        ("we will notify you if \"a breach is likely to harm you\"", Topic::Breach),
    ] {
        let policy = policy(sentence);
        policy.each_statement(&mut |found| assert_eq!(found.topic, expected, "{sentence}"));
    }
}

#[test]
fn a_denial_answers_where_it_holds() {
    let list = "ccpa.130.a5.C.i";
    let head = "section here for people in california { we collect contact from you }\n";
    let answers = [
        ("we do not sell, share personal-data", Status::Met),
        ("we do not sell, share personal-data in california", Status::Met),
        ("we do not sell, share personal-data in us", Status::Met),
        ("we do not sell, share personal-data in nevada", Status::Missing),
        ("we do not sell, share personal-data in california if \"you object\"", Status::Missing),
        // Whether it is shared for advertising is another question.
        ("we do not sell personal-data", Status::Missing),
        (
            "we do not sell personal-data\nwe do not share personal-data for \"ads elsewhere\" : ads.targeted",
            Status::Met,
        ),
    ];
    for (sentence, expected) in answers {
        let text = format!("{head}{sentence}");
        let policy = policy(&text);
        let coverage = coverage(&policy, Vocabulary::builtin(), &[], None, &["ccpa".to_owned()]);
        let mut all = coverage.laws.iter().flat_map(|law| &law.judged);
        let found = all.find(|judged| *judged.asked.requirement.id == *list).unwrap();
        assert_eq!(found.status, expected, "{sentence}");
    }
}

#[test]
fn a_basis_that_is_not_named_ties_nothing() {
    let used = "we collect contact from you for \"help you\"";
    assert_eq!(status(&format!("{used} basis consent"), "gdpr.13.1.c.basis"), Status::Met);
    assert_eq!(status(&format!("{used} basis unmapped"), "gdpr.13.1.c.basis"), Status::Missing);
}

#[test]
fn a_denial_of_a_part_is_no_answer() {
    let denied = |what: &str| {
        let text = format!(
            "policy \"P\" {{ laws ccpa }}\ndata contact \"contact details\" : contact\nwe do not sell, share {what}\n"
        );
        let read = crate::syntax::read(FileId(0), &text);
        let policy = crate::model::policy("test", read.value.items, Vocabulary::builtin()).value;
        let coverage = coverage(&policy, Vocabulary::builtin(), &[], None, &[]);
        let mut all = coverage.laws.iter().flat_map(|law| &law.judged);
        all.find(|judged| *judged.asked.requirement.id == *"ccpa.130.a5.C.i").map(|judged| judged.status)
    };
    assert_eq!(denied("personal-data"), Some(Status::Met));
    assert_eq!(denied("\"our personal information\" : personal-data"), Some(Status::Met));
    let parts = [
        "most personal-data",
        "personal-data \"of minors\"",
        "contact \"of minors\"",
        "\"personal information of minors\" : personal-data",
    ];
    for part in parts {
        assert_eq!(denied(part), Some(Status::Missing), "{part}");
    }
}

#[test]
fn the_channel_of_somebody_else_is_no_way_to_make_requests() {
    let head = "channel help \"the ICO's helpline\" : phone { value \"0303 123 1113\" }\n\
                channel mail \"email\" : email { value \"a@acme.example\" }\n";
    let met = |sentence: &str| status(&format!("{head}{sentence}"), "gdpr.12.2.facilitate");
    assert_eq!(met("you can complain to \"the ICO\" by help"), Status::Missing);
    assert_eq!(met("you can complain to \"the ICO\" by help\nyou can access contact by mail"), Status::Met);
    assert_eq!(met("you can access contact by help"), Status::Met);
}

/// What else is said with the same words answers nothing.
#[test]
fn an_answer_is_more_than_a_word_of_it() {
    let data = "data race \"ethnicity\" : demographic.race\ndata ssn \"SSN\" : identity.government-id.ssn\n\
                recipient host \"our host\" : hosting\n";
    let asked = |id: &str, text: &str| {
        let policy = policy(&format!("{data}{text}"));
        let coverage = coverage(&policy, Vocabulary::builtin(), &[], None, &["ccpa".to_owned()]);
        let mut all = coverage.laws.iter().flat_map(|law| &law.judged);
        all.find(|judged| *judged.asked.requirement.id == *id).unwrap().status
    };
    let (met, missing) = (Status::Met, Status::Missing);
    let verified = "ccpa.7011.e.3.E";
    let sensitive = "ccpa.7011.e.1.K";
    let changes = "caloppa.22575.b.3";
    let tracking = "caloppa.22575.b.6";
    let site = "service site \"our site\" : website\n";
    let shared = "we collect contact from you\nwe do not share contact with others";
    for (id, text, expected) in [
        (verified, "we will respond to \"a verified request\" within 45 days of \"receipt\"", missing),
        (verified, "section requests { you must provide \"what lets us verify who you are\" }", met),
        (verified, "we verify \"your identity\" before \"we answer\"", met),
        (sensitive, "we collect ssn\nyou may have the right to limit \"the use\" of sensitive-data", missing),
        (sensitive, "we collect ssn\nwe may collect sensitive-data", missing),
        (sensitive, "we collect ssn\nwe collect race for \"hire\" : hr.recruit", missing),
        (sensitive, "we collect ssn\nwe collect race, ssn for \"hire\" : hr.recruit", met),
        (sensitive, "we collect ssn\nwe only use sensitive-data for \"pay you\"", met),
        (changes, &format!("{site}we will post \"a link to this policy\" on \"our home page\""), met),
        (changes, &format!("{site}we will post \"a link\" on \"our home page\""), missing),
        (changes, &format!("{site}we will post \"material changes\" on \"our home page\""), met),
        (tracking, &format!("{site}we respond to dnt because \"we do not track you over time\""), missing),
        (tracking, &format!("{site}\"third parties\" may \"follow you over time\""), met),
        ("caloppa.22575.b.1", &format!("{site}{shared} except host unless notice"), met),
        ("caloppa.22575.b.1", &format!("{site}{shared} unless notice"), missing),
    ] {
        assert_eq!(asked(id, text), expected, "{text}");
    }
}

#[test]
fn only_who_asks_for_what_a_law_gives_shows_how_to_ask() {
    let head = "channel mail \"mail\" : mail { value \"1 Main St\" }\n\
                channel form \"our form\" : web-form { link \"https://a.example/f\" }\n\
                channel tool \"your browser\" : browser\n";
    let met = |id: &str, sentence: &str| status(&format!("{head}{sentence}"), id);
    for id in ["gdpr.12.2.facilitate", "ccpa.7011.e.3.A"] {
        let agent = "you can appoint \"an authorized agent\" by mail giving \"your signed permission\"";
        assert_eq!(met(id, agent), Status::Missing, "{id}");
        let list = "section rights { you can unsubscribe from \"our mailing lists\" by form }";
        assert_eq!(met(id, list), Status::Missing, "{id}");
        assert_eq!(met(id, "you can exercise your-rights by tool"), Status::Missing, "{id}");
        assert_eq!(met(id, "you can exercise your-rights by mail"), Status::Met, "{id}");
        assert_eq!(met(id, "you can delete contact by form"), Status::Met, "{id}");
    }
}

#[test]
fn who_says_that_data_goes_abroad_lacks_a_safeguard_alone() {
    let head = "region away \"countries outside Europe\"\nwe collect contact from you\n";
    let told = format!("{head}we will transfer personal-data to away");
    assert_eq!(status(&told, "gdpr.13.1.f.fact"), Status::Met);
}

#[test]
fn telling_a_parent_is_no_word_on_what_is_sold_of_children() {
    let young = |does: &str| {
        status(&format!("section young for consumers under 16 {{ we {does} }}\n"), "ccpa.7011.e.1.G")
    };
    let parents = "disclose contact to \"parents\" : parent";
    assert_eq!(young(&format!("will not {parents} unless consent")), Status::Missing);
    assert_eq!(young("do not sell or share contact"), Status::Met);
}

#[test]
fn of_several_things_a_section_is_told_its_own() {
    let rights = "source lists \"lists\" : broker\nwe receive contact from lists\n\
                  you have the right to access, delete, object to contact\n";
    let titles = |section: &str| {
        let stub = &crate::law::Pack::builtin("gdpr").unwrap().stub;
        let section = stub.iter().find(|known| *known.id == *section).unwrap();
        judged(rights, "gdpr.14.2.c", |judged| {
            let gaps = judged.gaps(&section.answers);
            gaps.iter().map(|gap| gap.requirement.title.clone()).collect::<Vec<_>>()
        })
    };
    assert_eq!(titles("right-of-access"), Vec::<String>::new());
    assert_eq!(titles("right-to-rectification"), ["Right to rectification"]);
    assert!(judged(rights, "gdpr.14.2.c", |judged| judged.is_partly_met()));
}
