//! Which stubs there are, and what they say beside and between their sections.

use super::super::{Pack, Subject, documents, provisions};
use super::stub_section;
use crate::document::Wording;
use crate::emit::text;
use crate::law::Vocabulary;
use crate::project;

#[test]
fn laws_of_one_pack_share_a_stub() {
    let source = "policy \"Test\" { laws cpra, ccpa, gdpr, glba }\norganization acme \"Acme\"";
    let load = |_: &str| Ok(source.as_bytes().to_vec());
    let read = project::read("test.candor", &load, Vocabulary::builtin());
    let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
    let stubs = documents(&Subject::new(&read.policy, &wording));
    let names: Vec<_> = stubs.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["test.ccpa", "test.gdpr"]);
}

#[test]
fn a_provision_ends_at_a_semicolon_outside_brackets() {
    let all: Vec<&str> = provisions("Art. 1; Art. 2 (see a; b)").collect();
    assert_eq!(all, ["Art. 1", "Art. 2 (see a; b)"]);
}

/// Every example that an author is told to type is one the language has: as
/// a sentence or declaration, in one, or after one.
#[test]
fn every_example_of_what_to_declare_parses() {
    let places = [
        ("", ""),
        ("policy \"P\" {\n", "\n}"),
        ("organization o \"O\" {\n", "\n}"),
        ("recipient r \"R\" {\n", "\n}"),
        ("we collect \"data\" ", ""),
        ("source s \"S\" ", ""),
        ("data d \"D\" ", ""),
    ];
    let wrong =
        ["unknown-property", "unknown-verb", "unknown-kind", "wrong-verb", "missing-value", "text-expected"];
    let mut bad = Vec::new();
    let with_stub =
        Pack::builtin_ids().filter(|id| Pack::builtin(id).is_some_and(|pack| !pack.stub.is_empty()));
    for id in with_stub {
        let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
        let law = wording.law(id).unwrap();
        for (section, words) in law.words().get("sections").unwrap().entries() {
            let declare = words.text_of("declare").unwrap();
            for example in declare.split('`').skip(1).step_by(2) {
                let example = example.replace("https://…", "https://acme.example");
                let fits = places.iter().any(|(before, after)| {
                    let text = format!("{before}{example}{after}");
                    let load = |_: &str| Ok(text.clone().into_bytes());
                    let file = crate::syntax::read(crate::source::FileId(0), &text);
                    let read = project::read("example.candor", &load, Vocabulary::builtin());
                    file.findings.is_empty()
                        && !read.findings.iter().any(|finding| wrong.contains(&finding.code))
                });
                // A word alone is a word of the language, not an example of it.
                if !fits && example.contains(' ') {
                    bad.push(format!("{id}: {section}: {example}"));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Emphasis holds whatever it begins and ends with, and a title that ends has its end.
#[test]
fn a_name_in_emphasis_may_begin_and_end_with_any_mark() {
    let said = stub_section(
        "controller",
        "laws gdpr",
        "organization acme \"Acme\" { legal \"“Acme” Holdings (UK)\" }",
    );
    assert!(said.contains("“Acme” Holdings (UK)") && !said.contains('*'), "{said}");
    for (title, shown) in
        [("“Acme” Policy", "“Acme” Policy."), ("What we do!", "What we do!"), ("acme", "acme.")]
    {
        let source = format!("policy \"{title}\" {{ laws gdpr }}\norganization acme \"Acme\"");
        let said = whole(&source, Vocabulary::builtin());
        assert!(said.contains(&format!("{shown} The information")) && !said.contains('*'), "{said}");
    }
}

/// Data without a code, or with one that the law does not have, is not lost.
#[test]
fn data_of_no_category_is_named_under_the_tables() {
    let words = "version: 1\ndata: [{ id: rewards, name: rewards information }]\n";
    let vocabulary = Vocabulary::builtin().extended(words).unwrap();
    let source = "policy \"Test\" { laws ccpa }
        organization acme \"Acme\"
        data points \"bonus points\" : rewards
        data odd \"odd things\" : contact { maps ccpa \"QQ\" }
        we collect rewards, points, odd, \"plain things\", \"gifts\" : rewards";
    let said = whole(source, &vocabulary);
    let expected = "No category is declared for bonus points, rewards information,";
    assert!(said.contains(expected), "{said}");
}

/// A whole stub, as plain text.
fn whole(source: &str, vocabulary: &Vocabulary) -> String {
    let load = |_: &str| Ok(source.as_bytes().to_vec());
    let read = project::read("test.candor", &load, vocabulary);
    let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
    let stubs = documents(&Subject::new(&read.policy, &wording));
    text::emit(&stubs.documents[0]).split_whitespace().collect::<Vec<_>>().join(" ")
}
