//! Compiled templates hold to what minijinja makes of the same ones.

use std::collections::BTreeMap;

use super::Wording;
use crate::document::view::Subject;
use crate::document::{Document, outline, stub};
use crate::emit::text;
use crate::law::Vocabulary;
use crate::project::{self, LoadError, Read};

/// A policy that says something in every way the language has.
const GENERATED: [&str; 2] =
    [include_str!("../../../benches/head.candor"), include_str!("../../../benches/chapter.candor")];

const SAMPLES: [&str; 6] = [
    include_str!("../../../policies/civicplus.candor"),
    include_str!("../../../policies/claritru.candor"),
    include_str!("../../../policies/clarizen.candor"),
    include_str!("../../../policies/classimize.candor"),
    include_str!("../../../policies/clientwise.candor"),
    include_str!("../../../policies/starter.candor"),
];

fn read(source: &str) -> Read {
    let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(source.as_bytes().to_vec()) };
    project::read("acme.candor", &load, Vocabulary::builtin())
}

/// The documents of a policy, and what went wrong with their templates.
fn documents(read: &Read, wording: &Wording) -> (Vec<Document>, Vec<String>) {
    let subject = Subject::new(&read.policy, Vocabulary::builtin(), wording);
    let outlined = outline::policy(&subject);
    let stubs = stub::documents(&subject);
    let documents = std::iter::once(outlined.document).chain(stubs.documents).collect();
    (documents, [outlined.template_errors, stubs.template_errors].concat())
}

fn wording(interpreted: bool, own: &[(&str, &str)]) -> Wording {
    let own = own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Wording { interpreted, ..Wording::new("en", "en-US", &own).unwrap() }
}

fn shown(documents: &[Document]) -> String {
    documents.iter().map(|document| format!("{document:#?}\n")).collect()
}

/// Fails unless both ways say the same, and nothing had to be interpreted to say so.
fn check(source: &str) {
    let read = read(source);
    let (compiled, interpreted) = (wording(false, &[]), wording(true, &[]));
    let (ours, errors) = documents(&read, &compiled);
    assert_eq!(errors, Vec::<String>::new());
    assert!(compiled.interpreter.get().is_none(), "a compiled template could not do something");
    let (theirs, errors) = documents(&read, &interpreted);
    assert_eq!(errors, Vec::<String>::new());
    let (ours, theirs) = (shown(&ours), shown(&theirs));
    for (our, their) in ours.lines().zip(theirs.lines()) {
        assert_eq!(our, their);
    }
    assert_eq!(ours.len(), theirs.len());
}

#[test]
fn samples_say_the_same_either_way() {
    SAMPLES.into_iter().for_each(check);
}

#[test]
fn a_policy_with_everything_says_the_same_either_way() {
    check(&GENERATED.concat().replace('@', "1"));
}

/// Sentences in every modality, with every clause, about one and about several.
#[test]
fn every_modality_and_clause_says_the_same_either_way() {
    use crate::model::verb;
    use crate::model::words::{Adverb, ListWord, Modal, Quantifier, Topic};
    let laws = "policy \"P\" { laws ccpa, gdpr  effective 2026-03-01 }\norganization acme \"Acme\"\n";
    let objects = ["personal-data", "certain \"notes\"", "\"a note\", \"a list\" or others"];
    let mut source = laws.to_owned();
    for (at, modal) in Modal::ALL.iter().enumerate() {
        for subject in ["we", "you", "\"our partner\" singular", "\"our partners\""] {
            let object = objects.get(at % objects.len()).unwrap();
            source.push_str(&format!("{subject} {} collect {object}\n", modal.as_str().replace('-', " ")));
        }
    }
    for (at, word) in ListWord::ALL.iter().enumerate() {
        let word = word.as_str().replace('-', " ");
        source.push_str(&format!("we use \"thing {at}\" {word} \"one\", \"two\"\n"));
        source.push_str(&format!(
            "you may access \"thing {at}\" {word} \"a\", \"b\", \"c\", \"d\", \"e\", \"f\"\n"
        ));
        source.push_str(&format!("data d{at} \"data {at}\" : contact {{ {word} \"x\"\n item{at} \"item {at}\" {word} \"y\" }}\nwe collect d{at}\n"));
    }
    for adverb in Adverb::ALL {
        source.push_str(&format!("we {} track \"{}\"\n", adverb.as_str().replace('-', " "), adverb.as_str()));
    }
    for quantifier in Quantifier::ALL {
        source.push_str(&format!(
            "we share {} personal-data with \"{}\"\n",
            quantifier.as_str().replace('-', " "),
            quantifier.as_str()
        ));
    }
    for verb in verb::all().filter(|verb| !verb.state) {
        source.push_str(&format!("you have the right to {} personal-data by \"letter\" within 30 days fee none at most 2 times per 1 year\n", verb.id));
    }
    for topic in Topic::ALL {
        source.push_str(&format!(
            "section {} for children under 13 in california {{ we keep \"{}\" for 30 days }}\n",
            topic.as_str(),
            topic.as_str()
        ));
    }
    check(&source);
}

/// A template of the user's own is interpreted; the others go on being what they are.
#[test]
fn a_template_of_ones_own_stands_in_for_one() {
    let read = read("policy \"P\"\nyou have the right to access personal-data\nwe sell \"lists\"");
    let (documents, errors) = documents(&read, &wording(false, &[("en/rights.md", "Ask {{ section.id }}.")]));
    assert_eq!(errors, Vec::<String>::new());
    let text: String = documents.iter().map(text::emit).collect();
    assert!(text.contains("Ask rights.") && text.contains("We sell lists."), "{text}");
}

/// Macros of the user's own are in every section that imports them, and in no other.
#[test]
fn macros_of_ones_own_are_in_every_section_that_imports_them() {
    let read = read("policy \"P\" { effective 2026-03-01 }\nwe sell \"lists\"");
    let macros = super::shipped_text("en/macros.md").unwrap();
    let own = macros.replace("{{ words.months[d.month - 1] }} {{ d.day }}, {{ d.year }}", "day {{ d.day }}");
    assert_ne!(macros, own);
    let (documents, errors) = documents(&read, &wording(false, &[("en/macros.md", &own)]));
    assert_eq!(errors, Vec::<String>::new());
    let text: String = documents.iter().map(text::emit).collect();
    assert!(text.contains("day 1") && text.contains("We sell lists."), "{text}");
}

/// What a user's words leave undone is an error that names the template and the line.
#[test]
fn words_that_are_not_what_they_should_be_are_an_error() {
    let read = read("policy \"P\"\nwe sell \"lists\"");
    let wording = wording(false, &[("en/words.yaml", "verbs: { sell: sells }")]);
    let (_, errors) = documents(&read, &wording);
    let [error, ..] = errors.as_slice() else { panic!("no error") };
    assert!(error.starts_with("template en/sale.md:") && error.contains("macros.md"), "{error}");
}

#[test]
fn words_of_a_region_stand_in_for_the_words() {
    let british = Wording::new("en", "en-GB", &BTreeMap::new()).unwrap();
    assert_eq!(british.word(&["verbs", "analyze", "base"]), Some("analyse"));
    assert_eq!(british.word(&["verbs", "sell", "base"]), Some("sell"));
    let own = BTreeMap::from([("en/words.yaml".to_owned(), "verbs: { sell: { base: vend } }".to_owned())]);
    let own = Wording::new("en", "en", &own).unwrap();
    assert_eq!(own.word(&["verbs", "sell", "base"]), Some("vend"));
    assert_eq!(own.word(&["verbs", "sell", "third"]), Some("sells"));
}
