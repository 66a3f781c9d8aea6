//! What is said in more than one place, or in another place than before.

use super::{changes, policy, told};
use crate::diff::diff;

const HEAD: &str = r#"policy "P" { language en-US laws gdpr }
organization acme "Acme" { country US }
recipient carrier "carriers" : processor
recipient adnet "AdNet" : processor
purpose orders "deliver your order" : service.fulfilment
purpose offers "make you offers" : marketing.email
data details "contact information" : contact {
    name  "name"          : identity.name
    email "email address" : contact.email
}
data trips "location data" : location
"#;

fn text(said: &str) -> String {
    format!("{HEAD}{}\n", said.replace(" ; ", "\n"))
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

/// Who does not sell or share in some place says where that holds, in a sentence as in a section around it.
#[test]
fn where_a_denial_holds_is_the_same_in_a_section() {
    let sale = |said: &str| format!("section sale in california {{ ; {said} ; }}");
    let promise = sale("we do not sell details");
    both_ways(&[
        (&promise, "we do not sell details in california", "", ""),
        (&promise, "we do not sell details for people in california", "", ""),
        (
            "section sale for people in california { ; we do not sell details ; }",
            "we do not sell details for people in california",
            "",
            "",
        ),
        (
            "section sharing in california { ; we do not share details ; }",
            "we do not share details in california",
            "",
            "",
        ),
        (
            "section sharing in california { ; we do not share details with adnet ; }",
            "we do not share details with adnet in california",
            "",
            "",
        ),
        (
            &sale("we do not sell details ; we do not sell trips"),
            &format!("{} ; we do not sell details in california", sale("we do not sell trips")),
            "",
            "",
        ),
        // What else changed is all that is told.
        (
            &promise,
            "we do not sell details in california unless consent",
            "no-sale-promise-weakened",
            "no-sale-promise-strengthened",
        ),
        (&promise, "we do not sell details", "no-sale-promise-strengthened", "no-sale-promise-weakened"),
        // Where data is not kept is no place of people.
        (
            "section retention in california { ; we do not keep details ; }",
            "we do not keep details in california",
            "promise-weakened promise-strengthened",
            "promise-weakened promise-strengthened",
        ),
    ]);
    let new = policy(&text("we do not sell details in california"));
    let found = diff(&policy(HEAD), &new);
    let whom: Vec<String> = found.changes.iter().map(|change| change.affected.words()).collect();
    assert_eq!(whom, ["everyone in California"]);
}

/// What another sentence still says, or said before, is neither gone nor new.
#[test]
fn what_is_said_twice_is_said_once_no_less() {
    let same = "statements-regrouped";
    both_ways(&[
        (
            "you have the right to access, delete details ; you have the right to delete details",
            "you have the right to access, delete details",
            same,
            same,
        ),
        (
            "we share details, trips with carrier ; we share trips with carrier",
            "we share details, trips with carrier",
            same,
            same,
        ),
        (
            "we share details with carrier",
            "we share details with carrier ; we share details.email with carrier",
            same,
            same,
        ),
        (
            "we share details with carrier, adnet ; we share details with adnet",
            "we share details with carrier ; we share details with adnet",
            same,
            same,
        ),
        // Only what no other sentence says is gone.
        (
            "you have the right to access, delete details ; you have the right to delete, correct details",
            "you have the right to access, delete details",
            "right-removed",
            "right-added",
        ),
        // What is said under a condition does not say it.
        (
            "we share details with carrier ; we share details, trips with carrier if consent",
            "we share details, trips with carrier if consent",
            "practice-removed",
            "practice-added",
        ),
    ]);
    assert_eq!(
        changes(
            &text("you can access, delete details ; you can delete, correct details"),
            &text("you can access, delete details")
        ),
        ["right-removed: No longer said: “you can correct contact information”"]
    );
}

/// A sentence that says something else now is told whole, though another one says some of what it said.
#[test]
fn what_is_said_twice_and_changed_is_told_whole() {
    let (longer, shorter) = ("retention-lengthened", "retention-shortened");
    both_ways(&[
        (
            "we collect trips kept 24 months ; we keep trips for 24 months",
            "we collect trips kept 24 months ; we keep trips for 36 months",
            longer,
            shorter,
        ),
        (
            "we keep trips for 24 months ; we keep trips for 24 months",
            "we keep trips for 24 months ; we keep trips for 36 months",
            longer,
            shorter,
        ),
        // The rest stands in a sentence of its own.
        (
            "we keep details for 24 months ; we keep details, trips for 24 months",
            "we keep details for 24 months ; we keep details for 36 months ; we keep trips for 24 months",
            "retention-lengthened statements-regrouped",
            "retention-shortened statements-regrouped",
        ),
        // What another sentence still says has left this one.
        (
            "we keep trips for 24 months ; we keep details, trips for 24 months",
            "we keep trips for 24 months ; we keep details for 36 months",
            longer,
            shorter,
        ),
        // Nothing changed, or something that another sentence says is not what became this one.
        (
            "we keep trips for 24 months ; we keep trips for 36 months ; we keep trips for 24 months",
            "we keep trips for 24 months ; we keep trips for 36 months ; we keep trips for 36 months",
            "statements-regrouped statements-regrouped",
            "statements-regrouped statements-regrouped",
        ),
        (
            "you can access details ; you can delete details ; you can access, delete details",
            "you can access, delete details ; you can correct details",
            "right-added statements-regrouped",
            "right-removed statements-regrouped statements-regrouped",
        ),
    ]);
    let said = |kept: &str| {
        text(&format!("we keep details.name for 24 months ; we keep details.name, trips for {kept} months"))
    };
    assert_eq!(
        changes(&said("24"), &said("36")),
        ["retention-lengthened: name and location data: kept for 36 months, was for 24 months"]
    );
    assert_eq!(
        changes(&said("36"), &said("24")),
        ["retention-shortened: name and location data: kept for 24 months, was for 36 months"]
    );
}

/// How long data is kept may be said where it is said to be collected, or in a sentence of its own.
#[test]
fn how_long_data_is_kept_may_stand_in_a_sentence_of_its_own() {
    let (longer, shorter) = ("retention-lengthened statement-moved", "retention-shortened statement-moved");
    both_ways(&[
        ("we collect details kept 12 months", "we collect details ; we keep details for 12 months", "", ""),
        ("we collect details kept 12 months", "we collect details ; we retain details for 1 year", "", ""),
        (
            "we collect details kept until \"you leave\"",
            "we collect details ; we keep details until \"you leave\"",
            "",
            "",
        ),
        (
            "we collect details kept 12 months after \"you leave\"",
            "we collect details ; we keep details for 12 months after \"you leave\"",
            "",
            "",
        ),
        (
            "we collect details kept 12 months",
            "we collect details ; we keep details for 24 months",
            longer,
            shorter,
        ),
        (
            "we collect details, trips kept 12 months",
            "we collect details, trips ; we keep details for 12 months",
            "retention-unstated",
            "retention-stated",
        ),
        (
            "we collect details kept 12 months ; we keep trips for 12 months",
            "we collect details ; we keep details, trips for 12 months",
            "statements-regrouped",
            "statements-regrouped statements-regrouped",
        ),
        (
            "we collect details kept 12 months ; we keep details for 12 months",
            "we collect details ; we keep details for 12 months",
            "statements-regrouped",
            "statements-regrouped",
        ),
        // Nobody says it any more.
        ("we collect details kept 12 months", "we collect details", "retention-unstated", "retention-stated"),
    ]);
    assert_eq!(
        changes(
            &text("we collect details kept 12 months"),
            &text("we collect details ; we keep details for 24 months")
        )[0],
        "retention-lengthened: contact information: kept for 24 months, was for 12 months"
    );
}

/// Data that goes to somebody who got other data already, or serves a purpose that other data served.
#[test]
fn data_that_goes_elsewhere_is_told_to_go_there() {
    both_ways(&[
        (
            "we share details with carrier, adnet ; we share trips with carrier",
            "we share details with carrier, adnet ; we share trips with adnet",
            "recipient-extended practice-narrowed",
            "recipient-extended practice-narrowed",
        ),
        (
            "we use details for orders, offers ; we use trips for orders",
            "we use details for orders, offers ; we use trips for offers",
            "purpose-extended practice-narrowed",
            "purpose-extended practice-narrowed",
        ),
        // Whoever it went to is one of those to whom it goes now.
        (
            "we share details with carrier, processor ; we share trips with carrier",
            "we share details with carrier, processor ; we share trips with processor",
            "practice-widened",
            "practice-narrowed",
        ),
    ]);
}

/// Each line is a legal basis, another, the kind of change, and duties that follow from it.
#[test]
fn what_follows_from_another_basis_is_told_by_what_it_is() {
    let interests = "legitimate-interests \"our sales\"";
    let of = |basis: &str| {
        let basis = if basis.is_empty() { String::new() } else { format!("basis {basis}") };
        policy(&text(&format!("purpose news \"send you news\" {{ {basis} }} ; we use details for news")))
    };
    for (old, new, kind, duties) in [
        ("consent", interests, "consent-basis-replaced", "notice old-consent balancing"),
        ("consent", "contract", "consent-basis-replaced", "notice old-consent"),
        ("consent", "legal-obligation", "consent-basis-replaced", "notice old-consent"),
        ("contract", interests, "basis-changed", "notice record balancing"),
        ("contract", "consent", "basis-changed", "notice record"),
        ("", interests, "basis-added", "record balancing"),
        ("", "contract", "basis-added", "record"),
        ("contract", "", "basis-removed", "record"),
        ("contract", "contract, legal-obligation", "basis-changed", "notice record"),
        ("contract, legal-obligation", "contract", "basis-changed", "notice record"),
        ("consent, contract", "contract", "consent-basis-replaced", "notice old-consent"),
        ("contract", "contract, consent", "basis-changed", "notice record"),
        ("consent", "consent, contract", "basis-changed", "notice record old-consent"),
    ] {
        let found = diff(&of(old), &of(new)).changes;
        let [change] = found.as_slice() else { panic!("{old} => {new}: {found:?}") };
        let owed: Vec<&str> = change.duties.iter().map(|duty| duty.id.as_str()).collect();
        assert_eq!((change.kind.id.as_str(), owed.join(" ").as_str()), (kind, duties), "{old} => {new}");
    }
    let found = diff(&of("consent"), &of(&format!("consent, {interests}"))).changes;
    let owed: Vec<&str> = found[0].duties.iter().map(|duty| duty.id.as_str()).collect();
    assert_eq!(owed, ["notice", "record", "old-consent", "balancing"]);
    assert_eq!(found[0].summary, "The purpose “send you news”: now also legitimate interests in our sales");
    // A basis for another purpose stands beside none.
    both_ways(&[(
        "we use details for orders, offers basis consent (orders)",
        "we use details for orders, offers basis consent (orders), contract (offers)",
        "basis-added",
        "basis-removed",
    )]);
}

/// What the publisher keeps where it is goes to no other country.
#[test]
fn where_the_publisher_is_is_no_other_country() {
    let (less, more) = ("practice-narrowed statement-moved", "practice-widened statement-moved");
    both_ways(&[
        ("we store details", "we store details in US", less, more),
        ("we store details", "we store details in california", less, more),
        ("we store details", "we store details in IN", "transfer-added statement-moved", more),
        // It goes there from elsewhere.
        (
            "we store details in DE",
            "we store details in US",
            "transfer-added practice-changed",
            "practice-changed transfer-removed",
        ),
        ("we store details", "we store details ; we store trips in US", "practice-added", "practice-removed"),
    ]);
}

/// A service that is said to be something is one thing.
#[test]
fn how_firmly_it_is_said_of_one_thing_is_said_of_one() {
    let said = |said: &str| text(&format!("service site \"our website\" ; {said}"));
    for (old, new, there) in [
        (
            "site is intended for children",
            "site is not intended for children",
            "“is intended” became “is not intended”",
        ),
        ("carrier may share details", "carrier shares details", "“may share” became “share”"),
        ("\"our app\" may share details", "\"our app\" shares details", "“may share” became “shares”"),
    ] {
        let found = changes(&said(old), &said(new));
        assert!(found.iter().any(|line| line.contains(there)), "{found:?}");
    }
}
