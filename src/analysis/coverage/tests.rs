//! Facts, checks and coverage over small policies.

mod answers;
mod applies;
mod denials;
mod each;
mod others;
mod receiving;

use super::*;
use crate::analysis::facts::Facts;
use crate::analysis::laws::{verify, wrong_check};
use crate::law::condition::{evidence, facts};
use crate::source::FileId;

fn policy(text: &str) -> Policy {
    let read = crate::syntax::read(FileId(0), text);
    assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
    let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
    let errors: Vec<_> =
        model.findings.iter().filter(|found| found.severity == crate::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    model.value
}

/// What holds in a policy, under a law of these regions.
fn holds(text: &str, condition: &str, regions: &[&str]) -> Option<bool> {
    let policy = policy(text);
    let regions: Vec<String> = regions.iter().map(ToString::to_string).collect();
    let survey = Survey::of(&policy, Vocabulary::builtin());
    let facts = Facts::new(&survey, &regions, "gdpr", "2026-06-01".parse().ok());
    let condition: Condition = condition.parse().unwrap();
    assert_eq!(wrong_check(&condition, Vocabulary::builtin()), None);
    facts.holds(&condition).holds
}

/// For each fact, a sentence that shows it, one that shows that it is not so, and whether
/// silence leaves it open. An empty sentence: nothing can show that.
const FACTS: &[(&str, &str, &str)] = &[
    (
        "collects-data-directly-from-individuals",
        "we collect contact.email",
        "we do not collect personal-data",
    ),
    (
        "obtains-data-from-other-sources",
        r#"we receive contact.email from "a broker" : broker"#,
        "we do not receive personal-data from third-party",
    ),
    ("uses-publicly-accessible-sources", r#"we collect contact.email from "registers" : public-record"#, ""),
    (
        "discloses-to-recipients",
        r#"we share contact.email with "a mailer" : processor"#,
        "we do not share personal-data",
    ),
    ("uses-service-providers", r#"we share contact.email with "a mailer" : processor"#, ""),
    (
        "discloses-to-third-parties",
        r#"we share contact.email with "a partner" : partner"#,
        "we do not disclose personal-data",
    ),
    ("sells-personal-information", "we sell contact.email", "we do not sell personal-data to third-party"),
    (
        "shares-for-cross-context-behavioral-advertising",
        r#"we share device.ip with "ad firms" : advertising-network"#,
        "we do not share personal-data",
    ),
    (
        "processes-for-targeted-advertising",
        r#"we use device.ip for "show you ads" : ads.targeted"#,
        r#"we do not use personal-data for "show you ads" : ads.targeted"#,
    ),
    (
        "discloses-for-a-business-purpose",
        r#"we disclose contact.email to "a mailer" : processor"#,
        "we do not disclose personal-data",
    ),
    (
        "discloses-to-third-parties-for-their-direct-marketing",
        r#"we share contact.email with "a partner" : partner for "their own marketing" : marketing.direct"#,
        r#"we do not share personal-data for "their marketing" : marketing.direct"#,
    ),
    ("processes-special-categories", "we collect health", "we do not collect sensitive-data"),
    ("processes-criminal-offence-data", "we collect criminal", "we do not collect criminal"),
    (
        "processes-sensitive-personal-information",
        "we collect location.precise",
        "we do not collect sensitive-data",
    ),
    (
        "uses-sensitive-personal-information-beyond-permitted-purposes",
        r#"we use location.precise for "show you ads" : ads"#,
        "we do not collect sensitive-data",
    ),
    ("sells-sensitive-data", "we sell health", "we do not sell personal-data"),
    ("sells-biometric-data", "we sell biometric.face", "we do not sell personal-data"),
    (
        "relies-on-consent",
        "we process personal-data basis consent",
        "we process personal-data basis contract",
    ),
    (
        "relies-on-explicit-consent",
        "we process personal-data basis explicit-consent",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-contract",
        "we process personal-data basis contract",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-legal-obligation",
        "we process personal-data basis legal-obligation",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-vital-interests",
        "we process personal-data basis vital-interests",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-public-task",
        "we process personal-data basis public-task",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-legitimate-interests",
        "we process personal-data basis legitimate-interests",
        "we process personal-data basis consent",
    ),
    (
        "relies-on-recognised-legitimate-interests",
        "we process personal-data basis recognised-legitimate-interests",
        "we process personal-data basis consent",
    ),
    (
        "uses-data-for-direct-marketing",
        r#"we use contact.email for "send you news" : marketing.email"#,
        r#"we do not use personal-data for "send you news" : marketing.direct"#,
    ),
    ("stores-or-reads-information-on-user-devices", "we use cookie", "we do not use cookie"),
    ("tracks-individuals-over-time-across-sites", "we track visitors", "we do not track visitors"),
    (
        "offers-financial-incentives",
        r#"we offer "a financial incentive""#,
        r#"we do not offer "a financial incentive""#,
    ),
    (
        "makes-solely-automated-significant-decisions",
        r#"we automatically decide "credit limits""#,
        r#"we do not use personal-data for "automated decisions""#,
    ),
    ("profiles-individuals", r#"we infer "your interests""#, "we do not infer personal-data"),
    (
        "uses-admt-for-significant-decisions",
        r#"we automatically decide "credit limits""#,
        r#"we do not use personal-data for "automated decisions""#,
    ),
    (
        "trains-ai-on-personal-data",
        r#"we use content for "train our models" : train-ai"#,
        r#"we do not use personal-data for "train our models" : train-ai"#,
    ),
    (
        "has-a-dpo",
        r#"organization acme "Acme" { dpo "dpo@acme.example" }"#,
        r#"organization acme "Acme" { dpo none }"#,
    ),
    (
        "controller-outside-the-eu",
        r#"organization acme "Acme" { country US }"#,
        r#"organization acme "Acme" { country DE }"#,
    ),
    (
        "controller-outside-the-uk",
        r#"organization acme "Acme" { country US }"#,
        r#"organization acme "Acme" { country GB }"#,
    ),
    (
        "offers-to-or-monitors-people-in-the-eu",
        "section eu for people in DE { we collect contact.email }",
        "",
    ),
    (
        "offers-to-or-monitors-people-in-the-uk",
        "section uk for people in uk { we collect contact.email }",
        "",
    ),
    (
        "has-joint-controllers",
        r#"organization twin "Twin" : joint-controller"#,
        r#"we are not joint-controller of personal-data"#,
    ),
    ("acts-as-processor", "we are processor for contact.email", "we are not processor of personal-data"),
    ("operates-a-website", r#"service site "our site" : website"#, ""),
    ("operates-a-mobile-app", r#"service app "our app" : mobile-app"#, ""),
    ("interacts-with-individuals-in-person", r#"service shop "our shop" : store"#, ""),
    ("has-employees-or-applicants-in-scope", "we collect contact.email from applicants", ""),
    ("lets-individuals-review-or-change-their-data", "you have the right to access personal-data", ""),
    (
        "transfers-outside-eea",
        "recipient mailer \"Mailer\" : processor { country US }\nwe share contact.email with mailer",
        "we do not transfer personal-data",
    ),
    ("transfers-outside-the-uk", "we store contact.email in us", "we do not transfer personal-data"),
    ("transfers-outside-switzerland", "we store contact.email in us", "we do not transfer personal-data"),
    ("transfers-outside-brazil", "we store contact.email in us", "we do not transfer personal-data"),
    ("transfers-outside-quebec", "we store contact.email in us", "we do not transfer personal-data"),
    ("transfers-outside-canada", "we store contact.email in us", "we do not transfer personal-data"),
    ("transfers-outside-india", "we store contact.email in us", "we do not transfer personal-data"),
    (
        "transfer-relies-on-adequacy",
        r#"recipient mailer "Mailer" : processor { country CH safeguard "adequacy" }"#,
        "",
    ),
    (
        "transfer-relies-on-the-dpf",
        r#"recipient mailer "Mailer" : processor { country US safeguard "Data Privacy Framework" }"#,
        "",
    ),
    (
        "transfer-relies-on-sccs",
        r#"recipient mailer "Mailer" : processor { country US safeguard "standard contractual clauses" }"#,
        "",
    ),
    (
        "transfer-relies-on-bcrs",
        r#"recipient mailer "Mailer" : processor { country US safeguard "binding corporate rules" }"#,
        "",
    ),
    (
        "transfer-relies-on-other-art-46-safeguards",
        r#"recipient mailer "Mailer" : processor { country US safeguard "certification" }"#,
        "",
    ),
    (
        "transfer-relies-on-a-derogation",
        r#"recipient mailer "Mailer" : processor { country US safeguard "derogation of Art. 49" }"#,
        "",
    ),
    (
        "transfer-relies-on-compelling-legitimate-interests",
        r#"recipient mailer "Mailer" : processor { country US safeguard "compelling interest" }"#,
        "",
    ),
    (
        "directed-to-children-under-13",
        r#""our games" are intended for children under 12"#,
        r#""our games" are not directed to children under 13"#,
    ),
    (
        "actual-knowledge-of-under-13",
        "we collect contact.email from children",
        "we do not knowingly collect personal-data from children under 16",
    ),
    (
        "actual-knowledge-of-under-16",
        "we collect contact.email from children",
        "we do not knowingly collect personal-data from children under 16",
    ),
    (
        "actual-knowledge-of-minors-under-18",
        "we collect contact.email from minors",
        "we do not knowingly collect personal-data from minors",
    ),
    (
        "sells-or-shares-data-of-under-16",
        "section young for consumers under 16 { we sell personal-data }",
        "section young for consumers under 16 { we do not sell or share personal-data }",
    ),
    ("offers-online-services-to-children-on-consent", "", r#""our games" are not directed to minors"#),
];

/// What only its author can say of a policy.
const STATED: &[&str] = &[
    "data-provision-is-statutory-or-contractual",
    "exempt-from-keeping-records",
    "handles-10-million-or-more-consumers",
    "has-20-or-more-employees",
    "is-a-large-significant-data-holder",
    "must-designate-a-dpo",
    "must-designate-a-swiss-representative",
    "processes-opt-out-signals-in-a-frictionless-manner",
    "relies-on-admt-human-appeal-exception",
    "relies-on-another-admt-exception",
    "uses-data-for-a-new-purpose",
];

/// What can only be ruled out, or is shown by several sentences; asserted one by one below.
const OTHERS: &[&str] = &[
    "collects-audio-of-a-child-s-voice",
    "collects-persistent-identifiers-from-children-for-internal-operations",
    "discloses-childrens-data-to-third-parties",
    "lets-other-parties-track-across-sites",
    "operates-exclusively-online-with-a-direct-relationship",
    "profiles-for-significant-decisions",
    "trains-large-language-models-on-personal-data",
];

const HEAD: &str = "policy \"Acme Privacy Policy\" { language en-US }\n";

#[test]
fn every_fact_is_shown_ruled_out_or_open() {
    for (fact, yes, no) in FACTS {
        for (text, expected) in [(yes, Some(true)), (no, Some(false)), (&"", None)] {
            if !text.is_empty() || expected.is_none() {
                assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), expected, "{fact}: {text}");
            }
        }
        // A positive statement means "some", whatever else is denied.
        let twice = yes.starts_with("organization") || yes.starts_with("section");
        if !yes.is_empty() && !no.is_empty() && !twice {
            assert_eq!(holds(&format!("{HEAD}{no}\n{yes}\n"), fact, &[]), Some(true), "{fact}");
        }
    }
    let mut known: Vec<&str> =
        FACTS.iter().map(|(fact, ..)| *fact).chain(STATED.iter().chain(OTHERS).copied()).collect();
    known.sort_unstable();
    assert_eq!(known, facts().keys().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn what_no_declaration_shows_its_author_states() {
    for fact in STATED {
        let stated = |word: &str| format!("policy \"Acme\" {{\n{word} {fact}\n}}\n");
        assert_eq!(holds(HEAD, fact, &[]), None, "{fact}");
        assert_eq!(holds(&stated("facts"), fact, &[]), Some(true), "{fact}");
        assert_eq!(holds(&stated("rules-out"), fact, &[]), Some(false), "{fact}");
    }
}

#[test]
fn the_other_facts() {
    let check = |text: &str, fact: &str, expected| {
        assert_eq!(holds(&format!("{HEAD}{text}\n"), fact, &[]), expected, "{fact}: {text}")
    };
    let no_children = "\"our games\" are not directed to children\nwe do not knowingly collect personal-data from children\n";
    check("we collect content.audio from children", "collects-audio-of-a-child-s-voice", Some(true));
    check(no_children, "collects-audio-of-a-child-s-voice", Some(false));
    check(no_children, "collects-persistent-identifiers-from-children-for-internal-operations", Some(false));
    check(
        r#"section young for children { we share contact.email with "a partner" : partner }"#,
        "discloses-childrens-data-to-third-parties",
        Some(true),
    );
    check(no_children, "discloses-childrens-data-to-third-parties", Some(false));
    check("all recipients do not track visitors", "lets-other-parties-track-across-sites", Some(false));
    check(
        "recipient adfirm \"Adfirm\" { may track visitors }",
        "lets-other-parties-track-across-sites",
        Some(true),
    );
    check(
        r#"service shop "our shop" : store"#,
        "operates-exclusively-online-with-a-direct-relationship",
        Some(false),
    );
    check("we do not infer personal-data", "profiles-for-significant-decisions", Some(false));
    check(
        r#"we do not use personal-data for "train our models" : train-ai"#,
        "trains-large-language-models-on-personal-data",
        Some(false),
    );
    check(
        "section young for children { we process personal-data basis consent }\n\"our games\" are intended for children",
        "offers-online-services-to-children-on-consent",
        Some(true),
    );
}

#[test]
fn every_check() {
    let check = |text: &str, condition: &str, expected: bool| {
        assert_eq!(
            holds(&format!("{HEAD}{text}\n"), condition, &["eea"]),
            Some(expected),
            "{condition}: {text}"
        );
    };
    check("we collect health", "does(collection, what=health)", true);
    check("we collect contact.email", "does(collection, what=health)", false);
    check("we collect contact.email for \"answer\" : service", "does(collection, for=any)", true);
    check("we keep contact.email for 3 months", "does(any, clause=period)", true);
    check("we keep contact.email for \"our records\"", "does(any, clause=period)", false);
    let from =
        "data logs \"logs\" : device from \"a list\" : broker for \"run it\" : service\nwe collect logs";
    check(from, "does(collection, from=other)", true);
    check(from, "does(collection, from=direct)", false);
    check(from, "does(collection, for=service)", true);
    check(&format!("{from}, contact.email"), "does(collection, from=direct)", true);
    check("data logs \"logs\" : device kept 90 days", "names(data, clause=period)", true);
    check("data logs \"logs\" : device from users", "names(data, clause=period)", false);
    check("we provide \"software\" to \"clients\"", "does(sharing, to=any)", false);
    check("we may share contact.email with \"a mailer\" : processor", "does(sharing, to=processor)", true);
    check("we may share contact.email with \"a mailer\" : processor", "does(sharing, to=third-party)", false);
    check("we do not sell personal-data", "denies(sell, what=data)", true);
    check("we ignore dnt", "says(any, what=dnt)", true);
    check("we ignore dnt", "says(any, what=gpc)", false);
    check("we notify users about \"a change to the policy\"", "says(any, words=\"change\")", true);
    check("section children { parents can delete personal-data }", "says(any, about=parent)", true);
    check("we collect contact.email only if consent of parents", "says(any, about=parent)", true);
    check("organization acme \"Acme\" { email \"a@acme.example\" }", "names(organization, has=email)", true);
    check("organization acme \"Acme\" { email unstated }", "names(organization, has=email)", false);
    check("we use contact.email for \"send news\" : marketing.email", "names(purpose, marketing)", true);
    check(
        "data phone \"phone number\" : contact.phone optional\nwe collect phone",
        "names(data, how=optional)",
        true,
    );
    check(
        "channel form \"a form\" : web-form\nchannel mail \"email\" : email\nyou can exercise rights by form, mail",
        "channels(2)",
        true,
    );
    check("channel mail \"email\" : email\nyou can exercise rights by mail", "channels(2)", false);
    check("channel mail \"email\" : email\nyou can exercise rights by mail", "channels(1, phone)", false);
    check("you have the right to access, correct personal-data", "right(correct)", true);
    check("you cannot correct personal-data", "right(correct)", false);
    check(
        "section ca for people in california { you have the right to correct personal-data }",
        "right(correct)",
        false,
    );
    check(
        "section eu for people in eu { you have the right to correct personal-data }",
        "right(correct)",
        true,
    );
    check(
        "section de for people in DE { you have the right to correct personal-data }",
        "right(correct)",
        false,
    );
    check("we process personal-data basis consent, contract", "basis(any, bound=purpose)", false);
    check(
        "purpose news \"send news\" { basis consent }\nwe use contact.email for news",
        "basis(consent, bound=purpose)",
        true,
    );
    check(
        "we process personal-data basis legitimate-interests",
        "basis(legitimate-interests, with=interest)",
        false,
    );
    check(
        "we process personal-data basis legitimate-interests \"stopping fraud\"",
        "basis(legitimate-interests, with=interest)",
        true,
    );
    check("section fr for people in FR { we collect contact.email }", "serves(here)", true);
    check("we do not target people in FR", "serves(here)", false);
    check("recipient s { country FR }\ns is processor\nwe store contact.email in FR", "serves(here)", false);
    check("organization acme \"Acme\" { country FR }", "established(here)", true);
    check("organization acme \"Acme\" { country US }", "established(here)", false);
    check("recipient a \"A\" : processor { safeguard \"our contract\" }", "safeguard(any)", true);
    check("recipient a \"A\" : processor { safeguard unstated }", "safeguard(any)", false);
}

#[test]
fn a_date_is_judged_by_the_day_that_is_given() {
    let policy = policy("policy \"Acme\" { updated 2025-09-01 }\n");
    let check = |day: Option<&str>, expected| {
        let survey = Survey::of(&policy, Vocabulary::builtin());
        let facts = Facts::new(&survey, &[], "gdpr", day.and_then(|day| day.parse().ok()));
        assert_eq!(facts.holds(&"date(updated, within=12)".parse().unwrap()).holds, expected);
    };
    check(Some("2026-08-31"), Some(true));
    check(Some("2026-09-02"), Some(false));
    check(None, None);
}

#[test]
fn a_check_that_asks_for_nothing_there_is_says_so() {
    let mistake = |text: &str| wrong_check(&text.parse().unwrap(), Vocabulary::builtin()).unwrap();
    assert_eq!(mistake("right(acces)"), "`acces` does not belong here; did you mean `access`?");
    assert_eq!(mistake("does(colect)"), "`colect` does not belong here; did you mean `collect`?");
    assert_eq!(mistake("does(collect, form=direct)"), "`does(…)` has no `form`; did you mean `from`?");
    assert_eq!(mistake("channels(many)"), "`many` is not a number");
    assert_eq!(mistake("right()"), "`right(…)` asks about nothing");
    assert_eq!(mistake("date(updated, 12)"), "`date(…)` takes 1 word at most");
    assert_eq!(
        "rihgt(access)".parse::<Condition>().unwrap_err(),
        "there is no check `rihgt`; did you mean `right`?"
    );
}

#[test]
fn what_ships_asks_only_what_can_be_asked() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap();
        assert_eq!(verify(pack, &[], Vocabulary::builtin()), Ok(()), "{id}");
    }
    for ((id, fact), evidence) in facts().iter().zip(evidence().values()) {
        for (text, parsed) in [(&fact.yes, &evidence.yes), (&fact.no, &evidence.no)] {
            assert_eq!(text.is_some(), parsed.is_some(), "{id}: {text:?}");
            assert_eq!(
                parsed.as_ref().and_then(|condition| wrong_check(condition, Vocabulary::builtin())),
                None,
                "{id}"
            );
            parsed.iter().for_each(|condition| condition.each_fact(&mut |inner| assert_ne!(inner, id)));
        }
    }
}

#[test]
fn every_law_with_a_pack_has_something_to_ask() {
    let laws = laws(&[]);
    for term in Vocabulary::builtin().terms(crate::law::Kind::Law).iter().filter(|law| law.pack.is_some()) {
        let law = laws.iter().find(|law| law.is_called(&term.id));
        let law = law.unwrap_or_else(|| panic!("{} is in no pack", &*term.id));
        assert_eq!(Some(&*law.pack.id), term.pack.as_deref(), "{}", &*term.id);
    }
    let count = |id: &str| laws.iter().find(|law| law.id == id).map(|law| law.asks.len());
    assert!(count("gdpr") > Some(60), "{:?}", count("gdpr"));
    assert!(count("uk-gdpr") > Some(50));
    assert!(count("vcdpa") > Some(10));
    assert_eq!(count("vt-act-145"), Some(0));
}

#[test]
fn a_law_that_takes_over_another_reads_its_citations_as_its_own() {
    let laws = laws(&[]);
    let uk = laws.iter().find(|law| law.id == "uk-gdpr").unwrap();
    let asked = uk.asks.iter().find(|asked| *asked.requirement.id == *"gdpr.13.2.a").unwrap();
    assert_eq!(asked.cite, "UK GDPR Art. 13(2)(a)");
    assert_eq!(asked.verified, Verified::Partial);
    assert!(!uk.asks.iter().any(|asked| *asked.requirement.id == *"gdpr.77"));
}

#[test]
fn what_nobody_verified_is_never_worse_than_a_note() {
    for law in laws(&[]) {
        for asked in law.asks.iter().filter(|asked| asked.verified == Verified::False) {
            let judged = Judged {
                asked: asked.clone(),
                status: Status::Missing,
                at: Vec::new(),
                open: Vec::new(),
                applies: None,
                lacking: Vec::new(),
                partly: false,
            };
            assert_eq!(judged.weight(), Weight::Info);
        }
    }
}

fn status(text: &str, law: &str, requirement: &str, day: &str) -> Status {
    let policy = policy(text);
    let coverage = coverage(&policy, Vocabulary::builtin(), &[], day.parse().ok(), &[law.to_owned()]);
    let judged = coverage.laws[0].judged.iter().find(|judged| *judged.asked.requirement.id == *requirement);
    judged.unwrap().status
}

#[test]
fn a_requirement_is_met_missing_open_or_beside_the_point() {
    let day = "2026-06-01";
    assert_eq!(status(HEAD, "gdpr", "gdpr.13.2.a", day), Status::Unknown);
    let collects = format!("{HEAD}we collect contact.email\n");
    assert_eq!(status(&collects, "gdpr", "gdpr.13.2.a", day), Status::Missing);
    assert_eq!(
        status(&format!("{collects}we keep contact.email for 3 months\n"), "gdpr", "gdpr.13.2.a", day),
        Status::Met
    );
    assert_eq!(status(&collects, "gdpr", "gdpr.30.1", day), Status::Unchecked);
    let denies = format!("{HEAD}we do not sell personal-data\nwe do not share personal-data\n");
    assert_eq!(status(&denies, "ccpa", "ccpa.7011.e.2.D", day), Status::NotApplicable);
}

#[test]
fn the_day_decides_which_law_is_looked_at() {
    let decides = format!("{HEAD}we automatically decide \"credit limits\"\n");
    assert_eq!(status(&decides, "ccpa", "ccpa.7011.e.2.ADMT", "2026-12-31"), Status::NotInForce);
    assert_eq!(status(&decides, "ccpa", "ccpa.7011.e.2.ADMT", "2027-01-01"), Status::Missing);
    // Before there was the law, nothing was met or missing under it.
    assert_eq!(status(&decides, "gdpr", "gdpr.13.2.a", "1999-01-01"), Status::NotInForce);
    assert_eq!(status(&decides, "gdpr", "gdpr.30.1", "1999-01-01"), Status::NotInForce);
    let serves = "section oklahoma for people in oklahoma { we sell contact.email }\n";
    let shown = |day: &str| {
        let policy = policy(&format!("{HEAD}{serves}"));
        let coverage = coverage(&policy, Vocabulary::builtin(), &[], day.parse().ok(), &[]);
        coverage.laws.iter().map(|law| law.law.id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown("2026-06-01"), Vec::<String>::new());
}
