//! Which laws a policy falls under.

use super::*;

#[test]
fn facts_and_places_make_a_law_apply() {
    let applies = |text: &str| {
        let policy = policy(&format!("{HEAD}{text}\n"));
        let coverage = coverage(&policy, Vocabulary::builtin(), &[], "2026-06-01".parse().ok(), &[]);
        coverage.laws.iter().map(|law| law.law.id.to_owned()).collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    assert_eq!(applies("section ca for people in california { we sell contact.email }"), ["ccpa"]);
    assert_eq!(applies("section ca for people in california { we collect contact.email }"), none);
    assert_eq!(applies("we sell contact.email"), none);
    assert_eq!(applies("section va for people in virginia { we sell contact.email }"), ["vcdpa"]);
    assert_eq!(applies("organization acme \"Acme\" { country FR }"), ["gdpr"]);
    assert_eq!(applies("we collect contact.email from children under 12"), ["coppa"]);
    // Who is established elsewhere and serves nobody here is not under a law on children.
    let abroad = "organization acme \"Acme\" { country GB }\nwe collect contact.email from children under 12";
    assert_eq!(applies(abroad), ["uk-gdpr"]);
    assert_eq!(applies(&format!("{abroad} in US")), ["coppa", "uk-gdpr"]);
    assert_eq!(applies("we do not target people in eu"), none);
}
