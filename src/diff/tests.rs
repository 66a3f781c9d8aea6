use super::*;
use crate::model;
use crate::source::FileId;

/// A policy of some text that has no mistakes.
pub(super) fn policy(text: &str) -> Policy {
    let read = crate::syntax::read(FileId(0), text);
    assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
    let model = model::policy("acme", read.value.items, Vocabulary::builtin());
    let errors: Vec<_> = model
        .findings
        .iter()
        .filter(|finding| finding.severity == crate::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    model.value
}

const STARTER: &str = include_str!("../../policies/starter.candor");

/// The changes as `kind: summary`, in order.
fn changes(old: &str, new: &str) -> Vec<String> {
    let found = diff(&policy(old), &policy(new), Vocabulary::builtin());
    found.changes.iter().map(|change| format!("{}: {}", change.kind.id, change.summary)).collect()
}

/// The changes of the starter when some of its text is replaced.
fn edited(edits: &[(&str, &str)]) -> Vec<String> {
    let mut new = STARTER.to_owned();
    for (from, to) in edits {
        assert!(new.contains(from), "{from}");
        new = new.replacen(from, to, 1);
    }
    changes(STARTER, &new)
}

#[test]
fn a_policy_is_the_same_as_itself() {
    assert_eq!(edited(&[]), [""; 0]);
}

/// What counsel would say of small edits to the starter.
#[test]
fn small_edits_are_told_as_counsel_would() {
    let mut told = String::new();
    for edits in [
        vec![("we keep messages for 24 months", "we keep messages for 36 months")],
        vec![("we do not sell personal-data", "we do not sell personal-data unless consent")],
        vec![("we do not sell personal-data\n", "")],
        vec![("we do not sell personal-data", "we may sell personal-data to \"data brokers\" : data-broker")],
        vec![("improving only if consent", "improving")],
        vec![(
            "analytics         { basis consent }",
            "analytics         { basis legitimate-interests \"knowing our shop\" }",
        )],
        vec![("within 30 days of", "within 45 days of")],
        vec![("we will notify you by mail before", "we may notify you by mail before")],
        vec![("for children under 16", "for children under 13")],
        vec![("value \"privacy@example.com\"", "value \"dpo@example.com\"")],
        vec![("order details", "order detials")],
        vec![("we keep contact, orders for 7 years after", "we keep contact, orders for 10 years after")],
        vec![(
            "we keep contact, orders for 7 years after \"your last order\" because \"tax law demands it\"",
            "we keep contact for 7 years after \"your last order\" because \"tax law demands it\"\nwe keep orders for 7 years after \"your last order\" because \"tax law demands it\"",
        )],
        vec![(
            "we keep contact, orders for 7 years after \"your last order\" because \"tax law demands it\"",
            "we keep contact for 7 years after \"your last order\" because \"tax law demands it\"\nwe keep orders for 10 years after \"your last order\" because \"tax law demands it\"",
        )],
        vec![
            (
                "recipient host-firm ",
                "recipient adnet \"AdNet Inc.\" : advertising-network { country US }\nrecipient host-firm ",
            ),
            (
                "we share contact with carrier",
                "we share contact with adnet for \"show you ads on other sites\" : ads.targeted\nwe share contact with carrier",
            ),
        ],
        vec![("recipient pay-firm", "recipient payer"), ("with pay-firm", "with payer")],
        vec![
            ("recipient pay-firm  \"our payment provider\"", "recipient stripe  \"Stripe\""),
            ("with pay-firm", "with stripe"),
        ],
        vec![("access, copy, correct, delete personal-data", "access, copy, correct personal-data")],
        vec![(
            "phone   \"phone number\"   : contact.phone  optional because \"the carrier can then call you\"",
            "phone   \"phone number\"   : contact.phone",
        )],
        vec![("    status  ", "    health \"health answers\" : health\n    status  ")],
        vec![("laws      gdpr, ccpa", "laws      gdpr, ccpa, caloppa")],
        vec![("lasts    12 months", "lasts    24 months")],
        vec![("    off until consent\n", "")],
        vec![("you can appoint \"an authorized agent\" by mail giving \"your signed permission\"\n", "")],
        vec![(
            "we protect personal-data by \"encryption on the way to our shop\", ",
            "we protect personal-data by ",
        )],
    ] {
        for (from, to) in &edits {
            told.push_str(&format!("{from}\n=> {to}\n"));
        }
        for line in edited(&edits) {
            told.push_str(&format!("   {line}\n"));
        }
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}
