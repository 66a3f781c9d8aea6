//! What is one change is told once, the way it went, and of those whom it concerns.

use super::{changes, policy};
use crate::diff::duties::consequences;
use crate::diff::{Change, diff};

const HEAD: &str = r#"policy "P" { effective 2026-01-01 language en-US laws gdpr }
organization o "Org" { country DE }
data contact "contact information" : contact
data logs "server logs" : diagnostics.log
channel mail "email" : email
channel phone "phone" : phone
channel post "post" : post
audience vols "volunteers"
"#;

fn text(said: &str) -> String {
    format!("{HEAD}{}\n", said.replace(" ; ", "\n"))
}

/// The changes of a policy that says one thing and then another, as `kind: summary`.
fn found(old: &str, new: &str) -> Vec<String> {
    changes(&text(old), &text(new))
}

/// The same without their sentences, in one line.
fn kinds(old: &str, new: &str) -> String {
    let kind = |line: &String| line.split(':').next().unwrap_or_default().to_owned();
    found(old, new).iter().map(kind).collect::<Vec<_>>().join(" ")
}

/// Each line is a policy, another version of it, and what the change and its inverse come to.
fn both_ways(cases: &[(&str, &str, &str, &str)]) {
    for (old, new, there, back) in cases {
        assert_eq!((kinds(old, new).as_str(), kinds(new, old).as_str()), (*there, *back), "{old}\n=> {new}");
    }
}

fn one(old: &str, new: &str) -> Change {
    let mut found = diff(&policy(&text(old)), &policy(&text(new))).changes;
    assert_eq!(found.len(), 1, "{old}\n=> {new}\n{found:?}");
    found.remove(0)
}

#[test]
fn to_be_asked_and_to_be_able_to_refuse_take_the_place_of_each_other() {
    let (lost, won) = ("consent-condition-dropped", "practice-narrowed");
    for no in ["\"you object\"", "opt-out", "\"you have told us not to\"", "\"you withdraw your consent\""] {
        for said in ["we use contact", "we collect contact", "we may send \"appeals\" to users by mail"] {
            both_ways(&[(&format!("{said} only if consent"), &format!("{said} unless {no}"), lost, won)]);
        }
    }
    both_ways(&[(
        "we do not use contact unless consent",
        "we do not use contact if \"you object\"",
        "promise-weakened",
        "promise-strengthened",
    )]);
    // What else is an exception is no way to refuse.
    assert_eq!(
        kinds("we use contact only if consent", "we use contact unless law-requires"),
        format!("{lost} {won}")
    );
}

#[test]
fn what_people_are_asked_for_is_done_to_them_whatever_the_verb() {
    both_ways(&[
        (
            "we may send \"appeals\" to users only if consent",
            "we may send \"appeals\" to users",
            "consent-condition-dropped",
            "practice-narrowed",
        ),
        (
            "we may send \"appeals\" to users unless \"you told us not to\"",
            "we may send \"appeals\" to users",
            "practice-widened",
            "practice-narrowed",
        ),
        (
            "we will \"call you\" only if consent",
            "we will \"call you\"",
            "consent-condition-dropped",
            "practice-narrowed",
        ),
        (
            "we do not send \"appeals\" unless consent",
            "we do not send \"appeals\"",
            "promise-strengthened",
            "promise-weakened",
        ),
        // What follows from a refusal is done for them.
        (
            "we will \"take your name off\" if \"you withdraw your consent\"",
            "we will \"take your name off\"",
            "promise-strengthened",
            "promise-weakened",
        ),
    ]);
}

#[test]
fn a_list_of_people_concerns_those_who_come_and_go() {
    for (old, new, whom, children) in [
        (
            "we do not use contact about minors, vols",
            "we do not use contact about minors",
            "volunteers",
            false,
        ),
        ("we collect contact from minors", "we collect contact from minors, vols", "volunteers", false),
        ("we collect contact from vols", "we collect contact from minors, vols", "minors", true),
        ("minors, vols can access contact", "vols can access contact", "minors", true),
        ("we do not use contact", "we do not use contact about minors", "everyone", false),
        ("we do not use contact about minors", "we do not use contact", "everyone", false),
    ] {
        for (old, new) in [(old, new), (new, old)] {
            let change = one(old, new);
            assert_eq!(
                (change.affected.words().as_str(), change.affected.children),
                (whom, children),
                "{new}"
            );
        }
    }
    let change = one("we collect contact from minors", "we collect contact from minors, vols");
    assert!(change.duties.iter().all(|duty| duty.id != "parental-consent"));
}

#[test]
fn a_place_in_another_is_less_of_it_and_one_at_home_is_no_transfer() {
    let firm =
        |country: &str| format!("recipient r \"Firm\" : processor {{ {country} }} ; we share contact with r");
    let (less, more) = ("practice-narrowed", "practice-widened");
    both_ways(&[
        ("we store contact in eu", "we store contact in DE", less, more),
        ("we store contact in united-states", "we store contact in california", less, more),
        ("we store contact in DE, FR", "we store contact in DE", less, more),
        ("we store contact in DE", "we store contact in FR", "practice-changed", "practice-changed"),
        // Most of the wider place is abroad.
        ("we store contact in europe", "we store contact in DE", less, "transfer-added"),
        ("we store contact in DE", "we store contact in DE, US", "transfer-added", "transfer-removed"),
        (&firm("country DE"), &firm("country FR"), "declaration-changed", "declaration-changed"),
        (&firm(""), &firm("country FR"), "details-changed", "details-changed"),
        (&firm(""), &firm("country US"), "transfer-added", "transfer-removed"),
        (&firm(""), &firm("in US"), "transfer-added", "transfer-removed"),
        (&firm("in DE"), &firm("in DE, US"), "transfer-added", "transfer-removed"),
    ]);
    // Without a law that asks, any other country is another.
    let any = |said: &str| text(said).replace("laws gdpr", "");
    let told = changes(&any("we store contact in DE"), &any("we store contact in FR"));
    assert!(told.iter().any(|line| line.starts_with("transfer-added")), "{told:?}");
}

#[test]
fn only_what_is_promised_of_the_policy_is_owed_for_its_change() {
    let promise = |said: &str| {
        let of = |kept: &str| policy(&text(&format!("{said} ; we keep logs for {kept} days")));
        let (old, new) = (of("30"), of("60"));
        let owed = consequences(&diff(&old, &new), &old, &new, None).notice;
        owed.and_then(|notice| notice.promise).is_some()
    };
    for said in [
        "we will notify you at least 30 days before \"a change takes effect\"",
        "we will notify you about this-policy at least 30 days before \"it applies\"",
        "we will notify you about \"changes to this policy\"",
        "we will notify you if \"we make material changes\"",
        "we will notify you by mail",
    ] {
        assert!(promise(said), "{said}");
    }
    for said in [
        "we will notify you about \"price changes\" at least 30 days before \"they apply\"",
        "we will notify you at least 30 days before \"a price change takes effect\"",
        "section changes { ; we will notify you about \"changes to our prices\" ; }",
    ] {
        assert!(!promise(said), "{said}");
    }
}

#[test]
fn when_data_is_deleted_is_how_long_it_is_kept() {
    let (longer, shorter) = ("retention-lengthened", "retention-shortened");
    both_ways(&[
        (
            "we delete contact within 30 days of \"the end\"",
            "we delete contact within 60 days of \"the end\"",
            longer,
            shorter,
        ),
        (
            "we delete contact at most 1 year after \"your visit\"",
            "we delete contact at most 3 years after \"your visit\"",
            longer,
            shorter,
        ),
        ("we delete logs after 30 days", "we delete logs after 90 days", longer, shorter),
        (
            "we delete contact",
            "we delete contact within 30 days of \"the end\"",
            "retention-stated",
            "retention-unstated",
        ),
        (
            "we delete contact within 30 days of \"the end\"",
            "we delete contact at most 30 days after \"the end\"",
            "",
            "",
        ),
        (
            "we delete contact at most 24 months after \"the end\"",
            "we delete contact at most 2 years after \"the end\"",
            "",
            "",
        ),
        // What people ask for they wait for.
        (
            "we delete contact within 30 days of \"your request\"",
            "we delete contact within 60 days of \"your request\"",
            "deadline-lengthened",
            "deadline-shortened",
        ),
        (
            "we delete contact within 30 days if request",
            "we delete contact within 60 days if request",
            "deadline-lengthened",
            "deadline-shortened",
        ),
        (
            "we anonymize contact within 30 days of \"the end\"",
            "we anonymize contact within 60 days of \"the end\"",
            "promise-weakened",
            "promise-strengthened",
        ),
        (
            "we may delete contact after 2 years",
            "we may delete contact after 3 years",
            "promise-changed",
            "promise-changed",
        ),
    ]);
    assert_eq!(
        found(
            "we delete contact within 30 days of \"the end\"",
            "we delete contact within 60 days of \"the end\""
        ),
        [
            "retention-lengthened: contact information: kept for at most 60 days after the end, was for at most 30 days after the end"
        ]
    );
    assert_eq!(
        found("we collect logs 3 days after \"your visit\"", "we collect logs 5 days after \"your visit\""),
        [
            "practice-changed: “we collect server logs”: “3 days after your visit” became “5 days after your visit”"
        ]
    );
}

#[test]
fn a_tracker_that_others_use_is_one_change_with_who_provides_it() {
    let tracker = |said: &str| {
        format!("recipient r \"Firm\" : processor ; tracker c \"cookies\" : cookie {{ {said} }} ; we use c")
    };
    let own = tracker("party first");
    for (others, there, back) in [
        (
            "party first, third ; provider r",
            "now also third-party, provided by Firm",
            "no longer third-party, provided by Firm",
        ),
        ("party third", "third-party instead of first-party", "first-party instead of third-party"),
    ] {
        let others = tracker(others);
        assert_eq!(found(&own, &others), [format!("tracker-third-party-added: cookies: {there}")]);
        assert_eq!(found(&others, &own), [format!("tracker-third-party-removed: cookies: {back}")]);
    }
    assert_eq!(kinds(&tracker("party third"), &tracker("party third ; provider r")), "tracker-changed");
}

#[test]
fn a_vague_time_in_the_place_of_a_deadline_is_one_change() {
    both_ways(&[
        (
            "we will notify you about breach within 72 hours",
            "we will notify you about breach without undue delay",
            "deadline-dropped",
            "promise-strengthened",
        ),
        (
            "we will notify you about breach within 72 hours",
            "we will promptly notify you about breach",
            "deadline-dropped",
            "promise-strengthened",
        ),
        (
            "we will notify you about breach within 72 hours",
            "we will immediately notify you about breach",
            "promise-changed",
            "promise-changed",
        ),
        (
            "we will notify you about breach within 72 hours",
            "we will promptly notify you about breach within 96 hours",
            "deadline-lengthened promise-strengthened",
            "security-promise-weakened deadline-shortened",
        ),
    ]);
}

#[test]
fn what_is_quoted_is_grammatical() {
    let quoted = |said: &str| {
        let found = diff(&policy(HEAD), &policy(&text(said)));
        found.changes.iter().find_map(|change| change.sentences.after.clone()).unwrap_or_default()
    };
    for (said, expected) in [
        (
            "you can object to \"profiling\" by mail, phone or post then \"we will not screen you again\"",
            "you can object to profiling by email, phone or post; then we will not screen you again",
        ),
        (
            "we do not use contact about minors, vols",
            "we do not use contact information about minors or volunteers",
        ),
        (
            "we may share contact with \"a firm\" when \"A\", \"B\"",
            "we may share contact information with a firm when A or B",
        ),
        (
            "you can contact us about \"a bill\" by mail or phone",
            "you can contact us about a bill by email or phone",
        ),
        ("we protect contact by \"locks\", \"keys\"", "we protect contact information by locks and keys"),
        ("we do not use contact except \"a\", \"b\"", "we do not use contact information except a and b"),
    ] {
        assert_eq!(quoted(said), expected, "{said}");
    }
    assert_eq!(
        found("we collect logs primarily", "we collect logs"),
        ["practice-changed: “we collect server logs”: no longer “primarily”"]
    );
}

/// What limits a condition limits its sentence, so each of them is a change of its own.
#[test]
fn a_condition_comes_and_goes_without_its_exception() {
    let whole = "we use contact only if \"you ask\" unless \"you are a company\"";
    both_ways(&[
        (whole, "we use contact unless \"you are a company\"", "practice-widened", "practice-narrowed"),
        (whole, "we use contact only if \"you ask\"", "practice-widened", "practice-narrowed"),
        (
            "we use contact only if consent unless \"you are a company\"",
            "we use contact unless \"you are a company\"",
            "consent-condition-dropped",
            "practice-narrowed",
        ),
        (
            "we do not use contact if \"you ask\" unless \"you are a company\"",
            "we do not use contact unless \"you are a company\"",
            "promise-strengthened",
            "promise-weakened",
        ),
    ]);
    assert_eq!(
        found(whole, "we use contact unless \"you are a company\""),
        ["practice-widened: “we use contact information”: no longer “only if you ask”"]
    );
    // An exception to an exception is none to the sentence.
    assert_eq!(
        found(
            "we use contact unless (\"you ask\" unless \"you are a company\")",
            "we use contact unless \"you ask\"",
        )
        .len(),
        1
    );
}

/// "When you ask" says what "if you ask" says.
#[test]
fn an_event_that_becomes_a_condition_is_one_change() {
    let event = "we use contact when \"you ask\"";
    both_ways(&[
        (event, "we use contact if \"you ask\"", "reworded", "reworded"),
        (event, "we use contact only if \"you ask\"", "practice-narrowed", "practice-widened"),
        (event, "we use contact unless \"you ask\"", "practice-changed", "practice-changed"),
    ]);
}

/// What nothing was said of was not required before, and "voluntary" says what "optional" says.
#[test]
fn whether_data_must_be_given_is_told_as_what_is_said() {
    both_ways(&[
        ("we collect contact", "we collect contact optional", "data-now-optional", "data-requirement-unsaid"),
        ("we collect contact voluntary", "we collect contact optional", "reworded", "reworded"),
        (
            "data fax \"fax\" : contact.phone voluntary",
            "data fax \"fax\" : contact.phone optional",
            "reworded",
            "reworded",
        ),
    ]);
    let change = one("we collect contact", "we collect contact optional");
    assert_eq!(change.kind.title, "Data is now said to be voluntary");
    assert_eq!(change.summary, "“we collect contact information (optional)”: now “optional”");
}

/// To say of data what the vocabulary says of its kind already changes no list of a law.
#[test]
fn a_category_that_is_as_before_is_no_change() {
    let fax = |maps: &str| format!("data fax \"fax\" : contact.phone {maps}");
    let kind = "mapping-changed";
    both_ways(&[
        (&fax(""), &fax("{ maps ccpa \"B\", \"A\" }"), "", ""),
        (&fax(""), &fax("{ maps ccpa \"A\" }"), kind, kind),
        (
            "data numbers \"numbers\" { fax \"fax\" : contact.phone }",
            "data numbers \"numbers\" { maps ccpa \"D\" ; fax \"fax\" : contact.phone }",
            kind,
            kind,
        ),
    ]);
}

/// A purpose is named as one, and what it counts as is quoted.
#[test]
fn a_purpose_that_is_another_reads_as_a_sentence() {
    assert_eq!(
        found("purpose p \"do things\" : service", "purpose p \"do things\" : security"),
        [
            "purpose-reclassified: The purpose “do things”: now “keep our services secure and prevent fraud”, no longer \
             “provide our products and services”"
        ]
    );
}

/// How long a tracker lasts is said as readers have it, and what no reader sees is no change for them.
#[test]
fn no_word_of_the_language_stands_in_a_change() {
    let tracker = |kind: &str, lasts: &str| format!("tracker t \"helpers\" : {kind} {{ lasts {lasts} }}");
    for (kind, session) in [("cookie", "until you close your browser"), ("sdk", "for the session")] {
        assert_eq!(
            found(&tracker(kind, "session"), &tracker(kind, "12 months")),
            [format!("tracker-lifetime-lengthened: helpers: for 12 months, was {session}")]
        );
        assert_eq!(
            found(&tracker(kind, "session"), &tracker(kind, "persistent")),
            [format!("tracker-changed: helpers: beyond the session instead of {session}")]
        );
    }
    both_ways(&[
        (
            "service shop \"our shop\" : website",
            "service shop \"our shop\" : app",
            "details-changed",
            "details-changed",
        ),
        (
            "channel form \"our form\" : form",
            "channel form \"our form\" : link",
            "details-changed",
            "details-changed",
        ),
    ]);
    assert_eq!(
        found(
            "channel form \"our form\" : form { link \"https://a.example/\" }",
            "channel form \"our form\" : form { link \"https://b.example/\" }"
        ),
        ["contact-changed: “our form”, address on the web: https://b.example/ instead of https://a.example/"]
    );
}

/// What is quoted and what a tracker is said to last reads as English.
#[test]
fn what_is_told_reads_as_a_sentence() {
    let lasts = |said: &str| format!("tracker t \"helpers\" : cookie {{ {said} }}");
    let form = "channel form \"our form\" : form ; you can access contact by form";
    for (old, new, said) in [
        (lasts("lasts 2 days"), lasts(""), "tracker-changed: helpers: no longer said to last for 2 days"),
        (lasts(""), lasts("lasts 2 days"), "tracker-changed: helpers: now said to last for 2 days"),
        (
            lasts("lasts session"),
            lasts("lasts session, persistent"),
            "tracker-changed: helpers: now also beyond the session",
        ),
        (
            "you can access contact".to_owned(),
            "you can access contact at most 2 times per 1 year".to_owned(),
            "right-weakened: “you can access contact information”: now at most 2 times per year",
        ),
        (
            form.to_owned(),
            format!("{form} \"on paper\""),
            "right-changed: “you can access contact information”: “our form” became “our form (on paper)”",
        ),
        (
            "we collect contact required".to_owned(),
            "we collect contact".to_owned(),
            "data-requirement-unsaid: “we collect contact information”: no longer said to be required",
        ),
        (
            "we use contact".to_owned(),
            "we use contact basis consent".to_owned(),
            "basis-added: “we use contact information”: now your consent",
        ),
    ] {
        assert_eq!(found(&old, &new), [said]);
    }
}

/// What people are asked to do something for is no use of data.
#[test]
fn a_reason_to_ask_is_no_purpose() {
    assert_eq!(
        found("we ask you to \"read this\" for \"know us\"", "we ask you to \"read this\""),
        ["statement-changed: “we ask you to read this”: no longer “to know us”"]
    );
}
