//! Approvals: what they hold for, and how they are recorded.

use candor::approval::{Section, approve};
use candor::compile::{self, Built, Settings};
use candor::law::Vocabulary;
use candor::project::{self, Read};
use candor::source::FileId;

const POLICY: &str = r#"policy "Acme Privacy Policy" {
    language en
}
organization acme "Acme Inc." {
    email "privacy@acme.example"
}
data contact "contact details" : contact
purpose orders "send you what you order" : service.fulfilment
purpose news "send you news" : marketing.direct
recipient mailer "Mailer GmbH" : processor {
    country DE
}
we collect contact for orders
we share contact with mailer for news
"#;

fn read(text: &str) -> Read {
    let load = |_: &str| Ok(text.as_bytes().to_vec());
    let read = project::read("acme.candor", &load, Vocabulary::builtin());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    read
}

fn sections_of(text: &str) -> Vec<Section> {
    let mut built = Built::default();
    let sections = compile::sections(&read(text), &Settings::default(), &mut built);
    assert!(built.template_errors.is_empty(), "{:?}", built.template_errors);
    sections
}

fn section(text: &str, id: &str) -> Section {
    sections_of(text).into_iter().find(|section| section.id == id).unwrap()
}

fn approved(text: &str, ids: &[&str]) -> String {
    let sections = sections_of(text);
    let chosen: Vec<&Section> = sections.iter().filter(|section| ids.contains(&&*section.id)).collect();
    let read = read(text);
    let changed =
        approve(&read.policy, &read.sources, &chosen, jiff::civil::date(2026, 3, 1), "Jane \"JD\" Doe");
    let [(FileId(0), text)] = changed.as_slice() else { panic!("{changed:?}") };
    text.clone()
}

fn found(text: &str) -> Vec<(&'static str, String)> {
    let mut built = Built::default();
    let _ = compile::documents(&read(text), &Settings::default(), &mut built);
    built.findings.into_iter().map(|finding| (finding.code, finding.message)).collect()
}

#[test]
fn digests_are_blind_to_formatting_and_order() {
    let other = POLICY.replace("we collect contact for orders\n", "").replace(
        "data contact",
        "// Bought in the shop.\nwe collect contact\n    for orders\ndata   contact",
    );
    assert_eq!(sections_of(POLICY), sections_of(&other));
}

#[test]
fn a_word_changes_the_wording_and_a_fact_the_facts() {
    let before = section(POLICY, "collection");
    // What readers see of a purpose is its name; what it is for the law is a fact.
    let renamed = section(&POLICY.replace("what you order", "your orders"), "collection");
    assert_ne!(before.wording, renamed.wording);
    let other = section(&POLICY.replace("service.fulfilment", "service.support"), "collection");
    assert_eq!(before.wording, other.wording);
    assert_ne!(before.facts, other.facts);
    // What stands in another section changes nothing here.
    assert_eq!(before, section(&POLICY.replace("send you news", "tell you news"), "collection"));
}

#[test]
fn an_approval_holds_until_what_it_approves_changes() {
    let text = approved(POLICY, &["collection", "sharing"]);
    assert!(text.contains("reviewed 2026-03-01 by \"Jane \\\"JD\\\" Doe\" {\n"), "{text}");
    assert_eq!(found(&text), []);
    let changed = text.replace("country DE", "country FR");
    let [(code, message)] = found(&changed).try_into().unwrap();
    assert_eq!(code, "approval-outdated");
    assert!(
        message.contains("`sharing` changed since Jane \"JD\" Doe approved it on 2026-03-01"),
        "{message}"
    );
    // Approved again, nothing is left of the old line.
    let again = approved(&changed, &["sharing"]);
    assert_eq!(found(&again), []);
    assert_eq!(again.matches("sharing").count(), 1);
    assert_eq!(again.matches("reviewed").count(), 1);
}

#[test]
fn another_reviewer_takes_over_what_they_approve() {
    let text = approved(POLICY, &["collection"]).replace("Jane", "John");
    let text = approved(&text, &["collection", "contact"]);
    assert_eq!(text.matches("reviewed").count(), 1, "{text}");
    assert_eq!(found(&text), []);
    // Approving the same again changes nothing.
    let (again, sections) = (read(&text), sections_of(&text));
    let chosen: Vec<&Section> = sections.iter().filter(|section| section.id == "contact").collect();
    let same =
        approve(&again.policy, &again.sources, &chosen, jiff::civil::date(2026, 3, 1), "Jane \"JD\" Doe");
    assert_eq!(same, []);
}

#[test]
fn an_approval_of_nothing_or_of_the_same_twice_is_a_mistake() {
    let text = approved(POLICY, &["sharing"]);
    let line = text.lines().find(|line| line.contains("wording")).unwrap();
    let codes = |text: &str| found(text).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes(&text.replace(line, &format!("{line}\n{line}"))), ["approved-twice"]);
    assert_eq!(codes(&text.replace("    sharing", "    shering")), ["approved-section-unknown"]);
}
