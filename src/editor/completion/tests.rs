//! Caret tests: `|` is the place.

use super::*;
use crate::law::Vocabulary;
use crate::project::{LoadError, read};

const DECLARED: &str = r#"
policy "P" { language en }
organization acme "Acme"
data contact "contact data" : contact {
    email "email" : contact.email
}
purpose orders "send orders" : service.fulfilment
recipient mailer "Mailer" : processor
condition closure "you close your account"
"#;

fn labels(text: &str) -> Vec<String> {
    suggested(text).into_iter().map(|suggestion| suggestion.label).collect()
}

fn suggested(text: &str) -> Vec<Suggestion> {
    let text = format!("{DECLARED}{text}");
    let offset = text.find('|').unwrap();
    let whole = text.replace('|', "");
    let load = |path: &str| {
        if path == "a.candor" { Ok(whole.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
    };
    let read = read("a.candor", &load, Vocabulary::builtin());
    let names = Names::new(&read.policy);
    let describer = Describer { vocabulary: Vocabulary::builtin(), wording: None };
    complete(&Question {
        text: &whole,
        offset,
        policy: &read.policy,
        sources: &read.sources,
        names: &names,
        describer,
    })
}

/// What must be suggested, the first of them first of all, and what must not be.
#[track_caller]
fn check(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = labels(text);
    for word in wanted {
        assert!(found.iter().any(|label| label == word), "{text}: no `{word}` in {found:?}");
    }
    for word in unwanted {
        assert!(!found.iter().any(|label| label == word), "{text}: `{word}` in {found:?}");
    }
}

#[test]
fn an_item_begins_with_a_declaration_or_with_who_does_something() {
    check("|", &["data", "import", "section", "we", "you", "mailer", "visitor"], &["may", "collect"]);
    check("da|", &["data"], &[]);
    check("we collect contact\n    |", &["data", "we", "if", "for"], &["may"]);
    check("we collect contact\n|", &["data", "we"], &["may"]);
}

#[test]
fn a_subject_is_followed_by_a_modality_or_a_verb() {
    check("we |", &["may", "do not", "collect", "never", "currently"], &["for", "data", "email"]);
    check("we ma|", &["may", "may not"], &[]);
    check("we do |", &["do not"], &["for"]);
    check("you have the |", &["have the right to", "have the right to ask us to"], &["collect"]);
    check("we may |", &["collect", "share", "from time to time"], &["may", "email"]);
    check("you have the right to |", &["access", "delete", "have the right to ask us to"], &["email", "if"]);
    check("you have the right to acc|", &["access"], &["email", "if"]);
    check("you may ask us to |", &["delete"], &["email", "if"]);
    check("we are |", &["controller", "responsible"], &["collect"]);
}

#[test]
fn a_verb_is_followed_by_what_it_is_about() {
    check("we collect |", &["contact", "personal-data", "email", "identity.name"], &["data", "may"]);
    check("we collect contact, |", &["personal-data"], &["data"]);
    let found = suggested("we collect |");
    assert_eq!(found[0].label, "contact", "what is declared comes first");
    assert_eq!(found[0].detail.as_deref(), Some("data “contact data”"));
    let with = labels("we share contact with |");
    let place = |name: &str| with.iter().position(|label| label == name);
    assert!(place("mailer") < place("contact"), "who receives comes before what is combined");
}

#[test]
fn clauses_follow_the_objects() {
    check(
        "we collect contact |",
        &["for", "if", "because", "and", "only if", "basis", "kept"],
        &["data", "may", "contact", "we"],
    );
    check("we collect contact for |", &["orders", "service.fulfilment"], &["may", "if", "data"]);
    check("we collect contact as |", &["as far as"], &[]);
    check("we share contact with |", &["mailer", "processor"], &["may"]);
    check("we collect contact if |", &["closure", "consent", "law-requires"], &["may", "for"]);
    check("we collect contact basis |", &["consent", "legitimate-interests"], &["may"]);
    check("we keep contact for 24 |", &["months", "days"], &["data"]);
    check("we collect contact in the last 12 |", &["months"], &[]);
}

#[test]
fn after_a_colon_stands_the_vocabulary_of_the_declaration() {
    check("data x \"x\" : |", &["contact.email", "health", "personal-data"], &["processor", "for"]);
    check("recipient x \"x\" : pro|", &["processor"], &["health"]);
    check("purpose x \"x\" : service.|", &["service.payment"], &["health"]);
    let email =
        suggested("data x : contact.em|").into_iter().find(|found| found.label == "contact.email").unwrap();
    assert!(email.detail.unwrap().contains("ccpa A"), "the statutory category");
    assert_eq!(email.replaces.len(), "contact.em".len());
}

#[test]
fn braces_hold_properties_and_clauses() {
    check(
        "recipient x \"x\" {\n    |\n}",
        &["country", "safeguard", "for", "must"],
        &["maps-to", "language"],
    );
    check("recipient x \"x\" {\n    country |\n}", &["DE", "unstated"], &["processor"]);
    check("policy \"x\" {\n    |\n}", &["language", "laws", "effective"], &["country"]);
    check("policy \"x\" {\n    laws |\n}", &["gdpr", "ccpa"], &["DE"]);
    check("policy \"x\" {\n    laws gdpr, |\n}", &["ccpa"], &["language", "may"]);
    check("policy \"x\" {\n    applies |\n}", &["current", "at-collection"], &["gdpr"]);
    check("policy \"x\" {\n    facts |\n}", &["sells-personal-information"], &["gdpr"]);
    check("tracker c \"c\" : cookie {\n    party |\n}", &["first", "third"], &[]);
    check("tracker c \"c\" : cookie {\n    provider |\n}", &["mailer"], &[]);
    check("tracker c \"c\" : cookie {\n    lasts |\n}", &["session"], &["contact"]);
    check("tracker c \"c\" : cookie {\n    off |\n}", &["until", "unless"], &["contact"]);
    check("data x \"x\" {\n    maps |\n}", &["ccpa", "dpv"], &[]);
}

#[test]
fn findings_can_be_allowed_and_sections_named() {
    check("we sell contact allow(|", &["sale-denied-yet-declared", "vague-wording"], &["syntax", "contact"]);
    check("section |", &["rights", "children"], &["may"]);
    check("section x \"x\" after |", &["rights"], &["may"]);
    check("assert every |", &["recipient", "data"], &["we"]);
    check("assert every recipient has |", &["safeguard", "country"], &["we"]);
    check("reviewed 2026-03-01 by \"Jane\" {\n    sh|", &["sharing"], &["we"]);
    check("assert never |", &["sell", "share"], &["email"]);
}

#[test]
fn nothing_is_suggested_in_texts_and_comments() {
    for text in [
        "// we |",
        "we collect \"con|",
        "we collect \"a|b\"",
        "section x { prose \"\"\"a |",
        "data contact \"x|\n",
    ] {
        assert_eq!(labels(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_mistake_elsewhere_changes_nothing() {
    check("we collect : : }\n\ndata broken {{{\n\nwe |\n", &["may", "collect"], &["for"]);
    check("we |\n\ndata broken {{{ \"\n", &["may", "collect"], &["for"]);
    check("section x \"x\" {\n    we collect |\n    we share\n", &["contact"], &["may"]);
}

#[test]
fn every_snippet_can_be_read() {
    for found in suggested("|") {
        let item = matches!(found.about, About::Kind(_)) || found.about == About::Nothing;
        let Some(snippet) = found.snippet.filter(|_| item) else { continue };
        // What an editor leaves of `${1:name}` when nothing is filled in.
        let mut text = snippet.replace("$0", "").replace("$1", "").replace("$2", "");
        while let Some(at) = text.find("${") {
            let end = at + text[at..].find('}').unwrap();
            let filled = text[at + 4..end].replace("kind", "health");
            let filled = if filled == "health" && !text.starts_with("data") { String::new() } else { filled };
            text.replace_range(at..=end, &filled);
        }
        let text = text.trim_end().trim_end_matches(" :").to_owned();
        let text = if found.label == "prose" { format!("section x {{ {text} }}") } else { text };
        let read = crate::syntax::read(crate::source::FileId(0), &text);
        assert!(read.findings.is_empty(), "{}: {text}: {:?}", found.label, read.findings);
    }
}

#[test]
fn an_import_is_completed_inside_its_quotes() {
    let at = |text: &str| {
        let offset = text.find('|').unwrap();
        let whole = text.replace('|', "");
        import_at(&whole, offset).map(|(range, before)| (whole[range].to_owned(), before.to_owned()))
    };
    assert_eq!(at("import \"shared/v|e\"\n"), Some(("shared/ve".to_owned(), "shared/v".to_owned())));
    assert_eq!(at("a\nimport \"|\nb"), Some((String::new(), String::new())));
    assert_eq!(at("import |\"a\""), None);
    assert_eq!(at("we collect \"im|port\""), None);
}
