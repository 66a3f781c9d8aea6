//! What the grammar would have taken at a place, in words.

use crate::syntax::grammar::Rule;

/// What the grammar would have accepted, in words, most telling first, three at most.
pub(super) fn expected(positives: &[Rule]) -> String {
    let mut names: Vec<(u8, &'static str)> = Vec::new();
    for rule in positives {
        if let Some(name) = name_of(*rule)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names.sort_by_key(|(rank, _)| *rank);
    names.truncate(3);
    let names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

/// What a rule is called, and how telling that is: 0 says most.
fn name_of(rule: Rule) -> Option<(u8, &'static str)> {
    Some(match rule {
        Rule::verb | Rule::VERB | Rule::predicate => (0, "a verb"),
        Rule::expression | Rule::guarded | Rule::conjunct | Rule::primary | Rule::test => (0, "a condition"),
        Rule::ground => (0, "a legal basis"),
        Rule::number => (0, "a number"),
        Rule::duration | Rule::extent | Rule::span_of => (0, "a duration such as `30 days`"),
        Rule::UNIT => (1, "a unit of time"),
        Rule::date => (0, "a date such as `2026-03-01`"),
        Rule::term | Rule::list => (0, "a name or a text in quotes"),
        Rule::TIMES => (0, "`times`"),
        Rule::ONCE => (1, "`once`"),
        Rule::PER => (0, "`per`"),
        Rule::absence => (1, "`unstated`"),
        Rule::path | Rule::name | Rule::subject | Rule::subjects => (1, "a name"),
        Rule::string => (1, "a text in quotes"),
        Rule::modality | Rule::MODAL | Rule::ADVERB => (2, "a word such as `may`"),
        Rule::rparen => (2, "`)`"),
        Rule::close => (2, "`}`"),
        Rule::open | Rule::noun_body | Rule::sentence_body => (3, "`{`"),
        Rule::colon | Rule::kinds => (3, "`:`"),
        Rule::comma => (3, "`,`"),
        Rule::entry | Rule::entry_head => (2, "a property"),
        Rule::promise => (4, "a sentence"),
        _ => return None,
    })
}

/// Whether a rule is an item, or what stands in the braces of a declaration.
pub(super) fn begins_item(rule: Rule) -> bool {
    begins_line(rule) && rule != Rule::close
}

/// Whether a rule may begin a line, so that the line before was complete.
pub(super) fn begins_line(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EOI
            | Rule::close
            | Rule::import
            | Rule::section
            | Rule::prose
            | Rule::noun
            | Rule::sentence
            | Rule::assertion
            | Rule::approval
            | Rule::REVIEWED
            | Rule::pin
            | Rule::ASSERT
            | Rule::IMPORT
            | Rule::SECTION
            | Rule::PROSE
            | Rule::NOUN
            | Rule::entry
            | Rule::entry_head
            | Rule::promise
    )
}
