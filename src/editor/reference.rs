//! What the language's own words mean: the reference in `docs/language.md`, word by word.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The page; its tables are compared with the compiler by tests.
const PAGE: &str = include_str!("../../docs/language.md");

/// What the reference says about words, by the heading of the table.
type Tables = BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>;

/// What the reference says about a clause word, such as `only if`.
#[must_use]
pub fn clause(word: &str) -> Option<&'static str> {
    tables().get("Clauses")?.get(word).copied()
}

/// Every modality of the reference, such as `do not`, with its meaning.
pub fn modalities() -> impl Iterator<Item = (&'static str, &'static str)> {
    tables().get("Modality").into_iter().flatten().map(|(words, meaning)| (*words, *meaning))
}

/// What the reference says about a kind of declaration: the paragraph under its heading.
#[must_use]
pub fn noun(word: &str) -> Option<&'static str> {
    let (_, after) = section(word)?.split_once("\n\n")?;
    let paragraph = after.split("\n\n").next().unwrap_or(after).trim();
    // Several kinds that share a heading have an example and no paragraph.
    (!paragraph.starts_with("```")).then_some(paragraph)
}

/// The example under the heading of a kind of declaration.
#[must_use]
pub fn example(word: &str) -> Option<&'static str> {
    let (_, after) = section(word)?.split_once("```candor\n")?;
    after.split("```").next()
}

/// The section of the reference about a kind of declaration.
fn section(word: &str) -> Option<&'static str> {
    let heading = format!("`{word}`");
    let of_word = |section: &&str| section.lines().next().is_some_and(|line| line.contains(&heading));
    PAGE.split("\n### ").skip(1).find(of_word)
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables::new();
        let mut heading = "";
        for line in PAGE.lines() {
            if let Some(title) = line.strip_prefix("### ").or_else(|| line.strip_prefix("## ")) {
                heading = title;
            }
            let Some((words, meaning)) =
                line.strip_prefix("| ").and_then(|row| row.trim_end_matches(" |").split_once(" | "))
            else {
                continue;
            };
            let of_heading = tables.entry(heading).or_default();
            for word in words.split('`').skip(1).step_by(2) {
                of_heading.insert(word, meaning);
            }
        }
        tables
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::NounKind;
    use crate::syntax::grammar_phrases;

    #[test]
    fn every_clause_word_is_in_the_reference() {
        let rules = [
            "CONDITION",
            "LISTING",
            "SAYING",
            "DATED",
            "KEPT",
            "FOREVER",
            "WITHIN",
            "REPEAT",
            "LOOKBACK",
            "LIMIT",
            "BASIS",
            "ALLOW",
            "OFTEN",
        ];
        for word in rules.iter().flat_map(|rule| grammar_phrases(rule)) {
            assert!(clause(&word).is_some(), "docs/language.md says nothing about `{word}`");
        }
    }

    #[test]
    fn every_kind_of_declaration_is_in_the_reference() {
        for kind in NounKind::ALL {
            assert!(noun(kind.as_str()).is_some() || example(kind.as_str()).is_some(), "{}", kind.as_str());
        }
        assert!(noun("data").is_some_and(|text| text.starts_with("A group with the items in it")));
    }

    #[test]
    fn a_modality_is_explained() {
        assert!(modalities().any(|row| row == ("do not", "it is not done")));
    }
}
