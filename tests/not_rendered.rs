//! What `candor check` says of sentences that no document words is what making the
//! documents shows.

use std::fs;
use std::path::Path;

use candor::compile::{Settings, check, compile};
use candor::diagnostic::Severity;
use candor::law::Vocabulary;
use candor::model::words::{NounKind, Topic};
use candor::project::{LoadError, Read, read};

fn read_text(text: &str) -> Read {
    let load = |path: &str| match path {
        "acme.candor" => Ok(text.as_bytes().to_vec()),
        _ => Err(LoadError::Missing),
    };
    read("acme.candor", &load, Vocabulary::builtin())
}

/// The names and places of what is found without documents, which must be what is found with them.
fn found(text: &str) -> Vec<String> {
    let read = read_text(text);
    let errors = read.findings.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new(), "{text}");
    compared(&read, text)
}

/// The same for a text of somebody else's; nothing if it has errors.
fn found_if_read(text: &str) -> Option<Vec<String>> {
    let read = read_text(text);
    let broken = read.findings.iter().any(|finding| finding.severity == Severity::Error);
    (!broken).then(|| compared(&read, text))
}

fn compared(read: &Read, text: &str) -> Vec<String> {
    let settings = Settings { formats: Vec::new(), ..Settings::default() };
    let named = |findings: Vec<candor::diagnostic::Diagnostic>| {
        let mut findings: Vec<String> = findings
            .iter()
            .map(|found| format!("{} {}: {}", found.code, read.sources.place(found.span), found.message))
            .collect();
        findings.sort();
        findings
    };
    let (quick, made) = (check(read, &settings), compile(read, &settings));
    assert_eq!(quick.template_errors, made.template_errors, "{text}");
    let (quick, made) = (named(quick.findings), named(made.findings));
    assert_eq!(quick, made, "{text}");
    quick
}

/// Every file of a folder, and of those inside, that has this ending.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == ending) {
            texts.extend(fs::read_to_string(&path));
        }
    }
    assert!(!texts.is_empty(), "{folder}");
    texts
}

#[test]
fn policies_and_examples_and_cases() {
    let texts = [files("policies", "candor"), files("tests/cases/bad", "candor")].concat();
    let pages = files("docs", "md");
    // The examples of the rules stand in docs/lints.md.
    let blocks = pages.iter().flat_map(|page| page.split("```candor").skip(1));
    let blocks = blocks.map(|block| block.split("```").next().unwrap().split_once('\n').unwrap().1);
    // What is no whole policy stands in one.
    let whole = |block: &str| match block.contains("policy \"") {
        true => block.to_owned(),
        false => format!("policy \"Acme\"\n{block}"),
    };
    let all = texts.into_iter().chain(blocks.map(whole));
    let compared = all.filter_map(|text| found_if_read(&text)).count();
    assert!(compared > 200, "{compared}");
}

#[test]
fn a_large_policy_of_every_kind_of_sentence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    let part = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let chapters: String = (1..4).map(|n| part("chapter.candor").replace('@', &n.to_string())).collect();
    assert_eq!(found(&(part("head.candor") + &chapters)), Vec::<String>::new());
}

#[test]
fn what_is_said_inside_declarations() {
    let mut read = 0;
    for kind in NounKind::ALL {
        let id = kind.as_str();
        let said = if *kind == NounKind::Policy {
            "policy \"A\" { must keep \"secrets\" }\n".to_owned()
        } else {
            format!("policy \"A\"\n{id} thing \"a thing\" {{ must keep \"secrets\" }}\n")
        };
        // None of these does anything.
        if matches!(kind, NounKind::Purpose | NounKind::Condition | NounKind::Definition) {
            found_if_read(&said);
        } else {
            found(&said);
        }
        for named in ["use thing", "share \"names\" with thing", "collect thing from thing for \"orders\""] {
            read += usize::from(found_if_read(&format!("{said}we {named}\n")).is_some());
        }
    }
    assert!(read > 10, "{read}");
    let lost = found("policy \"A\"\nservice site \"our site\" { must keep \"secrets\" }\nwe use site\n");
    assert_eq!(lost.len(), 1, "{lost:?}");
    let shown = "policy \"A\"\nrecipient host \"a host\" { must keep \"secrets\" }\n";
    assert_eq!(found(shown), Vec::<String>::new());
}

#[test]
fn sections_wherever_they_stand() {
    let said = "we collect \"names\" for \"orders\"\nwe may sell \"names\"\nyou can delete \"names\"\n";
    for topic in Topic::ALL {
        let id = topic.as_str();
        found(&format!("policy \"A\"\nsection {id} {{\n{said}}}\n"));
        found(&format!("policy \"A\"\n{said}section {id} \"Of people\" for visitors {{\n{said}}}\n"));
        found(&format!("policy \"A\"\nsection more {{\n{said}section {id} {{\n{said}}}\n}}\n"));
        found(&format!("policy \"A\"\nsection {id} {{\n{said}section inner in DE {{\n{said}}}\n}}\n{said}"));
    }
    // A section may be called what a template is called that words something else.
    for id in ["lead", "macros", "stub", "stub-lead", "summary", "section", "words", "facets", "more"] {
        found(&format!("policy \"A\"\nsection {id} \"Title\" {{\n{said}}}\n"));
        found(&format!("policy \"A\"\nsection rights {{\nsection {id} \"Title\" {{\n{said}}}\n}}\n"));
    }
    let circle = format!("section one after two {{\n{said}}}\nsection two after one {{\n{said}}}\n");
    assert_eq!(found(&format!("policy \"A\"\n{circle}")), Vec::<String>::new());
}

#[test]
fn prose_that_no_document_can_hold() {
    let prose = |id: &str, text: &str| format!("section {id} {{\nprose \"\"\"\n{text}\n\"\"\"\n}}\n");
    let inner = prose("three", "# Heading");
    let text = format!("policy \"A\"\n{}section two {{\n{inner}}}\n", prose("one", "<b>"));
    let found = found(&text);
    assert!(found.len() == 2 && found.iter().all(|found| found.starts_with("bad-prose")), "{found:?}");
}
