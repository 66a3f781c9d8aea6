//! What people can ask for, how and how often, in the stubs.

use super::{never_says, says, section};

#[test]
fn whom_people_turn_to_for_requests_is_how_they_are_made() {
    let policy = "section requests {\nyou should contact \"the relevant customer\" directly if \"you want to use a right\"\n\
                  you should \"send your request to the shop\"\nyou should \"be patient\"\n}";
    says(
        "ccpa",
        "methods",
        policy,
        "If you want to use a right, you should contact the relevant customer directly. \
         You should send your request to the shop.",
    );
    never_says("ccpa", "methods", policy, "patient");
}

#[test]
fn a_long_list_of_a_right_stands_with_the_right_alone() {
    let policy = |things: &str| {
        format!("you have the right to know {things} in the last 12 months at most 2 times per 12 months")
    };
    let long =
        policy("\"the categories\", \"the sources\", \"the purposes\", \"the pieces\", \"the recipients\"");
    says("ccpa", "right-to-know", &long, "the recipients");
    says(
        "ccpa",
        "request-limits",
        &long,
        "You have the right to know what is listed above. You can do so at most twice in 12 months.",
    );
    says(
        "ccpa",
        "look-back",
        &long,
        "You have the right to know what is listed above, covering the last 12 months.",
    );
    never_says("ccpa", "look-back", &long, "twice");
    says(
        "ccpa",
        "request-limits",
        &policy("\"the categories\""),
        "the right to know the categories. You can",
    );
}

#[test]
fn a_section_called_after_a_right_stands_with_it() {
    let policy = |title: &str| {
        format!(
            "section shine {title} for people in california {{\n\
             you have the right to request \"a list of those who got it\" : third-party-list\n\
             you must include \"your name\"\n\
             we are not responsible for \"notices that are not labeled\"\n\
             we are only required to \"respond to one request per customer\" every year\n}}\n"
        )
    };
    let id = "direct-marketing-disclosures";
    let called = policy("\"Direct marketing\"");
    for said in
        ["You must include your name.", "not responsible for notices", "one request per customer every year"]
    {
        says("ccpa", id, &called, said);
        never_says("ccpa", id, &policy("\"California\""), said);
    }
    says(
        "ccpa",
        "request-limits",
        &called,
        "We are only required to respond to one request per customer every year.",
    );
    never_says("ccpa", "request-limits", "we review requests every year", "We review");
}

#[test]
fn users_whom_a_text_names_have_the_rights_of_users() {
    let data = "data contact \"contact details\" : contact\n";
    for (id, rest) in [
        ("right-to-object", "\"users in the EU\" may object to processing"),
        ("right-to-object", "\"users in the EU\" can object to processing"),
        ("right-to-object", "\"people in the EU\" may object to processing"),
        ("right-to-erasure", "\"users in the EU\" can delete personal-data"),
        ("right-of-access", "\"all customers\" may access contact"),
    ] {
        never_says("gdpr", id, &format!("{data}{rest}"), "Not declared");
    }
    for rest in [
        "\"other users\" may access contact",
        "\"users you match with\" can access contact",
        "\"users' devices\" can access contact",
        "\"people on our support team\" can access contact",
        "\"our partners\" may access contact",
    ] {
        says("gdpr", "right-of-access", &format!("{data}{rest}"), "Not declared.");
    }
    for rest in
        ["\"our partners\" may object to processing", "\"employees on site\" may object to processing"]
    {
        says("gdpr", "right-to-object", &format!("{data}{rest}"), "Not declared.");
    }
}

#[test]
fn some_users_whom_a_text_names_have_their_rights_alone() {
    let data = "data contact \"contact details\" : contact\nwe collect contact from you\n";
    let right = |law: &str, subjects: &str, has: bool| {
        let id = if law == "ccpa" { "right-to-delete" } else { "right-to-erasure" };
        for how in ["can", "have the right to"] {
            let text = section(law, id, &format!("{data}\"{subjects}\" {how} delete personal-data"));
            let missing = ["Not declared", "Not complete"].iter().any(|told| text.contains(told));
            assert_eq!(missing, !has, "{law}: {subjects}: {text}");
        }
    };
    for (subjects, eu, california) in [
        ("users", true, true),
        ("users of our services", true, true),
        ("users in the EU", true, false),
        ("users in the European Union or California", true, true),
        ("residents of Germany", false, false),
        ("California residents", false, true),
        ("users who pay", false, false),
        ("users in Brazil", false, false),
        ("customers in Bavaria", false, false),
    ] {
        right("gdpr", subjects, eu);
        right("ccpa", subjects, california);
    }
    // Where nobody is meant whom a law protects, its stub does not say it.
    let texas = format!("{data}\"people in Texas\" may object to processing");
    never_says("gdpr", "right-to-object", &texas, "Texas");
}
