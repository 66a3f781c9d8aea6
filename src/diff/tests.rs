mod once;
mod quoted;
mod said;
mod twice;

use super::*;
use crate::law::Vocabulary;
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
    let found = diff(&policy(old), &policy(new));
    found.changes.iter().map(|change| format!("{}: {}", change.kind.id, change.summary)).collect()
}

/// The changes of the starter when some of its text is replaced.
fn edited(edits: &[(&str, &str)]) -> Vec<String> {
    // The sample may be laid out in any way.
    let plain = |text: &str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut new = plain(STARTER);
    for (from, to) in edits {
        let from = plain(from);
        assert!(new.contains(&from), "{from}");
        new = new.replacen(&from, to, 1);
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
        vec![("analyst for improving only if consent", "analyst for improving")],
        vec![(
            "analytics         { basis consent }",
            "analytics         { basis legitimate-interests \"knowing our shop\" }",
        )],
        vec![("within 30 days of", "within 45 days of")],
        vec![("we will notify you by email before", "we may notify you by email before")],
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
                "we share contact, delivery-phone with carrier",
                "we share contact with adnet for \"show you ads on other sites\" : ads.targeted\nwe share contact, delivery-phone with carrier",
            ),
        ],
        vec![("recipient pay-firm", "recipient payer"), ("with pay-firm", "with payer")],
        vec![
            ("recipient pay-firm  \"our payment provider\"", "recipient stripe  \"Stripe\""),
            ("with pay-firm", "with stripe"),
        ],
        vec![("access, copy, correct, delete personal-data", "access, copy, correct personal-data")],
        vec![("contact.phone optional\n    otherwise \"the carrier cannot call you\"", "contact.phone")],
        vec![("    status  ", "    health \"health answers\" : health\n    status  ")],
        vec![("laws      gdpr, ccpa", "laws      gdpr, ccpa, caloppa")],
        vec![("lasts    12 months", "lasts    24 months")],
        vec![("    off until consent\n", "")],
        vec![("you can appoint \"an authorized agent\" by email giving \"your signed permission\"\n", "")],
        vec![("by \"encryption on the way to our shop\", ", "by ")],
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

#[test]
fn what_is_quoted_reads_as_readers_have_it() {
    let head = "policy \"P\" { language en-US calls personal-data \"personal data\" }\n\
                organization acme \"Acme\"\ndata orders \"order data\" : commercial.purchases\n\
                recipient carrier \"carriers\" : third-party\n\
                purpose books \"keep our books\" : legal\n";
    let told = |old: &str, new: &str| changes(&format!("{head}{old}\n"), &format!("{head}{new}\n"));
    assert_eq!(
        told("we do not sell personal-data", "we do not sell personal-data unless consent"),
        [
            "no-sale-promise-weakened: “we do not sell personal data”: now with the exception “unless you consent”"
        ]
    );
    assert_eq!(
        told("you can access orders", "you can access orders fee none"),
        ["right-strengthened: “you can access order data”: now “free of charge”"]
    );
    assert_eq!(
        told("we store orders in DE", "we store orders in DE, US"),
        [
            "transfer-added: Data now goes to the United States: “we store order data in Germany and the United States”"
        ]
    );
    assert_eq!(
        told("you can opt-out of books", "you can opt-out of books at any time"),
        [
            "right-strengthened: “you can opt out at any time of processing to keep our books”: now “at any time”"
        ]
    );
    let sentence = |old: &str, new: &str| {
        let of = |text: &str| policy(&format!("{head}{text}\n"));
        diff(&of(old), &of(new)).changes.first().and_then(|change| change.sentences.after.clone())
    };
    assert_eq!(
        sentence("we keep orders for books", "we keep orders for books for 10 years").as_deref(),
        Some("we keep order data to keep our books for 10 years")
    );
}

#[test]
fn who_still_promises_not_to_sell_has_dropped_another_promise() {
    let head =
        "policy \"P\" { language en-US }\norganization acme \"Acme\"\nwe will never sell personal-data\n";
    let told = |old: &str, new: &str| -> Vec<String> {
        let found = diff(&policy(&format!("{head}{old}\n")), &policy(&format!("{head}{new}\n")));
        found.changes.iter().map(|change| change.kind.id.clone()).collect()
    };
    assert_eq!(
        told("we will not rent, lease personal-data", "we will not rent personal-data"),
        ["promise-dropped"]
    );
    assert_eq!(told("we do not rent personal-data", ""), ["promise-dropped"]);
    assert_eq!(
        told("we do not rent personal-data", "we do not rent personal-data unless consent"),
        ["promise-weakened"]
    );
    assert_eq!(
        told("we share contact with \"a carrier\"", "we share contact with \"a carrier\" within 2 days"),
        ["practice-changed"]
    );
}

/// An exception to a length of time may be for longer.
#[test]
fn an_exception_to_how_long_is_for_people_to_read() {
    let head = "policy \"P\" { language en-US }\norganization acme \"Acme\"\n";
    for (old, new) in [
        ("we keep contact for 30 days", "we keep contact for 30 days unless \"a claim is open\""),
        ("we keep contact for 30 days", "we keep contact for 30 days except \"your name\""),
    ] {
        let found = diff(&policy(&format!("{head}{old}\n")), &policy(&format!("{head}{new}\n")));
        let kinds: Vec<&str> = found.changes.iter().map(|change| change.kind.id.as_str()).collect();
        assert_eq!(kinds, ["practice-changed"], "{new}");
    }
}

/// The kinds of change that two versions come to, the second against the first and the other way round.
fn both_ways(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let head = "policy \"P\" { language en-US }\norganization acme \"Acme\"\n\
                data details \"contact information\" : contact\n";
    let of = |text: &str| format!("{head}{}\n", text.replace(" ; ", "\n"));
    (told(&of(old), &of(new)), told(&of(new), &of(old)))
}

/// Each line is a policy, another version of it, and what the change and its inverse come to.
#[test]
fn what_a_change_comes_to_is_told_by_its_direction() {
    let share = "; we share details with m";
    let role = |role: &str| format!("recipient m \"Mailer\" : {role} {share}");
    let named = |text: &str| format!("recipient m \"Mailer\" : processor {{ {text} }} {share}");
    let cases: &[(&str, &str, &str, &str)] = &[
        // A role, by what it lets a recipient do.
        (&role("third-party"), &role("processor"), "recipient-role-narrowed", "recipient-role-widened"),
        (
            &role("advertising-network"),
            &role("processor"),
            "recipient-role-narrowed",
            "recipient-role-widened",
        ),
        (&role("analytics"), &role("processor"), "recipient-role-changed", "recipient-role-changed"),
        (&role("hosting"), &role("data-broker"), "recipient-role-widened", "recipient-role-narrowed"),
        (&role("partner"), &role("public"), "recipient-role-widened", "recipient-role-narrowed"),
        (&role("hosting"), &role("analytics"), "recipient-role-changed", "recipient-role-changed"),
        // What hedges a limit leaves room for more.
        (
            "we keep details for at most 2 years",
            "we usually keep details for at most 2 years",
            "practice-widened",
            "practice-narrowed",
        ),
        (
            "we keep details indefinitely",
            "we usually keep details indefinitely",
            "practice-hedged",
            "practice-widened",
        ),
        // A length of time against a limit.
        (
            "we keep details for at most 2 years",
            "we keep details indefinitely",
            "retention-lengthened",
            "retention-shortened",
        ),
        (
            "we keep details for at most 2 years",
            "we keep details for at least 2 years",
            "retention-lengthened",
            "retention-shortened",
        ),
        (
            "we keep details for at most 2 years",
            "we keep details for 3 years",
            "retention-lengthened",
            "retention-shortened",
        ),
        (
            "we keep details for 2 years",
            "we keep details for at most 3 years",
            "retention-changed",
            "retention-changed",
        ),
        // Consent of which another condition will do instead.
        (
            "we may use details for \"send you news\" if consent",
            "we may use details for \"send you news\" if consent or \"you are a customer\"",
            "consent-condition-dropped",
            "practice-narrowed",
        ),
        // Whose data it is.
        (
            "data orders \"order history\" : commercial.purchases ; we collect orders",
            "data orders \"order history\" : commercial.purchases { about customers } ; we collect orders",
            "practice-narrowed",
            "practice-widened",
        ),
        // A text and a condition that says nothing else are one.
        (
            "we keep details for 2 years after \"your last order\"",
            "condition last \"your last order\" ; we keep details for 2 years after last",
            "",
            "",
        ),
        // How people are told is no way to reach anybody.
        (
            "we will notify you by mail before \"a change takes effect\"",
            "we will notify you before \"a change takes effect\"",
            "change-notice-weakened",
            "change-notice-strengthened",
        ),
        (
            "channel m \"email\" : email { value \"x@y.example\" } ; you can contact us by m",
            "channel m \"email\" : email ; you can contact us by m",
            "contact-removed",
            "contact-added",
        ),
        ("organization b \"B\" { dpo \"Jo\" }", "organization b \"B\"", "contact-removed", "contact-added"),
        (
            &named("country DE"),
            &named("country DE legal \"Mailer Inc.\""),
            "details-changed",
            "details-changed",
        ),
        // Only its examples say what it is.
        (
            "region home \"our offices\" { such as \"Spain\" } ; we store details in home",
            "region home \"our offices\" { such as \"China\" } ; we store details in home",
            "declaration-changed",
            "declaration-changed",
        ),
        // A name that can hold more.
        (
            "purpose news \"send you news\" : marketing.email ; we use details for news",
            "purpose news \"send you news and offers of others\" : marketing.email ; we use details for news",
            "wording-changed",
            "wording-changed",
        ),
        ("we honor gpc", "", "signal-promise-dropped", "promise-added"),
        (
            "we sell details to \"data brokers\"",
            "",
            "sale-stopped recipient-removed",
            "sale-started recipient-added",
        ),
        (
            "data t \"technical data\" : device { ip \"IP address\" : device.ip } ; we use t for \"stop fraud\"",
            "data t \"technical data\" : device { ip \"IP address\" : device.ip \n model \"phone model\" } ; we use t for \"stop fraud\"",
            "practice-added",
            "practice-removed",
        ),
        (
            "section s \"All\" for users in california { we collect details }",
            "section s \"All\" { we collect details }",
            "practice-widened",
            "practice-narrowed",
        ),
    ];
    for (old, new, there, back) in cases {
        let (found, inverse) = both_ways(old, new);
        assert_eq!(
            (found.join(" "), inverse.join(" ")),
            ((*there).to_owned(), (*back).to_owned()),
            "{old}\n=> {new}"
        );
    }
}

#[test]
fn where_data_is_kept_is_no_place_of_people() {
    let head = "policy \"P\" { language en-US }\norganization acme \"Acme\"\n";
    let old = policy(&format!("{head}we store contact in us, DE\n"));
    let new = policy(&format!("{head}we store contact in us\n"));
    let found = diff(&old, &new);
    assert!(found.changes.iter().all(|change| change.affected.is_everyone()), "{found:?}");
}

/// What is quoted reads as the policy does.
#[test]
fn quoted_sentences_are_sentences() {
    let head = "policy \"P\" { language en-US }\norganization acme \"Acme\"\n";
    for (said, quoted) in [
        ("we will notify you about breach", "we will notify you about a security breach"),
        ("all recipients must protect contact", "all recipients must protect contact details"),
        (
            "we may disclose contact if request of \"the police\"",
            "we may disclose contact details if the police ask us to",
        ),
        (
            "we may disclose contact if belief of us \"someone is in danger\"",
            "we may disclose contact details if we believe that someone is in danger",
        ),
        ("we keep contact indefinitely", "we keep contact details indefinitely"),
        (
            "you can access contact fee \"a reasonable fee\"",
            "you can access contact details (the fee is a reasonable fee)",
        ),
        (
            "you can access contact unless \"the law forbids it\" fee none within 30 days of \"receipt\" extendable by 15 days",
            "you can access contact details unless the law forbids it, free of charge, within 30 days of receipt, extendable by 15 days",
        ),
    ] {
        let found = diff(&policy(head), &policy(&format!("{head}{said}\n")));
        let after = found.changes.first().and_then(|change| change.sentences.after.clone());
        assert_eq!(after.as_deref(), Some(quoted), "{said}");
    }
}

use proptest::prelude::*;

/// The lines of a small policy: kinds of data, each kept for some months and shared with some firm.
fn lines(months: &[u32], shared: &[bool]) -> Vec<String> {
    let mut out = vec!["policy \"Acme\" { language en laws gdpr }".to_owned()];
    out.push("organization acme \"Acme Inc.\"".to_owned());
    out.push("purpose orders \"send you what you ordered\" : service.fulfilment".to_owned());
    for (at, (count, goes)) in months.iter().zip(shared).enumerate() {
        out.push(format!("data kind-{at} \"information of kind {at}\" : commercial"));
        out.push(format!("recipient firm-{at} \"Firm {at}\" : third-party"));
        out.push(format!("we collect kind-{at} for orders"));
        out.push(format!("we keep kind-{at} for {count} months"));
        if *goes {
            out.push(format!("we share kind-{at} with firm-{at} for orders"));
        }
    }
    out
}

/// The lines as a file: in some order, with more or fewer blanks, lines and comments between.
fn laid_out(lines: &[String], order: &[usize], wide: bool) -> String {
    let mut order: Vec<(usize, &String)> =
        lines.iter().enumerate().map(|(at, line)| (order.get(at).copied().unwrap_or(at), line)).collect();
    order.sort();
    let between = if wide { "\n\n// A comment.\n" } else { "\n" };
    let space = if wide { "   " } else { " " };
    let each = order.into_iter().map(|(_, line)| line.replace(' ', space));
    // Blanks inside quotes are the author's own.
    let text = each.collect::<Vec<_>>().join(between);
    let mut quoted = false;
    let mut out = String::new();
    for c in text.chars() {
        quoted ^= c == '"';
        if !(quoted && c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

fn model_of(text: &str) -> Policy {
    let read = crate::syntax::read(FileId(0), text);
    assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
    model::policy("acme", read.value.items, Vocabulary::builtin()).value
}

fn told(old: &str, new: &str) -> Vec<String> {
    let found = diff(&model_of(old), &model_of(new));
    found.changes.iter().map(|change| change.kind.id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_is_the_same_however_it_is_laid_out(
        kinds in prop::collection::vec((1_u32..60, any::<bool>()), 1..6),
        order in prop::collection::vec(0_usize..100, 40),
        wide in any::<bool>(),
    ) {
        let (months, shared): (Vec<u32>, Vec<bool>) = kinds.into_iter().unzip();
        let lines = lines(&months, &shared);
        let plain = laid_out(&lines, &[], false);
        prop_assert_eq!(told(&plain, &plain), Vec::<String>::new());
        prop_assert_eq!(told(&plain, &laid_out(&lines, &order, wide)), Vec::<String>::new());
    }

    #[test]
    fn an_edit_is_told_as_exactly_that_and_taken_back_as_its_inverse(
        kinds in prop::collection::vec((1_u32..60, any::<bool>()), 1..6),
        which in any::<prop::sample::Index>(),
        more in 1_u32..40,
    ) {
        let (months, shared): (Vec<u32>, Vec<bool>) = kinds.into_iter().unzip();
        let at = which.index(months.len());
        let old = laid_out(&lines(&months, &shared), &[], false);
        let mut longer = months.clone();
        longer[at] += more;
        let new = laid_out(&lines(&longer, &shared), &[], false);
        prop_assert_eq!(told(&old, &new), ["retention-lengthened"]);
        prop_assert_eq!(told(&new, &old), ["retention-shortened"]);
        let mut other = shared.clone();
        other[at] = !other[at];
        let new = laid_out(&lines(&months, &other), &[], false);
        let (there, back) = if other[at] {
            ("recipient-added", "recipient-removed")
        } else {
            ("recipient-removed", "recipient-added")
        };
        prop_assert_eq!(told(&old, &new), [there]);
        prop_assert_eq!(told(&new, &old), [back]);
    }

    /// Every kind of edit, on one of several kinds of data among others that stay as they are.
    #[test]
    fn every_edit_is_told_as_exactly_that_and_taken_back_as_its_inverse(
        kinds in prop::collection::vec(1_u32..60, 1..5),
        which in any::<prop::sample::Index>(),
        edit in prop::sample::select(EDITS),
        order in prop::collection::vec(0_usize..100, 40),
        wide in any::<bool>(),
    ) {
        let (from, to, there, back) = edit;
        let at = which.index(kinds.len());
        let own = |text: &str| text.replace('@', &at.to_string());
        let before = lines(&kinds, &vec![true; kinds.len()]);
        let changed = |line: &String| line.replace(&own(from), &own(to));
        let after: Vec<String> = before.iter().map(changed).flat_map(|lines| {
            lines.split('\n').map(str::to_owned).collect::<Vec<_>>()
        }).collect();
        prop_assert_ne!(&before, &after);
        let (old, new) = (laid_out(&before, &[], false), laid_out(&after, &order, wide));
        prop_assert_eq!(told(&old, &new), there);
        prop_assert_eq!(told(&new, &old), back);
    }
}

/// What is replaced by what, and what that and its inverse are told as; `@` is the number of a kind of data.
type Edit = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const EDITS: &[Edit] = &[
    ("we share kind-@ with", "we may share kind-@ with", &["practice-hedged"], &["practice-widened"]),
    (
        "with firm-@ for orders",
        "with firm-@ for orders only if consent",
        &["practice-narrowed"],
        &["consent-condition-dropped"],
    ),
    (
        "\"Firm @\" : third-party",
        "\"Firm @\" : third-party { country US }",
        &["transfer-added"],
        &["transfer-removed"],
    ),
    (
        "\"Firm @\" : third-party",
        "\"Firm @\" : processor",
        &["recipient-role-narrowed"],
        &["recipient-role-widened"],
    ),
    (
        "we collect kind-@ for orders",
        "we collect kind-@ for orders\nyou have the right to delete kind-@",
        &["right-added"],
        &["right-removed"],
    ),
    (
        "we collect kind-@ for orders",
        "we collect kind-@ for orders\nwe do not sell kind-@",
        &["no-sale-promise-added"],
        &["no-sale-promise-dropped"],
    ),
    (
        "we collect kind-@ for orders",
        "we collect kind-@ for orders basis contract",
        &["basis-added"],
        &["basis-removed"],
    ),
    (
        "we collect kind-@ for orders",
        "we collect kind-@ for orders, \"news\" : marketing.direct",
        &["purpose-added"],
        &["purpose-removed"],
    ),
    ("kind-@", "other-@", &["renamed-in-source"], &["renamed-in-source"]),
    ("information of kind @", "facts of kind @", &["reworded"], &["reworded"]),
    (
        "we collect kind-@ for orders",
        "we collect kind-@ for orders\nassert never sell kind-@",
        &["guard-rail-added"],
        &["guard-rail-dropped"],
    ),
];
