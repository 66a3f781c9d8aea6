//! Legitimate interests, and nobody learns which.

use crate::analysis::Rule;
use crate::analysis::bases::bases;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "legitimate-interests-unnamed", check };

/// Words that name no interest.
const EMPTY: &[&str] = &[
    "a",
    "above",
    "and",
    "any",
    "as",
    "below",
    "business",
    "commercial",
    "company",
    "described",
    "explained",
    "for",
    "further",
    "have",
    "here",
    "in",
    "interest",
    "interests",
    "is",
    "it",
    "its",
    "lawful",
    "legitimate",
    "listed",
    "of",
    "on",
    "or",
    "other",
    "others",
    "our",
    "own",
    "parties",
    "party",
    "policy",
    "pursue",
    "serve",
    "that",
    "the",
    "their",
    "these",
    "third",
    "this",
    "those",
    "to",
    "us",
    "valid",
    "we",
    "which",
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for basis in bases(context) {
        if !basis.is(context, "legitimate-interests") {
            continue;
        }
        match &basis.ground.interest {
            Some(interest) if !says_nothing(interest) => {}
            Some(interest) => findings.push(restated(basis.ground.span, interest)),
            // A purpose of its own says at least what it is about.
            None if basis.purposes(context).is_empty() => findings.push(unnamed(basis.ground.span)),
            None => {}
        }
    }
}

fn says_nothing(interest: &str) -> bool {
    let words = interest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).all(|word| EMPTY.contains(&&*word))
}

fn restated(at: Span, interest: &str) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{interest}` does not say which interest it is"))
        .with_help("name it: `legitimate-interests \"keeping our shop safe from fraud\"`")
}

fn unnamed(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "the legitimate interest is not named")
        .with_help("name it: `legitimate-interests \"keeping our shop safe from fraud\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_interest_and_a_restated_one() {
        check(
            &RULE,
            r#"
we process personal-data basis legitimate-interests
                             //^^^ the legitimate interest is not named
we process personal-data basis legitimate-interests "our legitimate business interests listed above"
                             //^^^ `our legitimate business interests listed above` does not say which interest it is
"#,
        );
    }

    #[test]
    fn an_interest_or_a_purpose() {
        check(
            &RULE,
            r#"
we process personal-data basis legitimate-interests "preventing abuse of our service"
we process personal-data for "prevent abuse" basis legitimate-interests
you have the right to object to processing basis legitimate-interests
"#,
        );
    }
}
