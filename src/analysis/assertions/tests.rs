//! What breaks an assertion, and what does not.

use crate::analysis::{Settings, check};
use crate::law::Vocabulary;
use crate::source::FileId;

/// The messages of broken assertions, in the order of the text.
fn broken(text: &str) -> Vec<String> {
    let read = crate::syntax::read(FileId(0), text);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
    let findings = check(&model.value, Vocabulary::builtin(), &Settings::default());
    findings.into_iter().filter(|found| found.code == "assertion-broken").map(|found| found.message).collect()
}

#[test]
fn a_sale_is_a_sharing_of_what_it_holds() {
    let text = "data answers \"answers\" : health\nrecipient ads \"ad firms\" : advertising-network\n\
                we may sell answers to ads\nassert never share health with advertising-network\n";
    assert_eq!(broken(text), ["this statement breaks an assertion: `answers` goes to `ads`"]);
}

#[test]
fn what_a_group_includes_by_name_is_shared_with_it() {
    for word in ["including", "such as"] {
        let text = format!(
            "data prompts \"prompts\" : content.prompts\n\
             data chats \"chats\" : content.files {{ {word} prompts, \"diagnoses\" : health }}\n\
             recipient ads \"ad firms\" : advertising-network\nwe share chats with ads\n\
             assert never share prompts with advertising-network\nassert never share health\n"
        );
        assert_eq!(broken(&text).len(), 2, "{word}");
    }
}

#[test]
fn what_is_denied_breaks_nothing() {
    let text = "data answers \"answers\" : health\nwe do not share answers\nassert never share health\n";
    assert_eq!(broken(text), Vec::<String>::new());
}

#[test]
fn what_is_excepted_is_not_done() {
    let text = "data genes \"genes\" : genetic\nrecipient host \"our host\" : hosting\n\
                we share personal-data except genes with host\n\
                we share all-data except contact with host\nassert never share genes\n";
    assert_eq!(broken(text), ["this statement breaks an assertion: `all-data`"]);
    let text = text.replace("never share genes", "never share personal-data");
    assert_eq!(broken(&text).len(), 2);
}

#[test]
fn other_data_and_other_parties_break_nothing() {
    let text = "data names \"names\" : identity.name\nrecipient host \"our host\" : hosting\n\
                we share names with host\nassert never share health\nassert never share names with advertising-network\n";
    assert_eq!(broken(text), Vec::<String>::new());
}

#[test]
fn every_recipient_of_a_country_must_have_a_safeguard() {
    let text = "recipient near \"Near\" { country DE }\nrecipient far \"Far\" { country US }\n\
                we share \"names\" with near, far\nassert every recipient in us has safeguard\n";
    assert_eq!(broken(text), ["the recipient `far` has no `safeguard`"]);
}

const HEAD: &str = "data contact \"contact information\" : contact { name \"name\" : identity.name\n\
    email \"email address\" : contact.email }\ndata answers \"answers\" : health\n\
    data device \"device data\" : technical\npurpose ads \"show you ads\" : ads\n\
    recipient mailer \"Mailer\" : processor\nrecipient adnet \"AdNet\" : advertising-network\n\
    recipient broker \"Broker\" : data-broker\nrecipient far \"Far\" : processor { country US }\n\
    recipient payer \"Payer\" : partner { consideration \"money\" }\n\
    recipient grp \"our group\" { including adnet }\n\
    tracker pixel \"the pixel\" : pixel { party third provider adnet reads answers }\n\
    tracker cookies \"cookies\" : cookie { party first reads device }\n";

/// How often a sentence breaks an assertion.
fn breaks(assertion: &str, said: &str) -> usize {
    broken(&format!("{HEAD}{said}\nassert {assertion}\n")).len()
}

#[test]
fn an_assertion_is_broken_in_other_words() {
    for (assertion, said) in [
        (
            "never share health with advertising-network",
            &[
                "we share answers with all recipients",
                "we share answers with grp",
                "we share contact including answers with adnet",
                "we share contact such as \"how you feel\" : health with adnet",
                "we send answers to adnet",
                "we copy answers to adnet",
                "we submit answers to adnet",
                "we may rent answers to adnet",
                "adnet may collect answers",
                "adnet may access answers",
                "adnet receives answers",
                "adnet obtains answers",
                "we use pixel",
                "we do not share answers with adnet unless consent",
                "we do not share answers except adnet",
                "we do not always share answers with adnet",
            ][..],
        ),
        ("never publish contact", &["we post contact on \"our public forum\""]),
        (
            "never sell personal-data",
            &[
                "we rent contact",
                "we share contact with payer",
                "we do not sell personal-data unless consent",
                "we do not always sell personal-data",
                "we do not sell personal-data except contact",
            ],
        ),
        (
            "never transfer personal-data to united-states",
            &[
                "we transfer contact to mailer in us",
                "we transfer contact to far",
                "we share contact with far",
            ],
        ),
        (
            "never use sensitive-data for ads",
            &["we collect answers for ads", "we share answers with mailer for ads"],
        ),
        (
            "never keep personal-data indefinitely",
            &[
                "we retain contact indefinitely",
                "we collect contact kept indefinitely",
                "data notes \"notes\" : contact.email { kept indefinitely }",
            ],
        ),
        ("never sell contact to broker", &["we sell contact", "we sell contact to broker"]),
        ("never collect answers", &["we obtain answers", "we receive answers", "we infer answers"]),
        ("never share contact unless consent", &["we share contact with mailer if law-requires"]),
        ("never share contact except contact.name", &["we share contact.email with mailer"]),
    ] {
        for said in said {
            assert_eq!(breaks(assertion, said), 1, "{assertion}: {said}");
        }
    }
}

#[test]
fn what_an_assertion_leaves_alone_breaks_nothing() {
    for (assertion, said) in [
        (
            "never share health with advertising-network",
            &[
                "we share answers with mailer",
                "we share answers with all recipients except adnet",
                "we share personal-data except answers with adnet",
                "we do not share answers with adnet",
                "adnet must not receive answers",
                "we use cookies",
                "we may be unable to share answers with adnet",
            ][..],
        ),
        (
            "never sell personal-data",
            &["we share contact with mailer", "we do not sell personal-data unless business-transfer"],
        ),
        (
            "never transfer personal-data to united-states",
            &["we transfer contact to mailer", "we transfer contact to mailer in DE"],
        ),
        (
            "never use sensitive-data for ads",
            &["we use contact for ads", "we use answers for \"help you\" : service"],
        ),
        (
            "never keep answers indefinitely",
            &["we keep answers for 1 months", "we keep contact indefinitely"],
        ),
        ("never sell contact to broker", &["we sell device to broker", "we share contact with mailer"]),
        ("never collect answers", &["we collect contact", "we do not collect answers"]),
        ("never share contact unless consent", &["we share contact with mailer only if consent"]),
        ("never share contact except contact.name", &["we share contact.name with mailer"]),
        ("never share contact except mailer", &["we share contact with mailer"]),
    ] {
        for said in said {
            assert_eq!(breaks(assertion, said), 0, "{assertion}: {said}");
        }
    }
}

#[test]
fn one_of_what_or_joins_will_do() {
    let text = "recipient near \"Near\" : processor { country DE }\nrecipient far \"Far\" : processor\n\
                we share \"names\" with near, far\n";
    let either = format!("{text}assert every recipient has country or safeguard\n");
    assert_eq!(broken(&either), ["the recipient `far` has no `country` or `safeguard`"]);
    let both = format!("{text}assert every recipient has country, safeguard\n");
    assert_eq!(broken(&both).len(), 3);
}

#[test]
fn a_limit_that_nothing_is_compared_with_is_refused() {
    for assertion in [
        "never share contact if consent",
        "never share contact only if consent",
        "never keep answers for 2 years",
        "never share contact automatically",
        "never share contact after \"you leave\"",
        "every recipient has country if consent",
    ] {
        let text = format!("{HEAD}assert {assertion}\n");
        let read = crate::syntax::read(FileId(0), &text);
        let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
        let findings = check(&model.value, Vocabulary::builtin(), &Settings::default());
        let refused = findings.iter().filter(|found| found.code == "unchecked-limit").count();
        assert_eq!(refused, 1, "{assertion}: {:?}", read.findings);
    }
}

#[test]
fn a_group_is_said_to_hold_what_was_asserted() {
    let text = "data video \"recordings\" : content.videos {\n    faces \"faces\" : biometric\n}\n\
                recipient police \"the police\" : authority\nassert never share faces with police\n\
                we do not disclose video to police unless \"they have a warrant\"\n";
    assert_eq!(
        broken(text),
        ["this statement breaks an assertion: `video`, which holds `video.faces`, goes to `police`"]
    );
}
