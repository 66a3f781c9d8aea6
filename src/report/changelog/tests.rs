use std::collections::BTreeMap;

use super::*;
use crate::compile::{self, Built, Settings};
use crate::diff::kinds;
use crate::emit::{html, markdown};
use crate::law::Vocabulary;

const POLICY: &str = r#"policy "Acme <Privacy> Policy" { language en  effective 2026-03-01 }
organization acme "Acme Inc."
data contact "contact details" : contact
purpose orders "send you what you order" : service.fulfilment
we collect contact for orders
we keep contact for 24 months
we will notify you before "a change takes effect"
"#;

fn read(text: &str) -> Read {
    let load = |_: &str| Ok(text.as_bytes().to_vec());
    let read = crate::project::read("acme.candor", &load, Vocabulary::builtin());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    read
}

fn english() -> Wording {
    Wording::new("en", "en-US", &BTreeMap::new()).unwrap()
}

fn entry_of(old: &str, new: &str) -> Option<Entry> {
    let (old, new) = (read(old), read(new));
    let version = Version { policy: &new.policy, day: None, unread: &[], revisions: &[] };
    entry(&version, Before::Version(&old.policy), &english())
}

fn texts(old: &str, new: &str) -> Vec<String> {
    let entry = entry_of(old, new).unwrap_or_default();
    entry.changes.into_iter().map(|told| told.text).collect()
}

#[test]
fn changes_are_told_in_words_for_readers() {
    let longer = POLICY.replace("24 months", "36 months").replace("will notify", "may notify");
    assert_eq!(
        texts(POLICY, &longer),
        [
            "We keep this for longer: contact details, for 36 months. Before: for 24 months.",
            "We changed how you learn of changes to this policy: we may notify you before a change takes effect. \
             Before: we will notify you before a change takes effect.",
        ]
    );
}

/// A sentence of which several things changed is told once.
#[test]
fn one_sentence_is_told_once() {
    let right = |text: &str| format!("{POLICY}you have the right to access contact {text}\n");
    assert_eq!(
        texts(&right("unless \"the law forbids it\" fee none"), &right("fee \"5 dollars\"")),
        ["We changed what we say: you have the right to access contact details (the fee is 5 dollars). \
             Before: you have the right to access contact details unless the law forbids it, free of charge."]
    );
}

/// A change is never told as if it were for everybody, everywhere and always.
#[test]
fn for_whom_where_and_on_what_conditions_is_told() {
    let with = |text: &str| texts(POLICY, &format!("{POLICY}{text}\n"));
    assert_eq!(
        with("section kids for children under 13 { we do not collect contact }"),
        ["New promise: we do not collect contact details. This holds for children under 13."]
    );
    assert_eq!(
        with("section cal in california { you have the right to delete contact }"),
        ["New right: you have the right to delete contact details. This holds in California."]
    );
    assert_eq!(
        with("we use contact for \"send you offers\" only if consent"),
        [
            "We now use information to send you offers. What we say now: we use contact details to send you offers only if you consent."
        ]
    );
    assert_eq!(
        with("we may collect \"birthdays\" if consent"),
        ["We now collect: birthdays. What we say now: we may collect birthdays if you consent."]
    );
    let gone = format!("{POLICY}section kids for children {{ we may collect \"birthdays\" }}\n");
    assert_eq!(
        texts(&gone, POLICY),
        ["We no longer collect: birthdays. What we said: we may collect birthdays. This held for children."]
    );
    // What is limited by nothing is told in few words.
    assert_eq!(
        with("we collect \"birthdays\" from \"shops\""),
        ["We now collect: birthdays.", "We now also receive information from shops."]
    );
}

#[test]
fn what_ends_with_a_stop_ends_with_one() {
    let named = |name: &str| format!("{POLICY}recipient p \"{name}\" : processor\nwe share contact with p\n");
    assert_eq!(
        texts(&named("Alpha Printers Inc."), &named("Omega Ltd.")),
        ["The recipient is now Omega Ltd., no longer Alpha Printers Inc."]
    );
    let noted = format!("{POLICY}you can access contact by form\nchannel form \"our form\" : form");
    assert_eq!(texts(&noted, &format!("{noted} note \"Only there.\"\n")), ["“our form”: now “Only there.”"]);
}

#[test]
fn a_promise_that_is_turned_round_is_told_with_what_it_was() {
    let policy = |said: &str| format!("{POLICY}{said}\n");
    assert_eq!(
        texts(&policy("we do not sell contact"), &policy("we may sell contact")),
        ["We now say: we may sell contact details. Before, we said: we do not sell contact details."]
    );
    assert_eq!(
        texts(&policy("we share contact for orders"), &policy("we do not share contact for orders")),
        [
            "We now say: we do not share contact details to send you what you order. Before, we said: we share contact \
             details to send you what you order."
        ]
    );
}

#[test]
fn what_the_source_calls_a_thing_is_not_told() {
    let policy = |words: &str| {
        format!("{POLICY}condition closure \"{words}\"\nwe keep contact for 1 year after closure\n")
    };
    assert_eq!(
        texts(&policy("you close your account"), &policy("you cancel your account")),
        ["We now say “you cancel your account”. Before: “you close your account”."]
    );
}

#[test]
fn what_readers_do_not_see_is_not_told() {
    let renamed = POLICY.replace("orders", "shopping").replace("2026-03-01", "2026-04-01");
    let entry = entry_of(POLICY, &renamed).unwrap();
    assert_eq!((entry.changes.len(), entry.editorial), (0, 0));
    // A version that says nothing of itself and changed nothing is none.
    let unstated = |text: &str| text.replace("effective 2026-03-01", "").replace("effective 2026-04-01", "");
    assert_eq!(entry_of(&unstated(POLICY), &unstated(&renamed)), None);
}

#[test]
fn every_kind_has_words_and_all_words_have_a_kind() {
    let wording = english();
    for (key, pattern) in wording.group("told") {
        let own = ["sentence", "other", "whole", "whole-before", "scope", "scope-before"];
        let kind = key.strip_suffix("-reversed").filter(|key| kinds::kind(key).is_some()).unwrap_or(key);
        assert!(own.contains(&key) || kinds::kind(kind).is_some(), "{key}");
        let places = pattern.split('{').skip(1).map(|rest| rest.split('}').next().unwrap());
        for place in places {
            let known = ["summary", "what", "aim", "before", "after", "detail", "was", "now"];
            let behind = ["text", "sentence", "scope"];
            assert!(
                known.contains(&place) || behind.contains(&place) && own.contains(&key),
                "{key}: {place}"
            );
        }
        assert!(pattern.ends_with('.'), "{key}");
        assert!(kinds::kind(key).is_none_or(|kind| !kind.silent), "{key} is never told");
    }
}

/// A changelog that says this of one version.
fn changelog(text: &str) -> String {
    let told = Told { text: text.to_owned(), material: true, ..Told::default() };
    let date = Some(jiff::civil::date(2026, 3, 1));
    let edition = Edition { effective: date, ..Edition::default() };
    let entry = Entry { date, edition, changes: vec![told], ..Entry::default() };
    let history = crate::changelog::History { entries: vec![entry], complete: false };
    json::emit(&[("acme", "Acme", &history)])
}

fn attached(text: &str) -> Read {
    let mut read = read(POLICY);
    attach(&mut read, "changelog.json", &|_: &str| Ok(text.as_bytes().to_vec()));
    read
}

#[test]
fn what_is_written_is_read_again_with_its_places() {
    let text = changelog("We now say \"}]\" \u{1F36A}.");
    let read = attached(&text);
    assert_eq!(read.findings, []);
    let history = read.changelog.as_ref().unwrap();
    let [entry] = history.entries.as_slice() else { panic!("{history:?}") };
    let [told] = entry.changes.as_slice() else { panic!("{entry:?}") };
    assert_eq!(told.text, "We now say \"}]\" \u{1F36A}.");
    let source = read.sources.get(told.span.file).unwrap();
    assert_eq!(source.name, "changelog.json");
    assert!(source.slice(told.span).starts_with("{ \"text\": \"We now say"), "{}", source.slice(told.span));
    assert!(source.slice(entry.span).contains("\"date\": \"2026-03-01\""));
    assert_eq!(json::emit(&[("acme", "Acme", history)]), text);
}

/// Whoever wrote the text of a change: it stays text, and knows its line.
#[test]
fn a_change_is_text_in_the_policy_and_knows_where_it_came_from() {
    let read =
        attached(&changelog("**Now** <script>alert(1)</script> | `code` [link](javascript:x) {{ 7 * 7 }}"));
    let mut built = Built::default();
    let documents = compile::documents(&read, &Settings::default(), &mut built);
    assert_eq!(built.template_errors, Vec::<String>::new());
    let document = documents.first().unwrap();
    let at = |id: &str| document.sections.iter().position(|section| section.id == id).unwrap();
    assert_eq!(at("history"), at("changes") + 1);
    let section = &document.sections[at("history")];
    assert_eq!(section.title, "What changed");
    let block = &section.sections[0].blocks[0];
    let crate::document::BlockKind::List { items, .. } = &block.kind else { panic!("{block:?}") };
    let span = *items[0].origin.spans.iter().next().unwrap();
    assert!(read.sources.get(span.file).unwrap().slice(span).contains("**Now**"));
    let page = html::fragment(document);
    assert!(
        page.contains(
            "**Now** &lt;script&gt;alert(1)&lt;/script&gt; | `code` [link](javascript:x) {{ 7 * 7 }}"
        ),
        "{page}"
    );
    let text = markdown::emit(document);
    let events: String = pulldown_cmark::Parser::new(&text)
        .map(|event| match event {
            pulldown_cmark::Event::Text(text) => text.to_string(),
            pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => html.to_string(),
            _ => String::new(),
        })
        .collect();
    assert!(
        events.contains("**Now** <script>alert(1)</script> | `code` [link](javascript:x) {{ 7 * 7 }}"),
        "{events}"
    );
    // By itself it is a document.
    let history = read.changelog.clone().unwrap();
    let own = compile::changelog(&read, &history, &Settings::default(), &mut built).unwrap();
    assert_eq!(own.title, "Acme <Privacy> Policy: what changed");
    assert!(html::fragment(&own).starts_with("<article lang=\"en\" dir=\"ltr\">\n<header>\n<h1>"));
}

#[test]
fn a_changelog_that_does_not_fit_is_a_finding() {
    let codes = |text: &str| -> Vec<&'static str> {
        attached(text).findings.into_iter().map(|finding| finding.code).collect()
    };
    let good = changelog("We changed.");
    assert_eq!(codes(&good), [""; 0]);
    assert_eq!(codes("{"), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("candor-changelog", "candor-diff")), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("\"1.0\"", "\"2.0\"")), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("2026-03-01", "2026-03-32")), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("\"acme\"", "\"other\"")), ["not-in-changelog"]);
    let (head, _) = good.split_once("\"versions\": [").unwrap();
    assert_eq!(codes(&format!("{head}\"versions\": [] }}] }}")), ["not-in-changelog"]);
    assert_eq!(codes(&good.replace("2026-03-01", "2026-02-01")), ["changelog-outdated"]);
    let mut read = read(POLICY);
    attach(&mut read, "changelog.json", &|_: &str| Err(LoadError::Missing));
    assert_eq!(read.findings.first().map(|finding| finding.code), Some("bad-changelog"));
    // What nobody could have written: it contradicts itself, or commands a terminal.
    assert_eq!(codes(&good.replace("We changed.", "We \\u001b[31m changed.")), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("We changed.", "We \\u202e changed.")), ["bad-changelog"]);
    assert_eq!(codes(&good.replace("We changed.", "")), ["bad-changelog"]);
    let (_, rest) = good.split_once("\"policies\": [").unwrap();
    let (policy, _) = rest.rsplit_once(']').unwrap();
    assert_eq!(codes(&good.replace(policy, &format!("{policy},{policy}"))), ["bad-changelog"]);
    let (_, rest) = good.split_once("\"versions\": [").unwrap();
    let (version, _) = rest.rsplit_once(']').unwrap().0.rsplit_once(']').unwrap();
    let versions = |more: &str| codes(&good.replace(version, &format!("{version},{more}")));
    assert_eq!(versions(version), ["bad-changelog"]);
    let older = version.replace("2026-03-01", "2026-02-01");
    assert_eq!(versions(&older), [""; 0]);
    let first = good.replacen("\"changes\"", "\"first\": true, \"changes\"", 1);
    assert_eq!(codes(&first), [""; 0]);
    let (_, again) = first.split_once("\"versions\": [").unwrap();
    let (again, _) = again.rsplit_once(']').unwrap().0.rsplit_once(']').unwrap();
    assert_eq!(codes(&first.replace(again, &format!("{again},{older}"))), ["bad-changelog"]);
    // What a later minor version adds is no mistake.
    assert_eq!(codes(&good.replace("\"complete\"", "\"more\": [{}], \"complete\"")), [""; 0]);
}

/// Versions of one day have headings of their own, and ids too.
#[test]
fn the_template_says_what_each_version_is() {
    let march = Some(jiff::civil::date(2026, 3, 1));
    let edition =
        |version: &str| Edition { effective: march, version: Some(version.to_owned()), ..Edition::default() };
    let entry = |version: &str| Entry { date: march, edition: edition(version), ..Entry::default() };
    let told = Told { text: "We changed.".to_owned(), ..Told::default() };
    let entries = vec![
        Entry::default(),
        Entry { editorial: 2, ..entry("4") },
        Entry {
            changes: vec![told],
            editorial: 1,
            unread: vec![jiff::civil::date(2026, 2, 1)],
            ..entry("3")
        },
        entry("2"),
        Entry { first: true, ..entry("1") },
    ];
    let history = crate::changelog::History { entries, complete: true };
    let read = read(POLICY);
    let document = compile::changelog(&read, &history, &Settings::default(), &mut Built::default()).unwrap();
    insta::assert_snapshot!(markdown::emit(&document));
    let ids: Vec<&str> = document.sections.iter().map(|section| &*section.id).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
}
