//! Data that is said to be encrypted, and said not to be.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::lists::Security;
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "encryption-promised-yet-denied", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    // What happens in some cases or for some people only leaves room for the other case.
    let everywhere = |practice: &&Practice<'_>| {
        practice.actor == Actor::Us
            && practice.within.iter().all(|section| section.clauses.is_empty())
            && practice.terms(ListWord::When).next().is_none()
            && !practice.limited()
    };
    for promise in context.practices.iter().filter(everywhere).filter(|practice| encrypts(practice, list)) {
        for denial in context.practices.iter().filter(everywhere).filter(|practice| denies(practice, list)) {
            let same = denial.objects().any(|data| {
                promise.objects().any(|all| context.covers(all, data) || context.covers(data, all))
            });
            if same {
                findings.push(both(denial, promise));
            }
        }
    }
}

fn encrypts(practice: &Practice<'_>, list: &Security) -> bool {
    practice.polarity == Polarity::Positive
        && !denies(practice, list)
        && (practice.does_any(&["encrypt"])
            || practice.does_any(&["protect", "store", "transmit"]) && says(practice, &list.encrypted))
}

fn denies(practice: &Practice<'_>, list: &Security) -> bool {
    match practice.polarity {
        Polarity::Negative => practice.does_any(&["encrypt"]),
        Polarity::Positive => says(practice, &list.unencrypted),
    }
}

fn says(practice: &Practice<'_>, phrases: &[String]) -> bool {
    texts::of_statement(practice.statement).iter().any(|text| texts::first_of(text.text, phrases).is_some())
}

fn both(denial: &Practice<'_>, promise: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, denial.span(), "this leaves open what the policy says is encrypted")
        .with_label(promise.span(), "this says it is encrypted")
        .with_help("limit the promise, such as `except` and the data, or take the other sentence out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn the_same_data_encrypted_and_not() {
        check(
            &RULE,
            r#"
we protect personal-data by "encryption"
we do not encrypt "log files" : diagnostics.log
//^ this leaves open what the policy says is encrypted
"#,
        );
    }

    #[test]
    fn other_data_or_a_limit() {
        check(
            &RULE,
            r#"
we encrypt "card numbers" : financial.card
we do not encrypt "log files" : diagnostics.log
"#,
        );
        check(
            &RULE,
            r#"
we encrypt personal-data except "log files" : diagnostics.log
we do not encrypt "log files" : diagnostics.log
we encrypt "messages" : communication when "they are in transit"
we store "messages" : communication with "unencrypted disks"
"#,
        );
    }
}
