//! What the grammar would take next, for an editor that completes what is typed.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::grammar::{CandorParser, Rule};
use super::scan::nests_too_deeply;

/// The names of the rules of the grammar that may go on after `text`, the beginning of a
/// run of items: `VERB`, `path`, `string`. Empty where `text` itself is wrong.
#[must_use]
pub fn expected(text: &str) -> Vec<String> {
    // What stands there is nothing the grammar knows, so it says what it would have taken.
    let probe = format!("{text}\u{0}");
    if nests_too_deeply(&probe) {
        return Vec::new();
    }
    let Err(error) = CandorParser::parse(Rule::file, &probe) else { return Vec::new() };
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, .. } = error.variant else { return Vec::new() };
    let blank = text.get(at..).is_some_and(|rest| rest.trim().is_empty());
    if !blank {
        return Vec::new();
    }
    let mut names: Vec<String> = positives.iter().map(|rule| format!("{rule:?}")).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::expected;

    fn takes(text: &str, rule: &str) -> bool {
        expected(text).iter().any(|found| found == rule)
    }

    #[test]
    fn the_grammar_says_what_it_would_take() {
        assert!(takes("we ", "modality") && takes("we ", "verb"));
        assert!(!takes("we may ", "modality") && takes("we may ", "verb"));
        assert!(takes("we collect ", "term"));
        assert!(takes("we collect contact ", "CONDITION") && !takes("we collect contact ", "term"));
        assert!(takes("data contact : ", "path"));
        assert!(takes("data contact {\n    ", "name"));
        assert!(takes("we keep contact within 24 ", "UNIT"));
    }

    #[test]
    fn behind_a_mistake_nothing_is_expected() {
        assert!(expected("data contact : : ").is_empty());
    }
}
