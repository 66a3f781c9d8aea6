//! The grammar, and what its words are.

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
