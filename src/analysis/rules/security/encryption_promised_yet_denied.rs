//! Data that is said to be encrypted, and said not to be.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "encryption-promised-yet-denied", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    // What happens in some cases or for some people only leaves room for the other case.
    let everywhere = |practice: &Practice<'_>| {
        practice.actor == Actor::Us
            && practice.within.iter().all(|section| section.clauses.is_empty())
            && practice.terms(ListWord::When).next().is_none()
            && !practice.limited()
    };
    let encrypted = context.practices_with(&list.encrypted);
    let unencrypted = context.practices_with(&list.unencrypted);
    let says = |practice: &Practice<'_>, found: &[usize]| found.binary_search(&practice.at).is_ok();
    let denies = |practice: &Practice<'_>| match practice.polarity {
        Polarity::Negative => practice.does_any(&["encrypt"]),
        Polarity::Positive => says(practice, &unencrypted),
    };
    let encrypts = |practice: &Practice<'_>| {
        !denies(practice)
            && (practice.does_any(&["encrypt"])
                || practice.does_any(&["protect", "store", "transmit"]) && says(practice, &encrypted))
    };
    let mut denials: Vec<&Practice<'_>> = context.doing_if(&["encrypt"], Polarity::Negative).collect();
    denials.extend(context.numbered(unencrypted.iter().copied()));
    denials.sort_by_key(|practice| practice.at);
    denials.dedup_by_key(|practice| practice.at);
    denials.retain(|practice| everywhere(practice) && denies(practice));
    if denials.is_empty() {
        return;
    }
    let promises = context.doing_if(&["encrypt", "protect", "store", "transmit"], Polarity::Positive);
    for promise in promises.filter(|practice| everywhere(practice) && encrypts(practice)) {
        for denial in &denials {
            let same = denial.objects().any(|data| {
                promise.objects().any(|all| context.covers(all, data) || context.covers(data, all))
            });
            if same {
                findings.push(both(denial, promise));
            }
        }
    }
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
