//! Every combination of answers makes a policy that is whole, in style, and worth reading.

use std::collections::BTreeMap;

use candor::compile::{Settings, compile};
use candor::diagnostic::Severity;
use candor::emit::Format;
use candor::law::Vocabulary;
use candor::project;
use proptest::prelude::*;

use super::super::activities::Id;
use super::super::answers::{Address, Age, Companies, Day, Law, Link, YesNo};
use super::*;

/// What is wrong with a policy, and its page.
fn built(text: &str) -> (Vec<String>, String) {
    let load = |_: &str| Ok(text.as_bytes().to_vec());
    let read = project::read("privacy.candor", &load, Vocabulary::builtin());
    let settings = Settings { formats: Format::ALL.to_vec(), ..Settings::default() };
    let built = compile(&read, &settings);
    let findings = read.findings.iter().chain(&built.findings);
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    let mut errors: Vec<String> =
        errors.map(|error| format!("{}: {}", read.sources.place(error.span), error.message)).collect();
    errors.extend(built.template_errors);
    let page = built.outputs.iter().find(|output| output.file == "privacy.md");
    (errors, page.map(|page| page.text.clone()).unwrap_or_default())
}

#[track_caller]
fn check(answers: &Answers) -> (String, String) {
    let text = write(answers).unwrap();
    assert_eq!(format(&text).unwrap(), text, "it is not in the one style");
    let (errors, page) = built(&text);
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    assert!(page.starts_with("# "), "{page}");
    // What is offered in comments is right too.
    let offered = offered(&text);
    let (errors, _) = built(&offered);
    assert!(errors.is_empty(), "{errors:#?}\n{offered}");
    (text, page)
}

/// The policy with everything that it offers in comments taken up.
fn offered(text: &str) -> String {
    let mut last = false;
    let lines = text.lines().map(|line| {
        let line_of = line.trim_start();
        last |= line_of.starts_with("// ---- Not said yet");
        let begin = |begins: &[&str]| begins.iter().any(|begin| line_of.starts_with(begin));
        let sentence = begin(&["// we ", "// you ", "// section "]) || line_of.ends_with(" voluntary");
        match begin(&["// basis ", "// updated "]) || (last && sentence) {
            true => line.replacen("// ", "", 1),
            false => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn activity_ids() -> Vec<Id> {
    activities::ids(|_| true).map(|id| Id(id.to_owned())).collect()
}

fn shop() -> Answers {
    Answers {
        name: "Käthe's \"Tea\" & Co.".parse().ok(),
        website: "https://tea.example".parse().ok(),
        email: "privacy@tea.example".parse().ok(),
        address: "Hauptstr. 1, 10115 Berlin".parse().ok(),
        laws: Some(vec!["gdpr".parse().unwrap()]),
        effective: "2026-3-1".parse().ok(),
        does: Some(vec![Id("orders".to_owned()), Id("newsletter".to_owned())]),
        data: BTreeMap::from([("orders".to_owned(), "Name, shoe size, name, if".parse().unwrap())]),
        with: BTreeMap::from([("orders".to_owned(), "Payer {{ name }}, Bank, Inc.".parse().unwrap())]),
        stop: BTreeMap::from([("newsletter".to_owned(), "the link in every letter".parse().ok())]),
        sells: Some(YesNo(false)),
        children_under: "16".parse().ok(),
    }
}

#[test]
fn a_small_shop() {
    let (text, page) = check(&shop());
    insta::assert_snapshot!(format!("{text}\n-------- privacy.md\n\n{page}"));
}

#[test]
fn whoever_answers_nothing_gets_what_is_left_to_say() {
    let (text, page) = check(&Answers { name: "Acme".parse().ok(), ..Answers::default() });
    insta::assert_snapshot!(format!("{text}\n-------- privacy.md\n\n{page}"));
}

#[test]
fn whoever_does_everything() {
    let does = activity_ids();
    let with = does.iter().map(|id| (id.0.clone(), format!("{} Inc.", id.0).parse().unwrap())).collect();
    let answers = Answers { does: Some(does), with, sells: Some(YesNo(true)), ..shop() };
    let (text, _) = check(&answers);
    insta::assert_snapshot!(text);
}

#[test]
fn nobody_has_a_website_who_named_none() {
    let of_a_website = |text: &str| {
        let text = text.to_lowercase();
        ["website", "visit", "browser", "pages"].into_iter().find(|word| text.contains(word))
    };
    let does = activity_ids();
    let with = || does.iter().map(|id| (id.0.clone(), format!("{} Inc.", id.0).parse().unwrap())).collect();
    for one in does.iter().map(|id| vec![id.clone()]).chain([does.clone()]) {
        for with in [BTreeMap::new(), with()] {
            let answers = Answers { does: Some(one.clone()), with, website: None, ..shop() };
            let (text, page) = check(&answers);
            assert_eq!(of_a_website(&text), None, "{text}");
            assert_eq!(of_a_website(&page), None, "{page}");
        }
    }
}

#[test]
fn whatever_script_a_name_is_in_its_declaration_keeps_the_letters() {
    assert_eq!(organization_id("Müller & Söhne"), "müller-söhne");
    assert_eq!(organization_id("½ ✓"), "company");
    assert_eq!(organization_id("Carrier 2"), "company");
}

#[test]
fn any_name_can_be_that_of_an_organization() {
    for name in [
        "we",
        "site",
        "customers",
        "policy",
        "if",
        "42",
        "漢字",
        "-",
        "carrier",
        "Carrier 2",
        "Söhne",
        "none",
        "order-details",
        "gdpr",
    ] {
        let _ = check(&Answers { name: Some(Text(name.to_owned())), ..shop() });
    }
}

/// Texts that mean something to somebody else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "\t",
        "{{ name }}",
        "{% if %}",
        "{# #}",
        "}",
        "{",
        "//",
        "\"\"\"",
        "<b>",
        "*",
        "[a](b)",
        "|",
        "we sell",
        "é",
        "\u{202e}",
        "\u{200b}",
        "👍",
        " ",
        "if",
        "a",
        "Inc.",
        "\u{7}",
        "#",
        "\u{fdd0}",
        "--",
        "policy",
    ]);
    prop::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat())
}

/// An answer that the questions would have taken.
fn answer<T: std::str::FromStr + std::fmt::Debug + Clone>() -> impl Strategy<Value = Option<T>> {
    prop::option::of(hostile()).prop_map(|text| text.and_then(|text| text.parse().ok()))
}

prop_compose! {
    fn answers()(
        name in hostile(),
        website in prop::option::of(prop::sample::select(vec!["https://a.example", "http://a.example/\"x\"?y={{z}}"])),
        email in prop::option::of(prop::sample::select(vec!["a@b.example", "\"a\\b\"@c.example", "{{a}}@b"])),
        address in answer::<Text>(),
        laws in prop::option::of(prop::sample::subsequence(vec!["gdpr", "ccpa", "uk-gdpr", "coppa"], 0..4)),
        effective in prop::option::of(prop::sample::select(vec!["2026-03-01", "1999-1-9"])),
        does in prop::option::of(prop::sample::subsequence(activity_ids(), 0..=activity_ids().len())),
        data in prop::collection::vec(prop::option::of(prop::collection::vec(hostile(), 1..5)), 7),
        with in prop::collection::vec(answer::<Companies>(), 7),
        stop in prop::collection::vec(answer::<Text>(), 7),
        sells in prop::option::of(any::<bool>()),
        age in prop::option::of(1u8..=21),
    ) -> Answers {
        let ids = || activity_ids().into_iter().map(|id| id.0);
        Answers {
            name: Some(name.parse().unwrap_or(Text("Acme".to_owned()))),
            website: website.map(|website| website.parse::<Link>().unwrap()),
            email: email.and_then(|email| email.parse::<Address>().ok()),
            address,
            laws: laws.map(|laws| laws.iter().map(|law| law.parse::<Law>().unwrap()).collect()),
            effective: effective.map(|day| day.parse::<Day>().unwrap()),
            does,
            data: ids().zip(data).filter_map(|(id, items)| Some((id, items?.join(",").parse().ok()?))).collect(),
            with: ids().zip(with.into_iter().map(Option::unwrap_or_default)).collect(),
            stop: ids().zip(stop).collect(),
            sells: sells.map(YesNo),
            children_under: age.map(Age),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_answered_makes_a_policy_that_builds(answers in answers()) {
        let _ = check(&answers);
    }
}

#[test]
fn the_rights_of_the_laws_are_offered() {
    let under = |laws: &[&str]| {
        let laws = laws.iter().map(|law| law.parse().unwrap()).collect();
        check(&Answers { laws: Some(laws), ..shop() }).0
    };
    let rights = ["restrict", "object to direct-marketing", "withdraw consent", "appeal"];
    let offered =
        |text: &str| rights.map(|right| text.contains(&format!("// you have the right to {right}")));
    assert_eq!(offered(&under(&["ccpa", "tdpsa"])), [false, false, false, true]);
    assert_eq!(offered(&under(&["gdpr"])), [true, true, true, false]);
    assert_eq!(offered(&under(&[])), [true, true, true, false]);
    assert_eq!(under(&["ccpa"]).matches("// which kind?").count(), 2);
}
