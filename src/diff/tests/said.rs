//! What is said in other sentences, and which way what is said went.

use super::{changes, policy, told};
use crate::diff::diff;

const HEAD: &str = r#"policy "P" { language en-US }
organization acme "Acme"
channel mail "email" : email
channel form "our form" : web-form
recipient host "Host Inc." : processor
recipient broker "DataCo" : data-broker
recipient adnet "AdNet" : advertising-network
recipient third "Third" : third-party
purpose deliver "deliver your order" : service.fulfilment
purpose news "send you news" : marketing.email
purpose ads "show you ads" : ads.targeted
data details "contact information" : contact {
    name  "name"          : identity.name
    email "email address" : contact.email
    phone "phone number"  : contact.phone
}
data health "health data" : health
"#;

fn text(said: &str) -> String {
    format!("{HEAD}{}\n", said.replace(" ; ", "\n"))
}

/// The changes as `kind: summary`, in order.
pub(super) fn found(old: &str, new: &str) -> Vec<String> {
    changes(&text(old), &text(new))
}

/// Who splits or joins sentences, or lists all items of a group, says the same.
#[test]
fn how_sentences_are_split_makes_no_difference() {
    for (old, new) in [
        ("we share details with host, adnet", "we share details with host ; we share details with adnet"),
        (
            "we share details, health with host, adnet for deliver, news",
            "we share details, health with host for deliver, news ; we share details with adnet for deliver, news ; we share health with adnet for deliver ; we share health with adnet for news",
        ),
        (
            "we collect details for deliver, news",
            "we collect details for deliver ; we collect details for news",
        ),
        (
            "we collect details from host, broker",
            "we collect details from host ; we collect details from broker",
        ),
        (
            "we collect details when \"A\", \"B\"",
            "we collect details when \"A\" ; we collect details when \"B\"",
        ),
        (
            "you can access details by form, mail",
            "you can access details by form ; you can access details by mail",
        ),
        ("we store details in DE, FR", "we store details in DE ; we store details in FR"),
        (
            "we do not sell details to broker, adnet",
            "we do not sell details to broker ; we do not sell details to adnet",
        ),
        (
            "we keep details for 24 months",
            "we keep details.name for 24 months ; we keep details.email, details.phone for 24 months",
        ),
    ] {
        let kinds = |old: &str, new: &str| {
            let mut kinds = told(&text(old), &text(new));
            kinds.dedup();
            kinds
        };
        assert_eq!(kinds(old, new), ["statements-regrouped"], "{new}");
        assert_eq!(kinds(new, old), ["statements-regrouped"], "{old}");
    }
    let items = "we collect details.name, details.email, details.phone";
    assert_eq!(found("we collect details", items), [""; 0]);
}

/// What says less, and says it otherwise, only says less.
#[test]
fn what_is_split_and_says_less_is_told_by_what_it_no_longer_says() {
    assert_eq!(
        found(
            "we share details, health with host, adnet",
            "we share details with host ; we share health with adnet"
        )[..2],
        [
            "practice-narrowed: “we share contact information with Host Inc.”: no longer “with AdNet”",
            "practice-narrowed: “we share health data with AdNet”: no longer “with Host Inc.”",
        ]
    );
    assert_eq!(
        found(
            "you can access, delete details by form, mail",
            "you can access details by form, mail ; you can delete details by form"
        )[0],
        "channel-removed: “you can delete contact information”: no longer by email"
    );
}

/// What is said of some of a list in another way is told of these alone.
#[test]
fn what_is_split_and_said_otherwise_is_told_of_that_part() {
    assert_eq!(
        found(
            "we may share details with host, adnet",
            "we may share details with host ; we share details with adnet"
        ),
        ["practice-widened: “we share contact information with AdNet”: “may share” became “share”"]
    );
    assert_eq!(
        found(
            "we collect details for deliver, news if \"A\" ; we collect health for deliver",
            "we collect details, health for deliver ; we collect details for news if \"A\""
        )[0],
        "practice-widened: “we collect contact information”: no longer “if A”"
    );
}

/// "A or B" promises neither.
#[test]
fn what_is_one_of_several_is_not_split() {
    let kinds = told(
        &text("we protect details by \"locks\" or \"guards\""),
        &text("we protect details by \"locks\" ; we protect details by \"guards\""),
    );
    assert_ne!(kinds, ["statements-regrouped"; 2]);
}

/// A group against some of its items.
#[test]
fn a_group_and_its_items_are_the_same_data() {
    for (old, new, there, back) in [
        (
            "we keep details for 24 months",
            "we keep details.name for 24 months ; we keep details.email, details.phone for 36 months",
            "retention-lengthened: email address and phone number: kept for 36 months, was for 24 months",
            "retention-shortened: email address and phone number: kept for 24 months, was for 36 months",
        ),
        (
            "we collect details",
            "we collect details.name",
            "data-no-longer-collected: No longer collected: email address and phone number",
            "data-collected: Now collected: email address and phone number",
        ),
    ] {
        assert_eq!((found(old, new), found(new, old)), (vec![there.to_owned()], vec![back.to_owned()]));
    }
}

/// An item of another group is no other data; what a group includes is not all there is of it.
#[test]
fn an_item_that_moves_is_the_same_data() {
    let of = |details: &str, said: &str| {
        format!(
            "policy \"P\" {{ language en-US }}\norganization acme \"Acme\"\nrecipient host \"Host Inc.\" : processor\n\
             {details}\n{said}\n"
        )
    };
    let old = of(
        "data a \"A\" : contact {\n one \"one\" : contact.email\n two \"two\" : contact.phone\n}\n\
         data b \"B\" : device {\n three \"three\" : device.ip\n}",
        "we share a, b with host",
    );
    let new = of(
        "data a \"A\" : contact {\n one \"one\" : contact.email\n}\n\
         data b \"B\" : device {\n three \"three\" : device.ip\n two \"two\" : contact.phone\n}",
        "we share a, b with host",
    );
    assert_eq!(changes(&old, &new), ["declaration-changed: two: B instead of A"]);
    let items = of("data t \"technical data\" : device {\n ip \"IP address\" : device.ip\n}", "we collect t");
    let included =
        of("data t \"technical data\" : device including \"IP address\" : device.ip", "we collect t");
    assert_eq!(changes(&items, &included), ["list-opened: technical data: the list is no longer complete"]);
    assert_eq!(changes(&included, &items), ["list-closed: technical data: the list is now complete"]);
}

/// Each line is a policy, another version of it, and what the change and its inverse come to.
#[test]
fn each_change_is_called_wider_or_narrower_as_it_is() {
    let told = |old: &str, new: &str| {
        let found = diff(&policy(&text(old)), &policy(&text(new)));
        found
            .changes
            .iter()
            .map(|change| format!("{}: {}", change.kind.id, change.summary))
            .collect::<Vec<_>>()
    };
    let mut out = String::new();
    for (old, new) in [
        ("we do not sell details of children", "we do not sell details"),
        ("we do not sell details about children", "we do not sell details"),
        ("we do not use details for ads", "we do not use details for ads, news"),
        ("we share details of customers with host", "we share details with host"),
        ("we collect details from you", "we collect details"),
        ("we collect details for deliver", "we collect details"),
        ("we share details with host", "we share details with host, broker"),
        ("we share details with host for ads", "we share details with host, broker for ads"),
        (
            "section s \"S\" for people in california { we collect details }",
            "section s \"S\" for people in california, texas { we collect details }",
        ),
        (
            "section s \"S\" for people in california { we collect details }",
            "section s \"S\" for people in us { we collect details }",
        ),
        ("we collect details", "section s \"S\" for people in california { we collect details }"),
        ("we share details with host unless opt-out", "we share details with host only if opt-in"),
        ("we will never sell details", "we currently do not sell details"),
        ("we may share details with host", "we do not share details with host"),
        ("we sell details to broker", "we do not sell details"),
        (
            "you may appeal \"x\" within 60 days of \"our answer\"",
            "you may appeal \"x\" within 30 days of \"our answer\"",
        ),
        (
            "you can access details within 30 days of \"your request\"",
            "you can access details within 45 days of \"your request\"",
        ),
        ("we will review this-policy every 12 months", "we will review this-policy at least every 6 months"),
        (
            "we do not collect details from children under 13",
            "we do not collect details from children under 16",
        ),
        (
            "we keep details for at least 12 months",
            "we keep details for at least 12 months and at most 36 months",
        ),
        ("you can access details", "you can access details at most 1 times per 12 months"),
        ("we may use details at most 2 times per 12 months", "we may use details at most once"),
        ("we respond to requests within 30 days", "we respond to requests within \"a reasonable time\""),
        ("you can access details by mail", "you can access details by form"),
        ("you can access details by mail", "you can access details by form, mail"),
        ("you can object to profiling", "you can object to profiling, ads"),
        ("you can access details fee none", "you can access details fee \"5 dollars\""),
        (
            "tracker t \"cookies\" : cookie { party first }",
            "tracker t \"cookies\" : cookie { party first, third }",
        ),
        (
            "recipient x \"X Inc.\" : processor ; we share details with x",
            "recipient x \"Y Inc.\" : processor ; we share details with x",
        ),
        (
            "recipient x \"X\" : third-party ; we share details with x",
            "recipient x \"X\" : third-party { consideration \"money\" } ; we share details with x",
        ),
        (
            "recipient x \"X\" : third-party { must not sell details } ; we share details with x",
            "recipient x \"X\" : third-party { may sell details } ; we share details with x",
        ),
    ] {
        out.push_str(&format!("{old}\n=> {new}\n"));
        for (sign, old, new) in [("+", old, new), ("-", new, old)] {
            told(old, new).iter().for_each(|line| out.push_str(&format!("   {sign} {line}\n")));
        }
    }
    insta::assert_snapshot!(out);
}

/// What a section for fewer people comes to depends on whether they lose what is done to them or for them.
#[test]
fn a_section_for_fewer_people() {
    for (said, there, back) in [
        ("we keep details for 2 years", "promise-weakened", "promise-strengthened"),
        ("we will delete details after 2 years", "promise-weakened", "promise-strengthened"),
        ("you can access details", "right-weakened", "right-strengthened"),
        ("we do not sell details", "promise-weakened", "promise-strengthened"),
        ("we collect details \n we share health with host", "practice-narrowed", "practice-widened"),
        ("we use details for deliver basis contract", "audience-changed", "audience-changed"),
        ("we share details with host only if consent", "audience-changed", "audience-changed"),
        ("we keep details", "audience-changed", "audience-changed"),
        ("we keep details for at least 2 years", "audience-changed", "audience-changed"),
        ("we collect details \n we keep details for 2 years", "audience-changed", "audience-changed"),
        ("we collect details \n prose \"We may stop at any time.\"", "audience-changed", "audience-changed"),
    ] {
        for all in ["for people in california, texas", "for people in california or texas", ""] {
            let section = |whom: &str| text(&format!("section s \"S\" {whom} {{\n {said}\n }}"));
            let (old, new) = (section(all), section("for people in california"));
            assert_eq!(
                (told(&old, &new).join(" "), told(&new, &old).join(" ")),
                (there.to_owned(), back.to_owned()),
                "{said} {all}"
            );
        }
    }
}

/// Whoever loses or gains by another scope is named, not those for whom nothing changes.
#[test]
fn whom_another_scope_concerns() {
    for (old, new, whom) in [
        ("people in california, texas", "people in california", "everyone in Texas"),
        ("people in california", "people in california, texas", "everyone in Texas"),
        ("people in california", "people in texas", "everyone in California and Texas"),
        ("customers, children", "customers", "children"),
        ("customers in california, texas", "customers in texas", "customers in California"),
        (
            "customers, children in california, texas",
            "customers in texas",
            "customers and children in California and Texas",
        ),
    ] {
        for said in ["we keep details for 2 years", "we collect details"] {
            let section = |whom: &str| policy(&text(&format!("section s \"S\" for {whom} {{\n {said}\n }}")));
            let found = diff(&section(old), &section(new));
            let named: Vec<String> = found.changes.iter().map(|change| change.affected.words()).collect();
            assert_eq!(named, [whom], "{old} => {new}");
        }
    }
    let all = policy(&text("section s \"S\" {\n we keep details for 2 years\n }"));
    let few = policy(&text("section s \"S\" for people in california {\n we keep details for 2 years\n }"));
    let found = diff(&all, &few);
    assert!(found.changes.iter().all(|change| change.affected.is_everyone()), "{found:?}");
}

/// Each line is a policy, another version of it, and what the change and its inverse come to.
fn both_ways(cases: &[(&str, &str, &str, &str)]) {
    for (old, new, there, back) in cases {
        assert_eq!(
            (told(&text(old), &text(new)).join(" "), told(&text(new), &text(old)).join(" ")),
            ((*there).to_owned(), (*back).to_owned()),
            "{old}\n=> {new}"
        );
    }
}

/// What is said of a group is said of each of its items, of one that comes and of one that goes too.
#[test]
fn an_item_more_is_in_every_sentence_about_its_group() {
    let group = |items: &str, said: &str| text(&format!("data z \"Z\" : contact {{ {items} }} ; {said}"));
    let (few, many) = ("p \"fax\" : contact", "p \"fax\" : contact \n q \"blood type\" : health");
    for (said, there, back) in [
        ("we share z with third", "practice-added", "practice-removed"),
        ("we sell z", "sale-started", "sale-stopped"),
        ("we do not sell z", "no-sale-promise-added", "no-sale-promise-dropped"),
        ("we do not collect z", "promise-added", "promise-dropped"),
        ("you have the right to access z", "right-added", "right-removed"),
        ("we delete z within 3 days", "promise-added", "promise-dropped"),
        ("we keep z for 2 years", "retention-stated", "retention-unstated"),
        ("we collect z", "sensitive-data-collected", "data-no-longer-collected"),
        ("we collect z.p", "declaration-changed", "declaration-changed"),
        ("", "declaration-changed", "declaration-changed"),
    ] {
        let (old, new) = (group(few, said), group(many, said));
        assert_eq!(
            (told(&old, &new).join(" "), told(&new, &old).join(" ")),
            (there.into(), back.into()),
            "{said}"
        );
        // Of a list that is not complete nobody can tell, but what is not collected is not said to be.
        let open = |items: &str| group(&format!("{items} \n others"), said);
        let kinds = told(&open(few), &open(many));
        assert_eq!(kinds.contains(&"sensitive-data-collected".to_owned()), said == "we collect z", "{said}");
    }
    let swapped = |items: &str| group(items, "we keep z for 2 years");
    assert_eq!(told(&swapped(few), &swapped("q \"blood type\" : health")), ["practice-changed"]);
}

#[test]
fn how_a_denial_changes_is_told_by_what_is_denied() {
    both_ways(&[
        (
            "we do not keep details for 2 years",
            "we do not keep details for 3 years",
            "promise-weakened",
            "promise-strengthened",
        ),
        (
            "we do not keep details",
            "we do not keep details for 3 years",
            "promise-weakened",
            "promise-strengthened",
        ),
        (
            "we do not sell details",
            "we do not always sell details",
            "no-sale-promise-weakened",
            "no-sale-promise-strengthened",
        ),
        (
            "we do not share details",
            "we do not separately share details",
            "promise-weakened",
            "promise-strengthened",
        ),
        (
            "we do not sell details",
            "we permanently do not sell details",
            "no-sale-promise-strengthened",
            "no-sale-promise-weakened",
        ),
        (
            "we do not sell details",
            "we do not sell details at any time",
            "no-sale-promise-strengthened",
            "no-sale-promise-weakened",
        ),
        (
            "we sometimes do not share details",
            "we do not sometimes share details",
            "promise-changed",
            "promise-changed",
        ),
        ("we send details", "we do not send details", "statement-changed", "statement-changed"),
        (
            "we verify identity",
            "we do not verify identity",
            "promise-dropped disclaimer-added",
            "promise-added disclaimer-removed",
        ),
        (
            "we guarantee \"safety\"",
            "we do not guarantee \"safety\"",
            "security-promise-dropped disclaimer-added",
            "promise-added disclaimer-removed",
        ),
        // The reason for which something is not done leaves others.
        (
            "we will not discriminate against you",
            "we will not discriminate against you because \"you used a right\"",
            "promise-weakened",
            "promise-strengthened",
        ),
        (
            "we will not discriminate against you because \"you asked\"",
            "we will not discriminate against you because \"you ever asked\"",
            "promise-changed",
            "promise-changed",
        ),
        (
            "we do not sell details",
            "we do not sell details because \"we respect you\"",
            "reason-changed",
            "reason-changed",
        ),
    ]);
}

#[test]
fn lengths_of_time_are_compared_by_what_they_are() {
    both_ways(&[
        (
            "tracker t \"T\" : cookie { lasts 2 days }",
            "tracker t \"T\" : cookie { lasts 72 hours }",
            "tracker-lifetime-lengthened",
            "tracker-lifetime-shortened",
        ),
        (
            "tracker t \"T\" : cookie { lasts 30 minutes }",
            "tracker t \"T\" : cookie { lasts 2 hours }",
            "tracker-lifetime-lengthened",
            "tracker-lifetime-shortened",
        ),
        (
            "tracker t \"T\" : cookie { lasts session }",
            "tracker t \"T\" : cookie { lasts 30 minutes }",
            "tracker-lifetime-lengthened",
            "tracker-lifetime-shortened",
        ),
        ("tracker t \"T\" : cookie { lasts 2 days }", "tracker t \"T\" : cookie { lasts 48 hours }", "", ""),
        ("we respond to requests within 2 weeks", "we respond to requests within 14 days", "", ""),
        (
            "we will notify you about breach within 72 hours",
            "we will notify you about breach within 3 days",
            "",
            "",
        ),
        ("we keep details for 24 months", "we keep details for 2 years", "", ""),
        (
            "we respond to requests within 10 days",
            "we respond to requests within 10 business-days",
            "deadline-lengthened",
            "deadline-shortened",
        ),
        (
            "we keep details for at least 6 months and at most 12 months",
            "we keep details for at least 6 months and at most 24 months",
            "retention-lengthened",
            "retention-shortened",
        ),
        (
            "we keep details for at least 6 months and at most 12 months",
            "we keep details for at least 3 months and at most 12 months",
            "retention-shortened",
            "retention-lengthened",
        ),
        (
            "we keep details for at least 6 months and at most 12 months",
            "we keep details for at least 3 months and at most 24 months",
            "retention-changed",
            "retention-changed",
        ),
    ]);
}

#[test]
fn what_a_sentence_says_is_called_what_it_is_in_a_declaration() {
    both_ways(&[
        (
            "we transfer details to host under \"standard contractual clauses\"",
            "we transfer details to host",
            "safeguard-dropped",
            "safeguard-added",
        ),
        (
            "we collect details.email optional",
            "we collect details.email required",
            "data-now-required",
            "data-now-optional",
        ),
    ]);
}

/// A limit says the same in a sentence and in a section around it.
#[test]
fn a_limit_that_moves_into_a_section_is_the_same() {
    both_ways(&[
        (
            "we share details with host if consent",
            "section sharing if consent { \n we share details with host \n }",
            "",
            "",
        ),
        (
            "we collect details in california",
            "section collection for people in california { \n we collect details \n }",
            "",
            "",
        ),
        (
            "we do not sell details from children under 13",
            "section sale for children under 13 { \n we do not sell details \n }",
            "",
            "",
        ),
        ("we share details with host if not \"a\"", "we share details with host unless \"a\"", "", ""),
        ("we share details with host unless not \"a\"", "we share details with host if \"a\"", "", ""),
    ]);
}

/// What is quoted is said as the policy says it.
#[test]
fn quoted_words_stand_in_their_places() {
    let quoted = |said: &str| found("", said).join("\n");
    for (said, words) in [
        ("we are not liable for \"losses\"", "“we are not liable for losses”"),
        ("you can contact us", "“you can contact us”"),
        ("we sometimes do not share details", "“we sometimes do not share contact information”"),
        (
            "we may send details for \"our newsletter\"",
            "“we may send contact information for our newsletter”",
        ),
    ] {
        let quoted = quoted(said);
        assert!(quoted.contains(words), "{quoted}");
    }
}
