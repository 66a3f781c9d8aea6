//! A price on what the law makes free.

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{Ref, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "fee-for-rights", check };

/// What a charge must be about to be one for a request.
const REQUESTS: &[&str] = &["request", "copy", "copies", "right", "access"];

/// The cases in which a fee may be asked.
const ALLOWED: &[&str] = &[
    "excessive",
    "unfounded",
    "baseless",
    "repetitive",
    "repeated",
    "abusive",
    "vexatious",
    "frivolous",
    "additional cop",
    "further cop",
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|_, practice| {
        let charges = practice.actor == Actor::Us && practice.does_any(&["charge"]);
        practice.polarity == Polarity::Positive && (charges || practice.terms(ListWord::Fee).next().is_some())
    }) {
        let charges = practice.actor == Actor::Us && practice.does_any(&["charge"]);
        if !charges && practice.terms(ListWord::Fee).next().is_none() {
            continue;
        }
        let words = context.wording(practice);
        let charge = charges && REQUESTS.iter().any(|request| words.contains(request));
        let fee = is_about_requests(practice)
            && practice.terms(ListWord::Fee).any(|term| match &term.value {
                Value::Ref(Ref::Text(text)) => !text.to_lowercase().contains("free"),
                Value::Absent(_) => false,
                _ => true,
            });
        if (charge || fee) && !ALLOWED.iter().any(|allowed| words.contains(allowed)) {
            findings.push(must_be_free(practice));
        }
    }
}

fn must_be_free(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people are charged for using their rights")
        .with_help("take the fee out, or limit it: `if \"a request is clearly unfounded or excessive\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_fee_for_a_copy() {
        check(
            &RULE,
            r#"
we may charge you before "we provide you with a copy of your data" as far as law-permits
//^^^ people are charged for using their rights
you have the right to access personal-data fee "a reasonable fee"
//^^^ people are charged for using their rights
"#,
        );
    }

    #[test]
    fn excessive_requests_subscriptions_and_nothing() {
        check(
            &RULE,
            r#"
condition excessive "you submit requests that are repetitive or excessive"
we may charge "a reasonable fee" if excessive
we charge customers for "use our paid services"
we do not charge "a fee" for "answer your request"
you have the right to access personal-data fee none
"#,
        );
    }
}
