//! The grammar, and what its words are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The parser that pest makes of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/candor.pest"]
pub(super) struct CandorParser;

const GRAMMAR: &str = include_str!("../../grammar/candor.pest");

/// Every word that a token rule of the grammar spells, such as `if` and
/// `unless` for `CONDITION`; empty for a rule that spells none.
///
/// Read from the grammar itself, so that a message never names a word that the
/// language no longer has. Only called once something went wrong.
#[must_use]
pub fn words(rule: &str) -> Vec<&'static str> {
    let header = format!("\n{rule} ");
    let Some(at) = GRAMMAR.find(&header) else { return Vec::new() };
    let body = GRAMMAR.get(at + header.len()..).unwrap_or("");
    let end = body.find("}\n").unwrap_or(body.len());
    let words = body.get(..end).unwrap_or("").split('"').skip(1).step_by(2);
    words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && word.len() > 1).collect()
}

/// Whether a word is the language's own, so that nothing else can be called so.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    static OF_GRAMMAR: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| KEYWORDS.iter().flat_map(|rule| words(rule)).collect());
    matches!(word, "we" | "you" | "others" | "unstated" | "none") || OF_GRAMMAR.contains(word)
}

/// The tokens of the grammar whose words are keywords wherever they stand.
const KEYWORDS: &[&str] = &[
    "MODAL",
    "CONDITION",
    "SAYING",
    "DATED",
    "KEPT",
    "WITHIN",
    "EVERY",
    "BASIS",
    "QUANTIFIER",
    "IMPORT",
    "SECTION",
    "PROSE",
];

/// Every way to write a token of the grammar that is made of fixed words, such as `if`,
/// `only if` and `as far as` for `CONDITION`; empty for a rule that is no such token.
///
/// Read from the grammar itself, as [`words`] is.
#[must_use]
pub fn phrases(rule: &str) -> Vec<String> {
    let header = format!("\n{rule} ");
    let Some(at) = GRAMMAR.find(&header) else { return Vec::new() };
    let body = GRAMMAR.get(at + header.len()..).unwrap_or("");
    let body = body.split_once("}\n").map_or(body, |(body, _)| body);
    let body = body.split_once("@{").map_or("", |(_, body)| body);
    Phrases { rest: body }.choice().into_iter().filter(|phrase| !phrase.is_empty()).collect()
}

/// Reads the definition of a token: texts, blanks, choices and options; what it
/// looks ahead for is no part of it.
struct Phrases<'a> {
    rest: &'a str,
}

impl Phrases<'_> {
    fn choice(&mut self) -> Vec<String> {
        let mut all = self.sequence();
        while self.take("|") {
            all.extend(self.sequence());
        }
        all
    }

    fn sequence(&mut self) -> Vec<String> {
        let mut all = self.piece();
        while self.take("~") {
            let after = self.piece();
            all = all.iter().flat_map(|one| after.iter().map(move |more| format!("{one}{more}"))).collect();
        }
        all
    }

    fn piece(&mut self) -> Vec<String> {
        let nothing = || vec![String::new()];
        if self.take("!") {
            self.piece();
            return nothing();
        }
        let all = if self.take("(") {
            let all = self.choice();
            self.take(")");
            all
        } else if self.take("\"") {
            let (text, rest) = self.rest.split_once('"').unwrap_or((self.rest, ""));
            self.rest = rest;
            vec![text.to_owned()]
        } else {
            let name = self.rest.trim_start();
            let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
            let (word, rest) = name.split_at_checked(end).unwrap_or((name, ""));
            self.rest = rest;
            vec![if word == "BLANK" { " ".to_owned() } else { String::new() }]
        };
        if self.take("?") {
            return nothing().into_iter().chain(all).collect();
        }
        self.take("+");
        all
    }

    /// Takes a mark if it comes next.
    fn take(&mut self, mark: &str) -> bool {
        match self.rest.trim_start().strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::phrases;

    #[test]
    fn a_token_is_every_phrase_that_the_grammar_spells() {
        assert_eq!(phrases("CONDITION"), ["only if", "if", "unless", "while", "until", "as far as"]);
        assert_eq!(phrases("LOOKBACK"), ["in the last", "in the preceding"]);
        assert_eq!(phrases("TIMES"), ["times", "time"]);
        let modals = phrases("MODAL");
        for modal in [
            "may",
            "may not",
            "do not",
            "does not",
            "have the right to ask us to",
            "will never",
            "is",
            "are not",
        ] {
            assert!(modals.iter().any(|phrase| phrase == modal), "{modal}: {modals:?}");
        }
        assert!(!modals.iter().any(|phrase| phrase.contains("  ") || phrase.ends_with(' ')), "{modals:?}");
        assert!(phrases("LISTING").contains(&"depending on".to_owned()));
        assert!(phrases("sentence").is_empty());
    }

    #[test]
    fn every_phrase_of_a_modality_has_a_meaning() {
        for phrase in phrases("MODAL") {
            // `do` and `does` alone are no modality: the grammar asks for `not`. The adverb within one
            // is none of its words.
            let phrase = phrase.replace(" also ", " ");
            assert!(crate::model::words::Modal::parse(&phrase).is_some(), "{phrase}");
        }
    }
}
