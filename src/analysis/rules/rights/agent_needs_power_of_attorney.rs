//! An agent who needs more than a signed permission.

use super::demands;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "agent-needs-power-of-attorney", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|_, practice| demands(practice)) {
        // One of several ways to show it is a choice.
        let choice = practice.statement.objects.as_ref().is_some_and(|list| list.any && list.terms.len() > 1);
        let words = context.wording(practice);
        if words.contains("power of attorney") && !choice && !words.contains(" or ") {
            findings.push(too_much(practice));
        }
    }
}

fn too_much(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "an agent is made to show a power of attorney")
        .with_help("ask for `\"signed permission\"` instead; a power of attorney may be one way to show it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_power_of_attorney() {
        check(
            &RULE,
            "\nwe require \"a power of attorney\" when \"an agent acts for you\"\n//^^^ an agent is made to show a power of attorney\n",
        );
    }

    #[test]
    fn one_of_two_ways() {
        check(
            &RULE,
            "we require \"signed permission\" or \"a power of attorney\" when \"an agent acts for you\"\nyou can submit \"a power of attorney\"\n",
        );
    }
}
