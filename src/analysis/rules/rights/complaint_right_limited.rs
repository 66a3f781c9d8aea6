//! A right to complain only after asking the company first.

use super::grants;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "complaint-right-limited", check };

/// Words by which a complaint is made to wait for the company.
const FIRST_US: &[&str] = &[
    "our response",
    "our answer",
    "our decision",
    "our reply",
    "contacted us",
    "contact us",
    "complained to us",
    "we do not respond",
    "we have not",
    "we fail to",
    "we cannot resolve",
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let grounds = super::super::bases::needs_bases(context);
    for practice in context.doing(&["complain"]).filter(|practice| grants(practice)) {
        let words = context.wording(practice);
        if grounds && FIRST_US.iter().any(|first| words.contains(first)) {
            findings.push(at_once(practice));
        }
    }
}

fn at_once(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "people may complain to an authority at once, not only after they have asked you",
    )
    .with_help(
        "take the condition out; you can still ask them to write to you first, in a sentence of its own",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_after_our_answer() {
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
you have the right to complain to authority if "you are not satisfied with our response"
//^^^ people may complain to an authority at once…
"#,
        );
    }

    #[test]
    fn at_any_time_or_when_rights_are_violated() {
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
you have the right to complain to authority at any time
you have the right to complain to authority if "you believe that your rights have been violated"
"#,
        );
    }
}
