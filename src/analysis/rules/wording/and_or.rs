//! "And/or", which leaves open which of the two.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "and-or", check };

const EITHER: &str = "and/or";

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if words(context).is_none() {
        return;
    }
    let leaving = context.texts_that(|text| text.contains('/') && texts::has(text, EITHER));
    findings.extend(leaving.iter().map(|text| either(text.span)));
}

fn either(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "`and/or` leaves open which is meant")
        .with_help("write `or` where one is enough, `and` where it is all of them")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn both_words_at_once() {
        check(
            &RULE,
            "we collect \"names and/or addresses\" : identity.name\n//^ `and/or` leaves open which is meant\n",
        );
    }

    #[test]
    fn one_of_them() {
        check(&RULE, "we collect \"names and addresses\", \"hand/organ data\" or personal-data\n");
    }
}
