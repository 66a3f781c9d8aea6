//! What coverage calls answered is answered in the stub.

use std::collections::BTreeMap;

use super::super::{Subject, documents};
use crate::analysis::coverage::{Coverage, Status, coverage};
use crate::document::{BlockKind, Wording};
use crate::law::Vocabulary;
use crate::project;

/// What is found under a policy's laws, by the ids of the requirements.
fn statuses(covered: &Coverage<'_>) -> BTreeMap<String, Status> {
    let judged = covered.laws.iter().flat_map(|law| &law.judged);
    judged.map(|judged| (judged.asked.requirement.id.to_string(), judged.status)).collect()
}

/// Sections that look at each purpose and at all data, where coverage is content with some.
const FINER: [&str; 3] = ["purposes-and-bases", "legitimate-interests", "provision"];

/// The sections of a policy's stubs that lack something though every requirement of theirs is met.
fn differences(name: &str, source: &str) -> Vec<String> {
    let load = |_: &str| Ok(source.as_bytes().to_vec());
    let read = project::read("test.candor", &load, Vocabulary::builtin());
    let wording = Wording::new("en", "en", &BTreeMap::new()).unwrap();
    let status = statuses(&coverage(&read.policy, Vocabulary::builtin(), &[], None, &[]));
    let stubs = documents(&Subject::new(&read.policy, &wording));
    let sections = stubs.documents.iter().flat_map(|stub| &stub.sections);
    let lacking = sections.filter(|section| {
        let gap = section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Callout(_)));
        let mut asked = section.origin.requirements.iter().filter_map(|id| status.get(&**id)).peekable();
        gap && !FINER.contains(&&*section.id)
            && asked.peek().is_some()
            && asked.all(|status| *status == Status::Met)
    });
    lacking.map(|section| format!("{name}: `{}`", section.id)).collect()
}

#[test]
fn what_coverage_calls_answered_has_no_gap_in_the_stub() {
    let samples = [
        ("claritru", include_str!("../../../../policies/claritru.candor")),
        ("clarizen", include_str!("../../../../policies/clarizen.candor")),
        ("starter", include_str!("../../../../policies/starter.candor")),
        ("clientwise", include_str!("../../../../policies/clientwise.candor")),
        ("civicplus", include_str!("../../../../policies/civicplus.candor")),
        ("classimize", include_str!("../../../../policies/classimize.candor")),
    ];
    let mut found: Vec<String> =
        samples.iter().flat_map(|(name, source)| differences(name, source)).collect();
    let parts = [
        "we collect contact from you for orders",
        "we collect contact directly for orders",
        "we do not collect personal-data",
        "we receive contact from lists for orders basis contract",
        "we share contact with mailer for orders",
        "we sell contact to net for \"ads\" : ads.targeted",
        "we do not sell, share personal-data",
        "we keep contact for 2 years",
        "you have the right to access, know, delete, correct contact by mail within 30 days fee none",
        "you have the right to restrict, object to processing by mail",
        "you can withdraw consent by mail",
        "we use contact for orders basis consent",
        "we may update this-policy",
        "we honor gpc",
        "we do not automatically decide \"anything\"",
        "we transfer contact to mailer in united-states",
    ];
    // Every pair of these: a policy of one sentence or two.
    for (at, one) in parts.iter().enumerate() {
        for other in &parts[at..] {
            let source = format!(
                "policy \"P\" {{ laws ccpa, gdpr }}\norganization acme \"Acme\" {{ email \"a@acme.example\" }}\n\
                 data contact \"contact details\" : contact\npurpose orders \"ship\" : service.fulfilment\n\
                 source lists \"lists\" : broker\nrecipient mailer \"Mailer\" : processor {{ country US }}\n\
                 recipient net \"Net\" : advertising-network\nchannel mail \"email\" : email\n{one}\n{other}\n"
            );
            found.extend(differences(&format!("{one}; {other}"), &source));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_the_stub_shows_as_an_offer_is_a_fact() {
    let words = include_str!("../../../../templates/en/laws/ccpa.yaml");
    let words: serde_json::Value = serde_yaml::from_str(words).unwrap();
    let listed = ["words", "offers"].map(|key| words["sections"]["incentives"][key].as_array().unwrap());
    let offers = listed.into_iter().flatten().map(|word| format!("we offer \"{}\"", word.as_str().unwrap()));
    let section = "section incentives \"Ours\" { we offer users \"a credit\" if \"they answer\" }";
    for offer in offers.chain([section.to_owned()]) {
        let shown = super::section("ccpa", "incentives", &offer);
        assert!(!shown.contains("Not "), "{shown}");
        let source = format!("policy \"P\" {{ laws ccpa }}\n{offer}");
        let load = |_: &str| Ok(source.as_bytes().to_vec());
        let read = project::read("test.candor", &load, Vocabulary::builtin());
        let status = statuses(&coverage(&read.policy, Vocabulary::builtin(), &[], None, &[]));
        assert_eq!(status["ccpa.7016.d.1"], Status::Unchecked, "{offer}");
    }
}
