//! What authors are told to declare: it can be declared, and then the section says something.

use super::*;

/// What advice takes for granted.
const KNOWN: &[(&str, &str)] = &[
    ("contact", "data contact \"contact information\" : contact"),
    ("orders", "purpose orders \"send you what you ordered\" : service.fulfilment"),
    ("news", "purpose news \"send you news\" : marketing.email"),
    ("security", "purpose security \"prevent fraud\" : security.fraud"),
    ("ads", "purpose ads \"show you ads on other sites\" : ads.targeted"),
    ("adnet", "recipient adnet \"AdNet\" : advertising-network"),
    (
        "mailer",
        "recipient mailer \"Mailer\" : processor { country US\n safeguard \"standard contractual clauses\" }",
    ),
    ("lists", "source lists \"data suppliers\" : broker"),
    ("partner", "organization partner \"Partner Inc.\" : joint-controller"),
    ("email", "channel email \"email\" : email { value \"privacy@acme.example\" }"),
    ("form", "channel form \"our form\" : web-form { link \"https://acme.example/form\" }"),
    ("phone", "channel phone \"phone\" : phone { value \"+1 800 555 0100\" }"),
    (
        "optout",
        "channel optout \"Do Not Sell or Share My Personal Information\" : web-form { link \"https://acme.example/o\" }",
    ),
    ("limit", "channel limit \"Limit the Use\" : web-form { link \"https://acme.example/l\" }"),
    ("site", "service site \"our site\" : website"),
    ("account-closure", "condition account-closure \"you close your account\""),
];

/// The sentences, sections and clauses that a piece of advice has in backticks.
fn sentences(advice: &str) -> Vec<String> {
    let said = advice.split('`').skip(1).step_by(2).map(|said| said.replace('…', "because we say so"));
    let sentence = |said: String| match said.split_whitespace().next() {
        Some("we" | "you" | "section" | "partner") => Some(said),
        Some("within" | "fee") => Some(format!("you have the right to delete personal-data {said}")),
        Some("basis") => Some(format!("we use contact for security {said}")),
        _ => None,
    };
    said.filter_map(sentence).collect()
}

/// The declarations that it has; that of the publisher is there already.
fn declarations(advice: &str) -> Vec<String> {
    const NOUNS: &[&str] = &["data", "purpose", "recipient", "source", "channel", "organization"];
    let said = advice
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|said| said.replace("https://…", "https://acme.example/x").replace('…', "x"));
    let is_one = |said: &String| {
        said.split(" ").next().is_some_and(|word| said.contains(' ') && NOUNS.contains(&word))
    };
    said.filter(|said| is_one(said) && !said.starts_with("organization acme")).collect()
}

fn shows(law: &str, id: &str, declared: &[String], sentences: &[String]) -> String {
    let (all, own) = (sentences.join("\n"), declared.join("\n"));
    let words: Vec<&str> = all.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let is_own = |id: &str| declared.iter().any(|one| one.split(' ').nth(1) == Some(id));
    let known = KNOWN.iter().filter(|(id, _)| words.contains(id) && !is_own(id)).map(|(_, known)| *known);
    let known: Vec<&str> = known.collect();
    section(law, id, &format!("{}\n{own}\n{all}\n", known.join("\n")))
}

#[test]
fn advice_can_be_followed_and_fills_its_section() {
    let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
    for id in ["ccpa", "gdpr"] {
        let law = wording.law(id).unwrap();
        for stub in &Pack::builtin(id).unwrap().stub {
            let words = law.words().get("sections").and_then(|sections| sections.get(&stub.id));
            let advice = words.and_then(|words| words.text_of("declare")).unwrap_or_default();
            let (declared, sentences) = (declarations(advice), sentences(advice));
            if sentences.is_empty() {
                continue;
            }
            // Each can be declared by itself, and all together answer what is asked.
            for sentence in &sentences {
                shows(id, &stub.id, &declared, std::slice::from_ref(sentence));
            }
            let text = shows(id, &stub.id, &declared, &sentences);
            assert!(!text.contains("Not declared. "), "{id} {}: {sentences:#?}\n{text}", &*stub.id);
        }
    }
}

#[test]
fn that_nothing_is_decided_or_shared_is_said_and_shown() {
    let decided = "we do not use personal-data for \"make decisions about you by automated means alone\"";
    let credit = "we decide \"credit limits\" automatically because \"it is quicker\"";
    says("gdpr", "automated-decisions", &format!("{credit}\n{decided}"), "by automated means alone");
    let shared = "data contact \"contact information\" : contact\nwe collect contact\n\
                  we have not shared personal-data for \"advertise to you across other websites\" : ads.targeted in the last 12 months";
    says(
        "ccpa",
        "sold-or-shared",
        shared,
        "we have not shared your personal information to advertise to you across other websites",
    );
}

#[test]
fn advice_names_the_channels_that_there_are_and_what_it_says_of_sensitive_data_is_enough() {
    let declared = "channel mail \"email\" : email { value \"a@acme.example\" }";
    says("gdpr", "right-of-access", declared, "you have the right to access personal-data by mail.");
    // What the advice itself declares stays as it is called there.
    says("gdpr", "requests", declared, "each right: by email.");
    let elsewhere = "you can complain to \"the regulator\" by mail";
    let theirs = "channel mail \"the regulator's email\" : email { value \"x@reg.example\" }";
    says("gdpr", "right-of-access", &format!("{theirs}\n{elsewhere}"), "personal-data by email.");
    says("gdpr", "right-of-access", "", "you have the right to access personal-data by email.");
    says("ccpa", "right-to-know", declared, "personal-data by form.");
    let sensitive =
        "data s \"social security number\" : identity.government-id.ssn\nwe collect s from users\n";
    let id = "sensitive-use";
    says("ccpa", id, sensitive, "Not complete. Nothing says “Statement on SPI use beyond 7027(m)”. Say what");
    let denied = format!("{sensitive}we do not use sensitive-data for \"infer characteristics about you\"");
    never_says("ccpa", id, &denied, "Not complete.");
    says(
        "ccpa",
        id,
        "we collect \"names\" : identity.name",
        "Not declared. This is needed only where it applies.",
    );
}

#[test]
fn a_row_tells_only_of_its_own_exceptions() {
    let policy = "data ads \"advertising identifiers\" : device.ad-id\ndata place \"location\" : location\n\
                  data mail \"email address\" : contact.email\n\
                  we collect ads, place, mail\nwe do not sell personal-data except ads";
    says("ccpa", "categories", policy, "Geolocation data Disclosed to: Not declared Sold: Not sold");
    says(
        "ccpa",
        "categories",
        policy,
        "Sold: We do not sell this information, except advertising identifiers",
    );
}
