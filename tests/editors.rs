//! What the editors know of the language is what the compiler knows.
//!
//! Where one of these fails after a change of the grammar or the vocabulary, run
//! `node editors/words.mjs`, then `npm run generate` in `editors/tree-sitter-candor`.

use std::collections::BTreeSet;
use std::fs;

use candor::law::{Kind, Vocabulary};
use candor::syntax::grammar_words;
use serde_json::Value;

const GRAMMAR: &str = "grammar/candor.pest";
const WORDS: &str = "editors/words.json";

/// What holds each word: the scanner of tree-sitter, and the grammar of Visual Studio Code.
const HOLDERS: &[&str] =
    &["editors/tree-sitter-candor/src/words.h", "editors/vscode/syntaxes/candor.tmLanguage.json"];

/// The highlights that name words of the vocabulary.
const HIGHLIGHTS: &[&str] = &[
    "editors/tree-sitter-candor/queries/highlights.scm",
    "editors/neovim/queries/candor/highlights.scm",
    "editors/helix/queries/candor/highlights.scm",
];

fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn words() -> Value {
    serde_json::from_str(&text(WORDS)).expect("it is JSON")
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The rules of the grammar that spell words.
fn rules() -> Vec<String> {
    let grammar = text(GRAMMAR);
    let names = grammar.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim());
    let mut rules: Vec<String> =
        names.filter(|name| !grammar_words(name).is_empty()).map(str::to_owned).collect();
    // These are no words: the rules that put them together, and what a name is made of.
    rules.retain(|rule| rule == "absence" || rule.chars().all(|c| c.is_ascii_uppercase()));
    rules
}

#[test]
fn the_words_are_those_of_the_grammar() {
    let words = words();
    let rules = rules();
    assert!(rules.len() > 25, "the rules were not found: {rules:?}");
    for rule in &rules {
        let phrases = words["rules"][rule].as_array().unwrap_or_else(|| panic!("{WORDS} has no {rule}"));
        let mut known = BTreeSet::new();
        for phrase in phrases {
            let unless = strings(&phrase["unless"]);
            known.extend(
                unless.into_iter().chain(phrase["words"].as_str()).flat_map(|words| words.split(' ')),
            );
        }
        let spelt: BTreeSet<&str> = grammar_words(rule).into_iter().collect();
        assert_eq!(known, spelt, "{rule}: the editors know other words than the grammar");
    }
    let known: Vec<&String> = words["rules"].as_object().expect("rules").keys().collect();
    for rule in known {
        assert!(rules.contains(rule), "{WORDS} has {rule}, which is no rule of the grammar any more");
    }
}

#[test]
fn every_editor_has_every_word() {
    let words = words();
    for holder in HOLDERS {
        let text = text(holder);
        for (rule, phrases) in words["rules"].as_object().expect("rules") {
            for phrase in phrases.as_array().expect("phrases") {
                let phrase = phrase["words"].as_str().expect("words");
                let quoted = format!("\"{phrase}\"");
                let pattern = phrase.replace(' ', r"[ \\t]+");
                let held = text.contains(&quoted) || between_marks(&text, &pattern);
                assert!(held, "{holder} lacks `{phrase}` of {rule}");
            }
        }
    }
}

/// Whether a pattern stands in a text as an alternative of its own.
fn between_marks(text: &str, pattern: &str) -> bool {
    text.match_indices(pattern).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + pattern.len()..).and_then(|after| after.chars().next());
        matches!(before, Some('|' | '(' | ':')) && matches!(after, Some('|' | ')' | '('))
    })
}

#[test]
fn the_classes_are_those_of_the_vocabulary() {
    let words = words();
    let known: BTreeSet<&str> = strings(&words["vocabulary"]["classes"]).into_iter().collect();
    let classes: BTreeSet<&str> = Vocabulary::builtin().names(Kind::Class).collect();
    assert_eq!(known, classes, "the editors know other classes than the vocabulary");
    for path in HIGHLIGHTS {
        let text = text(path);
        for class in &classes {
            assert!(text.contains(&format!("\"{class}\"")), "{path} lacks `{class}`");
        }
    }
}
